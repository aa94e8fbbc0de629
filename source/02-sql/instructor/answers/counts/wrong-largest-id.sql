-- loses counts-tests: "column 'planned'"
SELECT MAX(flight_id) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights
