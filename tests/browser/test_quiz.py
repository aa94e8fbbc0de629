"""Questions in a real JupyterLab: answered by keyboard, and remembered when the kernel and the page are gone."""

from __future__ import annotations

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_student import _run_all

CELLS = [
    'from workbook.notebook.quiz import quiz\nquiz("Which one?", right="`b`", wrong={"a": "Not a.", "$c or $d": "Not c."}, because="It is b.")',
    'quiz("How many?", number=6, wrong={3: "Each *row* meets `two`."}, because="3 times 2.")',
    'quiz("Which order?", order=["split", "`fit`", "measure"], because="Seen rows say nothing.")',
]


MESSAGE = "expected $a, came $b"


@pytest.mark.browser
def test_a_dollar_is_a_dollar_in_all_that_the_kit_shows(lab: Lab, page: Page) -> None:
    unit = lab.course.units[0]
    shown = [
        f"from workbook.check.card import Plain\ndisplay(Plain({MESSAGE!r}).bundle(), raw=True)",
        f"from workbook import check\ngrade = check.parts(1)\nwith grade('one'):\n    assert False, {MESSAGE!r}\ngrade.score()",
        f"from workbook.notebook.sql import Result\nResult('t', '', ('a',), [({MESSAGE!r},)])",
    ]
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[nbformat.v4.new_code_cell(code, metadata={"tags": ["raises-exception"]}) for code in shown],
    )
    (unit.work / "dollars.ipynb").write_text(nbformat.writes(notebook))
    page.goto(lab.page_of(f"{unit.name}/dollars.ipynb"))
    page.locator(".jp-Notebook").wait_for()
    _run_all(page)
    for place in range(len(shown)):
        expect(page.locator(".jp-RenderedHTMLCommon.jp-OutputArea-output").nth(place)).to_contain_text(MESSAGE)
    page.wait_for_timeout(2000)  # what is typeset is so a moment later
    expect(page.locator("mjx-container, .MathJax")).to_have_count(0)


@pytest.mark.browser
def test_questions_are_answered_by_keyboard_and_remembered(lab: Lab, page: Page) -> None:
    unit = lab.course.units[0]
    cells = [nbformat.v4.new_code_cell(code) for code in CELLS]
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}, cells=cells
    )
    path = unit.work / "quiz.ipynb"
    path.write_text(nbformat.writes(notebook))
    page.goto(lab.page_of(f"{unit.name}/quiz.ipynb"))
    page.locator(".jp-Notebook").wait_for()
    _run_all(page)
    choice, number, order = (page.locator(".workbook-quiz").nth(place) for place in range(3))

    choice.locator("summary", has_text="a").focus()
    page.keyboard.press("Enter")
    expect(choice.get_by_text("✗ Not this: Not a.")).to_be_visible()
    expect(choice.get_by_text("✓ Right: It is b.")).not_to_be_visible()

    expect(choice.get_by_text("$c or $d")).to_be_visible()
    field = number.get_by_label("Your answer")
    field.fill("3")
    field.press("Enter")
    expect(number.get_by_role("status")).to_have_text("✗ Not this: Each row meets two.")
    field.fill("6")
    field.press("Enter")
    expect(number.get_by_role("status")).to_contain_text("✓ Right")

    for place, item in enumerate(["split", "`fit`", "measure"]):
        while order.locator("li").nth(place).get_attribute("data-item") != item:
            order.get_by_role("button", name=f"{item.strip('`')}: one place up").press("Enter")
    order.get_by_role("button", name="Check the order").press("Enter")
    expect(order.get_by_role("status")).to_contain_text("✓ Right")

    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    page.reload()
    page.locator(".workbook-quiz").nth(2).wait_for()
    expect(page.get_by_text("✗ Not this: Not a.")).to_be_visible()
    expect(page.locator(".workbook-quiz").nth(1).get_by_label("Your answer")).to_have_value("6")
    assert [item.get_attribute("data-item") for item in page.locator(".workbook-quiz li").all()] == [
        "split",
        "`fit`",
        "measure",
    ]
