-- loses counts-tests: "column 'planned'", "too small"
SELECT COUNT(tailnum) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights
