"""A run that its host drives by hand."""

from __future__ import annotations

import threading
from typing import Any

from ._native import Session as NativeSession
from .result import Call, Result, result_of


KEY_BYTES = 32


def checked_key(key: bytes | None) -> bytes | None:
    """A key of the right length."""
    if key is not None and len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
    return key


class Session:
    """One run of one script. The script stands still while a call waits, and that time counts against no limit.

    Each answer lets the script go on at once, on the calling thread, until it waits again or ends.
    """

    def __init__(self, native: NativeSession) -> None:
        self._native = native
        self._lock = threading.Lock()
        self._pending: dict[int, Call] = {}
        self._result: Result | None = None
        self._advance()

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
        """Answers a call with the tool's result.

        Raises:
            ValueError: the session does not wait for that call.
            EnclaveError: the value cannot cross; the call still waits.
        """
        with self._lock:
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

    def dump(self, *, key: bytes | None = None) -> bytes:
        """The session as bytes, from which `Enclave.load` makes it again: later, on another machine, in another language.

        A dump holds the code, the context, every answer so far and what the script has asked for; no tool's code and
        no engine's memory. With a key nobody can read or change it.

        Args:
            key: 32 bytes that `load` must be given too.

        Raises:
            ValueError: the session is over, or the key has another length.

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
            return self._native.dump(checked_key(key))

    def __repr__(self) -> str:
        state = "done" if self.done else f"{len(self._pending)} pending"
        return f"<Session {state}>"

    def _answered(self, call_id: int) -> None:
        self._pending.pop(call_id, None)
        self._advance()

    def _advance(self) -> None:
        calls, _, outcome = self._native.advance()
        for call in calls:
            self._pending[call[0]] = Call(*call)
        if outcome is not None:
            self._pending.clear()
            self._result = result_of(outcome, {})
