"""Events of a run, as they happen."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterable
from typing import Any

from ._native import Session
from .events import EVENT_CLASSES, Event, event_of, last_event
from .runner import AsyncRun

HEARTBEAT_SECONDS = 5.0
"""Silence after which a stream says that the session lives."""


MAX_UNREAD = 256
"""Events that nobody has read yet, from which on the session stands still. One step of it may still add what the limits
of the console allow."""


class _Channel:
    """Events on their way from the loop's callbacks to the one who reads."""

    def __init__(self, loop: asyncio.AbstractEventLoop, run: AsyncRun, types: frozenset[str]) -> None:
        self._loop = loop
        self._run = run
        self._types = types
        self._events: deque[dict[str, Any]] = deque()
        self._reader: asyncio.Future[None] | None = None

    def put(self, event: dict[str, Any]) -> None:
        if event["type"] not in self._types:
            return
        self._events.append(event)
        self._run.held = len(self._events) >= MAX_UNREAD
        self.wake()

    def wake(self, *_: object) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def take(self) -> dict[str, Any] | None:
        event = self._events.popleft() if self._events else None
        if self._run.held and len(self._events) <= MAX_UNREAD // 2:
            self._run.let_go()
        return event

    async def wait(self, seconds: float) -> None:
        """Returns when something came or the time is over."""
        self._reader = self._loop.create_future()
        timer = self._loop.call_later(seconds, self.wake)
        try:
            await self._reader
        finally:
            timer.cancel()
            self._reader = None


def types_of(types: Iterable[str] | None) -> frozenset[str]:
    """The types of events that somebody wants to read: all unless said."""
    if types is None:
        return frozenset(EVENT_CLASSES)
    wanted = frozenset([types] if isinstance(types, str) else types)
    for unknown in wanted - frozenset(EVENT_CLASSES):
        known = ", ".join(f"`{name}`" for name in EVENT_CLASSES)
        raise ValueError(f"there is no event of type `{unknown}`; there are {known}")
    return wanted


async def events_of(
    run: AsyncRun, session: Session, loop: asyncio.AbstractEventLoop, types: frozenset[str]
) -> AsyncGenerator[Event, None]:
    """Starts the run and yields its events; leaving early ends the run."""
    channel = _Channel(loop, run, types)
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
                silent = data is None and not run.done.done() and loop.time() - waited_from >= HEARTBEAT_SECONDS
                if silent and "heartbeat" in types:
                    data = {"type": "heartbeat"}
            if data is not None:
                seq += 1
                yield event_of(data, seq)
        yield last_event(run.done.result(), seq + 1)
    finally:
        if not run.done.done():
            await run.stop()
