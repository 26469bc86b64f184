"""`run_sync`, with and without an event loop around it."""

import asyncio
import threading
import time
from typing import Any

import pytest
from enclave import Enclave, tool


def test_a_run_needs_no_event_loop():
    assert Enclave().run_sync("return 1 + 1").value == 2


def test_sync_and_async_tools_both_work():
    @tool
    async def in_task(number: int) -> int:
        await asyncio.sleep(0.001)
        return number + 1

    @tool
    def in_thread(number: int) -> int:
        return number * 2

    enclave = Enclave(tools=[in_task, in_thread])
    code = "return await tools.in_thread({ number: await tools.in_task({ number: 1 }) })"
    assert enclave.run_sync(code).unwrap() == 4
    assert enclave.run_sync(code).unwrap() == 4


async def test_it_works_where_a_loop_runs():
    @tool
    async def later() -> str:
        await asyncio.sleep(0.01)
        return "later"

    assert Enclave(tools=[later]).run_sync("return await tools.later()").value == "later"


def test_what_a_tool_binds_to_its_loop_goes_on_working():
    lock: asyncio.Lock | None = None
    loops: set[int] = set()

    @tool
    async def locked() -> str:
        nonlocal lock
        lock = lock or asyncio.Lock()
        loops.add(id(asyncio.get_running_loop()))
        async with lock:
            await asyncio.sleep(0.001)
        return "ok"

    with Enclave(tools=[locked]) as enclave:
        code = "return (await Promise.all([tools.locked(), tools.locked()])).join()"
        assert [enclave.run_sync(code).value for _ in range(3)] == ["ok,ok"] * 3
    assert len(loops) == 1


def test_a_tool_may_run_a_script_of_its_own_enclave():
    @tool
    async def inner() -> int:
        await asyncio.sleep(0)
        return 1

    @tool
    async def outer() -> Any:
        return enclave.run_sync("return 1 + await tools.inner()").unwrap()

    enclave = Enclave(tools=[inner, outer])
    assert enclave.run_sync("return 1 + await tools.outer()").unwrap() == 3


def test_other_threads_go_on_while_a_script_computes():
    turns = 0
    stop = threading.Event()

    def count():
        nonlocal turns
        while not stop.wait(0.01):
            turns += 1

    counter = threading.Thread(target=count)
    counter.start()
    code = "for (let turn = 0; ; turn++) { if (turn < 0) break }"
    error = Enclave(limits={"max_iterations": 10**12, "timeout_ms": 300}).run_sync(code).error
    assert error is not None
    assert error.code == "TIMEOUT"
    stop.set()
    counter.join()
    assert turns > 5


def test_a_script_sleeps():
    before = time.perf_counter()
    assert Enclave().run_sync("await sleep(60); return 'slept'").value == "slept"
    assert time.perf_counter() - before >= 0.06


def test_what_ends_the_interpreter_is_not_the_scripts_to_catch():
    @tool
    def leave() -> None:
        raise SystemExit(3)

    enclave = Enclave(tools=[leave])
    code = "try { await tools.leave() } catch {} return 1"
    with pytest.raises(SystemExit):
        enclave.run_sync(code)
    assert enclave.run_sync("return 2").value == 2


async def test_what_ends_the_interpreter_ends_an_async_run_too():
    @tool
    def leave() -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        await Enclave(tools=[leave]).run("try { await tools.leave() } catch {} return 1")


def test_threads_run_at_the_same_time():
    enclave = Enclave(tool_handler=lambda name, args: args)
    results: list[Any] = []

    def work(number: int):
        code = "let sum = 0; for (let i = 0; i < 20; i++) sum += (await callTool('x', { i })).i; return sum + context"
        results.append(enclave.run_sync(code, context=number).unwrap() - number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [190] * 8
