SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM flights a, flights b
WHERE a.tailnum = b.tailnum AND a.flight_id < b.flight_id AND NOT (a.arr_at <= b.dep_at OR b.arr_at <= a.dep_at)
