-- loses per-airline-tests: "1 row fewer"
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM airlines a LEFT JOIN flights f ON f.carrier = a.carrier
WHERE f.dest = 'LAX' OR f.dest IS NULL GROUP BY a.carrier, a.name
