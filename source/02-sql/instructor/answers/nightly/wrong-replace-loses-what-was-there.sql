-- loses nightly-tests: "on totals after the load"
BEGIN;
INSERT OR REPLACE INTO totals SELECT tailnum, COUNT(*), SUM(miles) FROM incoming GROUP BY tailnum;
INSERT INTO loads SELECT '2013-01-15', COUNT(*) FROM incoming;
DELETE FROM incoming;
COMMIT;
