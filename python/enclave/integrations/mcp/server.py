"""An `Enclave` as an MCP server: the tools `run_code` and `search_tools`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import uvicorn
from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from ..._native import __version__
from ...errors import EnclaveError, error_of
from ..run_code import MAX_CHARS, NAME, PARAMETERS, RunCode, cut, json_of

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from ...enclave import Enclave
    from ...result import Result

_log = logging.getLogger(__name__)

_SEARCH = "search_tools"
_SEARCH_DESCRIPTION = f"Finds tools that scripts of `{NAME}` may call, with their types, by words."
_SEARCH_PARAMETERS: dict[str, Any] = {
    "type": "object",
    "properties": {"query": {"type": "string", "description": "Words of a tool's name or description."}},
    "required": ["query"],
    "additionalProperties": False,
}
_LAST_SECONDS = 3
"""How long answers may take that are open when an HTTP server ends."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def make_server(
    enclave: Enclave,
    *,
    name: str = "enclave",
    instructions: str | None = None,
    description: str | None = None,
    max_chars: int = MAX_CHARS,
    on_result: Callable[[Result], object] | None = None,
    **run_options: Any,
) -> Server[Any]:
    """An `Enclave` as a server of the `mcp` package, for a transport of your own; see `serve_stdio` and `serve_http`.

    Failed scripts are results with `isError`, whose text a model can repair the script from.

    Args:
        enclave: Where the scripts run. Its tools are not offered one by one: scripts call them.
        name: What the server says that it is called.
        instructions: What it tells clients of its use.
        description: What a model is told of `run_code`; `Enclave.tool_prompt` unless given.
        max_chars: How long an answer may be.
        on_result: Is given the whole `Result` of each run.
        run_options: Options of `Enclave.run`, such as `tenant`.
    """
    runner = RunCode(enclave, description=description, max_chars=max_chars, on_result=on_result, **run_options)
    tools = [
        Tool(name=NAME, description=runner.description, input_schema=PARAMETERS, annotations=_annotations(enclave)),
        Tool(
            name=_SEARCH,
            description=_SEARCH_DESCRIPTION,
            input_schema=_SEARCH_PARAMETERS,
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
        ),
    ]

    async def list_tools(context: Any, params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=tools)

    async def call_tool(context: Any, params: CallToolRequestParams) -> CallToolResult:
        if params.name == NAME:
            return await _run(runner, _text(params, "code"))
        if params.name == _SEARCH:
            found = [
                {"name": found.name, "declaration": enclave.describe_tool(found.name)}
                for found in enclave.search_tools(_text(params, "query"))
            ]
            return _result(cut(json_of(found), max_chars), ok=True)
        raise MCPError(INVALID_PARAMS, f"there is no tool `{cut(params.name, 128)}`")

    return Server(
        name, version=__version__, instructions=instructions, on_list_tools=list_tools, on_call_tool=call_tool
    )


async def serve_stdio(enclave: Enclave, **options: Any) -> None:
    """Serves an `Enclave` on this process's standard input and output, until the input ends.

    What tools print goes to standard error meanwhile.

    Args:
        enclave: Where the scripts run.
        options: See `make_server`.
    """
    server = make_server(enclave, **options)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def http_app(
    enclave: Enclave,
    *,
    host: str = "127.0.0.1",
    allowed_hosts: Sequence[str] = (),
    allowed_origins: Sequence[str] = (),
    path: str = "/mcp",
    **options: Any,
) -> Starlette:
    """An `Enclave` as an ASGI application that speaks streamable HTTP.

    Whoever reaches it may run scripts with the tools: it asks for no password. Put what does before it.

    Args:
        enclave: Where the scripts run.
        host: The address that it will listen at. Requests to other names are refused, so that no page in a browser
            can reach it by a name that it makes up.
        allowed_hosts: What else a request may call it by, such as `mcp.example.com`; needed unless it listens at
            this machine alone.
        allowed_origins: Origins of pages that may call it, such as `https://chat.example.com`.
        path: Where it answers.
        options: See `make_server`.

    Raises:
        ConfigError: `host` can be reached from other machines, and `allowed_hosts` is empty.
    """
    if host not in _LOOPBACK and not allowed_hosts:
        raise error_of("INVALID_CONFIG", f"`{host}` can be reached from other machines: give `allowed_hosts`")
    own = [f"{one}:*" for one in ("127.0.0.1", "localhost", "[::1]")] if host in _LOOPBACK else []
    security = TransportSecuritySettings(
        allowed_hosts=[*own, *allowed_hosts],
        allowed_origins=[*(f"http://{one}" for one in own), *allowed_origins],
    )
    return make_server(enclave, **options).streamable_http_app(
        host=host, streamable_http_path=path, transport_security=security
    )


async def serve_http(enclave: Enclave, *, host: str = "127.0.0.1", port: int = 8000, **options: Any) -> None:
    """Serves an `Enclave` by streamable HTTP at `http://HOST:PORT/mcp`, until the task is cancelled or a signal comes.

    Args:
        enclave: Where the scripts run.
        host: The address to listen at.
        port: The port.
        options: See `http_app`.

    Raises:
        ConfigError: see `http_app`.
    """
    app = http_app(enclave, host=host, **options)
    server = uvicorn.Server(
        uvicorn.Config(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=_LAST_SECONDS)
    )
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        # Cancelled itself, it would leave its socket open.
        server.should_exit = True
        await serving
        raise


async def _run(runner: RunCode, code: str) -> CallToolResult:
    try:
        answer = await runner.run(code)
    except EnclaveError as error:
        return _result(str(error), ok=False)
    except Exception:
        # The exception's text is for the log: it may tell of this machine.
        _log.exception("a script could not be run")
        return _result("INTERNAL: the script could not be run", ok=False)
    return _result(answer.text, ok=answer.ok)


def _result(text: str, *, ok: bool) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], is_error=not ok)


def _text(params: CallToolRequestParams, key: str) -> str:
    arguments = params.arguments or {}
    text = arguments.get(key)
    if not isinstance(text, str) or len(arguments) > 1:
        raise MCPError(INVALID_PARAMS, f"`{params.name}` takes one argument, the text `{key}`")
    return text


def _annotations(enclave: Enclave) -> ToolAnnotations:
    """A script may do whatever one of the tools may."""
    hints = [tool.annotations for tool in enclave._tools.listed]  # pyright: ignore[reportPrivateUsage]
    read_only = all(hint.get("read_only", False) for hint in hints)
    return ToolAnnotations(
        title="Run a script",
        read_only_hint=read_only,
        destructive_hint=not read_only and any(hint.get("destructive", True) for hint in hints),
        open_world_hint=any(hint.get("open_world", True) for hint in hints),
    )
