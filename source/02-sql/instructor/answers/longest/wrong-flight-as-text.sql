-- loses longest-tests: "on the rows below"
SELECT carrier, flight, day, dep_delay FROM flights WHERE dep_delay IS NOT NULL ORDER BY dep_delay DESC, carrier, CAST(flight AS TEXT), day LIMIT 8
