-- loses one-day-tests: "too many rows of flights"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND substr(sched_at, 1, 10) IN (SELECT '2013-01-15' FROM flights WHERE day = 15)
