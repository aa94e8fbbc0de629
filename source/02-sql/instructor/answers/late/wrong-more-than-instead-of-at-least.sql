-- loses late-tests: "your result is empty", "fewer"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND dep_delay > 120
