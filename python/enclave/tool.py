"""Tools: functions that scripts may call."""

from __future__ import annotations

import copy
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, NoReturn, ParamSpec, TypeVar, cast, get_args, get_origin, overload

from ._contract import RateLimit
from .docstring import described
from .errors import EnclaveError, error_of
from .failures import reject, settle
from .policy import Policy, decided, judged, undecided
from .result import Call
from .secrets import Secrets, taken
from .reference import Reference
from .signature import ArgumentsInvalid, Signature, hints_of, is_async, output_schema_of, parameters_of

if TYPE_CHECKING:
    from .audit import Auditor
    from ._native import CallData, Session

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)

_OPTIONS = (
    "name",
    "description",
    "input_schema",
    "output_schema",
    "annotations",
    "timeout_ms",
    "rate_limit",
    "requires_approval",
    "by_reference",
    "labels",
    "secrets",
)
_ANNOTATIONS = ("read_only", "destructive", "idempotent", "open_world")
_MAX_TIMEOUT_MS = 86_400_000
_NONE: Mapping[str, str] = {}


class Prepared(NamedTuple):
    """What is ready to be asked of the host: a tool whose arguments fit, a predicate, an approval."""

    call: Callable[[], Any]
    is_async: bool
    timeout_ms: int | None
    answer: Callable[[Session, int, Any], EnclaveError | None] = settle
    """What is done with what it gives."""
    fail: Callable[[Session, int, BaseException], None] = reject
    """What is done with what it raises."""


Approver = Callable[[Call], Any]
"""Approves a call by giving true; false or a text, the reason, denies it. Sync or async."""


class Tool(Generic[P, R_co]):
    """A function with what a script needs to know of it. Calling it calls the function."""

    def __init__(
        self,
        function: Callable[P, R_co],
        *,
        name: str | None = None,
        description: str | None = None,
        input_schema: Mapping[str, Any] | None = None,
        output_schema: Mapping[str, Any] | None = None,
        annotations: Mapping[str, bool] | None = None,
        timeout_ms: int | None = None,
        rate_limit: RateLimit | None = None,
        requires_approval: bool = False,
        by_reference: bool = False,
        labels: Iterable[str] = (),
        secrets: Iterable[str] = (),
        hints: dict[str, Any] | None = None,
    ) -> None:
        text, self._parameter_texts = described(function)
        self._function = function
        self._hints = hints
        self.name = name if name is not None else _name_of(function)
        self.description = text if description is None else description
        self.annotations = dict(annotations or {})
        self.timeout_ms = timeout_ms
        self.rate_limit = dict(rate_limit or {})
        self.requires_approval = requires_approval
        self.by_reference = by_reference
        self.labels = self._names("labels", labels)
        self.secrets = self._names("secrets", secrets)
        self._check_options()
        self._given_input_schema = None if input_schema is None else dict(input_schema)
        self._given_output_schema = None if output_schema is None else dict(output_schema)
        self.__doc__ = inspect.getdoc(function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co:
        return self._function(*args, **kwargs)

    def __get__(self, instance: object, owner: type | None = None) -> Tool[..., R_co]:
        if instance is None:
            return self
        bound: Tool[..., R_co] = copy.copy(self)
        bound.__dict__ = {name: value for name, value in vars(self).items() if name not in _CACHED}
        bound._function = self._function.__get__(instance, owner)  # pyright: ignore[reportFunctionMemberAccess, reportUnknownMemberType]
        return bound

    def __repr__(self) -> str:
        return f"<Tool {self.name}>"

    def _names(self, option: str, names: Iterable[str]) -> tuple[str, ...]:
        listed: list[Any] = list(names)
        if isinstance(names, str) or not all(isinstance(name, str) for name in listed):
            raise error_of("INVALID_CONFIG", f"`{option}` of tool `{self.name}` must be a list of names")
        return tuple(listed)

    def _check_options(self) -> None:
        for name in self.annotations:
            if name not in _ANNOTATIONS:
                raise error_of("INVALID_CONFIG", f"unknown option `annotations.{name}` of tool `{self.name}`")
        if self.timeout_ms is not None and not 1 <= self.timeout_ms <= _MAX_TIMEOUT_MS:
            limits = f"it must be between 1 and {_MAX_TIMEOUT_MS}"
            raise error_of("INVALID_CONFIG", f"`timeout_ms` of tool `{self.name}` is {self.timeout_ms}; {limits}")

    @cached_property
    def is_async(self) -> bool:
        """Whether the function is awaited."""
        return is_async(self._function)

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments object."""
        return self._signature.schema() if self._given_input_schema is None else self._given_input_schema

    @cached_property
    def _returns(self) -> tuple[Any, bool]:
        """What the function gives, and whether by reference."""
        hint = self._resolved_hints().get("return", inspect.Parameter.empty)
        origin = get_origin(hint) or hint
        if origin is not Reference:
            return hint, False
        inside = get_args(hint)
        return inside[0] if inside else Any, True

    @cached_property
    def output_schema(self) -> dict[str, Any] | None:
        """The JSON Schema of the result; None when nothing is known of it."""
        if self._given_output_schema is not None:
            return self._given_output_schema
        return output_schema_of(self._returns[0])

    @cached_property
    def _signature(self) -> Signature:
        hidden = frozenset({"secrets"}) if self.secrets else frozenset[str]()
        return Signature(self.name, self._function, self._resolved_hints(), self._parameter_texts, hidden)

    @cached_property
    def _takes_dict(self) -> bool:
        """Whether the function takes the arguments object whole: with a schema of its own and the parameter `args`."""
        parameters = parameters_of(self.name, self._function)
        return (
            len(parameters := [parameter for parameter in parameters if parameter.name != "secrets" or not self.secrets]) == 1
            and parameters[0].name == "args"
            and parameters[0].kind is not parameters[0].VAR_KEYWORD
        )

    def _resolved_hints(self) -> dict[str, Any]:
        if self._hints is not None:
            return self._hints
        try:
            return hints_of(self._function)
        except (NameError, TypeError) as error:
            raise error_of("INVALID_CONFIG", f"the annotations of tool `{self.name}` are not known: {error}") from error

    def renamed(self, name: str) -> Tool[P, R_co]:
        """The same tool under another name."""
        tool = copy.copy(self)
        tool.__dict__ = {key: value for key, value in vars(self).items() if key not in _CACHED}
        tool.name = name
        return tool

    @property
    def _by_reference(self) -> bool:
        return self.by_reference or self._returns[1]

    def spec(self) -> dict[str, Any]:
        """What the core knows of the tool."""
        return {
            "name": self.name,
            "description": self.description,
            "input_schema": self.input_schema,
            "output_schema": self.output_schema,
            "annotations": self.annotations,
            "timeout_ms": self.timeout_ms,
            "rate_limit": self.rate_limit,
            "requires_approval": self.requires_approval,
            "by_reference": self._by_reference,
            "labels": self.labels,
        }

    def prepare(self, args: Any, secrets: Mapping[str, str] = _NONE) -> Prepared:
        """A call with the arguments that a script gave, and the tool's secrets.

        Raises:
            ArgumentsInvalid: they do not fit the function.
        """
        if self._given_input_schema is None:
            positional, named = self._signature.arguments(args)
        elif self._takes_dict:
            positional, named = (args,), {}
        else:
            positional, named = (), args
        if self.secrets:
            named = {**named, "secrets": Secrets(secrets)}
        if self._given_input_schema is not None and not self._takes_dict:
            try:
                inspect.signature(self._function).bind(**named)
            except TypeError as error:
                raise ArgumentsInvalid(f"arguments of `{self.name}`: {error}") from error
        return Prepared(
            partial(self._function, *positional, **named),
            self.is_async,
            self.timeout_ms,
            _settle_by_reference if self._by_reference else settle,
        )


def _settle_by_reference(session: Session, call_id: int, value: Any) -> EnclaveError | None:
    return settle(session, call_id, value if isinstance(value, Reference) else Reference(value))


_CACHED = ("is_async", "input_schema", "output_schema", "_returns", "_signature", "_takes_dict")


class ToolMatch(NamedTuple):
    """A tool that was found."""

    name: str
    signature: str
    """How a script calls it, with its types."""
    description: str
    """The first line of its description."""


class Tools:
    """The tools of an `Enclave`, by name."""

    def __init__(
        self,
        tools: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]],
        handler: Callable[[str, dict[str, Any]], Any] | None,
        policy: Policy,
        on_approval: Approver | None,
        secrets: Mapping[str, str],
    ) -> None:
        if isinstance(tools, Mapping):
            named = cast("Mapping[str, Callable[..., Any]]", tools)
            listed = [_tool_of(function).renamed(name) for name, function in named.items()]
        else:
            listed = [_tool_of(function) for function in tools]
        self.listed: list[Tool[..., Any]] = listed
        self.handler = handler
        self._handler_is_async = handler is not None and is_async(handler)
        self._by_name = {tool.name: tool for tool in listed}
        self.policy = policy
        self.auditor: Auditor | None = None
        self._on_approval = on_approval
        self._secrets = {tool.name: taken(tool.name, tool.secrets, secrets) for tool in listed if tool.secrets}
        # Any tool's result may bring any of them.
        self.secrets = sorted({each for named in self._secrets.values() for each in named.items()})

    def approved_by(self, on_approval: Approver | None) -> Tools:
        """The same with somebody else to ask."""
        if on_approval is None:
            return self
        tools = copy.copy(self)
        tools._on_approval = on_approval
        return tools

    def prepare(self, call: CallData) -> Prepared:
        """What a call asks of the host: a decision about it, the tool of its name, or the handler for all others."""
        call_id, name, args, asks = call
        if asks is not None:
            if asks[0] == "policy":
                return Prepared(partial(self.policy.holds, asks[1], name, args), False, None, judged, undecided)
            if self._on_approval is None:
                refusal = "nobody can be asked: there is no `on_approval`"
                return Prepared(lambda: refusal, False, None, decided, undecided)
            asked = Call(call_id, name, args, kind="approval", hash=asks[1], reason=asks[2])
            return Prepared(partial(self._on_approval, asked), is_async(self._on_approval), None, decided, undecided)
        tool = self._by_name.get(name)
        if tool is not None:
            return tool.prepare(args, self._secrets.get(name, {}))
        if self.handler is None:
            raise error_of("TOOL_NOT_FOUND", f"there is no tool `{name}`")
        return Prepared(partial(self.handler, name, args), self._handler_is_async, None)


def _tool_of(function: Any) -> Tool[..., Any]:
    if isinstance(function, Tool):
        return cast("Tool[..., Any]", function)
    if not callable(function):
        raise error_of("INVALID_CONFIG", f"a tool must be a function, not `{type(function).__name__}`")
    return Tool(function)


def _name_of(function: Any) -> str:
    while isinstance(function, partial):
        function = function.func
    name: str = getattr(function, "__name__", type(function).__name__)
    return name


def refuse_unknown(options: Mapping[str, object], where: str = "") -> None:
    """Refuses options that do not exist, by name."""
    for name in options:
        raise error_of("INVALID_CONFIG", f"unknown option `{name}`{where}")


@overload
def tool(function: Callable[P, R_co], /) -> Tool[P, R_co]: ...


@overload
def tool(
    *,
    name: str | None = None,
    description: str | None = None,
    input_schema: Mapping[str, Any] | None = None,
    output_schema: Mapping[str, Any] | None = None,
    annotations: Mapping[str, bool] | None = None,
    timeout_ms: int | None = None,
    rate_limit: RateLimit | None = None,
    requires_approval: bool = False,
    by_reference: bool = False,
    labels: Iterable[str] = (),
    secrets: Iterable[str] = (),
    **unknown: NoReturn,
) -> Callable[[Callable[P, R_co]], Tool[P, R_co]]: ...


def tool(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Makes a tool of a function, sync or async; also of a method.

    The name is the function's unless given. The input schema follows from the signature and the docstring, and each
    call's arguments are checked by it, as pydantic does; with `input_schema` the function is given the arguments by
    name, or as one dictionary when its only parameter is `args`.

    Args:
        name: `[A-Za-z_][A-Za-z0-9_.:/-]{0,127}`; `users:list` is `tools.users.list` in a script.
        description: What the tool does, for the model; the docstring's text unless given.
        input_schema: JSON Schema of the arguments object, in place of the signature's.
        output_schema: JSON Schema of the result, in place of the return annotation's.
        annotations: `read_only`, `destructive`, `idempotent`, `open_world`.
        timeout_ms: How long one call may take; longer, and the script gets `TOOL_TIMEOUT`.
        rate_limit: How often one session may call it: `max_calls` and `per_second`, past which a call rejects with
            `RATE_LIMITED`, and `max_concurrent`, past which it waits for its turn.
        requires_approval: Whether each call waits for an approval, whatever the policy allows.
        by_reference: Whether scripts get a handle in place of each result; see `Reference`.
        labels: Words that a policy can name the tool by.
        secrets: Names among the `Enclave`'s `secrets` that the function gets as its parameter `secrets`.
    """
    refuse_unknown({name: value for name, value in options.items() if name not in _OPTIONS}, " of `tool`")
    names = dict(sys._getframe(1).f_locals)  # pyright: ignore[reportPrivateUsage]

    def build(decorated: Callable[..., Any]) -> Tool[..., Any]:
        try:
            hints = hints_of(decorated, names)
        except (NameError, TypeError):
            # A name that is defined further down is known when the `Enclave` is made.
            hints = None
        return Tool(decorated, hints=hints, **options)

    return build if function is None else build(function)
