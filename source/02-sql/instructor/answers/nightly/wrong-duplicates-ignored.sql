-- loses nightly-tests: "totals after the load", "hides the planted failure"
BEGIN;
INSERT OR IGNORE INTO totals SELECT tailnum, COUNT(*), SUM(miles) FROM incoming GROUP BY tailnum;
INSERT OR IGNORE INTO loads SELECT '2013-01-15', COUNT(*) FROM incoming;
DELETE FROM incoming;
COMMIT;
