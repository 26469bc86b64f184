"""The tool `run_code`, as every framework offers it: its name, what it takes, and what the model reads back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pydantic_core

from ..errors import EnclaveError, LimitError, RejectedError, ScriptError, ToolCallError

if TYPE_CHECKING:
    from ..enclave import Enclave
    from ..result import CallRecord, Result

NAME = "run_code"
CODE_DESCRIPTION = "The script. It is run at once, and its result is the answer."
PARAMETERS: dict[str, Any] = {
    "type": "object",
    "properties": {"code": {"type": "string", "description": CODE_DESCRIPTION}},
    "required": ["code"],
    "additionalProperties": False,
}
"""The JSON Schema of the tool's arguments."""

MAX_CHARS = 20_000
"""Characters of an answer, unless another number is given."""

_LEAST_CHARS = 200
_MAX_DESCRIPTION = 30_000
"""Characters of a description; of many tools less is said of each, and scripts look up the rest."""
_REPAIRABLE = (RejectedError, ScriptError, LimitError, ToolCallError)
_MOST_CALLS = 20
"""Calls that an error's text names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model reads."""

    text: str
    ok: bool
    """Whether the script has a value. If not, the text says how to repair it."""


class RunCode:
    """Runs the scripts that a model gives to `run_code`.

    Args:
        enclave: Where they run.
        description: What the model is told of the tool; `Enclave.tool_prompt` unless given.
        max_chars: How long an answer may be; what is longer is cut, and says so.
        on_result: Is given the whole `Result` of each run, for the host alone.
        run_options: Options of `Enclave.run`, such as `tenant` or `context`.
    """

    def __init__(
        self,
        enclave: Enclave,
        *,
        description: str | None = None,
        max_chars: int = MAX_CHARS,
        on_result: Callable[[Result], object] | None = None,
        **run_options: Any,
    ) -> None:
        if max_chars < _LEAST_CHARS:
            raise ValueError(f"`max_chars` is {max_chars}; it must be at least {_LEAST_CHARS}")
        self._enclave = enclave
        self.description = enclave.tool_prompt(budget_chars=_MAX_DESCRIPTION) if description is None else description
        self._max_chars = max_chars
        self._on_result = on_result
        self._run_options = run_options

    async def run(self, code: str) -> Answer:
        """Runs a script.

        Raises:
            EnclaveError: the run was ended by something that no other script would mend: it was cancelled, no worker
                was free, or Enclave has a defect.
        """
        return self._answer(await self._enclave.run(code, **self._run_options))

    def run_sync(self, code: str) -> Answer:
        """The same without an event loop.

        Raises:
            EnclaveError: see `run`.
        """
        return self._answer(self._enclave.run_sync(code, **self._run_options))

    def _answer(self, result: Result) -> Answer:
        if self._on_result is not None:
            self._on_result(result)
        if result.error is not None and not is_repairable(result.error):
            raise result.error
        return Answer(text_of(result, self._max_chars), result.ok)


def is_repairable(error: EnclaveError) -> bool:
    """Whether another script may do better, so that the model should read the error."""
    return isinstance(error, _REPAIRABLE)


def text_of(result: Result, max_chars: int = MAX_CHARS) -> str:
    """A result as text for a model: the value as JSON, or the error; then what was emitted and written.

    The value comes first and is quoted as JSON, so that no text in it can pass for another part.
    """
    main = json_of(result.value) if result.error is None else f"{result.error}{_made(result.calls)}"
    more = ""
    if result.emitted:
        more += "\n\nemitted:\n" + "\n".join(json_of(value) for value in result.emitted)
    if result.console:
        more += "\n\nconsole:\n" + "\n".join(f"[{entry.level}] {_indented(entry.text)}" for entry in result.console)
    main = cut(main, max_chars - min(len(more), max_chars // 4))
    return main + cut(more, max_chars - len(main))


def json_of(value: Any) -> str:
    """A value as JSON: dates as ISO 8601, bytes as base64. Never fails for what a script can return."""
    try:
        data = pydantic_core.to_json(value, bytes_mode="base64", inf_nan_mode="constants", fallback=str)
    except ValueError as error:
        # Half of a surrogate pair, or deeper than the serializer goes.
        return f"(a value that cannot be written as JSON: {_plain(error)})"
    return data.decode()


def cut(text: str, max_chars: int) -> str:
    """The text, or its beginning with a word on what is missing; at most so long, and always valid Unicode."""
    text = text.encode("utf-8", "replace").decode()
    if len(text) <= max_chars:
        return text
    note = f"… ({len(text)} characters in all, the rest is cut: return less)"
    return text[: max(max_chars - len(note), 0)] + note


def _made(calls: tuple[CallRecord, ...]) -> str:
    """The calls that a failed script made: they are not undone, and the next script must not repeat them blindly."""
    if not calls:
        return ""
    named = [f"{call.name} ({_end(call)})" for call in calls[:_MOST_CALLS]]
    if len(calls) > _MOST_CALLS:
        named.append(f"{len(calls) - _MOST_CALLS} more")
    return f"\n\ncalls that were made: {', '.join(named)}"


def _end(call: CallRecord) -> str:
    if call.ok is None:
        return "not answered"
    if call.ok:
        return "ok"
    return call.error.code if call.error is not None else "failed"


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _plain(error: Exception) -> str:
    return str(error).encode("utf-8", "replace").decode()[:200]
