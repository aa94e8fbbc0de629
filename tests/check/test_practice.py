"""The small model of vi."""

from __future__ import annotations

import pytest

from workbook.check.practice import practise_vi

BEFORE, AFTER = "host = harbour\nport = 80\n", "host = harbour\nport = 8443\n"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("jddoport = 8443<Esc>:wq<Enter>", "Done"),
        ("Gdd:q!<Enter>", "Not yet: the saved file differs"),
        ("j$xxA8443<Esc>:wq<Enter>", "Done"),
        ("j$xA443<Esc>:x<Enter>", "Done"),
        ("jddu$xA443<Esc>:wq<Enter>", "Done"),
        ("oport", "still in vi, in insert mode"),
        ("x:q<Enter>", "refuses :q"),
        ("Z", "doesn't know the key"),
        ("", "Nothing typed"),
    ],
)
def test_a_session_in_vi(keys: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    practise_vi(keys, BEFORE, AFTER)
    assert words in capsys.readouterr().out
