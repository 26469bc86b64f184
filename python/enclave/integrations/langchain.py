"""LangChain and LangGraph: an `Enclave` as a `StructuredTool`, and LangChain's tools in an `Enclave`.

from langchain.agents import create_agent
from enclave import Enclave
from enclave.integrations.langchain import enclave_tools, run_code_tool

enclave = Enclave(tools=enclave_tools([search, send_mail]))
agent = create_agent("openai:gpt-5.2", tools=[run_code_tool(enclave)])
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from copy import copy
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import ToolError, error_of
from ..signature import ArgumentsInvalid, readable
from ..tool import Tool
from ..tool import tool as enclave_tool
from .extras import missing
from .names import tool_names
from .run_code import CODE_DESCRIPTION, MAX_CHARS, NAME, Answer, RunCode

try:
    from langchain_core.messages import ToolMessage
    from langchain_core.messages.tool import ToolOutputMixin
    from langchain_core.tools import BaseTool, StructuredTool, ToolException
except ImportError as error:
    raise missing("langchain", error) from error

if TYPE_CHECKING:
    from ..enclave import Enclave
    from ..result import Result


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    code: str = Field(description=CODE_DESCRIPTION)


def run_code_tool(
    enclave: Enclave,
    *,
    name: str = NAME,
    description: str | None = None,
    max_chars: int = MAX_CHARS,
    on_result: Callable[[Result], object] | None = None,
    **run_options: Any,
) -> StructuredTool:
    """A LangChain tool that runs scripts in an `Enclave`; `invoke` and `ainvoke` both work.

    What a model can repair comes back as a tool message with `status="error"`; anything else is raised.

    Args:
        enclave: Where the scripts run.
        name: What the model calls the tool.
        description: What the model is told of the tool; `Enclave.tool_prompt` unless given.
        max_chars: How long an answer may be.
        on_result: Is given the whole `Result` of each run.
        run_options: Options of `Enclave.run`, such as `tenant`.

    Example:
        >>> from enclave import Enclave
        >>> from enclave.integrations.langchain import run_code_tool
        >>> run_code_tool(Enclave()).invoke({"code": "return 6 * 7"})
        '42'
    """
    runner = RunCode(enclave, description=description, max_chars=max_chars, on_result=on_result, **run_options)

    def run(code: str) -> str:
        return _text(runner.run_sync(code))

    async def run_async(code: str) -> str:
        return _text(await runner.run(code))

    def arguments_invalid(error: Any) -> str:
        return readable(name, error) if isinstance(error, ValidationError) else f"arguments of `{name}` do not fit"

    return StructuredTool(
        name=name,
        description=runner.description,
        args_schema=_Arguments,
        func=run,
        coroutine=run_async,
        handle_tool_error=True,
        handle_validation_error=arguments_invalid,
    )


def enclave_tools(tools: Iterable[BaseTool]) -> list[Tool[..., Any]]:
    """LangChain's tools for an `Enclave`. Callbacks and tracing of the agent's run go on in their calls.

    A tool that fails rejects in the script, also one with `handle_tool_error`: a script can tell errors from results.

    Args:
        tools: `BaseTool`s, such as functions with the decorator `@tool`.

    Raises:
        ConfigError: a tool needs what only a graph injects, such as its state.

    Example:
        >>> from langchain_core.tools import tool
        >>> from enclave import Enclave
        >>> from enclave.integrations.langchain import enclave_tools
        >>> @tool
        ... def add(left: int, right: int) -> int:
        ...     "Add two numbers."
        ...     return left + right
        >>> Enclave(tools=enclave_tools([add])).run_sync("return await tools.add({ left: 1, right: 2 })").value
        3
    """
    listed = list(tools)
    names = tool_names(tool.name for tool in listed)
    return [_enclave_tool(tool, name) for tool, name in zip(listed, names, strict=True)]


def _enclave_tool(tool: BaseTool, name: str) -> Tool[..., Any]:
    input_schema = _input_schema(tool)
    hidden = _hidden(tool, input_schema)
    # Failures are to be raised, not to be made into text that looks like a result.
    raising = copy(tool)
    raising.handle_tool_error = raising.handle_validation_error = False

    async def call(args: dict[str, Any]) -> Any:
        if forged := hidden & args.keys():
            raise ArgumentsInvalid(f"arguments of `{name}`: `{min(forged)}`: only the host can give it")
        try:
            value = await raising.ainvoke(args)
        except ValidationError as error:
            raise ArgumentsInvalid(readable(name, error)) from error
        except ToolException as error:
            raise ToolError(str(error)) from error
        return _value(name, value)

    return enclave_tool(name=name, description=tool.description, input_schema=input_schema)(call)


def _input_schema(tool: BaseTool) -> dict[str, Any]:
    schema: Any = tool.tool_call_schema
    if not isinstance(schema, dict):
        schema = schema.model_json_schema() if issubclass(schema, BaseModel) else schema.schema()
    # Title and description are the tool's, which stand beside the schema.
    plain = cast("dict[str, Any]", schema)
    return {key: value for key, value in plain.items() if key not in ("title", "description")}


def _hidden(tool: BaseTool, input_schema: dict[str, Any]) -> set[str]:
    """The arguments that are not the model's to give: the host injects them."""
    full: Any = tool.args_schema
    if not (inspect.isclass(full) and issubclass(full, BaseModel)):
        return set()
    given = cast("dict[str, Any]", input_schema.get("properties", {}))
    hidden = {field: info for field, info in full.model_fields.items() if (info.alias or field) not in given}
    wanted = {field for field, info in hidden.items() if info.is_required()}
    if wanted:
        names = ", ".join(f"`{field}`" for field in sorted(wanted))
        raise error_of("INVALID_CONFIG", f"the tool `{tool.name}` needs {names}, which only a graph can inject")
    return {name for field, info in hidden.items() for name in (field, info.alias or field)}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, ToolMessage):
        if value.status == "error":
            raise ToolError(str(cast("Any", value).content))
        return cast("Any", value).content
    if isinstance(value, ToolOutputMixin):
        raise ToolError(f"`{name}` answers with a command to its graph, which a script cannot take")
    return value


def _text(answer: Answer) -> str:
    if not answer.ok:
        raise ToolException(answer.text)
    return answer.text
