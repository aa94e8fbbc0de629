"""The protocol's module tells all that is sent: every request and reply of a real run has the form that it gives."""

from __future__ import annotations

import types
import typing
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import msgpack
import pytest

from tests.grading.lesson import cell, key, master
from workbook.grading import run
from workbook.grading.boundary import protocol
from workbook.grading.engine import grade
from workbook.grading.model import Enough
from workbook.grading.template import handle as warm

CELLS = [
    cell("read-only", "setup", "LIMIT = 3"),
    cell("answer", "twice", "### BEGIN SOLUTION\ndef twice(x): return 2 * x\n### END SOLUTION"),
    cell("tests", "twice-tests", "assert twice(LIMIT) == 6\nassert twice('a') == 'aa'", 2),
    cell("answer", "gone", "### BEGIN SOLUTION\nimport os\ndef gone(): os._exit(3)\n### END SOLUTION"),
    cell("tests", "gone-tests", "gone()", 2),
    cell("answer", "three", "### BEGIN SOLUTION\nthree = 3\n### END SOLUTION"),
    cell("tests", "three-tests", "assert three == LIMIT", 2),
]
TEMPLATE = {kind: form for form in get_args(protocol.TemplateRequest) for kind in get_args(get_type_hints(form)["do"])}
TEST = {kind: form for form in get_args(protocol.TestRequest) for kind in get_args(get_type_hints(form)["do"])}


def fits(value: Any, form: Any) -> bool:
    """Whether *value* has the form of a type of the protocol: names, and kinds of what they hold."""
    if is_typeddict(form):
        hints = get_type_hints(form)
        return (
            isinstance(value, dict)
            and form.__required_keys__ <= value.keys() <= hints.keys()
            and all(fits(item, hints[name]) for name, item in value.items())
        )
    origin, inner = get_origin(form), get_args(form)
    if origin is typing.Literal:
        return value in inner
    if origin in (types.UnionType, typing.Union):
        return any(fits(value, kind) for kind in inner)
    if origin is list:
        return isinstance(value, list) and all(fits(item, inner[0]) for item in value)
    if origin is tuple:
        return isinstance(value, list | tuple) and len(value) == len(inner) and all(map(fits, value, inner))
    if origin is dict or form is dict:
        return isinstance(value, dict)
    return form is Any or (isinstance(value, int | float) if form is float else type(value) is form)


@pytest.fixture(scope="module")
def sent() -> dict[str, list[Any]]:
    """All that the engine sends and gets while it grades three notebooks, one of them with a stop."""
    seen: dict[str, list[Any]] = {"template": [], "run": [], "ran": [], "test": [], "tested": []}
    with pytest.MonkeyPatch.context() as patch:
        ask, packed, unpacked, read = warm.Server.ask, run.Run._packed, run.report_of, run.unpacked

        def asks(self: Any, request: Any, *files: Any) -> None:
            seen["template"].append(request)
            ask(self, request, *files)

        def packs(self: Any, request: Any) -> bytes:
            data = packed(self, request)
            seen["test"].append(msgpack.unpackb(data))
            return data

        def unpacks(data: bytes) -> Any:
            seen["tested"].append(unpacked(data))
            return seen["tested"][-1]

        def reads(data: bytes) -> Any:
            seen["ran"].append(read(data))
            return seen["ran"][-1]

        patch.setattr(warm.Server, "ask", asks)
        patch.setattr(run.Run, "_packed", packs)
        patch.setattr(run, "report_of", unpacks)
        patch.setattr(run, "unpacked", reads)
        lesson = master(*CELLS, seconds=10)
        for enough in (None, None, Enough(("a phrase",))):
            outcomes = [test.outcome for test in grade(key(lesson), lesson, enough=enough).tests]
            assert outcomes == ["passed", "stopped", "passed"]
    return seen


def test_what_the_template_is_asked_is_in_the_protocol(sent: dict[str, list[Any]]) -> None:
    assert {"fork", "kill", "load"} <= {request["do"] for request in sent["template"]}
    for request in sent["template"]:
        assert fits(request, TEMPLATE[request["do"]]), request


def test_what_a_test_process_is_asked_and_says_is_in_the_protocol(sent: dict[str, list[Any]]) -> None:
    assert {"prepare", "test"} <= {request["do"] for request in sent["test"]}
    assert [request for request in sent["test"] if "master" in request]
    for request in sent["test"]:
        assert fits(request, TEST[request["do"]]), request
    replies = [reply for reply in sent["tested"] if "report" in reply]
    assert len(replies) >= 9  # the key is tried in a branch, too
    for reply in replies:
        assert fits(reply, protocol.TestsRan), reply


def test_what_an_answer_process_says_is_in_the_protocol(sent: dict[str, list[Any]]) -> None:
    assert len(sent["ran"]) >= 12
    for reply in sent["ran"]:
        assert fits(reply, protocol.Ran), reply


@pytest.mark.parametrize(
    ("value", "form", "right"),
    [
        ({"do": "drop", "pid": 3}, protocol.Drop, True),
        ({"do": "drop", "pid": "3"}, protocol.Drop, False),
        ({"do": "drop"}, protocol.Drop, False),
        ({"do": "drop", "pid": 3, "more": 1}, protocol.Drop, False),
        ({"do": "kill", "pid": 3, "patience": 0}, protocol.Kill, True),
        ({"outputs": [], "count": True}, protocol.Ran, False),
        ({"do": "read", "cells": [["a", "b", "c"]]}, protocol.Read, False),
    ],
)
def test_forms_are_told_apart(value: Any, form: Any, right: bool) -> None:
    assert fits(value, form) is right
