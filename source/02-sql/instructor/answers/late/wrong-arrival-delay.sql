-- loses late-tests: "your result is empty"
SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND arr_delay >= 120
