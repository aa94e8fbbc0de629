# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: What a model must beat, and what an error costs
#     minutes: 60
#     prerequisites: [04-problem-definition/1-problem]
#     summary: Baselines beyond noise, thresholds from costs, the p-value and what it says, the next action.
# ---

# %% [markdown]
# # What a model must beat, and what an error costs
#
# Somebody has trained a first model. "85 in 100 right!" they say. Is that much? After this lesson you can
#
# - measure baselines fairly, and tell a gain from noise,
# - set a threshold, and choose whom to contact, from euros and not from habit,
# - compare two models by hand, and say what a p-value says, and what it doesn't,
# - choose the next thing to improve by what it brings.
#
# %% role="read-only" id="setup-evaluation"
import json
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from workbook import check

company = json.load(open("data/company.json", encoding="utf-8"))
churn_train = pd.read_csv("data/churn_train.csv")
churn_test = pd.read_csv("data/churn_test.csv")
scores = pd.read_csv("data/scores.csv")
contacts = pd.read_csv("data/contacts.csv")
inspections = pd.read_csv("data/inspections.csv")

# %% [markdown]
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
y = churn_test["y"]
errors = {name: (y != churn_test[name]).mean() for name in ("rule", "last", "model")}
errors = {"constant": (y != int(churn_train["y"].mean() > 0.5)).mean(), **errors}
fig, ax = plt.subplots(figsize=(7, 2.4))
ax.barh(list(errors), list(errors.values()), color=["#999999"] * 3 + ["#0072B2"])
ax.set(xlabel="share wrong on test", title=f"Kettle & Leaf, {len(y)} customers")
plt.tight_layout()
plt.show()

# %% [markdown]
# Now real flights: will a flight from New York be more than 15 minutes late? The rule says yes to every departure after 17:00, the last value
# says what most flights did yesterday. A logistic regression was fitted on January to June.
#
# %%
flights = pd.read_csv("data/flights.csv", parse_dates=["date"])
flights = flights.rename(columns={"late": "y"}).assign(
    rule=(flights["sched_dep_time"] >= 1700).astype(int), last=(flights["late_yesterday"] > 0.5).astype(int)
)
flight_columns = ["y", "rule", "last", "model"]
flights_train = flights.loc[flights["date"] < "2013-07-01", flight_columns]
flights_test = flights.loc[flights["date"] >= "2013-07-01", flight_columns]
wrong = {"constant (never late)": flights_test["y"].mean()}
for name in ("rule", "last", "model"):
    wrong[name] = (flights_test["y"] != flights_test[name]).mean()
pd.Series(wrong, name="share wrong").round(3).to_frame()

# %% [markdown]
# The model is wrong on 20.5 in 100, and whoever says "never late" on 21.2. Is that a gain? It is 8 flights of 1,188. Take the test rows again and
# again at random, and look at how the difference swings. That is the question an **interval** answers:
#
# 1. For each test row, the baseline's loss less the model's loss. The mean of these differences is the gain.
# 2. Their standard deviation ÷ √n is how far the mean swings; ± 1.96 times that holds in 95 of 100 cases. (Or draw the rows with replacement a thousand
#    times: the bootstrap.)
# 3. If the whole interval is above 0, the model beats the baseline. If 0 is inside, nobody knows, and the honest answer is *no gain shown*.
#
# Take differences row by row: both methods err on the same hard rows, and that noise cancels. At Kettle & Leaf:
#
# %%
lost_by_last, lost_by_model = (y != churn_test["last"]).astype(float), (y != churn_test["model"]).astype(float)
paired = (lost_by_last - lost_by_model).std(ddof=1) / len(y) ** 0.5
apart = (lost_by_last.var(ddof=1) / len(y) + lost_by_model.var(ddof=1) / len(y)) ** 0.5
print(f"gain {(lost_by_last - lost_by_model).mean():.3f}, standard error row by row {paired:.3f}, as if measured on different customers {apart:.3f}")

# %% [markdown]
# %% [markdown]
# ## D5 · Does the model beat the baselines?
# **Level 4 · 18 minutes · 6 points**
#
# Write `judge(train, test, loss)`. Both frames have the columns `y`, `rule`, `last`, `model`. With `loss == "wrong"` they hold 0 and 1, and a row's loss is 1 if the
# prediction differs from `y`, else 0. With `loss == "absolute"` they hold numbers, and the loss is the absolute difference. Return a dict:
#
# - `"constant"`, `"rule"`, `"last"`, `"model"`: the mean loss on the test rows. The constant is the majority of `train["y"]` (0 on a tie) for `"wrong"`, the median of
#   `train["y"]` for `"absolute"`.
# - `"best"`: the name of the baseline with the lowest mean loss (any of them on a tie).
# - `"gain"`: its mean loss less the model's (negative if the model is worse).
# - `"low"`, `"high"`: a 95 in 100 interval of the gain, by any sound method on the paired rows: on average over many businesses as wide as 1.96 standard errors to
#   either side, give or take a few hundredths.
# - `"beats"`: `True` if the whole interval lies above 0, else `False`.
#
# There are at least 200 test rows. In some hidden businesses the model brings nothing, or less than nothing.
#
# *Example.* Losses of the best baseline 1, 0, 1, 1 and of the model 0, 0, 1, 0: the differences are 1, 0, 0, 1, the gain is 0.5.
#
# <details><summary>Hint 1</summary>
#
# Write a small inner function that turns predictions into losses, and keep the losses as arrays until the end.
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
    """Mean losses on test, the best baseline, the gain over it with its interval, and whether it's beyond noise."""
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

# %% role="tests" id="judge-tests" points=6
import model_forms

grade = check.parts(6)


def repeated(times, **columns):
    return pd.DataFrame({name: list(values) * times for name, values in columns.items()})


ones = repeated(50, y=[1, 1, 0, 1, 0], rule=[1, 0, 0, 0, 0], last=[1, 1, 1, 0, 0], model=[1, 1, 1, 1, 0])
half_ones = repeated(50, y=[1, 0], rule=[0, 0], last=[1, 1], model=[1, 0])
takings = repeated(50, y=[10.0, 12.0, 20.0, 50.0, 13.0], rule=[12.0, 12.0, 25.0, 40.0, 13.0], last=[11.0, 10.0, 12.0, 20.0, 50.0], model=[10.5, 12, 21, 46, 12])
with grade("losses and gain in small tables"):
    model_forms.losses(
        judge(ones.copy(), ones.copy(), "wrong"), {"constant": 0.4, "rule": 0.4, "last": 0.4, "model": 0.2}, 0.4, "the table in which 3 of 5 are 1"
    )
    model_forms.losses(
        judge(half_ones.copy(), ones.copy(), "wrong"), {"constant": 0.6, "rule": 0.4, "last": 0.4, "model": 0.2}, 0.5, "the table with a tie in training"
    )
    model_forms.losses(
        judge(takings.copy(), takings.copy(), "absolute"), {"constant": 9.6, "rule": 3.4, "last": 15.6, "model": 1.3}, 9.6, "the table of takings"
    )
with grade("losses and gain at Kettle & Leaf"):
    model_forms.losses(
        judge(churn_train.copy(), churn_test.copy(), "wrong"),
        {"constant": 119 / 541, "rule": 114 / 541, "last": 103 / 541, "model": 68 / 541}, 118 / 700, "the published customers",
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
    for _ in range(2):
        comparisons.evaluation.errors(judge, businesses.scored(rng, "wrong", "tied", tie=True), "a shop that lost half of them in training")
with grade("where the model gains", weight=3):
    clear = [businesses.scored(rng, loss, "gain") for loss in ("wrong", "absolute", "wrong")]
    comparisons.evaluation.beyond_noise(judge, clear, "businesses in which the model gains")
with grade("where it brings nothing", weight=5):
    nothing = [businesses.scored(rng, loss, outcome) for outcome in ("noise", "worse", "noise") for loss in ("wrong", "absolute")]
    comparisons.evaluation.beyond_noise(judge, nothing, "businesses in which it brings nothing")
    comparisons.evaluation.beyond_noise(judge, [nothing[0], businesses.scored(rng, "wrong", "same")], "businesses of which one has no new model")
with grade("on the border", weight=3):
    border = [businesses.scored(rng, loss, "edge") for loss in ("wrong", "absolute", "wrong", "absolute")]
    comparisons.evaluation.beyond_noise(judge, border, "businesses on the border")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What an error costs
#
# A model gives a score; somebody acts on it from a threshold on. Where it lies is not a matter of statistics. Four things can happen, and each has its price
# (a negative price is a gain):
#
# | | will leave | would have stayed |
# |---|---|---|
# | **acted on** | `tp`: offer, and some stay | `fp`: an offer for nothing |
# | **left alone** | `fn` | `tn` |
#
# Move the threshold and the prices. The cheapest threshold follows the prices, and 0.5 is nothing special. Note also where the best F1 lies: F1 knows
# no prices. And watch what happens when offers become dear: the cheapest threshold moves beyond every score. *Acting on nobody* is a decision too.
#
# %%
import project_figures

project_figures.threshold_costs(pd.read_csv("data/score_counts.csv"), company["offer_cost"])

# %% [markdown]
# One might compute the threshold: act if *p* · tp + (1 − *p*) · fp < *p* · fn + (1 − *p*) · tn. That holds if *p* is a real probability, in other words **calibrated**. Many
# scores only rank. Then one looks the threshold up on rows with known outcomes.
#
# And whom to contact, if there is time for a few? Each dot is a customer. The likeliest leavers stand on the right, the most valuable ones on top, and
# the euros lie between:
#
# %%
terms = company["offer_terms"]
print(terms)
edge = np.linspace(0.05, 1, 100)
plt.figure(figsize=(7, 3))
plt.plot(contacts["p"], contacts["value"], "o", color="#0072B2", markersize=4)
plt.plot(edge, terms["price"] / (terms["kept_share"] * edge), color="#D55E00", label="above it a contact pays")
plt.ylim(0, contacts["value"].max() * 1.05)
plt.xlabel("chance of leaving, p")
plt.ylabel("value, euros a year")
plt.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# ## D6 · The threshold, and whom to contact
# **Level 3 · 14 minutes · 3 + 3 points**
#
# 1. `best_threshold(y, p, cost)`: lists of outcomes (0 or 1) and scores (any numbers, higher for those more likely to leave), and a dict with the euros of `"tp"`, `"fp"`, `"fn"`,
#    `"tn"`. Whoever has `p >= threshold` is acted on. Return a threshold (a number) with the lowest total cost on these rows. `math.inf` acts on nobody, and may be the answer.
#    Any tied optimum is accepted. Don't trust the scores as probabilities.
# 2. `choose_contacts(customers, terms)`: a frame with `customer_id`, `p` (a calibrated chance of leaving) and `value` (euros a year, if kept); terms with `kept_share`,
#    `price` and `capacity`. A contact's expected gain is *p* · kept_share · value − price. Return a list of ids: at most `capacity` of them, with the highest
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
# The cost changes only at the scores themselves. Try each as threshold, and `math.inf`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Write an inner function that adds up the euros of one threshold: each row is a tp, an fp, an fn or a tn. `min(…, key=…)` does the rest.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For the contacts: compute the gain column, keep the positive ones, sort, take `int(capacity)`. The likeliest leavers are not the most valuable ones.
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
    model_forms.threshold(best_threshold([1, 0, 1], [0.9, 0.6, 0.4], dict(example)), {0.4: -16, 0.6: -6, 0.9: -10, math.inf: 0}, told)
    model_forms.threshold(
        best_threshold([1, 0, 1], [0.9, 0.6, 0.4], {**example, "tn": -20.0}), {0.4: -16, 0.6: -6, 0.9: -30, math.inf: -20}, f"{told}, with a tn of -20"
    )
    model_forms.threshold(
        best_threshold([1, 0, 1], [-1.25, -1.253, 3.0], {**example, "fp": 16.0}), {-1.253: -4, -1.25: -20, 3.0: -10, math.inf: 0},
        "y = [1, 0, 1], p = [-1.25, -1.253, 3.0], with an fp of 16",
    )
    model_forms.threshold(
        best_threshold([0, 1], [0.3, 0.3], {**example, "fp": 30.0}), {0.3: 20, math.inf: 0}, "y = [0, 1], p = [0.3, 0.3], with an fp of 30"
    )
    counted = pd.read_csv("data/score_counts.csv")  # at each threshold, a tp costs -28 euros and an fp 8
    model_forms.threshold(
        best_threshold(scores["y"].tolist(), scores["p"].tolist(), dict(company["offer_cost"])),
        dict(zip(counted["threshold"], -28 * counted["tp"] + 8 * counted["fp"])), "the published scores",
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("threshold")
with grade("other businesses", weight=3):
    for way in businesses.ACTING:
        comparisons.evaluation.threshold(best_threshold, businesses.acting(rng, way), "other scores")
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
few = pd.DataFrame({"customer_id": ["Anna", "Ben", "Cleo"], "p": [0.9, 0.4, 0.1], "value": [30.0, 100.0, 150.0]})
with grade("the example, and the published customers"):
    gains = {"Anna": 3.5, "Ben": 10.0, "Cleo": -2.5}
    for most, best in ((1, 10.0), (3, 13.5), (0, 0.0)):
        chosen_few = choose_contacts(few.copy(), {"kept_share": 0.5, "price": 10.0, "capacity": most})
        model_forms.contact_list(chosen_few, gains, most, best, f"the example with a capacity of {most}")
    model_forms.contact_list(
        choose_contacts(contacts.copy(), dict(company["offer_terms"])),
        dict(zip(contacts["customer_id"], contacts["p"] * 0.3 * contacts["value"] - 8)), 90, 1125.888, "the published customers",
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
# ## Two models on the same rows
#
# An old and a new model are tried on the same 200 rows. Where both are right or both wrong, they don't differ. Only the rows on which *exactly one* is right count: **McNemar's test**.
# If the models were equally good, each of these rows would be a coin toss. Say the old one alone is right on 6 rows, the new one alone on 15: how often do 21 tosses fall
# at least that unevenly, to either side?
#
#     p = 2 · P(at most 6 heads in 21 tosses) = 0.078
#
# For a single rate, an interval is needed too. "0 errors in 40, ± 0" is the mistake: rate ± 1.96 · standard error shrinks to nothing just where one knows least. Wilson's interval
# doesn't, with z = 1.96, k errors in n rows, r = k / n:
#
#     (r + z²/2n ± z · √(r(1 − r)/n + z²/4n²)) / (1 + z²/n)
#
# %% [markdown]
# ## D7 · By hand
# **Level 3 · 14 minutes · 3 + 2 points**
#
# Without scikit-learn, scipy or statsmodels, from plain lists of 0 and 1:
#
# 1. `confusion(y, guess)`: a dict with the counts `"tp"`, `"fp"`, `"fn"`, `"tn"`.
# 2. `interval(k, n)`: `(low, high)`, a 95 in 100 interval for the true rate after k errors in n rows, with 0 ≤ low ≤ k/n ≤ high ≤ 1. Any sound method: it is judged by how often it
#    holds the true rate, small rates included, and on many rows by its width (1.96 standard errors to either side).
# 3. `mcnemar(y, old, new)`: the exact two-sided p-value (at most 1.0; 1.0 if no row differs).
#
# Then the question that most people get wrong. Of all ideas a company tries, the share `real` works. A test reports a success (p < alpha) for an idea that doesn't work with
# chance `alpha`, and for one that works with chance `power`.
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
    check.no_names(answer_name, {"scipy", "sklearn", "statsmodels"}, why="by hand: counting is the exercise")
grade = check.parts(3)
with grade("the confusion matrix"):
    project_reading.entries(
        confusion([1, 1, 0, 0, 0, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0, 1, 1, 0, 0]), {"tp": 2, "fp": 3, "fn": 1, "tn": 4}, "confusion", "ten rows",
        look="tp: y 1 and guess 1; fp: y 0 and guess 1; fn: y 1 and guess 0",
    )
    project_reading.entries(
        confusion(churn_test["y"].tolist(), churn_test["model"].tolist()),
        {"tp": 105, "fp": 54, "fn": 14, "tn": 368}, "confusion", "the published customers",
    )
    project_reading.entries(
        confusion([1, 1, 0], [1, 1, 1]), {"tp": 2, "fp": 1, "fn": 0, "tn": 0}, "confusion", "rows without a tn"
    )
with grade("the interval holds the true rate"):
    model_forms.interval(interval, 40)
    model_forms.precise(interval, 400, 1000)
with grade("McNemar's test"):
    look = "only the rows on which exactly one of the two is right count; both tails"
    for old_alone, new_alone, p_value in ((6, 15, 0.0783538818), (15, 6, 0.0783538818), (3, 3, 1.0), (0, 4, 0.125), (0, 0, 1.0)):
        alone = old_alone + new_alone
        check.close(
            mcnemar([1] * alone + [0, 1], [1] * old_alone + [0] * new_alone + [0, 0], [0] * old_alone + [1] * new_alone + [0, 0]), p_value,
            f"mcnemar with {old_alone} rows on which only the old one is right, and {new_alone} for the new one", rtol=1e-6, look=look,
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
with grade("McNemar's test of other models", weight=2):
    for only_old, only_new in ((0, 1), (7, 7), (9, 8), (int(rng.integers(10, 20)), 31), (24, 11), (0, 6), (40, 61), (0, 0)):
        comparisons.evaluation.mcnemar(mcnemar, businesses.two_models(rng, only_old, only_new), "two other models")
### END HIDDEN TESTS
grade.score()

# %% role="answer" id="p-value"
def chance_of_no_effect(alpha, power, real):
    """Of the ideas with p < alpha, the share that has no effect, if the share `real` of all ideas works."""
    ### BEGIN SOLUTION
    return alpha * (1 - real) / (alpha * (1 - real) + power * real)
    ### END SOLUTION

# %% role="tests" id="p-value-tests" points=2
import model_forms

grade = check.parts(2)
with grade("the worked example"):
    model_forms.no_effect(chance_of_no_effect(0.05, 0.8, 0.1), 0.05, 0.36, "chance_of_no_effect(0.05, 0.8, 0.1)")
    model_forms.no_effect(chance_of_no_effect(0.1, 0.5, 0.75), 0.1, 0.0625, "chance_of_no_effect(0.1, 0.5, 0.75)")
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
# Write `next_action(rows, actions, cost)`. `rows` has `y` and `predicted` (0 or 1) and further columns. Each action is a dict: `"name"`; the slice it works on (`"column"`, `"value"`); `"recoverable"`, the share of
# the slice's error cost that it removes; `"price"`. `cost` has the euros of an `"fp"` and of an `"fn"`. Return the name of the action with the highest gain (recoverable × cost of the slice's errors −
# price), any of them on a tie, and `None` if no action gains more than 0.
#
# *Example.* A slice with 10 fp at 5 euros and 2 fn at 40 euros costs 130 euros. An action that recovers 0.5 of it for 30 euros gains 35. For 65 euros it gains exactly 0: then, without
# a better one, the answer is `None`.
#
# <details><summary>Hint 1</summary>
#
# `part = rows[rows[action["column"]] == action["value"]]`, then count fp and fn in it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Collect (gain, name) of every action, and add (0, None) before you take the maximum by gain.
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
    tins = pd.DataFrame({"kind": ["steel"] * 12 + ["glass"] * 5, "y": [0] * 10 + [1] * 2 + [1] * 5, "predicted": [1] * 10 + [0] * 2 + [1] * 4 + [0]})
    one = {"name": "steel lamps", "column": "kind", "value": "steel", "recoverable": 0.5, "price": 30}
    other = {"name": "glass lamps", "column": "kind", "value": "glass", "recoverable": 0.75, "price": 4}
    for listed, gained in (
        ([one], {"steel lamps": 35.0}), ([{**one, "price": 65}], {"steel lamps": 0.0}), ([{**one, "price": 64.95}], {"steel lamps": 0.05}), ([other, one], {"steel lamps": 35.0, "glass lamps": 26.0}),
        ([{**one, "price": 40}, other], {"steel lamps": 25.0, "glass lamps": 26.0}), ([{**one, "price": 99}], {"steel lamps": -34.0}),
    ):  # fmt: skip
        told = "the example: " + ", ".join(f"{action['name']} for {action['price']} euros" for action in listed)
        model_forms.next_action(next_action(tins.copy(), [dict(action) for action in listed], {"fp": 5.0, "fn": 40.0}), gained, told)
with grade("the published line"):
    euros_gained = {
        "ceramic pictures": 583.74, "steel pictures": -61.08, "glass pictures": -233.1, "wood pictures": 29.2,
        "day lamps": 107.0, "night lamps": 27.0,
    }
    model_forms.next_action(
        next_action(inspections.copy(), [dict(action) for action in company["actions"]], dict(company["error_cost"])),
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
# - A model's error stands beside baselines, measured on the same test rows; a gain stands beside its interval.
# - "No gain shown" is a result. On the real flights it is the right one.
# - Thresholds come from prices, contacts from expected euros, and both may say: leave everybody alone.
# - A p-value is about data if nothing were there, not about whether nothing is there.
# - The next action is the one that brings most, not the one where errors look worst.
#
# For your proposal, carry with you:
#
# %%
try:
    report = judge(churn_train, churn_test, "wrong")
    chosen = contacts[contacts["customer_id"].isin(choose_contacts(contacts, company["offer_terms"]))]
    terms = company["offer_terms"]
    gain = (chosen["p"] * terms["kept_share"] * chosen["value"] - terms["price"]).sum()
    print(f"best baseline: {report['best']}; gain {report['gain']:.4f} ({report['low']:.4f} to {report['high']:.4f})")
    print(f"contacts: {len(chosen)}; expected gain a month: {gain:.2f} euros")
except (NameError, NotImplementedError):
    print("solve D5 and D6 first")
