"""The command `enclave` as the wheel installs it. What it does is tested in `cli/tests/`."""

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

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
        assert child.wait(timeout=20) == 130


TOOLS = """
from typing import Annotated
from enclave import Reference, Secrets, ToolError, tool
from pydantic import BaseModel

class User(BaseModel):
    name: str
    tags: set[str] = set()

class Saved(BaseModel):
    id: int
    user: User

@tool(name="users:save", annotations={"idempotent": True}, timeout_ms=200)
async def save(user: User) -> Saved:
    "Save a user."
    if user.name == "nobody":
        raise ToolError("no such user", code="NO_SUCH_USER", data={"name": user.name})
    return Saved(id=7, user=user)

@tool
def slow(ms: Annotated[int, "how long"]) -> None:
    import time
    time.sleep(ms / 1000)

@tool
def rows() -> Reference[list[int]]:
    return Reference([1, 2, 3])

@tool
def total(rows: list[int]) -> int:
    return sum(rows)

@tool(secrets=["ENCLAVE_TEST_KEY"])
def key(secrets: Secrets) -> str:
    return "the key is " + secrets["ENCLAVE_TEST_KEY"]

def helper() -> None: ...
"""


def test_tools_of_a_module_are_those_of_the_decorator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCLAVE_TEST_KEY", "a-secret-key")
    (tmp_path / "tools.py").write_text(TOOLS)
    (tmp_path / "script.js").write_text(
        """
        const ends = [await tools.users.save({ user: { name: 'Ana', tags: ['a'] } }), await tools.slow({ ms: 1 })];
        for (const user of [{ name: 'nobody' }, context]) {
            try { await tools.users.save({ user }) } catch (error) { ends.push([error.code, error.message, error.data]) }
        }
        ends.push(await tools.total({ rows: await tools.rows({}) }), await tools.key({}));
        return ends;
        """
    )
    args = ("--tools", "tools.py", "--python", sys.executable)
    code, out, err = run("run", "script.js", *args, "--context", '{"name": 1}', folder=tmp_path)
    assert (code, err) == (0, "")
    saved, slow, refused, wrong, total, key = json.loads(out)
    assert (saved, slow) == ({"id": 7, "user": {"name": "Ana", "tags": ["a"]}}, None)
    assert refused == ["NO_SUCH_USER", "no such user", {"name": "nobody"}]
    assert wrong[0] == "TOOL_ARGUMENTS_INVALID"
    assert (total, key) == (6, "the key is [secret ENCLAVE_TEST_KEY]")
    code, out, err = run("prompt", *args, folder=tmp_path)
    assert (code, err) == (0, "")
    assert "/** Save a user. */" in out
    assert 'callTool(name: "users:save" | "slow" | "rows" | "total" | "key",' in out
