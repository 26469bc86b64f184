"""The OpenAI Agents SDK, with a scripted model."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from agents import (
    Agent,
    FunctionTool,
    Model,
    ModelResponse,
    RunConfig,
    RunContextWrapper,
    Runner,
    RunResult,
    ToolGuardrailFunctionOutput,
    Usage,
    UserError,
    function_tool,
    tool_input_guardrail,
)
from enclave import ConfigError, Enclave, EnclaveError
from enclave.integrations.openai_agents import enclave_tools, run_code_tool
from openai.types.responses import ResponseFunctionToolCall, ResponseOutputMessage, ResponseOutputText


class Scripted(Model):
    """A model that gives one script after the other to `run_code`, then says `done`."""

    def __init__(self, *codes: str) -> None:
        self._arguments = list(codes)
        self.tools: list[Any] = []

    async def get_response(self, *args: Any, **options: Any) -> ModelResponse:
        self.tools = options["tools"] if "tools" in options else args[3]
        if self._arguments:
            number = len(self._arguments)
            output: Any = ResponseFunctionToolCall(
                type="function_call", name="run_code", arguments=self._arguments.pop(0), call_id=f"call_{number}"
            )
        else:
            text = ResponseOutputText(type="output_text", text="done", annotations=[])
            output = ResponseOutputMessage(
                id="message", type="message", role="assistant", status="completed", content=[text]
            )
        return ModelResponse(output=[output], usage=Usage(), response_id=None)

    def stream_response(self, *args: Any, **options: Any) -> AsyncIterator[Any]:
        raise NotImplementedError


def script(code: str) -> str:
    return json.dumps({"code": code})


async def run(tool: FunctionTool, *arguments: str, context: Any = None) -> RunResult:
    agent = Agent[Any](name="Assistant", model=Scripted(*arguments), tools=[tool])
    return await Runner.run(agent, "go", context=context, run_config=RunConfig(tracing_disabled=True))


def outputs(result: RunResult) -> list[Any]:
    return [item.output for item in result.new_items if item.type == "tool_call_output_item"]


@function_tool
def add(left: int, right: int) -> int:
    """Add two numbers."""
    return left + right


async def test_an_agent_writes_scripts_that_call_its_tools():
    enclave = Enclave(tools=enclave_tools([add]))
    model = Scripted(script("return await tools.add({ left: 1, right: 2 })"))
    agent = Agent[Any](name="Assistant", model=model, tools=[run_code_tool(enclave)])
    result = await Runner.run(agent, "go", run_config=RunConfig(tracing_disabled=True))
    assert (outputs(result), result.final_output) == (["3"], "done")
    (offered,) = model.tools
    assert offered.description == enclave.tool_prompt()
    assert "/** Add two numbers. */\n  add(args: { left: number" in offered.description
    assert offered.strict_json_schema


async def test_what_a_model_can_repair_is_output_and_the_rest_is_raised(busy_enclave: Enclave):
    run_code = run_code_tool(Enclave())
    texts = outputs(await run(run_code, script("return usrs"), '{"kode": "1"}', '{"code": 1}', "{", script("return 1")))
    assert texts[0].splitlines()[0] == "VALIDATION_ERROR at 1:8: `usrs` is not declared"
    assert texts[1] == "arguments of `run_code`: `code` is missing"
    assert texts[2] == "arguments of `run_code`: `code`: Input should be a valid string"
    assert texts[3].startswith("arguments of `run_code`: Invalid JSON: EOF while parsing an object")
    assert texts[4] == "1"
    with pytest.raises(UserError) as caught:
        await run(run_code_tool(busy_enclave), script("return 1"))
    reason = caught.value.__cause__
    assert isinstance(reason, EnclaveError)
    assert reason.code == "QUEUE_FULL"


async def test_tools_see_the_context_of_the_agents_run():
    @function_tool
    def whoami(context: RunContextWrapper[str], greeting: str = "Hello") -> str:
        """Who is there."""
        return f"{greeting} {context.context}"

    enclave = Enclave(tools=enclave_tools([whoami]))
    code = "return await tools.whoami({ greeting: 'Good day' })"
    first, second = await asyncio.gather(
        run(run_code_tool(enclave), script(code), context="Ana"),
        run(run_code_tool(enclave), script(code), context="Bo"),
    )
    assert (outputs(first), outputs(second)) == (['"Good day Ana"'], ['"Good day Bo"'])


async def test_failures_of_tools_are_the_scripts_to_catch():
    @function_tool
    def fail() -> str:
        raise RuntimeError("the database is away")

    @function_tool(failure_error_function=lambda context, error: "it is away, ask for something else")
    def worded() -> str:
        raise RuntimeError("the database is away")

    @function_tool(timeout=0.05)
    async def slow() -> str:
        await asyncio.sleep(60)
        return ""

    @function_tool(is_enabled=lambda context, agent: False)
    def hidden() -> str:
        return "never"

    @function_tool(is_enabled=False)
    def absent() -> str:
        return "never"

    enclave = Enclave(tools=enclave_tools([fail, worded, slow, hidden, absent]))
    assert "absent" not in enclave.tool_prompt()
    code = """
        const seen = {};
        for (const name of ['fail', 'worded', 'slow', 'hidden']) {
            try { seen[name] = await callTool(name) } catch (error) { seen[`${name} ${error.code}`] = error.message }
        }
        return seen
    """
    assert (await enclave.run(code)).unwrap() == {
        "fail TOOL_ERROR": "the database is away",
        "worded TOOL_ERROR": "it is away, ask for something else",
        "slow TOOL_TIMEOUT": "the tool `slow` took longer than its `timeout_ms` (50)",
        "hidden TOOL_DENIED": "the tool `hidden` is not enabled",
    }


def test_what_only_the_sdk_applies_is_not_passed_by():
    @tool_input_guardrail
    def guard(data: Any) -> ToolGuardrailFunctionOutput:
        return ToolGuardrailFunctionOutput.allow()

    @function_tool(needs_approval=True)
    def pay() -> str:
        return "paid"

    @function_tool(tool_input_guardrails=[guard])
    def guarded() -> str:
        return ""

    for tool, option in ((pay, "needs_approval"), (guarded, "tool_input_guardrails")):
        with pytest.raises(ConfigError) as caught:
            enclave_tools([tool])
        assert caught.value.message == (
            f"the tool `{tool.name}` has `{option}`, which only the Agents SDK itself applies"
        )
