"""MCP, the Model Context Protocol, in both directions.

from enclave import Enclave
from enclave.integrations.mcp import connect, serve_stdio

async with connect("mcp.json") as servers:      # tools of MCP servers for an Enclave
    enclave = Enclave(tools=servers.tools)
    await serve_stdio(enclave)                  # an Enclave as an MCP server

`config` reads `mcp.json`, `transports` moves bounded messages, `client` makes tools of servers, `server` is the server.
"""

from ..extras import missing

try:
    from .client import Servers, connect
    from .config import HttpServer, ServerConfig, StdioServer, load_config
    from .server import http_app, make_server, serve_http, serve_stdio
except ImportError as error:
    raise missing("mcp", error) from error

__all__ = [
    "HttpServer",
    "ServerConfig",
    "Servers",
    "StdioServer",
    "connect",
    "http_app",
    "load_config",
    "make_server",
    "serve_http",
    "serve_stdio",
]
