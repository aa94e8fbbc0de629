SELECT * FROM (
  SELECT 'cancelled' AS bin, COUNT(*) AS flights FROM flights WHERE dep_delay IS NULL
  UNION ALL SELECT 'early', COUNT(*) FROM flights WHERE dep_delay < 0
  UNION ALL SELECT 'on time', COUNT(*) FROM flights WHERE dep_delay >= 0 AND dep_delay < 15
  UNION ALL SELECT 'late', COUNT(*) FROM flights WHERE dep_delay >= 15 AND dep_delay < 60
  UNION ALL SELECT 'very late', COUNT(*) FROM flights WHERE dep_delay >= 60)
WHERE flights > 0
