-- loses idle-tests: "on the rows below"
SELECT p.tailnum FROM planes p WHERE NOT EXISTS (SELECT 1 FROM flights f WHERE f.tailnum LIKE p.tailnum || '%')
