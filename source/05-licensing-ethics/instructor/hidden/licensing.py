"""Remixes and SPDX expressions: every rule of the order reached often, versions and several sources in all combinations."""

from __future__ import annotations

import functools

from workbook import check

Remix = tuple[str, list[str], str]
"""The row that decides, the sources, the new licence."""
Grown = tuple[str, list[list[str]], int]
"""An expression, its choices, and how tightly it binds: 3 a licence or a bracket, 2 AND, 1 OR."""

NAMES = ["BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND"]
VERSIONS = ["1.0", "2.0", "2.5", "3.0", "4.0"]


def parsed(licence: str) -> tuple[list[str], float]:
    words = licence.split()
    return ([] if words[0] == "CC0" else words[1].split("-")), float(words[-1])


def which(sources: list[str], new: str) -> str:
    pairs, (target, version) = [parsed(source) for source in sources], parsed(new)
    same = [(e, v) for e, v in pairs if "SA" in e]
    nc = any("NC" in e for e, _ in pairs)
    rows = [
        ("nd", any("ND" in e for e, _ in pairs)),
        ("sa-same", any(e != target for e, _ in same)),
        ("sa-first", any(v < 1.5 and version > 1.5 for _, v in same)),
        ("sa-earlier", any(v > version for _, v in same)),
        ("sa-with-nc", nc and ["BY", "SA"] in [e for e, _ in pairs]),
        ("nc-dropped", nc and "NC" not in target),
        ("by-dropped", not target and any(e for e, _ in pairs)),
        ("free", all(not e for e, _ in pairs)),
        ("sa-later", any(v < version for _, v in same)),
        ("kept", True),
    ]
    return next(rule for rule, holds in rows if holds)


@functools.cache
def remixes(each: int = 40) -> list[Remix]:
    """Of every rule *each* remixes of one to four sources, of versions that differ, drawn until they are there."""
    random = check.rng("remix")

    def drawn(kinds: list[str], alike: str) -> str:
        name = kinds[int(random.integers(len(kinds)))]
        version = VERSIONS[int(random.integers(len(VERSIONS)))]
        return "CC0 1.0" if name == "CC0" else f"CC {alike if name == 'SA' else name} {version}"

    found: dict[str, list[Remix]] = {}
    rules = [
        "nd",
        "sa-same",
        "sa-first",
        "sa-earlier",
        "sa-with-nc",
        "nc-dropped",
        "by-dropped",
        "free",
        "sa-later",
        "kept",
    ]
    while any(len(found.get(rule, [])) < each for rule in rules):
        alike = ["BY-SA", "BY-NC-SA"][int(random.integers(2))]
        kinds = [["SA"], ["SA", "BY", "CC0"], ["SA", "BY", "BY-NC"], ["CC0"], ["BY", "BY-NC", "CC0"], ["CC0", *NAMES]][
            int(random.integers(6))
        ]
        sources = [drawn(kinds, alike) for _ in range(int(random.integers(0 if kinds == ["CC0"] else 1, 5)))]
        new = drawn([["SA"], ["CC0", *NAMES]][int(random.integers(2))], alike)
        case = (which(sources, new), sources, new)
        if len(found.setdefault(case[0], [])) < each:
            found[case[0]].append(case)
    cases = [case for rule in rules for case in found[rule]]
    return sorted(cases, key=lambda case: len(case[1]))


STRANGE = [
    "LicenseRef-Strange",
    "Zlib",
    "GPL-2.0+",
    "Apache-2.0+",
    "LicenseRef-ORACLE",
    "BRAND-AND-CO",
    "LicenseRef-WITHOUT",
    "OR-1.0",
]
PLANTED: list[Grown] = [
    ("(MIT)", [["MIT"]], 3),
    ("((MIT))", [["MIT"]], 3),
    ("MIT OR MIT", [["MIT"], ["MIT"]], 1),
    ("MIT AND MIT", [["MIT"]], 2),
    ("Zlib AND MIT AND Apache-2.0", [["Apache-2.0", "MIT", "Zlib"]], 2),
    ("(MIT OR Zlib) AND (0BSD OR ISC)", [["0BSD", "MIT"], ["ISC", "MIT"], ["0BSD", "Zlib"], ["ISC", "Zlib"]], 2),
    ("MIT AND (Zlib OR (0BSD AND (ISC OR MIT)))", [["MIT", "Zlib"], ["0BSD", "ISC", "MIT"], ["0BSD", "MIT"]], 2),
    ("MIT AND Zlib OR 0BSD AND ISC", [["MIT", "Zlib"], ["0BSD", "ISC"]], 1),
    ("MIT OR Zlib OR 0BSD", [["MIT"], ["Zlib"], ["0BSD"]], 1),
    ("(MIT OR Zlib) AND MIT", [["MIT"], ["MIT", "Zlib"]], 2),
    ("GPL-2.0+ OR Apache-2.0+", [["GPL-2.0+"], ["Apache-2.0+"]], 1),
    ("LicenseRef-ORACLE AND BRAND-AND-CO", [["BRAND-AND-CO", "LicenseRef-ORACLE"]], 2),
    ("LicenseRef-WITHOUT OR OR-1.0", [["LicenseRef-WITHOUT"], ["OR-1.0"]], 1),
    (
        "GPL-2.0-only WITH Classpath-exception-2.0 AND GPL-2.0-only",
        [["GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0"]],
        2,
    ),
    ("(GPL-2.0-only WITH Classpath-exception-2.0)", [["GPL-2.0-only WITH Classpath-exception-2.0"]], 3),
    ("curl AND MIT", [["MIT", "curl"]], 2),
    ("MIT  OR  Zlib", [["MIT"], ["Zlib"]], 1),
]


@functools.cache
def grown(known: tuple[str, ...], count: int = 100) -> list[Grown]:
    """The planted expressions, then *count* random ones, the shortest first."""
    random = check.rng("compatible")

    def grow(depth: int) -> Grown:
        if depth == 0 or random.random() < 0.3:
            names = [*known, *STRANGE]
            name = names[int(random.integers(len(names)))]
            if name in known and random.random() < 0.2:
                name += " WITH Classpath-exception-2.0"
            return name, [[name]], 3
        left, right = grow(depth - 1), grow(depth - 1)
        if random.random() < 0.5:
            texts = [
                f"({text})" if binding == 1 and random.random() < 0.3 else text for text, _, binding in (left, right)
            ]
            return f"{texts[0]} OR {texts[1]}", left[1] + right[1], 1
        texts = [f"({text})" if binding < 2 else text for text, _, binding in (left, right)]
        return f"{texts[0]} AND {texts[1]}", [sorted({*a, *b}) for a in left[1] for b in right[1]], 2

    drawn = [one for one in (grow(3) for _ in range(2 * count)) if len(one[1]) <= 8][:count]
    return PLANTED + sorted(drawn, key=lambda one: len(one[0]))
