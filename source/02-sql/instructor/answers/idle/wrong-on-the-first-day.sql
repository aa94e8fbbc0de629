-- loses idle-tests: "more than it should"
SELECT p.tailnum FROM planes p WHERE NOT EXISTS (SELECT 1 FROM flights f WHERE f.tailnum = p.tailnum AND f.day = 1)
