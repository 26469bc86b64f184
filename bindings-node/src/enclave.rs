//! `NativeEnclave`: configuration in, sessions out.

use std::{sync::Arc, time::Duration};

use enclave_contract::{
    Config, Diagnostic, ErrorCode, Language, Level, Limits, LimitsPatch, PromptOptions, Report, Score, Settings,
};
use enclave_core::{DumpKey, Enclave, Given};
use enclave_host::{AuditQueue, Pool};
use enclave_store::{Store, StoreError};
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;
use serde::Serialize;

use crate::{
    convert,
    error::{Coded, error},
    mailbox::NativeMailbox,
    run::{Home, Plan},
    session::NativeSession,
    text::{Tape, Text},
};

/// Configuration, tools and the cache of approved scripts.
#[napi]
pub struct NativeEnclave {
    enclave: Enclave,
    pool: Option<Pool>,
    store: Option<Arc<dyn Store>>,
    hibernates: Duration,
    audit: AuditQueue,
}

/// What one run sets for itself, as `ts/driver.ts` gives it.
#[napi(object, object_to_js = false)]
pub struct NativePlan {
    /// The script.
    pub code: String,
    /// The tape of the script's `context`; the `Enclave`'s own when absent.
    pub context: Option<Tape>,
    /// Limits as JSON, in the contract's names.
    pub limits: Option<String>,
    /// The session's id.
    pub session_id: Option<String>,
    /// Whose run it is.
    pub tenant: Option<String>,
    /// Whether the host drives the session by hand.
    pub manual: bool,
    /// A session to go on with, in place of the code.
    pub dump: Option<Buffer>,
    /// The key that it was sealed with: 32 bytes.
    pub key: Option<Buffer>,
    /// Whether a dump for a single use was claimed.
    pub claimed: Option<bool>,
    /// A session of the journal store, in place of the code.
    pub recover: Option<String>,
    /// Whether events are wanted.
    pub events: bool,
}

/// A value that only the host's functions may have.
#[napi(object, object_to_js = false)]
pub struct NativeSecret {
    /// What tools ask for it by.
    pub name: String,
    /// The value.
    pub value: String,
}

#[napi]
impl NativeEnclave {
    /// An enclave of that configuration (JSON), context (a tape) and secrets.
    #[napi(constructor)]
    pub fn new(
        config: Tape,
        context: Tape,
        secrets: Vec<NativeSecret>,
        audited: bool,
    ) -> Result<Self, napi::Error<Coded>> {
        let invalid = |reason: enclave_contract::ConfigError| error(ErrorCode::InvalidConfig, reason.to_string());
        let (Tape(config), Tape(context)) = (config, context);
        let config = Config::from_json(&String::from_utf16_lossy(&config)).map_err(invalid)?;
        let context = convert::read(&context).map_err(|_| error(ErrorCode::Internal, "the context is malformed"))?;
        let hibernates = config.hibernate_after();
        let store = config.journal.as_deref().map(enclave_host::open_store).transpose().map_err(invalid)?;
        let secrets = secrets.into_iter().map(|NativeSecret { name, value }| (name, value)).collect();
        let audit = AuditQueue::default();
        let given = Given { context, secrets, audit: audited.then(|| audit.sink()), ..Given::default() };
        let opened = enclave_host::open_with(config, given).map_err(invalid)?;
        Ok(Self { enclave: opened.enclave, pool: opened.pool, store, hibernates, audit })
    }

    /// The limits that exist, as JSON in the contract's names: each with a value of its type.
    #[napi]
    pub fn known_limits() -> Text {
        json(&Limits::of(Level::default(), Language::Javascript))
    }

    /// The id that must be claimed before a dump is loaded; `None` for bytes that may be loaded at any time, or never.
    #[napi]
    pub fn claim_of(bytes: Buffer, key: Option<Buffer>) -> Option<String> {
        let key = key.and_then(|key| DumpKey::try_from(&*key).ok());
        // Loading says what is wrong with them.
        enclave_core::claim_of(&bytes, key.as_ref()).ok().flatten()
    }

    /// The limits that follow from a configuration (JSON), as JSON in the contract's names; with that of references.
    #[napi]
    pub fn limits_of(config: Tape) -> Result<Text, napi::Error<Coded>> {
        #[derive(Serialize)]
        struct InForce {
            #[serde(flatten)]
            limits: Limits,
            max_reference_bytes: u64,
        }
        let invalid = |reason: enclave_contract::ConfigError| error(ErrorCode::InvalidConfig, reason.to_string());
        let config = Config::from_json(&String::from_utf16_lossy(&config.0)).map_err(invalid)?;
        let Settings { limits, .. } = Settings::new(&config).map_err(invalid)?;
        Ok(json(&InForce { limits, max_reference_bytes: config.max_reference_bytes() }))
    }

    /// Whether the engines are in worker processes.
    #[napi]
    pub fn is_isolated(&self) -> bool {
        self.pool.is_some()
    }

    /// What holds the engines here, as JSON.
    #[napi]
    pub fn isolation_report(&self) -> Result<String, napi::Error<Coded>> {
        enclave_host::isolation_report(self.pool.as_ref())
            .map_err(|reason| error(ErrorCode::InvalidConfig, reason.to_string()))
    }

    /// How the worker processes stand, as JSON.
    #[napi]
    pub fn pool_stats(&self) -> String {
        enclave_host::pool_stats(self.pool.as_ref())
    }

    /// What happened to worker processes since this was last asked, as JSON.
    #[napi]
    pub fn pool_events(&self) -> String {
        enclave_host::pool_events(self.pool.as_ref())
    }

    /// Audit records since this was last asked, each as JSON; none unless they were asked for.
    #[napi]
    pub fn take_audit(&self) -> Vec<String> {
        self.audit.take()
    }

    /// Ends the worker processes.
    #[napi]
    pub fn close(&self) {
        if let Some(pool) = &self.pool {
            pool.close();
        }
    }

    /// Layers 0 to 3 alone: the report as JSON, with its text.
    #[napi]
    pub fn check(&self, code: String) -> Result<Text, napi::Error<Coded>> {
        #[derive(Serialize)]
        struct Shown {
            ok: bool,
            diagnostics: Vec<Diagnostic>,
            score: Option<Score>,
            text: String,
        }
        let enclave = self.enclave.clone();
        let report = on_own_stack(move || enclave.check(&code));
        let Report { ok, diagnostics, score } = report.ok_or_else(|| error(ErrorCode::Internal, "the check failed"))?;
        let text = Report { ok, diagnostics: diagnostics.clone(), score: score.clone() }.to_string();
        Ok(json(&Shown { ok, diagnostics, score, text }))
    }

    /// The tools and the language's rules, by options as JSON.
    #[napi]
    pub fn tool_prompt(&self, options: String) -> Result<String, napi::Error<Coded>> {
        let invalid = |reason: enclave_contract::ConfigError| error(ErrorCode::InvalidConfig, reason.to_string());
        let options = PromptOptions::from_json(&options).map_err(invalid)?;
        let enclave = self.enclave.clone();
        // The example passes the layers.
        on_own_stack(move || enclave.tool_prompt(&options))
            .ok_or_else(|| error(ErrorCode::Internal, "the prompt could not be written"))
    }

    /// The tools that fit a query, as JSON: `[{ name, signature, description }]`.
    #[napi]
    pub fn search_tools(&self, query: String, limit: u32) -> Text {
        let found = self.enclave.search_tools(&query, Some(limit as usize));
        let told: Vec<_> = found
            .iter()
            .map(|found| {
                serde_json::json!({
                    "name": found.name, "signature": found.signature, "description": found.description,
                })
            })
            .collect();
        json(&told)
    }

    /// A tool's declaration; `None` when there is no such tool.
    #[napi]
    pub fn describe_tool(&self, name: String) -> Option<String> {
        self.enclave.describe_tool(&name)
    }

    /// A run that waits for its first `advance`.
    #[napi]
    pub fn session(
        &self,
        mailbox: &NativeMailbox,
        token: u32,
        plan: NativePlan,
    ) -> Result<NativeSession, napi::Error<Coded>> {
        let limits = match plan.limits {
            Some(limits) => patch(&limits, self.enclave.settings().limits.clone())?,
            None => LimitsPatch::default(),
        };
        let plan = Plan {
            code: plan.code,
            dump: plan.dump.map(|bytes| bytes.to_vec()),
            key: plan.key.and_then(|key| DumpKey::try_from(&*key).ok()),
            claimed: plan.claimed.unwrap_or(false),
            recover: plan.recover,
            context: plan.context.map(|Tape(units)| units),
            limits,
            session_id: plan.session_id,
            tenant: plan.tenant,
            manual: plan.manual,
            events: plan.events,
        };
        let timeout_ms = plan.limits.timeout_ms.unwrap_or(self.enclave.settings().limits.timeout_ms);
        let home = Home {
            enclave: self.enclave.clone(),
            store: self.store.clone(),
            hibernates: enclave_host::hibernates(self.hibernates, plan.manual, timeout_ms),
            mailbox: Arc::clone(&mailbox.mailbox),
        };
        Ok(NativeSession::new(token, home, plan))
    }

    /// Sessions of the journal store that are not over.
    #[napi]
    pub fn unfinished(&self) -> Result<Vec<String>, napi::Error<Coded>> {
        self.in_store(|store| store.unfinished())
    }

    /// Takes an id once and for all in the journal store.
    #[napi]
    pub fn claim(&self, id: String) -> Result<bool, napi::Error<Coded>> {
        self.in_store(|store| store.claim(&id))
    }

    /// Forgets a session of the journal store.
    #[napi]
    pub fn forget(&self, session_id: String) -> Result<(), napi::Error<Coded>> {
        self.in_store(|store| store.remove(&session_id))
    }
}

impl NativeEnclave {
    fn in_store<R>(&self, act: impl FnOnce(&dyn Store) -> Result<R, StoreError>) -> Result<R, napi::Error<Coded>> {
        let store =
            self.store.as_ref().ok_or_else(|| error(ErrorCode::InvalidConfig, "this `Enclave` has no `journal`"))?;
        act(&**store).map_err(|reason| {
            let failure = enclave_host::store_failure(&reason);
            error(failure.code, failure.message)
        })
    }
}

/// Limits from JSON, in range.
fn patch(text: &str, limits: Limits) -> Result<LimitsPatch, napi::Error<Coded>> {
    let malformed = |reason: serde_json::Error| error(ErrorCode::InvalidConfig, reason.to_string());
    let patch = serde_json::from_str(text).map_err(malformed)?;
    match limits.patched(&patch) {
        Ok(_) => Ok(patch),
        Err(reason) => Err(error(ErrorCode::InvalidConfig, reason.to_string())),
    }
}

/// Computes where the stack is large: that of a worker of Node is not. `None` when it panicked.
fn on_own_stack<T: Send + 'static>(compute: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (send, receive) = std::sync::mpsc::channel();
    enclave_host::spawn(move || {
        // The receiver waits below for as long as the sender lives.
        let _ = send.send(compute());
    });
    receive.recv().ok()
}

fn json(value: &impl Serialize) -> Text {
    // The contract's types are plain data, which serde_json cannot refuse.
    Text(serde_json::to_string(value).unwrap_or_default())
}
