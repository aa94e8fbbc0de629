"""Small trees of files with notices in the file, in its companion or in CREDITS.csv, each with what it lacks.

Every kind turns on one clause of the text: a field stands at the last line that counts or one below, one place has the
tag without a value and another has it, two places name different licences. In every tree lies a second file, which lacks
something plain.
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Callable

from workbook import check

Files = dict[str, str | None]
Case = tuple[str, Files, dict[str, list[str]]]

TAGS = {
    "title": ["Title:"],
    "author": ["Author:", "SPDX-FileCopyrightText:"],
    "source": ["Source:"],
    "licence": ["SPDX-License-" + "Identifier:"],
}
TEXTS = {
    "MIT": ["MIT"],
    "CC-BY-4.0": ["CC-BY-4.0"],
    "MIT OR Apache-2.0": ["MIT", "Apache-2.0"],
    "GPL-2.0-only WITH Classpath-exception-2.0": ["GPL-2.0-only", "Classpath-exception-2.0"],
    "(MIT AND CC0-1.0)": ["MIT", "CC0-1.0"],
    "((MIT OR 0BSD) AND CC0-1.0)": ["MIT", "0BSD", "CC0-1.0"],
}
COMMENTS = ["# ", "// ", "-- ", "", "    ", "# see "]
CLOSING = {"<!-- ": " -->", "/* ": " */", "<!--": "-->"}
FIELDS = list(TAGS)


class Tree:
    """One tree in the making: the files, and of the file in question what is there."""

    def __init__(self, name: str) -> None:
        self.random = check.rng(name)
        self.files: Files = {}
        self.rows: list[list[str]] = []
        self.path, self.expression, self.turn, self.closed = "", "MIT", 0, False

    def one(self, choices: list[str]) -> str:
        return choices[int(self.random.integers(len(choices)))]

    def flip(self, share: float = 0.5) -> bool:
        return bool(self.random.random() < share)

    def begin(self, turn: int) -> None:
        self.files, self.rows, self.turn, self.closed = {}, [], turn, False
        self.path = self.one(["src/tool.py", "figures/map.png", "data/deep/table.csv", "README.md"])
        self.expression = list(TEXTS)[turn % len(TEXTS)]

    def lines(self, fields: dict[str, str]) -> list[str]:
        left = self.one(list(CLOSING) if self.closed else COMMENTS)
        right = CLOSING[left] + self.one(["", " ", "  "]) if self.closed else ""
        return [
            f"{left}{self.one(TAGS[field])}{self.one([' ', ' ', ''])}{value}{right}" for field, value in fields.items()
        ]

    def text(self, fields: dict[str, str], above: int = -1) -> str:
        lines = int(self.random.integers(0, 3)) if above < 0 else above
        return "\n".join([*(self.one(["x", "", "  "]) for _ in range(lines)), *self.lines(fields)]) + "\n"

    def given(self, fields: list[str]) -> dict[str, str]:
        return {field: self.expression if field == "licence" else "given" for field in fields}

    def some(self) -> list[str]:
        """Most of the fields, never all."""
        lost = FIELDS[self.turn % 4]
        return [field for field in FIELDS if field != lost and self.flip(0.8)]

    def row(self, pattern: str, fields: dict[str, str]) -> None:
        self.rows.append([pattern, *(fields.get(field, "") for field in FIELDS)])

    def licences(self, *names: str) -> None:
        self.files |= {f"LICENSES/{name}.txt": "text" for name in names}

    def done(self, kind: str, there: list[str], extra: bool = True) -> Case:
        """The case: what the file lacks, with its licences' texts in place, and a plain second file that lacks all."""
        expected = {}
        if "licence" in there and extra:
            self.licences(*TEXTS[self.expression])
        lacking = sorted(
            field for field in [*FIELDS, "licence-text"] if field not in there and (field != "licence-text")
        )
        if lacking:
            expected[self.path] = lacking
        return self.close(kind, expected)

    def close(self, kind: str, expected: dict[str, list[str]]) -> Case:
        if self.rows or self.flip(0.3):
            out = io.StringIO()
            table = csv.writer(out, lineterminator="\n")
            table.writerow(["path", *FIELDS])
            if self.flip():
                table.writerow(["other/*", "A", "B", "C", "MIT"])
            table.writerows(self.rows)
            self.files["CREDITS.csv"] = out.getvalue()
        if self.flip():
            self.files["zzz.bin"] = None
            expected = {**expected, "zzz.bin": ["author", "licence", "source", "title"]}
        return kind, self.files, expected


def own(tree: Tree) -> Case:
    some = tree.some() if tree.turn % 3 else FIELDS
    tree.files[tree.path] = tree.text(tree.given(some))
    return tree.done("notices in the file itself", some)


def closed(tree: Tree) -> Case:
    """Comments that end in --> or */, one of them without a value."""
    tree.closed = True
    lost = FIELDS[tree.turn % 4]
    there = FIELDS if tree.turn % 3 == 0 else [field for field in FIELDS if field != lost]
    where = tree.path + ".license" if tree.flip(0.3) else tree.path
    tree.files[tree.path] = None
    tree.files[where] = tree.text({**tree.given(there), **({} if lost in there else {lost: ""})})
    return tree.done("a comment that closes", there)


def companion(tree: Tree) -> Case:
    some = tree.some() if tree.turn % 3 else FIELDS
    tree.files[tree.path] = None if tree.flip() else "x\n"
    tree.files[tree.path + ".license"] = tree.text(tree.given(some))
    return tree.done("notices in a companion file", some)


def last_line(tree: Tree) -> Case:
    """One field stands in line 20 or 21, the others above."""
    late, at = FIELDS[tree.turn % 4], 20 + tree.turn // 4 % 2
    rest = [field for field in FIELDS if field != late]
    head = tree.lines(tree.given(rest))
    text = "\n".join([*head, *["x"] * (at - 1 - len(head)), *tree.lines(tree.given([late]))]) + "\n"
    where = tree.path + ".license" if tree.turn // 8 % 2 else tree.path
    tree.files[tree.path] = None
    tree.files[where] = text
    name = "a companion's" if where != tree.path else "the file's"
    return tree.done(f"a field in {name} line {at}", FIELDS if at == 20 else rest)


def empty(tree: Tree) -> Case:
    """One field has its tag without a value in the first place; another place may have it."""
    field, elsewhere = FIELDS[tree.turn % 4], tree.turn // 4 % 3
    rest = [name for name in FIELDS if name != field]
    blank = tree.one(["", "  "])
    tree.files[tree.path] = tree.text({**tree.given(rest), field: blank})
    if elsewhere == 1:
        tree.files[tree.path + ".license"] = tree.text(tree.given([field]))
    elif elsewhere == 2:
        tree.row(tree.path, tree.given([field]))
    if tree.turn // 4 % 3 == 0 and tree.flip():
        tree.row(tree.path, {field: blank})
    return tree.done("a tag without a value", FIELDS if elsewhere else rest)


def spread(tree: Tree) -> Case:
    """The fields stand in the three places, at most some of them nowhere."""
    where = {
        field: (place + tree.turn) % 4 if tree.turn % 2 else int(tree.random.integers(0, 3))
        for place, field in enumerate(FIELDS)
    }
    at = lambda place: [field for field in FIELDS if where[field] == place]  # noqa: E731
    tree.files[tree.path] = tree.text(tree.given(at(0)))
    tree.files[tree.path + ".license"] = tree.text(tree.given(at(1)))
    tree.row(tree.path, tree.given(at(2)))
    return tree.done("notices spread over the three places", [field for field in FIELDS if where[field] < 3])


def table(tree: Tree) -> Case:
    some, folder = (tree.some() if tree.turn % 3 else FIELDS), tree.path.rpartition("/")[0]
    ending = tree.path.rpartition(".")[2]
    tree.files[tree.path] = None if tree.flip() else "x\n"
    tree.row([tree.path, f"{folder}/*" if folder else "*.md", f"*.{ending}"][tree.turn % 3], tree.given(some))
    return tree.done("notices in CREDITS.csv", some)


def pattern(tree: Tree) -> Case:
    """A pattern across folders, of one letter, of some letters; another case of letters; a part of the path only."""
    kind = tree.turn % 6
    tree.path = "data/deep/map.png"
    found = ["data/*", "*.png", "data/deep/ma?.png", "data/deep/[lm]ap.png", "Data/*", "deep/map.png"][kind]
    tree.files[tree.path] = None
    tree.row(found, tree.given(FIELDS))
    return tree.done("a pattern of CREDITS.csv", FIELDS if kind < 4 else [])


def quoted(tree: Tree) -> Case:
    """A comma within a value, or in the path itself."""
    tree.path = tree.one(["figures/a,b.png", "figures/map.png"])
    tree.files[tree.path] = None
    some = tree.some() if tree.turn % 2 else FIELDS
    tree.row(tree.path, {**tree.given(some), "title": "Maps, old and new" if "title" in some else ""})
    return tree.done("a comma within a value of CREDITS.csv", some)


def two_rows(tree: Tree) -> Case:
    half = [FIELDS[tree.turn % 4], FIELDS[(tree.turn + 1) % 4]]
    rest = [field for field in FIELDS if field not in half]
    tree.files[tree.path] = None
    tree.row(tree.path, tree.given(half))
    tree.row(f"*{tree.path[-4:]}", tree.given(rest))
    return tree.done("two rows of CREDITS.csv that match", FIELDS)


def texts(tree: Tree) -> Case:
    """One text of the expression is absent."""
    tree.expression = list(TEXTS)[tree.turn % len(TEXTS)]
    names = TEXTS[tree.expression]
    dropped = [names[tree.turn // len(TEXTS) % len(names)]] if tree.turn % 4 else []
    if tree.turn >= 18:
        dropped = names
    some = FIELDS if tree.flip() else [*tree.some(), "licence"]
    fields = tree.given([field for field in FIELDS if field in some])
    tree.files[tree.path] = "x\n"
    if tree.turn % 3 == 0:
        tree.files[tree.path] = tree.text(fields)
    elif tree.turn % 3 == 1:
        tree.files[tree.path + ".license"] = tree.text(fields)
    else:
        tree.row(tree.path, fields)
    tree.licences(*(name for name in names if name not in dropped))
    lacking = sorted([field for field in FIELDS if field not in some] + (["licence-text"] if dropped else []))
    return tree.close(
        "a licence's text is absent" if dropped else "all texts are there", {tree.path: lacking} if lacking else {}
    )


def which(tree: Tree) -> Case:
    """Two places name different licences, and only one of them has its text."""
    first, second = [(0, 1), (0, 2), (1, 2)][tree.turn % 3]
    counts = tree.turn // 3 % 2
    named = {first: "MIT", second: "0BSD"}
    parts = [{"licence": named[place]} if place in named else {} for place in range(3)]
    for field in FIELDS[:3]:
        parts[int(tree.random.integers(0, 3))][field] = "given"
    tree.files[tree.path] = tree.text(parts[0])
    tree.files[tree.path + ".license"] = tree.text(parts[1])
    tree.row(tree.path, parts[2])
    tree.licences("0BSD" if counts else "MIT")
    return tree.close("two places that name different licences", {tree.path: ["licence-text"]} if counts else {})


def checked(tree: Tree) -> Case:
    """Paths that look as if they need no check, and those that need none."""
    bare = ["author", "licence", "source", "title"]
    tree.files = {"LICENSES/MIT.txt": "text", "LICENSES/more/note.md": "text", "b.png.license": "x\n"}
    tree.row("nothing", tree.given(FIELDS))
    path = ["sub/LICENSES/a.py", "data/CREDITS.csv", "a.license.py", "LICENSES.md", "old-CREDITS.csv", "x.License"][
        tree.turn % 6
    ]
    tree.files[path] = "path,title,author,source,licence\n*,A,B,C,MIT\n" if "CREDITS" in path else "x\n"
    return tree.close("which paths are checked", {path: bare})


def wrong_tags(tree: Tree) -> Case:
    """Other letters, another word, blanks before the colon: no tags."""
    field = FIELDS[tree.turn % 4]
    rest = [name for name in FIELDS if name != field]
    false = {
        "title": ["title: x", "TITLE: x", "Title : x", "Heading: x"],
        "author": ["author: x", "Authors: x", "Copyright: x", "SPDX-FileCopyright: x"],
        "source": ["source: x", "SOURCE: x", "Url: x", "Source : x"],
        "licence": ["License: MIT", "Licence: MIT", "SPDX-License: MIT", "spdx-license-identifier: MIT"],
    }[field]
    tree.licences("MIT")
    tree.files[tree.path] = tree.text(tree.given(rest)) + tree.one(false) + "\n"
    return tree.done("a line that is no tag", rest)


def _called(name: str, found: str) -> Case:
    """A file under licence *name*, beside a text that is called *found*."""
    files: Files = {"a": f"{TAGS['licence'][0]} {name}\n", f"LICENSES/{found}.txt": "text"}
    lacks = ["licence-text"] if name != found else []
    return f"a licence called {name}, whose text is {found}", files, {"a": ["author", *lacks, "source", "title"]}


BARE = ["author", "licence", "source", "title"]
ROW = "path,title,author,source,licence\n"
PLANTED: dict[str, list[Case]] = {
    "file": [
        ("two tags for one field, the first empty", {"a": "Author:\nSPDX-FileCopyrightText: A\n"}, {"a": ["licence", "source", "title"]}),
        ("two tags for one field, the second empty", {"a": "Author: A\nSPDX-FileCopyrightText:\n"}, {"a": ["licence", "source", "title"]}),
        ("the same tag twice, the first empty", {"a": "Title:\nTitle: T\n"}, {"a": ["author", "licence", "source"]}),
        ("a value of one sign", {"a": "Source: -\n# Title: *\n"}, {"a": ["author", "licence"]}),
        ("a value that begins like a comment", {"a": "Title: #1\nSource: # 2\nAuthor: // B\n"}, {"a": ["licence"]}),
        ("a colon before the tag, and a tag without a value", {"a": "# Note: Title:\n# see: Author: A\n"}, {"a": ["licence", "source", "title"]}),
        (
            "a colon before the tag of the licence",
            {"a": "# REUSE: " + TAGS["licence"][0] + " MIT\n", "LICENSES/MIT.txt": "text"},
            {"a": ["author", "source", "title"]},
        ),
        ("a value with a colon at its end", {"a": "Title: Maps:\nSource: a: b\n"}, {"a": ["author", "licence"]}),
        ("a tag right behind a letter", {"a": "MainTitle: T\nDataSource: S\n"}, {"a": ["author", "licence"]}),
    ],
    "table": [
        ("a row for another folder", {"maps/a.png": None, "CREDITS.csv": ROW + "a.png,T,A,S,\n"}, {"maps/a.png": BARE}),
        (
            "a tag without a value but blanks, in CREDITS.csv",
            {"maps/a.png": None, "CREDITS.csv": ROW + "maps/a.png,T,  ,S,\n"},
            {"maps/a.png": ["author", "licence"]},
        ),
        ("a row for the root", {"maps/a.png": None, "CREDITS.csv": ROW + "?.png,T,A,S,\n"}, {"maps/a.png": BARE}),
    ],
    "texts": [
        (
            "an operator within a licence's name",
            {"a": TAGS["licence"][0] + " LicenseRef-ORACLE\n"},
            {"a": ["author", "licence-text", "source", "title"]},
        ),
        *(
            _called(name, found)
            for name, found in (
                ("LicenseRef-ORACLE", "LicenseRef-ORACLE"),
                ("BRAND-1.0", "BRAND-1.0"),
                ("GPL-2.0+", "GPL-2.0+"),
                ("GPL-2.0+", "GPL-2.0"),
                ("MIT", "mit"),
            )
        ),
        (
            "a licence's text in another folder",
            {"a": TAGS["licence"][0] + " MIT\n", "docs/LICENSES/MIT.txt": "text"},
            {"a": ["author", "licence-text", "source", "title"], "docs/LICENSES/MIT.txt": BARE},
        ),
        (
            "a licence's text that is an empty file",
            {"a": TAGS["licence"][0] + " MIT\n", "LICENSES/MIT.txt": ""},
            {"a": ["author", "source", "title"]},
        ),
    ],
}  # fmt: skip

PARTS: dict[str, list[Callable[[Tree], Case]]] = {
    "file": [own, last_line, wrong_tags, closed],
    "companion": [companion, empty, spread],
    "table": [table, pattern, quoted, two_rows],
    "texts": [texts, which],
    "checked": [checked],
}


@functools.cache
def cases(part: str, each: int = 24) -> list[Case]:
    tree, made = Tree(f"missing {part}"), list(PLANTED.get(part, []))
    for make in PARTS[part]:
        for turn in range(each):
            tree.begin(turn)
            made.append(make(tree))
    return made
