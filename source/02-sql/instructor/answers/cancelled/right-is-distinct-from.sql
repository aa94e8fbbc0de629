SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND tailnum IS DISTINCT FROM 'N14959'
