-- loses per-airline-tests: "should not be there"
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM flights f LEFT JOIN airlines a ON f.carrier = a.carrier AND f.dest = 'LAX'
GROUP BY a.carrier, a.name
