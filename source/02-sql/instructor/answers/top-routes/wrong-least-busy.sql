-- loses top-routes-tests: "should not be there"
WITH c AS (SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest)
SELECT origin, dest, flights FROM (SELECT *, RANK() OVER (PARTITION BY origin ORDER BY flights) AS r FROM c) WHERE r <= 3
