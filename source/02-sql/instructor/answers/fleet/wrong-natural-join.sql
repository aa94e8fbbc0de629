-- loses fleet-tests: "January's flights"
SELECT carrier, flight, manufacturer, seats FROM flights NATURAL JOIN planes WHERE day = 1
