"""LangGraph: a graph whose tools are called by scripts, in one tool. The model is scripted."""

from typing import Any

from enclave import Enclave
from enclave.integrations.langchain import enclave_tools, run_code_tool
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.tools import tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

SCRIPTS = iter(
    [
        "return (await tools.weather({ city: 'Oslo' })).degres.toFixed(1)",
        "const cities = ['Oslo', 'Rome'];\n"
        "const all = await Promise.all(cities.map((city) => tools.weather({ city })));\n"
        "return cities[all[0].degrees > all[1].degrees ? 0 : 1]",
    ]
)


@tool
def weather(city: str) -> dict[str, Any]:
    """The weather of a city."""
    return {"city": city, "degrees": {"Oslo": 4.5, "Rome": 21.0}[city]}


def model(state: MessagesState) -> dict[str, Any]:
    """Stands for a chat model: it writes scripts, and then says what it read."""
    code = next(SCRIPTS, None)
    if code is not None:
        return {"messages": [AIMessage("", tool_calls=[{"name": "run_code", "args": {"code": code}, "id": code[:9]}])]}
    return {"messages": [AIMessage(f"It is warmest in {state['messages'][-1].content}.")]}


def main() -> None:
    run_code = run_code_tool(Enclave(tools=enclave_tools([weather])))
    graph = StateGraph(MessagesState)
    graph.add_node("model", model)
    graph.add_node("tools", ToolNode([run_code]))
    graph.add_edge(START, "model")
    graph.add_conditional_edges("model", tools_condition, {"tools": "tools", END: END})
    graph.add_edge("tools", "model")
    state = graph.compile().invoke({"messages": [("user", "Where is it warmest?")]})
    for message in state["messages"]:
        if isinstance(message, ToolMessage):
            print(f"{message.status}: {str(message.content).splitlines()[0]}")
    print(state["messages"][-1].content)


if __name__ == "__main__":
    main()
