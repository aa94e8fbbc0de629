-- loses nightly-tests: "totals after the load"
BEGIN;
UPDATE totals SET flights = flights + (SELECT COUNT(*) FROM incoming i WHERE i.tailnum = totals.tailnum), miles = miles + (SELECT COALESCE(SUM(miles), 0) FROM incoming i WHERE i.tailnum = totals.tailnum);
INSERT INTO loads (day, row_count) SELECT '2013-01-15', COUNT(*) FROM incoming;
DELETE FROM incoming;
COMMIT;
