"""LangChain and LangGraph, with a scripted chat model."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

import pytest
from enclave import ConfigError, Enclave, EnclaveError, tool
from enclave.integrations.langchain import enclave_tools, run_code_tool
from langchain.agents import create_agent
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.tools import InjectedToolArg, StructuredTool, ToolException
from langchain_core.tools import tool as langchain_tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import InjectedState, ToolNode, ToolRuntime, tools_condition
from langgraph.types import Command
from pydantic import Field


class Scripted(BaseChatModel):
    """A chat model that gives one script after the other to `run_code`, then says `done`."""

    codes: list[Any]
    bound: list[Any] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **options: Any) -> Any:
        self.bound.extend(tools)
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **options: Any) -> ChatResult:
        message = AIMessage("done")
        if self.codes:
            args = self.codes.pop(0)
            call = {"name": "run_code", "args": args if isinstance(args, dict) else {"code": args}, "id": "one"}
            message = AIMessage("", tool_calls=[call])
        return ChatResult(generations=[ChatGeneration(message=message)])


@langchain_tool
def add(left: int, right: int) -> int:
    """Add two numbers."""
    return left + right


def answers(state: Any) -> list[tuple[str, Any]]:
    return [(one.status, one.content) for one in state["messages"] if isinstance(one, ToolMessage)]


async def run(*codes: Any, **tools: Any) -> list[tuple[str, Any]]:
    agent = create_agent(Scripted(codes=list(codes)), tools=[run_code_tool(**tools)])
    return answers(await agent.ainvoke({"messages": [HumanMessage("go")]}))


async def test_an_agent_writes_scripts_that_call_its_tools():
    enclave = Enclave(tools=enclave_tools([add]))
    model = Scripted(codes=["return await tools.add({ left: 1, right: 2 })"])
    agent = create_agent(model, tools=[run_code_tool(enclave)])
    state = await agent.ainvoke({"messages": [HumanMessage("go")]})
    assert answers(state) == [("success", "3")]
    assert state["messages"][-1].content == "done"
    bound = model.bound[0]
    assert bound.description == enclave.tool_prompt()
    assert "/** Add two numbers. */\n  add(args: { left: number" in bound.description
    schema = bound.tool_call_schema.model_json_schema()
    assert list(schema["properties"]) == ["code"]


def test_a_graph_of_ones_own_works_without_an_event_loop():
    enclave = Enclave(tools=enclave_tools([add]))
    model = Scripted(codes=["return await tools.add({ left: 2, right: 2 })"])
    graph = StateGraph(MessagesState)
    graph.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})
    graph.add_node("tools", ToolNode([run_code_tool(enclave)]))
    graph.add_edge(START, "model")
    graph.add_conditional_edges("model", tools_condition, {"tools": "tools", END: END})
    graph.add_edge("tools", "model")
    assert answers(graph.compile().invoke({"messages": [HumanMessage("go")]})) == [("success", "4")]


async def test_what_a_model_can_repair_is_an_error_message_and_the_rest_is_raised(busy_enclave: Enclave):
    (status, text), again, last = await run("return usrs", {"kode": 1}, "return 1", enclave=Enclave())
    assert status == "error"
    assert text.splitlines()[0] == "VALIDATION_ERROR at 1:8: `usrs` is not declared"
    assert again == (
        "error",
        "arguments of `run_code`: `code`: Field required; `kode`: Extra inputs are not permitted",
    )
    assert last == ("success", "1")
    with pytest.raises(EnclaveError) as caught:
        await run("return 1", enclave=busy_enclave)
    assert caught.value.code == "QUEUE_FULL"


async def test_failures_of_tools_are_the_scripts_to_catch():
    @langchain_tool
    def refuse(number: int) -> str:
        """Refuse."""
        raise ToolException(f"{number} is too small")

    refuse.handle_tool_error = True

    @langchain_tool
    async def fail() -> str:
        """Fail."""
        raise RuntimeError("the database is away")

    @langchain_tool
    def jump() -> Any:
        """Jump."""
        return Command(goto="elsewhere")

    enclave = Enclave(tools=enclave_tools([refuse, fail, jump]))
    code = """
        const seen = {};
        for (const name of ['refuse', 'fail', 'jump']) {
            try { seen[name] = await callTool(name, name === 'refuse' ? { number: 1 } : {}) }
            catch (error) { seen[`${name} ${error.code}`] = error.message }
        }
        return seen
    """
    assert (await enclave.run(code)).unwrap() == {
        "refuse TOOL_ERROR": "1 is too small",
        "fail TOOL_ERROR": "the database is away",
        "jump TOOL_ERROR": "`jump` answers with a command to its graph, which a script cannot take",
    }
    assert refuse.handle_tool_error is True


async def test_results_keep_their_shape():
    @langchain_tool(response_format="content_and_artifact")
    def search(query: str) -> tuple[list[dict[str, Any]], str]:
        """Search."""
        return [{"type": "text", "text": query}], "for the host"

    lambdas = StructuredTool.from_function(
        lambda query, limit=2: {"query": query, "limit": limit}, name="Look up!", description="Look up."
    )
    enclave = Enclave(tools=enclave_tools([search, lambdas]))
    result = await enclave.run("return [await tools.search({ query: 'a' }), await tools.Look_up({ query: 'b' })]")
    assert result.unwrap() == [[{"type": "text", "text": "a"}], {"query": "b", "limit": 2}]
    sync = await asyncio.to_thread(enclave.run_sync, "return await tools.Look_up({ query: 'b', limit: 3 })")
    assert sync.unwrap() == {"query": "b", "limit": 3}


async def test_callbacks_of_the_agent_see_the_calls():
    class Seen(AsyncCallbackHandler):
        def __init__(self) -> None:
            self.names: list[str] = []

        async def on_tool_start(self, serialized: dict[str, Any], *args: Any, **options: Any) -> None:
            self.names.append(serialized["name"])

    seen = Seen()
    run_code = run_code_tool(Enclave(tools=enclave_tools([add])))
    assert (
        await run_code.ainvoke({"code": "return await tools.add({ left: 1, right: 1 })"}, {"callbacks": [seen]}) == "2"
    )
    assert seen.names == ["run_code", "add"]


def test_a_tool_that_only_a_graph_can_call_is_refused():
    @langchain_tool
    def peek(state: Annotated[dict[str, Any], InjectedState], what: str) -> str:
        """Peek."""
        return what

    @langchain_tool
    def who(what: str, user: Annotated[str, InjectedToolArg] = "nobody") -> str:
        """Who."""
        return user + what

    @langchain_tool
    def look(runtime: ToolRuntime) -> str:
        """Look."""
        return ""

    for injected, wanted in ((peek, "state"), (look, "runtime")):
        with pytest.raises(ConfigError) as caught:
            enclave_tools([injected])
        assert caught.value.message == f"the tool `{injected.name}` needs `{wanted}`, which only a graph can inject"
    # What has a default is left at it, and a script cannot set it.
    enclave = Enclave(tools=enclave_tools([who]))
    assert "user" not in enclave.tool_prompt()
    assert enclave.run_sync("return await tools.who({ what: '!' })").unwrap() == "nobody!"
    forged = enclave.run_sync('return await tools.who(JSON.parse(\'{"what": "!", "user": "root"}\'))')
    assert forged.error is not None
    assert forged.error.code == "TOOL_ARGUMENTS_INVALID"


async def test_the_host_sees_the_whole_result():
    @tool
    def now() -> str:
        return "noon"

    seen: list[Any] = []
    run_code = run_code_tool(
        Enclave(tools=[now]), name="js", description="Runs it.", on_result=seen.append, context={"user": "Ana"}
    )
    assert (run_code.name, run_code.description) == ("js", "Runs it.")
    assert await run_code.ainvoke({"code": "return `${context.user}: ${await tools.now()}`"}) == '"Ana: noon"'
    assert [call.name for call in seen[0].calls] == ["now"]
