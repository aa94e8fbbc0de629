-- loses fleet-tests: "a value where NULL is expected"
SELECT f.carrier, f.flight, COALESCE(p.manufacturer, 'unknown') AS manufacturer, p.seats FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum WHERE f.day = 1
