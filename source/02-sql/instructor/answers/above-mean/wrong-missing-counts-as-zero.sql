-- loses above-mean-tests: "missing values"
SELECT flight_id, carrier, dep_delay
FROM (SELECT *, AVG(COALESCE(dep_delay, 0)) OVER (PARTITION BY carrier) AS m FROM flights WHERE day = 1) WHERE dep_delay > m
