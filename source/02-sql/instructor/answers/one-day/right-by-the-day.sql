SELECT carrier, flight, dest FROM flights WHERE day = 15 AND origin = 'JFK'
