"""Sessions driven by hand."""

import time

import pytest
from enclave import Call, Enclave, EnclaveError


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
