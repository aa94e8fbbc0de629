-- loses per-airline-tests: "ZZ"
SELECT f.carrier, a.name, SUM(f.dest = 'LAX') AS flights FROM flights f LEFT JOIN airlines a USING (carrier) GROUP BY f.carrier UNION SELECT carrier, name, 0 FROM airlines WHERE carrier NOT IN (SELECT carrier FROM flights)
