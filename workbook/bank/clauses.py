"""The clause table: each sentence of an exercise that asks for something, beside the wrong answer that breaks it.

It lies beside the lesson's text, in ``1-first.clauses.toml``, a table for each answer cell::

    [best]
    clauses = [["(0 on a tie)", "tie-gives-one"]]
    facts = ["There are at least 200 test rows."]
    equivalent = [["best > 0 => best >= 0", "nothing lies at 0"]]  # an ellipsis (…) stands for any text

A clause quotes the exercise's text, or the docstring of its answer cell, and names wrong answers of the bank; several
quotations in a list are one requirement said more than once. A fact quotes a sentence that asks for nothing. Together they
touch every sentence and every item of a list, from the exercise's heading to its answer cell; hints, code blocks and
paragraphs and sentences that begin with "Example" or "For example" are left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from workbook.authoring.text import Cell, characters, read
from workbook.course import Lesson, Unit
from workbook.errors import CourseError

_HEADING = re.compile(r"^##+ .*$", re.MULTILINE)
_EXERCISE = re.compile(r"^## [A-Z]\w* · .+$", re.MULTILINE)
_LEFT_OUT = re.compile(r"<details.*?</details>|^```.*?^```|^~~~.*?^~~~|<!--.*?-->", re.DOTALL | re.MULTILINE)
_LINES_LEFT_OUT = re.compile(
    r"^(\s*#{1,6} .*|\*\*Level \d.*|\s*!\[.*|\s*<img .*|\s*\|?[\s:|-]*-{2,}[\s:|-]*)$", re.MULTILINE
)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+", re.MULTILINE)
_EXAMPLE = re.compile(r"^[*_]*(?:For example|Examples?)\b", re.IGNORECASE)
_END_OF_SENTENCE = re.compile(r"(?<=[.?!])[)*_\"”]*\s+(?=[\"“(\[*_`]*[A-Z0-9`])")
_CODE = re.compile(r"`[^`]*`")
_SHORT = 3  # words: less is no sentence but a rest of one


@dataclass(frozen=True)
class Clause:
    """One requirement: where the text states it, and the wrong answers that break it, without ``wrong-``."""

    quotations: tuple[str, ...]
    broken_by: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What is said of one answer cell: its clauses, the sentences that ask for nothing, its mutants that are no mistakes."""

    clauses: tuple[Clause, ...] = ()
    facts: tuple[str, ...] = ()
    equivalent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Exercise:
    """The text from one exercise's heading to its last answer cell, and the answer cells' ids and texts."""

    title: str
    prose: str
    answers: dict[str, str]


def tables(lesson: Lesson) -> dict[str, Table]:
    """The lesson's clause table by answer cell; none if the file isn't there. Raises CourseError for another form."""
    if not lesson.clauses.is_file():
        return {}
    try:
        found = tomllib.loads(characters(lesson.clauses))
        return {name: _table(entry) for name, entry in found.items()}
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise CourseError(
            f"{lesson.clauses.name}: {error}.",
            'Of this form: [answer-id], then clauses = [["words of the text", "name-of-a-wrong-answer"]], facts = ["words"].',
        ) from None


def _table(entry: object) -> Table:
    if not isinstance(entry, dict) or not set(entry) <= {"clauses", "facts", "equivalent"}:
        raise TypeError("a table holds clauses, facts and equivalent, and nothing else")
    clauses = []
    for row in entry.get("clauses", []):
        if not isinstance(row, list) or len(row) < 2 or not all(isinstance(name, str) for name in row[1:]):
            raise TypeError(f"a clause is a quotation and the names of wrong answers, not {row!r}")
        quotations = row[0] if isinstance(row[0], list) else [row[0]]
        if not quotations or not all(isinstance(text, str) and text.strip() for text in quotations):
            raise TypeError(f"a quotation is words of the text, not {row[0]!r}")
        clauses.append(Clause(tuple(quotations), tuple(row[1:])))
    facts = entry.get("facts", [])
    if not all(isinstance(fact, str) and fact.strip() for fact in facts):
        raise TypeError("facts are words of the text")
    equivalent = entry.get("equivalent", [])
    if not all(
        isinstance(row, list) and len(row) == 2 and all(isinstance(text, str) for text in row) for row in equivalent
    ):
        raise TypeError("a mutant that is no mistake is its change and the reason")
    return Table(tuple(clauses), tuple(facts), tuple((row[0], row[1]) for row in equivalent))


def exercises(lesson: Lesson) -> list[Exercise]:
    """The lesson's exercises that have an answer cell, in the order of the text."""
    found: list[Exercise] = []
    title, prose, answers = "", "", dict[str, str]()

    def close() -> None:
        if title and answers:
            found.append(Exercise(title, prose, answers))

    for cell in read(lesson.text).cells:
        heading = _EXERCISE.search(cell.source) if _is_prose(cell) else None
        if heading:
            close()
            title, prose, answers = heading[0].removeprefix("## "), cell.source[heading.start() :], {}
        elif title and _is_prose(cell):
            if not answers and not _HEADING.search(cell.source):
                prose += f"\n\n{cell.source}"
        elif title and cell.role and cell.role.name == "answer":
            answers[cell.grade_id] = cell.source
    close()
    return found


def _is_prose(cell: Cell) -> bool:
    return cell.kind == "markdown" and cell.role is None


def mistakes(unit: Unit, lesson: str = "") -> list[str]:
    """What the clause tables lack: a line each."""
    return [text for one in ([unit.lesson(lesson)] if lesson else unit.lessons) for text in _of_lesson(one)]


def _of_lesson(lesson: Lesson) -> Iterator[str]:
    found, place = tables(lesson), lesson.clauses.name
    known = {name for exercise in exercises(lesson) for name in exercise.answers}
    yield from (f"{place}: the lesson has no answer cell '{name}'" for name in found if name not in known)
    for exercise in exercises(lesson):
        lacking = [name for name in exercise.answers if not found.get(name, Table()).clauses]
        yield from (f"{place}: [{name}] has no clauses" for name in lacking)
        for name in exercise.answers:
            if name in found:
                yield from (f"{place}: [{name}] {text}" for text in _of_answers(lesson.unit, name, found[name]))
        quoted = [text for name in exercise.answers for text in _quoted(found.get(name, Table()))]
        whole = _folded("\n".join((exercise.prose, *exercise.answers.values())))
        yield from (
            f'{place}: [{next(iter(exercise.answers))}] the text doesn\'t say "{text}"'
            for text in quoted
            if _folded(text) not in whole
        )
        if not lacking:
            yield from (
                f'{place}: [{next(iter(exercise.answers))}] no clause and no fact touches "{text}"'
                for text in untouched(exercise.prose, quoted)
            )


def _quoted(table: Table) -> list[str]:
    return [text for clause in table.clauses for text in clause.quotations] + list(table.facts)


def _of_answers(unit: Unit, grade_id: str, table: Table) -> Iterator[str]:
    wrong = {answer.path.stem.removeprefix("wrong-") for answer in unit.answers(grade_id) if not answer.right}
    stands_for: dict[str, str] = {}
    for clause in table.clauses:
        for name in clause.broken_by:
            if name not in wrong:
                yield f'"{clause.quotations[0]}": the bank has no wrong-{name}'
            elif name in stands_for:
                yield f'wrong-{name} stands for "{stands_for[name]}" and for "{clause.quotations[0]}": it breaks only one'
            stands_for.setdefault(name, clause.quotations[0])


def untouched(prose: str, quoted: list[str]) -> list[str]:
    """The sentences of an exercise's *prose* that no quotation touches."""
    text, spans = _sentences(prose)
    touched = []
    for quotation in map(_folded, quoted):
        at = text.find(quotation)
        while at >= 0 and quotation:
            touched.append((at, at + len(quotation)))
            at = text.find(quotation, at + 1)
    return [text[start:end] for start, end in spans if not any(one < end and other > start for one, other in touched)]


def _sentences(prose: str) -> tuple[str, list[tuple[int, int]]]:
    """The text in which sentences are asked for, white space folded, and each sentence's place in it."""
    text, spans = "", list[tuple[int, int]]()
    for block in _blocks(prose):
        for sentence in _END_OF_SENTENCE.split(block):
            if len(_CODE.sub("code", sentence).split()) >= _SHORT and not _EXAMPLE.match(sentence):
                spans.append((len(text), len(text) + len(sentence)))
            text += f"{sentence} "
    return text, spans


def _blocks(prose: str) -> Iterator[str]:
    """Paragraphs, items of lists and rows of tables, each on one line."""
    kept = _LINES_LEFT_OUT.sub("", _LEFT_OUT.sub("", prose))
    for paragraph in re.split(r"\n\s*\n", kept):
        if _EXAMPLE.match(paragraph.strip()):
            continue
        for item in _ITEM.split(paragraph):
            rows = [row for row in item.splitlines() if row.strip()]
            table = rows and all(row.strip().startswith("|") for row in rows)
            for part in (row.strip().strip("|") for row in rows) if table else [item]:
                if part.strip():
                    yield _folded(part)


def _folded(text: str) -> str:
    return " ".join(text.split())
