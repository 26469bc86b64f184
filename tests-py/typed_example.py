"""What a user of the typed face writes; `test_types.py` checks it strictly, nothing runs it."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from enclave import Cassette, CassetteCall, Enclave, EnclaveError, Result, Tool, ToolError, tool
from enclave.events import Event, Final, Stdout
from enclave.pytest_plugin import EnclaveCassette
from typing_extensions import assert_type


@tool(name="users:list", annotations={"read_only": True}, timeout_ms=2_000)
async def list_users(role: str, limit: int = 10) -> list[dict[str, str]]:
    """List the users that have a role."""
    if role == "nobody":
        raise ToolError("no such role", code="NO_SUCH_ROLE", data={"role": role})
    return [{"role": role}] * limit


@tool
def add(left: int, right: int) -> int:
    """Add two numbers."""
    return left + right


class Desk:
    """Tools that are methods."""

    @tool
    async def open(self, title: str) -> int:
        """Open a ticket."""
        return len(title)


async def use() -> None:
    assert_type(add(1, 2), int)
    desk: Tool[..., Coroutine[Any, Any, int]] = Desk().open
    async with Enclave(tools=[list_users, add, desk], level="secure", limits={"timeout_ms": 5_000}) as enclave:
        result = await enclave.run("return 1", context={"tenant": "acme"}, session_id="one")
        assert_type(result, Result)
        if result.error is not None:
            assert_type(result.error, EnclaveError)
            print(result.error.code, result.error.line, [one.span.start.line for one in result.error.diagnostics])
        async for event in enclave.stream("console.log(1)"):
            assert_type(event, Event)
            if event.type == "stdout":
                assert_type(event, Stdout)
                print(event.text)
            elif isinstance(event, Final):
                print(event.result.unwrap())
        session = enclave.start("return await tools.add({ left: 1, right: 2 })")
        for call in session.pending:
            session.resolve(call.id, add(call.args["left"], call.args["right"]))
        print(session.done, session.result, enclave.check("1").ok, enclave.tool_prompt())


def test_it(enclave_cassette: EnclaveCassette) -> None:
    agent = enclave_cassette(Enclave(tools=[add]), name="other", redact=["token"], strict=True)
    assert_type(agent, Enclave)
    with agent.record("cassettes/one.json", redact=["password"]) as recording:
        assert_type(recording, Enclave)
    replaying = agent.replay("cassettes/one.json", allow_repeat=True)
    assert_type(replaying.cassette, Cassette)
    assert_type(replaying.cassette.unused, tuple[CassetteCall, ...])
    print([call.error.code for call in replaying.cassette.calls if call.error is not None])
