# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Tensors without loops
#     minutes: 70
#     prerequisites: []
#     summary: Broadcasting, indexing and stable arithmetic; distances, one-hot and cross entropy in a few lines each.
# ---

# %% [markdown]
# # Tensors without loops
#
# A shop has a photograph of each of its 40 000 products. A network has turned each photograph into
# 512 numbers. Customers upload pictures, and ask two things: **which products look like mine, and
# what kind of thing is it?** The first draft of the answer is a loop in Python, and every customer
# waits for it. The first training run ended with `loss nan`: "not a number". At the end of this
# lesson your own three functions answer both questions, for a small shop and without a NaN, and a
# clock tells what the loop costs.
#
# Six words come up again and again. A **network** computes scores from numbers; the numbers of its
# own that it computes with are its **weights**. A **loss** is one number that says how wrong the
# scores are. **Training** changes the weights a little at a time, each time a *step*, so that the
# loss falls. A step looks at a few examples together, a **batch**. A **class** is one of the kinds
# to choose from, such as lamp or chair (and, in Python, something else: lesson 2).
#
# After this lesson you can
#
# - replace nested Python loops by broadcasting, and say what shapes meet;
# - pick one score per row, and leave out the rows that don't count;
# - write a loss that neither overflows nor lies.
#
# Every answer in this unit fits in 50 lines of code; 15 are usually enough. Blank lines, comments
# and docstrings don't count, and an expression that is broken over several lines counts once. The
# check tells you when an answer is longer. An exercise of level 1 is easy, one of level 5 hard.
#
# You need Python's basics: lists, functions, `for`. What a tensor is comes first. If you want two
# sittings, the first may end after P2.

# %% role="read-only" id="tensors-setup"
import torch

from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## A block of numbers
#
# A **tensor** is a block of numbers of one kind. Its **shape** says how many there are along each
# **axis**, its **dtype** of which kind they are: `float32` are numbers with decimals (about seven
# digits), `float64` have sixteen digits, `int64` are whole numbers, `bool` is True or False. Here
# are the prices of three products in two shops:

# %%
prices = torch.tensor([[2.0, 3.0, 5.0], [1.0, 4.0, 6.0]])
print(prices.shape, prices.dtype)
print(prices * 2)

# %% [markdown]
# Two rows, three columns; axis 0 runs down the rows, axis 1 along the columns. `* 2` worked on
# every number at once, without a loop. An operation *along* an axis makes that axis disappear.
# `-1` is another name for the last axis.

# %%
quiz(
    "`prices` has two rows (shops) and three columns (products). What does this print?",
    runs="""
import torch
prices = torch.tensor([[2.0, 3.0, 5.0], [1.0, 4.0, 6.0]])
print(prices.sum(1).tolist())
""",
    right="[10.0, 11.0]",
    wrong={
        "[3.0, 7.0, 11.0]": (
            "That is `sum(0)`: it adds up down the rows, and leaves one number a product."
        ),
        "21.0": "That is `sum()` without an axis: everything.",
        "[[10.0], [11.0]]": "The axis is gone. It stays, with length 1, if you add `keepdim=True`.",
    },
    because="Axis 1, the products, is added up and disappears: one number for each shop is left.",
)

# %%
print("down the rows, axis 0:      ", prices.sum(0))
print("along the columns, axis 1:  ", prices.sum(1))
print("the same, as the last axis: ", prices.sum(-1))

# %% [markdown]
# A comparison gives a tensor of True and False, a **mask**. `torch.where(mask, one, other)` takes
# from `one` where the mask is True, and from `other` elsewhere.

# %%
cheap = prices < 3.5
print(cheap)
print(torch.where(cheap, prices, 0.0))

# %% [markdown]
# The cheap prices are still there, the others have become 0.
#
# Torch can also tell how fast a result changes when one number changes a little. This slope, one
# for each number, is the **gradient**. Training uses it: it says in which direction to move each
# weight. Make the numbers with `requires_grad=True`, compute one result from them, and call
# `backward()` on it. The slopes then stand in `x.grad`. The result here is $x_0^2 + x_1^2$, and its
# slope in each $x$ is $2x$.

# %%
x = torch.tensor([1.0, -3.0], requires_grad=True)
(x**2).sum().backward()
x.grad

# %% [markdown]
# The slopes are 2 · 1 = 2 and 2 · (-3) = -6. The result rises when $x_0$ grows a little, and falls,
# three times as fast, when $x_1$ does.
#
# ### Taking parts out
#
# Square brackets take parts of a tensor. A comma separates the axes; a bare `:` means "all of this
# axis", and `...` all axes that aren't named. `None` adds an axis of length 1. A mask keeps the
# places where it is True. A tensor of places picks these, one by one; `torch.arange(n)` counts them
# from 0 to n - 1.

# %%
print("places 0, 1, 2:     ", torch.arange(3))
print("row 0:              ", prices[0])
print("column 1:           ", prices[:, 1], "or", prices[..., 1])
print("with an axis between:", tuple(prices[:, None, :].shape))
print("where the mask says: ", prices[prices > 3.5])
print("(0, 2) and (1, 0):   ", prices[torch.arange(2), torch.tensor([2, 0])])

# %% [markdown]
# ## Shapes that meet
#
# Pictures that look alike have numbers that lie close together. A row of numbers is also called a
# **vector**, or a point. The **Euclidean distance** of two points is
# $\sqrt{\sum_k (a_k - b_k)^2}$: subtract place by place, square, add up, take the root. From (0, 0)
# to (3, 4) it is $\sqrt{9 + 16} = 5$.
#
# The shop needs the distance from one vector to 40 000 others. A loop is right, and slow: Python
# itself walks through every turn for one small sum. *One* operation on whole tensors leaves the
# loop to fast machine code inside torch.
#
# **Broadcasting** is what makes one operation of many. Two shapes are written one above the other,
# aligned on the right. Where one has a 1, or nothing, it is repeated to fit the other.
#
# ```
# a[:, None, :]     (4, 1, 3)      4 points, each beside …
# b[None, :, :]     (1, 5, 3)      … each of 5 others
# a - b             (4, 5, 3)      all 20 differences
# ```
#
# ![A column of three numbers and a row of four become a table of three by four: the column is repeated to the right, the row downwards.](figures/broadcasting.svg)
#
# Adding an axis with `None` costs nothing: no number is copied.

# %%
quiz(
    "Four rows of three, and four numbers to add. What does this print, or which error does it "
    "raise?",
    runs="""
import torch
print((torch.ones(4, 3) + torch.ones(4)).shape)
""",
    right="RuntimeError",
    wrong={
        "torch.Size([4, 3])": (
            "The 4 would have to stand below the 4. Shapes are aligned on the right: the 4 meets "
            "the 3."
        ),
        "torch.Size([4, 3, 4])": "No axis is added that nobody asked for. `None` would ask.",
    },
    because=(
        "3 meets 4, and neither is 1. With `torch.ones(4)[:, None]`, of shape (4, 1), it works."
    ),
)

# %%
a = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
b = torch.tensor([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]])
differences = a[:, None, :] - b[None, :, :]
differences.shape, (differences**2).sum(-1)

# %% [markdown]
# The differences have the shape (2, 3, 2): 2 points, 3 others, 2 coordinates. Once the coordinates
# are squared and added up, one number is left for each pair. Row 1 has 25, 16 and 9, the squares of
# the distances: the second point of `a` is 5 from the first of `b`, 4 from the second, 3 from the
# third.
#
# ### A wrong turn: the root of nothing
#
# `backward()` goes from the result back to the numbers, one operation after another, and multiplies
# the slopes on its way. The slope of $\sqrt{x}$ is $\frac{1}{2\sqrt{x}}$, which is infinite at 0.
# When two points coincide, `backward()` multiplies this infinity by the slope of the square, which
# is 0. Infinity times zero is NaN, and sums and products with a NaN are NaN, too: the weights at
# the next step, and then the loss.

# %%
quiz(
    "A distance of 0: which gradient does this print?",
    runs="""
import torch
x = torch.zeros(3, requires_grad=True)
(x**2).sum().sqrt().backward()
print(x.grad)
""",
    right="tensor([nan, nan, nan])",
    wrong={
        "tensor([0., 0., 0.])": "That is what we would like. But 0 times infinity isn't 0.",
        "tensor([inf, inf, inf])": (
            "The root's slope is infinite, but it is multiplied by the square's, which is 0."
        ),
    },
    because="Infinity (the root's slope at 0) times 0 (the square's slope at 0) is NaN.",
)

# %%
x = torch.zeros(3, requires_grad=True)
(x**2).sum().sqrt().backward()
x.grad

# %% [markdown]
# Masking the *result* does not help: the way back still goes through the dangerous function,
# and a weight of zero times infinity is NaN again. Mask **before** it: put a harmless number in the
# dangerous place, apply the function, and put back what you want. Here it is with a logarithm,
# whose slope at 0 is infinite, too:

# %%
for where in ("after", "before"):
    x = torch.tensor([0.0, 4.0], requires_grad=True)
    if where == "after":
        y = torch.where(x == 0, 0.0, x.log())
    else:
        y = torch.where(x == 0, 0.0, torch.where(x == 0, 1.0, x).log())
    y.sum().backward()
    print("mask", where, "the logarithm: values", y.tolist(), "gradient", x.grad.tolist())

# %% [markdown]
# The values are the same. Only the gradient tells the two apart, so a test that looks at values
# alone passes both. (A distance has no slope where it is 0. Taking 0 there is the usual choice.)

# %% [markdown]
# ## P1 · Pairwise distances
# **Level 2 · 15 minutes · 4 points**
#
# Write `pairwise_distances(a, b)`: the Euclidean distance from each row of `a` to each row of `b`.
#
# - `a` has shape (N, D) and `b` (M, D), the same floating dtype. Return a tensor of shape (N,
#   M) of that dtype.
# - N or M may be 0: the result then has shape (0, M) or (N, 0).
# - `a` and `b` are the same after the call.
# - Equal points are exactly 0 apart, and others as far as they are: in float64 two points may be
#   1e-9 apart or nearer, so no small number is added, and none taken for 0.
# - The gradient is finite everywhere. A pair of equal points adds 0 to it.
# - No Python loop over rows, and no `torch.cdist`, `torch.pdist` or `pairwise_distance`: this is
#   what you write here. A norm over an axis, such as `torch.linalg.norm`, is allowed.
#
# For example, with `a` and `b` from the cell above, the answer is
#
# ```
# [[0., 3., 4.],
#  [5., 4., 3.]]
# ```
#
# <details><summary>Hint 1</summary>
#
# Look at the shape of `differences` above. Which axis must go, and by which operation?
# </details>
# <details><summary>Hint 2</summary>
#
# Square the differences and add up over the axis of length D. The root of that is right, but for
# the gradient. If you get a shape of (N, M, D), the sum is missing; (N, N) means that both axes
# were added to `a`.
# </details>
# <details><summary>Hint 3</summary>
#
# Two `torch.where` with one mask, as with the logarithm above: one inside the root, one around it.
# The mask asks whether the *sum of squares* is 0, not whether a single difference is. If values are
# right and the gradient is NaN, the mask stands after the root.
# </details>

# %% role="answer" id="pairwise-distances"
def pairwise_distances(a, b):
    """Distances (N, M) from each row of a (N, D) to each row of b (M, D)."""
    ### BEGIN SOLUTION
    squares = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)
    same = squares == 0
    return torch.where(same, 0.0, torch.where(same, 1.0, squares).sqrt())
    ### END SOLUTION

# %% role="tests" id="pairwise-distances-tests" points=4
check.at_most_lines("pairwise_distances", 50, columns=10_000)
library = {
    "torch.cdist", "torch.pdist", "torch.nn.PairwiseDistance", "scipy", "sklearn", "workbook"
}
library |= {"torch.nn.functional.pairwise_distance", "torch.nn.functional.pdist"}
check.no_calls("pairwise_distances", library, why="you write the distance yourself")

grade = check.parts(4)
corners = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
others = torch.tensor([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]])
with grade("the published example"):
    expected = torch.tensor([[0.0, 3.0, 4.0], [5.0, 4.0, 3.0]])
    check.close(
        pairwise_distances(corners, others), expected, "distances of 2 points to 3", atol=1e-5
    )
with grade("points that are very near"):
    near = torch.tensor([[1.0, 2.0], [1 + 3e-9, 2 + 4e-9]], dtype=torch.float64)
    expected = torch.tensor([[0.0, 5e-9], [5e-9, 0.0]], dtype=torch.float64)
    look = "a small number that is added, or a limit below which all is 0: compare with 0 itself"
    check.close(
        pairwise_distances(near, near), expected, "distances of two points that are 5e-9 apart",
        atol=0.0, look=look
    )
with grade("no points on one side"):
    check.equal(
        pairwise_distances(corners[:0], others), torch.zeros(0, 3), "distances of 0 points to 3"
    )
    check.equal(
        pairwise_distances(corners, others[:0]), torch.zeros(2, 0), "distances of 2 points to 0"
    )
with grade("a finite gradient where points coincide", weight=2):
    seen = check.input_gradients(pairwise_distances, [corners, corners])
    check.that(
        seen["connected"], "the distances do not depend on a and b: the gradient is lost on the way"
    )
    finite = bool(seen["gradients"][0].isfinite().all())
    check.that(
        finite, "the gradient is NaN or infinite where two points are equal", look="the root of 0"
    )
    slope = torch.tensor([[-0.6, -0.8], [0.6, 0.8]])
    check.close(
        seen["gradients"][0], slope, "gradient of a, from two points to themselves", atol=1e-5
    )
### BEGIN HIDDEN TESTS
from hidden import layouts

rng = check.rng("pairwise-distances")

def points(n, d, dtype=torch.float64):
    return torch.tensor(rng.normal(size=(n, d))).to(dtype)

own = {"aten::_cdist_forward", "aten::_euclidean_dist", "aten::_pdist_forward"}
check.no_operations(pairwise_distances, [points(4, 3), points(5, 3)], own, "pairwise_distances",
                    why="you write the distance yourself")
with grade("values on other shapes"):
    for n, m, d in [(1, 1, 1), (5, 1, 4), (1, 6, 3), (7, 4, 2), (9, 11, 6)]:
        one, other = points(n, d), points(m, d)
        expected = torch.cdist(one, other, compute_mode="donot_use_mm_for_euclid_dist")
        check.close(pairwise_distances(one, other), expected,
                    f"distances of {n} points to {m} in {d} dimensions", atol=2e-6)
    for n, m in [(0, 3), (3, 0), (0, 0)]:
        came = pairwise_distances(points(n, 2), points(m, 2))
        check.equal(came, torch.zeros(n, m, dtype=torch.float64), f"distances of {n} points to {m}")
    one, other = points(5, 3), points(4, 3) + 9
    expected = torch.cdist(one, other, compute_mode="donot_use_mm_for_euclid_dist")
    check.close(pairwise_distances(one, other), expected, "distances of float64 points", rtol=1e-10,
                dtype="same", look="a dtype named in the answer: it is that of a and b")
    for dtype in (torch.float32, torch.bfloat16):
        came = pairwise_distances(one.to(dtype), other.to(dtype))
        check.close(came, expected.to(dtype), f"distances of {dtype} points", rtol=3e-2, dtype="same")
    expected = torch.cdist(one, one, compute_mode="donot_use_mm_for_euclid_dist")
    came = pairwise_distances(layouts.apart(one), layouts.apart(one))
    check.close(came, expected, "distances of a non-contiguous tensor (each number apart in memory)", atol=2e-6)
    check.leaves_input_alone(pairwise_distances, [points(4, 3), points(5, 3)], "pairwise_distances")
    grid = torch.cartesian_prod(torch.arange(3.0), torch.arange(3.0))
    expected = torch.cdist(grid, grid, compute_mode="donot_use_mm_for_euclid_dist")
    check.close(pairwise_distances(grid, grid), expected, "distances of the 9 points of a grid", atol=1e-5,
                look="differences of (1, -1) add up to 0, and yet the points are apart")
    for dtype, small in [(torch.float64, 1e-9), (torch.float64, 1e-12), (torch.float64, 1e-20),
                         (torch.float64, 1e-100), (torch.float32, 1e-5)]:
        one = (points(3, 2) + torch.tensor([0.5, -0.5])).to(dtype)
        other = one.roll(1, 0) + small * points(3, 2).to(dtype)
        one[2], other[0] = 0.0, small * torch.tensor([0.6, 0.8])
        same = (one[:, None] == other[None]).all(-1)
        expected = torch.cdist(one.double(), other.double(), compute_mode="donot_use_mm_for_euclid_dist")
        expected = torch.where(same, 0.0, expected).to(dtype)
        check.close(pairwise_distances(one, other), expected, f"distances of {dtype} points, some about {small} apart",
                    rtol=1e-5, atol=0.0, look="a small number that is added, or a limit below which all is 0")
    far = (points(6, 3) + 100).float()
    check.equal(pairwise_distances(far, far).diagonal(), torch.zeros(6), "distances of points near 100 to themselves",
                look="subtract first, then square: |a|² + |b|² - 2ab loses the digits that count")
with grade("gradients on other shapes", weight=3):
    one, other, weights = points(6, 3), points(4, 3), points(6, 4)
    other[1], other[3] = one[2], one[5]
    left, right = one.clone().requires_grad_(), other.clone().requires_grad_()
    squares = ((left[:, None] - right[None]) ** 2).sum(-1)
    equal = squares.detach() < 1e-18
    (weights * squares.masked_fill(equal, 1).sqrt().masked_fill(equal, 0)).sum().backward()
    seen = check.input_gradients(pairwise_distances, [one, other], weights)
    check.that(seen["connected"], "the distances do not depend on a and b: the gradient is lost on the way")
    check.close(seen["gradients"][0], left.grad, "gradient of a, two pairs of points equal", atol=1e-5)
    check.close(seen["gradients"][1], right.grad, "gradient of b, two pairs of points equal", atol=1e-5)
    near = torch.tensor([[3e-9, 4e-9], [-3e-12, 4e-12]], dtype=torch.float64)
    seen = check.input_gradients(pairwise_distances, [near, torch.zeros(1, 2, dtype=torch.float64)])
    slope = torch.tensor([[0.6, 0.8], [-0.6, 0.8]], dtype=torch.float64)
    check.close(seen["gradients"][0], slope, "gradient of a, points 5e-9 and 5e-12 from the other", rtol=1e-6,
                look="a small number that is added, or a limit below which all is 0")
    seen = check.input_gradients(pairwise_distances, [points(1, 3).expand(4, 3).contiguous()] * 2)
    check.that(seen["connected"], "all points are equal, and the distances no longer depend on a and b")
    still = torch.zeros(4, 3, dtype=torch.float64)
    check.close(seen["gradients"][0], still, "gradient of a, all points equal", atol=1e-5)
with grade("no Python loop", weight=7):
    few, many = [points(4, 3), points(5, 3)], [points(70, 3), points(60, 3)]
    for one, other in (few, many):
        expected = torch.cdist(one, other, compute_mode="donot_use_mm_for_euclid_dist")
        check.close(pairwise_distances(one, other), expected, f"distances of {len(one)} points to {len(other)}",
                    atol=1e-4, dtype="any")
    check.no_python_loop(pairwise_distances, few, many, "pairwise_distances")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *Another way, but not here.* $|a-b|^2 = |a|^2 + |b|^2 - 2\,a\cdot b$ needs no (N, M, D) tensor and
# little more than one matrix product (lesson 2 shows one). `torch.cdist` takes it for more than 25
# points. Its price is cancellation: for two
# nearby points far from the origin it subtracts two large, nearly equal numbers, and little of the
# difference is left. In float32, a point near 100 may come out a tenth away from itself. That is
# why P1 refuses it.

# %% [markdown]
# ## One score per row
#
# A text model knows some 30 000 **tokens**, which are words and pieces of words. At each position of
# a text it gives each token a score: one row of scores a position. The label says which token
# really came. What you need from each row is *one* number, the score at the label. Two tools pick
# it:
#
# | tool | what it does |
# |---|---|
# | `scores[torch.arange(n), labels]` | element (0, labels[0]), (1, labels[1]), … |
# | `scores.gather(1, labels[:, None])` | the same, as a column; works along any axis |
#
# Texts differ in length, so short ones are filled up: that is **padding**. The label of a filled-up
# position is a mark, the **ignore index**: PyTorch's habit is -100. It isn't a class. Code that
# forgets this fails in one of three ways:
#
# - `gather` refuses -100 as out of range. That is the lucky case: you notice.
# - With the mark -1, plain indexing takes the *last* class. Nothing complains, and the number is
#   wrong.
# - The sum leaves the padding out but the mean still divides by all rows. A batch with more padding
#   seems to have a lower loss.

# %%
quiz(
    "The second label is the mark -1: this row should not count. What does plain indexing print?",
    runs="""
import torch
scores = torch.tensor([[0.5, 0.25, 0.125], [2.0, 3.0, 4.0]])
labels = torch.tensor([1, -1])
print(scores[torch.arange(2), labels].tolist())
""",
    right="[0.25, 4.0]",
    wrong={
        "[0.25]": "Nothing told the indexing that -1 is a mark.",
        "IndexError": "`gather` would refuse it. Plain indexing counts -1 from the end.",
        "[0.25, 0.0]": "Nobody puts a 0 there, unless you do.",
    },
    because="-1 is a valid index: the last class. The number is wrong and nothing says so.",
)

# %%
scores = torch.tensor([[0.1, 0.7, 0.2], [0.3, 0.3, 0.4]])
labels = torch.tensor([1, -1])
print(scores[torch.arange(2), labels])                   # the last class, unasked
print(scores.gather(1, torch.tensor([[1], [2]])))        # a column: one number a row
print(scores.gather(1, torch.tensor([[1], [2]]))[:, 0])  # without the column's axis

# %% [markdown]
# A comparison broadcasts, too: a column of ages against a row of limits is a table of yes and no.
# `.float()` makes 1 and 0 of True and False, and `sum` counts the True. `clamp(min=2)` raises what
# is below 2 to 2. And `where` *takes away* a bad number, where a multiplication by 0 keeps it:

# %%
ages = torch.tensor([17, 70])
reached = ages[:, None] >= torch.tensor([0, 18, 65])
print(reached)
print(reached.float())
print("limits reached:", reached.sum(1), "raised to 2:", reached.sum(1).clamp(min=2))
odd = torch.tensor([1.0, float("nan")])
print("times 0:", odd * torch.tensor([1, 0]))
print("where:  ", torch.where(torch.tensor([True, False]), odd, 0))

# %% [markdown]
# The first has reached one limit, the second all three. The product with 0 is still NaN; `where`
# put a 0 there.
#
# A row that is 1 at its label and 0 elsewhere is called **one-hot**. Written like this, labels can
# be counted: added up, their rows say how often each class came. You will count votes with it.

# %% [markdown]
# ## P2 · One-hot and gather
# **Level 2 · 15 minutes · 4 points**
#
# Write two functions. `labels` holds int64 classes from 0 to `classes - 1`, or the mark
# `ignore_index`. The mark may be any whole number: -100, -1, or even 0, when class 0 means
# "padding".
#
# - `one_hot(labels, classes, ignore_index=-100)`: float32, shape `labels.shape + (classes,)`: 1 at
#   the label, 0 elsewhere. Ignored labels give a row of zeros. `labels` may have any number of
#   axes, even none (a single label), and may be empty.
# - `picked_mean(scores, labels, ignore_index=-100)`: the mean of `scores[i, labels[i]]` over the
#   rows that count, as a tensor without axes, in the dtype of `scores`. Scores that aren't picked
#   may be anything, even NaN. But NaN or infinity at a label that counts must show in the mean. If
#   no row counts, the mean is 0.
#
# `labels` must be the same after the call. For example, with `labels = [2, -100, 0]`:
#
# ```
# one_hot(labels, 3)  →  [[0, 0, 1], [0, 0, 0], [1, 0, 0]]
# picked_mean([[1, 2, 3],
#              [4, 5, 6],
#              [7, 8, 9]], labels)  →  (3 + 7) / 2 = 5
# ```
#
# <details><summary>Hint 1</summary>
#
# Comparing the labels with the mark gives a mask. Use it twice: to make the labels safe, and to
# count.
# </details>
# <details><summary>Hint 2</summary>
#
# `torch.where` puts a 0 in place of each mark: such labels can index anything, and `labels` stays
# as it was. For one-hot, compare a new *last* axis of the labels (`...` stands for all axes before
# it) with `torch.arange(classes)`, as the ages above with their limits.
# </details>
# <details><summary>Hint 3</summary>
#
# For the mean: `gather` wants a column and gives one back. Then a second `torch.where` makes
# ignored rows 0, since NaN times 0 is NaN. Divide by the number that counts; `clamp(min=1)` on it
# saves the case where none does. If the mean is too small, you divide by all rows.
# </details>

# %% role="answer" id="one-hot"
def one_hot(labels, classes, ignore_index=-100):
    """float32 of shape labels.shape + (classes,); a row of zeros where the label is ignored."""
    ### BEGIN SOLUTION
    hot = labels[..., None] == torch.arange(classes, device=labels.device)
    return (hot & (labels != ignore_index)[..., None]).float()
    ### END SOLUTION


def picked_mean(scores, labels, ignore_index=-100):
    """Mean of scores[i, labels[i]] over the rows whose label counts; 0 if none does."""
    ### BEGIN SOLUTION
    counted = labels != ignore_index
    safe = torch.where(counted, labels, 0)
    picked = scores.gather(1, safe[:, None])[:, 0]
    return torch.where(counted, picked, 0).sum() / counted.sum().clamp(min=1)
    ### END SOLUTION

# %% role="tests" id="one-hot-tests" points=4
for name in ("one_hot", "picked_mean"):
    check.at_most_lines(name, 50, columns=10_000)
    check.no_calls(name, {"workbook"}, why="you write it yourself")

grade = check.parts(4)
labels = torch.tensor([2, -100, 0])
with grade("the published one-hot"):
    check.equal(one_hot(labels, 3), torch.tensor([[0.0, 0, 1], [0, 0, 0], [1, 0, 0]]),
                "one_hot, one label ignored")
with grade("the published mean"):
    scores = torch.arange(1.0, 10.0).reshape(3, 3)
    check.close(
        picked_mean(scores, labels), torch.tensor(5.0), "picked_mean, one label ignored",
        dtype="same"
    )
with grade("a single label, no label, and the mark 0"):
    check.equal(one_hot(torch.tensor(1), 3), torch.tensor([0.0, 1, 0]), "one_hot of the label 1")
    nothing = torch.zeros(0, dtype=torch.int64)
    check.equal(one_hot(nothing, 3), torch.zeros(0, 3), "one_hot of no labels")
    check.equal(
        one_hot(torch.tensor([0, 2]), 3, ignore_index=0), torch.tensor([[0.0, 0, 0], [0, 0, 1]]),
        "one_hot of 0 and 2, where 0 is the mark"
    )
with grade("NaN beside a label, and at one; no row counts"):
    hole = float("nan")
    holed = torch.tensor([[1.0, hole], [hole, hole], [5.0, hole]])
    for given, mean in [([0, -100, 0], 3.0), ([0, -100, 1], hole), ([-100, -100, -100], 0.0)]:
        came = picked_mean(holed, torch.tensor(given))
        check.close(
            came, torch.tensor(mean), f"picked_mean, labels {given}, scores with NaN",
            look="NaN * 0 is NaN; or 0 / 0"
        )
### BEGIN HIDDEN TESTS
import math

from hidden import layouts

rng = check.rng("one-hot")

def marked(shape, classes, mark, share):
    """Labels with a share of marks, at least one."""
    drawn = torch.tensor(rng.integers(0, classes, shape))
    ignored = torch.tensor(rng.random(shape) < share)
    ignored.view(-1)[0] = True
    return drawn.masked_fill(ignored, mark)

kinds = [("the mark is -100", -100), ("the mark is -1, which indexing takes for the last class", -1),
         ("the mark is 0, a valid class", 0), ("the mark is the last class", 4),
         ("the mark is above the classes", 255)]
with grade("one-hot with other marks and shapes"):
    for kind, mark in kinds:
        for shape in [(6,), (3, 4), (2, 2, 3), (4, 1)]:
            some = marked(shape, 5, mark, 0.3)
            rows = [[float(label == k != mark) for k in range(5)] for label in some.flatten().tolist()]
            expected = torch.tensor(rows).reshape(*shape, 5)
            check.equal(one_hot(some, 5, mark), expected, f"one_hot, {len(shape)} axes, {kind}")
    for shape in [(0,), (2, 0)]:
        came = one_hot(torch.zeros(shape, dtype=torch.int64), 4)
        check.equal(came, torch.zeros(*shape, 4), f"one_hot of no labels, shape {shape}")
    for label, row in [(2, [0.0, 0, 1, 0]), (-100, [0.0, 0, 0, 0])]:
        check.equal(one_hot(torch.tensor(label), 4), torch.tensor(row), f"one_hot of a single label {label}, no axes")
    check.equal(one_hot(torch.tensor([0, 0]), 1), torch.ones(2, 1), "one_hot, one class")
    hundred = one_hot(torch.tensor([100, -100, 99]), 101)
    check.equal(hundred[:, 99:], torch.tensor([[0.0, 1], [0, 0], [1, 0]]),
                "one_hot of 100, -100 and 99 with 101 classes: columns 99 and 100", look="the mark is -100 if nobody says otherwise")
    some = torch.tensor([[3, -100, 1], [0, 2, -100]])
    check.equal(one_hot(layouts.apart(some), 4), one_hot(some, 4), "one_hot of non-contiguous labels")
with grade("means with other marks"):
    for kind, mark in kinds:
        some = marked((9,), 5, mark, 0.4)
        some[4], some[5] = 2, 3
        values = torch.tensor(rng.normal(size=(9, 5)))
        counted = [values[i, k].item() for i, k in enumerate(some.tolist()) if k != mark]
        expected = torch.tensor(sum(counted) / len(counted), dtype=torch.float64)
        check.close(picked_mean(values, some, mark), expected, f"picked_mean, {kind}", rtol=1e-10,
                    dtype="same",
                    look="what the sum is divided by; or a dtype that isn't the input's")
        came = picked_mean(layouts.apart(values.float()), layouts.apart(some), mark)
        check.close(came, expected.float(), f"picked_mean, {kind}, non-contiguous float32 scores", dtype="same")
        values = torch.tensor(rng.integers(0, 3, (9, 5))).double()
        values[4, 2] = values[5, 3] = 7
        counted = [values[i, k].item() for i, k in enumerate(some.tolist()) if k != mark]
        expected = torch.tensor(sum(counted) / len(counted), dtype=torch.float64)
        check.close(picked_mean(values, some, mark), expected, f"picked_mean, {kind}, some scores are equal",
                    look="equal scores count as often as they are picked")
with grade("rows that don't count"):
    for classes in (1, 3):
        values = torch.tensor([[4.0] * classes, [7.0] * classes])
        came = picked_mean(values, torch.tensor([0, -100]))
        check.close(came, torch.tensor(4.0), f"picked_mean, {classes} classes, one row counts and one doesn't", dtype="same",
                    look="the sum is divided by the one row that counts")
    for odd in ("nan", "inf", "-inf"):
        values = torch.tensor([[1.0, 2.0], [float(odd)] * 2, [5.0, 3.0]])
        for mark in (-100, 1):
            came = picked_mean(values, torch.tensor([0, mark, 0]), mark)
            check.close(came, torch.tensor(3.0), f"picked_mean, an ignored row holds {odd}, the mark is {mark}",
                        dtype="same", look="NaN * 0 is NaN, and so is infinity * 0")
    for odd in ("nan", "inf", "-inf"):
        values = torch.tensor([[1.0, 2.0], [float(odd), 4.0], [5.0, 3.0]])
        for some in ([0, 0, -100], [1, 0, 1]):
            check.close(picked_mean(values, torch.tensor(some)), torch.tensor(float(odd)),
                        f"picked_mean, {odd} stands at a label that counts", dtype="same",
                        look="what becomes of NaN or infinity: they are to be seen, not made 0")
        came = picked_mean(values, torch.tensor([0, 1, 1]))
        check.close(came, torch.tensor(8 / 3), f"picked_mean, {odd} stands beside a label that counts", dtype="same",
                    look="NaN * 0 is NaN, and so is infinity * 0")
    came = picked_mean(torch.tensor([[0.0, 7.0], [4.0, 9.0]]), torch.tensor([0, 0]))
    check.close(came, torch.tensor(2.0), "picked_mean, a score that counts is 0", dtype="same",
                look="count the labels that count, not the scores that differ from 0")
    values = torch.tensor([[1.0, 2.0], [math.nan] * 2, [5.0, 3.0]])
    for dtype in (torch.float32, torch.float64, torch.bfloat16, torch.float16):
        came = picked_mean(torch.tensor([[1.0, 2.0], [7.0, 5.0], [3.0, 4.0]], dtype=dtype), torch.tensor([1, -100, 0]))
        check.close(came, torch.tensor(2.5, dtype=dtype), f"picked_mean of {dtype} scores", dtype="same",
                    look="a count in float32 makes the mean float32: the dtype is that of the scores")
        nothing = torch.tensor(0.0, dtype=dtype)
        came = picked_mean(values[:1].to(dtype), torch.tensor([-100]))
        check.close(came, nothing, "picked_mean, every label is ignored", dtype="same", look="0 / 0; or a dtype that isn't the input's")
        came = picked_mean(torch.zeros(0, 3, dtype=dtype), torch.zeros(0, dtype=torch.int64))
        check.close(came, nothing, "picked_mean of no rows", dtype="same")
    for dtype in (torch.float16, torch.bfloat16):
        short = torch.tensor([[4.0, 7.0], [8.0, 9.0], [1.0, 2.0]], dtype=dtype)
        for some, mean in [([0, 0, -100], 6.0), ([-100] * 3, 0.0)]:
            check.close(picked_mean(short, torch.tensor(some)), torch.tensor(mean, dtype=dtype),
                        f"picked_mean, {dtype} scores, labels {some}", dtype="same", look="the dtype of what the sum is divided by")
    for mark in (-100, 2):
        check.leaves_input_alone(picked_mean, [values.clone(), torch.tensor([0, mark, 1]), mark], "picked_mean")
        check.leaves_input_alone(one_hot, [torch.tensor([0, mark, 1]), 3, mark], "one_hot")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# *A first sitting may end here.*
#
# ## A loss that neither overflows nor lies
#
# A classifier's raw scores are **logits**, here $z_1, z_2, \dots$, one for each class. **Softmax**
# makes probabilities of them. The **cross entropy** is minus the logarithm of the probability $p_y$
# that the right class, $y$, got. (Torch's `log` is the natural one.)
#
# $$ p_k = \frac{e^{z_k}}{\sum_j e^{z_j}} \qquad \ell = -\log p_y = \log\Big(\sum_j e^{z_j}\Big) - z_y $$
#
# With $z = (2, 0)$ and the first class right: $e^2 + e^0 = 7.389 + 1$, so
# $p = 7.389 / 8.389 = 0.8808$, and $\ell = -\log 0.8808 = 0.1269$. A certain and right answer costs
# 0, an even guess among two $\log 2 = 0.6931$.
#
# Written down as it stands, it breaks early:

# %%
z = torch.tensor([110.0, 0.0])
z.exp() / z.exp().sum(), -torch.log(torch.softmax(z, 0))

# %% [markdown]
# The first line has a NaN: infinity divided by infinity. The second is infinite for class 1: its
# probability was rounded to 0.
#
# float32 ends near $3.4 \cdot 10^{38}$, and $e^{89}$ is larger. At the other end, a probability
# below about $10^{-45}$ is rounded to 0, and its logarithm is minus infinity. Adding a small number
# inside the logarithm hides the second trouble and makes the loss wrong where it matters most: for
# examples that the model gets badly wrong.
#
# The cure costs nothing. With $m = \max_j z_j$,
#
# $$ \log \sum_j e^{z_j} = m + \log \sum_j e^{z_j - m} $$
#
# Now the largest exponent is 0, nothing overflows, and the sum is at least 1. For $z = (110, 0)$:
# $110 + \log(1 + e^{-110}) = 110$. With one row of logits for each example, each row has its own
# $m$. `keepdim=True` keeps the axis, with length 1, so that $m$ is a column and meets its row.
# `torch.logsumexp` does all of it in one call:

# %%
z = torch.tensor([[110.0, 0.0], [2.0, 0.0]])
m = z.amax(1, keepdim=True)                          # the largest of each row, as a column
print("by hand: ", (m + (z - m).exp().sum(1, keepdim=True).log())[:, 0])
print("by torch:", torch.logsumexp(z, 1))

# %% [markdown]
# The first is finite now. The second is 2.1269: minus the right class's score, 2, that is the loss
# 0.1269 from above.

# %%
quiz(
    "Ten rows, five of them ignored. The losses of the five others add up to 6. What is the "
    "mean loss?",
    number=1.2,
    within=0.001,
    wrong={
        0.6: "6 divided by all ten rows. A batch with more padding would seem to be better.",
    },
    because="6 divided by the 5 rows that count.",
)

# %% [markdown]
# **Label smoothing** takes a little certainty away. So far the probabilities that we want, the
# *target* $t$, are 1 on the label and 0 elsewhere. With $\varepsilon$, the target is
# $1-\varepsilon$ on the label plus $\varepsilon / C$ on *each* of the $C$ classes, the label
# included. (Papers also use $\varepsilon/(C-1)$ on the others. PyTorch uses $\varepsilon / C$, and
# so do we.) The loss of a row is $-\sum_k t_k \log p_k$.
#
# In numbers, with $z = (2, 0)$, the first class right and $\varepsilon = 0.1$: the targets are 0.95
# and 0.05, the logarithms -0.1269 and -2.1269, so the loss is 0.95 · 0.1269 + 0.05 · 2.1269 =
# 0.2269. Being sure costs something now.

# %% [markdown]
# ## P3 · Cross entropy
# **Level 3 · 15 minutes · 6 points**
#
# Write `cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100)`.
#
# - `logits` has shape (N, C), `labels` (N,), int64. Return the mean loss over the rows that count,
#   a tensor without axes in the dtype of `logits`. The inputs are the same after the call.
# - Rows whose label is `ignore_index` count neither in the sum nor in the number of rows. Their
#   logits may be anything, even NaN; their gradient is 0. NaN in a row that counts must show in
#   the loss.
# - If no row counts (not even when N = 0), the loss is a 0 that comes from the logits: `backward()`
#   then fills `logits.grad` with zeros.
# - Logits of ±10 000 give a finite loss and a finite gradient.
# - `smoothing` is $\varepsilon$ above, from 0 to 1.
# - Not with PyTorch's own cross entropy (the binary one included), log-softmax or negative
#   log-likelihood. `torch.logsumexp` is allowed.
#
# For example, `cross_entropy([[2, 0], [0, 0]], [0, 1])` is (0.1269 + 0.6931) / 2 = 0.4100; with
# `smoothing=0.1` it is 0.4600; with labels `[0, -100]` it is 0.1269.
#
# <details><summary>Hint 1</summary>
#
# Get the log-probabilities of all classes first: `logits - log_sum`, with one `log_sum` per row.
# </details>
# <details><summary>Hint 2</summary>
#
# $\varepsilon / C$ on each of $C$ classes, added up, is $\varepsilon$ times the *mean* of that
# row's log-probabilities. The other part, $1 - \varepsilon$, goes to the label, which `gather`
# picks.
# </details>
# <details><summary>Hint 3</summary>
#
# Throw the ignored rows out first: a mask in square brackets keeps the rows where it is True, of
# the logits and of the labels alike. If none is left, the sum of nothing is 0 and still has a
# gradient; a new `torch.tensor(0.0)` has none. If small logits are right and large ones give NaN or
# infinity, something takes `exp` before the maximum was subtracted, or `log` of a probability.
# </details>

# %% role="answer" id="cross-entropy"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    """Mean loss of logits (N, C) and labels (N,) over the rows that count; 0 if none does."""
    ### BEGIN SOLUTION
    counted = labels != ignore_index
    logits, labels = logits[counted], labels[counted]
    if len(labels) == 0:
        return logits.sum()
    shifted = logits - logits.max(1, keepdim=True).values
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    at_label = log_p.gather(1, labels[:, None])[:, 0]
    return -((1 - smoothing) * at_label + smoothing * log_p.mean(1)).mean()
    ### END SOLUTION

# %% role="tests" id="cross-entropy-tests" points=6
check.at_most_lines("cross_entropy", 50, columns=10_000)
names = ("CrossEntropyLoss", "BCELoss", "BCEWithLogitsLoss", "NLLLoss", "LogSoftmax", "KLDivLoss")
losses = {f"torch.nn.{name}" for name in names}
binary = ("binary_cross_entropy", "binary_cross_entropy_with_logits")
words = ("cross_entropy", *binary, "nll_loss", "log_softmax", "kl_div")
functions = {f"torch.nn.functional.{word}" for word in words}
why = "you write the loss yourself"
check.no_calls(
    "cross_entropy", losses | functions | {".log_softmax", "torch.log_softmax", "workbook"},
               why=why)

grade = check.parts(6)
logits, labels = torch.tensor([[2.0, 0.0], [0.0, 0.0]]), torch.tensor([0, 1])
with grade("the published examples"):
    check.close(cross_entropy(logits, labels), torch.tensor(0.41003), "two rows", atol=1e-4)
    came = cross_entropy(logits, labels, smoothing=0.1)
    check.close(came, torch.tensor(0.46003), "two rows, smoothing 0.1", atol=1e-4)
    check.close(
        cross_entropy(logits, torch.tensor([0, -100])), torch.tensor(0.12693), "one row ignored",
                atol=1e-4)
with grade("an ignored row may hold NaN"):
    holed = torch.tensor([[2.0, 0.0], [float("nan"), 0.0]])
    seen = check.input_gradients(cross_entropy, [holed, torch.tensor([0, -100])])
    check.close(seen["value"], torch.tensor(0.12693), "the second row is NaN, ignored", atol=1e-4)
    slope = torch.tensor([[-0.11920, 0.11920], [0.0, 0.0]])
    check.close(
        seen["gradients"][0], slope, "gradient, the second row is NaN, ignored", atol=1e-4,
        look="take ignored rows out before anything is computed"
    )
with grade("large logits"):
    large = torch.tensor([[10000.0, 0.0], [0.0, 10000.0]], dtype=torch.float64)
    none, much = torch.tensor([0.0, 10000.0], dtype=torch.float64)
    check.close(cross_entropy(large, labels), none, "logits of 10 000, both right", atol=1e-6)
    check.close(cross_entropy(large, 1 - labels), much, "logits of 10 000, both wrong")
with grade("no row counts"):
    seen = check.input_gradients(cross_entropy, [torch.ones(2, 3), torch.tensor([-100, -100])])
    check.close(seen["value"], torch.tensor(0.0), "the loss when no row counts",
                look="it is a tensor, a sum of logits; a mean of nothing is 0 / 0")
    check.that(
        seen["connected"],
        "no row counts, and the loss has lost the way back to the logits: backward() raises",
               look="a number made anew has no gradient; the sum of nothing has one")
    check.close(seen["gradients"][0], torch.zeros(2, 3), "the gradient when no row counts")
### BEGIN HIDDEN TESTS
import math

import torch.nn.functional as oracle

from hidden import layouts

rng = check.rng("cross-entropy")

def batch(n, c, scale=2.0, ignored=0, mark=-100):
    values = torch.tensor(rng.normal(size=(n, c)) * scale)
    target = torch.tensor(rng.integers(0, c, n))
    if 0 <= mark < c:
        target[target == mark] = (mark + 1) % c
    target[torch.tensor(rng.permutation(n)[:ignored], dtype=torch.int64)] = mark
    return values, target

own = {"aten::binary_cross_entropy", "aten::binary_cross_entropy_with_logits"}
check.no_operations(cross_entropy, list(batch(4, 2)), own, "cross_entropy", why=why)
own = {"aten::_log_softmax", "aten::nll_loss_forward", "aten::nll_loss2d_forward", "aten::cross_entropy_loss"}
check.no_operations(cross_entropy, list(batch(4, 3)), own, "cross_entropy", why=why)
with grade("values and dtype"):
    for n, c in [(1, 2), (1, 7), (8, 3), (20, 11), (5, 1)]:
        values, target = batch(n, c)
        check.close(cross_entropy(values, target), oracle.cross_entropy(values, target),
                    f"{n} rows, {c} classes", rtol=1e-10, atol=1e-12, dtype="same")
    values, target = batch(6, 4)
    expected = oracle.cross_entropy(values, target)
    for dtype, rtol in [(torch.float32, 1e-4), (torch.bfloat16, 3e-2)]:
        came = cross_entropy(values.to(dtype), target)
        check.close(came, expected.to(dtype), f"{dtype} logits", rtol=rtol, atol=1e-5, dtype="same")
    came = cross_entropy(layouts.apart(values), layouts.apart(target))
    check.close(came, expected, "non-contiguous logits and labels", rtol=1e-10, dtype="same")
    check.leaves_input_alone(cross_entropy, list(batch(6, 4, ignored=2)), "cross_entropy")
with grade("ignored rows"):
    for mark, kind in [(-100, "the mark is -100"), (-1, "the mark is -1"),
                       (2, "the mark is a valid class")]:
        values, target = batch(12, 5, ignored=7, mark=mark)
        expected = oracle.cross_entropy(values, target, ignore_index=mark)
        look = "what the sum is divided by"
        check.close(cross_entropy(values, target, ignore_index=mark), expected,
                    f"7 of 12 rows ignored, {kind}", look=look)
        expected = oracle.cross_entropy(values, target, ignore_index=mark, label_smoothing=0.3)
        came = cross_entropy(values, target, 0.3, mark)
        check.close(came, expected, f"smoothing 0.3 and 7 of 12 rows ignored, {kind}", look=look)
    for odd in (math.nan, math.inf, -math.inf):
        for smoothing in (0.0, 0.3):
            values, target = batch(6, 4, ignored=2)
            leaf = values.clone().requires_grad_()
            expected = oracle.cross_entropy(leaf, target, label_smoothing=smoothing)
            expected.backward()
            holed = torch.where((target == -100)[:, None], odd, values)
            kind = f"ignored rows hold {odd}, smoothing {smoothing:g}"
            seen = check.input_gradients(cross_entropy, [holed, target], kwargs={"smoothing": smoothing})
            check.close(seen["value"], expected.detach(), kind, look="take ignored rows out before anything is computed")
            check.close(seen["gradients"][0], leaf.grad, f"gradient, {kind}", atol=1e-7,
                        look="a mask after the logarithm: take ignored rows out before anything is computed")
        seen = check.input_gradients(cross_entropy, [torch.full((2, 3), odd), torch.tensor([-100, -100])])
        check.close(seen["value"], torch.tensor(0.0), f"no row counts, and all hold {odd}", look="NaN * 0 is NaN")
        check.that(seen["connected"], f"no row counts, and all hold {odd}: the loss doesn't depend on the logits",
                   look="a number made anew has no gradient; the sum of nothing has one")
        check.close(seen["gradients"][0], torch.zeros(2, 3), f"gradient, no row counts, and all hold {odd}")
    for n in (4, 0):
        seen = check.input_gradients(cross_entropy, [batch(n, 3)[0], torch.full((n,), -100)])
        check.close(seen["value"], torch.tensor(0.0, dtype=torch.float64), f"no row counts, of {n}",
                    dtype="same", look="0 / 0; or a dtype that isn't the input's")
        check.that(seen["connected"], f"no row counts, of {n}: the loss doesn't depend on the logits, so backward() raises",
                   look="a number made anew has no gradient; the sum of nothing has one")
        check.close(seen["gradients"][0], torch.zeros(n, 3, dtype=torch.float64),
                    f"gradient when no row counts, of {n}")
    for label in (0, 2):
        values = torch.tensor([[1.0, 2.0, math.nan], [3.0, 1.0, 0.0], [2.0, 2.0, 1.0]], dtype=torch.float64)
        came = cross_entropy(values, torch.tensor([label, 1, -100]))
        check.close(came, torch.tensor(math.nan, dtype=torch.float64), f"a row that counts holds NaN, its label is {label}",
                    look="NaN in a row that counts must be seen: no nan_to_num, no nanmean, no row left out for it")
with grade("smoothing"):
    for smoothing, c in [(0.1, 2), (0.2, 9), (1.0, 4)]:
        values, target = batch(9, c)
        expected = oracle.cross_entropy(values, target, label_smoothing=smoothing)
        came = cross_entropy(values, target, smoothing=smoothing)
        check.close(came, expected, f"smoothing {smoothing}, {c} classes", look="how much each class gets")
with grade("large logits of every size", weight=2):
    for dtype in (torch.float32, torch.float64):
        values, target = batch(10, 6, scale=10000.0)
        leaf = values.to(dtype).requires_grad_()
        expected = oracle.cross_entropy(leaf, target, label_smoothing=0.1)
        expected.backward()
        seen = check.input_gradients(cross_entropy, [values.to(dtype), target], kwargs={"smoothing": 0.1})
        kind = f"{dtype} logits of about 10 000, smoothing 0.1"
        look = "the largest exponent; log of a probability that was rounded to 0"
        check.close(seen["value"], expected.detach(), kind, rtol=1e-4, dtype="same", look=look)
        step = 1e-3 if dtype is torch.float32 else 1e-6  # float32 knows a logit of 10 000 to a thousandth only
        check.close(seen["gradients"][0], leaf.grad, f"gradient for {kind}", atol=step, look=look)
    sure = torch.tensor([[40.0, 0.0], [0.0, 50.0]], dtype=torch.float64)
    check.close(cross_entropy(sure, labels), torch.tensor(0.0, dtype=torch.float64), "certain and right, by 40 and by 50", atol=1e-12,
                look="such a loss is below 1e-17: a small number that is added, or a limit below which no loss falls")
    for size in (90.0, 800.0, 10000.0):
        values, target = batch(10, 6, scale=size)
        for shift, kind in [(0.0, "of both signs"), (size * 4, "all positive"),
                            (-size * 4, "all negative")]:
            moved = values + shift
            leaf = moved.clone().requires_grad_()
            expected = oracle.cross_entropy(leaf, target)
            expected.backward()
            seen = check.input_gradients(cross_entropy, [moved, target])
            look = "the largest exponent; log of a probability that was rounded to 0"
            check.close(seen["value"], expected.detach(), f"logits of about {size:g}, {kind}", rtol=1e-5,
                        atol=1e-5, look=look)
            check.close(seen["gradients"][0], leaf.grad, f"gradient for logits of about {size:g}, {kind}",
                        atol=1e-6, look=look)
with grade("gradients"):
    for smoothing in (0.0, 0.25):
        values, target = batch(11, 4, ignored=4)
        leaf = values.clone().requires_grad_()
        oracle.cross_entropy(leaf, target, label_smoothing=smoothing).backward()
        seen = check.input_gradients(cross_entropy, [values, target], kwargs={"smoothing": smoothing})
        check.that(seen["connected"],
                   "the loss does not depend on the logits: the gradient is lost on the way")
        check.close(seen["gradients"][0], leaf.grad,
                    f"gradient of the logits, smoothing {smoothing}, 4 of 11 rows ignored", atol=1e-7)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## The shop's two questions
#
# Here is the shop in small: 60 products of three kinds, four numbers each, and two customers'
# pictures. Your three functions answer. Each of the five nearest products votes for its kind. Then
# the distances to the middle of each kind serve as logits (nearer is higher), and the cross entropy
# says how well they tell the kinds apart. (`argsort` gives the places from the smallest number to the
# largest.) The last line asks about `loss nan`: all distances of the products to each other, each
# product's to itself included.

# %%
draw = torch.Generator().manual_seed(7)
kinds = ["lamp", "chair", "clock"]
middles = torch.tensor([[3.0, 0.0, 0.0, 1.0], [0.0, 3.0, 1.0, 0.0], [0.0, 1.0, 3.0, 3.0]])
kind = torch.arange(60) % 3
products = middles[kind] + 0.9 * torch.randn(60, 4, generator=draw)
pictures = torch.tensor([[2.5, 0.5, 0.2, 0.8], [0.2, 2.0, 2.0, 1.2]])
try:
    nearest = pairwise_distances(pictures, products).argsort(1)[:, :5]
    votes = one_hot(kind[nearest], 3).sum(1)
    for number, (places, counts) in enumerate(zip(nearest.tolist(), votes.tolist()), 1):
        told = ", ".join(f"{count:.0f} {name}s" for name, count in zip(kinds, counts))
        print(f"picture {number}: nearest products {places}: {told}")
    by_distance = -pairwise_distances(products, middles)
    for name, logits in [("distance", by_distance), ("a guess", torch.zeros(60, 3))]:
        print(f"loss by {name}: {cross_entropy(logits, kind).item():.3f}")
    known = products.clone().requires_grad_()                # each is 0 from itself
    pairwise_distances(known, known).sum().backward()
    print("NaN in the gradient:", bool(known.grad.isnan().any()))
except (NameError, NotImplementedError):
    print("Write the three functions above first, then run this cell again.")

# %% [markdown]
# The first picture's neighbours agree. The second lies between chairs and clocks, and its votes are
# split: five neighbours are few, and a shop would show it products of both kinds. A guess among
# three costs $\log 3 = 1.099$. The distances cost far less, so they do carry the kind. And the
# gradient is finite, with sixty distances of 0 among them: your mask stands before the root. What
# you may not conclude: that it works for *new* products. The middles were given here; a model would have to
# learn them, and be judged on photographs that it has not seen.

# %% [markdown]
# And the loop? One customer's picture against a tenth of the shop, 4 000 products with 512 numbers
# each: at first with a Python loop over the products, then in one operation.

# %%
import time

many, one = torch.randn(4_000, 512, generator=draw), torch.randn(1, 512, generator=draw)
start = time.perf_counter()
looped = torch.stack([(product - one[0]).square().sum().sqrt() for product in many])
middle = time.perf_counter()
at_once = (one[:, None, :] - many).square().sum(-1).sqrt()[0]
end = time.perf_counter()
print(f"loop: {1000 * (middle - start):.1f} ms, in one operation: {1000 * (end - middle):.1f} ms")
print("the same distances:", torch.allclose(looped, at_once, atol=1e-3))

# %% [markdown]
# On most machines the loop takes several times as long. The whole shop pays that ten times, and a
# hundred customers at once a hundred times more. What broadcasting costs is memory: one picture's
# differences from all 40 000 products are 40 000 · 512 numbers of four bytes, 82 MB; those of a
# hundred pictures are 8 GB. So a shop takes them a few at a time.

# %% [markdown]
# ## Summary
#
# - Line shapes up on the right; `None` adds the axis that is missing. One operation on whole
#   tensors replaces the loop.
# - A mask *before* a dangerous function keeps the gradient finite. A mask after it does not.
# - Decide which rows count, then divide by *their* number. Test with a batch where none counts.
# - Work with logarithms from the start: subtract the maximum, and never take the logarithm of a
#   probability.
