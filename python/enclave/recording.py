"""Runs whose tools are recorded into a cassette, or answered from one."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import json
import os
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ._native import Enclave as NativeEnclave
from .background import Background
from .cassette import (
    CassetteCall,
    CassetteFailure,
    CassetteMiss,
    comparable,
    differences,
    read,
    shown,
    write,
)
from .errors import ToolError, error_from, error_of
from .failures import reject, settle
from .policy import Policy
from .ports import LoopPort
from .reference import Reference
from .result import CallRecord, Result
from .runner import AsyncRun
from .sync_runner import SyncRun
from .threads import Threads
from .tool import Tools

if TYPE_CHECKING:
    from ._native import CallData, OutcomeData, Session, Step

_MOST_DIFFERENCES = 20
_MOST_CANDIDATES = 1_000
"""Recorded calls that are compared with one that was not."""
_HANDLE = "$reference"
"""The member by which the handle of a reference is known."""
_UNKNOWN_WAIT = 0.001
"""Seconds until a session that names no time is looked at again."""
# No value that crossed in a run is too large here.
_PERMISSIVE = {
    "level": "permissive",
    "limits": {"max_value_depth": 200, "max_value_nodes": 100_000_000, "max_value_bytes": 2**30, "memory_bytes": 2**30},
}


class Cassette:
    """The file of an `Enclave` that records or replays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """Where the file is."""
        self._calls: list[CassetteCall] = []
        self._used: list[bool] = []

    @property
    def calls(self) -> tuple[CassetteCall, ...]:
        """What was recorded, in the order of the calls."""
        return tuple(self._calls)

    @property
    def unused(self) -> tuple[CassetteCall, ...]:
        """Calls that were recorded and not made again; empty while recording."""
        return tuple(call for call, used in zip(self._calls, self._used, strict=True) if not used)

    def __repr__(self) -> str:
        return f"<Cassette {self.path}: {len(self._calls)} calls>"


class Recorder(Cassette):
    """Writes the file after each run, so that nothing is lost when a later one does not end."""

    def __init__(self, path: str | os.PathLike[str], redact: Iterable[str]) -> None:
        super().__init__(Path(path).absolute())
        names: list[Any] = list(redact)
        if isinstance(redact, str) or not all(isinstance(name, str) for name in names):
            raise error_of("INVALID_CONFIG", "`redact` must be a list of names")
        self._redacted = frozenset(names)
        self._lock = threading.Lock()
        self._written = False

    def async_run(self, tools: Tools, threads: Threads, loop: asyncio.AbstractEventLoop, port: LoopPort) -> AsyncRun:
        return _RecordedAsyncRun(self, tools, threads, loop, port)

    def sync_run(self, tools: Tools, threads: Threads, background: Background, session: Session) -> SyncRun:
        return _RecordedSyncRun(self, tools, threads, background, session)

    def keep(self, result: Result, witness: _Witness) -> None:
        """Adds the calls of a run that is over to the file.

        Raises:
            CassetteError: the file cannot be written.
        """
        made = [witness.whole(record) for record in result.calls if record.id in witness.handed]
        with self._lock:
            places = {record.id: index for index, record in enumerate(made, len(self._calls)) if record.ok is not None}
            came = {call_id: rank for rank, call_id in enumerate(witness.answers)}
            ranked = sorted(places, key=lambda call_id: came.get(call_id, len(came)))
            # Answers share out the places of their calls: where they came in that order, each keeps its own.
            order = dict(zip(ranked, places.values(), strict=True))
            added = [
                _recorded(record, witness, order.get(record.id, index))
                for index, record in enumerate(made, len(self._calls))
            ]
            self._calls += added
            self._used += [True] * len(added)
            self._write()

    def close(self) -> None:
        with self._lock:
            if not self._written:
                self._write()

    def _write(self) -> None:
        write(self.path, self._calls, self._redacted)
        self._written = True


def _recorded(record: CallRecord, witness: _Witness, order: int) -> CassetteCall:
    answered = record.ok is not None
    data = witness.answers.get(record.id)
    error = None
    if record.error is not None:
        error = CassetteFailure(record.error.code, record.error.message, None if data is None else _crossed(data))
    by_reference = record.id in witness.referenced
    return CassetteCall(record.name, record.args, record.value, error, answered, order, by_reference)


def _mentions_reference(value: Any) -> bool:
    """Whether the handle of a reference is anywhere in a value."""
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return _HANDLE in members or any(_mentions_reference(item) for item in members.values())
    return isinstance(value, list) and any(_mentions_reference(item) for item in cast("list[Any]", value))


def _crossed(data: Any) -> Any:
    """What a value is on the other side of the marshaller.

    Records of calls have that for results, and not for the data of errors.
    """
    session = NativeEnclave(json.dumps(_PERMISSIVE), {}).session("return context", context=data)
    _, _, outcome = session.advance()
    if outcome is None:
        raise RuntimeError("a script without calls waits")
    if outcome["error"] is not None:
        raise error_from(outcome["error"])
    return outcome["value"]


class _Witness:
    """A session that notes which calls it hands out, and in which order they are answered."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.handed: dict[int, Any] = {}
        """By call: its arguments, with what handles stand for."""
        self.referenced: set[int] = set()
        self._values: dict[int, Any] = {}
        self.answers: dict[int, Any] = {}
        """By call, in the order of the answers: the data of an error."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def saw(self, calls: list[CallData]) -> None:
        self.handed.update((call[0], call[2]) for call in calls if call[3] is None or call[0] not in self.handed)

    def advance(self) -> Step:
        step = self._session.advance()
        self.saw(step[0])
        return step

    def resolve(self, call_id: int, value: object, by_reference: bool = False) -> None:
        self._session.resolve(call_id, value, by_reference)
        self.answers[call_id] = None
        self._values[call_id] = value

    def deny(self, call_id: int, reason: str) -> None:
        self._session.deny(call_id, reason)
        self.answers[call_id] = None

    def whole(self, record: CallRecord) -> CallRecord:
        """A call's record with values in place of handles, which another run would not have."""
        if _mentions_reference(record.args):
            record = replace(record, args=self.handed[record.id])
        given: object = record.value
        if isinstance(given, dict) and _HANDLE in given and record.id in self._values:
            self.referenced.add(record.id)
            record = replace(record, value=_crossed(self._values[record.id]))
        return record

    def reject(self, call_id: int, code: str, message: str, data: object) -> None:
        self._session.reject(call_id, code, message, data)
        self.answers[call_id] = data


class _RecordedAsyncRun(AsyncRun):
    def __init__(self, recorder: Recorder, *surroundings: Any) -> None:
        super().__init__(*surroundings)
        self._recorder = recorder
        self._witness: _Witness | None = None

    def begin(self, session: Session, calls: list[CallData] | None = None) -> None:
        self._witness = _Witness(session)
        super().begin(cast("Session", self._witness), calls)

    def _start(self, calls: list[CallData]) -> None:
        if self._witness is not None:
            self._witness.saw(calls)
        super()._start(calls)

    def _result(self, outcome: OutcomeData) -> Result:
        result = super()._result(outcome)
        if self._witness is not None:
            self._recorder.keep(result, self._witness)
        return result


class _RecordedSyncRun(SyncRun):
    def __init__(
        self, recorder: Recorder, tools: Tools, threads: Threads, background: Background, session: Session
    ) -> None:
        self._recorder = recorder
        self._witness = _Witness(session)
        super().__init__(tools, threads, background, cast("Session", self._witness))

    def run(self, calls: list[CallData] | None = None) -> Result:
        self._witness.saw(calls or [])
        result = super().run(calls)
        self._recorder.keep(result, self._witness)
        return result


class Player(Cassette):
    """Answers calls from a file."""

    def __init__(self, path: str | os.PathLike[str], allow_repeat: bool, again: str | None = None) -> None:
        super().__init__(Path(path).absolute())
        self._again = again or f'`with enclave.record("{path}") as recording: …`'
        content = read(self.path, self._again)
        self._calls = list(content.calls)
        self._used = [False] * len(self._calls)
        self._redacted = content.redacted
        self._allow_repeat = allow_repeat
        self._lock = threading.Lock()
        self._by_call: dict[tuple[str, str], list[int]] = {}
        self._next: dict[tuple[str, str], int] = {}
        for index, call in enumerate(self._calls):
            self._by_call.setdefault(self._key(call.tool, call.args), []).append(index)

    def async_run(self, tools: Tools, threads: Threads, loop: asyncio.AbstractEventLoop, port: LoopPort) -> AsyncRun:
        return _ReplayedAsyncRun(self, tools, threads, loop, port)

    def sync_run(self, tools: Tools, threads: Threads, background: Background, session: Session) -> SyncRun:
        return _ReplayedSyncRun(self, tools, threads, background, session)

    def close(self) -> None:
        """Nothing is held."""

    def take(self, tool: str, args: Any) -> CassetteCall:
        """The recorded call that answers this one; the next one when it is made again.

        Raises:
            CassetteMiss: there is none.
        """
        key = self._key(tool, args)
        with self._lock:
            found = self._by_call.get(key, [])
            turn = self._next.get(key, 0)
            if turn < len(found):
                self._next[key] = turn + 1
                self._used[found[turn]] = True
                return self._calls[found[turn]]
            if found and self._allow_repeat:
                return self._calls[found[-1]]
            raise CassetteMiss(self._explained(tool, args, len(found)), tool=tool, arguments=args)

    def _key(self, tool: str, args: Any) -> tuple[str, str]:
        return tool, json.dumps(comparable(args, self._redacted), sort_keys=True)

    def _explained(self, tool: str, args: Any, recorded: int) -> str:
        called = comparable(args, self._redacted)
        lines = [f"the cassette has no answer to this call: {tool}({shown(called)})"]
        if recorded:
            times = "once" if recorded == 1 else f"{recorded} times"
            lines.append(f"it was recorded {times} and is now made once more")
        else:
            lines += self._nearest(tool, called)
        lines += [f"cassette: {self.path}", f"record again: {self._again}"]
        return "\n".join(lines)

    def _nearest(self, tool: str, called: Any) -> list[str]:
        best: tuple[int, int, list[tuple[str, str | None, str | None]]] | None = None
        candidates = ((index, call) for index, call in enumerate(self._calls) if call.tool == tool)
        for index, call in itertools.islice(candidates, _MOST_CANDIDATES):
            found = list(differences(comparable(call.args, self._redacted), called))
            if best is None or len(found) < best[0]:
                best = len(found), index, found
        if best is None:
            names = ", ".join(sorted({call.tool for call in self._calls})[:_MOST_DIFFERENCES])
            return [f"no call of `{tool}` was recorded; of these tools calls were: {names or 'none'}"]
        _, index, found = best
        recorded = comparable(self._calls[index].args, self._redacted)
        lines = [f"nearest recorded call: calls[{index}] {tool}({shown(recorded)})"]
        for place, left, right in found[:_MOST_DIFFERENCES]:
            lines.append(f"  {place}: recorded {left or 'nothing'}, called with {right or 'nothing'}")
        if len(found) > _MOST_DIFFERENCES:
            lines.append(f"  … {len(found) - _MOST_DIFFERENCES} more")
        return lines


class _Playing:
    """The calls of one run that wait for their answers."""

    def __init__(self, player: Player, policy: Policy, exceptions: dict[int, BaseException]) -> None:
        self._player = player
        self._policy = policy
        self._approved: dict[int, CassetteCall] = {}
        self._exceptions = exceptions
        self._waiting: list[tuple[int, int, CassetteCall]] = []

    def _decide(self, session: Session, call_id: int, recorded: CassetteCall) -> bool:
        """Approves or denies a call as it was when it was recorded."""
        if not recorded.answered:
            return False
        if recorded.error is not None and recorded.error.code == "TOOL_DENIED":
            _, _, reason = recorded.error.message.partition(" was not approved: ")
            session.deny(call_id, reason)
        else:
            self._approved[call_id] = recorded
            session.approve(call_id, None)
        return True

    def answer(self, session: Session, calls: list[CallData]) -> bool:
        """Takes new calls, then answers the one that was answered first when they were recorded.

        One at a time: what the script asks for next may have been answered before the others.
        """
        decided = False
        for call_id, name, args, asks in calls:
            if asks is not None and asks[0] == "policy":
                self._policy.decide(session, call_id, asks[1], name, args)
                decided = True
                continue
            recorded = self._approved.pop(call_id, None) or self._player.take(name, args)
            if asks is not None:
                decided = self._decide(session, call_id, recorded) or decided
            elif recorded.answered:
                heapq.heappush(self._waiting, (recorded.order, call_id, recorded))
        if not self._waiting or decided:
            return decided
        _, call_id, recorded = heapq.heappop(self._waiting)
        error: BaseException | None
        if recorded.error is None:
            result = Reference(recorded.result) if recorded.by_reference else recorded.result
            error = settle(session, call_id, result)
        else:
            error = ToolError(recorded.error.message, code=recorded.error.code, data=recorded.error.data)
            reject(session, call_id, error)
        if error is not None:
            self._exceptions[call_id] = error
        return True


class _ReplayedAsyncRun(AsyncRun):
    def __init__(self, player: Player, *surroundings: Any) -> None:
        super().__init__(*surroundings)
        self._playing = _Playing(player, self._tools.policy, self._exceptions)

    def _start(self, calls: list[CallData]) -> None:
        if self._session is None:
            return
        try:
            # Whoever called this goes on when there is something to go on for.
            self._again = self._playing.answer(self._session, calls) or self._again
        except CassetteMiss as miss:
            self.broken(miss)


class _ReplayedSyncRun(SyncRun):
    def __init__(
        self, player: Player, tools: Tools, threads: Threads, background: Background, session: Session
    ) -> None:
        super().__init__(tools, threads, background, session)
        self._playing = _Playing(player, tools.policy, self._exceptions)
        self._answered = False

    def _start(self, calls: list[CallData]) -> None:
        self._answered = self._playing.answer(self._session, calls)

    def _wait(self, wake_in: float | None) -> None:
        if not self._answered:
            time.sleep(_UNKNOWN_WAIT if wake_in is None else wake_in)
