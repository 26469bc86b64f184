"""The corpus for Python: its files, its tools, and how its values are written. See README.md."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

SHARED = json.loads((Path(__file__).parent / "tools.json").read_text())
ROOT = Path(__file__).parent.parent / "core" / "tests" / "corpus"
CONTEXT = {"tenant": "acme"}


@dataclass
class Case:
    """A script with the head of its file."""

    name: str
    head: dict[str, str]
    code: str

    def options(self) -> dict[str, Any]:
        """The options of the `Enclave` that it is for."""
        options: dict[str, Any] = {key: self.head[key] for key in ("level", "language") if key in self.head}
        if self.head.get("error") == "TIMEOUT":
            options["limits"] = {"timeout_ms": 1_000}
        if "rules" in self.head:
            options["rules"] = json.loads(self.head["rules"])
        return options


def cases(folder: str) -> list[Case]:
    """Every case of a folder, in the order of their names."""
    return [parse(f"{folder}/{path.name}", path.read_bytes().decode()) for path in sorted((ROOT / folder).iterdir())]


def parse(name: str, text: str) -> Case:
    head: dict[str, str] = {}
    while text.startswith("//! "):
        line, _, text = text.partition("\n")
        key, _, value = line.removeprefix("//! ").partition(": ")
        head[key] = value
    return Case(name, head, text.removesuffix("\n"))


class Failed(Exception):
    """How a tool of the corpus fails."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Answers:
    """What the tools of one run answer."""

    def __init__(self) -> None:
        self.flaky = 0
        self.sent = 0

    def answer(self, name: str, args: Mapping[str, Any]) -> Any:
        match name:
            case "add":
                return {"sum": args["a"] + args["b"]}
            case "page":
                return part(list(range(25)), args.get("cursor") or 0, args["size"], "items", "next")
            case "flaky":
                self.flaky += 1
                if self.flaky <= 2:
                    raise Failed("UNAVAILABLE", "busy")
                return {"ok": True}
            case "fail":
                raise Failed("NO_SUCH_USER", args["message"])
            case "users:list":
                return rows("users", args)
            case "users:get":
                found = rows("users", args)
                if not found:
                    raise Failed("NO_SUCH_USER", f"no user {args['id']}")
                return found[0]
            case "orders:list":
                found = rows("orders", args, ("cursor", "limit"))
                return part(found, args.get("cursor") or 0, args.get("limit", 5), "orders", "nextCursor")
            case "email:send":
                self.sent += 1
                return {"sent": True, "id": f"msg-{self.sent}"}
            case "search:web":
                return [page for page in rows("pages", {}) if args["query"].lower() in page["title"].lower()]
            case "docs:load":
                return [{"id": id, "text": f"row {id}"} for id in range(args["count"])]
            case "docs:count":
                return {"count": len(args["doc"])}
            case "pay":
                return {"paid": args["amount"]}
            case _:
                return args


def rows(table: str, where: Mapping[str, Any], paging: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    wanted = {key: value for key, value in where.items() if key not in paging}
    return [row for row in SHARED[table] if all(row.get(key) == value for key, value in wanted.items())]


def part(found: list[Any], start: int, size: int, items: str, following: str) -> dict[str, Any]:
    end = start + size
    return {items: found[start:end], following: end if end < len(found) else None}


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
            return {"NaN": "NaN", "Infinity": math.inf, "-Infinity": -math.inf}[text]
        case {"$bigint": digits}:
            return int(digits)
        case {"$date": time}:
            return time
        case {"$bytes": items}:
            return bytes(items)
    return {key: plain(item) for key, item in expected.items()}


def comparable(value: Any) -> Any:
    """A value of Python's in the form of `plain`."""
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    return "NaN" if isinstance(value, float) and math.isnan(value) else value


def texts(folder: str) -> dict[str, str]:
    """The text of each failure in a folder, by file, as the core's snapshot has it."""
    name = {"fail": "texts_of_failures", "reject": "texts_of_refusals"}[folder]
    snapshot = (ROOT / "snapshots" / f"enclave_core__corpus__{name}.snap").read_bytes().decode()
    sections = snapshot.split("\n---", 1)[1].split("\n== ")[1:]
    return {file: text.removesuffix("\n") for file, _, text in (section.partition("\n") for section in sections)}
