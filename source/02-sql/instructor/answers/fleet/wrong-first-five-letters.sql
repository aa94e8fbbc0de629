-- loses fleet-tests: "more than it should"
SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM flights AS f JOIN planes AS p ON substr(f.tailnum, 1, 5) = substr(p.tailnum, 1, 5) WHERE f.day = 1
