# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Notice when it goes wrong
#     minutes: 175
#     prerequisites: [07-statistics-and-churn/3-hypotheses]
#     summary: Drift that is real, an alert that wakes somebody for a reason, a canary that bounds the harm, and the page that is written afterwards.
# ---

# %% [markdown]
# # Notice when it goes wrong
#
# Tuesday, 3 March, 10:48. Kit, who runs depot D07 of the parcel service Fellpost, telephones: "Since breakfast the web shop has shown no promise for any of my parcels." Yusra is on call. Her telephone has been silent since a quarter to nine, when it woke her for nothing. She opens the log. Version 42 of the model has been out since ten past nine.
#
# On Wednesday Amara, Tobias and Yusra sit together with four questions:
#
# 1. What the model is asked with had been changing for weeks. Could the data have told us?
# 2. When would a good alert have woken Yusra?
# 3. Version 42 first went to one request in ten, and Tobias looked at it for twenty minutes. How soon should it have been stopped?
# 4. What do we write, so that it doesn't happen again?
#
# Your own functions answer the first three at the end, and you write the fourth. After this lesson you can
#
# - tell drift from noise, with many columns and few rows,
# - raise an alert from requests that doesn't ring for one of them, and doesn't flap,
# - decide step by step whether a new version goes on, with errors that you can bound,
# - write a post-mortem whose facts agree with the log.
#
# You need p-values and many tests from unit 07. Plan two sittings of about 90 minutes, with a break after M19a.
#
# %% role="read-only" id="setup-watch"
import datetime as dt
import json
import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy import stats
from sklearn.tree import DecisionTreeClassifier

import watch_figures
from watch_figures import settle
from workbook import check
from workbook.notebook.quiz import quiz

weeks = pd.read_csv("data/watch_weeks.csv")
log = pd.read_csv("data/watch_requests.csv")

# %% [markdown]
# ## A column in two samples
#
# The model was trained on 1,500 parcels; they are week 0 of the table, the **reference**. Since then there have been twelve weeks of 60 parcels each. Here is one column, the backlog of the depot (parcels that lie there), in the reference, in week 3 and in week 11:
#
# %%
fig, axes = plt.subplots(1, 3, figsize=(9, 2.6), sharex=True)
for ax, week in zip(axes, (0, 3, 11)):
    ax.hist(weeks.loc[weeks["week"] == week, "backlog"], bins=np.arange(40, 260, 20))
    ax.set(title=f"backlog, week {week}", xlabel="parcels", ylabel="rows")
plt.tight_layout()
plt.show()

# %% [markdown]
# Week 3 looks ragged, because it has 60 rows. Week 11 lies further to the right. The **population stability index**, PSI, makes one number of such a pair. It cuts the line into bins, and compares the share *p* of the reference in each bin with the share *q* of the new rows:
#
# PSI = Σ (*q* − *p*) · ln(*q* / *p*)
#
# It is 0 if all shares are equal and grows as they part. Three steps, on nine numbers and four:
#
# %%
reference = [1, 2, 3, 4, 5, 6, 7, 8, 9]
new = [3, 3, 6, 9]
cuts = np.quantile(reference, [0.25, 0.5, 0.75])
print("cut points:", cuts)
print("reference:", np.bincount(np.searchsorted(cuts, reference), minlength=4))
print("new:      ", np.bincount(np.searchsorted(cuts, new), minlength=4))

# %% [markdown]
# `np.searchsorted(cuts, values)` says for each value how many cut points lie *below* it: that is the number of its bin. A value that is equal to a cut point (3, here) lies below it, in the lower bin.
#
# One of the bins is empty in `new`, and ln 0 is no number. So half a row is added to each bin: (2 + ½) of (4 + 4 · ½) rows instead of 2 of 4.
#
# %%
p = (np.array([3, 2, 2, 2]) + 0.5) / (9 + 4 * 0.5)
q = (np.array([2, 0, 1, 1]) + 0.5) / (4 + 4 * 0.5)
print(p.round(3), q.round(3), round(((q - p) * np.log(q / p)).sum(), 4))

# %% [markdown]
# The cut points come from the *reference* alone. Whoever takes them from the new rows, or from all rows together, moves the yardstick with what is measured: last week's index and this week's can't be compared any longer.
#
# %%
quiz(
    "All new rows lie far above the reference. With ten cut points from the NEW rows instead, "
    "where does the reference lie?",
    right="In the lowest bin, all of it",
    wrong={
        "Spread evenly over the bins": "So do the new rows, from which the cut points came.",
        "In the highest bin, all of it": "It lies below all the new rows, so below all cut points.",
    },
    because="Then the index no longer says what has changed within the reference's range, and "
    "each week is measured with a scale of its own.",
)

# %% [markdown]
# ## M18a · The index
# **Level 2 · 12 minutes · 1 point**
#
# Write `psi(reference, new, bins=10)`. Both are lists of numbers in any order; NaN stands for a missing value. `reference` holds at least one number, `new` at least one value (it may be missing).
#
# - The cut points are the quantiles 1/bins, 2/bins and so on up to (bins − 1)/bins of the numbers in `reference`, as `np.quantile` gives them. Missing values are left out. Cut points that are equal count as one, so there may be fewer bins than `bins`.
# - The number of a value's bin is the number of cut points below it.
# - If any value in `reference` or in `new` is missing, the missing ones make one bin more.
# - The share of a bin is (its rows + ½) / (all rows + ½ · number of bins). All rows are counted, the missing ones, too.
# - Return Σ (*q* − *p*) · ln(*q* / *p*) over all bins. The lists aren't changed.
#
# *Example.* `psi([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3, 6, 9], bins=4)` is 0.1753, as above. With a missing value more in `new` it is 0.4226.
#
# <details><summary>Hint 1</summary>
#
# Part the missing values from the numbers first: `np.isnan` on an array of floats.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.unique` drops equal cut points. `np.bincount(…, minlength=…)` keeps bins that are empty at the end.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the first example is right and the second isn't: is the bin of missing values there in *both* counts, and are there five bins now in the number that half a row is added for?
#
# </details>
#
# %% role="answer" id="psi"
def psi(reference, new, bins=10):
    """The population stability index of new against reference."""
    ### BEGIN SOLUTION
    old = np.asarray(reference, dtype=float)
    now = np.asarray(new, dtype=float)
    numbers = old[~np.isnan(old)]
    cuts = np.unique(np.quantile(numbers, np.arange(1, bins) / bins))
    missing = np.isnan(old).any() or np.isnan(now).any()
    size = len(cuts) + 1 + int(missing)
    shares = []
    for values in (old, now):
        holes = np.isnan(values)
        places = np.where(holes, size - 1, np.searchsorted(cuts, values))
        shares.append((np.bincount(places, minlength=size) + 0.5) / (len(values) + 0.5 * size))
    p, q = shares
    return float(((q - p) * np.log(q / p)).sum())
    ### END SOLUTION

# %% role="tests" id="psi-tests" points=1
import watch_forms

grade = check.parts(1)
nine, gap = [1.0, 2, 3, 4, 5, 6, 7, 8, 9], float("nan")
with grade("the examples"):
    watch_forms.number(psi, nine, [3, 3, 6, 9], 0.1753048, "the example", bins=4)
    watch_forms.number(
        psi, nine, [3, 3, 6, 9, gap], 0.4225537, "the example with a missing value in new", bins=4
    )
    watch_forms.number(
        psi,
        [*nine, gap, gap],
        [3, 3, 6, 9],
        0.2597324,
        "the example with two missing values in reference",
        bins=4,
    )
with grade("other numbers of bins, equal cut points, any order"):
    watch_forms.number(
        psi,
        [9.0, 1, 8, 2, 7, 3, 6, 4, 5],
        [9, 3, 6, 3],
        0.1753048,
        "the example in another order",
        bins=4,
    )
    watch_forms.number(
        psi,
        [0.0] * 7 + [1, 2, 3],
        [0, 1, 1, 5],
        0.6106958,
        "zeros that make equal cut points",
        bins=4,
    )
    watch_forms.number(
        psi,
        list(range(31)),
        [40, 41, 42],
        0.6778571,
        "thirty-one numbers, in as many bins as there are unless told",
    )
    watch_forms.number(psi, nine, [gap], 1.8855366, "a single value that is missing", bins=2)
### BEGIN HIDDEN TESTS
from hidden import watch_reference

rng_of_worlds = check.rng("psi")
with grade("other samples", weight=3):
    for size, few, bins, kind in ((90, 30, 10, "spread"), (33, 7, 8, "ties"), (41, 12, 4, "ties"), (57, 20, 10, "holes"), (25, 9, 5, "new holes"), (29, 8, 4, "old holes"), (700, 650, 10, "spread"), (30, 11, 1, "spread")):
        old_rows = rng_of_worlds.lognormal(2, 1, size)
        new_rows = rng_of_worlds.lognormal(2.4, 0.8, few)
        if kind == "ties":
            old_rows, new_rows = rng_of_worlds.integers(1, 9, size).astype(float), rng_of_worlds.integers(0, 11, few).astype(float)
            old_rows[:4], new_rows[:3] = (2, 2, 5, 5), (np.sort(old_rows)[(size - 1) // bins], 0, 10)
        if kind in ("holes", "old holes"):
            old_rows[rng_of_worlds.permutation(size)[:9]] = np.nan
        if kind in ("holes", "new holes"):
            new_rows[rng_of_worlds.permutation(few)[:4]] = np.nan
        old_rows, new_rows = old_rows.tolist(), new_rows.tolist()
        watch_forms.number(psi, old_rows, new_rows, watch_reference.stability(old_rows, new_rows, bins), f"{size} values and {few} ({kind}), {bins} bins", **({} if bins == 10 else {"bins": bins}))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Which alarm is real?
#
# "An index above 0.2 means drift." So it is written in many places. Try it on the eight columns of twelve weeks, in which by construction nothing changes before week 9. The next table was drawn in the same world, over 26 weeks, with week 20 as the week of the change:
#
# %%
watch_figures.drift_alarms(pd.read_csv("data/watch_psi.csv"))

# %% [markdown]
# Move the threshold, and the number of rows in a week:
#
# - With 60 rows a week and a threshold of 0.2, how many alarms are false?
# - From which threshold on is there at most one?
# - With 3,000 rows, which thresholds are good?
#
# <details><summary>What you should have found</summary>
#
# 22 false ones, against 14 real ones. At 0.4 there is one left, and all 14 real ones are found. With 3,000 rows a threshold of 0.1 is as good as 0.4: nothing false, nothing missed. A threshold means nothing without the number of rows.
#
# </details>
#
# Where nothing has changed the index isn't 0. Its average is about (bins − 1) · (1/*n* + 1/*m*) for *n* and *m* rows. For ten bins, 60 new rows and many old ones:
#
# %%
quiz(
    "(10 − 1) · (1/60 + 1/6000): about how large is the index on average where nothing changed?",
    number=0.15,
    within=0.01,
    wrong={
        0.0: "Zero comes only with equal shares. Sixty rows never lie so evenly.",
        0.2: "Near, but that is the threshold from the blog.",
    },
    because="9 · 0.0168 = 0.15. Half of the way to 0.2 and more, by luck alone.",
)

# %% [markdown]
# So ask two questions, and not one. **Is it chance?** A test answers with a p-value. The test of **Kolmogorov and Smirnov** (KS) takes the largest gap between two cumulative shares:
#
# %%
old = weeks.loc[weeks["week"] == 0, "backlog"]
for week in (3, 11):
    now = weeks.loc[weeks["week"] == week, "backlog"]
    gap_of_two, p_value = stats.ks_2samp(old, now)
    print(f"week {week:2}: largest gap {gap_of_two:.2f}, p-value {p_value:.2g}")

# %% [markdown]
# **Is it large enough to matter?** With 20,000 rows a shift of a fiftieth of a standard deviation may be no chance, and no model would notice. The index answers that one.
#
# Then there are *many* columns. A p-value below 0.05 comes in 5 of 100 tests where nothing has changed. With eight columns that is an alarm in one week of three:
#
# %%
print(f"{1 - 0.95**8:.2f} with eight columns, {1 - 0.95**40:.2f} with forty")

# %% [markdown]
# The remedy is the one of unit 07: with *k* tests ask each for a p-value below level / *k* (Bonferroni), or go by Holm or by Benjamini and Hochberg. Then a week in which nothing has changed rings in at most `level` of all cases.
#
# One trap is left. `ks_2samp` on a column with missing values returns NaN, and NaN is never below anything. If a depot stops scanning, that column goes missing, and the test falls silent just then:
#
# %%
holes = weeks.loc[weeks["week"] == 11, "hours_since_scan"]
print(f"{holes.isna().mean():.0%} missing in week 11;", stats.ks_2samp(old, holes).pvalue)

# %%
quiz(
    "Which of these lets KS see that much more is missing than before?",
    right="Give each missing value the same number, below all others, in both samples",
    wrong={
        "Drop the missing values in both samples": "Then it compares the rest, which may look as "
        "ever.",
        "Fill with the mean of the new rows": "That hides the hole in the middle of the others.",
        "Take the p-value NaN for an alarm": "Then one missing value in a thousand rings each "
        "week.",
    },
    because="Ranks are all that KS looks at: a heap of rows at the lower end is a gap.",
)

# %% [markdown]
# ## M18b · Which column has changed?
# **Level 3 · 15 minutes · 2 points**
#
# Write `drifted(reference, new, level=0.05, least=0.1)`. Both are dicts: the name of a column, then the list of its values (numbers; NaN is missing). They have the same names, `new` perhaps in another order. Return the list of the names that have drifted, each once, in the order of `reference`. To be named, a column must pass both:
#
# - **Not chance.** Of weeks in which nothing has changed, at most `level` may name any column at all, however many columns there are and however few rows (from eight on). Which test you take, and how you correct for many, is yours.
# - **Large enough.** Its index by your `psi`, with ten bins, is above `least`.
#
# Plain changes must be found. In weeks of 300 rows against 600, with twenty columns, these are: a bell-shaped column that moves by one and a half standard deviations; one whose spread becomes four times as large and whose mean stays; a flag that was 1 in 20 of 100 rows and is now in 75; a column of which 6 in 100 values were missing and now 70 are, while the others are as ever. The columns
# that haven't changed aren't named beside them, but for chance. `reference` and `new` aren't changed.
#
# *Example.* For week 3 of the table (against week 0) the list is empty, though the index of four columns is above 0.13. For week 11 it is `["hours_since_scan", "backlog"]`.
#
# <details><summary>Hint 1</summary>
#
# Which level does a single column get, if there are `len(reference)` of them?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.nan_to_num(values, nan=…)` gives missing values a number. Which one lies below all others in any column?
#
# </details>
# <details><summary>Hint 3</summary>
#
# A loop over `reference`, two conditions joined by `and`. If quiet weeks ring: the second condition alone is not enough. If a missing column isn't found: look at the p-value that you get.
#
# </details>
#
# %% role="answer" id="drifted"
def drifted(reference, new, level=0.05, least=0.1):
    """Names of the columns that have drifted, in the order of reference."""
    ### BEGIN SOLUTION
    names = []
    for name, values in reference.items():
        old = np.nan_to_num(np.asarray(values, dtype=float), nan=-1e300)
        now = np.nan_to_num(np.asarray(new[name], dtype=float), nan=-1e300)
        chance = stats.ks_2samp(old, now, method="asymp").pvalue
        if chance < level / len(reference) and psi(values, new[name]) > least:
            names.append(name)
    return names
    ### END SOLUTION

# %% role="tests" id="drifted-tests" points=2
import watch_forms

grade = check.parts(2)
all_weeks = pd.read_csv("data/watch_weeks.csv")
by_week = [
    {name: some[name].tolist() for name in some if name != "week"}
    for _, some in all_weeks.groupby("week")
]
with grade("the examples"):
    check.that(
        watch_forms.named(drifted, by_week[0], [by_week[3]], "week 3", {}) == [[]],
        "week 3 names a column, and nothing has changed",
    )
    turned = dict(reversed(by_week[11].items()))
    found_in_11 = watch_forms.named(
        drifted, by_week[0], [by_week[11], turned], "week 11, in two orders of its columns", {}
    )
    check.equal(
        found_in_11,
        [["hours_since_scan", "backlog"]] * 2,
        "drifted of week 11, in two orders of its columns",
    )
with grade("not chance: eight quiet weeks"):
    watch_forms.quiet_weeks(
        drifted, by_week[0], by_week[1:9], None, "the first eight of the table"
    )
with grade("large enough: many rows, a tiny shift"):
    many_old, many_new = (
        np.linspace(0, 1, 20_000).tolist(),
        (np.linspace(0, 1, 20_000) ** 1.08).tolist(),
    )
    tiny = [{"x": many_new}]
    check.that(
        watch_forms.named(drifted, {"x": many_old}, tiny, "20,000 rows with a tiny shift", {})
        == [[]],
        "20,000 rows whose index is 0.003 are named: least is 0.1",
    )
    check.that(
        watch_forms.named(
            drifted, {"x": many_old}, tiny, "the same with least=0.0001", {"least": 0.0001}
        )
        == [["x"]],
        "20,000 rows with an index of 0.003 aren't named with least=0.0001",
    )
### BEGIN HIDDEN TESTS
from hidden import watch_checks, watch_worlds

rng_of_worlds = check.rng("drifted")
column_kinds = watch_worlds.names(rng_of_worlds, 20)
known = watch_worlds.week(rng_of_worlds, column_kinds, 600)
with grade("not chance: other quiet weeks, twenty columns, few rows", weight=10):
    quiet = [watch_worlds.week(rng_of_worlds, column_kinds, int(rng_of_worlds.integers(8, 61))) for _ in range(70)]
    watch_forms.found(drifted, known, [watch_worlds.moved(rng_of_worlds, column_kinds, 300, "shift")[0]], next(name for name in column_kinds if column_kinds[name] == "normal"), "a column that moves")
    watch_forms.quiet_weeks(drifted, known, quiet, None, "twenty columns, 8 to 60 rows")
    watch_forms.quiet_weeks(drifted, known, quiet[:12], 1e-5, "twenty columns, 8 to 60 rows, level 0.00001")
    watch_checks.many_columns(drifted, rng_of_worlds)
with grade("plain changes are found", weight=6):
    for way, told in (("shift", "a column that moves"), ("spread", "a column whose spread grows"), ("flag", "a flag"), ("missing", "a column of which much is missing")):
        changes = [watch_worlds.moved(rng_of_worlds, column_kinds, 300, way) for _ in range(2)]
        watch_forms.found(drifted, known, [week for week, _ in changes], changes[0][1], told)
    watch_checks.gaps(drifted, rng_of_worlds)
with grade("level and least", weight=3):
    ones = {"x": watch_worlds.column(rng_of_worlds, "normal", 600)}
    further = [{"x": (np.array(watch_worlds.column(rng_of_worlds, "normal", 60)) + 10).tolist()}]
    check.that(watch_forms.named(drifted, ones, further, "60 rows that moved", {}) == [["x"]], "60 rows that moved by 0.8 standard deviations aren't named")
    check.that(watch_forms.named(drifted, ones, further, "60 rows that moved, level 1e-40", {"level": 1e-40}) == [[]], "60 rows that moved by 0.8 standard deviations can't be told from chance at level 1e-40")
    check.that(watch_forms.named(drifted, ones, further, "60 rows that moved, least 9", {"least": 9}) == [[]], "a column whose index is below 9 is named with least=9")
    watch_checks.large_enough(drifted, psi, rng_of_worlds)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## All columns at once
#
# Each column may look as ever while their *relation* has changed. In this picture heavy parcels used to travel far, and now it is the light ones. Both columns by themselves are the same:
#
# %%
rng = np.random.default_rng(11)
heavy = rng.normal(0, 1, 200)
before = np.c_[heavy, 0.8 * heavy + 0.6 * rng.normal(0, 1, 200)]
light = rng.normal(0, 1, 120)
after = np.c_[light, -0.8 * light + 0.6 * rng.normal(0, 1, 120)]
fig, axes = plt.subplots(1, 2, figsize=(7, 2.8), sharex=True, sharey=True)
for ax, rows, told in zip(axes, (before, after), ("reference", "new")):
    ax.plot(rows[:, 0], rows[:, 1], ".")
    ax.set(title=told, xlabel="weight (standardised)", ylabel="distance (standardised)")
plt.tight_layout()
plt.show()
for place, name in enumerate(("weight", "distance")):
    print(f"{name}: KS p-value {stats.ks_2samp(before[:, place], after[:, place]).pvalue:.2f}")

# %% [markdown]
# The **classifier test**: train a classifier to tell reference rows from new ones. If it can, on rows that it *hasn't seen*, the two differ. How well it can is the area under the ROC curve, AUC: the share of pairs (one reference row, one new row) in which the new row gets the higher score; a tie counts half. 0.5 is guessing. Any classifier will do; here is a small tree, in the form that you will be handed:
#
# %%
def small_tree(rows, labels):
    """Learn to tell label 1 from label 0; returns the function that scores rows."""
    tree = DecisionTreeClassifier(max_leaf_nodes=12, random_state=0).fit(rows, labels)
    return lambda some: tree.predict_proba(some)[:, 1]


def area(old_scores, new_scores):
    """Pairs in which the new row has the higher score, ties half."""
    higher = np.subtract.outer(np.asarray(new_scores), np.asarray(old_scores))
    return (higher > 0).mean() + 0.5 * (higher == 0).mean()


score = small_tree(np.r_[before, after], [0] * 200 + [1] * 120)
print(f"on the rows that it was trained on: {area(score(before), score(after)):.2f}")
same = rng.normal(0, 1, (320, 2))  # nothing differs here
score = small_tree(same, [0] * 200 + [1] * 120)
print(f"the same where nothing differs:     {area(score(same[:200]), score(same[200:])):.2f}")

# %% [markdown]
# The second number is the wrong turn: nothing differs, and yet 0.6 and more, because the tree has learnt these very rows. So half of the rows are for learning and the other half for judging.
#
# Is an area of, say, 0.58 more than luck? If nothing differs, every order of the judged scores is as likely as any other. That is the test of Mann and Whitney: `stats.mannwhitneyu(new_scores, old_scores, alternative="greater")` has the number of pairs won as its `.statistic` and the chance of so many or more as its `.pvalue`. Only *high* areas are evidence: a classifier that is worse than
# guessing on unseen rows has found nothing.
#
# %%
luck = stats.mannwhitneyu([0.6, 0.9, 0.4], [0.1, 0.4, 0.5, 0.2], alternative="greater")
print(f"pairs won: {luck.statistic} of 12, p-value {luck.pvalue:.3f}")

# %% [markdown]
# ## M18c · The classifier test
# **Level 3 · 13 minutes · 1 point**
#
# Write `classifier_test(reference, new, fit, rng, level=0.01)`. `reference` and `new` are arrays in two dimensions, a row for each parcel, without missing values. `fit(rows, labels)` is called as `small_tree` above: an array of rows and as many labels, 0 for reference and 1 for new. It returns a function that takes an array of rows and gives an array of scores.
#
# - Draw half of the rows of `reference` and half of those of `new` with the NumPy generator `rng`, every row equally likely, and call `fit` once with them. Of an odd number the half may be rounded up or down.
# - Score each of the other rows once, and none that `fit` has got.
# - Return `(auc, alarm)`: the area on the judged rows, ties counted half, and `True` if so high an area or a higher one comes in at most `level` of cases where nothing differs, else `False`. A low area is no alarm.
# - All chance comes from `rng`; the arrays aren't changed.
#
# *Example.* `classifier_test(before, after, small_tree, np.random.default_rng(1))` gives an area between 0.75 and 0.95, and `True`.
#
# <details><summary>Hint 1</summary>
#
# `rng.permutation(len(reference))` gives the places in a random order: the first half for learning, the rest for judging.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Pairs won, divided by all pairs, is the area. `bool(…)` makes Python's True of NumPy's.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `np.concatenate` puts reference and new rows one below the other; the labels must stand in the same order. If the area is far above what you expect: which rows does the score function get?
#
# </details>
#
# %% role="answer" id="classifier-test"
def classifier_test(reference, new, fit, rng, level=0.01):
    """(auc, alarm) of a classifier that tells new rows from reference rows it hasn't seen."""
    ### BEGIN SOLUTION
    halves = []
    for rows in (reference, new):
        order = rng.permutation(len(rows))
        halves.append((rows[order[: len(rows) // 2]], rows[order[len(rows) // 2 :]]))
    (old_learnt, old_judged), (new_learnt, new_judged) = halves
    labels = np.r_[np.zeros(len(old_learnt), int), np.ones(len(new_learnt), int)]
    score = fit(np.concatenate([old_learnt, new_learnt]), labels)
    luck = stats.mannwhitneyu(score(new_judged), score(old_judged), alternative="greater")
    auc = luck.statistic / (len(old_judged) * len(new_judged))
    return float(auc), bool(luck.pvalue <= level)
    ### END SOLUTION

# %% role="tests" id="classifier-test-tests" points=1
import watch_forms

grade = check.parts(1)
shown_rows = np.arange(40.0).reshape(40, 1), np.arange(100.0, 130.0).reshape(30, 1)
with grade("learnt on one half, judged on the other"):
    for told, scripts, expected, rings in (
        ("the new rows all score higher", {"old": [0.0] * 20, "new": [1.0] * 15}, 1.0, True),
        ("all rows score the same", {"old": [0.5] * 20, "new": [0.5] * 15}, 0.5, False),
        ("the new rows all score lower", {"old": [1.0] * 20, "new": [0.0] * 15}, 0.0, False),
        (
            "half of the new rows tie with the old ones",
            {"old": [0.2] * 20, "new": [0.2] * 7 + [0.1] * 4 + [0.9] * 4},
            0.5,
            False,
        ),
    ):
        seen_test = watch_forms.classified(classifier_test, shown_rows, scripts, 5, {}, told)
        watch_forms.area(seen_test, expected, rings, told)
with grade("the same seed, and another"):
    learnt = [
        watch_forms.classified(
            classifier_test,
            shown_rows,
            {"old": [0.0] * 20, "new": [1.0] * 15},
            number,
            {},
            "two seeds",
        )["labels"]
        for number in (5, 5, 6)
    ]
    check.that(
        set(learnt[0]) == set(learnt[1]),
        "with generators of the same seed other rows were learnt: all chance comes from rng",
    )
    check.that(
        set(learnt[0]) != set(learnt[2]),
        "with generators of two seeds the same rows were learnt: draw with rng",
    )
### BEGIN HIDDEN TESTS
from hidden import watch_checks

rng_of_worlds = check.rng("classifier-test")
with grade("other scores, odd numbers of rows, near the level", weight=4):
    watch_checks.classifier(classifier_test, rng_of_worlds)
with grade("every row equally likely to be learnt", weight=2):
    watch_checks.drawn(classifier_test, rng_of_worlds)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The alarm that slept
#
# Drift says that the *questions* have changed. Whether the *service* is in trouble, its requests say. Here is the log of 3 March, from 8 to 12:
#
# %%
log.head(3)

# %%
log["second"] = (
    pd.to_datetime(log["at"]) - pd.Timestamp("2026-03-03T08:00:00Z")
).dt.total_seconds()
log["minute"] = (log["second"] // 60).astype(int)
by_minute = log.groupby("minute").agg(
    mean_ms=("ms", "mean"), failed=("status", lambda s: (s >= 500).mean())
)
fig, axes = plt.subplots(2, 1, figsize=(8, 4), sharex=True)
axes[0].plot(by_minute["mean_ms"])
axes[0].axhline(400, color="black", linestyle="--")
axes[0].set(title="mean latency; dashed: the alarm", ylabel="milliseconds")
axes[1].plot(by_minute["failed"], color="#D55E00")
axes[1].set(
    title="share of requests that failed (status 500 or above)",
    xlabel="minutes from 8:00",
    ylabel="share",
)
plt.tight_layout()
plt.show()

# %% [markdown]
# The old alarm watched the mean latency. It rang at 8:41 because three requests had to wait. And it slept through the incident, for requests that fail, fail *fast*: while one answer in six was an error, the mean went down.
#
# %%
quiz(
    "One request in a minute of 24 takes 9,000 ms, the others 90 each. What is the minute's mean?",
    runs="print(round((9000 + 23 * 90) / 24))",
    number=461,
    within=1,
    wrong={
        90: "That is the median. The mean has to carry the 9,000.",
        9000: "The others count, too.",
    },
    because="(9000 + 2070) / 24 = 461. One request rings an alarm at 400.",
)

# %% [markdown]
# So count **bad requests**: those that failed by the service's fault (status 500 or above) or that took too long. A 404 is the caller's mistake, and good. What share is *too* large? That depends on what was promised. The promise has a number, the **objective**: 999 of 1,000 requests are good. What it leaves, 1 in 1,000, is the **budget**. The **burn rate** is the share of bad
# requests, divided by the budget: with 1 the budget lasts just as long as it should, with 10 it is gone in a tenth of that time.
#
# %%
bad_share = 0.0144
print(
    f"burn rate {bad_share / (1 - 0.999):.1f}: a budget for 30 days is gone in {30 / 14.4:.1f} days"
)

# %% [markdown]
# Over which window? A short one rings for a blip of three requests. A long one notices late, and goes on ringing long after the repair, since the bad minutes are still in it. So take both: a **long** window, which shows that it matters, and a **short** one, which shows that it is still going on. That is the alert of Google's *Site Reliability Workbook* (Beyer, Murphy, Rensin, Kawahara and Thorne, 2018, chapter 5,
# "Alerting on SLOs"). It proposes for an objective of 99.9 % over 30 days to wake somebody if the burn rate is above 14.4 over an hour *and* over the last 5 minutes (two hundredths of the month's budget gone in that hour), or above 6 over six hours *and* over the last 30 minutes (a twentieth).
#
# Two things are still missing. With few requests at night one bad one is a large share, so a rule needs a *least number* of bad ones. And a rule that holds, doesn't, and holds again within minutes wakes Yusra three times. That is **flapping**: an alert ends only when it has been quiet for a while.
#
# %%
holds = [0, 1, 1, 0, 1, 0, 0, 0, 1, 0]  # minute by minute
fig, ax = plt.subplots(figsize=(8, 1.8))
ax.bar(
    range(1, 11),
    holds,
    color="#E69F00",
    width=0.6,
    label="a rule holds at the end of this minute",
)
ax.plot(
    [2, 8], [1.15, 1.15], color="#0072B2", linewidth=5, label="alert with quiet=3: from 2 to 8"
)
ax.plot([9, 10.4], [1.15, 1.15], color="#0072B2", linewidth=5)
ax.set(
    xlabel="minute",
    yticks=[],
    title="From minute 9 on another alert, not yet ended",
    ylim=(0, 1.9),
)
ax.legend(loc="upper right", ncols=2, fontsize=8)
plt.tight_layout()
plt.show()

# %% [markdown]
# In minute 4 no rule holds, but one quiet minute isn't three. Minutes 6, 7 and 8 are the first three in a row, so the alert ends at 8. In minute 9 another begins.
#
# ## M19a · An alert that wakes somebody
# **Level 4 · 25 minutes · 3 points**
#
# Write `burn_alerts(requests, minutes, objective=0.999, rules=((60, 5, 14.4), (360, 30, 6)), slow=500, least=10, quiet=15)`. `requests` is a list of `(second, status, ms)` in any order; seconds are numbers from 0 on, perhaps with a fraction. A request is bad if its status is 500 or above, or if it took more than `slow` milliseconds.
#
# - Look at the end of each minute *m* = 1, 2, … up to `minutes`. A window of *w* minutes then holds the requests with 60 · (*m* − *w*) ≤ second < 60 · *m*. (Before second 0 there are none.) Later requests aren't known yet.
# - The burn rate of a window is its share of bad requests divided by (1 − `objective`). Of a window without requests it is 0.
# - Each rule is `(long, short, factor)`, with two windows in minutes. It holds if the burn rates of both windows are above `factor`, and there are at least `least` bad requests in the long one.
# - An alert begins at the first minute at which any of the rules holds. It ends at the minute with which `quiet` minutes in a row are complete at which none held. After that the next one may begin.
# - Return a list of pairs `(begin, end)` (tuples or lists) in the order of time, in minutes; `end` is `None` if the alert hasn't ended by the last minute. Without alerts the list is empty. `requests` isn't changed.
#
# *Example.* Six minutes, each with four requests; bad are 0, 3, 2, 0, 0 and 0 of them. With `objective=0.75`, `rules=[(2, 1, 1)]`, `least=3` and `quiet=2`, the burn rates at the end of minute 2 are (3/8) / 0.25 = 1.5 over two minutes and (3/4) / 0.25 = 3 over one: an alert begins. In minute 3 they are 2.5 and 2. In minutes 4 and 5 the short window has none, so it ends at 5: `[(2, 5)]`.
#
# <details><summary>Hint 1</summary>
#
# Count once, per minute: how many requests, and how many bad ones. `int(second // 60)` is the minute, counted from 0. A window is then a slice of these lists. Mind its left end: it must not be negative.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Keep two things from minute to minute: when the present alert began (or `None`), and for how many minutes no rule has held.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Order within a minute: does any rule hold? If so, the quiet minutes are 0 again, and an alert begins if there is none. If not, one quiet minute more; if there is an alert and they are enough, it ends. After the loop: is one still open?
#
# </details>
#
# %% role="answer" id="burn"
def burn_alerts(
    requests, minutes, objective=0.999, rules=((60, 5, 14.4), (360, 30, 6)),
    slow=500, least=10, quiet=15,
):
    """(begin, end) of each alert, in minutes; end is None if it is still on."""
    ### BEGIN SOLUTION
    bad, every = [0] * minutes, [0] * minutes
    for second, status, ms in requests:
        minute = int(second // 60)
        if minute < minutes:
            every[minute] += 1
            bad[minute] += status >= 500 or ms > slow

    def window(minute, width):
        begin = max(0, minute - width)
        wrong, asked = sum(bad[begin:minute]), sum(every[begin:minute])
        return wrong, (wrong / asked / (1 - objective) if asked else 0)

    alerts, begin, calm = [], None, 0
    for minute in range(1, minutes + 1):
        holds = False
        for long, short, factor in rules:
            wrong, burn = window(minute, long)
            if wrong >= least and burn > factor and window(minute, short)[1] > factor:
                holds = True
        calm = 0 if holds else calm + 1
        if holds and begin is None:
            begin = minute
        elif begin is not None and calm == quiet:
            alerts.append((begin, minute))
            begin = None
    if begin is not None:
        alerts.append((begin, None))
    return alerts
    ### END SOLUTION

# %% role="tests" id="burn-tests" points=3
import watch_forms


def minutes_of(counts, each=4, status=500):
    """Requests, *each* a minute, of which counts[minute] have this status."""
    return [
        (60 * m + 9 * k, status if k < n else 200, 80)
        for m, n in enumerate(counts)
        for k in range(each)
    ]


grade = check.parts(3)
dyadic = {"objective": 0.75, "rules": [(2, 1, 1)], "least": 3, "quiet": 2}
with grade("the example", weight=2):
    asked_rows = minutes_of([0, 3, 2, 0, 0, 0])
    watch_forms.rows(burn_alerts, (list(asked_rows), 6), dyadic, [(2, 5)], "the example")
    watch_forms.rows(
        burn_alerts,
        (asked_rows[::-1], 6),
        dyadic,
        [(2, 5)],
        "the example, with its requests in another order",
    )
    watch_forms.rows(
        burn_alerts, (asked_rows, 4), dyadic, [(2, None)], "the first four minutes of the example"
    )
    watch_forms.rows(burn_alerts, ([], 3), dyadic, [], "no requests")
with grade("what is bad"):
    watch_forms.rows(
        burn_alerts,
        (minutes_of([0, 3, 2, 0, 0], status=499), 5),
        dyadic,
        [],
        "the example with status 499 for 500",
    )
    waits = [(second, 200, 501 if status == 500 else 500) for second, status, _ in asked_rows]
    watch_forms.rows(
        burn_alerts,
        (waits, 6),
        dyadic,
        [(2, 5)],
        "the example with 501 ms for the failed, and 500 ms for the others",
    )
    watch_forms.rows(
        burn_alerts, (waits, 6), dyadic | {"slow": 501}, [], "the same with slow=501"
    )
with grade("limits: above the factor, at least so many, before the minute ends", weight=2):
    watch_forms.rows(
        burn_alerts,
        (asked_rows, 6),
        dyadic | {"rules": [(2, 1, 1.5)]},
        [(3, 5)],
        "the example with factor 1.5, which minute 2 just reaches",
    )
    watch_forms.rows(
        burn_alerts, (asked_rows, 6), dyadic | {"least": 4}, [(3, 5)], "the example with least=4"
    )
    moved_on = [
        (second + 60 if second == 60 else second, status, ms) for second, status, ms in asked_rows
    ]
    watch_forms.rows(
        burn_alerts,
        (moved_on, 6),
        dyadic,
        [(3, 5)],
        "the example with one bad request a minute later, at second 120",
    )
with grade("no flapping"):
    picture = minutes_of([0, 4, 4, 0, 4, 0, 0, 0, 4, 0])
    plain_rule = {"objective": 0.75, "rules": [(1, 1, 1)], "least": 1, "quiet": 3}
    watch_forms.rows(
        burn_alerts,
        (picture, 10),
        plain_rule,
        [(2, 8), (9, None)],
        "the picture above, with quiet=3",
    )
    watch_forms.rows(
        burn_alerts,
        (picture, 10),
        plain_rule | {"quiet": 1},
        [(2, 4), (5, 6), (9, 10)],
        "the same with quiet=1",
    )
    watch_forms.rows(
        burn_alerts,
        (picture, 10),
        plain_rule | {"rules": [(2, 1, 99), (1, 1, 1)]},
        [(2, 8), (9, None)],
        "two rules, of which the second holds",
    )
### BEGIN HIDDEN TESTS
from hidden import watch_checks

rng_of_worlds = check.rng("burn")
with grade("other rules, other days", weight=6):
    watch_checks.burn_corners(burn_alerts, rng_of_worlds)
    watch_checks.burns(burn_alerts, rng_of_worlds)
with grade("nothing said of rules and limits", weight=3):
    watch_checks.usual_burns(burn_alerts, rng_of_worlds)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break. Done: drift in the data, and an alert from the requests. To come: answers that turn out wrong weeks later, the canary, and the page that is written afterwards.
#
# ## Labels that come weeks late
#
# An answer with status 200 may still be wrong: it promises "on time", and the parcel comes late. That is known only when the parcel has come. On 12 March Amara computes the share of wrong forecasts from what is known, by the age of the forecast:
#
# %%
forecasts = pd.read_csv("data/watch_forecasts.csv")
labels = pd.read_csv("data/watch_labels.csv")
known_now = forecasts.merge(labels, on="parcel", suffixes=("", "_true"))
age = (pd.Timestamp("2026-03-12") - pd.to_datetime(known_now["day"])).dt.days
wrong_now = (known_now["late"] != known_now["late_true"]).groupby(
    pd.cut(age, [0, 3, 7, 14, 21, 40])
)
print(wrong_now.mean().round(3).to_string())

# %%
quiz(
    "Why are there fewer wrong forecasts among the young ones?",
    right="Parcels in time are known first, and of these fewer were forecast wrongly",
    wrong={
        "The model has become better in the last days": "Nothing about it has changed, in this "
        "table. Look at which labels are known after three days.",
        "Young forecasts are fewer": "Fewer rows swing more. They don't swing to one side.",
    },
    because="A parcel that is known to be late needs to be late first. So the last days "
    "always look good.",
)

# %% [markdown]
# The cure is patience and one yardstick for all days. A day is **ripe** when it is `wait` days old. Every ripe day is measured with what was known `wait` days after it, and not with what came later still. And a parcel of which nothing is known by then? It hasn't come, so it is late.
#
# ## M19b · Ripe days
# **Level 2 · 11 minutes · 1 point**
#
# Write `ripe_days(forecasts, labels, today, wait=21)`. `forecasts` is a list of `(parcel, day, late)`: what was forecast on that day, `late` being `True` or `False`; each parcel occurs once. `labels` is a list of `(parcel, day, late)`: what became known of the parcel on that day; a parcel may have several (a mistake was corrected later), on different days, or none. Both may stand in any order. Days are
# texts such as `"2026-03-12"`.
#
# - A day of `forecasts` is ripe if it lies at least `wait` days before `today`. Others aren't mentioned.
# - Of a parcel those labels count that became known at most `wait` days after the day of its forecast, and of these the last. If there is none, the parcel was late.
# - Return a list of tuples or lists `(day, parcels, share)`, the days ascending: how many parcels were forecast on it, and the share of wrong forecasts. No ripe day: an empty list. Labels of parcels that nobody forecast are passed over.
#
# *Example.* With `wait=2` and `today="2026-03-01"`, forecasts `("a", "2026-02-27", False)`, `("b", "2026-02-27", False)` and `("c", "2026-02-28", True)`, and the label `("a", "2026-03-01", False)`: `[("2026-02-27", 2, 0.5)]`. *b* was late, since nothing is known of it. The 28th isn't ripe.
#
# <details><summary>Hint 1</summary>
#
# `dt.date.fromisoformat(day) + dt.timedelta(days=wait)` is the day on which it is ripe. Dates compare as one expects, and so do such texts.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Sort the labels by day and go through them: in a dict the last one of a parcel wins. Pass over those that came too late for it.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For each parcel `truth.get(parcel, True)`, compared with its forecast; then collect by day.
#
# </details>
#
# %% role="answer" id="ripe"
def ripe_days(forecasts, labels, today, wait=21):
    """(day, parcels, share of wrong forecasts) of each day that is old enough."""
    ### BEGIN SOLUTION
    until = {}
    for parcel, day, _ in forecasts:
        until[parcel] = (dt.date.fromisoformat(day) + dt.timedelta(days=wait)).isoformat()
    truth = {}
    for parcel, day, late in sorted(labels, key=lambda label: label[1]):
        if parcel in until and day <= until[parcel]:
            truth[parcel] = late
    wrong = {}
    for parcel, day, late in forecasts:
        if until[parcel] <= today:
            wrong.setdefault(day, []).append(late != truth.get(parcel, True))
    return [(day, len(some), sum(some) / len(some)) for day, some in sorted(wrong.items())]
    ### END SOLUTION

# %% role="tests" id="ripe-tests" points=1
import watch_forms

grade = check.parts(1)
three = [("b", "2026-02-27", False), ("c", "2026-02-28", True), ("a", "2026-02-27", False)]
with grade("the example"):
    watch_forms.rows(
        ripe_days,
        (three, [("a", "2026-03-01", False)], "2026-03-01"),
        {"wait": 2},
        [("2026-02-27", 2, 0.5)],
        "the example",
    )
    watch_forms.rows(
        ripe_days, (three, [], "2026-02-28"), {"wait": 2}, [], "the example, a day earlier"
    )
with grade("which label counts, and which days"):
    told_of_a = [("a", "2026-03-01", False), ("a", "2026-02-28", True), ("z", "2026-02-28", True)]
    watch_forms.rows(
        ripe_days,
        (three, told_of_a, "2026-03-09"),
        {"wait": 2},
        [("2026-02-27", 2, 0.5), ("2026-02-28", 1, 0.0)],
        "a corrected label, and one of a stranger",
    )
    watch_forms.rows(
        ripe_days,
        (three, [("a", "2026-03-02", False), ("c", "2026-03-02", False)], "2026-03-09"),
        {"wait": 2},
        [("2026-02-27", 2, 1.0), ("2026-02-28", 1, 1.0)],
        "a label that came a day too late for a, and in time for c",
    )
    watch_forms.rows(
        ripe_days,
        ([("a", "2026-02-27", True)], [("a", "2026-03-20", False)], "2026-03-20"),
        {},
        [("2026-02-27", 1, 1.0)],
        "nothing said of wait: 21 days are enough",
    )
    watch_forms.rows(
        ripe_days,
        ([("a", "2026-02-27", True)], [("a", "2026-03-20", False)], "2026-03-19"),
        {},
        [],
        "nothing said of wait: 20 days aren't",
    )
### BEGIN HIDDEN TESTS
from hidden import watch_checks

rng_of_worlds = check.rng("ripe")
with grade("other days", weight=3):
    watch_checks.ripeness(ripe_days, rng_of_worlds)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The canary
#
# Miners took a canary into the pit. Of a new version one sends a small share of the requests first, and watches. Each hour, the counts of both versions come in. Tobias has the roll-outs of three versions from the test bench, 24 hours each:
#
# %%
rollouts = json.loads(Path("data/watch_rollouts.json").read_text())
for name, steps in rollouts.items():
    print(name, steps[0], "…", steps[-1], sep="\n   ")

# %% [markdown]
# `"old"` and `"new"` are requests and bad ones among them, in this hour. Both versions always run side by side and get the same mix, since some hours are worse than others for anybody. `"old_settled"` and `"new_settled"` are parcels whose forecast could be judged in this hour, and wrong forecasts among them. That is the **slow metric**: nothing settles before the ninth hour.
#
# Two errors are possible: to stop a version that is as good as the old one, and to promote one that is worse. For a single look, unit 07 has the test. But whoever looks each hour, and stops at the first look with a p-value below 0.05, has 24 chances to err. (`stats.norm.isf(0.05)` is 1.645: by luck alone a difference lies above so many standard errors in 5 of 100 cases.)
#
# %%
def z_of(steps, old="old", new="new"):
    """How many standard errors the new version's share of bad ones lies above the old one's."""
    n, a = (sum(step[old][place] for step in steps) for place in (0, 1))
    m, b = (sum(step[new][place] for step in steps) for place in (0, 1))
    share = (a + b + 1) / (n + m + 2)
    return (b / m - a / n) / math.sqrt(share * (1 - share) * (1 / n + 1 / m))


def same_versions(rng):
    """24 hours of two versions that fail equally often."""
    return [
        {"old": (500, rng.binomial(500, 0.02)), "new": (500, rng.binomial(500, 0.02))}
        for _ in range(24)
    ]


rng = np.random.default_rng(8)
worlds = [same_versions(rng) for _ in range(400)]
for told, limit in (
    ("p below 0.05 at any look", 1.645),
    ("p below 0.05 / 24 at any look", stats.norm.isf(0.05 / 24)),
):
    stopped = sum(any(z_of(world[: k + 1]) > limit for k in range(24)) for world in worlds)
    print(f"{told}: {stopped / 400:.3f} of good versions are stopped")

# %% [markdown]
# **Peeking** costs more than four times the errors that were promised. The simplest cure is again to divide: level / (number of looks × number of metrics). It is a little too careful, because looks that follow each other are alike; rules that spend the level more cleverly exist (group-sequential bounds, the sequential probability ratio test, confidence sequences). All of them keep the promise, and all of them may be used here.
#
# The other side: "no difference was found" isn't "it is as good". With ten parcels settled nothing is ever found. To promote, one must *show* that the new version is worse by less than a **margin** that one would accept. One shows it with the upper end of an interval for the difference:
#
# %%
fig, ax = plt.subplots(figsize=(8, 2.2))
for height, (low, high, told) in enumerate(
    [
        (-0.02, 0.09, "don't know yet: go on"),
        (-0.015, 0.02, "below the margin: good enough"),
        (0.02, 0.08, "above 0: worse"),
    ]
):
    ax.plot([low, high], [height, height], linewidth=5)
    ax.text(0.1, height, told, va="center")
ax.axvline(0, color="black")
ax.axvline(0.05, color="black", linestyle="--")
ax.set(
    xlim=(-0.05, 0.2),
    ylim=(-0.6, 2.6),
    yticks=[],
    xlabel="new less old, share of wrong forecasts (0.05 is the margin)",
    title="Three intervals for a difference",
)
plt.tight_layout()
plt.show()

# %%
quiz(
    "After nine hours the fast metric is shown to be good enough. Of the slow metric nothing is "
    "known yet. What is right?",
    right="Go on",
    wrong={
        "Promote": "A version may answer promptly and wrongly. Unknown isn't good.",
        "Stop": "Nothing speaks against it so far. Who stops here stops every version.",
    },
    because="To promote, both metrics have to be shown to be good enough.",
)

# %% [markdown]
# And if it goes very wrong, nobody should wait for statistics. Users are harmed by each bad answer that the old version wouldn't have given. So there is a **bound on harmed users**, and beyond it the canary stops, whatever a test says.
#
# ## M20 · Stop, go on or promote
# **Level 5 · 30 minutes · 5 points**
#
# Write `decide(history, plan)`. It is called after each step, with all steps so far, until it says something else than `"go on"`. `history` is a list of at least one dict with the keys `"old"`, `"new"`, `"old_settled"` and `"new_settled"` as above: pairs (how many, how many bad) of *this step alone*. Requests are never 0; settled parcels may be. `plan` is a dict: `"steps"` (how many
# there are at most), `"level"`, `"fast_margin"`, `"slow_margin"` and `"harmed"`. Return `"stop"`, `"go on"` or `"promote"`:
#
# - **The bound.** The extra bad answers are the new version's bad requests, less its requests times the old version's share of bad ones, all of them summed over the steps so far. If they are more than `plan["harmed"]`: `"stop"`, at any step.
# - **The end.** After step `plan["steps"]` never `"go on"`; who isn't sure by then stops. Who isn't sure before it goes on, unless the bound is passed.
# - **As good.** If both versions are equally good in both metrics, the new one is stopped before the last step in at most `plan["level"]` of roll-outs, and promoted in at least 7 of 10.
# - **Worse.** If the new version's share is larger by `plan["fast_margin"]` or more in the fast metric, or by `plan["slow_margin"]` or more in the slow one, it is promoted in at most `plan["level"]` of roll-outs.
# - **Much worse.** If it is worse by four margins in the fast metric, it is stopped within the first quarter of the steps in at least 9 of 10 roll-outs, and before the bound is reached if there are many requests.
# - **Unknown isn't good.** As long as no parcel of the new version has settled it isn't promoted.
# - The same history gets the same word; there is no chance in it. `history` and `plan` aren't changed.
#
# Any rule that keeps these promises is right. They are tried on simulated roll-outs like those of the table: 24 to 32 steps; 130 to 600 requests of the old version in a step, as many or half as many of the new one; bad shares from 0.02 on, a third higher by night. By the last step a difference of a margin is at least 5 standard errors large, in either metric. `plan["level"]` is between 0.000001 and 0.05. A rule
# that just keeps its promise fails here once in a million.
#
# *Example.* With `plan = {"steps": 24, "level": 0.05, "fast_margin": 0.01, "slow_margin": 0.05, "harmed": 150}`: version 42 of the table has about 73 extra bad answers after the first hour; `decide` stops it within the first six. Version 41a is promoted at some step after the eighth, and version 43 never.
#
# <details><summary>Hint 1</summary>
#
# First sum up. Then the bound. Then for each metric: if the difference lies above `z` standard errors, stop; and is the upper end, difference plus `z` standard errors, below the margin? Which `z` pays for all looks at both metrics? `stats.norm.isf` gives it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# With few rows a share is 0 now and then, and its standard error would be, too. Add one bad and one good row before you compute the error.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Promote if *both* upper ends lie below their margins; a metric with no parcels has no upper end. Otherwise go on, or stop if it was the last step. If good versions are stopped too often: is `z` the one for a single look? If they are hardly ever promoted: compare with the margin, not with 0.
#
# </details>
#
# %% role="answer" id="canary"
def decide(history, plan):
    """ "stop", "go on" or "promote", from all steps so far."""
    ### BEGIN SOLUTION
    def total(name):
        return (sum(step[name][place] for step in history) for place in (0, 1))

    n, a = total("old")
    m, b = total("new")
    if b - m * a / n > plan["harmed"]:
        return "stop"
    z = stats.norm.isf(plan["level"] / (2 * plan["steps"]))
    good = 0
    metrics = (("old", "new", "fast_margin"), ("old_settled", "new_settled", "slow_margin"))
    for old, new, margin in metrics:
        n, a = total(old)
        m, b = total(new)
        if not n or not m:
            continue
        p, q = (a + 1) / (n + 2), (b + 1) / (m + 2)
        error = math.sqrt(p * (1 - p) / n + q * (1 - q) / m)
        if b / m - a / n > z * error:
            return "stop"
        good += b / m - a / n + z * error < plan[margin]
    if good == 2:
        return "promote"
    return "stop" if len(history) >= plan["steps"] else "go on"
    ### END SOLUTION

# %% role="tests" id="canary-tests" points=5
import json
from pathlib import Path

import watch_forms

grade = check.parts(5)
shown_plan = {"steps": 24, "level": 0.05, "fast_margin": 0.01, "slow_margin": 0.05, "harmed": 150}
bench = json.loads(Path("data/watch_rollouts.json").read_text())
crowd = {
    "old": (100_000, 50_000),
    "new": (50_000, 25_000),
    "old_settled": (0, 0),
    "new_settled": (0, 0),
}
with grade("the three versions of the table", weight=2):
    ended = dict(
        zip(
            bench,
            watch_forms.played(
                decide, list(bench.values()), shown_plan, "the versions of the table"
            ),
        )
    )
    check.that(
        ended["42"][0] == "stop" and ended["42"][1] <= 6,
        f"version 42 of the table is stopped within six steps; decide said {ended['42']}",
    )
    check.that(
        ended["41a"][0] == "promote" and ended["41a"][1] > 8,
        f"version 41a of the table is promoted after step 8; decide said {ended['41a']}",
    )
    check.that(
        ended["43"][0] == "stop",
        f"version 43 of the table isn't promoted: its slow metric is worse; decide: {ended['43']}",
    )
with grade("the bound", weight=2):
    watch_forms.outcome(
        decide, [crowd], shown_plan, "go on", "50,000 of 100,000 bad, and 25,000 of 50,000"
    )
    watch_forms.outcome(
        decide,
        [crowd, crowd | {"new": (50_000, 25_160)}],
        shown_plan,
        "stop",
        "160 extra bad answers, with a bound of 150, which no test would notice",
    )
    watch_forms.outcome(
        decide,
        [crowd, crowd | {"new": (50_000, 25_140)}],
        shown_plan,
        "go on",
        "140 extra bad answers, with a bound of 150, which no test would notice",
    )
with grade("the end, and what isn't known"):
    watch_forms.outcome(
        decide,
        [crowd] * 3,
        shown_plan | {"steps": 3},
        "stop",
        "no parcel has settled by the last step",
    )
    calm = {
        "old": (9000, 90),
        "new": (9000, 90),
        "old_settled": (9000, 900),
        "new_settled": (0, 0),
    }
    watch_forms.outcome(
        decide, [calm] * 3, shown_plan, "go on", "of the new version no parcel has settled yet"
    )
    watch_forms.outcome(
        decide,
        [calm | {"new_settled": (9000, 900)}] * 12,
        shown_plan | {"steps": 12},
        "promote",
        "equal shares of very many requests and parcels at the last step",
    )
### BEGIN HIDDEN TESTS
from hidden import watch_checks

rng_of_worlds = check.rng("decide")
with grade("the bound, and the end, elsewhere", weight=3):
    watch_checks.bounds(decide, rng_of_worlds)
with grade("few parcels settled, and a tiny level", weight=2):
    watch_checks.few_settled(decide, rng_of_worlds)
    watch_checks.tiny_levels(decide, rng_of_worlds)
with grade("as good: not stopped by peeking, and promoted", weight=8):
    watch_checks.canaries_as_good(decide, rng_of_worlds)
with grade("worse: not promoted, though good ones are", weight=8):
    watch_checks.canaries_worse(decide, rng_of_worlds)
with grade("much worse: stopped soon, though good ones aren't", weight=2):
    watch_checks.canaries_much_worse(decide, rng_of_worlds)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Wednesday: what had happened
#
# Now the three tools, on the day in question. Each line says what your own function finds:
#
# %%
def from_the_data():
    columns = [name for name in weeks if name != "week"]
    by_number = {
        number: {name: some[name].tolist() for name in columns}
        for number, some in weeks.groupby("week")
    }
    rang = {number: drifted(by_number[0], by_number[number]) for number in range(1, 13)}
    return "; ".join(
        f"week {number}: {', '.join(names)}" for number, names in rang.items() if names
    )


def clock(minute):
    return (dt.datetime(2026, 3, 3, 8) + dt.timedelta(minutes=minute)).strftime("%H:%M")


def from_the_log():
    requests = list(zip(log["second"].tolist(), log["status"].tolist(), log["ms"].tolist()))
    alerts = burn_alerts(requests, 240)
    return "; ".join(
        f"alert from {clock(a)} to {'the end' if b is None else clock(b)}" for a, b in alerts
    )


PLAN = {"steps": 24, "level": 0.05, "fast_margin": 0.01, "slow_margin": 0.05, "harmed": 150}


def from_the_canary():
    for step in range(1, 25):
        word = decide(rollouts["42"][:step], PLAN)
        if word != "go on":
            break
    return f"version 42: {word} after {step} hour(s)"


settle("1. Could the data have told us?", "M18a and M18b", from_the_data)
settle("2. When would a good alert have woken Yusra?", "M19a", from_the_log)
settle("3. When should the canary have stopped?", "M20", from_the_canary)

# %% [markdown]
# The data have changed in the last four weeks of the table, in two columns. That says where to look, and not that the model is wrong. The alert comes at 09:33, three minutes after the version went to everybody and an hour and a quarter before Kit's call. And with a rule for the canary, the version wouldn't have gone to everybody at all.
#
# ## M21 · The post-mortem
# **Level 3 · 30 minutes · 0 + 6 points**
#
# A **post-mortem** is the page that is written after an incident: what happened, whom it hurt, why, and what will be different. It is written *without blame*: not because nobody did anything, but because "Tobias should have been more careful" repairs nothing. Tobias was shown a number that looked good.
#
# Beside the log there are the notes of the day:
#
# %%
for row in pd.read_csv("data/watch_notes.csv").itertuples():
    print(row.at, f"{row.who:7}", row.what)

# %% [markdown]
# First compute five facts from the log. They cost no points. The cell below tells you whether they agree; it compares checksums, so it can't tell you what is right.
#
# - `first_bad`: `at` of the first request that version 42 answered badly (as in M19a, with `slow=500`), as it stands in the log.
# - `bad_answers`: how many requests version 42 answered badly, a whole number.
# - `depots`: the depots of these requests, a list.
# - `faster_by`: the mean `ms` of version 41 less that of version 42, over the whole log, to one place.
# - `could_have_paged`: when your `burn_alerts(requests, 240)` begins its first alert, in the form of the log (`"2026-03-03T…:00Z"`).
#
# %%
facts = {
    "first_bad": None,
    "bad_answers": None,
    "depots": None,
    "faster_by": None,
    "could_have_paged": None,
}
print("   ", watch_figures.agreement(facts))

# %% [markdown]
# Now the page: 200 to 300 words, for people who weren't there. Whoever grades it uses this table, so use it before you hand it in. A number or a time that contradicts the log or the notes costs the row that it stands in both of its points.
#
# | criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **What happened, and to whom** | no times, or no number of bad answers | begin, discovery and end with times, and how many requests | and which depots, how long nobody noticed, and what users saw |
# | **Why, and why so late** | a person is to blame, or only "version 42 was broken" | what broke, or why no alarm rang | both: the fault that is known and what is only supposed, told apart, and why the number that was watched got *better* |
# | **What will be different** | nothing, or "be more careful", "more tests" | one measure that would have helped on that day | two or more, each with somebody who does it and a day, and for one of them when it would have rung or stopped |
#
# Points: the sum of the rows.
#
# %% [markdown] role="essay" id="post-mortem" points=6
# ### BEGIN SOLUTION
# **3 March: two depots without promises for 112 minutes**
#
# **What happened.** From 09:12:27 to 11:04 version 42 answered 372 requests with an error, all of them for depots D07 and D11. Their customers saw no promised day in the web shop. The other ten depots were served as ever. Version 42 got one request in ten at 09:10 and all of them at 09:30. Nobody noticed until Kit of D07 telephoned at 10:48, 96 minutes after the first error. Yusra went back to version 41 at 11:04,
# and the errors ended.
#
# **Why.** Version 42 fails for parcels of these two depots. The likely reason is a column: since week 9 `hours_since_scan` is missing for three parcels in ten. That these are the parcels of D07 and D11 we suppose; the log doesn't show it.
#
# **Why so late.** The alarm watches the mean latency, and an error takes 10 ms. The mean of version 42 was 16.8 ms *lower* than that of version 41, so the canary looked good and was sent to everybody after twenty minutes. The same alarm had rung at 08:41 for three slow requests. The 404s at 10:20 were a caller's mistake and have nothing to do with it.
#
# **What will be different.** Yusra replaces the alarm by the burn rate over two windows, by 6 March; on this day it would have rung at 09:33. Tobias lets the canary decide by `decide`, by 13 March: errors of the new version against the old one, a bound of 150 harmed requests, and no promotion before parcels have settled. Amara sends the weekly drift report to whoever releases a version, from 9 March on.
# ### END SOLUTION
#
# %% [markdown]
# ## Where this goes wrong at work
#
# **The patients changed, and the alarm rang on.** A model that warns of sepsis ran in hundreds of American hospitals. In spring 2020 their patients became others: planned operations were called off, and people with COVID-19 came. Researchers counted the model's alerts in 24 hospitals, three weeks before and three weeks after each one's first case. There were 43 in 100 more of them a day. At the University of Michigan, where
# nurses complained of too many, the alerts were switched off in April. Nothing in the software had changed; its input had (M18).
# *Source: Wong and others, "Quantification of Sepsis Model Alerts in 24 US Hospitals Before and During the COVID-19 Pandemic", JAMA Network Open 4, 2021.*
#
# **Ninety-seven messages that woke nobody.** On 1 August 2012 the broker Knight Capital released new software to its eight servers, and one of them was left out. On that one, a flag with a new meaning woke code that had been dead for years. Before the market opened, the system had sent 97 e-mails to staff that named the fault; they weren't meant as alerts, and nobody acted on them. In 45 minutes the server
# sent millions of orders. While people searched they took the new software off the seven servers on which it was *right*, and made it worse. The loss was 460 million dollars. A message is no alert (M19), and a roll-out needs a rule for when to stop (M20).
# *Source: Securities and Exchange Commission, Release No. 70694, "In the Matter of Knight Capital Americas LLC", 16 October 2013.*
#
# **The outage that came and went.** On 18 November 2025 much of the web answered with errors. At Cloudflare a change of permissions in a database had made a query return rows twice. Its result was the file of features for the model that tells bots from people, and it was suddenly twice as long as the software allowed. The file was made anew every five minutes, now by a part of the
# database that was already changed and now by one that wasn't, so the network recovered and failed by turns. That looked like an attack, and was first taken for one. Cloudflare published what had happened on the same day. A file that is data is released like code: to a few first, with a check of what is in it (M20), and an alert has to survive flapping (M19).
# *Source: Cloudflare, "Cloudflare outage on November 18, 2025", blog.cloudflare.com, 18 November 2025.*
#
# %% [markdown]
# ## Summary
#
# - Drift: cut points from the reference alone; an index means nothing without its number of rows; ask whether it is chance (corrected for many columns) *and* whether it is large. Missing values are values.
# - The classifier test sees relations. It is judged on rows that it hasn't learnt, by ranks.
# - Alert on what users feel, bad requests against the budget, over a long and a short window, with a least number of them, and end it only after quiet. Mean latency falls when answers fail fast.
# - Labels come late, and the harmless ones come first. Measure all days with the same patience.
# - A canary that looks each hour must pay for each look. Unknown isn't good. Beyond the bound, stop.
# - A post-mortem has facts that agree with the log, and measures with a name and a day.
#
# Kit's call came at 10:48. With the functions of this lesson it would have been Yusra's telephone at 09:33, or, with the canary's rule, no call at all. What may *not* be concluded: that drift in two columns *caused* the errors. Two things that happen together are a place to look.
