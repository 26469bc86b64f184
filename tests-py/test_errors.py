"""Errors: codes, classes, places, configuration."""

import pickle
from typing import Any, get_args

import pytest
from enclave import (
    ConfigError,
    Enclave,
    EnclaveError,
    ErrorCode,
    LimitError,
    RejectedError,
    ScriptError,
    ToolCallError,
    ToolError,
    _native,
    tool,
)
from enclave.errors import _CLASSES


def test_every_code_has_a_class():
    assert list(get_args(ErrorCode)) == _native.ERROR_CODES
    assert set(_CLASSES) == set(_native.ERROR_CODES)


async def test_what_a_script_throws_is_in_the_result():
    result = await Enclave().run("const user = null;\n\nreturn user.name")
    assert not result.ok
    assert result.value is None
    error = result.error
    assert isinstance(error, ScriptError)
    assert (error.code, error.name, error.line) == ("EXECUTION_ERROR", "TypeError", 3)
    with pytest.raises(ScriptError) as caught:
        result.unwrap()
    assert caught.value is error
    assert error.help.startswith("`user` is null here")
    assert str(error) == (
        "EXECUTION_ERROR at 3:8: TypeError: cannot read property 'name' of null\n"
        "  3 | return user.name\n"
        "    |        ^\n"
        f"  help: {error.help}"
    )


async def test_a_script_that_does_not_parse_has_diagnostics():
    result = await Enclave().run("return 1 +")
    error = result.error
    assert isinstance(error, RejectedError)
    assert error.code == "VALIDATION_ERROR"
    assert [one.code for one in error.diagnostics] == ["PARSE_ERROR"]
    assert result.diagnostics == error.diagnostics
    assert error.diagnostics[0].span.start.line == 1
    assert str(error).splitlines()[1] == str(error.diagnostics[0]).splitlines()[0]


async def test_a_tools_failure_that_nobody_catches_ends_the_run():
    @tool
    def it() -> None:
        raise ToolError("no such user", code="NO_SUCH_USER", data={"id": 7})

    result = await Enclave(tools=[it]).run("await tools.it()")
    assert isinstance(result.error, ToolCallError)
    assert result.error.code == "TOOL_ERROR"
    assert result.error.message == "no such user"
    assert isinstance(result.calls[0].exception, ToolError)


async def test_the_hosts_traceback_and_paths_do_not_reach_the_script():
    @tool
    def it() -> None:
        raise OSError("cannot read /home/ada/secret/keys.txt")

    code = "try { await tools.it() } catch (error) { return String(error) + error.stack + Object.keys(error) }"
    seen = (await Enclave(tools=[it]).run(code)).unwrap()
    assert "/home" not in seen
    assert ".py" not in seen


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"flow": []}, "unknown option `flow`"),
        ({"policies": []}, "unknown option `policies`"),
        ({"limits": {"timeout": 5}}, "unknown option `limits.timeout`"),
        ({"limits": {"timeout_ms": 0}}, "`limits.timeout_ms` is 0; it must be between 1 and 86400000"),
        ({"limits": {"max_lines": -1}}, "`limits.max_lines`: invalid value: integer `-1`, expected u64"),
        ({"limits": {"timeout_ms": "5"}}, '`limits.timeout_ms`: invalid type: string "5", expected u64'),
        ({"limits": {"timeout_ms": object()}}, "the configuration must be plain data: `object` is not plain data"),
        (
            {"level": "lax"},
            "`level`: unknown variant `lax`, expected one of `strict`, `secure`, `standard`, `permissive`",
        ),
        (
            {"level": "strict", "worker_reuse": "tenant"},
            '`worker_reuse="tenant"` is refused at level `strict`: there each session has a worker of its own',
        ),
        (
            {"isolation": "process", "pool": {"max_workers": 0}},
            "`pool.max_workers` is 0; it must be between 1 and 10000",
        ),
        ({"rules": {"NO_EVAL": "off"}}, "the rule `NO_EVAL` cannot be switched off or made a warning"),
        (
            {"scoring": {"mode": "off", "treshold": 3}},
            "`scoring`: unknown field `treshold`, expected one of `mode`, `warn`, `block`",
        ),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, Any], message: str):
    with pytest.raises(ConfigError) as caught:
        Enclave(**options)
    assert caught.value.code == "INVALID_CONFIG"
    assert caught.value.message == message
    assert str(caught.value) == f"INVALID_CONFIG: {message}"


async def test_a_wrong_option_of_one_run_is_raised():
    enclave = Enclave()
    with pytest.raises(ConfigError) as caught:
        await enclave.run("return 1", limits={"timeout": 1})
    assert caught.value.message == "unknown option `limits.timeout`"
    with pytest.raises(ConfigError) as caught:
        enclave.run_sync("return 1", limits={"timeout_ms": 0})
    assert caught.value.message == "`limits.timeout_ms` is 0; it must be between 1 and 86400000"
    for start in (enclave.run_sync, enclave.start):
        with pytest.raises(ConfigError) as caught:
            start("return 1", audience="acme")
        assert caught.value.message == f"unknown option `audience` of `{start.__name__}`"
    with pytest.raises(ConfigError) as caught:
        await enclave.run("return 1", audience="acme")
    with pytest.raises(ConfigError) as caught:
        await anext(enclave.stream("return 1", audience="acme"))
    assert caught.value.message == "unknown option `audience` of `stream`"


def test_a_context_that_cannot_cross_is_refused():
    with pytest.raises(EnclaveError) as caught:
        Enclave(context={"log": print})
    assert caught.value.code == "SERIALIZATION_ERROR"
    assert caught.value.message == "the context: a function at `$.log` cannot enter the script"
    with pytest.raises(EnclaveError) as caught:
        Enclave().run_sync("return 1", context=object())
    assert caught.value.message == "the context: an object of type `object` at `$` cannot enter the script"


async def test_errors_survive_pickling():
    error = (await Enclave().run("return 1 +")).error
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is RejectedError
    assert str(copy) == str(error)
    assert copy.diagnostics == error.diagnostics
    limit = (await Enclave(limits={"max_tool_calls": 0}, tool_handler=print).run("await callTool('x')")).error
    assert isinstance(limit, LimitError)
    assert pickle.loads(pickle.dumps(limit)).data == limit.data
    tool_error = pickle.loads(pickle.dumps(ToolError("m", code="C", data=[1])))
    assert (str(tool_error), tool_error.code, tool_error.data) == ("m", "C", [1])


def test_a_check_says_what_a_model_must_change():
    enclave = Enclave()
    report = enclave.check("return 1")
    assert (report.ok, report.diagnostics, str(report)) == (True, (), "ok")
    report = enclave.check("return 1 +")
    assert not report.ok
    assert str(report) == "\n".join(str(diagnostic) for diagnostic in report.diagnostics)
