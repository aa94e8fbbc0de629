"""Controls of a figure: their labels have room, and they go as far as there is something to see."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import IPython.display
import pytest

from workbook.notebook import interactive


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a kernel would be told to display."""
    found: list[Any] = []

    def display(one: Any, **options: Any) -> Any:
        found.append(one)
        return SimpleNamespace(update=lambda new, **_: found.append(new)) if options.get("display_id") else None

    monkeypatch.setattr(interactive, "_shell", lambda: SimpleNamespace(kernel=True))
    monkeypatch.setattr(IPython.display, "display", display)
    return found


def test_a_control_goes_as_far_as_the_others_let_it(shown: list[Any]) -> None:
    sliders = {"size": interactive.slider("size", 1, 5, 3), "place": interactive.slider("a long label", 0, 99, 4)}
    drawn: list[dict[str, int]] = []

    def draw(**values: int) -> str:
        drawn.append(values)
        return "<svg><title>x</title></svg>"

    interactive.controlled(draw, sliders, columns=2, most=lambda values: {"place": values["size"] ** 2 - 1})
    box = shown[0]
    size, place = box.children
    assert place.max == 8 and drawn[-1] == {"size": 3, "place": 4}
    size.value = 2
    assert place.max == 3 and place.value == 3 and drawn[-1] == {"size": 2, "place": 3}
    assert box.layout.flex_flow == "row wrap", "side by side as far as there is room"
    assert size.style.description_width == place.style.description_width == f"{14 + 7 * len('a long label')}px"
    assert place.layout.max_width == "calc(100% - 4px)"
