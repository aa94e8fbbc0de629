# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Design, change and speed
#     minutes: 75
#     prerequisites: [02-sql/3-time-and-windows]
#     summary: Build tables that refuse nonsense, change them all or not at all, use an index, and move to a server.
# ---

# %% [markdown]
# # Design, change and speed
#
# After this lesson you can
#
# - read a query plan, and write a condition that an index can serve;
# - turn requirements into tables that refuse what must not happen;
# - load data so that a failure half way leaves no trace;
# - run the same query on SQLite and on PostgreSQL.
#
# You need lessons 1 to 3, above all missing values, `GROUP BY`, and time cut half-open. Plan two sittings, with a break after Q19.

# %% role="read-only" id="design-setup"
from pathlib import Path

import story
from workbook import check
from workbook.notebook import sql
from workbook.notebook.quiz import quiz

sql.connect("data/flights")

# %% [markdown]
# ## The question
#
# Three things went wrong last month.
#
# - A model was trained on labels of which some belong to images that don't exist, and one says that it is 95 sure.
# - The nightly load died half way. It was started again, and miles were counted twice.
# - The report of one day, a blink when the table was new, now takes as long as a coffee.
#
# **Which of them can happen again?** So far you have only read data. Now you build the tables and change them, and at the end you let the
# same three things happen to your own work.

# %% [markdown]
# ## What the engine does with your query
#
# You say *what* you want, the engine decides *how*. `EXPLAIN QUERY PLAN` before a query shows its plan instead of its rows. `SCAN` walks through
# all rows, `SEARCH` goes straight to the right ones by an **index**: a sorted list of values with the place of their rows, as in the back of
# a book. Such a list can also be opened at a value and read on from there, so it serves `=`, `<`, `>=` and the like.
#
# ![An index on tailnum: five tail numbers in order, each with a line to its row in the table, where rows lie in the order of their
# ids. SEARCH opens the index at N14228 and follows two lines. SCAN reads all five rows of the table.](figures/index.svg)
#
# This database has an index on `flights (tailnum)`, made by `CREATE INDEX flights_by_plane ON flights (tailnum)`:

# %%
%%sql fast_plan
EXPLAIN QUERY PLAN
SELECT day, dest FROM flights WHERE tailnum = 'N14228'

# %% [markdown]
# Read the column `detail`: `SEARCH`, and the name of the index. (The other columns number the steps.)
#
# Some people write tail numbers in small letters. Here is a query that doesn't mind (`lower` makes letters small):

# %%
quiz(
    "27,004 rows and an index on `tailnum`. What does the plan say?",
    shows="""
SELECT day, dest FROM flights
WHERE lower(tailnum) = 'n14228'
""",
    right="SCAN",
    wrong={
        "SEARCH": (
            "The index is sorted by `tailnum`. Nobody made one that is sorted by `lower(tailnum)`."
        ),
        "SEARCH, then SCAN": "There is only one table and one condition on it.",
    },
    because="For the engine, `lower(...)` is a box that must be opened for every row.",
)

# %%
%%sql slow_plan
EXPLAIN QUERY PLAN
SELECT day, dest FROM flights WHERE lower(tailnum) = 'n14228'

# %% [markdown]
# `SCAN`: every row is read, and for each of them `lower` is worked out. The same holds for `substr(sched_at, 1, 10)`, the first ten
# letters of a time. The rule: **leave the indexed column alone on its side of the comparison**, and let it be compared with a value or
# between two. On 27,004 rows nobody notices. On 27 million it is a coffee break against a blink.

# %% [markdown]
# ## Q18 · The same rows, by the index
# **Level 2 · 10 minutes · 6 points**
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
# `2013-01-15 00:00` belongs in, one at `2013-01-16 00:00` doesn't. Go by `sched_at`: in some tables of the tests, `day` is the day on
# which a flight really left, so a flight planned for the 15th can have any `day`: 14, 16, a week later, or none if it never left.
#
# <details><summary>Hint 1</summary>
#
# There is an index on `sched_at`. Which span of time is the 15th of January? Lesson 3 cut time half-open.
# </details>
# <details><summary>Hint 2</summary>
#
# Two comparisons with `sched_at` alone on its side, and the airport as before. Look at the plan with `EXPLAIN QUERY PLAN` in a cell of your
# own: if it says `SCAN`, a function is still around the column; if rows are missing, look at the two midnights. If a flight of 23:58 is
# on the wrong side, you went by `day`.
# </details>

# %% role="answer" id="one-day"
%%sql one_day
-- ### BEGIN SOLUTION
SELECT carrier, flight, dest FROM flights
WHERE origin = 'JFK' AND sched_at >= '2013-01-15 00:00' AND sched_at < '2013-01-16 00:00'
-- ### END SOLUTION

# %% role="tests" id="one-day-tests" points=6
SLOW = (
    "SELECT carrier, flight, dest FROM flights WHERE origin = 'JFK' AND substr(sched_at, 1, 10) = "
    "'2013-01-15'"
)

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
            6         | JFK    | 15  | 2013-01-14 23:58 | DL      | 6      | ATL
            7         | JFK    | 16  | 2013-01-15 23:58 | DL      | 7      | ATL
        """},
        gives="""
            carrier | flight | dest
            AA      | 2      | LAX
            B6      | 3      | SJU
            DL      | 7      | ATL
        """,
    )
with grade("the same rows, and by an index", weight=2):
    check.query(one_day, rows=282)
    check.seeks(one_day, table="flights", slow=SLOW)
### BEGIN HIDDEN TESTS
from hidden import flight_world

with grade("the same rows everywhere, and by an index", weight=3):
    for worlds in (flight_world.worlds, flight_world.around_one_day):
        check.query(one_day, worlds=worlds, like=SLOW)
    check.seeks(one_day, table="flights", slow=SLOW)
### END HIDDEN TESTS
grade.score()

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
# A statement `CREATE TABLE` names the columns, each with its type (`INTEGER`, `TEXT`, `REAL`, and others) and its constraints. `INSERT INTO`
# adds rows, `UPDATE` changes those that its `WHERE` finds, and `DELETE FROM` removes them.
#
# With `--script`, a `%%sql` cell runs several statements, each ended by `;`, on a fresh private
# database and shows the tables it leaves. A script is stopped after 10 seconds, and after 3 in the tests.
#
# Pilots may fly several models, and a model is flown by several pilots. Such a *many to many* needs a table of its own: a row says that
# *this* one belongs with *that* one. Its primary key is the pair, so each pair comes once, and each half as often as it likes:

# %%
%%sql crew --script
CREATE TABLE pilot (pilot_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE rating (
  pilot_id INTEGER NOT NULL REFERENCES pilot (pilot_id),
  model TEXT NOT NULL,
  hours INTEGER CHECK (hours >= 0),
  PRIMARY KEY (pilot_id, model)
);
INSERT INTO pilot VALUES (1, 'Ada'), (2, 'Bo'), (3, 'Cy');
INSERT INTO rating VALUES (1, 'A320', 900);
UPDATE pilot SET name = 'Bob' WHERE pilot_id = 2;
DELETE FROM pilot WHERE pilot_id = 3;

# %% [markdown]
# Two pilots are left, and one of them has another name. Now four rows for `rating`. A refused row leaves the table as it was.

# %%
quiz(
    "Four more rows are tried, one after the other. How many of them are taken?",
    shows="""
INSERT INTO rating VALUES (7, 'A320', 10);
INSERT INTO rating VALUES (1, 'A320', 950);
INSERT INTO rating VALUES (1, '737', -5);
INSERT INTO rating VALUES (1, '747', NULL);
""",
    number=1,
    wrong={
        0: (
            "Look at the last one again. Is it *false* that an unknown number of hours is at least "
            "0?"
        ),
        2: "There is no pilot 7, Ada has a rating for the A320, and -5 hours are below 0.",
    },
    because=(
        "Only the last. A `CHECK` refuses what is false; of a missing value it is unknown, and "
        "passes."
    ),
)

# %%
story.tried(
    crew.text,
    [
        ("a rating of pilot 7", "INSERT INTO rating VALUES (7, 'A320', 10)"),
        ("the A320 again", "INSERT INTO rating VALUES (1, 'A320', 950)"),
        ("-5 hours", "INSERT INTO rating VALUES (1, '737', -5)"),
        ("unknown hours", "INSERT INTO rating VALUES (1, '747', NULL)"),
        ("hours in words", "INSERT INTO rating VALUES (1, '757', 'many')"),
        ("the deletion of Ada, who has ratings", "DELETE FROM pilot WHERE pilot_id = 1"),
    ],
)

# %% [markdown]
# Four things surprise. `CHECK` passes what is unknown. The type `INTEGER` kept no text out: in SQLite a type only advises, and in a
# comparison text is larger than every number, so `'many' >= 0` is true. `UNIQUE` lets `NULL` in as often as it comes, since unknown
# values are not known to be equal. And SQLite checks `REFERENCES` only if a program asks for it by `PRAGMA foreign_keys = ON`, in each
# connection. The cells and tests of this lesson do.
#
# Ada can't be deleted as long as a rating refers to her. With `ON DELETE CASCADE` after the reference, her ratings are deleted with her:

# %%
%%sql cascade --script
CREATE TABLE pilot (pilot_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE rating (
  pilot_id INTEGER NOT NULL REFERENCES pilot (pilot_id) ON DELETE CASCADE,
  model TEXT NOT NULL
);
INSERT INTO pilot VALUES (1, 'Ada'), (2, 'Bo');
INSERT INTO rating VALUES (1, 'A320'), (1, '747'), (2, '737');
DELETE FROM pilot WHERE pilot_id = 1;

# %% [markdown]
# Both of Ada's ratings went with her, and Bo's stayed. Refuse, or delete along? That is a question about the world, not about SQL.

# %% [markdown]
# ## Q19 · A database for labels
# **Level 4 · 30 minutes · 8 points**
#
# People label images for your model. Write the script that makes the tables. Their names and columns are fixed, because programs use them;
# types and constraints are yours, and so are further tables if you like. No triggers, please: the tests drop them and judge the constraints.
# Leave the three tables empty: the tests put in rows of their own.
#
# - `annotator (annotator_id, email, name)`. `annotator_id` is the key: never missing, and no two share one. Each annotator has an `email`, and no
#   two share one (whether two that differ in capital letters or in blanks at an end alone, as `Ada@x.org` and `ada@x.org`, are one is up to you).
#   `name` may be missing or any text, and two may have the same.
# - `image (image_id, path, split)`. `image_id` is the key, as above. Each image has a `path`, and no two share one; two that differ in anything, as
#   `A.png`, `a.png` and `a.png` with a blank after it, are two paths.
#   `split` is exactly one of `train`, `valid`, `test`, in small letters, without blanks, and never missing (a `DEFAULT` is allowed).
# - `label (annotator_id, image_id, class, confidence)`. A label says what one annotator saw on one image. Annotator and image must exist, and neither
#   may be missing. An annotator labels an image at most once. Many annotators may label one image, and one annotator many images. `class` is never
#   missing; it may be any text, even an empty or a long one. `confidence` is a number from 0 to 1, both included, or missing. Text such as `high` is no number, and neither are bytes.
# - An annotator who has labels can't be deleted. If an image is deleted, its labels go with it, and no others.
#
# What these lines don't forbid must be taken. An `email` or a `path` may be any text: nobody asks how it looks or how long it is. (What becomes of
# an empty one, or of one that is nothing but blanks, is up to you.) Texts stay as they are: `007` doesn't become 7. The tests insert, change and delete rows and see which are taken. All
# they insert names its columns; ids are whole numbers of any sign and up to 64 bits. A key whose type makes the database number a row by itself is fine: a row without an id may be refused, or get one.
#
# <details><summary>Hint 1</summary>
#
# The primary key of `label` is the pair of annotator and image. `UNIQUE` on either alone would forbid too much.
# </details>
# <details><summary>Hint 2</summary>
#
# Of the two references, which takes the labels along when its row is deleted, and which refuses the deletion?
# </details>
# <details><summary>Hint 3</summary>
#
# Two columns need a `CHECK`: one against a list, one against a range. A check whose result is unknown passes: what does that mean for a
# missing confidence, and for a missing split? And in SQLite a column's type alone doesn't keep text out.
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
    return (
        f"INSERT INTO label (annotator_id, image_id, class, confidence) VALUES ({who}, {what}, "
        f"{kind}, {confidence})"
    )


def filled():
    """The student's database with two annotators, three images and one label."""
    db = check.database(labelling)
    for what, number, email, name in (
        ("an annotator", 1, "'ada@example.org'", "'Ada'"),
        ("another", 2, "'bo@example.org'", "'Bo'")
    ):
        db.takes(what, annotator(number, email, name))
    for what, number, path, split in (
        ("an image", 1, "'a.png'", "'train'"), ("another", 2, "'b.png'", "'valid'"),
        ("a third", 3, "'c.png'", "'test'")
    ):
        db.takes(what, image(number, path, split))
    db.takes("a label", label(1, 1, "'cat'", "0.5"))
    return db


grade = check.parts(8)
with grade("takes what is right"):
    db = check.database(labelling)
    for table in ("annotator", "image", "label"):
        db.has_none(
            f"SELECT * FROM {table}", f"the script leaves rows in {table}",
            look="INSERT: the tables are asked for empty"
        )
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
with grade("refuses missing and impossible values"):
    db = filled()
    db.refuses("an annotator without an e-mail address", annotator(3, "NULL", "'Cy'"))
    unknown = image(9, "'z.png'", "NULL")
    db.refuses("an image without a split", unknown, look="a check whose result is unknown passes")
    db.refuses("an image with an unknown split", image(9, "'z.png'", "'holdout'"))
    db.refuses("a label without a class", label(2, 2, "NULL"))
    db.refuses("a confidence outside of 0 to 1", label(2, 2, "'cat'", "1.01"))
    db.refuses("text as a confidence", label(2, 2, "'cat'", "'high'"))
    db.refuses("a split with a blank before it", image(9, "'z.png'", "' train'"))
with grade("deletes as asked"):
    db = filled()
    db.takes("a label of another image", label(1, 2, "'dog'", "0.25"))
    gone = "DELETE FROM annotator WHERE annotator_id = {}", "DELETE FROM image WHERE image_id = {}"
    db.refuses("the deletion of an annotator who has labels", gone[0].format(1))
    db.takes("the deletion of an image with labels", gone[1].format(1), look="ON DELETE")
    left = "SELECT COUNT(*) AS labels FROM label WHERE image_id = {}"
    db.holds(left.format(1), "labels\n0", "the labels of the deleted image")
    db.holds(left.format(2), "labels\n1", "the labels of the other image")
    db.takes("the deletion of an image without labels", gone[1].format(3))
    db.takes("the deletion of an annotator without labels", gone[0].format(2))
### BEGIN HIDDEN TESTS
with grade("refuses every other repetition, and labels of nobody"):
    db = filled()
    db.refuses("a second image with the same path", image(9, "'a.png'", "'test'"))
    db.refuses("a second annotator with the same id", annotator(1, "'eve@example.org'", "'Eve'"))
    db.refuses("a second image with the same id", image(1, "'z.png'"))
    db.refuses("the address of an annotator who has no labels, once more", annotator(3, "'bo@example.org'"))
    db.refuses("the path of an image without labels, once more", image(9, "'b.png'"))
    db.refuses("a change that gives two annotators one address", "UPDATE annotator SET email = 'ada@example.org' WHERE annotator_id = 2")
    db.attempt(annotator("NULL", "'nobody@example.org'", "'Nobody'"))
    db.attempt(image("NULL", "'nothing.png'", "'test'"))
    for table in ("annotator", "image"):
        db.has_none(
            f"SELECT * FROM {table} WHERE {table}_id IS NULL",
            f"{table} took a row whose key is NULL",
            look="the key's type: in SQLite only INTEGER PRIMARY KEY numbers a row by itself; else add NOT NULL",
        )
    db = filled()
    db.refuses("a label by an annotator who does not exist", label(99, 1), look="foreign keys")
    db.refuses("a label without an annotator", label("NULL", 1), look="a missing key refers to nothing, and is let in")
    db.refuses("a label without an image", label(1, "NULL"), look="a missing key refers to nothing, and is let in")
    db.refuses("a label moved to an image that does not exist", "UPDATE label SET image_id = 99 WHERE annotator_id = 1")
with grade("refuses every other missing and impossible value"):
    db = filled()
    db.refuses("an image without a path", image(9, "NULL"))
    for split in ("'Train'", "'TEST'", "'training'", "'tes'", "'tests'", "'val'", "'validation'", "'dev'", "'eval'", "''", "'valid '", "'train,valid'", "'train|valid'", "'train;valid'", "'train/valid'", "'train valid'"):
        db.refuses("an image with an unknown split", image(9, "'z.png'", split))
    db.refuses("a split changed to an unknown one", "UPDATE image SET split = 'holdout' WHERE image_id = 1")
    for confidence in ("-0.01", "95", "1.000001", "-0.000001", "1.000000000001", "-1e-12"):
        db.refuses("a confidence outside of 0 to 1", label(2, 2, "'cat'", confidence))
    for confidence in ("'0high'", "''"):
        db.refuses("text as a confidence", label(2, 2, "'cat'", confidence))
    db.refuses("bytes as a confidence", label(2, 2, "'cat'", "x'01'"))
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
    db.takes("the empty text as a class", label(1, 10, "''"))
    db.takes("a class of 300 letters", label(1, 11, f"'{'very ' * 60}'"))
    db.takes("an annotator whose id is 0", annotator(0, "'zero@example.org'"))
    db.takes("an image whose id is below 0", image(-1, "'minus.png'"))
    addresses = "'Cy@Example.ORG'", "'a@b'", "'x'", "'no at sign'", "'two@at@signs'", "'plus+tag_1@sub.example.com'", "'ada@example.net'", "'dee@example.net'"
    addresses += "'noatsign'", "replace(hex(zeroblob(5000)), '0', 'a')", "'zoë@exämple.org'", "' blank@example.org'", "'blank2@example.org '", "'7'", "'007'", f"'{'very' * 100}@example.org'", "replace(hex(zeroblob(5000)), '0', 'a') || 'b'"
    for number, address in enumerate(addresses, start=100):
        db.takes("an annotator with an address of any form", annotator(number, address))
    for number, name in enumerate(("''", "'x'", "' '", "' Ada '", "'ada lovelace'", "'Zoë O''Neill'", "'007'", "'NULL'", f"'{'long ' * 60}'", "replace(hex(zeroblob(5000)), '0', 'n')"), start=200):
        db.takes("an annotator with a name of any form", annotator(number, f"'{number}@example.org'", name))
    db.takes("an annotator whose name is the address", annotator(210, "'bo'", "'bo'"))
    paths = "'x'", "'no extension'", "'/absolute/ÜNÏCODE.PNG'", "'C:\\photos\\x.png'", "'s3://bucket/key?a=1&b=2'", "'a.jpg'", "'a'", "'photos/a.png'"
    paths += "'a.png '", "' a.png'", "'a_png'", "'7'", "'007'", f"'{'deep/' * 100}a.png'", "replace(hex(zeroblob(5000)), '0', 'p')", "'../photos/a.png'", "replace(hex(zeroblob(5000)), '0', 'p') || 'b'"
    for number, path in enumerate(paths, start=100):
        db.takes("an image with a path of any form", image(number, path, "'test'"))
    kinds = "'Cat'", "' cat '", "'cat, 2 of 3'", "'42'", "'007'", "'naïve 猫'", "'NULL'", "'cat''s'", "'two' || char(10) || 'lines'", "replace(hex(zeroblob(5000)), '0', 'x')"
    for number, kind in enumerate(kinds, start=100):
        db.takes("a label whose class is any text", label(100, number, kind, "0.5"))
    for confidence, who in (("0", 101), ("1", 102), ("0.123456789", 103), ("1e-12", 104), ("0.999999999", 105), ("0.1", 106), ("0.5", 107), ("0.5", 108), ("NULL", 109), ("NULL", 110)):
        db.takes("a label with any confidence from 0 to 1, as others of the image have it", label(who, 100, "'cat'", confidence))
    for number in (101, 102, 103):
        db.takes("a label with the class and the confidence that the annotator gave before", label(101, number, "'cat'", "0"))
    db.takes("a label with the empty text as a class and without a confidence", label(102, 101, "''"))
    db.takes("a label with the empty text as a class and a small confidence", label(103, 101, "''", "0.001"))
    kept = "name\n<007>", "path\n<007>", "class\n<007>"
    db.holds("SELECT '<' || name || '>' AS name FROM annotator WHERE annotator_id = 206", kept[0], "the name 007")
    db.holds("SELECT '<' || path || '>' AS path FROM image WHERE image_id = 112", kept[1], "the path 007")
    db.holds("SELECT '<' || class || '>' AS class FROM label WHERE annotator_id = 100 AND image_id = 104", kept[2], "the class 007")
    for number in (-5, 1000000, 2**31, 2**32, 2**53, 2**53 + 1, 2**63 - 1, -(2**63)):
        db.takes("an annotator with an id of any size", annotator(number, f"'id{number}'"))
        db.takes("an image with an id of any size", image(number, f"'id{number}.png'"))
        db.takes("a label of such an image by such an annotator", label(number, number))
    db.takes("an image whose id is 0", image(0, "'zero.png'"))
    db.takes("a label of the image 0 by an annotator with a large id", label(2**53, 0))
    db.takes("a label of an image with an id below 0 by the annotator 2", label(2, -5))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break.
#
# ## All or nothing
#
# Every night, yesterday's flights (`incoming`, one row a flight) are added to the totals of each plane, and the load is written down in `loads`.
# One night the process dies between two statements. In the morning somebody starts it again, and half the miles are counted twice.
#
# A small case: 30 cents move from one account to another, and no account may go below 0. The first account has only 20.

# %%
BANK = """
CREATE TABLE account (name TEXT PRIMARY KEY, cents INTEGER CHECK (cents >= 0));
INSERT INTO account VALUES ('Ada', 20), ('Bo', 50);
"""
MOVE = """
UPDATE account SET cents = cents + 30 WHERE name = 'Bo';
UPDATE account SET cents = cents - 30 WHERE name = 'Ada';
"""

# %%
quiz(
    "The second `UPDATE` is refused. What do Ada and Bo have together afterwards? They had 70 "
    "cents.",
    shows="""
UPDATE account SET cents = cents + 30
WHERE name = 'Bo';
UPDATE account SET cents = cents - 30
WHERE name = 'Ada';
""",
    number=100,
    wrong={
        70: "So it should be. But each statement counts at once, and the first one did its work.",
        40: "The second one was refused, so nothing was taken away.",
    },
    because="Ada has her 20 and Bo has 80: 30 cents were made of nothing.",
)

# %%
story.left_behind(MOVE, "SELECT name, cents FROM account", start=BANK)

# %% [markdown]
# A **transaction** makes several statements one: after `BEGIN`, nothing counts until `COMMIT`. If a statement fails, the program stops, the
# connection closes, and it is as if nothing had happened. Then running it again is safe.

# %%
story.left_behind("BEGIN;" + MOVE + "COMMIT;", "SELECT name, cents FROM account", start=BANK)

# %% [markdown]
# The second tool is the **upsert**: insert the row, and if its key is there already, change that one instead. `excluded` is the row that could
# not go in:

# %%
%%sql stock --script
CREATE TABLE stock (item TEXT PRIMARY KEY, pieces INTEGER);
INSERT INTO stock VALUES ('bolt', 100);
INSERT INTO stock (item, pieces) VALUES ('bolt', 5), ('nut', 7)
ON CONFLICT (item) DO UPDATE SET pieces = stock.pieces + excluded.pieces;

# %% [markdown]
# The rows may also come from a query. Before `ON CONFLICT`, SQLite then needs a `WHERE`, else it takes `ON` for a join's: write `WHERE true`.

# %%
%%sql delivered --script
CREATE TABLE stock (item TEXT PRIMARY KEY, pieces INTEGER);
CREATE TABLE delivery (item TEXT, pieces INTEGER);
INSERT INTO stock VALUES ('bolt', 100);
INSERT INTO delivery VALUES ('bolt', 5), ('nut', 7);
INSERT INTO stock (item, pieces)
SELECT item, pieces FROM delivery WHERE true
ON CONFLICT (item) DO UPDATE SET pieces = stock.pieces + excluded.pieces;
DELETE FROM delivery;

# %% [markdown]
# The wrong turn is `INSERT OR REPLACE`. It deletes the old row and puts in the new one:

# %%
%%sql replaced --script
CREATE TABLE stock (item TEXT PRIMARY KEY, pieces INTEGER);
INSERT INTO stock VALUES ('bolt', 100);
INSERT OR REPLACE INTO stock (item, pieces) VALUES ('bolt', 5), ('nut', 7);

# %% [markdown]
# The 100 bolts are gone, and with a table of miles it would be last month's miles.

# %% [markdown]
# ## Q20 · The nightly load
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
# Bring `incoming` to one row for each plane first, by a query with `GROUP BY`, and put its rows into `totals` by an upsert.
# </details>
# <details><summary>Hint 3</summary>
#
# Both numbers of a known plane grow by what is `excluded`. Count the rows of `incoming` for `loads` while they are still there. If a failed load
# leaves something behind, a statement stands outside of the transaction, or an error was passed over.
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
LOADED = (
    "tailnum | flights | miles\nN14228 | 4 | 4919\nN24211 | 6 | 8496\nN619AA | 1 | 1089\nN804JB | "
    "1 | 1576"
)
MILES = "tailnum | miles\nN14228 | 4919\nN24211 | 8496\nN619AA | 1089\nN804JB | 1576"
WAITING = "N14228 | 1400\nN14228 | 719\nN804JB | 1576\nN24211 | 1416"


def fails(what, failure, mend, loads="", waiting=""):
    """The load with a planted failure leaves all three tables as they were; once that is mended, it
    does all of its work."""
    db = check.database(nightly, start="data/ledger.sql", but=failure, fails=True)
    outside = "does a statement stand outside of the transaction?"
    db.holds(TOTALS, BEFORE, f"totals after {what}", look=outside)
    db.holds(LOADS, f"day | row_count\n2013-01-14 | 8{loads}", f"loads after {what}", look=outside)
    db.holds(
        INCOMING, f"tailnum | miles\n{WAITING}{waiting}", f"incoming after {what}", look=outside
    )
    db.again(nightly, after=mend)
    db.holds(
        "SELECT tailnum, miles FROM totals", MILES,
        f"the miles after {what} was mended and the load run again"
    )


grade = check.parts(5)
with grade("the load"):
    db = check.database(nightly, start="data/ledger.sql")
    db.holds(TOTALS, LOADED, "totals after the load")
    db.holds(LOADS, "day | row_count\n2013-01-14 | 8\n2013-01-15 | 4", "loads after the load")
    db.holds(INCOMING, "tailnum | miles", "incoming after the load")
with grade("the day was loaded before", weight=2):
    wrong_day = "DELETE FROM loads WHERE day = '2013-01-15'"
    fails(
        "a load that failed", "INSERT INTO loads VALUES ('2013-01-15', 4)", wrong_day,
        loads="\n2013-01-15 | 4"
    )
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
    for event, words in (("DELETE ON incoming", "DELETE FROM incoming"), ("INSERT ON loads", "INSERT INTO loads"), ("INSERT ON totals", "INSERT INTO totals")):
        locked = f"CREATE TRIGGER keep BEFORE {event} BEGIN SELECT RAISE(ABORT, 'constraint: this table is locked'); END;"
        fails(f"a load whose {words} fails", locked, "DROP TRIGGER keep")
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
# SELECT dest, COUNT(*) AS flights FROM flights
# GROUP BY dest ORDER BY flights DESC LIMIT 3
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
# line 2: column "flights.distance" must appear in the GROUP BY clause
# or be used in an aggregate function
#     1 | SELECT dest, COUNT(*) FROM flights
# →   2 | GROUP BY dest HAVING distance >= 1000
#                              ^
# ```
#
# Every solution of Q1 to Q18 gives the same rows on both; a test of this course proves it where
# PostgreSQL is installed. What differs:
#
# | what differs | SQLite | PostgreSQL |
# |---|---|---|
# | types | a column advises, a row may do as it likes | a column decides |
# | a column outside `GROUP BY` | some row's value | an error |
# | `AVG` of whole numbers | a floating-point number | an exact decimal number |
# | missing values sort | as the smallest | as the largest |
# | `LIKE` | ignores the case of A to Z | minds case |
# | adding two months | `date(x, '+2 months')` | `x + interval '2 months'` |
# | the plan | `EXPLAIN QUERY PLAN`: `SEARCH`, `SCAN` | `EXPLAIN`: `Index Scan`, `Seq Scan` |
# | foreign keys | if asked for in each connection | always |
#
# ## The answer
#
# Can it happen again? First the labels: a small export, three good inserts and five bad ones, meets your
# tables.

# %%
if story.ready(globals(), labelling=""):
    people = "INSERT INTO annotator (annotator_id, email) VALUES"
    images = "INSERT INTO image (image_id, path, split) VALUES"
    labels = "INSERT INTO label (annotator_id, image_id, class, confidence) VALUES"
    story.tried(
        labelling.text,
        [
            ("two annotators", f"{people} (1, 'ada@example.org'), (2, 'bo@example.org')"),
            ("an image", f"{images} (1, 'a.png', 'train')"),
            ("an image of the split Train", f"{images} (2, 'b.png', 'Train')"),
            ("a label", f"{labels} (1, 1, 'cat', 0.95)"),
            ("a second label by the same annotator", f"{labels} (1, 1, 'dog', 0.5)"),
            ("a label that is 95 sure", f"{labels} (2, 1, 'cat', 95)"),
            ("a label of an image that does not exist", f"{labels} (2, 99, 'cat', 0.9)"),
            ("an annotator with Ada's address", f"{people} (3, 'ada@example.org')"),
        ],
    )

# %% [markdown]
# Then the load: it runs, and somebody starts it once more. And the report: how many steps does the engine take?

# %%
if story.ready(globals(), nightly=""):
    ledger = Path("data/ledger.sql").read_text(encoding="utf-8")
    print("miles before, after the load, and after a second one:")
    for script in ("SELECT 1", nightly.text, f"{nightly.text}\n;\n{nightly.text}"):
        print(story.left_behind(script, "SELECT SUM(miles) FROM totals", start=ledger))

# %%
%%sql before_and_after
EXPLAIN QUERY PLAN
SELECT carrier, flight, dest FROM flights WHERE substr(sched_at, 1, 10) = '2013-01-15'

# %%
if story.ready(globals(), one_day="carrier flight dest"):
    for step in story.plan_of("data/flights", one_day.text):
        print(step)

# %% [markdown]
# With the right answers none of the three can happen again, and for three different reasons. The tables refuse the nonsense, whoever brings
# it. The second load stops at the key of `loads` and leaves the total as it was. The plan says `SEARCH` where it said `SCAN`.
#
# What no constraint can see is a label that is merely wrong: a cat that is called a dog has an annotator, an image and a class. That takes a
# second annotator, and a look at where the two differ.
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
