"""The class report in a browser: nothing leaves a narrow screen, colours have contrast, and nothing is refused or run."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.classroom.test_insight import made_up
from workbook.classroom.insight.analysis import measure
from workbook.classroom.insight.model import Insight
from workbook.classroom.insight.page import page

pytestmark = pytest.mark.browser
CONTRAST = """() => {
  const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$/.test(c)) return c; } return "rgb(255, 255, 255)"; };
  const ratio = (one, other) => { const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05); };
  const texts = [...document.querySelectorAll("body *")].filter(e => e.textContent.trim() && !e.closest("svg"));
  const words = [...document.querySelectorAll("svg text")];
  const shapes = [...document.querySelectorAll("svg .bar, svg .dot.good, svg .dot.bad")];
  return [Math.min(...texts.map(e => ratio(getComputedStyle(e).color, behind(e))),
                   ...words.map(e => ratio(getComputedStyle(e).fill, behind(e)))),
          Math.min(...shapes.map(e => ratio(getComputedStyle(e).fill, behind(e)))), texts.length];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_the_page_fits_has_contrast_and_its_style_is_allowed(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    (tmp_path / "r.html").write_text(page(Insight((measure(made_up(1, 40, holes=True)),))), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((tmp_path / "r.html").as_uri())
    across = tab.evaluate("document.documentElement.scrollWidth")
    words, shapes, count = tab.evaluate(CONTRAST)
    family = tab.evaluate("getComputedStyle(document.body).maxWidth")
    context.close()
    assert said == [] and family == "960px"
    assert across == width
    assert count > 100 and words >= 4.5 and shapes >= 3  # WCAG AA: of text, and of what a picture shows
