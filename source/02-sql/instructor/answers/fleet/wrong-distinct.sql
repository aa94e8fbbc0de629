-- loses fleet-tests: "drops copies"
SELECT DISTINCT f.carrier, f.flight, p.manufacturer, p.seats FROM flights f JOIN planes p ON p.tailnum = f.tailnum WHERE f.day = 1
