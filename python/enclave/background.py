"""An event loop on a thread of its own, for the async tools of `run_sync`."""

from __future__ import annotations

import asyncio
import threading

from .forks import renew_in_forks

_PATIENCE = 1.0
"""Seconds that `close` waits for tools to end."""


class Background:
    """Starts when it is first needed. One loop for all runs, so that what a tool binds to its loop goes on working."""

    def __init__(self) -> None:
        self._inherited: list[asyncio.AbstractEventLoop] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self.renew()
        renew_in_forks(self)

    def renew(self) -> None:
        """Begins without a loop. The one of another process is kept: Python would close it, and it is still used."""
        self._lock = threading.Lock()
        if self._loop is not None:
            self._inherited.append(self._loop)
        self._loop = None
        self._thread: threading.Thread | None = None

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop, which runs."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_serve, args=(self._loop,), name="enclave-loop", daemon=True)
                self._thread.start()
            return self._loop

    @property
    def is_here(self) -> bool:
        """Whether the calling thread is the loop's, so that waiting for the loop would wait for ever."""
        return self._thread is threading.current_thread()

    def close(self) -> None:
        """Cancels what runs on the loop and ends its thread."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        loop.call_soon_threadsafe(loop.stop)
        if thread is not threading.current_thread():
            thread.join(_PATIENCE)


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks, timeout=_PATIENCE / 2))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        asyncio.set_event_loop(None)
        loop.close()
