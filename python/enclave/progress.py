"""Progress of tools while they work."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._native import Session

_report: contextvars.ContextVar[Callable[[Any], None] | None] = contextvars.ContextVar("enclave_report", default=None)


def progress(value: Any) -> None:
    """Tells how far the tool is that calls this: whoever reads the run's `stream` gets the event `tool_progress`.

    Where nobody reads events, and outside of a tool, it does nothing.

    Args:
        value: What there is to say, as data.

    Raises:
        EnclaveError: the value cannot cross.

    Example:
        >>> from enclave import progress, tool
        >>> @tool
        ... def copy(rows: list[int]) -> int:
        ...     for done, _ in enumerate(rows):
        ...         progress({"done": done, "of": len(rows)})
        ...     return len(rows)
    """
    report = _report.get()
    if report is not None:
        report(value)


def reporting(context: contextvars.Context, session: Session, call_id: int) -> contextvars.Context:
    """A copy of the context in which `progress` tells of that call."""
    copied = context.copy()
    copied.run(_report.set, partial(session.progress, call_id))
    return copied
