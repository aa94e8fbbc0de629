-- loses above-mean-tests: "does not run", "misuse of window function"
SELECT flight_id, carrier, dep_delay FROM flights WHERE day = 1 AND dep_delay > AVG(dep_delay) OVER (PARTITION BY carrier)
