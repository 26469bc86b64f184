"""A function's signature as a pydantic model: the tool's input schema, and the check of each call's arguments."""

from __future__ import annotations

import functools
import inspect
import typing
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, create_model
from pydantic.errors import PydanticUserError
from pydantic.json_schema import GenerateJsonSchema

from .errors import error_of

Arguments: typing.TypeAlias = "tuple[tuple[Any, ...], dict[str, Any]]"


class ArgumentsInvalid(Exception):
    """The arguments of a call do not fit the function; the text is for the script."""

    code = "TOOL_ARGUMENTS_INVALID"


class _JsonSchema(GenerateJsonSchema):
    """Without a title for each field, which says the field's name once more."""

    ignored_warning_kinds: typing.ClassVar[Any] = {"skipped-choice", "non-serializable-default"}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def callable_of(function: Any) -> Any:
    """The function whose annotations describe a callable: behind a partial, a bound method or an instance."""
    while isinstance(function, functools.partial):
        function = function.func
    if inspect.isroutine(function) or inspect.isclass(function):
        return function
    return function.__call__


def is_async(function: Any) -> bool:
    """Whether calling it gives a coroutine."""
    while isinstance(function, functools.partial):
        function = function.func
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(callable_of(function))


def hints_of(function: Any, local_names: dict[str, Any] | None = None) -> dict[str, Any]:
    """The annotations with their names resolved.

    Raises:
        NameError: a name is not known, or not yet.
    """
    return typing.get_type_hints(callable_of(function), localns=local_names, include_extras=True)


class Signature:
    """How a tool's function takes the arguments of a call."""

    def __init__(
        self,
        tool: str,
        function: Any,
        hints: dict[str, Any],
        texts: dict[str, str],
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        """`hidden` are parameters that no script gives."""
        self._tool = tool
        self._positional: list[str] = []
        self._extra = False
        # Fields are numbered: a parameter may have a name that a model cannot.
        self._fields: dict[str, str] = {}
        fields: dict[str, Any] = {}
        for parameter in parameters_of(tool, function):
            if parameter.name in hidden:
                continue
            if parameter.kind is parameter.VAR_KEYWORD:
                self._extra = True
                continue
            field = f"argument_{len(self._fields)}"
            self._fields[field] = parameter.name
            if parameter.kind is parameter.POSITIONAL_ONLY:
                self._positional.append(field)
            default = ... if parameter.default is parameter.empty else parameter.default
            fields[field] = (hints.get(parameter.name, Any), default)
        self._model = self._build(fields, texts)

    def _build(self, fields: dict[str, Any], texts: dict[str, str]) -> type[BaseModel]:
        config = ConfigDict(
            alias_generator=self._fields.__getitem__,
            extra="allow" if self._extra else "forbid",
            protected_namespaces=(),
        )
        try:
            model = create_model("Arguments", __config__=config, **fields)
            undescribed = False
            for field, info in model.model_fields.items():
                text = texts.get(self._fields[field])
                if text and info.description is None:
                    info.description = text
                    undescribed = True
            if undescribed:
                model.model_rebuild(force=True)
        except (PydanticUserError, TypeError, NameError) as error:
            raise self._no_schema(error) from error
        return model

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments object."""
        try:
            schema = self._model.model_json_schema(schema_generator=_JsonSchema)
        except PydanticUserError as error:
            raise self._no_schema(error) from error
        schema.pop("title", None)
        schema.pop("description", None)
        return schema

    def _no_schema(self, error: Exception) -> Exception:
        reason = str(error).splitlines()[0]
        return error_of("INVALID_CONFIG", f"the parameters of tool `{self._tool}` have no schema: {reason}")

    def arguments(self, given: Any) -> Arguments:
        """The function's arguments for a call's.

        Raises:
            ArgumentsInvalid: they do not fit.
        """
        try:
            model = self._model.model_validate(given)
        except ValidationError as error:
            raise ArgumentsInvalid(readable(self._tool, error)) from error
        values = model.__dict__
        positional = tuple(values[field] for field in self._positional)
        named = {name: values[field] for field, name in self._fields.items() if field not in self._positional}
        if model.__pydantic_extra__:
            named.update(model.__pydantic_extra__)
        return positional, named


def parameters_of(tool: str, function: Any) -> list[inspect.Parameter]:
    """The parameters that a script may give."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError) as error:
        raise error_of(
            "INVALID_CONFIG", f"the function of tool `{tool}` has no signature: give `input_schema`"
        ) from error
    if parameters and parameters[0].name in ("self", "cls"):
        raise error_of("INVALID_CONFIG", f"the tool `{tool}` is a method: take it from an instance, `instance.method`")
    for parameter in parameters:
        if parameter.kind is parameter.VAR_POSITIONAL:
            raise error_of(
                "INVALID_CONFIG", f"the tool `{tool}` has `*{parameter.name}`: scripts give arguments by name"
            )
    return parameters


def readable(tool: str, error: ValidationError) -> str:
    """What is wrong with a call's arguments, for the script's author."""
    found: list[str] = []
    for one in error.errors(include_url=False, include_context=False, include_input=False)[:10]:
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in one["loc"]).lstrip(".")
        found.append(f"`{place}`: {one['msg']}" if place else one["msg"])
    return f"arguments of `{tool}`: {'; '.join(found)}"


def output_schema_of(hint: Any) -> dict[str, Any] | None:
    """The JSON Schema of a return annotation; None when it has none."""
    if hint is inspect.Parameter.empty or hint is Any:
        return None
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(hint)
        return adapter.json_schema(mode="serialization", schema_generator=_JsonSchema)
    except (PydanticUserError, TypeError, NameError):
        return None
