# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Network surgery
#     minutes: 110
#     prerequisites: [03-pytorch/2-layers, 03-pytorch/3-sequences]
#     summary: Take whole channels out of a network and mend every layer that reads them, then fold batch norm into the convolutions.
# ---

# %% [markdown]
# # Network surgery
#
# In each cellar of Lindwater a battery-driven camera reads the digits of a water meter. Pavel has
# trained the two networks that do it, and then pruned them: he silenced about half of their channels,
# so that nothing but zeros comes out of them, and trained the rest on. They read nearly as well as before. He sends the files to Noor, who
# builds the device.
#
# "They are as large as before," says Noor. "And they take as many multiplications, for zeros.
# **What have we gained?**"
#
# Nothing yet. A zero takes four bytes, like any other number. The dead channels have to be cut out:
# whole rows and columns of the tensors must go, in every layer that makes, scales or reads them,
# and the network must say afterwards exactly what it said before. You write this surgery. At the
# end of the lesson it operates on Pavel's two networks, and Noor has her answer.
#
# After this lesson you can
#
# - say of each tensor of a network which axis counts which channels;
# - cut channels out of a chain of layers, in front of a linear layer, and out of a residual net;
# - fold a batch norm into the convolution in front of it, and say when that can't be done;
# - test such work as it should be tested: equal outputs, to nine digits.
#
# You need convolution, batch norm and the residual block of unit 03. Plan two sittings of nearly an
# hour, with a break after K7b.

# %% role="read-only" id="setup-surgery"
import copy

import torch
from torch import nn

import surgery_examples
import surgery_forms
import surgery_nets
from workbook import check
from workbook.notebook.quiz import quiz

torch.set_num_threads(1)    # these networks are small: one core does

# %% [markdown]
# Here is the first of the two networks. The cell trains it anew, in a second or two, and returns
# with it the channels that are alive, for each of two convolutions.

# %%
import surgery_figures
import surgery_readers

images, digits, new_images, new_digits = surgery_readers.meter_images()
reader, alive = surgery_readers.chain_reader(images, digits)
print(reader)
print("alive:", alive)
print("of", sum(value.numel() for value in reader.parameters()), "parameters",
      sum(int((value == 0).sum()) for value in reader.parameters()), "are zero")

# %% [markdown]
# Few parameters are zero. Pavel didn't touch the filters: he set the scale and the shift of the
# norms behind them to zero, and that silences a channel as well. All filters of a dead channel
# are still there, and run on every picture.

# %% [markdown]
# ## Where a channel lives
#
# A channel is one map of numbers between two layers. Let us follow one. The weight of a convolution
# has the shape (channels out, channels in, height, width): **a row for each channel that it makes,
# a column for each channel that it reads**, and in each place a small window.

# %%
first = nn.Conv2d(2, 3, 3, bias=True)       # reads 2 channels, makes 3
second = nn.Conv2d(3, 4, 3, bias=True)      # reads these 3, makes 4
print("first.weight: ", tuple(first.weight.shape), " first.bias: ", tuple(first.bias.shape))
print("second.weight:", tuple(second.weight.shape), " second.bias:", tuple(second.bias.shape))

# %% [markdown]
# Channel 1 of the three goes. It is made by row 1 of `first.weight` and entry 1 of `first.bias`. It
# is read by column 1 of `second.weight`. The bias of `second` belongs to what `second` makes, so it
# stays whole.

# %%
surgery_figures.grids(
    "Channel 1 goes: a row where it is made, a column where it is read",
    ("first.weight", 3, 2, [1], []),
    ("first.bias", 3, 1, [1], []),
    ("second.weight", 4, 3, [], [1]),
    ("second.bias", 4, 1, [], []),
)

# %%
quiz(
    "`first` makes 6 channels out of 3, `second` makes 8 out of these 6. Both have windows of "
    "3 × 3. Four of the six channels stay. What is the new shape of `second.weight`?",
    runs="""
import torch
second = torch.zeros(8, 6, 3, 3)
print(tuple(second[:, [0, 2, 3, 5]].shape))
""",
    right="(8, 4, 3, 3)",
    wrong={
        "(4, 6, 3, 3)": "Those are rows: channels that `second` makes. The ones that go are read.",
        "(4, 4, 3, 3)": "`second` still makes 8 channels; nobody took any of those.",
        "(8, 6, 3, 3)": "Then it would look for six channels, and find four.",
    },
    because="The second axis counts what is read, and four are left to read.",
)

# %% [markdown]
# A list of places picks rows, and behind `[:, …]` columns. To put the smaller tensor into a layer,
# wrap it in `nn.Parameter`: then it is a parameter, without a memory of what it was cut from.

# %%
keep = [0, 2]
small_first, small_second = copy.deepcopy(first), copy.deepcopy(second)   # not the given ones
small_first.weight = nn.Parameter(first.weight[keep])
small_first.bias = nn.Parameter(first.bias[keep])
small_second.weight = nn.Parameter(second.weight[:, keep])
print(small_first, tuple(small_first.weight.shape))

# %% [markdown]
# The numbers are right, and yet the layer *says* that it makes 3 channels. It works from the tensor,
# so nothing fails today. A tool that exports the model reads `out_channels`, and will. Attributes
# are part of the operation:

# %%
small_first.out_channels = small_second.in_channels = len(keep)
print(small_first, small_second)

x = torch.randn(1, 2, 8, 8, generator=torch.Generator().manual_seed(0))
on = torch.tensor([1.0, 0.0, 1.0])[:, None, None]           # channel 1 is set to 0
with torch.no_grad():
    apart = (small_second(small_first(x)) - second(first(x) * on)).abs().max().item()
print("small and masked network differ by less than a millionth:", apart < 1e-6)

# %% [markdown]
# That is the standard for the whole lesson. The **masked model** is the large one in which the dead
# channels are set to 0. The small model must say the same.
#
# Two more things happen to whoever makes new layers instead of copies. A new layer is in training
# mode, and its numbers are `float32`:

# %%
wide = nn.Conv2d(2, 3, 3).double().eval()
fresh = nn.Conv2d(2, 2, 3)
with torch.no_grad():
    fresh.weight.copy_(wide.weight[keep])                    # rounded to seven digits, silently
print(wide.weight.dtype, fresh.weight.dtype, "training:", fresh.training)
print(nn.Conv2d(2, 2, 3, dtype=wide.weight.dtype).weight.dtype)

# %% [markdown]
# ## A norm has four numbers a channel
#
# Between the convolutions stands a batch norm. In evaluation mode it computes, for each channel,
#
# $$y = \frac{x - \text{mean}}{\sqrt{\text{var} + \text{eps}}} \cdot \text{weight} + \text{bias}$$
#
# with the running mean and variance that it kept from training. These two are buffers, `weight` and
# `bias` are parameters (with `affine=False` both are `None`). So a channel has four numbers in a
# norm, and they go with it.

# %%
surgery_figures.grids(
    "Channels 1 and 3 of a norm go: an entry of each of its vectors",
    ("conv.weight", 5, 3, [1, 3], []),
    ("weight", 5, 1, [1, 3], []),
    ("bias", 5, 1, [1, 3], []),
    ("running_mean", 5, 1, [1, 3], []),
    ("running_var", 5, 1, [1, 3], []),
    ("next.weight", 4, 5, [], [1, 3]),
)

# %% [markdown]
# The norm brings the trap of this lesson. Suppose someone makes the filter of a channel zero, and
# takes the channel for dead. What comes out of the norm?

# %%
quiz(
    "The filter of a channel is all zeros. Its norm has mean 2, variance 4, eps 0, weight 1, "
    "bias 3. What does the next layer read?",
    runs="""
import torch
norm = torch.nn.BatchNorm2d(1, eps=0.0).eval()
with torch.no_grad():
    norm.running_mean.fill_(2)
    norm.running_var.fill_(4)
    norm.bias.fill_(3)
    print(norm(torch.zeros(1, 1, 1, 1)).item())
""",
    number=2.0,
    wrong={
        0: "The norm takes the mean away, and adds its bias, also from and to a zero.",
        3: "That is the bias alone. First the mean goes away: (0 − 2) / 2 = −1.",
    },
    because="(0 − 2) / √4 · 1 + 3 = 2, at every pixel. A filter of zeros makes no silent channel.",
)

# %% [markdown]
# So whoever cuts such a channel changes what the network says. That is why masks in this lesson lie
# *behind* the norm: a channel is dead if the layers that read it read 0.
#
# And here is the wrong turn that no shape gives away. The norm needs as many entries as channels
# stay. The first ones? It runs:

# %%
conv = nn.Conv2d(1, 3, 1, bias=False).eval()
norm = nn.BatchNorm2d(3).eval()
with torch.no_grad():
    conv.weight.copy_(torch.tensor([1.0, 1.0, 1.0]).reshape(3, 1, 1, 1))
    norm.running_mean.copy_(torch.tensor([0.0, 5.0, 10.0]))
    pixel = torch.tensor([12.0]).reshape(1, 1, 1, 1)
    print("all three channels:  ", [round(v, 1) for v in norm(conv(pixel)).flatten().tolist()])
    kept = conv(pixel)[:, [0, 2]]
    for name, places in [("the first two means:", [0, 1]), ("the means of 0 and 2:", [0, 2])]:
        print(name, [round(v, 1) for v in (kept.flatten() - norm.running_mean[places]).tolist()])

# %% [markdown]
# Channel 2 has to come out as 2. With the statistics of channel 1 it comes out as 7, and everything
# behind it is wrong, without an error.

# %% [markdown]
# ## K7a · Cut a chain
# **Level 2 · 18 minutes · 2 points**
#
# Write `cut_chain(model, at, keep)`.
#
# - `model` is an `nn.Sequential` without others inside it, of layers of these kinds: `Conv2d` with
#   `groups=1`, `BatchNorm2d` with running statistics, `ReLU`, `LeakyReLU`, `Sigmoid`, `Tanh`,
#   `Dropout`, `MaxPool2d` and `AvgPool2d`. Convolutions may have a bias or none. Norms may be
#   affine or not. No layer stands in it twice.
# - `model[at]` is a convolution, at any place. The next convolution behind it reads its channels.
#   Between the two stand other layers in any order, several norms or none.
# - `keep` lists the channels of `model[at]` that stay: at least one, ascending, none twice, perhaps
#   all of them.
#
# Return a new `nn.Sequential` with the same kinds of layers in the same order, without the other
# channels:
#
# - each tensor has the size that is left when rows, columns and entries of these channels go, and
#   no other tensor changes;
# - its outputs in evaluation mode are those of the masked model, in which these channels are 0
#   behind each layer from `model[at]` to the one that reads them (`surgery_nets.masked` makes it).
#   They may differ by 1e-9 in `float64` and 1e-4 in `float32`, as a part of the largest output, or
#   of 1 if that is smaller;
# - `out_channels`, `in_channels` and `num_features` say the new sizes; all other settings (stride,
#   padding, `eps`, …) stay;
# - tensors keep their dtype; what was a parameter is one, with `requires_grad` as it was, and what was
#   a buffer is one;
# - the new model and all of its layers are in evaluation mode;
# - `model` stays as it is, in numbers, settings and mode, and the two share no memory: who writes
#   into one does not change the other. `keep` stays as it is.
#
# **Example.** In `Conv2d(2, 3, 3)`, `BatchNorm2d(3)`, `ReLU()`, `Conv2d(3, 4, 3)` with `at=0` and
# `keep=[0, 2]`, the first weight becomes (2, 2, 3, 3), each vector of the norm (2,), and the second
# weight (4, 2, 3, 3).

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Copy the whole model first, with `copy.deepcopy(model)`. Then operate on the copy alone: the layers
# that nobody touches are right already, settings and dtype as well.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `model[at]` loses rows. Then walk from `at + 1` on: a norm loses entries, a convolution loses
# columns, and there the walk ends. Other layers have no numbers. If only chains with several norms
# fail, the walk ended at the first.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# `weight` and `bias` may be `None`: ask with `is not None`. The running statistics are buffers; give
# such a name a plain tensor, `layer.running_mean = layer.running_mean[keep]`. A list as index makes
# a copy, so nothing is shared. If the outputs are right and the mode isn't, look at the last line.
#
# </details>

# %% role="answer" id="cut-chain"
def cut_chain(model, at, keep):
    """A copy of *model* without the channels of model[at] that are not in *keep*."""
    ### BEGIN SOLUTION
    small = copy.deepcopy(model).eval()
    conv = small[at]
    conv.weight = nn.Parameter(conv.weight[keep], conv.weight.requires_grad)
    if conv.bias is not None:
        conv.bias = nn.Parameter(conv.bias[keep], conv.bias.requires_grad)
    conv.out_channels = len(keep)
    for layer in small[at + 1 :]:
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_mean = layer.running_mean[keep]
            layer.running_var = layer.running_var[keep]
            if layer.affine:
                layer.weight = nn.Parameter(layer.weight[keep], layer.weight.requires_grad)
                layer.bias = nn.Parameter(layer.bias[keep], layer.bias.requires_grad)
            layer.num_features = len(keep)
        elif isinstance(layer, nn.Conv2d):
            layer.weight = nn.Parameter(layer.weight[:, keep], layer.weight.requires_grad)
            layer.in_channels = len(keep)
            break
    return small
    ### END SOLUTION

# %% role="tests" id="cut-chain-tests" points=2
chain_layers = [nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Conv2d(3, 4, 3, stride=2)]
chain_plain = surgery_examples.chain(chain_layers, seed=1)
chain_shapes = surgery_forms.sizes(chain_plain, {  # what changes; all other tensors keep their size
    "0.weight": (2, 2, 3, 3), "0.bias": (2,),
    "1.weight": (2,), "1.bias": (2,), "1.running_mean": (2,), "1.running_var": (2,),
    "3.weight": (4, 2, 3, 3),
})
second_layers = [nn.Conv2d(1, 2, 1), nn.BatchNorm2d(2), nn.Conv2d(2, 4, (3, 1), bias=False),
                 nn.Tanh(), nn.BatchNorm2d(4, affine=False, eps=0.3), nn.MaxPool2d(2),
                 nn.BatchNorm2d(4), nn.Conv2d(4, 3, 3, padding=1), nn.BatchNorm2d(3)]
second_plain = surgery_examples.chain(second_layers, seed=2, training=False)
second_shapes = surgery_forms.sizes(second_plain, {
    "2.weight": (1, 2, 3, 1), "4.running_mean": (1,), "4.running_var": (1,),
    "6.weight": (1,), "6.bias": (1,), "6.running_mean": (1,), "6.running_var": (1,),
    "7.weight": (3, 1, 3, 3),
})

grade = check.parts(2)
with grade("the example"):
    surgery_forms.cut_right(cut_chain, chain_plain, 0, [0, 2], shape=(2, 2, 9, 9),
                            shapes=chain_shapes, name="cut_chain")
with grade("a convolution in the middle, several norms"):
    surgery_forms.cut_right(cut_chain, second_plain, 2, [3], shape=(2, 1, 10, 8),
                            shapes=second_shapes, name="cut_chain")
with grade("what the new layers say of themselves, and their mode"):
    surgery_forms.cut_right(cut_chain, chain_plain, 0, [0, 2], shape=(2, 2, 9, 9),
                            shapes=chain_shapes, name="cut_chain", also="layers")
with grade("the given model and keep stay as they are"):
    surgery_forms.cut_right(cut_chain, chain_plain, 0, [0, 2], shape=(2, 2, 9, 9),
                            shapes=chain_shapes, name="cut_chain", also="given")
### BEGIN HIDDEN TESTS
from hidden import surgery_worlds

chain_worlds = surgery_worlds.chains(check.torch_generator("cut-chain"))
for world_name, world_cases in chain_worlds.items():
    with grade(world_name, weight=2):
        for world in world_cases:
            surgery_forms.cut_right(cut_chain, world.plain, world.at, world.keep, shape=world.shape,
                                    shapes=surgery_worlds.cut_sizes(world.plain, world.at, world.keep), name="cut_chain")
for chain_also, chain_part in surgery_worlds.ALSO.items():
    with grade(chain_part, weight=2):
        for world in [world for world_cases in chain_worlds.values() for world in world_cases]:
            surgery_forms.cut_right(cut_chain, world.plain, world.at, world.keep, shape=world.shape, also=chain_also,
                                    shapes=surgery_worlds.cut_sizes(world.plain, world.at, world.keep), name="cut_chain")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# How small does a convolution get? The sliders keep the first channels, only to show the sizes.

# %%
surgery_figures.how_many()

# %%
quiz(
    "Half of the channels of *every* convolution of a network go. How much is left of the "
    "weights of a convolution in its middle? (Set both sliders to half, if you like.)",
    right="a quarter",
    wrong={
        "a half": "Half of its rows go. But half of its columns go, too, for the layer in front.",
        "an eighth": "Rows and columns are halved. The windows keep their size.",
        "all of them": "That is how it was with zeros, before the operation.",
    },
    because="Rows and columns are halved, and ½ · ½ = ¼. Its multiply-adds go down alike.",
)

# %% [markdown]
# ## A linear layer behind the last map
#
# At the end of many networks `nn.Flatten` lays all maps of an image in one row, and a linear layer
# reads it. In which order?

# %%
maps = torch.tensor([[[10, 11], [12, 13]], [[20, 21], [22, 23]], [[30, 31], [32, 33]]])[None]
print(tuple(maps.shape), "→", nn.Flatten()(maps).tolist())

# %% [markdown]
# Channel by channel: first all four pixels of channel 0, then all of channel 1. So a channel is not
# one column of the linear layer, but a run of height × width columns.

# %%
surgery_figures.grids(
    "Channel 1 of three goes; each is a map of 2 × 2, so four columns go",
    ("conv.weight", 3, 2, [1], []),
    ("linear.weight", 5, 12, [], [4, 5, 6, 7]),
    ("linear.bias", 5, 1, [], []),
)

# %%
quiz(
    "Sixteen channels, each a map of 3 × 2, are flattened and read by `nn.Linear(96, 10)`. Which "
    "column of its weight is the first that belongs to channel 5?",
    runs="""
import torch
maps = torch.arange(16).reshape(1, 16, 1, 1).expand(1, 16, 3, 2)
print(torch.nn.Flatten()(maps)[0].tolist().index(5))
""",
    number=30,
    wrong={
        5: "That would be so if each channel were one number, as after a pooling to 1 × 1.",
        16: "That counts pixel by pixel. The channels come one after the other.",
        25: "Count from 0: channels 0 to 4 stand in front, with six columns each.",
    },
    because="Five channels of six columns each stand in front of it: 0 to 29.",
)

# %% [markdown]
# How large is a map? There is no need to know height and width: the linear layer has
# `in_features`, the flattened network has so and so many channels, and the quotient is the number
# of columns of each. One way to pick runs of columns: lay the weight out as (outputs, channels,
# columns of each), pick channels, and lay it flat again.

# %%
weight = torch.arange(12.0).reshape(1, 12)
print(weight.reshape(1, 3, 4)[:, [0, 2]].reshape(1, 8))

# %% [markdown]
# ### A convolution that mixes nothing
#
# Small networks for cameras have **depthwise** convolutions: `groups` is the number of channels,
# and each channel has one window of its own, which reads this channel alone.

# %%
depthwise = nn.Conv2d(3, 3, 3, padding=1, groups=3)
print(tuple(depthwise.weight.shape), depthwise.groups)

# %% [markdown]
# Its weight has a row for each channel and a single column, so nothing is read across. It passes
# the channels on: cut channel 1, and row 1 of it goes, and there are two groups. The layer that
# *reads* comes later. Its bias is a trap for those who only zero a channel in front of it: behind
# the layer the channel is no longer 0. In the masked model it is zero behind each of them.

# %%
surgery_figures.grids(
    "Channel 1 goes, through a depthwise convolution to the next ordinary one",
    ("conv.weight", 3, 2, [1], []),
    ("depthwise.weight", 3, 1, [1], []),
    ("depthwise.bias", 3, 1, [1], []),
    ("next.weight", 4, 3, [], [1]),
)

# %% [markdown]
# ## K7b · Cut in front of a linear layer
# **Level 3 · 16 minutes · 2 points**
#
# Write `cut(model, at, keep)`, for more kinds of networks than `cut_chain`. To those of K7a come:
#
# - `AdaptiveAvgPool2d`, and at most one `Flatten()`, behind which the layers are of the kinds
#   `Linear`, `Dropout`, `ReLU` and `Tanh`;
# - depthwise convolutions: `groups` is more than 1 and equals the numbers of channels in and out.
#   They pass the channels on, with their own bias or none, and several may follow each other;
# - `model[at]` is a convolution with `groups=1`, and its channels are read by the next convolution
#   with `groups=1`, or, if none comes before `Flatten`, by the first `Linear`.
#
# The rules of K7a hold for the result: the sizes, the outputs of the masked model, the attributes
# (`groups` and `in_features` are among them), the dtypes, the mode, and the given model. Maps in
# front of `Flatten` may have any height and width. Layers behind the one that reads don't change.
# You may call `cut_chain`, or write it anew.
#
# **Example.** `Conv2d(1, 3, 3)`, `ReLU()`, `MaxPool2d(2)`, `Flatten()`, `Linear(12, 5)` on images of
# 6 × 6: the maps are 2 × 2. With `at=0` and `keep=[0, 2]` the linear weight becomes (5, 8), of
# columns 0 to 3 and 8 to 11.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Walk as before, with two more cases. A depthwise convolution is treated like the convolution at
# `at`, and the walk goes on. It also has `groups` and `in_channels`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Note how many channels there were before the first cut. At the linear layer, `in_features` divided
# by it is the number of columns of one channel. If only maps of 1 × 1 come out right, you picked
# single columns.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The reshape of the section above picks runs of columns. If the shape fits and the numbers don't,
# the two axes were exchanged: channels first, then the columns of each. `in_features` is the new
# number of columns, not of channels.
#
# </details>

# %% role="answer" id="cut-readers"
def cut(model, at, keep):
    """A copy of *model* without the channels of model[at] that are not in *keep*."""
    ### BEGIN SOLUTION
    small = copy.deepcopy(model).eval()
    channels = small[at].out_channels

    def pick(layer, *names):
        for name in names:
            old = getattr(layer, name)
            if isinstance(old, nn.Parameter):
                setattr(layer, name, nn.Parameter(old[keep], old.requires_grad))
            elif old is not None:
                setattr(layer, name, old[keep])

    for place, layer in enumerate(small[at:]):
        if isinstance(layer, nn.BatchNorm2d):
            pick(layer, "weight", "bias", "running_mean", "running_var")
            layer.num_features = len(keep)
        elif isinstance(layer, nn.Conv2d) and (place == 0 or layer.groups > 1):
            pick(layer, "weight", "bias")
            layer.out_channels = len(keep)
            if layer.groups > 1:
                layer.in_channels = layer.groups = len(keep)
        elif isinstance(layer, (nn.Conv2d, nn.Linear)):
            old = layer.weight
            rows = old.reshape(len(old), channels, -1)[:, keep]
            rows = rows.reshape(len(old), -1, *old.shape[2:])
            layer.weight = nn.Parameter(rows, old.requires_grad)
            size = "in_features" if isinstance(layer, nn.Linear) else "in_channels"
            setattr(layer, size, rows.shape[1])
            break
    return small
    ### END SOLUTION

# %% role="tests" id="cut-readers-tests" points=2
flat_layers = [nn.Conv2d(1, 3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(12, 5)]
flat_plain = surgery_examples.chain(flat_layers, seed=3)
flat_shapes = surgery_forms.sizes(flat_plain, {
    "0.weight": (2, 1, 3, 3), "0.bias": (2,), "4.weight": (5, 8),
})
deep_layers = [nn.Conv2d(2, 3, 1, bias=False), nn.BatchNorm2d(3), nn.ReLU(),
               nn.Conv2d(3, 3, 3, groups=3), nn.BatchNorm2d(3), nn.Conv2d(3, 4, 1),
               nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2)]
deep_plain = surgery_examples.chain(deep_layers, seed=4)
deep_shapes = surgery_forms.sizes(deep_plain, {
    "0.weight": (2, 2, 1, 1),
    "1.weight": (2,), "1.bias": (2,), "1.running_mean": (2,), "1.running_var": (2,),
    "3.weight": (2, 1, 3, 3), "3.bias": (2,),
    "4.weight": (2,), "4.bias": (2,), "4.running_mean": (2,), "4.running_var": (2,),
    "5.weight": (4, 2, 1, 1),
})
last_shapes = surgery_forms.sizes(deep_plain, {
    "5.weight": (3, 3, 1, 1), "5.bias": (3,), "8.weight": (3, 3),
})

grade = check.parts(2)
with grade("the example: a linear layer reads maps of 2 × 2"):
    surgery_forms.cut_right(cut, flat_plain, 0, [0, 2], shape=(2, 1, 6, 6), shapes=flat_shapes)
with grade("through a depthwise convolution, and in front of a pooled linear layer"):
    surgery_forms.cut_right(cut, deep_plain, 0, [1, 2], shape=(2, 2, 5, 6), shapes=deep_shapes)
    surgery_forms.cut_right(cut, deep_plain, 5, [0, 1, 3], shape=(2, 2, 5, 6), shapes=last_shapes)
with grade("what the new layers say of themselves, and their mode"):
    surgery_forms.cut_right(cut, flat_plain, 0, [0, 2], shape=(2, 1, 6, 6), shapes=flat_shapes,
                            also="layers")
    surgery_forms.cut_right(cut, deep_plain, 0, [1, 2], shape=(2, 2, 5, 6), shapes=deep_shapes,
                            also="layers")
with grade("the given model and keep stay as they are"):
    surgery_forms.cut_right(cut, deep_plain, 0, [1, 2], shape=(2, 2, 5, 6), shapes=deep_shapes,
                            also="given")
### BEGIN HIDDEN TESTS
from hidden import surgery_worlds

reader_worlds = surgery_worlds.readers(check.torch_generator("cut-readers"))
for world_name, world_cases in reader_worlds.items():
    with grade(world_name, weight=3):
        for world in world_cases:
            surgery_forms.cut_right(cut, world.plain, world.at, world.keep, shape=world.shape,
                                    shapes=surgery_worlds.cut_sizes(world.plain, world.at, world.keep))
for reader_also, reader_part in surgery_worlds.ALSO.items():
    with grade(reader_part, weight=2):
        for world in [world for world_cases in reader_worlds.values() for world in world_cases]:
            surgery_forms.cut_right(cut, world.plain, world.at, world.keep, shape=world.shape, also=reader_also,
                                    shapes=surgery_worlds.cut_sizes(world.plain, world.at, world.keep))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break. You can cut any chain of layers. What comes next are networks whose
# layers hang together, and norms that are folded away.
#
# ## A trunk has many writers
#
# In a residual net a block adds to what came in. The sum needs equal shapes, so the channels that
# run along the additions hang together: this is the **trunk**. Each convolution that adds to it
# *writes* all of its channels, and whoever stands behind reads them.
#
# The nets of this lesson are `surgery_nets.Net`: `conv` and `norm`, then `blocks`, then the mean of
# each map, and `head`, a linear layer. A block has `conv1`, `norm1`, `conv2`, `norm2`, and `skip`:
# `None`, or, where size or channels change, a 1 × 1 convolution (`skip[0]`) and its norm
# (`skip[1]`).

# %%
small_net = surgery_nets.Net(
    nn.Conv2d(1, 4, 3, padding=1),
    [surgery_nets.Block(4, 3, 4), surgery_nets.Block(4, 5, 6, stride=2),
     surgery_nets.Block(6, 2, 6)],
    nn.Linear(6, 10),
)
print([name for name, layer in small_net.named_modules() if isinstance(layer, nn.Conv2d)])
surgery_figures.trunk()

# %% [markdown]
# Follow the picture. `conv` starts the first trunk, of 4 channels. Block 0 has no skip of its own:
# its `conv2` writes the same trunk. Block 1 has one. It reads the first trunk, with `conv1` and with
# `skip.0`, and a second trunk of 6 channels begins, written by its `skip.0` and its `conv2`. Block 2
# has no skip, and its `conv2` writes the second trunk as well. The head reads it.
#
# What runs between `conv1` and `conv2` of a block touches no trunk. It can be cut as in a chain.
#
# Now Pavel's lists. He looked at each convolution by itself, and so they don't agree: `conv` keeps
# channels 0 and 1 of the first trunk, block 0's `conv2` keeps 1 and 3. A channel of the trunk is
# the *sum* of what its writers write.

# %%
from_conv = torch.tensor([5.0, 6.0, 0.0, 0.0])      # 2 and 3 are masked
from_block = torch.tensor([0.0, 1.0, 0.0, 2.0])     # 0 and 2 are masked
print("the trunk:", (from_conv + from_block).tolist())

# %%
quiz(
    "Writers of one trunk keep [0, 1] and [1, 3] of its four channels. How many channels must the "
    "trunk have after the operation, if the net has to say what the masked net says?",
    runs="print(len({0, 1} | {1, 3}))",
    number=3,
    wrong={
        1: "Only channel 1 is kept by both. But 0 and 3 aren't zero: one writes there.",
        2: "Two each, but not the same two. The sum of the two has three.",
        4: "Channel 2 is written by nobody. It can go.",
    },
    because="A channel of the trunk is dead only if *all* of its writers are silent in it.",
)

# %% [markdown]
# So the trunk keeps channels 0, 1 and 3, and every writer of it has three rows now. `conv` has to
# write something into channel 3, where Pavel masked it: **zero**. That takes more than a filter of
# zeros, as the question about the norm showed. What a norm makes of a zero is
# $(0 - \text{mean}) / \sqrt{\text{var} + \text{eps}} \cdot \text{weight} + \text{bias}$, and for a
# norm without affine there is no weight and no bias to change. A filter of zeros, a bias of zero,
# a running mean of zero, and a norm's bias of zero: then it is 0, whatever the rest.

# %%
surgery_figures.grids(
    "conv keeps 0 and 1, block 0's conv2 keeps 1 and 3: only channel 2 of the trunk goes",
    ("conv.weight", 4, 1, [2], []),
    ("0.conv1.weight", 3, 4, [], [2]),
    ("0.conv2.weight", 4, 3, [2], []),
    ("1.conv1.weight", 5, 4, [], [2]),
    ("1.skip.0.weight", 6, 4, [], [2]),
)

# %% [markdown]
# ## K7c · Cut a residual net
# **Level 4 · 24 minutes · 3 points**
#
# Write `cut_net(net, keep)`.
#
# - `net` is a `surgery_nets.Net` with one to four blocks. Any block may have a skip of its own, the
#   first one and several in a row too. Its convolutions may have a bias or none, its norms be affine
#   or not, with any `eps`. Strides and kernels are any, too, as long as the net runs.
# - `keep` is a dict from the name of a convolution, as `net.named_modules()` tells it (`"conv"`,
#   `"blocks.0.conv1"`, `"blocks.1.skip.0"`), to the list of its channels that stay: at least one,
#   ascending, none twice. A convolution that isn't named keeps all. The names come in any order;
#   the dict may be empty.
#
# Return a new `Net` with the same layers by the same names. Its outputs are those of the masked
# net, in which of each convolution the channels that don't stay are 0 behind its norm
# (`surgery_nets.masked_net` makes it), and it is as small as that allows:
#
# - inside a block, `conv1` has the channels of its own list, and no others;
# - a channel of a trunk stays if at least one of the convolutions that write the trunk keeps it,
#   and goes if none does. A trunk is written by the convolution that begins it, by `conv2` of the
#   same block if that was `skip.0`, and by `conv2` of each block behind, up to the next block with a
#   skip of its own;
# - where a writer doesn't keep a channel of the trunk that stays, it has it all the same, and adds
#   exactly 0 there;
# - no tensor is added or left out.
#
# All other rules of K7a hold: bounds, attributes, dtypes, mode, and neither `net` nor `keep`
# changes.
#
# **Example.** In the net printed above, with `keep={"conv": [0, 1], "blocks.0.conv2": [1, 3]}`, the
# first trunk keeps 0, 1 and 3: `conv.weight` becomes (3, 1, 3, 3), `blocks.0.conv2.weight` (3, 3, 3,
# 3), `blocks.1.skip.0.weight` (6, 3, 1, 1).

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two helpers make it short: one cuts the rows of a convolution and the entries of its norm, one cuts
# columns of whoever reads. Then go from block to block and remember which channels the trunk has
# that the block reads.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The union of a trunk must be known before its first writer is cut. So first collect the writers of
# each trunk, in a list of lists: a new list for each block with a skip. Use `sorted(set().union(…))`.
# If only nets with several blocks in a row fail, the writers of later blocks are missing.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Silence a writer before you cut it, while the numbers of channels are still the old ones. Write
# into a parameter under `torch.no_grad()`. If only norms without affine fail, you silenced a channel
# by its norm's weight; the text above the picture names four things that work for all norms.
#
# </details>

# %% role="answer" id="cut-net"
def cut_net(net, keep):
    """A copy of *net* without the channels that no convolution writing them keeps."""
    ### BEGIN SOLUTION
    small = copy.deepcopy(net).eval()
    writers = [[("conv", small.conv, small.norm)]]
    for number, block in enumerate(small.blocks):
        if block.skip is not None:
            writers.append([(f"blocks.{number}.skip.0", *block.skip)])
        writers[-1].append((f"blocks.{number}.conv2", block.conv2, block.norm2))

    def kept(name, conv):
        return keep.get(name, range(conv.out_channels))

    def part(old, index):
        learnt = isinstance(old, nn.Parameter)
        return nn.Parameter(old[index], old.requires_grad) if learnt else old[index]

    def rows(conv, norm, stay):
        for layer in (conv, norm):
            for name, old in [*layer._parameters.items(), *layer._buffers.items()]:
                if old is not None and old.ndim:
                    setattr(layer, name, part(old, stay))
        conv.out_channels = norm.num_features = len(stay)

    def columns(layer, stay):
        layer.weight = part(layer.weight, (slice(None), stay))
        setattr(layer, "in_features" if isinstance(layer, nn.Linear) else "in_channels", len(stay))

    trunks = []
    for trunk in writers:
        stay = sorted(set().union(*(kept(name, conv) for name, conv, _ in trunk)))
        trunks.append(stay)
        for name, conv, norm in trunk:
            silent = sorted(set(stay) - set(kept(name, conv)))
            for value in (conv.weight, conv.bias, norm.bias, norm.running_mean):
                if value is not None:
                    value.data[silent] = 0
            rows(conv, norm, stay)

    here = 0
    for number, block in enumerate(small.blocks):
        inside = list(kept(f"blocks.{number}.conv1", block.conv1))
        columns(block.conv1, trunks[here])
        rows(block.conv1, block.norm1, inside)
        columns(block.conv2, inside)
        if block.skip is not None:
            columns(block.skip[0], trunks[here])
            here += 1
    columns(small.head, trunks[here])
    return small
    ### END SOLUTION

# %% role="tests" id="cut-net-tests" points=3
net_blocks = [surgery_nets.Block(4, 3, 4), surgery_nets.Block(4, 5, 6, stride=2),
              surgery_nets.Block(6, 2, 6)]
net_plain = surgery_examples.net(
    surgery_nets.Net(nn.Conv2d(1, 4, 3, padding=1), net_blocks, nn.Linear(6, 10)), seed=5)
trunk_keep = {"conv": [0, 1], "blocks.0.conv2": [1, 3]}
norm_of = ("weight", "bias", "running_mean", "running_var")
trunk_shapes = surgery_forms.sizes(net_plain, {
    "conv.weight": (3, 1, 3, 3), "conv.bias": (3,), **{f"norm.{one}": (3,) for one in norm_of},
    "blocks.0.conv1.weight": (3, 3, 3, 3),
    "blocks.0.conv2.weight": (3, 3, 3, 3), **{f"blocks.0.norm2.{one}": (3,) for one in norm_of},
    "blocks.1.conv1.weight": (5, 3, 3, 3), "blocks.1.skip.0.weight": (6, 3, 1, 1),
})
inside_keep = {"blocks.2.conv1": [1], "blocks.0.conv1": [0, 2]}
inside_shapes = surgery_forms.sizes(net_plain, {
    "blocks.0.conv1.weight": (2, 4, 3, 3), **{f"blocks.0.norm1.{one}": (2,) for one in norm_of},
    "blocks.0.conv2.weight": (4, 2, 3, 3),
    "blocks.2.conv1.weight": (1, 6, 3, 3), **{f"blocks.2.norm1.{one}": (1,) for one in norm_of},
    "blocks.2.conv2.weight": (6, 1, 3, 3),
})

grade = check.parts(3)
with grade("the example: writers of the first trunk that don't agree", weight=2):
    surgery_forms.net_right(cut_net, net_plain, trunk_keep, shape=(2, 1, 8, 8), shapes=trunk_shapes)
with grade("channels inside blocks"):
    surgery_forms.net_right(cut_net, net_plain, inside_keep, shape=(2, 1, 8, 8),
                            shapes=inside_shapes)
with grade("what the new layers say of themselves, and their mode"):
    surgery_forms.net_right(cut_net, net_plain, trunk_keep, shape=(2, 1, 8, 8), shapes=trunk_shapes,
                            also="layers")
with grade("the given net and keep stay as they are"):
    surgery_forms.net_right(cut_net, net_plain, trunk_keep, shape=(2, 1, 8, 8), shapes=trunk_shapes,
                            also="given")
### BEGIN HIDDEN TESTS
from hidden import surgery_worlds

net_worlds = surgery_worlds.nets(check.torch_generator("cut-net"))
for world_name, world_cases in net_worlds.items():
    with grade(world_name, weight=3):
        for net_world in world_cases:
            surgery_forms.net_right(cut_net, net_world.plain, net_world.keep, shape=net_world.shape,
                                    shapes=surgery_worlds.net_sizes(net_world.plain, net_world.keep))
for net_also, net_part in surgery_worlds.ALSO.items():
    with grade(net_part, weight=2):
        for net_world in [net_world for world_cases in net_worlds.values() for net_world in world_cases]:
            surgery_forms.net_right(cut_net, net_world.plain, net_world.keep, shape=net_world.shape, also=net_also,
                                    shapes=surgery_worlds.net_sizes(net_world.plain, net_world.keep))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Two sums in one
#
# Noor has a second wish. Her chip has an instruction for a convolution with bias, and none for a
# norm. In evaluation mode a norm is a product and a sum for each channel, with fixed numbers:
#
# $$y = \frac{x - \text{mean}}{\sqrt{\text{var} + \text{eps}}} \cdot \text{weight} + \text{bias}
#     = s \cdot x + (\text{bias} - s \cdot \text{mean}),
#     \qquad s = \frac{\text{weight}}{\sqrt{\text{var} + \text{eps}}}$$
#
# The convolution in front of it is a sum of products, plus a bias $b$. Multiply all of its weights
# for that channel by $s$, and the sum comes out $s$ times as large. One number, to see it:

# %%
pixel, w, b = 4.0, 0.5, 1.0                          # a convolution of 1 × 1 with one channel
mean, var, eps, gamma, beta = 2.0, 8.0, 1.0, 6.0, 10.0
out = w * pixel + b                                   # 3
print("first one, then the other:", (out - mean) / (var + eps) ** 0.5 * gamma + beta)
s = gamma / (var + eps) ** 0.5                        # 6 / 3 = 2
print("folded:", (s * w) * pixel + (s * (b - mean) + beta))
print("weight", s * w, " bias", s * (b - mean) + beta)

# %% [markdown]
# The two are equal. The old bias is part of it: it goes through the norm like everything else. And a
# convolution without a bias has one after folding, because the norm has.
#
# The `eps` under the root is 1 here, and easy to see. Torch's own is 0.00001. Who forgets it hardly
# notices, until a channel is nearly constant:

# %%
quiz(
    "A channel was nearly constant in training: its running variance is 0.00003. Someone folds "
    "without eps, and torch's norm has eps = 0.00001. By which factor is the folded channel too "
    "large?",
    runs="print(round(((0.00003 + 0.00001) / 0.00003) ** 0.5, 2))",
    number=1.15,
    within=0.02,
    wrong={
        1.33: "That is the quotient of the variances. There is a root around them.",
        1.0: "It would be, nearly, for a variance of 1. This one is as small as eps.",
    },
    because=(
        "√(4/3) = 1.15. For a variance of 1 the factor would be 1.000005, and few would see it."
    ),
)

# %% [markdown]
# ## K8a · Fold a norm into a weight
# **Level 2 · 10 minutes · 2 points**
#
# Write `fold_pair(weight, bias, mean, var, gamma, beta, eps)`, for a convolution and the norm that
# stands right behind it. All are tensors of one dtype but `eps`, a number:
#
# - `weight` of the convolution has the shape (channels out, channels in / groups, height, width),
#   for any number of groups; `bias` has the shape (channels out,), or is `None`;
# - `mean` and `var` are the norm's running statistics, `gamma` and `beta` its weight and bias. They
#   have the shape (channels out,); `gamma` and `beta` are both `None` if the norm isn't affine.
#   A variance may be 0.
#
# Return the weight and the bias of one convolution that gives, in evaluation mode, what the two
# layers gave: a pair (a tuple or a list) of two tensors, of the shapes (channels out, channels in /
# groups, height, width) and (channels out,), of the dtype of `weight`. Each number may be off by
# 1e-9 of itself and 1e-9 (`float64`), or by 1e-5 and 1e-5 (`float32`). The tensors that came in
# stay as they are.
#
# Not allowed: what torch has for this, in `torch.nn.utils` (`fuse_conv_bn_weights`, …),
# `torch.ao`, `torch.quantization` and `torch.fx`.
#
# **Example.** The numbers of the cell above: weight 0.5, bias 1, mean 2, variance 8, gamma 6, beta
# 10, eps 1 give weight 1 and bias 8.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One scale for each channel, a vector. The bias of the formula above is a line of vectors; `None`
# stands for zeros in `bias` and `beta`, and for ones in `gamma`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The scale belongs to the *first* axis of the weight. Broadcasting begins at the last axis, so it
# needs three more axes. If square examples come out wrong and others raise, they are missing.
#
# </details>

# %% role="answer" id="fold-pair"
def fold_pair(weight, bias, mean, var, gamma, beta, eps):
    """(weight, bias) of one convolution that does the work of a convolution and its norm."""
    ### BEGIN SOLUTION
    scale = (var + eps).rsqrt()
    if gamma is not None:
        scale = scale * gamma
    shift = -mean if bias is None else bias - mean
    shift = shift * scale
    return weight * scale[:, None, None, None], shift if beta is None else shift + beta
    ### END SOLUTION

# %% role="tests" id="fold-pair-tests" points=2
def one(number):
    return torch.tensor([number], dtype=torch.float64)


pair_example = {"weight": one(0.5).reshape(1, 1, 1, 1), "bias": one(1.0), "mean": one(2.0),
                "var": one(8.0), "gamma": one(6.0), "beta": one(10.0), "eps": 1.0}
two_weight = torch.tensor([[[[1.0, 2.0]]], [[[3.0, 4.0]]]])
two_example = {"weight": two_weight, "bias": None, "mean": torch.tensor([1.0, 2.0]),
               "var": torch.tensor([0.0, 3.0]), "gamma": None, "beta": None, "eps": 0.25}

grade = check.parts(2)
with grade("the example"):
    surgery_forms.pair_right(fold_pair, pair_example, torch.ones(1, 1, 1, 1).double(), one(8.0))
with grade("two channels, no bias, no affine, a variance of 0"):
    two_scale = torch.tensor([2.0, 0.5547002])  # 1 / √0.25 and 1 / √3.25
    surgery_forms.pair_right(fold_pair, two_example, two_weight * two_scale.reshape(2, 1, 1, 1),
                             torch.tensor([-2.0, -1.1094004]))
    check.no_calls("fold_pair", surgery_forms.FUSED, why="the fold is what you write")
with grade("the tensors that came in stay as they are"):
    surgery_forms.pair_right(fold_pair, pair_example, torch.ones(1, 1, 1, 1).double(), one(8.0),
                             also="given")
### BEGIN HIDDEN TESTS
from hidden import surgery_worlds

pair_worlds = surgery_worlds.pairs(check.torch_generator("fold-pair"))
for world_name, world_cases in pair_worlds.items():
    with grade(world_name, weight=2):
        for pair_world in world_cases:
            surgery_forms.pair_right(fold_pair, pair_world, *surgery_worlds.folded(**pair_world))
        check.no_calls("fold_pair", surgery_forms.FUSED, why="the fold is what you write")
with grade("the tensors that came in stay as they are, with and without bias and affine"):
    for pair_world in [pair_world for world_cases in pair_worlds.values() for pair_world in world_cases]:
        surgery_forms.pair_right(fold_pair, pair_world, *surgery_worlds.folded(**pair_world), also="given")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Which norms can go
#
# A norm *behind* a convolution folds into it. Why not one in front? Its shift would have to go
# through the convolution into the bias. Inside the picture that works. At the edge the convolution
# reads a frame of zeros (the padding), and these zeros never met the norm:

# %%
norm, conv = nn.BatchNorm2d(1).eval(), nn.Conv2d(1, 1, 3, padding=1, bias=False).eval()
with torch.no_grad():
    norm.bias.fill_(1.0)                              # the norm adds 1 to each pixel
    conv.weight.fill_(1.0)                            # the convolution adds up nine pixels
    print(conv(norm(torch.zeros(1, 1, 4, 4)))[0, 0])

# %% [markdown]
# Nine in the middle, six at the edges, four in the corners: no single bias does that. And a ReLU
# between the convolution and the norm stops it as well: what comes out of a ReLU is never below 0,
# and a negative scale or a shift behind it can't be drawn in front of it. So only a norm that stands **right behind** a convolution goes.
#
# One more norm has to stay. With `track_running_stats=False` it keeps no statistics, and takes
# those of the batch in evaluation mode, too. There are no fixed numbers to fold.

# %%
no_statistics = nn.BatchNorm2d(2, track_running_stats=False)
print(no_statistics.running_mean, no_statistics.running_var)

# %% [markdown]
# A model may hold other models: `nn.Sequential(nn.Sequential(conv, norm), relu)`. And one layer may
# stand at two places, with the same weights. The layers run in the order in which they are written,
# inner ones too:

# %%
shared = nn.Conv2d(2, 2, 1)
nested = nn.Sequential(
    nn.Sequential(shared, nn.BatchNorm2d(2)), nn.Sequential(shared), nn.BatchNorm2d(2)
)
print([[type(layer).__name__ for layer in inner] if isinstance(inner, nn.Sequential) else
       type(inner).__name__ for inner in nested])
print(nested[0][0] is nested[1][0])

# %% [markdown]
# Here two norms can go: the second stands right behind the convolution of the second inner model.
# The convolution is the same layer twice, but the norms differ, so there will be two convolutions
# afterwards.

# %% [markdown]
# ## K8b · Fold all norms of a model
# **Level 3 · 16 minutes · 2 points**
#
# Write `fold(model)`.
#
# - `model` is an `nn.Sequential` of `Conv2d`, `BatchNorm2d`, `ReLU`, `Tanh`, `MaxPool2d`, and of
#   further `nn.Sequential` of these, to any depth. Convolutions have any stride, padding,
#   `padding_mode`, dilation and `groups`, with a bias or none; norms have any `eps`, are affine or
#   not, and may be without running statistics. A convolution may stand at several places. The model
#   may be in either mode.
#
# Return a new `nn.Sequential` whose outputs in evaluation mode are those of `model` in evaluation
# mode:
#
# - a norm with running statistics that comes right behind a convolution, in the order in which the
#   layers run, is folded into it and is gone. What then comes right behind this convolution is
#   folded as well, if it is such a norm, and so on;
# - all other layers stay, in their order. The new model may be flat, or nested like the given one;
#   `nn.Identity` counts as no layer, so you may leave some;
# - each convolution keeps the shape of its weight, and all of its settings; weight and bias are
#   parameters;
# - bounds, dtypes and mode are those of K7a: 1e-9 and 1e-4 of the largest output, the dtype of the
#   given weights, evaluation mode everywhere;
# - `model` stays as it is, in numbers and in mode, and shares no memory with the new one.
#
# You may use your `fold_pair`. What K8a doesn't allow isn't allowed here.
#
# **Example.** `Conv2d(3, 4, 3)`, `BatchNorm2d(4)`, `ReLU()`, `BatchNorm2d(4)` becomes `Conv2d(3, 4,
# 3)`, `ReLU()`, `BatchNorm2d(4)`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First write the layers into one flat list, with a small function that calls itself for an inner
# `nn.Sequential`. Then nesting is no matter any more.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Go through the list and build a second one of *copies*. If the layer is a norm with running
# statistics and the last copy is a convolution, change that copy; else append a copy of the layer. A
# chain of several norms comes out right by itself.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Copy each layer by itself. One `deepcopy` of the whole model keeps a shared convolution shared, and
# it would be folded twice. If only models in training mode fail, ask for the last line.
#
# </details>

# %% role="answer" id="fold-model"
def fold(model):
    """A new Sequential without the norms that stand right behind a convolution."""
    ### BEGIN SOLUTION
    def flat(layers):
        for layer in layers:
            if isinstance(layer, nn.Sequential):
                yield from flat(layer)
            else:
                yield layer

    new = []
    for layer in flat(model):
        norm = isinstance(layer, nn.BatchNorm2d) and layer.running_mean is not None
        if norm and new and isinstance(new[-1], nn.Conv2d):
            conv = new[-1]
            scale = (layer.running_var + layer.eps).rsqrt()
            scale = scale if layer.weight is None else scale * layer.weight
            shift = -layer.running_mean if conv.bias is None else conv.bias - layer.running_mean
            shift = shift * scale if layer.bias is None else shift * scale + layer.bias
            conv.weight = nn.Parameter(conv.weight * scale[:, None, None, None])
            conv.bias = nn.Parameter(shift)
        else:
            new.append(copy.deepcopy(layer))
    return nn.Sequential(*new).eval()
    ### END SOLUTION

# %% role="tests" id="fold-model-tests" points=2
fold_layers = [nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.BatchNorm2d(4)]
fold_plain = surgery_examples.chain(fold_layers, seed=6)
nest_layers = [nn.BatchNorm2d(2), [nn.Conv2d(2, 4, 3, groups=2, stride=2, padding=1, bias=False)],
               [nn.BatchNorm2d(4, eps=0.5), nn.BatchNorm2d(4, affine=False), nn.Tanh()],
               nn.Conv2d(4, 4, 1), nn.BatchNorm2d(4), 3, nn.BatchNorm2d(4)]  # 3: that one again
nest_plain = surgery_examples.chain(nest_layers, seed=7, training=False)
bare_layers = [nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2, track_running_stats=False), nn.ReLU()]
bare_plain = surgery_examples.chain(bare_layers, seed=8)

grade = check.parts(2)
with grade("the example"):
    surgery_forms.fold_right(fold, fold_plain, shape=(2, 3, 6, 7),
                             kinds=["Conv2d", "ReLU", "BatchNorm2d"])
with grade("models inside, groups, two norms in a row, a convolution at two places, no statistics"):
    surgery_forms.fold_right(fold, nest_plain, shape=(2, 2, 6, 7),
                             kinds=["BatchNorm2d", "Conv2d", "Tanh", "Conv2d", "Conv2d"])
    surgery_forms.fold_right(fold, bare_plain, shape=(2, 1, 6, 7),
                             kinds=["Conv2d", "BatchNorm2d", "ReLU"])
    check.no_calls("fold", surgery_forms.FUSED, why="the fold is what you write")
with grade("what the new layers say of themselves, and their mode"):
    surgery_forms.fold_right(fold, fold_plain, shape=(2, 3, 6, 7),
                             kinds=["Conv2d", "ReLU", "BatchNorm2d"], also="layers")
with grade("the given model stays as it is"):
    surgery_forms.fold_right(fold, fold_plain, shape=(2, 3, 6, 7),
                             kinds=["Conv2d", "ReLU", "BatchNorm2d"], also="given")
### BEGIN HIDDEN TESTS
from hidden import surgery_worlds

fold_worlds = surgery_worlds.folds(check.torch_generator("fold-model"))
for world_name, world_cases in fold_worlds.items():
    with grade(world_name, weight=2):
        for fold_world in world_cases:
            surgery_forms.fold_right(fold, fold_world.plain, shape=fold_world.shape,
                                     kinds=surgery_worlds.left(fold_world.plain))
        check.no_calls("fold", surgery_forms.FUSED, why="the fold is what you write")
for fold_also, fold_part in surgery_worlds.ALSO.items():
    with grade(fold_part, weight=2):
        for fold_world in [fold_world for world_cases in fold_worlds.values() for fold_world in world_cases]:
            surgery_forms.fold_right(fold, fold_world.plain, shape=fold_world.shape, also=fold_also,
                                     kinds=surgery_worlds.left(fold_world.plain))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What have we gained?
#
# Pavel's first network goes under your knife: two cuts, then the fold. All pictures that it hasn't
# seen in training are read by the large and by the small one.

# %%
def first_network():
    small = reader
    for place, channels in alive.items():
        small = cut(small, int(place), channels)
    small = fold(small)
    return surgery_readers.compare(reader, small, new_images, new_digits)


surgery_readers.settle("K7b and K8b", first_network)

# %% [markdown]
# The second one has residual blocks. Its norms stay for today: `fold` takes a Sequential, and the
# blocks aren't one. (Each pair of convolution and norm in them can go by `fold_pair`.)

# %%
def second_network():
    net, net_alive = surgery_readers.block_reader(images, digits)
    return surgery_readers.compare(net, cut_net(net, net_alive), new_images, new_digits)


surgery_readers.settle("K7c", second_network)

# %% [markdown]
# That is what Noor wanted to know. The small networks read every picture as the large ones did,
# wrong ones too: not about as well, but the same digit, from scores that agree to about six digits,
# which is as far as `float32` goes. What was lost was lost when Pavel pruned, and surgery
# neither adds to it nor mends it. What was gained can be counted: parameters, and bytes at four a
# parameter. It was not there before the operation.
#
# Two things may not be concluded. Fewer parameters don't mean that the device is faster by the same
# factor: that has to be measured on the device. And half of the channels gone doesn't mean that half
# of a trunk is gone: each writer of the second network kept half of its channels, not the same half,
# and the trunk has to keep what any of them needs. Had Pavel chosen them together, more could go.

# %% [markdown]
# ## Summary
#
# - Zeros save nothing. What is silent has to be cut out: **rows** where a channel is made,
#   **entries** in norms and biases, **columns** where it is read.
# - The four numbers of a norm belong to their channel. A filter of zeros behind a norm is not
#   silent.
# - Behind `Flatten` a channel is a run of columns, height × width of them. A depthwise convolution
#   passes channels on.
# - Along a residual trunk, channels hang together: one stays if any writer needs it, and the others
#   write an exact zero.
# - A norm right behind a convolution folds into it: scale the rows, mind `eps`, and the bias goes
#   through the norm. A norm in front, behind a ReLU, or without running statistics stays.
# - The test for all of it: the small model and the masked one agree to the last digits, the shapes
#   and attributes say the truth, and the given model is as it was.
