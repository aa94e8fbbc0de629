"""Layers as contracts: torch's own pass, each known fault fails with its words, and an observation is plain data."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from workbook import check
from workbook.check.rules import source
from workbook.check.torch import banned, layers
from workbook.check.torch.layers import Case, Layer
from workbook.check.torch.observe import run_layer

IMAGE = torch.randn(4, 4, 6, 5, generator=torch.Generator().manual_seed(1))
ROWS = torch.randn(3, 5, 4, generator=torch.Generator().manual_seed(2))

# Arguments and steps that show what torch's own layers keep.
CASES = {
    "Linear": (nn.Linear, (4, 4), {}, [ROWS]),
    "BatchNorm2d": (nn.BatchNorm2d, (4,), {"eps": 0.3}, [IMAGE, IMAGE + 1]),
    "LayerNorm": (nn.LayerNorm, (4,), {"eps": 0.3}, [ROWS]),
    "RMSNorm": (lambda size, eps=1e-6: nn.RMSNorm(size, eps=eps), (4,), {"eps": 0.3}, [ROWS]),
    "Conv2d": (nn.Conv2d, (4, 4, 3), {"stride": 2, "padding": 1, "dilation": 2, "groups": 2}, [IMAGE]),
    "MaxPool2d": (nn.MaxPool2d, (2,), {"padding": 1, "stride": 2}, [IMAGE - 9]),
}


def contract(name: str, answer: object = None) -> Layer:
    like = CASES[name][0]
    return check.layer(answer or like, like, name=name)


@pytest.mark.parametrize("name", CASES)
def test_torchs_own_layer_keeps_its_own_contract(name: str) -> None:
    _, args, kwargs, batches = CASES[name]
    case = contract(name)(*args, **kwargs)
    case.state()
    case.agrees(*batches)
    case.agrees(*batches, train=False)
    case.strided(*batches)
    case.half(*batches, train=False)


class NoBias(nn.Linear):
    """A wrong layer."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight)


class Half(nn.Linear):
    """Another one, which no known fault gives."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x) / 2


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit's hidden list of faults, with one entry."""
    module = ModuleType("hidden.faults")
    module.known = lambda name: [("the bias is ignored", NoBias)] if name == "Linear" else []  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "hidden", ModuleType("hidden"))
    monkeypatch.setitem(sys.modules, "hidden.faults", module)


@pytest.mark.parametrize(
    ("answer", "look"), [(NoBias, "the bias is ignored"), (Half, "the formula, on a small input, by hand")]
)
def test_a_known_fault_is_named_by_whoever_has_the_list(answer: object, look: str, faults: None) -> None:
    with pytest.raises(check.Failure) as caught:
        contract("Linear", answer)(4, 4).agrees(ROWS)
    assert caught.value.look == look


def test_without_a_hidden_package_no_cause_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hidden", None)
    with pytest.raises(check.Failure) as caught:
        contract("Linear", NoBias)(4, 4).agrees(ROWS)
    assert caught.value.look == "the formula, on a small input, by hand"


def test_a_layer_that_is_pinned_to_the_cpu_fails_on_the_meta_device() -> None:
    class Pinned(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return super().forward(x) + torch.zeros(2)

    with pytest.raises(check.Failure, match="meta device"):
        check.layer(Pinned, nn.Linear)(3, 2).anywhere(torch.ones(1, 3))


def test_a_changed_input_is_seen() -> None:
    class Greedy(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            out = super().forward(x.clone())
            x.mul_(2)
            return out

    with pytest.raises(check.Failure, match="the input was changed"):
        check.layer(Greedy, nn.Linear)(3, 2).agrees(torch.ones(1, 3))


@pytest.mark.parametrize("spoil", [lambda x: x.mul_(2), lambda x: x.add_(1)])
def test_what_a_layer_does_only_where_no_gradient_is_wanted_is_seen(spoil: Any) -> None:
    class Sly(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            out = super().forward(x if torch.is_grad_enabled() and x.requires_grad else x + 1)
            return out if x.requires_grad else out + 0 * spoil(x).sum()

    sly = check.layer(Sly, nn.Linear)(3, 2)
    sly.agrees(torch.ones(1, 3))
    with pytest.raises(check.Failure, match="no_grad"):
        sly.unrecorded(torch.ones(1, 3))


def test_an_input_that_is_changed_where_no_gradient_is_wanted_is_told() -> None:
    class Greedy(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            out = super().forward(x.clone())
            return out if x.requires_grad else out + 0 * x.mul_(2).sum()

    with pytest.raises(check.Failure, match="the input was changed"):
        check.layer(Greedy, nn.Linear)(3, 2).unrecorded(torch.ones(1, 3))


def test_a_cut_graph_is_seen() -> None:
    class Cut(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return super().forward(x.detach())

    with pytest.raises(check.Failure, match="no gradient reaches the input"):
        check.layer(Cut, nn.Linear)(3, 2).agrees(torch.ones(1, 3))


def test_a_buffer_kept_as_an_attribute_is_named() -> None:
    class Forgetful(nn.Module):
        def __init__(self, size: int) -> None:
            super().__init__()
            self.weight, self.bias = nn.Parameter(torch.ones(size)), nn.Parameter(torch.zeros(size))
            self.running_mean = torch.zeros(size)

    with pytest.raises(check.Failure, match="'running_mean' is a plain tensor attribute"):
        check.layer(Forgetful, nn.BatchNorm2d)(3).state()


def test_a_stub_says_that_it_is_not_written() -> None:
    class Stub(nn.Module):
        def __init__(self, *args: int) -> None:
            raise NotImplementedError

    with pytest.raises(check.Failure, match="isn't written yet"):
        check.layer(Stub, nn.Linear)(3, 2).state()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("class Linear(nn.Linear):\n    pass\n", "uses torch.nn.Linear"),
        ("from workbook import check\nLinear = check.layers\n", "uses workbook"),
    ],
)
def test_torchs_own_layer_is_refused_in_the_text(body: str, said: str) -> None:
    source.set_cells(lambda: ["import torch\nfrom torch import nn\n" + body])
    try:
        with pytest.raises(check.Failure, match=said):
            check.layer(nn.Linear, nn.Linear).from_scratch((3, 2), torch.ones(1, 3), without={"Linear", "linear"})
    finally:
        source.set_cells(None)


def test_torchs_own_function_is_refused_by_what_is_called() -> None:
    source.set_cells(lambda: ["class Linear:\n    pass\n"])
    hidden = getattr(torch.nn.functional, "lin" + "ear")

    class Linear(nn.Module):
        def __init__(self, rows: int, columns: int) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.ones(columns, rows))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return hidden(x, self.weight)

    try:
        with pytest.raises(check.Failure, match="calls torch's own linear"):
            check.layer(Linear, nn.Linear).from_scratch((3, 2), torch.ones(1, 3), without={"linear"})
    finally:
        source.set_cells(None)


def _sneaky(body: Callable[[torch.Tensor, torch.Tensor, bool], torch.Tensor]) -> Layer:
    """A linear layer whose forward pass is *body*, and whose text has passed."""

    class Linear(nn.Module):
        def __init__(self, rows: int, columns: int) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.ones(columns, rows))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return body(x, self.weight, self.training)

    found = check.layer(Linear, lambda *args: nn.Linear(*args, bias=False), name="Linear")
    found.banned.add("linear")
    return found


@pytest.mark.parametrize(
    "body",
    [
        lambda x, w, training: torch.ops.aten.linear.default(x, w),
        lambda x, w, training: torch._C._nn.linear(x, w),
        lambda x, w, training: x @ w.T if training else nn.functional.linear(x, w),
        lambda x, w, training: x @ w.T if len(x) < 3 else nn.functional.linear(x, w),
        lambda x, w, training: torch.vmap(nn.functional.linear, (0, None))(x, w),
        lambda x, w, training: x @ w.T + 0 * vars(nn)["Linear"](3, 2, bias=False)(x),
        lambda x, w, training: x @ w.T + 0 * nn.Bilinear(3, 3, 2)(x, x),
    ],
)
def test_torchs_own_is_seen_in_every_pass(body: Any) -> None:
    with pytest.raises(check.Failure, match="torch's own"):
        _sneaky(body)(3, 2).agrees(torch.ones(4, 3), torch.ones(4, 3), train=[True, False])


def test_functions_that_torch_writes_in_python_are_seen_too() -> None:
    found = _sneaky(lambda x, w, training: nn.functional.normalize(x) @ w.T)
    found.banned.add("normalize")
    with pytest.raises(check.Failure, match=r"calls torch's own normalize \(torch.nn.functional.normalize\)"):
        found(3, 2).agrees(torch.ones(4, 3))


def test_what_a_forward_pass_calls_is_noted_beside_another_profile_hook() -> None:
    seen: list[str] = []
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, argument: seen.append(event))
    try:
        noted = run_layer(nn.Linear, (3, 2), {}, [{"inputs": [torch.ones(1, 3)]}], None, {"trace": True})["called"]
        seen.clear()
        len(seen)
    finally:
        sys.setprofile(before)
    assert {"aten.linear", "torch.nn.modules.linear.Linear"} <= noted
    assert seen


def test_words_of_what_is_banned_are_found_within_names() -> None:
    assert banned.holds("aten._native_batch_norm_legit", {"batch_norm"})
    assert banned.holds("torch.nn.modules.batchnorm._BatchNorm", {"BatchNorm2d", "batch_norm"})
    assert not banned.holds("torch.nn.modules.linear.Identity", {"linear"})


def _made(make: Callable[[torch.Tensor], torch.Tensor]) -> Case:
    """A layer that adds what *make* makes to its input."""

    class Made(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x + make(x)

    return check.layer(Made, nn.Identity)()


@pytest.mark.parametrize("value", [math.nan, math.inf, 0.0])
def test_an_input_that_stays_is_not_said_to_have_changed(value: float) -> None:
    step = {"inputs": [torch.tensor([[value, 1.0]])], "train": True}
    assert run_layer(nn.Identity, (), {}, [step], None, {})["steps"][0]["changed"] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda x: x.add_(1),
        lambda x: setattr(x, "data", x.data[None]),
        lambda x: setattr(x, "data", x.data.double()),
        lambda x: x.data.fill_(math.nan),
    ],
)
def test_an_input_that_is_changed_in_any_way_is_told(spoil: Any) -> None:
    class Spoils(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            y = x * 1
            spoil(x)
            return y

    steps = run_layer(Spoils, (), {}, [{"inputs": [torch.ones(2, 3)], "train": True}], None, {})["steps"]
    assert steps[0]["changed"] == [0]


def test_rows_that_lie_apart_in_memory_refuse_a_view() -> None:
    with pytest.raises(check.Failure, match="non-contiguous") as caught:
        _made(lambda x: 0 * x.view(-1, x.shape[-1]).view(x.shape)).strided(ROWS)
    assert "reshape" in caught.value.look


@pytest.mark.parametrize(
    "make",
    [
        lambda x: torch.zeros(x.shape),
        lambda x: torch.arange(x.shape[-1]).float(),
        lambda x: torch.zeros(x.shape, device=None),
        lambda x: torch.zeros(x.shape, device="cpu"),
        lambda x: torch.zeros(x.shape).to(x.dtype),
        lambda x: x + torch.arange(x.shape[-1])[None],
    ],
)
def test_new_tensors_must_follow_the_inputs_device(make: Any) -> None:
    with pytest.raises(check.Failure) as caught:
        _made(make).follows(ROWS)
    assert "device=x.device" in caught.value.look


@pytest.mark.parametrize(
    "make",
    [
        lambda x: x.new_zeros(x.shape) + torch.zeros_like(x),
        lambda x: torch.zeros(x.shape, device=x.device),
        lambda x: torch.tensor(0.0) + sum(x.flatten().tolist()) * 0,
        lambda x: torch.zeros(x.shape).to(x),
        lambda x: torch.ones(x.shape[-1])[None].to(x.device, x.dtype) * x * 0,
        lambda x: torch.stack([torch.zeros(x.shape)] * 2).unbind()[0].type_as(x),
        lambda x: sum(x[:, place] * int(place) for place in torch.arange(2))[:, None].expand(x.shape) * 0,
    ],
)
def test_numbers_may_be_taken_out_and_single_numbers_stay(make: Any) -> None:
    _made(make).follows(ROWS)


def test_an_accelerator_is_tried_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "accelerator", lambda: "cpu")

    def meta_only(x: torch.Tensor) -> torch.Tensor:
        return torch.zeros(x.shape, device="meta")

    check.layer(nn.Linear, nn.Linear)(4, 2).anywhere(ROWS)
    with pytest.raises(check.Failure, match="on the cpu device"):
        _made(meta_only).anywhere(ROWS)


def test_torchs_own_weights_that_do_not_load_are_told_in_one_line() -> None:
    class Other(nn.Module):
        def __init__(self, rows: int, columns: int) -> None:
            super().__init__()
            self.kernel = nn.Parameter(torch.ones(columns, rows))

    with pytest.raises(check.Failure, match=r"its state_dict has \['kernel'\], torch's has \['bias', 'weight'\]"):
        check.layer(Other, nn.Linear)(3, 2).agrees(torch.ones(1, 3))
    with pytest.raises(check.Failure, match=r"'bias' has shape \(3,\), torch's has \(2,\)"):
        check.layer(lambda rows, columns: nn.Linear(columns, rows), nn.Linear)(3, 2).agrees(torch.ones(1, 3))


def test_an_error_is_reported_with_its_stage() -> None:
    seen = run_layer(nn.Linear, (3, 2), {}, [{"inputs": [torch.ones(1, 4)], "train": True}], None, {})
    assert seen["stage"] == "forward"
    assert seen["error"].startswith("RuntimeError")


def test_an_error_in_one_of_several_batches_tells_which() -> None:
    class Rows(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            _rows, _columns = x.shape
            return super().forward(x)

    words = (
        r"Rows\(3, 2\) in evaluation mode, input \(3,\), batch 2 of 2 raised an error in its forward pass: ValueError"
    )
    with pytest.raises(check.Failure, match=words):
        check.layer(Rows, nn.Linear, name="Rows")(3, 2).agrees(torch.ones(1, 3), torch.ones(3), train=False)


def test_a_mask_that_the_seed_does_not_repeat_is_refused_unless_it_is_not_asked_for() -> None:
    class Dropout(nn.Module):
        generator = torch.Generator().manual_seed(1)

        def __init__(self, p: float) -> None:
            super().__init__()
            self.p = p

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x * (torch.rand(x.shape, generator=self.generator) >= self.p) / (1 - self.p)

    layer = check.layer(Dropout, nn.Dropout)
    check.drops(layer, 0.5, again=False)
    with pytest.raises(check.Failure, match="isn't repeatable under torch.manual_seed"):
        check.drops(layer, 0.5)


@pytest.mark.parametrize(
    ("begun_with", "words"),
    [(torch.initial_seed, "other places after the same torch.manual_seed"), (None, "whatever torch.manual_seed")],
)
def test_a_mask_that_does_not_follow_a_later_seed_is_told(begun_with: Callable[[], int] | None, words: str) -> None:
    class Dropout(nn.Module):
        def __init__(self, p: float) -> None:
            super().__init__()
            self.p = p
            self.own = torch.Generator().manual_seed(begun_with() if begun_with else 0)

        def forward(self, x: Tensor) -> Tensor:
            if begun_with is None and x.dim() == 1 and x.numel() > 20:
                self.own.manual_seed(5)
            return x * (torch.rand(x.shape, generator=self.own) >= self.p) / (1 - self.p)

    with pytest.raises(check.Failure, match=words):
        check.drops(check.layer(Dropout, nn.Dropout), 0.5)


@pytest.mark.parametrize("p", [0.0, 0.1, 0.5, 0.9])
def test_torchs_dropout_passes_whatever_the_seed(p: float, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = check.layer(nn.Dropout, nn.Dropout)
    for seed in range(5):
        monkeypatch.setenv("WORKBOOK_SEED", str(seed))
        check.drops(layer, p)
        check.leaves_alone(layer, p, torch.randn(3, 4))


def _dropping(mask: Callable[[Tensor, float], Tensor]) -> Layer:
    class Dropout(nn.Module):
        def __init__(self, p: float) -> None:
            super().__init__()
            self.p = p

        def forward(self, x: Tensor) -> Tensor:
            return x * mask(x, self.p) / (1 - self.p)

    return check.layer(Dropout, nn.Dropout)


@pytest.mark.parametrize("scale", [1 / 0.7 + 3e-8, float(torch.tensor(1 / 0.7)), 1.4286])
def test_a_scale_that_is_nearly_right_is_told_in_float64(scale: float) -> None:
    layer = _dropping(lambda x, p: (torch.rand_like(x) >= p).to(x.dtype) * (scale * (1 - p)))
    check.drops(_dropping(lambda x, p: torch.rand_like(x) >= p), 0.3, dtype=torch.float64, again=False)
    with pytest.raises(check.Failure, match="wrong scale: on an input of ones, expected 0 or 1.428571429"):
        check.drops(layer, 0.3, dtype=torch.float64, again=False)


def _exactly(x: Tensor, p: float) -> Tensor:
    order = torch.randperm(x.numel()).reshape(x.shape)
    return order >= round(p * x.numel())


def _in_pairs(x: Tensor, p: float) -> Tensor:
    half = torch.rand(x.numel() // 2) >= p
    return half.repeat(2).reshape(x.shape)


@pytest.mark.parametrize(("mask", "words"), [(_exactly, "drops exactly 6 of 20"), (_in_pairs, "dropped together")])
def test_values_that_are_not_dropped_alone_are_told(mask: Any, words: str) -> None:
    with pytest.raises(check.Failure, match=words):
        check.drops(_dropping(mask), 0.3)


def test_precision_that_is_lost_on_the_way_is_told() -> None:
    class Narrow(nn.Linear):
        def forward(self, x: Tensor) -> Tensor:
            return functional.linear(x.float(), self.weight.float(), self.bias.float()).to(x.dtype)

    check.layer(nn.Linear, nn.Linear)(4, 2).agrees(ROWS, dtype=torch.float64)
    with pytest.raises(check.Failure) as caught:
        check.layer(Narrow, nn.Linear, name="Linear")(4, 2).agrees(ROWS, dtype=torch.float64)
    assert caught.value.look == "a cast to a shorter dtype on the way"


def test_a_buffer_that_keeps_the_graph_is_told() -> None:
    class Attached(nn.BatchNorm2d):
        def forward(self, x: Tensor) -> Tensor:
            out = super().forward(x)
            self.running_mean = self.running_mean + 0 * x.mean()
            return out

    with pytest.raises(check.Failure, match="the buffer 'running_mean' carries a gradient"):
        check.layer(Attached, nn.BatchNorm2d)(4).agrees(IMAGE)


def test_results_are_called_by_their_names() -> None:
    class Pair(nn.Module):
        def __init__(self, factor: int = 1) -> None:
            super().__init__()
            self.factor = factor

        def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
            return x * 1, x * self.factor

    with pytest.raises(check.Failure, match="the sum differs"):
        check.layer(lambda: Pair(2), Pair, results=("the mean", "the sum"))().agrees(ROWS)


def test_masks_lie_apart_in_memory_too() -> None:
    class Views(nn.Module):
        def forward(self, x: Tensor, mask: Tensor) -> Tensor:
            return x * mask.view(-1).view(mask.shape)

    class Right(Views):
        def forward(self, x: Tensor, mask: Tensor) -> Tensor:
            return x * mask

    with pytest.raises(check.Failure, match="view size"):
        check.layer(Views, Right)().strided((ROWS, ROWS > 0))


class Pair(nn.Linear):
    """Returns two tensors as torch's LSTM does its three: nested."""

    def forward(self, x: Tensor) -> Any:
        y = super().forward(x)
        return y, (y, y)


class Flat(Pair):
    def forward(self, x: Tensor) -> Any:
        y, (one, other) = super().forward(x)
        return y, one, other


def test_results_in_another_nesting_are_told() -> None:
    check.layer(Pair, Pair)(4, 4).agrees(ROWS)
    with pytest.raises(
        check.Failure, match=r"returns \(tensor, tensor, tensor\), expected \(tensor, \(tensor, tensor\)\)"
    ):
        check.layer(Flat, Pair)(4, 4).agrees(ROWS)


class Loses(nn.Linear):
    """The right values; the weight's gradient is cut."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, (self.weight + self.weight.detach()) / 2, self.bias)


def test_right_values_with_a_wrong_gradient_are_told_as_such() -> None:
    with pytest.raises(check.Failure) as caught:
        check.layer(Loses, nn.Linear)(4, 4).noted(" as a case").agrees(ROWS)
    assert "Linear(4, 4) as a case in training mode" in str(caught.value)
    assert caught.value.look.startswith("the values are right")


class NoZeroDivision(nn.Dropout):
    def forward(self, x: Tensor) -> Tensor:
        return (x * torch.zeros_like(x) / (1 - self.p)).nan_to_num(0)


class Unconnected(nn.Dropout):
    def forward(self, x: Tensor) -> Tensor:
        return torch.zeros_like(x)


def test_a_dropout_of_everything_gives_zeros_and_no_odd_gradient() -> None:
    for right in (nn.Dropout, Unconnected):
        check.drops_all(check.layer(right, nn.Dropout), ROWS)
    with pytest.raises(check.Failure, match="the gradient of the input is"):
        check.drops_all(check.layer(NoZeroDivision, nn.Dropout), ROWS)


class Wide(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x


def test_a_wide_line_is_for_another_part_to_tell() -> None:
    source.set_cells(lambda: ["from torch import nn\nclass Linear(nn.Module):\n    pass  " + "#" * 200 + "\n"])
    try:
        check.layer(Wide, nn.Identity, name="Linear").from_scratch((), torch.ones(1, 3), without={"linear"})
    finally:
        source.set_cells(None)
