-- loses top-routes-tests: "fewer"
WITH c AS (SELECT origin, dest, COUNT(*) AS flights FROM flights  GROUP BY origin, dest) SELECT origin, dest, flights FROM (SELECT *, RANK() OVER (PARTITION BY origin ORDER BY flights DESC) AS r FROM c) WHERE r < 3
