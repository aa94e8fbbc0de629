-- loses one-day-tests: "walks through the whole of flights"
SELECT carrier, flight, dest FROM flights INDEXED BY flights_by_time WHERE origin = 'JFK' AND substr(sched_at, 1, 10) = '2013-01-15'
