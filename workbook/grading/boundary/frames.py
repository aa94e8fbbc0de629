"""Frames over a socket: a length of four bytes, then the bytes. Either end may be hostile."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import time

MAX_FRAME = 128 * 1024 * 1024
_NAP = 0.005  # seconds until the next look at a socket that is said to be ready and is not


class Closed(Exception):
    """The other end is gone."""


class TimedOut(Exception):
    """The deadline passed before the frame was complete."""


class TooBig(Exception):
    """The other end announced a frame over the limit."""


class _Frames:
    """One end of a stream socket. Deadlines are times of time.monotonic().

    With a deadline no call waits in the kernel but in select(2): a socket that is said to be ready may have nothing to
    give all the same, as after a byte sent "out of band", and a call that waits for more would wait for ever.
    """

    def __init__(self, end: socket.socket, most: int = MAX_FRAME) -> None:
        self.socket = end
        self._most = most
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_OOBINLINE, 1)  # such a byte is one like any other

    def fileno(self) -> int:
        """For select."""
        return self.socket.fileno()

    def close(self) -> None:
        """Close this end; the other one sees Closed."""
        self.socket.close()

    def _send(self, data: bytes, deadline: float | None) -> None:
        if len(data) > self._most:
            raise TooBig(f"{len(data) / 2**20:.0f} MB; at most {self._most // 2**20} MB can be sent at once")
        frame = struct.pack(">I", len(data)) + data
        try:
            if deadline is None:
                self.socket.sendall(frame)
            else:
                self._send_until(memoryview(frame), deadline)
        except OSError as error:
            raise Closed(str(error)) from None

    def _send_until(self, rest: memoryview, deadline: float) -> None:
        while rest:
            try:
                rest = rest[self.socket.send(rest, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                self._wait(deadline, writing=True)

    def _recv(self, deadline: float | None, most: int) -> bytes:
        (size,) = struct.unpack(">I", self._exactly(4, deadline))
        if size > most:
            raise TooBig(f"a frame of {size} bytes")
        return self._exactly(size, deadline)

    def _exactly(self, count: int, deadline: float | None) -> bytes:
        buffer = bytearray()
        flags = 0 if deadline is None else socket.MSG_DONTWAIT
        waited = False
        while len(buffer) < count:
            try:
                piece = self.socket.recv(min(count - len(buffer), 1 << 20), flags)
            except BlockingIOError:
                assert deadline is not None
                if waited:
                    time.sleep(_NAP)
                self._wait(deadline)
                waited = True
                continue
            except OSError as error:
                raise Closed(str(error)) from None
            if not piece:
                raise Closed("the other end closed")
            waited = False
            buffer += piece
            if deadline is not None and len(buffer) < count and time.monotonic() > deadline:
                raise TimedOut  # of one that sends byte by byte
        return bytes(buffer)

    def _wait(self, deadline: float, *, writing: bool = False) -> None:
        """Until the socket is said to be ready. Raises TimedOut."""
        left = deadline - time.monotonic()
        own = [self.socket]
        if left <= 0 or not any(select.select([] if writing else own, own if writing else [], [], left)):
            raise TimedOut


class Link(_Frames):
    """An end in a box, whose process the engine ends in time: a ``deadline`` of None waits for ever."""

    def send(self, data: bytes, deadline: float | None = None) -> None:
        """Send one frame. Raises Closed, TimedOut, and TooBig before anything is sent."""
        self._send(data, deadline)

    def recv(self, deadline: float | None = None) -> bytes:
        """Receive one frame. Raises Closed, TimedOut or TooBig."""
        return self._recv(deadline, self._most)


class EngineLink(_Frames):
    """An end in the engine: nothing is done on it without a deadline."""

    def send(self, data: bytes, deadline: float) -> None:
        """Send one frame. Raises Closed, TimedOut, and TooBig before anything is sent."""
        self._send(data, deadline)

    def recv(self, deadline: float, most: int | None = None) -> bytes:
        """Receive one frame, of *most* bytes if that is given. Raises Closed, TimedOut or TooBig."""
        return self._recv(deadline, self._most if most is None else most)

    def send_socket(self, end: socket.socket, deadline: float) -> None:
        """Hand over a socket, with one byte that belongs to no frame. Raises Closed or TimedOut."""
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", end.fileno()))]
        while True:
            try:
                self.socket.sendmsg([b"!"], rights, socket.MSG_DONTWAIT)  # socket.send_fds() doesn't pass its flags on
                return
            except BlockingIOError:
                self._wait(deadline, writing=True)
            except OSError as error:
                raise Closed(str(error)) from None
