-- loses counts-tests: "NULL where a value is expected"
SELECT COUNT(*) AS planned, SUM(dep_at IS NOT NULL) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights
