-- loses top-routes-tests: "1 row fewer"
SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest ORDER BY flights DESC LIMIT 3
