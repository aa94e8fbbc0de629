"""Questions on a script: what it prints and leaves for a changed tree or other input, and without a line or a stage."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbook.classroom.oral.changes import Change, changes
from workbook.classroom.oral.inside.record import unpacked
from workbook.classroom.oral.model import Outcome, Question, Solved

_MOST_RUNS, _MOST_TREES, _MOST_EDITS = 2, 2, 6
_MOST_ENTRIES, _MOST_TEXT = 10, 260
_CARELESS = re.compile(r"unknown predicate|must precede|unrecognized|invalid option|not found|syntax error|[Uu]sage:")
"""Errors of edits that no longer fit together: there is nothing to think about."""
_Run = dict[str, Any]


class Plan:
    """What is run of one script: some of the tests' runs as they stand, in changed trees, and edited."""

    def __init__(self, solved: Solved, recorded: Mapping[str, Any], chance: random.Random) -> None:
        self.solved = solved
        self.script = solved.source.partition("\n")[2]
        known = [run for run in recorded["scripts"] if _fits(run, solved)]
        self.runs = chance.sample(known, min(_MOST_RUNS, len(known)))
        self.other = [(number, *other) for number, one in enumerate(self.runs) for other in _others(one, chance)]
        edits = [change for change in changes(solved.source, "shell") if len(change.said) <= 240]
        drops = [change for change in edits if change.drops]
        rest = [change for change in edits if not change.drops]
        self.edits: list[Change] = [
            *chance.sample(drops, min(_MOST_EDITS // 2, len(drops))),
            *chance.sample(rest, min(_MOST_EDITS // 2, len(rest))),
        ]

    def task(self) -> dict[str, Any]:
        """For the box."""
        asks = []
        for number, run in enumerate(self.runs):
            asks.append({**run, "id": f"is {number}", "script": self.script})
            for place, change in enumerate(self.edits):
                asks.append({**run, "id": f"edit {number} {place}", "script": change.text.partition("\n")[2]})
        asks += [{**run, "id": f"other {place}", "script": self.script} for place, (_, run, _) in enumerate(self.other)]
        return {"do": "shell", "asks": asks}

    def questions(self, outcomes: Mapping[str, list[Outcome]], chance: random.Random) -> Iterator[Question]:
        """All questions that the outcomes allow."""
        for number, run in enumerate(self.runs):
            [before] = outcomes.get(f"is {number}", [{}])
            if "status" not in before or "out" not in before:
                continue
            for place, change in enumerate(self.edits):
                [after] = outcomes.get(f"edit {number} {place}", [{}])
                if _told(after) != _told(before) and "out" in after and not _CARELESS.search(str(after.get("err"))):
                    yield Question(
                        self.solved, "without" if change.drops else "edit",
                        f"If {change.said}: what would `{_command(run)}` print, change and end with?", _words(after),
                        given=_given(run), proof=f"as it stands: {_words(before)}".replace("`", ""), lines=change.lines,
                    )  # fmt: skip
        for place, (number, run, without) in enumerate(self.other):
            [after] = outcomes.get(f"other {place}", [{}])
            [before] = outcomes.get(f"is {number}", [{}])
            if "status" in after and "out" in after:
                known = "status" in before and "out" in before
                yield Question(
                    self.solved, "input", f"What does `{_command(run)}` print, change and end with?", _words(after),
                    given=_given(run), proof=f"{without}: {_words(before)}".replace("`", "") if known else "",
                )  # fmt: skip


def _fits(run: _Run, solved: Solved) -> bool:
    """Whether a recorded run is one of this script that a question can show."""
    head = solved.source.split("\n", 1)[0].split()
    if run["name"] != (head[1:] or [""])[-1]:
        return False
    sizes = [_size(base64.b64decode(entry[2])) for entry in run["tree"].values() if entry[0] == "file"]
    return (
        len(run["tree"]) <= _MOST_ENTRIES and all(size <= _MOST_TEXT for size in sizes) and sum(sizes) <= 4 * _MOST_TEXT
    )


def _size(content: bytes) -> int:
    """How much of it a person has to read: nothing of one letter that is repeated."""
    return len(content) if len(set(content)) > 1 else 1


def _others(run: _Run, chance: random.Random) -> Iterator[tuple[_Run, str]]:
    """The run in trees that differ by one file: gone, twice, without its last line; and the tree as it was, in words."""
    files = sorted(path for path, entry in run["tree"].items() if entry[0] == "file")
    for _ in range(_MOST_TREES if files else 0):
        path = chance.choice(files)
        tree, how = dict(run["tree"]), chance.randrange(3)
        entry = tree[path]
        lines = base64.b64decode(entry[2]).splitlines(keepends=True)
        if how == 0 and len(files) > 1:
            del tree[path]
            yield {**run, "tree": tree}, f"with {path!r} there, too"
        elif how == 1 and len(lines) > 1:
            tree[path] = [*entry[:2], base64.b64encode(b"".join(lines[:-1])).decode(), *entry[3:]]
            last = lines[-1].decode("utf-8", "backslashreplace")
            yield {**run, "tree": tree}, f"with a last line {last!r} in {path!r}"
        else:
            folder, _, name = path.rpartition("/")
            copy = f"{folder}/copy-{name}" if folder else f"copy-{name}"
            tree[copy] = entry
            yield {**run, "tree": tree}, f"without {copy!r}"


def _command(run: _Run) -> str:
    args = " ".join(arg if arg.replace("-", "").replace(".", "").isalnum() else repr(arg) for arg in run["args"])
    return f"bash {run['name']} {args}".strip()


def _given(run: _Run) -> str:
    tree = unpacked(run["tree"])
    own = {path: entry for path, entry in tree.items() if not any(other.startswith(f"{path}/") for other in tree)}
    lines = [f"{path!r}: {_entry(entry)}" for path, entry in own.items()] or ["an empty folder"]
    more = [f"{name}={value}" for name, value in run["env"].items()]
    more += [f"it starts in {run['inside']}"] if run["inside"] else []
    more += [f"standard input: {run['stdin']!r}"] if run["stdin"] else []
    return "\n".join([*lines, *more])


def _entry(entry: tuple[Any, ...]) -> str:
    """What is in an entry of a tree, in words, with what of its mode and age isn't the usual."""
    if entry[0] == "link":
        return f"a link to {entry[1]!r}"
    mode = f", mode {entry[1]:o}" if len(entry) > 1 and entry[1] not in (None, 0o644, 0o755) else ""
    age = entry[3] if entry[0] == "file" else entry[2] if len(entry) > 2 else 0
    old = f", {age:g} days old" if age else ""
    if entry[0] != "file":
        return f"a {'folder' if entry[0] == 'folder' else 'socket'}{mode}{old}"
    text = entry[2].decode("utf-8", "backslashreplace")
    shown = f"{text[0]!r} {len(text)} times" if len(text) > 3 and len(set(text)) == 1 else repr(text)
    return f"{shown}{mode}{old}"


def _told(outcome: Outcome) -> tuple[Any, ...]:
    return tuple(str(outcome.get(key)) for key in ("status", "out", "complains", "gone", "new", "changed"))


def _words(outcome: Outcome) -> str:
    out = outcome["out"]
    said = [f"prints `{out!r}`" if out else "prints nothing"]
    said += ["complains on standard error"] if outcome.get("complains") else []
    for key, verb in (("new", "makes"), ("changed", "changes")):
        said += [f"{verb} `{path}` ({what})" for path, what in outcome.get(key, {}).items()]
    said += [f"removes `{path}`" for path in outcome.get("gone", [])]
    changed = any(outcome.get(key) for key in ("new", "changed", "gone"))
    said += [] if changed else ["changes no file"]
    return "; ".join([*said, f"status {outcome['status']}"])
