-- loses idle-tests: "your result is empty"
WITH flown AS MATERIALIZED (SELECT DISTINCT tailnum FROM flights WHERE tailnum IS NOT NULL)
SELECT p.tailnum FROM planes AS p WHERE p.tailnum NOT IN (SELECT tailnum FROM flown)
AND NOT EXISTS (SELECT 1 FROM flown AS f WHERE f.tailnum LIKE p.tailnum)
