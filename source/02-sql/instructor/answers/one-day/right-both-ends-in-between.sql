SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND sched_at BETWEEN '2013-01-15 00:00' AND '2013-01-15 23:59'
