//! Every limit, once: its name, unit, default for each level, and what may never be exceeded.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ConfigError, Language, Level};

/// The depth of the syntax tree that later layers are made for: open brackets, and the links of chains that nest
/// without them, such as `a.b.c`, `x + x + x` and `a => b => c`.
pub const MAX_SYNTAX_DEPTH: u32 = 2_000;

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;

/// One limit as the documentation shows it.
#[derive(Clone, Copy, Debug)]
pub struct LimitInfo {
    /// The key in `limits` (Python and JSON; TypeScript has it in camelCase).
    pub name: &'static str,
    /// What is counted, in which unit.
    pub docs: &'static str,
    /// Defaults of strict, secure, standard and permissive for `javascript`.
    pub javascript: [u64; 4],
    /// The same for `agentscript`.
    pub agentscript: [u64; 4],
    /// The smallest value that is accepted.
    pub min: u64,
    /// The largest value that is accepted.
    pub max: u64,
}

macro_rules! limits {
    ($($(#[doc = $doc:literal])* $name:ident = $columns:expr, agentscript $agentscript:expr, $min:expr, $max:expr;)*) => {
        /// The limits in force for a run.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
        pub struct Limits {
            $($(#[doc = $doc])* pub $name: u64,)*
            /// Whether stacks are removed from errors.
            pub sanitize_stack: bool,
            /// Whether the script's clock stands still at the start of the run.
            pub block_timing: bool,
            /// Which characters of the source are refused.
            pub unicode_checks: UnicodeChecks,
            /// Whether a tool's name may be computed at run time.
            pub dynamic_tool_names: bool,
        }

        /// Limits that a host sets; what is absent is the level's.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct LimitsPatch {
            $($(#[doc = $doc])* pub $name: Option<u64>,)*
            /// Whether stacks are removed from errors.
            pub sanitize_stack: Option<bool>,
            /// Whether the script's clock stands still at the start of the run.
            pub block_timing: Option<bool>,
            /// Which characters of the source are refused.
            pub unicode_checks: Option<UnicodeChecks>,
            /// Whether a tool's name may be computed at run time.
            pub dynamic_tool_names: Option<bool>,
        }

        /// Every numeric limit, in the order of the documentation.
        pub const LIMITS: &[LimitInfo] = &[$(LimitInfo {
            name: stringify!($name),
            docs: concat!($($doc),*),
            javascript: $columns,
            agentscript: $agentscript,
            min: $min,
            max: $max,
        },)*];

        impl Limits {
            /// The defaults of a level for a language.
            pub fn of(level: Level, language: Language) -> Self {
                let column = level as usize;
                Self {
                    $($name: match language {
                        Language::Javascript => $columns[column],
                        Language::Agentscript => $agentscript[column],
                    },)*
                    sanitize_stack: level <= Level::Secure,
                    block_timing: level == Level::Strict,
                    unicode_checks: match level {
                        Level::Strict => UnicodeChecks::All,
                        Level::Secure => UnicodeChecks::BidiHomoglyph,
                        Level::Standard => UnicodeChecks::Bidi,
                        Level::Permissive => UnicodeChecks::None,
                    },
                    dynamic_tool_names: level >= Level::Standard,
                }
            }

            /// These limits with the host's own in place of some.
            ///
            /// # Errors
            /// `InvalidLimit` when a value is outside what the limit accepts.
            pub fn patched(mut self, patch: &LimitsPatch) -> Result<Self, ConfigError> {
                $(if let Some(value) = patch.$name {
                    let (min, max): (u64, u64) = ($min, $max);
                    if !(min..=max).contains(&value) {
                        return Err(ConfigError::InvalidLimit { name: stringify!($name), value, min: $min, max: $max });
                    }
                    self.$name = value;
                })*
                self.sanitize_stack = patch.sanitize_stack.unwrap_or(self.sanitize_stack);
                self.block_timing = patch.block_timing.unwrap_or(self.block_timing);
                self.unicode_checks = patch.unicode_checks.unwrap_or(self.unicode_checks);
                self.dynamic_tool_names = patch.dynamic_tool_names.unwrap_or(self.dynamic_tool_names);
                Ok(self)
            }
        }
    };
}

limits! {
    /// Wall-clock time of a run while it is live, in milliseconds. A session that is driven by hand does not count the time it waits for its host.
    timeout_ms = [5_000, 15_000, 30_000, 60_000], agentscript [5_000, 15_000, 30_000, 60_000], 1, 86_400_000;
    /// Time that the engine computes, in milliseconds. Waiting for tools is not counted.
    cpu_ms = [2_000, 5_000, 15_000, 30_000], agentscript [2_000, 5_000, 15_000, 30_000], 1, 86_400_000;
    /// Loop turns of the whole run. Callbacks of array methods and recursion are not counted.
    max_iterations = [100_000, 500_000, 1_000_000, 10_000_000], agentscript [1_000, 5_000, 10_000, 100_000], 0, 1_000_000_000_000;
    /// Tool calls of the whole run, refused ones included.
    max_tool_calls = [10, 50, 100, 1_000], agentscript [10, 50, 100, 1_000], 0, 1_000_000;
    /// Tool calls that the host answers at the same time; further ones wait their turn.
    max_concurrent_calls = [4, 10, 20, 100], agentscript [4, 10, 20, 100], 1, 10_000;
    /// Memory of the engine, in bytes: heap, strings, buffers and compiled code. Values on the host's side are not counted.
    memory_bytes = [16 * MIB, 32 * MIB, 64 * MIB, 256 * MIB], agentscript [16 * MIB, 32 * MIB, 64 * MIB, 256 * MIB], 2 * MIB, 4096 * MIB;
    /// Stack of the engine, in bytes.
    stack_bytes = [256 * KIB, 256 * KIB, 512 * KIB, MIB], agentscript [256 * KIB, 256 * KIB, 512 * KIB, MIB], 64 * KIB, 8 * MIB;
    /// Calls of `console`.
    max_console_calls = [100, 500, 1_000, 10_000], agentscript [100, 500, 1_000, 10_000], 0, 1_000_000;
    /// Text written to `console`, in bytes.
    max_console_bytes = [64 * KIB, 256 * KIB, MIB, 10 * MIB], agentscript [64 * KIB, 256 * KIB, MIB, 10 * MIB], 0, 1024 * MIB;
    /// Levels of nesting in one value that crosses.
    max_value_depth = [10, 20, 40, 100], agentscript [10, 20, 40, 100], 1, 200;
    /// Keys and items in one value that crosses.
    max_value_nodes = [10_000, 100_000, 1_000_000, 10_000_000], agentscript [10_000, 100_000, 1_000_000, 10_000_000], 1, 100_000_000;
    /// Size of one tool result, one call's arguments or the return value, in bytes of its text, keys and numbers.
    max_value_bytes = [MIB, 4 * MIB, 16 * MIB, 64 * MIB], agentscript [MIB, 4 * MIB, 16 * MIB, 64 * MIB], 16, 1024 * MIB;
    /// Size of the source, in bytes of UTF-8.
    max_input_bytes = [500 * KIB, MIB, 5 * MIB, 10 * MIB], agentscript [100 * KIB, MIB, 5 * MIB, 10 * MIB], 1, 100 * MIB;
    /// Length of one line of the source, in characters.
    max_line_length = [5_000, 8_000, 10_000, 50_000], agentscript [2_000, 8_000, 10_000, 50_000], 1, 100_000;
    /// Lines of the source.
    max_lines = [2_000, 5_000, 10_000, 100_000], agentscript [1_000, 5_000, 10_000, 100_000], 1, 1_000_000;
    /// Brackets and templates open at once in the source.
    max_nesting = [30, 40, 50, 100], agentscript [20, 40, 50, 100], 1, 200;
    /// Operators that follow each other directly in the source.
    max_consecutive_operators = [10, 15, 20, 50], agentscript [5, 15, 20, 50], 1, 200;
    /// Regular expression literals in the source.
    max_regexes = [10, 20, 30, 50], agentscript [0, 0, 0, 0], 0, 50;
    /// Length of one regular expression literal, in characters.
    max_regex_length = [100, 200, 500, 1_000], agentscript [100, 200, 500, 1_000], 1, 1_000;
    /// Size of one string or template literal, in bytes of the source.
    max_string_bytes = [50 * KIB, 100 * KIB, 500 * KIB, MIB], agentscript [10 * KIB, 100 * KIB, 500 * KIB, MIB], 1, 5 * MIB;
    /// Size of all string and template literals together, in bytes of the source.
    max_total_string_bytes = [500 * KIB, MIB, 5 * MIB, 10 * MIB], agentscript [100 * KIB, MIB, 5 * MIB, 10 * MIB], 1, 50 * MIB;
}

/// Which characters of the source are refused, beyond null bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnicodeChecks {
    /// Bidirectional controls, invisible characters and look-alike letters in names.
    All,
    /// Bidirectional controls and look-alike letters in names.
    BidiHomoglyph,
    /// Bidirectional controls.
    Bidi,
    /// Nothing.
    None,
}

/// What the pre-scanner does with regular expression literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegexPolicy {
    /// None may stand in the source.
    Blocked,
    /// Shapes with exponential backtracking are errors.
    Analysed,
    /// The same, and polynomial shapes are warnings.
    AnalysedPolynomial,
    /// Not analysed.
    Allowed,
}

impl RegexPolicy {
    /// The policy of a level for a language.
    pub const fn of(level: Level, language: Language) -> Self {
        match (language, level) {
            (Language::Agentscript, _) => Self::Blocked,
            (_, Level::Strict | Level::Secure) => Self::Analysed,
            (_, Level::Standard) => Self::AnalysedPolynomial,
            (_, Level::Permissive) => Self::Allowed,
        }
    }
}
