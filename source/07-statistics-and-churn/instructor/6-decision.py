# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Whom to phone, and how sure we are
#     minutes: 115
#     prerequisites: [07-statistics-and-churn/5-forest]
#     summary: A list under a capacity, forecasts that mean what they say, what the model rests on, and half a page that decides.
# ---

# %% [markdown]
# # Whom to phone, and how sure we are
#
# "Who will leave within the next two months, and are you sure? We can phone 200 people." That was the question of Ines Okafor, head of sales, at the start of this unit. The forest has given every customer a score. Now Ines holds the list in her hands, and asks on:
#
# 1. Whom do we phone, and do 200 calls pay?
# 2. Beside this name stands 0.85. Will 85 in 100 like her leave?
# 3. What does the model look at? Hana, the senior statistician, adds: "And is it true, or does it only look so?"
# 4. What do I do on Monday? Half a page, please.
#
# Your own functions answer all four at the end. After this lesson you can
#
# - read a confusion matrix at a capacity, fairly where customers tie, and turn it into euros,
# - see whether forecasts mean what they say, take their error apart, and mend them,
# - find out what a model rests on, on rows that it has never seen,
# - write half a page whose numbers hold.
#
# Plan two sittings of about an hour each, with a break after C20b.

# %% role="read-only" id="setup-decision"
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from decision_forms import settle
from workbook import check
from workbook.notebook.quiz import quiz

table = pd.read_csv("data/phone_table.csv")
prices = {"call": 8.0, "kept": 0.2, "value": 120.0, "kept_low": 0.1, "kept_high": 0.3}

# %% [markdown]
# ## Two hundred of nine hundred
#
# Tomasz has drawn 900 customers who may be phoned, on each of four days:
#
# %%
table.head()

# %%
table.groupby(["as_of", "part"]).agg(
    customers=("account", "size"), left=("left", "sum"), score=("score", "mean")
)

# %% [markdown]
# `score` is the share of the forest's 100 trees that vote "leaves". `left` is 1 for those who did leave within two months. On the **train** rows the forest was fitted. The **hold** rows are held back: from them we may still learn things, such as how many calls pay.
# The **test** rows are there to judge, and only that. Of **today** nobody knows yet, so the sum of 0 says nothing.
#
# Let us phone, on the test rows, the 200 with the highest scores. How many of them would have left?
#
# %% role="read-only" id="parts"
hold = table[table["part"] == "hold"].astype({"left": int})
test = table[table["part"] == "test"].astype({"left": int})

# %%
ranked = test.sort_values("score", ascending=False, kind="stable")
print("found:", ranked.head(200)["left"].sum(), "of", test["left"].sum())

# %% [markdown]
# 79 of 147. Hana asks for the same once more, but with the table read from its other end first:
#
# %%
reversed_rows = test.iloc[::-1]
ranked_again = reversed_rows.sort_values("score", ascending=False, kind="stable")
print("found:", ranked_again.head(200)["left"].sum(), "of", test["left"].sum())

# %% [markdown]
# 76! The customers are the same, and so are their scores. What has happened? Look at the 195th to the 205th of the list:
#
# %%
ranked[["account", "score", "left"]].iloc[194:205].T

# %%
quiz(
    "195 customers have a score above 0.65. How many stand at 0.65 itself, for the 5 places that "
    "are left?",
    runs="""
import pandas as pd

table = pd.read_csv("data/phone_table.csv")
test = table[table["part"] == "test"]
print((test["score"] == 0.65).sum())
""",
    right="9",
    wrong={
        "5": "5 places are left. The ones who compete for them are more.",
        "200": "200 is the room in all. 195 of it is taken by higher scores.",
        "1": "A share of 100 votes has only 101 possible values. 900 customers must share them.",
    },
    because="Nine customers tie for five places. Whoever sorts a table lets the row order choose.",
)

# %% [markdown]
# Of the nine, five left. Row order happened to take four of them, and the other way round only one. (No luck of ours should stand in a report.) The fair answer doesn't need any order. Draw the five places by lot: then each of the nine has the chance 5/9. On average
#
#     75 + 5/9 · 5 = 77.8
#
# of the 200 would have left: 75 of the 195 above, and 5/9 of each of the five tied leavers. A number of people with a part behind the point is an average over lots. Let us try it:
#
# %%
draw = np.random.default_rng(8)
lots = []
for _ in range(300):
    mixed = test.iloc[draw.permutation(len(test))]  # a random row order is a lot
    lots.append(mixed.sort_values("score", ascending=False, kind="stable").head(200)["left"].sum())
print("on average", round(np.mean(lots), 1), "and from", min(lots), "to", max(lots))

# %% [markdown]
# ## Four cells at a capacity
#
# With 77.8 found, the four cells follow. Rows say what happened, columns what we did:
#
# | what happened | not phoned | phoned |
# |---|---|---|
# | **stayed** | 753 − 122.2 = 630.8 | 200 − 77.8 = 122.2 |
# | **left** | 147 − 77.8 = 69.2 | 77.8 |
#
# - **Precision at 200**: of those phoned, the share that leaves: 77.8 / 200 = 0.389.
# - **Recall at 200**: of those who leave, the share that is phoned: 77.8 / 147 = 0.529.
# - **Lift at 200**: how many times the share of leavers among all, 147 / 900 = 0.163: 0.389 / 0.163 = 2.38. Whoever phones 200 people picked with a pin has a lift of 1.
#
# In words: by the list a call reaches a leaver 2.4 times as often as without it, and still three of five calls go to somebody who would have stayed.
#
# And the euros? A call costs 8. Sales believes that 0.2 of the leavers stay if they are phoned, and a customer who stays is worth 120 euros. So each leaver found brings 0.2 · 120 = 24 euros on average:
#
#     77.8 · 24 − 200 · 8 = 266.7 euros
#
# %%
quiz(
    "A call costs 8 euros, a leaver found brings 24. Among those with a score of 0.7 and above the "
    "precision is 0.41, "
    "between 0.60 and 0.64 it is 0.24. Should those between 0.60 and 0.64 be phoned, if there is "
    "room?",
    right="No: 0.24 · 24 is less than 6, and a call costs 8.",
    wrong={
        "Yes: together with the others the precision is still above 1/3.": "The others pay for "
        "them. Without them there "
        "would be more in the till.",
        "Yes: 0.24 is more than the 0.163 of all customers.": "Better than a pin, and still dearer "
        "than what it brings.",
        "Yes: places that stay empty are wasted.": "An empty place costs nothing. A call costs 8 "
        "euros.",
    },
    because="A call pays if at least 8/24 = 1/3 of those called would leave. The question is about "
    "the next call, "
    "not about the average.",
)

# %% [markdown]
# Move the sliders. The blue part of the curve fits into the places; grey is what there would be without the limit. Find the price of a call at which nobody should be phoned any more.
#
# %%
import capacity_figures

capacity_figures.threshold_euros(
    pd.read_csv("data/phone_counts.csv"), places=200, call=8.0, kept=0.2, value=120.0
)

# %%
quiz(
    "200 places, a share of 0.2 kept, 120 euros each. Which is the lowest of these prices of a "
    "call at which nobody should be phoned?",
    runs="""
import pandas as pd

counts = pd.read_csv("data/phone_counts.csv")
fits = counts[counts["reach"] <= 200]
for call in (6, 8, 10, 13, 16, 20):
    if (fits["left"] * 0.2 * 120 - fits["reach"] * call).max() <= 0:
        print(call, "euros")
        break
""",
    right="20 euros",
    wrong={
        "10 euros": "More than 10/24 of those with the very highest scores left. So a few calls "
        "still pay.",
        "13 euros": "Look at the far left of the curve: of the few at the top more than 13/24 "
        "left.",
        "8 euros": "At 8 euros the curve rises above 0.",
    },
    because="As calls get dearer, fewer and fewer of the highest scores pay. At 20 euros 20/24 of "
    "them would have to "
    "leave, and nowhere do they.",
)

# %% [markdown]
# ## C19 · At a capacity
# **Level 2 · 15 minutes · 4 points**
#
# `left` is a list of 0 and 1, `score` a list of as many numbers (any numbers; higher: more likely to leave), never empty. `k` is how many can be phoned: a whole number, from 0 on. The k with the highest scores are phoned, and all if there are fewer than k. Those who share the score at the
# boundary draw lots for the places left, each with the same chance; all counts are averages over these lots, worked out without drawing.
#
# 1. `at_capacity(left, score, k, prices)` returns a dict with exactly these keys:
#
# | key | value |
# |---|---|
# | `"matrix"` | `[[stayed and not phoned, stayed and phoned], [left and not phoned, left and phoned]]` |
# | `"precision"` | share of the phoned who left; `None` if nobody is phoned |
# | `"recall"` | share of those who left who are phoned; `None` if nobody left |
# | `"lift"` | precision ÷ share of all customers who left; `None` if nobody is phoned or nobody left |
# | `"euros"` | leavers phoned · `prices["kept"]` · `prices["value"]` − calls made · `prices["call"]` |
# | `"threshold"` | the lowest score that has a chance of a call; `math.inf` if nobody is phoned |
#
# 2. `how_many(left, score, most, prices)`: the number of calls, from 0 to `most` (and to the number of customers), with the highest `"euros"`. Any of them on a tie. Don't stop at the first fall: the euros may rise again.
#
# *Example.* Five customers, `left = [1, 0, 0, 1, 0]`, `score = [0.9, 0.7, 0.7, 0.7, 0.2]`, k = 2, prices of 8 a call, 0.5 kept and 60 a customer. One place goes to 0.9; for the other three customers draw lots, one of whom left. Found: 1 + 1/3 = 1.333. The matrix is `[[2.333, 0.667], [0.667, 1.333]]`, precision
# 1.333 / 2 = 0.667, recall 1.333 / 2 = 0.667, lift 0.667 / 0.4 = 1.667, euros 1.333 · 30 − 2 · 8 = 24, threshold 0.7. With 1, 2, 3, 4 and 5 calls the euros are 22, 24, 26, 28 and 20, so `how_many` gives 4 with `most = 5`, and 2 with `most = 2`.
#
# <details><summary>Hint 1</summary>
#
# Sort the scores downwards. The k-th of them is the score at the boundary. How many lie above it, how many at it, and how many places are left for these?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Give every customer the chance of a call: 1 above the boundary, 0 below, places left ÷ tied at it. The sum of chance · left is the number of leavers found; the other three cells follow from it, k and the totals.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the numbers are right without ties and wrong with them, look for a sort that still decides who is in. If the matrix is right and turned round: rows are what happened. With `k = 0` there is no k-th score: treat it first.
#
# </details>
#
# %% role="answer" id="capacity"
def at_capacity(left, score, k, prices):
    """Matrix, precision, recall, lift, euros and threshold if the k highest scores are phoned."""
    ### BEGIN SOLUTION
    left, score = np.asarray(left, float), np.asarray(score, float)
    k = min(k, len(left))
    threshold = float(np.sort(score)[len(score) - k]) if k else math.inf
    above, tied = score > threshold, score == threshold
    chance = above + tied * (k - above.sum()) / max(tied.sum(), 1)
    found, leavers = float(chance @ left), left.sum()
    stayed = len(left) - leavers
    return {
        "matrix": [[stayed - (k - found), k - found], [leavers - found, found]],
        "precision": found / k if k else None,
        "recall": found / leavers if leavers else None,
        "lift": found / k / left.mean() if k and leavers else None,
        "euros": found * prices["kept"] * prices["value"] - k * prices["call"],
        "threshold": threshold,
    }
    ### END SOLUTION


def how_many(left, score, most, prices):
    """How many of the highest scores to phone, at most `most`, for the highest expected euros."""
    ### BEGIN SOLUTION
    room = min(most, len(left))
    return max(range(room + 1), key=lambda k: at_capacity(left, score, k, prices)["euros"])
    ### END SOLUTION

# %% role="tests" id="capacity-tests" points=4
import decision_forms

five, scored_five = [1, 0, 0, 1, 0], [0.9, 0.7, 0.7, 0.7, 0.2]
five_prices = {"call": 8.0, "kept": 0.5, "value": 60.0}
three_left, none_scored = [0, 0, 0], [-2, 4, 4]
grade = check.parts(4)
with grade("the example"):
    decision_forms.entries(
        at_capacity(list(five), list(scored_five), 2, dict(five_prices)),
        {
            "matrix": [[7 / 3, 2 / 3], [2 / 3, 4 / 3]], "precision": 2 / 3, "recall": 2 / 3,
            "lift": 5 / 3, "euros": 24, "threshold": 0.7
        },
        "the example with k = 2", only=True,
    )  # fmt: skip
    decision_forms.entries(
        at_capacity(list(five), list(scored_five), 4, dict(five_prices)),
        {
            "matrix": [[1, 2], [0, 2]], "precision": 0.5, "recall": 1, "lift": 1.25, "euros": 28,
            "threshold": 0.7
        },
        "the example with k = 4", only=True,
    )  # fmt: skip
with grade("nobody and everybody"):
    decision_forms.entries(
        at_capacity(list(five), list(scored_five), 0, dict(five_prices)),
        {
            "matrix": [[3, 0], [2, 0]], "precision": None, "recall": 0, "lift": None, "euros": 0,
            "threshold": math.inf
        },
        "the example with k = 0", only=True,
    )  # fmt: skip
    decision_forms.entries(
        at_capacity(list(five), list(scored_five), 9, dict(five_prices)),
        {
            "matrix": [[0, 3], [0, 2]], "precision": 0.4, "recall": 1, "lift": 1, "euros": 20,
            "threshold": 0.2
        },
        "the example with k = 9", only=True,
    )  # fmt: skip
    decision_forms.entries(
        at_capacity(list(three_left), list(none_scored), 1, dict(five_prices)),
        {
            "matrix": [[2, 1], [0, 0]], "precision": 0, "recall": None, "lift": None, "euros": -8,
            "threshold": 4
        },
        "three customers who stay, scores -2, 4, 4, with k = 1", only=True,
    )  # fmt: skip
with grade("how many calls"):
    five_euros = [0, 22, 24, 26, 28, 20]
    for most_calls in (5, 2, 0, 8):
        decision_forms.calls(
            how_many(list(five), list(scored_five), most_calls, dict(five_prices)), five_euros,
            most_calls, f"how_many on the example with most = {most_calls}"
        )
    decision_forms.calls(
        how_many([0, 1, 1, 0], [9, 8, 7, 6], 4, {"call": 8.0, "kept": 0.2, "value": 100.0}),
        [0, -8, 4, 16, 8], 4,
        "how_many with left = [0, 1, 1, 0], score = [9, 8, 7, 6], where the first call loses",
    )  # fmt: skip
    decision_forms.calls(
        how_many([1, 1, 1], [3, 2, 1], 5, {"call": 8.0, "kept": 0.2, "value": 100.0}),
        [0, 12, 24, 36], 5, "how_many with three customers who all leave, and most = 5"
    )
### BEGIN HIDDEN TESTS
from hidden import decision_checks, decision_worlds

rng = check.rng("capacity")
drawn = [decision_worlds.phoned(rng, way) for way in decision_worlds.PHONED for _ in range(2)]
with grade("the matrix of other customers", weight=2):
    for case in drawn:
        decision_checks.capacity(at_capacity, case, "matrix")
with grade("precision, recall and lift of other customers", weight=2):
    for case in drawn:
        decision_checks.capacity(at_capacity, case, "precision", "recall", "lift")
with grade("euros and threshold of other customers", weight=2):
    for case in drawn:
        decision_checks.capacity(at_capacity, case, "euros", "threshold")
with grade("how many calls to other customers", weight=2):
    for way in decision_worlds.PAYING:
        decision_checks.how_many(how_many, *decision_worlds.paying(rng, way), way)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# How many calls pay is *chosen* on the hold rows, and judged on the test rows:
#
# %%
def calls_that_pay():
    most = how_many(hold["left"].tolist(), hold["score"].tolist(), 200, prices)
    here = at_capacity(hold["left"].tolist(), hold["score"].tolist(), most, prices)["euros"]
    there = at_capacity(test["left"].tolist(), test["score"].tolist(), most, prices)["euros"]
    full = at_capacity(test["left"].tolist(), test["score"].tolist(), 200, prices)
    return (
        f"{most} calls: {here:.0f} euros where chosen, {there:.0f} on the test rows\n"
        f"    200 calls on the test rows: {full['matrix'][1][1]:.1f} found, precision "
        f"{full['precision']:.3f}, "
        f"lift {full['lift']:.2f}, {full['euros']:.0f} euros"
    )


settle("Whom do we phone, and do 200 calls pay?", "C19", calls_that_pay)

# %% [markdown]
# ## Does 0.85 mean 85 in 100?
#
# To rank customers, any score will do. To multiply it with euros, it must be a chance. Take all test customers with a score of at least 0.8:
#
# %%
high = test[test["score"] >= 0.8]
print(
    len(high), "customers, mean score", round(high["score"].mean(), 2), "and left:",
    round(high["left"].mean(), 2)
)

# %% [markdown]
# The scores say 87 in 100, and 51 in 100 left. The order may be fine and the numbers still wrong. Forecasts are **calibrated** if among those with a forecast of 0.3, 30 in 100 leave, and so on for each forecast. Why aren't these? The forest had been shown as many leavers as stayers, so that
# it would take leavers seriously. In the world there are 16 in 100.
#
# A **reliability table** shows it: put customers with similar forecasts into groups, and hold each group's mean forecast against the share that left. How to cut the groups? A wrong turn, with honest forecasts that are small, as they are where few people leave:
#
# %%
small = np.random.default_rng(3).beta(1.2, 12, 900)
sizes, edges = np.histogram(small, np.linspace(0, 1, 11))
print("ten groups of equal width:", sizes.tolist())

# %% [markdown]
# With equal widths half of the groups are empty (the mean of nothing), one has two customers, and more than half of all customers share one group. Take groups of about equal *size* instead: count for each row how many forecasts are smaller than its own; multiply by the number of groups, divide by the number of rows, round down.
#
# Eight rows in four groups:
#
# | forecast | 0.1 | 0.1 | 0.1 | 0.2 | 0.4 | 0.5 | 0.5 | 0.9 |
# |---|---|---|---|---|---|---|---|---|
# | smaller ones | 0 | 0 | 0 | 3 | 4 | 5 | 5 | 7 |
# | · 4 / 8, rounded down | 0 | 0 | 0 | 1 | 2 | 2 | 2 | 3 |
#
# Equal forecasts always land in the same group, whatever the row order. A group in which nobody lands simply isn't there.
#
# ## The Brier score, taken apart
#
# One number for the error of forecasts is the **Brier score**: the mean of (forecast − outcome)², where the outcome is 0 or 1. Lower is better.
#
# %%
quiz(
    "Somebody gives every test customer the same forecast, 0.163, the share that left. Whose Brier "
    "score is lower?",
    runs="""
import pandas as pd

table = pd.read_csv("data/phone_table.csv")
test = table[table["part"] == "test"]
forest = ((test["score"] - test["left"]) ** 2).mean()
same = ((test["left"].mean() - test["left"]) ** 2).mean()
print("the same for all" if same < forest else "the forest")
""",
    right="the same for all",
    wrong={
        "the forest": "Its order is far better. But the Brier score looks at the numbers, and they "
        "are far too high.",
        "both are equal": "0.189 against 0.137.",
    },
    because="0.189 for the forest, 0.137 for the one number. A good order with wrong numbers loses "
    "against no order with right ones.",
)

# %% [markdown]
# So is the forest useless? No: it is wrong in one way and right in another, and the score can be taken apart to show both. Sort the n rows into groups, any groups. In group g there are n_g rows, with the mean forecast f_g and the share o_g that left; o is the share of all. Then exactly
#
#     Brier = reliability − resolution + uncertainty + within
#
# | part | value | says |
# |---|---|---|
# | **reliability** | mean over rows of (f_g − o_g)² | how far the forecasts are from what happens; 0 is best |
# | **resolution** | mean over rows of (o_g − o)² | how far the groups differ in what happens; more is better |
# | **uncertainty** | o · (1 − o) | the Brier score of saying o to everybody; no model changes it |
# | **within** | mean over rows of (p − f_g)² − 2 (p − f_g)(y − o_g) | what the groups hide: forecasts p that differ within a group, and outcomes y that follow them |
#
# If each group holds equal forecasts only, p = f_g, and `within` is 0: this is the identity of the textbooks. With groups of *similar* forecasts it isn't, and whoever leaves `within` out gets parts that don't add up.
#
# A case by hand. Four customers: forecasts 0.2, 0.2, 0.8, 0.8; the first three stay, the last leaves. Brier: (0.04 + 0.04 + 0.64 + 0.04) / 4 = 0.19. Two groups of equal forecasts: shares 0 and 0.5, and 0.25 of all. Reliability ((0.2 − 0)² · 2 + (0.8 − 0.5)² · 2) / 4 = 0.065, resolution
# (0.25² · 2 + 0.25² · 2) / 4 = 0.0625, uncertainty 0.25 · 0.75 = 0.1875. And 0.065 − 0.0625 + 0.1875 = 0.19.
#
# Draw it: on the diagonal a forecast means what it says.
#
# %%
def draw_reliability(axes, shown, name):
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", label="means what it says")
    axes.plot(shown["forecast"], shown["left"], "o-", label=name)
    axes.set(xlabel="mean forecast of the group", ylabel="share that left")
    axes.legend()


by_hand = pd.DataFrame({"forecast": [0.2, 0.8], "left": [0.0, 0.5]})
fig, ax = plt.subplots(figsize=(4.5, 3))
draw_reliability(ax, by_hand, "four customers")
ax.set_title("Both groups leave less than was said")
plt.tight_layout()
plt.show()

# %% [markdown]
# ## C20a · Do the forecasts mean what they say?
# **Level 3 · 12 minutes · 2 points**
#
# `left` is a list of 0 and 1, `score` a list of as many forecasts from 0 to 1, never empty.
#
# 1. `reliability(left, score, groups)`: a frame with a row for each group in which somebody is, lowest forecasts first, and the columns `n` (rows in the group), `forecast` (mean score), `left` (share that left). A row's group is (the number of scores smaller than its own) · `groups` ÷ (the number of rows), rounded down.
# 2. `brier_parts(left, score, group)`: `group` is a list with each row's group (text, numbers, anything that can be a key of a dict; none is missing). Return a dict with exactly the keys `"brier"`, `"reliability"`, `"resolution"`, `"uncertainty"`, `"within"`, as in the table above. Each mean is over rows, so that a large group counts more than a small one.
#
# *Example.* The eight forecasts above with outcomes 0, 0, 1, 0, 0, 1, 0, 1 give the table n 3, 1, 3, 1; forecast 0.1, 0.2, 0.467, 0.9; left 0.333, 0, 0.333, 1. `brier_parts` with these four groups: Brier 0.1925, reliability 0.033333, resolution 0.067708, uncertainty 0.234375, within −0.0075. With
# each forecast as its own group: reliability 0.046667, resolution 0.088542, uncertainty 0.234375, within 0.
#
# <details><summary>Hint 1</summary>
#
# `rank(method="min")` of a series gives 1 to the smallest, and equal values the same rank. What does it say about how many are smaller?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `groupby(…)[column].transform("mean")` gives every *row* its group's mean. With it, each part is the mean of one expression over the rows.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The parts must add up to the Brier score, whatever the groups: print the sum beside it. If they add up with equal forecasts and not with the four groups, look at the sign and the factor 2 in `within`.
#
# </details>
#
# %% role="answer" id="brier"
def reliability(left, score, groups):
    """Size, mean forecast and share that left, for each group of similar forecasts."""
    ### BEGIN SOLUTION
    rows = pd.DataFrame({"left": left, "score": score})
    smaller = rows["score"].rank(method="min") - 1
    grouped = rows.groupby(smaller * groups // len(rows))
    return grouped.agg(n=("left", "size"), forecast=("score", "mean"), left=("left", "mean"))
    ### END SOLUTION


def brier_parts(left, score, group):
    """The Brier score, and the parts that add up to it."""
    ### BEGIN SOLUTION
    rows = pd.DataFrame({"y": left, "p": score, "group": group})
    f, o = (rows.groupby("group")[name].transform("mean") for name in ("p", "y"))
    p, y, share = rows["p"], rows["y"], rows["y"].mean()
    return {
        "brier": ((p - y) ** 2).mean(),
        "reliability": ((f - o) ** 2).mean(),
        "resolution": ((o - share) ** 2).mean(),
        "uncertainty": share * (1 - share),
        "within": ((p - f) ** 2 - 2 * (p - f) * (y - o)).mean(),
    }
    ### END SOLUTION

# %% role="tests" id="brier-tests" points=2
import decision_forms

eight, eight_left = [0.1, 0.1, 0.1, 0.2, 0.4, 0.5, 0.5, 0.9], [0, 0, 1, 0, 0, 1, 0, 1]
grade = check.parts(2)
with grade("the reliability table"):
    decision_forms.table(
        reliability(list(eight_left), list(eight), 4),
        [(3, 0.1, 1 / 3), (1, 0.2, 0), (3, 7 / 15, 1 / 3), (1, 0.9, 1)],
        "reliability of the example, 4 groups"
    )
    decision_forms.table(
        reliability(eight_left[::-1], eight[::-1], 4),
        [(3, 0.1, 1 / 3), (1, 0.2, 0), (3, 7 / 15, 1 / 3), (1, 0.9, 1)],
        "reliability of the example from its end"
    )
    decision_forms.table(
        reliability([0, 1, 0, 1], [0.3, 0.3, 0.3, 0.9], 2), [(3, 0.3, 1 / 3), (1, 0.9, 1)],
        "reliability of 0.3, 0.3, 0.3, 0.9 in 2 groups"
    )
    decision_forms.table(
        reliability([1, 0], [0.6, 0.5], 5), [(1, 0.5, 0), (1, 0.6, 1)],
        "reliability of two rows in 5 groups"
    )
with grade("the Brier score taken apart"):
    decision_forms.entries(
        brier_parts(list(eight_left), list(eight), [0, 0, 0, 1, 2, 2, 2, 3]),
        {
            "brier": 0.1925, "reliability": 1 / 30, "resolution": 13 / 192, "uncertainty": 15 / 64,
            "within": -0.0075
        },
        "brier_parts of the example with four groups", only=True,
    )  # fmt: skip
    decision_forms.entries(
        brier_parts(list(eight_left), list(eight), list(eight)),
        {
            "brier": 0.1925, "reliability": 7 / 150, "resolution": 17 / 192, "uncertainty": 15 / 64,
            "within": 0
        },
        "brier_parts of the example with equal forecasts", only=True,
    )  # fmt: skip
    decision_forms.entries(
        brier_parts([0, 0, 0, 1], [0.2, 0.2, 0.8, 0.8], ["low", "low", "high", "high"]),
        {
            "brier": 0.19, "reliability": 0.065, "resolution": 0.0625, "uncertainty": 0.1875,
            "within": 0
        },
        "brier_parts of the case by hand", only=True,
    )  # fmt: skip
### BEGIN HIDDEN TESTS
from hidden import decision_checks, decision_worlds

rng = check.rng("brier")
with grade("the reliability table of other forecasts", weight=2):
    for way in decision_worlds.FORECASTS:
        decision_checks.reliability(reliability, *decision_worlds.forecast_rows(rng, way), way)
with grade("the parts of other Brier scores", weight=2):
    for way in ("equal forecasts", "groups by channel", "groups by channel"):
        decision_checks.brier_parts(brier_parts, *decision_worlds.grouped_rows(rng, way), way)
### END HIDDEN TESTS
grade.score()

# %%
def diagnosis():
    shown = reliability(test["left"].tolist(), test["score"].tolist(), 10)
    parts = brier_parts(test["left"].tolist(), test["score"].tolist(), test["score"].tolist())
    print(shown.round(3).to_string(index=False))
    return ", ".join(f"{name} {value:.4f}" for name, value in parts.items())


settle("Does 0.85 mean 85 in 100?", "C20a", diagnosis)

# %% [markdown]
# Read it: nearly the whole trouble is in the reliability. Every group leaves less than was said, the highest as well. The resolution is there: from group to group the share that leaves rises. What is wrong can be mended without a new model. (With equal forecasts as groups, many groups are small. Then both parts come out larger than they are, by about the same noise: the
# share of a few customers swings. Ten groups show less of it.)
#
# ## One mend
#
# Learn what a score *means*: a function that turns scores into shares. It needs outcomes, so it must be learnt somewhere:
#
# - not on the **train** rows: the forest has seen their outcomes, and its scores there are far too good,
# - not on the **test** rows: then the judge has been told what to say,
# - on the **hold** rows.
#
# Two ways are usual. **Platt's** fits a logistic regression of the outcome on the score (or on the log odds of the score). **Isotonic regression** fits the best function that never falls, in steps. Both keep the order of the customers (isotonic may make ties). Six customers, by isotonic regression:
#
# %%
from sklearn.isotonic import IsotonicRegression

six_scores, six_left = [0.2, 0.3, 0.5, 0.6, 0.8, 0.9], [0, 0, 1, 0, 0, 1]
steps = IsotonicRegression(out_of_bounds="clip").fit(six_scores, six_left)
print(steps.predict([0.2, 0.3, 0.5, 0.6, 0.8, 0.9, 0.95]).round(3))

# %% [markdown]
# 0.5, 0.6 and 0.8 were pooled: one of the three left, so all get 1/3. The score of 0.95 was never seen; `clip` gives it the value of the nearest one.
#
# %% [markdown]
# ## C20b · The mend
# **Level 3 · 8 minutes · 2 points**
#
# Write `mend(rows)`. `rows` is a frame with the columns `part` ("train", "hold", "test"), `score` and `left`, in any order of rows, with labels of rows that may repeat. Return forecasts for the test rows, in their order, as an array, a series or a list of numbers:
#
# 1. one for each test row, each from 0 to 1,
# 2. whoever has a higher score gets no lower forecast,
# 3. learnt on the hold rows. The outcomes of the test rows change nothing, and may be missing (NaN), as they are of today. The same rows always give the same forecasts.
#
# Any sound method is accepted. It is judged on hidden companies by the mean squared distance between your forecasts and the true chances, which only the generator knows: at most 0.006, or at most a third of what it was. One of these companies needs no mend, and must come out unharmed.
#
# *Example.* Hold rows: 100 with a score of 0.2, of whom 5 left, 100 with 0.6 and 20, 100 with 0.8 and 50. Test rows with 0.2, 0.6, 0.8 get about 0.05, 0.20, 0.50.
#
# <details><summary>Hint 1</summary>
#
# Two lines pick the rows: `rows[rows["part"] == …]`. One line fits on the hold rows, one predicts for the test rows.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If a company fails whose scores are too far apart, look at which rows you learn from. If one fails whose scores were right already, your method is too coarse.
#
# </details>
#
# %% role="answer" id="mend"
def mend(rows):
    """Forecasts for the test rows that mean what they say, learnt on the hold rows."""
    ### BEGIN SOLUTION
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    meaning = IsotonicRegression(out_of_bounds="clip").fit(hold["score"], hold["left"])
    return meaning.predict(test["score"])
    ### END SOLUTION

# %% role="tests" id="mend-tests" points=2
import decision_forms

three_hundred = pd.DataFrame(
    {
        "part": "hold", "score": [0.2] * 100 + [0.6] * 100 + [0.8] * 100,
        "left": [1] * 5 + [0] * 95 + [1] * 20 + [0] * 80 + [1, 0] * 50
    }
)
seen_rows = pd.DataFrame(
    {"part": "train", "score": [0.2] * 150 + [0.8] * 150, "left": [0] * 150 + [1] * 150}
)
asked_rows = pd.DataFrame({"part": "test", "score": [0.8, 0.2, 0.6], "left": [1.0, 0.0, 0.0]})
mend_rows = pd.concat([asked_rows, three_hundred, seen_rows])
grade = check.parts(2)
with grade("the example"):
    mended_three = decision_forms.forecasts(
        mend(mend_rows.copy()), [0.8, 0.2, 0.6], "mend on the example"
    )
    for mended_one, share_left, score_was in zip(mended_three, (0.5, 0.05, 0.2), (0.8, 0.2, 0.6)):
        check.that(
            abs(mended_one - share_left) < 0.06,
            f"mend on the example: a score of {score_was} means about {share_left}, not "
            f"{mended_one:.3f}", look="the hold rows",
        )  # fmt: skip
    turned_rows = mend_rows.assign(left=mend_rows["left"].where(mend_rows["part"] != "test"))
    mended_blind = decision_forms.forecasts(
        mend(turned_rows.copy()), [0.8, 0.2, 0.6],
        "mend when nobody knows who of the test rows left"
    )
    check.close(
        mended_blind.tolist(), mended_three.tolist(),
        "mend when nobody knows who of the test rows left", look="they are there to judge"
    )
with grade("the published customers"):
    published = table[table["part"] != "today"]
    mended_test = decision_forms.forecasts(
        mend(published.copy()), test["score"].tolist(), "mend on the published table"
    )
    brier_mended = float(((mended_test - test["left"].to_numpy()) ** 2).mean())
    check.that(
        brier_mended < 0.1225,
        f"the Brier score of the test rows is {brier_mended:.4f} after your mend; 0.117 can be "
        "had, it was 0.189"
    )
### BEGIN HIDDEN TESTS
from hidden import decision_checks, decision_worlds

rng = check.rng("mend")
companies = [decision_worlds.scored(rng, kind) for kind in decision_worlds.DISTORTIONS]
with grade("other companies", weight=4):
    for case in companies:
        decision_checks.mend(mend, case)
with grade("blind to the test rows", weight=2):
    for case in companies[:2]:
        decision_checks.blind(mend, case, rng)
### END HIDDEN TESTS
grade.score()

# %%
def after_the_mend():
    mended = np.asarray(mend(table[table["part"] != "today"]))
    before = ((test["score"] - test["left"]) ** 2).mean()
    after = ((mended - test["left"].to_numpy()) ** 2).mean()
    fig, ax = plt.subplots(figsize=(5, 3.2))
    for forecasts, name in ((test["score"].tolist(), "as scored"), (mended.tolist(), "mended")):
        draw_reliability(ax, reliability(test["left"].tolist(), forecasts, 8), name)
    handles, labels = ax.get_legend_handles_labels()
    ax.legend(handles[:2] + handles[3:], labels[:2] + labels[3:])
    ax.set_title("Test rows, before and after")
    plt.tight_layout()
    plt.show()
    return (
        f"Brier score of the test rows: {before:.3f} before, {after:.3f} after, and saying 0.163 "
        "to all 0.137"
    )


settle("And after the mend?", "C20b", after_the_mend)

# %% [markdown]
# Now the model is better than the one number, by 0.02. It sounds little. But 0 isn't within reach of anybody: who leaves is partly chance. And what may not be concluded: a forecast of 0.4 doesn't say that *she* leaves. It says that of 100 like her about 40 do.
#
# *A first sitting may end here.* You know whom to phone, and what a forecast of 0.85 is worth. The second sitting asks what the model rests on, and writes to Ines. When you come back, first run the cells from the top.
#
# ## What does the model look at?
#
# Ines wants to know why. Let us fit a forest on the train rows, and ask it what it uses most. On purpose one column is in it that says nothing: `account` was drawn by lot.
#
# %%
from sklearn.ensemble import RandomForestClassifier

columns = ["account", "tenure", "fee", "calls", "minutes", "data_gb", "complaints"]
train = table[table["part"] == "train"]
forest = RandomForestClassifier(100, random_state=0).fit(train[columns], train["left"])
pd.Series(forest.feature_importances_, columns).sort_values(ascending=False).round(3)

# %% [markdown]
# The forest ranks a number drawn by lot far above complaints! Its own importance adds up how much each column's splits separated the leavers of the *train* rows. A column with 900 different values offers 899 places to cut, and with enough places some fit any accident. A column of small counts, such as complaints, has few.
#
# The better question: *how much worse do the forecasts get on new rows, if this column is made useless?* Shuffle the column on the test rows, so that it has the same values but at the wrong customers. Leave the other columns as they are, let the model forecast, and see how far the Brier score rises. This is **permutation importance**.
#
# Four rows, one column shuffled by the order 2, 0, 3, 1:
#
# | row | complaints | shuffled | fee | left |
# |---|---|---|---|---|
# | 0 | 3 | 0 | 10 | 1 |
# | 1 | 1 | 3 | 20 | 1 |
# | 2 | 0 | 2 | 10 | 0 |
# | 3 | 2 | 1 | 30 | 0 |
#
# A trap of pandas: `features["complaints"] = features["complaints"].sample(frac=1)` changes nothing. The assignment puts every value back beside its label. Take the values without labels: `.to_numpy()`.
#
# %%
def loss_of(features):
    return ((forest.predict_proba(features)[:, 1] - test["left"]) ** 2).mean()


def rise_of(group, times=5):
    shuffle = np.random.default_rng(0)
    losses = []
    for _ in range(times):
        features = test[columns].copy()
        order = shuffle.permutation(len(features))
        for name in group:
            features[name] = features[name].to_numpy()[order]
        losses.append(loss_of(features))
    return np.mean(losses) - loss_of(test[columns])


for name in ("complaints", "calls", "minutes", "account"):
    print(name, round(rise_of([name]), 4))

# %% [markdown]
# The account has fallen to the bottom, and complaints stand on top. Is that the end of it? `calls` and `minutes` are twins: who makes many calls has many minutes (their correlation is 0.99). Shuffle one, and the other still tells the model.
#
# %%
quiz(
    "calls alone raise the Brier score by about 0.008, minutes alone by about 0.007. What do both "
    "together do, shuffled in the same order?",
    right="They raise it by about 0.02, further than complaints do.",
    wrong={
        "By about 0.0075, the mean of the two.": "Each alone is covered by the other. Together "
        "nobody covers for them.",
        "By 0.008, since they say the same.": "With one of them gone the other still speaks. Only "
        "when both are gone is the information gone.",
        "By nothing: they cancel.": "Shuffled in the same order they still fit each other, but no "
        "longer the customer.",
    },
    because="Redundant columns hide each other. Columns that go together have to be judged "
    "together, and in one and the same order, so that no customer has many calls and no minutes.",
)

# %%
print("calls and minutes", round(rise_of(["calls", "minutes"]), 4))

# %% [markdown]
# ## C21 · What matters
# **Level 4 · 20 minutes · 4 points**
#
# Write `importance(predict, rows, limit, times, seed)`.
#
# - `rows` is a frame with the columns `part`, `left` (0 or 1) and features, all of them numbers; labels of rows are in no order. Only rows with the part `"test"` count, for everything that follows. `rows` stays as it is.
# - `predict(features)` is a model that was fitted elsewhere. It takes a frame with the columns of the features alone, in the table's order, and returns an array: the chance of leaving for each row.
# - Columns go together if the absolute value of their correlation (Pearson's, on the test rows) is at least `limit`, directly or through others: if a goes with b and b with c, the three are one group. All other columns are groups of one; so is a constant column.
# - For each group, `times` times: draw a permutation of the test rows at random, a new one each time, and put the values of *all* columns of the group in this order; the other columns keep their values. The **rise** is the mean Brier score of the `times` forecasts, less the Brier score of the forecasts on the unshuffled rows. It may be negative: then the column misleads the model.
# - All lots are drawn from a generator made from `seed`: the same seed gives the same rises, another seed others.
# - Return a dict: a tuple of the group's columns, in the table's order → its rise (a number), the largest rise first.
#
# *Example.* Eight test rows with the feature `complaints` 1, 1, 1, 1, 0, 0, 0, 0 and the outcomes 1, 1, 1, 1, 0, 0, 0, 0; `predict` says 0.9 for 1 and 0.1 for 0. Unshuffled the Brier score is 0.01. In a random order half of the rows get the wrong value, on average, and each of them costs 0.81: (0.01 + 0.81) / 2 = 0.41. So
# `importance(predict, rows, 0.9, 200, 1)` is about `{("complaints",): 0.40}`.
#
# <details><summary>Hint 1</summary>
#
# `features.corr().abs() >= limit` is a table of True and False. Build the groups column by column: a new column joins all groups so far in which it has a partner, and these become one.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For each permutation begin with a fresh copy of the features, draw *one* order with `generator.permutation(len(features))`, and use it for all columns of the group.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If all rises are 0, the labels have undone your shuffle. If the account ranks first, look at which rows you use. If only pairs are wrong, count how many orders you draw for a pair.
#
# </details>
#
# %% role="answer" id="importance"
def importance(predict, rows, limit, times, seed):
    """Rise of the Brier score on the test rows when a group of columns is shuffled, the largest
    first."""
    ### BEGIN SOLUTION
    test = rows[rows["part"] == "test"]
    features, left = test.drop(columns=["part", "left"]), test["left"].to_numpy(float)
    near = features.corr().abs() >= limit
    groups = []
    for column in features.columns:
        partners = [group for group in groups if near.loc[column, group].any()]
        groups = [group for group in groups if group not in partners]
        groups.append([*sum(partners, []), column])

    def brier(shown):
        return np.mean((predict(shown) - left) ** 2)

    generator, before, rises = np.random.default_rng(seed), brier(features), {}
    for group in groups:
        losses = []
        for _ in range(times):
            order = generator.permutation(len(features))
            shuffled = {name: features[name].to_numpy()[order] for name in group}
            losses.append(brier(features.assign(**shuffled)))
        key = tuple(name for name in features.columns if name in group)
        rises[key] = float(np.mean(losses) - before)
    return dict(sorted(rises.items(), key=lambda item: -item[1]))
    ### END SOLUTION

# %% role="tests" id="importance-tests" points=4
import decision_forms

eight_rows = pd.DataFrame(
    {"part": "test", "left": [1] * 4 + [0] * 4, "complaints": [1] * 4 + [0] * 4},
    index=[5, 3, 8, 1, 0, 2, 9, 7]
)
twins = eight_rows.assign(
    fee=[3.0, 1, 4, 1, 5, 9, 2, 6], doubled=eight_rows["complaints"] * -2.0, region=7
)
twins = pd.concat([twins.assign(part="train", left=1 - twins["left"]), twins])
grade = check.parts(4)
with grade("the example"):
    eight_model = decision_forms.Asked(
        lambda features: 0.1 + 0.8 * features["complaints"], eight_rows[["complaints"]]
    )
    eight_rises = importance(eight_model.asked, eight_rows.copy(), 0.9, 200, 1)
    decision_forms.names_of(eight_rises, [("complaints",)], "importance on the example")
    check.close(
        eight_rises[("complaints",)], 0.4, "the rise of complaints in the example", rtol=0,
        atol=0.07
    )
with grade("rows stay as they are"):
    check.equal(
        decision_forms.rows_after(importance, eight_rows.copy()), eight_rows,
        "the rows after importance", look="permute a copy"
    )
with grade("columns that go together"):
    twins_model = decision_forms.Asked(
        lambda features: 0.5 + 0.2 * features["complaints"] + 0.1 * features["doubled"],
        twins.drop(columns=["part", "left"])
    )
    twins_rises = importance(twins_model.asked, twins.copy(), 0.9, 3, 1)
    decision_forms.names_of(
        twins_rises, [("complaints", "doubled"), ("fee",), ("region",)],
        "importance with a column and its mirror image"
    )
    for group_shown in (("complaints", "doubled"), ("fee",), ("region",)):
        check.close(
            twins_rises[group_shown], 0.0,
            f"the rise of {group_shown}, where the mirror image cancels what complaints say",
            rtol=0, atol=1e-9, look="one order for both"
        )
with grade("a column that misleads"):
    misled_rows = eight_rows.assign(fee=[1.0, 2, 3, 4, 5, 6, 7, 8], region=7)
    misled_model = decision_forms.Asked(
        lambda features: 0.9 - 0.8 * features["complaints"],
        misled_rows.drop(columns=["part", "left"])
    )
    misled_rises = importance(misled_model.asked, misled_rows.copy(), 0.95, 200, 2)
    decision_forms.names_of(
        misled_rises, [("complaints",), ("fee",), ("region",)],
        "importance where the model takes complaints for a good sign"
    )
    check.close(
        misled_rises[("complaints",)], -0.4,
        "the rise of complaints where the model takes them for a good sign", rtol=0, atol=0.07
    )
### BEGIN HIDDEN TESTS
from hidden import decision_checks, decision_worlds

rng = check.rng("importance")
tables = {way: decision_worlds.columns(rng, way) for way in decision_worlds.COLUMNS}
with grade("groups, permutations and rises in other tables", weight=4):
    for place, (way, case) in enumerate(tables.items()):
        decision_checks.importance(importance, case, 3 + place, 10 + place)
with grade("lots drawn from the seed", weight=1):
    decision_checks.seeded(importance, tables["a pair"])
### END HIDDEN TESTS
grade.score()

# %%
def chance_of_leaving(features):
    return forest.predict_proba(features)[:, 1]


def what_matters():
    rows = table.loc[table["part"] != "today", ["part", "left", *columns]]
    found = importance(chance_of_leaving, rows, 0.9, 5, 1)
    print("\n".join(f"    {' and '.join(group)}: {rise:.4f}" for group, rise in found.items()))
    return "that is what the forest rests on, on customers whom it has never seen"


settle("What does the model look at?", "C21", what_matters)

# %% [markdown]
# Calls and minutes together stand first, and complaints follow. The account was drawn by lot, so it can't say anything: its 0.002 is what chance does on 900 rows. That is a ruler: the tenure's rise is hardly longer, and those of data and fee are shorter. What may not be concluded:
#
# - Not that few calls *make* people leave. Perhaps both follow from a rival's offer. Giving free minutes to quiet customers would be an experiment, not a consequence.
# - Not that a column with a rise near 0 is unimportant for leaving. It is unimportant for *this* model, *beside the other columns*.
#
# %%
quiz(
    "The rise of complaints is the second largest. Which sentence may stand in the half page?",
    right="On new customers the model's forecasts get worse if it isn't told how many complaints "
    "there were.",
    wrong={
        "Fewer complaints would keep customers.": "That is about what happens if somebody acts. "
        "These rows only looked on.",
        "Complaints are the second most important reason to leave.": "A model uses what goes along "
        "with leaving. Reasons are another matter.",
        "Without complaints in the table the model would be useless.": "The rise is a small part "
        "of the Brier score, and a model fitted anew would lean on other columns.",
    },
    because="Importance is about a model and its forecasts. Causes need a trial.",
)

# %% [markdown]
# ## How sure, and what then?
#
# On the test rows 200 calls found 77.8 leavers, a precision of 0.389. With 200 other calls it would have been another number. The interval for a share that you know from lesson 2 says how far: Wilson's, at 78 of 200, goes from 0.325 to 0.459.
#
# What a call *does* is far less sure. Sales believes in 0.2 kept. Nobody has measured it; Ines calls 0.1 to 0.3 "realistic". Put the ends together:
#
# | case | leavers among those phoned | kept by a call | a call brings |
# |---|---|---|---|
# | worst | 0.325 | 0.1 | 0.325 · 0.1 · 120 = 3.90 euros |
# | best | 0.459 | 0.3 | 0.459 · 0.3 · 120 = 16.52 euros |
#
# A call costs 8 euros. Between the cases lies the decision, and more rows of the same kind wouldn't settle it: what is missing is the *effect* of a call. Only a trial shows it. Phone half of the list by lot, leave the other half alone, and compare who left. How many must that be? To tell 0.389 who leave in the one half from 0.311 in the other (0.2 of them kept), the sample size of lesson 3 is about 590 in *each* half, for a power of 0.8. One list of 200 won't do; half a year of monthly lists will.
#
# Before you write, gather your numbers:
#
# %%
def gathered():
    most = how_many(hold["left"].tolist(), hold["score"].tolist(), 200, prices)
    report = at_capacity(test["left"].tolist(), test["score"].tolist(), 200, prices)
    mended = np.asarray(mend(table[table["part"] != "today"]))
    rows = table.loc[table["part"] != "today", ["part", "left", *columns]]
    first = next(iter(importance(chance_of_leaving, rows, 0.9, 2, 1)))
    named = {
        "found": report["matrix"][1][1],
        "precision": report["precision"],
        "lift": report["lift"],
        "euros": report["euros"],
        "pays": most,
        "brier": ((test["score"] - test["left"]) ** 2).mean(),
        "mended": ((mended - test["left"].to_numpy()) ** 2).mean(),
    }
    said = ", ".join(f"{name} {value:.4g}" for name, value in named.items())
    return f"{said}, first {' and '.join(first)}"


settle("The numbers of the half page", "C19 to C21", gathered)

# %% [markdown]
# ## C22 · Half a page for Ines
# **Level 4 · 30 minutes · 1 + 10 points**
#
# 1. `numbers`, a dict, all of it on the published table:
#
# | key | what | written as |
# |---|---|---|
# | `"found"`, `"precision"`, `"lift"`, `"euros"` | C19 on the test rows with k = 200 | one place, three places, two places, whole euros, or more exactly |
# | `"low"`, `"high"` | 95 in 100 interval for that precision, by any sound method, with 78 of 200 | three places |
# | `"pays"` | how many calls pay, at most 200, chosen on the hold rows (two numbers tie; either will do) | exactly |
# | `"brier"`, `"mended"` | Brier score of the test rows before and after your mend | three places |
# | `"first"` | the group with the largest rise: a tuple or list of its columns | exactly |
# | `"advice"` | what `advice(numbers, prices)` says | exactly |
#
# 2. `advice(numbers, prices)`: a call brings share of leavers · share kept · `prices["value"]` euros. In the worst case the shares are `numbers["low"]` and `prices["kept_low"]`, in the best `numbers["high"]` and `prices["kept_high"]`. Return `"phone"` if even the worst case brings more than `prices["call"]`, `"don't"` if even the best
# case brings at most `prices["call"]`, else `"trial"`. It is asked about other companies, too.
#
# *Example.* With low 0.325 and high 0.459, kept 0.1 to 0.3, value 120 and a call at 8 euros: 3.90 to 16.52 euros, so `"trial"`. At 3.50 euros a call: `"phone"`. At 17: `"don't"`.
#
# <details><summary>Hint 1</summary>
#
# Most numbers stand in the output of the cell above. Only the interval is missing: your function of lesson 2, or Wilson's formula.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two products, two comparisons, in this order: worst against the price, then best. What is asked for where they are equal?
#
# </details>
#
# %% role="answer" id="brief"
def advice(numbers, prices):
    """"phone", "don't" or "trial", by what a call brings in the worst and in the best case."""
    ### BEGIN SOLUTION
    worst = numbers["low"] * prices["kept_low"] * prices["value"]
    best = numbers["high"] * prices["kept_high"] * prices["value"]
    if worst > prices["call"]:
        return "phone"
    return "don't" if best <= prices["call"] else "trial"
    ### END SOLUTION


### BEGIN SOLUTION
numbers = {
    "found": 77.8,
    "precision": 0.389,
    "lift": 2.38,
    "euros": 267,
    "low": 0.325,
    "high": 0.459,
    "pays": 131,
    "brier": 0.189,
    "mended": 0.117,
    "first": ("calls", "minutes"),
    "advice": "trial",
}
### END SOLUTION

# %% role="tests" id="brief-tests" points=1
import decision_forms

ranges = {
    "found": (77.7, 77.85), "precision": (0.3884, 0.3895), "lift": (2.375, 2.386),
    "euros": (266.5, 267.5), "low": (0.318, 0.329), "high": (0.453, 0.464),
    "brier": (0.1884, 0.1896), "mended": (0.1125, 0.1225),
}  # fmt: skip
shares = {"low": 0.325, "high": 0.459}
grade = check.parts(1)
with grade("the numbers agree with the notebook", weight=2):
    decision_forms.agrees(numbers, ranges, {131, 164}, {"calls", "minutes"}, "trial")
with grade("the advice on the example"):
    shown_prices = {"call": 8.0, "kept": 0.2, "value": 120.0, "kept_low": 0.1, "kept_high": 0.3}
    for call_price, told_advice in (
        (8.0, "trial"), (3.5, "phone"), (17.0, "don't"), (3.89, "phone"), (3.91, "trial"),
        (16.51, "trial"), (16.53, "don't")
    ):
        decision_forms.advised(
            advice(dict(shares), {**shown_prices, "call": call_price}), told_advice,
            "a call brings 3.90 to 16.52 euros", f"the example with {call_price:.2f} euros a call"
        )
    decision_forms.advised(
        advice(
            {"low": 0.25, "high": 0.5},
            {**shown_prices, "kept_low": 0.25, "kept_high": 0.5, "value": 64.0, "call": 4.0}
        ), "trial",
        "a call brings 4 to 16 euros, and 4 isn't more than 4",
        "low 0.25, high 0.5, kept 0.25 to 0.5, value 64, call 4",
    )  # fmt: skip
    decision_forms.advised(
        advice(
            {"low": 0.25, "high": 0.5},
            {**shown_prices, "kept_low": 0.25, "kept_high": 0.5, "value": 64.0, "call": 16.0}
        ), "don't",
        "a call brings 4 to 16 euros, and 16 is at most 16",
        "low 0.25, high 0.5, kept 0.25 to 0.5, value 64, call 16",
    )  # fmt: skip
### BEGIN HIDDEN TESTS
from hidden import decision_checks, decision_worlds

rng = check.rng("brief")
with grade("the advice for other companies", weight=1):
    for way in decision_worlds.ADVICE:
        decision_checks.advice(advice, rng, way)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Ines's question of the first day, and your answer with today's customers:
#
# %%
def todays_list():
    rows = table[table["part"].isin(["hold", "today"])].replace({"part": {"today": "test"}})
    today = table[table["part"] == "today"].assign(chance=np.asarray(mend(rows)))
    mixed = today.sample(frac=1, random_state=30)  # who ties draws lots
    phoned = mixed.sort_values("score", ascending=False, kind="stable").head(numbers["pays"])
    print(phoned[["account", "score", "chance"]].head(5).to_string(index=False))
    return (
        f"the first {len(phoned)} of the list, of whom about {phoned['chance'].sum():.0f} will "
        "leave; "
        f"which of them, nobody can say. What to do: {advice(numbers, prices)}"
    )


settle("Who will leave within the next two months, and are you sure?", "C20b and C22", todays_list)

# %% [markdown]
# ### The half page
#
# Write it: 150 to 250 words, for a head of sales who has two minutes and hasn't seen your notebook. Quote your numbers as they stand above; a number that contradicts them costs the row it stands in. Whoever grades it uses this table, so use it before you hand it in.
#
# | criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **What we know** | no number, or only "the model is good" | how many of 200 leave, or the lift | both, with day and customers that they come from, and what 200 calls without the list would find |
# | **How sure** | nothing | an interval, or that the scores were too high | the interval in people or euros, and what was mended and what a forecast means now |
# | **What to do** | "use the model" | phone, don't or trial, as the rule says | and how many, which half by lot, how long, and what result settles it |
# | **What not to conclude** | nothing | "correlation isn't causation" | what the columns that matter don't show, and that nobody knows who of the list leaves, or what a call does |
# | **Two minutes** | terms without meaning, or no answer in the first sentence | can be read by sales, or answers first | both, within the number of words |
#
# Points: the sum of the rows.
#
# %% [markdown] role="essay" id="half-page" points=10
# ### BEGIN SOLUTION
# **Ines, run a trial first: phone half of the list, drawn by lot.**
#
# **What we know.** We tried the list on 900 customers of 31 July, whose next two months are known. Of the 200 with the highest scores about 78 left. Two hundred picked with a pin would have held 33: the list finds 2.4 times as many.
#
# **How sure.** With other customers it would be between 65 and 92 of 200. The model's scores were far too high (where it said 87 in 100, 51 left). Mended on customers of April, a forecast of 0.4 now means: of 100 such customers about 40 leave. Who, we can't say.
#
# **What to do.** The first 131 of today's list are worth a call if a call keeps one leaver in five. Nobody has measured that. At one in ten we lose with each call (it brings 3.90 euros and costs 8); at three in ten we earn (up to 16.52). So draw lots on each month's list of 200: phone half, leave half alone,
# and compare who left. One list is too short; about 590 in each half are needed, half a year. If 17 in 100 of the leavers are kept, the calls pay; if fewer, we stop.
#
# **What not to conclude.** Quiet customers (few calls, few minutes) and those with complaints leave more often. That doesn't show that free minutes would keep them. And the 267 euros of 200 calls are only as true as one in five.
# ### END SOLUTION
#
# %% [markdown]
# ## Where this goes wrong at work
#
# **The advice that made them leave.** A telephone company wanted to keep its customers, and did what seems best: it looked up who was on the wrong plan, and advised them to take the one that would cost them less. Luckily the advice was given by lot, to some and not to others. Of those who were left alone 6 in 100 left within three months; of those
# who were advised 10 in 100. The advice had broken a habit, and reminded them of what they pay. A list of likely leavers says nothing about what a call does (C22).
# *Source: Ascarza, Iyengar and Schleicher, "The Perils of Proactive Churn Prevention Using Plan Recommendations: Evidence from a Field Experiment", Journal of Marketing Research 53, 2016.*
#
# **The alarm that rang too often, and too seldom.** A warning for sepsis came with the software of hundreds of American hospitals. Researchers looked at 38,455 stays in one of them. At the threshold in question the warning went off in 18 of 100 stays, and still missed two of three who had sepsis; the maker's own figures had promised far more. They found both
# its ranking and its calibration poor. Nobody had asked, on their own patients and before the first alarm: how many will it ring for, and how many of these are ill (C19, C20)?
# *Source: Wong and others, "External Validation of a Widely Implemented Proprietary Sepsis Prediction Model in Hospitalized Patients", JAMA Internal Medicine 181, 2021.*
#
# **Asthma protects, said the model.** In the 1990s models were trained to tell which patients with pneumonia could safely stay at home. One of them, made of rules that could be read, had learnt that asthma *lowers* the risk of dying. In the data it was so: patients with asthma were taken to intensive care at once, and did better for it. The neural network
# that forecast best had no doubt learnt the same, and was not used: nobody could see what else it had learnt. A column can matter to a model for a reason that ends the day one acts on it (C21).
# *Source: Caruana and others, "Intelligible Models for HealthCare: Predicting Pneumonia Risk and Hospital 30-day Readmission", KDD 2015.*
#
# %% [markdown]
# ## Summary
#
# - At a capacity, those who tie at the boundary draw lots; counts are averages, and no row order decides.
# - A call pays if *it* brings more than it costs, not if the average does. How many pay is chosen on some rows and judged on others.
# - Forecasts are calibrated if they mean what they say. The Brier score = reliability − resolution + uncertainty, plus what the groups hide.
# - A mend is learnt on rows that the model hasn't seen and the judge doesn't need.
# - Importance is a rise of the loss on held-out rows, with columns that go together shuffled together. It is about the model, not about causes.
# - What an action does, only a trial shows.
