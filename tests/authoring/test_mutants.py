"""Mutants of keys: each is one small edit, runs where its language does, and is told if it lives."""

from __future__ import annotations

import ast
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT
from workbook.bank import mutants as bank
from workbook.bank.mutation import mutants
from workbook.bank.proof import Prover
from workbook.cli import app
from workbook.course import Course, Unit

PYTHON = '''def share(values, least=2, *, exact=True):
    """Docstrings stay as they are: 1 < 2."""
    ### BEGIN SOLUTION
    kept = [value for value in values if value >= least and not value.gone]
    if len(kept) == 0:
        return None
    total = sum(kept, start=0.5) / len(values)
    kept.sort()
    total -= min(kept[0], kept[-1]) if exact else 1
    return round(total, 2)
    ### END SOLUTION
'''


def changes(source: str) -> set[str]:
    return {mutant.change for mutant in mutants(source)}


@pytest.mark.parametrize(
    "change",
    [
        "def share(values, least=2, *, exact=True): => def share(values, least=3, *, exact=True):",
        "def share(values, least=2, *, exact=True): => def share(values, least=2, *, exact=False):",
        "kept = [value for value in values if value >= least and not value.gone] => kept = [value for value in values if value > least and not value.gone]",
        "kept = [value for value in values if value >= least and not value.gone] => kept = [value for value in values if value >= least or not value.gone]",
        "kept = [value for value in values if value >= least and not value.gone] => kept = [value for value in values if value >= least]",
        "kept = [value for value in values if value >= least and not value.gone] => kept = [value for value in values if True]",
        "if len(kept) == 0: => if (not (len(kept) == 0)):",
        "if len(kept) == 0: => if len(kept) != 0:",
        "total = sum(kept, start=0.5) / len(values) => total = sum(kept) / len(values)",
        "total = sum(kept, start=0.5) / len(values) => total = sum(kept, start=0.5) * len(values)",
        "kept.sort() => pass",
        "total -= min(kept[0], kept[-1]) if exact else 1 => total -= max(kept[0], kept[-1]) if exact else 1",
        "total -= min(kept[0], kept[-1]) if exact else 1 => total -= min(kept[-1], kept[0]) if exact else 1",
        "total -= min(kept[0], kept[-1]) if exact else 1 => total -= (1)",
        "total -= min(kept[0], kept[-1]) if exact else 1 => total += min(kept[0], kept[-1]) if exact else 1",
        "return round(total, 2) => return round(total, 3)",
    ],
)
def test_python_is_edited_by_one_step(change: str) -> None:
    assert change in changes(PYTHON)


def test_every_mutant_of_python_is_python_and_another_program() -> None:
    texts = [mutant.text for mutant in mutants(PYTHON)]
    trees = [ast.dump(ast.parse(text)) for text in texts]
    assert len(set(texts)) == len(texts) > 30
    assert ast.dump(ast.parse(PYTHON)) not in trees
    assert all("Docstrings stay as they are: 1 < 2." in text for text in texts)


def test_places_are_counted_in_characters_where_text_is_not_ascii() -> None:
    assert 'return "가격" if n < 1 else n => return "가격" if n <= 1 else n' in changes(
        'def f(n):\n    return "가격" if n < 1 else n\n'
    )


SCRIPT = """%%writefile count.sh
# A comment: [ "$1" -gt 3 ]
if [ "$#" -gt 1 ] && [ -f "$1" ]; then
  grep -ci -- error "$1" 2>/dev/null | sort -rn >> out.txt
fi
echo "done" >&2
awk '$3 >= 500 { n++ } END { print n + 0 }' "$1"
"""


@pytest.mark.parametrize(
    "change",
    [
        'if [ "$#" -gt 1 ] && [ -f "$1" ]; then => if [ "$#" -ge 1 ] && [ -f "$1" ]; then',
        'if [ "$#" -gt 1 ] && [ -f "$1" ]; then => if [ "$#" -gt 2 ] && [ -f "$1" ]; then',
        'if [ "$#" -gt 1 ] && [ -f "$1" ]; then => if [ "$#" -gt 1 ] || [ -f "$1" ]; then',
        'if [ "$#" -gt 1 ] && [ -f "$1" ]; then => if [ "$#" -gt 1 ] && [ -f $1 ]; then',
        'grep -ci -- error "$1" 2>/dev/null | sort -rn >> out.txt => grep -c -- error "$1" 2>/dev/null | sort -rn >> out.txt',
        'grep -ci -- error "$1" 2>/dev/null | sort -rn >> out.txt => grep -ci  error "$1" 2>/dev/null | sort -rn >> out.txt',
        'grep -ci -- error "$1" 2>/dev/null | sort -rn >> out.txt => grep -ci -- error "$1" 2>/dev/null | sort -rn > out.txt',
        'grep -ci -- error "$1" 2>/dev/null | sort -rn >> out.txt => grep -ci -- error "$1" | sort -rn >> out.txt',
        'grep -ci -- error "$1" 2>/dev/null | sort -rn >> out.txt => grep -ci -- error "$1" 2>/dev/null',
        'echo "done" >&2 => echo "done"',
        'echo "done" >&2 => :',
        "awk '$3 >= 500 { n++ } END { print n + 0 }' \"$1\" => awk '$3 > 500 { n++ } END { print n + 0 }' \"$1\"",
        "awk '$3 >= 500 { n++ } END { print n + 0 }' \"$1\" => awk '$3 >= 501 { n++ } END { print n + 0 }' \"$1\"",
    ],
)
def test_a_script_is_edited_by_one_step(change: str) -> None:
    assert change in changes(SCRIPT)


def test_comments_and_the_magic_of_a_script_stay() -> None:
    for mutant in mutants(SCRIPT):
        assert mutant.text.startswith('%%writefile count.sh\n# A comment: [ "$1" -gt 3 ]\n')


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_most_mutants_of_a_script_are_scripts() -> None:
    texts = [mutant.text.partition("\n")[2] for mutant in mutants(SCRIPT)]
    sound = [
        text
        for text in texts
        if subprocess.run(["bash", "-n"], input=text, text=True, capture_output=True).returncode == 0
    ]
    assert len(sound) >= 0.9 * len(texts) > 15


def test_a_query_is_edited_by_one_step() -> None:
    found = changes(
        "%%sql\nSELECT a, COUNT(*) FROM t LEFT JOIN u USING (k)\nWHERE b >= 10 AND c = 'x AND y'\nORDER BY a DESC\n"
    )
    assert "WHERE b >= 10 AND c = 'x AND y' => WHERE b > 10 AND c = 'x AND y'" in found
    assert "WHERE b >= 10 AND c = 'x AND y' => WHERE b >= 11 AND c = 'x AND y'" in found
    assert "WHERE b >= 10 AND c = 'x AND y' => WHERE b >= 10 OR c = 'x AND y'" in found
    assert not [change for change in found if "'x OR y'" in change]
    assert "ORDER BY a DESC => ORDER BY a" in {change.rstrip() for change in found}


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """A tiny course whose hidden tests of `mean` no longer try the empty list."""
    shutil.copytree(ROOT / "tests" / "tiny_course", tmp_path / "course")
    text = tmp_path / "course" / "source" / "00-tiny" / "instructor" / "1-numbers.py"
    told = text.read_text(encoding="utf-8")
    text.write_text(told.replace("mean([]) is None", "not mean([])"), encoding="utf-8")
    return Course(tmp_path / "course").unit("00-tiny")


def fates(unit: Unit) -> dict[str, str]:
    return {one.trial.mutant.change: one.fate for one in bank.tried(unit, bank.trials(unit, answer="mean"))}


LINE = "return sum(numbers) / len(numbers) if numbers else None"


def test_what_no_instance_kills_survives(unit: Unit) -> None:
    found = fates(unit)
    assert found[f"{LINE} => return sum(numbers) * len(numbers) if numbers else None"] == "killed"
    assert set(found.values()) == {"killed"}
    hidden = unit.lesson("1-numbers").text
    hidden.write_text(hidden.read_text(encoding="utf-8").replace("not mean([])", "True"), encoding="utf-8")
    assert (
        fates(Course(unit.course.root).unit(unit.name))[f"{LINE} => return (sum(numbers) / len(numbers))"] == "survives"
    )


def test_a_survivor_is_told_unless_the_table_says_why_it_may_live(unit: Unit) -> None:
    lesson = unit.lesson("1-numbers")
    lesson.text.write_text(lesson.text.read_text(encoding="utf-8").replace("not mean([])", "True"), encoding="utf-8")
    run = ["--course", str(unit.course.root), "bank", "00-tiny", "--mutants", "--answer", "mean", "--jobs", "1"]
    told = CliRunner().invoke(app, run)
    assert told.exit_code == 1
    assert f"SURVIVES 1-numbers mean: {LINE} => return (sum(numbers) / len(numbers))" in told.output
    table = lesson.clauses.read_text(encoding="utf-8")
    why = '["… => return (sum(numbers) / len(numbers))", "no list is empty"]'
    also = '["… => return sum(numbers) / len(numbers) if True …", "never so"]'
    lesson.clauses.write_text(f"{table}equivalent = [{why}]\n", encoding="utf-8")
    assert CliRunner().invoke(app, run).exit_code == (0 if told.output.count("SURVIVES") == 1 else 1)
    lesson.clauses.write_text(f"{table}equivalent = [{why}, {also}]\n", encoding="utf-8")
    needless = CliRunner().invoke(app, run)
    assert needless.exit_code == 1
    assert "needless, no such mutant lives" in needless.output


def test_a_killed_mutant_is_not_graded_again(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    before = fates(unit)
    kept = list((unit.course.verdicts / unit.name).glob("*.json"))
    assert len(kept) == len(before)
    stamps = [path.stat().st_mtime_ns for path in kept]
    assert fates(Course(unit.course.root).unit(unit.name)) == before
    assert [path.stat().st_mtime_ns for path in kept] == stamps


def test_the_mutants_of_a_slow_key_get_five_times_its_own_time(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "_SECONDS", 0.0)
    lesson = unit.lesson("1-numbers")
    slow = f"import time\n\n    time.sleep(0.4)\n    {LINE}"
    lesson.text.write_text(lesson.text.read_text(encoding="utf-8").replace(LINE, slow, 1), encoding="utf-8")
    trial = next(one for one in bank.trials(unit) if one.grade_id == "mean")
    limit = bank._limit(Prover(unit), trial, seed=0)
    most = Prover(unit).master(lesson)[0].limits.seconds
    assert 2.0 <= limit <= most
