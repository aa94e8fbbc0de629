-- loses cancelled-tests: "1 row fewer", "missing values"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND tailnum <> 'N14959'
