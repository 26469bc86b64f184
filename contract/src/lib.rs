//! The data that every process and language of Enclave shares: configuration, limits, codes, events, values.
//!
//! There is no engine and no I/O here. TypeScript types, Python types, the JSON Schema and the tables of the
//! documentation are generated from this crate by `cargo xtask generate`.

mod audit;
mod code;
mod config;
mod diagnostic;
mod event;
pub mod frame;
mod limits;
mod outcome;
mod per_process;
mod policy;
mod pool;
mod prompt;
mod tool;
mod value;

pub use audit::{AuditFile, AuditOptions, AuditOutcome, AuditRecord, RedactOptions};
pub use code::{DiagnosticCode, ErrorCode, UnknownCode};
pub use config::{
    Config, ConfigError, Isolation, Language, Level, RuleOptions, RuleSetting, Scoring, ScoringMode, ScoringPatch,
    Settings,
};
pub use diagnostic::{Diagnostic, Position, Severity, Span, shortened};
pub use event::Event;
pub use limits::{LIMITS, LimitInfo, Limits, LimitsPatch, MAX_SYNTAX_DEPTH, RegexPolicy, UnicodeChecks};
pub use outcome::{
    CallOutcome, CallRecord, ConsoleEntry, ConsoleLevel, Failure, Outcome, RefusedBy, Report, Score, Signal, Stats,
};
pub use per_process::PerProcess;
pub use policy::{AnnotationsMatch, Patterns, PolicyRule};
pub use pool::{POOL_SETTINGS, PoolOptions, PoolSettings, WorkerReuse};
pub use prompt::{PromptOptions, PromptStyle};
pub use tool::{Annotations, Call, CallKind, RateLimit, ToolFailure, ToolSpec};
pub use value::{DANGEROUS_KEYS, Value};

/// The version of this contract, part of every journal and worker handshake.
pub const CONTRACT_VERSION: u32 = 1;
