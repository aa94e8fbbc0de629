-- loses above-mean-tests: "on the rows below"
SELECT flight_id, carrier, dep_delay FROM flights f WHERE day = 1 AND dep_delay > (SELECT AVG(dep_delay) FROM flights g WHERE g.carrier = f.carrier AND g.day = 1 AND g.flight_id <> f.flight_id AND g.dep_delay < f.dep_delay)
