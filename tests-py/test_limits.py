"""Limits, as far as the host has a part in them: time that tools take, floods, threads."""

import asyncio
import time
from typing import Any

import pytest
from enclave import Enclave, LimitError, tool


async def both(enclave: Enclave, code: str, **options: Any) -> list[Any]:
    return [await enclave.run(code, **options), await asyncio.to_thread(enclave.run_sync, code, **options)]


async def test_a_tool_that_never_settles_does_not_hold_the_run():
    @tool
    async def never() -> None:
        await asyncio.Event().wait()

    @tool
    def stuck() -> None:
        time.sleep(3)

    enclave = Enclave(tools=[never, stuck])
    for code in ("await tools.never()", "await tools.stuck()"):
        before = time.perf_counter()
        for result in await both(enclave, code, limits={"timeout_ms": 200}):
            assert isinstance(result.error, LimitError)
            assert result.error.code == "TIMEOUT"
            assert result.error.message == "the run took longer than `timeout_ms` (200) allows"
            assert result.error.data == {"limit": "timeout_ms", "value": 200}
            assert [call.ok for call in result.calls] == [None]
        assert time.perf_counter() - before < 1.5


async def test_a_tool_that_outlives_its_run_is_not_heard():
    ended = asyncio.Event()

    @tool
    async def slow() -> str:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()
        return "late"

    result = await Enclave(tools=[slow]).run("await tools.slow()", limits={"timeout_ms": 50})
    assert result.error is not None
    assert result.error.code == "TIMEOUT"
    await asyncio.wait_for(ended.wait(), 1)


async def test_abandoned_threads_cost_other_tools_nothing():
    @tool
    def stuck() -> None:
        time.sleep(1.5)

    @tool
    def quick() -> str:
        return "quick"

    enclave = Enclave(tools=[stuck, quick])
    code = "await Promise.all([...Array(20).keys()].map(() => tools.stuck()))"
    runs = [enclave.run(code, limits={"timeout_ms": 100}) for _ in range(4)]
    assert [result.error.code for result in await asyncio.gather(*runs) if result.error] == ["TIMEOUT"] * 4
    before = time.perf_counter()
    assert (await enclave.run("return await tools.quick()")).value == "quick"
    assert time.perf_counter() - before < 0.5


async def test_a_call_flood_ends():
    enclave = Enclave(tool_handler=lambda name, args: None, limits={"max_tool_calls": 50})
    for result in await both(enclave, "for (let turn = 0; turn < 1e9; turn++) { await callTool('x') }", limits={"max_iterations": 10_000}):
        assert result.error is not None
        assert result.error.code == "MAX_TOOL_CALLS"
        assert len(result.calls) <= 51


@pytest.mark.parametrize(
    ("limits", "value", "message"),
    [
        ({"max_value_bytes": 100}, "x" * 101, "the tool's result: the value at `$` exceeds `max_value_bytes` (100)"),
        (
            {"max_value_bytes": 100},
            {"k": ["x" * 90, "y" * 90]},
            "the tool's result: the value at `$.k[1]` exceeds `max_value_bytes` (100)",
        ),
        (
            {"max_value_nodes": 5},
            [1, 2, 3, 4, 5],
            "the tool's result: the value at `$[4]` exceeds `max_value_nodes` (5)",
        ),
        ({"max_value_nodes": 5}, range(10**12), "the tool's result: the value at `$[4]` exceeds `max_value_nodes` (5)"),
        (
            {"max_value_depth": 2},
            {"a": {"b": {"c": 1}}},
            "the tool's result: the value at `$.a.b` exceeds `max_value_depth` (2)",
        ),
    ],
)
async def test_a_result_beyond_the_value_limits_is_refused(limits: dict[str, int], value: Any, message: str):
    enclave = Enclave(tools={"it": lambda: value}, limits=limits)
    code = "try { await tools.it() } catch (error) { return [error.code, error.message] }"
    small = {"max_value_bytes": 100_000, "max_value_nodes": 100_000} | limits
    result = await enclave.run(code, limits=small)
    if result.ok:
        assert result.value == ["OUTPUT_TOO_LARGE", message]
    else:
        # The script's own value has no room either.
        assert result.error is not None
        assert result.error.code == "OUTPUT_TOO_LARGE"
        failure = result.calls[0].error
        assert failure is not None
        assert (failure.code, failure.message) == ("OUTPUT_TOO_LARGE", message)


async def test_one_run_after_another_does_not_grow():
    import resource

    @tool
    async def echo(value: str) -> str:
        return value

    enclave = Enclave(tools=[echo])
    code = "return (await tools.echo({ value: 'x'.repeat(10000) })).length"

    async def some(count: int) -> int:
        for _ in range(count):
            assert (await enclave.run(code)).value == 10_000
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    warm = await some(100)
    assert await some(300) - warm < 8_000
