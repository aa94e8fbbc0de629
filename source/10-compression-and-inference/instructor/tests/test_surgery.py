"""The lesson on surgery: its keys against torch's own, its worlds for what they must hold, its pictures and readers."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils import prune
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_conv_bn_weights

import surgery_examples
import surgery_figures
import surgery_forms
import surgery_nets
import surgery_readers
from hidden import surgery_worlds as worlds
from workbook.authoring.text import read
from workbook.check import Failure

LESSON = Path(__file__).parents[1] / "3-surgery.py"
SEEDS = range(4)


@pytest.fixture(scope="module")
def keys() -> dict[str, Callable[..., Any]]:
    """The functions of the lesson's key, by their names."""
    space: dict[str, Any] = {"copy": copy, "torch": torch, "nn": nn}
    for cell in read(LESSON).cells:
        if cell.role and cell.role.name == "answer":
            exec(cell.source, space)
    return {name: value for name, value in space.items() if callable(value)}


def drawn(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def cuts(seed: int) -> list[worlds.World]:
    both = (worlds.chains(drawn(seed)), worlds.readers(drawn(seed)))
    return [world for parts in both for cases in parts.values() for world in cases]


def nets(seed: int) -> list[worlds.NetWorld]:
    return [world for cases in worlds.nets(drawn(seed)).values() for world in cases]


def batch(shape: tuple[int, ...], dtype: torch.dtype = torch.float64) -> Tensor:
    return torch.randn(shape, generator=drawn(1), dtype=dtype)


@pytest.mark.parametrize("seed", SEEDS)
def test_rounding_of_a_sound_cut_stays_a_thousandfold_below_the_bound(
    seed: int, keys: dict[str, Callable[..., Any]]
) -> None:
    for world in cuts(seed):
        dtype = world.plain[world.at]["tensors"]["weight"].dtype
        model = surgery_nets.build(world.plain)
        x = batch(world.shape, dtype)
        with torch.no_grad():
            apart = keys["cut"](model, world.at, list(world.keep))(x) - surgery_nets.masked(
                model, world.at, world.keep
            )(x)
        assert apart.abs().max() < (1e-12 if dtype == torch.float64 else 1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_rounding_of_a_sound_residual_cut_stays_below_the_bound(seed: int, keys: dict[str, Callable[..., Any]]) -> None:
    for world in nets(seed):
        net = surgery_nets.build_net(world.plain)
        x = batch(world.shape, net.conv.weight.dtype)
        with torch.no_grad():
            apart = keys["cut_net"](net, world.keep)(x) - surgery_nets.masked_net(net, world.keep)(x)
        assert apart.abs().max() < (1e-12 if x.dtype == torch.float64 else 1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_weights_that_are_due_of_a_fold_are_those_of_torch(seed: int) -> None:
    for cases in worlds.pairs(drawn(seed)).values():
        for given in cases:
            order = [given[name] for name in ("weight", "bias", "mean", "var", "eps", "gamma", "beta")]
            torchs: Any = fuse_conv_bn_weights(*order)  # type: ignore[arg-type]
            for own, other in zip(worlds.folded(**given), torchs, strict=True):
                assert torch.allclose(own.to(other.dtype), other, rtol=1e-5 if other.dtype == torch.float32 else 1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_key_folds_a_pair_as_torch_does(seed: int, keys: dict[str, Callable[..., Any]]) -> None:
    draw = drawn(seed)
    layers = [nn.Conv2d(4, 6, 3, groups=2, bias=seed % 2 == 0), nn.BatchNorm2d(6, eps=0.1)]
    model = surgery_nets.build(surgery_examples.chain(layers, draw, training=False))
    conv: Any = model[0]
    norm: Any = model[1]
    own, other = keys["fold"](model), fuse_conv_bn_eval(conv, norm)
    assert len(own) == 1
    assert torch.allclose(own[0].weight, other.weight, rtol=1e-12)
    assert other.bias is not None
    assert torch.allclose(own[0].bias, other.bias, rtol=1e-12)


def test_a_model_masked_by_torchs_own_pruning_loses_exactly_the_rows_that_it_zeroed(
    keys: dict[str, Callable[..., Any]],
) -> None:
    plain = surgery_examples.chain([nn.Conv2d(2, 6, 3, bias=False), nn.ReLU(), nn.Conv2d(6, 3, 3)], 3)
    model = surgery_nets.build(plain).eval()
    pruned: Any = copy.deepcopy(model)
    prune.ln_structured(pruned[0], "weight", amount=3, n=2, dim=0)  # type: ignore[no-untyped-call]
    prune.remove(pruned[0], "weight")  # type: ignore[no-untyped-call]
    keep = pruned[0].weight.abs().sum((1, 2, 3)).nonzero().flatten().tolist()
    assert len(keep) == 3
    x = batch((2, 2, 8, 8))
    with torch.no_grad():
        assert torch.allclose(keys["cut_chain"](model, 0, keep)(x), pruned(x), rtol=1e-12)


def test_a_cut_model_can_be_exported(keys: dict[str, Callable[..., Any]]) -> None:
    export = pytest.importorskip("torch.export")
    plain = surgery_examples.chain([nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(64, 2)], 4)
    small = keys["cut"](surgery_nets.build(plain), 0, [1, 3])
    x = batch((2, 1, 6, 6))
    with torch.no_grad():
        assert torch.equal(export.export(small, (x,)).module()(x), small(x))


def test_in_the_masked_model_channels_are_zero_behind_every_layer_up_to_the_reader() -> None:
    layers = [nn.Conv2d(1, 3, 1), nn.BatchNorm2d(3), nn.Sigmoid(), nn.Conv2d(3, 3, 1, groups=3), nn.Conv2d(3, 2, 1)]
    model = surgery_nets.masked(surgery_nets.build(surgery_examples.chain(layers, 5)), 0, [0, 2])
    x = batch((2, 1, 4, 4))
    for place, layer in enumerate(model):
        x = layer(x)
        assert bool((x[:, 1] == 0).all()) == (place < 4)


@pytest.mark.parametrize("seed", range(30))
def test_in_every_draw_trunks_have_channels_that_all_some_and_no_writers_keep(seed: int) -> None:
    for name in ("writers of a trunk that don't agree", "several trunks, skips of their own", "norms without affine"):
        for world in worlds.nets(drawn(seed))[name]:
            for writers in worlds.trunks(world.plain):
                lists = [set(world.keep[writer]) for writer in writers]
                n = world.plain["layers"][writers[0]]["settings"]["out_channels"]
                assert len(set().union(*lists)) < n
                assert len(writers) == 1 or set.intersection(*lists) < set().union(*lists)
                assert set.intersection(*lists)


@pytest.mark.parametrize("seed", range(30))
def test_in_every_draw_who_keeps_the_first_channels_is_told_apart(seed: int) -> None:
    for world in cuts(seed):
        n = world.plain[world.at]["settings"]["out_channels"]
        assert len(world.keep) == n or list(world.keep) != list(range(len(world.keep)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_model_survives_being_written_down_and_built_again(seed: int) -> None:
    for world in cuts(seed):
        model = surgery_nets.build(world.plain).eval()
        again = surgery_nets.build(surgery_nets.describe(model))
        x = batch(world.shape, world.plain[world.at]["tensors"]["weight"].dtype)
        assert torch.equal(model(x), again(x))
    for net_world in nets(seed):
        net = surgery_nets.build_net(net_world.plain).eval()
        x = batch(net_world.shape, net.conv.weight.dtype)
        assert torch.equal(net(x), surgery_nets.build_net(surgery_nets.describe_net(net))(x))


def test_a_layer_at_two_places_is_one_layer() -> None:
    model = surgery_nets.build(surgery_examples.chain([nn.Conv2d(2, 2, 1), nn.ReLU(), 0], 1))
    assert model[0] is model[2]


def test_a_shape_for_an_unknown_tensor_is_the_authors_mistake() -> None:
    with pytest.raises(ValueError, match="no tensor is called"):
        surgery_forms.sizes(surgery_examples.chain([nn.Conv2d(1, 1, 1)], 1), {"1.weight": (1,)})


def test_what_is_due_after_folding_follows_the_order_in_which_layers_run() -> None:
    layers = [
        nn.BatchNorm2d(2),
        [nn.Conv2d(2, 2, 1)],
        [nn.BatchNorm2d(2), nn.BatchNorm2d(2)],
        nn.ReLU(),
        nn.BatchNorm2d(2),
    ]
    assert worlds.left(surgery_examples.chain(layers, 1)) == ["BatchNorm2d", "Conv2d", "ReLU", "BatchNorm2d"]


def test_a_masked_model_is_refused_for_its_size() -> None:
    world = worlds.chains(drawn(0))["norms behind them"][0]
    due = worlds.cut_sizes(world.plain, world.at, world.keep)
    with pytest.raises(Failure, match="the size of"):
        surgery_forms.cut_right(surgery_nets.masked, world.plain, 0, world.keep, shape=world.shape, shapes=due)


def test_the_net_of_blocks_computes_what_its_text_says() -> None:
    block = surgery_nets.Block(2, 3, 4, stride=2).double().eval()
    x = batch((2, 2, 6, 6))
    assert isinstance(block.skip, nn.Sequential)
    inside = torch.relu(block.norm1(block.conv1(x)))
    assert torch.equal(block(x), torch.relu(block.norm2(block.conv2(inside)) + block.skip(x)))
    assert surgery_nets.Block(2, 3, 2).skip is None


def test_a_readers_dead_channels_are_zero_where_they_are_read(keys: dict[str, Callable[..., Any]]) -> None:
    images = torch.rand((200, 1, 8, 8), generator=drawn(2))
    digits = torch.arange(200) % 10
    reader, alive = surgery_readers.chain_reader(images, digits)
    small = reader
    for place, channels in alive.items():
        small = keys["cut"](small, int(place), channels)
    small = keys["fold"](small)
    assert not any(isinstance(layer, nn.BatchNorm2d) for layer in small)
    with torch.no_grad():
        assert torch.allclose(small(images), reader(images), atol=1e-4)
    net, net_alive = surgery_readers.block_reader(images, digits)
    cut = keys["cut_net"](net, net_alive)
    with torch.no_grad():
        assert torch.allclose(cut(images), net(images), atol=1e-4)
    said = surgery_readers.compare(net, cut, images, digits)
    assert f"small: {surgery_nets.numbers(cut):5} parameters" in said
    assert "on 200 of 200 pictures" in said


def test_training_a_reader_leaves_the_global_generator_alone() -> None:
    before = torch.get_rng_state()
    surgery_readers.block_reader(torch.zeros(20, 1, 8, 8), torch.zeros(20, dtype=torch.long))
    assert torch.equal(torch.get_rng_state(), before)


def test_the_picture_of_tensors_names_what_goes() -> None:
    drawn_ = surgery_figures.draw_grids(
        "Channel 1 goes", [("first.weight", 3, 2, [1], []), ("second.weight", 4, 3, [], [1, 2])]
    )
    assert "first.weight, 3 by 2: row 1 goes; second.weight, 4 by 3: columns 1, 2 go." in drawn_
    assert drawn_.count(surgery_figures.svg.VERMILION) == 2 + 8


def test_the_picture_of_what_stays_counts_weights() -> None:
    assert "12 of 24 channels and 8 of 16 inputs stay: 864 of 3456 weights, 25%" in surgery_figures.draw_kept(12, 8)
    assert "head" in surgery_figures.draw_trunk()
