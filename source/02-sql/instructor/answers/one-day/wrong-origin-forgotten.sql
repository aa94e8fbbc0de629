-- loses one-day-tests: "1 row more"
SELECT carrier, flight, dest FROM flights WHERE sched_at >= '2013-01-15' AND sched_at < '2013-01-16'
