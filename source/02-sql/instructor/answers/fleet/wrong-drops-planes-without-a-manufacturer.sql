-- loses fleet-tests: "missing values", "4 rows should be there"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights f JOIN planes p ON p.tailnum = f.tailnum
WHERE f.day = 1 AND p.manufacturer IS NOT NULL
