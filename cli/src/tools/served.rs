//! The tools of all servers, by the names that scripts use.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use enclave_contract::{Call, Config, Isolation, ToolSpec, Value};
use enclave_core::Enclave;
use futures_util::future::join_all;
use rmcp::model::Tool;
use tokio::runtime::Handle;

use super::{Hear, Source, connection::Connection, content, names};
use crate::{drive::Inbox, failure::CliError, runtime::Watch};

/// How long one call of a server's tool may take, in milliseconds. A module of tools says that itself.
const CALL_MS: u32 = 60_000;

/// Servers that are connected.
#[derive(Default)]
pub(crate) struct Served {
    connections: Vec<Arc<Connection>>,
    specs: Vec<ToolSpec>,
    routes: HashMap<String, Route>,
    /// The names of what tools of modules get besides their arguments.
    secrets: BTreeSet<String>,
    runtime: Option<Handle>,
}

/// Where a tool is.
struct Route {
    connection: Arc<Connection>,
    /// What its server calls it.
    tool: String,
    timeout_ms: Option<u32>,
}

impl Served {
    /// Connects to all, at once. When one cannot be reached, none is left running.
    pub(super) async fn connect(sources: Vec<Source>, hear: &Hear) -> Result<Self, CliError> {
        let opening = sources.into_iter().map(|source| {
            let hear = Arc::clone(hear);
            async move {
                let namespace = source.namespace.clone();
                let (connection, tools) = Connection::open(source, &hear).await?;
                Ok::<_, String>((Arc::new(connection), namespace, tools))
            }
        });
        let mut served = Self { runtime: Handle::try_current().ok(), ..Self::default() };
        let mut problem = None;
        for opened in join_all(opening).await {
            let taken = opened.and_then(|(connection, namespace, tools)| {
                served.connections.push(Arc::clone(&connection));
                served.take(&connection, namespace.as_deref(), &tools, hear)
            });
            problem = problem.or(taken.err());
        }
        match problem {
            None => Ok(served),
            Some(problem) => {
                served.close().await;
                Err(CliError::Tools(problem))
            }
        }
    }

    fn take(
        &mut self,
        connection: &Arc<Connection>,
        namespace: Option<&str>,
        tools: &[Tool],
        hear: &Hear,
    ) -> Result<(), String> {
        let given = tools.iter().map(|tool| tool.name.as_ref());
        let names = match namespace {
            Some(namespace) => names::in_namespace(given, namespace),
            None => given.map(str::to_owned).collect(),
        };
        for (tool, name) in tools.iter().zip(names) {
            let Some(mut spec) = usable(connection, tool, &name, hear)? else { continue };
            if !connection.is_trusted() {
                spec.timeout_ms = Some(CALL_MS);
            }
            if connection.is_trusted() {
                self.secrets.extend(content::secrets(tool));
            }
            let route =
                Route { connection: Arc::clone(connection), tool: tool.name.to_string(), timeout_ms: spec.timeout_ms };
            self.routes.insert(name, route);
            self.specs.push(spec);
        }
        Ok(())
    }

    /// The tools, in the order of the files.
    pub(crate) fn specs(&self) -> &[ToolSpec] {
        &self.specs
    }

    /// The names of the secrets that tools of modules get.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(String::as_str)
    }

    /// Begins a call; its answer goes to the inbox. None when no server has that tool. The call is cancelled when what
    /// this gives is dropped.
    pub(crate) fn call(&self, call: &Call, session: &str, inbox: &Inbox) -> Option<Watch> {
        let (route, runtime) = (self.routes.get(&call.name)?, self.runtime.as_ref()?);
        let (connection, tool, timeout_ms) = (Arc::clone(&route.connection), route.tool.clone(), route.timeout_ms);
        let (call, session, inbox) = (call.clone(), session.to_owned(), inbox.clone());
        Some(Watch::new(runtime.spawn(async move {
            let answer = connection.call(tool, &call, &session, timeout_ms).await;
            inbox.answer(call.id, answer);
        })))
    }

    /// Ends all connections and programs.
    pub(crate) async fn close(&self) {
        join_all(self.connections.iter().map(|connection| connection.close())).await;
    }
}

/// The tool, with its schemas as far as the core takes them. Of a module of one's own, what it does not take is an
/// error; one tool of a server must not make all others impossible.
fn usable(connection: &Connection, tool: &Tool, name: &str, hear: &Hear) -> Result<Option<ToolSpec>, String> {
    let note = |what: String| hear(connection.name(), format!("note: {what}"));
    let wrong = |problem: String| format!("`{}`: {problem}", connection.name());
    let (spec, unused) = content::spec(tool, name.to_owned(), connection.is_trusted()).map_err(wrong)?;
    if let Some(unused) = unused {
        note(unused);
    }
    let refused = match taken(&spec) {
        Ok(()) => return Ok(Some(spec)),
        Err(refused) if connection.is_trusted() => return Err(wrong(refused)),
        Err(refused) => refused,
    };
    note(content::cleaned(&refused, &[]));
    let plain = ToolSpec { input_schema: None, output_schema: None, ..spec };
    Ok(taken(&plain).is_ok().then_some(plain))
}

/// Whether the core takes a tool.
fn taken(spec: &ToolSpec) -> Result<(), String> {
    let tools = vec![spec.clone()];
    let config = Config { tools, isolation: Some(Isolation::InProcess), ..Config::default() };
    Enclave::new(config, Value::Undefined).map(drop).map_err(|error| error.to_string())
}
