"""An MCP server for the tests, as a program: good tools and hostile ones, on standard input and output or by HTTP."""

import asyncio
import json
import os
import sys
from typing import Any

import mcp.types as types
import uvicorn
from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

OBJECT: dict[str, Any] = {"type": "object", "properties": {}}
WHO: dict[str, Any] = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}


def deep(levels: int) -> dict[str, Any]:
    schema = OBJECT
    for _ in range(levels):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


TOOLS = [
    types.Tool(
        name="greet-user",
        description="Greet someone.\u202e\u200b",
        input_schema=WHO,
        output_schema={"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]},
        annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
    ),
    types.Tool(name="echo", input_schema=OBJECT),
    types.Tool(name="constructor", input_schema=OBJECT),
    types.Tool(name="greet_user", description="The same name, nearly.", input_schema=WHO),
    types.Tool(name="many", input_schema=OBJECT),
    types.Tool(name="fail", input_schema=OBJECT),
    types.Tool(name="refuse", input_schema=OBJECT),
    types.Tool(name="bare", input_schema=OBJECT, output_schema=WHO),
    types.Tool(name="slow", input_schema=OBJECT),
    types.Tool(name="flood", input_schema=OBJECT),
    types.Tool(name="die", input_schema=OBJECT),
    types.Tool(name="deep", input_schema=deep(80)),
    types.Tool(name="remote", input_schema={"type": "object", "$ref": "https://example.com/schema.json"}),
    types.Tool(
        name="redos",
        input_schema=OBJECT,
        output_schema={"type": "object", "properties": {"s": {"type": "string", "pattern": "^(a|a)*$"}}},
    ),
    types.Tool(name="\x00 */ " + "x" * 300, description="y" * 100_000, input_schema=OBJECT),
]


def text(value: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=value)])


async def list_tools(context: Any, params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    if params is None or params.cursor is None:
        return types.ListToolsResult(tools=TOOLS[:5], next_cursor="more")
    return types.ListToolsResult(tools=TOOLS[5:])


async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
    arguments = params.arguments or {}
    secret = os.environ.get("API_KEY", "")
    match params.name:
        case "greet-user":
            return types.CallToolResult(content=[], structured_content={"text": f"Hello {arguments['name']}"})
        case "greet_user":
            return text(f"Hi {arguments['name']}")
        case "echo":
            return text(json.dumps(arguments))
        case "many":
            return types.CallToolResult(
                content=[
                    types.TextContent(text="a"),
                    types.ImageContent(data="aGk=", mime_type="image/png"),
                    types.ResourceLink(uri="file:///a.txt", name="a.txt"),
                    types.EmbeddedResource(resource=types.TextResourceContents(uri="file:///b.txt", text="b")),
                ]
            )
        case "fail":
            return types.CallToolResult(
                content=[types.TextContent(text=f"no, not with {secret}\x1b[31m")], is_error=True
            )
        case "refuse":
            raise MCPError(-32099, f"refused {secret}", {"key": secret})
        case "bare":
            return text("no structure")
        case "slow":
            await asyncio.sleep(60)
            return text("late")
        case "flood":
            return text("x" * 40_000_000)
        case "redos":
            return types.CallToolResult(content=[], structured_content={"s": "a" * 60 + "!"})
        case "die":
            os._exit(1)
        case _:
            return text(params.name)


server = Server("test", on_list_tools=list_tools, on_call_tool=call_tool)


async def serve() -> None:
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


if __name__ == "__main__":
    if sys.argv[1:] == ["http"]:
        uvicorn.run(server.streamable_http_app(), port=int(os.environ["PORT"]), log_level="error")
    elif sys.argv[1:] == ["garbage"]:
        print("Welcome!\n\n{}\n[[[[", flush=True)
        sys.stdin.read()
    else:
        asyncio.run(serve())
