# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: An archive that can be searched
#     minutes: 135
#     prerequisites: [03-pytorch/2-layers, 07-statistics-and-churn/4-features]
#     summary: Unicode forms, tokens that point back into the text, TF-IDF as a sparse matrix, and search with BM25 on an inverted index.
# ---

# %% [markdown]
# # An archive that can be searched
#
# *The Harbour Post* is a small city paper: Mina edits it, Tom writes its software, Yuna looks after its data, and since today you are the fourth at the **data desk**. Mina has a grievance. "The café by the pier opens again. I know that we wrote about it all year. The archive's search box finds six articles, and I remember more."
#
# The archive holds 321 short articles of a year, in English and Korean. Four systems filled it: the desk's own, correspondents' laptops, an agency's wire, and scanned pages. Before the archive goes public Mina wants to know four things:
#
# 1. Which articles name the Café Möwe?
# 2. Where do e-mail addresses stand in the old texts? Those of readers must be blacked out, to the letter.
# 3. Tonight's article is about the crews of the ferry. Which older one goes below it as "see also"?
# 4. Who types "night ferry strike": what comes first?
#
# Your own functions answer all four. After this lesson you can
#
# - bring text into one form, and cut it into words without losing the place where they stood,
# - weigh words by TF-IDF, by hand and as a sparse matrix,
# - build a search engine: an inverted index, and BM25, by which Lucene and the search engines built on it rank unless told otherwise.
#
# You need Python's basics and a little pandas. Regular expressions are shown as far as they are needed. Plan two sittings of about an hour each, with a break after X1b.
#
# %% role="read-only" id="setup-words"
import math
import re
import unicodedata
from collections import Counter
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy import sparse

import words_figures
from words_forms import settle
from words_marks import MARKS  # all signs that sit on top of a letter: you meet them further down
from workbook import check
from workbook.notebook.quiz import quiz

archive = pd.read_csv("data/archive.csv", keep_default_na=False)

# %% [markdown]
# ## Six of how many?
#
# %%
archive.iloc[[4, 1, 0], [0, 2, 3, 4, 5]]

# %% [markdown]
# Tom's search box does what anybody would write first: is the query *in* the text?
#
# %%
def box(query):
    return [row.id for row in archive.itertuples() if query in row.text]


print(len(box("Café Möwe")), "articles:", box("Café Möwe"))

# %% [markdown]
# Try what Mina might try next, and then a part of the name without any special letters:
#
# %%
for query in ("café möwe", "CAFÉ MÖWE", "Café", "Caf", "M"):
    print(f"{query:10} {len(box(query)):4} articles")

# %% [markdown]
# "Caf" finds more articles than "Café". So some of the texts have a word that begins with Caf, and goes on with something that isn't é? Here are two of them, side by side. They look the same. In Python `\u0301` within a text is the code of one sign, number 0301 in hexadecimal digits:
#
# %%
one, two = "Café", "Cafe\u0301"
print(one, two)
words_figures.code_points(one, two)

# %% [markdown]
# A text is a row of **code points**, numbers that Unicode gives to letters and signs. The letter é may be *one* of them, or *two*: a plain e, and a **combining mark** (the orange box; the dotted circle only shows where the letter goes; U+0301 is the usual way to write its number) that puts the accent onto it. Both are right. Keyboards mostly make the first. File names from Macs often have the second, and so has what is copied from them.
#
# %%
quiz(
    "Both words look like Café on your screen. What does this print?",
    runs="""
one, two = "Café", "Cafe\\u0301"
print(len(one), len(two), one == two)
""",
    right="4 5 False",
    wrong={
        "4 4 True": "Python compares code points, and not what they look like.",
        "4 5 True": "Texts of different lengths are never equal.",
        "4 4 False": "The mark U+0301 is a code point of its own, and len counts it.",
    },
    because="len counts code points, == compares them one by one, and the mark is one of them.",
)

# %% [markdown]
# ### Forms
#
# Unicode knows about such pairs, and has **normal forms** that make one of them:
#
# - **NFC** composes: e and mark become é.
# - **NFD** takes apart: é becomes e and mark.
# - **NFKC** composes like NFC, and replaces signs that Unicode takes for another *look* of the same letter: the ligature ﬁ from a scanned page, the wide digits that Korean and Japanese keyboards can make.
#
# `unicodedata.normalize` does it. Korean has it, too: 부두 (pier) is two code points, or four parts of syllables.
#
# %%
for text in ("Cafe\u0301", "부두", "ﬁsh", "６,０００", "5℃", "①"):
    lengths = {form: len(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC")}
    print(f"{text:8}", lengths, unicodedata.normalize("NFKC", text))

# %% [markdown]
# Read a row in words: *Café* is four code points in NFC and five in NFD, in whichever form it was typed. NFKC makes two letters of the ligature, plain digits of the wide ones, and even a 1 of ①.
#
# For a search NFKC is what one wants: who types "fish" wants to find "ﬁsh". (To *store* texts it is not. It turns x² into x2, for good.)
#
# ### Case
#
# To compare texts without regard to case, `lower()` is nearly right. `casefold()` is made for it: the German ß in capitals is SS, so both become ss.
#
# %%
for text in ("STRASSE", "Straße", "ΟΔΟΣ", "İpek"):
    print(f"{text:8} lower {text.lower():8} casefold {text.casefold():8}")

# %% [markdown]
# `lower` leaves ß as it is, and `casefold` makes ss of it. Greek has a second small sigma, ς, for the end of a word; `casefold` makes σ of both, so that capitals and small letters meet.
#
# Look at the last line again. Turkish has an i with a dot and one without, and İ is the capital of the former. Its small letter has to keep the dot, so it becomes an i with a combining dot:
#
# %%
quiz(
    "How many code points have these three? One of the words gets longer, and another, too.",
    runs='print(len("Straße".lower()), len("Straße".casefold()), len("İpek".casefold()))',
    right="6 7 5",
    wrong={
        "6 6 4": "casefold turns ß into ss, two letters.",
        "6 7 4": "İ has a dot that the small i must not lose: i, and the mark U+0307.",
        "7 7 5": "lower leaves ß as it is: it is a small letter already.",
    },
    because="Both forms and case can change the length of a text. "
    "Keep that in mind. It will bite soon.",
)

# %% [markdown]
# A last one: the agency writes `don’t` with a curly apostrophe, the desk `don't` with a straight one. No form of Unicode makes them one, since they are two signs.
#
# Now put the three together. After casefold one more NFKC is due: a few letters are taken apart by casefold. Greek ΐ is one of them:
#
# %%
taken_apart = "ΐ".casefold()
print(len("ΐ"), len(taken_apart), len(unicodedata.normalize("NFKC", taken_apart)))

# %% [markdown]
# One code point became three, and the second NFKC composes them again.
#
# %% [markdown]
# ## X1a · One form
# **Level 1 · 6 minutes · 1 point**
#
# Write `fold(text)`. It returns the form under which a text is compared, by four steps in this order:
#
# 1. NFKC,
# 2. every curly apostrophe `’` (U+2019) becomes a straight one, `'`,
# 3. casefold,
# 4. NFKC again.
#
# Nothing else changes: accents, hyphens, blanks and other quotation marks stay as the four steps leave them. The empty text stays empty.
#
# *Example.* `fold("O’Brien’s CAFE\u0301")` is `"o'brien's café"`, with é in one code point. `fold("ﬁsh ６００")` is `"fish 600"`, and `fold("Straße")` is `"strasse"`.
#
# <details><summary>Hint 1</summary>
#
# `unicodedata.normalize("NFKC", text)` returns a new text. So does `text.replace(old, new)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If "5℃" comes out with a capital C, casefold came before the first NFKC: ℃ has no small letter, but the C that it becomes has one.
#
# </details>
#
# %% role="answer" id="fold"
def fold(text):
    """The form under which a text is compared."""
    ### BEGIN SOLUTION
    composed = unicodedata.normalize("NFKC", text)
    straight = composed.replace("\u2019", "'")
    return unicodedata.normalize("NFKC", straight.casefold())
    ### END SOLUTION

# %% role="tests" id="fold-tests" points=1
import words_forms

grade = check.parts(1)
with grade("the examples"):
    words_forms.folds(
        fold,
        [
            (
                "O\u2019Brien\u2019s CAFE\u0301",
                "o'brien's caf\u00e9",
                "a mark of its own, curly apostrophes",
            ),
            ("ﬁsh ６００", "fish 600", "a ligature and wide digits"),
            ("Straße", "strasse", "ß"),
            ("", "", "nothing"),
        ],
    )
with grade("each step"):
    words_forms.folds(
        fold,
        [
            ("\u1107\u116e\u1103\u116e", "부두", "Korean in parts of syllables"),
            ("İpek", "i\u0307pek", "the dot of İ stays"),
            ("5℃ HarbourNet™", "5°c harbournettm", "signs that stand for capitals"),
            ("ΐ ΟΔΟΣ", "\u0390 οδοσ", "a letter that casefold takes apart, and sigma"),
            (
                " “Old” ‘Smoke-House’\n",
                " “old” ‘smoke-house'\n",
                "blanks, quotation marks and a hyphen",
            ),
        ],
    )
### BEGIN HIDDEN TESTS
from hidden import words_worlds

with grade("other texts", weight=4):
    rng_of_worlds = check.rng("fold")
    for turn in range(3):
        words_forms.folds(fold, words_worlds.fold_cases(rng_of_worlds, turn))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Now the search box again, with both sides folded:
#
# %%
def folded_box(query):
    wanted = fold(query)
    return [row.id for row in archive.itertuples() if wanted in fold(row.text)]


settle(
    "How many articles does the folded box find?",
    "X1a",
    lambda: f"{len(folded_box('café möwe'))} for 'café möwe', {len(folded_box('pay'))} for 'pay'",
)

# %% [markdown]
# Eleven, where the old box found six. But the box compares letters, wherever they stand: it finds `pay` in "**pay**s", and `pe` in "o**pe**ns". A search has to compare whole *words*.
#
# ## Pieces, and where they stand
#
# A piece of text that counts as one is a **token**: a word, a number, an address. To cut a text into tokens, `split()` is the first idea:
#
# %%
note = "Don't pay 1,250.75 euros: write to Mina (mina@post.example)!"
print(note.split())

# %% [markdown]
# `euros:` isn't `euros`, and brackets stick to the address. A **regular expression** says what a token looks like instead, and `re.finditer` finds one after the other, from left to right. Each find knows its text, `group()`, and where it stood, `span()`:
#
# %%
for find in re.finditer(r"[a-zA-Z]+|[0-9]+", note):
    print(find.group(), find.span(), end="   ")

# %% [markdown]
# The `r` before the quotation marks leaves backslashes to the pattern; you will need it for the next ones. `[a-zA-Z]+` is one or more of these letters, and `|` means "or": at each place Python tries the left side first, then the right one. What fits neither is skipped.
#
# The numbers are the **offsets** of a piece: `note[6:9]` is `pay`. With them one can mark a find in the text, link to it or black it out:
#
# %%
wanted = [(0, 5), (6, 9), (10, 18), (19, 24)]
words_figures.pieces(note[:24], wanted, "What we want, in the first 24 characters")

# %% [markdown]
# Ours broke `Don't` and `1,250.75`, and would lose each é and all of Korean. So, step by step.
#
# **Letters of any language.** `\w` is a letter or number of any language, or the underscore. `[^\W_]` says "not a non-`\w`, and not `_`": a letter or number. A combining mark is neither. So a laptop's Café breaks:
#
# %%
laptop = "Cafe\u0301 부두 x_y"
print(re.findall(r"[a-zA-Z]+", laptop), re.findall(r"\w+", laptop), re.findall(r"[^\W_]+", laptop))

# %% [markdown]
# Every code point has a **category** in Unicode: letters begin with L, marks with M, numbers with N. `MARKS` from the first cell has all 2,000 and more marks, and `[...]` takes any of them:
#
# %%
print([(c, unicodedata.category(c)) for c in "eé\u03015부_-"])
print(re.findall(rf"[^\W_][^\W_{MARKS}]*", laptop), "is still wrong:")
print(re.findall(rf"[^\W_](?:[^\W_]|[{MARKS}])*", laptop))

# %% [markdown]
# In the second line `[^\W_{MARKS}]` means "and *not* a mark": the `^` holds for all in the brackets. So it takes two pairs of brackets, with "or" between them. `(?:...)` only holds things together.
#
# **What may stand inside.** A hyphen belongs to `well-known`, but not to `pre- and` or `rock--roll`. A point belongs to `3.5`, but not to the end of a sentence. It depends on what stands *before* and *behind*. `(?=...)` looks ahead, and `(?<=...)` looks behind, without taking anything:
#
# %%
print(re.findall(r"(?<=\d)[.,](?=\d)", "On 3.5 m, by 7. In 1,250.75"))   # only between two digits
print(re.findall(r"[a-z]+(?:-[a-z]+)*", "a well-known pre- and rock--roll"))

# %% [markdown]
# `\d` is a digit of any script: `６` is one, too. The second pattern reads: letters, and then any number of times a hyphen with letters behind it.
#
# **Whole addresses first.** Left before right: so put the longer thing to the left.
#
# %%
print(re.findall(r"\w+|\w+@\w+", "tom@mail"), re.findall(r"\w+@\w+|\w+", "tom@mail"))

# %% [markdown]
# The first pattern took `tom` as a word and never came to the address.
#
# **Four more pieces.** `?` behind something: it may be missing. `\s` is white space, so `[^\s,]` is neither white space nor a comma. A point means *any* character, and `\.` a real one. And `*` and `+` take as much as they can, but give back what the rest of the pattern needs:
#
# %%
print(re.findall(r"colou?r", "color, colour"), re.findall(r"[^\s,]+", "left, right\tdown"))
print(re.findall(r"\d.\d", "3.5 3x5"), re.findall(r"\d\.\d", "3.5 3x5"))
print(re.findall(r"[a-z-]*[a-z]", "north- east-pier--"))

# %% [markdown]
# The last pattern may take hyphens, and has to end on a letter. It took `north-`, found that no letter was left, and gave the hyphen back.
#
# **A wrong turn.** We have a tool against all these forms already: fold the whole text first, then cut. It finds the same words, and it's wrong:
#
# %%
original = "I\u0307pek's Cafe\u0301 is on fire"
changed = unicodedata.normalize("NFKC", original).casefold()
where = re.search("fire", changed).span()
print(where, "in the original:", repr(original[slice(*where)]))

# %% [markdown]
# The offsets belong to another text. Each accent that was composed, each ß, İ and ligature shifts all that follows. The blacked-out part of an address would begin a letter too late. So: cut the text *as it is*, and fold each piece.
#
# %%
quiz(
    "Which plan gives the right words and the right offsets?",
    right="find the pieces in the original, and fold each of them",
    wrong={
        "fold the text, and find the pieces in it": "The offsets would count letters of the "
        "folded text.",
        "fold the text, find the words, and look for each in the original": "A word that was "
        "changed isn't there in that form, and one that occurs twice is found at its first place.",
        "normalise to NFC only, since NFC keeps lengths": "It doesn't: e and its mark become one.",
    },
    because="The original is the only text whose offsets anybody else can use.",
)

# %% [markdown]
# ## X1b · Tokens that point back
# **Level 3 · 35 minutes · 3 points**
#
# Write `tokens(text)`. It returns a list of tuples `(word, start, end)` in the order of the text: `text[start:end]` is the piece in the text as it was given, and `word` is `fold` of that piece.
#
# Go from left to right. At each place take the first of these three that fits, as far as it reaches, and go on behind it. What fits none is left out.
#
# 1. A **URL**: `http://` or `https://` in capital or small letters, and all that follows up to white space, `<`, `>` or `"`. Of what is taken, `.` `,` `;` `:` `!` `?` `)` and `'` at the end don't belong to it, however many. Something must be left behind the `//`, else `https` is a mere word.
# 2. An **e-mail address**: a letter or digit, then any number of letters, digits and `.` `_` `%` `+` `-`, then `@`, then at least two labels with a `.` between neighbours. A label consists of letters, digits and hyphens, with no hyphen at its ends. Letters and digits are those of ASCII here, `A-Z`, `a-z` and `0-9`.
# 3. A **word**: a letter or number (category L or N), then any number of letters, numbers and marks (L, N or M). Inside it, single joiners may stand, each with a letter or number right behind it: `-`, `'` and `’` anywhere, `.` and `,` only between two digits (`\d`).
#
# A text without tokens, such as the empty one, gives `[]`. Regular expressions or a scanner of your own: both are right.
#
# *Example.* `tokens("Mina’s boat-house: 3.5 m, 25명. tom@post.example!")` is
# `[("mina's", 0, 6), ("boat-house", 7, 17), ("3.5", 19, 22), ("m", 23, 24), ("25명", 26, 29), ("tom@post.example", 31, 47)]`.
#
# <details><summary>Hint 1</summary>
#
# Write the three patterns as three texts, try each alone on a line of your own, and join them with `|`. A long pattern can be built of named parts: `rf"{letter}(?:{letter}|{mark})*"`. For capital letters of `HTTP` there is the flag `re.IGNORECASE`, or `[hH]`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The end of a URL: any number of characters that may stand in it, and then *one* that may stand at its end. If the address in `<https://a.example/b>` swallows the `>`, add it to what may not stand inside.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The word: call a letter with the letters and marks that follow `run`. What stands between two runs is either one of `-'’`, or one of `.,` with a digit on either side (look behind, look ahead). After `run`, repeat "joiner and run" as a group. If offsets are wrong only behind a Café, the text was changed before it was cut.
#
# </details>
#
# %% role="answer" id="tokens"
def tokens(text):
    """[(word, start, end), ...]: the tokens of a text, and where they stand in it."""
    ### BEGIN SOLUTION
    run = rf"[^\W_](?:[^\W_]|[{MARKS}])*"
    word = rf"{run}(?:(?:[-'\u2019]|(?<=\d)[.,](?=\d))(?={run}){run})*"
    label = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    email = rf"[A-Za-z0-9][A-Za-z0-9._%+-]*@{label}(?:\.{label})+"
    url = r"""[hH][tT][tT][pP][sS]?://[^\s<>"]*[^\s<>".,;:!?)']"""
    return [
        (fold(m.group()), m.start(), m.end()) for m in re.finditer(f"{url}|{email}|{word}", text)
    ]
    ### END SOLUTION

# %% role="tests" id="tokens-tests" points=3
import words_forms

grade = check.parts(3)
with grade("the example"):
    words_forms.tokens(
        tokens,
        "Mina\u2019s boat-house: 3.5 m, 25명. tom@post.example!",
        [
            ("mina's", 0, 6),
            ("boat-house", 7, 17),
            ("3.5", 19, 22),
            ("m", 23, 24),
            ("25명", 26, 29),
            ("tom@post.example", 31, 47),
        ],
        "the example",
    )
    for no_token in ("", " -- … ⚓\ufe0f \u0301_"):
        words_forms.tokens(tokens, no_token, [], f"{no_token!r}, which has none")
with grade("joiners"):
    words_forms.tokens(
        tokens,
        "pre- and rock--roll, 'so' 1,250.75 10:30 U.S. v2.0, 7.x old_pier 2025-11-23",
        [
            ("pre", 0, 3),
            ("and", 5, 8),
            ("rock", 9, 13),
            ("roll", 15, 19),
            ("so", 22, 24),
            ("1,250.75", 26, 34),
            ("10", 35, 37),
            ("30", 38, 40),
            ("u", 41, 42),
            ("s", 43, 44),
            ("v2.0", 46, 50),
            ("7", 52, 53),
            ("x", 54, 55),
            ("old", 56, 59),
            ("pier", 60, 64),
            ("2025-11-23", 65, 75),
        ],
        "words with something inside",
    )
with grade("addresses"):
    words_forms.tokens(
        tokens,
        "(HTTPS://a.example/b?c=1). <http://d.example> e_f+g@h-i.example에 j@k @l m@n.example- ww.o",
        [
            ("https://a.example/b?c=1", 1, 24),
            ("http://d.example", 28, 44),
            ("e_f+g@h-i.example", 46, 63),
            ("에", 63, 64),
            ("j", 65, 66),
            ("k", 67, 68),
            ("l", 70, 71),
            ("m@n.example", 72, 83),
            ("ww", 85, 87),
            ("o", 88, 89),
        ],
        "addresses, and what looks like some",
    )
with grade("offsets where forms change lengths", weight=2):
    words_forms.tokens(
        tokens,
        "Cafe\u0301 Mo\u0308we, İpek\u2019s ﬁsh, Straße, 부\u1103\u116e हिन्दी: 6\uff0c000 ６.５ end",
        [
            ("café", 0, 5),
            ("möwe", 6, 11),
            ("i\u0307pek's", 13, 19),
            ("fish", 20, 23),
            ("strasse", 25, 31),
            ("부두", 33, 36),
            ("हिन्दी", 37, 43),
            ("6", 45, 46),
            ("000", 47, 50),
            ("6.5", 51, 54),
            ("end", 55, 58),
        ],
        "words whose length changes",
    )
### BEGIN HIDDEN TESTS
from hidden import words_worlds

rng_of_worlds = check.rng("tokens")
for name, kinds in (
    ("joiners in other texts", words_worlds.JOINED),
    ("addresses in other texts", words_worlds.ADDRESSES),
    ("Korean, marks and offsets in other texts", words_worlds.KOREAN + words_worlds.MARKED),
):
    with grade(name, weight=3):
        for turn in range(3):
            given = words_worlds.text_of(rng_of_worlds, kinds, turn)
            words_forms.tokens(tokens, given, words_worlds.scanned(given), "another text")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# The first two questions. A name of two words is found where its tokens follow each other:
#
# %%
def naming(first, second):
    numbers = []
    for row in archive.itertuples():
        words = [word for word, start, end in tokens(row.text)]
        if (first, second) in zip(words, words[1:]):
            numbers.append(row.id)
    return numbers


def addresses():
    places = [
        (row.id, start, end)
        for row in archive.itertuples()
        for word, start, end in tokens(row.text)
        if "@" in word and not word.startswith("http")
    ]
    number, start, end = places[0]
    text = archive.loc[archive["id"] == number, "text"].item()
    black = text[:start] + "█" * (end - start) + text[end:]
    articles = len({place[0] for place in places})
    shown = black[-70:].strip()
    return f"{len(places)} addresses in {articles} articles, such as\n    {number}: … {shown}"


settle("1. Which articles name the Café Möwe?", "X1b", lambda: str(naming("café", "möwe")))
settle("2. Where do e-mail addresses stand?", "X1b", addresses)

# %% [markdown]
# What may *not* be concluded: that the archive is free of readers' data once these are black. A name and a street say as much as an address, and no pattern finds them all.
#
# Korean has one more difficulty. `부두에서` ("at the pier") is 부두 (pier) with the particle 에서 (at). Ours makes one token of it, so a search for 부두 misses it. Korean search engines cut such words up by a dictionary of particles and endings, a **morphological analyser**. We leave it at that.
#
# > **A first sitting may end here.** Questions 1 and 2 are answered: the archive's texts have one form, and are cut into words. The second sitting asks what a text is about, and builds the search. After a pause, run the cells above again.
#
# ## What is a text about?
#
# Question 3 asks which older article is *like* tonight's. From here on a text is a list of words, in which order no longer counts. How alike are two such lists? Count the words they share? Look at which words are the most frequent:
#
# %%
def words_of(text):
    """The words of a text, without their offsets; plain letters until X1b is solved."""
    try:
        return [word for word, start, end in tokens(text)]
    except (NameError, NotImplementedError, TypeError, ValueError):
        return re.findall(r"[a-z0-9]+", text.lower())


english = archive[archive["lang"] == "en"]
among = Counter(word for text in english["text"] for word in set(words_of(text)))
print(len(english), "English texts;", among.most_common(8))

# %% [markdown]
# *the*, *to*, *a* stand nearly everywhere, and tell nothing. A word tells much about a text if it is in *few* others. That is the idea of the **inverse document frequency**, idf. With *n* texts, of which *df* have the word:
#
# $$\text{idf} = \ln\frac{1 + n}{1 + df} + 1$$
#
# The two ones in the fraction make it **smooth**: it is as if one more text had every word. The last one lets a word that stands in every text still count for something. That is scikit-learn's form. Other programs have others.
#
# In numbers, for three texts: a word in one of them has ln(4/2) + 1 = 1.693, in two ln(4/3) + 1 = 1.288.
#
# %%
quiz(
    "What is the idf of a word that stands in all of 300 texts?",
    runs="""
import math

print(math.log((1 + 300) / (1 + 300)) + 1)
""",
    number=1.0,
    within=0.001,
    wrong={
        0: "So it would be without the 1 at the end: such words would count for nothing.",
        300: "The more texts have it, the smaller it gets.",
    },
    because="ln 1 is 0, and 1 is added. It is the smallest idf there is.",
)

# %% [markdown]
# The **weight** of a word in a text is its count there times its idf: **TF-IDF** (*term frequency*). Long texts have large counts. So all weights of a text are divided by their **length as a vector**, the root of the sum of their squares. After that each text has length 1:
#
# %%
weights = {"ferry": 2 * 1.693, "the": 3 * 1.0}
length = math.sqrt(sum(weight**2 for weight in weights.values()))
print({word: round(weight / length, 3) for word, weight in weights.items()})

# %% [markdown]
# Twice the rare *ferry* outweighs three times *the*, and the squares of both weights add up to 1.
#
# A dict holds only the words that are there. All others have weight 0, and needn't be written down.
#
# How alike are two texts? Multiply the weights of each word that both have, add up, and divide by both lengths: the **cosine** of the angle between the two vectors. It is 1 if the two have the same mixture of words, and 0 if they share none.
#
# %%
one, two = {"ferry": 3.0, "pay": 4.0}, {"ferry": 2.0}
print("shared:", 3.0 * 2.0, " lengths:", math.hypot(3.0, 4.0), math.hypot(2.0))
print("cosine:", 6.0 / (5.0 * 2.0))

# %% [markdown]
# **What belongs to the past.** The idf comes from the texts that one has when the model is made, the **training texts**. A new article is weighed with *their* idf, and words that they don't have are left out. Who counts the new texts in lets the model see what it will be tested on. And all the old weights change whenever an article comes in.
#
# %% [markdown]
# ## X2a · Weights and likeness
# **Level 2 · 14 minutes · 2 points**
#
# Write three functions. Texts are lists of words here, such as `["the", "ferry"]`; vectors are dicts `{word: weight}`.
#
# - `idf_of(texts)` returns a dict with the idf of every word that occurs in the list `texts`, by the formula above. A word counts once for each text that has it, however often. A text without words counts in *n*, too. Without texts the dict is empty.
# - `weigh(words, idf)` returns the vector of one text: for every word that `idf` knows, its count in `words` times its idf, and all divided by the root of the sum of their squares. A word that `idf` doesn't know is left out, and counts nowhere. If no word is left, the vector is `{}`. Only words of the text are in it.
# - `cosine(one, other)` returns the cosine of two vectors of any length, whose weights are positive. If one of them is empty (or both), it is `0.0`.
#
# None of them changes what it is given.
#
# *Example.* With `idf = idf_of([["the", "ferry"], ["the", "the", "pay"], []])`, `the` has 1.288 and each of the others 1.693. `weigh(["ferry", "ferry", "the", "crane"], idf)` is `{"ferry": 0.935, "the": 0.355}`. `cosine({"ferry": 3.0, "pay": 4.0}, {"ferry": 2.0})` is 0.6. (Rounded; yours don't round.)
#
# <details><summary>Hint 1</summary>
#
# `Counter(words)` counts, `set(words)` has each word once. `Counter` has `update`, which adds the words of another list or set.
#
# </details>
# <details><summary>Hint 2</summary>
#
# First the products, for words in `idf` alone. Then the root. Then divide, unless there is nothing to divide. If the weights are too small where unknown words stand, these took part in the root.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `one.get(word, 0.0)` is the weight, or 0. In the cosine only words of both count above the line, and *all* words below it. `math.hypot(*values)` is the root of the sum of squares.
#
# </details>
#
# %% role="answer" id="tfidf"
def idf_of(texts):
    """{word: idf} from a list of texts, each a list of words."""
    ### BEGIN SOLUTION
    among = Counter()
    for words in texts:
        among.update(set(words))
    return {word: math.log((1 + len(texts)) / (1 + many)) + 1 for word, many in among.items()}
    ### END SOLUTION


def weigh(words, idf):
    """{word: weight}: the vector of one text, of length 1."""
    ### BEGIN SOLUTION
    raw = {word: count * idf[word] for word, count in Counter(words).items() if word in idf}
    length = math.hypot(*raw.values())
    return {word: weight / length for word, weight in raw.items()}
    ### END SOLUTION


def cosine(one, other):
    """How alike two vectors are, from 0 to 1."""
    ### BEGIN SOLUTION
    if not one or not other:
        return 0.0
    shared = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    return shared / (math.hypot(*one.values()) * math.hypot(*other.values()))
    ### END SOLUTION

# %% role="tests" id="tfidf-tests" points=2
import words_forms

grade = check.parts(2)
three_texts = [["the", "ferry"], ["the", "the", "pay"], []]
three_idf = {"the": math.log(4 / 3) + 1, "ferry": math.log(2) + 1, "pay": math.log(2) + 1}
with grade("the example: idf"):
    words_forms.same(
        idf_of,
        [(three_texts, three_idf), ([["pay"], ["pay"]], {"pay": 1.0}), ([], {}), ([[], []], {})],
        "idf_of",
    )
with grade("the example: weights"):
    words_forms.same(
        weigh,
        [
            (
                ["ferry", "ferry", "the", "crane"],
                three_idf,
                {"ferry": 0.9347019636214327, "the": 0.35543246785041743},
            ),
            (["pay"], three_idf, {"pay": 1.0}),
            (["crane", "crane"], three_idf, {}),
            ([], three_idf, {}),
            (["pay"], {}, {}),
        ],
        "weigh",
    )
with grade("the example: cosine"):
    words_forms.same(
        cosine,
        [
            ({"ferry": 3.0, "pay": 4.0}, {"ferry": 2.0}, 0.6),
            ({"ferry": 2.0}, {"ferry": 3.0, "pay": 4.0}, 0.6),
            ({"ferry": 2.0}, {"crane": 1.0}, 0.0),
            ({}, {"pay": 1.0}, 0.0),
            ({"pay": 1.0}, {}, 0.0),
            ({}, {}, 0.0),
        ],
        "cosine",
    )
### BEGIN HIDDEN TESTS
from hidden import words_worlds

rng_of_worlds = check.rng("tfidf")
collections = [words_worlds.collection(rng_of_worlds, empty=number % 2 == 0) for number in range(4)]
with grade("idf of other texts", weight=2):
    words_forms.same(
        idf_of, [(texts, words_worlds.inverse(texts)) for texts in collections], "idf_of"
    )
with grade("weights of other texts", weight=2):
    for texts in collections:
        other_idf = words_worlds.inverse(texts)
        cases = [
            (words, other_idf, words_worlds.weighed(words, other_idf))
            for words in words_worlds.fresh(rng_of_worlds, texts)
        ]
        words_forms.same(weigh, cases, "weigh")
with grade("other cosines", weight=2):
    for texts in collections:
        vectors = [
            {word: float(rng_of_worlds.uniform(0.2, 5)) for word in words} for words in texts
        ]
        vectors += [{word: weight / 1e5 for word, weight in vectors[0].items()}, {"pay": 1e-5}]
        cases = [
            (one, other, words_worlds.alike(one, other)) for one in vectors for other in vectors
        ]
        words_forms.same(cosine, cases, "cosine")
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## A table of zeros
#
# To compare many texts at once one takes a **matrix**: a row for each text, a column for each word. In it nearly everything is zero. Here is ours, with a dot wherever a word stands in a text:
#
# %%
vocabulary = sorted(among)
column_of = {word: column for column, word in enumerate(vocabulary)}
word_sets = [set(words_of(text)) for text in english["text"]]
dots = [(row, column_of[word]) for row, some in enumerate(word_sets) for word in some]
rows, columns = zip(*dots)
fig, ax = plt.subplots(figsize=(8, 3))
ax.plot(columns, rows, ",", color="#0072B2")
share = len(dots) / len(english) / len(vocabulary)
size = f"{len(english)} texts, {len(vocabulary)} words"
ax.set(title=f"{size}: {share:.1%} of the cells aren't zero")
ax.set(xlabel="word, in alphabetical order", ylabel="text")
plt.tight_layout()
plt.show()

# %%
quiz(
    "A paper of some size: 100,000 texts, 50,000 words, 8 bytes a cell. How many gigabytes "
    "(of 10⁹ bytes) does the whole table take?",
    runs="print(100_000 * 50_000 * 8 / 10**9)",
    number=40,
    within=0.5,
    wrong={
        5: "One byte a cell would be 5. A float has eight.",
        0.4: "That is one text in a hundred: count the zeros of 100,000 times 50,000 again.",
    },
    because="Five thousand million cells of eight bytes. With 100 different words in a text "
    "99.8 in 100 of them are zero.",
)

# %% [markdown]
# A **sparse matrix** stores only the cells that aren't zero: three lists, with the row, the column and the value of each. SciPy makes one from such lists. `shape` must be told: the lists don't know of a last row that is empty.
#
# %%
values, rows, columns = [0.9, 0.4, 1.0], [0, 0, 2], [1, 3, 0]
small = sparse.csr_array((values, (rows, columns)), shape=(4, 4))
print(small.toarray())   # fine for 4 by 4

# %% [markdown]
# Rows 1 and 3 are empty: nothing was stored for them, and only `shape` knows that the last one exists. One can add and multiply such matrices like others. `small @ small.T` has all products of two rows at once, and is sparse, too:
#
# %%
print((small @ small.T).toarray())

# %% [markdown]
# Row 0 with itself gives 0.81 + 0.16 = 0.97. Rows 0 and 2 have no column in common: 0. What one must not do is to ask for the whole table on the way, by `toarray()`, `todense()` or `np.zeros`.
#
# %% [markdown]
# ## X2b · A sparse matrix
# **Level 3 · 15 minutes · 2 points**
#
# Write `tfidf_matrix(train, texts)`. Both are lists of texts, each a list of words; the idf comes from `train` alone. Return a tuple `(terms, matrix)`:
#
# - `terms` is the list of all words of `train`, each once, in the order of Python's `sorted`.
# - `matrix` is a sparse matrix or array of SciPy, of any format, with a row for each of `texts` and a column for each of `terms`, in their order. The cell has the weight, a float, as in X2a.
#
# - A row of which no word is left is all zero, and nowhere is NaN.
# - Without `texts` the matrix has no rows, and without words in `train` no columns.
# - Nothing that is given changes.
# - Memory: with 1,000 texts and 50,000 terms Python and NumPy may hold at most 40 MB more than before, at any moment.
#
# How you do it is up to you. You may use scikit-learn, too, if it does what is asked here.
#
# *Example.* `tfidf_matrix([["the", "ferry"], ["the", "the", "pay"], []], [["crane"], ["ferry", "ferry", "the"]])` gives `["ferry", "pay", "the"]` and, written out, the rows 0 0 0 and 0.935 0 0.355.
#
# <details><summary>Hint 1</summary>
#
# A dict from word to column saves you from looking for each word in the list of terms.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Three empty lists, a loop over the texts with `enumerate`, and inside it one over the vector that `weigh` returns. If a matrix has too few rows or columns, tell it its shape.
#
# </details>
# <details><summary>Hint 3</summary>
#
# scikit-learn refuses texts without words, and an empty list of texts: answer these yourself if you use it. If memory is too large, search for what has as many cells as texts times terms, be it of booleans.
#
# </details>
#
# %% role="answer" id="matrix"
def tfidf_matrix(train, texts):
    """(terms, matrix): the words of train, and a sparse row of weights for each of texts."""
    ### BEGIN SOLUTION
    idf = idf_of(train)
    terms = sorted(idf)
    place = {word: column for column, word in enumerate(terms)}
    values, rows, columns = [], [], []
    for row, words in enumerate(texts):
        for word, weight in weigh(words, idf).items():
            values.append(weight)
            rows.append(row)
            columns.append(place[word])
    matrix = sparse.csr_array((values, (rows, columns)), shape=(len(texts), len(terms)))
    return terms, matrix
    ### END SOLUTION

# %% role="tests" id="matrix-tests" points=2
import words_forms

grade = check.parts(2)
three_train = [["the", "ferry"], ["the", "the", "pay"], []]
three_terms = ["ferry", "pay", "the"]
two_rows = [{}, {"ferry": 0.9347019636214327, "the": 0.35543246785041743}]
with grade("the example"):
    words_forms.matrix(
        tfidf_matrix,
        three_train,
        [["crane"], ["ferry", "ferry", "the"]],
        {"terms": three_terms, "rows": two_rows},
        "the example",
    )
with grade("nothing"):
    words_forms.matrix(
        tfidf_matrix,
        three_train,
        [["pay"], []],
        {"terms": three_terms, "rows": [{"pay": 1.0}, {}]},
        "an empty text at the end",
    )
    words_forms.matrix(
        tfidf_matrix, three_train, [], {"terms": three_terms, "rows": []}, "no texts"
    )
    words_forms.matrix(
        tfidf_matrix, [[], []], [["pay"]], {"terms": [], "rows": [{}]}, "no words in train"
    )
    words_forms.matrix(tfidf_matrix, [], [["pay"]], {"terms": [], "rows": [{}]}, "an empty train")
### BEGIN HIDDEN TESTS
from hidden import words_worlds

rng_of_worlds = check.rng("matrix")
with grade("other texts", weight=2):
    for number in range(4):
        texts = words_worlds.collection(rng_of_worlds, empty=number % 2 == 0)
        # a word may have a blank in it, or begin with an accent
        texts.append(["new quay", "quay", "élan", "ferry"])
        news = words_worlds.fresh(rng_of_worlds, texts)
        words_forms.matrix(
            tfidf_matrix, texts, news, words_worlds.expected_matrix(texts, news), "other texts"
        )
        words_forms.matrix(
            tfidf_matrix,
            texts,
            texts,
            words_worlds.expected_matrix(texts, texts),
            "the training texts themselves",
        )
with grade("memory", weight=4):
    words_forms.matrix(
        tfidf_matrix, texts, news, words_worlds.expected_matrix(texts, news), "other texts"
    )
    fifty_thousand = words_worlds.many_texts(rng_of_worlds, 1000, 50_000, 50)
    words_forms.memory(tfidf_matrix, fifty_thousand, fifty_thousand, 50_000, 40)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# Question 3. Since all rows have length 1, the product of two rows *is* their cosine:
#
# %%
tonight = """The night ferry stays at pier 3 again. The crews want more pay, and the union
has asked the harbour office to help. The ferry company won't talk before Sunday."""


def see_also():
    texts = [words_of(text) for text in english["text"]]
    terms, matrix = tfidf_matrix(texts, [*texts, words_of(tonight)])
    likeness = (matrix[:-1] @ matrix[[-1]].T).toarray()[:, 0]
    best = likeness.argsort()[::-1][:3]
    told = []
    for row in best:
        article = english.iloc[row]
        told.append(f"{likeness[row]:.2f}  {article['id']}: {article['title']}")
    return "\n    ".join(told)


settle("3. Which older article goes below tonight's?", "X2b", see_also)

# %% [markdown]
# So "see also" shows the strike of the night ferry's crews, as three of the four systems filed it. A cosine of 0.5 doesn't mean "half true", or "probably the same story". It only ranks: this one is the nearest of those we have. Is it near *enough*? Somebody has to read some, and draw the line.
#
# ## Turned inside out
#
# A search has to answer in milliseconds, and can't read all texts for each query. So one reads them once, beforehand, and writes down for each *word* in which texts it stands, like the index at the end of a book. That is the **inverted index**. The list of a word is called its **postings**: numbers of texts, each with its count.
#
# %%
shelf = [["ferry", "late", "ferry"], ["storm"], ["ferry", "storm"]]
shelf_index = {"ferry": [(0, 2), (2, 1)], "late": [(0, 1)], "storm": [(1, 1), (2, 1)]}
words_figures.postings(shelf, shelf_index)

# %% [markdown]
# Who looks for "storm" reads one list of two entries. It would be as short among a million other texts.
#
# %% [markdown]
# ## X3a · The index
# **Level 2 · 5 minutes · 1 point**
#
# Write `build_index(texts)` for a list of texts, each a list of words. It returns a dict with two keys:
#
# - `"postings"`: a dict with every word and its list of tuples `(number, count)`, one for each text that has it, by ascending number. Texts are numbered from 0 in the order of `texts`.
# - `"lengths"`: the list of the numbers of words of all texts, repeated ones included.
#
# A text without words keeps its number, and has length 0. Without texts both are empty. `texts` isn't changed.
#
# *Example.* For the shelf above, `build_index(shelf)["postings"]` is `shelf_index`, and `["lengths"]` is `[3, 1, 2]`.
#
# <details><summary>Hint 1</summary>
#
# `postings.setdefault(word, [])` returns the list of a word, and makes it if there is none.
#
# </details>
# <details><summary>Hint 2</summary>
#
# If a text stands twice in a list, you went over its words; go over `Counter(words).items()`.
#
# </details>
#
# %% role="answer" id="index"
def build_index(texts):
    """{"postings": {word: [(number, count), ...]}, "lengths": [...]} of lists of words."""
    ### BEGIN SOLUTION
    postings = {}
    for number, words in enumerate(texts):
        for word, count in Counter(words).items():
            postings.setdefault(word, []).append((number, count))
    return {"postings": postings, "lengths": [len(words) for words in texts]}
    ### END SOLUTION

# %% role="tests" id="index-tests" points=1
import words_forms

grade = check.parts(1)
three_shelved = [["ferry", "late", "ferry"], ["storm"], ["ferry", "storm"]]
with grade("the example"):
    words_forms.index(
        build_index,
        three_shelved,
        {
            "postings": {"ferry": [(0, 2), (2, 1)], "late": [(0, 1)], "storm": [(1, 1), (2, 1)]},
            "lengths": [3, 1, 2],
        },
    )
with grade("nothing"):
    words_forms.index(build_index, [], {"postings": {}, "lengths": []})
    words_forms.index(
        build_index, [[], ["a", "a"], []], {"postings": {"a": [(1, 2)]}, "lengths": [0, 2, 0]}
    )
### BEGIN HIDDEN TESTS
from hidden import words_worlds

with grade("other texts", weight=2):
    rng_of_worlds = check.rng("index")
    for _ in range(4):
        texts = words_worlds.collection(rng_of_worlds)
        texts.append(list(max(texts, key=len)))  # word for word the same
        words_forms.index(build_index, texts, words_worlds.indexed(texts))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Which comes first?
#
# **BM25** gives each text a score for a query. It has three ideas.
#
# **One: rare words count more.** That is idf again, in a form of its own. The classic one compares the texts *without* the word to those *with* it:
#
# %%
quiz(
    "Of 4 texts, 3 have the word. What does the classic idf of BM25 say?",
    runs="""
import math

n, df = 4, 3
print(round(math.log((n - df + 0.5) / (df + 0.5)), 2))
""",
    right="-0.85",
    wrong={
        "0.85": "The fraction is 1.5 / 3.5, less than 1. What sign has its logarithm?",
        "0.0": "So it would be for a word that half of the texts have.",
        "0.43": "That is the fraction, 1.5 / 3.5, before the logarithm.",
    },
    because="For a word in more than half of the texts it is negative: who has the word that was "
    "asked for ranks below who hasn't.",
)

# %% [markdown]
# A query "the ferry" would push every text with *the* down. So search engines, Lucene among them, add 1 before the logarithm, and it never gets negative:
#
# $$\text{idf} = \ln\left(1 + \frac{n - df + 0.5}{df + 0.5}\right)$$
#
# In numbers: ln(1 + 1.5/3.5) = 0.357.
#
# **Two: the tenth time says little.** Twice *ferry* says more than once, but twenty times hardly more than ten. The count *c* **saturates**, and how soon says *k*₁.
#
# **Three: long texts have more words by chance.** So the count is held against the length of the text, relative to the mean length. How much, says *b*: 0 not at all, 1 in full.
#
# $$\text{score} = \sum_{\text{words of the query}} \text{idf} \cdot \frac{c\,(k_1 + 1)}{c + k_1 \left(1 - b + b \cdot \frac{\text{length}}{\text{mean length}}\right)}$$
#
# In numbers, with *k*₁ = 1.2 and *b* = 0.75: *ferry* stands twice in text 0 of our shelf (length 3, mean 2) and in two of three texts. Its idf is ln(1 + 1.5/2.5) = 0.470; the fraction is 2 · 2.2 / (2 + 1.2 · (0.25 + 0.75 · 1.5)) = 4.4 / 3.65 = 1.205. So it adds 0.470 · 1.205 = 0.567.
#
# %%
words_figures.saturation()

# %% [markdown]
# Move the sliders, and find out:
#
# - What does k₁ = 0 do?
# - At b = 0, where is the curve of the long text?
# - With k₁ = 1.2 and b = 0.75 a short text has the word twice, a long one twelve times. Which gets more?
#
# <details><summary>What you should have found</summary>
#
# With k₁ = 0 only counts that a word is there: all curves are flat at 1. At b = 0 the three curves are one. The short text gets 1.60, and the long one with twelve hits 1.76: a little more, for ten hits more.
#
# </details>
#
# %%
quiz(
    "k₁ = 1.2, a text of mean length. How often must a word stand in it, at least, to count "
    "twice as much as if it stood there once? (Once gives the factor 1.)",
    runs="""
from words_figures import share

print(next(count for count in range(1, 99) if share(count, 1, 1.2, 0.75) > 1.9999))
""",
    number=12,
    wrong={
        2: "That would hold without saturation. Twice gives 2 · 2.2 / 3.2 = 1.375.",
        4: "Four times gives 4 · 2.2 / 5.2 = 1.69.",
    },
    because="12 · 2.2 / 13.2 = 2. And more than 2.2 it never gets, however often the word "
    "is repeated.",
)

# %% [markdown]
# Three small things decide whether a search feels right, and each is a line of code. A word that is repeated in the *query* counts as often as it stands there: who types "ferry ferry strike" means the ferry. Of equal scores the text with the lower number comes first, so that the same query shows the same page tomorrow. And a word that the index doesn't have adds nothing.
#
# A sort by two things takes a tuple as its key: the first number decides, and where it is equal the second. A minus turns a number round. The most points first, and of equal points the younger one:
#
# %%
players = [("Kim", 30, 4), ("Ann", 25, 9), ("Bo", 21, 4)]   # name, age, points
print(sorted(players, key=lambda player: (-player[2], player[1])))

# %% [markdown]
# ## X3b · Search
# **Level 3 · 20 minutes · 3 points**
#
# Write `search(index, query, k=10, k1=1.2, b=0.75)`. `index` has the form of X3a, and `query` is a list of words. Score the texts by the formula above, with the idf that never gets negative. *n* is the number of all texts in the index, the empty ones included, and the mean length is over them all, too.
#
# - Return a list of tuples `(number, score)`, the highest score first, and of equal scores the lower number first. At most `k` of them.
# - Found are the texts that have at least one word of the query. None of the others is in the list, not even to fill it up to `k`.
# - A word that stands twice in the query adds its part twice, and so on. A word that isn't in the index adds nothing.
# - An empty query finds nothing, and in an empty index nothing is found: `[]`.
# - `index` and `query` aren't changed, and no postings are read but those of the query's words.
# - `k` may be 0, `k1` is 0 or more, and `b` lies between 0 and 1.
#
# *Example.* With the index of the shelf, `search(index, ["ferry"])` is `[(0, 0.567), (2, 0.470)]`, and `search(index, ["late", "storm", "never"], k=2)` is `[(0, 0.814), (1, 0.591)]`: text 2 has the storm, too, and would be the third. (Rounded; yours don't round.)
#
# <details><summary>Hint 1</summary>
#
# A dict from number to score, filled word by word. `index["postings"].get(word, [])` spares you a question; how many texts have the word is the length of that list.
#
# </details>
# <details><summary>Hint 2</summary>
#
# What to sort by: a tuple of the negative score and the number. `sorted(..., key=...)` takes a function that makes it. A slice takes the first k.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the repeated word counts once only, there is a set somewhere. If long texts win, look at `lengths[number] / mean`. If an empty index divides by 0, look at the mean.
#
# </details>
#
# %% role="answer" id="search"
def search(index, query, k=10, k1=1.2, b=0.75):
    """[(number, score), ...]: the k best texts for a query, by BM25."""
    ### BEGIN SOLUTION
    lengths = index["lengths"]
    scores = {}
    for word in query:
        hits = index["postings"].get(word, [])
        idf = math.log(1 + (len(lengths) - len(hits) + 0.5) / (len(hits) + 0.5))
        for number, count in hits:
            relative = lengths[number] * len(lengths) / sum(lengths)
            part = idf * count * (k1 + 1) / (count + k1 * (1 - b + b * relative))
            scores[number] = scores.get(number, 0.0) + part
    return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:k]
    ### END SOLUTION

# %% role="tests" id="search-tests" points=3
import words_forms

grade = check.parts(3)
three_indexed = {
    "postings": {"ferry": [(0, 2), (2, 1)], "late": [(0, 1)], "storm": [(1, 1), (2, 1)]},
    "lengths": [3, 1, 2],
}
with grade("the example"):
    words_forms.hits(
        search,
        three_indexed,
        ["ferry"],
        {},
        [(0, 0.5665797174469142), (2, 0.4700036292457355)],
        "the shelf",
    )
    words_forms.hits(
        search,
        three_indexed,
        ["late", "storm", "never"],
        {"k": 2},
        [(0, 0.8142733421229427), (1, 0.5908617053374962)],
        "the shelf",
    )
with grade("other values of k1 and b"):
    words_forms.hits(
        search,
        three_indexed,
        ["ferry"],
        {"b": 0},
        [(0, 0.6462549902128863), (2, 0.4700036292457355)],
        "the shelf",
    )
    words_forms.hits(
        search,
        three_indexed,
        ["ferry"],
        {"k1": 2.0, "b": 1},
        [(0, 0.5640043550948827), (2, 0.4700036292457355)],
        "the shelf",
    )
    late, storm = math.log(1 + 2.5 / 1.5), math.log(1 + 1.5 / 2.5)
    words_forms.hits(
        search,
        three_indexed,
        ["late", "storm"],
        {"k1": 0},
        [(0, late), (1, storm), (2, storm)],
        "the shelf",
    )
with grade("a word that most texts have, ties, repeated and unknown words, nothing"):
    six_indexed = {
        "postings": {
            "pay": [(0, 1), (1, 1), (2, 2), (4, 1)],
            "pier": [(0, 1), (4, 1)],
            "crane": [(3, 1)],
        },
        "lengths": [2, 1, 2, 1, 2, 0],
    }
    paid = [
        (2, 0.532620304117198),
        (1, 0.4921681291209551),
        (0, 0.3668045490618439),
        (4, 0.3668045490618439),
    ]
    words_forms.hits(
        search,
        six_indexed,
        ["pay"],
        {},
        paid,
        "six texts, of which four have the word and one is empty",
    )
    words_forms.hits(
        search,
        six_indexed,
        ["pay"],
        {"k": 3},
        paid[:3],
        "the same six, the third place shared by two",
    )
    words_forms.hits(
        search,
        three_indexed,
        ["storm", "ferry", "ferry"],
        {},
        [(2, 1.4100108877372066), (0, 1.1331594348938283), (1, 0.5908617053374962)],
        "the shelf",
    )
    words_forms.hits(
        search,
        {"postings": {"late": [(0, 1)], "pay": [(1, 1)]}, "lengths": [1, 1]},
        ["pay", "late"],
        {},
        [(0, math.log(2)), (1, math.log(2))],
        "two texts of a word each",
    )
    for nothing, few in ((["never"], {}), ([], {}), (["ferry"], {"k": 0})):
        words_forms.hits(search, three_indexed, nothing, few, [], "the shelf")
    words_forms.hits(search, {"postings": {}, "lengths": []}, ["ferry"], {}, [], "an empty index")
    words_forms.hits(
        search,
        {"postings": {}, "lengths": [0, 0]},
        ["ferry"],
        {},
        [],
        "an index of two empty texts",
    )
with grade("whose postings are read"):
    words_forms.unread(search, three_indexed, ["storm", "never"], [1, 2])
### BEGIN HIDDEN TESTS
from hidden import words_worlds

rng_of_worlds = check.rng("search")
for name, kind, settings_of_all, weight in (
    ("other texts", "rare", ({}, {"k": 99}), 2),
    (
        "other texts, k1 and b",
        "rare",
        ({"k1": 2.0, "b": 0.3}, {"k1": 0.5, "b": 1.0}, {"k1": 1.6, "b": 0.1, "k": 4}),
        2,
    ),
    ("a word that most of the other texts have", "common", ({}, {"k": 99, "b": 0.9}), 2),
    ("repeated words in other queries", "repeated", ({}, {"k": 5, "k1": 1.5}), 2),
    ("unknown words in other queries", "unknown", ({}, {"k": 3}), 1),
):
    with grade(name, weight=weight):
        for settings in settings_of_all:
            weights_of_idea = {key: value for key, value in settings.items() if key != "k"}
            texts, asked = words_worlds.search_case(rng_of_worlds, kind, **weights_of_idea)
            wanted = words_worlds.found(texts, asked, **settings)
            words_forms.hits(
                search, words_worlds.indexed(texts), asked, settings, wanted, f"{len(texts)} texts"
            )
with grade("ties in other texts", weight=2):
    for _ in range(3):
        texts, asked = words_worlds.search_case(rng_of_worlds, "tied")
        every = words_worlds.found(texts, asked, 99)
        cut = words_worlds.tie(every)
        for most in (99, cut, cut + 1):
            words_forms.hits(
                search,
                words_worlds.indexed(texts),
                asked,
                {"k": most},
                every[:most],
                f"{len(texts)} texts, three of them alike",
            )
        texts, asked = words_worlds.crossed(rng_of_worlds)
        wanted = words_worlds.found(texts, asked)
        words_forms.hits(
            search,
            words_worlds.indexed(texts),
            asked,
            {},
            wanted,
            f"{len(texts)} texts, two of which have a word of the query each",
        )
with grade("scores that are close"):
    texts, asked = words_worlds.close(rng_of_worlds)
    words_forms.hits(
        search,
        words_worlds.indexed(texts),
        asked,
        {},
        words_worlds.found(texts, asked),
        "texts of which two are nearly alike",
    )
with grade("whose postings are read in other indexes"):
    texts, asked = words_worlds.search_case(rng_of_worlds, "unknown")
    words_forms.unread(
        search,
        words_worlds.indexed(texts),
        asked,
        [number for number, _ in words_worlds.found(texts, asked)],
    )
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Summary
#
# - The same word can be written in several forms. Compare texts folded: NFKC, one apostrophe, casefold, NFKC.
# - Find pieces in the text as it stands, and fold the pieces. Offsets of a changed text belong to nobody.
# - TF-IDF: a word tells much if it is frequent here and rare elsewhere. The idf comes from the training texts, and new texts live with it.
# - Nearly all of the table is zero. Store what isn't, and never ask for the whole, not even for a moment.
# - BM25: rare words count more, repetition saturates, length is held against the mean. The inverted index reads only what was asked for.
#
# And Mina's questions, in one place:
#
# %%
@cache
def archive_index():
    return build_index([words_of(f"{row.title} {row.text}") for row in archive.itertuples()])


def ask(query, k=3):
    lines = []
    for number, score in search(archive_index(), words_of(query), k=k):
        row = archive.iloc[number]
        lines.append(f"{score:5.2f}  {row['id']} ({row['source']}): {row['title']}")
    return "\n    ".join(lines) or "nothing found"


settle("1. Which articles name the Café Möwe?", "X1b", lambda: str(naming("café", "möwe")))
settle("2. Where do e-mail addresses stand?", "X1b", addresses)
settle("3. Which older article goes below tonight's?", "X2b", see_also)
settle("4. What comes first for 'night ferry strike'?", "X3b", lambda: ask("night ferry strike"))
settle("And in Korean, for '야간 여객선' (night ferry)?", "X3b", lambda: ask("야간 여객선"))

# %% [markdown]
# "So it was eleven," says Mina. And whoever types "night ferry strike" gets that strike, from the scanner, the wire and a laptop alike: folding has made their words the same. What the search can *not* do: it doesn't know that a walkout is a strike, nor that 여객선 is a ferry. It counts words, and knows nothing of what they mean. The next lesson looks at which words keep company; the one after it makes something like meaning out of that.
