"""What crosses, both ways."""

import collections
import dataclasses
import datetime as dt
import decimal
import enum
import math
import types
import typing
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from enclave import Enclave
from pydantic import BaseModel, SecretStr

UTC = dt.timezone.utc


class Status(enum.Enum):
    OPEN = "open"
    PAIR = (1, 2)


class Text(str, enum.Enum):
    A = "a"


class Number(enum.IntEnum):
    ONE = 1


@dataclasses.dataclass
class Point:
    x: int
    tags: set[str]
    shared: typing.ClassVar[int] = 5


class Pair(typing.NamedTuple):
    left: int
    right: str


class Person(BaseModel):
    name: str
    born: dt.date
    friends: list["Person"] = []


class Node:
    pass


def crossed(value: Any, code: str = "return await tools.give()", **options: Any) -> Any:
    return Enclave(tools={"give": lambda: value}, **options).run_sync(code).unwrap()


@pytest.mark.parametrize(
    ("value", "back"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (-0.0, -0.0),
        (1.0, 1),
        (1.5, 1.5),
        (2**53, 2**53),
        (-(2**53), -(2**53)),
        (2**53 + 1, 2**53 + 1),
        (-(2**63), -(2**63)),
        (2**64, 2**64),
        (-(10**5000) + 7, -(10**5000) + 7),
        (10**600, 10**600),
        (float("inf"), float("inf")),
        (float("-inf"), float("-inf")),
        ("", ""),
        ("grüße 🌍", "grüße 🌍"),
        ("lone \ud83d here", "lone \ud83d here"),
        ("\ud83d\ude00", "😀"),
        ([], []),
        ((1, "a"), [1, "a"]),
        (Pair(1, "a"), [1, "a"]),
        (frozenset({3}), [3]),
        ({"b": 1, "a": None}, {"b": 1, "a": None}),
        ({1: "one", -2: "two"}, {"1": "one", "-2": "two"}),
        ({1: "first", "1": "last"}, {"1": "last"}),
        ({Text.A: 1, Status.OPEN: 2}, {"a": 1, "open": 2}),
        (collections.OrderedDict(z=1), {"z": 1}),
        (collections.defaultdict(list, k=[1]), {"k": [1]}),
        (types.MappingProxyType({"k": 1}), {"k": 1}),
        (collections.deque([1, 2]), [1, 2]),
        ({"k": 1}.keys(), ["k"]),
        (range(3), [0, 1, 2]),
        (Status.OPEN, "open"),
        (Status.PAIR, [1, 2]),
        (Text.A, "a"),
        (Number.ONE, 1),
        (decimal.Decimal("0.1"), 0.1),
        (decimal.Decimal("12"), 12),
        (decimal.Decimal("1e999999"), float("inf")),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (dt.datetime(2024, 1, 2, 3, 4, 5, 678_900, tzinfo=UTC), dt.datetime(2024, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)),
        (
            dt.datetime(2024, 1, 2, 3, tzinfo=dt.timezone(dt.timedelta(hours=2))),
            dt.datetime(2024, 1, 2, 1, tzinfo=UTC),
        ),
        (dt.datetime(2024, 1, 2), dt.datetime(2024, 1, 2, tzinfo=UTC)),
        (dt.datetime(1, 1, 1, tzinfo=UTC), dt.datetime(1, 1, 1, tzinfo=UTC)),
        (
            dt.datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
            dt.datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC),
        ),
        (dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, tzinfo=UTC)),
        (dt.time(9, 30), "09:30:00"),
        (b"\x00\xff", b"\x00\xff"),
        (bytearray(b"ab"), b"ab"),
        (memoryview(b"abcd")[::2], b"ac"),
        (Point(1, {"t"}), {"x": 1, "tags": ["t"]}),
        (
            Person(name="Ada", born=dt.date(1815, 12, 10), friends=[Person(name="Bob", born=dt.date(1800, 1, 1))]),
            {
                "name": "Ada",
                "born": dt.datetime(1815, 12, 10, tzinfo=UTC),
                "friends": [{"name": "Bob", "born": dt.datetime(1800, 1, 1, tzinfo=UTC), "friends": []}],
            },
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_come_back(value: Any, back: Any):
    result = crossed(value)
    assert result == back
    assert type(result) is type(back)
    assert math.copysign(1, result) == math.copysign(1, back) if isinstance(back, float) else True


def test_nan_comes_back():
    assert math.isnan(crossed(float("nan")))


@pytest.mark.parametrize(
    ("value", "expression", "expected"),
    [
        (2**53 + 1, "typeof it", "bigint"),
        (2**53, "typeof it", "number"),
        (dt.date(2024, 1, 2), "it.toISOString()", "2024-01-02T00:00:00.000Z"),
        (b"abc", "it instanceof Uint8Array && it.length", 3),
        ("\ud800", "it.charCodeAt(0)", 0xD800),
        (None, "it === null", True),
        (-0.0, "Object.is(it, -0)", True),
        ({"a": None}, "'a' in it", True),
    ],
)
def test_scripts_see_values_of_their_own(value: Any, expression: str, expected: Any):
    assert crossed(value, f"const it = await tools.give(); return {expression}") == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("undefined", None),
        ("null", None),
        ("[undefined, , 1]", [None, None, 1]),
        ("({ a: undefined, b: 1 })", {"b": 1}),
        ("123n", 123),
        ("new Date(0)", dt.datetime(1970, 1, 1, tzinfo=UTC)),
        ("new Date(NaN)", None),
        ("new Date(8.64e15)", 8_640_000_000_000_000),
        ("new Uint8Array([1, 2])", b"\x01\x02"),
        ("new Map([['a', 1]])", {"a": 1}),
        ("new Set([1, 2])", [1, 2]),
        ("1e21", 1e21),
        ("-1", -1),
        ("0.5", 0.5),
    ],
)
def test_what_a_script_returns(expression: str, expected: Any):
    result = Enclave().run_sync(f"return {expression}").unwrap()
    assert result == expected
    assert type(result) is type(expected)


def cycle_in_list() -> Any:
    items: list[Any] = [1, 2]
    items.append({"owner": items})
    return {"items": items}


def cycle_in_dataclass() -> Any:
    point = Point(1, set())
    point.tags = {"self": point}  # pyright: ignore[reportAttributeAccessIssue]
    return point


def raises() -> Any:
    class Broken(collections.abc.Mapping[str, int]):
        def __getitem__(self, key: str) -> int:
            raise KeyError(key)

        def __iter__(self) -> Any:
            raise ValueError("host text")

        def __len__(self) -> int:
            return 1

    return [Broken()]


def endless() -> Any:
    class Model(BaseModel):
        def model_dump(self, **_: Any) -> Any:
            return Model()

    return Model()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (cycle_in_list, "a cycle at `$.items[2].owner` cannot enter the script"),
        (cycle_in_dataclass, "a cycle at `$.tags.self` cannot enter the script"),
        (lambda: {"f": print}, "a function at `$.f` cannot enter the script"),
        (lambda: [Node()], "an object of type `Node` at `$[0]` cannot enter the script"),
        (lambda: Node, "a function at `$` cannot enter the script"),
        (lambda: {"a b": 1j}, 'an object of type `complex` at `$["a b"]` cannot enter the script'),
        (lambda: {(1, 2): 3}, "a key that is an object of type `tuple` at `$` cannot enter the script"),
        (lambda: {True: 3}, "a key that is an object of type `bool` at `$` cannot enter the script"),
        (lambda: {"\ud800": 3}, "a key with half of a surrogate pair at `$` cannot enter the script"),
        (lambda: 1 << 200_000, "an integer of more than 131072 bits at `$` cannot enter the script"),
        (lambda: SecretStr("x"), "an object of type `SecretStr` at `$` cannot enter the script"),
        (lambda: dt.timedelta(1), "an object of type `timedelta` at `$` cannot enter the script"),
        (
            raises,
            "an object of type `Broken` that raises `ValueError` when it is read at `$[0]` cannot enter the script",
        ),
        (endless, "an object of type `Model` at `$` cannot enter the script"),
    ],
)
def test_what_cannot_cross_is_named_with_its_path(make: Callable[[], Any], message: str):
    value = make()
    code = "try { await tools.give() } catch (error) { return [error.code, error.message] }"
    assert crossed(value, code) == ["SERIALIZATION_ERROR", f"the tool's result: {message}"]


def test_the_same_object_twice_is_data_twice():
    shared = {"x": [1]}
    assert crossed({"a": shared, "b": [shared, shared]}) == {"a": {"x": [1]}, "b": [{"x": [1]}, {"x": [1]}]}


def test_dangerous_keys_are_dropped_both_ways_and_counted():
    value = {"__proto__": {"x": 1}, "constructor": 1, "prototype": 2, "plain": {"__proto__": 3}}
    enclave = Enclave(tools={"give": lambda: value})
    code = 'const it = await tools.give(); return [Object.keys(it), JSON.parse(\'{"__proto__": 1, "ok": 2}\')]'
    result = enclave.run_sync(code)
    assert result.unwrap() == [["plain"], {"ok": 2}]
    assert result.stats.dropped_keys == 5


def test_a_list_that_changes_while_it_is_read_is_read_as_far_as_it_goes():
    items: list[Any] = [1]

    class Shrinks(collections.abc.Mapping[str, int]):
        def __getitem__(self, key: str) -> int:
            return 1

        def __iter__(self) -> Any:
            items.clear()
            return iter(["k"])

        def __len__(self) -> int:
            return 1

    items += [Shrinks(), 2, 3]
    assert crossed(items) == [1, {"k": 1}]
