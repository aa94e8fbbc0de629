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

from project_reading import agree, entry, flag, names, near, number
from workbook.check.failure import Failure, fail, show

BASELINES = ("constant", "rule", "last")


def losses(report: Any, expected: Mapping[str, float], on_train: float, kind: str) -> None:
    """Fail unless the mean losses are those *expected*, and best and gain follow; *on_train*: the constant's loss there."""
    what = f"the report on {kind}"
    for name, loss in expected.items():
        value = number(entry(report, name, what), name)
        if name == "constant" and near(value, on_train) and not near(value, loss):
            fail(f"the baseline 'constant' was measured on the training rows, on {kind}")
        agree(
            value, loss, f"the mean loss of {name!r} on {kind}",
            look="learn the constant on train, measure every loss on test",
        )  # fmt: skip
    lowest = min(expected[name] for name in BASELINES)
    chosen = entry(report, "best", what)
    if chosen not in BASELINES or not near(expected[chosen], lowest):
        raise Failure(f"the best baseline on {kind}", "the one with the lowest loss on test", show(chosen))
    agree(entry(report, "gain", kind), lowest - expected["model"], f"the gain over it on {kind}")


def beyond_noise(report: Any, gain: float, width: float, gains: bool, kind: str) -> None:
    """Fail unless the interval of the *gain* is sound, and the decision is that there is one or not, as *gains* says.

    Sound: it holds the observed gain, and is between 0.75 and 3 times as wide as *width*, that of the normal interval of the
    paired differences (95 of 100). The decision must be right, and must follow from the interval.
    """
    what = f"the report on {kind}"
    low, high = (number(entry(report, key, what), key) for key in ("low", "high"))
    if not low <= gain <= high:
        raise Failure(f"the interval on {kind}", "the observed gain inside it", f"{low:.4g} to {high:.4g}")
    ratio = (high - low) / width
    if ratio < 0.75:
        fail(f"the interval on {kind} is {ratio:.2f} times as wide as it should be: far too sure")
    if ratio > 3:
        fail(f"the interval on {kind} is {ratio:.2f} times as wide as it should be: it says nothing")
    decided = flag(entry(report, "beats", what), "beats")
    if decided and not gains:
        fail(f"a gain is claimed where there is only noise, on {kind}", look="does the interval hold 0?")
    if not decided and gains:
        fail(f"a clear gain is denied, on {kind}", look="is the whole interval above 0?")
    if decided != (low > 0):
        fail(f"the decision doesn't follow from the interval, on {kind}")


def threshold(value: Any, costs: Mapping[float, float], kind: str) -> None:
    """Fail unless the threshold's total cost is the lowest of *costs* (threshold, ascending -> euros; the last is infinity)."""
    came = number(value, f"best_threshold on {kind}")
    lowest, cost = min(costs.values()), next(euros for score, euros in costs.items() if came <= score)
    if cost > lowest + 1e-6:
        raise Failure(
            f"the threshold {came:.4g} on {kind}", f"a total cost of {lowest:.2f}, the lowest there is",
            f"{cost:.2f}", "try every score as threshold, and acting on nobody",
        )  # fmt: skip


def contact_list(chosen: Any, euros: Mapping[str, float], capacity: float, best: float, kind: str) -> None:
    """Fail unless at most *capacity* customers are chosen, whose *euros* (customer_id -> expected gain) reach the *best*."""
    what = f"choose_contacts on {kind}"
    found = names(chosen, what, allowed=set(euros))
    if len(found) > capacity:
        raise Failure(what, f"at most {capacity} customers", f"{len(found)}", "the capacity")
    reached = sum(euros[name] for name in found)
    if reached < best - 1e-6:
        look = "expected gain of each customer; nobody whose gain is negative"
        raise Failure(f"the expected gain on {kind}", f"{best:.2f}", f"{reached:.2f}", look)


def interval(answer: Callable[..., Any], n: int) -> None:
    """Fail unless the intervals cover: any sound method passes, judged by its own coverage.

    For true error rates from 0.02 to 0.5 the chance that the interval holds the rate is computed exactly;
    it must be 0.95 on average (0.93 is let through) and nowhere below 0.86.
    """
    bounds = []
    for k in range(n + 1):
        pair = answer(k, n)
        if type(pair) not in (tuple, list) or len(pair) != 2:
            raise Failure(f"interval({k}, {n})", "a pair (low, high)", show(pair))
        low, high = (number(value, f"interval({k}, {n})") for value in pair)
        if not -1e-9 <= low <= k / n <= high <= 1 + 1e-9:
            raise Failure(f"interval({k}, {n})", "0 <= low <= k/n <= high <= 1", f"({low:.4g}, {high:.4g})")
        bounds.append((low, high))
    rates = [0.02, 0.03, 0.05, 0.08, 0.12, 0.17, 0.23, 0.3, 0.4, 0.5]
    covered = []
    for rate in rates:
        inside = np.array([low - 1e-9 <= rate <= high + 1e-9 for low, high in bounds])
        covered.append(float(_chances(n, rate)[inside].sum()))
    worst = int(np.argmin(covered))
    if covered[worst] < 0.86 or np.mean(covered) < 0.93:
        raise Failure(
            f"the interval's coverage on {n} rows", "95 in 100 hold the true rate",
            f"{100 * covered[worst]:.0f} in 100 when the true rate is {rates[worst]}",
            "small rates: rate +- 1.96 * standard error falls to nothing at 0 errors",
        )  # fmt: skip
    width = np.mean([high - low for low, high in bounds])
    if width > 0.45:
        fail(f"the intervals on {n} rows are {width:.2f} wide on average: they say nothing")


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


def next_action(chosen: Any, gains: Mapping[str, float], kind: str) -> None:
    """Fail unless the chosen action (None: gains nothing) has the highest of the *gains*."""
    best = max(0.0, *gains.values())
    if chosen is None:
        reached = 0.0
    elif chosen in gains:
        reached = gains[chosen]
    else:
        raise Failure(f"next_action on {kind}", "the name of an action, or None", show(chosen))
    if reached < best - 1e-6:
        look = "recoverable share of the cost of a slice's errors, less the price"
        raise Failure(f"the gain of {chosen!r} on {kind}", f"{best:.2f}", f"{reached:.2f}", look)


def coded(
    answer: Any,
    leaking: Mapping[str, Collection[str]],
    clean: Collection[str],
    *,
    false_alarms: int = 1,
    kind: str = "the table",
) -> None:
    """Fail unless every leaking column has an accepted code, and hardly a clean one is accused.

    *leaking*: column -> accepted codes. Columns in neither list may be judged either way.
    """
    if type(answer) is not dict:
        raise Failure(f"the leaks on {kind}", "a dict column -> code", show(answer))
    accused = [name for name in clean if name in answer]
    if len(accused) > false_alarms:
        raise Failure(
            f"honest columns were flagged on {kind}", f"at most {false_alarms}", f"{len(accused)}",
            "a column that is known in time and doesn't give the answer away stays",
        )  # fmt: skip
    for name, codes in leaking.items():
        if name not in answer:
            fail(f"a leaking column was missed on {kind} (reason: {sorted(codes)[0]})")
        if answer[name] not in codes:
            fail(f"{show(name)} leaks on {kind}, but not for the reason {show(answer[name])}")


def split(pair: Any, rows: pd.DataFrame, horizon: int, best: int, kind: str) -> None:
    """Fail unless the split keeps households and time apart, and at least 70 of 100 of the *best* number of rows."""
    if type(pair) not in (tuple, list) or len(pair) != 2:
        raise Failure(f"split on {kind}", "a pair (train ids, test ids)", show(pair))
    known = set(rows["row_id"])
    train, test = (set(names(ids, f"the ids on {kind}", allowed=known)) for ids in pair)
    if not train or not test:
        fail(f"one side of the split is empty, on {kind}")
    one, two = rows[rows["row_id"].isin(train)], rows[rows["row_id"].isin(test)]
    both = set(one["household"]) & set(two["household"])
    if both:
        fail(f"{len(both)} households stand on both sides of the split, on {kind}")
    gap = two["at"].min() - one["at"].max()
    if gap < pd.Timedelta(days=horizon):
        raise Failure(
            f"the time between the last training row and the first test row, on {kind}",
            f"at least {horizon} days, so that every training label was known", f"{gap.days} days",
        )  # fmt: skip
    rows_kept = len(train) + len(test)
    if not 0.15 <= len(test) / rows_kept <= 0.5:
        raise Failure(
            f"the test's share of the rows kept, on {kind}", "15 to 50 of 100", f"{len(test) / rows_kept:.0%}"
        )
    if rows_kept < 0.7 * best:
        raise Failure(f"the rows kept on {kind}", f"at least 70 of 100 of {best}", f"{rows_kept}")


def confusable(pair: Any, labels: Collection[str], mixed: Mapping[frozenset[str], int], kind: str) -> None:
    """Fail unless *pair* is two of the *labels* that no others are *mixed* up more often than (pair -> messages)."""
    found = names(pair, f"confusable on {kind}", allowed=set(labels))
    if len(found) != 2:
        raise Failure(f"confusable on {kind}", "two labels", show(found))
    most = max(mixed.values())
    if mixed.get(frozenset(found), 0) < most:
        raise Failure(
            f"the pair mixed up most, on {kind}", f"{most} messages", "a pair mixed up less",
            "count (x, y) and (y, x) together, and leave out agreement",
        )  # fmt: skip


def sample_size(value: Any, expected: int, what: str) -> None:
    """Fail unless *value* is a whole number near *expected*."""
    came = number(value, what)
    if came != int(came):
        raise Failure(what, "a whole number of messages", f"{came:g}")
    if not expected * 0.985 <= came <= math.ceil(expected * 1.02) + 1:
        raise Failure(what, f"about {expected}", f"{came:g}", "round up; margin squared")


def choice(chosen: Any, candidates: Collection[str], best: str, current: str, pooled: str, kind: str) -> None:
    """Fail unless the candidate chosen is the *best*; *pooled*: the one that all visitors together seem to favour."""
    if chosen not in candidates:
        raise Failure(f"choose on {kind}", "the name of a candidate", show(chosen))
    if chosen == best:
        return
    if best == current:
        fail(f"no candidate is clearly better than today's, on {kind}: it should have stayed")
    look = "the rate in each segment, weighted by mix"
    if chosen == pooled:
        fail(f"the pooled rate misleads on {kind}: that candidate met more of the easy segment", look=look)
    fail(f"another candidate is clearly better on {kind}", look=look)


def arms(plan: Any, fewest: float, most: float, kind: str) -> None:
    """Fail unless the visitors in each arm are between *fewest* and *most*, for a power of 0.76 and of 0.84."""
    size = number(entry(plan, "per_arm", f"ab_plan on {kind}"), "per_arm")
    if not fewest <= size <= most:
        raise Failure(
            f"per_arm on {kind}", f"{fewest:.0f} to {most:.0f}, for a power of 0.80", f"{size:g}",
            "the lift is a difference of two rates, each with its own noise",
        )  # fmt: skip


def days(plan: Any, visitors_per_day: float, max_days: float, kind: str) -> None:
    """Fail unless days are the whole weeks in which both arms are just filled, and feasible follows."""
    what = f"ab_plan on {kind}"
    size = number(entry(plan, "per_arm", what), "per_arm")
    came = number(entry(plan, "days", what), "days")

    def just_filled(visitors: float) -> bool:
        return came % 7 == 0 and (came - 7) * visitors_per_day < visitors <= came * visitors_per_day

    if not just_filled(2 * size):
        if just_filled(size):
            fail(f"the days on {kind} are enough for one arm only: the traffic is shared by two")
        raise Failure(
            f"days on {kind}", f"whole weeks that bring {2 * size:.0f} visitors, and not a week more", f"{came:g}",
            "visitors of both arms, rounded up to whole weeks",
        )  # fmt: skip
    if flag(entry(plan, "feasible", what), "feasible") != (came <= max_days):
        fail(f"feasible on {kind} doesn't follow from the days and max_days")


def latency(spec: Any, low: float, high: float, limit_ms: float, kind: str) -> None:
    """Fail unless p95_ms lies between *low* and *high* (any usual definition), and 'meets' follows from it."""
    value = number(entry(spec, "p95_ms", f"the specification on {kind}"), "p95_ms")
    if not low - 1e-6 <= value <= high + 1e-6:
        raise Failure(
            f"p95_ms on {kind}", f"between {low:.1f} and {high:.1f}", f"{value:.1f}",
            "95 of 100 answers are at least that fast; a mean or a median says nothing about the slow ones",
        )  # fmt: skip
    if flag(entry(spec, "meets", "the specification"), "meets") != (value <= limit_ms):
        fail(f"'meets' on {kind} doesn't follow from p95_ms and limit_ms")


def load(spec: Any, peak: int, kind: str) -> None:
    """Fail unless peak_per_second is the *peak*."""
    what = f"the specification on {kind}"
    look = "requests between 12.000 and 12.999 share a second"
    agree(entry(spec, "peak_per_second", what), peak, f"peak_per_second on {kind}", look=look)


def memory(spec: Any, size_mb: float, limit_mb: float, kind: str) -> None:
    """Fail unless model_mb is the size, and 'fits' follows from it."""
    agree(entry(spec, "model_mb", "the specification"), size_mb, f"model_mb on {kind}", rtol=1e-3)
    if flag(entry(spec, "fits", "the specification"), "fits") != (size_mb <= limit_mb):
        fail(f"'fits' on {kind} doesn't follow from model_mb and machine_memory_mb")


def price(spec: Any, machines: int, euros: float, kind: str) -> None:
    """Fail unless machines and euros_per_month are these."""
    look = "the busiest second must be carried, not the average one"
    agree(entry(spec, "machines", "the specification"), machines, f"machines on {kind}", look=look)
    agree(entry(spec, "euros_per_month", "the specification"), euros, f"euros_per_month on {kind}")
