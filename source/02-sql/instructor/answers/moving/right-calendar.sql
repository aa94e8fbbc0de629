WITH RECURSIVE calendar(day) AS (SELECT 1 UNION ALL SELECT day + 1 FROM calendar WHERE day < 31),
daily AS (
  SELECT c.day, COUNT(f.arr_delay) AS n, COALESCE(SUM(f.arr_delay), 0) AS s
  FROM calendar c LEFT JOIN flights f ON f.day = c.day AND f.dest = 'CAE' GROUP BY c.day
), summed AS (
  SELECT day, n, SUM(s) OVER w AS total, SUM(n) OVER w AS flown FROM daily
  WINDOW w AS (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)
)
SELECT day, total * 1.0 / flown AS mean_delay FROM summed WHERE n > 0
