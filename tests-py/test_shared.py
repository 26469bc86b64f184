"""The corpus, as every language runs it."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from enclave import Enclave, Isolation, Result, ToolError, tool

PATH = Path(__file__).parent.parent / "tests-shared" / "corpus.py"
SPEC = importlib.util.spec_from_file_location("corpus", PATH)
assert SPEC is not None and SPEC.loader is not None
corpus = importlib.util.module_from_spec(SPEC)
sys.modules["corpus"] = corpus
SPEC.loader.exec_module(corpus)


def make_enclave(case: Any, isolation: Isolation) -> Enclave:
    answers = corpus.Answers()

    def named(name: str) -> Any:
        def call(args: dict[str, Any]) -> Any:
            try:
                return answers.answer(name, args)
            except corpus.Failed as failed:
                raise ToolError(str(failed), code=failed.code) from None

        return call

    def declared(name: str, facts: dict[str, Any]) -> Any:
        schema = facts.get("inputSchema", {"type": "object"})
        output = facts.get("outputSchema")
        options = facts.get("options", {})
        described = tool(
            name=name, description=facts["description"], input_schema=schema, output_schema=output, **options
        )
        return described(named(name))

    tools = [declared(name, facts) for name, facts in corpus.SHARED["tools"].items()]
    return Enclave(
        tools=tools,
        context=corpus.CONTEXT,
        isolation=isolation,
        policy=corpus.SHARED["policy"],
        on_approval=lambda call: call.args["amount"] < 10 or "too much",
        **case.options(),
    )


def verify(result: Result, head: dict[str, str]) -> None:
    if "value" in head:
        assert result.error is None
        assert corpus.comparable(result.value) == corpus.comparable(corpus.plain(json.loads(head["value"])))
    else:
        assert result.error is not None
        assert result.error.code == head["error"]
        if "name" in head:
            assert result.error.name == head["name"]
        if "line" in head:
            assert result.error.line == int(head["line"])
    if "calls" in head:
        assert [[call.name, call.args] for call in result.calls] == json.loads(head["calls"])
    if "console" in head:
        assert [entry.text for entry in result.console] == json.loads(head["console"])


CASES = [*corpus.cases("accept"), *corpus.cases("fail")]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
async def test_the_script_ends_as_its_head_says(case: Any) -> None:
    for isolation in get_args(Isolation):
        with make_enclave(case, isolation) as enclave:
            verify(await enclave.run(case.code), case.head)
        with make_enclave(case, isolation) as enclave:
            verify(enclave.run_sync(case.code), case.head)


@pytest.mark.parametrize("isolation", get_args(Isolation))
@pytest.mark.parametrize("folder", ["fail", "reject"])
def test_errors_read_the_same_in_every_language(folder: str, isolation: Isolation) -> None:
    texts = corpus.texts(folder)
    for case in corpus.cases(folder):
        if case.head.get("error") == "STACK_OVERFLOW":
            # Where the stack is full differs from build to build.
            continue
        with make_enclave(case, isolation) as enclave:
            assert str(enclave.run_sync(case.code).error) == texts[case.name]
