SELECT tailnum FROM planes p WHERE (SELECT COUNT(*) FROM flights f WHERE f.tailnum = p.tailnum) = 0
