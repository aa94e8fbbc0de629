-- loses bins-tests: "cancelled |"
SELECT CASE WHEN dep_delay < 0 THEN 'early' WHEN dep_delay < 15 THEN 'on time' WHEN dep_delay < 60 THEN 'late'
            WHEN dep_delay < 1440 THEN 'very late' ELSE 'cancelled' END AS bin, COUNT(*) AS flights
FROM flights GROUP BY bin
