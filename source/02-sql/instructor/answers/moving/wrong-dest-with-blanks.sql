-- loses moving-tests: "on the rows below"
SELECT DISTINCT day, AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay FROM flights WHERE trim(dest) = 'CAE' AND arr_delay IS NOT NULL
