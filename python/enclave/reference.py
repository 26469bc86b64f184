"""Results that stay with the host."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Reference(Generic[T]):
    """What a tool returns so that the script gets a small handle in its place.

    The script may pass the handle on, as or inside the arguments of another tool, which gets the value; return it, and
    you get the value; or read a part of it: `await handle.read({ path: 'items[3]', limit: 10 })`. References live as
    long as their session.

    Example:
        >>> from enclave import Enclave, Reference
        >>> def load() -> Reference[list[int]]:
        ...     return Reference(list(range(100_000)))
        >>> enclave = Enclave(tools={"load": load, "total": lambda numbers: sum(numbers)})
        >>> enclave.run_sync("return await tools.total({ numbers: await tools.load() })").value
        4999950000
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __repr__(self) -> str:
        return f"Reference({type(self.value).__name__})"
