-- loses above-mean-tests: "on the rows below"
SELECT flight_id, carrier, dep_delay
FROM (SELECT *, CAST(AVG(dep_delay) OVER (PARTITION BY carrier) AS INTEGER) AS m FROM flights WHERE day = 1) WHERE dep_delay > m
