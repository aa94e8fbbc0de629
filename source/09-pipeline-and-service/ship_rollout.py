"""A small cluster that rolls out a Deployment, second by second (lesson 5).

Left out on purpose: nodes, image pulls, and the seconds that the parts of a real cluster take to talk to each other, but for
one: the news that a pod is ready or is going reaches the balancer late.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ship_manifests import Deployment, Probe

__all__ = ["Plan", "Pod", "Second", "Story", "roll"]

PORT, CPUS, MEMORY = 8080, 3.0, 8 * 2.0**30
PEAK = 900 * 2.0**20


@dataclass(frozen=True)
class Plan:
    """What happens to the service. Seconds count from the start of the roll-out; a span is (from, until)."""

    starts: tuple[int, ...]
    news: int = 8
    longest: int = 15
    update: bool = True
    broken: bool = False
    outage: tuple[int, int] = (0, 0)
    stuck: tuple[int, int] = (0, 0)
    lost: tuple[int, int] = (0, 0)
    until: int = 900


@dataclass
class Counter:
    """What a probe has seen so far."""

    due: int
    failures: int = 0
    successes: int = 0
    silent_until: int | None = None


@dataclass
class Pod:
    """A pod, new or old, and what became of it."""

    new: bool
    number: int
    began: int
    start: int
    ready: bool = False
    ready_since: int = 0
    started: bool = False
    deleted: int | None = None
    restarts: int = 0
    cut: bool = False
    ready_at: list[bool] = field(default_factory=list)
    counters: dict[str, Counter] = field(default_factory=dict)


@dataclass(frozen=True)
class Second:
    """How things stand at one second: pods of each version by phase, how many serve, requests that fail."""

    old: int
    starting: int
    new: int
    leaving: int
    serving: int
    errors: int


@dataclass
class Story:
    """The whole roll-out."""

    seconds: list[Second]
    restarts: dict[int, list[int]]
    done: int | None
    waiting: int

    @property
    def lowest(self) -> int:
        """The fewest pods that served at any second."""
        return min(second.serving for second in self.seconds)

    @property
    def errors(self) -> int:
        """Seconds of pods that requests went to and that didn't answer them."""
        return sum(second.errors for second in self.seconds)


class Cluster:
    """The pods of one Deployment, and the controllers that act on them once a second."""

    def __init__(self, spec: Deployment, plan: Plan) -> None:
        self.spec, self.plan = spec, plan
        self.made = 0
        self.waiting = 0
        self.restarts: dict[int, list[int]] = {}
        self.pods = [self._pod(False, -1000 - 7 * n) for n in range(spec.replicas)]
        for pod in self.pods:
            pod.ready = pod.started = True
            pod.ready_since, pod.ready_at = -900, [True] * plan.news
            pod.counters = {kind: Counter(n + pod.number % 3) for n, kind in enumerate(("readiness", "liveness"))}

    def _pod(self, new: bool, began: int) -> Pod:
        self.made += 1
        start = self.plan.starts[self.made % len(self.plan.starts)]
        if new and self.plan.broken:
            start = 10**9
        return Pod(new, self.made, began, start)

    def up(self, pod: Pod, now: int) -> bool:
        """Whether the server in the pod listens."""
        killed = pod.deleted is not None and now >= pod.deleted + min(self.spec.pause, self.spec.grace)
        memory = self.spec.limits.get("memory", PEAK)
        return now >= pod.began + pod.start and not killed and memory >= PEAK

    def answers(self, pod: Pod, now: int) -> bool:
        """Whether it answers requests as well."""
        first, last = self.plan.stuck
        return self.up(pod, now) and not (pod.number == 1 and pod.restarts == 0 and first <= now < last)

    def _lost(self, pod: Pod, now: int) -> bool:
        return pod.number == 1 and self.plan.lost[0] <= now < self.plan.lost[1]

    def _asked(self, pod: Pod, probe: Probe, now: int) -> bool:
        if probe.port != PORT:
            return False
        if probe.asks == "tcp":
            return self.up(pod, now)
        path = probe.asks.partition("?")[0]
        away = self.plan.outage[0] <= now < self.plan.outage[1] or self._lost(pod, now)
        return self.answers(pod, now) and (path == "/healthz" or (path == "/readyz" and not away))

    def _probe(self, pod: Pod, kind: str, probe: Probe, now: int) -> str:
        """``failed`` or ``passed`` once the threshold is reached, else nothing."""
        counter = pod.counters.setdefault(kind, Counter(max(now, pod.began + probe.delay)))
        if counter.silent_until is not None:  # it was asked, and waits for an answer
            if now < counter.silent_until:
                return ""
            counter.silent_until = None
            if self._failed(counter, probe):
                return "failed"
        if now < counter.due:
            return ""
        counter.due = now + probe.period
        if self._asked(pod, probe, now):
            counter.successes, counter.failures = counter.successes + 1, 0
            return "passed" if counter.successes >= probe.successes else ""
        if probe.port == PORT and self.up(pod, now) and not self.answers(pod, now):
            counter.silent_until = now + probe.timeout
            return ""
        return "failed" if self._failed(counter, probe) else ""

    def _failed(self, counter: Counter, probe: Probe) -> bool:
        counter.failures, counter.successes = counter.failures + 1, 0
        return counter.failures >= probe.failures

    def _restart(self, pod: Pod, now: int) -> None:
        pod.restarts += 1
        self.restarts.setdefault(pod.number, []).append(now)
        pod.began = now + min(300, 10 * 2 ** (pod.restarts - 1))
        pod.ready = pod.started = False
        pod.counters = {}

    def watch(self, pod: Pod, now: int) -> None:
        """What the kubelet does with a pod in this second."""
        spec = self.spec
        if now < pod.began:
            return None
        if not pod.started:
            verdict = self._probe(pod, "startup", spec.startup, now) if spec.startup else "passed"
            if verdict == "failed":
                return self._restart(pod, now)
            pod.started = verdict == "passed"
            if not pod.started:
                return None
        if spec.liveness and self._probe(pod, "liveness", spec.liveness, now) == "failed":
            return self._restart(pod, now)
        ready = pod.ready
        if spec.readiness:
            verdict = self._probe(pod, "readiness", spec.readiness, now)
            ready = {"passed": True, "failed": False}.get(verdict, ready)
        else:
            ready = True
        if ready and not pod.ready:
            pod.ready_since = now
        pod.ready = ready
        return None

    def control(self, now: int) -> None:
        """What the Deployment's controller does in this second."""
        spec = self.spec
        live = [pod for pod in self.pods if pod.deleted is None]
        old, new = [pod for pod in live if not pod.new], [pod for pod in live if pod.new]
        if spec.recreate:
            for pod in old:
                pod.deleted = now
            room = 0 if any(not pod.new for pod in self.pods) else spec.replicas
        else:
            room = spec.replicas + spec.surge - len(live)
        wanted = max(0, min(spec.replicas - len(new), room))
        for _ in range(wanted):
            if self._fits():
                self.pods.append(self._pod(True, now + 1))
            else:
                self.waiting += 1
                break
        if not spec.recreate:
            self._scale_down(old, [pod for pod in self.pods if pod.new and pod.deleted is None], now)

    def _fits(self) -> bool:
        count = len(self.pods) + 1
        cpu, memory = self.spec.requests.get("cpu", 0), self.spec.requests.get("memory", 0)
        return count * cpu <= CPUS + 1e-9 and count * memory <= MEMORY

    def _scale_down(self, old: list[Pod], new: list[Pod], now: int) -> None:
        def available(pod: Pod) -> bool:
            return pod.ready and now - pod.ready_since >= self.spec.settle

        least = self.spec.replicas - self.spec.unavailable
        going = len(old) + len(new) - least - sum(not available(pod) for pod in new)
        sick = [pod for pod in old if not available(pod)][: max(0, going)]
        for pod in sick:
            pod.deleted = now
        well = [pod for pod in old if available(pod)]
        spare = len(well) + sum(available(pod) for pod in new) - least
        for pod in well[: max(0, spare)]:
            pod.deleted = now

    def second(self, now: int) -> Second:
        """Everything of one second, and how it stands then."""
        for pod in self.pods:
            if pod.deleted is None:
                self.watch(pod, now)
        if self.plan.update:
            self.control(now)
        errors = serving = 0
        for pod in self.pods:
            pod.ready_at.append(pod.ready and pod.deleted is None)
            if len(pod.ready_at) > self.plan.news and pod.ready_at[-1 - self.plan.news]:
                well = self.answers(pod, now) and not self._lost(pod, now)
                serving += well
                errors += not well
        gone = [pod for pod in self.pods if pod.deleted is not None and now >= self._end(pod)]
        errors += sum(self._cut(pod) for pod in gone)
        live = [pod for pod in self.pods if pod.deleted is None]
        told = Second(
            sum(not pod.new for pod in live), sum(pod.new and not pod.ready for pod in live),
            sum(pod.new and pod.ready for pod in live), len(self.pods) - len(live), serving, errors,
        )  # fmt: skip
        self.pods = [pod for pod in self.pods if pod not in gone or now < (pod.deleted or 0) + self.plan.news]
        return told

    def _end(self, pod: Pod) -> int:
        stop = min(self.spec.pause, self.spec.grace)
        return (pod.deleted or 0) + min(self.spec.grace, stop + self.plan.longest)

    def _cut(self, pod: Pod) -> int:
        """1 if a request that it had accepted is cut off by SIGKILL."""
        last = min(self.spec.pause, self.spec.grace, self.plan.news)
        cut = not pod.cut and last + self.plan.longest > self.spec.grace
        pod.cut = True
        return int(cut)


def roll(spec: Deployment, plan: Plan) -> Story:
    """What happens within ``plan.until`` seconds."""
    cluster = Cluster(spec, plan)
    seconds = []
    done = None
    for now in range(plan.until):
        seconds.append(cluster.second(now))
        live = [pod for pod in cluster.pods if pod.deleted is None]
        if done is None and len(live) == spec.replicas and all(pod.new and pod.ready for pod in live):
            done = now
    return Story(seconds, cluster.restarts, done, cluster.waiting)
