# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: What was this year about?
#     minutes: 145
#     prerequisites: [08-text-and-explanations/1-words]
#     summary: Frequent sets by Apriori, the news as a network, topics by LDA, and a number that tells good topics from bad ones.
# ---

# %% [markdown]
# # What was this year about?
#
# The Harbour Post, a small city paper, prints a review of the year. Mina, the editor, has one double page for it, and 720 articles. She asks Yuna from the data desk:
#
# 1. What was the event of each month?
# 2. How many subjects do we have? Tom, the developer, says eight, "since we have eight desks".
# 3. Which subject grew over the year, and which one shrank?
#
# Nobody wants to read 720 articles again. Your own functions answer all three in the last cells. After this lesson you can
#
# - find the sets of words that often stand together, without trying all sets there are,
# - draw a month's news as a network, and find its event,
# - say by a number whether a topic hangs together, fit topics by LDA, and choose how many.
#
# You need lesson 1: words of a text, and `Counter`. Plan two sittings, of about 80 and 65 minutes, with a break after X5b.
#
# %% role="read-only" id="setup-topics"
import collections
import itertools
import math

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer

import topics_figures
from topics_end import settle
from workbook import check
from workbook.notebook.quiz import quiz

table = pd.read_csv("data/news.csv")
news = [(date, words.split()) for date, words in zip(table["date"], table["words"])]
texts = [words for _, words in news]

# %% [markdown]
# ## Words that stand together
#
# Without its commonest words and its grammar, an article is a list of words. The news are invented, their order within an article says nothing:
#
# %%
print(table["date"][210], *texts[210])

# %% [markdown]
# Five articles small enough to count by eye. How many of them hold "storm" and "dyke" both? Python's sets answer it: `wanted <= set(article)` is true if every wanted word is there.
#
# %%
five = [
    ["storm", "dyke", "city", "storm"],
    ["storm", "city"],
    ["dyke", "storm", "flood"],
    ["flood", "city"],
    [],
]
print([{"storm", "dyke"} <= set(article) for article in five])

# %%
quiz(
    "In how many of the five articles does the set {storm} stand?",
    runs="""
five = [["storm", "dyke", "city", "storm"], ["storm", "city"]]
five += [["dyke", "storm", "flood"], ["flood", "city"], []]
print(sum({"storm"} <= set(article) for article in five))
""",
    right="3",
    wrong={
        "4": "The word stands four times, but in three articles. Articles are counted.",
        "5": "Two of the five don't hold it.",
    },
    because="The first article says it twice and counts once.",
)

# %% [markdown]
# ## X4a · Count sets of words
# **Level 2 · 5 minutes · 1 point**
#
# Write `count_sets(articles, candidates)`. `articles` is a list of articles, each a list of words; `candidates` is a list of tuples of different words. Return a list of whole numbers, one for each candidate in their order: how many articles hold all of its words.
#
# - A word that an article repeats counts once.
# - The words of a candidate stand in any order, in an article too, and needn't be neighbours.
# - Words are whole: an article with "party" doesn't hold "art".
# - A candidate that comes twice is counted twice. The empty candidate `()` asks for nothing, so every article holds it, the empty one too.
# - Neither list is changed.
#
# *Example.* For the five articles above and `[("dyke", "storm"), ("flood",)]` it is `[2, 2]`.
#
# <details><summary>Hint 1</summary>
#
# `set(candidate) <= set(article)` is `True` or `False`, and `sum` adds them up as 1 and 0.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two loops: the outer one over candidates, so that the list comes out in their order. For speed turn the articles into sets once, in a list of your own.
#
# </details>
#
# %% role="answer" id="count-sets"
def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    ### BEGIN SOLUTION
    held = [set(article) for article in articles]
    return [sum(set(candidate) <= words for words in held) for candidate in candidates]
    ### END SOLUTION

# %% role="tests" id="count-sets-tests" points=1
grade = check.parts(1)
shown_articles = [
    ["storm", "dyke", "city", "storm"],
    ["storm", "city"],
    ["dyke", "storm", "flood"],
    ["flood", "party"],
    [],
]
with grade("the example, and each rule of it"):
    for shown_candidates, shown_counts in (
        ([("dyke", "storm"), ("flood",)], [2, 2]),
        ([("storm",)], [3]),
        ([("city", "flood")], [0]),
        ([("art",)], [0]),
        ([("flood",), ("dyke", "storm", "flood"), ("flood",)], [2, 1, 2]),
        ([()], [5]),
        ([], []),
    ):
        check.equal(
            count_sets([list(one) for one in shown_articles], list(shown_candidates)),
            shown_counts,
            f"count_sets(articles, {shown_candidates})",
        )
### BEGIN HIDDEN TESTS
import topics_forms
from hidden import topics_truth, topics_worlds

rng_of_counts = check.rng("count-sets")
with grade("other articles"):
    for round_of_counts in range(3):
        made_articles, made_candidates = topics_worlds.counting(rng_of_counts)
        given_articles, given_candidates = (
            topics_forms.words_of(made_articles),
            list(made_candidates),
        )
        told_counts = count_sets(given_articles, given_candidates)
        expected_counts = [
            topics_truth.held(made_articles, one) for one in made_candidates
        ]
        check.equal(told_counts, expected_counts, f"count_sets for {made_candidates}")
    check.equal(count_sets([], [("a",)]), [0], "count_sets([], [('a',)])")
with grade("nothing is changed"):
    check.equal(
        count_sets(given_articles, given_candidates),
        expected_counts,
        "count_sets, called again",
    )
    topics_forms.kept(
        topics_forms.changed(count_sets, [made_articles, made_candidates]),
        ["articles", "candidates"],
    )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Too many sets
#
# The news hold about 200 different words. How many sets of them could one ask for?
#
# %%
for size in (1, 2, 3, 4, 5):
    print(f"{math.comb(200, size):>13,} sets of {size}")

# %% [markdown]
# There are more sets of five than eighty years have seconds. One fact makes nearly all of these needless. **Every article that holds a set holds each part of it.** So if few articles hold {ferry, opera}, no more hold {ferry, opera, strike}. Call a set **frequent** if at least so many articles hold it, say 3. Below, a:6 means that six articles hold a:
#
#     a:6    b:5    c:5    d:2   d is rare, so is all with a d
#        ab:4   ac:3   bc:1      bc is rare
#              abc ?             its part bc is rare: never ask
#
# **Apriori** goes up a step at a time. It counts single words, keeps the frequent ones, builds pairs of these, counts them, keeps the frequent ones, and so on. Before a larger set, a *candidate*, is counted, it looks at all parts with one word fewer. One rare part, and the candidate is dropped without counting. That is the **pruning**.
#
# `itertools.combinations` gives the parts:
#
# %%
print(list(itertools.combinations(("a", "b", "c"), 2)))

# %% [markdown]
# From frequent pairs to candidates of three: join two pairs that agree in all but their last word. It takes sorted tuples to work. (a, b) and (c, a) should make abc as well, but don't agree in their first word: unsorted, sets get lost.
#
# %%
pairs = [("a", "b"), ("a", "c"), ("b", "d")]
for one, two in itertools.combinations(pairs, 2):
    if one[:-1] == two[:-1]:
        print(one, "and", two, "make", (*one, two[-1]))

# %% [markdown]
# Only the first two agree in their first word. And abc will never be counted: its part bc isn't among the pairs, so it is pruned.

# %%
quiz(
    "Frequent are ab, ac, ad, bc, bd. Which sets of three are left to be counted "
    "after pruning?",
    right="abc and abd",
    wrong={
        "abc, abd and acd": "acd has the part cd, and cd isn't frequent.",
        "abc, abd, acd and bcd": "That is all of them. Look at cd, which isn't "
        "frequent.",
        "abc": "abd has the parts ab, ad and bd: all three are frequent, so it "
        "must be counted.",
    },
    because="cd is missing, and it is part of both acd and bcd.",
)

# %% [markdown]
# ## X4b · Apriori
# **Level 4 · 20 minutes · 3 points**
#
# The articles lie in an archive now, and reading it costs money. Write `frequent_sets(words, count, least)`. `words` is a list of different words in any order. `count` is the archive's function: `count(candidates)` takes a list of tuples of one word or more and returns a list of whole numbers, in how many articles each stands. `least` is a whole number, 1 or more.
#
# - Return a dict with every set of one word or more, however large, that at least `least` articles hold, and no other: from a tuple of its words to their number of articles. The words in a tuple are in the order of `sorted`.
# - Each candidate costs, and one that is asked for twice costs twice. You may ask for as many as there are sets whose parts with one word fewer are all frequent (single words have no such parts: each may be asked for). What Apriori asks for is exactly that.
# - Without words, or if nothing is frequent, return `{}`. `words` isn't changed.
#
# How you part the candidates into calls is up to you; an empty list is allowed.
#
# *Example.* In the drawing above, with `least` 3, it is `{("a",): 6, ("b",): 5, ("c",): 5, ("a", "b"): 4, ("a", "c"): 3}`, after 7 candidates: four words, ab, ac and bc.
#
# <details><summary>Hint 1</summary>
#
# Begin with a list of tuples of one word each, sorted: `(word,)` is such a tuple. As long as there is a level: count it, keep what is frequent, make the next level from that alone.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The next level: join as above, then keep a candidate only if `all(part in frequent for part in itertools.combinations(candidate, len(candidate) - 1))`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If sets are missing: are the tuples sorted, and do you join each pair of tuples once? If a few candidates too many were asked for, look at the pruning. If exactly those with `least` articles are missing, look at your comparison.
#
# </details>
#
# %% role="answer" id="frequent-sets"
def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    ### BEGIN SOLUTION
    frequent = {}
    level = [(word,) for word in sorted(words)]
    while level:
        kept = [one for one in zip(level, count(level)) if one[1] >= least]
        frequent.update(kept)
        level = []
        for (one, _), (two, _) in itertools.combinations(kept, 2):
            joined = (*one, two[-1])
            parts = itertools.combinations(joined, len(one))
            if one[:-1] == two[:-1] and all(part in frequent for part in parts):
                level.append(joined)
    return frequent
    ### END SOLUTION

# %% role="tests" id="frequent-sets-tests" points=3
import topics_forms

grade = check.parts(3)
drawn_counts = {
    ("a",): 6,
    ("b",): 5,
    ("c",): 5,
    ("d",): 2,
    ("a", "b"): 4,
    ("a", "c"): 3,
    ("b", "c"): 1,
}
with grade("the example: sets and counts"):
    ask_drawn, drawn_ledger = topics_forms.archive(lambda one: drawn_counts.get(one, 0))
    drawn_sets = frequent_sets(["c", "a", "d", "b"], ask_drawn, 3)
    topics_forms.sets(
        drawn_sets,
        {one: number for one, number in drawn_counts.items() if number >= 3},
        "the example",
    )
    topics_forms.within(drawn_ledger, 7, "the example")
with grade("nothing to find"):
    for no_words, too_many in ((["c", "a", "b"], 7), ([], 1)):
        ask_nothing, nothing_ledger = topics_forms.archive(
            lambda one: drawn_counts.get(one, 0)
        )
        topics_forms.sets(
            frequent_sets(list(no_words), ask_nothing, too_many),
            {},
            f"the words {no_words} and least = {too_many}",
        )
        topics_forms.within(
            nothing_ledger,
            len(no_words),
            f"the words {no_words} and least = {too_many}",
        )
### BEGIN HIDDEN TESTS
from hidden import topics_truth, topics_worlds

rng_of_baskets = check.rng("frequent-sets")
baskets = [topics_worlds.basket(rng_of_baskets, least) for least in (3, 5)]
truths = [topics_truth.frequent(one.words, one.articles, one.least) for one in baskets]
for told_basket, told_truth in zip(baskets, truths):
    with grade(f"another archive, least = {told_basket.least}", weight=4):
        kind_of_archive = f"an archive of 14 words, of which five stand together {told_basket.least} times"
        ask_archive, its_ledger = topics_forms.archive(
            lambda one: topics_truth.held(told_basket.articles, one)
        )
        given_words = list(told_basket.words)
        topics_forms.sets(
            frequent_sets(given_words, ask_archive, told_basket.least),
            told_truth[0],
            kind_of_archive,
        )
        topics_forms.kept(
            topics_forms.changed(
                frequent_sets, [given_words, told_basket.least], told_truth[0]
            ),
            ["words", "least"],
        )
        topics_forms.within(its_ledger, len(told_truth[1]), kind_of_archive)
with grade("one article is enough"):
    for few_words, few_articles in (
        (["b", "c", "a"], [["a", "b"], ["c"], ["a"]]),
        (["d", "b", "c", "a"], [["a", "b", "c"], ["d", "b", "a"], ["c", "d", "b"]]),
        (list("gcaebfd"), [list("fabgdce")]),
    ):
        kind_of_few = f"{len(few_words)} words, least = 1"
        ask_few, few_ledger = topics_forms.archive(
            lambda one: topics_truth.held(few_articles, one)
        )
        few_truth = topics_truth.frequent(few_words, few_articles, 1)
        topics_forms.sets(
            frequent_sets(few_words, ask_few, 1), few_truth[0], kind_of_few
        )
        topics_forms.within(few_ledger, len(few_truth[1]), kind_of_few)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## From sets to rules
#
# A set says what goes together. A **rule** A → B says: where A stands, B stands too. Three numbers judge it. Of 20 articles 5 hold "storm", 10 hold "city" and 4 hold both:
#
# | number | question | storm → city |
# |---|---|---|
# | support | which share of all articles holds A and B? | 4 / 20 = 0.2 |
# | confidence | of the articles with A, which share holds B, too? | 4 / 5 = 0.8 |
# | lift | how many times the share of B in all articles is that? | 0.8 / (10 / 20) = 1.6 |
#
# A lift of 1 means that A tells nothing about B. Now a common word:
#
# %%
quiz(
    "Of 20 articles 5 hold storm, 16 hold city, 4 hold both. The confidence of "
    "storm → city is 0.8 again. What is its lift?",
    runs="print((4 / 5) / (16 / 20))",
    number=1,
    within=0.01,
    wrong={
        1.6: "That was for a city in half of the articles. Here it stands in 16 of 20.",
        0.8: "That is the confidence. Divide it by the share of articles with city.",
    },
    because="City stands in 8 of 10 articles anyway. High confidence, and no "
    "news at all.",
)

# %% [markdown]
# ## X4c · Rules
# **Level 3 · 12 minutes · 2 points**
#
# Write `find_rules(counts, articles, least, sure)`. `counts` is all that an archive has answered: a dict from sets (tuples of words in the order of `sorted`) to numbers of articles. It holds sets that turned out too rare, as well; all parts of a set are in it. `articles` is the number of all articles.
#
# Return a dict from `(A, B)` to `(support, confidence, lift)`, three numbers that aren't rounded, for each rule A → B such that
#
# - A and B have one word or more each, in the order of `sorted`, and no word in common,
# - at least `least` articles hold all words of A and B,
# - the confidence is `sure` or more.
#
# Both A and B may have several words, and A → B is another rule than B → A. Without any rule return `{}`; `counts` isn't changed.
#
# *Example.* With `{("city",): 10, ("storm",): 5, ("city", "storm"): 4}`, 20 articles, `least` 4 and `sure` 0.5 there is one rule: `{(("storm",), ("city",)): (0.2, 0.8, 1.6)}`. City → storm has a confidence of 0.4.
#
# <details><summary>Hint 1</summary>
#
# For each set that is frequent and has two words or more, take every part of 1 to all but one of its words as A. B is what is left.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `tuple(word for word in both if word not in first)` keeps the order. If lifts are wrong: it is the share of B, not of A, that the confidence is divided by.
#
# </details>
#
# %% role="answer" id="find-rules"
def find_rules(counts, articles, least, sure):
    """From (A, B) to (support, confidence, lift), for each rule that is frequent enough."""
    ### BEGIN SOLUTION
    rules = {}
    for both, number in counts.items():
        if number < least:
            continue
        for size in range(1, len(both)):
            for first in itertools.combinations(both, size):
                second = tuple(word for word in both if word not in first)
                confidence = number / counts[first]
                if confidence >= sure:
                    lift = confidence / (counts[second] / articles)
                    rules[first, second] = (number / articles, confidence, lift)
    return rules
    ### END SOLUTION

# %% role="tests" id="find-rules-tests" points=2
import topics_forms

grade = check.parts(2)
city_counts = {
    ("city",): 10,
    ("storm",): 5,
    ("wave",): 4,
    ("city", "storm"): 4,
    ("city", "wave"): 1,
    ("storm", "wave"): 2,
}
with grade("the example"):
    topics_forms.rule_table(
        find_rules(dict(city_counts), 20, 4, 0.5),
        {(("storm",), ("city",)): (0.2, 0.8, 1.6)},
        "the example",
    )
    topics_forms.rule_table(
        find_rules(dict(city_counts), 20, 4, 0.4),
        {
            (("storm",), ("city",)): (0.2, 0.8, 1.6),
            (("city",), ("storm",)): (0.2, 0.4, 1.6),
        },
        "sure = 0.4",
    )
    topics_forms.rule_table(find_rules(dict(city_counts), 20, 5, 0.1), {}, "least = 5")
with grade("a rule of three words"):
    three_counts = {
        ("a",): 4,
        ("b",): 5,
        ("c",): 8,
        ("a", "b"): 4,
        ("a", "c"): 4,
        ("b", "c"): 4,
        ("a", "b", "c"): 4,
    }
    three_rules = find_rules(dict(three_counts), 16, 4, 0.9)
    topics_forms.rule_table(
        three_rules,
        {
            (("a",), ("b",)): (0.25, 1.0, 3.2),
            (("a",), ("c",)): (0.25, 1.0, 2.0),
            (("a",), ("b", "c")): (0.25, 1.0, 4.0),
            (("a", "b"), ("c",)): (0.25, 1.0, 2.0),
            (("a", "c"), ("b",)): (0.25, 1.0, 3.2),
            (("b", "c"), ("a",)): (0.25, 1.0, 4.0),
        },
        "three words, sure = 0.9",
    )
### BEGIN HIDDEN TESTS
from hidden import topics_truth, topics_worlds

rng_of_rules = check.rng("find-rules")
for least_of_rules in (3, 6):
    with grade(f"rules of another archive, least = {least_of_rules}", weight=4):
        basket_of_rules = topics_worlds.basket(rng_of_rules, least_of_rules)
        all_counts = topics_truth.frequent(
            basket_of_rules.words, basket_of_rules.articles, least_of_rules
        )[1]
        for sure_of_rules in (least_of_rules / (least_of_rules + 1), 0.5):
            given_counts = dict(all_counts)
            told_rules = find_rules(given_counts, 64, least_of_rules, sure_of_rules)
            expected_rules = topics_truth.rules(
                all_counts, 64, least_of_rules, sure_of_rules
            )
            topics_forms.rule_table(
                told_rules,
                expected_rules,
                f"64 articles, least = {least_of_rules}, sure = {sure_of_rules:.4g}",
            )
            changed_by_rules = topics_forms.changed(
                find_rules, [given_counts, 64, least_of_rules, sure_of_rules]
            )
            topics_forms.kept(changed_by_rules, ["counts", "articles", "least", "sure"])
with grade("rules with a lift of 1 and less", weight=2):
    dull_counts = {
        ("city",): 16,
        ("storm",): 5,
        ("tide",): 10,
        ("city", "storm"): 4,
        ("city", "tide"): 6,
        ("storm", "tide"): 1,
    }
    topics_forms.rule_table(
        find_rules(dict(dull_counts), 20, 4, 0.5),
        {
            (("storm",), ("city",)): (0.2, 0.8, 1.0),
            (("tide",), ("city",)): (0.3, 0.6, 0.75),
        },
        "20 articles, of which 16 hold city",
    )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Yuna asks the real archive. All sets of words that at least 60 of the 720 articles hold, without the ten commonest words; then the rules with the highest lift among those that are sure by 0.7:
#
# %%
def best_rules():
    words = sorted(set(itertools.chain(*texts)))
    common = {
        "city",
        "people",
        "year",
        "week",
        "new",
        "plan",
        "day",
        "say",
        "town",
        "resident",
    }
    sets = frequent_sets(
        [one for one in words if one not in common],
        lambda some: count_sets(texts, some),
        60,
    )
    rules = find_rules(sets, len(texts), 60, 0.7)
    best = sorted(rules, key=lambda rule: -rules[rule][2])[:3]
    shown = [
        f"{' and '.join(a)} → {' and '.join(b)}: lift {rules[a, b][2]:.1f}"
        for a, b in best
    ]
    return f"{len(sets)} sets, {len(rules)} rules; " + "; ".join(shown)


settle("Which words go together all year?", "X4", best_rules)

# %% [markdown]
# True, and no news: leagues have goals, and councils vote on taxes, in every month. For the review Mina wants what was special about *a month*.
#
# ## The news as a network
#
# Draw a dot for each word, and an edge between two words that go together. The question is what "go together" means. Play with the sliders, on the articles of March 2025:
#
# %%
topics_figures.network(pd.read_csv("data/news_pairs.csv"))

# %% [markdown]
# - Set the lift to 0. Which words have the most edges, and what do they tell?
# - Set it to 3.5, and the articles to 5. Which five words stand by themselves?
#
# <details><summary>What you should have found</summary>
#
# With lift 0 words such as city, week and plan are joined to everything: raw co-occurrence finds what is common. From about 3.5 on, crew, ferry, strike, union and wage have left the harbour and the school: something happened in March.
#
# </details>
#
# The lift of a pair needs no direction: with n articles, *n · n(a and b) / (n(a) · n(b))*. In March 60 articles: ferry stands in 9, strike in 10, both in 8. So 60 · 8 / 90 = 5.3.
#
# Lesson 1's `Counter` counts whatever it is given, piece by piece:
#
# %%
seen = collections.Counter()
for article in (["ship", "tide"], ["tide"]):
    seen.update(article)
print(seen)

# %% [markdown]
# Give it pairs, and it counts pairs.
#
# %%
quiz(
    "In 60 articles two words stand in 2 each, and always together. Their lift "
    "is 60 · 2 / 4 = 30. Should they get an edge?",
    right="No: two articles are too few to believe in, so support has a bound as well",
    wrong={
        "Yes: 30 is far above all others": "Of rare words, some meet by luck, "
        "and then the lift is huge.",
        "No: words in the same articles get no edge": "That is what edges are for.",
    },
    because="Lift is largest where there is least to count. It never goes "
    "without support.",
)

# %% [markdown]
# ## X5a · A month as a network
# **Level 3 · 12 minutes · 2 points**
#
# Write `month_network(news, month, least, lift)`. `news` is a list of pairs, a date such as `"2025-03-14"` and a list of words, in any order and of any years; `month` is text such as `"2025-03"`. Return a dict from `(a, b)` to the lift of two words, for each pair such that
#
# - at least `least` articles of the month hold both words,
# - their lift is `lift` or more, all counted in the articles of this month alone.
#
# Each pair is there once, `a` before `b` in the order of `sorted`, and no word is paired with itself. A word that an article repeats counts once. The lift isn't rounded. A month without articles gives `{}`.
#
# *Example.* The five articles further up, all from one month, with `least` 2: dyke and storm have the lift 5 · 2 / (2 · 3) = 1.67, city and storm 5 · 2 / (3 · 3) = 1.11. With `lift` 1.5 only `{("dyke", "storm"): 1.67}` is left, unrounded.
#
# <details><summary>Hint 1</summary>
#
# `date.startswith(month)` picks the articles. Make a sorted list of the different words of each: `sorted(set(words))`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `collections.Counter` and `itertools.combinations(ordered, 2)` count all pairs of an article in one line; the order comes from the sorted list. A second counter takes the single words.
#
# </details>
#
# %% role="answer" id="month-network"
def month_network(news, month, least, lift):
    """From pairs of words to their lift in the month, for pairs with enough articles and lift."""
    ### BEGIN SOLUTION
    articles = [sorted(set(words)) for date, words in news if date.startswith(month)]
    singles, both = {}, {}
    for words in articles:
        for word in words:
            singles[word] = singles.get(word, 0) + 1
        for pair in itertools.combinations(words, 2):
            both[pair] = both.get(pair, 0) + 1
    edges = {}
    for (a, b), number in both.items():
        value = len(articles) * number / (singles[a] * singles[b])
        if number >= least and value >= lift:
            edges[a, b] = value
    return edges
    ### END SOLUTION

# %% role="tests" id="month-network-tests" points=2
import topics_forms

grade = check.parts(2)
five_news = [
    ("2025-03-02", ["storm", "dyke", "city", "storm"]),
    ("2025-04-01", ["dyke", "city"]),
    ("2025-03-30", ["storm", "city"]),
    ("2025-03-11", ["dyke", "storm", "flood"]),
    ("2025-03-11", ["flood", "city"]),
    ("2025-03-31", []),
    ("2024-03-09", ["flood", "storm"]),
]
with grade("the example"):
    storm_dyke, storm_city = (
        {("dyke", "storm"): 5 * 2 / 6},
        {("city", "storm"): 5 * 2 / 9},
    )
    topics_forms.edges(
        month_network(list(five_news), "2025-03", 2, 1.5), storm_dyke, "the example"
    )
    topics_forms.edges(
        month_network(list(five_news), "2025-03", 2, 1.0),
        storm_dyke | storm_city,
        "the example with lift = 1",
    )
    topics_forms.edges(
        month_network(list(five_news), "2025-03", 3, 0.0),
        {},
        "the example with least = 3",
    )
    topics_forms.edges(
        month_network(list(five_news), "2025-05", 1, 0.0),
        {},
        "a month without articles",
    )
### BEGIN HIDDEN TESTS
from hidden import topics_truth, topics_worlds

rng_of_months = check.rng("month-network")
for number_of_month in range(2):
    with grade(f"another month, {number_of_month + 1}", weight=3):
        dated_news, its_month, its_least, its_lift = topics_worlds.month(rng_of_months)
        its_articles = [words for date, words in dated_news if date[:7] == its_month]
        for some_lift in (its_lift, 0.9):
            expected_edges = topics_truth.network(its_articles, its_least, some_lift)
            told_edges = month_network(
                [(date, list(words)) for date, words in dated_news],
                its_month,
                its_least,
                some_lift,
            )
            topics_forms.edges(
                told_edges,
                expected_edges,
                f"a month of 32 articles, in news of two years, lift = {some_lift}",
            )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Groups in a network, and the news in them
#
# Here is a small network, drawn by networkx. `add_edges_from` takes pairs; `spring_layout` lets edges pull like springs, and its `seed` keeps the picture the same:
#
# %%
graph = nx.Graph()
graph.add_edges_from(["ab", "ac", "bc", "bd", "cd", "de", "ef", "eg", "fg"])
places = nx.spring_layout(graph, seed=1)
fig, ax = plt.subplots(figsize=(6, 2.6))
nx.draw_networkx(graph, places, ax=ax, node_color="#56B4E9")
ax.set_title("Two groups of words, joined by one edge d – e")
plt.tight_layout()
plt.show()

# %% [markdown]
# Is it one group or two? **Connected components** say one: you can walk from a to g. A single edge that came about by luck glues two stories together. **Communities** are groups with many edges within and few between:
#
# %%
print("components: ", list(nx.connected_components(graph)))
print("communities:", list(nx.community.greedy_modularity_communities(graph)))

# %% [markdown]
# By components it is one group of seven, by communities two, and the edge d – e lies between them.
#
# Most communities of a month are standing subjects: the harbour, the hospital. An **event** is a group that is *fresh*. The freshness of a word is the share of the month's articles that hold it over the share of all articles that hold it. If 9 of March's 60 articles say "ferry", and 20 of the year's 720, it is (9 / 60) / (20 / 720) = 5.4. A word of every month has about 1.
#
# ## X5b · The event of the month
# **Level 3 · 14 minutes · 2 points**
#
# Write two functions.
#
# 1. `communities(edges)` takes a dict as from `month_network`, and returns a list of lists: groups with many edges within and few between, so that each word of `edges` is in exactly one. Words are in the order of `sorted` within a group; the largest group comes first, of equally large ones that with the smaller first word. A single edge between two groups doesn't make them one. Any method that finds such groups will do, from a library too, whether it looks at the lifts or not. Without edges return `[]`.
# 2. `month_event(news, month, groups)` takes news as in X5a (dates, words), and returns the group whose words have the highest mean freshness, unchanged. Groups with fewer than three words don't take part; of equally fresh ones the first wins; if no group is left return `[]`. "All articles" are all of `news`, and those of the month are among them. Every word of a group stands in an article of the month.
#
# *Example.* For the edges of the drawing, `communities` returns `[["a", "b", "c", "d"], ["e", "f", "g"]]`. A group with freshnesses 9, 2 and 2 (mean 4.3) wins over one with 4, 4 and 4.
#
# <details><summary>Hint 1</summary>
#
# `nx.Graph(list(edges))` makes a graph of the pairs. What networkx returns are sets: sort each, then sort the list by `(-len(group), group)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Write a small function for the share of some articles that hold a word. Then a word's freshness is a quotient of two of its calls, and `max(..., key=...)` takes the first of equal groups.
#
# </details>
#
# %% role="answer" id="month-event"
def communities(edges):
    """Groups of words with many edges within and few between, the largest first."""
    ### BEGIN SOLUTION
    if not edges:
        return []
    found = nx.community.greedy_modularity_communities(nx.Graph(list(edges)))
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    ### END SOLUTION


def month_event(news, month, groups):
    """The group of three words or more that is freshest in the month."""
    ### BEGIN SOLUTION
    every = [set(words) for _, words in news]
    now = [set(words) for date, words in news if date.startswith(month)]

    def share(articles, word):
        return sum(word in words for words in articles) / len(articles)

    def freshness(group):
        return sum(share(now, word) / share(every, word) for word in group) / len(group)

    large = [group for group in groups if len(group) >= 3]
    return max(large, key=freshness, default=[])
    ### END SOLUTION

# %% role="tests" id="month-event-tests" points=2
import topics_forms

grade = check.parts(2)
drawn_edges = {
    (one, two): 2.0
    for one, two in ["ab", "ac", "bc", "bd", "cd", "de", "ef", "eg", "fg"]
}
with grade("communities of the drawing"):
    topics_forms.groups(
        communities(dict(drawn_edges)),
        [["a", "b", "c", "d"], ["e", "f", "g"]],
        "the drawing",
    )
    topics_forms.groups(
        communities({("x", "y"): 3.0, ("b", "c"): 3.0}),
        [["b", "c"], ["x", "y"]],
        "two edges",
    )
    check.equal(communities({}), [], "communities({})")
event_news = [
    ("2025-03-01", ["a", "b", "c", "x", "x", "y", "z"]),
    ("2025-03-02", ["a", "c", "x", "y", "z", "u", "v"]),
]
event_news += [
    ("2025-04-01", ["x", "y"]),
    ("2025-05-01", ["x", "z", "c"]),
    ("2024-03-05", ["y", "z"]),
]
with grade("the event of five articles"):
    for event_groups, expected_event in (
        ([["x", "y", "z"], ["a", "b", "c"]], ["a", "b", "c"]),
        ([["u", "v"], ["x", "y", "z"]], ["x", "y", "z"]),
        ([["u", "v"]], []),
        ([], []),
        ([["b", "y", "z"], ["a", "y", "z"]], ["b", "y", "z"]),
    ):
        check.equal(
            month_event(
                list(event_news), "2025-03", [list(one) for one in event_groups]
            ),
            expected_event,
            f"month_event of the groups {event_groups}",
        )
### BEGIN HIDDEN TESTS
from hidden import topics_worlds

rng_of_events = check.rng("month-event")
with grade("communities of other networks", weight=2):
    for number_of_network in range(2):
        planted_edges, planted_groups = topics_worlds.linked(rng_of_events)
        topics_forms.groups(
            communities(dict(planted_edges)),
            planted_groups,
            "a network of 22 words with single edges between its groups",
        )
with grade("events of other months", weight=2):
    for number_of_event in range(3):
        year_news, event_month, year_groups, fresh_group = topics_worlds.happening(
            rng_of_events
        )
        told_event = month_event(
            [(date, list(words)) for date, words in year_news],
            event_month,
            [list(one) for one in year_groups],
        )
        check.equal(
            told_event,
            fresh_group,
            f"month_event in {event_month} of the groups {year_groups}",
            look="the mean of each word's freshness; groups of two",
        )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# March, drawn from your own edges and groups, each group in a colour of its own:
#
# %%
def draw_march():
    edges = month_network(news, "2025-03", 5, 3.5)
    graph = nx.Graph(list(edges))
    colours = plt.get_cmap("tab10").colors
    number = {word: i for i, group in enumerate(communities(edges)) for word in group}
    fig, ax = plt.subplots(figsize=(9, 5))
    places = nx.spring_layout(graph, seed=2, k=0.5)
    shades = [colours[number[word] % 10] for word in graph]
    nx.draw_networkx(
        graph,
        places,
        ax=ax,
        node_color=shades,
        node_size=90,
        font_size=8,
        edge_color="#cccccc",
    )
    ax.set_title(
        "March 2025: words with lift 3.5 or more in 5 articles or more; "
        "a colour for each group"
    )
    plt.show()
    return f"{len(graph)} words in {len(set(number.values()))} groups"


settle("What does March look like?", "X5", draw_march)

# %% [markdown]
# > **A first sitting may end here.** Question 1 is as good as answered: you have the network of a month, and its event. The second sitting looks for the subjects of the whole year. After a pause, run the cells above again.
#
# ## Does a list of words hang together?
#
# Communities cut words apart: each is in one group only. **Topics** are softer. Before we fit some (X6) we need a number that tells a good topic from a bad one, so X7 comes first. A topic is a list of its most probable words, most probable first. Which of these is one?
#
# %%
good = ["hospital", "doctor", "nurse", "patient"]
bad = ["hospital", "goal", "ship", "teacher"]
for one in (good, bad):
    both = [
        sum(a in words and b in words for words in texts)
        for a, b in itertools.combinations(one, 2)
    ]
    print(one, "pairs stand together in", both, "articles")

# %% [markdown]
# The words of the first list meet in 62 articles or more, those of the second in 17 at most.
#
# **Coherence** turns these counts into one number: a score for each pair of the topic's words, and the mean of all pairs. Let n(·) count articles, N be all of them, and p = n / N.
#
# **UMass** asks how well the *earlier* word of a pair foretells the *later* one, w₁ the earlier, w₂ the later:
#
# $$\log\frac{n(w_1 \text{ and } w_2) + 1}{n(w_1)}$$
#
# The 1 keeps a pair that never meets from log 0. (Mimno and others, who proposed it in 2011, add the pairs up; the mean lets topics of unequal length be compared.)
#
# **NPMI** doesn't mind the order. It is the logarithm of the lift, divided by −log p(a and b):
#
# $$\log\frac{p(a \text{ and } b)}{p(a) \cdot p(b)} \Big/ \big(-\log p(a \text{ and } b)\big)$$
#
# It lies between −1 (never together) and 1 (only together); 0 is what independent words get.
#
# With 20 articles, "storm" in 5, "city" in 10, both in 4: UMass of (storm, city) is log(5 / 5) = 0, that of (city, storm) log(5 / 10) = −0.69. NPMI is log(0.2 / 0.125) / −log 0.2 = 0.470 / 1.609 = 0.292, in either order.

# %%
print("UMass:", math.log((4 + 1) / 5), "and", round(math.log((4 + 1) / 10), 2))
print("NPMI: ", round(math.log(0.2 / (0.25 * 0.5)) / -math.log(0.2), 3))
#
# %%
quiz(
    "Two words of a topic stand in 3 articles each of 20, and never in the same "
    "one. What is the NPMI of the pair?",
    right="-1: the lowest value there is",
    wrong={
        "0: nothing is known of the pair": "0 is the value of independent words. "
        "These two avoid each other.",
        "an error, since log 0 has no value": "The formula has none, but its "
        "limit has: as p goes to 0 it goes "
        "to −1.",
        "-infinity": "The numerator goes there, but so does the denominator: "
        "their quotient goes to −1.",
    },
    because='NPMI is normalised so that "never together" is −1.',
)

# %% [markdown]
# ## X7 · Coherence
# **Level 3 · 14 minutes · 3 points**
#
# Write `umass(topic, articles)` and `npmi(topic, articles)`. `topic` is a list of different words, the most probable first; `articles` is a list of lists of words. Both return the mean of the scores above over all pairs of two words of the topic, with natural logarithms. An article counts once for a word, however often it repeats it.
#
# - UMass: a pair whose earlier word stands in no article has no value and is left out of the mean. If only the later word is missing, the pair counts: log(1 / n(w₁)).
# - NPMI: a pair that never stands in one article counts −1, also where one of its words stands nowhere, or where there are no articles. A pair that stands together in every article counts 0, since it tells nothing.
# - If there is no pair to take the mean of, both return `math.nan`.
#
# *Example.* For the five articles further up, `umass(["storm", "dyke", "flood"], five)` is the mean of log(3/3), log(2/3) and log(2/2), so −0.135. `npmi` is the mean of 0.557, −0.113 and 0.139, so 0.194.
#
# <details><summary>Hint 1</summary>
#
# `itertools.combinations(topic, 2)` gives the pairs, and in each the earlier word comes first.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Collect the scores in a list, skip a pair by `continue`, and divide by the length of that list, not by the number of pairs. In NPMI ask for the two special cases before you take a logarithm.
#
# </details>
#
# %% role="answer" id="coherence"
def umass(topic, articles):
    """Mean of log((both + 1) / earlier) over the topic's pairs."""
    ### BEGIN SOLUTION
    held = [set(article) for article in articles]
    scores = []
    for earlier, later in itertools.combinations(topic, 2):
        alone = sum(earlier in words for words in held)
        both = sum(earlier in words and later in words for words in held)
        if alone:
            scores.append(math.log((both + 1) / alone))
    return sum(scores) / len(scores) if scores else math.nan
    ### END SOLUTION


def npmi(topic, articles):
    """Mean normalised pointwise mutual information over the topic's pairs."""
    ### BEGIN SOLUTION
    held = [set(article) for article in articles]
    scores = []
    for a, b in itertools.combinations(topic, 2):
        both = sum(a in words and b in words for words in held) / len(held) if held else 0
        if both in (0, 1):
            scores.append(-1 if both == 0 else 0)
            continue
        apart = sum(a in words for words in held) * sum(b in words for words in held)
        scores.append(math.log(both * len(held) ** 2 / apart) / -math.log(both))
    return sum(scores) / len(scores) if scores else math.nan
    ### END SOLUTION

# %% role="tests" id="coherence-tests" points=3
import topics_forms

grade = check.parts(3)
storm_articles = [
    ["storm", "dyke", "city", "storm"],
    ["storm", "city"],
    ["dyke", "storm", "flood"],
    ["flood", "city"],
    [],
]
with grade("UMass of the example"):
    umass_shown = (
        (
            ["storm", "dyke", "flood"],
            (math.log(3 / 3) + math.log(2 / 3) + math.log(2 / 2)) / 3,
        ),
        (["dyke", "storm"], math.log(3 / 2)),
        (["storm", "dyke"], math.log(3 / 3)),
        (["storm", "opera"], math.log(1 / 3)),
        (["opera", "storm", "dyke"], math.log(3 / 3)),
        (["opera", "storm"], math.nan),
        (["storm"], math.nan),
    )
    for shown_topic, shown_value in umass_shown:
        check.close(
            umass(list(shown_topic), topics_forms.words_of(storm_articles)),
            shown_value,
            f"umass({shown_topic}, articles)",
            rtol=1e-7,
        )
with grade("NPMI of the example"):
    first_pair, second_pair, third_pair = (
        math.log(lift) / -math.log(p)
        for lift, p in ((5 * 2 / 6, 0.4), (5 / 6, 0.2), (5 / 4, 0.2))
    )
    npmi_shown = (
        (["storm", "dyke", "flood"], (first_pair + second_pair + third_pair) / 3),
        (["dyke", "storm"], first_pair),
        (["opera", "storm"], -1.0),
        (["opera", "storm", "dyke"], (-2 + first_pair) / 3),
        (["storm"], math.nan),
    )
    for shown_topic, shown_value in npmi_shown:
        check.close(
            npmi(list(shown_topic), topics_forms.words_of(storm_articles)),
            shown_value,
            f"npmi({shown_topic}, articles)",
            rtol=1e-7,
        )
    check.close(
        npmi(["a", "b"], [["a", "b"], ["b", "a", "c"]]),
        0.0,
        "npmi of two words that stand in every article",
    )
with grade("without any articles"):
    check.close(umass(["a", "b", "c"], []), math.nan, "umass(['a', 'b', 'c'], [])")
    check.close(
        npmi(["a", "b", "c"], []),
        -1.0,
        "npmi(['a', 'b', 'c'], [])",
        look="no pair stands together in an article",
    )
### BEGIN HIDDEN TESTS
from hidden import topics_truth, topics_worlds

rng_of_topics = check.rng("coherence")
for told_name, told_function, true_function in (
    ("umass", umass, topics_truth.umass),
    ("npmi", npmi, topics_truth.npmi),
):
    with grade(f"{told_name} on other articles", weight=3):
        for number_of_topic in range(2):
            made_topic, topic_articles = topics_worlds.topic_and_articles(rng_of_topics)
            more_words = ["harbour", "crew"]
            topic_articles += [["harbour", "crew"], ["crew", "harbour", "other"], ["crew"]]
            for some_topic, where in (
                (made_topic, "five words"),
                (made_topic[::-1], "the same words, the other way round"),
                (["nowhere", *made_topic], "six words, the first in no article"),
                (
                    [*made_topic, *(f"nowhere {number}" for number in range(5)), *more_words],
                    "twelve words, five of them in no article",
                ),
                (
                    [made_topic[0], "nowhere", made_topic[4]],
                    "three words, the second in no article",
                ),
                (made_topic[:1], "one word"),
                ([], "no word"),
            ):
                given_topic, given_texts = (
                    list(some_topic),
                    topics_forms.words_of(topic_articles),
                )
                told_value = told_function(given_topic, given_texts)
                check.close(
                    told_value,
                    true_function(some_topic, topic_articles),
                    f"{told_name} of {where}, {len(topic_articles)} articles",
                    rtol=1e-7,
                )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Topics by LDA
#
# **Latent Dirichlet allocation** (LDA) imagines how an article comes about. (*Latent* means hidden: nobody sees the topics. *Dirichlet* is the mathematician after whom the distribution of the shares is named.) There are *k* topics, each a bag of words with a probability for each word. An article has **shares** of topics, say 0.6 harbour and 0.4 council. For each word of it, draw a topic by these shares, then a word from that topic's bag. Of all this we see only the words. Fitting LDA turns it round: which topics, and which shares, make these words likely?
#
# Seven tiny articles, two topics. `CountVectorizer(analyzer=list)` counts the words of articles that are lists already:
#
# %%
tiny = [
    ["ship", "tide"] * 4,
    ["tide", "ship", "quay"] * 3,
    ["goal", "team"] * 4,
    ["team", "goal", "fan"] * 3,
]
tiny += [["ship", "goal"] * 4, ["quay", "ship"] * 4, ["fan", "goal"] * 4]
counter = CountVectorizer(analyzer=list)
counts = counter.fit_transform(tiny)
lda = LatentDirichletAllocation(2, random_state=0, max_iter=20)
shares = lda.fit_transform(counts)
print(shares.round(2))
print(counter.get_feature_names_out())
print(lda.components_.round(1))

# %% [markdown]
# Each row of `shares` is an article and adds up to 1: the fifth is half and half. Each row of `components_` is a topic: the larger the number, the more probable the word. Now with another seed:
#
# %%
quiz(
    "With random_state=0 the first article belongs to one of the topics 0 and 1. "
    "To which does it belong with another random_state?",
    right="to either: topics have no fixed numbers",
    wrong={
        "to the same: it is the same article": "The article stays where its "
        "words are, but the topic of "
        "these words may have the other "
        "number.",
        "to topic 0, since it comes first": "The order of articles has nothing "
        "to do with the order of topics.",
    },
    because="The numbers come from the random start. Two fits are compared up to "
    "a permutation, or not at all.",
)

# %%
for seed in range(5):
    turned = LatentDirichletAllocation(2, random_state=seed, max_iter=20).fit(counts)
    print("seed", seed, "first article:", turned.transform(counts[0]).round(2)[0])

# %% [markdown]
# The article's shares are the same each time. But with some seeds ships are topic 0, and with others topic 1.
#
# The start matters in another way, too. Fitting climbs from a random place and may end on a hill that isn't the highest: two subjects in one topic, a third one split in two. In our trials it was up to one start in twenty. So start several times, and keep the fit with the highest `score` on the same counts: for *one* k that is fair.
#
# Here is what k does to an article. Choose one, move k:
#
# %%
topics_figures.mixture(pd.read_csv("data/news_mixtures.csv"))

# %% [markdown]
# - N0258 is about two subjects. From which k on do you see which two?
# - What happens to topics beyond the right k?
#
# <details><summary>What you should have found</summary>
#
# With few topics, subjects share one. From six on, each topic is one subject. Beyond that some subjects are split between two topics whose words differ little, or a topic picks up rests.
#
# </details>
#
# %% [markdown]
# To read a topic one needs the *places* of its largest numbers. `np.argsort` gives the places from the smallest number to the largest:
#
# %%
signs, sizes = np.array(["p", "q", "r", "s"]), np.array([0.2, 0.9, 0.1, 0.5])
places = np.argsort(sizes)
print(places, signs[places], signs[places[::-1]])

# %% [markdown]
# ## X6a · Fit topics
# **Level 3 · 14 minutes · 2 points**
#
# Write `fit_topics(articles, k, top=8, seed=0)`: fit LDA with `k` topics to a list of articles (lists of words), and return a pair `(topics, shares)`.
#
# - `topics` is a list of `k` lists, each with a topic's `top` most probable words, the most probable first.
# - `shares` is an array of floats with a row for each article, in their order, and a column for each topic: column i belongs to `topics[i]`. Each row adds up to 1. An article without words has the share 1/k of each topic.
# - The same `seed` gives the same result.
#
# The tests plant topics and compare yours with them up to a permutation: the shares may be 0.06 off on average. (The tests' articles need no other settings than scikit-learn's, but for the seed. One start in twenty ends at a poor place; the best of five is enough.)
#
# *Example.* Of the seven articles above with `top=2`: the topics are ship and tide or quay, goal and team or fan; the fifth article has about half of each.
#
# <details><summary>Hint 1</summary>
#
# Count once. In a loop over five seeds (`seed`, `seed + 1`, …) fit, and keep the model with the highest `score(counts)`: `max(models, key=...)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.argsort(row)` goes from small to large. Turn it round, cut it to `top`, and look the places up in the counter's names.
#
# </details>
#
# %% role="answer" id="fit-topics"
def fit_topics(articles, k, top=8, seed=0):
    """(topics, shares): each topic's top words, and each article's share of each topic."""
    ### BEGIN SOLUTION
    counter = CountVectorizer(analyzer=list)
    counts = counter.fit_transform(articles)
    starts = [
        LatentDirichletAllocation(k, random_state=seed + start).fit(counts) for start in range(5)
    ]
    best = max(starts, key=lambda model: model.score(counts))
    names = counter.get_feature_names_out()
    topics = [[str(names[i]) for i in np.argsort(-row)[:top]] for row in best.components_]
    return topics, best.transform(counts)
    ### END SOLUTION

# %% role="tests" id="fit-topics-tests" points=2
import topics_forms

grade = check.parts(2)
two_bags = [["ship", "tide", "quay", "hull"], ["goal", "team", "fan", "cup"]]
two_articles, two_shares = [[]], [[0.5, 0.5]]
for part_of_ships in (1.0, 0.0, 0.5, 0.75, 0.25) * 6:
    of_ships = int(part_of_ships * 20)
    two_articles.append(
        [
            two_bags[i >= of_ships][
                (0, 1, 0, 2, 1, 0, 3, 0, 1, 2)[(7 * i + len(two_articles)) % 10]
            ]
            for i in range(20)
        ]
    )
    two_shares.append([part_of_ships, 1 - part_of_ships])
with grade("thirty articles on ships and football"):
    two_fit = fit_topics(topics_forms.words_of(two_articles), 2, top=3, seed=1)
    topics_forms.fitted(
        two_fit,
        two_articles,
        two_bags,
        np.array(two_shares),
        3,
        "thirty articles on ships and football",
    )
with grade("the same seed"):
    check.close(
        fit_topics(topics_forms.words_of(two_articles), 2, top=3, seed=1)[1],
        two_fit[1],
        "the shares with the same seed",
        rtol=1e-6,
    )
    mixed_articles = [
        [sum(two_bags, [])[(5 * i * i + 3 * j * (i + 1)) % 8] for j in range(6)]
        for i in range(8)
    ]
    check.close(
        fit_topics(topics_forms.words_of(mixed_articles), 3)[1],
        fit_topics(topics_forms.words_of(mixed_articles), 3, seed=0)[1],
        "the shares of eight articles without `seed`, compared with those for seed=0",
        rtol=1e-6,
    )
### BEGIN HIDDEN TESTS
from hidden import topics_worlds

with grade("three planted topics", weight=6):
    planted_world = topics_worlds.planted(check.rng("fit-topics"), 3, size=60)
    planted_fit = fit_topics(
        topics_forms.words_of(planted_world.articles), 3, top=5, seed=3
    )
    topics_forms.fitted(
        planted_fit,
        planted_world.articles,
        planted_world.topics,
        planted_world.shares,
        5,
        "sixty articles on three planted topics",
    )
with grade("eight words unless told, of all words"):
    desk_words = [
        ["ship", "tide", "quay", "hull", "tug", "dock"],
        ["goal", "team", "fan", "cup", "match", "coach"],
    ]
    city_articles = [
        ["city"] * 4 + [desk_words[i % 2][(i // 2 + j) % 6] for j in range(10)]
        for i in range(30)
    ]
    city_articles[8] += ["regatta"] * 12
    few_topics, few_shares = fit_topics(topics_forms.words_of(city_articles), 2)
    check.equal(
        [len(one) for one in few_topics],
        [8, 8],
        "the number of words in each topic without `top`",
    )
    check.equal(
        [one[0] for one in few_topics],
        ["city", "city"],
        "the most probable word of two topics, where every article says city most often",
        look="the most probable first; a topic's own sum, not a word's over the topics",
    )
    check.that(
        any({"regatta", *desk_words[0]} <= set(one) for one in few_topics),
        "regatta, which one article says twelve times, is among its topic's eight words",
    )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## How many topics?
#
# LDA takes any k and never complains. What tells a good one? A wrong turn that stands in many notebooks: the perplexity (how surprised the model is by its words) on the *training* texts. It falls as long as there is more to adapt to. Coherence asks something else: do the words of each topic really stand together, in articles that the fit has *not* seen?
#
#     articles   ▪▪▪▪▪▪▪▪▪▪ ▫▫▫▫▫▫▫▫▫▫
#                fit topics │ coherence of these topics        for each k; take the best mean
#
# ## X6b · Choose k
# **Level 3 · 7 minutes · 1 point**
#
# Write `choose_k(train, held, ks, fit, score)`. `train` and `held` are lists of articles, `ks` is a list of one or more different whole numbers, in any order. `fit(articles, k)` returns a list of k topics, `score(topic, articles)` the coherence of one topic. For each k call `fit` once, on `train`; its value is the mean of its topics' scores on `held`.
#
# Return `(k, values)`: the k with the highest value, of equal ones the smallest, and a dict from each k to its value.
#
# *Example.* If the topics for k = 2 score 0.5 and 0.1, and those for k = 3 score 0.4, 0.4 and 0.1, the values are 0.3 for both, and k is 2.
#
# <details><summary>Hint 1</summary>
#
# A dict of values first, k by k. Then `max(sorted(values), key=...)`: of equal ones `max` takes the first.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If the largest k always wins, look whether you add up where a mean is asked for, and which articles you score on.
#
# </details>
#
# %% role="answer" id="choose-k"
def choose_k(train, held, ks, fit, score):
    """(k, values): the number of topics whose mean coherence on held articles is highest."""
    ### BEGIN SOLUTION
    values = {}
    for k in sorted(ks):
        scores = [score(topic, held) for topic in fit(train, k)]
        values[k] = sum(scores) / len(scores)
    return max(values, key=values.get), values
    ### END SOLUTION

# %% role="tests" id="choose-k-tests" points=1
grade = check.parts(1)


def scripted_fit(calls):
    def fit_and_note(some_articles, some_k):
        calls.append((some_articles, some_k))
        return [[f"k{some_k}", f"topic{number}"] for number in range(some_k)]

    return fit_and_note


def scripted_score(on_held, on_train, held_articles):
    def score_of_topic(some_topic, some_articles):
        table_of_scores = on_held if some_articles == held_articles else on_train
        return table_of_scores[int(some_topic[0][1:])][int(some_topic[1][5:])]

    return score_of_topic


def chosen(on_held, on_train, some_ks, right_k, told):
    train_articles, held_articles = (
        [["train", "a"], ["b"]],
        [["held", "a"], ["c"], ["b"]],
    )
    calls = []
    arguments = (
        [list(one) for one in train_articles],
        [list(one) for one in held_articles],
        list(some_ks),
    )
    result = choose_k(
        *arguments,
        scripted_fit(calls),
        scripted_score(on_held, on_train, held_articles),
    )
    values = {some_k: sum(on_held[some_k]) / some_k for some_k in some_ks}
    check.that(
        isinstance(result, tuple) and len(result) == 2,
        f"choose_k returns a pair (k, values), on {told}",
    )
    check.close(
        result[1], values, f"the values of choose_k on {told}, where fit is scripted"
    )
    check.equal(result[0], right_k, f"k on {told}, with the values {values}")
    check.equal(
        sorted(some_k for _, some_k in calls),
        sorted(some_ks),
        f"the k for which fit was called, on {told}",
    )
    check.that(
        all(some_articles == train_articles for some_articles, _ in calls),
        f"fit is called on train, and on nothing else ({told})",
    )


with grade("the example"):
    chosen(
        {2: [0.5, 0.125], 3: [0.5, 0.25, 0.1875]},
        {2: [0.5, 0.5], 3: [0.9, 0.9, 0.9]},
        [3, 2],
        2,
        "the example, nearly",
    )
    chosen(
        {2: [0.25, 0.125], 4: [0.75, 0.25, 0.25, 0.25]},
        {2: [0.5, 0.5], 4: [0.1] * 4},
        [2, 4],
        4,
        "two k",
    )
### BEGIN HIDDEN TESTS
from hidden import topics_worlds

rng_of_ks = check.rng("choose-k")
with grade("other scores", weight=3):
    for number_of_ks in range(3):
        held_scores, train_scores, right_number = topics_worlds.scores(rng_of_ks)
        chosen(
            held_scores,
            train_scores,
            [int(k) for k in rng_of_ks.permutation(list(held_scores))],
            right_number,
            "eight k in mixed order",
        )
    chosen(
        {5: [-0.5] * 5, 3: [-0.25] * 3, 4: [-0.125] * 4},
        {5: [0.1] * 5, 3: [0.2] * 3, 4: [0.1] * 4},
        [5, 4, 3],
        4,
        "negative scores",
    )
    chosen(
        {k: [(8 - k) / 8 if k < 7 else 0.875] * k for k in range(2, 8)},
        {k: [0.5] * k for k in range(2, 8)},
        [2, 3, 4, 5, 6, 7],
        7,
        "values that fall four times before they rise",
    )
    chosen(
        {2: [0.5 - 2**-13] * 2, 4: [0.5] * 4},
        {2: [0.5] * 2, 4: [0.25] * 4},
        [4, 2],
        4,
        "two values that are nearly equal",
    )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Which topic is that?
#
# In July Tom fits again, and on the wall the line "topic 3" jumps from 0.1 to 0.3. Nothing has happened in the city: topic 3 was the school, and now it is the harbour. Whoever compares two fits has to find out first which topic is which.
#
# The **overlap** of two topics: over all words the smaller of both probabilities, added up. The same topic has 1, strangers 0.
#
# %%
january = np.array([[0.6, 0.4, 0.0], [0.5, 0.1, 0.4]])
july = np.array([[0.6, 0.2, 0.2], [0.5, 0.5, 0.0]])
for i, row in enumerate(january):
    print(
        f"January's topic {i}:",
        [round(float(np.minimum(row, other).sum()), 2) for other in july],
    )

# %% [markdown]
# Both of January's topics overlap a good deal with July's topic 0. If each takes the nearest, two old topics become one, and July's topic 1 belongs to nobody. Pair them up so that the *sum* is greatest: 0 with 1 (0.9) and 1 with 0 (0.8). That is an assignment, which SciPy solves for any table:
#
# %%
from scipy.optimize import linear_sum_assignment

rows, columns = linear_sum_assignment([[0.8, 0.9], [0.8, 0.6]], maximize=True)
print(rows, columns)

# %% [markdown]
# ## X6c · Topics over months
# **Level 4 · 10 minutes · 2 points**
#
# 1. `match_topics(old, new)`: two arrays with a row of word probabilities for each topic, their columns the same words; `new` has as many rows or more. Return a list `order` with a number for each row of `old`, all different: `new[order[i]]` goes with `old[i]`, and the sum of the overlaps is the greatest there is.
# 2. `month_shares(shares, months, order)`: `shares` is an array with a row for each article and a column for each topic, `months` a list with each article's month. Return a dict from each month that occurs to a list: the mean share of topic `order[0]` in its articles, of topic `order[1]`, and so on. Every article counts the same. Topics that aren't in `order` are left out.
#
# Whole numbers may be Python's or NumPy's, and so may the means. Arrays and lists aren't changed.
#
# *Example.* `match_topics(january, july)` is `[1, 0]`. With shares `[[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]]`, months `["2025-01", "2025-02", "2025-01"]` and the order `[1, 0]` it is `{"2025-01": [0.45, 0.55], "2025-02": [0.5, 0.5]}`.
#
# <details><summary>Hint 1</summary>
#
# `np.minimum(old[:, None, :], new[None, :, :]).sum(axis=2)` is the whole table of overlaps. Two loops do it, too.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `columns` above is nearly the list. For the months: `np.array(months) == month` picks rows, `mean(axis=0)` gives one number a topic, and `[order]` puts them in place. If numbers are right and places wrong, look which way your order points.
#
# </details>
#
# %% role="answer" id="over-months"
def match_topics(old, new):
    """For each old topic the number of the new one that goes with it."""
    ### BEGIN SOLUTION
    overlaps = np.minimum(old[:, None, :], new[None, :, :]).sum(axis=2)
    return linear_sum_assignment(overlaps, maximize=True)[1].tolist()
    ### END SOLUTION


def month_shares(shares, months, order):
    """From each month to the mean shares of the topics in order."""
    ### BEGIN SOLUTION
    where = np.array(months)
    return {
        month: shares[where == month].mean(axis=0)[order].tolist() for month in sorted(set(months))
    }
    ### END SOLUTION

# %% role="tests" id="over-months-tests" points=2
import topics_forms

grade = check.parts(2)
with grade("the example: which topic is which"):
    old_two, new_two = (
        np.array([[0.6, 0.4, 0.0], [0.5, 0.1, 0.4]]),
        np.array([[0.6, 0.2, 0.2], [0.5, 0.5, 0.0]]),
    )
    topics_forms.paired(
        match_topics(old_two.copy(), new_two.copy()),
        np.array([[0.8, 0.9], [0.8, 0.6]]),
        1.7,
        "the example",
    )
    three_new = np.vstack([[0.0, 0.0, 1.0], new_two])
    topics_forms.paired(
        match_topics(old_two.copy(), three_new),
        np.array([[0.0, 0.8, 0.9], [0.4, 0.8, 0.6]]),
        1.7,
        "a third new topic, in front",
    )
with grade("the example: topics over months"):
    three_shares = np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])
    told_months = month_shares(three_shares, ["2025-01", "2025-02", "2025-01"], [1, 0])
    check.close(
        told_months,
        {"2025-01": [0.45, 0.55], "2025-02": [0.5, 0.5]},
        "month_shares of the example",
    )
    check.close(
        month_shares(three_shares, ["2025-01"] * 3, [1]),
        {"2025-01": [1.4 / 3]},
        "month_shares of one topic",
    )
### BEGIN HIDDEN TESTS
from hidden import topics_truth, topics_worlds

rng_of_fits = check.rng("over-months")
with grade("other fits", weight=2):
    for many, more in ((4, 0), (5, 2)):
        old_fit, new_fit = topics_worlds.two_fits(rng_of_fits, many, more)
        given_old, given_new = old_fit.copy(), new_fit.copy()
        told_order = match_topics(given_old, given_new)
        overlaps_of_fits = topics_truth.overlap(old_fit, new_fit)
        topics_forms.paired(
            told_order,
            overlaps_of_fits,
            topics_truth.best_overlap(old_fit, new_fit),
            f"{many} old and {many + more} new topics",
        )
        topics_forms.kept(
            topics_forms.changed(match_topics, [old_fit, new_fit]), ["old", "new"]
        )
    near_old = np.array([[0.0, 0.0, 0.65, 0.35], [0.05, 0.4, 0.5, 0.05]])
    near_new = np.array([[0.65, 0.05, 0.0, 0.3], [0.0, 0.2, 0.05, 0.75]])
    topics_forms.paired(
        match_topics(near_old.copy(), near_new.copy()),
        topics_truth.overlap(near_old, near_new),
        topics_truth.best_overlap(near_old, near_new),
        "two topics that cosine and Hellinger's distance pair otherwise",
    )
with grade("other months", weight=2):
    many_shares = rng_of_fits.dirichlet(np.ones(5), 30)
    many_months = [
        f"2025-{1 + int(i) ** 2 // 18:02d}" for i in rng_of_fits.permutation(30)
    ]
    for some_order in ([3, 0, 4, 1, 2], [2, 4, 0]):
        month_means = {
            month: [
                float(
                    np.mean(
                        [
                            row[topic]
                            for row, other in zip(many_shares, many_months)
                            if other == month
                        ]
                    )
                )
                for topic in some_order
            ]
            for month in set(many_months)
        }
        given_shares, given_months = many_shares.copy(), list(many_months)
        check.close(
            month_shares(given_shares, given_months, list(some_order)),
            month_means,
            f"month_shares with order {some_order}, months of unequal size",
        )
        changed_by_months = topics_forms.changed(
            month_shares, [many_shares, many_months, list(some_order)]
        )
        topics_forms.kept(changed_by_months, ["shares", "months", "order"])
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - A set is never more frequent than its parts. Apriori counts a candidate only if all its parts are frequent.
# - Confidence is high wherever B is common. Lift compares with chance, and is loud where there is little to count: use both bounds.
# - A network of lifts shows stories; communities part them, and freshness tells news from standing subjects.
# - Coherence asks whether a topic's words stand together, in articles that the fit has not seen. More topics always fit the training texts better.
# - Topics have no numbers. Match before you compare.
#
# Mina's review of the year, by your functions:
#
# %%
def events():
    told = []
    for month in sorted({date[:7] for date, _ in news}):
        groups = communities(month_network(news, month, 5, 3.5))
        told.append(f"{month}: {' '.join(month_event(news, month, groups))}")
    return "\n    ".join(told)


settle("1. What was the event of each month?", "X5", events)

# %% [markdown]
# For topics, words of more than a third of all articles go, and so do words of fewer than 25: the first are in every topic, the second are one month's events.
#
# %%
stands_in = pd.Series([word for words in texts for word in set(words)]).value_counts()
usable = set(stands_in[(stands_in >= 25) & (stands_in <= len(texts) / 3)].index)
lean = [[word for word in words if word in usable] for words in texts]


def subjects():
    chosen_k, values = choose_k(
        lean[::4], lean[1::4], [5, 6, 8], lambda some, k: fit_topics(some, k)[0], npmi
    )
    told = ", ".join(f"{value:.2f} for k = {k}" for k, value in values.items())
    return f"{chosen_k}, by coherence {told}"


settle("2. How many subjects do we have?", "X6", subjects)

# %%
def grown():
    topics, shares = fit_topics(lean, 6)
    by_month = month_shares(shares, table["date"].str[:7].tolist(), list(range(6)))
    change = np.mean([by_month[f"2025-{m:02d}"] for m in (10, 11, 12)], axis=0)
    change = change - np.mean([by_month[f"2025-{m:02d}"] for m in (1, 2, 3)], axis=0)
    most, least = int(change.argmax()), int(change.argmin())
    grew, shrank = " ".join(topics[most][:3]), " ".join(topics[least][:3])
    return (
        f"grew: {grew} ({change[most]:+.2f}); shrank: {shrank} ({change[least]:+.2f})"
    )


settle("3. Which subject grew, and which one shrank?", "X6", grown)

# %% [markdown]
# Six subjects, and not eight. The harbour took room from the school. (All 720 articles were needed for that. With every fourth alone, 15 a month, we found football growing most.) What may *not* be concluded: that the city had more harbour news. These are shares of what the paper printed, and they add up to 1, so where one grows another shrinks, even if it is as busy as before. And "six" is a choice by one measure on these articles: ask it again next year.
