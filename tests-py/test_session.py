"""Sessions driven by hand."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from enclave import Call, Enclave, EnclaveError, tool


def enclave(**options: object) -> Enclave:
    return Enclave(tool_handler=lambda name, args: None, **options)


def test_a_session_waits_for_its_host():
    session = enclave().start("const a = await callTool('a', { x: 1 }); const b = await callTool('b'); return [a, b]")
    assert not session.done
    assert session.result is None
    assert session.pending == [Call(1, "a", {"x": 1})]
    session.resolve(1, "one")
    assert [call.name for call in session.pending] == ["b"]
    session.resolve(2, {"two": 2})
    assert session.done
    assert session.pending == []
    assert session.result is not None
    assert session.result.unwrap() == ["one", {"two": 2}]
    assert repr(session) == "<Session done>"


def test_calls_may_be_answered_in_any_order():
    session = enclave().start("return await Promise.all([callTool('a'), callTool('b'), callTool('c')])")
    assert [call.id for call in session.pending] == [1, 2, 3]
    session.resolve(3, "c")
    session.resolve(1, "a")
    assert [call.id for call in session.pending] == [2]
    session.resolve(2, "b")
    assert session.result is not None
    assert session.result.value == ["a", "b", "c"]


def test_a_rejected_call_is_an_error_that_the_script_can_catch():
    session = enclave().start("try { await callTool('a') } catch (e) { return [e.code, e.message, e.data] }")
    session.reject(1, "not approved", code="TOOL_DENIED", data={"by": "ada"})
    assert session.result is not None
    assert session.result.value == ["TOOL_DENIED", "not approved", {"by": "ada"}]


def test_answers_to_nothing_are_refused():
    session = enclave().start("await callTool('a'); return 1")
    with pytest.raises(ValueError, match=r"^this session waits for no call with id 7$"):
        session.resolve(7, None)
    session.resolve(1, None)
    with pytest.raises(ValueError, match=r"^this session waits for no call with id 1$"):
        session.reject(1, "again")


def test_an_answer_that_cannot_cross_leaves_the_call_open():
    session = enclave().start("return await callTool('a')")
    with pytest.raises(EnclaveError) as caught:
        session.resolve(1, print)
    assert caught.value.message == "the tool's result: a function at `$` cannot enter the script"
    session.resolve(1, 5)
    assert session.result is not None
    assert session.result.value == 5


def test_a_script_that_is_refused_is_done():
    session = enclave().start("return 1 +")
    assert session.done
    assert session.result is not None
    assert session.result.error is not None
    assert session.result.error.code == "VALIDATION_ERROR"


def test_time_that_the_host_takes_is_not_counted():
    session = enclave(limits={"timeout_ms": 100}).start("await callTool('a'); await sleep(5000); return 'ok'")
    time.sleep(0.3)
    session.resolve(1, None)
    assert session.result is not None
    assert session.result.value == "ok"


def test_many_sessions_wait_at_once():
    one = enclave()
    sessions = [one.start("return await callTool('a')", context=number) for number in range(200)]
    for number, session in enumerate(sessions):
        session.resolve(1, number)
    assert [session.result and session.result.value for session in sessions] == list(range(200))


DUMPS = Path(__file__).parent.parent / "tests-shared" / "dumps"


def test_a_session_goes_on_from_bytes():
    enclave = Enclave(tool_handler=lambda name, args: None, context={"tenant": "acme"})
    code = "const a = await callTool('ask', { n: Math.random() }); const b = await callTool('tell', { a }); return [a, b, context]"
    session = enclave.start(code)
    asked = session.pending[0]
    for key in (None, b"k" * 32):
        later = enclave.load(session.dump(key=key), key=key)
        assert later.pending == [replace(asked, uncertain=True)]
        later.resolve(asked.id, {"yes": 2**70})
        again = enclave.load(later.dump())
        assert [call.args for call in again.pending] == [{"a": {"yes": 2**70}}]
        again.resolve(again.pending[0].id, None)
        assert again.result is not None
        assert again.result.value == [{"yes": 2**70}, None, {"tenant": "acme"}]
    assert not session.done


def test_a_dump_of_another_language_goes_on():
    session = golden().load((DUMPS / "format-1.dump").read_bytes())
    assert [(call.id, call.name) for call in session.pending] == [(3, "echo"), (4, "add")]
    session.resolve(4, 3)
    session.resolve(3, None)
    assert session.result is not None
    value = session.result.value
    assert (value["failed"], value["more"], value["random"]) == ("NO", [None, 3], 0.7415648787718233)
    assert [entry.text for entry in session.result.console] == ["begun acme"]


def golden() -> Enclave:
    def answer(args: dict[str, Any]) -> Any:
        return args

    return Enclave(tools=[tool(name=name, input_schema={"type": "object"})(answer) for name in ("echo", "add", "fail")])


def test_what_is_no_dump_is_a_session_that_is_done():
    enclave = golden()
    session = enclave.start("return await tools.echo({})")
    sealed = session.dump(key=b"k" * 32)
    for dump, key, reason in [
        (b"nothing", None, "these bytes are no dump of a session"),
        (sealed, None, "the dump is sealed: give the key that it was sealed with"),
        (sealed[:-1] + b"x", b"k" * 32, "the dump was changed, or it was sealed with another key"),
    ]:
        refused = enclave.load(dump, key=key)
        assert refused.done
        assert refused.result is not None and refused.result.error is not None
        assert (refused.result.error.code, refused.result.error.message) == ("REPLAY_DIVERGED", reason)
    with pytest.raises(ValueError, match="a key has 32 bytes, not 3"):
        session.dump(key=b"abc")
    session.resolve(1, None)
    # The dump of a session that is over ends as it did.
    assert enclave.load(session.dump()).done
