"""The OpenAI Agents SDK: an `Enclave` as a `FunctionTool`, and function tools in an `Enclave`.

from agents import Agent
from enclave import Enclave
from enclave.integrations.openai_agents import enclave_tools, run_code_tool

enclave = Enclave(tools=enclave_tools([search, send_mail]))
agent = Agent(name="Assistant", tools=[run_code_tool(enclave)])
"""

from __future__ import annotations

import copy
import inspect
import itertools
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from ..errors import ToolError, error_of
from ..signature import readable
from ..tool import Tool
from ..tool import tool as enclave_tool
from .extras import missing
from .names import tool_names
from .run_code import MAX_CHARS, NAME, PARAMETERS, RunCode, json_of

try:
    from agents import FunctionTool, ToolOutputText, Usage
    from agents.tool import resolve_function_tool_failure_error_function, set_function_tool_failure_error_function
    from agents.tool_context import ToolContext
except ImportError as error:
    raise missing("openai-agents", error) from error

if TYPE_CHECKING:
    from ..enclave import Enclave
    from ..result import Result

_ARGUMENTS: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])

_outer: ContextVar[ToolContext[Any] | None] = ContextVar("enclave_openai_agents_context", default=None)
"""The context of the call of `run_code` whose script runs."""


def run_code_tool(
    enclave: Enclave,
    *,
    name: str = NAME,
    description: str | None = None,
    max_chars: int = MAX_CHARS,
    on_result: Callable[[Result], object] | None = None,
    **run_options: Any,
) -> FunctionTool:
    """A function tool that runs scripts in an `Enclave`.

    What a model can repair is the tool's output, as the SDK has it; anything else is raised from the agent's run, as
    the cause of the SDK's `UserError`.

    Args:
        enclave: Where the scripts run.
        name: What the model calls the tool.
        description: What the model is told of the tool; `Enclave.tool_prompt` unless given.
        max_chars: How long an answer may be.
        on_result: Is given the whole `Result` of each run.
        run_options: Options of `Enclave.run`, such as `tenant`.

    Example:
        >>> from enclave import Enclave
        >>> from enclave.integrations.openai_agents import run_code_tool
        >>> run_code_tool(Enclave(tools={"now": lambda: "noon"})).name
        'run_code'
    """
    runner = RunCode(enclave, description=description, max_chars=max_chars, on_result=on_result, **run_options)

    async def run_code(context: ToolContext[Any], arguments: str) -> str:
        try:
            code = _ARGUMENTS.validate_json(arguments)["code"]
        except ValidationError as error:
            return readable(name, error)
        except KeyError:
            return f"arguments of `{name}`: `code` is missing"
        token = _outer.set(context)
        try:
            return (await runner.run(code)).text
        finally:
            _outer.reset(token)

    return FunctionTool(
        name=name, description=runner.description, params_json_schema=PARAMETERS, on_invoke_tool=run_code
    )


def enclave_tools(tools: Iterable[FunctionTool]) -> list[Tool[..., Any]]:
    """Function tools of the Agents SDK for an `Enclave`. They see the context of the agent's run.

    A tool that fails rejects in the script: with the text of its own `failure_error_function`, or else with the
    exception's.

    Args:
        tools: `FunctionTool`s, such as functions with the decorator `@function_tool`.

    Raises:
        ConfigError: a tool needs approval or has guardrails, which only the SDK's own loop applies.

    Example:
        >>> from agents import function_tool
        >>> from enclave import Enclave
        >>> from enclave.integrations.openai_agents import enclave_tools
        >>> @function_tool
        ... def add(left: int, right: int) -> int:
        ...     "Add two numbers."
        ...     return left + right
        >>> Enclave(tools=enclave_tools([add])).run_sync("return await tools.add({ left: 1, right: 2 })").value
        3
    """
    listed = [tool for tool in tools if tool.is_enabled is not False]
    names = tool_names(tool.name for tool in listed)
    return [_enclave_tool(tool, name) for tool, name in zip(listed, names, strict=True)]


def _enclave_tool(tool: FunctionTool, name: str) -> Tool[..., Any]:
    for option in ("needs_approval", "tool_input_guardrails", "tool_output_guardrails"):
        if getattr(tool, option):
            raise error_of(
                "INVALID_CONFIG", f"the tool `{tool.name}` has `{option}`, which only the Agents SDK itself applies"
            )
    raising = _raising(tool)
    numbers = itertools.count(1)

    async def call(args: dict[str, Any]) -> Any:
        outer = _outer.get()
        arguments = json_of(args)
        context = ToolContext(
            context=None if outer is None else outer.context,
            usage=outer.usage if outer is not None else Usage(),
            tool_name=tool.name,
            tool_call_id=f"{NAME if outer is None else outer.tool_call_id}:{next(numbers)}",
            tool_arguments=arguments,
            agent=None if outer is None else outer.agent,
            run_config=None if outer is None else outer.run_config,
        )
        await _check_enabled(tool, context)
        return _value(await raising.on_invoke_tool(context, arguments))

    return enclave_tool(
        name=name,
        description=tool.description,
        input_schema=tool.params_json_schema,
        output_schema=tool.output_json_schema,
        timeout_ms=None if tool.timeout_seconds is None else max(1, round(tool.timeout_seconds * 1_000)),
    )(call)


def _raising(tool: FunctionTool) -> FunctionTool:
    """The tool with failures that are raised, where the SDK would make them into text that looks like a result."""
    said = resolve_function_tool_failure_error_function(tool)

    async def raise_it(context: Any, error: Exception) -> str:
        if said is None or tool._use_default_failure_error_function:  # pyright: ignore[reportPrivateUsage]
            raise error
        text = said(context, error)
        raise ToolError(await text if inspect.isawaitable(text) else text) from error

    return set_function_tool_failure_error_function(copy.copy(tool), raise_it)


async def _check_enabled(tool: FunctionTool, context: ToolContext[Any]) -> None:
    if isinstance(tool.is_enabled, bool):
        return
    enabled: Any = context.agent is not None and tool.is_enabled(context, context.agent)
    if not (await enabled if inspect.isawaitable(enabled) else enabled):
        raise ToolError(f"the tool `{tool.name}` is not enabled", code="TOOL_DENIED")


def _value(value: Any) -> Any:
    return value.text if isinstance(value, ToolOutputText) else value
