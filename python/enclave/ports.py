"""The way from threads that compute to the event loops that wait."""

from __future__ import annotations

import asyncio
import contextvars
import itertools
import os
import weakref
from typing import TYPE_CHECKING, Any, Protocol

from ._native import Port

if TYPE_CHECKING:
    from ._native import Session, Step


_PATIENCE_MICROSECONDS = 300 if (os.cpu_count() or 1) > 1 else 0
"""How long a loop stands still for one step. With one processor, the thread could not compute meanwhile."""


class Waiter(Protocol):
    """What a port tells of a session."""

    def happened(self, event: dict[str, Any]) -> None: ...

    def stepped(self, step: Step) -> None: ...

    def broken(self, error: BaseException) -> None: ...


class LoopPort:
    """The mailbox of one event loop. Threads write to its descriptor, the loop reads it; no thread calls the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.native = Port()
        self._waiters: dict[int, Waiter] = {}
        self._tokens = itertools.count(1)
        # In a context of its own: the first run's would be kept as long as the loop.
        contextvars.Context().run(loop.add_reader, self.native.fileno(), self._drain)

    def attach(self, waiter: Waiter) -> int:
        """A token under which the waiter is told of its session."""
        token = next(self._tokens)
        self._waiters[token] = waiter
        return token

    def detach(self, token: int) -> None:
        """Ends that."""
        self._waiters.pop(token, None)

    def advance(self, session: Session, token: int, *, patiently: bool) -> Step | None:
        """Lets a thread advance the session. The step is returned if it comes soon, or else told to the waiter.

        Waiting for a moment is quicker than being woken, but only when nothing else here waits for a session.
        """
        patience = _PATIENCE_MICROSECONDS if patiently and len(self._waiters) == 1 else 0
        return session.advance_on(self.native, token, patience)

    def _drain(self) -> None:
        for token, event, step in self.native.drain():
            waiter = self._waiters.get(token)
            if waiter is None:
                continue
            try:
                if step is not None:
                    waiter.stepped(step)
                elif event is not None:
                    waiter.happened(event)
            except Exception as error:
                waiter.broken(error)


_ports: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, LoopPort] = weakref.WeakKeyDictionary()


def port_of(loop: asyncio.AbstractEventLoop) -> LoopPort:
    """The port of a loop that runs on the calling thread, which is the only one to ask for it."""
    port = _ports.get(loop)
    if port is None:
        port = _ports[loop] = LoopPort(loop)
    return port
