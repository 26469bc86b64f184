"""Drives a session on an event loop: advances it on threads, calls its tools, answers its calls."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from .failures import reject, settle, timed_out
from .ports import LoopPort
from .progress import reporting
from .result import Result, result_of
from .threads import Job, Threads
from .tool import Prepared, Tools

if TYPE_CHECKING:
    from ._native import CallData, OutcomeData, Session, Step

_GRACE = 0.000_5
"""Seconds that a timer waits beyond its time, so that it does not come too early by rounding."""

_SECONDS_AT_ONCE = 0.002
"""How long a session whose steps are quick goes on before the event loop gets its turn."""


class _OpenCall:
    """A call that was handed out and not answered yet."""

    __slots__ = ("job", "name", "prepared", "task", "timer")

    def __init__(self, name: str) -> None:
        self.name = name
        self.prepared: Prepared | None = None
        self.task: asyncio.Task[Any] | None = None
        self.job: Job | None = None
        self.timer: asyncio.TimerHandle | None = None

    def close(self) -> None:
        """Stops what still works on it."""
        if self.timer is not None:
            self.timer.cancel()
        if self.task is not None:
            self.task.cancel()
        if self.job is not None:
            self.job.abandon()


class AsyncRun:
    """One run on one event loop. Everything here happens on the loop's thread."""

    def __init__(self, tools: Tools, threads: Threads, loop: asyncio.AbstractEventLoop, port: LoopPort) -> None:
        self._tools = tools
        self._threads = threads
        self._loop = loop
        self._port = port
        self._context = contextvars.copy_context()
        self._session: Session | None = None
        self._calls: dict[int, _OpenCall] = {}
        self._exceptions: dict[int, BaseException] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0
        self._busy = False
        self._starting = False
        self._again = False
        self._idle: asyncio.Future[None] | None = None
        self.token = port.attach(self)
        self.done: asyncio.Future[Result] = loop.create_future()
        self.on_event: Callable[[dict[str, Any]], None] | None = None
        self.held = False
        """Whether the session must not go on, since nobody reads what it tells."""

    def begin(self, session: Session, calls: list[CallData] | None = None) -> None:
        """Starts the run, or takes over a session that waits for those calls; its end is `done`."""
        self._session = session
        if calls:
            self._start(calls)
        self._advance()

    def let_go(self) -> None:
        """Lets a held session go on."""
        self.held = False
        if self._again:
            self._advance()

    async def stop(self) -> None:
        """Ends the run without a result and waits until no thread computes for it."""
        self.done.cancel()
        self._release()
        if self._session is not None:
            self._session.cancel()
        if self._busy:
            self._idle = self._loop.create_future()
            await asyncio.shield(self._idle)

    def happened(self, event: dict[str, Any]) -> None:
        """The session has something to tell."""
        if self.on_event is not None:
            self.on_event(event)

    def stepped(self, step: Step) -> None:
        """The session waits, or is over."""
        self._take(step)
        if self._again:
            self._advance()

    def broken(self, error: BaseException) -> None:
        """The run cannot go on: a tool ended the interpreter, or this code has a defect."""
        self._release()
        if self._session is not None:
            self._session.cancel()
        if not self.done.done():
            self.done.set_exception(error)

    def _release(self) -> None:
        """Stops the timer and the tools; the port is kept while a thread computes."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        calls, self._calls = self._calls, {}
        for call in calls.values():
            call.close()
        if not self._busy:
            self._port.detach(self.token)

    def _advance(self) -> None:
        """Lets the session go on, now or when it can."""
        self._again = True
        if self._busy or self._starting or self.held:
            return
        begun = self._loop.time()
        while self._again and not self.held and not self.done.done() and self._session is not None:
            self._again = False
            self._busy = True
            # The loop gets its turn after a while, however quick the steps are. Events come by the port alone, and must
            # not be overtaken.
            patiently = self._loop.time() - begun < _SECONDS_AT_ONCE and self.on_event is None
            step = self._port.advance(self._session, self.token, patiently=patiently)
            if step is None:
                return
            self._take(step)

    def _take(self, step: Step) -> None:
        calls, wake_in, outcome = step
        self._busy = False
        if self._tools.auditor is not None:
            self._tools.auditor.tell()
        if self.done.done():
            self._port.detach(self.token)
            if self._idle is not None and not self._idle.done():
                self._idle.set_result(None)
        elif outcome is not None:
            self._release()
            try:
                self.done.set_result(self._result(outcome))
            except Exception as error:
                self.done.set_exception(error)
        else:
            self._start(calls)
            if wake_in is not None and not self._again and not self.done.done():
                self._wake_at(self._loop.time() + wake_in + _GRACE)

    def _result(self, outcome: OutcomeData) -> Result:
        return result_of(outcome, self._exceptions)

    def _wake_at(self, due: float) -> None:
        self._due = due
        if self._timer is not None and self._timer.when() <= due:
            # It comes first and sets itself again. The run's deadline is the same at every step.
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(due, self._wake)

    def _wake(self) -> None:
        self._timer = None
        if self._busy:
            return
        if self._loop.time() + _GRACE < self._due:
            self._wake_at(self._due)
        else:
            self._advance()

    def _start(self, calls: list[CallData]) -> None:
        """Starts calls. Those that end at once are answered together."""
        self._starting = True
        for call in calls:
            if not self.done.done():
                self._call(call)
        self._starting = False

    def _call(self, call: CallData) -> None:
        call_id, name, _, _ = call
        self._calls[call_id] = opened = _OpenCall(name)
        try:
            opened.prepared = prepared = self._tools.prepare(call)
            if prepared.timeout_ms is not None:
                late = partial(self._late, call_id, prepared.timeout_ms)
                opened.timer = self._loop.call_later(prepared.timeout_ms / 1e3, late)
            if prepared.is_async:
                self._start_task(call_id, opened, prepared.call)
            else:
                opened.job = self._threads.submit(self._on_thread(call_id, prepared))
        except Exception as error:
            self._failed(call_id, error)

    def _start_task(self, call_id: int, opened: _OpenCall, call: Callable[[], Any]) -> None:
        task = self._context_of(call_id).run(_task_of, self._loop, call)
        opened.task = task
        if task.done():
            self._task_done(call_id, task)
        else:
            task.add_done_callback(partial(self._task_done, call_id))

    def _context_of(self, call_id: int) -> contextvars.Context:
        """The context of a call: what its tool says of its progress is told where somebody reads events."""
        if self.on_event is None or self._session is None:
            return self._context
        return reporting(self._context, self._session, call_id)

    def _task_done(self, call_id: int, task: asyncio.Task[Any]) -> None:
        # Asked for even when nobody waits any more: the loop reports exceptions that nobody took.
        if task.cancelled():
            self._failed(call_id, asyncio.CancelledError())
            return
        error = task.exception()
        if error is not None:
            self._failed(call_id, error)
        else:
            self._returned(call_id, task.result())

    def _on_thread(self, call_id: int, prepared: Prepared) -> Callable[[], None]:
        context = self._context_of(call_id).copy()
        loop = self._loop

        def work() -> None:
            try:
                value = context.run(prepared.call)
            except BaseException as error:
                answer = partial(self._failed, call_id, error)
            else:
                answer = partial(self._returned, call_id, value)
            try:
                loop.call_soon_threadsafe(answer)
            except RuntimeError:
                # The loop was closed: nobody waits for the answer.
                return

        return work

    def _late(self, call_id: int, timeout_ms: int) -> None:
        opened = self._calls.get(call_id)
        if opened is not None:
            opened.close()
            self._failed(call_id, timed_out(opened.name, timeout_ms))

    def _returned(self, call_id: int, value: Any) -> None:
        opened = self._calls.get(call_id)
        if opened is None or self._session is None:
            _discard(value)
            return
        if inspect.isawaitable(value) and opened.task is None:
            # A sync function may return what must be awaited.
            self._start_task(call_id, opened, lambda: value)
            return
        self._close(call_id)
        answer = settle if opened.prepared is None else opened.prepared.answer
        error = answer(self._session, call_id, value)
        if error is not None:
            self._exceptions[call_id] = error
        self._advance()

    def _failed(self, call_id: int, error: BaseException) -> None:
        if not isinstance(error, Exception | asyncio.CancelledError):
            self.broken(error)
            return
        opened = self._calls.get(call_id)
        if self._close(call_id) and self._session is not None:
            self._exceptions[call_id] = error
            fail = reject if opened is None or opened.prepared is None else opened.prepared.fail
            fail(self._session, call_id, error)
            self._advance()

    def _close(self, call_id: int) -> bool:
        opened = self._calls.pop(call_id, None)
        if opened is not None and opened.timer is not None:
            opened.timer.cancel()
        return opened is not None


async def awaited(awaitable: Any) -> Any:
    """A coroutine of anything that can be awaited."""
    return await awaitable


def _task_of(loop: asyncio.AbstractEventLoop, call: Callable[[], Any]) -> asyncio.Task[Any]:
    """A task of the call, in the current context; begun at once where Python can do that."""
    made = call()
    coroutine = made if inspect.iscoroutine(made) else awaited(made)
    if sys.version_info >= (3, 12) and loop.get_task_factory() is None:
        return asyncio.Task(coroutine, loop=loop, eager_start=True)
    return loop.create_task(coroutine)


def _discard(value: Any) -> None:
    """A coroutine that nobody will await is closed, so that Python does not warn of it."""
    if inspect.iscoroutine(value):
        value.close()
