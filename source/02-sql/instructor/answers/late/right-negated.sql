SELECT carrier, flight, dest, dep_delay FROM flights WHERE NOT (dep_delay < 120) AND origin = 'JFK';
