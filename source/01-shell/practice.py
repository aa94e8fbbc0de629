"""Practice without points: the keys of a session in ``vi``, played on a small model of it."""

from __future__ import annotations

import re

from workbook.check.shell.trees import text_difference

_KEYS = re.compile(r"<Esc>|<Enter>|gg|dd|.", re.IGNORECASE | re.DOTALL)


class Vi:
    """A text, a cursor and a mode: as much of vi as a first session needs. Lines and columns count from 0."""

    def __init__(self, text: str) -> None:
        self.saved, self.lines = text, text.splitlines() or [""]
        self.row = self.column = 0
        self.mode, self.command, self.cut, self.open = "normal", "", "", True
        self._undo: list[tuple[list[str], int]] = []

    def play(self, keys: str) -> None:
        """Press keys until vi is left; raises ValueError for a key that this model doesn't know."""
        for key in _KEYS.findall(keys):
            for part in key if self.mode == "insert" and key in ("gg", "dd") else [key]:
                if self.open:
                    getattr(self, f"_{self.mode}")(part)

    def _insert(self, key: str) -> None:
        line = self.lines[self.row]
        if key.lower() == "<esc>":
            self.mode, self.column = "normal", max(self.column - 1, 0)
        elif key.lower() in ("<enter>", "\n"):
            self.lines[self.row : self.row + 1] = [line[: self.column], line[self.column :]]
            self.row, self.column = self.row + 1, 0
        else:
            self.lines[self.row] = line[: self.column] + key + line[self.column :]
            self.column += len(key)

    def _line(self, key: str) -> None:
        if key.lower() not in ("<enter>", "\n", "<esc>"):
            self.command += key
            return
        command, self.command, self.mode = self.command, "", "normal"
        if key.lower() == "<esc>":
            return
        if command not in ("w", "q", "wq", "q!", "x"):
            raise ValueError(f"this model of vi doesn't know :{command}")
        text = "".join(f"{line}\n" for line in self.lines)
        if command == "q" and text != self.saved:
            raise ValueError("vi refuses :q, since there are changes; :wq keeps them, :q! throws them away")
        self.saved = text if command in ("w", "wq", "x") else self.saved
        self.open = command == "w"

    def _normal(self, key: str) -> None:
        moves = {"h": (0, -1), "l": (0, 1), "j": (1, 0), "k": (-1, 0)}
        if key in moves:
            self.row += moves[key][0]
            self.column += moves[key][1]
        elif key in ("0", "$"):
            self.column = 0 if key == "0" else len(self.lines[self.row])
        elif key in ("gg", "G"):
            self.row = 0 if key == "gg" else len(self.lines)
        elif key == ":":
            self.mode = "line"
        elif key == "u" and self._undo:
            self.lines, self.row = self._undo.pop()
        elif key in ("x", "dd", "p"):
            self._change(key)
        elif key in "iaAIoO":
            self._begin_insert(key)
            return
        elif key.lower() != "<esc>":
            raise ValueError(f"this model of vi doesn't know the key {key} in normal mode")
        self.row = min(max(self.row, 0), len(self.lines) - 1)
        self.column = min(max(self.column, 0), max(len(self.lines[self.row]) - 1, 0))

    def _change(self, key: str) -> None:
        self._undo.append((list(self.lines), self.row))
        line = self.lines[self.row]
        if key == "x":
            self.lines[self.row] = line[: self.column] + line[self.column + 1 :]
        elif key == "dd":
            self.cut = self.lines.pop(self.row)
            self.lines = self.lines or [""]
        else:
            self.row += 1
            self.lines.insert(self.row, self.cut)

    def _begin_insert(self, key: str) -> None:
        self._undo.append((list(self.lines), self.row))
        self.mode, length = "insert", len(self.lines[self.row])
        if key in "oO":
            self.row += key == "o"
            self.lines.insert(self.row, "")
        self.column = {"i": self.column, "a": min(self.column + 1, length), "A": length}.get(key, 0)


def vi(keys: str, before: str, after: str) -> None:
    """Play *keys* on the text *before* and say whether the saved file became *after*. Prints; never raises."""
    if not keys:
        print("Nothing typed yet: write your keys between the quotes and run the cell again.")
        return
    vi = Vi(before)
    try:
        vi.play(keys)
    except ValueError as problem:
        print(f"Not yet: {problem}.")
        return
    if vi.open:
        print(
            f"Not yet: you are still in vi, in {vi.mode} mode." + (" <Esc> leaves it." if vi.mode == "insert" else "")
        )
    elif vi.saved != after:
        print(f"Not yet: the saved file differs: {text_difference(after, vi.saved)}.")
    else:
        print("Done: the file is right, and you got out.")


def places(answers: dict[str, str]) -> None:
    """Say for each command whether *answers* names the machine where its result ends up. Prints; never raises."""
    if not any(answers.values()):
        print("Nothing filled in yet.")
        return
    for command, place in answers.items():
        right = place == place_of(command)
        print(f"{'right   ' if right else 'not yet '} {command}" + ("" if right or not place else f"   (not {place})"))


def place_of(command: str) -> str:
    """Where a result ends up: a host's name, ``here``, or ``nowhere`` if an ordinary user may not write there."""
    words = command.split()
    if ">" in words:
        return "nowhere" if words[-1].startswith("/root/") else "here"
    target = words[-1]
    host, colon, _ = target.partition(":")
    return host if colon and "/" not in host else "here"
