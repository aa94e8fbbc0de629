-- loses per-airline-tests: "should be there"
SELECT a.carrier, a.name, COUNT(*) AS flights FROM airlines a JOIN flights f ON f.carrier = a.carrier AND f.dest = 'LAX' GROUP BY a.carrier, a.name
UNION ALL
SELECT carrier, name, 0 FROM airlines WHERE carrier NOT IN (SELECT carrier FROM flights WHERE dest = 'LAX')
