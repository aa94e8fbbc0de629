-- loses late-tests: "your result is empty"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = "jfk" AND dep_delay >= 120
