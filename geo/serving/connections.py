"""How many may be connected, and for how long without a word."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

# macOS gives a process 256 files.
MOST = 100
# Streams stay; each open page of one browser has at most one.
MOST_STREAMS = 40
IDLE_S = 20.0
"""Seconds for a request to come, a word of it, or an answer to be taken."""


class Connections:
    """The connections that are open, the oldest first, and which of them wait for a request."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._waiting: dict[socket.socket, bool] = {}
        self._streams = 0
        self._lock = threading.Lock()

    def admit(self, connection: socket.socket) -> bool:
        """Take one in; where there are too many, the one that has waited longest goes.

        Returns
        -------
        bool
            False where all are at work: this one must go.
        """
        with self._lock:
            if len(self._waiting) >= self._most:
                idle = next((known for known, waits in self._waiting.items() if waits), None)
                if idle is None:
                    return False
                del self._waiting[idle]
                with suppress(OSError):
                    idle.shutdown(socket.SHUT_RDWR)
            self._waiting[connection] = True
            return True

    def works(self, connection: socket.socket, *, is_at_work: bool) -> None:
        """Note that a request has come, or is answered."""
        with self._lock:
            if self._waiting.pop(connection, None) is not None:
                # Behind those that have waited longer.
                self._waiting[connection] = not is_at_work

    def forget(self, connection: socket.socket) -> None:
        """Note that one is closed."""
        with self._lock:
            self._waiting.pop(connection, None)

    def begin_stream(self) -> bool:
        """Whether one more may stay for good."""
        with self._lock:
            is_free = self._streams < MOST_STREAMS
            self._streams += is_free
            return is_free

    def end_stream(self) -> None:
        """Note that one of them is gone."""
        with self._lock:
            self._streams -= 1
