-- loses moving-tests: "1 row more", "copies"
SELECT day, AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay
FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL
