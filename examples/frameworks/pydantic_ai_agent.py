"""Pydantic AI: functions and toolsets of an agent become one tool, `run_code`. The model is scripted."""

from enclave.integrations.pydantic_ai import EnclaveToolset
from pydantic_ai import Agent, RunContext
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

SCRIPTS = iter(
    [
        "return await tools.orders({ costumer: 'Ana' })",
        "const found = await tools.orders({ customer: 'Ana' });\nreturn found.reduce((sum, one) => sum + one.cents, 0)",
    ]
)


def orders(context: RunContext[str], customer: str) -> list[dict[str, int]]:
    """The orders of a customer."""
    return [{"id": 1, "cents": 500}, {"id": 2, "cents": 250}] if context.deps == "acme" else []


def model(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
    """Stands for a language model: it writes scripts, and then says what it read."""
    code = next(SCRIPTS, None)
    if code is not None:
        return ModelResponse(parts=[ToolCallPart("run_code", {"code": code})])
    return ModelResponse(parts=[TextPart(f"Ana spent {messages[-1].parts[-1].content} cents.")])


def main() -> None:
    agent = Agent(FunctionModel(model), deps_type=str, toolsets=[EnclaveToolset([orders], level="standard")])
    result = agent.run_sync("How much did Ana spend?", deps="acme")
    for message in result.all_messages()[2:-1:2]:
        for part in message.parts:
            print(part.content.splitlines()[0])
    print(result.output)


if __name__ == "__main__":
    main()
