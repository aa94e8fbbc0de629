-- loses cancelled-tests: "more than it should"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL
