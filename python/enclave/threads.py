"""Threads that call sync tools."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from .forks import renew_in_forks

_LIMIT = 64
"""Calls that are made at once; further ones wait their turn."""
_IDLE_SECONDS = 5.0
"""How long a thread without work lives."""


class Job:
    """One call on a thread."""

    __slots__ = ("_threads", "abandoned", "call", "running")

    def __init__(self, threads: Threads, call: Callable[[], None]) -> None:
        self._threads = threads
        self.call = call
        self.running = False
        self.abandoned = False

    def abandon(self) -> None:
        """Nobody waits for the call: if it has not begun it is not made, and if it never ends it costs no other."""
        self._threads.abandon(self)


class Threads:
    """Daemon threads: a tool that never returns neither holds the interpreter's exit nor other tools' turn."""

    def __init__(self) -> None:
        self._closed = False
        self.renew()
        renew_in_forks(self)

    def renew(self) -> None:
        """Begins without threads; calls that wait are another process's."""
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._threads = 0
        self._idle = 0

    def submit(self, call: Callable[[], None]) -> Job:
        """Makes the call on some thread. It must not raise."""
        job = Job(self, call)
        with self._changed:
            self._waiting.append(job)
            if self._idle >= len(self._waiting):
                self._changed.notify()
            elif self._threads < _LIMIT:
                self._start()
        return job

    def abandon(self, job: Job) -> None:
        """See `Job.abandon`."""
        with self._changed:
            if job.abandoned:
                return
            job.abandoned = True
            if job.running:
                self._threads -= 1
                if len(self._waiting) > self._idle:
                    self._start()
            elif job in self._waiting:
                self._waiting.remove(job)

    def close(self) -> None:
        """Lets the threads end; calls that run are left to run."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _start(self) -> None:
        self._threads += 1
        try:
            threading.Thread(target=self._work, name="enclave-tool", daemon=True).start()
        except RuntimeError:
            self._threads -= 1
            if self._threads == 0:
                self._waiting.pop()
                raise

    def _work(self) -> None:
        while True:
            with self._changed:
                job = self._next()
                if job is None:
                    self._threads -= 1
                    return
                job.running = True
            job.call()
            with self._changed:
                job.running = False
                if job.abandoned:
                    # Its place was given away when it was abandoned.
                    return

    def _next(self) -> Job | None:
        while not self._waiting:
            if self._closed:
                return None
            self._idle += 1
            notified = self._changed.wait(_IDLE_SECONDS)
            self._idle -= 1
            if not notified and not self._waiting:
                return None
        return self._waiting.popleft()
