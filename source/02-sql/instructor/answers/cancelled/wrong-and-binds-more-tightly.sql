-- loses cancelled-tests: "more than it should"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND tailnum <> 'N14959' OR tailnum IS NULL
