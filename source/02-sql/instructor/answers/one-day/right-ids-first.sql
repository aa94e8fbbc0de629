SELECT carrier, flight, dest FROM flights WHERE flight_id IN (SELECT flight_id FROM flights WHERE sched_at >= '2013-01-15' AND sched_at < '2013-01-16') AND origin = 'JFK'
