-- loses cancelled-tests: "n14959"
SELECT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND lower(coalesce(tailnum,'')) <> 'n14959'
