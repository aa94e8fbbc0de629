-- loses fleet-tests: "should not be there"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights f JOIN planes p ON p.year = f.year WHERE f.day = 1
