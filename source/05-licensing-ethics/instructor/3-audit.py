# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Auditing what you already have
#     minutes: 135
#     prerequisites: [05-licensing-ethics/2-licences]
#     summary: Audit a real data catalogue, two published licence tables, the notices in a tree of files, and a crawl before it starts.
# ---

# %% [markdown]
# # Auditing what you already have
#
# > **Not legal advice.** The tables give each rule's source and date. An audit finds questions; a
# > lawyer answers them.
#
# > **Monday.** "We ship a paid app with example data in it, and a crawler fills it with news,"
# > says the head of product. "Which data may we use, and what do we owe for them? Are our own
# > files in order? Where may the crawler go, and what may it bring home?" Four questions. At the
# > end your four functions answer them.
#
# After this lesson you can
#
# - go through a catalogue for a purpose, and come back with what you may use, with which duties,
#   and what you must ask;
# - audit an auditor: find where two published licence tables contradict each other;
# - check that every file of a project carries title, author, source and licence;
# - plan a crawl by robots.txt and the terms, and know what of it you may keep.
#
# You need lesson 2: licences, their conditions, and "the worst of several answers". Plan two
# sittings: about 80 minutes to the end of L9, and an hour for the crawler. The text marks the
# place.

# %% role="read-only" id="audit-setup"
import csv

from workbook import check


def read(name):
    """The rows of data/NAME as a list of dictionaries."""
    with open(f"data/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LICENCES = {row["id"]: row for row in read("rules_catalogue.csv")}
KEEP = {row["id"]: row for row in read("rules_keep.csv")}
ROBOTS = {row["id"]: row for row in read("rules_robots.csv")}

# %% [markdown]
# ## A catalogue
#
# The package `bokeh_sampledata` brings 41 data sets for examples. Its metadata say one word:
# BSD-3-Clause. That is the licence of the *code*. The data sets have their own: public domain,
# CC0, several CC BY, one CC BY-SA, a British government licence, a notice by Donald Knuth. The
# package is a good one, for it ships an inventory with source, licence and the *evidence* for
# each. Here is the inventory, as a table.

# %%
catalogue = read("catalogue.csv")
for row in catalogue[:12]:
    print(f"{row['dataset']:16} {row['licence']:26} {row['evidence']}")
print(f"… and {len(catalogue) - 12} more")

# %% [markdown]
# `evidence` says how the maker of the inventory knows: `source-verified` means that the
# publisher's terms were read, and `existing-notice` that an old note was accepted without proof.
# For a school exercise that will do. For a product you may want better.
#
# `data/rules_catalogue.csv` holds, for each licence, whether commercial use, sharing a changed
# copy and sharing are allowed, and the **duties**. Duties wake up when you share, and more of
# them when you share a changed copy.

# %%
for row in LICENCES.values():
    print(f"{row['id']:32} commercial {row['commercial']:4} changed {row['adapt']}")
    print(f"    duties: {row['on_share'] or '-'}; if changed: {row['on_changed'] or '-'}")

# %% [markdown]
# Two rows forbid commercial use, and one forbids to share a changed copy. The last row asks about
# both. Only public domain and CC0 allow everything and owe nothing.
#
# Take one data set through by hand before you write anything. `browsers` is under CC BY-SA 3.0.
# We want to sell an app with a changed copy in it:

# %%
licence = LICENCES["CC-BY-SA-3.0"]
print("commercial:", licence["commercial"], "| changed copy:", licence["adapt"])
print("duties:", licence["on_share"].split(";"), "and", licence["on_changed"].split(";"))

# %% [markdown]
# Both answers are yes, so the worst of them is yes: we may use it. We share, so the duties of
# sharing wake up, and since it is a changed copy, those of changed copies, too: four in all. A
# licence without duties has an empty text in that column. Beware:

# %%
from workbook.notebook.quiz import quiz

quiz(
    "What does this print?",
    runs="print(''.split(';'), len(''.split(';')))",
    right="[''] 1",
    wrong={
        "[] 0": "That is `''.split()` without a separator. With one, there is always a piece.",
        "['', ''] 2": "One separator makes two pieces. Here is none.",
    },
    because="No separator, one piece: the empty text. It would count as a duty without a name.",
)

# %% [markdown]
# ### The wrong turn
#
# "The licence allows it" is half an audit. CC BY 4.0 allows nearly everything, *if* you name the
# author, link the licence and say what you changed. An audit that lists permissions and forgets
# duties produces a product that breaks every licence in it.
#
# ## L7 · Audit a catalogue
# **Level 2 · 15 minutes · 6 points**
#
# Write `audit(catalogue, purpose)`. `catalogue` is a list of rows with the keys `dataset`,
# `licence` and `evidence`. A licence is an `id` of the table, or several joined by `" AND "`,
# which then all apply. `purpose` has four keys, each `True` or `False`: `commercial`, `adapt`
# (you change it), `share` (others get it), `verified` (you need verified evidence).
#
# Return a dictionary with four keys:
#
# - `"use"`, `"ask"`, `"refuse"`: sorted lists of data sets. Each data set stands in exactly one.
# - `"duties"`: for each data set of `"use"`, the sorted list of its duties (possibly empty).
#
# An empty catalogue gives three empty lists and no duties.
#
# A data set's answer is the worst (no, ask, yes) of these, over all its licences:
#
# - the column `commercial`, if the purpose is commercial;
# - the column `adapt`, if you change it *and* share (sharing unchanged copies is a "yes" in every
#   row);
# - `ask`, if the table does not have the licence;
# - `ask`, if you need verified evidence and the evidence is `existing-notice`.
#
# Duties: if you share, those of `on_share` (separated by `;`); if you share a changed copy, those
# of `on_changed` too; of all its licences.
#
# For example, for a commercial, changed and shared use, `browsers` (CC BY-SA 3.0) is in `"use"`
# with the duties `["changes", "credit", "licence", "same-licence"]`.
#
# <details><summary>Hint 1</summary>
#
# For one data set, collect the answers in a list that begins with `["yes"]`, then take the worst
# of them as in lesson 2: `min` with a key.
# </details>
# <details><summary>Hint 2</summary>
#
# `"credit;licence".split(";")` gives two duties, but `"".split(";")` gives one empty text. Leave
# it out.
# </details>
# <details><summary>Hint 3</summary>
#
# A small dictionary leads from the worst answer to the name of the list. Collect the duties in a
# set, and sort it at the end. If only some data sets are wrong: a licence that the table does not
# have asks, and ends neither the search for a "no" nor the loop.
# </details>


# %% role="answer" id="audit"
def audit(catalogue, purpose):
    """What may be used, with which duties, what must be asked, and what is refused."""
    ### BEGIN SOLUTION
    result = {"use": [], "ask": [], "refuse": [], "duties": {}}
    for row in catalogue:
        answers, duties = ["yes"], set()
        if purpose["verified"] and row["evidence"] == "existing-notice":
            answers.append("ask")
        for name in row["licence"].split(" AND "):
            licence = LICENCES.get(name)
            if licence is None:
                answers.append("ask")
                continue
            if purpose["commercial"]:
                answers.append(licence["commercial"])
            if purpose["share"]:
                duties.update(licence["on_share"].split(";"))
            if purpose["share"] and purpose["adapt"]:
                answers.append(licence["adapt"])
                duties.update(licence["on_changed"].split(";"))
        worst = min(answers, key=["no", "ask", "yes"].index)
        result[{"yes": "use", "ask": "ask", "no": "refuse"}[worst]].append(row["dataset"])
        if worst == "yes":
            result["duties"][row["dataset"]] = sorted(duties - {""})
    for name in ("use", "ask", "refuse"):
        result[name].sort()
    return result
    ### END SOLUTION


# %% role="tests" id="audit-tests" points=6
grade = check.parts(6)
CATALOGUE = read("catalogue.csv")
PURPOSES = {
    "a commercial product that ships a changed copy": {
        "commercial": True,
        "adapt": True,
        "share": True,
        "verified": False,
    },
    "the same with verified evidence": {
        "commercial": True,
        "adapt": True,
        "share": True,
        "verified": True,
    },
    "a study inside a company": {
        "commercial": True, "adapt": True, "share": False, "verified": False
    },
    "unchanged copies for a school": {
        "commercial": False,
        "adapt": False,
        "share": True,
        "verified": False,
    },
}
with grade("the product: what to use, ask and refuse"):
    found = audit(CATALOGUE, PURPOSES["a commercial product that ships a changed copy"])
    check.equal(found["ask"], ["sea_surface_temperature"], "the data sets to ask about")
    check.equal(
        (len(found["use"]), found["refuse"]), (40, []), "how many to use, and which to refuse"
    )
with grade("the product: duties"):
    found = audit(CATALOGUE, PURPOSES["a commercial product that ships a changed copy"])
    for name, duties in {
        "browsers": ["changes", "credit", "licence", "same-licence"],
        "les_mis": ["notice", "rename"],
        "perceptions": ["notice"],
        "titanic": [],
    }.items():
        check.equal(
            found["duties"][name],
            duties,
            f"the duties for {name}",
            look="rules_catalogue.csv, its licence's row",
        )
with grade("verified evidence only"):
    found = audit(CATALOGUE, PURPOSES["the same with verified evidence"])
    check.equal(
        "titanic" in found["ask"],
        True,
        "titanic, whose public domain rests on an old note, is asked about",
    )
    check.equal(len(found["use"]), 22, "how many to use")
### BEGIN HIDDEN TESTS


def oracle(rows, purpose):
    wants = [
        column
        for column, wanted in {
            "commercial": purpose["commercial"],
            "adapt": purpose["adapt"] and purpose["share"],
        }.items()
        if wanted
    ]
    out = {"use": [], "ask": [], "refuse": [], "duties": {}}
    for row in sorted(rows, key=lambda row: row["dataset"]):
        names = row["licence"].split(" AND ")
        told = {LICENCES[name][column] for name in names if name in LICENCES for column in wants}
        if any(name not in LICENCES for name in names) or (
            purpose["verified"] and row["evidence"] == "existing-notice"
        ):
            told.add("ask")
        group = "refuse" if "no" in told else "ask" if "ask" in told else "use"
        out[group].append(row["dataset"])
        if group == "use":
            columns = (["on_share"] if purpose["share"] else []) + (
                ["on_changed"] if "adapt" in wants else []
            )
            out["duties"][row["dataset"]] = sorted(
                {
                    duty
                    for name in names
                    for column in columns
                    for duty in LICENCES[name][column].split(";")
                    if duty
                }
            )
    return out


random = check.rng("audit")
EVIDENCE = ["source-verified", "existing-notice", "maintainer-confirmed", "embedded-notice"]
ALL = [
    {"commercial": bool(n & 1), "adapt": bool(n & 2), "share": bool(n & 4), "verified": bool(n & 8)}
    for n in range(16)
]


def words(purpose):
    return ", ".join(name if wanted else f"not {name}" for name, wanted in purpose.items())


single = []
for name in [*LICENCES, "ODbL-1.0"]:
    for purpose in ALL:
        rows = [{"dataset": "a set", "licence": name, "evidence": str(random.choice(EVIDENCE))}]
        single.append(
            check.decision(
                name,
                (rows, purpose),
                oracle(rows, purpose),
                f"a data set under {name}, {rows[0]['evidence']}; {words(purpose)}",
            )
        )
joint = []
for _ in range(80):
    names = [str(name) for name in random.permutation([*LICENCES, "ODbL-1.0"])[: int(random.integers(2, 4))]]
    purpose = ALL[int(random.integers(16))]
    rows = [
        {"dataset": "a set", "licence": " AND ".join(names), "evidence": str(random.choice(EVIDENCE))}
    ]
    joint.append(
        check.decision(
            names[0],
            (rows, purpose),
            oracle(rows, purpose),
            f"a data set under {' AND '.join(names)}, {rows[0]['evidence']}; {words(purpose)}",
        )
    )
for names in (["ODbL-1.0", "CC-BY-NC-4.0"], ["CC-BY-NC-4.0", "ODbL-1.0"], ["ODbL-1.0", "MIT", "CC-BY-ND-4.0"]):
    for purpose in ALL:
        rows = [{"dataset": "a set", "licence": " AND ".join(names), "evidence": "source-verified"}]
        joint.append(
            check.decision(names[1], (rows, purpose), oracle(rows, purpose), f"a data set under {rows[0]['licence']}; {words(purpose)}")
        )
WHOLE = "a catalogue with capital and small letters"
plain = [{"dataset": name, "licence": "CC0-1.0", "evidence": "source-verified"} for name in ("b", "Z", "a")]
unknown = [{**line, "licence": "ODbL-1.0"} for line in plain]
whole = [
    check.decision("CC0-1.0", (rows, purpose), oracle(rows, purpose), f"{WHOLE}, {rows}; {words(purpose)}")
    for rows in (plain, unknown)
    for purpose in (ALL[0], ALL[7])
]
for number in range(20):
    rows = [
        {
            "dataset": f"set {int(random.integers(1000))}-{place}",
            "licence": str(random.choice([*LICENCES, "ODbL-1.0"])),
            "evidence": str(random.choice(EVIDENCE)),
        }
        for place in range([0, 1, 2, 3][number] if number < 4 else int(random.integers(4, 30)))
    ]
    purpose = ALL[number % 16]
    whole.append(
        check.decision(
            "CC0-1.0",
            (rows, purpose),
            oracle(rows, purpose),
            f"a catalogue of {len(rows)} data sets{f', {rows}' if len(rows) < 4 else ''}; {words(purpose)}",
        )
    )
whole += [
    check.decision(
        "CC-BY-3.0", (CATALOGUE, purpose), oracle(CATALOGUE, purpose), f"the real catalogue; {name}"
    )
    for name, purpose in PURPOSES.items()
]
for name, cases in {
    "every licence for every purpose": single,
    "two licences at once": joint,
    "whole catalogues": whole,
}.items():
    with grade(name):
        check.decisions(audit, cases, table="rules_catalogue.csv")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Who audits the auditors?
#
# Licence scanners work from tables, and tables are made by people. `data/scancode_index.csv` is
# the licence index of the ScanCode project: its own key, the SPDX identifier, a category, and
# whether it is deprecated. `data/spdx_list.csv` is the SPDX licence list: which licences the Open
# Source Initiative approved (`osi_approved`), which the Free Software Foundation counts as free
# (`fsf_libre`). Both are well kept. Both are used by thousands of companies. Do they agree?
#
# One trap lies in names. Is `NC` in `NCSA`?

# %%
quiz(
    "What does this print?",
    runs="name = 'NCSA-1.0'\nprint('NC' in name, 'NC' in name.split('-'))",
    right="True False",
    wrong={
        "False False": "`in` on a text looks for any run of signs, and `NCSA` begins with `NC`.",
        "True True": "The list is `['NCSA', '1.0']`. `in` on a list asks for a whole item.",
    },
    because="In a text `in` finds pieces, in a list whole items. NCSA is a university's centre and "
    "has nothing to do with money.",
)

# %% [markdown]
# An audit like this does not say who is right. It finds the rows that a human must look at. Two
# real ones wait for you, with three contradictions.
#
# ## L8 · Audit an auditor
# **Level 3 · 15 minutes · 5 points**
#
# Write `contradictions(index, spdx)`. `index` is a list of rows with `key`, `spdx`, `category`
# and `deprecated`; `spdx` is a list of rows with `spdx`, `osi_approved`, `fsf_libre` and
# `deprecated` (`"yes"` or `"no"`). No key stands twice in the index. Return the sorted list of
# tuples `(key, code)`, each tuple once:
#
# | code | the index row |
# |---|---|
# | `"unknown"` | its SPDX identifier is not in the list; of the other codes only `claimed-twice`, `nc-but-open` and `sa-but-permissive` can hold then |
# | `"closed-but-osi"` | its category is closed, although the list says OSI-approved |
# | `"closed-but-libre"` | its category is closed, although the list says free by the FSF |
# | `"deprecated-differs"` | one table calls it deprecated, the other does not |
# | `"claimed-twice"` | another index row claims the same identifier |
# | `"nc-but-open"` | its identifier has the part `NC` or `ND`, and its category is not closed |
# | `"sa-but-permissive"` | its identifier has the part `SA`, and its category is `Permissive` |
#
# Closed categories are `Commercial`, `Proprietary Free`, `Source-available` and
# `Free Restricted`. The parts of an identifier stand between hyphens: `CC-BY-NC-4.0` has the part
# `NC`, `NCSA` has not. Identifiers are compared to the letter: capitals count.
#
# For example, a row with the key `old-tool`, category `Proprietary Free` and an OSI-approved
# identifier gives `("old-tool", "closed-but-osi")`.
#
# <details><summary>Hint 1</summary>
#
# Make a dictionary from identifier to row of the list, so that `.get` answers "is it there?" and
# "what does it say?" at once. Count the claims before you go through the index.
# </details>
# <details><summary>Hint 2</summary>
#
# The last two codes look at the identifier's name and the category only, so they hold for unknown
# identifiers too. One row can have several codes: no `elif`, and no `continue` before the last
# one.
# </details>


# %% role="answer" id="contradictions"
def contradictions(index, spdx):
    """The sorted (key, code) of every row of *index* that a human must look at."""
    ### BEGIN SOLUTION
    closed = {"Commercial", "Proprietary Free", "Source-available", "Free Restricted"}
    listed = {row["spdx"]: row for row in spdx}
    claims = [row["spdx"] for row in index]
    found = []
    for row in index:
        entry, parts = listed.get(row["spdx"]), row["spdx"].split("-")
        is_closed = row["category"] in closed
        checks = {
            "unknown": entry is None,
            "closed-but-osi": entry is not None and is_closed and entry["osi_approved"] == "yes",
            "closed-but-libre": entry is not None and is_closed and entry["fsf_libre"] == "yes",
            "deprecated-differs": entry is not None and entry["deprecated"] != row["deprecated"],
            "claimed-twice": claims.count(row["spdx"]) > 1,
            "nc-but-open": ("NC" in parts or "ND" in parts) and not is_closed,
            "sa-but-permissive": "SA" in parts and row["category"] == "Permissive",
        }
        found += [(row["key"], code) for code, holds in checks.items() if holds]
    return sorted(found)
    ### END SOLUTION


# %% role="tests" id="contradictions-tests" points=5
grade = check.parts(5)
INDEX, LIST = read("scancode_index.csv"), read("spdx_list.csv")


def audited(kind, index, spdx, expected):
    """Fail with the first tuple that is too many or missing, and with the rows that it is about."""
    found = contradictions(index, spdx)
    keys = {line["key"] for line in index}
    if type(found) is list and all(
        type(pair) is tuple and pair[:1] and pair[0] in keys for pair in found
    ):
        wrong = [(pair, "is too many") for pair in found if pair not in expected]
        wrong += [(pair, "is missing") for pair in expected if pair not in found]
        for pair, word in wrong:
            name = next(line["spdx"] for line in index if line["key"] == pair[0])
            rows = [tuple(line.values()) for line in index if line["spdx"] == name]
            listed = [tuple(line.values()) for line in spdx if line["spdx"] == name]
            check.that(
                False, f"{kind}: {pair} {word}. Index: {rows}. List: {listed or 'no such row'}"
            )
    check.equal(found, expected, kind)


with grade("the two published tables"):
    audited(
        "what ScanCode's index and the SPDX list 3.27.0 disagree about",
        INDEX,
        LIST,
        [
            ("sun-sissl-1.1", "closed-but-libre"),
            ("sun-sissl-1.1", "closed-but-osi"),
            ("sybase", "closed-but-osi"),
        ],
    )


def row(key, spdx, category="Permissive", deprecated="no"):
    return {"key": key, "spdx": spdx, "category": category, "deprecated": deprecated}


def entry(spdx, osi="no", libre="no", deprecated="no"):
    return {"spdx": spdx, "osi_approved": osi, "fsf_libre": libre, "deprecated": deprecated}


with grade("small tables"):
    audited("two tables that agree", [row("mit", "MIT")], [entry("MIT", "yes", "yes")], [])
    audited(
        "one identifier claimed twice",
        [row("a", "MIT"), row("b", "MIT")],
        [entry("MIT")],
        [("a", "claimed-twice"), ("b", "claimed-twice")],
    )
    audited(
        "an identifier that the list does not have",
        [row("x", "X-1.0")],
        [entry("MIT")],
        [("x", "unknown")],
    )
    audited(
        "two codes for one row",
        [row("x", "CC-BY-NC-SA-4.0")],
        [entry("CC-BY-NC-SA-4.0")],
        [("x", "nc-but-open"), ("x", "sa-but-permissive")],
    )
    audited(
        "two parts and one code",
        [row("x", "CC-BY-NC-ND-4.0")],
        [entry("CC-BY-NC-ND-4.0")],
        [("x", "nc-but-open")],
    )
    for part in ("SAX", "NCX", "NDX", "XSA", "XNC", "XND"):
        name = f"Data-{part}-1.0"
        kind = f"parts that only begin or end so: {name}"
        audited(kind, [row("x", name)], [entry(name)], [])
### BEGIN HIDDEN TESTS
random = check.rng("contradictions")
CATEGORIES = [
    "Permissive",
    "Copyleft",
    "Copyleft Limited",
    "Public Domain",
    "Commercial",
    "Proprietary Free",
    "Source-available",
    "Free Restricted",
]
NAMES = [
    "MIT",
    "NCSA",
    "CC-BY-NC-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-4.0",
    "Zlib",
    "SISSL",
    "SAX-PD",
    "GPL-3.0-only",
    "NCBI-PD",
]


def oracle(index, spdx):
    table, found = {line["spdx"]: line for line in spdx}, set()
    for one in index:
        shut, parts, known = (
            one["category"] in CATEGORIES[4:],
            set(one["spdx"].split("-")),
            table.get(one["spdx"]),
        )
        if sum(other["spdx"] == one["spdx"] for other in index) >= 2:
            found.add((one["key"], "claimed-twice"))
        if parts & {"NC", "ND"} and not shut:
            found.add((one["key"], "nc-but-open"))
        if "SA" in parts and one["category"] == "Permissive":
            found.add((one["key"], "sa-but-permissive"))
        if known is None:
            found.add((one["key"], "unknown"))
            continue
        found |= {
            (one["key"], f"closed-but-{word}")
            for word, column in (("osi", "osi_approved"), ("libre", "fsf_libre"))
            if shut and known[column] == "yes"
        }
        if known["deprecated"] != one["deprecated"]:
            found.add((one["key"], "deprecated-differs"))
    return sorted(found)


def pick(values):
    return values[int(random.integers(len(values)))]


def tables(size):
    index = [
        row(
            f"k{place:02}",
            NAMES[0] if size == 4 and place < 3 else pick(NAMES),
            pick(CATEGORIES),
            pick(["no", "no", "yes"]),
        )
        for place in range(size)
    ]
    spdx = [
        entry(name, pick(["yes", "no"]), pick(["yes", "no"]), pick(["no", "no", "yes"]))
        for name in NAMES
        if random.random() < 0.8
    ]
    return index, spdx


by_code = {}
for turn in range(400):
    index, spdx = tables(1 + turn % 4)
    expected = oracle(index, spdx)
    code = pick(sorted({code for _, code in expected})) if expected else "nothing"
    by_code.setdefault(code, []).append((f"a small table of {len(index)}", index, spdx, expected))
for turn in range(15):  # too rare to be left to luck
    index, spdx = tables(1 + turn % 4)
    index[turn % len(index)] |= {"spdx": "CC-BY-SA-4.0", "category": "Permissive"}
    case = f"a small table of {len(index)}", index, spdx, oracle(index, spdx)
    by_code.setdefault("sa-but-permissive", []).insert(0, case)
PLANTED = []
for name, known, codes in (
    ("CC-BY-NC-SA-4.0", False, ["nc-but-open", "sa-but-permissive", "unknown"]),
    ("CC-BY-SA-4.0", False, ["sa-but-permissive", "unknown"]),
    ("CC-BY-NC-ND-4.0", True, ["nc-but-open"]),
    ("LicenseRef-Data-NC-1.0", True, ["nc-but-open"]),
    ("LicenseRef-Data-NC", True, ["nc-but-open"]),
    ("LicenseRef-Data-SA", True, ["sa-but-permissive"]),
    ("NC-1.0", True, ["nc-but-open"]),
    ("SA-PD", True, ["sa-but-permissive"]),
    ("ND", True, ["nc-but-open"]),
    ("Data-X.NC.1", True, []),
    ("Data_SA-1.0", True, []),
    ("CC-BY-NC+", True, []),
    ("LicenseRef-nc-1.0", True, []),
    ("LicenseRef-nd", True, []),
    ("LicenseRef-Data-sa", True, []),
):
    spdx = [entry(name if known else "MIT")]
    expected = [("x", code) for code in codes]
    PLANTED.append((f"the parts of {name}", [row("x", name)], spdx, expected))
OTHER = [
    (f"the category {category}, which is none of the four", [row("x", "MIT", category)], [entry("MIT", "yes", "yes")], [])
    for category in ("Non-Commercial", "Commercial Friendly", "Free", "Proprietary", "Restricted", "Source")
]
PLANTED.append(("an empty category", [row("x", "CC-BY-NC-4.0", "")], [entry("CC-BY-NC-4.0")], [("x", "nc-but-open")]))
alike = [row("x", "Zlib"), row("y", "zlib"), row("z", "Zlib+")]
CLAIMED = [
    ("identifiers that nearly agree", alike, [entry("Zlib")], [("y", "unknown"), ("z", "unknown")]),
    ("a list in other capitals", [row("x", "MIT")], [entry("mit"), entry("MIT+")], [("x", "unknown")]),
    ("an empty list", [*alike[:2], row("z", "Zlib")], [],
     [("x", "claimed-twice"), ("x", "unknown"), ("y", "unknown"), ("z", "claimed-twice"), ("z", "unknown")]),
    ("keys in no order, some with capitals", [row(key, f"X-{key}") for key in ("b2", "a", "B10", "Z", "a-1", "b10")], [],
     [(key, "unknown") for key in ("B10", "Z", "a", "a-1", "b10", "b2")]),
]
for name, codes in {
    "closed, yet approved": ["closed-but-osi", "closed-but-libre"],
    "unknown, deprecated, claimed twice": ["unknown", "deprecated-differs", "claimed-twice"],
    "names that contradict the category": ["nc-but-open", "sa-but-permissive", "nothing"],
}.items():
    with grade(name):
        planted = PLANTED if "nc-but-open" in codes else OTHER if "closed-but-osi" in codes else CLAIMED
        for case in [*planted, *(case for code in codes for case in by_code[code][:15])]:
            audited(*case)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Notices, file by file
#
# A licence that nobody finds is no licence. Good practice names four things for each piece:
# **title, author, source, licence** (remember TASL). The REUSE specification puts them where
# tools find them: in the file's first lines, or, where a file can't hold text, in a companion
# `picture.png.license`. A table for many files does too. And the text of every licence lies in
# the folder `LICENSES`.
#
# This course's own repository is checked that way on every change.
#
# Four tools of Python are all you need. A text is cut at a word by `partition`; a comment's end
# goes with `removesuffix`; a table in a text is read by `csv.DictReader`; a pattern is matched by
# `fnmatch`:

# %%
import fnmatch

print("# Colour:  deep blue -->".partition("Colour:"))
print("deep blue -->".removesuffix("-->").strip())
print(list(csv.DictReader(['name,colour', '"Han, the river",blue'])))
for path in ("maps/a.png", "maps/A.PNG"):
    print(path, fnmatch.fnmatchcase(path, "maps/*.png"))

# %% [markdown]
# The three parts are what stands before the word, the word, and what follows it, blanks and all.
# A row of the table is a dictionary, and the comma within the quotes parted nothing. The pattern
# keeps capitals and small letters apart.

# %%
quiz(
    "Does the pattern `maps/*.png` match the file `maps/old/a.png`?",
    runs="import fnmatch\nprint(fnmatch.fnmatchcase('maps/old/a.png', 'maps/*.png'))",
    right="True",
    wrong={"False": "A shell's star stops at a slash. `fnmatch` knows no folders, only signs."},
    because="For `fnmatch` a slash is a sign like any other, so the star covers `old/a`.",
)

# %% [markdown]
# ## L9 · Complete notices
# **Level 4 · 25 minutes · 4 points**
#
# Write `missing(files)`. `files` maps each path to the file's text, or to `None` if it is not
# text. Return a dictionary: path → sorted list of what is missing, for the incomplete files only.
#
# Four fields are needed: `"title"`, `"author"`, `"source"`, `"licence"`. A field is there if any
# of these three places has it with a non-empty value:
#
# 1. the first 20 lines of the file itself;
# 2. the first 20 lines of the companion file, whose path is the file's path + `.license`;
# 3. a row of `CREDITS.csv` (at the root, columns `path,title,author,source,licence`) whose `path`
#    matches; it may be a pattern such as `figures/*.png`, in the sense of `fnmatch.fnmatchcase`.
#    If several rows match, all of them count.
#
# In 1 and 2 a field is a line that contains the tag, with the value after it: `Title:`, `Author:`
# or `SPDX-FileCopyrightText:`, `Source:`, `SPDX-License-Identifier:`. The value is the rest of
# the line, without blanks around it and without a comment's closing `-->` or `*/`. A tag is
# written just so: `title:` is none. A value of blanks alone is empty. No place names two licences,
# and no line has two tags.
#
# If a licence is named, its text must be there: for every licence and exception in the
# expression, the file `LICENSES/<id>.txt`. If one is absent, `"licence-text"` is missing. If two
# of the three places name a licence, the first of them counts.
#
# Not checked themselves: files that end in `.license`, `CREDITS.csv`, everything in `LICENSES/`
# (both at the root).
#
# For example, `missing({"a.png": None})` is
# `{"a.png": ["author", "licence", "source", "title"]}`.
#
# <details><summary>Hint 1</summary>
#
# Write a helper that turns a text into a dictionary of the fields that it has. Use it on the file
# and on its companion.
# </details>
# <details><summary>Hint 2</summary>
#
# The third part of `partition` is what follows the tag, or empty. `csv.DictReader` takes a list
# of lines, so split the table's text first.
# </details>
# <details><summary>Hint 3</summary>
#
# The names in an expression are the tokens of lesson 2 without brackets and without the three
# operators. If only trees with two sources fail: an empty value must not hide a full one in
# another place, and of two licences the one of the earlier place counts.
# </details>

# %% role="answer" id="missing"
import fnmatch
import re


def missing(files):
    """path → what is missing of title, author, source, licence and the licence's text."""
    ### BEGIN SOLUTION
    tags = {
        "title": ["Title:"],
        "author": ["Author:", "SPDX-FileCopyrightText:"],
        "source": ["Source:"],
        "licence": ["SPDX-License-Identifier:"],
    }

    def fields(text):
        found = {}
        for line in (text or "").splitlines()[:20]:
            for field, names in tags.items():
                for tag in names:
                    value = line.partition(tag)[2].strip()
                    value = value.removesuffix("-->").removesuffix("*/").strip()
                    if value:
                        found.setdefault(field, value)
        return found

    credits = list(csv.DictReader(files["CREDITS.csv"].splitlines())) if "CREDITS.csv" in files else []
    result = {}
    for path, text in files.items():
        if path.endswith(".license") or path == "CREDITS.csv" or path.startswith("LICENSES/"):
            continue
        found = {}
        for row in credits:
            if fnmatch.fnmatchcase(path, row["path"]):
                found |= {field: row[field] for field in tags if row[field].strip()}
        found |= fields(files.get(path + ".license")) | fields(text)
        lacking = [field for field in tags if field not in found]
        names = set(re.findall(r"[^\s()]+", found.get("licence", ""))) - {"AND", "OR", "WITH"}
        if any(f"LICENSES/{name}.txt" not in files for name in names):
            lacking.append("licence-text")
        if lacking:
            result[path] = sorted(lacking)
    return result
    ### END SOLUTION


# %% role="tests" id="missing-tests" points=4
grade = check.parts(4)
HEAD = (
    "# Title: A tool\n# SPDX-FileCopyrightText: 2026 Kim\n# Source: https://example.org\n# "
    "SPDX-License-Identifier: MIT\n"
)
NOTHING = ["author", "licence", "source", "title"]
TABLE = "path,title,author,source,licence\n"


def tree(kind, files, expected):
    return check.decision("tree", (files,), expected, f"{kind}: missing({files!r})")


with grade("one file at a time"):
    check.decisions(
        missing,
        [
            tree("a picture with nothing", {"a.png": None}, {"a.png": NOTHING}),
            tree("a complete script", {"a.py": HEAD, "LICENSES/MIT.txt": "…"}, {}),
            tree("a licence without its text", {"a.py": HEAD}, {"a.py": ["licence-text"]}),
            tree("a title in line 21", {"a.py": "x\n" * 20 + "Title: A\n"}, {"a.py": NOTHING}),
            tree("20 empty lines above", {"a.py": "\n" * 20 + "Title: A\n"}, {"a.py": NOTHING}),
            tree(
                "a tag without a value", {"a.py": "# Title: \n<!-- Author: -->\n"},
                {"a.py": NOTHING}
            ),
            tree(
                "a comment that closes",
                {"a.md": "<!-- SPDX-License-Identifier: MIT -->\n", "LICENSES/MIT.txt": "…"},
                {"a.md": ["author", "source", "title"]},
            ),
            tree(
                "two tags for one field, the first without a value",
                {"a.py": "Author:\nSPDX-FileCopyrightText: Kim\n"},
                {"a.py": ["licence", "source", "title"]},
            ),
            tree(
                "an operator within a licence's name",
                {"a.py": HEAD.replace("MIT", "LicenseRef-ORACLE")},
                {"a.py": ["licence-text"]},
            ),
            tree("paths that look alike", {"data/CREDITS.csv": "x"}, {"data/CREDITS.csv": NOTHING}),
        ],
    )
with grade("companions and tables"):
    check.decisions(
        missing,
        [
            tree(
                "a picture with a complete companion",
                {"a.png": None, "a.png.license": HEAD, "LICENSES/MIT.txt": "…"},
                {},
            ),
            tree(
                "a companion without the file's ending",
                {"a.png": None, "a.license": HEAD, "LICENSES/MIT.txt": "…"},
                {"a.png": NOTHING},
            ),
            tree(
                "a picture that a pattern of the table covers",
                {
                    "figures/x.png": None,
                    "CREDITS.csv": TABLE + "figures/*.png,Maps,Lee,https://example.org,CC-BY-4.0\n",
                    "LICENSES/CC-BY-4.0.txt": "…",
                },
                {},
            ),
            tree(
                "a row for another folder",
                {"maps/a.png": None, "CREDITS.csv": TABLE + "a.png,Maps,Lee,here,\n"},
                {"maps/a.png": NOTHING},
            ),
            tree(
                "two rows that match, one with a comma in its title",
                {
                    "x.png": None,
                    "CREDITS.csv": TABLE + 'x.png,"Maps, old",Lee,,\n*.png,,,here,0BSD\n'
                },
                {"x.png": ["licence-text"]},
            ),
            tree(
                "a licence in the file and another in the companion: the file's counts",
                {
                    "a.py": "# SPDX-License-Identifier: MIT\n",
                    "a.py.license": "Title: A\nAuthor: B\nSource: C\nSPDX-License-Identifier: "
                    "0BSD\n",
                    "LICENSES/MIT.txt": "…",
                },
                {},
            ),
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import trees

for name, part in {
    "in the file": "file",
    "beside the file": "companion",
    "in the table": "table",
    "the licence and its text": "texts",
    "what is checked": "checked",
}.items():
    with grade(name, weight=0.8):
        check.decisions(missing, [tree(*case) for case in trees.cases(part)])
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# > **A first sitting may end here.** After a pause, run the set-up cell again. Monday's answers at
# > the end need the three functions above as well.
#
# ## Before you crawl
#
# A site says in `robots.txt` where crawlers may go. RFC 9309 fixes how to read it:
#
# - Take all groups that name your crawler, whatever the case of the letters. If there is none,
#   take the groups of `*`.
# - A rule matches from the start of the path. `*` stands for any characters, `$` at the end for
#   the end of the path.
# - Bytes outside ASCII are percent-encoded before anything is compared.
# - Of all rules that match, **the longest** wins. Of an allow and a disallow of equal length,
#   allow wins. Nothing matches: allowed.
# - The file is *unavailable* (status 400 to 499): you may go anywhere. It is *unreachable* (500
#   to 599): go nowhere.
#
# How does "a rule matches" become code? By a regular expression. `re.escape` takes every sign at
# its word, and `.*` stands for anything. `re.match` begins at the start of the text, as a rule
# does. And a text has bytes:

# %%
import re

pattern = ".*".join(re.escape(piece) for piece in "/shop*.html".split("*"))
for path in ("/shop/1.html", "/my/shop.html"):
    print(pattern, path, re.match(pattern, path) is not None)
print("한".encode(), [f"{byte:02X}" for byte in "한".encode()])

# %% [markdown]
# The dot of `.html` got a backslash, so it stands for a dot and nothing else. `/my/shop.html` does
# not match, for it begins otherwise. One Korean syllable is three bytes: ED, 95 and 9C.

# %%
quiz(
    "`Disallow: /shop`, and below it `Allow: /shop/sale`. May a crawler fetch `/shop/sale/1`?",
    right="Yes: the longer rule allows it.",
    wrong={
        "No: the first rule that matches forbids it.": "Python's own reader did so for many years. "
        "RFC 9309 does not go by the order.",
        "No: a ban is stronger than a permission.": "The length counts. At equal length allow "
        "wins.",
        "Yes: the last rule wins.": "Turn the two lines round: it stays yes.",
    },
    because="Both match from the start of the path. Ten signs beat five, wherever they stand.",
)

# %% [markdown]
# Written out, for the path `/shop/sale/1`:
#
# | rule | does it match? | length |
# |---|---|---|
# | `Disallow: /shop` | yes | 5 |
# | `Allow: /shop/sale` | yes | **10**: the longest that matches, so fetch it |
# | `Disallow: /shop/sale/2/old` | no | does not count |
#
# ### Lines into groups
#
# A `robots.txt` is a flat list of lines, and a group is not marked at its end: the next name
# *after a rule* ends it. The seating plan of a soup kitchen is written the same way. Guests who are
# named one after the other share the dishes below them:

# %%
plan = ["guest: Ara", "guest: Bom", "dish: soup", "dish: cake", "guest: Cho", "dish: bread"]
tables, after_a_dish = [], True
for text in plan:
    key, _, value = text.partition(": ")
    if key == "guest":
        if after_a_dish:
            tables.append(([], []))  # a new table: its guests, its dishes
        tables[-1][0].append(value)
    else:
        tables[-1][1].append(value)
    after_a_dish = key == "dish"
for guests, dishes in tables:
    print(guests, dishes)

# %% [markdown]
# Ara and Bom share a table, for no dish stands between their names. Cho comes after a dish, and so
# sits at a new one.
#
# ### The wrong turn
#
# Python's own `urllib.robotparser`, before the versions of 2026, took the *first* rule that
# matched. Many crawlers copied that. Given `Disallow: /` and below it `Allow: /public/`, it
# forbids what the site allows. The other way round it allows what the site forbids.
#
# And robots.txt is a request, not a licence. Do *terms of use* bind a visitor who never clicked
# "I agree"? In 2022 the Supreme Court found no ground for that, but in a criminal case and about
# access only. So: ask.
#
# What comes home raises the next question: **what may you keep?** Korean courts judge crawlers by
# the rights of database makers (Article 93): all or a substantial part is the maker's, single
# items are not. Many small helpings, taken systematically, count as a substantial part if they
# come to the same result, said the Supreme Court in 2022. A link only names a place: no copy. And
# headlines? The Supreme Court left the bare titles of a book and of a comic unprotected. Many
# conclude that every headline is free. But those rulings are not about headlines, and a headline
# can say more than a name. We found no ruling that settles it: **ask**.

# %%
for row in KEEP.values():
    print(f"{row['answer']:4} {row['id']:16} {row['case']}")
    print(f"{'':4} {row['source']}, {row['place']}")

# %% [markdown]
# The first word is the answer. Four rows say **yes**: a link, facts, a text bought for the purpose,
# and single items. Three say **ask**: headlines, and the two on research.
#
# ## L10 · A crawl plan, and what to keep
# **Level 4 · 50 minutes · 5 points**
#
# Write two functions.
#
# `crawl_plan(site, agent, paths)` returns `{"fetch": […], "ask": […], "skip": […]}`, each path in
# exactly one list, in the order given (no path is given twice). `site` is
# `{"status": int, "robots": str, "terms_forbid": bool}`; the status is 200 to 299, or 400 to 599.
# Paths that robots.txt allows are fetched, or, if the terms forbid crawling, asked about; the
# others are skipped. `/robots.txt` itself robots.txt always allows, whatever the status.
#
# Reading: keys in any case (`User-agent`, `Allow`, `Disallow`), `#` begins a comment, other keys
# and lines without `:` are ignored. One or more `User-agent` lines begin a group; the rules that
# follow belong to it; a `User-agent` line after a rule begins a new group. Empty lines mean
# nothing. Rules before the first group are ignored. A rule with an empty value matches nothing,
# but a rule it is: the next `User-agent` line begins a new group. A group names your crawler if
# its value equals `agent`, ignoring case; such a group counts even without rules.
#
# Before you compare, write each byte of a value or a path that is not ASCII as `%` and two
# capital hexadecimal digits of its UTF-8: `/한` becomes `/%ED%95%9C`. The length of a rule is the
# length of its value after that, with every `*` and `$`. A `$` that is not at the end, and any
# other sign, stands for itself. (The RFC also encodes and decodes some ASCII characters. No path
# or value here has any of those.)
#
# `may_keep(item)` returns `(answer, rule)` from the table above. `item` has the keys `what`
# (`"title"`, `"link"`, `"facts"`, `"body"` or `"database"`), `contract` (`None`, `"this"` purpose
# or `"other"` purpose), `research` (`True` for non-commercial research) and `amount` (`"items"`,
# `"systematic"` or `"substantial"`, for databases). The first that fits, wins:
#
# 1. `title`, `link`, `facts`, whatever the contract;
# 2. a contract for this purpose: `body-licensed`; for another: `beyond-contract`;
# 3. a body: `research-mining` for research, else `body`;
# 4. a database: `db-items` for items; else `db-research` for research; else `db-systematic` or
#    `db-substantial`.
#
# For example, with `Disallow: /` and `Allow: /news/` for `*`, the path `/news/1` is fetched and
# `/shop` skipped.
#
# <details><summary>Hint 1</summary>
#
# Turn a rule's value into a regular expression as shown above, and end it with `$` (the regular
# one) if the value ends with `$`. For the bytes: go through `text.encode()`; a byte below 128 is
# `chr(byte)`, any other a `%` and two digits. Rules *and* paths need it.
# </details>
# <details><summary>Hint 2</summary>
#
# Read the file into a list of `(agents, rules)`, as the guests and their dishes above. Lines that
# are ignored must leave the flag alone, and rules before the first group need a place to be lost.
# </details>
# <details><summary>Hint 3</summary>
#
# Of the rules that match, the largest pair (length, allowed or not) decides: `True` is more than
# `False`. With no match the path is allowed. If only groups are wrong: several groups may name
# you, and a rule with an empty value ends the list of names above it.
# </details>


# %% role="answer" id="crawl"
def crawl_plan(site, agent, paths):
    """Which paths to fetch, to ask about and to skip."""

    ### BEGIN SOLUTION
    def coded(text):
        return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in text.encode())

    groups, after_rule = [], True
    for line in site["robots"].splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent" and colon:
            if after_rule:
                groups.append(([], []))
            groups[-1][0].append(value.lower())
            after_rule = False
        elif key in ("allow", "disallow") and colon:
            after_rule = True
            if groups and value:
                groups[-1][1].append((coded(value), key == "allow"))

    named = [rules for agents, rules in groups if agent.lower() in agents]
    if not named:
        named = [rules for agents, rules in groups if "*" in agents]
    rules = [rule for group in named for rule in group]

    def matches(value, path):
        end = "$" if value.endswith("$") else ""
        pattern = ".*".join(re.escape(piece) for piece in value.removesuffix("$").split("*"))
        return re.match(pattern + end, path) is not None

    def is_allowed(path):
        if path == "/robots.txt" or 400 <= site["status"] < 500:
            return True
        if site["status"] >= 500:
            return False
        fitting = [(len(value), allow) for value, allow in rules if matches(value, coded(path))]
        return max(fitting)[1] if fitting else True

    plan = {"fetch": [], "ask": [], "skip": []}
    for path in paths:
        if not is_allowed(path):
            plan["skip"].append(path)
        else:
            plan["ask" if site["terms_forbid"] else "fetch"].append(path)
    return plan
    ### END SOLUTION


def may_keep(item):
    """(answer, rule) for a piece of news or data."""

    ### BEGIN SOLUTION
    def rule():
        if item["what"] in ("title", "link", "facts"):
            return item["what"]
        if item["contract"]:
            return "body-licensed" if item["contract"] == "this" else "beyond-contract"
        if item["what"] == "body":
            return "research-mining" if item["research"] else "body"
        if item["amount"] == "items":
            return "db-items"
        return "db-research" if item["research"] else f"db-{item['amount']}"

    return (KEEP[rule()]["answer"], rule())
    ### END SOLUTION


# %% role="tests" id="crawl-tests" points=5
grade = check.parts(5)


def planned(rule, robots, paths, plan, agent="HanBot", status=200, terms=False, why=""):
    site = {"status": status, "robots": robots, "terms_forbid": terms}
    call = f"crawl_plan({site!r}, {agent!r}, {paths!r})"
    words = f"{ROBOTS[rule]['case']} ({ROBOTS[rule]['says']}): {why}{call}"
    return check.decision(rule, (site, agent, paths), plan, words)


def everything(*paths):
    return {"fetch": list(paths), "ask": [], "skip": []}


with grade("robots.txt"):
    check.decisions(
        crawl_plan,
        [
            planned(
                "longest",
                "User-agent: *\nDisallow: /\nAllow: /news/\n",
                ["/news/1", "/shop"],
                {"fetch": ["/news/1"], "ask": [], "skip": ["/shop"]},
            ),
            planned(
                "longest",
                "User-agent: *\nAllow: /news/\nDisallow: /news/paid/\n",
                ["/news/paid/1"],
                {"fetch": [], "ask": [], "skip": ["/news/paid/1"]},
            ),
            planned("tie", "User-agent: *\nDisallow: /a\nAllow: /a\n", ["/a"], everything("/a")),
            planned(
                "group",
                "User-agent: *\nDisallow: /\n\nUser-agent: hanbot\nDisallow: /x\n",
                ["/a", "/x"],
                {"fetch": ["/a"], "ask": [], "skip": ["/x"]},
            ),
            planned(
                "wildcard",
                "User-agent: *\nDisallow: /*.pdf$\n",
                ["/a.pdf", "/a.pdf?x"],
                {"fetch": ["/a.pdf?x"], "ask": [], "skip": ["/a.pdf"]},
            ),
            planned(
                "wildcard",
                "User-agent: *\nDisallow: /a.b\nDisallow: /c$d\n",
                ["/a.b", "/axb", "/c", "/c$d"],
                {"fetch": ["/axb", "/c"], "ask": [], "skip": ["/a.b", "/c$d"]},
            ),
            planned(
                "group",
                "User-agent: HanBot\nDisallow:\nUser-agent: *\nDisallow: /\n",
                ["/a"],
                everything("/a"),
            ),
            planned(
                "longest",
                "User-agent: *\nDisallow: /한\nAllow: /*abc\n",
                ["/한/abc", "/%ED%95%9C", "/abc"],
                {"fetch": ["/abc"], "ask": [], "skip": ["/한/abc", "/%ED%95%9C"]},
            ),
            planned(
                "group",
                "USER-AGENT : hanbot # us\nDISALLOW: /x # not here\nDisallow: /a:b\n",
                ["/x", "/a", "/a:b"],
                {"fetch": ["/a"], "ask": [], "skip": ["/x", "/a:b"]},
            ),
            planned("group", "User-agent: HanBotNews\nDisallow: /\n", ["/a"], everything("/a")),
            planned(
                "group",
                "User-agent: A\n\nUser-agent: HanBot\nSitemap: /s\nDisallow: /a\n\nDisallow: /b\n",
                ["/a", "/b", "/s"],
                {"fetch": ["/s"], "ask": [], "skip": ["/a", "/b"]},
            ),
            planned(
                "group",
                "User-agent: A\nSitemap: /s\nUser-agent: B\nDisallow: /b\n",
                ["/b"],
                {"fetch": [], "ask": [], "skip": ["/b"]},
                agent="A",
            ),
            planned(
                "group",
                "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: *\nDisallow: "
                "/b\n",
                ["/a", "/b", "/c"],
                {"fetch": ["/c"], "ask": [], "skip": ["/a", "/b"]},
            ),
            planned(
                "group",
                "User-agent: HanBot\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: hanbot\n"
                "Disallow: /b\n",
                ["/a", "/b", "/c"],
                {"fetch": ["/c"], "ask": [], "skip": ["/a", "/b"]},
            ),
            planned(
                "group",
                "User-agent: HanBot\n\nUser-agent: B\nDisallow: /b\n",
                ["/b"],
                {"fetch": [], "ask": [], "skip": ["/b"]},
            ),
            planned(
                "longest",
                "User-agent: *\nDisallow: /a$\nAllow: /a\n",
                ["/a", "/ab"],
                {"fetch": ["/ab"], "ask": [], "skip": ["/a"]},
            ),
        ],
        table="rules_robots.csv",
    )
with grade("status and terms"):
    check.decisions(
        crawl_plan,
        [
            planned(
                "unavailable", "User-agent: *\nDisallow: /\n", ["/a"], everything("/a"), status=404
            ),
            planned(
                "unreachable",
                "User-agent: *\nAllow: /\n",
                ["/a", "/robots.txt"],
                {"fetch": ["/robots.txt"], "ask": [], "skip": ["/a"]},
                status=503,
            ),
            planned(
                "terms",
                "User-agent: *\nDisallow: /b\n",
                ["/a", "/b"],
                {"fetch": [], "ask": ["/a"], "skip": ["/b"]},
                terms=True,
            ),
            planned(
                "terms",
                "User-agent: *\nDisallow: /robots.txt\n",
                ["/robots.txt", "/robots.txt2"],
                {"fetch": [], "ask": ["/robots.txt"], "skip": ["/robots.txt2"]},
                status=204,
                terms=True,
            ),
        ],
        table="rules_robots.csv",
    )


def kept(rule, what, contract=None, research=False, amount="items"):
    item = {"what": what, "contract": contract, "research": research, "amount": amount}
    return check.decision(
        rule, (item,), (KEEP[rule]["answer"], rule), f"{KEEP[rule]['case']}: may_keep({item})"
    )


with grade("what to keep"):
    check.decisions(
        may_keep,
        [
            kept("title", "title"),
            kept("body", "body"),
            kept("body-licensed", "body", "this"),
            kept("beyond-contract", "body", "other"),
            kept("db-systematic", "database", amount="systematic"),
            kept("db-items", "database"),
        ],
        table="rules_keep.csv",
    )
### BEGIN HIDDEN TESTS
from hidden import sites

for name, part in {"other groups": "groups", "other rules": "rules", "other status and terms": "status"}.items():
    with grade(name, weight=2 / 3):
        check.decisions(crawl_plan, [planned(*case) for case in sites.cases(part)], table="rules_robots.csv")
with grade("everything else one might keep"):
    found = []
    for what in ("title", "link", "facts", "body", "database"):
        for contract in (None, "this", "other"):
            for research in (True, False):
                for amount in ("items", "systematic", "substantial"):
                    if what in ("title", "link", "facts"):
                        rule = what
                    elif contract is not None:
                        rule = {"this": "body-licensed", "other": "beyond-contract"}[contract]
                    elif what == "body":
                        rule = "research-mining" if research else "body"
                    else:
                        rule = (
                            "db-items"
                            if amount == "items"
                            else "db-research"
                            if research
                            else "db-" + amount
                        )
                    found.append(kept(rule, what, contract, research, amount))
    check.decisions(may_keep, found, table="rules_keep.csv")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Monday's answers
#
# The four questions of the head of product, each put to your own function. Guess first how many
# of the 41 data sets may go into a paid app unchanged, and how many of those come without any
# duty.

# %%
try:
    paid = {"commercial": True, "adapt": False, "share": True, "verified": False}
    found = audit(read("catalogue.csv"), paid)
    free = [name for name in found["use"] if not found["duties"][name]]
    print(f"data: use {len(found['use'])}, {len(free)} without a duty; ask about {found['ask']}")
    rows = contradictions(read("scancode_index.csv"), read("spdx_list.csv"))
    print(f"the licence tables we rely on: {len(rows)} contradictions to look at")
    ours = {"app.py": "# Title: App\n# SPDX-License-Identifier: MIT\n", "logo.png": None}
    print("our files:", missing(ours))
    robots = "User-agent: *\nDisallow: /\nAllow: /news/\nDisallow: /news/paid/\n"
    site = {"status": 200, "robots": robots, "terms_forbid": False}
    print("crawler:", crawl_plan(site, "AppBot", ["/news/1", "/news/paid/2", "/shop"]))
    for what in ("link", "title", "body"):
        item = {"what": what, "contract": None, "research": False, "amount": "items"}
        print(f"keep a {what}:", may_keep(item))
except (NameError, NotImplementedError):
    print("Monday needs audit, contradictions, missing, crawl_plan and may_keep: write them first.")

# %% [markdown]
# In words: all of the data but one may be used, and for sixteen of them something is owed: a line
# of credit, a licence's text, a notice. One data set must be asked about. Our own files are not
# in order: nobody would find who made the logo. The crawler may read the open news and nothing
# else. It may bring home links, it must ask about headlines, and the articles stay where they are
# unless somebody sells us the right.
#
# What you may **not** conclude: that an allowed path is an allowed use. robots.txt speaks of
# fetching, the law of what you do with it.

# %% [markdown]
# ## Summary
#
# - A package's licence is not the licence of the data in it. Audit both, and look at the
#   evidence.
# - An audit returns four things: use, ask, refuse, and the duties of what you use.
# - Published tables contradict each other. Report such rows; don't pick the one you like.
# - Title, author, source, licence, for every file, where tools find them, with the licence's text
#   at hand.
# - In robots.txt the most specific rule wins. A missing file allows, a broken server forbids.
#   Neither is a licence.
# - News: link and facts may stay, the article may not, about headlines you ask. Databases: few
#   items may stay, a substantial or systematic part may not.
