SELECT DISTINCT dest, n AS flights, m AS mean_delay FROM (
  SELECT dest, COUNT(*) OVER (PARTITION BY dest) AS n, AVG(dep_delay) OVER (PARTITION BY dest) AS m
  FROM flights WHERE distance >= 1000 AND dep_delay IS NOT NULL)
WHERE n >= 20
