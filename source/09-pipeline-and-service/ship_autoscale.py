"""A day of the autoscaler of lesson 5: the load, the pods that are wanted, and whether those there are can carry it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ship_manifests import ManifestError, quantity

__all__ = ["Scaler", "Scaling", "scale", "scaler"]

REQUEST, CARRIES, START = 0.4, 0.36, 60


@dataclass(frozen=True)
class Scaler:
    """What of a HorizontalPodAutoscaler plays a part: bounds, the CPU that each pod shall use, windows in seconds."""

    least: int
    most: int
    target: float
    up_window: int
    down_window: int
    up: bool
    down: bool


@dataclass(frozen=True)
class Scaling:
    """Each second: the load in CPUs, pods wanted, pods ready."""

    load: list[float]
    wanted: list[int]
    ready: list[int]

    @property
    def overloaded(self) -> int:
        """Seconds in which a pod has to carry more than it can."""
        return sum(load > CARRIES * ready + 1e-9 for load, ready in zip(self.load, self.ready, strict=True))

    @property
    def changes(self) -> int:
        """How often the wanted number changed."""
        return sum(a != b for a, b in zip(self.wanted, self.wanted[1:], strict=False))


def scaler(document: dict[str, Any]) -> Scaler:
    """The facts of a HorizontalPodAutoscaler; ManifestError for what this cluster doesn't know."""
    spec = document["spec"]
    metrics = spec.get("metrics") or [
        {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 80}}}
    ]
    if len(metrics) != 1 or metrics[0].get("resource", {}).get("name") != "cpu":
        raise ManifestError("this cluster scales by one metric, the resource cpu")
    target = metrics[0]["resource"]["target"]
    if target.get("type") == "Utilization" and target.get("averageUtilization"):
        wanted = REQUEST * target["averageUtilization"] / 100
    elif target.get("type") == "AverageValue" and target.get("averageValue"):
        wanted = quantity(target["averageValue"])
    else:
        raise ManifestError("the target is a Utilization with an averageUtilization, or an AverageValue")
    behaviour = spec.get("behavior") or {}
    up, down = behaviour.get("scaleUp") or {}, behaviour.get("scaleDown") or {}
    if up.get("policies") or down.get("policies"):
        raise ManifestError("this cluster knows no policies of a behavior")
    if spec["maxReplicas"] < spec.get("minReplicas", 1):
        raise ManifestError("maxReplicas is below minReplicas")
    down_window = down.get("stabilizationWindowSeconds")
    return Scaler(spec.get("minReplicas", 1), spec["maxReplicas"], wanted, up.get("stabilizationWindowSeconds") or 0,
                  300 if down_window is None else down_window, up.get("selectPolicy") != "Disabled", down.get("selectPolicy") != "Disabled")  # fmt: skip


def scale(given: Scaler, load: Callable[[int], float], seconds: int, first: int = 4) -> Scaling:
    """Every 15 seconds: wanted = pods x (use / target), rounded up, unless within a tenth; pods need a minute to start."""
    loads, wanted, ready, said = [], [], [], []
    pods, starting = max(first, given.least), list[int]()
    count = pods
    for now in range(seconds):
        loads.append(load(now))
        count = pods - sum(until > now for until in starting)
        starting = [until for until in starting if until > now]
        if now % 15 == 0:
            ratio = loads[-1] / count / given.target
            raw = pods if abs(ratio - 1) <= 0.1 else math.ceil(count * ratio - 1e-9)
            said.append((now, min(given.most, max(given.least, raw))))
            down = max(number for at, number in said if at >= now - given.down_window)
            up = min(number for at, number in said if at >= now - given.up_window)
            aim = up if up > pods and given.up else down if down < pods and given.down else pods
            starting += [now + START] * max(0, aim - pods)
            starting = starting[: max(0, len(starting) - max(0, pods - aim))]
            pods = aim
        wanted.append(pods)
        ready.append(pods - len(starting))
    return Scaling(loads, wanted, ready)
