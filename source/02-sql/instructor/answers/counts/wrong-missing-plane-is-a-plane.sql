-- loses counts-tests: "column 'planes'", "too large"
SELECT COUNT(*) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT COALESCE(tailnum, '')) AS planes FROM flights
