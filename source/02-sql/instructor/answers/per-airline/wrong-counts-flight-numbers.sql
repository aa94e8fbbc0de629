-- loses per-airline-tests: "too small"
SELECT a.carrier, a.name, COUNT(f.flight) AS flights FROM airlines AS a LEFT JOIN flights AS f ON f.carrier = a.carrier AND f.dest = 'LAX' GROUP BY a.carrier, a.name
