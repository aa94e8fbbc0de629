-- loses above-mean-tests: "1 row more"
SELECT flight_id, carrier, dep_delay FROM (SELECT *, AVG(dep_delay) OVER (PARTITION BY carrier) AS m FROM flights WHERE day = 1) WHERE dep_delay > m OR dep_delay IS NULL
