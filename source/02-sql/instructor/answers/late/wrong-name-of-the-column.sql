-- loses late-tests: "is called 'delay'"
SELECT carrier, flight, dest, dep_delay AS delay FROM flights WHERE origin = 'JFK' AND dep_delay >= 120
