# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: What does a model cost?
#     minutes: 120
#     prerequisites: [03-pytorch/2-layers, 07-statistics-and-churn/2-uncertainty]
#     summary: Parameters, multiply-adds and bytes counted by hooks, a GPU's trace under its roofline, and times measured so that a claim holds.
# ---

# %% [markdown]
# # What does a model cost?
#
# Lindwater, the municipal water works, has put a small reader into each cellar: a camera, a microcontroller and a battery. Every quarter of an hour it takes a picture of the water meter, cuts out the six digits, and a small model reads them. The battery was meant to last two years. After five months the first ones are empty.
#
# Noor built the reader, Pavel trained its model. Noor says: "It's your multiply-adds." Pavel says: "It's your hardware." Neither has counted. So:
#
# 1. What does the model cost, and in which layer?
# 2. What does the reader wait for: its arithmetic, or its memory?
# 3. Would it help to read the six digits at once, and for how many months?
# 4. Somebody has measured just that. Does the measurement hold?
#
# Upstairs, at the help desk, Ines asks 2 and 4 about a rented GPU, on which a language model answers tenants' letters. The last cell answers all four, with your own functions. After this lesson you can
#
# - count a model's parameters, multiply-adds and bytes by hooks,
# - read a GPU's trace: what runs at the same time, what bounds a layer, what a fused kernel saves,
# - measure a time so that a claim about it holds, and tell when one doesn't.
#
# You need the layers of unit 03, and the idea of an interval from unit 07. Plan two sittings of about an hour, with a break after the roofline's sliders.
#
# %% role="read-only" id="setup-costs"
import json
import math
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch
from scipy import stats
from torch import nn

import costs_figures
import costs_models
from costs_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

torch.set_num_threads(1)  # these models are small: one core does
reader = costs_models.reader()
six_digits = torch.zeros(6, 1, 8, 8)  # six windows; what they show doesn't change the costs

# %% [markdown]
# ## Numbers that are stored
#
# This is Pavel's model:
#
# %%
print(reader)

# %% [markdown]
# What a model has learned lies in its **parameters**. A linear layer from 128 to 10 has a weight of 10 × 128 numbers and a bias of 10, so 1,290 together. The convolution `edges` has 32 filters of 1 × 3 × 3, and a bias of 32: 320. PyTorch shows them all:
#
# %%
for name, parameter in reader.named_parameters():
    print(f"{name:13} {str(tuple(parameter.shape)):16} {parameter.numel():8,} {parameter.dtype}")

# %% [markdown]
# `numel()` is how many numbers a tensor has. `element_size()` is how many bytes each takes: 4 for `float32`, 2 for `float16`, 8 for `float64`.
#
# %%
weight = reader.digit.weight
print(weight.numel(), "numbers of", weight.element_size(), "bytes")
print("as float16 of", weight.half().element_size())

# %% [markdown]
# Two things aren't that simple. A norm also keeps running statistics: these are **buffers**, stored beside the parameters, but not among them.
#
# %%
norm = nn.BatchNorm1d(5)
print("parameters:", [name for name, _ in norm.named_parameters()])
print("buffers:   ", [name for name, _ in norm.named_buffers()])

# %% [markdown]
# And two layers may **share** a parameter: then it is stored once, under two names. Language models often do this with their first and last layer. Here is a tiny one for 50 words: `embed` makes 4 numbers of each word, and `decode` makes a score for each of the 50 words from such 4 numbers.
#
# %%
tied = costs_models.Letters(words=50, width=4, body=nn.Identity(), bias=True)
print("in the state dict:", {name: tuple(value.shape) for name, value in tied.state_dict().items()})
print("the same tensor: ", tied.embed.weight is tied.decode.weight)

# %%
quiz(
    "The model `tied` stores how many numbers in its parameters?",
    runs="""
import costs_models
from torch import nn

tied = costs_models.Letters(words=50, width=4, body=nn.Identity(), bias=True)
print(sum(parameter.numel() for parameter in tied.parameters()))
""",
    number=250,
    wrong={
        450: "That is what the state dict says: it has the shared weight under both of its names.",
        200: "The decoder's bias has 50 numbers of its own, which nobody shares.",
    },
    because="50 · 4 shared numbers are stored once, and 50 of the bias beside them.",
)

# %% [markdown]
# ## K1a · What is stored
# **Level 2 · 8 minutes · 1 point**
#
# Write `size(model)`. `model` is any `nn.Module`. Return a pair `(numbers, bytes)`:
#
# - `numbers`: how many numbers the model's parameters have together, weights and biases alike. Those of every layer count, however deep it lies and whether it is ever called, and so do parameters that no layer owns but the model itself. Frozen ones (`requires_grad` is `False`) count, too.
# - `bytes`: how many bytes these take. One model may hold parameters of several dtypes, whole numbers such as `int8` among them.
# - A parameter that several layers share, or a layer that stands in several places, counts once. Two parameters that happen to hold equal values count both.
# - Buffers don't count. The model is left as it is.
#
# *Example.* `tied` above has 250 numbers in 1,000 bytes. A model without parameters, such as `nn.ReLU()`, has `(0, 0)`.
#
# <details><summary>Hint 1</summary>
#
# `model.parameters()` goes through all layers, however deep, and gives a shared parameter once. Asking each of `model.modules()` for its `parameters()` meets the inner ones again and again.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For the bytes, multiply before you add up: each parameter has an `element_size()` of its own.
#
# </details>
#
# %% role="answer" id="size"
def size(model):
    """(numbers, bytes) of the model's parameters, shared ones once."""
    ### BEGIN SOLUTION
    numbers = sum(parameter.numel() for parameter in model.parameters())
    return numbers, sum(parameter.numel() * parameter.element_size() for parameter in model.parameters())
    ### END SOLUTION

# %% role="tests" id="size-tests" points=1
import costs_forms
import costs_watch

grade = check.parts(1)
with grade("a linear layer, with a bias and without"):
    costs_forms.size(
        costs_watch.sized(size, ["linear", 128, 10, True]), (1290, 5160),
        "a linear layer from 128 to 10"
    )
    costs_forms.size(
        costs_watch.sized(size, ["linear", 128, 10, False]), (1280, 5120),
        "a linear layer from 128 to 10 without bias"
    )
    costs_forms.size(costs_watch.sized(size, ["relu"]), (0, 0), "a model without parameters")
with grade("shared parameters, and layers that share nothing"):
    costs_forms.size(
        costs_watch.sized(size, ["letters", 50, 4, ["same"], True]), (250, 1000), "the model tied"
    )
    twins = ["seq", [["one", ["layernorm", 6]], ["two", ["layernorm", 6]]]]
    costs_forms.size(
        costs_watch.sized(size, twins), (24, 96),
        "two norms of 6 features whose parameters have equal values"
    )
with grade("buffers, frozen ones and other dtypes"):
    mixed = ["seq", [["norm", ["norm", 5]], ["cold", ["frozen", ["half", ["linear", 5, 3, True]]]]]]
    costs_forms.size(
        costs_watch.sized(size, mixed), (28, 76),
        "a batch norm of 5 channels and a frozen float16 layer from 5 to 3"
    )
### BEGIN HIDDEN TESTS
from hidden import costs_worlds

worlds_of_size = check.rng("size")
with grade("other models", weight=3):
    for told, model_spec in costs_worlds.stored(worlds_of_size):
        costs_forms.size(costs_watch.sized(size, model_spec), costs_worlds.size_of(model_spec), told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Numbers that are worked out
#
# Storing isn't computing. `edges` has 288 weights, and uses each of them at all 64 points of the picture. A product of a weight with an input, added to a sum, is one **multiply-add**. An output number of a linear layer from *n* takes *n* of them; an output number of a convolution takes one for each weight of its filter, that is (input channels ÷ groups) × height × width of the kernel.
#
# So one counts from the output: how many numbers come out, and how many multiply-adds each takes. With padding, the zeros at the edge are multiplied like all the rest.
#
# %%
layer = nn.Conv2d(8, 6, kernel_size=(3, 5), groups=2)
picture = torch.zeros(1, 8, 10, 10)
print("output:", tuple(layer(picture).shape), " one filter:", tuple(layer.weight.shape[1:]))
print("multiply-adds:", 6 * 8 * 6, "outputs, each", 4 * 3 * 5, "=", 6 * 8 * 6 * 4 * 3 * 5)

# %% [markdown]
# There are two groups, so each filter sees 4 of the 8 channels: 60 products for each of 288 numbers that come out.
#
# How does one get at the output of each layer in the middle of a model, without rewriting it? By a **hook**: a function that PyTorch calls after each call of a module, with the module, its inputs (a tuple) and its output.
#
# %%
def told(module, inputs, output):
    print(f"{type(module).__name__:8} from {tuple(inputs[0].shape)} to {tuple(output.shape)}")


handles = [module.register_forward_hook(told) for module in reader]
with torch.no_grad():
    reader(six_digits)
for handle in handles:
    handle.remove()

# %% [markdown]
# The last two lines matter: a hook that isn't removed stays, and prints on every later call. In front of each shape stands a 6, the batch. Costs are told for *one* example; so divide by the batch.
#
# Which module? `reader` is a plain sequence. Other models have modules within modules, and a hook on the outer ones would count everything twice. Count at the **leaves**, the modules without children:
#
# %%
inner = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
nested = nn.Sequential(costs_models.Residual(inner), nn.Linear(4, 2))
for name, module in nested.named_modules():
    leaf = not list(module.children())
    print(f"{name!r:12} {type(module).__name__:10} {'leaf' if leaf else ''}")

# %% [markdown]
# Three leaves; each name is the path that leads to the module.
#
# A hook gets the module, but not its name. A function that is made in the loop doesn't keep the name either: it looks the variable up when it is *called*, and by then the loop is over. A function that makes the hook keeps it:
#
# %%
def hook_for(name):
    def hook(module, inputs, output):
        print(repr(name), end="  ")

    return hook


late, kept = [], []
for name, _ in nested.named_modules():
    late.append(lambda module, inputs, output: print(repr(name), end="  "))
    kept.append(hook_for(name))
for hooks in (late, kept):
    for hook in hooks:
        hook(None, None, None)  # as PyTorch would call it
    print()

# %% [markdown]
# The hooks of the first line all say the loop's last name, those of the second each their own.
#
# What about a layer that is called twice? Its weights are stored once, but the work is done twice:
#
# %%
quiz(
    "A model stores one linear layer from 4 to 4 and calls it three times in a row. How many "
    "multiply-adds for one example?",
    runs="""
import torch
from torch import nn

layer, count = nn.Linear(4, 4), 0


def hook(module, inputs, output):
    global count
    count += output.numel() * module.in_features


layer.register_forward_hook(hook)
x = torch.zeros(1, 4)
for _ in range(3):
    x = layer(x)
print(count)
""",
    number=48,
    wrong={
        16: "That is once. What is shared is stored once, and worked out at each call.",
        60: "An addition of a bias has no product in it. It isn't counted.",
    },
    because="16 at each of three calls. The hook is called each time, too.",
)

# %% [markdown]
# **Activations** are what layers put out. They need memory while the model runs: a model in training keeps nearly all of them for the backward pass, in use it needs a layer's input and its output at the same time. As with parameters, bytes are numbers times `element_size()`.
#
# One more trap. A model in training mode changes when it is called: dropout draws, norms move their running statistics. So switch to evaluation mode before you call it, and afterwards give each module the mode that it had. `model.train()` at the end isn't that: some layers may have been in evaluation mode on purpose.
#
# %%
model = nn.Sequential(nn.BatchNorm1d(2), nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5)))
model[1].eval()
print("before:", {name: module.training for name, module in model.named_modules()})
model.eval()
model.train()
print("after: ", {name: module.training for name, module in model.named_modules()})

# %% [markdown]
# Three modules were in evaluation mode on purpose, and now they train. The mode is a plain attribute, `training`, of each single module: it can be read, kept and set again.

# %% [markdown]
# ## K1b · What is worked out
# **Level 3 · 18 minutes · 3 points**
#
# Write `layer_costs(model, x)`: `x` is a batch of inputs, a tensor whose first axis counts the examples (at least one). Call the model on it, and return a list with a row `(name, multiply_adds, bytes)` for each call of a leaf, in the order of the calls:
#
# - A leaf is a module without children. `name` is the one that `model.named_modules()` gives it; `""` if the model itself is a leaf. A leaf that is called twice has two rows, one that is never called has none. A leaf that stands in two places has one name, the first.
# - `multiply_adds`: for `nn.Linear` and `nn.Conv2d`, and classes derived from them, as explained above; the addition of a bias isn't counted. For every other leaf 0.
# - `bytes`: of the leaf's output, a tensor of any dtype.
# - Both are for one example: the batch's, divided by the number of examples in `x`. A layer inside may see other batches than `x` has, since models fold parts of an example into the first axis. That changes nothing: divide by what `x` has.
# - The pass runs with all modules in evaluation mode, and torch records no gradients. Afterwards all is as before: the mode of each module, hooks (the model may have some of its own), parameters, buffers, gradients and whether torch records them, `x`, and torch's random generator. (What the model's own layers do to `x` and to the generator in evaluation mode you needn't undo.)
#
# Rows may be tuples or lists.
#
# *Example.* `layer_costs(nested, torch.zeros(5, 4))` is `[("0.inner.0", 16, 16), ("0.inner.1", 0, 16), ("1", 8, 8)]`.
#
# <details><summary>Hint 1</summary>
#
# Go through `model.named_modules()`, and hook the leaves. The hook needs the name: make it in a function that takes the name, or keep a dict from module to name.
#
# </details>
# <details><summary>Hint 2</summary>
#
# In the hook, `output.numel()` times what each output number takes, divided by `len(x)` with `//`. A convolution's `weight[0].numel()` already has its groups in it.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Note the modes in a dict from module to `training` before `model.eval()`. Afterwards set `module.training` for each, and call `remove()` of each handle. If the numbers are right, and the model "isn't as before", look at these two.
#
# </details>
#
# %% role="answer" id="layer-costs"
def layer_costs(model, x):
    """A row (name, multiply-adds, bytes of output) for each call of a leaf, for one example."""
    ### BEGIN SOLUTION
    rows, names = [], {module: name for name, module in model.named_modules()}

    def count(module, inputs, output):
        each = 0
        if isinstance(module, nn.Linear):
            each = module.in_features
        elif isinstance(module, nn.Conv2d):
            each = module.weight[0].numel()
        moved = output.numel() * output.element_size()
        rows.append((names[module], output.numel() * each // len(x), moved // len(x)))

    modes = {module: module.training for module in names}
    handles = [one.register_forward_hook(count) for one in names if not list(one.children())]
    model.eval()
    with torch.no_grad():
        model(x)
    for handle in handles:
        handle.remove()
    for module, mode in modes.items():
        module.training = mode
    return rows
    ### END SOLUTION

# %% role="tests" id="layer-costs-tests" points=3
import costs_forms
import costs_watch

grade = check.parts(3)
nested_spec = ["seq", [
    ["0", ["residual", ["seq", [["0", ["linear", 4, 4, True]], ["1", ["relu"]]]]]],
    ["1", ["linear", 4, 2, True]],
]]  # fmt: skip
with grade("the example"):
    rows_seen = costs_watch.counted(layer_costs, nested_spec, [5, 4])
    costs_forms.rows(
        rows_seen, [("0.inner.0", 16, 16), ("0.inner.1", 0, 16), ("1", 8, 8)], 5,
        "nested on 5 examples"
    )
with grade("a convolution in groups, a derived class, float64"):
    grouped = [
        "double",
        [
            "seq",
            [
                ["wide", ["conv", 8, 6, [3, 5], 1, 0, 2, False]], ["flat", ["flatten"]],
                ["own", ["stamped", 288, 3, True]]
            ]
        ]
    ]
    rows_seen = costs_watch.counted(layer_costs, grouped, [2, 8, 10, 10])
    costs_forms.rows(
        rows_seen, [("wide", 17280, 2304), ("flat", 0, 2304), ("own", 864, 24)], 2,
        "a convolution of two groups and a linear layer of its own class"
    )
with grade("called three times, or not at all"):
    thrice = [
        "seq",
        [
            ["again", ["repeat", ["linear", 4, 4, True], 3]],
            ["rest", ["spare", ["linear", 9, 9, True], ["relu"], 2]]
        ]
    ]
    rows_seen = costs_watch.counted(layer_costs, thrice, [2, 4])
    costs_forms.rows(
        rows_seen, [("again.block", 16, 16)] * 3 + [("rest.used", 0, 16)], 2,
        "one layer called three times, and one that never is"
    )
with grade("parts folded into the batch"):
    parts_of_three = ["folded", ["linear", 4, 5, True]]
    rows_seen = costs_watch.counted(layer_costs, parts_of_three, [2, 3, 4])
    costs_forms.rows(
        rows_seen, [("inner", 60, 60)], 2, "2 examples of 3 parts, which a linear layer sees as 6"
    )
with grade("the model is left as it was", weight=2):
    moody = [
        "seq",
        [
            ["norm", ["norm", 2]], ["drop", ["dropout", 0.5]],
            ["calm", ["eval", ["seq", [["flat", ["flatten"]], ["out", ["linear", 18, 2, True]]]]]]
        ]
    ]
    rows_seen = costs_watch.counted(layer_costs, moody, [4, 2, 3, 3])
    costs_forms.rows(
        rows_seen, [("norm", 0, 72), ("drop", 0, 72), ("calm.flat", 0, 72), ("calm.out", 36, 8)], 4,
        "a model of which a part is in evaluation mode"
    )
    costs_forms.left_alone(rows_seen, "a model of which a part is in evaluation mode")
### BEGIN HIDDEN TESTS
from hidden import costs_worlds

worlds_of_layers = check.rng("layer-costs")
for told, model_spec, shape, words in costs_worlds.worked(worlds_of_layers):
    with grade(told, weight=2):
        rows_seen = costs_watch.counted(layer_costs, model_spec, shape, words)
        costs_forms.rows(rows_seen, costs_worlds.rows_of(model_spec, shape), shape[0], told)
        costs_forms.left_alone(rows_seen, told)
with grade("called while torch records no gradients"):
    rows_seen = costs_watch.counted(layer_costs, nested_spec, [3, 4], gradients=False)
    costs_forms.rows(rows_seen, [("0.inner.0", 16, 16), ("0.inner.1", 0, 16), ("1", 8, 8)], 3, "nested, called under no_grad")
    costs_forms.left_alone(rows_seen, "nested, called under no_grad")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Now the first question, by your own functions. Where does the model store, and where does it compute?
#
# %%
def table():
    stored = {name: size(module)[1] for name, module in reader.named_children()}
    for name, multiply_adds, moved in layer_costs(reader, six_digits):
        work = f"{multiply_adds:10,} multiply-adds, puts out {moved:7,} bytes"
        print(f"{name:7} stores {stored[name]:10,} bytes, {work}")
    work = sum(row[1] for row in layer_costs(reader, six_digits))
    return f"{size(reader)[1]:,} bytes of weights, {work:,} multiply-adds a digit"


settle("What does the reader's model cost?", "K1", table)

# %% [markdown]
# `shapes` does two thirds of the work with 3 in 100 of the bytes. `wide` has 96 in 100 of the bytes, and does less than a third of the work. So which of them empties the battery? That depends on the machine.
#
# ## Two roofs
#
# A machine does two things. It computes, at most so many operations a second: its **peak**. And it fetches bytes from its memory, at most so many a second: its **bandwidth**. One counts an operation (**FLOP**) for a product and one for a sum, so a multiply-add is two. While it computes it can fetch what comes next. So a layer takes at least the *longer* of the two times:
#
#     FLOPs ÷ peak        bytes ÷ bandwidth
#
# If the first is longer, **arithmetic** bounds the layer, else **memory**. Here is what Noor's reader can do, and what it needs for one digit. Its weights don't fit into the microcontroller; they lie in a flash chip beside it, and come in anew with each pass. While it is awake it draws 0.1 watts, so each second takes 0.1 joules from the battery.
#
# %% role="read-only" id="setup-reader"
READER = {"peak": 10e6, "bandwidth": 0.9e6}  # FLOP/s; bytes a second from the flash chip
BATTERY, READINGS = 24_000, 96  # joules; readings a day
AWAKE, REST = 0.1, 0.1  # watts while awake; joules a reading for camera and radio


def months(seconds):
    """How long the battery lasts if the model takes so many seconds a reading."""
    return BATTERY / (READINGS * (AWAKE * seconds + REST)) / 30.4

# %%
flops, moved = 2 * 1_723_648, 2_178_088  # of one digit, as `table` has counted them
print(f"computing {flops / READER['peak']:.2f} s, fetching {moved / READER['bandwidth']:.2f} s")
print(f"six digits, one by one: {months(6 * moved / READER['bandwidth']):.1f} months")

# %% [markdown]
# There are the five months. (Reader, battery and flash chip are invented, as Lindwater is. That a small device spends its day on fetching weights is not.) Most of a reading the reader waits for weights that it had a moment ago.
#
# FLOPs divided by bytes are a layer's **intensity**: how often it uses a byte that it fetched. Where the two times are equal, at peak ÷ bandwidth, is the machine's **ridge**. One digit has 3.4 million FLOPs on 2.2 million bytes, an intensity of 1.6; the reader's ridge lies at 10 ÷ 0.9 = 11.1. Below the ridge memory bounds a layer, and faster arithmetic gains nothing. Drawn with logarithms on both axes this looks like a roof: the **roofline**.
#
# %%
fig, ax = plt.subplots(figsize=(8, 3))
intensity = np.logspace(-1, 2.5, 200)
roof = np.minimum(READER["peak"], READER["bandwidth"] * intensity) / 1e6
ax.loglog(intensity, roof, color="black")
for digits, colour in ((1, "#D55E00"), (6, "#0072B2")):
    at = digits * flops / moved
    speed = min(READER["peak"], READER["bandwidth"] * at) / 1e6
    ax.loglog(at, speed, "o", color=colour, label=f"{digits} at once: {at:.1f} FLOPs a byte")
ax.set(xlabel="FLOPs for each byte fetched", ylabel="million FLOP/s", title="The reader's roofline")
ax.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# Six digits at once need the weights once. So six times the FLOPs, the same bytes, six times the intensity: the blue point has nearly reached the ridge.
#
# The same roofline, upstairs. A language model reads a letter as a row of **tokens**, words or parts of words, and writes its answer token by token. Of its layers two kinds matter here. A *feed-forward* part sends each token by itself through two large matrices. *Attention* compares the newest token with the vectors of all tokens before it.
#
# NVIDIA's data sheet for the A100 with 40 GB says 312 · 10¹² FLOP/s (tensor cores, 16-bit numbers, dense) and 1,555 · 10⁹ bytes a second. Three parts of one layer of the help desk's model lie under it: its feed-forward part while the letters are *read*, all tokens at once; the same while the answers are *written*, one token
# for each letter at a time; and, while writing, attention over the tokens so far, each of which has a vector in memory.
#
# %%
costs_figures.roofline()

# %% [markdown]
# Move both sliders, and find out:
#
# - With letters of 256 tokens, how many in the batch until arithmetic bounds *writing: feed-forward*?
# - Which slider moves *writing: attention*?
# - One letter of how many tokens is enough for *reading: feed-forward* to be bound by arithmetic?
#
# <details><summary>What you should have found</summary>
#
# From 229 on: that many letters share the weights that are fetched. None does: each letter has vectors of its own, and uses each of them about once, whatever the batch. 229 tokens: for the feed-forward part it is all the same whether tokens come from one letter or from many.
#
# </details>
#
# %%
quiz(
    "Writing, with 8 letters in the batch. Ines may rent a GPU with twice the FLOP/s, or one "
    "with twice the bandwidth. What does she gain?",
    right="Nothing by the FLOP/s; up to twice the speed by the bandwidth.",
    wrong={
        "Twice the speed by the FLOP/s; nothing by the bandwidth.": "Both parts of writing "
            "lie far left of the ridge. Which roof is above them there?",
        "About half as much again by either.": "The two times don't add up: the longer one "
            "decides, and it is far longer.",
        "Nothing by either.": "Something bounds it. At 8 FLOPs a byte it isn't the arithmetic.",
    },
    because="With 8 letters the intensity is about 8, and the ridge lies at 201. So in the "
        "feed-forward part fetching takes twenty-five times as long as computing, and in "
        "attention two hundred times.",
)

# %% [markdown]
# This is a good place for a break. You have counted what a model costs, and put it under two roofs. What comes next needs a clock: which of a GPU's kernels run at the same time, and how a time is measured.
#
# ## A trace
#
# A GPU runs **kernels**, small programs such as "multiply these matrices". A profiler writes down when each began and ended, and on which **stream**, a queue of kernels. Kernels on different streams run at the same time. This trace is of eight letters read by one layer, and of one token written. It isn't from a GPU: we generated it, from the two numbers of
# the data sheet, an overhead of 4 microseconds for each launch, and the rule that a kernel reaches 80 in 100 of its roof. Times are in microseconds. The layers' names are parts of a language model; what these compute plays no part here.
#
# %%
trace = pd.read_csv("data/costs_trace.csv")
trace.sort_values("start").head(8)

# %%
fig, ax = plt.subplots(figsize=(8, 2.2))
colours = dict(zip(trace["layer"].unique(), plt.cm.tab10.colors))
for row in trace.itertuples():
    took = row.end - row.start
    ax.barh(row.stream, took, left=row.start, color=colours[row.layer], edgecolor="white")
for layer, colour in colours.items():
    ax.barh(0, 0, color=colour, label=layer)
ax.set(xlabel="microseconds", ylabel="stream", yticks=[0, 1, 2], title="The trace")
ax.legend(fontsize=7, ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.35))
plt.show()

# %% [markdown]
# The kernels of one layer at a time come by `groupby`, which gives pairs of a name and its rows:
#
# %%
for layer, rows in trace.groupby("layer"):
    print(f"{layer:24} kernels: {len(rows)}  streams: {sorted(set(rows['stream']))}")

# %% [markdown]
# How long did "queries, keys, values" take? Three kernels, about 212 microseconds each:
#
# %%
projections = trace[trace["layer"] == "queries, keys, values"]
print("added up:", round((projections["end"] - projections["start"]).sum(), 1))
whole = projections["end"].max() - projections["start"].min()
print("from the first start to the last end:", round(whole, 1))

# %% [markdown]
# Added up it is three times too much: they ran side by side. From first to last is right here, and wrong where there is a gap: "feed-forward" begins at 387, ends at 1,153, and in between "activation" ran. What is meant is the time in which *at least one* kernel ran: the length of the **union** of the intervals.
#
# %%
quiz(
    "Kernels from 0 to 4, from 3 to 5, from 3.5 to 4.5 and from 8 to 9. For how long was at "
    "least one of them running?",
    runs="""
import numpy as np

middles = np.arange(0.05, 10, 0.1)  # small slices of time
running = np.zeros(len(middles), dtype=bool)
for start, end in ((0, 4), (3, 5), (3.5, 4.5), (8, 9)):
    running |= (start < middles) & (middles < end)
print(round(running.sum() * 0.1, 1))
""",
    number=6,
    wrong={
        8: "That adds them up: from 3 to 5 more than one was running.",
        9: "From 5 to 8 none was running.",
        5.5: "The third one ends at 4.5, but the second goes on until 5.",
    },
    because="From 0 to 5 without a break, and from 8 to 9.",
)

# %% [markdown]
# ## K2 · Busy
# **Level 2 · 8 minutes · 1 point**
#
# Write `busy(intervals)`: for how long was at least one of them running? `intervals` is a list of pairs `(start, end)` of numbers with start ≤ end, in any order. They may overlap, lie within each other, touch, be there twice, or have no length. A trace's clock starts where it likes, so times may be negative. Return a number; 0 for an empty list. The list isn't changed.
#
# *Example.* `busy([(3, 5), (0, 4), (8, 9), (3.5, 4.5)])` is 6.
#
# <details><summary>Hint 1</summary>
#
# Sort by start. Then go through them and remember up to where you have counted.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Each interval adds what lies beyond that mark, if anything does: from the mark or from its own start, whichever is later, to its end. The mark only ever moves on.
#
# </details>
#
# %% role="answer" id="busy"
def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    ### BEGIN SOLUTION
    total, until = 0, -math.inf
    for start, end in sorted(intervals):
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total
    ### END SOLUTION

# %% role="tests" id="busy-tests" points=1
import costs_forms
import costs_watch

grade = check.parts(1)
with grade("the example"):
    costs_forms.busy(costs_watch.call(busy, [(3, 5), (0, 4), (8, 9), (3.5, 4.5)]), 6, "the example")
with grade("none, one, and two that are the same"):
    costs_forms.busy(costs_watch.call(busy, []), 0, "an empty list")
    costs_forms.busy(costs_watch.call(busy, [(2, 7)]), 5, "one interval")
    costs_forms.busy(costs_watch.call(busy, [(2, 7), (2, 7)]), 5, "two equal ones")
with grade("touching, without length, negative times"):
    costs_forms.busy(
        costs_watch.call(busy, [(-3, -1), (-1, 2), (4, 4)]), 5, "[(-3, -1), (-1, 2), (4, 4)]"
    )
### BEGIN HIDDEN TESTS
from hidden import costs_traces

streams_of_busy = check.rng("busy")
with grade("other traces", weight=5):
    for told, spans in costs_traces.spans(streams_of_busy):
        costs_forms.busy(costs_watch.call(busy, spans), costs_traces.union(spans), told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What bounds a layer
#
# With that, each layer of the trace can be put under the roofline: its FLOPs and bytes added up over all its kernels, and its busy time beside the least that the machine would have needed. For the norm by hand, with the A100's two numbers:
#
# %% role="read-only" id="setup-gpu"
A100 = {"peak": 312e12, "bandwidth": 1555e9, "launch": 4e-6}  # FLOP/s, bytes/s, seconds

# %%
norm = trace[trace["layer"] == "norm"].iloc[0]
computing, fetching = 1e6 * norm["flops"] / A100["peak"], 1e6 * norm["bytes"] / A100["bandwidth"]
took = norm["end"] - norm["start"]
print(f"computing {computing:.2f}, fetching {fetching:.2f}, took {took:.1f} microseconds")

# %% [markdown]
# Memory bounds the norm: at least 10.8 microseconds, and it took 17.5. What lies between are the launch, and a share of the roof that no kernel reaches. But look at "draw", one of those that choose the token: at least 0.7, and it took 4.9. Neither roof bounds that: it is the **overhead** of starting kernels. A faster GPU, of either kind, would gain nothing. Fewer kernels would.
#
# ## K2 · Roofline
# **Level 3 · 13 minutes · 2 points**
#
# Write `roofline(trace, machine)`. `trace` is a DataFrame with a row for each kernel, in any order and with any index: `layer` (text), `kernel`, `stream`, `start` and `end` (microseconds), `flops` and `bytes`. `machine` is a dict with `"peak"` (FLOP/s) and `"bandwidth"` (bytes a second); there may be more in it. Return a dict from each layer's name to a dict:
#
# - `"busy"`: microseconds in which at least one of the layer's kernels ran, on whatever stream.
# - `"least"`: microseconds that the machine needs at least for the layer as a whole: all its FLOPs at peak, or all its bytes at full bandwidth, whichever takes longer. (Kernels at the same time can compute and fetch; so add up first, then compare.)
# - `"bound"`: `"overhead"` if the layer was busy for more than 3 times as long as its least time; otherwise `"memory"` if its bytes take longer than its FLOPs, else `"arithmetic"`, also if both take equally long.
#
# A kernel may have no FLOPs, or none and no bytes. A trace without rows gives `{}`. The trace isn't changed.
#
# *Example.* In the trace above "norm" has busy 17.5, least 10.79, "memory"; and "queries, keys, values" has busy 213.5, least 165.19, "arithmetic".
#
# <details><summary>Hint 1</summary>
#
# Take one layer's rows at a time by `groupby`, as above. `busy` wants pairs: `zip` makes them of two columns.
#
# </details>
# <details><summary>Hint 2</summary>
#
# FLOPs ÷ FLOP/s are seconds, and the trace has microseconds. If every layer is "overhead", you compare the one with the other.
#
# </details>
#
# %% role="answer" id="roofline"
def roofline(trace, machine):
    """For each layer of the trace its busy time, its least time, and what bounds it."""
    ### BEGIN SOLUTION
    layers = {}
    for layer, rows in trace.groupby("layer"):
        computing = 1e6 * rows["flops"].sum() / machine["peak"]
        fetching = 1e6 * rows["bytes"].sum() / machine["bandwidth"]
        ran, least = busy(list(zip(rows["start"], rows["end"]))), max(computing, fetching)
        bound = "memory" if fetching > computing else "arithmetic"
        layers[layer] = {"busy": ran, "least": least, "bound": "overhead" if ran > 3 * least else bound}
    return layers
    ### END SOLUTION

# %% role="tests" id="roofline-tests" points=2
import costs_forms
import costs_watch

grade = check.parts(2)
small_machine = {"peak": 2e6, "bandwidth": 1e6}
with grade("one kernel a layer: three kinds"):
    three_kinds = pd.DataFrame(
        [
            ("a", "a1", 0, 0.0, 9.0, 8, 2), ("b", "b1", 0, 10.0, 16.0, 4, 5),
            ("c", "c1", 0, 20.0, 29.5, 6, 2)
        ],
        columns=["layer", "kernel", "stream", "start", "end", "flops", "bytes"],
    )
    costs_forms.roofline(
        costs_watch.call(roofline, three_kinds, small_machine),
        {"a": (9.0, 4.0, "arithmetic"), "b": (6.0, 5.0, "memory"), "c": (9.5, 3.0, "overhead")},
        "three kernels in turn",
    )
with grade("one layer on three streams"):
    on_streams = pd.DataFrame(
        [
            ("up", "u2", 1, 2.0, 9.0, 1, 2), ("up", "u1", 0, 1.0, 7.0, 8, 1),
            ("up", "u3", 2, 3.0, 6.0, 1, 3)
        ],
        columns=["layer", "kernel", "stream", "start", "end", "flops", "bytes"], index=[7, 7, 1],
    )
    costs_forms.roofline(
        costs_watch.call(roofline, on_streams, small_machine), {"up": (8.0, 6.0, "memory")},
        "three kernels at once"
    )
with grade("exactly 3 times, both equally long, nothing at all"):
    on_the_edge = pd.DataFrame(
        [
            ("edge", "e", 0, 0.0, 12.0, 8, 4), ("wait", "w", 1, 0.0, 2.0, 0, 0),
            ("copy", "k", 1, 3.0, 6.0, 0, 2)
        ],
        columns=["layer", "kernel", "stream", "start", "end", "flops", "bytes"],
    )
    costs_forms.roofline(
        costs_watch.call(roofline, on_the_edge, small_machine),
        {
            "edge": (12.0, 4.0, "arithmetic"), "wait": (2.0, 0.0, "overhead"),
            "copy": (3.0, 2.0, "memory")
        }, "layers on the edge",
    )
    costs_forms.roofline(
        costs_watch.call(roofline, on_the_edge[:0], small_machine), {}, "a trace without rows"
    )
### BEGIN HIDDEN TESTS
from hidden import costs_traces

traces_of_roofs = check.rng("roofline")
for told in ("kernels one after another", "kernels on several streams", "another machine"):
    with grade(told, weight=2):
        kernels_made, machine_made = costs_traces.trace(traces_of_roofs, told)
        costs_forms.roofline(costs_watch.call(roofline, kernels_made, machine_made), costs_traces.under_roofs(kernels_made, machine_made), told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# And the trace above:
#
# %%
def under_the_roof():
    for layer, row in roofline(trace, A100).items():
        print(f"{layer:24} busy {row['busy']:6.1f}, least {row['least']:6.1f}: {row['bound']}")
    whole = busy(list(zip(trace["start"], trace["end"])))
    return f"busy for {whole:.0f} of {trace['end'].max() - trace['start'].min():.0f} microseconds"


settle("What bounds the help desk's model?", "K2", under_the_roof)

# %% [markdown]
# Reading is arithmetic where matrices are multiplied, and memory in between; writing is memory and overhead. And now and then the GPU does nothing at all, while the host prepares its next kernels.
#
# ## Fewer trips to memory
#
# "activation" is three kernels one after another: add a bias, bend (GELU), multiply by a gate. Each reads what the one before has just written, does next to nothing with it, and writes it again. A **fused** kernel does the three steps while the numbers are at hand. What it saves are trips to memory, and launches; the FLOPs stay the same.
#
# %% role="read-only" id="setup-chain"
with open("data/costs_chain.json") as file:
    chain = json.load(file)
block, sizes = chain["kernels"], chain["sizes"]

# %%
for kernel in block[:5]:
    reads, writes = ", ".join(kernel["reads"]), ", ".join(kernel["writes"])
    print(f"{kernel['name']:5} reads {reads:7} writes {writes}")
print({name: f"{sizes[name] / 1e6:.1f} MB" for name in ("u", "b1", "h1", "h2", "g", "h3")})

# %% [markdown]
# "bias", "gelu" and "gate" together move `u`, `b1`, `h1` | `h1`, `h2` | `h2`, `g`, `h3`: seven times 33.6 MB, and a bias. Fused they read `u`, `b1` and `g`, and write `h3`: three times 33.6 MB, and the bias. `h1` and `h2` never leave the kernel.
#
# But may every tensor in between stay inside? "add" makes `y`, "norm" makes `z` of it, and they can be fused. Yet `y` is needed once more, by "add again" three kernels later. So the fused kernel has to write it. It needn't fetch it back: "norm" has it at hand.
#
# %%
for kernel in block[5:]:
    reads, writes = ", ".join(kernel["reads"]), ", ".join(kernel["writes"])
    print(f"{kernel['name']:10} reads {reads:5} writes {writes}")

# %% [markdown]
# ## K2 · Fused
# **Level 4 · 14 minutes · 2 points**
#
# Write `fused(kernels, sizes, start, stop, machine)`: what is saved if `kernels[start:stop]` become one?
#
# - `kernels` is a list of dicts in the order in which they run: `"name"`, `"flops"`, `"reads"` and `"writes"` (lists of tensors' names). `sizes` says how many bytes each tensor has. Every tensor is written by one kernel at most, and is read only after that. One that nobody writes is there from the start. `start` and `stop` count as in a slice, with 0 ≤ start ≤ stop ≤ the number of kernels.
# - Each kernel moves each tensor that it reads once, even if its name stands in `"reads"` twice, and each that it writes once.
# - The fused kernel reads each tensor once that one of its parts reads and none of its parts writes. It writes those that its parts write and a kernel outside reads, and those that no kernel at all reads: these are results of the whole.
# - A kernel takes `machine["launch"]` seconds and the longer of its two times: its FLOPs at `machine["peak"]`, its bytes at `machine["bandwidth"]`. The fused one has the FLOPs of all its parts.
#
# Return a dict: `"bytes"`, what the fused kernel moves, and `"saved"`, by how many seconds it is shorter than its parts one after another. Of an empty slice both are 0. Nothing that is handed in is changed.
#
# *Example.* `fused(block, sizes, 1, 4, A100)`: 100,679,680 bytes, saved 0.0000943 seconds. `fused(block, sizes, 5, 7, A100)`: 33,558,528 bytes, saved 0.0000094 seconds.
#
# <details><summary>Hint 1</summary>
#
# Sets of names: what the parts read, what they write, what is read outside. The fused kernel reads the first without the second.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A small function for the seconds of FLOPs and bytes serves both sides. "Read by nobody" asks *all* kernels, parts included: a tensor that one part writes and another reads is no result.
#
# </details>
#
# %% role="answer" id="fused"
def fused(kernels, sizes, start, stop, machine):
    """The bytes that kernels[start:stop] move as one kernel, and the seconds that it saves."""
    ### BEGIN SOLUTION
    parts, outside = kernels[start:stop], kernels[:start] + kernels[stop:]
    if not parts:
        return {"bytes": 0, "saved": 0}

    def named(some, kind):
        return {name for kernel in some for name in kernel[kind]}

    def moved(names):
        return sum(sizes[name] for name in names)

    def seconds(flops, bytes_moved):
        return machine["launch"] + max(flops / machine["peak"], bytes_moved / machine["bandwidth"])

    reads, writes = named(parts, "reads"), named(parts, "writes")
    kept = {name for name in writes if name in named(outside, "reads") or name not in reads}
    together = moved(reads - writes) + moved(kept)
    apart = sum(seconds(one["flops"], moved(set(one["reads"])) + moved(one["writes"])) for one in parts)
    return {"bytes": together, "saved": apart - seconds(sum(one["flops"] for one in parts), together)}
    ### END SOLUTION

# %% role="tests" id="fused-tests" points=2
import costs_forms
import costs_watch

grade = check.parts(2)
plain_machine = {"peak": 10.0, "bandwidth": 1.0, "launch": 2.0}
plain_chain = [
    {"name": "first", "flops": 20, "reads": ["x", "w"], "writes": ["a"]},
    {"name": "second", "flops": 700, "reads": ["a", "w", "a"], "writes": ["b", "c"]},
    {"name": "third", "flops": 30, "reads": ["b"], "writes": ["d"]},
    {"name": "fourth", "flops": 40, "reads": ["d", "a"], "writes": ["e"]},
]
plain_sizes = {"x": 10, "w": 3, "a": 20, "b": 5, "c": 7, "d": 11, "e": 13}
with grade("two kernels: what is read outside is written, what is read twice is fetched once"):
    costs_forms.fused(
        costs_watch.call(fused, plain_chain, plain_sizes, 0, 2, plain_machine), (45, 33.0),
        "the first two of four kernels"
    )
with grade("three kernels, results among them"):
    costs_forms.fused(
        costs_watch.call(fused, plain_chain, plain_sizes, 1, 4, plain_machine), (43, 57.0),
        "the last three of four kernels"
    )
with grade("one kernel, and none"):
    costs_forms.fused(
        costs_watch.call(fused, plain_chain, plain_sizes, 1, 2, plain_machine), (35, 0.0),
        "one kernel"
    )
    costs_forms.fused(
        costs_watch.call(fused, plain_chain, plain_sizes, 2, 2, plain_machine), (0, 0.0),
        "an empty slice"
    )
with grade("the lesson's block"):
    costs_forms.fused(
        costs_watch.call(fused, block, sizes, 1, 4, A100), (100679680, 9.431365144694534e-05),
        "bias, gelu and gate"
    )
    costs_forms.fused(
        costs_watch.call(fused, block, sizes, 5, 7, A100), (33558528, 9.394603215434083e-06),
        "add and norm"
    )
### BEGIN HIDDEN TESTS
from hidden import costs_traces

chains_of_fused = check.rng("fused")
for told in ("bound by memory", "bound by arithmetic when fused", "tensors that are needed again", "results in the middle"):
    with grade(told, weight=2):
        for made in costs_traces.chains(chains_of_fused, told):
            costs_forms.fused(costs_watch.call(fused, *made), costs_traces.fused_costs(*made), f"a chain with {told}")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Times
#
# All of that is counted and worked out: it says what is possible. What *is*, somebody has to measure. That looks easy:
#
# %%
def small_model():
    return nn.functional.linear(torch.ones(64, 512), torch.ones(512, 512)).sum()


took = []
for _ in range(300):
    begun = time.perf_counter()
    small_model()
    took.append(1e3 * (time.perf_counter() - begun))
print("the first five:", [round(one, 3) for one in took[:5]], "milliseconds")
print(f"mean {np.mean(took):.3f}, median {np.median(took):.3f}")
print(f"p95 {np.percentile(took, 95):.3f}, longest {max(took):.3f}")

# %% [markdown]
# On your machine these are other numbers, but most likely of the same kind. The first calls are slow: memory is fetched, code is loaded, caches are empty. That is the **warm-up**, and it isn't counted, unless somebody's first call is what matters. Now and then something else wants the machine, and a call takes far longer. That spoils the mean. The **median**, half of the calls below it,
# stays put; and the **p95**, below which 95 in 100 lie, says what an unlucky user sees. The shortest time of all tells nothing of what a user sees.
#
# Two versions, which is faster? Whoever measures the old one in the morning and the new one after lunch compares morning with afternoon, too: the machine gets warm, others come and go. So measure them **interleaved**, in pairs: old, new, then new, old (whoever goes second finds a warm cache, so take turns). Within a pair the machine is the same; the *ratio* of each pair tells. In this invented world the new
# version takes 0.9 times as long, and the machine slows down over the day:
#
# %%
rng = np.random.default_rng(1)
slower = np.linspace(1, 1.5, 200) * rng.lognormal(0, 0.02, 200)
in_turn = np.median(0.9 * slower[100:]) / np.median(slower[:100])
interleaved = np.median(0.9 * slower[1::2] / slower[0::2])
print(f"all old, then all new: {in_turn:.2f};  in pairs: {interleaved:.2f}")

# %% [markdown]
# Measured one after the other, the new version seems to take 1.1 times as long. In pairs one sees the truth: 0.9.
#
# And how sure is it? In unit 07 you drew intervals. For a median there is one that needs no draw, and no assumption about the shape of the values. Take ten runs. Each of them lies below the true median with chance ½, as a coin shows heads. Ten coins show fewer than two heads in 11 of 1,024 cases, and more than eight as seldom. So sort the ten values: in about 98 of 100 such measurements the true median lies between the second and the ninth. Any number of runs goes alike, by the binomial distribution, and so does any other quantile *q*: its coin shows heads with chance *q*. Here `stats.binom.ppf(p, n, q)` is the least number of heads that isn't exceeded with chance *p* or more:
#
# %% role="read-only" id="setup-interval"
def order_interval(values, q=0.5, level=0.95):
    """(low, high): between which of the sorted values the true quantile q lies, at this level."""
    ordered, outside = np.sort(values), (1 - level) / 2
    low = int(stats.binom.ppf(outside, len(ordered), q))
    high = int(stats.binom.ppf(1 - outside, len(ordered), q)) + 1
    return (
        float(ordered[low - 1]) if low >= 1 else -math.inf,
        float(ordered[high - 1]) if high <= len(ordered) else math.inf,
    )

# %%
ten = [3.1, 2.8, 9.7, 3.0, 2.9, 3.3, 3.2, 2.7, 3.4, 3.1]
print("median", np.median(ten), "between", order_interval(ten))
print("p95", round(np.percentile(ten, 95), 2), "between", order_interval(ten, 0.95))

# %% [markdown]
# The median of these ten runs is 3.1, and the interval for the true one goes from the second value, 2.8, to the ninth, 3.4. About the p95 ten runs say: 3.3 or above, with no upper end. The true p95 may lie beyond all that was seen.
#
# %%
quiz(
    "From how many runs on does the interval for the p95 have an upper end? (All n lie below "
    "the p95 with chance 0.95ⁿ, and 0.025 may be left on that side.)",
    runs="print(next(n for n in range(1, 1000) if 0.95**n < 0.025))",
    number=72,
    wrong={
        20: "With 20 runs one lies above the p95 on average. In 36 of 100 cases none does: "
            "0.95 to the 20th.",
        40: "0.95 to the 40th is 0.13. So in 13 of 100 measurements with 40 runs all of them "
            "lie below the true p95.",
        100: "That is enough; a few fewer are, too.",
    },
    because="0.95 to the 71st is 0.026, and to the 72nd 0.0249. Whoever tells a p95 from 40 "
        "runs tells a guess.",
)

# %% [markdown]
# ## K3 · Measure
# **Level 3 · 13 minutes · 2 points**
#
# Write `measure(old, new, clock, rounds=30, warm_up=5)`. `old` and `new` are functions without arguments, `clock()` tells the time in seconds.
#
# - First call each of the two `warm_up` times, in any order. These calls count for nothing; `warm_up` may be 0.
# - Then do `rounds` rounds (at least one). Each calls both once: in the first, third, fifth … round `old` goes first, in the others `new`.
# - Read the clock right before each call of a round and right after it; the difference is the call's time. One reading may serve as the end of a call and the start of the next.
#
# Return a dict:
#
# - `"old"` and `"new"`: for each a pair `(median, p95)` of its times, as `np.median` and `np.percentile` (with its usual rule) give them.
# - `"ratio"`: the median of the rounds' ratios, new divided by old.
# - `"low"` and `"high"`: the `order_interval` of these ratios, at 95 in 100.
#
# No call of a round takes 0 seconds.
#
# *Example.* Three rounds of 2, 4 and 4 seconds for `old` and 1, 1 and 4 for `new`: the medians are 4 and 1, the p95 4 and 3.7, the ratio is 0.5 (of 0.5, 0.25 and 1), and low and high are −∞ and ∞: three rounds are too few.
#
# <details><summary>Hint 1</summary>
#
# A helper that reads the clock, calls a function, reads the clock again and returns the difference keeps the loop short.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The times come in another order in every second round. Keep them by version, a list each, so that the same place belongs to the same round.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the medians are right and the ratio isn't: the ratio of two medians isn't the median of the ratios.
#
# </details>
#
# %% role="answer" id="measure"
def measure(old, new, clock, rounds=30, warm_up=5):
    """Median and p95 of two functions, and the interval of their ratio, from interleaved rounds."""
    ### BEGIN SOLUTION
    for _ in range(warm_up):
        old()
        new()
    times = {"old": [], "new": []}
    for turn in range(rounds):
        for version in ("old", "new") if turn % 2 == 0 else ("new", "old"):
            begun = clock()
            old() if version == "old" else new()
            times[version].append(clock() - begun)
    ratios = np.array(times["new"]) / np.array(times["old"])
    report = {version: (np.median(some), np.percentile(some, 95)) for version, some in times.items()}
    low, high = order_interval(ratios)
    return {**report, "ratio": np.median(ratios), "low": low, "high": high}
    ### END SOLUTION

# %% role="tests" id="measure-tests" points=2
import costs_forms
import costs_watch

grade = check.parts(2)
three_rounds = {"old": [2.0, 4.0, 4.0], "new": [1.0, 1.0, 4.0], "drift": 0.0, "from": 100.0}
warm_rounds = {
    "old": [60.0, 20.0] + [2.0, 4.0, 3.0, 2.0, 3.0, 4.0, 2.0],
    "new": [9.0, 8.0] + [1.0, 1.0, 2.0, 1.5, 1.0, 3.0, 1.0], "drift": 0.0, "from": 0.0
}
with grade("three rounds, no warm-up"):
    seen = costs_watch.measured(measure, three_rounds, {"rounds": 3, "warm_up": 0})
    costs_forms.order(seen, 3, 0, "of three rounds")
    costs_forms.measured(
        seen,
        {"old": (4.0, 4.0), "new": (1.0, 3.7), "ratio": 0.5, "low": -math.inf, "high": math.inf},
        "of three rounds"
    )
with grade("seven rounds after a warm-up"):
    seen = costs_watch.measured(measure, warm_rounds, {"rounds": 7, "warm_up": 2})
    costs_forms.order(seen, 7, 2, "of seven rounds")
    expected_report = {
        "old": (3.0, 4.0), "new": (1.0, 2.7), "ratio": 0.5, "low": 0.25, "high": 0.75
    }
    costs_forms.measured(seen, expected_report, "of seven rounds")
with grade("nothing said of rounds and warm-up"):
    seen = costs_watch.measured(measure, warm_rounds, {})
    costs_forms.order(seen, 30, 5, "with its defaults")
### BEGIN HIDDEN TESTS
from hidden import costs_runs

clocks_of_measure = check.rng("measure")
for told in ("slow first calls", "a machine that gets slower", "rare long calls"):
    with grade(told, weight=2):
        script_made, rounds_made, warm_made = costs_runs.script(clocks_of_measure, told)
        seen = costs_watch.measured(measure, script_made, {"rounds": rounds_made, "warm_up": warm_made})
        costs_forms.order(seen, rounds_made, warm_made, f"with {told}")
        costs_forms.measured(seen, costs_runs.report(script_made, rounds_made, warm_made), f"with {told}")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Six claims
#
# Six people have measured something at Lindwater, and each claims what it shows. (These records are generated, too.) Read them before you judge:
#
# %%
with open("data/costs_records.json") as file:
    records = json.load(file)
for name, record in records.items():
    print(f"{name}: {record['says']}")
    print(
        f"   claim {record['claim']}, {len(record['runs'])} runs, {record['cold']} of each version "
        "cold"
    )

# %% [markdown]
# B's author took the mean of all runs. The cold ones are among them, and the old version's were the slow ones. C's compared the *best* run of one version with the *mean* of the other:
#
# %%
def seconds_of(record, version):
    return np.array([ms for one, ms in record["runs"] if one == version])


old, new = (seconds_of(records["C"], version) for version in ("old", "new"))
print(f"C: best new {new.min():.0f}, mean old {old.mean():.0f}")
print(f"   best old {old.min():.0f}, mean new {new.mean():.0f}")

# %% [markdown]
# By that rule the old version beats the new one just as well. A rule that lets both win says nothing.
#
# ## K3 · Which claims hold?
# **Level 3 · 16 minutes · 2 points**
#
# Write `judge(record)`. A record is a dict (there may be more in it):
#
# - `"runs"`: a list of pairs, a version (`"old"` or `"new"`) and its milliseconds (above 0), in the order in which they were made.
# - `"cold"`: how many of the first runs of each version are warm-up. They count for nothing.
# - `"claim"`: `["ratio", limit]` claims that the median of new divided by old, pair by pair, is at most `limit`; `["p95", limit]` that the 0.95 quantile of the new version's milliseconds is at most `limit`.
#
# Return one of four texts:
#
# - `"badly measured"`, for a claim about the ratio, if the runs that are left aren't interleaved: the first and second, the third and fourth and so on must each be one of the old and one of the new version, in either order. (A claim about the p95 looks at the new version's runs alone, wherever they stand.)
# - Otherwise take the 95 in 100 interval of `order_interval`, or another one that is sound for so many values, whatever their shape: of the pairs' ratios, or of the new version's p95. So fewer than six pairs settle nothing, and fewer than 72 runs never make a claim about the p95 hold. The claim `"holds"` if the whole interval lies at or below `limit`, and is `"refuted"` if the whole of it lies above. If `limit` lies within, it is `"open"`. So it is if no runs are left; for a claim about the p95, if no new ones are.
#
# The record isn't changed. Where a test asks for a verdict the interval lies well to one side of the limit or well around it, or many ratios are exactly the limit.
#
# *Example.* Eight pairs after the warm-up, with ratios from 0.4 to 0.6, and the claim `["ratio", 0.7]`: it holds. With `["ratio", 0.5]` it is open. With `["p95", …]` eight runs never make it hold.
#
# <details><summary>Hint 1</summary>
#
# Count the runs of each version as you go through them, and keep those beyond the first `cold` of their version. Their order stays.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `left[0::2]` and `left[1::2]` are the two halves of the pairs. Is their number even? Are the two versions of a pair different?
#
# </details>
# <details><summary>Hint 3</summary>
#
# One comparison of `high` with the limit, one of `low`; the rest is open, infinite ends included. No run left is a case of its own.
#
# </details>
#
# %% role="answer" id="judge"
def judge(record):
    """What the record says to its claim: "holds", "refuted", "open" or "badly measured"."""
    ### BEGIN SOLUTION
    left, seen = [], {"old": 0, "new": 0}
    for version, ms in record["runs"]:
        seen[version] += 1
        if seen[version] > record["cold"]:
            left.append((version, ms))
    kind, limit = record["claim"]
    if kind == "p95":
        low, high = order_interval([ms for version, ms in left if version == "new"], 0.95)
    else:
        if len(left) % 2 or any(one == two for (one, _), (two, _) in zip(left[0::2], left[1::2])):
            return "badly measured"
        pairs = [dict(two) for two in zip(left[0::2], left[1::2])]
        low, high = order_interval([pair["new"] / pair["old"] for pair in pairs])
    return "holds" if high <= limit else "refuted" if low > limit else "open"
    ### END SOLUTION

# %% role="tests" id="judge-tests" points=2
import costs_forms
import costs_watch

grade = check.parts(2)
eight_pairs = [["old", 90.0], ["new", 9.0], ["new", 8.0], ["old", 50.0]]
for at, share in enumerate((0.4, 0.6, 0.5, 0.42, 0.58, 0.46, 0.55, 0.47)):
    eight_pairs += [["old", 100.0 + at], ["new", share * (100 + at)]][:: 1 if at % 2 == 0 else -1]
with grade("eight pairs: holds, open, refuted"):
    for limit, right_word in ((0.7, "holds"), (0.5, "open"), (0.3, "refuted")):
        costs_forms.verdict(
            costs_watch.call(judge, {"runs": eight_pairs, "cold": 2, "claim": ["ratio", limit]}),
            right_word, f"eight pairs with ratios from 0.4 to 0.6, limit {limit}"
        )
with grade("right at the limit"):
    at_half = [[["old", 100.0], ["new", 50.0]], [["new", 40.0], ["old", 80.0]]] * 6
    above_half = [[["old", 100.0], ["new", 70.0 + at]] for at in range(12)]
    all_at_half, half_of_them = (
        [run for pair in pairs_made for run in pair] for pairs_made in (
            at_half, at_half + above_half
        )
    )
    costs_forms.verdict(
        costs_watch.call(judge, {"runs": all_at_half, "cold": 0, "claim": ["ratio", 0.5]}), "holds",
        "twelve pairs, each with the ratio 0.5, limit 0.5"
    )
    costs_forms.verdict(
        costs_watch.call(judge, {"runs": half_of_them, "cold": 0, "claim": ["ratio", 0.5]}), "open",
        "twelve pairs with the ratio 0.5 and twelve above, limit 0.5"
    )
with grade("runs that aren't interleaved"):
    in_blocks = sorted(eight_pairs)
    costs_forms.verdict(
        costs_watch.call(judge, {"runs": in_blocks, "cold": 2, "claim": ["ratio", 0.7]}),
        "badly measured", "all new runs, then all old ones"
    )
    costs_forms.verdict(
        costs_watch.call(judge, {"runs": eight_pairs[:-1], "cold": 2, "claim": ["ratio", 0.7]}),
        "badly measured", "a run without its partner"
    )
with grade("the p95"):
    hundred_runs = [["new", 20.0 + (7 * at) % 50] for at in range(120)]
    for limit, right_word in ((90.0, "holds"), (50.0, "refuted"), (67.0, "open")):
        costs_forms.verdict(
            costs_watch.call(judge, {"runs": hundred_runs, "cold": 0, "claim": ["p95", limit]}),
            right_word, f"120 runs of 20 to 69 ms, limit {limit:g}"
        )
    costs_forms.verdict(
        costs_watch.call(judge, {"runs": eight_pairs, "cold": 2, "claim": ["p95", 500.0]}), "open",
        "eight runs far below the limit"
    )
with grade("nothing left"):
    for kind in ("ratio", "p95"):
        costs_forms.verdict(
            costs_watch.call(judge, {"runs": eight_pairs[:4], "cold": 2, "claim": [kind, 0.7]}),
            "open", "a record of warm-up alone"
        )
### BEGIN HIDDEN TESTS
from hidden import costs_runs

records_of_judge = check.rng("judge")
with grade("the six records", weight=3):
    for told, record_made, right_word in costs_runs.published():
        costs_forms.verdict(costs_watch.call(judge, record_made), right_word, told)
for kind in ("ratio", "p95"):
    with grade(f"other records with a claim about the {kind}", weight=3):
        for told, record_made, right_word in costs_runs.records(records_of_judge, kind):
            costs_forms.verdict(costs_watch.call(judge, record_made), right_word, told)
### END HIDDEN TESTS
grade.score()

# %%
def verdicts():
    return ", ".join(f"{name} {judge(record)}" for name, record in records.items())


settle("Which of the six claims hold?", "K3", verdicts)

# %% [markdown]
# "Badly measured" isn't "wrong": D's new driver may be as good as they say. And "open" isn't "no": E's p95 may well lie below 300 milliseconds. From these runs nobody can tell. What to do is the same each time: measure again, interleaved, or more often.
#
# ## Summary
#
# - Parameters are stored, multiply-adds are worked out, activations are put out. What is shared is stored once and worked out at each call. Costs are those of one example.
# - Hooks at the leaves see every call. Remove them, and give each module its mode back.
# - A layer takes at least the longer of two times: FLOPs ÷ peak, bytes ÷ bandwidth. Below the ridge, memory bounds it. A batch shares the weights that are fetched, and so raises the intensity.
# - Kernels on several streams run at once: take the union of their intervals, never the sum. Where neither roof explains the time it is overhead.
# - A fused kernel saves trips to memory and launches. What is needed later still has to be written.
# - Measure warm, interleaved, with an interval. A mean with cold runs in it, the best run against a mean, morning against afternoon show nothing.
#
# And the batteries? Four questions, and your functions answer:
#
# %%
def where():
    rows = layer_costs(reader, six_digits)
    stored = {name: size(module)[1] for name, module in reader.named_children()}
    heavy, busiest = max(stored, key=stored.get), max(rows, key=lambda row: row[1])[0]
    share = 100 * stored[heavy] / size(reader)[1]
    weights = f"{size(reader)[1] / 1e6:.2f} MB, of which {heavy!r} has {share:.0f} %"
    return f"{weights}; most multiply-adds in {busiest!r}"


def waits():
    rows = layer_costs(reader, six_digits)
    computing = 2 * sum(row[1] for row in rows) / READER["peak"]
    fetching = size(reader)[1] / READER["bandwidth"]
    bound = "memory" if fetching > computing else "arithmetic"
    return f"a digit takes {computing:.2f} s to compute and {fetching:.2f} s to fetch: {bound}"


def at_once():
    rows = layer_costs(reader, six_digits)
    computing = 2 * sum(row[1] for row in rows) / READER["peak"]
    fetching = size(reader)[1] / READER["bandwidth"]
    needed = 6 * max(one[2] + two[2] for one, two in zip(rows, rows[1:]))
    one_by_one, six = months(6 * max(computing, fetching)), months(max(6 * computing, fetching))
    memory = f"with {needed / 1e3:.0f} kB for the layer in work and its input"
    return f"{one_by_one:.1f} months one by one, {six:.1f} at once, {memory}"


settle("1. What does the model cost, and in which layer?", "K1", where)
settle("2. What does the reader wait for?", "K1", waits)
settle("3. Would it help to read six digits at once?", "K1", at_once)
settle("4. Does the measurement hold? (Claim A)", "K3", lambda: judge(records["A"]))

# %% [markdown]
# So both were wrong. It isn't the multiply-adds, and the hardware does what it was bought for: the reader fetched the same two megabytes six times over. One line, a batch of six, gives back the two years. It needs 197 kilobytes of memory for its activations, and Noor's microcontroller has 256; with every layer's output kept it wouldn't have fitted.
#
# What is left of the cost lies in one layer, `wide`, which holds 96 in 100 of the bytes. Smaller models, fewer channels, fewer bits: that is what the next lessons are about.
