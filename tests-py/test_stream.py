"""Events, live and in order."""

import asyncio
import time
from typing import Any

import pytest
from enclave import Enclave, _native, stream, tool
from enclave.events import EVENT_CLASSES, Error, Event, Final, SessionInit, Stdout


async def collected(enclave: Enclave, code: str, **options: Any) -> list[Event]:
    return [event async for event in enclave.stream(code, **options)]


def test_every_type_of_event_has_a_class():
    assert list(EVENT_CLASSES) == _native.EVENT_TYPES


async def test_events_come_in_order_and_tell_the_run():
    @tool
    async def add(left: int, right: int) -> int:
        return left + right

    @tool
    async def fail() -> None:
        raise ValueError("wrong")

    code = """
        console.log('begin');
        console.error('careful');
        const sum = await tools.add({ left: 1, right: 2 });
        try { await tools.fail() } catch {}
        return sum
    """
    events = await collected(Enclave(tools=[add, fail]), code, session_id="the-one")
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.type for event in events] == [
        "session_init",
        "stdout",
        "log",
        "tool_call",
        "tool_result_applied",
        "tool_call",
        "tool_result_applied",
        "final",
    ]
    init, out, log, call, applied, _, failed, final = events
    assert init == SessionInit(1, "the-one")
    assert out == Stdout(2, "begin")
    assert (log.level, log.text) == ("error", "careful")
    assert (call.id, call.name, call.args) == (1, "add", {"left": 1, "right": 2})
    assert (applied.id, applied.name, applied.ok, applied.value, applied.error) == (1, "add", True, 3, None)
    assert (failed.ok, failed.error.code, failed.error.message) == (False, "TOOL_ERROR", "wrong")
    assert isinstance(final, Final)
    assert final.result.value == 3
    assert isinstance(final.result.calls[1].exception, ValueError)


async def test_events_come_while_the_script_computes():
    code = "console.log('first'); for (let turn = 0; ; turn++) { if (turn < 0) break }"
    came: dict[str, float] = {}
    async for event in Enclave(limits={"max_iterations": 10**12, "timeout_ms": 400}).stream(code):
        came[event.type] = time.perf_counter()
    assert came["error"] - came["stdout"] > 0.3


async def test_a_script_that_is_refused_gives_one_event():
    (event,) = await collected(Enclave(), "return 1 +")
    assert isinstance(event, Error)
    assert event.seq == 1
    assert event.result.error is not None
    assert event.result.error.code == "VALIDATION_ERROR"


async def test_a_heartbeat_breaks_the_silence(monkeypatch: pytest.MonkeyPatch):
    assert stream.HEARTBEAT_SECONDS == 5
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.05)
    events = await collected(Enclave(), "await sleep(180); return 1")
    kinds = [event.type for event in events]
    assert kinds[0] == "session_init"
    assert kinds[-1] == "final"
    assert set(kinds[1:-1]) == {"heartbeat"}
    assert len(kinds) >= 4
    assert [event.seq for event in events] == list(range(1, len(events) + 1))


async def test_leaving_a_stream_ends_its_run():
    ended = asyncio.Event()

    @tool
    async def wait() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    events = Enclave(tools=[wait]).stream("await tools.wait()")
    async for event in events:
        if event.type == "tool_call":
            break
    await asyncio.sleep(0)
    await events.aclose()
    await asyncio.wait_for(ended.wait(), 1)


async def test_two_streams_do_not_mix():
    enclave = Enclave()
    code = "for (let i = 0; i < 50; i++) { console.log(context); await sleep(0) } return context"
    streams = await asyncio.gather(*(collected(enclave, code, context=name) for name in ("a", "b", "c")))
    for name, events in zip(("a", "b", "c"), streams, strict=True):
        assert {event.text for event in events if isinstance(event, Stdout)} == {name}
        assert len(events) == 52
