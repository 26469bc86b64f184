"""The command `enclave` as the wheel installs it. What it does is tested in `cli/tests/`."""

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import enclave

SCRIPT = Path(sysconfig.get_path("scripts")) / ("enclave.exe" if os.name == "nt" else "enclave")


def run(*args: str, folder: Path, stdin: str = "", command: tuple[str, ...] = (str(SCRIPT),)) -> tuple[int, str, str]:
    done = subprocess.run(
        [*command, *args], cwd=folder, input=stdin, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_it_runs_checks_and_replays(tmp_path: Path) -> None:
    assert run("--version", folder=tmp_path) == (0, f"enclave {enclave.__version__}\n", "")
    assert run("run", "-", folder=tmp_path, stdin="console.log('hi'); return 'é'.repeat(2)") == (0, '"éé"\n', "hi\n")
    assert run("check", "-", folder=tmp_path, stdin="return 1") == (0, "ok\n", "")
    assert run("check", "-", folder=tmp_path, stdin="eval(1)")[0] == 1
    assert run("run", "none.js", folder=tmp_path)[0] == 2

    (tmp_path / "script.js").write_text("const users = await tools.users.list({}); return users.length;")
    (tmp_path / "stubs.json").write_text('{ "users:list": { "result": [1, 2] } }')
    code, out, _ = run(
        "run", "script.js", "--tools", "stubs.json", "--dump", "session.dump", "--format", "json", folder=tmp_path
    )
    assert (code, json.loads(out)["value"]) == (0, 2)
    code, out, err = run("replay", "session.dump", folder=tmp_path)
    assert (code, err) == (0, "")
    assert re.search(r"result 1  users:list after .* ms: \[1, 2\]\n.* value  2\n$", out)


def test_python_runs_it_as_a_module(tmp_path: Path) -> None:
    module = (sys.executable, "-m", "enclave")
    assert run("run", "-", folder=tmp_path, stdin="return 6 * 7", command=module) == (0, "42\n", "")


def test_it_takes_names_that_are_no_text(tmp_path: Path) -> None:
    name = os.fsdecode("é.js".encode("latin-1")) if sys.platform == "linux" else "é.js"
    (tmp_path / name).write_text("return 1")
    assert run("run", name, folder=tmp_path) == (0, "1\n", "")


def test_an_interrupt_ends_it(tmp_path: Path) -> None:
    (tmp_path / "endless.js").write_text("console.log('begun'); for (;;) { if (context) break }")
    args = [SCRIPT, "run", "endless.js", "--level", "permissive", "--limit", "max_iterations=1000000000000"]
    with subprocess.Popen(args, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr is not None
        assert child.stderr.readline() == "begun\n"
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=20) == -signal.SIGINT
