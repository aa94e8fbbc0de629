"""The small model of vi."""

from __future__ import annotations

import pytest

from practice import place_of, places, vi

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
    vi(keys, BEFORE, AFTER)
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "place"),
    [
        ("scp a gpu1:x/", "gpu1"),
        ("scp gpu1:a .", "here"),
        ("scp a gpu1", "here"),
        ("scp a ./b:c", "here"),
        ("sudo echo x > /root/f", "nowhere"),
    ],
)
def test_where_a_copy_ends_up(command: str, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert place_of(command) == place
    places({command: place, "scp a b": "gpu1", "scp b c": ""})
    assert capsys.readouterr().out.splitlines()[1:] == ["not yet  scp a b   (not gpu1)", "not yet  scp b c"]


def test_an_empty_form_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    places({"scp a b": ""})
    assert "Nothing filled in" in capsys.readouterr().out
