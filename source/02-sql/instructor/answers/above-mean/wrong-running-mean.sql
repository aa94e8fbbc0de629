-- loses above-mean-tests: "generated databases"
SELECT flight_id, carrier, dep_delay
FROM (SELECT *, AVG(dep_delay) OVER (PARTITION BY carrier ORDER BY flight_id) AS m FROM flights WHERE day = 1) WHERE dep_delay > m
