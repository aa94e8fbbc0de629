SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND dep_delay >= 120 ;; -- done
