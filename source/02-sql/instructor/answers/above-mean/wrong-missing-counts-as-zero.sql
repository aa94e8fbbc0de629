-- loses above-mean-tests: "on the rows below, the right result is empty; yours has 1 row"
SELECT flight_id, carrier, dep_delay
FROM (SELECT *, AVG(COALESCE(dep_delay, 0)) OVER (PARTITION BY carrier) AS m FROM flights WHERE day = 1) WHERE dep_delay > m
