-- loses fleet-tests: "more than it should"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights AS f JOIN planes AS p ON f.tailnum LIKE p.tailnum || '%' WHERE f.day = 1
