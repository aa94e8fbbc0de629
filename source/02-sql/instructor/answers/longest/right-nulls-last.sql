SELECT carrier, flight, day, dep_delay FROM flights WHERE NOT dep_delay IS NULL
ORDER BY dep_delay DESC NULLS LAST, carrier, flight, day LIMIT 8
