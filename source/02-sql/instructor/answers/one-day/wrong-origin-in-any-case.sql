-- loses one-day-tests: "on the rows below"
SELECT carrier, flight, dest FROM flights WHERE origin LIKE 'JFK' AND sched_at >= '2013-01-15' AND sched_at < '2013-01-16'
