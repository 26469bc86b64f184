"""Ways to MCP servers that bound each message: what a server sends is read no further than that."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.abc
import httpx2
from anyio.streams.buffered import BufferedByteReceiveStream
from mcp.client.stdio import get_default_environment
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.message import SessionMessage
from mcp.types import jsonrpc_message_adapter
from typing_extensions import override

from .config import HttpServer, StdioServer

MAX_MESSAGE_BYTES = 16 * 1024 * 1024
"""The largest message that is taken from a server."""

_PATIENCE = 2.0
"""Seconds that a server's process has to end: first after its input closes, then after it was asked to."""
_CONNECT_SECONDS = 30.0
_SILENCE_SECONDS = 300.0
"""How long a server may say nothing while an answer is open."""


class MessageTooLarge(httpx2.StreamError):
    """A server sent more than is taken."""

    def __init__(self) -> None:
        super().__init__(f"the message has more than {MAX_MESSAGE_BYTES} bytes")


@asynccontextmanager
async def stdio(server: StdioServer) -> AsyncGenerator[tuple[object, object]]:
    """Starts a server's program and speaks to it by lines. The program ends with the block, and what it started too.

    Raises:
        OSError: the program cannot be started.
    """
    environment = {**get_default_environment(), **server.env}
    command = shutil.which(server.command, path=environment.get("PATH")) or server.command
    process = await anyio.open_process(
        [command, *server.args], env=environment, cwd=server.cwd, stderr=None, start_new_session=os.name == "posix"
    )
    to_session, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    outgoing, from_session = anyio.create_memory_object_stream[SessionMessage](0)
    async with anyio.create_task_group() as group:
        group.start_soon(_read, process, to_session)
        group.start_soon(_write, process, from_session, to_session)
        try:
            yield incoming, outgoing
        finally:
            with anyio.CancelScope(shield=True):
                incoming.close()
                outgoing.close()
                await _end(process)
            group.cancel_scope.cancel()


async def _read(process: anyio.abc.Process, to_session: anyio.abc.ObjectSendStream[SessionMessage | Exception]) -> None:
    assert process.stdout is not None
    async with to_session:
        with contextlib.suppress(anyio.ClosedResourceError, anyio.BrokenResourceError, anyio.IncompleteRead):
            await _forward(BufferedByteReceiveStream(process.stdout), to_session)
    # Read on for nobody: a program that cannot write could not end, and its pipe would stay open.
    with contextlib.suppress(anyio.ClosedResourceError, anyio.BrokenResourceError):
        async for _ in process.stdout:
            pass


async def _forward(
    lines: BufferedByteReceiveStream, to_session: anyio.abc.ObjectSendStream[SessionMessage | Exception]
) -> None:
    while True:
        try:
            line = await lines.receive_until(b"\n", MAX_MESSAGE_BYTES)
        except anyio.DelimiterNotFound:
            # What follows could not be told from the middle of this line: the connection ends.
            return
        if line.strip():
            await to_session.send(_message(line))


def _message(line: bytes) -> SessionMessage | Exception:
    try:
        return SessionMessage(jsonrpc_message_adapter.validate_json(line, by_name=False))
    except ValueError as error:
        return error


async def _write(
    process: anyio.abc.Process,
    from_session: anyio.abc.ObjectReceiveStream[SessionMessage],
    to_session: anyio.abc.ObjectSendStream[SessionMessage | Exception],
) -> None:
    assert process.stdin is not None
    async with from_session:
        try:
            async for message in from_session:
                line = message.message.model_dump_json(by_alias=True, exclude_unset=True)
                await process.stdin.send(line.encode("utf-8", "replace") + b"\n")
        except (anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
            # Closed, so that the session sees the end and does not wait for answers.
            await to_session.aclose()


async def _end(process: anyio.abc.Process) -> None:
    """Closes the program's input, then asks it to end, then makes it."""
    assert process.stdin is not None
    with contextlib.suppress(OSError, anyio.BrokenResourceError, anyio.ClosedResourceError):
        await process.stdin.aclose()
    if not await _ended(process):
        _signal(process, signal.SIGTERM)
        await _ended(process)
    # Also when it ended by itself: what it started may live.
    _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    with anyio.move_on_after(_PATIENCE):
        await process.wait()


async def _ended(process: anyio.abc.Process) -> bool:
    # Not `wait`, which waits for the pipe too, and that may be held by what the program started.
    with anyio.move_on_after(_PATIENCE):
        while process.returncode is None:  # noqa: ASYNC110  there is no event for it
            await anyio.sleep(0.01)
    return process.returncode is not None


def _signal(process: anyio.abc.Process, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, number)
        elif process.returncode is None:
            process.terminate()


@asynccontextmanager
async def http(server: HttpServer) -> AsyncGenerator[tuple[object, object]]:
    """Speaks to a server by streamable HTTP. Redirects are followed within its origin only."""
    headers = {**server.headers, "accept-encoding": "identity"}
    timeout = httpx2.Timeout(_CONNECT_SECONDS, read=_SILENCE_SECONDS)
    hooks = {"response": [_bound]}
    client = httpx2.AsyncClient(headers=headers, timeout=timeout, event_hooks=hooks)
    streams = streamable_http_client(server.url, http_client=client, max_sse_event_size=MAX_MESSAGE_BYTES)
    async with client, streams as both:
        yield both


async def _bound(response: httpx2.Response) -> None:
    if response.headers.get("content-type", "").lower().startswith("text/event-stream"):
        # A stream of messages, each of which the transport bounds.
        limit = None
    else:
        limit = MAX_MESSAGE_BYTES
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        # It was not asked for, and a few bytes of it may be gigabytes.
        limit = 0
    if limit is not None:
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Bounded(response.stream, limit)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, limit: int) -> None:
        self._stream = stream
        self._left = limit

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            self._left -= len(part)
            if self._left < 0:
                raise MessageTooLarge
            yield part

    @override
    async def aclose(self) -> None:
        await self._stream.aclose()
