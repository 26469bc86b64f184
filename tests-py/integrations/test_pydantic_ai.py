"""Pydantic AI, with a scripted model."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from enclave import ConfigError, Enclave, EnclaveError, tool
from enclave.integrations.pydantic_ai import EnclaveToolset, run_code_tool
from pydantic_ai import Agent, ModelRetry, RunContext, Tool, UnexpectedModelBehavior
from pydantic_ai.exceptions import ApprovalRequired
from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.tools import DeferredToolRequests, DeferredToolResults
from pydantic_ai.toolsets import FunctionToolset


class Script:
    """A model that gives one script after the other to `run_code`, then says `done`."""

    def __init__(self, *codes: str, name: str = "run_code") -> None:
        self._codes = list(codes)
        self._name = name
        self.infos: list[AgentInfo] = []

    def __call__(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        self.infos.append(info)
        if not self._codes:
            return ModelResponse(parts=[TextPart("done")])
        return ModelResponse(parts=[ToolCallPart(self._name, {"code": self._codes.pop(0)})])


def answers(messages: list[ModelMessage]) -> list[tuple[str, Any]]:
    """What the model read: outcome and text of each tool's answer."""
    parts = [part for message in messages if isinstance(message, ModelRequest) for part in message.parts]
    # Before 2.55 of the framework, a retry is a part of its own kind.
    kinds = ("tool-return", "retry-prompt")
    return [(getattr(part, "outcome", "retried"), part.content) for part in parts if part.part_kind in kinds]


def add(left: int, right: int) -> int:
    """Add two numbers."""
    return left + right


async def test_the_tools_become_one_whose_description_is_the_prompt():
    def greet(ctx: RunContext[str], name: str) -> str:
        """Greet someone."""
        return f"{ctx.deps} {name}"

    more = FunctionToolset[str]([greet])
    model = Script("const sum = await tools.add({ left: 1, right: 2 }); return tools.greet({ name: `no. ${sum}` })")
    agent = Agent(FunctionModel(model), deps_type=str, toolsets=[EnclaveToolset([add, more], level="standard")])
    result = await agent.run("go", deps="Hello")
    assert result.output == "done"
    assert answers(result.all_messages()) == [("success", '"Hello no. 3"')]
    (offered,) = model.infos[0].function_tools
    assert offered.name == "run_code"
    assert offered.description is not None
    assert "add(args: { left: number" in offered.description
    assert "/** Greet someone. */" in offered.description
    assert "ctx" not in offered.description
    # Calls of scripts count as calls of the agent's, as everywhere in the framework.
    assert result.usage.tool_calls == 3


async def test_what_a_model_can_repair_is_a_retry_and_the_rest_is_raised(busy_enclave: Enclave):
    model = Script("return usrs", "return 1")
    agent = Agent(FunctionModel(model), toolsets=[EnclaveToolset([add])])
    (outcome, text), last = answers((await agent.run("go")).all_messages())
    assert outcome == "retried"
    assert text.splitlines()[0] == "VALIDATION_ERROR at 1:8: `usrs` is not declared"
    assert last == ("success", "1")

    stubborn = Agent(FunctionModel(Script(*["return usrs"] * 9)), toolsets=[EnclaveToolset([add], max_retries=1)])
    with pytest.raises(UnexpectedModelBehavior, match="exceeded max retries count of 1"):
        await stubborn.run("go")

    busy = Agent(FunctionModel(Script("return 1")), tools=[run_code_tool(busy_enclave)])
    with pytest.raises(EnclaveError) as caught:
        await busy.run("go")
    assert caught.value.code == "QUEUE_FULL"


async def test_failures_of_tools_are_the_scripts_to_catch():
    def retry(number: int) -> None:
        raise ModelRetry(f"{number} is too small")

    def fail() -> None:
        raise RuntimeError("the database is away")

    def ask() -> None:
        raise ApprovalRequired

    code = """
        const seen = {};
        const broken = JSON.parse('{"number": "many"}');
        for (const [name, args] of [['retry', { number: 1 }], ['retry', broken], ['fail', {}], ['ask', {}]]) {
            try { await callTool(name, args) } catch (error) { seen[`${name} ${error.code}`] = error.message }
        }
        return seen
    """
    seen: list[Any] = []
    toolset = EnclaveToolset[object]([retry, fail, ask], on_result=lambda result: seen.append(result.value))
    await Agent(FunctionModel(Script(code)), toolsets=[toolset]).run("go")
    assert seen == [
        {
            "retry TOOL_ERROR": "1 is too small",
            "retry TOOL_ARGUMENTS_INVALID": 'arguments of `retry`: `number`: "many" is not of type "integer"',
            "fail TOOL_ERROR": "the database is away",
            "ask TOOL_DENIED": "the call of `ask` needs approval, which a script cannot wait for",
        }
    ]


async def test_a_validator_of_the_framework_still_checks_arguments():
    def only_even(ctx: RunContext[object], number: int) -> None:
        if number % 2:
            raise ModelRetry(f"{number} is odd")

    def half(number: int) -> int:
        return number // 2

    model = Script("try { await tools.half({ number: 3 }) } catch (error) { return error.message }")
    toolset = EnclaveToolset[object]([Tool(half, args_validator=only_even)])
    result = await Agent(FunctionModel(model), toolsets=[toolset]).run("go")
    assert answers(result.all_messages()) == [("success", '"3 is odd"')]


async def test_a_tool_that_needs_approval_stays_beside():
    paid: list[int] = []

    def pay(amount: int) -> str:
        paid.append(amount)
        return "paid"

    def model(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        assert [one.name for one in info.function_tools] == ["run_code", "pay"]
        assert "pay" not in (info.function_tools[0].description or "")
        if len(messages) > 1:
            return ModelResponse(parts=[TextPart("done")])
        return ModelResponse(parts=[ToolCallPart("pay", {"amount": 5}, tool_call_id="one")])

    toolset = EnclaveToolset[object]([add, Tool(pay, requires_approval=True)])
    agent = Agent(FunctionModel(model), toolsets=[toolset], output_type=[str, DeferredToolRequests])
    asked = await agent.run("go")
    assert isinstance(asked.output, DeferredToolRequests)
    assert paid == []
    approvals = DeferredToolResults(approvals={"one": True})
    result = await agent.run(message_history=asked.all_messages(), deferred_tool_results=approvals)
    assert (result.output, paid) == ("done", [5])


async def test_a_toolset_may_change_from_step_to_step_and_is_made_anew_only_then():
    made: list[str] = []

    class Counted(EnclaveToolset[object]):
        async def get_tools(self, ctx: RunContext[object]) -> Any:
            tools = await super().get_tools(ctx)
            made.append(str(id(tools["run_code"].runner)))  # pyright: ignore
            return tools

    tools = FunctionToolset[object]([add])
    toolset = Counted([tools.filtered(lambda ctx, definition: ctx.run_step < 3)])
    code = "return typeof tools.add"
    result = await Agent(FunctionModel(Script(code, code, "return 1")), toolsets=[toolset]).run("go")
    assert len(made) == 4
    assert made[0] == made[1] != made[2] == made[3]
    assert answers(result.all_messages())[0] == ("success", '"function"')


async def test_an_enclave_with_its_own_tools_is_one_tool():
    @tool
    def now() -> str:
        """The time."""
        return "noon"

    enclave = Enclave(tools=[now])
    model = Script("return await tools.now()", name="js")
    agent = Agent(FunctionModel(model), tools=[run_code_tool(enclave, name="js", tenant="acme")])
    result = await agent.run("go")
    assert answers(result.all_messages()) == [("success", '"noon"')]
    assert model.infos[0].function_tools[0].description == enclave.tool_prompt()


async def test_calls_of_one_script_run_together():
    together = threading.Barrier(3, timeout=5)

    def meet() -> int:
        return together.wait()

    model = Script("return (await Promise.all([tools.meet(), tools.meet(), tools.meet()])).sort()")
    result = await Agent(FunctionModel(model), toolsets=[EnclaveToolset[object]([meet])]).run("go")
    assert answers(result.all_messages()) == [("success", "[0,1,2]")]


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: EnclaveToolset[object]([add], levle="secure"), ConfigError, "unknown option `levle`"),
        (lambda: run_code_tool(Enclave(), max_chars=5), ValueError, "`max_chars` is 5; it must be at least 200"),
    ],
)
async def test_wrong_options_are_refused_by_name(make: Callable[[], Any], error: type[Exception], message: str):
    async def use() -> None:
        await Agent(FunctionModel(Script("return 1")), toolsets=[make()]).run("go")

    with pytest.raises(error) as caught:
        await use()
    assert getattr(caught.value, "message", str(caught.value)) == message
