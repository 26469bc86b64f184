"""What a run gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .diagnostic import Diagnostic, Score, diagnostics_of, score_of
from .errors import EnclaveError, error_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._contract import ConsoleLevel
    from ._native import OutcomeData


@dataclass(frozen=True, slots=True)
class ConsoleEntry:
    """One call of `console`."""

    level: ConsoleLevel
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call that a script made and that waits for its answer."""

    id: int
    """Unique in its session, counted from 1 in the order of the script's calls."""
    name: str
    args: dict[str, Any]
    kind: Literal["tool", "approval"] = field(default="tool", compare=False)
    """What is asked: to call the tool, and `resolve` or `reject` the call; or to `approve` or `deny` it first."""
    hash: str | None = field(default=None, compare=False)
    """Of one that waits for an approval: SHA-256 of the name and the arguments, in hexadecimal digits."""
    reason: str = field(default="", compare=False)
    """Of one that waits for an approval: why the policy asks."""
    uncertain: bool = field(default=False, compare=False)
    """Whether an earlier process was given the call, so that nobody knows whether its tool was called. Never set for
    tools that are declared `idempotent` or `read_only`."""


@dataclass(frozen=True, slots=True)
class CallFailure:
    """How a call failed, as the script saw it."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call, allowed or not, with its end."""

    id: int
    name: str
    args: Any
    ok: bool | None
    """None when the run ended before the answer."""
    value: Any
    error: CallFailure | None
    duration_ms: float
    exception: BaseException | None
    """What the tool raised. It stays with the host; the script saw `error`."""


@dataclass(frozen=True, slots=True)
class Stats:
    """What a run cost."""

    duration_ms: float
    """Wall-clock time from the start to the end."""
    cpu_ms: float
    """Time that the engine computed."""
    static_ms: float
    """Time that the static layers took; 0 when the script was in the cache."""
    cached: bool
    """Whether the static layers were skipped because this script had passed them before."""
    tool_calls: int
    """Tool calls, refused ones included."""
    iterations: int
    """Loop turns."""
    memory_peak_bytes: int
    """The most memory that the engine held at once."""
    dropped_keys: int
    """Keys `__proto__`, `constructor` and `prototype` that did not cross."""
    audit_failures: int
    """Audit records that could not be written to the file that `audit` names."""


@dataclass(frozen=True, slots=True)
class Result:
    """The end of a run: a value, or an error that a model can repair its script from."""

    ok: bool
    value: Any
    """The script's value; None without one."""
    error: EnclaveError | None
    console: tuple[ConsoleEntry, ...]
    emitted: tuple[Any, ...]
    """What the script gave with `emit(value)`, also when the run failed."""
    stats: Stats
    diagnostics: tuple[Diagnostic, ...]
    """What the static layers found, warnings included."""
    calls: tuple[CallRecord, ...]
    score: Score | None
    """The scoring gate's verdict; None when the gate is off."""

    def unwrap(self) -> Any:
        """The value.

        Raises:
            EnclaveError: the run has no value.
        """
        if self.error is not None:
            raise self.error
        return self.value


def result_of(outcome: OutcomeData, exceptions: Mapping[int, BaseException]) -> Result:
    """The result of an outcome; `exceptions` are those that tools raised, by call."""
    failure = outcome["error"]
    return Result(
        ok=outcome["ok"],
        value=outcome["value"],
        error=None if failure is None else error_from(failure),
        console=tuple(ConsoleEntry(*entry) for entry in outcome["console"]),
        emitted=tuple(outcome["emitted"]),
        stats=Stats(**outcome["stats"]),
        diagnostics=diagnostics_of(outcome["diagnostics"]),
        calls=tuple(_record(call, exceptions) for call in outcome["calls"]),
        score=score_of(outcome["score"]),
    )


def _record(call: dict[str, Any], exceptions: Mapping[int, BaseException]) -> CallRecord:
    error = call.get("error")
    return CallRecord(
        id=call["id"],
        name=call["name"],
        args=call["args"],
        ok=call["ok"],
        value=call.get("value"),
        error=None if error is None else CallFailure(*error),
        duration_ms=call["duration_ms"],
        exception=exceptions.get(call["id"]),
    )
