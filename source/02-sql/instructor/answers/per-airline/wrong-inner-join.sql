-- loses per-airline-tests: "2 rows fewer"
SELECT a.carrier, a.name, COUNT(*) AS flights FROM airlines a JOIN flights f ON f.carrier = a.carrier AND f.dest = 'LAX'
GROUP BY a.carrier, a.name
