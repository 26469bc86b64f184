"""What the static layers say about a script."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._contract import DiagnosticCode, Severity
    from ._native import DiagnosticData, ScoreData


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the author's source; both numbers start at 1, the column counts characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A range of the author's source; `end` is the place just behind it."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `str()` is text from which a model can repair its script."""

    code: DiagnosticCode
    severity: Severity
    """`error`: the script does not run. `warning`: it does."""
    message: str
    """What was found."""
    help: str
    """What to write instead."""
    span: Span
    snippet: str
    """The source line with a caret under the place; empty when the line is too long to show."""
    _text: str = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self._text


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that the scoring gate noticed."""

    name: str
    points: int
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """The scoring gate's verdict: 0 (harmless) to 100, and what it is made of."""

    total: int
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What layers 0 to 3 say about a script that was not run. `str()` is text for a model."""

    ok: bool
    diagnostics: tuple[Diagnostic, ...]
    score: Score | None
    """None when the gate is off or was not reached."""
    _text: str = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self._text


def diagnostics_of(data: list[DiagnosticData]) -> tuple[Diagnostic, ...]:
    """Diagnostics as the extension module gives them."""
    return tuple(
        Diagnostic(
            code=one["code"],
            severity=one["severity"],
            message=one["message"],
            help=one["help"],
            span=Span(Position(*one["span"][0]), Position(*one["span"][1])),
            snippet=one["snippet"],
            _text=one["text"],
        )
        for one in data
    )


def score_of(data: ScoreData | None) -> Score | None:
    """A score as the extension module gives it."""
    if data is None:
        return None
    total, signals = data
    return Score(total, tuple(Signal(*signal) for signal in signals))
