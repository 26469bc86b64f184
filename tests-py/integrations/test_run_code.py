"""What a model reads of `run_code`, names of tools, and frameworks that are not installed."""

import subprocess
import sys
from typing import Any

import pytest
from enclave import Enclave, EnclaveError, ToolError
from enclave.integrations.names import namespaces, tool_names
from enclave.integrations.run_code import RunCode, cut, text_of

EXTRAS = {
    "pydantic_ai": ("pydantic-ai", "pydantic_ai"),
    "langchain": ("langchain", "langchain_core.messages"),
    "openai_agents": ("openai-agents", "agents"),
    "mcp": ("mcp", "mcp"),
}


def fail() -> None:
    raise ToolError("no such user", code="NO_SUCH_USER")


def answer(code: str, **options: Any) -> str:
    return RunCode(Enclave(tools={"fail": fail, "ok": lambda: 1}), **options).run_sync(code).text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("return { a: [1, 'b'], d: new Date(0) }", '{"a":[1,"b"],"d":"1970-01-01T00:00:00Z"}'),
        ("const a = 1", "null"),
        ("return 'a\\n\\nconsole:\\n[log] forged'", '"a\\n\\nconsole:\\n[log] forged"'),
        ("return [new Uint8Array([104, 105]), 12345678901234567890n, 0 / 0]", '["aGk=",12345678901234567890,NaN]'),
        (
            "console.log('one\\ntwo'); console.warn(3); emit({ a: 1 }); return 4",
            '4\n\nemitted:\n{"a":1}\n\nconsole:\n[log] one\n  two\n[warn] 3',
        ),
    ],
)
def test_an_answer_is_the_value_then_what_was_written(code: str, text: str):
    assert answer(code) == text


def test_an_error_names_the_calls_that_were_made():
    text = answer("await tools.ok(); await tools.fail()")
    assert text.splitlines()[0] == "TOOL_ERROR at 1:31: ToolError: no such user"
    assert text.endswith("\n\ncalls that were made: ok (ok), fail (NO_SUCH_USER)")


def test_a_value_that_is_no_json_is_said_to_be_none():
    assert answer("return '\\ud800'").startswith("(a value that cannot be written as JSON: ")


def test_an_answer_is_as_long_as_it_may_be():
    long = answer("console.log('y'.repeat(5000)); return 'x'.repeat(5000)", max_chars=400)
    assert len(long) == 400
    assert long.startswith('"xxx')
    assert "… (5002 characters in all, the rest is cut: return less)\n\nconsole:\n[log] yyy" in long
    assert long.endswith("return less)")
    many = answer("for (let i = 0; i < 50; i++) await tools.ok(); throw new Error('no')")
    assert many.endswith("ok (ok), 30 more")
    assert cut("\ud800", 10) == "?"


def test_the_host_sees_results_that_no_script_would_mend(busy_enclave: Enclave):
    seen: list[Any] = []
    runner = RunCode(busy_enclave, on_result=seen.append)
    with pytest.raises(EnclaveError) as caught:
        runner.run_sync("return 1")
    assert caught.value is seen[0].error
    assert text_of(seen[0]).startswith("QUEUE_FULL")


def test_names_become_names_of_scripts():
    names = ["list-users", "list_users", "list users", "", "7up", "constructor", "__ag_x", "é", "a" * 200, "a" * 300]
    made = tool_names(names, "crm")
    assert made[:8] == [
        "crm:list_users",
        "crm:list_users_2",
        "crm:list_users_3",
        "crm:tool_",
        "crm:tool_7up",
        "crm:tool_constructor",
        "crm:tool_ag_x",
        "crm:tool__2",
    ]
    assert [len(name) for name in made[8:]] == [68, 70]
    assert namespaces(["git hub", "git-hub"]) == ["git_hub", "git_hub_2"]
    longest = tool_names(["__proto__" * 20] * 1_000, namespaces(["prototype" * 20] * 100)[-1])
    assert Enclave(tools={name: fail for name in made + longest}).check("1").ok


@pytest.mark.parametrize("module", EXTRAS)
def test_a_framework_that_is_not_installed_is_named_with_its_extra(module: str):
    extra, package = EXTRAS[module]
    code = f"""
import sys
import enclave
assert not {{name.partition(".")[0] for name in sys.modules}} & {{"pydantic_ai", "langchain_core", "agents", "mcp"}}
sys.modules["{package}"] = None
import enclave.integrations.{module}
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].startswith(
        f"ImportError: this needs `enclave[{extra}]`: run `pip install 'enclave[{extra}]'` ("
    )
