-- loses one-day-tests: "the plan seeks in an index, but the engine still visits too many rows of flights"
SELECT carrier, flight, dest FROM flights
WHERE origin = 'JFK' AND sched_at > '2013' AND substr(sched_at, 1, 10) = '2013-01-15'
