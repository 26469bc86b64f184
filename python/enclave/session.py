"""A run that its host drives by hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .policy import Policy
from .reference import Reference
from .result import Call, Result, result_of

if TYPE_CHECKING:
    from .audit import Auditor
    from ._native import CallData
    from ._native import Session as NativeSession

KEY_BYTES = 32


def checked_key(key: bytes | None) -> bytes | None:
    """A key of the right length."""
    if key is not None and len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
    return key


class Drivers(NamedTuple):
    """How an `Enclave` judges calls by its policy, and runs a session to its end with its own tools."""

    policy: Policy
    auditor: Auditor | None
    on_loop: Callable[[NativeSession, list[CallData]], Coroutine[Any, Any, Result]]
    on_thread: Callable[[NativeSession, list[CallData]], Result]


class Session:
    """One run of one script. The script stands still while a call waits, and that time counts against no limit.

    Each answer lets the script go on at once, on the calling thread, until it waits again or ends. `run` and `run_sync`
    leave the rest to the tools of the `Enclave`.
    """

    def __init__(self, native: NativeSession, drivers: Drivers) -> None:
        self._native = native
        self._drivers = drivers
        self._lock = threading.Lock()
        self._pending: dict[int, Call] = {}
        self._result: Result | None = None
        self._advance()
        self._id = native.id()

    @property
    def id(self) -> str:
        """The session's id; empty when a static layer refused the script."""
        return self._id

    @property
    def pending(self) -> list[Call]:
        """The calls that wait for an answer, in the order of the script."""
        return list(self._pending.values())

    @property
    def done(self) -> bool:
        """Whether the run is over."""
        return self._result is not None

    @property
    def result(self) -> Result | None:
        """The run's result; None until it is over."""
        return self._result

    def resolve(self, call_id: int, value: Any) -> None:
        """Answers a call with the tool's result; with a `Reference`, the script gets a handle.

        Raises:
            ValueError: the session does not wait for that call, or waits for an approval of it.
            EnclaveError: the value cannot cross; the call still waits.
        """
        with self._lock:
            if isinstance(value, Reference):
                self._native.resolve(call_id, value.value, True)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
            else:
                self._native.resolve(call_id, value)
            self._answered(call_id)

    def reject(self, call_id: int, message: str, *, code: str = "TOOL_ERROR", data: Any = None) -> None:
        """Answers a call with a failure, which the script can catch.

        Raises:
            ValueError: the session does not wait for that call.
            EnclaveError: the data cannot cross; the call still waits.
        """
        with self._lock:
            self._native.reject(call_id, code, message, data)
            self._answered(call_id)

    def approve(self, call_id: int, *, hash: str | None = None) -> None:
        """Approves a call of the kind `approval`: it then waits to be made, with the kind `tool`. The approval is for this
        call alone and stands in the journal.

        Whoever loads a plain dump must approve again what was approved and not answered: anybody could have written it.
        That of a dump with a key is kept.

        Args:
            call_id: The call's id.
            hash: That of the call that was looked at, where that was elsewhere.

        Raises:
            ValueError: the call does not wait for an approval, or has another hash.

        Example:
            >>> from enclave import Enclave, tool
            >>> @tool(requires_approval=True)
            ... def pay(amount: int) -> str:
            ...     return f"paid {amount}"
            >>> session = Enclave(tools=[pay]).start("return await tools.pay({ amount: 5 })")
            >>> session.pending[0].kind
            'approval'
            >>> session.approve(session.pending[0].id)
            >>> session.run_sync().value
            'paid 5'
        """
        with self._lock:
            self._native.approve(call_id, hash)
            self._answered(call_id)

    def deny(self, call_id: int, reason: str = "") -> None:
        """Denies a call of the kind `approval`: it rejects with `TOOL_DENIED`.

        Raises:
            ValueError: the call does not wait for an approval.
        """
        with self._lock:
            self._native.deny(call_id, reason)
            self._answered(call_id)

    def retry(self, call_id: int) -> None:
        """Decides that an uncertain call is made once more: `run` makes it, or you do and `resolve` it.

        The decision stands in the journal before this returns.

        Raises:
            ValueError: the call is not uncertain.
            EnclaveError: the journal store failed, or another process goes on with this session.
        """
        with self._lock:
            self._native.retry(call_id)
            call = self._pending[call_id]
            self._pending[call_id] = Call(call.id, call.name, call.args)

    async def run(self, *, uncertain: Literal["retry", "reject"] | None = None) -> Result:
        """Runs the session to its end with the tools of its `Enclave`. From here on, time that it waits counts.

        Args:
            uncertain: What is done with calls that an earlier process may have made: `"retry"` makes them once more,
                `"reject"` lets the script see a failure. Without it every such call must be decided before.

        Raises:
            ValueError: a call is uncertain.
        """
        calls = self._taken_over(uncertain)
        if self._result is None:
            self._end(await self._drivers.on_loop(self._native, calls))
        return self._ended()

    def run_sync(self, *, uncertain: Literal["retry", "reject"] | None = None) -> Result:
        """The same without an event loop."""
        calls = self._taken_over(uncertain)
        if self._result is None:
            self._end(self._drivers.on_thread(self._native, calls))
        return self._ended()

    def dump(self, *, key: bytes | None = None, single_use: bool = False) -> bytes:
        """The session as bytes, from which `Enclave.load` makes it again: later, on another machine, in another language.

        A dump holds the code, the context, every answer so far and what the script has asked for; no tool's code and
        no engine's memory. With a key nobody can read or change it. That of a session that is over ends as it did.

        Args:
            key: 32 bytes that `load` must be given too.
            single_use: It may be loaded once. Whoever keeps a plain dump can change that; give a key, too.

        Raises:
            ValueError: nothing is left of the session, or the key has another length.

        Example:
            >>> from enclave import Enclave
            >>> enclave = Enclave(tool_handler=lambda name, args: None)
            >>> session = enclave.start("return await callTool('ask', {})")
            >>> later = enclave.load(session.dump())
            >>> later.resolve(later.pending[0].id, "yes")
            >>> later.result.value
            'yes'
        """
        with self._lock:
            return self._native.dump(checked_key(key), single_use)

    def fork(self, at: int) -> Session:
        """A session of its own, from before the answer to a call: that call waits again, and so does every call that was
        answered after it. Nothing of it is kept in a journal store.

        Args:
            at: The call's id.

        Raises:
            ValueError: the session has made no such call.

        Example:
            >>> from enclave import Enclave
            >>> enclave = Enclave(tool_handler=lambda name, args: None)
            >>> session = enclave.start("return await callTool('price', {}) > 5 ? 'dear' : 'cheap'")
            >>> session.resolve(1, 9)
            >>> what_if = session.fork(at=1)
            >>> what_if.resolve(1, 3)
            >>> session.result.value, what_if.result.value
            ('dear', 'cheap')
        """
        with self._lock:
            return Session(self._native.fork(at), self._drivers)

    def __repr__(self) -> str:
        state = "done" if self.done else f"{len(self._pending)} pending"
        return f"<Session {state}>"

    def _answered(self, call_id: int) -> None:
        self._pending.pop(call_id, None)
        self._advance()

    def _advance(self) -> None:
        while True:
            calls, _, outcome = self._native.advance()
            if self._drivers.auditor is not None:
                self._drivers.auditor.tell()
            if outcome is not None:
                self._end(result_of(outcome, {}))
                return
            uncertain = self._native.uncertain() if calls else []
            judged = False
            for call_id, name, args, asks in calls:
                if asks is None:
                    self._pending[call_id] = Call(call_id, name, args, uncertain=call_id in uncertain)
                elif asks[0] == "approval":
                    self._pending[call_id] = Call(call_id, name, args, kind="approval", hash=asks[1], reason=asks[2])
                else:
                    self._drivers.policy.decide(self._native, call_id, asks[1], name, args)
                    judged = True
            if not judged:
                return

    def _taken_over(self, uncertain: Literal["retry", "reject"] | None) -> list[CallData]:
        """The calls that the tools must answer, once every uncertain one is decided."""
        for call in self.pending:
            # An earlier decision may have ended the script.
            if not call.uncertain or call.id not in self._pending:
                continue
            if uncertain == "retry":
                self.retry(call.id)
            elif uncertain == "reject":
                self.reject(call.id, f"whether `{call.name}` was called before is not known")
            else:
                raise ValueError(
                    f"the call {call.id} of `{call.name}` may have been made before: retry, resolve or reject it, or say "
                    "what to do by `uncertain`"
                )
        with self._lock:
            if self._result is None:
                self._native.go_live()
            calls = [_data_of(call) for call in self.pending]
            self._pending.clear()
            return calls

    def _end(self, result: Result) -> None:
        self._pending.clear()
        self._result = result

    def _ended(self) -> Result:
        if self._result is None:
            raise RuntimeError("the session is not over")
        return self._result


def _data_of(call: Call) -> CallData:
    asks = ("approval", call.hash or "", call.reason) if call.kind == "approval" else None
    return call.id, call.name, call.args, asks
