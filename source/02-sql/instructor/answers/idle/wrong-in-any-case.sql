-- loses idle-tests: "your result is empty"
SELECT tailnum FROM planes WHERE lower(tailnum) NOT IN (SELECT lower(tailnum) FROM flights WHERE tailnum IS NOT NULL)
