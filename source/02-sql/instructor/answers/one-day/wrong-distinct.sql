-- loses one-day-tests: "drops copies"
SELECT DISTINCT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND sched_at >= '2013-01-15' AND sched_at < '2013-01-16'
