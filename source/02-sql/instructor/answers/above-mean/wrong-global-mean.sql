-- loses above-mean-tests: "on the small database"
SELECT flight_id, carrier, dep_delay FROM flights
WHERE day = 1 AND dep_delay > (SELECT AVG(dep_delay) FROM flights WHERE day = 1)
