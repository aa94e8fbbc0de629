-- loses longest-tests: "column 'day' are wrong"
SELECT * FROM (SELECT carrier, flight, day, dep_delay FROM flights WHERE dep_delay IS NOT NULL ORDER BY dep_delay DESC, carrier, flight LIMIT 8)
ORDER BY dep_delay DESC, carrier, flight, day
