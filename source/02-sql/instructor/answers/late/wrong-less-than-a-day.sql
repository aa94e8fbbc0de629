-- loses late-tests: "should be there"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND dep_delay BETWEEN 120 AND 1439
