-- loses nightly-tests: "totals after a load whose DELETE FROM incoming fails"
BEGIN;
INSERT INTO totals (tailnum, flights, miles)
SELECT tailnum, COUNT(*), SUM(miles) FROM incoming WHERE true GROUP BY tailnum
ON CONFLICT (tailnum) DO UPDATE SET flights = totals.flights + excluded.flights, miles = totals.miles + excluded.miles;
INSERT INTO loads (day, row_count) SELECT '2013-01-15', COUNT(*) FROM incoming;
COMMIT;
DELETE FROM incoming;
