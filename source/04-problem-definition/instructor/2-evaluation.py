# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: What a model must beat, and what an error costs
#     minutes: 125
#     prerequisites: [04-problem-definition/1-problem]
#     summary: Baselines beyond noise, thresholds from costs, the p-value and what it says, the next action.
# ---

# %% [markdown]
# # What a model must beat, and what an error costs
#
# On Tuesday somebody sends a first model and one sentence: "87 in 100 right!" On Thursday the board meets, and it will ask:
#
# 1. Is that better than what we do without a model?
# 2. Whom do we contact, and what will it bring?
# 3. What should we improve next?
#
# Your own functions answer all three in the last cell of this lesson. After it you can
#
# - read the four kinds of right and wrong answers, precision and recall,
# - measure baselines fairly, and tell a gain from noise,
# - set a threshold, and choose whom to contact, from euros and not from habit,
# - compare two models by hand, and say what a p-value says, and what it doesn't,
# - choose the next thing to improve by what it brings.
#
# The exercises take about 90 minutes, reading and questions 35 more: plan two sittings, with a break after D5b.
#
# %% role="read-only" id="setup-evaluation"
import json
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from lesson_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

company = json.load(open("data/company.json", encoding="utf-8"))
churn_train = pd.read_csv("data/churn_train.csv")
churn_test = pd.read_csv("data/churn_test.csv")
scores = pd.read_csv("data/scores.csv")
contacts = pd.read_csv("data/contacts.csv")
inspections = pd.read_csv("data/inspections.csv")

# %% [markdown]
# ## Is 87 in 100 much?
#
# Here are 541 customers whose outcome is known: `y` is 1 for those who left. Beside it stand three answers that were given beforehand, 1 for "will leave":
#
# - `rule`, a rule of thumb: whoever has been quiet for 45 days will leave,
# - `last`, the last value: whoever let 60 days pass once before, and came back, will do it again,
# - `model`, what the model says.
#
# These are **test rows**, of July to December. Nobody learnt from them; what was learnt comes from **training rows**, of February to June.
#
# %%
churn_test.head()

# %%
y = churn_test["y"]
print(f"the model is right on {(churn_test['model'] == y).mean():.3f} of the customers")

# %% [markdown]
# So the sentence is true. Now a rival without any skill: it says of every customer "stays".
#
# %%
quiz(
    "The rival always says 0. What does this print?",
    runs="""
import pandas as pd

y = pd.read_csv("data/churn_test.csv")["y"]
print(len(y), y.sum(), round(100 * (y == 0).mean()))
""",
    right="541 119 78",
    wrong={
        "541 119 22": "22 in 100 left. On these the rival is wrong.",
        "541 119 50": "It would be 50 if half of the customers left. Most stay.",
        "541 119 0": "It finds nobody who left, but it is right on all who stayed.",
    },
    because="422 of 541 stayed, and on all of them it is right. 87 looks different beside 78.",
)

# %%
right = {name: (churn_test[name] == y).mean() for name in ("rule", "last", "model")}
pd.Series(right, name="right").round(3).to_frame()

# %% [markdown]
# The rule of thumb is right on 79 in 100, hardly more than the rival, and the last value on 81. One number hides *which* errors were made. There are two kinds.
#
# ## The four cells
#
# Two things may have happened, and two things may have been said. Count each of the four:
#
# %%
happened = y.map({1: "left", 0: "stayed"})
said = churn_test["model"].map({1: "says: leaves", 0: "says: stays"})
pd.crosstab(happened, said)

# %% [markdown]
# Each cell has a name. "Positive" is what was looked for, here somebody who leaves; "true" means that the model was right.
#
# | the customer | the model says: leaves | the model says: stays |
# |---|---|---|
# | **left** | 105 true positives (`tp`) | 14 false negatives (`fn`) |
# | **stayed** | 54 false positives (`fp`) | 368 true negatives (`tn`) |
#
# Two questions read this table in two directions:
#
# - **Precision** goes down a column: of those whom the model names, how many left? 105 / (105 + 54) = 0.66.
# - **Recall** goes along a row: of those who left, how many were named? 105 / (105 + 14) = 0.88.
#
# In words: of three customers whom the model names, one would have stayed. Of eight who leave, it misses about one.
#
# %%
quiz(
    "Another model names all 541 customers. What are its precision and recall?",
    runs="""
import pandas as pd

y = pd.read_csv("data/churn_test.csv")["y"]
named = y >= 0  # everybody
print(f"precision {(y[named] == 1).mean():.2f}, recall {named[y == 1].mean():.2f}")
""",
    right="precision 0.22, recall 1.00",
    wrong={
        "precision 1.00, recall 0.22": "The other way round. It misses nobody, so recall is 1.",
        "precision 1.00, recall 1.00": "It misses nobody, but 422 of those it names stayed.",
        "precision 0.22, recall 0.22": "Recall asks of those who left alone, and all of them "
        "were named.",
    },
    because="Whoever names everybody misses nobody, and is right as often as customers leave.",
)

# %%
found = {}
for name in ("rule", "last", "model"):
    named, left = churn_test[name] == 1, y == 1
    both = (named & left).sum()
    found[name] = {"precision": both / named.sum(), "recall": both / left.sum()}
pd.DataFrame(found).T.round(2)

# %% [markdown]
# The model is ahead in both, and the last value is ahead of the rule. Yet for one and the same model each can be bought with the other. Let it name more people, and recall can't fall; precision falls
# as soon as those added leave less often than those named before. **F1** puts both into one number, 2 · precision · recall / (precision + recall). For the
# model that is 2 · 0.660 · 0.882 / (0.660 + 0.882) = 0.755. It treats the two kinds of error alike. Whether they *are* alike is a matter of prices, and these come below.
#
# ## A loss for each row
#
# To compare methods fairly we need to know how wrong each single answer was. That number is the row's **loss**. Two losses are enough here:
#
# - `"wrong"`, for classes: 1 if the answer is wrong, 0 if it is right.
# - `"absolute"`, for numbers: how far the answer is from the truth, whichever side it is on.
#
# The mean of the losses is a method's error. Six customers, one row at a time:
#
# %%
six = churn_test.iloc[6:12].drop(columns="last")
six = six.assign(loss_of_rule=[1, 0, 0, 0, 1, 1], loss_of_model=[1, 0, 0, 0, 0, 0])
six.assign(difference=six["loss_of_rule"] - six["loss_of_model"])

# %% [markdown]
# The rule's mean loss is 3 / 6 = 0.5, the model's 1 / 6. In the first row both are wrong, so the difference is 0: a hard customer is hard for both. Keep that first row in mind.
#
# For numbers, a baker sold 4, 6, 5, 30 and 5 loaves on five days.
#
# %%
quiz(
    "Somebody always says 5. What is the mean absolute loss?",
    runs="""
sold = [4, 6, 5, 30, 5]
print(sum(abs(loaves - 5) for loaves in sold) / len(sold))
""",
    number=5.4,
    within=0.01,
    wrong={
        27: "That is the sum. Divide by the five days.",
        5: "A loaf too few counts as much as one too many. Losses never cancel.",
        0.6: "That is the loss for classes: three of five days are wrong. Here it matters by how "
        "much.",
    },
    because="The losses are 1, 1, 0, 25 and 0, together 27, divided by 5.",
)

# %%
sold = np.array([4, 6, 5, 30, 5])
for name, said in (("median", np.median(sold)), ("mean", sold.mean())):
    rows = np.abs(sold - said)
    print(f"always the {name}, {said:g}: losses {rows.tolist()}, mean {rows.mean():.1f}")

# %% [markdown]
# The one big day pulls the mean up, and the four ordinary days pay for it. The **median** has the lowest mean absolute loss that a constant can have. For classes, the **majority** has the lowest share wrong.
#
# ## Baselines
#
# A model's error means nothing alone. Beside it belong the answers that need no model:
#
# - **constant**: always say the same. For classes the majority, for numbers the median, learnt on the *training* rows.
# - **rule**: what the people do today, such as "quiet for 45 days: will leave".
# - **last value**: what happened last time will happen again.
#
# All are measured where the model is measured: on the test rows. A wrong turn: the baseline's error is taken from the training period, in which fewer
# customers left (17 in 100, and 22 in the test period). It looks good there, or bad, and the comparison is between two periods instead of two methods.
#
# %%
errors = {name: (y != churn_test[name]).mean() for name in ("rule", "last", "model")}
errors = {"constant": (y != int(churn_train["y"].mean() > 0.5)).mean(), **errors}
fig, ax = plt.subplots(figsize=(7, 2.4))
ax.barh(list(errors), list(errors.values()), color=["#999999"] * 3 + ["#0072B2"])
ax.set(xlabel="share wrong on test", title=f"Kettle & Leaf, {len(y)} customers")
plt.tight_layout()
plt.show()

# %% [markdown]
# The best answer without a model is the last value: 19 in 100 wrong. So the question isn't "87 against nothing", it is 12.6 in 100 wrong against 19.0.
#
# %% [markdown]
# ## D5a · Losses, and what needs no model
# **Level 2 · 8 minutes · 2 points**
#
# Two small functions; the next exercise may use them. `loss` is `"wrong"` or `"absolute"`, and the lists are never empty.
#
# 1. `mean_loss(y, guess, loss)`: two lists of the same length. With `"wrong"` a row's loss is 1 if the guess differs, however much, else 0 (there may be more classes than 0 and 1); with `"absolute"` it is the absolute difference. Return their mean.
# 2. `constant(y, loss)`: what somebody says who always says the same. With `"wrong"` the list holds 0 and 1: return the majority, and 0 on a tie. With `"absolute"`: the median.
#
# *Example.* `mean_loss([1, 0, 1, 1], [0, 0, 1, 0], "wrong")` is 0.5. `constant([4, 6, 5, 30], "absolute")` is 5.5: the middle of an even number of values lies between two of them.
#
# <details><summary>Hint 1</summary>
#
# `zip(y, guess)` gives the pairs. `True` counts as 1 in a sum.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.median` sorts by itself. For the majority, compare the number of ones with half of the rows. Which comparison gives 0 on a tie?
#
# </details>
#
# %% role="answer" id="losses"
def mean_loss(y, guess, loss):
    """Mean over the rows of how wrong each guess is."""
    ### BEGIN SOLUTION
    if loss == "wrong":
        return sum(told != true for true, told in zip(y, guess)) / len(y)
    return sum(abs(true - told) for true, told in zip(y, guess)) / len(y)
    ### END SOLUTION


def constant(y, loss):
    """What somebody says who always says the same, learnt from y."""
    ### BEGIN SOLUTION
    if loss == "wrong":
        return 1 if sum(y) > len(y) / 2 else 0
    return float(np.median(y))
    ### END SOLUTION

# %% role="tests" id="losses-tests" points=2
import model_forms

grade = check.parts(2)
with grade("the mean loss"):
    for true_values, told_values, which_loss, mean_expected in (
        ([1, 0, 1, 1], [0, 0, 1, 0], "wrong", 0.5), ([3, 0, 1], [0, 0, 1], "wrong", 1 / 3),
        ([4, 6, 5, 30, 5], [5, 5, 5, 5, 5], "absolute", 5.4),
        ([2.5, -1.0], [2.0, 1.0], "absolute", 1.25), ([4, 6, 5], [4, 5, 5], "absolute", 1 / 3),
    ):  # fmt: skip
        model_forms.same_number(
            mean_loss(list(true_values), list(told_values), which_loss), mean_expected,
            f"mean_loss({true_values}, {told_values}, {which_loss!r})",
        )  # fmt: skip
with grade("the constant"):
    for true_values, which_loss, always_expected in (
        ([0, 1, 1], "wrong", 1), ([0, 1, 0], "wrong", 0), ([1, 0], "wrong", 0),
        ([4, 6, 5, 30], "absolute", 5.5), ([9, 2, 4], "absolute", 4),
        ([7, 2, 2, 2, 9], "absolute", 2),
    ):  # fmt: skip
        model_forms.same_number(
            constant(list(true_values), which_loss), always_expected,
            f"constant({true_values}, {which_loss!r})"
        )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("losses")
with grade("the mean loss of other lists"):
    for loss in ("wrong", "absolute"):
        for size in (1, 7, 24):
            comparisons.evaluation.mean_loss(mean_loss, *businesses.guessed(rng, loss, size), loss)
with grade("the constant of other lists"):
    for ones in (3, 4, 5, 8):
        comparisons.evaluation.always(constant, rng.permutation(np.arange(8) < ones).astype(int).tolist(), "wrong")
    comparisons.evaluation.always(constant, [1, *rng.permutation([0, 0, 0, 0, 1, 1]).tolist(), 1], "wrong")
    for size in (1, 2, 9, 12):
        comparisons.evaluation.always(constant, businesses.guessed(rng, "absolute", size)[0], "absolute")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Is it a gain, or noise?
#
# Now real flights: will a flight from New York be more than 15 minutes late? The rule says yes to every departure after 17:00, the last value
# says what most flights did yesterday. The model is a logistic regression (a weighted sum of the columns, turned into a chance), fitted on January to June.
#
# %% role="read-only" id="flights-of-two-halves"
flights = pd.read_csv("data/flights.csv", parse_dates=["date"])
flights = flights.rename(columns={"late": "y"}).assign(
    rule=(flights["sched_dep_time"] >= 1700).astype(int),
    last=(flights["late_yesterday"] > 0.5).astype(int),
)
flight_columns = ["y", "rule", "last", "model"]
flights_train = flights.loc[flights["date"] < "2013-07-01", flight_columns]
flights_test = flights.loc[flights["date"] >= "2013-07-01", flight_columns]

# %%
wrong = {"constant (never late)": flights_test["y"].mean()}
for name in ("rule", "last", "model"):
    wrong[name] = (flights_test["y"] != flights_test[name]).mean()
pd.Series(wrong, name="share wrong").round(3).to_frame()

# %% [markdown]
# The model is wrong on 20.5 in 100, and whoever says "never late" on 21.2. Is that a gain? It is 8 flights of 1,188. With other flights it might have been 20, or −5.
#
# We have no other flights. But we can draw from those that we have: 1,188 rows at random, some twice and some not at all. Do that a thousand times, and look at how the difference swings:
#
# %%
def swings(difference):
    draw = np.random.default_rng(1)
    return draw.choice(difference, (1000, len(difference))).mean(axis=1)


by_constant, by_model = flights_test["y"] != 0, flights_test["y"] != flights_test["model"]
flight_gains = by_constant.astype(int) - by_model.astype(int)
shop_gains = (y != churn_test["last"]).astype(int) - (y != churn_test["model"]).astype(int)
fig, axes = plt.subplots(1, 2, figsize=(9, 2.6), sharey=True)
titles = ("flights: against never late", "customers: against last")
for ax, difference, title in zip(axes, (flight_gains, shop_gains), titles):
    ax.hist(swings(difference), bins=25, color="#56B4E9")
    ax.axvline(0, color="#D55E00")
    ax.axvline(difference.mean(), color="black", linestyle="--")
    ax.set(title=title, xlabel="gain in one draw (dashed: in the data)")
plt.tight_layout()
plt.show()

# %% [markdown]
# How far does the mean swing? The draws tell it, and so does a formula without any draw.
#
# The **standard deviation** of some values tells how far they lie from their mean: square the distances, take their mean, then its root. For 1, 0, 0, 1 the mean is 0.5 and every distance is 0.5, so it is 0.5. Divide it by √n, here √4 = 2:
# 0.25 is the **standard error**, and tells how far the *mean* swings. (pandas divides the squares by n − 1 instead of n. On hundreds of rows nobody sees the difference.)
#
# %%
for title, difference in zip(titles, (flight_gains, shop_gains)):
    drawn = swings(difference)
    error = difference.std() / len(difference) ** 0.5
    low, high = np.percentile(drawn, [2.5, 97.5])
    print(f"{title}: the draws swing by {drawn.std():.4f}, the formula says {error:.4f};")
    print(f"    95 in 100 draws lie within {(high - low) / 2 / error:.2f} of these to either side")

# %% [markdown]
# About 2 to either side. With more rows and more draws it comes to 1.96: that is where the number below comes from.
#
# On the left about one draw in six lies at 0 or below: the gain may be nothing. On the right hardly any does. An **interval** says the same with two numbers:
#
# 1. For each test row, the baseline's loss less the model's loss. The mean of these differences is the gain.
# 2. Their standard error is how far the mean swings; ± 1.96 times that is an interval, and intervals made in this way hold the true gain in about 95 of 100 cases. (Or draw rows a
#    thousand times, as above: the **bootstrap**.)
# 3. If the whole interval is above 0, the model beats the baseline. If 0 is inside, nobody knows, and the honest answer is *no gain shown*.
#
# Take differences row by row: both methods err on the same hard rows, and that noise cancels. At Kettle & Leaf:
#
# %%
lost_by_last = (y != churn_test["last"]).astype(float)
lost_by_model = (y != churn_test["model"]).astype(float)
paired = (lost_by_last - lost_by_model).std() / len(y) ** 0.5
# on different customers both would swing, each by itself: then the squares add up
apart = ((lost_by_last.std() ** 2 + lost_by_model.std() ** 2) / len(y)) ** 0.5
print(f"gain {(lost_by_last - lost_by_model).mean():.3f}")
print(f"standard error row by row {paired:.3f}, as if on different customers {apart:.3f}")

# %% [markdown]
# Row by row the standard error is smaller, though the gain is the same. The hard customers, such as the first of the six above, count on both sides, and the difference leaves them out.
#
# %%
quiz(
    "A gain has an interval from −0.02 to 0.03. Which sentence is true?",
    right="The rows show neither a gain nor a loss.",
    wrong={
        "The model is as good as the baseline.": "A gain of 0.02 lies in the interval, too. Not "
        "shown is not the same as not there.",
        "The model is better, since most of the interval is above 0.":
        "By that rule half of all useless models would be \"better\". The whole interval must "
        "lie above 0.",
        "The model is worse, since the interval begins below 0.": "It also ends above 0. Neither "
        "side is shown.",
    },
    because="0 lies inside. More test rows make the interval narrower, and may settle it.",
)

# %% [markdown]
# ## D5b · Does the model beat the baselines?
# **Level 4 · 30 minutes · 4 points**
#
# Write `judge(train, test, loss)`. Both frames have the columns `y`, `rule`, `last`, `model`, in any order. With `loss == "wrong"` they hold 0 and 1, and a row's loss is 1 if the
# prediction differs from `y`, else 0. With `loss == "absolute"` they hold numbers, and the loss is the absolute difference. Return a dict:
#
# - `"constant"`, `"rule"`, `"last"`, `"model"`: the mean loss on the test rows. The constant is the majority of `train["y"]` (0 on a tie) for `"wrong"`, the median of
#   `train["y"]` for `"absolute"`.
# - `"best"`: the name of the baseline with the lowest mean loss (any of them on a tie).
# - `"gain"`: its mean loss less the model's (negative if the model is worse).
# - `"low"`, `"high"`: a 95 in 100 interval of the gain, by any sound method on the paired rows. It should be as wide as 1.96 standard errors to
#   either side (0.92 to 1.12 times that width, on average over several businesses).
# - `"beats"`: `True` if the whole interval lies above 0, else `False`.
#
# There are at least 200 test rows. In some hidden businesses the model brings nothing, or less than nothing.
#
# *Example.* Losses of the best baseline 1, 0, 1, 1 and of the model 0, 0, 1, 0: the differences are 1, 0, 0, 1, the gain is 0.5.
# With 200 rows, half of the differences 1 and half 0, the standard error is 0.5 / √200 = 0.035, so the interval goes from 0.43 to 0.57.
#
# <details><summary>Hint 1</summary>
#
# A small inner function that turns predictions into losses serves all four methods. Keep the losses as arrays until the end: the interval needs every row.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Subtract the arrays of losses row by row. The mean of the differences is the gain; their standard deviation ÷ √n is how far it swings.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Return plain values: `float(…)`, `bool(low > 0)`.
#
# </details>
#
# %% role="answer" id="judge"
def judge(train, test, loss):
    """Mean losses on test, the best baseline, the gain over it with its interval, and whether it's
    beyond noise."""
    ### BEGIN SOLUTION
    y = test["y"].to_numpy(float)

    def row_losses(guess):
        return (y != guess).astype(float) if loss == "wrong" else np.abs(y - guess)

    fixed = float(train["y"].mean() > 0.5) if loss == "wrong" else float(train["y"].median())
    losses = {"constant": row_losses(np.full(len(y), fixed))}
    for name in ("rule", "last", "model"):
        losses[name] = row_losses(test[name].to_numpy(float))
    report = {name: float(values.mean()) for name, values in losses.items()}
    best = min(("constant", "rule", "last"), key=lambda name: report[name])
    difference = losses[best] - losses["model"]
    gain, swing = difference.mean(), 1.96 * difference.std(ddof=1) / math.sqrt(len(y))
    report |= {"best": best, "gain": float(gain), "low": float(gain - swing), "high": float(gain + swing)}
    return report | {"beats": bool(gain - swing > 0)}
    ### END SOLUTION

# %% role="tests" id="judge-tests" points=4
import model_forms

grade = check.parts(4)


def repeated(times, **columns):
    return pd.DataFrame({name: list(values) * times for name, values in columns.items()})


ones = repeated(
    50, y=[1, 1, 0, 1, 0], rule=[1, 0, 0, 0, 0], last=[1, 1, 1, 0, 0], model=[1, 1, 1, 1, 0]
)
half_ones = repeated(50, y=[1, 0], rule=[0, 0], last=[1, 1], model=[1, 0])
takings = repeated(
    50, y=[10.0, 12.0, 20.0, 50.0, 13.0], rule=[12.0, 12.0, 25.0, 40.0, 13.0],
    last=[11.0, 10.0, 12.0, 20.0, 50.0], model=[10.5, 12, 21, 46, 12]
)
with grade("losses and gain in small tables"):
    model_forms.losses(
        judge(ones.copy(), ones.copy(), "wrong"),
        {"constant": 0.4, "rule": 0.4, "last": 0.4, "model": 0.2}, 0.4,
        "the table in which 3 of 5 are 1"
    )
    model_forms.losses(
        judge(half_ones.copy(), ones.copy(), "wrong"),
        {"constant": 0.6, "rule": 0.4, "last": 0.4, "model": 0.2}, 0.5,
        "the table with a tie in training"
    )
    model_forms.losses(
        judge(takings.copy(), takings[["model", "last", "y", "rule"]].copy(), "absolute"),
        {"constant": 9.6, "rule": 3.4, "last": 15.6, "model": 1.3}, 9.6, "the table of takings"
    )
with grade("losses and gain at Kettle & Leaf"):
    model_forms.losses(
        judge(churn_train.copy(), churn_test.copy(), "wrong"),
        {"constant": 119 / 541, "rule": 114 / 541, "last": 103 / 541, "model": 68 / 541}, 118 / 700,
        "the published customers",
    )
with grade("the decision on customers, and on real flights"):
    at_the_shop = judge(churn_train.copy(), churn_test.copy(), "wrong")
    model_forms.width(at_the_shop, 35 / 541, 0.0691, "the published customers")
    model_forms.decision(at_the_shop, True, "the published customers")
    at_the_airport = judge(flights_train.copy(), flights_test.copy(), "wrong")
    model_forms.width(at_the_airport, 8 / 1188, 0.0264, "the real flights")
    model_forms.decision(at_the_airport, False, "the real flights")
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("judge")
with grade("losses and gain in other businesses", weight=3):
    for outcome in ("gain", "noise", "worse", "tied"):
        comparisons.evaluation.errors(judge, businesses.scored(rng, "wrong", outcome), "customers of another shop")
        comparisons.evaluation.errors(judge, businesses.scored(rng, "absolute", outcome), "another bakery's demand")
    for loss in ("wrong", "absolute"):
        comparisons.evaluation.errors(judge, businesses.scored(rng, loss, "constant"), "a business in which the constant is the best baseline")
    for _ in range(2):
        comparisons.evaluation.errors(judge, businesses.scored(rng, "wrong", "tied", over_half=0), "a shop that lost half of them in training")
        comparisons.evaluation.errors(judge, businesses.scored(rng, "wrong", "tied", over_half=1), "a shop that lost hardly more than half of them in training")
with grade("where the model gains", weight=3):
    clear = [businesses.scored(rng, loss, "gain") for loss in ("wrong", "absolute", "wrong")]
    clear.append(businesses.scored(rng, "absolute", "gain", unit=0.01))
    comparisons.evaluation.beyond_noise(judge, clear, "businesses in which the model gains")
with grade("where it brings nothing", weight=5):
    nothing = [businesses.scored(rng, loss, outcome) for outcome in ("noise", "worse", "noise") for loss in ("wrong", "absolute")]
    comparisons.evaluation.beyond_noise(judge, nothing, "businesses in which it brings nothing")
    comparisons.evaluation.beyond_noise(judge, [nothing[0], businesses.scored(rng, "wrong", "same")], "businesses of which one has no new model")
    comparisons.evaluation.beyond_noise(judge, [businesses.scored(rng, loss, "far worse") for loss in ("wrong", "absolute")], "businesses in which it does harm")
with grade("on the border", weight=3):
    border = [businesses.scored(rng, loss, "edge") for loss in ("wrong", "absolute", "wrong", "absolute")]
    comparisons.evaluation.beyond_noise(judge, border, "businesses on the border")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A good place to end the first sitting.*
#
# ## What an error costs
#
# A model gives each customer a **score**, higher for those more likely to leave. Who gets an offer? Everybody whose score reaches a **threshold**. Where it lies is not a matter of statistics. Each of the four cells has its price
# (a negative price is a gain). At Kettle & Leaf these are −28 euros for a `tp`, 8 for an `fp`, and 0 for the others:
#
# | the customer is | will leave | would have stayed |
# |---|---|---|
# | **acted on** | `tp`: offer, and some stay | `fp`: an offer for nothing |
# | **left alone** | `fn` | `tn` |
#
# Move the threshold and the prices in the next cell. The cheapest threshold follows the prices, and 0.5 is nothing special. Note also where the best F1 lies: F1 knows
# no prices. And watch what happens when offers become dear: the cheapest threshold moves beyond every score. *Acting on nobody* is a decision too.
#
# %%
import project_figures

project_figures.threshold_costs(pd.read_csv("data/score_counts.csv"), company["offer_cost"])

# %% [markdown]
# At the prices of Kettle & Leaf the cheapest threshold is 0.59: the offers bring 656 euros in all. At 0.5 they bring 412.
#
# One might compute the threshold instead, from a chance *p* of leaving: act if *p* · tp + (1 − *p*) · fp < *p* · fn + (1 − *p*) · tn. With our prices that is −28 *p* + 8 (1 − *p*) < 0, so *p* > 8 / 36 = 0.22.
# On these rows a threshold of 0.22 brings nothing: what it gains on the leavers it pays for the others. Why? The formula holds if *p* is a real probability, in other words **calibrated**: of those with *p* = 0.3, 30 in 100 leave. These
# scores only rank, as many do. Then one looks the threshold up on rows with known outcomes.
#
# And whom to contact, if there is time for a few? Here the chances are calibrated. Each dot is a customer, the likeliest leavers on the right, the most valuable ones on top. A contact costs 8 euros and keeps 0.3 of
# those who would have left. With *p* = 0.4 and a value of 100 euros it gains 0.4 · 0.3 · 100 − 8 = 4 euros. On the line it gains exactly nothing, above it something:
#
# %%
terms = company["offer_terms"]
print(terms)
edge = np.linspace(0.05, 1, 100)
plt.figure(figsize=(7, 3))
plt.plot(contacts["p"], contacts["value"], "o", color="#0072B2", markersize=4)
level = terms["price"] / (terms["kept_share"] * edge)
plt.plot(edge, level, color="#D55E00", label="above it a contact pays")
plt.ylim(0, contacts["value"].max() * 1.05)
plt.xlabel("chance of leaving, p")
plt.ylabel("value, euros a year")
plt.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# ## D6 · The threshold, and whom to contact
# **Level 3 · 20 minutes · 3 + 3 points**
#
# 1. `best_threshold(y, p, cost)`: lists of outcomes (0 or 1) and scores (any numbers, higher for those more likely to leave), and a dict with the euros of `"tp"`, `"fp"`, `"fn"`,
#    `"tn"`. Whoever has `p >= threshold` is acted on. Return a threshold (a number) with the lowest total cost on these rows. `math.inf` acts on nobody, and may be the answer.
#    Any tied optimum is accepted. Don't trust the scores as probabilities.
# 2. `choose_contacts(customers, terms)`: a frame with `customer_id`, `p` (a calibrated chance of leaving) and `value` (euros a year, if kept); terms with `kept_share`,
#    `price` and `capacity` (a whole number). A contact's expected gain is *p* · kept_share · value − price. Return a list of ids: at most `capacity` of them, with the highest
#    expected gain in all. Nobody should be on it whose contact loses money; the list may be empty. Any tied optimum is accepted.
#
# *Example.* y = [1, 0, 1], p = [0.9, 0.6, 0.4], tp −10, fp 4, the others 0: from 0.9 on the cost is −10, from 0.6 on −6, from 0.4 on −16. The answer is any number
# up to 0.4. With a tn of −20 instead, whoever stays and is left alone is worth so much that 0.9 is best: −10 − 20 = −30. (From 0.4 on it is −16, and for nobody −20.)
#
# *Example of contacts.* Terms 0.5, price 10, capacity 1. Anna 0.9 and 30 euros: 3.50. Ben 0.4 and 100 euros: 10. Cleo 0.1 and 150 euros: −2.50. The list is Ben; with a capacity of 3, Ben
# and Anna.
#
# <details><summary>Hint 1</summary>
#
# The cost changes only at the scores themselves, whoever has them. And one more threshold must be tried.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Write an inner function that adds up the euros of one threshold: each row is a tp, an fp, an fn or a tn. `min(…, key=…)` does the rest.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For the contacts: compute the gain column, keep the positive ones, sort, take as many as the capacity allows. The likeliest leavers are not the most valuable ones.
#
# </details>
#
# %% role="answer" id="threshold"
def best_threshold(y, p, cost):
    """A threshold on p with the lowest total cost on these rows; math.inf acts on nobody."""
    ### BEGIN SOLUTION
    def total(threshold):
        return sum(
            cost[("tp" if yi else "fp") if pi >= threshold else ("fn" if yi else "tn")] for yi, pi in zip(y, p)
        )

    return min([*sorted(set(p)), math.inf], key=total)
    ### END SOLUTION

# %% role="tests" id="threshold-tests" points=3
import model_forms

grade = check.parts(3)
example = {"tp": -10.0, "fp": 4.0, "fn": 0.0, "tn": 0.0}
with grade("the example and the published scores"):
    told = "the example: y = [1, 0, 1], p = [0.9, 0.6, 0.4]"
    model_forms.threshold(
        best_threshold([1, 0, 1], [0.9, 0.6, 0.4], dict(example)),
        {0.4: -16, 0.6: -6, 0.9: -10, math.inf: 0}, told
    )
    model_forms.threshold(
        best_threshold([1, 0, 1], [0.9, 0.6, 0.4], {**example, "tn": -20.0}),
        {0.4: -16, 0.6: -6, 0.9: -30, math.inf: -20}, f"{told}, with a tn of -20"
    )
    model_forms.threshold(
        best_threshold([1, 0, 1], [-1.25, -1.253, 3.0], {**example, "fp": 16.0}),
        {-1.253: -4, -1.25: -20, 3.0: -10, math.inf: 0},
        "y = [1, 0, 1], p = [-1.25, -1.253, 3.0], with an fp of 16",
    )
    model_forms.threshold(
        best_threshold([0, 1], [0.2, 0.9], {**example, "tp": 0.0, "fp": -5.0}),
        {0.2: -5, 0.9: 0, math.inf: 0}, "y = [0, 1], p = [0.2, 0.9], with an fp of -5, the others 0"
    )
    model_forms.threshold(
        best_threshold([0, 1], [1.3, 1.3], {**example, "fp": 30.0}), {1.3: 20, math.inf: 0},
        "y = [0, 1], p = [1.3, 1.3], with an fp of 30"
    )
    # at each threshold, a tp costs -28 euros and an fp 8
    counted = pd.read_csv("data/score_counts.csv")
    model_forms.threshold(
        best_threshold(scores["y"].tolist(), scores["p"].tolist(), dict(company["offer_cost"])),
        dict(zip(counted["threshold"], -28 * counted["tp"] + 8 * counted["fp"])),
        "the published scores",
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("threshold")
with grade("other businesses", weight=3):
    for way in businesses.ACTING:
        comparisons.evaluation.threshold(best_threshold, businesses.acting(rng, way), "other scores")
    for size, digits in ((12, 76), (12, 34), (300, 76), (300, 34)):
        comparisons.evaluation.threshold(best_threshold, businesses.fine(rng, size, digits), "scores with six digits")
with grade("where acting doesn't pay", weight=1):
    for _ in range(3):
        comparisons.evaluation.threshold(best_threshold, businesses.acting(rng, "somebody"), "offers that never pay")
### END HIDDEN TESTS
grade.score()

# %% role="answer" id="contacts"
def choose_contacts(customers, terms):
    """Ids of the customers whose contact brings most, at most terms["capacity"] of them."""
    ### BEGIN SOLUTION
    gain = customers["p"] * terms["kept_share"] * customers["value"] - terms["price"]
    best = gain[gain > 0].nlargest(int(terms["capacity"]))
    return customers.loc[best.index, "customer_id"].tolist()
    ### END SOLUTION

# %% role="tests" id="contacts-tests" points=3
import model_forms

grade = check.parts(3)
few = pd.DataFrame(
    {"customer_id": ["Anna", "Ben", "Cleo"], "p": [0.9, 0.4, 0.1], "value": [30.0, 100.0, 150.0]}
)
with grade("the example, and the published customers"):
    gains = {"Anna": 3.5, "Ben": 10.0, "Cleo": -2.5}
    for most, best in ((1, 10.0), (3, 13.5), (0, 0.0)):
        chosen_few = choose_contacts(
            few.copy(), {"kept_share": 0.5, "price": 10.0, "capacity": most}
        )
        model_forms.contact_list(
            chosen_few, gains, most, best, f"the example with a capacity of {most}"
        )
    model_forms.contact_list(
        choose_contacts(contacts.copy(), dict(company["offer_terms"])),
        dict(zip(contacts["customer_id"], contacts["p"] * 0.3 * contacts["value"] - 8)), 90,
        1125.888, "the published customers",
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("contacts")
with grade("other shops", weight=3):
    for way in businesses.CONTACTS:
        comparisons.evaluation.contact_list(choose_contacts, *businesses.contacts(rng, way), "another shop")
    for _ in range(2):
        comparisons.evaluation.contact_list(choose_contacts, *businesses.contacts(rng, ties=True), "equal gains")
with grade("where no contact pays", weight=1):
    comparisons.evaluation.contact_list(choose_contacts, *businesses.contacts(rng, pays=False), "contacts that cost more than they bring")
    comparisons.evaluation.contact_list(choose_contacts, *businesses.contacts(rng, "all pay"), "contacts of which some cost more than they bring")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Chosen here, judged there
#
# The best threshold of these rows is best *on these rows*. It has picked up some of their accidents, so what it costs here is too good to be true. Your own `best_threshold` can show it: choose on 40 customers,
# drawn by lot, and see what the same threshold costs on the other 200. Do that 200 times:
#
# %%
left, p = scores["y"].to_numpy(), scores["p"].to_numpy()
euros = np.where(left == 1, company["offer_cost"]["tp"], company["offer_cost"]["fp"])


def euros_each(rows, threshold):
    """Euros a customer of *rows*, if whoever reaches the threshold gets an offer."""
    return euros[rows][p[rows] >= threshold].sum() / len(rows)


def chosen_and_judged():
    draw, here, there = np.random.default_rng(4), [], []
    for _ in range(200):
        mixed = draw.permutation(len(scores))
        few, others = mixed[:40], mixed[-200:]
        threshold = best_threshold(left[few].tolist(), p[few].tolist(), company["offer_cost"])
        here.append(euros_each(few, threshold))
        there.append(euros_each(others, threshold))
    return f"{np.mean(here):.2f} euros each where it was chosen, {np.mean(there):.2f} elsewhere"


settle("What does the threshold cost?", "D6", chosen_and_judged)

# %% [markdown]
# Negative euros are earned. Where the threshold was chosen it promises clearly more than other customers bring. So choose it on one set of rows, and report what it earns on *another*. The same holds for everything that was chosen because it looked best. (`judge` does it, too: it takes the baseline that is best on the test rows. There it makes the gain look smaller than it is, so nobody is deceived.)
#
# %% [markdown]
# ## Two models on the same rows
#
# An old and a new model are tried on the same 200 rows. Where both are right or both wrong, they don't differ. Only the rows on which *exactly one* is right count: **McNemar's test**.
# If the models were equally good, each of these rows would be a coin toss. Say the old one alone is right on 6 rows, the new one alone on 15: how often do 21 tosses fall
# at least that unevenly, to either side?
#
# %%
heads = np.random.default_rng(5).binomial(21, 0.5, size=100_000)
uneven = (heads <= 6) | (heads >= 15)
print(f"at most 6 or at least 15 heads in 21 tosses: {uneven.mean():.3f} of 100,000 tries")
print(f"exactly 6 heads: {math.comb(21, 6) / 2**21:.4f}")

# %%
counts = np.bincount(heads, minlength=22) / len(heads)
fig, ax = plt.subplots(figsize=(7, 2.4))
in_the_middle = (np.arange(22) > 6) & (np.arange(22) < 15)
ax.bar(range(22), counts, color=np.where(in_the_middle, "#999999", "#D55E00"))
ax.set(title="21 tosses: at least as uneven as 6 to 15 (coloured)")
ax.set(xlabel="heads", ylabel="share of tries")
plt.tight_layout()
plt.show()

# %% [markdown]
# The coloured bars together are the first number.
#
# It is the **p-value**, here by trial. Exactly, it is twice the chance of at most 6 heads:
#
#     p = 2 · P(at most 6 heads in 21 tosses) = 0.078
#
# %%
quiz(
    "The p-value is 0.078. Which sentence is true?",
    right="If both models were equally good, a split this uneven would come up in about 8 of 100 "
    "such tests.",
    wrong={
        "The models are equally good with a chance of 8 in 100.": "The coin toss is assumed from "
        "the start. So the number can't say how likely that assumption is.",
        "The new model is better with a chance of 92 in 100.": "This turns the same mistake "
        "round. Nothing was computed about models that differ.",
        "The new model is right on 8 in 100 rows more.": "It is right on 15 − 6 = 9 rows of 200 "
        "more. A p-value says nothing about the size of a gain.",
    },
    because="A p-value is about data like these if nothing were there.",
)

# %% [markdown]
# ## An interval for one rate
#
# A single rate needs an interval, too. Take 0 errors in 40 rows. The rate is 0, its standard error √(r(1 − r) / n) is 0 as well, and "0 ± 0" claims that no error will ever happen. The formula shrinks to nothing just where one knows least.
#
# **Wilson's** interval asks the other way round. Take any true rate, say 0.05. Would 0 errors in 40 be unusual for it, more than 1.96 of *its own* standard errors away? If not, 0.05 stays in the interval. A true rate of 0.15 goes:
#
# %%
for true_rate in (0.02, 0.05, 0.08, 0.10, 0.15):
    own_error = math.sqrt(true_rate * (1 - true_rate) / 40)
    away = (true_rate - 0) / own_error
    verdict = "stays" if away <= 1.96 else "goes"
    print(f"true rate {true_rate:.2f}: 0 in 40 is {away:.2f} of its errors away, {verdict}")

# %% [markdown]
# Between 0.08 and 0.10 lies the end. Solved for both ends, with z = 1.96, k errors in n rows, r = k / n:
#
#     (r + z²/2n ± z · √(r(1 − r)/n + z²/4n²)) / (1 + z²/n)
#
# With k = 0 and n = 40: z²/2n is 0.048, the root times z is 0.048 as well, and the divisor is 1.096. So the interval goes from 0 to 0.096 / 1.096 = 0.088. In words: no error in 40 rows fits with a true rate of up to 9 in 100.
#
# %% [markdown]
# ## D7 · By hand
# **Level 3 · 20 minutes · 3 + 2 points**
#
# Without scikit-learn, scipy or statsmodels, from plain lists of 0 and 1:
#
# 1. `confusion(y, guess)`: a dict with the counts `"tp"`, `"fp"`, `"fn"`, `"tn"`.
# 2. `interval(k, n)`: `(low, high)`, a 95 in 100 interval for the true rate after k errors in n rows, with 0 ≤ low ≤ k/n ≤ high ≤ 1. Any sound method: it is judged by how often it
#    holds the true rate, small rates included, and on many rows by its width (1.96 standard errors to either side).
# 3. `mcnemar(y, old, new)`: the exact two-sided p-value (at most 1.0; 1.0 if no row differs).
#
# Then the question that most people get wrong. Of all ideas a company tries, the share `real` works. A test reports a success (p < alpha) with chance `alpha` for an idea that doesn't work,
# and with chance `power` for one that works.
#
# 4. `chance_of_no_effect(alpha, power, real)`: of the successes reported, which share has no effect? All three lie above 0 and are at most 1.
#
# *Example.* Of 1,000 ideas 100 work (`real = 0.1`), power 0.8, alpha 0.05: 80 true successes and 45 false ones are reported. The answer is 45 / 125 = 0.36, and not 0.05.
#
# <details><summary>Hint 1</summary>
#
# `math.comb(m, i) / 2**m` is the chance of i heads in m tosses.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Count the rows on which only the old one, and only the new one, is right. The p-value is twice the smaller tail, its own row of the sum included; twice can be more than 1.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Count false and true successes of all ideas: alpha · (1 − real) and power · real.
#
# </details>
#
# %% role="answer" id="by-hand"
def confusion(y, guess):
    """Counts of tp, fp, fn, tn."""
    ### BEGIN SOLUTION
    pairs = list(zip(y, guess))
    return {"tp": pairs.count((1, 1)), "fp": pairs.count((0, 1)), "fn": pairs.count((1, 0)), "tn": pairs.count((0, 0))}
    ### END SOLUTION


def interval(k, n):
    """95 in 100 interval (low, high) for the true rate after k errors in n rows."""
    ### BEGIN SOLUTION
    z, r = 1.96, k / n
    middle = r + z * z / (2 * n)
    swing = z * math.sqrt(r * (1 - r) / n + z * z / (4 * n * n))
    low, high = (middle - swing) / (1 + z * z / n), (middle + swing) / (1 + z * z / n)
    return max(0.0, min(low, r)), min(1.0, max(high, r))
    ### END SOLUTION


def mcnemar(y, old, new):
    """Exact two-sided p-value of McNemar's test."""
    ### BEGIN SOLUTION
    a = sum(o == t and n != t for t, o, n in zip(y, old, new))
    b = sum(n == t and o != t for t, o, n in zip(y, old, new))
    m = a + b
    return min(1.0, 2 * sum(math.comb(m, i) for i in range(min(a, b) + 1)) / 2**m) if m else 1.0
    ### END SOLUTION

# %% role="tests" id="by-hand-tests" points=3
import model_forms
import project_reading

for answer_name in ("confusion", "interval", "mcnemar"):
    check.no_names(
        answer_name, {"scipy", "sklearn", "statsmodels"}, why="by hand: counting is the exercise"
    )
grade = check.parts(3)
with grade("the confusion matrix"):
    project_reading.entries(
        confusion([1, 1, 0, 0, 0, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0, 1, 1, 0, 0]),
        {"tp": 2, "fp": 3, "fn": 1, "tn": 4}, "confusion", "ten rows",
        look="tp: y 1 and guess 1; fp: y 0 and guess 1; fn: y 1 and guess 0",
    )
    project_reading.entries(
        confusion(churn_test["y"].tolist(), churn_test["model"].tolist()),
        {"tp": 105, "fp": 54, "fn": 14, "tn": 368}, "confusion", "the published customers",
    )
    project_reading.entries(
        confusion([1, 1, 0], [1, 1, 1]), {"tp": 2, "fp": 1, "fn": 0, "tn": 0}, "confusion",
        "rows without a tn"
    )
with grade("the interval holds the true rate"):
    model_forms.interval(interval, 40)
    model_forms.precise(interval, 400, 1000)
with grade("McNemar's test"):
    look = "only the rows on which exactly one of the two is right count; both tails"
    for old_alone, new_alone, p_value in (
        (6, 15, 0.0783538818), (15, 6, 0.0783538818), (3, 3, 1.0), (0, 4, 0.125), (0, 0, 1.0)
    ):
        alone = old_alone + new_alone
        project_reading.agree(
            mcnemar(
                [1] * alone + [0, 1], [1] * old_alone + [0] * new_alone + [0, 0],
                [0] * old_alone + [1] * new_alone + [0, 0]
            ), p_value,
            f"mcnemar with {old_alone} rows on which only the old one is right, and {new_alone} "
            "for the new one", atol=1e-8, look=look,
        )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("by-hand")
with grade("confusion on other test sets", weight=1):
    for only_old, only_new in ((5, 12), (14, 3)):
        y_true, before, after = businesses.two_models(rng, only_old, only_new)
        comparisons.evaluation.counts(confusion, y_true, before, "another test set")
        comparisons.evaluation.counts(confusion, y_true, after, "another test set")
with grade("intervals on other sizes", weight=1):
    model_forms.interval(interval, 25)
    model_forms.precise(interval, int(rng.integers(200, 300)), 900)
    model_forms.precise(interval, int(rng.integers(50, 70)), 900)
    model_forms.precise(interval, int(rng.integers(850, 870)), 900)
with grade("McNemar's test of other models", weight=2):
    for only_old, only_new in ((0, 1), (7, 7), (9, 8), (int(rng.integers(10, 20)), 31), (24, 11), (0, 6), (40, 61), (0, 0)):
        comparisons.evaluation.mcnemar(mcnemar, businesses.two_models(rng, only_old, only_new), "two other models")
### END HIDDEN TESTS
grade.score()

# %% role="answer" id="p-value"
def chance_of_no_effect(alpha, power, real):
    """Of the ideas with p < alpha, the share that has no effect, if the share `real` of all ideas
    works."""
    ### BEGIN SOLUTION
    return alpha * (1 - real) / (alpha * (1 - real) + power * real)
    ### END SOLUTION

# %% role="tests" id="p-value-tests" points=2
import model_forms

grade = check.parts(2)
with grade("the worked example"):
    model_forms.no_effect(
        chance_of_no_effect(0.05, 0.8, 0.1), 0.05, 0.36, "chance_of_no_effect(0.05, 0.8, 0.1)"
    )
    model_forms.no_effect(
        chance_of_no_effect(0.1, 0.5, 0.75), 0.1, 0.0625, "chance_of_no_effect(0.1, 0.5, 0.75)"
    )
### BEGIN HIDDEN TESTS
from hidden import comparisons

rng = check.rng("p-value")
with grade("other companies, with more and with fewer good ideas", weight=2):
    for real in (0.02, 0.3, 0.6, 1.0):
        alpha, power = float(rng.choice([0.01, 0.02, 0.1])), round(float(rng.uniform(0.3, 0.75)), 2)
        comparisons.evaluation.no_effect(chance_of_no_effect, alpha, power, real)
    comparisons.evaluation.no_effect(chance_of_no_effect, 1.0, 1.0, 0.2)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Is the model better than the last value? Your `mcnemar` asks a coin, and your `interval` says how well the model's share wrong is known:
#
# %%
def asked_of_a_coin():
    outcome, last, model = (churn_test[name].tolist() for name in ("y", "last", "model"))
    cells = confusion(outcome, model)
    low, high = interval(cells["fp"] + cells["fn"], len(outcome))
    return f"p-value {mcnemar(outcome, last, model):.4f}; share wrong {low:.2f} to {high:.2f}"


settle("The model against the last value:", "D7", asked_of_a_coin)

# %% [markdown]
# If both were equally good, so uneven a split would come up in about 4 of 10,000 such tests. And the model is wrong on 10 to 16 in 100 of all such customers, unless we were unlucky with these.
#
# A p-value says: *if nothing were there, data like these would be this rare.* It doesn't say how likely it is that nothing is there. For that one must know
# how many of the ideas tried are any good, and the test never knew.
#
# %% [markdown]
# ## The next action
#
# Kettle & Leaf packs tea in tins, and a camera looks for defects. Where should the next month of work go? Most teams look at the worst slice:
#
# %%
wrong = inspections["y"] != inspections["predicted"]
table = inspections.assign(wrong=wrong).groupby("product")["wrong"].agg(["mean", "sum", "size"])
table.rename(columns={"mean": "error rate", "sum": "errors", "size": "tins"}).round(3)

# %%
pd.DataFrame(company["actions"])

# %% [markdown]
# Wooden boxes are worst by far, and there are 32 of them. What counts is *euros that can be got back*: what the slice's errors cost, times the share
# that the action is expected to remove, less what the action costs.
#
# %% [markdown]
# ## D8 · The next action
# **Level 3 · 10 minutes · 4 points**
#
# Write `next_action(rows, actions, cost)`. `rows` has `y` and `predicted` (0 or 1) and further columns. There is at least one action, and each is a dict: `"name"`; the slice it works on (`"column"`, `"value"`); `"recoverable"`, the share of
# the slice's error cost that it removes; `"price"`. `cost` has the euros of an `"fp"` and of an `"fn"`. Return the name of the action with the highest gain (recoverable × cost of the slice's errors −
# price), any of them on a tie, and `None` if no action gains more than 0.
#
# *Example.* A slice with 10 fp at 5 euros and 2 fn at 40 euros costs 130 euros. An action that recovers 0.5 of it for 30 euros gains 35. For 65 euros it gains exactly 0: then, without
# a better one, the answer is `None`.
#
# <details><summary>Hint 1</summary>
#
# A condition in square brackets keeps the rows of the slice; its column and its value both stand in the action. Then count fp and fn in it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Compute every action's gain and keep the best so far. What should the best so far be before the first action?
#
# </details>
#
# %% role="answer" id="action"
def next_action(rows, actions, cost):
    """Name of the action that gains most, or None if none gains anything."""
    ### BEGIN SOLUTION
    best, name = 0.0, None
    for action in actions:
        part = rows[rows[action["column"]] == action["value"]]
        fp = ((part["y"] == 0) & (part["predicted"] == 1)).sum()
        fn = ((part["y"] == 1) & (part["predicted"] == 0)).sum()
        gain = action["recoverable"] * (fp * cost["fp"] + fn * cost["fn"]) - action["price"]
        if gain > best:
            best, name = gain, action["name"]
    return name
    ### END SOLUTION

# %% role="tests" id="action-tests" points=4
import model_forms

grade = check.parts(4)
with grade("the example"):
    tins = pd.DataFrame(
        {
            "kind": ["steel"] * 12 + ["glass"] * 5, "y": [0] * 10 + [1] * 2 + [1] * 5,
            "predicted": [1] * 10 + [0] * 2 + [1] * 4 + [0]
        }
    )
    one = {
        "name": "steel lamps", "column": "kind", "value": "steel", "recoverable": 0.5, "price": 30
    }
    other = {
        "name": "glass lamps", "column": "kind", "value": "glass", "recoverable": 0.75, "price": 4
    }
    for listed, gained in (
        ([one], {"steel lamps": 35.0}), ([{**one, "price": 65}], {"steel lamps": 0.0}),
        ([{**one, "price": 64.95}], {"steel lamps": 0.05}),
        ([other, one], {"steel lamps": 35.0, "glass lamps": 26.0}),
        ([{**one, "price": 40}, other], {"steel lamps": 25.0, "glass lamps": 26.0}),
        ([{**one, "price": 99}], {"steel lamps": -34.0}),
        ([{**one, "recoverable": 0.504, "price": 65.75}], {"steel lamps": -0.23}),
    ):  # fmt: skip
        told = "the example: " + ", ".join(
            f"{action['name']} recover {action['recoverable']} for {action['price']} euros"
            for action in listed
        )
        model_forms.next_action(
            next_action(tins.copy(), [dict(action) for action in listed], {"fp": 5.0, "fn": 40.0}),
            gained, told
        )
with grade("the published line"):
    euros_gained = {
        "ceramic pictures": 583.74, "steel pictures": -61.08, "glass pictures": -233.1,
        "wood pictures": 29.2,
        "day lamps": 107.0, "night lamps": 27.0,
    }
    model_forms.next_action(
        next_action(
            inspections.copy(), [dict(action) for action in company["actions"]],
            dict(company["error_cost"])
        ),
        euros_gained, "the published line",
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("action")
with grade("other lines", weight=4):
    for way in businesses.LINES:
        comparisons.evaluation.next_action(next_action, *businesses.line(rng, way), "another line")
with grade("where nothing pays", weight=1):
    for _ in range(2):
        comparisons.evaluation.next_action(next_action, *businesses.line(rng, worth=False), "a line on which no action gains more than 0")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - Four cells, two directions: precision asks of those named, recall of those who left.
# - A model's error stands beside baselines, measured on the same test rows; a gain stands beside its interval.
# - "No gain shown" is a result. On the real flights it is the right one.
# - Choose on some rows, judge on others.
# - Thresholds come from prices, contacts from expected euros, and both may say: leave everybody alone.
# - A p-value is about data if nothing were there, not about whether nothing is there.
# - The next action is the one that brings most, not the one where errors look worst.
#
# Thursday. The board asks its three questions, and your functions answer:
#
# %%
def better():
    report = judge(churn_train, churn_test, "wrong")
    gain = f"{report['gain']:.4f} ({report['low']:.4f} to {report['high']:.4f})"
    verdict = "a gain beyond noise" if report["beats"] else "no gain shown"
    best = report["best"]
    return f"best baseline: {best}, wrong on {report[best]:.3f}; gain {gain}: {verdict}"


def contacted():
    terms = company["offer_terms"]
    chosen = contacts[contacts["customer_id"].isin(choose_contacts(contacts, terms))]
    gain = (chosen["p"] * terms["kept_share"] * chosen["value"] - terms["price"]).sum()
    return f"contacts: {len(chosen)}; expected gain of a month's contacts: {gain:.2f} euros"


settle("1. Is it better than what we do without a model?", "D5b", better)
settle("2. Whom do we contact, and what will it bring?", "D6", contacted)
settle(
    "3. What should we improve next?",
    "D8",
    lambda: next_action(inspections, company["actions"], company["error_cost"]),
)

# %% [markdown]
# Read it aloud for the board. "87 in 100" has become: 6 customers in 100 fewer judged wrongly than by looking at the last value, and at least 3 unless we were unlucky. It doesn't say what the offers do: the
# euros rest on `kept_share`, which only a trial can show. (They come in over a year. But every month has contacts of its own, so month after month the project brings about as much.) For your proposal, carry the numbers of the first two answers with you.
