-- loses cancelled-tests: "on the rows below"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND coalesce(tailnum,'') NOT LIKE '%14959'
