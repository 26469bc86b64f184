//! `Enclave`: configuration in, sessions out.

use std::{sync::Arc, time::Duration};

use enclave_contract::{Config, ConfigError, Event, LimitsPatch, PromptOptions, Settings, Value};
use enclave_core::{DumpKey, Enclave as Core, EventSink, Given, LoadOptions, RunOptions};
use enclave_host::{AuditQueue, Opened, Pool};
use enclave_store::{Store, StoreError};
use pyo3::{
    exceptions::PyRuntimeError,
    prelude::*,
    types::{PyString, PyTuple},
};

use crate::{
    convert::{ValueLimits, from_python},
    error::{cannot_cross, invalid_config, raised},
    outcome,
    port::{Entry, Port},
    session::{From, Opening, ResultLimits, Session},
};

/// Configuration, tools and the cache of approved scripts.
#[pyclass(frozen, module = "enclave._native")]
pub(crate) struct Enclave {
    core: Core,
    pool: Option<Pool>,
    store: Option<Arc<dyn Store>>,
    hibernates: Duration,
    max_reference_bytes: u64,
    any_by_reference: bool,
    audit: AuditQueue,
}

impl Enclave {
    /// What tools' results may take under these limits.
    fn result_limits(&self, value: ValueLimits) -> ResultLimits {
        let reference = value.of_references(self.max_reference_bytes);
        ResultLimits { value, reference, any_by_reference: self.any_by_reference }
    }

    /// The journal store.
    fn store(&self) -> PyResult<&Arc<dyn Store>> {
        self.store.as_ref().ok_or_else(|| PyRuntimeError::new_err("this Enclave has no `journal`"))
    }
}

#[pymethods]
impl Enclave {
    #[new]
    #[pyo3(signature = (config, context, secrets=Vec::new(), audited=false))]
    fn new(
        py: Python<'_>,
        config: &str,
        context: &Bound<'_, PyAny>,
        secrets: Vec<(String, String)>,
        audited: bool,
    ) -> PyResult<Self> {
        let config = named_config(config).map_err(|error| invalid_config(py, &error))?;
        let settings = Settings::new(&config).map_err(|error| invalid_config(py, &error))?;
        let context = read_context(context, ValueLimits::of(&settings.limits))?;
        let hibernates = config.hibernate_after();
        let store = config.journal.as_deref().map(enclave_host::open_store).transpose();
        let store = store.map_err(|error| invalid_config(py, &error))?;
        let max_reference_bytes = config.max_reference_bytes();
        let any_by_reference = config.reference_bytes.is_some();
        let audit = AuditQueue::default();
        let given = Given { context, secrets, audit: audited.then(|| audit.sink()), ..Given::default() };
        let opened =
            py.detach(|| enclave_host::open_with(config, given)).map_err(|error| invalid_config(py, &error))?;
        let Opened { enclave: core, pool } = opened;
        Ok(Self { core, pool, store, hibernates, max_reference_bytes, any_by_reference, audit })
    }

    /// Layers 0 to 3 alone: `(ok, diagnostics, score, text)`.
    fn check<'py>(&self, py: Python<'py>, code: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyTuple>> {
        let code = code.to_string_lossy().into_owned();
        let report = py.detach(|| self.core.check(&code));
        outcome::report(py, &report)
    }

    /// Whether the engines are in worker processes.
    fn is_isolated(&self) -> bool {
        self.pool.is_some()
    }

    /// What holds the engines here, as JSON.
    fn isolation_report(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| enclave_host::isolation_report(self.pool.as_ref())).map_err(|error| invalid_config(py, &error))
    }

    /// How the worker processes stand, as JSON.
    fn pool_stats(&self, py: Python<'_>) -> String {
        py.detach(|| enclave_host::pool_stats(self.pool.as_ref()))
    }

    /// What happened to worker processes since this was last asked, as JSON.
    fn pool_events(&self, py: Python<'_>) -> String {
        py.detach(|| enclave_host::pool_events(self.pool.as_ref()))
    }

    /// Audit records since this was last asked, each as JSON; none unless they were asked for.
    fn take_audit(&self, py: Python<'_>) -> Vec<String> {
        py.detach(|| self.audit.take())
    }

    /// Ends the worker processes.
    fn close(&self, py: Python<'_>) {
        if let Some(pool) = &self.pool {
            py.detach(|| pool.close());
        }
    }

    /// The tools and the language's rules, by options as JSON.
    fn tool_prompt(&self, py: Python<'_>, options: &str) -> PyResult<String> {
        let options = PromptOptions::from_json(options).map_err(|error| invalid_config(py, &error))?;
        Ok(py.detach(|| self.core.tool_prompt(&options)))
    }

    /// The tools that fit a query: `[(name, signature, description)]`.
    fn search_tools(&self, py: Python<'_>, query: &str, limit: usize) -> Vec<(String, String, String)> {
        let found = py.detach(|| self.core.search_tools(query, Some(limit)));
        found.into_iter().map(|found| (found.name, found.signature, found.description)).collect()
    }

    /// A tool's declaration; `None` when there is no such tool.
    fn describe_tool(&self, py: Python<'_>, name: &str) -> Option<String> {
        py.detach(|| self.core.describe_tool(name))
    }

    /// A session that has not begun. With a port, its events go there under the token.
    #[expect(clippy::too_many_arguments, reason = "one for each keyword that Python gives")]
    #[pyo3(signature = (code, *, context=None, limits=None, session_id=None, tenant=None, manual=false, events=None))]
    fn session(
        &self,
        py: Python<'_>,
        code: &Bound<'_, PyString>,
        context: Option<&Bound<'_, PyAny>>,
        limits: Option<&str>,
        session_id: Option<String>,
        tenant: Option<String>,
        manual: bool,
        events: Option<(PyRef<'_, Port>, u64)>,
    ) -> PyResult<Session> {
        let patch = limits.map_or_else(|| Ok(LimitsPatch::default()), named_limits);
        let patch = patch.map_err(|error| invalid_config(py, &error))?;
        let in_force = self.core.settings().limits.clone().patched(&patch);
        let limits = in_force.map_err(|error| invalid_config(py, &error))?;
        let in_force = ValueLimits::of(&limits);
        let hibernates = enclave_host::hibernates(self.hibernates, manual, limits.timeout_ms);
        let options = RunOptions {
            context: context.map(|context| read_context(context, in_force)).transpose()?,
            limits: patch,
            session_id,
            tenant,
            manual,
            events: events.map(|(port, token)| sink(&port, token)),
            ..RunOptions::default()
        };
        let code = code.to_string_lossy().into_owned();
        let from = From::Script(code, Box::new(options));
        let opening = Opening { enclave: self.core.clone(), store: self.store.clone(), from };
        Ok(Session::new(opening, self.result_limits(in_force), hibernates))
    }

    /// The session of a dump, which has not begun; one for a single use has been claimed.
    fn load(&self, bytes: Vec<u8>, key: Option<DumpKey>, claimed: bool) -> Session {
        self.open(From::Dump(bytes, LoadOptions { key, claimed, ..LoadOptions::default() }))
    }

    /// A session of the journal store, which has not begun.
    fn recover(&self, session_id: String) -> PyResult<Session> {
        self.store()?;
        Ok(self.open(From::Store(session_id)))
    }

    /// Sessions of the journal store that are not over.
    fn unfinished(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let store = self.store()?;
        py.detach(|| store.unfinished()).map_err(|error| store_failed(py, &error))
    }

    /// Takes an id once and for all in the journal store.
    fn claim(&self, py: Python<'_>, id: &str) -> PyResult<bool> {
        let store = self.store()?;
        py.detach(|| store.claim(id)).map_err(|error| store_failed(py, &error))
    }

    /// Forgets a session of the journal store.
    fn forget(&self, py: Python<'_>, session_id: &str) -> PyResult<()> {
        let store = self.store()?;
        py.detach(|| store.remove(session_id)).map_err(|error| store_failed(py, &error))
    }
}

impl Enclave {
    /// A session that goes on.
    fn open(&self, from: From) -> Session {
        let opening = Opening { enclave: self.core.clone(), store: self.store.clone(), from };
        let limits = self.result_limits(ValueLimits::of(&self.core.settings().limits));
        Session::new(opening, limits, Some(self.hibernates))
    }
}

fn store_failed(py: Python<'_>, error: &StoreError) -> PyErr {
    let failure = enclave_host::store_failure(error);
    raised(py, failure.code, &failure.message)
}

/// The id that must be claimed before a dump is loaded; `None` for bytes that may be loaded at any time, or never.
#[pyfunction]
pub(crate) fn claim_of(bytes: &[u8], key: Option<DumpKey>) -> Option<String> {
    // Loading says what is wrong with them.
    enclave_core::claim_of(bytes, key.as_ref()).ok().flatten()
}

/// Sends events to the port, except the last, which the session's outcome is.
fn sink(port: &Port, token: u64) -> EventSink {
    let mailbox = Arc::clone(&port.mailbox);
    Arc::new(move |_, event| {
        if !matches!(event, Event::Final(_) | Event::Error(_)) {
            mailbox.push(token, Entry::Event(event));
        }
    })
}

fn read_context(context: &Bound<'_, PyAny>, limits: ValueLimits) -> PyResult<Value> {
    from_python(context, limits).map_err(|error| cannot_cross(context.py(), "the context", &error))
}

/// The configuration from JSON, with errors that name the option.
fn named_config(json: &str) -> Result<Config, ConfigError> {
    Config::from_json(json).map_err(|error| {
        if let Some(Err(error)) = member(json, "limits").map(|limits| named_limits(&limits)) {
            return error;
        }
        named(json, "", |json| Config::from_json(json).map(drop)).unwrap_or(error)
    })
}

/// Limits from JSON, with errors that name the limit.
fn named_limits(json: &str) -> Result<LimitsPatch, ConfigError> {
    let parse = |json: &str| Config::from_json(&format!("{{\"limits\":{json}}}")).map(|config| config.limits);
    parse(json).map_err(|error| named(json, "limits.", |json| parse(json).map(drop)).unwrap_or(error))
}

/// The error of the first option that fails alone. The parser's own text does not say which one it was.
fn named(json: &str, prefix: &str, parse: impl Fn(&str) -> Result<(), ConfigError>) -> Option<ConfigError> {
    let serde_json::Value::Object(options) = serde_json::from_str(json).ok()? else { return None };
    options.into_iter().find_map(|(name, value)| {
        let alone = serde_json::Value::Object([(name.clone(), value)].into_iter().collect());
        let error = parse(&alone.to_string()).err()?.to_string();
        let unknown = error.starts_with(&format!("unknown field `{name}`"));
        let text =
            if unknown { format!("unknown option `{prefix}{name}`") } else { format!("`{prefix}{name}`: {error}") };
        Some(ConfigError::Malformed(text))
    })
}

fn member(json: &str, name: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    Some(value.get(name)?.to_string())
}
