# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Coding test, paper two
#     asks: [student]
#     minutes: 90
#     prerequisites: [06-coding-test/0-before-the-clock, 03-pytorch/2-layers, 03-pytorch/5-preprocessing, 03-pytorch/6-detection]
#     summary: 90 minutes, five problems, every answer under 50 lines, with numbers of your own.
# ---

# %% [markdown]
# # Coding test, paper two
#
# This is a rehearsal of the real thing: **90 minutes, five problems, one go.** Afterwards you can say how fast and how safely you write what the job asks for.
# You need 03-pytorch, lessons 2 (layers), 4 (training), 5 (preprocessing) and 6 (detection), and *Before the clock*, the lesson before the papers, with the pandas of part A.
# If one of them is new to you, do it before you start the clock.
#
# | part | points | minutes |
# |---|---|---|
# | A · a dirty table | 20 | 15 |
# | B · a layer from its equations | 25 | 20 |
# | C · a training loop with five faults | 20 | 20 |
# | D · boxes | 25 | 20 |
# | E · a network on paper | 5 + 5 | 15 |
#
# You pass with 70 points, if A, B and D each have at least 60 % of theirs.
#
# - Your numbers are drawn from your name and the paper. They are the same on every machine, and your neighbour's are others.
# - An answer cell has at most 50 logical lines: one more, and the part is worth nothing. A statement over several lines counts once. Blank lines, comments and docstrings don't count; your helpers
#   and imports in the cell do.
# - No line of an answer cell is wider than 100 characters. A wider one costs the part's first test: about 2 points in A and D, about 4 in B and C.
# - You may read documentation. Hints cost nothing here, but there are none in the real thing.
# - The tests that you see try the example and a few small cases. The rest is tried when the paper is graded: while the clock runs, `workbook check` runs
#   these tests, too, and no others. So when they pass, read the part's text once more, sentence by sentence.
# - No part needs another one's answer. If you are stuck for five minutes, go on, and come back at the end.
# - Time can't be enforced in a notebook. A part that took too long is flagged for the instructor; it isn't set to zero.
#
# Write your name in the next cell, between the quotes; if your course has given you a login, take that. Another spelling draws another paper (only capitals and blanks don't matter), so don't change
# it once the clock runs. Then run the cells down to the clock. It doesn't start while the name is still `your name`.

# %%
student = "your name"

# %% role="read-only" id="two-setup"
import copy

import numpy as np
import pandas as pd
import torch
from torch import nn
from torch.nn import functional as F

import papers
from workbook import check

# %%
sheet = papers.draw("two", student)  # your own numbers: sheet["A"] to sheet["E"]

# %% [markdown]
# The clock starts with the next cell. Click on the part that you work on. The clock goes on if you close the tab or restart the kernel; after a restart, run the cells from the top down to
# this one to see it again. To keep it in view, right-click on it and choose *Create New View for Cell Output*.

# %%
import clock

clock.start("two")

# %% [markdown]
# ## A · A dirty table
# **Level 3 · 15 minutes · 20 points**
#
# A model predicts which customer leaves next. It is trained already; its card says what it wants to be fed. The list was put together from three shops.
#
# Write `prepare(table, card)`. `table` is a data frame with the columns `customer` (text), `spend`, `visits`, `plan`, and others that you ignore. `card` is a
# dict like yours below; the tests also use others of its form: other numbers, only one numeric column, another sign, other plans. Return a NumPy array, float32, with one row for each customer, made in these steps:
#
# 1. **One row a customer.** Of rows with the same `customer` (the very same text), keep the first or the last one, as `card["keep"]` says. The kept rows stay in the order in which they stand in the table.
# 2. **Numbers.** For each column of `card["numeric"]`, in that order: a value is a number, or text such as `"1,250.50"`, with or without the sign `card["currency"]` before or behind it, and blanks around both.
#    The comma separates thousands. A number has digits (0 to 9) and at most one point, perhaps a minus before (but not before 0), and no other form: not `"1e3"`, `"+5"`, `"1_000"`, `"1 250"` or `"inf"`, nor one with the sign between its digits. Text that is no number, empty text, `None` and NaN are missing, and so is text with another sign or other words; so is every number below 0: it is a refund, and says nothing about spending.
# 3. **Two columns for each.** A value above `most` becomes `most`; a missing one then becomes `fill`, uncut; then take the natural logarithm of 1 + the value, subtract `mean` and divide by `std`. Beside it stands a column with 1
#    where the value was missing, else 0.
# 4. **Plan.** One last column: the place of the plan in `card["plans"]`, from 0. Blanks around a plan's name in the table don't count, and capitals don't count there or on the card.
#    A plan that isn't on the card, or is missing, is -1. Missing is `None` or NaN; text never is, not even `"None"` or `"nan"`.
#
# A table without rows gives an array of shape (0, columns). `table` and `card` stay unchanged. Each row of the result depends on nothing but the kept row and the card.
#
# **Example.** With `keep` "last", the currency €, `spend` alone in `numeric` (fill 0, most 999, mean 0, std 2) and the plans basic and plus:
#
# ```
# customer  spend        plan            result
# c1        "€ 0"        "plus"          (dropped: c1 comes again)
# c2        -5           " Basic"        [0.0, 1, 0]
# c1        "1,250.00€"  "gold"          [3.4539, 0, -1]
# ```

# %%
print(papers.sheet("two", student, "A"))

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `drop_duplicates` is step 1. For step 2 write a function for *one* value first, and `map` it. `removeprefix` and `removesuffix` take the sign away at the ends of a text only; `replace` takes it from
# between the digits, too. Then `re.fullmatch` says whether the rest counts: `float` and `pd.to_numeric` alone would also read `"1e3"`, `"+5"` and `"inf"`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# NaN is neither at least 0 nor below it, so a comparison alone doesn't find both kinds of gap. Make a gap of what is below 0, and note all gaps before you fill them. If only tables without any plan
# fail: `.str` refuses a column of gaps, and a function for one value doesn't.
#
# </details>

# %% role="answer" id="two-table"
import re


def prepare(table, card):
    """A float32 array: a row a customer; value and gap of each numeric column, then the plan."""
    ### BEGIN SOLUTION
    rows = table.drop_duplicates("customer", keep=card["keep"])
    sign, columns = re.escape(card["currency"]), []
    form = rf"({sign}\s*)?-?[\d,]*\.?\d*(\s*{sign})?"
    for name, rule in card["numeric"].items():
        texts = rows[name].astype(str).str.strip()
        good = texts.str.fullmatch(form) | ~rows[name].map(lambda v: isinstance(v, str))
        texts = texts.str.replace(card["currency"], "", regex=False)
        texts = texts.str.replace(",", "", regex=False).str.strip()
        values = pd.to_numeric(texts.where(good), errors="coerce").astype(float)
        gap = ~(values >= 0)
        values = values.mask(gap).clip(upper=rule["most"]).fillna(rule["fill"])
        columns += [(np.log1p(values) - rule["mean"]) / rule["std"], gap]
    plans = rows["plan"].astype("string").fillna("").str.strip().str.lower()
    known = [p.lower() for p in card["plans"]]
    columns.append([known.index(p) if p in known else -1 for p in plans])
    return np.column_stack(columns).astype("float32")
    ### END SOLUTION

# %% role="tests" id="two-table-tests" points=20
check.at_most_lines("prepare", 50, columns=papers.WIDE, cell=True)
check.no_calls("prepare", {"workbook", "check"}, why="you write it yourself")

grade = check.parts(20)
card = papers.draw("two", student)["A"]
tiny = {"currency": "€", "plans": ["basic", "plus"],
        "numeric": {"spend": {"fill": 0.0, "most": 999.0, "mean": 0.0, "std": 2.0}}}
example = pd.DataFrame(
    {
        "customer": ["c1", "c2", "c1"], "spend": ["€ 0", -5, "1,250.00€"],
        "plan": ["plus", " Basic", "gold"]
    }
)
with grade("the example", weight=2):
    for keep, expected in [
        ("last", [[0.0, 1, 0], [3.453878, 0, -1]]), ("first", [[0.0, 0, 1], [0.0, 1, 0]])
    ]:
        came = prepare(example, {"keep": keep, **tiny})
        check.same_features(
            came, np.array(expected, dtype="float32"), ["spend", "spend missing", "plan"],
            f"the example with keep {keep!r}", function="prepare"
        )
    rows = [
        ("c1", "-1 €", None), ("c2", None, "PLUS"), ("c3", "", "plus+"), ("c4", "€ 1,23", "basic "),
        ("c5", "n/a", "plus"), ("c6", 0, "plus")
    ]
    odd = pd.DataFrame(rows, columns=["customer", "spend", "plan"])
    expected = [[0.0, 1, -1], [0, 1, 1], [0, 1, -1], [2.410141, 0, 0], [0, 1, 1], [0, 0, 1]]
    check.same_features(
        prepare(odd, {"keep": "last", **tiny}), np.array(expected, dtype="float32"),
        ["spend", "spend missing", "plan"],
        f"the example's card, with rows {rows}", function="prepare"
    )
    check.at_most_lines("prepare", 50, cell=True)
### BEGIN HIDDEN TESTS
from hidden import tables

rng = check.rng(f"two-table {student}")
cards = tables.cards("two", card)

def same_table(came, expected_rows):
    return came.shape == expected_rows.shape and np.allclose(came, expected_rows, rtol=1e-4, atol=1e-4)

def compare_tables(table, kind, used):
    came, wanted = prepare(table, copy.deepcopy(used)), tables.expected("two", table, used)
    if type(came) is np.ndarray and came.dtype == np.float32 and not same_table(came, wanted):
        table = tables.smallest(table, lambda part: not same_table(prepare(part, copy.deepcopy(used)), tables.expected("two", part, used)))
        came, wanted = prepare(table, copy.deepcopy(used)), tables.expected("two", table, used)
    check.same_features(came, wanted, tables.columns("two", used), f"{kind}, {tables.told(table, used, card)}", function="prepare")

kinds = {"none": "a clean table", "repeats": "customers that come again", "texts": "numbers written as text",
         "codes": "missing values and negative numbers", "outside": "values above the most", "plans": "plans in other spellings",
         "all": "everything at once"}
for traps, kind in kinds.items():
    with grade(kind, weight=2):
        for used in cards:
            compare_tables(tables.customers(rng, used, 24, traps), kind, used)
        for table, used, about in tables.small("two", traps):
            compare_tables(table, about, used)
with grade("order, empty tables, and the caller's table", weight=4):
    for used in cards:
        table = tables.customers(rng, used, 20)
        compare_tables(table.iloc[::-1], "rows in another order, with their index", used)
        compare_tables(table.set_index(pd.Index([7, 7, 3, 3] * 5)), "an index whose labels come again", used)
        compare_tables(table.iloc[:0], "a table without rows", used)
        compare_tables(table[["note", "plan", "visits", "spend", "customer"]].iloc[3:4], "one row, columns in another order", used)
        compare_tables(table.assign(plan=float("nan")).iloc[:3], "three rows, none of which has a plan", used)
        capitals = {**used, "plans": [plan.title() for plan in used["plans"]]}
        check.leaves_input_alone(prepare, [table.iloc[::-1], capitals], "prepare")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## B · A layer from its equations
# **Level 3 · 20 minutes · 25 points**
#
# A paper sums up a sequence by attention. Write its layer as the class `Pool(size, hidden)`, an `nn.Module`, with the equations of your sheet (they are printed below).
#
# - Parameters: `weight`, the W of the equations, (hidden, size), drawn uniformly between -1/√size and +1/√size; `bias`, the b, (hidden,), zeros; `query`, the v, (hidden,), drawn
#   uniformly between -1/√hidden and +1/√hidden. Nothing else is in the state_dict.
# - `forward(x, mask)`: x is (batch, time, size); mask is (batch, time), bool, True where t is *real*. Each sequence has at least one real t. Return (batch, size). Where the mask is False, x holds
#   any numbers from -10³⁰ to 10³⁰, and they must not count. Scores s may be large, 10¹² or -10¹² say, and yet no result and no gradient is NaN. x and mask stay unchanged. If x and the parameters are float64, so is the result, in full precision.
# - Gradients reach the input and every parameter. Non-contiguous input and any device work.
# - Write the linear map and the attention yourself: `nn.Linear`, `nn.Bilinear`, `nn.MultiheadAttention` and the functions `linear`, `bilinear` and `scaled_dot_product_attention` of `F` aren't allowed.
#   All else in torch is, called by its own name (not through `getattr`): `torch.softmax`, too.
#
# **Example.** With query 0 each real t gets the same weight. With x = [[[1], [3], [9]]] and mask = [[True, True, False]] the weighted sum is 2.

# %%
print(papers.sheet("two", student, "B"))

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# What isn't real gets weight 0 if its score is minus infinity before the softmax. `masked_fill` puts a value wherever a condition is True; here the condition is where t is *not* real.
#
# </details>
# <details><summary>Hint 2</summary>
#
# One weight meets `size` numbers of each t: give a one more axis at its end, then multiply, and sum over t. The mean over the real t has its own divisor, how many of them there are. If one sequence
# is right and a batch isn't, look at that divisor's axes.
#
# </details>

# %% role="answer" id="two-layer"
class Pool(nn.Module):
    """x (batch, time, size), mask (batch, time) → (batch, size)."""

    def __init__(self, size, hidden):
        super().__init__()
        ### BEGIN SOLUTION
        self.weight = nn.Parameter(torch.empty(hidden, size).uniform_(-(size**-0.5), size**-0.5))
        self.bias = nn.Parameter(torch.zeros(hidden))
        self.query = nn.Parameter(torch.empty(hidden).uniform_(-(hidden**-0.5), hidden**-0.5))
        ### END SOLUTION

    def forward(self, x, mask):
        ### BEGIN SOLUTION
        rules = sheet["B"]
        u = x @ self.weight.T + self.bias
        h = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu}[rules["score"]](u)
        s = (h @ self.query) / rules["heat"]
        a = torch.softmax(s.masked_fill(~mask, float("-inf")), 1)
        y = (a[:, :, None] * x).sum(1)
        real = mask[:, :, None].to(x.dtype)
        mean = (real * x).sum(1) / real.sum(1)
        y = y - mean if rules["value"] == "centred" else (y + mean) / 2
        return y
        ### END SOLUTION

# %% role="tests" id="two-layer-tests" points=25
check.at_most_lines("Pool", 50, columns=papers.WIDE, cell=True)
banned = {
    "Linear", "Bilinear", "MultiheadAttention", "linear", "bilinear", "scaled_dot_product_attention"
}
pool = check.layer(Pool, like=nn.Identity, name="Pool")
papers.from_scratch(pool, (3, 2), torch.ones(1, 2, 3), torch.tensor([[True, True]]), without=banned)

grade = check.parts(25)
rules = papers.draw("two", student)["B"]
centred = rules["value"] == "centred"
with grade("the example, with your own equations"):
    zeros = {"weight": [[1.0]], "bias": [0.0], "query": [0.0]}
    came = pool(1, 1).output(
        torch.tensor([[[1.0], [3.0], [9.0]]]), torch.tensor([[True, True, False]]), state=zeros
    )
    check.close(
        came, torch.tensor([[0.0 if centred else 2.0]]), "Pool(1, 1) with query 0", atol=1e-6,
        dtype="same"
    )
    one = pool(1, 1).output(
        torch.tensor([[[4.0], [7.0]]]), torch.tensor([[False, True]]), state=zeros
    )
    check.close(
        one, torch.tensor([[0.0 if centred else 7.0]]),
        "Pool(1, 1) on [[[4], [7]]], of which the second is real", atol=1e-6
    )
    # With a query of 1000 the two largest scores, which are equal, share the weight: the weighted
    # sum is 2, the mean 5/3.
    steep = {"weight": [[1.0]], "bias": [0.0], "query": [1000.0]}
    came = pool(1, 1).output(
        torch.tensor([[[2.0], [1.0], [2.0]]]), torch.tensor([[True, True, True]]), state=steep
    )
    wanted = 2 - 5 / 3 if centred else (2 + 5 / 3) / 2
    check.close(
        came, torch.tensor([[wanted]]), "Pool(1, 1) with query 1000 on [[[2], [1], [2]]]", atol=1e-5
    )
    check.at_most_lines("Pool", 50, cell=True)
### BEGIN HIDDEN TESTS
from hidden import starts

class Reference(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.weight = nn.Parameter(nn.init.uniform_(torch.empty(hidden, size), -(size**-0.5), size**-0.5))
        self.bias = nn.Parameter(torch.zeros(hidden))
        self.query = nn.Parameter(nn.init.uniform_(torch.empty(hidden), -(hidden**-0.5), hidden**-0.5))

    def forward(self, x, mask):
        result = []
        for row, real in zip(x, mask):
            kept = row[real]
            inner = torch.einsum("ts,hs->th", kept, self.weight) + self.bias
            inner = inner.clamp(min=0) if rules["score"] == "relu" else getattr(torch, rules["score"])(inner)
            weights = torch.exp(torch.log_softmax((inner * self.query).sum(-1) / rules["heat"], 0))
            pooled, mean = torch.einsum("t,ts->s", weights, kept), kept.mean(0)
            result.append({"centred": pooled - mean, "blended": (pooled + mean) / 2}[rules["value"]])
        return torch.stack(result)

pool = check.layer(Pool, like=Reference, name="Pool")
draw = check.torch_generator(f"two-layer {student}")

def ragged(rows, time, size, far=0.0):
    """Sequences of different lengths, some of one real t, some that don't begin with one; what isn't real lies `far` away."""
    x = torch.randn(rows, time, size, generator=draw)
    mask = torch.rand(rows, time, generator=draw) < 0.6
    mask[torch.arange(rows), torch.randint(time, (rows,), generator=draw)] = True
    mask[0], mask[1] = torch.arange(time) == time - 1, torch.arange(time) > 1
    return torch.where(mask[:, :, None], x, x + far), mask

with grade("names, shapes and start values in the state_dict"):
    pool(2, 3).state()
    pool(20, 30).state()
    starts.uniform(pool(3, 900), {"weight": 3**-0.5, "query": 900**-0.5})
with grade("values and gradients", weight=2):
    plain = {"weight": [[1.0, 0.5], [-2.0, 0.25]], "bias": [0.5, -0.25], "query": [1.5, -0.5]}
    starts.small(pool(2, 2), Reference, plain, torch.tensor([[[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]]]), torch.tensor([[True, True, True]]))
    pool(4, 5).agrees((torch.randn(3, 6, 4, generator=draw), torch.ones(3, 6, dtype=torch.bool)))
    pool(3, 7).agrees((2 * torch.randn(1, 5, 3, generator=draw), torch.ones(1, 5, dtype=torch.bool)), train=False)
    pool(1, 1).agrees((torch.randn(1, 1, 1, generator=draw), torch.ones(1, 1, dtype=torch.bool)))
    pool(4, 1).agrees((torch.randn(4, 4, 4, generator=draw), torch.ones(4, 4, dtype=torch.bool)))
    starts.in_double(pool(5, 3), Reference, torch.randn(2, 4, 5, generator=draw), torch.ones(2, 4, dtype=torch.bool))
with grade("masks", weight=2):
    starts.small(pool(2, 2), Reference, plain, torch.tensor([[[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]]]), torch.tensor([[False, True, True]]))
    pool(4, 5).agrees(ragged(5, 7, 4))
    pool(3, 2).agrees(ragged(4, 6, 3, far=30.0))
    pool(4, 5).unrecorded(ragged(5, 7, 4))
    far_above = torch.tensor([[[1.0], [2.0], [1.0]]]), torch.tensor([[True, False, True]])
    unequal = torch.tensor([[[2.0], [9.0], [1.0]]]), far_above[1]
    for query in (1e5, 1e12, -1e3, -1e5, -1e12):
        starts.small(pool(1, 1), Reference, {"weight": [[1.0]], "bias": [0.0], "query": [query]}, *far_above)
        starts.small(pool(1, 1), Reference, {"weight": [[1.0]], "bias": [0.0], "query": [query]}, *unequal)
    several = torch.arange(7) < torch.tensor([[3], [5], [7]])
    starts.in_double(pool(5, 3), Reference, torch.randn(3, 7, 5, generator=draw), several)
    for far in (1e30, -1e30):
        pool(3, 2).agrees(ragged(4, 6, 3, far=far))
with grade("non-contiguous input, any device"):
    pool(6, 4).strided(ragged(3, 5, 6))
    pool(6, 4).follows(ragged(3, 5, 6))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## C · Five faults
# **Level 4 · 20 minutes · 20 points**
#
# The loop below runs. It trains badly, and reports numbers that aren't true. It has **five faults**. Copy it into the answer cell and repair it. (`torch`, `F` and `copy` are imported.)
#
# `train(model, train_batches, valid_batches, epochs, rate, decay, limit)` should do this, where both kinds of batches are lists:
#
# - Each epoch goes once through all training batches `(x, y)`, in their order and in training mode, whatever mode the model comes in: plain SGD, one step down the gradient of this batch's mean squared error, for all parameters. Nothing else changes them; what the model holds after the last epoch doesn't matter. `model(x)` is (rows, 1), y is (rows,).
# - A gradient whose norm, over all parameters together, is above `limit` is scaled down until its norm is `limit`. Smaller ones stay as they are.
# - The learning rate is `rate` in the first epoch, and is multiplied by `decay` after each epoch.
# - Then validation goes once through all validation batches, in evaluation mode, without building graphs. The epoch's loss is the mean squared error over all *rows* of validation; batches may have different sizes.
# - It returns `(history, best)`: the list of the epochs' validation losses as floats, and a state_dict with the parameters of the epoch with the lowest loss, the first of equal ones.
#
# Each fault repaired is worth 4 points. You are judged by what the loop *does*, so repair it in any way you like. What was right must stay so. The tests you see
# look at two of the five faults, and don't say which. Messages give the faults numbers, in an order that follows neither the loop nor this list. **Example**: with 3 epochs, `history` has three floats.

# %%
print(papers.sheet("two", student, "C"))

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go through the list above sentence by sentence, and point at the line that does it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Order matters: clear, forward, backward, clip, step. And a state_dict holds the parameters themselves, not copies.
#
# </details>

# %% role="answer" id="two-loop"
def train(model, train_batches, valid_batches, epochs, rate, decay, limit):
    """(history, best): the validation losses, and the parameters of the best epoch."""
    ### BEGIN SOLUTION
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=decay)
    history, best, lowest = [], None, float("inf")
    for epoch in range(epochs):
        model.train()
        for x, y in train_batches:
            optimizer.zero_grad()
            loss = F.mse_loss(model(x)[:, 0], y)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), limit)
            optimizer.step()
        scheduler.step()
        model.eval()
        total = count = 0
        with torch.no_grad():
            for x, y in valid_batches:
                batch_loss = F.mse_loss(model(x)[:, 0], y).item()
                total, count = total + batch_loss * len(y), count + len(y)
        history.append(total / count)
        if history[-1] < lowest:
            lowest, best = history[-1], copy.deepcopy(model.state_dict())
    return history, best
    ### END SOLUTION

# %% role="tests" id="two-loop-tests" points=20
import loop_watch

check.at_most_lines("train", 50, columns=papers.WIDE, cell=True)

grade = check.parts(20)
watched = loop_watch.Watched(train, loop_watch.published("two"))
first, second = papers.looked_at("two", student)
### BEGIN HIDDEN TESTS
from hidden import looks, loops

watched = looks.Watched(train, "two", check.torch_generator("two-loop"))
first, second, third, fourth, fifth = loops.shares(loops.planted("two", student).behaviours)
### END HIDDEN TESTS
with grade("the first fault"):
    loop_watch.holds(watched, *first)
    check.at_most_lines("train", 50, cell=True)
with grade("the second fault"):
    loop_watch.holds(watched, *second)
### BEGIN HIDDEN TESTS
with grade("the third fault"):
    looks.holds(watched, *third)
with grade("the fourth fault"):
    looks.holds(watched, *fourth)
with grade("the fifth fault"):
    looks.holds(watched, *fifth)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## D · Boxes
# **Level 3 · 20 minutes · 25 points**
#
# A camera follows parcels on a belt. Its detector draws small boxes inside large ones, so overlap is measured by the *smaller* box. Your sheet says in which `format` boxes come, and when a box is dropped.
#
# Write three functions, in one cell:
#
# - `overlap(a, b)`: boxes (N, 4) and (M, 4) in your format, float32 or float64 → for each pair the common area, divided by the area of the smaller box: (N, M), in their dtype. N and M may be 0. Widths and heights are
#   never negative; where the smaller box has no area, the overlap is 0. Boxes may be smaller than a pixel, and lie outside of the picture, where coordinates are negative.
# - `nms(boxes, scores, classes)` → indices, int64, 1-d. Take the boxes in order of falling score (of equal scores, the lower index first). A box is dropped if its overlap with a box *kept before it*, of the *same
#   class*, is more than, or at least, your `threshold`: your sheet's `drop` says which. Return the kept indices in that order. N may be 0. Scores may be any numbers, classes any whole numbers, also negative or large ones.
# - `link(before, after)`: boxes (N, 4) of one picture, (M, 4) of the next → a list of N ints. Box by box of `before`, in order: take the box of `after` that it overlaps most, among those not taken yet, of equal ones the lower
#   index. If that overlap is *at least* your `least`, its index goes into the list, and it is taken; otherwise -1.
#
# What the functions are given stays unchanged.
#
# **Example.** The boxes with corners (0, 0)-(4, 4) and (2, 0)-(4, 2) share 4; the smaller has 4: the overlap is 1.
#
# Without torchvision.

# %%
print(papers.sheet("two", student, "D"))

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Turn both into corners first. A `None` among the indices adds an axis: from (N, 1, 2) and (1, M, 2), `torch.minimum` and `torch.maximum` make (N, M, 2). A side of what two boxes share can't be
# negative.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `argsort` falls with `descending=True`; only with `stable=True` too does the lower index of equal scores come first. For `link`, a box that is taken needs an overlap below every other, such as -1.
# Where `after` has no boxes, there is no largest overlap to ask for.
#
# </details>

# %% role="answer" id="two-boxes"
def overlap(a, b):
    """Common area by the smaller area, (N, M), of boxes a (N, 4) and b (M, 4)."""
    ### BEGIN SOLUTION
    def corners(boxes):
        first, size = boxes[:, :2], boxes[:, 2:]
        if sheet["D"]["format"] == "cxcywh":
            first = first - size / 2
        return first, first + size

    (a1, a2), (b1, b2) = corners(a), corners(b)
    sides = torch.minimum(a2[:, None], b2[None]) - torch.maximum(a1[:, None], b1[None])
    common = sides.clamp(min=0).prod(-1)
    smaller = torch.minimum((a2 - a1).prod(-1)[:, None], (b2 - b1).prod(-1)[None])
    return common / torch.where(smaller > 0, smaller, 1)
    ### END SOLUTION


def nms(boxes, scores, classes):
    """Indices of the boxes that stay, by falling score, int64."""
    ### BEGIN SOLUTION
    share, limit = overlap(boxes, boxes), sheet["D"]["threshold"]
    rivals = share >= limit if sheet["D"]["drop"] == "at least" else share > limit
    rivals &= classes[:, None] == classes
    kept, alive = [], torch.ones(len(boxes), dtype=torch.bool)
    for i in scores.argsort(descending=True, stable=True).tolist():
        if alive[i]:
            kept.append(i)
            alive &= ~rivals[i]
    return torch.tensor(kept, dtype=torch.int64)
    ### END SOLUTION


def link(before, after):
    """For each box of before the index of its box of after, or -1."""
    ### BEGIN SOLUTION
    share = overlap(before, after).tolist()
    found, free = [], list(range(len(after)))
    for row in share:
        best = max(free, key=lambda j: (row[j], -j), default=-1)
        if best >= 0 and row[best] >= sheet["D"]["least"]:
            free.remove(best)
            found.append(best)
        else:
            found.append(-1)
    return found
    ### END SOLUTION

# %% role="tests" id="two-boxes-tests" points=25
import kept_boxes

for name in ("overlap", "nms", "link"):
    check.at_most_lines(name, 50, columns=papers.WIDE, cell=True)
    check.no_calls(name, {"torchvision", "workbook", "check"}, why="you write it yourself")

def in_your_format(corners, dtype=torch.float32):
    """A tensor (N, 4) in your format."""
    t = torch.tensor(corners, dtype=torch.float64).reshape(-1, 4)
    first, size = t[:, :2], t[:, 2:] - t[:, :2]
    return torch.cat([first + size / 2 if rules["format"] == "cxcywh" else first, size], 1).to(
        dtype
    )

grade = check.parts(25)
rules = papers.draw("two", student)["D"]
with grade("the example"):
    came = overlap(
        in_your_format([[0, 0, 4, 4]]), in_your_format([[2, 0, 4, 2], [2, 0, 6, 4], [4, 4, 6, 6]])
    )
    check.close(
        came, torch.tensor([[1.0, 0.5, 0.0]]), "overlap of one box with three", atol=1e-6,
        dtype="same"
    )
    check.at_most_lines("overlap", 50, cell=True)
with grade("three boxes, and where they went"):
    three = in_your_format([[0, 0, 4, 4], [0, 0, 4, 4], [20, 0, 24, 4]])
    kept_boxes.same_kept(
        nms(three, torch.tensor([0.8, 0.9, 0.7]), torch.tensor([0, 0, 0])), [1, 2],
        "three boxes, two of them in one place"
    )
    kept_boxes.same_kept(
        nms(three, torch.tensor([0.8, 0.9, 0.7]), torch.tensor([0, 1, 0])), [1, 0, 2],
        "two boxes of two classes in one place"
    )
    found = link(three, in_your_format([[20, 0, 24, 4], [0, 0, 4, 4]]))
    check.equal(found, [1, -1, 0], "link, three boxes and two")
    check.that(
        all(type(j) is int for j in found),
        "link gives a list of ints; its items are of another type",
        look="int(...) around each index"
    )
    equal = in_your_format([[2, 0, 6, 4], [0, 0, 4, 4], [0, 0, 4, 4]])
    check.equal(
        link(three[:2], equal), [1, 2], "link, of equal overlaps the lower index, and then the next"
    )
### BEGIN HIDDEN TESTS
from hidden import boxes as instances

rng = check.rng(f"two-boxes {student}")
limit, least = rules["threshold"], rules["least"]

def compare_overlaps(one, other, kind, dtype=torch.float64, by=1.0):
    expected = torch.tensor([[instances.by_smaller(p, q) for q in other] for p in one], dtype=torch.float64).reshape(len(one), len(other))
    first, second = by * in_your_format(one, dtype), by * in_your_format(other, dtype)
    kept_boxes.same_overlaps(overlap(first, second), expected.to(dtype), first.tolist(), second.tolist(), f"overlap, {kind}")

def nms_of(rows):
    """What nms gives for rows of a box, a score and a class, and what it should give."""
    boxes, scores, classes = ([row[i] for row in rows] for i in range(3))
    wide = torch.float32 if all(score * 1024 % 1 == 0 for score in scores) else torch.float64
    came = nms(in_your_format(boxes), torch.tensor(scores, dtype=wide), torch.tensor(classes, dtype=torch.int64))
    return came, instances.kept(boxes, scores, classes, rules, instances.by_smaller)

def compare_kept(rows, kind):
    came, expected = nms_of(rows)
    if type(came) is torch.Tensor and came.tolist() != expected:
        rows = instances.smallest(rows, lambda fewer: nms_of(fewer)[0].tolist() != nms_of(fewer)[1])
        came, expected = nms_of(rows)
    kept_boxes.same_kept(came, expected, kind, papers.told(rows, in_your_format))

def link_of(before, after):
    return link(in_your_format(before, torch.float64), in_your_format(after, torch.float64)), instances.linked(before, after, least)

def compare_links(before, after, kind):
    came, expected = link_of(before, after)
    if type(came) is list and came != expected:
        before = instances.smallest(before, lambda fewer: link_of(fewer, after)[0] != link_of(fewer, after)[1])
        after = instances.smallest(after, lambda fewer: link_of(before, fewer)[0] != link_of(before, fewer)[1])
        came, expected = link_of(before, after)
    check.equal(came, expected, f"link, {kind}: {in_your_format(before).tolist()} and {in_your_format(after).tolist()}")

def clear_crowd(objects, copies):
    return instances.crowd(rng, objects, copies, limit, overlap=instances.by_smaller)

base = instances.random_boxes(rng, 5, 60)
with grade("overlap: boxes in every position", weight=2):
    for other, kind in [(instances.random_boxes(rng, 7, 60), "random boxes"), (base, "boxes with themselves"),
                        (instances.moved(base, [200, 200]), "boxes apart in both directions"),
                        (instances.moved(base, [0, 200]), "boxes apart in one direction"),
                        ([[box[2], box[1], box[2] + 9, box[3]] for box in base], "boxes that share an edge"),
                        ([[box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1] for box in base], "boxes inside others")]:
        compare_overlaps(base, other, kind)
    compare_overlaps(base[:1], base[1:], "one box with four, in float32", torch.float32)
    compare_overlaps(base[:1], base[:1], "one box with itself")
    compare_overlaps(base, base, "boxes smaller than a pixel", by=2.0**-10)
    tiny = in_your_format([[0, 0, 2**-11, 2**-11]])
    check.close(overlap(tiny, tiny), torch.ones(1, 1), f"overlap, the tiny box {tiny[0].tolist()} with itself", atol=1e-3, dtype="same",
                look="a small constant in the divisor")
    far = [[2**21 + 0.125, 4, 2**21 + 0.625, 4.5], [2**21 + 0.25, 4, 2**21 + 0.75, 4.5]]
    compare_overlaps(far[:1], far, "small boxes far away, in float64")
    compare_overlaps(instances.moved(base, [-70, -70]), instances.moved(base[::-1], [-70, -70]), "boxes with negative coordinates")
    compare_overlaps([[0, 0, 10, 20]], [[5, 5, 35, 11], [-5, 10, 9, 13]], "the smaller box by area, not by one side")
    check.leaves_input_alone(overlap, [in_your_format(base), in_your_format(base)], "overlap")
with grade("overlap: boxes without area, and no boxes"):
    flat = [[5, 5, 5, 9], [2, 7, 8, 7], [3, 3, 3, 3], [0, 0, 10, 10]]
    for one, other, kind in [(flat, flat, "boxes without area"), ([], base, "no boxes"), (base, [], "no boxes"), ([], [], "no boxes")]:
        compare_overlaps(one, other, kind, torch.float32)
        compare_overlaps(one, other, f"{kind}, in float64", torch.float64)
with grade("nms: crowds of one class, and no boxes", weight=2):
    for turn in range(3):
        boxes, scores = clear_crowd(4, 4)
        rows = [(box, score - turn, 3) for box, score in zip(boxes, scores)]
        compare_kept(rows, ["a crowd of one class, scores in no order", "a crowd with scores below 0", "a crowd with scores below -1"][turn])
    compare_kept([(box, 0.9 - 0.1 * k, 0) for k, box in enumerate(instances.chain(rules, instances.by_smaller))], "a chain: a dropped box drops no other")
    for rows in instances.without_area():
        compare_kept(rows, "boxes without area")
    compare_kept([], "no boxes")
    boxes, scores = clear_crowd(3, 3)
    check.leaves_input_alone(nms, [in_your_format(boxes), torch.tensor(scores), torch.tensor([0] * 9)], "nms")
with grade("nms: several classes", weight=2):
    for rows in instances.of_two_classes():
        compare_kept(rows, "two classes, far from each other")
    for rows in instances.of_large_boxes():
        compare_kept(rows, "two classes, large boxes far from each other")
    for rows in instances.of_far_classes():
        compare_kept(rows, "classes of any whole numbers")
    for turn in range(3):
        boxes, scores = clear_crowd(4, 4)
        names = [[0, 1, 2, 3], [0, 1, 2, 3], [-1, 5, 900, 901]][turn]
        rows = [(box, score, names[int(rng.integers(4))]) for box, score in zip(instances.in_places(boxes, turn), scores)]
        rows += [(rows[0][0], 0.001 * k, name) for k, name in enumerate(names)]
        compare_kept(rows, "a crowd of four classes" + ", with negative coordinates" * (turn > 0))
    negative = torch.tensor([-3, -1, 4])
    check.leaves_input_alone(nms, [in_your_format(base[:3]), torch.tensor([0.25, 0.5, -0.5]), negative], "nms")
with grade("nms: exactly the threshold, and ties", weight=2):
    for off, kind in [(0, "exactly the threshold"), (0.01, "a little more than the threshold"), (-0.01, "a little less than the threshold"),
                      (1e-4, "hardly more than the threshold"), (-1e-4, "hardly less than the threshold")]:
        for order in (1, -1):
            two = instances.pair(rules, instances.by_smaller, off)[::order]
            compare_kept([(two[0], 0.875, 0), (two[1], 0.5, 0)], f"two boxes that overlap by {kind}")
    many = [[4, 4, 14, 14 + 2 * k] for k in range(24)]
    compare_kept([(many[i], 0.25, 0) for i in rng.permutation(24)], "equal scores: the lower index is first")
    compare_kept(instances.tied(), "boxes apart, with two scores: of equal ones the lower index is first")
    for rows in instances.of_many_scores():
        compare_kept(rows, "scores of any size")
with grade("linking: the best free box", weight=3):
    for turn in range(6):
        boxes, _ = instances.crowd(rng, 5, 2, limit)
        before, after = boxes[:5], boxes[5:]
        if instances.clear_of(instances.by_smaller, before, after, least):
            compare_links(before, after, "a crowd that moved")
    row = [[10 * k, 0, 10 * k + 10, 10] for k in range(6)]
    compare_links(row, [[x + 2, y, r + 2, b] for x, y, r, b in row], "a row that moved a little")
    compare_links(row, row[::-1], "a row in the other order")
    compare_links([row[0], row[0], row[1]], [row[0], row[1], row[0]], "two boxes for one place: of equal ones the lower index")
    wide = [0, 0, 64, 10]
    for off, kind in [(0, "exactly"), (0.5, "a little more than"), (-0.5, "a little less than")]:
        by = 64 * (1 - least) - off
        compare_links([wide], [[by, 0, by + 64, 10]], f"an overlap of {kind} `least`")
    near = [[64 * share * (1 - least), 0, 64 * share * (1 - least) + 64, 10] for share in (0, 0.25, 0.5, 0.75)]
    compare_links([near[1], near[0]], [near[0]], "the first box takes what the second would fit better")
    compare_links([near[0], near[1]], [near[2], near[1]], "the best one is taken: the next best")
    compare_links(near, [near[3], [300, 0, 310, 10]], "one box for four, and one that nothing overlaps")
    box, shifted = [0, 0, 64, 64], [16, 0, 80, 64]
    for large in ([0, 0, 640, 64], [-576, 0, 64, 64], [0, -576, 64, 64]):
        compare_links([box], [shifted, large], "the box that it overlaps most lies farther away")
        compare_links([box], [large, shifted], "the box that it overlaps most lies farther away")
    thousand = [0, 0, 1000, 10]
    compare_links([thousand], [[300, 0, 1300, 10], [299, 0, 1299, 10]], "one of two overlaps is hardly more")
    for off, kind in [(1, "hardly more"), (-1, "hardly less")]:
        by = 1000 * (1 - least) - off
        compare_links([thousand], [[by, 0, by + 1000, 10]], f"an overlap of {kind} than `least`")
    flat = [[5, 5, 5, 9], [2, 7, 8, 7], [0, 0, 10, 10]]
    compare_links(flat, flat, "boxes without area")
    compare_links(row[:2], [], "no boxes afterwards")
    compare_links([], row[:2], "no boxes before")
    check.leaves_input_alone(link, [in_your_format(row), in_your_format(row)], "link")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## E · A network on paper
# **Level 2 · 15 minutes · 5 + 5 points**
#
# Below stands a small network. Fill the dict `counts`, for **one** image (no batch axis):
#
# - `"conv1"`, `"pool"`, `"conv2"`: the shapes after these layers, lists `[channels, height, width]`;
# - `"parameters"`: how many numbers the network learns, all weights and biases;
# - `"multiplications"`: how many multiplications with a weight one forward pass needs, in the two convolutions and the linear layer, padding counted like any other input.
#
# Round down where a stride doesn't fit. **Example.** `nn.Conv2d(1, 2, 3)` on 1 x 5 x 5 gives `[2, 3, 3]`, has 2·9 + 2 = 20 parameters, and needs 2·3·3·9 = 162 multiplications.

# %%
print(papers.sheet("two", student, "E"))

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A side becomes (side + 2·padding - kernel) // stride + 1. Pooling by 2 halves it, rounded down.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Every output of a convolution costs in-channels · kernel · kernel multiplications. You may build the network and count its parameters.
#
# </details>

# %% role="answer" id="two-counts"
counts = {"conv1": [], "pool": [], "conv2": [], "parameters": 0, "multiplications": 0}
### BEGIN SOLUTION
e = sheet["E"]
(c, h, w), (c1, c2), (k1, k2) = e["input"], e["channels"], e["kernels"]
h1, w1 = ((side + 2 * e["padding"] - k1) // e["stride"] + 1 for side in (h, w))
h2, w2 = h1 // 2 - k2 + 1, w1 // 2 - k2 + 1
per1, per2, last = c * k1 * k1, c1 * k2 * k2, c2 * h2 * w2 * e["classes"]
counts["conv1"], counts["pool"], counts["conv2"] = [c1, h1, w1], [c1, h1 // 2, w1 // 2], [c2, h2, w2]
counts["parameters"] = c1 * (per1 + 1) + c2 * (per2 + 1) + last + e["classes"]
counts["multiplications"] = c1 * h1 * w1 * per1 + c2 * h2 * w2 * per2 + last
### END SOLUTION

# %% role="tests" id="two-counts-tests" points=5
check.equal(
    sorted(counts), ["conv1", "conv2", "multiplications", "parameters", "pool"],
    "the keys of counts"
)

grade = check.parts(5)
net = papers.draw("two", student)["E"]
with grade("the shape after conv1"):
    size = [papers.side_after(net, axis) for axis in ("height", "width")]
    check.that(
        list(counts["conv1"]) == [net["channels"][0], *size], "the shape after conv1 isn't right",
        look="the first hint's formula"
    )
### BEGIN HIDDEN TESTS
(depth, *sides), (first, second), (k, kk) = net["input"], net["channels"], net["kernels"]
layers = [nn.Conv2d(depth, first, k, stride=net["stride"], padding=net["padding"]), nn.MaxPool2d(2), nn.Conv2d(first, second, kk)]
shapes, x = [], torch.zeros(1, depth, *sides)
with torch.no_grad():
    for layer in layers:
        x = layer(x)
        shapes.append(list(x.shape[1:]))
layers.append(nn.Linear(x.numel(), net["classes"]))
with grade("the shape after the pooling"):
    check.that(list(counts["pool"]) == shapes[1], "the shape after the pooling isn't right", look="which halves, and how they are rounded")
with grade("the shape after conv2"):
    check.that(list(counts["conv2"]) == shapes[2], "the shape after conv2 isn't right", look="its kernel, its stride, its padding")
with grade("the parameters"):
    total = sum(p.numel() for layer in layers for p in layer.parameters())
    check.that(counts["parameters"] == total, "the number of parameters isn't right", look="each of the three layers, with its biases")
with grade("the multiplications"):
    total = sum(layers[i].weight.numel() * shapes[i][1] * shapes[i][2] for i in (0, 2)) + layers[3].weight.numel()
    check.that(counts["multiplications"] == total, "the number of multiplications isn't right", look="each layer's outputs times what one costs")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The trained network must be sent to ten thousand devices every night, and its file is four times too large. Name **one** change to the network (not to the device) that you would try first. Say with your
# numbers where the parameters are, what the change saves, what it may cost in quality, and how you would find out. One paragraph, at most 150 words. Each row gives a point:
#
# | criterion | 1 point for |
# |---|---|
# | **Where** | the layer that has the most parameters, with its number |
# | **What** | one change that reduces just these |
# | **Saving** | the number before and after |
# | **Price** | what may be lost, and for which inputs |
# | **Proof** | an experiment that decides: the same validation set and the file's size, before and after |

# %% [markdown] role="essay" id="two-choice" points=5
# ### BEGIN SOLUTION
# (For the sample sheet.) The second convolution holds 28,040 of the 47,091 parameters. I would replace it by a 5 x 5 convolution of each channel by itself, followed by a 1 x 1 convolution: 28·25 + 28 and 28·40 + 40, together 1,888. The whole falls to 20,939, and the file
# to less than a half; biases and weights in 16 bits would do the rest. The layer can no longer learn patterns that stand in different places of different channels, so I expect losses where texture matters, on small or crowded objects.
# I would train both versions on the same data, compare accuracy for each class on the same validation set, and save both files and compare their sizes, before anything is sent.
# ### END SOLUTION

# %% [markdown]
# That was the last part. The next cell stops the clock for good, and writes your times below it and into `exam-two.json` beside this notebook. Save the notebook. Hand in both files. Then
# `workbook exam two --report`, in a terminal, tells how it went.

# %%
# clock.finish("two")  # take the mark at the start of this line away, and run the cell

# %% [markdown]
# ## Afterwards: a review without a clock
#
# The points say how it went. What helps next time is knowing which kind of slip cost them. Take each lost part of the report in turn:
#
# 1. Find the sentence of the text that the message is about.
# 2. Work out by hand what should come for the input that the message shows, or for a smaller one.
# 3. Name the slip: *misread*, *boundary* (a tie, an empty input, an edge), *order* of steps, *not known*, or *no time*.
# 4. Mend the answer, and run `workbook check 06-coding-test/2-paper-two` in a terminal.
#
# For example, the message shows that a plan in blanks, `" Night "`, gave -1 where 2 was expected. The sentence is "Blanks around a plan's name in the table don't count". By hand, the name without blanks and capitals is
# "night", which stands at place 2. The slip is an order of steps: the name was looked up before it was cleaned.
#
# Count the kinds. Misread and boundary: next time spend two minutes of each part on reading. Not known: the lesson that the report names. No time: write the simplest version first, and make it short later.

# %% [markdown]
# ## Summary
#
# The report says what to repeat: part A goes with the lesson on preprocessing (03-pytorch, lesson 5) and with *Before the clock*, B with layers (lesson 2), C with training (lesson 4), D with detection (lesson 6), and E with
# layers again. Compare with paper one: which part became faster, and which became better?

# %% [markdown]
# ## Where this goes wrong at work
#
# Read this after the paper. A coding test is an instrument, and instruments fail too.
#
# **Watched, and half as good.** Researchers of North Carolina State University and Microsoft gave 48 computer science students the same kind of whiteboard problem. By lot, some wrote alone in a room; the others wrote and talked
# while an interviewer looked on. In the authors' words, performance was "reduced by more than half, by simply being watched by an interviewer". A test that measures calm turns away people who can do the work. What helps the candidate is rehearsal
# under the real conditions, with a clock and somebody looking. What helps the one who hires is leaving the room. Source: Behroozi, Shirolkar, Barik and Parnin, ["Does stress impact technical interview
# performance?"](https://doi.org/10.1145/3368089.3409712), ESEC/FSE 2020.
#
# **One interview says little.** On interviewing.io the same people are interviewed several times, by different interviewers, who grade them from 1 to 4. The founder looked at how steady the grades are, first
# over some hundred interviews, then over more than a thousand. They weren't steady: one and the same person did well in one interview and badly in another. One bad paper is one draw. Take the other one, and
# when you hire, don't let a single hour decide. Source: Aline Lerner,
# ["After a lot more data, technical interview performance really is kind of arbitrary"](https://interviewing.io/blog/after-a-lot-more-data-technical-interview-performance-really-is-kind-of-arbitrary), 13 October 2016.
#
# **The test was the attack.** In October 2025 the developer Emilian Bold got a take-home test of 45 minutes from what looked like a hiring team: an ordinary web project, to be cloned and run. He opened it on a
# rented machine that held nothing of his, and read before he ran. In the code for cookies, a web address was hidden behind an encoding; whatever text that address served would have been run as code. A
# short time helps the trick: who hurries, runs first and reads afterwards. Read strangers' code first, and run it where nothing is to be had. Source: Emilian Bold, ["Almost exploited via a job interview
# assignment"](http://blog.emilianbold.ro/2025/10), 17 October 2025.
