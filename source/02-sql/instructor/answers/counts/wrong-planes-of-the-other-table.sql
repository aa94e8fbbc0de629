-- loses counts-tests: "column 'planes'"
SELECT COUNT(*) AS planned, COUNT(dep_at) AS departed, (SELECT COUNT(*) FROM planes) AS planes FROM flights
