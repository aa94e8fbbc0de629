"""nbgrader's exchange as the class service: ``nbgrader list``, ``fetch_assignment``, ``submit``, ``fetch_feedback``, and JupyterLab's Assignment List.

Nothing is world-writable, and no name or time of a student's is believed: the service is asked, with the token of the
hub's. For an instructor there is nothing to release or to collect: the service gives out release/ and takes in to submitted/.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from nbgrader.exchange import abc

from workbook.errors import WorkbookError
from workbook.files import read_regular, write_atomically
from workbook.grading.door import MAX_BYTES
from workbook.service.client import Client

_LESSON = re.compile(r"[0-9]-[a-z0-9-]{1,100}")  # what may become a file's name here

_NAMES = {
    "exchange": "Exchange", "submit": "Submit", "list": "List", "fetch_assignment": "FetchAssignment",
    "fetch_feedback": "FetchFeedback", "release_assignment": "ReleaseAssignment",
    "release_feedback": "ReleaseFeedback", "collect": "Collect",
}  # fmt: skip


def use(c: Any) -> None:
    """Put this exchange into *c*, what ``get_config()`` gives in an nbgrader_config.py."""
    for trait, name in _NAMES.items():
        setattr(c.ExchangeFactory, trait, f"{__name__}.{name}")


class Exchange(abc.Exchange):  # type: ignore[misc]
    """What all have in common: the service, and its errors as nbgrader's."""

    def start(self) -> Any:
        """Do it. Raises nbgrader's ExchangeError with the service's own words."""
        try:
            return self.ask(Client())
        except WorkbookError as error:
            self.fail(str(error))

    def ask(self, client: Client) -> Any:
        """What this one does."""
        raise NotImplementedError

    def fail(self, msg: str) -> NoReturn:
        """Say why, and end."""
        super().fail(msg)
        raise AssertionError

    @property
    def unit(self) -> str:
        """The assignment that is meant."""
        return str(self.coursedir.assignment_id)

    def folder(self, unit: str) -> Path:
        """The student's own folder of a unit."""
        return Path(self.assignment_dir, unit).absolute()


class Submit(Exchange, abc.ExchangeSubmit):  # type: ignore[misc]
    """``nbgrader submit``."""

    def ask(self, client: Client) -> None:
        """Hand in the unit's notebooks and the files that belong to them."""
        folder = self.folder(PurePosixPath(self.unit).name)
        wanted = client.ask(f"release/{folder.name}")["files"]
        notebooks = {path.name for path in folder.glob("*.ipynb")} if folder.is_dir() else set()
        own = {name for name in wanted if name in notebooks}
        missing = sorted(name for name in wanted if name.endswith(".ipynb") and "/" not in name and name not in own)
        if missing and self.strict:
            self.fail(f"{folder.name} was not handed in: {', '.join(missing)} is missing.")
        receipt = client.hand_in({name: read_regular(folder / name, MAX_BYTES) for name in sorted(own)}, folder.name)
        self.log.info("Handed in: %s, number %d, %s", folder.name, receipt["number"], receipt["received"])


class FetchAssignment(Exchange, abc.ExchangeFetchAssignment):  # type: ignore[misc]
    """``nbgrader fetch_assignment``."""

    def ask(self, client: Client) -> None:
        """Write what students get of a unit; files that are there stay as they are."""
        folder = self.folder(self.unit)
        if folder.exists() and not self.replace_missing_files:
            self.fail(f"You have {folder.name} already; --replace brings back files that are missing.")
        for name, data in client.ask(f"release/{self.unit}")["files"].items():
            target = folder / name
            if folder not in target.resolve().parents:
                self.fail(f"{name} would lie outside of {folder.name}.")
            if not target.exists():
                write_atomically(target, base64.b64decode(data))
        self.log.info("Fetched %s", folder.name)


class FetchFeedback(Exchange, abc.ExchangeFetchFeedback):  # type: ignore[misc]
    """``nbgrader fetch_feedback``."""

    def ask(self, client: Client) -> None:
        """Write the feedback pages on the attempt that counts, where they may be seen."""
        for one in client.ask(f"units/{self.unit}")["history"]:
            for lesson in filter(_LESSON.fullmatch, one["feedback"]):
                page = client.page(f"feedback/{self.unit}/{lesson}")
                write_atomically(_feedback(self.folder(self.unit), one) / f"{lesson}.html", page)


def _feedback(folder: Path, attempt: dict[str, Any]) -> Path:
    return folder / "feedback" / _stamp(attempt)


def _stamp(attempt: dict[str, Any]) -> str:
    when = datetime.fromisoformat(str(attempt["received"]))  # raises for anything that could be a path
    return when.isoformat().replace("T", " ").replace("+00:00", " UTC")


class List(Exchange, abc.ExchangeList):  # type: ignore[misc]
    """``nbgrader list`` and JupyterLab's Assignment List."""

    def ask(self, client: Client) -> list[dict[str, Any]]:
        """What there is to fetch, or what was handed in."""
        if self.remove:
            self.fail("The service keeps what was handed in; nothing can be removed here.")
        found = client.ask("course")
        units = [unit for unit in found["units"] if self.unit in ("", "*", unit["unit"])]
        if self.coursedir.course_id not in ("", "*", found["course"]):
            units = []
        listed = list((self._handed_in if self.inbound or self.cached else self._released)(found, units, client))
        for info in listed:
            self.log.info("%s %s (%s)", info["course_id"], info["assignment_id"], info["status"])
        return listed

    def _released(self, found: dict[str, Any], units: list[Any], client: Client) -> Iterator[dict[str, Any]]:
        for unit in units:
            folder = self.folder(unit["unit"])
            names = [path.stem for path in sorted(folder.glob("*.ipynb"))] or unit["lessons"]
            yield {
                "course_id": found["course"], "assignment_id": unit["unit"],
                "status": "fetched" if folder.is_dir() else "released", "path": str(folder),
                "notebooks": [{"notebook_id": name, "path": str(folder / f"{name}.ipynb")} for name in names],
            }  # fmt: skip

    def _handed_in(self, found: dict[str, Any], units: list[Any], client: Client) -> Iterator[dict[str, Any]]:
        for unit in units:
            who = {"course_id": found["course"], "student_id": found["student"], "assignment_id": unit["unit"]}
            made = [self._attempt(who, unit, one) for one in unit["history"]]
            if made:
                yield {**who, "status": "submitted", "submissions": made}

    def _attempt(self, who: dict[str, Any], unit: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
        folder = self.folder(unit["unit"])
        pages = {name: _feedback(folder, one) / f"{name}.html" for name in unit["lessons"]}
        notebooks = [
            {
                "notebook_id": name, "path": str(folder / f"{name}.ipynb"), "has_local_feedback": page.is_file(),
                "has_exchange_feedback": name in one["feedback"], "feedback_updated": False,
                "local_feedback_path": str(page) if page.is_file() else None,
            }
            for name, page in pages.items()
        ]  # fmt: skip
        local = all(notebook["has_local_feedback"] for notebook in notebooks)
        return {
            **who, "status": "submitted", "path": str(folder), "timestamp": _stamp(one), "notebooks": notebooks,
            "has_local_feedback": local, "has_exchange_feedback": bool(one["feedback"]), "feedback_updated": False,
            "local_feedback_path": str(_feedback(folder, one)) if local else None,
        }  # fmt: skip


class _Nothing(Exchange):
    said = ""

    def start(self) -> None:
        """Say that there is nothing to do."""
        self.log.info(self.said)


class ReleaseAssignment(_Nothing, abc.ExchangeReleaseAssignment):  # type: ignore[misc]
    """``nbgrader release_assignment``."""

    said = "The class service gives out release/ by itself, from the date that course.toml says."


class ReleaseFeedback(_Nothing, abc.ExchangeReleaseFeedback):  # type: ignore[misc]
    """``nbgrader release_feedback``."""

    said = "The class service shows feedback by itself, when course.toml says."


class Collect(_Nothing, abc.ExchangeCollect):  # type: ignore[misc]
    """``nbgrader collect``."""

    said = "The class service puts what is handed in to submitted/ by itself."
