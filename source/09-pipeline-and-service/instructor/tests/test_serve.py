"""The lesson on serving: its clock, its desk and its watchers, its hidden worlds against answers written apart, the key's page in a browser."""

from __future__ import annotations

import asyncio
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import serve_batches
import serve_clock
import serve_desk
import serve_figures
import serve_page_forms
import serve_wire
from hidden import serve_batch_worlds, serve_bodies, serve_gate_worlds, serve_pages
from serve_body import BodyLimit
from workbook.check import Failure

HERE = Path(__file__).resolve().parents[1]
SEEDS = range(12)


def cells(*names: str) -> dict[str, Any]:
    """What the key's set-up cell and the cells *names* define."""
    text = (HERE / "4-serve.py").read_text()
    space: dict[str, Any] = {}
    for name in ("setup-serve", *names):
        found = re.search(rf'# %% role="[a-z-]+" id="{name}"\n(.*?)\n# %%', text, re.DOTALL)
        assert found, name
        exec(compile(found[1], name, "exec", dont_inherit=True), space)
    return space


def answer(cell: str, file: str, name: str) -> Any:
    """What an answer of the bank defines under *name*."""
    space = cells()
    exec(compile((HERE / "answers" / cell / file).read_text(), file, "exec", dont_inherit=True), space)
    return space[name]


def test_the_clock_jumps_over_a_sleep_and_waits_for_a_thread() -> None:
    async def main(loop: serve_clock.VirtualLoop) -> tuple[float, float]:
        await asyncio.sleep(3600.5)
        before = loop.time()
        await asyncio.to_thread(time.sleep, 0.02)
        return before, loop.time()

    began = time.monotonic()
    assert serve_clock.in_virtual_time(main) == (3600.5, 3600.5)
    assert time.monotonic() - began < 30


def test_who_waits_for_nothing_is_told_so() -> None:
    async def main(loop: serve_clock.VirtualLoop) -> None:
        await loop.create_future()

    with pytest.raises(serve_clock.Idle):
        serve_clock.in_virtual_time(main)


def test_timers_of_the_clock_end_in_their_order() -> None:
    async def main(loop: serve_clock.VirtualLoop) -> list[int]:
        order: list[int] = []
        for number in (3, 1, 2):
            loop.call_later(number / 10, order.append, number)
        await asyncio.sleep(1)
        return order

    assert serve_clock.in_virtual_time(main) == [1, 2, 3]


@pytest.mark.parametrize("chunks", [["x" * 11], ["x" * 6, "x" * 5, "x" * 90]])
def test_a_body_that_is_too_large_is_refused_and_read_no_further(chunks: list[str]) -> None:
    async def never(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError("the app was called")

    async def main(loop: serve_clock.VirtualLoop) -> Any:
        return await serve_wire.call(BodyLimit(never, 10), {"path": "/", "chunks": chunks})

    note = serve_clock.in_virtual_time(main)
    assert note["status"] == 413
    assert note["read"] <= 2


def _requests(rng: np.random.Generator) -> list[serve_desk.Request]:
    requests = []
    for number in rng.permutation(np.arange(1, 40)).tolist():
        key = [None, "a", "b", "c"][int(rng.integers(4))]
        at, takes = 50 * int(rng.integers(0, 120)), 50 * int(rng.integers(1, 50))
        requests.append(
            serve_desk.request(number, at, key, str(rng.choice(["x", "x", "x", "y"])), takes, bool(rng.random() < 0.2))
        )
    return requests


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("who", ["key", "right-rows-with-states.py", "right-dataclasses-and-answers-at-finish.py"])
def test_gates_written_apart_agree_on_any_requests(seed: int, who: str) -> None:
    rng = np.random.default_rng(seed)
    settings = {
        "workers": int(rng.integers(1, 4)), "places": int(rng.integers(0, 4)), "timeout": 50 * int(rng.integers(5, 40)),
        "returns": int(rng.integers(1, 4)), "remember": 50 * int(rng.integers(0, 60)),
    }  # fmt: skip
    gate = cells("gate")["Gate"] if who == "key" else answer("gate", who, "Gate")
    requests = _requests(rng)
    seen = serve_desk.drive(gate, settings, requests, 3)
    assert seen["fault"] == ""
    assert seen["log"] == serve_gate_worlds.expected(settings, requests, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_world_of_gates_shows_what_it_is_for(seed: int) -> None:
    shown = {
        "crowd": {503, 200},
        "waiting": {504, 503, 200},
        "keys": {422, 500, 200},
        "shared": {504, 503, 200},
        "returning": {503, 200},
        "failing": {500, 503, 200},
        "seconds": {503, 200},
    }
    rng = np.random.default_rng(seed)
    for world in serve_gate_worlds.WORLDS:
        _, settings, requests, tries = world(rng)
        log = serve_gate_worlds.expected(settings, requests, tries)
        statuses = {action[2] for entry in log for action in entry["actions"] if action[0] == "answer"}
        assert statuses >= shown[world.__name__], world.__name__


def test_monday_drowns_whoever_takes_everybody_in() -> None:
    careful = serve_desk.monday(cells("gate")["Gate"])
    careless = serve_desk.monday(serve_desk.TakeAll)
    assert careful["served"] == 240
    assert careful["in vain"] == 0
    assert careless["served"] < 60
    assert careless["in vain"] > 1000


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("who", ["key", "right-batches-as-objects.py", "right-events-and-shields.py"])
def test_batchers_written_apart_do_what_the_times_say(seed: int, who: str) -> None:
    batcher = cells("batcher")["Batcher"] if who == "key" else answer("batcher", who, "Batcher")
    for world in serve_batch_worlds.WORLDS:
        for told, plan, calls, callers in world(np.random.default_rng(seed)):
            (seen,) = serve_batches.watch(batcher, [plan])
            assert [[(one["at"], one["rows"]) for one in model] for model in seen["calls"]] == [
                [(pytest.approx(one["at"]), one["rows"]) for one in model] for model in calls
            ], told
            assert [one["outcome"] for one in seen["callers"]] == [one["outcome"] for one in callers], told


def test_a_caller_who_is_never_answered_is_told_apart_from_one_who_left() -> None:
    class Forgetful:
        def __init__(self, *_: Any) -> None:
            pass

        async def ask(self, row: str) -> None:
            await asyncio.get_running_loop().create_future()

    plan = {"most": 2, "wait": 10, "models": [{}], "rows": [{"row": "a", "at": 1, "leaves": 5}, {"row": "b", "at": 2}]}
    (seen,) = serve_batches.watch(Forgetful, [plan])
    assert [one["outcome"] for one in seen["callers"]] == ["cancelled", "never answered"]


@pytest.mark.parametrize("seed", SEEDS)
def test_parcels_are_fine_or_not_as_they_are_said_to_be(seed: int) -> None:
    schema = cells("parcel-form")["Parcel"]
    rng = np.random.default_rng(seed)
    for told, values, added in serve_bodies.fine(rng):
        assert schema.model_validate(values).model_dump() == {**values, **added}, told
    for told, values, fields in serve_bodies.bad(rng):
        with pytest.raises(ValueError) as caught:
            schema.model_validate(values)
        assert sorted({one["loc"][0] for one in caught.value.errors()}) == sorted(fields), told  # type: ignore[attr-defined]


def test_a_line_without_limit_grows_and_one_with_a_limit_does_not() -> None:
    endless, short = (serve_figures.served(5, 14, 8, places) for places in (200, 24))
    assert max(endless.line) > 80
    assert max(short.line) <= 24
    assert endless.p95 > 2 * short.p95
    assert "p95" in serve_figures.draw_load(5, 14, 8, 24)


def test_a_page_is_read_as_a_browser_would_send_it() -> None:
    page = serve_page_forms.Page(
        '<form><input name=a value="&lt;b&gt;"><select name=s><option>x<option value=y selected>Y</select></form>'
    )
    assert page.value("a") == "<b>"
    assert page.value("s") == "y"


@pytest.mark.parametrize("seed", SEEDS)
def test_hostile_texts_break_a_page_that_only_pastes(seed: int) -> None:
    space = cells("page")
    text = (HERE / "4-serve.py").read_text()
    found = re.search(r'id="page"\n(.*?)\n# %%', text, re.DOTALL)
    assert found
    exec(compile(found[1].replace("html.escape(", "str("), "page", "exec", dont_inherit=True), space)
    rng = np.random.default_rng(seed)
    failed = 0
    for name, typed in serve_pages.hostile(rng):
        try:
            serve_page_forms.text_only(space["make_page"], serve_pages.fields(rng), name, typed)
        except Failure:
            failed += 1
    assert failed >= 12


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_the_keys_page_works_in_a_browser_without_javascript() -> None:
    with ThreadPoolExecutor(1) as apart:  # other tests of this process may have a browser of their own under way
        apart.submit(_see_the_keys_page).result()


def _see_the_keys_page() -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    app = cells("page")["make_page"](lambda fields: 0.374 if fields["parcel"] == 'FP-"1"<b>' else 1.0)

    def answered(route: Any) -> None:
        request = route.request
        step = {
            "path": "/",
            "method": request.method,
            "body": request.post_data or "",
            "type": request.headers.get("content-type", ""),
        }
        status, text = serve_wire.once(app, step)
        route.fulfill(status=status, body=text, content_type="text/html; charset=utf-8")

    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.route("**/*", answered)
        page.goto("http://fellpost.example/")
        page.get_by_label("Parcel").fill('FP-"1"<b>')
        page.get_by_label("Service").select_option("express")
        page.get_by_label("Weight").fill("800")
        page.get_by_role("button").click()
        assert "37%" in page.locator("#result").inner_text()
        assert page.get_by_label("Parcel").input_value() == 'FP-"1"<b>'
        assert page.get_by_label("Service").input_value() == "express"
        assert page.locator("b").count() == 0
        browser.close()
