# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Joins
#     minutes: 60
#     prerequisites: [02-sql/1-select]
#     summary: Bring tables together without losing rows, inventing rows, or counting any of them twice.
# ---

# %% [markdown]
# # Joins
#
# After this lesson you can
#
# - join tables on the right key, and see which rows a join loses;
# - keep rows without a partner, and count 0 for them;
# - find what has no partner, whatever is missing;
# - compare the rows of one table with each other;
# - sum over two tables without counting anything twice.

# %% role="read-only" id="joins-setup"
from workbook import check
from workbook.notebook import sql

sql.connect("data/flights")

# %% [markdown]
# ## A join makes pairs
#
# `flights` knows the tail number of each plane, `planes` knows what plane that is. A join pairs each row of the one with each row of
# the other **for which the condition is true**. What finds no partner is gone. What finds two comes twice.
#
# ![Four flights and three planes. The inner join keeps the two flights whose tail number has a plane. The left join keeps all
# four, with NULL for two. The anti-join keeps just those two.](figures/joins.svg)
#
# That is the whole rule. It is also why a join whose condition was forgotten takes for ever; a query is stopped after 10 seconds, in
# the tests, too. `NULL` equals nothing, so a flight without a tail number has no partner. Neither has a tail number that `planes`
# doesn't know, and of those there are many: before you train on a join, count what it lost.

# %%
%%sql lost
SELECT COUNT(*) AS flights, COUNT(f.tailnum) AS with_tail_number, COUNT(p.tailnum) AS with_known_plane
FROM flights AS f
LEFT JOIN planes AS p ON p.tailnum = f.tailnum

# %% [markdown]
# ### The wrong turn
#
# `NATURAL JOIN` joins on **every** column whose name the tables share. Here that is `tailnum`, and also `year`: the year of the flight
# with the year in which the plane was built. The query runs, gives rows, and means nothing. Say what you join on.

# %%
%%sql natural
SELECT (SELECT COUNT(*) FROM flights NATURAL JOIN planes) AS natural_rows,
       (SELECT COUNT(*) FROM flights JOIN planes USING (tailnum)) AS on_the_tail_number

# %% [markdown]
# ## Q7 · What flew on New Year's Day
# **Level 2 · 7 minutes · 4 points**
#
# For each flight of day 1 whose plane is in `planes` (the same `tailnum`, letter by letter): `carrier`, `flight`, `manufacturer`, `seats`.
# A plane's missing `manufacturer` or `seats` stays missing. Flights without a known plane are left out. Any order of rows; a plane that
# flew twice gives two rows.
#
# With the tables of the picture, two rows: UA 1545 with BOEING and B6 725 with AIRBUS.
#
# <details><summary>Hint 1</summary>
#
# The key that both tables share is `tailnum`. Both also have a `year`; it is not the same thing.
# </details>
# <details><summary>Hint 2</summary>
#
# `FROM flights AS f JOIN planes AS p ON ...`: the tail numbers agree. The day is a condition on the flight. Name the table before
# a column that both have.
# </details>

# %% role="answer" id="fleet"
%%sql fleet
-- ### BEGIN SOLUTION
SELECT f.carrier, f.flight, p.manufacturer, p.seats
FROM flights AS f
JOIN planes AS p ON p.tailnum = f.tailnum
WHERE f.day = 1
-- ### END SOLUTION

# %% role="tests" id="fleet-tests" points=4
grade = check.parts(4)
with grade("the example"):
    check.query(
        fleet,
        on={
            "flights": """
                flight_id | year | day | carrier | flight | tailnum
                1         | 2013 | 1   | UA      | 1545   | N14228
                2         | 2013 | 1   | B6      | 725    | N804JB
                3         | 2013 | 1   | AA      | 791    | NULL
                4         | 2013 | 1   | EV      | 4308   | N999ZZ
                5         | 2013 | 2   | UA      | 22     | N14228
                6         | 2013 | 1   | UA      | 1545   | N14228
                7         | 2013 | 1   | DL      | 30     | N1422
            """,
            "planes": """
                tailnum | year | manufacturer | seats
                N14228  | 1999 | BOEING       | 149
                N804JB  | 2013 | AIRBUS       | 200
                N102UW  | 1998 | AIRBUS       | 182
                N1422   | 2001 | NULL         | NULL
            """,
        },
        gives="""
            carrier | flight | manufacturer | seats
            UA      | 1545   | BOEING       | 149
            B6      | 725    | AIRBUS       | 200
            UA      | 1545   | BOEING       | 149
            DL      | 30     | NULL         | NULL
        """,
    )
with grade("January's flights"):
    check.query(fleet, rows=696, columns=["carrier", "flight", "manufacturer", "seats"])
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    check.query(fleet, worlds=flight_world.worlds, like="""
        SELECT f.carrier, f.flight, p.manufacturer, p.seats
        FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum WHERE f.day = 1
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Keep the rows without a partner
#
# A report "flights per airline" that leaves out the airline with none is wrong in a way nobody sees: the row that would
# tell is missing. `LEFT JOIN` keeps every row of the left table. Where no partner is found, the right table's columns are `NULL`.
#
# The place of a condition now matters. In `ON` it says **which rows may be partners**. In `WHERE` it works on the finished pairs,
# and there the row without a partner has `NULL` in every column of the right table. `WHERE f.dest = 'LAX'` is unknown for
# it, and it is gone: the left join has become an inner one.

# %% [markdown]
# ## Q8 · Flights to Los Angeles, by airline
# **Level 3 · 12 minutes · 6 points**
#
# For **every** airline in `airlines`: `carrier`, `name` and `flights`, the number of its flights to `LAX`. An airline without such
# a flight has 0. A flight counts whatever else is missing of it: a departure, a tail number, even the flight number. Two airlines
# may share a `name`, and stay two rows. Any order of rows. If `airlines` is empty, the result is; flights of an airline that isn't
# in the table are not listed.
#
# | airlines | its flights | result |
# |---|---|---|
# | AA | two to LAX, one to MIA | 2 |
# | OO | none | 0 |
# | YV | one to IAD | 0 |
#
# <details><summary>Hint 1</summary>
#
# Start from `airlines` and `LEFT JOIN flights`. Which of the two conditions on flights belongs in `ON`? Both.
# </details>
# <details><summary>Hint 2</summary>
#
# `COUNT(*)` counts the row that `LEFT JOIN` made up. Count a column of `flights` that is never missing: its key, `flight_id`.
# </details>
# <details><summary>Hint 3</summary>
#
# `... FROM airlines AS a LEFT JOIN flights AS f ON ... AND ... GROUP BY a.carrier, a.name`. If airlines are missing from your result,
# a condition on `f` stands in `WHERE`; if they have 1 instead of 0, you count rows.
# </details>

# %% role="answer" id="per-airline"
%%sql per_airline
-- ### BEGIN SOLUTION
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights
FROM airlines AS a
LEFT JOIN flights AS f ON f.carrier = a.carrier AND f.dest = 'LAX'
GROUP BY a.carrier, a.name
-- ### END SOLUTION

# %% role="tests" id="per-airline-tests" points=6
grade = check.parts(6)
with grade("the example"):
    check.query(
        per_airline,
        on={
            "airlines": """
                carrier | name
                AA      | American
                OO      | SkyWest
                YV      | Mesa
                XE      | Mesa
            """,
            "flights": """
                flight_id | carrier | dest
                1         | AA      | LAX
                2         | AA      | LAX
                3         | AA      | MIA
                4         | YV      | IAD
                5         | ZZ      | LAX
            """,
        },
        gives="""
            carrier | name     | flights
            AA      | American | 2
            OO      | SkyWest  | 0
            YV      | Mesa     | 0
            XE      | Mesa     | 0
        """,
    )
with grade("January's flights"):
    check.query(per_airline, rows=16, has="""
        carrier | name                   | flights
        AA      | American Airlines Inc. | 306
        9E      | Endeavor Air Inc.      | 0
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=3):
    check.query(per_airline, worlds=flight_world.worlds, like="""
        SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM airlines AS a
        LEFT JOIN flights AS f ON f.carrier = a.carrier AND f.dest = 'LAX' GROUP BY a.carrier, a.name
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What has no partner
#
# Which labels have no image? Which customers never came back? Which planes never flew? Such questions ask for rows **without** a partner.
# SQL has no word for it; three ways of writing it are sound: `NOT EXISTS` with a subquery, `LEFT JOIN` and then
# `WHERE right.key IS NULL`, and `EXCEPT` between two lists.
#
# ### The wrong turn
#
# The fourth way reads best and is a trap.

# %%
%%sql not_in
SELECT COUNT(*) AS idle_planes
FROM planes
WHERE tailnum NOT IN (SELECT tailnum FROM flights)

# %% [markdown]
# None? `x NOT IN (a, b, NULL)` means `x <> a AND x <> b AND x <> NULL`. The last is unknown, so the whole is never true. One missing
# value in the subquery, and no row comes back. On a clean test database the query works; on the day when the first missing
# value arrives, the report is empty.

# %% [markdown]
# ## Q9 · Planes that stayed at home
# **Level 3 · 10 minutes · 6 points**
#
# The `tailnum` of every plane in `planes` for which there is no flight in `flights`. One column, any order. Flights with a missing tail
# number, and flights of planes that `planes` doesn't know, change nothing. If `flights` is empty, every plane stayed at home.
#
# With the tables of the picture: N102UW.
#
# <details><summary>Hint 1</summary>
#
# `NOT EXISTS (SELECT 1 FROM flights AS f WHERE ...)`: the subquery may use columns of the outer table.
# </details>
# <details><summary>Hint 2</summary>
#
# Or: `SELECT tailnum FROM planes EXCEPT SELECT ...`
# </details>

# %% role="answer" id="idle"
%%sql idle
-- ### BEGIN SOLUTION
SELECT p.tailnum
FROM planes AS p
WHERE NOT EXISTS (SELECT 1 FROM flights AS f WHERE f.tailnum = p.tailnum)
-- ### END SOLUTION

# %% role="tests" id="idle-tests" points=6
grade = check.parts(6)
with grade("the example"):
    check.query(
        idle,
        on={
            "flights": """
                flight_id | tailnum
                1         | N14228
                2         | N804JB
                3         | NULL
                4         | N999ZZ
            """,
            "planes": """
                tailnum
                N14228
                N804JB
                N102UW
            """,
        },
        gives="""
            tailnum
            N102UW
        """,
    )
with grade("January's flights"):
    check.query(idle, rows=713, columns=["tailnum"])
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    check.query(idle, worlds=flight_world.worlds, like="""
        SELECT p.tailnum FROM planes AS p
        WHERE NOT EXISTS (SELECT 1 FROM flights AS f WHERE f.tailnum = p.tailnum)
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A table joined with itself
#
# Duplicates, conflicts, double bookings: questions about *pairs* of rows of one table. Name the table twice and join it with itself.
# Two mistakes wait. Each row is its own partner, and each pair comes twice, once in each direction. One condition cures both:
# ask for the smaller key first.
#
# And when do two spans of time overlap? Don't list the cases. Two spans do **not** overlap if one ends before (or just when)
# the other begins. Turn that around: each begins before the other ends.

# %% [markdown]
# ## Q10 · A plane in two places
# **Level 4 · 14 minutes · 5 points**
#
# A plane can't be in the air twice. Find the pairs of flights of the same `tailnum` whose times in the air overlap. A flight
# is in the air from `dep_at` until just before `arr_at`: if one lands in the minute in which the other leaves, they don't overlap.
# Columns: `tailnum`, `first_id` and `second_id`, the two `flight_id`s with the smaller one first. Each pair once, in any
# order of rows. Flights with a missing tail number, departure or arrival have no pair. A flight may land on another day than that on
# which it left. Ids say nothing about which flight left first.
#
# | flight_id | tailnum | dep_at | arr_at |
# |---|---|---|---|
# | 1 | N713TW | 09:00 | 14:43 |
# | 2 | N713TW | 14:28 | 20:30 |
# | 3 | N713TW | 20:30 | 22:00 |
#
# gives one row: N713TW, 1, 2.
#
# <details><summary>Hint 1</summary>
#
# `FROM flights AS a JOIN flights AS b ON ... AND ...`: the same plane, and the smaller id on the side of `a`.
# </details>
# <details><summary>Hint 2</summary>
#
# `a` begins before `b` ends, and `b` begins before `a` ends. Times written year first can be compared as text.
# </details>

# %% role="answer" id="overlaps"
%%sql overlaps
-- ### BEGIN SOLUTION
SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id
FROM flights AS a
JOIN flights AS b ON b.tailnum = a.tailnum AND a.flight_id < b.flight_id
WHERE a.dep_at < b.arr_at AND b.dep_at < a.arr_at
-- ### END SOLUTION

# %% role="tests" id="overlaps-tests" points=5
grade = check.parts(5)
with grade("the example"):
    check.query(
        overlaps,
        on={"flights": """
            flight_id | tailnum | dep_at           | arr_at
            1         | N713TW  | 2013-01-08 09:00 | 2013-01-08 14:43
            2         | N713TW  | 2013-01-08 14:28 | 2013-01-08 20:30
            3         | N713TW  | 2013-01-08 20:30 | 2013-01-08 22:00
            4         | N439UA  | 2013-01-08 09:00 | 2013-01-08 22:00
            5         | NULL    | 2013-01-08 09:00 | 2013-01-08 22:00
            6         | NULL    | 2013-01-08 09:00 | 2013-01-08 22:00
            7         | N439UA  | 2013-01-08 21:00 | NULL
            8         | N439UA  | NULL             | 2013-01-08 10:00
            9         | N14228  | 2013-01-09 00:30 | 2013-01-09 03:00
            10        | N14228  | 2013-01-08 22:00 | 2013-01-09 01:00
        """},
        gives="""
            tailnum | first_id | second_id
            N713TW  | 1        | 2
            N14228  | 9        | 10
        """,
    )
with grade("January's flights"):
    check.query(overlaps, rows=6, has="""
        tailnum | first_id | second_id
        N439UA  | 6546     | 6835
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    check.query(overlaps, worlds=flight_world.worlds, like="""
        SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM flights AS a
        JOIN flights AS b ON b.tailnum = a.tailnum AND a.flight_id < b.flight_id
        WHERE a.dep_at < b.arr_at AND b.dep_at < a.arr_at
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The six pairs are real errors in a data set that thousands have worked with. Nobody had told the database that a plane can't be in
# two places.
#
# ## The fan-out
#
# A member has many trips, and a member has many refunds. Join all three tables, and each trip meets each refund of its member: 10 trips
# and 3 refunds make 30 rows, each mile counted three times, each cent ten times.

# %%
%%sql fan_out
SELECT m.member_id, COUNT(*) AS joined_rows, SUM(t.miles) AS miles_so_it_says,
       (SELECT SUM(miles) FROM trips WHERE member_id = m.member_id) AS miles_in_truth
FROM members AS m
JOIN trips AS t ON t.member_id = m.member_id
JOIN refunds AS r ON r.member_id = m.member_id
WHERE m.member_id IN (17, 44)
GROUP BY m.member_id

# %% [markdown]
# `SUM(DISTINCT miles)` makes the number smaller, and wrong in another way: two trips of 719 miles become one. The cure is to
# bring each table to **one row per member first**, and to join then.

# %% [markdown]
# ## Q11 · Miles flown, cents paid back
# **Level 4 · 15 minutes · 6 points**
#
# For every member: `member_id`, `miles` (the sum of the miles of their trips) and `refunded` (the sum of the `amount` of their refunds).
# A member without trips has `miles` 0, one without refunds `refunded` 0. Miles or an amount that are missing add nothing. Trips and
# refunds of nobody (a missing or unknown `member_id`) count nowhere. Any order of rows.
#
# | member | trips | refunds | result |
# |---|---|---|---|
# | 1 | 719, 719, 184 | 2500, 2500 | 1622, 5000 |
# | 2 | 1400 | none | 1400, 0 |
# | 3 | none | none | 0, 0 |
#
# <details><summary>Hint 1</summary>
#
# Two small queries, each with its own `GROUP BY member_id`. Give them names with `WITH flown AS (...), paid AS (...)`.
# </details>
# <details><summary>Hint 2</summary>
#
# `FROM members AS m LEFT JOIN flown ON ... LEFT JOIN paid ON ...`, and `COALESCE(flown.miles, 0)` where nothing was found. A subquery
# in the list after `SELECT` for each of the two sums does as well.
# </details>

# %% role="answer" id="ledger"
%%sql ledger
-- ### BEGIN SOLUTION
WITH flown AS (
  SELECT member_id, SUM(miles) AS miles FROM trips GROUP BY member_id
), paid AS (
  SELECT member_id, SUM(amount) AS refunded FROM refunds GROUP BY member_id
)
SELECT m.member_id, COALESCE(flown.miles, 0) AS miles, COALESCE(paid.refunded, 0) AS refunded
FROM members AS m
LEFT JOIN flown ON flown.member_id = m.member_id
LEFT JOIN paid ON paid.member_id = m.member_id
-- ### END SOLUTION

# %% role="tests" id="ledger-tests" points=6
grade = check.parts(6)
with grade("the example"):
    check.query(
        ledger,
        on={
            "members": """
                member_id | joined_on
                1         | 2023-06-17
                2         | 2023-06-18
                3         | 2023-06-19
            """,
            "trips": """
                member_id | flown_on   | miles
                1         | 2023-07-01 | 719
                1         | 2023-07-09 | 719
                1         | 2023-08-01 | 184
                2         | 2023-07-01 | 1400
                NULL      | 2023-07-01 | 9999
                3         | 2023-07-05 | NULL
            """,
            "refunds": """
                member_id | paid_at          | amount
                1         | 2023-07-10 10:00 | 2500
                1         | 2023-08-02 10:00 | 2500
                77        | 2023-08-02 10:00 | 9999
            """,
        },
        gives="""
            member_id | miles | refunded
            1         | 1622  | 5000
            2         | 1400  | 0
            3         | 0     | 0
        """,
    )
with grade("all members"):
    check.query(ledger, rows=360, has="""
        member_id | miles | refunded
        1         | 719   | 0
        2         | 1400  | 0
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=3):
    check.query(ledger, look="how many rows a member has before the sum is taken", worlds=flight_world.worlds, like="""
        WITH flown AS (SELECT member_id, SUM(miles) AS miles FROM trips GROUP BY member_id),
             paid AS (SELECT member_id, SUM(amount) AS refunded FROM refunds GROUP BY member_id)
        SELECT m.member_id, COALESCE(flown.miles, 0) AS miles, COALESCE(paid.refunded, 0) AS refunded
        FROM members AS m LEFT JOIN flown ON flown.member_id = m.member_id LEFT JOIN paid ON paid.member_id = m.member_id
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - A join makes a row of every pair for which the condition is true: no partner, no row; two partners, two rows.
# - `LEFT JOIN` keeps the left row. Conditions on the right table belong in `ON`, and you count a column of the right table.
# - "Without a partner" is `NOT EXISTS`, or `LEFT JOIN` and `IS NULL`, or `EXCEPT`; never `NOT IN` over a column that can be missing.
# - In a self-join, `a.id < b.id` takes each pair once. Two spans overlap if each begins before the other ends.
# - Bring each "many" side to one row per key before you join it to another.
