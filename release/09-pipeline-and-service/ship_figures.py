"""The figure of lesson 5: a rolling update as a timeline, under sliders for surge, unavailable and start-up time."""

from __future__ import annotations

from ship_manifests import Deployment, Probe
from ship_rollout import Plan, Second, Story, roll
from workbook.notebook import interactive, svg

__all__ = ["draw_update", "timeline", "toy", "update"]

LEFT, RIGHT, TOP, BOTTOM, MOST = 62.0, 660.0, 70.0, 250.0, 9
BANDS = (("old, ready", svg.SKY), ("new, ready", svg.GREEN), ("new, starting", svg.YELLOW), ("leaving", "#bbbbbb"))


def toy(surge: int, unavailable: int) -> Deployment:
    """Four pods with a readiness probe each second, and a pause before they stop."""
    ready = Probe("/readyz", 8080, 0, 1, 1, 1, 1)
    return Deployment("toy", "default", 4, surge, unavailable, False, 0, 30, 10, {}, {}, {}, {}, None, ready, None)


def _bands(second: Second) -> tuple[int, int, int, int]:
    return second.old, second.new, second.starting, second.leaving


def timeline(story: Story, least: int, title: str, told: str) -> str:
    """Pods by phase, stacked, over the seconds of *story*; how many serve as a line; *least* dashed."""
    span = min(len(story.seconds), 30 + (story.done if story.done is not None else len(story.seconds)))

    def place(now: float, pods: float) -> tuple[float, float]:
        return LEFT + (RIGHT - LEFT) * now / span, BOTTOM - (BOTTOM - TOP) * pods / MOST

    shapes = [svg.text(12, 22, title, size=15, bold=True), svg.text(12, 42, told)]
    began = 0
    for now in range(1, span + 1):
        if now < span and _bands(story.seconds[now]) == _bands(story.seconds[began]):
            continue
        below = 0
        for count, (_, colour) in zip(_bands(story.seconds[began]), BANDS, strict=True):
            (x1, y1), (x2, y2) = place(began, below + count), place(now, below)
            if count:
                shapes.append(svg.box(x1, y1, x2 - x1, y2 - y1, colour, edge=colour))
            below += count
        began = now
    for pods in range(0, MOST + 1, 2):
        shapes.append(svg.text(LEFT - 8, place(0, pods)[1] + 4, str(pods), size=12, anchor="end"))
    for part in range(5):
        now = round(span * part / 4)
        shapes.append(svg.text(place(now, 0)[0], BOTTOM + 18, f"{now} s", size=12, anchor="middle"))
    curve = [place(now + step, story.seconds[now].serving) for now in range(span) for step in (0, 1)]
    shapes.append(svg.path(curve, colour=svg.INK, width=2.5))
    shapes.append(svg.line(LEFT, place(0, least)[1], RIGHT, place(0, least)[1], colour=svg.BAD, width=2, dash="6 4"))
    for at, (name, colour) in enumerate((*BANDS, ("serving (line)", svg.INK), ("needed (dashed)", svg.BAD))):
        x = 62 + 102 * at
        shapes += [svg.box(x, BOTTOM + 30, 12, 12, colour), svg.text(x + 17, BOTTOM + 40, name, size=11)]
    return svg.picture(690, 304, shapes, f"{title}. Pods by phase over {span} seconds. {told}.")


def draw_update(surge: int, unavailable: int, start: int) -> str:
    """A rolling update of four pods, each of which needs *start* seconds."""
    if surge == 0 and unavailable == 0:
        told = "Kubernetes refuses it: with both at 0 no pod may go before a new one comes, and none may come"
        return svg.picture(
            690,
            80,
            [svg.text(12, 22, "A rolling update of four pods", size=15, bold=True), svg.text(12, 46, told)],
            told + ".",
        )
    story = roll(toy(surge, unavailable), Plan((start,), until=900))
    ends = "not within 15 minutes" if story.done is None else f"after {story.done} seconds"
    return timeline(story, 4, "A rolling update of four pods", f"fewest that serve: {story.lowest}; done {ends}")


def update(surge: int = 1, unavailable: int = 1, start: int = 40) -> None:
    """The update under sliders for maxSurge, maxUnavailable and the seconds that a pod needs to start."""
    controls = {
        "surge": interactive.slider("maxSurge", 0, 4, surge),
        "unavailable": interactive.slider("maxUnavailable", 0, 4, unavailable),
        "start": interactive.slider("start-up time", 5, 90, start, step=5),
    }
    interactive.controlled(draw_update, controls)
