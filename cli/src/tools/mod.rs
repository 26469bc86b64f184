//! Tools that live elsewhere: in a module of Python or JavaScript, in MCP servers, or written down in a file of stubs.
//!
//! A module is served by a small script of ours (`hosts/`) over the protocol of MCP, so that a module and a server are
//! one thing here: a [`Source`], to which there is a [`Connection`](connection::Connection).

mod bounded;
mod connection;
mod content;
mod mcp_json;
mod names;
mod served;
pub(crate) mod stubs;

use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
};

use enclave_contract::{Config, ToolSpec, Value};
use enclave_core::{Enclave, Given};
use serde_json::Value as Json;

pub(crate) use self::{content::json, served::Served};
use crate::{args::Interpreters, failure::CliError, files, runtime::Runtime, tools::stubs::Stubs};

/// What serves a Python module; handed to `python3 -c`.
const SERVE_PYTHON: &str = include_str!("../hosts/serve.py");
/// What serves a JavaScript module; handed to `node -e`.
const SERVE_NODE: &str = include_str!("../hosts/serve.mjs");

/// Hears a line that a server writes to its standard error, or that is told of it: its name and the text.
pub(crate) type Hear = Arc<dyn Fn(&str, String) + Send + Sync>;

/// Something that serves tools.
#[derive(Debug)]
pub(crate) struct Source {
    name: String,
    /// What its tools are called by before the dot; none where their names are used as they are.
    namespace: Option<String>,
    place: Place,
    /// What no error may show.
    secrets: Vec<String>,
}

/// Where it is.
#[derive(Debug)]
enum Place {
    /// A program that is started, and spoken to by its standard input and output.
    Program {
        program: OsString,
        args: Vec<OsString>,
        env: BTreeMap<String, String>,
        cwd: Option<PathBuf>,
        /// Whether it is a module of the user's own: it inherits the environment, and what it says of codes and times
        /// is taken.
        trusted: bool,
    },
    /// A server that is reached by streamable HTTP.
    Http { url: String, headers: BTreeMap<String, String> },
}

/// What the files of tools name, before any server is started.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    pub(crate) stubs: Stubs,
    pub(crate) sources: Vec<Source>,
}

impl Declared {
    /// Reads the files: stubs and `mcp.json` are told apart by their content.
    pub(crate) fn read(files: &[PathBuf], interpreters: &Interpreters) -> Result<Self, CliError> {
        let mut declared = Self::default();
        for path in files {
            let wrong = |problem: String| CliError::Content { path: path.clone(), problem };
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("py") => {
                    declared.sources.push(module(path, &interpreters.python, &["-c", SERVE_PYTHON])?);
                }
                Some("js" | "mjs" | "cjs" | "ts" | "mts" | "cts") => {
                    let args = ["--input-type=module", "-e", SERVE_NODE, "--"];
                    declared.sources.push(module(path, &interpreters.node, &args)?);
                }
                Some("json") => {
                    let text = files::read_text(path)?;
                    let content: Json = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
                    if mcp_json::is_one(&content) {
                        declared.sources.extend(mcp_json::sources(&content).map_err(wrong)?);
                    } else {
                        declared.stubs.add(&text).map_err(wrong)?;
                    }
                }
                _ => {
                    let kinds = "tools are in a Python module (.py), a JavaScript module (.mjs, .js, .cjs, .mts, .ts) \
                                 or JSON (.json)";
                    return Err(wrong(kinds.to_owned()));
                }
            }
        }
        Ok(declared)
    }

    /// Starts the servers, and hears of each what it writes to its standard error.
    pub(crate) fn connect(self, hear: &Hear) -> Result<Tools, CliError> {
        if self.sources.is_empty() {
            return Ok(Tools { stubs: self.stubs, served: Arc::default(), runtime: None });
        }
        let runtime = Runtime::new()?;
        let served = runtime.until_interrupt(Served::connect(self.sources, hear))??;
        Ok(Tools { stubs: self.stubs, served: Arc::new(served), runtime: Some(runtime) })
    }
}

/// A module of tools, as a source.
fn module(path: &Path, interpreter: &OsString, args: &[&str]) -> Result<Source, CliError> {
    // What cannot be read is told as of any other file.
    files::check_readable(path)?;
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy()).into_owned();
    let args = args.iter().map(OsString::from).chain([path.as_os_str().to_owned()]).collect();
    let place = Place::Program { program: interpreter.clone(), args, env: BTreeMap::new(), cwd: None, trusted: true };
    Ok(Source { name, namespace: None, place, secrets: Vec::new() })
}

/// The tools of a command: stubs, and servers that run until this is dropped.
pub(crate) struct Tools {
    pub(crate) stubs: Stubs,
    pub(crate) served: Arc<Served>,
    runtime: Option<Runtime>,
}

impl Tools {
    /// The tools as the core sees them: those of the stubs, then those that are served.
    pub(crate) fn specs(&self) -> Vec<ToolSpec> {
        self.stubs.names().iter().map(ToolSpec::new).chain(self.served.specs().iter().cloned()).collect()
    }

    /// An `Enclave` that has these tools, and whose scripts never see the values of their secrets.
    pub(crate) fn open(&self, config: Config, context: Value) -> Result<Enclave, CliError> {
        let value = |name: &str| env::var(name).ok().map(|value| (name.to_owned(), value));
        let secrets = self.served.secrets().filter_map(value).collect();
        Ok(enclave_host::open_with(config, Given { context, secrets, ..Given::default() })?.enclave)
    }

    /// Whether no file named any.
    pub(crate) fn is_empty(&self) -> bool {
        self.stubs.names().is_empty() && self.runtime.is_none()
    }

    /// The runtime of the servers; made where there is none.
    pub(crate) fn runtime(&mut self) -> Result<&Runtime, CliError> {
        match &mut self.runtime {
            Some(runtime) => Ok(runtime),
            none => Ok(none.insert(Runtime::new()?)),
        }
    }
}

impl Drop for Tools {
    fn drop(&mut self) {
        if let Some(runtime) = &self.runtime {
            runtime.wait_for(self.served.close());
        }
    }
}
