# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: A training loop you can trust
#     minutes: 75
#     prerequisites: [03-pytorch/2-layers]
#     summary: Write a training loop that accumulates gradients, evaluates properly, stops early and keeps the best weights; and a decorator that times and logs.
# ---

# %% [markdown]
# # A training loop you can trust
#
# Mara trains the team's network once more. The recipe says: batches of 24. Her card holds 8, so she
# takes three small batches, of 8 each, for each step. Same data, same start, same recipe; and after one epoch
# her weights differ from her colleague's in the second digit. **Was it the card?** At the end of
# the lesson your own loop takes both ways, and answers.
#
# A training loop is twenty lines that everyone has written and few have right. Most mistakes don't
# crash. The loss goes down all the same, only less far, and nobody knows that it could have gone
# further. You need lesson 2: layers, modes, the state_dict. Plan two sittings, with a break after
# P14b. At the end you can:
#
# - add up gradients over small batches so that the step is that of the big one, to the fifth digit;
# - evaluate in the right mode, stop when it's time, and give back the best weights, not the last;
# - write a decorator that measures and logs a function without changing it.

# %% role="read-only" id="training-setup"
import copy
import functools
import time

import torch
from torch import nn

import decorators
import fits
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## Learning in four lines
#
# A model with one weight is to learn that y is twice x. Each step has four lines: forget the old
# gradients, measure the loss, work out the gradients, move the weights against them.

# %%
model = nn.Linear(1, 1, bias=False)
nn.init.zeros_(model.weight)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)      # a step: weight -= 0.1 * gradient
x, y = torch.tensor([[1.0], [2.0]]), torch.tensor([[2.0], [4.0]])
for step in range(4):
    optimizer.zero_grad()                                    # forget
    loss = nn.functional.mse_loss(model(x), y)               # measure: the mean of (model(x) - y)²
    loss.backward()                                          # gradients
    optimizer.step()                                         # move
    print(f"step {step + 1}: loss {loss.item():6.3f}, then the weight is {model.weight.item():.3f}")

# %% [markdown]
# The loss falls and the weight nears 2. All that follows is these four lines, done with care.
#
# ### A mean of means
#
# A loss function gives the mean over one batch. What you want is the mean over all examples. When
# batches differ in size, the mean of the batches' means is something else: a small batch weighs as
# much as a large one.

# %%
quiz(
    "A batch of 4 examples has the mean loss 1, a batch of 1 example the loss 6. What is the "
    "mean over the five examples?",
    runs="""
print((4 * 1 + 1 * 6) / 5)
""",
    number=2,
    wrong={
        3.5: "That is the mean of the two means: the lone example counts as much as four others.",
        7: "That is the sum of the means.",
    },
    because="Four examples add 4 to the sum, one adds 6: 10 divided by 5.",
)

# %% [markdown]
# ## P14a · The mean over examples
# **Level 1 · 4 minutes · 1 point**
#
# Write `mean_over_examples(losses, sizes)`. `losses` is a list with the mean loss of each batch,
# `sizes` a list with its number of examples, at least 1; there is at least one batch. Return the
# mean loss over all examples, a `float` that is right to ten digits (float32 has seven). A loss that
# is NaN must show in it.
#
# - The two lists are the same after the call.
#
# For example, `mean_over_examples([1.0, 6.0], [4, 1])` is 2.0.
#
# <details><summary>Hint 1</summary>
#
# A batch's mean times its size is the sum of its losses.
# </details>
# <details><summary>Hint 2</summary>
#
# `zip(losses, sizes)` walks through both lists side by side. Divide once, at the end, by the number
# of all examples. If you get 3.5 for the example, you divide by the number of batches.
# </details>

# %% role="answer" id="example-mean"
def mean_over_examples(losses, sizes):
    """The mean loss over all examples, from the batches' mean losses and sizes; a float."""
    ### BEGIN SOLUTION
    return float(sum(loss * size for loss, size in zip(losses, sizes)) / sum(sizes))
    ### END SOLUTION

# %% role="tests" id="example-mean-tests" points=1
check.at_most_lines("mean_over_examples", 50, columns=10_000)
check.no_calls("mean_over_examples", {"workbook"}, why="you write it yourself")

grade = check.parts(1)
with grade("the example"):
    look = "the mean of the two means is 3.5: a small batch weighs as much as a large one"
    check.close(
        mean_over_examples([1.0, 6.0], [4, 1]), 2.0, "losses [1, 6], sizes [4, 1]", look=look
    )
### BEGIN HIDDEN TESTS
rng = check.rng("example-mean")
with grade("other batches", weight=2):
    for count, scale in [(1, 1), (2, 1), (3, 1), (7, 1), (4, 1e-6), (3, 1e-30)]:
        sizes = [int(size) for size in rng.integers(1, 30, count)]
        means = [float(loss) * scale for loss in rng.uniform(0.01, 9, count)]
        expected = sum(a * b for a, b in zip(means, sizes)) / sum(sizes)
        came = mean_over_examples(means, sizes)
        check.close(came, expected, f"losses {means}, sizes {sizes}", rtol=1e-10, atol=0.0,
                    look="what each batch counts for; and if only the last digits differ, float32, or a number that is rounded")
    for means, sizes, expected in [([2.0, 2.0], [4, 1], 2.0), ([1.0, 4.0], [3, 3], 2.5), ([0.0, 6.0], [2, 1], 2.0),
                                   ([2.0, 2.0, 5.0], [4, 1, 5], 3.5), ([2.0, 2.0, 5.0], [3, 3, 2], 2.75)]:
        came = mean_over_examples(means, sizes)
        check.close(came, expected, f"losses {means}, sizes {sizes}", look="each batch counts, equal ones and one of loss 0 too")
    below = [float(loss) for loss in -rng.uniform(0.5, 4, 3)]
    came = mean_over_examples([*below, 1.0], [2, 1, 4, 3])
    expected = (2 * below[0] + below[1] + 4 * below[2] + 3) / 10
    check.close(came, expected, f"losses {[*below, 1.0]}, sizes [2, 1, 4, 3]", look="a loss may be below 0")
    came = mean_over_examples([2.0, float("nan"), 1.0], [3, 1, 2])
    check.close(came, float("nan"), "losses [2, NaN, 1], sizes [3, 1, 2]", look="a NaN is not left out: it must show")
    for means, sizes in [([3, 4], [2, 2]), ([3], [2])]:
        came = mean_over_examples(means, sizes)
        kind = type(came).__name__.replace("float64", "float")  # NumPy's is a float, too
        check.equal(kind, "float", f"the type of the result for losses {means}, sizes {sizes}")
    given = [[2.0, 5.0, 1.0], [3, 1, 2]]
    check.leaves_input_alone(mean_over_examples, given, "mean_over_examples")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## P14b · The training loop
# **Level 4 · 30 minutes · 5 points**
#
# Four things must hold. Take them one at a time.
#
# **1. The step.** `backward()` *adds* gradients to those that are there. That is a feature, and
# it's also why forgetting `zero_grad` makes every step a sum of all steps so far:

# %%
quiz(
    "The slope of 2 · weight is 2. `backward()` is called three times and nothing is zeroed. "
    "What does the gradient say?",
    runs="""
import torch
weight = torch.tensor(1.0, requires_grad=True)
for _ in range(3):
    (2 * weight).backward()
print(weight.grad.item())
""",
    number=6,
    wrong={
        2: "That is each pass's own gradient, if `zero_grad` stands between.",
        8: "They are added, not multiplied.",
    },
    because="2 + 2 + 2: each pass adds its gradient to what is there.",
)

# %%
weight = torch.tensor(1.0, requires_grad=True)
for step in range(3):
    (2 * weight).backward()
    print("step", step + 1, "gradient", weight.grad.item())

# %% [markdown]
# **2. Accumulation.** The recipe that Mara follows has batches of 24 images, and her graphics card
# holds 8. So she takes three batches of 8, adds up their gradients, and makes *one* step. It should
# be the step of the big batch. The big batch's loss is the mean over 24 examples, so each small
# batch counts for its share of the examples:
#
# $$\text{loss} = \sum_{\text{batches of the group}} \frac{\text{examples in the batch}}{\text{examples in the group}} \cdot \text{loss of the batch}$$
#
# The usual shortcut, `loss / 3`, is right only as long as all batches have the same size and the
# group is full. At the end of each epoch neither is true: the last batch is smaller, and the last
# group shorter. (What looks at the whole batch, such as batch norm, still sees 8 images: no
# weighting mends that.)
#
# ![Seven batches, the last one smaller, in groups of three: two full groups and a last one with a single batch. Each group makes one step, and within a group each batch counts for its share of the examples.](figures/accumulation.svg)
#
# **3. Evaluation.** Call `model.eval()` before (dropout off, batch norm on its running statistics),
# use `torch.no_grad()`, and at the start of each epoch, the first too, call `model.train()`: the
# model may come in either mode.
#
# **4. Early stop and best weights.** The validation loss falls, then rises again. Stop once it
# hasn't reached a new low for `patience` epochs in a row, and give back the weights of the lowest.
# Here is the trap:

# %%
quiz(
    "The weights are kept with `state_dict()`, then training goes on. What does the kept "
    "weight say?",
    runs="""
import torch
model = torch.nn.Linear(1, 1, bias=False)
model.weight.data.fill_(7)
kept = model.state_dict()
model.weight.data.fill_(42)
print(kept["weight"].item())
""",
    number=42,
    wrong={
        7: (
            "That needs a copy. `state_dict()` gives the model's own tensors, and they have "
            "changed."
        ),
    },
    because="What was kept is a view of the model's numbers, so it goes along with them.",
)

# %%
model = nn.Linear(1, 1)
kept = model.state_dict()                       # looks like a copy
copied = copy.deepcopy(model.state_dict())
with torch.no_grad():
    model.weight.fill_(42)
print("kept  ", kept["weight"].item(), "← it went along")
print("copied", round(copied["weight"].item(), 3))

# %% [markdown]
# Write the function
# `fit(model, optimizer, loss_function, train_batches, valid_batches, epochs, accumulate=1, patience=3)`:
#
# - `train_batches` and `valid_batches` are lists of `(x, y)`; `loss_function(model(x), y)`, in this
#   order, gives the **mean** over a batch. Batches may differ in size. Both lists have at least
#   one, and none is empty;
# - `epochs`, `accumulate` and `patience` are at least 1;
# - in each epoch: training mode; the training batches in order, in groups of `accumulate` (the last
#   group may be shorter). For each group: gradients of the weighted loss above, one
#   `optimizer.step()`. No gradient is left over from before the call or from the last group;
# - then evaluation mode, no gradients: the validation loss, the mean over all *examples* (not over
#   batches);
# - stop after `patience` epochs in a row without a new lowest validation loss (an equal one is not
#   lower, and NaN never is; one that is lower by a hair is), or after `epochs`;
# - at the end the model holds the weights and buffers of the epoch with the lowest validation loss,
#   or, if each was NaN, those that it came with;
# - return a list with one tuple `(training loss, validation loss)` for each epoch that ran,
#   Python's own floats. The training loss is the mean over the epoch's examples, of the losses as
#   they came during its steps.
#
# **Example.** Validation losses 5, 3, 4, 3, 6 with `patience=3`: the lowest is that of epoch 2.
# Epochs 3, 4 and 5 don't reach a new low, so training stops after epoch 5, the list has five
# entries, and the weights of epoch 2 are back.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `range(0, len(batches), accumulate)` gives the start of each group, and a slice of the list gives
# the group; a slice past the end is simply shorter. A batch has `len(x)` examples: add them up over
# the group before the first `backward()`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Gradients are emptied once a group, before its first batch, and one step follows its last. Within
# it, each batch's loss is weighted with its share and goes backward by itself. If equal batches
# pass and others fail, look at the weight; if only `left_over` fails, at where gradients are
# emptied. `.item()` makes a float of a loss.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Keep three things: the lowest validation loss, how long you have waited since, and a *deep copy*
# of the state of that epoch. A new low resets the wait; every other epoch adds one to it. The copy
# goes back with `load_state_dict` on *every* way out of the loop. If only the model with batch norm
# fails, buffers weren't copied or a mode is wrong.
#
# </details>

# %% role="answer" id="fit"
def fit(model, optimizer, loss_function, train_batches, valid_batches, epochs,
        accumulate=1, patience=3):
    """Trains the model; returns [(training loss, validation loss), …], one for each epoch."""
    ### BEGIN SOLUTION
    history, best, waited, state = [], float("inf"), 0, copy.deepcopy(model.state_dict())
    for _ in range(epochs):
        model.train()
        train_sum = 0.0
        for start in range(0, len(train_batches), accumulate):
            group = train_batches[start:start + accumulate]
            total = sum(len(x) for x, _ in group)
            optimizer.zero_grad()
            for x, y in group:
                loss = loss_function(model(x), y)
                (loss * len(x) / total).backward()
                train_sum += loss.item() * len(x)
            optimizer.step()
        model.eval()
        with torch.no_grad():
            valid_sum = sum(loss_function(model(x), y).item() * len(x) for x, y in valid_batches)
        valid = valid_sum / sum(len(x) for x, _ in valid_batches)
        history.append((train_sum / sum(len(x) for x, _ in train_batches), valid))
        if valid < best:
            best, waited, state = valid, 0, copy.deepcopy(model.state_dict())
        else:
            waited += 1
            if waited == patience:
                break
    model.load_state_dict(state)
    return history
    ### END SOLUTION

# %% role="tests" id="fit-tests" points=5
def published(sizes, shift):
    """Batches of these sizes: inputs (size, 3), targets (size, 1)."""
    numbers = torch.sin(torch.arange(4.0 * sum(sizes)) * 1.7 + shift).reshape(-1, 4)
    return [(table[:, :3], table[:, 3:]) for table in numbers.split(sizes)]


check.at_most_lines("fit", 50, columns=10_000)

grade = check.parts(5)
start = {
    "0.weight": torch.cos(torch.arange(12.0)).reshape(4, 3), "0.bias": torch.linspace(-1, 1, 4),
         # three inputs, four hidden values, one output
         "2.weight": torch.ones(1, 4), "2.bias": torch.zeros(1)}
valid, three = published([5, 3], 0.5), published([4, 4, 2], 0)
with grade("plain steps: each from fresh gradients"):
    fits.trains(fit, "smooth", three[:2], valid, rate=0.1, state=start, epochs=2,
                 what="two batches of equal size")
    fits.trains(fit, "smooth", three[:2], valid, rate=0.1, state=start, epochs=1, left_over=True,
                 what="a model that has gradients from before the call")
with grade("three batches, accumulated, make the step of the big one"):
    fits.trains(fit, "smooth", three, valid, rate=0.1, state=start, epochs=1, accumulate=3,
                 what="batches of 4, 4 and 2, accumulate=3")
    big = [tuple(torch.cat(parts) for parts in zip(*three))]
    fits.trains(fit, "smooth", big, valid, rate=0.1, state=start, epochs=1,
                 what="the same as one batch of 10")
with grade("a validation loss that falls and rises: stop, and the best weights"):
    line = [(torch.ones(4, 1), torch.full((4, 1), 10.0))]
    turn = [(torch.full((2, 1), 1.5), torch.full((2, 1), 6.0))]
    fits.trains(
        fit, "line", line, turn, rate=0.1, state={"0.weight": [[0.0]]}, epochs=12, patience=2,
                 what="a validation loss with its lowest point in the middle, patience=2")
with grade("without patience, it is 3"):
    fits.trains(fit, "line", line, turn, rate=0.0, state={"0.weight": [[0.0]]}, epochs=8,
                 what="a flat validation loss, and no word on patience")
### BEGIN HIDDEN TESTS
from hidden import training


def batches(sizes, name):
    """Random batches of these sizes: inputs (size, 3), targets (size, 1)."""
    draw = check.torch_generator(name)
    numbers = [torch.randn(size, 4, generator=draw) for size in sizes]
    return [(table[:, :3], table[:, 3:]) for table in numbers]


def weights(name, last="2"):
    """Start weights of a small model: three inputs, four hidden values, one output."""
    draw = check.torch_generator(name)
    hidden = {"0.weight": torch.randn(4, 3, generator=draw), "0.bias": torch.randn(4, generator=draw)}
    return {**hidden, f"{last}.weight": torch.ones(1, 4), f"{last}.bias": torch.zeros(1)}


right = training.reference
with grade("accumulation: batches of other sizes, a short last group", weight=2):
    for sizes, accumulate in [([4] * 5, 2), ([5, 3, 4, 1, 2, 2, 1], 3), ([3, 1], 4), ([2, 5, 1], 1)]:
        fits.trains(fit, "smooth", batches(sizes, "more"), batches([2, 6, 1], "more valid"), rate=0.05, against=right,
                     state=weights("other"), epochs=3, accumulate=accumulate,
                     what="batches that differ in size, groups of several, the last one short")
with grade("dropout and batch norm: the mode of each pass, buffers restored", weight=2):
    for turn in range(20):  # until the best epoch is not the last: then buffers have to go back, too
        given = batches([6, 5], f"normed {turn}"), batches([4, 7], f"normed valid {turn}")
        options = {"rate": 0.3, "state": weights(f"start {turn}", last="3"), "epochs": 6, "patience": 2}
        losses = [row[1].item() for row in fits.expected("normed", *given, against=right, **options)["losses"]]
        if losses.index(min(losses)) < len(losses) - 1 and min(losses) < losses[0]:
            break
    fits.trains(fit, "normed", *given, against=right, what="a model with dropout and batch norm", **options)
    fits.trains(fit, "normed", *given, against=right, accumulate=2,
                 what="batch norm sees each small batch by itself, accumulate=2", **{**options, "epochs": 2})
    fits.trains(fit, "normed", *given, against=right, evaluating=True, what="a model that comes in evaluation mode",
                 **{**options, "epochs": 2})
    unknown = [(x, y * torch.nan) for x, y in given[1]]
    fits.trains(fit, "normed", given[0], unknown, against=right, what="a validation loss that is NaN in each epoch", **options)
with grade("early stop: other patience, a flat loss, no stop at all", weight=3):
    up = [(torch.ones(3, 1), torch.full((3, 1), 8.0))]
    wave = [(torch.full((2, 1), 2.0), torch.full((2, 1), 7.0))]
    for rate, patience, epochs in [(0.1, 1, 9), (0.1, 3, 12), (0.0, 3, 10), (0.02, 2, 6)]:
        fits.trains(fit, "line", up, wave, rate=rate, against=right, state={"0.weight": [[0.0]]}, epochs=epochs,
                     patience=patience, what="a validation loss that falls, is flat, or goes up and down")
    fits.trains(fit, "line", up, wave, rate=1e-11, against=right, state={"0.weight": [[0.0]]}, epochs=4, patience=1,
                 what="a validation loss that falls by a hair each epoch, some 1e-9")
    eight = [(torch.full((2, 1), 2.0), torch.full((2, 1), 8.0))]  # the weight is 8, 0, 8, 0: each as far from 4
    fits.trains(fit, "line", [(torch.ones(3, 1), torch.full((3, 1), 4.0))], eight, rate=1.0, against=right,
                  state={"0.weight": [[0.0]]}, epochs=4, patience=3,
                  what="the same validation loss in each epoch, with other weights")
    small = [(torch.full((2, 1), 2.0), torch.full((2, 1), 1e-3))]
    fits.trains(fit, "line", up, small, rate=1e-14, against=right, state={"0.weight": [[0.0]]}, epochs=4, patience=1,
                 what="a validation loss that falls by a hair each epoch, some 6e-16")
    fits.trains(fit, "line", up, wave, rate=1e120, against=right, state={"0.weight": [[0.0]]}, epochs=9, patience=5,
                 what="steps far too long: a validation loss that is a number once, then infinite, then NaN")
    missing = [(torch.ones(3, 1), torch.full((3, 1), torch.nan))]
    for patience, epochs in [(1, 4), (2, 5), (3, 2)]:
        fits.trains(fit, "line", missing, wave, rate=0.1, against=right, state={"0.weight": [[0.5]]}, epochs=epochs,
                     patience=patience, what="a target that is NaN, and so is each loss")
    partly = [*wave, (torch.full((1, 1), 2.0), torch.full((1, 1), torch.nan))]
    for asked in (partly, partly[::-1]):
        fits.trains(fit, "line", up, asked, rate=0.1, against=right, state={"0.weight": [[0.5]]}, epochs=5, patience=3,
                     what="one validation batch of two whose loss is NaN: so is the mean over all examples")
    run = training.gaps(check.seed("fit"))
    asked = [(torch.full((2, 1), 2.0), torch.full((2, 1), 2 * run["valid"]))]
    fits.trains(fit, "edge", [(torch.ones(3, 1), torch.full((3, 1), 4.0))], asked, rate=run["rate"], against=right,
                 state={"0.weight": [[0.0]]}, epochs=9, patience=run["patience"],
                 what="a validation loss that is NaN, a number, NaN, the lowest number, NaN")
    words = {"more waits in all than in a row": "a validation loss with new lows between",
             "small steps down": "a validation loss that falls by less and less",
             "stops, the best before": "a validation loss that turns back up"}
    for kind, what in words.items():
        run = training.turns(check.seed("fit"), kind)
        four = [(torch.ones(3, 1), torch.full((3, 1), 4.0))]
        asked = [(torch.full((2, 1), 2.0), torch.full((2, 1), 2 * run["valid"]))]
        fits.trains(fit, "line", four, asked, rate=run["rate"], against=right, state={"0.weight": [[0.0]]},
                     epochs=run["epochs"], patience=run["patience"], what=what)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ### Your own run
#
# Now let your loop work: a network learns a noisy curve from 24 points, with far more weights than
# it needs. Run the cell below once `fit` is written. The picture is drawn from what your function
# returned.

# %%
import pictures

draw = torch.Generator().manual_seed(3)
x = torch.rand(48, 1, generator=draw) * 6 - 3
y = torch.sin(2 * x) + 0.5 * torch.randn(48, 1, generator=draw)
torch.manual_seed(1)
network = nn.Sequential(nn.Linear(1, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1))
try:
    history = fit(network, torch.optim.Adam(network.parameters(), lr=0.02), nn.functional.mse_loss,
                  [(x[:8], y[:8]), (x[8:16], y[8:16]), (x[16:24], y[16:24])], [(x[24:], y[24:])],
                  epochs=300, accumulate=3, patience=120)
    pictures.learning_curve(history)
except NotImplementedError:
    print("Write fit first, then run this cell again.")

# %% [markdown]
# The training loss keeps falling, while the validation loss turns back up: from there on the
# network learns the noise by heart. The dashed line marks the epoch whose weights you got back.

# %% [markdown]
# ### Two more lines that a long training needs
#
# **Clipping.** One odd batch can give a gradient a thousand times the usual, and one step on it
# undoes the work of hours. `torch.nn.utils.clip_grad_norm_(model.parameters(), limit)` measures the
# norm over all parameters *together*, and if it's above `limit`, shrinks them all by one factor:
# the direction stays. It stands between `backward()` and `step()`. Before, there is nothing to cut;
# afterwards it's too late. Its cousin `clip_grad_value_` cuts each number by itself, which turns
# the direction.
#
# **A schedule.** Large steps first, small ones later. `scheduler.step()` changes the rate; it comes
# after the optimizer's steps, once for each epoch if the schedule counts epochs. Called once a
# batch, it has used up the rate before the first epoch is over.

# %%
model, steep = nn.Linear(2, 1), 1000 * torch.ones(4, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
for epoch in range(3):
    optimizer.zero_grad()
    model(steep).mean().backward()
    before = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    after = torch.cat([parameter.grad.flatten() for parameter in model.parameters()]).norm()
    optimizer.step()
    rate = scheduler.get_last_lr()[0]
    print(f"epoch {epoch + 1}: gradient {before:.0f}, cut to {after:.2f}, rate {rate}")
    scheduler.step()

# %% [markdown]
# In the first line a gradient of length 1414 became one of length 1; the rate halves from epoch to
# epoch.

# %% [markdown]
# *A first sitting may end here.*
#
# ## A function around a function
#
# In Python a function is a value: it can be handed over, and given back. A *decorator* takes a
# function and gives back another one, which calls the first. `@shout` above a `def` is short for
# `greet = shout(greet)`. `*args` collects all arguments by position, `**kwargs` those by name, and
# the same stars hand them on.

# %%
def shout(function):
    def louder(*args, **kwargs):
        return function(*args, **kwargs).upper()
    return louder


@shout
def greet(name, *, mark="."):
    """A greeting."""
    return f"hello {name}{mark}"


print(greet("Mara", mark="!"))

# %% [markdown]
# `greet` now means `louder`. It called the greeting inside, and gave its result back in capitals.
#
# What shall happen whether or not there is an error belongs into `finally`. It runs, and the error
# goes on its way. And `time.perf_counter()` is a clock that only goes forward; two readings make a
# duration.

# %%
quiz(
    "`int('three')` raises a ValueError. In which order are the words printed?",
    shows="""
try:
    try:
        int("three")
        print("done")
    finally:
        print("finally")
except ValueError:
    print("caught")
""",
    right="finally, caught",
    wrong={
        "done, finally": "The error leaves the `try` before `done` is reached.",
        "caught, finally": (
            "`finally` belongs to the inner `try`, and the error passes it on its way out."
        ),
        "finally": "`finally` doesn't stop an error. It goes on to the `except` outside.",
    },
    because="`finally` runs on the way out, and lets the error through to who can handle it.",
)

# %% [markdown]
# ## P15 · A decorator that times and logs
# **Level 3 · 15 minutes · 3 points**
#
# Mara wants to know which step of the label reader is slow. She could put two lines around each
# call. A *decorator* does it in one place: it takes a function and gives back another that does the
# same, and a little more.
#
# ```python
# log = []
#
# @timed(log)
# def read_label(image, *, threshold=0.5):
#     """The text on a label."""
#     ...
# ```
#
# `timed(log)` is called first. It returns the decorator, which is called with `read_label`, and
# returns the *wrapper* that takes its place. Three levels, and each has a way to go wrong:

# %%
def careless(function):
    def wrapper(*args):
        try:
            return function(*args)
        except Exception:
            pass
    return wrapper


@careless
def halve(number):
    """Half of a number."""
    return number / 2


print("its name is now", halve.__name__, "and its text", halve.__doc__)
print("half of 'three' is", halve("three"))

# %% [markdown]
# The name is gone, so every entry in a log says "wrapper". The docstring is gone, so `help` says
# nothing. Arguments by name are refused. And an error turned into `None`, to be found three
# functions later, if at all.
#
# Write the function `timed(log)`:
#
# - `log` is a list; `timed(log)` returns a decorator;
# - the decorated function takes the same arguments, by position and by name, and returns the same
#   result; it works for methods too;
# - it keeps the name and the docstring (`functools.wraps`, or by hand);
# - each call appends one dict to `log`, with three keys: `"name"`, the function's name;
#   `"seconds"`, how long the call took, a float; and `"ok"`, True. Use a clock that never runs
#   backwards (`time.perf_counter`);
# - nothing is logged when a function is decorated;
# - a call that raises is logged with `"ok": False`, and the exception goes on to the caller as it
#   is.
#
# **Example.** After `read_label(image)` the log holds
# `[{"name": "read_label", "seconds": 0.0021, "ok": True}]`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Three functions, one inside the other: the outer one takes the log, the middle one the function,
# the inner one any arguments. Each of the two outer ones returns the next. The log is known to all
# three.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `functools.wraps`, called with the function and written as a decorator above the inner one, copies
# name and docstring.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Set a flag to False before the call, and to True right after it. The entry is appended in
# `finally`, so it is written either way, and no `except` is needed. If an entry is missing after an
# error, it is appended after the call; if all times are one number, the clock is read where the
# function is decorated.
#
# </details>

# %% role="answer" id="timed"
def timed(log):
    """A decorator that appends {"name", "seconds", "ok"} to log for each call."""
    ### BEGIN SOLUTION
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            start, ok = time.perf_counter(), False
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                seconds = time.perf_counter() - start
                log.append({"name": function.__name__, "seconds": seconds, "ok": ok})

        return wrapper

    return decorate
    ### END SOLUTION

# %% role="tests" id="timed-tests" points=3
check.at_most_lines("timed", 50, columns=10_000)

grade = check.parts(3)
with grade("name and docstring are kept"):
    decorators.decorates(timed, "name")
with grade("arguments go in, results come out"):
    decorators.decorates(timed, "result")
with grade("one entry for each call"):
    decorators.decorates(timed, "log")
with grade("exceptions are logged and let through"):
    decorators.decorates(timed, "exception")
### BEGIN HIDDEN TESTS
with grade("the time of each call", weight=2):
    decorators.decorates(timed, "seconds", pause=0.01 + 0.01 * check.rng("pause").random())
    wall = {f"time.{name}" for name in ("time", "time_ns", "ctime", "localtime", "gmtime", "clock_gettime")}
    check.no_calls("timed", wall | {"datetime"}, why="that clock can be set back; time.perf_counter can't")
with grade("several functions, several logs", weight=2):
    decorators.decorates(timed, "several")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Was it the card?
#
# Three ways through one group of 20 examples, from the same start: all at once; in three batches,
# of 8, 8 and 4, accumulated by your `fit`; and the usual shortcut, each loss divided by three. Your
# decorator measures and names them.

# %%
log = []
sizes = [8, 8, 4]
small = list(zip(x[:20].split(sizes), y[:20].split(sizes)))
valid = [(x[24:], y[24:])]


def trained(way):
    """The weights after one step, taken in this way."""
    torch.manual_seed(1)
    network = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.5)
    if way == "shortcut":
        for inputs, targets in small:
            (nn.functional.mse_loss(network(inputs), targets) / 3).backward()
        optimizer.step()
    else:
        batches = small if way == "accumulated" else [(x[:20], y[:20])]
        fit(network, optimizer, nn.functional.mse_loss, batches, valid, epochs=1, accumulate=3)
    return torch.cat([weights.detach().flatten() for weights in network.parameters()])


try:
    measured = timed(log)(trained)
    ways = {way: measured(way) for way in ("one batch", "accumulated", "shortcut")}
    for way, weights in ways.items():
        apart = (weights - ways["one batch"]).abs().max().item()
        print(f"{way:12} weights differ by up to {apart:.6f}")
    print("log:", ", ".join(f"{entry['name']} {entry['seconds']:.3f} s" for entry in log))
except (NameError, NotImplementedError):
    print("Write the three functions above first, then run this cell again.")

# %% [markdown]
# It wasn't the card. Weighted by their shares, three small batches make the step of the large one,
# to the last digits of the arithmetic. Divided by three, they don't: the four examples of the last
# batch count twice as much as the others. One step makes little difference; a
# training has ten thousand. What you may not conclude: that accumulation is *always* the same as a
# large batch. With batch norm or dropout in the network it isn't.

# %% [markdown]
# ## Summary
#
# - `backward()` adds. `zero_grad` belongs to the start of each group.
# - Accumulated gradients equal the big batch's only if each batch counts for its share of the
#   group's examples.
# - `eval()` and `no_grad()` are two things: the one changes layers, the other saves work. You need
#   both, and `train()` afterwards.
# - Clip between `backward()` and `step()`, over all parameters together. Step the schedule once an
#   epoch, after the optimizer.
# - `state_dict()` is a view. Copy it (`copy.deepcopy`) or you keep the last weights under the name
#   of the best.
# - A good decorator is invisible: name, docstring, arguments, result and exceptions are those of
#   the function.
