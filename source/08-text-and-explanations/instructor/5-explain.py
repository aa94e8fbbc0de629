# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Why did the model say that?
#     minutes: 140
#     prerequisites: [07-statistics-and-churn/4-features, 08-text-and-explanations/1-words]
#     summary: Shapley values exactly and by regression, LIME for a table and for a text, and a review in colour that is safe to show.
# ---

# %% [markdown]
# # Why did the model say that?
#
# The Harbour Post prints what its readers write about cafés. A model reads each review first: praise goes onto the page, complaints go to Mina, the editor. This morning the owner of the café Anker is at her desk. "You filed this under complaints! Does your machine have something against my house?"
#
# > Anker: coffee not bitter, cake never stale, staff not rude.
#
# Tom, who built the model, says that it isn't so simple. Yuna says that it can be measured. So the questions are:
#
# 1. Which words made it a complaint, and how much is due to each?
# 2. Is it the name of the café?
# 3. Two other methods are quicker. Do they say the same?
# 4. How does one show the owner the answer, on a page into which any reader may write anything?
#
# Your own functions answer them in the last cells. After this lesson you can
#
# - compute the Shapley values of any small model exactly, and of a larger one about,
# - write LIME for a table and for a text, and say what its numbers depend on,
# - show an explanation that needs no colours and lets no script through.
#
# You need lesson 1 of this unit, and a model's `predict` from unit 07. Plan two sittings of about 70 minutes, with a break after X15b.
#
# %% role="read-only" id="setup-explain"
import html
import itertools
import math
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge

import explain_cafe
import explain_figures
from workbook import check
from workbook.notebook.quiz import quiz

reviews = pd.read_csv("data/cafe_reviews.csv")
visits = pd.read_csv("data/cafe_visits.csv")
read = explain_cafe.reader(reviews)  # texts -> chances of complaint and of praise
judge = explain_cafe.judge(visits)  # visits -> chances of skip, fine and go
anker = "Anker: coffee not bitter, cake never stale, staff not rude."

# %% [markdown]
# ## Ask it again, with less
#
# `read` takes a list of texts, and returns a row for each: the chance of a complaint, and of praise. It was trained on 1,000 reviews, English and Korean ones.
#
# %%
reviews[["text", "praise"]].head(4)

# %%
for text in ("The coffee was lovely.", "커피가 써요.", anker):
    complaint, praise = read([text])[0]
    print(f"{complaint:.3f} {praise:.3f}  {text}")

# %% [markdown]
# (커피가 써요: the coffee is bitter. A word is what stands between blanks here, with its particle.)
#
# It is as sure as can be about Anker: a complaint. We don't look inside of the model. We ask it again, with some of the words gone. Switch words off and on:
#
# %%
explain_figures.switches(read, anker)

# %% [markdown]
# - Switch off one word at a time. What happens?
# - Switch off *not* (both), *never*, *stale* and *rude*. And now?
# - What does it say when all words are off?
#
# <details><summary>What you should have found</summary>
#
# One word at a time changes nothing to speak of: the chance stays at 0.99 or above. Without *not*, *never*, *stale,* and *rude.* it falls to about 0.52. With nothing to read it says 0.527: it has to say something, and that is its start.
#
# </details>
#
# So the obvious measure is "how much does the prediction fall when I leave this word out?" It says that no word matters, in a text of words that matter. There are several reasons for a complaint here, and each stands in for the others.
#
# %%
quiz(
    "An alarm is 1 where there is smoke, or heat, or both, else 0. A room has both. By how much "
    "does the alarm fall if only smoke is left out, and if only heat is?",
    runs="""
def alarm(smoke, heat):
    return max(smoke, heat)


both = alarm(1, 1)
print(both - alarm(0, 1), both - alarm(1, 0))
""",
    right="0 0",
    wrong={
        "1 1": "Without smoke there is still heat, and the alarm rings on.",
        "1 0": "Smoke and heat are alike in this model. What would tell them apart?",
        "0.5 0.5": "That would be a fair share for each. Leaving one out doesn't find it.",
    },
    because="Each stands in for the other, so leaving out one of them never shows.",
)

# %% [markdown]
# ## Without a feature, what is that?
#
# From a text one can take a word away. But what is a visit *without* its waiting time? A model for tables wants a number in each column. Zero minutes would be no absence: it would be an excellent café.
#
# So one puts in what is usual, and not one usual number, but many. A **background** is a table of other cases. The **value of a set of features** answers: what does the model say on average if we know only these features of our case?
#
# - Take all background rows.
# - Write the case's own values into the columns of the set. The other columns keep theirs.
# - Predict, and take the mean.
#
# A model for two features, *a*·*b*, a case with *a* = 3 and *b* = 2, and two background rows:
#
# %%
def times(rows):
    return rows[:, 0] * rows[:, 1]


background = np.array([[1.0, 0.0], [3.0, 2.0]])
only_b = background.copy()
only_b[:, 1] = 2  # of the case we know b alone
print("background:    ", times(background), "mean", times(background).mean())
print("b is known:    ", times(only_b), "mean", times(only_b).mean())
print("of a mean row: ", times(background.mean(axis=0, keepdims=True)))

# %% [markdown]
# The last line is a wrong turn: a row of means, *a* = 2 and *b* = 1, is a case that nobody has ever seen, and its prediction, 2, isn't the mean prediction, 3. For models that bend it never need be.
#
# %% [markdown]
# ## X14a · The value of a set
# **Level 2 · 7 minutes · 1 point**
#
# Write `set_value(predict, x, background, chosen)`.
#
# - `predict` takes a table (an array of two dimensions: a row for each case, a column for each feature) and returns an array with a number for each row. What is inside is no concern of yours.
# - `x` is an array with a number for each feature, the case. `background` is an array of at least one row, with a column for each feature. Either may hold whole numbers or floats.
# - `chosen` are the columns of the set: a list of their places, in any order, maybe empty, maybe all.
# - Return a number: the mean prediction over the background rows, in which the columns of the set have x's values and the others keep their own.
# - `x` and `background` stay as they are.
#
# *Example.* `predict` is *a*·*b* + 2*c*, x is (3, 2, 5), the background (1, 0, 4) and (3, 2, 2). The empty set has the value 9 (of 8 and 10), the set of *b* 10 (of 2 + 8 and 6 + 4), all three 16.
#
# <details><summary>Hint 1</summary>
#
# Make a copy of the background first. Whole numbers in it would cut off x's decimals: `np.array(…, dtype=float)` copies and converts in one go.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `rows[:, places] = …` fills whole columns; on its right side stand x's values at the same places. An empty list of places is fine on either side.
#
# </details>
#
# %% role="answer" id="set-value"
def set_value(predict, x, background, chosen):
    """The mean prediction over the background rows, with x's values in the chosen columns."""
    ### BEGIN SOLUTION
    rows = np.array(background, dtype=float)
    rows[:, list(chosen)] = np.asarray(x, dtype=float)[list(chosen)]
    return float(np.mean(predict(rows)))
    ### END SOLUTION

# %% role="tests" id="set-value-tests" points=1
import explain_forms

grade = check.parts(1)
with grade("the example"):
    explain_forms.set_values(
        set_value,
        [
            (
                explain_forms.EXAMPLE,
                explain_forms.EXAMPLE_X,
                explain_forms.EXAMPLE_ROWS,
                places,
                mean,
                "the example",
            )
            for places, mean in (
                ([], 9),
                ([1], 10),
                ([0, 1], 12),
                ([1, 0], 12),
                ([2], 13),
                ([0, 1, 2], 16),
            )
        ],
    )
with grade("whole numbers"):
    whole_rows = np.array([[1, 0, 4], [3, 2, 2]])
    explain_forms.set_values(
        set_value,
        [
            (
                explain_forms.EXAMPLE,
                np.array([3.0, 2.5, 5.0]),
                whole_rows,
                [1],
                11,
                "a background of whole numbers",
            ),
            (
                explain_forms.EXAMPLE,
                np.array([3, 2, 5]),
                explain_forms.EXAMPLE_ROWS + 0.25,
                [1],
                11,
                "x of whole numbers",
            ),
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import explain_worlds

with grade("other models and backgrounds", weight=2):
    explain_forms.set_values(
        set_value,
        [
            (world.model, world.x, world.background, sorted(some, reverse=True), mean, world.kind)
            for world in explain_worlds.worlds(check.rng("set-value"))
            for some, mean in explain_worlds.values_of_sets(world).items()
        ],
    )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## It depends on the order
#
# In the example *a*·*b* + 2*c* the features are worth 7 together: from 9, where nothing is known, to 16. Who gets how much of the 7? Tell the model one feature after the other, and write down what each adds:
#
# %%
value = {"": 9, "a": 9, "b": 10, "c": 13, "ab": 12, "ac": 13, "bc": 14, "abc": 16}
added = {"a": [], "b": [], "c": []}
for order in itertools.permutations("abc"):
    known = ""
    for feature in order:
        more = "".join(sorted(known + feature))
        added[feature].append(value[more] - value[known])
        known = more
    print(" -> ".join(order), {name: amounts[-1] for name, amounts in added.items()})

# %% [markdown]
# *c* adds 4 wherever it stands. *a* adds nothing if it comes before *b*, and 2 after it. Every order sums up to 7, and no order is the right one.
#
# %%
fig, ax = plt.subplots(figsize=(8, 3.2))
for row, order in enumerate(itertools.permutations("abc")):
    left = 9
    for feature in order:
        amount = added[feature][row]
        colour = {"a": "#0072B2", "b": "#E69F00", "c": "#CC79A7"}[feature]
        ax.barh(row, amount, left=left, color=colour, edgecolor="white")
        if amount:
            ax.text(left + amount / 2, row, f"{feature} {amount:+}", ha="center", va="center")
        left += amount
ax.set_yticks(range(6), ["".join(order) for order in itertools.permutations("abc")])
ax.set(
    xlim=(8.5, 16.5),
    xlabel="mean prediction, from 9 to 16",
    ylabel="order",
    title="What each feature adds, by order",
)
plt.tight_layout()
plt.show()

# %%
quiz(
    "The fair share of a feature is the mean of what it adds, over all six orders. What is b's?",
    runs="""
adds = [3, 1, 1, 1, 3, 3]  # abc: after a; bac, bca, cba: see the picture
value = {"": 9, "a": 9, "b": 10, "c": 13, "ab": 12, "ac": 13, "bc": 14, "abc": 16}
first = value["b"] - value[""], value["b"] - value[""]
middle = value["ab"] - value["a"], value["bc"] - value["c"]
last = value["abc"] - value["ac"], value["abc"] - value["ac"]
print(round(sum(first + middle + last) / 6))
""",
    number=2,
    within=0.01,
    wrong={
        3: "That is what b adds when it comes last. It comes last in two orders of six.",
        1: "That is what b adds when it comes first. It comes first in two orders of six.",
        2.33: "7 over 3 would treat all three alike. They aren't.",
    },
    because="1 in three orders and 3 in three: (1 + 1 + 3 + 1 + 3 + 3) / 6 = 2. For a it is "
    "1, for c 4; together 7.",
)

# %% [markdown]
# This mean over all orders is the **Shapley value**. Of all ways to part the 7 it is the only one that always keeps four promises: the shares sum up to the whole; features that do the same get the same; a feature that does nothing gets 0; and the shares of two models' sum are the sums of their shares.
#
# Five features have 120 orders, ten have millions. But what a feature adds depends only on *which* features came before it, and not on how these were ordered among themselves. So one needs the values of 2¹⁰ = 1,024 sets, once each. For a feature and a set of *s* others that came before it, *s*! · (*d* − *s* − 1)! of the *d*! orders have exactly these before it. With *d* = 3:
#
# %%
for size in range(3):
    orders = math.factorial(size) * math.factorial(3 - size - 1)
    print(f"a certain set of {size} before a: {orders} of {math.factorial(3)} orders")

# %% [markdown]
# ## X14b · Exact Shapley values
# **Level 3 · 18 minutes · 4 points**
#
# Write `shapley_values(predict, x, background)`, with `predict`, `x` and `background` as in X14a. There are one to ten features.
#
# - Return a pair `(base, values)`. `base` is the value of the empty set. `values` is a list or an array with a number for each feature, in the order of the columns: the mean of what the feature adds to the value of the set, over all orders of the features.
# - They are exact up to rounding: nothing is drawn at random.
# - `predict` is asked for at most 100,000 rows. (With ten features and three background rows that is every set, thirty times.) Ten features have 3,628,800 orders: a loop over all of them would not end within the 40 seconds that a cell has.
# - `x` and `background` stay as they are.
#
# *Example.* For the example of X14a: (9, [1, 2, 4]). Where the prediction is 6 times the largest of three features, x is (1, 1, 1) and the background (0, 0, 0): (0, [2, 2, 2]).
#
# <details><summary>Hint 1</summary>
#
# First a dict with the value of every set: `itertools.combinations(range(d), size)` for each size from 0 to d. A `frozenset` can be a key.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For each feature go through all sets without it. What it adds is a difference of two entries; it counts with the share of orders of the text above.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the sum is right and the values are wrong: is it one order only? If two features come out right and three don't: all sets have the same share with you, and they shouldn't.
#
# </details>
#
# %% role="answer" id="shapley"
def shapley_values(predict, x, background):
    """(base, values): the exact Shapley values of x's features."""
    ### BEGIN SOLUTION
    d = len(x)
    value = {}
    for size in range(d + 1):
        for chosen in itertools.combinations(range(d), size):
            value[frozenset(chosen)] = set_value(predict, x, background, chosen)
    values = []
    for feature in range(d):
        total = 0.0
        for chosen, before in value.items():
            if feature not in chosen:
                first, later = len(chosen), d - len(chosen) - 1
                share = math.factorial(first) * math.factorial(later) / math.factorial(d)
                total += share * (value[chosen | {feature}] - before)
        values.append(total)
    return value[frozenset()], values
    ### END SOLUTION

# %% role="tests" id="shapley-tests" points=4
import explain_forms

grade = check.parts(4)
with grade("the examples"):
    largest = {
        "classes": [[[6, "most", [0, 1, 2]]]],
        "centre": [0, 0, 0],
        "unit": [1, 1, 1],
        "single": True,
    }
    explain_forms.shapley(
        shapley_values,
        [
            (
                explain_forms.EXAMPLE,
                explain_forms.EXAMPLE_X,
                explain_forms.EXAMPLE_ROWS,
                9,
                [1, 2, 4],
                "the first example",
            ),
            (largest, np.ones(3), np.zeros((1, 3)), 0, [2, 2, 2], "the second example"),
        ],
    )
with grade("one feature, and whole numbers"):
    one_cube = {"classes": [[[1, "cube", [0]]]], "centre": [0], "unit": [1], "single": True}
    whole_rows = np.array([[1, 0, 4], [3, 2, 2]])
    explain_forms.shapley(
        shapley_values,
        [
            (one_cube, np.array([2]), np.array([[1.0], [3.0]]), 14, [-6], "one feature, cubed"),
            (
                explain_forms.EXAMPLE,
                np.array([3.0, 2.5, 5.0]),
                whole_rows,
                9,
                [1.25, 3.25, 4],
                "a background of whole numbers",
            ),
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import explain_worlds

rng_of_worlds = check.rng("shapley")
with grade("other models and backgrounds", weight=4):
    explain_forms.shapley(
        shapley_values,
        [
            (world.model, world.x, world.background, *explain_worlds.exact(world), world.kind)
            for world in explain_worlds.worlds(rng_of_worlds)
        ],
    )
with grade("ten features", weight=2):
    wide_world = explain_worlds.wide(rng_of_worlds)
    explain_forms.shapley(
        shapley_values,
        [
            (
                wide_world.model,
                wide_world.x,
                wide_world.background,
                *explain_worlds.exact(wide_world),
                wide_world.kind,
            )
        ],
    )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Now Anker's review. A text becomes a table like this: a column for each different word, 1 if it is there and 0 if it is gone. The review is a row of ones, and the background a single row of zeros: no word at all.
#
# %%
words = list(dict.fromkeys(anker.split()))  # each once, in order


def complaint_of(table):
    """For each row of 0 and 1: the chance of a complaint, of the review with these words."""
    texts = []
    for row in table:
        there = {word for word, stays in zip(words, row) if stays}
        texts.append(" ".join(word for word in anker.split() if word in there))
    return read(texts)[:, 0]


everything, nothing = np.ones(len(words)), np.zeros((1, len(words)))


def due_to_words():
    base, shares = shapley_values(complaint_of, everything, nothing)
    told = ", ".join(f"{word} {share:+.3f}" for word, share in zip(words, shares))
    return f"{base:.3f} to begin with; {told}; together {base + sum(shares):.3f}"


explain_figures.settle("What is due to each word?", "X14a and X14b", due_to_words)

# %% [markdown]
# Read the line in words: without any word the model says 0.527. *not*, *never*, *stale,* and *rude.* add about 0.12 each, and together with *bitter,* they carry it to 0.9997. The name of the café takes away 0.017. Leaving out one word had told us that each is worth 0.003 at most.
#
# What may *not* be concluded: that "never stale" is bad news, or that the owner's coffee is. The numbers say what the *model* does with words.
#
# ## When there are too many sets
#
# Thirty words have 2³⁰ sets, a billion. **KernelSHAP** asks for some of them, and fits a straight line: the value of a set should be about base + the shares of the features in it,
#
#     v(S)  ≈  base + φ₁·(1 if feature 1 is in S) + φ₂·(1 if feature 2 is in S) + …
#
# Which line fits best depends on how much each set counts. Here is a small wonder: with the right weights, over all sets, the best line *is* the Shapley values. The weight of one set of *s* of *d* features is
#
#     (d − 1) / (number of sets of this size · s · (d − s))
#
# Small and large sets count most: a feature by itself, or the only one that is missing, tells most about it.
#
# %%
for size in range(1, 5):
    weight = 4 / (math.comb(5, size) * size * (5 - size))
    print(f"one of the {math.comb(5, size):2} sets of {size} of 5 features: {weight:.4f}")

# %%
quiz(
    "By the formula, what is the weight of the empty set and of the full one?",
    right="None: it divides by 0. The line has to go through these two exactly.",
    wrong={
        "0: they say nothing about single features.": "On the contrary. Look at how the "
        "weights grow towards both ends.",
        "1,000,000, a large number.": "So some programs do it. Then the sum of the shares is "
        "nearly right, and the rest of the fit loses digits.",
        "The same as of their neighbours.": "s · (d − s) is 4 for one of five features. What "
        "is it for none?",
    },
    because="What would be an infinite weight is a condition: start at the base, and the "
    "shares sum up to the full prediction less the base.",
)

# %% [markdown]
# How does one fit a line under a condition? If the shares must sum up to *T*, then the last one isn't free: φ_d = *T* − φ₁ − … − φ_{d−1}. Put that in, and an ordinary fit of *d* − 1 numbers is left. For two features, a sum of 5, and sets {1}, {2} with the values 2 and 4 above the base:
#
#     φ₁ ≈ 2      and      5 − φ₁ ≈ 4, so φ₁ ≈ 1
#
# With equal weights φ₁ = 1.5 and φ₂ = 3.5. With weight 3 for the first set φ₁ = (3·2 + 1·1) / 4 = 1.75. A **weighted** least squares fit is an ordinary one in which each row, on both sides, is multiplied by the *root* of its weight: the squares then have the weight itself.
#
# %%
design, target, weight = np.array([[1.0], [1.0]]), np.array([2.0, 1.0]), np.array([3.0, 1.0])
root = np.sqrt(weight)
print(np.linalg.lstsq(design * root[:, None], target * root, rcond=None)[0])

# %% [markdown]
# A wrong turn: fit without the condition (2 and 4), then add the missing −1 in equal parts (1.5 and 3.5). With equal weights that happens to be right here. With weights 3 and 1 it isn't: 1.75 and 3.25 fit better.
#
# %% [markdown]
# ## X15a · The kernel and the fit
# **Level 3 · 16 minutes · 2 points**
#
# Write two functions.
#
# 1. `kernel_weights(d)`, for d ≥ 2 features: a list or an array of d − 1 numbers, the weight of one set of 1, 2, … d − 1 features. The empty and the full set have none.
# 2. `fit_sets(sets, values, weights, base, full)`: `sets` is an array with a row for each set and a column for each feature, 1 where the feature is in the set and 0 where it isn't. `values` and `weights` are arrays with a number for each set, weights above 0.
#    Return a list or an array with a number φ for each feature. Their sum is `full` − `base`, exactly up to rounding. Of all such numbers they make the sum of weight · (base + the φ of the set's features − value)² as small as can be. (There are always sets enough that only one answer does.)
#
# The arrays stay as they are.
#
# *Example.* `kernel_weights(4)` is [0.25, 0.125, 0.25]. The six sets {a}, {b}, {c}, {a, b}, {a, c}, {b, c} of the example above have the values 9, 10, 13, 12, 13, 14 and the same weight each; with base 9 and full 16 the fit is [1, 2, 4], the Shapley values.
#
# <details><summary>Hint 1</summary>
#
# `math.comb(d, size)` is the number of sets of a size. `range(1, d)` are the sizes.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Take the last feature out: each other column less the last column; each value less the base, and less the whole sum where the set holds the last feature.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `np.linalg.lstsq` gives the first d − 1 numbers; the last one is what they leave. If the fit is right with equal weights only, look for the root.
#
# </details>
#
# %% role="answer" id="kernel-fit"
def kernel_weights(d):
    """The weight of one set of 1, 2, ..., d − 1 of d features."""
    ### BEGIN SOLUTION
    return [(d - 1) / (math.comb(d, size) * size * (d - size)) for size in range(1, d)]
    ### END SOLUTION


def fit_sets(sets, values, weights, base, full):
    """The values that fit the sets best, of those whose sum is full − base."""
    ### BEGIN SOLUTION
    last = sets[:, -1]
    design = sets[:, :-1] - last[:, None]
    target = values - base - last * (full - base)
    root = np.sqrt(weights)
    found = np.linalg.lstsq(design * root[:, None], target * root, rcond=None)[0]
    return [*found, full - base - found.sum()]
    ### END SOLUTION

# %% role="tests" id="kernel-fit-tests" points=2
import explain_forms

grade = check.parts(2)
six_sets = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]])
six_values = np.array([9.0, 10.0, 13.0, 12.0, 13.0, 14.0])
with grade("weights"):
    explain_forms.weights(
        kernel_weights, {4: [0.25, 0.125, 0.25], 2: [0.5], 5: [0.2, 1 / 15, 1 / 15, 0.2]}
    )
with grade("fits"):
    explain_forms.fits(
        fit_sets, [(six_sets, six_values, np.full(6, 1 / 3), 9.0, 16.0, [1, 2, 4])], "the example"
    )
    two_sets = (
        np.array([[1, 0], [0, 1]]),
        np.array([12.0, 14.0]),
        np.array([3.0, 1.0]),
        10.0,
        15.0,
        [1.75, 3.25],
    )
    explain_forms.fits(fit_sets, [two_sets], "two features")
### BEGIN HIDDEN TESTS
from hidden import explain_worlds

with grade("weights of other numbers of features"):
    explain_forms.weights(
        kernel_weights,
        {
            features: [
                (features - 1) / math.comb(features, size) / size / (features - size)
                for size in range(1, features)
            ]
            for features in (3, 6, 7, 10, 13)
        },
    )
with grade("fits of other sets", weight=3):
    explain_forms.fits(fit_sets, explain_worlds.fits(check.rng("kernel-fit")), "other sets")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# And where there are too many sets? Draw some of them *with the chance* that their weight asks for, and let each that was drawn count the same. All sets of size *s* together have the weight (d − 1) / (s · (d − s)), so that is how likely the size is. For *d* = 5: 4/4, 4/6, 4/6, 4/4, as shares 0.3, 0.2, 0.2, 0.3. Drawn with the chance *and* weighted in the
# fit, a set would count twice over.
#
# %% [markdown]
# ## X15b · KernelSHAP
# **Level 4 · 14 minutes · 2 points**
#
# Write `kernel_shap(predict, x, background, draws, rng)`, with `predict`, `x` and `background` as before and d ≥ 2 features. It returns a pair `(base, values)` as in X14b.
#
# - If `draws` is at least 2^d − 2, take each set but the empty and the full one once, with its kernel weight. Then the values are those of X14b, up to rounding.
# - Otherwise draw `draws` sets, each for itself: first its size s from 1 to d − 1, with a chance proportional to 1 / (s · (d − s)); then a set of this size, each equally likely. Each draw has the same weight in the fit; a set that is drawn twice counts twice. (`draws` is at least 10 · d then.)
# - When sets are drawn, ask for the value of each draw, also where it was asked before, and once each for those of the empty and of the full set: (draws + 2) · m rows for m background rows, neither more nor fewer.
# - The sum of the values is the prediction for x less `base`, exactly up to rounding, however few the draws.
# - All chance comes from `rng`, a NumPy generator: the same seed gives the same values, another seed others. NumPy's global generator and that of the module `random` aren't touched.
#
# Over many seeds the root mean square error against X14b may be at most 1.6 times that of such draws.
#
# *Example.* Of Anker's nine words, with 100 draws, one seed says +0.10 for *rude.* and another +0.16; exact is 0.128. The sum is 0.473 each time.
#
# <details><summary>Hint 1</summary>
#
# `rng.choice(sizes, draws, p=…)` draws all sizes at once, `rng.choice(d, size, replace=False)` the features of one set.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The four functions that you have do the rest: `set_value` for each set, `kernel_weights` where all sets are taken, `fit_sets` at the end. The mask of 0 and 1 is for `fit_sets` alone.
#
# </details>
#
# %% role="answer" id="kernel-shap"
def kernel_shap(predict, x, background, draws, rng):
    """(base, values): Shapley values, exact if there are draws for every set, else about."""
    ### BEGIN SOLUTION
    d = len(x)
    if 2**d - 2 <= draws:
        chosen = [some for size in range(1, d) for some in itertools.combinations(range(d), size)]
        weights = np.array([kernel_weights(d)[len(some) - 1] for some in chosen])
    else:
        sizes = np.arange(1, d)
        chance = 1 / (sizes * (d - sizes))
        drawn = rng.choice(sizes, draws, p=chance / chance.sum())
        chosen = [rng.choice(d, size, replace=False) for size in drawn]
        weights = np.ones(draws)
    sets = np.zeros((len(chosen), d))
    for row, some in zip(sets, chosen):
        row[list(some)] = 1
    values = np.array([set_value(predict, x, background, some) for some in chosen])
    base = set_value(predict, x, background, [])
    full = set_value(predict, x, background, range(d))
    return base, fit_sets(sets, values, weights, base, full)
    ### END SOLUTION

# %% role="tests" id="kernel-shap-tests" points=2
import explain_forms

grade = check.parts(2)
with grade("draws for every set"):
    every_run = explain_forms.sampled(
        kernel_shap,
        explain_forms.EXAMPLE,
        explain_forms.EXAMPLE_X,
        explain_forms.EXAMPLE_ROWS,
        6,
        [1],
        9,
        7,
        "six draws, six sets",
    )
    explain_forms.exactly(every_run, [1, 2, 4], "six draws, six sets")
pairs_of_six = {
    "classes": [[[3, "product", [0, 1]], [2, "most", [2, 3]], [1, "sum", [4, 5]]]],
    "centre": [0] * 6,
    "unit": [1] * 6,
    "single": True,
}
with grade("fewer draws than sets: which sets"):
    some_runs = explain_forms.runs(
        kernel_shap,
        pairs_of_six,
        np.ones(6),
        np.zeros((2, 6)),
        61,
        [*range(20)],
        0,
        7,
        "61 draws of 62 sets",
    )
    some_sets = [
        explain_forms.drawn_sets(one, np.ones(6), np.zeros((2, 6)), 61, "61 draws of 62 sets")
        for one in some_runs
    ]
    explain_forms.even_draws(
        np.concatenate(some_sets),
        [0.26277, 0.16423, 0.146, 0.16423, 0.26277],
        "61 draws of 62 sets",
    )
    explain_forms.each_for_itself(
        some_sets, [0.26277, 0.16423, 0.146, 0.16423, 0.26277], "61 draws of 62 sets"
    )
with grade("fewer draws than sets: base, sum and seeds"):
    seeded = explain_forms.sampled(
        kernel_shap,
        pairs_of_six,
        np.ones(6),
        np.zeros((1, 6)),
        60,
        [5, 5, 6],
        0,
        7,
        "60 draws of 62 sets",
    )
    explain_forms.chance(*seeded, "kernel_shap")
### BEGIN HIDDEN TESTS
from hidden import explain_worlds

rng_of_worlds = check.rng("kernel-shap")
with grade("another model, a draw for every set", weight=2):
    for hidden_world in explain_worlds.worlds(rng_of_worlds):
        features = len(hidden_world.x)
        if features > 1:
            start, shares = explain_worlds.exact(hidden_world)
            for plenty in (2**features - 2, 2**features + 5):
                told = f"{hidden_world.kind}, {plenty} draws, {2**features - 2} sets"
                made = explain_forms.sampled(
                    kernel_shap,
                    hidden_world.model,
                    hidden_world.x,
                    hidden_world.background,
                    plenty,
                    [3],
                    start,
                    sum(shares),
                    told,
                )
                explain_forms.exactly(made, shares, told)
with grade("another model, drawn sets", weight=3):
    strong_world = explain_worlds.strong(rng_of_worlds)
    start, shares = explain_worlds.exact(strong_world)
    all_seeds = rng_of_worlds.integers(1_000_000, size=20).tolist()
    told = f"{strong_world.kind}, 100 draws of 126 sets"
    all_runs = explain_forms.runs(
        kernel_shap,
        strong_world.model,
        strong_world.x,
        strong_world.background,
        100,
        all_seeds,
        start,
        sum(shares),
        told,
    )
    all_sets = [
        explain_forms.drawn_sets(one, strong_world.x, strong_world.background, 100, told)
        for one in all_runs
    ]
    explain_forms.even_draws(np.concatenate(all_sets), explain_worlds.shares(7), told)
    explain_forms.each_for_itself(all_sets, explain_worlds.shares(7), told)
    for one, sets_of_one in zip(all_runs[:6], all_sets[:6]):
        explain_forms.exactly(
            [one["pair"]["rest"]],
            explain_worlds.drawn(strong_world, sets_of_one),
            f"{told}, fitted to the draws that were made",
        )
    all_values = [one["pair"]["rest"] for one in all_runs]
    explain_forms.within(all_values, shares, explain_worlds.bound(strong_world, 100), told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# How far is it off, for Anker's nine words?
#
# %%
def how_far():
    exact = np.array(shapley_values(complaint_of, everything, nothing)[1])
    told = []
    for draws in (100, 300, 510):
        shares = [
            kernel_shap(complaint_of, everything, nothing, draws, np.random.default_rng(seed))[1]
            for seed in range(3)
        ]
        told.append(f"{draws} draws: {np.sqrt(np.mean((np.array(shares) - exact) ** 2)):.4f}")
    return "; ".join(told)


explain_figures.settle("The error of a share, over three seeds", "X14a to X15b", how_far)

# %% [markdown]
# In the long run four times the draws halve the error, as everywhere where one draws at random. At 510 there is none, since every set has its turn. (The package `shap` draws each set together with its complement. That helps a lot where features work in pairs.)
#
# > **A first sitting may end here.** Questions 1 and 2 can be answered, exactly and about. The second sitting tries another method, and shows the answer on a page. After a pause, run the cells above again.
#
# ## A straight line nearby
#
# Another question, another method. The Post also judges cafés by visits of its testers. `judge` takes price (euros), wait (minutes), noise (decibels), kinds of cake and the walk from the ferry (metres), and gives the chances of *skip*, *fine* and *go*. The café Kai 7:
#
# %%
kai7 = np.array([3.1, 16, 66, 7, 240])
scales = visits[explain_cafe.COLUMNS].std().to_numpy()
print(dict(zip(explain_cafe.VERDICTS, judge([kai7])[0].round(3).tolist())))
print("one standard deviation:", dict(zip(explain_cafe.COLUMNS, scales.round(2).tolist())))

# %% [markdown]
# "What would help us?" asks the owner. **LIME** looks around: it draws cases *near* this one, asks the model about them, and fits a straight line that counts near cases more. The slopes are the explanation. It takes four decisions, and each changes the numbers:
#
# 1. **What a step is.** A euro is a world, and a metre is nothing. So steps are standard deviations of each column.
# 2. **What near means.** A case at distance D (in standard deviations) has the weight exp(−D² / (2 · width²)).
# 3. **Which class.** A model with three classes has three answers, and each its own line.
# 4. **How the line is fitted**: by *ridge* regression, which pays for large slopes, so that the fit holds still where few cases are near.
#
# In one dimension one sees it all. The model bends; the line is right nearby, and only there:
#
# %%
rng = np.random.default_rng(4)
fig, axes = plt.subplots(1, 2, figsize=(9, 3), sharey=True)
waits = np.linspace(0, 30, 200)
around = np.tile(kai7, (300, 1))
around[:, 1] += rng.normal(0, scales[1], 300)
for ax, width in zip(axes, (0.3, 2.0)):
    near = np.exp(-(((around[:, 1] - kai7[1]) / scales[1]) ** 2) / (2 * width**2))
    skip = judge(around)[:, 0]
    slope, start = np.polyfit(around[:, 1] - kai7[1], skip, 1, w=np.sqrt(near))
    ax.scatter(
        around[:, 1], skip, s=40 * near, color="#0072B2", label="drawn; larger: counts more"
    )
    ax.plot(waits, start + slope * (waits - kai7[1]), color="#D55E00", label="the line")
    ax.set(
        xlabel="wait, minutes",
        ylabel="chance of skip",
        title=f"width {width}: {slope:+.3f} a minute",
        ylim=(-0.1, 1.3),
    )
axes[0].legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# Same model, same café, same draws, and two slopes: 0.020 and 0.050 a minute. The width is a choice, and whoever reports a LIME number without it has said half of it.
#
# `Ridge` of scikit-learn, with a weight for each row. `alpha` is what large slopes pay; the intercept pays nothing. Four points on y = 1 + 2*u*:
#
# %%
u = np.array([[-1.0], [0.0], [1.0], [2.0]])
for alpha in (0, 5):
    line = Ridge(alpha=alpha).fit(u, 1 + 2 * u[:, 0], sample_weight=[1, 1, 1, 1])
    print(f"alpha={alpha}: intercept {line.intercept_:.2f}, slope {line.coef_[0]:.2f}")

# %%
quiz(
    "Somebody draws every column with a standard deviation of 1: one euro, one minute, one "
    "metre. The slope for the walk then comes out as almost 0. Why?",
    right="A metre more or less changes nothing, so the model is never asked about a walk "
    "that differs.",
    wrong={
        "The walk doesn't matter to the model.": "Perhaps. But this experiment can't tell: it "
        "never took a walk of another length.",
        "Ridge has shrunk it.": "Only a little, with 1,000 rows. There was nothing there to "
        "shrink.",
        "The walk is the last column.": "The order of columns doesn't matter to a fit.",
    },
    because="One standard deviation of the walk is 217 metres. Steps of one metre see a flat "
    "piece of the model.",
)

# %% [markdown]
# ## X16a · LIME for a table
# **Level 3 · 14 minutes · 3 points**
#
# Write `lime_table(predict, x, scales, label, rng, draws=1000, width=None, penalty=1.0)`.
#
# - `predict` takes a table and returns an array with a row for each case and a column for each class. The column `label` is to be explained. `x` and `scales` are arrays with a number for each of d ≥ 1 features: the case, and a standard deviation for each column.
# - Draw `draws` rows: each column for itself, from a normal distribution around x's value with the column's standard deviation. `predict` is asked for each of them once, in one call or in several, and for nothing else: `x` itself isn't among them.
# - The distance of a row is √(the sum of ((row − x) / scale)² over the columns). Its weight is exp(−distance² / (2 · width²)). Without a `width` it is 0.75 · √d.
# - Fit a line of (row − x) / scale to the predictions: start + the sum of slope · (row − x) / scale, which makes the sum of weight · error², plus `penalty` times the sum of the squared slopes, as small as can be. The start pays no penalty.
# - Return `(start, slopes)`: a number, and a list or an array of d numbers in the order of the columns. So a slope says what one standard deviation does.
# - All chance comes from `rng`, as in X15b. `x` and `scales` stay as they are.
#
# *Example.* If column 1 of the predictions is 3 + 0.5 · wait − 0.01 · walk and x is (10, 200), then `scales` (4, 100), `label` 1 and `penalty` 0 give a start of 6 and the slopes (2, −1), whatever is drawn. With `penalty` 1 both are a bit smaller.
#
# <details><summary>Hint 1</summary>
#
# Draw in standard deviations: `units = rng.normal(size=(draws, d))`. The rows for the model are made of these, and the line is fitted to these.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `Ridge(alpha=…).fit(…, …, sample_weight=…)` is the whole fit; `intercept_` and `coef_` are its result. Only distances to x have a place in the weight, and no predictions.
#
# </details>
#
# %% role="answer" id="lime-table"
def lime_table(predict, x, scales, label, rng, draws=1000, width=None, penalty=1.0):
    """(start, weights) of the line that is near the model around x."""
    ### BEGIN SOLUTION
    if width is None:
        width = 0.75 * math.sqrt(len(x))
    units = rng.normal(size=(draws, len(x)))
    said = predict(x + units * scales)[:, label]
    near = np.exp(-(units**2).sum(axis=1) / (2 * width**2))
    line = Ridge(alpha=penalty).fit(units, said, sample_weight=near)
    return line.intercept_, line.coef_
    ### END SOLUTION

# %% role="tests" id="lime-table-tests" points=3
import explain_forms

grade = check.parts(3)
straight = {
    "classes": [[[9, "sum", [1]]], [[0.5, "sum", [0]], [-0.01, "sum", [1]]], [[-7, "sum", [0]]]],
    "centre": [-6, 0],
    "unit": [1, 1],
}
two_columns, two_scales = np.array([10.0, 200.0]), np.array([4.0, 100.0])
with grade("a straight model"):
    for settings in ({"penalty": 0.0}, {"penalty": 0.0, "draws": 50, "width": 0.6}):
        for label, start, slopes in ((1, 6, [2, -1]), (2, -112, [-28, 0]), (0, 1800, [0, 900])):
            seen = explain_forms.rows_around(
                lime_table,
                straight,
                two_columns,
                two_scales,
                label,
                3,
                settings,
                f"a straight model, label {label}",
            )
            explain_forms.line(
                seen, start, slopes, [1e-5] * 3, f"a straight model, label {label}"
            )
with grade("the rows around x"):
    seen = explain_forms.rows_around(
        lime_table, straight, two_columns, two_scales, 1, 4, {"draws": 4000}, "4,000 draws"
    )
    explain_forms.normal_rows(seen["rows"], two_columns, two_scales, "4,000 draws")
    again, other = (
        explain_forms.rows_around(
            lime_table, straight, two_columns, two_scales, 1, seed, {"draws": 4000}, "4,000 draws"
        )
        for seed in (4, 5)
    )
    explain_forms.chance(*(one["pair"]["rest"] for one in (seen, again, other)), "lime_table")
with grade("width and penalty where the model bends"):
    bent = {"classes": [[[1, "cube", [0]]]], "centre": [0], "unit": [1]}
    for told, settings, slope, luck in (
        ("width 1", {"width": 1.0}, 1.5, 0.14),
        ("no width", {}, 1.08, 0.09),
        ("width 1, penalty 1,500", {"width": 1.0, "penalty": 1500.0}, 0.728, 0.08),
    ):
        seen = explain_forms.rows_around(
            lime_table,
            bent,
            np.zeros(1),
            np.ones(1),
            0,
            6,
            {"draws": 4000, **settings},
            f"a cube around 0, {told}",
        )
        explain_forms.line(seen, 0, [slope], [luck, luck], f"a cube around 0, {told}")
### BEGIN HIDDEN TESTS
from hidden import explain_lines

rng_of_worlds = check.rng("lime-table")
with grade("models that bend in every column", weight=4):
    for columns, label, settings in (
        (3, 0, {}),
        (4, 1, {"draws": 300, "width": 0.9}),
        (2, 2, {"draws": 77, "penalty": 40.0}),
        (5, 0, {"width": 4.0, "penalty": 0.0}),
        (1, 2, {}),
    ):
        model, case, spreads = explain_lines.curved(rng_of_worlds, columns)
        told = f"columns: {columns}, label {label}, {settings or 'nothing else said'}"
        seen = explain_forms.rows_around(
            lime_table,
            model,
            case,
            spreads,
            label,
            int(rng_of_worlds.integers(1e6)),
            settings,
            told,
        )
        width = settings.get("width", 0.75 * math.sqrt(columns))
        start, slopes = explain_lines.table_line(
            model, seen["rows"], case, spreads, label, width, settings.get("penalty", 1.0)
        )
        explain_forms.line(
            seen,
            start,
            slopes,
            [1e-6 * (1 + max(map(abs, [start, *slopes])))] * (columns + 1),
            told,
        )
with grade("rows around other cases", weight=2):
    model, case, spreads = explain_lines.curved(rng_of_worlds, 3)
    seen = explain_forms.rows_around(
        lime_table,
        model,
        case,
        spreads,
        0,
        int(rng_of_worlds.integers(1e6)),
        {"draws": 6000},
        "6,000 draws",
    )
    explain_forms.normal_rows(seen["rows"], case, spreads, "6,000 draws")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# What would help Kai 7 to a *go*? And does another seed say the same?
#
# %%
def help_kai7(draws, seed):
    start, slopes = lime_table(judge, kai7, scales, 2, np.random.default_rng(seed), draws=draws)
    return f"start {start:.2f}; " + ", ".join(
        f"{name} {slope:+.3f}" for name, slope in zip(explain_cafe.COLUMNS, slopes)
    )


for draws, seed in ((100, 1), (100, 2), (5000, 1), (5000, 2)):
    explain_figures.settle(
        f"{draws} draws, seed {seed}",
        "X16a",
        lambda draws=draws, seed=seed: help_kai7(draws, seed),
    )

# %% [markdown]
# In words: shorter waits help by far the most, about 0.22 for one standard deviation, 5.6 minutes. With 100 draws the cakes may be worth 0.01 by one seed and 0.10 by the other (yours may draw in another order, and differ less); with 5,000 the seeds agree within a hundredth. The start, 0.15, isn't the prediction, 0.007: a line through a bend misses even the point that it explains. Look at the difference before
# you tell anybody the slopes.
#
# ## And near a text?
#
# What is a step for a text? A letter more or less is a misprint, and not a nearby review. The step is a *word* that goes. A word that stands twice goes or stays with both.
#
# If each word stayed with chance ½, reviews with 30 words would all come back with about 15, and none of them would be near. So LIME first draws *how many* words go, from 1 to all, each number equally likely, and then which. Its distance for texts: 1 − √(the share of the different words that is left).
#
# %%
for left in (9, 8, 5, 1, 0):
    far = 1 - math.sqrt(left / 9)
    weight = math.exp(-(far**2) / (2 * 0.25**2))
    print(f"{left} of 9 words left: distance {far:.3f}, weight {weight:.3f}")

# %%
quiz(
    "A coin is thrown for each of 30 words, stay or go. In how many of 10,000 texts are at "
    "least 25 words left?",
    runs="""
import numpy as np

left = np.random.default_rng(0).binomial(30, 0.5, 10_000)
print("fewer than 20" if (left >= 25).sum() < 20 else "more")
""",
    right="fewer than 20",
    wrong={
        "about 500": "25 of 30 is 3.7 standard deviations above 15.",
        "about 1,600": "That would be one standard deviation: 18 words or more.",
    },
    because="So nobody would learn what the model does near the text, which is what was asked.",
)

# %% [markdown]
# ## X16b · LIME for a text
# **Level 3 · 10 minutes · 2 points**
#
# Write `lime_text(predict, text, label, rng, draws=1000, width=0.25, penalty=1.0)`.
#
# - `predict` takes a list of texts and returns an array with a row for each text and a column for each class. The column `label` is to be explained.
# - Words are what `text.split()` gives, just as they stand: *Cake*, *cake* and *cake,* are three words. There are at least two different ones. A word that stands twice is one word.
# - Draw `draws` times: how many different words go, from 1 to all of them, each number equally likely; then which, every choice equally likely. The words that are left, in their order, joined by single blanks, are the text about which `predict` is asked (it may be empty). A word that goes is gone from all its places. `predict` is asked for each of the `draws` texts once, in one call or in several, and for
#   no other.
# - The distance of a text is 1 − √(different words left / different words in all). Its weight is exp(−distance² / (2 · width²)).
# - Fit a line as in X16a, with `penalty`, to a number for each different word: 1 if it is there, 0 if it is gone.
# - Return a dict with the slope of each different word. All chance comes from `rng`, as in X15b.
#
# *Example.* If column 0 of the predictions is 0.5, and 0.25 more where *cold* stands, then "cold soup cold cake" with `label` 0 and `penalty` 0 gives 0.25 for *cold*, and 0 for *soup* and *cake*.
#
# <details><summary>Hint 1</summary>
#
# `list(dict.fromkeys(text.split()))` are the different words in order. `rng.integers(1, d + 1)` can be d, too.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A table of ones, `draws` rows, a column for each different word; in each row some become 0, at `rng.choice(d, gone, replace=False)`. From a row comes a set of words that stay, and with it the text: go through `text.split()`.
#
# </details>
#
# %% role="answer" id="lime-text"
def lime_text(predict, text, label, rng, draws=1000, width=0.25, penalty=1.0):
    """What each word of the text does to the prediction, near the text: word -> weight."""
    ### BEGIN SOLUTION
    words = list(dict.fromkeys(text.split()))
    there = np.ones((draws, len(words)))
    for row in there:
        gone = rng.integers(1, len(words) + 1)
        row[rng.choice(len(words), gone, replace=False)] = 0
    texts = []
    for row in there:
        left = {word for word, stays in zip(words, row) if stays}
        texts.append(" ".join(word for word in text.split() if word in left))
    far = 1 - np.sqrt(there.mean(axis=1))
    near = np.exp(-(far**2) / (2 * width**2))
    line = Ridge(alpha=penalty).fit(there, predict(texts)[:, label], sample_weight=near)
    return dict(zip(words, line.coef_))
    ### END SOLUTION

# %% role="tests" id="lime-text-tests" points=2
import explain_forms

grade = check.parts(2)
cold_soup = {
    "classes": [
        [[0.5, []], [0.25, ["cold"]]],
        [[0.5, []], [-0.25, ["cold"]], [1, ["soup", "cake"]]],
    ]
}
with grade("the example"):
    for settings in ({"penalty": 0.0}, {"penalty": 0.0, "draws": 60, "width": 0.4}):
        seen = explain_forms.texts_around(
            lime_text, cold_soup, "cold soup cold cake", 0, 2, settings, "the example"
        )
        explain_forms.word_weights(
            seen, {"cold": 0.25, "soup": 0, "cake": 0}, 1e-6, "the example"
        )
with grade("which words go"):
    two_lines = "커피가  써요.\nCake cake, cake"
    flat = {"classes": [[[1, ["cake"]]], [[2, ["커피가"]]]]}
    seen = explain_forms.texts_around(
        lime_text, flat, two_lines, 1, 3, {"draws": 3000}, "five words on two lines"
    )
    explain_forms.even_sizes(seen["texts"], two_lines, "five words on two lines")
    again, other = (
        explain_forms.texts_around(
            lime_text, flat, two_lines, 1, seed, {"draws": 3000}, "five words on two lines"
        )
        for seed in (3, 4)
    )
    explain_forms.chance(*(one["texts"] for one in (seen, again, other)), "lime_text")
with grade("width and penalty where words work together"):
    for told, settings, weight, luck in (
        ("nothing else said", {}, 0.582, 0.09),
        ("width 0.1", {"width": 0.1}, 0.425, 0.02),
        ("penalty 500", {"penalty": 500.0}, 0.193, 0.03),
    ):
        seen = explain_forms.texts_around(
            lime_text,
            cold_soup,
            "cold soup cold cake",
            1,
            5,
            {"draws": 4000, **settings},
            f"soup and cake together, {told}",
        )
        explain_forms.word_weights(
            seen, {"soup": weight, "cake": weight}, luck, f"soup and cake together, {told}"
        )
### BEGIN HIDDEN TESTS
from hidden import explain_lines

rng_of_worlds = check.rng("lime-text")
with grade("other reviews", weight=3):
    for many, twice, label, settings in (
        (5, True, 0, {}),
        (7, False, 2, {"draws": 300, "width": 0.6}),
        (6, True, 1, {"draws": 77, "penalty": 25.0}),
        (8, True, 2, {"width": 0.12, "penalty": 0.3}),
    ):
        told_text, model = explain_lines.review(rng_of_worlds, many, twice=twice)
        told = f"{many} words in {told_text!r}, label {label}, {settings or 'nothing else said'}"
        seen = explain_forms.texts_around(
            lime_text, model, told_text, label, int(rng_of_worlds.integers(1e6)), settings, told
        )
        line = explain_lines.text_line(
            model,
            seen["texts"],
            told_text,
            label,
            settings.get("width", 0.25),
            settings.get("penalty", 1.0),
        )
        explain_forms.word_weights(seen, line, 1e-6, told)
with grade("words that go from another review"):
    told_text, model = explain_lines.review(rng_of_worlds, 7, twice=True)
    seen = explain_forms.texts_around(
        lime_text,
        model,
        told_text,
        0,
        int(rng_of_worlds.integers(1e6)),
        {"draws": 4000},
        "seven different words",
    )
    explain_forms.even_sizes(seen["texts"], told_text, "seven different words")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Show it
#
# The owner of Anker reads no dict. Mina wants the review itself, each word on a coloured ground. Two things go wrong with that.
#
# **Colour alone.** About one man in twelve in Europe tells red and green apart less well than others. A printout is grey. A screen reader reads no background. So the number stands beside the word, with its sign.
#
# **A page is a program.** Reviews come from anybody. One that says `<script>…</script>` is a text for `print`, and a command for a browser. Whatever a reader wrote has to be *escaped*: `&`, `<` and `>` become the references `&amp;`, `&lt;` and `&gt;`, which a browser shows as the signs themselves.
#
# %%
print(html.escape("Soup & bread <3"))

# %%
quiz(
    "A reader writes &lt;b&gt; with just these letters. What has to stand in the page, so "
    "that it shows these letters again?",
    runs="""
import html

print(html.escape("&lt;b&gt;"))
""",
    right="&amp;lt;b&amp;gt;",
    wrong={
        "&lt;b&gt;": "A browser shows that as <b>, which isn't what the reader wrote.",
        "<b>": "That is an element: what follows would become bold.",
        "&amp;amp;lt;b&amp;amp;gt;": "Escaped twice. A browser undoes it once, and shows "
        "&amp;lt;b&amp;gt;.",
    },
    because="Every & is escaped, once, also one that looks as if it belonged to a reference.",
)

# %% [markdown]
# It matters *when* one escapes. First the whole page and then escape: your own elements are gone. First escape, and then look for words: *AT&T* isn't there any more. First put in `<mark>`, then replace the next word: a review with the word *mark* or *style* breaks the page, and *cold* is found within *colder*. So: cut the text into pieces, escape each piece by itself, put the pieces together.
#
# `re.split` with brackets keeps what it cuts at:
#
# %%
print(re.split(r"(\s+)", "Colder  than cold,\nI say"))

# %% [markdown]
# ## X17 · A review in colour
# **Level 3 · 22 minutes · 4 points**
#
# Write `in_colour(text, weights)`. `weights` is a dict from words to numbers, as X16b returns it. Words are what `text.split()` gives, just as they stand. Return a page, a str.
#
# - One element `p`, and all within it. Where a word's weight is at least 0.005 or at most −0.005, each of its places is a `mark`: the word, and directly after it, still in the `mark`, a `sub` with the weight, with its sign and two decimals: `+0.31`, `-0.31`. (A real minus sign is fine, too.) All other words, without a weight or with a smaller one, stand there as they are.
# - Without the `sub`s the text of the page is `text`, sign for sign, blanks and line ends included. It may be empty.
# - Whatever stands in `text` or in `weights` stays text: each `&`, `<` and `>` of it is written as a reference. The page has no elements but `p`, `mark` and `sub`, no attributes but `style` (of `p` and of `mark`), no comments.
# - The `style` of a `mark` gives its `background-color` and the `color` of its letters, both as `#rrggbb`. The contrast of the two is at least 4.5 (WCAG; black letters on a light ground have that).
# - The background of a positive weight has more blue than red, that of a negative one more red than blue.
# - Of two marked words with the same sign, the one with the larger |weight| is never the paler (brighter) one; and it is darker if the two differ by at least a tenth of the largest |weight| that is marked.
# - `weights` stays as it is. It may have words that don't stand in the text.
#
# *Example.* For "Cold tea <3" and the weights 0.31 for *Cold*, −0.2 for *<3*, 0.001 for *tea*:
#
# ```
# <p><mark style="color: #000000; background-color: #6464ff">Cold<sub>+0.31</sub></mark> tea
# <mark style="color: #000000; background-color: #ff9090">&lt;3<sub>-0.20</sub></mark></p>
# ```
#
# (Here is a line end where a blank stands.)
#
# <details><summary>Hint 1</summary>
#
# Go through the pieces of `re.split`. `weights.get(piece, 0.0)` is the weight; `html.escape(piece)` is what goes into the page. Look up with the one, write the other.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `f"{weight:+.2f}"` writes the sign. `f"{level:02x}"` writes a whole number from 0 to 255 with two hexadecimal digits. Let a level go down from 225 to 100 as the |weight| goes up to the largest.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If tiny weights lose their colour: at 255 a ground is white, with as much red as blue. If nothing has a weight: what is the largest of an empty dict?
#
# </details>
#
# %% role="answer" id="in-colour"
def in_colour(text, weights):
    """The text as a page on which each word shows its weight, by colour and by number."""
    ### BEGIN SOLUTION
    most = max((abs(weights.get(word, 0.0)) for word in text.split()), default=0.0)
    parts = []
    for piece in re.split(r"(\s+)", text):
        weight = weights.get(piece, 0.0)
        said = html.escape(piece)
        if abs(weight) >= 0.005:
            fade = round(225 - 125 * abs(weight) / most)
            back = f"#{fade:02x}{fade:02x}ff" if weight > 0 else f"#ff{fade:02x}{fade:02x}"
            style = f"color: #000000; background-color: {back}"
            said = f'<mark style="{style}">{said}<sub>{weight:+.2f}</sub></mark>'
        parts.append(said)
    return f"<p>{''.join(parts)}</p>"
    ### END SOLUTION

# %% role="tests" id="in-colour-tests" points=4
import explain_page

grade = check.parts(4)
tame = (
    "Cold tea, cold soup\n and  colder tea: 커피가 써요!",
    {"cold": 0.31, "Cold": -0.12, "tea:": 0.004, "커피가": -0.8, "soup": 0.006, "gone": 3.0},
)
wild = (
    "Tea <3 & <b>cake</b> at AT&T &lt;b&gt; <script>alert(1)</script>",
    {"<3": -0.2, "AT&T": 0.4, "&lt;b&gt;": 0.3, "<script>alert(1)</script>": 0.9},
)
with grade("what is marked, and with which number"):
    for page, told, given, what in explain_page.pages(in_colour, [tame], "of"):
        explain_page.right_words(page, told, given, what)
        explain_page.right_numbers(page, given, what)
with grade("the text, sign for sign"):
    without_marks = [("", {}), ("", {"cold": 0.3}), ("No weights  here", {})]
    for page, told, given, what in explain_page.pages(in_colour, [*without_marks, tame], "of"):
        explain_page.same_text(page, told, what)
with grade("colours"):
    for page, told, given, what in explain_page.pages(in_colour, [tame], "of"):
        explain_page.right_words(page, told, given, what)
        explain_page.right_colours(page, given, what)
with grade("a review that wants to be more", weight=2):
    for page, told, given, what in explain_page.pages(in_colour, [wild], "of"):
        explain_page.same_text(page, told, what)
        explain_page.right_words(page, told, given, what)
### BEGIN HIDDEN TESTS
from hidden import explain_reviews

rng_of_worlds = check.rng("in-colour")
with grade("signs that mean something in a page", weight=5):
    for page, told, given, what in explain_page.pages(
        in_colour, explain_reviews.sneaky(rng_of_worlds), "of"
    ):
        explain_page.same_text(page, told, what)
        explain_page.right_words(page, told, given, what)
        explain_page.right_numbers(page, given, what)
with grade("words that stand in the page itself, and signs of templates", weight=2):
    for page, told, given, what in explain_page.pages(
        in_colour, explain_reviews.longer(rng_of_worlds), "a longer review,"
    ):
        explain_page.same_text(page, told, what)
        explain_page.right_words(page, told, given, what)
        explain_page.right_numbers(page, given, what)
with grade("colours of many weights", weight=2):
    many_weights = [
        explain_reviews.ladder(rng_of_worlds),
        *explain_reviews.lopsided(rng_of_worlds),
    ]
    for page, told, given, what in explain_page.pages(
        in_colour, many_weights, "weights from small to large,"
    ):
        explain_page.right_words(page, told, given, what)
        explain_page.right_numbers(page, given, what)
        explain_page.right_colours(page, given, what)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Even so, a page of somebody else's words goes into a frame of its own, where no script runs: an `iframe` with `sandbox`. If one lock fails, there is another.
#
# %%
def coloured():
    slopes = lime_text(read, anker, 0, np.random.default_rng(1))
    explain_figures.frame(in_colour(anker, slopes))
    explain_figures.frame(
        in_colour("<script>alert('hello')</script> lovely cake", {"lovely": -0.3})
    )
    return "see above: blue and + speak for a complaint, red and - for praise"


explain_figures.settle("The review in colour", "X16b and X17", coloured)

# %% [markdown]
# ## Summary
#
# - Leaving out one feature at a time fails where features stand in for each other.
# - A feature is absent when others' values stand in its place: the mean *prediction* over a background, and not the prediction for a mean case.
# - The Shapley value is the mean of what a feature adds, over all orders. The shares sum up to the prediction less the base.
# - KernelSHAP gets them from a weighted fit. The two ends are conditions, and no weights. With some of the sets it is off, by an amount that one can measure.
# - LIME fits a line nearby. Step, width, class and penalty belong to its result, and two seeds belong to every report.
# - An explanation says what the model does. It says nothing about the world, and nothing about whether the model is right.
# - What others wrote is escaped, piece by piece; and what is coloured also stands there as a number.
#
# The answers to the owner of Anker:
#
# %%
def strongest(shares):
    order = sorted(zip(words, shares), key=lambda pair: -abs(pair[1]))
    return ", ".join(f"{word} {share:+.3f}" for word, share in order[:5])


def exactly_words():
    return strongest(shapley_values(complaint_of, everything, nothing)[1])


def the_name():
    share = shapley_values(complaint_of, everything, nothing)[1][words.index("Anker:")]
    return f"{share:+.3f}: it spoke {'against' if share < 0 else 'for'} a complaint"


def by_kernel():
    return strongest(
        kernel_shap(complaint_of, everything, nothing, 300, np.random.default_rng(1))[1]
    )


def by_lime():
    slopes = lime_text(read, anker, 0, np.random.default_rng(1))
    return strongest([slopes[word] for word in words])


explain_figures.settle("1. Which words made it a complaint?", "X14a and X14b", exactly_words)
explain_figures.settle("2. Was it the name?", "X14a and X14b", the_name)
explain_figures.settle("3a. KernelSHAP with 300 draws of 510 sets", "X15a and X15b", by_kernel)
explain_figures.settle("3b. LIME", "X16b", by_lime)
explain_figures.settle(
    "4. How does one show it?",
    "X17",
    lambda: f"in {len(in_colour(anker, {'rude.': 0.06}))} signs, and no script among them",
)

# %% [markdown]
# "It wasn't your name," says Yuna. "The model counts words, one by one. *Stale* and *rude* are bad words to it, and *not* and *never* are, too: people who complain write 'not fresh' and 'never fair'. That *not rude* is praise, it can't see at all." The three methods agree on the four words and not on the size. LIME's slopes are half of Shapley's, since it looks
# near the whole review, where one word more or less changes little; Shapley's go all the way from no word to all.
#
# So the owner is right, and the machine has nothing against his house. Mina prints the review. Tom writes a ticket: pairs of words. Whether an explanation like this one can be trusted, and how to find that out, is the next lesson's question.
