# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Object detection
#     minutes: 120
#     prerequisites: [03-pytorch/1-tensors]
#     summary: Overlap, suppression, anchors and average precision; then find the coins of a real photograph.
# ---

# %% [markdown]
# # Object detection
#
# A museum has photographed its trays of coins, and wants each coin cropped and catalogued. Before
# it lets a program do it, it asks: **may the program work alone, or must somebody look at every
# tray?** "It finds most of them" is no answer. At the end of this lesson your own code finds the
# coins of one tray, and your own measure says how well.
#
# You need lesson 1: shapes, broadcasting, masks. Plan on an hour and a half if lesson 1 was easy, on
# two hours and more if it wasn't: two sittings, with a break after P20. After this lesson you can
#
# - measure how well two boxes agree, and why one number isn't enough;
# - turn hundreds of overlapping boxes into one per object;
# - prepare training targets from anchors, and score a detector;
# - find 24 ancient coins in a photograph, with code that you wrote yourself.

# %% role="read-only" id="detection-setup"
import matplotlib.image
import pandas as pd
import torch
import torch.nn.functional as F

import detection
import verdicts
from workbook import check
from workbook.notebook.quiz import quiz

# (303, 384), 0 dark to 1 bright
photograph = torch.tensor(matplotlib.image.imread("data/coins.png"))
# (24, 4), the truth
coins = torch.tensor(pd.read_csv("data/coin_boxes.csv").to_numpy(), dtype=torch.float32)

# %% [markdown]
# ## How much do two boxes agree?
#
# A detector answers with **boxes**. Two notations are common:
#
# | name | numbers | used by |
# |---|---|---|
# | `xyxy` | left, top, right, bottom | most libraries |
# | `cxcywh` | centre x, centre y, width, height | YOLO and DETR labels |
#
# x goes to the right and y goes **down**. Coordinates are places on a ruler, not pixels to count,
# so the width is `x2 - x1`. (Older code counts pixels from `x1` to `x2`, both included, and adds
# 1.)
#
# **Intersection over union** says how well two boxes agree: the common area by the area that they
# cover together. It is 1 for equal boxes and 0 for boxes that don't meet. But it is 0 for *near*
# and for *far* misses alike, so a model that learns from it gets no hint where to move. **GIoU**
# adds one. Take the hull, the smallest box around both, and subtract the share of it that neither
# covers:
#
# $$ \mathrm{IoU} = \frac{\text{common}}{\text{union}} \qquad \mathrm{GIoU} = \mathrm{IoU} - \frac{\text{hull} - \text{union}}{\text{hull}} $$
#
# ![Two boxes in four positions: apart, touching, overlapping and one inside the other, each with IoU and GIoU](figures/overlap.svg)
#
# One pair by hand first, side by side: A from 0 to 5, B from 3 to 8, both one high.

# %%
quiz(
    "A is `[0, 0, 5, 1]` and B is `[3, 0, 8, 1]`. What is their IoU?",
    runs="""
common = (5 - 3) * 1
print(common / (5 * 1 + 5 * 1 - common))
""",
    number=0.25,
    within=0.001,
    wrong={
        0.4: "That is the common area by the area of one box.",
        0.2: "The common part was counted twice: 2 by 10. It belongs to the union once.",
    },
    because="Common are 2; together they cover 5 + 5 - 2 = 8; 2 / 8.",
)

# %%
one, other = torch.tensor([0.0, 0, 5, 1]), torch.tensor([3.0, 0, 8, 1])
first, last = torch.maximum(one[:2], other[:2]), torch.minimum(one[2:], other[2:])
print("the common part reaches from", first.tolist(), "to", last.tolist())
print("common area:", (last - first).prod().item())
pair, size = torch.tensor([[1, 2], [5, 6]]), torch.tensor([[3, 4], [7, 8]])
print("joined, row by row:", torch.cat([pair, size], 1).tolist())

# %% [markdown]
# (`prod` multiplies. The last line shows `torch.cat`, which joins tensors along an axis.) The hull of
# the two reaches from 0 to 8, and they cover all of it, so GIoU is 0.25 as well.
#
# Run the next cell and move box B with the sliders. When is the common area 0? What happens to GIoU
# as B goes away?

# %%
detection.overlap()

# %% [markdown]
# The common area is 0 as soon as the boxes part in *one* direction, and IoU stays 0 from there on.
# GIoU goes on falling, towards -1, so it tells which way is back.
#
# Two traps wait in the arithmetic.
#
# - The common part reaches from the larger left edge to the smaller right edge. For boxes apart
#   this width is **negative**, and for boxes apart in *both* directions the product of two
#   negatives is a fine positive area. Clamp at 0 first.
# - A box without area, next to another one, gives **0 / 0**. Decide what it means, and let no NaN
#   out.

# %%
quiz(
    "Box `[0, 0, 2, 2]` lies far from `[5, 5, 6, 6]`. Nothing is clamped. Which common area "
    "comes out?",
    runs="""
width, height = 2 - 5, 2 - 5
print(width * height)
""",
    number=9,
    wrong={
        0: "That is the truth, and needs the clamp.",
        -9: "Both sides are negative, and minus times minus is plus.",
        3: "That would be the sum of nothing. Multiply the two sides.",
    },
    because="-3 times -3: two boxes that are apart seem to share nine.",
)

# %%
left, right = torch.tensor([0.0, 0, 2, 2]), torch.tensor([5.0, 5, 6, 6])
width, height = torch.minimum(left[2:], right[2:]) - torch.maximum(left[:2], right[:2])
width * height  # an "intersection" of boxes that are far apart

# %% [markdown]
# ## P18 · IoU and GIoU
# **Level 2 · 15 minutes · 5 points**
#
# Write `box_iou(a, b, fmt="xyxy")` and `box_giou(a, b, fmt="xyxy")`.
#
# - `a` is (N, 4), `b` is (M, 4), the same floating dtype. Return (N, M) of that dtype: each box
#   of `a` with each of `b`. N or M may be 0.
# - `fmt` is `"xyxy"` or `"cxcywh"`, for both. Anything else raises a `ValueError`.
# - Boxes may have no width or no height, never a negative one. Where the union is 0, IoU is 0.
#   Where the hull has no area, GIoU equals IoU.
# - `a` and `b` are the same after the call.
# - Without torchvision. Helper functions in the same cell are welcome.
#
# For example, `[0, 0, 4, 4]` and `[2, 0, 6, 4]` share 8 of 24: IoU and GIoU are 0.3333. For
# `[0, 0, 2, 2]` and `[4, 4, 6, 6]`, IoU is 0 and GIoU is 0 - (36 - 8) / 36 = -0.7778. In `cxcywh`
# the first pair is `[2, 2, 4, 4]` and `[4, 2, 4, 4]`.
#
# <details><summary>Hint 1</summary>
#
# Bring both to `xyxy` first. Then give `a` and `b` an axis each, as in lesson 1: the maximum of
# the left top corners has shape (N, M, 2), the corners of all common parts.
# </details>
# <details><summary>Hint 2</summary>
#
# A side is a difference of corners, clamped at 0; `prod(-1)` multiplies the two. The hull is the
# same with `minimum` and `maximum` swapped. If boxes apart have an IoU above 0, the clamp comes
# after the product.
# </details>
# <details><summary>Hint 3</summary>
#
# Where the union is 0, the common area is 0, too: divide by any other number there, and 0 comes
# out. `torch.where` chooses the divisor, *before* the division. The same for the hull. (A small
# number added to every union would change every result.)
# </details>

# %% role="answer" id="box-iou"
def box_iou(a, b, fmt="xyxy"):
    """Intersection over union (N, M) of boxes a (N, 4) and b (M, 4)."""
    ### BEGIN SOLUTION
    common, union, _ = box_areas(a, b, fmt)
    return common / torch.where(union > 0, union, 1)
    ### END SOLUTION


def box_giou(a, b, fmt="xyxy"):
    """Generalised IoU (N, M): IoU minus the share of the hull that neither box covers."""
    ### BEGIN SOLUTION
    _, union, hull = box_areas(a, b, fmt)
    return box_iou(a, b, fmt) - (hull - union) / torch.where(hull > 0, hull, 1)


def box_areas(a, b, fmt):
    """Common area, union and hull of each pair, each (N, M)."""
    if fmt == "cxcywh":
        a, b = (torch.cat([x[:, :2] - x[:, 2:] / 2, x[:, :2] + x[:, 2:] / 2], 1) for x in (a, b))
    elif fmt != "xyxy":
        raise ValueError(f"fmt is 'xyxy' or 'cxcywh', not {fmt!r}")
    first, last = (a[:, None, :2], b[None, :, :2]), (a[:, None, 2:], b[None, :, 2:])
    common = (torch.minimum(*last) - torch.maximum(*first)).clamp(min=0).prod(-1)
    hull = (torch.maximum(*last) - torch.minimum(*first)).prod(-1)
    own = [(x[:, 2:] - x[:, :2]).prod(-1) for x in (a, b)]
    return common, own[0][:, None] + own[1] - common, hull
    ### END SOLUTION

# %% role="tests" id="box-iou-tests" points=5
for name in ("box_iou", "box_giou"):
    check.at_most_lines(name, 50, columns=10_000)
    check.no_calls(
        name, {"torchvision", "workbook", "detection"}, why="you write the overlap yourself"
    )

grade = check.parts(5)
a = torch.tensor([[0.0, 0, 4, 4], [0, 0, 2, 2]])
b = torch.tensor([[2.0, 0, 6, 4], [4, 4, 6, 6]])
with grade("the published examples"):
    check.close(
        box_iou(a, b), torch.tensor([[1 / 3, 0], [0, 0]]), "IoU of two boxes with two", atol=1e-6
    )
    expected = torch.tensor([[1 / 3, -4 / 9], [-1 / 6, -7 / 9]])
    check.close(box_giou(a, b), expected, "GIoU of two boxes with two", atol=1e-6)
with grade("the other format"):
    centred = torch.tensor([[2.0, 2, 4, 4]]), torch.tensor([[4.0, 2, 4, 4]])
    check.close(box_iou(*centred, fmt="cxcywh"), torch.tensor([[1 / 3]]), "IoU, cxcywh", atol=1e-6)
    check.close(
        box_giou(*centred, fmt="cxcywh"), torch.tensor([[1 / 3]]), "GIoU, cxcywh", atol=1e-6
    )
    check.raises(ValueError, box_iou, a, b, fmt="xywh")
    check.raises(ValueError, box_giou, a, b, fmt="xywh")
### BEGIN HIDDEN TESTS
from hidden import boxes as instances
from hidden import layouts

rng = check.rng("box-iou")

def tensor(boxes):
    return torch.tensor(boxes, dtype=torch.float64).reshape(-1, 4)

def oracle(a, b):
    """IoU and GIoU, pair by pair in plain numbers."""
    def pair(p, q):
        common = max(min(p[2], q[2]) - max(p[0], q[0]), 0) * max(min(p[3], q[3]) - max(p[1], q[1]), 0)
        union = (p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1]) - common
        hull = (max(p[2], q[2]) - min(p[0], q[0])) * (max(p[3], q[3]) - min(p[1], q[1]))
        iou = common / union if union else 0.0
        return iou, iou - (hull - union) / hull if hull else iou
    rows = [[pair(p, q) for q in b] for p in a]
    shape = len(a), len(b)
    tables = ([[cell[k] for cell in row] for row in rows] for k in (0, 1))
    return [torch.tensor(table, dtype=torch.float64).reshape(shape) for table in tables]

def compare(a, b, kind, look=""):
    iou, giou = oracle(a, b)
    for name, function, wanted in (("IoU", box_iou, iou), ("GIoU", box_giou, giou)):
        came = function(tensor(a), tensor(b))
        for n, m in [(n, m) for n in range(len(a)) for m in range(len(b))] if came.shape == wanted.shape else []:
            what = f"{name}, {kind}: {list(a[n])} with {list(b[m])}"
            check.close(came[n, m].item(), wanted[n, m].item(), what, rtol=1e-9, atol=1e-9, look=look)
        check.close(came, wanted, f"{name}, {kind}", rtol=1e-9, atol=1e-9, dtype="same", look=look)

boxes = instances.random_boxes
base = boxes(rng, 4, 60)
far = [[x + 200 for x in box] for box in base]
over = [[-12.0, -7, 25, 14], [-28.0, -19, -9, -4], *([side - 30 for side in box] for box in base)]  # over the edge of the picture
shifted = [[box[0] - 3, box[1] + 1, box[2] + 1, box[3] + 2] for box in over]
flat = [[5, 5, 5, 9], [2, 7, 8, 7], [3, 3, 3, 3], [0, 0, 10, 10], [20, 1, 20, 8]]
with grade("boxes in every position", weight=2):
    compare(base, boxes(rng, 7, 60), "random boxes", look="sides are x2 - x1, and 0 where boxes are apart; the hull goes around both")
    compare(base, base, "boxes with themselves", look="the width of a box is x2 - x1")
    compare(base, far, "boxes apart in both directions", look="a negative width times a negative height")
    beside = [[box[2], box[1], box[2] + 9, box[3]] for box in base]
    compare(base, beside, "boxes that share an edge", look="the width of a box is x2 - x1")
    inside = [[box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 2] for box in base]
    compare(base, inside, "one box inside the other")
    compare([[x - 150.5 for x in box] for box in base], base[:2], "coordinates below 0 and halves")
    compare(over, shifted, "boxes over the edge of the picture", look="no box is cut at 0")
    for size, kind in [(1e6, "very small boxes"), (100, "boxes in fractions of the image"),
                       (7, "boxes with fractions of a pixel")]:
        moved = [[box[0] + 1, box[1] - 1, box[2] + 2, box[3] + 1] for box in base]
        small, other = ([[x / size for x in box] for box in some] for some in (base, [*moved, *boxes(rng, 3, 60)]))
        compare(small, other, kind, look="the width of a box is x2 - x1; nothing is rounded or added")
    tiny = [[x / 1e60 for x in box] for box in base]
    compare(tiny, [[x * 1.1 for x in box] for box in tiny], "boxes of about 1e-59, whose areas are above 0",
            look="a union or a hull counts as 0 where it is 0, not where it is small; nothing is added")
with grade("boxes without area, and no boxes"):
    compare(flat, flat, "boxes without width, height or both", look="0 / 0")
    for one, other in [([], base), (base, []), ([], [])]:
        compare(one, other, "no boxes on one side")
    for name, function, wanted in zip(("IoU", "GIoU"), (box_iou, box_giou), oracle(base, base)):
        came = function(tensor(base).float(), tensor(base).float())
        check.close(came, wanted.float(), f"{name} of float32 boxes", dtype="same", atol=1e-5)
        came = function(layouts.apart(tensor(base)), layouts.apart(tensor(base)))
        check.close(came, wanted, f"{name} of non-contiguous boxes", dtype="same")
        for fmt in ("xyxy", "cxcywh"):
            check.leaves_input_alone(function, [tensor(base), tensor(far)], f"box_{name.lower()}", fmt=fmt)
with grade("centres and sizes, and no other format"):
    odd = ("XYXY", "xywh", "", None, "cxcywh ", "xy", "cxcy", "cxywh", "xyxyxyxy", "yxyx", "cycxhw", 0)
    for function in (box_iou, box_giou):
        for fmt in odd:
            check.raises(ValueError, function, tensor(base), tensor(base), fmt=fmt, look=f"fmt={fmt!r}: it is compared as a whole")
        for one, other in [([], base), (base, []), ([], [])]:
            check.raises(ValueError, function, tensor(one), tensor(other), fmt="xywh",
                         look="fmt='xywh' without boxes on one side or on both: fmt is looked at first")
    for one, other in [([], base), (base, [])]:
        check.equal(box_iou(tensor(one), tensor(other), "cxcywh"), tensor([]).new_zeros(len(one), len(other)),
                    "IoU, cxcywh, no boxes on one side")
    for one, other, kind in [(base, boxes(rng, 5, 60), "random boxes"),
                             (base, base[:1], "more boxes than in the other list"),
                             (over, shifted, "boxes over the edge of the picture"),
                             ([[side / 24 for side in box] for box in over], [[side / 24 for side in box] for box in shifted],
                              "boxes over the edge, in fractions of the picture"),
                             (base, far, "boxes apart"), (flat, flat, "boxes without area")]:
        iou, giou = oracle(one, other)
        pair = tensor(one), tensor(other)
        centred = [torch.cat([(t[:, :2] + t[:, 2:]) / 2, t[:, 2:] - t[:, :2]], 1) for t in pair]
        check.close(box_iou(*centred, fmt="cxcywh"), iou, f"IoU, cxcywh, {kind}", atol=1e-7,
                    look="half of the size on each side")
        check.close(box_giou(*centred, fmt="cxcywh"), giou, f"GIoU, cxcywh, {kind}", atol=1e-7,
                    look="half of the size on each side")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## One box per object
#
# A detector looks at thousands of places, and around each coin many places say "here". On our
# photograph a simple one draws 322 boxes for 24 coins. **Non-maximum suppression** keeps the best
# box, drops those that overlap it too much, and goes on with the best one left.
#
# ![The photograph with all 322 boxes, with 105 left by threshold 0.6, and with 24 left by threshold 0.1](figures/suppression.svg)
#
# The **threshold** is a choice. Too high, and coins keep several boxes; too low, and one of two
# objects that touch is lost. Coins on a tray don't overlap, so a low threshold is right here. In a
# crowd of people it would be wrong.
#
# Four details decide whether two implementations agree:
#
# - *More than* the threshold is dropped; exactly the threshold stays.
# - A box that was dropped drops no other. If A drops B, and only B overlaps C, then C stays.
# - Boxes of different **classes** don't compete. A person on a bicycle is two objects.
# - Equal scores happen, above all with 8-bit models. A rule for **ties** keeps runs the same.
#
# %%
quiz(
    "Scores: A 0.9, B 0.8, C 0.7, one class. A overlaps B too much, B overlaps C too much, A "
    "and C don't meet. Which boxes stay?",
    right="A and C",
    wrong={
        "A": "B would have to drop C. But B is gone before its turn comes.",
        "A, B and C": "A drops B.",
        "B": "The best score goes first: A.",
    },
    because="A drops B. A box that was dropped drops no other, so nothing speaks against C.",
)

# %% [markdown]
# Two tools for it. A sort that keeps equal scores in order, and a table of all pairs, made by
# broadcasting:

# %%
print("order:", torch.tensor([0.5, 0.9, 0.5]).argsort(descending=True, stable=True).tolist())
teams = torch.tensor([0, 1, 0])
print(teams[:, None] == teams)            # who is in whose team
present = torch.tensor([True, True, True])
present &= ~torch.tensor([False, True, True])
print(present)                            # those that are present and not named

# %% [markdown]
# A known trick for classes: move the boxes of class `k` by `k` times a distance larger than the
# picture. Boxes of different classes then never meet, and one pass is enough. But coordinates of
# millions have few digits left for the boxes in float32: a table of equal classes has no such limit.

# %% [markdown]
# ## P19 · Non-maximum suppression
# **Level 3 · 15 minutes · 6 points**
#
# Write `nms(boxes, scores, classes, threshold)`.
#
# - `boxes` (N, 4) in `xyxy`, coordinates from 0 up; `scores` (N,), in no order; `classes` (N,),
#   int64, numbers from 0 up, however large. N may be 0.
# - Go through the boxes by falling score; of equal scores, the lower index is first, whatever the
#   classes. Keep a box
#   unless a box *kept before it*, of the *same class*, has an IoU with it **greater than**
#   `threshold`.
# - Return the indices of the kept boxes in that order: int64, 1-d. The inputs are the same after
#   the call.
# - Without torchvision. Your `box_iou` is at hand.
#
# For example, with threshold 0.5,
#
# ```
# boxes    [0, 0, 4, 4]  [0, 0, 4, 3]  [0, 0, 4, 2]  [0, 0, 4, 4]
# scores        0.6           0.9           0.8           0.7
# classes        0             0             0             1
# ```
#
# gives `[1, 3]`. Box 1 has the best score. Box 2 overlaps it by 8/12 and goes. Box 3 is of another
# class and stays. Box 0 overlaps box 1 by 12/16 and goes.
#
# <details><summary>Hint 1</summary>
#
# `scores.argsort(descending=True, stable=True)` is the order. `stable` keeps ties by index.
# </details>
# <details><summary>Hint 2</summary>
#
# Two (N, N) tables, joined by `&`, say who would drop whom: which pairs overlap by more than the
# threshold, and which are of one class. One call of `box_iou` is enough.
# </details>
# <details><summary>Hint 3</summary>
#
# A mask says who is still there, at first everyone. Go through the order: who is still there is
# kept, and takes its rivals out of the mask (itself too; it is in the list by then). An empty list
# becomes a float tensor unless you name the dtype. If chains fail, boxes that were dropped still
# drop others.
# </details>

# %% role="answer" id="nms"
def nms(boxes, scores, classes, threshold):
    """Indices of the boxes that stay, by falling score, int64."""
    ### BEGIN SOLUTION
    rivals = (box_iou(boxes, boxes) > threshold) & (classes[:, None] == classes)
    alive = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for i in scores.argsort(descending=True, stable=True).tolist():
        if alive[i]:
            kept.append(i)
            alive &= ~rivals[i]
    return torch.tensor(kept, dtype=torch.int64)
    ### END SOLUTION

# %% role="tests" id="nms-tests" points=6
check.at_most_lines("nms", 50, columns=10_000)
check.no_calls(
    "nms", {"torchvision", "workbook", "detection"}, why="you write the suppression yourself"
)

grade = check.parts(6)
boxes = torch.tensor([[0.0, 0, 4, 4], [0, 0, 4, 3], [0, 0, 4, 2], [0, 0, 4, 4]])
scores, classes = torch.tensor([0.6, 0.9, 0.8, 0.7]), torch.tensor([0, 0, 0, 1])
with grade("the published example"):
    given = boxes.tolist(), scores.tolist(), classes.tolist(), 0.5
    verdicts.same_kept(nms(boxes, scores, classes, 0.5), [1, 3], "the published example", given)
with grade("exactly the threshold"):
    halves = torch.tensor([[0.0, 0, 4, 4], [0, 0, 4, 2]])
    came = nms(halves, torch.tensor([0.9, 0.8]), torch.zeros(2, dtype=torch.int64), 0.5)
    verdicts.same_kept(came, [0, 1], "two boxes that overlap by exactly the threshold")
### BEGIN HIDDEN TESTS
from hidden import boxes as instances

rng = check.rng("nms")

def oracle(boxes, scores, classes, threshold):
    kept = []
    for i in sorted(range(len(boxes)), key=lambda i: (-scores[i], i)):
        same = [j for j in kept if classes[j] == classes[i]]
        if not any(instances.beyond(boxes[i], boxes[j], threshold) for j in same):
            kept.append(i)
    return kept

def compare(boxes, scores, classes, threshold, kind, dtype=torch.float32):
    places = torch.tensor(boxes, dtype=dtype).reshape(-1, 4)
    given = places, torch.tensor(scores, dtype=dtype), torch.tensor(classes, dtype=torch.int64)
    shown = (boxes, scores, classes, threshold)
    verdicts.same_kept(nms(*given, threshold), oracle(boxes, scores, classes, threshold), kind, shown)

def shuffled(*lists):
    order = rng.permutation(len(lists[0]))
    return [[items[i] for i in order] for items in lists]

box = instances.random_boxes(rng, 1)[0]
x, y = (float(v) for v in rng.integers(0, 30, 2))
grid = [[30.0 * (k % 12), 30.0 * (k // 12), 30.0 * (k % 12) + 20, 30.0 * (k // 12) + 20] for k in range(120)]
with grade("crowds of one class"):
    places, scores = instances.crowd(rng, 4, 3, 0.5)
    for kind, order in [("best first", sorted(scores)[::-1]), ("worst first", sorted(scores)),
                        ("some of them 0 or below", [score - max(scores) for score in scores]),
                        ("all far below 0", [9 * score - 2000 for score in scores]),
                        ("so near that half precision makes them equal", [0.5 + score / 1e4 for score in scores])]:
        compare(places, order, [0] * len(places), 0.5, f"scores {kind}")
    compare(grid[:2] * 2, [0.5, 0.5, 0.5 + 1e-12, 0.5 + 2e-12], [0] * 4, 0.5,
            "boxes and scores of double precision, which single makes equal", torch.float64)
    for right, left in ((0.6, 0.0), (1.6, 0.4)):
        pair = [[left, 0.0, 1.4, 1.0], [0.0, 0.0, right, 1.0]]
        compare(pair, [0.9, 0.8], [0, 0], 0.5, "fractions of a pixel")
    compare([[v / 7 for v in place] for place in places], scores, [0] * len(places), 0.5, "fractions of a pixel")
    compare(grid + grid[:9], [float(v) / 200 for v in rng.permutation(129)], [0] * 129, 0.5, "129 boxes, 120 places")
    for threshold in (0.5, 0.3, 0.7):
        boxes, scores = instances.crowd(rng, 5, 4, threshold)
        compare(boxes, scores, [0] * len(boxes), threshold, "a crowd of one class, scores in no order")
        compare(boxes, scores, [3] * len(boxes), threshold, "a crowd of one class whose number is 3")
with grade("several classes"):
    wide = [[30.0 * (k % 20), 30.0 * (k // 20), 30.0 * (k % 20) + 20, 30.0 * (k // 20) + 20] for k in range(320)]
    compare(wide, [float(v) / 400 for v in rng.permutation(320)], list(range(320)), 0.5, "320 boxes, each of a class of its own")
    for threshold in (0.5, 0.2):
        boxes, scores = instances.crowd(rng, 4, 5, threshold)
        classes = [int(k) for k in rng.integers(0, 4, len(boxes))]
        compare(boxes, scores, classes, threshold, "a crowd of four classes")
    wide, scores = instances.crowd(rng, 4, 4, 0.5)
    wide = [[40 * v for v in place] for place in wide]
    compare(wide, scores, [int(k) for k in rng.integers(0, 9, len(wide))], 0.5, "nine classes, coordinates up to 5000")
    compare([box] * 5, [0.1, 0.5, 0.4, 0.2, 0.3], [0, 1, 2, 1, 0], 0.5, "several classes in one place")
    for apart in (1000.0, 4096.0, 10000.0):
        moved = [[v + apart for v in box] for box in ([0, 0, 20, 20], [0, 0, 20, 19])]
        compare([[0, 0, 20, 20], *moved], [0.9, 0.8, 0.7], [1, 0, 0], 0.5, f"two classes, {apart:g} pixels apart")
    line = [[60.0 * k, 60.0 * k, 60.0 * k + 60, 60.0 * k + 60] for k in range(90)]
    compare([*line, line[89]], [(k + 1) / 100 for k in range(91)], [1] * 90 + [0], 0.1,
            "two classes, one of them all along the diagonal")
    places, scores = instances.crowd(rng, 4, 4, 0.5)
    compare(places, scores, [80 - k % 2 for k in range(len(places))], 0.5, "classes 79 and 80")
    for first in (100_000, 2**24, 2**60):
        classes = [first + int(k) for k in rng.integers(0, 2, len(places))]
        compare([[v / 8 for v in place] for place in places], scores, classes, 0.5, f"classes {first} and {first + 1}")
    for apart in (2**8, 2**16, 2**32, 288_288_000):  # the last is a multiple of 80, of 91 and of 1000, too
        first = int(rng.integers(0, 100))
        compare([box, box, box], [0.9, 0.8, 0.7], [first, first + apart, first], 0.5, f"classes {first} and {first + apart}")
    pair = [[0.0, 0.0, 1.4, 1.0], [0.0, 0.0, 0.6, 1.0]]
    compare([[1e7, 1e7, 1e7 + 64, 1e7 + 64], *pair], [0.9, 0.8, 0.7], [0, 1, 1], 0.5,
            "fractions of a pixel, a box of another class ten million pixels away")
with grade("exactly the threshold, and ties"):
    compare([box, [box[2], box[1], box[2] + 5, box[3]], box], [0.9, 0.8, 0.7], [0] * 3, 0.0,
            "threshold 0: boxes that only touch stay")
    compare([box, box], [0.9, 0.8], [0] * 2, 1.0, "threshold 1: nothing overlaps by more")
    for share, threshold in ((8, 0.5), (4, 0.25), (12, 0.75)):
        pair = [[x, y, x + 16, y + 16], [x, y, x + 16, y + share]]
        compare(*shuffled(pair, [0.9, 0.4]), [0, 0], threshold,
                "two boxes that overlap by exactly the threshold")
    for share, threshold in ((50_100, 0.5), (49_900, 0.5), (50_001, 0.5), (49_999, 0.5), (30_001, 0.3), (70_040, 0.7)):
        pair = [[0.0, 0.0, 1e5, 1e5], [0.0, 0.0, 1e5, float(share)]]
        compare(pair, [0.9, 0.4], [0, 0], threshold, f"two boxes that overlap by {share / 1e5:.5f}, near the threshold")
    for share in (5_000_001.0, 4_999_999.0):
        pair = [[0.0, 0.0, 1e7, 1e7], [0.0, 0.0, 1e7, share]]
        compare(pair, [0.9, 0.4], [0, 0], 0.5, f"two boxes of double precision that overlap by {share / 1e7:.7f}, near the threshold", torch.float64)
    pair = [[0.0, 0.0, 1e5, 1e5], [0.0, 99_999.0, 1e5, 2e5]]
    compare(pair, [0.9, 0.4], [0, 0], 0.0, "threshold 0: two boxes that overlap by 5 in a million")
    a, b, c = ([x + s, y, x + s + 20, y + 10] for s in (0, 5, 10))
    for line in ([a, b, c], [c, b, a], [b, a, c], [a, c, b]):
        compare(line, [0.5, 0.5, 0.5], [0, 0, 0], 0.5, "equal scores: the lower index is first")
    many = [[x, y, x + 10, y + 10 + k] for k in range(24)]
    order = [many[i] for i in rng.permutation(24)]
    compare(order, [0.25] * 24, [0] * 24, 0.9375,
            "24 boxes of equal score, one threshold crossed by most pairs")
    compare(grid[:60], [(k % 3 + 1) / 4 for k in range(60)], [0] * 60, 0.5, "60 boxes apart from each other, three scores")
    several = [int(k) for k in rng.integers(0, 4, 24)]
    compare(grid[:24], [0.25] * 24, several, 0.5, "24 boxes of equal score, apart from each other, of several classes")
    drawn, scores = instances.crowd(rng, 5, 4, 0.5)
    compare(drawn, [round(3 * score) / 4 for score in scores], [int(k) for k in rng.integers(0, 4, len(drawn))], 0.5,
            "a crowd of four classes, few different scores")
    flat = [[x, y, x, y + 5], [x + 1, y, x + 9, y + 9], [x, y, x, y]]
    compare(flat, [0.9, 0.8, 0.7], [0] * 3, 0.5, "boxes without area among others: each is kept once")
with grade("a dropped box drops no other"):
    for step in (5, 6):
        chain = [[x + step * k, y, x + step * k + 20, y + 10] for k in range(5)]
        compare(chain, [0.9, 0.8, 0.7, 0.6, 0.5], [0] * 5, 0.5,
                "a chain: each box overlaps only its neighbours too much")
        compare(*shuffled(chain, [0.9, 0.8, 0.7, 0.6, 0.5]), [0] * 5, 0.5, "a chain, in another order")
    compare([], [], [], 0.5, "no boxes")
    compare([box], [0.3], [2], 0.5, "one box")
    given = torch.tensor(grid[:3]), torch.tensor([0.2, 0.7, 0.4]), torch.tensor([2, 1, 0])
    check.leaves_input_alone(nms, [*given, 0.5], "nms")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Now see your own function at work. `data/coin_candidates.csv` holds the 322 boxes of the figure.
# Move the threshold: at which values does each coin have one box?

# %%
candidates = torch.tensor(pd.read_csv("data/coin_candidates.csv").to_numpy(), dtype=torch.float32)
detection.suppression("data/coins.png", candidates[:, :4], candidates[:, 4], nms)

# %% [markdown]
# From 0 to 0.2 each of the 24 coins has one box. At 0.25 there are 26 boxes, at 0.5 there are 78,
# and from 0.9 on nothing is dropped. That 0 works is the tray's merit: no two coins touch.

# %% [markdown]
# ## What a detector learns
#
# A network gives a fixed number of outputs, but a picture holds any number of objects. So a grid of
# **anchors** is laid over the picture, boxes of a few sizes, and each anchor learns two things: *is
# an object here*, and *how must I move to fit it*.
#
# The move is encoded relative to the anchor, so that small and large objects look alike to the
# loss. With centres $x, y$ and sizes $w, h$, the index $a$ for the anchor:
#
# $$ t_x = \frac{x - x_a}{w_a} \quad t_y = \frac{y - y_a}{h_a} \quad t_w = \log\frac{w}{w_a} \quad t_h = \log\frac{h}{h_a} $$
#
# The logarithm makes "twice as wide" and "half as wide" equally far from 0, and its inverse can't
# give a negative width.
#
# In numbers: $t_w = \log(40 / 20) = 0.693$ for an object 40 wide on an anchor 20 wide; one 10 wide
# has -0.693.
#
# Training encodes, the service decodes. If the two
# aren't exact inverses, each box is a little off and no loss tells you.
#
# **Matching** says which anchor is responsible for which object:
#
# | best IoU of the anchor | becomes | learns |
# |---|---|---|
# | at least `high` | the index of that object | to fit it |
# | below `low` | -1, background | to say "nothing here" |
# | between | -2, ignored | nothing: it is too unclear |
#
# This leaves a hole. A small or odd object may have *no* anchor above `high`, and then nobody
# learns it. So, at the end, **each object takes its best anchor, whatever the IoU**. Forget this
# line, and the model is blind to just the objects that are hard.
#
# And a last question: two coins lie so close that *one* anchor is the best for both. It can learn
# only one of them, and goes to the one that it overlaps more. The other keeps what the table gives
# it, and that may be nothing at all. No rule of matching mends this; a finer grid does.

# %%
iou = torch.tensor([[0.6, 0.8], [0.3, 0.2]])
print("best object of each anchor:", iou.max(1).indices.tolist())
print("best anchor of each object:", iou.argmax(0).tolist())        # anchor 0, twice

# %% [markdown]
# ## P20 · Anchors: encode, decode, match
# **Level 3 · 20 minutes · 3 points**
#
# Write three functions.
#
# - `encode(boxes, anchors)`: both (N, 4) in `xyxy`, with widths and heights above 0, row by row.
#   Return (N, 4): $t_x, t_y, t_w, t_h$.
# - `decode(deltas, anchors)`: the inverse, (N, 4) in `xyxy`.
# - `match(iou, high=0.5, low=0.4)`: `iou` is (A, G), each anchor with each object. Return (A,),
#   int64, as in the table: there, an anchor's object is the one with the greatest IoU. Then each
#   object's best anchor is given to it, whatever the IoU, even if another object overlaps that
#   anchor more. An anchor that is the best of several objects goes to the one of these with the
#   greatest IoU. You may rely on this: the greatest value is never tied, and each object meets an
#   anchor. G may be 0: then all is background.
# - The inputs of all three are the same after the call.
#
# For example, `encode([[10, 10, 30, 50]], [[0, 0, 20, 20]])` is `[[0.5, 1.0, 0.0, 0.6931]]`. And
# with
#
# ```
# iou = [[0.7, 0.1],       match(iou)  →  [0, -2, 1, -1]
#        [0.45, 0.0],
#        [0.0, 0.3],
#        [0.1, 0.2]]
# ```
#
# the third anchor is given object 1, which no anchor overlaps by 0.4. For
# `[[0.6, 0.8], [0.3, 0.2]]` it is `[1, -1]`: object 0 goes without.
#
# <details><summary>Hint 1</summary>
#
# Write a small helper that gives centres and sizes, each (N, 2), from the two corners. Then each
# formula is one line.
# </details>
# <details><summary>Hint 2</summary>
#
# Solve the formulas for the box by hand: what undoes a division, what a logarithm? You get centre
# and size; a corner lies half of the size to either side. If only boxes of the anchor's own size
# come back right, the exponential is missing.
# </details>
# <details><summary>Hint 3</summary>
#
# The table first: `max(1)` gives both the best IoU and its object. Then the objects, one after the
# other: each writes its number at its best anchor. Let the one with the greatest IoU write last
# (`argsort`), so that it stands. `max` of an empty axis raises, so treat G = 0 first.
# </details>

# %% role="answer" id="anchors"
def encode(boxes, anchors):
    """Deltas (N, 4) that lead from the anchors to the boxes."""
    ### BEGIN SOLUTION
    centre, size = centre_and_size(boxes)
    start, unit = centre_and_size(anchors)
    return torch.cat([(centre - start) / unit, (size / unit).log()], 1)


def centre_and_size(boxes):
    """Centres (N, 2) and sizes (N, 2) of boxes in xyxy."""
    return (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]
    ### END SOLUTION


def decode(deltas, anchors):
    """Boxes (N, 4) in xyxy: the inverse of encode."""
    ### BEGIN SOLUTION
    start, unit = centre_and_size(anchors)
    centre, half = start + deltas[:, :2] * unit, deltas[:, 2:].exp() * unit / 2
    return torch.cat([centre - half, centre + half], 1)
    ### END SOLUTION


def match(iou, high=0.5, low=0.4):
    """For each anchor the index of its object, -1 for background, -2 for ignored; int64 (A,)."""
    ### BEGIN SOLUTION
    if iou.shape[1] == 0:
        return torch.full((len(iou),), -1)
    best, which = iou.max(1)
    result = torch.where(best >= high, which, torch.where(best < low, -1, -2))
    for g in iou.max(0).values.argsort().tolist():
        result[iou[:, g].argmax()] = g
    return result
    ### END SOLUTION

# %% role="tests" id="anchors-tests" points=3
for name in ("encode", "decode", "match"):
    check.at_most_lines(name, 50, columns=10_000)
    check.no_calls(name, {"torchvision", "workbook", "detection"}, why="you write it yourself")

grade = check.parts(3)
with grade("the published deltas"):
    box, anchor = torch.tensor([[10.0, 10, 30, 50]]), torch.tensor([[0.0, 0, 20, 20]])
    deltas = torch.tensor([[0.5, 1.0, 0.0, 0.693147]])
    check.close(encode(box, anchor), deltas, "encode of the published box", atol=1e-5)
    check.close(decode(deltas, anchor), box, "decode of the published deltas", atol=1e-4)
with grade("the published match"):
    iou = torch.tensor([[0.7, 0.1], [0.45, 0.0], [0.0, 0.3], [0.1, 0.2]])
    check.equal(match(iou), torch.tensor([0, -2, 1, -1]), "match of four anchors",
                look="each object's best anchor")
with grade("two objects with one best anchor"):
    for iou, expected in [([[0.6, 0.8], [0.3, 0.2]], [1, -1]), ([[0.8, 0.6], [0.2, 0.3]], [0, -1])]:
        check.equal(
            match(torch.tensor(iou)), torch.tensor(expected),
            f"match of {iou}, one anchor best for both",
                    look="it goes to the object that it overlaps most")
### BEGIN HIDDEN TESTS
from hidden import boxes as instances

from hidden import layouts

rng = check.rng("anchors")

def drawn(n):  # boxes may reach beyond the picture
    return torch.tensor(instances.random_boxes(rng, n, 200), dtype=torch.float64).reshape(-1, 4) / 3 - 30

with grade("encode and decode are inverse"):
    for n, kind in [(1, "one box"), (12, "boxes and anchors of all sizes"), (0, "no boxes")]:
        boxes, anchors = drawn(n), drawn(n)
        half = (boxes[:, 2:] - boxes[:, :2]) / 2, (anchors[:, 2:] - anchors[:, :2]) / 2
        move = (boxes[:, :2] + half[0] - anchors[:, :2] - half[1]) / (2 * half[1])
        expected = torch.cat([move, torch.log(half[0] / half[1])], 1)
        check.close(encode(boxes, anchors), expected, f"encode, {kind}", rtol=1e-9, atol=1e-9, dtype="same")
        check.close(decode(expected, anchors), boxes, f"decode, {kind}", rtol=1e-9, atol=1e-9, dtype="same")
        check.close(decode(encode(boxes, anchors), anchors), boxes, f"decode of encode, {kind}", atol=1e-6)
    small, large = torch.tensor([[10.0, 10, 10.5, 10.25]]), torch.tensor([[-300.0, 40, 900, 4000]])
    ratio = torch.tensor([[(300 - 10.25) / 0.5, (2020 - 10.125) / 0.25, 7.783224, 9.670294]])
    check.close(encode(large, small), ratio, "encode, a box more than a thousand times as large as its anchor", rtol=1e-4)
    check.close(decode(ratio, small), large, "decode, a box more than a thousand times as large", rtol=1e-3,
                look="nothing is cut off: neither a large move nor a place beyond the picture")
    ratio = torch.tensor([[-289.75 / 1200, -2009.875 / 3960, -7.783224, -9.670294]])
    check.close(encode(small, large), ratio, "encode, a box a thousandth as large as its anchor", rtol=1e-4,
                look="sizes are taken as they are, below 1, too")
    check.close(decode(ratio.double(), large.double()), small.double(), "decode, a box a thousandth as large as its anchor", atol=1e-2,
                look="nothing is cut off")
    for name, function in (("encode", encode), ("decode", decode)):
        pair = drawn(4), drawn(4)
        pair = pair if name == "encode" else (pair[0] / 100, pair[1])
        check.close(function(*map(layouts.apart, pair)), function(*pair), f"{name}, not contiguous")
        check.leaves_input_alone(function, list(pair), name)
    still = torch.zeros(5, 4, dtype=torch.float64)
    anchors = drawn(5)
    check.close(decode(still, anchors), anchors, "decode of zeros gives the anchors", atol=1e-8)
with grade("matches on other tables"):
    def table(anchors, objects, top, shared=False):
        """Distinct values up to top, none near 0.3, 0.4, 0.5 or 0.6; best anchors distinct, or some of them shared."""
        while True:
            places = rng.permutation(anchors * objects) + rng.uniform(0.2, 0.8, anchors * objects)
            values = places / (anchors * objects) * top
            clear = min(abs(values - edge).min() for edge in (0.3, 0.4, 0.5, 0.6)) > 1e-4
            values = values.reshape(anchors, objects)
            if clear and (len(set(values.argmax(0).tolist())) < objects) == shared:
                return values

    def oracle(values, high, low):
        result = []
        for row in values:
            best = max(range(len(row)), key=lambda g: row[g])
            result.append(best if row[best] >= high else -1 if row[best] < low else -2)
        for g in sorted(range(values.shape[1]), key=lambda g: values[:, g].max()):
            result[max(range(len(values)), key=lambda i: values[i][g])] = g
        return torch.tensor(result)

    for anchors, objects, top, kind in [(30, 3, 0.95, "anchors of every quality"),
                                        (20, 2, 0.35, "objects that no anchor overlaps much"),
                                        (12, 1, 0.9, "one object"),
                                        (25, 4, 0.48, "anchors between low and high")]:
        for high, low in [(0.5, 0.4), (0.6, 0.3)]:
            values = table(anchors, objects, top)
            came = match(torch.tensor(values), high, low)
            check.equal(came, oracle(values, high, low), f"match, {kind}",
                        look="each object's best anchor; the values between low and high")
    shared = torch.tensor([[0.8, 0.7], [0.6, 0.1], [0.2, 0.75]], dtype=torch.float64)
    check.equal(match(shared), torch.tensor([0, 0, 1]), "match, one anchor overlaps two objects well")
    taken = torch.tensor([[0.9, 0.6], [0.95, 0.1], [0.0, 0.2]])
    check.equal(match(taken), torch.tensor([1, 0, -1]), "match, an object's best anchor fits another object better",
                look="each object takes its best anchor, whatever else that anchor overlaps")
    check.equal(match(layouts.apart(taken)), torch.tensor([1, 0, -1]), "match of a non-contiguous table")
    edge = torch.tensor([[0.5], [0.4], [0.75], [0.39]])
    check.equal(match(edge), torch.tensor([0, -2, 0, -1]), "match, values of exactly 0.5 and exactly 0.4",
                look="high is 0.5 and low 0.4 if nobody says otherwise")
    for turn in range(4):
        values = table(5, 4, 0.9, shared=True)
        check.equal(match(torch.tensor(values)), oracle(values, 0.5, 0.4),
                    f"match, objects with the same best anchor: {values.round(3).tolist()}")
    edge = torch.tensor([[0.5], [0.25], [0.75]])
    check.equal(match(edge, 0.5, 0.25), torch.tensor([0, -2, 0]),
                "match, values of exactly high and exactly low")
    edge = torch.tensor([[0.75], [0.5], [0.496], [0.25]])
    check.equal(match(edge, 0.5, 0.5), torch.tensor([0, 0, -1, -1]), "match, high and low both 0.5: nothing lies between")
    for row, role in [([0.7, 0.2, 0.1], 0), ([0.1, 0.3], 1), ([0.45], 0)]:
        check.equal(match(torch.tensor([row])), torch.tensor([role]), f"match of [{row}], a single anchor")
    check.equal(match(torch.zeros(6, 0)), torch.full((6,), -1), "match, an image without objects")
    check.leaves_input_alone(match, [torch.tensor(table(9, 2, 0.9))], "match")
    for top in (0.25, 0.12, 0.03, 1e-3, 1e-6):
        one, two = table(15, 2, top), table(15, 3, 0.95) * [1, top, top / 3]
        for values, kind in [(one, "objects that no anchor"), (two, "one object well, and two that no anchor")]:
            check.equal(match(torch.tensor(values)), oracle(values, 0.5, 0.4), f"match, {kind} overlaps by more than {top:g}",
                        look="each object's best anchor, whatever the IoU")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### Anchors for the coins
#
# Lay two grids over the photograph, a coarse one and a finer one, each with squares of 40 and of 56
# pixels, and let your functions say who learns what.

# %%
def grid(size, step):
    """Square anchors of this size, their centres step pixels apart, all over the photograph."""
    down, right = (torch.arange(step / 2, side, step) for side in photograph.shape)
    y, x = (centres.flatten() for centres in torch.meshgrid(down, right, indexing="ij"))
    return torch.stack([x - size / 2, y - size / 2, x + size / 2, y + size / 2], 1)


try:
    for step in (48, 24):
        anchors = torch.cat([grid(size, step) for size in (40.0, 56.0)])
        iou = box_iou(anchors, coins)
        roles = match(iou)
        counts = [(roles >= 0).sum().item(), (roles == -2).sum().item(), (roles == -1).sum().item()]
        easy, owned = (iou >= 0.5).any(0).sum().item(), len(set(roles[roles >= 0].tolist()))
        print(f"step {step}: {len(anchors)} anchors; learn a coin, ignored, background: {counts}")
        print(f"   coins with an anchor above 0.5: {easy} of 24; with an anchor at all: {owned}")
    own = roles >= 0
    back = decode(encode(coins[roles[own]], anchors[own]), anchors[own])
    apart = (back - coins[roles[own]]).abs().max().item()
    print(f"encoded and decoded again: {apart:.5f} pixels apart")
except (NameError, NotImplementedError):
    print("Write box_iou and the three functions above first, then run this cell again.")

# %% [markdown]
# On the coarse grid 6 coins of 24 have an anchor above 0.5, on the finer one 17. That each coin has
# one at all is the work of your last rule: without it, 18 coins of the coarse grid would teach the
# model nothing. And most anchors learn "nothing here". A detector's classes are never balanced.

# %% [markdown]
# *A first sitting may end here.*
#
# ## Is the detector any good?
#
# "It found most of them" isn't a number, and accuracy has no meaning when the background is
# endless. Detection is scored by **average precision**, AP.
#
# 1. Sort the boxes of *all* images by falling score, and go through them. Each box claims the free
#    object of its image that it overlaps most, if that is at least 0.5. This is a **hit**, and the
#    object is taken.
# 2. A box that claims nothing is a **false alarm**. A second box on a coin already taken is one
#    too: whoever counts it as a hit rewards a detector without suppression.
# 3. After each box, *precision* is the share of hits so far, and *recall* is hits so far by the
#    number of objects.
# 4. AP is the area under precision over recall. Before, each precision is raised to the best one
#    that any later box reaches, so that the curve only falls.
#
# Annotators mark objects that are too small or half hidden as **ignored**. Whether you find them or
# not shouldn't matter: they don't count as objects, and a box on one, if it claimed no other, is
# left out as if it had never been drawn.
#
# %%
quiz(
    "Two objects. Three boxes by falling score: false alarm, hit, hit. The hits have precision "
    "1/2 and 2/3. What is AP?",
    number=0.667,
    within=0.001,
    wrong={
        0.583: (
            "That is the mean of 1/2 and 2/3. The first is raised to 2/3 before, since a later box "
            "reaches it."
        ),
        1: "Both objects are found, so recall is 1. But the first box was a false alarm.",
    },
    because="1/2 is raised to 2/3, and each hit is a step of 1/2 in recall: 2/3 · 1/2 + 2/3 · 1/2.",
)

# %% [markdown]
# Worked through for three objects P, Q and R and five boxes:
#
# | score | overlaps | counts as | precision | recall | raised precision |
# |---|---|---|---|---|---|
# | 0.9 | P by 0.8 | hit | 1/1 | 1/3 | 1 |
# | 0.8 | P by 0.7 | false alarm | 1/2 | 1/3 | 3/4 |
# | 0.7 | Q by 0.6 | hit | 2/3 | 2/3 | **3/4** |
# | 0.6 | R by 0.9 | hit | 3/4 | 3/3 | 3/4 |
# | 0.5 | nothing | false alarm | 3/5 | 3/3 | 3/5 |
#
# ![Precision over recall for the five boxes: a point at recall one third and precision 1, then one half, two thirds, three quarters and three fifths. The raised line runs at 1 up to one third and at three quarters up to 1.](figures/average-precision.svg)
#
# AP adds up, over the hits, the raised precision times the step of recall, here a third each: 1 ·
# 1/3 + 3/4 · 1/3 + 3/4 · 1/3 = 0.8333. Without raising, Q's hit would count 2/3 and AP would be
# 0.8056. Why raise at all? Anyone who may choose the threshold of the scores never has to stop at
# Q: one box further, both recall *and* precision are better.
#
# Three tools that walk along a row:

# %%
row = torch.tensor([1.0, 3.0, 2.0])
print("running sum:    ", row.cumsum(0).tolist())
print("running maximum:", row.cummax(0).values.tolist())
print("turned round:   ", row.flip(0).tolist())

# %% [markdown]
# Each place of the first two sees itself and what stands *before* it. After a `flip`, that is what
# stood after it.

# %% [markdown]
# ## P21a · Average precision
# **Level 4 · 22 minutes · 4 points**
#
# Write `average_precision(detections, objects, threshold=0.5)`.
#
# - Both are lists with one entry an image. `detections[i]` is `(boxes, scores)`, (N, 4) and (N,).
#   `objects[i]` is `(boxes, ignore)`, (M, 4) and (M,), bool. N and M may be 0, and differ from
#   image to image. No two scores are equal, and no box overlaps two objects by exactly the same.
# - A box claims the free object, not ignored, that it overlaps most, if the IoU is at least
#   `threshold`. If there is none, but it overlaps an ignored object by at least `threshold`, it is
#   left out. Otherwise it is a false alarm.
# - Return a `float`. If no object counts in any image, or no box does, it is 0.0. The inputs are the
#   same after the call.
# - Any library may help.
#
# The worked example above is the first test.
#
# <details><summary>Hint 1</summary>
#
# Matching needs no other image: go image by image, by falling score, and collect pairs
# `(score, hit)`. Sort all pairs at the end.
# </details>
# <details><summary>Hint 2</summary>
#
# Two masks over the objects of an image: which are free (at first all that aren't ignored), and
# which this box overlaps enough. If some are both, it is a hit, and the best of *these* is free no
# longer. Otherwise, if it overlaps an ignored one enough, collect nothing. If boxes beside each
# other fail, you took the best of all objects and asked then whether it is free.
# </details>
# <details><summary>Hint 3</summary>
#
# With the hits as a float64 tensor of 0 and 1: their running sum (`cumsum`) by the running number
# of boxes is the precision. `cummax` is a running maximum; to let each place see the *later* ones,
# `flip` before and after. Only hits add to AP, and the divisor is the number of all objects that
# count, found or not.
# </details>

# %% role="answer" id="average-precision"
def average_precision(detections, objects, threshold=0.5):
    """Area under the falling precision-recall curve over all images, a float."""
    ### BEGIN SOLUTION
    ranked, total = [], 0
    for (boxes, scores), (truth, ignore) in zip(detections, objects):
        iou, free = box_iou(boxes, truth), ~ignore
        total += int(free.sum())
        for i in scores.argsort(descending=True).tolist():
            good = iou[i] >= threshold
            if (good & free).any():
                free[torch.where(good & free, iou[i], -1).argmax()] = False
                ranked.append((scores[i].item(), 1.0))
            elif not (good & ignore).any():
                ranked.append((scores[i].item(), 0.0))
    if not ranked or not total:
        return 0.0
    hits = torch.tensor([hit for _, hit in sorted(ranked, reverse=True)], dtype=torch.float64)
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return float((precision.flip(0).cummax(0).values.flip(0) * hits).sum() / total)
    ### END SOLUTION

# %% role="tests" id="average-precision-tests" points=4
check.at_most_lines("average_precision", 50, columns=10_000)
check.no_calls("average_precision", {"workbook"}, why="you write it yourself")

grade = check.parts(4)
with grade("the worked example"):
    boxes = torch.tensor(
        [[0.0, 0, 10, 8], [0, 0, 10, 7], [20, 0, 30, 6], [40, 0, 50, 9], [60, 60, 70, 70]]
    )
    truth = torch.tensor([[0.0, 0, 10, 10], [20, 0, 30, 10], [40, 0, 50, 10]])
    nothing = torch.zeros(3, dtype=torch.bool)
    came = average_precision([(boxes, torch.tensor([0.9, 0.8, 0.7, 0.6, 0.5]))], [(truth, nothing)])
    check.close(came, 5 / 6, "AP of the worked example", atol=1e-6)
with grade("the object that is free, though another overlaps more"):
    boxes = torch.tensor([[0.0, 0, 10, 10], [0, 0, 10, 9]])
    truth = torch.tensor([[0.0, 0, 10, 10], [0, 0, 10, 6]])
    detections = [(boxes, torch.tensor([0.9, 0.8]))]
    came = average_precision(detections, [(truth, torch.tensor([False, False]))])
    what = (
        "AP of two boxes and two objects: box 2 overlaps object 1, taken, by 0.9, and object 2 by "
        "0.6667"
    )
    check.close(
        came, 1.0, what, atol=1e-6, look="a box claims the free object that it overlaps most"
    )
    came = average_precision(detections, [(truth, torch.tensor([True, False]))])
    check.close(
        came, 1.0, "AP of the same, object 1 ignored: both overlap it, and box 1 claims object 2",
        atol=1e-6
    )
    came = average_precision(detections, [(truth, torch.tensor([False, False]))], threshold=0.75)
    check.close(
        came, 0.5, "AP of the same, threshold 0.75: box 2 overlaps nothing free by so much",
        atol=1e-6
    )
### BEGIN HIDDEN TESTS
from hidden import boxes as instances

rng = check.rng("average-precision")

def oracle(scenes, scores, threshold=0.5):
    """AP by plain numbers, box by box over all images."""
    deal = iter(scores)
    claims = [(next(deal), index, box) for index, one in enumerate(scenes) for box in one["detections"]]
    total = sum(one["ignore"].count(False) for one in scenes)
    taken, hits = set(), []
    for _, index, box in sorted(claims, key=lambda claim: -claim[0]):
        truth, ignore = scenes[index]["boxes"], scenes[index]["ignore"]
        good = [(instances.overlap(box, other), k) for k, other in enumerate(truth)]
        good = [(value, k) for value, k in good if value >= threshold]
        free = [(value, k) for value, k in good if not ignore[k] and (index, k) not in taken]
        if free:
            taken.add((index, max(free)[1]))
            hits.append(1)
        elif not any(ignore[k] for _, k in good):
            hits.append(0)
    precision = [sum(hits[: n + 1]) / (n + 1) for n in range(len(hits))]
    return sum(max(precision[n:]) for n, hit in enumerate(hits) if hit) / total if total else 0.0

def compare(kind, *scenes, threshold=0.5, apart=1 / 64, least=0.0):
    count = sum(len(one["detections"]) for one in scenes)
    scores = [float(v) * apart + least for v in rng.permutation(count) + 1]
    deal = iter(scores)
    dealt = [[next(deal) for _ in one["detections"]] for one in scenes]
    smallest = [([one], part) for one, part in zip(scenes, dealt)] if len(scenes) > 1 else []
    for some, part in [*smallest, (list(scenes), scores)]:  # one image alone tells more than several
        images = [(one["boxes"], one["ignore"], one["detections"]) for one in some]
        told = "; ".join(f"objects {b}, ignored {i}, boxes {d}" for b, i, d in images)
        came = average_precision(*instances.tensors(some, part), threshold)
        check.equal(type(came).__name__.replace("float64", "float"), "float", f"the type of AP, {kind}")  # NumPy's is a float, too
        check.close(came, oracle(some, part, threshold), f"AP, {kind}, threshold {threshold}, scores {part}: {told}", atol=1e-6)

scene = instances.scene
with grade("hits, duplicates and strays over several images"):
    for turn in range(3):
        compare("one image, objects missed and strays", scene(rng, 6, hits=4, strays=3))
        compare("objects found twice", scene(rng, 5, hits=5, duplicates=4, strays=1))
        compare("three images", scene(rng, 4, hits=3, strays=2), scene(rng, 6, hits=6, duplicates=2),
                scene(rng, 2, hits=1, strays=3))
    compare("every object found, nothing else", scene(rng, 7, hits=7))
    compare("two images with as many objects each", scene(rng, 3, hits=3, strays=1), scene(rng, 3, hits=3))
    compare("seven images", *[scene(rng, 2, hits=1 + turn % 2, strays=1) for turn in range(7)])
    near = [scene(rng, 6, hits=6, strays=5), scene(rng, 3, hits=3, strays=4)]
    compare("scores that differ by less than a millionth", *near, apart=2**-22, least=0.5)
    hit, stray = [[0.0, 0, 20, 20]], [[40.0, 0, 60, 20]]
    seen = torch.tensor(hit), torch.tensor([False])
    for first, second, expected in [(stray, hit, 0.5), (hit, stray, 0.25)]:
        found = [(torch.tensor(first), torch.tensor([0.5])), (torch.tensor(second), torch.tensor([0.5 + 2**-22]))]
        what = f"AP of two images, each with the object {hit}; boxes {first} and {second}, whose score is higher by less than a millionth"
        check.close(average_precision(found, [seen, seen]), expected, what, atol=1e-6)
    for near_by, dtype in [(2**-22, torch.float32), (2**-40, torch.float64)]:
        for kind, first, pair in [("two boxes on one object", hit, [0.5, 0.5 + near_by]), ("two boxes on one object", hit, [0.5 + near_by, 0.5]),
                                  ("a stray and a hit", stray, [0.5, 0.5 + near_by])]:
            found = [(torch.tensor([*first, *hit], dtype=dtype), torch.tensor(pair, dtype=dtype))]
            came = average_precision(found, [(torch.tensor(hit, dtype=dtype), torch.tensor([False]))])
            check.close(came, 1.0, f"AP of {kind}, scores {pair}, {dtype}", atol=1e-6, look="the score that is higher by so little comes first")
    close = [[0.0, 0, 20, 20], [0.0, 0, 20, 19.9], [0.0, 0, 20, 20], [40.0, 0, 60, 20]]
    came = average_precision([(torch.tensor(close), torch.tensor([0.9, 0.8, 0.7, 0.6]))], [(torch.tensor(close[2:]), torch.tensor([False, False]))])
    check.close(came, 0.75, "AP of three boxes on one object, hardly apart, then a hit", atol=1e-6, look="every box counts: nothing is suppressed here")
    given = [(torch.tensor(close), torch.tensor([0.9, 0.8, 0.7, 0.6]))], [(torch.tensor(close[2:]), torch.tensor([True, False]))]
    check.leaves_input_alone(average_precision, list(given), "average_precision")
    compare("scores below 0", *near, least=-9.0)
    strays = [[30.0 * (k % 16), 300.0 + 30 * (k // 16), 30.0 * (k % 16) + 20, 320.0 + 30 * (k // 16)] for k in range(140)]
    one = [[0.0, 0, 20, 20], [40.0, 0, 60, 20]]
    given = [(torch.tensor([*strays, *one]), 200.0 - torch.arange(142))]
    came = average_precision(given, [(torch.tensor(one), torch.tensor([False, False]))])
    check.close(came, 2 / 142, "AP of 140 false alarms in one image, then two hits", atol=1e-6, look="every box counts")
with grade("objects that lie close together, and other thresholds", weight=3):
    for share, expected in [(48, 0.0), (52, 1.0)]:
        found = [(torch.tensor([[0.0, 0, 100, share]]), torch.tensor([0.5]))]
        one = [(torch.tensor([[0.0, 0, 100, 100]]), torch.tensor([False]))]
        check.close(average_precision(found, one), expected, f"AP, no threshold given, one box on one object by 0.{share}",
                    look="the threshold is 0.5 if nobody says otherwise")
    for share, threshold in [(8, 0.5), (4, 0.25), (12, 0.75)]:
        for ignore in (False, True):
            exact = {"boxes": [[3, 4, 19, 20], [60, 4, 76, 20]], "ignore": [ignore, False],
                     "detections": [[3, 4, 19, 4 + share], [60, 4, 76, 20]]}
            compare("a box that overlaps by exactly the threshold", exact, threshold=threshold)
    twice = {"boxes": [[3, 4, 19, 20], [60, 4, 76, 20]], "ignore": [True, False],
             "detections": [[3, 4, 19, 20], [3, 4, 19, 19], [3, 5, 19, 20], [60, 4, 76, 20]]}
    for turn in range(4):
        compare("three boxes on one ignored object", twice)
    for turn in range(4):
        compare("objects side by side", instances.huddle(rng))
        compare("objects side by side, some ignored", instances.huddle(rng, ignored=True))
        compare("objects side by side", instances.huddle(rng), threshold=[0.3, 0.6, 0.7, 0.8][turn])
    compare("only strays", scene(rng, 3, hits=0, strays=4))
    low, high = [0.0, 0, 10, 6], [0.0, 0, 10, 10]
    found = [(torch.tensor([[0.0, 0, 10, 9], [0, 0, 10, 5]]), torch.tensor([0.9, 0.8]))]
    for one, other in [(low, high), (high, low)]:
        came = average_precision(found, [(torch.tensor([one, other]), torch.tensor([False, False]))], 0.6)
        check.close(came, 1.0, f"AP, objects side by side: {[one, other]}, the better box meets both, the other [0, 0, 10, 6] alone",
                    atol=1e-6, look="a box claims the free object that it overlaps most, not the first one")
with grade("ignored objects"):
    for turn in range(3):
        compare("ignored objects that are found", scene(rng, 4, hits=3, strays=2, ignored=4))
        kind = "ignored objects in one of two images"
        compare(kind, scene(rng, 3, hits=3, duplicates=1, ignored=3), scene(rng, 4, hits=2, strays=2))
    compare("only ignored objects", scene(rng, 0, hits=0, ignored=3))
    other = [40.0, 0, 50, 10]
    for kind, truth, drawn, threshold, expected in [
        ("a box on an ignored object by 0.2 is a false alarm", [[0.0, 0, 10, 10]], [[0.0, 0, 10, 2]], 0.5, 0.5),
        ("a box on an ignored object by 0.6 is a false alarm at 0.75", [[0.0, 0, 10, 10]], [[0.0, 0, 10, 6]], 0.75, 0.5),
        ("a box on a taken object by 0.9, and on an ignored one by 0.67, is left out",
         [[0.0, 0, 10, 6], [0, 0, 10, 10]], [[0.0, 0, 10, 10], [0, 0, 10, 9]], 0.5, 1.0)]:
        marks = [True] + [False] * len(truth)
        found = [(torch.tensor([*drawn, other]), torch.tensor([0.9, 0.8, 0.7][: len(drawn) + 1]))]
        came = average_precision(found, [(torch.tensor([*truth, other]), torch.tensor(marks))], threshold)
        check.close(came, expected, f"AP, {kind}; then a hit", atol=1e-6,
                    look="left out: what claimed nothing, and overlaps an ignored object by at least the threshold")
with grade("empty images"):
    for turn in range(3):
        compare("an image without objects but with boxes, among others", scene(rng, 4, hits=3),
                scene(rng, 0, hits=0, strays=4))
        compare("an image without boxes but with objects, among others", scene(rng, 4, hits=0),
                scene(rng, 4, hits=4, strays=1))
    compare("an image without objects and without boxes, among others", scene(rng, 0, hits=0),
            scene(rng, 3, hits=2, strays=1))
    compare("no objects at all", scene(rng, 0, hits=0, strays=3))
    compare("nothing at all", scene(rng, 0, hits=0))
    for one in (scene(rng, 0, hits=0), scene(rng, 2, hits=0)):
        came = average_precision(*instances.tensors([one], []))
        kind = type(came).__name__.replace("float64", "float")  # NumPy's is a float, too
        check.equal(kind, "float", "the type of AP without a box")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Find the coins
#
# The photograph shows Greek coins from Pompeii. It belongs to the Brooklyn Museum, with no known
# copyright restrictions (`data/README.md` gives the address).
#
# Before networks learnt what to look for, engineers wrote it down. A coin is a disc, brighter than
# the ring around it. `disc_response` measures just this: for every pixel, the mean brightness in a
# disc of a given radius around it, minus the mean in the ring around the disc. (It is a convolution
# with a kernel of +disc and -ring, done by Fourier transform because the kernel is large.)
#
# Look at the response for one radius: coins of this size light up in their centres, and larger ones
# have a hole.

# %% role="read-only" id="disc-response"
def disc_response(image, radius):
    """Mean of the disc minus mean of the ring around it, (H, W), each pixel taken as a centre."""
    edge = int(1.35 * radius) + 1
    step = torch.arange(-edge, edge + 1)
    distance = (step[:, None] ** 2 + step**2).sqrt()
    disc, ring = distance <= radius, (distance > radius) & (distance <= 1.35 * radius)
    kernel = disc / disc.sum() - ring / ring.sum()
    padded = F.pad(image[None, None], (edge,) * 4, mode="reflect")[0, 0]
    spectrum = torch.fft.rfft2(padded) * torch.fft.rfft2(kernel, padded.shape).conj()
    return torch.fft.irfft2(spectrum, padded.shape)[: image.shape[0], : image.shape[1]]

# %%
%matplotlib inline
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
axes[0].imshow(photograph, cmap="gray")
axes[0].set_title("the photograph")
axes[1].imshow(disc_response(photograph, 20), cmap="viridis")
axes[1].set_title("response for radius 20")
for axis in axes:
    axis.set_axis_off()

# %% [markdown]
# Two tools to make boxes of it. `torch.nonzero` says where a mask is True, and `torch.stack` lays
# columns side by side:

# %%
spots = torch.tensor([[0.0, 2.0, 0.0], [0.0, 0.0, 3.0]])
y, x = torch.nonzero(spots > 1, as_tuple=True)
print("rows", y.tolist(), "columns", x.tolist(), "values", spots[y, x].tolist())
print("side by side:", torch.stack([x, y, 10 * x, 10 * y], 1).tolist())
print("largest of the neighbourhood:", F.max_pool2d(spots[None, None], 3, 1, padding=1).tolist())

# %% [markdown]
# Each row of `spots` has one number above 1, so there are two rows of four. In the last line each
# place holds the largest of the 3 by 3 places around it, itself included. Pooling wants four axes,
# so `None` adds two.

# %% [markdown]
# ## P21b · Find the coins
# **Level 4 · 12 minutes · 2 points**
#
# Write `find_coins(image)`. `image` is a float tensor (H, W), 0 to 1. Return `(boxes, scores)`:
# (N, 4) in `xyxy` and (N,), one box per coin.
#
# - At least 90 % of the coins must be found with an IoU of 0.5 or more, and at most 10 % of your
#   boxes may be wrong (on nothing, or on a coin already found). Radii go from 16 to 32 pixels.
# - Hidden tests use the photograph turned, mirrored, cropped, beside its mirror image and a little
#   darker, so write nothing that knows *where* the coins are, or how many. An empty, even table
#   gives N = 0.
# - `disc_response` and your `nms` are there. Another way is welcome too.
#
# A plan: for several radii, take the response; a pixel is a *candidate* if it is the greatest of
# its 5 × 5 neighbourhood and above a threshold; draw the box of this radius around it; let `nms`
# choose among all of them.
#
# For example, with radius 20 and a peak at row 54 and column 44, the box is `[24, 34, 65, 75]`:
# from 44 - 20 to 44 + 20 + 1 across, and from 54 - 20 to 54 + 21 down.
#
# <details><summary>Hint 1</summary>
#
# `F.max_pool2d` with windows of 5, stride 1 and padding 2 holds the greatest value of each
# neighbourhood; it wants four axes, and you want two. Where `response` equals it, there is a peak.
# </details>
# <details><summary>Hint 2</summary>
#
# `y, x = torch.nonzero(peaks, as_tuple=True)` gives rows and columns. Responses of coins are above
# 0.2 here, and the best of other places is about 0.1; 0.15 leaves room for a darker picture.
# </details>
# <details><summary>Hint 3</summary>
#
# For each radius: `torch.stack` of four columns makes boxes of the peaks, as in the example;
# `response[y, x]` are their scores. `torch.cat` joins all radii. Coins don't overlap, so `nms` with
# one class and a low threshold leaves one box for each. If coins are missing, look at the radii; if
# coins have several boxes, at the threshold of `nms`.
# </details>

# %% role="answer" id="find-coins"
def find_coins(image):
    """Boxes (N, 4) in xyxy and scores (N,), one for each coin of the image (H, W)."""
    ### BEGIN SOLUTION
    boxes, scores = [], []
    for r in range(16, 33, 2):
        response = disc_response(image, r)
        highest = F.max_pool2d(response[None, None], 5, stride=1, padding=2)[0, 0]
        y, x = torch.nonzero((response == highest) & (response > 0.15), as_tuple=True)
        boxes.append(torch.stack([x - r, y - r, x + r + 1, y + r + 1], 1).float())
        scores.append(response[y, x])
    boxes, scores = torch.cat(boxes), torch.cat(scores)
    kept = nms(boxes, scores, torch.zeros(len(boxes), dtype=torch.int64), 0.1)
    return boxes[kept], scores[kept]
    ### END SOLUTION

# %% role="tests" id="find-coins-tests" points=2
check.at_most_lines("find_coins", 50, columns=10_000)

grade = check.parts(2)
with grade("the photograph"):
    verdicts.found(find_coins(photograph), coins.tolist(), "find_coins, the photograph")
### BEGIN HIDDEN TESTS
height, width = photograph.shape
with grade("the photograph turned and mirrored"):
    x1, y1, x2, y2 = coins.unbind(1)
    mirrored = torch.stack([width - x2, y1, width - x1, y2], 1)
    both = torch.cat([coins, mirrored + torch.tensor([width, 0, width, 0])])
    verdicts.found(find_coins(torch.cat([photograph, photograph.flip(1)], 1)), both.tolist(),
                      "find_coins, the photograph beside its mirror image: 48 coins")
    turned = torch.stack([y1, x1, y2, x2], 1)
    verdicts.found(find_coins(photograph.T.contiguous()), turned.tolist(),
                      "find_coins, rows and columns exchanged")
with grade("other light and other tables"):
    upper, lower = coins[coins[:, 3] < 150], coins[coins[:, 1] > 150] - torch.tensor([0, 150, 0, 150])
    verdicts.found(find_coins(photograph[:150]), upper.tolist(), "find_coins, the upper half")
    verdicts.found(find_coins(photograph[150:] * 0.9), lower.tolist(),
                      "find_coins, the lower half, a little darker")
    boxes, scores = find_coins(torch.full((150, 180), 0.3))
    check.equal((tuple(boxes.shape), tuple(scores.shape)), ((0, 4), (0,)),
                "find_coins, an empty, even table: shapes")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## May the program work alone?
#
# What your own code sees, and how it scores: AP at the usual threshold of 0.5, and at stricter
# ones, since a crop needs a box that fits.

# %%
try:
    found, scores = find_coins(photograph)
    truth = [(coins, torch.zeros(len(coins), dtype=torch.bool))]
    for threshold in (0.5, 0.75, 0.9):
        print(f"AP at {threshold}: {average_precision([(found, scores)], truth, threshold):.3f}")
    best = box_iou(coins, found).max(1).values
    print(f"the worst fit of a coin: {best.min():.2f}, the median: {best.median():.2f}")
    figure, axis = plt.subplots(figsize=(6.4, 5), layout="constrained")
    axis.imshow(photograph, cmap="gray")
    for x1, y1, x2, y2 in found.tolist():
        axis.add_patch(plt.Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, edgecolor="#ffd23f"))
    axis.set_title(f"{len(found)} boxes")
    axis.set_axis_off()
except (NameError, NotImplementedError):
    print("Write box_iou, nms, average_precision and find_coins first, then run this cell again.")

# %% [markdown]
# All 24 coins are found and nothing else, and even the worst box shares 0.86 with its coin: enough
# for a crop with a small margin. At 0.9 AP is about a half, so for measuring diameters the boxes
# won't do. On *this* tray, then, the program may work alone. What you may not conclude: that it may
# on the next one. The thresholds were chosen on this photograph, it is a single one, and its coins
# lie apart. Trays that nobody tuned for give the answer; until then, somebody looks.

# %% [markdown]
# ## Asked in interviews
#
# Two questions that follow from what you wrote. Think before you open the answer.
#
# **What is mAP, and why do two papers with the same model report 0.52 and 0.31?**
#
# <details><summary>Answer</summary>
#
# AP is computed for each class by itself; the mean over classes is mAP. COCO's main figure also
# averages over ten IoU thresholds, from 0.5 to 0.95 in steps of 0.05, and calls the result simply
# AP. So the first paper may give the figure at 0.5, and the second COCO's. Your function computes
# one class at one threshold: two loops around it make both. Ask which threshold, which classes, and
# what was ignored, before you compare two numbers. (Source: COCO, "Detection Evaluation".)
# </details>

# %% [markdown]
# **Two people stand one behind the other. Suppression drops the second. What would you do?**
#
# <details><summary>Answer</summary>
#
# A higher threshold keeps the second person, and doubles elsewhere. *Soft* suppression doesn't
# drop: it lowers the score of a box the more, the more it overlaps a better one. In its linear form
# the score is multiplied by 1 − IoU where the IoU is above the threshold; another form multiplies
# by exp(−IoU² / σ), for every overlap. The order is found anew after each step, since scores have
# changed. A second person whose score was high stays above the others; a duplicate sinks. The
# price: more boxes remain, and the threshold of the scores has to be chosen. (Source: N. Bodla and
# others, "Soft-NMS: Improving Object Detection With One Line of Code", 2017.)
# </details>

# %%
quiz(
    "Soft suppression, linear form: a box with score 0.8 overlaps the best box by 0.7, which "
    "is above the threshold. What is its score afterwards?",
    number=0.24,
    within=0.001,
    wrong={
        0.56: "That is 0.8 · 0.7: it would keep most of what overlaps most.",
        0: "That is hard suppression.",
        0.1: "It is multiplied, not subtracted.",
    },
    because="0.8 · (1 - 0.7) = 0.24. Hard suppression would have dropped it.",
)

# %% [markdown]
# ## Summary
#
# - IoU compares boxes; clamp negative widths, settle 0 / 0, and don't add 1. GIoU still tells near
#   from far when nothing overlaps.
# - Suppression is greedy: best first, same class, strictly more than the threshold, ties by rule.
# - Encode and decode are exact inverses, and each object takes its best anchor.
# - In AP a second box on an object is a false alarm, ignored objects don't count, and empty images
#   do.
#
# ## Where this goes wrong at work
#
# **One pixel, two libraries.** Detectron computed a box's width as x2 - x1 + 1; its successor
# Detectron2 dropped the 1. The notes that came with it tell users that the same weights therefore
# give different results in the two code bases, above all because boxes are encoded and decoded with
# these widths. A model isn't only its weights: it is the weights and the arithmetic around them.
# Write that arithmetic down next to the model, with a test. (Source: Detectron2 documentation,
# "Compatibility with Other Libraries".)
#
# **The ball that was a head.** In October 2020 a Scottish football club showed its matches with a
# camera that follows the ball by itself. At the game against Ayr United it kept following the
# linesman's bald head instead, and viewers missed much of the play; the commentator apologised
# again and again. Round, bright and moving is a fair description of a ball, and of something else.
# A detector's false alarms come from what its training pictures lacked. Look for them in the place
# where it shall work, before it does. (Source: NDTV, "AI camera ruins football game by mistaking
# referee's bald head for ball", November 2020; TechSpot, October 2020.)
#
# **Seen, and not understood.** In March 2018 a test car in Tempe, Arizona, ran over and killed a
# woman who pushed a bicycle across the road. The system had registered her about six seconds
# before. It classified her as an unknown object, as a vehicle and as a bicycle in turn, each time
# with another expectation of her path. The investigators named as the cause the operator, who
# looked at a phone, and a company without enough of a safety culture. For us: a detector with a
# good AP on single pictures can still be useless over time. Score what the system does with boxes,
# not only the boxes. (Source: NTSB, preliminary report HWY18MH010, 2018, and report HAR-19/03,
# 2019.)
