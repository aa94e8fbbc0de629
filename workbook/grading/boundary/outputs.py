"""What a cell puts out, kept in order and cut where it becomes too much."""

from __future__ import annotations

import os
from typing import Any

Output = dict[str, Any]
_ITEM = 64  # bytes that an output takes beside its text


class Outputs:
    """The outputs of the cell that runs now, as nbformat writes them, cut at *most* bytes."""

    def __init__(self) -> None:
        self.items: list[Output] = []
        self.most = 1024 * 1024
        self._size = 0
        self._files: dict[str, int] = {}
        self._clear_next = False

    def capture_files(self) -> None:
        """Let everything that is written to file descriptors 1 and 2, by subprocesses say, go to the outputs.

        Until then it lies in files without a name, on the disk that /tmp is on, whose limit holds for them too.
        """
        for number, name in ((1, "stdout"), (2, "stderr")):
            self._files[name] = os.open("/tmp", os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
            os.dup2(self._files[name], number)

    def begin(self, most: int) -> None:
        """Forget everything; keep at most *most* bytes of the next cell."""
        self.drain()
        self.items, self.most, self._size, self._clear_next = [], most, 0, False

    def drain(self) -> None:
        """Take over what was written to the file descriptors."""
        for name, file in self._files.items():
            size = os.fstat(file).st_size
            if size:
                data = os.pread(file, min(size, self.most + 1), 0)
                os.ftruncate(file, 0)
                os.lseek(file, 0, os.SEEK_SET)
                self.text(name, data.decode("utf-8", "replace"))

    def text(self, name: str, text: str) -> None:
        """Append to a stream."""
        room = self.most - self._size
        if room <= 0 or not text:
            return
        self._make_room()
        if len(text) > room:
            text = f"{text[:room]}\n[output cut after {self.most // 1024} KB]\n"
        self._size += len(text)
        if self.items and self.items[-1].get("name") == name:
            self.items[-1]["text"].append(text)
        else:
            self._size += _ITEM
            self.items.append({"output_type": "stream", "name": name, "text": [text]})

    def add(self, output: Output, size: int) -> None:
        """Append a display, a result or an error."""
        self.drain()
        self._make_room()
        if self._size + size > max(self.most, 64 * 1024):
            self.text("stdout", f"[an output of {size // 1024} KB was left out]\n")
            return
        self._size += size
        self.items.append(output)

    def clear(self, wait: bool) -> None:
        """What IPython's clear_output does."""
        self._clear_next = wait
        if not wait:
            self.items, self._size = [], 0

    def _make_room(self) -> None:
        if self._clear_next:
            self._clear_next, self.items, self._size = False, [], 0

    def finish(self) -> list[Output]:
        """The outputs of the cell, in nbformat's form."""
        self.drain()
        return [{**item, "text": "".join(item["text"])} if "text" in item else item for item in self.items]
