# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: From a dirty table to a clean batch
#     minutes: 55
#     prerequisites: [03-pytorch/1-tensors]
#     summary: Preprocessing that learns from training data only, and batches of unequal sequences with a mask.
# ---

# %% [markdown]
# # From a dirty table to a clean batch
#
# After this lesson you can
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

penguins = pd.read_csv("data/penguins.csv")

# %% [markdown]
# ## A model that met its exam beforehand
#
# Field workers measured penguins in 2007, 2008 and 2009. Suppose that a model shall tell the species next season. The first two years are for training;
# 2009 stands for the season that we don't know yet. (The data are real and CC0; `data/README.md` says whose.)

# %%
train, later = penguins[penguins["year"] < 2009], penguins[penguins["year"] == 2009]
penguins.isna().sum()[lambda missing: missing > 0]

# %% [markdown]
# Gaps must be filled, and measures of 4000 g and 18 mm must come to one scale. Both need numbers *from the data*: a median, a mean, a standard
# deviation. From which data?
#
# The wrong turn is to clean the whole table and split it then. The mean now knows the year 2009. The error looks small, and the score in the
# notebook gets a little better. In the service there is no 2009 to look at: the rows arrive one at a time. Of a single
# row, a preprocessor that recomputes its mean from what it is given leaves nothing.

# %%
one = later[["body_mass_g"]].head(1)
(one - one.mean()) / one.std(ddof=0)  # a lone row, scaled by itself: 0 / 0

# %% [markdown]
# So there are two steps, and only one of them learns:
#
# | step | sees | does |
# |---|---|---|
# | `fit` | training rows only | stores medians, means, deviations, the list of categories |
# | `transform` | any rows, even a single one | uses what was stored, learns nothing |
#
# This is scikit-learn's contract too. (Fit on the training *part of each fold* when you cross-validate.)
#
# ### Categories
#
# A text column becomes one column of 0 and 1 for each category: *one-hot*. Three things go wrong at work:
#
# - **An unseen category.** A penguin from a new island arrives. The model has no column for it.
# - **Rare categories.** Three rows out of ten thousand teach the model nothing but noise, and each costs a column.
# - **The order of the columns.** `unique()` gives categories in order of appearance. Train on shuffled rows, and `island=Dream` becomes
#   the second column today and the first tomorrow. No error is raised; predictions are nonsense.
#
# The remedy: keep the categories that are frequent *in training*, in sorted order, and send all others to one column, `other`.

# %%
pd.get_dummies(later["island"].head(2)).columns.tolist(), train["island"].value_counts().to_dict()

# %% [markdown]
# `get_dummies` on two rows gives the columns of these two rows only. That is why it has no place in `transform`.

# %% [markdown]
# ## P16 · Preprocessor
# **Level 3 · 20 minutes · 7 points**
#
# Write the class `Preprocessor(numeric, categorical, min_count=10)`. `numeric` and `categorical` are lists of column names.
#
# `fit(train)` learns from the data frame `train` and returns the preprocessor itself. `transform(frame)` returns a NumPy array, float32, one row for each
# row of `frame`, in that order. `names`, set by `fit`, is the list of the array's column names:
#
# 1. **Numeric columns**, in the order of `numeric`, by their own names. A missing value becomes the *median* of the training values. Then
#    subtract the mean and divide by the standard deviation (population, `ddof=0`), both of the training column *after* filling. A column that is
#    constant in training is not divided: it becomes the value minus the mean.
# 2. **Categorical columns**, in the order of `categorical`. For each: one column `"island=Dream"` for each category with at least `min_count`
#    rows in training, sorted as text; then always one column `"island=other"`. A category that is rare, new or missing goes to `other`.
#
# - The result depends on no other row of `frame`, nor on the order of the columns in `frame`, nor on the order of the training rows. Further columns are ignored.
# - `train` and `frame` stay unchanged. A second `fit` forgets the first one.
# - `frame` may have columns without a single value, and may have no rows. In `train`, each numeric column has at least one value. Categories are texts, and none
#   is called `other`.
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
# has the names `["mass", "island=Biscoe", "island=Dream", "island=other"]`. The median is 3, the filled column 1, 3, 3, 3, 8 has mean 3.6 and deviation 2.3324. So `frame`
# becomes `[[-0.2572, 1, 0, 0], [0.6002, 0, 0, 1]]`.
#
# <details><summary>Hint 1</summary>
#
# Store in `fit`: `self.medians`, `self.means`, `self.deviations`, and for each categorical column the sorted list of what it keeps.
# In `transform`, call nothing that computes a statistic.
# </details>
# <details><summary>Hint 2</summary>
#
# `counts = train[column].value_counts()` leaves missing values out; `sorted(counts[counts >= self.min_count].index)` is the list to keep. Rounding leaves
# the column 0.1, 0.1, 0.1 a deviation of 1.4e-17, so ask how many different values it has, not whether the deviation is 0.
# </details>
# <details><summary>Hint 3</summary>
#
# For each kept category, `(frame[column] == category)` is a column. `other` is `~frame[column].isin(kept)`, which is true for rare, new and missing ones. `np.column_stack`
# puts columns side by side; `.astype("float32")` ends it.
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

# %% role="tests" id="preprocessor-tests" points=7
check.at_most_lines("Preprocessor", 50, columns=10_000)
check.no_calls("Preprocessor", {"workbook"}, why="you write it yourself")

grade = check.parts(7)
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
    columns = [*measures, *(f"island={place}" for place in ("Biscoe", "Dream", "Torgersen", "other"))]
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
    check.same_features(fitted.transform(frame), expected, names, kind)

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
    nothing = frame.assign(age=[nan] * len(frame))
    compare(train, nothing, numbers, [], 5, "a later column without a single value")
    nothing = frame.assign(age=pd.Series([None] * len(frame), dtype=object))
    compare(train, nothing, numbers, [], 5, "a later column of None alone")
    train["load"] = rng.integers(0, 9, len(train))
    compare(train, frame.assign(load=3), numbers, [], 5, "whole numbers")
    train["depth"] = np.round(train["depth"]) / 1e6
    compare(train, frame.assign(depth=[0.00002] * len(frame)), numbers, [], 5, "a column of very small numbers")
with grade("a constant column"):
    train, frame = draw(rng, 30, ["depth"], {}), draw(rng, 6, ["depth"], {})
    for level in (float(rng.integers(2, 9)), 0.1, 1234.56, 0.0):
        train["load"], frame["load"] = level, [level, level + 1, level - 2, level, nan, level]
        compare(train, frame, ["depth", "load"], [], 5, f"a column that is {level} all along in training")
        compare(holes(rng, train, ["load"], 0.2), frame, ["depth", "load"], [], 5,
                f"a column that is {level} all along, with gaps")
    train["load"] = [nan] * 29 + [level + 5]
    compare(train, frame, ["depth", "load"], [], 5, "a column with a single value in training")
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
    nowhere = frame.assign(town=pd.Series([None] * len(frame), dtype=object), kind=[nan] * len(frame))
    compare(train, nowhere, ["depth"], ["town", "kind"], 5, "a later text column without a single value")
    ten = draw(rng, 40, [], {"town": {"Ulm": 21, "Bonn": 10, "Zug": 9}})
    names = Preprocessor([], ["town"]).fit(ten).names
    check.equal(names, ["town=Bonn", "town=Ulm", "town=other"], "names by default, with 21, 10 and 9 rows of each town",
                look="min_count is 10 if nobody says otherwise")
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
    turned = frame[["town", "load", "depth", "age"]].assign(extra="x")
    compare(train, frame, ["load", "depth", "age"], ["town"], 6, "numeric columns asked for in another order")
    compare(train, turned.iloc[::-1], numbers, ["town"], 6,
            "columns and rows in another order, and one column more")
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
    again = fitted.fit(other)
    check.equal(again.names, names, "names after a second fit")
    check.same_features(again.transform(frame), expected, names, "a second fit on other rows")
    fitted = Preprocessor(numbers, ["town"], 10)
    check.leaves_input_alone(fitted.fit, [holes(rng, train, numbers, 0.1)], "fit")
    check.leaves_input_alone(fitted.transform, [untouched], "transform")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *What the mean can't mend.* A value that is missing often says something by being missing. At work, add a 0/1 column "was missing" for
# such columns, and look at the model with and without it.

# %% [markdown]
# ## Sequences of different lengths
#
# A support desk wants to sort incoming messages. Each message is a list of token numbers; one has 3 tokens, another 40. A tensor is a full rectangle, so
# short messages are *padded*:
#
# ```
# tokens            mask
# 7  4  9  2        True  True  True  True
# 5  1  0  0        True  True  False False
# 3  0  8  0        True  True  True  False
# ```
#
# In the third row the 0 in the middle is a token, and the 0 at the end is padding. You can't tell from the numbers, so `tokens != 0` is not a
# mask. The **lengths** know. Position `j` of row `i` is real when `j < length[i]`. With `<=` one padding place is taken for a word; nothing crashes,
# and each mean over a message is a little wrong.
#
# A `Dataset` says what item `i` is; a `DataLoader` decides on the order and calls your **collate** function to make a batch of a list of items. Shuffling draws from PyTorch's *global*
# generator by default, and any other call that draws a random number shifts the order. Give the loader a generator of its own: then
# a run can be repeated, and adding a dropout layer doesn't change which batch comes first.

# %% [markdown]
# ## P17 · Dataset, collate and a loader
# **Level 3 · 15 minutes · 4 points**
#
# Write three things.
#
# - `SequenceDataset(sequences, labels)`: `sequences` is a list of lists of token numbers, `labels` a list of whole numbers. `len` gives the number of
#   items; item `i` is a tuple `(tokens, label)`: an int64 tensor without padding, and an `int`.
# - `collate(batch)`: `batch` is a list of such items. Return a dict: `"tokens"`, int64 (B, L), padded by 0 at the end, L the longest
#   length in the batch; `"mask"`, bool (B, L), True at real tokens; `"labels"`, int64 (B,). A sequence may be empty (its mask is False all along), but not all in
#   a batch are. Token 0 may be a real token.
# - `make_loader(sequences, labels, batch_size, seed)`: something to iterate over that gives batches made by `collate`. Each pass gives every item once, in a new random
#   order, every order being possible; the last batch may be smaller. The same `seed` gives the same orders, whatever else was drawn before or
#   between (by PyTorch, NumPy or Python's `random`), and the loader draws nothing from PyTorch's global generator. Other seeds give other orders.
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
# `tokens, labels = zip(*batch)` turns a list of pairs into a pair of tuples. `torch.nn.utils.rnn.pad_sequence` pads; look up `batch_first`.
# </details>
# <details><summary>Hint 2</summary>
#
# `torch.arange(longest) < lengths[:, None]` is the mask, by broadcasting.
# </details>
# <details><summary>Hint 3</summary>
#
# `DataLoader(dataset, batch_size, shuffle=True, collate_fn=collate, generator=torch.Generator().manual_seed(seed))`.
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
rng = check.rng("loader")

def corpus(lengths, words=6):
    return [[int(token) for token in rng.integers(0, words, length)] for length in lengths]

kinds = {"sequences of equal length": [4, 4, 4], "the longest sequence is last": [1, 3, 7], "one item": [5],
         "an empty sequence among others": [3, 0, 2],
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
    texts = corpus(kinds["sequences of many lengths"])
    items = SequenceDataset(texts, list(range(9)))
    for i in (0, 4, 8):
        check.equal(items[i], (torch.tensor(texts[i], dtype=torch.int64), i), "an item of a longer dataset")
    check.equal(SequenceDataset([[]], [2])[0], (torch.zeros(0, dtype=torch.int64), 2),
                "an item without tokens")
    came = SequenceDataset([[5, 1]], [2])[0][1]
    check.equal(type(came).__name__, "int", "the type of an item's label, given as 2")
with grade("an order that can be repeated", weight=2):
    texts, labels = corpus([int(n) for n in rng.integers(1, 6, 37)]), list(range(37))
    what = "make_loader, 37 items in batches of 5"

    def orders(seed, global_seed, count=2):
        seen = loaders.epochs(make_loader, [texts, labels, 5, seed], count=count,
                                          global_seed=global_seed)
        for batch in seen["epochs"][0]:
            for row, label in enumerate(batch["labels"].tolist()):
                check.equal(batch["tokens"][row][batch["mask"][row]].tolist(), texts[label],
                            "the tokens that belong to a label")
        passes = [loaders.labels_of(batches, what) for batches in seen["epochs"]]
        return passes, seen["state_kept"]

    first, kept = orders(11, 1)
    for order in first:
        check.equal(sorted(order), labels, f"{what}: labels of one pass, sorted")
    again, _ = orders(11, 2)
    moved = "the same seed gave another order after other draws from the global generators (torch, NumPy, random)"
    check.that(again == first, f"{what}: {moved}",
               look="which generator the loader draws from")
    check.that(kept, f"{what}: the loader changed torch's global random state",
               look="torch.manual_seed, a shuffle without generator")
    check.that(first[0] != labels, f"{what}: the items come in their own order", look="shuffle")
    check.that(first[0] != first[1], f"{what}: the second pass has the same order as the first")
    check.that(orders(12, 1)[0][0] != first[0], f"{what}: another seed gave the same order")
    pairs = max(sum(abs(a - b) == 1 for a, b in zip(order, order[1:])) for order in first)
    check.that(pairs < 15, f"{what}: {pairs} items stand beside their neighbour, expected about 2: blocks are shuffled, not items",
               look="the order is drawn anew for all items")
    seen = loaders.epochs(make_loader, [[[1]] * 4, [0, 1, 2, 3], 3, 5], count=80)
    passes = [loaders.labels_of(batches, "make_loader, 4 items") for batches in seen["epochs"]]
    never = [(item, place) for item in range(4) for place in range(4) if all(order[place] != item for order in passes)]
    check.that(not never, f"make_loader, 4 items: in 80 passes, item and place {never[:1]} never met: some orders can't come",
               look="a permutation of all items, drawn anew for each pass")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - `fit` learns, from training rows only; `transform` never learns. Test it with a single row.
# - Fix names and order of the columns at `fit`. Everything unknown has a place: the median, or `other`.
# - A mask comes from lengths, never from the padded numbers.
# - A loader with its own seeded generator can be repeated; one that draws from the global generator can't.
