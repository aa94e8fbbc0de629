-- loses counts-tests: "column 'planes'"
SELECT COUNT(*) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT CASE WHEN dep_at IS NOT NULL THEN tailnum END) AS planes FROM flights
