"""One observation of a student's layer beside one of the reference: the first difference is told, with its likely cause."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from workbook.check.failure import fail
from workbook.check.torch import causes
from workbook.check.torch.differences import differs, first
from workbook.check.torch.observe import Steps, run_layer
from workbook.check.torch.records import Recorded

if TYPE_CHECKING:
    from workbook.check.torch.layers import Case

TOLERANCE = {torch.float64: 1e-8, torch.float32: 1e-4, torch.float16: 0.02, torch.bfloat16: 0.125}
"""Of values, gradients and states, by the dtype that a layer is run in."""
ROUNDING = 10
"""Operations in another order round otherwise: as many times may a right answer be off as the reference is in float32."""
MOST = 0.01
"""But never by more, however far the reference is off: what is as wrong as this is told everywhere."""


@dataclass
class Comparison:
    """What was seen of the student's layer and of the reference, in the same steps."""

    case: Case
    steps: Steps
    state: Mapping[str, Tensor]
    setting: Mapping[str, Any]
    seen: Mapping[str, Any]
    wanted: Mapping[str, Any]

    def run(self) -> None:
        """Fails at the first difference."""
        dtype = self.setting.get("dtype") or torch.float32
        for number, (record, expected) in enumerate(zip(self.seen["steps"], self.wanted["steps"], strict=True)):
            place = self.case.at(self.steps, number)
            self._outputs(number, record, expected, place, dtype)
            if record["changed"]:
                fail(
                    f"{place}: the input was changed",
                    look="an in-place operation (x += …, x[…] = …, x.add_()) in forward",
                )
            if self.setting.get("cotangents") is not None:
                self._gradients(number, record, expected, place, TOLERANCE[dtype])
            if record["attached"]:
                fail(
                    f"{place}: the buffer {record['attached'][0]!r} carries a gradient from this batch to the next",
                    look="update buffers under torch.no_grad(), or from detached values",
                )
            self._kept_state(number, record, expected, place, TOLERANCE[dtype])

    def _kept_state(
        self, number: int, record: Mapping[str, Any], expected: Mapping[str, Any], place: str, tolerance: float
    ) -> None:
        for name in [*expected["state"], *(name for name in record["state"] if name in self.state)]:
            came, wanted = (self._state_after(seen, number, name) for seen in (self.seen, self.wanted))
            if came is None:
                fail(
                    f"{place}: {name!r} has gone from state_dict after the step",
                    look="self.name = … replaced a buffer or parameter",
                )
            if differs(came, wanted, tolerance):
                self._differ(f"{place}: {name} after the step", came, wanted, ("steps", number, "state", name))

    def _state_after(self, seen: Mapping[str, Any], number: int, name: str) -> Any:
        """An entry of the state after a step: as the last step that changed it left it, or else as it was loaded."""
        for record in reversed(seen["steps"][: number + 1]):
            if name in record["state"]:
                return record["state"][name]
        return self.state[name]

    def _outputs(
        self, number: int, record: Mapping[str, Any], expected: Mapping[str, Any], place: str, dtype: torch.dtype
    ) -> None:
        if len(record["outputs"]) != len(expected["outputs"]):
            fail(
                f"{place}: expected {len(expected['outputs'])} tensor(s) as result, came {len(record['outputs'])}",
                look="what forward returns",
            )
        if record["form"] != expected["form"]:
            fail(f"{place}: forward returns {record['form']}, expected {expected['form']}", look="the return statement")
        for index, (came, wanted) in enumerate(zip(record["outputs"], expected["outputs"], strict=True)):
            which = self._called(index, len(expected["outputs"]))
            if wanted.is_floating_point() and came.dtype != dtype:
                fail(
                    f"{place}: {which} is {came.dtype}, expected {dtype}, the dtype of the input",
                    look="a cast that isn't undone",
                )
            if differs(came, wanted, TOLERANCE[dtype]):
                self._differ(f"{place}: {which}", came, wanted, ("steps", number, "outputs", index))

    def _called(self, index: int, count: int) -> str:
        names = self.case.layer.results
        return names[index] if len(names) == count else "the output" if count == 1 else f"output {index + 1}"

    def _gradients(
        self, number: int, record: Mapping[str, Any], expected: Mapping[str, Any], place: str, tolerance: float
    ) -> None:
        if not record["connected"] or any(
            came is None and want is not None and bool(want.any())
            for came, want in zip(record["grad_inputs"], expected["grad_inputs"], strict=True)
        ):
            fail(
                f"{place}: no gradient reaches the input",
                look=".detach(), .data, .item(), numpy or torch.no_grad() cut the graph",
            )
        for name, wanted in expected["grads"].items():
            came = record["grads"].get(name)
            if wanted is None:
                continue
            if came is None:
                fail(
                    f"{place}: no gradient reaches {name!r}",
                    look="is it used in forward, and not through .data or .detach()?",
                )
            elif differs(came, wanted, tolerance):
                self._differ(f"{place}: the gradient of {name}", came, wanted, ("steps", number, "grads", name))
        for index, wanted in enumerate(expected["grad_inputs"]):
            came = record["grad_inputs"][index]
            if wanted is not None and came is not None and differs(came, wanted, tolerance):
                self._differ(
                    f"{place}: the gradient of the input", came, wanted, ("steps", number, "grad_inputs", index)
                )

    def _differ(self, what: str, came: Tensor, wanted: Tensor, path: Sequence[Any]) -> None:
        """Fails, naming the known fault that gives the same wrong result, if there is one; float32's own rounding is none."""
        if not differs(came, wanted, self._rounding(wanted, path)):
            return
        named = self._fault(came, wanted, path)
        if came.shape != wanted.shape:
            fail(f"{what} has shape {tuple(came.shape)}, expected {tuple(wanted.shape)}", look=named or "forward")
        if bool(torch.isnan(came).any()) and not bool(torch.isnan(wanted).any()):
            fail(f"{what} has NaN in it", look=named or self._nan(path))
        digits = 12 if self.setting.get("dtype") is torch.float64 and not differs(came, wanted) else 6
        look = "a cast to a shorter dtype on the way" if digits == 12 else "the formula, on a small input, by hand"
        if "grad" in path[2] and digits == 6:
            look = "the values are right: what cuts the way back? .detach(), .data, .item() or torch.no_grad()"
        fail(f"{what} differs: {first(came, wanted, digits)}", look=named or look)

    def _rounding(self, wanted: Tensor, path: Sequence[Any]) -> float:
        """How far a right answer may be off: ROUNDING times what the reference itself is in float32, where it is ill-conditioned."""
        like, dtype = self.case.layer.like, self.setting.get("dtype") or torch.float32
        if dtype is not torch.float32 or isinstance(like, Recorded):
            return TOLERANCE[dtype]
        setting = {"cotangents": self.setting.get("cotangents")}
        seen = run_layer(like, self.case.args, self.case.kwargs, self.steps, self.state, setting)
        rounded = self._at(seen, path)
        if not isinstance(rounded, Tensor) or rounded.shape != wanted.shape or not wanted.numel():
            return TOLERANCE[dtype]
        gap = float((rounded.double() - wanted.double()).abs().max()) / max(1.0, float(wanted.abs().max()))
        return max(TOLERANCE[dtype], min(ROUNDING * gap, MOST)) if math.isfinite(gap) else TOLERANCE[dtype]

    def _at(self, seen: Mapping[str, Any], path: Sequence[Any]) -> Any:
        """What stands at *path* of an observation; None if there is nothing."""
        try:
            if path[2] == "state":
                return self._state_after(seen, path[1], path[3])
            found: Any = seen
            for key in path:
                found = found[key]
            return found
        except (KeyError, IndexError, TypeError):
            return None

    def _nan(self, path: Sequence[Any]) -> str:
        """Where NaN comes from, as a rule."""
        if "grad" in path[2]:
            return "the values are right: a mask after the dangerous step leaves NaN on the way back, so mask before it"
        if self.setting.get("dtype") is torch.float16:
            return "a number above 65504, the largest float16: take squares and sums in float32"
        return "0/0, the root of a negative number, or infinity minus infinity"

    def _fault(self, came: Tensor, wanted: Tensor, path: Sequence[Any]) -> str:
        dtype = self.setting.get("dtype") or torch.float32
        setting = {"dtype": torch.float64, "cotangents": self.setting.get("cotangents") if "grad" in path[2] else None}
        for words, faulty in causes.known(self.case.layer.name):
            seen = self._at(run_layer(faulty, self.case.args, self.case.kwargs, self.steps, self.state, setting), path)
            if (
                seen is not None
                and not differs(came, seen, TOLERANCE[dtype])
                and differs(seen, wanted, TOLERANCE[dtype])
            ):
                return words
        return ""
