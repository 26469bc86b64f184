"""The cases that every language runs."""

import json
import math
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from enclave import Enclave, Result, ToolError, tool

CASES = json.loads((Path(__file__).parent.parent / "tests-shared" / "cases.json").read_text())


def make_enclave() -> Enclave:
    attempts = {"flaky": 0}

    def handle(name: str, args: dict[str, Any]) -> Any:
        if name == "add":
            return {"sum": args["a"] + args["b"]}
        if name == "page":
            start, size = args.get("cursor") or 0, args["size"]
            return {"items": list(range(start, min(25, start + size))), "next": start + size if start + size < 25 else None}
        if name == "flaky":
            attempts["flaky"] += 1
            if attempts["flaky"] <= 2:
                raise ToolError("busy", code="UNAVAILABLE")
            return {"ok": True}
        if name == "fail":
            raise ToolError(args["message"], code="NO_SUCH_USER")
        return args

    def named(name: str) -> Any:
        def call(args: dict[str, Any]) -> Any:
            return handle(name, args)

        return call

    names = ("echo", "add", "page", "flaky", "fail")
    tools = [tool(name=name, input_schema={"type": "object"})(named(name)) for name in names]
    return Enclave(tools=tools, context={"tenant": "acme"})


def plain(expected: Any) -> Any:
    """What Python has for a tagged value."""
    if isinstance(expected, list):
        return [plain(item) for item in expected]
    if isinstance(expected, int) and abs(expected) > 2**53:
        return float(expected)
    if not isinstance(expected, dict):
        return expected
    match expected:
        case {"$undefined": True}:
            return None
        case {"$number": "-0"}:
            return -0.0
        case {"$number": text}:
            return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}[text]
        case {"$bigint": digits}:
            return int(digits)
        case {"$date": time}:
            return time
        case {"$bytes": items}:
            return bytes(items)
    return {key: plain(item) for key, item in expected.items()}


def comparable(value: Any) -> Any:
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    return "NaN" if isinstance(value, float) and math.isnan(value) else value


def verify(result: Result, expect: dict[str, Any]) -> None:
    if "value" in expect:
        assert result.error is None
        assert comparable(result.value) == comparable(plain(expect["value"]))
        return
    assert result.error is not None
    for key, wanted in expect["error"].items():
        assert getattr(result.error, key) == wanted


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
async def test_every_case_ends_as_javascript_says(case: dict[str, Any]) -> None:
    verify(await make_enclave().run(case["code"]), case["expect"])
    verify(make_enclave().run_sync(case["code"]), case["expect"])
