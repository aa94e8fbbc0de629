SELECT p.tailnum FROM planes p LEFT JOIN flights f ON f.tailnum = p.tailnum WHERE f.flight_id IS NULL
