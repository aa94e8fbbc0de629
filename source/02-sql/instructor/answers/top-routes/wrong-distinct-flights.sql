-- loses top-routes-tests: "on the rows below"
WITH c AS (SELECT origin, dest, COUNT(DISTINCT flight) AS flights FROM flights  GROUP BY origin, dest) SELECT origin, dest, flights FROM (SELECT *, RANK() OVER (PARTITION BY origin ORDER BY flights DESC) AS r FROM c) WHERE r <= 3
