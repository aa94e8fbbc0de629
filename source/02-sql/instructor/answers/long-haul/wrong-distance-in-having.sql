-- loses long-haul-tests: "should not be there"
SELECT dest, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay FROM flights
WHERE dep_delay IS NOT NULL GROUP BY dest HAVING COUNT(*) >= 20 AND MAX(distance) >= 1000
