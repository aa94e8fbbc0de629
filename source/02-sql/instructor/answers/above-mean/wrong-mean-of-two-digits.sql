-- loses above-mean-tests: "on the rows below"
WITH beside AS (
  SELECT flight_id, carrier, dep_delay, ROUND(AVG(dep_delay) OVER (PARTITION BY carrier), 2) AS mean
  FROM flights WHERE day = 1
)
SELECT flight_id, carrier, dep_delay FROM beside WHERE dep_delay > mean
