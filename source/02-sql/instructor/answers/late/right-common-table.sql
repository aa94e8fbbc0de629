WITH jfk AS (SELECT * FROM flights WHERE origin = 'JFK')
SELECT carrier, flight, dest, dep_delay FROM jfk WHERE dep_delay BETWEEN 120 AND 100000
