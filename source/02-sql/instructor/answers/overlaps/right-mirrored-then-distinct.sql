SELECT DISTINCT a.tailnum, MIN(a.flight_id, b.flight_id) AS first_id, MAX(a.flight_id, b.flight_id) AS second_id
FROM flights a JOIN flights b ON a.tailnum = b.tailnum AND a.flight_id <> b.flight_id
WHERE a.dep_at < b.arr_at AND b.dep_at < a.arr_at
