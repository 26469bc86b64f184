"""A record of each call, for who must answer for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from ._native import Enclave

_LOG = logging.getLogger("enclave")


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One call, written when it is over: answered, refused, or cut off by the end of its session. Arguments and message
    are redacted; results are not in it."""

    at_ms: float
    """When the script made the call, in milliseconds since 1970 UTC, by the session's clock."""
    session: str
    """The session's id."""
    call_id: int
    """The call's id in its session, from 1."""
    tool: str
    arguments: Any
    """References stand as their handles."""
    outcome: Literal["ok", "failed", "refused", "unfinished"]
    duration_ms: float
    """From the call to its end, by the session's clock."""
    bytes_out: int
    """Size of the arguments, as JSON."""
    bytes_in: int
    """Size of the result, as JSON; that of the handle where it went by reference."""
    tenant: str | None = None
    code: str | None = None
    """The code that the script saw; None for a result."""
    message: str | None = None
    refused_by: Literal["limit", "name", "marshaller", "schema", "policy", "approval"] | None = None
    """What refused it; None where the function was called."""
    approved: str | None = None
    """What was approved: SHA-256 of name and arguments, in hexadecimal digits."""


class Auditor:
    """Gives records to a callback, between the steps of runs. One that raises loses no run: it is logged."""

    def __init__(self, native: Enclave, callback: Callable[[AuditRecord], object]) -> None:
        self._native = native
        self._callback = callback

    def tell(self) -> None:
        """Gives what came since the last time."""
        for record in self._native.take_audit():
            try:
                self._callback(AuditRecord(**json.loads(record)))
            except Exception:
                _LOG.exception("the audit callback failed")
