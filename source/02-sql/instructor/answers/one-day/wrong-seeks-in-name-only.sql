-- loses one-day-tests: "still visits most of the rows"
SELECT carrier, flight, dest FROM flights
WHERE origin = 'JFK' AND sched_at > '2013' AND substr(sched_at, 1, 10) = '2013-01-15'
