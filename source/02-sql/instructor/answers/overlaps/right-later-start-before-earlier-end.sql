SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM flights a JOIN flights b USING (tailnum)
WHERE a.flight_id < b.flight_id AND MAX(a.dep_at, b.dep_at) < MIN(a.arr_at, b.arr_at)
