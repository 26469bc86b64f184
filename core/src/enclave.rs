//! `Enclave`: what is costly and shared. Sessions are made from it.

use std::{
    borrow::Cow,
    collections::{HashMap, VecDeque},
    fmt,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use enclave_contract::{
    Config, ConfigError, ErrorCode, Event, Failure, Isolation, LimitsPatch, Outcome, PerProcess, PromptOptions, Report,
    Score, Settings, ToolSpec, Value,
    frame::{CompileError, Lease, Lost, Worker, Workers},
};
use enclave_sandbox::Bytecode;

use crate::{
    audit::AuditSink,
    clock::Clock,
    dump::{Dump, DumpError, DumpKey},
    gate::Rules,
    journal::Journal,
    pipeline::{self, Approved, Refused},
    prompt,
    remote::{self, NotBegun},
    sanitize,
    search::ToolMatch,
    secrets::Secrets,
    session::{self, Canceller, Place, Session, Stamp, Start},
    tools::ToolTable,
    validate,
};

/// Configuration, tools and the cache of approved scripts. Cheap to clone, safe to share between threads.
#[derive(Clone, Debug)]
pub struct Enclave {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: Settings,
    tools: Arc<ToolTable>,
    rules: Arc<Rules>,
    context: Arc<Value>,
    cache: PerProcess<Mutex<Cache>>,
    /// Where the engines are; none when they are in this process.
    workers: Option<Arc<dyn Workers>>,
    retry_lost: u32,
}

/// The longest script, in bytes, and the most tools with which one begins at once: a worker's socket has room for them.
const TOOLS_AT_ONCE: usize = 500;
/// As above.
const KNOWN_AT_ONCE: usize = 16 << 10;

/// Where a session's events go: called on the thread that advances the session, or that reports a tool's progress.
pub type EventSink = Arc<dyn Fn(Stamp, Event) + Send + Sync>;

/// What a host hands to an `Enclave` besides its configuration.
#[derive(Clone, Default)]
pub struct Given {
    /// What scripts see as the frozen `context`.
    pub context: Value,
    /// Where engines run; in this process when absent.
    pub workers: Option<Arc<dyn Workers>>,
    /// Values by name that only the host's functions may have: they are taken out of whatever a tool gives.
    pub secrets: Vec<(String, String)>,
    /// Where a record of each call goes.
    pub audit: Option<AuditSink>,
}

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
    /// Whose run it is: workers are shared out evenly between tenants.
    pub tenant: Option<String>,
    /// What ends the run from any thread, also while the script is read and waits for a worker. Each run has its own.
    pub canceller: Canceller,
}

/// How a dump is read, and what its session is given here.
#[derive(Clone, Default)]
pub struct LoadOptions {
    /// The key that it was sealed with.
    pub key: Option<DumpKey>,
    /// The clock.
    pub clock: Clock,
    /// Where events go.
    pub events: Option<EventSink>,
    /// Whether the events of before are sent again, with their times.
    pub retell: bool,
    /// Whether the id of a dump for a single use was claimed (`claim_of`).
    pub claimed: bool,
    /// Whose run it is.
    pub tenant: Option<String>,
    /// As of `RunOptions`.
    pub canceller: Canceller,
}

/// A script that a static layer refused: there is nothing to drive.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection(pub Box<Outcome>);

impl Rejection {
    fn new(failure: Failure, score: Option<Score>) -> Self {
        Self(Box::new(Outcome { score, ..Outcome::failed(failure) }))
    }

    fn dump(error: DumpError) -> Self {
        Self::new(Failure::new(ErrorCode::ReplayDiverged, error.to_string()), None)
    }
}

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
        Self::build(config, Given { context, ..Given::default() })
    }

    /// The same with every engine in a worker process of its own.
    ///
    /// # Errors
    /// When the configuration cannot be used.
    pub fn isolated(config: Config, context: Value, workers: Arc<dyn Workers>) -> Result<Self, ConfigError> {
        Self::build(config, Given { context, workers: Some(workers), ..Given::default() })
    }

    /// An enclave of that configuration, with what a host hands over besides.
    ///
    /// # Errors
    /// When the configuration cannot be used.
    pub fn build(config: Config, given: Given) -> Result<Self, ConfigError> {
        let Given { context, workers, secrets, audit } = given;
        if workers.is_none() && config.isolation() == Isolation::Process {
            return Err(ConfigError::IsolationUnavailable("this `Enclave` was given no workers".to_owned()));
        }
        let settings = Settings::new(&config)?;
        validate::presets::check(&config.rules)?;
        let rules = Arc::new(Rules::new(&config, Secrets::new(&secrets)?, audit)?);
        let tools = ToolTable::new(config.tools, config.any_tool)?;
        let tools = Arc::new(tools.with_long_by_reference(config.reference_bytes.is_some()));
        if let Some(unknown) = settings.required_calls().iter().find(|name| !tools.knows(name)) {
            return Err(ConfigError::UnknownRequiredCall(tools.not_found(unknown)));
        }
        Ok(Self {
            inner: Arc::new(Inner {
                settings,
                tools,
                rules,
                context: Arc::new(context),
                cache: PerProcess::default(),
                workers,
                retry_lost: config.retry_lost,
            }),
        })
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
        match self.prepare(code, &Asked::of(&self.inner.settings, None, &Canceller::default())) {
            Ok(Ready { script, .. }) => {
                let Approved { diagnostics, score, .. } = &script.approved;
                Report { ok: true, diagnostics: diagnostics.clone(), score: score.clone() }
            }
            Err(refused) => Report { ok: false, diagnostics: refused.failure.diagnostics, score: refused.score },
        }
    }

    /// The tools and the language's rules, for a system prompt.
    ///
    /// ```
    /// use enclave_core::{Enclave, contract::{Config, PromptOptions, ToolSpec, Value}};
    ///
    /// let config = Config { tools: vec![ToolSpec::new("users:list")], ..Config::default() };
    /// let enclave = Enclave::new(config, Value::Undefined).unwrap();
    /// assert!(enclave.tool_prompt(&PromptOptions::default()).contains("list(args: object): Promise<unknown>"));
    /// ```
    pub fn tool_prompt(&self, options: &PromptOptions) -> String {
        prompt::tool_prompt(&self.inner.tools, &self.inner.settings, options)
    }

    /// The tools that fit a query best, in that order; ten unless said, 100 at most. Scripts have the same as
    /// `search_tools(query, limit)`.
    pub fn search_tools(&self, query: &str, limit: Option<usize>) -> Vec<ToolMatch> {
        self.inner.tools.search(query, limit)
    }

    /// A tool's declaration with everything that is known of it; none when there is no such tool. Scripts have the same
    /// as `describe_tool(name)`.
    pub fn describe_tool(&self, name: &str) -> Option<String> {
        self.inner.tools.describe(name)
    }

    /// Layers 0 to 3; a session that waits for its first `advance`.
    ///
    /// # Errors
    /// `Rejection` when a static layer refuses the script, or when a limit of `options` is out of range.
    pub fn start(&self, code: &str, options: RunOptions) -> Result<Session, Rejection> {
        let started = Instant::now();
        let settings = self.settings_for(&options.limits)?;
        let ready = self.prepare(code, &Asked::of(&settings, options.tenant.as_deref(), &options.canceller));
        let ready = ready.map_err(|refused| Rejection::new(refused.failure, refused.score))?;
        Ok(self.session(ready, &settings, started, options))
    }

    /// The same where that is a matter of microseconds: for a script that passed the layers before, runs in a worker and
    /// calls no tool. One that does goes on in another thread after its first step, which is woken meanwhile better than
    /// behind it. `options` gives what is wanted then.
    pub fn start_known(
        &self,
        code: &str,
        limits: &LimitsPatch,
        options: impl FnOnce() -> RunOptions,
    ) -> Option<Session> {
        let started = Instant::now();
        let settings = self.settings_for(limits).ok()?;
        let is_short = code.len() <= KNOWN_AT_ONCE && self.tools().len() <= TOOLS_AT_ONCE;
        let calls = ["tool", "Tool"].iter().any(|word| code.contains(word));
        self.inner.workers.as_ref().filter(|_| is_short && !calls)?;
        let (script, bytecode) =
            self.known(&Key { source: code.to_owned(), settings: settings.clone().into_owned() })?;
        let options = options();
        let ready = Ready { script, cached: true, place: self.place(bytecode, options.tenant.as_deref(), None) };
        Some(self.session(ready, &settings, started, options))
    }

    /// Says that a session begins soon, on another thread that is woken for it: where none waits, a worker is on its way
    /// meanwhile.
    ///
    /// # Examples
    /// ```
    /// use enclave_contract::{Config, Value};
    /// use enclave_core::{Enclave, RunOptions};
    ///
    /// let enclave = Enclave::new(Config::default(), Value::Undefined).unwrap();
    /// enclave.expect_session();
    /// std::thread::spawn(move || enclave.start("return 1", RunOptions::default()).unwrap().advance()).join().unwrap();
    /// ```
    pub fn expect_session(&self) {
        if let Some(workers) = &self.inner.workers {
            workers.expect();
        }
    }

    /// The settings with a run's own limits.
    fn settings_for(&self, limits: &LimitsPatch) -> Result<Cow<'_, Settings>, Rejection> {
        let mut settings = Cow::Borrowed(&self.inner.settings);
        if *limits != LimitsPatch::default() {
            let limits = settings.limits.clone().patched(limits);
            settings.to_mut().limits = limits
                .map_err(|error| Rejection::new(Failure::new(ErrorCode::InvalidConfig, error.to_string()), None))?;
        }
        Ok(settings)
    }

    fn session(&self, ready: Ready, settings: &Settings, started: Instant, options: RunOptions) -> Session {
        let Ready { script, cached, place } = ready;
        let seed = options.seed.unwrap_or_else(session::random);
        let journal = Journal::new(seed, options.clock.now_ms());
        Session::new(Start {
            id: options.session_id.unwrap_or_else(session::random_id),
            script,
            limits: settings.limits.clone(),
            tools: Arc::clone(&self.inner.tools),
            rules: Arc::clone(&self.inner.rules),
            own_limits: options.limits,
            context: options.context.map_or_else(|| Arc::clone(&self.inner.context), Arc::new),
            clock: options.clock,
            manual: options.manual,
            journal,
            events: options.events,
            started,
            static_time: if cached { Duration::ZERO } else { started.elapsed() },
            cached,
            place,
            tenant: options.tenant,
            canceller: options.canceller,
            retries: self.inner.retry_lost,
        })
    }

    /// The session of a dump, driven by hand. Its code passes the layers of this `Enclave`; what happened before happens
    /// again at the first `advance`, which gives every call that waits.
    ///
    /// # Errors
    /// `Rejection` with `REPLAY_DIVERGED` for bytes that are no dump or cannot be read here, and as `start` has them.
    pub fn load(&self, bytes: &[u8], from: LoadOptions) -> Result<Session, Rejection> {
        let dump = Dump::read(bytes, from.key.as_ref()).map_err(Rejection::dump)?;
        if dump.claim.is_some() && !from.claimed {
            return Err(Rejection::dump(DumpError::SingleUse));
        }
        // Whoever has the key may be believed.
        let trusted = from.key.is_some();
        self.go_on(dump, from, trusted)
    }

    /// The session of a journal store's records (`Session::take_records`), all of them and in order; otherwise as `load`.
    ///
    /// # Errors
    /// As `load` has them.
    pub fn recover(&self, records: &[Vec<u8>], from: LoadOptions) -> Result<Session, Rejection> {
        let dump = Dump::from_records(records).map_err(Rejection::dump)?;
        let mut session = self.go_on(dump, from, true)?;
        session.is_kept();
        Ok(session)
    }

    fn go_on(&self, mut dump: Dump, from: LoadOptions, trusted: bool) -> Result<Session, Rejection> {
        let options = RunOptions {
            context: Some(std::mem::take(&mut dump.context)),
            limits: std::mem::take(&mut dump.limits),
            session_id: Some(std::mem::take(&mut dump.session_id)),
            seed: Some(dump.journal.seed),
            manual: true,
            events: from.events,
            clock: from.clock,
            tenant: from.tenant,
            canceller: from.canceller,
        };
        let mut session = self.start(&dump.code, options)?;
        session.go_on(&mut dump, from.retell, trusted).map_err(|what| {
            let message = format!("the dump cannot go on here: {what}");
            Rejection::new(Failure::new(ErrorCode::ReplayDiverged, message), None)
        })?;
        Ok(session)
    }

    /// The script, from the cache when it passed the same layers before, and where it runs.
    fn prepare(&self, code: &str, asked: &Asked<'_>) -> Result<Ready, Box<Refused>> {
        let Asked { settings, tenant, .. } = *asked;
        let key = Key { source: code.to_owned(), settings: settings.clone() };
        if let Some((script, bytecode)) = self.known(&key) {
            return Ok(Ready { script, cached: true, place: self.place(bytecode, tenant, None) });
        }
        let approved = pipeline::approve(code, settings, &self.inner.tools)?;
        let (bytecode, worker) = match &self.inner.workers {
            None => (Some(compile_here(code, &approved)?), None),
            Some(workers) => (None, Some(compile_there(code, &approved, &**workers, asked)?)),
        };
        let script = Arc::new(Prepared { approved });
        self.inner.cache.lock().insert(key, Arc::clone(&script), bytecode.clone());
        Ok(Ready { script, cached: false, place: self.place(bytecode, tenant, worker) })
    }

    fn known(&self, key: &Key) -> Option<(Arc<Prepared>, Option<Bytecode>)> {
        self.inner.cache.lock().get(key)
    }

    fn place(&self, bytecode: Option<Bytecode>, tenant: Option<&str>, ready: Option<Box<dyn Worker>>) -> Place {
        match (bytecode, &self.inner.workers) {
            (Some(bytecode), _) => Place::Here(bytecode),
            (None, Some(workers)) => {
                Place::Worker { workers: Arc::clone(workers), tenant: tenant.map(str::to_owned), ready }
            }
            (None, None) => unreachable!("what is not compiled here has workers"),
        }
    }
}

/// For whom a script is made ready.
struct Asked<'a> {
    settings: &'a Settings,
    tenant: Option<&'a str>,
    canceller: &'a Canceller,
    /// When its time is over.
    until: Instant,
}

impl<'a> Asked<'a> {
    fn of(settings: &'a Settings, tenant: Option<&'a str>, canceller: &'a Canceller) -> Self {
        let until = Instant::now() + Duration::from_millis(settings.limits.timeout_ms);
        Self { settings, tenant, canceller, until }
    }
}

/// A script that may run, and where.
struct Ready {
    script: Arc<Prepared>,
    cached: bool,
    place: Place,
}

fn compile_here(code: &str, approved: &Approved) -> Result<Bytecode, Box<Refused>> {
    enclave_sandbox::compile(&approved.code).map_err(|error| {
        pipeline::not_compiled(code, approved, error, |regex| enclave_sandbox::compile(regex).map(drop))
    })
}

/// Has a worker compile a script: the compiler is C code that reads a hostile text. The worker keeps what it made, since
/// what one worker compiles is not trusted in another.
fn compile_there(
    code: &str,
    approved: &Approved,
    workers: &dyn Workers,
    asked: &Asked<'_>,
) -> Result<Box<dyn Worker>, Box<Refused>> {
    let Asked { settings, tenant, canceller, until } = *asked;
    let limits = &settings.limits;
    let cancelled = canceller.flag();
    let refused = |failure: Failure| Box::new(Refused { failure, score: None });
    let not_begun = |lost| match lost {
        Lost::Died(failure) => refused(*failure),
        Lost::Overdue(stop) => refused(sanitize::stopped(stop, limits, None)),
    };
    let mut worker = workers.lease(&Lease { tenant, limits, until, cancelled }).map_err(not_begun)?;
    canceller.wake_by(worker.interrupter());
    let compiled = remote::compile(&mut *worker, &approved.code, until, cancelled);
    let compiled = match compiled {
        Ok(()) => Ok(()),
        Err(NotBegun::Lost(failure)) => Err(not_begun(Lost::Died(failure))),
        Err(NotBegun::Stopped(stop)) => Err(not_begun(Lost::Overdue(stop))),
        Err(NotBegun::Refused(error)) => Err(pipeline::not_compiled(code, approved, error, |regex| {
            match remote::compile(&mut *worker, regex, until, cancelled) {
                Err(NotBegun::Refused(error)) => Err(error),
                // What cannot be asked is not blamed.
                Ok(()) | Err(NotBegun::Lost(_) | NotBegun::Stopped(_)) => Ok::<(), CompileError>(()),
            }
        })),
    };
    canceller.sleep();
    compiled.map(|()| worker)
}

/// A script that may run.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) approved: Approved,
}

/// What a verdict depends on, besides the tools, which an `Enclave` never changes. Compared whole: a hash alone could
/// be made to collide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    source: String,
    settings: Settings,
}

/// Scripts that passed, the oldest leaving first.
#[derive(Debug, Default)]
struct Cache {
    scripts: HashMap<Key, (Arc<Prepared>, Option<Bytecode>)>,
    order: VecDeque<Key>,
    bytes: usize,
}

impl Cache {
    /// Scripts kept at most.
    const SCRIPTS: usize = 256;
    /// Bytes of source kept at most; one script may take a quarter.
    const BYTES: usize = 4 << 20;

    fn get(&self, key: &Key) -> Option<(Arc<Prepared>, Option<Bytecode>)> {
        self.scripts.get(key).cloned()
    }

    fn insert(&mut self, key: Key, script: Arc<Prepared>, bytecode: Option<Bytecode>) {
        let size = key.source.len();
        if size > Self::BYTES / 4 || self.scripts.contains_key(&key) {
            return;
        }
        while self.order.len() >= Self::SCRIPTS || self.bytes + size > Self::BYTES {
            let Some(oldest) = self.order.pop_front() else { break };
            self.bytes -= oldest.source.len();
            self.scripts.remove(&oldest);
        }
        self.bytes += size;
        self.order.push_back(key.clone());
        self.scripts.insert(key, (script, bytecode));
    }
}
