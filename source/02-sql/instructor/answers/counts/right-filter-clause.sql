SELECT COUNT(*) AS planned, COUNT(*) FILTER (WHERE dep_at IS NOT NULL) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights
