"""Manifests of Kubernetes (lesson 5): read, held to the schemas of Kubernetes, and told as plain facts. Nothing is fetched."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import yaml

__all__ = ["KUBERNETES", "Deployment", "ManifestError", "Probe", "deployment", "quantity", "read", "targets"]

KUBERNETES = "1.34"
_UNITS = {
    "m": 1e-3,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
    "Ki": 2.0**10,
    "Mi": 2.0**20,
    "Gi": 2.0**30,
    "Ti": 2.0**40,
}


class ManifestError(Exception):
    """Kubernetes would refuse the manifest, and why."""


class _Loader(yaml.SafeLoader):
    """YAML as Kubernetes reads it: a key that stands twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1 and key != "<<"), None)
        if twice is not None:
            raise ManifestError(f"the key {twice} stands twice in one place, near line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep)


def read(text: str) -> list[dict[str, Any]]:
    """The documents of *text*, each valid by the schemas of Kubernetes (unknown fields are refused)."""
    if not isinstance(text, str):
        raise ManifestError(f"manifests are a text, and not a {type(text).__name__}")
    try:
        found = [one for one in yaml.load_all(text, Loader=_Loader) if one is not None]
    except yaml.YAMLError as error:
        raise ManifestError("it is no YAML: " + " ".join(str(error).split())) from None
    for one in found:
        if not isinstance(one, dict) or "kind" not in one or "apiVersion" not in one:
            raise ManifestError("each document has an apiVersion and a kind")
        try:
            kubernetes_validate.validate(one, KUBERNETES, strict=True)
        except kubernetes_validate.ValidationError as error:
            place = ".".join(str(part) for part in error.path)
            raise ManifestError(f"{one['kind']}, at {place or 'its top'}: {error.message[:160]}") from None
        except (kubernetes_validate.SchemaNotFoundError, AttributeError):
            raise ManifestError(f"Kubernetes knows no {one['kind']} of {one['apiVersion']}") from None
    return found


def quantity(value: str | float) -> float:
    """A quantity such as ``250m``, ``1Gi`` or 2 as a number."""
    text = str(value)
    for unit in sorted(_UNITS, key=len, reverse=True):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * _UNITS[unit]
    return float(text)


@dataclass(frozen=True)
class Probe:
    """A probe with its defaults: what it asks (``/path`` or ``tcp``), where, and how patiently."""

    asks: str
    port: int
    delay: int
    period: int
    timeout: int
    failures: int
    successes: int


@dataclass
class Deployment:
    """What of a Deployment plays a part in the simulation."""

    name: str
    namespace: str
    replicas: int
    surge: int
    unavailable: int
    recreate: bool
    settle: int
    grace: int
    pause: int
    labels: dict[str, str]
    selector: dict[str, str]
    container: dict[str, Any]
    pod: dict[str, Any]
    startup: Probe | None
    readiness: Probe | None
    liveness: Probe | None
    requests: dict[str, float] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)


def _share(value: Any, replicas: int, up: bool) -> int:
    if isinstance(value, str) and value.endswith("%"):
        exact = float(value[:-1]) * replicas / 100
        return math.ceil(exact - 1e-9) if up else math.floor(exact + 1e-9)
    return int(value)


def port_of(container: dict[str, Any], port: Any) -> int:
    """A port by number or by the name that the container gives it; 0 if there is none of that name."""
    if isinstance(port, int):
        return port
    named = {one.get("name"): one["containerPort"] for one in container.get("ports", [])}
    return int(named.get(port, port if str(port).isdigit() else 0))


def _probe(container: dict[str, Any], kind: str) -> Probe | None:
    spec = container.get(kind)
    if not spec:
        return None
    if "httpGet" in spec:
        asks, port = spec["httpGet"].get("path", "/"), spec["httpGet"]["port"]
        if spec["httpGet"].get("scheme", "HTTP").upper() != "HTTP":
            asks = "a scheme that the service doesn't speak"
    elif "tcpSocket" in spec:
        asks, port = "tcp", spec["tcpSocket"]["port"]
    else:
        raise ManifestError(f"{kind}: this cluster knows httpGet and tcpSocket")
    successes = spec.get("successThreshold", 1)
    if kind != "readinessProbe" and successes != 1:
        raise ManifestError(f"{kind}.successThreshold must be 1")
    return Probe(asks, port_of(container, port), spec.get("initialDelaySeconds", 0), spec.get("periodSeconds", 10) or 10,
                 spec.get("timeoutSeconds", 1) or 1, spec.get("failureThreshold", 3) or 3, successes or 1)  # fmt: skip


def _pause(container: dict[str, Any]) -> int:
    """How many seconds the container waits before it gets SIGTERM."""
    hook = container.get("lifecycle", {}).get("preStop", {})
    if "sleep" in hook:
        return int(hook["sleep"]["seconds"])
    words = hook.get("exec", {}).get("command", [])
    script = words[2].split() if len(words) == 3 and words[1] == "-c" else words
    return (
        int(float(script[1].rstrip("s")))
        if len(script) == 2 and script[0].endswith("sleep") and script[1].rstrip("s").replace(".", "").isdigit()
        else 0
    )


def deployment(document: dict[str, Any]) -> Deployment:
    """The facts of a Deployment; ManifestError where the cluster refuses what a schema can't see."""
    spec = document["spec"]
    template, metadata = spec["template"], document.get("metadata", {})
    labels = template.get("metadata", {}).get("labels") or {}
    if spec["selector"].get("matchExpressions"):
        raise ManifestError("this cluster knows matchLabels alone")
    selector = spec["selector"].get("matchLabels") or {}
    if not selector or not selector.items() <= labels.items():
        raise ManifestError(f"the Deployment's selector {selector} doesn't match the labels of its own pods, {labels}")
    replicas = spec.get("replicas", 1)
    strategy = spec.get("strategy", {})
    rolling = strategy.get("rollingUpdate") or {}
    surge = _share(rolling.get("maxSurge", "25%"), replicas, up=True)
    unavailable = _share(rolling.get("maxUnavailable", "25%"), replicas, up=False)
    if rolling.get("maxSurge") in (0, "0%") and rolling.get("maxUnavailable") in (0, "0%"):
        raise ManifestError("maxUnavailable may not be 0 when maxSurge is 0")
    pod = template["spec"]
    container = pod["containers"][0]
    resources = container.get("resources", {})
    limits = {name: quantity(value) for name, value in (resources.get("limits") or {}).items()}
    requests = {**limits, **{name: quantity(value) for name, value in (resources.get("requests") or {}).items()}}
    for name, limit in limits.items():
        if requests[name] > limit:
            raise ManifestError(f"the request for {name} is above its limit")
    return Deployment(
        metadata.get("name", ""), metadata.get("namespace", "default"), replicas, surge, unavailable or (1 if surge == 0 else 0),
        strategy.get("type") == "Recreate", spec.get("minReadySeconds", 0), pod.get("terminationGracePeriodSeconds", 30),
        _pause(container), labels, selector, container, pod, _probe(container, "startupProbe"), _probe(container, "readinessProbe"),
        _probe(container, "livenessProbe"), requests, limits,
    )  # fmt: skip


def targets(service: dict[str, Any], container: dict[str, Any], port: int) -> int:
    """The container's port that the service's *port* leads to; 0 if to none."""
    for one in service["spec"].get("ports", []):
        if one["port"] == port:
            return port_of(container, one.get("targetPort", port))
    return 0
