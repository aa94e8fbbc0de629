# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Was it chance?
#     minutes: 120
#     prerequisites: [07-statistics-and-churn/2-uncertainty]
#     summary: Permutation tests, which test fits, tables, forty metrics at once, the plan and what a p-value may say.
# ---

# %% [markdown]
# # Was it chance?
#
# Ines sells. Last month Linnet Mobile gave a retention offer to 12 customers, drawn by lot from 26, and those 12 topped up 8 euros more. On Monday she has three questions:
#
# 1. Was that the offer, or chance?
# 2. The app's team measured forty things after the new version, and five are "significant". Which of them count?
# 3. How many customers does the next test need? And what may she tell the board afterwards?
#
# Hana, the senior statistician, reads every answer before it leaves the house. The last cell of this lesson answers all three with your own functions. After it you can
#
# - test any difference by dealing the groups again,
# - see what in the data hangs together, and choose the test that fits,
# - test a table of counts by hand, and notice when the usual formula fails,
# - judge forty p-values at once,
# - plan a test, and say what a p-value says and nothing more.
#
# Plan two sittings of about an hour each, with a break after C9.

# %% role="read-only" id="setup-hypotheses"
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy import stats

import linnet_studies
from workbook import check
from workbook.notebook.quiz import quiz

with_offer, without = linnet_studies.offer()

# %% [markdown]
# ## Twenty-six slips in a hat
#
# Here is what each customer topped up in the month after, in euros:
#
# %%
print("with the offer:", with_offer)
print("without it:    ", without)

# %%
print(f"{np.mean(with_offer):.2f} and {np.mean(without):.2f}")
print(f"difference of the means: {np.mean(with_offer) - np.mean(without):.2f} euros")

# %% [markdown]
# Suppose that the offer did nothing. Then each customer would have topped up the same amount in *either* group: the man with 45.00 would have paid 45.00 without the offer, too. Only the lot put him on the left.
#
# That we can replay. Write the 26 amounts on slips of paper, throw them into a hat, shake, and deal again: 12 to the left, 14 to the right. No offer is at work now.
#
# %%
draw = np.random.default_rng(7)
slips = draw.permutation([*with_offer, *without])
left, right = slips[:12], slips[12:]
print(
    f"dealt again: {left.mean():.2f} and {right.mean():.2f}, difference "
    f"{left.mean() - right.mean():.2f}"
)

# %% [markdown]
# Chance alone makes a difference as well. How large are such differences? Deal two thousand times:
#
# %%
dealt = []
for _ in range(2000):
    slips = draw.permutation([*with_offer, *without])
    dealt.append(slips[:12].mean() - slips[12:].mean())
seen = np.mean(with_offer) - np.mean(without)
plt.figure(figsize=(8, 2.6))
plt.hist(dealt, bins=40, color="#56B4E9")
plt.axvline(seen, color="#D55E00", label="what happened")
plt.axvline(-seen, color="#D55E00", linestyle=":", label="as far on the other side")
plt.title("Difference of the means, dealt again 2,000 times")
plt.xlabel("euros")
plt.legend()
plt.show()
far = np.mean(np.abs(dealt) >= seen)
print(f"as far from 0 as what happened, to either side: {far:.3f} of the deals")

# %% [markdown]
# In about 2 of 100 deals the groups lie 8.08 euros apart or more, though nothing is at work. That share is a **p-value**: *if the offer did nothing, how often would a difference come out that is at least as large?* The assumption "it did
# nothing" is called the **null hypothesis**, and the whole procedure a **permutation test**. It needs no normal distribution and no formula, only that the lot could have fallen otherwise.
#
# What it doesn't say: that the offer did nothing with a chance of 2 in 100. We *assumed* that it did nothing.
#
# %%
quiz(
    "Two values stand on the left, three on the right, and all five differ. How many different "
    "ways are there to deal them again, two to the left and three to the right?",
    runs="""
from itertools import combinations

print(len(list(combinations([8, 9, 1, 2, 3], 2))))
""",
    right="10",
    wrong={
        "120": "That is the number of orders. Who sits in which place of a group doesn't matter.",
        "20": "That counts 8, 9 and 9, 8 as two. They are the same group.",
        "32": "That is a coin for every value. Then the left group could get five, or none.",
    },
    because="Choose the two on the left: 5 · 4 / 2.",
)

# %% [markdown]
# ### When the values come in pairs
#
# Sometimes the lot falls within a pair: *one* customer, measured before and after, or two twins of whom one got the offer. Then chance may swap the two values of a pair, and nothing else. Each pair has a coin of its own:
#
# | pair | a | b | coin | new a | new b |
# |---|---|---|---|---|---|
# | 1 | 5 | 4 | heads: stay | 5 | 4 |
# | 2 | 70 | 73 | tails: swap | 73 | 70 |
# | 3 | 6 | 9 | heads: stay | 6 | 9 |
#
# If all six values went into one hat, 70 and 73 could land in the same group, and the large difference *between* customers would drown the small one within them.
#
# %% [markdown]
# ## C8a · Deal again
# **Level 2 · 6 minutes · 1 point**
#
# Write `rearrange(a, b, paired, rng)`. `a` and `b` are lists of numbers, `rng` is a generator of NumPy (`np.random.default_rng(…)`). Return `(new_a, new_b)`, two lists or arrays:
#
# - Not paired: all values are thrown together, shuffled and dealt. `new_a` has as many values as `a`, `new_b` as many as `b`, and every value comes up exactly as often as before.
# - Paired (`paired` is `True`; the lists are equally long): the two values of a pair stay at their place in the lists, and are swapped or not, each pair by a coin of its own.
# - Every way to deal is equally likely.
# - `a` and `b` stay as they are. Every random number comes from `rng`.
#
# *Example.* `rearrange([8, 9], [1, 2, 3], False, rng)` may be `([2, 9], [3, 1, 8])`. `rearrange([5, 7], [4, 3], True, rng)` is one of four: `([5, 7], [4, 3])`, `([4, 7], [5, 3])`, `([5, 3], [4, 7])`, `([4, 3], [5, 7])`.
#
# <details><summary>Hint 1</summary>
#
# `rng.permutation(values)` returns shuffled values and leaves its input alone. Where do you cut?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `rng.random(len(a)) < 0.5` is a coin for each pair. `np.where(coin, x, y)` takes from `x` where the coin is true, else from `y`. You need it twice.
#
# </details>
#
# %% role="answer" id="rearrange"
def rearrange(a, b, paired, rng):
    """Deal the values of both groups again, within the pairs if they are paired: (new_a, new_b)."""
    ### BEGIN SOLUTION
    if paired:
        swap = rng.random(len(a)) < 0.5
        return np.where(swap, b, a), np.where(swap, a, b)
    slips = rng.permutation([*a, *b])
    return slips[: len(a)], slips[len(a) :]
    ### END SOLUTION

# %% role="tests" id="rearrange-tests" points=1
import hypothesis_checks

grade = check.parts(1)
with grade("groups are dealt again"):
    hypothesis_checks.rearranges(rearrange, [8, 9], [1, 2, 3], False, 1)
    hypothesis_checks.rearranges(rearrange, [4, 4, 4, 7], [4, 7], False, 2)
    hypothesis_checks.evenly(rearrange, [8, 9], [1, 2, 3], False, 10, 3)
with grade("pairs stay pairs"):
    hypothesis_checks.rearranges(rearrange, [5, 70, 6], [4, 73, 9], True, 4)
    hypothesis_checks.evenly(rearrange, [5, 7], [4, 3], True, 4, 5)
### BEGIN HIDDEN TESTS
rng = check.rng("rearrange")
with grade("other groups", weight=1):
    for sizes in ((1, 4), (5, 2), (3, 3)):
        dealt_a, dealt_b = (rng.integers(0, 4, size).tolist() for size in sizes)
        hypothesis_checks.rearranges(rearrange, dealt_a, dealt_b, False, int(rng.integers(1000)))
    many_values = rng.choice(90, 6, replace=False).tolist()
    hypothesis_checks.evenly(rearrange, many_values[:4], many_values[4:], False, 15, int(rng.integers(1000)))
with grade("other pairs", weight=1):
    for size in (1, 4, 7):
        dealt_a, dealt_b = (rng.integers(0, 30, size).tolist() for _ in range(2))
        hypothesis_checks.rearranges(rearrange, dealt_a, dealt_b, True, int(rng.integers(1000)))
    many_values = rng.choice(90, 6, replace=False).tolist()
    hypothesis_checks.evenly(rearrange, many_values[:3], many_values[3:], True, 8, int(rng.integers(1000)))
    hypothesis_checks.fair(rearrange, int(rng.integers(1000)))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## From deals to a p-value
#
# Three questions remain, and each has a wrong turn.
#
# **Which side?** Ines hopes for more. But had the customers topped up 8 euros *less*, she would have come running, too. So both sides count: how often is the difference at least as far from 0, up or down? Whoever counts one side, after seeing on which side it lies, halves every p-value.
#
# **May p be 0?** With 999 deals it can happen that none is as far out as what happened. But what happened is itself one of the deals: the lot *could* fall that way, for it did. So count it:
#
#     p = (1 + hits) / (1 + draws)
#
# With no hit in 999, p is 1/1000. "p = 0" would claim that it can't be chance at all, and no number of draws shows that.
#
# **What is "as far"?** Three equal groups of slips can give three different numbers, since a computer's sums depend on their order:
#
# %%
print(0.1 + 0.2 + 0.3 == 0.3 + 0.2 + 0.1, 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1)

# %% [markdown]
# A deal that is exactly as far out must count as a hit, and with `>=` it sometimes doesn't. So take what differs by less than a billionth for equal.
#
# When the groups are small, there is no need to draw. All ways can be gone through, what happened among them, and p is the share of those at least as far out: an **exact** test.
#
# %%
from itertools import combinations

values, rows = [8, 9, 1, 2, 3], []
for chosen in combinations(range(5), 2):
    one = [values[i] for i in chosen]
    two = [values[i] for i in range(5) if i not in chosen]
    rows.append({"left": one, "right": two, "difference": np.mean(one) - np.mean(two)})
pd.DataFrame(rows).round(2)

# %% [markdown]
# What happened, 8 and 9 against 1, 2 and 3, differs by 6.5. No other deal reaches 6.5 or −6.5. So p is 1/10, and it couldn't be smaller with five customers, whatever they do: too small a test finds nothing.
#
# %%
quiz(
    "A permutation test with 99 draws finds no draw as far out as what happened. What is p?",
    number=0.01,
    within=0.00005,
    wrong={
        0: "What happened is one of the possible deals. It counts.",
        0.0101: "That is 1 in 99. What happened is added above and below the line.",
        1: "That would mean that every draw is as far out.",
    },
    because="(1 + 0) / (1 + 99). With 99 draws no p-value below 0.01 can come out.",
)

# %% [markdown]
# ## C8b · A permutation test for any difference
# **Level 3 · 12 minutes · 3 points**
#
# Write `permutation_test(a, b, statistic, paired, rng, draws=999)`. `statistic(a, b)` returns a number that measures how the groups differ, and is 0 if they are alike: the difference of the means, of the medians, of anything. Return the two-sided p-value:
#
# - Deal again `draws` times (your `rearrange` does it). A deal is a hit if its statistic lies at least as far from 0 as that of `a` and `b`, on either side. What differs by less than a billionth is equally far, what differs by more isn't.
# - p = (1 + hits) / (1 + draws). So it is never 0, and at most 1.
# - Where there are at most 10,000 ways to deal, you may go through all of them instead: then p is the share of hits among them. Both are accepted; a drawn p-value may be off by as much as chance explains.
# - `a` and `b` stay as they are. Every random number comes from `rng`. Write it without SciPy, which has one that counts otherwise.
#
# *Example.* `a = [8, 9]`, `b = [1, 2, 3]`, difference of the means: p is 0.1, or near it if drawn. Paired, `a = [5, 7, 6]` and `b = [4, 3, 6]`: the pairs differ by 1, 4 and 0. There are 8 ways to swap; the sum is 5 or −5 in four of them, so p is 0.5.
#
# <details><summary>Hint 1</summary>
#
# First the statistic of `a` and `b` themselves; its absolute value is the bar to reach. Then a loop that counts.
#
# </details>
# <details><summary>Hint 2</summary>
#
# "At least as far" with room for rounding: `abs(value) >= bar - tiny`. How large is a billionth?
#
# </details>
# <details><summary>Hint 3</summary>
#
# If p comes out half as large as it should, one side is missing. If it is right for groups and wrong for pairs, `paired` isn't handed on.
#
# </details>
#
# %% role="answer" id="permutation"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    """Two-sided p-value of statistic(a, b), by dealing the values again."""
    ### BEGIN SOLUTION
    bar = abs(statistic(a, b)) - 1e-9
    hits = 0
    for _ in range(draws):
        hits += abs(statistic(*rearrange(a, b, paired, rng))) >= bar
    return (1 + hits) / (1 + draws)
    ### END SOLUTION

# %% role="tests" id="permutation-tests" points=3
import hypothesis_checks

check.no_names("permutation_test", {"scipy", "statsmodels"}, why="dealing again is the exercise")
grade = check.parts(3)
with grade("groups"):
    hypothesis_checks.permutation(
        permutation_test, [8, 9], [1, 2, 3], "means", False, 0.1, "the example", seed=1
    )
    hypothesis_checks.permutation(
        permutation_test, [1, 2, 4], [3, 9, 12, 8], "means", False, 3 / 35, "a lower group", seed=2
    )
    hypothesis_checks.permutation(
        permutation_test, [1, 9, 9], [1, 2, 8, 2], "medians", False, 7 / 35, "medians", seed=3
    )
    hypothesis_checks.permutation(
        permutation_test, [3, 3], [3, 3, 3], "means", False, 1.0, "equal values", seed=4
    )
with grade("pairs"):
    hypothesis_checks.permutation(
        permutation_test, [5, 7, 6], [4, 3, 6], "means", True, 0.5, "the example of pairs", seed=5
    )
    hypothesis_checks.permutation(
        permutation_test, [21, 54, 13, 88, 40], [20, 51, 11, 87, 38], "means", True, 2 / 32,
        "five pairs", seed=6
    )
with grade("never 0, and equal up to rounding", weight=3):
    hypothesis_checks.default_draws(permutation_test, 7)
    hypothesis_checks.permutation(
        permutation_test, [0.7, 0.5, 0.1, 0.4, 0.7], [0.4, 0.7, 0.3, 0.2, 0.7], "means", True, 1.0,
        "five pairs of tenths", seed=8
    )
### BEGIN HIDDEN TESTS
from hidden import permutations

rng = check.rng("permutation")
with grade("small groups and pairs", weight=3):
    for case in permutations.small(rng):
        hypothesis_checks.permutation(
            permutation_test, case.a, case.b, case.statistic, case.paired, **permutations.told(case), seed=int(rng.integers(10**6))
        )
with grade("large groups and many pairs", weight=3):
    for case in permutations.large(rng):
        hypothesis_checks.permutation(
            permutation_test, case.a, case.b, case.statistic, case.paired, **permutations.told(case), seed=int(rng.integers(10**6)), draws=1498
        )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What hangs together?
#
# The lot decides what may be dealt again, and that decides which test fits. Before any test, ask of the data:
#
# 1. *What is one draw of the lot?* A customer, a pair, a whole shop?
# 2. *What is compared?* Means, shares, rates per month, typical values?
# 3. *How often could we have said "significant"?* Once, at the planned end, or each evening, or for each pair of groups?
#
# Look at what goes wrong otherwise. Twelve shops; six of them, drawn by lot, get an offer that does **nothing**; 20 customers in each. Customers of one shop are alike: a shop in a rich street has high bills. We test 400 such companies, once by rows, once with one mean for each shop:
#
# %%
draw = np.random.default_rng(3)
alarms = {"240 customers": 0, "12 shops": 0}
for _ in range(400):
    level = draw.normal(30, 4, 12)
    bills = draw.normal(level[:, None], 5, (12, 20))
    means = bills.mean(axis=1)
    alarms["240 customers"] += stats.ttest_ind(bills[:6].ravel(), bills[6:].ravel()).pvalue < 0.05
    alarms["12 shops"] += stats.ttest_ind(means[:6], means[6:]).pvalue < 0.05
pd.Series(alarms, name="false alarms in 400 companies").to_frame()

# %% [markdown]
# A test at 0.05 may be fooled in 5 of 100 companies. By rows it is fooled in more than half: 240 rows look like much evidence, but the lot fell only twelve times.
#
# Or look each evening. The app does nothing; each day ten customers with it and ten without; the plan says ten days. Somebody tests each evening, and stops when p < 0.05:
#
# %%
minutes = np.random.default_rng(4).normal(20, 6, (2, 1000, 100))  # group, company, customer
looks = np.array(
    [
        stats.ttest_ind(minutes[0, :, :n], minutes[1, :, :n], axis=1).pvalue for n in range(
            10, 101, 10
        )
    ]
)
print(f"false alarms at the planned end: {(looks[-1] < 0.05).mean():.3f}")
print(f"on some evening of the ten:      {(looks.min(axis=0) < 0.05).mean():.3f}")

# %%
quiz(
    "On day 4 the p-value is 0.03, so the team stops and reports \"significant at 0.05\". What is "
    "wrong?",
    right="Their rule gives chance ten opportunities, so it is fooled far more often than in 5 of "
    "100.",
    wrong={
        "Nothing: 0.03 is below 0.05.": "It was below on one evening of ten. On the others nobody "
        "would have stopped.",
        "Four days are too few customers.": "A p-value takes the number of customers into account. "
        "It doesn't know how often somebody looked.",
        "The p-value should have been one-sided.": "That would halve it, and fool them more often "
        "still.",
    },
    because="In the cell above such a team is fooled in nearly one company of five.",
)

# %% [markdown]
# There are two honest ways out. Test once, at the planned end, with all the data. Or pay for the looks: multiply the smallest p-value by their number (at most 1).
#
# Here are tools of `scipy.stats`; each returns an object with a `pvalue`:
#
# | tool | compares |
# |---|---|
# | `ttest_ind(x, y)` | means of two groups, whose values spread equally |
# | `ttest_ind(x, y, equal_var=False)` | the same, each group with a spread of its own: Welch's test |
# | `ttest_rel(x, y)` | means, pair by pair |
# | `mannwhitneyu(x, y)` | ranks: is a value of one group typically above one of the other? |
# | `binomtest(k, n, share)` | k of n against a *known* share |
# | `chi2_contingency(table)`, `fisher_exact(table)` | shares, from a table of counts (the second for two by two) |
# | `f_oneway(x, y, z, …)`, `kruskal(x, y, z, …)` | several groups at once, by means or by ranks |
#
# One trick for rates. If both regions have the same rate, each complaint falls on the north with the north's share of the months. With 6 complaints in 100 months against 4 in 300, ask whether 6 of 10 is much for a share of 100 / 400:
#
# %%
print(stats.binomtest(6, 10, 100 / 400).pvalue)

# %% [markdown]
# So it is much: at equal rates, the north should have had two or three.
#
# %% [markdown]
# ## C9 · Eight studies, and the test that fits
# **Level 4 · 20 minutes · 4 points**
#
# Write `p_value(name, data)`, which returns a two-sided p-value for each of these eight studies of Linnet Mobile. `data` is a dict; all the numbers in it change in the hidden studies, sizes too.
#
# | `name` | what was done, and what is asked | `data` |
# |---|---|---|
# | `"app"` | Minutes of the same customers, in the month before and the month after the new app. Did the mean change? | `before`, `after`: lists in the same order |
# | `"bill"` | In a small pilot town bills are itemised, and differ widely; elsewhere they are much alike. Is the mean bill another? | `pilot`, `rest`: lists |
# | `"complaints"` | Complaints in two regions that were watched for different numbers of customer-months. Is the rate another? | `north`, `south`: counts; `north_months`, `south_months` |
# | `"shares"` | An offer by lot. Is the share that left another? | `with_offer`, `without`: customers in each group; `left_with`, `left_without`: how many of them left |
# | `"waiting"` | Seconds on hold; a few lines were never hung up. Does a caller of the new system *typically* wait longer or less? | `old`, `new`: lists |
# | `"plans"` | Gigabytes of customers on four or five plans. Do the plans differ at all? One p-value for all of them. | `plans`: a list of lists |
# | `"evenings"` | Minutes with the new app and without it, customers drawn by lot, for the ten days planned. Somebody looked each evening, ready to stop. Do the means differ? | `with_app`, `without_app`: lists of ten lists, one a day |
# | `"shops"` | An offer by lot to whole shops. Monthly euros of their customers. Does the offer change the mean? | `with_offer`, `without`: a list of customers' euros for each shop |
#
# - Any test that fits is accepted: a p-value passes if its odds are within a factor of 1.6 of those of a test that suits the study. (A permutation test with 2,000 draws is near enough, if it deals what the lot has dealt.)
# - Where two tests suit a study, either passes: a t-test with one common spread and Welch's for `"evenings"` or `"shops"`, say.
# - Where a mean is asked for, a few customers may make it. Medians and ranks of customers' values ask for something else, and don't pass.
# - Return a number. All eight count alike.
#
# *Example.* `p_value("complaints", {"north": 30, "south": 60, "north_months": 400, "south_months": 1200})` is about 0.087.
#
# <details><summary>Hint 1</summary>
#
# Write a line `if name == …: return …` for each study. None needs more than three lines.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Where a study has lists of lists, ask what the lot has dealt. For shops: one number a shop. For evenings: all days of a group put together, `np.concatenate(…)`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A table for `chi2_contingency` has those who left *and* those who stayed, a row for each group. If a p-value is far too small, something was counted as independent that isn't, or something estimated was taken as known.
#
# </details>
#
# %% role="answer" id="which-test"
def p_value(name, data):
    """Two-sided p-value of one of the eight studies, by a test that fits."""
    ### BEGIN SOLUTION
    if name == "app":
        return stats.ttest_rel(data["before"], data["after"]).pvalue
    if name == "bill":
        return stats.ttest_ind(data["pilot"], data["rest"], equal_var=False).pvalue
    if name == "complaints":
        months = data["north_months"] + data["south_months"]
        return stats.binomtest(data["north"], data["north"] + data["south"], data["north_months"] / months).pvalue
    if name == "shares":
        left, customers = [data["left_with"], data["left_without"]], [data["with_offer"], data["without"]]
        return stats.chi2_contingency([left, np.subtract(customers, left)]).pvalue
    if name == "waiting":
        return stats.mannwhitneyu(data["old"], data["new"]).pvalue
    if name == "plans":
        return stats.f_oneway(*data["plans"]).pvalue
    if name == "evenings":
        return stats.ttest_ind(np.concatenate(data["with_app"]), np.concatenate(data["without_app"])).pvalue
    shops = [[np.mean(shop) for shop in data[group]] for group in ("with_offer", "without")]
    return stats.ttest_ind(*shops).pvalue
    ### END SOLUTION

# %% role="tests" id="which-test-tests" points=4
import hypothesis_checks
import linnet_studies

published_p = {  # of tests that fit, and of mistakes
    "app": (
        [0.1967],
        {
            0.7797: "the two lists hang together, pair by pair",
            0.5088: "the mean is asked for: not the ranks of the changes"
        }
    ),
    "bill": (
        [0.1813],
        {
            0.0000145: "the small group varies far more than the large one: no common spread",
            0.9909: "the mean is asked for: not ranks"
        }
    ),
    "complaints": (
        [0.4399], {0.000000025: "the regions were watched for different numbers of months"}
    ),
    "shares": (
        [0.0776],
        {
            0.0000066: "the groups differ in size",
            0.0004: "the other group's share isn't known for certain"
        }
    ),
    "waiting": ([0.1048], {0.6115: "a few lines that were never hung up decide over the means"}),
    "plans": ([0.1844], {0.0588: "the smallest p-value of many pairs, or two plans only"}),
    "evenings": (
        [0.2443, 0.2526, 0.0630, 0.0719],
        {0.0063: "the luckiest of ten looks", 0.0118: "the mean is asked for: not ranks"}
    ),
    "shops": (
        [0.0783],
        {
            0.0000151: "whole shops had the offer or not: a shop counts once",
            0.0000193: "a shop counts once",
            0.7322: "the mean is asked for: not the shops' medians"
        }
    ),
}
grade = check.parts(4)
with grade("the example"):
    hypothesis_checks.sound(
        p_value(
            "complaints", {"north": 30, "south": 60, "north_months": 400, "south_months": 1200}
        ), {"a test that fits": 0.0872},
        {"the regions were watched for different numbers of months": 0.0021},
        "the example of complaints",
    )
for study_name, (fitting, mistaken) in published_p.items():
    with grade(f"the published study {study_name!r}"):
        hypothesis_checks.sound(
            p_value(study_name, linnet_studies.published(study_name)),
            {f"test {number}": fits for number, fits in enumerate(fitting)},
            {why: value for value, why in mistaken.items()}, f"the published study {study_name!r}",
        )
### BEGIN HIDDEN TESTS
from hidden import situations

for name in situations.STUDIES:
    rng = check.rng(f"which-test {name}")
    with grade(f"other studies like {name!r}", weight=3):
        for data in (situations.study(rng, name), situations.study(rng, name)):
            hypothesis_checks.sound(p_value(name, data), *situations.STUDIES[name](data), f"another study {name!r}")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A first sitting may end here.* The offer is judged, and you choose tests by what hangs together. The second sitting takes counts, forty metrics at once, and the next test's plan. When you come back, first run the cells from the top.
#
# ## A table of counts
#
# The shop says that its customers leave less often. Here is who left, by the channel where they signed:
#
# %%
counts = pd.DataFrame({"left": [9, 31, 20], "stayed": [52, 89, 59]}, index=["shop", "web", "phone"])
counts.assign(total=counts.sum(axis=1), share=(counts["left"] / counts.sum(axis=1)).round(3))

# %% [markdown]
# In all, 60 of 260 customers left: 0.231. If the channel didn't matter (the two would be **independent**), we should expect that share in each channel: of the shop's 61 customers 61 · 60 / 260 = 14.1. The **expected count** of a cell is always
#
#     sum of its row × sum of its column / sum of all
#
# %%
quiz(
    "How many of the web's 120 customers would have *stayed*, if the channel didn't matter?",
    number=92.3,
    within=0.05,
    wrong={
        89: "That is what happened. Expected is what independence asks for.",
        27.7: "That is how many would have left.",
        43.3: "That spreads the 260 customers evenly over the six cells. But the web has more "
        "customers than the shop, and more stay than leave.",
    },
    because="120 · 200 / 260: the row's sum times the column's, divided by all.",
)

# %% [markdown]
# How far from independent is the table? In each cell take (observed − expected)² / expected, and add them up. That is the **statistic** chi-square. For the first cell: (9 − 14.08)² / 14.08 = 1.83.
#
# Two things stand beside it. The **freedom** is (rows − 1) · (columns − 1): once so many cells are filled, the sums fix the others. And the **effect size**, Cramér's V, is √(statistic / (n · k)), where k is the smaller of rows − 1 and columns − 1. It goes from 0 (independent) to 1 (who knows the row knows the column, or the other way round),
# whatever the number of customers. Chi-square grows with n; V doesn't.
#
# If the channel doesn't matter and the expected counts are large, the statistic follows the **chi-square distribution** of that freedom. Its tail, `stats.chi2.sf(statistic, freedom)`, is then the p-value.
#
# A real table first, in which nothing is small: the passengers of the Titanic, by the class of their ticket. (The list has long served for teaching. The crew isn't on it, and other lists differ a little.)
#
# %%
titanic = pd.read_csv("data/titanic.csv")
by_class = titanic.groupby("class")[["survived", "died"]].sum()
total = by_class.sum(axis=1)
by_class.assign(total=total, share=(by_class["survived"] / total).round(3))

# %%
quiz(
    "450 of the 1,312 passengers survived. How many of the 322 in first class would have, if class "
    "and survival were independent?",
    number=110.4,
    within=0.1,
    wrong={
        193: "That many did survive. Expected is what independence asks for.",
        150: "That deals the 450 equally to three classes. But more than half of all passengers "
        "travelled in the third.",
        161: "Half of the class. But of all passengers about a third survived.",
    },
    because="322 · 450 / 1312. In fact 83 more survived, and in third class 106 fewer than "
    "expected.",
)

# %%
test = stats.chi2_contingency(by_class)
print(f"statistic {test.statistic:.1f}, freedom {test.dof}, p = {test.pvalue:.0e}")
print(f"Cramér's V: {math.sqrt(test.statistic / (1312 * 1)):.2f}")
titanic.assign(share=(titanic["survived"] / (titanic["survived"] + titanic["died"])).round(3))

# %% [markdown]
# The p-value asks: had the 450 been drawn by lot from all passengers, how often would the table be as far from independence as this one? For all that matters, never: a lot doesn't explain this table. V says how strongly class and survival hang together: 0.36 of at most 1.
#
# Neither number says *why*. The last table gives a hint and no more: within each sex the share falls from class to class, so it isn't only that a larger part of first class were women. It may have been the way to the boats, the crew's orders, the language, or something that no column knows.
#
# Back to the "if" of the formula. Here is a table whose expected counts are small, seven customers. Go through all ways to deal "left" and "stayed" among them, and compare with the formula:
#
# %%
left = np.array([1, 1, 1, 0, 0, 0, 0])  # three of seven left: the first three, all of the shop
both = [sum(left[list(chosen)]) for chosen in combinations(range(7), 3)]
print(
    "who left in the shop's group of three, over all deals:",
    pd.Series(both).value_counts().to_dict()
)
print(f"share with 3 (on the other side no deal is as far out): {both.count(3) / len(both):.4f}")
print(f"chi-square's tail: {stats.chi2.sf(7.0, 1):.4f}")

# %% [markdown]
# All three of the shop's customers left and none of the web's four. By dealing, that comes up once in 35: p = 0.029. The formula says 0.008, more than three times as sure as it may be. The rule of thumb: **if any expected count lies below 5, don't trust the formula**. Deal instead.
#
# Deal what? Write down a row label and a column label for every customer, shuffle one of the two lists, and count the table anew. Both kinds of sums stay as they were, just as in the hat. Drawing new tables of 260 customers freely, or each row by itself, lets sums vary that were fixed.
#
# %% [markdown]
# ## C10 · Independence by hand
# **Level 4 · 18 minutes · 4 points**
#
# A table is a list of rows of counts, such as `[[9, 52], [31, 89], [20, 59]]`; it holds at least one customer. By hand: without SciPy's or statsmodels' functions for tables (`chi2_contingency`, `fisher_exact` and the like); `stats.chi2.sf` and `stats.hypergeom` are allowed.
#
# 1. `association(table)` returns a dict:
#    - `"expected"`: the expected counts, as a table of the same form,
#    - `"statistic"`: chi-square, over the cells whose expected count isn't 0,
#    - `"freedom"`: (rows − 1) · (columns − 1), where rows and columns without any customer don't count,
#    - `"effect"`: Cramér's V, with the same rows and columns; 0 if only one row or one column holds customers,
#    - `"small"`: `True` if any expected count lies below 5 (0 in empty rows and columns doesn't count), else `False`.
# 2. `table_p(table, rng, draws=2999)` returns the p-value of independence:
#    - the tail of chi-square's distribution if the table isn't small,
#    - if it is: by dealing with all sums of rows and columns kept, (1 + hits) / (1 + draws), where a hit is a statistic at least as large (up to a billionth). Or exactly, over all tables with these sums: by the statistic, or by Fisher's rule (tables at most as likely as this one).
#    - 1 if only one row or one column holds customers. Every random number comes from `rng`.
#
# *Example.* For `[[3, 0], [0, 4]]`: expected `[[1.286, 1.714], [1.714, 2.286]]`, statistic 7, freedom 1, effect 1, small; p is 1/35 = 0.0286, or near it. For the channels above: statistic 3.12, freedom 2, effect 0.109, not small, p = 0.210.
#
# <details><summary>Hint 1</summary>
#
# With an array, `t.sum(axis=1, keepdims=True) * t.sum(axis=0, keepdims=True)` multiplies every row's sum with every column's. Drop empty rows and columns first for all but `"expected"`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.repeat(np.arange(3), [61, 120, 79])` writes a row label for every customer. `np.add.at(new, (rows, shuffled), 1)` counts them into an array of zeros.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the p-value of a small table is a bit too large or too small, see whether the sums of your shuffled tables are those of the table. If it is 0, remember what happened.
#
# </details>
#
# %% role="answer" id="independence"
def association(table):
    """Expected counts, chi-square, freedom, Cramér's V, and whether an expected count lies below
    5."""
    ### BEGIN SOLUTION
    seen = np.array(table, float)
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    held = expected > 0
    rows, columns = (expected.sum(axis=1) > 0).sum() - 1, (expected.sum(axis=0) > 0).sum() - 1
    statistic = ((seen[held] - expected[held]) ** 2 / expected[held]).sum()
    k = min(rows, columns)
    return {
        "expected": expected.tolist(), "statistic": float(statistic), "freedom": int(rows * columns),
        "effect": math.sqrt(statistic / (seen.sum() * k)) if k else 0.0, "small": bool((expected[held] < 5).any()),
    }
    ### END SOLUTION


def table_p(table, rng, draws=2999):
    """P-value of independence: by chi-square's tail, or by dealing where an expected count is
    small."""
    ### BEGIN SOLUTION
    found = association(table)
    if found["freedom"] == 0:
        return 1.0
    if not found["small"]:
        return float(stats.chi2.sf(found["statistic"], found["freedom"]))
    seen = np.array(table)
    rows = np.repeat(np.arange(len(seen)), seen.sum(axis=1))
    columns = np.repeat(np.arange(len(seen[0])), seen.sum(axis=0))
    expected = np.array(found["expected"]).ravel()
    held, hits = expected > 0, 0
    for _ in range(draws):
        dealt = np.bincount(rows * len(seen[0]) + rng.permutation(columns), minlength=seen.size)
        hits += ((dealt - expected)[held] ** 2 / expected[held]).sum() >= found["statistic"] - 1e-9
    return (1 + hits) / (1 + draws)
    ### END SOLUTION

# %% role="tests" id="independence-tests" points=4
import hypothesis_checks

for answer_name in ("association", "table_p"):
    check.no_names(
        answer_name,
        {
            "chi2_contingency", "fisher_exact", "contingency", "barnard_exact", "boschloo_exact",
            "chisquare", "power_divergence", "random_table", "statsmodels"
        },
        why="by hand: the table is the exercise",
    )
grade = check.parts(4)
with grade("expected counts, statistic, freedom, effect"):
    hypothesis_checks.entries(
        association([[3, 0], [0, 4]]),
        {
            "expected": [[9 / 7, 12 / 7], [12 / 7, 16 / 7]], "statistic": 7.0, "freedom": 1,
            "effect": 1.0, "small": True
        }, "[[3, 0], [0, 4]]",
    )
    hypothesis_checks.entries(
        association([[9, 52], [31, 89], [20, 59]]),
        {"statistic": 3.117145731, "freedom": 2, "effect": 0.1094943927, "small": False},
        "the channels"
    )
    hypothesis_checks.entries(
        association([[10, 0, 20], [0, 0, 0], [20, 0, 10]]),
        {
            "expected": [[15.0, 0.0, 15.0], [0.0, 0.0, 0.0], [15.0, 0.0, 15.0]],
            "statistic": 20 / 3, "freedom": 1, "effect": 1 / 3, "small": False
        },
        "a table with an empty row and an empty column",
    )
    hypothesis_checks.entries(
        association([[3, 7]]), {"statistic": 0.0, "freedom": 0, "effect": 0.0, "small": True},
        "[[3, 7]]"
    )
    hypothesis_checks.entries(
        association([[6, 4], [14, 16]]), {"small": False},
        "a table with an expected count of exactly 5, [[6, 4], [14, 16]]"
    )
with grade("the p-value"):
    hypothesis_checks.table_p(
        table_p, [[9, 52], [31, 89], [20, 59]], [0.2104361777], {}, "the channels", seed=1,
        drawn=False
    )
    hypothesis_checks.table_p(
        table_p, [[3, 0], [0, 4]], [1 / 35],
        {"some expected counts lie below 5: chi-square's tail isn't near": 0.00815},
        "a small table", seed=2
    )
    hypothesis_checks.table_p(
        table_p, [[3, 7]], [1.0], {}, "a table of one row", seed=3, drawn=False
    )
    hypothesis_checks.table_p(
        table_p, [[0, 30], [0, 70]], [1.0], {}, "a table with one column that holds customers",
        seed=4, drawn=False
    )
### BEGIN HIDDEN TESTS
from hidden import tables

rng = check.rng("independence")
with grade("other tables", weight=2):
    for case in tables.measured(rng):
        hypothesis_checks.entries(association([list(row) for row in case]), tables.measures(case), f"another table, {case}")
with grade("p-values of large tables", weight=1):
    for shape in ((2, 2), (3, 4), (2, 5)):
        case = tables.large(rng, shape)
        right = tables.measures(case)
        tail = stats.chi2.sf(right["statistic"], right["freedom"])
        hypothesis_checks.table_p(table_p, case, [float(tail)], {}, "a table without small counts", seed=int(rng.integers(10**6)), drawn=False)
with grade("p-values of small tables", weight=3):
    for shape, total in (((2, 2), int(rng.choice([8, 10, 11, 13]))), ((2, 3), 9), ((3, 2), 11)):
        case, sound, mistaken = tables.small(rng, shape, total)
        hypothesis_checks.table_p(table_p, case, list(sound.values()), mistaken, "a table with small counts", seed=int(rng.integers(10**6)))
    hypothesis_checks.table_p(
        table_p, tables.with_gaps(case), list(sound.values()), mistaken, "a table with small counts and with gaps", seed=int(rng.integers(10**6))
    )
    case, right, mistaken = tables.tied(rng)
    hypothesis_checks.table_p(table_p, case, right, mistaken, "a small table that others equal", seed=int(rng.integers(10**6)))
    hypothesis_checks.default_table(table_p, seed=int(rng.integers(10**6)))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Forty metrics at once
#
# The app's team compared customers with the new version and without it in forty metrics. Suppose that the version changes nothing. Each test at 0.05 is then fooled in 5 of 100 cases. And forty of them?
#
# %%
quiz(
    "Nothing has changed, and there are forty metrics. How many p-values below 0.05 are to be "
    "expected?",
    number=2,
    within=0.01,
    wrong={
        0: "Each test is fooled in 5 of 100 cases, and there are forty of them.",
        0.05: "That holds for one test.",
        1: "1 in 20 is expected, and there are two times twenty.",
    },
    because="40 · 0.05. And if the metrics are independent, at least one comes up in 1 − 0.95⁴⁰ = "
    "87 of 100 such reports.",
)

# %% [markdown]
# See for yourself. Each dot is the p-value of one metric. Draw anew a few times before you touch the second slider: how often is *no* dot red? Then let some metrics really change. Which of the dots below the line are real, and could you tell without their colours?
#
# %%
import metrics_figures

metrics_figures.forty_metrics()

# %%
quiz(
    "Ten of the forty metrics have really changed, and 9 p-values lie below 0.05. Which sentence "
    "is true?",
    right="Some of the nine may be false alarms, and some of the ten may have been missed.",
    wrong={
        "Nine of the ten were found.": "The 30 others can be fooled as well: between one and two "
        "of them lie below 0.05 on average.",
        "At most 0.05 · 9 of the nine are false alarms.": "0.05 is the share among the metrics "
        "that did *not* change, not among those found.",
        "Those with the smallest p-values have changed most.": "A p-value mixes how much changed "
        "with how noisy the metric is.",
    },
    because="A line at 0.05 doesn't separate the two kinds. It says how often the unchanged ones "
    "cross it.",
)

# %% [markdown]
# Two promises can be kept, and they differ:
#
# - **Holm**: with a chance of at least 95 in 100, there is *not a single* false alarm in the whole report. Take it if one false alarm is costly.
# - **Benjamini-Hochberg**: of what is reported, on average at most 5 in 100 are false alarms (for independent tests). Take it if the report is a list of things to look into.
#
# Both turn each p-value into an **adjusted** one, which is then held against 0.05 as usual. Five metrics, sorted:
#
# | rank | p | Holm: p times those not yet passed | never falling | Benjamini-Hochberg: p · 5 / rank | never above a later one |
# |---|---|---|---|---|---|
# | 1 | 0.005 | 0.005 · 5 = 0.025 | 0.025 | 0.005 · 5 / 1 = 0.025 | 0.025 |
# | 2 | 0.011 | 0.011 · 4 = 0.044 | 0.044 | 0.011 · 5 / 2 = 0.0275 | 0.0275 |
# | 3 | 0.02 | 0.02 · 3 = 0.06 | 0.06 | 0.02 · 5 / 3 = 0.0333 | **0.0325** |
# | 4 | 0.026 | 0.026 · 2 = 0.052 | **0.06** | 0.026 · 5 / 4 = 0.0325 | 0.0325 |
# | 5 | 0.8 | 0.8 · 1 = 0.8 | 0.8 | 0.8 · 5 / 5 = 0.8 | 0.8 |
#
# The fourth metric can't be more convincing than the third, whose p-value is smaller. So Holm, going down the list, takes the largest so far. Benjamini-Hochberg goes up from the end of the list, and takes the smallest so far. No adjusted p-value exceeds 1.
#
# In words: Holm reports two of the five at 0.05, Benjamini-Hochberg four. By the raw p-values it would have been four as well, but without any promise.
#
# %% [markdown]
# ## C11 · Forty metrics at once
# **Level 3 · 12 minutes · 4 points**
#
# Write `holm(p)` and `benjamini_hochberg(p)`, without SciPy or statsmodels. `p` is a list of p-values, with `math.nan` for a metric that couldn't be measured. Return a list of adjusted p-values:
#
# - It is as long as `p` and in the same order: the metric at place 7 keeps place 7. `p` stays as it is.
# - NaN stays NaN at its place, and doesn't count as a test.
# - Holm: the smallest of m p-values times m, the next times m − 1, down to the largest times 1; then never less than an adjusted one of a smaller p-value.
# - Benjamini-Hochberg: the p-value of rank i (from 1, the smallest) times m / i; then never more than an adjusted one of a larger p-value.
# - At most 1. Equal p-values get equal adjusted ones.
#
# *Example.* `holm([0.02, math.nan, 0.005, 0.8, 0.026, 0.011])` is `[0.06, nan, 0.025, 0.8, 0.06, 0.044]`, and Benjamini-Hochberg's are `[0.0325, nan, 0.025, 0.8, 0.0325, 0.0275]`.
#
# <details><summary>Hint 1</summary>
#
# Sort *places*, not values: `sorted(places, key=lambda place: p[place])`. Then each result can be written to its own place.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Keep the largest so far (Holm) in a variable while you go down, or the smallest so far (Benjamini-Hochberg) while you go up from the end. `reversed(…)` turns a list round. Which value must the variable have before the first step?
#
# </details>
# <details><summary>Hint 3</summary>
#
# NaN compares with nothing and sorts nowhere. Leave it out before you sort and before you count m.
#
# </details>
#
# %% role="answer" id="adjusted"
def holm(p):
    """Holm's adjusted p-values, each at the place of its p-value."""
    ### BEGIN SOLUTION
    adjusted, so_far = list(p), 0.0
    order = sorted((place for place, value in enumerate(p) if not math.isnan(value)), key=lambda place: p[place])
    for rank, place in enumerate(order):
        so_far = max(so_far, min(1.0, p[place] * (len(order) - rank)))
        adjusted[place] = so_far
    return adjusted
    ### END SOLUTION


def benjamini_hochberg(p):
    """Benjamini and Hochberg's adjusted p-values, each at the place of its p-value."""
    ### BEGIN SOLUTION
    adjusted, so_far = list(p), 1.0
    order = sorted((place for place, value in enumerate(p) if not math.isnan(value)), key=lambda place: p[place])
    for rank in range(len(order), 0, -1):
        so_far = min(so_far, p[order[rank - 1]] * len(order) / rank)
        adjusted[order[rank - 1]] = so_far
    return adjusted
    ### END SOLUTION

# %% role="tests" id="adjusted-tests" points=4
import hypothesis_checks

for answer_name in ("holm", "benjamini_hochberg"):
    check.no_names(answer_name, {"scipy", "statsmodels"}, why="the adjustment is the exercise")
grade = check.parts(4)
nan = math.nan
holm_look = "p times the number of those not smaller in rank; then the largest so far"
hochberg_look = "p · m / rank; then the smallest so far, from the end"
with grade("Holm"):
    for listed, expected_list in (
        ([0.02, nan, 0.005, 0.8, 0.026, 0.011], [0.06, nan, 0.025, 0.8, 0.06, 0.044]),
        ([0.5, 0.4], [0.8, 0.8]),
        ([0.6, 0.7], [1.0, 1.0]), ([0.03, 0.01, 0.01, 0.0], [0.03, 0.03, 0.03, 0.0]), ([], []),
        ([nan], [nan]),
    ):  # fmt: skip
        hypothesis_checks.adjusted(holm(list(listed)), listed, expected_list, "holm", holm_look)
    hypothesis_checks.keeps(holm, [0.02, nan, 0.005, 0.8], "holm")
with grade("Benjamini-Hochberg"):
    for listed, expected_list in (
        ([0.02, nan, 0.005, 0.8, 0.026, 0.011], [0.0325, nan, 0.025, 0.8, 0.0325, 0.0275]),
        ([0.5, 0.4], [0.5, 0.5]),
        ([0.9, 0.6, 0.8], [0.9, 0.9, 0.9]),
        ([0.03, 0.01, 0.01, 0.0], [0.03, 0.04 / 3, 0.04 / 3, 0.0]), ([], []), ([nan], [nan]),
    ):  # fmt: skip
        hypothesis_checks.adjusted(
            benjamini_hochberg(list(listed)), listed, expected_list, "benjamini_hochberg",
            hochberg_look
        )
    hypothesis_checks.keeps(benjamini_hochberg, [0.02, nan, 0.005, 0.8], "benjamini_hochberg")
### BEGIN HIDDEN TESTS
from hidden import many_tests

with grade("Holm on other lists", weight=2):
    for kind, listed in many_tests.instances(check.rng("holm")):
        hypothesis_checks.adjusted(holm(list(listed)), listed, many_tests.holm(listed), f"holm on {kind}:", holm_look)
with grade("Benjamini-Hochberg on other lists", weight=2):
    for kind, listed in many_tests.instances(check.rng("hochberg")):
        hypothesis_checks.adjusted(
            benjamini_hochberg(list(listed)), listed, many_tests.benjamini_hochberg(listed), f"benjamini_hochberg on {kind}:", hochberg_look
        )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Before the test: how many customers?
#
# The next offer is meant for customers of whom 12 in 100 leave within two months. Ines would be glad if it were 8 in 100. How many customers must be watched, so that a real difference of that size will most likely show?
#
# Play it. Invent two groups of 400 customers, in one of which 12 in 100 leave and in the other 8 in 100; test; write down whether p < 0.05. Do that many times:
#
# %%
draw = np.random.default_rng(8)
for n in (200, 400, 800, 1600):
    small_p = 0
    for _ in range(2000):
        one, two = draw.binomial(n, 0.12), draw.binomial(n, 0.08)
        # the share in both groups together, as if the offer did nothing
        both = (one + two) / (2 * n)
        error = math.sqrt(both * (1 - both) * (1 / n + 1 / n))
        small_p += 2 * stats.norm.sf(abs(one - two) / n / error) < 0.05
    print(f"{n:5} in each group: p < 0.05 in {small_p / 2000:.3f} of the tests")

# %% [markdown]
# That share is the test's **power**. With 400 customers in each group a real difference of four points is missed more often than found. And who then reads "p = 0.3" as "the offer does nothing" has thrown away an offer that works.
#
# A power of 0.8 is a usual aim. Without playing, a formula comes near. With *d* for the effect, p₁ and p₂ for the two shares, and z for the normal distribution's quantiles (1.96 for two sides of 0.05, and 0.84 for a power of 0.8):
#
#     n in each group ≈ (1.96 + 0.84)² · (p₁(1 − p₁) + p₂(1 − p₂)) / d²
#
# Here 7.84 · (0.1056 + 0.0736) / 0.0016 = 878. Half the effect needs four times as many customers: *d* is squared.
#
# Power belongs *before* the test, at an effect that one would be glad of. Afterwards some compute it at the effect that came out. That says nothing new: it is the p-value in other words, and always low where p is high.
#
# %% [markdown]
# ## C12a · How many customers?
# **Level 3 · 10 minutes · 2 points**
#
# Two groups with n customers each. In the one the share `base` leaves, in the other `base + effect` (both lie between 0 and 1; `effect` may be negative). The test is two-sided, for two shares, at level `alpha`.
#
# 1. `power_of(n, base, effect, rng, alpha=0.05)`: its power, up to 0.04.
# 2. `sample_size(base, effect, rng, power=0.8, alpha=0.05)`: how many customers *each* group needs for that power, a whole number, up to a tenth of the right one. `effect` isn't 0, but may be small: then it takes tens of thousands.
#
# By simulation (with 5,000 tests or more, all random numbers from `rng`) or by a formula.
#
# *Example.* `power_of(400, 0.12, -0.04, rng)` is about 0.47. `sample_size(0.12, -0.04, rng)` is about 880: anything from 795 to 970 passes.
#
# <details><summary>Hint 1</summary>
#
# The cell above is a power by simulation, for fixed numbers. `rng.binomial(n, share, 20_000)` draws 20,000 groups in one go, and arithmetic with arrays does the rest without a loop.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `stats.norm.isf(alpha / 2)` and `stats.norm.ppf(power)` are the two z of the formula. Round up.
#
# </details>
#
# %% role="answer" id="sample-size"
def power_of(n, base, effect, rng, alpha=0.05):
    """Power of the two-sided test of two shares with n customers in each group."""
    ### BEGIN SOLUTION
    one, two = rng.binomial(n, base, 20_000), rng.binomial(n, base + effect, 20_000)
    both = (one + two) / (2 * n)
    error = np.sqrt(2 * both * (1 - both) / n)
    return float(np.mean(np.abs(one - two) / n > stats.norm.isf(alpha / 2) * error))
    ### END SOLUTION


def sample_size(base, effect, rng, power=0.8, alpha=0.05):
    """Customers that each group needs for this power."""
    ### BEGIN SOLUTION
    other = base + effect
    z = stats.norm.isf(alpha / 2) + stats.norm.ppf(power)
    return math.ceil(z**2 * (base * (1 - base) + other * (1 - other)) / effect**2)
    ### END SOLUTION

# %% role="tests" id="sample-size-tests" points=2
import hypothesis_checks

grade = check.parts(2)
with grade("power"):
    hypothesis_checks.power(power_of, (400, 0.12, -0.04), {}, 0.4704, seed=1)
    hypothesis_checks.power(power_of, (882, 0.12, -0.04), {}, 0.8, seed=2)
    hypothesis_checks.power(power_of, (400, 0.12, 0.0), {}, 0.05, seed=3)
    hypothesis_checks.power(power_of, (500, 0.2, 0.1), {"alpha": 0.01}, 0.8675, seed=4)
with grade("sample size"):
    hypothesis_checks.size(sample_size, (0.12, -0.04), {}, 882, seed=5)
    hypothesis_checks.size(sample_size, (0.3, 0.1), {"power": 0.9, "alpha": 0.01}, 675, seed=6)
### BEGIN HIDDEN TESTS
from hidden import planning

rng = check.rng("sample-size")
with grade("power of other tests", weight=2):
    for alpha, sign in ((0.05, 1), (0.01, -1), (0.1, 1), (0.15, -1)):
        base, effect = planning.shares(rng, sign)
        for aim in (0.35, 0.6):
            n = planning.size(base, effect, aim, alpha)
            more = {} if alpha == 0.05 else {"alpha": alpha}
            hypothesis_checks.power(power_of, (n, base, effect), more, planning.power(n, base, effect, alpha), seed=int(rng.integers(10**6)))
with grade("sizes of other tests", weight=2):
    for more, sign in (({}, 1), ({}, -1), ({"power": 0.9}, 1), ({"alpha": 0.01}, -1), ({"power": 0.7, "alpha": 0.1}, 1)):
        base, effect = planning.shares(rng, sign)
        right = planning.size(base, effect, more.get("power", 0.8), more.get("alpha", 0.05))
        hypothesis_checks.size(sample_size, (base, effect), more, right, seed=int(rng.integers(10**6)))
    base, effect = round(float(rng.uniform(0.08, 0.12)), 3), float(rng.choice([-0.006, 0.006]))
    hypothesis_checks.size(sample_size, (base, effect), {}, planning.size(base, effect), seed=int(rng.integers(10**6)))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## After the test: what may be said?
#
# The test has run; Ines holds a report. Its interval contains 95 in 100, its p-value tests "the offer does nothing", and `looks` counts how often somebody looked at the numbers, ready to stop. Ten people write a sentence for the board:
#
# | letter | sentence |
# |---|---|
# | A | "If the offer did nothing, a difference at least this far from 0 would come up in a share p of such tests." |
# | B | "The result is significant at the level alpha." |
# | C | "The offer does nothing with the chance p." |
# | D | "If we repeat the test, it will be significant with the chance 1 − p." |
# | E | "The offer does nothing: p is large." |
# | F | "The data go together with no effect at all, and also with any other effect in the interval." |
# | G | "The interval rules out an effect as large as the planned one." |
# | H | "The whole interval lies at or above the planned effect." |
# | I | "The test had the size that was planned for the planned effect." |
# | J | "The power at the effect seen tells us how far to trust this p-value." |
#
# What may be said depends on the report:
#
# - A is what a p-value *is*. But p-value and interval are computed for a test that is looked at once. After several looks without a correction neither A nor anything else that rests on them (B, F, G, H) may be said.
# - B needs p < alpha; p = alpha isn't enough. F needs 0 in the interval, its ends included. G needs the whole interval *below* the planned effect, H at or above it.
# - I asks only whether n reached the planned number.
# - C, D, E and J may never be said. C turns the p-value round. D mixes it up with the power. E takes "not shown" for "not there". J computes the p-value again in other words.
#
# %%
quiz(
    "A report says p = 0.3 and an interval from −0.02 to 0.06; the planned effect was 0.04. It was "
    "looked at once. What may be said?",
    right="The data go together with no effect, and also with the planned one.",
    wrong={
        "The offer does nothing.": "An effect of 0.04 lies in the interval, too. Not shown is not "
        "the same as not there.",
        "The offer does nothing with a chance of 0.3.": "The p-value assumes that it does nothing. "
        "It can't say how likely that is.",
        "The planned effect is ruled out.": "0.04 lies inside of the interval.",
    },
    because="The interval is what the test has to say. It holds 0, and it holds 0.04: the test was "
    "too small to tell.",
)

# %% [markdown]
# ## C12b · Ten sentences
# **Level 4 · 12 minutes · 3 points**
#
# Write `may_say(report)`. It returns the letters of the sentences that may be said, as a set (or a list, or a text like `"AFI"`). `report` is a dict with
#
# - `n` and `planned_n`, customers in each group,
# - `planned_effect` (above 0), `difference`, and its interval `low` to `high`,
# - `p`, `alpha`, and `looks` (1 or more).
#
# *Example.* For n 400, planned_n 882, planned_effect 0.04, difference 0.02, low −0.02, high 0.06, p 0.3, alpha 0.05, looks 1: `{"A", "F"}`. With n 882 it is `{"A", "F", "I"}`, and with 3 looks only `{"I"}`.
#
# <details><summary>Hint 1</summary>
#
# Begin with an empty set and add a letter where its rule holds. Four letters need no line at all.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Most rules share one condition. Is I among them?
#
# </details>
#
# %% role="answer" id="may-say"
def may_say(report):
    """Letters of the sentences that may be said of this report."""
    ### BEGIN SOLUTION
    said = {"I"} if report["n"] >= report["planned_n"] else set()
    if report["looks"] > 1:
        return said
    said.add("A")
    if report["p"] < report["alpha"]:
        said.add("B")
    if report["low"] <= 0 <= report["high"]:
        said.add("F")
    if report["high"] < report["planned_effect"]:
        said.add("G")
    if report["low"] >= report["planned_effect"]:
        said.add("H")
    return said
    ### END SOLUTION

# %% role="tests" id="may-say-tests" points=3
import hypothesis_checks

grade = check.parts(3)
shown = {
    "n": 400, "planned_n": 882, "planned_effect": 0.04, "difference": 0.02, "low": -0.02,
    "high": 0.06, "p": 0.3, "alpha": 0.05, "looks": 1
}
why_not = dict.fromkeys("ABCDEFGHIJ", "the rules below the table of sentences")
with grade("the example"):
    for changed, letters_allowed in (
        ({}, "AF"), ({"n": 882}, "AFI"), ({"n": 882, "looks": 3}, "I"),
        ({"p": 0.05, "low": 0.0}, "AF"),
        ({"p": 0.002, "difference": 0.09, "low": 0.04, "high": 0.14}, "ABH"),
        ({"p": 0.3, "difference": 0.01, "high": 0.039}, "AFG"),
        ({"p": 0.03, "alpha": 0.01, "low": 0.001, "high": 0.04}, "A"),
    ):  # fmt: skip
        hypothesis_checks.sentences(
            may_say, {**shown, **changed}, letters_allowed, "ABCDEFGHIJ", why_not
        )
### BEGIN HIDDEN TESTS
from hidden import planning

written = planning.reports(check.rng("may-say"))
for about, told in (("CE", "the chance of doing nothing"), ("DJ", "repeats, and the power seen"), ("AB", "p-values"), ("FGH", "intervals"), ("I", "the plan")):
    with grade(f"sentences about {told}"):
        for report in written:
            hypothesis_checks.sentences(may_say, report, planning.allowed(report), about, planning.REASONS)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - A p-value: if nothing were at work, how often would chance alone bring a result at least this far out?
# - What the lot has dealt may be dealt again, and nothing else: customers, pairs, whole shops.
# - Both sides count, what happened counts, p is never 0.
# - Before choosing a test, ask what hangs together, what is compared, and how often somebody could have said "significant".
# - In a table, expected counts come from the sums. Where one lies below 5, deal.
# - Forty tests bring two false alarms when nothing has changed. Holm allows none in the whole report (in 95 of 100 reports), Benjamini-Hochberg a small share of what is reported.
# - The size of a test comes before it. What may be said comes after it, and "not shown" isn't "not there".
#
# Monday, four o'clock. Ines's three questions:
#
# %%
def chance():
    def means(a, b):
        return np.mean(a) - np.mean(b)

    draw = np.random.default_rng(12)
    p = permutation_test(with_offer, without, means, False, draw, 4999)
    return (
        f"difference {means(with_offer, without):.2f} euros, p = {p:.3f} (26 customers, dealt by "
        "lot)"
    )


def which_metrics():
    p = linnet_studies.forty()
    names = {}
    for told, adjust in (("Holm", holm), ("Benjamini-Hochberg", benjamini_hochberg)):
        found = zip(linnet_studies.METRICS, adjust(p))
        names[told] = ", ".join(metric for metric, value in found if value < 0.05)
    return (
        f"{sum(value < 0.05 for value in p)} raw; Holm: {names['Holm']}; Benjamini-Hochberg: "
        f"{names['Benjamini-Hochberg']}"
    )


def next_test():
    n = sample_size(0.12, -0.04, np.random.default_rng(13))
    return (
        f"about {n} customers in each group, to see 8 instead of 12 in 100 leave with a power of "
        "0.8"
    )


linnet_studies.settle("1. Was that the offer, or chance?", "C8b", chance)
linnet_studies.settle("2. Which of the forty metrics count?", "C11", which_metrics)
linnet_studies.settle("3. How many customers does the next test need?", "C12a", next_test)

# %% [markdown]
# Read it as Hana does. The offer: if it did nothing, a difference of 8 euros or more would come up in about 2 of 100 such lots. So chance alone is a poor explanation, and yet 26 customers don't say whether it is 2 euros or 14. The app: five raw "findings", of which two stand without a single false alarm allowed, and a third is worth a look. And the next test needs hundreds in each group, where Ines can phone 200 people: she will have to accept a larger effect as the smallest that she would see, or wait.
