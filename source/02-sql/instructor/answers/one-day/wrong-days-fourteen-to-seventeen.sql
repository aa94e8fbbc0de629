-- loses one-day-tests: "your result is empty"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND day BETWEEN 14 AND 17 AND substr(sched_at,1,10) = '2013-01-15'
