# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: From candidates to a plan
#     minutes: 60
#     prerequisites: [04-problem-definition/4-service]
#     summary: Candidates through gates and weighted criteria, a network of tasks with its critical paths, a scope that fits.
# ---

# %% [markdown]
# # From candidates to a plan
#
# There are always more ideas than weeks. After this lesson you can
#
# - take candidates through three gates and six criteria, and say how firmly the winner stands,
# - compute when each task can and must start, and which chains decide the end,
# - save a week at the lowest price, and cut a scope without breaking it.
#
# %% role="read-only" id="setup-plan"
import itertools
import json
import math

import numpy as np
import pandas as pd

import project_figures

from workbook import check

company = json.load(open("data/company.json", encoding="utf-8"))
project_file = json.load(open("data/project.json", encoding="utf-8"))
candidates = pd.read_csv("data/candidates.csv")
tasks = {name: (days, before) for name, (days, before) in project_file["tasks"].items()}
prices = {name: (most, euros) for name, (most, euros) in project_file["prices"].items()}
features = project_file["features"]

# %% [markdown]
# ## Gates before marks
#
# Seven ideas are on the table. A **gate** asks yes or no, and no mark can buy a no back:
#
# 1. *Done already?* Somebody in the house, or a product on the shelf, does it.
# 2. *Data and law*: are the data there, and may they be used for this?
# 3. *In time*: can it be done in the weeks there are?
#
# Whoever passes gets marks from 1 to 5 for **six criteria**: need, impact, urgency, effort, data, extensibility. Weights say what matters. One of the six is turned round: a high *effort* is bad, so it counts as 6 − effort (feasibility).
#
# %%
candidates.set_index("candidate").T

# %%
project_figures.priorities(pd.read_csv("data/gates.csv").to_dict("records"), company["weights"])

# %% [markdown]
# Move a weight and watch the order. A list that turns round when "data" weighs 4 instead of 3 is no decision; it is a tie with numbers. So a good plan says beside the winner *how little would have to change*.
#
# %% [markdown]
# ## D15 · Prioritise, and say how firmly
# **Level 4 · 20 minutes · 4 + 2 + 1 points**
#
# 1. `prioritise(candidates, weights, weeks_left)`: the frame has `candidate`, `done`, `data_allowed`, `weeks`, and the six criteria. Keep those that are not done, whose data are allowed, and that need at most `weeks_left` weeks. Return a list of pairs
#    `(candidate, score)`, best first; score is the sum of weight × mark, with 6 − effort for `effort`. Ties may stand in any order. If nobody passes, the list is empty, and that is an answer too: none of these.
# 2. `smallest_flip(candidates, weights, weeks_left)`: change *one* weight, leave the others, and ask which smallest change (up or down) lets another candidate draw level with the winner. Return `(criterion, change)`, the change with its sign;
#    a weight may not become negative. If two already share the first place, the change is 0.0 (of any criterion). `None` if no change of one weight does it, or if fewer than two pass. Any smallest change is accepted.
#
# *Example.* Scores 40 and 37; in `urgency` the winner has 5 and the rival 3, in `impact` 2 and 3, all else is equal. Lowering `urgency` by 1.5 draws level, raising `impact` takes 3: the answer is `("urgency", -1.5)`, if the weight of urgency is at least 1.5.
#
# <details><summary>Hint 1</summary>
#
# Turn effort round once, at the beginning: `table["effort"] = 6 - table["effort"]` on a copy.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For a rival and a criterion, the change that draws level is (winner's score − rival's score) ÷ (rival's mark − winner's mark), if the marks differ.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Collect (|change|, criterion, change) over every rival and criterion where `weights[criterion] + change >= 0`, and take the minimum.
#
# </details>
#
# %% role="answer" id="prioritise"
def prioritise(candidates, weights, weeks_left):
    """(candidate, score) of those that pass the three gates, best first."""
    ### BEGIN SOLUTION
    passing = candidates[
        ~candidates["done"].astype(bool) & candidates["data_allowed"].astype(bool) & (candidates["weeks"] <= weeks_left)
    ]
    scored = []
    for row in passing.to_dict("records"):
        marks = {**row, "effort": 6 - row["effort"]}
        scored.append((row["candidate"], float(sum(weights[name] * marks[name] for name in weights))))
    return sorted(scored, key=lambda pair: -pair[1])
    ### END SOLUTION

# %% role="tests" id="prioritise-tests" points=4
import plan_forms

grade = check.parts(4)
with grade("the published candidates"):
    plan_forms.ranking(
        prioritise(candidates.copy(), dict(company["weights"]), 12),
        {"stay offers": 74, "demand by day": 72, "review reader": 49, "search by taste": 48},
        candidates["candidate"].tolist(), "the published list",
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("prioritise")
with grade("other lists", weight=2):
    for _ in range(5):
        comparisons.plan.ranking(prioritise, *businesses.candidates(rng), "another list")
with grade("a list on which nobody passes", weight=1):
    comparisons.plan.ranking(prioritise, *businesses.candidates(rng, all_blocked=True), "a list of things already done")
### END HIDDEN TESTS
grade.score()

# %% role="answer" id="flip"
def smallest_flip(candidates, weights, weeks_left):
    """(criterion, change): the smallest change of one weight that draws another candidate level; None if there is none."""
    ### BEGIN SOLUTION
    order = prioritise(candidates, weights, weeks_left)
    if len(order) < 2:
        return None
    marks = candidates.set_index("candidate").assign(effort=lambda table: 6 - table["effort"])
    (winner, top), *rivals = order
    if rivals[0][1] == top:
        return next(iter(weights)), 0.0
    options = []
    for rival, score in rivals:
        for name, weight in weights.items():
            ahead = float(marks.loc[rival, name] - marks.loc[winner, name])
            if ahead and weight + (top - score) / ahead >= 0:
                options.append((abs((top - score) / ahead), name, (top - score) / ahead))
    return min(options)[1:] if options else None
    ### END SOLUTION

# %% role="tests" id="flip-tests" points=2
import plan_forms

grade = check.parts(2)
with grade("the published candidates"):
    plan_forms.flip(
        smallest_flip(candidates.copy(), dict(company["weights"]), 12),
        {"need": -2, "urgency": -2, "effort": 2, "data": 2, "extensibility": 2}, company["weights"], "the published list",
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("flip")
with grade("other lists", weight=2):
    for _ in range(4):
        comparisons.plan.flip(smallest_flip, *businesses.candidates(rng), "another list")
    drawn = [businesses.candidates(rng) for _ in range(60)]
    turns = [comparisons.plan.turned_by(case) for case in drawn]
    by_effort = [case for case, (name, _) in zip(drawn, turns) if name == "effort"]
    by_less = [case for case, (_, change) in zip(drawn, turns) if change < 0]
    for case in by_effort[:2] + by_less[:2]:
        comparisons.plan.flip(smallest_flip, *case, "another list")
with grade("lists without a flip, and with a tie", weight=1):
    frame, weights, weeks_left = businesses.candidates(rng)
    comparisons.plan.flip(smallest_flip, *businesses.candidates(rng, all_blocked=True), "a list on which nobody passes")
    passing = frame[~frame["done"] & frame["data_allowed"] & (frame["weeks"] <= weeks_left)].head(1)
    twin = pd.concat([passing, passing.assign(candidate="its twin")], ignore_index=True)
    comparisons.plan.flip(smallest_flip, twin, weights, weeks_left, "a list with a tie")
    best = passing.assign(candidate="better in all", need=6, impact=6, urgency=6, effort=0, data=6, extensibility=6)
    comparisons.plan.flip(
        smallest_flip, pd.concat([passing, best], ignore_index=True), weights, weeks_left, "one who is better in everything"
    )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### In words
#
# Tell the board in 40 to 90 words which candidate you take, and how firm that is.
#
# | | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | **Honest limits of the ranking** | a name only | winner and score | …and the smallest change that would turn it round | …whether that change is plausible, and who was stopped by which gate |
#
# Points: the row ÷ 3.
#
# %% [markdown] role="essay" id="priority-text" points=1
# ### BEGIN SOLUTION
# We take **stay offers**, 74 points, before demand by day, 72. That isn't firm: if "data" weighed 5 instead of 3, or "need" 3 instead of 5, they would draw level. Since customers leave now and tea doesn't spoil, I hold to need. The late parcel alarm would have more points, but we have
# it already; the chat helper can't be done in 12 weeks, and mood from photographs isn't allowed. If stay offers fail in the pilot, demand by day is next, and half of the data work serves both.
# ### END SOLUTION
#
# %% [markdown]
# ## The network
#
# A plan is a set of tasks with days, and with what must be finished before each may start. Forwards through the network one finds when a task can start at the **earliest**: when the last of its predecessors is finished. Backwards from the end one finds
# when it must finish at the **latest**, so that nothing is delayed. The difference is its **slack**. Chains of tasks that add up to the whole length are **critical**: a day lost on them is a day lost.
#
# Day 0 is the start. A task of 3 days that starts on day 2 finishes on day 5, and its successor may start on day 5.
#
# %%
project_figures.gantt(pd.read_csv("data/cuts.csv"), tasks, prices)

# %% [markdown]
# Two things surprise people. The critical chain is the longest by *days*, and may have the fewest tasks. And there may be several: here two chains of 32 days. Shorten only one, and nothing is saved. Try it with the sliders.
#
# %% [markdown]
# ## D16 · The schedule, and the cheapest week
# **Level 5 · 25 minutes · 5 + 2 points**
#
# `tasks` is a dict name → `(days, [names that must be finished before])`, in no order, without cycles; days are whole and at least 1.
#
# 1. `schedule(tasks)` returns a dict: `"length"`, the days of the whole; `"tasks"`, a dict name → dict with `"earliest_start"`, `"earliest_finish"`, `"latest_start"`, `"latest_finish"`, `"slack"`; `"critical"`, a list of *every* critical path, each a list of
#    names from a task without predecessors to one without successors, whose days add up to the length.
# 2. `save(tasks, prices, days)`: `prices` is a dict name → `(days that can be cut at most, euros for each day)`. Return a dict name → whole days cut, such that the whole is at least `days` days shorter, at the lowest total price; `None` if it can't be done.
#    Any cheapest plan is accepted. At most 7 tasks can be cut, by at most 3 days each. (A week has five working days.)
#
# *Example.* a: 3 days; b: 2 days after a; c: 1 day after a; d: 1 day after b and c. The length is 6, a-b-d is the critical path; c can start on day 3, must start on day 4, and has a slack of 1.
#
# <details><summary>Hint 1</summary>
#
# A recursive function with a memory: `finish(name) = days + max(finish of predecessors, default 0)`. Backwards the same with successors.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For the paths: walk from every task without predecessors, adding days; keep the walks that end at a task without successors with the right sum.
#
# </details>
# <details><summary>Hint 3</summary>
#
# At most 4⁷ = 16,384 ways to cut: `itertools.product` over `range(most + 1)`, price first, and look at the length only if the price is lower than the best so far.
#
# </details>
#
# %% role="answer" id="schedule"
def schedule(tasks):
    """Length, the five times of every task, and every critical path."""
    ### BEGIN SOLUTION
    after = {name: [other for other in tasks if name in tasks[other][1]] for name in tasks}
    finish, latest = {}, {}

    def end(name):
        if name not in finish:
            finish[name] = tasks[name][0] + max((end(other) for other in tasks[name][1]), default=0)
        return finish[name]

    length = max(end(name) for name in tasks)

    def last(name):
        if name not in latest:
            latest[name] = min((last(other) - tasks[other][0] for other in after[name]), default=length)
        return latest[name]

    def walk(path, days):
        if not after[path[-1]]:
            return [path] if days == length else []
        return [p for other in after[path[-1]] for p in walk([*path, other], days + tasks[other][0])]

    table = {
        name: {
            "earliest_start": end(name) - days,
            "earliest_finish": end(name),
            "latest_start": last(name) - days,
            "latest_finish": last(name),
            "slack": last(name) - end(name),
        }
        for name, (days, _) in tasks.items()
    }
    critical = [p for name, (days, before) in tasks.items() if not before for p in walk([name], days)]
    return {"length": length, "tasks": table, "critical": critical}
    ### END SOLUTION

# %% role="tests" id="schedule-tests" points=5
import copy

import plan_forms

small = {"d": (1, ["b", "c"]), "a": (3, []), "b": (2, ["a"]), "c": (1, ["a"])}
early, late = ("earliest_start", "earliest_finish"), ("latest_start", "latest_finish", "slack")
times_of_small = {"a": (0, 3, 0, 3, 0), "b": (3, 5, 3, 5, 0), "c": (3, 4, 4, 5, 1), "d": (5, 6, 5, 6, 0)}
times_of_tasks = {
    "pilot": (20, 30, 20, 30, 0), "get the log": (0, 3, 1, 4, 1), "interview leavers": (0, 4, 0, 4, 0),
    "privacy check": (3, 13, 10, 20, 7), "labels": (4, 9, 4, 9, 0), "baseline": (9, 11, 15, 17, 6), "model": (9, 17, 9, 17, 0),
    "offline test": (17, 20, 17, 20, 0), "offer texts": (4, 10, 4, 10, 0), "mail service": (10, 20, 10, 20, 0),
    "report": (30, 32, 30, 32, 0),
}
by_mail = ("interview leavers", "offer texts", "mail service", "pilot", "report")
by_model = ("interview leavers", "labels", "model", "offline test", "pilot", "report")
grade = check.parts(5)
with grade("earliest times: the example and the published plan"):
    plan_forms.schedule(schedule(copy.deepcopy(small)), 6, times_of_small, early, "the example")
    plan_forms.schedule(schedule(copy.deepcopy(tasks)), 32, times_of_tasks, early, "the published plan")
with grade("latest times and slack: the example and the published plan"):
    plan_forms.schedule(schedule(copy.deepcopy(small)), 6, times_of_small, late, "the example")
    plan_forms.schedule(schedule(copy.deepcopy(tasks)), 32, times_of_tasks, late, "the published plan")
with grade("critical paths: the example and the published plan"):
    plan_forms.critical(schedule(copy.deepcopy(small)), {("a", "b", "d")}, "the example")
    plan_forms.critical(schedule(copy.deepcopy(tasks)), {by_mail, by_model}, "the published plan")
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("schedule")
others = [businesses.network(rng, count=count) for count in (5, 7, 9, 8)]
others += [businesses.network(rng, two_paths=True) for _ in range(3)]
with grade("earliest times in other plans", weight=1):
    for other in others:
        comparisons.plan.schedule(schedule, other, early, "another plan")
with grade("latest times and slack in other plans", weight=2):
    for other in others:
        comparisons.plan.schedule(schedule, other, late, "another plan")
with grade("every critical path in other plans", weight=2):
    for other in others:
        comparisons.plan.critical(schedule, other, "another plan")
### END HIDDEN TESTS
grade.score()

# %% role="answer" id="save"
def save(tasks, prices, days):
    """Days cut from each task, so that the whole is shorter by days at the lowest price; None if it can't be done."""
    ### BEGIN SOLUTION
    def length(cut):
        finish = {}

        def end(name):
            if name not in finish:
                finish[name] = tasks[name][0] - cut.get(name, 0) + max((end(other) for other in tasks[name][1]), default=0)
            return finish[name]

        return max(end(name) for name in tasks)

    goal, best, found = length({}) - days, math.inf, None
    for counts in itertools.product(*(range(most + 1) for most, _ in prices.values())):
        cost = sum(count * euros for count, (_, euros) in zip(counts, prices.values()))
        if cost < best:
            cut = dict(zip(prices, counts))
            if length(cut) <= goal:
                best, found = cost, {name: count for name, count in cut.items() if count}
    return found
    ### END SOLUTION

# %% role="tests" id="save-tests" points=2
import copy

import plan_forms

lengths = pd.read_csv("data/cuts.csv").set_index([f"cut {name}" for name in prices])["length"]  # of the whole, after these cuts
grade = check.parts(2)
with grade("a week of the published plan"):
    plan_forms.cuts(
        save(copy.deepcopy(tasks), dict(prices), 5), prices, 5,
        lambda cut: 32 - int(lengths[tuple(cut.get(name, 0) for name in prices)]), 2900, "the published plan",
    )
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("save")
with grade("a week of other plans", weight=2):
    for _ in range(4):
        comparisons.plan.crash(save, *businesses.crash_case(rng), 5, "another plan")
with grade("a week that can't be saved", weight=1):
    comparisons.plan.crash(save, *businesses.crash_case(rng, possible=False), 5, "a plan that can't be shortened so far")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Cutting the scope
#
# The pilot gets 18 days, and the wish list takes 36. Features stand on one another: a list of who is quiet needs the customer table, which is worth nothing by itself.
#
# %%
pd.DataFrame(features).T

# %% [markdown]
# The obvious way, value per day from the top, fails twice. It takes a feature without what it needs, or it leaves the worthless customer table out, and with it everything that stands on it.
#
# %% [markdown]
# ## D17 · A scope that fits
# **Level 4 · 15 minutes · 5 points**
#
# Write `scope(features, capacity)`. `features` is a dict name → `{"value": …, "days": …, "needs": [names]}`. Return a list of names such that everything a chosen feature needs is chosen too, the days add up to at most `capacity`, and no other such choice has a higher total
# value. There are at most 12 features; any best scope is accepted; the list may be empty.
#
# *Example.* table (0, 3 days), list (14, 2 days, needs table), mail (12, 4 days), capacity 5: table and list are worth 14, mail 12. The answer is `["table", "list"]`.
#
# <details><summary>Hint 1</summary>
#
# Twelve features have 4,096 subsets. Trying all is quick, and certainly right.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `for size in range(len(features) + 1): for chosen in itertools.combinations(features, size): …`
#
# </details>
# <details><summary>Hint 3</summary>
#
# Closed: `all(set(features[name]["needs"]) <= set(chosen) for name in chosen)`.
#
# </details>
#
# %% role="answer" id="scope"
def scope(features, capacity):
    """Names of the features with the highest total value that fit and have all they need."""
    ### BEGIN SOLUTION
    best, found = -1, []
    for size in range(len(features) + 1):
        for chosen in itertools.combinations(features, size):
            if sum(features[name]["days"] for name in chosen) > capacity:
                continue
            value = sum(features[name]["value"] for name in chosen)
            if value > best and all(set(features[name]["needs"]) <= set(chosen) for name in chosen):
                best, found = value, list(chosen)
    return found
    ### END SOLUTION

# %% role="tests" id="scope-tests" points=5
import copy

import plan_forms

example = {
    "list": {"value": 14, "days": 2, "needs": ["table"]},
    "mail": {"value": 12, "days": 4, "needs": []},
    "table": {"value": 0, "days": 3, "needs": []},
}
grade = check.parts(5)
with grade("the example and the published pilot"):
    plan_forms.scope(scope(copy.deepcopy(example), 5), example, 5, 14, "the example")
    plan_forms.scope(scope(copy.deepcopy(features), 18), features, 18, 63, "the published pilot")
### BEGIN HIDDEN TESTS
from hidden import businesses, comparisons

rng = check.rng("scope")
for kind, name in (
    ("chains", "features in long chains"), ("shared", "features that share what they need"),
    ("ties", "features of equal value"), ("nothing", "features none of which fits"),
):  # fmt: skip
    with grade(name, weight=2 if kind in ("chains", "shared") else 1):
        for _ in range(2):
            comparisons.plan.scope(scope, *businesses.features(rng, count=9, kind=kind), name)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - Gates before marks; effort turned round; beside the winner the smallest change that would unseat it. "None of these" is an answer.
# - Critical is the longest chain by days, and every chain of that length. Slack is what may be lost.
# - A week is saved on all critical chains at once, where it is cheapest.
# - A scope is closed under what its features need, and greed doesn't find it.
#
# For your proposal, carry with you:
#
# %%
try:
    plan = schedule(tasks)
    cut = save(tasks, prices, 5)
    chosen = scope(features, project_file["pilot_days"])
    print("winner:", prioritise(candidates, company["weights"], company["weeks_left"])[0])
    print(f"length: {plan['length']} days; a week costs {sum(days * prices[name][1] for name, days in cut.items())} euros")
    print(f"scope: {', '.join(chosen)}; value {sum(features[name]['value'] for name in chosen)}")
except NotImplementedError:
    print("solve D15 to D17 first")
