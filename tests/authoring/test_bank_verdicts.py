"""A verdict on the answer bank is kept while nothing changes that it depends on, and not a moment longer."""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import workbook
from tests.conftest import ROOT
from workbook.bank import verdicts
from workbook.bank.proof import Case, Prover, Verdict, cases
from workbook.bank.verdicts import Verdicts
from workbook.cli import app
from workbook.course import Course, Unit
from workbook.grading import digest

Edit = Callable[[Unit], None]


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny course, with verdicts on the shop's bank: its own Python and hidden one count there."""
    root = tmp_path_factory.mktemp("proven") / "course"
    shutil.copytree(ROOT / "tests" / "tiny_course", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)
        for name in ("right-loop", "wrong-pieces-only"):
            assert not prove(Course(root).unit("01-shop"), name).kept
    return root


@pytest.fixture
def unit(proven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unit:
    """Another copy: a verdict is kept wherever the course lies."""
    monkeypatch.delenv("CI", raising=False)
    shutil.copytree(proven, tmp_path / "course")
    found = Course(tmp_path / "course").unit("01-shop")
    assert known(found)
    return found


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the kit's code, which digests are taken of."""
    place = tmp_path / "kit" / "workbook"
    shutil.copytree(Path(workbook.__file__).parent, place, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(digest, "_KIT", place)
    forget()
    yield place
    monkeypatch.undo()
    forget()


def forget() -> None:
    """What is looked up once in a process is looked up anew, as in the next one."""
    cached = (digest._kit, digest._all_modules, digest._offered, digest._libraries)
    for known in (*cached, verdicts.surroundings, verdicts._of_the_kit):
        known.cache_clear()


def case_of(unit: Unit, name: str, fresh: bool = False) -> tuple[Prover, Case]:
    """One answer of the shop, as a new process would see it."""
    forget()
    again = Course(unit.course.root).unit(unit.name)
    [case] = [case for case in cases(again) if case.answer and case.answer.path.stem == name]
    return Prover(again, Verdicts(again, fresh)), case


def prove(unit: Unit, name: str = "right-loop") -> Verdict:
    prover, case = case_of(unit, name)
    return prover.prove(case)


def known(unit: Unit, name: str = "right-loop", seed: int = 0, fresh: bool = False) -> bool:
    """Whether a verdict is there that spares the grading."""
    prover, case = case_of(unit, name, fresh)
    return prover.known(case, seed) is not None


def append(path: Path, text: str = "\n# mended\n") -> None:
    with open(path, "a", encoding="utf-8") as stream:
        stream.write(text)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_has_not_changed_is_not_graded_again(unit: Unit) -> None:
    right, wrong = prove(unit), prove(unit, "wrong-pieces-only")
    assert right.kept and right.ok and not right.told
    assert wrong.kept and wrong.ok and wrong.told
    assert 0 < right.seconds < 60
    assert not known(unit, "right-reads-the-file"), "it was never graded"


CHANGES: dict[str, Edit] = {
    "the answer": lambda unit: append(unit.answer_folder("takings") / "right-loop.py"),
    "a hidden module": lambda unit: append(unit.hidden_folder / "truth.py"),
    "another hidden module": lambda unit: (unit.hidden_folder / "more.py").write_text("") and None,
    "the unit's own Python": lambda unit: append(unit.source / "shops.py"),
    "its data": lambda unit: append(unit.source / "data" / "prices.csv", "milk,1.0\n"),
    "the lesson's test": lambda unit: replace(unit.lessons[0].text, "weight=2", "weight=3"),
    "its limits": lambda unit: append(unit.settings_file, "\n[limits]\nseconds = 19\n"),
    "what it preloads": lambda unit: append(unit.settings_file, '\n[preload]\nmodules = ["fractions"]\n'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_verdict_outlives_a_change(unit: Unit, change: str) -> None:
    CHANGES[change](unit)
    assert not known(unit)
    assert known(unit, "wrong-pieces-only") == (change == "the answer")


@pytest.mark.parametrize(
    "module",
    ["check/values.py", "check/__init__.py", "grading/verdict.py", "grading/boundary/codec_tables.py", "bank/proof.py"],
)
def test_no_verdict_outlives_a_change_of_the_kit_that_concerns_it(unit: Unit, kit: Path, module: str) -> None:
    assert known(unit)
    append(kit / module)
    assert not known(unit)


@pytest.mark.parametrize(
    "module", ["check/torch/layers.py", "check/sql/query.py", "classroom/feedback/pages.py", "cli.py"]
)
def test_a_change_that_does_not_concern_a_lesson_grades_nothing_again(unit: Unit, kit: Path, module: str) -> None:
    append(kit / module)
    assert known(unit)


@pytest.mark.parametrize("library", ["torch", "numpy", "ipython"])
def test_no_verdict_outlives_a_library(unit: Unit, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = digest.importlib.metadata.version
    monkeypatch.setattr(digest.importlib.metadata, "version", lambda name: "99" if name == library else real(name))
    assert not known(unit)


def test_no_verdict_outlives_another_package_or_another_seed(
    unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not known(unit, seed=1)
    (tmp_path / "site" / "something_new-1.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    assert not known(unit)


def test_an_answer_made_wrong_is_found_so_and_its_old_text_is_right_again(unit: Unit) -> None:
    path = unit.answer_folder("takings") / "right-loop.py"
    text = path.read_text(encoding="utf-8")
    replace(path, "return", "return 1 +")
    for _ in range(2):  # what is wrong is graded each time
        verdict = prove(unit)
        assert not verdict.ok and not verdict.kept
    path.write_text(text, encoding="utf-8")
    assert prove(unit).ok


def test_what_is_saved_while_it_is_graded_is_not_kept(unit: Unit) -> None:
    prover, case = case_of(unit, "right-reads-the-file")
    append(unit.hidden_folder / "truth.py")
    assert prover.prove(case).ok
    assert not known(unit, "right-reads-the-file")


def test_an_answer_that_is_saved_while_it_is_graded_is_not_kept(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    prover, case = case_of(unit, "right-reads-the-file")
    assert case.answer
    path, real = case.answer.path, prover._prove
    text = path.read_text(encoding="utf-8")

    def saved_meanwhile(*given: object) -> Verdict:
        append(path)
        return real(*given)

    monkeypatch.setattr(prover, "_prove", saved_meanwhile)
    assert prover.prove(case).ok
    path.write_text(text, encoding="utf-8")
    assert not known(unit, "right-reads-the-file")


@pytest.mark.parametrize("how", ["fresh", "CI"])
def test_kept_verdicts_are_not_read_when_all_is_to_be_graded(
    unit: Unit, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "CI":
        monkeypatch.setenv("CI", "true")
    assert not known(unit, fresh=how == "fresh")


def entry(unit: Unit) -> Path:
    """The file in which the verdict on the right answer is kept."""
    return next(
        path for path in unit.course.verdicts.rglob("*.json") if "right-loop" in path.read_text(encoding="utf-8")
    )


def oddities() -> Iterator[bytes]:
    """What might stand in an entry's place."""
    rng = random.Random(0)
    whole = {"form": 1, "name": "01-shop/1-takings takings/right-loop", "digest": "0" * 64, "told": "", "seconds": 0.1}
    yield from (
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * (2**20 + 1),
        rng.randbytes(300),
    )
    yield json.dumps(whole).encode()
    for name in whole:
        yield json.dumps({key: value for key, value in whole.items() if key != name}).encode()
        yield json.dumps({**whole, name: rng.choice([None, [], {}, "other", -1])}).encode()


def found(unit: Unit, digest_: str = "") -> Verdict | None:
    """What is kept of the one case that was proven."""
    [whole] = unit.course.verdicts.rglob("*.whole")
    facts = json.loads(whole.read_bytes())
    return Verdicts(unit).find(facts["name"], digest_ or facts["digest"])


def test_an_odd_entry_is_as_none(unit: Unit) -> None:
    path, text = entry(unit), entry(unit).read_bytes()
    path.with_suffix(".whole").write_bytes(text)
    assert found(unit) is not None
    rng = random.Random(1)
    cut = (text[: rng.randrange(len(text))] for _ in range(20))
    facts = json.loads(text)
    others = (json.dumps({**facts, name: "x"}).encode() for name in ("form", "name", "digest", "seconds"))
    for odd in (*oddities(), *cut, *others):
        path.write_bytes(odd)
        assert found(unit) is None, odd[:80]
    path.write_bytes(text)
    assert found(unit, "0" * 64) is None
    path.unlink()
    path.symlink_to(path.with_suffix(".whole"))
    assert found(unit) is None
    path.unlink()
    path.mkdir()
    assert found(unit) is None
    assert prove(unit).ok, "where nothing can be kept, all is graded"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_another_users_entry_is_as_none(unit: Unit) -> None:
    os.chown(entry(unit), 65534, 65534)
    assert not known(unit)


def test_the_command_says_what_was_kept(unit: Unit) -> None:
    def bank(*options: str) -> str:
        forget()
        command = ["--course", str(unit.course.root), "bank", unit.name, *options]
        ran = CliRunner().invoke(app, command)
        assert ran.exit_code == 0, ran.output
        return " ".join(ran.output.split())

    assert "9 of 9 as they should be; 2 have not changed" in bank()
    assert "9 of 9 as they should be; 9 have not changed" in bank()
    assert bank("--fresh").endswith("9 of 9 as they should be")
