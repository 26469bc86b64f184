"""What a model is told of the tools, and how it finds them."""

import pytest
from enclave import ConfigError, Enclave, tool


@tool(name="users:list")
def list_users(role: str, limit: int = 10) -> list[dict[str, int]]:
    """List the users that have a role.

    Args:
        role: Whose role.
    """
    return []


@tool(name="mail:send")
def send(to: str) -> None:
    """Send a mail."""


def enclave() -> Enclave:
    return Enclave(tools=[list_users, send])


def test_the_prompt_has_types_descriptions_and_an_example():
    text = enclave().tool_prompt()
    assert "/** List the users that have a role. */" in text
    assert "list(args: { role: string /* Whose role. */; limit?: number /* a whole number; default 10 */ })" in text
    assert "Promise<Record<string, number>[]>" in text
    assert 'await tools.users.list({ role: "text" })' in text


def test_the_prompt_is_compact_filtered_and_held_to_a_budget():
    made = enclave()
    compact = made.tool_prompt(style="compact", tools=["mail:*"])
    assert "- tools.mail.send({ to: string }): null - Send a mail." in compact
    assert "users" not in compact
    assert "1 more tool is not described here" in compact
    assert len(made.tool_prompt(budget_chars=1_200)) <= 1_200
    assert made.tool_prompt(budget_chars=0) == ""
    for options in [{"style": "xml"}, {"budget_chars": -1}, {"tools": [1]}]:
        with pytest.raises(ConfigError):
            made.tool_prompt(**options)


def test_tools_are_found_and_described():
    made = enclave()
    (found,) = made.search_tools("list all users", limit=1)
    assert (found.name, found.description) == ("users:list", "List the users that have a role.")
    assert found.signature.startswith("tools.users.list(args: { role: string")
    described = made.describe_tool("users:list")
    assert described is not None
    assert "Whose role." in described
    assert made.describe_tool("users:lst") is None
    assert made.search_tools("weather") == []
    script = "const [found] = await search_tools('send mail'); return [found.name, await describe_tool(found.name)]"
    assert made.run_sync(script).unwrap() == ["mail:send", made.describe_tool("mail:send")]
