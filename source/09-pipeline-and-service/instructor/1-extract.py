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
# ## Summary
