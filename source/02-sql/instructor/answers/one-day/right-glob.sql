SELECT carrier, flight, dest FROM flights WHERE sched_at GLOB '2013-01-15*' AND origin = 'JFK'
