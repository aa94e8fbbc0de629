-- loses cancelled-tests: "a value where NULL is expected"
SELECT sched_at, carrier, flight, COALESCE(tailnum, 'none') AS tailnum FROM flights WHERE dep_at IS NULL AND COALESCE(tailnum, '') <> 'N14959'
