# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Time, windows and paths
#     minutes: 100
#     prerequisites: [02-sql/2-joins]
#     summary: Cut time at the right instant, compare a row with its group, label without looking into the future, and follow links without getting lost.
# ---

# %% [markdown]
# # Time, windows and paths
#
# After this lesson you can
#
# - cut time into months so that no instant is lost or counted twice;
# - compare each row with its group, and rank within groups, by window functions;
# - take a mean over seven *days*, not seven rows;
# - label training data as of a date, without a look into the future and without guessing what isn't known yet;
# - follow links of any depth, even in a circle.
#
# You need lessons 1 and 2: `GROUP BY`, `CASE`, joins, and `WITH`. Plan two sittings, with a break after Q14.

# %% role="read-only" id="windows-setup"
import frames
import story
from workbook import check
from workbook.notebook import sql
from workbook.notebook.quiz import quiz

sql.connect("data/flights")

# %% [markdown]
# ## The question
#
# Four mails wait on Monday. Each has a number in it, and wants a yes.
#
# 1. Accounts: "In February 2024 we paid back 44 refunds, 6,919 dollars. Right?"
# 2. The station in Columbia: "Over the last seven days to 27 January our flights came 59 minutes late. Right?"
# 3. The club: "Of 202 members on 1 March, 12 % left within two months. Can you train on that?"
# 4. The lawyers: "`radar_raw` must go. Our benchmark isn't made from it, is it?"
#
# **What do you answer?**
#
# ## Cutting time
#
# Times written as `2024-02-29 14:05` sort as text in the order of time. That is why they are stored that way here. What is compared is
# text all the same, letter by letter. If one text ends where the other goes on, the longer one is the larger: `'ab'` comes after `'a'`.
#
# `x BETWEEN a AND b` means `x >= a AND x <= b`. Take February from its first day to its last:

# %%
quiz(
    "A refund was paid on the afternoon of 29 February. Does this count it?",
    runs="""
SELECT '2024-02-29 14:05'
       BETWEEN '2024-02-01' AND '2024-02-29'
""",
    database="data/flights",
    right="0",
    wrong={
        "1": (
            "The day is the same, but what is compared is longer than `2024-02-29`, and so it "
            "comes after it."
        ),
        "NULL": "Nothing is missing here, so the comparison has an answer.",
    },
    because="`BETWEEN` ends at the text `2024-02-29`, before any time of that day.",
)

# %% [markdown]
# (0 is false, 1 is true.) So `BETWEEN '2024-02-01' AND '2024-02-29'` loses the whole last day. Ending it at `'2024-03-01 00:00'` takes an
# instant that March has, too, since `BETWEEN` takes both ends, and months no longer add up. An instant belongs to exactly one month. So a
# month is **half-open**: from its first instant, up to the first instant of the next month, which no longer belongs to it. A day likewise:

# %%
%%sql one_evening
SELECT COUNT(*) AS flights, MIN(sched_at) AS first, MAX(sched_at) AS last
FROM flights
WHERE sched_at >= '2013-01-20 22:00' AND sched_at < '2013-01-21 00:00'

# %% [markdown]
# Eight flights, the last planned for one minute before midnight. A flight of 00:00 would belong to the next day.
#
# `MIN` and `MAX` give the smallest and the largest value of a group; without `GROUP BY`, all rows are one group. As before, a query is
# stopped after 10 seconds, and after 2 on the small tables of the tests.

# %% [markdown]
# ## Q12 · Refunds in February
# **Level 2 · 7 minutes · 4 points**
#
# For each `reason` of refunds: `reason`, `refunds` (how many) and `total` (the sum of `amount`), of the refunds **paid in
# February 2024**. That is from `2024-02-01 00:00`, included, to `2024-03-01 00:00`, not included. A reason without a refund in February is
# not listed; refunds without a reason are a group of their own, with `reason` missing. A refund whose `amount` is missing is one more
# refund and adds nothing to the total; a reason of which no amount is known has no `total` (it is missing). An amount of 0 is known,
# and such a refund counts. Any order of rows.
# Reasons that differ in anything, be it a capital letter or a blank, are two. The empty text is a reason, and not a missing one.
#
# | paid_at | in February? |
# |---|---|
# | 2024-01-31 23:59 | no |
# | 2024-02-01 00:00 | yes |
# | 2024-02-29 23:59 | yes |
# | 2024-03-01 00:00 | no |
#
# <details><summary>Hint 1</summary>
#
# Two comparisons, as for the evening above: the first instant of February, the first instant of March.
# </details>
# <details><summary>Hint 2</summary>
#
# Then one group for each reason. If all totals are too small, look at the last day. If only some numbers of refunds are too small,
# you count amounts or reasons instead of rows.
# </details>

# %% role="answer" id="february"
%%sql february
-- ### BEGIN SOLUTION
SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total
FROM refunds
WHERE paid_at >= '2024-02-01 00:00' AND paid_at < '2024-03-01 00:00'
GROUP BY reason
-- ### END SOLUTION

# %% role="tests" id="february-tests" points=4
grade = check.parts(4)
with grade("the example"):
    check.query(
        february,
        on={"refunds": """
            member_id | paid_at          | reason    | amount
            1         | 2024-01-31 23:59 | late      | 1
            2         | 2024-02-01 00:00 | late      | 2500
            3         | 2024-02-29 23:59 | late      | 2500
            4         | 2024-03-01 00:00 | cancelled | 40000
            5         | 2024-02-10 12:00 | NULL      | 5
            6         | 2024-02-10 12:00 | NULL      | NULL
            7         | 2024-02-11 12:00 | lost bag  | NULL
            8         | 2024-02-12 12:00 | Late      | 700
        """},
        gives="""
            reason   | refunds | total
            late     | 2       | 5000
            NULL     | 2       | 5
            lost bag | 1       | NULL
            Late     | 1       | 700
        """,
    )
with grade("all refunds"):
    check.query(february, rows=4, has="""
        reason | refunds | total
        late   | 13      | 173300
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    for worlds in (flight_world.worlds, flight_world.worth_nothing):
        check.query(february, worlds=worlds, like="""
            SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total FROM refunds
            WHERE paid_at >= '2024-02-01 00:00' AND paid_at < '2024-03-01 00:00' GROUP BY reason
        """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A row beside its group
#
# `GROUP BY` folds a group into one row. A **window function** leaves the rows as they are and writes the group's value beside each:
# `AVG(dep_delay) OVER (PARTITION BY carrier)` is the mean of the row's own carrier.
#
# ![Four flights of two carriers. GROUP BY carrier gives two rows, with the means 15 and 100. The window function gives four rows: each
# flight with its delay and its own carrier's mean beside it.](figures/beside.svg)
#
# Two airlines fly to Honolulu, once a day each. Three days of them:

# %%
%%sql to_honolulu
SELECT day, carrier, dep_delay, AVG(dep_delay) OVER (PARTITION BY carrier) AS carrier_mean
FROM flights
WHERE dest = 'HNL' AND day <= 3

# %% [markdown]
# Six rows went in and six came out. Both airlines' means stand there three times, once beside each of their flights.
#
# A window is worked out after `WHERE`, so `WHERE carrier_mean > 10` would be an error: the column isn't there yet. Put a query around it.
# `WITH`, from the last lesson, does that:

# %%
%%sql late_airline
WITH beside AS (
  SELECT day, carrier, dep_delay, AVG(dep_delay) OVER (PARTITION BY carrier) AS carrier_mean
  FROM flights
  WHERE dest = 'HNL' AND day <= 3
)
SELECT day, carrier, carrier_mean
FROM beside
WHERE carrier_mean > 10

# %% [markdown]
# Only United's three flights are left; Hawaiian's mean was 6.7 minutes. Why not compare with the mean of all? An airline that is late
# every day would fill your list of "unusual" delays. What is unusual depends on whose usual you mean. Features of a model have the same
# problem.

# %% [markdown]
# ## Q13 · Later than its own airline
# **Level 3 · 9 minutes · 5 points**
#
# Among the flights of **day 1**: which had a `dep_delay` **above** the mean `dep_delay` of *their own carrier's* flights of day 1? Give
# `flight_id`, `carrier`, `dep_delay`. Flights without a delay neither count in a mean nor are listed. A delay equal to the mean isn't above it.
# The mean is not rounded. Any order of rows.
#
# If AA has delays of 10 and 20, and UA of 100 and 100, only AA's 20 is listed.
#
# <details><summary>Hint 1</summary>
#
# Two steps: an inner query that writes the carrier's mean beside each flight of day 1, and one around it that compares.
# </details>
# <details><summary>Hint 2</summary>
#
# The day belongs to the inner query: a condition outside comes after the means. January gives 233 rows. A subquery that works out the
# mean for each row does as well.
# </details>

# %% role="answer" id="above-mean"
%%sql above_mean
-- ### BEGIN SOLUTION
WITH first_day AS (
  SELECT flight_id, carrier, dep_delay, AVG(dep_delay) OVER (PARTITION BY carrier) AS mean_delay
  FROM flights
  WHERE day = 1
)
SELECT flight_id, carrier, dep_delay
FROM first_day
WHERE dep_delay > mean_delay
-- ### END SOLUTION

# %% role="tests" id="above-mean-tests" points=5
grade = check.parts(5)
with grade("the example"):
    check.query(
        above_mean,
        on={"flights": """
            flight_id | day | carrier | dep_delay
            1         | 1   | AA      | 10
            2         | 1   | AA      | 20
            3         | 1   | UA      | 100
            4         | 1   | UA      | 100
            5         | 1   | AA      | NULL
            6         | 2   | AA      | 500
        """},
        gives="""
            flight_id | carrier | dep_delay
            2         | AA      | 20
        """,
    )
with grade("January's flights"):
    check.query(above_mean, rows=233, columns=["flight_id", "carrier", "dep_delay"])
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=2):
    for worlds in (flight_world.worlds, flight_world.means_near_a_delay):
        check.query(above_mean, worlds=worlds, like="""
            WITH first_day AS (SELECT flight_id, carrier, dep_delay, AVG(dep_delay) OVER (PARTITION BY carrier) AS mean_delay
                               FROM flights WHERE day = 1)
            SELECT flight_id, carrier, dep_delay FROM first_day WHERE dep_delay > mean_delay
        """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Places, and who shares one
#
# `ORDER BY` inside of `OVER` gives the window an order, and three functions number its rows. `RANK` is what sport means: your place is one
# more than the number of those who are better. (`VALUES` writes a small table by hand.)

# %%
quiz(
    "Four runners have 9, 7, 7 and 5 points. What are their places?",
    runs="""
WITH marks(points) AS (VALUES (9), (7), (7), (5))
SELECT RANK() OVER (ORDER BY points DESC) AS place
FROM marks
""",
    database="data/flights",
    right="1, 2, 2, 4",
    wrong={
        "1, 2, 3, 4": "Nothing tells the two with 7 points apart. That is `ROW_NUMBER`.",
        "1, 2, 2, 3": (
            "How many are better than the last? That is `DENSE_RANK`, which counts values."
        ),
        "1, 1, 2, 3": "The one with 9 points is alone in front.",
    },
    because="One is better than the two with 7 points, and three are better than the last.",
)

# %%
%%sql places
WITH marks(points) AS (VALUES (9), (7), (7), (5))
SELECT points,
       RANK() OVER (ORDER BY points DESC) AS rank,
       DENSE_RANK() OVER (ORDER BY points DESC) AS dense_rank,
       ROW_NUMBER() OVER (ORDER BY points DESC) AS row_number
FROM marks

# %% [markdown]
# `DENSE_RANK` leaves no place out. `ROW_NUMBER` tells equal rows apart by chance: which of the two is second may differ tomorrow.
#
# With `PARTITION BY` before the `ORDER BY`, each part has places of its own. The flights to Honolulu again, the latest of each
# airline first:

# %%
%%sql latest_of_each
SELECT carrier, day, dep_delay,
       RANK() OVER (PARTITION BY carrier ORDER BY dep_delay DESC) AS place
FROM flights
WHERE dest = 'HNL' AND day <= 3

# %% [markdown]
# Each airline has its own first place. United's two flights on time share the second.
#
# Several steps become several queries after one `WITH`, with commas between them. Each may read from those above it:

# %%
%%sql two_steps
WITH flown AS (
  SELECT carrier, COUNT(*) AS flights FROM flights WHERE dest = 'BOS' GROUP BY carrier
), compared AS (
  SELECT carrier, flights, AVG(flights) OVER () AS mean_of_all FROM flown
)
SELECT carrier, flights FROM compared WHERE flights > mean_of_all

# %% [markdown]
# (`OVER ()` takes all rows as one part.) `flown` counts, and `compared` puts the mean of 178 flights beside each count. The last query
# keeps the three airlines that fly to Boston more often than that.

# %% [markdown]
# ## Q14 · Three busiest routes of each airport
# **Level 4 · 10 minutes · 5 points**
#
# For each `origin`, the destinations that are among its **first three places** by number of flights: `origin`, `dest`, `flights`. A destination's
# place is one more than the number of destinations of the same origin with *more* flights. So ties share a place, all of them are
# listed, and an origin may have more than three rows. Every flight counts, whether it left or not. Any order of rows.
#
# | flights of one origin | listed |
# |---|---|
# | LAX 5, ATL 4, BOS 3, MIA 3, CAE 1 | LAX, ATL, BOS, MIA |
# | LAX 5, ATL 5, BOS 2, MIA 1 | LAX, ATL, BOS |
# | LAX 5, ATL 5, BOS 5, MIA 4 | LAX, ATL, BOS |
#
# <details><summary>Hint 1</summary>
#
# First count: one row for each pair of origin and destination. `GROUP BY` takes several columns, separated by commas.
# </details>
# <details><summary>Hint 2</summary>
#
# Then, in a second query, the place within its origin, most flights first; then filter in a third. If a tie at place 3 loses a row, it was
# numbered, not ranked; if places four and five come along after a tie, no place was left out.
# </details>

# %% role="answer" id="top-routes"
%%sql top_routes
-- ### BEGIN SOLUTION
WITH routes AS (
  SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest
), ranked AS (
  SELECT origin, dest, flights, RANK() OVER (PARTITION BY origin ORDER BY flights DESC) AS place FROM routes
)
SELECT origin, dest, flights
FROM ranked
WHERE place <= 3
-- ### END SOLUTION

# %% role="tests" id="top-routes-tests" points=5
def rows_of_routes(origin, *counts):
    """Rows of flights: so many from *origin* to each destination."""
    return [f"{origin} | {dest}" for dest, count in counts for _ in range(count)]


planned_rows = rows_of_routes("JFK", ("LAX", 5), ("ATL", 4), ("BOS", 3), ("MIA", 3), ("CAE", 1))
planned_rows += rows_of_routes("EWR", ("LAX", 3), ("ATL", 3), ("BOS", 2), ("MIA", 1))
planned_rows += rows_of_routes("LGA", ("ORD", 1))
numbered_rows = "\n".join(f"{number} | {row}" for number, row in enumerate(planned_rows))

grade = check.parts(5)
with grade("the example"):
    check.query(
        top_routes,
        on={"flights": f"flight_id | origin | dest\n{numbered_rows}"},
        gives="""
            origin | dest | flights
            JFK    | LAX  | 5
            JFK    | ATL  | 4
            JFK    | BOS  | 3
            JFK    | MIA  | 3
            EWR    | LAX  | 3
            EWR    | ATL  | 3
            EWR    | BOS  | 2
            LGA    | ORD  | 1
        """,
    )
with grade("January's flights"):
    check.query(top_routes, rows=9, has="""
        origin | dest | flights
        EWR    | ORD  | 502
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=3):
    check.query(top_routes, worlds=flight_world.worlds, like="""
        WITH routes AS (SELECT origin, dest, COUNT(*) AS flights FROM flights GROUP BY origin, dest),
             ranked AS (SELECT origin, dest, flights, RANK() OVER (PARTITION BY origin ORDER BY flights DESC) AS place FROM routes)
        SELECT origin, dest, flights FROM ranked WHERE place <= 3
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break.
#
# ## Seven days are not seven rows
#
# A moving mean smooths a series. Its window is a *frame*: `ROWS BETWEEN 6 PRECEDING AND CURRENT ROW` takes seven rows, whatever days they are
# from. On a day without flights there is no row, and the frame silently reaches further back. `RANGE BETWEEN 6 PRECEDING AND CURRENT ROW` goes
# by the *value* of the `ORDER BY` column: with whole days, it takes the day and the six before it, however many rows that is. Several
# rows of the same day all belong to its frame.
#
# First with three instead of seven, on days 1, 2 and 9:

# %%
quiz(
    "Days 1, 2 and 9 have 10, 20 and 60 minutes. What is the mean of three *days* that end with "
    "day 9?",
    runs="""
WITH delays(day, minutes) AS (VALUES (1, 10), (2, 20), (9, 60))
SELECT AVG(minutes) OVER (
         ORDER BY day
         RANGE BETWEEN 2 PRECEDING AND CURRENT ROW)
FROM delays
ORDER BY day DESC
LIMIT 1
""",
    database="data/flights",
    number=60,
    wrong={
        30: "That is the mean of three rows. Two of them are a week old.",
        40: "That is the mean of two rows. Day 2 is not among days 7, 8 and 9.",
        20: "60 by three. A day without a row adds nothing and isn't counted either.",
    },
    because="Days 7, 8 and 9 have one row between them.",
)

# %%
%%sql rows_and_days
WITH delays(day, minutes) AS (VALUES (1, 10), (2, 20), (9, 60))
SELECT day, minutes,
       AVG(minutes) OVER (ORDER BY day ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS of_three_rows,
       AVG(minutes) OVER (ORDER BY day RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) AS of_three_days
FROM delays

# %% [markdown]
# Now with seven. Move the slider, and watch where the two part.

# %%
frames.sliding_window()

# %% [markdown]
# The two agree up to day 7. At day 9, `ROWS` still takes every row since day 1; at day 20, its seven rows reach back two weeks.

# %% [markdown]
# ## Q15 · The last seven days to Columbia
# **Level 4 · 12 minutes · 6 points**
#
# Flights to `CAE` don't go every day. For each `day` with at least one flight to CAE that has an `arr_delay`: `day`, and `mean_delay`, the mean
# `arr_delay` of **all** flights to CAE of the seven days that end with it (`day` - 6 to `day`). Each flight weighs the same. Flights without an
# `arr_delay` count nowhere. One row for each such day, in any order. A destination that differs from `CAE` in anything, be it a capital letter
# or a blank, is another.
#
# | day | arr_delay | mean_delay |
# |---|---|---|
# | 1 | 10, 20 | 15 |
# | 7 | 60 | 30 |
# | 8 | 0 | 30 |
#
# Day 8 looks back to day 2, and the flights of day 1 are out.
#
# <details><summary>Hint 1</summary>
#
# A frame that goes by the value of `day`, as in the column `of_three_days`. How many days lie *before* the last of seven?
# </details>
# <details><summary>Hint 2</summary>
#
# Filter destination and missing delays before the window is worked out. A window function keeps each row, so two flights of one day give
# the same row twice: `SELECT DISTINCT` drops copies.
# </details>
# <details><summary>Hint 3</summary>
#
# Without windows: the list of days, joined with the flights `f` for which `f.day BETWEEN d.day - 6 AND d.day`, grouped by `d.day`.
# </details>

# %% role="answer" id="moving"
%%sql moving
-- ### BEGIN SOLUTION
SELECT DISTINCT day, AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay
FROM flights
WHERE dest = 'CAE' AND arr_delay IS NOT NULL
-- ### END SOLUTION

# %% role="tests" id="moving-tests" points=6
grade = check.parts(6)
with grade("the example"):
    check.query(
        moving,
        on={"flights": """
            flight_id | day | dest | arr_delay
            1         | 1   | CAE  | 10
            2         | 1   | CAE  | 20
            3         | 7   | CAE  | 60
            4         | 8   | CAE  | 0
            5         | 9   | CAE  | NULL
            6         | 8   | LAX  | 500
        """},
        gives="""
            day | mean_delay
            1   | 15.0
            7   | 30.0
            8   | 30.0
        """,
    )
with grade("January's flights"):
    check.query(moving, rows=8, has="""
        day | mean_delay
        3   | 36.0
        6   | 41.5
    """)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=3):
    check.query(moving, worlds=flight_world.worlds, like="""
        SELECT DISTINCT day, AVG(arr_delay) OVER (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_delay
        FROM flights WHERE dest = 'CAE' AND arr_delay IS NOT NULL
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Labels as of a date
#
# A model is to warn which members of the club will leave within two months. Training data is made by standing on a day in the past, say
# 1 March 2024. **Features** may use only what was known before that day. **Labels** look at the two months from it on.
#
# ![A line of time with 1 March and 1 May. Features lie before 1 March, the window of the labels between the two days. Who leaves in the
# window has 1. Who leaves after it, or is watched past its end, has 0. Who is lost from sight inside it has no label. Who left before
# 1 March is not listed.](figures/as-of.svg)
#
# Three mistakes give numbers that don't hold at work:
#
# - A feature that counts trips *after* 1 March knows the future: who has left makes no more of them. That is **leakage**.
# - A member who left before 1 March can't leave any more and belongs in neither class.
# - Of some members we lose sight before the two months are over. They have not left *as far as we know*. Calling that "stayed"
#   invents a fact. The label is missing: the row is **censored**.

# %%
quiz(
    "A member is watched until 10 April 2024 and has not left by then. Will the member leave by "
    "May?",
    right="unknown",
    wrong={
        "no": "That is so *until 10 April*. Three weeks of the window are not watched.",
        "yes": "Being lost from sight is not leaving.",
    },
    because=(
        "The window ends later than the watching. The label is `NULL`, and training leaves the row "
        "out."
    ),
)

# %% [markdown]
# A feature is often a count as of a day. A query in brackets after `SELECT` is worked out for each row, with its columns, and a count of
# nothing is 0:

# %%
%%sql trips_before_2024
SELECT m.member_id,
       (SELECT COUNT(*) FROM trips AS t
        WHERE t.member_id = m.member_id AND t.flown_on < '2024-01-01') AS trips
FROM members AS m
WHERE m.member_id IN (1, 2, 3, 6)

# %% [markdown]
# ## Q16 · Who will leave?
# **Level 5 · 20 minutes · 7 points**
#
# Stand on 1 March 2024. The window runs from `2024-03-01` up to, not including, `2024-05-01`. List every member who is a member on that day:
# `joined_on` before `2024-03-01`, and `left_on` missing or not before `2024-03-01`. Columns:
#
# | column | what it holds |
# |---|---|
# | `member_id` | |
# | `recent_trips` | the number of their trips with `flown_on` from `2024-01-01`, up to, not including, `2024-03-01`; 0 if none |
# | `leaves` | 1 if `left_on` lies in the window; otherwise 0 if the whole window was watched (`followed_until` is `2024-05-01` or later); otherwise missing |
#
# A trip counts even if its miles are missing. `followed_until` is the first day of which we know nothing. It always lies after `left_on`,
# and nobody who is a member on that day was lost from sight before it. Any order of rows.
#
# | joined_on | left_on | followed_until | leaves |
# |---|---|---|---|
# | 2023-06-17 | 2024-04-30 | 2024-07-01 | 1 |
# | 2023-06-17 | 2024-05-01 | 2024-07-01 | 0 |
# | 2022-06-17 | 2025-03-15 | 2025-06-01 | 0 |
# | 2023-06-17 | missing | 2024-04-30 | missing |
# | 2023-06-17 | 2024-02-29 | 2024-07-01 | not listed |
# | 2024-03-01 | missing | 2024-07-01 | not listed |
#
# <details><summary>Hint 1</summary>
#
# `CASE WHEN ... THEN 1 WHEN ... THEN 0 END` without `ELSE` gives `NULL` for the rest.
# </details>
# <details><summary>Hint 2</summary>
#
# A `WHERE` on trips would drop members without trips. Put it into a subquery that counts, or into `ON` of a left join.
# </details>
# <details><summary>Hint 3</summary>
#
# The club gives 202 rows. If there are far fewer, think of those who never left: what is `left_on` then, and what does a comparison
# with it give? In the `CASE`, ask for who left first: somebody may leave *and* be lost from sight before May.
# </details>

# %% role="answer" id="labels"
%%sql labels
-- ### BEGIN SOLUTION
SELECT m.member_id,
       (SELECT COUNT(*) FROM trips AS t
        WHERE t.member_id = m.member_id AND t.flown_on >= '2024-01-01' AND t.flown_on < '2024-03-01') AS recent_trips,
       CASE WHEN m.left_on < '2024-05-01' THEN 1 WHEN m.followed_until >= '2024-05-01' THEN 0 END AS leaves
FROM members AS m WHERE m.joined_on < '2024-03-01' AND (m.left_on IS NULL OR m.left_on >= '2024-03-01')
-- ### END SOLUTION

# %% role="tests" id="labels-tests" points=7
grade = check.parts(7)
with grade("the example"):
    check.query(
        labels,
        on={
            "members": """
                member_id | joined_on  | left_on    | followed_until
                1         | 2023-06-17 | 2024-04-30 | 2024-07-01
                2         | 2023-06-17 | 2024-05-01 | 2024-07-01
                3         | 2023-06-17 | NULL       | 2024-04-30
                4         | 2023-06-17 | 2024-02-29 | 2024-07-01
                5         | 2024-03-01 | NULL       | 2024-07-01
                6         | 2024-02-29 | NULL       | 2024-05-01
                7         | 2023-06-17 | 2024-03-01 | 2024-03-02
                8         | 2022-06-17 | 2025-03-15 | 2025-06-01
            """,
            "trips": """
                member_id | flown_on   | miles
                1         | 2024-02-29 | 719
                1         | 2024-03-01 | 719
                2         | 2023-12-31 | 719
                7         | 2024-01-01 | NULL
                7         | 2024-02-10 | 719
                7         | 2024-02-10 | 719
                NULL      | 2024-02-10 | 719
            """,
        },
        gives="""
            member_id | recent_trips | leaves
            1         | 1            | 1
            2         | 0            | 0
            3         | 0            | NULL
            6         | 0            | 0
            7         | 3            | 1
            8         | 0            | 0
        """,
    )
with grade("all members"):
    check.query(labels, rows=202, columns=["member_id", "recent_trips", "leaves"])
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("generated databases", weight=3):
    check.query(labels, worlds=flight_world.worlds, like="""
        SELECT m.member_id,
               (SELECT COUNT(*) FROM trips AS t WHERE t.member_id = m.member_id
                AND t.flown_on >= '2024-01-01' AND t.flown_on < '2024-03-01') AS recent_trips,
               CASE WHEN m.left_on < '2024-05-01' THEN 1 WHEN m.followed_until >= '2024-05-01' THEN 0 END AS leaves
        FROM members AS m WHERE m.joined_on < '2024-03-01' AND (m.left_on IS NULL OR m.left_on >= '2024-03-01')
    """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Following links
#
# A publisher withdraws a data set. Which of your sets contain it, directly or through others? `lineage` says what went into what, and the
# depth is unknown. A **recursive query** uses its own result: it starts with some rows, and adds the rows that the last ones lead to, until
# no new one comes. The smallest one counts:

# %%
%%sql one_to_five
WITH RECURSIVE counted(n) AS (
  SELECT 1
  UNION
  SELECT n + 1 FROM counted WHERE n < 5
)
SELECT n FROM counted

# %% [markdown]
# Above `UNION` stands the start, below it the step, which reads the rows of the last round. When a round gives nothing new, the query ends;
# here `n < 5` sees to that. Now the links: what was made from `weather_raw`?
#
# ![Links from weather_raw. Round 1 reaches weather_clean, round 2 delay_features and storm_report, round 3 train_v1 and train_v2, round 4
# pseudo_labels and benchmark. From pseudo_labels links lead back to delay_features and train_v2: nothing new, and the query
# ends.](figures/rounds.svg)

# %%
%%sql from_weather
WITH RECURSIVE reached(name) AS (
  SELECT made FROM lineage WHERE source = 'weather_raw'
  UNION
  SELECT l.made FROM reached AS r JOIN lineage AS l ON l.source = r.name
)
SELECT name FROM reached

# %% [markdown]
# `UNION` puts two lists below each other and drops rows that were there before. `UNION ALL` keeps copies.

# %%
quiz(
    "`delay_features` → `train_v1` → `pseudo_labels` → `delay_features` is a circle. What if "
    "`UNION ALL` stood above?",
    right="It runs until it is stopped.",
    wrong={
        "It gives an error.": "No engine sees the circle beforehand; each round is a fine query.",
        "It gives some rows twice, and ends.": "It gives them twice, and each copy leads on again.",
        "It gives the same rows.": "So it would if no set could be reached twice.",
    },
    because="Nothing is old to `UNION ALL`, so each round finds the circle's sets anew.",
)

# %% [markdown]
# A row may have several columns, and `UNION` drops it only if **all** of them were there before. Add a column that counts steps, and no
# row is ever the same again. The hand of a clock that moves on four hours at a time (`%` gives the remainder) goes in a circle, too:

# %%
%%sql clock
WITH RECURSIVE turning(hand, steps) AS (
  SELECT 0, 0
  UNION
  SELECT (hand + 4) % 12, steps + 1 FROM turning WHERE steps < 5
)
SELECT hand, steps FROM turning

# %% [markdown]
# 0, 4 and 8 come twice, each time with other steps. Without `steps < 5` it would turn for ever, also with `UNION`. So with links and
# steps you need a bound. A shortest way never has more steps than there are links.

# %% [markdown]
# ## Q17 · What the withdrawn data touched
# **Level 5 · 20 minutes · 5 points**
#
# `radar_raw` is withdrawn. List every data set made from it, directly or through others: `name`, and `steps`, the length of the
# **shortest** way from `radar_raw` (1 if made from it directly). Each once, in any order. `radar_raw` itself isn't listed, even if a circle leads back
# to it. The links may run in circles (also from a set straight to itself), may occur twice, and may lead to a set by several ways. A way may be of
# any length: no number that you write down bounds it. Names consist of letters, digits and `_`, and two that differ in anything are two sets.
#
# With radar_raw → a, a → b, b → a, b → radar_raw, radar_raw → b, the result is a 1, b 1.
#
# <details><summary>Hint 1</summary>
#
# Two columns, name and steps: the start has 1 step, and each round adds one, as `clock` does.
# </details>
# <details><summary>Hint 2</summary>
#
# Stop the circle by a condition on the steps, below `UNION`. The bound comes from the data: how many links are there? A query in brackets
# gives that number.
# </details>
# <details><summary>Hint 3</summary>
#
# A set that several ways lead to has several rows. Which of them has the shortest way? And the root may have come in by a circle. If the
# query is stopped, the bound is missing or stands outside of the recursion.
# </details>

# %% role="answer" id="tainted"
%%sql tainted
-- ### BEGIN SOLUTION
WITH RECURSIVE reached(name, steps) AS (
  SELECT made, 1 FROM lineage WHERE source = 'radar_raw'
  UNION
  SELECT l.made, r.steps + 1
  FROM reached AS r
  JOIN lineage AS l ON l.source = r.name
  WHERE r.steps < (SELECT COUNT(*) FROM lineage)
)
SELECT name, MIN(steps) AS steps
FROM reached
WHERE name <> 'radar_raw'
GROUP BY name
-- ### END SOLUTION

# %% role="tests" id="tainted-tests" points=5
grade = check.parts(5)
with grade("the example"):
    check.query(
        tainted,
        on={"lineage": """
            source    | made
            radar_raw | a
            a         | b
            b         | a
            b         | radar_raw
            radar_raw | b
            b         | c
            c         | c
            c         | c2
            c2        | c3
            c3        | c4
            c4        | c5
            c5        | c6
            other     | d
            radar     | d
        """},
        gives="""
            name | steps
            a    | 1
            b    | 1
            c    | 2
            c2   | 3
            c3   | 4
            c4   | 5
            c5   | 6
            c6   | 7
        """,
    )
with grade("the published lineage"):
    check.query(tainted, rows=10, has="""
        name      | steps
        benchmark | 5
    """)
### BEGIN HIDDEN TESTS
from hidden import exercise_worlds, flight_world

with grade("generated databases", weight=3):
    for worlds in (flight_world.worlds, exercise_worlds.crowded_circles):
        check.query(tainted, worlds=worlds, like="""
            WITH RECURSIVE reached(name, steps) AS (
              SELECT made, 1 FROM lineage WHERE source = 'radar_raw'
              UNION
              SELECT l.made, r.steps + 1 FROM reached AS r JOIN lineage AS l ON l.source = r.name
              WHERE r.steps < (SELECT COUNT(*) FROM lineage))
            SELECT name, MIN(steps) AS steps FROM reached WHERE name <> 'radar_raw' GROUP BY name
        """)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The answer
#
# Monday's four mails, with your rows:

# %%
if story.ready(globals(), february="refunds total"):
    count, cents = february.frame["refunds"].sum(), february.frame["total"].sum()
    print(f"Accounts: {count} refunds, {cents / 100:,.0f} dollars, not 44 and 6,919.")
if story.ready(globals(), moving="day mean_delay"):
    last = moving.frame.set_index("day")["mean_delay"].get(27)
    print(f"Columbia: the last seven days to 27 January came {last} minutes late.")
if story.ready(globals(), labels="leaves"):
    leaves = labels.frame["leaves"]
    left, unknown = (leaves == 1).sum(), leaves.isna().sum()
    stayed = len(leaves) - left - unknown
    print(f"Club: {left} left, {stayed} stayed, of {unknown} it is not known.")
    print(f"      Between {left / len(leaves):.1%} and {(left + unknown) / len(leaves):.1%} left.")
if story.ready(globals(), tainted="name steps"):
    far = dict(zip(tainted.frame["name"], tainted.frame["steps"])).get("benchmark")
    print(f"Lawyers: {len(tainted)} sets are touched, the benchmark after {far} steps.")

# %% [markdown]
# With the right queries all four answers are no.
#
# 1. The accountant's `BETWEEN` ended at `2024-02-29` and lost the last day: four refunds, 254 dollars.
# 2. The station took seven rows, which reach back three weeks. The week was bad, at 49 minutes, and better than the two weeks before it.
# 3. The 12 % come from counting 27 unknown members as stayed. Of the members whose end is known, 14 % left. Is that the share of all?
#    Only if those lost from sight leave as often as the others, and the table can't tell. What it does tell are the bounds:
#    12 % if none of them left, 26 % if all did.
# 4. The benchmark stands at the end of a chain of five links. Looking at what was made *directly* from `radar_raw` finds one set of ten.

# %% [markdown]
# ## Summary
#
# - Cut time half-open: from, included, up to, not included.
# - A window function writes a group's value beside each of its rows; a query around it can filter on it.
# - `RANK` lets ties share a place. `ROWS` counts rows, `RANGE` goes by values.
# - Features look back, labels look ahead, and what you don't know yet is neither 0 nor 1.
# - `UNION` ends a recursion whose rows repeat; if rows carry a counter, bound it.
