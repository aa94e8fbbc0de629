# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Coding test, paper one
#     asks: [student]
#     minutes: 90
#     prerequisites: [06-coding-test/0-before-the-clock, 03-pytorch/2-layers, 03-pytorch/5-preprocessing, 03-pytorch/6-detection]
#     summary: 90 minutes, five problems, every answer under 50 lines, with numbers of your own.
# ---

# %% [markdown]
# # Coding test, paper one
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

# %% role="read-only" id="one-setup"
import copy
import re

import numpy as np
import pandas as pd
import torch
from torch import nn
from torch.nn import functional as F

import papers
from workbook import check

# %%
sheet = papers.draw("one", student)  # your own numbers: sheet["A"] to sheet["E"]

# %% [markdown]
# The clock starts with the next cell. Click on the part that you work on. The clock goes on if you close the tab or restart the kernel; after a restart, run the cells from the top down to
# this one to see it again. To keep it in view, right-click on it and choose *Create New View for Cell Output*.

# %%
import clock

clock.start("one")

# %% [markdown]
# ## A · A dirty table
# **Level 3 · 15 minutes · 20 points**
#
# A model predicts which machine fails next. It is trained already; its card says what it wants to be fed. The readings come as people and machines wrote them down.
#
# Write `prepare(table, card)`. `table` is a data frame with the columns `machine` (text), `temp`, `load`, `site`, and others that you ignore. `card` is a
# dict like yours below; the tests also use others of its form: other numbers, only one numeric column, other sites and more of them. Return a NumPy array, float32, with one row for each machine, made in these steps:
#
# 1. **One row a machine.** Of rows with the same `machine` (the very same text), keep the first or the last one, as `card["keep"]` says. The kept rows stay in the order in which they stand in the table.
# 2. **Numbers.** For each column of `card["numeric"]`, in that order: a value is a number, never infinite, or text such as `"71.5"`, `"71,5"` (decimal comma) or `" 71.5 "`: digits with at most one point or comma, perhaps with a minus right before them, and with blanks around it all.
#    No other text is a number: not `"1e3"`, `"+5"`, `"1_000"`, `"7 1"` or `"inf"`. Text that is no
#    number, empty text, `None` and NaN are missing; so is the number `card["missing"]`, as number or text.
# 3. A value below `low` becomes `low`, one above `high` becomes `high`. Then each missing value becomes `fill`. Then subtract `mean` and divide by `std`.
# 4. **Sites.** One column of 0 and 1 for each site of `card["sites"]`, in that order. Blanks around a site's name in the table don't count, and capitals don't count there or on
#    the card. A site that isn't on the card, or is missing, has 0 in each. Missing is `None` or NaN; text never is, not even `"None"` or `"nan"`.
#
# A table without rows gives an array of shape (0, columns). `table` and `card` stay unchanged. Each row of the result depends on nothing but the kept row and the card.
#
# **Example.** With `keep` "last", `missing` -1, `temp` alone in `numeric` (low 0, high 100, fill 40, mean 50, std 10) and the sites Ulm and Bonn:
#
# ```
# machine  temp     site            result
# m1       "55,0"   "Ulm"           (dropped: m1 comes again)
# m2       -1       " bonn"         [-1.0, 0, 1]
# m1       " 130"   "Oslo"          [ 5.0, 0, 0]
# ```

# %%
print(papers.sheet("one", student, "A"))

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `drop_duplicates` is step 1. For step 2 write a function for *one* value first, and `map` it. What is a number already needs no pattern. Of text, `re.fullmatch` says whether it counts:
# `float` and `pd.to_numeric` alone would also read `"1e3"`, `"+5"` and `"inf"`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The missing code is looked for once all values are numbers: then it doesn't matter how it was written. It must go before limits can change it. `clip` leaves gaps alone; so clip first, fill
# afterwards. If only tables without any site fail: `.str` refuses a column of gaps, and a function for one value doesn't.
#
# </details>

# %% role="answer" id="one-table"
def prepare(table, card):
    """A float32 array: a row a machine, the numeric columns, then a column a site."""
    ### BEGIN SOLUTION
    rows = table.drop_duplicates("machine", keep=card["keep"])
    columns = []
    for name, rule in card["numeric"].items():
        texts = rows[name].astype(str).str.strip().str.replace(",", ".", regex=False)
        good = texts.str.fullmatch(r"-?\d*\.?\d*") | ~rows[name].map(lambda v: isinstance(v, str))
        values = pd.to_numeric(texts.where(good), errors="coerce").astype(float)
        values = values.mask(values == card["missing"])
        values = values.clip(rule["low"], rule["high"]).fillna(rule["fill"])
        columns.append((values - rule["mean"]) / rule["std"])
    places = rows["site"].astype("string").fillna("").str.strip().str.lower()
    columns += [places == site.lower() for site in card["sites"]]
    return np.column_stack(columns).astype("float32")
    ### END SOLUTION

# %% role="tests" id="one-table-tests" points=20
check.at_most_lines("prepare", 50, columns=papers.WIDE, cell=True)
check.no_calls("prepare", {"workbook", "check"}, why="you write it yourself")

grade = check.parts(20)
card = papers.draw("one", student)["A"]
tiny = {"missing": -1.0, "sites": ["Ulm", "Bonn"],
        "numeric": {"temp": {"low": 0.0, "high": 100.0, "fill": 40.0, "mean": 50.0, "std": 10.0}}}
example = pd.DataFrame(
    {"machine": ["m1", "m2", "m1"], "temp": ["55,0", -1, " 130"], "site": ["Ulm", " bonn", "Oslo"]}
)
with grade("the example", weight=2):
    for keep, expected in [
        ("last", [[-1.0, 0, 1], [5, 0, 0]]), ("first", [[0.5, 1, 0], [-1, 0, 1]])
    ]:
        came = prepare(example, {"keep": keep, **tiny})
        check.same_features(
            came, np.array(expected, dtype="float32"), ["temp", "Ulm", "Bonn"],
            f"the example with keep {keep!r}", function="prepare"
        )
    rows = [
        ("m1", "-1", None), ("m2", None, "ULM"), ("m3", "", "Neu-Ulm"), ("m4", "-3,5", "bonn "),
        ("m5", "n/a", "Ulm")
    ]
    odd = pd.DataFrame(rows, columns=["machine", "temp", "site"])
    expected = [[-1.0, 0, 0], [-1, 1, 0], [-1, 0, 0], [-5, 0, 1], [-1, 1, 0]]
    check.same_features(
        prepare(odd, {"keep": "last", **tiny}), np.array(expected, dtype="float32"),
        ["temp", "Ulm", "Bonn"],
        f"the example's card, with rows {rows}", function="prepare"
    )
    check.at_most_lines("prepare", 50, cell=True)
### BEGIN HIDDEN TESTS
from hidden import tables

rng = check.rng(f"one-table {student}")
cards = tables.cards("one", card)

def same_table(came, expected_rows):
    return came.shape == expected_rows.shape and np.allclose(came, expected_rows, rtol=1e-4, atol=1e-4)

def compare_tables(table, kind, used):
    came, wanted = prepare(table, copy.deepcopy(used)), tables.expected("one", table, used)
    if type(came) is np.ndarray and came.dtype == np.float32 and not same_table(came, wanted):
        table = tables.smallest(table, lambda part: not same_table(prepare(part, copy.deepcopy(used)), tables.expected("one", part, used)))
        came, wanted = prepare(table, copy.deepcopy(used)), tables.expected("one", table, used)
    check.same_features(came, wanted, tables.columns("one", used), f"{kind}, {tables.told(table, used, card)}", function="prepare")

kinds = {"none": "a clean table", "repeats": "machines that come again", "texts": "numbers written as text",
         "codes": "missing values and the missing code", "outside": "values out of range", "sites": "sites in other spellings",
         "all": "everything at once"}
for traps, kind in kinds.items():
    with grade(kind, weight=2):
        for used in cards:
            compare_tables(tables.machines(rng, used, 24, traps), kind, used)
        for table, used, about in tables.small("one", traps):
            compare_tables(table, about, used)
with grade("order, empty tables, and the caller's table", weight=4):
    for used in cards:
        table = tables.machines(rng, used, 20)
        compare_tables(table.iloc[::-1], "rows in another order, with their index", used)
        compare_tables(table.set_index(pd.Index([7, 7, 3, 3] * 5)), "an index whose labels come again", used)
        compare_tables(table.iloc[:0], "a table without rows", used)
        compare_tables(table[["note", "site", "load", "temp", "machine"]].iloc[3:4], "one row, columns in another order", used)
        compare_tables(table.assign(site=float("nan")).iloc[:3], "three rows, none of which has a site", used)
        check.leaves_input_alone(prepare, [table.iloc[::-1], used], "prepare")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## B · A layer from its equations
# **Level 3 · 20 minutes · 25 points**
#
# A paper describes a gated layer. Write it as the class `Gate(size)`, an `nn.Module`, with the equations of your sheet (they are printed below).
#
# - Parameters: `weight`, the W of the equations, (size, size), drawn uniformly between -1/√size and +1/√size; `bias`, the b, (size,), zeros; `scale`, (size,), ones. Nothing else is in the state_dict.
# - `forward(x)` takes (..., size) with any number of leading axes, and returns the same shape. `*` is entry by entry. `x` stays unchanged. If x and the parameters are float64, so is the result, in full precision.
# - Gradients reach the input and every parameter. Non-contiguous input and any device work.
# - Write the linear map and the norm yourself: `nn.Linear`, `nn.Bilinear`, `nn.RMSNorm`, `nn.LayerNorm` and the functions `linear`, `bilinear`, `rms_norm` and `layer_norm` of `F` and `torch` aren't allowed.
#   All else in torch is, called by its own name (not through `getattr`).
#
# **Example.** With size 1, weight 0, bias 0 and scale 1, g is 1/2 on every sheet, whatever x is, and n is x / √(x² + eps).

# %%
print(papers.sheet("one", student, "B"))

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A mean with `keepdim=True` keeps its axis, so that the division broadcasts. eps is inside the root.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `@` works for any number of leading axes; the W of the equations is transposed there. `torch.sigmoid`, `torch.tanh` and `clamp` make gates. If size 1 is right and size 2 isn't, look at the
# transpose.
#
# </details>

# %% role="answer" id="one-layer"
class Gate(nn.Module):
    """x of shape (..., size) → the same shape."""

    def __init__(self, size):
        super().__init__()
        ### BEGIN SOLUTION
        bound = size**-0.5
        self.weight = nn.Parameter(torch.empty(size, size).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.zeros(size))
        self.scale = nn.Parameter(torch.ones(size))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        rules = sheet["B"]
        n = self.scale * x / torch.sqrt(x.square().mean(-1, keepdim=True) + rules["eps"])
        z = n @ self.weight.T + self.bias
        if rules["gate"] == "hard":
            g = (z / 6 + 0.5).clamp(0, 1)
        else:
            g = torch.sigmoid(z) if rules["gate"] == "sigmoid" else (torch.tanh(z) + 1) / 2
        return x + g * n if rules["join"] == "residual" else g * n + (1 - g) * x
        ### END SOLUTION

# %% role="tests" id="one-layer-tests" points=25
check.at_most_lines("Gate", 50, columns=papers.WIDE, cell=True)
banned = {
    "Linear", "Bilinear", "RMSNorm", "LayerNorm", "linear", "bilinear", "rms_norm", "layer_norm"
}
gate = check.layer(Gate, like=nn.Identity, name="Gate")
papers.from_scratch(gate, (3,), torch.ones(1, 3), without=banned)

grade = check.parts(25)
rules = papers.draw("one", student)["B"]
with grade("the example, with your own equations"):
    zeros = {"weight": [[0.0]], "bias": [0.0], "scale": [1.0]}
    for x in (2.0, -0.5):
        n = x / (x * x + rules["eps"]) ** 0.5
        y = x + n / 2 if rules["join"] == "residual" else n / 2 + x / 2
        came = gate(1).output(torch.tensor([[x]]), state=zeros)
        check.close(
            came, torch.tensor([[y]]), f"Gate(1) with weight 0 on {x}", rtol=1e-4, dtype="same"
        )
    # With z far above 0 a gate is open, g = 1; with z far below it is shut, g = 0. The second scale
    # is 2.
    wide = {"weight": [[0.0, 900.0], [0.0, 0.0]], "bias": [0.0, -900.0], "scale": [1.0, 2.0]}
    n = 3 / (12.5 + rules["eps"]) ** 0.5
    came = gate(2).output(torch.tensor([3.0, 4.0]), state=wide)
    check.close(
        came, torch.tensor([3 + n if rules["join"] == "residual" else n, 4.0]),
        f"Gate(2) with {wide} on [3, 4]", rtol=1e-4
    )
    check.at_most_lines("Gate", 50, cell=True)
### BEGIN HIDDEN TESTS
from hidden import starts

class Reference(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(nn.init.uniform_(torch.empty(size, size), -(size**-0.5), size**-0.5))
        self.bias = nn.Parameter(torch.zeros(size))
        self.scale = nn.Parameter(torch.ones(size))

    def forward(self, x):
        n = self.scale * x * torch.rsqrt((x * x).mean(dim=-1, keepdim=True) + rules["eps"])
        z = torch.einsum("...i,oi->...o", n, self.weight) + self.bias
        gates = {"sigmoid": torch.sigmoid, "tanh": lambda z: 0.5 + 0.5 * torch.tanh(z), "hard": lambda z: (z / 6 + 0.5).clip(0.0, 1.0)}
        g = gates[rules["gate"]](z)
        return {"residual": x + g * n, "highway": x + g * (n - x)}[rules["join"]]

gate = check.layer(Gate, like=Reference, name="Gate")
draw = check.torch_generator(f"one-layer {student}")
with grade("names, shapes and start values in the state_dict"):
    gate(2).state()
    gate(20).state()
    starts.uniform(gate(40), {"weight": 40**-0.5})
with grade("values and gradients", weight=2):
    plain = {"weight": [[1.0, 0.5], [-2.0, 0.25]], "bias": [0.5, -0.25], "scale": [1.5, 0.5]}
    for x in ([3.0, 4.0], [0.25, -0.5], [0.0, 0.0]):
        starts.small(gate(2), Reference, plain, torch.tensor(x))
    starts.small(gate(2), Reference, {**plain, "weight": [[4.0, 0.0], [0.0, -4.0]]}, torch.tensor([[3.0, 4.0], [-3.0, -4.0]]))
    gate(4).agrees(torch.randn(5, 4, generator=draw))
    gate(4).agrees(4 * torch.randn(6, 4, generator=draw), train=False)
    gate(7).agrees(0.1 * torch.randn(3, 7, generator=draw))
    gate(4).unrecorded(torch.randn(5, 4, generator=draw))
    steep = check.layer(Gate, like=Reference, name="Gate", spread=100.0)  # gates that are wide open or shut
    steep(4).noted(" with large weights").agrees(torch.randn(5, 4, generator=draw))
    gate(1).agrees(torch.randn(4, 1, generator=draw))
    starts.in_double(gate(5), Reference, torch.randn(3, 5, generator=draw))
    starts.in_double(gate(5), Reference, 0.1 * torch.randn(3, 5, generator=draw))
with grade("other numbers of axes"):
    for shape in [(5,), (1, 5), (2, 3, 5), (2, 1, 3, 5), (5, 5, 5), (1, 3, 5), (1, 1, 5), (2, 1, 2, 2, 5)]:
        gate(5).agrees(torch.randn(shape, generator=draw))
with grade("non-contiguous input, any device"):
    for shape in [(3, 6), (2, 3, 6), (2, 3, 2, 6)]:
        gate(6).strided(torch.randn(shape, generator=draw))
    gate(6).anywhere(torch.ones(3, 6))
    gate(6).follows(torch.ones(3, 6))
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
# - Each epoch goes once through all training batches `(x, y)`, in their order and in training mode, whatever mode the model comes in: plain SGD, one step down the gradient of this batch's mean cross-entropy, for all parameters. Nothing else changes them; what the model holds after the last epoch doesn't matter. `model(x)` gives raw scores.
# - A gradient whose norm, over all parameters together, is above `limit` is scaled down until its norm is `limit`. Smaller ones stay as they are.
# - The learning rate is `rate` in the first epoch, and is multiplied by `decay` after each epoch.
# - Then validation goes once through all validation batches, in evaluation mode, without building graphs. The epoch's loss is the mean cross-entropy over all *rows* of validation; batches may have different sizes.
# - It returns `(history, best)`: the list of the epochs' validation losses as floats, and a state_dict with the parameters of the epoch with the lowest loss, the first of equal ones.
#
# Each fault repaired is worth 4 points. You are judged by what the loop *does*, so repair it in any way you like. What was right must stay so. The tests you see
# look at two of the five faults, and don't say which. Messages give the faults numbers, in an order that follows neither the loop nor this list. **Example**: with 3 epochs, `history` has three floats.

# %%
print(papers.sheet("one", student, "C"))

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

# %% role="answer" id="one-loop"
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
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), limit)
            optimizer.step()
        scheduler.step()
        model.eval()
        total = count = 0
        with torch.no_grad():
            for x, y in valid_batches:
                batch_loss = F.cross_entropy(model(x), y).item()
                total, count = total + batch_loss * len(y), count + len(y)
        history.append(total / count)
        if history[-1] < lowest:
            lowest, best = history[-1], copy.deepcopy(model.state_dict())
    return history, best
    ### END SOLUTION

# %% role="tests" id="one-loop-tests" points=20
import loop_watch

check.at_most_lines("train", 50, columns=papers.WIDE, cell=True)

grade = check.parts(20)
watched = loop_watch.Watched(train, loop_watch.published("one"))
first, second = papers.looked_at("one", student)
### BEGIN HIDDEN TESTS
from hidden import looks, loops

watched = looks.Watched(train, "one", check.torch_generator("one-loop"))
first, second, third, fourth, fifth = loops.shares(loops.planted("one", student).behaviours)
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
# A camera over a shop counts who stands in the queue. Its detector draws many boxes around each person. Your sheet says in which `format` boxes come, and when a box is dropped.
#
# Write three functions, in one cell:
#
# - `box_iou(a, b)`: boxes (N, 4) and (M, 4) in your format, float32 or float64 → the IoU of each pair (the area that both share, divided by the area that they cover together), (N, M), in their dtype. N and M may be 0. Widths and heights are never negative; where the union is 0, the
#   IoU is 0. Boxes may be smaller than a pixel, and lie outside of the picture, where coordinates are negative.
# - `nms(boxes, scores, classes)` → indices, int64, 1-d. Take the boxes in order of falling score (of equal scores, the lower index first). A box is dropped if its IoU with a box *kept before it*, of the *same
#   class*, is more than, or at least, your `threshold`: your sheet's `drop` says which. Return the kept indices in that order. N may be 0. Scores may be any numbers, classes any whole numbers, also negative or large ones.
# - `count_inside(boxes, scores, classes, zone)` → an `int`. Leave out boxes with a score below your `least`, apply `nms` to the rest, and count the kept boxes of the class `label` whose centre lies in `zone`. The zone is
#   `[left, top, right, bottom]`, a list of four numbers; its left and top edges belong to it, its right and bottom edges don't.
#
# What the functions are given stays unchanged.
#
# **Example.** The boxes with corners (0, 0)-(4, 4) and (2, 0)-(6, 4) share 8 of 24: the IoU is 1/3.
#
# Without torchvision.

# %%
print(papers.sheet("one", student, "D"))

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Turn both into corners first. A `None` among the indices adds an axis: from (N, 1, 2) and (1, M, 2), `torch.minimum` and `torch.maximum` make (N, M, 2). A side of what two boxes share can't be
# negative.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `argsort` falls with `descending=True`; only with `stable=True` too does the lower index of equal scores come first. A plain loop over it is quick enough. `nms` on a selection gives places in the
# selection, which is all that counting needs.
#
# </details>

# %% role="answer" id="one-boxes"
def box_iou(a, b):
    """IoU (N, M) of boxes a (N, 4) and b (M, 4)."""
    ### BEGIN SOLUTION
    def corners(boxes):
        first, size = boxes[:, :2], boxes[:, 2:]
        if sheet["D"]["format"] == "cxcywh":
            first = first - size / 2
        return first, first + size

    (a1, a2), (b1, b2) = corners(a), corners(b)
    sides = torch.minimum(a2[:, None], b2[None]) - torch.maximum(a1[:, None], b1[None])
    common = sides.clamp(min=0).prod(-1)
    union = (a2 - a1).prod(-1)[:, None] + (b2 - b1).prod(-1)[None] - common
    return common / torch.where(union > 0, union, 1)
    ### END SOLUTION


def nms(boxes, scores, classes):
    """Indices of the boxes that stay, by falling score, int64."""
    ### BEGIN SOLUTION
    iou, limit = box_iou(boxes, boxes), sheet["D"]["threshold"]
    rivals = iou >= limit if sheet["D"]["drop"] == "at least" else iou > limit
    rivals &= classes[:, None] == classes
    kept, alive = [], torch.ones(len(boxes), dtype=torch.bool)
    for i in scores.argsort(descending=True, stable=True).tolist():
        if alive[i]:
            kept.append(i)
            alive &= ~rivals[i]
    return torch.tensor(kept, dtype=torch.int64)
    ### END SOLUTION


def count_inside(boxes, scores, classes, zone):
    """How many kept boxes of your label have their centre in the zone."""
    ### BEGIN SOLUTION
    good = scores >= sheet["D"]["least"]
    boxes, scores, classes = boxes[good], scores[good], classes[good]
    kept = nms(boxes, scores, classes)
    first, size = boxes[kept[classes[kept] == sheet["D"]["label"]]].split(2, 1)
    x, y = (first if sheet["D"]["format"] == "cxcywh" else first + size / 2).unbind(1)
    left, top, right, bottom = zone
    return int(((x >= left) & (x < right) & (y >= top) & (y < bottom)).sum())
    ### END SOLUTION

# %% role="tests" id="one-boxes-tests" points=25
import kept_boxes

for name in ("box_iou", "nms", "count_inside"):
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
rules = papers.draw("one", student)["D"]
label = rules["label"]
with grade("the example"):
    came = box_iou(in_your_format([[0, 0, 4, 4]]), in_your_format([[2, 0, 6, 4], [4, 4, 6, 6]]))
    check.close(
        came, torch.tensor([[1 / 3, 0]]), "IoU of one box with two", atol=1e-6, dtype="same"
    )
    check.at_most_lines("box_iou", 50, cell=True)
with grade("three boxes in a zone"):
    three = in_your_format([[0, 0, 4, 4], [0, 0, 4, 4], [20, 0, 24, 4]])
    args = three, torch.tensor([0.8, 0.9, 0.7]), torch.tensor([label] * 3)
    kept_boxes.same_kept(nms(*args), [1, 2], "three boxes, two of them in one place")
    inside = count_inside(*args, [0, 0, 10, 10])
    check.that(
        type(inside) is int, f"count_inside returns {type(inside).__name__}, expected an int",
        look="int(...) around what you return"
    )
    check.equal(inside, 1, "count_inside, one of two kept boxes in the zone")
    check.equal(
        count_inside(*args, [2, 2, 22, 4]), 1,
        "count_inside, one centre on the left and top edges of the zone, one on the right edge"
    )
    check.equal(
        count_inside(three, args[1], torch.tensor([label, label + 1, label]), [0, 0, 10, 10]), 1,
        "count_inside, a better box of another class"
    )
    check.equal(
        count_inside(
            three[:2], torch.tensor([rules["least"], rules["least"] - 0.01]), args[2][:2],
            [0, 0, 10, 10]
        ), 1,
                "count_inside, a score of exactly `least`")
### BEGIN HIDDEN TESTS
from hidden import boxes as instances

rng = check.rng(f"one-boxes {student}")
limit = rules["threshold"]

def compare_iou(one, other, kind, dtype=torch.float64, by=1.0):
    expected = torch.tensor([[instances.iou(p, q) for q in other] for p in one], dtype=torch.float64).reshape(len(one), len(other))
    first, second = by * in_your_format(one, dtype), by * in_your_format(other, dtype)
    kept_boxes.same_overlaps(box_iou(first, second), expected.to(dtype), first.tolist(), second.tolist(), f"IoU, {kind}")

def nms_of(rows):
    """What nms gives for rows of a box, a score and a class, and what it should give."""
    boxes, scores, classes = ([row[i] for row in rows] for i in range(3))
    wide = torch.float32 if all(score * 1024 % 1 == 0 for score in scores) else torch.float64
    came = nms(in_your_format(boxes), torch.tensor(scores, dtype=wide), torch.tensor(classes, dtype=torch.int64))
    return came, instances.kept(boxes, scores, classes, rules, instances.iou)

def compare_kept(rows, kind):
    came, expected = nms_of(rows)
    if type(came) is torch.Tensor and came.tolist() != expected:
        rows = instances.smallest(rows, lambda fewer: nms_of(fewer)[0].tolist() != nms_of(fewer)[1])
        came, expected = nms_of(rows)
    kept_boxes.same_kept(came, expected, kind, papers.told(rows, in_your_format))

def count_of(rows, zone):
    boxes, scores, classes = ([row[i] for row in rows] for i in range(3))
    wide = torch.float32 if all(score * 1024 % 1 == 0 for score in scores) else torch.float64
    came = count_inside(in_your_format(boxes), torch.tensor(scores, dtype=wide), torch.tensor(classes, dtype=torch.int64), zone)
    return came, instances.counted(boxes, scores, classes, zone, rules)

def compare_counts(rows, zone, kind):
    came, expected = count_of(rows, zone)
    if type(came) is int and came != expected:
        rows = instances.smallest(rows, lambda fewer: count_of(fewer, zone)[0] != count_of(fewer, zone)[1])
        came, expected = count_of(rows, zone)
    check.equal(came, expected, f"count_inside, {kind}: {papers.told(rows, in_your_format)}, zone {zone}")

base = instances.random_boxes(rng, 5, 60)
with grade("IoU: boxes in every position", weight=2):
    for other, kind in [(instances.random_boxes(rng, 7, 60), "random boxes"), (base, "boxes with themselves"),
                        (instances.moved(base, [200, 200]), "boxes apart in both directions"),
                        (instances.moved(base, [0, 200]), "boxes apart in one direction"),
                        ([[box[2], box[1], box[2] + 9, box[3]] for box in base], "boxes that share an edge"),
                        ([[box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1] for box in base], "boxes inside others")]:
        compare_iou(base, other, kind)
    compare_iou(base[:1], base[1:], "one box with four, in float32", torch.float32)
    compare_iou(base[:1], base[:1], "one box with itself")
    compare_iou(base, base, "boxes smaller than a pixel", by=2.0**-10)
    tiny = in_your_format([[0, 0, 2**-11, 2**-11]])
    check.close(box_iou(tiny, tiny), torch.ones(1, 1), f"box_iou, the tiny box {tiny[0].tolist()} with itself", atol=1e-3, dtype="same",
                look="a small constant in the divisor")
    far = [[2**21 + 0.125, 4, 2**21 + 0.625, 4.5], [2**21 + 0.25, 4, 2**21 + 0.75, 4.5]]
    compare_iou(far[:1], far, "small boxes far away, in float64")
    compare_iou(instances.moved(base, [-70, -70]), instances.moved(base[::-1], [-70, -70]), "boxes with negative coordinates")
    check.leaves_input_alone(box_iou, [in_your_format(base), in_your_format(base)], "box_iou")
with grade("IoU: boxes without area, and no boxes"):
    flat = [[5, 5, 5, 9], [2, 7, 8, 7], [3, 3, 3, 3], [0, 0, 10, 10]]
    for one, other, kind in [(flat, flat, "boxes without area"), ([], base, "no boxes"), (base, [], "no boxes"), ([], [], "no boxes")]:
        compare_iou(one, other, kind, torch.float32)
        compare_iou(one, other, f"{kind}, in float64", torch.float64)
with grade("nms: crowds of one class, and no boxes", weight=2):
    for turn in range(3):
        boxes, scores = instances.crowd(rng, 5, 4, limit)
        rows = [(box, score - turn, 3) for box, score in zip(boxes, scores)]
        compare_kept(rows, ["a crowd of one class, scores in no order", "a crowd with scores below 0", "a crowd with scores below -1"][turn])
    compare_kept([(box, 0.9 - 0.1 * k, 0) for k, box in enumerate(instances.chain(rules, instances.iou))], "a chain: a dropped box drops no other")
    for rows in instances.without_area():
        compare_kept(rows, "boxes without area")
    compare_kept([], "no boxes")
    compare_counts([], [0, 0, 9, 9], "no boxes")
    boxes, scores = instances.crowd(rng, 3, 3, limit)
    check.leaves_input_alone(nms, [in_your_format(boxes), torch.tensor(scores), torch.tensor([0] * 9)], "nms")
with grade("nms: several classes", weight=2):
    for rows in instances.of_two_classes():
        compare_kept(rows, "two classes, far from each other")
    for rows in instances.of_large_boxes():
        compare_kept(rows, "two classes, large boxes far from each other")
    for rows in instances.of_far_classes():
        compare_kept(rows, "classes of any whole numbers")
    for turn in range(3):
        boxes, scores = instances.crowd(rng, 4, 5, limit)
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
            two = instances.pair(rules, instances.iou, off)[::order]
            compare_kept([(two[0], 0.875, 0), (two[1], 0.5, 0)], f"two boxes that overlap by {kind}")
    many = [[4, 4, 14, 14 + 2 * k] for k in range(24)]
    compare_kept([(many[i], 0.25, 0) for i in rng.permutation(24)], "equal scores: the lower index is first")
    compare_kept(instances.tied(), "boxes apart, with two scores: of equal ones the lower index is first")
    for rows in instances.of_many_scores():
        compare_kept(rows, "scores of any size")
with grade("counting: score, class, zone", weight=3):
    for turn in range(4):
        boxes, scores = instances.crowd(rng, 6, 4, limit)
        classes = [label if rng.random() < 0.7 else (label + 1) % 4 for _ in boxes]
        left, top = int(rng.integers(10, 30)), int(rng.integers(30, 50))
        rows = list(zip(instances.moved(boxes, [-20 * turn, 0]), scores, classes))
        compare_counts(rows, [left - 20 * turn, top, left + 60 - 20 * turn, top + 40], "a crowd in two classes")
    box, least = [10, 10, 18, 18], rules["least"]
    for zone, kind in [([14, 0, 99, 99], "left"), ([0, 14, 99, 99], "top"), ([0, 0, 14, 99], "right"), ([0, 0, 99, 14], "bottom")]:
        compare_counts([(box, 0.875, label)], zone, f"a centre on the {kind} edge of the zone")
    compare_counts([(box, 0.875, label)], [-9.5, 13.5, 14.5, 99.5], "a zone between pixels")
    for zone in ([14.25, 0, 99, 99], [0, 0, 14.25, 99]):
        compare_counts([([10, 10, 19, 18], 0.875, label), ([30, 10, 37, 18], 0.5, label)], zone, "a centre between pixels")
    for rows, zone, kind in instances.around(label):
        compare_counts(rows, zone, kind)
    for score, kind in [(least, "exactly `least`"), (least - 2**-10, "just below `least`")]:
        compare_counts([(box, score, label)], [0, 0, 99, 99], f"a score of {kind}")
    compare_counts([(box, 0.9, (label + 1) % 4), (box, 0.8, label)], [0, 0, 99, 99], "a better box of another class in the same place")
    check.leaves_input_alone(count_inside, [in_your_format([box, box]), torch.tensor([0.1, 0.9]), torch.tensor([label, 0]), [8, 1, 19, 4]], "count_inside")
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
print(papers.sheet("one", student, "E"))

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

# %% role="answer" id="one-counts"
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

# %% role="tests" id="one-counts-tests" points=5
check.equal(
    sorted(counts), ["conv1", "conv2", "multiplications", "parameters", "pool"],
    "the keys of counts"
)

grade = check.parts(5)
net = papers.draw("one", student)["E"]
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
# The network must answer within 10 ms on a small device that has no GPU, and it takes 40. Name **one** change to the network (not to the device) that you would try first. Say with your
# numbers where the time goes, what the change saves, what it may cost in quality, and how you would find out. One paragraph, at most 150 words. Each row gives a point:
#
# | criterion | 1 point for |
# |---|---|
# | **Where** | the layer that has the most multiplications, with its number |
# | **What** | one change that reduces just these |
# | **Saving** | the number before and after |
# | **Price** | what may be lost, and for which inputs |
# | **Proof** | an experiment that decides: the same validation set and the time on the device, before and after |

# %% [markdown] role="essay" id="one-choice" points=5
# ### BEGIN SOLUTION
# (For the sample sheet.) The first convolution needs 138,000 of the 227,640 multiplications, more than any other layer. I would make its kernel 3 x 3, with padding 1: the shapes stay as they are,
# and it needs 8·23·15·18 = 49,680 instead of 138,000. The whole falls to 139,320, 61 %. If time follows, 40 ms become about 24: not enough yet, but the largest single step. With a stride
# of 3 the windows then touch and no longer overlap, so I expect losses where thin lines or small objects lie across two of them. I would train both versions on the same data, compare
# accuracy for each class on the same validation set, and take the median time of 1,000 images on the device itself.
# ### END SOLUTION

# %% [markdown]
# That was the last part. The next cell stops the clock for good, and writes your times below it and into `exam-one.json` beside this notebook. Save the notebook. Hand in both files. Then
# `workbook exam one --report`, in a terminal, tells how it went.

# %%
# clock.finish("one")  # take the mark at the start of this line away, and run the cell

# %% [markdown]
# ## Afterwards: a review without a clock
#
# The points say how it went. What helps next time is knowing which kind of slip cost them. Take each lost part of the report in turn:
#
# 1. Find the sentence of the text that the message is about.
# 2. Work out by hand what should come for the input that the message shows, or for a smaller one.
# 3. Name the slip: *misread*, *boundary* (a tie, an empty input, an edge), *order* of steps, *not known*, or *no time*.
# 4. Mend the answer, and run `workbook check 06-coding-test/1-paper-one` in a terminal.
#
# For example, the message shows one box whose centre is (30, 8) and the zone [10, 0, 30, 20]; expected is 0, and 1 came. The sentence is "its right and bottom edges don't". By hand, x = 30 lies on
# the right edge, so the box is not counted. The slip is a boundary: it was read, and then not written.
#
# Count the kinds. Misread and boundary: next time spend two minutes of each part on reading. Not known: the lesson that the report names. No time: write the simplest version first, and make it short later.

# %% [markdown]
# ## Summary
#
# The report says what to repeat: part A goes with the lesson on preprocessing (03-pytorch, lesson 5) and with *Before the clock*, B with layers (lesson 2), C with training (lesson 4), D with detection (lesson 6), and E with
# layers again. Wait a few days before you take the other paper, and take it in one go.
