"""Trees of plain data: what is planted is found again, and differences are said as a person would see them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.check.shell.tree_words import shown, text_difference, tree_differences
from workbook.check.shell.trees import (
    NAME_KINDS,
    SOCKET,
    clear,
    copied,
    dice,
    file,
    folder,
    hostile_name,
    link,
    look_at,
    plant,
    twin,
    whole_tree,
    words,
)

names = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=12).filter(
    lambda name: name not in (".", "..") and len(name.encode()) < 200
)


def test_a_planted_tree_is_found_again(tmp_path: Path) -> None:
    tree = whole_tree(
        {"a b": "text", "d/e/f.sh": file(b"\xff\r\n", 0o755), "d/empty": folder(0o700), "l": link("nowhere")}
    )
    plant(tree, tmp_path)
    assert tree_differences(tree, look_at(tmp_path)) == []


@pytest.mark.parametrize("kind", NAME_KINDS)
def test_hostile_names_survive(kind: str, tmp_path: Path) -> None:
    name = hostile_name(kind, "notes", ".csv")
    plant({name: "x"}, tmp_path)
    assert list(look_at(tmp_path)) == [name]


@given(st.dictionaries(names, st.binary(max_size=20), max_size=4))
def test_any_name_and_any_bytes_survive(tmp_path_factory: pytest.TempPathFactory, tree: dict[str, bytes]) -> None:
    root = tmp_path_factory.mktemp("tree")
    plant(tree, root)
    assert tree_differences(tree, look_at(root)) == []


def test_a_closed_folder_is_cleared_too(tmp_path: Path) -> None:
    plant({"top/shut/file": "x"}, tmp_path)
    (tmp_path / "top/shut").chmod(0)
    clear(tmp_path / "top")
    assert not (tmp_path / "top").exists()


def test_the_age_of_a_file_is_set(tmp_path: Path) -> None:
    plant({"old": file("x", days_old=9)}, tmp_path)
    assert 8.9 * 86400 < (tmp_path / "..").stat().st_mtime - (tmp_path / "old").stat().st_mtime < 9.1 * 86400


def test_the_age_is_that_of_the_last_change_not_of_the_last_look(tmp_path: Path) -> None:
    plant(
        {"f": file("x", days_old=9), "d": folder(0o700, 9), "d/x": "", "l": link("f", 9), "new": "", "p": SOCKET},
        tmp_path,
    )
    now = (tmp_path / "new").stat().st_mtime
    for name in ("f", "d", "l"):
        info = (tmp_path / name).lstat()
        assert 8.9 * 86400 < now - info.st_mtime < 9.1 * 86400
        assert abs(now - info.st_atime) < 60
    assert (tmp_path / "p").is_socket()


def test_what_changed_this_week_was_read_long_ago(tmp_path: Path) -> None:
    plant({"young": file("x", days_old=1), "new": file("x"), "old": file("x", days_old=30)}, tmp_path)
    days = {name: (time.time() - (tmp_path / name).stat().st_atime) / 86400 for name in ("young", "new", "old")}
    assert days["young"] > 90 and days["new"] < 1 and days["old"] < 1


def test_a_twin_is_another_name_of_the_same_file(tmp_path: Path) -> None:
    one = file("text", 0o640)
    plant({"a": twin(one, "b"), "b": one}, tmp_path)
    assert (tmp_path / "a").stat().st_ino == (tmp_path / "b").stat().st_ino
    assert tree_differences({"a": one, "b": one}, look_at(tmp_path)) == []


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a//b", "", "a/./b"])
def test_a_path_out_of_the_tree_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="relative"):
        whole_tree({path: "x"})


def test_copied_moves_what_lies_below_a_folder() -> None:
    assert copied({"a/b/c": "x", "z": "y"}, "a", "new") == {"new/b": folder(), "new/b/c": file("x")}


@pytest.mark.parametrize(
    ("expected", "actual", "words"),
    [
        ({"a": "x"}, {}, 'the file "a" is missing'),
        ({}, {"a": folder()}, 'the folder "a" should not be there'),
        ({"a": file("", 0o600)}, {"a": file("", 0o644)}, "mode 644, expected 600"),
        ({"a": link("b")}, {"a": link("c")}, 'should point to "b"'),
        ({"a": link("b")}, {"a": "b"}, "should be a symbolic link, and is a file"),
        ({"a": "x\ny\n"}, {"a": "x\nz\n"}, 'line 2: expected "y", came "z"'),
        ({"a": "x\r\n"}, {"a": "x\n"}, "line ends differ"),
        ({"a": "x"}, {"a": "x\n"}, "at its very end differ: 0 expected, 1 came"),
    ],
)
def test_a_difference_is_said(expected: dict[str, object], actual: dict[str, object], words: str) -> None:
    (sentence,) = tree_differences(expected, actual)
    assert words in sentence


def test_a_mode_of_none_is_any_mode() -> None:
    assert tree_differences({"a": file("", None)}, {"a": file("", 0o751)}) == []


def test_texts_in_another_order_are_told_apart_from_wrong_ones() -> None:
    assert "wrong order" in text_difference("a\nb\n", "b\na\n")
    assert text_difference("a\nb\n", "a\n").startswith('line 2: expected "b", came no more lines')
    assert "expected nothing, came 1 line" in text_difference("", "x\n")
    assert text_difference("a\n", "") == "it is empty, expected 1 line"
    assert text_difference("a", "a") == ""


def test_shown_makes_a_newline_visible_and_is_short() -> None:
    assert shown("two\nlines") == '"two\\nlines"'
    assert len(shown("x" * 500)) <= 80


def test_words_differ_and_follow_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = words(dice("here"), 50)
    assert len(set(first)) == 50
    assert words(dice("here"), 50) == first
    monkeypatch.setenv("WORKBOOK_SEED", "1")
    assert words(dice("here"), 50) != first


def test_only_a_newline_ends_a_line_and_what_cannot_be_seen_is_told_by_its_number() -> None:
    told = text_difference("four five\u2028six\r\vx\n\x0cy\n", "four\xa0five\u2028six\r\vx\n\x0cy\nz")
    assert told.endswith("(2 lines expected, 3 lines came)")
    assert "four five\\u2028six" in told and "four\\u00a0five\\u2028six" in told
    assert shown("\U000e0001 über 模型") == '"\\U000e0001 über 模型"'
