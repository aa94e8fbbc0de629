-- loses moving-tests: "rounded, where all digits are expected"
SELECT DISTINCT day, ROUND(AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW), 1) AS mean_delay FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL
