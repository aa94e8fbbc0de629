"""Receipts: what was handed in, when, by whom, signed with a key that only the server has.

A receipt proves the hand-in even where the store was lost. It is checked where the key is: on the course's machine, or by
asking the service.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook.errors import CourseError, WorkbookError
from workbook.files import read_regular
from workbook.service.store import Kept, digest

VERSION = 1
MOST_BYTES = 1_000_000
_FIELDS = {
    "version": int, "course": str, "number": int, "student": str, "unit": str, "attempt": int, "received": str,
    "sha256": str, "files": dict,
}  # fmt: skip
Receipt = Mapping[str, Any]


class Forged(WorkbookError):
    """A receipt that this server has not signed, or that was changed since."""


def key_at(path: Path) -> bytes:
    """The server's key, drawn when there is none. Raises CourseError when others may read it, or it is damaged."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_bytes(32))
            stream.flush()
            os.fsync(stream.fileno())
    with path.open("rb") as stream:
        if stat.S_IMODE(os.fstat(stream.fileno()).st_mode) & 0o077:
            raise CourseError(
                f"The service's key {path} can be read by others, who could sign receipts with it.",
                f"Run: chmod 600 '{path}'. If it may have been read, remove it: a new one is drawn, and old receipts fail.",
            )
        key = stream.read(64)
    if len(key) != 32:
        raise CourseError(f"The service's key {path} is damaged.", "Put back a copy, or remove it.")
    return key


def make(key: bytes, course: str, kept: Kept, files: Mapping[str, str]) -> dict[str, Any]:
    """The signed receipt of a submission; *files* are the SHA-256 of each by name."""
    made: dict[str, Any] = {
        "version": VERSION,
        "course": course,
        "number": kept.number,
        "student": kept.student,
        "unit": kept.unit,
        "attempt": kept.attempt,
        "received": kept.received.isoformat(),
        "sha256": kept.sha256,
        "files": dict(sorted(files.items())),
    }
    return {**made, "signature": _signature(key, made)}


def check(key: bytes, receipt: Receipt) -> None:
    """Raise Forged unless this server has signed *receipt* as it stands."""
    found = dict(receipt)
    signature = found.pop("signature", None)
    if not isinstance(signature, str) or not hmac.compare_digest(
        signature.encode("utf-8", "replace"), _signature(key, found).encode()
    ):
        raise Forged(
            "The signature is not this server's: the receipt was changed, or another server gave it.",
            "Look for the original.",
        )
    if digest(found["files"]) != found["sha256"]:
        raise Forged("The receipt's hash is not that of its files.", "Look for the original.")


def read(text: str | bytes) -> dict[str, Any]:
    """The receipt in a file's text, of whatever origin. Raises WorkbookError for what is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or set(found) != {*_FIELDS, "signature"}:
        raise WorkbookError("This is no receipt.", "Name the file that `workbook submit` wrote.")
    odd = [name for name, kind in _FIELDS.items() if type(found[name]) is not kind]
    if odd or found["version"] != VERSION or not all(isinstance(one, str) for one in found["files"].values()):
        raise WorkbookError(f"This is no receipt of version {VERSION}.", "Name the file that `workbook submit` wrote.")
    return found


def read_file(path: Path) -> dict[str, Any]:
    """The receipt in *path*. Raises WorkbookError for what is none, OSError for what can't be read."""
    return read(read_regular(path, MOST_BYTES))


def changed_since(receipt: Receipt, folder: Path) -> dict[str, str]:
    """For each file of the receipt whether the one in *folder* is "the same", "changed" or "gone"."""
    found = {}
    for name, sha256 in receipt["files"].items():
        path = folder / Path(name).name
        try:
            same = hashlib.sha256(path.read_bytes()).hexdigest() == sha256
            found[name] = "the same" if same else "changed"
        except OSError:
            found[name] = "gone"
    return found


def _signature(key: bytes, facts: Receipt) -> str:
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return "hmac-sha256:" + hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
