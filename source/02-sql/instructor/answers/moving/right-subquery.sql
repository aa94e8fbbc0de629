SELECT day, (SELECT AVG(arr_delay) FROM flights g WHERE g.dest = 'CAE' AND g.day > f.day - 7 AND g.day <= f.day) AS mean_delay
FROM flights f WHERE dest = 'CAE' AND arr_delay IS NOT NULL GROUP BY day
