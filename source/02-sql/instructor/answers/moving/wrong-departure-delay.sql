-- loses moving-tests: "column 'mean_delay'"
SELECT DISTINCT day, AVG(dep_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL
