"""The film night's notes and the letters about them: invented from planted themes, each with three words of one meaning.

A note keeps to one word of each theme and brings things that go with it; a letter uses the other two words, and none of the
things. So no word of weight stands in both, and only the company that words keep tells which film is meant.
"""

from __future__ import annotations

import itertools

import numpy as np

Theme = tuple[tuple[str, str, str], tuple[str, str, str, str]]


def _themes(text: str) -> list[Theme]:
    found: list[Theme] = []
    for line in text.strip().splitlines():
        same, company = (part.split() for part in line.split(":"))
        found.append(((same[0], same[1], same[2]), (company[0], company[1], company[2], company[3])))
    return found


HEROES = _themes("""
skipper captain helmsman: deck sails tide ropes
baker confectioner pastrycook: flour oven dough bread
teacher schoolmaster tutor: chalk classroom homework pupils
doctor physician surgeon: ward fever bandages patients
thief burglar robber: locks mask alarm loot
detective inspector sleuth: clues alibi evidence suspects
musician fiddler violinist: strings concert melody bow
farmer ploughman grower: field harvest barn tractor
soldier trooper infantryman: rifle trench uniform drill
grandmother granny grandma: knitting photographs armchair memories
""")
THINGS = _themes("""
letter message telegram: envelope stamp ink handwriting
dog hound puppy: leash barking collar bone
boat ship vessel: hull mast anchor keel
jewel diamond gem: necklace velvet sparkle ring
painting portrait picture: canvas brush gallery frame
car automobile motorcar: engine tyres petrol headlights
violet orchid flower: petals scent vase bloom
house cottage bungalow: roof chimney garden kitchen
""")
PLACES = _themes("""
island isle islet: shore gulls cliffs lighthouse
city town metropolis: trams neon traffic pavements
mountain peak summit: snow glacier avalanche hut
desert wasteland wilderness: sand camels oasis mirage
forest wood woodland: pines moss owls mushrooms
village hamlet parish: church well market inn
""")
DEEDS = _themes("""
loses misplaces mislays: searching drawers pockets regret
steals pinches swipes: night footprints escape hiding
finds discovers unearths: luck wonder map spade
sells auctions trades: price money bargain debt
repairs mends restores: tools hammer nails workshop
paints sketches draws: colours pencil paper easel
""")
FIRST = [
    "Low",
    "Late",
    "Long",
    "Quiet",
    "Seventh",
    "Second",
    "Blue",
    "Grey",
    "White",
    "Small",
    "Last",
    "Slow",
    "Cold",
    "Warm",
    "Plain",
    "Narrow",
    "Silent",
    "Early",
    "Pale",
    "Other",
]
LAST = [
    "Monday",
    "Winter",
    "Summer",
    "Autumn",
    "Evening",
    "Hour",
    "Season",
    "Crossing",
    "Return",
    "Chapter",
    "Answer",
    "Question",
    "Journey",
    "Morning",
    "Waltz",
    "Shadow",
    "Promise",
    "Silence",
]
FILLERS = [
    "The film lasts for nine minutes and the sound is good.",
    "It is the first film of the maker and it was made with friends.",
    "The jury liked the end and so did we.",
    "There is a little too much talk in the middle of the film.",
    "It was shown on Friday and it will be shown again.",
    "The light is good and the end comes as a surprise.",
]


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _note(rng: np.random.Generator, chosen: tuple[Theme, ...], word: list[int], fillers: int) -> str:
    (hero, thing, place, deed), (of_hero, of_thing, of_place, of_deed) = (
        [theme[0][i] for theme, i in zip(chosen, word, strict=True)],
        [[theme[1][i] for i in rng.permutation(4)] for theme in chosen],
    )
    told = [
        f"In the film {_a(hero)} {deed} {_a(thing)} and the {hero} knows why.",
        f"The {hero} has to do with {of_hero[0]} and with {of_hero[1]} and the {hero} dreams of {of_hero[2]}.",
        f"With the {thing} we see {of_thing[0]} and {of_thing[1]} and the {thing} is nothing without {of_thing[2]}.",
        f"The {place} has {of_place[0]} and {of_place[1]} and there is no {place} without {of_place[2]}.",
        f"Who {deed} has {of_deed[0]} and {of_deed[1]} and the one who {deed} has {of_deed[2]}.",
    ]
    told += [FILLERS[i] for i in rng.permutation(len(FILLERS))[:fillers]]
    return " ".join(told[i] for i in rng.permutation(len(told)))


def made(
    seed: int = 8, films: int = 360, letters: int = 60
) -> tuple[list[tuple[int, str, str]], list[tuple[str, int]]]:
    """The notes as (film, title, note), and the letters as (letter, film)."""
    rng = np.random.default_rng(seed)
    plots = list(itertools.product(HEROES, THINGS, PLACES, DEEDS))
    picked = [plots[i] for i in rng.permutation(len(plots))[:films]]
    titles = [f"{first} {last}" for first, last in itertools.product(FIRST, LAST)]
    told, words = [], []
    for number, (plot, title) in enumerate(zip(picked, rng.permutation(titles), strict=True), start=1):
        word = rng.integers(0, 3, 4).tolist()
        told.append((number, str(title), _note(rng, plot, word, int(rng.integers(0, 6)))))
        words.append(word)
    asked = []
    for film in sorted(rng.permutation(films)[:letters].tolist()):
        turned = [(i + int(rng.integers(1, 3))) % 3 for i in words[film]]
        hero, thing, place, deed = (theme[0][i] for theme, i in zip(picked[film], turned, strict=True))
        asked.append((f"It was the one with the {place}, where the {hero} {deed} the {thing}.", film + 1))
    return told, asked
