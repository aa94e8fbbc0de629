"""What lesson 5 asks of manifests: by their schema, and by what a small cluster does with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from ship_autoscale import Scaling, scale, scaler
from ship_manifests import Deployment, ManifestError, deployment, read, targets
from ship_rollout import Plan, roll
from workbook.check.failure import fail

__all__ = [
    "Found",
    "autoscaled",
    "bad_release",
    "found",
    "hangs",
    "loses",
    "nobody_else",
    "outage",
    "private",
    "rolls",
    "room",
    "wired",
]

IMAGE = "registry.fellpost.example/promise:2.4.1"
STRANGERS = ({"app": "promise", "role": "batch"}, {"app": "labels", "role": "web"}, {"team": "platform"})
MB = 2.0**20


@dataclass
class Found:
    """The Deployment, as facts and as it was written, and the Service."""

    deployment: Deployment
    written: dict[str, Any]
    service: dict[str, Any]


def _documents(text: str, kinds: list[str]) -> list[dict[str, Any]]:
    try:
        documents = read(text)
    except ManifestError as error:
        fail(f"Kubernetes refuses it: {error}")
    came = sorted(one["kind"] for one in documents)
    if came != sorted(kinds):
        fail("the kinds of the documents", expected=", ".join(sorted(kinds)), actual=", ".join(came) or "none")
    return sorted(documents, key=lambda one: kinds.index(one["kind"]))


def found(text: str) -> Found:
    """Read and validate the two documents."""
    if not isinstance(text, str):
        fail("manifests are a text", actual=type(text).__name__)
    return _found(text)


@cache
def _found(text: str) -> Found:
    written, service = _documents(text, ["Deployment", "Service"])
    try:
        return Found(deployment(written), written, service)
    except ManifestError as error:
        fail(f"Kubernetes refuses it: {error}")


def wired(it: Found) -> None:
    """Names, image, number of pods, and the way of a request from port 80 to 8080."""
    spec = it.deployment
    for what, expected, actual in (
        ("the Deployment's name", "promise", spec.name),
        ("the Service's name", "promise", it.service.get("metadata", {}).get("name")),
        ("the number of pods", 4, spec.replicas),
        ("the number of containers of a pod", 1, len(spec.pod["containers"])),
        ("the image", IMAGE, spec.container.get("image")),
    ):
        if expected != actual:
            fail(what, expected=str(expected), actual=str(actual))
    namespace = it.service.get("metadata", {}).get("namespace", "default")
    if namespace != spec.namespace:
        fail(
            "a Service finds the pods of its own namespace alone, and this one finds none",
            expected=f"the Deployment's namespace, {spec.namespace}",
            actual=str(namespace),
        )
    selector = it.service["spec"].get("selector") or {}
    if not selector or not selector.items() <= spec.labels.items():
        fail(
            "the Service finds none of the pods",
            expected=f"a selector that matches {spec.labels}",
            actual=str(selector),
        )
    port = targets(it.service, spec.container, 80)
    if port != 8080:
        fail("where port 80 of the Service leads to", expected="8080", actual=str(port or "nowhere"))


def nobody_else(it: Found, strangers: Iterable[dict[str, str]] = STRANGERS) -> None:
    """Neither selector matches pods of somebody else."""
    for what, selector in (
        ("Service", it.service["spec"].get("selector") or {}),
        ("Deployment", it.deployment.selector),
    ):
        for labels in strangers:
            if selector.items() <= labels.items():
                fail(
                    f"the selector of the {what} matches somebody else's pods, with the labels {labels}",
                    actual=str(selector),
                )


def private(it: Found) -> None:
    """DATABASE_URL comes from the secret, and the pod doesn't run as root."""
    env = {one["name"]: one for one in it.deployment.container.get("env", [])}
    source = (env.get("DATABASE_URL", {}).get("valueFrom") or {}).get("secretKeyRef") or {}
    if (source.get("name"), source.get("key")) != ("promise-db", "url"):
        fail(
            "where DATABASE_URL comes from",
            expected="the key url of the secret promise-db",
            actual=str(env.get("DATABASE_URL", "there is none")),
        )
    for context in (
        it.deployment.container.get("securityContext") or {},
        it.deployment.pod.get("securityContext") or {},
    ):
        if "runAsNonRoot" in context:
            if context["runAsNonRoot"] is True:
                return
            break
    fail("the pod may run as root", expected="runAsNonRoot: true")


def room(it: Found) -> None:
    """Requests and limits fit what a pod uses."""
    requests, limits = it.deployment.requests, it.deployment.limits
    for name, least, unit, told in (("cpu", 0.3, 1.0, "300m"), ("memory", 600 * MB, MB, "600Mi")):
        if requests.get(name, 0) < least:
            fail(
                f"the request for {name} is below what a pod uses",
                expected=f"at least {told}",
                actual=f"{requests.get(name, 0) / unit:g}",
            )
    if "memory" not in limits:
        fail("there is no limit for memory")
    if limits["memory"] < 900 * MB:
        fail(
            "a pod that loads its model is killed for its memory",
            expected="a limit of at least 900Mi",
            actual=f"{limits['memory'] / MB:g}Mi",
        )


def _told(restarts: dict[int, list[int]]) -> str:
    first = min(seconds[0] for seconds in restarts.values())
    return f"{sum(len(seconds) for seconds in restarts.values())} restarts, the first after {first} seconds"


def rolls(it: Found, starts: tuple[int, ...], news: int) -> None:
    """The roll-out ends, four pods serve at every second, and no request fails."""
    story = roll(it.deployment, Plan(starts, news))
    given = f"pods that start within {', '.join(map(str, starts))} seconds"
    if story.restarts:
        fail(
            f"{given}: pods are restarted while they start",
            actual=_told(story.restarts),
            look="startupProbe, livenessProbe",
        )
    if story.waiting and story.done is None:
        fail(f"{given}: there is no room for another pod, and the roll-out doesn't end", look="requests, maxSurge")
    if story.errors:
        when = next(now for now, second in enumerate(story.seconds) if second.errors)
        fail(
            f"{given}: requests fail, at first after {when} seconds",
            look="the readinessProbe; how long a pod that goes still answers; terminationGracePeriodSeconds",
        )
    if story.lowest < 4:
        when = next(now for now, second in enumerate(story.seconds) if second.serving < 4)
        fail(
            f"{given}: the fewest pods that serve",
            expected="4",
            actual=f"{story.lowest}, at first after {when} seconds",
            look="maxUnavailable, readinessProbe, preStop",
        )
    if story.done is None:
        fail(f"{given}: the roll-out hasn't ended after 15 minutes")


def bad_release(it: Found) -> None:
    """A version that never starts takes nothing from the old one."""
    story = roll(it.deployment, Plan((40,), broken=True))
    if story.lowest < 4 or story.errors:
        fail(
            "a version that never starts is rolled out: the fewest pods that serve",
            expected="4",
            actual=str(story.lowest),
        )


def outage(it: Found) -> None:
    """Nothing is restarted because the database is away."""
    story = roll(it.deployment, Plan((40,), update=False, outage=(60, 660), until=720))
    if story.restarts:
        fail(
            "the database is away for ten minutes, and healthy pods are restarted",
            actual=_told(story.restarts),
            look="what the livenessProbe asks",
        )
    story = roll(it.deployment, Plan((40,), outage=(0, 600), until=700))
    if story.restarts:
        fail(
            "the database is away while a new version is rolled out, and pods are restarted",
            actual=_told(story.restarts),
            look="what the startupProbe asks",
        )


def hangs(it: Found, offset: int) -> None:
    """A pod that hangs is restarted in time; one that pauses isn't."""
    story = roll(it.deployment, Plan((40,), update=False, stuck=(100 + offset, 10**9), until=260 + offset))
    by_port = it.deployment.liveness is not None and it.deployment.liveness.asks == "tcp"
    late = [seconds[0] - 100 - offset for seconds in story.restarts.values()]
    if not late or late[0] > 120:
        fail(
            "a pod hangs",
            expected="a restart within two minutes",
            actual=f"a restart after {late[0]} seconds" if late else "no restart",
            look="livenessProbe: an open port is no answer"
            if by_port
            else "livenessProbe: its period, failures and timeout",
        )
    if len(story.restarts) > 1:
        fail("one pod hangs, and others are restarted", actual=_told(story.restarts))
    story = roll(it.deployment, Plan((40,), update=False, stuck=(100 + offset, 110 + offset), until=200 + offset))
    if story.restarts:
        fail(
            "a pod doesn't answer for ten seconds, and is restarted",
            actual=_told(story.restarts),
            look="failureThreshold of the livenessProbe",
        )


def loses(it: Found, offset: int) -> None:
    """A pod that has lost its database gets no requests, and isn't restarted."""
    story = roll(it.deployment, Plan((40,), update=False, lost=(100 + offset, 400), until=500))
    if story.restarts:
        fail(
            "a pod has lost its database, and is restarted",
            actual=_told(story.restarts),
            look="what the livenessProbe asks",
        )
    if story.errors > 45:
        fail(
            "a pod has lost its database, and gets requests",
            expected="for 45 seconds at most",
            actual=f"for {story.errors}",
            look="what the readinessProbe asks",
        )
    if story.seconds[-1].serving < 4:
        fail("a pod has its database again, and gets no requests")


def autoscaled(text: str, low: float, high: float, swing: int) -> None:
    """A day: night, a rise, a swinging noon, and evening."""
    (document,) = _documents(text, ["HorizontalPodAutoscaler"])
    try:
        given = scaler(document)
    except ManifestError as error:
        fail(f"Kubernetes refuses it: {error}")
    target = document["spec"]["scaleTargetRef"]
    came = (target.get("apiVersion"), target.get("kind"), target.get("name"))
    if came != ("apps/v1", "Deployment", "promise"):
        fail("what is scaled", expected="the Deployment promise of apps/v1", actual=str(came))

    def day(now: int) -> float:
        if now < 1200:
            return 0.6
        if now < 1800:
            return 1.0 + (now - 1200) / 600
        if now < 3000:
            return 2.1
        if now < 6600:
            return high if (now // swing) % 2 else low
        return 0.6

    story = scale(given, day, 10_200)
    _judge(story, low, high, swing)


def _judge(story: Scaling, low: float, high: float, swing: int) -> None:
    if min(story.wanted) < 4:
        fail("the fewest pods", expected="4", actual=str(min(story.wanted)))
    if max(story.wanted) > 6:
        fail("the most pods", expected="6, so that a roll-out has room for one more", actual=str(max(story.wanted)))
    if max(story.wanted[900:1200]) > 4:
        fail(
            "pods at night, at 0.6 CPUs of load",
            expected="4",
            actual=str(max(story.wanted[900:1200])),
            look="the target",
        )
    if story.overloaded:
        when = next(
            now
            for now, (load, ready) in enumerate(zip(story.load, story.ready, strict=True))
            if load > 0.36 * ready + 1e-9
        )
        fail(
            "pods have to carry more than they can",
            actual=f"{story.load[when]:.2f} CPUs for {story.ready[when]} pods that are ready",
            look="the target: a new pod needs a minute; maxReplicas",
        )
    turns = sum(a != b for a, b in zip(story.wanted[3600:6600], story.wanted[3601:6600], strict=False))
    if turns > 4:
        fail(
            f"the load swings between {low:.2f} and {high:.2f} CPUs every {swing} seconds, and pods come and go",
            expected="at most 4 changes in 50 minutes",
            actual=str(turns),
            look="stabilizationWindowSeconds",
        )
    if story.wanted[-1] > 4:
        fail(
            "an hour after the load has gone there are still pods too many", expected="4", actual=str(story.wanted[-1])
        )
