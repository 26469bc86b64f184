"""What a script sees of a tool's failure."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from .errors import EnclaveError, error_of
from .reference import Reference

if TYPE_CHECKING:
    from ._native import Session

_MAX_MESSAGE = 8_000
_MAX_CODE = 128


def failure_of(exception: BaseException) -> tuple[str, str, Any]:
    """Code, message and data: the exception's own `code` when that is text, its text, its `data` when it has a code."""
    code = getattr(exception, "code", None)
    own = isinstance(code, str) and 0 < len(code) <= _MAX_CODE
    if isinstance(exception, asyncio.CancelledError):
        message = "the tool was cancelled"
    else:
        try:
            message = exception.message if isinstance(exception, EnclaveError) else str(exception)
        except Exception:
            message = ""
        message = message or type(exception).__name__
    if len(message) > _MAX_MESSAGE:
        message = message[:_MAX_MESSAGE] + "…"
    message = message.encode("utf-8", "replace").decode()
    if not own:
        return "TOOL_ERROR", message, None
    return str(code).encode("utf-8", "replace").decode(), message, getattr(exception, "data", None)


def reject(session: Session, call_id: int, exception: BaseException) -> None:
    """Answers a call with an exception. Data that cannot cross makes the answer say that instead."""
    code, message, data = failure_of(exception)
    try:
        session.reject(call_id, code, message, data)
    except EnclaveError as error:
        session.reject(call_id, error.code, error.message, None)


def settle(session: Session, call_id: int, value: Any) -> EnclaveError | None:
    """Answers a call with a value; with a failure when the value cannot cross, which is then returned."""
    try:
        if isinstance(value, Reference):
            session.resolve(call_id, value.value, True)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        else:
            session.resolve(call_id, value)
    except EnclaveError as error:
        session.reject(call_id, error.code, error.message, None)
        return error
    return None


def timed_out(name: str, timeout_ms: int) -> EnclaveError:
    """The failure of a call that took longer than its tool may."""
    return error_of("TOOL_TIMEOUT", f"the tool `{name}` took longer than its `timeout_ms` ({timeout_ms})")
