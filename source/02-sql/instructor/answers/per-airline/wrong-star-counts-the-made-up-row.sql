-- loses per-airline-tests: "column 'flights'", "too large"
SELECT a.carrier, a.name, COUNT(*) AS flights FROM airlines a LEFT JOIN flights f ON f.carrier = a.carrier AND f.dest = 'LAX'
GROUP BY a.carrier, a.name
