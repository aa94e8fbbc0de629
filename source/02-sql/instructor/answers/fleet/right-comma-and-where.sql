SELECT f.carrier, f.flight, p.manufacturer, p.seats FROM planes p, flights f WHERE f.tailnum = p.tailnum AND f.day = 1
