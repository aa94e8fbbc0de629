-- loses above-mean-tests: "on the rows below"
SELECT flight_id, carrier, dep_delay FROM (SELECT *, AVG(CASE WHEN dep_delay > 0 THEN dep_delay END) OVER (PARTITION BY carrier) AS m FROM flights WHERE day = 1) WHERE dep_delay > m
