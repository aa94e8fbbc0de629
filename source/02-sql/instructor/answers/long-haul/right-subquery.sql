SELECT dest, flights, mean_delay
FROM (SELECT dest, COUNT(dep_delay) AS flights, AVG(dep_delay) AS mean_delay
      FROM flights WHERE distance >= 1000 GROUP BY dest)
WHERE flights >= 20
