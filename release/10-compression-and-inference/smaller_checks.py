"""Verdicts of the lesson on smaller models: whether what an answer gave is what the text says.

Nothing here works out an answer: what an exercise expects comes with the call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

import smaller_nets
import smaller_watch as watch
from smaller_readers import Reader, alone_right
from workbook.check.failure import UNWRITTEN, Failure
from workbook.check.torch.differences import first
from workbook.check.values import MAPPINGS

FAR_ENOUGH = 0.6
"""Of the way from the student alone to the large network."""


def _raised(name: str, error: str, told: str) -> None:
    if error.startswith("NotImplementedError"):
        raise Failure(f"{name} isn't written yet", look=UNWRITTEN)
    if error:
        raise Failure(f"{told}: an error", f"{name} works", error, "run it yourself in a new cell")


def _shape(tensor: Tensor) -> str:
    return f"{tuple(tensor.shape)}, {str(tensor.dtype).removeprefix('torch.')}"


def tensor(came: Any, expected: Tensor, told: str, rtol: float = 1e-9, look: str = "") -> None:
    """Fail unless *came* has the shape, the dtype and, up to *rtol* of the largest number, the values of *expected*."""
    if not isinstance(came, Tensor):
        raise Failure(
            told, f"a tensor {_shape(expected)}", "None" if came is None else f"a {type(came).__name__}", look
        )
    if came.shape != expected.shape or came.dtype != expected.dtype:
        raise Failure(told, f"a tensor {_shape(expected)}", f"one of {_shape(came)}", look)
    if came.dtype == torch.bool or rtol == 0:
        near = came == expected
    else:
        rtol = max(rtol, 1e-5) if came.dtype == torch.float32 else rtol
        size = float(expected.abs().max()) if expected.numel() else 0.0
        near = (came - expected).abs() <= rtol * max(size, 1.0)
    if not bool(near.all()):
        raise Failure(f"{told}: {first(came, expected)}", look=look)


def loss(
    answer: Callable[..., Any],
    student: Tensor,
    teacher: Tensor,
    labels: Tensor,
    settings: Mapping[str, Any],
    expected: float,
    told: Any,
    name: Any = None,
    rtol: float = 1e-6,
) -> None:
    """One loss, and its gradient if *told* is one (then *name* tells the case): (…, expected, gradient, told)."""
    gradient, told = (told, name) if isinstance(told, Tensor) else (None, told)
    seen = watch.loss(answer, student, teacher, labels, dict(settings))
    _raised("distillation_loss", seen["error"], told)
    value = seen["value"]
    if value is None:
        raise Failure(told, "a tensor without axes", f"a {seen['came']}", "no .item(): a float has no gradient")
    tensor(
        value,
        torch.tensor(expected, dtype=student.dtype),
        f"the loss of {told}",
        rtol,
        "T², the direction of KL, the means, which places count",
    )
    if not seen["connected"]:
        look = "the loss must come from student, even where no place counts"
        raise Failure(f"{told}: the way back", "the loss has a gradient", "it hangs on nothing", look)
    if seen["teacher"] is not None and bool((seen["teacher"] != 0).any()):
        raise Failure(f"{told}: the gradient of the teacher's logits", "none", "some", "teacher.detach()")
    if seen["student"] is None:
        raise Failure(f"{told}: the gradient of the student's logits", "one", "none", "don't detach the student")
    if not bool(torch.isfinite(seen["student"]).all()):
        look = "take the real places out before anything is worked out"
        raise Failure(f"{told}: the gradient of the student's logits", "finite numbers", "NaN or infinity", look)
    filled = seen["student"][labels == -100]
    if filled.numel() and bool((filled != 0).any()):
        raise Failure(
            f"{told}: the student's gradient at a filled place",
            "0",
            first(filled, torch.zeros_like(filled)),
            "keep = labels != -100",
        )
    if gradient is not None:
        tensor(
            seen["student"],
            gradient.to(student.dtype),
            f"the student's gradient, {told}",
            rtol,
            "both parts; detach the teacher and nothing else",
        )
    if not seen["kept"]:
        raise Failure(f"{told}: what was given", "the same after the call", "changed in place", "work on copies")


def _layers(seen: Mapping[str, Any], budget: int, told: str) -> list[tuple[Tensor, Tensor]]:
    """The student's layers, if they have the firmware's form and fit."""
    _raised("distil", seen["error"], told)
    if not seen["layers"]:
        raise Failure(
            told,
            "a list of pairs (weight, bias) of tensors",
            f"a {seen['came']} of something else",
            "the form of smaller_nets",
        )
    layers = [(weight, bias) for weight, bias in seen["layers"]]
    inputs = 64
    for place, (weight, bias) in enumerate(layers, start=1):
        wanted = f"layer {place} has float32 tensors (outputs, {inputs}) and (outputs,)"
        form = weight.dim() == 2 and weight.shape[1] == inputs and tuple(bias.shape) == (weight.shape[0],)
        if not form or weight.dtype != torch.float32 or bias.dtype != torch.float32:
            raise Failure(told, wanted, f"{_shape(weight)} and {_shape(bias)}", "weight is (outputs, inputs)")
        inputs = weight.shape[0]
    if inputs != 10:
        raise Failure(told, "10 outputs", f"{inputs}", "the last layer")
    held = smaller_nets.numbers(layers)
    if held > budget:
        raise Failure(f"{told}: numbers held", f"at most {budget}", f"{held}", "biases count, too")
    if not seen["kept"]:
        raise Failure(
            f"{told}: images, labels and pool", "the same after the call", "changed in place", "work on copies"
        )
    return layers


def student(answer: Callable[..., Any], of: Reader, budget: int, seed: int, pool: int) -> list[tuple[Tensor, Tensor]]:
    """Fail unless a student for *budget* has the firmware's form, and fits; it learns from *pool* images of the pool."""
    seen = watch.distilled(answer, of.large, of.images, of.labels, of.pool[:pool], budget, seed)
    return _layers(seen, budget, f"a student for a budget of {budget}, a pool of {pool} images")


def repeats(answer: Callable[..., Any], of: Reader, budget: int, seed: int, pool: int) -> None:
    """Fail unless the same arguments give the same student twice."""
    one, two = (smaller_nets.outputs(student(answer, of, budget, seed, pool), of.images) for _ in range(2))
    if not torch.allclose(one, two, 1e-3, 1e-3):
        raise Failure(
            "two students from the same arguments", "the same logits", first(two, one), "all chance comes from seed"
        )


def gap(
    answer: Callable[..., Any], readers: Sequence[Reader], budgets: Sequence[int], seeds: Sequence[int], told: str
) -> None:
    """Fail unless students close six tenths of the gap between the same layers alone and the large network."""
    rights = torch.zeros(3)
    for of, budget, seed in zip(readers, budgets, seeds, strict=True):
        seen = watch.distilled(answer, of.large, of.images, of.labels, of.pool, budget, seed)
        layers = _layers(seen, budget, f"a student for a budget of {budget}")
        without = alone_right(of.number, (64, *(len(weight) for weight, _ in layers)))
        own, large = (smaller_nets.share_right(one, of.new_images, of.new_labels) for one in (layers, of.large))
        rights += torch.tensor([without, own, large]) / len(readers)
    alone, own, large = rights.tolist()
    least = alone + FAR_ENOUGH * (large - alone)
    if own < least:
        raise Failure(
            f"new images of {told}, share right", f"at least {least:.3f}: alone the same layers have {alone:.3f}, the large network {large:.3f}", f"{own:.3f}",
            "does the pool take part, with the teacher's advice? ReLU between layers, none at the end?",
        )  # fmt: skip


def masks(came: Any, weights: Mapping[str, Tensor], expected: Mapping[str, Tensor], told: str) -> None:
    """Fail unless *came* is a dict of the *expected* masks."""
    if type(came) not in MAPPINGS or set(came) != set(expected):
        names = f"names {sorted(map(str, came))}" if isinstance(came, dict) else f"a {type(came).__name__}"
        raise Failure(
            told, f"a dict with the names {sorted(expected)}", names, "tensors with two axes or more have masks"
        )
    for name, mask in expected.items():
        own = came[name]
        if not isinstance(own, Tensor) or own.dtype != torch.bool or own.shape != mask.shape:
            what = _shape(own) if isinstance(own, Tensor) else type(own).__name__
            raise Failure(f"{told}: the mask of {name!r}", _shape(mask), what, "bools in the weight's shape")
    total, wanted = (sum(int((~one).sum()) for one in some.values()) for some in (came, expected))
    if total != wanted:
        raise Failure(
            f"{told}: weights that go, in all", str(wanted), str(total), "int(share * n), ties, which tensors count"
        )
    for name, mask in expected.items():
        if not torch.equal(came[name], mask):
            place = tuple((came[name] != mask).nonzero()[0].tolist())
            wanted_word, own_word = ("stays" if one[place] else "goes" for one in (mask, came[name]))
            size = abs(float(weights[name][place]))
            raise Failure(
                f"{told}: {name!r} at {place}, magnitude {size:.6g}", wanted_word, own_word, "magnitudes; the scope; of equal ones the first goes first"
            )  # fmt: skip


def _record(seen: Mapping[str, Any], place: int, told: str) -> Mapping[str, Any]:
    """What was seen at step *place*."""
    if seen["error"]:
        _raised("the class", seen["error"], f"{told} ({seen['at']})")
    if not seen.get("module", True):
        raise Failure(told, "an nn.Module", "something else", "class line")
    return dict(seen["records"][place])


def module(seen: Mapping[str, Any], name: str, trained: list[str], buffers: list[str]) -> None:
    """Fail unless step 0 shows a state of these parameters and buffers, and nothing else."""
    record = _record(seen, 0, name)
    if sorted(record["state"]) != sorted(trained + buffers):
        raise Failure(
            f"{name}: the state_dict",
            str(sorted(trained + buffers)),
            str(sorted(record["state"])),
            "nn.Parameter, register_buffer",
        )
    if record["trained"] != trained:
        raise Failure(
            f"{name}: what is trained",
            str(trained),
            str(record["trained"]),
            "a mask is a buffer, a weight an nn.Parameter",
        )


def value(seen: Mapping[str, Any], place: int, expected: Tensor, told: str) -> None:
    """Fail unless the call at step *place* gave *expected*."""
    tensor(_record(seen, place, told)["value"], expected, told)


def pair(seen: Mapping[str, Any], place: int, weight: Tensor, bias: Tensor | None, told: str) -> None:
    """Fail unless the method at step *place* returned this weight and bias, without gradients."""
    record = _record(seen, place, told)
    if len(record["parts"]) != 2:
        raise Failure(told, "(weight, bias)", f"a {record['came']}", "return two")
    tensor(record["parts"][0], weight, f"{told}: weight", 0, "0 where the mask takes away")
    if bias is None and record["parts"][1] is not None:
        raise Failure(f"{told}: bias", "None", "a tensor")
    if bias is not None:
        tensor(record["parts"][1], bias, f"{told}: bias", 0)
    if record["gradients"]:
        raise Failure(told, "tensors without a gradient", "one requires a gradient", "detach()")


def stays_away(seen: Mapping[str, Any], place: int, mask: Tensor, told: str) -> None:
    """Fail unless the weight that dense() gave at step *place* is 0 where *mask* takes away, and moved elsewhere."""
    weight = _record(seen, place, told)["parts"][0]
    if weight is None or bool((weight[~mask] != 0).any()):
        raise Failure(
            f"{told}: what the mask takes away",
            "0 in dense()",
            "nothing" if weight is None else str(weight.tolist()),
            "the mask holds in forward and in dense, whatever an optimiser does",
        )


def kept(seen: Mapping[str, Any], name: str) -> None:
    """Fail if what the layer was made of changed."""
    _record(seen, 0, name)
    if not seen["kept"]:
        raise Failure(
            f"the tensors that {name} was made of, after training",
            "the same as before",
            "changed",
            "clone(): the layer has its own",
        )


def weight(seen: Mapping[str, Any], place: int, expected: Tensor, told: str) -> None:
    """Fail unless the state at step *place* has exactly this weight."""
    state = _record(seen, place, told)["state"]
    tensor(state.get("weight"), expected, told, 0, "kept, not worked out; merged once; not trained")


def adapter(seen: Mapping[str, Any], given: Sequence[Any], told: str) -> None:
    """Fail unless step 0 shows a fresh adapter: names, shapes, what trains, zeros in up."""
    record = _record(seen, 0, told)
    state, base, rank = record["state"], given[0], given[2]
    names = sorted(["down", "up", "weight"] + ["bias"] * (given[1] is not None))
    if sorted(state) != names:
        raise Failure(
            f"{told}: the state_dict",
            str(names),
            str(sorted(state)),
            "nn.Parameter, register_buffer; what is kept for unmerge isn't saved",
        )
    if record["trained"] != ["down", "up"]:
        raise Failure(
            f"{told}: what is trained", "['down', 'up']", str(record["trained"]), "weight and bias are frozen"
        )
    tensor(state["up"], base.new_zeros(base.shape[0], rank), f"{told}: up at the start", 0)
    tensor(state["weight"], base, f"{told}: weight at the start", 0)
    if tuple(state["down"].shape) != (rank, base.shape[1]) or state["down"].dtype != base.dtype:
        raise Failure(f"{told}: down", f"({rank}, {base.shape[1]}), {base.dtype}", _shape(state["down"]))


def begins_at_random(make: Any, given: Sequence[Any], script: Callable[..., Any]) -> None:
    """Fail unless down is drawn by torch's own generator, row by row."""
    downs = []
    for seed in (11, 11, 12):
        seen = script(make, given, [{"do": "state"}], seed)
        adapter(seen, given, "a new layer")
        downs.append(seen["records"][0]["state"]["down"])
    one, again, other = downs
    alike = any(torch.equal(row, later) for place, row in enumerate(one) for later in one[place + 1 :])
    if alike or bool((one == 0).all(dim=1).any()):
        raise Failure("down at the start", "rows at random, no two alike, none of zeros", "others", "torch.randn")
    if not torch.equal(one, again) or torch.equal(one, other):
        raise Failure(
            "down at the start, under torch.manual_seed",
            "the same for one seed, another for another",
            "not so",
            "draw with torch's own generator, and don't seed it",
        )


def same(seen: Mapping[str, Any], wanted: Mapping[str, Any], told: str) -> None:
    """Fail at the first step whose record isn't that of *wanted*, up to 1e-9; a state's weight and gradients of 0 exactly."""
    for place, record in enumerate(wanted["records"]):
        own, where = _record(seen, place, told), f"{told}, step {place + 1}, {record['step']}"
        if "value" in record:
            tensor(own["value"], record["value"], f"{where}: the output")
        if "gradients" in record and isinstance(record["gradients"], dict):
            _gradients(own, record, where)
        if "parts" in record and record["parts"] != [None]:
            _parts(own, record, where)
        for name, expected in record.get("state", {}).items():
            exactly = 0 if name in record.get("exact", ()) else 1e-9
            tensor(
                own["state"].get(name),
                expected,
                f"{where}: {name!r} in the state_dict",
                exactly,
                "what trains, what is merged, what is kept",
            )
    kept(seen, told)


def _gradients(own: Mapping[str, Any], record: Mapping[str, Any], where: str) -> None:
    tensor(own["x"], record["x"], f"{where}: the gradient of x")
    for name, expected in record["gradients"].items():
        came = own["gradients"].get(name)
        if expected is None:
            if came is not None and bool((came != 0).any()):
                raise Failure(f"{where}: the gradient of {name!r}", "none: it is frozen", "one")
            continue
        tensor(came, expected, f"{where}: the gradient of {name!r}")
        if bool((came[expected == 0] != 0).any()):
            raise Failure(f"{where}: the gradient of {name!r} where nothing may come", "exactly 0", "another number")


def _parts(own: Mapping[str, Any], record: Mapping[str, Any], where: str) -> None:
    if len(own["parts"]) != len(record["parts"]):
        raise Failure(f"{where}: dense()", "(weight, bias)", f"a {own['came']}")
    for name, came, expected in zip(("weight", "bias"), own["parts"], record["parts"], strict=True):
        if expected is None and came is not None:
            raise Failure(f"{where}: the {name} of dense()", "None", "a tensor")
        if expected is not None:
            tensor(came, expected, f"{where}: the {name} of dense()")
            if bool((came[expected == 0] != 0).any()):
                raise Failure(f"{where}: the {name} of dense()", "0 where the mask takes away", "another number")


def factors(came: Any, weight: Tensor, error: float, rank: int | None, told: str) -> None:
    """Fail unless *came* is two thin matrices of that *rank* within *error*, or None where *rank* is."""
    if rank is None or came is None:
        if came is not None or rank is not None:
            what = (
                "None: nothing is saved" if rank is None else f"two matrices of rank {rank}, which hold fewer numbers"
            )
            raise Failure(told, what, "None" if came is None else "something else", "r · out + r · in against out · in")
        return
    if not isinstance(came, tuple | list) or len(came) != 2 or not all(isinstance(one, Tensor) for one in came):
        raise Failure(told, "(left, right), two tensors", f"a {type(came).__name__}")
    left, right = came
    wanted = f"({weight.shape[0]}, {rank}) and ({rank}, {weight.shape[1]}), float64"
    if (
        left.dim() != 2
        or right.dim() != 2
        or (*left.shape, *right.shape) != (weight.shape[0], rank, rank, weight.shape[1])
    ):
        raise Failure(
            told,
            wanted,
            f"{_shape(left)} and {_shape(right)}",
            "how the error is measured: the root of the sum of squares, as part of the whole",
        )
    if left.dtype != torch.float64 or right.dtype != torch.float64:
        raise Failure(told, wanted, f"{_shape(left)} and {_shape(right)}")
    off = float((weight - left @ right).norm() / weight.norm())
    if not off <= error * (1 + 1e-9):
        raise Failure(
            f"{told}: the length of the difference, as part of the whole",
            f"at most {error:.9g}",
            f"{off:.9g}",
            "U, S and V of the same places; V comes transposed",
        )
