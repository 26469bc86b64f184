"""Errors, by what the caller does next. `error_of` is the one place that maps codes to classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .diagnostic import Diagnostic, diagnostics_of

if TYPE_CHECKING:
    from ._contract import ErrorCode
    from ._native import FailureData


class EnclaveError(Exception):
    """Why a run has no value. `str()` is text from which a model can repair its script."""

    code: ErrorCode
    """The stable, public code, such as `TIMEOUT`."""
    name: str
    """The error's name as the script had it (`TypeError`), or else the code."""
    message: str
    line: int | None
    """Line in the author's source, from 1."""
    column: int | None
    help: str
    """What to write instead; empty where nothing better than the message is known."""
    diagnostics: tuple[Diagnostic, ...]
    """What the static layers found."""
    data: Any
    """More about it: a tool error's own code and data, a limit's name and number."""

    def __init__(
        self,
        message: str,
        *,
        code: ErrorCode,
        name: str | None = None,
        line: int | None = None,
        column: int | None = None,
        help: str = "",
        diagnostics: tuple[Diagnostic, ...] = (),
        data: Any = None,
        text: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.name = code if name is None else name
        self.message = message
        self.line = line
        self.column = column
        self.help = help
        self.diagnostics = diagnostics
        self.data = data
        self._text = f"{code}: {message}" if text is None else text

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message!r}, code={self.code!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        details = {
            "code": self.code,
            "name": self.name,
            "line": self.line,
            "column": self.column,
            "help": self.help,
            "diagnostics": self.diagnostics,
            "data": self.data,
            "text": self._text,
        }
        return _rebuilt, (type(self), self.message, details)


class RejectedError(EnclaveError):
    """A static layer refused the script: have it repaired. Nothing of it ran."""


class ScriptError(EnclaveError):
    """The script failed while it ran: have it repaired. Tools may have been called."""


class LimitError(EnclaveError):
    """A limit ended the run: have it do less, or raise the limit."""


class ToolCallError(EnclaveError):
    """A tool call failed and the script did not catch it: look at `result.calls`."""


class InterruptedRunError(EnclaveError):
    """The run was ended from outside or found no place: run it again."""


class ConfigError(EnclaveError):
    """The configuration is wrong; the message names the option."""


class InternalError(EnclaveError):
    """A defect of Enclave or of a stored session: report it."""


_CLASSES: dict[ErrorCode, type[EnclaveError]] = {
    "VALIDATION_ERROR": RejectedError,
    "SCORING_BLOCKED": RejectedError,
    "EXECUTION_ERROR": ScriptError,
    "SERIALIZATION_ERROR": ScriptError,
    "DEADLOCK": ScriptError,
    "TIMEOUT": LimitError,
    "CPU_LIMIT_EXCEEDED": LimitError,
    "MAX_ITERATIONS": LimitError,
    "MEMORY_LIMIT_EXCEEDED": LimitError,
    "STACK_OVERFLOW": LimitError,
    "MAX_TOOL_CALLS": LimitError,
    "CONSOLE_LIMIT_EXCEEDED": LimitError,
    "OUTPUT_TOO_LARGE": LimitError,
    "TOOL_ERROR": ToolCallError,
    "TOOL_NOT_FOUND": ToolCallError,
    "TOOL_ARGUMENTS_INVALID": ToolCallError,
    "TOOL_DENIED": ToolCallError,
    "TOOL_TIMEOUT": ToolCallError,
    "RATE_LIMITED": ToolCallError,
    "CANCELLED": InterruptedRunError,
    "WORKER_LOST": InterruptedRunError,
    "QUEUE_FULL": InterruptedRunError,
    "QUEUE_TIMEOUT": InterruptedRunError,
    "INVALID_CONFIG": ConfigError,
    "REPLAY_DIVERGED": InternalError,
    "INTERNAL": InternalError,
}


def error_of(code: ErrorCode, message: str, **details: Any) -> EnclaveError:
    """The error of that code."""
    return _CLASSES[code](message, code=code, **details)


def error_from(failure: FailureData) -> EnclaveError:
    """The error of a run, as the extension module gives it."""
    return error_of(
        failure["code"],
        failure["message"],
        name=failure["name"],
        line=failure["line"],
        column=failure["column"],
        help=failure["help"],
        diagnostics=diagnostics_of(failure["diagnostics"]),
        data=failure["data"],
        text=failure["text"],
    )


def _rebuilt(error_class: type[EnclaveError], message: str, details: dict[str, Any]) -> EnclaveError:
    return error_class(message, **details)


class ToolError(Exception):
    """Raise it in a tool: the script sees the message, the code and the data, and can catch it."""

    def __init__(self, message: str, *, code: str = "TOOL_ERROR", data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = data

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt_tool_error, (str(self), self.code, self.data)


def _rebuilt_tool_error(message: str, code: str, data: Any) -> ToolError:
    return ToolError(message, code=code, data=data)
