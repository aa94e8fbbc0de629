SELECT sched_at, carrier, flight, tailnum FROM flights
WHERE dep_at IS NULL AND CASE WHEN tailnum = 'N14959' THEN 0 ELSE 1 END = 1
