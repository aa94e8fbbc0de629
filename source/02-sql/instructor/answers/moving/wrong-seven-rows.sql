-- loses moving-tests: "on the rows below, the values of column 'mean_delay' are wrong"
WITH d AS (SELECT day, AVG(arr_delay) AS m FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL GROUP BY day)
SELECT day, AVG(m) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay FROM d
