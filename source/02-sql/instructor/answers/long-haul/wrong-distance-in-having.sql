-- loses long-haul-tests: "a database with values exactly on the bounds", "should not be there"
SELECT dest, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay FROM flights
WHERE dep_delay IS NOT NULL GROUP BY dest HAVING COUNT(*) >= 20 AND MAX(distance) >= 1000
