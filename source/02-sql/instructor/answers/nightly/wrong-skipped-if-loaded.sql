-- loses nightly-tests: "hides the planted failure"
BEGIN;
INSERT INTO totals (tailnum, flights, miles)
SELECT tailnum, COUNT(*), SUM(miles) FROM incoming WHERE true GROUP BY tailnum
ON CONFLICT (tailnum) DO UPDATE SET flights = totals.flights + excluded.flights, miles = totals.miles + excluded.miles;
INSERT INTO loads (day, row_count) SELECT '2013-01-15', COUNT(*) FROM incoming HAVING NOT EXISTS (SELECT 1 FROM loads WHERE day = '2013-01-15');
DELETE FROM incoming;
COMMIT;
