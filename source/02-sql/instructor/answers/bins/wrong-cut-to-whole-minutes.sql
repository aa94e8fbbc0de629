-- loses bins-tests: "early"
SELECT CASE WHEN CAST(dep_delay AS INTEGER) IS NULL THEN 'cancelled' WHEN CAST(dep_delay AS INTEGER) < 0 THEN 'early' WHEN CAST(dep_delay AS INTEGER) < 15 THEN 'on time' WHEN CAST(dep_delay AS INTEGER) < 60 THEN 'late' ELSE 'very late' END AS bin, COUNT(*) AS flights FROM flights GROUP BY bin
