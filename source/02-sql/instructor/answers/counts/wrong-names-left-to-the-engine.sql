-- loses counts-tests: "is called"
SELECT COUNT(*), COUNT(dep_at), COUNT(DISTINCT tailnum) FROM flights
