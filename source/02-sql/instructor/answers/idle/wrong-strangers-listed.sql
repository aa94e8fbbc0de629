-- loses idle-tests: "more than it should"
SELECT COALESCE(p.tailnum, f.tailnum) AS tailnum FROM planes p FULL JOIN flights f ON f.tailnum = p.tailnum WHERE p.tailnum IS NULL OR f.tailnum IS NULL
