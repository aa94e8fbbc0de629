"""A new course, unit or lesson from the template. It passes every test at once, so that an author begins on green."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

from workbook.authoring.build import build
from workbook.authoring.text import characters, read
from workbook.course import LESSON_NAME, UNIT_NAME, Course, Lesson, Unit
from workbook.errors import CourseError
from workbook.files import files_below, write_atomically

TEMPLATE = Path(__file__).parent / "template"
_OF_A_UNIT = {
    "setup": "import examples\n",
    "hidden": "from hidden import instances\n\n",
    "numbers": "instances.whole_numbers()",
}
"""What the first lesson of a unit shows of the unit's own Python."""
_OF_A_LESSON = {"setup": "", "hidden": "", "numbers": 'check.rng("double").integers(-50, 50, size=5).tolist()'}


def new_course(folder: Path, unit_name: str = "01-first") -> list[Path]:
    """Make a course with one unit in the empty *folder*, and build it; the paths of what was written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} exists and is not an empty folder.", "Name a new folder: nothing is overwritten.")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "course"
    facts = {"course_id": name, "title": _sentence(name), "unit": unit_name, "dependencies": _dependencies()}
    made = []
    for path in sorted((TEMPLATE / "course").iterdir()):
        if path.is_file():
            made.append(folder / {"gitignore": ".gitignore"}.get(path.name, path.name))
            write_atomically(made[-1], _fill(path, **facts))
    return sorted([*made, *new(Course(folder.resolve()), unit_name)])


def _dependencies() -> str:
    """What the kit needs, as lines of a pyproject.toml; none if it is not installed but only found."""
    installed = metadata.packages_distributions().get("workbook", [])[:1]
    needed = [need for name in installed for need in metadata.requires(name) or () if "extra ==" not in need]
    return "\n".join(f"    {json.dumps(name)}," for name in needed)


def new(course: Course, name: str) -> list[Path]:
    """Make the unit ``07-topic`` or the lesson ``07-topic/2-more``, and build it; the paths of what was written."""
    unit_name, _, lesson_name = name.strip("/").partition("/")
    lesson_name = lesson_name or "1-first"
    if not UNIT_NAME.fullmatch(unit_name) or not LESSON_NAME.fullmatch(lesson_name):
        raise CourseError(
            f"'{name}' is not a name for a unit or a lesson.",
            "Units are called 07-some-topic, lessons 2-some-topic: digits, then lower-case words joined by hyphens.",
        )
    unit = Unit(course, unit_name)
    lesson = Lesson(unit, lesson_name)
    if lesson.text.exists():
        raise CourseError(f"{lesson.text.relative_to(course.root)} exists.", "Choose another name.")
    first = not unit.settings_file.exists()
    made = _unit(unit) if first else []
    made += _lesson(lesson, _OF_A_UNIT if first else _OF_A_LESSON)
    _count(unit)
    return sorted({*made, *build(Unit(course, unit_name))})


def _unit(unit: Unit) -> list[Path]:
    """What belongs to a unit and to none of its lessons: unit.toml, its own Python, hidden/ and tests."""
    made = []
    for path in files_below(TEMPLATE / "unit"):
        target = unit.source / path.relative_to(TEMPLATE / "unit")
        if not target.exists():
            write_atomically(target, _fill(path, title=_title(unit.name), order=int(unit.name[:2])))
            made.append(target)
    return made


def _lesson(lesson: Lesson, python: dict[str, str]) -> list[Path]:
    # Grade ids are unique in a unit, so a second lesson's begin with its name.
    taken = {answer.grade_id for answer in lesson.unit.answers()}
    prefix = f"{lesson.name[2:]}-" if "double" in taken else ""
    write_atomically(
        lesson.text, _fill(TEMPLATE / "lesson" / "lesson.py", title=_title(lesson.name), prefix=prefix, **python)
    )
    clauses = _fill(TEMPLATE / "lesson" / "lesson.clauses.toml", prefix=prefix)
    write_atomically(lesson.clauses, clauses)
    made = [lesson.text, lesson.clauses]
    for answer in sorted((TEMPLATE / "lesson" / "answers" / "double").iterdir()):
        if answer.is_file():
            target = lesson.unit.answer_folder(f"{prefix}double") / answer.name
            write_atomically(target, _fill(answer, prefix=prefix))
            made.append(target)
    return made


def _count(unit: Unit) -> None:
    """Let unit.toml say the points and minutes that its lessons add up to."""
    texts = [read(lesson.text) for lesson in unit.lessons]
    settings = characters(unit.settings_file)
    for name, total in (("points", sum(text.points for text in texts)), ("minutes", sum(t.minutes for t in texts))):
        settings = re.sub(rf"^{name} = .*$", f"{name} = {total:g}", settings, flags=re.MULTILINE)
    write_atomically(unit.settings_file, settings.encode("utf-8"))


def _fill(path: Path, **values: object) -> bytes:
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text.encode("utf-8")


def _title(name: str) -> str:
    return _sentence(name.partition("-")[2])


def _sentence(name: str) -> str:
    return name.replace("-", " ").capitalize()
