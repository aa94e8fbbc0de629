"""What is seen of a layer that is run next to the answer: outputs, gradients, state, and which functions it calls.

`run_layer` gives raw observations as plain data, for the student's layer (through the observer `observe_layer`) and
for the reference alike; `layers.py` compares them.
"""

from __future__ import annotations

import functools
import gc
import importlib
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from types import CodeType, FrameType
from typing import Any

import torch
from torch import Tensor, nn
from torch._C._profiler import _ExperimentalConfig
from torch.autograd.profiler_legacy import (  # type: ignore[attr-defined]
    ProfilerConfig,
    ProfilerState,
    _disable_profiler_legacy,
    _enable_profiler_legacy,
)

from workbook.check.observers import beside
from workbook.check.torch.elsewhere import Elsewhere

Steps = Sequence[Mapping[str, Any]]


_PROFILE = ProfilerConfig(ProfilerState.CPU, False, False, False, False, False, _ExperimentalConfig())
_TORCH = os.path.dirname(torch.__file__) + os.sep
_LAYERS = tuple(
    os.path.join(_TORCH, *place.split("/")) for place in ("nn/", "functional.py", "_refs/", "_decomp/", "ao/")
)
_PLUMBING = tuple(
    os.path.join(_TORCH, "nn", place) for place in ("modules/module.py", "modules/container.py", "init.py")
)


@functools.lru_cache(maxsize=2000)
def _name_of(code: CodeType) -> str:
    """The layer or function of torch's that *code* belongs to, as `torch.nn.modules.linear.Linear`; nothing if none."""
    if not code.co_filename.startswith(_LAYERS) or code.co_filename.startswith(_PLUMBING):
        return ""
    module = code.co_filename.removeprefix(_TORCH).removesuffix(".py").removesuffix(f"{os.sep}__init__")
    return ".".join(["torch", *module.split(os.sep), code.co_qualname.partition(".")[0]])


@functools.lru_cache(maxsize=2000)
def _operator_name(name: str) -> str:
    return name.replace("::", ".") if "::" in name else ""


@contextmanager
def _noted(names: set[str], meta: bool) -> Iterator[None]:
    """Notes in `names` each operator that torch runs, by whatever route, and each of its layers and functions in Python.

    The older one of torch's two profilers does the first: it begins and ends within microseconds. On the meta device
    torch's operators are themselves functions in Python, which are not looked at.
    """
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            codes.add(frame.f_code)

    before = sys.getprofile()
    _enable_profiler_legacy(_PROFILE)
    if not meta:
        sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)
        events = {event.name() for thread in _disable_profiler_legacy() for event in thread}
        names |= {*map(_operator_name, events), *map(_name_of, codes)} - {""}


@beside
def accelerator() -> str | None:
    """The kind of the accelerator next to the answer ("cuda", "mps"), if there is one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = torch.accelerator.current_accelerator(check_available=True)
    return None if found is None else found.type


def tensors(value: Any) -> list[Tensor]:
    """The tensors of a nested tuple, list or dict, in order."""
    if isinstance(value, Tensor):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return [tensor for item in value for tensor in tensors(item)]
    return []


def _form(value: Any) -> str:
    """How tensors are nested in *value*, in words: ``(tensor, (tensor, tensor))``, say; a list counts as a tuple."""
    if isinstance(value, Tensor):
        return "tensor"
    if isinstance(value, tuple | list):
        return f"({', '.join(map(_form, value))})"
    return type(value).__name__


def _same(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors are equal, NaN for NaN; those on the meta device, which have no values, are."""
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    if one.is_meta or other.is_meta or torch.equal(one, other.detach()):
        return True
    return torch.allclose(one, other.detach(), 0, 0, equal_nan=True)


def _copy(tensor: Tensor) -> Tensor:
    """A plain copy that can cross the boundary; of a meta tensor, which has no values, one row of NaN per shape."""
    plain = tensor.detach()
    return torch.full(plain.shape, torch.nan, device="cpu") if plain.is_meta else plain.clone().cpu()


def _inventory(module: nn.Module, none: Sequence[str] = ()) -> dict[str, Any]:
    """What the module registers, which tensors it only keeps as attributes, and which names of *none* are not None."""
    registered = {id(tensor) for tensor in [*module.parameters(), *module.buffers()]}
    attributes = {
        name: value
        for part in module.modules()
        for name, value in vars(part).items()
        if isinstance(value, Tensor) and id(value) not in registered
    }
    return {
        "parameters": {name: list(value.shape) for name, value in module.named_parameters()},
        "frozen": [name for name, value in module.named_parameters() if not value.requires_grad],
        "buffers": {name: list(value.shape) for name, value in module.named_buffers()},
        "attributes": {name: list(value.shape) for name, value in attributes.items()},
        "start": {name: _copy(value) for name, value in module.state_dict().items()},
        "not none": [name for name in none if getattr(module, name, module) is not None],
    }


def start_values(
    layer: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any], count: int
) -> dict[str, Tensor]:
    """The start values of *count* modules made one after another, by name: the first axis counts the modules."""
    states = [layer(*args, **kwargs).state_dict() for _ in range(count)]
    first = states[0] if states else {}
    return {
        name: torch.stack([_copy(state[name]) for state in states])
        for name, value in first.items()
        if value.is_floating_point() and all(name in state and state[name].shape == value.shape for state in states)
    }


def _lineage(module: nn.Module) -> dict[str, Any]:
    """What the module inherits from, and what it holds."""
    return {
        "bases": [_class_name(base) for base in type(module).__mro__],
        "children": [_class_name(type(part)) for part in module.modules()],
    }


def _class_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _given(value: Any, setting: Mapping[str, Any], leaves: list[Tensor]) -> Any:
    """`value` as the layer gets it: floating tensors in the setting's dtype, device and memory layout, with gradients."""
    if not isinstance(value, Tensor):
        return value
    device = setting.get("device", "cpu")
    if not value.is_floating_point():
        whole = value.to(device, copy=True)
        return _apart(whole, 1) if setting.get("strided") else whole
    leaf = value.detach().to(device=device, dtype=setting.get("dtype") or value.dtype, copy=True).requires_grad_()
    leaves.append(leaf)
    return _apart(leaf, 1e3) if setting.get("strided") else leaf.clone()


def _apart(tensor: Tensor, gap: float) -> Tensor:
    """The same values; the axes lie in memory in reverse, with a gap after each number."""
    turned = tensor.permute(*reversed(range(tensor.dim())))
    gaps = torch.stack([turned, torch.full_like(turned, gap)], dim=-1)
    return gaps[..., 0].permute(*reversed(range(tensor.dim())))


def _backward(outputs: list[Tensor], cotangents: Sequence[Tensor]) -> bool:
    """Sends `cotangents` back through `outputs`; False if nothing leads back or the shapes differ."""
    if [output.shape for output in outputs] != [cotangent.shape for cotangent in cotangents]:
        return False
    pairs = [
        (o, c.to(dtype=o.dtype, device=o.device)) for o, c in zip(outputs, cotangents, strict=True) if o.requires_grad
    ]
    if pairs:
        _at_hand("torch.fx.experimental.symbolic_shapes")
        torch.autograd.backward([output for output, _ in pairs], [cotangent for _, cotangent in pairs])
    return bool(pairs)


def _step(
    module: nn.Module,
    step: Mapping[str, Any],
    setting: Mapping[str, Any],
    seen: dict[str, Any],
    generator: torch.Generator | None,
) -> None:
    """One forward (and backward) pass; fills `seen["steps"][-1]`."""
    record: dict[str, Any] = {}
    seen["steps"].append(record)
    module.train(step.get("train", True))
    module.zero_grad(set_to_none=True)
    leaves: list[Tensor] = []
    with ExitStack() as stack:
        stack.enter_context(torch.set_grad_enabled(step.get("grad", True)))
        inputs = [_given(value, setting, leaves) for value in step["inputs"]]
        options = {name: _given(value, setting, leaves) for name, value in step.get("options", {}).items()}
        given = tensors([inputs, options])
        before = [tensor.detach().clone() for tensor in given]
        seen["stage"] = "forward"
        if setting.get("trace"):
            stack.enter_context(_noted(seen.setdefault("called", set()), setting.get("device") == "meta"))
        if setting.get("elsewhere"):
            stack.enter_context(Elsewhere())
        returned = module(*inputs, **options)
    record["form"], outputs = _form(returned), tensors(returned)
    record["outputs"] = [_copy(output) for output in outputs]
    record["devices"] = [output.device.type for output in outputs]
    record["attached"] = [name for name, value in module.named_buffers() if value.requires_grad]
    record["changed"] = [index for index, pair in enumerate(zip(before, given, strict=True)) if not _same(*pair)]
    cotangents = step.get("cotangents")
    if cotangents is None and generator is not None:
        cotangents = [torch.randn(output.shape, generator=generator) for output in outputs]
    if cotangents is not None:
        seen["stage"] = "backward"
        record["connected"] = _backward(outputs, cotangents)
        record["grad_inputs"] = [None if leaf.grad is None else _copy(leaf.grad) for leaf in leaves]
        record["grads"] = {
            name: None if value.grad is None else _copy(value.grad) for name, value in module.named_parameters()
        }


def _changes(module: nn.Module, last: dict[str, Tensor]) -> dict[str, Tensor | None]:
    """The entries of the module's state_dict that are not as in `last`, which is brought up to date; None for one that is gone."""
    now = module.state_dict()
    found: dict[str, Tensor | None] = {name: None for name in last if name not in now}
    for name, value in now.items():
        if name not in last or not _same(last[name].to(value.dtype), value):
            found[name] = last[name] = _copy(value)
    return found


def _at_hand(module: str) -> None:
    """Imports what torch is about to import by itself, without looking for garbage meanwhile: that takes a third less time."""
    if module not in sys.modules and gc.isenabled():
        gc.disable()
        try:
            importlib.import_module(module)
        except ImportError:
            pass  # another torch does without
        finally:
            gc.enable()


def run_layer(
    layer: Callable[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    steps: Steps,
    state: Mapping[str, Tensor] | None,
    setting: Mapping[str, Any],
) -> dict[str, Any]:
    """Builds the layer, loads `state`, runs `steps`; what was seen, as plain data.

    Each step is {"inputs": [...], "options": {...}, "train": bool, "cotangents": [...] or None}, and may hold a seed that is set
    before it, and grad=False: it runs under `torch.no_grad()`, on inputs without a gradient. `setting` may hold
    cotangents (a seed from which those of all steps are drawn), dtype, device, strided (non-contiguous inputs), seed,
    trace (note what is called of torch's), none (names of attributes that may be None), draws (how many more modules are
    made, for their start values), and elsewhere (new tensors that don't follow the input's device are not where the input is). What the layer registers is listed if there are
    no steps, or if it can't load `state`. Of its state each step lists what that step changed, with None for what is gone.
    """
    seen: dict[str, Any] = {"stage": "build", "error": None, "steps": []}
    try:
        with torch.random.fork_rng(devices=[]):
            if setting.get("seed") is not None:
                torch.default_generator.manual_seed(setting["seed"])  # torch.manual_seed looks for devices first
            module = layer(*args, **kwargs)
            seen["type"] = type(module).__name__
            seen["module"] = isinstance(module, nn.Module)
            if seen["module"]:
                seen["stage"] = "inventory"
                seen.update(_lineage(module) if setting.get("trace") else {})
                seen.update({} if steps else _inventory(module, setting.get("none", ())))
                if setting.get("draws"):
                    seen["draws"] = start_values(layer, args, kwargs, setting["draws"])
                next(module.parameters(), None)
                seen["stage"] = "load"
                if state is not None:
                    module.load_state_dict(dict(state))
                if "device" in setting or "dtype" in setting:
                    module.to(device=setting.get("device", "cpu"), dtype=setting.get("dtype"))
                drawn = setting.get("cotangents")
                if setting.get("device") == "meta":
                    _at_hand("torch._dynamo")
                generator = None if drawn is None else torch.Generator().manual_seed(drawn)
                last = dict(state or {})
                for step in steps:
                    if step.get("seed") is not None:
                        torch.default_generator.manual_seed(step["seed"])
                    _step(module, step, setting, seen, generator)
                    seen["steps"][-1]["state"] = _changes(module, last)
                seen["stage"] = "done"
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"
        if seen["stage"] == "load" and steps:
            seen.update(_inventory(module))
    return seen


@beside
def observe_layer(
    layer: Callable[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    steps: Steps,
    state: Mapping[str, Tensor] | None = None,
    setting: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """`run_layer` next to the answer."""
    return run_layer(layer, args, kwargs, steps, state, setting or {})
