"""Which of an `Enclave`'s tools fit what a model looks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..enclave import Enclave
    from ..tool import Tool

_WORD = re.compile(r"[a-z0-9]+")
_MOST_HITS = 10
_LONGEST_QUERY = 1_000


def tools_of(enclave: Enclave) -> list[Tool[..., Any]]:
    """The tools that an `Enclave` was made with."""
    return enclave._tools.listed  # pyright: ignore[reportPrivateUsage]


def search_tools(enclave: Enclave, query: str) -> list[Any]:
    """The tools whose name or description has most words of the query, best first; all of them for an empty query."""
    query = query[:_LONGEST_QUERY]
    own = getattr(enclave, "search_tools", None)
    if own is not None:
        return list(own(query))[:_MOST_HITS]
    words = set(_WORD.findall(query.lower()))
    scored = [(_score(tool, words), tool) for tool in tools_of(enclave)]
    hits = [(score, tool) for score, tool in scored if score > 0 or not words]
    hits.sort(key=lambda hit: -hit[0])
    return [_described(tool) for _, tool in hits[:_MOST_HITS]]


def _score(tool: Tool[..., Any], words: set[str]) -> int:
    """A word in the name counts three times one in the description; a beginning of a word counts too."""
    named, described = _WORD.findall(tool.name.lower()), _WORD.findall(tool.description.lower())
    return sum(3 * any(_fit(word, one) for one in named) + any(_fit(word, one) for one in described) for word in words)


def _fit(word: str, other: str) -> bool:
    return word == other or (len(word) > 3 and other.startswith(word)) or (len(other) > 3 and word.startswith(other))


def _described(tool: Tool[..., Any]) -> dict[str, Any]:
    described = {"name": tool.name, "description": tool.description, "input_schema": tool.input_schema}
    return described if tool.output_schema is None else {**described, "output_schema": tool.output_schema}
