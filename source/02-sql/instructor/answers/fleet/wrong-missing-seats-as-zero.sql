-- loses fleet-tests: "a value where NULL is expected"
SELECT f.carrier, f.flight, p.manufacturer, COALESCE(p.seats, 0) AS seats FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum WHERE f.day = 1
