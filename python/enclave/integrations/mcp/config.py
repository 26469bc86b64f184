"""`mcp.json`: which MCP servers there are and how to reach them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import parse_qsl, urlsplit

from ...errors import ConfigError, error_of

_MAX_FILE_BYTES = 1_000_000
_MAX_SERVERS = 100
_HTTP_TYPES = ("http", "streamable-http", "streamableHttp")
_VARIABLE = re.compile(r"\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")
_SHORTEST_SECRET = 6
"""Shorter values, such as `1` or `true`, are no secrets, and their text is everywhere."""


@dataclass(frozen=True)
class StdioServer:
    """A server that is a program: it is started, and spoken to by its standard input and output."""

    command: str
    args: tuple[str, ...] = field(default=(), repr=False)
    env: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Variables besides the few that every program gets, such as `PATH` and `HOME`."""
    cwd: str | None = None

    def secrets(self) -> list[str]:
        """Texts that no error may show."""
        return _long(self.env.values())


@dataclass(frozen=True)
class HttpServer:
    """A server that is reached by streamable HTTP."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    def secrets(self) -> list[str]:
        """Texts that no error may show."""
        parts = urlsplit(self.url)
        found = [parts.username or "", parts.password or ""]
        found += [value for _, value in parse_qsl(parts.query)]
        for value in self.headers.values():
            # `Bearer abc`: the server may repeat the second word alone.
            found += [value, *value.split()]
        return _long(found)


ServerConfig: TypeAlias = StdioServer | HttpServer


def load_config(path: str | os.PathLike[str]) -> dict[str, ServerConfig]:
    """The servers of an `mcp.json`, as Claude Desktop (`mcpServers`) and VS Code (`servers`) write it, by name.

    `${NAME}`, `${env:NAME}` and `${NAME:-default}` in values are replaced by variables of the environment. Entries with
    `"disabled": true` are left out; keys that other programs add are ignored.

    Raises:
        ConfigError: the file cannot be read or an entry is wrong; the message names it and shows no value.

    Example:
        >>> import json, pathlib
        >>> _ = pathlib.Path("mcp.json").write_text(json.dumps({"mcpServers": {"files": {"command": "mcp-files"}}}))
        >>> load_config("mcp.json")
        {'files': StdioServer(command='mcp-files', cwd=None)}
    """
    name = Path(path).name
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_FILE_BYTES + 1)
    except OSError as error:
        raise error_of("INVALID_CONFIG", f"`{name}` cannot be read: {error.strerror}") from error
    if len(data) > _MAX_FILE_BYTES:
        raise error_of("INVALID_CONFIG", f"`{name}` has more than {_MAX_FILE_BYTES} bytes")
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        # Not the decoder's own text: it may show what the file holds.
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise error_of("INVALID_CONFIG", f"`{name}` is no JSON{where}") from None
    return parse_config(content, name)


def parse_config(content: object, name: str = "mcp.json") -> dict[str, ServerConfig]:
    """The same for what such a file holds.

    Raises:
        ConfigError: an entry is wrong.
    """
    entries: Any = None
    if isinstance(content, Mapping):
        root = cast("Mapping[str, Any]", content)
        entries = root.get("mcpServers", root.get("servers"))
    if not isinstance(entries, Mapping):
        raise error_of("INVALID_CONFIG", f'`{name}` must be `{{"mcpServers": {{name: {{…}}}}}}`')
    named = cast("Mapping[str, Any]", entries)
    if len(named) > _MAX_SERVERS:
        raise error_of("INVALID_CONFIG", f"`{name}` has more than {_MAX_SERVERS} servers")
    servers: dict[str, ServerConfig] = {}
    for server, entry in named.items():
        config = _Entry(server, entry).config()
        if config is not None:
            servers[server] = config
    return servers


class _Entry:
    """One entry of the file."""

    def __init__(self, server: str, entry: object) -> None:
        self._server = server
        if not isinstance(entry, Mapping):
            raise self._wrong("must be an object")
        self._entry = cast("Mapping[str, Any]", entry)

    def config(self) -> ServerConfig | None:
        """The server; None when it is switched off."""
        if self._entry.get("disabled") is True:
            return None
        kind = self._entry.get("type")
        if "command" in self._entry and kind in (None, "stdio"):
            args: Any = self._entry.get("args", [])
            if not isinstance(args, list):
                raise self._wrong("`args` must be a list of texts")
            cwd = self._entry.get("cwd")
            return StdioServer(
                command=self._text("command", self._entry["command"]),
                args=tuple(self._text("args", one) for one in cast("list[Any]", args)),
                env=self._texts("env"),
                cwd=None if cwd is None else self._text("cwd", cwd),
            )
        if "url" in self._entry and kind in (None, *_HTTP_TYPES):
            url = self._text("url", self._entry["url"])
            try:
                parts = urlsplit(url)
                known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
            except ValueError:
                known = False
            if not known:
                raise self._wrong("`url` must begin with `http://` or `https://` and a host")
            return HttpServer(url=url, headers=self._texts("headers"))
        if kind == "sse":
            raise self._wrong("`sse` is the transport before streamable HTTP: use the server's `http` address")
        raise self._wrong("needs `command` (a program) or `url` (streamable HTTP)")

    def _texts(self, key: str) -> dict[str, str]:
        values: Any = self._entry.get(key) or {}
        if not isinstance(values, Mapping):
            raise self._wrong(f"`{key}` must be an object of texts")
        named = cast("Mapping[str, Any]", values)
        return {name: self._text(f"{key}.{name}", value) for name, value in named.items()}

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str) or "\0" in value:
            raise self._wrong(f"`{key}` must be a text")

        def replaced(match: re.Match[str]) -> str:
            default: str | None = match[2]
            found = os.environ.get(match[1], default)
            if found is None:
                raise self._wrong(f"`{key}` needs the variable `{match[1]}`, which is not set")
            return found

        return _VARIABLE.sub(replaced, value)

    def _wrong(self, what: str) -> ConfigError:
        error = error_of("INVALID_CONFIG", f"MCP server `{self._server}`: {what}")
        assert isinstance(error, ConfigError)
        return error


def _long(values: Any) -> list[str]:
    """Those that are long enough to be secrets; the longest first, since one may be part of another."""
    found = {value for value in values if len(value) >= _SHORTEST_SECRET}
    return sorted(found, key=len, reverse=True)
