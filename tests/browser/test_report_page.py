"""The class report in a browser: nothing leaves a narrow screen, colours have contrast, and nothing is refused or run."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.printed import compact, cut, pages
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


ROWS = "() => [...document.querySelectorAll('tr')].map(row => row.textContent)"
# What belongs on one page: a heading and what comes next, a unit's figures, a suspect, a short table.
WHOLE = """() => {
  const texts = (...elements) => elements.map(e => e.textContent).join(" ");
  const begin = e => e.matches("table, .scroll") ? e.querySelector("caption") : e.matches(".side") ? e.querySelector("svg text") : e;
  return [...document.querySelectorAll("h2, h3")].filter(e => e.nextElementSibling)
    .map(e => begin(e.nextElementSibling) ? texts(e, begin(e.nextElementSibling)) : texts(e))
    .concat([...document.querySelectorAll(".facts, .suspect, .keep")].map(e => texts(e)))
    .filter(text => text.trim());
}"""
AS_ANY_TEXT = "*, ::before { break-inside: auto !important; break-after: auto !important; }"


def printed(tab: Page) -> list[str]:
    return pages(tab.pdf(format="A4", prefer_css_page_size=True))


def test_a_printed_page_cuts_no_row_no_short_table_and_no_heading_from_what_it_is_about(
    browser: Browser, tmp_path: Path
) -> None:
    two = (measure(made_up(1, 40, holes=True)), measure(made_up(2, 90, holes=True)))
    (tmp_path / "r.html").write_text(page(Insight(two)), encoding="utf-8")
    context = browser.new_context(color_scheme="dark", bypass_csp=True)
    try:
        tab = context.new_page()
        tab.goto((tmp_path / "r.html").as_uri())
        rows, whole = tab.evaluate(ROWS), tab.evaluate(WHOLE)
        found = printed(tab)
        assert len(rows) > 250 and len(whole) > 30 and len(found) >= 8
        assert cut(rows, found) == [] and cut(whole, found) == []
        head = compact("StudentPointsofShareLost for being lateWaiting")
        assert sum(head in one for one in found) > 2, "a table's head stands on each of its pages"
        assert all(f"{number}/{len(found)}" in one for number, one in enumerate(found, start=1))
        units = [number for number, one in enumerate(found) if compact("A unit (u)") in one]
        assert len(units) == 2 and found[units[1]].startswith(compact(f"{units[1] + 1} / {len(found)}A unit (u)"))
        tab.add_style_tag(content=AS_ANY_TEXT)
        assert cut([*rows, *whole], printed(tab)), "without our rules something is cut: the test would see it"
    finally:
        context.close()


def test_what_is_printed_fits_the_paper_is_light_and_hides_nothing(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text(page(Insight((measure(made_up(1, 40, holes=True)),))), encoding="utf-8")
    context = browser.new_context(color_scheme="dark", viewport={"width": 680, "height": 1000})  # A4 within its margins
    try:
        tab = context.new_page()
        tab.goto((tmp_path / "r.html").as_uri())
        tab.emulate_media(media="print")
        assert tab.evaluate("document.documentElement.scrollWidth") == 680
        words, shapes, _ = tab.evaluate(CONTRAST)
        assert words >= 4.5 and shapes >= 3
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        hidden = """() => [...document.querySelectorAll("details:not([open]), [hidden], .scroll")]
          .filter(e => !e.matches(".scroll") || e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1).length"""
        assert tab.evaluate(hidden) == 0
        breaks = """() => [...document.querySelectorAll("svg, .side > .plot, tr, .suspect, .facts")]
          .filter(e => getComputedStyle(e).breakInside != "avoid").length"""
        assert tab.evaluate(breaks) == 0
    finally:
        context.close()
