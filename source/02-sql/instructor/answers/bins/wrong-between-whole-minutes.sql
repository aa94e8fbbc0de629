-- loses bins-tests: "very late | 2"
SELECT CASE WHEN dep_delay IS NULL THEN 'cancelled' WHEN dep_delay < 0 THEN 'early' WHEN dep_delay BETWEEN 0 AND 14 THEN 'on time' WHEN dep_delay BETWEEN 15 AND 59 THEN 'late' ELSE 'very late' END AS bin, COUNT(*) AS flights FROM flights GROUP BY bin
