# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: From candidates to a plan
#     minutes: 105
#     prerequisites: [04-problem-definition/4-service]
#     summary: Candidates through gates and weighted criteria, a network of tasks with its critical paths, a scope that fits.
# ---

# %% [markdown]
# # From candidates to a plan
#
# There are always more ideas than weeks. The board asks four questions, and wants a number with each:
#
# 1. Which of seven ideas first, and how sure is that?
# 2. When is it finished?
# 3. What would it cost to be finished a week earlier?
# 4. What goes into the 18 days of the pilot?
#
# Your own functions answer in the last cell. After this lesson you can
#
# - take candidates through three gates and six criteria, and say how firmly the winner stands,
# - compute when each task can and must start, and which chains decide the end,
# - save a week at the lowest price, and cut a scope without breaking it.
#
# The exercises take about 90 minutes, reading and questions 15 more: plan two sittings, with a break after D15b.
#
# %% role="read-only" id="setup-plan"
import itertools
import json
import math

import numpy as np
import pandas as pd

import project_figures

from lesson_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

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
quiz(
    "Two ideas differ in effort alone: the first has the mark 2, the second 4. Effort weighs 3. "
    "By how many points is the first ahead?",
    runs="print(3 * (6 - 2) - 3 * (6 - 4))",
    number=6,
    wrong={
        -6: "A high effort is bad. It counts as 6 − effort, so 4 and 2.",
        2: "The marks differ by 2, and each of them weighs 3.",
        18: "Both are turned round, and their difference stays 2.",
    },
    because="Turned round the marks are 4 and 2, and 3 · 4 − 3 · 2 = 6.",
)

# %% [markdown]
# The picture multiplies and adds for all of them. Ideas that a gate stops are named below it.
#
# %%
project_figures.priorities(pd.read_csv("data/gates.csv").to_dict("records"), company["weights"])

# %% [markdown]
# Move a weight and watch the order. A list that turns round when one weight is 4 instead of 3 is no decision; it is a tie with numbers. So a good plan says beside the winner *how little would have to change*.
#
# %% [markdown]
# ## D15a · Prioritise
# **Level 2 · 10 minutes · 4 points**
#
# Write `prioritise(candidates, weights, weeks_left)`: the frame has `candidate`, `done`, `data_allowed`, `weeks`, and the six criteria, as columns in any order. Keep those that are not done, whose data are allowed, and that need at most `weeks_left` weeks. Return a list of pairs
# `(candidate, score)`, best first; score is the sum of weight × mark, with 6 − effort for `effort`. Ties may stand in any order. All who pass are on the list, twins too. If nobody passes, the list is empty, and that is an answer too: none of these.
#
# Weights are at least 0, and may be fractions. Each call gets a frame of its own, so you may change it.
#
# *Example.* Weights 2 for need, 1 for effort, 0 for the rest. An idea with need 5 and effort 4 has 2 · 5 + 1 · (6 − 4) = 12 points.
#
# <details><summary>Hint 1</summary>
#
# Turn effort round once, at the beginning. `~` turns a column of truth values round, `&` joins two of them; each comparison needs its own brackets.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `to_dict("records")` gives one dict a row, in which each criterion is found by its name. If the order is right and the scores aren't: is effort turned round, and is every weight used?
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

few = pd.DataFrame(
    [
        ("in time", False, True, 8, 4, 1, 3, 2, 5, 1),
        ("a week too long", False, True, 9, 5, 5, 5, 1, 5, 5),
        ("there already", True, True, 3, 5, 5, 5, 1, 5, 5),
        ("not allowed", False, False, 2, 5, 5, 5, 1, 5, 5),
        ("better", False, True, 5, 3, 3, 5, 4, 5, 2),
    ],
    columns=[
        "candidate", "done", "data_allowed", "weeks", "need", "impact", "urgency", "effort", "data",
        "extensibility"
    ],
)  # fmt: skip
by_weight = {"need": 1, "impact": 2, "urgency": 3, "effort": 0.5, "data": 1, "extensibility": 4}
grade = check.parts(4)
with grade("the published candidates, and a small list"):
    plan_forms.ranking(
        prioritise(candidates.copy(), dict(company["weights"]), 12),
        {"stay offers": 74, "demand by day": 72, "review reader": 49, "search by taste": 48},
        candidates["candidate"].tolist(), "the published list",
    )
    plan_forms.ranking(
        prioritise(few[few.columns[::-1]].copy(), dict(by_weight), 8),
        {"better": 38, "in time": 26},
        few["candidate"].tolist(), "a small list, 8 weeks left",
        told="in time: 1·4 + 2·1 + 3·3 + 0.5·4 + 1·5 + 4·1; better: 1·3 + 2·3 + 3·5 + 0.5·2 + 1·5 "
        "+ 4·2",
    )
    plan_forms.ranking(
        prioritise(few.copy(), dict(by_weight), 4), {}, few["candidate"].tolist(),
        "the small list, 4 weeks left"
    )
    twins = pd.concat(
        [few.head(1), few.head(1).assign(candidate="twin"), few.tail(1)], ignore_index=True
    )
    plan_forms.ranking(
        prioritise(twins.copy(), dict(by_weight), 8), {"better": 38, "in time": 26, "twin": 26},
        twins["candidate"].tolist(), "a list with twins",
        told="'twin' has all marks of 'in time': 26 points each, and both stand on the list",
    )
### BEGIN HIDDEN TESTS
from hidden import comparisons

with grade("scores and order on lists that nobody is stopped on", weight=1):
    for case in comparisons.plan.open_lists():
        comparisons.plan.ranking(prioritise, *case, "another list")
with grade("at the gates, and lists on which nobody passes", weight=2):
    for case in comparisons.plan.at_the_gates():
        comparisons.plan.ranking(prioritise, *case, "another list")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## How firmly does the winner stand?
#
# %%
quiz(
    "The winner has 50 points, a rival 44. In `data` the rival's mark is 2 higher. How much more "
    "must `data` weigh, so that the two are level?",
    runs="print((50 - 44) / 2)",
    number=3,
    wrong={
        6: "That is the gap. Each point of weight closes two points of it.",
        12: "Divide by the difference of the marks; a big difference helps.",
        2: "That is how much the rival catches up for each point of weight.",
    },
    because="Each point of weight brings the rival 2 points nearer, and 6 are needed.",
)

# %% [markdown]
# ## D15b · The smallest change
# **Level 4 · 20 minutes · 2 + 1 points**
#
# Write `smallest_flip(candidates, weights, weeks_left)`: change *one* weight, leave the others, and ask which smallest change (up or down) lets another candidate draw level with the winner. Return `(criterion, change)`, the change with its sign;
# a weight may not become negative, but it may become 0. If two already share the first place, the change is 0.0 (of any criterion). `None` if no change of one weight does it, or if fewer than two pass. Any smallest change is accepted.
#
# Weights are at least 0, and may be fractions. Each call gets a frame of its own, so you may change it.
#
# *Example.* Scores 40 and 37; in `urgency` the winner has 5 and the rival 3, in `impact` 2 and 3, all else is equal. Lowering `urgency` by 1.5 draws level, raising `impact` takes 3: the answer is `("urgency", -1.5)`, if the weight of urgency is at least 1.5.
# It needn't be the second who draws level: the third may be far behind, and far ahead in one criterion.
#
# <details><summary>Hint 1</summary>
#
# For a rival and a criterion: how far is the rival behind, and how much does it catch up when the weight grows by 1? Divide. Where the marks don't differ, no change helps.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Collect (|change|, criterion, change) over every rival and every criterion, leave out what makes a weight negative, and take the minimum.
#
# </details>
#
# %% role="answer" id="flip"
def smallest_flip(candidates, weights, weeks_left):
    """(criterion, change): the smallest change of one weight that draws another candidate level;
    None if there is none."""
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

of_three = pd.DataFrame(
    [
        ("ahead", False, True, 8, 3, 3, 5, 2, 3, 3), ("close", False, True, 8, 3, 3, 4, 2, 3, 3),
        ("third", False, True, 8, 3, 2, 3, 1, 3, 3),
        ("stopped", False, True, 9, 5, 5, 4, 1, 5, 5),
    ],
    columns=[
        "candidate", "done", "data_allowed", "weeks", "need", "impact", "urgency", "effort", "data",
        "extensibility"
    ],
)  # fmt: skip
mild = {"need": 1, "impact": 1, "urgency": 3, "effort": 5, "data": 1, "extensibility": 1}
grade = check.parts(2)
with grade("small lists"):
    plan_forms.flip(
        smallest_flip(of_three.copy(), dict(mild), 8), {"urgency": -1, "impact": -1}, mild,
        "a list of three",
        told="scores 48, 45 and 46: urgency 5, 4 and 3, impact 3, 3 and 2, effort turned 4, 4 and "
        "5; all else is equal",
    )
    plan_forms.flip(
        smallest_flip(of_three.head(2).copy(), dict(mild), 8), {"urgency": -3}, mild,
        "the first two of them",
        told="they differ in urgency alone, which weighs 3: at 0 they are level",
    )
    check.equal(
        smallest_flip(of_three.head(1).copy(), dict(mild), 8), None,
        "smallest_flip on the first of them"
    )
### BEGIN HIDDEN TESTS
from hidden import comparisons

with grade("other lists, and the published one", weight=2):
    for case in comparisons.plan.turned_lists():
        comparisons.plan.flip(smallest_flip, *case, "another list")
    plan_forms.flip(
        smallest_flip(candidates.copy(), dict(company["weights"]), 12),
        {"need": -2, "urgency": -2, "effort": 2, "data": 2, "extensibility": 2}, company["weights"],
        "the published list",
    )
with grade("lists without a flip, and with a tie", weight=1):
    for case, kind in comparisons.plan.still_lists():
        comparisons.plan.flip(smallest_flip, *case, kind)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### In words
#
# Tell the board in 40 to 90 words which candidate you take, and how firm that is.
#
# | criterion | 0 | 1 | 2 | 3 |
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
# *A good place to end the first sitting.*
#
# ## The network
#
# A plan is a set of tasks with days, and with what must be finished before each may start. Forwards through the network one finds when a task can start at the **earliest**: when the last of its predecessors is finished. Backwards from the end one finds
# when it must finish at the **latest**, so that nothing is delayed. The difference is its **slack**. Chains of tasks that add up to the whole length are **critical**: a day lost on them is a day lost.
#
# Day 0 is the start. A task of 3 days that starts on day 2 finishes on day 5, and its successor may start on day 5.
#
# A network of four tasks: paint takes 2 days and wire 4, both after build, which takes 3. Then one day of tests.
#
#     build 3 ─┬─ paint 2 ─┬─ test 1
#              └─ wire 4 ──┘
#
# %%
quiz(
    "On which day is `test` finished at the earliest?",
    shows="build 3; paint 2 after build; wire 4 after build;\ntest 1 after paint and wire",
    number=8,
    wrong={
        10: "That is one task after the other. Paint and wire may run side by side.",
        6: "Test must wait for both, so also for wire, which ends on day 7.",
        7: "On day 7 wire is finished, and test may begin.",
    },
    because="Build ends on day 3, paint on 5, wire on 7; test waits for the later one and takes "
    "a day.",
)

# %% [markdown]
# Forwards, then backwards:
#
# | task | earliest start, finish | latest start, finish | slack |
# |---|---|---|---|
# | build | 0, 3 | 0, 3 | 0 |
# | paint | 3, 5 | 5, 7 | 2 |
# | wire | 3, 7 | 3, 7 | 0 |
# | test | 7, 8 | 7, 8 | 0 |
#
# Read the last column in words: paint may begin up to two days later, and nothing else moves. The others may not; build, wire, test is the critical chain.
#
# Tasks come in no order, so a function must find its own way back. **Recursion** with a memory does that. Here it counts how deep boxes stand in one another:
#
# %%
inside = {"ring": ["box"], "box": ["parcel", "bag"], "parcel": [], "bag": ["parcel"]}
depths = {}


def depth(thing):
    """How many things one must open before this one."""
    if thing not in depths:
        outer = [depth(other) + 1 for other in inside[thing]]
        depths[thing] = max(outer, default=0)
    return depths[thing]


{thing: depth(thing) for thing in inside}

# %% [markdown]
# `max(…, default=0)` is for those that stand in nothing: the parcel has depth 0, and the ring 3, since the longest way out counts.
#
# Recursion lists ways, too. From the ring outwards there are two:
#
# %%
def ways_out(thing):
    """Every way from this thing to one that stands in nothing, as lists of names."""
    found = [[thing]] if not inside[thing] else []
    for outer in inside[thing]:
        for rest in ways_out(outer):
            found.append([thing, *rest])
    return found


ways_out("ring")

# %% [markdown]
# Now the project of Kettle & Leaf. Move the sliders: shorten one of its two critical chains, then both.
#
# %%
project_figures.gantt(pd.read_csv("data/cuts.csv"), tasks, prices)

# %%
quiz(
    "Two chains without a common task take 32 days each. One of them is cut by 3 days. How long "
    "is the whole?",
    runs="print(max(32, 32 - 3))",
    number=32,
    wrong={
        29: "The other chain still takes 32 days.",
        61: "They run side by side.",
        30.5: "The longest chain decides, not the mean.",
    },
    because="The other chain is as long as before. Both must be cut.",
)

# %% [markdown]
# Two things surprise people. The critical chain is the longest by *days*, and may have the fewest tasks. And there may be several: here two chains of 32 days. Shorten only one, and nothing is saved.
#
# %% [markdown]
# ## D16a · The schedule
# **Level 4 · 30 minutes · 5 points**
#
# Write `schedule(tasks)`. `tasks` is a dict name → `(days, [names that must be finished before])`, in no order, without cycles; days are whole and at least 1. Return a dict:
#
# - `"length"`, the days of the whole;
# - `"tasks"`, a dict name → dict with `"earliest_start"`, `"earliest_finish"`, `"latest_start"`, `"latest_finish"`, `"slack"`;
# - `"critical"`, a list of *every* critical path, each a list of names from a task without predecessors to one without successors, whose days add up to the length.
#
# *Example.* a: 3 days; b: 2 days after a; c: 1 day after a; d: 1 day after b and c. The length is 6, a-b-d is the critical path; c can start on day 3, must start on day 4, and has a slack of 1.
#
# <details><summary>Hint 1</summary>
#
# A recursive function with a memory: a task's earliest finish is its days, and the latest of its predecessors' finishes (0 without any). Backwards the same with successors, `min`, and the length.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For the paths: walk from every task without predecessors, adding days; keep the walks that end at a task without successors with the right sum.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the earliest times are right and the latest aren't: the latest finish of a task is the earliest of its successors' latest *starts*, and for a task without successors it is the length of the whole.
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
times_of_small = {
    "a": (0, 3, 0, 3, 0), "b": (3, 5, 3, 5, 0), "c": (3, 4, 4, 5, 1), "d": (5, 6, 5, 6, 0)
}
# u, v, w: and w needs u, too
beside = {"z": (2, []), "u": (2, []), "w": (1, ["v", "u"]), "v": (3, ["u"]), "y": (6, [])}
times_of_beside = {
    "u": (0, 2, 0, 2, 0), "v": (2, 5, 2, 5, 0), "w": (5, 6, 5, 6, 0), "y": (0, 6, 0, 6, 0),
    "z": (0, 2, 4, 6, 4)
}
plans = (
    (small, 6, times_of_small, {("a", "b", "d")}, "the example"),
    (beside, 6, times_of_beside, {("u", "v", "w"), ("y",)}, "a plan with three starts"),
)
lines = {
    "the example": "a 3; b 2 after a; c 1 after a; d 1 after b, c",
    "a plan with three starts": "u 2; v 3 after u; w 1 after v, u; y 6; z 2",
}
grade = check.parts(5)
with grade("earliest times: the example and a plan with three starts"):
    for given, length, times, _, name in plans:
        plan_forms.schedule(
            schedule(copy.deepcopy(given)), length, times, early, name, told=lines[name]
        )
with grade("latest times and slack: the example and a plan with three starts"):
    for given, length, times, _, name in plans:
        plan_forms.schedule(
            schedule(copy.deepcopy(given)), length, times, late, name, told=lines[name]
        )
with grade("critical paths: the example and a plan with three starts"):
    for given, _, _, paths, name in plans:
        plan_forms.critical(schedule(copy.deepcopy(given)), paths, name, told=lines[name])
### BEGIN HIDDEN TESTS
from hidden import comparisons

times_of_tasks = {
    "pilot": (20, 30, 20, 30, 0), "get the log": (0, 3, 1, 4, 1),
    "interview leavers": (0, 4, 0, 4, 0),
    "privacy check": (3, 13, 10, 20, 7), "labels": (4, 9, 4, 9, 0), "baseline": (9, 11, 15, 17, 6),
    "model": (9, 17, 9, 17, 0),
    "offline test": (17, 20, 17, 20, 0), "offer texts": (4, 10, 4, 10, 0),
    "mail service": (10, 20, 10, 20, 0),
    "report": (30, 32, 30, 32, 0),
}
by_mail = ("interview leavers", "offer texts", "mail service", "pilot", "report")
by_model = ("interview leavers", "labels", "model", "offline test", "pilot", "report")
with grade("earliest times in other plans, and in the published one", weight=1):
    for other in comparisons.plan.other_plans():
        comparisons.plan.schedule(schedule, other, early)
    plan_forms.schedule(
        schedule(copy.deepcopy(tasks)), 32, times_of_tasks, early, "the published plan"
    )
with grade("latest times and slack in other plans, and in the published one", weight=2):
    for other in comparisons.plan.other_plans():
        comparisons.plan.schedule(schedule, other, late)
    plan_forms.schedule(
        schedule(copy.deepcopy(tasks)), 32, times_of_tasks, late, "the published plan"
    )
with grade("every critical path in other plans, and in the published one", weight=2):
    for other in comparisons.plan.other_plans():
        comparisons.plan.critical(schedule, other)
    plan_forms.critical(schedule(copy.deepcopy(tasks)), {by_mail, by_model}, "the published plan")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Trying all ways
#
# Few choices can be tried one by one. `itertools.product` gives every way to choose one from each, `itertools.combinations` every way to choose so many of one list:
#
# %%
print(list(itertools.product(range(3), range(2))))
print(list(itertools.combinations(["tea", "tin", "box"], 2)))

# %% [markdown]
# 3 · 2 = 6 ways to cut up to two days here and up to one day there; 3 pairs of three things.
#
# ## D16b · The cheapest week
# **Level 4 · 15 minutes · 2 points**
#
# Write `save(tasks, prices, days)`: `prices` is a dict name → `(days that can be cut at most, euros for each day)`; these may be all the days of a task. Return a dict name → whole days cut, such that the whole is at least `days` days shorter, at the lowest total price; `None` if it can't be done.
# Any cheapest plan is accepted. `days` may be 0, and a day may cost nothing. At most 7 tasks can be cut, by at most 3 days each. (A week has five working days.)
#
# *Example.* The plan of the last exercise, 6 days; a may be cut by up to 2 days at 300 euros each, b by 1 at 100, c by 1 at 20. A day less costs 100 (b), two days 400 (b, and one of a); cutting c alone saves nothing.
#
# <details><summary>Hint 1</summary>
#
# Only the length matters here: a small inner function can compute it for given cuts, without latest times and paths.
#
# </details>
# <details><summary>Hint 2</summary>
#
# At most 4⁷ = 16,384 ways to cut: `itertools.product` over `range(most + 1)`, price first, and look at the length only if the price is lower than the best so far.
#
# </details>
#
# %% role="answer" id="save"
def save(tasks, prices, days):
    """Days cut from each task, so that the whole is shorter by days at the lowest price; None if it
    can't be done."""
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

brief_plan = {"d": (1, ["b", "c"]), "a": (3, []), "b": (2, ["a"]), "c": (1, ["a"])}
brief_prices = {"a": (2, 300), "b": (1, 100), "c": (1, 20)}
# by a and b: c lies on no critical path yet, and after b's day c stands beside it
saved_by = {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 2, (2, 0): 2, (2, 1): 3}
grade = check.parts(2)
with grade("days of the small plan, from none to one too many"):
    for fewer, price in ((1, 100), (2, 400), (3, 700), (0, 0)):
        plan_forms.cuts(
            save(copy.deepcopy(brief_plan), dict(brief_prices), fewer), brief_prices, fewer,
            lambda cut: saved_by[cut.get("a", 0), cut.get("b", 0)], price,
            f"the example, {fewer} days shorter",
            told="a 3, b 2 and c 1 after a, d 1 after b and c; prices: a up to 2 at 300, b up to 1 "
            "at 100, c up to 1 at 20",
        )
    check.equal(
        save(copy.deepcopy(brief_plan), dict(brief_prices), 4), None,
        "save on the example, 4 days shorter"
    )
### BEGIN HIDDEN TESTS
from hidden import comparisons

# of the whole, after these cuts
lengths = pd.read_csv("data/cuts.csv").set_index([f"cut {name}" for name in prices])["length"]
with grade("other plans, also those that can't be shortened so far, and the published one", weight=3):
    for case in comparisons.plan.crash_cases():
        comparisons.plan.crash(save, *case)
    plan_forms.cuts(
        save(copy.deepcopy(tasks), dict(prices), 5), prices, 5,
        lambda cut: 32 - int(lengths[tuple(cut.get(name, 0) for name in prices)]), 2900,
        "the published plan",
    )
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
# `itertools.combinations` gives the subsets of one size. Which sizes are there, the empty scope and the whole list included?
#
# </details>
# <details><summary>Hint 3</summary>
#
# `<=` between two sets asks whether one lies in the other. A scope is closed if that holds for what each chosen feature needs. If the value is too low: is a worthless feature left out on which others stand?
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
both = {
    "report": {"value": 9, "days": 1, "needs": ["list", "mail"]},
    "list": {"value": 1, "days": 2, "needs": []},
    "mail": {"value": 1, "days": 3, "needs": []}, "page": {"value": 8, "days": 4, "needs": []},
}  # fmt: skip
grade = check.parts(5)
with grade("the example, and a feature that needs two others"):
    plan_forms.scope(scope(copy.deepcopy(example), 5), example, 5, 14, "the example")
    for room, worth in ((6, 11), (5, 8), (1, 0)):
        plan_forms.scope(
            scope(copy.deepcopy(both), room), both, room, worth,
            f"a small backlog with {room} days",
            told="report (9, 1 day) needs list (1, 2 days) and mail (1, 3 days); page (8, 4 days) "
            "needs nothing",
        )
### BEGIN HIDDEN TESTS
from hidden import comparisons

with grade("what a feature needs", weight=2):
    for case in comparisons.plan.needy_scopes():
        comparisons.plan.scope(scope, *case)
with grade("the highest value, to the last day; where nothing fits, nothing", weight=2):
    for case in comparisons.plan.valuable_scopes():
        comparisons.plan.scope(scope, *case)
    plan_forms.scope(scope(copy.deepcopy(features), 18), features, 18, 66, "the published pilot")
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
# The board's four questions, and your answers:
#
# %%
def first():
    (winner, points), *_ = prioritise(candidates, company["weights"], company["weeks_left"])
    criterion, change = smallest_flip(candidates, company["weights"], company["weeks_left"])
    way = f"{abs(change):g} {'more' if change > 0 else 'less'}"
    return f"winner: {winner}, {points:g} points; level with another if {criterion} weighs {way}"


def finished():
    plan = schedule(tasks)
    chains = "\n        and ".join(" > ".join(path) for path in plan["critical"])
    return f"length: {plan['length']} days; critical:\n        {chains}"


def week():
    cut = save(tasks, prices, 5)
    euros = sum(days * prices[name][1] for name, days in cut.items())
    shorter = ", ".join(f"{name} {days}" for name, days in cut.items() if days)
    return f"a week costs {euros} euros; days cut:\n        {shorter}"


def pilot():
    chosen = scope(features, project_file["pilot_days"])
    value = sum(features[name]["value"] for name in chosen)
    return "\n        ".join([f"scope, of value {value}:", *chosen])


settle("1. Which idea first, and how sure is that?", "D15", first)
settle("2. When is it finished?", "D16a", finished)
settle("3. What would a week less cost?", "D16b", week)
settle("4. What goes into the 18 days of the pilot?", "D17", pilot)

# %% [markdown]
# In words: the winner leads by a hair, so its name goes to the board together with what would turn it. The end is decided by two chains, and a week is bought on both at once. The scope holds the worthless table, since others stand on it.
# For your proposal, carry the winner, the length, the price of a week and the value of the scope with you.
