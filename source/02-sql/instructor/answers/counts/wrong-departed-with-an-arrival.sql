-- loses counts-tests: "column 'departed'"
SELECT COUNT(*) AS planned, COUNT(arr_at) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights
