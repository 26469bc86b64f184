"""Engines in worker processes."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from enclave import Enclave, EnclaveError


@pytest.fixture
def enclave() -> Iterator[Enclave]:
    with Enclave(isolation="process", tools={"add": lambda a, b: a + b}) as enclave:
        yield enclave


def leased_pid(enclave: Enclave) -> int:
    """The worker that was leased last."""
    return enclave.pool.events()[-1].pid


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def ends(pid: int) -> bool:
    """Whether a process is gone soon."""
    deadline = time.monotonic() + 5
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not alive(pid)


def test_a_script_runs_in_a_process_of_its_own(enclave: Enclave) -> None:
    result = enclave.run_sync("console.log('hi'); return await callTool('add', { a: 1, b: 2 })")
    assert (result.value, result.console[0].text) == (3, "hi")
    assert enclave.pool.stats().leased == 0


async def test_runs_at_the_same_time_have_a_worker_each(enclave: Enclave) -> None:
    results = await asyncio.gather(*(enclave.run(f"return await callTool('add', {{ a: {n}, b: 1 }})") for n in range(40)))
    assert [result.value for result in results] == list(range(1, 41))
    assert enclave.pool.stats().lost == 0


def test_the_levels_for_unknown_authors_are_isolated() -> None:
    for level, isolation in [("strict", "process"), ("secure", "process"), ("standard", "in_process")]:
        with Enclave(level=level) as enclave:
            assert enclave.isolation_report().isolation == isolation


def test_the_report_names_each_measure(enclave: Enclave) -> None:
    report = enclave.isolation_report()
    seccomp = next(measure for measure in report.measures if measure.name == "seccomp")
    assert seccomp.active and seccomp.mandatory
    assert "on  seccomp: " in str(report)
    with pytest.raises(RuntimeError, match="has no pool"):
        _ = Enclave(isolation="in_process").pool


def test_the_kernel_says_the_same_of_a_worker(enclave: Enclave) -> None:
    session = enclave.start("await callTool('add', { a: 1, b: 2 })")
    assert session.pending
    status = Path(f"/proc/{leased_pid(enclave)}/status").read_text()
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert (facts["Seccomp"].strip(), facts["NoNewPrivs"].strip()) == ("2", "1")
    assert int(facts["CapEff"], 16) == int(facts["CapPrm"], 16) == 0


def test_a_killed_worker_costs_its_session_alone(enclave: Enclave) -> None:
    session = enclave.start("return await callTool('add', { a: 1, b: 2 })")
    (call,) = session.pending
    os.kill(leased_pid(enclave), signal.SIGKILL)
    session.resolve(call.id, 3)
    assert session.result is not None and session.result.error is not None
    assert session.result.error.code == "WORKER_LOST"
    assert "the worker was killed by SIGKILL" in session.result.error.message
    assert enclave.run_sync("return 1").value == 1
    assert [event.kind for event in enclave.pool.events() if event.kind == "lost"] == ["lost"]


def test_a_lost_session_goes_on_when_it_may() -> None:
    with Enclave(isolation="process", retry_lost=1, tools={"add": lambda a, b: a + b}) as enclave:
        session = enclave.start("console.log(1); const a = await callTool('add', { a: 1, b: 2 }); console.log(2); return a")
        (call,) = session.pending
        os.kill(leased_pid(enclave), signal.SIGKILL)
        session.resolve(call.id, 3)
        assert session.result is not None
        assert session.result.unwrap() == 3
        assert [entry.text for entry in session.result.console] == ["1", "2"]


def test_a_native_loop_is_stopped_at_its_limit() -> None:
    limits = {"timeout_ms": 300, "max_iterations": 10**9}
    with Enclave(isolation="process", limits=limits) as enclave:
        begun = time.monotonic()
        result = enclave.run_sync("let i = 0; while (i >= 0) { i += 1; i %= 9 }")
        assert result.error is not None and result.error.code == "TIMEOUT"
        assert time.monotonic() - begun < 3


async def test_a_run_that_computes_is_cancelled(enclave: Enclave) -> None:
    task = asyncio.create_task(enclave.run("let i = 0; while (i >= 0) { i += 1; i %= 9 }", limits={"max_iterations": 10**9}))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    deadline = time.monotonic() + 5
    while enclave.pool.stats().leased and time.monotonic() < deadline:
        await asyncio.sleep(0.01)
    assert enclave.pool.stats().leased == 0


def test_a_full_queue_refuses_at_once_and_waits_no_longer_than_it_may() -> None:
    pool = {"max_workers": 1, "max_queue": 0}
    with Enclave(isolation="process", pool=pool, tools={"wait": lambda: 1}) as enclave:
        session = enclave.start("await callTool('wait', {})")
        assert session.pending
        refused = enclave.run_sync("return 1").error
        assert refused is not None and refused.code == "QUEUE_FULL"
    with Enclave(isolation="process", pool={"max_workers": 1, "queue_timeout_ms": 50}, tools={"wait": lambda: 1}) as enclave:
        session = enclave.start("await callTool('wait', {})")
        assert session.pending
        late = enclave.run_sync("return 1").error
        assert late is not None and late.code == "QUEUE_TIMEOUT"
        assert enclave.pool.stats().queue_timeouts == 1


async def test_more_runs_wait_than_there_are_threads() -> None:
    async def slow() -> int:
        await asyncio.sleep(0.005)
        return 1

    with Enclave(isolation="process", pool={"max_workers": 2, "max_queue": 500}, tools={"slow": slow}) as enclave:
        results = await asyncio.gather(*(enclave.run("return await callTool('slow', {})") for _ in range(150)))
        assert {result.value for result in results} == {1}


async def test_tenants_take_turns() -> None:
    order: list[str] = []

    def note(tenant: str) -> None:
        order.append(tenant)

    with Enclave(isolation="process", pool={"max_workers": 1}, tools={"note": note}) as enclave:
        first = enclave.start("await callTool('note', { tenant: 'a' })", tenant="a")
        assert first.pending
        script = "await callTool('note', { tenant: context })"
        runs = [enclave.run(script, tenant=tenant, context=tenant) for tenant in ["a", "a", "a", "b"]]
        tasks = [asyncio.create_task(run) for run in runs]
        await asyncio.sleep(0.2)
        first.resolve(first.pending[0].id, None)
        await asyncio.gather(*tasks)
    assert order.index("b") <= 1


def test_a_worker_serves_its_tenant_again_when_it_may() -> None:
    with Enclave(isolation="process", worker_reuse="tenant") as enclave:
        for _ in range(3):
            assert enclave.run_sync("return 1", tenant="a").value == 1
        assert enclave.pool.stats().recycled >= 1
        assert enclave.run_sync("return 2", tenant="b").value == 2


def test_dumps_cross_from_one_place_to_the_other(enclave: Enclave) -> None:
    here = Enclave(isolation="in_process", tools={"add": lambda a, b: a + b})
    script = "const a = await callTool('add', { a: 1, b: 2 }); return a + await callTool('add', { a, b: 1 })"
    for first, second in [(enclave, here), (here, enclave)]:
        session = first.start(script)
        session.resolve(session.pending[0].id, 3)
        assert session.pending
        loaded = second.load(session.dump())
        loaded.resolve(loaded.pending[0].id, 4)
        assert loaded.result is not None and loaded.result.unwrap() == 7


async def add_later(a: int, b: int) -> int:
    await asyncio.sleep(0)
    return a + b


@pytest.mark.parametrize("isolation", ["process", "in_process"])
@pytest.mark.parametrize("add", [lambda a, b: a + b, add_later])
def test_a_forked_host_has_workers_and_threads_of_its_own(isolation: str, add: Callable[..., object]) -> None:
    """The parent's threads, on which it called tools, are not in the child."""
    script = "return await callTool('add', { a: context, b: 1 })"
    with Enclave(isolation=isolation, tools={"add": add}) as enclave:  # pyright: ignore[reportArgumentType]
        assert enclave.run_sync(script, context=1).value == 2
        fork = multiprocessing.get_context("fork")
        queue: multiprocessing.Queue[list[int]] = fork.Queue()

        def child() -> None:
            both = asyncio.run(enclave.run(script, context=3))
            queue.put([enclave.run_sync(script, context=2).value, both.value])

        process = fork.Process(target=child)
        process.start()
        assert queue.get(timeout=30) == [3, 4]
        process.join(30)
        assert process.exitcode == 0
        assert enclave.run_sync(script, context=4).value == 5
        assert isolation == "in_process" or enclave.pool.stats().lost == 0


def test_nothing_is_left_when_the_host_is_killed() -> None:
    program = (
        "import os, sys; from enclave import Enclave\n"
        "enclave = Enclave(isolation='process', tools={'wait': lambda: 1})\n"
        "session = enclave.start(\"await callTool('wait', {})\"); session.pending\n"
        "children = lambda pid: open(f'/proc/{pid}/task/{pid}/children').read().split()\n"
        "zygote, = children(os.getpid())\n"
        "print(zygote, *children(zygote), flush=True); sys.stdin.read()\n"
    )
    host = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert host.stdout is not None
    pids = [int(pid) for pid in host.stdout.readline().split()]
    assert len(pids) >= 2
    host.kill()
    host.communicate()
    assert all(ends(pid) for pid in pids)


def test_descriptors_and_processes_do_not_grow(enclave: Enclave) -> None:
    for _ in range(20):
        enclave.run_sync("return 1")
    before = descriptors()
    for _ in range(200):
        assert enclave.run_sync("return 1").value == 1
    time.sleep(0.1)
    assert descriptors() <= before + 8
    enclave.close()
    with pytest.raises(RuntimeError, match="closed"):
        enclave.run_sync("return 1")


def test_without_its_program_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCLAVE_WORKER", "/nowhere/enclave-worker")
    with pytest.raises(EnclaveError) as caught:
        Enclave(isolation="process")
    assert caught.value.code == "INVALID_CONFIG"
    assert "/nowhere/enclave-worker" in caught.value.message
    assert 'isolation="in_process"' in caught.value.message
