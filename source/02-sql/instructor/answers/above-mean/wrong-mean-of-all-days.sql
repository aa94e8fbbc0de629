-- loses above-mean-tests: "your result is empty"
SELECT flight_id, carrier, dep_delay
FROM (SELECT *, AVG(dep_delay) OVER (PARTITION BY carrier) AS m FROM flights) WHERE day = 1 AND dep_delay > m
