-- loses top-routes-tests: "on the rows below, your result has 1 row more than it should"
WITH c AS (SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest)
SELECT origin, dest, flights
FROM (SELECT *, DENSE_RANK() OVER (PARTITION BY origin ORDER BY flights DESC) AS r FROM c) WHERE r <= 3
