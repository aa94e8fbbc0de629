-- loses nightly-tests: "loads after the load"
BEGIN;
INSERT INTO totals SELECT tailnum, COUNT(*), SUM(miles) FROM incoming WHERE true GROUP BY tailnum
ON CONFLICT (tailnum) DO UPDATE SET flights = totals.flights + excluded.flights, miles = totals.miles + excluded.miles;
DELETE FROM incoming;
INSERT INTO loads SELECT '2013-01-15', COUNT(*) FROM incoming;
COMMIT;
