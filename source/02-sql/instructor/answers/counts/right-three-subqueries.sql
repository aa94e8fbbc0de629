SELECT (SELECT COUNT(*) FROM flights) AS planned,
       (SELECT COUNT(*) FROM flights WHERE dep_at IS NOT NULL) AS departed,
       (SELECT COUNT(DISTINCT tailnum) FROM flights) AS planes
