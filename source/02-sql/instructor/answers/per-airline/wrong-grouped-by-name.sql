-- loses per-airline-tests: "1 row fewer"
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM airlines AS a LEFT JOIN flights AS f ON f.carrier = a.carrier AND f.dest = 'LAX' GROUP BY a.name
