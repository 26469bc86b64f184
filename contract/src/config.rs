//! What a host may set, and the settings that follow from it.

use std::{collections::BTreeMap, time::Duration};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::{
    AuditOptions, DiagnosticCode, Limits, LimitsPatch, PolicyRule, PoolOptions, PoolSettings, RateLimit, RedactOptions,
    RegexPolicy, ToolSpec, WorkerReuse,
};

/// How much a script is trusted; chooses every default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Unknown authors: the smallest limits, `agentscript`.
    Strict,
    /// Little trust.
    Secure,
    /// A model's code in an agent of yours.
    #[default]
    Standard,
    /// Your own code.
    Permissive,
}

/// Which constructs a script may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// A small whitelist for orchestrating tools.
    Agentscript,
    /// Modern JavaScript as models write it.
    Javascript,
}

/// Where the engine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Isolation {
    /// In the host's process.
    InProcess,
    /// In a worker process under seccomp.
    Process,
}

/// What a host makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RuleSetting {
    /// The rule does not run.
    Off,
    /// Its findings do not stop the script.
    Warn,
    /// Its findings stop the script.
    Error,
}

/// A rule's setting with its options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RuleOptions {
    /// What its findings do; as the level has it when absent.
    pub setting: Option<RuleSetting>,
    /// `REQUIRED_CALL_MISSING`: the tools that every script must call.
    pub calls: Vec<String>,
    /// `DISALLOWED_IDENTIFIER`: more names that scripts may not use.
    pub names: Vec<String>,
}

impl From<RuleSetting> for RuleOptions {
    fn from(setting: RuleSetting) -> Self {
        Self { setting: Some(setting), ..Self::default() }
    }
}

/// Rules by code, each as a setting alone or as options.
fn rules<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<DiagnosticCode, RuleOptions>, D::Error> {
    let rules = BTreeMap::<DiagnosticCode, serde_json::Value>::deserialize(deserializer)?;
    let rule = |(code, rule): (DiagnosticCode, serde_json::Value)| {
        let options = if rule.is_string() {
            RuleSetting::deserialize(rule).map(RuleOptions::from)
        } else {
            RuleOptions::deserialize(rule)
        };
        Ok((code, options.map_err(|error| D::Error::custom(format!("`rules.{code}`: {error}")))?))
    };
    rules.into_iter().map(rule).collect()
}

/// What the scoring gate does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScoringMode {
    /// Nothing is scored.
    Off,
    /// Scripts are scored, never blocked.
    Warn,
    /// Scripts at or above `block` are refused.
    Block,
}

/// The scoring gate's settings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scoring {
    /// What the gate does.
    pub mode: ScoringMode,
    /// The total from which a warning is given.
    pub warn: u32,
    /// The total from which a script is refused in `block` mode.
    pub block: u32,
}

/// The scoring gate's settings as a host gives them; what is absent is the level's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ScoringPatch {
    /// What the gate does; off at standard and permissive, warn at strict and secure.
    pub mode: Option<ScoringMode>,
    /// The total from which a warning is given; 40.
    pub warn: Option<u32>,
    /// The total from which a script is refused in `block` mode; 70.
    pub block: Option<u32>,
}

/// Everything a host may set, as JSON. `context` and the tools' callables are handed over apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How much a script is trusted; chooses every default.
    pub level: Level,
    /// The language; the level's when absent.
    pub language: Option<Language>,
    /// Where the engines run; the level's when absent (strict and secure: `process`).
    pub isolation: Option<Isolation>,
    /// Settings of the worker processes.
    pub pool: PoolOptions,
    /// Whether a worker may serve another session of the same tenant; never when absent.
    pub worker_reuse: WorkerReuse,
    /// Whether workers may run where this system cannot hold them by seccomp.
    pub allow_degraded: bool,
    /// How often a session goes on with another worker, from its journal, when one is lost; 0 when absent, at most 3.
    pub retry_lost: u32,
    /// Limits that differ from the level's.
    pub limits: LimitsPatch,
    /// Rules of layer 1 that are switched off, made warnings or given options, by code.
    #[serde(deserialize_with = "rules")]
    pub rules: BTreeMap<DiagnosticCode, RuleOptions>,
    /// The scoring gate.
    pub scoring: ScoringPatch,
    /// The tools.
    pub tools: Vec<ToolSpec>,
    /// Whether one handler answers every name, so that no tool is unknown.
    pub any_tool: bool,
    /// Which calls are allowed, refused, or wait for an approval; the first rule that matches decides.
    pub policy: Vec<PolicyRule>,
    /// How often one session may call tools, all together.
    pub rate_limit: RateLimit,
    /// Where a record of each call goes; nowhere when absent.
    pub audit: Option<AuditOptions>,
    /// What those records hide, besides common secrets.
    pub redact: RedactOptions,
    /// A result that takes more bytes as JSON reaches the script as a handle; none does when absent.
    pub reference_bytes: Option<u64>,
    /// What a session's references may take together, in bytes as JSON; 128 MiB when absent.
    pub max_reference_bytes: Option<u64>,
    /// Where the journals of all runs are kept: `sqlite:PATH`, `file:FOLDER` or `memory:`; nowhere when absent.
    pub journal: Option<String>,
    /// How long a session waits, in milliseconds, before it drops its engine, to be made again from its journal when an
    /// answer comes; 60 000 when absent.
    pub hibernate_after_ms: Option<u64>,
}

/// A configuration that cannot be used. Every variant is `INVALID_CONFIG`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The configuration is not of the right shape; the text names the option.
    #[error("{0}")]
    Malformed(String),
    /// The journal store cannot be opened.
    #[error("`journal`: {0}")]
    Journal(String),
    /// A limit is outside what it accepts.
    #[error("`limits.{name}` is {value}; it must be between {min} and {max}")]
    InvalidLimit {
        /// The limit.
        name: &'static str,
        /// What was given.
        value: u64,
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// A tool's name is not one that a script can use.
    #[error("`{0}` is not a tool name: use a letter or `_`, then up to 127 letters, digits or `_ . : / -`")]
    InvalidToolName(String),
    /// Two tools would be the same in `tools.*`.
    #[error("the tools `{0}` and `{1}` would both be `{2}`; rename one")]
    ToolNameCollision(String, String, String),
    /// A tool's schema is not a JSON Schema.
    #[error("the {which} of tool `{tool}` is not a valid JSON Schema: {reason}")]
    InvalidSchema {
        /// The tool.
        tool: String,
        /// `input_schema` or `output_schema`.
        which: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A setting of the pool is outside what it accepts.
    #[error("`pool.{name}` is {value}; it must be between {min} and {max}")]
    InvalidPoolSetting {
        /// The setting.
        name: &'static str,
        /// What was given.
        value: u64,
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// Engines cannot be isolated in processes here; the text says why.
    #[error("`isolation=\"process\"`: {0}; `isolation=\"in_process\"` runs engines in this process instead")]
    IsolationUnavailable(String),
    /// Workers may not be reused at this level.
    #[error("`worker_reuse=\"tenant\"` is refused at level `strict`: there each session has a worker of its own")]
    ReuseAtStrict,
    /// More retries than a session may have.
    #[error("`retry_lost` is {0}; it must be between 0 and 3")]
    TooManyRetries(u32),
    /// A rule of the policy is not of the right shape.
    #[error("`policy[{0}]`: {1}")]
    InvalidPolicy(usize, &'static str),
    /// A secret that could not be told from other text.
    #[error("the secret `{0}` must have at least {1} bytes, so that it can be found in what tools give")]
    ShortSecret(String, usize),
    /// The audit log cannot be written, or is not of the right shape.
    #[error("`audit`: {0}")]
    Audit(String),
    /// What is to be hidden is not of the right shape.
    #[error("`redact.{0}`: {1}")]
    InvalidRedaction(&'static str, String),
    /// A rate limit that lets nothing through, or is no number.
    #[error("`{0}.{1}` must be more than 0 and at most 1 000 000")]
    InvalidRateLimit(String, &'static str),
    /// A rule that no configuration can remove.
    #[error("the rule `{0}` cannot be switched off or made a warning")]
    FixedRule(DiagnosticCode),
    /// A diagnostic that comes of a limit.
    #[error("`{0}` is not a rule: it comes of a limit, which `limits` sets")]
    NotARule(DiagnosticCode),
    /// An option that a rule does not have.
    #[error("the rule `{0}` has no option `{1}`")]
    UnknownRuleOption(DiagnosticCode, &'static str),
    /// A rule asks for calls of a tool that does not exist.
    #[error("`rules.REQUIRED_CALL_MISSING.calls`: {0}")]
    UnknownRequiredCall(String),
}

impl ConfigError {
    /// What a parser says of JSON that is not of the right shape.
    pub(crate) fn malformed(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        // The place in the JSON means nothing to a host that never saw it.
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(before, _)| before);
        Self::Malformed(text.to_owned())
    }
}

impl Config {
    /// Where the engines run.
    pub fn isolation(&self) -> Isolation {
        self.isolation.unwrap_or(match self.level {
            Level::Strict | Level::Secure => Isolation::Process,
            Level::Standard | Level::Permissive => Isolation::InProcess,
        })
    }

    /// The settings of the worker processes that follow from this.
    ///
    /// # Errors
    /// When one is out of range, or when workers may not be reused.
    pub fn pool_settings(&self) -> Result<PoolSettings, ConfigError> {
        if self.level == Level::Strict && self.worker_reuse == WorkerReuse::Tenant {
            return Err(ConfigError::ReuseAtStrict);
        }
        PoolSettings::new(self.level, &self.pool, &Settings::new(self)?.limits)
    }

    /// How long a session waits before it drops its engine.
    pub fn hibernate_after(&self) -> Duration {
        Duration::from_millis(self.hibernate_after_ms.unwrap_or(60_000))
    }

    /// What a session's references may take together, in bytes as JSON.
    pub fn max_reference_bytes(&self) -> u64 {
        self.max_reference_bytes.unwrap_or(128 << 20)
    }

    /// The configuration from JSON.
    ///
    /// # Errors
    /// `Malformed`, with the name of the unknown or wrong option.
    pub fn from_json(json: &str) -> Result<Self, ConfigError> {
        serde_json::from_str(json).map_err(|error| ConfigError::malformed(&error))
    }
}

/// The configuration with every default filled in: what the layers read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The level.
    pub level: Level,
    /// The language.
    pub language: Language,
    /// The limits.
    pub limits: Limits,
    /// What is done with regular expression literals.
    pub regex: RegexPolicy,
    /// Rules that differ from their preset.
    pub rules: BTreeMap<DiagnosticCode, RuleOptions>,
    /// The scoring gate.
    pub scoring: Scoring,
}

impl std::hash::Hash for RegexPolicy {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (*self as u8).hash(state);
    }
}

impl Settings {
    /// The tools that every script must call.
    pub fn required_calls(&self) -> &[String] {
        self.rules.get(&DiagnosticCode::RequiredCallMissing).map_or(&[], |rule| &rule.calls)
    }

    /// Names that scripts may not use besides those of the rule.
    pub fn disallowed_names(&self) -> &[String] {
        self.rules.get(&DiagnosticCode::DisallowedIdentifier).map_or(&[], |rule| &rule.names)
    }

    /// The settings that follow from a configuration.
    ///
    /// # Errors
    /// When a limit is out of range.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        if config.retry_lost > 3 {
            return Err(ConfigError::TooManyRetries(config.retry_lost));
        }
        let language = config.language.unwrap_or(match config.level {
            Level::Strict => Language::Agentscript,
            _ => Language::Javascript,
        });
        let default_mode = if config.level <= Level::Secure { ScoringMode::Warn } else { ScoringMode::Off };
        Ok(Self {
            level: config.level,
            language,
            limits: Limits::of(config.level, language).patched(&config.limits)?,
            regex: RegexPolicy::of(config.level, language),
            rules: config.rules.clone(),
            scoring: Scoring {
                mode: config.scoring.mode.unwrap_or(default_mode),
                warn: config.scoring.warn.unwrap_or(40),
                block: config.scoring.block.unwrap_or(70),
            },
        })
    }
}
