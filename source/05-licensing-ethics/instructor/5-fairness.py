# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Fair to whom
#     minutes: 95
#     prerequisites: [05-licensing-ethics/1-copyright]
#     summary: Measure three kinds of fairness with honest intervals, see why they collide, and mitigate without breaking a floor.
# ---

# %% [markdown]
# # Fair to whom
#
# > **The letter.** Two clinics on the mainland, north and south, and a small one on an island
# > share a care programme. A score decides who is offered a place. The nurses of the south write
# > to you: "Fewer of our patients get a place. The score is unfair to us." You built the score.
# > What do you answer? At the end of this lesson your own functions write the numbers of the
# > reply.
#
# After this lesson you can
#
# - measure demographic parity, equal opportunity and predictive parity, first by hand, then by
#   code;
# - show with two small tables why the three cannot all be equal;
# - give each rate an interval, and claim no more than it shows;
# - say where a model's bias comes from, and why leaving a column out does not remove it;
# - choose a threshold per group that narrows a gap and keeps the accuracy above a floor.
#
# You need Python's lists and dictionaries, and from lesson 1 the habit to answer "ask". Two
# sittings are better than one: the text marks where the first may end.

# %% role="read-only" id="fairness-setup"
import csv
import math

import fairness
from workbook import check


def read(name):
    """The rows of data/NAME as a list of dictionaries."""
    with open(f"data/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TRIAGE = read("triage.csv")
GROUPS = [row["clinic"] for row in TRIAGE]
NEEDS = [row["needs_care"] == "yes" for row in TRIAGE]
SCORES = [round(float(row["score"]), 2) for row in TRIAGE]

# %% [markdown]
# ## Six people
#
# Six people ask for a place. Four of them are in need. The score chooses two.
#
# | person | in need | chosen |
# |---|---|---|
# | Ara | yes | yes |
# | Bom | yes | no |
# | Cho | yes | no |
# | Dan | yes | no |
# | Eun | no | yes |
# | Fil | no | no |
#
# Two questions with two answers each make four boxes. That is the **confusion matrix**, and its
# boxes have names. *Positive* means chosen, *true* means that the choice was right.
#
# | the person is | in need | not in need |
# |---|---|---|
# | **chosen** | true positives, `tp`: Ara | false positives, `fp`: Eun |
# | **not chosen** | false negatives, `fn`: Bom, Cho, Dan | true negatives, `tn`: Fil |
#
# Is this fair? Three people ask three different questions of the same four boxes:
#
# - somebody in the waiting room: what share of *all* is chosen? (**demographic parity** compares
#   it)
# - a patient: of those *in need*, what share is chosen? (**equal opportunity**)
# - whoever pays: of those *chosen*, what share is in need? (**predictive parity**)
#
# Work one out by hand before you look at the picture.

# %%
from workbook.notebook.quiz import quiz

quiz(
    "Of the six people, what is the share that a patient asks for: chosen among those in need?",
    number=0.25,
    wrong={
        0.5: "That is Ara among the two *chosen*: what the payer asks.",
        0.33: "That is two among all six: what the waiting room asks.",
        0.17: "Ara among all six. Look only at the four who are in need.",
    },
    because="Four are in need, and of them only Ara is chosen: 1 / 4.",
)

# %% [markdown]
# ![The matrix of the six people, three times. Demographic parity counts Ara and Eun among all six. Equal opportunity counts Ara among the four in need. Predictive parity counts Ara among the two chosen.](figures/six.svg)
#
# Only the box that is counted and the boxes that are looked at change. The same by code:

# %%
SIX = [
    ("Ara", True, True), ("Bom", True, False), ("Cho", True, False),
    ("Dan", True, False), ("Eun", False, True), ("Fil", False, False),
]  # name, in need, chosen
tp = sum(need and chosen for _, need, chosen in SIX)  # True counts as 1
fn = sum(need and not chosen for _, need, chosen in SIX)
fp = sum(chosen and not need for _, need, chosen in SIX)
tn = sum(not need and not chosen for _, need, chosen in SIX)
print("matrix:", {"tp": tp, "fp": fp, "fn": fn, "tn": tn})
print(f"chosen among all:         {tp + fp} of {tp + fp + fn + tn}")
print(f"chosen among in need:     {tp} of {tp + fn}")
print(f"in need among the chosen: {tp} of {tp + fp}")

# %% [markdown]
# One matrix, three shares: a third, a quarter, a half. None of them is *the* fairness of the
# score. Fairness compares one of these shares between groups, and people disagree on which.
#
# ## A score for care
#
# Now the real size: 1,509 people in three clinics. The score was trained to predict **costs**,
# because costs were in the database and need was not. (The data here are generated; the case
# behind them is real. In 2019 a study in *Science* found that a score used for millions of
# patients in the United States predicted costs. Since less money was spent on Black patients at
# the same need, it called them healthier than they were. Repairing that would have raised their
# share among those given extra help from 17.7 to 46.5 in a hundred.)
#
# Bias seldom begins in the algorithm. Look along the whole way:
#
# | where | question | here |
# |---|---|---|
# | the target | does the label mean what you want? | costs stand for need |
# | the sample | who is missing, who is rare? | nine people from the island |
# | the measurement | is it as good for all? | fewer visits in the south, fewer costs |
# | the model | does one rule fit all groups? | one threshold |
# | the use | who decides, who can object? | nobody asked |
#
# Whoever scores at or above the **threshold** is chosen. The picture shows the two large clinics
# under one threshold, and under two. Move the thresholds yourself, and try to make all three
# pairs of bars equal: *chosen* of all, *reached* of those in need, *right* of those chosen.

# %%
PEOPLE = {
    name: (
        [score for score, group in zip(SCORES, GROUPS) if group == name],
        [need for need, group in zip(NEEDS, GROUPS) if group == name],
    )
    for name in ("north", "south")
}
fairness.explorer(
    PEOPLE,
    {
        "one threshold": {"north": 0.5, "south": 0.5},
        "a threshold for each": {"north": 0.5, "south": 0.43},
    },
)

# %% [markdown]
# Read the first picture aloud. Of ten people in need the north reaches eight, the south six. And
# of ten places given, seven go to people in need in the north, more than eight in the south. Both
# say the same: at one threshold the score asks *more* of somebody from the south. Its people cost
# less at the same need, so the same score means a sicker person.
#
# The second picture, with 0.43 for the south: 81 and 85 in a hundred are reached, 72 and 79
# places in a hundred are right. Better. But now the south has 50 chosen in a hundred, the north 38.
# Could a cleverer pair of thresholds make all three equal?
#
# ### "Then leave the clinic out"
#
# The score never saw the clinic, and the first picture uses one threshold for all. So nobody was
# treated by clinic, and still the south loses. Leaving the group out of a model does not take it
# out of the *data*: other columns know it. A column that tells the group is a **proxy**: a
# postcode, a language, the number of visits. How well does even this one score tell the clinic?

# %%
quiz(
    "We delete the column `clinic` from the table before anything else. What is sure to happen?",
    right="Nobody can measure the gap between the clinics any more.",
    wrong={
        "The gap between the clinics closes.": "The score did not use the column before, either: "
        "the same people are chosen as before.",
        "The score gets worse for both clinics.": "It never looked at the column. Nothing changes "
        "for anybody who is scored.",
        "The gap widens.": "The same people are chosen as before: the gap stays as it is.",
    },
    because="Who is chosen stays the same. What goes is the means to see who is overlooked. Keep "
    "the group for the audit, apart from the model, with the permission that lesson 4 asks for.",
)

# %%
in_need = [
    (score, group)
    for score, need, group in zip(SCORES, NEEDS, GROUPS)
    if need and group != "island"
]
always_north = sum(group == "north" for _, group in in_need) / len(in_need)
by_score = sum((score < 0.59) == (group == "south") for score, group in in_need) / len(in_need)
print(f"always guess north: right for {always_north:.0%} of the people in need")
print(f"guess south where the score is below 0.59: right for {by_score:.0%}")

# %% [markdown]
# One number, trained on something else, lifts the guess from 53 to 65 in a hundred. A real table
# has dozens of columns, and together they tell the group far better. So test for proxies like
# this: try to predict the group from what is left. What you can predict is still in there.
#
# ## Why you cannot have all three
#
# You moved the thresholds and could not make all bars equal. That is no lack of skill. Take two
# groups of a hundred people. In both, three of four in need are reached, and three of four
# choices are right.
#
# | group | in need | chosen | `tp` | `fp` | `fn` | `tn` |
# |---|---|---|---|---|---|---|
# | the first | 20 | 20 | 15 | 5 | 5 | 75 |
# | the second | 40 | 40 | 30 | 10 | 10 | 50 |
#
# ![Two groups of a hundred people. Three of four in need are reached and three of four choices are right in both, yet 20 are chosen in one and 40 in the other, and 5 of 80 against 10 of 60 are chosen without need.](figures/crowds.svg)
#
# Equal opportunity holds: 15 of 20 and 30 of 40. Predictive parity holds: 15 of 20 and 30 of 40.
# And yet 20 in a hundred are chosen in one group and 40 in the other. Must that be so? Write the
# shares of one group with four letters:
#
# | letter | share | first group | second group |
# |---|---|---|---|
# | $b$, the **base rate** | in need among all | 0.20 | 0.40 |
# | $s$ | chosen among all (first bar) | 0.20 | 0.40 |
# | $t$, the **true positive rate** | chosen among those in need (second bar) | 0.75 | 0.75 |
# | $v$, the **positive predictive value** | in need among the chosen (third bar) | 0.75 | 0.75 |
#
# Count those who are in need *and* chosen, as a share of all, in two ways. They are $t$ of those
# in need: $b\,t = 0.20 \cdot 0.75 = 0.15$. And they are $v$ of the chosen:
# $s\,v = 0.20 \cdot 0.75 = 0.15$. It is the same people, so $b\,t = s\,v$ in every group, and
#
# $$s = \frac{b\,t}{v}$$
#
# Give two groups the same $t$ and the same $v$, both above 0. Then $s$ is $b$ times one and the
# same number. If the base rates differ, the shares chosen **must** differ: no demographic parity.
# Perfect predictions do not help: then $t = v = 1$, and $s$ is $b$ itself.

# %%
quiz(
    "A group of 100 people, 30 of them in need. The score reaches 0.8 of those in need, and 0.6 of "
    "its choices are right. How many people does it choose?",
    number=40,
    within=0.01,
    wrong={
        24: "Those are in need and chosen: 30 times 0.8. They are 0.6 of the chosen.",
        30: "That is how many are in need. It would be right if 0.8 and 0.6 were equal.",
        14.4: "You multiplied by 0.6. The 24 who are hit are 0.6 of what you look for.",
    },
    because="30 times 0.8 = 24 people are hit. They are 0.6 of the chosen: 24 / 0.6 = 40.",
)

# %%
for name, m in {
    "first": {"tp": 15, "fp": 5, "fn": 5, "tn": 75},
    "second": {"tp": 30, "fp": 10, "fn": 10, "tn": 50},
}.items():
    print(f"{name:6} chosen {m['tp'] + m['fp']} of {sum(m.values())},",
          f"of those not in need {m['fp']} of {m['fp'] + m['tn']}")

# %% [markdown]
# The last column is the court's version of the quarrel. Let $f$ be the **false positive rate**,
# chosen among those *not* in need: 5 of 80 is 0.0625, and 10 of 60 is 0.1667. It follows from the
# other three, too. The chosen without need are $s\,(1-v)$ of all, those without need are $1-b$ of
# all, and with $s = b\,t/v$:
#
# $$f = \frac{s\,(1-v)}{1-b} = \frac{b}{1-b}\cdot\frac{1-v}{v}\cdot t$$
#
# For the first group: $0.25 \cdot 0.3333 \cdot 0.75 = 0.0625$. With the same $v$ and the same $t$
# (above 0) and other base rates, the $f$ differ, unless predictions are perfect ($v = 1$, so
# $f = 0$). Alexandra Chouldechova published this in 2017 about a score used in courts. One side
# had measured $v$, the other $f$. Both had counted rightly.
#
# So fairness is a choice *between people*, and it must be made in the open: by those who answer
# for it, with those who are affected. A threshold cannot make it for you.
#
# ### The wrong turn
#
# "Our recall is 0.90." Of whom? (Recall is another name for the true positive rate.) **Micro**
# averaging pools all people: the large group drowns the small one. **Macro** averaging takes the
# mean of the groups' rates: each group counts the same. Say which one you report, and show the
# groups.

# %%
quiz(
    "In a large group 90 of 100 in need are reached, in a small one 2 of 10. Which pair is "
    "(micro, macro)?",
    right="(0.84, 0.55)",
    wrong={
        "(0.55, 0.84)": "Turned round: pooling gives the large group nearly all the weight.",
        "(0.9, 0.2)": "Those are the two groups' own rates. Neither is an average.",
        "(0.84, 0.84)": "The mean of 0.9 and 0.2 is something else than 92 of 110.",
    },
    because="Pooled, 92 of 110 are reached. The mean of 0.9 and 0.2 is 0.55. The first number "
    "hides the small group.",
)

# %% [markdown]
# ## L14 · Audit by confusion matrices
# **Level 2 · 20 minutes · 5 points**
#
# A matrix is a dictionary `{"tp": …, "fp": …, "fn": …, "tn": …}` of counts, its keys in any
# order. Write three functions. Where a share divides by zero it is `None`.
#
# - `shares(matrix)` → `{"base", "tpr", "fpr", "ppv", "accuracy"}`: in need among all; chosen
#   among those in need; chosen among those not in need; in need among the chosen; right among
#   all.
# - `recall(matrices)` → `{"micro": …, "macro": …}` for a dictionary from group to matrix: the
#   true positive rate of all people together, and the mean of the groups' true positive rates
#   (groups without one are left out).
# - `needed_fpr(base, ppv, tpr)` → the false positive rate that follows from the other three;
#   `None` if `base` is 1 or `ppv` is 0. (If it comes out above 1, no group has these three. Return
#   it all the same.)
#
# For example, `needed_fpr(0.5, 0.8, 0.6)` is 0.15, and `needed_fpr(0.2, 0.8, 0.6)` is 0.0375.
#
# <details><summary>Hint 1</summary>
#
# A helper `share(part, whole)` that returns `None` when `whole` is 0 makes the five shares five
# lines.
# </details>
# <details><summary>Hint 2</summary>
#
# For micro, add up `tp` and `fn` over all groups, then divide once. For macro, collect the
# groups' rates first, leave out every `None`, and mind that nothing may be left.
# </details>
# <details><summary>Hint 3</summary>
#
# `needed_fpr` is the second formula above. If its numbers are off, look at what is `1 -` what; if
# it raises `ZeroDivisionError`, look at the two cases that the text calls `None`.
# </details>


# %% role="answer" id="shares"
def shares(matrix):
    """base, tpr, fpr, ppv and accuracy of one confusion matrix."""

    ### BEGIN SOLUTION
    def share(part, whole):
        return part / whole if whole else None

    tp, fp, fn, tn = (matrix[name] for name in ("tp", "fp", "fn", "tn"))
    everybody = tp + fp + fn + tn
    return {
        "base": share(tp + fn, everybody),
        "tpr": share(tp, tp + fn),
        "fpr": share(fp, fp + tn),
        "ppv": share(tp, tp + fp),
        "accuracy": share(tp + tn, everybody),
    }
    ### END SOLUTION


def recall(matrices):
    """The true positive rate of all people together (micro) and the mean over groups (macro)."""
    ### BEGIN SOLUTION
    hits = sum(matrix["tp"] for matrix in matrices.values())
    needed = hits + sum(matrix["fn"] for matrix in matrices.values())
    rates = [shares(matrix)["tpr"] for matrix in matrices.values()]
    known = [rate for rate in rates if rate is not None]
    return {
        "micro": hits / needed if needed else None,
        "macro": sum(known) / len(known) if known else None,
    }
    ### END SOLUTION


def needed_fpr(base, ppv, tpr):
    """The false positive rate that base rate, predictive value and true positive rate leave."""
    ### BEGIN SOLUTION
    if base == 1 or ppv == 0:
        return None
    return base / (1 - base) * (1 - ppv) / ppv * tpr
    ### END SOLUTION


# %% role="tests" id="shares-tests" points=5
grade = check.parts(5)
ONE = {"tp": 30, "fp": 10, "fn": 20, "tn": 40}
with grade("one matrix"):
    check.close(
        shares(ONE),
        {"base": 0.5, "tpr": 0.6, "fpr": 0.2, "ppv": 0.75, "accuracy": 0.7},
        "the shares of 30 tp, 10 fp, 20 fn, 40 tn",
    )
    check.equal(
        shares({"tp": 0, "fp": 0, "fn": 0, "tn": 5})["tpr"],
        None,
        "the true positive rate where nobody is in need",
    )
    check.equal(
        shares({"tp": 0, "fp": 2, "fn": 3, "tn": 5})["tpr"],
        0,
        "the true positive rate where nobody of those in need was chosen",
    )
    check.equal(
        shares({"tp": 0, "fp": 0, "fn": 3, "tn": 5})["ppv"],
        None,
        "the predictive value where nobody was chosen",
    )
with grade("micro and macro"):
    both = {
        "large": {"tp": 900, "fp": 0, "fn": 100, "tn": 0},
        "small": {"tp": 5, "fp": 0, "fn": 5, "tn": 0},
    }
    check.close(
        recall(both), {"micro": 905 / 1010, "macro": 0.7}, "the recall of a large and a small group"
    )
    empty = {"tp": 0, "fp": 2, "fn": 0, "tn": 1}
    with_empty = {"some": {"tp": 1, "fp": 0, "fn": 3, "tn": 0}, "nobody": empty}
    check.close(recall(with_empty), {"micro": 0.25, "macro": 0.25}, f"recall({with_empty})")
    nobody = {"micro": None, "macro": None}
    check.equal(recall({"nobody": empty}), nobody, f"recall({{'nobody': {empty}}})")
with grade("the rate that is left"):
    check.close(needed_fpr(0.5, 0.8, 0.6), 0.15, "the false positive rate at the base rate 0.5")
    check.close(needed_fpr(0.2, 0.8, 0.6), 0.0375, "the false positive rate at the base rate 0.2")
    check.equal(needed_fpr(1, 0.8, 0.6), None, "the false positive rate where everybody is in need")
    check.equal(needed_fpr(0.3, 0, 0.5), None, "needed_fpr(0.3, 0, 0.5)")
    check.close(
        needed_fpr(0.8, 0.3, 0.9), 8.4, "needed_fpr(0.8, 0.3, 0.9): three shares that no group has"
    )
    for zero in ((0, 0.5, 0.5), (0.4, 1, 0.9), (0.4, 0.5, 0)):
        check.close(needed_fpr(*zero), 0, f"needed_fpr{zero}")
### BEGIN HIDDEN TESTS
random = check.rng("shares")


def matrix():
    return {name: int(random.choice([0, 0, 1, 3, 17, 40, 250])) for name in ("tp", "fp", "fn", "tn")}


def oracle(m):
    n = sum(m.values())
    fractions = {
        "base": (m["tp"] + m["fn"], n),
        "tpr": (m["tp"], m["tp"] + m["fn"]),
        "fpr": (m["fp"], m["fp"] + m["tn"]),
        "ppv": (m["tp"], m["fp"] + m["tp"]),
        "accuracy": (n - m["fp"] - m["fn"], n),
    }
    return {name: None if whole == 0 else part / whole for name, (part, whole) in fractions.items()}


empty = {"tp": 0, "fp": 0, "fn": 0, "tn": 0}
turned = [{"fp": 10, "tp": 30, "tn": 40, "fn": 20}, {"tn": 9, "fn": 5, "fp": 2, "tp": 1}]
several = [empty] + [{**empty, name: 3} for name in empty] + turned + [matrix() for _ in range(80)]
with grade("other matrices"):
    check.decisions(
        shares,
        [
            check.decision(
                "shares",
                (m,),
                oracle(m),
                f"shares({m})",
            )
            for m in several
        ],
        tolerance=1e-9,
    )
with grade("other groups"):
    cases = []
    for turn in range(60):
        groups = {f"g{number}": matrix() for number in range(turn % 6)}
        if turn % 4 == 1:
            groups = {"nobody": {"tp": 0, "fp": 2, "fn": 0, "tn": 1}, **groups}
        if turn == 2:
            groups = {"some": turned[0], "others": turned[1]}
        hits, misses = sum(m["tp"] for m in groups.values()), sum(m["fn"] for m in groups.values())
        rates = [oracle(m)["tpr"] for m in groups.values() if oracle(m)["tpr"] is not None]
        expected = {
            "micro": hits / (hits + misses) if hits + misses else None,
            "macro": math.fsum(rates) / len(rates) if rates else None,
        }
        cases.append(
            check.decision(
                "recall",
                (groups,),
                expected,
                f"recall({groups})",
            )
        )
    check.decisions(recall, cases, tolerance=1e-9)
with grade("the identity holds for every matrix"):
    cases = [
        check.decision(
            "fpr",
            tuple(oracle(m)[name] for name in ("base", "ppv", "tpr")),
            oracle(m)["fpr"],
            "needed_fpr({base}, {ppv}, {tpr})".format(**oracle(m)),
        )
        for m in several
        if m["tp"] and m["tn"]
    ]
    cases += [
        check.decision("fpr", args, expected, f"needed_fpr{args}")
        for args, expected in {(0.3, 0, 0.5): None, (1, 0, 0.5): None, (1.0, 1.0, 1.0): None, (1, 0.5, 0): None, (0.3, 0, 0): None, (0, 0, 0): None, (0, 0.5, 0.5): 0, (0.4, 1, 0.9): 0, (0.4, 0.5, 0): 0}.items()
    ]
    check.decisions(needed_fpr, cases, tolerance=1e-9)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# > **A first sitting may end here.** After a pause, run the set-up cell again.
#
# ## How sure are we?
#
# "On the island 2 of 4 in need were chosen, in the north 250 of 307, eight of ten.
# Discrimination!" With four people, one person is 25 points. A rate needs an **interval**: a
# range that a rate from so few people could easily have. The Wilson interval behaves well for
# small groups and for rates near 0 or 1. For *x* of *n*, with $p = x/n$ and $z = 1.96$ (for 95 in
# a hundred):
#
# $$\frac{p + \frac{z^2}{2n} \pm z\sqrt{\frac{p(1-p)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}$$
#
# Take 2 of 4. Then $p = 0.5$ and $z^2 = 3.84$. The denominator is $1 + 3.84/4 = 1.96$. The middle
# is $(0.5 + 3.84/8) / 1.96 = 0.5$. The half-width is $1.96\sqrt{0.25/4 + 3.84/64} / 1.96 = 0.35$.
# So the rate may well be anything from 0.15 to 0.85: four people say nearly nothing. For 50 of
# 100 the same steps give 0.40 to 0.60.

# %%
quiz(
    "On the island 2 of 4 in need are reached (interval 0.15 to 0.85), in the north 250 of 307 "
    "(0.77 to 0.85). What may you write?",
    right="These numbers do not show whether the island is reached less.",
    wrong={
        "The island is reached less: 0.50 against 0.81.": "With four people a single one makes 25 "
        "points. Chance alone gives such a gap easily.",
        "The island is reached as well as the north.": "No difference shown is not the same as "
        "no difference. 0.15 fits these four people, too.",
        "Leave the island out of the report.": "Then nobody learns that nothing is known about it. "
        "Report it, with its interval.",
    },
    because="The intervals overlap widely. Four people leave it open in both directions: say "
    "that, and get more data.",
)

# %% [markdown]
# ### The wrong turn
#
# And the **four-fifths rule**? It is a rule of thumb of United States federal agencies for hiring
# (29 CFR 1607.4(D)): a selection rate below four fifths of the highest one is *generally
# regarded* as evidence of adverse impact. The same paragraph says that smaller differences may
# count, and that larger ones may not where the numbers are small. It is no law of fairness, and
# none at all in Korea. Don't code it as a verdict.
#
# ## L15 · Three measures, honestly
# **Level 3 · 25 minutes · 6 points**
#
# Write two functions.
#
# `measure(labels, decisions, groups)` takes three lists of equal length: who is in need
# (`True`/`False`), who was chosen (`True`/`False`), and each person's group, a text. Return a
# dictionary with the keys `"demographic_parity"`, `"equal_opportunity"` and
# `"predictive_parity"`. Each value maps every group to `(rate, low, high)`, the rate with its
# Wilson interval for $z = 1.96$. It maps a group to `None` if nobody is counted (for example equal
# opportunity in a group where nobody is in need).
#
# `verdict(rates)` takes one of those inner dictionaries and returns
#
# - `"no data"` if fewer than two groups have a rate;
# - `"differs"` if for some two groups the intervals do not overlap: the `low` of one lies above
#   the `high` of the other;
# - `"no evidence"` otherwise; also where two intervals just touch. That does not say "fair".
#
# It is a cautious rule, and its last word is short for "this rule shows nothing". Intervals that
# don't overlap show a difference. Intervals that do overlap don't show that there is none: those
# of 100 of 200 and 121 of 200 overlap, and yet a test of the difference gives p ≈ 0.035. Where it
# matters, test the difference itself.
#
# For example, 50 of 100 has the interval 0.4038 to 0.5962, and 2 of 4 has 0.1500 to 0.8500.
#
# <details><summary>Hint 1</summary>
#
# Write `wilson(x, n)` first, returning `None` for `n == 0`. The three measures differ only in
# what they count.
# </details>
# <details><summary>Hint 2</summary>
#
# For one group: chosen among all; chosen and in need among those in need; chosen and in need
# among the chosen.
# </details>
# <details><summary>Hint 3</summary>
#
# If some two intervals lie apart, then certainly the one that begins last and the one that ends
# first do. If your verdict says "differs" too often: rates are not compared, only ends of
# intervals; and a group that is `None` has none.
# </details>


# %% role="answer" id="measure"
def measure(labels, decisions, groups):
    """Three measures of fairness: group → (rate, low, high), or None where nobody is counted."""

    ### BEGIN SOLUTION
    def wilson(x, n):
        if n == 0:
            return None
        z, p = 1.96, x / n
        centre = p + z * z / (2 * n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (p, (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n))

    result = {"demographic_parity": {}, "equal_opportunity": {}, "predictive_parity": {}}
    for group in sorted(set(groups)):
        people = [
            (label, chosen) for label, chosen, of in zip(labels, decisions, groups) if of == group
        ]
        chosen = sum(choice for _, choice in people)
        needed = sum(label for label, _ in people)
        hits = sum(label and choice for label, choice in people)
        result["demographic_parity"][group] = wilson(chosen, len(people))
        result["equal_opportunity"][group] = wilson(hits, needed)
        result["predictive_parity"][group] = wilson(hits, chosen)
    return result
    ### END SOLUTION


def verdict(rates):
    """ "differs", "no evidence" or "no data"."""
    ### BEGIN SOLUTION
    known = [rate for rate in rates.values() if rate is not None]
    if len(known) < 2:
        return "no data"
    if max(low for _, low, _ in known) > min(high for _, _, high in known):
        return "differs"
    return "no evidence"
    ### END SOLUTION


# %% role="tests" id="measure-tests" points=6
grade = check.parts(6)
LABELS = [True, True, True, False, False, True, False, False, False]
CHOSEN = [True, False, False, True, False, True, True, True, False]
OF = ["a", "a", "a", "a", "a", "b", "b", "b", "b"]
with grade("rates of nine people"):
    found = measure(LABELS, CHOSEN, OF)
    for name, rates in {
        "demographic_parity": (2 / 5, 3 / 4),
        "equal_opportunity": (1 / 3, 1.0),
        "predictive_parity": (1 / 2, 1 / 3),
    }.items():
        check.close(
            (found[name]["a"][0], found[name]["b"][0]), rates,
            f"measure({LABELS}, {CHOSEN}, {OF}): the rates of {name} for groups a and b"
        )
with grade("intervals"):
    check.close(
        measure([True] * 100, [True, False] * 50, ["a"] * 100)["equal_opportunity"]["a"],
        (0.5, 0.403832, 0.596168),
        "50 of 100 with its interval",
        rtol=1e-4,
    )
    check.close(
        measure([True] * 4, [True, False] * 2, ["a"] * 4)["equal_opportunity"]["a"],
        (0.5, 0.150036, 0.849964),
        "2 of 4 with its interval",
        rtol=1e-4,
    )
with grade("groups where nobody is counted"):
    found = measure([False, False, True], [False, False, True], ["a", "a", "b"])
    check.equal(
        found["equal_opportunity"]["a"], None,
        "equal opportunity in a group where nobody is in need"
    )
    check.equal(
        found["predictive_parity"]["a"], None,
        "predictive parity in a group where nobody was chosen"
    )


def judged(kind, rates, expected):
    return check.decision(kind, (rates,), expected, f"{kind}: verdict({rates})")


with grade("verdicts"):
    check.decisions(
        verdict,
        [
            judged(
                "two tiny groups with a wide gap",
                {"island": (0.6, 0.23, 0.88), "north": (0.72, 0.42, 0.9)},
                "no evidence",
            ),
            judged(
                "two large groups with a clear gap",
                {"north": (0.70, 0.66, 0.74), "south": (0.50, 0.46, 0.54)},
                "differs",
            ),
            judged(
                "a ratio below four fifths, with intervals that overlap",
                {"a": (0.30, 0.15, 0.50), "b": (0.50, 0.35, 0.65)},
                "no evidence",
            ),
            judged(
                "a ratio above four fifths, with intervals apart",
                {"a": (0.85, 0.84, 0.86), "b": (0.90, 0.89, 0.91)},
                "differs",
            ),
            judged("one group only", {"a": (0.5, 0.4, 0.6), "b": None}, "no data"),
            judged(
                "intervals that touch", {"a": (0.3, 0.2, 0.4), "b": (0.5, 0.4, 0.6)}, "no evidence"
            ),
            judged(
                "two of three groups apart, the first in between",
                {"a": (0.5, 0.3, 0.7), "b": (0.7, 0.65, 0.8), "c": (0.3, 0.2, 0.4), "d": None},
                "differs",
            ),
        ],
    )
### BEGIN HIDDEN TESTS
random = check.rng("measure")


def interval(x, n):
    """The roots of (p - q)² = z² q(1 - q) / n, another way to Wilson's interval."""
    if not n:
        return None
    z2, p = 1.96**2, x / n
    a, b, c = 1 + z2 / n, -(2 * p + z2 / n), p * p
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (p, (-b - root) / (2 * a), (-b + root) / (2 * a))


def count(labels, chosen, groups):
    names = sorted(set(groups))
    table = {name: [(l, d) for l, d, g in zip(labels, chosen, groups) if g == name] for name in names}
    both = {name: sum(1 for l, d in rows if l and d) for name, rows in table.items()}
    return {
        "demographic_parity": {
            name: interval(sum(1 for _, d in rows if d), len(rows)) for name, rows in table.items()
        },
        "equal_opportunity": {
            name: interval(both[name], sum(1 for l, _ in rows if l)) for name, rows in table.items()
        },
        "predictive_parity": {
            name: interval(both[name], sum(1 for _, d in rows if d)) for name, rows in table.items()
        },
    }


def sample(size, kinds):
    groups = [str(name) for name in random.choice([f"g{number}" for number in range(kinds)], size=size)]
    return (
        [bool(value) for value in random.random(size) < 0.4],
        [bool(value) for value in random.random(size) < random.random()],
        groups,
    )


with grade("the clinics"):
    chosen = [score >= 0.5 for score in SCORES]
    found, expected = measure(NEEDS, chosen, GROUPS), count(NEEDS, chosen, GROUPS)
    for name in expected:
        check.close(
            found[name], expected[name], f"{name} of the three clinics at the threshold 0.5", rtol=1e-4, atol=1e-9
        )
with grade("other people"):
    several_people = [
        sample([1, 3, 5, 8, 12][number] if number < 5 else int(random.integers(15, 60)), int(random.integers(1, 6)))
        for number in range(25)
    ]
    alike = ["A", "a", " a", "a", "A", " a"]  # three groups: a text is taken as it is written
    several_people.insert(0, ([True, True, False, True, False, True], [True, False, True, True, False, True], alike))
    for people in several_people:
        call = f"measure{people}" if len(people[0]) < 13 else f"measure of {len(people[0])} people"
        found, expected = measure(*people), count(*people)
        check.equal(sorted(found), sorted(expected), f"{call}: the names of the measures")
        for name in expected:
            check.equal(sorted(found[name]), sorted(expected[name]), f"{call}: {name}: the groups")
            for group, value in expected[name].items():
                kind = "where nobody is counted" if value is None else "with its interval"
                check.close(found[name][group], value, f"{call}: {name} of {group}, {kind}", rtol=1e-4, atol=1e-9)
                if value:
                    check.close(found[name][group][0], value[0], f"{call}: the rate of {name} of {group}", rtol=1e-9)
with grade("other verdicts"):
    cases = []
    for turn in range(200):
        rates = {}
        for number in range(int(random.integers(0, 5))):
            n = int(random.choice([0, 4, 9, 30, 200, 2000]))
            rates[f"g{number}"] = interval(int(random.integers(0, n + 1)), n)
        if turn == 1:  # the first and the last are apart, and no neighbours
            rates = {"g0": (0.1, 0.05, 0.2), "g1": (0.3, 0.1, 0.5), "g2": (0.5, 0.4, 0.6)}
        if turn % 8 == 4:  # two intervals that are apart by a hair
            low, high = sorted(float(value) for value in random.random(2))
            rates = {"g0": (low, low / 2, high), "g1": (high + 1e-4, high + 1e-5, 1.0)}
        if turn % 8 == 0:  # two intervals that touch, and perhaps a third one between
            low, middle, high = sorted(float(value) for value in random.random(3))
            rates = {"g0": (middle, middle, high), "g1": (low, low, middle), "g2": None}
            if turn % 16:
                rates = dict(reversed(rates.items()))
        known = [value for value in rates.values() if value]
        apart = any(one[1] > other[2] for one in known for other in known)
        expected = "no data" if len(known) < 2 else "differs" if apart else "no evidence"
        cases.append(
            judged(
                {
                    "no data": "fewer than two groups with a rate",
                    "differs": "intervals apart",
                    "no evidence": "intervals that overlap",
                }[expected],
                rates,
                expected,
            )
        )
    check.decisions(verdict, cases)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Mitigating
#
# Suppose the clinics decide in the open: those in need should be reached equally well, wherever
# they live, as long as not more than so many decisions are wrong. One way is a **threshold per
# group**. It has costs. Somebody who would have been chosen in the other group is not. In some
# fields treating people differently by group is unlawful, even with good intent: ask. And
# repairing the *target*, here measuring need instead of costs, beats repairing the threshold.
#
# The wrong turn: narrowing the gap by all means. Choose nobody, and every rate is equal. That is
# why there is a **floor** under the accuracy.
#
# How many thresholds are worth trying? With the scores 0.2, 0.4 and 0.9 the threshold 0.5 chooses
# the same people as 0.6: only the *scores themselves* matter, and one threshold above them all.
# Three scores, four choices. For two groups, every choice of one meets every choice of the other:

# %%
import itertools

options = {"a": [0.2, 0.4, 0.9, 1.01], "b": [0.3, 1.01]}
for pair in itertools.product(*options.values()):
    print(pair)

# %% [markdown]
# ## L16 · Mitigate under a floor
# **Level 3 · 20 minutes · 4 points**
#
# Write `mitigate(scores, labels, groups, floor, gap)`. `scores` are numbers from 0 to 1, `labels`
# say who is in need, `groups` name each person's group (there are at most three groups). A person
# is chosen if the score is **at least** the threshold of the group. Return a dictionary with a
# threshold for each group, such that
#
# - the accuracy over all people (chosen and in need, or neither) is at least `floor`;
# - the true positive rates of the groups differ by at most `gap` (largest minus smallest; groups
#   with nobody in need are not counted).
#
# Compare both with a slack of `1e-9`. Any such choice is right. Return `None` if there is none.
# Scores have at most two decimals in the tests.
#
# For example, for north and south with a floor of 0.80 and a gap of 0.02 there is a choice; with
# a floor of 0.99 there is none.
#
# <details><summary>Hint 1</summary>
#
# Only the scores that occur in a group matter as thresholds, and one above them all (choose
# nobody). For each, count the right decisions and the hits once, before you combine.
# </details>
# <details><summary>Hint 2</summary>
#
# `itertools.product` over the groups' lists of `(threshold, right, rate)`: add up `right`, and
# compare the largest and the smallest of the rates that are not `None`. Allow the slack that the
# text names. If the answer is `None` where there is a choice, look at the threshold that chooses
# nobody, and at `>=` against `>`.
# </details>

# %% role="answer" id="mitigate"
import itertools


def mitigate(scores, labels, groups, floor, gap):
    """A threshold for each group with the accuracy at least *floor* and the rates within *gap*; or
    None."""
    ### BEGIN SOLUTION
    options = {}
    for name in sorted(set(groups)):
        people = [
            (score, label) for score, label, group in zip(scores, labels, groups) if group == name
        ]
        needed = sum(label for _, label in people)
        options[name] = []
        for threshold in sorted({score for score, _ in people} | {1.01}):
            right = sum((score >= threshold) == label for score, label in people)
            hits = sum(score >= threshold and label for score, label in people)
            options[name].append((threshold, right, hits / needed if needed else None))
    for choice in itertools.product(*options.values()):
        rates = [rate for _, _, rate in choice if rate is not None]
        fair = not rates or max(rates) - min(rates) <= gap + 1e-9
        if fair and sum(right for _, right, _ in choice) >= (floor - 1e-9) * len(scores):
            return {name: threshold for name, (threshold, _, _) in zip(options, choice)}
    return None
    ### END SOLUTION


# %% role="tests" id="mitigate-tests" points=4
grade = check.parts(4)


def looked_at(kind, scores, labels, groups, floor, gap, possible, example=None):
    """Fail unless the answer keeps the floor and the gap; any choice that does will do."""
    answer = mitigate(scores, labels, groups, floor, gap)
    kind += (
        f": mitigate({scores}, {labels}, {groups}, {floor}, {gap})" if len(scores) < 10
        else f" of {len(scores)} people, floor {floor:.4f}, gap {gap:.4f}"
    )
    if not possible:
        check.equal(answer, None, f"{kind}: no choice keeps the floor and the gap")
        return
    names = sorted(set(groups))
    said = f". For example {example} keeps both: does your search try these?" if example else ""
    check.that(answer is not None, f"{kind}: there is a choice, but None came{said}")
    check.equal(sorted(answer), names, f"{kind}: the groups that got a threshold")
    kind += f", got {dict(answer)}"
    chosen = [score >= answer[group] for score, group in zip(scores, groups)]
    accuracy = sum(pick == label for pick, label in zip(chosen, labels)) / len(labels)
    check.that(
        accuracy >= floor - 1e-9,
        f"{kind}: the floor is broken: the accuracy is {accuracy:.3f}, at least {floor} is asked "
        "for",
    )
    rates = []
    for name in names:
        needed = [
            pick for pick, label, group in zip(chosen, labels, groups) if group == name and label
        ]
        if needed:
            rates.append(sum(needed) / len(needed))
    wide = max(rates) - min(rates) if rates else 0
    check.that(
        wide <= gap + 1e-9, f"{kind}: the gap is too wide: {wide:.3f}, at most {gap} is asked for"
    )


LARGE = [place for place, group in enumerate(GROUPS) if group != "island"]
CLINICS = [[values[place] for place in LARGE] for values in (SCORES, NEEDS, GROUPS)]
with grade("two clinics"):
    looked_at("north and south", *CLINICS, 0.80, 0.02, True, {"north": 0.45, "south": 0.41})
    looked_at("north and south with a floor too high", *CLINICS, 0.99, 0.02, False)
with grade("four people"):
    looked_at(
        "four people",
        [0.9, 0.2, 0.4, 0.1],
        [True, False, True, False],
        ["a", "a", "b", "b"],
        1.0,
        0.0,
        True,
    )
    nobody = [0.93, 0.11, 0.82, 0.74], [True, False, False, False], ["a", "a", "b", "b"]
    looked_at("four people, nobody in need in one group", *nobody, 1.0, 0.0, True)
with grade("the slack", weight=0.5):
    tens = [0.5] * 10, [True] * 6 + [False] * 4, ["a"] * 10
    looked_at(
        "six of ten in need, all alike, and 0.2 * 3 is a little more than 0.6", *tens, 0.2 * 3, 0.0,
        True, {"a": 0.5}
    )
### BEGIN HIDDEN TESTS
from hidden import towns

for name, part in {"just within reach and just out of it": "floors", "met exactly": "strict"}.items():
    with grade(name):
        for case in towns.cases(part):
            looked_at(*case, towns.example(*case[1:]))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The letter, answered
#
# Now the reply to the south. The cell below uses *your* functions on all three clinics. Guess
# first: the nurses wrote that *fewer get a place*. Which measure will bear them out most clearly?

# %%
try:
    at_one = measure(NEEDS, [score >= 0.5 for score in SCORES], GROUPS)
    for name, rates in at_one.items():
        print(name)
        for clinic, (rate, low, high) in rates.items():
            print(f"    {clinic:6} {rate:.2f}, interval {low:.2f} to {high:.2f}")
        print("    north and south:", verdict({name: rates[name] for name in ("north", "south")}))
    x, n, y, m = 346, 900, 191, 600  # chosen in the north, in the south
    pooled = (x + y) / (n + m)
    z = (x / n - y / m) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    print(f"a test of the difference in the share chosen: z = {z:.2f}")
    large = [place for place, group in enumerate(GROUPS) if group != "island"]
    both = ([column[place] for place in large] for column in (SCORES, NEEDS, GROUPS))
    print("thresholds that reach both equally well:", mitigate(*both, 0.80, 0.02))
except (NameError, NotImplementedError):
    print("The reply needs your measure, verdict and mitigate: write them first.")

# %% [markdown]
# What you may write back, in words:
#
# - *You are right, and more than your letter says.* Of the people in need, the south reaches 59
#   in a hundred, the north 81. The intervals lie far apart. That is no chance.
# - *The number in your letter is the weaker one.* The share chosen is 32 against 38 in a hundred.
#   The intervals overlap a little, so our cautious rule shows nothing. The test of the difference
#   does: z is about 2.6, and by chance alone a z beyond 2.58 comes less than once in a hundred.
#   That is what "where it matters, test the difference itself" means.
# - *About the island we know nothing.* Four people in need, two of them reached. We say so, and
#   count more.
# - *A threshold of its own for the south narrows the gap today, at a price that the programme's
#   board must decide.* The cure is a score that is trained on need instead of costs.
#
# What you may **not** write: that the score is fair once one bar is level. The other two then
# stand apart, and the reply should name them.

# %% [markdown]
# ## Summary
#
# - One confusion matrix holds three shares. Each belongs to another person's question.
# - Leaving the group out of a model leaves its proxies in, and takes the means to measure away.
# - Bias comes from the target, the sample, the measurement, the model and the use. Look in that
#   order.
# - Three measures ask three different people. Report them by group, with intervals, and say so
#   where they leave it open.
# - Where base rates differ, equal opportunity and predictive parity exclude demographic parity,
#   and, unless predictions are perfect, equal false alarms. Somebody must choose, in the open.
# - Micro averages hide small groups. Macro averages show them.
# - Mitigation has a price. Put a floor under it, write down who decided, and repair the target if
#   you can.
# - Three levels: a *person* is overlooked; a *society* sorts its members by old habits; and for
#   *humanity*, scores that travel carry their bias along.
