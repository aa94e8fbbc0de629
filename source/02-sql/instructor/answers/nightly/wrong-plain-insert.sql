-- loses nightly-tests: "UNIQUE constraint failed"
BEGIN;
INSERT INTO totals SELECT tailnum, COUNT(*), SUM(miles) FROM incoming GROUP BY tailnum;
INSERT INTO loads SELECT '2013-01-15', COUNT(*) FROM incoming;
DELETE FROM incoming;
COMMIT;
