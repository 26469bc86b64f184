"""The tools of MCP servers as an `Enclave`'s. What a server sends is hostile: bounded, checked and never trusted."""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import anyio
import pydantic_core
from mcp import Client, MCPError
from mcp.types import (
    CONNECTION_CLOSED,
    INVALID_PARAMS,
    REQUEST_TIMEOUT,
    AudioContent,
    BlobResourceContents,
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    ContentBlock,
    EmbeddedResource,
    ImageContent,
    Implementation,
    PaginatedRequestParams,
    ResourceLink,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as ServerTool
from pydantic import ValidationError

from ..._native import __version__
from ...enclave import Enclave
from ...errors import ConfigError, EnclaveError, ToolError
from ...signature import ArgumentsInvalid
from ...tool import Tool
from ...tool import tool as enclave_tool
from ..names import namespaces, tool_names
from ..run_code import cut
from .config import ServerConfig, StdioServer, load_config
from .transports import http, stdio

Source: TypeAlias = "ServerConfig | Client"

_CALL_MS = 60_000
_CONNECT_MS = 30_000
_CLOSE_SECONDS = 10.0
_MOST_TOOLS = 1_000
_MOST_PAGES = 100
_LONGEST_DESCRIPTION = 4_000
_LONGEST_ERROR = 4_000
_DEEPEST_SCHEMA = 64
_LARGEST_SCHEMA = 10_000
"""Keys and items of one schema."""

_ANY_ARGUMENTS: dict[str, Any] = {"type": "object"}


@dataclass(frozen=True)
class Servers:
    """MCP servers that are connected."""

    tools: list[Tool[..., Any]]
    """Their tools, for an `Enclave`: `list-issues` of the server `github` is `tools.github.list_issues`."""
    problems: list[str]
    """What was left out and why: servers that are not required, tools and schemas that cannot be used."""


@asynccontextmanager
async def connect(
    servers: str | os.PathLike[str] | Mapping[str, Source],
    *,
    required: bool = True,
    timeout_ms: int = _CALL_MS,
    connect_timeout_ms: int = _CONNECT_MS,
) -> AsyncGenerator[Servers]:
    """Connects to MCP servers, all at once, for as long as the block lasts.

    Call their tools from the event loop that connected (`Enclave.run`) or from a thread of its own (`run_sync` in
    `asyncio.to_thread`).

    Args:
        servers: The path of an `mcp.json` (see `load_config`), or by name what is in one, or an `mcp.Client`.
        required: Whether a server that cannot be reached is an error, or else one of the `problems`.
        timeout_ms: How long one call may take.
        connect_timeout_ms: How long a server may take to start and list its tools.

    Raises:
        ConfigError: the file is wrong.
        ConnectionError: a server cannot be reached.

    Example:
        >>> import asyncio
        >>> from mcp import Client
        >>> from enclave import Enclave
        >>> from enclave.integrations.mcp import connect, make_server
        >>> async def main():
        ...     clock = make_server(Enclave(tools={"now": lambda: "noon"}))
        ...     async with connect({"clock": Client(clock)}) as servers:
        ...         return [tool.name for tool in servers.tools]
        >>> asyncio.run(main())
        ['clock:run_code', 'clock:search_tools']
    """
    sources = servers if isinstance(servers, Mapping) else load_config(servers)
    connections = [
        _Connection(name, namespace, source, timeout_ms)
        for (name, source), namespace in zip(sources.items(), namespaces(sources), strict=True)
    ]
    try:
        opening = [connection.open(connect_timeout_ms / 1e3) for connection in connections]
        ends = await asyncio.gather(*opening, return_exceptions=True)
        found = Servers([], [])
        for connection, end in zip(connections, ends, strict=True):
            if isinstance(end, ConnectionError) and not required:
                found.problems.append(str(end))
            elif isinstance(end, BaseException):
                raise end
            else:
                found.tools.extend(connection.tools)
                found.problems.extend(connection.problems)
        yield found
    finally:
        await asyncio.gather(*(one.close() for one in connections))


class _Connection:
    """One server. It is held by a task of its own, so that what happens to it does not happen to its user."""

    def __init__(self, name: str, namespace: str, source: Source, timeout_ms: int) -> None:
        self.tools: list[Tool[..., Any]] = []
        self.problems: list[str] = []
        self._name = name
        self._namespace = namespace
        self._source = source
        self._timeout_ms = timeout_ms
        self._secrets = [] if isinstance(source, Client) else source.secrets()
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._task: asyncio.Task[None] | None = None
        self._client: Client | None = None

    async def open(self, seconds: float) -> None:
        """Connects and lists the tools.

        Raises:
            ConnectionError: that failed.
        """
        self._task = asyncio.create_task(self._hold(seconds))
        try:
            await asyncio.wait_for(asyncio.shield(self._ready), seconds)
        except (asyncio.TimeoutError, TimeoutError):
            raise ConnectionError(f"MCP server `{self._name}`: took longer than {seconds:g} s to start") from None

    async def close(self) -> None:
        """Ends the connection; a server's program too."""
        if self._task is None:
            return
        if self._ready.done() and not self._ready.cancelled() and self._ready.exception() is None:
            self._stop.set()
        else:
            self._task.cancel()
        _, late = await asyncio.wait({self._task}, timeout=_CLOSE_SECONDS)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)
        if not self._task.cancelled():
            # Asked for, since the loop reports exceptions that nobody took: the connection is over either way.
            self._task.exception()

    async def _hold(self, seconds: float) -> None:
        try:
            async with self._new_client(seconds) as client:
                self._client = client
                for tool in await self._listed(client):
                    self.tools.append(tool)
                if not self._ready.done():
                    self._ready.set_result(None)
                await self._stop.wait()
        except Exception as error:
            if not self._ready.done():
                why = self._clean(_why(error))
                self._ready.set_exception(ConnectionError(f"MCP server `{self._name}`: {why}"))
        finally:
            self._client = None
            if not self._ready.done():
                self._ready.cancel()

    def _new_client(self, seconds: float) -> Client:
        if isinstance(self._source, Client):
            return self._source
        streams: Any = stdio(self._source) if isinstance(self._source, StdioServer) else http(self._source)
        return Client(
            streams, read_timeout_seconds=seconds, client_info=Implementation(name="enclave", version=__version__)
        )

    async def _listed(self, client: Client) -> list[Tool[..., Any]]:
        found: list[ServerTool] = []
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            page = await client.session.list_tools(params=PaginatedRequestParams(cursor=cursor))
            found += page.tools
            cursor = page.next_cursor
            if cursor is None or len(found) > _MOST_TOOLS:
                break
        if cursor is not None or len(found) > _MOST_TOOLS:
            self._left_out(f"only the first {_MOST_TOOLS} tools are taken")
            del found[_MOST_TOOLS:]
        names = tool_names((tool.name for tool in found), self._namespace)
        tools = [self._tool(tool, name) for tool, name in zip(found, names, strict=True)]
        return [tool for tool in tools if tool is not None]

    def _tool(self, tool: ServerTool, name: str) -> Tool[..., Any] | None:
        """The server's tool, with its schemas as far as they can be used; None when it cannot be one."""
        called = cut(tool.name, 128)
        input_schema: dict[str, Any] = tool.input_schema
        output_schema = tool.output_schema
        if not _is_bounded(input_schema) or not _is_bounded(output_schema):
            self._left_out(f"the schemas of `{called}` are too large and not used")
            input_schema, output_schema = _ANY_ARGUMENTS, None
        for schemas in ((input_schema, output_schema), (_ANY_ARGUMENTS, None)):
            made = self._with_schemas(tool, name, *schemas)
            try:
                # The core says what it takes. One tool must not make the `Enclave` of all impossible.
                Enclave(tools=[made], isolation="in_process").close()
            except ConfigError as error:
                self._left_out(f"`{called}`: {self._clean(error.message)}")
            else:
                return made
        return None

    def _with_schemas(
        self, tool: ServerTool, name: str, input_schema: dict[str, Any], output_schema: dict[str, Any] | None
    ) -> Tool[..., Any]:
        async def call(args: dict[str, Any]) -> Any:
            running = asyncio.get_running_loop()
            if running is self._loop:
                return await self._call(tool.name, args, wants_structure=output_schema is not None)
            # A connection belongs to its loop; `run_sync` has another for its tools.
            calling = self._call(tool.name, args, wants_structure=output_schema is not None)
            try:
                elsewhere = asyncio.run_coroutine_threadsafe(calling, self._loop)
            except RuntimeError:
                calling.close()
                raise self._closed() from None
            return await asyncio.wrap_future(elsewhere)

        return enclave_tool(
            name=name,
            description=_printable(tool.description or tool.title or ""),
            input_schema=input_schema,
            output_schema=output_schema,
            annotations=_annotations(tool.annotations),
            timeout_ms=self._timeout_ms,
        )(call)

    async def _call(self, name: str, args: dict[str, Any], *, wants_structure: bool) -> Any:
        client = self._client
        if client is None:
            raise self._closed()
        try:
            arguments = pydantic_core.from_json(pydantic_core.to_json(args, bytes_mode="base64"))
        except ValueError as error:
            raise ArgumentsInvalid(f"arguments of `{name}` cannot be written as JSON") from error
        request = CallToolRequest(params=CallToolRequestParams(name=name, arguments=arguments))
        try:
            # Not `Client.call_tool`, which matches regular expressions of the server's schema against the server's
            # text, and these may take for ever. The core checks the result, in bounded time.
            result = await client.session.send_request(
                request, CallToolResult, request_read_timeout_seconds=self._timeout_ms / 1e3
            )
        except MCPError as error:
            raise self._failure(error) from error
        except ValidationError as error:
            raise ToolError(f"MCP server `{self._name}`: its answer is no result of a tool") from error
        except (anyio.ClosedResourceError, anyio.BrokenResourceError, anyio.EndOfStream) as error:
            raise self._closed() from error
        except Exception as error:
            raise ToolError(f"MCP server `{self._name}`: {type(error).__name__}") from error
        return self._value(result, wants_structure=wants_structure)

    def _value(self, result: CallToolResult, *, wants_structure: bool) -> Any:
        """What the script gets: the structured content, or the text, or the list of what the result is made of."""
        if result.is_error:
            texts = [block.text for block in result.content if isinstance(block, TextContent)]
            raise ToolError(self._clean("\n".join(texts)) or "the tool failed and does not say why")
        if result.structured_content is not None:
            return result.structured_content
        if wants_structure:
            raise ToolError("the tool has an output schema and gave no structured content")
        if all(isinstance(block, TextContent) for block in result.content):
            return "\n".join(block.text for block in cast("list[TextContent]", result.content))
        return [_block(block) for block in result.content]

    def _failure(self, error: MCPError) -> Exception:
        if error.code == CONNECTION_CLOSED:
            return self._closed()
        text = self._clean(error.message)
        if error.code == INVALID_PARAMS:
            return ArgumentsInvalid(text)
        code = "TOOL_TIMEOUT" if error.code == REQUEST_TIMEOUT else "TOOL_ERROR"
        return ToolError(text or "the server refused the call", code=code, data={"mcp_code": error.code})

    def _closed(self) -> ToolError:
        return ToolError(f"MCP server `{self._name}`: the connection is closed")

    def _left_out(self, what: str) -> None:
        self.problems.append(f"MCP server `{self._name}`: {what}")

    def _clean(self, text: str) -> str:
        """The text of a server for an error: bounded, and without what was given to the server in confidence."""
        for secret in self._secrets:
            text = text.replace(secret, "[redacted]")
        return cut(_printable(text), _LONGEST_ERROR)


def _block(block: ContentBlock) -> dict[str, Any]:
    if isinstance(block, TextContent):
        return {"type": "text", "text": block.text}
    if isinstance(block, ImageContent | AudioContent):
        return {"type": block.type, "mime_type": block.mime_type, "data": _bytes(block.data)}
    if isinstance(block, ResourceLink):
        return {"type": "resource_link", "uri": str(block.uri), "name": block.name, "mime_type": block.mime_type}
    assert isinstance(block, EmbeddedResource)
    resource = block.resource
    described = {"type": "resource", "uri": str(resource.uri), "mime_type": resource.mime_type}
    if isinstance(resource, BlobResourceContents):
        return {**described, "data": _bytes(resource.blob)}
    return {**described, "text": resource.text}


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ToolError("the result holds data that is no base64") from error


def _annotations(hints: ToolAnnotations | None) -> dict[str, bool]:
    """The server's hints. They describe, and are no reason to trust the tool."""
    if hints is None:
        return {}
    named = {
        "read_only": hints.read_only_hint,
        "destructive": hints.destructive_hint,
        "idempotent": hints.idempotent_hint,
        "open_world": hints.open_world_hint,
    }
    return {name: hint for name, hint in named.items() if hint is not None}


def _is_bounded(schema: object) -> bool:
    """Whether a schema is neither too deep for a walk that recurses nor too large to be shown."""
    left = _LARGEST_SCHEMA
    level: list[Any] = [schema]
    for _ in range(_DEEPEST_SCHEMA):
        left -= len(level)
        if left < 0:
            return False
        level = [child for one in level for child in _children(one)]
        if not level:
            return True
    return False


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return cast("dict[str, Any]", value).values()
    return cast("list[Any]", value) if isinstance(value, list) else ()


def _printable(text: str) -> str:
    """Without control and invisible characters, which a reader of the text would not see and a model would."""
    kept = "".join(one for one in text[: 4 * _LONGEST_DESCRIPTION] if one.isprintable() or one in "\n\t")
    return cut(kept, _LONGEST_DESCRIPTION)


def _why(error: BaseException) -> str:
    """The reason of a failure in words that hold no address, header or argument."""
    while isinstance(inner := getattr(error, "exceptions", None), tuple) and inner:
        error = cast("tuple[BaseException, ...]", inner)[0]
    if isinstance(error, MCPError | EnclaveError):
        return error.message
    if isinstance(error, OSError) and error.strerror:
        return f"{type(error).__name__}: {error.strerror}"
    return type(error).__name__
