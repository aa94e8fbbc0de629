"""What changes between two looks, and what follows something else than the answer: found by an attack of November 2026."""

from __future__ import annotations

import datetime
from typing import Any

import msgpack
import pytest

from tests.hostile.test_verdicts import judged
from workbook.check.failure import Failure
from workbook.check.sql import changes
from workbook.check.sql.query import text_of
from workbook.grading import replies

KEYS: dict[str, Any] = {
    "whole numbers": 7, "fractions": 0.5, "nothing": None, "truth": True, "bytes": b"x", "time stamps": msgpack.Timestamp(1, 2),
    "an extension": msgpack.ExtType(5, b"x"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KEYS)
def test_only_texts_are_keys_of_a_reply(kind: str) -> None:
    """Hashes of numbers and time stamps are no secret: a map of keys that share one takes the engine for ever."""
    data = msgpack.packb({"outputs": [{KEYS[kind]: 1}]})
    assert "left out" in str(replies.unpacked(data))
    assert replies.report_of(msgpack.packb({"report": {KEYS[kind]: 1}})) == {}


def test_time_stamps_are_no_values_of_a_reply_either() -> None:
    data = msgpack.packb({"outputs": [datetime.datetime.now(datetime.UTC)]}, datetime=True)
    assert "left out" in str(replies.unpacked(data))


def test_an_honest_reply_is_as_it_was() -> None:
    reply = {"outputs": [{"output_type": "stream", "name": "stdout", "text": "1\n"}], "count": 3}
    assert replies.unpacked(msgpack.packb(reply)) == reply
    assert replies.report_of(msgpack.packb(reply)) == reply


class Fickle:
    """Gives another text at each look."""

    looks = 0

    @property
    def text(self) -> str:
        self.looks += 1
        return f"SELECT {self.looks}"


def test_the_text_of_an_answer_is_asked_for_once() -> None:
    one, other = Fickle(), Fickle()
    assert [text_of(one), text_of(other), text_of(one)] == ["SELECT 1"] * 3


TABLE = "CREATE TABLE t (a INTEGER);\n"
TRIGGERS = {
    "of main and temp by one name": "CREATE TRIGGER g BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no'); END;\n"
    "CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;",
    "called like one that was there": "DROP TRIGGER there;\nCREATE TRIGGER there BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no'); END;",
    "with a quotation mark in its name": 'CREATE TRIGGER "a""b" BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, \'no\'); END;',
    "that only works where nothing was written": "CREATE TRIGGER g BEFORE INSERT ON t WHEN total_changes() = 0 BEGIN SELECT RAISE(ABORT, 'no'); END;",
}


@pytest.mark.parametrize("kind", TRIGGERS)
def test_no_trigger_stands_in_for_a_constraint(kind: str) -> None:
    start = "CREATE TABLE old (a); CREATE TRIGGER there BEFORE INSERT ON old BEGIN SELECT 1; END;"
    bench = changes.database(TABLE + TRIGGERS[kind], but=start)
    with pytest.raises(Failure, match="the database takes one"):
        bench.refuses("one", "INSERT INTO t VALUES (1)")


@pytest.mark.parametrize(
    "function", ["total_changes()", "CHANGES ()", "last_insert_rowid()", "random()", "abs(random())"]
)
def test_a_constraint_looks_at_its_row_alone(function: str) -> None:
    for text in (f"CREATE TABLE t (a, CHECK ({function} > 0));", f"CREATE TEMP TABLE t (a CHECK ({function} > 0));"):
        with pytest.raises(Failure, match="is made with"):
            changes.database(text)
    changes.database("CREATE TABLE t (changes INTEGER, random TEXT CHECK (length(random) > 0));")


@pytest.mark.parametrize(
    "work", ["import math as f", "class module: pass\nf = module()", "import types\nf = types.ModuleType('f')"]
)
@pytest.mark.parametrize(
    "test", ["assert f(3) == 6", "grade = check.parts(4)\nwith grade('f'):\n    assert f(3) == 6\ngrade.score()"]
)
def test_an_answer_that_is_a_module_is_wrong_and_breaks_no_test(work: str, test: str) -> None:
    first = judged(work, test)
    assert (first.outcome, first.points) == ("failed", 0), first
