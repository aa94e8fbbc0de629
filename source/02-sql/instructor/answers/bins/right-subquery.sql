SELECT bin, COUNT(*) AS flights
FROM (SELECT CASE WHEN dep_delay >= 60 THEN 'very late' WHEN dep_delay >= 15 THEN 'late' WHEN dep_delay >= 0 THEN 'on time'
                  WHEN dep_delay < 0 THEN 'early' ELSE 'cancelled' END AS bin FROM flights)
GROUP BY bin ORDER BY bin
