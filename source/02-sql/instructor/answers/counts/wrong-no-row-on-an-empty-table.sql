-- loses counts-tests: "flights: no rows"
SELECT COUNT(*) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights HAVING COUNT(*) > 0
