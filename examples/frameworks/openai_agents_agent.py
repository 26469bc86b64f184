"""The OpenAI Agents SDK: function tools called by scripts, in one tool. The model is scripted."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from agents import Agent, Model, ModelResponse, RunConfig, RunContextWrapper, Runner, Usage, function_tool
from enclave import Enclave
from enclave.integrations.openai_agents import enclave_tools, run_code_tool
from openai.types.responses import ResponseFunctionToolCall, ResponseOutputMessage, ResponseOutputText

SCRIPTS = ["return tickets.length", "return (await tools.open_tickets({ team: 'core' })).length"]


@function_tool
def open_tickets(context: RunContextWrapper[str], team: str) -> list[str]:
    """The open tickets of a team."""
    return [f"{context.context}-{team}-{number}" for number in range(3)]


class Scripted(Model):
    """Stands for a language model: it writes scripts, and then ends."""

    async def get_response(self, *args: Any, **options: Any) -> ModelResponse:
        output: Any
        if SCRIPTS:
            call_id = f"call_{len(SCRIPTS)}"
            arguments = json.dumps({"code": SCRIPTS.pop(0)})
            output = ResponseFunctionToolCall(
                type="function_call", name="run_code", arguments=arguments, call_id=call_id
            )
        else:
            text = ResponseOutputText(type="output_text", text="That is all.", annotations=[])
            output = ResponseOutputMessage(
                id="message", type="message", role="assistant", status="completed", content=[text]
            )
        return ModelResponse(output=[output], usage=Usage(), response_id=None)

    def stream_response(self, *args: Any, **options: Any) -> AsyncIterator[Any]:
        raise NotImplementedError


async def main() -> None:
    enclave = Enclave(tools=enclave_tools([open_tickets]))
    agent = Agent[str](name="Assistant", model=Scripted(), tools=[run_code_tool(enclave)])
    options = RunConfig(tracing_disabled=True)
    result = await Runner.run(agent, "How many tickets are open?", context="acme", run_config=options)
    for item in result.new_items:
        if item.type == "tool_call_output_item":
            print(str(item.output).splitlines()[0])
    print(result.final_output)


if __name__ == "__main__":
    asyncio.run(main())
