-- loses fleet-tests: "rows more"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights f, planes p WHERE f.day = 1
