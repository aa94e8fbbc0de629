"""What the commands print of others' texts: no terminal obeys it, no line of it looks like one of ours."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys

import pytest

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in
from tests.conftest import ROOT
from workbook import printing
from workbook.classroom.batch import BatchReport
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.tasks import Problem
from workbook.course import Course
from workbook.grading.door import clean_lines

OBEYED = (
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\x90q\x9c",
    "\r",
    "\x08" * 5,
    "\x0c",
    "\x7f",
    "\u202etxt",
    "\u2066",
    "\udc9b",
)
KEPT = ("naïve", "日本語", "a\tb", "one\ntwo", "👩\u200d💻", "10\u00a0000", "x\u0301")


def texts(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(OBEYED + KEPT) for _ in range(20))


@pytest.mark.parametrize("seed", range(50))
def test_no_text_makes_a_terminal_do_anything(seed: int) -> None:
    stream = io.StringIO()
    printing.PlainConsole(file=stream, force_terminal=True, highlight=False, soft_wrap=True).print(
        texts(seed), markup=False
    )
    told = stream.getvalue()
    assert not set("".join(OBEYED[:-1])) & set(told) - set("2J]0;titleq31mtx[")
    told.encode("utf-8")


@pytest.mark.parametrize("text", KEPT)
def test_what_people_write_is_printed_as_it_is(text: str) -> None:
    assert clean_lines(text) == text


def test_a_message_has_one_line_whatever_stands_in_it() -> None:
    report = BatchReport(problems=[Problem("eve", UNIT, "", "no\nnot graded: ada/00-tiny: cheated\r\n")])
    (line,) = printing.problems(report)
    assert line == "not graded: eve/00-tiny: no not graded: ada/00-tiny: cheated"


@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii:strict", "latin-1:strict"])
def test_names_that_a_terminal_has_no_letters_for_end_no_command(tiny: Course, encoding: str) -> None:
    hand_in(tiny, "zoë-日本", **RIGHT)
    hand_in(tiny, os.fsdecode(b"not-utf8-\xff"), **RIGHT)
    autograde(tiny)
    with gradebook.open_gradebook(gradebook.database_url(tiny.gradebook), "") as book:
        book.find_student("zoë-日本").id = "zoë\x1b[2J\u202e"  # as nbgrader let it in once
        book.db.commit()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    for command in (["autograde", UNIT, "--jobs", "1"], ["report", UNIT]):
        line = [sys.executable, "-m", "workbook", *command]
        done = subprocess.run(line, cwd=tiny.root, env=environment, capture_output=True, timeout=200, check=False)
        assert done.returncode == (command[0] == "autograde"), done.stderr
        told = done.stdout + done.stderr
        assert b"Traceback" not in told
        assert b"\x1b" not in told
        assert b"00-tiny" in told
