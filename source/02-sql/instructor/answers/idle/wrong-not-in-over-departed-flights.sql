-- loses idle-tests: "2 rows more"
SELECT tailnum FROM planes WHERE tailnum NOT IN (SELECT tailnum FROM flights WHERE dep_at IS NOT NULL AND tailnum IS NOT NULL)
