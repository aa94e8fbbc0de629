-- loses long-haul-tests: "1 row more"
SELECT dest, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay FROM flights
WHERE distance >= 1000 GROUP BY dest HAVING COUNT(*) >= 20
