-- loses counts-tests: "column 'planned'"
SELECT COUNT(*) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights WHERE dep_at IS NOT NULL
