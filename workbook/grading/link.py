"""Frames over a socket: a length of four bytes, then the bytes. Either end may be hostile."""

from __future__ import annotations

import select
import socket
import struct
import time

MAX_FRAME = 128 * 1024 * 1024


class Closed(Exception):
    """The other end is gone."""


class TimedOut(Exception):
    """The deadline passed before the frame was complete."""


class TooBig(Exception):
    """The other end announced a frame over the limit."""


class Link:
    """One end of a stream socket. ``deadline`` arguments are times of time.monotonic(); None waits for ever."""

    def __init__(self, end: socket.socket, most: int = MAX_FRAME) -> None:
        self.socket = end
        self._most = most

    def fileno(self) -> int:
        """For select."""
        return self.socket.fileno()

    def close(self) -> None:
        """Close this end; the other one sees Closed."""
        self.socket.close()

    def send(self, data: bytes, deadline: float | None = None) -> None:
        """Send one frame. Raises Closed, TimedOut, and TooBig before anything is sent."""
        if len(data) > self._most:
            raise TooBig(f"{len(data) / 2**20:.0f} MB; at most {self._most // 2**20} MB can be sent at once")
        try:
            if deadline is None:
                self.socket.sendall(struct.pack(">I", len(data)) + data)
            else:
                self._send_until(memoryview(struct.pack(">I", len(data)) + data), deadline)
        except OSError as error:
            raise Closed(str(error)) from None

    def _send_until(self, rest: memoryview, deadline: float) -> None:
        while rest:
            if not select.select([], [self.socket], [], max(0.0, deadline - time.monotonic()))[1]:
                raise TimedOut
            rest = rest[self.socket.send(rest, socket.MSG_DONTWAIT) :]

    def recv(self, deadline: float | None = None) -> bytes:
        """Receive one frame. Raises Closed, TimedOut or TooBig."""
        (size,) = struct.unpack(">I", self._exactly(4, deadline))
        if size > self._most:
            raise TooBig(f"a frame of {size} bytes")
        return self._exactly(size, deadline)

    def _exactly(self, count: int, deadline: float | None) -> bytes:
        buffer = bytearray()
        while len(buffer) < count:
            if deadline is not None:
                left = max(0.0, deadline - time.monotonic())
                if not select.select([self.socket], [], [], left)[0]:
                    raise TimedOut
            try:
                piece = self.socket.recv(min(count - len(buffer), 1 << 20))
            except OSError as error:
                raise Closed(str(error)) from None
            if not piece:
                raise Closed("the other end closed")
            buffer += piece
        return bytes(buffer)
