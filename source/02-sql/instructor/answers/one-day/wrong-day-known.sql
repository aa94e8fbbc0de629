-- loses one-day-tests: "your result is empty"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND sched_at >= '2013-01-15' AND sched_at < '2013-01-16' AND day IS NOT NULL
