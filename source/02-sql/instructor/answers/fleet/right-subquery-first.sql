SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM (SELECT * FROM flights WHERE day = 1) AS f, planes AS p
WHERE f.tailnum = p.tailnum
