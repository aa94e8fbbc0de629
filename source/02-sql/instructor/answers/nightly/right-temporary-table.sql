CREATE TEMP TABLE night AS SELECT tailnum, COUNT(*) AS flights, SUM(miles) AS miles FROM incoming GROUP BY tailnum;
BEGIN;
UPDATE totals SET flights = totals.flights + night.flights, miles = totals.miles + night.miles FROM night WHERE night.tailnum = totals.tailnum;
INSERT INTO totals SELECT * FROM night WHERE tailnum NOT IN (SELECT tailnum FROM totals);
INSERT INTO loads SELECT '2013-01-15', COUNT(*) FROM incoming;
DELETE FROM incoming;
COMMIT;
DROP TABLE temp.night;
