-- loses idle-tests: "on the rows below"
WITH flown AS MATERIALIZED (SELECT DISTINCT tailnum FROM flights)
SELECT p.tailnum FROM planes p WHERE NOT EXISTS (SELECT 1 FROM flown f WHERE f.tailnum LIKE p.tailnum || '%')
