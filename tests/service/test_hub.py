"""A real JupyterHub with the class service: real accounts, a real browser, real tokens, real cookies."""

from __future__ import annotations

import http.client
import http.cookiejar
import importlib.metadata
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_student import _picture
from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from tests.conftest import ROOT
from tests.ports import free_ports
from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.service import hub as hubs

PASSWORD = "for-tests"
DATES = f"""
[units.{UNIT}]
due = 2020-01-01
late = "flag"
counts = "best"
[units.01-shop]
attempts = 1
closes = 2020-01-01
[students.bob.extensions]
{UNIT} = 2100-01-01
01-shop = 2100-01-01
"""
pytestmark = [pytest.mark.browser, pytest.mark.sandbox]


OURS = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
"""Where Python is to look first, `make test-hub` for its hub too."""


@dataclass
class Hub:
    """A running hub and its class."""

    course: Course
    homes: Path
    port: int
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def service(self) -> str:
        return f"{self.url}/services/workbook/"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """The demonstration's hub, on the tiny course."""
    try:
        hubs.expect_programs()
    except WorkbookError as error:
        pytest.skip(str(error))
    place = tmp_path_factory.mktemp("hub") / "class"
    course = tiny_course(tmp_path_factory.mktemp("origin") / "course")
    course.dates.write_text(DATES)
    port = free_ports(4)
    config = hubs.prepare(course, place, port, PASSWORD)
    log = place / "hub.log"
    environment = {**os.environ, "PYTHONPATH": OURS, "OMP_NUM_THREADS": "1"}
    with log.open("w") as stream:
        process = subprocess.Popen(hubs.command(config), cwd=place, env=environment, stdout=stream, stderr=stream)
        try:
            _wait_until_it_runs(log, process)
            found = Hub(Course(place / "class"), place / "homes", port, log, process)
            yield found
            process = found.process  # another one, if a test has killed it
        finally:
            _end(process)


def begin_again(hub: Hub) -> None:
    """Kill the hub, which has no time to say anything to anybody, and start it anew."""
    hub.process.kill()
    hub.process.wait()
    hub.log = hub.log.with_name(f"{hub.log.stem}-again.log")
    environment = {**os.environ, "PYTHONPATH": OURS, "OMP_NUM_THREADS": "1"}
    place = hub.homes.parent
    with hub.log.open("w") as stream:
        command = hubs.command(place / "jupyterhub_config.py")
        hub.process = subprocess.Popen(command, cwd=place, env=environment, stdout=stream, stderr=stream)
    _wait_until_it_runs(hub.log, hub.process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The hub, and whatever of its servers it leaves."""
    children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    process.wait(60)
    for child in children:
        if child.is_running():
            child.terminate()


def _wait_until_it_runs(log: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 200
    while time.monotonic() < until and process.poll() is None:
        text = log.read_text()
        if "JupyterHub is now running" in text and "workbook.service: serving" in text:
            return
        time.sleep(0.2)
    pytest.fail(f"the hub did not start:\n{log.read_text()[-3000:]}")


class Session:
    """Somebody who has logged in, with cookies as a browser has them, asking by hand."""

    def __init__(self, hub: Hub, name: str) -> None:
        self.hub, self.jar = hub, http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.ask("GET", f"{hub.url}/hub/login")
        form = {"username": name, "password": PASSWORD, "_xsrf": self.cookie("_xsrf", "/hub/")}
        status, text = self.ask(
            "POST", f"{hub.url}/hub/login?next=/services/workbook/", urllib.parse.urlencode(form).encode()
        )
        assert status == 200 and name in text, text[:2000]

    def ask(self, method: str, url: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(url, body, {"User-Agent": "test", **{n.replace("_", "-"): v for n, v in headers.items()}}, method=method)  # fmt: skip
        try:
            with self._opener.open(request, timeout=60) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def cookie(self, name: str, path: str) -> str:
        return next(cookie.value or "" for cookie in self.jar if cookie.name == name and cookie.path == path)


def token(hub: Hub, name: str, *scopes: str) -> str:
    """A token of the user's own, made as users make them."""
    session = Session(hub, name)
    session.ask("GET", f"{hub.url}/hub/token")
    body = json.dumps({"note": "test", "scopes": list(scopes)}).encode()
    path = f"{hub.url}/hub/api/users/{name}/tokens?_xsrf={urllib.parse.quote(session.cookie('_xsrf', '/hub/'))}"
    status, text = session.ask("POST", path, body, Content_Type="application/json", Referer=f"{hub.url}/hub/token")
    assert status == 201, text
    made: str = json.loads(text)["token"]
    return made


def api(hub: Hub, secret: str, path: str, body: Any = None) -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    for _ in range(20):
        line = http.client.HTTPConnection("127.0.0.1", hub.port, timeout=60)
        line.request(
            "POST" if data else "GET", f"/services/workbook/api/{path}", data, {"Authorization": f"token {secret}"}
        )
        reply = line.getresponse()
        status, text = reply.status, reply.read()
        if status != 503 or text.startswith(b"{"):
            break
        time.sleep(1)  # a busy hub's proxy speaks for the service: "come back later"
    assert text.startswith(b"{"), (status, text[:3000])
    return status, json.loads(text)


ACCESS = "access:services!service=workbook"


def log_in(browser: Browser, hub: Hub, name: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(90_000)
    page.goto(hub.service)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("input[type=submit]")
    page.wait_for_url(hub.service)
    return page


def hand_in(page: Page, hub: Hub, folder: Path, **answers: str) -> str:
    """Hand both notebooks in with the form; the receipt's number."""
    paths = []
    for lesson in ("1-numbers", "2-words"):
        path = folder / f"{lesson}.ipynb"
        path.write_text(json.dumps(notebook(hub.course, lesson, **answers)))
        paths.append(str(path))
    page.goto(f"{hub.service}units/{UNIT}")
    page.set_input_files("#files", paths)
    page.click("button:has-text('Hand in')")
    page.wait_for_selector("#number")
    return page.inner_text("#number")


def wait_for_points(page: Page, hub: Hub, text: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        page.goto(f"{hub.service}units/{UNIT}")
        if text in page.inner_text("main"):
            return
        time.sleep(0.5)
    raise AssertionError(f"{text!r} never came: {page.inner_text('main')}\n{hub.log.read_text()[-3000:]}")


def status_of(page: Page, address: str) -> int:
    """What a browser is answered; a busy hub's "come back later" is waited for."""
    for _ in range(20):
        status = page.request.get(address, headers={"Sec-Fetch-Mode": "navigate"}).status
        if status != 503:
            break
        time.sleep(1)
    return status


def test_the_hub_is_the_one_that_was_asked_for(hub: Hub) -> None:
    """`make test-hub` runs all of this on another line of JupyterHub."""
    with urllib.request.urlopen(f"{hub.url}/hub/api", timeout=60) as reply:
        assert json.load(reply)["version"] == os.environ.get("WORKBOOK_HUB", importlib.metadata.version("jupyterhub"))


def test_two_students_and_an_instructor_hand_in_read_points_feedback_and_essays(
    hub: Hub, browser: Browser, tmp_path: Path
) -> None:
    ada, bob, prof = (log_in(browser, hub, name) for name in ("ada", "bob", "prof"))
    adas, bobs = hand_in(ada, hub, tmp_path, **RIGHT), hand_in(bob, hub, tmp_path)
    wait_for_points(ada, hub, "7 of 10 points; 1 texts wait for a reader")
    wait_for_points(bob, hub, "0 of 10 points")
    assert "late" in ada.inner_text("main") and "⚠" not in bob.inner_text("tbody"), "bob has an extension"
    ada.click("a:has-text('1-numbers')")
    assert "T1 · Double" in ada.inner_text("body")

    for address in (f"receipts/{adas}", f"receipts/{adas}.json", f"api/receipts/{adas}", "class", "api/class",
                    "class/student?name=ada", f"class/feedback/{UNIT}/1-numbers?name=ada"):  # fmt: skip
        assert status_of(bob, hub.service + address) == 404, address
    assert status_of(bob, f"{hub.service}receipts/{bobs}") == 200
    bob.goto(f"{hub.service}feedback/{UNIT}/1-numbers")
    assert "ada" not in bob.inner_text("body")

    prof.goto(f"{hub.service}class")
    row = prof.inner_text("tr:has(a:text-is('ada'))")
    assert "7" in row and "1 to read" in row
    assert prof.get_attribute("a:has-text('formgrader')", "href") == "/user/prof/formgrader"
    _grade_the_essay(prof, hub)
    wait_for_points(ada, hub, "9 of 10 points")
    ada.click("a:has-text('1-numbers')")
    for page in (ada, bob, prof):
        page.context.close()


def _grade_the_essay(page: Page, hub: Hub) -> None:
    """In nbgrader's formgrader, in the instructor's own server behind the hub, in a tab of its own."""
    page.goto(f"{hub.url}/hub/spawn/prof")
    page.wait_for_url(f"{hub.url}/user/prof/**", timeout=120_000)
    with sqlite3.connect(hub.course.gradebook) as database:
        query = "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON a.id = n.assignment_id JOIN notebook m ON m.id = n.notebook_id"
        (submission,) = database.execute(f"{query} WHERE a.student_id = 'ada' AND m.name = '1-numbers'").fetchone()
    shown = page.goto(f"{hub.url}/user/prof/formgrader/submissions/{submission}/")
    assert shown and "script-src 'nonce-" in shown.headers["content-security-policy"], (
        "the hub's own does not replace ours"
    )
    points = page.locator("#why")
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        points.fill("2")
        points.blur()
    assert saved.value.ok


def test_a_form_without_the_hubs_own_secret_is_refused(hub: Hub) -> None:
    """Cross-site request forgery: the browser sends its cookies along, but who made the page doesn't know the token."""
    cyd = Session(hub, "cyd")
    url = f"{hub.service}units/{UNIT}"
    form = b'--x\r\nContent-Disposition: form-data; name="files"; filename="1-numbers.ipynb"\r\n\r\n{}\r\n--x--\r\n'
    kind = "multipart/form-data; boundary=x"
    for address in (url, f"{url}?_xsrf=guess", f"{hub.service}class/regrade", f"{hub.service}api/units/{UNIT}"):
        status, _ = cyd.ask(
            "POST", address, form, Content_Type=kind, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate"
        )
        assert status in (403, 404), address
    genuine = f"{url}?_xsrf={urllib.parse.quote(cyd.cookie('_xsrf', '/services/workbook/'))}"
    status, text = cyd.ask("POST", genuine, form, Content_Type=kind)
    assert status == 409 and "no notebook" in text, "let in, and refused for what it is"


def test_a_students_token_hands_in_for_that_student_and_can_not_grade(hub: Hub) -> None:
    secret = token(hub, "cyd", ACCESS)
    files = {f"{name}.ipynb": json.dumps(notebook(hub.course, name, **RIGHT)) for name in ("1-numbers", "2-words")}
    status, found = api(hub, secret, f"units/{UNIT}", {"files": files, "student": "ada"})
    assert status == 201 and found["receipt"]["student"] == "cyd"
    assert api(hub, secret, "class")[0] == 404
    assert api(hub, token(hub, "prof", ACCESS), "class")[0] == 404, (
        "nor can an instructor's server's, whoever runs there"
    )
    assert api(hub, token(hub, "cyd", "read:users!user"), "course")[0] == 403, "a token for something else"
    assert api(hub, "0" * 32, "course")[0] == 403


def test_submit_and_receipt_in_a_students_own_server(hub: Hub, tmp_path: Path) -> None:
    """With what the hub gives to the server it starts for bob, and nothing else."""
    home = hub.homes / "bob" / "course"
    session = Session(hub, "bob")
    session.ask("GET", f"{hub.url}/hub/spawn/bob")
    given = _environment_of_the_server(hub, "bob")
    assert given["WORKBOOK_SERVICE"] == hub.service
    course = Course(home)
    for lesson in ("1-numbers", "2-words"):
        (course.work / UNIT / f"{lesson}.ipynb").write_text(json.dumps(notebook(hub.course, lesson, **RIGHT)))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**given, "PYTHONPATH": OURS}
        command = [sys.executable, "-m", "workbook", *arguments]
        return subprocess.run(
            command, cwd=home, env=environment, capture_output=True, text=True, timeout=200, check=False
        )

    done = run("submit", UNIT)
    assert done.returncode == 0, done.stderr
    assert "Handed in: 00-tiny" in done.stdout and "7 points on the tests of this attempt" in done.stdout
    [kept] = (course.work / "receipts").glob(f"{UNIT}-*.json")
    checked = run("receipt", str(kept))
    assert (
        "genuine, and the service has the submission" in checked.stdout
        and "1-numbers.ipynb: yours is the same" in checked.stdout
    )
    kept.write_text(kept.read_text().replace('"bob"', '"ada"'))
    forged = run("receipt", str(kept))
    assert forged.returncode == 2 and "signature is not this server's" in forged.stderr
    refused = run("submit", "01-shop")
    assert refused.returncode == 0, "bob's extension counts there, too"
    (course.work / "01-shop" / "1-takings.ipynb").write_text(json.dumps(_shop(course)))
    refused = run("submit", "01-shop")
    assert refused.returncode == 2 and "The one attempt is used." in refused.stderr


def test_a_student_hands_in_from_the_course_panel_and_reads_the_points_there(hub: Hub, browser: Browser) -> None:
    """Unsaved text too: what the page shows is what is handed in."""
    page = log_in(browser, hub, "cyd")
    page.goto(f"{hub.url}/hub/spawn/cyd")
    page.wait_for_url(f"{hub.url}/user/cyd/**", timeout=120_000)
    course = Course(hub.homes / "cyd" / "course")
    for lesson in ("1-numbers", "2-words"):
        (course.work / UNIT / f"{lesson}.ipynb").write_text(json.dumps(notebook(hub.course, lesson, **RIGHT)))
    page.goto(f"{hub.url}/user/cyd/lab/tree/{UNIT}/1-numbers.ipynb?reset")
    panel = page.get_by_role("region", name="Course", exact=True)
    group = panel.get_by_role("group", name="Handing in")
    button = group.get_by_role("button", name="Hand in")
    expect(button).to_be_enabled(timeout=90_000)
    expect(group).to_contain_text("due")
    cell = page.locator(".jp-CodeCell .cm-content").filter(has_text="def double").first
    cell.click(timeout=90_000)
    page.keyboard.press("Control+A")
    page.keyboard.type("double = lambda number: 2 * number  # typed, not saved")
    button.click()
    expect(group.get_by_role("status")).to_contain_text("of 10 points", timeout=120_000)
    expect(group.get_by_role("status")).to_contain_text("Handed in on")
    _picture(page, "hand-in")
    with page.context.expect_page() as opened:
        group.get_by_role("link", name="Feedback on 1-numbers").click()
    opened.value.wait_for_load_state()
    assert "typed, not saved" in opened.value.inner_text("body")
    assert "T1 · Double" in opened.value.inner_text("body")
    expect(group.get_by_role("button", name="Hand in")).to_have_text("Hand in again")
    [kept] = (course.work / "receipts").glob(f"{UNIT}-*.json")
    assert json.loads(kept.read_text())["student"] == "cyd"
    page.context.close()


IN_A_TERMINAL = """async name => {
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)[1];
    const made = await (await fetch(`/user/${name}/api/terminals`, {method: "POST", headers: {"X-XSRFToken": token}})).json();
    const socket = new WebSocket(`ws://${location.host}/user/${name}/terminals/websocket/${made.name}`);
    return await new Promise(done => {
        let seen = "";
        socket.onmessage = message => {
            const [kind, text] = JSON.parse(message.data);
            if (kind === "setup") socket.send(JSON.stringify(["stdin", "workbook dates; echo ended-$?\\r"]));
            if (kind === "stdout") seen += text;
            if (/ended-[0-9]/.test(seen)) done(seen);
        };
    });
}"""


def test_in_a_students_terminal_the_command_and_the_course_are_found(hub: Hub, browser: Browser) -> None:
    """The hub's log is a file, so Jupyter would start login shells; they begin at home, beside the course."""
    page = log_in(browser, hub, "cyd")
    page.goto(f"{hub.url}/hub/spawn/cyd")
    page.wait_for_url(f"{hub.url}/user/cyd/**", timeout=120_000)
    seen = page.evaluate(IN_A_TERMINAL, "cyd")
    assert "every unit is open" in seen and "ended-0" in seen, seen
    page.context.close()


def test_nbgraders_own_commands_speak_to_the_service(hub: Hub, tmp_path: Path) -> None:
    """list, fetch_assignment, submit and fetch_feedback, in a folder of cyd's, with the exchange that the hub's homes have."""
    given = {**os.environ, "HOME": str(hub.homes / "cyd"), "PYTHONPATH": OURS, "WORKBOOK_SERVICE": hub.service,
             "JUPYTERHUB_API_TOKEN": token(hub, "cyd", ACCESS), "JUPYTERHUB_USER": "cyd"}  # fmt: skip

    def nbgrader(*arguments: str) -> str:
        command = [sys.executable, "-m", "nbgrader", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=given, capture_output=True, text=True, timeout=200, check=False
        )
        return done.stdout + done.stderr

    assert f"{UNIT} (released)" in nbgrader("list")
    assert "Fetched" in nbgrader("fetch_assignment", UNIT)
    assert "already" in nbgrader("fetch_assignment", UNIT)
    path = tmp_path / UNIT / "1-numbers.ipynb"
    path.write_text(json.dumps(notebook(hub.course, "1-numbers", **RIGHT)))
    said = nbgrader("submit", UNIT)
    assert "Handed in: 00-tiny, number" in said, said
    assert f"{UNIT} (submitted)" in nbgrader("list", "--cached")
    nbgrader("fetch_feedback", UNIT)
    until = time.monotonic() + 120
    while not list((tmp_path / UNIT / "feedback").glob("*/1-numbers.html")) and time.monotonic() < until:
        nbgrader("fetch_feedback", UNIT)
    assert "cyd" in next((tmp_path / UNIT / "feedback").glob("*/1-numbers.html")).read_text()


@pytest.mark.timeout(900)
def test_a_hub_that_is_killed_loses_nothing_and_nothing_is_graded_twice(hub: Hub) -> None:
    secret = token(hub, "cyd", ACCESS)
    taken = []
    for number in range(2):
        double = f"def double(x):\n    return 2 * x  # {number}"
        files = {
            f"{name}.ipynb": json.dumps(notebook(hub.course, name, **{**RIGHT, "double": double}))
            for name in ("1-numbers", "2-words")
        }
        status, found = api(hub, secret, f"units/{UNIT}", {"files": files})
        assert status == 201, found
        taken.append(found["receipt"]["number"])
        begin_again(hub)  # while that is graded
    until = time.monotonic() + 200
    while time.monotonic() < until:
        _, found = api(hub, secret, f"units/{UNIT}")
        states = {one["number"]: one["state"] for one in found["history"]}
        if all(states[number] == "graded" for number in taken):
            break
        time.sleep(1)
    assert all(states[number] == "graded" for number in taken), states
    with sqlite3.connect(hub.course.private / "service" / "service.db") as database:
        places = ", ".join("?" * len(taken))
        rows = database.execute(f"SELECT gradings FROM submissions WHERE number IN ({places})", taken).fetchall()
    assert rows == [(1,)] * len(taken)
    services = [one for one in psutil.process_iter(["cmdline"]) if str(hub.course.root) in (one.info["cmdline"] or []) and "serve" in one.info["cmdline"]]  # fmt: skip
    assert len(services) == 1, "the one of the hub that was killed has ended"


def _shop(course: Course) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((course.release / "01-shop" / "1-takings.ipynb").read_text())
    found["cells"][0]["source"] = "changed"
    return found


def _environment_of_the_server(hub: Hub, name: str) -> dict[str, str]:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        for process in psutil.Process(hub.process.pid).children(recursive=True):
            try:
                found, command = process.environ(), process.cmdline()
            except psutil.Error:
                continue
            if found.get("JUPYTERHUB_USER") == name and "singleuser" in " ".join(command):
                return found
        time.sleep(0.5)
    raise AssertionError(f"{name}'s server did not start: {hub.log.read_text()[-3000:]}")


def _log_once_it_has(hub: Hub, line: str) -> str:
    """The hub's log; the service writes a line after it has answered, so its line may come late."""
    until = time.monotonic() + 30
    while line not in (text := hub.log.read_text()):
        assert time.monotonic() < until, f"{line!r} never came: {text[-3000:]}"
        time.sleep(0.1)
    return text


def test_no_log_of_the_hub_or_the_service_has_a_token(hub: Hub) -> None:
    secret = token(hub, "cyd", ACCESS)
    api(hub, secret, "course")
    text = _log_once_it_has(hub, "GET /services/workbook/api/course cyd")
    assert secret not in text and PASSWORD not in text


def test_without_the_hub_or_its_proxy_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(WorkbookError, match="configurable-http-proxy") as caught:
        hubs.expect_programs()
    assert "npm install -g configurable-http-proxy" in str(caught.value)


def test_a_link_that_leads_nowhere_and_an_environment_are_not_copied_into_the_demonstration(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    (course.unit(UNIT).source / "gone").symlink_to(tmp_path / "nowhere")
    (course.unit(UNIT).source / ".venv").mkdir()
    hubs.prepare(course, tmp_path / "demo", 8000, PASSWORD)
    copied = Course(tmp_path / "demo" / "class").unit(UNIT).source
    assert (copied / "1-numbers.ipynb").is_file()
    assert not (copied / "gone").is_symlink() and not (copied / ".venv").exists()


def test_serve_outside_of_a_hub_says_how_it_is_started(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    environment = {**os.environ, "PYTHONPATH": OURS}
    environment.pop("JUPYTERHUB_API_TOKEN", None)
    command = [sys.executable, "-m", "workbook", "serve"]
    done = subprocess.run(
        command, cwd=course.root, env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 2 and "workbook hub demo" in done.stderr


def test_a_taken_port_of_the_demonstrations_four_is_said_before_anything_is_made(tmp_path: Path) -> None:
    try:
        hubs.expect_programs()
    except WorkbookError as error:
        pytest.skip(str(error))
    first = free_ports(4)
    taken = socket.create_server(("127.0.0.1", first + 2))
    with taken, pytest.raises(WorkbookError, match=f"Port {first + 2} ") as told:
        hubs.demo(tiny_course(tmp_path / "course"), first, tmp_path / "class", print)
    assert "--port" in told.value.mend
    assert not (tmp_path / "class").exists()
