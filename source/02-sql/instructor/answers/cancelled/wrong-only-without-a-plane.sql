-- loses cancelled-tests: "fewer"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND tailnum IS NULL
