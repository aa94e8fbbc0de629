"""The instructor's origin in a real browser: whatever a submission brings, no script of it runs and no click grades."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.test_formgrader import formgrader
from tests.classroom.tiny import Inline
from tests.hostile import folders
from tests.hostile.folders import UNIT
from tests.hostile.pages import MARKDOWN, OUTPUTS, RUN, SVG, notebook
from tests.hostile.test_files import LESSON, by_name
from workbook.classroom import batch
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.workers import Crew
from workbook.course import Course

__all__ = ["formgrader"]
pytestmark = pytest.mark.browser

# Every score that a script of this page can reach; a PUT of one is what the attack of the review did.
REWRITE = """
fetch('/formgrader/api/grades?submission_id=' + 'SUBMISSION').then(r => r.json()).then(all => all.forEach(grade =>
  fetch('/formgrader/api/grade/' + grade.id, {method: 'PUT', body: JSON.stringify({...grade, manual_score: 99}),
    headers: {'X-XSRFToken': document.cookie.replace(/.*_xsrf=([^;]*).*/, '$1')}})));
window.pwned = 1; document.title = 'pwned';
""".replace("\n", " ")
ELEMENTS = (
    "<script>{run}</script>",
    '<svg xmlns="http://www.w3.org/2000/svg" onload="{run}"><a href="{link}"><text y="20">x</text></a></svg>',
    '<img src="{link}" onerror="{run}">',
    '<a href="{link}" onclick="{run}">click</a>',
    '<form action="{link}" method="post"><input name="manual_score" value="99"><button formaction="{link}">x</button></form>',
    '<meta http-equiv="refresh" content="0;url={link}">',
    '<base href="{link}">',
    "<style>@import '{link}'; body {{ background: url({link}) }}</style>",
    '<link rel="stylesheet" href="{link}"><link rel="prefetch" href="{link}">',
    '<iframe src="{link}"></iframe><object data="{link}"></object><embed src="{link}">',
    '<div id="why" class="score tabbable full-credit" style="position:fixed;inset:0;background:url({link})">x</div>',
    '<button class="btn full-credit" onclick="{run}">x</button>',
    "[click]({link}) ![picture]({link}) <{link}>",
)
LINKS = (
    "data:text/html,<script>{run}</script>",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "javascript:{run}",
    "java\tscript:{run}",
    "vbscript:{run}",
    "file:///etc/passwd",
    "evil.html",
    "./evil.svg",
    "../../evil.html",
    "/files/submitted/eve/99-fake/evil.html",
    "//evil.invalid/x",
    "blob:null/1",
)


def tricks(seed: int, count: int) -> list[str]:
    """Elements and links put together by chance; each pair of the two at least once."""
    chance = random.Random(seed)
    pairs = [(element, link) for element in ELEMENTS for link in LINKS]
    chance.shuffle(pairs)
    made = []
    for element, link in pairs[:count]:
        text = element.format(run=RUN, link=link.format(run=RUN))
        made.append(text.replace("script", "ScRiPt") if chance.random() < 0.2 else text)
    return made


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course in which Eve handed in every trick: in essay, outputs, attachments, names and files beside it."""
    made = folders.course_in(tmp_path / "course")
    every = tricks(1, len(ELEMENTS) * len(LINKS))
    text = json.loads(notebook())
    by_name(text, "why")["source"] = "\n\n".join([MARKDOWN, *every])
    by_name(text, "total")["source"] = (
        f"{OUTPUTS.rpartition('raise')[0]}\nfor trick in {every!r}:\n    display(HTML(trick), Markdown(trick))\n"
    )
    place = folders.hand_in(made, "eve", json.dumps(text).encode())
    page = f'<html><body onload="{REWRITE}"><script>{REWRITE}</script></body></html>'
    for name, content in {
        "evil.html": page,
        "evil.svg": SVG.replace(RUN, REWRITE),
        "evil.js": REWRITE,
        "data/x.csv": page,
        "figures/evil.svg": SVG.replace(RUN, REWRITE),
        f"{'<img src=x onerror=window.pwned=1>'}.html": page,
        "EVIL.IPYNB": page,
    }.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(content, encoding="utf-8")
    return made


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page that tells of scripts that ran, of dialogues, and of what was asked of any other server."""
    page.add_init_script(
        "window.addEventListener('securitypolicyviolation', e => console.log('CSP', e.effectiveDirective, e.blockedURI, e.sourceFile, e.lineNumber, e.sample))"
    )
    asked: list[str] = []

    def refused(request: Request) -> None:
        if request.failure == "csp":  # told as a request, though it never left the browser
            asked.remove(f"{request.method} {request.url}")

    page.context.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.context.on("requestfailed", refused)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialogue: {dialog.message}"))
    yield page
    ours = ("GET http://127.0.0.1", "GET https://cdnjs.cloudflare.com", "PUT http://127.0.0.1", "POST http://127.0.0.1",
            "GET data:image/", "GET file:", "GET data:font")  # fmt: skip
    assert [line for line in asked if not line.startswith(ours)] == []


def submission(course: Course, student: str) -> str:
    with sqlite3.connect(course.gradebook) as database:
        query = (
            "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON a.id = n.assignment_id "
            "WHERE a.student_id = ?"
        )
        (found,) = database.execute(query, (student,)).fetchone()
    return str(found)


def grades(course: Course) -> list[tuple[object, ...]]:
    with sqlite3.connect(course.gradebook) as database:
        return database.execute("SELECT id, manual_score, extra_credit, auto_score FROM grade ORDER BY id").fetchall()


def test_no_script_of_a_submission_runs_and_no_click_on_it_changes_a_grade(
    course: Course, formgrader: str, watched: Page
) -> None:
    batch.autograde(course, [UNIT], crew=Crew(Inline, 1))
    before = grades(course)
    watched.goto(f"{formgrader}/?token=test")
    watched.goto(f"{formgrader}/submissions/{submission(course, 'eve')}/")
    expect(watched.locator("#why")).to_be_visible()
    shown = watched.locator(".text_cell_render, .output_subarea")
    assert shown.count() > 10
    address = watched.url
    for place in ("form", "iframe", "object", "embed", "base", "link", "script", "button", "input", "meta"):
        assert shown.locator(place).count() == 0, place
    assert shown.locator("style").count() == 1, "the tables' own"
    links = shown.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("http://", "https://", "mailto:", "#"))] == []
    assert shown.locator("[id], [onclick], [style]").count() == 0
    shown.locator("a").evaluate_all("all => all.forEach(one => { if (!/^http/.test(one.href)) one.click() })")
    watched.wait_for_timeout(500)
    assert watched.evaluate("window.pwned") is None
    assert watched.url.partition("#")[0] == address
    assert grades(course) == before


def test_the_policy_holds_even_what_nobody_cleaned(course: Course, formgrader: str, watched: Page) -> None:
    """As if the cleaning had a hole: the raw text is put into the graded notebook's master cells by hand."""
    batch.autograde(course, [UNIT], crew=Crew(Inline, 1))
    watched.goto(f"{formgrader}/?token=test")
    watched.route(
        "**/submissions/*/",
        lambda route: (lambda got: route.fulfill(response=got, body=got.text().replace(
            "<body>", f"<body><script>{RUN}</script><img src=x onerror='{RUN}'><base href='https://evil.invalid/'>"
            f"<a id=hit href='javascript:{RUN}'>x</a><script src='/files/submitted/eve/99-fake/evil.js'></script>"
            "<form id=sent action='/formgrader/api/x' method=post></form>"
            "<style>@import 'https://evil.invalid/a.css'; body { background: url(https://evil.invalid/b.png) }</style>",
            1,
        )))(route.fetch()),
    )  # fmt: skip
    watched.goto(f"{formgrader}/submissions/{submission(course, 'eve')}/")
    expect(watched.locator("#why")).to_be_visible()
    watched.locator("#hit").evaluate("one => one.click()")
    watched.locator("#sent").evaluate("one => one.submit()")
    watched.wait_for_timeout(500)
    assert watched.evaluate("window.pwned") is None
    assert watched.evaluate("document.title") != "pwned"
    assert watched.evaluate("document.baseURI").startswith("http://127.0.0.1")


def test_nbgraders_copy_holds_notebooks_and_the_units_own_files_only(
    course: Course, formgrader: str, watched: Page
) -> None:
    command = [sys.executable, "-m", "nbgrader"]
    for name in ("generate_assignment", "autograde", "generate_feedback"):
        subprocess.run([*command, name, UNIT, "--force"], cwd=course.root, capture_output=True, check=False)
    copied = sorted(
        str(path.relative_to(course.autograded / "eve" / UNIT))
        for path in (course.autograded / "eve" / UNIT).rglob("*")
        if path.is_file()
    )
    assert copied == ["1-fake.ipynb", "data/x.csv"]
    assert (course.autograded / "eve" / UNIT / "data" / "x.csv").read_text() == "a\n1\n", "the master's, not Eve's"
    assert [path.name for path in (course.feedback / "eve").rglob("*") if path.is_file()] == ["1-fake.html"]

    # What an older version of nbgrader's copy left there is served, but is no part of the origin.
    (course.autograded / "eve" / UNIT / "evil.svg").write_text(SVG.replace(RUN, REWRITE), encoding="utf-8")
    (course.autograded / "eve" / UNIT / "evil.html").write_text(f"<script>{REWRITE}</script>", encoding="utf-8")
    before, one = grades(course), submission(course, "eve")
    watched.goto(f"{formgrader}/?token=test")
    for name in ("evil.svg", "evil.html"):
        watched.goto(f"{formgrader}/submissions/{one}/{name}")
        watched.wait_for_timeout(300)
        assert watched.title() != "pwned"
    assert grades(course) == before


def test_the_formgraders_own_pages_work_under_the_policy(course: Course, formgrader: str, watched: Page) -> None:
    batch.autograde(course, [UNIT], crew=Crew(Inline, 1))
    refused: list[str] = []
    watched.on("console", lambda message: refused.append(message.text) if "CSP" in message.text else None)
    watched.on("pageerror", lambda error: refused.append(str(error)))
    watched.goto(f"{formgrader}/?token=test")
    for place, words in {
        "manage_assignments": UNIT,
        f"manage_submissions/{UNIT}": "eve",
        "manage_students": "eve",
        "manage_students/eve": UNIT,
        f"manage_students/eve/{UNIT}": "1-fake",
        "gradebook": UNIT,
        f"gradebook/{UNIT}": "1-fake",
        f"gradebook/{UNIT}/1-fake": "Submission #1",
    }.items():
        watched.goto(f"{formgrader}/{place}")
        expect(watched.locator("#main-table")).to_contain_text(words)
    watched.locator("#toggle_names").click()
    watched.goto(f"{formgrader}/submissions/{submission(course, 'eve')}/")
    watched.locator(".name-hidden.glyphicon").click()
    expect(watched.locator("a.name-shown")).to_be_visible()
    with watched.expect_response(lambda response: response.request.method == "PUT") as saved:
        watched.locator(".full-credit").first.click()
    assert saved.value.ok
    # jQuery asks on each page what a browser does with event attributes; MathJax comes from the network, which isn't here.
    known = ("CSP script-src-attr inline  0", "MathJax is not defined")
    assert [text for text in refused if not text.startswith(known)] == []


def test_the_feedback_page_runs_nothing_and_asks_for_nothing(course: Course, watched: Page) -> None:
    batch.autograde(course, [UNIT], crew=Crew(Inline, 1))
    feedback.generate(course, [UNIT])
    written = course.feedback / "eve" / UNIT / "1-fake.html"
    text = unescape(written.read_text(encoding="utf-8"))
    assert "form-action 'none'" in text and RUN in text
    watched.goto(written.as_uri())
    hrefs = watched.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert [one for one in hrefs if not one.startswith(("http://", "https://", "mailto:", "#"))] == []
    watched.wait_for_timeout(300)
    assert watched.evaluate("window.pwned") is None
    assert watched.url == written.as_uri()
    assert LESSON.lesson == "1-fake"
