"""MCP: a program that serves an Enclave, and an Enclave whose scripts call that program. It starts itself for that."""

import asyncio
import sys

from enclave import Enclave
from enclave.integrations.mcp import StdioServer, connect, serve_stdio


def stock(item: str) -> int:
    """How many of an item there are."""
    return {"screw": 120, "nail": 80}[item]


async def serve() -> None:
    await serve_stdio(Enclave(tools=[stock]))


async def main() -> None:
    async with connect({"shop": StdioServer(sys.executable, (__file__, "serve"))}) as servers:
        print([tool.name for tool in servers.tools])
        enclave = Enclave(tools=servers.tools)
        result = await enclave.run("""
            const found = JSON.parse(await tools.shop.search_tools({ query: 'item' }));
            const code = "return (await tools.stock({ item: 'screw' })) + (await tools.stock({ item: 'nail' }))";
            return [found.map((tool) => tool.name), await tools.shop.run_code({ code })];
        """)
        print(result.unwrap())


if __name__ == "__main__":
    asyncio.run(serve() if sys.argv[1:] == ["serve"] else main())
