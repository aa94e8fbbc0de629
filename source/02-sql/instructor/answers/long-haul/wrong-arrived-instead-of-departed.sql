-- loses long-haul-tests: "on the rows below"
SELECT dest, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay FROM flights WHERE distance >= 1000 AND arr_delay IS NOT NULL GROUP BY dest HAVING COUNT(*) >= 20
