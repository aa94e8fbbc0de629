-- loses top-routes-tests: "on the rows below"
SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest HAVING COUNT(*) >= 3
