-- loses fleet-tests: "1 row fewer", "January's flights"
SELECT carrier, flight, manufacturer, seats FROM flights NATURAL JOIN planes WHERE day = 1
