-- loses top-routes-tests: "1 row fewer"
WITH c AS (SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest) SELECT origin, dest, flights FROM c WHERE (SELECT COUNT(*) FROM c AS b WHERE b.origin = c.origin AND (b.flights > c.flights OR b.flights = c.flights AND b.dest < c.dest)) < 3
