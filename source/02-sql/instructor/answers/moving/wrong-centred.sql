-- loses moving-tests: "column 'mean_delay'"
SELECT DISTINCT day, AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 3 PRECEDING AND 3 FOLLOWING) AS mean_delay FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL
