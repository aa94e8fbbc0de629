# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Take data out without losing a row
#     minutes: 90
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
# The **source** is the depots' database. Programs write to it all day. The **target** is the warehouse, from which reports and models are made. Here both are SQLite databases in memory, and Python's `sqlite3` talks to them. A source with three parcels:
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
# Two rows. Are they safe? Not yet. What changes a database is part of a **transaction**: all of its changes become lasting together, at the `commit()`, or none do. SQLite's connections begin one by themselves with the first change. If the power goes before the commit, it is as if `rollback()` had been called:
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
    "A script inserts rows, commits, and then writes down in a second transaction how far it has come. "
    "It is killed between the two. It is started again and inserts from where it had come before. What is in the target?",
    right="Some rows twice.",
    wrong={
        "Every row once.": "Only if the note and the rows had become lasting together.",
        "Some rows are missing.": "That would be the other order: note first, rows second.",
    },
    because="The rows are lasting, the note isn't. So what has to agree belongs into one transaction.",
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
# Why would a row come after the run, with an older stamp? Because the stamp is set when a transaction *begins to write*, and others see the row when it *commits*:
#
# %%
extract_week.draw_late()

# %%
quiz(
    "In the picture, run 1 remembers the newest stamp that it has seen. Run 2 asks for rows with a stamp at or after it. Which parcels does run 2 get?",
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
# And a row that comes again? The target's table `parcels` has no key, so nothing stops a second copy. "Delete what has this number, then insert" leaves one, provided that both are in the same transaction:
#
# %%
with target:
    target.execute("DELETE FROM parcels WHERE parcel = ?", (1,))
    target.execute("INSERT INTO parcels VALUES (?, ?, ?, ?)", (1, "Harrow", 710, "2026-03-02T06:05:00Z"))
pd.read_sql("SELECT * FROM parcels WHERE parcel = 1", target)

# %% [markdown]
# ## M1 · What is new, and nothing lost
# **Level 2 · 20 minutes · 5 points**
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
# - A run after a finished one doesn't fetch everything again, but rows of the last 20 minutes before the newest row in the target, and later ones.
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
# `INSERT OR REPLACE INTO state VALUES ('parcels', ?)` keeps one row for the name. If rows are lost only after a crash, see whether the watermark is committed with the rows; if parcels are gone after one, whether the deletion is.
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
        "2026-03-02T08:00:00Z", (1, "Harrow", 700, "2026-03-02T07:59:50Z"), (4, "Leith", None, "2026-03-02T07:30:00Z"),
    ),
    extract_forms.run(("2026-03-02T08:03:00Z", [(2, "Harrow", 90, "2026-03-02T07:55:00Z"), (3, "Cork", 80, "2026-03-02T07:59:50Z")])),
    extract_forms.write("2026-03-02T09:00:00Z", (4, "Leith", 1500, "2026-03-02T08:50:00Z"), (5, None, 60, "2026-03-02T08:49:59Z")),
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
with grade("killed before each statement of other weeks", weight=5):
    extract_forms.extraction(pull, extract_worlds.night(rng_of_pulls, 0), "another night", killed=True)
    extract_forms.extraction(pull, extract_worlds.night(rng_of_pulls, 3), "another night", killed=True)
with grade("a backup takes the target's place", weight=3):
    extract_forms.extraction(pull, extract_worlds.restored(rng_of_pulls), "a target whose backup of an earlier day takes its place")
with grade("only what is new is read", weight=3):
    extract_forms.extraction(pull, extract_worlds.long(rng_of_pulls), "a source with 300 old parcels", sparing=True)
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
    "Somebody writes closed ranges instead, 1 March to 3 March and 4 March to the end, and asks with BETWEEN. For which parcel does that find no zone?",
    right="One accepted at noon on 3 March, if moments have a time.",
    wrong={
        "One accepted on 4 March at midnight.": "4 March at midnight is where the second range begins, included.",
        "One accepted on 1 March at midnight.": "BETWEEN includes both ends.",
    },
    because="3 March ends at midnight of its morning if it is compared with moments. Half-open ranges have no such gap.",
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
# Leith has no zone yet. Has it changed, if the next list has none either? In SQL `NULL = NULL` is not true, and `NULL <> NULL` isn't either; both are `NULL`. `IS` and `IS NOT` compare as one expects, and so does Python with `None`:
#
# %%
print(shelf.execute("SELECT NULL = NULL, NULL <> 'x', NULL IS NULL, NULL IS NOT 'x'").fetchone())

# %% [markdown]
# An upsert can't delete: a depot that was closed is simply not in the list any more. So a load compares the *whole* list with what is there. That makes one accident expensive: a source that breaks and sends an empty list would close every depot. Better to refuse it.
#
# And a load has to be **idempotent**: whoever doesn't know whether it ran runs it again, and a second time changes nothing. That holds for corrections, too. The list of 4 March was wrong and is loaded again *for 4 March*: then the wrong one must leave no trace. The trick: first take back whatever happened at that moment, then load.
#
# %% [markdown]
# ## M2 · What it was, and when
# **Level 3 · 20 minutes · 5 points**
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
ranges_1 = [("HRW", "Harrow", "2", day_1, None), ("LTH", "Leith", None, day_1, None), ("CRK", "Cork", "5", day_1, None)]  # fmt: skip
ranges_4 = [
    ("HRW", "Harrow", "2", day_1, day_4), ("HRW", "Harrow", "3", day_4, None), ("LTH", "Leith", None, day_1, None),
    ("CRK", "Cork", "5", day_1, day_4), ("ELY", "Ely", "1", day_4, None),
]  # fmt: skip
with grade("new, changed, gone, and nothing new", weight=2):
    extract_forms.history(
        load,
        [(depot_list(*list_1), day_1), (depot_list(*list_1), day_2), (depot_list(*list_4), day_4), (depot_list(*list_4), day_4)],
        [depot_tables(list_1, *ranges_1), depot_tables(list_1, *ranges_1), depot_tables(list_4, *ranges_4), depot_tables(list_4, *ranges_4)],
        "two lists",
    )  # fmt: skip
with grade("4 March is loaded again, with the list of 1 March", weight=2):
    extract_forms.history(
        load,
        [(depot_list(*list_1), day_1), (depot_list(*list_4), day_4), (depot_list(*list_1), day_4)],
        [depot_tables(list_1, *ranges_1), depot_tables(list_4, *ranges_4), depot_tables(list_1, *ranges_1)],
        "a correction",
    )
with grade("what is refused"):
    extract_forms.history(
        load,
        [(depot_list(*list_1), day_1), ([], day_2), (depot_list(*list_4), day_4), (depot_list(*list_1), day_2)],
        [depot_tables(list_1, *ranges_1), "ValueError", depot_tables(list_4, *ranges_4), "ValueError"],
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
# ## Summary
