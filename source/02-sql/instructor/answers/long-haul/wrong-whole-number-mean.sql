-- loses long-haul-tests: "column 'mean_delay'", "whole numbers"
SELECT dest, COUNT(*) AS flights, SUM(dep_delay) / COUNT(*) AS mean_delay FROM flights
WHERE distance >= 1000 AND dep_delay IS NOT NULL GROUP BY dest HAVING COUNT(*) >= 20
