-- loses per-airline-tests: "on the rows below, your result is empty; 1 row should be there"
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM airlines a LEFT JOIN flights f ON f.carrier = a.carrier
WHERE f.dest = 'LAX' GROUP BY a.carrier, a.name
