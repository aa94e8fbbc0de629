-- loses late-tests: "drops copies"
SELECT DISTINCT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND dep_delay >= 120
