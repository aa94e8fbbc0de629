-- loses fleet-tests in "generated databases": "on the rows below"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights f JOIN planes p ON trim(p.tailnum) = trim(f.tailnum) WHERE f.day = 1
