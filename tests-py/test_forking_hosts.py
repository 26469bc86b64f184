"""Hosts that fork: whoever made the `Enclave`, each process runs scripts, and none leaves anything behind."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from celery import Celery  # pyright: ignore[reportMissingTypeStubs]

import enclave

PATIENCE = 30
"""Seconds that anything here may take. What hangs is known by it."""

HOSTED = """
import functools
from enclave import Enclave

def double(number):
    return 2 * number

async def next_after(number):
    return number + 1

# Sync tools have threads and async tools have an event loop in the process that calls them, so that both are asked for.
SCRIPT = "return await callTool('next_after', { number: await callTool('double', { number: context }) })"

@functools.cache
def enclave():
    return Enclave(isolation="process", tools=[double, next_after], limits={"timeout_ms": 10_000})

def run(number):
    return enclave().run_sync(SCRIPT, context=number).unwrap()
"""

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts programs in `tmp_path`. Their worker program has a path there, by which `enclave_workers` knows it."""
    (tmp_path / "enclave-worker").symlink_to(Path(enclave.__file__).with_name("enclave-worker"))
    (tmp_path / "hosted.py").write_text(HOSTED)
    environment = {**os.environ, "ENCLAVE_WORKER": str(tmp_path / "enclave-worker"), "HOME": str(tmp_path)}
    programs: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, descriptors: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
        with (tmp_path / "output").open("ab") as output:
            program = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=tmp_path,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=descriptors,
            )
        programs.append(program)
        return program

    try:
        yield start
    finally:
        for program in programs:
            # Also the children of one that has ended: they may hang.
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait(PATIENCE)


def enclave_workers(folder: Path) -> dict[int, int]:
    """The zygotes and workers that were started from that folder, each with the process that it is for. Both may have
    another parent by now: one that is killed leaves its children to others.
    """
    found: dict[int, int] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            program, *arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if program == os.fsencode(folder / "enclave-worker"):
            found[int(process.name)] = int(arguments[1])
    return found


def soon(happens: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not (happened := happens()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return happened


def ends_well(folder: Path, *programs: subprocess.Popen[bytes]) -> None:
    """Nothing that they started is left then."""
    assert all(program.wait(PATIENCE) == 0 for program in programs), (folder / "output").read_text()
    assert soon(lambda: not enclave_workers(folder)), enclave_workers(folder)


GUNICORN_APP = """
import json
import os
from hosted import run

def app(environ, start_response):
    answer = json.dumps([run(int(environ["PATH_INFO"][1:])), os.getpid()]).encode()
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]
"""

GUNICORN_WAYS = {
    "before the fork": ("preload_app = True", "run(1)"),
    "in post_fork": ("def post_fork(server, worker):\n    import hosted\n    hosted.enclave()", ""),
    "at the first request": ("", ""),
}


def gunicorn(start: Start, folder: Path, way: str, *arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    """gunicorn with two processes, and its port."""
    config, early = GUNICORN_WAYS[way]
    (folder / "gunicorn.conf.py").write_text(config)
    (folder / "served.py").write_text(GUNICORN_APP + early)
    # Requests wait in the socket until somebody serves, and no other program can take the port.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bind = f"fd://{listener.fileno()}"
        command = ["-m", "gunicorn", "--bind", bind, "--workers", "2", *arguments, "served:app"]
        return start(*command, descriptors=(listener.fileno(),)), listener.getsockname()[1]


def ask(port: int, number: int) -> int:
    """The process that answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/{number}")
        value, process = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    assert value == 2 * number + 1
    return process


def two_that_answer(port: int) -> set[int]:
    """Asks eight at a time, until two processes have answered."""
    processes: set[int] = set()
    deadline = time.monotonic() + PATIENCE
    with ThreadPoolExecutor(8) as threads:
        while len(processes) < 2 and time.monotonic() < deadline:
            processes = set(threads.map(partial(ask, port), range(24)))
    assert len(processes) == 2
    return processes


@pytest.mark.parametrize("worker_class", ["sync", "gthread"])
@pytest.mark.parametrize("way", GUNICORN_WAYS)
def test_gunicorn_serves(start: Start, tmp_path: Path, way: str, worker_class: str) -> None:
    threads = ["--threads", "4"] if worker_class == "gthread" else []
    server, port = gunicorn(start, tmp_path, way, "--worker-class", worker_class, *threads)
    processes = two_that_answer(port)
    assert processes <= set(enclave_workers(tmp_path).values())
    server.terminate()
    ends_well(tmp_path, server)


@pytest.mark.parametrize("way", GUNICORN_WAYS)
def test_a_process_of_gunicorn_that_is_killed_is_replaced(start: Start, tmp_path: Path, way: str) -> None:
    server, port = gunicorn(start, tmp_path, way)
    killed, other = two_that_answer(port)
    os.kill(killed, signal.SIGKILL)
    assert soon(lambda: killed not in enclave_workers(tmp_path).values())
    assert other in enclave_workers(tmp_path).values()
    processes = two_that_answer(port)
    assert other in processes
    assert killed not in processes
    server.terminate()
    ends_well(tmp_path, server)


CELERY_APP = """
import json
import os
from pathlib import Path
from celery import Celery
from celery.signals import worker_process_init
import hosted

app = Celery(__name__)
app.conf.update(json.loads(Path(f"{__name__}.json").read_text()))

@app.task(name="run")
def run(number):
    return hosted.run(number), os.getpid()
"""

CELERY_WAYS = {
    "before_the_fork": "hosted.run(1)",
    "in_worker_process_init": "@worker_process_init.connect\ndef make(**_):\n    hosted.enclave()",
}


def celery(start: Start, folder: Path, way: str) -> tuple[subprocess.Popen[bytes], Celery]:
    """celery with two children, which are renewed after three tasks, and who may ask it."""
    queue = {"data_folder_in": str(folder / way), "data_folder_out": str(folder / way), "polling_interval": 0.02}
    settings = {
        "broker_url": "filesystem://",
        "broker_transport_options": {**queue, "control_folder": str(folder / way / "control")},
        "result_backend": f"file://{folder / way / 'results'}",
        "worker_enable_remote_control": False,
        "worker_max_tasks_per_child": 3,
        "worker_prefetch_multiplier": 1,
    }
    (folder / way / "results").mkdir(parents=True)
    (folder / f"{way}.json").write_text(json.dumps(settings))
    (folder / f"{way}.py").write_text(CELERY_APP + CELERY_WAYS[way])
    options = ["--pool=prefork", "--concurrency=2", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    asking = Celery(way, set_as_current=False)
    asking.conf.update(settings)
    return start("-m", "celery", "--app", way, "worker", *options), asking


def test_celery_runs_tasks(start: Start, tmp_path: Path) -> None:
    # Together, since each takes seconds to end.
    workers = [celery(start, tmp_path, way) for way in CELERY_WAYS]
    for _, asking in workers:
        asked = [asking.signature("run", args=[number]).delay() for number in range(12)]
        answers = [result.get(timeout=PATIENCE, interval=0.02) for result in asked]
        assert [value for value, _ in answers] == [2 * number + 1 for number in range(12)]
        assert len({process for _, process in answers}) >= 4
        asking.close()
    for worker, _ in workers:
        worker.terminate()
    ends_well(tmp_path, *(worker for worker, _ in workers))


EXECUTOR = """
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
import hosted

if __name__ == "__main__":
    method, way = sys.argv[1:]
    if way == "before the fork":
        assert hosted.run(1) == 3
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, context, initializer=hosted.enclave if way == "in the initializer" else None) as pool:
        assert list(pool.map(hosted.run, range(20))) == [2 * number + 1 for number in range(20)]
    if way == "before the fork":
        assert hosted.run(2) == 5
        assert hosted.enclave().pool.stats().lost == 0
"""


@pytest.mark.parametrize("way", ["before the fork", "in the initializer"])
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_process_pools_run_scripts(start: Start, tmp_path: Path, method: str, way: str) -> None:
    (tmp_path / "program.py").write_text(EXECUTOR)
    ends_well(tmp_path, start("program.py", method, way))


# A lock that a thread of the parent holds when it forks is held in the child for ever. A child that hangs says where.
BUSY = """
import asyncio
import faulthandler
import itertools
import os
import sys
import threading
import time
import traceback
from enclave import Enclave
from hosted import SCRIPT, double, next_after

def length(text):
    return len(text)

forks, pause = options.pop("forks"), options.pop("pause", 0)
tools = [double, next_after, length]
enclaves = [Enclave(isolation=isolation, tools=tools, **options) for isolation in ["in_process", "process"]]
numbers = itertools.count()
over = threading.Event()
wrong = []

# Known scripts are looked up, and records written, under a lock. The longer they are, the longer that takes.
WORDY = "return await callTool('length', { text: '-'.repeat(30_000) })"
LONG = 3000 * ("// " + 90 * "-" + "\\n") + SCRIPT

def looks_up(enclave):
    assert enclave.check(LONG).ok

def runs(enclave):
    assert enclave.run_sync(f"{SCRIPT} // {next(numbers)}", context=1).unwrap() == 3
    assert asyncio.run(enclave.run(SCRIPT, context=1)).unwrap() == 3
    assert enclave.run_sync(WORDY).unwrap() == 30_000

def goes_on(what, enclave):
    try:
        while not over.is_set():
            what(enclave)
            time.sleep(pause)
    except BaseException:
        wrong.append(traceback.format_exc())

def child():
    faulthandler.dump_traceback_later(10, exit=True)
    for enclave in enclaves:
        looks_up(enclave)
        runs(enclave)

for enclave in enclaves:
    looks_up(enclave)
    runs(enclave)
threads = [threading.Thread(target=goes_on, args=pair) for pair in itertools.product([looks_up, runs], enclaves)]
for thread in threads:
    thread.start()
for turn in range(forks):
    # It forks when it wakes, in the middle of what the others do.
    time.sleep(0.003)
    process = os.fork()
    if process == 0:
        try:
            child()
        except BaseException:
            traceback.print_exc()
            os._exit(2)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if ended != 0:
        wrong.append(f"child {turn} ended with {ended}")
        break
over.set()
for thread in threads:
    thread.join()
sys.exit("\\n".join(wrong) or 0)
"""

# A journal on disk is slow: whoever writes to it leaves others time to.
BUSY_WITH = {
    "tools alone": "forks=30",
    "an audit file": "forks=30, audit='jsonl:records'",
    "an audit callback": "forks=30, audit=lambda record: None",
    "a memory journal": "forks=30, journal='memory:'",
    "a file journal": "forks=5, pause=0.1, journal='file:journal'",
    "an SQLite journal": "forks=5, pause=0.1, journal='sqlite:journal'",
}


@pytest.mark.parametrize("what", BUSY_WITH)
def test_a_fork_while_threads_run_scripts(start: Start, tmp_path: Path, what: str) -> None:
    (tmp_path / "program.py").write_text(f"options = dict({BUSY_WITH[what]})\n{BUSY}")
    ends_well(tmp_path, start("program.py"))


# What is made when it is first needed, for all of a process, is made under a lock, too. Each turn is a process in which
# nothing has been made, and that forks a little later than the last one did.
FIRST = """
import faulthandler
import os
import sys
import threading
import time
from enclave import Enclave
from hosted import SCRIPT, double, next_after

def runs(enclave):
    assert enclave.run_sync(SCRIPT, context=1).unwrap() == 3

def hosts(turn):
    tools = [double, next_after]
    audits = [lambda record: None, "jsonl:records"]
    enclaves = [Enclave(isolation="in_process", tools=tools, audit=audit) for audit in audits]
    for enclave in enclaves:
        threading.Thread(target=runs, args=[enclave], daemon=True).start()
    time.sleep(turn / 5000)
    process = os.fork()
    if process == 0:
        faulthandler.dump_traceback_later(10, exit=True)
        for enclave in enclaves:
            runs(enclave)
    else:
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0

for turn in range(40):
    process = os.fork()
    if process == 0:
        hosts(turn)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0:
        sys.exit(f"turn {turn} failed")
"""


def test_a_fork_while_the_first_scripts_run(start: Start, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(FIRST)
    ends_well(tmp_path, start("program.py"))


# A source of random numbers that a fork copies gives the same ones to all.
DRAWS = """
import multiprocessing
from hosted import enclave

context = multiprocessing.get_context("fork")
drawn = context.SimpleQueue()

def draw():
    session = enclave().start("return Math.random()")
    assert not session.pending
    drawn.put((session.id, session.result.unwrap()))

draw()
processes = [context.Process(target=draw) for _ in range(3)]
for process in processes:
    process.start()
draw()
for process in processes:
    process.join()
sessions, numbers = zip(*(drawn.get() for _ in range(5)))
assert len(set(sessions)) == 5, sessions
assert len(set(numbers)) == 5, numbers
"""


def test_no_two_processes_draw_the_same(start: Start, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(DRAWS)
    ends_well(tmp_path, start("program.py"))
