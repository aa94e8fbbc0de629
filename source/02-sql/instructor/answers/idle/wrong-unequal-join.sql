-- loses idle-tests: "more"
WITH flown AS (SELECT DISTINCT tailnum FROM flights)
SELECT DISTINCT p.tailnum FROM planes p JOIN flown f ON f.tailnum <> p.tailnum
