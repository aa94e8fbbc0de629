-- loses late-tests: "| JFK"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE (origin = 'JFK' OR dest = 'JFK') AND dep_delay >= 120
