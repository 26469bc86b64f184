"""The extension module, as `bindings-python/src/` defines it."""

from typing import Any, TypedDict

from ._contract import ConsoleLevel, DiagnosticCode, ErrorCode, Severity

ERROR_CODES: list[str]
EVENT_TYPES: list[str]
__version__: str

def command_line(args: list[str]) -> int: ...

class DiagnosticData(TypedDict):
    code: DiagnosticCode
    severity: Severity
    message: str
    help: str
    span: tuple[tuple[int, int], tuple[int, int]]
    snippet: str
    text: str

class FailureData(TypedDict):
    code: ErrorCode
    name: str
    message: str
    line: int | None
    column: int | None
    help: str
    diagnostics: list[DiagnosticData]
    data: Any
    text: str

class StatsData(TypedDict):
    duration_ms: float
    cpu_ms: float
    static_ms: float
    cached: bool
    tool_calls: int
    iterations: int
    memory_peak_bytes: int
    dropped_keys: int

ScoreData = tuple[int, list[tuple[str, int, str, int | None]]]
CallData = tuple[int, str, Any]

class OutcomeData(TypedDict):
    ok: bool
    value: Any
    error: FailureData | None
    console: list[tuple[ConsoleLevel, str]]
    emitted: list[Any]
    calls: list[dict[str, Any]]
    diagnostics: list[DiagnosticData]
    score: ScoreData | None
    stats: StatsData

Step = tuple[list[CallData], float | None, OutcomeData | None]

class Port:
    def __new__(cls) -> Port: ...
    def fileno(self) -> int: ...
    def drain(self) -> list[tuple[int, dict[str, Any] | None, Step | None]]: ...

class Session:
    def id(self) -> str: ...
    def advance(self) -> Step: ...
    def advance_on(self, port: Port, token: int, patience: int) -> Step | None: ...
    def resolve(self, id: int, value: object) -> None: ...
    def reject(self, id: int, code: str, message: str, data: object) -> None: ...
    def dump(self, key: bytes | None, single_use: bool) -> bytes: ...
    def uncertain(self) -> list[int]: ...
    def retry(self, id: int) -> None: ...
    def go_live(self) -> None: ...
    def progress(self, id: int, value: object) -> None: ...
    def fork(self, at: int) -> Session: ...
    def cancel(self) -> None: ...

class Enclave:
    def __new__(cls, config: str, context: object) -> Enclave: ...
    def check(self, code: str) -> tuple[bool, list[DiagnosticData], ScoreData | None, str]: ...
    def is_isolated(self) -> bool: ...
    def isolation_report(self) -> str: ...
    def pool_stats(self) -> str: ...
    def pool_events(self) -> str: ...
    def close(self) -> None: ...
    def tool_prompt(self) -> str: ...
    def session(
        self,
        code: str,
        *,
        context: object = None,
        limits: str | None = None,
        session_id: str | None = None,
        tenant: str | None = None,
        manual: bool = False,
        events: tuple[Port, int] | None = None,
    ) -> Session: ...
    def load(self, bytes: bytes, key: bytes | None, claimed: bool) -> Session: ...
    def recover(self, session_id: str) -> Session: ...
    def unfinished(self) -> list[str]: ...
    def claim(self, id: str) -> bool: ...
    def forget(self, session_id: str) -> None: ...

def claim_of(bytes: bytes, key: bytes | None) -> str | None: ...
