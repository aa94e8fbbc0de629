-- loses idle-tests: "2 columns, asked for are 1"
SELECT p.tailnum, f.tailnum FROM planes p LEFT JOIN flights f ON f.tailnum = p.tailnum WHERE f.tailnum IS NULL
