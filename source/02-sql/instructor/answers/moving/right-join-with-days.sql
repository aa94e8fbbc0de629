WITH f AS (SELECT day, arr_delay FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL)
SELECT d.day, AVG(f.arr_delay) AS mean_delay FROM (SELECT DISTINCT day FROM f) d JOIN f ON f.day BETWEEN d.day - 6 AND d.day
GROUP BY d.day
