-- loses late-tests: "more than it should", "generated databases"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' OR dep_delay >= 120
