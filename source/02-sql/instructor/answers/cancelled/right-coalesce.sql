SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND COALESCE(tailnum, '') <> 'N14959'
