-- loses cancelled-tests: "1 row fewer"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND (tailnum NOT LIKE 'N14959' OR tailnum IS NULL)
