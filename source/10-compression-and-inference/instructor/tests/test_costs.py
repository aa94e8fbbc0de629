"""The lesson on costs: its references against torch's own counters, its worlds, its records and their margins, its figure."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from scipy import stats
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

import costs_end
import costs_figures as figures
import costs_forms as forms
import costs_models as models
import costs_watch as watch
from hidden import costs_runs as runs
from hidden import costs_traces as traces
from hidden import costs_worlds as worlds
from workbook.check import Failure

UNIT = Path(__file__).resolve().parents[2]
SEEDS = range(12)
RECORDS = json.loads((UNIT / "data" / "costs_records.json").read_text(encoding="utf-8"))


def hooked(model: nn.Module, x: torch.Tensor) -> list[tuple[str, int, int]]:
    """Rows by hooks, in another style than the lesson's."""
    rows = []

    def note(name: str) -> Any:
        def hook(module: Any, inputs: Any, output: torch.Tensor) -> None:
            each = 0
            if isinstance(module, nn.Conv2d):
                each = module.in_channels // module.groups * math.prod(module.kernel_size)
            elif isinstance(module, nn.Linear):
                each = module.in_features
            rows.append((name, output.numel() * each // len(x), output.nbytes // len(x)))

        return hook

    for name, module in model.named_modules():
        if not list(module.children()):
            module.register_forward_hook(note(name))
    with torch.no_grad():
        model.eval()(x)
    return rows


def drawn(spec: list[Any], shape: list[int], words: int) -> tuple[nn.Module, torch.Tensor]:
    model = models.build(spec)
    dtype = next(iter(model.parameters())).dtype
    return model, torch.randint(words, shape) if words else torch.randn(shape, dtype=dtype)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_of_a_description_are_those_that_hooks_see(seed: int) -> None:
    for told, spec, shape, words in worlds.worked(np.random.default_rng(seed)):
        model, x = drawn(spec, shape, words)
        assert worlds.rows_of(spec, shape) == hooked(model, x), told


@pytest.mark.parametrize("seed", SEEDS)
def test_multiply_adds_are_half_of_what_torch_counts_as_flops(seed: int) -> None:
    for told, spec, shape, words in worlds.worked(np.random.default_rng(seed)):
        model, x = drawn(spec, shape, words)
        with FlopCounterMode(display=False) as counter, torch.no_grad():
            model.eval()(x)
        assert shape[0] * sum(row[1] for row in worlds.rows_of(spec, shape)) * 2 == counter.get_total_flops(), told


@pytest.mark.parametrize("seed", SEEDS)
def test_sizes_of_a_description_are_those_of_the_models_parameters(seed: int) -> None:
    for told, spec in worlds.stored(np.random.default_rng(seed)):
        parameters = list(models.build(spec).parameters())
        assert worlds.size_of(spec) == (sum(p.numel() for p in parameters), sum(p.nbytes for p in parameters)), told


def test_each_draw_of_models_has_every_trap() -> None:
    for seed in SEEDS:
        made = worlds.worked(np.random.default_rng(seed))
        drawn_rows = [worlds.rows_of(spec, shape) for _, spec, shape, _ in made]
        names = [[row[0] for row in rows] for rows in drawn_rows]
        assert any(len(set(some)) < len(some) for some in names), "a layer that is called twice"
        assert any("" in some for some in names), "a model that is a leaf"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_union_agrees_with_a_fine_grid(seed: int) -> None:
    for told, spans in traces.spans(np.random.default_rng(seed)):
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        at = np.linspace(first, last, 200_001)
        running = np.zeros(len(at), dtype=bool)
        for start, end in spans:
            running |= (start <= at) & (at < end)
        assert traces.union(spans) == pytest.approx(running.mean() * (last - first), abs=0.02), told


@pytest.mark.parametrize("told", ["kernels one after another", "kernels on several streams", "another machine"])
def test_every_trace_has_all_bounds_and_sums_would_change_one(told: str) -> None:
    for seed in SEEDS:
        table, machine = traces.trace(np.random.default_rng(seed), told)
        rows = traces.under_roofs(table, machine)
        assert {bound for _, _, bound in rows.values()} == {"memory", "arithmetic", "overhead"}
        for name, (ran, least, bound) in rows.items():
            assert least == 0 or not 0.97 < ran / (3 * least) < 1.03, (name, "near the edge")
            work = table[(table["layer"] == name).to_numpy()]
            computing, fetching = work["flops"].sum() / machine["peak"], work["bytes"].sum() / machine["bandwidth"]
            assert bound == "overhead" or least == 0 or not 0.97 < computing / fetching < 1.03, (name, "near the ridge")
        if told != "kernels one after another":
            summed = {
                name: float((rows_of["end"] - rows_of["start"]).sum()) for name, rows_of in table.groupby("layer")
            }
            assert any(bound != "overhead" and summed[name] > 3 * least for name, (_, least, bound) in rows.items())


def test_a_fused_kernel_never_takes_longer_than_its_parts() -> None:
    for seed in SEEDS:
        for told in (
            "bound by memory",
            "bound by arithmetic when fused",
            "tensors that are needed again",
            "results in the middle",
        ):
            for made in traces.chains(np.random.default_rng(seed), told):
                moved, saved = traces.fused_costs(*made)
                assert saved >= 0
                assert (moved == 0) == (made[2] == made[3])


@pytest.mark.parametrize("q", [0.5, 0.95])
@pytest.mark.parametrize("n", [1, 5, 6, 10, 30, 71, 72, 200])
def test_the_interval_of_a_quantile_keeps_its_level_and_no_narrower_one_does(q: float, n: int) -> None:
    low, high = runs.interval([float(i) for i in range(1, n + 1)], q, 0.95)
    below = 0.0 if low == -math.inf else float(stats.binom.cdf(int(low) - 1, n, q))
    above = 0.0 if high == math.inf else float(stats.binom.sf(int(high) - 1, n, q))
    assert below <= 0.025
    assert above <= 0.025
    assert float(stats.binom.cdf(0 if low == -math.inf else int(low), n, q)) > 0.025
    assert high == 1 or float(stats.binom.sf(n - 1 if high == math.inf else int(high) - 2, n, q)) > 0.025


def left(record: dict[str, Any]) -> list[list[Any]]:
    seen, kept = {"old": 0, "new": 0}, []
    for version, ms in record["runs"]:
        seen[version] += 1
        if seen[version] > record["cold"]:
            kept.append([version, ms])
    return kept


def verdict(record: dict[str, Any], level: float) -> str:
    warm = left(record)
    kind, limit = record["claim"]
    new = [ms for version, ms in warm if version == "new"]
    if kind == "p95":
        low, high = runs.interval(new, 0.95, level)
    else:
        if any(sorted(version for version, _ in warm[i : i + 2]) != ["new", "old"] for i in range(0, len(warm), 2)):
            return "badly measured"
        old = [ms for version, ms in warm if version == "old"]
        low, high = runs.interval([b / a for a, b in zip(old, new, strict=True)], 0.5, level)
    return "holds" if high <= limit else "refuted" if low > limit else "open"


CLEAR = {"holds": (0.95, 0.998), "refuted": (0.95, 0.998), "open": (0.8, 0.95), "badly measured": (0.95,)}
FEW = (
    "six pairs, all of them well below the limit", "five pairs, all of them well below the limit", "four pairs",
    "50 runs far below the limit", "71 runs far below the limit",
)  # fmt: skip


def levels(told: str, word: str) -> tuple[float, ...]:
    """At which levels a verdict must be the same, so that any sound interval comes to it."""
    return (0.95,) if told in FEW else CLEAR[word]


def test_the_six_records_have_their_verdicts_at_other_levels_too() -> None:
    for told, word in runs.SAID.items():
        for level in levels(told, word):
            assert verdict(RECORDS[told], level) == word, (told, level)


@pytest.mark.parametrize("kind", ["ratio", "p95"])
def test_drawn_records_have_their_verdicts_at_other_levels_too(kind: str) -> None:
    for seed in range(60):
        for told, record, word in runs.records(np.random.default_rng(seed), kind):
            for level in levels(told, word):
                assert verdict(record, level) == word, (seed, told, level)


def means(record: dict[str, Any], version: str) -> NDArray[np.float64]:
    return np.array([ms for one, ms in record["runs"] if one == version])


def test_what_the_records_authors_say_is_what_they_would_have_computed() -> None:
    old, new = (means(RECORDS["B"], version) for version in ("old", "new"))
    assert (round(float(new.mean())), round(float(old.mean()))) == (100, 166)
    old, new = (means(RECORDS["C"], version) for version in ("old", "new"))
    assert new.min() < 0.5 * old.mean()
    assert old.min() < new.mean()
    kept = [ms for version, ms in left(RECORDS["E"]) if version == "new"]
    assert (len(kept), max(kept) < 300) == (40, True)
    kept = left(RECORDS["F"])
    ratios = [dict(kept[i : i + 2])["new"] / dict(kept[i : i + 2])["old"] for i in range(0, len(kept), 2)]
    assert (len(ratios), np.median(ratios) < 0.95) == (24, True)


def test_a_fake_clock_moves_with_the_calls_alone() -> None:
    def answer(old: Any, new: Any, clock: Any) -> list[float]:
        times = [clock(), clock()]
        old()
        times.append(clock())
        new()
        return [*times, clock()]

    seen = watch.measured(answer, {"old": [2.0], "new": [3.0], "drift": 0.5, "from": 10.0}, {})
    assert seen["value"] == [10.0, 10.0, 12.0, 16.5]
    assert seen["calls"] == ["old", "new"]


def spoilt(how: str) -> Any:
    def answer(model: nn.Module, x: torch.Tensor) -> list[Any]:
        if how == "modes":
            model.train()
        elif how == "hook":
            model.register_forward_hook(lambda *_: None)
        elif how == "weights":
            next(model.parameters()).data += 1
        elif how == "chance":
            torch.rand(1)
        elif how == "x":
            x += 1
        elif how == "gradients":
            model.zero_grad()
        with torch.no_grad():
            model(x)
        return []

    return answer


@pytest.mark.parametrize(("how", "told"), [
    ("modes", "mode"), ("hook", "hooks"), ("weights", "parameter"), ("chance", "random"), ("x", "x"), ("gradients", "gradient"), ("statistics", "running"),
])  # fmt: skip
def test_what_an_answer_leaves_changed_is_seen(how: str, told: str) -> None:
    spec = ["seq", [["norm", ["norm", 2]], ["calm", ["eval", ["relu"]]]]]
    seen = watch.counted(spoilt(how), spec, [3, 2, 2, 2])
    assert any(told in one for one in seen["changed"]), seen["changed"]


def test_a_call_that_changes_its_arguments_is_seen() -> None:
    assert watch.call(lambda some: some.sort(), [2, 1])["kept"] is False
    assert watch.call(sorted, [2, 1])["kept"] is True


def test_the_lessons_order_interval_is_the_hidden_one() -> None:
    text = (UNIT / "instructor" / "1-costs.py").read_text(encoding="utf-8")
    source = text.partition("def order_interval")[2].partition("\n# %%")[0]
    space: dict[str, Any] = {"np": np, "stats": stats, "math": math}
    exec("def order_interval" + source, space)
    rng = np.random.default_rng(0)
    for n in range(1, 130):
        values = rng.lognormal(size=n).tolist()
        for q in (0.5, 0.95):
            assert space["order_interval"](values, q) == runs.interval(values, q, 0.95)


def test_forms_refuse_what_is_no_result() -> None:
    with pytest.raises(Failure, match="isn't written yet"):
        forms.value({"error": "NotImplementedError: ", "value": None}, "busy")
    for bad in (None, [1], [["a", 1]], [["a", "1", 2]], {"a": 1}):
        with pytest.raises(Failure, match="rows"):
            forms.rows({"error": "", "value": bad, "came": repr(bad)}, [("a", 1, 2)], 1, "a model")


def test_the_figure_says_where_each_part_lies() -> None:
    ridge = figures.PEAK / figures.BANDWIDTH
    assert ridge == pytest.approx(200.6, abs=0.1)

    def written(batch: int) -> float:
        flops, moved = figures.parts(batch, 256)["writing: feed-forward"]
        return float(flops / moved)

    assert written(228) < ridge < written(229)
    assert figures.parts(1, 229)["reading: feed-forward"] == figures.parts(229, 1)["writing: feed-forward"]
    for batch, length in ((1, 1), (8, 256), (512, 4096)):
        flops, moved = figures.parts(batch, length)["writing: attention"]
        assert flops / moved <= 1
        assert "memory bounds it" in figures.draw_roofline(batch, length)


def test_the_end_tells_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> str:
        raise NotImplementedError

    def wrong() -> str:
        empty: dict[str, str] = {}
        return empty["a"]

    costs_end.settle("One?", "K1", missing)
    costs_end.settle("Two?", "K2", wrong)
    costs_end.settle("Three?", "K3", lambda: "so")
    said = capsys.readouterr().out
    assert "solve K1 first" in said
    assert "it stops with KeyError" in said
    assert "so" in said
