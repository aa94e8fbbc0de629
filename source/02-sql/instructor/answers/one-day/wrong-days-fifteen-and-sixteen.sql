-- loses one-day-tests: "your result is empty"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND day IN (15, 16) AND substr(sched_at,1,10) = '2013-01-15'
