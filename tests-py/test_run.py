"""The run itself: values, console, context, concurrency, cancellation, and an event loop that goes on."""

import asyncio
import gc
import threading
import time
import weakref

import pytest
from enclave import Enclave, tool

BUSY = "for (let turn = 0; ; turn++) { if (turn < 0) break }"
"""Computes until a limit ends it."""
PATIENT = {"max_iterations": 10**12, "cpu_ms": 60_000, "timeout_ms": 60_000}


async def test_a_run_gives_the_value_and_what_it_cost():
    result = await Enclave().run("console.log('one', 2); console.warn('three'); return { sum: 1 + 1 }")
    assert result.ok
    assert result.value == {"sum": 2}
    assert result.error is None
    assert [(entry.level, entry.text) for entry in result.console] == [("log", "one 2"), ("warn", "three")]
    assert result.calls == ()
    assert result.diagnostics == ()
    assert result.stats.tool_calls == 0
    assert result.stats.cached is False
    assert result.stats.memory_peak_bytes > 0
    assert result.unwrap() == {"sum": 2}


async def test_a_script_that_was_seen_before_skips_the_static_layers():
    enclave = Enclave()
    await enclave.run("return 1")
    result = await enclave.run("return 1")
    assert result.stats.cached is True
    assert result.stats.static_ms == 0


async def test_the_context_is_the_enclaves_or_the_runs():
    enclave = Enclave(context={"tenant": "acme", "tags": {"x"}})
    assert (await enclave.run("return [context.tenant, context.tags]")).value == ["acme", ["x"]]
    assert (await enclave.run("return context.tenant", context={"tenant": "other"})).value == "other"
    assert (
        await enclave.run("'use strict'; try { context.tenant = 1 } catch {} return context.tenant")
    ).value == "acme"
    assert (await Enclave().run("return Object.keys(context)")).value == []


async def test_limits_of_one_run_differ_from_the_enclaves():
    enclave = Enclave(limits={"max_console_calls": 1})
    code = "console.log(1); console.log(2); return 'written'"
    result = await enclave.run(code)
    assert result.error is not None
    assert result.error.code == "CONSOLE_LIMIT_EXCEEDED"
    assert (await enclave.run(code, limits={"max_console_calls": 2})).value == "written"


async def test_many_runs_share_one_enclave():
    @tool
    async def double(number: int) -> int:
        await asyncio.sleep(0.001)
        return number * 2

    enclave = Enclave(tools=[double])
    code = "return await tools.double({ number: context })"
    results = await asyncio.gather(*(enclave.run(code, context=number) for number in range(100)))
    assert [result.value for result in results] == [number * 2 for number in range(100)]


def test_threads_and_loops_share_one_enclave():
    @tool
    async def here() -> int:
        await asyncio.sleep(0)
        return threading.get_ident()

    enclave = Enclave(tools=[here])
    seen: list[bool] = []

    def work():
        for _ in range(10):
            result = asyncio.run(enclave.run("return await tools.here()"))
            seen.append(result.value == threading.get_ident())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 40


async def test_the_event_loop_goes_on_while_a_script_computes():
    enclave = Enclave(limits=PATIENT)
    run = asyncio.create_task(enclave.run(BUSY, limits={"timeout_ms": 1_000}))
    delays: list[float] = []
    while not run.done():
        before = time.perf_counter()
        await asyncio.sleep(0.01)
        delays.append(time.perf_counter() - before - 0.01)
    error = (await run).error
    assert error is not None
    assert error.code == "TIMEOUT"
    # Nearly a hundred timers; the middle one shows whether the loop stands still, a busy machine only moves the last.
    assert len(delays) > 20
    assert sorted(delays)[len(delays) // 2] < 0.02


async def test_a_sync_tool_does_not_hold_the_event_loop():
    @tool
    def slow() -> str:
        time.sleep(0.3)
        return "slept"

    run = asyncio.create_task(Enclave(tools=[slow]).run("return await tools.slow()"))
    turns = 0
    while not run.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert (await run).value == "slept"
    assert turns > 5


async def test_cancelling_the_task_ends_a_script_that_computes():
    enclave = Enclave(limits=PATIENT)
    run = asyncio.create_task(enclave.run(BUSY))
    await asyncio.sleep(0.1)
    before = time.perf_counter()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert time.perf_counter() - before < 1


async def test_cancelling_the_task_cancels_its_tools():
    started = asyncio.Event()
    ended: list[str] = []

    @tool
    async def wait() -> None:
        started.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    run = asyncio.create_task(Enclave(tools=[wait]).run("await tools.wait()"))
    await started.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    await asyncio.sleep(0)
    assert ended == ["cancelled"]


async def test_a_timeout_around_a_run_ends_it():
    enclave = Enclave(limits=PATIENT)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(enclave.run(BUSY), 0.1)


async def test_a_script_sleeps_on_the_events_loop():
    before = time.perf_counter()
    result = await Enclave().run("await sleep(50); return await new Promise(r => setTimeout(() => r('later'), 20))")
    assert result.value == "later"
    assert time.perf_counter() - before >= 0.07


async def test_lone_surrogates_in_the_source_are_replaced():
    assert (await Enclave().run("return 'a\ud800b'.length >= 3")).value is True


async def test_a_closed_enclave_runs_nothing():
    async with Enclave() as enclave:
        assert (await enclave.run("return 1")).value == 1
    with pytest.raises(RuntimeError, match=r"^this Enclave is closed$"):
        await enclave.run("return 1")


async def test_an_enclave_is_freed():
    enclave = Enclave(tools={"now": lambda: 1})
    assert (await enclave.run("return await tools.now()")).value == 1
    gone = weakref.ref(enclave)
    del enclave
    gc.collect()
    assert gone() is None


async def test_the_runs_context_variables_reach_its_tools():
    from contextvars import ContextVar

    user: ContextVar[str] = ContextVar("user", default="nobody")

    @tool
    async def in_task() -> str:
        await asyncio.sleep(0)
        return user.get()

    @tool
    def in_thread() -> str:
        return user.get()

    enclave = Enclave(tools=[in_task, in_thread])
    code = "return [await tools.in_task(), await tools.in_thread()]"
    user.set("ada")
    assert (await enclave.run(code)).value == ["ada", "ada"]
    assert (await asyncio.to_thread(enclave.run_sync, code)).value == ["ada", "ada"]
