-- loses idle-tests: "your result is empty"
SELECT tailnum FROM planes WHERE tailnum NOT IN (SELECT tailnum FROM flights)
