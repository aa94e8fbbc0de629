-- loses counts-tests: "column 'planned'"
SELECT COALESCE(MAX(flight_id) - MIN(flight_id) + 1, 0) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights
