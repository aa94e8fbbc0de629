-- loses late-tests: "87 rows fewer"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND dep_delay >= 120 LIMIT 100
