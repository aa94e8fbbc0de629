-- loses overlaps-tests in "generated databases": "on the rows below"
WITH names AS (SELECT DISTINCT tailnum AS name FROM flights), alike AS MATERIALIZED (
  SELECT name, name AS other FROM names UNION
  SELECT a.name, b.name FROM names AS a JOIN names AS b ON b.name LIKE a.name WHERE a.name LIKE '%!_%' ESCAPE '!' OR a.name LIKE '%!%%' ESCAPE '!'
)
SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM flights AS a JOIN alike ON alike.name = a.tailnum
JOIN flights AS b ON b.tailnum = alike.other AND a.flight_id < b.flight_id WHERE a.dep_at < b.arr_at AND b.dep_at < a.arr_at
