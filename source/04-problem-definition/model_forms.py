"""Whether answers about models, data and service (lessons 2 to 4) have their form, and hold what a test expects of them.

Nothing here computes what an exercise asks for: what is expected comes with the call.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from project_reading import agree, entry, flag, mapping, names, near, number
from workbook.check.failure import Failure, fail, show

BASELINES = ("constant", "rule", "last")


def show_rows(**columns: list[Any]) -> str:
    """Columns of a small instance, as they would be written down; of a large one its size."""
    size = len(next(iter(columns.values())))
    if size > 40:
        return f"{size} rows"
    return ", ".join(f"{name} = {values}" for name, values in columns.items())


def same_number(value: Any, expected: float, what: str, look: str = "") -> None:
    """Fail unless *value* is the number *expected*."""
    agree(value, expected, what, look=look)


def losses(report: Any, expected: Mapping[str, float], on_train: float, kind: str) -> None:
    """Fail unless the mean losses are those *expected*, and best and gain follow; *on_train*: the constant's loss there."""
    what = f"the report on {kind}"
    for name, loss in expected.items():
        value = number(entry(report, name, what), name)
        if name == "constant" and near(value, on_train) and not near(value, loss):
            raise Failure(
                f"the baseline 'constant' was measured on the training rows, on {kind}",
                f"{loss:.6g}, on test",
                f"{value:.6g}",
            )
        agree(
            value, loss, f"the mean loss of {name!r} on {kind}",
            look="the constant is learnt on train: the majority (0 on a tie), or the median; every loss is measured on test",
        )  # fmt: skip
    lowest = min(expected[name] for name in BASELINES)
    chosen = entry(report, "best", what)
    if chosen not in BASELINES or not near(expected[chosen], lowest):
        means = ", ".join(f"{name} {expected[name]:.4g}" for name in BASELINES)
        raise Failure(
            f"the best baseline on {kind}", f"the one with the lowest mean loss on test: {means}", show(chosen)
        )
    agree(
        entry(report, "gain", what), lowest - expected["model"], f"the gain on {kind}",
        look="the best baseline's mean loss less the model's, with its sign",
    )  # fmt: skip


def width(report: Any, gain: float, normal: float, kind: str) -> float:
    """How wide the interval is in *normal* widths, those of the paired differences (95 of 100); fail if it is far from 1."""
    what = f"the report on {kind}"
    low, high = (number(entry(report, key, what), key) for key in ("low", "high"))
    if not low - 1e-9 <= gain <= high + 1e-9:
        raise Failure(f"the interval on {kind}", f"the observed gain inside it: {gain:.4g}", f"{low:.4g} to {high:.4g}")
    if normal < 1e-12:
        if high - low > 1e-9:
            raise Failure(
                f"the interval on {kind}, where no row's loss differs", "from 0 to 0", f"{low:.4g} to {high:.4g}"
            )
        return 0.0
    ratio = (high - low) / normal
    if not 0.75 <= ratio <= 1.4:
        says = "far too sure" if ratio < 1 else "it says less than the paired differences do"
        raise Failure(
            f"the interval on {kind}: {says}", f"about {normal:.4g} wide", f"{high - low:.4g} wide, from {low:.4g} to {high:.4g}",
            "the differences row by row; their standard deviation / sqrt(n); 1.96 times that to either side",
        )  # fmt: skip
    return ratio


def widths(ratios: list[float], kind: str) -> None:
    """Fail unless intervals are on average as wide as 95 in 100 asks for; simulated ones may differ by a few hundredths."""
    mean = float(np.mean(ratios))
    if not 0.92 <= mean <= 1.12:
        raise Failure(
            f"the intervals on {len(ratios)} {kind}, on average", "as wide as 95 in 100 asks for (0.92 to 1.12 times the normal one)",
            f"{mean:.2f} times as wide", "1.96 standard errors to either side hold 95 in 100; 1.645 hold 90, and 2.576 hold 99",
        )  # fmt: skip


def decision(report: Any, gains: bool | None, kind: str) -> None:
    """Fail unless the decision follows from the interval, and is that there is a gain or not, as *gains* says (None: either)."""
    what = f"the report on {kind}"
    low, high = (number(entry(report, key, what), key) for key in ("low", "high"))
    decided = flag(entry(report, "beats", what), "beats")
    told = f"{decided}, with an interval from {low:.4g} to {high:.4g}"
    if decided != (low > 0):
        raise Failure(
            f"the decision doesn't follow from the interval, on {kind}",
            f"beats: {low > 0}",
            told,
            "is the whole interval above 0?",
        )
    if decided and gains is False:
        raise Failure(
            f"a gain is claimed where there is only noise, on {kind}",
            "beats: False",
            told,
            "does a 95 in 100 interval hold 0?",
        )
    if not decided and gains:
        raise Failure(
            f"a clear gain is denied, on {kind}", "beats: True", told, "the interval of the paired differences"
        )


def threshold(value: Any, costs: Mapping[float, float], kind: str, *, told: str = "") -> None:
    """Fail unless the threshold's total cost is the lowest of *costs* (threshold, ascending -> euros; the last is infinity).

    *told*: the rows and prices, where they are not part of *kind*.
    """
    came = number(value, f"best_threshold on {kind}")
    lowest, cost = min(costs.values()), next(euros for score, euros in costs.items() if came <= score)
    if cost > lowest + 1e-6:
        raise Failure(
            f"the threshold on {kind}", f"a total cost of {lowest:.2f}, the lowest there is",
            f"{cost:.2f}, at {came:.9g}", told or "p >= threshold is acted on; the prices of all four outcomes count; both nobody and everybody may be cheapest",
        )  # fmt: skip


def contact_list(chosen: Any, euros: Mapping[str, float], capacity: float, best: float, kind: str) -> None:
    """Fail unless at most *capacity* customers are chosen, whose *euros* (customer_id -> expected gain) reach the *best*."""
    what = f"choose_contacts on {kind}"
    found = names(chosen, what, allowed=set(euros))
    if len(found) > capacity:
        raise Failure(what, f"at most {capacity} customers", f"{len(found)}", "the capacity")
    reached = sum(euros[name] for name in found)
    losing = [name for name in found if euros[name] < -1e-9]
    if losing:
        raise Failure(
            what,
            "nobody whose contact loses money",
            f"{losing[0]}, with an expected gain of {euros[losing[0]]:.2f}",
            "p * kept_share * value - price",
        )
    if reached < best - 1e-6:
        better = max((name for name in euros if name not in found), key=lambda name: euros[name], default="")
        why = f"without {better}, whose contact gains {euros[better]:.2f}" if better else ""
        raise Failure(
            f"the expected gain on {kind}",
            f"{best:.2f} in all",
            f"{reached:.2f} in all {why}",
            "p * kept_share * value - price",
        )


def interval(answer: Callable[..., Any], n: int) -> None:
    """Fail unless the intervals cover: any sound method passes, judged by its own coverage.

    For true error rates from 0.02 to 0.5 the chance that the interval holds the rate is computed exactly;
    it must be 0.95 on average (0.93 is let through) and nowhere below 0.86.
    """
    bounds = [_bounds(answer, k, n) for k in range(n + 1)]
    rates = [0.02, 0.03, 0.05, 0.08, 0.12, 0.17, 0.23, 0.3, 0.4, 0.5, 0.7, 0.9, 0.97]
    covered = []
    for rate in rates:
        inside = np.array([low - 1e-9 <= rate <= high + 1e-9 for low, high in bounds])
        covered.append(float(_chances(n, rate)[inside].sum()))
    worst = int(np.argmin(covered))
    if covered[worst] < 0.86 or np.mean(covered) < 0.93:
        raise Failure(
            f"the interval's coverage on {n} rows", "95 in 100 hold the true rate",
            f"{100 * covered[worst]:.0f} in 100 when the true rate is {rates[worst]}, {100 * np.mean(covered):.0f} in 100 on average",
            "small rates: rate +- 1.96 * standard error falls to nothing at 0 errors; 95 in 100 means 1.96 to either side",
        )  # fmt: skip
    width = np.mean([high - low for low, high in bounds])
    if width > 0.45:
        raise Failure(
            f"the intervals on {n} rows", "at most 0.45 wide on average", f"{width:.2f} wide: they say nothing"
        )


def precise(answer: Callable[..., Any], k: int, n: int) -> None:
    """Fail unless the interval on many rows is as wide as 95 in 100 asks for, where all sound methods nearly agree."""
    low, high = _bounds(answer, k, n)
    normal = 2 * 1.96 * math.sqrt(k / n * (1 - k / n) / n)
    if not 0.95 <= (high - low) / normal <= 1.09:
        raise Failure(
            f"interval({k}, {n})", f"about {normal:.4f} wide, for 95 in 100", f"({low:.4f}, {high:.4f}), which is {high - low:.4f} wide",
            "1.96 to either side hold 95 in 100; 1.645 hold 90, and 2.576 hold 99",
        )  # fmt: skip


def _bounds(answer: Callable[..., Any], k: int, n: int) -> tuple[float, float]:
    pair = answer(k, n)
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise Failure(f"interval({k}, {n})", "a pair (low, high)", show(pair))
    low, high = (number(value, f"interval({k}, {n})") for value in pair)
    if not (-1e-9 <= low <= k / n + 1e-9 and k / n - 1e-9 <= high <= 1 + 1e-9):
        raise Failure(f"interval({k}, {n})", f"0 <= low <= {k / n:.4g} <= high <= 1", f"({low:.4g}, {high:.4g})")
    return low, high


def _chances(n: int, p: float) -> NDArray[np.float64]:
    """The chance of 0 to n errors in n rows at the true rate p."""
    logs = np.array([math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)])
    k = np.arange(n + 1)
    return np.asarray(np.exp(logs + k * math.log(p) + (n - k) * math.log1p(-p)))


def no_effect(value: Any, alpha: float, expected: float, what: str) -> None:
    """Fail unless *value* is the share expected; whoever takes alpha for it is told so."""
    came = number(value, "chance_of_no_effect")
    if near(came, alpha) and not near(expected, alpha):
        fail("the p-value was taken as the chance that nothing is there: it never knew how many ideas work")
    agree(
        came, expected, what, look="of a thousand ideas, count those without an effect below alpha, and those with one"
    )


def next_action(chosen: Any, gains: Mapping[str, float], kind: str, told: Mapping[str, str] | None = None) -> None:
    """Fail unless the chosen action has the highest of the *gains*, or is None where none of them is above 0. *told*: what is known of each."""
    best = max(gains.values(), default=0.0)
    if chosen is not None and (not isinstance(chosen, str) or chosen not in gains):
        raise Failure(f"next_action on {kind}", "the name of an action, or None", show(chosen))
    if best <= 1e-9:
        if chosen is not None:
            raise Failure(
                f"next_action on {kind}",
                "None: no action gains more than 0",
                f"{chosen!r}, which gains {gains[chosen]:.2f}",
            )
        return
    reached = 0.0 if chosen is None else gains[chosen]
    if reached < best - 1e-6:
        name = next(name for name, gain in gains.items() if gain == best)
        facts = "" if told is None else f" ({told[name]})"
        own = "" if told is None or chosen is None else f" ({told[chosen]})"
        raise Failure(
            f"next_action on {kind}", f"an action that gains {best:.2f}{facts}", f"{chosen!r}, which gains {reached:.2f}{own}",
            "recoverable share of the cost of the slice's errors, less the price",
        )  # fmt: skip


def coded(
    answer: Any,
    leaking: Mapping[str, Collection[str]],
    clean: Collection[str],
    *,
    false_alarms: int = 1,
    kind: str = "the table",
    facts: Callable[[str], str] | None = None,
    columns: Collection[str] | None = None,
) -> None:
    """Fail unless every leaking column has an accepted code, and hardly a clean one is accused.

    *leaking*: column -> accepted codes. Columns in neither list may be judged either way. *facts*: says what is known of a column.
    *columns*: all there are; what is none of them counts as clean.
    """
    answer = mapping(answer, f"the leaks on {kind}", "a dict column -> code")
    strangers = [name for name in answer if columns is not None and name not in columns]
    accused = [*strangers, *(name for name in clean if name in answer)]
    if len(accused) > false_alarms:
        first = f", {strangers[0]!r} among them, which is no column of the table" if strangers else ""
        first = f", {accused[0]!r} as {show(answer[accused[0]])} ({facts(accused[0])})" if facts else first
        raise Failure(
            f"honest columns were flagged on {kind}", f"{'none' if not false_alarms else f'at most {false_alarms}'} of them", f"{len(accused)}{first}",
            "a column that is known in time and doesn't give the answer away stays",
        )  # fmt: skip
    for name, codes in leaking.items():
        reason = sorted(codes)[0]
        if name not in answer:
            which = f"{name!r} ({facts(name)})" if facts else "a leaking column"
            raise Failure(
                f"{which} was missed on {kind}",
                f"an entry with the code {reason!r}",
                f"entries for {sorted(map(str, answer))}",
            )
        if answer[name] not in codes:
            fact = f" ({facts(name)})" if facts else ""
            raise Failure(
                f"{show(name)} leaks on {kind}, but not for that reason{fact}", f"{reason!r}" if facts else "the code of its reason", show(answer[name]),
                "when was its value written, and from what?",
            )  # fmt: skip


def several_codes(answer: Any) -> None:
    """Fail unless *answer* is a dict with more codes than one."""
    codes = mapping(answer, "flight_leaks", "a dict column -> code").values()
    if len({str(code) for code in codes}) < 2:
        raise Failure("flight_leaks", "each column with the code of its own reason", "one and the same code for all")


def split(pair: Any, rows: pd.DataFrame, horizon: int, best: int, kind: str) -> None:
    """Fail unless the split keeps households and time apart, and at least 70 of 100 of the *best* number of rows."""
    kind = f"{kind} ({len(rows)} rows, horizon {horizon})"
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise Failure(f"split on {kind}", "a pair (train ids, test ids)", show(pair))
    known = set(rows["row_id"])
    train, test = (set(names(ids, f"the ids on {kind}", allowed=known)) for ids in pair)
    if not train or not test:
        raise Failure(f"split on {kind}", "rows on both sides", f"{len(train)} training rows and {len(test)} test rows")
    one, two = rows[rows["row_id"].isin(train)], rows[rows["row_id"].isin(test)]
    both = sorted(set(one["household"]) & set(two["household"]))
    if both:
        where = [side.loc[side["household"] == both[0], "row_id"].iloc[0] for side in (one, two)]
        raise Failure(
            f"households on both sides of the split, on {kind}", "none",
            f"{len(both)}, such as {both[0]} with {where[0]} in training and {where[1]} in the test",
        )  # fmt: skip
    last, first = one["at"].max(), two["at"].min()
    if first - last < pd.Timedelta(days=horizon):
        raise Failure(
            f"the time between the last training row and the first test row, on {kind}",
            f"at least {horizon} days, so that every training label was known", f"from {last:%Y-%m-%d %H:%M} to {first:%Y-%m-%d %H:%M}: {(first - last) / pd.Timedelta(days=1):.2f} days",
        )  # fmt: skip
    rows_kept = len(train) + len(test)
    if not 0.15 <= len(test) / rows_kept <= 0.5:
        raise Failure(
            f"the test's share of the rows kept, on {kind}",
            "15 to 50 of 100",
            f"{len(test)} of {rows_kept}, {len(test) / rows_kept:.0%}",
        )
    if rows_kept < 0.7 * best:
        raise Failure(
            f"the rows kept on {kind}",
            f"at least 70 of 100 of {best}, which the best cut keeps",
            f"{rows_kept}",
            "try many days to cut at",
        )


def confusable(pair: Any, labels: Collection[str], mixed: Mapping[frozenset[str], int], kind: str) -> None:
    """Fail unless *pair* is two of the *labels* that no others are *mixed* up more often than (pair -> messages)."""
    found = names(pair, f"confusable on {kind}", allowed=set(labels))
    if len(found) != 2:
        raise Failure(f"confusable on {kind}", "two labels", show(found))
    most = max(mixed.values())
    came = mixed.get(frozenset(found), 0)
    if came < most:
        raise Failure(
            f"the pair mixed up most, on {kind}", f"a pair mixed up in {most} messages, both directions together", f"{tuple(found)}, mixed up in {came}",
            "count (x, y) and (y, x) together, and leave out agreement",
        )  # fmt: skip


def sample_size(value: Any, exact: float, what: str) -> None:
    """Fail unless *value* is *exact*, rounded up; a more exact 1.96 is as good."""
    came = number(value, what)
    if came != int(came):
        raise Failure(what, "a whole number of messages", f"{came:g}")
    finer = exact * (1.959963985 / 1.96) ** 2
    accepted = {math.ceil(exact - 1e-7), math.ceil(exact + 1e-7), math.ceil(finer)}
    if came not in accepted:
        raise Failure(
            what,
            f"{max(accepted)}, from {exact:.2f}",
            f"{came:g}",
            "1.96 squared, share * (1 - share), margin squared; rounded up",
        )


def choice(
    chosen: Any, candidates: Collection[str], best: str, current: str, pooled: str, kind: str, *, told: str = ""
) -> None:
    """Fail unless the candidate chosen is the *best*.

    *pooled*: the one that all visitors together seem to favour ("": not told). *told*: the numbers that decide.
    """
    if not isinstance(chosen, str) or chosen not in candidates:
        raise Failure(f"choose on {kind}", f"the name of a candidate: {', '.join(map(repr, candidates))}", show(chosen))
    if chosen == best:
        return
    why = f"no candidate is clearly better than today's {current!r}: it should have stayed"
    if best != current:
        why = "another candidate is clearly better"
    if chosen == pooled and best != current:
        why = "another candidate is clearly better; this one leads only where all visitors are put together"
    raise Failure(f"choose on {kind}: {why}", repr(best), repr(chosen), told)


def arms(plan: Any, fewest: float, most: float, kind: str) -> None:
    """Fail unless the visitors in each arm are whole, and between *fewest* and *most*, for a power of 0.76 and of 0.84."""
    size = number(entry(plan, "per_arm", f"ab_plan on {kind}"), "per_arm")
    if size != int(size):
        raise Failure(f"per_arm on {kind}", "a whole number of visitors", f"{size:g}")
    if not fewest <= size <= most:
        raise Failure(
            f"per_arm on {kind}", f"{math.ceil(fewest)} to {int(most)}: with fewer visitors the power is below 0.76, with more above 0.84",
            f"{size:g}",
        )  # fmt: skip


def days(plan: Any, visitors_per_day: float, max_days: float, kind: str) -> None:
    """Fail unless days are the whole weeks in which both arms are just filled, and feasible follows."""
    what = f"ab_plan on {kind}"
    size = number(entry(plan, "per_arm", what), "per_arm")
    came = number(entry(plan, "days", what), "days")

    def just_filled(visitors: float) -> bool:
        return came % 7 == 0 and (came - 7) * visitors_per_day < visitors <= came * visitors_per_day

    if not just_filled(2 * size):
        needed = f"2 x {size:g} visitors at {visitors_per_day:g} a day take {2 * size / visitors_per_day:.2f} days"
        down = came % 7 == 0 and came * visitors_per_day < 2 * size <= (came + 7) * visitors_per_day
        look = "enough for one arm only: the traffic is shared by two" if just_filled(size) and not down else ""
        raise Failure(f"days on {kind}", f"{needed}, rounded up to whole weeks", f"{came:g}", look)
    feasible(plan, max_days, kind)


def feasible(plan: Any, max_days: float, kind: str) -> None:
    """Fail unless feasible says whether the days of the plan are at most *max_days*."""
    what = f"ab_plan on {kind}"
    came = number(entry(plan, "days", what), "days")
    decided = flag(entry(plan, "feasible", what), "feasible")
    if decided != (came <= max_days):
        raise Failure(
            f"feasible on {kind} doesn't follow from the days and max_days", f"{came <= max_days}: {came:g} days, at most {max_days:g}",
            f"{decided}",
        )  # fmt: skip


def latency(spec: Any, low: float, high: float, limit_ms: float, kind: str, *, told: str = "") -> None:
    """Fail unless p95_ms lies between *low* and *high* (any usual definition), and 'meets' follows from it."""
    value = number(entry(spec, "p95_ms", f"the specification of {kind}"), "p95_ms")
    if not low - 1e-6 <= value <= high + 1e-6:
        expected = f"between {low:g} and {high:g}" if high > low else f"{low:g}, by any definition"
        raise Failure(f"p95_ms on {kind}", expected, f"{value:g}", told)
    came = flag(entry(spec, "meets", f"the specification of {kind}"), "meets")
    if came != (value <= limit_ms):
        raise Failure(
            f"'meets' on {kind} doesn't follow from p95_ms and limit_ms", f"{value <= limit_ms}: {value:.6g} with at most {limit_ms:g}",
            f"{came}",
        )  # fmt: skip


def load(spec: Any, peak: int, kind: str, *, told: str = "") -> None:
    """Fail unless peak_per_second is the *peak*."""
    agree(entry(spec, "peak_per_second", f"the specification of {kind}"), peak, f"peak_per_second on {kind}", look=told)


def memory(spec: Any, size_mb: float, limit_mb: float, kind: str) -> None:
    """Fail unless model_mb is the size, and 'fits' follows from it."""
    what = f"the specification of {kind}"
    value = number(entry(spec, "model_mb", what), "model_mb")
    if not near(value, size_mb):
        raise Failure(f"model_mb on {kind}", f"{size_mb:.4f}", f"{value:.4f}")
    came = flag(entry(spec, "fits", what), "fits")
    if came != (size_mb <= limit_mb):
        raise Failure(
            f"'fits' on {kind} doesn't follow from model_mb and machine_memory_mb",
            f"{size_mb <= limit_mb}: {size_mb:.10g} MB with at most {limit_mb:g}", f"{came}",
        )  # fmt: skip


def price(spec: Any, peak: int, per_second: float, each: float, kind: str) -> None:
    """Fail unless the machines just carry the peak, and the euros follow.

    An answer with another peak than *peak* has lost its points for that; here its own counts.
    """
    what = f"the specification of {kind}"
    own = number(entry(spec, "peak_per_second", what), "peak_per_second")
    busiest = own if own > 0 else peak
    machines = number(entry(spec, "machines", what), "machines")
    if machines != int(machines) or not (machines - 1) * per_second < busiest <= machines * per_second:
        raise Failure(
            f"machines on {kind}", f"as few as carry {busiest:g} requests in the busiest second, at {per_second:g} each", f"{machines:g}",
        )  # fmt: skip
    euros = number(entry(spec, "euros_per_month", what), "euros_per_month")
    if not near(euros, machines * each):
        raise Failure(f"euros_per_month on {kind}", f"those of {machines:g} machines at {each:g} each", f"{euros:g}")
