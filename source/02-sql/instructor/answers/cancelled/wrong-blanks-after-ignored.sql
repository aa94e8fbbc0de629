-- loses cancelled-tests: "your result is empty"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND (rtrim(tailnum) <> 'N14959' OR tailnum IS NULL)
