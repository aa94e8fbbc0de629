SELECT carrier, flight, day, dep_delay FROM flights WHERE dep_delay IS NOT NULL ORDER BY dep_delay DESC, carrier, flight, COALESCE(day, 0) LIMIT 8
