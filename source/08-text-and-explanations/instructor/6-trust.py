# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Is the explanation true?
#     minutes: 155
#     prerequisites: [08-text-and-explanations/5-explain]
#     summary: Curves where columns go together, explanations put to the test, leaks found by them, the smallest change that flips a decision, and an honest letter.
# ---

# %% [markdown]
# # Is the explanation true?
#
# The shop of The Harbour Post sells e-readers, to be paid in twelve instalments. Who gets them is decided by a model of a supplier. This morning Mina, the editor, found a letter on her desk:
#
# > I have read your paper since I was twelve. Yesterday your shop refused me the instalments. **Why was I refused?** And what can I do? *Edda Holm, 23*
#
# "We answer by tonight," says Mina, "in eight sentences, and each of them has to be true. The supplier says it was her age. Can we print that?"
#
# Before anybody writes, four questions stand in the way:
#
# 1. Tom has drawn a curve: the higher the rent, the lower the chance. Should Edda move to a cheaper flat?
# 2. There are two explanations of her case: the Shapley values of lesson 5, and the supplier's "reason codes". Which one is true to the model?
# 3. Two other models of the paper have turned out to cheat. Does an explanation show it?
# 4. What is the least that Edda could change to be accepted?
#
# Your own functions answer all four. Then you write the letter. After this lesson you can
#
# - tell when permutation importance and partial dependence lie, and what to read in their place,
# - put an explanation to the test, against an order drawn by lot,
# - find a leak by its explanation, without blaming whatever is strongest,
# - find the smallest change that is allowed and that flips a decision.
#
# You need lesson 5: Shapley values and a background. Plan two sittings, of about 85 and 70 minutes, with a break after X19b.
#
# %% role="read-only" id="setup-trust"
import itertools
import json

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from trust_desk import COLUMNS, LIMIT, chance
from trust_forms import check_form, settle
from workbook import check
from workbook.notebook.quiz import quiz

applicants = pd.read_csv("data/trust_applicants.csv")
reasons = pd.read_csv("data/trust_reasons.csv")
edda = {name: float(reasons.loc[0, name]) for name in COLUMNS}

# %% [markdown]
# ## The desk and its model
#
# Four hundred applicants, a row each. `months` is how long they have lived at their address, `orders` how many earlier orders they have paid, `late` how often they paid late (a subscription, say), `bills` how many bills are open today:
#
# %%
applicants.head(4)

# %% [markdown]
# `chance(frame)` is the supplier's model. It takes a frame of applicants, and says for each of them the chance to pay in full. Whoever reaches `LIMIT` gets the instalments:
#
# %%
print("limit:", LIMIT)
print("Edda:", chance(pd.DataFrame([edda])).round(3))
print("share of all who are accepted:", (chance(applicants) >= LIMIT).mean())

# %% [markdown]
# And here are Edda's Shapley values, worked out exactly as in lesson 5 against a background of 40 applicants. Their mean chance is 0.577. The seven numbers lead from there to her 0.129:
#
# %%
shap_of_edda = {name: float(reasons.loc[0, f"shap_{name}"]) for name in COLUMNS}
print(shap_of_edda)
print("0.577 and all of them:", round(0.5769 + sum(shap_of_edda.values()), 3))

# %% [markdown]
# Two open bills weigh most, then her income, then the few months at her address. The `rent` counts *for* her, by 0.02. Now look at what Tom has drawn.
#
# ## A curve, and the people on it
#
# Tom gave *everybody* the same rent, and took the mean of the chances. Then the next rent, and so on. That is **partial dependence**:
#
# %%
rents = [295.0, 339, 390, 448, 515, 591, 679, 781, 897, 1031, 1185, 1362, 1565]
means = [chance(applicants.assign(rent=rent)).mean() for rent in rents]
fig, ax = plt.subplots(figsize=(7, 2.8))
ax.plot(rents, means, "o-", color="#0072B2", label="mean chance if everybody paid this rent")
ax.set(xlabel="rent, euros a month", ylabel="chance", title="Partial dependence on the rent")
ax.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# From 0.54 down to 0.10: no other column does anything like it. "She should move to a cheaper flat," says Tom. Yuna asks: "Who are the people on your curve?" Each point is a mean over 400 applicants with *one* thing changed. So let us look at the ones whom Tom has made up for 1,185 euros:
#
# %%
import trust_figures

trust_figures.made_up(applicants)

# %% [markdown]
# Real people lie along a line: whoever earns more lives in a dearer flat. Tom's people lie on a level. Move the slider: even at the best rent nearly half of them pay a share of their income that no real applicant pays.
#
# %%
quiz(
    "How many of the 400 made-up applicants pay more than half of their income as rent? "
    "(Of the real ones none pays more than two fifths.)",
    runs="""
import pandas as pd

applicants = pd.read_csv("data/trust_applicants.csv")
print((1185 / applicants["income"] > 0.5).sum(), "of 400")
""",
    right="230 of 400",
    wrong={
        "0 of 400": (
            "That holds for the real ones. Here everybody has the rent of somebody who earns "
            "about 3,700 euros."
        ),
        "12 of 400": "The typical income is 2,230 euros, and half of that is 1,115 euros.",
        "400 of 400": "Whoever earns 2,370 euros or more still pays half or less.",
    },
    because=(
        "More than half of the people on this point don't exist, and nobody like them does. "
        "The model was never shown what becomes of them."
    ),
)

# %% [markdown]
# What a model says about people who don't exist, nobody has checked. It may be sensible, or anything at all. This model happens to fall off a cliff there.
#
# %% [markdown]
# ## X18a · Partial dependence
# **Level 2 · 7 minutes · 1 point**
#
# Tom's curve as a function. `partial_dependence(predict, rows, name, grid)`:
#
# - `predict` is any model: it takes a frame with the columns of `rows` and returns an array with a number for each row.
# - `rows` is a frame of numbers; its row labels may repeat. It stays as it is.
# - `grid` is a list of numbers, in any order; a value may come twice, lie where no row is, or be a fraction where the column has whole numbers. It may be empty.
# - Return a list: for each value of the grid, in its order, the mean prediction where *every* row has that value in the column `name` and keeps its other values.
#
# *Example.* Four rows with x = 0, 1, 2, 4 and z = 1, 3, 2, 5, and `predict` is x · z. With everybody at x = 2 the predictions are 2, 6, 4, 10: mean 5.5. On the grid 0, 2, 4 the answer is `[0, 5.5, 11]`.
#
# <details><summary>Hint 1</summary>
#
# The cell that drew Tom's curve does it for `rent`. What is fixed there, and comes as an argument here?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `rows.assign(rent=5)` makes a copy with another column `rent`. If the name stands in a variable, the argument comes from a dict: `rows.assign(**{…: …})`.
#
# </details>
#
# %% role="answer" id="dependence"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    ### BEGIN SOLUTION
    return [float(np.mean(predict(rows.assign(**{name: value})))) for value in grid]
    ### END SOLUTION

# %% role="tests" id="dependence-tests" points=1
import trust_forms

four_rows = pd.DataFrame({"x": [0, 1, 2, 4], "z": [1, 3, 2, 5]}, index=[7, 7, 3, 1])
four_product = trust_forms.asked(
    lambda frame: frame["x"].to_numpy() * frame["z"].to_numpy(), ["x", "z"]
)
grade = check.parts(1)
with grade("the example"):
    trust_forms.curve(
        partial_dependence(four_product, four_rows.copy(), "x", [0, 2, 4]),
        [0, 5.5, 11],
        "partial dependence in the example",
    )
    trust_forms.curve(
        partial_dependence(four_product, four_rows.copy(), "z", [1.5, -2, 1.5]),
        [2.625, -3.5, 2.625],
        "partial dependence on z, grid 1.5, -2, 1.5",
    )
    trust_forms.curve(
        partial_dependence(four_product, four_rows.copy(), "x", []),
        [],
        "partial dependence on an empty grid",
    )
with grade("rows stay as they are"):
    trust_forms.curve(
        partial_dependence(four_product, four_rows.copy(), "x", [1]),
        [2.75],
        "partial dependence at x = 1",
    )
    trust_forms.unchanged(
        partial_dependence,
        [four_rows, "x", [0.5, 2]],
        [four_rows.copy(), "x", [0.5, 2]],
        "partial_dependence",
    )
### BEGIN HIDDEN TESTS
from hidden import trust_checks, trust_worlds

rng = check.rng("dependence")
with grade("other models and rows", weight=2):
    for _ in range(3):
        trust_checks.dependence(partial_dependence, trust_worlds.grid(rng))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Only small steps
#
# How can one ask about the rent, and ask about real people only? Change each applicant *a little*: by no more than others with about that rent differ from them anyway.
#
# Cut the range of the column into intervals. Take the rows of one interval, set them all to its upper end, then to its lower end, and take the mean of the differences: the **local effect** of the interval. Nobody is moved out of the own interval. Then add up the local effects from left to right. This is **ALE**, accumulated local effects.
#
# The four rows from above, x · z again, with the edges 0, 2, 4:
#
# | interval | rows in it (x, z) | predictions at the upper end | at the lower end | local effect |
# |---|---|---|---|---|
# | 0 to 2 | (0, 1), (1, 3), (2, 2) | 2, 6, 4 | 0, 0, 0 | 4 |
# | above 2, up to 4 | (4, 5) | 20 | 10 | 10 |
#
# Added up, the curve is 0, 4, 14 at the edges 0, 2, 4. Where it begins is arbitrary, so it is moved until its mean over the rows is 0. A row counts with the middle of the two ends of its interval: three rows with (0 + 4) / 2 = 2, one with (4 + 14) / 2 = 9, so the mean is (3 · 2 + 9) / 4 = 3.75. That leaves −3.75, 0.25, 10.25.
#
# Partial dependence rose by 5.5 and 5.5. ALE rises by 4 and 10: rows with a large x have a large z, and for *them* a step in x does more.
#
# %% [markdown]
# ## X18b · Accumulated local effects
# **Level 3 · 12 minutes · 1 point**
#
# `ale(predict, rows, name, edges)`, with `predict` and `rows` as in X18a:
#
# - `edges` are at least two numbers, rising. All values of the column lie from the first to the last of them.
# - A row on an edge belongs to the interval that ends there. A row on the very first edge belongs to the first interval.
# - The local effect of an interval is the mean, over its own rows, of the prediction with the column at the upper end less the prediction at the lower end. The other columns keep their values.
# - An interval without rows has the local effect 0: nothing is known there.
# - Return a list with a number for each edge: the sum of the local effects up to there, less the mean over all rows, where each row counts with the middle of the curve's values at both ends of its interval.
#
# *Example.* The four rows above with the edges 0, 2, 4: `[-3.75, 0.25, 10.25]`.
#
# <details><summary>Hint 1</summary>
#
# Go through `zip(edges, edges[1:])`. Which rows are above the lower end and at most at the upper one? Then think of the first edge.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `rows[mask]` takes the rows of an interval; without any, don't ask `predict`. Keep two lists, of effects and of how many rows: the centre needs both.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If all values are off by the same amount, it is the centre: each interval's middle counts as often as it has rows. If the first step is wrong, look for the rows on the first edge.
#
# </details>
#
# %% role="answer" id="ale"
def ale(predict, rows, name, edges):
    """Accumulated local effects at each edge, with mean 0 over the rows."""
    ### BEGIN SOLUTION
    values = rows[name].to_numpy(float)
    curve, counts = [0.0], []
    for low, high in zip(edges, edges[1:]):
        inside = (values > low) & (values <= high)
        if low == edges[0]:
            inside |= values == low
        mine, effect = rows[inside], 0.0
        if len(mine):
            above, below = predict(mine.assign(**{name: high})), predict(mine.assign(**{name: low}))
            effect = float(np.mean(np.asarray(above) - np.asarray(below)))
        curve.append(curve[-1] + effect)
        counts.append(len(mine))
    middles = [(low + high) / 2 for low, high in zip(curve, curve[1:])]
    centre = float(np.average(middles, weights=counts))
    return [value - centre for value in curve]
    ### END SOLUTION

# %% role="tests" id="ale-tests" points=1
import trust_forms

four_points = pd.DataFrame({"x": [0, 1, 2, 4], "z": [1, 3, 2, 5]}, index=[7, 7, 3, 1])
four_times = trust_forms.asked(
    lambda frame: frame["x"].to_numpy() * frame["z"].to_numpy(), ["x", "z"]
)
grade = check.parts(1)
with grade("the example"):
    trust_forms.curve(
        ale(four_times, four_points.copy(), "x", [0, 2, 4]),
        [-3.75, 0.25, 10.25],
        "ALE in the example",
    )
    trust_forms.curve(
        ale(four_times, four_points.copy(), "x", [0, 2, 2.5, 4]),
        [-3.4375, 0.5625, 0.5625, 8.0625],
        "ALE in the example with the edges 0, 2, 2.5, 4",
        "nobody lies above 2 and up to 2.5: the local effect is 0",
    )
    trust_forms.curve(
        ale(four_times, four_points.copy(), "x", [0, 4]),
        [-5.5, 5.5],
        "ALE in the example with one interval from 0 to 4",
    )
with grade("rows stay as they are"):
    trust_forms.curve(
        ale(four_times, four_points.copy(), "z", [1, 5]),
        [-3.5, 3.5],
        "ALE on z with one interval from 1 to 5",
    )
    trust_forms.unchanged(
        ale, [four_points, "x", [0, 2, 4]], [four_points.copy(), "x", [0, 2, 4]], "ale"
    )
### BEGIN HIDDEN TESTS
from hidden import trust_checks, trust_worlds

rng = check.rng("ale")
with grade("other models and rows", weight=2):
    for kind in ("rows on every edge", "nobody in the middle", "rows on every edge"):
        trust_checks.ale(ale, trust_worlds.edges(rng, kind))
### END HIDDEN TESTS
grade.score()

# %%
def both_curves():
    ours = np.array(partial_dependence(chance, applicants, "rent", rents))
    local = np.array(ale(chance, applicants, "rent", rents))
    fig, ax = plt.subplots(figsize=(7, 2.8))
    ax.plot(
        rents,
        ours - ours.mean(),
        "o-",
        color="#0072B2",
        label="partial dependence, moved to mean 0",
    )
    ax.plot(rents, local, "s--", color="#D55E00", label="ALE")
    ax.set(
        xlabel="rent, euros a month",
        ylabel="change of the chance",
        title="Two curves of the same model",
    )
    ax.legend()
    plt.tight_layout()
    plt.show()
    said = (
        f"partial dependence falls by {ours[0] - ours[-1]:.2f}, ALE by "
        f"{local[0] - local[-1]:.3f}"
    )
    return f"{said}: for real people the rent hardly matters, all else unchanged"


settle("Does the rent lower the chance?", "X18a and X18b", both_curves)

# %% [markdown]
# The edges each lie about 15 in 100 above the one before. With two wide intervals ALE would move people far from where they are, and would lie as well: *small* steps are the point. And too narrow intervals hold too few rows.
#
# %%
quiz(
    "ALE on the rent is nearly flat. Which sentence follows?",
    right=(
        "Among people like those who apply, the model hardly cares whether one pays a little "
        "more or less rent than others with that income."
    ),
    wrong={
        "The model doesn't use the rent.": (
            "It does: where the rent is far too high for an income the chance falls off a "
            "cliff. Nobody stands there."
        ),
        "Rent never matters for paying instalments.": (
            "These curves are about a model. What is so in the world, it may have got wrong."
        ),
        "A rent of 1,500 euros would do Edda no harm.": (
            "Nobody with her income pays that, so ALE says nothing about it. Ask the model "
            "itself, and don't believe it."
        ),
    },
    because=(
        "ALE answers a smaller question than partial dependence, and one that the rows can "
        "answer."
    ),
)

# %% [markdown]
# ## Which one lies?
#
# Permutation importance (unit 07) shuffles one column, and looks at how far the predictions move. It, too, puts rents beside incomes that never go with them. Let us see it in a desk of four people, whose columns x and z are twins:
#
# %%
four = pd.DataFrame({"x": [0, 1, 2, 3], "z": [0, 1, 2, 3]})
order = [3, 2, 1, 0]  # row 0 gets the value of row 3, and so on


def moved(names, predict):
    shuffled = four.assign(**{name: four[name].to_numpy()[order] for name in names})
    return np.mean((predict(shuffled) - predict(four)) ** 2)


for said, predict in (
    ("x + z", lambda f: f["x"] + f["z"]),
    ("x - z", lambda f: f["x"] - f["z"]),
):
    print(
        said,
        "| x:",
        moved(["x"], predict),
        "| z:",
        moved(["z"], predict),
        "| both:",
        moved(["x", "z"], predict),
    )

# %% [markdown]
# In the model x + z each of the twins alone moves the predictions by 5, both together by 20: alone, each is covered by the other, so the single numbers are **too small**. In the model x − z it is the other way round: together they do nothing at all, since the twins always cancel. The 5 of each comes from people who don't exist: **too large**.
#
# So nothing lies always. Columns that go together are a reason to look, and not a verdict: on x + z partial dependence is right, though most of its made-up rows lie outside of the data. Three numbers tell.
#
# %% [markdown]
# ## X18c · Which one lies?
# **Level 4 · 22 minutes · 2 points**
#
# `liars(predict, rows, name, other, edges, reach, orders)` looks at two columns. `predict`, `rows` and `edges` (for the column `name`) are as before; `reach` is a dict with a number for `name` and for `other`; `orders` is a list of permutations of the places 0, 1, 2 …. Return a dict with exactly these keys:
#
# | key | value |
# |---|---|
# | `"outside"` | share of the made-up rows that are outside of the data. Made up is every row with every edge in the column `name`: number of edges times number of rows. Such a row is outside if no real row is near it. Near: in both columns the difference is at most the `reach` of that column. |
# | `"partial dependence"` | `True` if it lies: take the steps from edge to edge of partial dependence and of ALE, only for intervals in which there are rows. It lies if the largest difference between both steps of an interval is more than half of the largest step, of either curve, taken without sign. Else `False`. |
# | `"permutation"` | `"too small"`, `"too large"` or `"fair"`: see below |
#
# For the last one, put the columns in each of the orders: row number i (counted from 0) gets the value of row number `order[i]`. What a group of columns weighs is the mean over the orders of the mean squared change of the prediction. If `name` and `other` together (in the same order) weigh more than 1.5 times the sum of what they weigh alone, the single
# numbers are `"too small"`. If they weigh less than that sum divided by 1.5: `"too large"`. Else `"fair"`.
#
# *Example.* Four rows with x = z = 0, 1, 2, 3, x + z as the model, edges 0, 1, 2, 3, a reach of 0.5 for both, and one order, 3, 2, 1, 0. Of 16 made-up rows four are real ones, the others are outside: 0.75. Each step of both curves is 1, so partial dependence is honest. Alone 5 and 5, together 20: `"too small"`.
#
# <details><summary>Hint 1</summary>
#
# `np.diff` makes steps of a curve; your functions of X18a and X18b give the curves. Which intervals have no rows you know from X18b.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For `outside`: for one edge, a made-up row keeps its value of `other`. Compare all rows with all rows at once: `z[:, None] - z[None, :]` is the table of differences.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If `permutation` is wrong, look at what is squared and what is averaged: the change of each row's prediction is squared first. If labels repeat, shuffle with `.to_numpy()`.
#
# </details>
#
# %% role="answer" id="liars"
def liars(predict, rows, name, other, edges, reach, orders):
    """How far outside made-up rows lie, and whether partial dependence and permutation lie."""
    ### BEGIN SOLUTION
    x, z = rows[name].to_numpy(float), rows[other].to_numpy(float)
    alike = np.abs(z[:, None] - z[None, :]) <= reach[other]
    lonely = [~(alike & (np.abs(x - edge) <= reach[name])).any(axis=1) for edge in edges]

    ours = np.diff(partial_dependence(predict, rows, name, edges))
    local = np.diff(ale(predict, rows, name, edges))
    ends = np.maximum(np.searchsorted(edges, x), 1)  # each row's interval, by the place of its upper end
    held = np.isin(np.arange(1, len(edges)), ends)
    ours, local = ours[held], local[held]
    lies = np.abs(ours - local).max() > np.abs([ours, local]).max() / 2

    def weighs(names):
        before, changes = np.asarray(predict(rows)), []
        for order in orders:
            shuffled = rows.assign(**{one: rows[one].to_numpy()[order] for one in names})
            changes.append(np.mean((np.asarray(predict(shuffled)) - before) ** 2))
        return np.mean(changes)

    alone, together = weighs([name]) + weighs([other]), weighs([name, other])
    verdict = "too small" if together > 1.5 * alone else "fair"
    if together < alone / 1.5:
        verdict = "too large"
    share = float(np.mean(lonely))
    return {"outside": share, "partial dependence": bool(lies), "permutation": verdict}
    ### END SOLUTION

# %% role="tests" id="liars-tests" points=2
import trust_forms

liars_keys = {"outside", "partial dependence", "permutation"}
shown_twins = pd.DataFrame({"x": [0, 1, 2, 3], "z": [0, 1, 2, 3]}, index=[2, 2, 0, 5])
shown_worlds = {
    "x + z": (lambda frame: frame["x"].to_numpy() + frame["z"].to_numpy(), False, "too small"),
    "x - z": (lambda frame: frame["x"].to_numpy() - frame["z"].to_numpy(), False, "too large"),
    "x, and 4 more for each step by which x and z differ": (
        lambda frame: frame["x"].to_numpy() + 4 * abs(frame["x"] - frame["z"]).to_numpy(),
        True,
        "too large",
    ),
    "5 for everybody": (lambda frame: 5.0 + 0 * frame["x"].to_numpy(), False, "fair"),
}
grade = check.parts(2)
with grade("twins", weight=2):
    for told_model, (shown_model, shown_lies, shown_permutation) in shown_worlds.items():
        shown_report = liars(
            trust_forms.asked(shown_model, ["x", "z"]),
            shown_twins.copy(),
            "x",
            "z",
            [0, 1, 2, 3],
            {"x": 0.5, "z": 0.5},
            [[3, 2, 1, 0]],
        )
        trust_forms.entries(
            shown_report,
            {
                "outside": 0.75,
                "partial dependence": shown_lies,
                "permutation": shown_permutation,
            },
            liars_keys,
            f"liars on the example with the model {told_model}",
        )
with grade("nothing to do with each other"):
    shown_apart = pd.DataFrame({"x": [0, 0, 3, 3], "z": [0, 3, 0, 3]})
    apart_report = liars(
        trust_forms.asked(
            lambda frame: frame["x"].to_numpy() * (2.0 + frame["z"].to_numpy()), ["x", "z"]
        ),
        shown_apart,
        "x",
        "z",
        [0, 1, 2, 3],
        {"x": 1, "z": 0},
        [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]],
    )
    trust_forms.entries(
        apart_report,
        {"outside": 0, "partial dependence": False, "permutation": "fair"},
        liars_keys,
        "liars on x = 0, 0, 3, 3, z = 0, 3, 0, 3, model x * (2 + z), edges 0, 1, 2, 3, "
        "reach 1 and 0",
        "the interval from 1 to 2 has no rows; a difference of exactly the reach is near",
    )
### BEGIN HIDDEN TESTS
from hidden import trust_checks, trust_worlds

rng = check.rng("liars")
pairs_drawn = [trust_worlds.pair(rng, kind) for kind in trust_worlds.PAIRS]
with grade("outside of the data, in other worlds", weight=2):
    for case in pairs_drawn:
        trust_checks.liars(liars, case, "outside")
with grade("partial dependence in other worlds", weight=3):
    for case in pairs_drawn:
        trust_checks.liars(liars, case, "partial dependence")
with grade("permutation in other worlds", weight=3):
    for case in pairs_drawn:
        trust_checks.liars(liars, case, "permutation")
### END HIDDEN TESTS
grade.score()

# %%
def cheaper_flat():
    draw = np.random.default_rng(0)
    orders = [draw.permutation(len(applicants)).tolist() for _ in range(3)]
    found = liars(
        chance, applicants, "rent", "income", rents, {"rent": 50, "income": 150}, orders
    )
    lower = chance(pd.DataFrame([{**edda, "rent": edda["rent"] - 200}]))[0]
    said = f"{found}; with 200 euros less rent her chance would be {lower:.3f} instead of 0.129"
    return f"{said}. The sentence about the flat must not be printed"


settle("Should Edda move to a cheaper flat?", "X18a to X18c", cheaper_flat)

# %% [markdown]
# Both lie about the rent. Two thirds of the people on Tom's curve have nobody near them. And note what it says about lesson 5: a Shapley value against a background makes people up in the same way (Edda's rent beside another's income). So her 0.02 for the rent isn't a thing that she could feel. Income and rent belong together in the letter, or the rent doesn't belong there at all.
#
# ## Is the explanation true?
#
# For Edda there are two explanations. The supplier's reason codes say how strong each reason is:
#
# %%
told_by = pd.DataFrame(
    {
        kind: {name: reasons.loc[0, f"{kind}_{name}"] for name in COLUMNS}
        for kind in ("shap", "code")
    }
)
told_by.T

# %% [markdown]
# They disagree about age. Who is right? Ask the model. If an explanation is true to it, then its *first* feature is the one that raises the prediction most. So take a row, and replace one feature after the other by the values of a **base**, in the explanation's order, those that raise the prediction most first:
#
# - **Deletion** goes from the row to the base. With a true explanation the prediction falls early, and the area below the curve is *small*.
# - **Insertion** goes from the base to the row. With a true explanation it rises early, and the area is *large*.
#
# As base we take the typical applicant, the medians. Small enough to follow by hand: the model a + 2b + b · c, a row with a = 3, b = 2, c = 1, a base of zeros, and an explanation that says b, c, a:
#
# | replaced so far | deletion | insertion |
# |---|---|---|
# | nothing | 3 + 4 + 2 = 9 | 0 |
# | b | 3 | 4 |
# | b, c | 3 | 4 + 2 = 6 |
# | b, c, a | 0 | 9 |
#
# The width of each area is 1, so each of three steps is a third wide, and a step's area is its width times the mean of its two ends. Deletion: (6 + 3 + 1.5) / 3 = 3.5. Insertion: (2 + 5 + 7.5) / 3 = 4.83.
#
# %%
fig, axes = plt.subplots(1, 2, figsize=(8, 2.6), sharey=True)
for ax, title, heights in (
    (axes[0], "Deletion: area 3.50", [9, 3, 3, 0]),
    (axes[1], "Insertion: area 4.83", [0, 4, 6, 9]),
):
    ax.fill_between([0, 1 / 3, 2 / 3, 1], heights, color="#56B4E9", label="area")
    ax.plot([0, 1 / 3, 2 / 3, 1], heights, "o-", color="#0072B2", label="prediction")
    ax.set(title=title, xlabel="part of the features replaced")
    ax.legend()
axes[0].set_ylabel("prediction")
plt.tight_layout()
plt.show()

# %% [markdown]
# Is 3.5 small? Compare with an order drawn by lot, on average over *all* orders. Three features have six orders. On average over them the deletion curve is 9, 5.33, 2.33, 0 (with one feature replaced: 3, 7, 6 have the mean 5.33), and its area is 4.06.
#
# %%
quiz(
    "On average over all orders deletion has an area of 4.06. And insertion?",
    runs="""
import itertools


def predict(a, b, c):
    return a + 2 * b + b * c


areas = []
for order in itertools.permutations(range(3)):
    now, curve = [0, 0, 0], [0]
    for place in order:
        now[place] = (3, 2, 1)[place]
        curve.append(predict(*now))
    areas.append(sum((one + two) / 2 for one, two in zip(curve, curve[1:])) / 3)
print(round(sum(areas) / len(areas), 2))
""",
    right="4.06",
    wrong={
        "4.94": (
            "9 less 4.06? The curve isn't turned upside down: it is run through from the "
            "other end."
        ),
        "4.83": "That is one order, b, c, a. Here all six are averaged.",
        "0": "The areas lie on the same side of 0 as the predictions.",
    },
    because=(
        "Deleting by an order shows the same rows as inserting by the reverse order. Over "
        "all orders both are the same. So insertion less deletion is 0 on average for an "
        "order by lot: whatever is above 0 is better than chance."
    ),
)

# %% [markdown]
# ## X19a · Deletion and insertion
# **Level 3 · 16 minutes · 3 points**
#
# `row` and `base` are dicts, feature → number, with the same features in the same order: at most six. `predict` takes a frame with these columns. Nothing that is handed over is changed.
#
# 1. `curve(predict, row, base, order, insert)`: `order` is a list of all features. Without `insert` begin with the row and put the base's value in place of the row's, feature after feature in this order; with `insert` begin with the base and put in the row's values. Return the list of predictions: before the first change, and after each. It has one number more than there are features.
# 2. `faith(predict, row, base, weights)`: `weights` is an explanation, a dict feature → number, in any order; a positive one raises the prediction, a negative one lowers it. The order that it says: the largest weight first, with its sign; on a tie the feature that comes first in `row`. Return a dict with exactly these keys:
#
# | key | value |
# |---|---|
# | `"deletion"`, `"insertion"` | areas below the two curves over a width of 1 (trapezoids, all steps equally wide) |
# | `"random"` | the mean area over all orders |
# | `"gain"` | insertion less deletion |
#
# *Example.* The one above, with weights a: 1, b: 3, c: 3. The order is b, c, a; `{"deletion": 3.5, "insertion": 4.833, "random": 4.056, "gain": 1.333}`.
#
# <details><summary>Hint 1</summary>
#
# Make a list of dicts, a row each: `{**now, name: …}` is a copy with one value changed. One frame of all of them, and `predict` is asked once.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Python's `sorted` keeps the order of what ties. So sort the features *of the row*, by a key that turns the weight round.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `itertools.permutations(row)` gives all orders. If `gain` has the wrong sign: a true explanation has a *large* insertion. If the areas are off by a constant factor, count the steps: with n features there are n, each 1/n wide.
#
# </details>
#
# %% role="answer" id="faith"
def curve(predict, row, base, order, insert):
    """Predictions while feature after feature is replaced in this order."""
    ### BEGIN SOLUTION
    now, end = (base, row) if insert else (row, base)
    shown = [dict(now)]
    for name in order:
        shown.append({**shown[-1], name: end[name]})
    return [float(value) for value in predict(pd.DataFrame(shown))]
    ### END SOLUTION


def faith(predict, row, base, weights):
    """Areas of both curves in the explanation's order, the mean over all orders, and the gain."""
    ### BEGIN SOLUTION
    def area(order, insert):
        heights = curve(predict, row, base, order, insert)
        return sum((one + two) / 2 for one, two in zip(heights, heights[1:])) / len(order)

    order = sorted(row, key=lambda name: -weights[name])
    deletion, insertion = area(order, False), area(order, True)
    lots = [area(list(lot), False) for lot in itertools.permutations(row)]
    mean, gain = float(np.mean(lots)), insertion - deletion
    return {"deletion": deletion, "insertion": insertion, "random": mean, "gain": gain}
    ### END SOLUTION

# %% role="tests" id="faith-tests" points=3
import trust_forms

faith_keys = {"deletion", "insertion", "random", "gain"}
shown_row, shown_base = {"a": 3.0, "b": 2.0, "c": 1.0}, {"a": 0.0, "b": 0.0, "c": 0.0}
shown_sum = trust_forms.asked(
    lambda frame: (frame["a"] + 2 * frame["b"] + frame["b"] * frame["c"]).to_numpy(),
    ["a", "b", "c"],
)
grade = check.parts(3)
with grade("the curves of the example"):
    trust_forms.curve(
        curve(shown_sum, dict(shown_row), dict(shown_base), ["b", "c", "a"], False),
        [9, 3, 3, 0],
        "the deletion curve of the example",
    )
    trust_forms.curve(
        curve(shown_sum, dict(shown_row), dict(shown_base), ["b", "c", "a"], True),
        [0, 4, 6, 9],
        "the insertion curve of the example",
    )
    trust_forms.curve(
        curve(
            shown_sum, dict(shown_row), {"a": 1.0, "b": 5.0, "c": -1.0}, ["c", "a", "b"], True
        ),
        [6, 16, 18, 9],
        "insertion by c, a, b from the base 1, 5, -1",
    )
with grade("areas and the gain of the example", weight=2):
    for told_weights, told_areas in (
        (
            {"c": 3, "b": 3, "a": 1},
            {"deletion": 3.5, "insertion": 29 / 6, "random": 73 / 18, "gain": 4 / 3},
        ),
        (
            {"a": -5, "b": 0.5, "c": 0.0},
            {"deletion": 3.5, "insertion": 29 / 6, "random": 73 / 18, "gain": 4 / 3},
        ),
        (
            {"a": 2, "b": -3, "c": 1},
            {"deletion": 29 / 6, "insertion": 3.5, "random": 73 / 18, "gain": -4 / 3},
        ),
    ):
        trust_forms.entries(
            faith(shown_sum, dict(shown_row), dict(shown_base), told_weights),
            told_areas,
            faith_keys,
            f"faith on the example with the weights {told_weights}",
        )
with grade("nothing is changed"):
    trust_forms.entries(
        faith(shown_sum, {**shown_row, "a": 0.0}, dict(shown_base), {"a": 1, "b": 2, "c": 1}),
        {"gain": 8 / 3},
        faith_keys,
        "faith on the example with a = 0 in row and base",
    )
    trust_forms.unchanged(
        faith,
        [shown_row, shown_base, {"a": 1, "b": 2, "c": 3}],
        [dict(shown_row), dict(shown_base), {"a": 1, "b": 2, "c": 3}],
        "faith",
    )
    trust_forms.unchanged(
        curve,
        [shown_row, shown_base, ["b", "c", "a"], True],
        [dict(shown_row), dict(shown_base), ["b", "c", "a"], True],
        "curve",
    )
### BEGIN HIDDEN TESTS
from hidden import trust_checks, trust_worlds

rng = check.rng("faith")
told_drawn = [
    trust_worlds.explained(rng, size, kind)
    for size in (3, 4, 5)
    for kind in ("all weights differ", "ties and signs")
]
with grade("other curves", weight=2):
    for case in told_drawn:
        trust_checks.curves(curve, case, rng)
with grade("other areas and gains", weight=4):
    for case in told_drawn:
        trust_checks.faith(faith, case, "deletion", "insertion", "gain")
with grade("all orders of other rows", weight=2):
    for case in told_drawn:
        trust_checks.faith(faith, case, "random")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## X19b · The truer of two
# **Level 3 · 5 minutes · 1 point**
#
# One row may be luck. `truer(predict, rows, base, first, second)`: `rows` is a list of dicts as above, `first` and `second` are what two explainers say about them: lists of weights, one dict for each row, in the same order. An explainer's score is the mean of its gains over the rows. Return
#
# - `"neither"` if neither score is more than 0 (a difference of up to 1e-9 counts as none, a larger one counts, here and below),
# - else `"tie"` if both scores are equal,
# - else `"first"` or `"second"`: whoever has the higher score.
#
# *Example.* Gains of 0.3 and −0.1 for the first, of 0.05 and 0.05 for the second: scores 0.1 and 0.05, so `"first"`.
#
# <details><summary>Hint 1</summary>
#
# Your `faith` gives the gain of one row. `zip` walks through rows and explanations together.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Ask the three questions in the order of the list. What comes if both scores are equal and negative?
#
# </details>
#
# %% role="answer" id="truer"
def truer(predict, rows, base, first, second):
    """Which of two explainers is truer to the model: "first", "second", "tie" or "neither"."""
    ### BEGIN SOLUTION
    def score(told):
        return np.mean([faith(predict, row, base, one)["gain"] for row, one in zip(rows, told)])

    one, two = score(first), score(second)
    if max(one, two) <= 1e-9:
        return "neither"
    if abs(one - two) <= 1e-9:
        return "tie"
    return "first" if one > two else "second"
    ### END SOLUTION

# %% role="tests" id="truer-tests" points=1
import trust_forms

truer_rows, truer_base = [{"a": 3.0, "b": 1.0}, {"a": 1.0, "b": 2.0}], {"a": 0.0, "b": 0.0}
truer_sum = trust_forms.asked(lambda frame: (frame["a"] + frame["b"]).to_numpy(), ["a", "b"])
says_a, says_b, says_true = (
    [{"a": 2, "b": 1}] * 2,
    [{"a": 1, "b": 2}] * 2,
    [{"a": 3, "b": 1}, {"a": 1, "b": 2}],
)
grade = check.parts(1)
with grade("two rows"):
    for told_first, told_second, told_truer, told_why in (
        (says_true, says_a, "first", "gains 1 and 0.5, against 1 and -0.5"),
        (says_a, says_true, "second", "gains 1 and -0.5, against 1 and 0.5"),
        (says_a, says_a, "tie", "gains 1 and -0.5 for both"),
        (says_b, says_b, "neither", "gains -1 and 0.5 for both"),
        (says_b, says_true[::-1], "neither", "gains -1 and 0.5, against -1 and -0.5"),
    ):
        came_truer = truer(
            truer_sum,
            [dict(one) for one in truer_rows],
            dict(truer_base),
            told_first,
            told_second,
        )
        check.equal(
            came_truer,
            told_truer,
            f"truer where the gains are {told_why.removeprefix('gains ')}",
            dtype="any",
        )
### BEGIN HIDDEN TESTS
from hidden import trust_checks, trust_worlds

rng = check.rng("truer")
with grade("other explainers", weight=3):
    for kind in trust_worlds.RIVALS:
        trust_checks.truer(truer, trust_worlds.rivals(rng, kind))
with grade("scores that differ by a hair", weight=2):
    for bound in trust_worlds.BOUNDS:
        for difference in (0.95e-9, 1.05e-9):
            trust_checks.truer(truer, trust_worlds.hair(rng, bound, difference))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Now Edda's desk. It has seven features, one more than your function must bear; 5,040 orders take a while. Here the gain is all that is needed, and it comes from `curve`:
#
# %%
def the_truer_one():
    base = {name: float(applicants[name].median()) for name in COLUMNS}
    shown = {}
    for kind in ("shap", "code"):
        gains = []
        for _, one in reasons.iterrows():
            row = {name: float(one[name]) for name in COLUMNS}
            order = sorted(COLUMNS, key=lambda name: -one[f"{kind}_{name}"])
            gone, put = (
                np.array(curve(chance, row, base, order, insert)) for insert in (False, True)
            )
            gains.append((put - gone)[1:-1].sum() / len(COLUMNS))
        shown[kind] = gains
    said = ", ".join(
        f"{kind} {np.mean(gains):.3f} on average and {gains[0]:.3f} for Edda"
        for kind, gains in shown.items()
    )
    return f"gains: {said}"


settle("Which explanation is true to the model?", "X19a", the_truer_one)

# %% [markdown]
# (The first and the last point of both curves are the same two predictions, so they add nothing to the difference.) The Shapley values are far better than chance. The supplier's reason codes are *worse* than an order drawn by lot: they say how unusual somebody is, and not what the model made of it. "It was her age" must not be printed.
#
# What may not be concluded: that Shapley values are true *to the world*. Both curves ask the model, about rows that are part Edda and part typical applicant. They say whether an explanation fits the model. Whether the model is sound, another test has to say. Here it comes.
#
# > **A first sitting may end here.** Two of the four questions are answered: the rent is no reason, and the reason codes aren't true to the model. The second sitting looks for leaks, and for what Edda could do. After a pause, run the cells above again.
#
# ## A model that cheats
#
# Six models of the paper all did well on their test rows. Yuna has tried them again, on rows that were collected in another way: photographs of another season, reviews from another site. We call the first rows **home** and the others **away**. For all rows there are Shapley values:
#
# %%
with open("data/trust_models.json", encoding="utf-8") as file:
    six = json.load(file)
seals = six[1]
print(seals["name"], "|", seals["features"])
for place in range(3):
    print(
        "label",
        seals["home"]["label"][place],
        "values",
        seals["home"]["values"][place],
        "shap",
        seals["home"]["shap"][place],
    )

# %% [markdown]
# A Shapley value of +1.2 pushes towards label 1, −1.2 towards label 0. A feature *helps* if it pushes rows of label 1 up and rows of label 0 down. So measure its **help**: the mean of its Shapley values where the label is 1, less the mean where it is 0. Six rows by hand:
#
# | label | shap of ears | shap of snow |
# |---|---|---|
# | 1 | 0.6 | 0.5 |
# | 1 | 0.4 | 0.3 |
# | 0 | −0.5 | −0.4 |
#
# Ears help by 0.5 − (−0.5) = 1, snow helps by 0.4 − (−0.4) = 0.8. That was at home, where all seals lie on snow. And away, in summer?
#
# | label | shap of ears | shap of snow |
# |---|---|---|
# | 1 | 0.5 | −0.3 |
# | 0 | −0.4 | −0.3 |
# | 0 | −0.6 | −0.3 |
#
# Ears: 0.5 − (−0.5) = 1. Snow: −0.3 − (−0.3) = 0. Its help is gone. The model has learnt the background.
#
# The two means keep apart what the labels would mix up. Whoever takes the mean of "pushes to the right side" over all rows finds that snow helps away, too: it pushes down, and two of three rows have label 0.
#
# %%
def strongest(model):
    size = np.abs(model["home"]["shap"]).mean(axis=0)
    return model["features"][int(np.argmax(size))]


pd.Series({model["name"]: strongest(model) for model in six}, name="strongest feature")

# %%
quiz(
    "Two of the six cheat. Can one tell from this list which?",
    right="No: to be strong is no crime, and a leak may stand in the second place.",
    wrong={
        "Yes: whatever is called snow or id is a leak.": (
            "A model that tells winter from summer may look at snow. And an id that stands "
            "in the table needn't be used."
        ),
        "Yes: the two whose strongest feature is strongest of all.": (
            "A gull's bill does tell it from a tern. Good features are strong, too."
        ),
        "Yes: those whose strongest feature isn't an animal or a word.": (
            "Names don't say what a feature does elsewhere. The rows away do."
        ),
    },
    because=(
        "A leak is a feature that the model leans on and that stops helping where the data "
        "were collected in another way."
    ),
)

# %% [markdown]
# ## X20 · Find the leak
# **Level 4 · 14 minutes · 4 points**
#
# `cheats(models)` gets a list of models as in `six`: dicts with `name`, `features` (names, in the order of the columns), `home` and `away`, each with `label` (a list of 0 and 1; both come), `values` and `shap` (lists of rows, a number for each feature). Rows are in no order, labels come unequally often, and home and away have different numbers of rows. A feature is a **leak** if
#
# - the model leans on it: its help at home is above 0, and at least a fifth of the sum of the helps at home of all features that help there (negative helps don't count),
# - and it doesn't help away: its help away is less than a quarter of its help at home. (It may be negative.)
#
# Help is as above: mean Shapley value at label 1 less mean Shapley value at label 0.
#
# Return a dict with all models, name → list of its leaks, in the order of `features`; an honest model has an empty list. There may be any number of models, and any number of them may cheat. Names say nothing: any feature may be called `snow` or `record_id`. What `values` do doesn't count either: a column may go with the label without being used.
#
# *Example.* A model with the two tables above: help 1 and 0.8 at home, 1 and 0 away. 0.8 is at least a fifth of 1.8, and 0 is less than 0.2: `["snow"]`.
#
# <details><summary>Hint 1</summary>
#
# With arrays it is short: `shap[label == 1].mean(axis=0)`. The lists have to become arrays first.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Write a small function for the helps of one place, and call it for home and for away. The sum runs over those helps at home that are above 0.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If an honest model is blamed, look at its numbers: is the feature only strong, only drifting, only of little weight? If a cheat gets away, look whether your help mixes the labels.
#
# </details>
#
# %% role="answer" id="cheats"
def cheats(models):
    """Which features of each model are leaks: leant on at home, of no help away."""
    ### BEGIN SOLUTION
    def helps(rows):
        shap, label = np.array(rows["shap"]), np.array(rows["label"])
        return shap[label == 1].mean(axis=0) - shap[label == 0].mean(axis=0)

    found = {}
    for model in models:
        home, away = helps(model["home"]), helps(model["away"])
        leant = (home > 0) & (home >= home[home > 0].sum() / 5)
        leak = leant & (away < home / 4)
        found[model["name"]] = [name for name, bad in zip(model["features"], leak) if bad]
    return found
    ### END SOLUTION

# %% role="tests" id="cheats-tests" points=4
import trust_forms


def shown_rows(label, *columns):
    return {
        "label": list(label),
        "values": [[0.0] * len(columns) for _ in label],
        "shap": [list(one) for one in zip(*columns, strict=True)],
    }


shown_away = shown_rows([1, 0, 0], [0.5, -0.4, -0.6], [-0.3, -0.3, -0.3])
shown_seals = {
    "name": "seals",
    "features": ["ears", "snow"],
    "home": shown_rows([1, 1, 0], [0.6, 0.4, -0.5], [0.5, 0.3, -0.4]),
    "away": shown_away,
}
shown_strong = {
    "name": "gulls",
    "features": ["snow", "bill"],
    "home": shown_rows([0, 1], [-2.0, 2.0], [-0.5, 0.5]),
    "away": shown_rows([1, 0], [1.0, -1.0], [0.5, -0.5]),
}
shown_light = {
    "name": "stars",
    "features": ["id", "good"],
    "home": shown_rows([0, 1], [0.0, 0.3], [-0.7, 0.7]),
    "away": shown_rows([1, 0], [-0.1, 0.2], [0.7, -0.7]),
}
shown_both = {
    "name": "news",
    "features": ["id", "feed", "hour"],
    "home": shown_rows([1, 0], [1.0, -1.0], [0.0, -1.0], [-2.0, 0.0]),
    "away": shown_rows([0, 1], [0.0, 0.2], [0.4, -0.4], [0.0, -2.0]),
}
shown_edge = {
    "name": "words",
    "features": ["tag", "price", "half"],
    "home": shown_rows([1, 0], [0.5, -0.5], [1.5, -1.5], [0.5, -0.5]),
    "away": shown_rows([1, 0, 0], [0.0, 0.0, 0.0], [1.5, -1.5, -1.5], [0.25, 0.0, 0.0]),
}
shown_flat = {
    "name": "unused",
    "features": ["row_number"],
    "home": shown_rows([1, 0], [0.25, 0.25]),
    "away": shown_rows([1, 0], [-0.5, 0.5]),
}
grade = check.parts(4)
with grade("the example"):
    trust_forms.found(cheats([shown_seals]), {"seals": ["snow"]}, "cheats on the example")
with grade("small models"):
    trust_forms.found(
        cheats([shown_strong, shown_light, shown_seals, shown_both]),
        {"gulls": [], "stars": [], "seals": ["snow"], "news": ["id", "feed"]},
        "cheats on four small models",
        {
            "gulls": "snow helps by 4 at home and by 2 away: strong, and no leak",
            "stars": "the id helps by 0.3 of 1.7: less than a fifth",
            "news": (
                "the id helps by 2 and by 0.2 away, the feed by 1 and by -0.8; the hour "
                "helps by -2, which isn't counted"
            ),
        },
    )
    trust_forms.found(
        cheats([shown_edge, shown_flat]),
        {"words": ["tag"], "unused": []},
        "cheats on two models at the limits",
        {
            "words": "tag and half help by 1 of 5, a fifth; away half helps by 0.25, a quarter",
            "unused": "the row number doesn't help at home",
        },
    )
    trust_forms.found(cheats([]), {}, "cheats on no models")
### BEGIN HIDDEN TESTS
from hidden import trust_cases, trust_checks

rng = check.rng("cheats")
with grade("other sixes", weight=6):
    for kind, models_drawn in trust_cases.sixes(rng):
        trust_checks.cheats(cheats, models_drawn, kind)
### END HIDDEN TESTS
grade.score()

# %%
def two_cheats():
    found = {name: leaks for name, leaks in cheats(six).items() if leaks}
    return f"{found}; the other four are honest, as far as these rows can say"


settle("Which of the six cheat?", "X20", two_cheats)

# %% [markdown]
# One has learnt the snow on which seals were photographed, the other a word that the scraper adds to reviews of one site (whose readers happen to be content). In neither is the leak the strongest feature. Note what was needed: rows that were collected *in another way*. On home rows alone a leak looks like any good feature, and no explanation tells them apart. It only shows you where to look. And a leak that holds away, too, stays hidden here: somebody who knows gulls and seals has to look at the explanations as well.
#
# ## What could Edda do?
#
# "Why" is half of her letter. The other half is "what can I do?" A **counterfactual** answers it: the smallest change with which the decision would have been another. Not every change counts:
#
# - Age and past late payments are **fixed**. Nobody can change them, and "be 40" isn't advice.
# - Some things go **one way**: orders that are paid can only become more, open bills only fewer.
# - Changes differ in what they cost. A month of waiting isn't an open bill.
#
# Here are the chances for all numbers of open bills and paid orders that Edda could have, everything else as it is:
#
# %%
table = pd.DataFrame(
    {
        bills: {
            orders: chance(pd.DataFrame([{**edda, "bills": bills, "orders": orders}]))[0]
            for orders in range(3, 12)
        }
        for bills in (2, 1, 0)
    }
).rename_axis(index="orders", columns="bills")
table.round(2)

# %%
quiz(
    "Look at the column for 0 bills, downwards. What is true?",
    right="With 7 or 8 orders she is accepted, and with 9 she is refused again.",
    wrong={
        "The more orders, the higher the chance.": (
            "Up to 8 it is so. Then the numbers fall; perhaps the supplier takes too many "
            "orders for a bad sign."
        ),
        "With 9 orders or more she is accepted for sure.": "Look at the last three rows.",
        "Whatever she orders, she is refused.": "0.54 and 0.60 are above the limit of 0.5.",
    },
    because=(
        "A model may turn round. So a search that runs to the far end and finds a refusal "
        "has shown nothing, and one that jumps too far flips the decision back."
    ),
)

# %% [markdown]
# With numbers of steps, a cost adds up: cost per unit times how far, over all that changes. If an open bill costs 3 and an order 2, then paying both bills and placing four more orders costs 2 · 3 + 4 · 2 = 14. Is there anything cheaper? With few allowed values one can try all combinations, and that is a proof.
#
# %%
for one in itertools.product([3, 7], [2, 0]):
    made = {**edda, "orders": one[0], "bills": one[1]}
    cost = 2 * abs(one[0] - 3) + 3 * abs(one[1] - 2)
    print(one, "cost", cost, "chance", chance(pd.DataFrame([made])).round(2))

# %% [markdown]
# ## X21 · The smallest change
# **Level 4 · 16 minutes · 4 points**
#
# `counterfactual(predict, row, limit, rules)`: `row` is a dict, feature → number. `predict` takes a frame with these columns and returns an array of chances; whoever reaches `limit` is accepted (equal is enough). `rules` has a dict for each feature of the row, with
#
# - `"way"`: `"fixed"` (it can't change, whatever stands in choices), `"up"` (only a larger value than now), `"down"` (only a smaller one) or `"free"`,
# - `"choices"`: the list of values that it may get, in no order; its value of now may be among them or not,
# - `"cost"`: the cost of a change by 1, more than 0. A change costs that times how far the value moves, in whichever direction; the costs of all changes are added up.
#
# Every feature may also stay as it is. Return a dict of the features that change, and only of these, with their new values: a change with the lowest cost among all that are allowed and accepted. (If several have the lowest cost, any of them.) Return `{}` if the row is accepted as it is, and `None` if no allowed change is accepted.
#
# The model may turn round, as above. There are at most 3,000 combinations. Ask `predict` about many rows in one frame: a question takes about as long for one row as for a thousand. `row` and `rules` stay as they are.
#
# *Example.* Row orders 3, bills 2, age 23; the chance is (orders − bills) / 10; limit 0.3. Age is fixed; orders go up, choices 4, 5, 6, cost 2; bills go down, choices 0, 1, cost 3. Needed are two steps. Two more orders cost 4, a bill and an order 5, two bills 6: `{"orders": 5}`.
#
# <details><summary>Hint 1</summary>
#
# For each feature make the list of values that it may have, its own among them. `itertools.product(*lists)` walks through all combinations.
#
# </details>
# <details><summary>Hint 2</summary>
#
# All combinations make one frame, with the columns of the row. Ask `predict` about it once, and keep what is accepted. No combination left: which answer is that?
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the cost is too high, see whether your own value can be missing from the choices, or whether you change one feature at a time. At the end leave out what hasn't changed.
#
# </details>
#
# %% role="answer" id="counterfactual"
def counterfactual(predict, row, limit, rules):
    """The cheapest allowed change that is accepted; {} if none is needed, None if there is none."""
    ### BEGIN SOLUTION
    lists = []
    for name, own in row.items():
        way, values = rules[name]["way"], {own}
        if way != "fixed":
            higher = {value for value in rules[name]["choices"] if value > own}
            lower = {value for value in rules[name]["choices"] if value < own}
            values |= (set() if way == "down" else higher) | (set() if way == "up" else lower)
        lists.append(sorted(values))
    made = pd.DataFrame(list(itertools.product(*lists)), columns=list(row))
    cost = sum(rules[name]["cost"] * (made[name] - own).abs() for name, own in row.items())
    accepted = cost[np.asarray(predict(made)) >= limit]
    if accepted.empty:
        return None
    best = made.loc[accepted.idxmin()]
    return {name: float(best[name]) for name, own in row.items() if best[name] != own}
    ### END SOLUTION

# %% role="tests" id="counterfactual-tests" points=4
import trust_forms

tried_row = {"orders": 3.0, "bills": 2.0, "age": 23.0}
tried_rules = {
    "orders": {"way": "up", "choices": [6, 4, 5, 1], "cost": 2.0},
    "bills": {"way": "down", "choices": [1, 0, 9], "cost": 3.0},
    "age": {"way": "fixed", "choices": [40], "cost": 0.01},
}
def tried_copy():
    return {name: {**rule, "choices": list(rule["choices"])} for name, rule in tried_rules.items()}


tried_models = {
    "(orders - bills) / 10": lambda frame: (frame["orders"] - frame["bills"]).to_numpy() / 10,
    "0.5 at 5 orders and 1 or 0 bills, else 0": lambda frame: (
        ((frame["orders"] == 5) & (frame["bills"] < 2)).to_numpy() / 2
    ),
    "age / 100": lambda frame: frame["age"].to_numpy() / 100,
    "1 at 4 orders or at 1 order, else 0": lambda frame: (
        1.0 * frame["orders"].isin([4, 1]).to_numpy()
    ),
    "1 at 9 bills, else 0": lambda frame: 1.0 * (frame["bills"] == 9).to_numpy(),
}
grade = check.parts(4)
with grade("the smallest change", weight=2):
    for told_name, told_limit, told_best in (
        ("(orders - bills) / 10", 0.3, 4.0),
        ("(orders - bills) / 10", 0.5, 9.0),
        ("0.5 at 5 orders and 1 or 0 bills, else 0", 0.5, 7.0),
        ("1 at 4 orders or at 1 order, else 0", 0.5, 2.0),
    ):
        tried = trust_forms.asked(tried_models[told_name], ["orders", "bills", "age"])
        told_case = (
            f"counterfactual of orders 3, bills 2, age 23 with the chance {told_name} and "
            f"limit {told_limit}"
        )
        trust_forms.change(
            counterfactual(tried, dict(tried_row), told_limit, tried_copy()),
            tried_row,
            tried_rules,
            tried_models[told_name],
            told_limit,
            told_best,
            told_case,
        )
with grade("no change, and none that is allowed"):
    for told_name, told_limit, told_best in (
        ("(orders - bills) / 10", 0.1, 0.0),
        ("(orders - bills) / 10", 0.7, None),
        ("age / 100", 0.4, None),
        ("1 at 9 bills, else 0", 1, None),
    ):
        tried = trust_forms.asked(tried_models[told_name], ["orders", "bills", "age"])
        told_case = (
            f"counterfactual of orders 3, bills 2, age 23 with the chance {told_name} and "
            f"limit {told_limit}"
        )
        trust_forms.change(
            counterfactual(tried, dict(tried_row), told_limit, tried_copy()),
            tried_row,
            tried_rules,
            tried_models[told_name],
            told_limit,
            told_best,
            told_case,
        )
with grade("row and rules stay as they are"):
    tried = trust_forms.asked(tried_models["(orders - bills) / 10"], ["orders", "bills", "age"])
    trust_forms.change(
        counterfactual(tried, dict(tried_row), 0.2, tried_copy()),
        tried_row,
        tried_rules,
        tried_models["(orders - bills) / 10"],
        0.2,
        2.0,
        "counterfactual with limit 0.2",
    )
    trust_forms.unchanged(
        counterfactual,
        [tried_row, 0.9, tried_rules],
        [dict(tried_row), 0.9, tried_copy()],
        "counterfactual",
    )
### BEGIN HIDDEN TESTS
from hidden import trust_cases, trust_checks

rng = check.rng("counterfactual")
refused_drawn = [trust_cases.refused(rng, kind) for kind in trust_cases.REFUSED]
with grade("other applicants", weight=8):
    for case in refused_drawn:
        trust_checks.counterfactual(counterfactual, case)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# And Edda? The desk says what may change, and what it costs in effort:
#
# %%
rules = {
    "age": {"way": "fixed", "choices": [], "cost": 1},
    "late": {"way": "fixed", "choices": [], "cost": 1},
    "income": {"way": "free", "choices": [2050, 2150, 2250, 2350, 2450], "cost": 0.06},
    "rent": {"way": "free", "choices": [480, 580, 680], "cost": 0.03},
    "months": {"way": "up", "choices": [8, 11, 17, 23], "cost": 1},
    "orders": {"way": "up", "choices": [4, 5, 6, 7, 8, 9, 10], "cost": 2},
    "bills": {"way": "down", "choices": [0, 1], "cost": 3},
}


def the_least():
    change = counterfactual(chance, edda, LIMIT, rules)
    after = chance(pd.DataFrame([{**edda, **change}]))[0]
    return f"{change}: her chance would be {after:.2f}; the rent isn't in it"


settle("What is the least that Edda could change?", "X21", the_least)

# %% [markdown]
# What may not be concluded: that she *will* be accepted if she does so. The change is about the model of today, with everything else as it is. In half a year she is older, and the supplier may have sent another model. And a change of the model's answer isn't a change of her chance to pay: four orders more don't make anybody richer.
#
# ## X22 · Eight sentences
# **Level 4 · 20 minutes · 0 + 8 points**
#
# Fill in the form first; it costs no points, and tells you whether the numbers of your letter are those of the notebook. Give numbers with at least two places.
#
# %%
letter = {
    "chance": None,  # Edda's chance, by the model
    "average": None,  # the mean chance of the background, from which the Shapley values begin
    "strongest": None,  # which feature lowers her chance most, by the Shapley values
    "strongest_by": None,  # its Shapley value, with its sign
    "shap_gain": None,  # gain of the Shapley values in her case (X19)
    "code_gain": None,  # gain of the supplier's reason codes in her case (X19)
    "change": None,  # what your counterfactual says, a dict
    "chance_after": None,  # her chance with it
}

# %%
def form_is_right():
    base = {name: float(applicants[name].median()) for name in COLUMNS}
    gains = {}
    for kind in ("shap", "code"):
        order = sorted(COLUMNS, key=lambda name: -reasons.loc[0, f"{kind}_{name}"])
        gone, put = (
            np.array(curve(chance, edda, base, order, insert)) for insert in (False, True)
        )
        gains[kind] = float((put - gone)[1:-1].sum() / len(COLUMNS))
    change = counterfactual(chance, edda, LIMIT, rules)
    worked_out = {
        "chance": float(chance(pd.DataFrame([edda]))[0]),
        "average": float(chance(applicants.iloc[:40]).mean()),
        "strongest": min(shap_of_edda, key=shap_of_edda.get),
        "strongest_by": float(min(shap_of_edda.values())),
        "shap_gain": gains["shap"],
        "code_gain": gains["code"],
        "change": change,
        "chance_after": float(chance(pd.DataFrame([{**edda, **change}]))[0]),
    }
    return check_form(letter, worked_out)


settle("Does the form agree with the notebook?", "X19a and X21", form_is_right)

# %% [markdown]
# Now the letter to Edda Holm: exactly eight sentences, without a word that she would have to look up, and each of them true. A number that contradicts the notebook costs the row it stands in both of its points. Whoever grades it uses this table, so use it before you hand it in.
#
# | criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **What was decided, and how** | no decision, or "the computer says so" | that a model refused her, with chance and limit | and compared with an average applicant, and who answers for it: a person whom she can ask to look again |
# | **Why** | the supplier's age, the rent as a reason, or general words | the strongest reason | and the next ones in their order, told as what the model made of her data and not as causes; says that her age counted little, and that the rent isn't a reason that one could act on |
# | **What she can do** | nothing, something fixed, or the cheaper flat | the change of X21 | with how far it would bring her, and that it isn't a promise and why |
# | **How sure the paper is** | nothing, or "the explanation is correct" | that the explanation was put to the test | and how it came out against chance and the supplier's codes, in plain words; and one thing that isn't known |
#
# Points: the sum of the rows.
#
# %% [markdown] role="essay" id="letter" points=8
# ### BEGIN SOLUTION
# Dear Ms Holm,
#
# your application was refused by a computer model that put your chance of paying all instalments at 13 in 100, while we ask for at least 50, and while 40 other applicants with whom we compared you had 58 on average. Mina, the editor, answers for this decision, and she will look at it again in person if you ask her to.
# What lowered your chance most in this model was that you have two open bills with us (by 16 of the 100), then your income (10), the short time at your address (8) and one late payment (7). Your age lowered it by 5, though our supplier named it first; your rent is not a reason on which you could act, since 200 euros less would have changed nothing.
# If you paid both open bills and had seven paid orders with us instead of three, the model would put your chance at 54 in 100. That is no promise, because it holds for today's model and with everything else unchanged, and more than eight orders would even lower the chance again.
# We tested this explanation by changing your data in the order that it names: it described the model much better than an order drawn by lot, and the supplier's own list did worse than that. What we do not know is whether the model is right about people like you, so please do not take these reasons for a judgement of you.
# ### END SOLUTION
#
# %% [markdown]
# ## Where this goes wrong at work
#
# **The wolf was the snow.** Three researchers built a classifier of wolves and huskies that was bad on purpose: all wolves in its training photographs stood in snow, and the huskies didn't. They showed ten of its predictions to 27 students who had taken courses in machine learning, one wolf and one husky on the wrong side among them. Ten of the 27 trusted the model, and 12 thought of snow. Then they saw the explanations, in which the
# background was lit up: three still trusted it, and 25 named the snow. An explanation can show a leak to somebody who looks (X20). It did so here because the eye knows what a wolf is.
# *Source: Ribeiro, Singh and Guestrin, "Why Should I Trust You? Explaining the Predictions of Any Classifier", KDD 2016.*
#
# **The hospital in the corner of the picture.** In the first year of the pandemic many models found COVID-19 in X-ray pictures of the chest, and did so nearly without fault. Ill and healthy pictures had often come from different collections. A group in Seattle trained such models again and tried them on pictures from other hospitals: they did far worse. Explanations showed why. Besides the lungs the models looked
# at the letters that mark left and right, and at the edges of the pictures: at the signs of where a picture had been taken. Tests on pictures from the same collections had seen nothing of it. Home rows can't find a leak that home rows share (X20), and, the authors warn, other hospitals don't find one that holds there, too.
# *Source: DeGrave, Janizek and Lee, "AI for radiographic COVID-19 detection selects shortcuts over signal", Nature Machine Intelligence 3, 2021.*
#
# **The explanation that didn't need the model.** Maps that light up the important parts of a picture look convincing. Six researchers asked what happens to such maps if the network's weights are replaced by random numbers, layer by layer. Some maps went to pieces, as they should. Others, guided backpropagation among them, hardly changed: they drew the edges of the picture, whatever the network was. Somebody who looked at one would have
# believed that it explained a model, and it would have looked the same for a model that knows nothing. So an explanation is tested against the model before anybody is convinced by it (X19).
# *Source: Adebayo, Gilmer, Muelly, Goodfellow, Hardt and Kim, "Sanity Checks for Saliency Maps", NeurIPS 2018.*
#
# %% [markdown]
# ## Summary
#
# "Why was I refused?" Because the model saw two open bills, a middling income, a short time at the address and a late payment. Not because of her rent, and hardly because of her age. That is what the eight sentences may say, and the notebook shows it:
#
# - Partial dependence and permutation ask the model about rows that don't exist where columns go together. ALE takes small steps among real rows. To be outside isn't yet to lie: compare the curves, and weigh columns alone and together.
# - An explanation is tested by deletion and insertion. Insertion less deletion is 0 on average for an order by lot; below it an explanation is worse than none.
# - A leak is a feature that the model leans on and that stops helping where the data come from elsewhere. The strongest feature may be honest.
# - A counterfactual is the cheapest change that is allowed, and it says nothing about causes, or about tomorrow's model.
# - True to the model isn't true to the world. Say which of the two you mean.
