"""What stands between a script's call and the function: limits, policy, approvals, secrets, output schemas."""

import asyncio
import os
import pickle
from typing import Any

import pytest
from enclave import Call, ConfigError, Enclave, Secrets, ToolError, tool

TRY = """const results = [];
const attempt = async (name, args = {}) => {
  try { results.push(await callTool(name, args)); } catch (error) { results.push(`${error.code}: ${error.message}`); }
};
"""


async def ran(enclave: Enclave, code: str, *, sync: bool = False, **options: Any) -> Any:
    code = f"{TRY}{code}; return results;"
    result = enclave.run_sync(code, **options) if sync else await enclave.run(code, **options)
    return result.unwrap()


both = pytest.mark.parametrize("sync", [False, True], ids=["async", "sync"])
everywhere = pytest.mark.parametrize("isolation", ["in_process", "process"])


@everywhere
@both
async def test_calls_past_a_limit_reject_and_do_not_reach_the_function(sync: bool, isolation: Any):
    made: list[int] = []

    @tool(rate_limit={"max_calls": 2})
    def often(n: int) -> int:
        made.append(n)
        return n

    enclave = Enclave(tools=[often], isolation=isolation)
    code = "for (let n = 0; n < 3; n++) await attempt('often', { n })"
    refused = "RATE_LIMITED: `often` may be called 2 times in a session"
    assert await ran(enclave, code, sync=sync) == [0, 1, refused]
    assert made == [0, 1]


async def test_limits_that_let_nothing_through_are_refused():
    for limit, message in [
        ({"per_second": 0}, "`rate_limit of tool `it`.per_second` must be more than 0"),
        ({"max_concurrent": 0}, "must be more than 0"),
        ({"max_call": 1}, "unknown field `max_call`"),
    ]:
        with pytest.raises(ConfigError, match=message):
            Enclave(tools=[tool(name="it", rate_limit=limit)(lambda: None)])  # pyright: ignore


@everywhere
@both
async def test_a_policy_allows_refuses_and_judges(sync: bool, isolation: Any):
    made: list[str] = []

    @tool(name="mail:send", labels=["messages"])
    async def send(to: str) -> str:
        made.append(to)
        return f"sent to {to}"

    @tool(annotations={"destructive": True})
    def drop() -> None:
        made.append("drop")

    enclave = Enclave(
        tools=[send, drop],
        isolation=isolation,
        policy=[
            {"deny": "*", "annotations": {"destructive": True}, "reason": "nothing is dropped"},
            {"deny": "mail:*", "when": lambda name, args: not args["to"].endswith("@acme.com"), "reason": "outside"},
            {"deny": "*", "labels": ["other"]},
        ],
    )
    code = "await attempt('drop'); await attempt('mail:send', { to: 'a@acme.com' }); await attempt('mail:send', { to: 'b@x.com' })"
    assert await ran(enclave, code, sync=sync) == [
        "TOOL_DENIED: the host's policy refuses this call of `drop`: nothing is dropped",
        "sent to a@acme.com",
        "TOOL_DENIED: the host's policy refuses this call of `mail:send`: outside",
    ]
    assert made == ["a@acme.com"]


@both
async def test_a_predicate_that_fails_denies(sync: bool):
    def fails(name: str, args: dict[str, Any]) -> bool:
        raise RuntimeError("a path of the host: /etc/passwd")

    enclave = Enclave(tools={"it": lambda: 1}, policy=[{"allow": "it", "when": fails}])
    assert await ran(enclave, "await attempt('it')", sync=sync) == [
        "TOOL_DENIED: the host's policy could not judge the call of `it`"
    ]
    session = enclave.start("return await tools.it()")
    assert session.result is not None
    assert session.result.error is not None
    assert session.result.error.code == "TOOL_DENIED"


async def test_policies_that_cannot_be_are_refused():
    async def when(name: str, args: dict[str, Any]) -> bool:
        return True

    for rule, message in [
        ({}, r"`policy\[0\]`: a rule has one of `allow`, `deny` and `ask`"),
        ({"allow": "a", "ask": "b"}, "a rule has one of"),
        ({"deny": []}, "a rule without tools never matches"),
        ({"denny": "a"}, "unknown field `denny`"),
        ({"deny": "a", "when": when}, r"`policy\[0\].when` must be a function"),
    ]:
        with pytest.raises(ConfigError, match=message):
            Enclave(policy=[rule])


def pay_enclave(**options: Any) -> Enclave:
    @tool(requires_approval=True)
    def pay(amount: int) -> str:
        return f"paid {amount}"

    return Enclave(tools=[pay], **options)


@everywhere
@both
async def test_calls_are_approved_or_denied(sync: bool, isolation: Any):
    asked: list[Call] = []

    def decide(call: Call) -> bool | str:
        asked.append(call)
        return call.args["amount"] < 10 or "too much"

    enclave = pay_enclave(on_approval=decide, isolation=isolation)
    code = "await attempt('pay', { amount: 5 }); await attempt('pay', { amount: 50 })"
    assert await ran(enclave, code, sync=sync) == [
        "paid 5",
        "TOOL_DENIED: the call of `pay` was not approved: too much",
    ]
    assert [(call.name, call.kind, len(call.hash or "")) for call in asked] == [("pay", "approval", 64)] * 2
    assert asked[0].hash != asked[1].hash


@both
async def test_who_approves_may_be_async_belong_to_a_run_fail_or_be_missing(sync: bool):
    async def later(call: Call) -> bool:
        await asyncio.sleep(0.001)
        return True

    def fails(call: Call) -> bool:
        raise RuntimeError("the host's own trouble")

    code = "await attempt('pay', { amount: 5 })"
    assert await ran(pay_enclave(on_approval=later), code, sync=sync) == ["paid 5"]
    assert await ran(pay_enclave(), code, sync=sync, on_approval=later) == ["paid 5"]
    denied = "TOOL_DENIED: the call of `pay` was not approved"
    assert await ran(pay_enclave(on_approval=fails), code, sync=sync) == [denied]
    assert await ran(pay_enclave(on_approval=lambda call: 1), code, sync=sync) == [denied]
    nobody = f"{denied}: nobody can be asked: there is no `on_approval`"
    assert await ran(pay_enclave(), code, sync=sync) == [nobody]
    result = await pay_enclave(on_approval=fails).run(code.replace("attempt", "callTool"))
    assert isinstance(result.calls[0].exception, RuntimeError)


async def test_a_stream_tells_of_approvals():
    enclave = pay_enclave(on_approval=lambda call: True, policy=[{"ask": "pay", "reason": "money"}])
    told = [event async for event in enclave.stream("return await tools.pay({ amount: 5 })")]
    assert [event.type for event in told] == [
        "session_init",
        "approval_requested",
        "tool_call",
        "tool_result_applied",
        "final",
    ]
    asked: Any = told[1]
    assert (asked.name, asked.args, asked.reason) == ("pay", {"amount": 5}, "money")


@everywhere
def test_a_session_shows_what_waits_for_an_approval(isolation: Any):
    enclave = pay_enclave(isolation=isolation, policy=[{"deny": "pay", "when": lambda name, args: args["amount"] > 99}])
    session = enclave.start(f"{TRY} await attempt('pay', {{ amount: 100 }}); await attempt('pay', {{ amount: 5 }}); return results;")
    (call,) = session.pending
    assert (call.kind, call.args) == ("approval", {"amount": 5})
    with pytest.raises(ValueError, match="the call 2 waits for an approval: `approve` or `deny` it"):
        session.resolve(call.id, "paid")
    with pytest.raises(ValueError, match="has another hash"):
        session.approve(call.id, hash="0" * 64)
    session.approve(call.id, hash=call.hash)
    assert [call.kind for call in session.pending] == ["tool"]
    with pytest.raises(ValueError, match="the call 2 waits for its tool's answer"):
        session.approve(call.id)
    session.resolve(call.id, "by hand")
    assert session.result is not None
    assert session.result.value == ["TOOL_DENIED: the host's policy refuses calls of `pay`", "by hand"]


@everywhere
def test_approvals_outlive_a_process_where_nobody_else_could_write_them(isolation: Any):
    enclave = pay_enclave(isolation=isolation)
    session = enclave.start("return await tools.pay({ amount: 5 })")
    session.approve(session.pending[0].id)
    key = os.urandom(32)
    sealed = enclave.load(session.dump(key=key), key=key)
    assert [(call.kind, call.uncertain) for call in sealed.pending] == [("tool", True)]
    assert sealed.run_sync(uncertain="retry").value == "paid 5"
    plain = enclave.load(session.dump())
    assert [call.kind for call in plain.pending] == ["approval"]
    plain.deny(plain.pending[0].id, "who wrote this?")
    assert plain.result is not None
    assert plain.result.error is not None
    assert plain.result.error.message == "the call of `pay` was not approved: who wrote this?"


def charge(secrets: Secrets, amount: int) -> str:
    """Charge a card.

    Args:
        amount: How much.
    """
    if amount > 10:
        raise ToolError(f"401: bad key {secrets['STRIPE_KEY']}", data={"key": secrets.STRIPE_KEY})
    return f"charged {amount} with {secrets['STRIPE_KEY']}"


@everywhere
@both
async def test_secrets_stay_with_the_host(sync: bool, isolation: Any):
    key = "sk_live_0123456789"
    made = tool(secrets=["STRIPE_KEY"])(charge)
    enclave = Enclave(tools=[made], secrets={"STRIPE_KEY": key, "OTHER": "x"}, isolation=isolation)
    assert list(made.spec()["input_schema"]["properties"]) == ["amount"]
    assert "secrets" not in enclave.tool_prompt()
    code = "await attempt('charge', { amount: 5 }); await attempt('charge', { amount: 50 }); await attempt('charge', { amount: 1, secrets: {} })"
    results = await ran(enclave, code, sync=sync)
    assert results[:2] == ["charged 5 with [secret STRIPE_KEY]", "TOOL_ERROR: 401: bad key [secret STRIPE_KEY]"]
    assert results[2].startswith("TOOL_ARGUMENTS_INVALID")
    session = enclave.start("return await tools.charge({ amount: 5 })")
    session.resolve(session.pending[0].id, f"Bearer {key}")
    assert session.result is not None
    assert session.result.value == "Bearer [secret STRIPE_KEY]"
    assert key.encode() not in session.dump()


def test_secrets_do_not_show():
    secrets = Secrets({"A_KEY": "value-of-it"})
    assert (secrets["A_KEY"], secrets.A_KEY, dict(secrets)) == ("value-of-it", "value-of-it", {"A_KEY": "value-of-it"})
    assert "value" not in f"{secrets!r} {secrets}"
    with pytest.raises(TypeError):
        pickle.dumps(secrets)
    with pytest.raises(AttributeError):
        secrets.B  # noqa: B018
    with pytest.raises(ConfigError, match="the tool `charge` needs the secret `STRIPE_KEY`: give it by `secrets`"):
        Enclave(tools=[tool(secrets=["STRIPE_KEY"])(charge)])
    with pytest.raises(ConfigError, match="the secret `STRIPE_KEY` must have at least 4 bytes"):
        Enclave(tools=[tool(secrets=["STRIPE_KEY"])(charge)], secrets={"STRIPE_KEY": "abc"})


@both
async def test_results_that_do_not_fit_the_annotation_are_failures(sync: bool):
    def users() -> list[dict[str, int]]:
        return [{"id": "seven"}]  # pyright: ignore[reportReturnType]

    assert await ran(Enclave(tools=[users]), "await attempt('users')", sync=sync) == [
        "TOOL_ERROR: the result of `users` does not fit its output schema: `[0].id`: \"seven\" is not of type \"integer\""
    ]
