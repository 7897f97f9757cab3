"""The turnstile before the write lock of a SQLite file: one at a time, in order of arrival, across processes."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading


class Turnstile:
    """The place of one connection in the queue. Not for use by two threads at once, as connections are not."""

    def __init__(self, path: str, *, timeout: float) -> None:
        self._path = path
        self._timeout = timeout
        self._file: int | None = None
        self._opened_by = 0
        self.is_inside = False

    def enter(self) -> None:
        """Wait for our turn; after the time that is allowed, the error that SQLite itself would give."""
        file = self._opened()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not _Wait(file).ends_within(self._timeout):
                self._file = None  # the wait goes on without us, and closes the file when it ends
                raise sqlite3.OperationalError("database is locked") from None
        self.is_inside = True

    def leave(self) -> None:
        if self.is_inside and self._file is not None:
            self.is_inside = False
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        self.leave()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _opened(self) -> int:
        # A lock goes with the opening of the file, which a forked process shares: it needs an opening of its own.
        if self._file is None or self._opened_by != os.getpid():
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            self._opened_by = os.getpid()
        return self._file


class _Wait:
    """A wait for the lock that can be given up: the system knows no such thing, so a thread waits in our stead."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._is_over = threading.Event()
        self._deciding = threading.Lock()
        self._is_given_up = False
        threading.Thread(target=self._wait, name="turnstile", daemon=True).start()

    def ends_within(self, seconds: float) -> bool:
        if self._is_over.wait(seconds):
            return True
        with self._deciding:
            self._is_given_up = not self._is_over.is_set()
        return not self._is_given_up

    def _wait(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._deciding:
            if self._is_given_up:
                os.close(self._file)
            else:
                self._is_over.set()
