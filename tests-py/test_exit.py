"""The interpreter's exit after use is clean, whatever is still going on."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

PRELUDE = """
import asyncio, sys, time, threading
from enclave import Enclave, tool

@tool
async def never():
    await asyncio.sleep(60)

@tool
def stuck():
    time.sleep(60)

@tool
async def quick():
    return 1

enclave = Enclave(tools=[never, stuck, quick], limits={"max_iterations": 10**12, "cpu_ms": 60_000})
BUSY = "for (let turn = 0; ; turn++) { if (turn < 0) break }"
"""

WAYS = {
    "after a run": "print(asyncio.run(enclave.run('return await tools.quick()')).value)",
    "after a sync run": "print(enclave.run_sync('return await tools.quick()').value)",
    "with a script that computes": """
async def main():
    task = asyncio.create_task(enclave.run(BUSY))
    await asyncio.sleep(0.05)
    print(1)
asyncio.run(main())
""",
    "with a loop that was left": """
loop = asyncio.new_event_loop()
task = loop.create_task(enclave.run(BUSY))
loop.run_until_complete(asyncio.sleep(0.05))
print(1)
sys.stdout.flush()
""",
    "with tools outstanding": """
async def main():
    tasks = [asyncio.create_task(enclave.run(f'await tools.{name}()')) for name in ('never', 'stuck')]
    await asyncio.sleep(0.05)
    print(1)
asyncio.run(main())
""",
    "with a tool that outlived its run": """
result = asyncio.run(enclave.run('await tools.stuck()', limits={'timeout_ms': 50}))
assert result.error.code == 'TIMEOUT'
print(1)
""",
    "with a sync run's tools outstanding": """
for name in ('never', 'stuck'):
    assert enclave.run_sync(f'await tools.{name}()', limits={'timeout_ms': 50}).error.code == 'TIMEOUT'
print(1)
""",
    "with a stream that was left": """
async def main():
    async for event in enclave.stream('console.log(1); ' + BUSY):
        if event.type == 'stdout':
            print(1)
            break
asyncio.run(main())
""",
    "with a session that waits": "session = enclave.start('await tools.quick()'); print(len(session.pending))",
    "in a thread that computes": """
threading.Thread(target=enclave.run_sync, args=(BUSY,), daemon=True).start()
time.sleep(0.05)
print(1)
""",
}
LEFT = ("with a loop that was left",)
# Twenty of each of the ten ways: two hundred exits, a few at a time.
ROUNDS = 20


@pytest.mark.parametrize("way", WAYS)
def test_the_interpreter_ends(way: str):
    def leave(_: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", PRELUDE + WAYS[way]]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    with ThreadPoolExecutor(4) as pool:
        for ended in pool.map(leave, range(ROUNDS)):
            assert ended.returncode == 0, ended.stderr
            assert ended.stdout == "1\n"
            if way not in LEFT:
                # asyncio itself reports a task that was left pending.
                assert ended.stderr == ""
