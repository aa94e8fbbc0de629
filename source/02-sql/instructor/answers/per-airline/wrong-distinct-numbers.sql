-- loses per-airline-tests: "column 'flights'"
SELECT a.carrier, a.name, COUNT(DISTINCT f.flight || '-' || f.day) AS flights FROM airlines AS a LEFT JOIN flights AS f ON f.carrier = a.carrier AND f.dest = 'LAX' GROUP BY a.carrier, a.name
