-- loses idle-tests: "your result is empty"
SELECT tailnum FROM planes WHERE tailnum NOT IN (SELECT replace(tailnum, '-', '') FROM flights WHERE tailnum IS NOT NULL)
