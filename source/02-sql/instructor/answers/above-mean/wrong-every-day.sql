-- loses above-mean-tests: "on the rows below"
SELECT flight_id, carrier, dep_delay FROM (SELECT *, AVG(dep_delay) OVER (PARTITION BY carrier, day) AS m FROM flights) WHERE dep_delay > m
