-- loses late-tests: "-130", "B6"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND ABS(dep_delay) >= 120
