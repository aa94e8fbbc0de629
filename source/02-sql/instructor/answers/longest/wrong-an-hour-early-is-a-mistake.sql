-- loses longest-tests: "should be there"
SELECT carrier, flight, day, dep_delay FROM flights WHERE dep_delay >= -60 ORDER BY dep_delay DESC, carrier, flight, day LIMIT 8
