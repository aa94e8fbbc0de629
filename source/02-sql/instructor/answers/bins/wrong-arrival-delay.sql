-- loses bins-tests: "on the small database"
SELECT CASE WHEN arr_delay IS NULL THEN 'cancelled' WHEN arr_delay < 0 THEN 'early' WHEN arr_delay < 15 THEN 'on time' WHEN arr_delay < 60 THEN 'late' ELSE 'very late' END AS bin, COUNT(*) AS flights FROM flights GROUP BY bin
