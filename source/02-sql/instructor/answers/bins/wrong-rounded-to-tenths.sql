-- loses bins-tests: "column 'bin'"
SELECT CASE WHEN dep_delay IS NULL THEN 'cancelled' WHEN round(dep_delay,1) < 0 THEN 'early' WHEN round(dep_delay,1) < 15 THEN 'on time' WHEN round(dep_delay,1) < 60 THEN 'late' ELSE 'very late' END AS bin, COUNT(*) AS flights FROM flights GROUP BY bin
