"""`Enclave`: configuration and tools, from which runs are made."""

from __future__ import annotations

import asyncio
import copy
import json
import os
import weakref
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from ._contract import (
    DiagnosticCode,
    Isolation,
    Language,
    Level,
    Limits,
    PoolOptions,
    PromptStyle,
    RateLimit,
    RedactOptions,
    RuleOptions,
    RuleSetting,
    ScoringOptions,
    WorkerReuse,
)
from ._native import Enclave as NativeEnclave
from ._native import Port, claim_of
from ._native import Session as NativeSession
from .audit import Auditor, AuditRecord
from .background import Background
from .diagnostic import Report, diagnostics_of, score_of
from .errors import error_of
from .events import Event
from .policy import Policy, PolicyRule
from .pool import IsolationReport, Pool
from .ports import LoopPort, port_of
from .recording import Cassette, Player, Recorder
from .result import Result
from .runner import AsyncRun
from .session import Drivers, Session, checked_key
from .stream import events_of, types_of
from .sync_runner import SyncRun
from .threads import Threads
from .tool import Approver, ToolMatch, Tools, refuse_unknown

if TYPE_CHECKING:
    from ._native import CallData


class Enclave:
    """Runs scripts that a language model wrote, with your tools.

    Cheap to share; safe to use from several threads, tasks and event loops.

    Args:
        tools: Functions or `Tool`s, in a list or by name.
        tool_handler: Answers every call of a name that is in no tool: sync or async `(name, args)`.
        level: How much scripts are trusted; chooses every default.
        language: The level's when absent.
        isolation: Where the engines run: `in_process` or `process`; the level's when absent (strict and secure:
            `process`).
        pool: Settings of the worker processes, such as `{"max_workers": 8}`; the level's when absent.
        worker_reuse: Whether a worker may serve another session of the same tenant: `never` (unless said) or `tenant`.
        allow_degraded: Whether workers may run where this system cannot hold them by seccomp.
        retry_lost: How often a session goes on with another worker, from its journal, when one is lost; 0 unless said.
        limits: Limits that differ from the level's.
        context: What scripts see as the frozen `context`.
        rules: Rules that are switched off, made warnings or given options, by code.
        scoring: The scoring gate: `mode`, `warn`, `block`.
        journal: Where the journals of all runs are kept, so that they outlive this process: `sqlite:PATH`,
            `file:FOLDER` or `memory:`. See `recover`.
        policy: Which calls are allowed, refused or wait for an approval; the first rule that matches decides. See
            `PolicyRule`.
        on_approval: Is asked about each call that waits for an approval, sync or async: true approves it, false or a text
            (the reason) denies it. Without it such calls are denied in `run`; a session shows them in `pending`.
        rate_limit: How often one session may call tools, all together.
        secrets: Values by name that tools may ask for by `secrets=[...]`. No script, journal, record or error text ever
            has them.
        audit: Where a record of each call goes, allowed or not: a callback, `jsonl:PATH` for a file of JSON lines, or
            `{"path": …, "max_bytes": …, "max_files": …}`. See `AuditRecord`.
        redact: What records hide besides common secrets: `keys` of members and `patterns`, regular expressions.
        reference_bytes: A tool's result that takes more bytes as JSON reaches the script as a handle; none unless said.
        max_reference_bytes: What a session's references may take together; 128 MiB unless said.
        hibernate_after_ms: How long a session waits before it drops its engine, to be made again from its journal when
            an answer comes; 60 000 unless said.

    Raises:
        ConfigError: an option is wrong or unknown; the message names it.
    """

    def __init__(
        self,
        *,
        tools: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] = (),
        tool_handler: Callable[[str, dict[str, Any]], Any] | None = None,
        level: Level | None = None,
        language: Language | None = None,
        isolation: Isolation | None = None,
        pool: PoolOptions | None = None,
        worker_reuse: WorkerReuse | None = None,
        allow_degraded: bool | None = None,
        retry_lost: int | None = None,
        limits: Limits | None = None,
        context: Any = None,
        rules: Mapping[DiagnosticCode, RuleSetting | RuleOptions] | None = None,
        scoring: ScoringOptions | None = None,
        journal: str | None = None,
        policy: Iterable[PolicyRule | Mapping[str, Any]] = (),
        on_approval: Approver | None = None,
        rate_limit: RateLimit | None = None,
        secrets: Mapping[str, str] | None = None,
        audit: Callable[[AuditRecord], object] | str | Mapping[str, Any] | None = None,
        redact: RedactOptions | None = None,
        reference_bytes: int | None = None,
        max_reference_bytes: int | None = None,
        hibernate_after_ms: int | None = None,
        **unknown: NoReturn,
    ) -> None:
        refuse_unknown(unknown)
        self._tools = Tools(tools, tool_handler, Policy(policy), on_approval, secrets or {})
        options = {
            "level": level,
            "language": language,
            "isolation": isolation,
            "pool": pool,
            "worker_reuse": worker_reuse,
            "allow_degraded": allow_degraded,
            "retry_lost": retry_lost,
            "limits": limits,
            "rules": rules,
            "scoring": scoring,
            "journal": journal,
            "audit": None if callable(audit) else audit,
            "redact": redact,
            "rate_limit": rate_limit,
            "reference_bytes": reference_bytes,
            "max_reference_bytes": max_reference_bytes,
            "hibernate_after_ms": hibernate_after_ms,
        }
        config: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
        config["tools"] = [tool.spec() for tool in self._tools.listed]
        config["any_tool"] = tool_handler is not None
        config["policy"] = self._tools.policy.config
        self._native = NativeEnclave(
            _as_json(config, "the configuration"),
            {} if context is None else context,
            self._tools.secrets,
            callable(audit),
        )
        if callable(audit):
            self._tools.auditor = Auditor(self._native, audit)
        self._threads = Threads()
        self._background = Background()
        self._has_journal = journal is not None
        self._closed = False
        self._tape: Recorder | Player | None = None
        self._original: Enclave | None = None
        self._release: Callable[[], object] = weakref.finalize(
            self, _release, self._threads, self._background, self._native
        )

    async def run(
        self,
        code: str,
        *,
        context: Any = None,
        limits: Limits | None = None,
        session_id: str | None = None,
        tenant: str | None = None,
        on_approval: Approver | None = None,
        **unknown: NoReturn,
    ) -> Result:
        """Runs a script. What the script does is never raised: it is in the result.

        The event loop goes on while the script computes. Cancelling the task ends the run.

        Args:
            code: The script.
            context: What it sees as the frozen `context`, in place of the `Enclave`'s.
            limits: Limits that differ from the `Enclave`'s.
            session_id: The session's id; made up unless given.
            tenant: Whose run it is: worker processes are shared out evenly between tenants.
            on_approval: Who is asked about calls that wait for an approval, in place of the `Enclave`'s.
        """
        refuse_unknown(unknown, " of `run`")
        run, session = self._async_run(code, context, limits, session_id, tenant, on_approval, streams=False)
        return await _result(run, session)

    def run_sync(
        self,
        code: str,
        *,
        context: Any = None,
        limits: Limits | None = None,
        session_id: str | None = None,
        tenant: str | None = None,
        on_approval: Approver | None = None,
        **unknown: NoReturn,
    ) -> Result:
        """The same without an event loop: the script computes on the calling thread.

        Also works where an event loop runs, which then stands still.
        """
        refuse_unknown(unknown, " of `run_sync`")
        session = self._session(code, context, limits, session_id, tenant)
        return self._finish_sync(session, on_approval=on_approval)

    async def stream(
        self,
        code: str,
        *,
        context: Any = None,
        limits: Limits | None = None,
        session_id: str | None = None,
        tenant: str | None = None,
        on_approval: Approver | None = None,
        types: Iterable[str] | None = None,
        **unknown: NoReturn,
    ) -> AsyncGenerator[Event, None]:
        """Runs a script and yields its events as they happen; the last is `final` or `error` with the result.

        Leaving the loop early ends the run. A session whose events nobody reads stands still after some hundred of
        them, and its `timeout_ms` goes on.

        Args:
            types: The types of events that are wanted besides the last; all unless said.
        """
        refuse_unknown(unknown, " of `stream`")
        wanted = types_of(types)
        run, session = self._async_run(code, context, limits, session_id, tenant, on_approval, streams=True)
        events = events_of(run, session, asyncio.get_running_loop(), wanted)
        try:
            async for event in events:
                yield event
        finally:
            await events.aclose()

    def start(
        self,
        code: str,
        *,
        context: Any = None,
        limits: Limits | None = None,
        session_id: str | None = None,
        tenant: str | None = None,
        **unknown: NoReturn,
    ) -> Session:
        """A session that is driven by hand, for approvals and for runs that outlive a request.

        Tools are not called: `session.pending` says what the script waits for. A script that a static layer refuses
        gives a session that is done.
        """
        refuse_unknown(unknown, " of `start`")
        return Session(self._session(code, context, limits, session_id, tenant, manual=True), self._drivers())

    def load(self, dump: bytes, *, key: bytes | None = None, claim: Callable[[str], bool] | None = None) -> Session:
        """The session that `Session.dump` kept, driven by hand.

        Its code passes the layers of this `Enclave`, and what happened before happens again without a tool being
        called: the script asks for the same and is given the same answers. Bytes that are no dump, a wrong key and a
        script that now goes another way give a session that is done, with `REPLAY_DIVERGED`. The journal store does not
        keep a session that was loaded: its dumps are its journal.

        Args:
            dump: What `Session.dump` gave, here or elsewhere.
            key: The key that it was sealed with.
            claim: Takes the id of a dump for a single use, once and for all: true for the first who asks. The journal
                store's unless given.
        """
        dump, key = bytes(dump), checked_key(key)
        if claim is None and self._has_journal:
            claim = self._native.claim
        claimed = False
        if claim is not None and (claim_id := claim_of(dump, key)) is not None:
            claimed = claim(claim_id)
        return Session(self._native.load(dump, key, claimed), self._drivers())

    def recover(self) -> list[Session]:
        """The sessions of the journal store that are not over, oldest first: those that an earlier process left, and
        those that another one is running. Finish each by `run`.

        A call that was given to a tool and not answered is `uncertain`. When two processes go on with one session, the
        one that comes second is told so by `REPLAY_DIVERGED`.

        Raises:
            RuntimeError: this `Enclave` has no `journal`.
            EnclaveError: the store failed.
        """
        return [self.recover_one(session_id) for session_id in self._native.unfinished()]

    def recover_one(self, session_id: str) -> Session:
        """A session of the journal store, also one that is over: it then has the result that it had.

        Raises:
            RuntimeError: this `Enclave` has no `journal`.
        """
        return Session(self._native.recover(session_id), self._drivers())

    def forget(self, session_id: str) -> None:
        """Removes a session from the journal store.

        Raises:
            RuntimeError: this `Enclave` has no `journal`.
            EnclaveError: the store failed.
        """
        self._native.forget(session_id)

    def record(self, path: str | os.PathLike[str], *, redact: Iterable[str] = ()) -> Enclave:
        """An `Enclave` like this one that writes down each call of its runs with the answer.

        The file, a cassette, is written after each run and replaces the one that was there. Sessions that are driven by
        hand call no tool, so that they are not recorded.

        Args:
            path: Where the cassette is to be; missing folders are made.
            redact: Names of members whose values are written as `[redacted]`, at any depth of arguments and answers.

        Raises:
            ConfigError: `redact` is no list of names.
            CassetteError: from a run or `close`, when the cassette cannot be written.

        Example:
            >>> from enclave import Enclave
            >>> enclave = Enclave(tools={"now": lambda: "noon"})
            >>> with enclave.record("cassettes/now.json") as recording:
            ...     recording.run_sync("return await tools.now()").value
            'noon'
        """
        return self._taped(Recorder(path, redact))

    def replay(self, path: str | os.PathLike[str], *, allow_repeat: bool = False) -> Enclave:
        """An `Enclave` like this one whose runs call no tool: a cassette answers.

        A call is answered by a recorded one of the same tool with equal arguments, whatever the order of their keys;
        the same call again by the next one. Nothing waits for as long as the tool took. A call without an answer makes
        the run raise `CassetteMiss`.

        Args:
            path: What `record` wrote, in Python or in Node.
            allow_repeat: Whether the last answer is given again when a call is made more often than it was recorded.

        Raises:
            CassetteError: there is no such cassette, or something else is in the file.

        Example:
            >>> from enclave import Enclave
            >>> enclave = Enclave(tools={"now": lambda: "noon"})
            >>> replaying = enclave.replay("cassettes/now.json")
            >>> replaying.run_sync("return await tools.now()").value
            'noon'
            >>> replaying.cassette.unused
            ()
        """
        return self._taped(Player(path, allow_repeat))

    @property
    def cassette(self) -> Cassette:
        """What `record` or `replay` uses.

        Raises:
            RuntimeError: this `Enclave` does neither.
        """
        if self._tape is None:
            raise RuntimeError("this Enclave neither records nor replays")
        return self._tape

    def check(self, code: str) -> Report:
        """What layers 0 to 3 say about a script, without running it."""
        ok, diagnostics, score, text = self._native.check(code)
        return Report(ok, diagnostics_of(diagnostics), score_of(score), text)

    @property
    def pool(self) -> Pool:
        """The worker processes of this `Enclave`.

        Raises:
            RuntimeError: its engines run in this process.
        """
        if not self._native.is_isolated():
            raise RuntimeError("the engines of this Enclave run in this process: it has no pool")
        return Pool(self._native)

    def isolation_report(self) -> IsolationReport:
        """What holds the engines of this `Enclave` here, measure by measure.

        Raises:
            EnclaveError: no worker can be started.

        Example:
            >>> from enclave import Enclave
            >>> Enclave(level="secure").isolation_report().isolation
            'process'
        """
        return IsolationReport.of(self._native.isolation_report())

    def tool_prompt(
        self,
        *,
        style: PromptStyle = "typescript",
        tools: Iterable[str] | None = None,
        budget_chars: int | None = None,
    ) -> str:
        """The tools and the language's rules, for a system prompt.

        Args:
            style: `typescript`: declarations with comments; `compact`: one line for each tool.
            tools: Which tools are told of: names with `*` for any characters and `?` for one; all unless said.
            budget_chars: How long the text may be. What does not fit goes in steps: comments of members, then types, then
                descriptions, then tools, which scripts can still look up by `search_tools` and `describe_tool`.

        Raises:
            ConfigError: an option is not of the right shape.

        Example:
            >>> from enclave import Enclave
            >>> enclave = Enclave(tools={"now": lambda: "noon"})
            >>> "now(args?: {}): Promise<unknown>" in enclave.tool_prompt()
            True
        """
        options: dict[str, Any] = {"style": style}
        if tools is not None:
            options["tools"] = [tools] if isinstance(tools, str) else list(tools)
        if budget_chars is not None:
            options["budget_chars"] = budget_chars
        return self._native.tool_prompt(_as_json(options, "the options of `tool_prompt`"))

    def search_tools(self, query: str, *, limit: int = 10) -> list[ToolMatch]:
        """The tools that fit a query best, in that order. Scripts have the same: `await search_tools('list users')`.

        Args:
            query: What the tool should do, in words.
            limit: How many at most; 100 is the most.
        """
        return [ToolMatch(*found) for found in self._native.search_tools(query, max(limit, 1))]

    def describe_tool(self, name: str) -> str | None:
        """A tool's declaration with everything that is known of it; None when there is no such tool. Scripts have the
        same: `await describe_tool('users:list')`."""
        return self._native.describe_tool(name)

    def close(self) -> None:
        """Ends the worker processes and the threads that serve tools; of one that records, writes the cassette. No run can
        begin afterwards.
        """
        self._closed = True
        self._release()
        if self._tools.auditor is not None:
            self._tools.auditor.tell()

    def __enter__(self) -> Enclave:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Enclave:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def _drivers(self) -> Drivers:
        return Drivers(self._tools.policy, self._tools.auditor, self._finish, self._finish_sync)

    async def _finish(self, session: NativeSession, calls: list[CallData]) -> Result:
        """Runs a session that waits for those calls to its end."""
        loop = asyncio.get_running_loop()
        return await _result(self._run_on(loop, port_of(loop), None), session, calls)

    def _finish_sync(
        self, session: NativeSession, calls: list[CallData] | None = None, on_approval: Approver | None = None
    ) -> Result:
        if not self._background.is_here:
            return self._sync_run(self._background, session, on_approval).run(calls)
        # An async tool of this very `Enclave` waits for a run: its own loop cannot serve that run's tools.
        background = Background()
        try:
            return self._sync_run(background, session, on_approval).run(calls)
        finally:
            background.close()

    def _async_run(
        self,
        code: str,
        context: Any,
        limits: Limits | None,
        session_id: str | None,
        tenant: str | None,
        on_approval: Approver | None,
        *,
        streams: bool,
    ) -> tuple[AsyncRun, NativeSession]:
        loop = asyncio.get_running_loop()
        port = port_of(loop)
        run = self._run_on(loop, port, on_approval)
        events = (port.native, run.token) if streams else None
        try:
            return run, self._session(code, context, limits, session_id, tenant, events=events)
        except BaseException:
            port.detach(run.token)
            raise

    def _taped(self, tape: Recorder | Player) -> Enclave:
        """An `Enclave` that shares everything with this one, which it keeps alive, but where its runs' answers go."""
        taped = copy.copy(self)
        taped._original = self
        taped._tape = tape
        taped._release = tape.close
        return taped

    def _run_on(self, loop: asyncio.AbstractEventLoop, port: LoopPort, on_approval: Approver | None) -> AsyncRun:
        tools = self._tools.approved_by(on_approval)
        if self._tape is None:
            return AsyncRun(tools, self._threads, loop, port)
        return self._tape.async_run(tools, self._threads, loop, port)

    def _sync_run(self, background: Background, session: NativeSession, on_approval: Approver | None) -> SyncRun:
        tools = self._tools.approved_by(on_approval)
        if self._tape is None:
            return SyncRun(tools, self._threads, background, session)
        return self._tape.sync_run(tools, self._threads, background, session)

    def _session(
        self,
        code: str,
        context: Any,
        limits: Limits | None,
        session_id: str | None,
        tenant: str | None,
        *,
        manual: bool = False,
        events: tuple[Port, int] | None = None,
    ) -> NativeSession:
        if self._closed:
            raise RuntimeError("this Enclave is closed")
        return self._native.session(
            code,
            context=context,
            limits=None if limits is None else _as_json(limits, "`limits`"),
            session_id=session_id,
            tenant=tenant,
            manual=manual,
            events=events,
        )


async def _result(run: AsyncRun, session: NativeSession, calls: list[CallData] | None = None) -> Result:
    try:
        run.begin(session, calls)
        return await run.done
    except asyncio.CancelledError:
        await run.stop()
        raise


def _release(threads: Threads, background: Background, native: NativeEnclave) -> None:
    threads.close()
    background.close()
    native.close()


def _as_json(options: Mapping[str, Any], what: str) -> str:
    try:
        return json.dumps(options, default=_plain)
    except (TypeError, ValueError) as error:
        raise error_of("INVALID_CONFIG", f"{what} must be plain data: {error}") from error


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    raise TypeError(f"`{type(value).__name__}` is not plain data")
