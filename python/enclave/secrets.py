"""Values that a tool's function has, and no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .errors import error_of


class Secrets(Mapping[str, str]):
    """The secrets that a tool named, as its parameter `secrets`: `secrets["STRIPE_KEY"]` or `secrets.STRIPE_KEY`.

    Their values do not show when it is printed, and are taken out of whatever a tool gives.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"this tool has no secret `{name}`") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<Secrets {', '.join(self._values)}>"

    def __reduce__(self) -> str:
        raise TypeError("secrets are not pickled")


def taken(tool: str, names: tuple[str, ...], secrets: Mapping[str, str]) -> dict[str, str]:
    """The secrets that a tool names."""
    for name in names:
        value: Any = secrets.get(name)
        if value is None:
            raise error_of("INVALID_CONFIG", f"the tool `{tool}` needs the secret `{name}`: give it by `secrets`")
        if not isinstance(value, str):
            raise error_of("INVALID_CONFIG", f"the secret `{name}` must be a text")
    return {name: secrets[name] for name in names}
