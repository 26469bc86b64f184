"""Drives a session on the calling thread, for `run_sync`."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import queue
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from .background import Background
from .failures import reject, timed_out
from .result import Result, result_of
from .runner import awaited
from .threads import Job, Threads
from .tool import Prepared, Tools

if TYPE_CHECKING:
    from ._native import CallData, Session

Answer = tuple[int, Any, "BaseException | None"]
"""The call, its value, and what it raised instead."""


class _OpenCall:
    __slots__ = ("due", "job", "loop", "name", "prepared", "task", "timeout_ms")

    def __init__(self, name: str, prepared: Prepared) -> None:
        self.name = name
        self.prepared = prepared
        self.timeout_ms = timeout_ms = prepared.timeout_ms
        self.due = None if timeout_ms is None else time.monotonic() + timeout_ms / 1e3
        self.job: Job | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.task: asyncio.Task[Any] | None = None

    def close(self) -> None:
        """Stops what still works on it."""
        if self.job is not None:
            self.job.abandon()
        if self.loop is not None:
            _tell(self.loop, self._cancel)

    def _cancel(self) -> None:
        if self.task is not None:
            self.task.cancel()


class SyncRun:
    """One run. The script computes on the calling thread, tools run beside it, so that the run's limits hold whatever
    a tool does: sync tools on threads, async tools on the background loop."""

    def __init__(self, tools: Tools, threads: Threads, background: Background, session: Session) -> None:
        self._tools = tools
        self._threads = threads
        self._background = background
        self._session = session
        self._context = contextvars.copy_context()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._calls: dict[int, _OpenCall] = {}
        self._exceptions: dict[int, BaseException] = {}

    def run(self, calls: list[CallData] | None = None) -> Result:
        """Runs the script to its end; a session that is taken over waits for those calls."""
        try:
            if calls:
                self._start(calls)
            while True:
                calls, wake_in, outcome = self._session.advance()
                if self._tools.auditor is not None:
                    self._tools.auditor.tell()
                if outcome is not None:
                    return result_of(outcome, self._exceptions)
                self._start(calls)
                self._wait(wake_in)
        except BaseException:
            self._session.cancel()
            raise
        finally:
            for opened in self._calls.values():
                opened.close()

    def _start(self, calls: list[CallData]) -> None:
        """Starts calls."""
        for call in calls:
            self._call(call)

    def _wait(self, wake_in: float | None) -> None:
        """Takes the answers that are there, or waits for the first, a tool's timeout or the session's own time."""
        waits = [] if wake_in is None else [wake_in]
        now = time.monotonic()
        waits += [max(opened.due - now, 0.0) for opened in self._calls.values() if opened.due is not None]
        try:
            answer = self._answers.get(timeout=min(waits)) if waits else self._answers.get()
            while True:
                self._answer(*answer)
                answer = self._answers.get_nowait()
        except queue.Empty:
            pass
        now = time.monotonic()
        for call_id, opened in list(self._calls.items()):
            if opened.timeout_ms is not None and opened.due is not None and opened.due <= now:
                opened.close()
                self._answer(call_id, None, timed_out(opened.name, opened.timeout_ms))

    def _answer(self, call_id: int, value: Any, exception: BaseException | None) -> None:
        opened = self._calls.get(call_id)
        if opened is None:
            if inspect.iscoroutine(value):
                value.close()
        elif exception is not None:
            if not isinstance(exception, Exception | asyncio.CancelledError):
                # A tool ends the interpreter.
                raise exception
            del self._calls[call_id]
            self._exceptions[call_id] = exception
            opened.prepared.fail(self._session, call_id, exception)
        elif inspect.isawaitable(value) and opened.loop is None:
            # A sync function may return what must be awaited.
            self._start_task(call_id, opened, partial(awaited, value))
        else:
            del self._calls[call_id]
            error = opened.prepared.answer(self._session, call_id, value)
            if error is not None:
                self._exceptions[call_id] = error

    def _call(self, call: CallData) -> None:
        call_id, name, _, _ = call
        try:
            prepared = self._tools.prepare(call)
        except Exception as error:
            self._exceptions[call_id] = error
            reject(self._session, call_id, error)
            self._answers.put((call_id, None, None))
            return
        self._calls[call_id] = opened = _OpenCall(name, prepared)
        if prepared.is_async:
            self._start_task(call_id, opened, prepared.call)
        else:
            self._start_job(call_id, opened, prepared)

    def _start_job(self, call_id: int, opened: _OpenCall, prepared: Prepared) -> None:
        context = self._context.copy()
        answers = self._answers

        def work() -> None:
            try:
                value = context.run(prepared.call)
            except BaseException as error:
                answers.put((call_id, None, error))
            else:
                answers.put((call_id, value, None))

        try:
            opened.job = self._threads.submit(work)
        except RuntimeError as error:
            answers.put((call_id, None, error))

    def _start_task(self, call_id: int, opened: _OpenCall, call: Callable[[], Any]) -> None:
        context = self._context
        answers = self._answers
        opened.loop = loop = self._background.loop

        async def work() -> None:
            try:
                value = await call()
            except BaseException as error:
                answers.put((call_id, None, error))
            else:
                answers.put((call_id, value, None))

        def start() -> None:
            opened.task = context.copy().run(loop.create_task, work())

        if not _tell(loop, start):
            answers.put((call_id, None, RuntimeError("the event loop of the tools is closed")))


def _tell(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> bool:
    """Lets the loop's thread do something; false when the loop is closed."""
    try:
        loop.call_soon_threadsafe(what)
    except RuntimeError:
        return False
    return True
