SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND flight_id NOT IN (SELECT flight_id FROM flights WHERE tailnum = 'N14959')
