-- loses moving-tests: "rows more"
SELECT DISTINCT day, AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay FROM flights WHERE dest GLOB 'CA?' AND arr_delay IS NOT NULL
