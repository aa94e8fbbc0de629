-- loses one-day-tests: "values of column 'flight' are wrong in 1 row", "your result is empty"
SELECT carrier, flight, dest FROM flights WHERE day = 15 AND origin = 'JFK'
