-- loses per-airline-tests: "2 rows fewer", "a small ordinary database"
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM airlines a LEFT JOIN flights f ON f.carrier = a.carrier
WHERE f.dest = 'LAX' GROUP BY a.carrier, a.name
