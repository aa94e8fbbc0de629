-- loses above-mean-tests: "on the rows below"
SELECT flight_id, carrier, dep_delay FROM (SELECT *, AVG(dep_delay) OVER (PARTITION BY carrier, origin) AS m FROM flights WHERE day = 1) WHERE dep_delay > m
