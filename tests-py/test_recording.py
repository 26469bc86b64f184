"""Tools that are recorded once and answered from a cassette afterwards."""

import asyncio
import json
import os
import pickle
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from enclave import (
    CassetteError,
    CassetteMiss,
    ConfigError,
    Enclave,
    Result,
    ToolError,
    tool,
)

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent
SHARED = ROOT / "tests-shared" / "cassettes"
SCRIPT = (SHARED / "script.js").read_text("utf-8")
EXPECTED = json.loads((SHARED / "expected.json").read_text("utf-8"))
INVALID = json.loads((SHARED / "invalid.json").read_text("utf-8"))
MISSES = json.loads((SHARED / "misses.json").read_text("utf-8"))
ASK_TWICE = "return [await callTool('ask', {}), await callTool('ask', {})]"


def run_async(enclave: Enclave, code: str) -> Result:
    return asyncio.run(enclave.run(code))


def run_sync(enclave: Enclave, code: str) -> Result:
    return enclave.run_sync(code)


def run_streaming(enclave: Enclave, code: str) -> Result:
    async def last() -> Any:
        return [event async for event in enclave.stream(code)][-1]

    return asyncio.run(last()).result


in_every_way = pytest.mark.parametrize("run", [run_async, run_sync, run_streaming])
Run = Callable[[Enclave, str], Result]


class Counter:
    """A tool that answers how often it was called."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, name: str, args: Any) -> int:
        self.calls += 1
        return self.calls


def shared_tools() -> Enclave:
    count = Counter()

    async def answer(name: str, args: Any) -> Any:
        match name:
            case "soon" | "middling" | "late":
                await asyncio.sleep({"soon": 0, "middling": 0.1, "late": 0.2}[name])
                return args["answer"]
            case "fail":
                data = {"since": datetime.fromtimestamp(1, timezone.utc), "tries": ("1", 2)}
                raise ToolError(args["message"], code="NO_SUCH_USER", data=data)
            case "count":
                return count(name, args)
            case _:
                return args

    return Enclave(tool_handler=answer)


def never_called(name: str, args: Any) -> None:
    pytest.fail(f"{name} was called")


def replaying(path: Path, **options: Any) -> Enclave:
    return Enclave(tool_handler=never_called).replay(path, **options)


def cassette_at(path: Path, calls: list[Any], **head: Any) -> Path:
    path.write_text(json.dumps({"version": 1, **head, "calls": calls}))
    return path


@in_every_way
def test_what_is_recorded_is_the_file_that_is_kept(run: Run, tmp_path: Path):
    with shared_tools().record(tmp_path / "new" / "python.json") as recording:
        assert json.loads(run(recording, SCRIPT).unwrap()) == EXPECTED
    recorded = (tmp_path / "new" / "python.json").read_bytes()
    assert recorded == (SHARED / "python.json").read_bytes()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["python.json"]


@in_every_way
@pytest.mark.parametrize("name", ["python.json", "node.json"])
def test_what_either_language_recorded_is_replayed(run: Run, name: str):
    enclave = replaying(SHARED / name)
    assert json.loads(run(enclave, SCRIPT).unwrap()) == EXPECTED
    assert enclave.cassette.unused == ()


def test_both_languages_record_the_same():
    python, node = ((SHARED / name).read_text("utf-8") for name in ("python.json", "node.json"))
    # Large numbers have another spelling, and the same value.
    assert json.loads(python, parse_int=float) == json.loads(node, parse_int=float)


@in_every_way
@pytest.mark.parametrize("case", MISSES)
def test_a_call_that_was_not_recorded_is_raised(run: Run, case: Any, tmp_path: Path):
    path = cassette_at(tmp_path / "c.json", case["calls"], redacted=case.get("redacted", []))
    with pytest.raises(CassetteMiss) as raised:
        run(replaying(path), f"try {{ {case['script']} }} catch {{ return 'caught' }}")
    again = f'record again: `with enclave.record("{path}") as recording: …`'
    assert str(raised.value).splitlines() == [*case["message"], f"cassette: {path}", again]
    assert isinstance(raised.value, AssertionError)
    assert raised.value.tool == "ask"


def test_a_miss_can_be_pickled():
    miss = pickle.loads(pickle.dumps(CassetteMiss("no", tool="ask", arguments={"id": 1})))
    assert (str(miss), miss.tool, miss.arguments) == ("no", "ask", {"id": 1})


@pytest.mark.parametrize("case", INVALID)
def test_what_is_no_cassette_is_refused(case: Any, tmp_path: Path):
    path = tmp_path / "c.json"
    path.write_text(case["text"])
    with pytest.raises(CassetteError) as raised:
        replaying(path)
    found = str(raised.value)
    if case["error"].endswith("not JSON"):
        assert re.sub(r"not JSON: .*", "not JSON", found) == f"{path}:{case['error']}"
    else:
        assert found == f"{path}: {case['error']}"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\xff", "byte 0 is not UTF-8"),
        (b"[" * 100_000, "nested deeper than 256 levels"),
        (b'{"version":1,"calls":[NaN]}', '`NaN` is not JSON; write `{"$number": "NaN"}`'),
        (
            b'{"version":1,"calls":[{"tool":"t","args":' + b"[" * 300 + b"]" * 300 + b',"result":1}]}',
            f"{('calls[0].args' + '[0]' * 300)[:200]}: nested deeper than 256 levels",
        ),
    ],
)
def test_bytes_that_are_no_cassette_are_refused(data: bytes, error: str, tmp_path: Path):
    path = tmp_path / "c.json"
    path.write_bytes(data)
    with pytest.raises(CassetteError) as raised:
        replaying(path)
    assert str(raised.value) == f"{path}: {error}"


def test_a_file_that_is_too_large_is_neither_read_nor_written(tmp_path: Path):
    path = tmp_path / "c.json"
    with path.open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    with pytest.raises(CassetteError) as raised:
        replaying(path)
    assert str(raised.value) == f"{path}: a cassette has at most 67108864 bytes"

    path.write_text("before")
    many = {"level": "permissive", "limits": {"timeout_ms": 120_000}}
    recording = Enclave(tools={"much": lambda: "x" * 34 * 2**20}, **many).record(path)
    code = "await tools.much(); await tools.much(); return 1"
    with pytest.raises(CassetteError, match="a cassette has at most 67108864 bytes; this one would have 7130"):
        recording.run_sync(code)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_cassette_that_is_not_there_is_named(tmp_path: Path):
    path = tmp_path / "none.json"
    with pytest.raises(CassetteError) as raised:
        replaying(path)
    how = f'record it: `with enclave.record("{path}") as recording: …`'
    assert str(raised.value) == f"{path}: there is no such cassette; {how}"


@in_every_way
def test_equal_calls_are_answered_in_their_order_and_no_more(run: Run, tmp_path: Path):
    path = tmp_path / "c.json"
    count = Counter()
    assert run(Enclave(tool_handler=count).record(path), ASK_TWICE).value == [1, 2]
    assert run(replaying(path), ASK_TWICE).value == [1, 2]
    enclave = replaying(path)
    assert run(enclave, ASK_TWICE).value == [1, 2]
    with pytest.raises(CassetteMiss, match="it was recorded 2 times and is now made once more"):
        run(enclave, ASK_TWICE)
    enclave = replaying(path, allow_repeat=True)
    assert [run(enclave, ASK_TWICE).value for _ in range(2)] == [[1, 2], [2, 2]]
    assert count.calls == 2


def test_the_order_of_keys_does_not_matter_and_all_else_does(tmp_path: Path):
    args = {"a": {"x": 1, "y": [1, 2]}, "b": None}
    path = cassette_at(tmp_path / "c.json", [{"tool": "ask", "args": args, "result": "yes"}])
    same = "return await callTool('ask', { b: null, a: { y: [1, 2], x: 1 } })"
    assert replaying(path).run_sync(same).value == "yes"
    for other in (
        "{ b: null, a: { y: [2, 1], x: 1 } }",
        "{ a: { y: [1, 2], x: 1 } }",
        "{ b: 0, a: { y: [1, 2], x: true } }",
    ):
        with pytest.raises(CassetteMiss):
            replaying(path).run_sync(f"return await callTool('ask', {other})")


def test_what_python_has_no_value_for_is_matched_as_what_it_has(tmp_path: Path):
    args = {"list": [{"$undefined": True}], "few": {"$bigint": "5"}, "date": {"$date": None}, "far": {"$date": 8.64e15}}
    path = cassette_at(tmp_path / "c.json", [{"tool": "ask", "args": args, "result": args}])
    script = "[undefined], few: 5n, date: new Date(NaN), far: new Date(8.64e15)"
    value = replaying(path).run_sync(f"return await callTool('ask', {{ list: {script} }})").unwrap()
    assert value == {"list": [None], "few": 5, "date": None, "far": 8_640_000_000_000_000}


def test_unused_calls_are_listed(tmp_path: Path):
    path = tmp_path / "c.json"
    Enclave(tool_handler=Counter()).record(path).run_sync("await callTool('one', { id: 1 }); await callTool('two', {})")
    enclave = replaying(path)
    enclave.run_sync("await callTool('two', {})")
    assert [str(call) for call in enclave.cassette.unused] == ['one({"id":1})']
    assert [(call.tool, call.args, call.result) for call in enclave.cassette.calls] == [
        ("one", {"id": 1}, 1),
        ("two", {}, 2),
    ]


def test_redacted_members_are_not_written_and_do_not_count(tmp_path: Path):
    path = tmp_path / "c.json"

    def login(name: str, args: Any) -> Any:
        if args["user"]["password"] == "wrong":
            raise ToolError("no", code="NO", data={"token": "secret-3", "left": 2})
        return {"token": "secret-2", "list": [{"token": {"deep": "secret-4"}}]}

    code = """
        const given = await callTool('login', { user: { name: 'ana', password: PASSWORD } });
        try { await callTool('login', { user: { name: 'bo', password: 'wrong' } }) }
        catch (error) { return [given, error.data] }
    """
    recording = Enclave(tool_handler=login).record(path, redact=["token", "password"])
    recorded = recording.run_sync(code.replace("PASSWORD", "'secret-1'")).unwrap()
    assert recorded[0]["token"] == "secret-2"
    text = path.read_text()
    assert re.findall(r"secret-\d|wrong", text) == []
    assert json.loads(text)["redacted"] == ["password", "token"]
    again = replaying(path).run_sync(code.replace("PASSWORD", "`another`")).unwrap()
    assert again == [{"token": "[redacted]", "list": [{"token": "[redacted]"}]}, {"token": "[redacted]", "left": 2}]


@pytest.mark.parametrize("redact", ["token", [1]])
def test_names_to_redact_are_a_list(redact: Any, tmp_path: Path):
    with pytest.raises(ConfigError, match="`redact` must be a list of names"):
        Enclave().record(tmp_path / "c.json", redact=redact)


@in_every_way
def test_failures_of_every_kind_are_kept(run: Run, tmp_path: Path):
    path = tmp_path / "c.json"

    @tool(timeout_ms=50)
    async def slow() -> None:
        await asyncio.sleep(60)

    def odd() -> Any:
        return threading.Lock()

    def plain() -> None:
        raise KeyError("gone")

    def typed(count: int) -> int:
        return count

    code = """
        const said = [];
        const typed = () => callTool('typed', context);
        for (const call of [() => tools.slow(), () => tools.odd(), () => tools.plain(), typed]) {
            try { said.push(await call()) } catch (error) { said.push([error.code, error.message]) }
        }
        return said;
    """
    enclave = Enclave(tools=[slow, odd, plain, typed], context={"count": "many"})
    recorded = run(enclave.record(path), code).unwrap()
    assert [said[0] for said in recorded] == [
        "TOOL_TIMEOUT",
        "SERIALIZATION_ERROR",
        "TOOL_ERROR",
        "TOOL_ARGUMENTS_INVALID",
    ]
    replayed = run(enclave.replay(path), code)
    assert replayed.unwrap() == recorded
    # What the core refuses is no call of a tool: it is refused again.
    assert [call["tool"] for call in json.loads(path.read_text())["calls"]] == ["slow", "odd", "plain"]
    assert [type(call.exception) for call in replayed.calls] == [ToolError, ToolError, ToolError, type(None)]


@in_every_way
def test_a_call_without_an_answer_is_not_answered_either(run: Run, tmp_path: Path):
    path = tmp_path / "c.json"

    async def hang() -> None:
        await asyncio.sleep(60)

    enclave = Enclave(tools=[hang], limits={"timeout_ms": 300})
    assert run(enclave.record(path), "await tools.hang()").error.code == "TIMEOUT"
    assert json.loads(path.read_text())["calls"] == [{"tool": "hang", "args": {}, "unanswered": True}]
    again = enclave.replay(path)
    assert run(again, "await tools.hang()").error.code == "TIMEOUT"
    assert again.cassette.unused == ()


@in_every_way
def test_equal_calls_keep_their_own_answers(run: Run, tmp_path: Path):
    path = tmp_path / "c.json"
    started: list[int] = []

    async def late_first() -> int:
        started.append(0)
        own = len(started)
        await asyncio.sleep(0.1 if own == 1 else 0)
        return own

    code = """
        const order = [];
        const call = async () => { const own = await tools.late_first(); order.push(own); return own; };
        const all = await Promise.all([call(), call(), call()]);
        return [all, order];
    """
    enclave = Enclave(tools=[late_first])
    recorded = run(enclave.record(path), code).unwrap()
    assert recorded == [[1, 2, 3], [2, 3, 1]]
    assert run(enclave.replay(path), code).unwrap() == recorded
    assert [call.get("order") for call in json.loads(path.read_text())["calls"]] == [2, 0, 1]


def test_each_run_is_written_when_it_is_over(tmp_path: Path):
    path = tmp_path / "c.json"
    with Enclave(tool_handler=Counter()).record(path) as recording:
        assert not path.exists()
        for runs in (1, 2, 3):
            recording.run_sync("await callTool('ask', {})")
            assert len(json.loads(path.read_text())["calls"]) == runs
        assert len(recording.cassette.calls) == 3
        assert recording.cassette.unused == ()
    assert len(json.loads(path.read_text())["calls"]) == 3
    with Enclave().record(path):
        pass
    assert json.loads(path.read_text()) == {"version": 1, "calls": []}


async def test_runs_at_the_same_time_are_recorded_and_replayed(tmp_path: Path):
    path = tmp_path / "c.json"

    async def reply(name: str, args: Any) -> Any:
        await asyncio.sleep(args["n"] % 3 / 100)
        return args["n"]

    scripts = [f"return [await callTool('a', {{ n: {n} }}), await callTool('b', {{ n: {n + 1} }})]" for n in range(8)]
    recording = Enclave(tool_handler=reply).record(path)
    recorded = [result.unwrap() for result in await asyncio.gather(*map(recording.run, scripts))]
    enclave = replaying(path)
    replayed = [result.unwrap() for result in await asyncio.gather(*map(enclave.run, scripts))]
    assert replayed == recorded == [[n, n + 1] for n in range(8)]
    assert enclave.cassette.unused == ()


def test_a_cassette_that_cannot_be_written_is_raised(tmp_path: Path):
    (tmp_path / "file").write_text("")
    recording = Enclave(tool_handler=Counter()).record(tmp_path / "file" / "c.json")
    for run in (run_sync, run_async, run_streaming):
        with pytest.raises(CassetteError, match=r"c\.json: "):
            run(recording, "await callTool('ask', {})")


def test_the_copy_is_like_the_original_and_outlives_it(tmp_path: Path):
    path = tmp_path / "c.json"
    count = Counter()
    original = Enclave(
        tool_handler=count,
        level="secure",
        isolation="in_process",
        limits={"max_tool_calls": 2},
        context={"tenant": "acme"},
    )
    recording = original.record(path)
    assert recording.run_sync("return context.tenant").value == "acme"
    assert recording.tool_prompt() == original.tool_prompt()
    three = "for (let i = 0; i < 3; i += 1) await callTool('ask', { i })"
    assert recording.run_sync(three).error.code == "MAX_TOOL_CALLS"
    recording.close()
    with pytest.raises(RuntimeError, match="this Enclave is closed"):
        recording.run_sync("return 1")
    assert original.run_sync("return await callTool('ask', {})").value == 3
    enclave = original.replay(path)
    del original, recording
    assert enclave.run_sync(three).error.code == "MAX_TOOL_CALLS"
    assert count.calls == 3


def test_an_enclave_without_a_cassette_says_so():
    with pytest.raises(RuntimeError, match="this Enclave neither records nor replays"):
        _ = Enclave().cassette


PLUGIN_TEST = """
    from enclave import Enclave, tool

    calls = []

    @tool
    def ask(id: int) -> int:
        calls.append(id)
        return id * 10

    enclave = Enclave(tools=[ask])

    class TestThem:
        def test_one(self, enclave_cassette):
            agent = enclave_cassette(enclave)
            assert agent.run_sync("return await tools.ask({ id: 1 })").unwrap() == 10
            print(f"{enclave_cassette.mode}: {len(calls)} calls")
"""


@pytest.fixture
def outside(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of its own, in which the plugin is named and not found."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    return pytester


def pytest_in(outside: pytest.Pytester, *args: str) -> pytest.RunResult:
    return outside.runpytest_subprocess("-s", "-p", "enclave.pytest_plugin", "-p", "no:cacheprovider", *args)


def test_the_fixture_records_once_and_replays(outside: pytest.Pytester):
    outside.makepyfile(test_them=PLUGIN_TEST)
    path = outside.path / "cassettes" / "test_them" / "TestThem.test_one.json"
    done = pytest_in(outside)
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["*once: 1 calls*"])
    written = path.read_bytes()
    done = pytest_in(outside)
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["*once: 0 calls*"])
    assert path.read_bytes() == written
    path.write_text("{}")
    done = pytest_in(outside, "--enclave-record=all")
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["*all: 1 calls*"])
    assert path.read_bytes() == written


def test_in_ci_nothing_is_recorded(outside: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    outside.makepyfile(test_them=PLUGIN_TEST)
    monkeypatch.setenv("CI", "true")
    done = pytest_in(outside)
    done.assert_outcomes(failed=1)
    again = "record it: `pytest --enclave-record=all 'test_them.py::TestThem::test_one'`"
    done.stdout.fnmatch_lines([f"E*CassetteError: *TestThem.test_one.json: there is no such cassette; {again}"])
    assert not (outside.path / "cassettes").exists()
    pytest_in(outside, "--enclave-record=once").assert_outcomes(passed=1)
    pytest_in(outside).assert_outcomes(passed=1)


def test_a_miss_fails_the_test_and_says_how_to_record_again(outside: pytest.Pytester):
    outside.makepyfile(test_them=PLUGIN_TEST)
    pytest_in(outside).assert_outcomes(passed=1)
    outside.makepyfile(test_them=PLUGIN_TEST.replace("id: 1 ", "id: 2 ").replace("== 10", "== 20"))
    done = pytest_in(outside)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [
            'E*CassetteMiss: the cassette has no answer to this call: ask({"id":2})',
            "E*  args.id: recorded 1, called with 2",
            "E*record again: `pytest --enclave-record=all 'test_them.py::TestThem::test_one'`",
        ]
    )
    # A test that failed is not blamed for what it did not come to.
    assert "that were not made" not in done.stdout.str()


def test_unused_calls_are_warned_of_or_fail(outside: pytest.Pytester):
    both = PLUGIN_TEST.replace("return await", "await tools.ask({ id: 9 }); return await")
    outside.makepyfile(test_them=both)
    pytest_in(outside).assert_outcomes(passed=1)
    outside.makepyfile(test_them=PLUGIN_TEST)
    done = pytest_in(outside)
    done.assert_outcomes(passed=1, warnings=1)
    done.stdout.fnmatch_lines(
        ["*CassetteWarning: *TestThem.test_one.json: recorded calls that were not made (1):", '*ask({"id":9})']
    )
    outside.makepyfile(test_them=PLUGIN_TEST.replace("(enclave)", "(enclave, strict=True)"))
    done = pytest_in(outside)
    done.assert_outcomes(passed=1, errors=1)
    done.stdout.fnmatch_lines(["*TestThem.test_one.json: recorded calls that were not made (1):", '*ask({"id":9})'])


def test_each_test_has_a_cassette_of_its_own(outside: pytest.Pytester):
    outside.makepyfile(
        test_them="""
        import pytest
        from enclave import Enclave

        @pytest.mark.parametrize("text", ["plain", "../../a b", "a/b", "x" * 300])
        def test_it(enclave_cassette, text):
            enclave = Enclave(tool_handler=lambda name, args: args)
            first, second = enclave_cassette(enclave), enclave_cassette(enclave, name="second/one")
            assert first.run_sync("return await callTool('ask', context)", context={"t": text}).unwrap() == {"t": text}
            assert second.run_sync("return await callTool('tell', {})").unwrap() == {}
            with pytest.raises(ValueError, match="tell its cassettes apart by `name`"):
                enclave_cassette(enclave)
        """
    )
    pytest_in(outside).assert_outcomes(passed=4)
    names = {path.relative_to(outside.path).as_posix() for path in outside.path.rglob("*.json")}
    assert len(names) == 8
    assert all(re.fullmatch(r"cassettes/test_them/[A-Za-z0-9_.-]{1,130}\.json", name) for name in names)
    pytest_in(outside, "--enclave-record=none").assert_outcomes(passed=4)


def test_pytest_finds_the_installed_plugin(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    table = re.search(r"\[project\.entry-points\.pytest11\]\n((?:.+\n)+)", (ROOT / "pyproject.toml").read_text())
    assert table is not None
    info = pytester.path / "installed" / "enclave_plugin-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: enclave-plugin\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(f"[pytest11]\n{table[1].replace(chr(34), '')}")
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(info.parent), prepend=os.pathsep)
    pytester.makepyfile(test_them=PLUGIN_TEST)
    done = pytester.runpytest_subprocess("-s", "-p", "no:cacheprovider")
    done.assert_outcomes(passed=1)
    assert (pytester.path / "cassettes" / "test_them" / "TestThem.test_one.json").exists()


def documented(kind: str) -> str:
    """The one block of that kind in the page on tests."""
    page = (ROOT / "docs" / "testing.md").read_text("utf-8")
    (block,) = re.findall(rf"<!-- run: {kind} -->\n```python\n(.*?)```", page, re.S)
    return block


def test_the_page_on_tests_runs(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", documented("python")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "21",
        "21",
        "()",
        'the cassette has no answer to this call: weather({"city":"Rome"})',
        'nearest recorded call: calls[0] weather({"city":"Oslo"})',
        '  args.city: recorded "Oslo", called with "Rome"',
        f"cassette: {tmp_path / 'cassettes' / 'weather.json'}",
        'record again: `with enclave.record("cassettes/weather.json") as recording: …`',
    ]


def test_the_test_of_the_page_on_tests_passes(outside: pytest.Pytester):
    outside.makepyfile(test_weather=documented("pytest"))
    pytest_in(outside).assert_outcomes(passed=1)
    assert (outside.path / "cassettes" / "test_weather" / "test_oslo_is_warm.json").exists()
    pytest_in(outside, "--enclave-record=none").assert_outcomes(passed=1)
