"""Rebuild cafe_reviews.csv and cafe_visits.csv: reviews with planted aspects and polarity, and visits of testers to cafés.

Run from anywhere: ``python source/08-text-and-explanations/instructor/make_data_explain.py [FOLDER]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
CAFES = ("Anker", "Boje", "Gull", "Kai 7", "Lotse", "Mole", "Pier", "Tide")
# aspect → words of praise, words of complaint
ENGLISH = {
    "coffee": (("smooth", "fresh", "strong", "lovely"), ("bitter", "weak", "burnt", "cold")),
    "cake": (("fresh", "moist", "homemade", "lovely"), ("stale", "dry", "tiny", "soggy")),
    "soup": (("hot", "rich", "homemade"), ("cold", "salty", "watery")),
    "staff": (("friendly", "quick", "kind"), ("rude", "slow", "grumpy")),
    "terrace": (("sunny", "quiet", "pretty"), ("windy", "noisy", "dirty")),
    "price": (("fair", "low"), ("steep", "silly")),
}
KOREAN = {
    "커피가": (("맛있어요", "진해요"), ("써요", "식었어요")),
    "케이크가": (("신선해요", "촉촉해요"), ("딱딱해요", "작아요")),
    "직원이": (("친절해요", "빨라요"), ("무례해요", "느려요")),
    "자리가": (("편해요", "조용해요"), ("좁아요", "시끄러워요")),
}
TURNED = 0.05  # of the phrases: "not bitter", "never fresh"


def _english(rng: np.random.Generator) -> tuple[str, int]:
    parts, mood = [], 0
    leaning = rng.choice([0.15, 0.85])
    for aspect in rng.permutation(list(ENGLISH))[: rng.integers(2, 5)].tolist():
        good = bool(rng.random() < leaning)
        turned = bool(rng.random() < TURNED) if good else bool(rng.random() < 4 * TURNED)
        word = str(rng.choice(ENGLISH[aspect][int(good == turned)]))
        before = str(rng.choice(["not ", "never "])) if turned else str(rng.choice(["", "", "very ", "so "]))
        form = rng.choice(["{aspect} {words}", "the {aspect} was {words}", "{words} {aspect}"])
        parts.append(str(form).format(aspect=aspect, words=before + word))
        mood += 1 if good else -1
    text = ", ".join(parts)
    return text[0].upper() + text[1:] + str(rng.choice([".", ".", "!"])), mood


def _korean(rng: np.random.Generator) -> tuple[str, int]:
    parts, mood = [], 0
    leaning = rng.choice([0.15, 0.85])
    for aspect in rng.permutation(list(KOREAN))[: rng.integers(1, 4)].tolist():
        good = bool(rng.random() < leaning)
        parts.append(f"{aspect} {rng.choice(KOREAN[aspect][int(not good)])}")
        mood += 1 if good else -1
    return ", ".join(parts) + ".", mood


def reviews(rng: np.random.Generator, english: int = 840, korean: int = 160) -> pd.DataFrame:
    """A row for each review that is clearly praise (1) or complaint (0); a third names the café."""
    rows = []
    for make, count in ((_english, english), (_korean, korean)):
        made = 0
        while made < count:
            text, mood = make(rng)
            if not mood:
                continue
            cafe = str(rng.choice(CAFES))
            named = f"{cafe}: {text}" if rng.random() < 1 / 3 else text
            rows.append((cafe, named, int(mood > 0)))
            made += 1
    table = pd.DataFrame([rows[place] for place in rng.permutation(len(rows))], columns=["cafe", "text", "praise"])
    table.insert(0, "review", np.arange(1, len(table) + 1))
    return table


def visits(rng: np.random.Generator, count: int = 360) -> pd.DataFrame:
    """A row for each visit of a tester; the verdict hangs on wait and cakes together, on noise from 68 decibels on, on the price."""
    price = rng.uniform(2.4, 5.2, count).round(1)
    wait = rng.gamma(3, 3.2, count).clip(1, 30).round()
    noise = rng.normal(64, 7, count).clip(45, 85).round()
    cakes = rng.integers(0, 13, count)
    walk = (30 + rng.gamma(2, 160, count)).round(-1)
    mood = 0.34 * cakes * (wait < 12) - 0.1 * (wait - 9) - 0.12 * (noise - 68).clip(0) - 0.9 * (price - 3.6)
    mood = mood - 0.0006 * walk + rng.normal(0, 0.5, count)
    verdict = np.select([mood < 0.1, mood < 1.5], ["skip", "fine"], "go")
    table = pd.DataFrame({"price": price, "wait": wait.astype(int), "noise": noise.astype(int), "cakes": cakes})
    return table.assign(walk=walk.astype(int), verdict=verdict)


def main(folder: Path) -> None:
    """Write both files into *folder*."""
    for name, make, seed in (("cafe_reviews", reviews, 85), ("cafe_visits", visits, 86)):
        make(np.random.default_rng(seed)).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data")
