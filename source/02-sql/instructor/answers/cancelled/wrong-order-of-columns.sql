-- loses cancelled-tests: "not in the order asked for"
SELECT carrier, flight, sched_at, tailnum FROM flights WHERE dep_at IS NULL AND COALESCE(tailnum, '') <> 'N14959'
