"""Cassettes: files that hold the calls of scripts with their answers. `bindings-node/ts/cassette.ts` reads the same."""

from __future__ import annotations

import json
import math
import os
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeGuard, cast

VERSION = 1
MAX_BYTES = 64 * 2**20
"""The largest file that is read or written."""
MAX_DEPTH = 256
"""The deepest nesting that is read: more than `max_value_depth` ever allows, tags included."""
REDACTED = "[redacted]"

_EXACT = 2**53
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MAX_DATE = 8_640_000_000_000_000
_DIGITS = re.compile(r"-?(?:0|[1-9][0-9]{0,39999})")
"""As many as the engine's largest integer has."""
_LONGEST_KEY_SHOWN = 60
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,59}")
_TAG = re.compile(r'\{\s*("\$(?:undefined|number|bigint|date|bytes)": )("[-\w]*"|[-\w]+|\[[0-9,\s]*\])\s*\}')
"""A tag with its value, in JSON. No text holds one: quotes are escaped there."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf, "-0": -0.0}
_ENTRY = ("tool", "args", "result", "by_reference", "error", "unanswered", "order")
_ENDS = ("result", "error", "unanswered")
_ERROR = ("code", "message", "data")


class CassetteError(ValueError):
    """A cassette cannot be read or written; the message names the file and the place."""


class CassetteMiss(AssertionError):
    """A script made a call that its cassette has no answer to."""

    tool: str
    """The tool that was called."""
    arguments: Any

    def __init__(self, message: str, *, tool: str, arguments: Any) -> None:
        super().__init__(message)
        self.tool = tool
        self.arguments = arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt_miss, (str(self), self.tool, self.arguments)


class CassetteWarning(UserWarning):
    """Calls were recorded that were not made again."""


@dataclass(frozen=True, slots=True)
class CassetteFailure:
    """How a recorded call failed."""

    code: str
    message: str
    data: Any = None


@dataclass(frozen=True, slots=True)
class CassetteCall:
    """One recorded call with its answer."""

    tool: str
    args: Any
    result: Any
    """What the tool gave; None when it failed or did not answer."""
    error: CassetteFailure | None
    answered: bool
    """False when the run ended before the tool answered."""
    order: int
    """Its place among the answers, from 0; calls that wait at the same time are answered in this order."""
    by_reference: bool = False
    """Whether the script was given a handle of the result."""

    def __str__(self) -> str:
        return f"{self.tool}({shown(tagged(self.args))})"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds."""

    calls: tuple[CassetteCall, ...]
    redacted: frozenset[str]


def read(path: Path, record: str) -> Content:
    """The content of a file; `record` says how one is made.

    Raises:
        CassetteError: there is no file, or something else is in it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise CassetteError(f"{path}: there is no such cassette; record it: {record}") from error
    except OSError as error:
        raise CassetteError(f"{path}: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise CassetteError(f"{path}: a cassette has at most {MAX_BYTES} bytes")
    try:
        return _content(json.loads(data.decode(), parse_int=_integer, parse_float=_float, parse_constant=_constant))
    except UnicodeDecodeError as error:
        raise CassetteError(f"{path}: byte {error.start} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise CassetteError(f"{path}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    except RecursionError as error:
        raise CassetteError(f"{path}: nested deeper than {MAX_DEPTH} levels") from error
    except _Wrong as error:
        raise CassetteError(f"{path}: {error}") from error


def write(path: Path, calls: Iterable[CassetteCall], redacted: frozenset[str]) -> None:
    """Writes a file as a whole, or leaves what was there.

    Raises:
        CassetteError: it would be larger than what is read, or cannot be written.
    """
    content: dict[str, Any] = {"version": VERSION}
    if redacted:
        content["redacted"] = sorted(redacted)
    content["calls"] = [_entry(index, call, redacted) for index, call in enumerate(calls)]
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    text = _TAG.sub(lambda found: f"{{{found[1]}{''.join(found[2].split())}}}", text)
    text = _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    data = f"{text}\n".encode()
    if len(data) > MAX_BYTES:
        raise CassetteError(f"{path}: a cassette has at most {MAX_BYTES} bytes; this one would have {len(data)}")
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(data)
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise CassetteError(f"{path}: {error.strerror}") from error


def tagged(value: Any, redacted: frozenset[str] = frozenset()) -> Any:
    """A value as JSON; what JSON lacks is tagged, as `tests-shared/README.md` says."""
    match value:
        case None | bool() | str():
            return value
        case int():
            # `str` refuses long integers.
            return value if abs(value) <= _EXACT else {"$bigint": str(Decimal(value))}
        case float():
            return _tagged_float(value)
        case datetime():
            return {"$date": (value - _EPOCH) // timedelta(milliseconds=1)}
        case bytes():
            return {"$bytes": list(value)}
        case list():
            return [tagged(item, redacted) for item in cast("list[Any]", value)]
        case dict():
            members = {
                key: REDACTED if key in redacted else tagged(item, redacted)
                for key, item in cast("dict[str, Any]", value).items()
            }
            return {"$plain": members} if _is_tag(members) else members
        case _:
            raise TypeError(f"`{type(value).__name__}` does not come out of a script")


def comparable(value: Any, redacted: frozenset[str]) -> Any:
    """A value as JSON without the members whose names are redacted."""
    return tagged(_without(value, redacted) if redacted else value)


def shown(value: Any, most: int = 500) -> str:
    """JSON in one line, for messages."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text if len(text) <= most else f"{text[:most]}…"
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _tagged_float(value: float) -> Any:
    if math.isfinite(value) and (value != 0 or math.copysign(1, value) > 0):
        return value
    return {"$number": next(name for name, number in _NUMBERS.items() if repr(number) == repr(value))}


def _is_tag(members: dict[str, Any]) -> bool:
    return len(members) == 1 and next(iter(members)).startswith("$")


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_without(item, names) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return {key: _without(item, names) for key, item in members.items() if key not in names}
    return value


def _entry(index: int, call: CassetteCall, redacted: frozenset[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"tool": call.tool, "args": tagged(call.args, redacted)}
    if not call.answered:
        entry["unanswered"] = True
    elif call.error is None:
        entry["result"] = tagged(call.result, redacted)
        if call.by_reference:
            entry["by_reference"] = True
    else:
        entry["error"] = {"code": call.error.code, "message": call.error.message}
        if call.error.data is not None:
            entry["error"]["data"] = tagged(call.error.data, redacted)
    if call.order != index:
        entry["order"] = call.order
    return entry


class _Wrong(Exception):
    """What is wrong in a file, and where."""


def _content(parsed: Any) -> Content:
    head = _members(parsed, "the file", ("version", "redacted", "calls"))
    if head.get("version") != VERSION or head["version"] is True:
        raise _Wrong(f"version: must be {VERSION}, the only version that is known")
    names = head.get("redacted", [])
    if not _is_list(names) or not all(isinstance(name, str) for name in names):
        raise _Wrong("redacted: must be a list of names")
    calls = head.get("calls")
    if not _is_list(calls):
        raise _Wrong("calls: must be a list")
    return Content(tuple(_call(index, entry) for index, entry in enumerate(calls)), frozenset(cast("list[str]", names)))


def _call(index: int, parsed: Any) -> CassetteCall:
    place = f"calls[{index}]"
    entry = _members(parsed, place, _ENTRY)
    ends = [name for name in _ENDS if name in entry]
    if len(ends) != 1:
        raise _Wrong(f"{place}: must have one of `result`, `error` and `unanswered`")
    if "args" not in entry:
        raise _Wrong(f"{place}.args: is missing")
    if entry.get("unanswered", True) is not True:
        raise _Wrong(f"{place}.unanswered: must be true")
    if entry.get("by_reference", True) is not True or ("by_reference" in entry and "result" not in entry):
        raise _Wrong(f"{place}.by_reference: must be true, beside a result")
    order = entry.get("order", index)
    if not isinstance(order, int) or isinstance(order, bool) or order < 0:
        raise _Wrong(f"{place}.order: must be a whole number, at least 0")
    return CassetteCall(
        tool=_text(entry, "tool", place),
        args=_plain(entry["args"], f"{place}.args"),
        result=_plain(entry["result"], f"{place}.result") if "result" in entry else None,
        error=_failure(entry["error"], f"{place}.error") if "error" in entry else None,
        answered="unanswered" not in entry,
        order=order,
        by_reference="by_reference" in entry,
    )


def _failure(parsed: Any, place: str) -> CassetteFailure:
    error = _members(parsed, place, _ERROR)
    data = _plain(error["data"], f"{place}.data") if "data" in error else None
    return CassetteFailure(_text(error, "code", place), _text(error, "message", place), data)


def _plain(value: Any, place: str, depth: int = 0) -> Any:
    """What Python has for a tagged value."""
    if depth > MAX_DEPTH:
        raise _Wrong(f"{place[:200]}: nested deeper than {MAX_DEPTH} levels")
    if _is_list(value):
        return [_plain(item, f"{place}[{index}]", depth + 1) for index, item in enumerate(value)]
    if isinstance(value, float) and math.isinf(value):
        raise _Wrong(f"{place}: is larger than every number")
    if not isinstance(value, dict):
        return value
    members = cast("dict[str, Any]", value)
    if _is_tag(members):
        ((tag, content),) = members.items()
        if tag != "$plain":
            return _untagged(tag, content, place)
        place = f"{place}.$plain"
        if not isinstance(content, dict):
            raise _Wrong(f"{place}: must be an object")
        members = cast("dict[str, Any]", content)
    return {key: _plain(item, f"{place}.{key[:_LONGEST_KEY_SHOWN]}", depth + 1) for key, item in members.items()}


def _untagged(tag: str, content: Any, place: str) -> Any:
    read = _TAGS.get(tag)
    if read is None:
        raise _Wrong(f"{place}: unknown tag {shown(tag, 40)}; an object of one such member is written in `$plain`")
    try:
        return read(content)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise _Wrong(f"{place}.{tag}: {shown(content, 40)} is no such value") from error


def _undefined(content: Any) -> None:
    if content is not True:
        raise ValueError


def _bigint(content: Any) -> int:
    if _DIGITS.fullmatch(content) is None:
        raise ValueError
    return int(Decimal(content))


def _bytes(content: Any) -> bytes:
    if not _is_list(content) or any(isinstance(item, bool) for item in content):
        raise TypeError
    return bytes(content)


def _date(content: Any) -> Any:
    """An invalid date is None, one beyond Python's years its milliseconds: as results of scripts are."""
    if content is None:
        return None
    if not isinstance(content, int) or isinstance(content, bool) or abs(content) > _MAX_DATE:
        raise ValueError
    try:
        return _EPOCH + timedelta(milliseconds=content)
    except OverflowError:
        return content


_TAGS: dict[str, Callable[[Any], Any]] = {
    "$undefined": _undefined,
    "$number": lambda content: _NUMBERS[content],
    "$bigint": _bigint,
    "$date": _date,
    "$bytes": _bytes,
}


def _members(value: Any, place: str, known: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(f"{place}: must be an object")
    members = cast("dict[str, Any]", value)
    for name in members:
        if name not in known:
            raise _Wrong(f"{place}: unknown member {shown(name, 40)}")
    return members


def _text(members: dict[str, Any], name: str, place: str) -> str:
    text = members.get(name)
    if not isinstance(text, str):
        raise _Wrong(f"{place}.{name}: must be text")
    return text


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _integer(digits: str) -> int | float:
    """JSON knows only one kind of number: what lies beyond 2^53 is no exact integer."""
    if digits == "-0":
        return -0.0
    if len(digits) <= 17 and abs(int(digits)) <= _EXACT:
        return int(digits)
    return _float(digits)


def _float(digits: str) -> int | float:
    number = float(digits)
    whole = number.is_integer() and abs(number) <= _EXACT and repr(number) != "-0.0"
    return int(number) if whole else number


def _constant(name: str) -> Any:
    raise _Wrong(f'`{name}` is not JSON; write `{{"$number": "{name}"}}`')


def differences(recorded: Any, called: Any, path: str = "args") -> Iterator[tuple[str, str | None, str | None]]:
    """Where values in the form of `comparable` differ: the place, and JSON of each side; None where it is absent."""
    if isinstance(recorded, dict) and isinstance(called, dict):
        left, right = cast("dict[str, Any]", recorded), cast("dict[str, Any]", called)
        for key in [*left, *(key for key in right if key not in left)]:
            place = f"{path}.{key}" if _IDENTIFIER.fullmatch(key) else f"{path}[{shown(key, _LONGEST_KEY_SHOWN)}]"
            if key not in right:
                yield place, shown(left[key], 200), None
            elif key not in left:
                yield place, None, shown(right[key], 200)
            else:
                yield from differences(left[key], right[key], place)
    elif _is_list(recorded) and _is_list(called):
        for index in range(max(len(recorded), len(called))):
            place = f"{path}[{index}]"
            if index >= len(called):
                yield place, shown(recorded[index], 200), None
            elif index >= len(recorded):
                yield place, None, shown(called[index], 200)
            else:
                yield from differences(recorded[index], called[index], place)
    elif recorded != called or isinstance(recorded, bool) != isinstance(called, bool):
        yield path, shown(recorded, 200), shown(called, 200)


def _rebuilt_miss(message: str, tool: str, arguments: Any) -> CassetteMiss:
    return CassetteMiss(message, tool=tool, arguments=arguments)
