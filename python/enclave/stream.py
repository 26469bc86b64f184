"""Events of a run, as they happen."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from typing import Any

from ._native import Session
from .events import Event, event_of, last_event
from .runner import AsyncRun

HEARTBEAT_SECONDS = 5.0
"""Silence after which a stream says that the session lives."""


class _Channel:
    """Events on their way from the loop's callbacks to the one who reads. The run's limits bound their number."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._events: deque[dict[str, Any]] = deque()
        self._reader: asyncio.Future[None] | None = None

    def put(self, event: dict[str, Any]) -> None:
        self._events.append(event)
        self.wake()

    def wake(self, *_: object) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def take(self) -> dict[str, Any] | None:
        return self._events.popleft() if self._events else None

    async def wait(self, seconds: float) -> None:
        """Returns when something came or the time is over."""
        self._reader = self._loop.create_future()
        timer = self._loop.call_later(seconds, self.wake)
        try:
            await self._reader
        finally:
            timer.cancel()
            self._reader = None


async def events_of(run: AsyncRun, session: Session, loop: asyncio.AbstractEventLoop) -> AsyncGenerator[Event, None]:
    """Starts the run and yields its events; leaving early ends the run."""
    channel = _Channel(loop)
    run.on_event = channel.put
    run.done.add_done_callback(channel.wake)
    seq = 0
    try:
        run.begin(session)
        while True:
            data = channel.take()
            if data is None and run.done.done():
                break
            if data is None:
                waited_from = loop.time()
                await channel.wait(HEARTBEAT_SECONDS)
                data = channel.take()
                if data is None and not run.done.done() and loop.time() - waited_from >= HEARTBEAT_SECONDS:
                    data = {"type": "heartbeat"}
            if data is not None:
                seq += 1
                yield event_of(data, seq)
        yield last_event(run.done.result(), seq + 1)
    finally:
        if not run.done.done():
            await run.stop()
