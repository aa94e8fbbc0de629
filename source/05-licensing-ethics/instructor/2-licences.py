# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Licences you can compute
#     minutes: 150
#     prerequisites: [05-licensing-ethics/1-copyright]
#     summary: Decide by Creative Commons elements, Korean open government types and SPDX expressions what may be used, combined and passed on.
# ---

# %% [markdown]
# # Licences you can compute
#
# > **Not legal advice.** The rules are rows of tables with a source and a date. Read the licence
# > itself before you rely on a row. What could not be confirmed is "ask".
#
# > **Friday.** Your guide to the city goes to the app shops on Friday: closed source, 5,000 won.
# > In it are an icon under CC BY-NC, a collage of two pictures, a map with a mark of the state,
# > and three packages. The lead asks: "May it go out?" At the end your functions answer, part by
# > part, with a reason for each.
#
# After this lesson you can
#
# - decide from the elements of a Creative Commons licence whether a use is allowed;
# - find the licence that a remix of several works may have, or that there is none;
# - read the marks of Korean public works, types 0 to 4 and the AI mark, and name the source as
#   they ask;
# - take an SPDX expression apart, and say whether your project can carry a dependency for what
#   you do with it.
#
# You need lesson 1: a work, an adaptation, a collection, and the answer "ask". Plan two sittings:
# about 75 minutes to the end of L5, and as much again for software. The text marks the place.

# %% role="read-only" id="licences-setup"
import csv

import licences
from workbook import check


def read(name):
    """The rows of data/NAME as a list of dictionaries."""
    with open(f"data/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ALLOWED = {row["id"]: row for row in read("rules_allowed.csv")}
REMIX = {row["id"]: row for row in read("rules_remix.csv")}
KOGL = {row["id"]: row for row in read("rules_kogl.csv")}
SOFTWARE = read("rules_software.csv")
SOFTWARE_USE = {row["id"]: row for row in read("rules_software_use.csv")}

# %% [markdown]
# ## Four elements
#
# A Creative Commons licence is a set of elements, and its name lists them. Everybody may share
# the work. The elements say on which conditions.
#
# | element | asks | bites when |
# |---|---|---|
# | **BY** | name the creator, keep notices, link the licence | you share |
# | **NC** | no commercial purpose | the use is commercial, shared or not |
# | **ND** | no changed copies | you share a changed copy (before version 4.0: as soon as you make one) |
# | **SA** | the same licence for changed copies | you share a changed copy |
#
# **CC0** is no licence with conditions. It gives up the rights as far as the law lets the maker
# do so.
#
# So the name tells the conditions. A name can be taken apart with string methods. Here they are on
# a name from a soup kitchen:

# %%
name, size = "SOUP LEEK-BEAN-HOT 0.5".removeprefix("SOUP ").split()
print(name, "|", size, float(size) < 1)
print(name.split("-"), "HOT" in name.split("-"))

# %% [markdown]
# `removeprefix` took off the front, and `split()` cut the rest at the blank. The size was still a
# text: `float` made a number of it, and 0.5 is less than 1. Cut at its hyphens, the name is a list
# of three parts. `HOT` is one of them.

# %%
from workbook.notebook.quiz import quiz

quiz(
    "A school copies a picture under CC BY-NC for each of its pupils, and names the photographer. "
    "May it?",
    right="Yes: its purpose is not commercial.",
    wrong={
        "No: NC pictures may not be passed on.": "NC says nothing of that. It is about the "
        "purpose.",
        "No: every pupil is an adaptation.": "A copy is no adaptation, however many there are.",
        "Ask: it depends on the school's size.": "Size is no element. The purpose of the use is.",
    },
    because="Everybody may share. BY is kept by the credit, and NC by a purpose that is not "
    "commercial.",
)

# %% [markdown]
# ### The wrong turn
#
# "It is NC, so we may not pass it on." NC does not forbid sharing. A school may copy a BY-NC
# picture for every pupil. NC forbids uses "primarily intended for or directed towards commercial
# advantage or monetary compensation". Whether a company's internal study is such a use depends on
# its purpose, so the answer is **ask**.
#
# And training? Creative Commons says plainly that copyright law differs by country, and that
# where training needs no permission, the licence is not needed either. So training on a work with
# conditions is **ask** in this table.

# %%
for row in ALLOWED.values():
    print(f"{row['answer']:4} {row['id']:11} {row['case']}")
    print(f"{'':4} {row['source']}, {row['place']}")

# %% [markdown]
# Five rows say **no**, two say **ask**, three say **yes**. The three that allow are `cc0`,
# `granted` and `nd-private`. They hold nothing up, so they are never named as reasons.
#
# ## L3 · Allowed by its elements
# **Level 2 · 15 minutes · 4 points**
#
# Write `allowed(licence, use)`. `licence` is a name such as `"CC BY-NC-SA 4.0"`, `"CC BY-ND 3.0"`
# or `"CC0 1.0"`. `use` is a dictionary:
#
# | key | value |
# |---|---|
# | `"share"` | `True` if others get it |
# | `"adapt"` | `True` if it is changed creatively |
# | `"commercial"` | `"yes"`, `"no"` or `"unclear"` |
# | `"credit"` | `True` if the creator is named as the licence asks |
# | `"same_licence"` | `True` if the changed copy gets the same licence |
# | `"train"` | `True` if a model is trained on it |
#
# Return `(answer, reasons)`: the answer and the sorted list of the `id`s of the rows that forbid,
# or, if none forbids, of those that ask. A "yes" has an empty list.
#
# - CC0: always `("yes", [])`.
# - Rows that forbid: `by` shared without credit; `nc` commercial use of NC; `nd` changed and
#   shared under ND; `nd-old` changed and *not* shared under ND of a version before 4.0; `sa`
#   changed and shared under SA without the same licence.
# - Rows that ask: `nc-unclear` a use of NC whose purpose is unclear; `train` training on it.
#
# For example, `allowed("CC BY-NC 4.0", use)` for a shared, credited, unchanged, non-commercial
# use is `("yes", [])`. The same use for a commercial purpose is `("no", ["nc"])`. Under BY-ND 3.0 a
# change that is shared gives `["nd"]`, and one that is not shared `["nd-old"]`.
#
# <details><summary>Hint 1</summary>
#
# Take the name apart as the soup's was above: elements and version. `"CC0 1.0"` has no blank after
# `CC`, and needs no taking apart: deal with it first.
# </details>
# <details><summary>Hint 2</summary>
#
# Collect two lists, `forbidden` and `asked`, with one `if` a row. Decide at the end.
# </details>
# <details><summary>Hint 3</summary>
#
# An empty list counts as false, so `if forbidden:` asks whether something forbids. What forbids
# comes before what asks. If only the reasons differ: are they sorted, and is `nd-old` kept apart
# from `nd`?
# </details>


# %% role="answer" id="allowed"
def allowed(licence, use):
    """(answer, sorted ids of the rows that forbid, or else ask)."""
    ### BEGIN SOLUTION
    if licence.startswith("CC0"):
        return ("yes", [])
    name, version = licence.removeprefix("CC ").split()
    elements = name.split("-")
    forbidden, asked = [], []
    if use["share"] and not use["credit"]:
        forbidden.append("by")
    if "NC" in elements and use["commercial"] == "yes":
        forbidden.append("nc")
    if "NC" in elements and use["commercial"] == "unclear":
        asked.append("nc-unclear")
    if "ND" in elements and use["adapt"] and use["share"]:
        forbidden.append("nd")
    if "ND" in elements and use["adapt"] and not use["share"] and float(version) < 4:
        forbidden.append("nd-old")
    if "SA" in elements and use["adapt"] and use["share"] and not use["same_licence"]:
        forbidden.append("sa")
    if use["train"]:
        asked.append("train")
    if forbidden:
        return ("no", sorted(forbidden))
    if asked:
        return ("ask", sorted(asked))
    return ("yes", [])
    ### END SOLUTION


# %% role="tests" id="allowed-tests" points=4
grade = check.parts(4)


def use(**changes):
    """A shared, credited, unchanged, non-commercial use, with *changes*."""
    plain = {
        "share": True,
        "adapt": False,
        "commercial": "no",
        "credit": True,
        "same_licence": False,
        "train": False,
    }
    return {**plain, **changes}


def ruled(rule, licence, case, expected):
    return check.decision(
        rule, (licence, case), expected, f"{ALLOWED[rule]['case']}: allowed({licence!r}, {case})"
    )


with grade("one element at a time"):
    check.decisions(
        allowed,
        [
            ruled("granted", "CC BY 4.0", use(adapt=True, commercial="yes"), ("yes", [])),
            ruled("granted", "CC BY-NC 4.0", use(), ("yes", [])),
            ruled("nc", "CC BY-NC 4.0", use(commercial="yes"), ("no", ["nc"])),
            ruled("nc-unclear", "CC BY-NC 4.0", use(commercial="unclear"), ("ask", ["nc-unclear"])),
            ruled("by", "CC BY 4.0", use(credit=False), ("no", ["by"])),
            ruled("nd", "CC BY-ND 4.0", use(adapt=True), ("no", ["nd"])),
            ruled("sa", "CC BY-SA 4.0", use(adapt=True), ("no", ["sa"])),
            ruled("granted", "CC BY-SA 4.0", use(adapt=True, same_licence=True), ("yes", [])),
        ],
        table="rules_allowed.csv",
    )
with grade("CC0, versions and training"):
    check.decisions(
        allowed,
        [
            ruled(
                "cc0",
                "CC0 1.0",
                use(credit=False, adapt=True, commercial="yes", train=True),
                ("yes", []),
            ),
            ruled("nd-private", "CC BY-ND 4.0", use(adapt=True, share=False), ("yes", [])),
            ruled("nd-old", "CC BY-ND 3.0", use(adapt=True, share=False), ("no", ["nd-old"])),
            ruled("nd-old", "CC BY-ND 2.5", use(adapt=True, share=False), ("no", ["nd-old"])),
            ruled("train", "CC BY 4.0", use(share=False, train=True), ("ask", ["train"])),
            ruled(
                "by", "CC BY-NC 4.0", use(credit=False, commercial="yes", train=True),
                ("no", ["by", "nc"])
            ),
        ],
        table="rules_allowed.csv",
    )
### BEGIN HIDDEN TESTS


def oracle(elements, version, case):
    shared_change = case["adapt"] and case["share"]
    no = [
        rule
        for rule, holds in {
            "by": case["share"] and not case["credit"],
            "nc": "NC" in elements and case["commercial"] == "yes",
            "nd": "ND" in elements and shared_change,
            "nd-old": "ND" in elements and case["adapt"] and not case["share"] and version < 4,
            "sa": "SA" in elements and shared_change and not case["same_licence"],
        }.items()
        if holds
    ]
    ask = [
        rule
        for rule, holds in {
            "nc-unclear": "NC" in elements and case["commercial"] == "unclear",
            "train": case["train"],
        }.items()
        if holds
    ]
    return ("no", no) if no else ("ask", ask) if ask else ("yes", [])


random = check.rng("allowed")
cases = []
for _ in range(600):
    case = use(
        share=bool(random.random() < 0.6),
        adapt=bool(random.random() < 0.5),
        commercial=str(random.choice(["yes", "no", "no", "unclear"])),
        credit=bool(random.random() < 0.8),
        same_licence=bool(random.random() < 0.6),
        train=bool(random.random() < 0.2),
    )
    if random.random() < 0.1:
        cases.append(ruled("cc0", "CC0 1.0", case, ("yes", [])))
        continue
    elements = str(random.choice(["BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND"]))
    version = float(random.choice([1.0, 2.0, 2.1, 2.5, 3.0, 4.0, 4.0]))
    expected = oracle(elements.split("-"), version, case)
    private = expected[0] == "yes" and "ND" in elements and case["adapt"]
    rule = expected[1][0] if expected[1] else "nd-private" if private else "granted"
    cases.append(ruled(rule, f"CC {elements} {version}", case, expected))
for name, answer in {
    "what is allowed": "yes",
    "what is forbidden, every reason": "no",
    "what must be asked": "ask",
}.items():
    with grade(name):
        check.decisions(
            allowed, [case for case in cases if case.expected[0] == answer], table="rules_allowed.csv"
        )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Remixing
#
# When you adapt several works into one, every source speaks at once. You choose a licence for
# *your* part. It has to let recipients keep every source's terms.
#
# - An **ND** source ends it: an adaptation may not be shared at all. (ND in a *collection* is
#   fine: nothing is changed.)
# - An **SA** source asks for its own elements, in the same or a later version. Version 1.0 is
#   stricter: it did not yet allow later ones.
# - So BY-SA and BY-NC-SA never meet: no licence has just the elements of both. And no NC source
#   may stand beside a BY-SA one: BY-SA forbids additional terms, and NC would be one.
# - Your licence may drop the **NC** of a source, for your own part. But recipients would walk into
#   a trap: for the other maker's part NC still holds. Creative Commons calls that **not
#   recommended**. The same goes for CC0 on a remix of a BY source.
#
# (A remix of a BY-SA 4.0 work may also go out under a few licences that others wrote. Creative
# Commons keeps the list; the GPLv3 is on it, in this one direction. Our function knows the
# licences of Creative Commons alone.)
#
# The picture is for *one* source. Find its row on the left, and go right to the column of your new
# licence:
#
# ![Which licence may a remix of one work have? A grid of seven licences by seven: green where the elements are kept, yellow where not recommended, dark where forbidden.](figures/remix.svg)
#
# The row of BY-SA has a single green square, BY-SA itself. The rows with ND have none.

# %%
quiz(
    "A collage mixes one picture under CC BY-SA 4.0 and one under CC BY-NC-SA 4.0. Under which "
    "licence may you share it?",
    right="under none",
    wrong={
        "CC BY-NC-SA 4.0: it has all the elements": "BY-SA asks for its own elements. NC is one "
        "more.",
        "CC BY-SA 4.0: both have BY and SA": "Then the second picture's NC is lost, and its SA "
        "broken.",
        "either of the two": "Each of them breaks the other picture's SA.",
    },
    because="Each insists on its own licence, and there is only one collage. Ask one of the "
    "makers, or take another picture.",
)

# %% [markdown]
# ### The wrong turn
#
# "Both are ShareAlike, so they fit." They don't: each insists on its *own* licence. And ND is not
# a sort of SA: SA says *how* you may share a changed copy, ND says that you may not.
#
# ### Sets, and questions about any of several
#
# A licence is a pair: a *set* of elements, and a version. These two soups are pairs, too: a set of
# ingredients, and a size.

# %%
soups = [({"LEEK", "HOT"}, 0.5), ({"BEAN", "HOT"}, 1.0)]
print({"HOT", "LEEK"} == {"LEEK", "HOT"}, {"LEEK"} == {"LEEK", "HOT"})
print("any with leek:", any("LEEK" in parts for parts, size in soups))
print("those of a litre:", [sorted(parts) for parts, size in soups if size == 1.0])

# %% [markdown]
# Two sets are equal if they have the same members, in whatever order: no more and no fewer. `for
# parts, size in soups` takes each pair apart. The `if` at the end keeps some of the pairs: of the
# two soups one is left.

# %%
quiz(
    "Two soups, one of leek, one of bean. What does this print?",
    runs="soups = [{'LEEK'}, {'BEAN'}]\n"
    "print(any('LEEK' in soup and 'BEAN' in soup for soup in soups),\n"
    "      any('LEEK' in soup for soup in soups) and any('BEAN' in soup for soup in soups))",
    right="False True",
    wrong={
        "True True": "The first asks for both in *one* soup. No soup has both.",
        "False False": "The second asks twice. Some soup has leek, and some soup has beans.",
        "True False": "Turned round. In the first line both questions are put to the same soup.",
    },
    because="One `any` asks all its questions of one and the same item. Two `any` may each find "
    "another.",
)

# %% [markdown]
# ## L4 · Remix
# **Level 3 · 20 minutes · 6 points**
#
# Write `remix(sources, new)`. `sources` is a list of licences that you adapt, `new` is the
# licence for the remix, all written as `"CC BY-SA 4.0"` or `"CC0 1.0"`. Return `(answer, rule)`,
# where the answer is `"ok"`, `"not recommended"` or `"no"`. Ask in this order about all sources;
# the first that fits, wins:
#
# 1. `nd`: a source has ND → `"no"`;
# 2. `sa-same`: the elements of `new` are not those of an SA source → `"no"`;
# 3. `sa-first`: an SA source of version 1.0, and `new` has another version → `"no"`;
# 4. `sa-earlier`: `new` has an earlier version than an SA source → `"no"`;
# 5. `sa-with-nc`: a source is BY-SA (without NC) and another has NC → `"no"`;
# 6. `nc-dropped`: a source has NC and `new` has not → `"not recommended"`;
# 7. `by-dropped`: `new` is CC0 and a source is not → `"not recommended"`;
# 8. `free`: every source is CC0, or there is none → `"ok"`;
# 9. `sa-later`: `new` has a later version than an SA source → `"ok"`;
# 10. `kept`: all else → `"ok"`.
#
# For example, `remix(["CC BY 4.0", "CC BY-SA 3.0"], "CC BY-SA 4.0")` is `("ok", "sa-later")`, and
# `remix(["CC BY-SA 4.0", "CC BY-NC-SA 4.0"], new)` is `("no", "sa-same")` for every `new`.
#
# <details><summary>Hint 1</summary>
#
# A helper that turns `"CC BY-NC-SA 4.0"` into `({"BY", "NC", "SA"}, 4.0)` and `"CC0 1.0"` into
# `(set(), 1.0)` makes every line short.
# </details>
# <details><summary>Hint 2</summary>
#
# Make the list of SA sources once, as the soups of a litre above. Lines 2, 3, 4 and 9 ask
# about it alone.
# </details>
# <details><summary>Hint 3</summary>
#
# Each line is an `any` over elements and versions, in the order of the list. Line 5 asks two things
# of the sources, and not of one and the same. Sets are equal only if neither has more than the
# other: that tells BY-SA from BY-NC-SA.
# </details>


# %% role="answer" id="remix"
def remix(sources, new):
    """(answer, rule) for a remix of *sources* under the licence *new*."""

    ### BEGIN SOLUTION
    def parse(licence):
        name, version = licence.removeprefix("CC ").split()
        return (set() if name == "CC0" else set(name.split("-"))), float(version)

    parsed = [parse(source) for source in sources]
    elements, version = parse(new)
    alike = [(e, v) for e, v in parsed if "SA" in e]
    if any("ND" in e for e, v in parsed):
        return ("no", "nd")
    if any(e != elements for e, v in alike):
        return ("no", "sa-same")
    if any(v == 1.0 and version != 1.0 for e, v in alike):
        return ("no", "sa-first")
    if any(version < v for e, v in alike):
        return ("no", "sa-earlier")
    if any(e == {"BY", "SA"} for e, v in parsed) and any("NC" in e for e, v in parsed):
        return ("no", "sa-with-nc")
    if any("NC" in e for e, v in parsed) and "NC" not in elements:
        return ("not recommended", "nc-dropped")
    if not elements and any(e for e, v in parsed):
        return ("not recommended", "by-dropped")
    if not any(e for e, v in parsed):
        return ("ok", "free")
    if any(version > v for e, v in alike):
        return ("ok", "sa-later")
    return ("ok", "kept")
    ### END SOLUTION


# %% role="tests" id="remix-tests" points=6
grade = check.parts(6)


def mixed(rule, sources, new):
    kind = f"{REMIX[rule]['case']}: remix({sources}, {new!r})"
    return check.decision(rule, (sources, new), (REMIX[rule]["answer"], rule), kind)


with grade("one source"):
    check.decisions(
        remix,
        [
            mixed("kept", ["CC BY 4.0"], "CC BY-NC 4.0"),
            mixed("nd", ["CC BY-ND 4.0"], "CC BY-ND 4.0"),
            mixed("sa-same", ["CC BY-SA 4.0"], "CC BY 4.0"),
            mixed("kept", ["CC BY-SA 4.0"], "CC BY-SA 4.0"),
            mixed("nc-dropped", ["CC BY-NC 4.0"], "CC BY 4.0"),
            mixed("by-dropped", ["CC BY 4.0"], "CC0 1.0"),
            mixed("free", ["CC0 1.0"], "CC BY-ND 4.0"),
        ],
        table="rules_remix.csv",
    )
with grade("two sources"):
    check.decisions(
        remix,
        [
            mixed("sa-same", ["CC BY-SA 4.0", "CC BY-NC-SA 4.0"], "CC BY-NC-SA 4.0"),
            mixed("sa-with-nc", ["CC BY-SA 4.0", "CC BY-NC 4.0"], "CC BY-SA 4.0"),
            mixed("sa-later", ["CC BY 4.0", "CC BY-SA 3.0"], "CC BY-SA 4.0"),
            mixed("sa-earlier", ["CC BY-SA 4.0"], "CC BY-SA 3.0"),
            mixed("sa-first", ["CC BY-SA 1.0"], "CC BY-SA 4.0"),
            mixed("sa-first", ["CC BY-SA 4.0", "CC BY-SA 1.0"], "CC BY-SA 2.0"),
            mixed("sa-earlier", ["CC BY-SA 2.0", "CC BY-SA 4.0"], "CC BY-SA 3.0"),
            mixed("kept", ["CC BY 4.0", "CC BY-SA 1.0"], "CC BY-SA 1.0"),
        ],
        table="rules_remix.csv",
    )
### BEGIN HIDDEN TESTS
from hidden import licensing


def full(name, version="4.0"):
    return "CC0 1.0" if name == "CC0" else f"CC {name} {version}"


ALL = ["CC0", *licensing.NAMES]
single = [([full(source)], full(new)) for source in ALL for new in ALL]
pairs = [([full(one), full(other)], full(new)) for one in ALL for other in ALL for new in ALL]
for name, weight, calls in [
    ("every single source", 1, single),
    ("every pair of sources", 1.5, pairs),
]:
    with grade(name, weight=weight):
        check.decisions(
            remix, [mixed(licensing.which(*call), *call) for call in calls], table="rules_remix.csv"
        )
with grade("several sources and versions", weight=1.5):
    check.decisions(remix, [mixed(*case) for case in licensing.remixes()], table="rules_remix.csv")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### Look at your own rules
#
# The next cell draws what *your* `remix` says of every pair of sources. Choose the licence of the
# new work above the picture. A square that surprises you is worth a second look at the table.
# (Until you have written `remix`, there is nothing to draw.)

# %%
try:
    licences.explorer(remix)
except NotImplementedError:
    print("Write remix first.")

# %% [markdown]
# ## Public works in Korea
#
# Works of Korean public bodies carry the marks of the **Korea Open Government Licence** (공공누리,
# KOGL). Types 1 to 4 all ask for the source. Type 2 forbids commercial use, type 3 forbids
# changes, type 4 forbids both. Since 2026 there is also **type 0**, free without any condition,
# and an **AI mark** that can stand beside a type.
#
# ### The wrong turn
#
# "It has the AI mark, so we can do anything with it." The AI mark speaks of **training** and of
# nothing else. For every other use the type beside it counts.
#
# Two questions stay open. May you *sell* training data made from such works? Newspapers reported
# in January 2026 that the new standard forbids it, and that it asks for measures against outputs
# too similar to a work. We could not read the standard itself. A report is not a rule: **ask**.
# And types 1 to 4 *without* the AI mark? Their terms do not name training: **ask**.

# %%
for row in KOGL.values():
    print(f"{row['answer']:4} {row['id']:15} {row['case']}  [read: {row['read']}]")

# %% [markdown]
# The word in brackets says what was read: the text itself, a page of a body that makes or applies
# the rule, or a report of others. The one row that rests on a report, `ai-resell`, asks. The last
# row, `credit-line`, decides on no use: it is about the line that names the source, the second
# half of L5.
#
# Three tools for it. An `id` leads to its row, and so to its answer. A pot can have the number 0,
# and that is not the same as no number. And a piece of a sentence may be empty:

# %%
print(KOGL["no-change"]["answer"])
for pot in (0, None):
    print(pot, "| no number:", pot is None, "| counts as false:", not pot)
for cook in ("Mina", None):
    by = f" (cook: {cook})" if cook else ""
    print(f"Today: 'leek soup{by}'.")

# %% [markdown]
# Both 0 and `None` count as false. Only `is None` tells them apart.
#
# ## L5 · Types and the AI mark
# **Level 3 · 15 minutes · 6 points**
#
# Write two functions.
#
# `kogl(mark, use)` returns `(answer, rule)`. `mark` is
# `{"type": 0 to 4 or None, "ai": True or False}`. `use` is
# `{"purpose": "use", "train" or "sell-training-data", "commercial": bool, "change": bool}`;
# `commercial` and `change` matter for the purpose `"use"` only. The first that fits, wins:
#
# 1. no type and no AI mark: `unmarked`;
# 2. type 0: `type-0`;
# 3. purpose `"sell-training-data"`: `ai-resell` with the AI mark, else `train-unmarked`;
# 4. purpose `"train"`: `ai-train` with the AI mark, else `train-unmarked`;
# 5. purpose `"use"`: without a type `ai-alone`; commercial under 2 or 4 `no-commercial`; changed
#    under 3 or 4 `no-change`; else `credit`.
#
# `attribution(work)` returns the line that names the source, exactly in the words of the official
# example. `work` has the keys `institution`, `year`, `type`, `title`, `author` (or `None`) and
# `url`. For type 0 the line is `""`. With an author:
#
# `본 저작물은 '서울특별시'에서 '2025년' 작성하여 공공누리 제1유형으로 개방한 '한강 지도(작성자:김하늘)'을 이용하였으며, 해당 저작물은 '서울특별시, https://example.org'에서 무료로 다운받으실 수 있습니다.`
#
# (In English: this work uses 'Hangang map (author: Kim Haneul)', which 'Seoul' made in '2025' and
# opened as KOGL type 1. That work is free to download at 'Seoul, `https://example.org`'.)
#
# Without one, the title stands alone: `'한강 지도'을`. The particle stays `을`, whatever the title.
#
# <details><summary>Hint 1</summary>
#
# Find the rule first, and look its answer up at the end, as above. If type 0 comes out as
# unmarked, look at how you ask whether there is a type.
# </details>
# <details><summary>Hint 2</summary>
#
# The line is one f-string. Work out the brackets with the author first, as for the cook above.
# Copy the Korean words from the example: a blank too many is a difference.
# </details>


# %% role="answer" id="kogl"
def kogl(mark, use):
    """(answer, rule) for a use of a public work."""

    ### BEGIN SOLUTION
    def rule():
        if mark["type"] is None and not mark["ai"]:
            return "unmarked"
        if mark["type"] == 0:
            return "type-0"
        if use["purpose"] == "sell-training-data":
            return "ai-resell" if mark["ai"] else "train-unmarked"
        if use["purpose"] == "train":
            return "ai-train" if mark["ai"] else "train-unmarked"
        if mark["type"] is None:
            return "ai-alone"
        if use["commercial"] and mark["type"] in (2, 4):
            return "no-commercial"
        if use["change"] and mark["type"] in (3, 4):
            return "no-change"
        return "credit"

    return (KOGL[rule()]["answer"], rule())
    ### END SOLUTION


def attribution(work):
    """The line that names the source of a public work; "" for type 0."""
    ### BEGIN SOLUTION
    if work["type"] == 0:
        return ""
    author = f"(작성자:{work['author']})" if work["author"] else ""
    return (
        f"본 저작물은 '{work['institution']}'에서 '{work['year']}년' 작성하여 공공누리 제{work['type']}유형으로 개방한 "
        f"'{work['title']}{author}'을 이용하였으며, 해당 저작물은 '{work['institution']}, {work['url']}'에서 무료로 다운받으실 수 있습니다."
    )
    ### END SOLUTION


# %% role="tests" id="kogl-tests" points=6
grade = check.parts(6)


def marked(rule, kind, ai, purpose="use", commercial=False, change=False):
    call = (
        {"type": kind, "ai": ai}, {"purpose": purpose, "commercial": commercial, "change": change}
    )
    words = (
        f"{KOGL[rule]['case']}: type {kind}{', AI mark' if ai else ''}; "
        f"{purpose}{', commercial' if commercial else ''}{', changed' if change else ''}"
    )
    return check.decision(rule, call, (KOGL[rule]["answer"], rule), words)


with grade("types and marks", weight=2):
    check.decisions(
        kogl,
        [
            marked("type-0", 0, False, commercial=True, change=True),
            marked("credit", 1, False, commercial=True, change=True),
            marked("no-commercial", 2, False, commercial=True),
            marked("no-change", 3, False, change=True),
            marked("ai-train", 4, True, "train", commercial=True),
            marked("no-commercial", 4, True, commercial=True),
            marked("train-unmarked", 1, False, "train"),
            marked("unmarked", None, False),
            marked("ai-alone", None, True, change=True),
            marked("ai-resell", 1, True, "sell-training-data"),
        ],
        table="rules_kogl.csv",
    )
MAP = {
    "institution": "서울특별시",
    "year": 2025,
    "type": 1,
    "title": "한강 지도",
    "author": "김하늘",
    "url": "https://example.org",
}
LINE = (
    "본 저작물은 '서울특별시'에서 '2025년' 작성하여 공공누리 제1유형으로 개방한 '한강 지도(작성자:김하늘)'을 이용하였으며, 해당 저작물은 '서울특별시, "
    "https://example.org'에서 무료로 다운받으실 수 있습니다."
)
with grade("the line that names the source"):
    check.equal(
        attribution(MAP),
        LINE,
        "the line for a work with an author",
        look="rules_kogl.csv, row credit-line",
    )
    check.equal(
        attribution({**MAP, "author": None}),
        LINE.replace("(작성자:김하늘)", ""),
        "the line for a work without an author",
        look="rules_kogl.csv, row credit-line",
    )
    check.equal(
        attribution({**MAP, "type": 0}),
        "",
        "the line for type 0, which asks for none",
        look="rules_kogl.csv, row type-0",
    )
### BEGIN HIDDEN TESTS


def rule_of(kind, ai, purpose, commercial, change):
    if kind is None and not ai:
        return "unmarked"
    if kind == 0:
        return "type-0"
    if purpose != "use":
        return (
            {"train": "ai-train", "sell-training-data": "ai-resell"}[purpose]
            if ai
            else "train-unmarked"
        )
    if kind is None:
        return "ai-alone"
    return (
        "no-commercial"
        if commercial and kind % 2 == 0
        else "no-change"
        if change and kind > 2
        else "credit"
    )


every = [
    (kind, ai, purpose, commercial, change)
    for kind in (None, 0, 1, 2, 3, 4)
    for ai in (True, False)
    for purpose in ("use", "train", "sell-training-data")
    for commercial in (True, False)
    for change in (True, False)
]
with grade("every mark for ordinary use", weight=1.5):
    check.decisions(
        kogl,
        [marked(rule_of(*call), *call) for call in every if call[2] == "use"],
        table="rules_kogl.csv",
    )
with grade("every mark for training and selling", weight=1.5):
    check.decisions(
        kogl,
        [marked(rule_of(*call), *call) for call in every if call[2] != "use"],
        table="rules_kogl.csv",
    )
random = check.rng("attribution")
lines = []
for number in range(12):
    work = {
        "institution": str(random.choice(["부산광역시", "국립중앙박물관", "기상청"])),
        "year": int(random.integers(1999, 2027)),
        "type": int(random.integers(1, 5)),
        "title": str(random.choice(["소나무 사진", "강수량 표", "옛 지도"])),
        "author": None if number % 2 else "이도윤",
        "url": f"https://example.org/{number}",
    }
    shown = f"{work['title']}(작성자:{work['author']})" if work["author"] else work["title"]
    line = (
        "본 저작물은 '{institution}'에서 '{year}년' 작성하여 공공누리 제{type}유형으로 개방한 '".format(
            **work
        )
        + shown
        + "'을 이용하였으며, 해당 저작물은 '{institution}, {url}'에서 무료로 다운받으실 수 있습니다.".format(
            **work
        )
    )
    lines.append(
        check.decision(
            "credit-line",
            (work,),
            line,
            f"the line for type {work['type']}, {'no author' if number % 2 else 'an author'}: attribution({work})",
        )
    )
with grade("the line for other works"):
    check.decisions(attribution, lines, table="rules_kogl.csv")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# > **A first sitting may end here.** After a pause, run the set-up cell again, and your answers to
# > L3, L4 and L5: Friday's check at the end needs them, too.
#
# ## Software licences
#
# Packages declare their licence as an **SPDX expression**: `MIT`, `Apache-2.0 OR BSD-2-Clause`,
# `GPL-2.0-only WITH Classpath-exception-2.0`, `(MIT OR Apache-2.0) AND BSD-3-Clause`. Three
# operators matter. `WITH` binds most tightly, then `AND`, then `OR`; brackets change that.
#
# - **OR**: you choose. The best of the answers counts.
# - **AND**: all apply at once. The worst counts.
# - **WITH**: the licence with an exception, which can only add permissions.
#
# "Worst" is an order of our own, and not the alphabet's. `min` and `max` take a function that
# says where a value stands in the order:

# %%
order = ["no", "ask", "yes"]
print("no" < "yes", "ask" < "no", "the worst:", min(["yes", "ask"], key=order.index))

# %%
quiz(
    "What does this print?",
    runs="order = ['no', 'ask', 'yes']\nprint(min(['yes', 'no', 'ask'], key=order.index), "
    "min(['yes', 'no', 'ask']))",
    right="no ask",
    wrong={
        "no no": "Without a key texts are compared by the alphabet, and `ask` comes first there.",
        "ask ask": "The key is the place in `order`, and there `no` stands first.",
        "yes ask": "The smallest place is the worst: `no` has place 0.",
    },
    because="With the key the smallest place in `order` wins. Without it the alphabet does.",
)

# %% [markdown]
# Expressions nest, as sums and products do: `2 + 3 * (4 + 1)`. A reader for sums needs three
# small functions that share one list of **tokens** (numbers, signs, brackets), and each takes
# from its front what it understands. `total` asks for products, `product` for single values, and
# a bracket starts anew with `total`:

# %%
def calculate(text):
    """The value of a sum such as "2 + 3 * ( 4 + 1 )", with blanks between all tokens."""
    tokens = text.split()

    def total():
        value = product()
        while tokens and tokens[0] == "+":
            tokens.pop(0)
            value = value + product()
        return value

    def product():
        value = single()
        while tokens and tokens[0] == "*":
            tokens.pop(0)
            value = value * single()
        return value

    def single():
        token = tokens.pop(0)
        if token != "(":
            return int(token)
        value = total()
        tokens.pop(0)  # the closing bracket
        return value

    return total()


print(calculate("2 + 3 * 4"), calculate("( 2 + 3 ) * 4"), calculate("2 + 3 * ( 4 + 1 )"))

# %% [markdown]
# `*` binds more tightly than `+` because `total` calls `product`, and not the other way round.
# `AND` and `OR` stand to each other as `*` and `+` do.

# %%
quiz(
    "In how many ways can you satisfy `MIT OR Apache-2.0 AND BSD-3-Clause`?",
    number=2,
    wrong={
        1: "OR leaves you a choice.",
        3: "Three licences, but two of them are joined by AND: they come together.",
        4: "That would be a choice on both sides of an AND. Here OR joins only two sides.",
    },
    because="AND binds first: either MIT alone, or Apache-2.0 together with BSD-3-Clause.",
)

# %% [markdown]
# What is joined first, hangs lower. Brackets turn the tree round:
#
# ![Two trees. Without brackets OR is at the top, over MIT and an AND of Apache-2.0 and BSD-3-Clause. With brackets AND is at the top, over an OR of MIT and Apache-2.0, and BSD-3-Clause.](figures/trees.svg)
#
# Where `calculate` has numbers, your function will have lists of choices. `OR` puts two lists
# behind each other. `AND` takes each choice of the left with each of the right. With a first course
# and what goes with it:

# %%
left, right = [["leek"], ["bean"]], [["bread"], ["rice"]]
print("or: ", left + right)
print("and:", [one + other for one in left for other in right])

# %% [markdown]
# Four meals. The left one stays while the right ones go by, as in two nested loops.
#
# ### What do you do with it?
#
# Whether two licences go together depends on what you *do*:
#
# - **in-house**: you run it, nobody gets a copy. Even the GPL asks for nothing then.
# - **serve**: users reach it over a network, nobody gets a copy. Of the licences in our table
#   only the AGPL wakes up. (It is not the only one there is. Section 1 of the EUPL 1.2 counts
#   access to a work's "essential functionalities" as distribution. So does section 5 of the OSL
#   3.0 with an application over a network.)
# - **distribute**: somebody gets a copy, as an app, a wheel or a container. Now every condition
#   counts.
#
# The file `data/rules_software.csv` answers for distribution: may the whole go out under licence
# *project* with a part under *dependency* in it? A *no* does not forbid the two together. An MIT
# project may well ship a GPL library: then the whole goes out under the GPL, and not under MIT
# alone.
#
# The famous trap: **Apache-2.0 in a GPL-2.0-only project is no**, in a version 3 project yes,
# because version 2 does not know Apache's patent clauses.
#
# What is shipped counts. A Python package that names a dependency in its metadata carries no copy
# of it. One with the library's files inside does, and tools such as `auditwheel repair` put shared
# libraries there. Look into the archive.
#
# ### The wrong turn
#
# "There is no licence, so it is free." The other way round: without a licence nobody gave you any
# right. Here is what packages that this very course stands on declare. Some name a family only:
# `BSD License` is no identifier of the SPDX list, which has several. The last one names four
# without an operator between them. Where the declaration is unclear, look into the files, or ask.

# %%
for row in read("dependencies.csv"):
    print(f"{row['package']:18} {row['version']:12} {row['declared'] or '(nothing declared)'}")

# %% [markdown]
# ## L6 · SPDX expressions and compatibility
# **Level 4 · 60 minutes · 6 points**
#
# Write two functions.
#
# `choices(expression)` returns the ways in which an expression can be satisfied: a list of lists
# of licences, each inner list sorted and without repeats, in the order in which the choices are
# written. A licence with its exception is one text. For example:
#
# - `choices("MIT")` → `[["MIT"]]`
# - `choices("Apache-2.0 OR BSD-2-Clause")` → `[["Apache-2.0"], ["BSD-2-Clause"]]`
# - `choices("(MIT OR Apache-2.0) AND BSD-3-Clause")` →
#   `[["BSD-3-Clause", "MIT"], ["Apache-2.0", "BSD-3-Clause"]]`
# - `choices("MIT OR GPL-2.0-only WITH Classpath-exception-2.0")` →
#   `[["MIT"], ["GPL-2.0-only WITH Classpath-exception-2.0"]]`
#
# For `A AND B` with choices on both sides, go through those of `A` first, and for each through
# those of `B`. A choice that is written twice stands twice. Expressions are well formed, with
# operators in capitals and one or more blanks between words. An operator is a word of its own
# (`LicenseRef-ORACLE` is one licence), and a `+` belongs to the name: `GPL-2.0+` is one licence,
# too.
#
# `compatible(project, expression, use)` returns `"yes"`, `"no"` or `"ask"`. `use` is
# `"in-house"`, `"serve"` or `"distribute"`. For *one* licence:
#
# - distribute: the row of `SOFTWARE` with this dependency and project; no such row: `"ask"`;
# - in-house: `"yes"` for a dependency that the table has, else `"ask"`;
# - serve: as in-house, but an `AGPL-3.0-only` dependency is `"yes"` only in a project under
#   `AGPL-3.0-only` or `GPL-3.0-or-later`, else `"ask"`;
# - WITH an exception: the answer of the licence before `WITH`, but `"no"` becomes `"ask"`.
#
# For a choice, the worst of its licences counts; of all choices, the best (`"yes"` before `"ask"`
# before `"no"`). An expression that is `""`, `None`, `"NONE"` or `"NOASSERTION"` gives no right to
# anything: `"no"`, for every use.
#
# <details><summary>Hint 1</summary>
#
# `calculate` needs blanks between all tokens. `text.replace("(", " ( ")` puts them round one of the
# brackets; treat the other alike, then `split`. Then `calculate` is the plan: `OR` in the place of
# `+`, `AND` in the place of `*`. `WITH` binds most tightly, so it belongs into `single`: look
# whether it is the next token, and if so take it and the one behind it, too.
# </details>
# <details><summary>Hint 2</summary>
#
# The value of each function is a list of choices, that of one licence a list with a single choice.
# `OR` and `AND` do what they did with the meals above. Of each joined choice repeats must go, and
# what is left is sorted.
# </details>
# <details><summary>Hint 3</summary>
#
# Write a function for one licence and one use first. Then the worst of each choice, then the best
# of all, as above. If `WITH` goes wrong: in a use other than distribution its base licence is
# looked up, too; and only a "no" is softened.
# </details>


# %% role="answer" id="compatible"
def choices(expression):
    """The ways to satisfy an SPDX expression: a list of sorted lists of licences."""
    ### BEGIN SOLUTION
    import re

    tokens = re.findall(r"\(|\)|[^\s()]+", expression)

    def either():
        found = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            found = found + both()
        return found

    def both():
        found = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            right = one()
            found = [sorted({*a, *b}) for a in found for b in right]
        return found

    def one():
        token = tokens.pop(0)
        if token == "(":
            found = either()
            tokens.pop(0)
            return found
        if tokens and tokens[0] == "WITH":
            tokens.pop(0)
            token = f"{token} WITH {tokens.pop(0)}"
        return [[token]]

    return either()
    ### END SOLUTION


def compatible(project, expression, use):
    """Whether *project* can carry a dependency under *expression* for this use: "yes", "no" or
    "ask"."""
    ### BEGIN SOLUTION
    table = {(row["dependency"], row["project"]): row["answer"] for row in SOFTWARE}
    known = {row["dependency"] for row in SOFTWARE}
    worst_first = ["no", "ask", "yes"]

    def single(licence):
        base, _, exception = licence.partition(" WITH ")
        if use == "distribute":
            answer = table.get((base, project), "ask")
        elif base not in known:
            answer = "ask"
        elif (
            use == "serve"
            and base == "AGPL-3.0-only"
            and project not in ("AGPL-3.0-only", "GPL-3.0-or-later")
        ):
            answer = "ask"
        else:
            answer = "yes"
        return "ask" if exception and answer == "no" else answer

    if expression in (None, "", "NONE", "NOASSERTION"):
        return "no"
    worst = [
        min((single(licence) for licence in choice), key=worst_first.index) for choice in choices(expression)
    ]
    return max(worst, key=worst_first.index)
    ### END SOLUTION


# %% role="tests" id="compatible-tests" points=6
grade = check.parts(6)


def spdx(expression, expected, kind):
    return check.decision("", (expression,), expected, f"{kind}: choices({expression!r})")


def carry(rule, project, expression, use, expected):
    return check.decision(
        rule,
        (project, expression, use),
        expected,
        f"{SOFTWARE_USE[rule]['case']}: {use}, a project under {project}, dependency {expression}",
    )


def gridded(row):
    kind = f"distribute, a project under {row['project']}, dependency {row['dependency']}"
    return check.decision(
        row["id"], (row["project"], row["dependency"], "distribute"), row["answer"], kind
    )


with grade("reading expressions"):
    check.decisions(
        choices,
        [
            spdx("MIT", [["MIT"]], "one licence"),
            spdx("Apache-2.0 OR BSD-2-Clause", [["Apache-2.0"], ["BSD-2-Clause"]], "a choice"),
            spdx(
                "MIT OR Apache-2.0 AND BSD-3-Clause",
                [["MIT"], ["Apache-2.0", "BSD-3-Clause"]],
                "AND binds more tightly than OR",
            ),
            spdx(
                "(MIT OR Apache-2.0) AND BSD-3-Clause",
                [["BSD-3-Clause", "MIT"], ["Apache-2.0", "BSD-3-Clause"]],
                "brackets",
            ),
            spdx(
                "MIT OR GPL-2.0-only WITH Classpath-exception-2.0",
                [["MIT"], ["GPL-2.0-only WITH Classpath-exception-2.0"]],
                "an exception",
            ),
            spdx(
                "((LicenseRef-ORACLE OR GPL-2.0+) AND (MIT))",
                [["LicenseRef-ORACLE", "MIT"], ["GPL-2.0+", "MIT"]],
                "brackets in brackets, an operator within a name, a plus",
            ),
            spdx("MIT AND MIT OR MIT", [["MIT"], ["MIT"]], "a licence written twice"),
        ],
    )
with grade("famous pairs"):
    check.decisions(
        compatible,
        [
            gridded(row)
            for row in SOFTWARE
            if row["id"]
            in {
                "Apache-2.0>GPL-2.0-only",
                "Apache-2.0>GPL-3.0-or-later",
                "GPL-2.0-only>MIT",
                "MIT>LicenseRef-Proprietary",
                "GPL-2.0-only>GPL-3.0-or-later",
            }
        ],
        table="rules_software.csv",
    )
with grade("uses and operators"):
    check.decisions(
        compatible,
        [
            carry("in-house", "LicenseRef-Proprietary", "GPL-3.0-or-later", "in-house", "yes"),
            carry("serve-agpl", "MIT", "AGPL-3.0-only", "serve", "ask"),
            carry("or", "LicenseRef-Proprietary", "GPL-2.0-only OR MIT", "distribute", "yes"),
            carry("and", "LicenseRef-Proprietary", "GPL-2.0-only AND MIT", "distribute", "no"),
            carry("no-licence", "MIT", None, "in-house", "no"),
            carry("unknown", "MIT", "LicenseRef-Strange", "distribute", "ask"),
            carry("unknown", "Zlib", "Zlib", "distribute", "ask"),
            carry("unknown", "Zlib", "MIT", "distribute", "ask"),
            carry("unknown", "MIT", "LicenseRef-Proprietary", "in-house", "ask"),
            carry("unknown", "GPL-3.0-or-later", "AGPL-3.0-or-later", "serve", "ask"),
            carry("unknown", "MIT", "Zlib", "in-house", "ask"),
            carry(
                "exception", "MIT", "GPL-2.0-only WITH Classpath-exception-2.0", "distribute", "ask"
            ),
            carry("exception", "MIT", "MIT WITH Classpath-exception-2.0", "distribute", "yes"),
            carry(
                "exception", "LicenseRef-Proprietary", "GPL-2.0-only WITH Classpath-exception-2.0",
                "distribute", "ask"
            ),
            carry("or", "MIT", "LicenseRef-Strange OR MIT", "distribute", "yes"),
            carry("and", "MIT", "LicenseRef-Strange AND GPL-2.0-only", "distribute", "no"),
            carry("serve", "GPL-3.0-or-later", "AGPL-3.0-only", "serve", "yes"),
        ],
        table="rules_software_use.csv",
    )
### BEGIN HIDDEN TESTS
from hidden import licensing

random = check.rng("compatible uses")
KNOWN = sorted({row["dependency"] for row in SOFTWARE})
PROJECTS = sorted({row["project"] for row in SOFTWARE})
GRID = {(row["dependency"], row["project"]): row["answer"] for row in SOFTWARE}
RANK = {"no": 0, "ask": 1, "yes": 2}


def judge(project, found, use):
    def one(name):
        base = name.split(" WITH ")[0]
        answer = (
            GRID.get((base, project), "ask")
            if use == "distribute"
            else "yes"
            if base in KNOWN
            else "ask"
        )
        if (
            use == "serve"
            and base.startswith("AGPL")
            and project not in ("AGPL-3.0-only", "GPL-3.0-or-later")
        ):
            answer = "ask"
        return "ask" if answer == "no" and " WITH " in name else answer

    return max((min((one(name) for name in choice), key=RANK.get) for choice in found), key=RANK.get)


grown = licensing.grown(tuple(KNOWN))
with grade("reading longer expressions"):
    check.decisions(
        choices,
        [
            spdx(text, found, "nested brackets" if "(" in text else "several operators")
            for text, found, _ in grown
        ],
    )
with grade("every pair of the table"):
    check.decisions(compatible, [gridded(row) for row in SOFTWARE], table="rules_software.csv")
with grade("every licence in-house and served"):
    cases = []
    uses = ("in-house", "serve", "distribute")
    calls = [(name, project, use) for name in [*KNOWN, "Zlib"] for project in PROJECTS for use in uses[:2]]
    calls += [(name, name, use) for name in ("Zlib", "MPL-2.0", "GPL-2.0+") for use in uses]
    calls += [(name, "Zlib", "distribute") for name in KNOWN]
    others = ("GPL-2.0-or-later", "GPL-3.0-only", "AGPL-3.0-or-later", "LGPL-3.0-or-later", "Zlib", "LicenseRef-Own")
    calls += [("AGPL-3.0-only", project, use) for project in others for use in uses]
    calls += [(name, project, use) for name in ("LicenseRef-Proprietary", "AGPL-3.0-or-later") for project in PROJECTS for use in uses]
    calls += [(f"{name} WITH Classpath-exception-2.0", "MIT", use) for name in [*KNOWN, "Zlib"] for use in uses]
    calls += [(f"{name} WITH Classpath-exception-2.0", project, "distribute") for name in KNOWN for project in PROJECTS]
    for name, project, use in calls:
                expected = judge(project, [[name]], use)
                cases.append(
                    carry(
                        "exception" if "WITH" in name else "serve-agpl" if expected == "ask" and name in KNOWN and use == "serve" else use if expected == "yes" else "unknown",
                        project,
                        name,
                        use,
                        expected,
                    )
                )
    for expression in (None, "", "NONE", "NOASSERTION"):
        cases += [
            carry("no-licence", project, expression, use, "no")
            for project in PROJECTS
            for use in ("in-house", "serve", "distribute")
        ]
    check.decisions(compatible, cases, table="rules_software_use.csv")
with grade("expressions in projects"):
    cases = []
    for text, found, binding in grown:
        project, use = (
            str(random.choice(PROJECTS)),
            str(random.choice(["in-house", "serve", "distribute", "distribute"])),
        )
        rule = {1: "or", 2: "and", 3: "exception" if "WITH" in text else "unknown"}[binding]
        alone = {name: judge(project, [[name]], use) for choice in found for name in choice}
        words = ", ".join(f"{name}: {answer}" for name, answer in alone.items())
        one = carry(rule, project, text, use, judge(project, found, use))
        cases.append(check.decision(one.rule, one.args, one.expected, f"{one.kind}. Each alone: {words}"))
    cases.append(carry("exception", "MIT", "MIT WITH Classpath-exception-2.0", "distribute", "yes"))
    check.decisions(compatible, cases, table="rules_software_use.csv")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## May it go out?
#
# Here is Friday's app, part by part. Which part do you expect to hold it up?

# %%
sold = {"share": True, "adapt": False, "commercial": "yes", "credit": True,
        "same_licence": False, "train": False}  # fmt: skip
shown = {"purpose": "use", "commercial": True, "change": False}
try:
    print("icon, CC BY-NC 4.0:           ", *allowed("CC BY-NC 4.0", sold))
    print("collage, BY 4.0 and BY-SA 3.0:", *remix(["CC BY 4.0", "CC BY-SA 3.0"], "CC BY-SA 4.0"))
    print("map, type 3, unchanged:       ", *kogl({"type": 3, "ai": True}, shown))
    for package, declared in (
        ("packaging", "Apache-2.0 OR BSD-2-Clause"),
        ("numpy", "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0"),
        ("a chart library", "GPL-3.0-or-later"),
    ):
        print(f"{package}, {declared}:")
        for use in ("distribute", "serve"):
            print("   ", use, compatible("LicenseRef-Proprietary", declared, use))
except (NameError, NotImplementedError):
    print("Friday needs your allowed, remix, kogl and compatible: write them first.")

# %% [markdown]
# **Not on Friday as it is.** Two parts hold it up. The icon: the app is sold, and NC forbids that.
# Buy it or draw another. And the chart library: in an app that is handed out, the whole would have
# to go out under the GPL. On a server it would not, so the charts may be drawn there. One part is a
# question: our table does not know all of numpy's licences, so somebody reads them. The collage may
# go out under CC BY-SA 4.0, with its duties. The map may, with its line: the AI mark beside it
# changes nothing for an app that shows it.
#
# What you may **not** conclude: that "yes" means no work. A yes of the table has conditions.
# Lesson 3 lists them.

# %% [markdown]
# ## Summary
#
# - A Creative Commons licence is its elements. NC forbids commercial purposes, not sharing. ND
#   forbids shared changes. SA passes itself on.
# - A remix must let recipients keep every source's terms. Two different SA licences never meet.
#   ND cannot be remixed.
# - KOGL types 1 to 4 ask for the source; type 0 asks for nothing; the AI mark is for training
#   only. A rule known from reports is "ask".
# - In SPDX expressions OR is your choice, AND binds you to all. No licence means no right.
# - What you do decides: in-house, serve, distribute. The AGPL wakes over a network.
