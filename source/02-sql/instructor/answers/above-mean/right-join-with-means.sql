SELECT f.flight_id, f.carrier, f.dep_delay
FROM flights f JOIN (SELECT carrier, AVG(dep_delay) AS m FROM flights WHERE day = 1 GROUP BY carrier) USING (carrier)
WHERE f.day = 1 AND f.dep_delay > m
