"""A student's side of the service: from a terminal in JupyterLab, with the token that the hub gave to the server there.

The token goes to the service's own address only: redirections are not followed.
"""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, urlsplit

from workbook import asking, hooks
from workbook.course import Course, Lesson, Unit
from workbook.errors import WorkbookError
from workbook.files import read_regular, write_atomically
from workbook.grading.door import MAX_BYTES
from workbook.service import receipts
from workbook.service.settings import ADDRESS

TOKEN = "JUPYTERHUB_API_TOKEN"
_SECONDS, _MOST_BYTES = 60, 64 << 20


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Client:
    """Asks the service at *address*. Raises WorkbookError where none is known."""

    def __init__(self, address: str | None = None, token: str | None = None) -> None:
        self.address = (address or os.environ.get(ADDRESS, "")).rstrip("/") + "/"
        self._token = token or os.environ.get(TOKEN, "")
        if urlsplit(self.address).scheme not in ("http", "https") or not self._token:
            raise WorkbookError(
                "There is no class service here.",
                "Run this in a terminal of the JupyterLab that your class's hub gives you, or hand in as your school says.",
            )
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirection)

    def ask(self, path: str, body: Any = None) -> dict[str, Any]:
        """The JSON of one request below ``api/``. Raises WorkbookError with the service's own words."""
        data = None if body is None else json.dumps(body).encode()
        try:
            found = json.loads(self._read(f"api/{path}", data))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise unreadable()
        return found

    def page(self, path: str) -> bytes:
        """A page of the student's. Raises WorkbookError."""
        return self._read(path, None)

    def _read(self, path: str, data: bytes | None) -> bytes:
        headers = {"Authorization": f"token {self._token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}{quote(path)}", data, headers)
        try:
            with self._opener.open(request, timeout=_SECONDS) as reply:
                return bytes(reply.read(_MOST_BYTES))
        except urllib.error.HTTPError as error:
            raise _said(error) from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error) or type(error).__name__
            raise Told(
                f"The class service does not answer: {reason}.", "Nothing is lost here; try again in a minute."
            ) from None

    def hand_in(self, files: dict[str, bytes], unit: str) -> dict[str, Any]:
        """Hand in; the receipt."""
        texts = {name: data.decode("utf-8", "replace") for name, data in files.items()}
        try:
            receipt = receipts.read(json.dumps(self.ask(f"units/{unit}", {"files": texts}).get("receipt")))
        except WorkbookError as error:
            raise error if isinstance(error, Told) else unreadable() from None
        if receipt["unit"] != unit or receipt["number"] < 1:
            raise unreadable()
        return receipt


class Told(WorkbookError):
    """What the service itself, or the way to it, has said."""


def unreadable() -> WorkbookError:
    """For an answer that is none of the service's: nothing of it is used."""
    return Told("The class service's answer can't be read.", "Is WORKBOOK_SERVICE its address?")


def _said(error: urllib.error.HTTPError) -> WorkbookError:
    try:
        told = json.load(error)["error"]
        return Told(str(told["message"]), str(told["mend"]))
    except (ValueError, KeyError, TypeError, OSError, RecursionError, http.client.HTTPException):
        return Told(f"The class service says: {error.code} {error.reason}.", "Tell your instructor.")


def own_files(unit: Unit) -> dict[str, bytes]:
    """The student's own notebooks of *unit*, and the files that belong to them. Raises WorkbookError where there are none."""
    names = [f"{lesson.name}.ipynb" for lesson in unit.lessons]
    names += [name for lesson in unit.lessons for name in hooks.files_beside(unit, lesson.name)]
    found = {name: read_regular(unit.work / name, MAX_BYTES) for name in names if (unit.work / name).is_file()}
    if not any(name.endswith(".ipynb") for name in found):
        raise WorkbookError(
            f"There is no notebook of yours in {unit.work.name}.", f"Begin it first: workbook lab {unit.name}"
        )
    return found


def submit(course: Course, unit: str, client: Client) -> tuple[dict[str, Any], str]:
    """Hand in the student's own copies of *unit*; the receipt, and where it is kept below the course's folder."""
    the_unit = course.unit(unit)
    receipt = client.hand_in(own_files(the_unit), the_unit.name)
    path = course.work / "receipts" / f"{the_unit.name}-{receipt['number']}.json"
    write_atomically(path, json.dumps(receipt, indent=1) + "\n")
    return receipt, path.relative_to(course.root).as_posix()


def there() -> bool:
    """Whether a hub has told this server of a class service."""
    return bool(os.environ.get(ADDRESS) and os.environ.get(TOKEN))


def ask_again(client: Client, lesson: Lesson, exercise: str, text: str) -> str:
    """Ask for another look at a grade; what to say of it."""
    meant = asking.named(lesson, exercise)
    sent = {"lesson": lesson.name, "exercise": meant.cell, "text": text}
    made = client.ask(f"units/{lesson.unit.name}/requests", sent).get("request")
    if not isinstance(made, dict) or made.get("exercise") != meant.cell:
        raise unreadable()
    return f"Asked about {meant.cell}. The answer will stand at {client.address}units/{lesson.unit.name}"


def graded(client: Client, unit: str, number: int, seconds: float) -> dict[str, Any] | None:
    """The student's standing in *unit* once submission *number* is graded and published; None if that takes longer."""
    until, pause = time.monotonic() + seconds, 0.2
    while True:
        found = client.ask(f"units/{unit}")
        own = [one for one in found["history"] if one["number"] == number]
        if own and own[0]["state"] != "waiting":
            return found
        if time.monotonic() > until:
            return None
        time.sleep(pause)
        pause = min(2 * pause, 2.0)
