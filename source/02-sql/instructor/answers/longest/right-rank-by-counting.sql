WITH f AS (SELECT flight_id, carrier, flight, day, dep_delay FROM flights WHERE dep_delay IS NOT NULL), top AS (SELECT * FROM f ORDER BY dep_delay DESC, carrier, flight, day LIMIT 8)
SELECT carrier, flight, day, dep_delay FROM top ORDER BY dep_delay DESC, carrier, flight, day;
