# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Trees, a forest, and whether it beats the rule
#     minutes: 120
#     prerequisites: [07-statistics-and-churn/4-features]
#     summary: Splits by Gini and a tree by hand, bagging and the out-of-bag error, a gain over the rule that a later day confirms.
# ---

# %% [markdown]
# # Trees, a forest, and whether it beats the rule
#
# Linnet's shops have a rule: phone whoever has been quiet for more than 30 days. A vendor offers Ines something better: "Our forest is right about 87 of 100 customers." It costs 40,000 euros a year. She asks you
#
# 1. What is a forest, and can we grow one ourselves?
# 2. How good is it really, beside our rule?
# 3. How would we notice if there were nothing to learn?
#
# Your own functions answer in the last cell. After this lesson you can
#
# - find the split of a column that parts leavers from stayers best, and grow a tree of such splits by hand,
# - turn many nervous trees into a steady forest, and measure it without a test set,
# - show that a model gains something over a rule, on a later day and beyond noise, or say that it doesn't.
#
# Plan two sittings of about an hour each, with a break after C16c.

# %% role="read-only" id="setup-forest"
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from tree_end import say
from workbook import check
from workbook.notebook.quiz import quiz

twelve = pd.read_csv("data/twelve.csv")
churn_days = pd.read_csv("data/churn_days.csv")
churn_today = pd.read_csv("data/churn_today.csv")
churn_after = pd.read_csv("data/churn_after.csv")

# %% [markdown]
# ## One question
#
# We begin with twelve customers. `quiet` is the number of days since the last call, `tenure` the months with Linnet, `plan_code` the plan, and `left` is 1 for those who left within the next two months.
#
# %%
twelve.sort_values("quiet")

# %% [markdown]
# The shops' rule asks one question: *quiet for at most 30 days?* It sends each customer to one of two sides.
#
# %%
for side, customers in twelve.groupby(twelve["quiet"] <= 30):
    name = "up to 30 days" if side else "more than 30"
    print(f"{name}: {len(customers)} customers, of whom {customers['left'].sum()} left")

# %% [markdown]
# A good question leaves sides that are nearly pure: almost all stayed here, almost all left there. So we need a number for how *mixed* a side is.
#
# Put a side's customers into a hat. Draw one, put it back, draw another. How likely is it that one of the two left and the other stayed? That chance is the **Gini impurity**. With a share p of leavers it
# is p · (1 − p) for "left, then stayed", and as much again for "stayed, then left": 2 · p · (1 − p) in all.
#
# - All stayed: p = 0, Gini 0. All left: p = 1, Gini 0 as well. Both are pure.
# - Half left: 2 · 0.5 · 0.5 = 0.5. More mixed it cannot be.
#
# %%
quiz(
    "One of four customers left. What is the Gini of the four?",
    number=0.375,
    within=0.001,
    wrong={
        0.25: "That is the share of leavers. Gini is 2 · p · (1 − p).",
        0.1875: "That is p · (1 − p). The two draws can differ in two ways: left and stayed, "
        "stayed and left.",
        0.75: "That is the share of stayers. Gini is 2 · p · (1 − p).",
    },
    because="2 · 0.25 · 0.75 = 0.375.",
)

# %% [markdown]
# A split makes two sides, and each counts by its rows. For the rule: up to 30 days there are 7 customers with 2 leavers, Gini 2 · 2/7 · 5/7 = 0.408. Above there are 5 with 4 leavers, Gini 2 · 4/5 · 1/5 = 0.32.
# Weighted by the rows that is 7/12 · 0.408 + 5/12 · 0.32 = 0.371.
#
# Before the question, all twelve together had 0.5. So the rule's question helps. In words: two customers drawn from the same side differ less often than two drawn from all.
#
# %% [markdown]
# ## C16a · How mixed?
# **Level 2 · 6 minutes · 2 points**
#
# Two small functions. `y` is a list of labels, 0 or 1, and never empty.
#
# 1. `gini(y)`: the Gini impurity, 2 · p · (1 − p) with p the share of ones.
# 2. `split_gini(y, left)`: `left` is a list of True and False, one for each row, True for the rows that go to the left side. Return the Gini of both sides, each weighted by its share of the rows. If a side has no rows it is no split:
#    return `math.inf`.
#
# *Example.* `gini([0, 1, 0, 0])` is 0.375. `split_gini([0, 0, 1, 1, 1], [True, True, True, False, False])`: left 0, 0, 1 with Gini 0.444, right 1, 1 with Gini 0; together 3/5 · 0.444 + 2/5 · 0 = 0.267.
#
# <details><summary>Hint 1</summary>
#
# `sum(y) / len(y)` is the share of ones.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `zip(y, left)` gives the pairs; two list comprehensions make the two sides. Look at their lengths before you divide by them.
#
# </details>
#
# %% role="answer" id="mixed"
def gini(y):
    """Gini impurity of labels 0 and 1."""
    ### BEGIN SOLUTION
    share = sum(y) / len(y)
    return 2 * share * (1 - share)
    ### END SOLUTION


def split_gini(y, left):
    """Gini of both sides of a split, weighted by their rows; math.inf if a side is empty."""
    ### BEGIN SOLUTION
    here = [label for label, goes in zip(y, left) if goes]
    there = [label for label, goes in zip(y, left) if not goes]
    if not here or not there:
        return math.inf
    return (len(here) * gini(here) + len(there) * gini(there)) / len(y)
    ### END SOLUTION

# %% role="tests" id="mixed-tests" points=2
import tree_forms

for answer_name in ("gini", "split_gini"):
    check.no_names(answer_name, {"sklearn"}, why="by hand: the counting is the exercise")
grade = check.parts(2)
with grade("the Gini of a list"):
    for labels, gini_expected in (
        ([0, 1, 0, 0], 0.375), ([0, 1], 0.5), ([1, 1, 1], 0.0), ([0], 0.0), ([1, 1, 0, 1, 1], 0.32)
    ):
        tree_forms.same_number(gini(list(labels)), gini_expected, f"gini({labels})")
with grade("the Gini of a split"):
    for labels, sides, gini_expected in (
        ([0, 0, 1, 1, 1], [True, True, True, False, False], 4 / 15),
        ([0, 1, 0, 1], [False, True, False, True], 0.0),
        ([1, 0, 1, 0], [True, True, False, False], 0.5),
        ([1, 0, 0, 0, 1, 0], [False, True, True, True, False, True], 0.0),
        ([1, 0, 0, 1, 0, 0], [True, False, False, False, False, False], 4 / 15),
    ):  # fmt: skip
        tree_forms.same_number(
            split_gini(list(labels), list(sides)), gini_expected, f"split_gini({labels}, {sides})",
            "each side weighted by its share of the rows"
        )
with grade("a side without rows"):
    for sides in ([True, True, True], [False, False, False]):
        tree_forms.same_number(
            split_gini([0, 1, 1], list(sides)), math.inf, f"split_gini([0, 1, 1], {sides})"
        )
### BEGIN HIDDEN TESTS
from hidden import forest_splits

rng = check.rng("mixed")
with grade("other lists"):
    for size in (1, 2, 9, 20):
        labels = (rng.random(size) < 0.3).astype(int).tolist()
        tree_forms.same_number(gini(list(labels)), forest_splits.gini(labels), f"gini({labels})")
with grade("other splits", weight=2):
    for size, share in ((7, 0.2), (12, 0.5), (15, 0.8), (30, 0.1)):
        labels = (rng.random(size) < 0.4).astype(int).tolist()
        sides = rng.permutation(np.arange(size) < max(1, round(share * size))).tolist()
        tree_forms.same_number(split_gini(list(labels), list(sides)), forest_splits.reached(labels, sides), f"split_gini({labels}, {sides})")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Move the split
#
# Is 30 the best place to ask? In the next cell you can move the threshold, and change the column. Each dot is a customer; those who left stand above the line. The green steps show what every threshold reaches.
#
# %%
import tree_figures

tree_figures.move_split(twelve, pd.read_csv("data/split_by_hand.csv"))

# %%
quiz(
    "By days of quiet: between which neighbours lies a threshold with the lowest Gini?",
    right="between 12 and 14, and also between 31 and 35",
    wrong={
        "between 24 and 31 only, where the rule has it": "There the Gini is 0.371. Move the slider "
        "to 32.",
        "between 20 and 24": "There both sides have one customer who doesn't belong: 0.278. Near, "
        "but not the lowest.",
        "at 12 and at no other number": "Between 12 and 14 there is nobody, so every threshold "
        "there parts the customers alike.",
    },
    because="Both reach 0.25: one takes four stayers away, the other four leavers. Neither is "
    "better.",
)

# %% [markdown]
# Three things can be seen:
#
# - Between two neighbouring values nothing changes. So there are not endlessly many thresholds to try, but one for each gap between *different values in order*. Most people take the middle of the gap.
# - Two splits may be equally good. Then either will do.
# - A threshold beyond the last dot leaves a side empty: that is no split.
#
# Now a trap. Suppose two customers have both been quiet for 20 days, and one of them left. No question about quiet days can part them. Whoever sorts the *rows* and cuts between any two of them parts such twins on paper, and promises a Gini that
# no threshold reaches:
#
# %%
toy = pd.DataFrame({"quiet": [5, 20, 20, 40], "left": [0, 0, 1, 1]})
print("cut between the two rows with 20: sides", toy["left"][:2].tolist(), toy["left"][2:].tolist())
for threshold in (12.5, 30):
    low, high = toy["left"][toy["quiet"] <= threshold], toy["left"][toy["quiet"] > threshold]
    print(f"threshold {threshold}: sides {low.tolist()} {high.tolist()}")

# %% [markdown]
# The first line looks pure, and is a split that nobody can ask for.
#
# ## Codes are not amounts
#
# `plan_code` is 10, 20, 30 or 40, but plan 40 isn't twice plan 20: it's a name. A question about a category is: *is it one of these?* For example, is the plan 20 or 40?
#
# %% role="read-only" id="codes"
codes = pd.DataFrame(
    {"plan_code": [10, 10, 20, 20, 30, 30, 40, 40], "left": [0, 0, 1, 1, 0, 0, 1, 1]}
)
codes.groupby("plan_code")["left"].mean()

# %% [markdown]
# No threshold on the code does well here: 10 and 30 stay, 20 and 40 leave. The set {20, 40} parts them perfectly. With k categories there are 2^(k − 1) − 1 ways to part them in two (each way has two sides, and which of them is called left doesn't matter):
# 7 ways for 4 categories, 15 for 5. One can try them all. For labels 0 and 1 there is a shortcut: put the categories into the order of their share of leavers, and cut this order at each place. One of these k − 1 cuts is always as good as the best of all
# sets (Breiman and colleagues, 1984).
#
# %% [markdown]
# ## C16b · The best split
# **Level 3 · 12 minutes · 2 points**
#
# Write `best_split(values, y, kind)` for one column: `values` and `y` are lists of the same length, `kind` is `"number"` or `"category"`. There are no missing values. Return a pair `(rule, gini)`:
#
# - For a number the rule is a threshold: rows with a value at or below it go left.
# - For a category the rule is a set of categories: rows with one of them go left. Categories may be texts or codes.
# - `gini` is the weighted Gini that the rule reaches on these rows, and no other rule reaches a lower one. Of equally good rules any will do.
# - Both sides hold at least one row. If all values are the same, no rule can part them: return `None`.
#
# Don't use scikit-learn here.
#
# *Example.* Values 5, 20, 20, 40 with labels 0, 0, 1, 1: a threshold from 5 to below 20 leaves 0 | 0, 1, 1, and one from 20 to below 40 leaves 0, 0, 1 | 1. Both reach 3/4 · 0.444 = 0.333. So `(12.5, 0.333…)` is right, and `(30.0, 0.333…)` as well.
# For the codes above, `({20, 40}, 0.0)` and `({10, 30}, 0.0)` are both right.
#
# <details><summary>Hint 1</summary>
#
# Make a list of all rules worth trying, then take the one with the lowest `split_gini`. For numbers: `sorted(set(values))`, and the middle of each pair of neighbours.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For categories: a dictionary from category to its share of leavers, `sorted(shares, key=shares.get)`, and the sets of the first 1, 2, … of them, but not of all.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the Gini you return is lower than the one your rule reaches, equal values were parted. If a code column ends with a single threshold, `kind` wasn't looked at.
#
# </details>
#
# %% role="answer" id="best-split"
def best_split(values, y, kind):
    """The best rule for one column and the weighted Gini that it reaches; None if the values are
    all the same."""
    ### BEGIN SOLUTION
    if kind == "number":
        distinct = sorted(set(values))
        rules = [(low + high) / 2 for low, high in zip(distinct, distinct[1:])]
    else:
        labels = {value: [one for other, one in zip(values, y) if other == value] for value in values}
        order = sorted(labels, key=lambda value: sum(labels[value]) / len(labels[value]))
        rules = [set(order[:count]) for count in range(1, len(order))]

    def reached(rule):
        return split_gini(y, [value <= rule if kind == "number" else value in rule for value in values])

    best = min(rules, key=reached, default=None)
    return None if best is None else (best, reached(best))
    ### END SOLUTION

# %% role="tests" id="best-split-tests" points=2
import tree_forms

check.no_names("best_split", {"sklearn"}, why="by hand: the search is the exercise")
grade = check.parts(2)
with grade("numbers"):
    for values, labels, gini_expected, allowed in (
        ([20, 5, 40, 20], [0, 0, 1, 1], 1 / 3, ((5, 20), (20, 40))),
        (twelve["quiet"].tolist(), twelve["left"].tolist(), 0.25, ((12, 14), (31, 35))),
        ([3.5, -2.0, 7.25, -6.0], [1, 0, 1, 0], 0.0, ((-2.0, 3.5),)),
        ([9, 1, 8, 7, 6], [0, 1, 0, 0, 0], 0.0, ((1, 6),)),
        ([1, 2, 3, 9, 8], [0, 0, 0, 1, 0], 0.0, ((8, 9),)), ([1, 1, 2], [1, 1, 1], 0.0, ((1, 2),)),
    ):  # fmt: skip
        tree_forms.threshold_between(
            best_split(list(values), list(labels), "number"), gini_expected, allowed,
            f"best_split({values}, {labels}, 'number')"
        )
with grade("categories"):
    for values, labels, gini_expected, allowed in (
        (codes["plan_code"].tolist(), codes["left"].tolist(), 0.0, ({20, 40}, {10, 30})),
        (
            ["web", "shop", "web", "phone", "shop", "phone", "phone"], [1, 0, 1, 1, 0, 0, 0],
            8 / 35, ({"web"}, {"shop", "phone"})
        ),
        (["web", "shop", "web", "web"], [1, 0, 0, 1], 1 / 3, ({"web"}, {"shop"})),
    ):  # fmt: skip
        tree_forms.set_among(
            best_split(list(values), list(labels), "category"), gini_expected, allowed,
            f"best_split({values}, {labels}, 'category')"
        )
with grade("nothing to part"):
    for values, kind_of_column in (
        ([7, 7, 7], "number"), (["web", "web", "web"], "category"), ([3], "number")
    ):
        tree_forms.no_split(
            best_split(list(values), [0, 1, 1][: len(values)], kind_of_column),
            f"best_split({values}, …, {kind_of_column!r})"
        )
### BEGIN HIDDEN TESTS
from hidden import forest_splits

rng = check.rng("best-split")
with grade("other columns of numbers", weight=3):
    for way in (forest_splits.unweighted, forest_splits.by_errors, forest_splits.by_entropy, forest_splits.at_few_places):
        forest_splits.split(best_split, forest_splits.number(rng, [way]))
    for _ in range(3):
        forest_splits.split(best_split, forest_splits.number(rng, [forest_splits.unsorted], torn=True))
    for high in (True, False):
        forest_splits.split(best_split, forest_splits.at_the_end(rng, high=high))
    for _ in range(2):
        forest_splits.split(best_split, forest_splits.crowded(rng))
with grade("other columns of codes and words", weight=3):
    for codes_drawn in (True, False):
        for ways in (
            [forest_splits.in_the_order_of_codes, forest_splits.one_against_the_rest], [forest_splits.in_the_order_of_counts], [forest_splits.unweighted],
            [forest_splits.by_entropy], [forest_splits.lowest_never_alone], [forest_splits.highest_never_alone],
        ):  # fmt: skip
            forest_splits.split(best_split, forest_splits.category(rng, ways, codes=codes_drawn))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A tree is a question, then another
#
# After the first split each side is a smaller table, and the same search can be made in each. That is all a **decision tree** is. It ends in **leaves**: in a leaf no further question is asked, and its share of leavers is the chance that it gives to everybody who gets there.
#
# A node of our trees is a dictionary. A leaf is `{"chance": 0.25}`. A node that asks has four entries:
#
# %% role="read-only" id="small-tree"
small_tree = {
    "column": "plan_code",
    "rule": {20, 40},
    "left": {"column": "quiet", "rule": 22.0, "left": {"chance": 0.0}, "right": {"chance": 0.75}},
    "right": {"chance": 0.4},
}
someone = {"plan_code": 40, "quiet": 47}
first = small_tree["left"] if someone["plan_code"] in small_tree["rule"] else small_tree["right"]
print("plan 40 is in the set, so to the left, where", first["column"], "is asked:", first["rule"])
print("47 is above 22, so to the right:", first["right"])

# %% [markdown]
# To grow a tree, search the best split over *all* columns, part the rows, and grow a tree on each side with one question fewer to go. A function may call itself; this one counts the leaves of a tree so:
#
# %%
def count_leaves(node):
    if "chance" in node:
        return 1
    return count_leaves(node["left"]) + count_leaves(node["right"])


count_leaves(small_tree)

# %% [markdown]
# When does one stop? When the allowed depth is used up, when a node is pure, and when no column can part its rows. *Not* when a split gains nothing. Here `app` says who uses the app, `bill` who had trouble with a bill. First each column by itself, then both:
#
# %% role="read-only" id="puzzle"
puzzle = pd.DataFrame({"app": [0, 0, 1, 1] * 2, "bill": [0, 1, 0, 1] * 2, "left": [0, 1, 1, 0] * 2})
print("by app", puzzle.groupby("app")["left"].mean().to_dict())
print("by bill", puzzle.groupby("bill")["left"].mean().to_dict())
puzzle.groupby(["app", "bill"])["left"].mean()

# %% [markdown]
# Those leave who have exactly one of the two. By either column alone the share of leavers is one half on both sides, so the first split gains nothing. After it the second one parts everybody. Whoever stops at "no gain" never finds that out.
#
# %% [markdown]
# ## C16c · A tree by hand
# **Level 4 · 20 minutes · 2 points**
#
# 1. `grow(frame, y, depth, categories)`: `frame` has a row for each customer, with any index and no missing values; `y` is the list of labels in its order; `depth` is how many questions may be asked one after the other, at least 0; `categories` is a list
#    of the columns that hold categories, all others hold numbers. Return a tree in the form above.
#    - A node is a leaf, `{"chance": share of ones}`, if no question is left, if its labels are all the same, or if no column can part its rows. Else it asks.
#    - It asks by a split with the lowest weighted Gini of all columns; of several any will do. The rule is one of `best_split`: at or below a threshold, or in a set, goes left.
# 2. `chances(tree, frame)`: the list of the chances that the tree gives to the rows of `frame`, in their order. A category that isn't in the rule's set goes right, also one that was never seen. The tree may be any in this form.
#
# The two functions together take at most 50 lines, and no scikit-learn. They may use your functions from above.
#
# *Example.* `grow(twelve[["quiet"]], twelve["left"].tolist(), 1, [])` is, for instance, `{"column": "quiet", "rule": 13.0, "left": {"chance": 0.0}, "right": {"chance": 0.75}}`. For the customer above, with plan 40 and 47 quiet days, `chances(small_tree, …)` is `[0.75]`.
#
# <details><summary>Hint 1</summary>
#
# Collect the Gini, the name and the rule of each column that `best_split` can part, and take the one with the lowest Gini. Without any there is a leaf.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A list of True and False parts the frame: `frame[left]`, and for the other side the list with `not`. Labels have to be parted in the same way.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For one row, walk down while the node has a `"column"`. A rule that is a set asks with `in`, a number with `<=`.
#
# </details>
#
# %% role="answer" id="grow"
def grow(frame, y, depth, categories):
    """A tree of at most `depth` questions one after the other, each the best of its node."""
    ### BEGIN SOLUTION
    found = []
    if depth > 0 and 0 < sum(y) < len(y):
        for name in frame.columns:
            split = best_split(frame[name].tolist(), y, "category" if name in categories else "number")
            if split is not None:
                found.append((split[1], name, split[0]))
    if not found:
        return {"chance": sum(y) / len(y)}
    _, name, rule = min(found, key=lambda one: one[0])
    left = [goes_left(value, rule) for value in frame[name].tolist()]
    right = [not goes for goes in left]
    return {
        "column": name, "rule": rule,
        "left": grow(frame[left], [one for one, goes in zip(y, left) if goes], depth - 1, categories),
        "right": grow(frame[right], [one for one, goes in zip(y, right) if goes], depth - 1, categories),
    }


def goes_left(value, rule):
    return value in rule if isinstance(rule, set) else value <= rule
    ### END SOLUTION


def chances(tree, frame):
    """The chance that the tree gives to each row of frame, in order."""
    ### BEGIN SOLUTION
    found = []
    for row in frame.to_dict("records"):
        node = tree
        while "column" in node:
            node = node["left"] if goes_left(row[node["column"]], node["rule"]) else node["right"]
        found.append(node["chance"])
    return found
    ### END SOLUTION

# %% role="tests" id="grow-tests" points=2
import tree_forms

for answer_name in ("grow", "chances"):
    check.no_names(answer_name, {"sklearn"}, why="by hand: growing is the exercise")
grade = check.parts(2)
with grade("at most 50 lines", weight=0.5):
    tree_forms.leaf(
        grow(twelve.head(3).drop(columns="left"), [0, 0, 0], 2, []), 0.0,
        "three customers who stayed: the root"
    )
    check.at_most_lines("grow", 50, columns=10_000, cell=True)
with grade("trees of the twelve customers"):
    one_question = grow(twelve[["quiet"]].copy(), twelve["left"].tolist(), 1, [])
    tree_forms.inner(
        one_question, ["quiet"], [], "the twelve customers by quiet, depth 1: the root"
    )
    tree_forms.chance_pair(
        one_question, {(0.0, 0.75), (0.25, 1.0)}, "the twelve customers by quiet, depth 1"
    )
    tree_forms.leaf(
        grow(twelve[["quiet"]].copy(), twelve["left"].tolist(), 0, []), 0.5,
        "the twelve customers, depth 0: the root"
    )
    tree_forms.leaf(
        grow(twelve.head(2).drop(columns="left"), [1, 1], 3, ["plan_code"]), 1.0,
        "two customers who both left: the root"
    )
    by_code = grow(codes[["plan_code"]].copy(), codes["left"].tolist(), 3, ["plan_code"])
    tree_forms.chance_pair(by_code, {(0.0, 1.0), (1.0, 0.0)}, "the codes, depth 3")
with grade("a first split that gains nothing"):
    two_questions = grow(puzzle[["app", "bill"]].copy(), puzzle["left"].tolist(), 2, [])
    tree_forms.inner(two_questions, ["app", "bill"], [], "the puzzle, depth 2: the root")
    tree_forms.chance_pair(
        two_questions["left"], {(0.0, 1.0), (1.0, 0.0)}, "the puzzle, depth 2: the root, left"
    )
with grade("rows that nothing parts"):
    same_rows = pd.DataFrame({"quiet": [4, 4, 4], "plan_code": [20, 20, 20]}, index=[7, 9, 3])
    tree_forms.leaf(
        grow(same_rows, [1, 0, 1], 4, ["plan_code"]), 2 / 3, "three rows that are alike: the root"
    )
with grade("chances of a given tree"):
    visitors = pd.DataFrame(
        {"quiet": [47, 22, 3, 90], "plan_code": [40, 20, 10, 50]}, index=[5, 1, 4, 2]
    )
    tree_forms.chances(
        chances(small_tree, visitors.copy()), [0.75, 0.0, 0.4, 0.4],
        "chances of small_tree; quiet 47, 22, 3, 90; plan 40, 20, 10, 50"
    )
    tree_forms.chances(
        chances({"chance": 0.3}, visitors.copy()), [0.3] * 4, "chances of a tree that is a leaf"
    )
### BEGIN HIDDEN TESTS
from hidden import forest_splits

rng = check.rng("grow")
with grade("trees of other companies", weight=3):
    for depth in (1, 2, 3, 12):
        forest_splits.grown(grow, forest_splits.table(rng, depth), "another company")
with grade("trees where a first split gains nothing, and where rows are alike"):
    for _ in range(2):
        forest_splits.grown(grow, forest_splits.crossed(rng), "a company in which two columns tell something only together")
        forest_splits.grown(grow, forest_splits.alike(rng), "a company in which rows are alike")
with grade("chances of other trees", weight=2):
    for depth in (1, 2, 3, 4):
        told = f"chances of a tree that was given, depth {depth}"
        forest_splits.read(chances, forest_splits.tree_of(rng, depth), forest_splits.table(rng, 1).frame, told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A first sitting may end here.* You have grown a tree by hand. The second sitting makes a forest of many, and asks whether it beats the rule. When you come back, first run the cells from the top.
#
# ## One tree is nervous
#
# Now Linnet itself: 600 customers on each of five days, two months apart. What is known on the day stands in the columns, `left` says whether they left within the two months after it. `rule` is the shops' rule, `last` is 1 for those who once left and came back.
#
# %%
print(churn_days.groupby("day")["left"].agg(["size", "mean"]).round(3))
churn_days.head(3)

# %% [markdown]
# scikit-learn grows such trees fast; the columns of numbers will do for a demonstration. We grow a tree to the end on the first four days and let it judge the customers of those days, and those of the last day, which it hasn't seen.
#
# %% role="read-only" id="last-day"
number_columns = [
    "tenure", "quiet", "calls", "calls_before", "days_to_end", "complaints", "late_bills"
]
earlier = churn_days[churn_days["day"] < churn_days["day"].max()]
latest = churn_days[churn_days["day"] == churn_days["day"].max()]

# %%
from sklearn.tree import DecisionTreeClassifier

for depth in (1, 3, 6, None):
    tree = DecisionTreeClassifier(max_depth=depth, random_state=0)
    tree.fit(earlier[number_columns], earlier["left"])
    found = {}
    for title, rows in (("days it has seen", earlier), ("the last day", latest)):
        said = tree.predict(rows[number_columns])
        found[title] = (said[rows["left"] == 1] == 1).mean(), (rows["left"][said == 1] == 1).mean()
    print(f"depth {depth}:")
    for title, (recall, precision) in found.items():
        print(
            f"    {title}: of the leavers it names {recall:.2f}, of those it names {precision:.2f} "
            "leave"
        )

# %% [markdown]
# Grown to the end, the tree knows every customer that it has seen, and is much worse on others: it has learnt accidents by heart. (A depth of 1 names nobody: no side has a majority of leavers.) And it is nervous. Here a twentieth of the rows is taken away, five times. The first questions stay; the third one already depends on who happens to be there, and so does the size of the tree:
#
# %%
draw = np.random.default_rng(3)
for _ in range(5):
    kept = earlier.iloc[draw.permutation(len(earlier))[: len(earlier) * 19 // 20]]
    tree = DecisionTreeClassifier(max_depth=8, random_state=0).fit(
        kept[number_columns], kept["left"]
    )
    nodes = tree.tree_
    asked = [f"{number_columns[nodes.feature[i]]} <= {nodes.threshold[i]:g}" for i in (0, 1, 2)]
    print(f"{nodes.n_leaves} leaves; first", ", then ".join(asked))

# %% [markdown]
# ## Many trees, each from other rows
#
# Nervous judges can be useful, if there are many and if they don't all err alike. **Bagging** gives each tree rows of its own: from n rows draw n times, *putting each back* ("with replacement"). That is a **bootstrap sample**, also called the tree's **bag**.
# Some rows are in it twice or more often, and some not at all:
#
# %%
drawn_rows = np.random.default_rng(5).integers(0, 12, (5, 12))
times_drawn = np.array([np.bincount(bag, minlength=12) for bag in drawn_rows])
fig, ax = plt.subplots(figsize=(7, 2.6))
ax.imshow(times_drawn == 0, cmap="Greys", vmin=0, vmax=2)
for tree_number, row_number in np.ndindex(times_drawn.shape):
    ax.text(row_number, tree_number, times_drawn[tree_number, row_number], ha="center", va="center")
ax.set(
    xlabel="row", ylabel="tree", xticks=range(12),
    title="How often each row is in each tree's bag (grey: out of the bag)"
)
plt.tight_layout()
plt.show()

# %%
quiz(
    "A bag is drawn from 1,000 rows. How many different rows does it hold, about?",
    runs="""
import numpy as np

bag = np.random.default_rng(0).integers(0, 1000, 1000)
print(round(len(set(bag.tolist())), -2))
""",
    right="600",
    wrong={
        "1000": "Only if no row were drawn twice. In 1,000 draws with putting back many are.",
        "500": "Near, but each row is missed with chance (1 − 1/1000)^1000, which is about 0.37.",
        "400": "That is nearer to the number of rows that it misses.",
    },
    because="A row is missed by 1,000 draws with chance 0.999^1000 = 0.368. So about 632 of 1,000 "
    "are in.",
)

# %% [markdown]
# About 37 in 100 rows are **out of the bag** of a tree. For that tree they are customers it has never seen. So ask about each customer only the trees that don't know them, take the majority, and compare with what happened: the **out-of-bag error**. It's an honest measure
# without a test set. Whoever also asks the trees that had the customer in their bag asks people who have read the answer.
#
# Five customers, three trees; what a tree says about rows of its own bag stands in brackets:
#
# | row | happened | tree 0, bag 0 0 1 2 4 | tree 1, bag 1 1 2 3 3 | tree 2, bag 0 1 1 3 3 | out-of-bag votes | says |
# |---|---|---|---|---|---|---|
# | 0 | 1 | (1) | 0 | (1) | 0 | 0, wrong |
# | 1 | 0 | (0) | (0) | (0) | none | left out |
# | 2 | 1 | (1) | (1) | 1 | 1 | 1, right |
# | 3 | 0 | 1 | (0) | (0) | 1 | 1, wrong |
# | 4 | 1 | (1) | 1 | 0 | 1, 0: a tie | 0, wrong |
#
# Three of the four rows that have votes are wrong: the out-of-bag error is 0.75. With the brackets counted, the majorities would be 1, 0, 1, 0, 1: not a single error.
#
# And one trick more. If one column is strong, all trees ask about it first, and are alike. So at *every* split only some columns, drawn anew by lot, may be asked about. Such a bag of trees is a **random forest**. (If the drawn ones can't part the rows, others are drawn.)
#
# %% [markdown]
# ## C17 · Bagging
# **Level 4 · 20 minutes · 2 + 2 points**
#
# 1. `oob_error(drawn, votes, y)`: `drawn` holds for each tree the positions of the rows in its bag, `votes` for each tree its vote, 0 or 1, about every row, and `y` the labels. For each row only the trees count that don't have it in their bag. Their majority is what the forest says, 0 on a tie.
#    Return the share of rows on which it is wrong; rows that are in every bag are left out, of the whole too. If all are, return `math.nan`.
# 2. `forest(train, y, new, trees, features, seed)`: `train` and `new` are frames of numbers with the same columns and any index, `y` the list of the labels of `train`. Grow as many trees as `trees` says, each on a bootstrap sample of the rows of `train`, as long as its
#    leaves aren't pure, and with `features` columns, drawn anew by lot, to choose from at each split. Return a dict:
#    - `"drawn"`: for each tree the list of the positions in its bag, as many as `train` has rows, each from 0 on.
#    - `"votes"`: for each tree its votes, 0 or 1, about all rows of `train`.
#    - `"chances"`: for each row of `new` the share of the trees that vote 1.
#
#    The same `seed` (a whole number) gives the same forest again, another one another.
#
# Use scikit-learn's `DecisionTreeClassifier` (its `max_features` draws columns at each split), or your own trees. No forest from a library: growing it is the exercise. A bag may hold labels of one kind only. Rows of `train` differ from each other, and the tests grow no more than 25 trees on 160 of them.
#
# *Example.* The table above: `oob_error([[0, 0, 1, 2, 4], [1, 1, 2, 3, 3], [0, 1, 1, 3, 3]], …, [1, 0, 1, 0, 1])` is 0.75.
#
# <details><summary>Hint 1</summary>
#
# For one row: `[vote[row] for bag, vote in zip(drawn, votes) if row not in bag]`. An empty list has no majority.
#
# </details>
# <details><summary>Hint 2</summary>
#
# One generator, `np.random.default_rng(seed)`, can draw all bags. A tree needs a `random_state` of its own: draw it from the same generator. `train.iloc[bag]` takes rows by position, as often as they were drawn.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If every tree asks the same first question, look at `max_features`: the columns have to be drawn at each split, not once a tree. If the tests say that a tree is wrong on its own bag, rows and labels weren't taken by the same positions.
#
# </details>
#
# %% role="answer" id="oob"
def oob_error(drawn, votes, y):
    """Share of rows on which the majority of the trees that have not seen them is wrong."""
    ### BEGIN SOLUTION
    wrong = []
    for row, happened in enumerate(y):
        said = [vote[row] for bag, vote in zip(drawn, votes) if row not in bag]
        if said:
            wrong.append((sum(said) > len(said) / 2) != happened)
    return sum(wrong) / len(wrong) if wrong else math.nan
    ### END SOLUTION

# %% role="tests" id="oob-tests" points=2
import tree_forms

check.no_names("oob_error", {"sklearn"}, why="by hand: whom to ask is the exercise")
three_bags = [[0, 0, 1, 2, 4], [1, 1, 2, 3, 3], [0, 1, 1, 3, 3]]
three_votes = [[1, 0, 1, 1, 1], [0, 0, 1, 0, 1], [1, 0, 1, 0, 0]]
grade = check.parts(2)
with grade("the table above"):
    tree_forms.same_number(
        oob_error(
            [list(bag) for bag in three_bags], [list(vote) for vote in three_votes], [1, 0, 1, 0, 1]
        ), 0.75, "oob_error of the table above"
    )
    tree_forms.same_number(
        oob_error(
            [list(bag) for bag in three_bags], [list(vote) for vote in three_votes], [0, 0, 1, 1, 0]
        ), 0.0, "oob_error of the table above, with the labels 0, 0, 1, 1, 0"
    )
with grade("a tie, and rows in every bag"):
    tree_forms.same_number(
        oob_error([[0, 0], [0, 0]], [[1, 1], [1, 0]], [0, 0]), 0.0,
        "oob_error of two rows; row 0 is in both bags, the trees disagree about row 1, which stayed"
    )
    tree_forms.same_number(
        oob_error([[0, 0], [0, 0]], [[1, 1], [1, 0]], [0, 1]), 1.0,
        "the same two rows, if row 1 left"
    )
    tree_forms.same_number(
        oob_error([[0, 1], [1, 0]], [[1, 1], [0, 1]], [1, 1]), math.nan,
        "oob_error where both rows are in both bags"
    )
### BEGIN HIDDEN TESTS
from hidden import forest_bags

rng = check.rng("oob")
with grade("other forests", weight=3):
    for trees_drawn, rows_drawn in ((8, 30), (9, 30), (25, 60), (4, 20)):
        forest_bags.error(oob_error, forest_bags.voted(rng, trees_drawn, rows_drawn), "another forest")
with grade("few trees, and bags that hold everything"):
    forest_bags.error(oob_error, forest_bags.voted(rng, 1, 24), "one tree")
    forest_bags.error(oob_error, forest_bags.voted(rng, 3, 1), "a table of one row")
### END HIDDEN TESTS
grade.score()

# %% role="answer" id="forest"
def forest(train, y, new, trees, features, seed):
    """Bags, votes about the training rows and chances for new rows of a random forest."""
    ### BEGIN SOLUTION
    rng, y = np.random.default_rng(seed), np.array(y)
    drawn, votes, votes_on_new = [], [], []
    for _ in range(trees):
        bag = rng.integers(0, len(train), len(train))
        tree = DecisionTreeClassifier(max_features=features, random_state=int(rng.integers(2**31)))
        tree.fit(train.iloc[bag], y[bag])
        drawn.append(bag.tolist())
        votes.append(tree.predict(train).tolist())
        votes_on_new.append(tree.predict(new))
    return {"drawn": drawn, "votes": votes, "chances": np.mean(votes_on_new, axis=0).tolist()}
    ### END SOLUTION

# %% role="tests" id="forest-tests" points=2
import tree_forms

check.no_names(
    "forest",
    {
        "RandomForestClassifier", "ExtraTreesClassifier", "BaggingClassifier",
        "RandomForestRegressor", "ExtraTreesRegressor", "BaggingRegressor"
    }, why="growing the forest is the exercise"
)
grade = check.parts(2)
two_columns = twelve[["quiet", "tenure"]]
with grade("a forest of the twelve customers"):
    grown_forest = forest(
        two_columns.copy(), twelve["left"].tolist(), two_columns.tail(5), 100, 1, 4
    )
    hundred_bags, hundred_votes = tree_forms.bags(
        grown_forest, 100, 12, "a forest of 100 trees on the twelve customers"
    )
    tree_forms.learnt_by_heart(
        hundred_bags, hundred_votes, twelve["left"].to_numpy(), "a forest on the twelve customers"
    )
    tree_forms.chances(
        grown_forest["chances"], hundred_votes.mean(axis=0)[-5:],
        "the chances of the last five customers, which are the share of the trees that vote 1"
    )
with grade("seeds"):
    seeded = [
        tree_forms.bags(
            forest(two_columns.copy(), twelve["left"].tolist(), two_columns.copy(), 7, 1, one_seed),
            7, 12, "a forest of seven trees"
        ) for one_seed in (1, 2, 1)
    ]
    check.that(
        all((seeded[0][place] == seeded[2][place]).all() for place in (0, 1)),
        "the same seed gives the same forest again"
    )
    check.that(bool((seeded[0][0] != seeded[1][0]).any()), "another seed draws other bags")
### BEGIN HIDDEN TESTS
from hidden import forest_bags

rng = check.rng("forest")
with grade("where there is nothing to learn"):
    of_noise = forest_bags.Forest(forest, forest_bags.noise(rng), 25, 2, 11, "labels by lot")
    forest_bags.between(of_noise.error(), 0.2, 0.8, f"{of_noise.what}: the out-of-bag error", "whether the trees have seen the rows that are out of their bag")
with grade("one strong column", weight=2):
    table = forest_bags.strong(rng)
    few = forest_bags.Forest(forest, table, 25, 1, 12, "a table with one strong column")
    forest_bags.between(few.error_of_trees(), 0.12, 0.6, f"{few.what}: how often a single tree is wrong", "features: how many columns each split may choose from")
    every = forest_bags.Forest(forest, table, 25, 16, 13, "a table with one strong column")
    forest_bags.between(every.error_of_trees(), 0.0, 0.005, f"{every.what}: how often a single tree is wrong", "features: how many columns each split may choose from")
with grade("two columns that tell something only together", weight=2):
    crossed = forest_bags.Forest(forest, forest_bags.crossed(rng), 25, 1, 14, "a table in which only two columns together tell anything")
    forest_bags.between(crossed.error(), 0.0, 0.2, f"{crossed.what}: the out-of-bag error", "the columns are drawn at each split, not once a tree")
with grade("a single leaver"):
    forest_bags.Forest(forest, forest_bags.lonely(rng), 20, 1, 15, "a table with a single 1")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# How many trees are enough? Your own functions tell, on 160 of Linnet's customers:
#
# %%
def error_by_trees():
    part = earlier.sort_values("customer_id").drop_duplicates(number_columns).head(160)
    y = part["left"].tolist()
    grown = forest(part[number_columns], y, part[number_columns], 60, 2, 1)
    found = [
        (count, oob_error(grown["drawn"][:count], grown["votes"][:count], y)) for count in (
            1, 5, 20, 60
        )
    ]
    return (
        "; ".join(f"{count} trees {error:.2f}" for count, error in found)
        + f"; all stay {np.mean(y):.2f}"
    )


say("What is the out-of-bag error of more and more trees?", "C17", error_by_trees)

# %% [markdown]
# More trees help. But look at the end of the line: whoever says "all stay" is wrong as rarely. Is the forest worthless?
#
# ## Right about 87 of 100
#
# The vendor's sentence is true. Before you read on, a rival without any skill, on Linnet's last day:
#
# %%
quiz(
    "What does somebody reach on the last day who says of every customer \"stays\"?",
    runs="""
import pandas as pd

days = pd.read_csv("data/churn_days.csv")
latest = days[days["day"] == days["day"].max()]
print(f"right about {100 * (latest['left'] == 0).mean():.0f} of 100")
""",
    right="right about 88 of 100",
    wrong={
        "right about 12 of 100": "That is the share of leavers, about whom one is wrong.",
        "right about 50 of 100": "Only if half of the customers left.",
        "right about 0 of 100": "It is wrong about all leavers, but they are few.",
    },
    because="530 of 600 stayed. Where few leave, being right says little, and a model that never "
    "warns is hard to beat.",
)

# %% [markdown]
# Ines doesn't need to know who "will leave". She has 200 calls, and wants leavers near the top of a list. So measure the *order*. Take every leaver and every stayer and put them side by side: how often does the leaver have the higher score? A tie counts half. This share is
# called **AUC**. Three leavers with scores 0.9, 0.6, 0.3, and four stayers with 0.7, 0.3, 0.2, 0.1:
#
# %%
pairs = pd.DataFrame(
    {0.7: [1, 0, 0], 0.3: [1, 1, 0.5], 0.2: [1, 1, 1], 0.1: [1, 1, 1]}, index=[0.9, 0.6, 0.3]
)
print(pairs, "\n\nAUC:", round(pairs.to_numpy().mean(), 3))

# %% [markdown]
# 9.5 of 12 pairs: AUC 0.792. Whoever gives everybody the same score has only ties, AUC 0.5. Drawing lots comes to 0.5 as well, on average. A perfect order has 1. How many left doesn't matter, so nobody gets 0.88 for free.
#
# `sklearn.metrics.roc_auc_score` counts the pairs fast. On Linnet's last day, with an interval: draw the customers again and again with putting back, as in lesson 2.
#
# %%
from sklearn.metrics import roc_auc_score

left_last_day, rule_last_day = latest["left"].to_numpy(), latest["rule"].to_numpy()
print(
    f"the rule, on {len(latest)} customers: AUC {roc_auc_score(left_last_day, rule_last_day):.3f}"
)
draw, again = np.random.default_rng(1), []
for _ in range(200):
    rows = draw.integers(0, len(latest), len(latest))
    again.append(roc_auc_score(left_last_day[rows], rule_last_day[rows]))
low, high = np.percentile(again, [2.5, 97.5])
print(f"95 in 100 draws lie between {low:.3f} and {high:.3f}")

# %%
quiz(
    "A model has AUC 0.62 and the rule 0.57, with intervals from 0.57 to 0.67 and from 0.52 to "
    "0.62. They overlap. Does the model gain anything?",
    right="That can't be told from the two intervals: the difference needs one of its own.",
    wrong={
        "No: intervals that overlap show no difference.": "Both were measured on the same "
        "customers. What moves both alike cancels in the difference, whose interval may lie above "
        "0.",
        "Yes: 0.62 is more than 0.57.": "By how much would it differ with other customers? Without "
        "an interval nobody knows.",
        "Yes, since 0.57 isn't inside of the model's interval.": "The rule's 0.57 isn't certain "
        "either.",
    },
    because="Draw customers, compute both AUCs on the same draw, and look at the differences.",
)

# %% [markdown]
# ## C18a · A gain beyond noise
# **Level 3 · 10 minutes · 2 points**
#
# Write `auc_gain(scores, baseline, left)`: three lists with an entry for each customer: the model's scores, the baseline's (often only 0 and 1), and 1 for those who left. Return three numbers `(gain, low, high)`:
#
# - `gain` is the AUC of the scores less the AUC of the baseline, on these rows; pairs that tie count half.
# - `low` and `high` are the ends of a 95 in 100 interval of the gain, with `gain` between them, by any sound method on the paired rows: about 1.96 standard errors of the difference to either side. Averaged over several tests the width must be 0.93 to 1.07 times that.
#
# There are at least 40 leavers and 40 stayers. If you draw, draw at least 500 times, with a generator and a seed of your own.
#
# *Example.* On the last day, the number of quiet days ranks a little finer than the rule: AUC 0.582 and 0.572, a gain of 0.010 with an interval from about −0.036 to 0.057. It holds 0: no gain is shown. With `-days_to_end` as the score (whoever is nearest to the end of the contract
# first) the gain is 0.188, from about 0.109 to 0.267.
#
# <details><summary>Hint 1</summary>
#
# Arrays make it easy: with `rows` drawn, `left[rows]`, `scores[rows]` and `baseline[rows]` are the same customers.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Collect the *difference* of the two AUCs of each draw, and take its percentiles 2.5 and 97.5. If your intervals are too wide, the two AUCs came from different draws.
#
# </details>
#
# %% role="answer" id="auc-gain"
def auc_gain(scores, baseline, left):
    """How much higher the AUC of the scores is than the baseline's, and a 95 in 100 interval:
    (gain, low, high)."""
    ### BEGIN SOLUTION
    left = np.array(left) == 1
    won = []
    for ranking in (np.array(scores, dtype=float), np.array(baseline, dtype=float)):
        leavers, stayers = ranking[left][:, None], ranking[~left][None, :]
        won.append((leavers > stayers) + 0.5 * (leavers == stayers))
    difference = won[0] - won[1]  # leavers by stayers
    of_leavers, of_stayers = difference.mean(axis=1), difference.mean(axis=0)
    swing = 1.96 * math.sqrt(of_leavers.var(ddof=1) / len(of_leavers) + of_stayers.var(ddof=1) / len(of_stayers))
    gain = float(difference.mean())
    return gain, gain - swing, gain + swing
    ### END SOLUTION

# %% role="tests" id="auc-gain-tests" points=2
import tree_forms

grade = check.parts(2)
with grade("the last day"):
    for column_told, scores_told, gain_expected, width_expected, is_gain in (
        ("quiet", latest["quiet"], 0.010431, 0.0926, False),
        ("minus days_to_end", -latest["days_to_end"], 0.188059, 0.1571, True),
        ("calls_before", latest["calls_before"], -0.180970, 0.1732, False),
    ):  # fmt: skip
        gain_told = auc_gain(scores_told.tolist(), latest["rule"].tolist(), latest["left"].tolist())
        tree_forms.gain_interval(
            gain_told, gain_expected, width_expected,
            f"{column_told} against the rule, on Linnet's last day"
        )
        tree_forms.beyond_noise(
            gain_told, is_gain, f"{column_told} against the rule, on Linnet's last day"
        )
with grade("the same ranking twice"):
    no_change = auc_gain(
        (latest["rule"] * 5).tolist(), latest["rule"].tolist(), latest["left"].tolist()
    )
    check.close(
        [float(end) for end in no_change], [0.0, 0.0, 0.0],
        "auc_gain of the rule times 5 against the rule",
        look="five times the rule ranks as the rule does"
    )
### BEGIN HIDDEN TESTS
from hidden import forest_checks

rng = check.rng("auc-gain")
with grade("gains near the border", weight=3):
    near_border = [(forest_checks.ranked(rng, outcome, plain=plain), outcome) for outcome in ("gain", "noise", "gain", "noise", "loss") for plain in (True, False)]
    forest_checks.gains(auc_gain, near_border, "other customers")
    row_orders = [rng.permutation(len(near_border[0][0].left)) for _ in range(16)]
    forest_checks.steady(auc_gain, near_border[0][0], row_orders, "other customers")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A later day decides
#
# On which rows should the gain be measured? Not on those that the model was fitted on: a forest knows them by heart. Not on rows drawn by lot either. In use, the model is fitted today and judges customers of *later* days. In between the competition changes its prices, a new app comes out, the reasons
# to leave change. Rows drawn by lot from all days let the model see a part of each day beforehand, and nothing of that shows. So fit on the earlier days, and measure on the last one.
#
# (Labels look two months ahead, and the days lie two months apart. So the outcome of the earlier days was known when the last day came. That is lesson 4's gap.)
#
# And if the model gains nothing? Then the answer is "there is nothing here to learn beyond the rule", and one goes on with the rule. That is a result. It saves 40,000 euros.
#
# %% [markdown]
# ## C18b · The churn forest
# **Level 5 · 22 minutes · 3 points**
#
# Write `churn_forest(history, now)`. `history` has the columns of `churn_days`, with several days in any order, two months apart; `now` has the customers of a later day, with the same columns but for `left`, in any order of columns and with any index. Return a dict:
#
# - `"gain"`: how much higher the AUC of a model is than that of the better of `rule` and `last` (by AUC), measured on the last day of `history`. The model is fitted on the earlier days only.
# - `"learnt"`: `True` if that gain is beyond noise: its 95 in 100 interval lies above 0. Else `False`.
# - `"scores"`: a number for each row of `now`, in its order, higher for those who are likelier to leave. If something was learnt they are those of a model fitted on `history`. If not, they are the column of the better baseline, `rule` or `last`.
#
# Any model will do, a forest of scikit-learn too. `plan_code` and `channel` are categories, and `now` may hold one that `history` never had; `satisfaction` is missing for those who weren't asked, which may be all of a day; `customer_id` is a name and no measure.
#
# The tests make up companies of 800 customers a day. In some there is much to learn: there today's customers, once it is known who left, must show an AUC at least 0.1 above the better of `rule` and `last`. In others there is nothing to learn beyond one of the two. A model that needs
# two seconds for a company is fast enough.
#
# *Example.* For `churn_days` and `churn_today` the key's forest has an AUC of 0.82 on the last day and the rule 0.57: a gain of 0.25, with an interval from 0.18 to 0.32. Something was learnt. With the labels of each day dealt out by lot, nothing is.
#
# <details><summary>Hint 1</summary>
#
# Write an inner function `fit_and_score(old, new)`, and use it twice: earlier days and last day, then all of `history` and `now`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Lesson 4's pipeline survives new categories and missing values. Or: `pd.get_dummies(…, columns=["plan_code", "channel"])`, then `.reindex(columns=…, fill_value=0)` for the new rows, so that they have the columns of the old ones.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `predict_proba(…)[:, 1]` ranks; `predict` gives 0 to nearly everybody. `min_samples_leaf=10` keeps the trees from learning by heart. `history["day"].max()` is the last day; your `auc_gain` tells the rest.
#
# </details>
#
# %% role="answer" id="churn-forest"
from sklearn.ensemble import RandomForestClassifier


def churn_forest(history, now):
    """Gain over the better baseline on the last day, whether it's beyond noise, and scores for the
    customers of now."""
    ### BEGIN SOLUTION
    def numbers(frame):
        kept = frame.drop(columns=["customer_id", "day", "left"], errors="ignore").fillna({"satisfaction": 0})
        return pd.get_dummies(kept, columns=["plan_code", "channel"])

    def fit_and_score(old, new):
        x = numbers(old)
        model = RandomForestClassifier(30, min_samples_leaf=10, random_state=0).fit(x, old["left"])
        return model.predict_proba(numbers(new).reindex(columns=x.columns, fill_value=0))[:, 1]

    is_last = history["day"] == history["day"].max()
    earlier, last_day = history[~is_last], history[is_last]
    scores, left = fit_and_score(earlier, last_day), last_day["left"].tolist()
    against = {name: auc_gain(scores, last_day[name].tolist(), left) for name in ("rule", "last")}
    better = min(against, key=lambda name: against[name][0])
    gain, low, _ = against[better]
    found = fit_and_score(history, now) if low > 0 else now[better]
    return {"gain": gain, "learnt": bool(low > 0), "scores": found.tolist()}
    ### END SOLUTION

# %% role="tests" id="churn-forest-tests" points=3
import tree_forms
from sklearn.metrics import roc_auc_score

grade = check.parts(3)
with grade("Linnet Mobile"):
    linnet_said = tree_forms.forest_said(
        churn_forest(churn_days.copy(), churn_today.copy()), len(churn_today), "churn_forest"
    )
    tree_forms.learnt(linnet_said, True, 0.4, "churn_forest")
    linnet_known = {
        name: roc_auc_score(churn_after["left"], churn_today[name]) for name in ("rule", "last")
    }
    tree_forms.beats(
        roc_auc_score(churn_after["left"], linnet_said["scores"]), linnet_known, 0.1, "churn_forest"
    )
with grade("Linnet Mobile, with the labels of each day dealt out by lot"):
    lots = np.random.default_rng(17)
    dealt = churn_days.assign(
        left=churn_days.groupby("day")["left"].transform(
            lambda labels: lots.permutation(labels.to_numpy())
        )
    )
    dealt_said = tree_forms.forest_said(
        churn_forest(dealt, churn_today.copy()), len(churn_today), "churn_forest"
    )
    tree_forms.learnt(dealt_said, False, 0.12, "churn_forest")
    tree_forms.ranked_by(
        dealt_said["scores"], churn_today["last"].to_numpy(float), "last", "churn_forest"
    )
### BEGIN HIDDEN TESTS
from hidden import forest_checks, forest_companies

for company_kind, weight in (("ending", 2), ("plans", 2), ("rule", 3), ("faded", 3)):
    with grade(forest_checks.TOLD[company_kind], weight=weight):
        made_up = forest_companies.drawn(check.seed("churn-forest"), company_kind)
        said_of_it = forest_checks.forest_said(churn_forest, made_up, "churn_forest")
        forest_checks.verdict(said_of_it, made_up, "churn_forest", forest_checks.MOST[company_kind])
        forest_checks.scores(said_of_it, made_up, "churn_forest")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - A split is a question. Gini says how mixed its sides are, each weighted by its rows; equal values stay together, codes go by sets.
# - A tree asks the best question again on each side. Grown to the end it knows its rows by heart.
# - A forest lets many trees vote, each from rows of its own and with columns drawn at each split. Rows out of the bag measure it honestly, if only the trees vote that don't know them.
# - Where few leave, being right about 87 of 100 is no proof. AUC looks at the order.
# - A gain counts over the better baseline, on a later day, and beyond noise. If there is none, say so and keep the rule.
#
# Now Ines' three questions, with your own functions:
#
# %%
def own_tree():
    tree = grow(twelve.drop(columns="left"), twelve["left"].tolist(), 2, ["plan_code"])
    told = chances(tree, twelve)
    return (
        f"yes; a tree of depth 2 asks about {tree['column']!r} first and gives the twelve the "
        f"chances {sorted({round(chance, 2) for chance in told})}"
    )


def beside_the_rule():
    said = churn_forest(churn_days, churn_today)
    called = churn_today.assign(score=said["scores"], left=churn_after["left"]).nlargest(
        100, "score"
    )
    by_rule = churn_after["left"][churn_today["rule"] == 1]
    return (
        f"AUC {said['gain']:.2f} higher; of the first 100 on its list {called['left'].sum()} left, "
        f"of 100 whom the rule names about {100 * by_rule.mean():.0f}"
    )


def with_nothing_to_learn():
    lots = np.random.default_rng(17)
    dealt = churn_days.assign(left=lots.permutation(churn_days["left"].to_numpy()))
    said = churn_forest(dealt, churn_today)
    return f"with labels by lot the gain is {said['gain']:.2f}, and learnt is {said['learnt']}"


say("1. Can we grow one ourselves?", "C16 and C17", own_tree)
say("2. How good is it beside our rule?", "C18", beside_the_rule)
say("3. How would we notice if there were nothing to learn?", "C18", with_nothing_to_learn)

# %% [markdown]
# So the vendor's 87 was no lie and no news. What convinces Hana is the second line: twice as many leavers among the same number of calls, on a day that the forest had never seen. What the calls *achieve* is another question, and whom to phone, with 200 calls and a price, is the next lesson's.
