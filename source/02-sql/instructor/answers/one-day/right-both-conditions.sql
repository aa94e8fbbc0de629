SELECT carrier, flight, dest FROM flights
WHERE sched_at >= '2013-01-15' AND sched_at < '2013-01-16' AND substr(sched_at, 1, 10) = '2013-01-15' AND origin = 'JFK'
