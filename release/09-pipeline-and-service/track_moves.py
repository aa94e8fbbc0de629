"""What a test says of a registry after promotions and roll-backs: which versions carry which tags, and who is the champion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbook.check.failure import UNWRITTEN, Failure, show

Standing = Mapping[str, Any]


def result_of(entry: Mapping[str, Any], step: int, expected: Any, what: str) -> None:
    """Fail unless the call at *step* returned *expected*, of the same type; the text "ValueError" asks for that error."""
    one = entry["calls"][step]
    if one["error"].startswith("NotImplementedError"):
        raise Failure("this isn't written yet", look=UNWRITTEN)
    if one["cut"]:
        raise Failure(f"{what}: calls of the client", "at most 40", "more", "a loop that never ends")
    if expected == "ValueError":
        if one["kind"] != "ValueError":
            raise Failure(what, "ValueError raised", one["error"] or f"returned {one['came']}")
        return
    if one["error"]:
        raise Failure(what, f"{expected!r} returned", one["error"])
    if type(one["result"]) is not type(expected) or one["result"] != expected:
        raise Failure(f"{what}: what was returned", repr(expected), one["came"])


def stands(got: Standing, expected: Standing, what: str) -> None:
    """Fail unless the registry holds *expected*: ``versions`` with their tags, and ``aliases``."""
    if got["aliases"] != expected["aliases"]:
        raise Failure(f"{what}: the aliases", show(dict(expected["aliases"])), show(dict(got["aliases"])))
    for version, tags in expected["versions"].items():
        if got["versions"].get(version) != tags:
            raise Failure(f"{what}: the tags of version {version}", show(tags), show(got["versions"].get(version)))
    if set(got["versions"]) != set(expected["versions"]):
        raise Failure(f"{what}: the versions", show(sorted(expected["versions"])), show(sorted(got["versions"])))


def moved(entry: Mapping[str, Any], steps: Sequence[tuple[Any, Standing]], what: str) -> None:
    """Fail unless each step returned its result and left its standing: *steps* are pairs of both."""
    for place, (result, expected) in enumerate(steps):
        said = what if len(steps) == 1 else f"{what}, step {place + 1}"
        result_of(entry, place, result, said)
        stands(entry["after"][place], expected, said)


def survives(
    seen: Sequence[Mapping[str, Any]], before: Standing, expected: Standing, result: Any, what: str, step: int = 0
) -> None:
    """Fail unless, wherever the step at place *step* was cut off, the champion is one that may be, and doing it again ends as *expected*.

    Whoever finds the new champion must find everything that belongs to it, and until then only the tags of the new or the bad version differ.
    """
    if len(seen) < 3:
        raise Failure(
            f"{what}: calls of the client", "at least two", "fewer", "all that is read and written goes through client"
        )
    old, new = before["aliases"].get("champion"), expected["aliases"].get("champion")
    for entry in seen[1:]:
        at = f"{what}, cut off after {entry['cut']} calls of the client"
        cut = entry["after"][step]
        champion = cut["aliases"].get("champion")
        if champion not in (old, new):
            raise Failure(f"{at}: the champion", f"{old} or {new}", str(champion))
        if champion == new:
            stands(cut, expected, f"{at}, which had moved the alias")
        result_of(entry, step + 1, result, f"{at}, and done again")
        stands(entry["after"][step + 1], expected, f"{at}, and done again")
