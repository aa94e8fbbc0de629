-- loses long-haul-tests: "rounded, where all digits are expected"
SELECT dest, COUNT(*) AS flights, ROUND(AVG(dep_delay), 1) AS mean_delay FROM flights WHERE distance >= 1000 AND dep_delay IS NOT NULL GROUP BY dest HAVING COUNT(*) >= 20
