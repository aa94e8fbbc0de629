# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: A training loop you can trust
#     minutes: 40
#     prerequisites: [03-pytorch/2-layers]
#     summary: Write a training loop that accumulates gradients, evaluates properly, stops early and keeps the best weights; and a decorator that times and logs.
# ---

# %% [markdown]
# # A training loop you can trust
#
# A training loop is twenty lines that everyone has written and few have right. Most mistakes don't crash. The loss goes down all the same, only less far, and nobody knows that it could have gone further.
# At the end you can:
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

# %% [markdown]
# ## P14 · The training loop
# **Level 4 · 20 minutes · 6 points**
#
# Four things must hold. Take them one at a time.
#
# **1. The step.** `backward()` *adds* gradients to those that are there. That is a feature, and it's also why forgetting `zero_grad` makes every step a sum of all steps so far:

# %%
weight = torch.tensor(1.0, requires_grad=True)
for step in range(3):
    (2 * weight).backward()
    print("step", step + 1, "gradient", weight.grad.item())

# %% [markdown]
# **2. Accumulation.** The recipe that Mara follows has batches of 32 images, and her graphics card holds 8. So she takes four batches of 8, adds up their gradients, and makes *one* step. It should be the step of the big batch. The big batch's loss is the mean over 32 examples,
# so each small batch counts for its share of the examples:
#
# $$\text{loss} = \sum_{\text{batches of the group}} \frac{\text{examples in the batch}}{\text{examples in the group}} \cdot \text{loss of the batch}$$
#
# The usual shortcut, `loss / 4`, is right only as long as all batches have the same size and the group is full. At the end of each epoch neither is true: the last batch is smaller, and the last group shorter. (What looks at the whole batch, such as batch norm, still sees 8 images: no weighting mends that.)
#
# ![Seven batches, the last one smaller, in groups of three: two full groups and a last one with a single batch. Each group makes one step, and within a group each batch counts for its share of the examples.](figures/accumulation.svg)
#
# **3. Evaluation.** Call `model.eval()` before (dropout off, batch norm on its running statistics), use `torch.no_grad()`, and at the start of the next epoch go back with `model.train()`.
#
# **4. Early stop and best weights.** The validation loss falls, then rises again. Stop once it hasn't reached a new low for `patience` epochs in a row, and give back the weights of the lowest. Here is the trap:

# %%
model = nn.Linear(1, 1)
kept = model.state_dict()                       # looks like a copy
copied = copy.deepcopy(model.state_dict())
with torch.no_grad():
    model.weight.fill_(42)
print("kept  ", kept["weight"].item(), "← it went along")
print("copied", round(copied["weight"].item(), 3))

# %% [markdown]
# Write the function `fit(model, optimizer, loss_function, train_batches, valid_batches, epochs, accumulate=1, patience=3)`:
#
# - `train_batches` and `valid_batches` are lists of `(x, y)`; `loss_function(model(x), y)`, in this order, gives the **mean** over a batch. Batches may differ in size. Both lists have at least one, and none is empty;
# - `epochs`, `accumulate` and `patience` are at least 1;
# - in each epoch: training mode; the training batches in order, in groups of `accumulate` (the last group may be shorter). For each group: gradients of the weighted loss above, one `optimizer.step()`. No gradient is left over from before the call or from the last group;
# - then evaluation mode, no gradients: the validation loss, the mean over all *examples* (not over batches);
# - stop after `patience` epochs in a row without a new lowest validation loss (an equal one is not lower; one that is lower by a hair is), or after `epochs`;
# - at the end the model holds the weights and buffers of the epoch with the lowest validation loss;
# - return a list with one tuple `(training loss, validation loss)` for each epoch that ran, Python's own floats. The training loss is the mean over the epoch's examples, of the losses as they came during its steps.
#
# **Example.** Validation losses 5, 3, 4, 3, 6 with `patience=3`: the lowest is that of epoch 2. Epochs 3, 4 and 5 don't reach a new low, so training stops after epoch 5, the list has five entries, and the weights of epoch 2 are back.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `for start in range(0, len(train_batches), accumulate): group = train_batches[start:start + accumulate]`, and `total = sum(len(x) for x, _ in group)`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Within the group: `(loss * len(x) / total).backward()` for each batch; then `optimizer.step()`. `optimizer.zero_grad()` stands at the start of the group.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# `if valid < best: best, waited, state = valid, 0, copy.deepcopy(model.state_dict())`, otherwise `waited += 1`, and `break` when `waited == patience`. After the loop: `model.load_state_dict(state)`.
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

# %% role="tests" id="fit-tests" points=6
def published(sizes, shift):
    """Batches of these sizes: inputs (size, 3), targets (size, 1)."""
    numbers = torch.sin(torch.arange(4.0 * sum(sizes)) * 1.7 + shift).reshape(-1, 4)
    return [(table[:, :3], table[:, 3:]) for table in numbers.split(sizes)]


check.at_most_lines("fit", 50, columns=10_000)

grade = check.parts(6)
start = {"0.weight": torch.cos(torch.arange(12.0)).reshape(4, 3), "0.bias": torch.linspace(-1, 1, 4),
         "2.weight": torch.ones(1, 4), "2.bias": torch.zeros(1)}  # three inputs, four hidden values, one output
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
    fits.trains(fit, "line", line, turn, rate=0.1, state={"0.weight": [[0.0]]}, epochs=12, patience=2,
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
with grade("early stop: other patience, a flat loss, no stop at all", weight=3):
    up = [(torch.ones(3, 1), torch.full((3, 1), 8.0))]
    wave = [(torch.full((2, 1), 2.0), torch.full((2, 1), 7.0))]
    for rate, patience, epochs in [(0.1, 1, 9), (0.1, 3, 12), (0.0, 3, 10), (0.02, 2, 6)]:
        fits.trains(fit, "line", up, wave, rate=rate, against=right, state={"0.weight": [[0.0]]}, epochs=epochs,
                     patience=patience, what="a validation loss that falls, is flat, or goes up and down")
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
# Now let your loop work: a network learns a noisy curve from 24 points, with far more weights than it needs. Run the cell below once `fit` is written.
# The picture is drawn from what your function returned.

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
# The training loss keeps falling, while the validation loss turns back up: from there on the network learns the noise by heart. The dashed line marks the epoch whose weights you got back.

# %% [markdown]
# ### Two more lines that a long training needs
#
# **Clipping.** One odd batch can give a gradient a thousand times the usual, and one step on it undoes the work of hours. `torch.nn.utils.clip_grad_norm_(model.parameters(), limit)` measures the norm over all
# parameters *together*, and if it's above `limit`, shrinks them all by one factor: the direction stays. It stands between `backward()` and `step()`. Before, there is nothing to cut; afterwards it's too late.
# Its cousin `clip_grad_value_` cuts each number by itself, which turns the direction.
#
# **A schedule.** Large steps first, small ones later. `scheduler.step()` changes the rate; it comes after the optimizer's steps, once for each epoch if the schedule counts epochs. Called once a batch, it has used up
# the rate before the first epoch is over.

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
    print(f"epoch {epoch + 1}: gradient {before:.0f}, cut to {after:.2f}, rate {scheduler.get_last_lr()[0]}")
    scheduler.step()

# %% [markdown]
# ## P15 · A decorator that times and logs
# **Level 3 · 10 minutes · 3 points**
#
# Mara wants to know which step of the label reader is slow. She could put two lines around each call. A *decorator* does it in one place: it takes a function and gives back another that does the same, and a little more.
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
# `timed(log)` is called first. It returns the decorator, which is called with `read_label`, and returns the *wrapper* that takes its place. Three levels, and each has a way to go wrong:

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
# The name is gone, so every entry in a log says "wrapper". The docstring is gone, so `help` says nothing. Arguments by name are refused. And an error turned into `None`, to be found three functions later, if at all.
#
# Write the function `timed(log)`:
#
# - `log` is a list; `timed(log)` returns a decorator;
# - the decorated function takes the same arguments, by position and by name, and returns the same result; it works for methods too;
# - it keeps the name and the docstring (`functools.wraps`, or by hand);
# - each call appends one dict to `log`, with three keys: `"name"`, the function's name; `"seconds"`, how long the call took, a float; and `"ok"`, True. Use a clock that never runs backwards (`time.perf_counter`);
# - nothing is logged when a function is decorated;
# - a call that raises is logged with `"ok": False`, and the exception goes on to the caller as it is.
#
# **Example.** After `read_label(image)` the log holds `[{"name": "read_label", "seconds": 0.0021, "ok": True}]`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `def timed(log):` contains `def decorate(function):`, which contains `def wrapper(*args, **kwargs):`. Each of the two outer ones returns the next one.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `@functools.wraps(function)` above the wrapper copies name and docstring.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# `ok = False`, then `try: result = function(*args, **kwargs); ok = True; return result`, and `finally: log.append(…)`. `finally` runs whether or not there was an exception, and lets it through.
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
# ## Summary
#
# - `backward()` adds. `zero_grad` belongs to the start of each group.
# - Accumulated gradients equal the big batch's only if each batch counts for its share of the group's examples.
# - `eval()` and `no_grad()` are two things: the one changes layers, the other saves work. You need both, and `train()` afterwards.
# - Clip between `backward()` and `step()`, over all parameters together. Step the schedule once an epoch, after the optimizer.
# - `state_dict()` is a view. Copy it (`copy.deepcopy`) or you keep the last weights under the name of the best.
# - A good decorator is invisible: name, docstring, arguments, result and exceptions are those of the function.
