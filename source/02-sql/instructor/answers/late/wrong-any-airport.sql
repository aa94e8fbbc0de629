-- loses late-tests: "more than it should"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE dep_delay >= 120
