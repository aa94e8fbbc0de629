-- loses idle-tests: "your result is empty"
SELECT p.tailnum FROM planes p LEFT JOIN flights f ON f.tailnum = p.tailnum GROUP BY p.tailnum HAVING COUNT(*) = 0
