//! Where an `Enclave` has its engines: in this process, or in the workers of a pool.

use std::{ops::Deref, sync::Arc, time::Duration};

use enclave_contract::{Config, ConfigError, Isolation, Value, frame::Measure};
use enclave_core::{Enclave, Given};
use enclave_pool::Pool as Workers;
use serde::Serialize;

use crate::{Idle, Watch, audit, watch};

/// A pool whose workers end when nobody wants them for `idle_ms`, while this or a copy of it is held.
#[derive(Clone, Debug)]
pub struct Pool {
    workers: Arc<Workers>,
    _watch: Arc<Watch>,
}

impl Pool {
    fn of(workers: Workers) -> Self {
        let workers = Arc::new(workers);
        let watch = Arc::new(watch(&workers, workers.idle()));
        Self { workers, _watch: watch }
    }
}

impl Deref for Pool {
    type Target = Workers;

    fn deref(&self) -> &Workers {
        &self.workers
    }
}

impl Idle for Workers {
    fn rest(&self, after: Duration) {
        Workers::rest(self, after);
    }
}

/// An `Enclave`, with the pool of its workers where it has one.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The `Enclave`.
    pub enclave: Enclave,
    /// The pool; none where engines are in this process.
    pub pool: Option<Pool>,
}

/// An `Enclave` of that configuration. Its pool, if it has one, is started.
///
/// # Errors
/// When the configuration cannot be used, or when workers cannot be isolated here as it asks.
pub fn open(config: Config, context: Value) -> Result<Opened, ConfigError> {
    open_with(config, Given { context, ..Given::default() })
}

/// The same with everything that a host hands over besides its configuration.
///
/// # Errors
/// As `open` has them.
pub fn open_with(config: Config, mut given: Given) -> Result<Opened, ConfigError> {
    if let Some(options) = &config.audit {
        let sink = audit::sink(options)?;
        given.audit = Some(match given.audit.take() {
            Some(other) => audit::both(sink, other),
            None => sink,
        });
    }
    if config.isolation() == Isolation::InProcess {
        return Ok(Opened { enclave: Enclave::build(config, given)?, pool: None });
    }
    let pool = Workers::new(&config, crate::wait)?;
    let enclave = Enclave::build(config, Given { workers: Some(Arc::new(pool.clone())), ..given })?;
    pool.start()?;
    Ok(Opened { enclave, pool: Some(Pool::of(pool)) })
}

/// What holds the engines, as JSON.
///
/// # Errors
/// When no worker can be started.
pub fn isolation_report(pool: Option<&Pool>) -> Result<String, ConfigError> {
    #[derive(Serialize)]
    struct Report {
        isolation: Isolation,
        measures: Vec<Measure>,
    }
    let report = match pool {
        Some(pool) => Report { isolation: Isolation::Process, measures: pool.report()? },
        None => Report { isolation: Isolation::InProcess, measures: Vec::new() },
    };
    Ok(json(&report))
}

/// How the workers stand, as JSON; empty where there are none.
pub fn pool_stats(pool: Option<&Pool>) -> String {
    json(&pool.map(|pool| pool.stats()))
}

/// What happened to workers since this was last asked, as JSON.
pub fn pool_events(pool: Option<&Pool>) -> String {
    json(&pool.map(|pool| pool.take_events()).unwrap_or_default())
}

fn json(data: &impl Serialize) -> String {
    // Plain data of our own always is JSON.
    serde_json::to_string(data).unwrap_or_default()
}
