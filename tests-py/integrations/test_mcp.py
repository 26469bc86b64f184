"""MCP in both directions: in memory, with real programs and over real HTTP."""

import asyncio
import gzip
import json
import os
import runpy
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest
from enclave import ConfigError, Enclave, tool
from enclave.integrations.mcp import HttpServer, StdioServer, connect, http_app, load_config, make_server, serve_http
from enclave.integrations.mcp.transports import MAX_MESSAGE_BYTES
from mcp import Client, MCPError, StdioServerParameters
from mcp.types import CallToolResult, TextContent

SERVER = str(Path(__file__).with_name("mcp_server.py"))
SECRET = "s3cret-of-the-server"

SERVE_STDIO = """
import asyncio
from enclave import Enclave
from enclave.integrations.mcp import serve_stdio

def shout(word: str) -> str:
    print("this must not reach the wire")
    return word.upper()

asyncio.run(serve_stdio(Enclave(tools=[shout])))
"""


@tool(name="users:list", annotations={"read_only": True, "open_world": False})
async def list_users(role: str) -> list[str]:
    """List the users that have a role."""
    return [f"Ana ({role})"]


def text(result: CallToolResult) -> str:
    (block,) = result.content
    assert isinstance(block, TextContent)
    return block.text


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def stdio(*args: str, **env: str) -> StdioServer:
    return StdioServer(sys.executable, (SERVER, *args), env)


@asynccontextmanager
async def connected(source: Any, **options: Any) -> AsyncIterator[Enclave]:
    async with connect({"t": source}, **options) as servers:
        with Enclave(tools=servers.tools) as enclave:
            yield enclave


@contextmanager
def server_by(way: str) -> Iterator[Any]:
    """The server of `mcp_server.py`, reached in that way."""
    if way == "memory":
        yield Client(runpy.run_path(SERVER)["server"])
        return
    if way == "stdio":
        yield stdio()
        return
    port = free_port()
    with subprocess.Popen([sys.executable, SERVER, "http"], env={**os.environ, "PORT": str(port)}) as process:
        try:
            for _ in range(400):
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield HttpServer(f"http://127.0.0.1:{port}/mcp")
        finally:
            process.terminate()


# An `Enclave` as a server.


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_an_enclave_is_a_server_with_two_tools(mode: str):
    enclave = Enclave(tools=[list_users])
    async with Client(make_server(enclave, instructions="Write scripts."), mode=mode) as client:
        run_code, search = (await client.list_tools()).tools
        assert client.instructions == "Write scripts."
        assert (run_code.name, search.name) == ("run_code", "search_tools")
        assert run_code.description == enclave.tool_prompt()
        assert run_code.annotations is not None
        assert (run_code.annotations.read_only_hint, run_code.annotations.open_world_hint) == (True, False)
        good = await client.call_tool("run_code", {"code": "return await tools.users.list({ role: 'admin' })"})
        assert (good.is_error, text(good)) == (False, '["Ana (admin)"]')
        bad = await client.call_tool("run_code", {"code": "return usrs"})
        assert (bad.is_error, text(bad).splitlines()[0]) == (True, "VALIDATION_ERROR at 1:8: `usrs` is not declared")
        found = json.loads(text(await client.call_tool("search_tools", {"query": "users"})))
        assert [one["name"] for one in found] == ["users:list"]
        assert "tools.users.list(args: { role: string" in found[0]["declaration"]
        for name, args in [("run_code", {}), ("run_code", {"code": 1}), ("run_code", {"code": "", "x": 1}), ("no", {})]:
            with pytest.raises(MCPError) as caught:
                await client.call_tool(name, args)
            assert caught.value.code == -32602


async def test_what_the_host_did_wrong_is_not_told():
    def forget(result: Any) -> None:
        raise RuntimeError("/home/ana/secrets.txt")

    async with Client(make_server(Enclave(), on_result=forget)) as client:
        result = await client.call_tool("run_code", {"code": "return 1"})
        assert (result.is_error, text(result)) == (True, "INTERNAL: the script could not be run")


async def test_a_full_server_says_so(busy_enclave: Enclave):
    async with Client(make_server(busy_enclave)) as client:
        result = await client.call_tool("run_code", {"code": "return 1"})
        assert (result.is_error, text(result).partition(":")[0]) == (True, "QUEUE_FULL")


async def test_many_tools_are_searched_and_not_shown():
    def make(number: int) -> Any:
        @tool(name=f"crm:tool_{number}", description=f"Does the thing number {number}. " + "More. " * 20)
        def it(name: str) -> str:
            return name

        return it

    async with Client(make_server(Enclave(tools=[make(number) for number in range(500)]))) as client:
        run_code = (await client.list_tools()).tools[0]
        assert run_code.description is not None
        assert len(run_code.description) <= 30_000
        assert "tool_0(args" in run_code.description
        found = json.loads(text(await client.call_tool("search_tools", {"query": "thing number 77"})))
        assert found[0]["name"] == "crm:tool_77"
        assert len(found) == 10


async def test_a_program_serves_on_its_standard_streams():
    parameters = StdioServerParameters(command=sys.executable, args=["-c", SERVE_STDIO], env=dict(os.environ))
    async with Client(parameters) as client:
        result = await client.call_tool("run_code", {"code": "return await tools.shout({ word: 'hi' })"})
        assert text(result) == '"HI"'


async def test_http_serves_this_machine_alone_unless_told_otherwise():
    with pytest.raises(ConfigError) as caught:
        http_app(Enclave(), host="0.0.0.0")
    assert caught.value.message == "`0.0.0.0` can be reached from other machines: give `allowed_hosts`"
    port = free_port()
    serving = asyncio.create_task(serve_http(Enclave(tools=[list_users]), port=port))
    try:
        url = f"http://127.0.0.1:{port}/mcp"
        async with httpx2.AsyncClient() as browser:
            for _ in range(400):
                try:
                    rebound = await browser.post(url, json={}, headers={"host": "evil.example"})
                except httpx2.ConnectError:
                    await asyncio.sleep(0.01)
                else:
                    break
            assert rebound.status_code == 421
            assert (await browser.post(url, json={}, headers={"origin": "https://evil.example"})).status_code == 403
        async with connected(HttpServer(url)) as enclave:
            result = await enclave.run("return await tools.t.run_code({ code: 'return 6 * 7' })")
            assert result.unwrap() == "42"
    finally:
        serving.cancel()
        await asyncio.wait([serving])


# Servers' tools in an `Enclave`.

CALLS = """
    const seen = {};
    for (const name of NAMES) {
        try { seen[name] = await callTool(`t:${name}`, { name: 'Ana' }) }
        catch (error) { seen[name] = [error.code, error.message] }
    }
    return seen
"""


def calls(*names: str) -> str:
    return CALLS.replace("NAMES", json.dumps(names))


@pytest.mark.parametrize("way", ["memory", "stdio", "http"])
async def test_tools_of_servers_are_tools_of_an_enclave(way: str):
    names = calls("greet_user", "greet_user_2", "many", "fail", "refuse", "bare", "tool_constructor", "redos")
    with server_by(way) as source:
        async with connect({"t": source}) as servers:
            with Enclave(tools=servers.tools) as enclave:
                result = await enclave.run(names)
    no_structure = "the tool has an output schema and gave no structured content"
    seen = result.unwrap()
    # What the core makes of text that does not fit the server's own schema is the core's; that it ends is ours.
    assert "redos" in seen
    del seen["redos"]
    assert seen == {
        "greet_user": {"text": "Hello Ana"},
        "greet_user_2": "Hi Ana",
        "many": [
            {"type": "text", "text": "a"},
            {"type": "image", "mime_type": "image/png", "data": b"hi"},
            {"type": "resource_link", "uri": "file:///a.txt", "name": "a.txt", "mime_type": None},
            {"type": "resource", "uri": "file:///b.txt", "mime_type": None, "text": "b"},
        ],
        "fail": ["TOOL_ERROR", "no, not with [31m"],
        "refuse": ["TOOL_ERROR", "refused "],
        "bare": ["TOOL_ERROR", no_structure],
        "tool_constructor": "constructor",
    }
    greet = servers.tools[0]
    spec = greet.spec()
    told = ("name", "description", "input_schema", "output_schema", "annotations", "timeout_ms")
    assert {key: spec[key] for key in told} == {
        "name": "t:greet_user",
        "description": "Greet someone.",
        "input_schema": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
        "output_schema": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]},
        "annotations": {"read_only": True, "open_world": False},
        "timeout_ms": 60_000,
    }
    assert [len(tool.description) for tool in servers.tools if tool.name.startswith("t:xxx")] == [4_000]
    assert [problem.partition(": the input_schema")[0] for problem in servers.problems] == [
        "MCP server `t`: the schemas of `deep` are too large and not used",
        "MCP server `t`: `remote`",
    ]


async def test_arguments_cross_as_json():
    async with connected(stdio()) as enclave:
        code = """
            const data = new Uint8Array([104, 105]);
            const args = { when: new Date(0), data, big: 12345678901234567890n, no: undefined };
            const echoed = JSON.parse(await tools.t.echo(args));
            try { await tools.t.echo({ half: '\\ud800' }) } catch (error) { echoed.half = error.code }
            return echoed
        """
        assert (await enclave.run(code)).unwrap() == {
            "when": "1970-01-01T00:00:00Z",
            "data": "aGk=",
            "big": 12345678901234567e3,
            "half": "TOOL_ARGUMENTS_INVALID",
        }
        # The connection is still there, also for a run on another loop.
        sync = await asyncio.to_thread(enclave.run_sync, "return await tools.t.greet_user({ name: 'Bo' })")
        assert sync.unwrap() == {"text": "Hello Bo"}


async def test_a_server_that_floods_dies_or_sleeps_costs_its_own_calls_alone():
    closed = ["TOOL_ERROR", "MCP server `t`: the connection is closed"]
    for fatal in ("flood", "die"):
        async with connected(stdio()) as enclave:
            assert (await enclave.run(calls(fatal, "echo"))).unwrap() == {fatal: closed, "echo": closed}
    async with connected(stdio(), timeout_ms=300) as enclave:
        late = ["TOOL_TIMEOUT", "the tool `t:slow` took longer than its `timeout_ms` (300)"]
        seen = (await enclave.run(calls("slow", "greet_user_2"))).unwrap()
        assert seen == {"slow": late, "greet_user_2": "Hi Ana"}
    async with connect({"t": stdio()}) as servers:
        enclave = Enclave(tools=servers.tools)
    with enclave:
        assert (await enclave.run(calls("echo"))).unwrap() == {"echo": closed}


async def test_a_program_gets_no_variables_but_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("API_KEY", SECRET)
    async with connected(stdio()) as enclave:
        assert (await enclave.run(calls("refuse"))).unwrap() == {"refuse": ["TOOL_ERROR", "refused "]}


async def test_secrets_are_in_no_error():
    async with connect({"t": stdio(API_KEY=SECRET)}) as servers:
        with Enclave(tools=servers.tools) as enclave:
            result = await enclave.run(calls("fail", "refuse"))
    assert result.unwrap() == {
        "fail": ["TOOL_ERROR", "no, not with [redacted][31m"],
        "refuse": ["TOOL_ERROR", "refused [redacted]"],
    }
    assert SECRET not in repr(stdio(API_KEY=SECRET))
    assert SECRET not in repr(HttpServer(f"http://127.0.0.1:9/{SECRET}", {"authorization": SECRET}))
    unreachable = HttpServer(f"http://127.0.0.1:9/mcp?token={SECRET}", {"authorization": f"Bearer {SECRET}"})
    with pytest.raises(ConnectionError) as caught:
        async with connect({"t": unreachable}):
            pytest.fail("there is no such server")
    assert str(caught.value) == "MCP server `t`: ConnectError"


@pytest.mark.parametrize(
    ("server", "message"),
    [
        (StdioServer("no-such-program"), "MCP server `t`: FileNotFoundError: No such file or directory"),
        (StdioServer(sys.executable, ("-c", "pass")), "MCP server `t`: Connection closed"),
        (stdio("garbage"), "MCP server `t`: took longer than 1 s to start"),
    ],
)
async def test_a_server_that_does_not_start_is_an_error_or_a_problem(server: StdioServer, message: str):
    with pytest.raises(ConnectionError) as caught:
        async with connect({"t": server}, connect_timeout_ms=1_000):
            pytest.fail("it cannot start")
    assert str(caught.value) == message
    async with connect({"t": server, "u": stdio()}, connect_timeout_ms=5_000, required=False) as servers:
        assert servers.problems[0] == message.replace("1 s", "5 s")
        assert servers.tools[0].name == "u:greet_user"


async def test_what_happens_in_the_block_is_raised_as_it_is_and_the_program_ends(tmp_path: Path):
    code = "import os, sys; open(sys.argv[1], 'w').write(str(os.getpid())); exec(open(sys.argv[2]).read())"
    pid_file = tmp_path / "pid"
    server = StdioServer(sys.executable, ("-c", code, str(pid_file), SERVER))
    with pytest.raises(KeyError):
        async with connect({"t": server}):
            raise KeyError("mine")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            answer(self)

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/mcp"
        finally:
            server.shutdown()
            thread.join()


read_to_the_end: list[str] = []


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("content-type", "application/json")
    request.end_headers()
    try:
        for _ in range(MAX_MESSAGE_BYTES // 65_536 * 100):
            request.wfile.write(b" " * 65_536)
    except OSError:
        return
    read_to_the_end.append(request.path)


def bomb(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("content-type", "application/json")
    request.send_header("content-encoding", "gzip")
    request.end_headers()
    request.wfile.write(gzip.compress(b" " * 100_000_000))


def elsewhere(request: BaseHTTPRequestHandler) -> None:
    request.send_response(307)
    request.send_header("location", "http://169.254.169.254/latest/meta-data")
    request.end_headers()


@pytest.mark.parametrize("answer", [endless, bomb, elsewhere])
async def test_hostile_http_is_cut_short(answer: Callable[[BaseHTTPRequestHandler], None]):
    with answering(answer) as url:
        begun = time.monotonic()
        with pytest.raises(ConnectionError) as caught:
            async with connect({"t": HttpServer(url)}, connect_timeout_ms=20_000):
                pytest.fail("this is no server")
        assert str(caught.value).startswith("MCP server `t`: ")
        assert time.monotonic() - begun < 10
    assert read_to_the_end == []


# `mcp.json`.


def test_a_config_is_read_as_other_programs_write_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRM_TOKEN", SECRET)
    file = tmp_path / "mcp.json"
    entries = {
        "files": {"command": "mcp-files", "args": ["--root", "/srv"], "env": {"MODE": "ro"}, "autoApprove": ["x"]},
        "crm": {
            "type": "http",
            "url": "https://crm.example/mcp",
            "headers": {"authorization": "Bearer ${env:CRM_TOKEN}", "x-tenant": "${TENANT:-acme}"},
        },
        "off": {"command": "x", "disabled": True},
    }
    for key in ("mcpServers", "servers"):
        file.write_text(json.dumps({key: entries}))
        assert load_config(file) == {
            "files": StdioServer("mcp-files", ("--root", "/srv"), {"MODE": "ro"}),
            "crm": HttpServer("https://crm.example/mcp", {"authorization": f"Bearer {SECRET}", "x-tenant": "acme"}),
        }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "`mcp.json` is no JSON at line 1"),
        ("[" * 100_000, "`mcp.json` is no JSON"),
        ("\xff", "`mcp.json` is no JSON"),
        ("[]", '`mcp.json` must be `{"mcpServers": {name: {…}}}`'),
        ('{"mcpServers": {"a": 5}}', "MCP server `a`: must be an object"),
        ('{"mcpServers": {"a": {}}}', "MCP server `a`: needs `command` (a program) or `url` (streamable HTTP)"),
        ('{"mcpServers": {"a": {"command": "x", "args": "y"}}}', "MCP server `a`: `args` must be a list of texts"),
        ('{"mcpServers": {"a": {"command": "x", "env": {"K": 5}}}}', "MCP server `a`: `env.K` must be a text"),
        (
            '{"mcpServers": {"a": {"command": "x", "env": {"K": "${NO_SUCH_VARIABLE}"}}}}',
            "MCP server `a`: `env.K` needs the variable `NO_SUCH_VARIABLE`, which is not set",
        ),
        (
            '{"mcpServers": {"a": {"url": "file:///etc/passwd"}}}',
            "MCP server `a`: `url` must begin with `http://` or `https://` and a host",
        ),
        (
            '{"mcpServers": {"a": {"type": "sse", "url": "https://a.example/sse"}}}',
            "MCP server `a`: `sse` is the transport before streamable HTTP: use the server's `http` address",
        ),
    ],
)
def test_a_wrong_config_is_refused_by_what_is_wrong(tmp_path: Path, content: str, message: str):
    file = tmp_path / "mcp.json"
    file.write_bytes(content.encode("latin-1", "replace"))
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert caught.value.message == message


def test_a_config_that_is_absent_or_huge_is_refused(tmp_path: Path):
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "none.json")
    assert caught.value.message == "`none.json` cannot be read: No such file or directory"
    (tmp_path / "mcp.json").write_text(" " * 1_000_001)
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "mcp.json")
    assert caught.value.message == "`mcp.json` has more than 1000000 bytes"
