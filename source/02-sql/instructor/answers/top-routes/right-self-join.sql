WITH c AS (SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest)
SELECT c.origin, c.dest, c.flights FROM c LEFT JOIN c AS b ON b.origin = c.origin AND b.flights > c.flights
GROUP BY c.origin, c.dest, c.flights HAVING COUNT(b.dest) < 3
