-- loses fleet-tests: "your result is empty"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum WHERE f.day = 1 AND f.dep_at IS NOT NULL
