-- loses fleet-tests: "1 row more"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum WHERE 1
