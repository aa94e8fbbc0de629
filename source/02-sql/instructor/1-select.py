# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Rows, missing values and groups
#     minutes: 80
#     prerequisites: []
#     summary: Filter, count, sort and group one table, and keep your head when values are missing.
# ---

# %% [markdown]
# # Rows, missing values and groups
#
# After this lesson you can
#
# - pick rows and columns, with the bounds exactly where they were asked for;
# - say what a comparison with a missing value gives, and why rows vanish because of it;
# - count rows, values and different values, and know which of the three you were asked for;
# - break ties on purpose, sort values into bins without a gap, and filter groups at the right place.
#
# You need Python's basics for reading the tests. You need no SQL. Plan two sittings, with a break after Q3.

# %% role="read-only" id="select-setup"
import story
from workbook import check
from workbook.notebook import sql
from workbook.notebook.quiz import quiz

sql.connect("data/flights")

# %% [markdown]
# ## The question
#
# Tonight your team trains a model that warns of delays. A colleague hands you the training table, 26,483 flights of
# January 2013, and says: "That is all of January. On average they left ten minutes late."
#
# **Is it all of January? If not, which flights are missing, and does it matter?** At the end of this lesson your own
# queries answer.
#
# Most training data sits in somebody's database, and what you train on is whatever a query returned. A query rarely fails
# loudly. It gives *some* rows, and nothing turns red.
#
# The data are the flights planned from New York's three airports (`EWR`, `JFK`, `LGA`) in January 2013, with planes, airports,
# airlines and weather. They are real, and as dirty as real data is. A made-up travel club stands beside them.
#
# ![The tables: flights refers to airlines, planes and airports; weather belongs to an airport and hour; trips and refunds
# belong to members; lineage links data sets.](figures/schema.svg)
#
# ## First steps
#
# A database holds **tables**. A table has named **columns** and any number of **rows**. The program that keeps them and
# answers queries is the **engine**. Ours is SQLite, which runs inside of Python.
#
# A cell that begins with `%%sql` and a name asks the database. It shows the rows and keeps them under that name. The
# smallest query takes all columns (`*`) of one table; `LIMIT 3` cuts off after three rows. What stands after `--` in a line
# is a comment.

# %%
%%sql first
SELECT * FROM airlines LIMIT 3

# %% [markdown]
# The table `flights` has these columns, among others (`data/flights/schema.sql` tells of every table):
#
# | column | what it holds |
# |---|---|
# | `carrier`, `flight` | the airline's code and its number of the flight |
# | `tailnum` | the plane |
# | `origin`, `dest`, `distance` | from where to where, and how many miles |
# | `day`, `sched_at` | the day of January, and the planned time of departure |
# | `dep_at`, `arr_at` | when it really left and landed |
# | `dep_delay`, `arr_delay`, `air_time` | minutes late at departure and arrival, minutes in the air |
#
# Usually you name the columns you want, and say with `WHERE` which rows. Few flights go to Columbia, South Carolina (`CAE`),
# so you can see all of them. Text stands in single quotes. Double quotes are for names, and SQLite takes a misspelt name
# in double quotes for a text without a word of warning.

# %%
%%sql to_columbia
SELECT day, flight, dep_at, dep_delay, arr_delay, air_time
FROM flights
WHERE dest = 'CAE'

# %% [markdown]
# Each row is a flight. The one of day 31 was cancelled: it never left, so time and delay are missing, written `NULL`. A
# negative delay means that the flight left early.
#
# `AND` joins two conditions, both of which must hold; with `OR` one is enough. The comparisons are `=`, `<>` (unequal), `<`,
# `<=`, `>` and `>=`. `COUNT(*)` in the place of the columns counts the rows. Before you run the next query, predict.

# %%
quiz(
    "How many of the nine flights to Columbia does it keep?",
    runs="""
SELECT COUNT(*) FROM flights
WHERE dest = 'CAE' AND day < 6
""",
    database="data/flights",
    number=1,
    wrong={
        2: "That would be `day <= 6`. Day 6 is not below 6.",
        5: "They don't fly every day. Count the rows above, not the days.",
        9: "Both conditions must hold, the destination and the day.",
    },
    because="Only the flight of day 3 is left: `<` leaves out the bound itself.",
)

# %%
%%sql early_in_january
SELECT day, flight, dep_delay
FROM flights
WHERE dest = 'CAE' AND day < 6

# %% [markdown]
# Read a query in the order in which it is worked out, not in the order in which it is written: `FROM` takes the table,
# `WHERE` keeps some rows, `SELECT` makes the columns, `LIMIT` cuts off.
#
# If a query is wrong, you get one message with the line marked. Nothing can break: a query here may only read. One that takes
# more than 10 seconds is stopped, here and in the tests (on the small tables of the tests, after 2).
#
# **A bound is part of the question.** "At least two hours" includes 120 minutes, "more than two hours" does not. In this
# month, four flights from JFK left exactly 120 minutes late: one character decides whether they are in your data.

# %% [markdown]
# ## Q1 · Two hours late
# **Level 1 · 6 minutes · 3 points**
#
# Which flights from JFK left **at least** 120 minutes late? Give `carrier`, `flight`, `dest`, `dep_delay`, in this order of
# columns, with one row for each flight. The rows may come in any order. A flight whose `dep_delay` is missing is not listed,
# and neither is one that left early (`dep_delay` below 0).
#
# | origin | carrier | flight | dest | dep_delay | in the answer? |
# |---|---|---|---|---|---|
# | JFK | B6 | 705 | SJU | 120 | listed |
# | JFK | AA | 181 | LAX | 119 | not listed |
# | EWR | UA | 22 | SFO | 300 | not listed |
# | JFK | B6 | 9 | BOS | -130 | not listed |
#
# <details><summary>Hint 1</summary>
#
# Two conditions must both hold: join them with `AND`.
# </details>
# <details><summary>Hint 2</summary>
#
# January gives 187 rows. With 183, look at the bound. With thousands, `OR` stands where both conditions must hold.
# </details>

# %% role="answer" id="late"
%%sql late
-- ### BEGIN SOLUTION
SELECT carrier, flight, dest, dep_delay
FROM flights
WHERE origin = 'JFK' AND dep_delay >= 120
-- ### END SOLUTION

# %% role="tests" id="late-tests" points=3
grade = check.parts(3)
with grade("the example"):
    check.query(
        late,
        on={"flights": """
            flight_id | origin | carrier | flight | dest | dep_delay
            1         | JFK    | B6      | 705    | SJU  | 120
            2         | JFK    | AA      | 181    | LAX  | 119
            3         | EWR    | UA      | 22     | SFO  | 300
            4         | JFK    | DL      | 7      | ATL  | NULL
            5         | JFK    | B6      | 9      | BOS  | -130
            6         | JFK    | B6      | 705    | SJU  | 120
        """},
        gives="""
            carrier | flight | dest | dep_delay
            B6      | 705    | SJU  | 120
            B6      | 705    | SJU  | 120
        """,
    )
with grade("January's flights"):
    check.query(late, rows=187, columns=["carrier", "flight", "dest", "dep_delay"])
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    for worlds in (flight_world.worlds, flight_world.far_delays):
        check.query(late, worlds=worlds, like="SELECT carrier, flight, dest, dep_delay FROM flights WHERE origin = 'JFK' AND dep_delay >= 120")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Missing is not a value
#
# `NULL` means: we don't know. Ask whether an unknown number is above 10, and the honest answer is neither yes nor no. SQL
# gives it: a comparison with `NULL` is itself `NULL`, and `WHERE` keeps a row only if its condition is **true**.
#
# A `SELECT` without a table works out single values: 1 is true, 0 is false.

# %%
quiz(
    "Two tail numbers are missing. Are they the same? What does this give?",
    runs="SELECT NULL = NULL",
    database="data/flights",
    right="NULL",
    wrong={
        "1": "1 means true. But two unknown planes may be one plane or two; nobody knows.",
        "0": "0 means false. But two unknown planes may well be the same plane; nobody knows.",
    },
    because=(
        "Unknown against unknown is unknown. So `=` can't be the way to ask whether a value is "
        "missing."
    ),
)

# %% [markdown]
# `IS NULL` asks whether a value is missing, `IS NOT NULL` whether it is there. Both always get yes or no. `AS` gives a column its
# name.

# %%
%%sql three_values
SELECT 5 > 10 AS no, 15 > 10 AS yes, NULL > 10 AS unknown,
       NULL = NULL AS same, NULL IS NULL AS is_missing, 5 IS NOT NULL AS is_there,
       NULL AND 0 AS surely_not, NULL OR 1 AS surely

# %% [markdown]
# Both comparisons with `NULL` came back as `NULL`, both questions with `IS` as 1. The last two columns show the rule behind
# `AND` and `OR`: if the known part decides, the result is known. With a 0 on one side, `AND` can't become true any more.
#
# ### The wrong turn
#
# Suppose you count the flights with plane N14959, then those with another plane. Together they should be all 27,004. A query in
# brackets, a **subquery**, gives one value here, so three counts fit into one row.

# %%
quiz(
    "155 of 27,004 flights have no tail number. How many does this condition keep?",
    runs="""
SELECT COUNT(*) FROM flights
WHERE tailnum = 'N14959' OR tailnum <> 'N14959'
""",
    database="data/flights",
    number=26849,
    wrong={
        27004: (
            "That plane or another: it sounds like all. Ask it of a flight without a tail number."
        ),
        155: "Those are the flights that are dropped.",
    },
    because=(
        "For 155 flights both comparisons are unknown. Unknown `OR` unknown is unknown, and only "
        "true is kept."
    ),
)

# %%
%%sql wrong_turn
SELECT (SELECT COUNT(*) FROM flights WHERE tailnum = 'N14959') AS that_plane,
       (SELECT COUNT(*) FROM flights WHERE tailnum <> 'N14959') AS another_plane,
       (SELECT COUNT(*) FROM flights) AS all_flights

# %% [markdown]
# The first two don't add up to the third: 155 flights have no tail number. For them both conditions are unknown, so both
# drop them. Every `<>` on a column that can be missing needs a decision from you: do the unknown rows belong in or out?
#
# `COALESCE` is one way to decide. It gives the first of its arguments that is not missing, so it can put a value in
# the place of a missing one. Brackets say what belongs together: without them `AND` binds before `OR`, as times before plus.

# %%
%%sql decided
SELECT day, air_time, COALESCE(air_time, 0) AS minutes
FROM flights
WHERE dest = 'CAE' AND (day < 6 OR air_time IS NULL)

# %% [markdown]
# The flight of day 3 is early enough, the cancelled one of day 31 came in by the `OR`. Its missing time now reads 0. In a sum of
# minutes in the air that does no harm; in a mean it would count a flight that nobody flew.

# %% [markdown]
# ## Q2 · Cancelled, but not that plane
# **Level 2 · 9 minutes · 4 points**
#
# A flight that never left has no `dep_at`. Plane N14959 was in the workshop, so its cancellations are explained. List the
# **other** cancelled flights, one row for each: `sched_at`, `carrier`, `flight`, `tailnum`. A cancelled flight to which no
# plane was assigned (`tailnum` missing) was not that plane's: it is listed. A tail number that differs in anything, be it a capital
# letter or a blank, is another plane. Any order of rows.
#
# | dep_at | tailnum | in the answer? |
# |---|---|---|
# | missing | N18120 | listed |
# | missing | missing | listed |
# | missing | N14959 | not listed |
# | missing | N1495 | listed |
# | missing | n14959 | listed |
# | 2013-01-01 05:17 | N18120 | not listed |
#
# <details><summary>Hint 1</summary>
#
# You ask for a missing value with `IS NULL`. `= NULL` is never true.
# </details>
# <details><summary>Hint 2</summary>
#
# "Another plane" is unknown where the tail number is missing, so these rows need a way in of their own. Which word lets a row in if
# *one* of two conditions holds?
# </details>
# <details><summary>Hint 3</summary>
#
# January gives 517 rows. With 362, flights without a plane are missing. With many thousands, flights that left are in: the
# two conditions on the plane need brackets.
# </details>

# %% role="answer" id="cancelled"
%%sql cancelled
-- ### BEGIN SOLUTION
SELECT sched_at, carrier, flight, tailnum
FROM flights
WHERE dep_at IS NULL AND (tailnum <> 'N14959' OR tailnum IS NULL)
-- ### END SOLUTION

# %% role="tests" id="cancelled-tests" points=4
grade = check.parts(4)
with grade("the example"):
    check.query(
        cancelled,
        on={"flights": """
            flight_id | sched_at         | carrier | flight | tailnum | dep_at
            1         | 2013-01-01 16:30 | EV      | 4308   | N18120  | NULL
            2         | 2013-01-01 19:35 | AA      | 791    | NULL    | NULL
            3         | 2013-01-01 15:00 | EV      | 1925   | N14959  | NULL
            4         | 2013-01-01 05:15 | UA      | 1545   | N18120  | 2013-01-01 05:17
            5         | 2013-01-01 06:15 | UA      | 1546   | NULL    | 2013-01-01 06:17
            6         | 2013-01-01 17:00 | EV      | 1926   | N1495   | NULL
            7         | 2013-01-01 18:00 | EV      | 1927   | n14959  | NULL
        """},
        gives="""
            sched_at         | carrier | flight | tailnum
            2013-01-01 16:30 | EV      | 4308   | N18120
            2013-01-01 19:35 | AA      | 791    | NULL
            2013-01-01 17:00 | EV      | 1926   | N1495
            2013-01-01 18:00 | EV      | 1927   | n14959
        """,
    )
with grade("January's flights"):
    check.query(cancelled, rows=517, columns=["sched_at", "carrier", "flight", "tailnum"])
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    check.query(cancelled, worlds=flight_world.worlds, like="""
        SELECT sched_at, carrier, flight, tailnum FROM flights
        WHERE dep_at IS NULL AND (tailnum <> 'N14959' OR tailnum IS NULL)
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Three ways to count
#
# `COUNT(*)` counts rows. `COUNT(column)` counts the rows in which the column is not missing. `COUNT(DISTINCT column)`
# counts its different values, missing ones left out. On clean data with a unique column the three agree, which is why
# they get mixed up, and why it stays unnoticed until the data is no longer clean.
#
# Look at the nine flights to Columbia above: the cancelled one has no `air_time`, and 89 minutes occurs twice.

# %%
quiz(
    "What does the third way of counting give for them?",
    runs="""
SELECT COUNT(DISTINCT air_time) FROM flights
WHERE dest = 'CAE'
""",
    database="data/flights",
    number=7,
    wrong={
        9: "That is `COUNT(*)`, all rows.",
        8: (
            "That is `COUNT(air_time)`. Of the eight values two are equal; or did you count `NULL` "
            "as a value?"
        ),
    },
    because="Nine rows, less the missing one, less the second 89.",
)

# %%
%%sql three_counts
SELECT COUNT(*) AS all_rows, COUNT(air_time) AS with_time_in_the_air,
       COUNT(DISTINCT air_time) AS different_times
FROM flights
WHERE dest = 'CAE'

# %% [markdown]
# ## Q3 · Planned, departed, planes
# **Level 1 · 5 minutes · 3 points**
#
# In **one row**, over all flights: `planned`, the number of flights; `departed`, the number that left (`dep_at` is not
# missing); `planes`, the number of different planes (tail numbers) that were planned to fly. On an empty table all three are 0.
#
# For four flights, one of them cancelled and without a plane, two flown by the same plane:
#
# | planned | departed | planes |
# |---|---|---|
# | 4 | 3 | 2 |
#
# <details><summary>Hint 1</summary>
#
# No `WHERE` is needed. Each number has its own way to count: rows, values that are there, different values.
# </details>
# <details><summary>Hint 2</summary>
#
# Three columns after one `SELECT`, each named with `AS`. If `departed` equals `planned`, you count rows; if `planes` is far
# too large, a plane that flies every day counts every day.
# </details>

# %% role="answer" id="counts"
%%sql counts
-- ### BEGIN SOLUTION
SELECT COUNT(*) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT tailnum) AS planes
FROM flights
-- ### END SOLUTION

# %% role="tests" id="counts-tests" points=3
grade = check.parts(3)
with grade("the example"):
    check.query(
        counts,
        on={"flights": """
            flight_id | tailnum | dep_at
            11        | N18120  | 2013-01-01 05:17
            12        | N18120  | 2013-01-01 15:40
            30        | N24211  | 2013-01-01 05:33
            41        | NULL    | NULL
        """},
        gives="""
            planned | departed | planes
            4       | 3        | 2
        """,
    )
    check.query(counts, on={"flights": "flight_id"}, gives="planned | departed | planes\n0 | 0 | 0")
with grade("January's flights"):
    check.query(counts, gives="""
        planned | departed | planes
        27004   | 26483    | 3148
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    check.query(counts, worlds=flight_world.worlds, like="""
        SELECT COUNT(*) AS planned, COUNT(dep_at) AS departed, COUNT(DISTINCT tailnum) AS planes FROM flights
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break.
#
# ## The top of a list, and its ties
#
# A table has no order. Rows come as the engine finds them, until you say `ORDER BY`, which takes one or several keys. `DESC`
# after a key turns its direction, and only its own. The largest planes first, and planes of equal size by tail number:

# %%
%%sql largest_planes
SELECT tailnum, seats, manufacturer
FROM planes
ORDER BY seats DESC, tailnum
LIMIT 5

# %% [markdown]
# Twelve planes have 400 seats. If two rows agree on the key, *their* order is open again. Without the tail number as second
# key, today's top 5 may differ from tomorrow's, with the same data and the same query. A training set cut off by such a list
# can't be made again. So name what breaks a tie, and go on until no two rows can agree on all keys.
#
# Where missing values go is a matter of the engine. SQLite sorts them as the smallest; PostgreSQL, an engine that you meet in
# lesson 4, as the largest. Leave them out, or say `NULLS LAST`.

# %% [markdown]
# ## Q4 · The eight longest delays
# **Level 2 · 9 minutes · 4 points**
#
# The 8 flights with the longest departure delay: `carrier`, `flight`, `day`, `dep_delay`. Longest first. If delays are equal, by
# `carrier`, then by `flight`, then by `day`, each ascending. Flights whose `dep_delay` is missing never count; those with 0
# minutes and those that left early do. If fewer than 8 flights have a `dep_delay`, the result is shorter. If you put a
# query inside another one (you need not), the outer one needs an `ORDER BY` of its own: its rows may come in another order than
# those of the query inside.
#
# With 379 minutes for UA 488, for EV 4321 and for EV 12, the three come as EV 12, EV 4321, UA 488.
#
# <details><summary>Hint 1</summary>
#
# `ORDER BY` takes several keys, each with its own direction: `ORDER BY a DESC, b, c`.
# </details>
# <details><summary>Hint 2</summary>
#
# Filter the missing delays before you sort. Four keys, and only one of them runs downwards: a `DESC` at the very end turns the
# last key alone.
# </details>

# %% role="answer" id="longest"
%%sql longest
-- ### BEGIN SOLUTION
SELECT carrier, flight, day, dep_delay
FROM flights
WHERE dep_delay IS NOT NULL
ORDER BY dep_delay DESC, carrier, flight, day
LIMIT 8
-- ### END SOLUTION

# %% role="tests" id="longest-tests" points=4
grade = check.parts(4)
everything = ["dep_delay", "carrier", "flight", "day"]
with grade("the example"):
    check.query(
        longest,
        on={"flights": """
            flight_id | carrier | flight | day | dep_delay
            1         | UA      | 488    | 2   | 379
            2         | EV      | 4321   | 1   | 379
            3         | EV      | 12     | 9   | 379
            4         | EV      | 12     | 8   | 379
            5         | HA      | 51     | 9   | 1301
            6         | AA      | 1      | 1   | NULL
            7         | AA      | 3      | 2   | 0
            8         | AA      | 2      | 2   | -3
        """},
        gives="""
            carrier | flight | day | dep_delay
            HA      | 51     | 9   | 1301
            EV      | 12     | 8   | 379
            EV      | 12     | 9   | 379
            EV      | 4321   | 1   | 379
            UA      | 488    | 2   | 379
            AA      | 3      | 2   | 0
            AA      | 2      | 2   | -3
        """,
        order=everything,
    )
with grade("January's flights"):
    check.query(longest, rows=8, order=everything, has="""
        carrier | flight | day | dep_delay
        HA      | 51     | 9   | 1301
        EV      | 4321   | 1   | 379
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    for worlds in (flight_world.worlds, flight_world.far_delays, flight_world.at_the_cut):
        check.query(longest, order=["dep_delay", "carrier", "flight", "day"], worlds=worlds, like="""
            SELECT carrier, flight, day, dep_delay FROM flights WHERE dep_delay IS NOT NULL
            ORDER BY dep_delay DESC, carrier, flight, day LIMIT 8
        """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Bins without gaps
#
# `CASE` goes through its conditions from the top. The first that is true wins, and the value after its `THEN` is the result.
# `ELSE` takes the rest, and `END` closes the whole. Small planes have fewer than 100 seats here, middle ones fewer than 200:

# %%
%%sql plane_sizes
SELECT tailnum, seats,
       CASE WHEN seats < 100 THEN 'small' WHEN seats < 200 THEN 'middle' ELSE 'large' END AS size
FROM planes
LIMIT 4

# %% [markdown]
# A plane of 182 seats is not below 100, so the first line leaves it, and the second takes it.

# %%
quiz(
    "Somebody writes the two lines in the other order. What does this give for 50 seats?",
    runs="""
SELECT CASE WHEN 50 < 200 THEN 'middle'
            WHEN 50 < 100 THEN 'small'
            ELSE 'large' END
""",
    database="data/flights",
    right="middle",
    wrong={
        "small": "It would fit, but nobody asks the second line any more: the first was true.",
        "large": "`ELSE` is for what no line above has taken.",
    },
    because="Both lines are true of 50, and the first one wins. Bounds must go upwards.",
)

# %% [markdown]
# So write the bounds upwards. The lines above have then taken what is smaller, and each line needs only its **upper** bound. The
# bins are **half-open**: 100 seats begin the bin `middle`, and 200 belong to the next one. Writing both bounds by hand
# (`BETWEEN 0 AND 14`, `BETWEEN 15 AND 59`; `BETWEEN` takes both ends) works until a value of 14.5 falls through the gap.
#
# And a plane of which nobody knows the seats?

# %%
%%sql unknown_seats
SELECT CASE WHEN NULL < 100 THEN 'small' WHEN NULL < 200 THEN 'middle' ELSE 'large' END AS size

# %% [markdown]
# It would be called large. A missing value makes each comparison unknown, so neither `WHEN` takes it, and it ends in `ELSE`. Ask for
# it first, in a line of its own.
#
# To count what is in each bin, `GROUP BY` makes **one row of all rows that agree** on a column. After it, `COUNT(*)` counts a
# group's rows, and `AVG(x)` takes the mean of a group's known values. Rows whose grouping column is missing form one group of their
# own.

# %%
%%sql by_origin
SELECT origin, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay
FROM flights
WHERE dest = 'BOS'
GROUP BY origin

# %% [markdown]
# Three airports, three rows. From Newark 430 flights to Boston were planned, and those that left were nine minutes late on average.
# From LaGuardia the mean is below 0: there the minutes of the early flights outweigh those of the late ones.
#
# In SQLite and PostgreSQL, `GROUP BY` may also name a column that `SELECT` makes. That is a convenience: rows are grouped before
# columns are made, so the engine puts the `CASE` in the place of its name.

# %%
%%sql planes_by_size
SELECT CASE WHEN seats < 100 THEN 'small' WHEN seats < 200 THEN 'middle' ELSE 'large' END AS size,
       COUNT(*) AS planes
FROM planes
GROUP BY size

# %% [markdown]
# The three numbers add up to 3,322, which are all the planes: none fell between two bins, and none is in two. That check is worth
# making each time.

# %% [markdown]
# ## Q5 · Early, on time, late
# **Level 2 · 9 minutes · 4 points**
#
# Sort all flights into bins of departure delay, and count: columns `bin` and `flights` (how many).
#
# | bin | dep_delay |
# |---|---|
# | `cancelled` | missing |
# | `early` | below 0 |
# | `on time` | from 0, below 15 |
# | `late` | from 15, below 60 |
# | `very late` | 60 and more |
#
# A bin without flights is not listed. Any order of rows. So far delays are whole minutes. Parts of a minute have
# their bins, too, however small: -0.5 and -0.001 are `early`, 14.5 and 14.999 are `on time` and 59.5 is `late`.
#
# For example, delays of -1, 0, 15 and 60 minutes make one flight in each of the last four bins.
#
# <details><summary>Hint 1</summary>
#
# One `CASE` names the bin. Which of the five must be asked for first, because no comparison catches it?
# </details>
# <details><summary>Hint 2</summary>
#
# Name the `CASE` with `AS`, group by that name, and count rows. If `cancelled` is missing and `very late` too large, a missing delay
# fell into `ELSE`. If `cancelled` has 0, you count delays, not rows.
# </details>

# %% role="answer" id="bins"
%%sql bins
-- ### BEGIN SOLUTION
SELECT CASE
         WHEN dep_delay IS NULL THEN 'cancelled'
         WHEN dep_delay < 0 THEN 'early'
         WHEN dep_delay < 15 THEN 'on time'
         WHEN dep_delay < 60 THEN 'late'
         ELSE 'very late'
       END AS bin,
       COUNT(*) AS flights
FROM flights
GROUP BY bin
-- ### END SOLUTION

# %% role="tests" id="bins-tests" points=4
grade = check.parts(4)
with grade("the example"):
    check.query(
        bins,
        on={"flights": """
            flight_id | dep_delay
            1         | -1
            2         | 0
            3         | 15
            4         | 60
            5         | 14
            6         | NULL
        """},
        gives="""
            bin       | flights
            cancelled | 1
            early     | 1
            on time   | 2
            late      | 1
            very late | 1
        """,
    )
    check.query(
        bins,
        on={"flights": """
            flight_id | dep_delay
            1         | -0.5
            2         | 14.5
            3         | 59.5
            4         | 0.5
        """},
        gives="""
            bin       | flights
            early     | 1
            on time   | 2
            late      | 1
        """,
    )
with grade("January's flights"):
    check.query(bins, rows=5, has="""
        bin   | flights
        early | 15412
        late  | 3239
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    check.query(
        bins,
        on={"flights": "flight_id | dep_delay\n1 | -0.25\n2 | 14.75\n3 | 59.75\n4 | 15.25\n5 | 60.25\n6 | -20.5"},
        gives="bin | flights\nearly | 2\non time | 1\nlate | 2\nvery late | 1",
    )
    for worlds in (flight_world.worlds, flight_world.parts_of_a_minute, flight_world.far_delays):
        check.query(bins, worlds=worlds, like="""
            SELECT CASE WHEN dep_delay IS NULL THEN 'cancelled' WHEN dep_delay < 0 THEN 'early' WHEN dep_delay < 15 THEN 'on time'
                        WHEN dep_delay < 60 THEN 'late' ELSE 'very late' END AS bin, COUNT(*) AS flights
            FROM flights GROUP BY bin
        """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Two filters: before and after grouping
#
# A condition on **rows** stands before the grouping, in `WHERE`: only planes built in 2005 or later enter a group. A condition
# on **groups** stands after it, in `HAVING`: only makers with at least 100 such planes stay.
#
# ![Six planes. WHERE drops the two built before 2005; GROUP BY makes three rows of the other four, with the number of planes;
# HAVING keeps the one maker with two.](figures/groups.svg)

# %%
%%sql makers
SELECT manufacturer, COUNT(*) AS planes, AVG(seats) AS mean_seats
FROM planes
WHERE year >= 2005
GROUP BY manufacturer
HAVING COUNT(*) >= 100

# %% [markdown]
# Four makers are left. Boeing has 448 planes built in 2005 or later, with 154 seats on average. Its older planes are in neither
# number: `WHERE` dropped them before anything was counted.

# %%
quiz(
    "In which order does the engine work?",
    order=["FROM", "WHERE", "GROUP BY", "HAVING", "SELECT", "ORDER BY", "LIMIT"],
    because=(
        "Rows are chosen, then grouped, then groups are chosen; only then are columns made, sorted "
        "and cut off."
    ),
)

# %% [markdown]
# ### The wrong turn
#
# Tampa (`TPA`) is 997 miles from Newark (`EWR`) and over 1000 from the other two airports. How many flights of at least 1000 miles go there?

# %%
%%sql looks_fine
SELECT dest, COUNT(*) AS flights
FROM flights
WHERE dest = 'TPA'
GROUP BY dest
HAVING distance >= 1000

# %% [markdown]
# The 600 are *all* flights to Tampa; only 394 of them are that long. The condition on a row's `distance` stands in `HAVING`, where
# there are no rows any more. SQLite doesn't complain. It takes *some* row of the group to decide for all of them. PostgreSQL
# refuses, and is right.

# %% [markdown]
# ## Q6 · Far destinations, often enough
# **Level 3 · 12 minutes · 4 points**
#
# Look only at flights of **at least 1000 miles** that **departed** (`dep_delay` is not missing). For each destination with
# **at least 20 such flights**, give `dest`, `flights` (how many such flights) and `mean_delay` (the mean of their `dep_delay`,
# not rounded). Any order of rows.
#
# A destination with 19 such flights and one that was cancelled is not listed. One with 20 such flights and 500 shorter ones
# is listed, with `flights` = 20.
#
# <details><summary>Hint 1</summary>
#
# Distance and departure are conditions on a flight. "At least 20" is a condition on a group.
# </details>
# <details><summary>Hint 2</summary>
#
# Two conditions in `WHERE`, one in `HAVING`. January gives 40 rows; with 37, look at the bound in `HAVING`. If a destination has
# too many `flights`, a row's condition stands in `HAVING` or is missing.
# </details>

# %% role="answer" id="long-haul"
%%sql long_haul
-- ### BEGIN SOLUTION
SELECT dest, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay
FROM flights
WHERE distance >= 1000 AND dep_delay IS NOT NULL
GROUP BY dest
HAVING COUNT(*) >= 20
-- ### END SOLUTION

# %% role="tests" id="long-haul-tests" points=4
def far(number, dest, delay, distance):
    return f"{number} | {dest} | {delay} | {distance}\n"


twenty = "".join(far(i, "LAX", i, 1000 + i) for i in range(20))
nineteen = "".join(far(100 + i, "DEN", 5, 1000) for i in range(19)) + far(120, "DEN", "NULL", 1000)
short = "".join(far(200 + i, "LAX", 60, 999) for i in range(30))

grade = check.parts(4)
with grade("the example"):
    check.query(
        long_haul,
        on={"flights": "flight_id | dest | dep_delay | distance\n" + twenty + nineteen + short},
        gives="""
            dest | flights | mean_delay
            LAX  | 20      | 9.5
        """,
    )
with grade("January's flights"):
    check.query(long_haul, rows=40, columns=["dest", "flights", "mean_delay"])
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    check.query(long_haul, worlds=flight_world.worlds, like="""
        SELECT dest, COUNT(*) AS flights, AVG(dep_delay) AS mean_delay FROM flights
        WHERE distance >= 1000 AND dep_delay IS NOT NULL GROUP BY dest HAVING COUNT(*) >= 20
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The answer
#
# Back to the colleague: is it all of January? Q2 left out the plane in the workshop, so its cancellations come first.

# %%
%%sql workshop
SELECT COUNT(*) AS cancelled
FROM flights
WHERE dep_at IS NULL AND tailnum = 'N14959'

# %%
%%sql ten_minutes
SELECT AVG(dep_delay) AS mean_delay FROM flights

# %% [markdown]
# The rows of a result stand under its name: `late.rows` is a list of them, `len(late)` is their number, and `late.frame` is the same
# table for Python's library pandas.

# %%
print(f"On average the flights that left were {ten_minutes.rows[0][0]:.2f} minutes late.")
if story.ready(globals(), counts="planned departed", cancelled="tailnum", bins="bin flights"):
    planned, departed = counts.frame["planned"][0], counts.frame["departed"][0]
    print(f"Q3: {planned} were planned and {departed} left: {planned - departed} are missing.")
    both = len(cancelled) + workshop.rows[0][0]
    print(f"Q2: {len(cancelled)} cancelled, with those of the plane in the workshop {both}.")
    sizes = dict(zip(bins.frame["bin"], bins.frame["flights"]))
    print(f"Q5: of {sum(sizes.values())} flights {sizes.get('cancelled')} were cancelled,")
    print(f"    and {sizes.get('early')} left early.")
if story.ready(globals(), longest="dep_delay"):
    print(f"Q4: the latest left after {longest.frame['dep_delay'][0]} minutes.")
if story.ready(globals(), late="dep_delay", long_haul="dest"):
    print(f"Q1: {len(late)} flights from JFK were two hours late, enough to learn from.")
    print(f"Q6: so are the flights to {len(long_haul)} far destinations.")

# %% [markdown]
# No: it is all of January *that left*. With the right queries, three ways agree on 521 missing flights, and three ways that agree
# are a check worth making each time. They are the cancelled ones, the worst that can happen to a passenger. A model trained
# on the colleague's table has never seen one, and can't warn of one.
#
# The ten minutes are a true mean, of the flights that left. They describe hardly any of them: more than half left early, and a few
# waited for hours. What the numbers don't say: why flights were cancelled, and whether February is like January.

# %% [markdown]
# ## Summary
#
# - A comparison with a missing value is unknown, and `WHERE` keeps only what is true. Each `<>` on a column that can be
#   missing needs a decision.
# - `COUNT(*)`, `COUNT(column)` and `COUNT(DISTINCT column)` are three questions.
# - Without `ORDER BY` there is no order; with ties there is only half of one.
# - In a `CASE` the first true line wins, so half-open bins need only their upper bounds.
# - `WHERE` filters rows before grouping, `HAVING` filters groups after it.
