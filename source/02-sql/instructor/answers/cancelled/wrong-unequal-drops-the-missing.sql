-- loses cancelled-tests: "1 row fewer"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND tailnum <> 'N14959'
