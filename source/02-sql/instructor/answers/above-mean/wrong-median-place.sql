-- loses above-mean-tests: "on the rows below"
SELECT flight_id, carrier, dep_delay FROM (SELECT *, PERCENT_RANK() OVER (PARTITION BY carrier ORDER BY dep_delay) AS p FROM flights WHERE day = 1 AND dep_delay IS NOT NULL) WHERE p > 0.5
