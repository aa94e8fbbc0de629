-- loses longest-tests: "order"
SELECT carrier, flight, day, dep_delay FROM flights WHERE dep_delay IS NOT NULL ORDER BY dep_delay, carrier, flight, day LIMIT 8
