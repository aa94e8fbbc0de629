-- loses moving-tests: "column 'mean_delay'"
WITH f AS (SELECT DISTINCT day, arr_delay FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL) SELECT DISTINCT day, AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay FROM f
