-- loses fleet-tests: "1 row fewer"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum WHERE f.day = 1 GROUP BY p.tailnum
