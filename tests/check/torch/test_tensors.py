"""Observers of functions on tensors see what they should."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import Any

import pytest
import torch

from workbook import check


def test_gradients_come_back_for_every_floating_input_and_none_for_whole_numbers() -> None:
    seen = check.input_gradients(lambda x, i: x[i] * 3, [torch.tensor([1.0, 2.0]), torch.tensor([1])])
    assert seen["connected"] is True
    assert seen["gradients"][0].tolist() == [0.0, 3.0]
    assert seen["gradients"][1] is None


def test_a_weight_for_the_output_and_keyword_arguments_are_passed_on() -> None:
    seen = check.input_gradients(lambda x, by: x * by, [torch.ones(2)], torch.tensor([1.0, 10.0]), {"by": 2})
    assert seen["gradients"][0].tolist() == [2.0, 20.0]


def test_an_output_that_lost_its_inputs_is_said_to_be_unconnected() -> None:
    assert check.input_gradients(lambda x: x.detach(), [torch.ones(2)])["connected"] is False


def test_an_unused_input_has_a_gradient_of_zeros() -> None:
    seen = check.input_gradients(lambda x, y: x, [torch.ones(2), torch.ones(3)])
    assert seen["gradients"][1].tolist() == [0.0, 0.0, 0.0]


def test_python_steps_grow_with_a_loop_and_not_with_a_whole_tensor_operation() -> None:
    def loop(x: torch.Tensor) -> list[float]:
        return [float(row) * 2 for row in x]

    assert check.python_steps(loop, [torch.ones(100)]) > 10 * check.python_steps(loop, [torch.ones(5)])
    assert check.python_steps(torch.sum, [torch.ones(100)]) == check.python_steps(torch.sum, [torch.ones(5)])


def test_counting_steps_ends_early_and_leaves_the_trace_function_as_it_was() -> None:
    def for_ever() -> None:
        while True:
            with contextlib.suppress(Exception):
                pass

    before = sys.gettrace()
    assert check.python_steps(for_ever, [], most=1000) == 1000
    assert sys.gettrace() is before


def test_a_loop_over_rows_is_refused_and_broadcasting_is_not() -> None:
    small, large = [torch.ones(4, 3)], [torch.ones(70, 3)]
    check.no_python_loop(lambda x: (x[:, None] - x[None]).norm(dim=-1), small, large, "distances")
    with pytest.raises(check.Failure, match="work done in Python"):
        check.no_python_loop(lambda x: torch.stack([(row - x).norm(dim=-1) for row in x]), small, large, "distances")


def test_an_operation_is_seen_under_whatever_name_it_was_called() -> None:
    hidden = torch.log_softmax
    assert "aten::_log_softmax" in check.operations(hidden, [torch.ones(2, 3), 1])
    with pytest.raises(check.Failure, match="_log_softmax"):
        check.no_operations(hidden, [torch.ones(2, 3), 1], {"aten::_log_softmax"}, "loss", why="you write it")
    check.no_operations(torch.logsumexp, [torch.ones(2, 3), 1], {"aten::_log_softmax"}, "loss", why="you write it")


def test_a_function_that_writes_into_its_input_is_caught() -> None:
    with pytest.raises(check.Failure, match="argument 2 after the call"):
        check.leaves_input_alone(lambda x, y: y.zero_(), [torch.ones(2), torch.ones(2)], "f")
    check.leaves_input_alone(lambda x, y: x + y, [torch.ones(2), torch.tensor([1.0, float("nan")])], "f")


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (lambda values: values.remove(None), r"changed in place: \[100, 200\]"),
        (lambda values: values.__setitem__(0, 100.0), r"changed in place: \[100.0, None, 200\]"),
        (lambda values: values.append(1), r"changed in place: \[100, None, 200, 1\]"),
    ],
)
def test_a_list_that_was_changed_is_shown_before_and_after(answer: Callable[[list[Any]], object], shown: str) -> None:
    with pytest.raises(check.Failure, match=shown) as told:
        check.leaves_input_alone(answer, [[100, None, 200]], "f")
    assert "[100, None, 200]" in str(told.value) and "build a new one" in str(told.value)
    check.leaves_input_alone(sorted, [[2, 1, 3.0, float("nan")]], "f")


@pytest.mark.parametrize(
    "made_anew", [lambda x: torch.zeros((), requires_grad=True), lambda x: 0.0], ids=["a leaf", "a number"]
)
def test_a_result_that_was_made_anew_is_said_to_be_unconnected(made_anew: Any) -> None:
    assert check.input_gradients(made_anew, [torch.ones(2)])["connected"] is False
