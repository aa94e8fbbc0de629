# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Smaller models
#     minutes: 120
#     prerequisites: [03-pytorch/4-training]
#     summary: A small network learns from a large one, small weights go and stay away, and a matrix becomes the product of two thin ones.
# ---

# %% [markdown]
# # Smaller models
#
# Pavel's network for the water works of Lindwater reads the digits on a meter: 64 pixels go in, ten scores come out, and 94 of 100 digits are right. It holds 7,210 numbers. Noor builds the reader that hangs in the cellar and lives on a battery. Her firmware knows dense layers with ReLU between them, and has
# room for 900 numbers. "Make it an eighth", she says.
#
# Three ways are on the table: a small network (the *student*) that learns from the large one (its *teacher*), a large network that loses its smallest weights, and matrices that are written as two thin ones. Upstairs Ines has a question that sounds quite different: her help desk wants the same language model once for each of 40 districts. "Do we have to keep it 40 times?"
#
# 1. What does a network of 900 numbers read, and how much of that does it owe to its teacher?
# 2. How many of the large network's weights can go?
# 3. What do two thin matrices save?
# 4. What does the help desk keep for 40 districts?
#
# Your own functions answer all four in the last cell. You need the training loop of unit 03: a loss, `backward()`, an optimiser's step. Plan two sittings of about an hour, with a break after K5.

# %% role="read-only" id="setup-smaller"
import copy
import math

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn import functional as F

import smaller_checks
import smaller_figures
import smaller_nets
import smaller_readers
import smaller_watch
from smaller_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

torch.set_num_threads(1)  # these networks are small: one core does
reader = smaller_readers.reader(3)  # one reader with its images, and its large network

# %% [markdown]
# ## What a large network knows beyond the digit
#
# `reader` holds what one device in the field has given us: 20 images with the digit that somebody read, 500 images without, and `teacher`, a function that gives the large network's scores. Scores before softmax are called **logits**. (Each sensor hands over its pixels in the order of its own wiring, so there is nothing to look at in an
# image; the networks don't mind.)

# %%
print(
    "labelled images: ", tuple(reader.images.shape), "and their labels", tuple(reader.labels.shape)
)
print("without a label: ", tuple(reader.pool.shape))
logits = reader.teacher(reader.images)
print("teacher's logits:", tuple(logits.shape))
print("\nimage 16, a", reader.labels[16].item())
for digit, score in enumerate(logits[16].tolist()):
    print(f"  {digit}: {score:6.2f}")

# %% [markdown]
# Softmax makes probabilities of logits: $p_i = e^{z_i} / \sum_j e^{z_j}$. Divide the logits by a **temperature** T first, and the probabilities come closer to each other. T = 1 is plain softmax.

# %%
smaller_figures.temperature(logits[16].tolist(), "image 16")

# %% [markdown]
# At T = 1 nearly all lies on one digit, and the rest looks like nothing. At T = 4 one sees what the network takes for similar: *this image is rather like a 9 or a 3, and not at all like a 0.* A label says "8". The teacher says which other digits this 8 resembles, and for free, also where nobody has read the image. That is what a student can learn from.
#
# One step by hand, with two classes and the logits 2.77 and 0:

# %%
two = torch.tensor([2 * math.log(4), 0.0])
print("T = 1:", [round(p, 3) for p in torch.softmax(two, dim=0).tolist()])
print("T = 2:", [round(p, 3) for p in torch.softmax(two / 2, dim=0).tolist()])

# %%
quiz(
    "T grows beyond all bounds. What do the probabilities of ten classes become?",
    runs="""
import torch

logits = torch.tensor([9.0, 3, 1, 0, 0, -2, -4, 2, 5, 1])
print(set(round(p, 2) for p in torch.softmax(logits / 100_000, dim=0).tolist()))
""",
    right="{0.1}",
    wrong={
        "{0.0, 1.0}": "That is T near 0: only the largest is left.",
        "{0.0}": "They are probabilities, and add up to 1.",
    },
    because="All logits over T come near 0, and ten equal logits give a tenth each.",
)

# %% [markdown]
# ## K4a · Soft targets
# **Level 1 · 4 minutes · 1 point**
#
# Write `soften(logits, temperature)`: the softmax of `logits / temperature` over the last axis.
#
# - `logits` is a tensor of a floating dtype with one axis or more; the result has the same shape and dtype. `temperature` is a number above 0.
# - Logits may be large: 5,000 gives no NaN.
# - `logits` is the same after the call.
#
# *Example.* `soften(torch.tensor([2 * math.log(4), 0.0]), 2)` is `[0.8, 0.2]`: e to the power of 1.386 is 4, and 4 is to 1 as 0.8 to 0.2.
#
# <details><summary>Hint 1</summary>
#
# `torch.softmax(x, dim=…)` subtracts the largest value first, so that nothing overflows. Which `dim` is the last one, however many there are?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The division comes before softmax: probabilities divided by T no longer add up to 1. `logits /= …` would write into the caller's tensor.
#
# </details>

# %% role="answer" id="soften"
def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    ### BEGIN SOLUTION
    return torch.softmax(logits / temperature, dim=-1)
    ### END SOLUTION

# %% role="tests" id="soften-tests" points=1
grade = check.parts(1)
three = torch.tensor([[2 * math.log(4), 0.0, 0.0], [0.0, 0.0, 2 * math.log(2)]])
with grade("the example, and a table of two rows"):
    check.close(
        soften(torch.tensor([2 * math.log(4), 0.0]), 2), torch.tensor([0.8, 0.2]), "the example"
    )
    expected = torch.tensor([[4 / 6, 1 / 6, 1 / 6], [0.25, 0.25, 0.5]])
    check.close(
        soften(three, 2),
        expected,
        "two rows, temperature 2",
        look="the axis: each row adds up to 1",
    )
with grade("large logits, and the tensor that was given"):
    large = torch.tensor([5000.0, 0.0, -5000.0])
    check.close(
        soften(large, 0.5), torch.tensor([1.0, 0.0, 0.0]), "logits 5000, 0, -5000", look="overflow"
    )
    check.leaves_input_alone(soften, [three, 2.0], "soften")
### BEGIN HIDDEN TESTS
from hidden import smaller_refs

draw = check.torch_generator("soften")
with grade("other shapes, temperatures and dtypes", weight=2):
    for shape, temperature in (((5,), 0.5), ((3, 4), 3), ((4, 4, 4), 1.7), ((2, 3, 2, 5), 8), ((6, 1), 2)):
        table = 6 * torch.randn(shape, generator=draw, dtype=torch.float64)
        told = f"float64 logits of shape {shape}, temperature {temperature}"
        check.close(soften(table, temperature), smaller_refs.softened(table, temperature), told, rtol=1e-11, dtype="same")
    table = torch.randn(2, 3, generator=draw)
    check.close(soften(table, 2.5), smaller_refs.softened(table.double(), 2.5).float(), "float32 logits", rtol=1e-5, dtype="same")
    check.close(soften(table.half(), 2.5), smaller_refs.softened(table.half().double(), 2.5).half(), "float16 logits", rtol=2e-2, dtype="same")
    close_by = torch.tensor([[5000.0, 4999.0, 4900.0], [-5000.0, -5001.0, -9000.0]], dtype=torch.float64)
    check.close(soften(close_by, 1.0), smaller_refs.softened(close_by, 1.0), "large logits, 1 apart", look="a limit for logits makes them equal")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## How far are two distributions apart?
#
# The student's softened probabilities q shall come near the teacher's, p. Their distance is measured by the **Kullback-Leibler divergence**, KL for short:
#
# $$\mathrm{KL}(p \,\|\, q) = \sum_i p_i \,(\ln p_i - \ln q_i)$$
#
# It is 0 if both are equal, and above 0 otherwise. And it has a direction: p weighs the terms, so a mistake counts where the *teacher* puts probability. Two classes by hand:

# %%
p, q = torch.tensor([0.8, 0.2]), torch.tensor([0.5, 0.5])
print(
    "KL(teacher, student):", round((p * (p.log() - q.log())).sum().item(), 6)
)  # 0.8 ln 1.6 + 0.2 ln 0.4
print("turned round:        ", round((q * (q.log() - p.log())).sum().item(), 6))

# %% [markdown]
# The same two distributions and another number: the order matters. In the loss the teacher's p comes first.
#
# The logarithm of a softmax is never taken as `torch.softmax(…).log()`: where a probability underflows to 0 its logarithm is minus infinity. `torch.log_softmax` works it out in one step and stays finite:

# %%
far = torch.tensor([0.0, 200.0])
print("softmax, then log:", torch.softmax(far, dim=0).log().tolist())
print("log_softmax:      ", torch.log_softmax(far, dim=0).tolist())

# %% [markdown]
# ### Why T squared
#
# With a temperature the gradients shrink. At T = 4 each logit is divided by 4, and the probabilities differ about 4 times less, too: so the slope is about a sixteenth.

# %%
teacher_row, student_row = torch.tensor([1.0, 0.0, -0.5]), torch.tensor([0.0, 0.3, 0.2])
for T in (1.0, 2.0, 4.0, 8.0):
    z = student_row.clone().requires_grad_()
    p = torch.softmax(teacher_row / T, dim=0)
    kl = (p * (p.log() - torch.log_softmax(z / T, dim=0))).sum()
    kl.backward()
    size = z.grad.norm().item()
    print(f"T = {T:g}: length of the gradient {size:.4f}, times T²: {T * T * size:.3f}")

# %% [markdown]
# So the soft part is multiplied by T². Then one can change T, and the balance with the hard part, the plain cross-entropy with the labels, stays about as it was. Forget it, and at T = 4 the teacher is nearly silent: the training runs, the loss falls, and nothing says so.
#
# ### Places that don't count
#
# The same loss serves the help desk: there a language model gives logits for each *place* of a letter, and short letters are filled up to the length of the longest. A filled place has the label −100, and must not count, in neither part. What stands in the logits there is rubbish, sometimes NaN.

# %%
quiz(
    "Four places, two of them filled. The losses at the real places are 1 and 3, at the others "
    "NaN. "
    "What is `(losses * mask).sum() / mask.sum()`?",
    runs="""
import torch

losses = torch.tensor([1.0, 3.0, float("nan"), float("nan")])
mask = torch.tensor([1.0, 1.0, 0.0, 0.0])
print(((losses * mask).sum() / mask.sum()).item())
""",
    right="nan",
    wrong={
        "2.0": "So it would be if 0 times NaN were 0. It is NaN.",
        "1.0": "That divides by all four places; and 0 times NaN is NaN, besides.",
    },
    because="Multiplying by 0 doesn't take NaN away. Take the real places out first: `x[keep]`.",
)

# %%
keep = torch.tensor([[True, True, False], [True, False, False]])  # two letters, three places
letters = torch.arange(12.0).reshape(2, 3, 2)  # two logits a place
print(letters[keep])  # one row for each real place, whatever the axes were

# %% [markdown]
# ## K4b · Distillation loss
# **Level 3 · 18 minutes · 4 points**
#
# Write `distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5)`:
#
# $$\text{soft} \cdot T^2 \cdot \text{mean KL}(p \,\|\, q) \;+\; (1 - \text{soft}) \cdot \text{mean cross-entropy}$$
#
# - `student` and `teacher` are logits of one shape `(…, classes)`, with one or more axes before the last; `labels` are whole numbers of the shape `(…)`. p are the teacher's probabilities at temperature T, q the student's at the same.
# - The cross-entropy is that of the student's own logits (without temperature) and the labels.
# - A place with the label −100 is filled. It counts in neither part. Whatever stands in the logits there, NaN too, changes neither the loss nor a gradient.
# - Both means are taken over all real places together: each counts the same, in a short letter as in a long one.
# - If there is no real place, the loss is 0 and the student's gradient is 0.
# - No gradient reaches the teacher's logits, even if they ask for one; the student's gets both parts'.
# - Logits may lie far apart: 0 and 5,000 give no infinity and no NaN.
# - The result is a tensor without axes, of the student's dtype (which is the teacher's, too). What was given is the same after the call.
#
# *Example.* One letter with two places. Place 1: teacher `[2.7726, 0]`, student `[0, 0]`, label 1; place 2 is filled. At T = 2: p = (0.8, 0.2), q = (0.5, 0.5), KL = 0.192745, times 4 is 0.77098. Cross-entropy: ln 2 = 0.693147. With `soft=0.5` the loss is 0.732063.
#
# <details><summary>Hint 1</summary>
#
# Take the real places out of all three tensors first: `keep = labels != -100`, then `student[keep]` has two axes, and no NaN is left. Then `labels[keep]` fits it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `torch.log_softmax` of both sides gives ln p and ln q; `.exp()` of the first gives p. Sum over the classes, then the mean over the places. `F.kl_div` wants ln q first, then p, and of its `reduction`s only `"batchmean"` divides by the number of rows.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `teacher.detach()` cuts the way back. The mean of nothing is NaN: deal with that case before, and keep the result tied to `student` (a sum over no rows is 0, and has a gradient). If only the values with other temperatures fail, look at T², and where T doesn't belong.
#
# </details>

# %% role="answer" id="distil-loss"
def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    ### BEGIN SOLUTION
    keep = labels != -100
    student, teacher, labels = student[keep], teacher.detach()[keep], labels[keep]
    if len(labels) == 0:
        return student.sum()
    log_p = torch.log_softmax(teacher / temperature, dim=-1)
    log_q = torch.log_softmax(student / temperature, dim=-1)
    divergence = (log_p.exp() * (log_p - log_q)).sum(dim=-1).mean()
    return soft * temperature**2 * divergence + (1 - soft) * F.cross_entropy(student, labels)
    ### END SOLUTION

# %% role="tests" id="distil-loss-tests" points=4
grade = check.parts(4)
nan = float("nan")
one_letter = torch.tensor([[[0.0, 0.0], [nan, nan]]], dtype=torch.float64)
its_teacher = torch.tensor([[[2 * math.log(4), 0.0], [nan, 3.0]]], dtype=torch.float64)
places = torch.tensor([[1, -100]])
with grade("the example"):
    smaller_checks.loss(
        distillation_loss, one_letter, its_teacher, places, {}, 0.732063, "the example"
    )
with grade("the soft part alone, at other temperatures"):
    for T, expected in ((1.0, 0.469429), (2.0, 0.770980), (4.0, 0.906128)):
        settings = {"temperature": T, "soft": 1.0}
        smaller_checks.loss(
            distillation_loss,
            one_letter,
            its_teacher,
            places,
            settings,
            expected,
            f"the example, T = {T:g}, soft = 1",
        )
with grade("the hard part alone"):
    settings = {"temperature": 3.0, "soft": 0.0}
    smaller_checks.loss(
        distillation_loss,
        its_teacher[:, :1],
        one_letter[:, :1],
        places[:, :1],
        settings,
        2.833213,
        "student [2.7726, 0], label 1, soft = 0",
    )
with grade("filled places"):
    two_letters = torch.tensor(
        [[[1.0, 0.0], [0.0, 2.0]], [[0.0, 1.0], [nan, nan]]], dtype=torch.float64
    )
    labels = torch.tensor([[0, 0], [1, -100]])
    smaller_checks.loss(
        distillation_loss,
        two_letters,
        -two_letters,
        labels,
        {"soft": 0.0},
        0.917817,
        "a letter of two places, and one of one: (0.3133 + 2.1269 + 0.3133) / 3",
    )
    nothing = torch.tensor([[-100, -100], [-100, -100]])
    smaller_checks.loss(
        distillation_loss, two_letters, -two_letters, nothing, {}, 0.0, "no real place"
    )
with grade("far apart"):
    far = torch.tensor([[0.0, 5000.0]], dtype=torch.float64)
    smaller_checks.loss(
        distillation_loss, far, -far, torch.tensor([0]), {"soft": 0.25}, 6250.0, "logits 0 and 5000"
    )
### BEGIN HIDDEN TESTS
from hidden import smaller_refs

draw = check.torch_generator("distil-loss")
with grade("values and gradients of other logits", weight=3):
    for shape, temperature, soft in (((5, 4), 3.0, 0.3), ((3, 4, 5), 1.5, 0.8), ((2, 3, 2, 3), 4.0, 0.6), ((6, 3), 0.5, 0.9), ((4, 7), 2, 1)):
        case = smaller_refs.places(draw, shape)
        told = f"logits of shape {shape}, T = {temperature}, soft = {soft}"
        smaller_checks.loss(distillation_loss, *case, {"temperature": temperature, "soft": soft}, *smaller_refs.loss(*case, temperature, soft), told)
with grade("filled places in other letters", weight=3):
    for shape, filled in (((3, 5, 4), "ends"), ((6, 3), "some"), ((4, 2, 3, 5), "some"), ((2, 6, 4), "one letter")):
        case = smaller_refs.places(draw, shape, filled)
        told = f"logits of shape {shape}, {int((case[2] == -100).sum())} places filled, NaN there"
        smaller_checks.loss(distillation_loss, *case, {"temperature": 2.5, "soft": 0.4}, *smaller_refs.loss(*case, 2.5, 0.4), told)
with grade("what nobody said: temperature 2, soft 0.5; float32"):
    case = smaller_refs.places(draw, (4, 5), "some")
    smaller_checks.loss(distillation_loss, *case, {}, *smaller_refs.loss(*case, 2.0, 0.5), "nothing said of temperature and soft")
    smaller_checks.loss(distillation_loss, *case, {"temperature": 5.0}, *smaller_refs.loss(*case, 5.0, 0.5), "nothing said of soft")
    narrow = case[0].float(), case[1].float(), case[2]
    smaller_checks.loss(distillation_loss, *narrow, {}, *smaller_refs.loss(*case, 2.0, 0.5), "float32 logits", rtol=1e-4)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A small network, with a teacher and without
#
# In this lesson a network is a list of pairs `(weight, bias)`: that is what Noor's firmware reads. `smaller_nets` has what you need for them:

# %%
layers = smaller_nets.start([64, 8, 10], seed=0)          # 64 inputs, 8 in the middle, 10 outputs
print([(tuple(w.shape), tuple(b.shape)) for w, b in layers])
print("numbers:", smaller_nets.numbers(layers))           # 8·64 + 8 + 10·8 + 10
print("logits: ", tuple(smaller_nets.outputs(layers, reader.images).shape))

# %%
quiz(
    "A network takes 64 pixels, has h values in the middle and 10 outputs. Noor has room for 900 "
    "numbers. How large can h be?",
    number=11,
    runs="""
print(max(h for h in range(1, 100) if (64 * h + h) + (h * 10 + 10) <= 900))
""",
    wrong={
        12: "12·64 + 12·10 is 888, but 12 + 10 biases come on top: 910.",
        14: "14·64 is 896: the second layer needs room, too.",
    },
    because="h inputs cost 64h + h in the first layer and 10h + 10 in the second: 75h + 10 ≤ 900.",
)

# %% [markdown]
# `smaller_nets.train(layers, loss)` gives back trained copies. `loss` is a function: it gets the layers and returns what shall become small. Here is one without a teacher, on the 20 labelled images. `share_right` measures on images that came later, `reader.new_images`:

# %%
def by_labels(layers):
    return F.cross_entropy(smaller_nets.outputs(layers, reader.images), reader.labels)


by_itself = smaller_nets.train(smaller_nets.start([64, 11, 10], seed=0), by_labels, steps=200)
print(
    "by itself, on its 20 images:",
    smaller_nets.share_right(by_itself, reader.images, reader.labels),
)
for name, network in (
    ("by itself, on new images:   ", by_itself),
    ("the large network:          ", reader.large),
):
    print(name, f"{smaller_nets.share_right(network, reader.new_images, reader.new_labels):.3f}")

# %% [markdown]
# All 20 right, and a third of the new images wrong: twenty images are too few. The teacher hasn't more labels for you, but it has an opinion on the 500 images that nobody has read.
#
# ![The teacher gives logits for images with and without labels; the student's logits for the same images are compared with them, and with the labels where there are some; only the student is trained.](figures/smaller_distil.svg)
#
# ## K5 · A student under a budget
# **Level 4 · 20 minutes · 4 points**
#
# Write `distil(teacher, images, labels, pool, budget, seed)`. It trains a student and returns it as a list of pairs `(weight, bias)` of float32 tensors, the form above: `weight` is `(outputs, inputs)`, `bias` `(outputs,)`, the first layer takes 64 inputs, the last has 10 outputs, and ReLU stands between layers and nowhere else.
#
# - `teacher(x)` gives logits `(count, 10)` for images `x` `(count, 64)`, without gradients. `images` `(20, 64)` have the `labels` `(20,)`; `pool` `(many, 64)`, at least 100 images, has none.
# - All weights and biases together are at most `budget` numbers; `budget` is a whole number, 700 or more.
# - The same arguments give the same student. `seed` is a whole number for all chance.
# - `images`, `labels` and `pool` aren't changed.
#
# Any recipe will do: your loss, another one, other widths, more layers. It is tried on readers that you haven't seen, and must be good by this measure: let A be the share of new images that the same layers read when trained alone (by `smaller_nets.alone`), L the large network's, S your student's. **S must lie at least six tenths of the way from A to L.** For hidden readers
# the shares of three are added up, about 1,700 images, so that luck is worth one or two hundredths of the way. Sound recipes reach nine tenths. A call should take a second or two, not more than five.
#
# *Example.* For `reader` above, A = 0.69 and L = 0.94. Six tenths of the way is 0.84.
#
# <details><summary>Hint 1</summary>
#
# Find the largest h with 75h + 10 ≤ `budget`. `smaller_nets.start([64, h, 10], seed)` gives layers to begin with.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `torch.cat([images, pool])` are the images to learn from. Ask the teacher once, before training. For your loss, images of the pool have no label; with `soft=1.0` none is looked at, but −100 would leave the whole image out. Any label from 0 to 9 will do there.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Inside of `loss(layers)`: the student's logits come from `smaller_nets.outputs(layers, x)`. If your student is hardly better than alone, look whether the pool is among its images. A few hundred steps are enough.
#
# </details>

# %% role="answer" id="distil"
def distil(teacher, images, labels, pool, budget, seed):
    """A student of at most budget numbers, as a list of (weight, bias)."""
    ### BEGIN SOLUTION
    width = (budget - 10) // 75
    x = torch.cat([images, pool])
    advice = teacher(x)
    unused = torch.zeros(len(x), dtype=torch.long)

    def loss(layers):
        return distillation_loss(smaller_nets.outputs(layers, x), advice, unused, 2.0, soft=1.0)

    return smaller_nets.train(smaller_nets.start([64, width, 10], seed), loss, steps=250)
    ### END SOLUTION

# %% role="tests" id="distil-tests" points=4
grade = check.parts(4)
with grade("form and budget", weight=2):
    for budget in (909, 700):
        smaller_checks.student(distil, reader, budget, seed=1, pool=100)
    smaller_checks.repeats(distil, reader, 900, seed=2, pool=100)
with grade("better than alone, on the lesson's reader", weight=2):
    smaller_checks.gap(distil, [reader], [900], [3], "the lesson's reader")
### BEGIN HIDDEN TESTS
draw = check.rng("distil")
with grade("other budgets", weight=2):
    for width in draw.permutation([9, 12]).tolist():
        smaller_checks.student(distil, reader, 75 * width + 10 + int(draw.integers(68, 75)), int(draw.integers(1e6)), pool=int(draw.integers(100, 130)))
with grade("better than alone, on three other readers", weight=6):
    others = [smaller_readers.reader(int(number)) for number in draw.integers(10**8, 10**9, 3)]
    budgets = [int(budget) for budget in draw.permutation([770, 870, 1010])]
    smaller_checks.gap(distil, others, budgets, draw.integers(1, 10**6, 3).tolist(), "three other readers")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break. You have a student that fits into 900 numbers. What comes next starts from the large network: its smallest weights, and its matrices.
#
# ## Take the smallest weights away
#
# The second way begins with the large network. Most of its weights are small. A weight near 0 changes little, so make it 0 and keep the rest: **magnitude pruning**. A **mask** says which weights stay, with True for those that do.

# %%
weight = torch.tensor([[0.5, -0.1, 0.0], [-2.0, 0.3, 0.05]])
mask = weight.abs() > 0.2
print(mask)
print(torch.where(mask, weight, 0.0))

# %%
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 2.8))
flat = torch.cat([w.flatten() for w, _ in reader.large])
left.hist(flat.numpy(), bins=60, color="#0072B2")
left.set(xlabel="weight", ylabel="how many", title="Weights of the large network")
shares, rights = [k / 20 for k in range(20)], []
for share in shares:
    limit = flat.abs().quantile(share)
    cut = [(torch.where(w.abs() > limit, w, 0.0), b) for w, b in reader.large]
    rights.append(smaller_nets.share_right(cut, reader.new_images, reader.new_labels))
right.plot(shares, rights, "o-", color="#D55E00")
right.set(
    xlabel="share of weights taken away",
    ylabel="share right",
    title="Right on new images, no training after",
)
plt.tight_layout()
plt.show()

# %% [markdown]
# Up to half of the weights can go and hardly anybody notices. At eight tenths it has broken. Two decisions hide in "the smallest":
#
# - **Global or per layer.** One limit for all weights takes most from the layer whose weights are small; a share of each layer takes the same part everywhere, and may hurt the last, narrow layer.
# - **Ties.** After rounding, many weights have the same magnitude. A limit then takes all of them or none. If the device has room for exactly so many, *exactly* so many must go.

# %%
quiz(
    "Six weights: 1, −1, 1, 2, −2, 3. Four of them shall go, so the limit is the fourth smallest "
    "magnitude, and what is above it stays. How many stay?",
    runs="""
import torch

weights = torch.tensor([1.0, -1, 1, 2, -2, 3])
limit = weights.abs().sort().values[3]
print(int((weights.abs() > limit).sum()))
""",
    number=1,
    wrong={
        2: "So it should be. But the fourth and the fifth are both 2: the limit takes both.",
        3: "2 isn't above 2: only 3 is.",
    },
    because="The limit is 2, and cuts through a tie: five go instead of four.",
)

# %% [markdown]
# A sort that is **stable** leaves equal ones in their order, so that one can count them off: `torch.sort(x, stable=True)`. Without the word torch may put them in any order. It returns the sorted values, and the *places* where they stood:

# %%
row = torch.tensor([2.0, -1, 3, 1, -2, 1]).abs()
values, places = torch.sort(row, stable=True)
print("values:", values.tolist())
print("places:", places.tolist())
print("cut up:", [part.tolist() for part in row.split([4, 2])])

# %% [markdown]
# The first four places are 1, 3, 5 and 0. So of the two weights with magnitude 2 the one in place 0 goes, and that in place 4 stays: exactly four go. The last line cuts a long row into a part of 4 and one of 2; `torch.cat` joins parts to a long row.
#
# ## K6a · Which weights go
# **Level 3 · 15 minutes · 2 points**
#
# Write `magnitude_masks(weights, share, scope="global")`. `weights` is a dict of tensors by name, such as a state_dict. Return a dict of masks by the same names, in the same order: tensors of bools in the weight's shape, True for what stays.
#
# - Only tensors with two axes or more are pruned. Those with fewer (biases, norms), whatever their name, get no mask, are not in the result and are not counted.
# - `"global"`: of all n weights that can be pruned, `int(share * n)` go: those of the smallest magnitude. `"layer"`: the same for each tensor by itself, with its own n.
# - Exactly that many go. Of equal magnitudes the one that comes first goes first: by the order of the dict, and within a tensor by its order when flattened.
# - `share` is a number from 0 to 1, both included. With 0 all stay, with 1 none.
# - Another `scope` raises `ValueError`, also where nothing can be pruned. If no tensor can be pruned, the result is empty.
# - `weights` and its tensors aren't changed.
#
# *Example.* `{"a": [[1, -1], [3, 0.5]], "b": [9], "c": [[-1, 2]]}` and a share of 0.5: six weights, three go: 0.5, and of the three with magnitude 1 the first two. So `a` is `[[False, False], [True, False]]` and `c` `[[True, True]]`. Per layer two of `a` go, 0.5 and the first 1, and one of `c`, −1.
#
# <details><summary>Hint 1</summary>
#
# Write the part for one long row first: magnitudes in, bools out. `torch.sort(…, stable=True)` gives values and *places* (`indices`): the first `int(share * n)` places go.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For "global" join the flattened magnitudes with `torch.cat`, and cut the long mask up again with `.split(sizes)`. `torch.cat` of nothing is an error.
#
# </details>

# %% role="answer" id="masks"
def magnitude_masks(weights, share, scope="global"):
    """Masks by name, True for the weights that stay."""
    ### BEGIN SOLUTION
    if scope not in ("global", "layer"):
        raise ValueError(f"scope is 'global' or 'layer', not {scope!r}")
    pruned = {name: weight.abs().flatten() for name, weight in weights.items() if weight.dim() >= 2}

    def staying(sizes):
        keep = torch.ones(len(sizes), dtype=torch.bool)
        keep[torch.sort(sizes, stable=True).indices[: int(share * len(sizes))]] = False
        return keep

    if scope == "global" and pruned:
        parts = staying(torch.cat(list(pruned.values()))).split(
            [len(one) for one in pruned.values()]
        )
    else:
        parts = [staying(one) for one in pruned.values()]
    return {name: part.reshape(weights[name].shape) for name, part in zip(pruned, parts)}
    ### END SOLUTION

# %% role="tests" id="masks-tests" points=2
def example_weights():
    return {
        "a": torch.tensor([[1.0, -1.0], [3.0, 0.5]]),
        "b": torch.tensor([9.0]),
        "c": torch.tensor([[-1.0, 2.0]]),
    }


grade = check.parts(2)
with grade("the example, global"):
    mask_of_a, mask_of_c = (
        torch.tensor([[False, False], [True, False]]),
        torch.tensor([[True, True]]),
    )
    came_masks = magnitude_masks(example_weights(), 0.5)
    check.equal(came_masks, {"a": mask_of_a, "c": mask_of_c}, "the example, a share of 0.5")
with grade("the example, per layer"):
    mask_of_a, mask_of_c = (
        torch.tensor([[False, True], [True, False]]),
        torch.tensor([[False, True]]),
    )
    came_masks = magnitude_masks(example_weights(), 0.5, "layer")
    check.equal(came_masks, {"a": mask_of_a, "c": mask_of_c}, "the example, per layer")
with grade("nothing, everything, and another scope"):
    for share, stays in ((0, True), (1, False)):
        whole_masks = {"a": torch.full((2, 2), stays), "c": torch.full((1, 2), stays)}
        for scope in ("global", "layer"):
            came_masks = magnitude_masks(example_weights(), share, scope)
            check.equal(came_masks, whole_masks, f"a share of {share}, scope {scope!r}")
    for scope in ("global", "layer"):
        came_masks = magnitude_masks({"b": torch.ones(3)}, 0.5, scope)
        check.equal(came_masks, {}, f"only a tensor with one axis, scope {scope!r}")
    check.raises(ValueError, magnitude_masks, example_weights(), 0.5, "rows")
    check.raises(ValueError, magnitude_masks, {"b": torch.ones(3)}, 0.5, "rows")
    check.leaves_input_alone(magnitude_masks, [example_weights(), 0.5], "magnitude_masks")
### BEGIN HIDDEN TESTS
from hidden import smaller_refs

draw = check.rng("masks")
with grade("other tensors, global", weight=2):
    for case in smaller_refs.pruned_tensors(draw):
        check.equal(list(magnitude_masks(case.weights, case.share)), case.names, f"{case.told}: the names, in their order")
        smaller_checks.masks(magnitude_masks(case.weights, case.share, "global"), case.weights, smaller_refs.masks(case.weights, case.share, "global"), f"{case.told}, global")
with grade("other tensors, per layer", weight=2):
    for case in smaller_refs.pruned_tensors(draw):
        smaller_checks.masks(magnitude_masks(case.weights, case.share, "layer"), case.weights, smaller_refs.masks(case.weights, case.share, "layer"), f"{case.told}, per layer")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A zero that doesn't stay
#
# After pruning one trains on, so that the weights that are left take over. Here two weights become 0, and then a few steps with momentum follow. Even whoever zeroes the gradient of what is pruned gets a surprise:

# %%
torch.manual_seed(0)
layer = nn.Linear(4, 1, bias=False)
x, y = torch.randn(32, 4), torch.randn(32, 1)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.05, momentum=0.9)


def one_step(keep=None):
    optimizer.zero_grad()
    F.mse_loss(layer(x), y).backward()
    if keep is not None:
        layer.weight.grad *= keep       # no gradient for what is pruned
    optimizer.step()


for _ in range(3):
    one_step()
keep = torch.tensor([[1.0, 0.0, 0.0, 1.0]])
with torch.no_grad():
    layer.weight *= keep
print("pruned:          ", [round(w, 3) for w in layer.weight[0].tolist()])
one_step(keep)
print("one step later:  ", [round(w, 3) for w in layer.weight[0].tolist()])

# %% [markdown]
# The optimiser remembers the steps before the pruning and goes on in their direction. Its memory is not yours to clean: there are many optimisers, and each keeps something else. So don't fight over the stored numbers. Keep the mask *in the layer*, and let the layer never look at a weight that the mask takes away. Then it doesn't matter what stands there.
#
# A tensor that belongs to a layer and isn't trained is a **buffer**. It moves with the layer, and is saved in the state_dict:

# %%
class Scaled(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.register_buffer("factor", factor)

    def forward(self, x):
        return x * self.factor


scaled = Scaled(torch.tensor([1.0, 2.0]))
print(scaled.state_dict(), list(scaled.parameters()))

# %% [markdown]
# ## K6b · A mask that stays
# **Level 3 · 13 minutes · 2 points**
#
# Write the class `MaskedLinear`, a linear layer some of whose weights are taken away for good.
#
# - `MaskedLinear(weight, bias, mask)`: tensors of the shapes `(out, in)`, `(out,)` and, bools with True for what stays, `(out, in)`. `bias` may be None.
# - Parameters `weight` and `bias` (`self.bias = None` if there is none), a buffer `mask`. They begin with the values that were given, and keep their dtypes. The state_dict holds these and nothing else.
# - The three are the layer's own: training it never changes the tensors that were given.
# - `forward(x)` takes `(..., in)` and gives `x @ W.T + bias`, where W is `weight` with 0 in place of what the mask takes away, whatever stands there, NaN too. The bias isn't masked.
# - The gradient of `weight` is exactly 0 where the mask takes away. No optimiser brings such a weight back.
# - The mask can become another one during training, by `load_state_dict`: from then on the new one holds.
# - `dense()` returns `(weight, bias)` for a firmware that knows no masks: the W of above, and the bias or None. They have no gradient, and whoever writes into them doesn't change the layer.
#
# *Example.* weight `[[1, 2], [3, 4]]`, bias `[10, 20]`, mask `[[True, False], [True, True]]`: `[1, 1]` gives `[11, 27]`, and `dense()` gives `[[1, 0], [3, 4]]` and `[10, 20]`.
#
# <details><summary>Hint 1</summary>
#
# `nn.Parameter(weight.clone())` is the layer's own. `torch.where(mask, weight, 0.0)` takes NaN away, a product with the mask doesn't, and its gradient is 0 where the mask is False.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Work out W in each `forward`, from the mask as it is then. For `dense()` the same W, with `detach()`; is it a copy already? And the bias?
#
# </details>

# %% role="answer" id="masked"
class MaskedLinear(nn.Module):
    """x of shape (..., in) → (..., out), without the weights that the mask takes away."""

    def __init__(self, weight, bias, mask):
        super().__init__()
        ### BEGIN SOLUTION
        self.weight = nn.Parameter(weight.detach().clone())
        self.bias = None if bias is None else nn.Parameter(bias.detach().clone())
        self.register_buffer("mask", mask.clone())
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return F.linear(x, torch.where(self.mask, self.weight, 0.0), self.bias)
        ### END SOLUTION

    def dense(self):
        """(weight, bias) for a firmware that knows no masks."""
        ### BEGIN SOLUTION
        bias = None if self.bias is None else self.bias.detach().clone()
        return torch.where(self.mask, self.weight, 0.0).detach(), bias
        ### END SOLUTION

# %% role="tests" id="masked-tests" points=2
grade = check.parts(2)
given = [
    torch.tensor([[1.0, 2.0], [3.0, 4.0]]),
    torch.tensor([10.0, 20.0]),
    torch.tensor([[True, False], [True, True]]),
]
with grade("the example"):
    x = torch.tensor([[1.0, 1.0]])
    steps = [
        {"do": "state"},
        {"do": "call", "x": x},
        {"do": "method", "name": "dense", "told": "dense()"},
    ]
    seen = smaller_watch.script(MaskedLinear, given, steps)
    smaller_checks.module(seen, "MaskedLinear", ["bias", "weight"], ["mask"])
    smaller_checks.value(
        seen, 1, torch.tensor([[11.0, 27.0]]), "[1, 1] through the layer of the example"
    )
    smaller_checks.pair(
        seen, 2, torch.tensor([[1.0, 0.0], [3.0, 4.0]]), given[1], "dense() of the example"
    )
with grade("without a bias, and with NaN where the mask takes away"):
    seen = smaller_watch.script(
        MaskedLinear, [torch.tensor([[1.0, math.nan]]), None, torch.tensor([[True, False]])], steps
    )
    smaller_checks.module(seen, "MaskedLinear", ["weight"], ["mask"])
    smaller_checks.value(
        seen,
        1,
        torch.tensor([[1.0]]),
        "[1, 1] through weight [[1, NaN]], mask [[True, False]], no bias",
    )
    smaller_checks.pair(seen, 2, torch.tensor([[1.0, 0.0]]), None, "dense() of the same")
with grade("it stays away in training"):
    training = {"do": "train", "with": "sgd", "x": x, "y": torch.tensor([[0.0, 1.0]]), "times": 3}
    tighter = {
        "do": "load",
        "state": {"mask": torch.tensor([[True, False], [False, True]])},
        "told": "load_state_dict",
    }
    seen = smaller_watch.script(
        MaskedLinear, given, [training, steps[2], tighter, training, steps[2]]
    )
    smaller_checks.stays_away(seen, 1, given[2], "after three steps with momentum")
    smaller_checks.stays_away(
        seen, 4, tighter["state"]["mask"], "a tighter mask, and three more steps with momentum"
    )
    smaller_checks.kept(seen, "MaskedLinear")
    seen = smaller_watch.script(MaskedLinear, given, [{"do": "spoil"}, {"do": "call", "x": x}])
    told = "[1, 1], after the caller has overwritten the tensors that the layer was made of"
    smaller_checks.value(seen, 1, torch.tensor([[11.0, 27.0]]), told)
### BEGIN HIDDEN TESTS
from hidden import smaller_refs

draw = check.torch_generator("masked")
with grade("values and gradients of other layers", weight=2):
    for shape, leading, bias in (((4, 6), (3, 2), True), ((5, 3), (), True), ((1, 7), (4,), False), ((4, 4), (2, 1, 3), True)):
        case = smaller_refs.masked_layer(draw, shape, bias)
        steps = smaller_refs.masked_once(draw, shape, leading)
        smaller_checks.same(smaller_watch.script(MaskedLinear, case, steps), smaller_refs.run(smaller_refs.Masked, case, steps), f"a layer of {shape}, x of {(*leading, shape[1])}")
with grade("training with other optimisers, and masks that change", weight=2):
    for kind, bias in (("sgd", True), ("adam", False)):
        case = smaller_refs.masked_layer(draw, (4, 5), bias)
        steps = smaller_refs.masked_training(draw, kind, case[2])
        smaller_checks.same(smaller_watch.script(MaskedLinear, case, steps), smaller_refs.run(smaller_refs.Masked, case, steps), f"a layer of (4, 5), trained by {kind}")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Both at work. The large network loses a half, four fifths, nine tenths of its weights, once without training after, and once with 100 steps on its own old advice:

# %%
def pruned_network(share, steps):
    """Masked layers of the large network, trained on for some steps."""
    masks = magnitude_masks({str(place): w for place, (w, _) in enumerate(reader.large)}, share)
    network = nn.Sequential()
    for place, (weight, bias) in enumerate(reader.large):
        network.append(MaskedLinear(weight, bias, masks[str(place)]))
        if place < len(reader.large) - 1:
            network.append(nn.ReLU())
    optimizer = torch.optim.Adam(network.parameters(), lr=0.005)
    for _ in range(steps):
        optimizer.zero_grad()
        F.kl_div(
            network(reader.pool).log_softmax(-1),
            reader.teacher(reader.pool).softmax(-1),
            reduction="batchmean",
        ).backward()
        optimizer.step()
    return [part.dense() for part in network if not isinstance(part, nn.ReLU)]


def without_and_with_training():
    said = []
    for share in (0.5, 0.8, 0.9):
        rights = [
            smaller_nets.share_right(
                pruned_network(share, steps), reader.new_images, reader.new_labels
            )
            for steps in (0, 100)
        ]
        said.append(
            f"{share:.0%} away: {rights[0]:.3f} without, {rights[1]:.3f} with training after"
        )
    return "\n    ".join(said)


settle("What is left of 0.94?", "K6a and K6b", without_and_with_training)

# %% [markdown]
# Training on brings most of it back: with four fifths of the weights gone it reads two or three digits in a hundred worse, not fifty. But mind what was saved. A zero in a dense matrix costs as much room and as many multiplications as any other number. Whoever stores only the 1,421 that are left must also store *where* they stand. Pruning single weights pays where the hardware skips zeros, or if the file is compressed.
#
# ## Two thin matrices for a thick one
#
# The third way. A matrix of 96 rows and 64 columns holds 6,144 numbers. The product of a (96, 8) and an (8, 64) matrix has the same shape, and the two hold 768 + 512 = 1,280. Such a product has **rank** 8 at most. How near can it come?
#
# The **singular value decomposition** answers: each matrix is $U \, S \, V$, with singular values in S that fall, and the best product of rank r keeps the r largest, with their columns of U and rows of V. What is lost is known in advance: the squares of the singular values left out add up to the square of the error.

# %%
W = torch.tensor(
    [[3.0, 1.0, 2.0], [6.0, 2.2, 4.0]], dtype=torch.float64
)  # the second row is nearly twice the first
U, S, V = torch.linalg.svd(W, full_matrices=False)
print("singular values:", [round(s, 4) for s in S.tolist()])
near = U[:, :1] * S[:1] @ V[:1]  # rank 1
print("rank 1:", [[round(v, 3) for v in row] for row in near.tolist()])
print("length of the difference:", round((W - near).norm().item(), 4))
print("as part of W's length:   ", round(((W - near).norm() / W.norm()).item(), 4))

# %% [markdown]
# With one row and one column instead of the matrix nearly all of it comes back. What is missing has the length 0.0857, which is exactly the second singular value, the one left out: about 1 in 100 of the whole.

# %%
quiz(
    "The singular values are 4, 2 and 1. The two smaller ones are left out. How long is the "
    "difference?",
    runs="""
import torch

print(round(torch.tensor([2.0, 1.0]).norm().item(), 3))
""",
    right="2.236",
    wrong={
        "3.0": "Lengths add up by their squares: 2² + 1² = 5, and the root of 5 is asked.",
        "2.0": "That is the largest one left out, which measures another kind of length.",
    },
    because="The root of 2² + 1². As part of the whole, the root of 21, that is 0.49.",
)

# %% [markdown]
# The length of a matrix is here the root of the sum of its squared numbers (the Frobenius norm, `W.norm()`).
#
# ## K9a · Low rank at a given error
# **Level 3 · 10 minutes · 2 points**
#
# Write `low_rank(weight, error)`. `weight` is a float64 matrix `(out, in)` in which not all is 0, and `error` a number above 0 and below 1, such as 0.05 or 10⁻⁹.
#
# - Return `(left, right)`, float64 tensors of the shapes `(out, r)` and `(r, in)`, so that the length of `weight - left @ right` is at most `error` times the length of `weight`.
# - r is the smallest rank, from 1 on, for which that is possible. Which two matrices they are is up to you.
# - If the two hold as many numbers as `weight`, or more, return None: there is nothing to save.
# - `weight` isn't changed.
#
# *Example.* For W above and an error of 0.05, r = 1, two matrices of 2 and 3 numbers instead of 6. For an error of 0.005, r = 2: 4 + 6 numbers, so None.
#
# <details><summary>Hint 1</summary>
#
# `torch.linalg.svd(weight, full_matrices=False)` gives U, S and the transposed V. The error at rank r is `S[r:].norm()`, that of the whole `S.norm()`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Count r up from 1 until the error is small enough. S goes to one of the two sides: `U[:, :r] * S[:r]` scales the columns. Then compare the numbers: out·r + r·in with out·in.
#
# </details>

# %% role="answer" id="low-rank"
def low_rank(weight, error):
    """(left, right) of the smallest rank for that error, or None if nothing is saved."""
    ### BEGIN SOLUTION
    U, S, V = torch.linalg.svd(weight, full_matrices=False)
    rank = 1
    while S[rank:].norm() > error * S.norm():
        rank += 1
    if rank * sum(weight.shape) >= weight.numel():
        return None
    return U[:, :rank] * S[:rank], V[:rank]
    ### END SOLUTION

# %% role="tests" id="low-rank-tests" points=2
grade = check.parts(2)
W = torch.tensor([[3.0, 1.0, 2.0], [6.0, 2.2, 4.0]], dtype=torch.float64)
with grade("the example"):
    check.leaves_input_alone(low_rank, [W, 0.05], "low_rank")
    smaller_checks.factors(low_rank(W, 0.05), W, 0.05, 1, "the example, error 0.05")
    smaller_checks.factors(low_rank(W, 0.005), W, 0.005, None, "the example, error 0.005")
with grade("singular values 4, 2, 1 and 1, in six rows and five columns"):
    steep = torch.zeros(6, 5, dtype=torch.float64)
    for place, size in enumerate((4.0, 2.0, 1.0, 1.0)):
        steep[place + 1, place] = size
    for error, rank in ((0.53, 1), (0.51, 2), (0.31, 2), (0.3, None)):
        smaller_checks.factors(
            low_rank(steep, error), steep, error, rank, f"singular values 4, 2, 1, 1; error {error}"
        )
### BEGIN HIDDEN TESTS
from hidden import smaller_refs

draw = check.torch_generator("low-rank")
with grade("other matrices, near the limit", weight=4):
    for case in smaller_refs.matrices(draw):
        smaller_checks.factors(low_rank(case.weight, case.error), case.weight, case.error, case.rank, case.told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## An adapter beside the layer
#
# Now Ines. Her language model has large layers, and for each district it should be trained on: other streets, other tariffs. Training all weights would give 40 whole models. But the *change* of a layer is often nearly of low rank, so train the change alone, as two thin matrices beside the layer. That is **LoRA**, low-rank adaptation:
#
# ![The input goes through the frozen weight and, beside it, through down, then up, times alpha over rank; both are added.](figures/smaller_lora.svg)
#
# $$y = x W^\top + b + \tfrac{\alpha}{r} \, (x \, D^\top) \, U^\top$$
#
# W and b are **frozen**: nothing ever trains them. D, "down", is `(r, in)`, U, "up", is `(out, r)`. Up begins with zeros, so at the start nothing has changed; down begins at random. (If both were 0, neither would ever get a gradient.) The factor α/r keeps the size of the change about the same when somebody tries another rank.
#
# In small, with three inputs, two outputs and rank 1:

# %%
down = torch.tensor([[1.0, 2.0, 0.0]])  # (1, 3)
up = torch.tensor([[1.0], [3.0]])  # (2, 1)
x = torch.tensor([[1.0, 1.0, 1.0]])
print("first down, then up:", (x @ down.T @ up.T).tolist())
print("up @ down:          ", (up @ down).tolist())
print("x through that:     ", (x @ (up @ down).T).tolist())

# %% [markdown]
# Both ways give the same: `up @ down` has the shape of the weight, two rows of three. So for use, the change can be added to the weight once: $W + \frac{\alpha}{r} U D$. The layer is then as fast as before; that is called **merging**. To go to another district one takes it out again. And there is a catch:

# %%
torch.manual_seed(1)
weight = torch.randn(200, 200)
change = 5 * torch.randn(200, 200)
back = weight + change - change
print("numbers that aren't the same as before:", int((back != weight).sum()), "of", weight.numel())

# %% [markdown]
# Adding and taking away rounds, twice. One change of districts does no harm; after a thousand nobody knows which model it is. What must come back exactly is kept, not worked out.
#
# ## K9b · LoRA, merged and unmerged
# **Level 4 · 18 minutes · 3 points**
#
# Write the class `LoRALinear`.
#
# - `LoRALinear(weight, bias, rank, alpha)`: `weight` `(out, in)`, `bias` `(out,)` or None; `rank` a whole number from 1 on, `alpha` a number above 0.
# - The layer has `weight`, `bias`, `down` `(rank, in)` and `up` `(out, rank)`, of `weight`'s dtype. The state_dict holds these and nothing else, without `bias` if there is none. `weight` and `bias` are copies of what was given. `down` and `up` are parameters to be trained, and the only ones: whatever trains the layer, `weight` and `bias` stay as they are.
# - `up` begins with zeros. `down` begins at random, no row like another, drawn by torch's own generator: the same after the same `torch.manual_seed`, another one after another.
# - `forward(x)` takes `(..., in)` and gives the formula above.
# - `merge()` adds the change to `weight`: then the layer gives `x @ weight.T + bias`, which is the same up to rounding. Merging a merged layer changes nothing.
# - `unmerge()` brings `weight` back, bit for bit, as it was before `merge()` (`load_state_dict` may have brought another one than the constructor). Unmerging a layer that isn't merged changes nothing.
# - After `unmerge()` one can train on and merge again; what is added is the change as it is then.
#
# *Example.* weight `[[1, 0], [0, 1]]`, bias `[0, 1]`, rank 1, alpha 4; after training `down` is `[[1, 2]]` and `up` `[[1], [0]]`. α/r = 4, the change is `[[4, 8], [0, 0]]`. `[1, 1]` gives `[1, 2]` + `[12, 0]` = `[13, 2]`. Merged, `weight` is `[[5, 8], [0, 1]]`.
#
# <details><summary>Hint 1</summary>
#
# `register_buffer` keeps what is saved and never trained; `nn.Parameter(…)` what is. `weight.new_zeros(…)` has weight's dtype, and `torch.randn(…, dtype=weight.dtype)` too.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Keep the weight as it was in an attribute that isn't saved (a plain one is fine, or `register_buffer(…, persistent=False)`): None while the layer isn't merged. It tells `forward` and the two methods what state the layer is in.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Merge under `torch.no_grad()`, or `weight` hangs on the graph of the adapter. The change is `up @ down`, times alpha over rank. Don't write into the tensor that you kept: `self.weight = self.weight + …` makes a new one, `+=` doesn't.
#
# </details>

# %% role="answer" id="lora"
class LoRALinear(nn.Module):
    """A frozen linear layer and a trained change of low rank beside it."""

    def __init__(self, weight, bias, rank, alpha):
        super().__init__()
        ### BEGIN SOLUTION
        self.register_buffer("weight", weight.detach().clone())
        self.register_buffer("bias", None if bias is None else bias.detach().clone())
        self.down = nn.Parameter(torch.randn(rank, weight.shape[1], dtype=weight.dtype) / rank)
        self.up = nn.Parameter(weight.new_zeros(weight.shape[0], rank))
        self.scale = alpha / rank
        self.kept = None
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        y = F.linear(x, self.weight, self.bias)
        return y if self.kept is not None else y + self.scale * (x @ self.down.T @ self.up.T)
        ### END SOLUTION

    def merge(self):
        """Add the change to weight."""
        ### BEGIN SOLUTION
        if self.kept is None:
            self.kept = self.weight
            with torch.no_grad():
                self.weight = self.weight + self.scale * (self.up @ self.down)
        ### END SOLUTION

    def unmerge(self):
        """Bring weight back, bit for bit."""
        ### BEGIN SOLUTION
        if self.kept is not None:
            self.weight, self.kept = self.kept, None
        ### END SOLUTION

# %% role="tests" id="lora-tests" points=3
grade = check.parts(3)
given = [torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([0.0, 1.0]), 1, 4.0]
trained = {
    "do": "load",
    "state": {"down": torch.tensor([[1.0, 2.0]]), "up": torch.tensor([[1.0], [0.0]])},
    "told": "load_state_dict",
}
ones = {"do": "call", "x": torch.tensor([[1.0, 1.0]])}
state, merge, unmerge = (
    {"do": "state"},
    {"do": "method", "name": "merge", "told": "merge()"},
    {"do": "method", "name": "unmerge", "told": "unmerge()"},
)
with grade("the start, and the example"):
    seen = smaller_watch.script(LoRALinear, given, [state, ones, trained, ones])
    smaller_checks.adapter(seen, given, "LoRALinear of the example")
    smaller_checks.value(seen, 1, torch.tensor([[1.0, 2.0]]), "[1, 1] at the start, where up is 0")
    smaller_checks.value(
        seen, 3, torch.tensor([[13.0, 2.0]]), "[1, 1] with the adapter of the example"
    )
with grade("without a bias"):
    seen = smaller_watch.script(LoRALinear, [given[0], None, 1, 4.0], [state, trained, ones])
    smaller_checks.adapter(seen, [given[0], None, 1, 4.0], "LoRALinear without a bias")
    smaller_checks.value(seen, 2, torch.tensor([[13.0, 1.0]]), "[1, 1] without a bias")
with grade("merged and unmerged"):
    seen = smaller_watch.script(
        LoRALinear,
        given,
        [trained, merge, ones, state, merge, state, unmerge, ones, state, unmerge, state],
    )
    for place in (3, 5):
        smaller_checks.weight(
            seen,
            place,
            torch.tensor([[5.0, 8.0], [0.0, 1.0]]),
            "weight after merge()" if place == 3 else "weight after a second merge()",
        )
    smaller_checks.value(seen, 2, torch.tensor([[13.0, 2.0]]), "[1, 1] through the merged layer")
    smaller_checks.value(seen, 7, torch.tensor([[13.0, 2.0]]), "[1, 1] after merge() and unmerge()")
    for place in (8, 10):
        smaller_checks.weight(
            seen,
            place,
            given[0],
            "weight after unmerge()" if place == 8 else "weight after a second unmerge()",
        )
with grade("what trains"):
    training = {
        "do": "train",
        "with": "sgd",
        "x": torch.tensor([[1.0, 2.0]]),
        "y": torch.tensor([[0.0, 3.0]]),
        "times": 3,
    }
    seen = smaller_watch.script(LoRALinear, given, [training, state])
    smaller_checks.weight(seen, 1, given[0], "weight after three steps of training")
    smaller_checks.kept(seen, "LoRALinear")
    seen = smaller_watch.script(LoRALinear, given, [{"do": "spoil"}, ones])
    told = "[1, 1], after the caller has overwritten the tensors that the layer was made of"
    smaller_checks.value(seen, 1, torch.tensor([[1.0, 2.0]]), told)
### BEGIN HIDDEN TESTS
from hidden import smaller_refs

draw = check.torch_generator("lora")
with grade("values and gradients of other layers", weight=3):
    for shape, leading, bias, rank, alpha in (((4, 6), (3, 2), True, 2, 3.0), ((5, 3), (), False, 3, 1), ((4, 4), (2, 1, 3), True, 4, 0.5), ((1, 7), (5,), True, 1, 16)):
        case = smaller_refs.lora_layer(draw, shape, bias, rank, alpha)
        steps = smaller_refs.lora_once(draw, shape, leading, rank)
        smaller_checks.same(smaller_watch.script(LoRALinear, case, steps), smaller_refs.run(smaller_refs.Adapter, case, steps), f"a layer of {shape}, rank {rank}, alpha {alpha}, x of {(*leading, shape[1])}")
with grade("training, merging, unmerging, and training on", weight=3):
    for kind, bias in (("sgd", True), ("adam", False)):
        case = smaller_refs.lora_layer(draw, (5, 4), bias, 2, 3.0)
        steps = smaller_refs.lora_rounds(draw, kind, (5, 4), 2)
        smaller_checks.same(smaller_watch.script(LoRALinear, case, steps), smaller_refs.run(smaller_refs.Adapter, case, steps), f"a layer of (5, 4), rank 2, alpha 3, trained by {kind}")
with grade("how down begins"):
    smaller_checks.begins_at_random(LoRALinear, smaller_refs.lora_layer(draw, (6, 9), True, 3, 3.0), smaller_watch.script)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - A teacher's soft targets say more than labels, and it gives them for images that nobody has read. The loss: T² times KL(teacher, student), no gradient to the teacher, filled places taken out before anything is worked out.
# - A budget counts every number, biases too. What is gained is told against the same network without a teacher, on images neither has seen.
# - Magnitude pruning: decide on global or per layer, on ties, and leave biases alone. The mask belongs into the layer and its state_dict; an optimiser's memory brings back whatever is only set to 0.
# - The singular values tell before any work what a low rank loses. It saves only if r (out + in) is below out · in.
# - LoRA trains the change alone, at α/r, and the base is frozen. Merge for speed; to come back, keep the weight.
#
# Four questions, and your functions answer:

# %%
def with_a_teacher():
    student = distil(reader.teacher, reader.images, reader.labels, reader.pool, 900, 1)
    without = smaller_nets.alone([64, 11, 10], reader.images, reader.labels)
    shares = [
        smaller_nets.share_right(one, reader.new_images, reader.new_labels)
        for one in (student, without, reader.large)
    ]
    return "{} numbers: {:.3f} right, alone {:.3f}, the large network {:.3f}".format(
        smaller_nets.numbers(student), *shares
    )


def how_many_go():
    found = "none"
    for share in (0.5, 0.7, 0.8, 0.9, 0.95):
        right = smaller_nets.share_right(
            pruned_network(share, 100), reader.new_images, reader.new_labels
        )
        if right >= 0.92:
            found = f"{share:.0%} of the weights, and {right:.3f} are still right"
    return found


def thin():
    said = []
    for error in (0.1, 0.3, 0.5):
        layers = [(low_rank(w.double(), error), w, b) for w, b in reader.large]
        room = sum(
            (w.numel() if two is None else sum(one.numel() for one in two)) + b.numel()
            for two, w, b in layers
        )
        near = [((w if two is None else (two[0] @ two[1]).float()), b) for two, w, b in layers]
        right = smaller_nets.share_right(near, reader.new_images, reader.new_labels)
        said.append(f"error {error}: {room} numbers, {right:.3f} right")
    return "\n    ".join(said)


def districts():
    layer = LoRALinear(torch.zeros(512, 512), torch.zeros(512), rank=4, alpha=8)
    adapter = sum(one.numel() for one in layer.parameters() if one.requires_grad)
    whole = 512 * 512 + 512
    return f"of each layer (512, 512): {whole + 40 * adapter:,} numbers instead of {40 * whole:,}"


settle("1. What does a network of 900 numbers read?", "K4b and K5", with_a_teacher)
settle("2. How many of the large network's weights can go?", "K6a and K6b", how_many_go)
settle("3. What do two thin matrices save?", "K9a", thin)
settle("4. What does the help desk keep for 40 districts?", "K9b", districts)

# %% [markdown]
# Noor gets the student: it is the only one of the three that fits into 900 numbers *and* into a firmware of dense layers. On this reader it reads as well as the large network; on others it is about two digits in a hundred worse, which is what an eighth of the room costs here. The pruned network needs a device that skips zeros, and with an eighth of its weights it would read worse than the student. Two thin matrices save least on a network this
# small. (An error of 0.5 may read no worse than one of 0.3: it is measured in weights, not in digits.) On Ines's large layers the same idea, used for the *change*, saves nearly everything. What may not be concluded: that distilling always wins. With 700 labels instead of 20 the student alone would do nearly as well. Where labels are cheap, get labels.
