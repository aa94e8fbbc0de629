-- loses cancelled-tests: "your result is empty"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at = NULL AND (tailnum <> 'N14959' OR tailnum = NULL)
