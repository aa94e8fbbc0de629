-- loses cancelled-tests: "rows fewer"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND (tailnum NOT LIKE 'N1495%' OR tailnum IS NULL)
