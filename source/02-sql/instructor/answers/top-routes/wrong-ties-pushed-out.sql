-- loses top-routes-tests: "fewer"
WITH c AS (SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest) SELECT origin, dest, flights FROM c WHERE (SELECT COUNT(*) FROM c AS b WHERE b.origin = c.origin AND b.flights >= c.flights) <= 3
