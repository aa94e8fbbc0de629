-- loses fleet-tests: "on the rows below, your result is empty; 1 row should be there"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights f JOIN planes p ON p.tailnum = f.tailnum
WHERE f.day = 1 AND p.manufacturer IS NOT NULL
