"""How well planted copies are told from independent answers: precision and recall of ``workbook similar``.

    python -m benchmarks.similar [UNIT ...] [--rounds 20] [--least 12]

Each round draws for every exercise half of the answer bank as known to everybody; the other half are answers of students
who worked alone, each answer of one student only. Into this class go copies: of one student's answers with every name
changed, with statements in another order, of half of the exercises, and, for Python, with loops written as
comprehensions and the names changed. Those who copied all copied from different students.
"""

from __future__ import annotations

import argparse
import ast
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher

from tests.conftest import ROOT
from workbook.authoring.notebooks import source_notebook
from workbook.authoring.text import read
from workbook.bank.answers import cell_text
from workbook.classroom.similar.compare import given_names
from workbook.classroom.similar.forms import Forms, forms
from workbook.classroom.similar.pairs import LEAST_BITS, Compared, Exercise, pairs
from workbook.classroom.similar.tokens import CHOSEN, Language, body, language_of, segments
from workbook.course import Course, Unit

Answers = dict[Exercise, str]
Bank = list[tuple[Exercise, str, list[str], frozenset[str]]]
ALIKE = 0.8
"""The share of tokens in the same order from which on two answers of the bank count as one text and its edit; and the
share of the shorter one, in runs of ``PASSAGE`` tokens, from which on it counts as a piece of the longer one."""
PASSAGE = 12
"""Tokens from which on a run that two texts share counts as taken over."""


def renamed(text: str, language: Language, given: frozenset[str], draw: random.Random) -> str:
    """Every name that the author chose, changed."""
    names: dict[str, str] = {}
    plain = body(text, language)
    pieces = [text[: len(text) - len(plain.lstrip())]]
    place = len(pieces[0])
    for segment in segments(text, language, given):
        for token in segment:
            old = text[token.begin : token.end]
            new = names.setdefault(old, f"{old[0]}x{len(names)}") if token.text == CHOSEN and old != CHOSEN else old
            pieces += [text[place : token.begin], new]
            place = token.end
    return "".join(pieces) + text[place:]


def reordered(text: str, language: Language, given: frozenset[str], draw: random.Random) -> str:
    """Statements of one block in another order (Python), or lines (else); formatting changes too."""
    if language != "python":
        lines = text.split("\n")
        head, rest = lines[:1], lines[1:]
        draw.shuffle(rest)
        return "\n".join(head + rest)
    try:
        tree = ast.parse(body(text, language))
    except SyntaxError:
        return text
    for node in ast.walk(tree):
        block = getattr(node, "body", None)
        if isinstance(block, list) and len(block) > 2:
            middle = block[:-1]
            draw.shuffle(middle)
            node.body = [*middle, block[-1]]  # type: ignore[attr-defined]
    return ast.unparse(tree)


class _Comprehensions(ast.NodeTransformer):
    """``out = []; for x in xs: out.append(f(x))`` becomes ``out = [f(x) for x in xs]``, and the other way round."""

    def visit_For(self, node: ast.For) -> ast.AST:
        """A loop with one statement that appends."""
        self.generic_visit(node)
        match node.body:
            case [ast.Expr(ast.Call(ast.Attribute(ast.Name() as name, "append"), [value]))] if not node.orelse:
                made = ast.ListComp(value, [ast.comprehension(node.target, node.iter, [], 0)])
                return ast.AugAssign(ast.Name(name.id, ast.Store()), ast.Add(), made)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        """A comprehension that becomes a loop."""
        match node:
            case ast.Assign([ast.Name() as name], ast.ListComp(value, [ast.comprehension(target, iterable, tests, 0)])):
                add: ast.stmt = ast.Expr(
                    ast.Call(ast.Attribute(ast.Name(name.id, ast.Load()), "append", ast.Load()), [value], [])
                )
                for test in tests:
                    add = ast.If(test, [add], [])
                return [ast.Assign([name], ast.List([], ast.Load())), ast.For(target, iterable, [add], [])]
        return node


def translated(text: str, language: Language, given: frozenset[str], draw: random.Random) -> str:
    """Loops as comprehensions and back, the names changed; other languages have their names changed only."""
    if language == "python":
        try:
            tree = ast.fix_missing_locations(_Comprehensions().visit(ast.parse(body(text, language))))
            text = ast.unparse(tree)
        except (SyntaxError, ValueError):
            pass
    return renamed(text, language, given, draw)


Copy = Callable[[str, Language, frozenset[str], random.Random], str]
KINDS: Mapping[str, Copy] = {
    "renamed": renamed,
    "reordered": reordered,
    "half copied": renamed,
    "translated": translated,
}


def bank_of(unit: Unit) -> Iterator[tuple[Exercise, str, list[str], frozenset[str]]]:
    """Every exercise with its released cell, its bank's texts, and the names that its lesson gives."""
    for lesson in unit.lessons:
        notebook = source_notebook(read(lesson.text))
        given = given_names(lesson)
        for cell in notebook.cells:
            marks = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and marks.get("solution"):
                name = marks["grade_id"]
                texts = [cell_text(cell.source, answer) for answer in unit.answers(name)]
                texts = written_alone([cell.source, *texts], language_of(cell.source))[1:]
                yield (lesson.name, name), cell.source, texts, given


def written_alone(texts: list[str], language: Language) -> list[str]:
    """Those that are no edit and no piece of another: many wrong answers of the bank are one text with another number."""
    kept: dict[str, list[str]] = {}
    for text in texts:
        words = [token.text for segment in segments(text, language) for token in segment]
        if not any(_one_author(words, other) for other in kept.values()):
            kept[text] = words
    return list(kept)


def _one_author(words: list[str], other: list[str]) -> bool:
    match = SequenceMatcher(None, words, other, autojunk=False)
    taken = sum(block.size for block in match.get_matching_blocks() if block.size >= PASSAGE)
    return match.ratio() >= ALIKE or taken >= ALIKE * max(1, min(len(words), len(other)))


def one_round(everything: Bank, draw: random.Random, least: float) -> tuple[Counter[str], Counter[str]]:
    """Plants, and pairs found, by kind; "alone" are pairs of students who worked alone."""
    students: dict[str, Answers] = defaultdict(dict)
    known: dict[Exercise, list[str]] = {}
    for exercise, key, texts, _ in everything:
        shuffled = draw.sample(texts, len(texts))
        half = len(shuffled) // 2
        known[exercise] = [key, *shuffled[:half]]
        for number, text in enumerate(shuffled[half:]):
            students[f"s{number:02d}"][exercise] = text
    honest = sorted(students, key=lambda name: -len(students[name]))
    planted: dict[tuple[str, str], str] = {}
    languages = {exercise: language_of(key) for exercise, key, _, _ in everything}
    names = {exercise: given for exercise, _, _, given in everything}
    for (kind, change), origin in zip(draw.sample(list(KINDS.items()), len(KINDS)), honest, strict=False):
        taken = sorted(students[origin])
        taken = taken[::2] if kind == "half copied" else taken
        copier = f"z-{kind}"
        students[copier] = {one: change(students[origin][one], languages[one], names[one], draw) for one in taken}
        planted[origin, copier] = kind
    compared = []
    for exercise, _, _, given in everything:
        language = languages[exercise]
        answers: dict[str, Forms] = {
            student: forms(texts[exercise], language, given) for student, texts in students.items() if exercise in texts
        }
        compared.append(Compared(exercise, answers, [forms(text, language, given) for text in known[exercise]]))
    told = [pair.students for pair in pairs(compared, least)]
    # A copy beside a third answer tells of that answer and of the copied one: that pair is counted already.
    found = Counter(
        planted.get(two, "alone") for two in told if two in planted or not any(name.startswith("z-") for name in two)
    )
    return Counter(planted.values()), found


def main() -> None:
    """Print precision, and recall by kind of copy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("units", nargs="*")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--least", type=float, default=LEAST_BITS)
    options = parser.parse_args()
    course = Course(ROOT)
    for unit in [course.unit(name) for name in options.units] if options.units else course.units:
        there: Counter[str] = Counter()
        found: Counter[str] = Counter()
        bank = list(bank_of(unit))
        for number in range(options.rounds):
            planted, hits = one_round(bank, random.Random(number), options.least)
            there, found = there + planted, found + hits
        right = sum(found[kind] for kind in KINDS)
        told = "  ".join(f"{kind} {found[kind]}/{there[kind]}" for kind in KINDS)
        print(
            f"{unit.name:24} found {told}; pairs that worked alone {found['alone']}; precision {right / max(1, found.total()):.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
