-- loses idle-tests: "more"
SELECT DISTINCT p.tailnum FROM planes p LEFT JOIN flights f ON f.tailnum = p.tailnum AND f.flight_id IS NULL
