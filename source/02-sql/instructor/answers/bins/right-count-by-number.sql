SELECT CASE WHEN dep_delay < 0 THEN 'early' WHEN dep_delay < 15 THEN 'on time' WHEN dep_delay < 60 THEN 'late'
            WHEN dep_delay >= 60 THEN 'very late' ELSE 'cancelled' END AS bin, COUNT(flight_id) AS flights
FROM flights GROUP BY 1
