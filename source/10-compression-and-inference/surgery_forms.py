"""How answers about surgery are compared: kinds, shapes, settings, modes, outputs. The networks are rebuilt from plain data here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

import surgery_nets
import surgery_watch
from workbook.check.failure import UNWRITTEN, fail

Shape = tuple[int, ...]
Shapes = Mapping[str, Shape]
BOUND = {torch.float64: 1e-9, torch.float32: 1e-4}
"""How far outputs may be apart, as a part of the largest one (or of 1 if all are smaller)."""


def words(entry: Any) -> str:
    """A layer in a few words."""
    if isinstance(entry, int):
        return f"the layer at {entry} again"
    if isinstance(entry, list):
        return f"[{', '.join(words(one) for one in entry)}]"
    settings, kind = entry["settings"], entry["kind"]
    if kind == "Conv2d":
        size = "×".join(str(k) for k in settings["kernel_size"])
        more = [f"groups={settings['groups']}"] if settings["groups"] > 1 else []
        more += [] if "bias" in entry["tensors"] else ["no bias"]
        return f"Conv2d({', '.join([str(settings['in_channels']), str(settings['out_channels']), size, *more])})"
    if kind == "Linear":
        return f"Linear({settings['in_features']}, {settings['out_features']})"
    if kind == "BatchNorm2d":
        more = [] if settings["affine"] else ["affine=False"]
        more += [] if settings["track_running_stats"] else ["track_running_stats=False"]
        return f"BatchNorm2d({', '.join([str(settings['num_features']), *more])})"
    return str(kind)


def in_words(plain: Sequence[Any]) -> str:
    """A Sequential in a line."""
    return " → ".join(words(entry) for entry in plain)


def _ran(seen: Mapping[str, Any], told: str, name: str, wanted: str) -> None:
    """The answer ran, returned a model of the kind that is asked for, and left the given one alone."""
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail(f"{name} isn't written yet: it raises NotImplementedError", look=UNWRITTEN)
        fail(
            f"{name} raised an error, in {told}", expected=wanted, actual=seen["error"], look="the shapes of each layer"
        )
    if seen["made"] is None:
        fail(f"{name} returned something else, in {told}", expected=wanted, actual=seen["kind"], look="the return")


def _apart(seen: Mapping[str, Any], told: str, name: str) -> None:
    """The given model is as it was, and has nothing in common with the new one."""
    if seen["changed"] or not seen["told"]:
        which = (
            f"other numbers in {', '.join(seen['changed'][:4])}"
            if seen["changed"]
            else "other settings or another mode"
        )
        fail(
            f"{name} changed the model that it was given, in {told}",
            expected="the given model as it was",
            actual=which,
            look="copy.deepcopy, before the first cut",
        )
    if seen["same"] or seen["shared"]:
        fail(
            f"the new model and the given one share numbers: writing into one changes the other, in {told}",
            expected="tensors of its own in each",
            actual=f"shared: {', '.join(seen['shared'][:4])}",
            look="layers that are used as they are: copy them, too",
        )
    if not seen.get("keep", True):
        fail(
            f"{name} changed its argument keep, in {told}", expected="keep as it was", look="sort, append, pop, remove"
        )


def _modes(seen: Mapping[str, Any], told: str) -> None:
    if seen["modes"] != [False]:
        fail(
            f"the new model isn't in evaluation mode, in {told}",
            expected="training is False in it and in each of its layers",
            actual="True somewhere",
            look="model.eval(), at the end: new layers begin in training mode",
        )


def _kinds(came: Sequence[str], wanted: Sequence[str], told: str) -> None:
    if list(came) != list(wanted):
        fail(
            f"the layers are others, in {told}",
            expected=" → ".join(wanted),
            actual=" → ".join(came),
            look="which layers go, and which stay",
        )


def _tensors(layers: Mapping[str, Any], shapes: Shapes, given: Mapping[str, Any], told: str) -> None:
    """Each tensor has the shape that is due, and the dtype and the kind (learnt or not) that it had."""
    came = {f"{place}.{name}": value for place, entry in layers.items() for name, value in entry["tensors"].items()}
    wanted = {name: tuple(shape) for name, shape in shapes.items()}
    for name in wanted:
        if name not in came or tuple(came[name].shape) != wanted[name]:
            fail(
                f"the size of {name}, in {told}",
                expected=str(wanted[name]),
                actual=str(tuple(came[name].shape)) if name in came else "no such tensor",
                look="which of its axes counts the channels that went",
            )
    more = [name for name in came if name not in wanted]
    if more:
        fail(f"a tensor that the given model doesn't have, in {told}", expected="none", actual=more[0])
    for name, value in came.items():
        place, _, own = name.rpartition(".")
        old = given[place]["tensors"].get(own)
        if old is not None and old.dtype != value.dtype:
            fail(
                f"the dtype of {name}, in {told}",
                expected=str(old.dtype).removeprefix("torch."),
                actual=str(value.dtype).removeprefix("torch."),
                look="a new layer is float32 unless you give it a dtype",
            )
    for place, entry in layers.items():
        if entry["settings"].get("affine") and "weight" not in entry["tensors"]:
            fail(
                f"affine of layer {place}, a BatchNorm2d, in {told}",
                expected="False, as it was: it has no weight",
                actual="True",
                look="what the layer says of itself: print(layer)",
            )


def _layers(layers: Mapping[str, Any], given: Mapping[str, Any], told: str) -> None:
    """What was learnt still is, what was frozen too; what counts no channel is as it was."""
    for place, entry in layers.items():
        for own, value in entry["tensors"].items():
            old = given[place]["tensors"].get(own)
            if old is not None and old.ndim == 0 and not torch.equal(old, value):
                fail(f"{place}.{own}, of no channel, in {told}", expected=str(old.item()), actual=str(value.item()))
            held = [own in one[place]["parameters"] for one in (given, layers)]
            if held[0] != held[1]:
                kinds = ["a buffer", "a parameter"]
                fail(f"{place}.{own}, in {told}", expected=kinds[held[0]], actual=kinds[held[1]], look="nn.Parameter")
            learns = [own in one[place]["learns"] for one in (given, layers)]
            if learns[0] != learns[1]:
                words_ = ["frozen or no parameter", "a parameter that learns"]
                fail(
                    f"{place}.{own} can be trained, or can't, unlike before, in {told}",
                    expected=words_[learns[0]],
                    actual=words_[learns[1]],
                    look="nn.Parameter, requires_grad",
                )


def _settings(layers: Mapping[str, Any], shapes: Shapes, given: Mapping[str, Any], told: str) -> None:
    """Each layer says of itself what is so: its new sizes, and all else as before."""
    for place, entry in layers.items():
        wanted = dict(given[place]["settings"])
        shape = shapes.get(f"{place}.weight", ())
        if entry["kind"] == "Conv2d":
            wanted["groups"] = shape[0] if wanted["groups"] > 1 else 1
            wanted["out_channels"], wanted["in_channels"] = shape[0], shape[1] * wanted["groups"]
        elif entry["kind"] == "Linear":
            wanted["out_features"], wanted["in_features"] = shape[0], shape[1]
        elif entry["kind"] == "BatchNorm2d":
            wanted["num_features"] = shapes[f"{place}.running_mean"][0]
        for name, value in wanted.items():
            if entry["settings"].get(name) != value:
                fail(
                    f"{name} of layer {place}, a {entry['kind']}, in {told}",
                    expected=str(value),
                    actual=str(entry["settings"].get(name)),
                    look="what the layer says of itself: print(layer)",
                )


def _outputs(build: Callable[[], nn.Module], right: nn.Module, inputs: Tensor, told: str, of: str) -> None:
    with torch.no_grad():
        wanted = right.eval()(inputs)
        try:
            came = build().eval()(inputs)
        except (RuntimeError, TypeError, ValueError) as error:
            fail(f"the new model doesn't run, in {told}", expected="outputs", actual=str(error).splitlines()[0])
    bound = BOUND[inputs.dtype] * max(1.0, float(wanted.abs().max()))
    if came.shape != wanted.shape:
        fail(f"the outputs' shape, in {told}", expected=str(tuple(wanted.shape)), actual=str(tuple(came.shape)))
    difference = (came - wanted).abs()
    if not bool((difference <= bound).all()):
        place = int(torch.nan_to_num(difference, nan=float("inf")).flatten().argmax())
        fail(
            f"outputs differ from those of {of} by {float(difference.flatten()[place]):.3g} (allowed: {bound:.1g}), in {told}",
            expected=f"{float(wanted.flatten()[place]):.10g} at {place}",
            actual=f"{float(came.flatten()[place]):.10g}",
            look="rows, columns and statistics: all of the same channels",
        )


def _batch(shape: Sequence[int], like: Tensor, seed: int) -> Tensor:
    draw = torch.Generator().manual_seed(seed)
    return torch.randn(tuple(shape), generator=draw, dtype=torch.float64).to(like.dtype)


def cut_right(
    cut: Callable[..., Any],
    plain: Sequence[Any],
    at: int,
    keep: Sequence[int],
    *,
    shape: Sequence[int],
    shapes: Shapes,
    name: str = "cut",
    also: str = "",
    seed: int = 0,
) -> None:
    """``cut(model, at, keep)`` gives a smaller Sequential whose outputs are those of the masked one.

    *shape* is that of a batch that goes in, *shapes* says what is due of each tensor, by its name in the state_dict. *also* may be
    "layers", what they say of themselves and in which mode they are, or "given", what became of what came in.
    """
    told = f"{in_words(plain)}; cut at {at}, keep {list(keep)}"
    seen = surgery_watch.chain(cut, plain, at, keep)
    _ran(seen, told, name, "a Sequential")
    layers = {str(place): entry for place, entry in enumerate(seen["made"])}
    given = {str(place): entry for place, entry in enumerate(plain)}
    _kinds([entry["kind"] for entry in seen["made"]], [entry["kind"] for entry in plain], told)
    _tensors(layers, shapes, given, told)
    right = surgery_nets.masked(surgery_nets.build(plain), at, keep)
    batch = _batch(shape, plain[at]["tensors"]["weight"], seed)
    _outputs(lambda: surgery_nets.build(seen["made"]), right, batch, told, "the masked model")
    if also == "layers":
        _settings(layers, shapes, given, told)
        _layers(layers, given, told)
        _modes(seen, told)
    elif also == "given":
        _apart(seen, told, name)


def net_in_words(plain: Mapping[str, Any]) -> str:
    """A `Net` in a line."""
    layers = plain["layers"]
    blocks = []
    for number in range(len(plain["blocks"])):
        first, second = (layers[f"blocks.{number}.conv{k}"]["settings"] for k in (1, 2))
        skip = " and a skip of its own" if f"blocks.{number}.skip.0" in layers else ""
        blocks.append(f"block {first['in_channels']}, {first['out_channels']}, {second['out_channels']}{skip}")
    bare = "" if layers["norm"]["settings"]["affine"] else " (norms without affine)"
    return f"Net of {words(layers['conv'])}; {'; '.join(blocks)}; {words(layers['head'])}{bare}"


def net_right(
    cut: Callable[..., Any],
    plain: Mapping[str, Any],
    keep: Mapping[str, Sequence[int]],
    *,
    shape: Sequence[int],
    shapes: Shapes,
    name: str = "cut_net",
    also: str = "",
    seed: int = 0,
) -> None:
    """``cut_net(net, keep)`` gives a smaller `Net` whose outputs are those of the masked one."""
    told = f"{net_in_words(plain)}; keep {dict(keep)}"
    seen = surgery_watch.net(cut, plain, keep)
    _ran(seen, told, name, "a Net")
    made = seen["made"]
    if made["blocks"] != plain["blocks"] or list(made["layers"]) != list(plain["layers"]):
        fail(
            f"the layers are others, in {told}",
            expected=f"{len(plain['layers'])} layers by their old names",
            actual=f"{len(made['layers'])}: {', '.join(made['layers'])}"[:300],
        )
    kinds = [{name: entry["kind"] for name, entry in one["layers"].items()} for one in (made, plain)]
    _kinds(list(kinds[0].values()), list(kinds[1].values()), told)
    _tensors(made["layers"], shapes, plain["layers"], told)
    right = surgery_nets.masked_net(surgery_nets.build_net(plain), keep)
    batch = _batch(shape, plain["layers"]["conv"]["tensors"]["weight"], seed)
    _outputs(lambda: surgery_nets.build_net({**made, "modes": [False]}), right, batch, told, "the masked net")
    if also == "layers":
        _settings(made["layers"], shapes, plain["layers"], told)
        _layers(made["layers"], plain["layers"], told)
        _modes(seen, told)
    elif also == "given":
        _apart(seen, told, name)


def _flat(plain: Sequence[Any]) -> list[Any]:
    """The layers in the order in which they run, each as an entry."""
    found: list[Any] = []
    for entry in plain:
        found += _flat(entry) if isinstance(entry, list) else [plain[entry] if isinstance(entry, int) else entry]
    return found


def fold_right(
    fold: Callable[..., Any],
    plain: Sequence[Any],
    *,
    shape: Sequence[int],
    kinds: Sequence[str],
    name: str = "fold",
    also: str = "",
    seed: int = 0,
) -> None:
    """``fold(model)`` gives a Sequential of the layers *kinds* (Identity doesn't count) with the outputs that *plain* has in eval mode."""
    told = in_words(plain)
    seen = surgery_watch.folded(fold, plain)
    _ran(seen, told, name, "a Sequential")
    made = [entry for entry in seen["made"] if entry["kind"] != "Identity"]
    _kinds([entry["kind"] for entry in made], kinds, told)
    old = [entry for entry in _flat(plain) if entry["kind"] == "Conv2d"]
    for before, after in zip(old, [entry for entry in made if entry["kind"] == "Conv2d"], strict=True):
        weights = [entry["tensors"]["weight"] for entry in (before, after)]
        what = f"the folded {words(before)}"
        same = before["settings"] == after["settings"] or also != "layers"
        if weights[0].shape != weights[1].shape or not same:
            fail(
                f"{what} has another weight or other settings, in {told}",
                expected=f"{tuple(weights[0].shape)}, {before['settings']}",
                actual=f"{tuple(weights[1].shape)}, {after['settings']}",
                look="stride, padding, dilation, groups, padding_mode: a new layer has its own",
            )
        for own, value in after["tensors"].items():
            if value.dtype != weights[0].dtype:
                fail(
                    f"{what}: the dtype of its {own}, in {told}",
                    expected=str(weights[0].dtype).removeprefix("torch."),
                    actual=str(value.dtype).removeprefix("torch."),
                    look="a new layer is float32 unless you give it a dtype",
                )
        if also == "layers" and set(after["learns"]) != set(after["tensors"]):
            fail(f"{what}: weight and bias are parameters, in {told}", look="nn.Parameter")
    first = next(entry for entry in _flat(plain) if entry["tensors"])
    batch = _batch(shape, next(value for value in first["tensors"].values() if value.is_floating_point()), seed)
    right = surgery_nets.build(plain)
    _outputs(lambda: surgery_nets.build(seen["made"]), right, batch, told, "the given model in evaluation mode")
    if also == "layers":
        _modes(seen, told)
    elif also == "given":
        _apart(seen, told, name)


FUSED = (
    "torch.nn.utils.fusion",
    "torch.nn.utils.fuse_conv_bn_eval",
    "torch.nn.utils.fuse_conv_bn_weights",
    "torch.nn.utils.fuse_linear_bn_eval",
    "torch.nn.utils.fuse_linear_bn_weights",
    "torch.ao",
    "torch.quantization",
    "torch.fx",
)
"""What torch has that folds a norm."""


def sizes(plain: Any, changed: Shapes) -> dict[str, Shape]:
    """The size of each tensor of a model, by its name: those of *changed* as told there, all others as they are."""
    layers = plain["layers"] if isinstance(plain, dict) else {str(place): entry for place, entry in enumerate(plain)}
    now = {
        f"{place}.{name}": tuple(value.shape)
        for place, entry in layers.items()
        for name, value in entry["tensors"].items()
    }
    unknown = set(changed) - set(now)
    if unknown:
        raise ValueError(f"no tensor is called {min(unknown)}")
    return {**now, **changed}


def pair_right(
    fold_pair: Callable[..., Any], given: Mapping[str, Any], weight: Tensor, bias: Tensor, *, also: str = ""
) -> None:
    """``fold_pair(**given)`` is this weight and this bias; *also* "given": what came in stays as it was."""
    shape, bare = tuple(given["weight"].shape), [name for name, value in given.items() if value is None]
    told = f"a weight of shape {shape}{', ' + ' and '.join(bare) + ' None' if bare else ''}, eps {given['eps']:g}"
    seen = surgery_watch.pair(fold_pair, given)
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail("fold_pair isn't written yet: it raises NotImplementedError", look=UNWRITTEN)
        fail(f"fold_pair raised an error, given {told}", expected="two tensors", actual=seen["error"])
    if seen["pair"] is None:
        fail(f"fold_pair returned something else, given {told}", expected="a pair of two tensors", actual=seen["came"])
    for name, came, wanted in zip(("weight", "bias"), seen["pair"], (weight, bias), strict=True):
        if tuple(came.shape) != tuple(wanted.shape) or came.dtype != given["weight"].dtype:
            kinds = [f"{tuple(one.shape)}, {str(dtype).removeprefix('torch.')}" for one, dtype in
                     ((wanted, given["weight"].dtype), (came, came.dtype))]  # fmt: skip
            fail(f"shape and dtype of the {name}, given {told}", expected=kinds[0], actual=kinds[1])
        bound = 1e-9 if came.dtype == torch.float64 else 1e-5
        exact = wanted.double()
        wrong = ~((came.double() - exact).abs() <= bound + bound * exact.abs())
        if bool(wrong.any()):
            place = int(wrong.flatten().nonzero()[0])
            each = {one: f"{float(given[one].flatten()[place // max(1, came[0].numel())]):.6g}"
                    for one in ("bias", "mean", "var", "gamma", "beta") if given[one] is not None}  # fmt: skip
            of = ", ".join(f"{one} {number}" for one, number in each.items())
            fail(
                f"the {name}, number {place}, of a channel with {of}, given {told}",
                expected=f"{float(exact.flatten()[place]):.10g}",
                actual=f"{float(came.flatten()[place]):.10g}",
                look="the scale, and what goes through it",
            )
    if seen["changed"]:
        fail(
            f"fold_pair changed what it was given, given {told}",
            expected="as it was",
            actual=f"another {seen['changed'][0]}",
        )
