-- loses above-mean-tests: "your result is empty"
SELECT flight_id, carrier, dep_delay
FROM (SELECT *, ROUND(AVG(dep_delay) OVER (PARTITION BY carrier), 2) AS m FROM flights WHERE day = 1) WHERE dep_delay > m
