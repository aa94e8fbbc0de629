SELECT carrier, flight, day, dep_delay FROM flights
WHERE dep_delay > -100000
ORDER BY -dep_delay, carrier ASC, flight ASC, day ASC LIMIT 8 OFFSET 0
