//! The two public lists of codes: errors of a run and diagnostics of the static layers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word that is in no list of codes.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a code that Enclave knows")]
pub struct UnknownCode(pub String);

macro_rules! codes {
    ($(#[$enum_doc:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $text:literal,)* }) => {
        $(#[$enum_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name {
            $($(#[doc = $doc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The public spelling.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What the code means, as the documentation says it.
            pub fn docs(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),*).trim(),)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownCode;
            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text).ok_or_else(|| UnknownCode(text.to_owned()))
            }
        }
    };
}

codes! {
    /// Why a run ended without a value, or why a tool call was refused.
    ErrorCode {
        /// Layer 0 or 1 refused the script; the error carries the diagnostics.
        ValidationError = "VALIDATION_ERROR",
        /// The scoring gate refused the script.
        ScoringBlocked = "SCORING_BLOCKED",
        /// The script threw and did not catch it.
        ExecutionError = "EXECUTION_ERROR",
        /// The run took longer than `timeout_ms` of wall-clock time.
        Timeout = "TIMEOUT",
        /// The engine computed for longer than `cpu_ms`.
        CpuLimitExceeded = "CPU_LIMIT_EXCEEDED",
        /// The loops of the run turned more than `max_iterations` times in all.
        MaxIterations = "MAX_ITERATIONS",
        /// The engine needed more than `memory_bytes`.
        MemoryLimitExceeded = "MEMORY_LIMIT_EXCEEDED",
        /// Calls nested deeper than `stack_bytes` allows, and the script did not catch it.
        StackOverflow = "STACK_OVERFLOW",
        /// The script made more than `max_tool_calls` calls.
        MaxToolCalls = "MAX_TOOL_CALLS",
        /// A tool failed and the script did not catch it.
        ToolError = "TOOL_ERROR",
        /// The script called a tool that does not exist.
        ToolNotFound = "TOOL_NOT_FOUND",
        /// The arguments of a call do not fit the tool's input schema.
        ToolArgumentsInvalid = "TOOL_ARGUMENTS_INVALID",
        /// A policy or an approval refused the call.
        ToolDenied = "TOOL_DENIED",
        /// The tool took longer than its own `timeout_ms`.
        ToolTimeout = "TOOL_TIMEOUT",
        /// The tool's rate limit refused the call.
        RateLimited = "RATE_LIMITED",
        /// The script wrote more to the console than allowed.
        ConsoleLimitExceeded = "CONSOLE_LIMIT_EXCEEDED",
        /// A value cannot cross between script and host; the message names its path.
        SerializationError = "SERIALIZATION_ERROR",
        /// The script's value is deeper or larger than the value limits allow.
        OutputTooLarge = "OUTPUT_TOO_LARGE",
        /// The script awaits something that can never settle.
        Deadlock = "DEADLOCK",
        /// The host cancelled the run.
        Cancelled = "CANCELLED",
        /// The worker process of the session died.
        WorkerLost = "WORKER_LOST",
        /// The pool's queue is full.
        QueueFull = "QUEUE_FULL",
        /// The run waited in the pool's queue for too long.
        QueueTimeout = "QUEUE_TIMEOUT",
        /// A replay asked for other calls than its journal holds.
        ReplayDiverged = "REPLAY_DIVERGED",
        /// The configuration is wrong; the message names the option.
        InvalidConfig = "INVALID_CONFIG",
        /// A defect of Enclave itself.
        Internal = "INTERNAL",
    }
}

impl ErrorCode {
    /// What the author of a script can do about it; empty where the message or the diagnostics say it.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Timeout => {
                "wait for less: fewer calls one after the other, `parallel` for those that can run at once, shorter `sleep`s"
            }
            Self::CpuLimitExceeded => "compute less: no nested loops over large lists, a `Map` or `Set` for look-ups",
            Self::MaxIterations => "turn loops less often: see that each one ends, and let the tool filter and page",
            Self::MemoryLimitExceeded => "keep less: work page by page, and hold on to sums in place of whole lists",
            Self::StackOverflow => "see that the recursion ends, or write it as a loop",
            Self::MaxToolCalls => {
                "call tools less often: larger pages, filters among the arguments, no call for each item"
            }
            Self::ConsoleLimitExceeded => "write less to the console: counts and samples in place of whole lists",
            Self::ToolError => "where it may fail, catch it: `try { … } catch (error) { … error.code … }`",
            Self::ToolTimeout | Self::RateLimited => "catch it and go on without the result, or call the tool less",
            Self::SerializationError => {
                "return data: objects, lists, texts, numbers, dates; no functions, no symbols, no circles"
            }
            Self::OutputTooLarge => "return less: the few members that are asked for, a count, or the first items",
            Self::Deadlock => {
                "await only promises that something settles: tool calls, `sleep`, timers, async functions"
            }
            _ => "",
        }
    }
}

codes! {
    /// What a static layer found in a script.
    DiagnosticCode {
        /// The source is larger than `max_input_bytes`.
        InputTooLarge = "INPUT_TOO_LARGE",
        /// A line is longer than `max_line_length`, or there are more than `max_lines`.
        LineLimit = "LINE_LIMIT",
        /// Brackets nest deeper than `max_nesting`.
        NestingTooDeep = "NESTING_TOO_DEEP",
        /// One statement chains more operators, calls or members than the parser's stack is made for.
        ExpressionTooLong = "EXPRESSION_TOO_LONG",
        /// More operators follow each other than `max_consecutive_operators`.
        OperatorRun = "OPERATOR_RUN",
        /// A string literal, or all of them together, is too long.
        StringTooLong = "STRING_TOO_LONG",
        /// A regular expression is too long, or there are too many.
        RegexLimit = "REGEX_LIMIT",
        /// The source holds a null byte or another control character that no script needs.
        ControlCharacter = "CONTROL_CHARACTER",
        /// The source holds invisible, bidirectional or look-alike characters.
        UnicodeSecurity = "UNICODE_SECURITY",
        /// A regular expression that can backtrack without bound.
        RegexRedos = "REGEX_REDOS",
        /// The source is not JavaScript or TypeScript.
        ParseError = "PARSE_ERROR",
        /// `eval`, `Function` and other ways to make code from text.
        NoEval = "NO_EVAL",
        /// A name that the language refuses.
        DisallowedIdentifier = "DISALLOWED_IDENTIFIER",
        /// A name that is declared nowhere.
        UnknownGlobal = "UNKNOWN_GLOBAL",
        /// `globalThis` and its other names.
        NoGlobalAccess = "NO_GLOBAL_ACCESS",
        /// `constructor`, `prototype` and `__proto__` as keys.
        NoConstructorAccess = "NO_CONSTRUCTOR_ACCESS",
        /// `Proxy`, `Reflect`, property descriptors and legacy accessors.
        NoMetaProgramming = "NO_META_PROGRAMMING",
        /// A dangerous key taken by destructuring.
        NoDangerousDestructuring = "NO_DANGEROUS_DESTRUCTURING",
        /// A computed key in a destructuring pattern.
        NoComputedDestructuring = "NO_COMPUTED_DESTRUCTURING",
        /// A name that begins with `__ag_` or `__safe_`.
        ReservedPrefix = "RESERVED_PREFIX",
        /// A function other than an arrow function, in `agentscript`.
        NoUserFunction = "NO_USER_FUNCTION",
        /// A loop that `agentscript` does not have.
        ForbiddenLoop = "FORBIDDEN_LOOP",
        /// A loop that nothing can end.
        InfiniteLoop = "INFINITE_LOOP",
        /// Code that can never run (a warning).
        UnreachableCode = "UNREACHABLE_CODE",
        /// A regular expression literal, in `agentscript`.
        NoRegexLiteral = "NO_REGEX_LITERAL",
        /// A string method that takes a regular expression, in `agentscript`.
        NoRegexMethod = "NO_REGEX_METHOD",
        /// A callback of `JSON.parse` or `JSON.stringify`, in `agentscript`.
        JsonCallbackNotAllowed = "JSON_CALLBACK_NOT_ALLOWED",
        /// A size that only an attack needs.
        ResourceExhaustion = "RESOURCE_EXHAUSTION",
        /// `callTool`, `tools` and the other names of the guest are not for assignment.
        NoCallTargetAssignment = "NO_CALL_TARGET_ASSIGNMENT",
        /// A tool name that is not a literal, where the level refuses that.
        DynamicCallTarget = "DYNAMIC_CALL_TARGET",
        /// A tool that does not exist.
        UnknownTool = "UNKNOWN_TOOL",
        /// Literal arguments that the tool's schema refuses.
        InvalidToolArguments = "INVALID_TOOL_ARGUMENTS",
        /// A call that the host requires is missing.
        RequiredCallMissing = "REQUIRED_CALL_MISSING",
        /// An async function where the host refuses them.
        NoAsync = "NO_ASYNC",
        /// `import`, `require` and named `export`.
        NoImport = "NO_IMPORT",
    }
}
