"""Names of other frameworks' tools as names of Enclave's."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOOL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OTHER = re.compile(r"[^A-Za-z0-9_]+")
_RESERVED = re.compile(r"__ag_|__safe_|(?:__proto__|constructor|prototype)\Z")
_LONGEST_WORD = 64
_LONGEST_NAMESPACE = 40
"""Both together, with what is put before and behind them, are below the core's 128."""


def tool_names(names: Iterable[str], namespace: str | None = None) -> list[str]:
    """A name for each that a script can write after a dot: `list-users` is `list_users`.

    In a namespace it is `crm:list_users`. Names that become the same are numbered, so that there are no duplicates.
    """
    taken: set[str] = set()
    result: list[str] = []
    for name in names:
        word = _identifier(name)
        unique, number = word, 1
        while unique in taken:
            number += 1
            unique = f"{word}_{number}"
        taken.add(unique)
        result.append(unique if namespace is None else f"{namespace}:{unique}")
    return result


def namespaces(names: Iterable[str]) -> list[str]:
    """The same for what stands before the dot."""
    return tool_names(name[:_LONGEST_NAMESPACE] for name in names)


def _identifier(name: str) -> str:
    """The nearest word of letters, digits and `_` that is not reserved."""
    word = name[:_LONGEST_WORD]
    if not _TOOL_NAME.fullmatch(word):
        word = _OTHER.sub("_", word).strip("_")
    if not _TOOL_NAME.fullmatch(word) or _RESERVED.match(word):
        word = f"tool_{word.strip('_')}"
    return word
