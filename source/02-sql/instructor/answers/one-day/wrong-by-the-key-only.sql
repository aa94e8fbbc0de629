-- loses one-day-tests: "seeks in no index of flights"
SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND flight_id > 0 AND substr(sched_at, 1, 10) = '2013-01-15'
