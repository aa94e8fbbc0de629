"""The contract of a layer: what a student's layer must share with torch's own.

A layer is run beside the answer by `observe_layer`, which hands back plain data. The same steps are run here on a
reference in float64, and `Case` compares. Where the two differ, layers with one known fault each (`causes.py`) are
run as well: if one of them gives what the student's gives, the message can name the fault.

A layer that torch has not is held against a file of what its reference gave (`records.py`), and in hidden tests against the
reference itself: `layer.against(reference)`.

    linear = check.layer(Linear, like=nn.Linear)
    linear(3, 2).state()              # names, shapes and start values in state_dict; torch's own weights load
    linear(3, 2).agrees(x)            # values, gradients, buffers, input unchanged
    linear(3, 2).strided(x)           # the same on a non-contiguous input
    linear(3, 2).half(x)              # bfloat16 and float16
    linear(3, 2).unrecorded(x)        # under torch.no_grad(), on inputs that want no gradient
    linear(3, 2).anywhere(x)          # on the meta device, and on an accelerator where there is one
    linear.from_scratch((3, 2), x)    # neither torch's own layer nor its function, in at most 50 lines
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor, nn

from workbook.check.failure import UNWRITTEN, fail
from workbook.check.observers import afterwards, begin
from workbook.check.rules.source import at_most_lines, no_calls
from workbook.check.seeds import base, seed
from workbook.check.torch import causes, start_values
from workbook.check.torch.banned import BANNED, borrowed, spellings
from workbook.check.torch.comparison import Comparison
from workbook.check.torch.inventory import does_not_load, registered, started, whose
from workbook.check.torch.observe import Steps, accelerator, observe_layer, run_layer, tensors
from workbook.check.torch.records import Recorded
from workbook.check.torch.references import remembered
from workbook.check.torch.steps import answer_to, as_step, random_state, told

STAGES = {
    "build": "could not be built",
    "inventory": "could not list its parameters (does __init__ call super().__init__()?)",
    "load": "could not load torch's own weights with load_state_dict",
    "forward": "raised an error in its forward pass",
    "backward": "raised an error in the backward pass",
}


@dataclass(frozen=True)
class Case:
    """One layer with its arguments: `Linear(3, 2)`."""

    layer: Layer
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def __str__(self) -> str:
        arguments = [*map(repr, self.args), *(f"{name}={value!r}" for name, value in self.kwargs.items())]
        return f"{self.layer.name}({', '.join(arguments)}){self.note}"

    def noted(self, note: str) -> Case:
        """The same case, with what is special about its input in words: `` with NaN in the padding``."""
        return replace(self, note=note)

    def at(self, steps: Steps, number: int) -> str:
        """The case in one of its steps, in words."""
        mode = "training" if steps[number].get("train", True) else "evaluation"
        shapes = ", ".join(str(tuple(tensor.shape)) for tensor in tensors(steps[number]["inputs"]))
        batch = f", batch {number + 1} of {len(steps)}" if len(steps) > 1 else ""
        return f"{self} in {mode} mode, input {shapes}{batch}"

    # Running ---------------------------------------------------------------------------------------------------

    def random_state(self) -> dict[str, Tensor]:
        """Weights for this case (float32): random, the variances positive, the counters as they are."""
        like = self.layer.like
        about = self.args, self.kwargs, self.layer.name, self.layer.spread, base()
        if isinstance(like, Recorded):
            known = like.recall(str(self), "state", lambda reference: random_state(reference, *about))
        else:
            known = remembered(random_state, like, *about)
        return {name: value.clone() for name, value in known.items()}

    def _expected(
        self, steps: Steps, state: Mapping[str, Tensor] | None, setting: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """What the layer that this one must equal does; not to be changed, as it is worked out once."""
        like = self.layer.like
        if isinstance(like, Recorded):
            seen: Mapping[str, Any] = like.recall(
                str(self),
                told(self, steps, setting),
                lambda reference: run_layer(reference, self.args, self.kwargs, steps, state, {"seed": 0, **setting}),
            )
        else:
            seen = remembered(run_layer, like, self.args, self.kwargs, steps, state, setting)
        if seen["error"]:
            raise RuntimeError(f"the reference for {self} failed: {seen['error']}")
        return seen

    def observe(self, steps: Steps, state: Mapping[str, Tensor] | None = None, **setting: Any) -> dict[str, Any]:
        """What the student's layer did; fails with a message if it raised."""
        return self.begin(steps, state, **setting)()

    def begin(
        self, steps: Steps, state: Mapping[str, Tensor] | None = None, **setting: Any
    ) -> Callable[[], dict[str, Any]]:
        """`observe` in two: it begins now, and what comes back waits for its end, and fails then."""
        finish = self._begin(steps, state, setting)

        def end() -> dict[str, Any]:
            seen = finish()
            self._look(seen, setting, steps, state)
            return seen

        return end

    def _begin(
        self, steps: Steps, state: Mapping[str, Tensor] | None, setting: Mapping[str, Any]
    ) -> Callable[[], dict[str, Any]]:
        setting = {"trace": bool(self.layer.banned), **setting}
        return begin(observe_layer, self.layer.answer, list(self.args), dict(self.kwargs), list(steps), state, setting)

    def _look(
        self,
        seen: Mapping[str, Any],
        setting: Mapping[str, Any],
        steps: Steps = (),
        state: Mapping[str, Tensor] | None = None,
    ) -> None:
        """Fails if the layer raised, or is not what it must be."""
        if taken := borrowed(seen, self.layer.banned):
            fail(f"{self} {taken}", look="write it from scratch, as an nn.Module, with tensor operations")
        if seen["error"] is not None:
            self._explain(seen, setting, steps, state)
        if not seen["module"]:
            fail(f"{self} is a {seen['type']}, not an nn.Module", look="class line: does it inherit from nn.Module?")

    def _explain(
        self, seen: Mapping[str, Any], setting: Mapping[str, Any], steps: Steps, state: Mapping[str, Tensor] | None
    ) -> None:
        error = str(seen["error"]).partition(" Hint: ")[0]
        if error.strip() == "NotImplementedError:":  # a message of its own is torch's: on the meta device, say
            fail(f"{self} isn't written yet: it raises NotImplementedError", look=UNWRITTEN)
        if seen["stage"] == "load":
            wanted = self._expected([], None, {})["start"] if state is None else state
            does_not_load(str(self), self.layer.name, self.layer.shapes, seen["start"], wanted)
        kind = f" on the {setting['device']} device" if setting.get("device") else ""
        look = ""
        if "second time" in error:
            look = "a buffer keeps the graph of the last step: update buffers under torch.no_grad(), or from detached values"
        elif "view" in error and "stride" in error:
            look = "use reshape, or contiguous() before view: the input's memory may be in another order"
        elif setting.get("device") or setting.get("elsewhere"):
            look = "make new tensors with x.new_zeros(...), torch.empty_like(x) or device=x.device, and take no numbers out of tensors"
        elif "dtype" in error and setting.get("dtype"):
            look = "make new tensors in the input's dtype: x.new_zeros(...), torch.empty_like(x) or dtype=x.dtype"
        elif "in-place" in error or "inplace" in error:
            look = "an in-place operation overwrote what the backward pass needs"
        place = self.at(steps, len(seen["steps"]) - 1) if seen["steps"] else str(self)
        fail(f"{place} {STAGES[seen['stage']]}{kind}: {error}", look=look or "run the line yourself in a new cell")

    def output(
        self,
        *inputs: Any,
        train: bool = True,
        state: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        seed: int | None = None,
        steps: int = 1,
    ) -> Any:
        """What the layer gives for `inputs` (after `steps` equal passes): a tensor, or a list if there are several."""
        weights = None if state is None else {name: torch.as_tensor(value) for name, value in state.items()}
        step = {"inputs": list(inputs), "options": dict(options or {}), "train": train}
        outputs = self.observe([step] * steps, weights, seed=seed)["steps"][-1]["outputs"]
        return outputs[0] if len(outputs) == 1 else outputs

    # What a layer must keep ------------------------------------------------------------------------------------

    def state(self, *, none: Sequence[str] = (), starts: bool = True) -> None:
        """The state_dict has torch's names and shapes, parameters are parameters, and torch's weights load.

        With *starts* the start values are torch's, too: constants exactly, the others in their distribution. The attributes
        called *none* must be None.
        """
        wanted = self._expected([], None, {})
        random = starts and any(start_values.is_drawn(value) for value in wanted["start"].values())
        setting = {"none": list(none), "seed": seed(f"start values of {self}"), "draws": start_values.MODULES * random}
        finish = self._begin([], self.random_state(), setting)
        afterwards(lambda: self._holds(finish(), wanted, starts))

    def _holds(self, seen: Mapping[str, Any], wanted: Mapping[str, Any], starts: bool) -> None:
        built = {**seen, "error": None} if seen["stage"] == "load" else seen
        self._look(built, {})
        for kind, other in (("parameters", "buffers"), ("buffers", "parameters")):
            for name, shape in wanted[kind].items():
                registered(str(self), self.layer.shapes, name, shape, (kind, other), seen)
        extra = sorted(set(seen["start"]) - set(wanted["start"]))
        if extra:
            fail(
                f"the state_dict of {self} also has {', '.join(map(repr, extra))}: {whose(self.layer.name)} has {sorted(wanted['start']) or 'no entries'}, "
                "so weights could not go from one to the other",
                look="what __init__ registers",
            )
        if seen["frozen"]:
            fail(
                f"{self}: {seen['frozen'][0]!r} doesn't require a gradient, so it would never be trained",
                look="nn.Parameter(...)",
            )
        for name in seen["not none"]:
            fail(f"{self}: the attribute {name!r} must be None", look=f"self.{name} = None")
        for name, value in wanted["start"].items():
            started(f"{self}: {name!r}", seen["start"][name], value, starts)
        if starts:
            self._drawn(seen, wanted)
        self._look(seen, {})  # whether it loads torch's own weights

    def _drawn(self, seen: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        like = self.layer.like
        if not any(start_values.is_drawn(value) for value in wanted["start"].values()):
            return
        if isinstance(like, Recorded):
            known = {name: value[None] for name, value in wanted["start"].items()}
        else:
            known = remembered(start_values.of_many, like, self.args, self.kwargs, base())
        for name, value in wanted["start"].items():
            if not start_values.is_drawn(value) or name not in seen["draws"]:
                continue
            if told := start_values.unlike(seen["draws"][name], known[name]):
                fail(f"{self}: {name!r} {told}", look="how the start values are drawn, and the bounds")
        if twins := start_values.alike(seen["draws"]):
            fail(
                f"{self}: {twins[0]!r} and {twins[1]!r} start with the same numbers",
                look="each parameter is drawn by itself",
            )

    def agrees(
        self, *batches: Any, train: bool | Sequence[bool] = True, gradients: bool = True, **setting: Any
    ) -> None:
        """Values, gradients, buffers and input on one batch after another, each equal to the float64 reference.

        A batch is a tensor, a tuple of inputs, or a tuple that ends in a dict of options. `train` is one mode for all, or one each.
        """
        modes = [train] * len(batches) if isinstance(train, bool) else list(train)
        dtype = setting.get("dtype") or torch.float32
        steps = [as_step(batch, mode, dtype) for batch, mode in zip(batches, modes, strict=True)]
        if not setting.pop("grad", True):
            steps = [step | {"grad": False} for step in steps]
        state = {
            name: value.to(dtype) if value.is_floating_point() else value for name, value in self.random_state().items()
        }
        if gradients:
            setting["cotangents"] = seed(f"cotangents of {self.layer.name}")
            steps = self._with_cotangents(steps, state)
        finish = self.begin(steps, state, **setting)
        exactly = {"dtype": torch.float64, "cotangents": setting.get("cotangents")}
        wanted = self._expected(steps, state, exactly)

        def compare() -> None:
            Comparison(self, steps, state, setting, finish(), wanted).run()

        afterwards(compare)

    def _with_cotangents(self, steps: list[dict[str, Any]], state: Mapping[str, Tensor]) -> list[dict[str, Any]]:
        """The steps with what is sent back through each, where that is kept in a file; else it is drawn as they run."""
        like = self.layer.like
        if not isinstance(like, Recorded):
            return steps

        def made(reference: Callable[..., Any]) -> list[list[Tensor]]:
            seen = run_layer(reference, self.args, self.kwargs, steps, state, {"dtype": torch.float64})
            return [
                [torch.linspace(-1, 1, out.numel()).reshape(out.shape) for out in step["outputs"]]
                for step in seen["steps"]
            ]

        kept = like.recall(str(self), f"sent back: {told(self, steps, {})}", made)
        return [{**step, "cotangents": sent} for step, sent in zip(steps, kept, strict=True)]

    def strided(self, *batches: Any, train: bool | Sequence[bool] = True) -> None:
        """`agrees` on non-contiguous inputs."""
        replace(self, note=" on a non-contiguous input").agrees(*batches, train=train, strided=True)

    def unrecorded(self, *batches: Any, train: bool | Sequence[bool] = False) -> None:
        """`agrees` as a layer is used, under `torch.no_grad()`: neither values nor the input hang on whether gradients are wanted."""
        case = replace(self, note=" under torch.no_grad()")
        case.agrees(*batches, train=train, gradients=False, grad=False)

    def half(
        self,
        *batches: Any,
        train: bool | Sequence[bool] = True,
        dtypes: Iterable[torch.dtype] = (torch.bfloat16, torch.float16),
    ) -> None:
        """The layer and its input in half precision: the dtype is kept and the values are near the reference's."""
        for dtype in dtypes:
            name = str(dtype).removeprefix("torch.")
            replace(self, note=f" in {name}").agrees(*batches, train=train, gradients=False, dtype=dtype)

    def anywhere(self, batch: Any, train: bool = True) -> None:
        """On the meta device, which has shapes and no values, and on an accelerator where there is one: nothing is pinned to the CPU."""
        step = as_step(batch, train, torch.float32)
        wanted = self._expected([step], None, {})["steps"][0]
        expected = [tuple(out.shape) for out in wanted["outputs"]]
        for device in filter(None, ("meta", answer_to(accelerator))):
            self._gives_shapes(step, device, expected)

    def _gives_shapes(self, step: Mapping[str, Any], device: str, expected: list[tuple[int, ...]]) -> None:
        finish = self.begin([step], None, device=device)

        def compare() -> None:
            record = finish()["steps"][0]
            self._stays(device, record)
            came = [tuple(out.shape) for out in record["outputs"]]
            if came != expected:
                fail(f"{self} on the {device} device gives shapes {came}, expected {expected}", look="forward")

        afterwards(compare)

    def follows(self, batch: Any) -> None:
        """`anywhere` for a layer that may take numbers out of its input, which the meta device can't give."""
        case = replace(self, note=", where new tensors lie on another device,")
        record = case.observe([as_step(batch, True, torch.float32)], None, elsewhere=True)["steps"][0]
        case._stays("cpu", record)
        if device := answer_to(accelerator):
            self.agrees(batch, device=device, dtype=torch.float32)

    def _stays(self, device: str, record: Mapping[str, Any]) -> None:
        if set(record["devices"]) != {device}:
            place = f"{self} on the {device} device gives a result on {', '.join(record['devices'])}"
            fail(place, look="tensors made without device=x.device")


@dataclass(frozen=True)
class Layer:
    """A student's layer class, and the one it must equal. Called with arguments, it gives a `Case`."""

    answer: Any
    like: Callable[..., nn.Module] | Recorded
    name: str
    shapes: Mapping[str, str] = field(default_factory=dict)
    spread: float = 1.0
    banned: set[str] = field(default_factory=set)  # what no pass may call, once from_scratch has said so
    results: Sequence[str] = ()  # what each tensor that forward returns is called, if there are several

    def __call__(self, *args: Any, **kwargs: Any) -> Case:
        return Case(self, args, kwargs)

    def against(self, like: Callable[..., nn.Module]) -> Layer:
        """The same layer, held against *like* instead."""
        return replace(self, like=like)

    def from_scratch(
        self, args: tuple[Any, ...], *inputs: Any, without: Iterable[str] | None = None, lines: int = 50
    ) -> None:
        """At most `lines` logical lines, and none of torch's own for the same (or `without`) written, inherited or called.

        How wide lines are is not looked at: `at_most_lines` in a part says so, and costs that part alone.
        """
        without = BANNED[self.name] if without is None else frozenset(without)
        passes = [{"inputs": list(inputs), "train": train} for train in (True, False)]
        finish = Case(self, args).begin(passes, trace=True)  # while the text is read
        at_most_lines(self.name, lines, columns=sys.maxsize)
        no_calls(
            self.name,
            spellings(without),
            why=f"{self.name} is to be written from scratch, with tensor operations",
        )
        self.banned.update(without)
        afterwards(finish)


def layer(
    answer: Any,
    like: Callable[..., nn.Module] | Recorded,
    name: str | None = None,
    shapes: Mapping[str, str] | None = None,
    spread: float = 1.0,
    results: Sequence[str] = (),
) -> Layer:
    """The contract of the student's layer `answer`, which must equal `like` (a class, a function that builds a module, or `check.recorded`).

    `shapes` may say where to look if the parameter of that name has the wrong shape; `spread` is the standard deviation
    of the weights that the layer is tried with, `results` what the tensors are called that forward returns.
    """
    name = name or (like.name if isinstance(like, Recorded) else like.__name__)
    return Layer(answer, like, name, {**causes.SHAPES.get(name, {}), **(shapes or {})}, spread, results=results)
