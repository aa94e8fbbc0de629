# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Residuals, sequences and attention
#     minutes: 90
#     prerequisites: [03-pytorch/2-layers]
#     summary: Write a residual block, an LSTM that stops at each sequence's end, multi-head attention with two masks, and an autograd function of your own.
# ---

# %% [markdown]
# # Residuals, sequences and attention
#
# A customer complains. In the morning, the tracking page said that her parcel would be late; an
# hour later, with no new event, it said on time. The model had not changed, nor had the parcel.
# Only the other parcels in its batch were others. **Which layer looks at its neighbours?** At the
# end of the lesson your own layers answer: each reads one parcel alone, then in company.
#
# On the way you put layers together, and meet the three ideas that made models deep, let them read,
# and let them look back. At the end you can:
#
# - write a residual block, and say why the shortcut must stay clean;
# - run an LSTM over sequences of different lengths, without letting padding leak into the result;
# - write multi-head attention with a causal mask and a padding mask, and survive a row that may
#   look at nothing;
# - give autograd a derivative of your own, and prove it right.
#
# You need lesson 2. Plan on two sittings, with a break after P11. The rules are the same: state_dict as torch's, values and gradients against
# 64-bit numbers, at most 50 lines of code. No line of a class is wider than 100 characters,
# comments included: a wider one costs some of the exercise's points.

# %% role="read-only" id="sequences-setup"
import math

import torch
from torch import nn

from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## P10 · Residual block
# **Level 2 · 10 minutes · 4 points**
#
# In 2015 deep networks had a puzzle. A network of 56 layers did worse than one of 20, and on the
# *training* data too, so it hadn't merely learnt these by heart. The deeper one could have copied the other and let
# the extra layers do nothing. But doing nothing is hard to learn for a layer that starts at random.
# (K. He and others, "Deep Residual Learning for Image Recognition", 2015.)
#
# The residual block makes it easy. What goes in is added to what comes out, so a block whose
# weights are near zero passes its input on. Gradients travel back along the same way, unhindered.
#
# ![The input goes through a convolution, batch norm, ReLU, a convolution and batch norm; the shortcut around them is added; then comes the last ReLU. If shapes differ, the shortcut is a 1 by 1 convolution and batch norm.](figures/residual.svg)
#
# The sum needs equal shapes. Where the block changes the number of channels, or the stride halves
# the image, the shortcut gets a **projection**: a 1 × 1 convolution with the same stride, and batch
# norm.
#
# Where the shortcut joins matters: **before** the last ReLU. Here is what happens otherwise:

# %%
quiz(
    "The convolutions say \"a tenth less\", and the shortcut is added after the ReLU. What is "
    "printed, ten blocks on?",
    runs="""
import torch
branch, x = torch.tensor([-0.125]), torch.tensor([2.0])
for _ in range(10):
    x = torch.relu(branch) + x
print(x.item())
""",
    right="2.0",
    wrong={
        "0.75": (
            "That is 2 minus ten eighths: what comes out if the ReLU stands around the whole sum."
        ),
        "0.0": "The ReLU makes the *branch* 0, not x.",
    },
    because=(
        "ReLU makes the negative branch 0 before it is added. No block can make anything smaller."
    ),
)

# %%
branch = torch.tensor([-0.1, -0.1])                 # what the convolutions say: "a little less"
after = before = torch.tensor([0.5, 2.0])
for _ in range(10):
    after = torch.relu(branch) + after              # wrong
    before = torch.relu(branch + before)            # right
print("added after the ReLU, ten blocks on: ", [round(v, 2) for v in after.tolist()])
print("added before the ReLU, ten blocks on:", [round(v, 2) for v in before.tolist()])

# %% [markdown]
# Ten blocks all say "a little less". Added after the ReLU, nothing happens: no block can ever make
# a value smaller.
#
# Write the class `ResidualBlock`. Torch's own layers are welcome here; the names are those of
# torchvision's ResNet, so that its weights load:
#
# - `ResidualBlock(in_channels, out_channels, stride=1)`, whole numbers;
# - `conv1`: 3 × 3, `stride`, padding 1, no bias; `bn1`; ReLU; `conv2`: 3 × 3, stride 1, padding 1,
#   no bias; `bn2`; add the shortcut; ReLU;
# - `downsample`: if `stride != 1` or the channel numbers differ, `nn.Sequential` of a 1 × 1
#   convolution (`stride`, no bias) and a `nn.BatchNorm2d`; otherwise `None`, and the shortcut is
#   the input itself;
# - the input stays as it was (mind `inplace=True` and `+=`).
#
# **Example.** `ResidualBlock(8, 16, stride=2)` makes `(4, 16, 5, 5)` of `(4, 8, 10, 10)`. Its
# state_dict has, among others, `conv1.weight` of shape `(16, 8, 3, 3)` and `downsample.0.weight` of
# shape `(16, 8, 1, 1)`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A 3 × 3 convolution with padding 1 keeps the size; only the first one gets the stride. Batch norm
# has a bias of its own, so the convolutions need none.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `downsample` is always there: `None`, or a `nn.Sequential` of two layers. Two things, joined by
# `or`, make it necessary. If only `stride=2` with equal channels fails, you asked for one of them.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The last step of forward is a ReLU around the sum. Write `out + shortcut`, not `out += shortcut`:
# where the shortcut is the input itself, an in-place step may change what belongs to the caller.
#
# </details>

# %% role="answer" id="residual"
class ResidualBlock(nn.Module):
    """x of shape (batch, in_channels, height, width) → (batch, out_channels, height', width')."""

    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.downsample = None
        if stride != 1 or in_channels != out_channels:
            projection = nn.Conv2d(in_channels, out_channels, 1, stride, bias=False)
            self.downsample = nn.Sequential(projection, nn.BatchNorm2d(out_channels))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        shortcut = x if self.downsample is None else self.downsample(x)
        out = torch.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        return torch.relu(out + shortcut)
        ### END SOLUTION

# %% role="tests" id="residual-tests" points=4
residual = check.layer(
    ResidualBlock, like=check.recorded("data/residual_block.json", "ResidualBlock")
)
residual.from_scratch((2, 2), torch.rand(2, 2, 4, 4))

grade = check.parts(4)
x = torch.linspace(-1, 1, 2 * 2 * 4 * 4).reshape(2, 2, 4, 4)
with grade("names and shapes in the state_dict, with and without a projection"):
    residual(2, 2).state(none=["downsample"], starts=False)
    check.at_most_lines("ResidualBlock", 50)  # and no line wider than 100 characters
    residual(8, 16, 2).state(starts=False)
with grade("equal shapes: the shortcut is the input"):
    residual(2, 2).agrees(x, gradients=False)
with grade("other shapes: the shortcut is projected"):
    residual(2, 3).agrees(x, gradients=False)
    residual(2, 2, stride=2).agrees(x, gradients=False)
### BEGIN HIDDEN TESTS
from hidden import references

residual = residual.against(references.ResidualBlock)
draw = check.torch_generator("residual")
with grade("values, gradients and running statistics on other shapes", weight=2):
    for args, shape in [
        ((3, 3), (2, 3, 5, 4)),
        ((2, 4, 2), (3, 2, 6, 7)),
        ((3, 3, 2), (1, 3, 8, 6)),
        ((4, 2, 1), (2, 4, 3, 3)),
        ((2, 3, 3), (2, 2, 7, 8)),
        ((4, 4, 3), (2, 4, 7, 6)),
        ((3, 3, 2), (4, 3, 1, 1)),  # the image is as large as before, and yet the shortcut is projected
    ]:
        x = torch.randn(shape, generator=draw)
        residual(*args).agrees(x, x + 1, x, train=[True, True, False], dtype=torch.float64)
    for args in [(3, 3), (3, 4)]:
        residual(*args).unrecorded(*torch.randn(2, 2, 3, 5, 4, generator=draw), train=[True, False])
with grade("names and shapes, non-contiguous input, half precision, any device"):
    for args, none in [((3, 5), []), ((4, 4, 2), []), ((4, 4, 3), []), ((5, 5), ["downsample"])]:
        residual(*args).state(none=none, starts=False)
    residual(2, 3, 2).strided(torch.randn(2, 2, 6, 5, generator=draw).double(), train=False)
    residual(3, 3).strided(torch.randn(2, 3, 4, 5, generator=draw))
    residual(2, 2).half(torch.randn(2, 2, 5, 5, generator=draw), train=False, dtypes=[torch.bfloat16])
    residual(2, 3, 2).anywhere(torch.ones(2, 2, 6, 5))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Reading step by step
#
# A few small tools first. `chunk` cuts an axis into equal parts:

# %%
quiz(
    "A row holds eight numbers, four gates of two, in the order input, forget, cell, output. "
    "Which is the forget gate?",
    runs="""
import torch
row = torch.tensor([[1, 2, 3, 4, 5, 6, 7, 8]])
print(row.chunk(4, dim=1)[1].tolist())
""",
    right="[[3, 4]]",
    wrong={
        "[[1, 2]]": "That is part 0, the input gate.",
        "[[2, 6]]": (
            "Every fourth number would be `row[:, 1::4]`. `chunk` takes runs of neighbours."
        ),
        "[[5, 6]]": "That is part 2, the cell. Counting begins at 0.",
    },
    because="`chunk(4, dim=1)` cuts eight numbers into four runs of two, and part 1 is the second.",
)

# %%
print("parts:", [part.tolist() for part in torch.arange(8).reshape(1, 8).chunk(4, dim=1)])
alive = torch.tensor([True, False])[:, None]               # one yes or no a row, as a column
new, old = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.zeros(2, 2)
print("row by row:", torch.where(alive, new, old).tolist())
print("stacked on a new axis 1:", tuple(torch.stack([new, new, new], dim=1).shape))

# %% [markdown]
# The second row kept its old numbers. `stack` put three tables of (2, 2) one behind the other: two
# rows, three steps, two numbers.
#
# Two functions press any number into a range: `torch.sigmoid`, written σ, into 0 to 1, and
# `torch.tanh` into -1 to 1. A factor from 0 to 1 is a gate: at 0 nothing passes, at 1 all does.

# %%
some = torch.tensor([-5.0, 0.0, 5.0])
print("sigmoid:", [round(v, 3) for v in torch.sigmoid(some).tolist()])
print("tanh:   ", [round(v, 3) for v in torch.tanh(some).tolist()])

# %% [markdown]
# ## P11 · LSTM with a length mask
# **Level 4 · 20 minutes · 5 points**
#
# Mara's next model reads the events of a parcel, scanned at one depot after another. Some parcels
# have three events, others thirty. To make a batch, short sequences are filled up with zeros,
# *padding*, and a list of lengths says where each one really ends.
#
# An LSTM reads one step after another. It keeps two rows of numbers for each sequence: `h`, what
# it says, and `c`, what it remembers. At each step four *gates* decide what happens:
#
# $$\begin{aligned}
# i, f, g, o &= \text{four equal parts of}\; x W_{ih}^\top + b_{ih} + h W_{hh}^\top + b_{hh}\\
# c &\leftarrow \sigma(f) \cdot c + \sigma(i) \cdot \tanh(g)\\
# h &\leftarrow \sigma(o) \cdot \tanh(c)
# \end{aligned}$$
#
# In numbers: let all four parts be 0. Then σ(0) = 0.5 and tanh(0) = 0. So c = 2 becomes
# 0.5 · 2 + 0.5 · 0 = 1, and h = 0.5 · tanh(1) = 0.381.
#
# The four parts stand in torch's order: **input, forget, cell, output**. Other libraries have other
# orders. Swap two of them and nothing crashes, since all four have the same shape; the model is
# merely wrong.
#
# And zeros are not nothing. An LSTM that goes on over the padding keeps changing:

# %%
torch.manual_seed(3)
cell = nn.LSTMCell(1, 2)
with torch.no_grad():
    h, c = cell(torch.tensor([[1.0]]))
    print("after the only event:      ", [round(v, 3) for v in h[0].tolist()])
    for _ in range(20):
        h, c = cell(torch.tensor([[0.0]]), (h, c))
    print("after 20 steps of padding: ", [round(v, 3) for v in h[0].tolist()])

# %% [markdown]
# So a parcel would get another answer depending on who else is in its batch. The state must stand
# still from the end of its own sequence on.
#
# Write the class `MaskedLSTM`:
#
# - `MaskedLSTM(input_size, hidden_size)` with the parameters of `nn.LSTMCell`: `weight_ih`
#   `(4 * hidden_size, input_size)`, `weight_hh` `(4 * hidden_size, hidden_size)`, `bias_ih` and
#   `bias_hh` `(4 * hidden_size,)`, all uniform between $\pm 1/\sqrt{n}$, where $n$ = `hidden_size`;
# - `forward(x, lengths)`: `x` of shape `(batch, steps, input_size)`, `steps` at least 1;
#   `lengths` an int64 tensor of `batch` whole numbers from 0 to `steps`;
# - returns `outputs, (h, c)`: `outputs` `(batch, steps, hidden_size)` holds `h` after each step,
#   and **0 past the end**; `h` and `c`, `(batch, hidden_size)`, are the state at the end of
#   each sequence. Before the first step both are 0 (and stay so for length 0).
#
# **Example.** `x` of shape `(2, 3, 1)`, `lengths = [3, 1]`: the second sequence has one step.
# `outputs[1, 0]` equals `h[1]`, `outputs[1, 1]` and `outputs[1, 2]` are zeros. Whatever stands in
# `x[1, 1:]`, NaN and infinity included, changes nothing of what is returned, and nothing of the
# gradients. A NaN *before* the end is no padding: it must show.
#
# Not allowed: `nn.LSTM`, `nn.LSTMCell`, `nn.RNNBase`, and torch's packing of sequences.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Loop over the steps, with the whole batch at once. The gates of one step are two products and two
# biases, cut in four as above.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Compare the number of the step with the lengths: True where a sequence still runs. As a column it
# chooses, row by row, between new and old state, for `h` and for `c`. If `outputs` is right and
# `h` isn't, the state ran on.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Collect one output a step in a list and `stack` them on axis 1. The state that stands still is not
# 0, the output past the end is. Start from `x.new_zeros(…)`, which has the dtype and device of
# `x`. If only NaN fails, a choice after the step comes too late, as in lesson 1's wrong turn: the
# weights' gradients are NaN all the same. Put 0 in place of the padding *before* the first step, in
# a tensor of your own; all steps at once need `torch.arange` beside the lengths.
#
# </details>

# %% role="answer" id="lstm"
class MaskedLSTM(nn.Module):
    """x (batch, steps, input_size), lengths (batch,) → (batch, steps, hidden_size), (h, c)."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        ### BEGIN SOLUTION
        bound = 1 / math.sqrt(hidden_size)
        for name, inner in [("ih", input_size), ("hh", hidden_size)]:
            weight = torch.empty(4 * hidden_size, inner).uniform_(-bound, bound)
            bias = torch.empty(4 * hidden_size).uniform_(-bound, bound)
            self.register_parameter(f"weight_{name}", nn.Parameter(weight))
            self.register_parameter(f"bias_{name}", nn.Parameter(bias))
        ### END SOLUTION

    def forward(self, x, lengths):
        ### BEGIN SOLUTION
        h = c = x.new_zeros(x.shape[0], self.weight_hh.shape[1])
        real = torch.arange(x.shape[1], device=x.device) < lengths[:, None]
        x = torch.where(real[:, :, None], x, 0)
        outputs = []
        for step in range(x.shape[1]):
            gates = x[:, step] @ self.weight_ih.T + self.bias_ih
            gates = gates + h @ self.weight_hh.T + self.bias_hh
            i, f, g, o = gates.chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            alive = real[:, step, None]
            h, c = torch.where(alive, new_h, h), torch.where(alive, new_c, c)
            outputs.append(h * alive)
        return torch.stack(outputs, dim=1), (h, c)
        ### END SOLUTION

# %% role="tests" id="lstm-tests" points=5
lstm = check.layer(
    MaskedLSTM,
    like=check.recorded("data/masked_lstm.json", "MaskedLSTM"),
    shapes={"weight_ih": "(4 * hidden_size, input_size): four gates, one below the other"},
    results=["outputs", "h", "c"],
)
lstm.from_scratch((2, 3), torch.rand(2, 4, 2), torch.tensor([4, 2]))

grade = check.parts(5)
x = torch.linspace(-1, 1, 12).reshape(2, 3, 2)
with grade("names, shapes and start values in the state_dict"):
    lstm(2, 3).state()
    lstm(8, 10).state()
with grade("sequences that fill the batch", weight=2):
    lstm(2, 3).agrees((x, torch.tensor([3, 3])))
with grade("the example: what stands in the padding changes nothing"):
    noise = x.clone()
    noise[1, 1:] = 99
    clean, noisy = (lstm(2, 3).output(batch, torch.tensor([3, 1]), seed=1) for batch in (x, noise))
    for one, other in zip(clean, noisy):
        check.close(
            one, other, "MaskedLSTM(2, 3) with another padding",
            look="the state runs on past the end"
        )
    noise[1, 1:] = math.nan
    for one, other in zip(clean, lstm(2, 3).output(noise, torch.tensor([3, 1]), seed=1)):
        check.close(
            one, other, "MaskedLSTM(2, 3) with NaN in the padding",
            look="NaN * 0 is NaN: torch.where takes the other"
        )
    longer = torch.linspace(-1, 1, 18).reshape(3, 3, 2)
    longer[1, 1:], longer[2, 2:] = math.nan, math.nan
    # gradients, too
    lstm(2, 3).noted(" with NaN in the padding").agrees((longer, torch.tensor([3, 1, 2])))
    check.at_most_lines("MaskedLSTM", 50)  # and no line wider than 100 characters
### BEGIN HIDDEN TESTS
from hidden import references

lstm = lstm.against(references.MaskedLSTM)
draw = check.torch_generator("lstm")
with grade("values and gradients with other lengths", weight=3):
    for lengths, shape in [
        ([4, 1, 3], (3, 4, 2)),
        ([2], (1, 5, 2)),
        ([0, 3], (2, 3, 2)),
        ([1, 5, 5, 0], (4, 5, 2)),
    ]:
        lstm(2, 3).agrees((torch.randn(shape, generator=draw), torch.tensor(lengths)))
    lstm(1, 4).agrees((torch.randn(2, 6, 1, generator=draw), torch.tensor([6, 4])), train=False)
    lstm(2, 11).agrees((torch.randn(2, 3, 2, generator=draw), torch.tensor([3, 2])), train=False)
    lstm(2, 3).agrees((torch.randn(2, 3, 2, generator=draw), torch.tensor([0, 0])), gradients=False)
    holed = torch.randn(2, 4, 2, generator=draw)
    holed[0, 2, 1] = math.nan
    outputs, h, c = lstm(2, 3).output(holed, torch.tensor([4, 2]))
    for name, came in (("outputs[0, 2:]", outputs[0, 2:]), ("h[0]", h[0]), ("c[0]", c[0])):
        check.that(bool(came.isnan().all()), f"MaskedLSTM(2, 3) where x[0, 2] holds a NaN and lengths[0] is 4: {name} must be NaN, "
                   f"came {came.tolist()}", look="only the padding is put aside: what it holds, and where it begins")
    once, again = ((torch.randn(2, 3, 2, generator=draw), torch.tensor(ends)) for ends in ([3, 2], [1, 3]))
    lstm(2, 3).agrees(once, again, dtype=torch.float64)
    quiet = torch.randn(2, 4, 2, generator=draw)
    quiet[0, 1], quiet[1, :2] = 0, 0  # a step of zeros is a step
    lstm(2, 3).agrees((quiet, torch.tensor([4, 3])))
    quiet[0, 2:], quiet[1, 2] = 0, 0  # also at the end
    lstm(2, 3).unrecorded((quiet, torch.tensor([4, 3])))
    far = torch.randn(3, 3, 2, generator=draw)
    far[1:] *= 200  # gates that are wide open or shut
    lstm(2, 3).agrees((far, torch.tensor([3, 3, 2])))
with grade("padding and start values"):
    for lengths in ([4, 1, 0], [2, 4, 3]):
        x = torch.randn(3, 4, 2, generator=draw)
        for row, end in enumerate(lengths):
            x[row, end:] = 99
        lstm(2, 3).agrees((x, torch.tensor(lengths)))
        holed = x.where(x < 99, math.nan)
        state = {name: value / 2 for name, value in lstm(2, 3).random_state().items()}
        plain, odd = (lstm(2, 3).output(batch, torch.tensor(lengths), state=state) for batch in (x, holed))
        for name, one, other in zip(("outputs", "h", "c"), plain, odd):
            what = f"MaskedLSTM(2, 3), lengths {lengths}, NaN in the padding: {name}"
            check.close(other, one, what, look="NaN * 0 is NaN")
        lstm(2, 3).noted(" with NaN in the padding").agrees((holed, torch.tensor(lengths)))
        endless = torch.randn(3, 4, 8, generator=draw)
        for row, end in enumerate(lengths):
            endless[row, end:, ::2], endless[row, end:, 1::2] = math.inf, -math.inf
        for dtype in (None, torch.float64):  # some machines add 32-bit products up in 64 bits: huge numbers survive it
            lstm(8, 12).noted(" with infinity in the padding").agrees((endless, torch.tensor(lengths)), dtype=dtype)
    lstm(30, 40).state()
with grade("non-contiguous input, half precision, any device"):
    batch = (torch.randn(3, 4, 2, generator=draw), torch.tensor([4, 2, 1]))
    lstm(2, 3).strided(batch)
    lstm(2, 3).half(batch)
    lstm(2, 3).follows(batch)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A first sitting may end here.*
#
# ## Looking back, one query at a time
#
# Attention in its smallest form: one query, three keys, three values. The product with each key
# says how well it fits. The softmax makes shares of these scores, and the output is the values,
# mixed by the shares.

# %%
query = torch.tensor([[1.0, 0.0]])
keys = torch.tensor([[2.0, 0.0], [0.0, 2.0], [2.0, 2.0]])
values = torch.tensor([[10.0], [20.0], [30.0]])
scores = query @ keys.T / math.sqrt(2)
shares = scores.softmax(-1)
print("scores", [round(v, 3) for v in scores[0].tolist()])
print("shares", [round(v, 3) for v in shares[0].tolist()])
print("output", round((shares @ values).item(), 2))

# %% [markdown]
# Keys 1 and 3 fit equally well and share most of it; key 2 fits worse and still gets a tenth. The
# output is 0.446 · 10 + 0.108 · 20 + 0.446 · 30 = 20. Now hide the third key.

# %%
quiz(
    "Four keys fit equally well, so each has a share of a quarter. The last one is set to 0 "
    "*after* the softmax. What do the shares add up to?",
    runs="""
import torch
shares = torch.zeros(4).softmax(-1)
shares[3] = 0
print(shares.sum().item())
""",
    number=0.75,
    wrong={
        1: (
            "That needs the mask before the softmax: then the three others share all of it, a "
            "third each."
        ),
    },
    because="The three others keep their quarters, so the output is a quarter too small.",
)

# %%
hidden = torch.tensor([[False, False, True]])
print("masked before:", scores.masked_fill(hidden, -math.inf).softmax(-1))
print("masked after: ", shares.masked_fill(hidden, 0))

# %% [markdown]
# *Heads* split the last axis into runs and make an axis of them. `unflatten` splits, `transpose`
# swaps two axes; the way back is the same in reverse:

# %%
tokens = torch.arange(12).reshape(1, 3, 4)                   # one text, three tokens, four numbers
heads = tokens.unflatten(-1, (2, 2)).transpose(1, 2)         # (batch, heads, tokens, numbers)
print("head 0:", heads[0, 0].tolist(), " head 1:", heads[0, 1].tolist())
print("and back:", heads.transpose(1, 2).flatten(2).equal(tokens))

# %% [markdown]
# ## P12 · Multi-head attention
# **Level 5 · 25 minutes · 7 points**
#
# An LSTM squeezes all it has read into a few numbers. Attention keeps everything, and lets each
# token choose where to look. Each token makes three rows of numbers: a **query** (what am I looking
# for?), a **key** (what do I have?) and a **value** (what do I tell?). A query is compared with all
# keys; the softmax of these *scores* says how much of each value it takes.
#
# $$\text{weights} = \text{softmax}\!\left(\frac{Q K^\top}{\sqrt{d}} + \text{mask}\right) \qquad \text{output} = \text{weights} \cdot V$$
#
# Several *heads* do this side by side, each on its own run of `d = embed_dim / num_heads` columns.
# The root keeps the scores at the same spread whatever `d` is: it is the width of **one head**.
#
# Two masks forbid to look:
#
# - **causal**: a token sees itself and what came before. Without it, a language model reads the
#   answer off the next token;
# - **padding**: no one looks at padding. The mask hides *keys*, that is columns. Rows of padding
#   are computed and never used.
#
# Move the sliders. Watch the sums at the right. What does a row do when *all* it may see is
# padding?

# %%
import pictures

pictures.attention()

# %% [markdown]
# The mask belongs **before** the softmax, as minus infinity or the least number there is: scores may
# be -500 or -500 000, too. Set to zero afterwards, the weights no
# longer add up to 1. And there is the trap of the empty row: the softmax of nothing but minus
# infinity is 0/0. One empty message in a batch of thousands, and the loss is NaN:

# %%
nothing = torch.full((1, 3), -math.inf)
print("softmax of an empty row:", nothing.softmax(-1))

# %% [markdown]
# Write the class `MultiheadAttention`, self-attention with torch's weights:
#
# - `MultiheadAttention(embed_dim, num_heads)`; `num_heads` divides `embed_dim`;
# - parameters as in `nn.MultiheadAttention`: `in_proj_weight` `(3 * embed_dim, embed_dim)`, Xavier
#   uniform (`nn.init.xavier_uniform_`), and `in_proj_bias` `(3 * embed_dim,)`, zeros: queries,
#   keys, values, one below the other; and `out_proj`, a `nn.Linear(embed_dim, embed_dim)`: its
#   weight starts as `nn.Linear` draws it, its bias at zero;
# - `forward(x, padding_mask=None, causal=False)`: `x` of shape `(batch, steps, embed_dim)`;
#   `padding_mask` is bool, `(batch, steps)`, **True where a token is padding**; both masks may be
#   given at once;
# - returns `output, weights`: `output` `(batch, steps, embed_dim)` after `out_proj`; `weights`
#   `(batch, num_heads, steps, steps)`, one row for each query;
# - where a row may look at nothing, all its weights are 0 (and its output is `out_proj`'s bias),
#   with gradients that are not NaN.
#
# **Example.** With `causal=True` the first token sees only itself: `weights[:, :, 0]` is
# `[1, 0, 0, …]`, whatever the numbers are.
#
# Not allowed: `nn.MultiheadAttention`, `F.scaled_dot_product_attention`,
# `F.multi_head_attention_forward`, torch's transformer layers.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One linear step makes queries, keys and values at once; cut it into three along the last axis.
# Split the heads of each as in the cell above: shape `(batch, heads, steps, d)`. If one head passes
# and two fail, the heads are mixed: split the last axis first, then swap.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Build one mask, True where a query may not look. Causal: a table of True of (steps, steps), of
# which `triu(1)` keeps what lies right of the diagonal. Padding: `(batch, steps)` needs two axes so
# that it stands at the *keys*, the last axis of the scores. `|` joins the two.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# For empty rows: fill with `torch.finfo(scores.dtype).min`, the least finite number. Then the
# softmax of an empty row is finite, and a second `masked_fill` after it makes it 0. (A number such
# as -100 won't do: scores may lie below it.) Other masked weights are exactly 0 already. The way back of the heads is in the cell
# above.
#
# </details>

# %% role="answer" id="attention"
class MultiheadAttention(nn.Module):
    """x (batch, steps, embed_dim) → the same shape, and weights (batch, heads, steps, steps)."""

    def __init__(self, embed_dim, num_heads):
        super().__init__()
        ### BEGIN SOLUTION
        self.heads = num_heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * embed_dim, embed_dim))
        nn.init.xavier_uniform_(self.in_proj_weight)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * embed_dim))
        self.out_proj = nn.Linear(embed_dim, embed_dim)
        nn.init.zeros_(self.out_proj.bias)
        ### END SOLUTION

    def forward(self, x, padding_mask=None, causal=False):
        ### BEGIN SOLUTION
        three = (x @ self.in_proj_weight.T + self.in_proj_bias).chunk(3, dim=-1)
        q, k, v = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in three)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
        steps = x.shape[1]
        hidden = torch.zeros(steps, steps, dtype=torch.bool, device=x.device)
        if causal:
            hidden = torch.ones_like(hidden).triu(1)
        if padding_mask is not None:
            hidden = hidden | padding_mask[:, None, None, :]
        scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
        weights = scores.softmax(-1).masked_fill(hidden, 0)
        return self.out_proj((weights @ v).transpose(1, 2).flatten(2)), weights
        ### END SOLUTION

# %% role="tests" id="attention-tests" points=7
attention = check.layer(
    MultiheadAttention,
    like=check.recorded("data/attention.json", "MultiheadAttention"),
    shapes={
        "in_proj_weight": "(3 * embed_dim, embed_dim): queries, keys and values, one below the "
        "other"
    },
    spread=0.5,
    results=["the output", "the weights"],
)
attention.from_scratch((4, 2), torch.rand(2, 3, 4))

grade = check.parts(7)
x = torch.linspace(-1, 1, 24).reshape(2, 3, 4).sin()
padding = torch.tensor([[False, False, False], [False, False, True]])
with grade("names, shapes and start values in the state_dict"):
    attention(4, 2).state()
    attention(12, 3).state()
with grade("one head, no mask"):
    attention(4, 1).agrees(x)
    check.at_most_lines("MultiheadAttention", 50)  # and no line wider than 100 characters
with grade("two heads, no mask"):
    attention(4, 2).agrees(x)
with grade("the causal mask"):
    output, weights = attention(4, 2).output(x, options={"causal": True})
    check.close(
        weights[:, :, 0],
        torch.tensor([1.0, 0.0, 0.0]).expand(2, 2, 3),
        "the weights of the first token with a causal mask",
    )
    attention(4, 2).agrees((x, {"causal": True}))
    one = torch.eye(2)
    loud = {"in_proj_weight": torch.cat([one, -one, one]), "in_proj_bias": torch.zeros(6)}
    loud |= {"out_proj.weight": one, "out_proj.bias": torch.zeros(2)}
    events = torch.tensor([[[30.0, 0.0], [0.0, 30.0], [30.0, 0.0]]])  # scores of 0 and of -900 / √2
    output, weights = attention(2, 1).output(events, options={"causal": True}, state=loud)
    check.close(
        weights,
        torch.tensor([[[[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]]]),
        "the weights with a causal mask, visible scores of -636",
        look="minus infinity, or the least number of the dtype: -100 isn't small beside such "
        "scores",
    )
with grade("the padding mask"):
    attention(4, 2).agrees((x, {"padding_mask": padding}))
### BEGIN HIDDEN TESTS
from hidden import references

attention = attention.against(references.MultiheadAttention)
draw = check.torch_generator("attention")
with grade("values and gradients on other shapes and masks", weight=3):
    for width, heads, shape in [(6, 3, (2, 5, 6)), (6, 2, (1, 4, 6)), (4, 4, (3, 1, 4))]:
        x = torch.randn(shape, generator=draw)
        end = torch.randint(1, shape[1] + 1, (shape[0], 1), generator=draw)
        padding = torch.arange(shape[1]) >= end
        attention(width, heads).agrees(x, x + 0.5)
        attention(width, heads).agrees((x, {"causal": True}), (x, {"padding_mask": padding}), train=False)
        attention(width, heads).agrees((x, padding, True))
    holed = torch.tensor([[False, True, False, True, False], [True, False, False, False, True]])
    x = torch.randn(2, 5, 4, generator=draw)
    attention(4, 2).agrees((x, {"padding_mask": holed}), (x, {"padding_mask": holed, "causal": True}))
    attention(4, 2).agrees(x, (x, {"causal": True}), dtype=torch.float64)
    attention(4, 2).unrecorded(x, (x, {"padding_mask": holed}))
    attention(2, 1).agrees((torch.randn(1, 1100, 2, generator=draw), {"causal": True}), gradients=False)
    attention(4, 2).agrees(30 * x, gradients=False)  # scores far beyond what exp can hold
    attention(4, 2).agrees((30 * x, {"padding_mask": holed}), gradients=False, dtype=torch.float64)
    attention(30, 5).state()
    for size in (130, 250, 400, 3e4, 1e6, 1e15):
        far = float(size * (1 + 0.1 * torch.rand((), generator=draw)))
        for options, row in [({"causal": True}, 0), ({"padding_mask": torch.tensor([[False, True, True]])}, 2),
                             ({"causal": True, "padding_mask": torch.tensor([[False, True, False]])}, 0)]:
            events = torch.tensor([[[far, 0.0], [0.0, far], [far, 0.0]]])
            output, weights = attention(2, 1).output(events, options=options, state=loud)
            check.close(weights[:, :, row], torch.tensor([[[1.0, 0.0, 0.0]]]), f"the weights of query {row} with {', '.join(options)}, "
                        f"whose only visible score is {-far**2 / 2**0.5:.0f}",
                        look="minus infinity, or the least number of the dtype: any other may be above a score")
        for sign, place in ((-1, 0), (1, 1)):
            events = torch.tensor([[[far, 0.0], [2 * far, 0.0]]])
            state = {**loud, "in_proj_weight": torch.cat([one, sign * one, one])}
            output, weights = attention(2, 1).output(events, state=state)
            check.close(weights[0, 0, 0], torch.eye(2)[place], f"the weights of a query whose scores are {sign * far**2 / 2**0.5:.0f} "
                        f"and {sign * 2 * far**2 / 2**0.5:.0f}", look="scores are taken as they are: no limit above or below")
with grade("a row that may look at nothing", weight=2):
    x = torch.randn(2, 4, 6, generator=draw)
    attention(6, 3).agrees((x, {"padding_mask": torch.ones(2, 4, dtype=torch.bool)}))
    attention(6, 2).agrees((x, {"padding_mask": torch.tensor([[True] * 4, [False, False, True, True]])}))
    start = {"padding_mask": torch.tensor([[True, False, False, False], [False] * 4]), "causal": True}
    attention(6, 2).agrees((x, start))
with grade("non-contiguous input, half precision, any device"):
    x = torch.randn(2, 4, 6, generator=draw)
    start = {"padding_mask": torch.tensor([[True, False, False, False], [False] * 4]), "causal": True}
    attention(6, 2).strided((x, {"causal": True}), (x, start), train=[True, False])
    attention(6, 2).half((x, start))
    attention(6, 2).anywhere((torch.ones(2, 4, 6), {"causal": True}))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## P13 · An autograd function
# **Level 3 · 10 minutes · 4 points**
#
# Autograd differentiates what is made of torch's operations. Now and then you need to tell it the
# derivative yourself: an operation from another library, a formula that is steadier than what the
# chain rule gives, or less memory.
#
# A `torch.autograd.Function` has two static methods. `forward(ctx, …)` computes the result, and
# keeps what is needed later with `ctx.save_for_backward(…)`. `backward(ctx, grad_output)` gets the
# gradient of the loss with respect to the result, and returns one gradient **for each input of
# forward**, in the same order.
#
# How do you know that the derivative is right? Change the input a little and look:
# $(f(x + \epsilon) - f(x - \epsilon)) / 2 \epsilon$. `torch.autograd.gradcheck` does so for every
# entry, in float64:

# %%
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 2 * x


torch.autograd.gradcheck(Square.apply, (torch.randn(5, dtype=torch.float64, requires_grad=True),))

# %% [markdown]
# True: the derivative agrees with the difference quotient at all five places. Why not simply
# `ctx.x = x`? It works, until somebody changes `x` in place between forward and backward:

# %%
quiz(
    "The slope of x · x at 3 is 6. A function keeps x itself (`ctx.x = x`), and before "
    "`backward` x becomes 30. What does it say?",
    number=60,
    wrong={
        6: "That needs the old value. What was kept is the tensor, and its numbers have changed.",
        30: "The slope is 2x.",
    },
    because="2 · 30: it was computed with the number that stands there now. No error, no warning.",
)

# %%
class Careless(Square):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        return x * x

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * 2 * ctx.x


for function in (Careless, Square):
    x = torch.tensor([3.0], requires_grad=True)
    inner = x * 1
    y = function.apply(inner)
    inner.mul_(10)
    try:
        y.backward()
        print(function.__name__, "says that the slope of x * x at 3 is", x.grad.item())
    except RuntimeError as error:
        print(function.__name__, "refuses:", str(error)[:96], "…")

# %% [markdown]
# The careless gradient is wrong, and no one says so. A tensor that is saved properly carries a
# version number, and torch refuses.
#
# Write the class `Swish`, a `torch.autograd.Function` for
#
# $$\text{swish}(x, \beta) = x \cdot \sigma(\beta x) \qquad \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# - `Swish.apply(x, beta)`: `x` of any shape, `beta` a tensor with a single number, of shape
#   `()`, which may be 0; the result has the shape and dtype of `x`;
# - `backward` returns the gradient for `x` and the gradient for `beta` (of shape `()`: every
#   entry of `x` contributes, so they are added up), written out by hand: with
#   $s = \sigma(\beta x)$, $\;\partial/\partial x = s + \beta x\, s (1 - s)\;$ and
#   $\;\partial/\partial \beta = x^2 s (1 - s)$; `grad_output` stays as it is, since torch may use it
#   elsewhere;
# - what backward needs goes through `ctx.save_for_backward`: no tensor and none of its numbers is
#   kept on `ctx` or elsewhere (shapes may be);
# - value and gradients are exact in `float64`, and right for large `x`: no difference quotient,
#   and no NaN.
#
# **Example.** `x = [0, 1]`, `beta = 1`: the result is `[0, 0.7311]`, and with
# `grad_output = [1, 1]` the gradient for `x` is `[0.5, 0.9277]` and for `beta` 0.1966.
#
# Not allowed: `F.silu`, and autograd inside, by whatever door (`torch.autograd.grad`,
# `torch.enable_grad`, `torch.func`, `torch.autograd.forward_ad`, …), nor operators out of
# `torch.ops`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `torch.sigmoid` is there for you, in both methods. What was saved comes back in the same order, as
# in `Square`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Each derivative is multiplied by `grad_output`: that's the chain rule.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The gradient for beta is one number, since every entry of `x` contributes: multiply by
# `grad_output` first, then add up. Return two gradients, in the order of forward's inputs. If only
# `grad_output` of ones passes, it is missing somewhere.
#
# </details>

# %% role="answer" id="function"
class Swish(torch.autograd.Function):
    """Swish.apply(x, beta) = x * sigmoid(beta * x), with a derivative of its own."""

    @staticmethod
    def forward(ctx, x, beta):
        ### BEGIN SOLUTION
        ctx.save_for_backward(x, beta)
        return x * torch.sigmoid(beta * x)
        ### END SOLUTION

    @staticmethod
    def backward(ctx, grad_output):
        ### BEGIN SOLUTION
        x, beta = ctx.saved_tensors
        s = torch.sigmoid(beta * x)
        slope = s * (1 - s)
        return grad_output * (s + beta * x * slope), (grad_output * x * x * slope).sum()
        ### END SOLUTION

# %% role="tests" id="function-tests" points=4
def swish(x, beta):
    """The formula, which autograd differentiates by itself."""
    return x * torch.sigmoid(beta * x)


check.at_most_lines("Swish", 50, columns=10_000)
graph = {
    "torch.autograd.grad", "torch.autograd.backward", ".backward", "torch.enable_grad", "torch.func"
}
graph |= {"torch.autograd.forward_ad", "torch.ops"}
silu = {"torch.nn.functional.silu", "torch.nn.SiLU"}
check.no_calls("Swish", graph | silu | {"workbook"}, why="the derivative is to be written by hand")

grade = check.parts(4)
x, beta = torch.tensor([0.0, 1.0]), torch.tensor(1.0)
with grade("the example: value and gradients", weight=2):
    check.differentiates(Swish, swish, x, beta)
with grade("what backward needs is saved with ctx.save_for_backward"):
    check.saves_for_backward(Swish, x, beta)
    check.at_most_lines("Swish", 50)  # and no line wider than 100 characters
### BEGIN HIDDEN TESTS
draw = check.torch_generator("swish")
with grade("value and gradients on other shapes, beta and dtypes", weight=3):
    for shape in [(4,), (2, 3), (1, 1, 5), ()]:
        for dtype in (torch.float32, torch.float64):
            x = torch.randn(shape, generator=draw, dtype=dtype)
            beta = torch.randn((), generator=draw, dtype=dtype) + 0.5
            check.differentiates(Swish, swish, x, beta)
            check.differentiates(Swish, swish, x, beta, learnt=[True, False])
            check.differentiates(Swish, swish, x, beta, learnt=[False, True])
            check.differentiates(Swish, swish, x, -2 * beta)
            check.differentiates(Swish, swish, x, 0 * beta, note=", beta 0")
    short = torch.randn(6, generator=draw).to(torch.bfloat16)
    check.differentiates(Swish, swish, short, torch.tensor(0.5, dtype=torch.bfloat16))
with grade("large x, other layouts, several calls before backward"):
    for dtype in (torch.float32, torch.float64):
        beta = torch.rand((), generator=draw, dtype=dtype) + 0.5
        for size in (20.0, 1000.0):
            x = size * torch.tensor([-1, 1, -0.5, 0, 0.001], dtype=dtype)
            check.differentiates(Swish, swish, x, beta, note=f", x up to {size:g}")
            check.differentiates(Swish, swish, x, beta / size, note=f", x up to {size:g}, a small beta")
        x = torch.randn(2, 3, generator=draw, dtype=dtype)
        check.differentiates(Swish, swish, x.T, beta, note=", not contiguous")
        check.differentiates(Swish, swish, x, beta, between=[x + 1, beta * 2], note=", applied again before backward")
    check.saves_for_backward(Swish, x, beta)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Which layer looks at its neighbours?
#
# One parcel with two events, read alone and read in company: beside a longer one, filled up with
# zeros to its length. Each line prints how much the answer for *our* parcel changes.

# %%
torch.manual_seed(4)
short, long = torch.randn(1, 2, 4), torch.randn(1, 6, 4)
both = torch.cat([nn.functional.pad(short, (0, 0, 0, 4)), long])        # (2, 6, 4)
ends, padding = torch.tensor([2, 6]), torch.arange(6) >= torch.tensor([[2], [6]])
try:
    lstm, look, block = MaskedLSTM(4, 3), MultiheadAttention(4, 2), ResidualBlock(2, 2)
    with torch.no_grad():
        alone = {"LSTM": lstm(short, ends[:1])[1][0], "attention": look(short)[0]}
        company = {
            "LSTM that reads the padding": lstm(both, torch.tensor([6, 6]))[1][0],
            "LSTM with lengths": lstm(both, ends)[1][0],
            "attention without a mask": look(both)[0][:, :2],
            "attention with the padding mask": look(both, padding)[0][:, :2],
        }
        for name, came in company.items():
            print(f"{name:32} {(came[0] - alone[name.split()[0]][0]).abs().max().item():.4f}")
        images = torch.randn(2, 2, 5, 5)
        for mode in (True, False):
            apart = (block.train(mode)(images)[0] - block.train(mode)(images[:1])[0]).abs().max()
            name = "residual block, " + ("training" if mode else "evaluation")
            print(f"{name:32} {apart.item():.4f}")
        one = torch.tensor(1.0)
        apart = (Swish.apply(both, one)[0, :2] - Swish.apply(short, one)[0]).abs().max()
        print(f"{'Swish':32} {apart.item():.4f}")
except (NameError, NotImplementedError):
    print("Write the four exercises above first, then run this cell again.")

# %% [markdown]
# So three things let a neighbour in: an LSTM that reads on over the padding, attention without its
# padding mask, and batch norm in training mode, inside the residual block. None raises an error.
# The customer's page was wrong because of one of them, and a test of five lines finds it: the same
# item, alone and in company, must get the same answer. (To the fourth decimal here. Sums in another
# order may differ in the last digits.) Write that test for every model that reads batches.

# %% [markdown]
# ## Summary
#
# - A residual block adds its input **before** the last ReLU; where shapes differ, a 1 × 1
#   convolution projects the shortcut.
# - The gates of torch's LSTM stand in the order input, forget, cell, output. Past the end of a
#   sequence the state stands still and the outputs are 0.
# - Attention divides the scores by the root of a **head's** width, masks **before** the softmax,
#   hides keys (not queries) that are padding, and gives zeros where a row may look at nothing.
# - Split the last axis into (heads, width), then transpose; the way back is transpose, then
#   flatten.
# - An autograd function returns one gradient for each input, times `grad_output`, and saves tensors
#   with `ctx.save_for_backward`. `gradcheck` proves it.
