SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND tailnum IS NULL
UNION ALL
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND NOT tailnum = 'N14959'
