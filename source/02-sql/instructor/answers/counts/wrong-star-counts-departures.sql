-- loses counts-tests: "column 'departed'", "too large"
SELECT COUNT(*) AS planned, COUNT(*) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights
