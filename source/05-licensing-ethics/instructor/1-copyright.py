# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: What belongs to somebody
#     minutes: 55
#     prerequisites: []
#     summary: Decide which material Korean copyright law protects, and whether what you make of it is an adaptation, a collection or a copy.
# ---

# %% [markdown]
# # What belongs to somebody
#
# > **Not legal advice.** This lesson teaches you to decide by rules that you can look up, and to
# > say "ask" where a rule is open. The rules are those of Korea, and in a few rows those of
# > Creative Commons' licences, as of the date in each row. Laws change. Before you rely on one,
# > read its source.
#
# > **The folder.** Your team builds a chatbot that answers questions about the city. A colleague
# > hands you a folder: an ordinance, a ruling, a report of the city, an article and its headline,
# > a table of bus stops, a poem, a picture. "Most of it is public," he says, "so we can train on
# > it." Which pieces belong to nobody, which to somebody, and about which must you ask? At the
# > end your own rules sort it.
#
# After this lesson you can
#
# - say of a piece of material whether Korean copyright law protects it, and by which article;
# - resist the belief that whatever a government publishes is free;
# - tell an adaptation from a collection and from a plain copy;
# - answer **ask**, with a reason, where the law leaves a question open.
#
# You need Python's functions, `if` and dictionaries. Nothing of the law. What the set-up cell does
# besides, you need not understand.

# %% role="read-only" id="copyright-setup"
import csv

from workbook import check


def read(name):
    """The rows of data/NAME as a list of dictionaries."""
    with open(f"data/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PROTECTED = {row["id"]: row for row in read("rules_protected.csv")}
NEW_WORK = {row["id"]: row for row in read("rules_new_work.csv")}

# %% [markdown]
# ## A work, and what is none
#
# *Public* is not a legal category. Each piece of the folder either belongs to somebody or it does
# not.
#
# Copyright protects a **work**: a creation that expresses human thoughts or feelings (Copyright
# Act, Article 2). The right arises with the creation. Nobody has to register it, and no © is
# needed (Article 10). It protects the *expression*. The idea behind a poem, the fact behind a
# report and the algorithm behind a program stay free.
#
# Then there is **Article 7**. It names what is not protected although it may be well written:
# laws; notices of the state; rulings; the state's own compilations and translations of those; and
# news that merely conveys facts. The list is short, and it is complete.

# %%
from workbook.notebook.quiz import quiz

quiz(
    "All four stand on public websites in Korea. Which one does Article 7 leave unprotected?",
    right="a ruling of the Supreme Court",
    wrong={
        "a city's photograph of its river": "A photograph is a work, whoever took it. Article 7 "
        "names no pictures of a city.",
        "a ministry's report on housing": "Paid by taxes, and still a work: no report is in the "
        "list.",
        "a newspaper's comment on the ruling": "News that merely conveys facts is free. A comment "
        "expresses somebody's thoughts.",
    },
    because="Rulings are in the list. So are laws, notices of the state, their compilations by the "
    "state, and mere factual news: nothing else.",
)

# %% [markdown]
# ### The wrong turn
#
# "The city made it with our taxes, so it is free." Article 7 does not say so. A report, a
# photograph or a map by a city is a work like any other. Article 24-2 lets you *use* many works
# of the state and of local governments, with four exceptions. A permission is not the same as no
# protection: it can have limits. And it does not reach the works of a *public institution*. That
# is a body of its own beside the state, such as the public corporation that runs the railway.
# Lesson 2 shows the marks under which those are licensed.
#
# ### How long?
#
# For the author's life and 70 years more, counted in whole years from the year after the death
# (Articles 39 and 44). It was not always 70. Until 30 June 1987 it was 30 years, and from then
# until 30 June 2013 it was 50. A longer term helps only the works that are still protected on the
# day on which it comes. What has lapsed before that day, stays free.
#
# ![Three bars on a line of years. Who died in 1955 was protected for 30 years, to the end of 1985, before the 50 years came in July 1987. Who died in 1960 got 50 years, to the end of 2010, before the 70 years came in July 2013. Who died in 1965 gets all 70, to the end of 2035.](figures/terms.svg)
#
# Follow the bars. The first author died in 1955. The 30 years were over before the 50 came. The
# second bar crosses the first dashed line and grows to 50 years, but ends before the second line.
# The third crosses both. So the year of the death decides between three terms:

# %%
def last_year(died):
    """The last year in which the works of an author are protected, by the year of the death."""
    if died is None:
        return "not yet known"  # alive, or not a person
    if died < 1957:
        return died + 30  # this term had run out when the 50 years came
    if died < 1963:
        return died + 50  # and this one when the 70 years came
    return died + 70


for died in (None, 1955, 1960, 1965):
    print(died, "→", last_year(died))

# %% [markdown]
# The three years are the ends of the three bars. Why 1957? Who died in 1956 was protected to the
# end of 1986, half a year too short. Who died in 1957 was still protected in July 1987. (The law
# of 2013 we have read. Of that of 1987 we know from reports only: the notice "PD-South Korea" of
# Wikimedia Commons, and a Korean article at adagietto.pe.kr/94.)
#
# Read the function as the law is read: from the top, and **the first rule that fits, wins**. Each
# `if` has a `return` of its own, so nothing below it is looked at any more. No `elif` is needed.

# %%
quiz(
    "An author died in 1962. What was the last year in which the works were protected?",
    number=2012,
    wrong={
        2032: "That term came in July 2013, and does not revive what had lapsed.",
        2013: "Counted from the year after the death: 1963 is the first, 2012 the last.",
    },
    because="1962 and 50 years. Half a year later the longer term came: too late for these works.",
)

# %%
quiz(
    "Somebody drops the first `if`. What happens for an author who is alive?",
    runs="def last_year(died):\n    if died < 1957:\n        return died + 30\n"
    "    if died < 1963:\n        return died + 50\n"
    "    return died + 70\n\nprint(last_year(None))",
    right="TypeError",
    wrong={
        "None": "A comparison with `None` does not give `None`. It is not defined at all.",
        "70": "`None` does not count as 0 in Python.",
    },
    because="`None < 1957` cannot be decided. Ask whether there is a year before you compare it.",
)

# %% [markdown]
# The second wrong turn hides in those years. The works of an author who died in 1962 were
# protected to the end of 2012. Half a year later the longer term came, "so they are protected
# again". They are not. The works of those who died in 1963 or later got the 70 years.
#
# <details><summary>To look up: works without a death to count from (no exercise needs it)</summary>
#
# These are protected for 70 years, too:
#
# - A work that staff make for an organisation and that appears under its name belongs to the
#   organisation (Article 9). A contract or the rules of work may say otherwise, and a program need
#   not appear. The 70 years begin with the publication, or with the creation if the work is not
#   published within 50 years (Article 41). For films it is the same (Article 42).
# - A work whose author is not named is counted from its publication. It ends earlier if the
#   author must have been dead for 70 years, and follows the ordinary rule if the author becomes
#   known (Article 40).
#
# The right of a database's maker is another, shorter one: five years, from the year after the
# database was completed or substantially renewed (Article 95).
# </details>
#
# ### The table
#
# Every rule of this lesson is a row of `data/rules_protected.csv`. Each row has its source, the
# place in it, and the date of the version that was read. `read` says how it was read for this
# course: the law's or the court's own `text`, the `page` of a body that makes or applies the
# rule, or only a `report` of somebody else. **A row that rests on reports says "ask".** (The first
# comes in lesson 2. The "ask" below is of another kind: its text was read, and leaves open how much
# of the work is a human's.) The order of the rows is the order in which you decide.

# %%
for row in PROTECTED.values():
    print(f"{row['answer']:4} {row['id']:21} {row['case']}")
    print(f"{'':4} {row['source']}, {row['place']}")
    print(f"{'':4} as of {row['as_of']} · read: {row['read']}")

# %% [markdown]
# The first word of a row is its answer, the second its `id`. Sixteen rows: twelve say **no**,
# three say **yes**, one says **ask**. The last row is what is left when no other fits.
#
# Take one piece through by hand: a *publisher's* translation of a statute. `statute`? No, it is a
# translation. `official-compilation`? No, the state did not make it. It is no news, no idea and no
# title. No machine made it, and it is creative. The translator lives, and is not the state. So it
# ends in the last row: `work`, **yes**.
#
# ### Rules in a function
#
# A function for such rules needs three more things than `last_year` has. It returns a **pair**.
# It asks for one value among several, and for two things at once. And it has an `if` within an
# `if`. Here they are in a soup kitchen:

# %%
def served(order):
    """(answer, reason) for an order: the first rule that fits, wins."""
    if order["dish"] in {"leek soup", "bean soup"}:
        return ("yes", "soup-for-all")
    if order["dish"] == "cake" and order["guest"] == "child":
        return ("yes", "treat")
    if not order["paid"]:
        if order["guest"] == "regular":
            return ("ask", "on-credit")
        return ("no", "unpaid")
    return ("yes", "sold")


print(served({"dish": "bean soup", "guest": "stranger", "paid": False}))
print(served({"dish": "cake", "guest": "stranger", "paid": False}))
print(served({"dish": "cake", "guest": "stranger", "paid": True}))

# %%
quiz(
    "A regular guest orders a cake and has not paid. A child orders a cake and has not paid. "
    "Which reasons come back, in this order?",
    right="on-credit, treat",
    wrong={
        "on-credit, unpaid": "For the child the second rule fits before anybody asks for money.",
        "unpaid, treat": "Within the third rule the regular guest is asked for first.",
        "sold, treat": "`not order['paid']` is true for both. The regular never gets to `sold`.",
    },
    because="Each order stops at the first rule that fits. The inner `if` is looked at only if the "
    "outer one fits, and what it leaves over is `unpaid`.",
)

# %% [markdown]
# The stranger's soup needed no money: the first rule came before the question of paying. The same
# cake is `unpaid` or `sold`, by the one value that changed.
#
# ## L1 · Protected or not
# **Level 2 · 25 minutes · 4 points**
#
# Write `protected(work)`. It returns a tuple `(answer, reason)`: the answer is `"yes"`, `"no"` or
# `"ask"`, the reason is the `id` of the row that decides. `work` is a dictionary:
#
# | key | value |
# |---|---|
# | `"kind"` | one of `"statute"`, `"notice"`, `"judgment"`, `"law-compilation"` (of laws, notices or judgments, or a translation of them), `"news-facts"`, `"news-article"`, `"title"` (a bare one), `"idea"`, `"programming-language"`, `"protocol"`, `"algorithm"`, `"database"`, `"report"`, `"photo"`, `"novel"`, `"map"` |
# | `"maker"` | `"person"`, `"company"`, `"state"` (the state or a local government), `"institution"` (a public institution), `"machine"`, `"person+machine"` |
# | `"creative"` | `True` if somebody made free creative choices |
# | `"invested"` | `True` if somebody invested substantially in a database |
# | `"died"` | the year in which the author died, or `None` if alive or not a person |
#
# Works of companies, institutions and the state were all published after 2000, so none has lapsed
# under Article 41. Databases are younger than five years.
#
# Decide in this order; the first that fits, wins. You stand in the year 2026. Each rule's `id` and
# answer are those of its row in the table above.
#
# 1. a statute; a notice **of the state**; a judgment; a law compilation **of the state**
#    (`official-compilation`); news facts;
# 2. an idea; a programming language, a protocol or an algorithm (`not-the-program`); a title;
# 3. made by a machine (`machine-made`); made by a person and a machine (`ai-assisted`);
# 4. not creative: a database with an investment is `database`, all else is `no-creativity`;
# 5. the author died: if `died + 70` is before 2026 it is `expired`; otherwise, if the author died
#    before 1963, it is `lapsed`;
# 6. made by the state: `state-work`; all else: `work`.
#
# For example,
# `protected({"kind": "report", "maker": "state", "creative": True, "invested": False, "died": None})`
# is `("yes", "state-work")`.
#
# <details><summary>Hint 1</summary>
#
# Write one `if` a line of the list, in its order, each with its own `return`.
# </details>
# <details><summary>Hint 2</summary>
#
# A notice of a *company* does not fit the first line. It goes on to the next lines like any text.
# </details>
# <details><summary>Hint 3</summary>
#
# Rule 4 is an `if` within an `if`, as in `served`. So is rule 5: `last_year` above shows what to
# ask of `died` before you compare it. If a company's database or a living author gets the wrong row, look at
# which `if` is inside which.
# </details>


# %% role="answer" id="protected"
def protected(work):
    """(answer, id of the row that decides) for one piece of material."""
    ### BEGIN SOLUTION
    kind, maker = work["kind"], work["maker"]
    if kind in ("statute", "judgment", "news-facts", "idea", "title"):
        return ("no", kind)
    if kind == "notice" and maker == "state":
        return ("no", "notice")
    if kind == "law-compilation" and maker == "state":
        return ("no", "official-compilation")
    if kind in ("programming-language", "protocol", "algorithm"):
        return ("no", "not-the-program")
    if maker == "machine":
        return ("no", "machine-made")
    if maker == "person+machine":
        return ("ask", "ai-assisted")
    if not work["creative"]:
        if kind == "database" and work["invested"]:
            return ("yes", "database")
        return ("no", "no-creativity")
    if work["died"] is not None:
        if work["died"] + 70 < 2026:
            return ("no", "expired")
        if work["died"] < 1963:
            return ("no", "lapsed")
    if maker == "state":
        return ("yes", "state-work")
    return ("yes", "work")
    ### END SOLUTION


# %% role="tests" id="protected-tests" points=4
grade = check.parts(4)


def piece(kind, maker="person", creative=True, invested=False, died=None):
    return {"kind": kind, "maker": maker, "creative": creative, "invested": invested, "died": died}


def expect(rule, work):
    return check.decision(
        rule, (work,), (PROTECTED[rule]["answer"], rule),
        f"{PROTECTED[rule]['case']}: protected({work})"
    )


with grade("pieces of the folder"):
    check.decisions(
        protected,
        [
            expect("statute", piece("statute", "state")),
            expect("notice", piece("notice", "state")),
            expect("judgment", piece("judgment", "state")),
            expect("official-compilation", piece("law-compilation", "state")),
            expect("work", piece("law-compilation", "company")),
            expect("news-facts", piece("news-facts", "company")),
            expect("work", piece("news-article", "company")),
            expect("title", piece("title", "company")),
            expect("state-work", piece("report", "state")),
            expect("database", piece("database", "company", creative=False, invested=True)),
            expect("ai-assisted", piece("photo", "person+machine")),
            expect("expired", piece("novel", died=1955)),
            expect("lapsed", piece("novel", died=1962)),
            expect("work", piece("novel", died=1963)),
            expect("work", piece("notice", "institution")),
            expect("not-the-program", piece("protocol", "company")),
            expect("machine-made", piece("photo", "machine", creative=False)),
            expect("no-creativity", piece("database", "company", creative=False)),
            expect("no-creativity", piece("novel", creative=False, died=1955)),
        ],
        table="rules_protected.csv",
    )
### BEGIN HIDDEN TESTS


def decide(work):
    kind, maker, died = work["kind"], work["maker"], work["died"]
    rows = [
        (kind == "statute", "statute"),
        (kind == "notice" and maker == "state", "notice"),
        (kind == "judgment", "judgment"),
        (kind == "law-compilation" and maker == "state", "official-compilation"),
        (kind == "news-facts", "news-facts"),
        (kind == "idea", "idea"),
        (kind in {"programming-language", "protocol", "algorithm"}, "not-the-program"),
        (kind == "title", "title"),
        (maker == "machine", "machine-made"),
        (maker == "person+machine", "ai-assisted"),
        (not work["creative"] and kind == "database" and work["invested"], "database"),
        (not work["creative"], "no-creativity"),
        (died is not None and died < 1956, "expired"),
        (died is not None and died < 1963, "lapsed"),
        (maker == "state", "state-work"),
        (True, "work"),
    ]
    return next(rule for fits, rule in rows if fits)


KINDS = [
    "statute",
    "notice",
    "judgment",
    "law-compilation",
    "news-facts",
    "news-article",
    "title",
    "idea",
    "programming-language",
    "protocol",
    "algorithm",
    "database",
    "report",
    "photo",
    "novel",
    "map",
]
MAKERS = ["person", "company", "state", "institution", "machine", "person+machine"]
random = check.rng("protected")
found = {rule: [] for rule in PROTECTED}
for _ in range(4000):
    maker = str(random.choice(MAKERS))
    died = int(random.integers(1940, 2026)) if maker == "person" and random.random() < 0.7 else None
    work = piece(
        str(random.choice(KINDS)), maker, bool(random.random() < 0.7), bool(random.random() < 0.5), died
    )
    found[decide(work)].append(work)
for died in (1955, 1956, 1962, 1963):
    found[decide(piece("novel", died=died))].insert(0, piece("novel", died=died))
found["work"][:0] = [
    piece("notice", "company"),
    piece("law-compilation", "institution"),
    piece("map", "institution"),
]
found["no-creativity"][:0] = [
    piece("notice", "institution", creative=False),
    piece("database", "company", creative=False),
    piece("report", "state", creative=False),
]
GROUPS = {
    "what Article 7 leaves free": [
        "statute",
        "notice",
        "judgment",
        "official-compilation",
        "news-facts",
    ],
    "ideas, titles, machines and data": [
        "idea",
        "not-the-program",
        "title",
        "machine-made",
        "ai-assisted",
        "database",
        "no-creativity",
    ],
    "the term": ["expired", "lapsed"],
    "works of the state and all others": ["state-work", "work"],
}
for name, rules in GROUPS.items():
    with grade(name):
        check.decisions(
            protected,
            [expect(rule, work) for rule in rules for work in found[rule][:60]],
            table="rules_protected.csv",
        )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What you make of it
#
# You rarely use a work as it is. You translate it, cut it, set it to pictures, put it beside
# others, train on it. Three words keep these apart.
#
# - An **adaptation** (derivative work, Article 5) changes the work creatively: a translation, an
#   arrangement, a film of a novel. Only the author may allow it (Article 22), and most licence
#   conditions start here.
# - A **collection** (compilation, Article 6) puts unchanged works beside each other. The creative
#   part is the selection or arrangement. Each piece keeps its own licence.
# - A **copy** is neither: the same work, perhaps in another file format.
#
# Think of food. An adaptation is a smoothie: the strawberry cannot be taken out again. A
# collection is a lunch box: every compartment keeps its own.
#
# ![Two works become one mixed work in an adaptation, stand unchanged side by side in one box in a collection, and in a copy one work stands there once more as it was.](figures/made.svg)
#
# Two questions are open, and the honest answer is **ask**. Does a small edit, say a corrected
# spelling, add any creativity? And is a *model* an adaptation of what it was trained on? Creative
# Commons says of its own licences that it depends, and courts in several countries are deciding
# it now.

# %%
for row in NEW_WORK.values():
    print(f"{row['answer']:11} {row['id']:11} {row['case']}")
    print(f"{'':4} {row['source']}, {row['place']}")

# %%
quiz(
    "You set a song, unchanged from the first note to the last, to a film of your own. What have "
    "you made of the song, if it is under a licence of Creative Commons?",
    right="an adaptation: music set to moving images",
    wrong={
        "a copy: no note was changed": "By Creative Commons' licences, music timed to moving "
        "images is always an adaptation. The table has a row for it.",
        "a collection: song and film side by side": "In a collection each piece stands for "
        "itself. Here the two are one work.",
    },
    because="No note was changed, and yet it is a smoothie: the two run together in time. "
    "Creative Commons defines it so in its licences. The definition is theirs, not the Act's.",
)

# %% [markdown]
# Of the eight rows three say adaptation, two say **ask**, two say copy and one collection.
#
# Two tools for the next exercise. Is something true of *any* item of a list? And how does a
# function refuse?

# %%
soups = ["leek", "bean"]
print(any(soup == "bean" for soup in soups), any(soup == "onion" for soup in soups))
print("of no soups at all:", any(soup == "bean" for soup in []))
try:
    raise ValueError("no soup today")
except ValueError as error:
    print("refused:", error)

# %% [markdown]
# One of the soups is bean, none is onion, and of an empty list nothing is true. After a `raise` the
# function is left, and whoever called it may catch the error, as `except` does here.
#
# ## L2 · Adaptation, collection or copy
# **Level 2 · 10 minutes · 3 points**
#
# Write `new_work(changes, creative_selection)`. `changes` is a list with one entry for each work
# that you used: what was done to it, one of `"none"`, `"format"`, `"minor"`, `"translated"`,
# `"rewritten"`, `"synced"` (music set to moving images) or `"trained"`. `creative_selection` is
# `True` if the choice or the arrangement of the works is creative.
#
# Return the first that fits:
#
# 1. `"adaptation"` if any work was translated, rewritten or synced;
# 2. `"ask"` if any work had a minor edit or was trained on;
# 3. `"collection"` if there are two works or more and the selection is creative;
# 4. `"copy"`.
#
# An empty list is a mistake: raise `ValueError`.
#
# For example, `new_work(["none", "format"], True)` is `"collection"`, and
# `new_work(["none", "translated"], True)` is `"adaptation"`: the lunch box with a smoothie in it
# still holds a smoothie.
#
# <details><summary>Hint 1</summary>
#
# `any(change == "none" for change in changes)` asks whether some work was left as it is. The
# first two questions have that form; `in` and a set of words take the place of `==`.
# </details>
# <details><summary>Hint 2</summary>
#
# `any` of an empty list is `False`, so an empty list would slip through to the end. Test it
# first: an empty list counts as false. An error is raised by `raise` and the error's name.
# </details>


# %% role="answer" id="new-work"
def new_work(changes, creative_selection):
    """ "adaptation", "ask", "collection" or "copy"."""
    ### BEGIN SOLUTION
    if not changes:
        raise ValueError("no work was used")
    if any(change in {"translated", "rewritten", "synced"} for change in changes):
        return "adaptation"
    if any(change in {"minor", "trained"} for change in changes):
        return "ask"
    if len(changes) > 1 and creative_selection:
        return "collection"
    return "copy"
    ### END SOLUTION


# %% role="tests" id="new-work-tests" points=3
grade = check.parts(3)


def made(rule, changes, creative_selection):
    kind = f"{NEW_WORK[rule]['case']}: new_work({changes}, {creative_selection})"
    return check.decision(rule, (changes, creative_selection), NEW_WORK[rule]["answer"], kind)


with grade("one work"):
    check.decisions(
        new_work,
        [
            made("translated", ["translated"], False),
            made("synced", ["synced"], False),
            made("format", ["format"], False),
            made("minor", ["minor"], True),
            made("trained", ["trained"], False),
            made("copy", ["none"], True),
        ],
        table="rules_new_work.csv",
    )
with grade("several works"):
    check.decisions(
        new_work,
        [
            made("collection", ["none", "format"], True),
            made("copy", ["none", "none", "none"], False),
            made("rewritten", ["none", "rewritten"], True),
            made("translated", ["translated", "none"], True),
            made("synced", ["minor", "synced", "trained"], False),
            made("minor", ["none", "minor"], True),
            made("collection", ["format", "format"], True),
        ],
        table="rules_new_work.csv",
    )
with grade("no work", weight=0.5):
    for creative in (True, False):
        check.raises(ValueError, new_work, [], creative, look=f"the call new_work([], {creative})")
### BEGIN HIDDEN TESTS
random = check.rng("new-work")
cases = [
    made("collection", changes, True)
    for changes in (["format", "format"], ["none", "none"], ["format", "none", "format"])
]
ORDER = [("adaptation", ["translated", "rewritten", "synced"]), ("ask", ["minor", "trained"])]
for _ in range(200):
    changes = [
        str(change)
        for change in random.choice(
            [
                "none",
                "format",
                "none",
                "format",
                "minor",
                "trained",
                "translated",
                "rewritten",
                "synced",
            ],
            size=int(random.integers(1, 6)),
        )
    ]
    if random.random() < 0.5:
        changes = [change if change in ("none", "format") else "none" for change in changes]
    creative = bool(random.random() < 0.5)
    deciding = [change for _, names in ORDER for change in changes if change in names]
    if deciding:
        cases.append(made(deciding[0], changes, creative))
    elif len(changes) > 1 and creative:
        cases.append(made("collection", changes, creative))
    else:
        cases.append(made("format" if changes == ["format"] else "copy", changes, creative))
for name, answers in {
    "adaptations among others": ["adaptation"],
    "open questions": ["ask"],
    "collections and copies": ["collection", "copy"],
}.items():
    with grade(name):
        check.decisions(
            new_work, [case for case in cases if case.expected in answers], table="rules_new_work.csv"
        )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The folder, sorted
#
# Here is the colleague's folder, piece by piece. Which of them may go into the chatbot without a
# word to anybody? Count them in your head, then let your rules count.

# %%
def piece_of(kind, maker, creative=True, invested=False, died=None):
    """A work as protected takes it."""
    names = ("kind", "maker", "creative", "invested", "died")
    return dict(zip(names, (kind, maker, creative, invested, died)))


FOLDER = {
    "the city's ordinance on parking": piece_of("statute", "state"),
    "a ruling about a parking fine": piece_of("judgment", "state"),
    "the city's report on traffic": piece_of("report", "state"),
    "a newspaper's article on it": piece_of("news-article", "company"),
    "the article's bare title": piece_of("title", "company"),
    "a company's table of all bus stops": piece_of("database", "company", False, True),
    "a poem; the poet died in 1955": piece_of("novel", "person", died=1955),  # a text like a novel
    "a picture made with a generator": piece_of("photo", "person+machine"),
}
try:
    for name, work in FOLDER.items():
        print(f"{protected(work)[0]:4} {name}: {protected(work)[1]}")
    used = ["none"] * 6 + ["translated", "trained"]
    print("all of it, the article translated and a model trained on one:", new_work(used, False))
    print("the same, nothing translated:", new_work(["none"] * 7 + ["trained"], False))
except (NameError, NotImplementedError):
    print("The folder needs your protected and new_work: write them first.")

# %% [markdown]
# "Most of it is public" comes down to this. Four of eight pieces belong to nobody: the ordinance,
# the ruling, the bare title and the old poem. Three belong to somebody: the report (Article 24-2
# may let you use it: look at its exceptions), the article and the table. About the generated
# picture the law is open: how much of it is a human's? And once the article is translated, the
# whole is an adaptation, for which its author must be asked. Without the translation the training
# is what is left, and it says **ask**: whether a model adapts what it learnt from is open. So no,
# "we can train on it" does not follow from "most of it is public".
#
# What you may **not** conclude: that the four others must stay out. The three that belong to
# somebody need a permission, and some of them come with one. The picture needs an answer first.
# Permissions are the next lesson.

# %% [markdown]
# ## Summary
#
# - Copyright protects human, creative expression, from its creation, without formalities.
# - Article 7 leaves five kinds free. Other works of a government are protected.
# - A bare title is free. A fact is free, its telling is not.
# - The longer term of 2013 did not revive what had lapsed. Organisations' works count from
#   publication.
# - A database can be protected by the investment in it, even without creativity.
# - Change a work creatively and you adapt it. Put works side by side and you collect them. Each
#   piece keeps its licence.
# - "Ask" is an answer. It names the open question, and who must decide it.
