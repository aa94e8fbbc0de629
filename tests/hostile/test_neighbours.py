"""What one answer uses up is no other's: neither of the same template nor of another worker's, nor the engine's."""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.grading.lesson import cell, key, master, submit
from tests.hostile.boxes import answer_box, boxed_processes, own_users, run_in, user_of
from tests.hostile.exhaustion import RESOURCES, Resource, needing, taking
from workbook.grading.engine import grade
from workbook.grading.model import Master
from workbook.grading.sandbox import users
from workbook.grading.sandbox.users import Users
from workbook.grading.template import handle as warm

with_own_users = pytest.mark.skipif(not own_users(), reason="boxes share one user here: they are made one at a time")
EACH = pytest.mark.parametrize("scarce", RESOURCES, ids=[scarce.name for scarce in RESOURCES])


def lesson(**limits: float) -> Master:
    return master(
        cell("answer", "a", "def double(x):\n    return 2 * x"),
        cell("tests", "t", "assert double(2) == 4", 1),
        cell("answer", "b", needing(*RESOURCES)),
        cell("tests", "u", "assert double(3) == 6", 1),
        **{"seconds": 40, **limits},
    )


@pytest.fixture(scope="module")
def other_template() -> Iterator[warm.Template]:
    with warm.Template() as template:
        yield template


@with_own_users
@EACH
def test_a_box_that_uses_all_of_something_up_leaves_all_of_it_to_others(
    scarce: Resource, other_template: warm.Template
) -> None:
    mine = warm.default.get(None, ())
    one = lesson()
    with answer_box(mine) as greedy:
        printed = run_in(greedy, taking(scarce))
        assert "taken" in printed[0]["text"], printed
        for template in (mine, other_template):
            with answer_box(template) as modest:
                assert run_in(modest, needing(scarce)) == []
        result = grade(key(one), one)
        assert [test.points for test in result.tests] == [1, 1], result.outputs
        assert "error" not in str(result.outputs)


def _greedy() -> None:
    """In another worker: grade a submission that takes all there is, and holds it until it is stopped."""
    one = lesson(seconds=5)
    grade(submit(one, a=taking(*RESOURCES) + "\ntime.sleep(1000)", b="pass"), one)
    warm.default.close()


def test_other_workers_and_the_engine_go_on_beside_an_answer_that_takes_all_there_is() -> None:
    one = lesson()
    grade(key(one), one)  # so that the template is there
    worker = multiprocessing.get_context("spawn").Process(target=_greedy)
    worker.start()
    graded = 0
    while worker.is_alive() or not graded:
        result = grade(key(one), one)
        assert [test.points for test in result.tests] == [1, 1], result.outputs
        assert "error" not in str(result.outputs)
        graded += 1
        assert subprocess.run([sys.executable, "-c", "pass"], check=False).returncode == 0
    worker.join()
    assert worker.exitcode == 0


def _users_of_boxes(number: int) -> list[int]:
    """In a worker: the users of *number* boxes that live at the same time."""
    from contextlib import ExitStack

    with ExitStack() as stack, warm.Template() as template:
        for _ in range(number):
            run_in(stack.enter_context(answer_box(template)), "pass")
        found = sorted({user_of(pid) for pid in boxed_processes(template._process.pid)})
        time.sleep(2)  # while the others look at theirs
        stack.close()
    return found


@with_own_users
def test_boxes_of_all_workers_are_different_users_and_none_is_the_engine() -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        found = [user for made in pool.map(_users_of_boxes, [4, 4, 4], chunksize=1) for user in made]
    assert len(found) == len(set(found)) == 12
    assert not {os.getuid(), 0, 65534} & set(found)


@with_own_users
def test_answer_and_test_of_one_notebook_are_different_users() -> None:
    one = master(
        cell("answer", "a", "import os\nme = open('/proc/self/uid_map').read()"),
        cell("tests", "t", "print(me.split()[1], open('/proc/self/uid_map').read().split()[1])\nassert me", 1),
    )
    result = grade(key(one), one)
    assert result.points == 1
    template = warm.default.get(None, ())
    seen = {template.users.take() for _ in range(users.BLOCK)}
    for user in seen:
        template.users.give_back(user)
    assert len(seen) == users.BLOCK


def test_a_template_never_gives_a_user_to_two_boxes_and_says_so_when_none_is_left() -> None:
    mine = Users([(0, 0, 2**32 - 1)])
    taken = [mine.take() for _ in range(users.BLOCK)]
    assert len(set(taken)) == users.BLOCK
    with pytest.raises(users.EngineFault, match="never ended"):
        mine.take()
    mine.give_back(taken[7])
    assert mine.take() == taken[7]
    mine.close()


@pytest.mark.parametrize(
    ("maps", "shared", "among"),
    [
        ([(0, 0, 2**32 - 1)], False, users.UNUSED),
        ([(0, 100_000, 65_536)], False, range(32_768, 65_534)),
        ([(0, 1000, 1), (1, 165_536, 65_535)], False, range(32_768, 65_534)),
        ([(0, 1000, 1)], True, range(0)),
        ([(0, 1000, 1), (1, 165_536, 10)], True, range(0)),
        ([], True, range(0)),
    ],
)
def test_users_are_nobody_s_and_never_those_of_another_template(
    maps: list[users.Ids], shared: bool, among: range
) -> None:
    many = [Users(maps) for _ in range(20)]
    assert {made.shared for made in many} == {shared}
    taken = [made.take() for made in many for _ in range(3)]
    if shared:
        assert set(taken) == {0}
    else:
        assert len(set(taken)) == len(taken)
        assert all(user in among for user in taken)
    for made in many:
        made.close()


@pytest.mark.parametrize(
    ("user_map", "group_map", "both"),
    [
        ("0 0 4294967295", "0 0 4294967295", [(0, 0, 4294967295)]),
        ("0 1002 1\n1 165536 65535", "0 1002 1\n1 165536 65535", [(0, 1002, 1), (1, 165536, 65535)]),
        ("0 1002 1\n1 165536 65535", "0 1002 1\n1 200000 1000", [(0, 1002, 1), (1, 165536, 1000)]),
        ("0 1002 1", "0 1002 1\n1 200000 1000", [(0, 1002, 1)]),
        ("5 50 10", "0 100 7", [(5, 50, 2)]),
    ],
)
def test_only_numbers_that_are_users_and_groups_are_used(tmp_path, user_map: str, group_map: str, both: list) -> None:
    (tmp_path / "uid_map").write_text(f"{user_map}\n")
    (tmp_path / "gid_map").write_text(f"{group_map}\n")
    assert users.mapped(tmp_path) == both


def _alone(path: str) -> None:
    with users.alone(), open(path, "a", encoding="ascii") as stream:
        stream.write("in ")
        stream.flush()
        time.sleep(0.3)
        stream.write("out ")


def test_where_boxes_share_a_user_one_notebook_is_graded_at_a_time(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    workers = [
        multiprocessing.get_context("spawn").Process(target=_alone, args=(f"{tmp_path}/said",)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (tmp_path / "said").read_text() == "in out " * 3


def test_an_engine_that_shares_its_user_with_boxes_may_send_more_descriptors_than_they_can_leave_on_their_way() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, before[1]))
    try:
        Users([(0, 1000, 1)])
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(4096, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@with_own_users
def test_descriptors_on_their_way_never_keep_the_engine_from_sending_its_own() -> None:
    """The engine sends the test process a new link after a stop, while the greedy box still holds all it could get."""
    one = lesson()
    with answer_box(warm.default.get(None, ())) as greedy:
        run_in(greedy, taking(RESOURCES[0]))
        result = grade(submit(one, a="def double(x):\n    return 2 * x", b="import os\nos._exit(3)"), one)
    assert [test.outcome for test in result.tests] == ["passed", "stopped"]
