"""What a session costs from Python: fresh ones, tool calls, four clients; in worker processes beside in this process.

`make bench` runs it with the installed wheel. Medians; the two sides of a row are measured in turns.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

from enclave import Enclave

SUM = "return 1 + 1"
TEN_CALLS = "let sum = 0; for (let i = 0; i < 10; i++) { sum += await callTool('add', { a: i, b: 1 }); } return sum;"
PACE = 0.001
"""Seconds before each session, in which a worker is forked, or one that was killed is taken note of."""


def add(a: int, b: int) -> int:
    return a + b


async def add_async(a: int, b: int) -> int:
    return a + b


def enclave(isolation: str, tool: Callable[..., object] = add, **options: object) -> Enclave:
    return Enclave(isolation=isolation, tools={"add": tool}, **options)  # pyright: ignore[reportArgumentType]


def timed(run: Callable[[], object]) -> float:
    time.sleep(PACE)
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def beside(name: str, rounds: int, isolated: Callable[[], object], here: Callable[[], object], calls: int = 0) -> None:
    """A row: the medians of both sides, in milliseconds; for scripts with calls what one call costs more in a worker."""
    left: list[float] = []
    right: list[float] = []
    # In turns of some rounds each: a worker that is forked for the next session is no part of the other side's figure.
    for _ in range(0, rounds, TURN):
        for side, run in ((left, isolated), (right, here)):
            run()
            side.extend(timed(run) for _ in range(TURN))
    ours, theirs = statistics.median(left) * 1e3, statistics.median(right) * 1e3
    p90 = statistics.quantiles(left, n=10)[8] * 1e3
    print(f"{name:<44} {ours:>8.3f} ms (p90 {p90:.3f}) {theirs:>8.3f} ms", end="")
    if calls:
        print(f"   {(ours - theirs - more[0]) / calls * 1e3:>6.1f} µs more a call")
    else:
        print()
        more[0] = ours - theirs


TURN = 25
more = [0.0]
"""How much longer the session before took in a worker, which made no call."""


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cold(isolation: str) -> float:
    """A session for which no worker waits: those that did are killed."""
    with enclave(isolation, pool={"min_workers": 0}) as fresh:
        fresh.run_sync(SUM)
        time.sleep(0.005)
        for zygote in children(os.getpid()):
            for worker in children(zygote):
                os.kill(worker, signal.SIGKILL)
        time.sleep(PACE)
        begun = time.perf_counter()
        fresh.run_sync(SUM)
        return time.perf_counter() - begun


def four_clients(seconds: float) -> float:
    """Fresh isolated sessions a second."""
    runs = [0] * 4
    with enclave("process") as shared:

        def client(index: int) -> None:
            while time.perf_counter() < end:
                shared.run_sync(SUM)
                runs[index] += 1

        threads = [threading.Thread(target=client, args=(index,)) for index in range(4)]
        end = time.perf_counter() + seconds
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sum(runs) / seconds


def main() -> None:
    print(f"{'Python':<44} {'in a worker':>24} {'in process':>11}")
    rounds = 300
    with enclave("process") as isolated, enclave("in_process") as here:
        beside("run_sync, return 1 + 1", rounds, lambda: isolated.run_sync(SUM), lambda: here.run_sync(SUM))
        for _ in range(3):
            beside("run_sync, ten calls of a function", 100, lambda: isolated.run_sync(TEN_CALLS), lambda: here.run_sync(TEN_CALLS), 10)
        loop = asyncio.new_event_loop()
        run = loop.run_until_complete
        beside("run, return 1 + 1", rounds, lambda: run(isolated.run(SUM)), lambda: run(here.run(SUM)))
        for _ in range(3):
            beside("run, ten calls of a function", 100, lambda: run(isolated.run(TEN_CALLS)), lambda: run(here.run(TEN_CALLS)), 10)
        with enclave("process", add_async) as isolated_async, enclave("in_process", add_async) as here_async:
            beside("run, return 1 + 1", rounds, lambda: run(isolated_async.run(SUM)), lambda: run(here_async.run(SUM)))
            for _ in range(3):
                beside(
                    "run, ten calls of a coroutine function",
                    100,
                    lambda: run(isolated_async.run(TEN_CALLS)),
                    lambda: run(here_async.run(TEN_CALLS)),
                    10,
                )
        loop.close()
    colds = [(cold("process"), cold("in_process")) for _ in range(60)]
    ours, theirs = (statistics.median(side) * 1e3 for side in zip(*colds, strict=True))
    print(f"{'run_sync, return 1 + 1, no worker ahead':<44} {ours:>8.3f} ms {theirs:>23.3f} ms")
    print(f"{'four threads, return 1 + 1':<44} {four_clients(3.0):>8.0f} sessions a second")


if __name__ == "__main__":
    main()
