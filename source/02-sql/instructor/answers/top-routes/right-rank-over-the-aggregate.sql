SELECT origin, dest, flights FROM (
  SELECT origin, dest, COUNT(*) AS flights, RANK() OVER (PARTITION BY origin ORDER BY COUNT(*) DESC) AS r
  FROM flights GROUP BY origin, dest) WHERE r < 4
