-- loses long-haul-tests: "on the rows below, the right result is empty; yours has 1 row"
SELECT dest, COUNT(*) AS flights, AVG(COALESCE(dep_delay, 0)) AS mean_delay FROM flights
WHERE distance >= 1000 GROUP BY dest HAVING COUNT(*) >= 20
