# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: What to read next
#     minutes: 120
#     prerequisites: [07-statistics-and-churn/2-uncertainty]
#     summary: Neighbours of articles, factors by alternating least squares, and a judgement by time that doesn't flatter.
# ---

# %% [markdown]
# # What to read next
#
# Below each long read of The Harbour Post stand five more: the five most-read ones, the same for everybody. Tom, the developer, has tried something better over the weekend. "I hid an eighth of all reads and let my program guess them. It finds 40 in 100 of what I hid. The most-read list finds 10!"
#
# Mina, the editor, would like to switch it on today. Yuna, who looks after the data, asks: "Which eighth did you hide?" So four questions are open:
#
# 1. What should reader r017 be shown next? And somebody who is here for the first time?
# 2. Do the 40 in 100 hold for next month?
# 3. Which list is best for next month: the most read, the most read of late, neighbours, or factors?
# 4. How much of what we publish does each list ever show?
#
# Your own functions answer them in the last cell. After this lesson you can
#
# - recommend by neighbours, also to a new reader, and give a new article its chance,
# - factorise a table of reads, with what was *not* read taken for what it is: a weak hint,
# - judge a recommender by time, with measures that are defined to the last tie.
#
# You need pandas and NumPy, and from unit 07 what a mean over few people is worth. Plan two sittings, of about 75 and 45 minutes, with a break after X12b.
#
# %% role="read-only" id="setup-recommend"
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from recommend_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

log = pd.read_csv("data/recommend_reads.csv")
articles = pd.read_csv("data/recommend_articles.csv")

# %% [markdown]
# ## Who reads what they both read
#
# Nobody rates articles in a newspaper. All we know is who read what, and when. That is **implicit feedback**: a read says "probably of interest", and no read says next to nothing. Perhaps the article was never seen.
#
# %%
print(len(log), "reads by", log["reader"].nunique(), "readers of", len(articles), "articles")
log.head(3)

# %% [markdown]
# Small first. Six readers and five articles, which fit on a hand:
#
# %%
small = [
    ("Ada", "ferry"),
    ("Ada", "fog"),
    ("Ada", "bread"),
    ("Ben", "ferry"),
    ("Ben", "fog"),
    ("Cem", "ferry"),
    ("Cem", "derby"),
    ("Dora", "bread"),
    ("Dora", "oysters"),
    ("Dora", "ferry"),
    ("Eva", "bread"),
    ("Eva", "oysters"),
    ("Finn", "derby"),
    ("Ben", "ferry"),
]
who = {}
for reader, article in small:
    who.setdefault(article, set()).add(reader)
for article, readers in who.items():
    print(f"{article:8}", sorted(readers))

# %% [markdown]
# Ben read "ferry" twice. A set takes him once. As a picture, readers below one another:
#
# %%
names, columns = ["Ada", "Ben", "Cem", "Dora", "Eva", "Finn"], list(who)
table = np.array([[name in who[column] for column in columns] for name in names], dtype=int)
fig, ax = plt.subplots(figsize=(5, 2.8))
ax.imshow(table, cmap="Blues", vmin=0, vmax=1.6)
ax.set_xticks(range(len(columns)), columns)
ax.set_yticks(range(len(names)), names)
ax.set(title="dark: read", xlabel="article", ylabel="reader")
plt.tight_layout()
plt.show()

# %% [markdown]
# Articles are **neighbours** if the same people read them. "ferry" and "fog" share Ada and Ben. So do we count common readers?
#
# %%
together = table.T @ table
pd.DataFrame(together, index=columns, columns=columns)

# %% [markdown]
# On the diagonal stands how many read the article at all. "ferry" has 4 readers, more than any other, and it shares readers with everything: with "derby", too, though nobody would call these two alike. Raw counts make the most-read article everybody's neighbour. The **cosine** divides by both articles' own sizes:
#
#     cosine(a, b) = readers of both / √(readers of a · readers of b)
#
# For ferry and fog: 2 / √(4 · 2) = 0.707. For ferry and derby: 1 / √(4 · 2) = 0.354. It is 1 if exactly the same people read both.
#
# %%
quiz(
    "Two articles have a single reader each, and it is the same person. What is their cosine?",
    runs="""
import math

print(1 / math.sqrt(1 * 1))
""",
    right="1.0",
    wrong={
        "0.5": "The root of 1 · 1 is 1, and one reader read both.",
        "0.0": "One reader in common isn't nothing.",
        "0.001": "It should perhaps be small, since it rests on one person. But the formula "
        "doesn't know that.",
    },
    because="One person's evening makes two articles as alike as can be. That is what "
    "shrinkage is for.",
)

# %% [markdown]
# Few common readers prove little. **Shrinkage** pulls such similarities towards 0, by a number that you choose:
#
#     similarity(a, b) = cosine(a, b) · both / (both + shrink)
#
# With shrink = 2 the one common reader of ferry and derby leaves 0.354 · 1/3 = 0.118, and the two of ferry and fog 0.707 · 2/4 = 0.354. Fifty common readers would keep 50/52 of theirs.
#
# Move the slider. The article is about night buses, and hardly anybody read it:
#
# %%
import recommend_figures

counted = log.drop_duplicates(["reader", "article"])
of_all = counted["article"].value_counts()
night = set(counted.loc[counted["article"] == "Night buses 3", "reader"])
both = counted[counted["reader"].isin(night)]["article"].value_counts().drop("Night buses 3")
others = {name: (int(count), int(of_all[name])) for name, count in both.items()}
recommend_figures.neighbours("Night buses 3", len(night), others)

# %% [markdown]
# At 0 its neighbours are other rarely read articles, with two or three common readers. Further to the right articles with many readers come up. Too much shrinkage, and we are back at the raw counts. There is no right value: it is chosen by a judgement like the one at the end of this lesson.
#
# ## From neighbours to a list
#
# Ben has read ferry and fog. How well does "bread" fit him? Add up its similarities to all that he has read (shrink = 2):
#
#     bread:    0.289 (ferry) + 0.136 (fog) = 0.425
#     oysters:  0.118 (ferry) + 0     (fog) = 0.118
#     derby:    0.118 (ferry) + 0     (fog) = 0.118
#
# What he has read already is left out, however well it fits. Three things remain, and a recommender without an answer to them fails in its first week:
#
# - **Ties.** Oysters and derby are equal. Some rule must choose, or the list changes whenever a table is sorted differently.
# - **A new reader** has read nothing, so all scores are 0. Then the most-read articles are a decent guess.
# - **A new article** has no reader, so it is nobody's neighbour, so nobody is shown it, so it gets no reader. We break the circle by force: one place on each list is reserved for it.
#
# %%
quiz(
    "The article 'bees' came out a minute ago. By how much must shrink be lowered, so that "
    "neighbours recommend it to Ben?",
    right="No value helps: it has no common reader with anything.",
    wrong={
        "To 0: then cosines are not shrunk any more.": "0 readers in common are 0 with any "
        "shrinkage.",
        "Below 0: similarities then grow.": "Whatever 0 is multiplied by, it stays 0.",
        "It needn't be lowered: Ben likes what is new.": "Perhaps he does. But nothing in the "
        "table says so.",
    },
    because="It is called a cold start. Neighbours, and factors too, know only what has been read.",
)

# %% [markdown]
# ## X11 · Neighbours
# **Level 2 · 28 minutes · 4 points**
#
# `reads` is a list of pairs (reader, article), all texts, in any order. Who read an article several times counts as one reader of it. `shrink` is a number from 0 on.
#
# 1. `similarities(reads, shrink)` returns a dict of dicts. Every article that was read is a key; its value holds, for each *other* article with at least one reader in common, the similarity: cosine · both / (both + shrink). An article without such others has an empty dict. Without reads the whole is empty.
#
# 2. `recommend(reads, catalogue, reader, k, shrink)` returns a list of articles to show, best first. `catalogue` is a list of all that can be shown, newest first, each article once. It may hold articles that nobody has read. Articles that were read may be missing from it, since they were withdrawn: they are never shown, but their similarities
#    count where the reader has read them.
#    - What the reader has read is left out.
#    - An article's **score** is the sum of its similarities to all that the reader has read, 0 if there are none. It is rounded to 9 places (`round(score, 9)`), so that sums of the same numbers in another order are equal.
#    - Articles are listed by score, highest first; where scores are equal, by number of readers, highest first; where these are equal, too, in the order of the catalogue. The first `k` of them are chosen (a whole number from 0 on), or all if there are fewer. Articles with a score of 0 fill the list up.
#    - *The newcomer's place:* if k is 2 or more, and none of those chosen is without readers, the last one chosen gives way to the first article of the catalogue that nobody has read, if there is one.
#
# Neither function changes what it is given.
#
# *Example.* With the reads above, shrink = 2 and the catalogue `["bees", "derby", "oysters", "bread", "fog", "ferry"]`:
#
# | reader | has read | k | list | why |
# |---|---|---|---|---|
# | Ben | ferry, fog | 1 | bread | 0.425 |
# | Ben | ferry, fog | 2 | bread, bees | derby, 0.118, gives way |
# | Ben | ferry, fog | 4 | bread, derby, oysters, bees | derby and oysters tie twice: catalogue |
# | Finn | derby | 3 | ferry, bread, bees | bread has a score of 0, and most readers |
# | Gus | nothing | 9 | ferry, bread, derby, oysters, fog, bees | there are no more |
#
# <details><summary>Hint 1</summary>
#
# A dict from each article to the *set* of its readers gives all counts: `len(one & other)` are those of both.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `sorted` keeps the order of what is equal. So begin with the catalogue's order and sort by a pair of numbers: `key=lambda one: (-score[one], …)`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The newcomer's place comes last, once the k are chosen: look whether one of them has no readers. `similar.get(one, {})` helps with articles that nobody has read. If Ben's lists are right and Gus stops with a KeyError, it is this.
#
# </details>
#
# %% role="answer" id="neighbours"
def similarities(reads, shrink):
    """For each article the shrunk cosine to every other one that has a reader in common."""
    ### BEGIN SOLUTION
    readers = {}
    for reader, article in reads:
        readers.setdefault(article, set()).add(reader)
    similar = {article: {} for article in readers}
    for one, these in readers.items():
        for other, those in readers.items():
            both = len(these & those)
            if other != one and both > 0:
                cosine = both / math.sqrt(len(these) * len(those))
                similar[one][other] = cosine * both / (both + shrink)
    return similar
    ### END SOLUTION


def recommend(reads, catalogue, reader, k, shrink):
    """The articles to show to a reader, best first."""
    ### BEGIN SOLUTION
    similar = similarities(reads, shrink)
    mine = {article for one, article in reads if one == reader}
    fame = dict.fromkeys(catalogue, 0)
    for _, article in set(reads):
        fame[article] = fame.get(article, 0) + 1
    score = {
        one: round(sum(similar[other].get(one, 0) for other in mine), 9) for one in catalogue
    }
    unread = [one for one in catalogue if one not in mine]
    chosen = sorted(unread, key=lambda one: (-score[one], -fame[one]))[:k]
    fresh = [one for one in catalogue if fame[one] == 0]
    if k >= 2 and fresh and all(fame[one] > 0 for one in chosen):
        chosen[-1:] = fresh[:1]
    return chosen
    ### END SOLUTION

# %% role="tests" id="neighbours-tests" points=4
import recommend_forms

grade = check.parts(4)
six_readers = [
    ("Ada", "ferry"),
    ("Ada", "fog"),
    ("Ada", "bread"),
    ("Ben", "ferry"),
    ("Ben", "fog"),
    ("Cem", "ferry"),
    ("Cem", "derby"),
    ("Dora", "bread"),
    ("Dora", "oysters"),
    ("Dora", "ferry"),
    ("Eva", "bread"),
    ("Eva", "oysters"),
    ("Finn", "derby"),
    ("Ben", "ferry"),
]
on_sale = ["bees", "derby", "oysters", "bread", "fog", "ferry"]
with grade("similarities of the example"):
    of_six = {
        "ferry": {
            "fog": 0.35355339,
            "bread": 0.28867513,
            "derby": 0.11785113,
            "oysters": 0.11785113,
        },
        "fog": {"ferry": 0.35355339, "bread": 0.13608276},
        "bread": {"ferry": 0.28867513, "fog": 0.13608276, "oysters": 0.40824829},
        "derby": {"ferry": 0.11785113},
        "oysters": {"ferry": 0.11785113, "bread": 0.40824829},
    }
    recommend_forms.table(
        similarities(list(six_readers), 2), of_six, "the example's similarities with shrink = 2"
    )
    recommend_forms.table(
        similarities([("Ida", "salt"), ("Ida", "tram"), ("Jo", "rent")], 0),
        {"salt": {"tram": 1.0}, "tram": {"salt": 1.0}, "rent": {}},
        "three reads with shrink = 0",
    )
    recommend_forms.table(similarities([], 3), {}, "no reads at all")
with grade("lists of the example"):
    for reader_of_list, k_of_list, listed in (
        ("Ben", 1, ["bread"]),
        ("Ben", 2, ["bread", "bees"]),
        ("Ben", 4, ["bread", "derby", "oysters", "bees"]),
        ("Finn", 3, ["ferry", "bread", "bees"]),
        ("Ben", 0, []),
    ):
        recommend_forms.shown(
            recommend, (six_readers, on_sale, reader_of_list, k_of_list, 2), listed
        )
with grade("new readers, withdrawn articles and equal sums"):
    recommend_forms.shown(
        recommend,
        (six_readers, on_sale, "Gus", 9, 2),
        ["ferry", "bread", "derby", "oysters", "fog", "bees"],
    )
    recommend_forms.shown(
        recommend,
        (six_readers, ["wasps", "fog", "bees", "oysters"], "Cem", 3, 2),
        ["fog", "oysters", "wasps"],
    )
    recommend_forms.shown(recommend, ([], ["bees", "wasps"], "Gus", 2, 2), ["bees", "wasps"])
    same_sums = [("me", "x"), ("me", "y"), ("me", "z")]
    for times_read, one_of_three, new_one in (
        (1, "x", "p"),
        (2, "y", "p"),
        (3, "z", "p"),
        (2, "x", "q"),
        (3, "y", "q"),
        (1, "z", "q"),
        (3, "x", "r"),
        (1, "y", "r"),
        (2, "z", "r"),
    ):
        for number in range(times_read):
            same_sums += [
                (f"{one_of_three}{new_one}{number}", one_of_three),
                (f"{one_of_three}{new_one}{number}", new_one),
            ]
    for order_of_three in (["p", "q", "r"], ["r", "q", "p"], ["q", "r", "p"]):
        recommend_forms.shown(recommend, (same_sums, order_of_three, "me", 3, 1), order_of_three)
with grade("what is given stays as it is"):
    recommend_forms.table(
        similarities(list(six_readers), 2), of_six, "the example's similarities with shrink = 2"
    )
    recommend_forms.unchanged(similarities, (list(six_readers), 2), ("reads", "shrink"))
    recommend_forms.unchanged(
        recommend,
        (list(six_readers), list(on_sale), "Ben", 4, 2),
        ("reads", "catalogue", "reader", "k", "shrink"),
    )
### BEGIN HIDDEN TESTS
from hidden import recommend_worlds

rng_of_rooms = check.rng("neighbours")
with grade("similarities of other readers", weight=2):
    for some_shrink in (0, 0.5, float(rng_of_rooms.integers(2, 9))):
        other_reads, _ = recommend_worlds.reading_room(rng_of_rooms)
        recommend_forms.table(
            similarities(list(other_reads), some_shrink), recommend_worlds.similar(other_reads, some_shrink), f"{len(other_reads)} reads with shrink = {some_shrink:g}"
        )
planted_cases = recommend_worlds.cases(rng_of_rooms)
with grade("lists of other readers", weight=6):
    for case in recommend_worlds.plain_cases(rng_of_rooms):
        recommend_forms.shown(recommend, case.arguments, recommend_worlds.recommended(*case.arguments))
with grade("lists with ties, newcomers and withdrawn articles", weight=3):
    for case in planted_cases:
        if case.kind == "a reader":
            recommend_forms.shown(recommend, case.arguments, recommend_worlds.recommended(*case.arguments))
with grade("lists of other new readers", weight=2):
    for case in planted_cases:
        if case.kind != "a reader":
            recommend_forms.shown(recommend, case.arguments, recommend_worlds.recommended(*case.arguments))
with grade("equal sums of other readers"):
    for case in recommend_worlds.near_ties(rng_of_rooms):
        recommend_forms.shown(recommend, case.arguments, case.arguments[1], "three articles with equal scores: ")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The first question, for reader r017 and for somebody new, from all reads up to the end of October:
#
# %%
pairs = list(zip(log["reader"], log["article"]))
newest_first = articles["article"].tolist()


def next_for(reader):
    return ", ".join(recommend(pairs, newest_first, reader, 5, 10))


read_by_17 = log.loc[log["reader"] == "r017", "article"]
print(f"r017 has read {len(read_by_17)} times, such as", ", ".join(read_by_17.head(5)))
settle("What should r017 be shown next?", "X11", lambda: next_for("r017"))
settle("And somebody who is here for the first time?", "X11", lambda: next_for("new"))

# %% [markdown]
# ## A table as a product
#
# Neighbours look at pairs of articles. Another idea describes each reader and each article by a few numbers, its **factors**, such that the product of the two says whether they fit. With two factors one can draw them. Think of the first as "of the sea" and of the second as "of the kitchen":
#
# %%
of_readers = np.array([[1.0, 0.1], [0.2, 0.9]])  # two readers
of_articles = np.array([[0.9, 0.0], [0.7, 0.6], [0.1, 1.0]])  # ferry, oysters, bread
print(of_readers @ of_articles.T)

# %% [markdown]
# Row 0 is a reader of the sea: 0.9 for the ferry, 0.76 for oysters, 0.2 for bread. Nobody hands us such factors. We look for those whose products come near the table: 1 where somebody has read, 0 where not. What they mean nobody tells us, either.
#
# But how near, and where? A read is a fact. A gap is not: of 240 articles a reader has *seen* perhaps 40. Each cell of the table therefore gets a weight, its **confidence**, from the number of times r that it was read:
#
#     wanted     p = 1 if r > 0, else 0
#     confidence c = 1 + alpha · r
#
# So a gap has the weight 1, a single read with alpha = 10 the weight 11, and two reads 21. Both mistakes on either side of it are common:
#
# - *All cells weigh the same.* Then the many gaps win, and the model learns that nobody likes anything.
# - *Gaps are left out.* Then all that is left are ones. Factors that say 1 to everything are perfect, and useless.
#
# %%
quiz(
    "Only the cells that were read are fitted, gaps are left out. Which product of factors "
    "has no error at all?",
    right="The one that is 1 in every cell.",
    wrong={
        "None: real tables are never fitted exactly.": "This one is. Every cell that counts "
        "is a 1.",
        "The one that is 1 where somebody has read and 0 elsewhere.": "It has no error, "
        "either, if there are enough "
        "factors. But it isn't needed: nobody looks at the gaps.",
        "The one with each article's popularity.": "Popularity isn't 1, so it misses every cell.",
    },
    because="And then every article is as good as any other. Gaps must count, a little.",
)

# %% [markdown]
# One more term keeps the factors small. Without it a reader with one read could be described by huge numbers. With the factors x of readers and y of articles, the whole **objective** is
#
#     sum over all cells of c · (p − x·y)²  +  weight · (sum of all squared factors)
#
# Both kinds of factors at once are hard to find. But hold the articles' factors fixed, and each reader is a small least squares problem of its own, with exactly one solution:
#
#     (sum over articles of c · y yᵀ  +  weight · identity) · x  =  sum over articles of c · p · y
#
# By hand, with a single factor. The articles have y = 1, 0.5 and 0.2. A reader read the first twice and the third once; alpha = 10 and weight = 1. So c is 21, 1, 11, and p is 1, 0, 1:
#
#     left:   21 · 1² + 1 · 0.5² + 11 · 0.2² + 1 = 22.69
#     right:  21 · 1  + 0        + 11 · 0.2      = 23.2
#     x = 23.2 / 22.69 = 1.0225
#
# With several factors the left side is a small matrix, for which NumPy has `np.linalg.solve(left, right)`. A matrix with one row for each article, each row weighted, is `c[:, None] * y`:
#
# %%
y = np.array([[1.0, 0.0], [0.5, 1.0], [0.2, 3.0]])
c = np.array([21.0, 1.0, 11.0])
print(y.T @ (c[:, None] * y))

# %%
quiz(
    "What stands at the bottom right of that matrix: c times the square of the second factor, "
    "added up?",
    runs="print(21.0 * 0 + 1.0 * 1.0**2 + 11.0 * 3.0**2)",
    number=100,
    wrong={10: "Without the confidences. The third article weighs 11.", 34: "Squares: 3 · 3 is 9."},
    because="0 + 1 · 1 + 11 · 9 = 100.",
)

# %% [markdown]
# ## X12a · One half-step
# **Level 3 · 18 minutes · 3 points**
#
# `counts` is a NumPy array, a row for each reader and a column for each article: how often (or how many minutes, so parts too) it was read, 0 where it wasn't. `alpha` and `weight` are positive numbers.
#
# 1. `half_step(counts, fixed, alpha, weight)`: `fixed` are factors, a row for each column of `counts`, of any number of factors. Return the array with a row for each row of `counts` that has the lowest objective with these held fixed. Gaps count with confidence 1. A row without reads gets zeros.
# 2. `objective(counts, readers, articles, alpha, weight)`: the whole objective, one number, over all cells and the factors of both sides. `readers` has a row for each row of `counts`, `articles` one for each column.
#
# Nothing that is given is changed. (For the articles' turn one calls `half_step(counts.T, readers, alpha, weight)`.)
#
# *Example.* `counts = [[2, 0, 1]]`, `fixed = [[1], [0.5], [0.2]]`, alpha = 10, weight = 1: the half-step is `[[1.0225]]`. The objective with it is 21 · (1 − 1.0225)² + 0.5112² + 11 · (1 − 0.2045)² + 1.0225² + 1.29 = 9.569.
#
# <details><summary>Hint 1</summary>
#
# A loop over the rows of `counts` is fine. Each has confidences of its own, so each has a left side of its own.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `confidence = 1 + alpha * row`, and `wanted = row > 0`. The right side is `fixed.T @ (…)`. The identity is `np.eye` of the number of factors.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If numbers are a little too large, look for `weight`; if they are far too small, whether a gap has the confidence of a read. In the objective nothing is squared but what stands in brackets and the factors themselves: the confidence isn't.
#
# </details>
#
# %% role="answer" id="half-step"
def half_step(counts, fixed, alpha, weight):
    """The best factors for the rows of counts, while those of the columns are fixed."""
    ### BEGIN SOLUTION
    found = np.zeros((len(counts), fixed.shape[1]))
    for place, row in enumerate(counts):
        confidence = 1 + alpha * row
        left = fixed.T @ (confidence[:, None] * fixed) + weight * np.eye(fixed.shape[1])
        found[place] = np.linalg.solve(left, fixed.T @ (confidence * (row > 0)))
    return found
    ### END SOLUTION


def objective(counts, readers, articles, alpha, weight):
    """The weighted squared error of all cells, and the weighted squares of all factors."""
    ### BEGIN SOLUTION
    error = (counts > 0) - readers @ articles.T
    return ((1 + alpha * counts) * error**2).sum() + weight * (
        (readers**2).sum() + (articles**2).sum()
    )
    ### END SOLUTION

# %% role="tests" id="half-step-tests" points=3
import recommend_forms

grade = check.parts(3)
one_reader = np.array([[2, 0, 1]])
one_factor = np.array([[1.0], [0.5], [0.2]])
two_readers = np.array([[0.0, 0.0, 0.0], [1.5, 0.0, 4.0]])
two_factors = np.array([[1.0, 0.0], [0.5, 1.0], [0.2, 3.0]])
with grade("half-steps of the example"):
    for call, best in (
        ((one_reader, one_factor, 10, 1), [[1.02247686]]),
        ((two_readers, two_factors, 2, 0.5), [[0.0, 0.0], [0.825307357, 0.268250747]]),
    ):
        recommend_forms.half(half_step(*call), np.array(best), call)
with grade("the objective of the example"):
    check.close(
        objective(one_reader, np.array([[1.02247686]]), one_factor, 10, 1),
        9.5685368,
        "objective of the example",
        rtol=1e-6,
    )
    check.close(
        objective(two_readers, np.array([[1.0, 2.0], [0.0, 0.5]]), two_factors, 2, 0.5),
        60.46,
        "objective for two readers",
        rtol=1e-6,
    )
with grade("what is given stays as it is"):
    recommend_forms.half(
        half_step(one_reader, one_factor, 10, 1),
        np.array([[1.02247686]]),
        (one_reader, one_factor, 10, 1),
    )
    recommend_forms.unchanged(
        half_step, (two_readers, two_factors, 2, 0.5), ("counts", "fixed", "alpha", "weight")
    )
    recommend_forms.unchanged(
        objective,
        (two_readers, np.ones((2, 2)), two_factors, 2, 0.5),
        ("counts", "readers", "articles", "alpha", "weight"),
    )
### BEGIN HIDDEN TESTS
from hidden import recommend_worlds

rng_of_halves = check.rng("half-step")
with grade("half-steps of other tables", weight=4):
    for call in recommend_worlds.half_cases(rng_of_halves):
        recommend_forms.half(half_step(*call), recommend_worlds.solve(*call), call)
with grade("objectives of other tables", weight=2):
    for counts_of_many, factors_of_many, some_alpha, some_weight in recommend_worlds.half_cases(rng_of_halves):
        of_rows = rng_of_halves.normal(0, 0.9, (len(counts_of_many), factors_of_many.shape[1]))
        came = objective(counts_of_many, of_rows, factors_of_many, some_alpha, some_weight)
        wanted = recommend_worlds.cost(counts_of_many, of_rows, factors_of_many, some_alpha, some_weight)
        check.close(came, wanted, f"objective for counts of shape {counts_of_many.shape}, alpha = {some_alpha:g}, weight = {some_weight:g}", rtol=1e-6)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Back and forth
#
# Readers' factors for fixed articles, then articles' factors for fixed readers, and again: **alternating least squares**. No half-step can raise the objective, since each finds the lowest there is for its side. Where it ends depends on the start. There may be several ends, and factors may be turned and mirrored without changing any product.
# So two sound fits agree in their objective and in their predictions, more or less, and never number by number.
#
# %%
quiz(
    "All factors of the articles begin at 0. What does the first half-step give to the readers?",
    runs="""
import numpy as np

y = np.zeros((3, 2))
c = np.array([21.0, 1.0, 11.0])
left = y.T @ (c[:, None] * y) + np.eye(2)
print(np.linalg.solve(left, y.T @ (c * np.array([1, 0, 1]))))
""",
    right="[0. 0.]",
    wrong={
        "[1. 1.]": "The right side is a sum of y's, and these are 0.",
        "LinAlgError": "The weight on the diagonal saves the left side from being singular. "
        "It saves nothing else.",
        "[nan nan]": "Nothing is divided by 0: the weight stands on the left.",
    },
    because="Zeros give zeros, for ever. It looks like a model that has settled at once. So "
    "one begins with random numbers.",
)

# %% [markdown]
# ## X12b · The whole fit
# **Level 3 · 10 minutes · 2 points**
#
# `factorise(counts, d, alpha, weight, rounds, rng)` returns `(readers, articles)`, two arrays with `d` columns, a row for each row and each column of `counts`.
#
# Begin with small random factors for the articles, such as `rng.normal(0, 0.1, …)`. Each of the `rounds` rounds (at least one; more than asked do no harm) does the readers first, then the articles. So at the end the articles' factors are the best for the readers' factors that you return. All chance comes from `rng`: the same seed gives the same products, and
# another seed begins with other numbers. `counts` isn't changed.
#
# Tested are the form, the last half-step and the start; and on tables with planted tastes, after 12 rounds, that the objective is at most 15 in 100 above the lowest of three fits of ours, and that readers' unread articles of their own taste stand above those of other tastes in at least 8 of 10 pairs.
#
# *Example.* `counts = [[2, 1, 0, 0], [1, 3, 0, 0], [0, 0, 1, 2]]`, d = 2, alpha = 4, weight = 0.5 and 12 rounds: all products come within 0.1 of `[[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]]`, and the objective falls to 3.3 or 3.5, by the start.
#
# <details><summary>Hint 1</summary>
#
# A round is two lines, both of them calls of `half_step`. Which factors does each hold fixed, and which way up must the table be?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The start needs a row for each *column* of `counts`. If the objective stays high, look whether the second line uses the readers' factors of this round.
#
# </details>
#
# %% role="answer" id="factors"
def factorise(counts, d, alpha, weight, rounds, rng):
    """Factors of readers and of articles, by alternating least squares."""
    ### BEGIN SOLUTION
    articles = rng.normal(0, 0.1, (counts.shape[1], d))
    for _ in range(rounds):
        readers = half_step(counts, articles, alpha, weight)
        articles = half_step(counts.T, readers, alpha, weight)
    return readers, articles
    ### END SOLUTION

# %% role="tests" id="factors-tests" points=2
import recommend_forms
import recommend_watch

grade = check.parts(2)
two_groups = np.array([[2, 1, 0, 0], [1, 3, 0, 0], [0, 0, 1, 2]])
with grade("the example"):
    seen = recommend_watch.fit(factorise, two_groups, (2, 4, 0.5, 12), 5)
    first_of_fit, second_of_fit = recommend_forms.fitted(seen, 3, 4, 2, "factorise for the example")
    near_table = np.abs(first_of_fit @ second_of_fit.T - (two_groups > 0)).max()
    check.that(
        near_table < 0.1,
        f"factorise for the example: the products are up to {near_table:.3f} away from the "
        f"table of ones and zeros",
    )
with grade("one round, and other seeds"):
    products = []
    for number_of_seed in (5, 5, 6):
        seen = recommend_watch.fit(factorise, two_groups, (1, 10, 0.5, 1), number_of_seed)
        first_of_fit, second_of_fit = recommend_forms.fitted(
            seen, 3, 4, 1, "factorise with d = 1 and one round"
        )
        products.append((first_of_fit @ second_of_fit.T, first_of_fit))
    check.that(
        bool(np.array_equal(products[0][0], products[1][0])),
        "factorise gives other products with the same seed: all chance comes from rng",
    )
    check.that(
        not np.array_equal(products[0][1], products[2][1]),
        "factorise begins with the same numbers whatever the seed is: all chance comes from rng",
    )
### BEGIN HIDDEN TESTS
from hidden import recommend_worlds

rng_of_tastes = check.rng("factors")
with grade("one round"):
    counts_of_one = recommend_worlds.counted(rng_of_tastes, 5, 7)
    told = "factorise with rounds = 1, where reader 1 has read nothing"
    seen = recommend_watch.fit(factorise, counts_of_one, (2, 4.0, 2.0, 1), int(rng_of_tastes.integers(1e6)))
    first_of_fit, _ = recommend_forms.fitted(seen, 5, 7, 2, told)
    check.that(float(np.abs(first_of_fit[1]).max()) < 1e-9, f"{told}: the half-step for the readers gives this one zeros; got {np.round(first_of_fit[1], 3).tolist()}")
for tastes_planted, some_alpha, some_weight in ((2, 4.0, 3.0), (3, 3.0, 4.0)):
    with grade(f"{tastes_planted} planted tastes", weight=2):
        planted = recommend_worlds.tastes(rng_of_tastes, tastes_planted)
        many_factors = tastes_planted + 1
        told = f"factorise for {tastes_planted} planted tastes, d = {many_factors}, alpha = {some_alpha:g}, weight = {some_weight:g}"
        seen = recommend_watch.fit(factorise, planted.counts, (many_factors, some_alpha, some_weight, 12), int(rng_of_tastes.integers(1e6)))
        first_of_fit, second_of_fit = recommend_forms.fitted(seen, *planted.counts.shape, many_factors, told)
        best_articles = recommend_worlds.solve(planted.counts.T, first_of_fit, some_alpha, some_weight)
        recommend_forms.settled(first_of_fit @ second_of_fit.T, first_of_fit @ best_articles.T, told)
        reached = recommend_worlds.cost(planted.counts, first_of_fit, second_of_fit, some_alpha, some_weight)
        recommend_forms.low(reached, 1.15 * recommend_worlds.lowest(planted.counts, many_factors, some_alpha, some_weight), told)
        own_above = recommend_worlds.in_order(first_of_fit @ second_of_fit.T, planted)
        check.that(own_above >= 0.8, f"{told}: unread articles of the own taste stand above others in only {own_above:.3f} of all pairs")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The objective on the real reads, round by round:
#
# %%
reader_names = sorted(log["reader"].unique())


def table_of(some):
    """Counts: a row for each reader, a column for each article of the catalogue."""
    return (
        pd.crosstab(some["reader"], some["article"])
        .reindex(index=reader_names, columns=newest_first, fill_value=0)
        .to_numpy()
    )


def falling():
    counts = table_of(log)
    seen = []
    for rounds in (1, 2, 3, 5, 8, 12):
        both_sides = factorise(counts, 8, 10, 2, rounds, np.random.default_rng(1))
        seen.append((rounds, objective(counts, *both_sides, 10, 2)))
    fig, ax = plt.subplots(figsize=(6, 2.6))
    ax.plot(*zip(*seen), "o-")
    ax.set(xlabel="rounds", ylabel="objective", title="No round goes up")
    plt.tight_layout()
    plt.show()
    return f"from {seen[0][1]:.0f} after one round to {seen[-1][1]:.0f} after twelve"


settle("How far does the objective fall?", "X12", falling)

# %% [markdown]
# > **A first sitting may end here.** You can recommend by neighbours and by factors. The second sitting judges them, and answers Yuna's question. After a pause, run the cells above again.
#
# ## Which eighth did you hide?
#
# Tom hid reads *at random*. Look at one reader's evening:
#
# %%
log[log["reader"] == "r216"].head(6)

# %% [markdown]
# "The weather mast 1", and minutes later parts 3 and 4. Hide part 3 at random, and parts 1 and 4 stay in the training data: anybody can guess it. Next month nobody will hand you the other half of an evening that hasn't been yet.
#
# And time does more. Each month other things are read:
#
# %%
by_month = counted.assign(month=counted["at"].str[:7]).merge(articles, on="article")
by_month.pivot_table(index="month", columns="section", values="reader", aggfunc="count").plot(
    figsize=(7, 3), title="Reads by section: fashions pass", ylabel="reads"
)
plt.tight_layout()
plt.show()

# %% [markdown]
# A random eighth lets the model look at October while it guesses September. A **split by time** hides everything from a moment on:
#
# %%
fig, ax = plt.subplots(figsize=(7, 2.4))
for row, reader in enumerate(["r017", "r021", "r030", "r045", "r216"]):
    days = pd.to_datetime(log.loc[log["reader"] == reader, "at"])
    late = days >= "2025-09-28"
    ax.plot(days[~late], [row] * (~late).sum(), "o", color="#0072B2", markersize=4)
    ax.plot(days[late], [row] * late.sum(), "s", color="#D55E00", markersize=5)
ax.axvline(pd.Timestamp("2025-09-28"), color="black", linestyle="--")
ax.set_yticks(range(5), ["r017", "r021", "r030", "r045", "r216"])
ax.set(title="Five readers; dots: train, squares: test, dashed: the cut")
plt.tight_layout()
plt.show()

# %% [markdown]
# Some readers have no squares: they didn't come. Others have nothing but squares: they are new. And one more thing: who reads an article in August and *again* in October is no success of a recommender, which never shows what was read. Such a read belongs to neither side's merits.
#
# ## X13a · Split by time
# **Level 2 · 8 minutes · 2 points**
#
# `split(reads, cut)`: `reads` is a list of tuples (reader, article, at), in any order, with times as texts of one form (`"2025-09-28T00:00"`), so that the later one is the greater text; `cut` is such a text, too. Return `(train, test)`.
#
# - `train` is a list: all reads before the cut, in the order of `reads`, repeated ones too.
# - `test` is a dict from reader to a *set* of articles: those that the reader read at the cut or later, without those that the same reader had read before it. New readers belong to it. A reader without such articles is no key.
#
# `reads` isn't changed.
#
# *Example.* With the cut at `"2025-05"` and the reads (Ada, fog, 2025-06), (Ben, fog, 2025-04), (Ada, salt, 2025-03), (Ada, salt, 2025-07), (Ben, tram, 2025-05), (Gus, fog, 2025-06): `train` has Ben's fog and Ada's salt of March. `test` is `{"Ada": {"fog"}, "Ben": {"tram"}, "Gus": {"fog"}}`: Ada's salt of July was no news to her.
#
# <details><summary>Hint 1</summary>
#
# Texts of one form compare like their times: `at < cut`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Make train first, and from it the set of pairs (reader, article) that are known. In one loop over unsorted reads the later read may come before the earlier one. If a reader appears with an empty set, look at when the key is made.
#
# </details>
#
# %% role="answer" id="split"
def split(reads, cut):
    """The reads before the cut, and what each reader read anew from then on."""
    ### BEGIN SOLUTION
    train = [read for read in reads if read[2] < cut]
    known = {(reader, article) for reader, article, _ in train}
    test = {}
    for reader, article, at in reads:
        if at >= cut and (reader, article) not in known:
            test.setdefault(reader, set()).add(article)
    return train, test
    ### END SOLUTION

# %% role="tests" id="split-tests" points=2
import recommend_forms

grade = check.parts(2)
six_reads = [
    ("Ada", "fog", "2025-06"),
    ("Ben", "fog", "2025-04"),
    ("Ada", "salt", "2025-03"),
    ("Ada", "salt", "2025-07"),
    ("Ben", "tram", "2025-05"),
    ("Gus", "fog", "2025-06"),
]
with grade("the example"):
    recommend_forms.parted(
        split(list(six_reads), "2025-05"),
        [six_reads[1], six_reads[2]],
        {"Ada": {"fog"}, "Ben": {"tram"}, "Gus": {"fog"}},
        "the example, cut at 2025-05",
    )
    recommend_forms.parted(
        split(list(six_reads) * 2, "2025-04"),
        [six_reads[2]] * 2,
        {"Ada": {"fog"}, "Ben": {"fog", "tram"}, "Gus": {"fog"}},
        "the example twice over, cut at 2025-04",
    )
with grade("all on one side"):
    recommend_forms.parted(
        split(list(six_reads), "2026-01"), six_reads, {}, "the example, cut at 2026-01"
    )
    recommend_forms.parted(
        split(list(six_reads), "2025-01"),
        [],
        {"Ada": {"fog", "salt"}, "Ben": {"fog", "tram"}, "Gus": {"fog"}},
        "the example, cut at 2025-01",
    )
    recommend_forms.parted(split([], "2025-01"), [], {}, "no reads")
    recommend_forms.unchanged(split, (list(six_reads), "2025-05"), ("reads", "cut"))
### BEGIN HIDDEN TESTS
from hidden import recommend_verdicts

rng_of_logs = check.rng("split")
with grade("other reads", weight=2):
    for number in range(3):
        other_log, other_cut = recommend_verdicts.split_log(rng_of_logs, evening=number % 2 == 0)
        recommend_forms.parted(split(list(other_log), other_cut), *recommend_verdicts.parted(other_log, other_cut), f"{len(other_log)} reads in mixed order, cut at {other_cut}")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Four measures, to the letter
#
# A recommender gives each reader **scores**, and the k highest make the list. Ada has read three things in the test month: {a, d, z}. Her list of four is a, b, c, d, with hits at ranks 1 and 4:
#
# - **Recall at 4**: of *all* her test articles, the share on the list: 2/3. (That z couldn't be recommended, since nobody had read it, is no excuse: she wanted it.)
# - **MRR at 4**, the mean reciprocal rank: 1 / rank of the first hit, here 1/1. Without a hit on the list it is 0.
# - **NDCG at 4**: a hit at rank r brings 1 / log₂(r + 1), so the first place 1, the second 0.631, the third 0.5, the fourth 0.431. That sum is the DCG: 1 + 0.431 = 1.431. It is divided by the DCG of an **ideal** list. Ada's has three hits, at ranks 1, 2, 3: 2.131. NDCG = 0.671.
# - **Coverage at 4**: of the whole catalogue, the share that is on at least one reader's list.
#
# %%
discounts = 1 / np.log2(np.arange(1, 7) + 1)
fig, ax = plt.subplots(figsize=(6, 2.4))
bars = ax.bar(
    range(1, 7), discounts, color=["#0072B2", "#cccccc", "#cccccc", "#0072B2", "#eeeeee", "#eeeeee"]
)
ax.bar_label(bars, fmt="%.3f")
ax.set(
    xlabel="rank",
    ylabel="worth of a hit",
    title="Ada's hits (dark): 1 + 0.431 of an ideal 2.131",
    ylim=(0, 1.2),
)
plt.tight_layout()
plt.show()

# %%
quiz(
    "Eva has one test article, and the list of five shows it at rank 2. What is her NDCG at 5?",
    runs="""
import math

print(f"{(1 / math.log2(3)) / (1 / math.log2(2)):.3f}")
""",
    right="0.631",
    wrong={
        "0.214": "You divided by an ideal list with five hits. She has one test article: "
        "nobody could do better than one hit at rank 1.",
        "0.500": "That is her reciprocal rank.",
        "1.000": "It would be, at rank 1.",
    },
    because="Her ideal list has one hit. With an ideal of five, readers who read little could "
    "never reach 1.",
)

# %% [markdown]
# **Ties** are where recommenders cheat without anybody meaning to. Let a model give every article the same score, 0. Sort, and the list is in whatever order the table had. If that is "test articles first", the model that knows nothing is perfect. So the unlucky order counts: among equal scores, articles that the reader did *not* read come first. A model has to say what it knows.
#
# **Whom is the mean over?** Readers who didn't come in the test month have no test articles. Their recall would be 0/0. They are left out: counting them as 0 would say that the recommender failed on people who were on holiday. But readers for whom the recommender has no list at all stay, with 0.
#
# ## X13b · Judge a recommender
# **Level 4 · 20 minutes · 3 points**
#
# `judge(scores, test, k, catalogue)`: `scores` is a dict from reader to a dict from article to score (any numbers, negative ones and 0 too; what a reader may not be shown isn't in it). `test` is a dict from reader to a set of articles, as `split` gives it, but a set may be empty. `k` is 1 or more. `catalogue` is a list of articles, each once, not empty; all articles in `scores` are from it.
#
# Each reader in `scores` has a **list**: the `k` articles with the highest scores, or all if there are fewer. Among equal scores those in the reader's test set come *after* the others; what is equal even then is ordered by name (as texts compare). **Judged** are all readers with at least one test article, also those who aren't in `scores`: their list is empty.
#
# Return a dict with exactly these keys:
#
# | key | value |
# |---|---|
# | `"readers"` | how many readers are judged |
# | `"recall"` | mean over the judged of: hits on the list ÷ number of *all* test articles of the reader |
# | `"ndcg"` | mean over the judged of: DCG ÷ ideal DCG. DCG: sum of 1 / log₂(rank + 1) over the hits on the list. The ideal list has min(k, number of test articles) hits, at its first ranks |
# | `"mrr"` | mean over the judged of: 1 / rank of the first hit on the list, 0 without one |
# | `"coverage"` | number of different articles on the lists of all readers in `scores` (judged or not) ÷ number of articles in `catalogue` |
#
# Ranks begin at 1. If nobody is judged, the three means are `None`. Nothing that is given is changed.
#
# *Example.* k = 2, the catalogue `["a", "b", "c", "d", "e"]`, and
#
#     scores = {"Ada": {"a": 2, "b": 1, "c": 1, "d": 0}, "Ben": {"d": 0, "a": 0, "c": -0.5}, "Cem": {"b": 3}}
#     test = {"Ada": {"b", "d", "e"}, "Ben": {"d"}, "Cem": set(), "Gus": {"a"}}
#
# Ada's list is a, c (c ties with b, and b is in her test set). Ben's is a, d; Cem's is b. Judged are Ada, Ben and Gus. Recall: 0, 1 and 0, so 1/3. NDCG: 0, 0.631 and 0, so 0.210. MRR: 0, 1/2 and 0, so 1/6. On the lists are a, b, c and d: coverage 4/5.
#
# <details><summary>Hint 1</summary>
#
# A list is a sort by three things: `(-score, in the test set or not, name)`. `False` comes before `True`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Make the lists of all readers in `scores` first, for the coverage. Then go through the readers of `test`, and take `lists.get(reader, [])`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The ranks of the hits give all three: how many there are, the sum of their worth, and 1 over the smallest. If NDCG alone is off, look at the ideal: its length is the *smaller* of two numbers.
#
# </details>
#
# %% role="answer" id="judge"
def judge(scores, test, k, catalogue):
    """Readers judged, recall, NDCG, MRR and coverage at k."""
    ### BEGIN SOLUTION
    lists = {}
    for reader, given in scores.items():
        wanted = test.get(reader, set())
        order = sorted(given, key=lambda one: (-given[one], one in wanted, one))
        lists[reader] = order[:k]
    rows = []
    for reader, wanted in test.items():
        if wanted:
            ranks = [r for r, one in enumerate(lists.get(reader, []), 1) if one in wanted]
            ideal = sum(1 / math.log2(r + 1) for r in range(1, min(k, len(wanted)) + 1))
            dcg = sum(1 / math.log2(r + 1) for r in ranks)
            rows.append((len(ranks) / len(wanted), dcg / ideal, 1 / ranks[0] if ranks else 0))
    recall, ndcg, mrr = np.mean(rows, axis=0).tolist() if rows else (None, None, None)
    shown = {one for listed in lists.values() for one in listed}
    return {
        "readers": len(rows),
        "recall": recall,
        "ndcg": ndcg,
        "mrr": mrr,
        "coverage": len(shown) / len(catalogue),
    }
    ### END SOLUTION

# %% role="tests" id="judge-tests" points=3
import recommend_forms

grade = check.parts(3)
three_scores = {
    "Ada": {"a": 2, "b": 1, "c": 1, "d": 0},
    "Ben": {"d": 0, "a": 0, "c": -0.5},
    "Cem": {"b": 3},
}
four_tests = {"Ada": {"b", "d", "e"}, "Ben": {"d"}, "Cem": set(), "Gus": {"a"}}
five_sold = ["a", "b", "c", "d", "e"]
with grade("the example"):
    recommend_forms.judged(
        judge,
        (three_scores, four_tests, 2, five_sold),
        {"readers": 3, "recall": 1 / 3, "ndcg": 0.21030992, "mrr": 1 / 6, "coverage": 0.8},
        "the example with k = 2",
    )
    recommend_forms.judged(
        judge,
        (three_scores, four_tests, 4, five_sold),
        {"readers": 3, "recall": 5 / 9, "ndcg": 0.35589215, "mrr": 5 / 18, "coverage": 0.8},
        "the example with k = 4",
    )
with grade("nobody judged, and no scores"):
    recommend_forms.judged(
        judge,
        (three_scores, {"Cem": set()}, 1, five_sold),
        {"readers": 0, "recall": None, "ndcg": None, "mrr": None, "coverage": 0.4},
        "nobody with a test article, k = 1",
    )
    recommend_forms.judged(
        judge,
        ({}, {"Gus": {"a"}}, 3, five_sold),
        {"readers": 1, "recall": 0, "ndcg": 0, "mrr": 0, "coverage": 0},
        "a recommender without lists",
    )
    for some_tests in (four_tests, {"Cem": set()}):
        recommend_forms.unchanged(
            judge, (three_scores, some_tests, 2, five_sold), ("scores", "test", "k", "catalogue")
        )
### BEGIN HIDDEN TESTS
from hidden import recommend_verdicts

judged_calls = recommend_verdicts.verdicts(check.rng("judge"))
for measures in (("readers", "recall"), ("ndcg",), ("mrr",), ("coverage",)):
    with grade(f"{' and '.join(measures)} of other recommenders", weight=3 if "ndcg" in measures or "recall" in measures else 2):
        for call in judged_calls:
            told = f"scores {call[0]}, test {call[1]}, k = {call[2]}"
            recommend_forms.judged(judge, call, recommend_verdicts.judged(*call), told if len(told) < 300 else f"five readers, twelve articles, k = {call[2]}", measures)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - Implicit feedback says what was read. A gap says little, and not nothing.
# - Neighbours: cosine against the fame of the famous, shrinkage against chance. What was read is left out; new readers get the most-read, and new articles a place of their own, by force.
# - Factors: every cell counts, reads far more than gaps. With one side fixed the other has exactly one best answer, so the objective never rises. Compare predictions, never factors.
# - Split by time. A random split hands the model half of each evening, and the fashions of next month.
# - State your measures to the letter: ties, the ideal list's length, whom the mean is over, coverage. And always put the most-read list beside it.
#
# Now all four questions. First, the lists are made from what was read before 28 September, and judged on what came after; and then once more on Tom's random eighth:
#
# %%
CUT = "2025-09-28T00:00"


def candidates(train, value):
    """For each reader the values of all articles that the reader may be shown."""
    known = {(reader, article) for reader, article, _ in train}
    return {
        reader: {one: v for one, v in value(reader).items() if (reader, one) not in known}
        for reader in reader_names
    }


def four_lists(train, since, catalogue):
    """Scores by the most read, the most read since a day, neighbours, and factors."""
    pairs = {(reader, article) for reader, article, _ in train}
    often = pd.Series([article for _, article in pairs]).value_counts().to_dict()
    late = {(reader, article) for reader, article, at in train if at >= since}
    lately = pd.Series([article for _, article in late]).value_counts().to_dict()
    near = similarities(list(pairs), 10)
    mine = {reader: [] for reader in reader_names}
    for reader, article in pairs:
        mine[reader].append(article)

    def by_neighbours(reader):
        return {
            one: sum(near.get(other, {}).get(one, 0.0) for other in mine[reader])
            + 1e-6 * often.get(one, 0)
            for one in catalogue
        }

    counts = table_of(pd.DataFrame(train, columns=["reader", "article", "at"]))
    x, y = factorise(counts, 8, 10, 2, 12, np.random.default_rng(1))
    product = dict(zip(reader_names, x @ y.T))
    places = {one: place for place, one in enumerate(newest_first)}
    return {
        "most read": candidates(train, lambda _: {one: often.get(one, 0) for one in catalogue}),
        "most read of the last 30 days": candidates(
            train, lambda _: {one: lately.get(one, 0) for one in catalogue}
        ),
        "neighbours": candidates(train, by_neighbours),
        "factors": candidates(
            train, lambda reader: {one: product[reader][places[one]] for one in catalogue}
        ),
    }


def told(train, test, since, catalogue):
    lines = []
    for name, scores in four_lists(train, since, catalogue).items():
        seen = judge(scores, test, 5, catalogue)
        lines.append(
            f"{name:30} recall {seen['recall']:.3f}  ndcg {seen['ndcg']:.3f}  mrr {seen['mrr']:.3f}"
            f"  coverage {seen['coverage']:.2f}  ({seen['readers']} readers)"
        )
    return "\n    ".join(lines)


triples = list(log.itertuples(index=False, name=None))


def by_time():
    train, test = split(triples, CUT)
    out = articles.loc[articles["published"] < CUT[:10], "article"].tolist()
    return told(train, test, "2025-08-29", out)


def at_random():
    hidden = np.random.default_rng(1).random(len(triples)) < 0.13
    train = [read for read, out in zip(triples, hidden) if not out]
    known = {read[:2] for read in train}
    test = {}
    for read, out in zip(triples, hidden):
        if out and read[:2] not in known:
            test.setdefault(read[0], set()).add(read[1])
    return told(train, test, "2025-09-27", newest_first)


settle("1. What should r017 be shown next?", "X11", lambda: next_for("r017"))
settle("   And somebody new?", "X11", lambda: next_for("new"))
settle("2. Tom's random eighth:", "X11 to X13", at_random)
settle("3. and 4. By time, on the month after 28 September:", "X11 to X13", by_time)

# %% [markdown]
# Tom's 40 in 100 are right, and they were never about next month. By time neighbours find 12 in 100. That is still twice what the most-read list finds, so personal lists are worth having.
#
# Look at the second row, the most read of the last 30 days. In Tom's judgement it came last by far. By time it is no worse than the list of the whole year, and ahead of it in MRR: what is fresh matters, and the random split had hidden that. Whether neighbours are better than factors (0.122 and about 0.11; yours depends on how your factors begin) about 200 readers can't tell; you know from unit 07 how
# one would ask. And the coverage: popular lists show a tenth of the catalogue and less, to everybody the same, and personal ones more than half of it.
#
# What to tell Mina? "Switch the neighbours on for half of the readers, show the others the most read of the last 30 days, and let a month decide. And give new articles their place, or nobody will ever read them." What may *not* be concluded: that readers will read more. All numbers here ask whether we guess what people read *without* us.
