-- loses long-haul-tests: "does not run", "misuse of aggregate"
SELECT dest, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay FROM flights
WHERE distance >= 1000 AND dep_delay IS NOT NULL AND COUNT(*) >= 20 GROUP BY dest
