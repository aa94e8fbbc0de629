# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Fewer bits
#     minutes: 115
#     prerequisites: [03-pytorch/4-training]
#     summary: Weights and activations as small whole numbers; a layer in integer arithmetic, equal to the last bit; four bits in groups, and a mixture under a byte budget.
# ---

# %% [markdown]
# # Fewer bits
#
# Lindwater is a municipal water works. In each cellar a small reader with a camera is to read the digits of the water meter, on one battery for ten years. Pavel has trained the network: four layers, 6,722 numbers. Noor, who builds the reader, looks at the file and shakes her head:
#
# "26,888 bytes. I have **3,600** left. And the chip has no unit for floating-point numbers: whole numbers or nothing."
#
# Each of Pavel's numbers takes 32 bits. Could it do with 8? With 4? With 2? That is **quantisation**. Three questions, which your own functions answer in the last cells:
#
# 1. With whole numbers of 8 bits alone, how many more digits does the reader misread?
# 2. If each weight had 2 bits: what is lost, and what does training give back?
# 3. Do the weights fit into 3,600 bytes, and what does the reader misread then?
#
# After this lesson you can
#
# - put any tensor on a grid of whole numbers, and say what is lost where,
# - run a layer in integer arithmetic, and get the same bits as the simulation,
# - choose a range from data with outliers, train through rounding, pack 4 bits, and share out bytes between layers.
#
# You need NumPy, and from unit 03 a training loop and `nn.Module`. Plan two sittings of about an hour, with a break after K11.
#
# %% role="read-only" id="setup-bits"
import itertools
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import bits_figures
import bits_reader
from bits_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

torch.set_num_threads(1)
pictures, pavel = bits_reader.pavel()
test = pictures["test_images"], pictures["test_labels"]

# %% [markdown]
# `pavel` is a list of layers, each a pair of weight and bias. Between the layers stands ReLU, which makes negative numbers 0.
#
# %%
for weight, bias in pavel:
    print(
        f"weight {weight.shape[0]:2} × {weight.shape[1]}, "
        f"from {weight.min():+.2f} to {weight.max():+.2f}"
    )
numbers = sum(weight.size + bias.size for weight, bias in pavel)
print(f"{numbers:,} numbers, {4 * numbers:,} bytes as float32")
print(f"right: {bits_reader.share_right(pavel, *test):.3f} of {len(test[1])} test images")

# %% [markdown]
# ## A ruler with few marks
#
# Four bits tell 16 things apart. So lay a ruler with 16 marks, numbered 0 to 15, over the range of the numbers, and write down for each number only the nearest mark: its **code**. Two numbers describe the ruler. The **scale** is the distance between two marks. The **zero point** is the code of the real
# number 0.
#
# For numbers from −1 to 3 there are 15 steps between the first and the last mark, so the scale is 4/15 = 0.267. Zero lies 1/0.267 = 3.75 steps above the lower end. There is no mark 3.75. The ruler is moved a little, so that 0 falls *exactly* on mark 4:
#
# %%
scale, zero = 4 / 15, 4
marks = scale * (np.arange(16) - zero)
fig, ax = plt.subplots(figsize=(8, 1.6))
ax.plot(marks, np.zeros(16), "|", markersize=22, color="#0072B2")
for code, mark in enumerate(marks):
    ax.text(mark, 0.035, str(code), ha="center", color="#0072B2")
ax.plot([-0.9, 0.0, 0.4, 2.95], [-0.03] * 4, "^", color="#D55E00", label="four numbers")
ax.set(
    ylim=(-0.06, 0.07),
    yticks=[],
    xlabel="value",
    title="16 marks from -1.07 to 2.93; zero is mark 4",
)
ax.legend(loc="lower right")
plt.tight_layout()
plt.show()

# %% [markdown]
# Why exactly? Zeros are everywhere: ReLU makes them, padding is made of them, pruned weights are nothing else. If 0 came back as 0.07, a dark corner of the picture would shine, with every image, always to the same side.
#
# From number to code: divide by the scale, round, add the zero point. Back: subtract the zero point, multiply. The number 0.4 is 1.5 steps above zero. Up or down?
#
# %%
quiz(
    (
        "NumPy, torch and the standard for floating-point numbers round in the same way. "
        "What is printed?"
    ),
    runs="""
import numpy as np

print(np.rint([0.5, 1.5, 2.5, -0.5]).astype(int).tolist())
""",
    right="[0, 2, 2, 0]",
    wrong={
        "[1, 2, 3, 0]": (
            "That is rounding half up: every tie moves the sum upwards, and over thousands of"
            " numbers it adds up."
        ),
        "[1, 2, 3, -1]": (
            "That is rounding half away from zero, as in school. These libraries don't."
        ),
        "[0, 1, 2, 0]": "That cuts off.",
    },
    because=(
        "A half goes to the even neighbour: as often up as down. In this lesson all "
        "rounding is *half to even*."
    ),
)

# %% [markdown]
# Two traps lie between the numbers and the bits. A number beyond the last mark must stay on the last mark: it **saturates**. Whoever turns it into 8 bits first, and limits it then, gets this:
#
# %%
steps = np.array([12, 255, 256, 300])
print("8 bits, then limited:", steps.astype(np.uint8).clip(0, 255))
print("limited, then 8 bits:", steps.clip(0, 255).astype(np.uint8))

# %% [markdown]
# 300 became 44: the brightest point of the picture is dark. And on the way back codes of 8 bits don't know that there are numbers below 0:
#
# %%
codes = np.array([2, 4, 6], dtype=np.uint8)
print(codes - np.uint8(4))
print(codes.astype(np.int64) - 4)

# %% [markdown]
# There are two kinds of ruler:
#
# | kind of ruler | asymmetric | symmetric |
# |---|---|---|
# | codes, for 8 bits | 0 to 255 | −127 to 127 |
# | zero point | wherever 0 falls | 0 |
# | good for | activations after ReLU, which have one side | weights, which lie around 0 |
#
# The symmetric one gives away the code −128, so that both sides are alike. It is used once for each *row* of a weight, that is for each output (**per channel**): a row of small weights doesn't suffer from its neighbour's large ones.
#
# %%
two_rows = np.array([[0.01, -0.02, 0.015], [5.0, -1.0, 3.0]])
together = np.abs(two_rows).max() / 127
print("one scale for both rows:", np.rint(two_rows / together).astype(int).tolist())
each = np.abs(two_rows).max(axis=1, keepdims=True) / 127
print("one scale for each row: ", np.rint(two_rows / each).astype(int).tolist())


# %% [markdown]
# ## K10 · Affine quantisation
# **Level 2 · 18 minutes · 5 points**
#
# Write four functions. All rounding is half to even, and none of them changes its arguments.
#
# - `grid(low, high, bits=8, symmetric=False)` returns `(scale, zero)`, a number and a whole number, for values from `low` to `high` (`low <= high`) and 2 to 8 bits. First the range is widened, if need be, so that it holds 0.
#   - Asymmetric codes go from 0 to $2^{bits} - 1$. The scale is the width of the range over the number of steps between first and last code. `zero` is −low / scale, rounded.
#   - Symmetric codes go from $-(2^{bits-1} - 1)$ to $2^{bits-1} - 1$. `zero` is 0, and the scale takes the end that lies farther from 0 to the last code.
#   - If the widened range has no width, as for a tensor of zeros, return `(1.0, 0)`.
# - `quantise(x, scale, zero, first, last)` returns the codes of an array of floats: x / scale, rounded; then `zero` is added; then what lies outside is set to `first` or `last`. `x` has one axis or more, may be empty, and may hold numbers of any size, ±infinity among them. The result is an array of whole numbers with the
#   shape of `x`; its integer dtype is yours, as long as it holds the codes.
# - `dequantise(codes, scale, zero)` returns scale · (codes − zero), an array of `float64`. `codes` may be of any integer dtype, `uint8` and `int8` among them.
# - `quantise_rows(weight, bits=8)` puts each row of a weight on a symmetric grid of its own. A row is what lies at one place of the *first* axis: `weight` has two axes or more (a convolution's has four). Return `(codes, scales)`: codes in the shape of `weight`, and an array of floats with one scale for each row.
#
# *Example.* `grid(-1, 3, bits=4)` is (0.26667, 4), `grid(-1, 3, bits=4, symmetric=True)` is (0.42857, 0), and `grid(2, 3, bits=4)` is (0.2, 0), since the range must hold 0. `quantise` with scale 0.5, zero 3, first 0 and last 15 turns −0.6, −0.25, 0, 0.75 and 9 into 2, 3, 3, 5 and 15: −0.25 is half a step
# below zero and goes to the even 0, then 3 is added. `quantise_rows` with 3 bits turns the row 0.75, −1.5, 0.25 into 2, −3, 0 with the scale 0.5.
#
# <details><summary>Hint 1</summary>
#
# `min(low, 0.0)` widens one end. How many *steps* lie between 16 marks? `round` of Python rounds half to even, too, and gives a whole number.
#
# </details>
# <details><summary>Hint 2</summary>
#
# In `quantise` the order counts: `np.rint`, add, `np.clip`, and only then the whole numbers with `.astype`. If −0.25 gives 2 in the example, zero was added before rounding.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For rows, `weight.reshape(len(weight), -1)` has two axes whatever `weight` has. A row of zeros needs a scale that isn't 0. Scales of shape `(rows, 1)` meet the right numbers; at the end codes go back to `weight.shape`, and scales to one axis.
#
# </details>
#
# %% role="answer" id="affine"
def grid(low, high, bits=8, symmetric=False):
    """(scale, zero) of the grid for values from low to high."""
    ### BEGIN SOLUTION
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        return 1.0, 0
    if symmetric:
        return max(-low, high) / (2 ** (bits - 1) - 1), 0
    scale = (high - low) / (2**bits - 1)
    return scale, round(-low / scale)
    ### END SOLUTION


def quantise(x, scale, zero, first, last):
    """The codes of x, from first to last."""
    ### BEGIN SOLUTION
    return np.clip(np.rint(x / scale) + zero, first, last).astype(np.int64)
    ### END SOLUTION


def dequantise(codes, scale, zero):
    """The real numbers of the codes."""
    ### BEGIN SOLUTION
    return scale * (codes.astype(np.float64) - zero)
    ### END SOLUTION


def quantise_rows(weight, bits=8):
    """(codes, scales) with a symmetric grid for each row."""
    ### BEGIN SOLUTION
    rows = weight.reshape(len(weight), -1)
    scales = np.array([grid(row.min(), row.max(), bits, symmetric=True)[0] for row in rows])
    last = 2 ** (bits - 1) - 1
    return quantise(rows, scales[:, None], 0, -last, last).reshape(weight.shape), scales
    ### END SOLUTION


# %% role="tests" id="affine-tests" points=5
import bits_forms

grade = check.parts(5)
with grade("grids: zero has a mark, steps and not marks are counted", weight=2):
    bits_forms.grids(
        grid,
        [
            (-1.0, 3.0, 4, False, 4 / 15, 4),
            (-1.0, 3.0, 4, True, 3 / 7, 0),
            (2.0, 3.0, 4, False, 0.2, 0),
            (-3.0, -1.5, 2, False, 1.0, 3),
            (-3.0, -1.5, 3, True, 1.0, 0),
            (-0.5, 14.5, 4, False, 1.0, 0),
            (-1.5, 13.5, 4, False, 1.0, 2),
            (0.0, 0.0, 8, False, 1.0, 0),
            (0.0, 0.0, 5, True, 1.0, 0),
            (-1.0, 1.0, None, None, 2 / 255, 128),
            (-127.0, 5.0, None, True, 1.0, 0),
        ],
    )
with grade("codes: half to even, then zero, then the limits", weight=2):
    shown_x = np.array([-0.6, -0.25, 0.0, 0.75, 9.0, -7.0])
    bits_forms.codes(
        quantise,
        [
            (shown_x, 0.5, 3, 0, 15, [2, 3, 3, 5, 15, 0]),
            (shown_x, 0.5, 0, -3, 3, [-1, 0, 0, 2, 3, -3]),
            (
                np.array([[1e30, -1e30], [math.inf, -math.inf]]),
                0.5,
                1,
                0,
                255,
                [[255, 0], [255, 0]],
            ),
            (np.array([300.0, 128.0, -129.0]), 1.0, 0, -127, 127, [127, 127, -127]),
            (np.zeros((0, 2)), 0.5, 1, 0, 255, np.zeros((0, 2))),
        ],
    )
with grade("and back"):
    bits_forms.reals(
        dequantise,
        [
            (np.array([2, 3, 5, 15]), 0.5, 3, [-0.5, 0.0, 1.0, 6.0]),
            (np.array([[0, 250]], dtype=np.uint8), 0.5, 4, [[-2.0, 123.0]]),
            (np.array([-127, 127], dtype=np.int8), 2.0, 3, [-260.0, 248.0]),
        ],
    )
with grade("rows, each on its own grid"):
    shown_rows = np.array([[0.75, -1.5, 0.25], [0.0, 0.0, 0.0], [24.0, 8.0, -4.0]])
    bits_forms.rows(
        quantise_rows,
        [
            (shown_rows, 3, [[2, -3, 0], [0, 0, 0], [3, 1, 0]], [0.5, 1.0, 8.0]),
            (
                shown_rows.reshape(3, 1, 3, 1),
                3,
                [[[[2], [-3], [0]]], [[[0], [0], [0]]], [[[3], [1], [0]]]],
                [0.5, 1.0, 8.0],
            ),
            (np.array([[127.0, -64.0]]), None, [[127, -64]], [1.0]),
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import bits_worlds

rng_of_grids = check.rng("affine")
with grade("other grids", weight=2):
    bits_forms.grids(grid, bits_worlds.grids(rng_of_grids))
with grade("other codes, and back", weight=2):
    bits_forms.codes(quantise, bits_worlds.codes(rng_of_grids))
    bits_forms.reals(dequantise, bits_worlds.reals(rng_of_grids))
with grade("other rows"):
    bits_forms.rows(quantise_rows, bits_worlds.rows(rng_of_grids))
### END HIDDEN TESTS
grade.score()


# %% [markdown]
# Now look at it. The histogram shows the 3,072 weights of Pavel's first layer, the lines below it your grid, and the curve the error for 2 to 8 bits: the root of the mean squared difference between a weight and what comes back. Move the bits, and the share of the range that the grid covers.
#
# %%
def move_bits():
    weights = pavel[0][0]

    def on_grid(bits, cover):
        farthest = cover * np.abs(weights).max()
        scale, zero = grid(-farthest, farthest, bits, symmetric=True)
        last = 2 ** (bits - 1) - 1
        return scale, dequantise(quantise(weights, scale, zero, -last, last), scale, zero)

    bits_figures.bits_and_error(weights, on_grid)
    return "see the picture"


settle("Bits against error", "K10", move_bits)

# %% [markdown]
# - By how much does one more bit change the error, from 5 bits on?
# - With 2 bits there are three marks. Does the error fall or rise if the grid covers 60 in 100 of the range?
# - And with 8 bits?
#
# <details><summary>What you should have found</summary>
#
# One more bit halves it, nearly: the marks lie half as far apart. With 2 bits the error falls when the grid is narrower: nearly all weights lie near 0, where there was but one mark, and the few that saturate lose little. With 8 bits it rises: there the marks lie close enough, and only the saturation is left to see.
#
# </details>
#
# %% [markdown]
# ## Whole numbers all the way
#
# So far codes are a way to *store*. Noor's chip can't turn them back: it has no floats. It must multiply codes by codes. Take one output of a linear layer with two inputs. The real numbers are $s_x (x_k - z_x)$ and $s_w (w_k - z_w)$ with codes $x_k$, $w_k$. Then
#
# $$y = \sum_k s_x (x_k - z_x) \cdot s_w (w_k - z_w) + b = s_x s_w \Big( \underbrace{\sum_k (x_k - z_x)(w_k - z_w) + b / (s_x s_w)}_{\text{whole numbers}} \Big)$$
#
# The scales stand outside of the sum. Inside there are whole numbers, if the bias is rounded to whole steps of $s_x s_w$ beforehand. Multiply it out, and you see what fast kernels do; they take the sum of the plain products first and mend it afterwards:
#
# $$\sum_k (x_k - z_x)(w_k - z_w) = \underbrace{\sum_k x_k w_k}_{\text{plain}} - z_x \underbrace{\sum_k w_k}_{\text{known before}} - z_w \sum_k x_k + n\, z_x z_w$$
#
# With numbers: x = 7, 2 with $z_x = 3$, and w = 5, −1 with $z_w = 1$. Directly: 4·4 + (−1)·(−2) = 18. The other way:
#
# %%
x, w = np.array([7, 2]), np.array([5, -1])
print(
    "plain sum:", (x * w).sum(), " mended:", (x * w).sum() - 3 * w.sum() - 1 * x.sum() + 2 * 3 * 1
)

# %% [markdown]
# One product of two 8-bit codes has up to 16 bits, and a sum of hundreds of them more. So sums are kept in 32 bits:
#
# %%
quiz(
    "Arrays of 8 bits are multiplied with `@`. What comes out?",
    runs="""
import numpy as np

x = np.array([100, 100], dtype=np.int8)
print(x @ x)
""",
    right="32",
    wrong={
        "20000": "That is the true sum. NumPy keeps the dtype of what it multiplies: 8 bits.",
        "127": "Nothing saturates by itself: what doesn't fit is cut off.",
        "OverflowError": "Arrays of whole numbers overflow without a word.",
    },
    because=(
        "20,000 is 78 times 256, and 32. Of the sum only the lowest 8 bits are left, and "
        "nobody is told."
    ),
)

# %% [markdown]
# `float32` is no way out: it has 24 bits for the digits, and beyond 16,777,216 it skips odd numbers. A `float64` is exact up to 2⁵³.
#
# ### Back to 8 bits
#
# The sum has 32 bits, and the next layer wants codes of 8. In floats one would multiply by $s_x s_w / s_y$ and round. Without floats, this factor becomes a fraction: a whole **multiplier** over a power of two. Dividing by a power of two is a *shift*, which costs nothing. For 0.0123:
#
# %%
multipliers, shift = bits_reader.fixed_point(np.array([0.0123]))
print(multipliers, shift, multipliers[0] / 2**shift)

# %% [markdown]
# A sum of 1,000 should give 12.3, so 12. In whole numbers `>>` shifts to the right, that is it divides by a power of two and rounds *down*. What was cut off is the remainder:
#
# %%
product = 1000 * int(multipliers[0])
down, rest = product >> shift, product & ((1 << shift) - 1)
print(down, "and a rest of", round(rest / 2**shift, 3))
print("-5 >> 1 is", -5 >> 1, "and the rest", -5 & 1, "of 2: minus 2.5 lies between -3 and -2")


# %% [markdown]
# A rest of more than half rounds up, one of less than half stays, and one of exactly half goes to the even neighbour. The multiplier has up to 31 bits and the sum, too. So the product needs 64, and a `float64` with its 53 bits isn't enough here.
#
# ## K11 · A layer in whole numbers
# **Level 3 · 16 minutes · 5 points**
#
# Write two functions, which don't change their arguments. Both must be right to the last bit.
#
# - `int_sums(x, x_zero, w, w_zero, bias)` returns the sums of a linear layer: for image i and output o, $\sum_k (x_{ik} - z_x)(w_{ok} - z_w) + b_o$. `x` holds codes in `uint8`, of shape `(images, inputs)`; `w` codes in `int8`, of shape `(outputs, inputs)`; `bias` is `int32`, one for each output; the zero points are whole numbers
#   of the codes' range. Return an array in `int32`, of shape `(images, outputs)`. All results fit into it. There may be no images.
# - `requantise(sums, multipliers, shift, y_zero)` turns sums into codes of 8 bits: sum · multiplier / 2^shift, rounded half to even; then `y_zero` is added; then what lies outside is set to 0 or 255. `sums` is `int32` of shape `(images, outputs)`, `multipliers` `int32` and above 0, one for each output, `shift` a whole number from 1 to 60.
#   Return `uint8` in the shape of `sums`.
#
# *Example.* With x = [[7, 2]] and zero 3, w = [[5, −1], [0, 2]] with zero 1, and bias [10, −4], the sums are [[28, −9]]: 18 + 10, and 4·(−1) + (−1)·1 − 4. Multipliers [1, 1] and shift 1 make 14 and −4.5 of it, so 14 and −4; with `y_zero` 100 the codes are [[114, 96]].
#
# <details><summary>Hint 1</summary>
#
# `.astype(np.int64)` before anything is subtracted. `@` with which of the two turned?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `requantise` in arrays of `int64`: the product, `down = product >> shift`, the rest, and half = `1 << (shift - 1)`. Which products go one up? Those with a rest above half, and those with a rest of half whose `down` is odd.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A true or false counts as 1 or 0 when it is added. `&` and `|` between arrays of truths need brackets around each comparison. The limits come last, and then the dtype.
#
# </details>
#
# %% role="answer" id="int-layer"
def int_sums(x, x_zero, w, w_zero, bias):
    """The sums of a linear layer in int32."""
    ### BEGIN SOLUTION
    x, w = x.astype(np.int64) - x_zero, w.astype(np.int64) - w_zero
    return (x @ w.T + bias).astype(np.int32)
    ### END SOLUTION


def requantise(sums, multipliers, shift, y_zero):
    """Codes from 0 to 255 in uint8."""
    ### BEGIN SOLUTION
    product = sums.astype(np.int64) * multipliers
    down = product >> shift
    rest = product - (down << shift)
    half = 1 << (shift - 1)
    down += (rest > half) | ((rest == half) & (down % 2 == 1))
    return np.clip(down + y_zero, 0, 255).astype(np.uint8)
    ### END SOLUTION


# %% role="tests" id="int-layer-tests" points=5
import bits_forms

grade = check.parts(5)
with grade("sums: the example, no images, and codes at the ends of 8 bits", weight=2):
    shown_w = np.array([[5, -1], [0, 2]], dtype=np.int8)
    shown_b = np.array([10, -4], dtype=np.int32)
    full_x, full_w = np.full((1, 600), 255, dtype=np.uint8), np.full((2, 600), 127, dtype=np.int8)
    full_w[1] = -128
    bits_forms.sums(
        int_sums,
        [
            (np.array([[7, 2]], dtype=np.uint8), 3, shown_w, 1, shown_b, [[28, -9]]),
            (
                np.array([[0, 255], [255, 0]], dtype=np.uint8),
                255,
                shown_w,
                -2,
                shown_b,
                [[-1775, -514], [-245, -1024]],
            ),
            (np.zeros((0, 2), dtype=np.uint8), 3, shown_w, 1, shown_b, np.zeros((0, 2))),
            (full_x, 0, full_w, 0, np.array([1, -1], dtype=np.int32), [[19431001, -19584001]]),
        ],
    )
with grade("back to 8 bits: the example, halves, both limits", weight=2):
    one = np.ones(4, dtype=np.int32)
    bits_forms.recoded(
        requantise,
        [
            (np.array([[28, -9]], dtype=np.int32), one[:2], 1, 100, [[114, 96]]),
            (
                np.array([[2, 2], [6, 6]], dtype=np.int32),
                np.array([1, 3], dtype=np.int32),
                1,
                0,
                [[1, 3], [3, 9]],
            ),
            (
                np.array([[1, 3, -1, -3], [2, 6, 10, -6]], dtype=np.int32),
                one,
                1,
                7,
                [[7, 9, 7, 5], [8, 10, 12, 4]],
            ),
            (np.array([[2, 6, 10, -6]], dtype=np.int32), one * 3, 2, 7, [[9, 11, 15, 3]]),
            (
                np.array([[2000, -2000, 2**30, -(2**30)]], dtype=np.int32),
                one,
                3,
                7,
                [[255, 0, 255, 0]],
            ),
            (
                np.array([[2**31 - 1, 2**30 + 1]], dtype=np.int32),
                np.array([2**31 - 1, 2**30], dtype=np.int32),
                55,
                0,
                [[128, 32]],
            ),
            (np.zeros((0, 2), dtype=np.int32), one[:2], 1, 100, np.zeros((0, 2))),
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import bits_worlds

rng_of_layers = check.rng("int-layer")
with grade("sums of other layers", weight=2):
    bits_forms.sums(int_sums, bits_worlds.int_layers(rng_of_layers))
with grade("other sums, back to 8 bits", weight=2):
    bits_forms.recoded(requantise, bits_worlds.int_outputs(rng_of_layers))
### END HIDDEN TESTS
grade.score()


# %% [markdown]
# Pavel doesn't believe that the fraction is good enough. Your function against the simulation in floats, on a million sums of 24 bits:
#
# %%
def simulation():
    rng = np.random.default_rng(2)
    sums = rng.integers(-(2**23), 2**23, size=(1000, 1000)).astype(np.int32)
    factors = np.exp(rng.uniform(-13, -10, size=1000))
    wanted = np.clip(np.rint(sums * factors) + 100, 0, 255)
    multipliers, shift = bits_reader.fixed_point(factors)
    off = np.abs(requantise(sums, multipliers, shift, 100) - wanted)
    return f"{int((off > 0).sum())} of {off.size:,} codes differ, by at most {int(off.max())}"


settle("Fraction against float", "K11", simulation)

# %% [markdown]
# With 31 bits the fraction is so near to the factor that a code could differ only where a sum lies nearly on the border between two codes. What matters to Noor is another equality: the same whole numbers on her chip, on the server, and in the test. These are equal always.
#
# A good moment for a break. A layer runs in whole numbers. What comes next: which range its grid should cover, and what fewer than 8 bits do.
#
# ## Which range?
#
# A weight lies there to be looked at. The inputs of a layer don't: they depend on the image. So one runs some images through the network, notes what arrives at each layer, and chooses a range: **calibration**. The obvious range goes from the smallest to the largest. Then one afternoon the lamp of a reader flashes into the glass:
#
# %%
rng = np.random.default_rng(4)
activations = np.maximum(rng.normal(0.4, 0.5, size=4000), 0)
activations[17] = 60.0
for name, high in (
    ("smallest to largest", activations.max()),
    ("99.9 in 100 of them", np.percentile(activations, 99.9)),
):
    step = high / 255
    back = np.minimum(np.rint(activations / step), 255) * step
    wrong = (activations - back) ** 2
    marks = len(np.unique(np.rint(activations[activations < 2] / step)))
    print(
        f"{name}: 0 to {high:5.2f}, {marks} codes below 2, "
        f"error without the flash {math.sqrt(wrong[activations < 60].mean()):.4f}, "
        f"with it {math.sqrt(wrong.mean()):.4f}"
    )

# %% [markdown]
# A single value took nearly all marks for itself: nine codes were left for everything else. Cutting at a percentile gives them back, and costs the flash. Which error counts? That of the *answers*, in the end; the squared error of a layer's input is a cheap stand-in. In it the flash weighs (60 − 2)² / 4000, more than all the rest
# together. So there is no range that is always best:
#
# - **minmax** never saturates, and one outlier ruins it;
# - **percentile** forgets a fixed share, whatever it is;
# - **mse** tries several ranges and takes the one with the least squared error, on these data.
#
# One chooses for each layer. The catch is known from unit 04: who chooses by data has used them up. Ranges are made from calibration data, the method is chosen on validation data, and the test data say at the end, once, how good the reader is.
#
# %%
quiz(
    (
        'Pavel calibrates on the test images: "they have no labels in it, so nothing '
        'leaks." What is wrong?'
    ),
    right=(
        "The ranges fit these very images, so the error on them is smaller than on the next ones."
    ),
    wrong={
        "Nothing: without labels there is nothing to learn.": (
            "A range is learnt, too. It covers the brightest of *these* images, and others "
            "are brighter."
        ),
        "Test images are too few.": (
            "Were they many, they would still be the ones on which he wants to measure."
        ),
        "It is forbidden only for percentiles.": (
            "For minmax as well: no test value saturates, by construction."
        ),
    },
    because="Everything that is chosen by looking at data fits those data a little too well.",
)


# %% [markdown]
# ## K12 · Calibrate
# **Level 3 · 12 minutes · 4 points**
#
# Write two functions on top of those of K10. The grid is the asymmetric one; an *error* is the mean of the squared differences between the values and what comes back after `quantise` and `dequantise` on the grid of a range. Neither function changes its arguments.
#
# - `clip_range(values, method, bits=8)` returns `(low, high)`, two numbers. `values` is an array of any shape, not empty, without infinities.
#   - `"minmax"`: from the smallest value to the largest, widened so that the range holds 0.
#   - `"percentile"`: from the 0.1th to the 99.9th percentile (`np.percentile` as it is), widened so that the range holds 0.
#   - `"mse"`: of the twenty ranges k/20 · low to k/20 · high, with k = 1 to 20 and the minmax range's low and high, the one with the least error on `bits` bits.
#   - Any other method raises `ValueError`.
# - `choose_ranges(records, bits=8)` chooses a method for each layer. `records["calibration"]` and `records["validation"]` are dicts from a layer's name to an array of values, with the same names. For each layer make all three ranges from its calibration values. Choose the one with the least error on its *validation* values; if
#   several have exactly that, the first in the order minmax, percentile, mse. Return a dict from the layer's name to `(method, low, high)`. There may be further keys in `records`, such as `"test"`: they must not matter.
#
# *Example.* For the values 0, 1, 2, 3, 4 and 100 with 2 bits minmax is (0, 100); so is mse, since whatever is cut from the 100 weighs more than the rest. With 97 fours, two zeros, and one 9, percentile is (0, 8.505), minmax (0, 9), and mse at 2 bits (0, 5.85): its marks are 0, 1.95, 3.9 and 5.85, so the fours lose 0.1 each, and the 9 pays for it with 3.15.
#
# <details><summary>Hint 1</summary>
#
# A helper that widens a range and one that gives the error of a range save half of the lines. With 4 bits, which are the first and the last code?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `min(candidates, key=…)` keeps the *first* of equals. So order decides about ties: minmax first.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In `choose_ranges` three arrays are near, and each has one place: calibration values go into `clip_range`, validation values into the error, test values nowhere. If some layers choose minmax always, the error may be taken from the calibration values.
#
# </details>
#
# %% role="answer" id="calibrate"
def clip_range(values, method, bits=8):
    """(low, high) for the values, by one of three methods."""
    ### BEGIN SOLUTION
    if method not in ("minmax", "percentile", "mse"):
        raise ValueError(f"no method {method!r}")
    ends = (
        np.percentile(values, [0.1, 99.9])
        if method == "percentile"
        else (values.min(), values.max())
    )
    low, high = min(float(ends[0]), 0.0), max(float(ends[1]), 0.0)
    if method != "mse":
        return low, high
    narrower = [(low * k / 20, high * k / 20) for k in range(20, 0, -1)]
    return min(narrower, key=lambda one: range_error(values, *one, bits))
    ### END SOLUTION


def choose_ranges(records, bits=8):
    """For each layer the method, and its range, with the least error on validation values."""
    ### BEGIN SOLUTION
    chosen = {}
    for name, values in records["calibration"].items():
        ranges = [(way, *clip_range(values, way, bits)) for way in ("minmax", "percentile", "mse")]
        judged = records["validation"][name]
        chosen[name] = min(ranges, key=lambda one: range_error(judged, one[1], one[2], bits))
    return chosen


def range_error(values, low, high, bits):
    scale, zero = grid(low, high, bits)
    back = dequantise(quantise(values, scale, zero, 0, 2**bits - 1), scale, zero)
    return float(np.mean((values - back) ** 2))
    ### END SOLUTION


# %% role="tests" id="calibrate-tests" points=4
import bits_forms

grade = check.parts(4)
fours = np.array([4.0] * 97 + [0.0, 0.0, 9.0])
with grade("ranges: the examples", weight=2):
    bits_forms.ranges(
        clip_range,
        [
            (np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 100.0]]), "minmax", 2, 0.0, 100.0),
            (np.array([0.0, 1, 2, 3, 4, 100]), "mse", 2, 0.0, 100.0),
            (fours, "minmax", 2, 0.0, 9.0),
            (fours, "percentile", 2, 0.0, 8.505),
            (fours, "mse", 2, 0.0, 5.85),
            (-fours, "mse", 2, -5.85, 0.0),
            (fours + 1, "minmax", 4, 0.0, 10.0),
            (-fours - 1, "percentile", 4, -9.505, 0.0),
            (np.zeros(3), "mse", 4, 0.0, 0.0),
            (fours, "mse", None, 0.0, 9.0),
        ],
    )
with grade("another method"):
    bits_forms.refused(clip_range, (fours, "median", 2), "clip_range(values, 'median', 2)")
    bits_forms.refused(clip_range, (fours, "MSE", 2), "clip_range(values, 'MSE', 2)")
with grade("a method for each layer, on validation values", weight=2):
    shown_records = {
        "calibration": {"second": fours, "first": np.array([1.0, 2.0, 3.0]), "third": fours},
        "validation": {
            "second": np.array([4.0, 0.0, 4.0]),
            "first": np.array([3.0, 0.0]),
            "third": np.array([9.0, 9.0, 0.0]),
        },
    }
    shown_choice = {
        "second": ("mse", 0.0, 5.85),
        "first": ("minmax", 0.0, 3.0),
        "third": ("minmax", 0.0, 9.0),
    }
    bits_forms.choices(choose_ranges, shown_records, 2, shown_choice, "the visible records")
    with_test = {
        **shown_records,
        "test": {
            "second": np.array([8.5, 9.0]),
            "first": np.array([50.0]),
            "third": np.array([4.0]),
        },
    }
    bits_forms.choices(choose_ranges, with_test, 2, shown_choice, "the same with test values")
### BEGIN HIDDEN TESTS
from hidden import bits_worlds

rng_of_records = check.rng("calibrate")
with grade("ranges of other values", weight=2):
    bits_forms.ranges(clip_range, bits_worlds.ranges(rng_of_records))
with grade("other layers", weight=2):
    for planted_bits, planted_records, best_choice in bits_worlds.records(rng_of_records):
        bits_forms.choices(
            choose_ranges, planted_records, planted_bits, best_choice, "other records"
        )
### END HIDDEN TESTS
grade.score()


# %% [markdown]
# All pieces are there. Pavel's network in whole numbers: weights in rows of 8 bits, ranges by your choice from calibration images, sums in 32 bits, fractions between the layers. ReLU costs nothing: the output's range begins at 0, so what is below saturates at the code of 0. No image of the test is looked at before the end.
#
# %%
def ranges_of_layers():
    seen = bits_reader.inputs_of_layers(pavel, pictures["calibration_images"])
    names = [f"input of layer {number}" for number in range(len(pavel))] + ["output"]
    records = {
        "calibration": {name: some[:150] for name, some in zip(names, seen)},
        "validation": {name: some[150:] for name, some in zip(names, seen)},
    }
    return list(choose_ranges(records).values())


def whole_numbers(images, ranges):
    grids = [grid(low, high) for _, low, high in ranges]
    codes = quantise(images, *grids[0], 0, 255).astype(np.uint8)
    for number, (weight, bias) in enumerate(pavel):
        w, scales = quantise_rows(weight)
        (x_scale, x_zero), (y_scale, y_zero) = grids[number], grids[number + 1]
        steps = np.rint(bias / (x_scale * scales)).astype(np.int32)
        sums = int_sums(codes, x_zero, w.astype(np.int8), 0, steps)
        codes = requantise(sums, *bits_reader.fixed_point(x_scale * scales / y_scale), y_zero)
    return codes.argmax(axis=1)


def eight_bits():
    ranges = ranges_of_layers()
    right = (whole_numbers(test[0], ranges) == test[1]).mean()
    methods = ", ".join(method for method, _, _ in ranges)
    floats = bits_reader.share_right(pavel, *test)
    return f"chosen: {methods}\n    right: {right:.3f}, in floats {floats:.3f}"


settle("1. With whole numbers of 8 bits alone?", "K10, K11 and K12", eight_bits)

# %% [markdown]
# ## Training through a staircase
#
# Eight bits are nearly free. With two bits a weight is −1, 0 or 1 times its row's scale. Rounded after training, such a network reads poorly; you will see below. Can it learn to live with it? Round the weights *in each step of training*, look at the loss, and correct. That is **quantisation-aware training**. It has a catch:
#
# %%
quiz(
    "A weight of 0.7 goes through `torch.round`. Which gradient reaches it?",
    runs="""
import torch

weight = torch.tensor(0.7, requires_grad=True)
(5 * torch.round(weight)).backward()
print(weight.grad.item())
""",
    right="0.0",
    wrong={
        "5.0": ("That is what one would wish. But a small move of 0.7 doesn't change round(0.7)."),
        "3.5": "No: 5 · 0.7 would be the value without rounding.",
        "RuntimeError": "`torch.round` has a derivative, and torch knows it.",
    },
    because=(
        "A staircase is flat nearly everywhere. The true gradient is 0, and nothing is learnt."
    ),
)

# %% [markdown]
# So one cheats. On the way forward the value is rounded; on the way back the gradient passes as if there had been no staircase. That is the **straight-through estimator**. In torch `.detach()` cuts a value off from its gradient. With a function that keeps only the sign:
#
# %%
w = torch.tensor([0.7, -0.2], requires_grad=True)
sign = (
    w + (torch.sign(w) - w).detach()
)  # forward: w + sign − w = sign; backward: only the first w counts
(sign * torch.tensor([5.0, 3.0])).sum().backward()
print(sign.detach(), w.grad)


# %% [markdown]
# Beyond the last mark it's different: there the value is stuck at the mark, and the gradient should be 0, or it would grow on and on. `torch.clamp` does that by itself.
#
# For activations the range must be learnt as well: the module watches the batches of training and keeps a running range. In evaluation the range is *frozen*. If it weren't, an image's digits would depend on the other images of its batch, and a tester who runs the validation images through would have calibrated on them.
#
# ## K13 · A quantiser to train with
# **Level 3 · 10 minutes · 2 points**
#
# Write the class `FakeQuantise(nn.Module)`, which puts values on a symmetric grid and gives back floats.
#
# - `FakeQuantise(bits=8, momentum=0.1)` has one buffer, `largest`, a tensor without axes, 0 at the start, and no parameters.
# - In training mode a batch `x` first moves it: m is the largest |x| of the batch. If `largest` is 0 it becomes m, else it moves by `momentum` · (m − `largest`). No gradient flows into it or through it.
# - In evaluation mode `largest` stays as it is.
# - Then the output: with the scale s = `largest` / (2^(bits−1) − 1) it is s · round(x / s), where x is first limited to −`largest` … `largest`; in the shape and dtype of `x`. While `largest` is 0, the output is `x` itself.
# - The gradient of the output by `x` is 1 where |x| ≤ `largest`, and 0 elsewhere.
# - `x` isn't changed.
#
# *Example.* With 3 bits, the first batch of training 0.75, −1.5, 0.25 sets `largest` to 1.5, so s is 0.5, and the output is 1, −1.5, 0. A second batch 2.5, 0.5 moves `largest` to 1.6: s is 0.533, the output 1.6 and 0.533, with the gradients 0 and 1.
#
# <details><summary>Hint 1</summary>
#
# `register_buffer` takes a name and a first tensor; what starts at 0 has seen nothing yet. Under `torch.no_grad()` move it in place, or give `self.largest` a new tensor without gradient.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `torch.clamp` first, with gradient. Then the rounded value takes the place of the limited one, as in the cell with the sign.
#
# </details>
#
# %% role="answer" id="fake-quantise"
class FakeQuantise(nn.Module):
    """Values on a symmetric grid, with gradients as if there were none."""

    def __init__(self, bits=8, momentum=0.1):
        super().__init__()
        ### BEGIN SOLUTION
        self.last, self.momentum = 2 ** (bits - 1) - 1, momentum
        self.register_buffer("largest", torch.tensor(0.0))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        if self.training:
            with torch.no_grad():
                m = x.abs().max()
                self.largest += (m - self.largest) * (self.momentum if self.largest > 0 else 1)
        if self.largest == 0:
            return x
        largest = float(self.largest)
        scale = largest / self.last
        limited = x.clamp(-largest, largest)
        return limited + (torch.round(limited / scale) * scale - limited).detach()
        ### END SOLUTION


# %% role="tests" id="fake-quantise-tests" points=2
import bits_forms

grade = check.parts(2)
first_batch, second_batch = [0.75, -1.5, 0.25], [2.5, 0.5]
with grade("the example: values and the running range"):
    bits_forms.fake(
        FakeQuantise,
        {"bits": 3},
        [
            {
                "x": first_batch,
                "train": True,
                "output": [1.0, -1.5, 0.0],
                "gradient": [1.0, 1.0, 1.0],
                "largest": 1.5,
            },
            {
                "x": second_batch,
                "train": True,
                "output": [1.6, 1.6 / 3],
                "gradient": [0.0, 1.0],
                "largest": 1.6,
            },
        ],
        parts="values",
    )
with grade("the example: gradients"):
    bits_forms.fake(
        FakeQuantise,
        {"bits": 3},
        [
            {
                "x": first_batch,
                "train": True,
                "output": [1.0, -1.5, 0.0],
                "gradient": [1.0, 1.0, 1.0],
                "largest": 1.5,
            },
            {
                "x": second_batch,
                "train": True,
                "output": [1.6, 1.6 / 3],
                "gradient": [0.0, 1.0],
                "largest": 1.6,
            },
        ],
        parts="gradients",
    )
with grade("evaluation: frozen, also before any training"):
    bits_forms.fake(
        FakeQuantise,
        {"bits": 3},
        [
            {
                "x": [3.0, -0.3],
                "train": False,
                "output": [3.0, -0.3],
                "gradient": [1.0, 1.0],
                "largest": 0.0,
            },
            {
                "x": [[0.0, 0.0]],
                "train": True,
                "output": [[0.0, 0.0]],
                "gradient": [[1.0, 1.0]],
                "largest": 0.0,
            },
            {
                "x": first_batch,
                "train": True,
                "output": [1.0, -1.5, 0.0],
                "gradient": [1.0, 1.0, 1.0],
                "largest": 1.5,
            },
            {
                "x": second_batch,
                "train": False,
                "output": [1.5, 0.5],
                "gradient": [0.0, 1.0],
                "largest": 1.5,
            },
        ],
    )
    bits_forms.fake(
        FakeQuantise,
        {},
        [
            {
                "x": [127.0, -0.5, 1.5],
                "train": True,
                "output": [127.0, 0.0, 2.0],
                "gradient": [1.0, 1.0, 1.0],
                "largest": 127.0,
            },
            {
                "x": [27.0],
                "train": True,
                "output": [117 / 127 * 29],
                "gradient": [1.0],
                "largest": 117.0,
            },
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import bits_worlds

rng_of_batches = check.rng("fake-quantise")
with grade("other batches, bits and momenta", weight=3):
    for planted_settings, planted_steps, loaded in bits_worlds.batches(rng_of_batches):
        bits_forms.fake(FakeQuantise, planted_settings, planted_steps, start=loaded)
    in_float32 = {"x": np.array([0.75, -1.5, 0.25]), "train": False, "largest": 1.5}
    in_float32 |= {"output": np.array([1.0, -1.5, 0.0]), "gradient": np.ones(3)}
    bits_forms.fake(FakeQuantise, {"bits": 3}, [in_float32], start=1.5, double=False)
### END HIDDEN TESTS
grade.score()


# %% [markdown]
# ### Two bits, rounded afterwards
#
# %%
def rounded(bits):
    coded = [(*quantise_rows(weight, bits), bias) for weight, bias in pavel]
    back = [(scales[:, None] * codes, bias) for codes, scales, bias in coded]
    return bits_reader.share_right(back, *test)


settle(
    "8, 4, 3 and 2 bits, rounded after training?",
    "K10",
    lambda: ", ".join(f"{rounded(b):.3f}" for b in (8, 4, 3, 2)),
)


# %% [markdown]
# With three marks a row, one large weight decides where they lie, and nearly all others become 0. Three levers help in training:
#
# - the straight-through estimator, so that weights move at all;
# - a scale that fits most weights instead of the largest, such as 1.4 times the mean of |w| in the row, worked out anew in each step;
# - a learning rate that falls towards the end: weights near the border between two codes jump to and fro, and calm down only when the steps get small.
#
# The float weights are kept all the time and do the moving. Only at the end the codes are taken from them.
#
# ## K13b · Train it back
# **Level 4 · 14 minutes · 3 points**
#
# Write `retrain(layers, images, labels, bits=2)`.
#
# - `layers` is a trained network as a list of `(weight, bias)` in `float64`, with ReLU between the layers, as `pavel` is. `images` is an array of shape `(n, 64)`, values from 0 to 1, `labels` the digits.
# - Return a list with `(codes, scales, bias)` for each layer, in order: `codes` an array of whole numbers in the weight's shape, from $-(2^{bits-1} - 1)$ to $2^{bits-1} - 1$; `scales` an array of floats, one for each row, above 0 even where all weights of a row are 0 (after pruning, say); `bias` an array of floats, one for each output.
# - The network with weights scales · codes reads *other* images nearly as well as the float network: of 100 images it gets at most 7 fewer right. This is measured on hidden images, for networks of other widths and depths with `bits=2`, and for one of them with `bits=4`.
# - The arguments aren't changed. Any recipe is accepted, and the number of steps is yours; a hundred are enough.
#
# *Example.* Pavel's network is right for about 97 of 100 test images. Rounded to 2 bits after training it is right for little more than half of them. A hundred steps with rounding bring it back to about 96.
#
# <details><summary>Hint 1</summary>
#
# `torch.tensor(weight, dtype=torch.float32, requires_grad=True)` copies, and can be trained. Put all weights and biases into one list for `torch.optim.Adam` with a learning rate of 0.01. The loss is `F.cross_entropy(outputs, labels)` over all images.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Write a helper that returns codes and scales for a weight, from `w.detach()`: it serves in each step and at the end. `w + (scale * codes - w).detach()` is what the images meet. `.clamp_min(1e-8)` gives a row of zeros a scale above 0.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)` lets the rate fall; call its `step()` after the optimiser's. If the result is far off, look whether the codes that you return come from the weights *after* the last step.
#
# </details>
#
# %% role="answer" id="retrain"
def retrain(layers, images, labels, bits=2):
    """[(codes, scales, bias), …] of a network that was trained with rounded weights."""
    ### BEGIN SOLUTION
    last, steps = 2 ** (bits - 1) - 1, 100
    weights = [torch.tensor(w, dtype=torch.float32, requires_grad=True) for w, _ in layers]
    biases = [torch.tensor(b, dtype=torch.float32, requires_grad=True) for _, b in layers]
    x, y = torch.tensor(images, dtype=torch.float32), torch.tensor(labels)

    def coded(w):
        scale = (1.4 / last * w.detach().abs().mean(1, keepdim=True)).clamp_min(1e-8)
        return torch.round(w.detach() / scale).clamp(-last, last), scale

    optimiser = torch.optim.Adam(weights + biases, lr=0.01)
    slower = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(steps):
        h = x
        for number, (w, b) in enumerate(zip(weights, biases)):
            codes, scale = coded(w)
            h = (torch.relu(h) if number else h) @ (w + (codes * scale - w).detach()).T + b
        optimiser.zero_grad()
        F.cross_entropy(h, y).backward()
        optimiser.step()
        slower.step()
    pairs = [coded(w) for w in weights]
    return [
        (
            codes.numpy().astype(np.int64),
            scale.flatten().double().numpy(),
            b.detach().double().numpy(),
        )
        for (codes, scale), b in zip(pairs, biases)
    ]
    ### END SOLUTION


# %% role="tests" id="retrain-tests" points=3
import bits_forms

grade = check.parts(3)
with grade("two bits for Pavel's network"):
    bits_forms.trained_back(retrain, pavel, pictures, {"bits": 2}, "Pavel's network")
### BEGIN HIDDEN TESTS
from hidden import bits_worlds

rng_of_networks = check.rng("retrain")
with grade("two bits for other networks", weight=2):
    for number, (planted_network, planted_pictures) in enumerate(
        bits_worlds.networks(rng_of_networks)
    ):
        bits_forms.trained_back(
            retrain,
            planted_network,
            planted_pictures,
            {},
            f"network {number + 1}, with {len(planted_network)} layers",
        )
with grade("four bits, too"):
    planted_network, planted_pictures = bits_worlds.networks(check.rng("retrain"))[1]
    bits_forms.trained_back(
        retrain,
        planted_network,
        planted_pictures,
        {"bits": 4},
        f"a network with {len(planted_network)} layers and bits=4",
    )
### END HIDDEN TESTS
grade.score()


# %%
def two_bits():
    coded = retrain(pavel, pictures["train_images"], pictures["train_labels"], 2)
    back = [(scales[:, None] * codes, bias) for codes, scales, bias in coded]
    trained, floats = (bits_reader.share_right(network, *test) for network in (back, pavel))
    return f"rounded afterwards {rounded(2):.3f}, trained {trained:.3f}, floats {floats:.3f}"


settle("2. What do 2 bits lose, and what does training give back?", "K10 and K13b", two_bits)

# %% [markdown]
# What the numbers don't say: that two bits are always enough. These are small images and ten classes.
#
# ## Two to a byte
#
# The smallest thing that a computer stores by itself is a byte, 8 bits. Two codes of 4 bits (a **nibble** each) share one: the first in the lower half, the second in the upper half. A nibble holds 0 to 15, and codes from −7 to 7 have signs; so one stores code + 8.
#
# | column | 0 | 1 | 2 |
# |---|---|---|---|
# | code | 5 | −7 | 0 |
# | code + 8 | 13 | 1 | 8 |
# | byte | 13 + 16 · 1 = 29 | (the same) | 8 + 16 · 0 = 8 |
#
# Taking apart is what `&` and `>>` are for:
#
# %%
byte = np.array([29, 8], dtype=np.uint8)
print(
    "bits:", [f"{one:08b}" for one in byte], "lower halves:", byte & 15, "upper halves:", byte >> 4
)

# %%
quiz(
    "Codes + 8 are 3 in column 0 and 12 in column 1. Which byte is it?",
    number=195,
    wrong={
        60: (
            "3 · 16 + 12: that has the first column in the upper half. Swapped nibbles fit in"
            " shape and size, and every weight is its neighbour's."
        ),
        15: "3 + 12: both codes in the same four bits can't be told apart again.",
    },
    because="3 + 16 · 12 = 195.",
)


# %% [markdown]
# With 15 marks a whole row is much for one scale: its largest weight rules over all others. So language models on laptops use a scale for each **group** of 32 or so neighbouring columns. Groups cost bytes: a float32 scale for 32 weights is one more bit for each weight. The last group of a row is shorter where the columns don't divide.
#
# ## K14 · Four bits in groups
# **Level 3 · 12 minutes · 3 points**
#
# Write three functions, which don't change their arguments. `weight` is a `float64` array of shape `(rows, columns)`, with at least one of each. In each row, columns 0 to group − 1 are the first group, the next `group` columns the second, and so on; the last may be shorter. `group` is at least 1, and may be odd or larger than the row.
#
# - `pack(weight, group=32)` returns `(packed, scales)`. Each group has the scale max |w| / 7, or 1.0 if all its weights are 0; its codes are w / scale, rounded half to even. `scales` is a float array of shape `(rows, groups)`. `packed` is `uint8`, of shape `(rows, columns / 2 rounded up)`: code + 8 of columns 0, 2, 4, … in the lower halves, of
#   columns 1, 3, 5, … in the upper halves of bytes 0, 1, 2, … of the row. Where no column is left for an upper half, it is 0.
# - `unpack(packed, scales, columns, group=32)` returns the weights that come back, `float64` of shape `(rows, columns)`: scale · code.
# - `group_errors(weight, packed, scales, group=32)` returns a float array of shape `(rows, groups)`: for each group the mean of the squared differences between its weights and what comes back, over the columns that it has.
#
# *Example.* The row 2.5, −3.5, 0.2, 1.4 with `group=3` has the groups 2.5, −3.5, 0.2 with the scale 0.5, and 1.4 with the scale 0.2. The codes are 5, −7, 0 and 7, the bytes 29 and 8 + 16 · 15 = 248. The errors are 0.04 / 3 = 0.01333 and 0.
#
# <details><summary>Hint 1</summary>
#
# `np.arange(columns) // group` is the group of each column. `np.repeat(scales, group, axis=1)[:, :columns]` gives each column its scale.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `nibbles[:, 0::2]` are the even columns and `nibbles[:, 1::2]` the odd ones. If columns are odd, one column of zeros beside the *nibbles* makes them even.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A byte has no sign: make it a larger integer before 8 is subtracted. For errors of short groups a loop over `range(0, columns, group)` is safest: a slice past the end is simply shorter.
#
# </details>
#
# %% role="answer" id="nibbles"
def pack(weight, group=32):
    """(packed, scales) with 4 bits a weight and a scale for each group."""
    ### BEGIN SOLUTION
    columns = weight.shape[1]
    starts = range(0, columns, group)
    scales = np.stack(
        [np.abs(weight[:, start : start + group]).max(axis=1) / 7 for start in starts], axis=1
    )
    scales[scales == 0] = 1.0
    codes = np.rint(weight / np.repeat(scales, group, axis=1)[:, :columns]).clip(-7, 7)
    nibbles = (codes + 8).astype(np.uint8)
    if columns % 2:
        nibbles = np.pad(nibbles, ((0, 0), (0, 1)))
    return nibbles[:, 0::2] | (nibbles[:, 1::2] << 4), scales
    ### END SOLUTION


def unpack(packed, scales, columns, group=32):
    """The weights that come back."""
    ### BEGIN SOLUTION
    halves = np.stack([packed & 15, packed >> 4], axis=2).reshape(len(packed), -1)
    codes = halves[:, :columns].astype(np.float64) - 8
    return codes * np.repeat(scales, group, axis=1)[:, :columns]
    ### END SOLUTION


def group_errors(weight, packed, scales, group=32):
    """The mean squared error of each group."""
    ### BEGIN SOLUTION
    squares = (weight - unpack(packed, scales, weight.shape[1], group)) ** 2
    starts = range(0, weight.shape[1], group)
    return np.stack([squares[:, start : start + group].mean(axis=1) for start in starts], axis=1)
    ### END SOLUTION


# %% role="tests" id="nibbles-tests" points=3
import bits_forms

grade = check.parts(3)
shown_row = np.array([[2.5, -3.5, 0.2, 1.4]])
five_columns = np.array(
    [[7.0, 3.5, -2.5, 0.0, 0.0], [-14.0, 1.0, 2.0, -0.25, 1.75]]
)  # two rows; the last of three groups is short
five_packed, five_scales = (
    [[207, 129, 8], [129, 127, 15]],
    [[1.0, 2.5 / 7, 1.0], [2.0, 2 / 7, 0.25]],
)
with grade("packed: the example, a short group, an odd column, a group of zeros"):
    bits_forms.packed(
        pack,
        [
            (shown_row, 3, [[29, 248]], [[0.5, 0.2]]),
            (five_columns, 2, five_packed, five_scales),
            (np.array([[3.5], [0.0]]), None, [[15], [8]], [[0.5], [1.0]]),
        ],
    )
with grade("and back"):
    bits_forms.unpacked(
        unpack,
        [
            ([[29, 248]], [[0.5, 0.2]], 4, 3, [[2.5, -3.5, 0.0, 1.4]]),
            (
                five_packed,
                five_scales,
                5,
                2,
                [[7.0, 4.0, -2.5, 0.0, 0.0], [-14.0, 0.0, 2.0, -2 / 7, 1.75]],
            ),
            ([[15], [8]], [[0.5], [1.0]], 1, None, [[3.5], [0.0]]),
        ],
    )
with grade("errors by group"):
    bits_forms.errors(
        group_errors,
        [
            (shown_row, [[29, 248]], [[0.5, 0.2]], 3, [[0.04 / 3, 0.0]]),
            (
                five_columns,
                five_packed,
                five_scales,
                2,
                [[0.125, 0.0, 0.0], [0.5, (2 / 7 - 0.25) ** 2 / 2, 0.0]],
            ),
            (np.array([[3.0], [0.5]]), [[15], [8]], [[0.5], [1.0]], None, [[0.25], [0.25]]),
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import bits_worlds

rng_of_groups = check.rng("nibbles")
with grade("other weights, packed", weight=2):
    bits_forms.packed(pack, bits_worlds.weights_to_pack(rng_of_groups))
with grade("other bytes, and back", weight=2):
    bits_forms.unpacked(unpack, bits_worlds.bytes_to_unpack(rng_of_groups))
with grade("errors of other groups"):
    bits_forms.errors(group_errors, bits_worlds.groups_with_errors(rng_of_groups))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Not all layers alike
#
# Some layers bear rough weights, others don't. So each may have its own number of bits: **mixed precision**. For each layer and each choice one notes two numbers: how many bytes it takes, and how large the error is that it adds. What is left is a puzzle: one choice for each layer, the bytes within the budget, and the errors, added up, small enough.
#
# | layer | 2 bits | 4 bits | 8 bits |
# |---|---|---|---|
# | a | 10 bytes, error 6 | 20 bytes, error 3 | 40 bytes, error 0 |
# | b | 10 bytes, error 9 | 20 bytes, error 1 | 40 bytes, error 0 |
#
# The wrong turn is to go step by step: "always take the step that wins most error for a byte". With 50 bytes and an error of at most 6, the first such step takes b to 4 bits (8 for 10 bytes), the next takes a to 4 bits (3 for 10 bytes): 40 bytes, error 4. Fine, this time. Now let layer c have 10 bytes and error 9, or 20 and 4, layer d 10 bytes and error 9, or 30 and 0; 40 bytes
# and an error of 9 are allowed. The first step takes c to 4 bits (5 for 10 bytes, d would win 9 for 20). That makes 30 bytes, d's step needs 20 more, and the error stays at 13. But c on 2 bits and d on 4 take 40 bytes, and have an error of 9: the first step would have to be taken back. With few layers you can afford to try all:
#
# %%
for choice in itertools.product([2, 4], [2, 8]):
    print(choice, end=" ")


# %% [markdown]
# ## K14b · Mixed precision
# **Level 3 · 8 minutes · 2 points**
#
# Write `mix_bits(options, budget, most)`. `options` is a dict from a layer's name to a dict from a number of bits to `(bytes, error)`: a whole number and any number, both from 0 on. More bits don't always take more bytes, nor always give less error. Return a dict from each layer's name to one of its numbers of bits, such that the bytes add up to at most `budget` and the errors to at most
# `most`; exactly as much is allowed. Any such choice is accepted. If there is none, return `None`. `options` isn't changed. There are at most 8 layers with at most 4 choices each. Without layers the result is `{}`.
#
# *Example.* With the table above `mix_bits(table, 40, 4)` is `{"a": 4, "b": 4}`. For 50 bytes and an error of 6 either `{"a": 4, "b": 4}` or `{"a": 2, "b": 8}` will do, and for 50 bytes and an error of 0 it is `None`.
#
# <details><summary>Hint 1</summary>
#
# 4 choices for each of 8 layers are 65,536 cases: well below a second. `itertools.product(*lists)` goes through them.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `dict(zip(names, choice))` makes the result; the two sums are over the layers. Return inside of the loop, and `None` after it.
#
# </details>
#
# %% role="answer" id="mix-bits"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    ### BEGIN SOLUTION
    for choice in itertools.product(*options.values()):
        taken = [options[name][bits] for name, bits in zip(options, choice)]
        if sum(size for size, _ in taken) <= budget and sum(error for _, error in taken) <= most:
            return dict(zip(options, choice))
    return None
    ### END SOLUTION


# %% role="tests" id="mix-bits-tests" points=2
import bits_forms

grade = check.parts(2)
table = {
    "a": {2: (10, 6.0), 4: (20, 3.0), 8: (40, 0.0)},
    "b": {2: (10, 9.0), 4: (20, 1.0), 8: (40, 0.0)},
}
with grade("the table: what can be had"):
    bits_forms.mixtures(
        mix_bits,
        [
            (table, 40, 4.0, True),
            (table, 50, 6.0, True),
            (table, 60, 1.0, True),
            (table, 80, 0.0, True),
            (table, 20, 15.0, True),
        ],
    )
with grade("the table: what can't be had, and no layers"):
    bits_forms.mixtures(
        mix_bits,
        [
            (table, 50, 0.0, False),
            (table, 19, 99.0, False),
            (table, 39, 4.0, False),
            (table, 40, 3.5, False),
            ({}, 0, 0.0, True),
            ({"a": {8: (5, 1.0)}}, 5, 1.0, True),
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import bits_worlds

rng_of_mixtures = check.rng("mix-bits")
with grade("other tables", weight=2):
    bits_forms.mixtures(mix_bits, bits_worlds.mixtures(rng_of_mixtures))
### END HIDDEN TESTS
grade.score()


# %% [markdown]
# Noor has 3,600 bytes. The biases stay floats and take 520 of them. For the weights of each layer there are two ways: 4 bits in groups of 32, or 2 bits with a scale for each row. The error is the mean squared difference in the layer's sums, on calibration images. How small can the sum of errors become within the budget? Your
# function finds a choice below a bound, or none. So ask it with one bound after the other, each in the middle of what is still open:
#
# %%
def layer_options():
    options, backs = {}, {}
    inputs = bits_reader.inputs_of_layers(pavel, pictures["calibration_images"])
    for number, (weight, _) in enumerate(pavel):
        packed, groups = pack(weight)
        codes, scales = quantise_rows(
            weight
            * np.minimum(
                1, 0.6 * np.abs(weight).max(1, keepdims=True) / np.maximum(np.abs(weight), 1e-9)
            ),
            2,
        )
        backs[number] = {4: unpack(packed, groups, weight.shape[1]), 2: codes * scales[:, None]}
        sizes = {4: packed.size + 4 * groups.size, 2: math.ceil(weight.size / 4) + 4 * len(scales)}
        options[number] = {
            bits: (sizes[bits], float((((weight - back) @ inputs[number].T) ** 2).mean()))
            for bits, back in backs[number].items()
        }
    return options, backs


def fitted():
    options, backs = layer_options()
    reach, best = [0.0, sum(choices[2][1] for choices in options.values())], None
    for _ in range(40):
        middle = sum(reach) / 2
        found = mix_bits(options, 3600 - 520, middle)
        best, reach = (best, [middle, reach[1]]) if found is None else (found, [reach[0], middle])
    if best is None:
        return "no choice of 2 or 4 bits fits"
    size = 520 + sum(options[number][bits][0] for number, bits in best.items())
    mixed = [
        (backs[number][bits], bias)
        for number, (bits, (_, bias)) in enumerate(zip(best.values(), pavel))
    ]
    right = bits_reader.share_right(mixed, *test)
    return f"bits {list(best.values())}, {size:,} bytes, right: {right:.3f}"


settle("3. Do the weights fit into 3,600 bytes?", "K14 and K14b", fitted)

# %% [markdown]
# ## Summary
#
# - A code is round(x / scale) + zero, limited to the grid; zero has a mark of its own. Rounding is half to even, and limits come before the dtype.
# - Integer layers: subtract zero points in wide integers, sum in 32 bits, multiply by a fraction in 64. Whole numbers are the same on every machine.
# - Ranges come from calibration data, the choice of method from validation data, and the test data from neither.
# - The gradient of rounding is 0. Straight-through, it is taken as 1 within the range; and in evaluation the range is frozen.
# - Four bits go in groups, two codes to a byte, the first in the lower half. Groups cost bytes, too: count them.
# - Bits may differ from layer to layer. Whether a budget can be met is a puzzle, and going step by step may miss the answer.
#
# Lindwater. Question 1: with whole numbers of 8 bits the reader is as good as with floats, within the luck of a few images, at a quarter of the bytes. Question 2: two bits, rounded afterwards, ruin it; trained, they are nearly as good. Question 3: yes, with 2 bits for the two large layers and 4 for the small ones, and without any training; but the reader then misreads 5 more digits in 100. The network of question 2 is the better
# one, if Noor gives Pavel an afternoon: its codes of 2 bits, scales and biases take 2,688 bytes, and it reads nearly as well as the floats. What may *not* be concluded: that what reads best on 597 test images reads best in the cellar, with its flashes, drops and dirt.
