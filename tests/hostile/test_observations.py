"""What an observer brings back may be forged: no check is passed by an observation of which something is missing, odd or alive."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from tests.grading.lesson import cell, master, submit
from workbook import check
from workbook.check.observers import find, set_channel
from workbook.check.torch.functions import differentiates
from workbook.grading.engine import grade
from workbook.grading.model import Result

Steps = tuple[Any, ...]
"""Keys and places, from the outermost container to a value."""


class Alive:
    """What an answer's own object could be, were it let across: different at each look, and agreeable."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Alive()

    def __call__(self, *args: Any, **kwargs: Any) -> Alive:
        return self


JUNK: list[Callable[[Any], Any]] = [
    lambda value: None,
    lambda value: math.nan,
    lambda value: math.inf,
    lambda value: [],
    lambda value: {},
    lambda value: "",
    lambda value: True,
    lambda value: 0,
    lambda value: torch.empty(0),
    lambda value: torch.tensor(math.nan),
    lambda value: (
        torch.full_like(value, math.nan) if isinstance(value, Tensor) and value.is_floating_point() else value
    ),
    lambda value: value[:1] if isinstance(value, list) else value,
    lambda value: value[:0] if isinstance(value, list | Tensor) and len(getattr(value, "shape", (1,))) else value,
    lambda value: Alive(),
]


def places(value: Any, above: Steps = ()) -> Iterator[Steps]:
    """Every place in an observation."""
    yield above
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from places(item, (*above, key))


def forged(seen: Any, dice: random.Random) -> Any:
    """An observation with one to four values in it replaced by junk, or left out."""
    seen = copy.deepcopy(seen)
    for _ in range(dice.randint(1, 4)):
        steps = dice.choice([place for place in places(seen) if place] or [()])
        if not steps:
            return seen
        holder = seen
        for step in steps[:-1]:
            holder = holder[step]
        if dice.random() < 0.2:
            del holder[steps[-1]]
        else:
            holder[steps[-1]] = dice.choice(JUNK)(holder[steps[-1]])
    return seen


class Wrong(nn.Module):
    """A layer whose values are all wrong."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(columns, rows))
        self.bias = nn.Parameter(torch.zeros(columns))

    def forward(self, x: Tensor) -> Tensor:
        return 3 - x @ self.weight.T.abs() - self.bias


class WrongSwish(torch.autograd.Function):
    """A function whose value and gradients are all wrong."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:  # type: ignore[override]
        return x + 5

    @staticmethod
    def backward(ctx: Any, upstream: Tensor) -> Tensor:  # type: ignore[override]
        return upstream * 7


def swish(x: Tensor) -> Tensor:
    return x * torch.sigmoid(x)


X = torch.linspace(-1, 2, 12).reshape(4, 3)
CHECKS: dict[str, Callable[[], object]] = {
    "a layer's values": lambda: check.layer(Wrong, like=nn.Linear)(3, 2).agrees(X),
    "a layer's state": lambda: check.layer(nn.Identity, like=nn.Linear, name="Linear")(3, 2).state(),
    "a function's value and gradients": lambda: differentiates(WrongSwish, swish, X),
    "dropout": lambda: check.drops(check.layer(nn.Identity, like=nn.Dropout, name="Dropout"), 0.3),
}


@pytest.fixture
def dishonest(request: pytest.FixtureRequest) -> Iterator[random.Random]:
    """Observers whose observations are forged on their way."""
    dice = random.Random(request.node.name)

    def observe(name: str, args: Any, kwargs: Any) -> Any:
        return forged(find(name)(*args, **kwargs), dice)

    set_channel(observe, lambda name, args, kwargs: lambda: observe(name, args, kwargs))
    yield dice
    set_channel(None)


@pytest.mark.parametrize("what", CHECKS)
def test_no_junk_in_an_observation_makes_a_wrong_value_pass(what: str, dishonest: random.Random) -> None:
    for _ in range(60):
        with pytest.raises(Exception):  # noqa: B017  (a Failure, or an error that costs the part)
            CHECKS[what]()


# In the box: what an answer can do to its own observers.

SETUP = cell("read-only", "setup", "import torch\nfrom torch import nn\nfrom workbook import check")


def judged(work: str, tests: str) -> Result:
    """The grading of *work*, which finds observers in OBSERVERS."""
    lesson = master(
        SETUP, cell("answer", "work", "### BEGIN SOLUTION\n### END SOLUTION"), cell("tests", "work-tests", tests, 2)
    )
    return grade(submit(lesson, work=work), lesson)


STRAIGHT = """
import sys, workbook.check.torch.observe
beside = sys.modules["workbook.check.observers"]
class Straight(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, bias): ctx.save_for_backward(x); return x @ weight.T + bias
    @staticmethod
    def backward(ctx, up): return up.sum() * torch.ones(ctx.saved_tensors[0].shape), up.T @ ctx.saved_tensors[0], up.sum(0)
class Linear(nn.Module):
    def __init__(self, rows, columns):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.randn(columns, rows)), nn.Parameter(torch.randn(columns))
    def forward(self, x): return Straight.apply(x, self.weight, self.bias)
class Changing:
    def __init__(self, seen): self.seen = seen
    def __iter__(self): return iter(self.seen)
    def __len__(self): return len(self.seen)
    def __getitem__(self, place): return None
right = beside._observers["workbook.check.torch.observe:observe_layer"]
def forged(*args, **kwargs):
    seen = right(*args, **kwargs)
    for step in seen["steps"]: step["grad_inputs"] = Changing(step["grad_inputs"])
    return seen
"""


@pytest.mark.parametrize("lies", [False, True])
def test_an_observation_is_the_same_at_each_look(lies: bool) -> None:
    redirect = 'beside._observers["workbook.check.torch.observe:observe_layer"] = forged' if lies else ""
    tests = "check.layer(Linear, like=nn.Linear)(3, 2).agrees(torch.linspace(-1, 1, 12).reshape(4, 3))"
    (result,) = judged(STRAIGHT + redirect, tests).tests
    assert (result.outcome, result.points) == ("failed", 0), result
    assert ("Unseen" if lies else "gradient of the input") in result.message


ASKED = """
import sys
def mean(values):
    frame = sys._getframe()
    while frame is not None:
        if "raises" in frame.f_code.co_name or "outcome" in frame.f_code.co_name: raise ValueError("no values")
        frame = frame.f_back
    return 2.0
"""


def test_an_answer_does_not_see_that_an_error_is_wanted() -> None:
    tests = 'check.close(mean([1, 3]), 2.0, "mean")\ncheck.raises(ValueError, mean, [])'
    (result,) = judged(ASKED, tests).tests
    assert (result.outcome, result.points) == ("failed", 0), result
    assert "ValueError raised" in result.message and "no exception" in result.message
    (result,) = judged(
        ASKED.replace("while frame", "if not values: raise ValueError('none')\n    while frame"), tests
    ).tests
    assert result.outcome == "passed", result


def test_what_a_test_can_not_hand_over_is_no_error_that_was_wanted() -> None:
    (result,) = judged("def f(x): return x", "check.raises(TypeError, f, check.parts(2))").tests
    assert (result.outcome, result.points) == ("broken", 0), result
