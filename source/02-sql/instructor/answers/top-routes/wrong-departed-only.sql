-- loses top-routes-tests: "your result is empty"
WITH c AS (SELECT origin, dest, COUNT(*) AS flights FROM flights WHERE dep_at IS NOT NULL GROUP BY origin, dest) SELECT origin, dest, flights FROM (SELECT *, RANK() OVER (PARTITION BY origin ORDER BY flights DESC) AS r FROM c) WHERE r <= 3
