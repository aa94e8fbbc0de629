"""References and generated instances of the lesson on words and search."""

from __future__ import annotations

import itertools
import math
import string
import unicodedata
from typing import Any

import numpy as np

Generator = np.random.Generator
Token = tuple[str, int, int]
Texts = list[list[str]]
ASCII = set(string.ascii_letters + string.digits)


def folded(text: str) -> str:
    """NFKC, a straight apostrophe, casefold, NFKC."""
    straight = unicodedata.normalize("NFKC", text).replace("’", "'")
    return unicodedata.normalize("NFKC", straight.casefold())


def scanned(text: str) -> list[Token]:
    """The tokens of *text*, found character by character."""
    found: list[Token] = []
    place = 0
    while place < len(text):
        end = _address(text, place) or _mail(text, place) or _word(text, place)
        if end:
            found.append((folded(text[place:end]), place, end))
        place = end or place + 1
    return found


def _address(text: str, start: int) -> int:
    """The end of a URL that begins at *start*, or 0."""
    opening = next((o for o in ("http://", "https://") if text[start : start + len(o)].casefold() == o), "")
    if not opening:
        return 0
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in '<>"':
        end += 1
    while text[end - 1] in ".,;:!?)'":
        end -= 1
    return end if end > start + len(opening) else 0


def _mail(text: str, start: int) -> int:
    """The end of an e-mail address that begins at *start*, or 0."""
    if text[start] not in ASCII:
        return 0
    place = start
    while place < len(text) and (text[place] in ASCII or text[place] in "._%+-"):
        place += 1
    if place == len(text) or text[place] != "@":
        return 0
    first = end = place + 1
    while end < len(text) and (text[end] in ASCII or text[end] in ".-"):
        end += 1
    while end > first:
        labels = text[first:end].split(".")
        if len(labels) > 1 and all(label and label[0] in ASCII and label[-1] in ASCII for label in labels):
            return end
        end -= 1
    return 0


def _kind(text: str, place: int) -> str:
    return unicodedata.category(text[place])[0] if 0 <= place < len(text) else ""


def _word(text: str, start: int) -> int:
    """The end of a word or number that begins at *start*, or 0."""
    if _kind(text, start) not in ("L", "N"):
        return 0
    end = start
    while True:
        while _kind(text, end) in ("L", "M", "N"):
            end += 1
        if _kind(text, end + 1) not in ("L", "N"):
            return end
        between_digits = text[end - 1].isdecimal() and text[end + 1].isdecimal()
        if text[end] in "-'’" or (text[end] in ".," and between_digits):
            end += 1
        else:
            return end


def _one(rng: Generator, *of: str) -> str:
    return of[int(rng.integers(len(of)))]


def _at(turn: int, *of: str) -> str:
    return of[turn % len(of)]


SHIFTS = ("İpek", "ﬁreﬂy", "İstanbul", "ﬃne", "İnci")
"""Words which any change of form makes longer."""


def fold_cases(rng: Generator, turn: int) -> list[tuple[str, str, str]]:
    """Texts in which each step of folding counts, with what they become; three *turns* one after the other show every one of them."""
    wide = str(rng.integers(100, 999)).translate(str.maketrans(string.digits, "０１２３４５６７８９"))
    cases = [
        (unicodedata.normalize("NFD", _at(turn, "Möwe", "Žižka", "Ångström")), "with marks of their own"),
        (unicodedata.normalize("NFD", _at(turn, "부두", "항구", "갈매기")), "Korean in parts of syllables"),
        (_at(turn, "Straße", "GROẞE", "Fußweg", "Weiß"), "a word with ß"),
        (_at(turn, "İpek", "İstanbul", "DİKİLİ"), "a word with İ"),
        (_at(turn, "ﬁsh", "ﬂour", "oﬃce"), "a ligature"),
        (_at(turn, "Ｆａｘ", "ＡＩ") + wide, "wide letters and digits"),
        (_at(turn, "5℃", "№7", "HarbourNet™"), "a sign that stands for capitals"),
        (_at(turn, "Mina’s crew’s", "DON’T WON’T", "O’Brien’s"), "a curly apostrophe"),
        (_at(turn, "Mina's", "DON'T", "O'Brien"), "a straight apostrophe"),
        (_at(turn, "ΐδιος", "ǰan", "ΰλη"), "a letter that casefold takes apart"),
        (_at(turn, "ΟΔΟΣ", "Σίγμα Τέλος"), "a word with sigma"),
        (_at(turn, "‘Old’ crane", "“Old” ‘crane’"), "quotation marks"),
        (_at(turn, "Smoke-House", "Co-Op 3.50"), "a hyphen"),
        (_at(turn, "boat\u2010house", "Ferry\u2011Dock", "Pier 3\u20134"), "a hyphen or dash that isn't the plain one"),
        (_at(turn, "Pier  3", "late \t boat", "Quay\n\n 7"), "blanks in a row"),
        (_at(turn, "O\u02bcBrien", "Mo\u02bbo"), "a letter that looks like an apostrophe"),
        (_at(turn, "O`Brien", "Crew\u00b4s", "\u201aold\u201b"), "a sign that looks like an apostrophe"),
        (_at(turn, " Pier\t", "\nQuay "), "blanks at the ends"),
        (_at(turn, "naïve", "Señor", "garçon"), "accents that stay"),
        (_at(turn, "Har\u00adbour", "pier\u200bs", "Co\u00adop"), "a letter that isn't seen"),
        ("", "nothing"),
    ]
    return [(text, folded(text), told) for text, told in (cases[i] for i in rng.permutation(len(cases)))]


JOINED = (
    ("well-known", "smoke-house", "co-operative"), ("mother-in-law", "up-to-date"), ("rock--roll", "dead--line"), ("-15", "-40"),
    ("pre- and", "mid- or"), ("don't", "it's"), ("crew’s", "we’re"), ("'quoted'", "'anchor'"), ("’tis", "’twas"), ("crews' pay", "boats' keels"),
    ("rock'-'roll", "boat'-'train"), ("1,250.75", "3,009.50"), ("0.5", "12.25"), ("10:30", "7:45"), ("1,2,3", "4,5,6"), ("in 1999,", "of 2024."),
    ("2025-11-23", "2024-02-29"), ("covid-19", "pier-7"), ("3.5km", "2.5m"), ("U.S.", "e.g."), ("boat,crane", "fish.herring"), ("7.net", "8,or"), ("No.7", "boat,3"), ("v2.0", "b1.25"),
    ("file_name", "old_crane"), ("６,０００", "１２.５"), ("1..2", "3,,4"), ("2/3", "5%"), ("№5", "#7"), ("a—b", "c–d"), ("B2B", "5G"), ("x²", "½"), ("3.²", "5,³"), ("-'-", "--"),
    ("1990's", "747’s"), ("boat\u2010house", "pier\u2011side"),
)  # fmt: skip
KOREAN = (
    ("여객선이 3월에", "어선들은 2번"), ("수산시장,청어", "부두·항구"), ("2026년", "25명이"), ("1,500원", "2,250원"), ("한-미", "남-북"),
    ("‘항구’", "“시장”"), ("제1조", "제3조"),
)  # fmt: skip
MARKED = (
    ("cafe\u0301-bar", "mo\u0308we-nest"), ("re\u0301sume\u0301", "A\u030angstro\u0308m"), ("\u1103\u116e", "\u1112\u1161\u11bc\u1100\u116e"),
    ("हिन्दी", "नमस्ते"), ("⚓\ufe0f", "⛴\ufe0f"), ("I\u0307pek's", "I\u0307nci’s"), ("\u0301", "\u0308"), ("-\u0301", "'\u0308"), ("boat-\u0301", "crew'\u0308"),
    ("Cafe\u0301's", "Moe\u0308’we"),
)  # fmt: skip
ADDRESSES = (
    ("mina.han@harbourpost.example", "tom.reed@mail.example"), ("sean+news@post.example,", "e%l@inbox.example;"), ("ipek_demir@inbox.example", "jan_k@mail.example"),
    ("a-b@old-crane.co.example.", "x-y@north-quay.or.example."), ("letters@harbourpost.example로", "tickets@ferry.example에"), ("(jana@mail.example)", "<eva@mail.example>"),
    ("TOM@Mail.Example", "Mina@POST.example"), ("tom@home", "eva@desk"), ("@mina", "@tom"), ("5@pier", "2@quay"), ("7@pier7.example", "42@post.example"),
    ("desk@10.0.0.1", "root@192.168.0.7"), ("-tom@mail.example", "_eva@post.example"),
    ("tom@-quay.example", "eva@-pier.example"), ("tom@mail..example", "eva@post..example"), ("https://x.example/c,", "http://y.example/d,;"),
    ("http://x.example/e\nnext", "https://y.example/f\tnext"), ("http://x.example/g\u00a0next", "https://y.example/h\u00a0next"), ("yuna@mail.example-", "yuna@post.example--"), ("tom@x.example..", "eva@y.example.."), ("문의tom@mail.example", "주소eva@mail.example"),
    ("https://harbourpost.example/a/b-c.html", "http://ferry.example/times"), ("https://ferry.example/t?line=3&day=2.", "http://x.example/q?a=1,5;"),
    ("(https://harbourpost.example/old)", "(http://x.example/y)"), ("<https://harbourpost.example/new>", "<http://x.example/z>"), ('"http://x.example/cited"', '"https://y.example/said"'),
    ("HTTPS://Harbourpost.example/A", "Http://Ferry.example/B"), ("https://x.example/mina@mail.example", "http://y.example/?to=tom@mail.example"), ("'http://x.example/w'", "'https://y.example/v'"),
    ("http://x.example/a!?", "https://y.example/b?!"), ("https://x.example/", "http://y.example/_/"), ("https://x.example/항구", "http://y.example/부두"), ("http://x.example:", "https://y.example;"),
    ("https://x.example/(a)b", "http://y.example/it's,so"), ("www.ferry.example", "harbourpost.example"), ("ftp://x.example", "https:"), ("http://", "https://."),
    ("jürgen@post.example", "a부b@mail.example"), ("éa@post.example", "부a@mail.example"), ("mina.@post.example", "eva__n@post.example", "m.+n@mail.example"),
    ("m@xn--ab.example", "tom@a---b.example"), ("http://d.example<b", "https://y.example/i<br>"), ("http://a.example/b]", "https://x.example/x’", "http://y.example/c”"),
    ("_http://a.example/_", "_https://b.example/_"),
)  # fmt: skip
PLAIN = ("Pier", "boat", "crew", "harbour", "at", "THE", "Eva Weiß", "night", "herring", "Łukasz", "union", "storm")


def text_of(rng: Generator, kinds: tuple[tuple[str, ...], ...], turn: int) -> str:
    """A text with one of each kind, in any order, with words between, behind words whose form has another length.

    Three *turns* one after the other show every one of each kind.
    """
    pieces = [_at(turn, *kind) for kind in kinds]
    pieces = [pieces[i] for i in rng.permutation(len(pieces))]
    made = ["~"]
    made += [
        unicodedata.normalize("NFD", _one(rng, "Café Möwe", "Zoë Óladóttir")),
        _one(rng, *SHIFTS),
        _one(rng, "Fußweg", "Straße"),
    ]
    for piece in pieces:
        made.append(piece)
        if rng.random() < 0.6:
            made.append(_one(rng, *PLAIN))
    gaps = (" ", "\n", "  ", " – ", " … ", "\t", " (", " | ")
    return "".join(piece + _one(rng, *gaps) for piece in made).rstrip(" (") + _one(rng, "", ".", " ", "!\n")


def inverse(texts: Texts) -> dict[str, float]:
    """The smooth inverse document frequency of each word."""
    among: dict[str, int] = {}
    for words in texts:
        for word in set(words):
            among[word] = among.get(word, 0) + 1
    return {word: math.log((1 + len(texts)) / (1 + many)) + 1 for word, many in among.items()}


def weighed(words: list[str], idf: dict[str, float]) -> dict[str, float]:
    """Counts times idf, of length one."""
    raw = {word: words.count(word) * idf[word] for word in set(words) if word in idf}
    length = math.sqrt(sum(value**2 for value in raw.values()))
    return {word: value / length for word, value in raw.items()}


def alike(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two sparse vectors."""
    if not one or not other:
        return 0.0
    shared = sum(one[word] * other[word] for word in one if word in other)
    return shared / math.hypot(*one.values()) / math.hypot(*other.values())


def _vocabulary(rng: Generator, size: int) -> list[str]:
    words = [
        "ferry",
        "crew",
        "pier",
        "pay",
        "crane",
        "café",
        "부두",
        "여객선",
        "night",
        "storm",
        "3.5",
        "ähre",
        "zoë",
        "union",
        "boat",
        "a",
    ]
    return [words[i] for i in rng.permutation(len(words))[:size]]


def collection(rng: Generator, empty: bool = True) -> Texts:
    """Six to eight short texts: a word in all of them but an *empty* one, words that repeat, words in one text alone."""
    common, often, *rare = _vocabulary(rng, 9)
    texts: Texts = [[common, often, often, "Pay", "pay"], [common, rare[0], rare[0], rare[0]], [rare[1], common, often]]
    for word in rare[2 : 2 + int(rng.integers(2, 5))]:
        texts.append([common, word, common, _one(rng, *rare[:2])])
    texts += [[]] * empty
    return [[str(word) for word in rng.permutation(texts[i])] for i in rng.permutation(len(texts))]


def fresh(rng: Generator, train: Texts) -> Texts:
    """New texts for *train*: known and unknown words mixed, all unknown, empty, one that repeats, and the unknown ones often."""
    known = sorted({word for words in train for word in words})
    picks = [known[i] for i in rng.permutation(len(known))[:4]]
    strange = [f"new{number}" for number in rng.permutation(50)[:3].tolist()]
    texts: Texts = [
        [picks[0], strange[0], strange[0], picks[1], picks[0]], list(strange), [], [picks[2]] * 3 + [picks[3]], [strange[1], *picks, strange[1]],
    ]  # fmt: skip
    return [texts[i] for i in rng.permutation(len(texts))]


def expected_matrix(train: Texts, texts: Texts) -> dict[str, Any]:
    """The terms, and the weights of each row."""
    idf = inverse(train)
    return {"terms": sorted(idf), "rows": [weighed(words, idf) for words in texts]}


def indexed(texts: Texts) -> dict[str, Any]:
    """The inverted index."""
    postings: dict[str, list[tuple[int, int]]] = {}
    for number, words in enumerate(texts):
        for word in sorted(set(words)):
            postings.setdefault(word, []).append((number, words.count(word)))
    return {"postings": postings, "lengths": [len(words) for words in texts]}


def found(texts: Texts, query: list[str], k: int = 10, k1: float = 1.2, b: float = 0.75) -> list[tuple[int, float]]:
    """The best texts by BM25, text by text, without an index."""
    mean = sum(map(len, texts)) / max(1, len(texts))
    scores = []
    for number, words in enumerate(texts):
        score = 0.0
        for word in query:
            among = sum(word in other for other in texts)
            part = words.count(word)
            if part:
                idf = math.log1p((len(texts) - among + 0.5) / (among + 0.5))
                score += idf * part * (k1 + 1) / (part + k1 * (1 - b + b * len(words) / mean))
        if set(query) & set(words):
            scores.append((number, score))
    return sorted(scores, key=lambda hit: (-hit[1], hit[0]))[:k]


def library(rng: Generator) -> tuple[Texts, str, list[str]]:
    """Texts for a search, the word that most of them have, and four words that some have.

    Lengths differ widely, some are empty, three are the same bag of words. But for these no two scores meet by chance.
    """
    common, *words = _vocabulary(rng, 12)
    asked = words[:4]
    filler = words[4:] + [f"{word}s" for word in asked]
    texts: Texts = []
    for number in range(14):
        own = [common] if number % 4 else []
        for place, word in enumerate(asked):
            if (number + place) % 3 == 0 or rng.random() < 0.15:
                own += [word] * int(rng.integers(1, 4))
        length = int(rng.integers(2, 30))
        own += [filler[i] for i in rng.integers(0, len(filler), length)]
        texts.append(own)
    twin = [asked[0], asked[0], asked[1], common, *[filler[i] for i in rng.integers(0, len(filler), 2)]]
    texts += [list(twin), list(twin), list(twin), [], []]
    return [[str(word) for word in rng.permutation(texts[i])] for i in rng.permutation(len(texts))], common, asked


def apart(hits: list[tuple[int, float]], texts: Texts) -> bool:
    """Whether scores differ clearly wherever the texts do."""
    for (one, high), (other, low) in itertools.pairwise(hits):
        if high - low < 1e-6 and sorted(texts[one]) != sorted(texts[other]):
            return False
    return True


def search_case(rng: Generator, kind: str, k1: float = 1.2, b: float = 0.75) -> tuple[Texts, list[str]]:
    """Texts and a query of one *kind* on whose order no two sound programs disagree, and which shows what the kind is about."""
    while True:
        texts, common, asked = library(rng)
        query = {
            "rare": [asked[0], asked[2]],
            "common": [common, asked[0]],
            "repeated": [asked[3], asked[2], asked[3], asked[3]],
            "unknown": ["nowhere", asked[1], "never"],
            "tied": [asked[0], asked[1]],
        }[kind]
        every = found(texts, query, len(texts), k1, b)
        if apart(every, texts) and _shows(kind, texts, query, every, k1, b):
            return texts, query


def _shows(kind: str, texts: Texts, query: list[str], every: list[tuple[int, float]], k1: float, b: float) -> bool:
    """Whether a world shows what it is made for."""
    order = [number for number, _ in every]
    if kind == "common":
        return 2 * sum(query[0] in words for words in texts) > len(texts) + 2
    if kind == "repeated":
        return [number for number, _ in found(texts, list(dict.fromkeys(query)), len(texts), k1, b)] != order
    if kind == "tied":
        return any(abs(one[1] - two[1]) < 1e-12 for one, two in itertools.pairwise(every))
    return len(every) >= 3


def crossed(rng: Generator) -> tuple[Texts, list[str]]:
    """Texts and a query whose first word is in a later text than its second, with the same score."""
    one, two, *others = _vocabulary(rng, 8)
    early, late = sorted(rng.choice(7, 2, replace=False).tolist())
    texts: Texts = [[others[i] for i in rng.integers(0, len(others), 4)] for _ in range(7)]
    texts[early][0], texts[late][0] = two, one
    return texts, [one, two]


def close(rng: Generator) -> tuple[Texts, list[str]]:
    """Texts as long as books, of which two differ by one word: the shorter one, the better by a hair, comes later.

    To four places their scores are the same.
    """
    while True:
        word, *others = _vocabulary(rng, 8)
        length = int(rng.integers(18_000, 22_000))
        texts: Texts = [
            [word] + [others[i] for i in rng.integers(0, len(others), many)] for many in (length + 1, length)
        ]
        texts += [[others[0]], [others[1], others[2]]]
        (_, best), (_, second) = found(texts, [word])
        if round(best, 4) == round(second, 4):
            return texts, [word]


def tie(hits: list[tuple[int, float]]) -> int:
    """A k that cuts between texts that tie."""
    return next(place + 1 for place in range(len(hits) - 1) if abs(hits[place][1] - hits[place + 1][1]) < 1e-12)


def many_texts(rng: Generator, texts: int, terms: int, length: int) -> Texts:
    """Texts of *length* words each, which together have all of *terms* words."""
    places = np.concatenate([rng.permutation(terms), rng.integers(0, terms, max(0, texts * length - terms))])
    return [[f"w{place}" for place in row] for row in places.reshape(texts, length).tolist()]
