"""Looking for solutions and hidden tests in what students get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook.authoring.rules import regions
from workbook.authoring.text import LessonText

# A line shorter than this says too little to be called a leak: `return x`, `else:`, `break`.
DISTINCTIVE = 16
_SPACES = re.compile(r"\s+")


def secret_lines(lesson: LessonText) -> dict[str, int]:
    """Distinctive lines of the lesson's solutions and hidden tests, with their place in the text (from 1)."""
    secret: dict[str, int] = {}
    for cell in lesson.cells:
        lines = cell.source.splitlines()
        for _, start, end in regions(cell.source):
            for number in range(start, end):
                secret.setdefault(_bare(lines[number]), cell.line + 1 + number)
    return {line: at for line, at in secret.items() if _distinctive(line)}


def public_lines(lesson: LessonText) -> set[str]:
    """The lines of the lesson that stand outside of every region, so that students may read them."""
    public = set()
    for cell in lesson.cells:
        marked = {number for _, start, end in regions(cell.source) for number in range(start - 1, end + 1)}
        public |= {_bare(line) for number, line in enumerate(cell.source.splitlines()) if number not in marked}
    return public


def leaks(lessons: Iterable[LessonText], release: dict[Path, bytes]) -> Iterator[str]:
    """Every place in the release that holds a secret line, a marker, or a file from ``instructor/``."""
    lessons = list(lessons)
    # What one lesson shows is no secret in another.
    public = set().union(*(public_lines(lesson) for lesson in lessons))
    secrets = [
        (lesson.path.name, {line: at for line, at in secret_lines(lesson).items() if line not in public})
        for lesson in lessons
    ]
    for path, content in sorted(release.items()):
        if "instructor" in path.parts:
            yield f"{path}: a file of instructor/"
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
        lines = list(_lines(path, text))
        for number, line in lines:
            if "BEGIN HIDDEN TESTS" in line or "BEGIN SOLUTION" in line:
                yield f"{path}:{number}: {line.strip()}"
        present = {_bare(line): number for number, line in lines}
        for name, secret in secrets:
            for line, at in secret.items():
                if line in present:
                    yield f"{path}:{present[line]}: holds line {at} of {name}: {line[:60]}"


def _lines(path: Path, text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if path.suffix == ".ipynb":
            # A notebook's source lines are JSON strings: "    \"return x\\n\","
            match = re.fullmatch(r'\s*"(.*?)(?:\\n)?",?', line)
            line = match[1].replace('\\"', '"').replace("\\\\", "\\") if match else line
        yield number, line


def _bare(line: str) -> str:
    return _SPACES.sub(" ", line).strip()


def _distinctive(line: str) -> bool:
    words = line.lstrip("#- ")
    return len(words) >= DISTINCTIVE and any(letter.isalpha() for letter in words)
