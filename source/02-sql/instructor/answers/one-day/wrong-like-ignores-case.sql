-- loses one-day-tests: "walks through the whole of flights"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND sched_at LIKE '2013-01-15%'
