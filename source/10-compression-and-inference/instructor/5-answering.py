# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: While the model answers
#     minutes: 120
#     prerequisites: [03-pytorch/3-sequences]
#     summary: A cache that gives the same numbers for less work, the choice of the next word, a draft that changes nothing, and a server that keeps everybody moving.
# ---

# %% [markdown]
# # While the model answers
#
# The bills went out on Friday. On Monday at eight, 69 letters from tenants lie in the inbox of Ines's help desk at Lindwater, the municipal water works, and a small language model drafts an answer to each. It runs on an old server in the basement. Ines asks for a second one: "Answers come slowly, and with three long letters in the queue everything stands still." Pavel, who looks after the models, says: "First let us see what the first one does all day." They write four questions on the board:
#
# 1. The server reads the whole letter again for each word it writes. What if it didn't?
# 2. The same question gets another answer each time. Which words can come next at all?
# 3. Noor has heard that a tiny model can write ahead and the large one only checks. Do tenants then read something else?
# 4. Are Monday's 69 letters answered within 300 steps, on the server that we have?
#
# At the end of the lesson your own functions answer them. On the way you
#
# - write attention with a cache, and show that it gives the numbers of the full pass;
# - turn a model's logits into the distribution from which the next word is drawn;
# - write speculative decoding, and see, over every way that chance can go, that it changes nothing but the work;
# - decide which letter starts when, within the memory there is.
#
# You need tensors and, from unit 03, attention. Plan two sittings of about an hour, with a break after K16.
#
# Not a single time is measured here. All costs are counted, and all results are exact: equal to nine digits, or wrong.
#
# %% role="read-only" id="setup-answering"
import math

import matplotlib.pyplot as plt
import numpy as np
import torch

import answer_desk
import answer_figures
import answer_forms
import answer_model
import answer_trials
import answer_words
from answer_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## One word at a time
#
# A language model reads **tokens** (whole numbers; think of words) and gives one number, a **logit**, for each token of its vocabulary: the higher, the likelier is this token to come next. One token is chosen, put at the end, and the model runs again. So an answer of 60 tokens takes 60 runs.
#
# Our model has random weights. It writes nonsense, but it costs what it costs, and it counts: `rows` is how many tokens went through its layers. The attention here is a stand-in which lets each token look at itself alone.
#
# %%
def looks_at_itself(x, weights, heads, kv_heads, padding, cache=None):
    return x, cache


model = answer_model.small()
tokens, padding = answer_model.letters([200])
print(
    "a letter of", tokens.shape[1], "tokens;", model.weights,
    "multiply-adds for each token in the layers"
)
for _ in range(60):
    logits, _ = model(looks_at_itself, tokens, padding)
    best = logits[:, -1].argmax(dim=-1, keepdim=True)  # the likeliest token after the last one
    tokens = torch.cat([tokens, best], dim=1)
print("tokens that went through the layers:", model.rows)

# %% [markdown]
# The letter has 200 tokens and the answer 60. But 13,770 tokens went through the layers: 200 the first time, 201 the second, and so on. Nearly all of them had been there before.
#
# %%
quiz(
    "If each token went through the layers only once, how many would that be, with the letter of "
    "200 tokens and 59 of the answer's 60? (The last one is written and never read.)",
    runs="print(200 + 59)",
    number=259,
    wrong={
        60: "The letter itself must be read as well, once.",
        260: "The sixtieth token is written, and then the work is done: nobody runs it through.",
    },
    because="259 instead of 13,770: one in fifty. The longer the letter, the more is saved.",
)

# %% [markdown]
# Is that allowed? In each layer a token looks back at earlier ones, never ahead. So what the layers computed for an earlier token does not change when another one is put at the end. Of an earlier token only two rows of numbers are needed again: its **key**, to which later tokens compare their query, and its **value**, which they take along. Keep these two, and you have a **KV cache**.
#
# The price is memory: two rows for each token and each layer. In many models several query heads share one head of keys and values, which makes the cache smaller:
#
# %%
for kv_heads in (4, 2, 1):
    numbers = 2 * 3 * kv_heads * 8  # keys and values, 3 layers, heads of width 8
    print(
        f"{kv_heads} heads of keys and values: {numbers} numbers a token, {260 * numbers * 8:,} "
        "bytes for 260 tokens"
    )

# %% [markdown]
# ## Where a token stands
#
# "The meter read the tenant" isn't "the tenant read the meter". So attention must know where tokens stand. Most models of today *turn* queries and keys: two neighbouring numbers of a head are a point in the plane, and the token at position 5 has its point turned by five times some angle. This is called a **rotary** position (J. Su and others, "RoFormer", 2021).
#
# The point (1, 0), turned by an angle, is (cos, sin). In general (a, b) becomes (a·cos − b·sin, a·sin + b·cos).
#
# %%
fig, ax = plt.subplots(figsize=(7, 2.6), ncols=2, subplot_kw={"aspect": "equal"})
for axis, speed in zip(ax, (1.0, 0.1)):
    for position in range(5):
        a, b = math.cos(position * speed), math.sin(position * speed)
        axis.plot([0, a], [0, b], color="#0072B2")
        axis.annotate(f"{position}", (1.12 * a - 0.05, 1.12 * b - 0.05))
    axis.set(
        xlim=(-1.3, 1.4), ylim=(-1.3, 1.4), title=f"{speed:g} a position", xticks=[], yticks=[]
    )
fig.suptitle("Positions 0 to 4: the first pair turns fast, later pairs slowly")
plt.tight_layout()
plt.show()

# %% [markdown]
# A head has several such pairs. The first one turns by 1 radian a position, the next ones more slowly: with a head of width *w*, pair number *i* (from 0) turns by base^(−2*i*/*w*) a position, and the base is 10,000. For a head of width 4 these are 1 and 10,000^(−1/2) = 0.01.
#
# Why turning? What counts in attention is the product of a query and a key. Turn both by the same angle and it stays. So it depends on how far the two are *apart*, and not on where they stand:
#
# %%
def turned(point, angle):
    a, b = point
    return a * math.cos(angle) - b * math.sin(angle), a * math.sin(angle) + b * math.cos(angle)


query, key = (0.6, -1.0), (2.0, 0.5)
for places in ((2, 5), (3, 6), (102, 105), (2, 6)):
    q, k = (turned(point, place) for point, place in zip((query, key), places))
    print(places, f"{q[0] * k[0] + q[1] * k[1]:.6f}")

# %% [markdown]
# 2 and 5, 3 and 6, 102 and 105: the same product. 2 and 6: another one.
#
# %% [markdown]
# ## K15 · Turned by its position
# **Level 2 · 9 minutes · 2 points**
#
# Write `rotate(x, positions, base=10000.0)`.
#
# - `x` is a 64-bit tensor of shape (batch, heads, tokens, width); the width is even. `positions` is a tensor of whole numbers, of shape (batch, tokens): each row of the batch has its own, and all heads share them.
# - Pair *i* of a token, columns 2*i* and 2*i* + 1, is turned by its position times base^(−2*i*/width), as above.
# - Return a new tensor of the same shape, with pairs where they were. `x` and `positions` stay as they were.
#
# *Example.* One head of width 4 at position 2, with base 10000: (1, 0, 1, 0) becomes (cos 2, sin 2, cos 0.02, sin 0.02), which is (−0.4161, 0.9093, 0.9998, 0.0200).
#
# <details><summary>Hint 1</summary>
#
# `x[..., 0::2]` are the first numbers of all pairs, `x[..., 1::2]` the second ones. Both have the shape (batch, heads, tokens, width / 2).
#
# </details>
# <details><summary>Hint 2</summary>
#
# The angles have the shape (batch, tokens, width / 2): `positions[:, :, None]` times a row of speeds. To fit they need one more axis, for the heads. `torch.arange` takes `dtype=torch.float64`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Put the two results into a new tensor: `out = torch.empty_like(x)`, then `out[..., 0::2] = …`. If only the second half of your columns is wrong, you may have turned column *i* with column *i* + width/2: other models do, ours doesn't.
#
# </details>
#
# %% role="answer" id="rotary"
def rotate(x, positions, base=10000.0):
    """x of shape (batch, heads, tokens, width), each pair of columns turned by its token's
    position."""
    ### BEGIN SOLUTION
    width = x.shape[-1]
    speeds = base ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
    angles = (positions[:, :, None] * speeds)[:, None]
    first, second = x[..., 0::2], x[..., 1::2]
    out = torch.empty_like(x)
    out[..., 0::2] = first * angles.cos() - second * angles.sin()
    out[..., 1::2] = first * angles.sin() + second * angles.cos()
    return out
    ### END SOLUTION

# %% role="tests" id="rotary-tests" points=2

grade = check.parts(2)
with grade("the example"):
    one_head = torch.tensor([[[[1.0, 0.0, 1.0, 0.0]]]], dtype=torch.float64)
    turned_by_two = torch.tensor(
        [[[[math.cos(2), math.sin(2), math.cos(0.02), math.sin(0.02)]]]], dtype=torch.float64
    )
    answer_forms.turned(
        rotate, (one_head, torch.tensor([[2]])), {}, turned_by_two,
        "rotate of (1, 0, 1, 0) at position 2"
    )
with grade("two rows, each with its own positions, and another base"):
    two_rows = torch.tensor(
        [[[[1.0, 2.0], [3.0, -1.0]]], [[[1.0, 2.0], [3.0, -1.0]]]], dtype=torch.float64
    )
    quarter = math.cos(3) - 2 * math.sin(3), math.sin(3) + 2 * math.cos(3)
    expected_rows = torch.tensor(
        [
            [[[1.0, 2.0], [3 * math.cos(1) + math.sin(1), 3 * math.sin(1) - math.cos(1)]]],
            [[quarter, [3.0, -1.0]]]
        ], dtype=torch.float64
    )
    answer_forms.turned(
        rotate, (two_rows, torch.tensor([[0, 1], [3, 0]])), {"base": 100.0}, expected_rows,
        "rotate of two rows at positions 0, 1 and 3, 0"
    )
### BEGIN HIDDEN TESTS
from hidden import answer_references

rng_of_turns = check.rng("rotary")
with grade("other sizes", weight=2):
    for batch, heads, count, width, base in ((2, 3, 4, 6, None), (3, 2, 5, 8, None), (2, 2, 3, 10, 500.0), (1, 1, 1, 2, None), (3, 3, 3, 4, 50.0)):
        given = answer_references.normal(rng_of_turns, batch, heads, count, width)
        places = torch.tensor(rng_of_turns.integers(0, 2000, (batch, count)))
        places[0, : count // 2] -= 2003  # as at padding: below 0
        settings = {} if base is None else {"base": base}
        expected_turn = answer_references.rotated(given, places, base or 10_000.0)
        told = f"rotate of a tensor of shape {tuple(given.shape)}, base {base or 10_000:g}"
        answer_forms.turned(rotate, (given, places), settings, expected_turn, told)
    unmoved = answer_references.normal(rng_of_turns, 2, 1, 3, 4)
    answer_forms.turned(rotate, (unmoved, torch.zeros(2, 3, dtype=torch.int64)), {}, unmoved, "rotate where all positions are 0")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Letters of different lengths
#
# A server reads several letters at once, as one rectangle of numbers. The shorter ones are filled up on the **left**, so that all of them end in the last column, where the next token comes. Such filling is called **padding**:
#
# %%
several, padding = answer_model.letters([3, 6, 4])
print(several)
print("padding:", padding)

# %% [markdown]
# Three things must hold, or the answer to a letter changes with its neighbours:
#
# - Nobody looks at padding. The first letter's last token sees three tokens, and not six.
# - A letter's first true token has position 0, wherever it stands in the rectangle. Its position is its place less the padding before it.
# - Padding itself looks at nothing. A softmax over nothing is 0/0:
#
# %%
print(torch.softmax(torch.full((3,), -math.inf), dim=0))

# %%
quiz(
    "A row of attention's weights is NaN at one padding place, and its value there is used by "
    "nobody: all others give it the weight 0. What do they get of it?",
    runs="""
import torch

print((torch.tensor([0.0, 0.5, 0.5]) * torch.tensor([float("nan"), 2.0, 4.0])).sum().item())
""",
    right="nan",
    wrong={
        "3.0": "That is 0.5 · 2 + 0.5 · 4. But 0 times NaN isn't 0.",
        "0.0": "Not all of the weights are 0.",
    },
    because="0 · NaN is NaN. In the next layer a single padding place spoils all tokens of its "
    "row. So what comes out at padding must be a number.",
)

# %% [markdown]
# With a cache, new tokens come in portions: first the whole letter, then the answer one by one; or a long letter in chunks. Each time, the new ones compare their queries with *all* keys so far. In the picture dark squares are computed in this call, and light ones were in earlier calls:
#
# %%
fig, ax = plt.subplots(figsize=(8, 2.6), ncols=3, sharey=True)
for axis, (seen, new) in zip(ax, ((0, 4), (4, 1), (5, 1))):
    shade = np.zeros((6, 6))
    for place in range(seen + new):
        shade[place, : place + 1] = 1 if place < seen else 2
    axis.imshow(shade, cmap="Blues", vmin=0, vmax=2.5)
    axis.set(
        title=f"{seen} in the cache, {new} new", xlabel="key of token", xticks=range(6),
        yticks=range(6)
    )
ax[0].set(ylabel="query of token")
plt.tight_layout()
plt.show()

# %% [markdown]
# Row 3 of the first square: token 3 looks at 0, 1, 2 and 3. In the second square one new token comes, at place 4; it needs the four keys before it and its own.
#
# %% [markdown]
# ## K15b · Attention with a cache
# **Level 4 · 22 minutes · 4 points**
#
# Write `attention(x, weights, heads, kv_heads, padding, cache=None)`. It returns a pair `(out, cache)`.
#
# - `x`, of shape (batch, new, width), are the new tokens' numbers, one or more tokens. All numbers are 64-bit.
# - `weights` is a dict of tensors: `"query"` of shape (heads · size, width), `"key"` and `"value"` of shape (kv_heads · size, width), `"output"` of shape (width, heads · size). Queries are `x @ weights["query"].T`, the others likewise, and there is no bias. Head 0 has the first `size` columns, head 1 the next ones, and so on. `size` is even, and needn't be width / heads.
# - `kv_heads` divides `heads`. Query heads share in groups of neighbours: with 4 heads and 2 kv_heads, query heads 0 and 1 read head 0 of keys and values, 2 and 3 read head 1.
# - `padding`, of shape (batch,), says how many of a row's first places are padding, in all calls the same. Places are counted over all calls: the first new token has as its place the number of tokens in the cache. Its position for `rotate` is its place less its row's padding. Queries and keys are turned, values aren't.
# - A token's weights are the softmax, over the keys that it sees, of query · key / √size. It sees itself and all earlier places of its row but for padding. Its weighted values, head beside head, go through `"output"`.
# - At places that are padding `out` is 0. What `x` holds there, any finite numbers, has no influence on other places.
# - The cache that is returned is a dict with `"keys"` (turned) and `"values"`, both of shape (batch, kv_heads, all tokens so far, size). Padding has places there, too; what stands in them is up to you. `cache=None` means that nothing was before.
# - Whatever is handed in stays as it was, the cache as well: two answers may go on from one letter.
#
# *Example.* One head of size 2, all weights the unit matrix, no padding, and three tokens (1, 0), (0, 1), (1, 1). The first sees only itself: out is (1, 0). For the third one out is (0.6290, 0.9453). If it comes alone, with the cache of the other two, it is the same.
#
# <details><summary>Hint 1</summary>
#
# From (batch, new, heads · size) to (batch, heads, new, size): `.reshape(batch, new, heads, size).transpose(1, 2)`. Turn new keys first, then put them behind those of the cache: `torch.cat` along axis 2 makes a new tensor.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two comparisons make the mask: a key's place is at most the query's place, and at least its row's padding. `repeat_interleave(…, dim=1)` gives each query head its head of keys; `repeat` would mix them up.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Queries at padding see nothing, and their softmax is NaN: put 0 in its place by `torch.where` or `masked_fill`. If the full pass is right and one token at a time isn't, look at the new tokens' places: do they begin at 0 again? If only rows with padding are wrong, look at their positions.
#
# </details>
#
# %% role="answer" id="cache"
def attention(x, weights, heads, kv_heads, padding, cache=None):
    """(out, cache) for the new tokens x of shape (batch, new, width), which come after those of
    cache."""
    ### BEGIN SOLUTION
    batch, new, _ = x.shape

    def parted(name, count):
        return (x @ weights[name].T).reshape(batch, new, count, -1).transpose(1, 2)

    seen = 0 if cache is None else cache["keys"].shape[2]
    places = torch.arange(seen, seen + new)
    positions = places - padding[:, None]
    queries = rotate(parted("query", heads), positions)
    keys, values = rotate(parted("key", kv_heads), positions), parted("value", kv_heads)
    if cache is not None:
        keys = torch.cat([cache["keys"], keys], dim=2)
        values = torch.cat([cache["values"], values], dim=2)
    keys_of, values_of = (one.repeat_interleave(heads // kv_heads, dim=1) for one in (keys, values))
    every = torch.arange(seen + new)
    allowed = (every <= places[:, None]) & (every >= padding[:, None, None])
    scores = queries @ keys_of.transpose(2, 3) / queries.shape[-1] ** 0.5
    shares = torch.softmax(scores.masked_fill(~allowed[:, None], -math.inf), dim=-1)
    shares = torch.where(allowed[:, None], shares, 0.0)
    out = (shares @ values_of).transpose(1, 2).reshape(batch, new, -1) @ weights["output"].T
    return out, {"keys": keys, "values": values}
    ### END SOLUTION

# %% role="tests" id="cache-tests" points=4

grade = check.parts(4)
unit_matrix = {
    name: torch.eye(2, dtype=torch.float64) for name in ("query", "key", "value", "output")
}
three_tokens = torch.tensor([[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]], dtype=torch.float64)
three_outs = torch.tensor(
    [[[1.0, 0.0], [0.213809008676, 0.786190991324], [0.629044077803, 0.945303957543]]],
    dtype=torch.float64
)
with grade("the example, at once"):
    seen = answer_trials.passes(
        attention, [{"x": three_tokens, "after": None}], unit_matrix, 1, 1, torch.tensor([0])
    )
    answer_forms.same(
        answer_forms.call(seen[0], "attention on three tokens")["out"], three_outs,
        "out of attention on three tokens"
    )
    answer_forms.cached(seen[0], (1, 1, 3, 2), "attention on three tokens")
with grade("the example, one by one"):
    steps = [
        {"x": three_tokens[:, place : place + 1], "after": place - 1 if place else None}
        for place in range(3)
    ]
    seen = answer_trials.passes(attention, steps, unit_matrix, 1, 1, torch.tensor([0]))
    for place, one in enumerate(seen):
        told = f"attention on token {place} after {place} others"
        answer_forms.same(
            answer_forms.call(one, told)["out"], three_outs[:, place : place + 1], f"out of {told}"
        )
        answer_forms.cached(one, (1, 1, place + 1, 2), told)
with grade("the example behind two places of padding"):
    filled = torch.cat([torch.full((1, 2, 2), 9.0, dtype=torch.float64), three_tokens], dim=1)
    seen = answer_trials.passes(
        attention, [{"x": filled, "after": None}], unit_matrix, 1, 1, torch.tensor([2])
    )
    filled_outs = torch.cat([torch.zeros(1, 2, 2, dtype=torch.float64), three_outs], dim=1)
    answer_forms.same(
        answer_forms.call(seen[0], "attention with padding")["out"], filled_outs,
        "out of attention with padding"
    )
### BEGIN HIDDEN TESTS
from hidden import answer_references

rng_of_caches = check.rng("cache")
for title, weight in (("full pass, other sizes", 1), ("in portions, other sizes", 2), ("left padding at once", 1), ("left padding in portions", 3), ("two answers from one letter", 1)):
    with grade(title, weight=weight):
        for case in answer_references.cache_cases(rng_of_caches, title):
            seen = answer_trials.passes(attention, case.calls, case.weights, case.heads, case.kv_heads, case.padding)
            for one, wanted in zip(seen, case.wanted):
                answer_forms.same(answer_forms.call(one, wanted.told)["out"], wanted.out, f"out of {wanted.told}")
                answer_forms.cached(one, wanted.keys.shape, wanted.told)
                answer_forms.stored(one, wanted.keys, wanted.values, case.padding, wanted.told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Now the whole model, with your attention in all of its layers. Two letters and the same answer twice: with the full pass for each token, and with the cache.
#
# %%
def written(use_cache, count=20):
    """Logits of all steps, and the tokens that went through the layers."""
    model = answer_model.small()
    tokens, padding = answer_model.letters([40, 25])
    caches, new, told = None, tokens, []
    for _ in range(count):
        logits, caches = model(
            attention, new if use_cache else tokens, padding, caches if use_cache else None
        )
        told.append(logits[:, -1])
        new = logits[:, -1:].argmax(dim=-1)
        tokens = torch.cat([tokens, new], dim=1)
    return torch.stack(told), model.rows


def compared():
    (whole, many), (cached, few) = written(False), written(True)
    return (
        f"largest difference of {cached.numel()} logits: {(whole - cached).abs().max():.1e}; "
        f"tokens through the layers: {many} and {few}"
    )


settle("Does the cache change what is written?", "K15", compared)

# %% [markdown]
# The difference is rounding: products are summed in another order. In 64 bits that is near 10⁻¹⁵; in the 16 bits of a real server it is near 10⁻³ (float16) or 10⁻² (bfloat16), and two nearly tied tokens may then change places. "The same" holds up to rounding.
#
# ## Which word comes next
#
# Logits aren't chances yet. **Softmax** makes them so: e to the power of each, over the sum of all. Here is a larger model, larger than nothing: it has read 19 answers of the help desk, and knows 37 words.
#
# %%
def shown(chances, count=6):
    order = np.argsort(-chances)[:count]
    return ", ".join(f"{answer_words.WORDS[i]} {chances[i]:.3f}" for i in order)


logits = answer_words.logits("dear tenant , your")
chances = np.exp(logits) / np.exp(logits).sum()
print("dear tenant , your …", shown(chances))
print("all other words together:", round(1 - np.sort(chances)[-4:].sum(), 4))

# %% [markdown]
# The next word is drawn by these chances. "meter" more often than not; and once in some hundred times a word that makes no sense. In an answer of 60 words that is a lot. So one bends the distribution before one draws. Five knobs are in use:
#
# - **Temperature** divides the logits. Below 1 the likely get likelier, above 1 all get more alike. At 0 only the likeliest is left.
# - **Top-k** keeps the *k* largest logits.
# - **Top-p** keeps the likeliest tokens until together they reach *p* (A. Holtzman and others, "The Curious Case of Neural Text Degeneration", 2019).
# - **Min-p** keeps those that are at least min-p times as likely as the likeliest.
# - The **repetition penalty** lowers the logits of tokens that were there already (N. Keskar and others, "CTRL", 2019).
#
# %%
fig, ax = plt.subplots(figsize=(8, 2.6), ncols=3, sharey=True)
for axis, temperature in zip(ax, (0.5, 1.0, 2.0)):
    bent = np.exp(logits / temperature)
    bent = np.sort(bent / bent.sum())[::-1][:8]
    axis.bar(
        range(8), bent, color=["#0072B2" if sum(bent[:i]) < 0.9 else "#c9c9c2" for i in range(8)]
    )
    axis.set(title=f"temperature {temperature:g}", xlabel="tokens, likeliest first")
ax[0].set(ylabel="chance")
fig.suptitle("Blue: what top-p = 0.9 keeps")
plt.tight_layout()
plt.show()

# %% [markdown]
# Top-p by hand: chances 0.5, 0.3, 0.15, 0.05 and *p* = 0.7. The likeliest alone has 0.5, which is less than 0.7. With the second one it is 0.8: reached. So two are kept, and the token that *reaches* p is one of them. Of what is left the chances become 0.5/0.8 and 0.3/0.8.
#
# %%
sorted_chances = np.array([0.5, 0.3, 0.15, 0.05])
before = np.cumsum(sorted_chances) - sorted_chances  # what the likelier ones have together
print(before, before < 0.7)

# %%
quiz(
    "Chances 0.5, 0.3, 0.15 and 0.05, top-p 0.6 and min-p 0.4. How many tokens are left if top-p "
    "comes first, and how many if min-p does? (What the first leaves is made to add up to 1 before "
    "the second.)",
    runs="""
import numpy as np

def top_p(chances, p):
    kept = chances[np.cumsum(chances) - chances < p]
    return kept / kept.sum()

def min_p(chances, share):
    kept = chances[chances >= share * chances[0]]
    return kept / kept.sum()

chances = np.array([0.5, 0.3, 0.15, 0.05])
print(len(min_p(top_p(chances, 0.6), 0.4)), "and", len(top_p(min_p(chances, 0.4), 0.6)))
""",
    right="2 and 1",
    wrong={
        "2 and 2": "After min-p, 0.5 and 0.3 are left. They become 0.625 and 0.375, and 0.625 "
        "alone reaches 0.6.",
        "1 and 1": "0.5 alone doesn't reach 0.6, so top-p keeps two; and 0.3 is at least 0.4 · "
        "0.5.",
        "2 and 3": "Min-p keeps 0.15 only if 0.15 is at least 0.4 · 0.5.",
    },
    because="The order is part of the answer. Two programs with the same five numbers may draw "
    "from different distributions.",
)

# %% [markdown]
# ## K16 · The distribution of the next token
# **Level 3 · 18 minutes · 5 points**
#
# Write `distribution(logits, seen=(), penalty=1.0, temperature=1.0, top_k=None, top_p=1.0, min_p=0.0)`. It returns the probability of each token, as an array or a list of the length of `logits`. Nothing is drawn.
#
# `logits` is an array of 64-bit numbers, one for each token. Some may be −∞: such a token has probability 0, and at least one token has another logit. Steps in this order:
#
# 1. **Penalty.** `seen` is a list of the tokens so far, in which a token may stand several times. The logit of each token in it is divided by `penalty` if it is above 0, and multiplied by it if it is below, once, however often the token was seen.
# 2. **Temperature.** Divide by `temperature`. If it is 0, the largest logit (after step 1) gets probability 1, of equal ones that of the smallest token, and no further step is needed.
# 3. **Top-k.** Keep the `top_k` largest logits, and all that are equal to the smallest of these. `None` keeps all, and so does a number that is at least the length. It is never below 1.
# 4. **Top-p.** Of the softmax over what is left, keep as few tokens as reach `top_p` together, the likeliest first, of equally likely ones the smaller token first. A sum that is equal to `top_p` reaches it. `top_p=1` drops no token that has a chance, however small. It is always above 0.
# 5. **Min-p.** Keep tokens whose probability is at least `min_p` times the largest one. `min_p` is from 0 to 1; at 1 all that are as likely as the likeliest stay.
# 6. What is left adds up to 1, in the proportions of the softmax. All else is 0.
#
# Logits may be as large as 10,000. `logits` and `seen` stay as they were. (Your sum may differ from ours in its last digit: no test has one nearer to `top_p` than a millionth, but for sums of a few equal chances such as 1/2 and 1/4.)
#
# *Example.* Logits log 8, log 4, log 2, log 1, log 1 have the softmax 0.5, 0.25, 0.125, 0.0625, 0.0625. With `top_k=4` all five stay, since the last two are equal. With `top_p=0.8` three stay: 8/14, 4/14, 2/14. With `min_p=0.3` two: 2/3 and 1/3. With `seen=[0, 0, 2]` and `penalty=3` the logits of tokens 0 and 2 become a third: 2, 4, 1.26, 1, 1, over their sum 9.26.
#
# <details><summary>Hint 1</summary>
#
# Work on a copy, and put −∞ in place of whatever falls out: e to the power of it is 0. Take the largest logit away from all before `np.exp`, or large ones overflow.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For top-p sort by falling chance with a *stable* sort: `np.argsort(-chances, kind="stable")` leaves equal ones in their order. A token is kept if those before it haven't reached p.
#
# </details>
# <details><summary>Hint 3</summary>
#
# With `top_p=1` the running sum may round to exactly 1 long before its end: leave the step out. If only results with top-k *and* top-p are wrong, ask of which softmax your sums are made. If min-p at 1 leaves nothing, look at `>` and `>=`.
#
# </details>
#
# %% role="answer" id="sampling"
def distribution(logits, seen=(), penalty=1.0, temperature=1.0, top_k=None, top_p=1.0, min_p=0.0):
    """The probability of each token after penalty, temperature, top-k, top-p and min-p."""
    ### BEGIN SOLUTION
    left = np.array(logits, dtype=float)
    for token in set(seen):
        left[token] = left[token] / penalty if left[token] > 0 else left[token] * penalty
    if temperature == 0:
        return np.eye(len(left))[left.argmax()]
    left /= temperature
    if top_k is not None and top_k < len(left):
        left[left < np.sort(left)[-top_k]] = -np.inf

    def chances():
        weights = np.exp(left - left.max())
        return weights / weights.sum()

    if top_p < 1:
        order = np.argsort(-chances(), kind="stable")
        sums = np.cumsum(chances()[order])
        reached = np.argmax(sums >= top_p)
        left[order[reached + 1 :]] = -np.inf
    left[chances() < min_p * chances().max()] = -np.inf
    return chances()
    ### END SOLUTION

# %% role="tests" id="sampling-tests" points=5

grade = check.parts(5)
of_example = np.log([8.0, 4.0, 2.0, 1.0, 1.0])
for title, settings, wanted in (
    ("nothing but softmax", {}, [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16]),
    (
        "penalty", {"seen": [0, 0, 2], "penalty": 3.0},
        (np.array([2, 4, 2 ** (1 / 3), 1, 1]) / (8 + 2 ** (1 / 3))).tolist()
    ),
    ("temperature", {"temperature": 0.5}, [64 / 86, 16 / 86, 4 / 86, 1 / 86, 1 / 86]),
    ("temperature 0", {"temperature": 0.0}, [1, 0, 0, 0, 0]),
    ("top-k with a tie", {"top_k": 4}, [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16]),
    ("top-p", {"top_p": 0.8}, [8 / 14, 4 / 14, 2 / 14, 0, 0]),
    ("top-k before top-p", {"top_k": 2, "top_p": 0.6}, [1, 0, 0, 0, 0]),
    ("min-p", {"min_p": 0.3}, [2 / 3, 1 / 3, 0, 0, 0]),
):
    with grade(title):
        if title == "nothing but softmax":
            given_logits, given_seen = [-10_000.0, 9_999.0, 9_999.0, -math.inf], []
            answer_forms.drawn_from(
                distribution, np.array(given_logits), {"seen": given_seen}, [0, 1 / 2, 1 / 2, 0]
            )
        answer_forms.drawn_from(distribution, of_example, settings, wanted)
### BEGIN HIDDEN TESTS
from hidden import answer_references

rng_of_logits = check.rng("sampling")
for title, weight in answer_references.SAMPLING.items():
    with grade(title, weight=weight):
        for given_logits, settings in answer_references.sampling_cases(rng_of_logits, title):
            answer_forms.drawn_from(distribution, given_logits, settings, answer_references.distribution(given_logits, **settings))
### END HIDDEN TESTS
grade.score()

# %%
def narrowed():
    told = []
    for settings in ({"top_p": 0.9}, {"temperature": 1.5, "min_p": 0.1}, {"temperature": 0.0}):
        told.append(f"{settings}: {shown(np.asarray(distribution(logits, **settings)), 3)}")
    return "\n    ".join(told)


settle("Which words can follow 'dear tenant , your'?", "K16", narrowed)

# %% [markdown]
# Temperature 0 writes the same answer each time. That makes it *repeatable*, and not right: whatever the model holds for likeliest is written, mistakes included.
#
# This is a good place for a break. You have the cache, and the distribution of the next word. What comes next are two ways to write more words in a step: a draft that writes ahead, and many letters at once.
#
# ## A small one writes ahead, the large one checks
#
# A large model is slow since for each token all of its weights must be read from memory. Whether it looks at one place or at five at once makes little difference: the weights are read once. Hence the idea of **speculative decoding** (Y. Leviathan and others, 2023; C. Chen and others, 2023): a small model, the **draft**, writes a few tokens ahead. The large one, the **target**, looks at all of them in *one* call. What it agrees with is kept.
#
# What does "agree" mean, if both draw by chance? Take one place. The target has the distribution *p*, the draft *q*, and it has drafted a token by *q*:
#
# %%
p, q = np.array([0.5, 0.3, 0.2, 0.0]), np.array([0.2, 0.4, 0.3, 0.1])
fig, ax = plt.subplots(figsize=(7, 2.6))
ax.bar(np.arange(4) - 0.2, p, 0.4, color="#0072B2", label="target p")
ax.bar(np.arange(4) + 0.2, q, 0.4, color="#E69F00", label="draft q")
ax.bar(
    np.arange(4) - 0.2, np.minimum(p, q), 0.4, color="none", edgecolor="black", hatch="//",
    label="the smaller one"
)
ax.set(xlabel="token", ylabel="chance", xticks=range(4), title="What both agree on")
ax.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# Token 1: the draft proposes it with chance 0.4, which is too often: the target wants 0.3. So accept it in 3 of 4 cases. Token 0 is proposed too seldom; accept it always. In general the chance to accept is **min(1, p/q)**, and each token comes out, *accepted*, with the chance min(p, q): the hatched bars.
#
# They add up to 0.2 + 0.3 + 0.2 = 0.7. In 3 of 10 cases the token was rejected, and another one must take its place. From where? What is missing is exactly p − min(p, q): here 0.3 of token 0 and nothing else. So draw from that, over its sum.
#
# %%
missing = p - np.minimum(p, q)
print("missing:", missing, " drawn on rejection:", missing / missing.sum())
print("right:              ", np.minimum(p, q) + 0.3 * missing / missing.sum())
print("from p on rejection:", np.minimum(p, q) + 0.3 * p)

# %% [markdown]
# The second line is *p*, as it should be. The third is the wrong turn that nearly everybody takes at first: "rejected, so the large model draws" puts 0.35 on token 0 in place of 0.5. The answers read well. They come from no model at all.
#
# %%
quiz(
    "The draft is very bad: q puts all on one token, for which p has 0.1. What comes out, and how "
    "often is a token accepted?",
    runs="""
import numpy as np

p, q = np.array([0.1, 0.6, 0.3]), np.array([1.0, 0.0, 0.0])
agreed = np.minimum(p, q)
rest = (p - agreed) / (p - agreed).sum()
print(agreed + (1 - agreed.sum()) * rest, "accepted:", agreed.sum())
""",
    right="[0.1 0.6 0.3] accepted: 0.1",
    wrong={
        "[1. 0. 0.] accepted: 1.0": "That would be the draft's distribution.",
        "[0.1 0.6 0.3] accepted: 1.0": "Accepted is what both agree on: min(0.1, 1) of token 0.",
    },
    because="A bad draft costs work and never the result.",
)

# %% [markdown]
# ## K17 · Accept, or draw something else
# **Level 3 · 8 minutes · 2 points**
#
# Write `acceptance(target, draft)`. Both are distributions of one place, lists of as many floats, which add up to 1. Return a dict:
#
# - `"accept"`: for each token the chance to accept it if it was drafted, min(1, target/draft). A token that the draft never proposes has 1.
# - `"instead"`: the distribution from which the token is drawn that takes a rejected one's place. If the two lists are equal, nothing is ever rejected, and it is the target's.
# - `"rate"`: the chance that the drafted token is accepted.
#
# `"accept"` and `"instead"` are lists or arrays of that length. The two lists stay as they were.
#
# *Example.* For p and q above: accept 1, 0.75, 2/3, 0; instead 1, 0, 0, 0; rate 0.7.
#
# <details><summary>Hint 1</summary>
#
# The sum of the hatched bars is the rate; it isn't the mean of `"accept"`, since tokens aren't proposed equally often.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two divisions can be by 0: where the draft has 0, and where nothing is missing. `np.where` computes both of its sides first, and warns; a loop over `zip(target, draft)` asks before it divides.
#
# </details>
#
# %% role="answer" id="accept"
def acceptance(target, draft):
    """What becomes of a drafted token: its chance to be accepted, what is drawn instead, and the
    rate."""
    ### BEGIN SOLUTION
    accept = [min(1.0, p / q) if q > 0 else 1.0 for p, q in zip(target, draft)]
    missing = [max(0.0, p - q) for p, q in zip(target, draft)]
    total = sum(missing)
    instead = [part / total for part in missing] if total > 0 else list(target)
    return {"accept": accept, "instead": instead, "rate": sum(map(min, target, draft))}
    ### END SOLUTION

# %% role="tests" id="accept-tests" points=2

grade = check.parts(2)
with grade("the example"):
    answer_forms.accepts(
        acceptance, [0.5, 0.3, 0.2, 0.0], [0.2, 0.4, 0.3, 0.1], [1, 0.75, 2 / 3, 0], [1, 0, 0, 0],
        0.7
    )
with grade("a token that the draft never proposes"):
    answer_forms.accepts(
        acceptance, [0.25, 0.25, 0.5], [0.5, 0.5, 0.0], [0.5, 0.5, 1], [0, 0, 1], 0.5
    )
with grade("equal lists"):
    answer_forms.accepts(
        acceptance, [0.125, 0.0, 0.875], [0.125, 0.0, 0.875], [1, 1, 1], [0.125, 0, 0.875], 1
    )
### BEGIN HIDDEN TESTS
from hidden import answer_references

rng_of_drafts = check.rng("accept")
with grade("other distributions", weight=3):
    for given_target, given_draft in answer_references.pairs(rng_of_drafts):
        wanted = answer_references.acceptance(given_target, given_draft)
        answer_forms.accepts(acceptance, given_target, given_draft, *wanted)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A round
#
# Now several places. A **round** goes like this, here with two tokens ahead:
#
# 1. The draft draws a token *a* by its distribution after the text so far, then *b* by that after the text and *a*.
# 2. One call of the target gives *three* distributions: after the text, after the text and *a*, after the text and *a*, *b*.
# 3. *a* is accepted or rejected by the first one. If it is rejected, another token takes its place, and the round is over: *b* was written after a word that isn't there.
# 4. If *a* was accepted, the same for *b* with the second one.
# 5. If both were accepted, the third one is there already: draw one more token from it.
#
# So a round gives one to three tokens for one call of the target.
#
# In your answer all chance comes from `pick`: `pick(d)` draws a token (0, 1, …) from the distribution `d`, a list that adds up to 1. What is accepted with chance 0.75, say, is `pick([0.25, 0.75]) == 1`. Why not a generator? Because the tests put a `pick` of their own in its place, which takes *every* way that chance can go, one after another, and adds up their chances. So your distribution is known exactly:
#
# %%
def two_coins(pick):
    return pick([0.5, 0.5]) + pick([0.25, 0.75])


for ways in ((0, 0), (0, 1), (1, 0), (1, 1)):
    course = answer_trials.Course(ways)
    total = two_coins(course.pick)
    print("ways", ways, "total", total, "chance", course.weight)

# %% [markdown]
# ## K17b · Speculative decoding
# **Level 4 · 18 minutes · 4 points**
#
# Write `speculate(target, draft, prompt, length, ahead, pick)`.
#
# - `prompt` is a list of tokens, `length` ≥ 1 the number of new tokens asked for, `ahead` ≥ 1 the number that is drafted in each round.
# - `draft(tokens)` returns the draft's distribution after `tokens`, a list of tokens that begins with the prompt. `target(tokens, drafted)`, called once a round with all drafted tokens, returns a list of `ahead` + 1 distributions: after `tokens`, after these and the first of `drafted`, and so on.
# - Rounds go as above, each with `ahead` drafted tokens and as many calls of `draft`, until there are at least `length` new tokens. What goes beyond is cut off.
# - Return a dict: `"tokens"`, the list of the `length` new tokens (without the prompt); `"rounds"`, how many rounds there were; `"accepted"`, how many drafted tokens were accepted in all rounds, those cut off included.
# - All chance comes from `pick`, in whatever order. The distribution of the new tokens must be the target's own. `prompt` stays as it was.
#
# *Example.* If the draft's distributions are the target's, all is accepted: `length=5` with `ahead=2` takes 2 rounds of 3 tokens, of which 4 were accepted, and the sixth token is cut off. If both put all on the tokens 0, 1, 2, 0, 1, 2, … in turn, the result after the prompt [0] is `{"tokens": [1, 2, 0, 1, 2], "rounds": 2, "accepted": 4}`.
#
# <details><summary>Hint 1</summary>
#
# Keep the draft's distributions of the round in a list: you need each a second time when its token is judged. Place *i* belongs to the *i*-th distribution of the target, which has one more.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `acceptance` gives the chance for the drafted token, and what to draw from after a rejection. Then the round must end: `break`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Python's `for … else` runs its `else` if there was no `break`: the place for the extra token. If the tokens are right and "rounds" is too high, you may have forgotten it. If `prompt` changed, begin with `list(prompt)`.
#
# </details>
#
# %% role="answer" id="speculate"
def speculate(target, draft, prompt, length, ahead, pick):
    """{"tokens", "rounds", "accepted"}: length new tokens by the target's distribution, drafted
    ahead by draft."""
    ### BEGIN SOLUTION
    tokens, rounds, accepted = list(prompt), 0, 0
    while len(tokens) < len(prompt) + length:
        rounds += 1
        drafted, shares = [], []
        for _ in range(ahead):
            shares.append(draft(tokens + drafted))
            drafted.append(pick(shares[-1]))
        wanted = target(tokens, drafted)
        for token, own, share in zip(drafted, wanted, shares):
            judged = acceptance(own, share)
            chance = judged["accept"][token]
            if pick([1 - chance, chance]) == 0:
                tokens.append(pick(judged["instead"]))
                break
            tokens.append(token)
            accepted += 1
        else:
            tokens.append(pick(wanted[ahead]))
    return {"tokens": tokens[len(prompt) :][:length], "rounds": rounds, "accepted": accepted}
    ### END SOLUTION

# %% role="tests" id="speculate-tests" points=4

grade = check.parts(4)
# after 0 comes 1, after 1 comes 2, after 2 comes 0
turn_by_turn = [[[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]] * 3
fair_coin = [[[0.5, 0.5], [0.5, 0.5]]] * 2
bent_coin = [[[0.25, 0.75], [0.25, 0.75]]] * 2
with grade("the example"):
    seen = answer_trials.outcomes(speculate, turn_by_turn, turn_by_turn, [2, 0], 5, 2)
    ways = answer_forms.spoken(
        seen, answer_forms.law_of(turn_by_turn, [2, 0], 5), "0, 1, 2 in turn"
    )
    answer_forms.counted(ways, 2, 4, 2, "0, 1, 2 in turn")
with grade("one token, one ahead: a fair coin, and a draft that isn't"):
    seen = answer_trials.outcomes(speculate, fair_coin, bent_coin, [0, 1], 1, 1)
    ways = answer_forms.spoken(
        seen, answer_forms.law_of(fair_coin, [0, 1], 1), "fair coin, bent draft"
    )
    answer_forms.counted(ways, 1, 0.75, 1, "fair coin, bent draft")
with grade("three tokens, two ahead: a bent coin, and a fair draft"):
    seen = answer_trials.outcomes(speculate, bent_coin, fair_coin, [0, 1], 3, 2)
    ways = answer_forms.spoken(
        seen, answer_forms.law_of(bent_coin, [0, 1], 3), "bent coin, fair draft"
    )
    answer_forms.counted(ways, 1.5, 1.96875, 2, "bent coin, fair draft")
### BEGIN HIDDEN TESTS
from hidden import answer_references

rng_of_tables = check.rng("speculate")
for title, weight in answer_references.SPECULATING.items():
    with grade(title, weight=weight):
        for case in answer_references.speculating_cases(rng_of_tables, title):
            seen = answer_trials.outcomes(speculate, case.target, case.draft, case.prompt, case.length, case.ahead)
            ways = answer_forms.spoken(seen, answer_forms.law_of(case.target, case.prompt, case.length), case.told)
            answer_forms.counted(ways, *answer_references.expected_counts(case), case.ahead, case.told)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The help desk's two models, one of which looks back two words and the other only one:
#
# %%
def saved():
    pick = answer_trials.picker(np.random.default_rng(3))
    told = []
    for ahead in (1, 2, 4, 8):
        report = speculate(
            answer_words.large, answer_words.quick, answer_words.START, 400, ahead, pick
        )
        drafted = report["rounds"] * ahead
        told.append(
            f"{ahead} ahead: {400 / report['rounds']:.2f} words a call of the large model, "
            f"{report['accepted'] / drafted:.2f} of the drafted accepted"
        )
    return "\n    ".join([*told, "for example: " + answer_words.text(report["tokens"][:16])])


settle("What does the draft save?", "K17", saved)

# %% [markdown]
# More ahead isn't always better. The further ahead, the rarer does all of it hold, and each drafted token costs a little too. The best number depends on how well the draft agrees, and that is why servers count what was accepted.
#
# ## Many letters at once
#
# Back to the server. Since reading the weights is what takes time, a step for twenty letters takes about as long as a step for one. So run many together, a **batch**. In each *step* every running letter gets one more token. The limit is memory, for all their caches must lie in it.
#
# Memory is dealt out in **pages** of 16 tokens (W. Kwon and others, "PagedAttention", 2023). A letter of 20 tokens whose answer has 13 tokens so far holds 33 tokens, in 3 pages: a page that is begun is taken. Ours has 40 pages.
#
# %%
for held in (16, 17, 32, 33):
    print(held, "tokens:", -(-held // 16), "pages")

# %% [markdown]
# `-(-a // b)` divides and rounds *up*. Here is Monday, as the server works today: whole batches. It takes as many letters as fit, and the next ones when *all* of them are done. Each row is a letter.
#
# %%
answer_figures.schedule(answer_desk.whole_batches)

# %% [markdown]
# Look at the green line. In each batch most letters are done soon, and then much of the memory lies idle until the last one ends. **Continuous batching** (G.-I. Yu and others, "Orca", 2022) starts another letter whenever one has ended. But which? In turn, says Ines, all else is unfair:
#
# %%
answer_figures.schedule(answer_desk.in_turn)

# %%
quiz(
    "In the picture above, long letters (orange) need 23 of 40 pages each. Why do pages lie idle "
    "while dozens of short letters wait?",
    right="The next in turn is a long letter; it doesn't fit beside the first long one, and nobody "
    "may pass it.",
    wrong={
        "A short letter needs more pages than are left.": "17 pages are left beside a long letter, "
        "and a short one needs at most 6.",
        "The letters haven't come yet.": "After 11 steps all of them are there: look at the grey "
        "bars.",
        "Continuous batching leaves a reserve for long letters.": "Nothing is kept for anybody. "
        "The first in line blocks the line.",
    },
    because="This is called head-of-line blocking. Letting short ones pass cures it.",
)

# %% [markdown]
# Then let short ones pass! But if short ones come all day, and each free page goes to the next short one, 23 pages are never free together: the long letter **starves**. So passing needs a limit: here each letter counts how often it was **overtaken**, that is, how many letters that came after it have been started while it waits. At the limit nobody passes any more, pages run empty, and the long one gets its turn.
#
# One more trap. A letter grows while it runs. If you fill all pages with letters that have just begun, then a few steps later there is no page for their next token. Real servers throw a letter out then, and compute it again later. Ours stops. So before you start one ask what it needs *at its end*: its tokens and `most`, the most tokens that its answer may have.
#
# ## K18 · Who starts now?
# **Level 4 · 18 minutes · 5 points**
#
# Write `schedule(state)`. The server calls it in each step, before the tokens are written. It returns a list of the ids of waiting letters that start now, in any order; it may be empty.
#
# `state` is a dict of plain data, made anew for each call:
#
# - `"step"`, `"pages"` (of the server), `"page"` (tokens in a page), `"limit"`;
# - `"waiting"`: a list of dicts in the order in which they came, with `"id"`, `"prompt"` (tokens of the letter), `"most"`, `"overtaken"`;
# - `"running"`: a list of dicts with `"id"`, `"prompt"`, `"most"`, `"made"` (tokens of its answer so far).
#
# In each step every running letter, those just started included, writes one token. Then it holds prompt + made tokens, the new one counted, in as many pages as that takes, rounded up. After its last token it leaves, and its pages are free in the next step. That may be before `most`, and nobody knows in advance. Your schedule must see to it that on whatever day
#
# - **memory** is never exceeded: the pages of all running letters together are at most `"pages"`;
# - **every letter is answered**. No letter needs more than all pages by itself, and some need all of them;
# - **nobody starves**: no letter is overtaken more than `"limit"` times. In the step in which several start, each of them that came after a letter that goes on waiting counts;
# - **pages don't lie idle**: all is done in at most 1.4 times the least number of steps. This is the larger of two numbers: all pages held in all steps by all letters, divided by the server's pages; and the step in which the last letter would end if each had been started when it came. (Days on which that can't be done are not tested for it.)
#
# Whatever keeps these is right. Your function may remember things between calls, but needn't.
#
# *Example.* 12 pages of 16 tokens, limit 2, nobody runs. Waiting, in turn: A with prompt 100 and most 28 (8 pages at its end), B with 60 and 20 (5), C and D with 10 and 6 (1 each), E with 20 and 5 (2). A starts. B doesn't fit beside it. C and D may pass B, which is then overtaken twice: the limit. So E may not, though two pages are left, as many as it needs.
#
# <details><summary>Hint 1</summary>
#
# Pages that are still free, to the end of all that runs: `state["pages"]` less the pages of each running letter at its end. Round up for each letter by itself, not for the sum.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Go through the waiting letters in turn. If one fits, start it and take its pages away. If not, it is passed by, and from now on only so many others may start in this step as its `limit` less its `overtaken` leaves.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Keep that number in a variable: it begins at infinity, falls by 1 with each start, and becomes the smaller of itself and `limit − overtaken` with each letter that is passed by. If a letter is overtaken a few times too often, you may have looked at the limit once a step rather than once a start.
#
# </details>
#
# %% role="answer" id="schedule"
def schedule(state):
    """The ids of the waiting letters that start in this step."""
    ### BEGIN SOLUTION
    def at_its_end(letter):
        return -(-(letter["prompt"] + letter["most"]) // state["page"])

    free = state["pages"] - sum(at_its_end(letter) for letter in state["running"])
    may_pass, chosen = math.inf, []
    for letter in state["waiting"]:
        if at_its_end(letter) <= free and may_pass > 0:
            chosen.append(letter["id"])
            free -= at_its_end(letter)
            may_pass -= 1
        else:
            may_pass = min(may_pass, state["limit"] - letter["overtaken"])
    return chosen
    ### END SOLUTION

# %% role="tests" id="schedule-tests" points=5

grade = check.parts(5)
of_example = [(100, 28), (60, 20), (10, 6), (10, 6), (20, 5)]
five_letters = [
    {"id": place, "arrives": 0, "prompt": size, "most": most, "writes": most} for place,
    (size, most) in enumerate(of_example)
]
with grade("the example"):
    seen = answer_desk.decisions(schedule, five_letters, 12, 16, 2)
    answer_forms.scheduled(seen, five_letters, 12, 2, 3, "the five letters of the example")
with grade("one letter, which needs all pages; an hour without any"):
    lone = [{"id": 7, "arrives": 3, "prompt": 100, "most": 28, "writes": 20}]
    seen = answer_desk.decisions(schedule, lone, 8, 16, 2)
    answer_forms.scheduled(seen, lone, 8, 2, 1.4, "one letter that needs all of 8 pages")
with grade("Monday", weight=2):
    monday = answer_desk.morning()
    seen = answer_desk.decisions(schedule, monday, 40, 16, 40)
    answer_forms.scheduled(seen, monday, 40, 40, 1.4, "Monday's letters")
### BEGIN HIDDEN TESTS
from hidden import answer_loads

rng_of_days = check.rng("schedule")
for title, weight in answer_loads.DAYS.items():
    with grade(title, weight=weight):
        for day in answer_loads.days(rng_of_days, title):
            seen = answer_desk.decisions(schedule, day.letters, day.pages, day.page, day.limit)
            answer_forms.scheduled(seen, day.letters, day.pages, day.limit, day.most, day.told, page=day.page)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Monday under your schedule. Move the sliders: with how few pages does it still come through the morning, and when do long letters wait longest?
#
# %%
def pictured():
    answer_figures.schedule(schedule)
    run = answer_desk.run(schedule, answer_desk.morning(), 40)
    return (
        f"{run.steps} steps; in whole batches "
        f"{answer_desk.run(answer_desk.whole_batches, answer_desk.morning(), 40).steps}"
    )


settle("How long does Monday take?", "K18", pictured)

# %% [markdown]
# ## Summary
#
# - Keys and values of earlier tokens don't change: keep them, and each token goes through the layers once. The cache costs memory for each token, layer and head of keys and values.
# - Positions go on where the cache ends, and padding counts for nothing: neither as a place nor as something to look at.
# - Temperature, top-k, top-p, min-p and the penalty bend the distribution. Their order and their ties are part of the result.
# - Speculative decoding: accept with min(1, p/q), else draw from what is missing. The distribution stays the target's; a bad draft costs work only.
# - A server is full when its memory is: start letters as others end, ask what each needs at its end, let short ones pass, but not without limit.
#
# The board again, with four answers of your own:
#
# %%
def spared():
    (_, many), (_, few) = written(False), written(True)
    return (
        f"{many} tokens through the layers without a cache, {few} with it: {many / few:.0f} times "
        "fewer"
    )


def possible():
    chances = np.asarray(distribution(logits, top_p=0.9))
    return (
        f"{np.count_nonzero(chances)} words at top-p 0.9, {np.count_nonzero(distribution(logits))} "
        "without"
    )


def unchanged():
    coin, bent = [[[0.6, 0.4], [0.3, 0.7]]] * 2, [[[0.9, 0.1], [0.5, 0.5]]] * 2
    seen = answer_trials.outcomes(speculate, coin, bent, [0, 0], 3, 2)
    law = answer_forms.law_of(coin, [0, 0], 3)
    apart = max(
        abs(law[row] - sum(way[0] for way in seen["ways"] if tuple(way[1]) == row)) for row in law
    )
    return (
        f"no: over all {len(seen['ways'])} ways that chance can go, the largest difference is "
        f"{apart:.0e}"
    )


def in_time():
    run = answer_desk.run(schedule, answer_desk.morning(), 40)
    if run.fault:
        return f"your schedule was stopped: {run.fault}"
    return (
        f"{'yes' if run.steps <= 300 else 'no'}: after {run.steps} steps, and "
        f"{max(run.overtaken.values())} times was a letter overtaken at most"
    )


settle("1. What if the letter isn't read again for each word?", "K15", spared)
settle("2. Which words can come next?", "K16", possible)
settle("3. Do tenants read something else with a draft?", "K17", unchanged)
settle("4. Is Monday done within 300 steps?", "K18", in_time)

# %% [markdown]
# So Ines needs no second server for Mondays like this one. May she promise it for all? No. One morning was tried, and with twice the letters it takes twice the time: a schedule moves idle pages, it makes none. And what each answer *says* was no subject here. A wrong answer comes out of a cache just as fast.
