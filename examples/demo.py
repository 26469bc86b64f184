"""One agent script, its tools, and everything that Enclave says about the run."""

import sys
from pathlib import Path
from typing import Any

from enclave import Enclave, ToolError, tool

TEAMS = ("core", "data", "sales")
USERS = [{"id": i, "team": TEAMS[i % 3], "active": i % 4 != 0, "spend": 100 + i * 7} for i in range(57)]
attempts = {"rates": 0}


@tool(name="users:list")
async def list_users(cursor: int | None = None, limit: int = 20) -> dict[str, Any]:
    """A page of users; `next` is the cursor of the page behind it, or null."""
    start = cursor or 0
    end = start + limit
    return {"items": USERS[start:end], "next": end if end < len(USERS) else None}


@tool(name="rates:get")
def get_rate(**pair: str) -> dict[str, float]:
    """An exchange rate."""
    attempts["rates"] += 1
    if attempts["rates"] == 1:
        raise ToolError("the rate service is busy", code="UNAVAILABLE")
    return {"rate": 1.1}


@tool(name="mail:send")
async def send_mail(to: str, subject: str, body: str) -> dict[str, str]:
    """Send an e-mail."""
    return {"id": f"mail-{len(body)}"}


def title(text: str) -> None:
    bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    print(f"\n{bold}{text}{plain}")


def short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 70 else text[:67] + "..."


def main() -> None:
    code = Path(__file__).with_name("agent.js").read_text()
    enclave = Enclave(
        tools=[list_users, get_rate, send_mail],
        level="standard",
        scoring={"mode": "warn"},
        context={"tenant": "acme"},
    )

    title("What layers 0 to 3 say before anything runs")
    report = enclave.check(code)
    print(f"  0 pre-scanner, 1 validation, 2 transform: {'passed' if report.ok else 'refused'}")
    print(f"  3 scoring gate: {report.score.total if report.score else 0} of 100")

    result = enclave.run_sync(code)
    title("Tool calls (layer 4 hands them out, nothing else leaves the engine)")
    for call in result.calls:
        outcome = short(call.value) if call.ok else f"{call.error}"
        print(f"  {call.id:>2} {call.name:<11} {short(call.args)}")
        print(f"     -> {outcome}  ({call.duration_ms:.0f} ms)")
    title("Console")
    for entry in result.console:
        print(f"  {entry.level:<5} {entry.text}")
    title("Result (layer 5 let data through)")
    for key, value in result.unwrap().items():
        print(f"  {key}: {value}")
    stats = result.stats
    print(f"  {stats.duration_ms:.1f} ms in all, {stats.cpu_ms:.1f} ms in the engine, {stats.iterations} loop turns,")
    print(f"  {stats.memory_peak_bytes // 1024} KB of memory at most")

    title("A script that is refused, and what the model is told")
    bad = "const users = await tools.users.lst({});\nreturn users.constructor.constructor('return process')();"
    for line in str(enclave.check(bad)).splitlines():
        print(f"  {line}")


if __name__ == "__main__":
    main()
