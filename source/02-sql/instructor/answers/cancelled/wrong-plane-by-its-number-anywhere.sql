-- loses cancelled-tests: "on the rows below"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND COALESCE(tailnum, '') NOT LIKE '%14959%'
