"""Whether answers about costs have their form and agree with what is expected, which comes with each call: nothing here computes a cost."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from workbook.check.failure import UNWRITTEN, Failure

Seen = Mapping[str, Any]
WORDS = {"o": "old", "n": "new"}
NUMBERS_RIGHT = "how many numbers is right; each parameter has a dtype of its own, and element_size() says how many bytes one number of it takes"


def value(seen: Seen, what: str) -> Any:
    """What the answer returned; fail if it raised an error or isn't written."""
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{what} isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{what} raised an error", "a result", seen["error"])
    return seen["value"]


def number(came: Any) -> bool:
    """Whether *came* is a number, and no truth value."""
    return isinstance(came, int | float) and not isinstance(came, bool)


def near(came: Any, expected: float, slack: float = 1e-9) -> bool:
    """Whether *came* is a number and agrees with *expected* up to rounding."""
    return number(came) and (came == expected or math.isclose(came, expected, rel_tol=slack, abs_tol=1e-12))


def unchanged(seen: Seen, what: str) -> None:
    """Fail unless the call left its arguments as they were."""
    if not seen["kept"]:
        raise Failure(f"{what} changes what it was given", "arguments as they were before", "others")


def _kept(seen: Seen, what: str) -> None:
    if seen["changed"]:
        raise Failure(
            f"after {what} the model or its surroundings aren't as before",
            "all as it was",
            f"changed: {', '.join(seen['changed'])}",
        )


def size(seen: Seen, expected: tuple[int, int], told: str) -> None:
    """Fail unless *seen* is the pair (numbers, bytes) that is expected."""
    came = value(seen, f"size of {told}")
    if not isinstance(came, list) or len(came) != 2 or not all(map(number, came)):
        raise Failure(f"size of {told}", "a pair of numbers (numbers, bytes)", seen["came"])
    for word, got, want in zip(("how many numbers", "how many bytes"), came, expected, strict=True):
        if got != want:
            raise Failure(
                f"size of {told}: {word} its parameters have",
                f"{want:,}",
                f"{got:,}",
                "what is counted twice, or not at all" if word == "how many numbers" else NUMBERS_RIGHT,
            )
    _kept(seen, "size(model)")


def _of_rows(came: Any, seen: Seen, told: str) -> list[list[Any]]:
    form = "a list of rows (name, multiply-adds, bytes)"
    if not isinstance(came, list):
        raise Failure(f"layer_costs of {told}", form, seen["came"])
    for row in came:
        if not (
            isinstance(row, list) and len(row) == 3 and isinstance(row[0], str) and number(row[1]) and number(row[2])
        ):
            raise Failure(f"layer_costs of {told}", form, f"a row {row!r}"[:120])
    return came


def _of_a_batch(came: Sequence[Any], expected: Sequence[tuple[str, int, int]], batch: int, place: int) -> bool:
    """Whether all costs are too large or too small by *batch*."""
    costs = [(row[place], int(needed[place])) for row, needed in zip(came, expected, strict=True)]
    return batch > 1 and any(
        all(math.isclose(got, cost * factor, rel_tol=1e-9) for got, cost in costs) for factor in (batch, 1 / batch)
    )


def rows(seen: Seen, expected: Sequence[tuple[str, int, int]], batch: int, told: str) -> None:
    """Fail unless *seen* has a row for each call of a layer, in order, with its costs for one example of *batch*."""
    came = _of_rows(value(seen, f"layer_costs of {told}"), seen, told)
    names, wanted = [row[0] for row in came], [row[0] for row in expected]
    if names != wanted:
        at = next(
            (i for i, pair in enumerate(zip(names, wanted, strict=False)) if pair[0] != pair[1]),
            min(len(names), len(wanted)),
        )
        got, want = (f"{one[at]!r}" if at < len(one) else "no more row" for one in (names, wanted))
        raise Failure(
            f"layer_costs of {told}: whose row is number {at + 1} of {len(wanted)}", want, got,
            "one row for each call of a layer without children, in the order of the calls; its name as in named_modules()",
        )  # fmt: skip
    for place, word in ((1, "multiply-adds"), (2, "bytes of its output")):
        for row, needed in zip(came, expected, strict=True):
            cost = int(needed[place])
            if row[place] != cost:
                look = (
                    "they are those of one example, whatever the batch"
                    if _of_a_batch(came, expected, batch, place)
                    else ""
                )
                raise Failure(
                    f"layer_costs of {told}: {word} of the layer {row[0]!r}", f"{cost:,}", f"{row[place]:,}", look
                )


def left_alone(seen: Seen, told: str) -> None:
    """Fail unless the pass ran in evaluation mode without gradients, and all is as it was before."""
    value(seen, f"layer_costs of {told}")
    if not seen["passes"]:
        raise Failure(f"layer_costs of {told}", "the model is called on x", "it never is")
    if any(one["training"] for one in seen["passes"]):
        raise Failure(
            f"layer_costs of {told}: the mode of the pass", "every layer in evaluation mode", "one in training mode"
        )
    if any(one["gradients"] for one in seen["passes"]):
        raise Failure(f"layer_costs of {told}: the pass", "torch records no gradients", "it records them")
    _kept(seen, "layer_costs(model, x)")


def busy(seen: Seen, expected: float, told: str) -> None:
    """Fail unless *seen* is the time that is expected."""
    came = value(seen, f"busy of {told}")
    if not near(came, expected):
        raise Failure(
            f"busy of {told}",
            f"{expected:g}",
            seen["came"],
            "time in which two run at once counts once; gaps don't count",
        )
    unchanged(seen, "busy")


def roofline(seen: Seen, expected: Mapping[str, tuple[float, float, str]], told: str) -> None:
    """Fail unless *seen* has for each layer its busy time, the least time, and what bounds it."""
    came = value(seen, f"roofline of {told}")
    if not isinstance(came, dict):
        raise Failure(f"roofline of {told}", "a dict from a layer to its row", seen["came"])
    if set(came) != set(expected):
        raise Failure(f"roofline of {told}: its layers", f"{sorted(expected)}", f"{sorted(map(str, came))}")
    for word, place in (("busy", 0), ("least", 1), ("bound", 2)):
        for layer, want in expected.items():
            row = came[layer]
            if not isinstance(row, dict) or set(row) != {"busy", "least", "bound"}:
                raise Failure(
                    f"roofline of {told}: the row of {layer!r}",
                    'a dict with the keys "busy", "least" and "bound"',
                    f"{row!r}"[:120],
                )
            got, right = row[word], want[place]
            same = got == right if isinstance(right, str) else near(got, right)
            if not same:
                shown = repr(right) if isinstance(right, str) else f"{right:.6g} microseconds"
                raise Failure(f"roofline of {told}: {word!r} of {layer!r}", shown, repr(got))
    unchanged(seen, "roofline")


def fused(seen: Seen, expected: tuple[float, float], told: str) -> None:
    """Fail unless *seen* says how many bytes the fused kernel moves, and how many seconds it saves."""
    came = value(seen, f"fused of {told}")
    if not isinstance(came, dict) or set(came) != {"bytes", "saved"}:
        raise Failure(f"fused of {told}", 'a dict with the keys "bytes" and "saved"', seen["came"])
    for word, want, unit in zip(("bytes", "saved"), expected, ("bytes", "seconds"), strict=True):
        got = came[word]
        if not (number(got) and math.isclose(got, want, rel_tol=1e-9, abs_tol=1e-15)):
            raise Failure(f"fused of {told}: {word!r}", f"{want:,.10g} {unit}", repr(got))
    unchanged(seen, "fused")


def order(seen: Seen, rounds: int, warm_up: int, told: str) -> None:
    """Fail unless the calls were made in the order that is asked for, each timed by itself."""
    value(seen, f"measure {told}")
    calls = seen["calls"]
    if len(calls) != 2 * (rounds + warm_up):
        raise Failure(
            f"measure {told}: how many calls",
            f"{2 * (rounds + warm_up)}",
            f"{len(calls)}",
            "warm-up and rounds, each of old and of new",
        )
    cold = calls[: 2 * warm_up]
    if cold.count("old") != warm_up:
        raise Failure(
            f"measure {told}: the warm-up",
            f"{warm_up} calls of each before the first round",
            f"{cold.count('old')} of old, {cold.count('new')} of new",
        )
    for number_of in range(rounds):
        pair = calls[2 * (warm_up + number_of) :][:2]
        want = ["old", "new"] if number_of % 2 == 0 else ["new", "old"]
        if pair != want:
            raise Failure(
                f"measure {told}: the calls of round {number_of + 1}", " then ".join(want), " then ".join(pair)
            )
    events = seen["events"]
    last = [i for i, event in enumerate(events) if event != "clock"][2 * warm_up :]
    if any(events[i - 1] != "clock" or events[i + 1 : i + 2] != ["clock"] for i in last):
        raise Failure(
            f"measure {told}: the clock", "read right before and right after each call of a round", "a call without"
        )


def measured(seen: Seen, expected: Mapping[str, Any], told: str) -> None:
    """Fail unless the report has what is expected."""
    came = value(seen, f"measure {told}")
    if not isinstance(came, dict) or set(came) != set(expected):
        raise Failure(f"measure {told}", f"a dict with the keys {', '.join(map(repr, expected))}", seen["came"])
    for word, want in expected.items():
        got = came[word]
        if isinstance(want, tuple):
            same = isinstance(got, list) and len(got) == len(want) and all(map(near, got, want, [1e-6] * len(want)))
            shown = f"({', '.join(f'{one:.6g}' for one in want)})"
        else:
            same, shown = near(got, want, 1e-6), f"{want:.6g}"
        if not same:
            raise Failure(f"measure {told}: {word!r}", shown, f"{got!r}"[:120])


def verdict(seen: Seen, expected: str, told: str) -> None:
    """Fail unless the verdict is the one that is expected."""
    came = value(seen, f"judge of {told}")
    if came not in ("holds", "refuted", "open", "badly measured"):
        raise Failure(f"judge of {told}", '"holds", "refuted", "open" or "badly measured"', seen["came"])
    if came != expected:
        raise Failure(f"judge of {told}", repr(expected), repr(came))
    unchanged(seen, "judge")
