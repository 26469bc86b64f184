"""What `stream` yields: one class for each type of event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from ._contract import ConsoleLevel
from .result import CallFailure, Result


@dataclass(frozen=True, slots=True)
class SessionInit:
    """The static layers passed and the script starts."""

    type: ClassVar[Literal["session_init"]] = "session_init"
    seq: int
    session_id: str


@dataclass(frozen=True, slots=True)
class Stdout:
    """A line of `console.log`."""

    type: ClassVar[Literal["stdout"]] = "stdout"
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class Log:
    """A line of the other methods of `console`."""

    type: ClassVar[Literal["log"]] = "log"
    seq: int
    level: ConsoleLevel
    text: str
    args: list[Any]
    """The arguments as data; what cannot leave the script stands as its text."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The script calls a tool."""

    type: ClassVar[Literal["tool_call"]] = "tool_call"
    seq: int
    id: int
    name: str
    args: Any


@dataclass(frozen=True, slots=True)
class ApprovalRequested:
    """A call waits for an approval. When it has one, `tool_call` follows."""

    type: ClassVar[Literal["approval_requested"]] = "approval_requested"
    seq: int
    id: int
    name: str
    args: Any
    hash: str
    """SHA-256 of the name and the arguments, in hexadecimal digits."""
    reason: str
    """Why the policy asks; empty when it says nothing."""


@dataclass(frozen=True, slots=True)
class ToolProgress:
    """A tool that was called tells how far it is (`enclave.progress`)."""

    type: ClassVar[Literal["tool_progress"]] = "tool_progress"
    seq: int
    id: int
    """The call."""
    value: Any


@dataclass(frozen=True, slots=True)
class ToolResultApplied:
    """The script received the answer to a call."""

    type: ClassVar[Literal["tool_result_applied"]] = "tool_result_applied"
    seq: int
    id: int
    name: str
    ok: bool
    value: Any = None
    error: CallFailure | None = None


@dataclass(frozen=True, slots=True)
class PartialResult:
    """A value that the script gave before its end, with `emit(value)`."""

    type: ClassVar[Literal["partial_result"]] = "partial_result"
    seq: int
    value: Any


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The session lives and nothing else happened for a while."""

    type: ClassVar[Literal["heartbeat"]] = "heartbeat"
    seq: int


@dataclass(frozen=True, slots=True)
class Final:
    """The run is over with a value."""

    type: ClassVar[Literal["final"]] = "final"
    seq: int
    result: Result


@dataclass(frozen=True, slots=True)
class Error:
    """The run is over without a value."""

    type: ClassVar[Literal["error"]] = "error"
    seq: int
    result: Result


Event: TypeAlias = (
    SessionInit
    | Stdout
    | Log
    | ToolCall
    | ApprovalRequested
    | ToolProgress
    | ToolResultApplied
    | PartialResult
    | Heartbeat
    | Final
    | Error
)

EVENT_CLASSES: dict[str, type[Any]] = {
    event.type: event
    for event in (
        SessionInit,
        Stdout,
        Log,
        ToolCall,
        ApprovalRequested,
        ToolProgress,
        ToolResultApplied,
        PartialResult,
        Heartbeat,
        Final,
        Error,
    )
}


def event_of(data: dict[str, Any], seq: int) -> Event:
    """An event as the extension module gives it."""
    members = {name: member for name, member in data.items() if name != "type"}
    if members.get("error") is not None:
        members["error"] = CallFailure(*members["error"])
    event: Event = EVENT_CLASSES[data["type"]](seq=seq, **members)
    return event


def last_event(result: Result, seq: int) -> Final | Error:
    """The event that ends a stream."""
    return Final(seq, result) if result.ok else Error(seq, result)
