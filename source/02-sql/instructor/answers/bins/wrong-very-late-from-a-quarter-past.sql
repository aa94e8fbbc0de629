-- loses bins-tests: "column 'bin'"
SELECT CASE WHEN dep_delay IS NULL THEN 'cancelled' WHEN dep_delay < 0 THEN 'early' WHEN dep_delay < 15 THEN 'on time' WHEN dep_delay < 60 OR dep_delay > 60 AND dep_delay < 60.25 THEN 'late' ELSE 'very late' END AS bin, COUNT(*) AS flights FROM flights GROUP BY bin
