"""Whether answers of the lesson on hypotheses have their form, and hold what a test expects of them.

What is expected comes with the call: nothing here computes what an exercise asks for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import hypothesis_trials as trials
from workbook.check.failure import Failure, show
from workbook.check.values import MAPPINGS

ERRORS = 6  # standard errors that a drawn p-value may be off
LOOKS = {
    "values": "the values drawn are not the values there were: each must come up exactly as often as before (labels are shuffled, not drawn with replacement)",
    "sizes": "the groups changed their sizes: a keeps its size, and b its own",
    "pairs": "pairs were torn apart: with paired=True the two values of a pair stay a pair, and only change sides",
}


def number(value: Any, what: str, *, look: str = "") -> float:
    """A number that is not NaN, or a Failure that says what came instead."""
    value = trials.plain(value)
    if type(value) is str or math.isnan(value):
        raise Failure(what, "a number", str(value), look)
    return float(value)


def agree(value: Any, expected: float, what: str, *, look: str = "", rtol: float = 1e-6, atol: float = 1e-9) -> None:
    """Fail unless *value* is a number near *expected*."""
    came = number(value, what, look=look)
    if not abs(came - expected) <= atol + rtol * abs(expected):
        raise Failure(what, f"{expected:.6g}", f"{came:.6g}", look)


def fault(a: Sequence[float], b: Sequence[float], paired: bool, one: Sequence[Any], two: Sequence[Any]) -> str:
    """What makes (one, two) no rearrangement of (a, b): a key of LOOKS, or nothing."""
    if len(one) != len(a) or len(two) != len(b):
        return "sizes"
    if Counter([*one, *two]) != Counter([*a, *b]):
        return "values"
    together = zip(a, b, one, two, strict=True) if paired else ()
    return "pairs" if any(sorted((x, y)) != sorted((v, w)) for x, y, v, w in together) else ""


def _manners(seen: Mapping[str, Any], what: str) -> None:
    if not seen["same"]:
        raise Failure(f"{what} changed the lists that it was given", look="work on copies: np.array(a), list(a)")
    if not seen["kept"]:
        raise Failure(f"{what} used the global random numbers", look="take every random number from rng")


def rearranges(answer: Callable[..., Any], a: list[float], b: list[float], paired: bool, seed: int) -> None:
    """Fail unless 200 rearrangements keep the values, the sizes and (paired) the pairs, and leave the rest alone."""
    what = f"rearrange({a}, {b}, paired={paired})"
    seen = trials.rearranged(answer, a, b, paired, seed, 200)
    if seen["odd"]:
        raise Failure(what, "two groups: new_a, new_b", seen["odd"])
    for one, two in seen["seen"]:
        wrong = fault(a, b, paired, one, two)
        if wrong:
            raise Failure(what, f"a rearrangement of {a} and {b}", f"{one} and {two}", LOOKS[wrong])
    _manners(seen, what)
    if not seen["used"]:
        raise Failure(f"{what} took no random number from rng", look="rng.permutation, rng.random, rng.integers")


def evenly(answer: Callable[..., Any], a: list[float], b: list[float], paired: bool, ways: int, seed: int) -> None:
    """Fail unless all *ways* to rearrange come up about equally often. The values differ."""
    times = 240 * ways
    seen = trials.rearranged(answer, a, b, paired, seed, times)["seen"]
    count = Counter(frozenset(one) for one, _ in seen)
    what = f"rearrange, {len(a)} and {len(b)} different values, paired={paired}, {times} times"
    look = "every pair has a coin of its own" if paired else "shuffle all the values, then cut"
    if len(count) != ways:
        raise Failure(what, f"all {ways} different rearrangements", f"{len(count)} of them", look)
    swing = ERRORS * math.sqrt(240 * (1 - 1 / ways))
    least, most = min(count.values()), max(count.values())
    if least < 240 - swing or most > 240 + swing:
        raise Failure(what, "each of them about 240 times", f"from {least} to {most} times", look)


def fair(answer: Callable[..., Any], seed: int) -> None:
    """Fail unless about half of 12,000 pairs are swapped."""
    a, b = [float(value) for value in range(40)], [float(value) for value in range(100, 140)]
    seen = trials.rearranged(answer, a, b, True, seed, 300)["seen"]
    share = sum(value >= 100 for one, _ in seen for value in one) / 12_000
    if abs(share - 0.5) > ERRORS * 0.5 / math.sqrt(12_000):
        raise Failure(
            "rearrange, 40 pairs, 300 times", "about half of the pairs swapped", f"{share:.3f} of them", "a fair coin"
        )


def margin(p: float, draws: int) -> float:
    """How far a p-value from *draws* rearrangements may lie from the exact one."""
    return ERRORS * math.sqrt(p * (1 - p) / draws) + 2 / draws


def permutation(
    answer: Callable[..., Any], a: list[float], b: list[float], statistic: str, paired: bool, exact: float, kind: str, *,
    seed: int, draws: int = 1999, many: bool = False, near: Mapping[str, float] | None = None,
) -> None:  # fmt: skip
    """Fail unless the p-value is the *exact* one, or as near as draws come; *many*: too many rearrangements to go through.

    *near*: p-values of mistakes, by what is said of them.
    """
    what = f"permutation_test on {kind} ({len(a)} and {len(b)} values, difference of {statistic}, paired={paired}, draws={draws})"
    seen = trials.tested(answer, a, b, statistic, paired, seed, draws)
    p = number(seen["p"], what)
    if not 0 < p <= 1:
        raise Failure(
            what,
            "a p-value above 0 and at most 1",
            f"{p:.6g}",
            "what happened is one of the rearrangements: (1 + hits) / (1 + draws)",
        )
    off = abs(p - exact)
    if off > margin(exact, draws):
        wrong = next((fault(a, b, paired, one, two) for one, two in seen["calls"] if fault(a, b, paired, one, two)), "")
        guess = min(near or {}, key=lambda name: abs(near[name] - p), default="")  # type: ignore[index]
        said = guess if near and abs(near[guess] - p) < margin(near[guess], draws) else ""
        look = LOOKS.get(wrong, said or "count what lies at least as far from 0, on both sides")
        raise Failure(what, f"about {exact:.4f}", f"{p:.4f}", look)
    if many and abs(p * (1 + draws) - round(p * (1 + draws))) > 1e-6:
        raise Failure(what, f"a number of rearrangements in {1 + draws}", f"{p:.8f}", "(1 + hits) / (1 + draws)")
    _manners(seen, what)
    if many and not seen["used"]:
        raise Failure(f"{what} took no random number from rng", look="hand rng on to rearrange")


def default_draws(answer: Callable[..., Any], seed: int) -> None:
    """Fail unless 999 rearrangements are drawn where nothing else is said: the groups are far apart, so p is 1 in 1000."""
    a, b = [float(value) for value in range(100, 113)], [float(value) for value in range(12)]
    p = number(trials.tested(answer, a, b, "means", False, seed, None)["p"], "permutation_test without draws")
    if abs(p - 0.001) > 1e-9:
        raise Failure(
            "permutation_test without draws, on two groups that lie far apart", "0.001: one in 1 + 999", f"{p:.6g}",
            "draws=999 is the default; (1 + hits) / (1 + draws)",
        )  # fmt: skip


OTHERWISE = "the study's row in the table: what hangs together, what is compared, and how often did somebody look?"


def odds(p: float) -> float:
    """Log odds of a p-value, kept finite."""
    p = min(max(p, 1e-12), 1 - 1e-12)
    return math.log(p / (1 - p))


def sound(value: Any, accepted: Mapping[str, float], refused: Mapping[str, float], kind: str) -> None:
    """Fail unless the p-value lies near that of an *accepted* method (name -> p); tell which *refused* one it is."""
    what = f"p_value on {kind}"
    p = number(value, what, look="every branch returns a p-value")
    if not 0 <= p <= 1:
        raise Failure(what, "a p-value", f"{p:.6g}")
    if min(abs(odds(p) - odds(other)) for other in accepted.values()) <= math.log(1.6):
        return
    told = " or ".join(f"{other:.3g}" for other in accepted.values())
    guess = min(refused, key=lambda name: abs(odds(refused[name]) - odds(p)))
    near = abs(odds(refused[guess]) - odds(p)) < 0.05
    raise Failure(what, f"about {told}", f"{p:.3g}", guess if near else OTHERWISE)


def entries(report: Any, expected: Mapping[str, Any], kind: str) -> None:
    """Fail unless the dict *report* has these entries; numbers may differ by a millionth."""
    if type(report) not in MAPPINGS:
        raise Failure(f"association on {kind}", "a dict", show(report))
    for name, value in expected.items():
        what = f"{name} on {kind}"
        if name not in report:
            raise Failure(f"{what} is missing", f"the entry {name!r}", show(list(report)))
        came = report[name]
        if name == "small":
            if type(came).__module__.partition(".")[0] == "numpy" and hasattr(came, "item"):
                came = came.item()
            if came is not value:
                raise Failure(
                    what,
                    str(value),
                    show(came),
                    "is any expected count below 5, of rows and columns that hold something?",
                )
        elif name == "expected":
            grid(came, value, what)
        else:
            agree(came, value, what, look=HINTS[name])


HINTS = {
    "statistic": "(observed - expected)² / expected, added up over all cells that hold something",
    "freedom": "(rows - 1) · (columns - 1), of rows and columns that hold something",
    "effect": "the root of statistic / (n · k), where k is the smaller of rows - 1 and columns - 1",
}


def rows_of(value: Any) -> Any:
    """An array or a frame as lists; anything else as it is."""
    if type(value).__module__.partition(".")[0] == "pandas" and hasattr(value, "to_numpy"):
        value = value.to_numpy()
    return value.tolist() if type(value).__module__.partition(".")[0] == "numpy" else value


def grid(value: Any, expected: Sequence[Sequence[float]], what: str) -> None:
    """Fail unless *value* is a table of these numbers."""
    found = rows_of(value)
    if type(found) not in (list, tuple) or [len(rows_of(row)) for row in found] != [len(row) for row in expected]:
        raise Failure(what, f"{len(expected)} rows of {len(expected[0])} numbers", show(value))
    for number_of, (row, wanted) in enumerate(zip(found, expected, strict=True)):
        for place, (cell, right) in enumerate(zip(rows_of(row), wanted, strict=True)):
            agree(
                cell,
                right,
                f"{what}, at [{number_of}][{place}]",
                look="sum of the row × sum of the column / sum of all",
            )


def table_p(
    answer: Callable[..., Any], table: list[list[int]], accepted: Sequence[float], refused: Mapping[str, float], kind: str, *,
    seed: int, draws: int = 2999, drawn: bool = True,
) -> None:  # fmt: skip
    """Fail unless the p-value is an accepted one, or (*drawn*) as near as draws come."""
    what = f"table_p on {kind}: {table}" + (f", draws={draws}" if drawn else "")
    seen = trials.called(answer, [[list(row) for row in table]], seed, {"draws": draws})
    p = number(seen["value"], what)
    if not 0 < p <= 1 + 1e-12:
        raise Failure(what, "a p-value above 0 and at most 1", f"{p:.6g}", "(1 + hits) / (1 + draws)")
    if all(abs(p - right) > (margin(right, draws) if drawn else 1e-6 * right) for right in accepted):
        guess = min(refused, key=lambda name: abs(refused[name] - p), default="")
        said = guess if guess and abs(refused[guess] - p) < 0.01 + margin(refused[guess], draws) / 2 else ""
        raise Failure(what, "about " + " or ".join(f"{right:.4g}" for right in accepted), f"{p:.4g}", said)
    if not seen["kept"]:
        raise Failure(f"{what}: the global random numbers were used", look="take every random number from rng")
    if drawn and not seen["used"] and all(abs(p - right) > 1e-6 * right for right in accepted):
        raise Failure(f"{what} took no random number from rng", look="every random number comes from rng")


def adjusted(value: Any, p: Sequence[float], expected: Sequence[float], what: str, look: str) -> None:
    """Fail unless *value* has the adjusted p-values in the order of *p*, NaN where p is missing."""
    found = rows_of(value)
    if type(found) not in (list, tuple) or len(found) != len(expected):
        raise Failure(f"{what} of {len(p)} p-values", f"a list of {len(expected)} numbers", show(value))
    came = [trials.plain(one) for one in found]
    told = f"{what} of {_short(p)}"
    for place, (one, right) in enumerate(zip(came, expected, strict=True)):
        if type(one) is str:
            raise Failure(f"{told}, at [{place}]", "a number" if not math.isnan(right) else "NaN", one)
        if math.isnan(right) != math.isnan(one):
            raise Failure(
                f"{told}, at [{place}]",
                f"{right:.6g}",
                f"{one:.6g}",
                "missing stays missing, and nothing else becomes so",
            )
        if one > 1 + 1e-12:
            raise Failure(f"{told}, at [{place}]", f"{right:.6g}", f"{one:.6g}, above 1", "a p-value is at most 1")
        if not math.isnan(right) and abs(one - right) > 1e-9 + 1e-6 * right:
            hint = "the list must keep its order" if _same_values(came, expected) else look
            raise Failure(f"{told}, at [{place}], p = {p[place]:.6g}", f"{right:.6g}", f"{one:.6g}", hint)


def _same_values(came: Sequence[Any], expected: Sequence[float]) -> bool:
    one, two = (sorted(value for value in values if value == value) for values in (came, expected))
    return len(one) == len(two) and all(abs(x - y) < 1e-9 for x, y in zip(one, two, strict=True))


def _short(p: Sequence[float]) -> str:
    return str([round(value, 4) for value in p]) if len(p) <= 8 else f"{len(p)} p-values"


def power(
    answer: Callable[..., Any], case: tuple[int, float, float], more: dict[str, Any], expected: float, *, seed: int
) -> None:
    """Fail unless the power is the *expected* one, up to 0.04."""
    told = ", ".join([*map(str, case), "rng", *(f"{name}={value}" for name, value in more.items())])
    seen = trials.called(answer, list(case), seed, more)
    came = number(seen["value"], f"power_of({told})")
    if abs(came - expected) > 0.04:
        raise Failure(
            f"power_of({told})",
            f"{expected:.3f}, up to 0.04",
            f"{came:.3f}",
            "two-sided; both groups have n customers, and a spread of their own",
        )
    if not seen["kept"]:
        raise Failure(f"power_of({told}) used the global random numbers", look="take every random number from rng")


def size(
    answer: Callable[..., Any], case: tuple[float, float], more: dict[str, Any], expected: float, *, seed: int
) -> None:
    """Fail unless the size is a whole number within a tenth of the *expected* one."""
    told = ", ".join([*map(str, case), "rng", *(f"{name}={value}" for name, value in more.items())])
    seen = trials.called(answer, list(case), seed, more)
    came = number(seen["value"], f"sample_size({told})")
    if came != round(came):
        raise Failure(f"sample_size({told})", "a whole number", f"{came:g}", "math.ceil")
    if abs(came - expected) > 0.1 * expected:
        raise Failure(
            f"sample_size({told})",
            f"about {expected:.0f} customers in each group",
            f"{came:g}",
            SIZES.get(_times(came / expected), "both groups' spread, both tails, and the power asked for"),
        )


SIZES = {"2": "in each group, not in both together", "0.5": "two groups, each with a spread of its own"}


def _times(ratio: float) -> str:
    return next((name for name in SIZES if abs(ratio / float(name) - 1) < 0.05), "")


def letters(value: Any, what: str) -> set[str]:
    """The letters A to J in a set, list, tuple or text."""
    if type(value) not in (set, frozenset, list, tuple, str) or not set(value) <= set("ABCDEFGHIJ"):
        raise Failure(what, "a set of letters from A to J", show(value))
    return set(value)


def sentences(
    answer: Callable[..., Any], report: Mapping[str, Any], allowed: str, about: str, reasons: Mapping[str, str]
) -> None:
    """Fail unless those sentences *about* which is asked are said that are *allowed*, and no others."""
    told = ", ".join(f"{name} {value}" for name, value in report.items())
    said = letters(answer(dict(report)), f"may_say on a report ({told})")
    for letter in about:
        if (letter in said) != (letter in allowed):
            verb = ("may be said", "is left out") if letter in allowed else ("may not be said", "is said")
            raise Failure(f"sentence {letter} on a report ({told})", f"it {verb[0]}", f"it {verb[1]}", reasons[letter])


def default_table(answer: Callable[..., Any], seed: int) -> None:
    """Fail unless 2,999 tables are dealt where nothing else is said, of a small table that no deal comes near; or p is exact."""
    table = [[14, 0, 0, 0], [0, 0, 14, 0], [0, 0, 0, 4]]
    seen = trials.called(answer, [table], seed, {})
    p = number(seen["value"], "table_p without draws")
    if not (0 < p < 1e-6 or abs(p - 1 / 3000) < 1e-9):
        raise Failure(
            f"table_p({table}, rng)",
            "1 in 1 + 2999, or the exact p-value",
            f"{p:.6g}",
            "draws=2999 is the default; (1 + hits) / (1 + draws)",
        )


def keeps(answer: Callable[..., Any], p: list[float], what: str) -> None:
    """Fail unless the list of p-values is as it was after the call."""
    if [str(value) for value in trials.kept(answer, p)] != [str(value) for value in p]:  # NaN isn't equal to itself
        raise Failure(f"{what} changed the list that it was given", look="work on a copy: list(p)")
