# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Layers from scratch
#     minutes: 115
#     prerequisites: [03-pytorch/1-tensors]
#     summary: Write Linear, Dropout, BatchNorm2d, LayerNorm, RMSNorm, Conv2d and MaxPool2d so that torch's own weights load into them.
# ---

# %% [markdown]
# # Layers from scratch
#
# Mara joins a team that reads damaged parcel labels. A trained network on the server does it well.
# Her first task: move it to a small device that has no torch layers. She has a file with the
# trained numbers, forty labels, and what the server answered. **Will the device read the same?**
# You write the seven layers that the network is made of. At the end of the lesson they load Mara's
# file and run.
#
# "Write a batch normalisation layer. You have ten minutes and fifty lines" is an interview
# question, too, and a fair one. Whoever can write the layer knows what it keeps, when it changes,
# and why a model that was fine yesterday gives other answers today.
#
# At the end you can:
#
# - say what a layer owes its user: parameters, buffers, two modes, gradients;
# - load torch's own weights into your layer, and get torch's numbers;
# - spot the mistakes that don't crash: a variance that is slightly too small, a kernel turned
#   round, a layer that learns from its test data.
#
# You need lesson 1: shapes, broadcasting, masks, gradients. Plan on an hour and a half if you have
# written classes before, on three if you haven't: two sittings, with a break after P7. Each exercise has hints
# that open one by one. Try before you open the next one.

# %% role="read-only" id="setup"
import json
import math

import torch
import torch.nn.functional as F
from torch import nn

from workbook import check
from workbook.notebook.quiz import quiz

with open("data/label_reader.json", encoding="utf-8") as file:
    mara = json.load(file)  # the trained numbers, forty labels, and what the server said of them

# %% [markdown]
# Here are three of the labels: brightness from 0 to 9, twelve by twelve pixels, and smudges. Can
# you read them?

# %%
for row in range(12):
    shown = (mara["images"][label][row] for label in (0, 1, 2))
    print("    ".join("".join(" .:-=+*#%@"[int(k)] for k in pixels) for pixels in shown))

# %% [markdown]
# ## What a layer is
#
# A layer is a Python object with numbers in it. Mara writes each layer again, loads the trained
# numbers, and compares the results. Three things must be right, or the labels come out wrong:
#
# 1. **What it keeps.** *Parameters* are learnt: a training program (lesson 4) changes them.
#    *Buffers* are kept but not learnt, such as a running average. Both have names, and the names
#    make up the `state_dict`, the table of trained numbers.
# 2. **What it computes**, and how the result changes when the input changes a little: the gradient.
#    *Autograd*, torch's machinery behind `backward()`, works it out, as long as you stay within
#    torch's operations.
# 3. **Which mode it is in.** `layer.train()` and `layer.eval()` set `self.training`. Some layers
#    behave differently in the two, on purpose.
#
# ### A class in ten lines
#
# A Python **class** describes a kind of object. `Counter(5)` makes one and runs its `__init__`;
# `self` is the object itself, and `self.count` a number that it keeps. A function inside a class is
# a *method*. `raise` stops with an error of the given kind, so that nobody gets a `Counter(-1)`.

# %%
class Counter:
    def __init__(self, start):
        if start < 0:
            raise ValueError("start must not be negative")
        self.count = start

    def add(self, more):
        self.count += more
        return self.count


counter = Counter(5)
print(counter.add(2), counter.add(2))

# %% [markdown]
# `class Double(nn.Module)` *inherits*: the object has all that torch's `nn.Module` has, and
# `super().__init__()` runs the `__init__` of that one first. You write the method `forward`, and
# don't call it by name: `double(x)`, the object called like a function, runs it.

# %%
class Double(nn.Module):
    def forward(self, x):
        return 2 * x


double = Double()
double(torch.tensor([1.0, 3.0]))

# %% [markdown]
# Here is a small layer that multiplies each column by a learnt number, and counts how often it was
# used.

# %%
class Scale(nn.Module):
    def __init__(self, size):
        super().__init__()                                   # first: it makes room for what follows
        self.weight = nn.Parameter(torch.ones(size))         # learnt
        self.register_buffer("calls", torch.tensor(0))       # kept, not learnt
        self.forgotten = torch.zeros(size)                   # neither: a plain attribute

    def forward(self, x):
        self.calls += 1
        return x * self.weight


scale = Scale(3)
scale(torch.ones(2, 3))
scale.state_dict()

# %% [markdown]
# `weight` and `calls` are in the state_dict. `forgotten` is not. It would not be saved, and it
# would stay behind on the CPU, the computer's main processor, when the model moves to a GPU, a
# graphics card that computes faster. Nothing warns you.
#
# Many layers compute weighted sums. Two of them in a row are no more than one: a weighted sum of
# weighted sums is a weighted sum. So something else has to stand between them. In many networks it
# is **ReLU**, which keeps positive numbers and makes all others 0.

# %%
torch.relu(torch.tensor([-2.0, 0.0, 3.0]))

# %% [markdown]
# ### The rules for this lesson
#
# Each layer is held against torch's own, run in 64-bit numbers. The tests look at:
#
# - the names and shapes in `state_dict`, and whether **torch's own weights load**;
# - values and gradients, on several shapes, on a batch of one, and on input that is not contiguous
#   in memory: the cell below shows one;
# - `bfloat16` and `float16`, which take half the memory of `float32` and keep two or three digits:
#   the result has the dtype of the input; `float64`: it is exact to eight digits;
# - your input: it must be the same after the call;
# - the `meta` device, where tensors have shapes but no values: a layer that runs there isn't tied
#   to the CPU.
#
# **From scratch** means: torch's tensor operations are yours (`@`, `einsum`, `mean`, `reshape`,
# `unfold`, …); what each exercise lists under "Not allowed" isn't (`nn.Linear`, `F.linear`,
# `torch.batch_norm`, …). The tests read your text and watch what it calls; an answer that breaks
# this rule, or has more than 50 lines of code, gets no points. An answer is a class; blank lines,
# comments and docstrings don't count. 15 lines are usually enough. No line of a class is wider than
# 100 characters: a wider one costs some of the exercise's points.

# %%
table = torch.arange(6.0).reshape(2, 3)
print("in memory row by row:    ", table.is_contiguous())
# .view() refuses it, .reshape() copies
print("the same memory, turned: ", table.T.is_contiguous())
print("300 squared in float16:  ", torch.tensor(300.0).half() ** 2)   # more than its largest, 65504

# %% [markdown]
# The turned table isn't contiguous, and the square of 300 became infinite. Layers meet both at work,
# and must not fail.

# %% [markdown]
# ## A weighted sum
#
# The simplest layer first, by hand. One input row of three numbers, two outputs, so two rows of
# weights. `@` is the matrix product: each row on its left meets each column on its right.

# %%
quiz(
    "`W` has two rows of three. For rows of three numbers, `x @ …` needs three rows of two. Does "
    "`reshape` make the right ones of `W`? What is printed?",
    runs="""
import torch
W = torch.tensor([[1, 0, 2], [0, 3, 0]])
print(W.reshape(3, 2).tolist())
""",
    right="[[1, 0], [2, 0], [3, 0]]",
    wrong={
        "[[1, 0], [0, 3], [2, 0]]": (
            "That is `W.T`, the transpose: rows become columns. `reshape` doesn't turn anything."
        ),
        "RuntimeError": "Six numbers fit into three rows of two. That is all that `reshape` asks.",
    },
    because=(
        "`reshape` keeps the order of the numbers and breaks the line elsewhere. The shape fits, "
        "the meaning is lost."
    ),
)

# %%
W = torch.tensor([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]])
x = torch.tensor([[1.0, 2.0, 3.0]])
print("with the transpose:", x @ W.T)               # 1·1 + 2·0 + 3·2 and 1·0 + 2·3 + 3·0
print("with the reshape:  ", x @ W.reshape(3, 2))   # the right shape, and wrong numbers

# %% [markdown]
# ### Why that start
#
# A layer starts with random weights, and how large they are decides whether a deep network learns.
# A sum of 100 random terms is about √100 = 10 times as large as one term. So weights as large as
# $1/\sqrt{n}$ for $n$ inputs keep it in bounds. Below are ten linear layers, one after the other.
# `torch.empty` makes a tensor whose numbers don't matter yet. `uniform_(-b, b)` draws them all
# between -b and b; its underscore says that it changes the tensor itself, *in place*.

# %%
torch.manual_seed(0)
for name, bound in [("1           ", 1.0), ("1 / √100    ", 0.1)]:
    x = torch.randn(1000, 100)
    for _ in range(10):
        x = x @ torch.empty(100, 100).uniform_(-bound, bound).T
    print("weights up to", name, "spread after ten layers:", f"{x.std().item():.3g}")

# %% [markdown]
# With weights up to 1 the numbers grow more than fivefold a layer; ten layers on, they are tens of
# millions, and so are the gradients. With torch's start they shrink, to a bit more than half at
# each layer. That is mild enough to learn from, and the norms below mend the rest.

# %% [markdown]
# ## P4 · Linear
# **Level 1 · 8 minutes · 3 points**
#
# A linear layer turns each row of `in_features` numbers into `out_features` numbers. Each output is
# a weighted sum of the inputs plus a bias:
#
# $$y = x W^\top + b$$
#
# ![A row of three inputs times the transposed weight, three by two, plus a bias of two, gives two outputs.](figures/linear.svg)
#
# Torch keeps one row of `W` for each *output*, so `W` has the shape
# `(out_features, in_features)`, and is transposed in the formula. Keep it like this, or no saved
# weights fit.
#
# Write the class `Linear`:
#
# - `Linear(in_features, out_features, bias=True)`;
# - parameters `weight`, of shape `(out_features, in_features)`, and `bias`, of shape
#   `(out_features,)`. With `bias=False` there is no `bias` in the state_dict (set
#   `self.bias = None`);
# - both start uniform between $-1/\sqrt{n}$ and $+1/\sqrt{n}$, where $n$ = `in_features`;
# - `forward(x)` takes any number of leading axes: `(..., in_features)` becomes
#   `(..., out_features)`.
#
# **Example.** `weight = [[1, 0, 2], [0, 3, 0]]`, `bias = [10, 20]`, `x = [[1, 2, 3]]` gives
# `[[17, 26]]`: 1·1 + 0·2 + 2·3 + 10 = 17.
#
# Not allowed: `nn.Linear`, `nn.Bilinear`, `F.linear`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `torch.empty(2, 3).uniform_(-0.1, 0.1)` draws start values. Wrap the result in `nn.Parameter`. If
# the state_dict is empty, `weight` is a plain tensor.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The matrix product with a transposed weight works for any number of leading axes. If the shape is
# right and the numbers are wrong, look for a `reshape` where a transpose belongs.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `self.bias = None`, forward needs a case of its own. Ask with `is None`: a parameter of
# several numbers is neither true nor false. Not `y += …` on the input: it would change what belongs
# to the caller.
#
# </details>

# %% role="answer" id="linear"
class Linear(nn.Module):
    """x of shape (..., in_features) → (..., out_features)."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        ### BEGIN SOLUTION
        bound = 1 / math.sqrt(in_features)
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-bound, bound))
        start = torch.empty(out_features).uniform_(-bound, bound)
        self.bias = nn.Parameter(start) if bias else None
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        y = x @ self.weight.T
        return y if self.bias is None else y + self.bias
        ### END SOLUTION

# %% role="tests" id="linear-tests" points=3
linear = check.layer(Linear, like=nn.Linear)
linear.from_scratch((3, 2), torch.ones(1, 3))

grade = check.parts(3)
with grade("names, shapes and start values in the state_dict"):
    linear(3, 2).state()
    linear(20, 30).state()
with grade("the example"):
    weights = {"weight": [[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]], "bias": [10.0, 20.0]}
    y = linear(3, 2).output(torch.tensor([[1.0, 2.0, 3.0]]), state=weights)
    check.close(y, torch.tensor([[17.0, 26.0]]), "Linear(3, 2) on one row")
    check.at_most_lines("Linear", 50)  # and no line wider than 100 characters
with grade("bias=False"):
    linear(3, 2, bias=False).state(none=["bias"])
    linear(3, 2, bias=False).agrees(torch.ones(4, 3))
### BEGIN HIDDEN TESTS
draw = check.torch_generator("linear")
with grade("values and gradients on other shapes", weight=2):
    shapes = [(1, 5), (7, 5), (2, 3, 5), (2, 1, 3, 5), (5,)]
    linear(5, 4).agrees(*(torch.randn(shape, generator=draw) for shape in shapes))
    linear(5, 5).agrees(torch.randn(6, 5, generator=draw))
    linear(1, 1).agrees(torch.randn(3, 1, generator=draw), train=False)
    linear(5, 3).agrees(torch.randn(4, 5, generator=draw), dtype=torch.float64)
    linear(5, 3).agrees(1e5 * torch.randn(4, 5, generator=draw))
    linear(5, 3).unrecorded(torch.randn(4, 5, generator=draw), torch.full((1, 5), math.nan))
with grade("non-contiguous input, half precision, any device"):
    linear(6, 4).strided(torch.randn(2, 3, 6, generator=draw))
    linear(6, 4, bias=False).strided(torch.randn(5, 6, generator=draw), train=False)
    linear(6, 4).half(torch.randn(3, 6, generator=draw))
    linear(6, 4).anywhere(torch.ones(3, 6))
    linear(6, 4, bias=False).half(torch.randn(3, 6, generator=draw), dtypes=[torch.bfloat16])
    linear(6, 4, bias=False).anywhere(torch.ones(3, 6))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## P5 · Dropout
# **Level 1 · 6 minutes · 3 points**
#
# Dropout sets some of the values to zero while the model learns, others each time, so that no part
# of it relies on a single number. When the model is used, nothing may be dropped: the same parcel
# must get the same label twice.
#
# There is a catch. If half of the values are missing in training, the next layer gets used to sums
# that are half as large. In use, all values are back and its sums are twice what it knows. So the
# kept values are scaled up **in training**, by $1/(1-p)$, and the average stays:

# %%
x = torch.ones(100_000)
kept = torch.arange(100_000) % 2 == 0        # every other value, not yet at random
print("the mean in use:                      ", x.mean().item())
print("the mean in training, without scaling:", round((x * kept).mean().item(), 2))
print("the mean in training, with scaling:   ", round((x * kept * 2).mean().item(), 2))
draws = torch.rand_like(x)                   # for each value a random number from 0 to 1
print("share of the draws below 0.3:         ", round((draws < 0.3).float().mean().item(), 2))

# %% [markdown]
# Write the class `Dropout`:
#
# - `Dropout(p=0.5)`, where `p` is the probability to **drop** a value. If `p` lies outside 0 to
#   1, making the layer raises `ValueError`;
# - in training mode each value alone is set to zero with probability `p`, and the others are
#   divided by `1 - p`. Draw with torch's own generator (`torch.rand_like`, `torch.bernoulli`, …),
#   so that `torch.manual_seed` makes it repeatable;
# - in evaluation mode the input comes out as it is;
# - `p=1` gives zeros, never NaN, also for infinite values, and the input's gradient isn't NaN then,
#   either; `p=0` changes nothing;
# - no parameters, no buffers.
#
# **Example.** In training mode `Dropout(0.2)` on `[1, 1, 1, 1, 1]` may give
# `[1.25, 0, 1.25, 1.25, 1.25]`. In evaluation mode it gives `[1, 1, 1, 1, 1]`.
#
# Not allowed: `nn.Dropout`, `F.dropout`, `torch.dropout` and their variants.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `self.training` tells the mode; `nn.Module` keeps it for you.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `torch.rand_like(x)` draws one number from 0 to 1 for each value of `x`. On which side of `p` does
# a share of `1 - p` lie? If `p=0.5` passes and 0.2 doesn't, it is the other side.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `p = 1` the factor `1 / (1 - p)` is a division by zero, and infinity times 0 is NaN, in the
# result or on the way back (lesson 1's wrong turn). Deal with it before the division: zeros with
# the shape and dtype of `x`. Refuse a bad `p` in `__init__`, as the counter refuses a bad start.
#
# </details>

# %% role="answer" id="dropout"
class Dropout(nn.Module):
    """In training mode, zeroes each value with probability p and divides the others by 1 - p."""

    def __init__(self, p=0.5):
        super().__init__()
        ### BEGIN SOLUTION
        if not 0 <= p <= 1:
            raise ValueError(f"p must lie between 0 and 1, not {p}")
        self.p = p
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        if not self.training or self.p == 0:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        mask = torch.rand_like(x) >= self.p
        return x * mask / (1 - self.p)
        ### END SOLUTION

# %% role="tests" id="dropout-tests" points=3
dropout = check.layer(Dropout, like=nn.Dropout)
dropout.from_scratch((0.5,), torch.ones(2, 3))

grade = check.parts(3)
with grade("training mode: the share dropped, the scale of the others", weight=2):
    check.drops(dropout, 0.5)
with grade("evaluation mode: the input as it is"):
    check.leaves_alone(dropout, 0.5, torch.tensor([[1.0, -2.0, 3.0]]))
    check.at_most_lines("Dropout", 50)  # and no line wider than 100 characters
with grade("p of 0 and 1, and a p that isn't a probability"):
    dropout(0.0).agrees(torch.tensor([[1.0, -2.0, 3.0]]))
    check.drops_all(dropout, torch.tensor([[1.0, -2.0, math.inf]]))
    check.raises(ValueError, Dropout, 1.5)
    check.raises(ValueError, Dropout, -0.1)
### BEGIN HIDDEN TESTS
draw = check.torch_generator("dropout")
with grade("other probabilities", weight=2):
    for p in (0.1, 0.8, 0.25):  # 0.25 is no tenth
        check.drops(dropout, p, again=False)
        check.leaves_alone(dropout, p, torch.randn(4, 3, 2, generator=draw))
    check.drops(dropout, 0.3, (20, 30), dtype=torch.float64, again=False)  # so exact that each digit of 1 / 0.7 counts
    odd = dropout(0.5).output(torch.tensor([math.inf, math.nan]).repeat(200, 1), seed=1)
    for column, name in enumerate(("infinity", "NaN")):
        check.that(bool((odd[:, column].isinf() if column == 0 else odd[:, column].isnan()).any()),
                   f"Dropout(0.5) in training mode, input of {name}: no value of it was kept",
                   look=f"{name} divided by 1 - p is {name}: it must be seen, not made another number")
with grade("shapes, dtypes, devices and state_dict"):
    dropout(0.5).state()
    kept = float((dropout().output(torch.ones(4000), seed=1) != 0).double().mean())
    check.that(0.4 < kept < 0.6, f"Dropout() without p keeps {kept:.0%} of the values, expected about 50 %: p is 0.5")
    most = dropout().output(torch.ones(4000), seed=1).max().item()
    check.close(most, 2.0, "what Dropout() without p makes of a 1 that it keeps", atol=1e-5,
                look="p is 0.5 if nobody says otherwise, and 1 / (1 - 0.5) is 2")
    check.drops_all(dropout, torch.randn(3, 4, generator=draw) * torch.tensor([torch.inf, 1, 1e30, -torch.inf]))
    dropout(1.0).agrees(torch.randn(2, 3, 4, generator=draw), train=False)
    dropout(1.0).agrees(torch.randn(2, 3, 4, generator=draw), gradients=False)
    dropout(0.0).agrees(torch.randn(2, 3, 4, generator=draw), dtype=torch.float64)
    for p in (1.001, -0.001):
        check.raises(ValueError, Dropout, p)
    check.drops(dropout, 0.5, strided=True, again=False)
    check.drops(dropout, 0.5, (20, 30), again=False, grad=False)
    for shape in [(900,), (6, 10, 15), (2, 5, 9, 10)]:
        check.drops(dropout, 0.5, shape, again=False)
    for dtype in (torch.bfloat16, torch.float16):
        for p in (0.5, 0.0):
            check.drops(dropout, p, dtype=dtype, again=False)
    for p in (0.0, 1.0):
        dropout(p).half(torch.randn(5, 3, generator=draw))
    dropout(0.5).anywhere(torch.ones(3, 6))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## One number a channel
#
# An image batch has four axes: `(batch, channels, height, width)`. A *channel* is one kind of
# measurement at every place: red, say, or "how much does it look like an edge". Several axes can be
# added up at once, and what is left here is one number a channel. (`mean` does so, and `amax`, which
# takes the largest.) To bring it back to the images, it needs its axes: `(channels,)` becomes
# `(channels, 1, 1)`, and broadcasting does the rest.

# %%
images = torch.arange(24.0).reshape(2, 3, 2, 2)     # two images, three channels, 2 by 2 pixels
level = images.mean((0, 2, 3))
print("largest of a channel:", images.amax((0, 2, 3)))
print("means, one a channel:", level)
print("after subtracting:   ", (images - level[:, None, None]).mean((0, 2, 3)))

# %% [markdown]
# The **variance** says how far numbers lie apart: it is the mean of the squares of their differences
# to the mean. Of 1, 1, 3, 7 the mean is 3, the differences are -2, -2, 0, 4, their squares 4, 4, 0,
# 16, so that the variance is 24 / 4 = 6. Its root, here 2.449, is the *spread*, or standard
# deviation. Subtract the mean and divide by the spread: then the mean is 0 and the variance 1. If
# all numbers are equal, the variance is 0. So that nothing is divided by 0, a tiny number, **eps**,
# is added to the variance before the root is taken.

# %%
numbers = torch.tensor([1.0, 1.0, 3.0, 7.0])
print("variance:", numbers.var(unbiased=False))     # unbiased comes further down
print("all equal, without eps:", (torch.ones(4) - 1) / torch.ones(4).var(unbiased=False).sqrt())

# %% [markdown]
# Without `eps`, 0 divided by 0 is NaN. The same number is added for every channel, and beside a
# variance of 6 nobody notices it.
#
# A running value moves a little towards each new one. In torch that is `lerp_`: it goes the given
# share of the way, in place. Such bookkeeping needs no gradient. What is computed inside `with
# torch.no_grad():` isn't recorded, so `backward()` never goes back through it.

# %%
quiz(
    "A running mean stands at 10, the batch's mean is 20, momentum is 0.1. Where does the "
    "running mean stand afterwards?",
    number=11,
    wrong={
        19: (
            "That keeps a tenth of the old value. In torch, momentum is the share of the *new* one."
        ),
        15: "Halfway. The batch counts for a tenth.",
    },
    because="0.9 · 10 + 0.1 · 20 = 11: one batch nudges it.",
)

# %%
running, batch = torch.tensor([10.0, 0.0]), torch.tensor([20.0, 5.0], requires_grad=True)
with torch.no_grad():
    running.lerp_(batch, 0.1)
print(running, "recorded:", running.requires_grad)

# %% [markdown]
# Each running value went a tenth of the way to the batch's, and nothing was recorded.

# %% [markdown]
# ## P6 · BatchNorm2d
# **Level 3 · 14 minutes · 7 points**
#
# Batch normalisation shifts and scales each channel of an image batch to mean 0 and variance 1,
# then lets the model choose another mean and scale.
#
# ![Batch norm takes one mean for each channel over all images and places. Layer norm and RMS norm take one for each row, over its last axis.](figures/norm-axes.svg)
#
# In **training** mode, mean and variance are those of the batch, for each channel over batch,
# height and width:
#
# $$y = \frac{x - \text{mean}}{\sqrt{\text{var} + \text{eps}}} \cdot \text{weight} + \text{bias}$$
#
# In **evaluation** mode there may be only one image. Its own mean would wipe out what sets it
# apart. So the layer remembers: during training it keeps a running mean and a running variance, and
# in evaluation it uses these, and leaves them alone.
#
# $$\text{running} \leftarrow (1 - \text{momentum}) \cdot \text{running} + \text{momentum} \cdot \text{batch}$$
#
# Momentum is small, 0.1: a batch nudges the running value. (Elsewhere "momentum" is the share of
# the *old* value. Here it is not.)
#
# And one thing is easily got wrong. There are two variances:

# %%
four = torch.tensor([2.0, 4.0, 4.0, 6.0])
print("divided by n     ", four.var(unbiased=False).item())             # (4 + 0 + 0 + 4) / 4
print("divided by n - 1 ", round(four.var(unbiased=True).item(), 4))    # (4 + 0 + 0 + 4) / 3

# %% [markdown]
# The output is normalised with the variance divided by **n** (its own variance is then 1, but for
# `eps`). The running variance estimates that of *all* images, so it is updated with the variance
# divided by **n − 1**. `n` is batch × height × width; in training there are at least two values a
# channel. With large batches nobody sees the difference. With four images of two by two places, `n`
# is 16, and one variance is 16/15 of the other: 7 % more.
#
# Write the class `BatchNorm2d`:
#
# - `BatchNorm2d(num_features, eps=1e-5, momentum=0.1)`, `x` of shape
#   `(batch, channels, height, width)`;
# - parameters `weight` (starts at ones) and `bias` (zeros), of shape `(num_features,)`;
# - buffers `running_mean` (zeros), `running_var` (ones), and `num_batches_tracked`, a whole number
#   (`torch.tensor(0)`) that counts the training batches;
# - the buffers change in training mode only, and carry no gradient from batch to batch;
# - the result is right also where a channel's mean is hundreds of times its spread: take the
#   variance from differences to the mean, since mean(x²) − mean(x)² loses its digits there.
#
# **Example.** One channel, four images of one pixel, `[2, 4, 4, 6]`: the mean is 4, the variance 2
# (by n) or 2.6667 (by n − 1). In training mode the output is `[-1.4142, 0, 0, 1.4142]`; afterwards
# `running_mean` is 0.9·0 + 0.1·4 = 0.4 and `running_var` is 0.9·1 + 0.1·2.6667 = 1.1667.
#
# Not allowed: torch's own normalisation layers and functions (`nn.BatchNorm2d`, also as a parent
# class, `F.batch_norm`, `F.instance_norm`, …).

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `x.var((0, 2, 3), unbiased=False)` is the variance by n, one number a channel, as the mean above.
# Keep both of shape `(channels,)`, so that they fit the buffers; add axes only where they meet
# `x`. (`keepdim=True` would give a shape that no buffer has.)
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Update the buffers in place (`lerp_`, as above) under `torch.no_grad()`, or else the second
# `backward()` goes back into the first batch. A `self.running_mean = …` with a fresh tensor works
# as well, if that has no gradient.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# From the variance by n to the one by n − 1 leads the factor n / (n − 1), where n counts the values
# of *one channel*. In evaluation mode mean and variance come from the buffers; the last line is the
# same for both modes. If training passes and evaluation doesn't, look at which variance you stored.
#
# </details>

# %% role="answer" id="batch-norm"
class BatchNorm2d(nn.Module):
    """Normalises each channel of x, of shape (batch, channels, height, width)."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        ### BEGIN SOLUTION
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
            n = x.numel() / x.shape[1]
            with torch.no_grad():
                self.running_mean.lerp_(mean, self.momentum)
                self.running_var.lerp_(var * n / (n - 1), self.momentum)
                self.num_batches_tracked += 1
        scale = self.weight / torch.sqrt(var + self.eps)
        return (x - mean[:, None, None]) * scale[:, None, None] + self.bias[:, None, None]
        ### END SOLUTION

# %% role="tests" id="batch-norm-tests" points=7
batch_norm = check.layer(BatchNorm2d, like=nn.BatchNorm2d)
batch_norm.from_scratch((3,), torch.rand(2, 3, 4, 4))

grade = check.parts(7)
four = torch.tensor([2.0, 4.0, 4.0, 6.0]).reshape(4, 1, 1, 1)
with grade("names, shapes and start values in the state_dict"):
    batch_norm(3).state()
with grade("the example: the output in training mode"):
    y = batch_norm(1, eps=0.0).output(four).flatten()
    check.close(
        y,
        torch.tensor([-1.41421, 0.0, 0.0, 1.41421]),
        "BatchNorm2d(1, eps=0.0) in training mode",
        atol=1e-4,
    )
    check.at_most_lines("BatchNorm2d", 50)  # and no line wider than 100 characters
with grade("the example: the running statistics", weight=2):
    batch_norm(1).agrees(four, gradients=False)
    batch_norm(1, momentum=0.3).agrees(four, four + 1, gradients=False)
with grade("evaluation mode: the running statistics are used, and left alone", weight=2):
    batch_norm(1).agrees(four, train=False)
### BEGIN HIDDEN TESTS
draw = check.torch_generator("batch-norm")
x = torch.randn(4, 3, 3, 5, generator=draw)
with grade("values and gradients on other shapes", weight=3):
    for shape in [(4, 3, 2, 5), (1, 3, 4, 3), (6, 3, 3, 1)]:
        batch_norm(3, eps=0.3).agrees(2 * torch.randn(shape, generator=draw) + 1)
    batch_norm(3, eps=0.3).agrees(x, x[:1], train=False)
    batch_norm(3, 0.3, 0.25).agrees(x, x + 1, gradients=False)
    batch_norm(3, momentum=1.0).agrees(x, x + 1)
    batch_norm(3).agrees(torch.randn(2, 3, 1, 1, generator=draw), x, gradients=False)  # two values a channel
    batch_norm(3).agrees(0.003 * x, gradients=False)  # so quiet that eps shows
    bright = 3 * torch.randn(6, 3, 4, 4, generator=draw) + torch.tensor([1000.0, -900.0, 1100.0])[:, None, None]
    batch_norm(3).agrees(bright, gradients=False)  # so bright that the squares lose their digits
    batch_norm(3).agrees(x, x + 1, dtype=torch.float64)
with grade("training over several batches, then evaluation", weight=2):
    batches = [torch.randn(n, 3, 2, 2, generator=draw) + n for n in (3, 2, 4)]
    batch_norm(3, momentum=0.2).agrees(*batches, x, train=[True, True, True, False])
    batch_norm(3).unrecorded(x, x + 1, torch.randn(40, 3, 2, 1, generator=draw), train=[True, False, False])
with grade("non-contiguous input, half precision, any device"):
    batch_norm(3).strided(x, x, train=[True, False])
    batch_norm(3).half(x)
    batch_norm(3).half(x, train=False)
    batch_norm(3).anywhere(torch.ones(2, 3, 4, 4))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## P7 · LayerNorm and RMSNorm
# **Level 2 · 12 minutes · 4 points**
#
# Batch norm mixes the images of a batch, and needs a second mode to make up for it. Language models
# avoid both. **Layer norm** takes mean and variance of each row on its own, over the last axis:
# what a token becomes doesn't depend on the other tokens, nor on the mode.
#
# $$\text{LayerNorm}(x) = \frac{x - \text{mean}(x)}{\sqrt{\text{var}(x) + \text{eps}}} \cdot \text{weight} + \text{bias}$$
#
# $$\text{RMSNorm}(x) = \frac{x}{\sqrt{\text{mean}(x^2) + \text{eps}}} \cdot \text{weight}$$
#
# **RMS norm** leaves out the mean and the bias. RMS is the *root mean square*, what stands below the
# line. It is cheaper, and did as well in the experiments of
# its paper (Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019). Llama, an open
# language model of 2023, uses it.
#
# Now the wrong turn. A row of constant values has variance 0, and `eps` is what saves it. Inside or
# outside the root?

# %%
quiet = 0.001 * torch.randn(1, 1000, generator=torch.Generator().manual_seed(1))
centred, var = quiet - quiet.mean(), quiet.var(unbiased=False)
print("eps inside the root:  spread", round((centred / torch.sqrt(var + 1e-5)).std().item(), 3))
print("eps outside the root: spread", round((centred / (torch.sqrt(var) + 1e-5)).std().item(), 3))

# %% [markdown]
# The formula has it inside, and makes a spread of 0.31 of this quiet row. Outside, it comes out as
# 0.99. On loud rows both agree to five digits. A model trained with one and run with the other
# goes wrong on silence, padding and blank pages only.
#
# Half precision has a trap of its own: the largest `float16` is 65504, so the square of 256 is
# already infinite. Do the sums in `float32` where the input is shorter (a `float64` stays one), and
# give back the input's dtype. `torch.promote_types` names the wider of two dtypes:

# %%
short = torch.tensor([3.0, 256.0]).half()
print("squares in float16:", (short**2).tolist())
print("squares in float32:", (short.to(torch.float32) ** 2).tolist())
print("the wider of two:  ", torch.promote_types(torch.float16, torch.bfloat16))

# %% [markdown]
# (Neither `float16` nor `bfloat16` holds all numbers of the other, so that the wider is `float32`.)
#
# Write **both** classes in the cell below:
#
# - `LayerNorm(normalized_shape, eps=1e-5)`, where `normalized_shape` is a whole number, the size of
#   the last axis; parameters `weight` (ones) and `bias` (zeros); variance divided by n;
# - `RMSNorm(normalized_shape, eps=1e-6)` with the parameter `weight` (ones), and no other;
# - both take any number of leading axes, keep the dtype of the input, and work for values up to
#   1000 in `float16`; in half precision the result is what `float32` gives, rounded once (for
#   weights of 1 and biases of 0);
# - the result is right also where a row's mean is hundreds of times its spread: take the variance
#   from differences to the mean, since mean(x²) − mean(x)² loses its digits there.
#
# **Example.** `[3, 4]`: the mean is 3.5 and the variance 0.25, so LayerNorm gives `[-1, 1]`
# (nearly: eps). The mean square is 12.5, so RMSNorm gives `[3, 4] / 3.5355 = [0.8485, 1.1314]`.
#
# Not allowed: torch's own normalisation layers and functions (`nn.LayerNorm`, `F.layer_norm`,
# `nn.RMSNorm`, `F.rms_norm`, …).

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `x.mean(-1, keepdim=True)` keeps the axis, so the result broadcasts over `x` whatever its shape.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `torch.rsqrt(v + eps)` is one over the root. `unbiased=False` divides by n.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The wider of the input's dtype and `float32` is the one to do the sums in. Go back with `.to(…)` once the row is normalised, before weight and
# bias. If only `float16` fails, a square was taken too early; if only `float64`, it was narrowed.
#
# </details>

# %% role="answer" id="row-norms"
class LayerNorm(nn.Module):
    """Normalises the last axis of x to mean 0 and variance 1, then applies weight and bias."""

    def __init__(self, normalized_shape, eps=1e-5):
        super().__init__()
        ### BEGIN SOLUTION
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(normalized_shape))
        self.bias = nn.Parameter(torch.zeros(normalized_shape))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        centred = wide - wide.mean(-1, keepdim=True)
        normed = centred * torch.rsqrt(centred.square().mean(-1, keepdim=True) + self.eps)
        return normed.to(x.dtype) * self.weight + self.bias
        ### END SOLUTION


class RMSNorm(nn.Module):
    """Divides the last axis of x by its root mean square, then applies weight."""

    def __init__(self, normalized_shape, eps=1e-6):
        super().__init__()
        ### BEGIN SOLUTION
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(normalized_shape))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        normed = wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + self.eps)
        return normed.to(x.dtype) * self.weight
        ### END SOLUTION

# %% role="tests" id="row-norms-tests" points=4
layer_norm = check.layer(LayerNorm, like=nn.LayerNorm)
layer_norm.from_scratch((4,), torch.rand(2, 4))
rms_norm = check.layer(
    RMSNorm, like=lambda size, eps=1e-6: nn.RMSNorm(size, eps=eps), name="RMSNorm"
)
rms_norm.from_scratch((4,), torch.rand(2, 4))

grade = check.parts(4)
pair = torch.tensor([[3.0, 4.0]])
with grade("LayerNorm: state_dict and the example"):
    layer_norm(4).state()
    check.close(
        layer_norm(2).output(pair), torch.tensor([[-1.0, 1.0]]), "LayerNorm(2) on [3, 4]", rtol=1e-4
    )
    layer_norm(2, eps=0.5).agrees(pair)
    check.at_most_lines("LayerNorm", 50)  # and no line wider than 100 characters
with grade("RMSNorm: state_dict and the example"):
    rms_norm(4).state()
    check.close(
        rms_norm(2).output(pair), torch.tensor([[0.84853, 1.13137]]), "RMSNorm(2) on [3, 4]",
        rtol=1e-4
    )
    rms_norm(2, eps=0.5).agrees(pair)
    check.at_most_lines("RMSNorm", 50)  # and no line wider than 100 characters
with grade("values of 300 and 400 in float16"):
    loud = torch.tensor([[300.0, 400.0]])
    layer_norm(2).half(loud, dtypes=[torch.float16])
    rms_norm(2).half(loud, dtypes=[torch.float16])
### BEGIN HIDDEN TESTS
draw = check.torch_generator("row-norms")
shapes = [(1, 6), (5, 6), (2, 3, 6), (2, 2, 3, 6), (6,)]
with grade("LayerNorm: values and gradients on other shapes", weight=2):
    batches = [torch.randn(shape, generator=draw) + 1 for shape in shapes]
    layer_norm(6, eps=0.1).agrees(*batches)
    layer_norm(6, eps=0.1).agrees(*batches[1:3], train=False)
    layer_norm(6).agrees(0.003 * batches[1], torch.tensor([[0.25] * 6, [0.0] * 6]))  # so quiet that eps shows
    layer_norm(6).agrees(*batches[1:3], dtype=torch.float64)
    layer_norm(6).unrecorded(*batches[1:3])
    bright = 3 * torch.randn(20, 6, generator=draw) + 1000
    layer_norm(6).agrees(bright, gradients=False)  # so bright that the squares lose their digits
with grade("RMSNorm: values and gradients on other shapes", weight=2):
    batches = [torch.randn(shape, generator=draw) + 1 for shape in shapes]
    rms_norm(6, eps=0.1).agrees(*batches)
    rms_norm(6, eps=0.1).agrees(*batches[1:3], train=False)
    rms_norm(6).agrees(0.003 * batches[1], torch.tensor([[0.25] * 6, [0.0] * 6]))  # so quiet that eps shows
    rms_norm(6).agrees(*batches[1:3], dtype=torch.float64)
    rms_norm(6).unrecorded(*batches[1:3])


def rounded_once(norm, rows, dtype, error):
    """In half precision, with weights of 1, each value is float32's rounded once: within half a unit of its last place."""
    start = {name: torch.full_like(value, float(name == "weight")) for name, value in norm(50).random_state().items()}
    step = {"inputs": [rows.to(dtype)], "train": True}
    came = norm(50).observe([step], start, dtype=dtype)["steps"][0]["outputs"][0]
    exact = rows.to(dtype).double()
    if norm.name == "LayerNorm":
        exact = exact - exact.mean(-1, keepdim=True)
    eps = 1e-5 if norm.name == "LayerNorm" else 1e-6
    exact = exact / (exact.square().mean(-1, keepdim=True) + eps).sqrt()
    check.close(came.double(), exact, f"{norm(50)} in {dtype}, values about {rows.abs().max():.2g}, weights of 1",
                rtol=1.15 * error, atol=1e-4, look="sums and squares in float32, and back once the row is normalised")


for norm in (layer_norm, rms_norm):
    with grade(f"{norm.name}: sums in float32 where the input is shorter"):
        rows = torch.randn(40, 50, generator=draw).sign() * (1 + torch.rand(40, 50, generator=draw))
        for size in (1.0, 0.003, 500.0):
            rounded_once(norm, size * rows, torch.float16, 2**-11)
            rounded_once(norm, size * rows, torch.bfloat16, 2**-8)
        rounded_once(norm, rows + 100, torch.bfloat16, 2**-8)
    with grade(f"{norm.name}: non-contiguous input, half precision, any device"):
        norm(6).strided(*[torch.randn(3, 4, 6, generator=draw)] * 2, train=[True, False])
        norm(6).half(torch.randn(3, 6, generator=draw))
        norm(6).half(1000 * torch.rand(3, 6, generator=draw), dtypes=[torch.float16])
        norm(6).anywhere(torch.ones(2, 3, 6))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A first sitting may end here.*
#
# ## Convolution, one step at a time
#
# A convolution slides a small window, the *kernel*, over the image. At each stop it multiplies what
# it sees by its weights, and adds up. The same weights serve every place, so a smudge is a smudge
# wherever it lies on the label.
#
# **Step 1: one window.** An image of three by three, a kernel of two by two, the first stop:

# %%
image = torch.arange(1.0, 10.0).reshape(3, 3)
kernel = torch.tensor([[1.0, 0.0], [0.0, 2.0]])
print(image)
print("first window times kernel, added up:", (image[:2, :2] * kernel).sum().item())

# %% [markdown]
# **Step 2: all windows.** Two ways lead there.
#
# *Unfold.* `F.unfold` cuts out all windows and lays each one down as a column. Then the convolution
# is one matrix product: the kernel, laid flat, times the columns. (`reshape(1, -1)` lays it flat:
# one row, and -1 leaves it to torch to count the rest.)
#
# ![Each window of the input becomes one column; the kernel, laid flat, is multiplied with all columns at once.](figures/unfold.svg)
#
# *Shift and add.* For each of the kernel's cells, take the input shifted by that cell, multiply it
# by the weight, and add up. The loop runs over the *kernel*, a few steps, never over the pixels.

# %%
columns = F.unfold(image[None, None], 2)            # unfold wants (batch, channels, height, width)
print(columns[0])
print("unfold:       ", (kernel.reshape(1, -1) @ columns)[0])
print("shift and add:", (1.0 * image[:2, :2] + 2.0 * image[1:, 1:]).flatten())

# %% [markdown]
# Four columns, one for each place where the window fits; the four results are the output of two by
# two, row by row.
#
# **Step 3: several channels.** Each output channel has weights for *every* input channel, and adds
# up over all of them. `unfold` writes the channels' windows one below the other.

# %%
quiz(
    "An image with three channels, a kernel of two by two. How many rows has what `F.unfold` "
    "returns?",
    runs="""
import torch
import torch.nn.functional as F
print(F.unfold(torch.ones(1, 3, 5, 6), 2).shape[1])
""",
    number=12,
    wrong={
        4: "That is one channel's window.",
        3: "Each channel brings its whole window.",
        20: "That is the number of columns: 4 times 5 places.",
    },
    because=(
        "3 channels, each with a window of 2 · 2 = 4 numbers: 12 rows. A weight of shape (d, 3, 2, "
        "2), laid flat, is (d, 12)."
    ),
)

# %%
coloured = torch.stack([image, 10 * image])[None]   # one image with two channels
weight = torch.stack([kernel, torch.ones(2, 2)])    # one output: a kernel for each input channel
columns = F.unfold(coloured, 2)
print("columns:", tuple(columns.shape), " weight, laid flat:", tuple(weight.reshape(1, -1).shape))
print("output: ", (weight.reshape(1, -1) @ columns)[0])     # 11 + 10 · (1 + 2 + 4 + 5) = 131 first

# %% [markdown]
# **Step 4: how the window walks.** A *stride* of 2 skips every second stop. *Padding* of 1 lays a
# frame of zeros around the image. *Dilation* of 2 reads every second cell.
# Along one side of length $n$ the window reaches over $r = \text{dilation} \cdot (k - 1) + 1$ cells. So
# there are $\lfloor (n + 2 \cdot \text{padding} - r) / \text{stride} \rfloor + 1$ stops; these brackets round
# down.

# %%
quiz(
    "A side of 8 pixels, kernel 3, stride 2, padding 1, dilation 1. How long is the output's side?",
    runs="""
import torch
print(torch.nn.Conv2d(1, 1, 3, stride=2, padding=1)(torch.ones(1, 1, 8, 8)).shape[2])
""",
    number=4,
    wrong={
        3: "Without padding it would be 3: (8 - 3) // 2 + 1.",
        4.5: "A stop that doesn't fit whole is left out: round down.",
        8: "That is stride 1.",
    },
    because="(8 + 2 · 1 - 3) // 2 + 1 = 7 // 2 + 1 = 4.",
)

# %% [markdown]
# **Step 5: groups.** With `groups=2` the channels are split into two runs. The first half of the
# output channels reads the first half of the input channels, the second half the second. It is two
# convolutions side by side, and one product does both: `@` multiplies the last two axes, and does
# so for each entry of the axes before.

# %%
grouped = nn.Conv2d(4, 6, 3, groups=2)
print("weight:", tuple(grouped.weight.shape), "- each of six outputs reads two of four inputs")
print("two products at once:", tuple((torch.ones(2, 3, 18) @ torch.ones(2, 18, 5)).shape))

# %% [markdown]
# ## P8 · Conv2d
# **Level 4 · 30 minutes · 6 points**
#
# Now all steps in one layer. Climb it rung by rung: the tests below have one part for each step
# above, so write one channel first, run them, and go on.
#
# Four numbers say how the kernel walks:
#
# - **stride**: how far it moves between stops;
# - **padding**: how many rows and columns of zeros are laid around the image, **on each side**;
# - **dilation**: how far apart the cells are that it reads (1: side by side);
# - **groups**: channels are split into so many runs of neighbours, and each output channel reads
#   only the inputs of its own run.
#
# Move the sliders. What happens to the output when the stride is 2 and the input has an odd size?
# When is the output as large as the input?

# %%
import pictures

pictures.convolution()

# %% [markdown]
# Kernel 3, padding 1, stride 2: an odd side of 5 or 7 gives 3 or 4, and the last stop ends at the
# frame's edge. At an even side, 6, the frame's last row and column are never read. With stride 1
# the output is as large as the input when twice the padding is dilation · (kernel - 1): padding 1
# for a kernel of 3.
#
# One question splits the textbooks: is the kernel turned round first? In mathematics, yes. In deep
# learning, no: the kernel lies on the image as it stands. (The proper name is cross-correlation.
# Nobody uses it.)
#
# Write the class `Conv2d`:
#
# - `Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True)`;
#   all are whole numbers (the kernel is square), and `groups` divides both channel numbers;
# - parameters `weight`, of shape `(out_channels, in_channels // groups, kernel_size, kernel_size)`,
#   and `bias`, of shape `(out_channels,)`, or `self.bias = None`;
# - both start uniform between $-1/\sqrt{f}$ and $+1/\sqrt{f}$, where $f$ =
#   `in_channels // groups * kernel_size**2`;
# - `forward(x)`: `(batch, in_channels, height, width)` becomes
#   `(batch, out_channels, height', width')`, with
#   `height' = (height + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1`, and the
#   same for the width.
#
# **Example.** Input `[[1, 2, 3], [4, 5, 6], [7, 8, 9]]`, kernel `[[1, 0], [0, 2]]`, bias 0: the
# first output is 1·1 + 2·5 = 11, all of it `[[11, 14], [20, 23]]`.
#
# Not allowed: torch's own convolutions (`nn.Conv2d`, `F.conv2d`, `torch.conv2d`, …). `F.unfold`,
# `F.pad`, `Tensor.unfold` and `as_strided` are welcome.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `F.unfold(x, kernel_size, dilation=…, padding=…, stride=…)` has the shape
# `(batch, in_channels * k * k, places)`; the rows run channel by channel, and within a channel row
# by row, just as the numbers of the weight do. For rungs 1 to 3 one product is enough.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For the groups, give the columns and the weight an axis of length `groups`: it splits the rows of
# the columns (`-1` counts the rest) and the outputs of the weight. `@` then works
# group by group. If the shape is right and only `groups` fails, the runs are interleaved:
# neighbours belong together.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The product has the shape `(batch, groups, out_channels // groups, places)`. Reshape it to four
# axes with the formula for height and for width, each by itself: images needn't be square. The bias
# is one number a channel and needs its two axes, as the means above.
#
# </details>

# %% role="answer" id="conv2d"
class Conv2d(nn.Module):
    """x of shape (batch, in_channels, height, width) → (batch, out_channels, height', width')."""

    def __init__(self, in_channels, out_channels, kernel_size,
                 stride=1, padding=0, dilation=1, groups=1, bias=True):
        super().__init__()
        ### BEGIN SOLUTION
        self.groups, self.size = groups, kernel_size
        self.walk = {"dilation": dilation, "padding": padding, "stride": stride}
        bound = 1 / math.sqrt(in_channels // groups * kernel_size**2)
        weight = torch.empty(out_channels, in_channels // groups, kernel_size, kernel_size)
        self.weight = nn.Parameter(weight.uniform_(-bound, bound))
        start = torch.empty(out_channels).uniform_(-bound, bound)
        self.bias = nn.Parameter(start) if bias else None
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        batch, _, height, width = x.shape
        columns = nn.functional.unfold(x, self.size, **self.walk)
        columns = columns.reshape(batch, self.groups, -1, columns.shape[-1])
        out = self.weight.reshape(self.groups, self.weight.shape[0] // self.groups, -1) @ columns
        reach = self.walk["dilation"] * (self.size - 1) + 1
        rows, cols = ((n + 2 * self.walk["padding"] - reach) // self.walk["stride"] + 1
                      for n in (height, width))
        out = out.reshape(batch, -1, rows, cols)
        return out if self.bias is None else out + self.bias[:, None, None]
        ### END SOLUTION

# %% role="tests" id="conv2d-tests" points=6
conv = check.layer(Conv2d, like=nn.Conv2d)
conv.from_scratch((2, 2, 2), torch.ones(1, 2, 3, 3))

grade = check.parts(6)
square = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
oblong = torch.arange(40.0).reshape(1, 2, 4, 5).sin()
with grade("names, shapes and start values in the state_dict"):
    conv(1, 1, 2).state()
    conv(4, 6, 3, groups=2).state()
    conv(2, 3, 2, bias=False).state(none=["bias"])
with grade("one channel: the example"):
    y = conv(1, 1, 2).output(square, state={"weight": [[[[1.0, 0.0], [0.0, 2.0]]]], "bias": [0.0]})
    check.close(
        y, torch.tensor([[[[11.0, 14.0], [20.0, 23.0]]]]), "Conv2d(1, 1, 2) on 3 by 3 pixels"
    )
    check.at_most_lines("Conv2d", 50)  # and no line wider than 100 characters
with grade("several channels, an image that isn't square"):
    conv(2, 3, 2).agrees(oblong)
with grade("stride, padding and dilation, one at a time", weight=2):
    conv(2, 3, 2, stride=2).agrees(oblong)
    conv(2, 3, 2, padding=1).agrees(oblong)
    conv(2, 3, 2, dilation=2).agrees(oblong)
with grade("groups"):
    conv(4, 6, 2, groups=2).agrees(torch.arange(36.0).reshape(1, 4, 3, 3) / 10)
### BEGIN HIDDEN TESTS
draw = check.torch_generator("conv2d")
with grade("values and gradients: all together, on other shapes", weight=3):
    conv(3, 4, 3, padding=1).agrees(torch.randn(2, 3, 5, 7, generator=draw))
    conv(2, 3, 3, stride=2, padding=2, dilation=2).agrees(torch.randn(1, 2, 7, 6, generator=draw))
    conv(3, 2, 1, stride=3, padding=1).agrees(torch.randn(2, 3, 5, 4, generator=draw))
    conv(2, 3, 5, padding=2).agrees(torch.randn(2, 2, 6, 5, generator=draw))
    conv(1, 2, 4, stride=2, padding=1).unrecorded(1e4 * torch.randn(2, 1, 7, 8, generator=draw))
    conv(3, 4, 3, padding=1).agrees(torch.randn(2, 3, 5, 7, generator=draw), dtype=torch.float64)
    conv(2, 2, 2, stride=4, padding=3).agrees(torch.randn(1, 2, 8, 5, generator=draw))
    conv(2, 3, 2, stride=2, dilation=3, padding=1).agrees(torch.randn(1, 2, 9, 8, generator=draw))
    conv(1, 2, 2, dilation=3, stride=3).agrees(torch.randn(2, 1, 8, 9, generator=draw), dtype=torch.float64)
    conv(2, 4, 2, 2, 1, 3, 1, False).agrees(torch.randn(1, 2, 7, 8, generator=draw), gradients=False)
    conv(2, 3, 2, stride=2, padding=1, bias=False).agrees(
        torch.randn(3, 2, 5, 5, generator=draw), train=False
    )
with grade("groups: all together, on other shapes", weight=2):
    conv(4, 8, 3, stride=2, padding=1, groups=2).agrees(torch.randn(2, 4, 6, 5, generator=draw))
    conv(6, 6, 3, dilation=2, padding=2, groups=6).agrees(torch.randn(1, 6, 5, 6, generator=draw))
    conv(2, 4, 2, groups=2).agrees(torch.randn(1, 2, 3, 4, generator=draw))
    conv(4, 6, 2, 1, 1, 1, 2, True).agrees(torch.randn(1, 4, 4, 5, generator=draw), gradients=False)
    conv(6, 9, 2, groups=3, bias=False).agrees(torch.randn(2, 6, 4, 3, generator=draw))
with grade("non-contiguous input, half precision, any device"):
    conv(4, 6, 3, padding=1, groups=2).strided(torch.randn(2, 4, 5, 6, generator=draw))
    conv(2, 3, 1, bias=False).strided(torch.randn(2, 2, 3, 4, generator=draw), train=False)
    conv(2, 3, 3, padding=1).half(torch.randn(2, 2, 5, 4, generator=draw))
    conv(2, 3, 3, padding=1, stride=2).anywhere(torch.ones(2, 2, 5, 4))
    conv(2, 3, 2, bias=False).half(torch.randn(1, 2, 4, 3, generator=draw), dtypes=[torch.bfloat16])
    conv(2, 3, 2, bias=False).anywhere(torch.ones(1, 2, 4, 3))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### What a layer costs
#
# Before you train a network, count. Two numbers decide whether it fits:
#
# | layer | numbers to learn | multiplications for one image |
# |---|---|---|
# | `Conv2d(c, d, k)`, giving d × h × w | d · c · k · k, and d biases | c · k · k for each output: d · h · w · c · k · k |
# | `Linear(n, m)` | n · m, and m biases | n · m: each weight is used once |
# | max pooling, ReLU | none | none |
#
# A convolution uses each weight h · w times, so the multiplications sit in the early layers, where
# images are large. The numbers to learn sit in the last linear layer, where n is channels times
# height times width.

# %%
conv, linear = nn.Conv2d(3, 16, 3, padding=1), nn.Linear(16 * 16 * 16, 10)
for name, layer, places in (("conv", conv, 32 * 32), ("linear", linear, 1)):
    learnt = sum(parameter.numel() for parameter in layer.parameters())
    products = layer.weight.numel() * places
    print(f"{name:6} {learnt:6} numbers to learn, {products:7} multiplications")

# %% [markdown]
# The linear layer has ninety times as many numbers to learn, and a tenth of the multiplications.

# %% [markdown]
# ## P9 · MaxPool2d
# **Level 2 · 6 minutes · 3 points**
#
# Max pooling keeps the largest value of each window. It makes the image smaller, and the model less
# fussy about exact places.
#
# The windows walk as in a convolution. The difference lies in the padding. Padding with zeros looks
# right as long as all values are positive, as after a ReLU. On negative values, the zero *wins*,
# and the border is full of values that were never there:

# %%
cold = torch.tensor([[-5.0, -3.0], [-4.0, -2.0]])
framed = nn.functional.pad(cold, (1, 1, 1, 1))
print("largest of the first 2 by 2 window, padded with zeros:", framed[:2, :2].max().item())
print("windows of three, two apart:", torch.arange(7.0).unfold(0, 3, 2).tolist())

# %% [markdown]
# The image has no such value. Pad with minus infinity: it never wins. The last line shows
# `Tensor.unfold`, which cuts one axis into windows.
#
# Write the class `MaxPool2d`:
#
# - `MaxPool2d(kernel_size, stride=None, padding=0)`, whole numbers; `stride=None` means: as large
#   as the kernel; `padding` is at most half of the kernel;
# - `forward(x)`: `(batch, channels, height, width)` becomes `(batch, channels, height', width')`,
#   with `height' = (height + 2 * padding - kernel_size) // stride + 1`; a window that doesn't fit
#   is left out; a window that holds nothing but minus infinity gives minus infinity;
# - no parameters, no buffers.
#
# **Example.** `[[-5, -3], [-4, -2]]` with `MaxPool2d(2, stride=2, padding=1)` gives
# `[[-5, -3], [-4, -2]]`: four windows, one real value in each.
#
# Not allowed: torch's own pooling (`nn.MaxPool2d`, `F.max_pool2d`, `F.adaptive_max_pool2d`, …).

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `F.pad` takes how much to add on each of the four sides, and fills with 0 unless you say
# `value=…`. Minus infinity is `-math.inf`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `Tensor.unfold(axis, size, step)` puts the windows on a new last axis. Height is axis 2 and width
# axis 3: cut one after the other. If the output is one larger than expected, a window that doesn't
# fit was kept.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# After both, the shape is `(batch, channels, height', width', k, k)`, and `amax` takes the largest
# over two axes at once. `stride=None` is settled in `__init__`, not in forward.
#
# </details>

# %% role="answer" id="max-pool"
class MaxPool2d(nn.Module):
    """The largest value of each window of x, of shape (batch, channels, height, width)."""

    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        ### BEGIN SOLUTION
        self.size, self.stride, self.padding = kernel_size, stride or kernel_size, padding
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        x = nn.functional.pad(x, (self.padding,) * 4, value=-math.inf)
        return x.unfold(2, self.size, self.stride).unfold(3, self.size, self.stride).amax((-2, -1))
        ### END SOLUTION

# %% role="tests" id="max-pool-tests" points=3
pool = check.layer(MaxPool2d, like=nn.MaxPool2d)
pool.from_scratch((2,), torch.rand(1, 1, 4, 4))

grade = check.parts(3)
cold = torch.tensor([[-5.0, -3.0], [-4.0, -2.0]]).reshape(1, 1, 2, 2)
with grade("the example"):
    check.close(
        pool(2, stride=2, padding=1).output(cold),
        cold,
        "MaxPool2d(2, stride=2, padding=1) on negative values",
        look="padding with 0 wins over negative values: pad with minus infinity",
    )
    check.at_most_lines("MaxPool2d", 50)  # and no line wider than 100 characters
with grade("stride, and windows that don't fit"):
    pool(2).agrees(torch.arange(25.0).reshape(1, 1, 5, 5))
    pool(3).agrees(torch.arange(49.0).reshape(1, 1, 7, 7))
    pool(3, stride=1).agrees(torch.arange(25.0).reshape(1, 1, 5, 5).flip(3))
### BEGIN HIDDEN TESTS
draw = check.torch_generator("max-pool")


def mixed(*shape):
    """Numbers that all differ, so that each window has one largest value."""
    return (torch.randperm(math.prod(shape), generator=draw) / 10 - 4).reshape(shape)


with grade("values and gradients on other shapes", weight=2):
    for size, stride, padding, shape in [
        (3, 2, 1, (2, 3, 7, 6)),
        (2, None, 0, (1, 2, 4, 5)),
        (1, None, 0, (1, 1, 3, 2)),
        (3, None, 1, (1, 2, 8, 7)),
        (4, None, 0, (1, 1, 9, 8)),
        (4, 3, 2, (2, 1, 6, 9)),
        (1, 2, 0, (3, 2, 3, 4)),
    ]:
        pool(size, stride, padding).agrees(mixed(*shape) - 30)
    pool(3, 2, 1).agrees(mixed(2, 3, 6, 7), train=False)
    pool(2, 3, 1).agrees(1e30 * (mixed(1, 2, 7, 5) - 30), gradients=False)
    pool(2, 2, 1).agrees(1e300 * (mixed(1, 2, 4, 6).double() - 30), gradients=False, dtype=torch.float64)
    cold = torch.full((1, 1, 4, 4), -math.inf)
    cold[..., 2:, 2:] = mixed(2, 2)
    pool(2, 2, 1).agrees(cold, gradients=False)
    warm = mixed(1, 2, 6, 4)
    warm[0, 0, 3, 1] = warm[0, 1, 0, 2] = math.inf
    pool(2).agrees(warm, gradients=False)
    pool(5, 2, 2).unrecorded(mixed(2, 2, 7, 6) - 30)
with grade("state_dict, non-contiguous input, half precision, any device"):
    pool(2).state()
    pool(3, 2, 1).strided(*[mixed(2, 3, 7, 6)] * 2, train=[True, False])
    pool(2).strided(mixed(2, 3, 6, 4))
    pool(3, 2, 1).half(mixed(2, 3, 7, 6) - 30)
    pool(3, 2, 1).anywhere(torch.ones(2, 3, 7, 6))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Will the device read the same?
#
# The server's network is made of your seven layers, with ReLU between them. `nn.Sequential` runs
# one layer after the other, and `nn.Flatten` lays all numbers of an image in a row. A label is a
# single digit here, so the last layer gives ten scores. The file has the trained numbers by name,
# and torch's names are yours. So `load_state_dict` puts each in its place, and the network can run.
# `reader.train(False)` is another way to say `reader.eval()`.

# %%
quiz(
    "Mara forgets `reader.eval()`, so all layers are in training mode. What will she see?",
    right="Other scores than the server's, and other ones again when she runs it twice",
    wrong={
        "An error: a network without labels can't be trained": (
            "Modes raise no error. That is why this fault lives so long."
        ),
        "The same scores: the numbers were loaded after all": (
            "The numbers are the same. What two of the layers do with them is not."
        ),
        "Other scores than the server's, but each time the same": (
            "Batch norm alone would do that. Dropout draws anew each time."
        ),
    },
    because=(
        "Batch norm uses the batch's own statistics, and dropout throws a quarter of the numbers "
        "away, others each time."
    ),
)

# %%
images = torch.tensor([[[int(k) for k in row] for row in image] for image in mara["images"]]) / 9
digits, said = torch.tensor(mara["digits"]), torch.tensor(mara["scores"])
try:
    reader = nn.Sequential(
        Conv2d(1, 8, 3, padding=1), BatchNorm2d(8), nn.ReLU(), MaxPool2d(2),
        Conv2d(8, 16, 3, padding=1, groups=2), nn.ReLU(), MaxPool2d(2), nn.Flatten(),
        LayerNorm(144), Dropout(0.25), Linear(144, 32), RMSNorm(32), nn.ReLU(), Linear(32, 10),
    )
    trained = {name: torch.tensor(numbers) for name, numbers in mara["weights"].items()}
    reader.load_state_dict(trained)
    for mode in ("eval", "train", "train"):
        reader.train(mode == "train")
        with torch.no_grad():
            scores = reader(images[:, None])
        right, apart = (scores.argmax(1) == digits).sum(), (scores - said).abs().max()
        print(f"{mode:5}: {right} of 40 digits right, scores differ by up to {apart:.4f}")
except (NameError, NotImplementedError):
    print("Write the seven layers above first, then run this cell again.")

# %% [markdown]
# In evaluation mode the device says what the server says, to the last digit that the file keeps.
# The labels that it misreads, the server misreads too: moving a model can't make it better, and
# here it made it no worse. In training mode the scores differ, and differ again in the second run,
# though every number was loaded. Note what the *count* of right digits would have told Mara: it
# hardly moves. Compare scores, not only decisions.

# %% [markdown]
# ## Summary
#
# - A layer keeps **parameters** (learnt) and **buffers** (kept). A plain tensor attribute is
#   neither saved nor moved.
# - The names and shapes in `state_dict` are a contract: keep torch's, and any saved model loads.
# - `Dropout` scales in training, so that evaluation needs nothing. `p` is the chance to drop.
# - `BatchNorm2d` normalises with the variance by n, remembers the one by n − 1, and learns nothing
#   in evaluation mode.
# - `LayerNorm` and `RMSNorm` look at one row only; `eps` stands inside the root; squares overflow
#   in `float16`.
# - A convolution is a matrix product over windows. The kernel isn't turned round; padding goes on
#   all four sides; groups don't see each other.
# - Max pooling pads with minus infinity.
#
# The habit worth keeping: when you write something that exists already, load the same weights into
# both and compare, value and gradient, in both modes. It takes five lines.
