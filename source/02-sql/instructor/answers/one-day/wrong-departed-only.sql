-- loses one-day-tests: "1 row fewer"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND sched_at >= '2013-01-15' AND sched_at < '2013-01-16' AND dep_at IS NOT NULL
