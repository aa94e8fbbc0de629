-- loses one-day-tests: "on the"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND sched_at >= '2013-01-14' AND sched_at < '2013-01-17' AND dep_at >= '2013-01-15' AND dep_at < '2013-01-16'
