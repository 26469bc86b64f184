"""Runs that outlive their process: journal stores, uncertain calls, forks, dumps for a single use, hibernation."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from enclave import ConfigError, Enclave, EnclaveError, Session, events, progress, tool

CODE = "const a = await tools.pay({ n: 1 }); const b = await tools.look({}); return [a, b]"


def shop(journal: str | None = None, **options: Any) -> tuple[Enclave, list[str]]:
    """An enclave with a tool that must not be called twice and one that may, and what they did."""
    made: list[str] = []

    @tool
    async def pay(n: int) -> str:
        made.append(f"pay {n}")
        return "paid"

    @tool(annotations={"read_only": True})
    def look() -> str:
        made.append("look")
        return "seen"

    return Enclave(tools=[pay, look], journal=journal, **options), made


@pytest.fixture(params=["sqlite", "file"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{request.param}:{tmp_path / 'journal'}"


async def test_a_run_that_is_over_is_kept_and_not_unfinished(journal: str):
    enclave, made = shop(journal)
    result = await enclave.run(CODE, session_id="one")
    assert result.value == ["paid", "seen"]
    assert (await enclave.run("throw new Error('no')", session_id="two")).error.code == "EXECUTION_ERROR"
    assert enclave.run_sync("return 1").value == 1
    assert enclave.recover() == []
    again = shop(journal)[0].recover_one("one")
    assert (again.id, again.done, again.result.value) == ("one", True, ["paid", "seen"])
    assert [call.name for call in again.result.calls] == ["pay", "look"]
    assert shop(journal)[0].recover_one("two").result.error.message == "no"
    assert made == ["pay 1", "look"]
    enclave.forget("one")
    gone = enclave.recover_one("one").result.error
    assert (gone.code, gone.message) == ("REPLAY_DIVERGED", "the journal store has no session `one`")


async def test_a_session_goes_on_where_another_process_left_it(journal: str):
    left = shop(journal)[0].start(CODE, session_id="left")
    left.resolve(1, "paid elsewhere")
    # `look` was given to the other process, too; it may be called again.
    enclave, made = shop(journal)
    [session] = enclave.recover()
    assert (session.id, session.done) == ("left", False)
    assert [(call.name, call.uncertain) for call in session.pending] == [("look", False)]
    result = await session.run()
    assert result.value == ["paid elsewhere", "seen"]
    assert made == ["look"]
    assert enclave.recover() == []
    # Who had it before comes second.
    left.resolve(2, "late")
    assert left.result.error.code == "REPLAY_DIVERGED"
    assert "another one has it" in left.result.error.message


@pytest.mark.parametrize("asynchronous", [True, False])
@pytest.mark.parametrize(("decision", "first", "calls"), [("retry", "paid", ["pay 1", "look"]), ("reject", "TOOL_ERROR", ["look"])])
def test_an_uncertain_call_is_decided(journal: str, asynchronous: bool, decision: Any, first: str, calls: list[str]):
    code = CODE.replace("n: 1 })", "n: 1 }).catch((error) => error.code)")
    shop(journal)[0].start(code)
    enclave, made = shop(journal)
    [session] = enclave.recover()
    assert [(call.name, call.uncertain) for call in session.pending] == [("pay", True)]
    with pytest.raises(ValueError, match="the call 1 of `pay` may have been made before: retry, resolve or reject it"):
        session.run_sync()
    assert made == []
    run = asyncio.run(session.run(uncertain=decision)) if asynchronous else session.run_sync(uncertain=decision)
    assert run.value == [first, "seen"]
    assert made == calls


def test_a_decision_by_hand(journal: str):
    shop(journal)[0].start(CODE)
    enclave, made = shop(journal)
    [session] = enclave.recover()
    session.retry(1)
    assert not session.pending[0].uncertain
    with pytest.raises(ValueError, match="the call 1 of this session is not uncertain"):
        session.retry(1)
    # The decision is known to the next process, which cannot know more.
    [again] = shop(journal)[0].recover()
    assert again.pending[0].uncertain
    assert session.run_sync().ok
    assert made == ["pay 1", "look"]


def test_what_was_recovered_waits_in_real_time(journal: str):
    code = "await tools.look({}); await sleep(150); return 'done'"
    shop(journal)[0].start(code)
    [session] = shop(journal)[0].recover()
    begun = time.monotonic()
    assert session.run_sync().value == "done"
    assert time.monotonic() - begun >= 0.14


def test_a_journal_that_cannot_be_used_is_a_configuration_error(tmp_path: Path):
    for url, reason in [
        ("nothing", "there is no such store; write `memory:`, `file:DIR` or `sqlite:PATH`"),
        ("redis:x", "there is no such store; write `memory:`, `file:DIR` or `sqlite:PATH`"),
        (f"file:{tmp_path}?fsync=perhaps", "the options of `file:` are `fsync=always` and `fsync=never`"),
    ]:
        with pytest.raises(ConfigError) as raised:
            Enclave(journal=url)
        assert raised.value.message == f"`journal`: `{url}`: {reason}"
    (tmp_path / "text").write_text("no database, but a text that is long enough to look like one" * 20)
    with pytest.raises(ConfigError, match="`journal`: .*file is not a database"):
        Enclave(journal=f"sqlite:{tmp_path / 'text'}")
    for method in ("recover", "forget", "recover_one"):
        with pytest.raises(RuntimeError, match="this Enclave has no `journal`"):
            getattr(Enclave(), method)(*(["x"] if method != "recover" else []))


CHILD = """
import asyncio, sys
from enclave import Enclave, tool

@tool
async def pay(n: int) -> int:
    with open(sys.argv[2], "a") as ledger:
        ledger.write(f"{n}\\n")
    await asyncio.sleep(0.001)
    return n

enclave = Enclave(tools=[pay], journal=sys.argv[1])
code = "let sum = 0; for (let n = 1; n <= 90; n++) sum += await tools.pay({ n }).catch(() => 0); return sum"
if len(sys.argv) > 3:
    for session in enclave.recover():
        print(session.run_sync(uncertain="reject").value)
else:
    print("ready", flush=True)
    asyncio.run(enclave.run(code))
"""


def test_a_killed_host_loses_nothing_and_pays_nothing_twice(journal: str, tmp_path: Path):
    for round in range(3):
        ledger = tmp_path / f"ledger{round}"
        ledger.touch()
        arguments = [sys.executable, "-c", CHILD, journal, str(ledger)]
        child = subprocess.Popen(arguments, stdout=subprocess.PIPE)
        assert child.stdout is not None and child.stdout.readline() == b"ready\n"
        while not ledger.read_text():
            time.sleep(0.001)
        time.sleep(0.02 * round)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        sums = subprocess.run([*arguments, "recover"], check=True, capture_output=True, text=True).stdout.split()
        paid = [int(line) for line in ledger.read_text().split()]
        assert sorted(set(paid)) == sorted(paid)
        # One call may have been made and not been kept: the script was told that nobody knows.
        assert [sum(paid) - int(number) for number in sums] in [[0], *([n] for n in paid)]
        assert len(paid) >= 89


def test_a_dump_for_a_single_use_is_loaded_once(tmp_path: Path):
    store = f"sqlite:{tmp_path / 'claims'}"
    enclave = Enclave(tool_handler=lambda name, args: None, journal=store)
    session = enclave.start("return await callTool('ask', {})")
    once = session.dump(single_use=True, key=b"k" * 32)
    assert enclave.load(once, key=b"k" * 32).pending
    for reader in (enclave, Enclave(tool_handler=lambda name, args: None)):
        refused = reader.load(once, key=b"k" * 32).result.error
        assert refused.code == "REPLAY_DIVERGED"
        assert refused.message.startswith("the dump is for a single use: it was used before")
    asked: list[str] = []
    mine = enclave.load(session.dump(single_use=True), claim=lambda id: not asked.append(id))
    assert mine.pending and len(asked) == 1


def test_a_fork_goes_another_way():
    enclave, _ = shop()
    session = enclave.start(CODE)
    session.resolve(1, "paid")
    session.resolve(2, "seen")
    fork = session.fork(at=1)
    assert [(call.id, call.args) for call in fork.pending] == [(1, {"n": 1})]
    fork.reject(1, "no money")
    assert fork.result.error.message == "no money"
    assert session.result.value == ["paid", "seen"]
    assert enclave.load(session.dump()).fork(at=2).run_sync().value == ["paid", "seen"]
    with pytest.raises(ValueError, match="this session has made no call with id 9"):
        session.fork(at=9)


def test_sessions_that_wait_sleep_and_wake():
    enclave, _ = shop(hibernate_after_ms=20, context={"n": 40_000_000})
    code = "const seen = [Math.random(), Date.now()]; const big = new Uint8Array(context.n).fill(1); seen.push(await tools.pay({ n: big.length })); return [seen, big.length]"
    before = _resident()
    sessions = [enclave.start(code, session_id=f"s{number}") for number in range(10)]
    deadline = time.monotonic() + 20
    # Each engine holds 40 MB while it is awake.
    while _resident() - before > 150 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert _resident() - before < 150
    assert sessions[0].dump() != b""
    for session in sessions:
        session.resolve(1, "paid")
        [[random, at, paid], length] = session.result.value
        assert 0 <= random < 1 and at > 1e12
        assert (paid, length) == ("paid", 40_000_000)


def _resident() -> float:
    """Megabytes of memory that this process holds."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


async def test_tools_tell_their_progress_and_scripts_their_parts():
    @tool
    async def slow() -> str:
        progress({"done": 1})
        await asyncio.sleep(0)
        progress({"done": 2})
        return "ok"

    @tool
    def quick() -> str:
        progress("half")
        return "ok"

    code = "emit({ part: 1 }); await tools.slow({}); console.warn('w', { a: [1n] }, () => 1); await tools.quick({}); emit(2); throw new Error('no')"
    enclave = Enclave(tools=[slow, quick])
    seen = [event async for event in enclave.stream(code)]
    told = [(type(event).__name__, getattr(event, "value", None)) for event in seen if event.type in ("tool_progress", "partial_result")]
    assert told == [
        ("PartialResult", {"part": 1}),
        ("ToolProgress", {"done": 1}),
        ("ToolProgress", {"done": 2}),
        ("ToolProgress", "half"),
        ("PartialResult", 2),
    ]
    [log] = [event for event in seen if isinstance(event, events.Log)]
    assert log.args[:2] == ["w", {"a": [1]}] and "Function" in log.args[2]
    assert seen[-1].result.emitted == ({"part": 1}, 2)
    assert [event.seq for event in seen] == list(range(1, len(seen) + 1))
    only = [event.type async for event in enclave.stream(code, types=["partial_result"])]
    assert only == ["partial_result", "partial_result", "error"]
    with pytest.raises(ValueError, match="there is no event of type `line`; there are `session_init`, "):
        async for _ in enclave.stream(code, types=["line"]):
            pass
    # Nobody reads: it does nothing.
    progress(1)
    assert (await enclave.run("return await tools.quick({})")).value == "ok"


async def test_a_session_that_nobody_reads_stands_still():
    made = 0

    def count(name: str, args: dict[str, Any]) -> int:
        nonlocal made
        made += 1
        return made

    enclave = Enclave(tool_handler=count, limits={"max_tool_calls": 2_000, "max_console_calls": 10_000})
    other = Enclave(tool_handler=lambda name, args: "other")
    code = "for (let i = 0; i < 1000; i++) console.log(i, await callTool('count', {})); return 'all'"
    stream = enclave.stream(code)
    first = await anext(stream)
    assert first.type == "session_init"
    # Others go on meanwhile, and this one comes to rest.
    for _ in range(50):
        assert (await other.run("return await callTool('x', {})")).value == "other"
        await asyncio.sleep(0.005)
    stood = made
    assert stood < 400
    await asyncio.sleep(0.1)
    assert made == stood
    rest = [event async for event in stream]
    assert rest[-1].result.value == "all"
    assert made == 1000
    assert len([event for event in rest if event.type == "stdout"]) == 1000


def test_a_session_that_is_refused_has_no_id_and_nothing_to_keep():
    session = Enclave().start("eval('1')")
    assert isinstance(session, Session) and (session.id, session.done) == ("", True)
    with pytest.raises(ValueError, match="nothing is left of this session to keep"):
        session.dump()
    with pytest.raises(EnclaveError):
        session.result.unwrap()
