-- loses per-airline-tests: "column 'flights'"
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM airlines AS a LEFT JOIN flights AS f ON f.carrier = a.carrier COLLATE NOCASE AND f.dest = 'LAX' GROUP BY a.carrier, a.name
