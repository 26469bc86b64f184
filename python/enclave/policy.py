"""Which calls a host lets through, refuses, or is asked about."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, cast

from .errors import error_of
from .signature import is_async

if TYPE_CHECKING:
    from ._native import Session

Predicate = Callable[[str, dict[str, Any]], bool]
"""Whether a rule holds for a call: `(name, args)`."""


class PolicyRule(TypedDict, total=False):
    """One rule. The first rule that matches a call decides; a call that none matches is allowed.

    A rule has one of `allow`, `deny` and `ask`: a tool's name or several, in which `*` stands for any characters and `?`
    for one.

    Example:
        >>> from enclave import Enclave
        >>> rules = [
        ...     {"allow": "*", "annotations": {"read_only": True}},
        ...     {"deny": "mail:*", "when": lambda name, args: not args["to"].endswith("@acme.com"), "reason": "outside"},
        ...     {"ask": "*", "annotations": {"destructive": True}},
        ... ]
        >>> enclave = Enclave(policy=rules, on_approval=lambda call: input(f"{call.name}? ") == "yes")
    """

    allow: str | list[str]
    deny: str | list[str]
    """The call rejects with `TOOL_DENIED`."""
    ask: str | list[str]
    """The call waits for an approval."""
    annotations: dict[str, bool]
    """Only tools whose owner declares them so: `read_only`, `destructive`, `idempotent`, `open_world`."""
    labels: list[str]
    """Only tools with one of these labels."""
    reason: str
    """The script is told when a call is refused, who approves when a call is asked about."""
    when: Predicate
    """Must hold, too. One that raises denies the call."""


class Policy:
    """The rules, with the predicates that the core cannot have."""

    def __init__(self, rules: Iterable[PolicyRule | Mapping[str, Any]]) -> None:
        self.config: list[dict[str, Any]] = []
        self._predicates: list[Predicate | None] = []
        for index, given in enumerate(rules):
            rule = dict(given)
            predicate: Any = rule.pop("when", None)
            if predicate is not None:
                if not callable(predicate) or is_async(predicate):
                    raise error_of("INVALID_CONFIG", f"`policy[{index}].when` must be a function `(name, args)`, not async")
                rule["when"] = True
            self.config.append(rule)
            self._predicates.append(cast("Predicate | None", predicate))

    def holds(self, rule: int, name: str, args: dict[str, Any]) -> bool:
        """Whether the predicate of a rule holds for a call."""
        predicate = self._predicates[rule]
        if predicate is None:
            raise RuntimeError(f"the rule {rule} has no predicate")
        held: Any = predicate(name, args)
        if inspect.isawaitable(held):
            if inspect.iscoroutine(held):
                held.close()
            raise TypeError(f"the predicate of `policy[{rule}]` gives what must be awaited")
        return bool(held)

    def decide(self, session: Session, call_id: int, rule: int, name: str, args: dict[str, Any]) -> None:
        """Judges a call where it stands. What cannot be judged is denied."""
        try:
            held = self.holds(rule, name, args)
        except Exception:
            session.deny(call_id, "")
        else:
            session.judge(call_id, held)


def judged(session: Session, call_id: int, holds: Any) -> None:
    """Says whether a predicate held."""
    session.judge(call_id, bool(holds))


def decided(session: Session, call_id: int, decision: Any) -> None:
    """Says what `on_approval` gave: true approves, a text is the reason why not."""
    if decision is True:
        session.approve(call_id, None)
    else:
        session.deny(call_id, decision if isinstance(decision, str) else "")


def undecided(session: Session, call_id: int, exception: BaseException) -> None:
    """Denies a call that nobody could decide about. What went wrong is the host's."""
    session.deny(call_id, "")
