//! What a dump says of itself, without running its script.

use std::collections::HashSet;

use crate::{
    dump::{Dump, DumpError, DumpKey},
    journal::Input,
};

/// What stands in a dump. It is as hostile as whoever could write the dump.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DumpInfo {
    /// The version of Enclave that wrote it.
    pub written_by: String,
    /// The session's id.
    pub session_id: String,
    /// The script.
    pub code: String,
    /// When the session started, in milliseconds since 1970 UTC.
    pub started: f64,
    /// The names of the tools that were called, each once, in the order of their first calls.
    pub tools: Vec<String>,
    /// When timers of the script fired, in milliseconds since 1970 UTC.
    pub timers: Vec<f64>,
}

impl DumpInfo {
    /// Reads a dump, sealed where a key is given.
    ///
    /// # Errors
    /// When the bytes are no dump, cannot be read by this build, or are sealed otherwise.
    ///
    /// ```
    /// use enclave_core::{DumpInfo, DumpOptions, Enclave, RunOptions, contract::{Config, Value}};
    ///
    /// let enclave = Enclave::new(Config { any_tool: true, ..Config::default() }, Value::Undefined).unwrap();
    /// let mut session = enclave.start("return callTool('ping', {})", RunOptions::default()).unwrap();
    /// session.advance();
    /// let info = DumpInfo::read(&session.dump(&DumpOptions::default()).unwrap(), None).unwrap();
    /// assert_eq!(info.code, "return callTool('ping', {})");
    /// assert_eq!(info.tools, ["ping"]);
    /// ```
    pub fn read(bytes: &[u8], key: Option<&DumpKey>) -> Result<Self, DumpError> {
        let Dump { written_by, session_id, code, journal, .. } = Dump::read(bytes, key)?;
        let mut info =
            Self { written_by, session_id, code, started: journal.started, tools: Vec::new(), timers: Vec::new() };
        let mut seen = HashSet::new();
        for entry in journal.entries {
            match entry.input {
                Input::Called(call) if seen.insert(call.name.clone()) => info.tools.push(call.name),
                Input::Timer | Input::Timers(_) => info.timers.push(entry.at),
                _ => {}
            }
        }
        Ok(info)
    }
}
