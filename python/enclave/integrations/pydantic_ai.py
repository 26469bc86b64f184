"""Pydantic AI: the agent's tools become one tool `run_code`, whose scripts call them.

from pydantic_ai import Agent
from enclave.integrations.pydantic_ai import EnclaveToolset

agent = Agent("openai:gpt-5.2", toolsets=[EnclaveToolset([list_users, send_mail], level="secure")])
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError
from pydantic_core import SchemaValidator, core_schema

from ..enclave import Enclave
from ..errors import ToolError
from ..signature import ArgumentsInvalid, readable
from ..tool import tool as enclave_tool
from .extras import missing
from .names import tool_names
from .run_code import MAX_CHARS, NAME, PARAMETERS, RunCode

try:
    from pydantic_ai import ModelRetry, Tool, ToolDenied, ToolReturn
    from pydantic_ai.exceptions import ApprovalRequired, CallDeferred, ToolFailed
    from pydantic_ai.messages import ToolCallPart
    from pydantic_ai.tool_manager import ToolManager
    from pydantic_ai.tools import AgentDepsT, RunContext, ToolDefinition, ToolFuncEither
    from pydantic_ai.toolsets import AbstractToolset, CombinedToolset, FunctionToolset, ToolsetTool, WrapperToolset
except ImportError as error:
    raise missing("pydantic-ai", error) from error

if TYPE_CHECKING:
    from ..result import Result

_MAX_RETRIES = 3
"""Scripts in a row that may fail, unless another number is given."""


_VALIDATOR = SchemaValidator(
    core_schema.typed_dict_schema(
        {"code": core_schema.typed_dict_field(core_schema.str_schema())}, extra_behavior="forbid"
    )
)


def run_code_tool(
    enclave: Enclave,
    *,
    name: str = NAME,
    max_retries: int = _MAX_RETRIES,
    description: str | None = None,
    max_chars: int = MAX_CHARS,
    on_result: Callable[[Result], object] | None = None,
    **run_options: Any,
) -> Tool[Any]:
    """A tool that runs scripts in an `Enclave` which has its tools already.

    What a model can repair comes back to it as `ModelRetry`; anything else is raised from the agent's run.

    Args:
        enclave: Where the scripts run.
        name: What the model calls the tool.
        max_retries: How many scripts in a row may fail before the agent's run does.
        description: What the model is told of the tool; `Enclave.tool_prompt` unless given.
        max_chars: How long an answer may be.
        on_result: Is given the whole `Result` of each run.
        run_options: Options of `Enclave.run`, such as `tenant`.

    Example:
        >>> from enclave import Enclave
        >>> from enclave.integrations.pydantic_ai import run_code_tool
        >>> run_code_tool(Enclave(tools={"now": lambda: "noon"})).name
        'run_code'
    """
    runner = RunCode(enclave, description=description, max_chars=max_chars, on_result=on_result, **run_options)

    async def run_code(code: str) -> str:
        return await _answer(runner, code)

    return Tool(run_code, takes_ctx=False, name=name, description=runner.description, max_retries=max_retries)


class EnclaveToolset(WrapperToolset[AgentDepsT]):
    """The tools of an agent as one tool, `run_code`.

    Functions may take a `RunContext`, as elsewhere in Pydantic AI. Calls that a script makes go the framework's way:
    arguments are validated, hooks of capabilities run, usage counts. Tools that the framework must pause for (those
    that need approval, are external or load late) stay tools of their own beside `run_code`.

    Args:
        tools: Functions, `Tool`s and toolsets, mixed.
        name: What the model calls the tool.
        max_retries: How many scripts in a row may fail before the agent's run does.
        max_chars: How long an answer may be.
        on_result: Is given the whole `Result` of each run.
        options: Options of `Enclave`, such as `level` or `limits`; `tools` there are Enclave's own.

    Example:
        >>> from enclave.integrations.pydantic_ai import EnclaveToolset
        >>> def add(left: int, right: int) -> int:
        ...     return left + right
        >>> EnclaveToolset([add], level="secure").label
        'EnclaveToolset(CombinedToolset(FunctionToolset))'
    """

    def __init__(
        self,
        tools: Sequence[Tool[AgentDepsT] | ToolFuncEither[AgentDepsT, ...] | AbstractToolset[AgentDepsT]],
        *,
        name: str = NAME,
        max_retries: int = _MAX_RETRIES,
        max_chars: int = MAX_CHARS,
        on_result: Callable[[Result], object] | None = None,
        **options: Any,
    ) -> None:
        toolsets: list[AbstractToolset[AgentDepsT]] = []
        functions: list[Tool[AgentDepsT] | ToolFuncEither[AgentDepsT, ...]] = []
        for tool in tools:
            if isinstance(tool, AbstractToolset):
                toolsets.append(cast("AbstractToolset[AgentDepsT]", tool))
            else:
                functions.append(tool)
        if functions:
            toolsets.insert(0, FunctionToolset(functions))
        super().__init__(CombinedToolset(toolsets))
        self._name = name
        self._max_retries = max_retries
        self._enclaves = _Enclaves(options, max_chars=max_chars, on_result=on_result)

    def _around(self, wrapped: AbstractToolset[AgentDepsT]) -> EnclaveToolset[AgentDepsT]:
        toolset = copy.copy(self)
        toolset.wrapped = wrapped
        return toolset

    async def for_run(self, ctx: RunContext[AgentDepsT]) -> AbstractToolset[AgentDepsT]:
        return self._around(await self.wrapped.for_run(ctx))

    async def for_run_step(self, ctx: RunContext[AgentDepsT]) -> AbstractToolset[AgentDepsT]:
        wrapped = await self.wrapped.for_run_step(ctx)
        return self if wrapped is self.wrapped else self._around(wrapped)

    def visit_and_replace(
        self, visitor: Callable[[AbstractToolset[AgentDepsT]], AbstractToolset[AgentDepsT]]
    ) -> AbstractToolset[AgentDepsT]:
        return self._around(self.wrapped.visit_and_replace(visitor))

    async def get_tools(self, ctx: RunContext[AgentDepsT]) -> dict[str, ToolsetTool[AgentDepsT]]:
        tools = await self.wrapped.get_tools(ctx)
        beside = {name: tool for name, tool in tools.items() if _is_paused_for(tool.tool_def)}
        inside = {name: tool for name, tool in tools.items() if name not in beside}
        if self._name in beside:
            raise ValueError(f"a tool is called `{self._name}` already: give `EnclaveToolset` another `name`")
        runner = self._enclaves.runner([tool.tool_def for tool in inside.values()])
        definition = ToolDefinition(name=self._name, description=runner.description, parameters_json_schema=PARAMETERS)
        run_code = _RunCodeTool(
            toolset=self,
            tool_def=definition,
            max_retries=self._max_retries,
            args_validator=_VALIDATOR,
            runner=runner,
            inside=inside,
        )
        return {self._name: run_code, **beside}

    async def call_tool(
        self, name: str, tool_args: dict[str, Any], ctx: RunContext[AgentDepsT], tool: ToolsetTool[AgentDepsT]
    ) -> Any:
        if not isinstance(tool, _RunCodeTool):
            return await self.wrapped.call_tool(name, tool_args, ctx, tool)
        hooks = None if ctx.tool_manager is None else ctx.tool_manager.root_capability
        manager = ToolManager(self.wrapped, root_capability=hooks, ctx=ctx, tools=tool.inside)
        token = _calls.set(_Calls(manager, ctx.tool_call_id))
        try:
            return await _answer(tool.runner, tool_args["code"])
        finally:
            _calls.reset(token)


@dataclass(kw_only=True)
class _RunCodeTool(ToolsetTool[AgentDepsT]):
    runner: RunCode
    inside: dict[str, ToolsetTool[AgentDepsT]]


class _Enclaves:
    """The `Enclave` of the tools that a step of an agent has: the last one's, while they stay the same."""

    def __init__(self, options: dict[str, Any], **answer_options: Any) -> None:
        self._own = tuple(options.pop("tools", ()))
        self._options = options
        self._answer_options = answer_options
        self._last: tuple[list[ToolDefinition], RunCode] | None = None

    def runner(self, definitions: list[ToolDefinition]) -> RunCode:
        """Runs scripts that call those tools."""
        last = self._last
        if last is not None and last[0] == definitions:
            return last[1]
        names = tool_names(definition.name for definition in definitions)
        tools = [_tool(definition, name) for definition, name in zip(definitions, names, strict=True)]
        # The one that it replaces may be in use: it ends when nobody has it any more.
        enclave = Enclave(tools=[*self._own, *tools], **self._options)
        runner = RunCode(enclave, **self._answer_options)
        self._last = definitions, runner
        return runner


class _Calls:
    """The calls of one script, the framework's way."""

    def __init__(self, manager: ToolManager[Any], call_id: str | None) -> None:
        self._manager = manager
        self._call_id = call_id or NAME
        self._numbers = itertools.count(1)

    async def call(self, name: str, args: dict[str, Any]) -> Any:
        part = ToolCallPart(name, args, tool_call_id=f"{self._call_id}:{next(self._numbers)}")
        try:
            value = await self._manager.handle_call(part, wrap_validation_errors=False)
        except ValidationError as error:
            raise ArgumentsInvalid(readable(name, error)) from error
        except (ModelRetry, ToolFailed) as error:
            raise ToolError(error.message) from error
        except ApprovalRequired as error:
            raise ToolError(
                f"the call of `{name}` needs approval, which a script cannot wait for", code="TOOL_DENIED"
            ) from error
        except CallDeferred as error:
            raise ToolError(
                f"`{name}` is answered later, which a script cannot wait for", code="TOOL_DENIED"
            ) from error
        if isinstance(value, ToolDenied):
            raise ToolError(value.message, code="TOOL_DENIED")
        return value.return_value if isinstance(value, ToolReturn) else value


_calls: ContextVar[_Calls] = ContextVar("enclave_pydantic_ai_calls")


async def _call(name: str, args: dict[str, Any]) -> Any:
    return await _calls.get().call(name, args)


def _tool(definition: ToolDefinition, name: str) -> Any:
    return enclave_tool(
        name=name,
        description=definition.description or "",
        input_schema=definition.parameters_json_schema,
        output_schema=definition.return_schema,
    )(partial(_call, definition.name))


def _is_paused_for(definition: ToolDefinition) -> bool:
    return definition.defer or definition.defer_loading


async def _answer(runner: RunCode, code: str) -> str:
    answer = await runner.run(code)
    if not answer.ok:
        raise ModelRetry(answer.text)
    return answer.text
