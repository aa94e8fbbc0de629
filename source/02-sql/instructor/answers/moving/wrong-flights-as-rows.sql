-- loses moving-tests: "on the"
SELECT DISTINCT day, AVG(arr_delay) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL
