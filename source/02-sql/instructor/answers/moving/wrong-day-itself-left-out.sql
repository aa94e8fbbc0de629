-- loses moving-tests: "on the small database"
SELECT DISTINCT day, AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND 1 PRECEDING) AS mean_delay FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL
