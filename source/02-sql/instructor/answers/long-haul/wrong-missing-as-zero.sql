-- loses long-haul-tests: "more", "bounds"
SELECT dest, COUNT(*) AS flights, AVG(COALESCE(dep_delay, 0)) AS mean_delay FROM flights
WHERE distance >= 1000 GROUP BY dest HAVING COUNT(*) >= 20
