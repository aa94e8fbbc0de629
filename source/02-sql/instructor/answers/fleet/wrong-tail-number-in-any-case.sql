-- loses fleet-tests: "1 row more"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights f JOIN planes p ON lower(p.tailnum) = lower(f.tailnum) WHERE f.day = 1
