-- loses one-day-tests: "1 row fewer"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND sched_at > '2013-01-15 00:00' AND sched_at < '2013-01-16 00:00'
