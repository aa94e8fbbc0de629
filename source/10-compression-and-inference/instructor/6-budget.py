# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: What fits into the cellar
#     minutes: 120
#     prerequisites: [10-compression-and-inference/4-fewer-bits]
#     summary: A model as a file, its bill, and a project, two readers with a budget and a page for the team.
# ---

# %% [markdown]
# # What fits into the cellar
#
# In each cellar of Lindwater a reader looks at the water meter with a small camera. Noor, who builds the readers, writes to Pavel, who builds the models:
#
# "Both readers have **1,100 bytes** of flash left for the model. The one on a cable may do 2,000 multiply-adds a digit and must read 87 of 100 digits. The one on a battery may do 550, and must read 80. You told me that yours reads 97 of 100. Can I have it?"
#
# So the questions of this last lesson are:
#
# 1. What is a model when it is a file, byte by byte?
# 2. What does it cost, and which of several may go into the cellar?
# 3. Will Pavel's network do? And if not, what will?
# 4. What do you tell the team on one page?
#
# Your own functions answer all of them at the end. This is the unit's project: any means of the other lessons may be used. Plan two sittings of about an hour, with a break after K19b. After it you can
#
# - write a model into bytes and get it back to the last bit, and refuse a file that was damaged on its way,
# - hold models to a budget by counting,
# - deliver a model for a device whose pictures aren't those of the bench,
# - tell what was gained, what was lost, and how you know.
#
# %% role="read-only" id="setup-budget"
import struct
import zlib

import matplotlib.pyplot as plt
import numpy as np
import torch

import budget_figures
from budget_forms import settle
from budget_reader import BATTERY, MAINS, cellar, moved, parted, read
from workbook import check
from workbook.notebook.quiz import quiz

torch.set_num_threads(1)

# %% [markdown]
# ## Numbers into bytes
#
# A byte holds a whole number from 0 to 255. `bytes` makes some of a list, and `.hex(" ")` shows them, two signs a byte:
#
# %%
three = bytes([76, 87, 10])
print(three, len(three), three.hex(" "))

# %% [markdown]
# `b"LW\n"` are the same three bytes, since 76 is the code of the letter L and 87 that of W. Numbers above 255 take two bytes. `struct.pack` writes them; `"<H"` stands for one whole number of 16 bits, the lower byte first:
#
# %%
print(struct.pack("<H", 300).hex(" "), "|", 300 == 0x2C + 256 * 0x01)
print(struct.unpack("<H", bytes([0x2C, 0x01])))

# %% [markdown]
# `"<HHBB"` writes four numbers, two of 16 bits and two of 8. Numbers with a point may be cut down to 16 bits, too. NumPy calls that `"<f2"`: about three decimal places are kept.
#
# %%
print(np.array([0.5, 1 / 3]).astype("<f2").tobytes().hex(" "))
print(np.frombuffer(bytes.fromhex("00 38 55 35"), "<f2"))

# %% [markdown]
# ### Two weights in a byte
#
# Weights of 4 bits are whole numbers from −8 to 7. The negative ones need a code, and the usual one is **two's complement**: a negative weight q is written as q + 16. So −1 is 15, and −8 is 8:
#
# %%
for q in (0, 7, -8, -1):
    print(f"{q:3} is written as {q % 16:2}, in bits {q % 16:04b}")

# %% [markdown]
# Two such codes fit into a byte. The first takes the *lower* four bits, the second the upper four:
#
# %%
first, second = 3 % 16, -2 % 16
print(f"{second:04b} {first:04b} is the byte {first + 16 * second:#04x}")

# %% [markdown]
# Read the byte from its right: 0011 is 3, 1110 is 14, and 14 − 16 = −2. NumPy packs single bits with `np.packbits(…, bitorder="little")`, and gets them back with `np.unpackbits`:
#
# %%
bits = np.array([1, 1, 0, 0, 0, 1, 1, 1, 1])  # 3, then -2, then the first bit of another weight
print(
    np.packbits(bits, bitorder="little"),
    np.unpackbits(np.array([0xE3], np.uint8), bitorder="little"),
)

# %% [markdown]
# Nine bits took two bytes, and the rest of the second one is filled with zeros. How many bytes a list of weights takes is therefore rounded up.
#
# %%
quiz(
    "A layer has 7 weights of 2 bits each. How many bytes do they take?",
    number=2,
    wrong={
        14: "That many bits. A byte has 8.",
        1: "A byte has room for four of 2 bits. The other three want one, too.",
        7: "That is a byte for each weight, which is what we want to get rid of.",
    },
    because="14 bits, rounded up to whole bytes: 2.",
)

# %% [markdown]
# ### Did it arrive whole?
#
# The file goes into the cellar by radio. A turned bit doesn't make a model stop, it makes it read another digit. So a **checksum** goes along: a number worked out from all bytes before it. The one in use, CRC-32, is in Python's `zlib`. Turn one bit, and it is another number:
#
# %%
print(f"{zlib.crc32(bytes([76, 87, 10])):08x}")
print(f"{zlib.crc32(bytes([76, 87, 11])):08x}")

# %% [markdown]
# CRC-32 notices each single turned bit. It doesn't protect against somebody who *wants* to change the file, since anybody can work it out anew.
#
# ### The layers
#
# The readers know one kind of layer. With x the values that come in, row r gives
#
#     scale[r] · (weights[r] · x) + bias[r]
#
# where `weights[r] · x` is a sum of products. In Python a layer is a dict:
#
# | key | what |
# |---|---|
# | `"weights"` | array (out, in) of whole numbers, from −2^(bits−1) to 2^(bits−1) − 1 |
# | `"bits"` | 2, 4 or 8 |
# | `"scale"`, `"bias"` | arrays (out,): a positive number and any number for each row |
# | `"relu"` | `True`: outputs below 0 become 0 |
# | `"mask"` | `True`: weights that are 0 are neither stored nor multiplied |
#
# A model is a list of layers. `read(layers, images)` of `budget_reader.py` is what the reader does: it divides the 8 × 8 pixels (0 to 16) by 16, puts them in one row, runs the layers, and says which output is largest. A model with one layer that looks at two pixels only:
#
# %%
two_pixels = np.zeros((2, 64), int)
two_pixels[0, 10], two_pixels[1, 53] = 1, 1
tiny = [
    {
        "weights": two_pixels,
        "bits": 2,
        "scale": np.ones(2),
        "bias": np.zeros(2),
        "relu": False,
        "mask": True,
    }
]
picture = np.zeros((1, 8, 8))
picture[0, 6, 5] = 16  # pixel 6 · 8 + 5 = 53
print(read(tiny, picture))

# %% [markdown]
# ## K19a · The file
# **Level 2 · 20 minutes · 2 points**
#
# Write `pack(layers)`, which returns the file of a model as `bytes`, and `unpack(file)`, which gives the layers back. The file, in this order:
#
# | bytes | what |
# |---|---|
# | 2 | the letters `LW` |
# | 1 | the number of layers |
# | then, for each layer: | |
# | 2 + 2 | in, then out: 16 bits each, the lower byte first |
# | 1 | bits |
# | 1 | 1 if relu, plus 2 if mask |
# | 2 · out | the scales, as 16-bit floating point numbers (`"<f2"`) |
# | 2 · out | the biases, likewise |
# | in · out bits, rounded up to bytes | only if mask: for each weight, row by row, a bit that is 1 if the weight isn't 0 |
# | n · bits bits, rounded up to bytes | the n weights, row by row, in two's complement: all of them, or, if mask, those that aren't 0 |
# | at the end: 4 | CRC-32 of all bytes before it, the lowest byte first (`"<I"`) |
#
# Bits fill a byte from its lowest to its highest; what is left over is 0. The packed bits of each layer begin with a new byte.
#
# - `pack` raises `ValueError` if a weight doesn't fit into its layer's `bits`. Scales and biases may be lists or arrays. The layers aren't changed.
# - `unpack` returns a list of dicts with the six keys: `"weights"` as an array of whole numbers with the shape (out, in), `"scale"` and `"bias"` as arrays of what the file holds, `"bits"` a whole number, `"relu"` and `"mask"` `True` or `False`.
# - `unpack` raises `ValueError` if the file is shorter than 7 bytes, if it doesn't begin with `LW`, if the checksum isn't right, or if the layers that it promises don't end exactly where the checksum begins.
# - There is at least one layer, and each has at least one weight. With mask all of a layer's weights may be 0. Whether `unpack` takes a file that promises no layer is up to you.
#
# *Example.* Two rows, `[[3, 0, -2], [-8, 7, 0]]`, 4 bits, scale `[0.5, 0.25]`, bias `[1, -0.5]`, relu, no mask, make these 24 bytes:
#
#     4c 57 01   03 00 02 00 04 01   00 38 00 34   00 3c 00 b8   03 8e 07   c3 80 c2 5a
#
# With mask the flags are `03`, instead of `03 8e 07` stand `1d`, the mask, and `e3 78`, the four weights; and the checksum is another one.
#
# <details><summary>Hint 1</summary>
#
# Write two small functions first: one that makes bytes of a list of whole numbers of so many bits, and one that does the opposite. The mask is such a list, too, with one bit each.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Bit k of a code is `(code >> k) & 1`, so `(codes[:, None] >> np.arange(bits)) & 1` gives a row of bits for each. Back: the sum of bit · 2^k; what is 2^(bits−1) or more was negative.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In `unpack`, keep a place and take so many bytes from there on. A slice beyond the end is shorter than asked, without an error: look at its length. If only files with a mask go wrong: how many weights follow it?
#
# </details>
#
# %% role="answer" id="file"
def pack(layers):
    """The file of a model, as bytes."""
    ### BEGIN SOLUTION
    def to_bytes(values, bits):
        return np.packbits((values[:, None] >> np.arange(bits)) & 1, bitorder="little").tobytes()

    content = b"LW" + bytes([len(layers)])
    for layer in layers:
        weights, bits = layer["weights"], layer["bits"]
        if weights.min() < -(2 ** (bits - 1)) or weights.max() >= 2 ** (bits - 1):
            raise ValueError(f"a weight doesn't fit into {bits} bits")
        out, into = weights.shape
        content += struct.pack("<HHBB", into, out, bits, layer["relu"] + 2 * layer["mask"])
        for name in ("scale", "bias"):
            content += np.asarray(layer[name]).astype("<f2").tobytes()
        stored = weights.ravel()
        if layer["mask"]:
            content += to_bytes(stored != 0, 1)
            stored = stored[stored != 0]
        content += to_bytes(stored, bits)
    return content + struct.pack("<I", zlib.crc32(content))
    ### END SOLUTION


def unpack(file):
    """The layers of a file; ValueError if it was damaged."""
    ### BEGIN SOLUTION
    if len(file) < 7 or file[:2] != b"LW":
        raise ValueError("not the file of a model")
    if zlib.crc32(file[:-4]) != int.from_bytes(file[-4:], "little"):
        raise ValueError("damaged")
    layers, place, end = [], 3, len(file) - 4

    def from_bytes(data, count, bits):
        row = np.unpackbits(np.frombuffer(data, np.uint8), count=count * bits, bitorder="little")
        codes = row.reshape(count, bits) @ 2 ** np.arange(bits)
        return np.where(codes < 2 ** (bits - 1), codes, codes - 2**bits)

    def take(count):
        nonlocal place
        place += count
        if place > end:
            raise ValueError("the layers go on behind the end")
        return file[place - count : place]

    for _ in range(file[2]):
        into, out, bits, flags = struct.unpack("<HHBB", take(6))
        scale, bias = (np.frombuffer(take(2 * out), "<f2") for _ in range(2))
        stands = np.ones(out * into, bool)
        if flags & 2:
            stands = from_bytes(take(-(-out * into // 8)), out * into, 1) != 0
        weights = np.zeros(out * into, int)
        count = stands.sum()
        weights[stands] = from_bytes(take(-(-count * bits // 8)), count, bits)
        layers.append(
            {
                "weights": weights.reshape(out, into),
                "bits": bits,
                "scale": scale,
                "bias": bias,
                "relu": bool(flags & 1),
                "mask": bool(flags & 2),
            }
        )
    if place != end:
        raise ValueError("something stands behind the layers")
    return layers
    ### END SOLUTION

# %% role="tests" id="file-tests" points=2
import budget_forms

grade = check.parts(2)
example_layer = {
    "weights": np.array([[3, 0, -2], [-8, 7, 0]]),
    "bits": 4,
    "scale": np.array([0.5, 0.25]),
    "bias": np.array([1, -0.5]),
    "relu": True,
    "mask": False,
}
example_file = bytes.fromhex("4c5701 03000200 0401 00380034 003c00b8 038e07 c380c25a")
masked_file = bytes.fromhex("4c5701 03000200 0403 00380034 003c00b8 1de378 61e9a8b0")
with grade("pack: the example, without a mask and with it"):
    budget_forms.same_file(pack([dict(example_layer)]), example_file, "pack of the example")
    budget_forms.same_file(
        pack([{**example_layer, "mask": True}]), masked_file, "pack of the example with mask"
    )
with grade("unpack: the example, without a mask and with it"):
    budget_forms.same_layers(unpack(example_file), [example_layer], "unpack of the example")
    budget_forms.same_layers(
        unpack(masked_file),
        [{**example_layer, "mask": True}],
        "unpack of the example with mask",
    )
with grade("a file that was damaged, a weight that doesn't fit"):
    budget_forms.refused(
        unpack,
        example_file[:10] + b"\x01" + example_file[11:],
        "unpack of the example with one byte changed",
    )
    budget_forms.refused(
        unpack, example_file[:5], "unpack of the first five bytes of the example"
    )
    budget_forms.refused(
        pack,
        [{**example_layer, "weights": np.array([[3, 0, -2], [-8, 8, 0]])}],
        "pack with 8 instead of 7",
    )
### BEGIN HIDDEN TESTS
from hidden import budget_checks, budget_models

rng = check.rng("file")
drawn = [budget_models.model(rng, number) for number in range(len(budget_models.SHAPES))]
with grade("pack: other models", weight=3):
    budget_checks.packs(pack, drawn)
with grade("unpack: other models", weight=3):
    budget_checks.unpacks(
        unpack,
        [budget_models.model(rng, number) for number in range(len(budget_models.SHAPES))],
    )
with grade("weights that don't fit", weight=1):
    budget_checks.too_large(pack, rng)
with grade("other damaged files", weight=2):
    for told, broken_file in budget_models.damaged(rng).items():
        budget_forms.refused(unpack, broken_file, f"unpack of a file of two layers: {told}")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## What does it cost?
#
# Noor's battery is emptied by multiply-adds: one multiplication and one addition, done together. Each weight is one. So is each row: `scale · sum + bias`. A zero in a layer *without* mask costs as much as any other weight. The reader doesn't look, it multiplies:
#
# %%
quiz(
    "A layer has 20 rows of 64 weights, and pruning has made three quarters of them 0. "
    "There is no mask. How many multiply-adds does a picture take?",
    number=1300,
    wrong={
        340: "That is with mask: 320 weights that aren't 0, and 20 rows. Without it nobody "
        "skips the zeros.",
        1280: "The weights. Each row has one more, for scale and bias.",
        320: "Those that aren't 0. Without a mask the others are multiplied, too.",
    },
    because="20 · 64 + 20. Zeros save nothing until the format, and the code that reads it, "
    "know of them.",
)

# %% [markdown]
# And the bytes? A mask costs a bit for each place, also for the empty ones. With 4 bits a weight it pays if more than a quarter of the weights are 0, with 8 bits from an eighth on, and with 2 bits only if more than half are. Here for 20 rows of 64:
#
# %%
budget_figures.mask_pays(20 * 64)

# %% [markdown]
# In words: where a line for a mask lies below the dashed one of the same colour, pruning has saved bytes. Multiply-adds it saves from the first zero on.
#
# ## K19b · The bill, and who may go
# **Level 2 · 15 minutes · 1 point**
#
# 1. `bill(layers)` returns a dict: `"bytes"`, the length of the model's file as in K19a, and `"multiply_adds"` for one picture: in each layer one for each weight that is stored, and one for each row. Both are whole numbers.
# 2. `choose(candidates, images, labels, device)`: `candidates` is a list of models, `images` and `labels` are arrays of pictures that no model was trained on. Return the place (from 0) of the model to deliver, or `None`.
#     - Its bill is at most `device["bytes"]` and at most `device["multiply_adds"]`.
#     - It reads at least the share `device["accuracy"]` of the pictures (by `read`, as they are: neither moved nor divided).
#     - Of those who may go it is the one with the fewest multiply-adds; if several have as few, the one with the fewest bytes among them; and then the first.
#     - If nobody may go (or the list is empty): `None`.
#
# Neither changes what it is given.
#
# *Example.* The layer of K19a has 24 bytes and 6 + 2 = 8 multiply-adds; with mask also 24 bytes, and 4 + 2 = 6 multiply-adds. Three candidates cost 900, 700 and 500 multiply-adds, all of them few bytes, and read 0.95, 0.9 and 0.7 of the pictures. For a device with 900 multiply-adds and an accuracy of 0.9 the answer is 1.
#
# <details><summary>Hint 1</summary>
#
# The bytes are the length of something that you have already written. Or count: what is there once, what once a layer, what once a row?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Collect a tuple for each model that may go, with what decides first in the first place, and the model's own place last. `min` of tuples compares them in that order.
#
# </details>
#
# %% role="answer" id="bill"
def bill(layers):
    """Bytes of the model's file, and multiply-adds of one picture."""
    ### BEGIN SOLUTION
    size, adds = 2 + 1 + 4, 0
    for layer in layers:
        weights = layer["weights"]
        count = np.count_nonzero(weights) if layer["mask"] else weights.size
        mask = -(-weights.size // 8) if layer["mask"] else 0
        size += 6 + 4 * len(weights) + mask + -(-count * layer["bits"] // 8)
        adds += count + len(weights)
    return {"bytes": size, "multiply_adds": adds}
    ### END SOLUTION


def choose(candidates, images, labels, device):
    """The place of the cheapest model that keeps the budget and reads well enough, or None."""
    ### BEGIN SOLUTION
    may_go = []
    for place, layers in enumerate(candidates):
        cost = bill(layers)
        accuracy = (read(layers, images) == labels).mean()
        fits = all(cost[name] <= device[name] for name in ("bytes", "multiply_adds"))
        if fits and accuracy >= device["accuracy"]:
            may_go.append((cost["multiply_adds"], cost["bytes"], place))
    return min(may_go)[2] if may_go else None
    ### END SOLUTION

# %% role="tests" id="bill-tests" points=1
import budget_forms

grade = check.parts(1)
shown_layer = {
    "weights": np.array([[3, 0, -2], [-8, 7, 0]]),
    "bits": 4,
    "scale": np.array([0.5, 0.25]),
    "bias": np.array([1, -0.5]),
    "relu": True,
    "mask": False,
}
with grade("bill: the example, without a mask and with it, and both as two layers"):
    budget_forms.billed(bill([dict(shown_layer)]), 24, 8, "bill of the example")
    budget_forms.billed(
        bill([{**shown_layer, "mask": True}]), 24, 6, "bill of the example with mask"
    )
    shown_second = {
        **shown_layer,
        "weights": np.array([[1, 0], [1, -2], [0, 0]]),
        "bits": 2,
        "scale": np.ones(3),
        "bias": np.zeros(3),
        "mask": True,
    }
    budget_forms.billed(
        bill([dict(shown_layer), shown_second]),
        44,
        14,
        "bill of the example and a second layer with a mask",
    )
with grade("choose: budgets, pictures, ties"):
    shown_pictures = np.zeros((4, 8, 8))
    shown_pictures[[0, 1, 2, 3], [0, 0, 0, 0], [0, 1, 2, 0]] = 16
    shown_models = [
        budget_forms.pointer(right, mask)
        for right, mask in (
            ((0, 1, 2), False),
            ((0, 1, 0), True),
            ((0, 0, 0), True),
            ((0, 1, 2), True),
        )
    ]
    shown_bills = "models of 121, 51, 51, 51 bytes, 195, 6, 6, 6 adds, accuracy 1, 0.75, 0.5, 1"
    shown_labels = np.array([0, 1, 2, 0])
    for shown_bytes, shown_adds, shown_share, shown_place in (
        (300, 200, 0.75, 1),
        (300, 200, 0.8, 3),
        (51, 6, 0.4, 1),
        (50, 200, 0.4, None),
        (300, 5, 0.4, None),
    ):
        shown_device = {
            "bytes": shown_bytes,
            "multiply_adds": shown_adds,
            "accuracy": shown_share,
        }
        budget_forms.chosen(
            choose(shown_models, shown_pictures, shown_labels, shown_device),
            shown_place,
            f"choose for {shown_device} from {shown_bills}",
        )
    budget_forms.chosen(
        choose(
            shown_models[:1],
            shown_pictures,
            shown_labels,
            {"bytes": 300, "multiply_adds": 200, "accuracy": 1.0},
        ),
        0,
        "choose from the first of these",
    )
    budget_forms.chosen(
        choose(
            [],
            shown_pictures,
            shown_labels,
            {"bytes": 300, "multiply_adds": 200, "accuracy": 0.5},
        ),
        None,
        "choose from no model",
    )
### BEGIN HIDDEN TESTS
from hidden import budget_checks, budget_models

rng = check.rng("bill")
with grade("bill: other models", weight=1):
    budget_checks.bills(
        bill, [budget_models.model(rng, number) for number in range(len(budget_models.SHAPES))]
    )
with grade("choose: other models", weight=2):
    budget_checks.choices(choose, rng)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break. You have the file and the bill. What comes next is a model that keeps its budget, and a page about it.
#
# ## Pavel's network
#
# Noor has put 1,797 meter digits on the bench and has photographed them, 8 × 8 pixels each. Pavel trains with 1,000 of them, and keeps 797 back to judge. His network has 64 hidden values:
#
# %% role="read-only" id="bench"
bench, held = parted(0)


def trained(images, labels):
    """A network of 64 hidden values, trained for 300 steps, and what it reads."""
    torch.manual_seed(0)
    network = torch.nn.Sequential(
        torch.nn.Linear(64, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10)
    )
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    inputs = torch.tensor(images.reshape(-1, 64) / 16, dtype=torch.float32)
    for _ in range(300):
        some = torch.randint(0, len(inputs), (128,))
        loss = torch.nn.functional.cross_entropy(
            network(inputs[some]), torch.tensor(labels)[some]
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    def reads(pictures):
        with torch.no_grad():
            return (
                network(torch.tensor(pictures.reshape(-1, 64) / 16, dtype=torch.float32))
                .argmax(1)
                .numpy()
            )

    return reads

# %%
pavels = trained(*bench)
print("on the pictures that it was trained on:", (pavels(bench[0]) == bench[1]).mean())
print("on those kept back:                    ", (pavels(held[0]) == held[1]).mean().round(3))
numbers = 64 * 64 + 64 + 10 * 64 + 10
print("numbers:", numbers, "bytes, at 4 a number:", 4 * numbers)

# %% [markdown]
# 97 of 100, as he said, on pictures that it has never seen. But it takes 19,240 bytes and 4,810 multiply-adds, and there is room for 1,100 and 2,000. Noor has another worry: "On the bench each digit stands straight. In the cellar the wheels are turning. A digit may stand a pixel too high or too low." Three pictures of the same digit:
#
# %%
budget_figures.three_positions(held[0][4])

# %% [markdown]
# `cellar(images, labels)` makes of each picture these three, with their labels. What may enter at the edge is dark.
#
# %%
quiz(
    "Pavel's network reads 97 of 100 digits on the bench. How many in the cellar, where each of "
    "the three positions is as likely?",
    right="between 50 and 70",
    wrong={
        "about 95": "To the network each pixel is a number of its own. Moved by a row, nearly "
        "every number is another one.",
        "between 75 and 90": "Less. Of two pictures in three it has never seen the like.",
        "about 10": "That is guessing. A third of the pictures stands straight, and some of the "
        "others look familiar enough.",
    },
    because="Run the next cell.",
)

# %%
in_cellar = cellar(*held)
print("in the cellar:", (pavels(in_cellar[0]) == in_cellar[1]).mean().round(3))

# %% [markdown]
# That is the first thing lost, before a byte was saved: the held-back pictures were honest, and they were pictures *of the bench*. A smaller model of this kind, however well pruned and rounded, is a smaller model for the wrong pictures. So the training pictures are moved, too. `moved(images, 1)` moves each down by a row, `moved(images, -1)` up.
#
# ### Rounded at the end, or rounded all along
#
# 1,100 bytes are 275 numbers of 4 bytes, 1,100 weights of 8 bits, or about 2,000 of 4. Fewer bits give room for more weights. Here are networks whose files have about the same length, all of them trained in the same way on moved pictures (means over five draws of the 1,000):
#
# | hidden values | bits | rounded | bytes | in the cellar |
# |---|---|---|---|---|
# | 12 | 8 | at the end | 995 | 0.885 |
# | 25 | 4 | at the end | 1,084 | 0.90 |
# | 25 | 4 | all along | 1,084 | 0.93 |
# | 46 | 2 | at the end | 1,094 | 0.3 |
#
# "At the end" takes the finished weights and rounds them. "All along" rounds in the second half of the training already, so that the network feels it while it can still adapt (K13 and K13b). With 2 bits there are only four values, and no rounding at the end will do. The trick in one row: the weights that compute are rounded, and the gradient passes as if they weren't.
#
# %%
row = torch.tensor([0.8, -0.35, 0.11], requires_grad=True)
step = row.detach().abs().max() / 7  # 4 bits, symmetric: -7 to 7
rounded = (row / step).round() * step
used = row + (rounded - row).detach()  # the value of rounded, the gradient of row
used.square().sum().backward()
print(
    "used:", used.detach(), "\nwhole:", (row / step).round().detach(), "\ngradient:", row.grad
)

# %% [markdown]
# The gradient is twice `used`, and not 0, as it would be through `round` itself.
#
# ### Which weights may go
#
# The reader on battery has 550 multiply-adds. A network without mask has room for 7 hidden values: 7 · 64 + 10 · 7 + 17 = 535. It reads about 0.81 in the cellar, now a little more, now a little less: too near to 0.80. With a mask one may have 20 hidden values and keep the largest weights of each layer (K6): 360 of 1,280 and 130 of 200, say. Take them away little by little in the middle third of the training, and let the rest
# adapt: about 0.88. If the same weights are taken away in the last ten steps instead, it is 0.58.
#
# %%
weights = torch.tensor([[0.9, -0.05, 0.3], [-0.4, 0.02, -0.7]])
smallest = weights.abs().flatten().sort().values[weights.numel() - 4]  # keep four
print((weights.abs() >= smallest).int())

# %% [markdown]
# A mask that is multiplied in at *each* step keeps its weights at 0, whatever the optimiser's momentum does with those behind it.
#
# ## K19c · Deliver
# **Level 4 · 30 minutes · 3 points**
#
# Write `deliver(images, labels, device, seed)`, which trains a model for a device and returns its layers, in the form of K19a.
#
# - `images` (n, 8, 8) with pixels from 0 to 16 and `labels` (n,) are bench pictures. Each maker has a code for each of the ten marks on its wheels: labels are codes from 0 to 9, but which mark has which code differs from call to call. `device` is one of the two of Noor's, `MAINS` or `BATTERY`, and is handed over as a dict; `seed` is a whole number for your random numbers: the same arguments give the same model.
# - The bill of the model (K19b) is at most `device["bytes"]` and `device["multiply_adds"]`.
# - It reads at least the share `device["accuracy"]` of *other* pictures, as the cellar sees them (`cellar`).
# - Nothing that is handed over is changed. Only these pictures may be learnt from: not those of `budget_reader.py`, nor of a library.
#
# Any means will do. The tests call it with 1,000 pictures, drawn anew, judge with the 797 others (in some calls all of them are seen in a mirror, left and right exchanged), and look at nothing but the layers. The recipe of the hints reads from 0.90 to 0.95 for `MAINS` and from 0.84 to 0.91 for `BATTERY`, so luck isn't needed. A call of a second or two is plenty; a cell that takes minutes is stopped.
#
# <details><summary>Hint 1</summary>
#
# Begin with `MAINS`: 64 → 25 → 10, 4 bits, all pictures three times (moved by −1, 0 and 1), Adam with a learning rate of 0.05 that falls towards the end, 450 steps of 256 pictures. Rounding begins after half of the steps.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Train with pixels ÷ 16, as the reader sees them. After the last step each row's `scale` is its largest absolute weight ÷ the largest whole number, and the whole numbers are what `round` gives. Compare `read(layers, …)` with your network on the same pictures: they must agree but for a handful.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For `BATTERY` two masks more, in the loop: every ten steps from a quarter to two thirds of the training, new masks with a few weights fewer. If the bill is too high and the masks are right: did you say `"mask": True`? If the accuracy is near 0.1, a row may have lost all of its weights: a scale of 0 ÷ 0 is no number.
#
# </details>
#
# %% role="answer" id="deliver"
def deliver(images, labels, device, seed):
    """The layers of a model for this device, trained on these pictures."""
    ### BEGIN SOLUTION
    torch.manual_seed(seed)
    small = device["multiply_adds"] < 1000
    shapes, keep, top = (
        ([(20, 64), (10, 20)], (360, 130), 127) if small else ([(25, 64), (10, 25)], None, 7)
    )
    pictures = np.concatenate([moved(images, rows) for rows in (-1, 0, 1)])
    inputs = torch.tensor(pictures.reshape(-1, 64) / 16, dtype=torch.float32)
    targets = torch.tensor(np.tile(labels, 3))
    weights = [
        torch.nn.Parameter(torch.randn(shape) * (2 / shape[1]) ** 0.5) for shape in shapes
    ]
    biases = [torch.nn.Parameter(torch.zeros(shape[0])) for shape in shapes]
    masks = [torch.ones(shape) for shape in shapes]
    optimiser = torch.optim.Adam([*weights, *biases], lr=0.05)
    steps = 450
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.05, total_steps=steps)

    def whole(place):
        kept = (weights[place] * masks[place]).detach()
        scale = kept.abs().amax(1, keepdim=True).clamp_min(1e-3) / top
        return (kept / scale).round(), scale

    for step in range(steps):
        done = min(1.0, max(0.0, (step / steps - 0.25) * 2.4))
        for place, weight in enumerate(weights if keep and 0 < done and step % 10 == 0 else []):
            left = round(weight.numel() + (keep[place] - weight.numel()) * done)
            sizes = weight.detach().abs()
            masks[place] = (sizes >= sizes.flatten().sort().values[-left]).float()
        some = torch.randint(0, len(inputs), (256,))
        values = inputs[some]
        for place in (0, 1):
            used = weights[place] * masks[place]
            if step > steps // 2:
                rounded, scale = whole(place)
                used = used + (rounded * scale - used).detach()
            values = values @ used.T + biases[place]
            values = values.relu() if place == 0 else values
        loss = torch.nn.functional.cross_entropy(values, targets[some])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return [
        {
            "weights": whole(place)[0].numpy().astype(int),
            "bits": 8 if small else 4,
            "scale": whole(place)[1].numpy()[:, 0],
            "bias": biases[place].detach().numpy(),
            "relu": place == 0,
            "mask": small,
        }
        for place in (0, 1)
    ]
    ### END SOLUTION

# %% [markdown]
# Your own bill for both, and what they read in the cellar:
#
# %%
def delivered():
    said = []
    for name, device in (("MAINS", MAINS), ("BATTERY", BATTERY)):
        layers = deliver(*bench, device, 0)
        accuracy = (read(layers, in_cellar[0]) == in_cellar[1]).mean()
        said.append(f"{name}: {bill(layers)}, {accuracy:.3f} in the cellar; asked: {device}")
    return "\n    ".join(said)


settle("What do they cost, and what do they read?", "K19a to K19c", delivered)

# %% role="tests" id="deliver-tests" points=3
import budget_forms

grade = check.parts(3)
with grade("MAINS: reads well enough in the cellar"):
    seen_pictures, seen_labels, new_pictures, new_labels = budget_forms.drawn(1)
    given_back = budget_forms.delivery(
        deliver, seen_pictures, seen_labels, budget_forms.MAINS, 1
    )
    budget_forms.reads(given_back, new_pictures, new_labels, budget_forms.MAINS, "MAINS")
    once_more = budget_forms.delivery(
        deliver, seen_pictures, seen_labels, budget_forms.MAINS, 1
    )
    budget_forms.repeats(given_back, once_more, new_pictures)
### BEGIN HIDDEN TESTS
from hidden import budget_checks

rng = check.rng("deliver")
with grade("MAINS: other pictures, within the budget", weight=3):
    budget_checks.delivers(deliver, rng, budget_forms.MAINS, "MAINS")
with grade("BATTERY: other pictures, within the budget", weight=4):
    budget_checks.delivers(deliver, rng, budget_forms.BATTERY, "BATTERY")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Where is it worse?
#
# A mean hides. Pavel asks *which* digits the small model reads badly, and in which position: if all the errors were on one digit, the tenants whose meters show it would pay for them.
#
# %%
def where():
    layers = deliver(*bench, MAINS, 0)
    right = read(layers, in_cellar[0]) == in_cellar[1]
    digit = {label: right[in_cellar[1] == label].mean().round(2) for label in range(10)}
    position = right.reshape(3, -1).mean(axis=1).round(3)
    said = ", ".join(f"{label}: {share}" for label, share in digit.items())
    return f"{said}\n    too high, straight, too low: {position.tolist()}"


settle("Which digits, and where?", "K19c", where)

# %% [markdown]
# And how sure is the number? 797 digits were kept back, each seen in three positions. The three pictures of a digit hang together: if it is badly written, all three are hard. So what would be new in another cellar are *digits*, and an interval draws digits, each with its three pictures:
#
# %%
def how_sure():
    layers = deliver(*bench, MAINS, 0)
    right = (read(layers, in_cellar[0]) == in_cellar[1]).reshape(3, -1).mean(axis=0)
    rng = np.random.default_rng(0)
    means = right[rng.integers(0, len(right), (2000, len(right)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{right.mean():.3f}, from {low:.3f} to {high:.3f} (95 in 100)"


settle("How sure is the accuracy in the cellar?", "K19c", how_sure)

# %%
quiz(
    "The model for MAINS reads 0.94 of the held-back digits in the cellar's three positions, "
    "from 0.93 to 0.95. Which sentence may stand on the page?",
    right="Of digits like the bench's, moved by at most a pixel, about 94 in 100 are read rightly.",
    wrong={
        "In the cellars 94 in 100 digits are read rightly.": "Nobody has taken a picture in a "
        "cellar "
        "yet. Damp, dark and scratched glass weren't tried.",
        "Four-bit rounding costs nothing.": "It wasn't compared with the same network unrounded, "
        "on "
        "the same pictures.",
        "A meter with six digits is read rightly in 94 of 100 cases.": "All six must be right. "
        "If they failed independently that would be 0.94⁶, 69 in 100.",
    },
    because="A number holds for the pictures that it was measured on, and for one digit at a time.",
)

# %% [markdown]
# ## K20 · The page for the team
# **Level 3 · 25 minutes · 0 + 6 points**
#
# Noor, Pavel and Ines meet on Monday and have read nothing. They need one page: what was gained and lost, where, how it was measured, and what wasn't tried. Fill in the form first; it costs no points, and tells you whether the numbers of your page are those of the notebook (of your `deliver` for `MAINS`, with seed 0, trained on `bench`). Give accuracies with three places.
#
# %%
page = {
    "bytes": None,  # of the model for MAINS
    "multiply_adds": None,
    "cellar": None,  # its accuracy in the cellar
    "pavel_bench": None,  # accuracy of Pavel's network on the bench (held-back pictures)
    "pavel_cellar": None,  # and in the cellar
    "worst": None,  # the digit that the model for MAINS reads worst in the cellar
    "worst_read": None,  # and what share of it is read rightly
}

# %%
def form_is_right():
    layers = deliver(*bench, MAINS, 0)
    right = read(layers, in_cellar[0]) == in_cellar[1]
    digit = {label: float(right[in_cellar[1] == label].mean()) for label in range(10)}
    worst = min(digit, key=digit.get)
    worked_out = {
        **bill(layers),
        "cellar": float(right.mean()),
        "pavel_bench": float((pavels(held[0]) == held[1]).mean()),
        "pavel_cellar": float((pavels(in_cellar[0]) == in_cellar[1]).mean()),
        "worst": worst,
        "worst_read": digit[worst],
    }
    return budget_figures.agreement(page, worked_out)


settle("Does the form agree with the notebook?", "K19b and K19c", form_is_right)

# %% [markdown]
# Now the page: 150 to 250 words, numbers as they stand in the form. A number that contradicts the notebook costs the row it stands in both of its points. Whoever grades it uses this table, so use it before you hand it in.
#
# | criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Gained and lost** | one of the two only, or no numbers | bytes, multiply-adds and accuracy before and after | compared fairly: the same pictures before and after, Pavel's number on the bench told apart from the cellar's; and whether the budgets are kept |
# | **Where, and how measured** | neither | which digit or position is worst, or on which pictures it was measured | both, with how sure the number is, and that no picture served for training and for judging |
# | **Not tried, and what next** | nothing, or "more tests" | one thing that wasn't tried and could change the decision | two, of which one is about the cellar itself, and what result would stop the roll-out; no term that Ines would have to look up |
#
# Points: the sum of the rows.
#
# %% [markdown] role="essay" id="page-for-team" points=6
# ### BEGIN SOLUTION
# **The reader on a cable can have its model: it fits, and on the bench's digits it reads more than was asked.**
#
# **Gained and lost.** Pavel's network takes 19,240 bytes and 4,810 multiplications a digit. The new one takes 1,084 and 1,885, so it keeps to the 1,100 bytes and the 2,000 multiplications that there are. On straight digits Pavel's reads 97 of 100, the new one 95: that is the loss. But wheels turn. With each digit also a pixel too high and too low, Pavel's reads 61 of 100, and the new one 94.
# Most of that gain has nothing to do with size: the new one was trained on moved pictures, and Pavel's wasn't.
#
# **Where, and how measured.** On 797 digits that served neither for training nor for a choice, each in three positions: 0.939, and with other digits of the kind between 0.93 and 0.95. The 1 is read worst, 89 of 100, and 8 and 9 are hardly better; too high (93) is a little worse than straight (95).
#
# **Not tried.** No picture comes from a cellar: no damp, no scratched glass, no digit that stands half way between two. Nor did we train Pavel's large network on moved pictures, so we don't know what the size alone costs. Next: Noor's fifty test cellars for a week, each read by a person, too. If fewer than 87 of 100 digits agree, nothing is rolled out. A bill
# needs six digits, and of those all six are right in about 69 of 100 cases only; so until then Ines's desk asks the tenant whenever a reading jumps.
# ### END SOLUTION
#
# %% [markdown]
# ## Where this goes wrong at work
#
# **The mean was fine, and some classes weren't.** Pruned image networks are praised for losing hardly any accuracy with half of their weights gone. Five researchers looked at what the mean hides. They found that a small part of the pictures bears nearly all of the loss: rare and hard ones, such as those with several things in them. On portraits, a pruned network's errors grew most
# for the groups of people of whom there had been few examples. So ask where the loss is (K20), and not only how large.
# *Sources: Hooker, Courville, Clark, Dauphin and Frome, "What Do Compressed Deep Neural Networks Forget?", arXiv 1911.05248, 2019; Hooker, Moorosi, Clark, Bengio and Denton, "Characterising Bias in Compressed Models", arXiv 2010.03058, 2020.*
#
# **A few columns that broke eight bits.** Language models up to some billion parameters could be rounded to 8 bits without loss, row by row. With 6.7 billion the same method suddenly failed. The reason was found in a handful of columns of the activations whose values are up to twenty times as large as the others. They stretch the scale until all
# other values round to a few steps. Kept in 16 bits, about one value in a thousand, they do no harm, and the rest can have 8. What held for the small model didn't hold for the large one: measure again at each size.
# *Source: Dettmers, Lewis, Belkada and Zettlemoyer, "LLM.int8(): 8-bit Matrix Multiplication for Transformers at Scale", NeurIPS 2022.*
#
# **The small network whose rounding was ruin.** MobileNets were made for telephones. Yet when Google's researchers rounded the first of them to 8 bits with one scale for each layer, it no longer recognised anything (an accuracy near 0), while larger networks lost next to nothing. In its thin layers the channels differ in size by far, most of all after batch norm has been folded in, so
# that one scale for all leaves nothing of the small ones. A scale for each channel, or training with the rounding, brought it back. "Eight bits are harmless" had been true of other networks.
# *Source: Krishnamoorthi, "Quantizing deep convolutional networks for efficient inference: A whitepaper", arXiv 1806.08342, 2018.*
#
# %% [markdown]
# ## The whole unit on one picture
#
# Which tool when? First find out what is short (K1 to K3), then choose what saves *that*:
#
# %%
budget_figures.tools()

# %% [markdown]
# Read it by columns. If bytes are short, take bits; if multiply-adds are, take whole channels away, or zeros that somebody skips; if the waiting time of an answer is, look at what is computed twice (the cache), and at what waits (drafts, batches). Hollow circles are savings that depend on something: a kernel that skips zeros, a processor that computes with 8 bits, a draft that guesses well.
# And what is equal to the last bit should be tried first, since it costs no accuracy at all: folding, surgery against the masked model, the cache, and, in distribution, speculative decoding.
#
# ## Summary
#
# - Costs are counted: parameters, bytes, multiply-adds, bytes moved, tokens. Times are measured with a warm-up, in pairs, with an interval.
# - A smaller model is trained (distilled), cut (pruned, then rebuilt without the channels), factored (low rank), or rounded (fewer bits, with a scale for each row, calibrated or trained with the rounding).
# - Zeros save nothing until the format, and the code that reads it, skip them.
# - A server saves by not computing twice, by guessing ahead, and by never letting places stand empty.
# - A file has a form, a checksum, and a reader that refuses what is damaged.
# - The budget is kept by counting; the accuracy by pictures that served for nothing else, and that look like those of the device.
#
# Noor's question, and your answer, through the file and back:
#
# %%
def into_the_cellar():
    said = []
    for name, device in (("on a cable", MAINS), ("on a battery", BATTERY)):
        layers = deliver(*bench, device, 0)
        file = pack(layers)
        accuracy = (read(unpack(file), in_cellar[0]) == in_cellar[1]).mean()
        good = choose([layers], *in_cellar, device) == 0
        verdict = "may go" if good else "may not go"
        said.append(f"{name}: {len(file)} bytes, reads {accuracy:.3f} in the cellar, {verdict}")
    return "\n    ".join(said)


settle("Can I have it?", "K19a to K19c", into_the_cellar)

# %% [markdown]
# Not Pavel's network: it is seventeen times too large, and it had learnt the bench. What goes into the cellar was made for it.
