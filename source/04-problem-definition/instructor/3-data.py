# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Data that can be trusted
#     minutes: 85
#     prerequisites: [04-problem-definition/2-evaluation]
#     summary: Find leaks by their reason, split without overlap of time or groups, measure how far annotators agree.
# ---

# %% [markdown]
# # Data that can be trusted
#
# A supplier shows one rule for real flights: "99 in 100 right, tested on 1,188 of them." Two hours before departure nobody can use it. Nobody has lied. What went wrong, and who should have seen it?
#
# Most models that shine on a laptop and fail in service were fed something they won't have there. The last cell of this lesson tries the supplier's rule again, without what *you* have found. After this lesson you can
#
# - find columns that leak, and name the reason,
# - split data so that the test is as hard as the future,
# - say how far two annotators agree beyond chance, which labels they mix up, and how many messages to read.
#
# The exercises take about 70 minutes, reading and questions 15 more: plan two sittings, with a break after D9b.
#
# %% role="read-only" id="setup-data"
import json
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from lesson_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

flights = pd.read_csv("data/flights.csv", parse_dates=["date"])
messages = pd.read_csv("data/messages.csv")
customers = pd.read_csv("data/customers.csv", parse_dates=["joined"])

# %% [markdown]
# ## Leaks
#
# A column **leaks** if it holds what nobody can know at the moment of prediction. There are four common reasons, and each has its own mend:
#
# | code | reason | example | mend |
# |---|---|---|---|
# | `"future"` | written after the moment of prediction | minutes on the telephone, filled in a week later | drop it, or take the value as of that moment |
# | `"target"` | the answer in other clothes | reason for leaving | drop it |
# | `"fitted"` | a statistic over all rows, the test rows' outcomes included | mean delay of this route, whole year | compute it on earlier rows only |
# | `"identity"` | names the single row | running number, random key | drop it: there is nothing to learn |
#
# A first one to judge, at Kettle & Leaf:
#
# %%
quiz(
    "On 1 June we predict who will be lost in the 60 days that follow. Which column is honest?",
    right="orders in the 90 days up to 31 May",
    wrong={
        "share lost in the customer's region, over the whole table": "It was computed from all "
        "rows, and so from the outcomes that are to be predicted: \"fitted\".",
        "day on which the account was closed": "Only those who left have one. It is the answer "
        "in other clothes: \"target\".",
        "letters sent in June": "On 1 June nobody knows them yet: \"future\".",
    },
    because="All of it had been written by 31 May, and from that customer's past alone.",
)

# %% [markdown]
# We want to tell *two hours before the scheduled departure* whether a real flight will arrive more than 15 minutes late (`late`).
#
# %%
flights.drop(columns="model").astype({"date": str}).sample(4, random_state=2).T

# %% [markdown]
# Each column above is one flight. Which columns of the table go along with `late`? The longer the bar, the closer.
#

# %%
numbers = ["distance", "late_yesterday", "wind_speed", "route_late_share"]
numbers += ["dep_delay", "arr_delay", "air_time"]
strength = flights[numbers].corrwith(flights["late"]).abs()
ax = strength.sort_values().plot.barh(figsize=(7, 2.8), color="#0072B2")
ax.set(title="Correlation with late: the best are suspicious", xlabel="absolute correlation")
plt.tight_layout()
plt.show()

# %% [markdown]
# Two columns lead by far. Are they the best, or do they know too much? The picture can't tell.
#
# A wrong turn: to drop whatever correlates strongly. `route_late_share` correlates weakly and leaks; tomorrow's best honest column may correlate strongly. Don't ask how
# strong a column is. Ask **when its value was written, and from what**.
#
# Where each column comes from: the timetable (`date`, `sched_dep_time`, `sched_arr_time`, `carrier`, `flight`, `dest`, `distance`) is published weeks before. `late_yesterday` is
# the share of late flights to the same place on the day before. `dep_time`, `dep_delay`, `arr_time`, `arr_delay`, `air_time` are written when the aircraft leaves and lands. `wind_speed` was measured
# in the hour of departure; a forecast would have been known, but it isn't in the table. `route_late_share` is the mean of `late` by carrier and destination over the whole table. `tailnum` names the aircraft.
# `flight_id` was drawn at random when the table was made.
#
# %% [markdown]
# ## D9a · The leaks in the flights
# **Level 2 · 8 minutes · 3 points**
#
# Write `flight_leaks`: a dict from each leaking column of `flights` to its code (`"future"`, `"target"`, `"fitted"`, `"identity"`), for a prediction two hours before the scheduled departure. Columns that don't leak aren't in it.
#
# `"target"` tells the arrival itself, not what made it late. Where both hold, `"future"` and `"target"` are accepted alike; a statistic over all rows is `"fitted"`. Leave `late` and `model` out; `tailnum` may be judged either way.
# One honest column accused by mistake costs nothing, more than one everything: flagging all is no hunt. (A name that is no column of `flights` counts as an honest column.) So does one and the same code for all.
#
# *Example.* In a table of letters, with `opened_at` and a random `letter_key`, for a prediction before they are sent: `{"opened_at": "future", "letter_key": "identity"}`.
#
# <details><summary>Hint 1</summary>
#
# Go through the paragraph "Where each column comes from", a sentence at a time, and stand two hours before departure.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two columns tell the arrival's delay itself. One of them is the number `late` was made from. And one leak has nothing to do with the aircraft.
#
# </details>
#
# %% role="answer" id="flight-leaks"
### BEGIN SOLUTION
flight_leaks = {
    "dep_time": "future",
    "dep_delay": "future",
    "arr_time": "future",
    "air_time": "future",
    "arr_delay": "target",
    "wind_speed": "future",
    "route_late_share": "fitted",
    "flight_id": "identity",
}
### END SOLUTION

# %% role="tests" id="flight-leaks-tests" points=3
import model_forms

grade = check.parts(3)
with grade("what is written at departure"):
    model_forms.several_codes(flight_leaks)
    at_departure = {"dep_time": ["future"], "dep_delay": ["future"]}
    model_forms.coded(
        flight_leaks, at_departure, ["date", "dest", "distance"], kind="the flights",
        columns=list(flights.columns)
    )
### BEGIN HIDDEN TESTS
honest = ["date", "sched_dep_time", "sched_arr_time", "carrier", "flight", "dest", "distance", "late_yesterday", "late", "model"]
every = list(flights.columns)
with grade("what is written later", weight=2):
    model_forms.several_codes(flight_leaks)
    later = {"arr_time": ["future", "target"], "air_time": ["future"], "arr_delay": ["target", "future"]}
    model_forms.coded(flight_leaks, later, honest, kind="the flights", columns=every)
with grade("what was measured at departure", weight=1):
    model_forms.several_codes(flight_leaks)
    model_forms.coded(flight_leaks, {"wind_speed": ["future"]}, honest, kind="the flights", columns=every)
with grade("what was computed from all rows", weight=1):
    model_forms.several_codes(flight_leaks)
    model_forms.coded(flight_leaks, {"route_late_share": ["fitted"]}, honest, kind="the flights", columns=every)
with grade("what names a row", weight=1):
    model_forms.several_codes(flight_leaks)
    model_forms.coded(flight_leaks, {"flight_id": ["identity"]}, honest, kind="the flights", columns=every)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The same hunt by machine
#
# A warehouse has hundreds of columns, and nobody reads them all. But it keeps a log of when each value was written. Three rows of a tiny one:
#
# %%
tiny_log = pd.DataFrame({"row_id": ["R1", "R2", "R3"], "column": "phone_minutes"})
tiny_noon = pd.Timestamp("2025-06-01 12:00")
tiny_log["written_at"] = [tiny_noon + pd.Timedelta(hours=hours) for hours in (-1, 1, 0)]
tiny_moments = {"R1": tiny_noon, "R2": tiny_noon, "R3": tiny_noon}
tiny_log.assign(moment=tiny_log["row_id"].map(tiny_moments))

# %% [markdown]
# `map` looks each row id up in the dict, so every value stands beside the moment that it must not be later than. R2's came too late; R3's came at the moment, in time.
#
# A column that tells the answer gives itself away in another table. For each value, count who was lost. Missing values are a value, too: `dropna=False` keeps them.
#
# %%
tiny_table = pd.DataFrame({"letter": ["sad", "sad", "glad", None, "glad", None]})
tiny_table["churned"] = [1, 1, 0, 0, 0, 1]
tiny_table.groupby("letter", dropna=False)["churned"].agg(["sum", "size"])

# %% [markdown]
# Whoever says "lost" for sad, "stays" for glad, and either for a missing letter, is right on 2 + 2 + 1 of 6 rows.
#
# ## D9b · Find leaks in any warehouse
# **Level 4 · 20 minutes · 3 points**
#
# Write `find_leaks(table, written, moments)` for any warehouse. `table` has `row_id`, feature columns, and `churned` (0 or 1). `written` has one row for each value, missing ones included: `row_id`, `column`, `written_at`. `moments` is a dict
# from row_id to the moment of prediction. Return a dict column → code, for the feature columns that leak, and no other:
#
# - `"future"`: at least 5 of 100 of the column's values were written after their row's moment (later, not at it). A few late corrections are normal.
# - `"identity"`: text, and different in every row. (Missing values are alike, and a column of text has none of them or at least two. A running number gives a row away, too, but here it counts as honest: only text is looked at.)
# - `"target"`: at most 10 different values (missing counts as a value), and whoever predicts for each value the majority of `churned` is right in at least 98 of 100 rows. (This may look honest in the log: it was backfilled.)
#
# A warehouse may hold no leak at all: `{}`. At most one of the reasons holds for a column.
#
# *Example.* `phone_minutes` was written after the moment in 2 of 40 rows, exactly 5 of 100: `{"phone_minutes": "future"}`. With 1 of 40 it would be honest, whatever was written at the very moment.
#
# <details><summary>Hint 1</summary>
#
# The mean of a column of `True` and `False` is a share; `groupby(written["column"])` gives one for each column.
#
# </details>
# <details><summary>Hint 2</summary>
#
# In each group of a value, the majority is right on the larger of two counts: those lost, and the rest. Add these up over the groups.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If a column of numbers comes out as `"identity"`: it may be different in every row, and still be no text. (A column of text may have the dtype `str` or `object`; `isinstance(value, str)` asks the values themselves.) If one comes out as `"target"` that shouldn't: count the different values with the missing one.
#
# </details>
#
# %% role="answer" id="find-leaks"
def find_leaks(table, written, moments):
    """Leaking feature columns and their codes: "future", "identity", "target"."""
    ### BEGIN SOLUTION
    late = (written["written_at"] > written["row_id"].map(moments)).groupby(written["column"]).mean()
    found = {}
    for column in table.columns.drop(["row_id", "churned"]):
        values = table[column]
        if late[column] >= 0.05:
            found[column] = "future"
        elif values.map(lambda value: isinstance(value, str)).all() and values.is_unique:
            found[column] = "identity"
        elif values.nunique(dropna=False) <= 10:
            groups = table.groupby(column, dropna=False)["churned"].agg(["sum", "size"])
            right = groups[["sum"]].assign(rest=groups["size"] - groups["sum"]).max(axis=1).sum()
            if right / len(table) >= 0.98:
                found[column] = "target"
    return found
    ### END SOLUTION

# %% role="tests" id="find-leaks-tests" points=3
import model_forms

tiny = pd.DataFrame({"row_id": [f"R{i}" for i in range(40)], "churned": [0, 1] * 20})
tiny.insert(1, "phone_minutes", [float(i) for i in range(40)])
noon = pd.Timestamp("2025-06-01 12:00")
log = pd.DataFrame({"row_id": tiny["row_id"], "column": "phone_minutes"})
at_noon = dict.fromkeys(tiny["row_id"], noon)


def written_late(late_rows):
    hours = [1 if i < late_rows else 0 if i < 12 else -1 for i in range(40)]
    return log.assign(written_at=noon + pd.to_timedelta(hours, unit="h"))


def with_column(values):
    return find_leaks(tiny.assign(phone_minutes=values), written_late(1), dict(at_noon))


grade = check.parts(3)
with grade("a column with late values"):
    for late_rows, leaks in (
        (2, {"phone_minutes": "future"}), (12, {"phone_minutes": "future"}), (1, {})
    ):
        what = (
            f"find_leaks with {late_rows} values of 40 written an hour late, and {12 - late_rows} "
            "at the moment"
        )
        check.equal(find_leaks(tiny.copy(), written_late(late_rows), dict(at_noon)), leaks, what)
with grade("a column of texts, and one that tells the answer"):
    keys = [f"K{i}" for i in range(40)]
    tells = ["b", None] * 20
    tells_less = [None, None, *tells[2:]]  # 39 of 40 are right: 97.5 of 100
    many = [f"{i % 10}{'ab'[i % 2]}" for i in range(40)]
    objects = pd.Series(keys, dtype=object)
    for values, leaks, what in (
        (keys, {"phone_minutes": "identity"}, "40 different texts"),
        (objects, {"phone_minutes": "identity"}, "40 different texts, dtype object"),
        (["K1", *keys[1:]], {}, "39 different texts"),
        (tells, {"phone_minutes": "target"}, "'b' where churned is 0, missing where it is 1"),
        (tells_less, {}, "the same, one row wrong"),
        (many, {"phone_minutes": "target"}, "ten values that tell"),
        (["new", *many[1:]], {}, "eleven values that tell"),
        ([None] * 3 + keys[3:], {}, "37 different texts and 3 missing ones"),
        (list(range(40)), {}, "a running number"),
        ([1, 0] * 20, {"phone_minutes": "target"}, "1 where churned is 0, 0 where it is 1"),
        (
            [0.0, math.nan] * 20, {"phone_minutes": "target"},
            "0.0 where churned is 0, missing where it is 1"
        ),
    ):  # fmt: skip
        check.equal(with_column(values), leaks, f"find_leaks with {what}")
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

houses = businesses.warehouses()
for code in ("future", "target", "identity"):
    with grade(f"planted leaks of the kind {code}", weight=1):
        for house in houses[:2]:
            comparisons.data.leaks(find_leaks, house, code, "another warehouse")
with grade("honest columns, in warehouses with leaks and in one without", weight=2):
    for house in houses:
        comparisons.data.honest(find_leaks, house, "another warehouse")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A good place to end the first sitting.*
#
# ## Splits
#
# Rows of one household resemble each other, and rows of one week do too. Shuffle them, and the test asks the model about the neighbours of what it has learnt. Service asks about *other* people, *later*.
#
#     shuffled    ▪▫▪▪▫▪▫▫▪▪▫▪▪▫▪▪   test rows (▫) among the others
#     by time     ▪▪▪▪▪▪▪▪▪▪▪▫▫▫▫▫   a household may be on both sides
#     and groups  ▪▪▪▪▪▪▪▪ ··· ▫▫▫   with a gap: nothing is shared
#
# The **gap**: a label needs 60 days to become known. A training row from last week had no label yet on the day the test begins.
#
# %%
quiz(
    "Households stay or leave together, and nothing that we measure matters. A model remembers "
    "each household's outcome. How often is it right?",
    right="Often, if rows are shuffled; on half, if the test has other households",
    wrong={
        "On half of the rows, whichever split": "Shuffled, it has seen a neighbour of most test "
        "rows, and remembers what that one did.",
        "Often, whichever split": "Of a household that it has never seen it remembers nothing.",
        "On half, if rows are shuffled; often, if the test has other households":
        "The other way round: it can only remember what it has seen.",
    },
    because="Only the second number tells what the model is worth on new customers. Run the cell "
    "and look.",
)

# %%
rng = np.random.default_rng(3)
home = rng.normal(0, 1, 150)
who = rng.integers(0, 150, 500)
# decided by the household, and by nothing that we measure:
outcome = (home[who] + rng.normal(0, 0.3, 500) > 0).astype(int)


def nearest_household(train, test):
    known = {who[i]: outcome[i] for i in train}
    return np.mean([known.get(who[i], 0) == outcome[i] for i in test])


mixed = rng.permutation(500)
apart = np.isin(who, np.arange(100))
print(f"shuffled:       {nearest_household(mixed[:375], mixed[375:]):.2f} right")
print(f"by household:   {nearest_household(np.where(apart)[0], np.where(~apart)[0]):.2f} right")

# %% [markdown]
# The "model" has learnt nothing but who lives where. The shuffled test calls it good.
#
# %% [markdown]
# Now the steps of an honest trial. One of them is done too early in most notebooks.
#
# %%
quiz(
    "A column shall hold the share lost in each customer's region. Put the steps in order.",
    order=[
        "cut the rows in time, with a gap",
        "compute each region's share on the training rows",
        "write these shares into training and test rows",
        "fit the model on the training rows",
        "measure on the test rows",
    ],
    because="Whatever is computed before the cut has seen the test rows: that is the leak called "
    "\"fitted\".",
)

# %%
quiz(
    "A label takes 60 days to become known. The test begins on 1 July. What is the latest day "
    "from which a training row may come?",
    runs="""
from datetime import date, timedelta

print(date(2025, 7, 1) - timedelta(days=60))
""",
    right="2025-05-02",
    wrong={
        "2025-06-30": "It is earlier than the test, but its label was known at the end of August "
        "only.",
        "2025-05-01": "That is a day more than needed: from 2 May it is 60 days to 1 July.",
        "2025-08-30": "That is 60 days later, when the label of the first test row becomes known.",
    },
    because="On 1 July the 60 days that began on 2 May are over.",
)

# %% [markdown]
# One more tool. `isin` asks of each row whether its value is among others, and `~` turns the answers round. Which rows of the morning belong to guests who didn't come back in the evening?
#
# %%
morning = pd.DataFrame({"guest": ["Ann", "Ben", "Ann", "Cleo"]})
morning["tea"] = ["mint", "assam", "fir", "fir"]
evening = pd.DataFrame({"guest": ["Dora", "Ann"], "tea": ["oolong", "mint"]})
morning[~morning["guest"].isin(evening["guest"])]

# %% [markdown]
# Both rows of Ann are gone, since she came back.
#
# ## D10 · A split that is as hard as the future
# **Level 4 · 20 minutes · 6 points**
#
# Write `split(rows, horizon)`. `rows` has `row_id`, `household` and `at`, in no order; `horizon` is a number of days. Return `(train_ids, test_ids)`, two lists of row ids, such that
#
# - no household is on both sides,
# - the first test row is at least `horizon` days later than the last training row, to the minute,
# - at least 15 and at most 50 of 100 of the rows kept are test rows,
# - not too much is thrown away: at least 70 of 100 of what the best cut in time keeps, if households on both sides are dropped from the training side.
#
# Rows that fit nowhere are left out. Any split with these properties is accepted, and there always is one. A horizon may be 0, or longer than 60 days.
#
# *Example.* Rows on days 0, 10, 20, 100, 110 by households A, B, C, A, D, horizon 60: train B and C (days 10 and 20), test A and D (days 100 and 110). A's row on day 0 is dropped.
#
# <details><summary>Hint 1</summary>
#
# Choose the moment at which the test begins. All else follows from it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Test rows are those from that moment on. Training rows end `pd.Timedelta(days=horizon)` before it, and their household isn't among the test's (`isin`).
#
# </details>
# <details><summary>Hint 3</summary>
#
# A single moment may throw too much away, or leave too few test rows. Try many: each row's own moment, or percentiles of them. Keep those with the right share, return the one that keeps most rows.
#
# </details>
#
# %% role="answer" id="split"
def split(rows, horizon):
    """(train ids, test ids): later test, no household on both sides, a gap of horizon days."""
    ### BEGIN SOLUTION
    at, ids = rows["at"].to_numpy(), rows["row_id"].to_numpy()
    leaves = rows.groupby("household")["at"].transform("max").to_numpy()  # the last row of each row's household
    best, most = ([], []), 0
    for begin in np.unique(at):
        test, train = at >= begin, (at <= begin - np.timedelta64(horizon, "D")) & (leaves < begin)
        kept = test.sum() + train.sum()
        if train.any() and 0.15 <= test.sum() / kept <= 0.5 and kept > most:
            best, most = (ids[train].tolist(), ids[test].tolist()), kept
    return best
    ### END SOLUTION

# %% role="tests" id="split-tests" points=6
import model_forms

small = pd.DataFrame({"row_id": list("vwxyz"), "household": list("ABCAD")})
small["at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta([0, 10, 20, 100, 110], unit="D")
grade = check.parts(6)
uneven = pd.DataFrame({"row_id": [f"r{i}" for i in range(12)], "household": list("ABCDEFGHIIJJ")})
uneven["at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 100, 101, 102], unit="D"
)
with grade("the example"):
    model_forms.split(split(small.copy(), 60), small, 60, 4, "the example")
    model_forms.split(split(small.copy(), 80), small, 80, 4, "the example")
with grade("a log with most rows in its first week"):
    model_forms.split(
        split(uneven.copy(), 60), uneven, 60, 11, "nine rows in January and three in April"
    )
    model_forms.split(
        split(uneven.copy(), 0), uneven, 0, 12, "nine rows in January and three in April"
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

with grade("households that stay for weeks or for months", weight=3):
    for case in businesses.moves("households"):
        comparisons.data.split(split, case, "another log")
with grade("longer horizons, and none", weight=3):
    for case in businesses.moves("horizons"):
        comparisons.data.split(split, case, "another log")
with grade("logs in which most cuts lose much", weight=2):
    for case in businesses.moves("blocks"):
        comparisons.data.split(split, case, "a log in blocks")
with grade("logs with one split alone, whose share or gap is just what is allowed", weight=2):
    for case in businesses.moves("edges"):
        comparisons.data.split(split, case, "a log with one split alone: its share or its gap is just what is allowed")
with grade("more rows", weight=1):
    for case in businesses.moves("longer"):
        comparisons.data.split(split, case, "a longer log")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Labels made by people
#
# Kettle & Leaf wants messages sorted by topic. Before a model learns, two people label the same 150 messages:
#
# %%
table = pd.crosstab(messages["ana"], messages["ben"])
fig, ax = plt.subplots(figsize=(4.6, 3.6))
ax.imshow(table, cmap="Blues")
for i, row in enumerate(table.to_numpy()):
    for j, count in enumerate(row):
        ax.text(j, i, count, ha="center", va="center", color="white" if count > 18 else "black")
ax.set(xticks=range(5), xticklabels=table.columns, yticks=range(5), yticklabels=table.index)
ax.set(xlabel="Ben", ylabel="Ana")
ax.tick_params(axis="x", rotation=30)
plt.tight_layout()
plt.show()

# %%
messages[messages["ana"] != messages["ben"]].head(8)

# %% [markdown]
# They agree on 107 of 150, 71 in 100. Is that good? If nine of ten messages were about delivery, two people who throw dice with these odds would agree on 82 in 100 without reading. **Cohen's kappa** takes the agreement by
# chance away. With observed agreement *o*, and chance agreement *c* (sum over labels of Ana's share × Ben's share):
#
#     kappa = (o − c) / (1 − c)
#
# It is 1 if they always agree, 0 if they do no better than chance, and negative if they do worse.
#
# %%
quiz(
    "Two people agree on 91 of 100 messages. By chance they would agree on 82. What is kappa?",
    runs="print((0.91 - 0.82) / (1 - 0.82))",
    number=0.5,
    within=0.01,
    wrong={
        0.09: "That is what they have beyond chance. Divide by all that could be had: 1 − 0.82.",
        0.91: "That is the raw agreement, and most of it is chance.",
        1.11: "Chance is taken away, and not divided by.",
    },
    because="Of the 18 in 100 that chance leaves open, they have got 9.",
)

# %% [markdown]
# And 150 messages are few. To know a share *s* to ± *m* (95 in 100) takes n = 1.96² · s(1 − s) / m² messages, rounded up.
# For a share of 0.2 to ± 0.1 that is 3.8416 · 0.16 / 0.01 = 61.5, so 62.
#
# For counting what is mixed up, two things of Python help: a `Counter`, and a `frozenset`, which is a set that may be counted.
#
# %%
from collections import Counter

print(frozenset(["tea", "tin"]) == frozenset(["tin", "tea"]), ("tea", "tin") == ("tin", "tea"))
print(Counter(["tea", "tin", "tea", "box"]).most_common(1))

# %% [markdown]
# Sets know no order, pairs do. `most_common(1)` is a list of one pair: what came most often, and how often.
#
# %% [markdown]
# ## D11 · Do the annotators agree?
# **Level 3 · 22 minutes · 4 + 1 points**
#
# 1. `kappa(a, b)`: Cohen's kappa of two lists of labels, as a float. NaN (`math.nan`) if agreement by chance is certain (1 − c is 0).
# 2. `confusable(a, b)`: the two labels that are mixed up most often, in either direction, as a pair in any order (any on a tie). At least one message is labelled differently.
# 3. `sample_size(share, margin)`: how many messages to read, as a whole number.
#
# *Example.* a = [x, x, y, y], b = [x, x, y, x]: they agree on 3 of 4, by chance on ½ · ¾ + ½ · ¼ = ½, so kappa is 0.5. `sample_size(0.5, 0.1)` is 97.
#
# <details><summary>Hint 1</summary>
#
# One label's part of the chance agreement is a's share of it times b's share of it. Sum over the labels of both. If kappa is right for one example and not for another: does a label occur that only one of them uses?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `collections.Counter` counts, and its `most_common(1)` gives the first. What must be counted, so that (x, y) and (y, x) are the same? A `frozenset` has no order.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Put numbers into the formula: 1.96² · 0.5 · 0.5 / 0.1² = 96.04. Then `math.ceil`.
#
# </details>
#
# %% role="answer" id="agreement"
def kappa(a, b):
    """Cohen's kappa of two lists of labels; NaN if agreement by chance is certain."""
    ### BEGIN SOLUTION
    n = len(a)
    observed = sum(x == y for x, y in zip(a, b)) / n
    chance = sum(a.count(label) * b.count(label) for label in set(a) | set(b)) / n**2
    return math.nan if chance == 1 else (observed - chance) / (1 - chance)
    ### END SOLUTION


def confusable(a, b):
    """The two labels that are mixed up most often."""
    ### BEGIN SOLUTION
    from collections import Counter

    return tuple(Counter(frozenset(pair) for pair in zip(a, b) if pair[0] != pair[1]).most_common(1)[0][0])
    ### END SOLUTION


def sample_size(share, margin):
    """Messages needed to know a share to plus or minus margin, in 95 of 100 cases."""
    ### BEGIN SOLUTION
    return math.ceil(1.96**2 * share * (1 - share) / margin**2)
    ### END SOLUTION

# %% role="tests" id="agreement-tests" points=4
import model_forms

ana, ben = messages["ana"].tolist(), messages["ben"].tolist()
grade = check.parts(4)
with grade("kappa of Ana and Ben"):
    look = "how often would they agree by chance, each with its own habits?"
    model_forms.same_number(kappa(list("xxyy"), list("xxyx")), 0.5, "kappa on the example", look)
    model_forms.same_number(
        kappa(list("xyyy"), list("xxxx")), 0.0, "kappa where one person gives one label only", look
    )
    model_forms.same_number(
        kappa(list("xyxy"), list("xyxy")), 1.0, "kappa of two who always agree", look
    )
    check.close(kappa(list("xxx"), list("xxx")), math.nan, "kappa of two who know one label only")
    model_forms.same_number(
        kappa(list(ana), list(ben)), 0.6259352, "kappa on the published messages", look
    )
with grade("what Ana and Ben mix up, and how many messages to read"):
    mixed_up = {
        frozenset({"delivery", "account"}): 33, frozenset({"delivery", "taste"}): 3,
        frozenset({"account", "price"}): 2
    }
    model_forms.confusable(
        confusable(list(ana), list(ben)), {*ana, *ben}, mixed_up, "the published messages"
    )
    one_way = {frozenset("xy"): 4, frozenset("xz"): 3}
    model_forms.confusable(
        confusable(list("xxyyxxxz"), list("yyxxzzzz")), set("xyz"), one_way,
        "a = xxyyxxxz, b = yyxxzzzz"
    )
    own_labels = {frozenset("wx"): 4, frozenset("yz"): 3}
    model_forms.confusable(
        confusable(list("xxxxyyz"), list("wwwwzzy")), set("wxyz"), own_labels,
        "a = xxxxyyz, b = wwwwzzy"
    )
    model_forms.sample_size(sample_size(0.5, 0.1), 96.04, "sample_size(0.5, 0.1)")
    model_forms.sample_size(sample_size(0.2, 0.05), 245.8624, "sample_size(0.2, 0.05)")
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("agreement")
cases = [businesses.two_people(rng, i, one_way) for i, one_way in enumerate((True, False, True, True))]
with grade("kappa of other pairs", weight=2):
    for a, b in cases:
        comparisons.data.kappa(kappa, a, b, "other people")
    comparisons.data.kappa(kappa, ["x"] * 6, ["x"] * 6, "a pile with one label only")
    comparisons.data.kappa(kappa, ["x"] * 6, ["y"] * 6, "two with one label each")
    comparisons.data.kappa(kappa, list("xyxy"), list("yxyx"), "two who never agree")
    comparisons.data.kappa(kappa, list("xyzzx"), list("xyzzx"), "two who always agree")
with grade("pairs elsewhere", weight=1):
    for a, b in cases:
        comparisons.data.confusable(confusable, a, b, "other people")
    comparisons.data.confusable(confusable, *businesses.one_against_many(rng), "two who differ on one label with several others")
with grade("sizes elsewhere", weight=1):
    for share, margin in ((0.7, 0.05), (0.9, 0.02), (0.15, 0.03), (0.4, 0.07), (0.05, 0.11), (0.5, 0.01)):
        comparisons.data.sample_size(sample_size, share, margin)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### In words
#
# Write the paragraph of the annotation guide (40 to 90 words) that would settle most of Ana's and Ben's disagreements.
#
# | criterion | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | **A rule that settles the pair** | none, or "be careful" | names the pair | a rule that decides it, by what the customer wants done | …with an example for each side, and what to do when neither fits |
#
# Points: the row ÷ 3.
#
# %% [markdown] role="essay" id="guide" points=1
# ### BEGIN SOLUTION
# *Delivery or account?* Ask what must be done so that the next parcel arrives. If a parcel on its way has to be found or sent again, label **delivery**: "Where is order 612?" If the address or name we hold has to be changed,
# label **account**, even when a parcel went astray because of it: "Parcel 538 went to my old address again." If both must be done, label account and tick "parcel too". If you still can't tell, set the message aside; on
# Fridays both read these together and add to this guide.
# ### END SOLUTION
#
# %% [markdown]
# ## The supplier's rule, again
#
# Which single column is best to tell whether a flight will be late? Cut each column of numbers where the flights until June are judged best, and try that cut on the flights after June. First with all columns, then without those that you called leaks:
#
# %%
def best_rule(columns):
    """The column whose best cut until June is most often right, and how often it is after June."""
    until_june, late = (flights["date"] < "2013-07-01").to_numpy(), flights["late"].to_numpy() == 1
    tried = []
    for column in columns:
        values = flights[column].to_numpy(float)
        cuts = np.unique(np.nanquantile(values[until_june], np.linspace(0, 1, 41)))
        right = [((values > cut) == late)[until_june].mean() for cut in cuts]
        after = ((values > cuts[np.argmax(right)]) == late)[~until_june].mean()
        tried.append((max(right), column, after))
    _, column, right_after = max(tried)
    return f"{column}: right on {right_after:.3f} of the flights after June"


usable = flights.select_dtypes("number").columns.drop(["late", "model"])
print("With all columns:\n   ", best_rule(usable))
settle(
    "Without what you have found:", "D9a", lambda: best_rule(usable.difference(list(flight_leaks)))
)
never_late = (flights.loc[flights["date"] >= "2013-07-01", "late"] == 0).mean()
print(f"Always 'never late':\n    right on {never_late:.3f}")

# %%
def kept_rows():
    joined = customers.rename(columns={"customer_id": "row_id", "joined": "at"})
    train, test = split(joined[["row_id", "household", "at"]], 60)
    return (
        f"{len(train)} to learn and {len(test)} to judge, of {len(joined)}; the rest fits nowhere"
    )


settle("Of our own customers, which may learn, and which may judge?", "D10", kept_rows)
settle(
    "How many messages tell the agreement to ± 5 in 100?",
    "D11",
    lambda: str(sample_size(107 / 150, 0.05)),
)

# %% [markdown]
# In words: the supplier's rule was told the answer by a column that is written when the aircraft has landed. Without such columns no rule on a single column beats "never late". That isn't a failure of the hunt; it is what the data hold two hours before departure.
#
# %% [markdown]
# ## Summary
#
# - A score that is too good is a question: which column knew?
# - Ask of a column when it was written and from what, not how strong it is. Accusing everything finds nothing.
# - Split by time, keep groups apart, leave a gap until labels are known.
# - Agreement counts beyond chance. The pair that is mixed up most is the first paragraph of the guide.
# - The margin counts squared: half the margin, four times the messages.
