"""A function's docstring as a tool's description and its parameters' descriptions."""

from __future__ import annotations

import inspect
import re
from typing import Any

_SECTION = re.compile(
    r"^(Args|Arguments|Parameters|Params|Returns|Return|Yields|Raises|Examples?|Notes?|Attributes)\s*:?\s*$"
)
_ARGUMENTS = re.compile(r"^(Args|Arguments|Parameters|Params)\s*:?\s*$")
_GOOGLE = re.compile(r"^\*{0,2}(\w+)\s*(?:\([^)]*\))?\s*:\s*(.*)$")
_NUMPY = re.compile(r"^\*{0,2}(\w+)\s*(?::.*)?$")
_SPHINX = re.compile(r"^:(?:param|parameter|arg)\s+(?:[^:]*\s)?\*{0,2}(\w+)\s*:\s*(.*)$")
_SPHINX_FIELD = re.compile(r"^:\w+(\s[^:]*)?:")


def described(function: Any) -> tuple[str, dict[str, str]]:
    """The text in front of the first section, and each parameter's text: Google, NumPy or Sphinx style."""
    lines = (inspect.getdoc(function) or "").splitlines()
    text: list[str] = []
    arguments: list[str] = []
    sphinx: list[str] = []
    into: list[str] | None = text
    for number, line in enumerate(lines):
        underlined = number + 1 < len(lines) and set(lines[number + 1].strip()) == {"-"}
        if _SECTION.match(line) and (line.rstrip().endswith(":") or underlined):
            into = arguments if _ARGUMENTS.match(line) else None
        elif _SPHINX_FIELD.match(line):
            into = sphinx
            sphinx.append(line)
        elif into is not None:
            into.append(line)
    parameters = _sphinx(sphinx)
    parameters.update(_section(arguments))
    return "\n".join(text).strip(), parameters


def _section(lines: list[str]) -> dict[str, str]:
    lines = [line for line in lines if line.strip()]
    numpy = bool(lines) and set(lines[0].strip()) == {"-"}
    if numpy:
        lines = lines[1:]
    if not lines:
        return {}
    indent = min(len(line) - len(line.lstrip()) for line in lines)
    found: dict[str, list[str]] = {}
    name = None
    for line in lines:
        head = (_NUMPY if numpy else _GOOGLE).match(line[indent:])
        if head is not None and not line[indent].isspace():
            name = head.group(1)
            found[name] = [] if numpy else [head.group(2)]
        elif name is not None:
            found[name].append(line.strip())
    return {name: " ".join(text).strip() for name, text in found.items()}


def _sphinx(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    name = None
    for line in lines:
        head = _SPHINX.match(line)
        if head is not None:
            name = head.group(1)
            found[name] = head.group(2)
        elif _SPHINX_FIELD.match(line):
            name = None
        elif name is not None and line.strip():
            found[name] = f"{found[name]} {line.strip()}"
    return found
