# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: What the columns mean
#     minutes: 125
#     prerequisites: [04-problem-definition/2-evaluation]
#     summary: Profile a table, hold it against its dictionary, clean it with a protocol, and choose the number that doesn't lie.
# ---

# %% [markdown]
# # What the columns mean
#
# Your first Monday at **Linnet Mobile**, a telephone company with some eleven hundred customers. Ines Okafor, head of sales, has a question that will take you this whole unit: *"Who will leave within the next two months, and are you sure? We can phone 200 people."*
#
# Tomasz, who keeps the data warehouse, gives you five tables. "They are clean," he says, "more or less." Ines is already waiting for a first number: **what does a customer pay us in a month?** It should take a minute.
#
# It takes this lesson. At its end your own functions give her that number, and after it you can
#
# - tell what a column *means* from what type it has, and find what is missing in disguise,
# - hold tables against their dictionary, rule by rule,
# - clean with a protocol, so that everybody can see what was changed,
# - choose between mean, median, rate and comparison within groups: each of them lies somewhere.
#
# Plan two sittings of a little more than an hour each, with a break after C2.

# %% role="read-only" id="setup-columns"
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from columns_forms import settle
from workbook import check
from workbook.notebook.quiz import quiz

pd.set_option("display.max_colwidth", 80)  # tables show long texts whole
# only a blank is missing; "N/A" stays what it is
READ = {"keep_default_na": False, "na_values": [""]}
dictionary = pd.read_csv("data/dictionary.csv", keep_default_na=False)
rules = pd.read_csv("data/rules.csv", keep_default_na=False)
customers = pd.read_csv("data/customers.csv", dtype={"postcode": str}, **READ)
contracts = pd.read_csv("data/contracts.csv", **READ)
bills = pd.read_csv("data/bills.csv", **READ)
tickets = pd.read_csv("data/tickets.csv", **READ)
events = pd.read_csv("data/events.csv", **READ)

# %% [markdown]
# ## A minute's work
#
# One row a bill. `amount` is what the customer has to pay:
#
# %%
bills.head(4)

# %% [markdown]
# Ines wants the average. So take the average:
#
# %%
quiz(
    "A plan of Linnet Mobile costs between 10 and 45 euros a month. What will this print?",
    runs="""
import pandas as pd

print(round(pd.read_csv("data/bills.csv")["amount"].mean()))
""",
    right="1500",
    wrong={
        "24": "So it would be if all bills were in euros. Look at the four amounts above: which "
        "plan costs 999 euros?",
        "2438": "This would be the true mean in cents. But not all of the bills are in cents.",
        "an error": "The column holds numbers, and nothing stops you from taking a mean of "
        "numbers.",
    },
    because="Pandas adds up whatever numbers there are. That some are cents and some are euros, it "
    "cannot know.",
)

# %% [markdown]
# 1,500 euros a month for a telephone. Nobody pays that. A picture of all amounts shows why; its axis goes in steps of ten times, so that small and large amounts fit on it:
#
# %%
fig, ax = plt.subplots(figsize=(7, 2.8))
ax.hist(
    [bills.loc[bills["system"] == name, "amount"] for name in ("new", "old")],
    bins=np.logspace(0.8, 4.1, 60), stacked=True,
        color=["#0072B2", "#E69F00"], label=["new system", "old system"])
ax.set(
    xscale="log", title="Two heaps, a hundred times apart",
    xlabel="amount on the bill (logarithmic)", ylabel="bills"
)
ax.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# Two billing systems wrote these bills. The new one writes euros, the old one writes cents. The mean takes them for one thing, and comes out as neither euros nor cents.
#
# One more, since it went so well. How late do customers pay?
#
# %%
print(
    f"mean of days_late: {bills['days_late'].mean():.0f} days, "
    f"{bills['days_late'].mean() / 365:.1f} years"
)
bills["days_late"].value_counts().head(3).to_frame()

# %% [markdown]
# Nearly eight years late, on average. The table above shows the reason: 1,218 bills are 9999 days late. Somebody needed a number for "not paid yet". It's a missing value **in disguise**.
#
# Neither fault is a fault of type: both columns hold numbers, as they should. What is wrong can be seen only by somebody who knows what the columns *mean*. Tomasz has that in a table, one row a column:
#
# %%
dictionary[dictionary["table"] == "bills"].drop(columns="table")

# %% [markdown]
# ## Seven kinds of columns
#
# The type says how a value is stored. The **kind** says what may be done with it:
#
# | kind | it is | what makes sense | what doesn't |
# |---|---|---|---|
# | `id` | the name of a thing, or a pointer to one | count, look up, join | a mean; a column of a model |
# | `date` | a day or a time | earlier or later, days between | any of this while it is still text |
# | `count` | how many | sum, mean, rate | a fraction of a thing |
# | `measure` | how much, with a unit | sum, mean, median | adding different units |
# | `flag` | one of two | the share of one of them | |
# | `code` | one of a few labels, or of a set form (five digits) | counts by label | adding labels: plan 10 and plan 20 aren't plan 30 |
# | `text` | anything | reading | nearly all the rest |
#
# Computers get this wrong, because many labels look like numbers:
#
# %%
contracts.describe().round(1).loc[["mean", "std", "min", "max"]]

# %% [markdown]
# `describe` takes every column of numbers for a measure. So it tells the mean contract number and the mean plan code, 21.5. There is no plan 21.5.
#
# %%
quiz(
    "Of these five columns of numbers, which is a measure?",
    shows="customer_id = 100007, plan_code = 20, segment = 3, postcode = 04109,\n"
    "monthly_fee = 19.99",
    right="only monthly_fee",
    wrong={
        "monthly_fee and plan_code": "A larger code is a larger plan, but it has no unit: plan 40 "
        "isn't twice plan 20.",
        "monthly_fee and segment": "Segment 3 is small businesses. It isn't more than segment 2, "
        "families.",
        "all of them": "Is the mean of two postcodes a place between them?",
    },
    because="A measure has a unit. One can have 19.99 euros, but not 20 plan codes.",
)

# %% [markdown]
# Postcodes have a trap of their own. Read as a number, `04109` (Leipzig) loses its zero:
#
# %%
print(pd.read_csv("data/customers.csv")["postcode"].head(3).tolist())
print(customers["postcode"].head(3).tolist(), "with dtype={'postcode': str}")

# %% [markdown]
# ## Missing, and missing in disguise
#
# A cell that is empty is **missing**: pandas shows `NaN`, `NaT` or `None`, and leaves it out of a mean. A cell that *says* that something is unknown is a value to pandas, and goes into every mean:
#
# | disguise | where | what it does |
# |---|---|---|
# | `-1` | `birth_year` | makes the mean year of birth 1776 |
# | `9999` | `days_late` | eight years late |
# | `9` | `satisfaction`, marks 1 to 5 | an average mark above 5 |
# | `N/A` | `channel` | a fifth channel in every chart |
# | a blank, `" "` | `note` | a note without text |
#
# The same value may be true elsewhere: −1 degree is a temperature, 9999 MB is an amount of data. So the disguises of each column stand in the dictionary, under `unknown`.
#
# %%
with_minus_one = customers["birth_year"].mean()
without = customers["birth_year"].replace(-1, np.nan).mean()
print(f"mean year of birth: {with_minus_one:.0f} with the -1s, {without:.0f} without")

# %% [markdown]
# Cell by cell, the two are told apart so: `isna` finds what is missing, and `strip` shows that a text of blanks holds nothing.

# %%
mixed = pd.Series([9999, "N/A", None, "  ", 12])
print("missing:", mixed.isna().tolist())
print("not missing:", mixed.dropna().tolist())
print("texts, stripped:", [cell.strip() for cell in mixed if isinstance(cell, str)])

# %% [markdown]
# To pandas one of the five is missing. That `9999` and `N/A` mean "unknown", too, no method can know.
#
# And a trap on the other side. Without further words, `pd.read_csv` takes `N/A`, `NA`, `null`, `None` and a few more for missing. That helps, until `NA` is Namibia. `READ` above says: only a blank is missing, I'll see to the rest.
#
# %% [markdown]
# ## C1 · A profile of a table
# **Level 2 · 20 minutes · 3 points**
#
# The first thing to do with an unknown table is a profile: what is each column, and how much of it is there? Write `profile(frame, dictionary)`.
#
# `dictionary` has text in the columns `column`, `unit`, `allowed`, `key` and `unknown` (and maybe further ones). What isn't given is an empty text. Each column of `frame` has one row in it. The rows may be in any order, and there may be rows for columns that `frame` doesn't have.
#
# Return a DataFrame with one row for each column of `frame`, in the frame's order, and these columns:
#
# - `column`: its name,
# - `kind`: the first of these that fits:
#
# | if | kind |
# |---|---|
# | `key` is given | `"id"` |
# | `unit` begins with `date` or `time` (as `timestamp` does) | `"date"` |
# | `unit` begins with `number of` | `"count"` |
# | another `unit` is given | `"measure"` |
# | `allowed` lists exactly two values, parted by a bar | `"flag"` |
# | `allowed` is given | `"code"` |
# | none of these | `"text"` |
#
# - `missing`: how many cells are missing (NaN, NaT, None),
# - `disguised`: how many cells aren't missing, and yet mean "unknown". They hold a text that is empty or nothing but blanks, or a value that `unknown` names (several are parted by a bar). It names the whole of a value: `N/A by phone` isn't `N/A`. Blanks around a text don't count, capitals do. A number is compared as a number: 9999.0 is named by `9999`, too. A text is compared as a text: `"9999.0"` isn't,
# - `distinct`: how many different values there are among the other cells, the known ones, each as it stands (the number 1 and the text `"1"` are two),
# - `share`: the share of the commonest value among the known ones, 0.0 if nothing is known.
#
# A column may hold numbers beside texts. The caller's frame stays as it is. It may have no rows, and its index may hold anything.
#
# *Example.* For a frame with `plan = [10, 10, 20, 40]` and `days = [0, 9999, NaN, 2]`, where the dictionary gives `plan` the allowed values `10|20|30|40`, and `days` the unit `number of days` and the unknown value `9999`:
#
# | column | kind | missing | disguised | distinct | share |
# |---|---|---|---|---|---|
# | plan | code | 0 | 0 | 3 | 0.5 |
# | days | count | 1 | 1 | 2 | 0.5 |
#
# <details><summary>Hint 1</summary>
#
# Two small functions help: one takes a row of the dictionary and returns the kind, one takes a cell and the text of `unknown` and says whether the cell is a disguise. `dictionary.set_index("column").loc[name]` is the row of one column.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Take the missing cells out first (`frame[name].dropna()`), then the disguised ones. What is left is known. If `distinct` is too large by one, a disguise is among the values.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `"-1|9999".split("|")` is a list of texts. A cell that is a text (`isinstance(cell, str)`) is compared with them after `strip`; a number is compared with those of them that are numbers. `pd.to_numeric(…, errors="coerce")` turns the others to NaN, which is equal to nothing.
#
# </details>
#
# %% role="answer" id="profile"
def profile(frame, dictionary):
    """One row a column: column, kind, missing, disguised, distinct, share."""
    ### BEGIN SOLUTION
    told = dictionary.set_index("column")

    def kind_of(says):
        if says["key"]:
            return "id"
        if says["unit"].startswith(("date", "time")):
            return "date"
        if says["unit"]:
            return "count" if says["unit"].startswith("number of") else "measure"
        if says["allowed"]:
            return "flag" if len(says["allowed"].split("|")) == 2 else "code"
        return "text"

    def is_unknown(cell, words):
        if isinstance(cell, str):
            return cell.strip() in ["", *words]
        return cell in pd.to_numeric(pd.Series(words), errors="coerce").tolist()

    rows = []
    for name in frame.columns:
        there = frame[name].dropna().tolist()
        known = pd.Series([cell for cell in there if not is_unknown(cell, told.at[name, "unknown"].split("|"))], dtype=object)
        counts = known.value_counts()
        rows.append({
            "column": name, "kind": kind_of(told.loc[name]), "missing": len(frame) - len(there), "disguised": len(there) - len(known),
            "distinct": len(counts), "share": counts.iloc[0] / len(known) if len(known) else 0.0,
        })
    return pd.DataFrame(rows)
    ### END SOLUTION

# %% role="tests" id="profile-tests" points=3
import columns_forms

grade = check.parts(3)
told_columns = ["column", "unit", "allowed", "key", "unknown"]
told_small = pd.DataFrame(
    [
        ["gone", "euros", "", "", ""], ["days", "number of days", "", "", "N/A|9999"],
        ["plan", "", "10|20|30|40", "", ""],
        ["who", "number of the customer", "", "customers.customer_id", ""],
        ["born", "years", "", "", "-1"], ["cold", "degrees", "", "", ""],
        ["months", "number of months", "0|12", "", ""], ["since", "date", "", "", ""],
        ["at", "time (UTC)", "", "", ""],
        ["yes", "", "Y|N", "", ""], ["post", "", "five digits", "", ""],
        ["note", "", "", "", "N/A|-"],
    ],
    columns=told_columns,
)  # fmt: skip
small = pd.DataFrame(
    {
        "plan": [10, 10, 20, 40], "days": [0, 9999, None, 2], "who": [7, 7, 7, 8],
        "born": [-1, 1990, -1, 1985], "cold": [-1, 9999, -1, 3], "months": [0, 0, 0, 12],
        "since": ["2025-01-01", None, "", "2025-01-02"],
        "at": [pd.Timestamp("2025-03-01"), pd.NaT, pd.NaT, pd.Timestamp("2025-03-01")],
        "yes": ["Y", " ", None, "N"], "post": ["04109", "04109", "01067", "04109"],
        "note": [" N/A ", "n/a", "-", "   "],
    },
    index=[3, 3, 0, 1],
)  # fmt: skip
found_small = [
    ("plan", "code", 0, 0, 3, 0.5), ("days", "count", 1, 1, 2, 0.5), ("who", "id", 0, 0, 2, 0.75),
    ("born", "measure", 0, 2, 2, 0.5),
    ("cold", "measure", 0, 0, 3, 0.5), ("months", "count", 0, 0, 2, 0.75),
    ("since", "date", 1, 1, 2, 0.5), ("at", "date", 2, 0, 1, 1.0),
    ("yes", "flag", 1, 1, 2, 0.5), ("post", "code", 0, 0, 2, 0.75), ("note", "text", 0, 3, 1, 1.0),
]  # fmt: skip
facts_small = {column: f"the cells: {small[column].tolist()}" for column in small.columns}
with grade("the kinds in a small frame"):
    columns_forms.profile(
        columns_forms.called(profile, small, told_small, what="profile"), found_small, ["kind"],
        "a small frame", {}
    )
with grade("missing, disguised and known values in a small frame"):
    numbers = ["missing", "disguised", "distinct", "share"]
    columns_forms.profile(
        columns_forms.called(profile, small, told_small, what="profile"), found_small, numbers,
        "a small frame", facts_small
    )
    backwards = columns_forms.called(
        profile, small[small.columns[::-1]], told_small, what="profile"
    )
    columns_forms.profile(
        backwards, found_small[::-1], ["kind", *numbers], "the columns the other way round",
        facts_small
    )
    empty = [(row[0], row[1], 0, 0, 0, 0.0) for row in found_small]
    columns_forms.profile(
        columns_forms.called(profile, small.head(0), told_small, what="profile"), empty,
        ["kind", *numbers], "a frame without rows", {}
    )
### BEGIN HIDDEN TESTS
from hidden import columns_profiles

rng = check.rng("profile")
generated = [columns_profiles.profiled(rng, rows) for rows in (0, 23, int(rng.integers(30, 60)))]
with grade("the kinds in other tables", weight=2):
    for case in generated:
        came = columns_forms.called(profile, case.frame, case.dictionary, what="profile")
        columns_forms.profile(came, case.expected, ["kind"], f"a table of {len(case.frame)} rows", case.facts)
with grade("missing, disguised and known values in other tables", weight=2):
    for case in generated:
        came = columns_forms.called(profile, case.frame, case.dictionary, what="profile")
        columns_forms.profile(came, case.expected, ["missing", "disguised", "distinct", "share"], f"a table of {len(case.frame)} rows", case.facts)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Run your profile over the five tables once, and look at the rows that surprise you:
#
# %%
def of(table):
    return dictionary[dictionary["table"] == table]


def disguises():
    frames = {
        "customers": customers, "contracts": contracts, "bills": bills, "tickets": tickets,
        "events": events
    }
    found = pd.concat(
        [profile(frame, of(name)).assign(table=name) for name, frame in frames.items()]
    )
    return "\n    ".join(
        f"{row.table}.{row.column}: {row.disguised} of the cells" for row in found.itertuples()
        if row.disguised
    )


settle("Where does something stand for 'unknown'?", "C1", disguises)

# %% [markdown]
# ## Rules
#
# "More or less clean," Tomasz said. Less, or more? A dictionary that can be tested gives one rule a row, each in words and in a form that a program reads:
#
# %%
for rule in rules.itertuples():
    print(rule.says)
    print("   ", rule.column, rule.must, rule.value, rule.when and f"(when {rule.when})")

# %% [markdown]
# Take them one at a time. **A key** names one row. Is that so?
#
# %%
five = pd.Series([700001, 700002, 700002, 700003, 700003], name="bill_id")
five.to_frame().assign(
    duplicated=five.duplicated(), duplicated_keep_False=five.duplicated(keep=False)
)

# %%
quiz(
    "A key must be unique. Which rows of these five can't be trusted?",
    shows="bill_id: 700001, 700002, 700002, 700003, 700003",
    right="the last four",
    wrong={
        "the third and the fifth": "These are the ones that `duplicated()` marks: each second one. "
        "But which of two bills with one number is the true one? Nobody knows yet.",
        "the second and the fourth": "These stand first. To stand first makes no bill true.",
        "none of them": "Two bills share a number, twice.",
    },
    because="A key that occurs twice accuses all of its rows. `duplicated()` alone counts half of "
    "them.",
)

# %% [markdown]
# **A foreign key** points to a row of another table, and that row must be there. The usual tool is a join, and it has a trap. Here are three tickets, and customers of whom one stands in the table twice:
#
# %%
three = pd.DataFrame({"ticket_id": [1, 2, 3], "customer_id": [100001, 100002, 199901]})
twice = pd.DataFrame({"customer_id": [100001, 100002, 100002]})
three.merge(twice, how="left", on="customer_id", indicator=True)

# %% [markdown]
# Three tickets became four rows. The orphan is found (`left_only`), but positions no longer fit, and what is counted is counted twice. To ask *whether* something is there, don't join. `isin` answers each row once:
#
# %%
three.assign(known=three["customer_id"].isin(twice["customer_id"]))

# %% [markdown]
# **A unit** is a range that depends on another column: a bill of the new system lies between 5 and 200 (euros), one of the old system between 500 and 20,000 (cents). **Time has an order**: a ticket isn't closed before it is opened.
#
# And what about a missing value? A contract that still runs has no end. That breaks no rule but one that demands a value:
#
# %%
end, start = pd.Series([pd.NaT]), pd.Series([pd.Timestamp("2025-03-01")])
print(
    "ends before it starts:", (end < start).item(), " doesn't end on or after its start:",
    (~(end >= start)).item()
)

# %% [markdown]
# The two questions sound alike. `~` turns each True into False and each False into True. For a missing end every comparison is False, so the second one, turned round, accuses each running contract.
#
# One thing more before you hold rules. A row has a *label*, in the index, and a *position*, counted from 0. After sorting and joining the labels may come again and say nothing about places:

# %%
marked = pd.Series([True, False, True, True], index=[7, 7, 2, 2])
print("labels of the True ones:   ", marked.index[marked].tolist())
print("positions of the True ones:", np.flatnonzero(marked).tolist())
print("after reset_index:         ", marked.reset_index(drop=True).index.tolist())
#
# %% [markdown]
# ## C2 · Violations
# **Level 3 · 30 minutes · 4 points**
#
# Write `violations(tables, rules)`. `tables` is a dict of frames by name. `rules` is a frame of texts with one rule a row, in the columns `rule` (its name, which no other rule has), `table`, `column`, `must`, `value`, `when` and `says`:
#
# | `must` | `value` | broken by a row whose cell |
# |---|---|---|
# | `present` | | is missing |
# | `absent` | | isn't missing |
# | `in` | `Y\|N` | is none of the values |
# | `between` | `5\|200` | is smaller than the first or greater than the second; both themselves are allowed, and one of them may be left out (`0\|`) |
# | `unique` | | occurs in another row of the column, too |
# | `known in` | `customers.customer_id` | doesn't occur in that column of that table |
# | `not before` | `opened_at` | is earlier than the cell of that column in the same row |
#
# - A missing cell (NaN, NaT, None) breaks no rule but `present`. A blank text isn't missing.
# - Numbers are compared as numbers, texts as they stand (`04` isn't `4`, and for `between` `"10"` comes before `"9"`). The bounds of a column of days or times are days such as `2025-01-31`; a bound means the beginning of its day, so that a time of 14:30 on the last day is too late.
# - `when` limits a rule to some rows. `system=new|old`: those whose `system` is one of these values. `paid_on`, a name alone: those whose `paid_on` isn't missing. Not given: all rows. (It is never given with `unique`.)
#
# Return a DataFrame with the columns `rule` and `row`, one row for each violation: the rule's name, and the position of the row in its table, counted from 0, whatever the index says. They are in the order of `rules`, and by position within a rule. A row is listed once for each rule that it breaks. The tables stay as they are.
#
# *Example.* A table `bills` has the column `days` with 3, NaN, −1, and the column `paid` with `"Y"`, `"Y"`, `"N"`.
#
# | rule | table | column | must | value | when |
# |---|---|---|---|---|---|
# | no debt | bills | days | between | `0\|` | |
# | counted | bills | days | present | | `paid=Y` |
#
# The answer has two rows: `no debt` in row 2, `counted` in row 1.
#
# <details><summary>Hint 1</summary>
#
# For each rule, make a column of True and False for its table, `broken`, another one for `when`, and join the two by `&`. `np.flatnonzero` turns it into positions. Forget the index first: `reset_index(drop=True)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `notna()` is half of most rules. Comparisons with `<` and `>` are False where something is missing, and `isin` isn't.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The values of a rule are texts. If `pd.api.types.is_numeric_dtype(column)`, turn them into `float` before `isin`; for bounds there is a third type, `pd.Timestamp`. The same function of a column and a list of texts serves `in` and `when`.
#
# </details>
#
# %% role="answer" id="violations"
def violations(tables, rules):
    """One row for each rule and each row that breaks it."""
    ### BEGIN SOLUTION
    def is_one_of(cells, words):
        return cells.isin([float(word) for word in words] if pd.api.types.is_numeric_dtype(cells) else words)

    def typed(bound, cells):
        if pd.api.types.is_numeric_dtype(cells):
            return float(bound)
        return pd.Timestamp(bound) if pd.api.types.is_datetime64_any_dtype(cells) else bound

    def broken(must, value, cells, table):
        there = cells.notna()
        if must == "present":
            return ~there
        if must == "absent":
            return there
        if must == "in":
            return there & ~is_one_of(cells, value.split("|"))
        if must == "unique":
            return there & cells.duplicated(keep=False)
        if must == "known in":
            other, name = value.split(".")
            return there & ~cells.isin(tables[other][name])
        if must == "not before":
            return cells < table[value]
        low, high = value.split("|")
        below = cells < typed(low, cells) if low else ~there & there
        above = cells > typed(high, cells) if high else ~there & there
        return below | above

    def concerned(when, table):
        if not when:
            return True
        name, equals, words = when.partition("=")
        return is_one_of(table[name], words.split("|")) if equals else table[name].notna()

    found = []
    for rule in rules.to_dict("records"):
        table = tables[rule["table"]].reset_index(drop=True)
        bad = broken(rule["must"], rule["value"], table[rule["column"]], table) & concerned(rule["when"], table)
        found += [(rule["rule"], int(row)) for row in np.flatnonzero(bad)]
    return pd.DataFrame(found, columns=["rule", "row"])
    ### END SOLUTION

# %% role="tests" id="violations-tests" points=4
import columns_forms

grade = check.parts(4)
nan = float("nan")
held_tables = {
    "sales": pd.DataFrame(
        {
            "sale": ["s1", "s2", "s2", "S2", "s3", "s2"], "who": [1.0, 2.0, 3.0, nan, 2.0, 9.0],
            "paid": ["Y", "N", " N", None, "Y", "Y"], "euros": [5.0, 4.99, 20.0, nan, 20.01, 7.0],
            "opened": pd.to_datetime(
                ["2025-01-01", "2025-01-02", "2025-01-31", None, "2025-02-01", "2025-01-05"]
            ),
            "closed": pd.to_datetime(
                ["2025-01-01", "2025-01-01", None, "2025-01-01", "2025-03-01", "2025-01-04"]
            ),
        },
        index=[4, 4, 1, 0, 7, 7],
    ),
    "people": pd.DataFrame(
        {"who": [1, 2, 2, 3], "code": [1.0, 3.0, nan, 4.0], "area": ["04", "4", "01", None]},
        index=[9, 8, 8, 7]
    ),
}  # fmt: skip
held_rules = pd.DataFrame(
    [
        ["a name", "sales", "paid", "present", "", "", ""],
        ["no name", "people", "area", "absent", "", "", ""],
        ["yes or no", "sales", "paid", "in", "Y|N", "", ""],
        ["a code", "people", "code", "in", "1|2|3", "", ""],
        ["an area", "people", "area", "in", "04|01", "", ""],
        ["price", "sales", "euros", "between", "5|20", "", ""],
        ["at least", "sales", "euros", "between", "5|", "", ""],
        ["at most", "sales", "euros", "between", "|20", "", ""],
        ["January", "sales", "opened", "between", "2025-01-01|2025-01-31", "", ""],
        ["one sale", "sales", "sale", "unique", "", "", ""],
        ["one person", "people", "who", "unique", "", "", ""],
        ["somebody", "sales", "who", "known in", "people.who", "", ""],
        ["in time", "sales", "closed", "not before", "opened", "", ""],
        ["paid price", "sales", "euros", "between", "6|19", "paid=Y|N", ""],
        ["has a price", "sales", "euros", "present", "", "closed", ""],
        ["coded area", "people", "area", "absent", "", "code=3|4", ""],
        ["paid with a price", "sales", "paid", "present", "", "euros", ""],
    ],
    columns=["rule", "table", "column", "must", "value", "when", "says"],
)  # fmt: skip
held_broken = [
    ("a name", 3), ("no name", 0), ("no name", 1), ("no name", 2), ("yes or no", 2), ("a code", 3),
    ("an area", 1), ("price", 1), ("price", 4),
    ("at least", 1), ("at most", 4), ("January", 4), ("one sale", 1), ("one sale", 2),
    ("one sale", 5), ("one person", 1), ("one person", 2),
    ("somebody", 5), ("in time", 1), ("in time", 5), ("paid price", 0), ("paid price", 1),
    ("paid price", 4), ("has a price", 3), ("coded area", 1),
]  # fmt: skip


def held(rule, row):
    """What the row holds."""
    entry = held_rules.set_index("rule").loc[rule]
    table = held_tables[entry["table"]]
    return (
        f"{entry['column']}: {table[entry['column']].tolist()}" if row < len(table)
        else f"there are {len(table)} rows"
    )


with grade("rules about one cell"):
    one_cell = [
        "a name", "no name", "yes or no", "a code", "an area", "price", "at least", "at most",
        "January"
    ]
    columns_forms.violations(
        columns_forms.called(violations, held_tables, held_rules, what="violations"), held_broken,
        one_cell, "two small tables", held
    )
with grade("keys, foreign keys"):
    columns_forms.violations(
        columns_forms.called(violations, held_tables, held_rules, what="violations"), held_broken,
        ["one sale", "one person", "somebody"], "two small tables", held
    )
with grade("rules about several columns"):
    several = ["in time", "paid price", "has a price", "coded area", "paid with a price"]
    columns_forms.violations(
        columns_forms.called(violations, held_tables, held_rules, what="violations"), held_broken,
        several, "two small tables", held
    )
    columns_forms.violations(
        columns_forms.called(violations, held_tables, held_rules, what="violations"), held_broken,
        list(held_rules["rule"]), "two small tables", held
    )
    backwards = columns_forms.called(violations, held_tables, held_rules[::-1], what="violations")
    turned = [pair for rule in held_rules["rule"][::-1] for pair in held_broken if pair[0] == rule]
    columns_forms.violations(
        backwards, turned, list(held_rules["rule"][::-1]), "the rules the other way round", held
    )
    columns_forms.violations(
        columns_forms.called(violations, held_tables, held_rules.head(0), what="violations"), [],
        [], "without rules", held
    )
### BEGIN HIDDEN TESTS
from hidden import columns_rules

rng = check.rng("violations")
generated = [columns_rules.ruled(rng, rows) for rows in (12, int(rng.integers(20, 30)))]
with grade("rules about one cell in other tables", weight=2):
    for case in generated:
        came = columns_forms.called(violations, case.tables, case.rules, what="violations")
        columns_forms.violations(came, case.expected, case.named(columns_rules.SINGLE, when=False), "other tables", case.facts())
with grade("keys, foreign keys in other tables", weight=2):
    for case in generated:
        came = columns_forms.called(violations, case.tables, case.rules, what="violations")
        columns_forms.violations(came, case.expected, case.named(columns_rules.SEVERAL, when=False), "other tables", case.facts())
with grade("rules about several columns of other tables", weight=2):
    for case in generated:
        came = columns_forms.called(violations, case.tables, case.rules, what="violations")
        limited = case.named((*columns_rules.SINGLE, *columns_rules.SEVERAL, "not before"), when=True)
        in_order = [rule for rule in case.rules["rule"] if rule in limited + case.named(("not before",), when=False)]
        columns_forms.violations(came, case.expected, in_order, "other tables", case.facts())
        columns_forms.violations(came, case.expected, list(case.rules["rule"]), "other tables", case.facts())
        unbroken = case.rules[case.rules["table"] == "nothing"]
        columns_forms.violations(columns_forms.called(violations, case.tables, unbroken, what="violations"), [], list(unbroken["rule"]), "a rule that nothing breaks", case.facts())
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# So, how clean are the five tables? Disguises become missing first, and texts become times, by the kinds in the dictionary:
#
# %%
def with_times(frame, *names):
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in names})


tables = {
    "customers": with_times(customers, "signed_on").replace({"birth_year": {-1: np.nan}}),
    "contracts": with_times(contracts, "started_on", "ended_on"),
    "events": events,
    "bills": bills.replace({"days_late": {9999: np.nan}}),
    "tickets": with_times(tickets, "opened_at", "closed_at").replace({"satisfaction": {9: np.nan}}),
}


def held_against_the_rules():
    broken = violations(tables, rules).groupby("rule", sort=False).size()
    return "\n    ".join(f"{number:5d} rows break {rule!r}" for rule, number in broken.items())


settle("How clean are the tables?", "C2", held_against_the_rules)

# %% [markdown]
# "Contract twice" stands out. More than half of all records break it, and yet it isn't dirt.
#
# *A first sitting may end here.* You can profile a table and hold it against its rules. The second sitting cleans what the rules found, and answers Ines. When you come back, first run the cells from the top.
#
# ## The last record
#
# The warehouse never changes a record. When something new is known of a contract, it loads another one, with the time in `loaded_at`. Here are the three records of one contract:
#
# %%
contracts.loc[
    contracts["contract_id"] == 500023,
    ["contract_id", "plan_code", "ended_on", "monthly_fee", "loaded_at"]
]

# %% [markdown]
# The first was loaded when the contract began. On 1 April 2025 the fee of plan 20 rose, and in June the customer left. Only the record with the latest `loaded_at` holds, and it isn't the lowest row of the file. To use them all has a price. How many contracts are running? Those without an end:
#
# %%
quiz(
    "Linnet Mobile has 1,125 running contracts. How many does this find?",
    runs="""
import pandas as pd

contracts = pd.read_csv("data/contracts.csv")
print(contracts["ended_on"].isna().sum())
""",
    right="1834",
    wrong={
        "1125": "Only if there were one record for each contract.",
        "1586": "This is the number of all contracts that ever were.",
        "749": "There are 749 records too many in the file, but not each of them is without an "
        "end.",
    },
    because="A contract that ended last year still has its first record, and in that one it runs. "
    "It haunts every count.",
)

# %% [markdown]
# Sometimes a load runs twice within the same minute. Then two records have the same `loaded_at`, and the one further down in the file was written later. So: **the latest load, and of several the lowest row.** `sort_values` keeps equal rows in their order only if you ask for it with `kind="stable"`.
#
# ## Day and month
#
# The new system writes days as `2025-08-03`, the old one as `03.08.2025`, as one does in Germany: day, month, year.
#
# %%
quiz(
    "Which day does pandas read?",
    runs="""
import pandas as pd

texts = ["03.08.2025", "28.07.2025"]
days = [pd.to_datetime(text).strftime("%d %B") for text in texts]
print(" and ".join(days))
""",
    right="08 March and 28 July",
    wrong={
        "03 August and 28 July": "It was meant so. But without a form, pandas tries month first.",
        "an error": "An error would be kind. It only warns, and only at times.",
        "08 March and an error": "There is no month 28, so pandas quietly takes it for the day.",
    },
    because="Month first where that is possible, day first where not.",
)

# %% [markdown]
# Read cell by cell, every day from the 1st to the 12th swaps with its month, and the rest is right, so that the first look finds nothing. Given a whole column, recent versions of pandas take the form of the first cell for all of them and stop at the first that doesn't fit: better, and still a guess. Say the form yourself, and ask for a gap where it doesn't fit (`errors="coerce"`):
#
# %%
days = pd.Series(["03.08.2025", "2025-08-03", "31.09.2025"])
pd.DataFrame({
    "text": days,
    "day first": pd.to_datetime(days, format="%d.%m.%Y", errors="coerce"),
    "year first": pd.to_datetime(days, format="%Y-%m-%d", errors="coerce"),
})

# %% [markdown]
# Each form reads its own and leaves the other alone. The last one is no day at all: September has 30. A gap in both columns, where the text wasn't blank, is something to report.
#
# ## A protocol
#
# Cleaning changes data, and each change is a decision. Whoever reads the result must be able to see them: **what was changed, and how often.** Rows that vanish without a word are the worst. So cleaning returns two things, the clean table and its protocol.
#
# %% [markdown]
# ## C3 · Clean, with a protocol
# **Level 3 · 25 minutes · 4 points**
#
# Write two functions. Neither changes the caller's frame, whose index may hold anything.
#
# 1. `last_records(records, key, loaded)` returns `(kept, dropped)`. `key` and `loaded` name columns. `kept` has for each value of `key` the row with the latest `loaded` (texts like `"2025-04-01 02:30"`), of several such rows the lowest one; rows and columns in the order of `records`, under a new index from 0. `dropped` is the number of rows left out.
# 2. `clean_bills(bills)` returns `(clean, protocol)`. All cells of `bills` are texts. In the three columns named below a blank one (empty, or nothing but blanks) is a missing value, and blanks around a text don't count. (`system` is written without any.) `clean` has the same rows, index and columns in the same order; all columns but the three stay as they are, blanks and all.
#     - `amount` becomes a number of euros, not rounded. Where `system` is `old`, it was in cents. A text that is no number, such as `12,50` or `n/a`, becomes missing.
#     - `paid_on` becomes a column of timestamps. The forms are `2025-08-03` and `03.08.2025` (day first), in either system, always with two digits for day and month (`3.8.2025` doesn't occur). Another form, or a day that no calendar has, becomes missing.
#     - `days_late` becomes a number, and 9999 missing.
#
#     `protocol` is a dict with exactly these five entries, each the number of rows, even if it is 0:
#
# | entry | counts rows whose |
# |---|---|
# | `"amount: cents to euros"` | amount was a number of cents |
# | `"amount: unreadable, now missing"` | amount was neither blank nor a number |
# | `"paid_on: day first"` | day of payment was read with the day first |
# | `"paid_on: unreadable, now missing"` | day of payment was neither blank nor readable |
# | `"days_late: 9999, now missing"` | `days_late` was 9999 |
#
# *Example.* Of two bills, `("2299", "old", "03.08.2025", "0")` and `("12,50", "new", "", "9999")` in `amount`, `system`, `paid_on`, `days_late`, the first becomes 22.99 euros, paid on 3 August, 0 days late; the second has three missing values. The protocol says 1, 1, 1, 0, 1.
#
# <details><summary>Hint 1</summary>
#
# For the last records: a new index first, then a stable sort by `loaded`, `drop_duplicates` that keeps the last one, and back into the old order by `sort_index`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For a bill's column: strip it, read it with `errors="coerce"`, then compare what is missing now with what was blank before. `pd.to_numeric` and `pd.to_datetime` both know `errors`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Read `paid_on` twice, once for each `format`, and fill the gaps of the one with the other (`fillna`). Cents become euros by `where`: `amount.where(system != "old", amount / 100)`. Count before you overwrite.
#
# </details>
#
# %% role="answer" id="clean"
def last_records(records, key, loaded):
    """The last record of each key, and how many rows were left out."""
    ### BEGIN SOLUTION
    fresh = records.reset_index(drop=True)
    last = fresh.sort_values(loaded, kind="stable").drop_duplicates(key, keep="last").sort_index()
    return last.reset_index(drop=True), len(fresh) - len(last)
    ### END SOLUTION


def clean_bills(bills):
    """The bills in euros, timestamps and days, and a protocol of the changes."""
    ### BEGIN SOLUTION
    amount_text, paid_text, late_text = (bills[name].str.strip() for name in ("amount", "paid_on", "days_late"))
    amount, late = (pd.to_numeric(text, errors="coerce").astype(float) for text in (amount_text, late_text))
    old = bills["system"].str.strip() == "old"
    day_first = pd.to_datetime(paid_text, format="%d.%m.%Y", errors="coerce")
    paid = pd.to_datetime(paid_text, format="%Y-%m-%d", errors="coerce").fillna(day_first)
    clean = bills.assign(amount=amount.where(~old, amount / 100), paid_on=paid, days_late=late.mask(late == 9999))
    protocol = {
        "amount: cents to euros": int((old & amount.notna()).sum()),
        "amount: unreadable, now missing": int((amount.isna() & (amount_text != "")).sum()),
        "paid_on: day first": int(day_first.notna().sum()),
        "paid_on: unreadable, now missing": int((paid.isna() & (paid_text != "")).sum()),
        "days_late: 9999, now missing": int((late == 9999).sum()),
    }
    return clean, protocol
    ### END SOLUTION

# %% role="tests" id="clean-tests" points=4
import columns_forms

grade = check.parts(4)
loads = pd.DataFrame(
    {
        "fee": [1, 2, 3, 4, 5, 6, 7, 8], "no": ["b", "a", "a", "b", "c", "a", "B", "b"],
        "at": [
            "2025-03-01 02:30", "2025-01-02 02:30", "2025-01-02 02:30", "2024-12-31 23:00",
            "2025-02-01 00:00", "2025-01-01 10:00", "2025-01-01 10:00", "2025-03-01 02:30"
        ]
    },
    index=[5, 5, 2, 2, 0, 0, 1, 1],
)  # fmt: skip
raw_bills = pd.DataFrame(
    [
        ["b1", "2299", "old", "03.08.2025", "0", " x"],
        ["b2", "22.99", "new", "2025-08-03", "12", "9999"],
        ["b3", " 999", "old", "2025-07-28", "9999", ""],
        ["b4", "n/a", "old", "31.09.2025", "", "y"],
        ["b5", "12,50", "new", "08/03/2025", " 9999 ", ""], ["b6", "", "old", "", "999", ""],
        ["b7", "-5.00", "new", " 13.06.2025", "7", ""], ["b8", "  ", "new", "2025-02-29", "3", ""],
        ["b9", "0", "old", "29.02.2024", "3", "z"],
    ],
    columns=["bill_id", "amount", "system", "paid_on", "days_late", "note"],
    index=[3, 3, 0, 1, 2, 2, 2, 9, 8],
)  # fmt: skip
clean_columns = {
    "amount": [22.99, 22.99, 9.99, None, None, None, -5.0, None, 0.0],
    "paid_on": [
        *map(pd.Timestamp, ["2025-08-03", "2025-08-03", "2025-07-28"]), None, None, None,
        pd.Timestamp("2025-06-13"), None, pd.Timestamp("2024-02-29")
    ],
    "days_late": [0.0, 12.0, None, None, None, 999.0, 7.0, 3.0, 3.0],
    **{column: raw_bills[column].tolist() for column in ("bill_id", "system", "note")},
}  # fmt: skip
clean_protocol = {
    "amount: cents to euros": 3, "amount: unreadable, now missing": 2, "paid_on: day first": 3,
    "paid_on: unreadable, now missing": 3, "days_late: 9999, now missing": 2,
}  # fmt: skip
raw_told = {
    column: [f"made from {text!r}" for text in raw_bills[column]] for column in raw_bills.columns
}
with grade("the last record of each key"):
    columns_forms.last_records(
        columns_forms.called(last_records, loads, "no", "at", what="last_records"), loads,
        [2, 4, 6, 7], "last_records on eight records"
    )
    once = loads.iloc[[6, 5, 0]]
    columns_forms.last_records(
        columns_forms.called(last_records, once, "no", "at", what="last_records"), once, [0, 1, 2],
        "last_records without anything to drop"
    )
with grade("the cells of nine bills"):
    columns_forms.cleaned(
        columns_forms.called(clean_bills, raw_bills, what="clean_bills"), raw_bills, clean_columns,
        raw_told, "clean_bills on nine bills"
    )
    no_cells = {column: [] for column in clean_columns}
    columns_forms.cleaned(
        columns_forms.called(clean_bills, raw_bills.head(0), what="clean_bills"), raw_bills.head(0),
        no_cells, raw_told, "clean_bills without bills"
    )
with grade("the protocol of nine bills"):
    columns_forms.protocol(
        columns_forms.called(clean_bills, raw_bills, what="clean_bills"), clean_protocol,
        "the protocol of nine bills"
    )
    nothing = dict.fromkeys(clean_protocol, 0)
    columns_forms.protocol(
        columns_forms.called(clean_bills, raw_bills.iloc[[1]], what="clean_bills"), nothing,
        "the protocol of a bill without a fault"
    )
### BEGIN HIDDEN TESTS
from hidden import columns_bills

rng = check.rng("clean")
with grade("the last record in other tables", weight=2):
    for keys, names in ((24, {"label": "batch"}), (int(rng.integers(30, 60)), {"third": "index"})):
        case = columns_bills.loaded(rng, keys, **names)
        columns_forms.last_records(columns_forms.called(last_records, case.records, case.key, case.loaded, what="last_records"), case.records, case.kept, "last_records on other records")
with grade("the cells of other bills", weight=2):
    for rows in (12, int(rng.integers(30, 60))):
        case = columns_bills.billed(rng, rows)
        columns_forms.cleaned(columns_forms.called(clean_bills, case.bills, what="clean_bills"), case.bills, case.columns, case.told, "clean_bills on other bills")
with grade("the protocol of other bills", weight=2):
    for rows in (12, int(rng.integers(30, 60))):
        case = columns_bills.billed(rng, rows)
        columns_forms.protocol(columns_forms.called(clean_bills, case.bills, what="clean_bills"), case.protocol, "the protocol of other bills")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Where the mean is a lie
#
# The cells are clean now. A clean column can still be summed up by the wrong number, and that lie is harder to see. Real flights show it: every hundredth one that landed from New York in 2013, with its delay in minutes. A negative delay is an early arrival.
#
# %%
delays = pd.read_csv("data/delays.csv")
middle, average = delays["arr_delay"].median(), delays["arr_delay"].mean()
fig, ax = plt.subplots(figsize=(7, 2.8))
ax.hist(delays["arr_delay"].clip(upper=180), bins=60, color="#56B4E9")
ax.axvline(average, color="#D55E00", label=f"mean: {average:.1f} minutes late")
ax.axvline(middle, color="#0072B2", label=f"median: {-middle:.0f} minutes early")
ax.set(
    title="Half of the flights arrive early, and the mean is late",
    xlabel="minutes of delay (180: three hours and more)", ylabel="flights"
)
ax.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# **Mean or median?** "We are eight minutes late on average" is true, and describes hardly a flight. A few hours of delay pull the mean up. The **median**, the value in the middle, asks the passenger's question: what happens to *one* flight? Half of them do better.
#
# Does the mean lie, then? To the passenger. The airline pays its crews for every minute, the long delays included. Its question is about *all flights together*, and only the mean times the number of flights is the sum:
#
# %%
number = len(delays)
print(
    f"sum: {delays['arr_delay'].sum()} minutes, mean x flights: {average * number:.0f}, median x "
    f"flights: {middle * number:.0f}"
)

# %% [markdown]
# A plan for money, staff or space that uses the median of a lopsided column ends in the red.
#
# **Errors.** Ten lines of one kind, measured by ten probes. One probe reports kbit for Mbit:
#
# %%
ten = pd.Series([48, 51, 50, 47, 52, 49, 53, 50, 46, 50_000])
inner = ten.sort_values().iloc[1:-1]
print(f"mean {ten.mean():.1f}, median {ten.median():.1f}, trimmed mean {inner.mean():.1f}")

# %% [markdown]
# The last one is the **trimmed mean**: leave out the lowest tenth and the highest tenth of the values, then take the mean. Of n values these are `n // 10` at each end: of 25 values two, of nine none. Both it and the median resist a few wild values. That is right for errors. It is wrong for large values that really happened and are paid for.
#
# How wrong? Here are real visits to doctors, from the RAND corporation's Health Insurance Experiment in the United States. Each of its 20,190 rows was one person in one year of the study, and this table counts them: 6,308 times somebody saw no doctor in the year, 3,817 times somebody went once.
#
# %%
visits = pd.read_csv("data/visits.csv")
each = np.sort(np.repeat(visits["visits"].to_numpy(), visits["person_years"]))
print(len(each), "person-years; the most visits in one of them:", each[-1])
visits.head(4)

# %%
quiz(
    "Take the tenth of the person-years with the most visits. How many of 100 visits are theirs?",
    runs="""
import numpy as np
import pandas as pd

visits = pd.read_csv("data/visits.csv")
each = visits["visits"].to_numpy()
each = np.sort(np.repeat(each, visits["person_years"]))
top = each[-(len(each) // 10):]
print("about", round(100 * top.sum() / each.sum()))
""",
    right="about 45",
    wrong={
        "about 10": "Only if everybody went equally often. But in nearly a third of the "
        "person-years nobody went.",
        "about 20": "Look at the table: half of all person-years have one visit at most, so "
        "the others have nearly all.",
        "about 90": "Then the other nine tenths would have less than one visit in three years.",
    },
    because="In each of these person-years there were seven visits or more.",
)

# %%
cut = len(each) // 10
print(
    f"mean {each.mean():.2f}, median {np.median(each):g}, "
    f"trimmed mean {each[cut:-cut].mean():.2f} visits a year"
)

# %% [markdown]
# These visits are no errors: a doctor had to have time for each. Whoever plans doctors by the trimmed mean has cut away the heavy users and lacks 31 of 100 visits; by the median it would be 65 of 100. And the mean, which is right for the plan, is again nobody's year: half of the person-years have one visit at most.
#
# **Exposure.** Two customers. Anna came a month ago and has complained once. Bert has been there for 36 months and has complained twice.
#
# %%
two = pd.DataFrame({"complaints": [1, 2], "months": [1, 36]}, index=["Anna", "Bert"])
print(f"mean of the two rates: {(two['complaints'] / two['months']).mean():.3f} complaints a month")
print(f"rate per exposure: {two['complaints'].sum() / two['months'].sum():.3f} complaints a month")

# %% [markdown]
# Three complaints in 37 months of customers are 0.081 a month, the **rate per exposure**. The mean of the two rates is six times as high, since Anna's single month weighs as much as Bert's 36. And whoever divides by customers instead of months will find that older customers complain more: they have had more time.
#
# The same holds for shares and margins: of all the money taken, what stays is the sum of the profits over the sum of the revenues. Put together before dividing, the groups are **pooled**.
#
# ## Pooled, or within groups?
#
# Pooling has a lie of its own. How often was a flight more than 15 minutes late, to Atlanta (ATL) and to Kansas City (MCI)? All flights of two airlines in 2013:
#
# %%
arrivals = pd.read_csv("data/arrivals.csv")
by_place = arrivals.groupby("dest")[["flights", "late"]].sum()
by_place.assign(share=(by_place["late"] / by_place["flights"]).round(3))

# %% [markdown]
# 33 in 100 are late to Kansas City, 22 to Atlanta. Avoid Kansas City? Look at the airlines, Delta (DL) and ExpressJet (EV):
#
# %%
fig, ax = plt.subplots(figsize=(7, 3))
for carrier, colour in (("DL", "#0072B2"), ("EV", "#E69F00")):
    own = arrivals[arrivals["carrier"] == carrier].set_index("dest").loc[["ATL", "MCI"]]
    ax.plot(own.index, own["late"] / own["flights"], color=colour, lw=1)
    ax.scatter(
        own.index, own["late"] / own["flights"], s=own["flights"] / 15, color=colour,
        label=f"{carrier} (area: number of flights)"
    )
share = (by_place["late"] / by_place["flights"]).loc[["ATL", "MCI"]]
ax.plot(share.index, share, "k--", label="both airlines pooled")
ax.set(
    title="Each airline is late less often to Kansas City, both together more often",
    ylabel="share late", ylim=(0, 0.5)
)
ax.margins(x=0.3)
ax.legend(fontsize=8, loc="upper center", ncol=3)
plt.tight_layout()
plt.show()

# %% [markdown]
# Delta: 20 in 100 to Atlanta, 12.5 to Kansas City. ExpressJet: 36 and 34. With *either* airline Kansas City is the better place. But most flights to Atlanta are Delta's, and nearly all flights to Kansas City are ExpressJet's, which is late more often everywhere. The pooled shares compare airlines and call it places. This is **Simpson's paradox**, and it can appear wherever the mix of groups differs between the two sides of a comparison.
#
# To compare like with like, take the difference *within each group* and weight it by one and the same mix, for example that of the first side:
#
# | airline | share of the flights to Atlanta | late to Kansas City less late to Atlanta |
# |---|---|---|
# | DL | 10452 / 12108 = 0.863 | 0.125 − 0.202 = −0.077 |
# | EV | 1656 / 12108 = 0.137 | 0.342 − 0.360 = −0.018 |
#
# 0.863 · (−0.077) + 0.137 · (−0.018) = −0.069. Were the airlines mixed as they are to Atlanta, 7 flights in 100 fewer would be late. Pooled it was 11 more.
#
# Which of the two is right? It depends on the question. "How many of the passengers to Kansas City come late?" is answered by the pooled share: they sit in the aircraft that really fly there. "Is it the place?" isn't. (Nor do airlines settle that for good. Other things may differ as well.)
#
# Shares aren't the only numbers that turn round. The **correlation** of two columns says how well they lie on a straight line: 1 if both rise together, exactly along a line, −1 if one falls as the other rises, and near 0 if a straight line says nothing. Biologists measured the bills of 342 penguins near Palmer
# Station in Antarctica, how long and how deep:
#
# %%
penguins = pd.read_csv("data/penguins.csv")
pooled = penguins["bill_length_mm"].corr(penguins["bill_depth_mm"])
print(f"correlation of length and depth, all {len(penguins)} penguins: {pooled:.2f}")

# %%
quiz(
    "There are three species among them. In how many of the three is the correlation below 0?",
    runs="""
import pandas as pd

penguins = pd.read_csv("data/penguins.csv")
below = 0
for species, own in penguins.groupby("species"):
    below += own["bill_length_mm"].corr(own["bill_depth_mm"]) < 0
print(below, "of 3")
""",
    right="0 of 3",
    wrong={
        "3 of 3": "So one would think, from the pooled number. It compares species, too.",
        "2 of 3": "Not even the majority has to agree with the pooled number.",
        "1 of 3": "One odd species isn't the reason.",
    },
    because="Within each species longer bills tend to be deeper.",
)

# %%
fig, ax = plt.subplots(figsize=(7, 3.2))
colours = {"Adelie": "#0072B2", "Chinstrap": "#E69F00", "Gentoo": "#009E73"}
for species, own in penguins.groupby("species"):
    within = own["bill_length_mm"].corr(own["bill_depth_mm"])
    ax.scatter(
        own["bill_length_mm"], own["bill_depth_mm"], s=9, color=colours[species],
        label=f"{species}: {within:.2f}"
    )
ax.set(
    title=f"Within each species longer bills tend to be deeper; pooled: {pooled:.2f}",
    xlabel="length of the bill (mm)", ylabel="depth of the bill (mm)"
)
ax.legend(title="correlation within", fontsize=8, loc="lower left")
plt.tight_layout()
plt.show()

# %% [markdown]
# Gentoos have long and shallow bills, Adelies short and deep ones. The pooled number mixes two things, how the species differ and how penguins of one species do. It serves whoever must guess a bill's depth without knowing the species. It doesn't say what goes with a longer bill within one.
#
# %% [markdown]
# ## C4 · Six questions
# **Level 3 · 18 minutes · 4 points**
#
# Write `answer(question, frame)`. `question` is one of the names below. Return a pair `(method, value)`: the method is `"mean"`, `"median"`, `"trimmed mean"`, `"rate per exposure"`, `"pooled"` or `"per group"`, the value a number that isn't rounded. Nothing is missing in `frame`.
#
# | question | what is asked | columns of `frame` |
# |---|---|---|
# | `"wait"` | For the web page: "Half of our callers wait no longer than …" | `minutes` that each caller waited |
# | `"staff"` | There will be 20,000 calls like these. How many minutes of work for each call must we pay? | `minutes` that each call took |
# | `"line"` | All these lines are of one kind. What speed do they reach? One probe in twenty reports nonsense. | `mbit` that each probe reports |
# | `"complaints"` | Customers of this plan will be with us for 5,000 months, all taken together. How many complaints must we expect in each such month? | `complaints` and `months` of each customer |
# | `"margin"` | Of each euro that the whole company takes, how much stays? | `shop`, its `revenue`, its `profit` |
# | `"leaving"` | Would customers of the same kind leave more readily in the second year than in the first? The segments grew differently. | `year` (`"first"` or `"second"`), `segment`, `customers`, `left` (how many of them) |
#
# - Where two methods serve, either is accepted, each with its own value.
# - `"leaving"`: the value is the share that left in the second year less that in the first, within each segment, weighted by the segments' shares of the customers in the *first* year. There is at least one row for each year and segment. If there are several, they are added up.
#
# *Example.* `answer("wait", …)` with 1, 2 and 60 minutes is `("median", 2)`; `answer("staff", …)` with the same three is `("mean", 21)`. For `"leaving"` with 30 of 100 and 40 of 300 customers of two segments in the first year, 22 of 80 and 15 of 120 in the second, it is −0.025 · 0.25 + (−0.0083…) · 0.75 = −0.0125.
#
# <details><summary>Hint 1</summary>
#
# For each question: is it about one case in the middle, about all of them together, or about like with like? And are the wild values errors, or do they count?
#
# </details>
# <details><summary>Hint 2</summary>
#
# In two of the questions every row brings its own size: months, revenue. Add up above the line and below it, then divide. If the trimmed mean of a few values is NaN: `values[0:-0]` holds nothing.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `frame.pivot_table(index="segment", columns="year", values=["customers", "left"], aggfunc="sum")` has one row a segment, and `table["left"] / table["customers"]` its shares in both years. If your sign is wrong on a frame whose mix changed, you have pooled.
#
# </details>
#
# %% role="answer" id="questions"
def answer(question, frame):
    """The method that answers the question, and its value."""
    ### BEGIN SOLUTION
    if question == "wait":
        return "median", frame["minutes"].median()
    if question == "staff":
        return "mean", frame["minutes"].mean()
    if question == "line":
        cut = len(frame) // 10
        return "trimmed mean", frame["mbit"].sort_values().iloc[cut : len(frame) - cut].mean()
    if question == "complaints":
        return "rate per exposure", frame["complaints"].sum() / frame["months"].sum()
    if question == "margin":
        return "pooled", frame["profit"].sum() / frame["revenue"].sum()
    table = frame.pivot_table(index="segment", columns="year", values=["customers", "left"], aggfunc="sum")
    share = table["left"] / table["customers"]
    first = table["customers", "first"]
    return "per group", ((share["second"] - share["first"]) * first / first.sum()).sum()
    ### END SOLUTION

# %% role="tests" id="questions-tests" points=4
import columns_forms

grade = check.parts(4)


def asked(question, rows, methods, told):
    """One call and what serves."""
    columns_forms.number_and_method(
        columns_forms.called(answer, question, rows, what=question), methods,
        f"answer({question!r}, …) on {told}"
    )


with grade("wait"):
    asked("wait", pd.DataFrame({"minutes": [60, 1, 2]}), {"median": 2}, "60, 1 and 2 minutes")
    asked(
        "wait", pd.DataFrame({"minutes": [60.0, 1.0, 2.0, 4.0]}), {"median": 3},
        "60, 1, 2 and 4 minutes"
    )
    asked(
        "wait", pd.read_csv("data/delays.csv").rename(columns={"arr_delay": "minutes"}),
        {"median": -4}, "the real flights"
    )
with grade("staff"):
    asked("staff", pd.DataFrame({"minutes": [60, 1, 2]}), {"mean": 21}, "60, 1 and 2 minutes")
with grade("line"):
    speeds = pd.DataFrame(
        {
            "mbit": [
                50.0, 49.0, 53.0, 47.0, 52.0, 50_000.0, 50.0, 48.0, 51.0, 46.0, 54.0, 50.0, 51.0,
                49.0, 50.0, 52.0, 48.0, 50.0, 47.0
            ]
        }
    )
    twenty = pd.DataFrame({"mbit": [float(speed) for speed in range(1, 20)] + [900.0]})
    asked("line", speeds, {"median": 50.0, "trimmed mean": 851 / 17}, "19 probes")
    asked("line", twenty, {"median": 10.5, "trimmed mean": 10.5}, "20 probes")
    asked(
        "line", pd.DataFrame({"mbit": [9.0, 11.0, 10.5]}),
        {"median": 10.5, "trimmed mean": 30.5 / 3}, "three probes"
    )
with grade("complaints"):
    together = {"rate per exposure": 3 / 37, "pooled": 3 / 37}
    asked(
        "complaints", pd.DataFrame({"complaints": [1, 2], "months": [1, 36]}), together,
        "Anna and Bert"
    )
with grade("margin"):
    together = {"rate per exposure": 0.05, "pooled": 0.05}
    asked(
        "margin",
        pd.DataFrame({"shop": ["a", "b"], "revenue": [9000.0, 1000.0], "profit": [100.0, 400.0]}),
        together, "two shops"
    )
with grade("leaving"):
    years = pd.DataFrame(
        [
            ["second", "A", 80, 22], ["first", "A", 100, 30], ["first", "B", 300, 40],
            ["second", "B", 100, 12], ["second", "B", 20, 3]
        ],
        columns=["year", "segment", "customers", "left"],
    )  # fmt: skip
    asked("leaving", years, {"per group": -0.0125}, "two segments")
    places = pd.read_csv("data/arrivals.csv").rename(
        columns={"dest": "year", "carrier": "segment", "flights": "customers", "late": "left"}
    )
    places["year"] = places["year"].map({"ATL": "first", "MCI": "second"})
    shares = {"DL": (10452, 2116 / 10452, 10 / 80), "EV": (1656, 596 / 1656, 503 / 1471)}
    asked(
        "leaving", places,
        {"per group": sum(size / 12108 * (then - now) for size, now, then in shares.values())},
        "the real flights"
    )
### BEGIN HIDDEN TESTS
from hidden import columns_questions

rng = check.rng("questions")
for question in columns_questions.QUESTIONS:
    with grade(f"{question} on other data"):
        for size in (9, 30, int(rng.integers(41, 48))):
            rows = columns_questions.frame(rng, question, size)
            asked(question, rows, columns_questions.expected(question, rows), f"{len(rows)} other rows")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - A type says how a value is stored, its kind what may be done with it. Codes and ids are no quantities.
# - Missing comes in disguise: −1, 9, 9999, `N/A`, a blank. The dictionary knows which, and where.
# - Rules in words, held row by row, find what looking doesn't. A key that occurs twice accuses all of its rows; a missing value breaks no rule but one that demands it.
# - Of several records the latest holds. Say the form of a date, and give each change a line in the protocol.
# - Median for one case, mean for sums, trimmed mean or median against errors, totals over totals for rates, like with like where the mix changes.
#
# Monday, five o'clock. What does a customer pay in a month? Your functions answer:
#
# %%
def what_a_customer_pays():
    raw = pd.read_csv("data/bills.csv", dtype=str, keep_default_na=False)
    # bills have no time of loading: the lower of two
    once, dropped = last_records(raw, "bill_id", "bill_id")
    cleaned, changes = clean_bills(once)
    lines = [
        f"{dropped} rows dropped (bill_id twice)",
        *(f"{count} rows, {change}" for change, count in changes.items())
    ]
    amounts = cleaned["amount"]
    lines.append(
        f"mean {amounts.mean():.2f} euros, median {amounts.median():.2f} euros, of "
        f"{amounts.notna().sum()} bills"
    )
    return "\n    ".join(lines)


def how_many_run():
    last, dropped = last_records(contracts, "contract_id", "loaded_at")
    return f"{last['ended_on'].isna().sum()} contracts, after {dropped} older records were left out"


settle("1. What does a customer pay us in a month?", "C3", what_a_customer_pays)
settle("2. And how many contracts are running?", "C3", how_many_run)

# %% [markdown]
# "24 euros," you tell Ines, "if you multiply it by the number of bills. Half of the bills are below 23." The 1,500 are gone, and beneath the number stands what was done to get it. Tomasz reads the protocol twice and asks for a copy.
#
# And still: "24.38" has two digits behind the point, as if it were sure. How sure is it? Hana, the senior statistician, will ask tomorrow.
