# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Joins
#     minutes: 90
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
#
# You need lesson 1: `WHERE`, missing values, the three ways to count, and `GROUP BY`. Plan two sittings, with a break after Q8.

# %% role="read-only" id="joins-setup"
import story
from workbook import check
from workbook.notebook import sql
from workbook.notebook.quiz import quiz

sql.connect("data/flights")

# %% [markdown]
# ## The question
#
# On Monday a new dashboard shows five numbers:
#
# | number | the dashboard says |
# |---|---|
# | flights of New Year's Day whose plane is known | 0 |
# | airlines in the report "flights to Los Angeles" | 5 |
# | planes that never flew | 0 |
# | pairs of flights that used one plane at one time | 12 |
# | paid back to members, in cents | 191,565,500 |
#
# All five queries ran without an error. **Which of the numbers can be believed?** At the end of this lesson you put your own
# beside each.
#
# ## A join makes pairs
#
# `flights` knows the tail number of each plane. What plane that is stands in another table, `planes`. Four flights to San Jose
# (`day IN (6, 7, 10, 11)` is true if the day is one of the four):

# %%
%%sql san_jose
SELECT day, flight, tailnum
FROM flights
WHERE dest = 'SJC' AND day IN (6, 7, 10, 11)

# %% [markdown]
# A join takes two tables and a condition. It pairs each row of the one with each row of the other **for which the condition is
# true**:

# %%
%%sql san_jose_planes
SELECT f.day, f.flight, f.tailnum, p.manufacturer, p.model, p.seats
FROM flights AS f
JOIN planes AS p ON p.tailnum = f.tailnum
WHERE f.dest = 'SJC' AND f.day IN (6, 7, 10, 11)

# %% [markdown]
# Read it like this: `flights AS f` gives the table a short name, and `f.day` is the column `day` of it. After `ON` stands the condition
# for a pair. `WHERE` then works on the finished pairs.
#
# Four flights went in and three came out: `planes` doesn't know N507JB. And look at the last row. An airline that flies to
# California with two seats? The keys agree, so the join has done its work; what a key finds need not be right.
#
# The picture has four other flights, and shows who stays without a partner:
#
# ![Four flights and three planes. UA 1545 and B6 725 are joined by lines with their planes and make two rows. AA 791 has no tail
# number, EV 4308 has one that planes does not know, and plane N102UW has no flight: none of them is in the result.](figures/inner.svg)
#
# That is the whole rule: **no partner, no row; two partners, two rows.** `NULL` equals nothing, so a flight without a tail number has
# no partner. Try the rule on four members of the travel club.

# %%
quiz(
    "Members 1, 2, 3 and 6 made 1, 1, 2 and 0 trips. How many rows come out?",
    runs="""
SELECT COUNT(*)
FROM members AS m
JOIN trips AS t ON t.member_id = m.member_id
WHERE m.member_id IN (1, 2, 3, 6)
""",
    database="data/flights",
    number=4,
    wrong={
        3: "Member 3 made two trips, so member 3 has two rows.",
        5: "Member 6 has no trip: no partner, no row.",
        16: "Only those pairs are made for which the condition is true.",
    },
    because="1 + 1 + 2 + 0 pairs.",
)

# %%
%%sql four_members
SELECT m.member_id, m.joined_on, t.flown_on, t.miles
FROM members AS m
JOIN trips AS t ON t.member_id = m.member_id
WHERE m.member_id IN (1, 2, 3, 6)

# %% [markdown]
# Member 6 is gone, and member 3 stands there twice. Before you train on a join, count what it lost:

# %%
%%sql lost
SELECT (SELECT COUNT(*) FROM flights) AS flights,
       (SELECT COUNT(*) FROM flights AS f
        JOIN planes AS p ON p.tailnum = f.tailnum) AS with_known_plane

# %% [markdown]
# One flight in six has no known plane. And if the condition was forgotten, `flights JOIN planes` without `ON`, SQLite pairs everything
# with everything, 27,004 times 3,322 rows (PostgreSQL refuses). A query is stopped after 10 seconds, and after 2 on the small tables of the tests.
#
# ### The wrong turn
#
# If the key has the same name in both tables, `USING (tailnum)` makes the same pairs as `ON p.tailnum = f.tailnum`. `NATURAL JOIN` goes
# further: it joins on **every** column whose name the tables share. Here that is `tailnum`, and also `year`: the year of the flight
# with the year in which the plane was built. Beside the rows of the right join:

# %%
%%sql natural
SELECT (SELECT COUNT(*) FROM flights NATURAL JOIN planes) AS natural_rows,
       (SELECT COUNT(*) FROM flights JOIN planes USING (tailnum)) AS on_the_tail_number

# %% [markdown]
# One row of 22,525. In all of January, a single flight used a plane that was built in 2013. The query runs without an error and its
# rows mean nothing. Say what you join on.

# %% [markdown]
# ## Q7 · What flew on New Year's Day
# **Level 2 · 7 minutes · 4 points**
#
# For each flight of day 1 whose plane is in `planes` (the same `tailnum`, letter by letter): `carrier`, `flight`, `manufacturer`, `seats`.
# A plane's missing `manufacturer` or `seats` stays missing. Flights without a known plane are left out. Any order of rows; a plane that
# flew twice gives two rows.
#
# With the planes N14228 (BOEING), N804JB (AIRBUS) and N102UW, and four flights, UA 1545 by N14228, B6 725 by N804JB, EV 4308 by N999ZZ
# and AA 791 without a tail number, two rows: UA 1545 with BOEING and B6 725 with AIRBUS.
#
# <details><summary>Hint 1</summary>
#
# The key that both tables share is `tailnum`. Both also have a `year`; it is not the same thing.
# </details>
# <details><summary>Hint 2</summary>
#
# A join on the tail numbers, and a condition on the flight's day. Name the table before a column that both have. January gives 696
# rows; with none, the years were compared, too.
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
                8         | 2013 | 1   | UA      | 88     | n14228
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
# ![The same four flights and three planes. The left join gives four rows: two pairs, and AA 791 and EV 4308 with NULL in the plane's
# column.](figures/left.svg)
#
# Member 6 is back, with one row:

# %%
%%sql members_and_trips
SELECT m.member_id, t.flown_on, t.miles
FROM members AS m
LEFT JOIN trips AS t ON t.member_id = m.member_id
WHERE m.member_id IN (1, 2, 3, 6)

# %% [markdown]
# Now count the trips of each. `COUNT(*)` would count the row that was made up for member 6. A column of `trips` is `NULL` there,
# so counting *it* gives 0. Every plain column after `SELECT` also stands after `GROUP BY`:

# %%
%%sql trips_of_each
SELECT m.member_id, m.joined_on, COUNT(*) AS counted_rows, COUNT(t.member_id) AS trips
FROM members AS m
LEFT JOIN trips AS t ON t.member_id = m.member_id
WHERE m.member_id IN (1, 2, 3, 6)
GROUP BY m.member_id, m.joined_on

# %% [markdown]
# For member 6 the two ways part: there is one row, and no trip.

# %% [markdown]
# ### The place of a condition
#
# Only trips of at least 1000 miles count. The condition may stand in two places. In `ON` it says **which rows may be partners**:

# %%
%%sql long_trips
SELECT m.member_id, t.miles
FROM members AS m
LEFT JOIN trips AS t ON t.member_id = m.member_id AND t.miles >= 1000
WHERE m.member_id IN (1, 2, 3, 6)

# %%
quiz(
    "Above, `t.miles >= 1000` stands in `ON` and four rows come. How many come if it stands in "
    "`WHERE`?",
    runs="""
SELECT COUNT(*)
FROM members AS m
LEFT JOIN trips AS t ON t.member_id = m.member_id
WHERE m.member_id IN (1, 2, 3, 6) AND t.miles >= 1000
""",
    database="data/flights",
    number=2,
    wrong={
        4: (
            "`WHERE` works on the finished pairs. What is `miles` in the row of member 6, who has "
            "no trip?"
        ),
        3: "Member 1 has a trip, of 719 miles only; member 6 has none. Neither passes.",
    },
    because=(
        "Only the two long trips are left. For a row without a partner the condition is unknown, "
        "and `WHERE` drops it."
    ),
)

# %% [markdown]
# In `WHERE` the condition has turned the left join into an inner one. The members without a long trip are gone, and nobody is told.

# %% [markdown]
# ## Q8 · Flights to Los Angeles, by airline
# **Level 3 · 12 minutes · 6 points**
#
# For **every** airline in `airlines`: `carrier`, `name` and `flights`, the number of its flights to `LAX`. An airline without such
# a flight has 0. A flight counts whatever else is missing of it: a departure, a tail number, even the flight number. Two airlines
# may share a `name`, and stay two rows. Any order of rows. If `airlines` is empty, the result is; flights without a `carrier`, or of
# an airline that isn't in the table, are not listed. Codes that differ in anything, be it a capital letter or a blank, are two: `aa` is
# not `AA`, and `lax` is not `LAX`.
#
# | airlines | its flights | result |
# |---|---|---|
# | AA | two to LAX, one to MIA | 2 |
# | OO | none | 0 |
# | YV | one to IAD | 0 |
#
# <details><summary>Hint 1</summary>
#
# Start from `airlines` and `LEFT JOIN flights`. Two conditions say which flights may be partners. Look at what happened to member 6
# when one of them stood in `WHERE`.
# </details>
# <details><summary>Hint 2</summary>
#
# `COUNT(*)` counts the row that `LEFT JOIN` made up. Count a column of `flights` that is never missing: its key, `flight_id`.
# </details>
# <details><summary>Hint 3</summary>
#
# If airlines are missing from your result, a condition on `flights` stands in `WHERE`. If they have 1 instead of 0, you count rows. If two
# airlines became one, look at what you group by.
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
                6         | aa      | LAX
                7         | AA      | lax
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
    check.query(
        per_airline,
        on={"airlines": "carrier | name", "flights": "flight_id | carrier | dest\n1 | AA | LAX"},
        gives="carrier | name | flights",
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
    for worlds in (flight_world.worlds, flight_world.without_a_carrier):
        check.query(per_airline, worlds=worlds, like="""
            SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM airlines AS a
            LEFT JOIN flights AS f ON f.carrier = a.carrier AND f.dest = 'LAX' GROUP BY a.carrier, a.name
        """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break.
#
# ## What has no partner
#
# Which labels have no image? Which customers never came back? Which planes never flew? Such questions ask for rows **without** a partner.
#
# ![The same flights and planes, asked from the planes. N14228 and N804JB have a flight. No line ends at N102UW: it is the one row
# of the result.](figures/anti.svg)
#
# SQL has no word for it; three ways of writing it are sound. The first is `NOT EXISTS`. For each row of the outer table, the query in
# brackets looks for a partner, and may use the outer row's columns. `NOT EXISTS` is true if it finds none. What it selects doesn't
# matter, so people write `SELECT 1`. Which airlines had no flight on day 1?

# %%
%%sql no_flight_that_day
SELECT a.carrier, a.name
FROM airlines AS a
WHERE NOT EXISTS (SELECT 1 FROM flights AS f WHERE f.carrier = a.carrier AND f.day = 1)

# %% [markdown]
# Two airlines. The second way is a left join of which you keep the rows that found nobody. Test a column that is there in every real
# partner, such as `flight_id`: with `f.tailnum IS NULL` you would also keep an airline whose flight has no tail number.

# %%
%%sql no_flight_by_join
SELECT a.carrier, a.name
FROM airlines AS a
LEFT JOIN flights AS f ON f.carrier = a.carrier AND f.day = 1
WHERE f.flight_id IS NULL

# %% [markdown]
# The third is `EXCEPT`. It takes one list away from another, and also drops copies. Both lists need the same columns, so here the name
# stays out:

# %%
%%sql no_flight_by_lists
SELECT carrier FROM airlines
EXCEPT
SELECT carrier FROM flights WHERE day = 1

# %% [markdown]
# Three ways, and the same two airlines each time: SkyWest (`OO`) and Mesa (`YV`).
#
# ### The wrong turn
#
# The fourth way reads best and is a trap.

# %%
quiz(
    "5 is neither 1 nor 2. What does this give?",
    runs="SELECT 5 NOT IN (1, 2, NULL)",
    database="data/flights",
    right="NULL",
    wrong={
        "1": "That is true of `5 NOT IN (1, 2)`. The third value is unknown: it might be a 5.",
        "0": "It would be false if 5 were in the list. Perhaps it is; nobody knows.",
    },
    because=(
        "5 differs from 1 and from 2; whether it differs from the unknown value is unknown, and so "
        "is the whole."
    ),
)

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
# number, and flights of planes that `planes` doesn't know, change nothing. If `flights` is empty, every plane stayed at home. Tail numbers
# that differ in anything, be it a capital letter or a blank, are two planes: a flight of `n102uw` is none of `N102UW`.
#
# With the planes N14228, N804JB and N102UW, and flights by N14228, N804JB, N999ZZ and one without a tail number: N102UW.
#
# <details><summary>Hint 1</summary>
#
# Any of the three ways that are sound. Start from `planes`, and let the query in brackets look for one flight of that plane.
# </details>
# <details><summary>Hint 2</summary>
#
# January gives 713 rows. With none, a missing tail number got into a `NOT IN`, or the query in brackets always finds a flight: does it
# compare with the outer table's column?
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
                5         | n102uw
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
    check.query(
        idle,
        on={"flights": "flight_id | tailnum", "planes": "tailnum\nN14228\nN102UW"},
        gives="tailnum\nN14228\nN102UW",
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
# Duplicates, conflicts, double bookings: questions about *pairs* of rows of one table. Name the table twice, as if it were two, and join
# it with itself. Two mistakes are easy to make. Each row is its own partner, and each pair comes twice, once in each direction. One condition cures
# both: ask for the smaller key first.
#
# Members 26, 51, 58, 210 and 307 joined on the same day. Perhaps somebody has more than one account, so you want to look at each pair.

# %%
quiz(
    "How many pairs do five members make?",
    runs="""
SELECT COUNT(*)
FROM members AS a
JOIN members AS b ON b.joined_on = a.joined_on
                 AND a.member_id < b.member_id
WHERE a.joined_on = '2024-01-15'
""",
    database="data/flights",
    number=10,
    wrong={
        25: "So many come without the second condition: each with each, also with itself.",
        20: "So many come with `<>` in the place of `<`: each pair in both directions.",
        5: "Each of the five meets four others.",
    },
    because="Each of the five meets four others, and each pair is counted once: 5 times 4, by 2.",
)

# %%
%%sql same_day
SELECT a.member_id AS one, b.member_id AS other, a.joined_on
FROM members AS a
JOIN members AS b ON b.joined_on = a.joined_on AND a.member_id < b.member_id
WHERE a.joined_on = '2024-01-15'

# %% [markdown]
# And when do two spans of time overlap? Don't list the cases. Two spans do **not** overlap if one ends before (or just when)
# the other begins. Turn that around: each begins before the other ends.
#
# ![A span a, and six places of a span b. Before a, ending just when a begins, or beginning just when a ends: no overlap. Across a's
# begin, inside a, or across a's end: overlap.](figures/spans.svg)
#
# From 9 to 14 and from 12 to 20 overlap: 9 is before 20, and 12 is before 14. From 9 to 14 and from 14 to 20 don't, since 14 is not
# before 14.
#
# The times in `flights` are text, and text is compared letter by letter. Is a morning before an afternoon then?

# %%
%%sql times_as_text
SELECT '2013-01-08 09:00' < '2013-01-08 14:28' AS written_in_full, '9:00' < '14:28' AS written_short

# %% [markdown]
# Written in full, yes. Year first, and two digits for each month, day, hour and minute: so text sorts as time does. Written short, no,
# because `9` comes after `1`.

# %% [markdown]
# ## Q10 · A plane in two places
# **Level 4 · 14 minutes · 5 points**
#
# A plane can't be in the air twice. Find the pairs of flights of the same `tailnum` (letter by letter) whose times in the air overlap. A flight
# is in the air from `dep_at` until just before `arr_at`: if one lands in the minute in which the other leaves, they don't overlap. Every flight lands later than it leaves.
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
# Join `flights` with itself: the same plane, and the smaller id on the side of `a`.
# </details>
# <details><summary>Hint 2</summary>
#
# The rule for two spans, with the times of `a` and `b` put in; times written year first can be compared as text. January gives 6 rows. With
# 12, each pair comes in both directions; with thousands, each flight meets itself.
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
            11        | n713tw  | 2013-01-08 10:00 | 2013-01-08 12:00
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
from hidden import exercise_worlds, flight_world

with grade("generated databases", weight=2):
    for worlds in (flight_world.worlds, flight_world.over_the_months_end, exercise_worlds.half_missing):
        check.query(overlaps, worlds=worlds, like="""
            SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM flights AS a
            JOIN flights AS b ON b.tailnum = a.tailnum AND a.flight_id < b.flight_id
            WHERE a.dep_at < b.arr_at AND b.dep_at < a.arr_at
        """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The column `arr_at` is this course's own: the departure and the time in the air, both as published, added up. So in each of the six
# pairs a plane leaves New York while, by its own time in the air, it is still on its way to the West Coast. One of the published
# values is wrong. Nobody had told the database that a plane can't be in two places.
#
# ## The fan-out
#
# A member has many trips, and a member has many refunds. Join all three tables, and each trip meets each refund of its member:
#
# ![A member with two trips and three refunds. Each trip meets each refund: six rows, in which every mile stands three times and
# every cent twice.](figures/fan-out.svg)

# %%
quiz(
    "Member 17 made 10 trips and got 5 refunds. How many rows has the join of both?",
    runs="""
SELECT COUNT(*)
FROM trips AS t
JOIN refunds AS r ON r.member_id = t.member_id
WHERE t.member_id = 17
""",
    database="data/flights",
    number=50,
    wrong={
        15: "That would be one list below the other. A join makes pairs.",
        10: "Each trip meets five refunds.",
        5: "Each refund meets ten trips.",
    },
    because="10 times 5. Each mile is counted five times in the sum, and each cent ten times.",
)

# %% [markdown]
# `SUM` adds up the known values of a group; of no values it gives `NULL`. The query in brackets below is worked out once for each
# member, since it uses the member's number: it sums that member's trips alone, without a join.

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
# Member 17 has five refunds, so each mile stands five times in the sum: 73,410 in the place of 14,682. For member 44 it is six times.
#
# `SUM(DISTINCT miles)` makes the number smaller, and wrong in another way: two trips of 719 miles become one. The cure is to bring
# each table to **one row per member first**, and to join then.
#
# `WITH name AS (...)` helps. It gives a query a name, and the query below it may use that name like a table's. Here `flown` has one row
# for each plane that flew to Honolulu, and only then does it meet `planes`:

# %%
%%sql to_honolulu
WITH flown AS (
  SELECT tailnum, COUNT(*) AS flights FROM flights WHERE dest = 'HNL' GROUP BY tailnum
)
SELECT p.model, p.seats, flown.flights
FROM planes AS p
JOIN flown ON flown.tailnum = p.tailnum
ORDER BY flown.flights DESC, p.tailnum
LIMIT 3

# %% [markdown]
# Three planes of one model; the first flew there ten times. Nothing is counted twice, since a plane is one row in `flown` and one in
# `planes`. With two names, `WITH` stands once, and a comma stands between them (`CROSS JOIN` pairs each row with each: here one with one):

# %%
%%sql members_in_numbers
WITH members_of_trips AS (
  SELECT COUNT(DISTINCT member_id) AS flew FROM trips
), members_of_refunds AS (
  SELECT COUNT(DISTINCT member_id) AS got_money FROM refunds
)
SELECT flew, got_money
FROM members_of_trips
CROSS JOIN members_of_refunds

# %% [markdown]
# 311 members flew, and 170 got money back. Both numbers were finished before they met, so neither could multiply the other.

# %% [markdown]
# ## Q11 · Miles flown, cents paid back
# **Level 4 · 15 minutes · 6 points**
#
# For every member: `member_id`, `miles` (the sum of the miles of their trips) and `refunded` (the sum of the `amount` of their refunds).
# A member without trips has `miles` 0, one without refunds `refunded` 0. Miles or an amount that are missing add nothing; none are below 0.
# A trip or refund whose date is missing counts like any other. Trips and refunds of nobody (a missing or unknown `member_id`) count nowhere. Any order of rows.
#
# | member | trips | refunds | result |
# |---|---|---|---|
# | 1 | 719, 719, 184 | 2500, 2500 | 1622, 5000 |
# | 2 | 1400 | none | 1400, 0 |
# | 3 | none | none | 0, 0 |
#
# <details><summary>Hint 1</summary>
#
# Two small queries, one for each table, each with its own `GROUP BY member_id`. Give them names by `WITH`.
# </details>
# <details><summary>Hint 2</summary>
#
# Start from `members`, and join both without losing a member. Where nothing was found, 0 stands in the place of `NULL`: lesson 1 had a
# function for it. A subquery in the list after `SELECT` for each of the two sums does as well.
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
                1         | 2023-08-03 10:00 | NULL
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
    for worlds in (flight_world.worlds, flight_world.without_a_date):
        check.query(ledger, look="how many rows a member has before the sum is taken", worlds=worlds, like="""
            WITH flown AS (SELECT member_id, SUM(miles) AS miles FROM trips GROUP BY member_id),
                 paid AS (SELECT member_id, SUM(amount) AS refunded FROM refunds GROUP BY member_id)
            SELECT m.member_id, COALESCE(flown.miles, 0) AS miles, COALESCE(paid.refunded, 0) AS refunded
            FROM members AS m LEFT JOIN flown ON flown.member_id = m.member_id LEFT JOIN paid ON paid.member_id = m.member_id
        """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The answer
#
# The dashboard's five numbers, with yours beside them:

# %%
print("                       the dashboard, and you")
if story.ready(globals(), fleet="flight"):
    print(f"flights with a known plane           0, {len(fleet)}")
if story.ready(globals(), per_airline="flights"):
    print(f"airlines in the report               5, {len(per_airline)}")
if story.ready(globals(), idle="tailnum"):
    print(f"planes that never flew               0, {len(idle)}")
if story.ready(globals(), overlaps="first_id"):
    print(f"a plane in two places               12, {len(overlaps)}")
if story.ready(globals(), ledger="refunded"):
    print(f"paid back in cents         191,565,500, {ledger.frame['refunded'].sum():,}")

# %%
%%sql bank_statement
SELECT SUM(amount) AS cents, COUNT(*) AS refunds FROM refunds

# %% [markdown]
# With the right queries, none of the five can be believed, and each fell into one trap. A natural join compared the years. A condition
# in `WHERE` lost the airlines with no flight. A missing tail number emptied a `NOT IN`. Mirrored pairs were counted twice. And a fan-out
# turned each cent into about thirty. The last has a witness outside of the query: the sum of the table itself, 6,346,800 cents.
#
# Such a witness is what to look for each time: a total that must not change by the join, a number of rows known before. What the numbers
# don't say: that the 713 planes really stayed at home. They didn't leave *New York* in *January* under *that tail number*.

# %% [markdown]
# ## Summary
#
# - A join makes a row of every pair for which the condition is true: no partner, no row; two partners, two rows.
# - `LEFT JOIN` keeps the left row. Conditions on the right table belong in `ON`, and you count a column of the right table.
# - "Without a partner" is `NOT EXISTS`, or `LEFT JOIN` and `IS NULL`, or `EXCEPT`; never `NOT IN` over a column that can be missing.
# - In a self-join, `a.id < b.id` takes each pair once. Two spans overlap if each begins before the other ends.
# - Bring each "many" side to one row per key before you join it to another.
