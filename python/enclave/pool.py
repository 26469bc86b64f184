"""The worker processes of an `Enclave`, and what holds them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._native import Enclave as NativeEnclave


@dataclass(frozen=True, slots=True)
class PoolStats:
    """How a pool of worker processes stands; the counts are since it was started."""

    ready: int
    """Workers that wait, locked down, for a session."""
    leased: int
    """Workers that sessions have."""
    queued: int
    """Sessions that wait for a worker."""
    started: int
    """Workers that were started."""
    recycled: int
    """Workers that served a session of the same tenant again."""
    lost: int
    """Workers that ended while a session had them."""
    killed: int
    """Those of them that the host killed: past a limit, or for what they sent."""
    peak: int
    """The most workers that sessions had at once."""
    queue_full: int
    """Sessions that were refused since the queue was full."""
    queue_timeouts: int
    """Sessions that waited for too long."""


@dataclass(frozen=True, slots=True)
class PoolEvent:
    """Something that happened to a worker."""

    at_ms: float
    """When, in milliseconds since 1970 UTC."""
    kind: str
    """`started`, `recycled` or `lost`."""
    pid: int
    """The worker's process."""
    reason: str
    """Why it was lost; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that holds the engines."""

    name: str
    """Such as `seccomp`."""
    active: bool
    """Whether it holds them here."""
    mandatory: bool
    """Whether `isolation="process"` is refused without it."""
    detail: str
    """What it does, or why it is not active."""


@dataclass(frozen=True, slots=True)
class IsolationReport:
    """What holds the engines of an `Enclave` here."""

    isolation: str
    """`in_process` or `process`."""
    measures: tuple[Measure, ...]
    """What holds a worker; none in process."""

    @classmethod
    def of(cls, report: str) -> IsolationReport:
        """The report from the library's JSON."""
        plain: dict[str, Any] = json.loads(report)
        return cls(plain["isolation"], tuple(Measure(**measure) for measure in plain["measures"]))

    def __str__(self) -> str:
        lines = [f"isolation: {self.isolation}"]
        for measure in self.measures:
            lines.append(f"{'on ' if measure.active else 'OFF'} {measure.name}: {measure.detail}")
        return "\n".join(lines)


class Pool:
    """The worker processes of an `Enclave`. From `Enclave.pool`."""

    def __init__(self, native: NativeEnclave) -> None:
        self._native = native

    def stats(self) -> PoolStats:
        """How the pool stands.

        Example:
            >>> from enclave import Enclave
            >>> with Enclave(isolation="process") as enclave:
            ...     enclave.run_sync("return 1 + 1").value
            ...     enclave.pool.stats().leased
            2
            0
        """
        known = PoolStats.__dataclass_fields__
        stats: dict[str, Any] = json.loads(self._native.pool_stats())
        return PoolStats(**{name: value for name, value in stats.items() if name in known})

    def events(self) -> list[PoolEvent]:
        """What happened since this was last asked, oldest first; the last 256 at most."""
        return [PoolEvent(**event) for event in json.loads(self._native.pool_events())]
