# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: From the test set to the service
#     minutes: 65
#     prerequisites: [04-problem-definition/3-data]
#     summary: When the test score and the business disagree, how long a test must run, and a requirement as a specification.
# ---

# %% [markdown]
# # From the test set to the service
#
# A model passed its test. Customers don't care. On Friday two charts lie on the table: on the test set m17 is best, on the dashboard m22. Three things must be settled before Monday:
#
# 1. Which of the four serves from now on?
# 2. How long must we test the next change?
# 3. What do we order from the machine room?
#
# Your own functions settle them in the last cell. After this lesson you can
#
# - choose among candidates when the test score and the business disagree,
# - plan a test with two arms: how many visitors, how many days, and whether it is worth starting,
# - turn "it should be fast" into a specification that can be checked.
#
# The exercises take about 50 minutes, reading and questions 15 more. If that is too long for you, end a first sitting after D12b.
#
# %% role="read-only" id="setup-service"
import json
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from lesson_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

company = json.load(open("data/company.json", encoding="utf-8"))
online = pd.read_csv("data/online.csv")
requests = pd.read_csv("data/requests.csv")

# %% [markdown]
# ## When the score and the business disagree
#
# Kettle & Leaf tried four ways to choose whom to show which tea. Their scores on the test set (**offline**):
#
# %%
print("serves today:", company["current"])
pd.Series(company["offline"], name="score on the test set").sort_values(ascending=False).to_frame()

# %% [markdown]
# Then each met real visitors for 100 days, some hundred a day between them (**online**), and what counts is how many order:
#
# %%
pooled = online.groupby("candidate")[["orders", "visits"]].sum()
everybody = (pooled["orders"] / pooled["visits"]).rename("orders per visit, all visitors together")
everybody.sort_values(ascending=False).round(3).to_frame()

# %% [markdown]
# The two tables don't agree on anything: the best is last, and the last is best. Before you trust the second table more than the first, ask: *did they meet the same visitors?*
#
# Does that matter? A small case first. A regular customer orders more readily than a new one, whatever is shown.
#
# %%
quiz(
    "B does better among regulars (0.35 against A's 0.30) and among new visitors (0.12 against "
    "0.10). A met 900 regulars and 100 new ones, B 100 and 900. All visitors together?",
    runs="""
a = (900 * 0.30 + 100 * 0.10) / 1000
b = (100 * 0.35 + 900 * 0.12) / 1000
print(f"A {a:.3f}, B {b:.3f}")
""",
    right="A 0.280, B 0.143",
    wrong={
        "A 0.200, B 0.235": "That would be so if both had met as many regulars as new ones. They "
        "didn't.",
        "A 0.120, B 0.327": "A met the many regulars, not B.",
        "A 0.143, B 0.280": "B is better in both groups, and yet its own sum is the lower one: "
        "it met the new ones.",
    },
    because="B is better in each group and looks half as good in the sum. The sum compares "
    "visitors.",
)

# %% [markdown]
# And at Kettle & Leaf? Whom did each candidate meet, and how often did each group order?
#
# %%
with_rates = online.assign(rate=online["orders"] / online["visits"])
rates = with_rates.pivot(index="candidate", columns="segment", values="rate")
shares = online.pivot(index="candidate", columns="segment", values="visits")
shares = shares.div(shares.sum(axis=1), axis=0)
fig, axes = plt.subplots(1, 2, figsize=(9, 2.8))
colours = ["#E69F00", "#0072B2"]
shares.plot.barh(stacked=True, ax=axes[0], color=colours, xlabel="share of its visits")
axes[0].set_title("whom each candidate met")
axes[0].legend(loc="upper center", bbox_to_anchor=(0.5, -0.3), ncol=2, frameon=False)
rates.plot.barh(ax=axes[1], color=colours, legend=False, xlabel="rate", ylabel="")
axes[1].set_title("orders per visit")
plt.tight_layout()
plt.show()

# %% [markdown]
# Regular customers order three to five times as often as new ones. A candidate that was shown mostly to regulars looks good whatever it does; pooled rates compare visitors, and not candidates. This reversal is known as
# **Simpson's paradox**. The mend: look at each segment, and weight the segments alike for everybody, by the mix of the real traffic (`company["mix"]`):
#
#     rate     = sum over segments: mix[segment] · orders / visits
#     variance = sum over segments: mix[segment]² · r (1 − r) / visits
#     with r   = orders / visits in the segment
#
# In numbers, for the small case with a real mix of half and half: A has 0.5 · 0.30 + 0.5 · 0.10 = 0.200, B has 0.5 · 0.35 + 0.5 · 0.12 = 0.235. Now B is ahead, as it is in each group.
#
# The variance says how far the rate would swing with other visitors. For A it is 0.5² · 0.30 · 0.70 / 900 + 0.5² · 0.10 · 0.90 / 100 = 0.000283, mostly from the 100 new visitors.
#
# When score and business disagree, ask in this order:
#
# 1. **Is the comparison online fair?** The same visitors, by lot, in the same weeks. If not: compare by segment as above, or test again.
# 2. **Does the test set look like the traffic?** The same mix, the same season, no leaks. If not: draw it anew.
# 3. **Does the offline metric measure what the business wants?** A click isn't an order, and an order isn't a margin. If not: change the metric.
#
# In the end the business decides: what serves better serves. Then the offline metric is mended until it ranks yesterday's candidates as the business did. Otherwise the next
# model will be chosen wrongly again.
#
# %% [markdown]
# ## D12a · A rate at the real mix
# **Level 2 · 6 minutes · 1 point**
#
# Write `mixed_rate(rows, mix)`. `rows` is a list of `(segment, visits, orders)` of one candidate, each segment once, in no order. `mix` is a dict segment → share of the real traffic. Return the
# candidate's rate at that mix: the sum of share · orders / visits.
#
# *Example.* `mixed_rate([("new", 100, 10), ("regular", 900, 270)], {"regular": 0.5, "new": 0.5})` is 0.5 · 0.30 + 0.5 · 0.10 = 0.2, and not 280 / 1000.
#
# <details><summary>Hint 1</summary>
#
# A loop `for segment, visits, orders in rows` takes each row apart.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If the example is right and other mixes are not: is each share looked up by the segment's name, or taken in the order of the dict?
#
# </details>
#
# %% role="answer" id="mixed"
def mixed_rate(rows, mix):
    """Orders per visit, as they would be if the segments came as in mix."""
    ### BEGIN SOLUTION
    return sum(mix[segment] * orders / visits for segment, visits, orders in rows)
    ### END SOLUTION

# %% role="tests" id="mixed-tests" points=1
import model_forms

grade = check.parts(1)
with grade("the example, and three segments"):
    for rows_given, mix_given, rate_expected in (
        ([("new", 100, 10), ("regular", 900, 270)], {"regular": 0.5, "new": 0.5}, 0.2),
        ([("a", 50, 5), ("c", 200, 80), ("b", 10, 0)], {"a": 0.2, "b": 0.7, "c": 0.1}, 0.06),
    ):  # fmt: skip
        model_forms.same_number(
            mixed_rate(list(rows_given), dict(mix_given)), rate_expected,
            f"mixed_rate({rows_given}, {mix_given})"
        )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

with grade("other candidates"):
    for case in businesses.near_trials()[:4]:
        comparisons.service.mixed(mixed_rate, case)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The next exercise starts from a table. Two loops take it apart, one over its groups, one over the rows of each:
#
# %%
small_case = pd.DataFrame({"candidate": ["A", "B", "A", "B"], "visits": [900, 100, 100, 900]})
for who, met in small_case.groupby("candidate"):
    for line in met.itertuples():
        print(who, line.visits)

# %% [markdown]
# Each group comes with its name and a table of its rows, and a row's columns are its attributes.
#
# ## D12b · Choose the candidate
# **Level 4 · 20 minutes · 2 + 2 points**
#
# Write `choose(online, mix, current)`. `online` has `candidate`, `segment`, `visits`, `orders`, one row for each pair, in no order; `mix` is a dict segment → share of the real traffic (they add up to 1); `current` names the candidate that
# serves today. There may be more than two segments. Compute every candidate's rate and variance as above. Return the name of the one with the highest rate, if it is higher than today's by more than 1.96 · √(its variance + today's variance).
# Otherwise return `current`: a change that can't be told from chance isn't worth its risk.
#
# *Example.* Mix half and half. Today: 200 orders in 1,000 visits and 40 in 1,000, so 0.20 and 0.04, together 0.12. Another: 60 in 250 and 60 in 750, so 0.24 and 0.08, together 0.16. It is ahead by 0.04, more than 1.96 · √(0.000207 + 0.00005) =
# 0.031: take it. With a tenth of all visits and orders the noise is 0.099: stay.
#
# <details><summary>Hint 1</summary>
#
# `online.groupby("candidate")`, then loop over the rows of each group with `itertuples()`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Collect a dict name → (rate, variance). `max` with a `key` finds the name with the highest rate; today's pair stands in the same dict. If you change too often: are both variances in the noise, each share squared?
#
# </details>
#
# %% role="answer" id="choose"
def choose(online, mix, current):
    """The candidate that is clearly best at the real mix of segments, or the current one."""
    ### BEGIN SOLUTION
    table = {}
    for name, rows in online.groupby("candidate"):
        rate = variance = 0.0
        for row in rows.itertuples():
            r = row.orders / row.visits
            rate += mix[row.segment] * r
            variance += mix[row.segment] ** 2 * r * (1 - r) / row.visits
        table[name] = (rate, variance)
    best = max(table, key=lambda name: table[name][0])
    noise = math.sqrt(table[best][1] + table[current][1])
    return best if table[best][0] - table[current][0] > 1.96 * noise else current
    ### END SOLUTION

# %% role="tests" id="choose-tests" points=2
import model_forms

few = pd.DataFrame(
    [
        ("other", "a", 250, 60), ("today", "b", 1000, 40), ("other", "b", 750, 60),
        ("today", "a", 1000, 200)
    ],
    columns=["candidate", "segment", "visits", "orders"],
)
tenth = few.assign(visits=few["visits"] // 10, orders=few["orders"] // 10)
half = {"a": 0.5, "b": 0.5}
grade = check.parts(2)
with grade("the example, and a tenth of it"):
    model_forms.choice(
        choose(few, dict(half), "today"), ["today", "other"], best="other", current="today",
        pooled="", kind="the example",
        told="other is ahead by 0.04, the noise is 0.031",
    )
    model_forms.choice(
        choose(tenth, dict(half), "today"), ["today", "other"], best="today", current="today",
        pooled="",
        kind="the example with a tenth of the visits",
        told="other is ahead by 0.04, the noise is 0.099",
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

with grade("rates: the published trial, and others that leave no doubt", weight=2):
    model_forms.choice(
        choose(online.copy(), dict(company["mix"]), company["current"]), company["offline"],
        best="m7", current="m17", pooled="m22", kind="the published trial",
        told="at the real mix m7 has a rate of 0.1953 (variance 0.0000637), m17 0.1624 "
        "(0.0001356), m22 0.1660",
    )
    for case in businesses.clear_trials():
        comparisons.service.choice(choose, case, "a trial that leaves no doubt", pooled=True)
with grade("noise: trials near the decision", weight=2):
    for case in businesses.near_trials():
        comparisons.service.choice(choose, case, "a trial near the decision")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### In words
#
# The team that built the candidate with the best test score protests. Answer them in 60 to 120 words.
#
# | criterion | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | **Evidence** | opinion | quotes one of the tables | rates by segment at the same mix | …and why score and pooled rate both mislead |
# | **Constraints, people, next step** | none | "test again" | a step that would change your mind | …with who is affected meanwhile, and when it ends |
#
# Points: the sum of the rows ÷ 3.
#
# %% [markdown] role="essay" id="disagree" points=2
# ### BEGIN SOLUTION
# Your model has the best test score, 0.893, and I don't doubt it. But I suspect that the test set, last year's orders, rewards guessing what people would have bought anyway. Online, at the real mix, m17 brings 16.2 orders in 100 visits and m7 brings
# 19.5; m7 is ahead among regulars and among new visitors. The pooled table misled in its own way: it put m22 first, which met hardly any new visitors.
#
# I'd change my mind if m17 won a test in which visitors are assigned by lot: five weeks, both segments, decided on the 35th day. Until then m7 serves, a tenth of the visitors keeps seeing the old way, and care reports complaints each day.
# ### END SOLUTION
#
# %% [markdown]
# *A good place to end a first sitting.*
#
# ## How long must a test run?
#
# Visitors are assigned by lot to arm A (as today) or arm B (new). We want to see a lift from rate *p* to *q* = *p* + lift with a chance of 0.8 (**power**). If there is none, we want to be fooled in at most 5 of 100 cases. Each *arm* needs about
#
#     n = (1.96 + 0.84)² · (p(1 − p) + q(1 − q)) / lift²
#
# visitors. Both rates are noisy, hence the sum; and there are two arms, hence 2n visitors in all. From 0.16 to 0.20 that is 7.84 · (0.1344 + 0.16) / 0.0016, about 1,443 in each arm.
#
# %%
quiz(
    "We want to see half that lift, from 0.16 to 0.18. About how many times the visitors does it "
    "take?",
    runs="""
def arm(p, q):
    spread = p * (1 - p) + q * (1 - q)
    return (1.96 + 0.84) ** 2 * spread / (q - p) ** 2

print(arm(0.16, 0.18) / arm(0.16, 0.20))
""",
    number=4,
    within=0.3,
    wrong={
        2: "The lift is squared in the formula.",
        0.5: "A smaller effect is harder to see, not easier.",
        1: "The lift stands below the line: half of it changes a lot.",
    },
    because="Half the lift, squared, is a quarter; below the line that is nearly four times. "
    "(The variances change a little, too.)",
)

# %% [markdown]
# The same for every lift. The scale on the left goes up in powers of ten:
#
# %%
lifts = np.linspace(0.01, 0.08, 60)
base = company["ab"]["base"]
sizes = (1.96 + 0.84) ** 2 * (base * (1 - base) + (base + lifts) * (1 - base - lifts)) / lifts**2
plt.figure(figsize=(7, 2.6))
plt.semilogy(lifts, sizes, color="#0072B2")
plt.gca().set(xlabel="smallest lift worth having", ylabel="visitors in each arm")
plt.title(f"from a rate of {base}")
plt.grid(alpha=0.3)
plt.tight_layout()
plt.show()

# %% [markdown]
# People behave differently on Sundays, so a test runs in whole weeks. A wrong turn: to look every day and stop at the first p < 0.05.
#
# %%
quiz(
    "Nothing was changed, so there is no effect. We look on each of 30 days and stop at the "
    "first p < 0.05. How many of 100 such tests \"succeed\"?",
    runs="""
import numpy as np

days = np.random.default_rng(0).normal(size=(20_000, 30)).cumsum(axis=1)
z = days / np.sqrt(np.arange(1, 31))
print(round(100 * (abs(z) > 1.96).any(axis=1).mean()))
""",
    number=28,
    within=5,
    wrong={
        5: "That holds for one look, on a day that was fixed before.",
        79: "1 − 0.95³⁰ would hold if each day began anew. The days share their visitors, so it "
        "is less, and still far too much.",
        100: "With enough looks it would come near. Thirty aren't that many.",
    },
    because="Each look is one more chance to be fooled. So the day is fixed before the test "
    "begins.",
)
# %% [markdown]
# ## D13 · Plan the test
# **Level 3 · 12 minutes · 4 points**
#
# Write `ab_plan(base, lift, visitors_per_day, max_days)`. `base` is today's rate, `lift` the smallest difference worth having (both as shares), `visitors_per_day` the traffic of both arms together. Return a dict:
#
# - `"per_arm"`: visitors needed in each arm, a whole number, for a power of 0.8 in a two-sided test at 5 in 100. A formula or a simulation: accepted if the power at your number is between 0.76 and 0.84. (So one right plan may take a week more than another.)
# - `"days"`: days until both arms are full, rounded up to whole weeks: 7, 14, 21, …
# - `"feasible"`: whether these whole weeks are at most `max_days` days.
#
# *Example.* base 0.10, lift 0.05, 100 visitors a day: about 683 in each arm, 1,366 visitors, 13.7 days, so 14. With at most 14 days that is feasible, with at most 13 it isn't.
#
# <details><summary>Hint 1</summary>
#
# The new rate q is base + lift. Round up at the end, not in between.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Count in weeks: how many weeks of traffic do both arms need, rounded up? Then 7 days for each.
#
# </details>
#
# %% role="answer" id="ab"
def ab_plan(base, lift, visitors_per_day, max_days):
    """Visitors in each arm, days in whole weeks, and whether the test is feasible."""
    ### BEGIN SOLUTION
    q = base + lift
    per_arm = math.ceil((1.96 + 0.8416) ** 2 * (base * (1 - base) + q * (1 - q)) / lift**2)
    days = 7 * math.ceil(2 * per_arm / visitors_per_day / 7)
    return {"per_arm": per_arm, "days": days, "feasible": days <= max_days}
    ### END SOLUTION

# %% role="tests" id="ab-tests" points=4
import model_forms

grade = check.parts(4)
with grade("the test at Kettle & Leaf, and the example", weight=2):
    published_plan = ab_plan(0.16, 0.04, 100, 90)
    model_forms.arms(published_plan, 1310.7, 1608.9, "ab_plan(0.16, 0.04, 100, 90)")
    model_forms.days(published_plan, 100, 90, "ab_plan(0.16, 0.04, 100, 90)")
    for most_days in (30, 14, 13):
        example_plan = ab_plan(0.1, 0.05, 100, most_days)
        model_forms.arms(
            example_plan, 621.1, 762.3, f"the example, ab_plan(0.1, 0.05, 100, {most_days})"
        )
        model_forms.days(
            example_plan, 100, most_days, f"the example, ab_plan(0.1, 0.05, 100, {most_days})"
        )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("ab")
with grade("visitors in each arm elsewhere", weight=2):
    for case in businesses.arms():
        comparisons.service.ab_size(ab_plan, case)
with grade("days elsewhere: whole weeks, both arms", weight=1):
    for case, visitors in zip(businesses.arms(), (3, 25, *rng.integers(15, 900, 6).tolist())):
        comparisons.service.ab_days(ab_plan, case, visitors)
    comparisons.service.ab_full_weeks(ab_plan)
    for case in businesses.arms()[:4]:
        comparisons.service.ab_just_over(ab_plan, case)
with grade("feasible at max_days, and next to it", weight=1):
    for case in businesses.arms()[:3]:
        comparisons.service.ab_feasible(ab_plan, case, int(rng.integers(2, 20)))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## From a requirement to a specification
#
# %%
quiz(
    "Twenty visitors: 19 get their answer after 100 ms, one after 2,100 ms. What is the mean?",
    runs="print((19 * 100 + 2100) / 20)",
    number=200,
    wrong={
        100: "That is what nearly everybody waits, the median. The slow one pulls the mean up.",
        1100: "That is the middle between the fastest and the slowest.",
        2100: "That is the slowest alone.",
    },
    because="And nobody waits 200 ms: 19 wait half of it, one waits ten times as long.",
)

# %% [markdown]
# "It should answer quickly, on our machines, and not cost much." That can't be tested. A specification can: *95 of 100 answers within 1,000 ms, at the busiest second we have seen, on machines of 2 GB, for at most so many euros.* To fill in the numbers, Bo
# let a load test of ten minutes play a whole season of visitors, with the rush after a newsletter:
#
# %%
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 2.8))
left.hist(requests["ms"], bins=60, color="#0072B2", histtype="stepfilled")
marks = (
    (requests["ms"].mean(), "mean", "#009E73"), (requests["ms"].quantile(0.95), "p95", "#D55E00")
)
for value, name, colour in marks:
    left.axvline(value, color=colour, linestyle="--", label=f"{name} {value:.0f} ms")
left.set(title="time until the answer", xlabel="ms")
left.legend()
right.hist(requests["at"], bins=range(601), color="#0072B2", histtype="stepfilled")
right.set(title="requests in each second", xlabel="seconds")
fig.tight_layout()
plt.show()
pd.Series(company["wish"], dtype=object, name="what is wished for").to_frame()

# %% [markdown]
# The mean is 211 ms, and 8 in 100 wait half a second or more: a slow tail hides behind a mean. The 95th percentile (95 in 100 answers take no longer), 985 ms, is just within the second. The same with load. The average is 1.5 requests a second; in one second there were 26. Machines must carry the second, not the average.
#
# %% [markdown]
# ## D14 · The specification
# **Level 3 · 12 minutes · 4 points**
#
# Write `specify(log, wish)`. `log` has `at` (seconds) and `ms` (time until the answer), in no order; `wish` is a dict. Return a dict:
#
# | key | value |
# |---|---|
# | `"p95_ms"` | 95th percentile of `ms`, by any usual definition (any `method` of `np.percentile`) |
# | `"meets"` | whether it is at most `wish["limit_ms"]` |
# | `"peak_per_second"` | requests in the busiest second of the clock (12.000 to 12.999 is one second) |
# | `"model_mb"` | `parameters` × `bytes_per_parameter` ÷ 2²⁰ |
# | `"fits"` | whether that is at most `machine_memory_mb` |
# | `"machines"` | machines that carry the busiest second at `machine_per_second` requests each, rounded up |
# | `"euros_per_month"` | machines × `machine_euros_per_month` |
#
# Nothing is rounded but the machines. The log may begin at any second from 0 on, last any time, and have any number of requests from 1 on.
#
# *Example.* Requests at 0.2, 0.9, 1.0 and 5.5 s: the busiest second has 2. With `machine_per_second` 1 that takes 2 machines, with 2 it takes 1. If all four took 400 ms, p95 is 400, and a limit of 400 is met.
#
# <details><summary>Hint 1</summary>
#
# `np.percentile` gives the 95th. For the busiest second: `np.floor` turns a moment into its second of the clock, and `value_counts` counts how often each comes.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Machines are a division, rounded up by `math.ceil`. If the price is right and `"fits"` is wrong: is the limit itself allowed? Give back plain values: `float(…)`, `int(…)`, `bool(…)`.
#
# </details>
#
# %% role="answer" id="specify"
def specify(log, wish):
    """p95, peak, memory, machines and price from a log of requests and the means there are."""
    ### BEGIN SOLUTION
    p95 = float(np.percentile(log["ms"], 95))
    peak = int(np.floor(log["at"]).value_counts().max())
    size = wish["parameters"] * wish["bytes_per_parameter"] / 2**20
    machines = math.ceil(peak / wish["machine_per_second"])
    return {
        "p95_ms": p95,
        "meets": p95 <= wish["limit_ms"],
        "peak_per_second": peak,
        "model_mb": size,
        "fits": size <= wish["machine_memory_mb"],
        "machines": machines,
        "euros_per_month": machines * wish["machine_euros_per_month"],
    }
    ### END SOLUTION

# %% role="tests" id="specify-tests" points=4
import model_forms

brief = pd.DataFrame({"at": [5.5, 0.2, 1.0, 0.9], "ms": [400.0, 400.0, 400.0, 400.0]})
modest = {
    "limit_ms": 400, "parameters": 3 * 2**20, "bytes_per_parameter": 2, "machine_memory_mb": 6,
    "machine_per_second": 1,
    "machine_euros_per_month": 30,
}
grade = check.parts(4)
with grade("latency in the published log and in the example"):
    model_forms.latency(
        specify(requests.copy(), dict(company["wish"])), 984, 994.2, 1000, "the published log",
        told="95 of 100 answers took no longer"
    )
    model_forms.latency(
        specify(brief.copy(), dict(modest)), 400, 400, 400, "the example",
        told="all four took 400 ms"
    )
    model_forms.latency(
        specify(brief.copy(), {**modest, "limit_ms": 399.5}), 400, 400, 399.5,
        "the example with a limit of 399.5"
    )
with grade("load, memory and price in the published log and in the example"):
    specified = specify(requests.copy(), dict(company["wish"]))
    model_forms.load(
        specified, 26, "the published log", told="there are 26 requests from 318.000 to 318.999"
    )
    model_forms.memory(specified, 419.6167, 2048, "the published log")
    model_forms.price(specified, 26, 6, 45, "the published log")
    for per_second in (1, 2):
        specified = specify(brief.copy(), {**modest, "machine_per_second": per_second})
        model_forms.load(
            specified, 2, "the example", told="0.2 and 0.9 are in the same second, 1.0 in the next"
        )
        model_forms.memory(
            specified, 6, 6, "the example (3 · 2²⁰ parameters of 2 bytes, 6 MB of memory)"
        )
        model_forms.price(
            specified, 2, per_second, 30, f"the example, machine_per_second {per_second}"
        )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

for name, judge in (
    ("latency elsewhere", comparisons.service.p95), ("load elsewhere", comparisons.service.peak),
    ("memory elsewhere", comparisons.service.memory), ("price elsewhere", comparisons.service.price),
):  # fmt: skip
    with grade(name, weight=1):
        for case in businesses.loads():
            judge(specify, case)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - When score and business disagree, first make the comparison fair: same segments, same weights. Then mend the offline metric.
# - No clear difference means: stay with what serves today.
# - A test needs visitors for two arms, whole weeks, and an end that was fixed before it began. Some tests aren't worth starting.
# - A specification names a percentile, the busiest second, memory and euros. A mean says nothing to those who wait longest.
#
# Friday evening. What do we tell the three who are waiting?
#
# %%
def serving():
    chosen = choose(online, company["mix"], company["current"])
    rows = online[online["candidate"] == chosen][["segment", "visits", "orders"]]
    rate = mixed_rate(list(rows.itertuples(index=False, name=None)), company["mix"])
    return f"candidate: {chosen}, {rate:.3f} orders a visit"


def ordered():
    found = specify(requests, company["wish"])
    return "\n    ".join(f"{name}: {value}" for name, value in found.items())


settle("1. Which of the four serves from now on?", "D12", serving)
settle("2. How long must we test the next change?", "D13", lambda: str(ab_plan(**company["ab"])))
settle("3. What do we order?", "D14", ordered)

# %% [markdown]
# In words: neither chart was right. At the visitors who really come, a candidate that led neither table is clearly ahead. The next change needs whole weeks of all visitors, and it is feasible within the days we have.
# The machines carry the busiest second, not the average. For your proposal, carry candidate, days and euros with you.
