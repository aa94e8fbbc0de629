# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: From a dirty table to a clean batch
#     minutes: 80
#     prerequisites: [03-pytorch/1-tensors]
#     summary: Preprocessing that learns from training data only, and batches of unequal sequences with a mask.
# ---

# %% [markdown]
# # From a dirty table to a clean batch
#
# A field station has a model that names a penguin's species from four measures. In the notebook it
# is right nearly always. In the field, where a dozen birds are measured at a time, it names every
# second one wrong. The weights are the same, the birds are the same. **What happened on the way
# in?** At the end of the lesson your own preprocessor takes both ways.
#
# You need lesson 1: shapes, masks, broadcasting. A pandas data frame is a table with named columns,
# and a column of it is a *series*; what else you need of pandas is shown. Plan two sittings,
# with a break after P16b. After this lesson you can
#
# - turn a table with gaps and odd categories into numbers, without letting the test data leak in;
# - keep the meaning of each column fixed, from training to the service;
# - batch sequences of different lengths with a mask, in an order that you can repeat.

# %% role="read-only" id="preprocessing-setup"
import numpy as np
import pandas as pd
import torch
from torch.utils.data import DataLoader, Dataset

import loaders
from workbook import check
from workbook.notebook.quiz import quiz

penguins = pd.read_csv("data/penguins.csv")

# %% [markdown]
# ## A model that met its exam beforehand
#
# Field workers measured penguins in 2007, 2008 and 2009. Suppose that a model shall tell the
# species next season. The first two years are for training; 2009 stands for the season that we
# don't know yet. (The data are real and CC0; `data/README.md` says whose.)

# %%
train, later = penguins[penguins["year"] < 2009], penguins[penguins["year"] == 2009]
penguins.isna().sum()                    # how many values are missing, column by column

# %% [markdown]
# In eleven rows the sex is missing, in two of them all four measures. Gaps must be filled, and measures of 4000 g and 18 mm must come to one scale. Both need numbers
# *from the data*: a median, a mean, a standard deviation. From which data?
#
# The wrong turn is to clean the whole table and split it then. The mean now knows the year 2009.
# The error looks small, and the score in the notebook gets a little better. In the service there is
# no 2009 to look at: the rows arrive one at a time. Of a single row, a preprocessor that recomputes
# its mean from what it is given leaves nothing.

# %%
quiz(
    "One row arrives, and is scaled by its own mean and deviation. What is left of a bird of "
    "4000 g?",
    runs="""
import pandas as pd
one = pd.Series([4000.0])
print(((one - one.mean()) / one.std(ddof=0)).tolist())
""",
    right="[nan]",
    wrong={
        "[4000.0]": "Its mean is 4000, and it is subtracted.",
        "[0.0]": "The upper part is 0. But the deviation of one row is 0, too.",
        "[1.0]": "Nothing is divided by itself here.",
    },
    because="4000 - 4000 = 0, and the deviation of a single number is 0: 0 / 0.",
)

# %%
one = later[["body_mass_g"]].head(1)  # two brackets: a table of one column; head(1): its first row
(one - one.mean()) / one.std(ddof=0)  # a lone row, scaled by itself: 0 / 0

# %% [markdown]
# So there are two steps, and only one of them learns:
#
# | step | sees | does |
# |---|---|---|
# | `fit` | training rows only | stores medians, means, deviations, the list of categories |
# | `transform` | any rows, even a single one | uses what was stored, learns nothing |
#
# This is scikit-learn's contract too. (Fit on the training *part of each fold* when you
# cross-validate.)
#
# ### A column of numbers, step by step
#
# Five values, one missing. The *median*, the value in the middle of the sorted ones, fills the gap:
# one odd giant doesn't move it. Then the mean goes to 0 and the spread to 1.

# %%
quiz(
    "Of 1, 3, missing, 3 and 8, which number fills the gap?",
    runs="""
import pandas as pd
print(pd.Series([1.0, 3.0, None, 3.0, 8.0]).median())
""",
    number=3,
    wrong={
        3.75: "That is the mean. The 8 pulls it up, the median it doesn't.",
        0: "A 0 is a claim: this bird weighs nothing.",
    },
    because="The four values, sorted, are 1, 3, 3, 8; in the middle stand 3 and 3.",
)

# %%
column = pd.Series([1.0, 3.0, None, 3.0, 8.0])
filled = column.fillna(column.median())
print("filled:", filled.tolist())
print("mean:", filled.mean())
print("deviation by n:", round(filled.std(ddof=0), 4), " by n - 1:", round(filled.std(), 4))
print("scaled:", ((filled - filled.mean()) / filled.std(ddof=0)).round(2).tolist())
print("different values:", filled.nunique())

# %% [markdown]
# Pandas divides by n − 1 unless you say `ddof=0`, NumPy by n. Both are in use; what counts is that
# training and service take the same.
#
# Now the trap of the constant column. Its deviation should be 0, and by rounding it isn't always:

# %%
level = pd.Series([0.1, 0.1, 0.1])
print("deviation:", level.std(ddof=0), " different values:", level.nunique())

# %% [markdown]
# Divided by that, a later 1.1 becomes seventy quadrillions. Ask how many different values there
# are.

# %% [markdown]
# ## P16a · One column
# **Level 2 · 8 minutes · 2 points**
#
# Write two functions. `column` is a pandas series of floats; `nan` marks a missing value.
#
# - `learn(column)` returns a tuple of three numbers: the median of the values that are there (at
#   least one is), and the mean and the deviation (population, `ddof=0`) of the column *after* its
#   gaps are filled with that median. If all values are equal, the deviation returned is 1.
# - `scaled(column, learnt)` returns a NumPy array, float32, one number for each row in order: gaps
#   filled with the median, minus the mean, divided by the deviation, all three from `learnt`.
#   `column` may have no rows, or no values.
# - `column` is the same after both calls.
#
# For example, `learn` of 1, 3, missing, 3, 8 is (3, 3.6, 2.3324), and with it `scaled` of missing,
# 5 is `[-0.2572, 0.6002]`.
#
# <details><summary>Hint 1</summary>
#
# The cell above has each step of `learn`. `fillna` returns a new series and leaves the old one
# alone.
# </details>
# <details><summary>Hint 2</summary>
#
# `scaled` must not ask the column for any statistic: three numbers come in, and they are all it
# needs. `.to_numpy(dtype="float32")` ends it. If one row alone gives NaN, something is learnt there
# after all.
# </details>

# %% role="answer" id="one-column"
def learn(column):
    """Median, and mean and deviation after filling, of a series; 1 for the deviation of a
    constant."""
    ### BEGIN SOLUTION
    median = column.median()
    filled = column.fillna(median)
    return median, filled.mean(), filled.std(ddof=0) if filled.nunique() > 1 else 1.0
    ### END SOLUTION


def scaled(column, learnt):
    """A float32 array of a series, filled and scaled by what learn returned."""
    ### BEGIN SOLUTION
    median, mean, deviation = learnt
    return ((column.fillna(median) - mean) / deviation).to_numpy(dtype="float32")
    ### END SOLUTION

# %% role="tests" id="one-column-tests" points=2
for name in ("learn", "scaled"):
    check.at_most_lines(name, 50, columns=10_000)
    check.no_calls(name, {"workbook"}, why="you write it yourself")

grade = check.parts(2)
nan = float("nan")
with grade("the example: what is learnt"):
    came = [float(number) for number in learn(pd.Series([1.0, 3.0, nan, 3.0, 8.0]))]
    check.close(came, [3.0, 3.6, 2.3324], "learn of 1, 3, missing, 3, 8", atol=1e-4)
with grade("the example: other rows, scaled by it"):
    came = scaled(pd.Series([nan, 5.0]), (3.0, 3.6, 2.3324))
    expected = np.array([-0.2572, 0.6002], dtype="float32")
    check.close(came, expected, "scaled of missing, 5 by (3, 3.6, 2.3324)", atol=1e-4, dtype="same")
with grade("a constant column"):
    came = float(learn(pd.Series([0.1, 0.1, 0.1]))[2])
    look = "how many different values it has"
    check.close(came, 1.0, "the deviation of 0.1, 0.1, 0.1", look=look)
### BEGIN HIDDEN TESTS
rng = check.rng("one-column")

def plain(values):
    """Median, mean and deviation by plain Python."""
    there = sorted(v for v in values if v == v)
    half = len(there) // 2
    median = there[half] if len(there) % 2 else (there[half - 1] + there[half]) / 2
    whole = [v if v == v else median for v in values]
    mean = sum(whole) / len(whole)
    spread = (sum((v - mean) ** 2 for v in whole) / len(whole)) ** 0.5
    return median, mean, spread if len(set(whole)) > 1 else 1.0

def holed(count, share):
    values = np.round(np.exp(rng.normal(1, 1, count)), 2) + float(rng.integers(-20, 20))
    return [nan if k and rng.random() < share else float(v) for k, v in enumerate(values)]

with grade("what is learnt from other columns", weight=3):
    for count, share in [(9, 0.3), (12, 0.3), (30, 0.5), (1, 0), (2, 0)]:
        values = holed(count, share)
        came = [float(number) for number in learn(pd.Series(values))]
        check.close(came, list(plain(values)), f"learn of {values[:12]}, {count} rows in all", rtol=1e-9)
        came = learn(pd.Series(values))
        kind = "tuple" if isinstance(came, tuple) else type(came).__name__  # a named one is a tuple, too
        check.equal(kind, "tuple", "the type of what learn returns")
        for index in (rng.permutation(count) + 1, [3] * count):
            came = [float(number) for number in learn(pd.Series(values, index=index))]
            check.close(came, list(plain(values)), f"learn of {values[:12]}, whose index is {list(index)[:12]}", rtol=1e-9,
                        look="the values count, whatever the index says")
    for level in (7.0, 0.0, 1234.56):
        values = [nan, *[level] * 6]
        came = [float(number) for number in learn(pd.Series(values))]
        check.close(came, [level, level, 1.0], f"learn of a column that is {level} all along, with a gap", atol=1e-9)
    near = [1.0, 1.00001] * 5
    came = [float(number) for number in learn(pd.Series(near))]
    check.close(came, list(plain(near)), "learn of 1 and 1.00001 in turn", rtol=1e-6, look="small isn't constant")
    for level in (1.7e9, 1e12):
        late = [level, level + 1, nan, level]
        came = [float(number) for number in learn(pd.Series(late))]
        check.close(came, list(plain(late)), f"learn of {late}", rtol=1e-6, look="a spread that is small beside the mean isn't constant")
    tiny = [1e-13, 3e-13, 2e-13]
    came = [float(number) for number in learn(pd.Series(tiny))]
    check.close(came, list(plain(tiny)), f"learn of {tiny}", rtol=1e-6, atol=0.0, look="small isn't constant")
with grade("other columns scaled", weight=3):
    for count, share in [(7, 0.3), (1, 0), (5, 0.9)]:
        values, learnt = holed(count, share), (4.5, float(rng.integers(2, 9)), float(rng.uniform(0.5, 3)))
        expected = [((4.5 if v != v else v) - learnt[1]) / learnt[2] for v in values]
        came = scaled(pd.Series(values, index=[3] * count), learnt)
        check.close(came, np.array(expected, dtype="float32"), f"scaled of {values} by {learnt}", atol=1e-5, dtype="same")
    came = scaled(pd.Series([1.0, 5.0, 0.0], index=[2, 0, 1]), (2.0, 3.0, 4.0))
    check.close(came, np.array([-0.5, 0.5, -0.75], dtype="float32"), "scaled of 1, 5, 0 by (2, 3, 4), whose index is 2, 0, 1",
                dtype="same", look="rows stay in their order, whatever the index says")
    came = scaled(pd.Series([1.7e9, 1.7e9 + 30, nan]), (1.7e9 + 60, 1.7e9 + 30, 30.0))
    check.close(came, np.array([-1.0, 0, 1], dtype="float32"), "scaled of times in seconds since 1970, half a minute apart",
                atol=1e-4, dtype="same", look="float32 comes last: it has seven digits")
    for size in (1e-6, 1e-9, 1e-13, 1e-20, 1e-150):
        unit = size * float(rng.uniform(1, 2))
        came = scaled(pd.Series([unit, -2 * unit, nan]), (3 * unit, 0.0, unit))
        check.close(came, np.array([1.0, -2, 3], dtype="float32"), f"scaled, a deviation of about {size:g}", atol=1e-4,
                    dtype="same", look="divide by the deviation as it is: learn has seen to it that it isn't 0")
    for values in ([nan, nan], []):
        came = scaled(pd.Series(values, dtype="float64"), (2.0, 3.0, 4.0))
        expected = np.array([-0.25] * len(values), dtype="float32")
        check.close(came, expected, f"scaled of {values} by (2, 3, 4)", dtype="same")
    came = scaled(pd.Series([2.0, 5.0, nan, 0.5]), (2.0, 2.0, 1.0))
    check.close(came, np.array([0.0, 3.0, 0.0, -1.5], dtype="float32"), "scaled of 2, 5, missing, 0.5 by (2, 2, 1)", dtype="same",
                look="of a column that was constant the mean is subtracted")
    given = pd.Series([2.0, nan, 5.0])
    check.leaves_input_alone(learn, [given], "learn")
    check.leaves_input_alone(scaled, [given, (2.0, 3.0, 4.0)], "scaled")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A column of texts
#
# A text column becomes one column of 0 and 1 for each category: *one-hot*. Three things go wrong at
# work:
#
# - **An unseen category.** A penguin from a new island arrives. The model has no column for it.
# - **Rare categories.** Three rows out of ten thousand teach the model nothing but noise, and each
#   costs a column.
# - **The order of the columns.** `unique()` gives categories in order of appearance. Train on
#   shuffled rows, and `island=Dream` becomes the second column today and the first tomorrow. No
#   error is raised; predictions are nonsense.
#
# The remedy: keep the categories that are frequent *in training*, in sorted order, and send all
# others to one column, `other`.

# %%
quiz(
    "Training knew three islands. In the service two rows arrive, both from Biscoe. How many "
    "columns does `get_dummies` make of them?",
    runs="""
import pandas as pd
print(pd.get_dummies(pd.Series(["Biscoe", "Biscoe"])).shape[1])
""",
    number=1,
    wrong={
        3: "It has never heard of training. It sees two rows.",
        2: "Two rows, one category.",
    },
    because="It makes a column for each category that it sees. The model expects three.",
)

# %%
pd.get_dummies(later["island"].head(2)).columns.tolist(), train["island"].value_counts().to_dict()

# %% [markdown]
# `get_dummies` on two rows gives the columns of these two rows only. That is why it has no place in
# `transform`. Instead, compare with what was learnt:

# %%
towns = pd.Series(["Ulm", "Bonn", "Ulm", None])
print("counts:", towns.value_counts().to_dict(), " (a missing value isn't counted)")
print("is Ulm:", (towns == "Ulm").tolist())
print("is one of Ulm and Graz:", towns.isin(["Ulm", "Graz"]).tolist())
print("columns side by side:", np.column_stack([[0.5, 0.25], [True, False]]).tolist())

# %% [markdown]
# ## P16b · Preprocessor
# **Level 3 · 25 minutes · 5 points**
#
# Write the class `Preprocessor(numeric, categorical, min_count=10)`. `numeric` and `categorical`
# are lists of column names.
#
# `fit(train)` learns from the data frame `train` and returns the preprocessor itself.
# `transform(frame)` returns a NumPy array, float32, one row for each row of `frame`, in that order.
# `names`, set by `fit`, is the list of the array's column names:
#
# 1. **Numeric columns**, in the order of `numeric`, by their own names. A missing value becomes the
#    *median* of the training values. Then subtract the mean and divide by the standard deviation
#    (population, `ddof=0`), both of the training column *after* filling. A column that is constant
#    in training is not divided: it becomes the value minus the mean.
# 2. **Categorical columns**, in the order of `categorical`. For each: one column `"island=Dream"`
#    for each category with at least `min_count` rows in training, sorted as text; then always one
#    column `"island=other"`. A category that is rare, new or missing goes to `other`.
#
# - The result depends on no other row of `frame`, nor on the order of the columns in `frame`, nor
#   on the order of the training rows. Further columns are ignored.
# - `train` and `frame` stay unchanged. A second `fit` forgets the first one; that of
#   another preprocessor changes nothing.
# - `frame` may have columns without a single value, and may have no rows. In `train`, each numeric
#   column has at least one value. Categories are texts, and none is called `other`.
# - Use pandas, NumPy or scikit-learn, as you like.
#
# For example, `Preprocessor(["mass"], ["island"], min_count=2)`, fitted and then applied to
#
# ```
# train:  mass  island          frame:  mass  island
#          1.0  Dream                   NaN   Biscoe
#          3.0  Dream                   5.0   Ross
#          NaN  Biscoe
#          3.0  Biscoe
#          8.0  Torgersen
# ```
#
# has the names `["mass", "island=Biscoe", "island=Dream", "island=other"]`. The median is 3, the
# filled column 1, 3, 3, 3, 8 has mean 3.6 and deviation 2.3324. So `frame` becomes
# `[[-0.2572, 1, 0, 0], [0.6002, 0, 0, 1]]`.
#
# <details><summary>Hint 1</summary>
#
# `fit` stores two dicts: what `learn` says of each numeric column, and the sorted list of what each
# categorical column keeps. A second `fit` must begin with empty ones. In `transform`, call nothing
# that computes a statistic.
# </details>
# <details><summary>Hint 2</summary>
#
# `value_counts` leaves missing values out. A mask in square brackets keeps the frequent ones, and
# its `index` holds their texts. If only the order of `names` is wrong: sorted as text means sorted,
# not by frequency.
# </details>
# <details><summary>Hint 3</summary>
#
# Each kept category is a comparison. `other` is what is in none of them: `~` turns a mask round,
# so that rare, new and missing ones are true. Collect the columns in a list and put them side by
# side, as float32. A later column of `None` alone isn't of floats: `.astype(float)` makes it one
# before you fill it.
# </details>

# %% role="answer" id="preprocessor"
class Preprocessor:
    """Median, scale and one-hot, learnt from training rows only."""

    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        """Learn from the data frame train; return self."""
        ### BEGIN SOLUTION
        self.medians = train[self.numeric].median()
        filled = train[self.numeric].fillna(self.medians)
        self.means, self.deviations = filled.mean(), filled.std(ddof=0).where(filled.nunique() > 1, 1)
        self.kept, self.names = {}, list(self.numeric)
        for column in self.categorical:
            counts = train[column].value_counts()
            self.kept[column] = sorted(counts[counts >= self.min_count].index)
            self.names += [f"{column}={category}" for category in [*self.kept[column], "other"]]
        return self
        ### END SOLUTION

    def transform(self, frame):
        """A float32 array, one row for each row of frame, columns as in self.names."""
        ### BEGIN SOLUTION
        numbers = frame[self.numeric].astype(float).fillna(self.medians)
        numbers = (numbers - self.means) / self.deviations
        columns = [numbers.to_numpy()]
        for column, kept in self.kept.items():
            columns += [(frame[column] == category).to_numpy() for category in kept]
            columns.append(~frame[column].isin(kept).to_numpy())
        return np.column_stack(columns).astype("float32")
        ### END SOLUTION

# %% role="tests" id="preprocessor-tests" points=5
check.at_most_lines("Preprocessor", 50, columns=10_000)
check.no_calls("Preprocessor", {"workbook"}, why="you write it yourself")

grade = check.parts(5)
nan = float("nan")
tiny = pd.DataFrame({"mass": [1.0, 3.0, nan, 3.0, 8.0],
                     "island": ["Dream", "Dream", "Biscoe", "Biscoe", "Torgersen"]})
fresh = pd.DataFrame({"mass": [nan, 5.0], "island": ["Biscoe", "Ross"]})
names = ["mass", "island=Biscoe", "island=Dream", "island=other"]
with grade("the published example"):
    fitted = Preprocessor(["mass"], ["island"], min_count=2).fit(tiny)
    check.equal(fitted.names, names, "names after fit")
    expected = np.array([[-0.2572, 1, 0, 0], [0.6002, 0, 0, 1]], dtype="float32")
    check.same_features(fitted.transform(fresh), expected, names, "the published example")
with grade("penguins of 2009, one at a time"):
    measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    before, after = penguins[penguins["year"] < 2009], penguins[penguins["year"] == 2009].head(40)
    fitted = Preprocessor(measures, ["island", "sex"]).fit(before)
    columns = [
        *measures, *(f"island={place}" for place in ("Biscoe", "Dream", "Torgersen", "other"))
    ]
    columns += ["sex=female", "sex=male", "sex=other"]
    check.equal(list(fitted.names), columns, "names after fit")
    together = fitted.transform(after)
    alone = np.concatenate([fitted.transform(after.iloc[i : i + 1]) for i in range(0, 40, 3)])
    kind = "a row transformed alone, and among 40 rows: the two must agree"
    check.same_features(alone, together[::3], columns, kind)
with grade("a column that is constant in training, of 0.1"):
    level = pd.DataFrame({"dose": [0.1, 0.1, 0.1]})
    fitted = Preprocessor(["dose"], []).fit(level)
    expected = np.array([[0.0], [1.0]], dtype="float32")
    check.same_features(fitted.transform(pd.DataFrame({"dose": [nan, 1.1]})), expected, ["dose"],
                        "0.1, 0.1, 0.1 in training, whose deviation is 1.4e-17 by rounding")
### BEGIN HIDDEN TESTS
from hidden import tables

rng = check.rng("preprocessor")

def oracle(train, frame, numeric, categorical, least):
    """Names and features by plain Python, value by value."""
    names, columns = [], []
    for name in numeric:
        values = [v for v in train[name].tolist() if v == v and v is not None]
        ordered, half = sorted(values), len(values) // 2
        median = ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
        filled = np.array(values + [median] * (len(train) - len(values)))
        mean, deviation = filled.mean(), filled.std()
        given = [median if v is None or v != v else v for v in frame[name].tolist()]
        names.append(name)
        columns.append([(v - mean) / (deviation if len(set(filled)) > 1 else 1) for v in given])
    for name in categorical:
        texts = [v for v in train[name].tolist() if isinstance(v, str)]
        kept = sorted(v for v in set(texts) if texts.count(v) >= least)
        names += [f"{name}={v}" for v in kept] + [f"{name}=other"]
        columns += [[float(v == k) for v in frame[name].tolist()] for k in kept]
        columns.append([float(v not in kept) for v in frame[name].tolist()])
    return names, np.array(columns, dtype="float32").T.reshape(len(frame), len(names))

def compare(train, frame, numeric, categorical, least, kind):
    names, expected = oracle(train, frame, numeric, categorical, least)
    fitted = Preprocessor(numeric, categorical, least)
    fitted.fit(train)
    check.equal(fitted.names, names, f"names after fit, {kind}")
    check.same_features(fitted.transform(frame), expected, names, kind, within=1e-5)

draw, holes = tables.dirty_frame, tables.with_holes
numbers = ["depth", "age", "load"]
with grade("missing values"):
    train, frame = draw(rng, 41, numbers, {}), draw(rng, 9, numbers, {})
    compare(train, frame, numbers, [], 5, "numbers without gaps")
    train["age"] = np.round(np.exp(train["age"] / train["age"].abs().max() * 3), 2)
    for share in (0.05, 0.4):
        gaps = holes(rng, train, ["age", "load"], share)
        compare(gaps, holes(rng, frame, numbers, 0.3), numbers, [], 5,
                "numbers with gaps in training and later")
    alone = pd.DataFrame({"place": [f"place {n}" for n in range(6)]})
    compare(alone, alone.iloc[::2], [], ["place"], 2, "a column whose categories stand in one row each")
    nothing = frame.assign(age=[nan] * len(frame))
    compare(train, nothing, numbers, [], 5, "a later column without a single value")
    nothing = frame.assign(age=pd.Series([None] * len(frame), dtype=object))
    compare(train, nothing, numbers, [], 5, "a later column of None alone")
    train["load"] = rng.integers(0, 9, len(train))
    compare(train, frame.assign(load=3), numbers, [], 5, "whole numbers")
    train["depth"] = np.round(train["depth"]) / 1e6
    compare(train, frame.assign(depth=[0.00002] * len(frame)), numbers, [], 5, "a column of very small numbers")
    train["depth"] = train["depth"] / 1e6
    compare(train, frame.assign(depth=[2e-11] * len(frame)), numbers, [], 5, "a column of numbers about 1e-11")
with grade("a constant column"):
    train, frame = draw(rng, 30, ["depth"], {}), draw(rng, 6, ["depth"], {})
    for level in (float(rng.integers(2, 9)), 0.1, 1234.56, 0.0):
        train["load"], frame["load"] = level, [level, level + 1, level - 2, level, nan, level]
        compare(train, frame, ["depth", "load"], [], 5, f"a column that is {level} all along in training")
        compare(holes(rng, train, ["load"], 0.2), frame, ["depth", "load"], [], 5,
                f"a column that is {level} all along, with gaps")
    large = next(v for v in np.round(rng.uniform(1e6, 9e6, 200), 2).tolist() if pd.Series([v] * 30).std(ddof=0) > 1e-11)
    train["load"], frame["load"] = large, [large, large + 1, large - 2, large, nan, large]
    compare(train, frame, ["depth", "load"], [], 5, f"a column that is {large} all along, whose deviation is above 1e-11 by rounding")
    frame["load"] = [level, level + 1, level - 2, level, nan, level]
    train["load"] = [nan] * 29 + [level + 5]
    compare(train, frame, ["depth", "load"], [], 5, "a column with a single value in training")
    for kind, values in {"one 1 among zeros": [0.0] * 29 + [1.0], "ones and zeros": [0.0, 1.0] * 15,
                         "two moments a second apart, in seconds since 1970": [1.7e9, 1.7e9 + 1] * 15,
                         "two values": [2.5, 7.5, 7.5] * 10, "three values": [1.0, 2.0, 4.0] * 10}.items():
        train["load"] = [values[i] for i in rng.permutation(30)]
        what = f"a column of {kind} in training: few values, but not constant"
        compare(train, frame, ["depth", "load"], [], 5, what)
        compare(holes(rng, train, ["depth"], 0.2).assign(load=train["load"].where(train.index % 7 > 0)), frame,
                ["depth", "load"], [], 5, f"{what}, with gaps")
with grade("rare and unseen categories"):
    counts = {"town": {"Ulm": 12, "Bonn": 6, "Aachen": 5, "Zug": 4, "Erfurt": 1}, "kind": {"b": 20, "a": 9}}
    train = draw(rng, 60, ["depth"], counts)
    counts = {"town": {"Ulm": 3, "Zug": 2, "Erfurt": 2, "Graz": 4}, "kind": {"a": 5}}
    frame = draw(rng, 20, ["depth"], counts)
    compare(train, train, ["depth"], ["town", "kind"], 5, "a category just frequent enough, and rare ones")
    compare(train, frame, ["depth"], ["town", "kind"], 5, "categories that training never saw")
    compare(train, frame, ["depth"], ["town"], 100, "every category is rare")
    compare(holes(rng, train, ["town"], 0.3), holes(rng, frame, ["town", "kind"], 0.3), [],
            ["kind", "town"], 4, "missing categories")
    odd = {"town": {"b": 9, "B": 8, "10": 7, "9": 8, "Ä": 6, "a b": 7}}
    later = {"town": {"b": 2, " b": 2, "B ": 1, "9": 1, "ä": 2, "": 2, "nan": 1}}
    compare(draw(rng, 45, ["depth"], odd), draw(rng, 11, ["depth"], later), ["depth"], ["town"], 6,
            "towns that differ in case, blanks and digits, sorted as text")
    odd = {"town": {"nan": 12, "": 11, "NA": 10, "None": 9}}
    compare(draw(rng, 42, ["depth"], odd), draw(rng, 10, ["depth"], {"town": {"": 3, "nan": 3, "None": 2, "Ulm": 2}}), ["depth"], ["town"], 5,
            "categories whose texts are empty, nan, NA and None")
    nowhere = frame.assign(town=pd.Series([None] * len(frame), dtype=object), kind=[nan] * len(frame))
    compare(train, nowhere, ["depth"], ["town", "kind"], 5, "a later text column without a single value")
    ten = draw(rng, 40, [], {"town": {"Ulm": 21, "Bonn": 10, "Zug": 9}})
    names = Preprocessor([], ["town"]).fit(ten).names
    check.equal(names, ["town=Bonn", "town=Ulm", "town=other"], "names by default, with 21, 10 and 9 rows of each town",
                look="min_count is 10 if nobody says otherwise")
    many = {"town": {f"town {number}": 4 + number % 3 for number in range(25)}}
    later = {"town": {f"town {number}": 1 for number in range(30)}}
    compare(draw(rng, 140, [], many), draw(rng, 30, [], later), [], ["town"], 5, "25 towns, two in three of them frequent")
    moved = {"born": {"Ulm": 20, "Bonn": 2, "Zug": 8}, "town": {"Ulm": 3, "Bonn": 18, "Zug": 9}}
    later = {"born": {"Bonn": 4, "Ulm": 3, "Zug": 2}, "town": {"Ulm": 4, "Bonn": 2, "Zug": 3}}
    compare(draw(rng, 30, [], moved), draw(rng, 9, [], later), [], ["born", "town"], 5,
            "a town that is frequent in one column and rare in another")
    everyone = {"town": {"Ulm": 30, "Bonn": 30}}
    compare(draw(rng, 60, [], everyone), draw(rng, 8, [], {"town": {"Bonn": 8}}), [], ["town"], 5,
            "later rows of one category only")
with grade("no order counts"):
    train = holes(rng, draw(rng, 50, numbers, {"town": {"Ulm": 11, "Bonn": 12, "Linz": 13}}),
                  ["age", "town"], 0.1)
    frame = holes(rng, draw(rng, 8, numbers, {"town": {"Linz": 2, "Ulm": 2, "Oslo": 1}}), ["load"], 0.2)
    for turn in range(3):
        shuffled = train.iloc[rng.permutation(50)]
        compare(shuffled, frame, numbers, ["town"], 6, "training rows in another order, with their index")
    twice = pd.concat([frame, frame.head(3)])
    compare(pd.concat([train, train.head(5)]), twice, numbers, ["town"], 6, "rows whose index repeats itself")
    gaps = [None if turn % 3 else "x" for turn in range(50)]
    compare(train.assign(note=gaps), frame.assign(note=nan), numbers, ["town"], 6, "a further column, most of it missing")
    turned = frame[["town", "load", "depth", "age"]].assign(extra="x")
    compare(train, frame, ["load", "depth", "age"], ["town"], 6, "numeric columns asked for in another order")
    compare(train, frame[["load", "age", "depth", "town"]], numbers, ["town"], 6, "the same columns in another order")
    compare(train, turned.iloc[::-1], numbers, ["town"], 6,
            "columns and rows in another order, and one column more")
    compare(train.assign(year=2009, note="x"), frame, numbers, ["town"], 6, "training with two columns more, and later rows without")
with grade("nothing leaks", weight=2):
    train = holes(rng, draw(rng, 40, numbers, {"town": {"Ulm": 20, "Bonn": 15}}), ["depth"], 0.2)
    frame = holes(rng, draw(rng, 12, numbers, {"town": {"Bonn": 6, "Rom": 6}}), ["age", "town"], 0.2)
    frame[numbers] = frame[numbers] * 3 + 40
    untouched = frame.copy()
    compare(train, frame, numbers, ["town"], 10, "later rows on another level than training")
    names, expected = oracle(train, frame, numbers, ["town"], 10)
    fitted = Preprocessor(numbers, ["town"], 10).fit(train)
    fitted.transform(frame)
    for row in (0, 5, 11):
        alone = fitted.transform(frame.iloc[row : row + 1])
        check.same_features(alone, expected[row : row + 1], names,
                                          "one row alone, after other rows")
    check.same_features(fitted.transform(frame.iloc[:0]), expected[:0], names, "no rows")
    other = draw(rng, 30, numbers, {"town": {"Kiel": 30}})
    names, expected = oracle(other, frame, numbers, ["town"], 10)
    beside = Preprocessor(numbers, ["town"], 10).fit(other)
    check.same_features(beside.transform(frame), expected, names, "a second preprocessor, fitted on other rows")
    check.same_features(fitted.transform(frame), oracle(train, frame, numbers, ["town"], 10)[1], [*numbers, "town=Bonn", "town=Ulm", "town=other"],
                        "a preprocessor, after another one was fitted on other rows")
    again = fitted.fit(other)
    check.equal(again.names, names, "names after a second fit")
    check.same_features(again.transform(frame), expected, names, "a second fit on other rows")
    fitted = Preprocessor(numbers, ["town"], 10)
    first = fitted.fit(train)
    fitted.fit(other)
    check.equal(first.names, names, "names of what the first fit returned, after a second fit of the same preprocessor",
                look="fit returns the preprocessor itself, not another one")
    fitted = Preprocessor(numbers, ["town"], 10).fit(train)
    Preprocessor(numbers, ["town"], 10).fit(other)
    names, expected = oracle(train, frame, numbers, ["town"], 10)
    what = "a preprocessor, after another one was fitted on other rows"
    check.equal(fitted.names, names, f"names of {what}")
    check.same_features(fitted.transform(frame), expected, names, what)
    fitted = Preprocessor([*numbers, "floor"], ["town"], 10)
    gaps = holes(rng, train, [*numbers, "town"], 0.1)
    gaps.loc[gaps.index[0], "town"], gaps.loc[gaps.index[1], "age"] = None, nan
    for table in (gaps, untouched):  # whole numbers stay whole, and rows keep their names
        table["floor"] = range(len(table))
        table.index = [3 * row + 7 for row in range(len(table))]
    check.leaves_input_alone(fitted.fit, [gaps], "fit")
    check.leaves_input_alone(fitted.transform, [untouched], "transform")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *What the mean can't mend.* A value that is missing often says something by being missing. At
# work, add a 0/1 column "was missing" for such columns, and look at the model with and without it.

# %% [markdown]
# *A first sitting may end here.*
#
# ## Sequences of different lengths
#
# Not all data are tables. A support desk wants to sort incoming messages. Each message is a list of
# token numbers; one has 3 tokens, another 40. A tensor is a full rectangle, so short messages are
# *padded*:
#
# ```
# tokens            mask
# 7  4  9  2        True  True  True  True
# 5  1  0  0        True  True  False False
# 3  0  8  0        True  True  True  False
# ```
#
# In the third row the 0 in the middle is a token, and the 0 at the end is padding. You can't tell
# from the numbers, so `tokens != 0` is not a mask. The **lengths** know. Position `j` of row
# `i` is real when `j < length[i]`. With `<=` one padding place is taken for a word; nothing
# crashes, and each mean over a message is a little wrong.
#
# A `Dataset` says what item `i` is; a `DataLoader` decides on the order and calls your
# **collate** function to make a batch of a list of items. Shuffling draws from PyTorch's *global*
# generator by default, and any other call that draws a random number shifts the order. Give the
# loader a generator of its own: then a run can be repeated, and adding a dropout layer doesn't
# change which batch comes first.

# %%
quiz(
    "A message of 2 tokens is padded to 4 places, counted from 0. With `<=` for `<`, how many "
    "places would its mask call real?",
    runs="""
import torch
print((torch.arange(4) <= 2).sum().item())
""",
    number=3,
    wrong={
        2: "That is right with `<`: places 0 and 1.",
        4: "Place 3 is not at most 2.",
    },
    because="Places 0, 1 and 2. The last one is padding, and counts as a word.",
)

# %%
letters, numbers = zip(*[("a", 1), ("b", 2), ("c", 3)])  # a list of pairs, turned into two tuples
print(letters, numbers)
rows = [torch.tensor([1, 2, 3]), torch.tensor([4])]
print(torch.nn.utils.rnn.pad_sequence(rows, batch_first=True).tolist())
own = torch.Generator().manual_seed(1)
shuffled = DataLoader(range(6), batch_size=4, shuffle=True, generator=own)
for turn in (1, 2):
    print("pass", turn, [batch.tolist() for batch in shuffled])

# %% [markdown]
# Each pass has an order of its own, and the last batch is smaller. Run the cell again: the two
# passes come out the same, since the generator starts from the same seed.

# %% [markdown]
# ## P17 · Dataset, collate and a loader
# **Level 3 · 15 minutes · 4 points**
#
# Write three things.
#
# - `SequenceDataset(sequences, labels)`: `sequences` is a list of lists of token numbers, `labels`
#   a list of whole numbers, Python's or NumPy's. `len` gives the number of items; item `i` is a
#   tuple `(tokens, label)`: an int64 tensor without padding, and Python's own `int`.
# - `collate(batch)`: `batch` is a list of such items. Return a dict: `"tokens"`, int64 (B, L),
#   padded by 0 at the end, L the longest length in the batch; `"mask"`, bool (B, L), True at real
#   tokens; `"labels"`, int64 (B,). A sequence may be empty (its mask is False all along), but not
#   all in a batch are. Token 0 may be a real token.
# - `make_loader(sequences, labels, batch_size, seed)`: something to iterate over that gives batches
#   made by `collate`. Each pass gives every item once, also after one that was broken off, in a new
#   random order, every order being possible, whatever the lengths and labels; the last batch may be
#   smaller. The same `seed` gives the same orders, whatever else was drawn before or between (by
#   PyTorch, NumPy or Python's `random`, or by another loader), and the loader draws nothing from
#   PyTorch's global generator. Other seeds give other orders: no pass of one is a pass of another.
# - `sequences` and `labels` stay as they are, during a pass too.
#
# For example, `collate([(tensor([7, 4, 9]), 1), (tensor([5]), 0)])` gives
#
# ```
# {"tokens": [[7, 4, 9], [5, 0, 0]],
#  "mask":   [[True, True, True], [True, False, False]],
#  "labels": [1, 0]}
# ```
#
# <details><summary>Hint 1</summary>
#
# `zip` with a star turns a list of pairs into two tuples, and `pad_sequence` pads, as in the cell
# above. Without `batch_first` it lays messages down as columns.
# </details>
# <details><summary>Hint 2</summary>
#
# The mask compares places with lengths: a row of places, a column of lengths, as ages and limits in
# lesson 1. If only token 0 or an empty message fails, the mask was made of the tokens.
# </details>
# <details><summary>Hint 3</summary>
#
# A `DataLoader` as in the cell above, over your dataset, with one argument more: `collate_fn` names
# the function that makes a batch. `torch.manual_seed` is the global generator, and not what you
# want.
# </details>

# %% role="answer" id="loader"
class SequenceDataset(Dataset):
    """Items (tokens, label) from lists of token numbers and labels."""

    def __init__(self, sequences, labels):
        self.sequences, self.labels = sequences, labels

    def __len__(self):
        ### BEGIN SOLUTION
        return len(self.sequences)
        ### END SOLUTION

    def __getitem__(self, index):
        ### BEGIN SOLUTION
        return torch.tensor(self.sequences[index], dtype=torch.int64), int(self.labels[index])
        ### END SOLUTION


def collate(batch):
    """A dict of tokens (B, L), mask (B, L) and labels (B,) from a list of items."""
    ### BEGIN SOLUTION
    tokens, labels = zip(*batch)
    lengths = torch.tensor([len(sequence) for sequence in tokens])
    padded = torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)
    mask = torch.arange(padded.shape[1]) < lengths[:, None]
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels)}
    ### END SOLUTION


def make_loader(sequences, labels, batch_size, seed):
    """Batches of all items in a new random order at each pass, decided by seed alone."""
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(seed)
    dataset = SequenceDataset(sequences, labels)
    return DataLoader(dataset, batch_size, shuffle=True, collate_fn=collate, generator=generator)
    ### END SOLUTION

# %% role="tests" id="loader-tests" points=4
for name in ("SequenceDataset", "collate", "make_loader"):
    check.at_most_lines(name, 50, columns=10_000)
    check.no_calls(name, {"workbook"}, why="you write it yourself")

grade = check.parts(4)
with grade("dataset and collate, the published example"):
    items = SequenceDataset([[7, 4, 9], [5]], [1, 0])
    check.equal(len(items), 2, "len of the dataset")
    check.equal(items[0], (torch.tensor([7, 4, 9]), 1), "item 0 of the dataset")
    batch = collate([(torch.tensor([7, 4, 9]), 1), (torch.tensor([5]), 0)])
    mask = torch.tensor([[True, True, True], [True, False, False]])
    expected = {"tokens": torch.tensor([[7, 4, 9], [5, 0, 0]]), "mask": mask,
                "labels": torch.tensor([1, 0])}
    check.equal(batch, expected, "collate of two items")
with grade("the loader gives every item once"):
    sequences, labels = [[k] * (k % 4 + 1) for k in range(10)], list(range(10))
    seen = loaders.epochs(make_loader, [sequences, labels, 4, 3])
    batches = seen["epochs"][0]
    order = loaders.labels_of(batches, "make_loader, 10 items in batches of 4")
    check.equal(sorted(order), list(range(10)), "labels of one pass, sorted")
    check.equal([len(batch["labels"]) for batch in batches], [4, 4, 2], "sizes of the batches")
### BEGIN HIDDEN TESTS
import itertools

rng = check.rng("loader")

def corpus(lengths, words=6):
    return [[int(token) for token in rng.integers(0, words, length)] for length in lengths]

kinds = {"sequences of equal length": [4, 4, 4], "the longest sequence is last": [1, 3, 7], "one item": [5],
         "sequences of one token": [1, 1], "one token and an empty sequence": [0, 1],
         "an empty sequence among others": [3, 0, 2],
         "a sequence of 40 tokens": [2, 40], "a sequence of 1100 tokens": [2, 1100],
         "sequences of many lengths": [int(n) for n in rng.integers(1, 15, 9)]}
with grade("collate on other batches"):
    for kind, lengths in kinds.items():
        for words, note in [(6, ""), (1, ", token 0 is a real token")]:
            texts, longest = corpus(lengths, words), max(lengths)
            labels = [int(label) for label in rng.integers(0, 9, len(texts))]
            items = [torch.tensor(text, dtype=torch.int64) for text in texts]
            batch = collate(list(zip(items, labels)))
            expected = {
                "tokens": torch.tensor([text + [0] * (longest - len(text)) for text in texts]),
                "mask": torch.tensor([[place < len(text) for place in range(longest)] for text in texts]),
                "labels": torch.tensor(labels),
            }
            what = f"collate, {kind}{note} (lengths {lengths})"
            check.equal(sorted(batch), sorted(expected), f"{what}: keys of what it returns")
            looks = {"tokens": "zeros at the end of each row, up to the longest", "mask": "lengths, and < or <="}
            for key, wanted in expected.items():
                check.equal(batch[key], wanted, f"{what}: {key}", look=looks.get(key, "the second part of each item"))
    check.equal(len(SequenceDataset([[1], [2], [3]], [0, 0, 1])), 3, "len of a dataset of three items, two labels equal")
    texts = corpus(kinds["sequences of many lengths"])
    items = SequenceDataset(texts, list(range(9)))
    for i in (0, 4, 8):
        check.equal(items[i], (torch.tensor(texts[i], dtype=torch.int64), i), "an item of a longer dataset")
    check.equal(SequenceDataset([[]], [2])[0], (torch.zeros(0, dtype=torch.int64), 2),
                "an item without tokens")
    came = SequenceDataset([[5, 1]], [2])[0][1]
    check.equal(type(came).__name__, "int", "the type of an item's label, given as 2")
    came = SequenceDataset([[5, 1]], list(np.array([2])))[0][1]
    check.equal(type(came).__name__, "int", "the type of an item's label, given as NumPy's int64")
with grade("an order that can be repeated", weight=2):
    texts, labels = corpus([9, *(int(n) for n in rng.integers(1, 6, 36))]), list(range(37))
    what = "make_loader, 37 items in batches of 5"

    def orders(seed, global_seed, count=2):
        seen = loaders.epochs(make_loader, [texts, labels, 5, seed], count=count,
                                          global_seed=global_seed)
        check.that(seen["given_kept"], "make_loader: the caller's lists aren't what they were before",
                   look="shuffle numbers of items, not the lists, not even for as long as a pass takes")
        for batch in seen["epochs"][0]:
            longest = max(len(texts[label]) for label in batch["labels"].tolist())
            check.equal(batch["tokens"].shape[1], longest, f"{what}: the width of a batch whose longest sequence has {longest} tokens",
                        look="batches are made by collate")
            for row, label in enumerate(batch["labels"].tolist()):
                check.equal(batch["tokens"][row][batch["mask"][row]].tolist(), texts[label],
                            "the tokens that belong to a label")
        passes = [loaders.labels_of(batches, what) for batches in seen["epochs"]]
        return passes, seen["state_kept"]

    first, kept = orders(11, 1, 3)
    for order in first:
        check.equal(sorted(order), labels, f"{what}: labels of one pass, sorted")
    again, _ = orders(11, 2, 3)
    moved = "the same seed gave another order after other draws from the global generators (torch, NumPy, random)"
    check.that(again == first, f"{what}: {moved}",
               look="which generator the loader draws from")
    check.that(kept, f"{what}: the loader changed torch's global random state",
               look="torch.manual_seed, a shuffle without generator")
    check.that(first[0] != labels, f"{what}: the items come in their own order", look="shuffle")
    check.that(first[0] != first[1], f"{what}: the second pass has the same order as the first")
    check.that(first[0] != first[1][::-1], f"{what}: the second pass is the first, turned round")
    seen = loaders.epochs(make_loader, [texts, labels, 5, 11], count=3, between=[texts, labels, 5, 12])
    check.that([loaders.labels_of(batches, what) for batches in seen["epochs"]] == first,
               f"{what}: the orders are others if a second loader, of another seed, is used between the passes",
               look="each loader has a generator of its own")
    seen = loaders.epochs(make_loader, [texts, labels, 5, 11], count=2, broken_off=True)
    for batches, begun in zip(seen["epochs"], seen["broken_off"]):
        check.that(loaders.labels_of([begun], what) != loaders.labels_of(batches[:1], what),
                   f"{what}: a pass begins as the one before it, which was broken off after its first batch", look="each pass has an order of its own")
        check.equal(sorted(loaders.labels_of(batches, what)), labels,
                    f"{what}, before each pass one that ends after its first batch: labels of one pass, sorted",
                    look="each pass begins anew, whatever became of the one before")
    some = [*texts[:36], []]
    batches = loaders.epochs(make_loader, [some, labels, 5, 11])["epochs"][0]
    check.equal(sorted(loaders.labels_of(batches, what)), labels, "make_loader, one of 37 sequences empty: labels of one pass, sorted")
    pairs = max(sum(abs(a - b) == 1 for a, b in zip(order, order[1:])) for order in first)
    check.that(pairs < 15, f"{what}: {pairs} items stand beside their neighbour, expected about 2: blocks are shuffled, not items",
               look="the order is drawn anew for all items")
    short, long = int(rng.integers(1, 4)), int(rng.integers(70, 99))
    four = [[item] * length for item, length in enumerate([short, long, short, long])]
    seen = loaders.epochs(make_loader, [four, [0, 0, 1, 1], 2, int(rng.integers(1000))], count=400)
    passes = [[int(item) for batch in batches for item in batch["tokens"][:, 0]] for batches in seen["epochs"]]
    never = [order for order in itertools.permutations(range(4)) if list(order) not in passes]
    what = f"make_loader, 4 items of lengths {short}, {long}, {short}, {long} and labels 0, 0, 1, 1"
    check.that(not never, f"{what}: in 400 passes {len(never)} of 24 orders never came, {never[:1]} for one: some orders can't come",
               look="a permutation of all items, drawn anew for each pass: neither lengths nor labels count")
    drawn = {seed: orders(seed, 1, 1)[0][0] for seed in (0, 1, 3, 9, 10, 12, 13, 21, 22, 33, 111, 267, 1011, 10011, 65547)}
    same = [seed for seed, order in drawn.items() if order == first[0] or list(drawn.values()).count(order) > 1]
    what = "make_loader, 37 items in batches of 5"
    check.that(not same, f"{what}: another seed gave the same order (of 11 and {same})", look="the whole seed counts")
    for seed, order in drawn.items():
        check.that(order not in first[1:], f"{what}: a later pass with seed 11 is the first with seed {seed}",
                   look="one generator for all passes, begun with the seed")
    check.that(orders(0, 2, 1)[0][0] == drawn[0], f"{what}: seed 0 gave another order when it was asked for again",
               look="0 is a seed as any other")
    seed, twelve = int(rng.integers(1000)), [[[item] for item in range(12)], list(range(12)), 12]
    begun = {other: loaders.epochs(make_loader, [*twelve, other])["epochs"][0] for other in (seed + 1, seed ^ 1)}
    batches = loaders.epochs(make_loader, [*twelve, seed], count=102)["epochs"]
    what = "make_loader, 12 items in one batch"
    passes = [loaders.labels_of(one, what) for one in batches]
    twice = [number for number, order in enumerate(passes, start=1) if order in passes[: number - 1]]
    check.that(not twice, f"{what}: pass {twice[:1]} with seed {seed} has the order of an earlier one", look="one generator for all passes")
    for other, one in begun.items():
        number = [*passes, order := loaders.labels_of(one, what)].index(order) + 1
        check.that(number > len(passes), f"{what}: pass {number} with seed {seed} is the first with seed {other}",
                   look="one generator for all passes, begun with the seed: no sum of seed and pass")
    crowd = loaders.epochs(make_loader, [[[1]] * 2400, list(range(2400)), 40, seed])["epochs"][0]
    late = max(loaders.labels_of(crowd, "make_loader, 2400 items in batches of 40")[:40])
    check.that(late >= 1200, f"make_loader, 2400 items in batches of 40: none of the last 1200 comes among the first 40, {late} is the highest",
               look="a permutation of all items, not of some at a time")
    for size in (1, 3, 50):
        batches = loaders.epochs(make_loader, [texts, labels, size, 3])["epochs"][0]
        sizes = [size] * (37 // size) + [37 % size] * (37 % size > 0)
        check.equal([len(batch["labels"]) for batch in batches], sizes, f"sizes of the batches, batch_size={size}, 37 items")
    check.leaves_input_alone(make_loader, [texts, labels, 4, 3], "make_loader")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What happened on the way in?
#
# The model is the simplest there is: it knows the middle of each species, in scaled measures, and
# names the nearest. Its numbers come from 2007 and 2008. The birds of 2009 arrive in two ways:
# through your preprocessor, and through one that learns its scale anew from each dozen birds.

# %%
measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]


def named(features, middles):
    """For each row the number of the species whose middle is nearest."""
    return ((features[:, None, :] - middles[None]) ** 2).sum(-1).argmin(1)


train, later = penguins[penguins["year"] < 2009], penguins[penguins["year"] == 2009]
try:
    keeper = Preprocessor(measures, []).fit(train)
    kinds = sorted(train["species"].unique())
    known = keeper.transform(train)
    middles = np.stack([known[(train["species"] == kind).to_numpy()].mean(0) for kind in kinds])
    truth = later["species"].map(kinds.index).to_numpy()
    dozens = [later.iloc[start : start + 12] for start in range(0, len(later), 12)]
    ways = {
        "fitted once, all birds": keeper.transform(later),
        "fitted once, one at a time": np.concatenate(
            [keeper.transform(later.iloc[row : row + 1]) for row in range(len(later))]
        ),
        "fitted anew on each dozen": np.concatenate(
            [Preprocessor(measures, []).fit(dozen).transform(dozen) for dozen in dozens]
        ),
    }
    for way, features in ways.items():
        print(f"{way:27} {(named(features, middles) == truth).mean():.0%} right")
    messages = make_loader([[4, 4], [4, 4, 4, 4, 4, 4]], [0, 1], 2, seed=1)
    for batch in messages:
        tokens, mask = batch["tokens"], batch["mask"]
        print("mean token, padding included:", sorted(tokens.float().mean(1).tolist()))
        masked = (tokens * mask).sum(1) / mask.sum(1)
        print("mean token, by the mask:     ", sorted(masked.tolist()))
except (NameError, NotImplementedError):
    print("Write the exercises above first, then run this cell again.")

# %% [markdown]
# Nothing is wrong with the model. Here the birds come species by species, so a dozen is mostly of
# *one*; scaled by itself, it lands in the middle, whatever it is. Fitted once on training rows, one
# bird at a time gives just what all birds together give. The same happens to messages: each of the
# two holds nothing but the token 4, and only the mask knows it. What you may not conclude: that the
# model will do as well elsewhere. These are the same islands, a year later.

# %% [markdown]
# ## Summary
#
# - `fit` learns, from training rows only; `transform` never learns. Test it with a single row.
# - Fix names and order of the columns at `fit`. Everything unknown has a place: the median, or
#   `other`.
# - A mask comes from lengths, never from the padded numbers.
# - A loader with its own seeded generator can be repeated; one that draws from the global generator
#   can't.

# %% [markdown]
# ## Two stories from work
#
# **The same "random" pictures, again and again.** Training code often changes pictures at random,
# with NumPy, in several loader processes. The processes began as copies of one parent, and with it
# they copied the state of NumPy's random generator: each drew the same numbers, and in each epoch
# anew. Nothing crashed; models were a little worse. In 2021 an engineer searched over a hundred
# thousand repositories; of those whose loaders worked like this and could be analysed, more than 95
# % had the fault. PyTorch has since begun to seed NumPy in each worker. (Source: Tanel Pärnamaa,
# "Using PyTorch + NumPy? You're making a mistake", 2021; PyTorch pull request 56488.)
#
# **Sixty-two models, none of use.** In 2020 hundreds of papers offered models that recognise
# COVID-19 in chest pictures. A review took 2,212 studies, kept the 62 that were described well
# enough, and found none of potential clinical use, because of flawed methods or biased data. One
# flaw: public collections had been put together from others under a new name, so that the same
# pictures could stand in training and in test. That is leakage which no `fit` and `transform` can
# mend. Know where each row comes from before you split. (Source: M. Roberts and others, "Common
# pitfalls and recommendations for using machine learning to detect and prognosticate for COVID-19
# using chest radiographs and CT scans", Nature Machine Intelligence 3, 2021.)
