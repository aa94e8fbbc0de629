-- loses late-tests: "not in the order asked for"
SELECT dest, carrier, flight, dep_delay FROM flights WHERE origin = 'JFK' AND dep_delay >= 120
