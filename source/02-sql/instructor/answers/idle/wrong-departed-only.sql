-- loses idle-tests: "more than it should"
SELECT p.tailnum FROM planes p LEFT JOIN flights f ON f.tailnum = p.tailnum AND f.dep_at IS NOT NULL WHERE f.flight_id IS NULL
