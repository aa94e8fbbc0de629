-- loses one-day-tests: "your result is empty"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND day BETWEEN 13 AND 18 AND date(sched_at) = '2013-01-15'
