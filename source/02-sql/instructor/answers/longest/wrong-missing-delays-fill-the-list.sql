-- loses longest-tests: "1 row more"
SELECT carrier, flight, day, dep_delay FROM flights ORDER BY dep_delay DESC, carrier, flight, day LIMIT 8
