-- loses one-day-tests: "row fewer"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND sched_at >= '2013-01-15' AND sched_at < '2013-01-15 23:59'
