-- loses moving-tests: "1 row more"
SELECT DISTINCT day, AVG(COALESCE(arr_delay, 0)) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay FROM flights WHERE dest = 'CAE'
