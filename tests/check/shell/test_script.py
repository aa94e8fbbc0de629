"""Running scripts: what is seen of a run, what stops it, and how a verdict reads."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from workbook.check import Failure
from workbook.check.shell import processes
from workbook.check.shell.processes import Family
from workbook.check.shell.script import run_script, shells
from workbook.check.shell.trees import SOCKET, file, folder, link, twin


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str) -> None:
    Path("job.sh").write_text(text)


def test_output_errors_status_and_tree_are_seen() -> None:
    write('cat; echo "$1" >&2; chmod 600 a; rm b; exit 3')
    run = run_script("job.sh", {"a": "x", "b": "y"}, ["bad thing"], stdin="in\n")
    run.prints("in\n")
    run.complains("bad thing")
    run.exits(3)
    run.leaves({"a": file("x", 0o600)})


def test_the_surroundings_are_bare() -> None:
    write('echo "$LC_ALL" "$(ls -A "$HOME")" "$USER" "$(umask)"; type ll 2>/dev/null; pwd')
    run_script("job.sh", {"d": folder()}, inside="d").prints("C   0022\n{root}/d\n")


def test_placeholders_are_filled_and_hidden_again() -> None:
    write('echo "$1" "$WHERE"')
    run_script("job.sh", {}, ["{root}/a"], env={"WHERE": "{root}"}).prints("{root}/a {root}\n")


def test_no_made_up_place_is_told() -> None:
    write('"no such command"; echo "$HOME" "$TMPDIR"')
    run = run_script("job.sh")
    run.prints("{run}/home {run}/tmp\n")
    run.complains("job.sh: line 1: no such command")
    assert run.err.startswith("job.sh: ")


def test_a_message_shows_no_placeholder() -> None:
    write('realpath "$1"; echo "$HOME"')
    with pytest.raises(Failure) as caught:
        run_script("job.sh", {"d": folder()}, ["{root}/d"]).prints("d\n")
    assert 'came "/…/d"' in str(caught.value)
    assert 'given: bash job.sh "/…/d"' in str(caught.value)
    assert "{" not in str(caught.value)


def test_links_are_not_followed_when_looking() -> None:
    write("rm loop; ln -s gone loop")
    run_script("job.sh", {"loop": link(".")}).leaves({"loop": link("gone")})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("while :; do :; done", "stopped after 1 seconds"),
        ("yes", "printed too much"),
        ("for i in {1..120}; do sleep 9 & done; wait", "too many processes"),
        ("sleep 30 &", "left a process running"),
        ("setsid sleep 30 >/dev/null 2>&1 &", "left a process running"),
        ("exit 99", "still the stub"),
    ],
)
def test_a_script_is_stopped_with_a_reason(text: str, words: str) -> None:
    write(text)
    begin = time.monotonic()
    with pytest.raises(Failure, match=words):
        run_script("job.sh", seconds=1)
    assert time.monotonic() - begin < 4


def test_nothing_is_left_running() -> None:
    write("setsid sh -c 'exec sleep 31.25' >/dev/null 2>&1 &")
    with pytest.raises(Failure):
        run_script("job.sh")
    lines = [place.read_bytes() for place in Path("/proc").glob("[0-9]*/cmdline") if place.exists()]
    assert not any(b"31.25" in line for line in lines)


def test_a_missing_script_says_which_cell_to_run() -> None:
    with pytest.raises(Failure, match="%%writefile none.sh"):
        run_script("none.sh")


def test_late_writers_are_waited_for() -> None:
    write("echo text > >(sleep 0.2; cat > late)")
    assert run_script("job.sh").file("late") == "text\n"


def test_a_slow_script_passes() -> None:
    write("sleep 1; echo done")
    run_script("job.sh").prints("done\n")


def test_a_file_that_grows_too_big_fails_the_command_that_writes_it() -> None:
    write("cp big copy 2>/dev/null; echo $?")
    run = run_script("job.sh", {"big": "x" * 200_000}, file_kb=64)
    assert run.out != "0\n"


def test_a_hang_up_reaches_the_whole_group() -> None:
    write("(sleep 0.3; echo lived > plain) & (trap '' HUP; touch go; sleep 0.3; echo lived > kept) & wait")
    run = run_script("job.sh", {}, hang_up="go")
    assert run.status == -1
    assert "kept" in run.after
    assert "plain" not in run.after


def test_the_web_server_gives_its_answers_in_turn() -> None:
    write('for i in 1 2 3; do curl -s -o /dev/null -w "%{http_code} " --max-time 0.3 "$1"; done; echo')
    run = run_script("job.sh", {}, ["{url}"], server=[503, "hang", 200])
    run.prints("503 000 200 \n")
    assert [request[0] for request in run.requests] == ["GET", "GET", "GET"]
    ended = run_script("job.sh", {}, ["{url}"], server=[404, "gone"])
    ended.prints("404 000 000 \n")
    assert len(ended.requests) == 3
    refused = run_script("job.sh", {}, ["{url}"], server=[])
    refused.prints("000 000 000 \n")


def test_jobs_run_beside_the_script_and_are_seen_afterwards() -> None:
    write("""kill "$(ps -eo pid=,args= | awk '$2 == "sh" && $4 == "one" { print $1 }')"; sleep 0.1""")
    tree = {"job": 'touch "$1.ready"; while :; do sleep 0.05; done\n'}
    plan = [{"argv": ["sh", "job", name], "ready": f"{name}.ready"} for name in ("one", "two")]
    run = run_script("job.sh", tree, jobs=plan)
    run.succeeds()
    assert ["sh", "job", "two"] in run.running
    assert ["sh", "job", "one"] not in run.running


def test_dash_runs_where_it_is_installed() -> None:
    write("[[ a == a ]] && echo bash")
    run_script("job.sh").prints("bash\n")
    if "dash" in shells():
        with pytest.raises(Failure, match="run by dash") as caught:
            run_script("job.sh", shell="dash").prints("bash\n")
        assert "only bash has" in caught.value.look


def test_a_verdict_names_the_tree_and_shows_standard_error() -> None:
    write("echo b; echo broken >&2")
    run = run_script("job.sh", {}, kind="a name with spaces")
    with pytest.raises(Failure) as caught:
        run.prints("a\n")
    assert str(caught.value).splitlines() == [
        'job.sh, with a name with spaces: standard output: line 1: expected "a", came "b" (1 line expected, 1 line came)',
        '  standard error: "broken"',
        "  given: bash job.sh",
    ]


def test_a_verdict_shows_what_the_script_was_given() -> None:
    write("echo b")
    tree = {"a.txt": "one\n", "d/e": folder(), "big": "x" * 500, "l": link("a.txt"), "p": SOCKET, "q": "", "r": ""}
    with pytest.raises(Failure) as caught:
        run_script("job.sh", tree, ["-n", "two words"]).prints("a\n")
    assert str(caught.value).splitlines()[1] == (
        '  given: bash job.sh -n "two words", with "a.txt" ("one\\n"), "big" (500 bytes, "' + "x" * 57 + '…"), '
        '"d/e" (a folder), "l" -> "a.txt", "p" (a socket) and 2 more'
    )


def test_a_verdict_shows_the_variables_but_no_path_of_this_machine() -> None:
    write("echo b")
    with pytest.raises(Failure) as caught:
        run_script("job.sh", env={"N": "two words", "PATH": "/usr/bin:/bin", "SPY": "{root}/x"}).prints("a\n")
    assert str(caught.value).splitlines()[-1] == '  given: N="two words" bash job.sh'


def test_what_a_verdict_speaks_of_is_shown_first() -> None:
    write("rm z")
    with pytest.raises(Failure) as caught:
        run_script("job.sh", dict.fromkeys("abcdefgz", "x")).changes_nothing()
    assert 'with "z" ("x"), "a" ("x")' in str(caught.value)


def test_the_last_line_of_a_traceback_is_shown() -> None:
    write("echo 'Traceback (most recent call last):' >&2; echo '  File x' >&2; echo 'KeyError: 1' >&2")
    run = run_script("job.sh")
    for question in (run.is_quiet, lambda: run.prints("a\n"), lambda: run.that(False, "no")):
        with pytest.raises(Failure, match="KeyError: 1"):
            question()


def test_a_second_name_for_a_file_is_no_copy() -> None:
    write("ln a b; cp a c")
    run = run_script("job.sh", {"a": "x"})
    with pytest.raises(Failure, match='"a" and "b" are one file with 2 names'):
        run.leaves({"a": "x", "b": "x", "c": "x"})
    write("cat a b")
    run_script("job.sh", {"a": file("x"), "b": twin(file("x"), "a")}).answers("xx")


def test_each_question_fails_with_its_own_words() -> None:
    write("echo x > new")
    run = run_script("job.sh")
    for question, words in [
        (lambda: run.exits(2), "exit status 0, expected 2"),
        (run.fails, "expected another one"),
        (run.complains, "standard error is empty"),
        (run.changes_nothing, 'the file "new" should not be there'),
        (lambda: run.file("other"), "there is no file"),
    ]:
        with pytest.raises(Failure, match=words):
            question()


def test_what_turns_into_another_program_again_and_again_is_seen_at_every_moment() -> None:
    family = Family()
    turn = 'i=$1; [ $i -gt 150 ] && exec sleep 0.3; exec bash -c "$2" _ $((i+1)) "$2"'
    env = {**os.environ, **family.mark}
    looks = missed = 0
    with subprocess.Popen(["bash", "-c", turn, "_", "0", turn], env=env, start_new_session=True) as process:
        begin = time.monotonic()
        while time.monotonic() - begin < 0.4 and process.poll() is None:
            looks += 1
            missed += process.pid not in family.members()
    assert looks > 20
    assert not missed


def test_who_shows_no_environment_for_a_while_is_no_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    family = Family()
    with subprocess.Popen(["sleep", "5"], env={**os.environ, **family.mark}, start_new_session=True) as process:
        table, looks = processes._table, iter(range(1000))
        shown = table.has_variable

        def late(pid: int, name: str, value: str) -> bool | None:
            return shown(pid, name, value) if pid != process.pid or next(looks) > 230 else None

        monkeypatch.setattr(table, "has_variable", late)
        assert process.pid not in family.members()
        assert process.pid in family.members()
        process.kill()
