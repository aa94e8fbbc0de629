# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Design, change and speed
#     minutes: 60
#     prerequisites: [02-sql/3-time-and-windows]
#     summary: Build tables that refuse nonsense, change them all or not at all, use an index, and move to a server.
# ---

# %% [markdown]
# # Design, change and speed
#
# After this lesson you can
#
# - turn requirements into tables that refuse what must not happen;
# - load data so that a failure half way leaves no trace;
# - read a query plan, and write a condition that an index can serve;
# - run the same query on SQLite and on PostgreSQL.

# %% role="read-only" id="design-setup"
from workbook import check
from workbook.notebook import sql

sql.connect("data/flights")

# %% [markdown]
# ## Let the database say no
#
# Six pairs of flights in the data use one plane twice at the same time. The export took them, because nothing was there to refuse
# them. A rule in a document is a wish. A rule in the application holds until somebody loads a file past it. A **constraint** holds for everyone:
#
# | rule | constraint |
# |---|---|
# | must be there | `NOT NULL` |
# | no two alike | `UNIQUE`, `PRIMARY KEY` |
# | must exist over there | `REFERENCES other (column)` |
# | must lie in a range | `CHECK (...)` |
#
# Two things surprise. `UNIQUE` lets `NULL` in as often as it comes, since unknown values are not known to be equal. And SQLite checks
# `REFERENCES` only if a program asks for it by `PRAGMA foreign_keys = ON`, in each connection. The tests of this lesson do.
#
# Many to many needs a table of its own: a row says that *this* one belongs with *that* one, and its primary key is the pair.
#
# With `--script`, a `%%sql` cell runs several statements on a fresh private database and shows the tables it leaves.

# %%
%%sql crew --script
CREATE TABLE pilot (pilot_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE rating (
  pilot_id INTEGER NOT NULL REFERENCES pilot (pilot_id),
  model TEXT NOT NULL,
  hours INTEGER CHECK (hours >= 0),
  PRIMARY KEY (pilot_id, model)
);
INSERT INTO pilot VALUES (1, 'Ada');
INSERT INTO rating VALUES (1, 'A320', 900), (1, '737', NULL);

# %% [markdown]
# ## Q18 · A database for labels
# **Level 4 · 20 minutes · 8 points**
#
# People label images for your model. Write the script that makes the tables. Their names and columns are fixed, because programs use them;
# types and constraints are yours, and so are further tables if you like. No triggers, please: the tests drop them and judge the constraints.
#
# - `annotator (annotator_id, email, name)`. `annotator_id` is the key: never missing, and no two share one. Each annotator has an `email`, and no
#   two share one. `name` may be missing, and two may have the same.
# - `image (image_id, path, split)`. `image_id` is the key, as above. Each image has a `path`, and no two share one; `A.png` and `a.png` are two paths.
#   `split` is exactly one of `train`, `valid`, `test`, in small letters, and never missing.
# - `label (annotator_id, image_id, class, confidence)`. A label says what one annotator saw on one image. Annotator and image must exist, and neither
#   may be missing. An annotator labels an image at most once. Many annotators may label one image, and one annotator many images. `class` is never
#   missing; it may be any text. `confidence` is a number from 0 to 1, both included, or missing. Text such as `high` is no number.
# - An annotator who has labels can't be deleted. If an image is deleted, its labels go with it, and no others.
#
# What these lines don't forbid must be taken. The tests insert, change and delete rows and see which are taken. All they insert names its columns;
# ids are whole numbers. A key whose type makes the database number a row by itself is fine: a row without an id may be refused, or get one.
#
# <details><summary>Hint 1</summary>
#
# The primary key of `label` is the pair of annotator and image. `UNIQUE` on either alone would forbid too much.
# </details>
# <details><summary>Hint 2</summary>
#
# `REFERENCES image (image_id) ON DELETE CASCADE` takes the labels along. Without a word, deleting is refused.
# </details>
# <details><summary>Hint 3</summary>
#
# `CHECK (split IN (...))` and `CHECK (confidence BETWEEN ... AND ...)`. A check whose result is unknown passes: what does that mean for a missing
# confidence, and for a missing split?
# </details>

# %% role="answer" id="labelling"
%%sql labelling --script
-- ### BEGIN SOLUTION
CREATE TABLE annotator (
  annotator_id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT
);
CREATE TABLE image (
  image_id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  split TEXT NOT NULL CHECK (split IN ('train', 'valid', 'test'))
);
CREATE TABLE label (
  annotator_id INTEGER NOT NULL REFERENCES annotator (annotator_id),
  image_id INTEGER NOT NULL REFERENCES image (image_id) ON DELETE CASCADE,
  class TEXT NOT NULL,
  confidence DOUBLE PRECISION CHECK (confidence BETWEEN 0 AND 1),
  PRIMARY KEY (annotator_id, image_id)
);
-- ### END SOLUTION

# %% role="tests" id="labelling-tests" points=8
def annotator(number, email, name="NULL"):
    return f"INSERT INTO annotator (annotator_id, email, name) VALUES ({number}, {email}, {name})"


def image(number, path, split="'train'"):
    return f"INSERT INTO image (image_id, path, split) VALUES ({number}, {path}, {split})"


def label(who, what, kind="'cat'", confidence="NULL"):
    return f"INSERT INTO label (annotator_id, image_id, class, confidence) VALUES ({who}, {what}, {kind}, {confidence})"


def filled():
    """The student's database with two annotators, three images and one label."""
    db = check.database(labelling)
    for what, number, email, name in (("an annotator", 1, "'ada@example.org'", "'Ada'"), ("another", 2, "'bo@example.org'", "'Bo'")):
        db.takes(what, annotator(number, email, name))
    for what, number, path, split in (("an image", 1, "'a.png'", "'train'"), ("another", 2, "'b.png'", "'valid'"), ("a third", 3, "'c.png'", "'test'")):
        db.takes(what, image(number, path, split))
    db.takes("a label", label(1, 1, "'cat'", "0.5"))
    return db


grade = check.parts(8)
with grade("takes what is right"):
    db = filled()
    db.takes("a label of the same image by another annotator", label(2, 1, "'dog'", "1"))
    db.takes("a label of another image by the same annotator, without a confidence", label(1, 2))
    db.takes("an annotator without a name", annotator(3, "'cy@example.org'"))
    db.takes("a second image of the same split", image(4, "'d.png'"))
with grade("refuses what is twice"):
    db = filled()
    db.refuses("a second annotator with the same e-mail address", annotator(3, "'ada@example.org'"))
    db.refuses("a second label by the same annotator for the same image", label(1, 1, "'dog'"))
with grade("refuses what refers to nothing"):
    filled().refuses("a label for an image that does not exist", label(1, 99), look="foreign keys")
### BEGIN HIDDEN TESTS
with grade("refuses every other repetition"):
    db = filled()
    db.refuses("a second image with the same path", image(9, "'a.png'", "'test'"))
    db.refuses("a second annotator with the same id", annotator(1, "'eve@example.org'", "'Eve'"))
    db.refuses("a second image with the same id", image(1, "'z.png'"))
    db.refuses("a change that gives two annotators one address", "UPDATE annotator SET email = 'ada@example.org' WHERE annotator_id = 2")
    db.attempt(annotator("NULL", "'nobody@example.org'", "'Nobody'"))
    db.attempt(image("NULL", "'nothing.png'", "'test'"))
    for table in ("annotator", "image"):
        unnumbered = f"SELECT COUNT(*) AS without_id FROM {table} WHERE {table}_id IS NULL"
        db.holds(unnumbered, "without_id\n0", f"table {table}, after somebody tried to insert a row without {table}_id")
with grade("refuses labels of nobody and of nothing"):
    db = filled()
    db.refuses("a label by an annotator who does not exist", label(99, 1), look="foreign keys")
    db.refuses("a label without an annotator", label("NULL", 1), look="a missing key refers to nothing, and is let in")
    db.refuses("a label without an image", label(1, "NULL"), look="a missing key refers to nothing, and is let in")
    db.refuses("a label moved to an image that does not exist", "UPDATE label SET image_id = 99 WHERE annotator_id = 1")
with grade("refuses missing and impossible values"):
    db = filled()
    db.refuses("an annotator without an e-mail address", annotator(3, "NULL", "'Cy'"))
    db.refuses("an image without a path", image(9, "NULL"))
    db.refuses("an image without a split", image(9, "'z.png'", "NULL"), look="a check whose result is unknown passes")
    for split in ("'holdout'", "'Train'", "'TEST'", "'training'", "'tes'", "''"):
        db.refuses("an image with an unknown split", image(9, "'z.png'", split))
    db.refuses("a split changed to an unknown one", "UPDATE image SET split = 'holdout' WHERE image_id = 1")
    db.refuses("a label without a class", label(2, 2, "NULL"))
    for confidence in ("-0.01", "1.01", "95"):
        db.refuses("a confidence outside of 0 to 1", label(2, 2, "'cat'", confidence))
    for confidence in ("'high'", "'0high'", "''"):
        db.refuses("text as a confidence", label(2, 2, "'cat'", confidence))
    db.refuses("a confidence changed to one outside of 0 to 1", "UPDATE label SET confidence = 2 WHERE annotator_id = 1")
with grade("is not stricter than asked"):
    db = filled()
    db.takes("a second annotator called Ada", annotator(4, "'ada2@localhost'", "'Ada'"))
    for number, split in enumerate(("'train'", "'valid'", "'test'"), start=10):
        db.takes("a second image of each split", image(number, f"'photos/{number}.JPG'", split))
    db.takes("an image whose path differs by a capital letter alone", image(20, "'A.png'"))
    db.takes("a confidence of exactly 0", label(2, 1, "'traffic light'", "0.0"))
    db.takes("a confidence of exactly 1", label(2, 2, "'traffic light'", "1.0"))
    db.takes("a class that the same annotator used before", label(1, 3, "'cat'", "0.5"))
    db.takes("a class that another annotator gave to the same image", label(2, 3, "'cat'", "0.999"))
    db.takes("a label without a confidence", label(2, 10, "'dog'"))
with grade("deletes as asked"):
    db = filled()
    db.takes("a label of another image", label(1, 2, "'dog'", "0.25"))
    db.refuses("the deletion of an annotator who has labels", "DELETE FROM annotator WHERE annotator_id = 1")
    db.takes("the deletion of an image with labels", "DELETE FROM image WHERE image_id = 1", look="ON DELETE")
    db.holds("SELECT COUNT(*) AS labels FROM label WHERE image_id = 1", "labels\n0", "the labels of the deleted image")
    db.holds("SELECT COUNT(*) AS labels FROM label WHERE image_id = 2", "labels\n1", "the labels of the other image")
    db.takes("the deletion of an image without labels", "DELETE FROM image WHERE image_id = 3")
    db.takes("the deletion of an annotator without labels", "DELETE FROM annotator WHERE annotator_id = 2")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## All or nothing
#
# Every night, yesterday's flights (`incoming`, one row a flight) are added to the totals of each plane, and the load is written down in `loads`.
# One night the process dies between two statements. In the morning somebody starts it again, and half the miles are counted twice.
#
# A **transaction** makes several statements one: after `BEGIN`, nothing counts until `COMMIT`. If a statement fails, the program stops, the
# connection closes, and it is as if nothing had happened. Then running it again is safe.
#
# The second tool is the **upsert**: insert the row, and if its key is there already, change that one instead:
#
# ```sql
# INSERT INTO stock (item, pieces) VALUES ('bolt', 5)
# ON CONFLICT (item) DO UPDATE SET pieces = stock.pieces + excluded.pieces
# ```
#
# `excluded` is the row that could not go in. After a `SELECT`, SQLite needs a `WHERE` before `ON CONFLICT`, else it takes `ON` for a join's:
# write `WHERE true`.
#
# The wrong turn is `INSERT OR REPLACE`. It deletes the old row and puts in the new one: last month's miles are gone.

# %% [markdown]
# ## Q19 · The nightly load
# **Level 4 · 15 minutes · 5 points**
#
# `data/ledger.sql` makes the tables `totals (tailnum, flights, miles)`, `incoming (tailnum, miles)` and `loads (day, row_count)`, as they are before
# the load. Write a script that, in **one transaction**,
#
# 1. adds `incoming` to `totals`: for each plane, its number of new flights to `flights`, the sum of their miles to `miles`. A plane that isn't in `totals`
#    yet gets a row. A plane may occur several times in `incoming`;
# 2. writes one row into `loads`: day `'2013-01-15'` and the number of rows in `incoming`;
# 3. empties `incoming`.
#
# If any statement fails (for example because that day was loaded before: `day` is the key of `loads`), the script must stop with the error, and all
# three tables must be as before. Once the cause is mended, the same script does the whole load.
#
# With the data of the file, N14228 goes from 2 flights and 2800 miles to 4 and 4919, and N804JB is new with 1 and 1576.
#
# <details><summary>Hint 1</summary>
#
# `BEGIN; ... COMMIT;` around all of it.
# </details>
# <details><summary>Hint 2</summary>
#
# One row for each plane of `incoming`: `SELECT tailnum, ... FROM incoming WHERE true GROUP BY tailnum`, put into `totals` with `ON CONFLICT ...`
# </details>
# <details><summary>Hint 3</summary>
#
# `... DO UPDATE SET flights = totals.flights + ...`, and the miles in the same way. Count the rows of `incoming` for `loads` before the `DELETE`.
# </details>

# %% role="answer" id="nightly"
%%sql nightly --script data/ledger.sql
-- ### BEGIN SOLUTION
BEGIN;
INSERT INTO totals (tailnum, flights, miles)
SELECT tailnum, COUNT(*), SUM(miles) FROM incoming WHERE true GROUP BY tailnum
ON CONFLICT (tailnum) DO UPDATE SET flights = totals.flights + excluded.flights, miles = totals.miles + excluded.miles;
INSERT INTO loads (day, row_count) SELECT '2013-01-15', COUNT(*) FROM incoming;
DELETE FROM incoming;
COMMIT;
-- ### END SOLUTION

# %% role="tests" id="nightly-tests" points=5
TOTALS = "SELECT tailnum, flights, miles FROM totals"
INCOMING = "SELECT tailnum, miles FROM incoming"
LOADS = "SELECT day, row_count FROM loads"

BEFORE = "tailnum | flights | miles\nN14228 | 2 | 2800\nN24211 | 5 | 7080\nN619AA | 1 | 1089"
LOADED = "tailnum | flights | miles\nN14228 | 4 | 4919\nN24211 | 6 | 8496\nN619AA | 1 | 1089\nN804JB | 1 | 1576"
MILES = "tailnum | miles\nN14228 | 4919\nN24211 | 8496\nN619AA | 1089\nN804JB | 1576"
WAITING = "N14228 | 1400\nN14228 | 719\nN804JB | 1576\nN24211 | 1416"


def fails(what, failure, mend, loads="", waiting=""):
    """The load with a planted failure leaves all three tables as they were; once that is mended, it does all of its work."""
    db = check.database(nightly, start="data/ledger.sql", but=failure, fails=True)
    db.holds(TOTALS, BEFORE, f"totals after {what}")
    db.holds(LOADS, f"day | row_count\n2013-01-14 | 8{loads}", f"loads after {what}")
    db.holds(INCOMING, f"tailnum | miles\n{WAITING}{waiting}", f"incoming after {what}")
    db.again(nightly, after=mend)
    db.holds("SELECT tailnum, miles FROM totals", MILES, f"the miles after {what} was mended and the load run again")


grade = check.parts(5)
with grade("the load"):
    db = check.database(nightly, start="data/ledger.sql")
    db.holds(TOTALS, LOADED, "totals after the load")
    db.holds(LOADS, "day | row_count\n2013-01-14 | 8\n2013-01-15 | 4", "loads after the load")
    db.holds(INCOMING, "tailnum | miles", "incoming after the load")
with grade("the day was loaded before", weight=2):
    wrong_day = "DELETE FROM loads WHERE day = '2013-01-15'"
    fails("a load that failed", "INSERT INTO loads VALUES ('2013-01-15', 4)", wrong_day, loads="\n2013-01-15 | 4")
### BEGIN HIDDEN TESTS
with grade("other nights"):
    db = check.database(nightly, start="data/ledger.sql", but="DELETE FROM incoming")
    db.holds(TOTALS, BEFORE, "totals after a night without flights")
    db.holds(LOADS, "day | row_count\n2013-01-14 | 8\n2013-01-15 | 0", "loads after a night without flights")
    several = "DELETE FROM loads; DELETE FROM incoming; INSERT INTO incoming VALUES ('N1', 5), ('N1', 7), ('N619AA', 0), ('N1', 7), ('N24211', 3)"
    db = check.database(nightly, start="data/ledger.sql", but=several)
    db.holds(TOTALS, "tailnum|flights|miles\nN14228|2|2800\nN24211|6|7083\nN619AA|2|1089\nN1|3|19", "totals after several flights of a plane")
    db.holds(LOADS, "day | row_count\n2013-01-15 | 5", "loads after several flights of a plane")
    db.holds(INCOMING, "tailnum | miles", "incoming after several flights of a plane")
    db = check.database(nightly, start="data/ledger.sql", but="DELETE FROM totals")
    db.holds(TOTALS, "tailnum|flights|miles\nN14228|2|2119\nN24211|1|1416\nN804JB|1|1576", "totals that were empty")
with grade("other failures"):
    impossible = "DELETE FROM incoming WHERE miles < 0"
    fails("a load with impossible miles of a new plane", "INSERT INTO incoming VALUES ('N777', -1)", impossible, waiting="\nN777 | -1")
    fails("a load with impossible miles of a known plane", "INSERT INTO incoming VALUES ('N619AA', -9999)", impossible, waiting="\nN619AA | -9999")
    for event in ("DELETE ON incoming", "INSERT ON loads", "INSERT ON totals"):
        locked = f"CREATE TRIGGER keep BEFORE {event} BEGIN SELECT RAISE(ABORT, 'constraint: this table is locked'); END;"
        fails(f"a load whose {event} fails", locked, "DROP TRIGGER keep")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What the engine does with your query
#
# You say *what* you want, the engine decides *how*. `EXPLAIN QUERY PLAN` shows its plan. `SCAN` walks through all rows, `SEARCH` goes straight to the
# right ones by an **index**: a sorted list of values with the place of their rows, as in the back of a book.
#
# This database has an index on `flights (sched_at)`. Here it doesn't help:

# %%
%%sql slow_plan
EXPLAIN QUERY PLAN
SELECT carrier, flight, dest FROM flights WHERE substr(sched_at, 1, 10) = '2013-01-20'

# %% [markdown]
# The index is sorted by `sched_at`, not by the first ten letters of it as worked out by a function. For the engine, `substr(...)` is a
# black box that must be opened for every row. The rule: **leave the indexed column alone on its side of the comparison.** Ask for the range of
# `sched_at` instead. On 27,004 rows nobody notices. On 27 million it is a coffee break against a blink.

# %% [markdown]
# ## Q20 · The same rows, by the index
# **Level 4 · 12 minutes · 6 points**
#
# This query gives the flights from JFK that were planned for 15 January:
#
# ```sql
# SELECT carrier, flight, dest FROM flights
# WHERE origin = 'JFK' AND substr(sched_at, 1, 10) = '2013-01-15'
# ```
#
# Write one that gives the same rows (same columns, any order) and finds them by an index of `flights`: the plan must say `SEARCH`, and the engine must
# do less than a quarter of the work (the tests count its steps on January's flights). What else the plan says doesn't matter. A flight at
# `2013-01-15 00:00` belongs in, one at `2013-01-16 00:00` doesn't.
#
# <details><summary>Hint 1</summary>
#
# Text that begins with `2013-01-15` lies from `'2013-01-15 00:00'` on, and before the next day.
# </details>
# <details><summary>Hint 2</summary>
#
# `sched_at >= ... AND sched_at < ...`, with `origin = 'JFK'` as before. Look at the plan with `EXPLAIN QUERY PLAN` in a cell of your own.
# </details>

# %% role="answer" id="one-day"
%%sql one_day
-- ### BEGIN SOLUTION
SELECT carrier, flight, dest FROM flights
WHERE origin = 'JFK' AND sched_at >= '2013-01-15 00:00' AND sched_at < '2013-01-16 00:00'
-- ### END SOLUTION

# %% role="tests" id="one-day-tests" points=6
SLOW = "SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND substr(sched_at, 1, 10) = '2013-01-15'"

grade = check.parts(6)
with grade("the same rows on a small database"):
    check.query(
        one_day,
        on={"flights": """
            flight_id | origin | day | sched_at         | carrier | flight | dest
            1         | JFK    | 14  | 2013-01-14 23:59 | AA      | 1      | LAX
            2         | JFK    | 15  | 2013-01-15 00:00 | AA      | 2      | LAX
            3         | JFK    | 15  | 2013-01-15 23:59 | B6      | 3      | SJU
            4         | JFK    | 16  | 2013-01-16 00:00 | AA      | 4      | LAX
            5         | EWR    | 15  | 2013-01-15 12:00 | UA      | 5      | SFO
        """},
        gives="""
            carrier | flight | dest
            AA      | 2      | LAX
            B6      | 3      | SJU
        """,
    )
with grade("the same rows, and by an index", weight=2):
    check.query(one_day, rows=282)
    check.seeks(one_day, table="flights", slow=SLOW)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("the same rows everywhere, and by an index", weight=3):
    check.query(one_day, worlds=flight_world.worlds, like=SLOW)
    check.seeks(one_day, table="flights", slow=SLOW)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Another engine
#
# SQLite lives inside your program. A company's data usually lives on a server, such as PostgreSQL, and the SQL is nearly the same. `sql.connect`
# takes the URL of any database that SQLAlchemy knows, and the cells stay as they are:
#
# ```python
# sql.connect("postgresql+psycopg://reader@localhost/flights")
# ```
#
# ```
# %%sql busiest
# SELECT dest, COUNT(*) AS flights FROM flights GROUP BY dest ORDER BY flights DESC LIMIT 3
# ```
#
# | dest | flights |
# |---|---|
# | ATL | 1396 |
# | ORD | 1269 |
# | BOS | 1245 |
#
# An error of the server comes back with its line marked, as one of SQLite does:
#
# ```
# line 2: column "flights.distance" must appear in the GROUP BY clause or be used in an aggregate function
#     1 | SELECT dest, COUNT(*) FROM flights
# →   2 | GROUP BY dest HAVING distance >= 1000
#                              ^
# ```
#
# Every solution of Q1 to Q17 and Q20 gives the same rows on both; a test of this course proves it where PostgreSQL is installed. What differs:
#
# | | SQLite | PostgreSQL |
# |---|---|---|
# | types | a column advises, a row may do as it likes | a column decides |
# | a column outside `GROUP BY` | some row's value | an error |
# | `7 / 2` | 3 | 3, but a mean of whole numbers is exact |
# | missing values sort | as the smallest | as the largest |
# | `LIKE` | ignores case | minds case |
# | adding two months | `date(x, '+2 months')` | `x + interval '2 months'` |
# | foreign keys | if asked for in each connection | always |
#
# ## Where this goes wrong at work
#
# **The car called NULL.** In 2016 a security researcher in California got the number plate NULL, hoping that fines would not find him. In 2018 they found
# him by the dozen, over 12,000 dollars: fines for cars whose plate nobody had written down, kept as the *text* "NULL", belonged to the owner of a
# plate that reads the same. Missing is not a value; a system that stores it as one will meet somebody who has that value.
# *Source: newser.com on a report by WIRED and a talk at DEF CON, August 2019.*
#
# **The rows that fell off the end.** In autumn 2020, England's public health agency passed on laboratory results by a spreadsheet in an old format with
# 65,536 rows to a sheet. What did not fit was dropped, in silence. 15,841 infected people were missing from eight days of figures, and their contacts
# were called late. Nobody had compared the number of rows before and after. Count what a step lost, each time.
# *Source: LBC, 5 October 2020; pqmagazine.com, October 2020.*
#
# **The wrong server.** On 31 January 2017 an engineer of GitLab, late at night, emptied the data directory of a database that lagged behind. It was the
# primary one. Of several kinds of backup none was usable at once: the dumps had failed for a while, because of a version that didn't match, and the mail that
# should have told so was never delivered. Six hours of data were lost. GitLab published all of it. A backup that was never restored is a hope.
# *Source: GitLab, "Postmortem of database outage of January 31", 10 February 2017.*
#
# ## Summary
#
# - Constraints refuse what rules in documents only regret. A pair as primary key makes a many-to-many table.
# - A transaction is all or nothing, so that running it again is safe. An upsert adds to what is there; replacing loses it.
# - An index serves a column that stands alone. `EXPLAIN QUERY PLAN` says `SEARCH` or `SCAN`.
# - Engines agree on nearly everything. Know the few places where they don't.
