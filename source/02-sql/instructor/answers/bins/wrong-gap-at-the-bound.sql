-- loses bins-tests: "1 row more"
SELECT CASE WHEN dep_delay IS NULL THEN 'cancelled' WHEN dep_delay < 0 THEN 'early'
            WHEN dep_delay >= 0 AND dep_delay < 15 THEN 'on time' WHEN dep_delay > 15 AND dep_delay < 60 THEN 'late'
            WHEN dep_delay > 60 THEN 'very late' END AS bin, COUNT(*) AS flights
FROM flights WHERE dep_delay IS NULL OR dep_delay NOT IN (15, 60) OR dep_delay = 15 GROUP BY bin
