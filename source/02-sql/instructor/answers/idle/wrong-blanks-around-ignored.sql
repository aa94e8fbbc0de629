-- loses idle-tests: "your result is empty"
SELECT tailnum FROM planes WHERE trim(tailnum) NOT IN (SELECT trim(tailnum) FROM flights WHERE tailnum IS NOT NULL)
