"""A process' memory in huge pages: what it holds stays, and forks share it."""

from __future__ import annotations

import os

from workbook.grading.template import huge_pages


def test_memory_holds_what_it_held() -> None:
    held = [bytes([number % 251]) * 100_000 for number in range(200)]
    asked = huge_pages.collapse()
    assert asked >= 0
    assert all(part == bytes([number % 251]) * 100_000 for number, part in enumerate(held))
    child = os.fork()
    if not child:
        held[0] = b"changed"
        os._exit(0 if held[1] == b"\x01" * 100_000 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert held[0] == b"\x00" * 100_000


def test_only_private_memory_of_no_file_is_meant() -> None:
    lines = {
        "7f0000000000-7f0000400000 rw-p 00000000 00:00 0": True,
        "55d0c0000000-55d0c1000000 rw-p 00000000 00:00 0                          [heap]": True,
        "7f0000000000-7f0000400000 r-xp 00000000 00:00 0": False,
        "7f0000000000-7f0000400000 rw-s 00000000 00:01 12                         /memfd:x (deleted)": False,
        "7f0000000000-7f0000400000 rw-p 00001000 08:01 99                         /usr/lib/libc.so.6": False,
        "7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                          [stack]": False,
    }
    assert {line: bool(huge_pages._MAPPED.fullmatch(line)) for line in lines} == lines
