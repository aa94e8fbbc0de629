# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: How sure is a number?
#     minutes: 75
#     prerequisites: [07-statistics-and-churn/1-columns]
#     summary: Bootstrap intervals, whole groups drawn, intervals for means, shares, differences and ratios, and whether they keep their word.
# ---

# %% [markdown]
# # How sure is a number?
#
# The shop in Linden Street writes to Ines, head of sales at Linnet Mobile: "Of our 61 new customers only 9 left within a year. In the other shops it was 104 of 480. Send the others to us, we show them how it is done!"
#
# Ines likes the idea. Hana, the senior statistician, asks: "9 of 61. And if it had been other customers?" So the two of them want to know:
#
# 1. Nine of 61: how many leave this shop in the long run?
# 2. Do its customers leave less than those of the other shops?
# 3. And do they complain less? Theirs made 14 complaints in 702 months together, the others' 131 in 5,310.
# 4. Whatever you answer with: does it keep its word?
#
# Your own functions answer all four in the last cell. After this lesson you can
#
# - put an interval around any number by drawing from the data again, also where rows hang together,
# - give an interval for a mean of few values, a share, a difference of shares, a ratio of rates,
# - test an interval: does it hold the truth as often as it says?
#
# Plan two sittings of about 40 minutes each, with a break after C5.

# %% role="read-only" id="setup-uncertainty"
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy import stats

import interval_figures
from uncertainty_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

departures = pd.read_csv("data/departures.csv", parse_dates=["date"])

# %% [markdown]
# ## Other customers, another number
#
# 9 of 61 is 15 in 100. Let us pretend for a moment that we know the truth: in *every* shop each customer leaves with chance 0.2. Here are ten such shops with 61 customers each, and how many of them leave:
#
# %%
# 61 customers, each leaves with chance 0.2: how many leave? Ten times
print(np.random.default_rng(7).binomial(61, 0.2, size=10))

# %% [markdown]
# All ten shops are equally good. Yet one of them lost 5 customers and two lost 16. A manager who lost 5 would write to Ines, too.
#
# %%
quiz(
    "In a world in which each customer leaves with chance 0.2, how many of 10,000 shops with 61 "
    "customers lose at most 9?",
    runs="""
import numpy as np

lost = np.random.default_rng(1).binomial(61, 0.2, size=10_000)
print("about", round((lost <= 9).sum(), -2))
""",
    right="about 2000",
    wrong={
        "about 20": "It would be so rare only if 61 customers were many. Look at the ten shops.",
        "about 500": "5 in 100 is a habit, not a law. Here it is four times as many.",
        "about 5000": "Half of the shops lose at most 12, which is what 0.2 of 61 comes to.",
    },
    because="One shop in five does as well as Linden Street, by luck alone.",
)

# %% [markdown]
# So 9 of 61 fits with a true rate of 0.2. It fits with 0.1 just as well. Which rates fit, and which don't? That is what an **interval** says. One writes it with two numbers, "from 0.08 to 0.26", and with a **level**, 95 in 100.
#
# The level is a promise about the *method*, not about one shop: use the method on many samples, and 95 in 100 of its intervals hold the truth. Here are 40 shops from the world with 0.2. Each has its own interval, by a method that you will write below:
#
# %%
lost = np.random.default_rng(0).binomial(61, 0.2, size=40)
fig, ax = plt.subplots(figsize=(8, 2.8))
for shop, left in enumerate(lost):
    low, high = stats.binomtest(int(left), 61).proportion_ci(0.95, method="exact")
    holds = low <= 0.2 <= high
    ax.plot([shop, shop], [low, high], color="#0072B2" if holds else "#D55E00", linewidth=3)
ax.axhline(0.2, color="black", linestyle="--")
ax.set(xlabel="shop", ylabel="share that leaves", title="40 intervals; dashed: the truth")
plt.tight_layout()
plt.show()

# %%
quiz(
    "A 95 in 100 interval for the shop's rate goes from 0.08 to 0.26. Which sentence is true?",
    right="The method that made it holds the true rate in 95 of 100 samples; this time it says "
    "0.08 to 0.26.",
    wrong={
        "95 in 100 of the shop's customers have a rate from 0.08 to 0.26.": "The interval is about "
        "one number, the shop's true rate, and not about single customers.",
        "In 95 of 100 years the shop will lose from 8 to 26 in 100.": "A year's own luck comes on "
        "top of it. The interval is about the long run.",
        "A rate of 0.27 is impossible.": "One interval in twenty misses the truth. It would be an "
        "unusual sample, no more.",
    },
    because="The truth stands still, and the intervals swing around it. In the picture each shop "
    "has another one.",
)

# %% [markdown]
# ## Draw again from what you have
#
# We can't call 61 other customers into being. But we have a sample, and it looks about like those from whom it came. So draw from the *sample*, with replacement, as many as there are: some twice, some not at all. Do that often, and look at how far the
# number swings. That is the **bootstrap**. It works for nearly any number that one can compute. (Not for the largest value, say: no draw goes beyond it.)
#
# Real flights this time, since we know how an invented company was made: all 790 departures from New York LaGuardia to Chicago in May 2013, and by how many minutes they were late.
#
# %%
departures.head(3)

# %%
late = departures["dep_delay"].to_numpy()
print(f"{len(late)} flights, mean {late.mean():.1f} minutes late, median {np.median(late):g}")

# %% [markdown]
# One draw, and its mean:
#
# %%
rng = np.random.default_rng(1)
chosen = rng.integers(0, len(late), len(late))  # places of rows, with replacement
print(chosen[:8], "...")
print(f"{len(set(chosen.tolist()))} different rows, mean {late[chosen].mean():.2f}")

# %% [markdown]
# Two thousand draws, and between which values the middle 95 in 100 of their means lie:
#
# %%
by_rows = []
for _ in range(2000):
    chosen = rng.integers(0, len(late), len(late))
    by_rows.append(late[chosen].mean())
low, high = np.percentile(by_rows, [2.5, 97.5])
print(f"mean {late.mean():.1f}, 95 in 100 interval from {low:.1f} to {high:.1f}")

# %% [markdown]
# What lies between these two percentiles is the **percentile interval**. There are two more in use, made of the same draws. The **basic** interval turns it round the number *v* that the data themselves give: from 2*v* − high to 2*v* − low. The **BCa**
# interval takes other percentiles, moved for bias and skew. Where the draws lie evenly around *v* all three nearly agree.
#
# So the mean delay was 17 minutes, and in another May like this one it might have been 14 or 21. Or might it?
#
# ## Rows that hang together
#
# Look at the days:
#
# %%
by_day = departures.groupby("date")["dep_delay"]
fig, ax = plt.subplots(figsize=(8, 2.8))
ax.plot(departures["date"].dt.day, late, ".", color="#56B4E9", label="a flight")
ax.plot(range(1, 32), by_day.mean(), "_", color="#D55E00", markersize=12, label="mean of the day")
ax.set(xlabel="day of May 2013", ylabel="minutes late", title="LaGuardia to Chicago")
ax.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# On 3 May the mean was 110 minutes, on 22 and 23 May it was above 80, and on more than half of the days below 5. What makes a day bad hits most of its flights. So a few bad days decide about the mean. And how many days did we see? Not 790. We saw 31. (Neighbouring days are alike, too, such as 22 to 24 May. So even 31 is rather too many.)
#
# Drawing rows pretends that each flight has a day of its own. Draw whole **days** instead, each with all of its flights: 31 days, with replacement.
#
# %%
quiz(
    "The interval from drawing rows was 7 minutes wide. How wide is the one from drawing days?",
    runs="""
import numpy as np
import pandas as pd

departures = pd.read_csv("data/departures.csv")
days = [day.to_numpy() for _, day in departures.groupby("date")["dep_delay"]]
rng = np.random.default_rng(1)
means = [
    np.concatenate([days[i] for i in rng.integers(0, 31, 31)]).mean() for _ in range(2000)
]
low, high = np.percentile(means, [2.5, 97.5])
print(f"about {5 * round((high - low) / 5)} minutes")
""",
    right="about 20 minutes",
    wrong={
        "about 5 minutes": "Narrower? Then 31 days would know more than their 790 flights.",
        "about 10 minutes": "More than that. Three very bad days in 31: a draw may hold none, or "
        "six.",
        "about 40 minutes": "Not as bad. A single day's mean swings by that much, the mean of 31 "
        "days less.",
    },
    because="What swings are days. The interval from rows was nearly three times too narrow.",
)

# %% [markdown]
# Small enough to follow by eye: five customers and their calls. Each draw takes five *customers*; whoever is drawn brings all calls along, and whoever is drawn twice brings them twice.
#
# %%
calls_of = {
    "Ada": [2, 3, 2.5], "Ben": [31, 29, 30, 32], "Cem": [5, 6], "Dora": [4], "Eva": [12, 11]
}
names = list(calls_of)
rng = np.random.default_rng(5)
for _ in range(4):
    drawn = [names[i] for i in rng.integers(0, 5, 5)]
    minutes = [call for name in drawn for call in calls_of[name]]
    print(f"{', '.join(drawn):27} {len(minutes):2} calls, mean {np.mean(minutes):5.2f}")

# %% [markdown]
# The number of calls differs from draw to draw, and that is right: in another sample of five customers it would, too.
#
# In your work rows hang together whenever one customer, patient, day, machine or document gives several. Ask what the next sample would consist of: new calls of the same customers, or new customers? What would be new is what you draw.
#
# %% [markdown]
# ## C5 · The bootstrap
# **Level 2 · 15 minutes · 5 points**
#
# Write `bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95)`.
#
# - `rows` is an array; its first axis has one entry for each row, so `rows[places]` are some of the rows, in one dimension or in two. `statistic` takes such an array and returns a number.
# - Without `groups`, each of the `draws` draws takes as many rows as there are, with replacement, every row equally likely.
# - With `groups` (an array or list with a label for each row, texts or whole numbers, in any order), each draw takes as many groups as there are, with replacement, every group equally likely, with all of their rows. A group that is drawn twice counts twice.
# - Call `statistic` once on each draw. (A few more calls, for the data themselves, say, do no harm.)
# - Return `(low, high)`, two numbers, Python's or NumPy's, not rounded: the percentile, the basic or the BCa interval at `level`. Each of the three is accepted.
# - All chance comes from `rng`, a NumPy generator: the same seed gives the same interval, another seed another one. NumPy's global generator and that of the module `random` aren't touched, and `rows` and `groups` aren't changed.
#
# *Example.* Eight bills of 21, 24.5, 26, 19.5, 23, 48, 22 and 25 euros have the mean 26.1. At `level=0.8` the percentile interval goes from about 22.5 to 30, at 0.9 from about 22.1 to 32; the seed moves the ends by a few tenths.
#
# *Example with groups.* The twelve calls above have the mean 13.96. At `level=0.8` the percentile interval goes from about 5 to 21.7 if customers are drawn. Drawing calls says 9.7 to 18.8, half as wide.
#
# <details><summary>Hint 1</summary>
#
# Which percentiles leave 1 − level outside, half of it on either side? `np.quantile` takes shares, `np.percentile` hundredths.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.flatnonzero(labels == one)` gives the places of a group's rows (`labels` is an array). Make such a list of places for each group once, before the loop. Rows by themselves are groups of one.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In the loop: `rng.integers(low, high, how_many)` picks as many numbers of clusters as there are, with repeats; `np.concatenate` joins the places of those picked; `rows[…]` takes them. If your interval with groups is too narrow, look whether a group that was picked twice is there twice: `np.isin` forgets it.
#
# </details>
#
# %% role="answer" id="bootstrap"
def bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95):
    """(low, high) for the statistic of rows, from draws of rows, or of whole groups."""
    ### BEGIN SOLUTION
    labels = np.arange(len(rows)) if groups is None else np.asarray(groups)
    places = [np.flatnonzero(labels == one) for one in np.unique(labels)]
    seen = []
    for _ in range(draws):
        picked = rng.integers(0, len(places), len(places))
        seen.append(statistic(rows[np.concatenate([places[i] for i in picked])]))
    outside = (1 - level) / 2
    low, high = np.quantile(seen, [outside, 1 - outside])
    return low, high
    ### END SOLUTION

# %% role="tests" id="bootstrap-tests" points=5
import interval_forms

grade = check.parts(5)
eight_bills = np.array([21, 24.5, 26, 19.5, 23, 48, 22, 25])
twelve_calls = np.array([2, 31, 12, 3, 5, 29, 30, 2.5, 6, 32, 11, 4])
callers = np.array(
    ["Ada", "Ben", "Eva", "Ada", "Cem", "Ben", "Ben", "Ada", "Cem", "Ben", "Eva", "Dora"]
)
with grade("rows: what is drawn, and from what"):
    interval_forms.draws(bootstrap_interval, eight_bills, None, "eight bills", seed=4)
with grade("rows: the interval of the example"):
    for level, ends in (
        (
            0.8,
            {
                "percentile": ((22.31, 22.75), (29.56, 30.88)),
                "basic": ((21.37, 22.69), (29.5, 29.94)), "BCa": ((22.43, 23.38), (30.25, 33.44))
            }
        ),
        (
            0.9,
            {
                "percentile": ((21.87, 22.38), (30.5, 32.69)),
                "basic": ((19.56, 21.75), (29.87, 30.38)), "BCa": ((22.12, 22.94), (32.68, 39.63))
            }
        ),
    ):  # fmt: skip
        interval_forms.bootstrapped(
            bootstrap_interval, eight_bills, "mean", ends, {"draws": 2000, "level": level},
            "eight bills", seed=5
        )
    interval_forms.default_draws(bootstrap_interval, eight_bills, seed=5)
with grade("groups: what is drawn", weight=2):
    interval_forms.draws(
        bootstrap_interval, twelve_calls, callers, "twelve calls of five customers", seed=6
    )
with grade("groups: the interval of the example", weight=2):
    ends = {
        "percentile": ((4.16, 5.27), (20.76, 22.62)), "basic": ((5.29, 7.15), (22.64, 23.76)),
        "BCa": ((4.16, 5.91), (21.49, 25.41))
    }
    interval_forms.bootstrapped(
        bootstrap_interval, twelve_calls, "mean", ends,
        {"draws": 2000, "level": 0.8, "groups": callers.tolist()},
        "twelve calls of five customers", seed=7,
    )
### BEGIN HIDDEN TESTS
from hidden import interval_worlds

rng_of_worlds = check.rng("bootstrap")
with grade("rows of other samples", weight=2):
    one_column = interval_worlds.skewed(rng_of_worlds, int(rng_of_worlds.integers(9, 13)))
    interval_forms.draws(bootstrap_interval, one_column, None, "another sample", int(rng_of_worlds.integers(1e6)))
    for statistic, size, level, unit in (("mean", 14, 0.8, 1), ("mean", 15, 0.8, 1e-7), ("spread", 22, 0.8, 1), ("ratio", 18, 0.9, 1)):
        make = interval_worlds.two_columns if statistic == "ratio" else interval_worlds.skewed
        sample, times = make(rng_of_worlds, size) * unit, int(rng_of_worlds.integers(2100, 2900))
        interval_forms.bootstrapped(
            bootstrap_interval, sample, statistic, interval_worlds.allowed(sample, statistic, None, times, level), {"draws": times, "level": level},
            f"{size} rows with a long tail", int(rng_of_worlds.integers(1e6)),
        )
with grade("groups of other samples", weight=4):
    for names, statistic, level in ((True, "mean", 0.8), (False, "spread", 0.9)):
        sample, labels = interval_worlds.grouped(rng_of_worlds, names=names)
        told = f"{len(sample)} rows in {len(interval_worlds.GROUPS)} groups of 1 to 9 rows, in mixed order, labelled by {'texts' if names else 'numbers'}"
        interval_forms.draws(bootstrap_interval, sample, labels, told, int(rng_of_worlds.integers(1e6)))
        interval_forms.bootstrapped(
            bootstrap_interval, sample, statistic, interval_worlds.allowed(sample, statistic, labels, 2000, level),
            {"draws": 2000, "level": level, "groups": labels.tolist() if names else labels},
            told, int(rng_of_worlds.integers(1e6)),
        )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The mean delay again, by your own function. Read it aloud as one sentence: "On average 17 minutes; from the days of one month we can say no more than 8 to 28."
#
# %%
days = departures["date"].to_numpy()


def delay():
    low, high = bootstrap_interval(late, np.mean, np.random.default_rng(1), groups=days)
    return f"{late.mean():.1f} minutes, 95 in 100 interval from {low:.1f} to {high:.1f}"


settle("How late are flights to Chicago?", "C5", delay)

# %% [markdown]
# *A first sitting may end here.* You can put an interval around any number by drawing. The second sitting takes formulas where there are some, and asks whether they keep their word. When you come back, first run the cells from the top.
#
# ## Intervals without a draw
#
# For a few numbers that everybody uses there are formulas. They are quick, and some are better than the bootstrap, which is too narrow where values are few: eight bills know little of the bills that aren't among them.
#
# **A mean.** Its standard error is the standard deviation *s* (the one that divides by n − 1) over √n. Eight bills: mean 26.125, *s* = 9.098, error 9.098 / √8 = 3.217. Now 1.96 errors to either side? The 1.96 belongs to a *known* spread. Here *s* itself is an estimate from
# eight values, and where it happens to be too small the interval is too narrow. **Student's t** makes up for that:
#
# %%
# ppf(q, ...): the value below which a share q of the distribution lies
for n in (3, 5, 8, 20, 100):
    few, usual = stats.t.ppf(0.975, n - 1), stats.norm.ppf(0.975)
    print(f"n = {n:3}: {few:.3f} errors to either side, and not {usual:.3f}")

# %% [markdown]
# Why 0.975 for 95 in 100? 2.5 in 100 are left outside on either side. With 8 bills: 26.125 ± 2.365 · 3.217, from 18.5 to 33.7 euros. That is exact if the values come from a normal distribution, and good if they come from something similar.
#
# **A share.** The same idea gives *p* ± 1.96 · √(*p*(1 − *p*)/n), which stands in many reports:
#
# %%
def naive(k, n):
    """The share, and 1.96 of its standard errors to either side, cut off at 0 and 1."""
    share = k / n
    swing = 1.96 * math.sqrt(share * (1 - share) / n)
    return max(0.0, share - swing), min(1.0, share + swing)


print("9 of 61: from {:.3f} to {:.3f}".format(*naive(9, 61)))

# %%
quiz(
    "Another shop has 20 customers, and none left. What does naive(0, 20) return?",
    runs="""
import math


def naive(k, n):
    share = k / n
    swing = 1.96 * math.sqrt(share * (1 - share) / n)
    return max(0.0, share - swing), min(1.0, share + swing)


print(naive(0, 20))
""",
    right="(0.0, 0.0)",
    wrong={
        "(0.0, 0.16)": "That would be reasonable. But what is 1.96 times the root of 0?",
        "(0.0, 1.0)": "It doesn't know that little: 20 customers stayed.",
        "ZeroDivisionError": "Nothing is divided by 0 here. It would be for a shop without "
        "customers.",
    },
    because="It claims to be perfectly sure after 20 customers: nobody will ever leave.",
)

# %% [markdown]
# Two intervals for a share that do better: **Wilson's** asks which true shares would make the sample unremarkable (you wrote it in unit 04), **Clopper and Pearson's** asks the same of the exact binomial chances. SciPy has both, here for 2 of 15 at the level 0.9:
#
# %%
seen = stats.binomtest(2, 15)
for method in ("wilson", "exact"):
    low, high = seen.proportion_ci(0.9, method=method)
    print(f"{method:6} from {low:.4f} to {high:.4f}")

# %% [markdown]
# **A difference of two shares.** May one compare the two intervals, and say "they overlap, so there is nothing"?
#
# %%
quiz(
    "100 of 200 against 121 of 200: the intervals 0.43 to 0.57 and 0.54 to 0.67 overlap. What does "
    "an interval for the difference 0.105 say?",
    right="From 0.01 to 0.20: it doesn't hold 0.",
    wrong={
        "From −0.03 to 0.24: it holds 0, since they overlap.": "That takes the low end of one and "
        "the high end of the other. For that both groups had to be unlucky at once, and to "
        "opposite sides.",
        "From 0.04 to 0.17: much narrower than each.": "Two numbers swing, so their difference "
        "swings more than each of them, and not less.",
    },
    because="Overlapping intervals don't settle it. An interval for the difference does.",
)

# %% [markdown]
# Two independent swings add up like the sides of a right angle: √(0.07² + 0.07²) is 0.10, and not 0.14. **Newcombe's** interval does that with the distances between each share and the ends of its own interval. With shares p₁ and p₂, and intervals l₁ to u₁ and l₂ to u₂:
#
#     low  = p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²)
#     high = p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²)
#
# The difference is low if the first share is low *and* the second high; so these two distances go together. With Wilson's intervals, 2 of 12 against 9 of 30: l₁ = 0.047, u₁ = 0.448, l₂ = 0.167, u₂ = 0.479; the difference −0.133 lies between −0.348 and 0.178.
#
# **A ratio of two rates.** 6 complaints in 300 months against 8 in 100 months: 0.02 against 0.08 a month, a ratio of 0.25. Both counts swing. Here is a trick: of the 14 complaints 6 fell to the first group. That is *a share*, and for a share you have an interval. If the true ratio is r, a complaint falls to the first group with chance
#
#     q = r · 300 / (r · 300 + 100)        so        r = q / (1 − q) · 100 / 300
#
# Put both ends of an interval for q into the right-hand formula. Wilson's for 6 of 14 goes from 0.214 to 0.674, so r from 0.091 to 0.689. Without events in the second group q goes up to 1, and r without end. (This holds for events that come one by one, each for itself. If one angry customer complains five times, rows hang together again.)
#
# %% [markdown]
# ## C6 · Four intervals
# **Level 3 · 20 minutes · 4 points**
#
# Each returns `(low, high)` with low ≤ high, at the `level` that is asked for. Libraries are allowed.
#
# 1. `mean_interval(values, level=0.95)`: for the mean of at least three values (an array or a list, not all equal). Its coverage must be right for samples of a normal distribution, of any size.
# 2. `share_interval(k, n, level=0.95)`: for a share after k hits in n tries, with 0 ≤ low ≤ k/n ≤ high ≤ 1; k may be 0 or n.
# 3. `share_difference(k1, n1, k2, n2, level=0.95)`: for the first true share less the second, with −1 ≤ low and high ≤ 1.
# 4. `rate_ratio(events1, exposure1, events2, exposure2, level=0.95)`: for the first true rate over the second, where a rate is events over exposure (a positive number: months, say). Either count may be 0: without events in the first group low is 0, without events
#    in the second group high is `math.inf`, without any it is `(0, math.inf)`. Where one of the counts is 0, the other end is still a number above 0: many events in one group, and none in the other, say something.
#
# Any method is accepted that holds the truth as often as its level says, and isn't wider than that takes. For 2 to 4 this is computed exactly: for all outcomes there can be, each with its chance. On average over all true shares at least `level` of the samples must be held (a hundredth less is let pass). For the difference,
# whatever the two true shares are, at most 12 in 100 samples more than promised may be missed. Intervals may be about as wide as those of Clopper and Pearson.
#
# *Examples.* The eight bills: (18.519, 33.731). 0 of 20: from 0 to 0.161 (Wilson) or 0.168 (Clopper and Pearson). 2 of 12 against 9 of 30, and 6 in 300 against 8 in 100: see above.
#
# <details><summary>Hint 1</summary>
#
# At level 0.9 there are 0.05 outside on either side. So `stats.t.ppf` is asked for 0.95 then. How does that follow from `level`?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `share_interval` serves twice more: in the difference once for each group, in the ratio once for the first group's part of all events. Hand `level` on.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Begin the ratio with the two cases that have no number: no event at all, and q = 1 at the high end. If the coverage is far off, look which exposure stands above.
#
# </details>
#
# %% role="answer" id="intervals"
def mean_interval(values, level=0.95):
    """(low, high) for the mean of values from a normal distribution."""
    ### BEGIN SOLUTION
    n = len(values)
    swing = stats.t.ppf((1 + level) / 2, n - 1) * np.std(values, ddof=1) / math.sqrt(n)
    return np.mean(values) - swing, np.mean(values) + swing
    ### END SOLUTION


def share_interval(k, n, level=0.95):
    """(low, high) for the true share after k hits in n tries."""
    ### BEGIN SOLUTION
    low, high = stats.binomtest(k, n).proportion_ci(level, method="wilson")
    return low, high
    ### END SOLUTION


def share_difference(k1, n1, k2, n2, level=0.95):
    """(low, high) for the first true share less the second."""
    ### BEGIN SOLUTION
    p1, p2 = k1 / n1, k2 / n2
    low1, high1 = share_interval(k1, n1, level)
    low2, high2 = share_interval(k2, n2, level)
    return p1 - p2 - math.hypot(p1 - low1, high2 - p2), p1 - p2 + math.hypot(high1 - p1, p2 - low2)
    ### END SOLUTION


def rate_ratio(events1, exposure1, events2, exposure2, level=0.95):
    """(low, high) for the first true rate over the second."""
    ### BEGIN SOLUTION
    if events1 + events2 == 0:
        return 0.0, math.inf
    low, high = share_interval(events1, events1 + events2, level)
    scale = exposure2 / exposure1
    return low / (1 - low) * scale, math.inf if events2 == 0 else high / (1 - high) * scale
    ### END SOLUTION

# %% role="tests" id="intervals-tests" points=4
import interval_forms

grade = check.parts(4)
with grade("a mean of few values"):
    bills_of_eight = [21, 24.5, 26, 19.5, 23, 48, 22, 25]
    for level in (0.95, 0.8):
        interval_forms.means(mean_interval, [bills_of_eight, bills_of_eight[:3]], level, "bills")
    interval_forms.default_level(mean_interval, "mean_interval", (bills_of_eight,))
with grade("a share"):
    for level, widest in ((0.95, 0.4864), (0.8, 0.3534)):
        interval_forms.shares(share_interval, 12, level, widest)
    interval_forms.default_level(share_interval, "share_interval", (3, 12))
with grade("a difference of shares"):
    interval_forms.differences(share_difference, (6, 15), 0.95, 0.8638)
    interval_forms.default_level(share_difference, "share_difference", (2, 6, 9, 15))
with grade("a ratio of rates"):
    interval_forms.ratios(rate_ratio, 20, (30.0, 50.0), 0.95, 0.4466)
    interval_forms.nothing(rate_ratio)
    interval_forms.default_level(rate_ratio, "rate_ratio", (6, 30.0, 14, 50.0))
### BEGIN HIDDEN TESTS
from hidden import interval_worlds

rng_of_worlds = check.rng("intervals")
with grade("means of other samples", weight=2):
    for level in (0.8, 0.95, 0.99):
        samples = [rng_of_worlds.normal(rng_of_worlds.uniform(-50, 50), rng_of_worlds.uniform(0.1, 9), size) for size in (3, 4, 5, 8, 31, 55, 130)]
        interval_forms.means(mean_interval, samples, level, "another sample")
with grade("shares of other samples", weight=2):
    for level in (0.8, 0.95, 0.99):
        tries = int(rng_of_worlds.integers(18, 34))
        interval_forms.shares(share_interval, tries, level, interval_worlds.widest_share(tries, level))
with grade("differences between other groups", weight=2):
    for level, sizes in zip((0.99, 0.95), rng_of_worlds.permutation([(8, 19), (18, 9)]).tolist()):
        interval_forms.differences(share_difference, tuple(sizes), level, interval_worlds.widest_difference(*sizes, level))
    for least, most in ((31, 40), (150, 300), (2000, 4000)):
        interval_worlds.far_apart(share_difference, tuple(rng_of_worlds.integers(least, most, 2).tolist()), 0.95)
with grade("ratios in other groups", weight=2):
    for level in (0.8, 0.95, 0.99):
        events = int(rng_of_worlds.integers(20, 34))
        exposures = tuple(rng_of_worlds.permutation([rng_of_worlds.uniform(10, 30), rng_of_worlds.uniform(90, 200)]).round(1).tolist())
        interval_forms.ratios(rate_ratio, events, exposures, level, interval_worlds.widest_ratio(events, level))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Does it keep its word?
#
# 95 in 100, says the interval. How would one know? For shares one can compute it: take a true share, give each outcome k of n its chance, and add up the chances of those whose interval holds the truth. That sum is the interval's **coverage**. Here for the naive one:
#
# %%
interval_figures.coverage(naive, "naive")

# %% [markdown]
# Move n, and the true share, and find out:
#
# - With n = 20 and a true share of 0.1, how much of the promised 0.95 is left?
# - From which n on does a true share of 0.02 keep the promise?
# - Why has the curve teeth?
#
# <details><summary>What you should have found</summary>
#
# 0.876. For 0.02 it never comes there: with n = 200, where the slider ends, it is 0.908. (With 400 it is 0.895, and with 800 at last 0.946.) The teeth: there are only n + 1 outcomes, so only n + 1 intervals. When the true share passes an end of one of them, that interval falls out at once.
#
# </details>
#
# %%
quiz(
    "The true share is 0.02, and n is 100. Of 100 naive intervals, how many hold the truth?",
    runs="""
import interval_figures
import math


def naive(k, n):
    share = k / n
    swing = 1.96 * math.sqrt(share * (1 - share) / n)
    return max(0.0, share - swing), min(1.0, share + swing)


held = interval_figures.held_share(naive, 100)[abs(interval_figures.RATES - 0.02).argmin()]
print(round(100 * held))
""",
    number=87,
    within=1,
    wrong={
        95: "So it promises. Set the sliders to n = 100 and 0.02.",
        100: "No interval is that good; and in 13 of 100 samples there is no hit at all, so this "
        "one says 0 to 0.",
    },
    because="In 13 of 100 samples nobody is hit, and the naive interval says 0 to 0.",
)

# %% [markdown]
# And yours? On average it should lie at the dashed line, or above it.
#
# %%
def watched():
    interval_figures.coverage(share_interval, "share_interval")
    return "see the picture: its curve should lie near the dashed line, or above"


settle("Does share_interval keep its word?", "C6", watched)

# %% [markdown]
# For most numbers nobody can compute the coverage. Then one simulates: make a world whose truth you know, draw a sample, compute the interval, look whether it holds the truth, and do that many times, each time with a *new* sample. The bootstrap on eight values with a long tail, say:
#
# %%
def world(rng):
    """Eight bills with a long tail, whose true mean is exp(0.5) = 1.649."""
    return rng.lognormal(0, 1, size=8)


def percentile_interval(sample):
    """The bootstrap's percentile interval of the mean, with 300 draws."""
    draw = np.random.default_rng(0)
    means = sample[draw.integers(0, 8, (300, 8))].mean(axis=1)
    return np.percentile(means, [2.5, 97.5])


rng = np.random.default_rng(3)
held = 0
for _ in range(400):
    low, high = percentile_interval(world(rng))
    held += low <= math.exp(0.5) <= high
print(f"{held} of 400 intervals hold the truth: {held / 400:.3f}")

# %% [markdown]
# 0.79 instead of 0.95: for eight values from such a world the bootstrap is far too sure of itself. Two wrong turns are near:
#
# - **One sample.** If the sample is drawn once before the loop, all 400 intervals are the same, and the share is 0 or 1.
# - **The estimate for the truth.** Whoever asks whether the interval holds the *sample's* mean gets 1.000: it always does. The truth must come from the world, and never from the data.
#
# The result is itself a share, 316 of 400, and has an error of its own. You have a function for that.
#
# %%
quiz(
    "An interval with a coverage of 0.95 is simulated. How many runs does it take until the "
    "standard error √(0.95 · 0.05 / runs) is 0.005, half a point?",
    runs="print(round(0.95 * 0.05 / 0.005**2))",
    number=1900,
    within=1,
    wrong={
        475: "With 475 runs it is 0.01. Half of the error takes four times the runs.",
        190: "0.95 · 0.05 / 190 is 0.00025; its root is 0.016.",
    },
    because="0.0475 / 0.000025 = 1,900. With 100 runs it is 0.022: then 0.91 and 0.95 are hard to "
    "tell apart.",
)

# %% [markdown]
# ## C7 · Does it keep its word?
# **Level 3 · 12 minutes · 4 points**
#
# Write `coverage(method, draw, truth, rng, runs=2000, level=0.95)`. `draw(rng)` takes the generator and returns a new sample; what that is (an array, a pair of counts) is no concern of yours: hand it on to `method` as it is. `method(sample)` returns `(low, high)`, which promise to hold `truth` in
# `level` of all samples. In each of `runs` runs draw a new sample and call `method` on it once. All chance comes from `rng`. Return a dict:
#
# - `"share"`: of the intervals, the share that holds the truth. An interval that ends exactly there holds it, and one with an end that is no number (NaN) doesn't.
# - `"low"`, `"high"`: a 95 in 100 interval for the coverage, whatever `level` is. It must be sound also if all intervals hold the truth, or all but one, or hardly any, or none.
# - `"verdict"`: `"too seldom"` if this whole interval lies below `level`, `"too often"` if it lies above it, else `"no fault found"`.
#
# *Example.* 60 runs, of which 45 hold the truth, and a level of 0.95: share 0.75, low 0.628 and high 0.842 (by Wilson), "too seldom". If all of 40 runs hold it: share 1, from 0.91 to 1, "no fault found", since 40 runs can't tell 0.95 from 1.
#
# <details><summary>Hint 1</summary>
#
# Python's chain `low <= truth <= high` does what is asked, also at the ends and with NaN. Its opposite, `truth < low or truth > high`, doesn't.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Hits in runs: which of your four intervals is that? And which level does it get?
#
# </details>
# <details><summary>Hint 3</summary>
#
# `draw(rng)` stands inside the loop, and the same `rng` goes on from run to run. For the verdict compare `high` with `level` first, then `low`; the share itself decides nothing.
#
# </details>
#
# %% role="answer" id="coverage"
def coverage(method, draw, truth, rng, runs=2000, level=0.95):
    """How often the intervals of method hold the truth, how sure that is, and the verdict."""
    ### BEGIN SOLUTION
    hits = 0
    for _ in range(runs):
        low, high = method(draw(rng))
        hits += bool(low <= truth <= high)
    low, high = share_interval(hits, runs)
    verdict = "too seldom" if high < level else "too often" if low > level else "no fault found"
    return {"share": hits / runs, "low": low, "high": high, "verdict": verdict}
    ### END SOLUTION

# %% role="tests" id="coverage-tests" points=4
import interval_forms
import interval_watch

grade = check.parts(4)
# of four intervals three hold 5, two of them with an end
shown = [(4.0, 6.0), (5.0, 8.0), (2.0, 5.0), (5.5, 9.0)]
with grade("the example"):
    runs_seen = interval_watch.coverage(coverage, shown, 5.0, 1, {"runs": 60})
    report = interval_forms.covered(runs_seen, 60, "the example with 45 of 60")
    interval_forms.held(report, 45, 60, "the example with 45 of 60")
    interval_forms.own_error(report, ((0.61, 0.642), (0.831, 0.864)), 45, 60, "the example")
    interval_forms.verdict(report, "too seldom", 0.95, "the example with 45 of 60")
with grade("where all intervals hold the truth"):
    runs_seen = interval_watch.coverage(coverage, shown[:1], 5.0, 2, {"runs": 40})
    report = interval_forms.covered(runs_seen, 40, "the example with 40 of 40")
    interval_forms.held(report, 40, 40, "the example with 40 of 40")
    interval_forms.own_error(report, ((0.907, 0.944), (0.995, 1.005)), 40, 40, "the example")
    interval_forms.verdict(report, "no fault found", 0.95, "the example with 40 of 40")
with grade("promised less, and held more often"):
    runs_seen = interval_watch.coverage(
        coverage, [(4, 6), (math.nan, 6), (4, 6), (3, 9)], 5.0, 3, {"runs": 400, "level": 0.5}
    )
    report = interval_forms.covered(
        runs_seen, 400, "intervals of which one in four has an end that is NaN"
    )
    interval_forms.held(report, 300, 400, "intervals of which one in four has an end that is NaN")
    interval_forms.verdict(report, "too often", 0.5, "intervals that hold 300 of 400 times")
with grade("nothing said of runs and level"):
    runs_seen = interval_watch.coverage(coverage, [(4, 6)] * 18 + [(7, 9)], 5.0, 4, {})
    report = interval_forms.covered(runs_seen, 2000, "the usual number of runs")
    interval_forms.held(report, 1895, 2000, "the usual number of runs")
    interval_forms.verdict(report, "no fault found", 0.95, "1895 of 2000")
with grade("the same seed, and another"):
    firsts = [
        interval_watch.coverage(coverage, shown, 5.0, number, {"runs": 3})["first"]
        for number in (8, 8, 9)
    ]
    check.that(
        firsts[0] == firsts[1],
        "with generators of the same seed draw gave other samples: all chance comes from rng"
    )
    check.that(
        firsts[0] != firsts[2],
        "with generators of two seeds draw gave the same samples: hand it rng"
    )
### BEGIN HIDDEN TESTS
from hidden import interval_worlds

rng_of_worlds = check.rng("coverage")
for kind, hits, runs, level, told in (
    ("too seldom", 1817, 2000, 0.95, "a method that is too sure"), ("too often", 880, 1000, 0.8, "a method that is too wide"),
    ("no fault found", 1883, 2000, 0.95, "a method that misses by luck"), ("no fault found", 816, 1000, 0.8, "a method with some luck"),
    ("no fault found", 39, 40, 0.9, "a method that missed once"), ("too seldom", 1, 40, 0.9, "a method that held the truth once"),
    ("too seldom", 0, 40, 0.9, "a method that never holds the truth"), ("too often", 400, 400, 0.95, "a method that always holds it"),
):  # fmt: skip
    with grade(f"{told}: {hits} of {runs}"):
        true_value = round(float(rng_of_worlds.uniform(-9, 9)), 2)
        planted = interval_worlds.script(rng_of_worlds, true_value, runs, hits)
        runs_seen = interval_watch.coverage(
            coverage, planted, true_value, int(rng_of_worlds.integers(1e6)), {"runs": runs, "level": level}, counts=bool(runs == 1000)
        )
        report = interval_forms.covered(runs_seen, runs, told)
        interval_forms.held(report, hits, runs, told)
        interval_forms.own_error(report, interval_worlds.own_error(hits, runs), hits, runs, told)
        interval_forms.verdict(report, kind, level, told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Your own function tries the interval that stands in most spreadsheets: mean ± 1.96 standard errors, for 5 values from a normal distribution.
#
# %%
def spreadsheet(sample):
    """The mean, and 1.96 standard errors to either side."""
    swing = 1.96 * sample.std(ddof=1) / math.sqrt(len(sample))
    return sample.mean() - swing, sample.mean() + swing


def five(rng):
    return rng.normal(10, 2, size=5)


def told(report):
    low, high = report["low"], report["high"]
    return f"{report['share']:.3f} ({low:.3f} to {high:.3f}): {report['verdict']}"


settle(
    "Does mean ± 1.96 errors hold the truth in 95 of 100 samples of 5?",
    "C7",
    lambda: told(coverage(spreadsheet, five, 10, np.random.default_rng(6))),
)

# %% [markdown]
# ## Summary
#
# - A number from a sample swings. The level of an interval is a promise of its method: so many in 100 hold the truth.
# - The bootstrap draws from the sample, with replacement, as many as there are. It works for nearly any number, and is too sure where values are few.
# - Where rows hang together, draw what a new sample would consist of: days, customers, machines, with all their rows.
# - Few values: Student's t. Shares: Wilson or Clopper and Pearson, never "0 ± 0".
# - To compare, take an interval of the *difference*, or of the ratio. Two intervals that overlap settle nothing.
# - Whether an interval keeps its word can be computed, or simulated: new samples, the true value, and an error of its own.
#
# Linden Street. Four questions, and your functions answer:
#
# %%
def long_run():
    low, high = share_interval(9, 61)
    return f"{9 / 61:.3f} of these 61; in the long run {low:.3f} to {high:.3f}"


def less():
    low, high = share_difference(9, 61, 104, 480)
    verdict = "less" if high < 0 else "more" if low > 0 else "that isn't shown"
    return f"{9 / 61 - 104 / 480:+.3f}, from {low:+.3f} to {high:+.3f}: {verdict}"


def complaints():
    low, high = rate_ratio(14, 702, 131, 5310)
    verdict = "fewer" if high < 1 else "more" if low > 1 else "that isn't shown"
    return f"{14 / 702 / (131 / 5310):.2f} times as many, from {low:.2f} to {high:.2f}: {verdict}"


def kept():
    def shop(rng):
        return int(rng.binomial(61, 0.2)), 61

    rng = np.random.default_rng(2)
    return told(coverage(lambda sample: share_interval(*sample), shop, 0.2, rng))


settle("1. How many leave this shop in the long run?", "C6", long_run)
settle("2. Do its customers leave less than the others'?", "C6", less)
settle("3. Do they complain less?", "C6", complaints)
settle("4. Does the interval for the shop keep its word?", "C7", kept)

# %% [markdown]
# What to tell Ines? "Linden Street may well be better: by as much as 15 points. It may also be worse, by 5. From 61 customers nobody can tell, and of a dozen shops the luckiest always writes first." What may *not* be concluded is that the shops are equal. An interval from −15 to +5 points doesn't show a difference, and doesn't rule out a
# large one. If the answer matters, wait for more customers. How many, that is asked in the next lesson.
