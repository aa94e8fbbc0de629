-- loses per-airline-tests: "the right result is empty"
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM (SELECT carrier, name FROM airlines UNION SELECT carrier, NULL FROM flights WHERE carrier IS NULL) a
LEFT JOIN flights f ON f.carrier IS a.carrier AND f.dest = 'LAX' GROUP BY a.carrier, a.name
