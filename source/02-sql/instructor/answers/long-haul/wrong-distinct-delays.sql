-- loses long-haul-tests: "column 'mean_delay'"
SELECT dest, COUNT(*) AS flights, AVG(DISTINCT dep_delay) AS mean_delay FROM flights WHERE distance >= 1000 AND dep_delay IS NOT NULL GROUP BY dest HAVING COUNT(*) >= 20
