# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Data that can be trusted
#     minutes: 60
#     prerequisites: [04-problem-definition/2-evaluation]
#     summary: Find leaks by their reason, split without overlap of time or groups, measure how far annotators agree.
# ---

# %% [markdown]
# # Data that can be trusted
#
# Most models that shine on a laptop and fail in service were fed something they won't have there. After this lesson you can
#
# - find columns that leak, and name the reason,
# - split data so that the test is as hard as the future,
# - say how far two annotators agree beyond chance, which labels they mix up, and how many messages to read.
#
# %% role="read-only" id="setup-data"
import json
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from workbook import check

flights = pd.read_csv("data/flights.csv", parse_dates=["date"])
messages = pd.read_csv("data/messages.csv")

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
# We want to tell *two hours before the scheduled departure* whether a real flight will arrive more than 15 minutes late (`late`).
#
# %%
flights.drop(columns="model").astype({"date": str}).sample(4, random_state=2).T

# %%
numbers = ["distance", "late_yesterday", "wind_speed", "route_late_share", "dep_delay", "arr_delay", "air_time"]
strength = flights[numbers].corrwith(flights["late"]).abs()
ax = strength.sort_values().plot.barh(figsize=(7, 2.8), color="#0072B2")
ax.set(title="Correlation with late: the best columns are the suspicious ones", xlabel="absolute correlation")
plt.tight_layout()
plt.show()

# %% [markdown]
# A wrong turn: to drop whatever correlates strongly. `route_late_share` correlates weakly and leaks; tomorrow's best honest column may correlate strongly. Don't ask how
# strong a column is. Ask **when its value was written, and from what**.
#
# Where each column comes from: the timetable (`date`, `sched_dep_time`, `sched_arr_time`, `carrier`, `flight`, `dest`, `distance`) is published weeks before. `late_yesterday` is
# the share of late flights to the same place on the day before. `dep_time`, `dep_delay`, `arr_time`, `arr_delay`, `air_time` are written when the aircraft leaves and lands. `wind_speed` was measured
# in the hour of departure; a forecast would have been known, but it isn't in the table. `route_late_share` is the mean of `late` by carrier and destination over the whole table. `tailnum` names the aircraft.
# `flight_id` was drawn at random when the table was made.
#
# %% [markdown]
# ## D9 · The leakage hunt
# **Level 4 · 18 minutes · 3 + 3 points**
#
# 1. `flight_leaks`: a dict from each leaking column of `flights` to its code (`"future"`, `"target"`, `"fitted"`, `"identity"`), for a prediction two hours before the scheduled departure. Columns that don't leak aren't in it.
#    Where both hold, `"future"` and `"target"` are accepted alike; a statistic over all rows is `"fitted"`. Leave `late` and `model` out; `tailnum` may be judged either way.
#    One honest column accused by mistake costs nothing, more than one everything: flagging all is no hunt. So does one and the same code for all.
# 2. `find_leaks(table, written, moments)` for any warehouse. `table` has `row_id`, feature columns, and `churned` (0 or 1). `written` has one row for each value, missing ones included: `row_id`, `column`, `written_at`. `moments` is a dict
#    from row_id to the moment of prediction. Return a dict column → code, for the feature columns that leak, and no other:
#    - `"future"`: at least 5 of 100 of the column's values were written after their row's moment (later, not at it). A few late corrections are normal.
#    - `"identity"`: text, and different in every row.
#    - `"target"`: at most 10 different values (missing counts as a value), and whoever predicts for each value the majority of `churned` is right in at least 98 of 100 rows. (This may look honest in the log: it was backfilled.)
#
#    A warehouse may hold no leak at all: `{}`. At most one of the reasons holds for a column.
#
# *Example.* `phone_minutes` was written after the moment in 2 of 40 rows, exactly 5 of 100: `{"phone_minutes": "future"}`. With 1 of 40 it would be honest, whatever was written at the very moment.
#
# <details><summary>Hint 1</summary>
#
# For the flights: two columns tell the arrival's delay itself. One of them is the number `late` was made from.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `written["row_id"].map(moments)` puts each value's moment beside it. The mean of a column of `True` and `False` is a share; `groupby` gives one for each column.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `groupby(column, dropna=False)` keeps the missing ones as a group. In each group, the majority is right on the larger of two counts. Add these up.
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

honest = ["date", "sched_dep_time", "sched_arr_time", "carrier", "flight", "dest", "distance", "late_yesterday", "late", "model"]
grade = check.parts(3)
with grade("what is written at departure"):
    model_forms.several_codes(flight_leaks)
    model_forms.coded(
        flight_leaks, {"dep_time": ["future"], "dep_delay": ["future"]}, honest, kind="the flights"
    )
### BEGIN HIDDEN TESTS
with grade("what is written later", weight=2):
    model_forms.several_codes(flight_leaks)
    later = {"arr_time": ["future", "target"], "air_time": ["future"], "arr_delay": ["target", "future"]}
    model_forms.coded(flight_leaks, later, honest, kind="the flights")
with grade("what was measured at departure", weight=1):
    model_forms.several_codes(flight_leaks)
    model_forms.coded(flight_leaks, {"wind_speed": ["future"]}, honest, kind="the flights")
with grade("what was computed from all rows", weight=1):
    model_forms.several_codes(flight_leaks)
    model_forms.coded(flight_leaks, {"route_late_share": ["fitted"]}, honest, kind="the flights")
with grade("what names a row", weight=1):
    model_forms.several_codes(flight_leaks)
    model_forms.coded(flight_leaks, {"flight_id": ["identity"]}, honest, kind="the flights")
### END HIDDEN TESTS
grade.score()

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
    for late_rows, leaks in ((2, {"phone_minutes": "future"}), (12, {"phone_minutes": "future"}), (1, {})):
        what = f"find_leaks with {late_rows} values of 40 written an hour late, and {12 - late_rows} at the moment"
        check.equal(find_leaks(tiny.copy(), written_late(late_rows), dict(at_noon)), leaks, what)
with grade("a column of texts, and one that tells the answer"):
    keys = [f"K{i}" for i in range(40)]
    tells = ["b", None] * 20
    tells_less = [None, None, *tells[2:]]  # 39 of 40 are right: 97.5 of 100
    many = [f"{i % 10}{'ab'[i % 2]}" for i in range(40)]
    for values, leaks, what in (
        (keys, {"phone_minutes": "identity"}, "40 different texts"), (["K1", *keys[1:]], {}, "39 different texts"),
        (tells, {"phone_minutes": "target"}, "'b' where churned is 0, missing where it is 1"), (tells_less, {}, "the same, one row wrong"),
        (many, {"phone_minutes": "target"}, "ten values that tell"), (["new", *many[1:]], {}, "eleven values that tell"),
    ):  # fmt: skip
        check.equal(with_column(values), leaks, f"find_leaks with {what}")
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("find-leaks")
houses = [businesses.warehouse(rng, size) for size in (100, 200)]
for code in ("future", "target", "identity"):
    with grade(f"planted leaks of the kind {code}", weight=1):
        for house in houses:
            comparisons.data.leaks(find_leaks, house, code, "another warehouse")
with grade("honest columns, in warehouses with leaks and in one without", weight=2):
    for house in (*houses, businesses.warehouse(rng, 300, clean=True)):
        comparisons.data.honest(find_leaks, house, "another warehouse")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Splits
#
# Rows of one household resemble each other, and rows of one week do too. Shuffle them, and the test asks the model about the neighbours of what it has learnt. Service asks about *other* people, *later*.
#
#     shuffled        ▪▫▪▪▫▪▫▫▪▪▫▪▪▫▪▪    test rows (▫) among the others
#     by time         ▪▪▪▪▪▪▪▪▪▪▪▫▫▫▫▫    a household may be on both sides
#     time, groups,
#     and a gap       ▪▪▪▪▪▪▪▪ ··· ▫▫▫▫    nothing is shared
#
# The **gap**: a label needs 60 days to become known. A training row from last week had no label yet on the day the test begins.
#
# %%
rng = np.random.default_rng(3)
home = rng.normal(0, 1, 150)
who = rng.integers(0, 150, 500)
outcome = (home[who] + rng.normal(0, 0.3, 500) > 0).astype(int)  # decided by the household, and by nothing we measure


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
# ## D10 · A split that is as hard as the future
# **Level 4 · 14 minutes · 6 points**
#
# Write `split(rows, horizon)`. `rows` has `row_id`, `household` and `at`, in no order; `horizon` is a number of days. Return `(train_ids, test_ids)`, two lists of row ids, such that
#
# - no household is on both sides,
# - the first test row is at least `horizon` days later than the last training row, to the minute,
# - between 15 and 50 of 100 of the rows kept are test rows,
# - not too much is thrown away: at least 70 of 100 of what the best cut in time keeps, if households on both sides are dropped from the training side.
#
# Rows that fit nowhere are left out. Any split with these properties is accepted, and there always is one. A horizon may be 0, or longer than 60 days.
#
# *Example.* Rows on days 0, 10, 20, 100, 110 by households A, B, C, A, D, horizon 60: train B and C (days 10 and 20), test A and D (days 100 and 110). A's row on day 0 is dropped.
#
# <details><summary>Hint 1</summary>
#
# Choose the day on which the test begins, say the 70th percentile of `at`. All else follows from it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Training rows: `at <= begin - horizon days`, and household not among the test's.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A single percentile may throw too much away, or leave too few test rows. Try several, keep those with the right share, return the one that keeps most rows.
#
# </details>
#
# %% role="answer" id="split"
def split(rows, horizon):
    """(train ids, test ids): later test, no household on both sides, a gap of horizon days."""
    ### BEGIN SOLUTION
    best = ([], [])
    for begin in rows["at"].quantile(np.linspace(0.4, 0.95, 56)):
        test = rows[rows["at"] >= begin]
        train = rows[rows["at"] <= begin - pd.Timedelta(days=horizon)]
        train = train[~train["household"].isin(test["household"])]
        kept = len(train) + len(test)
        if len(train) and 0.15 <= len(test) / kept <= 0.5 and kept > len(best[0]) + len(best[1]):
            best = (train["row_id"].tolist(), test["row_id"].tolist())
    return best
    ### END SOLUTION

# %% role="tests" id="split-tests" points=6
import model_forms

small = pd.DataFrame({"row_id": list("vwxyz"), "household": list("ABCAD")})
small["at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta([0, 10, 20, 100, 110], unit="D")
grade = check.parts(6)
uneven = pd.DataFrame({"row_id": [f"r{i}" for i in range(12)], "household": list("ABCDEFGHIIJJ")})
uneven["at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta([0, 1, 2, 3, 4, 5, 6, 7, 8, 100, 101, 102], unit="D")
with grade("the example"):
    model_forms.split(split(small.copy(), 60), small, 60, 4, "the example")
    model_forms.split(split(small.copy(), 80), small, 80, 4, "the example")
with grade("a log with most rows in its first week"):
    model_forms.split(split(uneven.copy(), 60), uneven, 60, 11, "nine rows in January and three in April")
    model_forms.split(split(uneven.copy(), 0), uneven, 0, 12, "nine rows in January and three in April")
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("split")
with grade("households that stay for weeks or for months", weight=3):
    for horizon, against in ((60, 0.7), (80, 0.65), (30, 0.6)):
        comparisons.data.split(split, businesses.grouped(rng, horizon, against), horizon, "another log")
with grade("longer horizons, and none", weight=3):
    for horizon, against in ((0, 0.5), (120, 0.6), (200, 0.7), (90, 0.9)):
        comparisons.data.split(split, businesses.grouped(rng, horizon, against), horizon, "another log")
with grade("logs in which most cuts lose much", weight=2):
    for horizon, parts in (
        (60, ((0, 10, 38), (70, 100, 40), (101, 105, 4), (170, 180, 18))), (60, ((0, 10, 50), (71, 100, 34), (101, 110, 16))),
        (60, ((0, 10, 20), (60, 70, 16), (75, 95, 20), (100, 110, 20), (131, 140, 24))), (12, ((0, 60, 200),)), (5, ((0, 30, 160),)),
    ):  # fmt: skip
        comparisons.data.split(split, businesses.blocks(rng, *parts), horizon, "a log in blocks")
with grade("more rows", weight=1):
    comparisons.data.split(split, businesses.grouped(rng, 60, 0, size=240), 60, "a longer log")
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
ax.set(xticks=range(5), xticklabels=table.columns, yticks=range(5), yticklabels=table.index, xlabel="Ben", ylabel="Ana")
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
# It is 1 if they always agree, and 0 if they do no better than chance.
#
# And 150 messages are few. To know a share *s* to ± *m* (95 in 100) takes n = 1.96² · s(1 − s) / m² messages, rounded up.
#
# %% [markdown]
# ## D11 · Do the annotators agree?
# **Level 3 · 14 minutes · 4 + 1 points**
#
# 1. `kappa(a, b)`: Cohen's kappa of two lists of labels, as a float. NaN (`math.nan`) if agreement by chance is certain (1 − c is 0).
# 2. `confusable(a, b)`: the two labels that are mixed up most often, in either direction, as a pair in any order (any on a tie). At least one message is labelled differently.
# 3. `sample_size(share, margin)`: how many messages to read, as a whole number.
#
# *Example.* a = [x, x, y, y], b = [x, x, y, x]: they agree on 3 of 4, by chance on ½ · ¾ + ½ · ¼ = ½, so kappa is 0.5. `sample_size(0.5, 0.1)` is 97.
#
# <details><summary>Hint 1</summary>
#
# `a.count(label) * b.count(label) / n**2` is one label's part of the chance agreement. Sum over the labels of both.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `collections.Counter(frozenset(pair) for pair in zip(a, b) if pair[0] != pair[1])` counts both directions together.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `math.ceil`; the margin is squared.
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
    check.close(kappa(list("xxyy"), list("xxyx")), 0.5, "kappa on the example", rtol=1e-6, look=look)
    check.close(kappa(list("xyyy"), list("xxxx")), 0.0, "kappa where one person gives one label only", rtol=1e-6, look=look)
    check.close(kappa(list("xyxy"), list("xyxy")), 1.0, "kappa of two who always agree", rtol=1e-6, look=look)
    check.close(kappa(list("xxx"), list("xxx")), math.nan, "kappa of two who know one label only")
    check.close(kappa(list(ana), list(ben)), 0.6259352, "kappa on the published messages", rtol=1e-6, look=look)
with grade("what Ana and Ben mix up, and how many messages to read"):
    mixed_up = {frozenset({"delivery", "account"}): 33, frozenset({"delivery", "taste"}): 3, frozenset({"account", "price"}): 2}
    model_forms.confusable(confusable(list(ana), list(ben)), {*ana, *ben}, mixed_up, "the published messages")
    one_way = {frozenset("xy"): 4, frozenset("xz"): 3}
    model_forms.confusable(confusable(list("xxyyxxxz"), list("yyxxzzzz")), set("xyz"), one_way, "a = xxyyxxxz, b = yyxxzzzz")
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
# | | 0 | 1 | 2 | 3 |
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
# ## Summary
#
# - Ask of a column when it was written and from what, not how strong it is. Accusing everything finds nothing.
# - Split by time, keep groups apart, leave a gap until labels are known.
# - Agreement counts beyond chance. The pair that is mixed up most is the first paragraph of the guide.
# - n grows with the square of the precision: half the margin, four times the messages.
