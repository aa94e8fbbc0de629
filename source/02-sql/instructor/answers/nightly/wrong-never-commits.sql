-- loses nightly-tests: "ends inside its transaction"
BEGIN;
INSERT INTO totals SELECT tailnum, COUNT(*), SUM(miles) FROM incoming WHERE true GROUP BY tailnum
ON CONFLICT (tailnum) DO UPDATE SET flights = totals.flights + excluded.flights, miles = totals.miles + excluded.miles;
INSERT INTO loads SELECT '2013-01-15', COUNT(*) FROM incoming;
DELETE FROM incoming;
