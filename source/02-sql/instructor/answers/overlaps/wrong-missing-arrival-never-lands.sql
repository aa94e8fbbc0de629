-- loses overlaps-tests: "more than it should"
SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM flights a JOIN flights b ON b.tailnum = a.tailnum AND a.flight_id < b.flight_id WHERE a.dep_at < COALESCE(b.arr_at, '9999') AND b.dep_at < COALESCE(a.arr_at, '9999')
