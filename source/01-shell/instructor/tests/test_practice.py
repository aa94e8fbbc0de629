"""The small model of vi, and the helpers that let a student's own scripts answer a lesson's question."""

from __future__ import annotations

import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from practice import make, place_of, places, run, server, service, stop_one, vi

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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('printf "[%s]" "$@"; pwd | tail -c 6', "$ bash a.sh 'x y' -n\n[x y][-n]/here\n"),
        ("# YOUR SCRIPT HERE\nexit 99", "$ bash a.sh 'x y' -n\n  (a.sh isn't written yet)\n"),
        ("exit 99", "$ bash a.sh 'x y' -n\n  (a script that it runs isn't written yet)\n"),
        ("echo oh >&2; exit 3", "$ bash a.sh 'x y' -n\noh\n  (exit status 3)\n"),
        ("seq 5", "$ bash a.sh 'x y' -n\n1\n2\n  (3 lines more)\n"),
        (None, "$ bash a.sh 'x y' -n\n  (a.sh isn't there yet: run the cell that writes it)\n"),
    ],
)
def test_a_script_of_the_students_is_run_and_never_raises(
    text: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    if text is not None:
        (tmp_path / "a.sh").write_text(text)
    run("a.sh", "x y", "-n", inside="here", first=2)
    assert capsys.readouterr().out == said


def test_a_folder_is_made_anew_and_only_below_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        server("practice/server")
        (tmp_path / "practice/server/more").write_text("x")
    server("practice/server")
    assert not (tmp_path / "practice/server/more").exists()
    assert (tmp_path / "practice/server/project/certs/site.pem").stat().st_mode & 0o777 == 0o777
    for path in (".", "..", "/tmp/elsewhere", "practice/../.."):
        with pytest.raises(ValueError, match="not below"):
            make(path, {})


def test_a_service_gives_its_answers_in_turn_and_the_last_one_again() -> None:
    with service([503, 200]) as url:
        statuses = []
        for _ in range(3):
            try:
                with urllib.request.urlopen(url, timeout=5) as answer:
                    statuses.append(answer.status)
            except urllib.error.HTTPError as error:
                statuses.append(error.code)
    assert statuses == [503, 200, 200]


def test_a_service_that_hangs_says_nothing_and_ends_with_its_block() -> None:
    with service(["hang"]) as url, pytest.raises(TimeoutError):
        urllib.request.urlopen(url, timeout=0.2)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(url, timeout=0.5)


@pytest.mark.parametrize(("pattern", "stopped"), [('-fx "sh ./worker.sh --job $1"', 1), ('-f "worker.sh --job $1"', 3)])
def test_the_jobs_that_are_stopped_are_told_apart_and_none_is_left(
    pattern: str, stopped: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stop.sh").write_text(f"kill $(pgrep {pattern}); sleep 0.3\n")
    stop_one("stop.sh")
    said = capsys.readouterr().out
    assert said.count("stopped:") == stopped
    name = re.search(r"stop\.sh (\w+)", said)
    assert name
    assert subprocess.run(["pgrep", "-f", f"job {name[1]}"], check=False, capture_output=True).returncode == 1
