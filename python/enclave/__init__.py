"""Enclave runs JavaScript and TypeScript that a language model wrote, with your tools, without trusting a line of it.

from enclave import Enclave, tool

@tool(name="users:list")
async def list_users(role: str, limit: int = 10) -> list[dict]:
    "List the users that have a role."

enclave = Enclave(tools=[list_users])
result = await enclave.run("return (await tools.users.list({ role: 'admin' })).length")
"""

from . import events
from ._contract import (
    ConsoleLevel,
    DiagnosticCode,
    ErrorCode,
    Isolation,
    Language,
    Level,
    Limits,
    PoolOptions,
    RateLimit,
    RedactOptions,
    RuleOptions,
    RuleSetting,
    ScoringOptions,
    Severity,
    WorkerReuse,
)
from ._native import __version__
from .audit import AuditRecord
from .cassette import CassetteCall, CassetteError, CassetteFailure, CassetteMiss, CassetteWarning
from .diagnostic import Diagnostic, Position, Report, Score, Signal, Span
from .enclave import Enclave
from .errors import (
    ConfigError,
    EnclaveError,
    InternalError,
    InterruptedRunError,
    LimitError,
    RejectedError,
    ScriptError,
    ToolCallError,
    ToolError,
)
from .events import Event
from .policy import PolicyRule
from .pool import IsolationReport, Measure, Pool, PoolEvent, PoolStats
from .progress import progress
from .recording import Cassette
from .reference import Reference
from .result import Call, CallFailure, CallRecord, ConsoleEntry, Result, Stats
from .secrets import Secrets
from .session import Session
from .tool import Tool, ToolMatch, tool

__all__ = [
    "AuditRecord",
    "Call",
    "CallFailure",
    "CallRecord",
    "Cassette",
    "CassetteCall",
    "CassetteError",
    "CassetteFailure",
    "CassetteMiss",
    "CassetteWarning",
    "ConfigError",
    "ConsoleEntry",
    "ConsoleLevel",
    "Diagnostic",
    "DiagnosticCode",
    "Enclave",
    "EnclaveError",
    "ErrorCode",
    "Event",
    "InternalError",
    "InterruptedRunError",
    "Isolation",
    "IsolationReport",
    "Language",
    "Level",
    "LimitError",
    "Limits",
    "Measure",
    "Pool",
    "PolicyRule",
    "PoolEvent",
    "PoolOptions",
    "PoolStats",
    "Position",
    "RateLimit",
    "RedactOptions",
    "Reference",
    "RejectedError",
    "Report",
    "Result",
    "RuleOptions",
    "RuleSetting",
    "Score",
    "ScoringOptions",
    "ScriptError",
    "Secrets",
    "Session",
    "Severity",
    "Signal",
    "Span",
    "Stats",
    "Tool",
    "ToolCallError",
    "ToolError",
    "ToolMatch",
    "WorkerReuse",
    "__version__",
    "events",
    "progress",
    "tool",
]
