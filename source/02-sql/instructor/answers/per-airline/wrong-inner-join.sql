-- loses per-airline-tests: "on the rows below, your result is empty; 1 row should be there"
SELECT a.carrier, a.name, COUNT(*) AS flights FROM airlines a JOIN flights f ON f.carrier = a.carrier AND f.dest = 'LAX'
GROUP BY a.carrier, a.name
