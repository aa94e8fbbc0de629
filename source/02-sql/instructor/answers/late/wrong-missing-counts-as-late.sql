-- loses late-tests: "1 row more"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND COALESCE(dep_delay, 999) >= 120
