//! `Enclave`: what is costly and shared. Sessions are made from it.

use std::{fmt, sync::Arc};

use enclave_contract::{Config, ConfigError, Event, Limits, LimitsPatch, Outcome, Report, Settings, ToolSpec, Value};

use crate::{clock::Clock, pipeline, prompt, session::Session, tools::ToolTable};

/// Configuration, tools and the cache of approved scripts. Cheap to clone, safe to share between threads.
#[derive(Clone, Debug)]
pub struct Enclave {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: Settings,
    tools: Arc<ToolTable>,
    context: Value,
}

/// Where a session's events go: called on the thread that advances the session, with a sequence number from 1.
pub type EventSink = Arc<dyn Fn(u64, Event) + Send + Sync>;

/// What one run may set for itself.
#[derive(Clone, Default)]
pub struct RunOptions {
    /// The script's `context`; the `Enclave`'s own when absent.
    pub context: Option<Value>,
    /// Limits that differ from the `Enclave`'s.
    pub limits: LimitsPatch,
    /// The session's id; made from the seed when absent.
    pub session_id: Option<String>,
    /// The random seed; drawn from the system when absent.
    pub seed: Option<u64>,
    /// The clock.
    pub clock: Clock,
    /// Whether the host drives the session by hand: time that it waits is not counted, and timers do not wait.
    pub manual: bool,
    /// Where events go.
    pub events: Option<EventSink>,
}

/// A script that a static layer refused: there is nothing to drive.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection(pub Box<Outcome>);

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.result {
            Err(failure) => failure.fmt(f),
            Ok(_) => f.write_str("rejected"),
        }
    }
}

impl std::error::Error for Rejection {}

impl Enclave {
    /// An enclave of that configuration. `context` is what scripts see as the frozen `context`.
    ///
    /// # Errors
    /// When the configuration cannot be used; every error is `INVALID_CONFIG`.
    pub fn new(config: Config, context: Value) -> Result<Self, ConfigError> {
        let settings = Settings::new(&config)?;
        let tools = Arc::new(ToolTable::new(config.tools, config.any_tool)?);
        Ok(Self { inner: Arc::new(Inner { settings, tools, context }) })
    }

    /// The settings that follow from the configuration.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The tools, in the host's order.
    pub fn tools(&self) -> &[ToolSpec] {
        self.inner.tools.specs()
    }

    /// What layers 0 to 3 say about a script, without running it.
    pub fn check(&self, code: &str) -> Report {
        match pipeline::approve(code, &self.inner.settings, &self.inner.tools) {
            Ok(approved) => Report { ok: true, diagnostics: approved.diagnostics.clone(), score: approved.score.clone() },
            Err(refused) => Report { ok: false, diagnostics: refused.failure.diagnostics, score: refused.score },
        }
    }

    /// TypeScript declarations of the tools and the language's rules, for a system prompt.
    pub fn tool_prompt(&self) -> String {
        prompt::tool_prompt(&self.inner.tools, &self.inner.settings)
    }

    /// Layers 0 to 3; a session that waits for its first `advance`.
    ///
    /// # Errors
    /// `Rejection` when a static layer refuses the script, or when a limit of `options` is out of range.
    pub fn start(&self, code: &str, options: RunOptions) -> Result<Session, Rejection> {
        let _ = (code, options, &self.inner.context, Limits::of);
        todo!()
    }
}
