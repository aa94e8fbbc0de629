-- loses idle-tests: "flights: no rows"
SELECT p.tailnum FROM planes p WHERE p.tailnum NOT IN (SELECT tailnum FROM flights WHERE tailnum IS NOT NULL) AND EXISTS (SELECT 1 FROM flights)
