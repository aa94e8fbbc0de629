WITH far AS (SELECT dest, dep_delay FROM flights WHERE distance > 999 AND dep_delay IS NOT NULL)
SELECT dest, COUNT(*) AS flights, SUM(dep_delay) * 1.0 / COUNT(*) AS mean_delay FROM far GROUP BY dest HAVING COUNT(*) > 19
