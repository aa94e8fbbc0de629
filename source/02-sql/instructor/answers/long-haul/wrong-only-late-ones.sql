-- loses long-haul-tests: "your result is empty"
SELECT dest, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay FROM flights WHERE distance >= 1000 AND dep_delay > 0 GROUP BY dest HAVING COUNT(*) >= 20
