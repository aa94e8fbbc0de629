SELECT COUNT(1) AS planned,
       COALESCE(SUM(CASE WHEN dep_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS departed,
       (SELECT COUNT(*) FROM (SELECT DISTINCT tailnum FROM flights WHERE tailnum IS NOT NULL)) AS planes
FROM flights
