-- loses one-day-tests: "should not be there"
SELECT carrier, flight, dest FROM flights WHERE day = 15 AND origin = 'JFK'
