SELECT f.carrier, f.flight, f.dest, f.dep_delay
FROM (SELECT * FROM flights WHERE origin = 'JFK') AS f
WHERE f.dep_delay > 119
ORDER BY f.dep_delay DESC
