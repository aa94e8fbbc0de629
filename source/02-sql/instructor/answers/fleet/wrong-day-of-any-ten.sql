-- loses fleet-tests: "on the rows below"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum WHERE f.day LIKE '1%'
