"""Tools: schemas, validation, failures, timeouts."""

import asyncio
import enum
import functools
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Annotated, Any, Literal

import pytest
from enclave import ConfigError, Enclave, ToolError, tool
from pydantic import BaseModel, Field


class Address(BaseModel):
    """Where someone lives."""

    street: str
    zip_code: str = Field(pattern=r"^\d+$")


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


async def called(function: Any, args: str, **options: Any) -> Any:
    made = tool(name="it", **options)(function)
    return (await Enclave(tools=[made]).run(f"return await tools.it({args})")).unwrap()


def test_the_schema_follows_from_the_signature_and_the_docstring():
    @tool(name="users:list", annotations={"read_only": True}, timeout_ms=2_000)
    async def list_users(role: Literal["admin", "guest"], limit: Annotated[int, Field(ge=1)] = 10) -> list[str]:
        """List the users that have a role.

        Only those who are active.

        Args:
            role: What they may do.
            limit (int): How many at most,
                counted from the first.

        Returns:
            Their names.
        """
        return []

    assert list_users.spec() == {
        "name": "users:list",
        "description": "List the users that have a role.\n\nOnly those who are active.",
        "input_schema": {
            "type": "object",
            "properties": {
                "role": {"description": "What they may do.", "enum": ["admin", "guest"], "type": "string"},
                "limit": {
                    "default": 10,
                    "description": "How many at most, counted from the first.",
                    "minimum": 1,
                    "type": "integer",
                },
            },
            "required": ["role"],
            "additionalProperties": False,
        },
        "output_schema": {"type": "array", "items": {"type": "string"}},
        "annotations": {"read_only": True},
        "timeout_ms": 2_000,
        "rate_limit": {},
        "requires_approval": False,
        "by_reference": False,
        "labels": (),
    }


@pytest.mark.parametrize(
    "docstring",
    [
        "Do it.\n\n:param who: The person\n    who does it.\n:returns: Nothing.",
        "Do it.\n\nParameters\n----------\nwho : str\n    The person\n    who does it.\n\nReturns\n-------\nNone",
        "Do it.\n\nArgs:\n    who: The person\n        who does it.",
    ],
)
def test_docstrings_of_each_style_are_read(docstring: str):
    def do(who: str) -> None: ...

    do.__doc__ = docstring
    spec = tool(do).spec()
    assert spec["description"] == "Do it."
    assert spec["input_schema"]["properties"]["who"]["description"] == "The person who does it."


async def test_arguments_arrive_as_their_annotations_say():
    def it(home: Address, color: Color, when: datetime, tags: set[str], rest: dict[str, int]) -> list[str]:
        return [type(home).__name__, color.name, str(when.tzinfo), type(tags).__name__, str(rest)]

    args = (
        "{ home: { street: 'Elm', zip_code: '12' }, color: 'blue', when: '2024-05-06T07:08:09Z',"
        " tags: ['a', 'b'], rest: { one: 1 } }"
    )
    assert await called(it, args) == ["Address", "BLUE", "UTC", "set", "{'one': 1}"]


async def test_parameters_may_have_any_name_and_kind():
    def it(schema: int, /, _hidden: int, *, copy: int = 3, model_config: int = 4, **more: int) -> list[Any]:
        return [schema, _hidden, copy, model_config, more]

    assert await called(it, "{ schema: 1, _hidden: 2, copy: 5, extra: 6 }") == [1, 2, 5, 4, {"extra": 6}]


async def test_a_field_as_default_gives_its_default():
    def it(limit: int = Field(default=7, le=9, description="How many")) -> int:
        return limit

    assert await called(it, "{}") == 7
    assert tool(it).spec()["input_schema"]["properties"]["limit"] == {
        "default": 7,
        "description": "How many",
        "maximum": 9,
        "type": "integer",
    }


async def test_arguments_that_do_not_fit_are_refused_before_the_tool():
    calls: list[int] = []

    @tool
    async def pay(amount: Annotated[int, Field(multiple_of=5)]) -> None:
        calls.append(amount)

    def only_python(amount: int) -> None:
        calls.append(amount)

    enclave = Enclave(tools=[pay, tool(name="loose", input_schema={"type": "object"})(only_python)])
    code = """
        const failures = [], two = JSON.parse('2'), nothing = JSON.parse('{}');
        for (const call of [() => tools.pay({ amount: 1 + two }), () => tools.pay(nothing), () => tools.loose({ sum: 1 })]) {
            try { await call() } catch (error) { failures.push(error.code) }
        }
        return failures
    """
    assert (await enclave.run(code)).value == ["TOOL_ARGUMENTS_INVALID"] * 3
    assert calls == []


def test_what_the_schema_cannot_say_is_said_by_the_signature():
    from enclave.signature import ArgumentsInvalid

    @tool
    def pay(to: Address, amount: int) -> None: ...

    with pytest.raises(ArgumentsInvalid) as caught:
        pay.prepare({"to": {"street": "Elm", "zip_code": "x"}, "amount": 1, "more": 2})
    assert str(caught.value) == (
        "arguments of `pay`: `to.zip_code`: String should match pattern '^\\d+$';"
        " `more`: Extra inputs are not permitted"
    )


async def test_a_schema_of_ones_own_gives_arguments_by_name_or_whole():
    schema = {"type": "object", "properties": {"left": {"type": "integer"}}, "required": ["left"]}

    def by_name(left: int, right: int = 5) -> int:
        return left + right

    def whole(args: dict[str, int]) -> dict[str, int]:
        return args

    assert await called(by_name, "{ left: 1 }", input_schema=schema) == 6
    assert await called(whole, "{ left: 1, other: 2 }", input_schema=schema) == {"left": 1, "other": 2}


async def test_functions_of_every_make_are_tools():
    class Desk:
        def __init__(self, name: str) -> None:
            self.name = name

        @tool
        def greet(self, who: str) -> str:
            return f"{self.name} greets {who}"

        async def leave(self) -> str:
            return f"{self.name} leaves"

    class Ring:
        async def __call__(self, times: int) -> str:
            return "ring" * times

    def add(left: int, right: int) -> int:
        return left + right

    async def later() -> str:
        await asyncio.sleep(0)
        return "later"

    desk = Desk("Ada")
    enclave = Enclave(
        tools={
            "greet": desk.greet,
            "leave": desk.leave,
            "ring": Ring(),
            "add_two": functools.partial(add, right=2),
            "later": lambda: later(),
        }
    )
    code = """return [
        await tools.greet({ who: 'Bob' }), await tools.leave(), await tools.ring({ times: 2 }),
        await tools.add_two({ left: 1 }), await tools.later(),
    ]"""
    expected = ["Ada greets Bob", "Ada leaves", "ringring", 3, "later"]
    assert (await enclave.run(code)).unwrap() == expected
    assert (await asyncio.to_thread(enclave.run_sync, code)).unwrap() == expected


def test_a_tool_is_still_its_function():
    @tool(name="math:add")
    def add(left: int, right: int) -> int:
        """Add."""
        return left + right

    assert add(1, 2) == 3
    assert add.__doc__ == "Add."


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: tool(approval=True), "unknown option `approval` of `tool`"),
        (lambda: tool(secrets="KEY")(len), "`secrets` of tool `len` must be a list of names"),
        (lambda: Enclave(tools=[5]), "a tool must be a function, not `int`"),
        (
            lambda: Enclave(tools=[tool(lambda *all: 1)]),
            "the tool `<lambda>` has `*all`: scripts give arguments by name",
        ),
        (
            lambda: Enclave(tools=[tool(name="it", input_schema={"type": 5})(lambda: 1)]),
            "the input_schema of tool `it` is not a valid JSON Schema:"
            " 5 is not valid under any of the schemas listed in the 'anyOf' keyword",
        ),
        (
            lambda: Enclave(tools={"a.b": lambda: 1, "a:b": lambda: 1}),
            "the tools `a.b` and `a:b` would both be `tools.a.b`; rename one",
        ),
        (lambda: tool(annotations={"harmless": True})(len), "unknown option `annotations.harmless` of tool `len`"),
        (lambda: tool(timeout_ms=0)(len), "`timeout_ms` of tool `len` is 0; it must be between 1 and 86400000"),
    ],
)
def test_tools_that_cannot_be_are_refused_by_name(make: Any, message: str):
    with pytest.raises(ConfigError) as caught:
        make()
    assert caught.value.code == "INVALID_CONFIG"
    assert caught.value.message == message


def test_a_method_without_its_instance_is_refused():
    class Desk:
        @tool
        def greet(self) -> None: ...

    with pytest.raises(ConfigError) as caught:
        Enclave(tools=[Desk.greet])
    assert caught.value.message == "the tool `greet` is a method: take it from an instance, `instance.method`"


async def test_a_failing_tool_is_an_error_that_the_script_can_catch():
    class ApiError(Exception):
        code = "RATE"

    def raising(error: BaseException) -> Any:
        async def it() -> None:
            raise error

        return it

    failures: dict[str, Any] = {
        "own": ToolError("no such user", code="NO_SUCH_USER", data={"id": 7}),
        "plain": ValueError("wrong"),
        "coded": ApiError("too fast"),
        "empty": KeyError(),
        "numbered": type("HttpError", (Exception,), {"code": 404})("not found"),
        "unspeakable": ToolError("bad data", code="X", data={"f": print}),
        "cancelled": asyncio.CancelledError(),
    }
    enclave = Enclave(tools={name: raising(error) for name, error in failures.items()})
    code = """
        const seen = {};
        for (const name of ['own', 'plain', 'coded', 'empty', 'numbered', 'unspeakable', 'cancelled']) {
            try { await callTool(name) } catch (error) { seen[name] = [error.code, error.message, error.data ?? null] }
        }
        return seen
    """
    result = await enclave.run(code)
    assert result.unwrap() == {
        "own": ["NO_SUCH_USER", "no such user", {"id": 7}],
        "plain": ["TOOL_ERROR", "wrong", None],
        "coded": ["RATE", "too fast", None],
        "empty": ["TOOL_ERROR", "KeyError", None],
        "numbered": ["TOOL_ERROR", "not found", None],
        "unspeakable": [
            "SERIALIZATION_ERROR",
            "the data of the tool's error: a function at `$.f` cannot enter the script",
            None,
        ],
        "cancelled": ["TOOL_ERROR", "the tool was cancelled", None],
    }
    exceptions = [call.exception for call in result.calls]
    assert exceptions[:6] == [failures[call.name] for call in result.calls][:6]
    assert [call.ok for call in result.calls] == [False] * 7
    failure = result.calls[0].error
    assert failure is not None
    assert (failure.code, failure.message) == ("NO_SUCH_USER", "no such user")


async def test_a_result_that_cannot_cross_is_the_scripts_error():
    @tool
    def it() -> Any:
        return {"items": [1, 2, 3, {"owner": lambda: 1}]}

    result = await Enclave(tools=[it]).run(
        "try { await tools.it() } catch (error) { return [error.code, error.message] }"
    )
    assert result.value == [
        "SERIALIZATION_ERROR",
        "the tool's result: a function at `$.items[3].owner` cannot enter the script",
    ]


async def test_calls_are_made_together_and_no_more_than_allowed():
    now = most = 0

    @tool
    async def work(number: int) -> int:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        return number

    code = "return await Promise.all([...Array(10).keys()].map(number => tools.work({ number })))"
    result = await Enclave(tools=[work], limits={"max_concurrent_calls": 3}).run(code)
    assert result.value == list(range(10))
    assert most == 3


async def test_sync_tools_run_together_too():
    together = threading.Barrier(3, timeout=5)

    @tool
    def meet() -> int:
        return together.wait()

    enclave = Enclave(tools=[meet])
    code = "return (await Promise.all([tools.meet(), tools.meet(), tools.meet()])).sort()"
    assert (await enclave.run(code)).value == [0, 1, 2]
    assert (await asyncio.to_thread(enclave.run_sync, code)).value == [0, 1, 2]


@pytest.mark.parametrize("sync", [True, False])
async def test_a_tool_has_its_own_time(sync: bool):
    @tool(timeout_ms=50)
    async def in_task() -> None:
        await asyncio.sleep(60)

    @tool(timeout_ms=50)
    def in_thread() -> None:
        time.sleep(2)

    enclave = Enclave(tools=[in_task, in_thread])
    code = """
        const seen = [];
        for (const name of ['in_task', 'in_thread']) {
            try { await callTool(name) } catch (error) { seen.push([error.code, error.message]) }
        }
        return seen
    """
    before = time.perf_counter()
    result = enclave.run_sync(code) if sync else await enclave.run(code)
    assert time.perf_counter() - before < 1.5
    assert result.unwrap() == [
        ["TOOL_TIMEOUT", "the tool `in_task` took longer than its `timeout_ms` (50)"],
        ["TOOL_TIMEOUT", "the tool `in_thread` took longer than its `timeout_ms` (50)"],
    ]


async def test_one_handler_answers_every_name():
    async def answer(name: str, args: dict[str, Any]) -> list[Any]:
        await asyncio.sleep(0)
        return [name, args]

    def answer_at_once(name: str, args: dict[str, Any]) -> list[Any]:
        return [name, args]

    for handler in (answer, answer_at_once):
        enclave = Enclave(tool_handler=handler, tools={"known": lambda: "known"})
        code = "return [await callTool('any:name', { a: 1 }), await callTool('known')]"
        assert (await enclave.run(code)).value == [["any:name", {"a": 1}], "known"]


async def test_libraries_that_mind_their_task_work_in_tools():
    @tool
    async def careful() -> str:
        task = asyncio.current_task()
        await asyncio.sleep(0)
        return "same" if task is asyncio.current_task() else "other"

    assert (await Enclave(tools=[careful]).run("return await tools.careful()")).value == "same"


async def test_a_tool_may_run_a_script():
    inner = Enclave(tools={"one": lambda: 1})

    @tool
    async def outer() -> Any:
        return (await inner.run("return 1 + await tools.one()")).unwrap()

    assert (await Enclave(tools=[outer]).run("return 1 + await tools.outer()")).value == 3


async def test_a_tools_result_may_be_a_class_of_ones_own():
    @dataclass
    class User:
        name: str
        since: datetime

    @tool
    def user() -> User:
        return User("Ada", datetime(2024, 1, 2, tzinfo=timezone.utc))

    result = await Enclave(tools=[user]).run("const u = await tools.user(); return [u.name, u.since.getTime()]")
    assert result.value == ["Ada", 1704153600000]
