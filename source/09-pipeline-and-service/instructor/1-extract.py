# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Take data out without losing a row
#     minutes: 160
#     prerequisites: [02-sql/2-joins]
#     summary: Incremental extraction that survives a crash anywhere, a dimension with its history, a data contract, and features that are equal in training and serving.
# ---

# %% [markdown]
# # Take data out without losing a row
#
# Kit runs the depot in Harrow. This week he writes to Amara, who looks after Fellpost's data: "I count the parcels at my gate, and your dashboard has fewer of mine than I have. Where are the others? And while we are at it: you show us in zone 2, we have been in zone 3 since Wednesday."
#
# Nothing has failed. Every night a script copied what was new from the depots' database into the warehouse, and every morning it was green. Amara asks herself four questions:
#
# 1. How can rows get lost between two databases, and what does a copy look like that loses none?
# 2. How does the warehouse remember what a depot *was* when a parcel came?
# 3. What happens to the rows that are rubbish?
# 4. Will the model see the same numbers in the web shop that it was trained on?
#
# Your own functions answer all four in the last cell. After this lesson you can
#
# - copy what has changed from one database into another, be killed at any moment, and lose nothing,
# - keep the history of a table whose rows are changed and deleted,
# - hold a batch of rows against a contract,
# - compute features as of a moment, in SQL and in Python, equal to the last bit.
#
# You need joins (unit 02, lesson 2), and for M4 its window functions. Plan two sittings of about 80 minutes, with a break after M2.
#
# %% role="read-only" id="setup-extract"
import math
import sqlite3
from datetime import datetime, timedelta

import pandas as pd

import extract_forms
import extract_week
from workbook import check
from workbook.notebook.quiz import quiz

STAMP = "%Y-%m-%dT%H:%M:%SZ"

# %% [markdown]
# ## Two databases
#
# The **source** is the depots' database. Programs write to it all day. The **target** is the warehouse, from which reports and models are made. Here both are SQLite databases in memory, and Python's `sqlite3` talks to them. `extract_week` is a module of this lesson: `open_source` makes a source with rows and a clock, `open_target` an empty target, and `arrive` below plays the programs that write. A source with three parcels:
#
# %%
source = extract_week.open_source(
    (1, "Harrow", 700, "2026-03-02T05:58:00Z"),
    (2, "Leith", 1200, "2026-03-02T05:59:30Z"),
    (3, "Harrow", None, "2026-03-02T05:59:30Z"),
    now="2026-03-02T06:00:00Z",
)
target = extract_week.open_target()
pd.read_sql("SELECT * FROM parcels", source)

# %% [markdown]
# `connection.execute(sql, values)` runs one statement. A `?` in it stands for a value, which is handed over beside the text and never glued into it. What comes back gives rows as tuples: `fetchone()` the next one, or `None` if there is none, `fetchall()` the list of them. `executemany` runs one statement for each tuple of a list.
#
# %%
print(source.execute("SELECT now FROM clock").fetchone())
recent = source.execute(
    "SELECT * FROM parcels WHERE changed_at >= ?", ("2026-03-02T05:59:00Z",)
).fetchall()
print(recent)
target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", recent)
print(target.execute("SELECT count(*) FROM parcels").fetchone())

# %% [markdown]
# Two rows. Are they safe? Not yet. What changes a database is part of a **transaction**: all of its changes become lasting together, at the `commit()`, or none do. A connection of Python's `sqlite3` begins one by itself with the first change (SQLite alone would commit each statement). If the power goes before the commit, it is as if `rollback()` had been called:
#
# %%
target.rollback()
print(target.execute("SELECT count(*) FROM parcels").fetchone())

# %% [markdown]
# The short form is `with target:`. At the end of the block it commits; if an error leaves the block, it rolls back.
#
# %%
try:
    with target:
        target.execute("INSERT INTO parcels VALUES (1, 'Harrow', 700, '2026-03-02T05:58:00Z')")
        raise OSError("the power is gone")
except OSError as error:
    print(error)
print(target.execute("SELECT count(*) FROM parcels").fetchone())

# %%
quiz(
    "A script inserts rows, commits, and then writes down in a second transaction how far it has "
    "come. "
    "It is killed between the two. It is started again and inserts from where it had come before. "
    "What is in the target?",
    right="Some rows twice.",
    wrong={
        "Every row once.": "Only if the note and the rows had become lasting together.",
        "Some rows are missing.": "That would be the other order: note first, rows second.",
    },
    because="The rows are lasting, the note isn't. So what has to agree belongs into one "
    "transaction.",
)

# %% [markdown]
# ## What is new?
#
# To copy everything each night is safe and soon too slow. An **incremental** extraction asks for what is new. Fellpost's tables have a column for that: `changed_at` is the **stamp**, the moment of the row's last change. A run remembers how far it came, the **watermark**, and the next one goes on there. This is the script that had
# run every night:
#
# %%
def naive(source, target):
    """Copy rows that are newer than the newest one in the target."""
    (newest,) = target.execute("SELECT max(changed_at) FROM parcels").fetchone()
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at > ?",
        (newest or "",),
    ).fetchall()
    with target:
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)


naive(source, target)
extract_week.arrive(
    source,
    (4, "Harrow", 350, "2026-03-02T05:59:30Z"),
    (5, "Harrow", 800, "2026-03-02T06:04:00Z"),
    (1, "Harrow", 710, "2026-03-02T06:05:00Z"),
    now="2026-03-02T06:05:00Z",
)
naive(source, target)
pd.read_sql("SELECT * FROM parcels ORDER BY parcel", target)

# %% [markdown]
# Two faults in one table. Parcel 1 is there **twice**: it was weighed again, so it came again. And parcel 4 is **lost**. It has the same stamp as parcels 2 and 3, but came after the run; and `>` never looks at that second again.
#
# Why would a row come after the run, with an older stamp? Because the stamp is set while a transaction is at work, and others see the row when it *commits*:
#
# %%
extract_week.draw_late()

# %%
quiz(
    "In the picture, run 1 remembers the newest stamp that it has seen. Run 2 asks for rows with a "
    "stamp at or after it. Which parcels does run 2 get?",
    right="Parcel 3, once more",
    wrong={
        "Parcel 2": "Its stamp is older than that of parcel 3, which run 1 saw and remembers.",
        "Parcels 2 and 3": "Parcel 2 has an older stamp than parcel 3. Run 2 doesn't look there.",
        "None": "At or after: parcel 3 itself has that very stamp.",
    },
    because="Parcel 2 is lost for good, and no run ever failed.",
)

# %% [markdown]
# So a watermark needs a promise about how late a row can be. At Fellpost a transaction lasts **at most 600 seconds**; the database ends longer ones. With that promise there are two sound ways:
#
# - **Overlap.** Look back 600 seconds further than you came, and expect rows that you already have.
# - **Settle.** Read only rows that are older than 600 seconds; among them nothing can appear any more. Then the exact place can be remembered: stamp *and* parcel, a key of two parts. The price: the newest rows come with the next run.
#
# Whose 600 seconds? Stamps are of the *source's* clock. The machine that runs your script has another one. If it is five minutes fast, "now" is five minutes in the future, and a watermark there skips whatever is stamped until then. Ask the source: `SELECT now FROM clock`. (In PostgreSQL that is `SELECT now()`.) And ask *before* you read
# rows: between any two statements others go on writing.
#
# Moments are texts such as `2026-03-02T06:05:00Z`, which sort as they should. To calculate, make a `datetime` of them and a text again:
#
# %%
then = datetime.strptime("2026-03-02T00:05:00Z", STAMP) - timedelta(seconds=600)
print(then.strftime(STAMP))

# %% [markdown]
# The overlap at work: the first run above read the source at 06:00:00. Which rows would a second run see that looks back 600 seconds further?
#
# %%
print(
    source.execute(
        "SELECT parcel, changed_at FROM parcels WHERE changed_at >= ? ORDER BY parcel",
        ("2026-03-02T05:50:00Z",),
    ).fetchall()
)

# %% [markdown]
# All five. Parcel 4, which was lost, is among them. Parcel 1 comes with its new stamp, and parcels 2 and 3 come once more: that is the price of the overlap.
#
# And a row that comes again? The target's table `parcels` has no key, so nothing stops a second copy. "Delete what has this number, then insert" leaves one, provided that both are in the same transaction:
#
# %%
with target:
    target.execute("DELETE FROM parcels WHERE parcel = ?", (1,))
    target.execute(
        "INSERT INTO parcels VALUES (?, ?, ?, ?)", (1, "Harrow", 710, "2026-03-02T06:05:00Z")
    )
pd.read_sql("SELECT * FROM parcels WHERE parcel = 1", target)

# %% [markdown]
# The two copies of parcel 1 have become one. Where a table does have a key, one statement does both. The target has such a table for notes, `state(name, value)` with the key `name`. `INSERT OR REPLACE` writes the row, and takes the place of the one that had this key:
#
# %%
with target:
    for colour in ("blue", "green"):
        target.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", ("colour of the vans", colour))
print(target.execute("SELECT * FROM state").fetchall())
print(target.execute("SELECT value FROM state WHERE name = 'number of vans'").fetchone())

# %% [markdown]
# One row, with the last value. What was never noted gives `None`, as at a first run.
#
# ## M1 · What is new, and nothing lost
# **Level 2 · 28 minutes · 5 points**
#
# Write `pull(source, target)`: one run that brings the target's table `parcels` up to date. Both are connections of `sqlite3`.
#
# - The source has `parcels(parcel, depot, weight_g, changed_at)`, where `parcel` is the key, and `clock(now)`, one row with the source's time. The target has a table `parcels` with the same columns and without a key, and `state(name, value)` with the key `name`, at first empty.
# - Rows of the source are new or changed, never deleted. A row can be seen at most 600 seconds after its stamp, 600 included; several rows may have one stamp; a row may change twice within a second.
# - The source is only read. Others write to it between any two of your statements.
# - After a run, every row of the source whose stamp is more than 600 seconds older than the source's time at the beginning of the run is in the target, as it stands in the source. Newer rows may be there or not.
# - At every moment, all that is committed in the target is right: no parcel twice, none gone that was there, none older than it was.
# - A run can be killed before any of its statements, commits included; then only what is committed is left. The next run is an ordinary one, at once or a day later.
# - What a run remembers lies in the target, and nowhere else. (The table `state` is yours, its content is not looked at.) If a backup takes the target's place, the next run finds out what is missing.
# - A run after a finished one doesn't fetch everything again, but at most rows of the last 20 minutes before the newest row in the target, and later ones.
# - The first run finds an empty target, and perhaps an empty source. What `pull` returns is not looked at.
#
# *Example.* It is 08:00:00 when a run reads parcel 1, stamped 07:59:50. At 08:03:00 parcel 2 can be seen, stamped 07:55:00. The run at 09:00:00 must bring parcel 2, and leave parcel 1 there once.
#
# <details><summary>Hint 1</summary>
#
# Four steps: what do I remember? What time is it there? Which rows? Then all that changes the target, in one `with target:`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Overlap: remember the source's time *less 600 seconds*, and ask for `changed_at >=` what you remember. For the first run, the empty text is before every stamp.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Note the watermark as the colour of the vans was noted above. If rows are lost only after a crash, see whether the watermark is committed with the rows; if parcels are gone after one, whether the deletion is.
#
# </details>
#
# %% role="answer" id="pull"
def pull(source, target):
    """One run: bring the target's parcels up to date with the source's."""
    ### BEGIN SOLUTION
    found = target.execute("SELECT value FROM state WHERE name = 'parcels'").fetchone()
    since = found[0] if found else ""
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ?", (since,)
    ).fetchall()
    back = datetime.strptime(now, STAMP) - timedelta(seconds=600)
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
        target.execute(
            "INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (back.strftime(STAMP),)
        )
    ### END SOLUTION

# %% role="tests" id="pull-tests" points=5
grade = check.parts(5)
one_morning = [
    extract_forms.write("2026-03-02T07:00:00Z"),
    extract_forms.run(),
    extract_forms.write(
        "2026-03-02T08:00:00Z", (1, "Harrow", 700, "2026-03-02T07:59:50Z"),
        (4, "Leith", None, "2026-03-02T07:30:00Z"),
    ),
    extract_forms.run(
        (
            "2026-03-02T08:03:00Z",
            [(2, "Harrow", 90, "2026-03-02T07:55:00Z"), (3, "Cork", 80, "2026-03-02T07:59:50Z")]
        )
    ),
    extract_forms.write(
        "2026-03-02T09:00:00Z", (4, "Leith", 1500, "2026-03-02T08:50:00Z"),
        (5, None, 60, "2026-03-02T08:49:59Z")
    ),
    extract_forms.run(),
    extract_forms.write("2026-03-03T09:00:00Z"),
    extract_forms.run(),
]  # fmt: skip
with grade("a late row, a shared second, a changed row", weight=2):
    extract_forms.extraction(pull, one_morning, "one morning")
with grade("killed before each statement", weight=2):
    extract_forms.extraction(pull, one_morning, "one morning", killed=True)
### BEGIN HIDDEN TESTS
from hidden import extract_worlds

rng_of_pulls = check.rng("pull")
with grade("late rows, shared seconds, other writers: other weeks", weight=5):
    for number in range(4):
        extract_forms.extraction(pull, extract_worlds.night(rng_of_pulls, number), "another night")
    extract_forms.extraction(pull, extract_worlds.busy(rng_of_pulls), "others write after every statement")
with grade("killed before each statement of other weeks", weight=5):
    extract_forms.extraction(pull, extract_worlds.night(rng_of_pulls, 0), "another night", killed=True)
    extract_forms.extraction(pull, extract_worlds.night(rng_of_pulls, 3), "another night", killed=True)
with grade("a backup takes the target's place", weight=3):
    extract_forms.extraction(pull, extract_worlds.restored(rng_of_pulls), "a target whose backup of an earlier day takes its place")
with grade("only what is new is read", weight=3):
    extract_forms.extraction(pull, extract_worlds.long(rng_of_pulls), "a source with 420 old parcels", sparing=True)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A table of today, and one of always
#
# Kit's depot moved from zone 2 to zone 3 on Wednesday. The depots' database overwrites the old zone. For a letter to Kit that is right. For a report on February it is wrong, and so it is for the training of a model: a parcel of Monday would get a zone that it never had. A table that describes things which change slowly is called a **slowly changing
# dimension**. There are two customs. "Type 1" overwrites. "Type 2" writes a new row for each change, with the range in which it held:
#
# %%
ranges = [
    ("Harrow", "2", "1 March", "4 March"),
    ("Harrow", "3", "4 March", None),
    ("Leith", "1", "1 March", None),
    ("Cork", "5", "1 March", "2 March"),
]
extract_week.draw_ranges(ranges, "6 March")

# %% [markdown]
# A range is **half-open**: it begins at `valid_from`, included, and ends at `valid_to`, excluded. So one range's end is the next one's beginning, and each moment lies in one of them. An open range has `NULL` for its end.
#
# %%
quiz(
    "Somebody writes closed ranges instead, 1 March to 3 March and 4 March to the end, and asks "
    "with BETWEEN. For which parcel does that find no zone?",
    right="One accepted at noon on 3 March, if moments have a time.",
    wrong={
        "One accepted on 4 March at midnight.": "4 March at midnight is where the second range "
        "begins, included.",
        "One accepted on 1 March at midnight.": "BETWEEN includes both ends.",
    },
    because="3 March ends at midnight of its morning if it is compared with moments. Half-open "
    "ranges have no such gap.",
)

# %% [markdown]
# To overwrite, or to insert what isn't there yet, is called an **upsert**. It needs a key, which `depot_now` below has. `excluded` is the row that was refused:
#
# %%
shelf = sqlite3.connect(":memory:")
shelf.execute("CREATE TABLE depot_now (depot TEXT PRIMARY KEY, name TEXT, zone TEXT)")
upsert = """
INSERT INTO depot_now VALUES (?, ?, ?)
ON CONFLICT (depot) DO UPDATE SET name = excluded.name, zone = excluded.zone
"""
shelf.execute(upsert, ("HRW", "Harrow", "2"))
shelf.execute(upsert, ("HRW", "Harrow", "3"))
shelf.execute(upsert, ("LTH", "Leith", None))
print(shelf.execute("SELECT * FROM depot_now").fetchall())

# %% [markdown]
# Two rows, not three: the second list has overwritten Harrow's zone. `INSERT OR REPLACE` does nearly the same; it deletes the old row and inserts the new one.
#
# Leith has no zone yet. Has it changed, if the next list has none either? In SQL `NULL = NULL` is not true, and `NULL <> NULL` isn't either; both are `NULL`. `IS` and `IS NOT` compare as one expects, and so does Python with `None`:
#
# %%
print(shelf.execute("SELECT NULL = NULL, NULL <> 'x', NULL IS NULL, NULL IS NOT 'x'").fetchone())

# %% [markdown]
# `None` twice, so neither comparison would find a change; then 1, which is SQLite's "true".
#
# Whatever has no key is changed by `UPDATE`: `SET` says what becomes new, and `WHERE` in which rows. A guest leaves a room on 4 March, and then it turns out that she stays:
#
# %%
shelf.execute("CREATE TABLE stays (guest TEXT, room INTEGER, since TEXT, until TEXT)")
shelf.execute("INSERT INTO stays VALUES ('Ada', 12, '1 March', NULL), ('Ben', 14, '2 March', NULL)")
shelf.execute("UPDATE stays SET until = ? WHERE guest = ? AND until IS NULL", ("4 March", "Ada"))
print(shelf.execute("SELECT * FROM stays").fetchall())
shelf.execute("UPDATE stays SET until = NULL WHERE guest = ?", ("Ada",))
print(shelf.execute("SELECT * FROM stays").fetchall())

# %% [markdown]
# Without the `WHERE`, both guests would have left.
#
# An upsert can't delete: a depot that was closed is simply not in the list any more. So a load compares the *whole* list with what is there. That makes one accident expensive: a source that breaks and sends an empty list would close every depot. Better to refuse it.
#
# And a load has to be **idempotent**: whoever doesn't know whether it ran runs it again, and a second time changes nothing. That holds for corrections, too. The list of 4 March was wrong and is loaded again *for 4 March*: then the wrong one must leave no trace. The trick: first take back whatever happened at that moment, then load. Harrow, with the wrong zone 7 on 4 March:
#
#     the wrong list is loaded       taken back              the right list is loaded
#     zone 2: 1 March to 4 March     zone 2: 1 March to …    zone 2: 1 March to 4 March
#     zone 7: 4 March to …                                   zone 3: 4 March to …
#
# Two things happened on 4 March, a range began and a range ended. Both are undone, and the history is as it was on 3 March.
#
# %% [markdown]
# ## M2 · What it was, and when
# **Level 3 · 28 minutes · 5 points**
#
# Write `load(target, depots, at)`. `target` is a connection of `sqlite3`. `depots` is a list of all depots there are, each once, as they are from the moment `at` on: dicts with the keys `depot` (a text), `name` and `zone` (texts or `None`). `at` is a text such as `"2026-03-04T06:00:00Z"`. The target has two tables, at first empty:
#
# - `depot_now(depot, name, zone)` with the key `depot`: afterwards it holds what `depots` holds, and no more.
# - `depot_history(depot, name, zone, valid_from, valid_to)` without a key: a row for each range in which a depot was there and had this name and zone, from `valid_from`, included, to `valid_to`, excluded; `valid_to` is `NULL` while the range is open.
#
# 1. A depot that is new gets an open range from `at` on, also if it was there some time ago.
# 2. If its name or its zone differs, `None` being a value like any other, the open range ends at `at`, and a new one begins there. If neither differs, the range stays as it is.
# 3. A depot that isn't in the list any more has its range ended at `at`.
# 4. Another load for the same `at` replaces the earlier one: the history is as if only the last had been there. So the same list a second time changes nothing, and no range is empty.
# 5. If a range in the history begins or ends after `at`, or if `depots` is empty, raise `ValueError` and change nothing.
# 6. A load that is killed before any of its statements, commits included, leaves all as it was before or as it is afterwards, and can be run again.
#
# The order of rows doesn't matter, neither in `depots` nor in the tables. The list `depots` isn't changed.
#
# *Example.* On 1 March HRW has zone "2"; on 4 March, zone "3". The history has the ranges ("2", 1 March, 4 March) and ("3", 4 March, `NULL`). If 4 March is loaded again with zone "2", it has one range: ("2", 1 March, `NULL`).
#
# <details><summary>Hint 1</summary>
#
# Take back what happened at `at`: which rows began then, and which ended then? Two statements, before anything is compared.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Make two dicts, depot → `(depot, name, zone)`: one of the open ranges, one of the list. What stands in the first and isn't equal in the second ends. What stands in the second and isn't equal in the first begins.
#
# </details>
# <details><summary>Hint 3</summary>
#
# One `with target:` around everything that changes a table, and the two refusals before it. The latest moment in the history is the greatest `valid_from` *or* `valid_to`; `max` of an empty table is `None`.
#
# </details>
#
# %% role="answer" id="load"
def load(target, depots, at):
    """Bring depot_now and depot_history to what the depots are from the moment at on."""
    ### BEGIN SOLUTION
    if not depots:
        raise ValueError("no depots at all: the source must be broken")
    later = target.execute(
        "SELECT count(*) FROM depot_history WHERE valid_from > ? OR valid_to > ?", (at, at)
    ).fetchone()[0]
    if later:
        raise ValueError(f"there are later ranges than {at}")
    new = {one["depot"]: (one["depot"], one["name"], one["zone"]) for one in depots}
    with target:
        target.execute("DELETE FROM depot_history WHERE valid_from = ?", (at,))
        target.execute("UPDATE depot_history SET valid_to = NULL WHERE valid_to = ?", (at,))
        rows = target.execute(
            "SELECT depot, name, zone FROM depot_history WHERE valid_to IS NULL"
        ).fetchall()
        old = {row[0]: row for row in rows}
        for depot, row in old.items():
            if new.get(depot) != row:
                target.execute(
                    "UPDATE depot_history SET valid_to = ? WHERE depot = ? AND valid_to IS NULL",
                    (at, depot),
                )
        for depot, row in new.items():
            if old.get(depot) != row:
                target.execute(
                    "INSERT INTO depot_history VALUES (?, ?, ?, ?, NULL)", (*row, at)
                )
        target.execute("DELETE FROM depot_now")
        target.executemany("INSERT INTO depot_now VALUES (?, ?, ?)", new.values())
    ### END SOLUTION

# %% role="tests" id="load-tests" points=5
def depot_list(*rows):
    return [{"depot": depot, "name": name, "zone": zone} for depot, name, zone in rows]


def depot_tables(now, *ranges):
    return {"now": now, "history": list(ranges)}


grade = check.parts(5)
day_1, day_2, day_4, day_5 = (f"2026-03-0{day}T06:00:00Z" for day in (1, 2, 4, 5))
list_1 = [("HRW", "Harrow", "2"), ("LTH", "Leith", None), ("CRK", "Cork", "5")]
list_4 = [("HRW", "Harrow", "3"), ("LTH", "Leith", None), ("ELY", "Ely", "1")]
# fmt: skip
ranges_1 = [
    ("HRW", "Harrow", "2", day_1, None), ("LTH", "Leith", None, day_1, None),
    ("CRK", "Cork", "5", day_1, None)
]
ranges_4 = [
    ("HRW", "Harrow", "2", day_1, day_4), ("HRW", "Harrow", "3", day_4, None),
    ("LTH", "Leith", None, day_1, None),
    ("CRK", "Cork", "5", day_1, day_4), ("ELY", "Ely", "1", day_4, None),
]  # fmt: skip
with grade("new, changed, gone, and nothing new", weight=2):
    extract_forms.history(
        load,
        [
            (depot_list(*list_1), day_1), (depot_list(*list_1), day_2),
            (depot_list(*list_4), day_4), (depot_list(*list_4), day_4)
        ],
        [
            depot_tables(list_1, *ranges_1), depot_tables(list_1, *ranges_1),
            depot_tables(list_4, *ranges_4), depot_tables(list_4, *ranges_4)
        ],
        "two lists",
    )  # fmt: skip
with grade("4 March is loaded again, with the list of 1 March", weight=2):
    extract_forms.history(
        load,
        [(depot_list(*list_1), day_1), (depot_list(*list_4), day_4), (depot_list(*list_1), day_4)],
        [
            depot_tables(list_1, *ranges_1), depot_tables(list_4, *ranges_4),
            depot_tables(list_1, *ranges_1)
        ],
        "a correction",
    )
with grade("what is refused"):
    extract_forms.history(
        load,
        [
            (depot_list(*list_1), day_1), ([], day_2), (depot_list(*list_4), day_4),
            (depot_list(*list_1), day_2)
        ],
        [
            depot_tables(list_1, *ranges_1), "ValueError", depot_tables(list_4, *ranges_4),
            "ValueError"
        ],
        "an empty list, and an older one",
    )
with grade("killed before each statement", weight=2):
    extract_forms.history(
        load,
        [(depot_list(*list_1), day_1), (depot_list(*list_4), day_4)],
        [depot_tables(list_1, *ranges_1), depot_tables(list_4, *ranges_4)],
        "two lists", killed=True,
    )  # fmt: skip
### BEGIN HIDDEN TESTS
from hidden import extract_dimension

rng_of_loads = check.rng("load")
with grade("other depots: new, changed, gone, back again", weight=5):
    extract_forms.history(load, *extract_dimension.plain(rng_of_loads), "other depots")
with grade("other depots: loaded again, and corrected", weight=4):
    extract_forms.history(load, *extract_dimension.corrected(rng_of_loads), "other depots")
with grade("other depots: refused", weight=2):
    extract_forms.history(load, *extract_dimension.refused(rng_of_loads), "other depots")
with grade("other depots: killed before each statement", weight=4):
    extract_forms.history(load, *extract_dimension.corrected(rng_of_loads), "other depots", killed=True)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break. Done: rows come over without a loss, and the warehouse remembers what a depot was. To come: rows that are rubbish, and numbers that must be the same twice.
#
# ## What may come in
#
# Not all rows are fit to be used. One parcel weighs minus 40 grams, one has its weight as the text `"1,200"`, and since Tuesday the column `depot` is called `depot_code`, because somebody tidied up. A **data contract** is what the two sides have agreed on, written down as data that a program can check: which columns, which types, which ranges, what is unique, how
# old the newest row may be. It also says what happens if a rule is broken:
#
# - **stop**: nothing is loaded, somebody is called. For what makes *all* rows doubtful, such as a renamed column.
# - **quarantine**: this row is put aside, with the reason, and the others are loaded. For single rows that are bad.
# - **warn**: the row is loaded, and the number is told. For what is odd but may be true.
#
# To stop for each bad row is as wrong as never to stop: one parcel of minus 40 grams would leave the whole shop without promises.
#
# %%
quiz(
    "A script 'repairs' weights with int(float(value)) before it checks them. Which of these "
    "values is not silently made into a weight that nobody sent?",
    right="'1,200'",
    wrong={
        "'12e2'": "float('12e2') is 1200.0. That may even be right, and nobody knows.",
        "True": "float(True) is 1.0: one gram.",
        "0.9": "int(0.9) is 0: a parcel without a weight.",
    },
    because="float refuses the comma with a ValueError; the others become 1200, 1 and 0 grams. A "
    "contract looks at what came and casts nothing.",
)

# %% [markdown]
# Some things in Python are less strict than they look:
#
# %%
print(isinstance(True, int), math.nan < 0, math.nan > 0, 12 == 12.0)
print(datetime.strptime("2026-3-2T6:0:0Z", STAMP).strftime(STAMP))
try:
    datetime.strptime("2026-02-30T06:00:00Z", STAMP)
except ValueError:
    print("ValueError: February has no 30th")

# %% [markdown]
# `True` is an `int`. NaN is neither below nor above anything, and `12 == 12.0`. And `strptime` reads moments that aren't in their agreed form; a moment is in the form if it comes back as the same text. What is no moment at all is a `ValueError`.
#
# A contract with four rules, and three rows, the second of them twice broken:
#
# %%
small_rules = [
    {"rule": "columns", "columns": ["parcel", "weight_g"], "action": "stop"},
    {"rule": "type", "column": "weight_g", "type": "int", "action": "quarantine"},
    {"rule": "range", "column": "weight_g", "low": 1, "high": 30000, "action": "quarantine"},
    {"rule": "unique", "column": "parcel", "action": "warn"},
]
small_rows = [
    {"parcel": 7, "weight_g": 800},
    {"parcel": 7, "weight_g": -40.5},
    {"parcel": 8, "weight_g": 30000},
]
print([number for number, row in enumerate(small_rows) if type(row["weight_g"]) is not int])
print([number for number, row in enumerate(small_rows) if row["weight_g"] < 1])

# %% [markdown]
# The two lists are the rows that break rule 1 and rule 2; rules and rows are counted from 0. Row 1 breaks rules 1 and 2 and is quarantined. It breaks rule 3 as well, since parcel 7 is there before it: that is one row to be warned of. Rows 0 and 2 are loaded.
#
# One kind of rule judges all rows together: `fresh`, with 2 hours, say. It is six o'clock. If the newest row is of 04:00:00, all is well; if it is of 03:59:59, the rule is broken. A row of 06:00:01 tells nothing, since it lies after now: some clock is wrong.
#
# ## M3 · A data contract
# **Level 3 · 32 minutes · 5 points**
#
# Write `judge(rows, rules, now)`. `rows` is a list of dicts whose values are `None`, booleans, numbers or texts. `rules` is a list of dicts, each with `rule`, what belongs to it, and `action`: `"stop"`, `"quarantine"` or `"warn"`. Rows and rules are numbered from 0, and `now` is a moment such as `"2026-03-02T06:00:00Z"`.
#
# | `rule` | with | a row breaks it if |
# |---|---|---|
# | `columns` | `columns`, a list | its keys aren't exactly these, in any order |
# | `required` | `column` | the key is missing or its value is `None` |
# | `type` | `column`, `type` | the value isn't of the type (below) |
# | `range` | `column`, `low`, `high` | the value is a number below `low` or above `high`; a limit that is `None` isn't there |
# | `unique` | `column` | an earlier row has the same value (texts or whole numbers, and `7` isn't `"7"`); the first one doesn't break it |
#
# - Types: `"int"`, a whole number; `"number"`, an `int` or a `float` that is finite; `"text"`; `"time"`, a text in the form of `now` that is a real moment. A boolean is no number. Nothing is cast: `"12"` is a text, and `12.0` is no `"int"`.
# - A `range` judges nothing but finite numbers.
# - A missing key or `None` breaks no rule but `columns` (if the key is missing) and `required`.
# - Each rule looks at all rows, also at those that break other rules.
# - One more rule is about the batch as a whole: `fresh`, with `column` and `hours` (a number such as 24 or 1.5), and the action `"stop"` or `"warn"`. It is broken if the newest `"time"` in the column is more than `hours` before `now`. Moments after `now` don't count. If there is none that counts, it is broken.
#
# Return a dict with four keys:
#
# - `"stop"`: `True` if a rule with the action `"stop"` is broken, by however many rows, else `False`.
# - `"load"`: the rows that break no rule with the action `"quarantine"`, unchanged and in their order; an empty list if `"stop"` is `True`.
# - `"quarantine"`: for each row that breaks rules with the action `"quarantine"`, the pair of its number and the list of the numbers of these rules; both in ascending order; also if `"stop"` is `True`.
# - `"warnings"`: for each broken rule with the action `"warn"`, in order, the pair of its number and the number of rows that break it, for `fresh` the number of all rows; also if `"stop"` is `True`.
#
# A pair may be a tuple or a list. `rows` and `rules` are not changed. Both may be empty.
#
# *Example.* For the rows and rules above: `{"stop": False, "load": [rows 0 and 2], "quarantine": [(1, [1, 2])], "warnings": [(3, 1)]}`.
#
# <details><summary>Hint 1</summary>
#
# Write one function that gives the numbers of the rows that break a rule. What is done about it comes afterwards, and is the same for all kinds.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `type(value) is int` is false for `True`, `isinstance(value, int)` isn't. `math.isfinite` is false for NaN and for both infinities.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Texts of moments in the agreed form sort by time. For `fresh`, subtract the hours from `now` once, make a text of it, and compare it with the greatest text that counts.
#
# </details>
#
# %% role="answer" id="judge"
def judge(rows, rules, now):
    """What of rows is loaded, what is put aside, what is told, by the rules of a contract."""
    ### BEGIN SOLUTION
    def number(value):
        return type(value) in (int, float) and math.isfinite(value)

    def moment(value):
        try:
            return datetime.strptime(value, STAMP).strftime(STAMP) == value
        except (TypeError, ValueError):
            return False

    kinds = {
        "int": lambda v: type(v) is int,
        "number": number,
        "text": lambda v: type(v) is str,
        "time": moment,
    }

    def broken_by(rule):
        values = [row.get(rule.get("column")) for row in rows]
        filled = [(i, value) for i, value in enumerate(values) if value is not None]
        if rule["rule"] == "columns":
            return [i for i, row in enumerate(rows) if set(row) != set(rule["columns"])]
        if rule["rule"] == "required":
            return [i for i, value in enumerate(values) if value is None]
        if rule["rule"] == "type":
            return [i for i, value in filled if not kinds[rule["type"]](value)]
        if rule["rule"] == "range":
            low = -math.inf if rule["low"] is None else rule["low"]
            high = math.inf if rule["high"] is None else rule["high"]
            return [i for i, value in filled if number(value) and not low <= value <= high]
        first = {}
        return [i for i, value in filled if first.setdefault(value, i) != i]

    def stale(rule):
        limit = datetime.strptime(now, STAMP) - timedelta(hours=rule["hours"])
        moments = [row.get(rule["column"]) for row in rows]
        return not any(moment(one) and limit.strftime(STAMP) <= one <= now for one in moments)

    stop, aside, warnings = False, {}, []
    for number_of_rule, rule in enumerate(rules):
        if rule["rule"] == "fresh":
            is_broken, count, places = stale(rule), len(rows), []
        else:
            places = broken_by(rule)
            is_broken, count = bool(places), len(places)
        if is_broken and rule["action"] == "stop":
            stop = True
        elif is_broken and rule["action"] == "warn":
            warnings.append((number_of_rule, count))
        elif is_broken:
            for place in places:
                aside.setdefault(place, []).append(number_of_rule)
    load = [] if stop else [row for i, row in enumerate(rows) if i not in aside]
    return {"stop": stop, "load": load, "quarantine": sorted(aside.items()), "warnings": warnings}
    ### END SOLUTION

# %% role="tests" id="judge-tests" points=5
grade = check.parts(5)
four_rules = [
    {"rule": "columns", "columns": ["parcel", "weight_g"], "action": "stop"},
    {"rule": "type", "column": "weight_g", "type": "int", "action": "quarantine"},
    {"rule": "range", "column": "weight_g", "low": 1, "high": 30000, "action": "quarantine"},
    {"rule": "unique", "column": "parcel", "action": "warn"},
]
three_rows = [
    {"parcel": 7, "weight_g": 800}, {"parcel": 7, "weight_g": -40.5},
    {"parcel": 8, "weight_g": 30000}
]
# fmt: skip
at_six, typed = "2026-03-02T06:00:00Z", [
    {"rule": "type", "column": "x", "type": kind, "action": "quarantine"} for kind in (
        "int", "number", "text", "time"
    )
]
fresh_rule = [{"rule": "fresh", "column": "at", "hours": 2, "action": "warn"}]


def verdict(loaded, quarantine=(), warnings=(), stop=False):
    return {
        "stop": stop, "load": loaded, "quarantine": list(quarantine), "warnings": list(warnings)
    }


with grade("the example: one bad row is put aside", weight=2):
    extract_forms.judged(
        judge,
        [
            (
                [three_rows, four_rules, at_six],
                verdict([three_rows[0], three_rows[2]], [(1, [1, 2])], [(3, 1)]), "the example"
            )
        ]
    )
with grade("stop"):
    renamed = [
        {"parcel": 7, "weight_g": 800}, {"parcel": 7, "weight": 5}, {"weight_g": 0, "parcel": 9}
    ]
    extract_forms.judged(
        judge,
        [
            (
                [renamed, four_rules, at_six], verdict([], [(2, [2])], [(3, 1)], True),
                "a row with another column"
            )
        ]
    )
with grade("types, and nothing cast"):
    odd_values = [
        12, "12", 12.0, True, math.nan, "2026-03-02T06:00:00Z", "2026-02-30T06:00:00Z", None
    ]
    odd_rows = [{"x": value} for value in odd_values]
    odd_broken = [
        (0, [2, 3]), (1, [0, 1, 3]), (2, [0, 2, 3]), (3, [0, 1, 2, 3]), (4, [0, 1, 2, 3]),
        (5, [0, 1]), (6, [0, 1, 3])
    ]
    extract_forms.judged(
        judge,
        [
            (
                [odd_rows, typed, at_six], verdict([{"x": None}], odd_broken),
                "eight values, four types"
            )
        ]
    )
with grade("fresh"):
    extract_forms.judged(judge, [
        (
            [[{"at": "2026-03-02T04:00:00Z"}, {"at": None}], fresh_rule, at_six],
            verdict([{"at": "2026-03-02T04:00:00Z"}, {"at": None}]), "two hours old, two allowed"
        ),
        (
            [[{"at": "2026-03-02T03:59:59Z"}, {"at": "2026-03-02T06:00:01Z"}], fresh_rule, at_six],
            verdict([{"at": "2026-03-02T03:59:59Z"}, {"at": "2026-03-02T06:00:01Z"}], [], [(0, 2)]),
            "a second too old, and one after now"
        ),
        ([[], fresh_rule, at_six], verdict([], [], [(0, 0)]), "no rows"),
    ])  # fmt: skip
### BEGIN HIDDEN TESTS
from hidden import extract_contracts

rng_of_judge = check.rng("judge")
with grade("other contracts: one bad row, and the others", weight=5):
    extract_forms.judged(judge, extract_contracts.single(rng_of_judge))
with grade("other contracts: types and ranges", weight=3):
    extract_forms.judged(judge, extract_contracts.values(rng_of_judge))
with grade("other contracts: fresh", weight=2):
    extract_forms.judged(judge, extract_contracts.ages(rng_of_judge))
with grade("other contracts: all together", weight=4):
    extract_forms.judged(judge, extract_contracts.batches(rng_of_judge))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The same number twice
#
# A model is trained at night, from tables, in SQL. It is asked by day, for one parcel, in Python. Two people write the same feature twice. If the two differ by a little, nothing fails: the model just answers a question that it was never trained on. That is **training-serving skew**, and three of its favourite places are these:
#
# %%
shelf.execute("CREATE TABLE scale (weight_g INTEGER)")
shelf.execute("INSERT INTO scale VALUES (1900)")
print("weight:  ", shelf.execute("SELECT weight_g / 1000 FROM scale").fetchone()[0], 1900 / 1000)
print("rounding:", shelf.execute("SELECT round(0.25, 1)").fetchone()[0], round(0.25, 1))
moments = ("2026-03-02T06:09:00Z", "2026-03-02T06:00:00Z")
hours = "SELECT (julianday(?) - julianday(?)) * 24"
print("hours:   ", shelf.execute(hours, moments).fetchone()[0], 9 / 60)

# %% [markdown]
# SQLite divides whole numbers without a remainder. It rounds 0.25 up, and Python to the even digit. And `julianday` counts days as a float: nine minutes come out a little above 0.15 hours. To one decimal that is 0.2, while Python's `round(9 / 60, 1)` is 0.1. The cure: calculate with **whole numbers** as long as you can, and divide once, at the end. One division of the same two numbers gives the same bits everywhere.
#
# Seconds as whole numbers, and tenths of an hour, without a float in between. A tenth of an hour has 360 seconds; who adds half of that before dividing rounds half up:
#
# %%
seconds = "SELECT CAST(strftime('%s', ?) AS INTEGER) - CAST(strftime('%s', ?) AS INTEGER)"
ago = shelf.execute(seconds, moments).fetchone()[0]
print(ago, "seconds are", (ago + 180) // 360, "tenths of an hour, so", (ago + 180) // 360 / 10)

# %%
quiz(
    "A tenth of an hour has 360 seconds. How many tenths are 900 seconds, rounded half up as "
    "above, and what does Python's round(900 / 360) say?",
    runs="print((900 + 180) // 360, round(900 / 360))",
    right="3 2",
    wrong={
        "3 3": "900 / 360 is 2.5, and Python rounds halves to the even number.",
        "2 2": "(900 + 180) // 360 is 1080 // 360.",
        "2 3": "It is the other way round: `round` goes to the even number.",
    },
    because="2.5 is the even 2 for round, and 3 for half up. A model that splits at 0.25 hours "
    "notices.",
)

# %% [markdown]
# ## What was known
#
# The worst skew is time. In training, the tables know everything: also the scan that a driver's handheld sent hours later, when it was back in reach. By day nobody had it yet. So each scan has two moments: `at`, when it happened, and `known_at`, when the database got it. As of a moment, only what was **known** then may count. The same holds for the depot: its zone *at that moment*, from
# the history that M2 keeps. And what is the hour at the depot? Not that of the machine that computes. The history has `offset_min`, the minutes by which the depot's clock is ahead of UTC; when the clocks change, a new range begins.
#
# %%
print(shelf.execute("SELECT strftime('%H', '2026-03-02T23:30:00Z', 60 || ' minutes')").fetchone())
print((datetime.strptime("2026-03-02T23:30:00Z", STAMP) + timedelta(minutes=60)).hour)

# %% [markdown]
# Half an hour before midnight in UTC is half past midnight at the depot. SQL says so by the text `'00'`, Python by the number 0; `CAST` makes a number of the text, as above.
#
# To number a parcel's scans from the latest back, SQL has a window function (unit 02, lesson 3):
#
# %%
shelf.execute("CREATE TABLE visits (guest TEXT, at TEXT)")
shelf.execute("INSERT INTO visits VALUES ('Ada', '08:00'), ('Ada', '11:30'), ('Ben', '09:15')")
pd.read_sql(
    "SELECT *, ROW_NUMBER() OVER (PARTITION BY guest ORDER BY at DESC) AS back FROM visits", shelf
)

# %% [markdown]
# Where `back` is 1 stands each guest's last visit. If two visits had the same `at`, the numbers would be left to chance: then a second key behind `at DESC` decides.
#
# ## M4 · One feature, two languages
# **Level 4 · 40 minutes · 5 points**
#
# Write `features_sql()`, which returns a text with one SQLite query over three tables, and `features(parcel, scans, depots)`, which does the same for one parcel. Moments are texts such as `2026-03-02T06:00:00Z`, in UTC.
#
# | table | columns |
# |---|---|
# | `parcels` | `parcel` (key), `depot`, `weight_g` (a whole number or `NULL`), `asked_at` (the moment for which we predict) |
# | `scans` | `scan` (key), `parcel`, `at`, `kind`, `known_at` |
# | `depot_history` | `depot`, `zone` (may be `NULL`), `offset_min` (a whole number), `valid_from`, `valid_to` |
#
# A scan is **known** if both `at` and `known_at` are not after `asked_at`. The query has one row for each parcel, in any order, with these columns:
#
# - `parcel`: its number.
# - `scans_24h`: how many known scans happened in the 24 hours before `asked_at`: one exactly 24 hours before doesn't count, one at `asked_at` does. A whole number (`2`, not `2.0`).
# - `hours`: hours from the last known scan to `asked_at`, to one decimal, halves rounded up: 540 seconds are 0.2. `NULL` without a known scan.
# - `last_kind`: the `kind` of the last known scan. Of several with the same `at` the greatest `scan` is the last. `NULL` without one.
# - `zone`: that of the parcel's depot in the range that holds `asked_at`; `valid_from` is included, `valid_to` is not, and `NULL` has no end. Ranges don't overlap. `NULL` if there is no such range.
# - `local_hour`: the hour of day, 0 to 23, at `asked_at` by that range's `offset_min`, a whole number (`7`, not `7.0`). `NULL` if there is no such range.
# - `weight_kg`: `weight_g` over 1000, not rounded. `NULL` if it is `NULL`.
#
# `features` gets a dict with the columns of `parcels`, a list of dicts with the columns of `scans`, all of this parcel, and a list of dicts with the columns of `depot_history`, of all depots; both in any order, perhaps empty. It returns a dict with the seven names, `None` for `NULL`. It changes none of its arguments.
#
# The two must agree to the last bit. The tables are as they came: in no order, and with much that comes after `asked_at`. The time zone of the machine doesn't matter.
#
# *Example.* Asked at 06:00:00 about a parcel of 1,900 g at HRW, one hour ahead of UTC. Scans: "in" at 05:10, known at 05:10; "out" at 05:51, known at 07:00. `scans_24h` is 1, `hours` 0.8, `last_kind` "in", `local_hour` 7, `weight_kg` 1.9.
#
# <details><summary>Hint 1</summary>
#
# First a common table expression `known`: `parcels` joined with `scans` on the number and on both moments. Everything about scans is asked of it. A parcel without scans stays in the result by a `LEFT JOIN`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# In SQL, whole numbers divide without a remainder: `(ago + 180) / 360` are tenths, and over `10.0` they are hours. In Python that is `//`, and then `/ 10`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Conditions on the right-hand table of a `LEFT JOIN` belong into `ON`, or parcels get lost. Make seconds in Python by subtracting two `datetime`s: whole days and seconds, no `timestamp()` of a time without a zone. If one row in fifty differs, look at halves, and at two scans with the same `at`.
#
# </details>
#
# %% role="answer" id="features"
def features_sql():
    """The query for the features of all parcels, as a text."""
    ### BEGIN SOLUTION
    return """
WITH known AS (
    SELECT p.parcel, s.kind,
           CAST(strftime('%s', p.asked_at) AS INTEGER)
           - CAST(strftime('%s', s.at) AS INTEGER) AS ago,
           ROW_NUMBER() OVER (PARTITION BY p.parcel ORDER BY s.at DESC, s.scan DESC) AS place
    FROM parcels p
    JOIN scans s ON s.parcel = p.parcel AND s.at <= p.asked_at AND s.known_at <= p.asked_at
)
SELECT p.parcel,
       (SELECT count(*) FROM known k WHERE k.parcel = p.parcel AND k.ago < 86400) AS scans_24h,
       (k.ago + 180) / 360 / 10.0 AS hours,
       k.kind AS last_kind,
       d.zone,
       CAST(strftime('%H', p.asked_at, d.offset_min || ' minutes') AS INTEGER) AS local_hour,
       p.weight_g / 1000.0 AS weight_kg
FROM parcels p
LEFT JOIN known k ON k.parcel = p.parcel AND k.place = 1
LEFT JOIN depot_history d ON d.depot = p.depot AND d.valid_from <= p.asked_at
                         AND (p.asked_at < d.valid_to OR d.valid_to IS NULL)
"""
    ### END SOLUTION


def features(parcel, scans, depots):
    """The seven features of one parcel, as of its asked_at."""
    ### BEGIN SOLUTION
    now = parcel["asked_at"]
    asked = datetime.strptime(now, STAMP)

    def ago(scan):
        return round((asked - datetime.strptime(scan["at"], STAMP)).total_seconds())

    known = [scan for scan in scans if scan["at"] <= now and scan["known_at"] <= now]
    last = max(known, key=lambda scan: (scan["at"], scan["scan"]), default=None)
    ranges = [
        one
        for one in depots
        if one["depot"] == parcel["depot"]
        and one["valid_from"] <= now
        and (one["valid_to"] is None or now < one["valid_to"])
    ]
    depot = ranges[0] if ranges else None
    there = asked + timedelta(minutes=depot["offset_min"] if depot else 0)
    weight = parcel["weight_g"]
    return {
        "parcel": parcel["parcel"],
        "scans_24h": sum(ago(scan) < 86400 for scan in known),
        "hours": None if last is None else (ago(last) + 180) // 360 / 10,
        "last_kind": None if last is None else last["kind"],
        "zone": None if depot is None else depot["zone"],
        "local_hour": None if depot is None else there.hour,
        "weight_kg": None if weight is None else weight / 1000,
    }
    ### END SOLUTION

# %% role="tests" id="features-tests" points=5
grade = check.parts(5)
small_world = {
    "parcels": [
        (1, "HRW", 1900, "2026-03-02T06:00:00Z"), (2, "LTH", None, "2026-03-02T06:00:00Z"),
        (3, "ELY", 70, "2026-03-02T23:30:00Z"),
        (4, "HRW", 2345, "2026-03-04T06:00:00Z"), (5, "HRW", 0, "2026-03-04T05:59:59Z"),
    ],
    "scans": [
        (11, 1, "2026-03-02T05:51:00Z", "out", "2026-03-02T07:00:00Z"),
        (12, 1, "2026-03-02T05:10:00Z", "in", "2026-03-02T05:10:00Z"),
        (13, 3, "2026-03-02T23:21:00Z", "in", "2026-03-02T23:21:09Z"),
        (14, 3, "2026-03-02T23:21:00Z", "out", "2026-03-02T23:21:01Z"),
        (15, 4, "2026-03-03T06:00:00Z", "in", "2026-03-03T06:00:00Z"),
        (16, 5, "2026-03-03T06:00:00Z", "in", "2026-03-03T06:00:00Z"),
        (17, 5, "2026-03-04T05:59:59Z", "out", "2026-03-04T05:59:59Z"),
        (18, 5, "2026-03-04T06:59:59Z", "late", "2026-03-04T05:00:00Z"),
    ],
    "depot_history": [
        ("HRW", "2", 60, "2026-03-01T06:00:00Z", "2026-03-04T06:00:00Z"),
        ("HRW", "3", 120, "2026-03-04T06:00:00Z", None),
        ("ELY", None, 60, "2026-03-01T06:00:00Z", None),
        ("LTH", "1", 60, "2026-03-03T06:00:00Z", None),
    ],
}  # fmt: skip
small_expected = [
    (1, 1, 0.8, "in", "2", 7, 1.9), (2, 0, None, None, None, None, None),
    (3, 2, 0.2, "out", None, 0, 0.07),
    (4, 0, 24.0, "in", "3", 8, 2.345), (5, 2, 0.0, "out", "2", 6, 0.0),
]  # fmt: skip
with grade("the query", weight=2):
    extract_forms.queried(features_sql, small_world, small_expected, "five parcels")
with grade("the function", weight=2):
    extract_forms.asked(features, small_world, small_expected, "five parcels")
### BEGIN HIDDEN TESTS
from hidden import extract_features

rng_of_features = check.rng("features")
worlds_of_features = [(*extract_features.world(rng_of_features), "other parcels") for _ in range(3)]
worlds_of_features.append((*extract_features.bare(rng_of_features), "other parcels, without any depot"))
with grade("the query on other parcels", weight=5):
    for one_world, one_expected, one_name in worlds_of_features:
        extract_forms.queried(features_sql, one_world, one_expected, one_name)
with grade("the function on other parcels", weight=5):
    for one_world, one_expected, one_name in worlds_of_features:
        extract_forms.asked(features, one_world, one_expected, one_name)
with grade("query and function, equal on all rows", weight=6):
    for one_world, one_expected, one_name in worlds_of_features:
        extract_forms.queried(features_sql, one_world, one_expected, f"{one_name}, by the query")
        extract_forms.asked(features, one_world, one_expected, f"{one_name}, by the function")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Four answers
#
# Kit's week again: five nights, 30 parcels an evening and a few that were being written while the script read. First by the script that was green each morning, then by your own functions.
#
# %%
MONDAY, WEDNESDAY = "2026-03-02T06:00:00Z", "2026-03-04T06:00:00Z"


def gate():
    before, sent = extract_week.arrived(naive)
    after, _ = extract_week.arrived(pull)
    return f"{sent} parcels accepted. The old script has {before} of them, pull has {after}."


def zones():
    return extract_week.zones_of(load, MONDAY, WEDNESDAY)


def rubbish():
    return extract_week.sorted_out(judge)


def shop():
    return extract_week.compared(features_sql, features)


extract_week.settle("Where are Kit's parcels?", "M1", gate)
extract_week.settle("In which zone is Harrow?", "M2", zones)
extract_week.settle("What happens to rubbish?", "M3", rubbish)
extract_week.settle("Does the shop see what the model was trained on?", "M4", shop)

# %% [markdown]
# What the numbers say:
#
# 1. Nothing failed, and yet ten of Kit's 67 parcels were missing, two a night: one was seen late, and one had the stamp of the newest row. `pull` has them all.
# 2. Harrow was in zone 2 until 4 March and in zone 3 from then on, so a parcel of Monday keeps its zone. Loading 4 March a second time has changed nothing.
# 3. Two rows were put aside, minus 40 grams and `"1,200"`. One without a weight was told of and loaded. 38 of 40 rows went on, and nobody was called at night.
# 4. The shop sees what the model was trained on, to the last bit, for each of 500 parcels.
#
# What they don't say: that 600 seconds are enough for ever. The promise about late rows is a promise of people. So count both sides now and then, by day and depot; a difference that stays is a row that came later than promised.
#
# ## Summary
#
# - What has to agree, rows and watermark, becomes lasting in one transaction. A run that is killed between two statements then leaves nothing half-done.
# - A stamp says when a row was written and not when it could be seen. Look back as far as rows can be late, or read only what has settled; the clock is that of the source.
# - Loading is idempotent: again means the same. A history has half-open ranges, one beginning where the other ends, and `NULL` is compared with `IS`.
# - A contract is data. Stop for what makes all rows doubtful, put single rows aside, cast nothing.
# - A feature is as of a moment, by what was known then. Calculate in whole numbers and divide once, and SQL and Python agree to the last bit.
