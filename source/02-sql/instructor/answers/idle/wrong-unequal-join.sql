-- loses idle-tests: "more"
SELECT DISTINCT p.tailnum FROM planes p JOIN flights f ON f.tailnum <> p.tailnum
