"""What is seen of an app that runs next to the answer: it is started, called and stopped in-process, message by message.

Nothing here judges. The model that an app loads is made here, so that its calls are counted outside of the app.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from typing import Any

from serve_clock import Idle, VirtualLoop, in_virtual_time
from workbook.check.observers import beside

Note = dict[str, Any]
HELD = 10.0
"""Real seconds for which a call of the model may be held up; an answer that needs no model comes in a few milliseconds."""
TURNS = 60
"""Turns of the loop that an app is given for what needs no waiting."""


class Model:
    """A model that an app loads: a chance for each row, in order. It notes its calls, and may be held up from outside."""

    def __init__(self, told: Note, loop: VirtualLoop) -> None:
        self.version = str(told["version"])
        self.loading = False
        self._slope = float(told["slope"])
        self._fails = str(told.get("fails", ""))
        self._loop = loop
        self._notes: Note = {"loads": 0, "calls": [], "blocked": []}
        self._gate = threading.Event()
        self._gate.set()
        self._held = ""
        self._entered = asyncio.Event()
        self._broken = bool(told.get("broken"))

    def load(self) -> Model:
        """What the app is given as ``load_model``."""
        self._notes["loads"] += 1
        self.loading = True
        try:
            self._hold("load_model")
            if self._broken:
                raise OSError("secret-shelf: the model's file is gone")
        finally:
            self.loading = False
        return self

    def predict(self, rows: Any) -> list[float]:
        """``slope * hours_since_scan``, cut at 1, for each row."""
        self._notes["calls"].append([dict(row) if isinstance(row, dict) else repr(row)[:80] for row in rows])
        self._hold("predict")
        if self._fails:
            raise RuntimeError(self._fails)
        return [min(1.0, self._slope * float(row["hours_since_scan"])) for row in rows]

    def shut(self, what: str) -> None:
        """Hold up the next calls of *what*, until the gate is opened."""
        self._held = what
        self._entered.clear()
        self._gate.clear()

    def _hold(self, what: str) -> None:
        if self._gate.is_set() or what != self._held:
            return
        if threading.get_ident() == getattr(self._loop, "_thread_id", None):
            self._notes["blocked"].append(what)
            return
        self._loop.call_soon_threadsafe(self._entered.set)
        if not self._gate.wait(HELD) and what == "predict":
            self._notes["blocked"].append(what)  # the call beside it was not answered in all that time


class _Service:
    """One app with its model, between start and stop."""

    def __init__(self, make_app: Callable[..., Any], told: Note, settings: Note, loop: VirtualLoop) -> None:
        self.model = Model(told, loop)
        self.app = make_app(self.model.load, **settings)
        self.life: asyncio.Task[None] | None = None
        self.inbox: asyncio.Queue[Note] = asyncio.Queue()
        self.said: dict[str, asyncio.Event] = {}
        self.failure = ""

    async def _send(self, message: Note) -> None:
        self.said.setdefault(message["type"], asyncio.Event()).set()

    async def start(self, held: bool) -> Note:
        """Begin the lifespan, with the loading held up if *held*; whether it is complete before the model is there."""
        if held:
            self.model.shut("load_model")
        state: Note = {}
        scope: Note = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": state}
        complete = self.said.setdefault("lifespan.startup.complete", asyncio.Event())
        self.life = asyncio.ensure_future(self._live(scope))
        await self.inbox.put({"type": "lifespan.startup"})
        waits = [asyncio.ensure_future(complete.wait()), self.life]
        if held:
            waits.append(asyncio.ensure_future(self.model._entered.wait()))
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for _ in range(TURNS):
            await asyncio.sleep(0)
        note = {"complete": complete.is_set(), "error": self.failure}
        for wait in waits:
            if wait is not self.life:
                wait.cancel()
        return note

    async def _live(self, scope: Note) -> None:
        try:
            await self.app(scope, self.inbox.get, self._send)
        except Exception as error:  # noqa: BLE001
            self.failure = f"{type(error).__name__}: {error}"

    async def open(self, tries: int = 25) -> Note:
        """Let the model through, and wait (a short real time) until the app says that it is ready."""
        self.model._gate.set()
        note: Note = {}
        while tries > 0:
            note = await call(self.app, {"path": "/ready", "method": "GET"})
            if note["status"] == 200:
                break
            tries -= not self.model.loading  # as long as it loads there is hope
            await asyncio.to_thread(threading.Event().wait, 0.01)
        return note

    async def stop(self) -> Note:
        """End the lifespan; whether the app says that it has ended."""
        ended = self.said.setdefault("lifespan.shutdown.complete", asyncio.Event())
        await self.inbox.put({"type": "lifespan.shutdown"})
        if self.life is not None:
            await asyncio.wait([self.life], timeout=600)
        return {"complete": ended.is_set(), "error": self.failure}


def _bytes(step: Note) -> list[bytes]:
    if "hex" in step:
        return [bytes.fromhex(step["hex"])]
    if "chunks" in step:
        return [str(chunk).encode() for chunk in step["chunks"]]
    if "json" in step:
        return [json.dumps(step["json"]).encode()]
    return [str(step.get("body", "")).encode()]


async def call(app: Any, step: Note) -> Note:
    """One call over the app's interface: status, text, media type, the error that the app raised, chunks that it read."""
    chunks = _bytes(step)
    path, _, query = str(step["path"]).partition("?")
    headers = [(b"host", b"fellpost.example"), (b"content-type", str(step.get("type", "application/json")).encode())]
    if "chunks" not in step:
        headers.append((b"content-length", str(sum(map(len, chunks))).encode()))
    scope: Note = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": step.get("method", "POST"), "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "headers": headers,
        "client": ("192.0.2.7", 50000), "server": ("fellpost.example", 80), "state": {},
    }  # fmt: skip
    note: Note = {"status": 0, "text": "", "type": "", "location": "", "error": "", "read": 0}
    parts: list[bytes] = []
    done = asyncio.Event()

    async def receive() -> Note:
        if note["read"] < len(chunks):
            note["read"] += 1
            more = note["read"] < len(chunks) or bool(step.get("cut"))
            return {"type": "http.request", "body": chunks[note["read"] - 1], "more_body": more}
        if not step.get("cut"):
            await done.wait()  # a caller who stays until the answer is there
        return {"type": "http.disconnect"}

    async def send(message: Note) -> None:
        if message["type"] == "http.response.start":
            note["status"] = int(message["status"])
            heads = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in message["headers"]}
            note["type"], note["location"] = heads.get("content-type", ""), heads.get("location", "")
        elif message["type"] == "http.response.body":
            parts.append(bytes(message.get("body", b"")))
            if not message.get("more_body", False):
                done.set()

    try:
        await app(scope, receive, send)
    except Exception as error:  # noqa: BLE001  (whatever the app raises is what we came to see)
        note["error"] = f"{type(error).__name__}: {error}"[:200]
    note["text"] = b"".join(parts)[:200_000].decode("utf-8", "replace")
    return note


async def _step(services: list[_Service], step: Note) -> Note:
    service = services[step.get("app", 0)]
    match step["do"]:
        case "start":
            return await service.start(bool(step.get("held")))
        case "open":
            return await service.open(int(step.get("tries", 25)))
        case "stop":
            return await service.stop()
        case "wait":
            await asyncio.sleep(step["seconds"])
            return {}
        case "meanwhile":  # a call whose prediction is held up, and another one while it is
            service.model.shut("predict")
            first = asyncio.ensure_future(call(service.app, step["first"]))
            entered = asyncio.ensure_future(service.model._entered.wait())
            await asyncio.wait([first, entered], return_when=asyncio.FIRST_COMPLETED)
            second = await call(service.app, step["second"])
            service.model._gate.set()
            entered.cancel()
            return {"first": await first, "second": second}
    return await call(service.app, step)


@beside
def visit(make_app: Callable[..., Any], models: list[Note], settings: Note, steps: list[Note]) -> Note:
    """Make an app for each of *models*, and carry *steps* out: a note for each, what the models noted, and the error that ended it."""
    seen: Note = {"notes": [], "models": [], "error": ""}

    async def main(loop: VirtualLoop) -> None:
        services: list[_Service] = []
        try:
            for told in models:
                services.append(_Service(make_app, told, settings, loop))
            for step in steps:
                seen["notes"].append(await asyncio.wait_for(_step(services, step), 900))
        except Exception as error:  # noqa: BLE001
            seen["error"] = f"{type(error).__name__}: {error}"[:300]
        finally:
            for service in services:
                service.model._gate.set()
                seen["models"].append(service.model._notes)

    try:
        in_virtual_time(main)
    except Idle as error:
        seen["error"] = f"it waits for ever: {error}"
    except Exception as error:  # noqa: BLE001
        seen["error"] = f"{type(error).__name__}: {error}"[:300]
    return seen


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float | str | None):
        return value
    return f"an object of type {type(value).__name__}, {value!r}"[:120]


@beside
def read(schema: Any, texts: list[str]) -> list[Note]:
    """What ``schema.model_validate`` makes of each JSON text: its values, or the fields that its errors name (the first part of each place)."""
    from pydantic import ValidationError

    seen: list[Note] = []
    for text in texts:
        note: Note = {"values": None, "fields": None, "error": ""}
        try:
            one = schema.model_validate(json.loads(text))
            note["values"] = {str(name): _plain(value) for name, value in one.model_dump().items()}
        except ValidationError as error:
            note["fields"] = [str(one["loc"][0]) if one["loc"] else "" for one in error.errors()]
        except Exception as error:  # noqa: BLE001
            note["error"] = f"{type(error).__name__}: {error}"[:200]
        seen.append(note)
    return seen


def once(app: Any, step: Note) -> tuple[int, str]:
    """Call *app*, which need not be started, once: the status and the text of its answer."""

    async def main(loop: VirtualLoop) -> Note:
        return await call(app, step)

    note: Note = in_virtual_time(main)
    return note["status"], note["text"]


class OutOfOrder(Exception):
    """An error that is of nobody's family."""


RAISED: dict[str, type[Exception]] = {one.__name__: one for one in (KeyError, ZeroDivisionError, OutOfOrder)}
"""What a judge can raise beside a ValueError, by name."""


@beside
def show(make_page: Callable[..., Any], verdicts: list[Note], steps: list[Note]) -> Note:
    """Carry *steps* out on an app whose judge gives *verdicts*, one a call: chance, says (a ValueError) or raises (another error, of the kind "kind").

    Comes back: a note for each step, the dicts that the judge got, and the error that ended it.
    """
    seen: Note = {"notes": [], "asked": [], "error": ""}
    left = [dict(one) for one in verdicts]

    def judge(fields: Any) -> float:
        asked: Note = {"came": repr(fields)[:120]}
        if isinstance(fields, dict):
            asked = {str(name): _plain(value) for name, value in fields.items()}
        seen["asked"].append(asked)
        verdict = left.pop(0) if left else {"chance": 0.5}
        if "says" in verdict:
            raise ValueError(verdict["says"])
        if "raises" in verdict:
            raise RAISED[str(verdict.get("kind", "KeyError"))](verdict["raises"])
        return float(verdict["chance"])

    async def main(loop: VirtualLoop) -> None:
        app = make_page(judge)
        for step in steps:
            seen["notes"].append(await call(app, step))

    try:
        in_virtual_time(main)
    except Exception as error:  # noqa: BLE001
        seen["error"] = f"{type(error).__name__}: {error}"[:300]
    return seen
