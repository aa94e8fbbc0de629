-- loses counts-tests: "rows"
SELECT COUNT(*) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights GROUP BY carrier
