-- loses idle-tests: "should not be there"
SELECT DISTINCT p.tailnum FROM planes p JOIN flights f ON f.tailnum = p.tailnum
