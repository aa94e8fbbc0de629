-- loses fleet-tests: "rows more"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights f LEFT JOIN planes p ON p.tailnum = f.tailnum WHERE f.day = 1
