//! A connection to one server: a program that is started, or streamable HTTP.

use std::{
    collections::{BTreeMap, HashMap},
    env,
    error::Error,
    ffi::OsStr,
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use enclave_contract::{Call, ErrorCode, Value};
use enclave_core::ToolFailure;
use reqwest::header::{HeaderName, HeaderValue};
use rmcp::{
    ErrorData, RoleClient, ServiceExt,
    model::{
        CallToolRequestParams, ClientCapabilities, ClientConfig, Implementation, JsonObject, MetaObject,
        PaginatedRequestParams, RequestMetaObject, Tool,
    },
    service::{ClientInitializeError, Peer, RunningService, ServiceError},
    transport::{
        StreamableHttpClientTransport,
        async_rw::AsyncRwTransport,
        streamable_http_client::{StreamableHttpClientTransportConfig, StreamableHttpError},
    },
};
use serde_json::{Value as Json, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader},
    process::{Child, ChildStderr, Command},
    time::timeout,
};

use super::{
    Hear, Place, Source,
    bounded::{Bounded, Deaf, MAX_MESSAGE_BYTES},
    content,
};
use crate::{
    drive::Answer,
    text::{printable, shortened},
};

/// How long a server may take to start and to list its tools; one that `npx` fetches first takes its time.
const CONNECT: Duration = Duration::from_secs(60);
/// How long a server has to end when its input is closed.
const GRACE: Duration = Duration::from_millis(500);
/// Tools of one server, and pages on which it lists them.
const MAX_TOOLS: usize = 1_000;
const MAX_PAGES: usize = 100;
/// What is shown of a server's standard error: lines, and bytes of one.
const MAX_LINES: usize = 1_000;
const MAX_LINE_BYTES: u64 = 4_096;
/// The variables that the program of an `mcp.json` gets besides its own: enough to be found and to find its home.
const VARIABLES: [&str; 12] = [
    "HOME",
    "LANG",
    "LOGNAME",
    "PATH",
    "SHELL",
    "TERM",
    "TMPDIR",
    "USER",
    "SYSTEMROOT",
    "TEMP",
    "APPDATA",
    "USERPROFILE",
];
/// What `Invalid params` is in JSON-RPC.
const INVALID_PARAMS: i32 = -32602;

/// A server that is connected.
pub(super) struct Connection {
    name: String,
    trusted: bool,
    secrets: Vec<String>,
    peer: Peer<RoleClient>,
    /// Gone when it is closed.
    service: Mutex<Option<RunningService<RoleClient, ClientConfig>>>,
    program: Mutex<Option<Program>>,
}

impl Connection {
    /// Connects, and lists the tools.
    pub(super) async fn open(source: Source, hear: &Hear) -> Result<(Self, Vec<Tool>), String> {
        let name = source.name.clone();
        let who = if source.namespace.is_none() { format!("`{name}`") } else { format!("MCP server `{name}`") };
        let (connection, tools) = match timeout(CONNECT, Self::begin(source, hear)).await {
            Ok(begun) => begun.map_err(|what| format!("{who}: {what}"))?,
            Err(_) => return Err(format!("{who}: it took longer than {} s to start", CONNECT.as_secs())),
        };
        Ok((connection, tools))
    }

    async fn begin(source: Source, hear: &Hear) -> Result<(Self, Vec<Tool>), String> {
        let client =
            ClientConfig::new(ClientCapabilities::default(), Implementation::new("enclave", env!("CARGO_PKG_VERSION")));
        let (service, program, trusted) = match &source.place {
            Place::Program { program, args, env, cwd, trusted } => {
                let mut command = Command::new(program);
                command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
                command.kill_on_drop(true);
                // A group of its own: Ctrl-C is ours, and what the program starts ends with it.
                #[cfg(unix)]
                command.process_group(0);
                if let Some(cwd) = cwd {
                    command.current_dir(cwd);
                }
                if !trusted {
                    command.env_clear();
                    command.envs(VARIABLES.iter().filter_map(|name| Some((name, env::var_os(name)?))));
                }
                let child = command.envs(env).spawn();
                let shown = OsStr::to_string_lossy(program);
                let child = child.map_err(|error| format!("`{shown}` cannot be started: {error}"))?;
                let mut program = Program { group: child.id(), child };
                let child = &mut program.child;
                let streams = (child.stdin.take(), child.stdout.take(), child.stderr.take());
                let (Some(input), Some(output), Some(errors)) = streams else {
                    return Err(format!("`{shown}` has no standard streams"));
                };
                let told = tell(errors, source.name.clone(), Arc::clone(hear));
                let told = tokio::spawn(told);
                let transport = AsyncRwTransport::new_client(Bounded::new(output), input);
                // Where one is too long, `Bounded` has ended the connection before.
                let transport = transport.with_max_line_length(MAX_MESSAGE_BYTES + 1);
                let service = match client.serve(Deaf::new(transport)).await {
                    Ok(service) => service,
                    Err(error) => {
                        let ended = program.end().await;
                        let _ = timeout(GRACE, told).await;
                        return Err(match ended {
                            Some(status) => format!("it ended before it served its tools ({status})"),
                            None => began_not(&error),
                        });
                    }
                };
                (service, Some(program), *trusted)
            }
            Place::Http { url, headers } => {
                let transport = http(url, headers)?;
                let served = client.serve(Deaf::new(transport)).await;
                (served.map_err(|error| content::cleaned(&began_not(&error), &source.secrets))?, None, false)
            }
        };
        let connection = Self {
            name: source.name,
            trusted,
            secrets: source.secrets,
            peer: service.peer().clone(),
            service: Mutex::new(Some(service)),
            program: Mutex::new(program),
        };
        let tools = match connection.list(hear).await {
            Ok(tools) => tools,
            Err(error) => {
                let problem = connection.failure(&error).message;
                connection.close().await;
                return Err(problem);
            }
        };
        Ok((connection, tools))
    }

    async fn list(&self, hear: &Hear) -> Result<Vec<Tool>, ServiceError> {
        let mut tools = Vec::new();
        let mut cursor = None;
        for _ in 0..MAX_PAGES {
            let page = PaginatedRequestParams::default().with_cursor(cursor);
            let page = self.peer.list_tools(Some(page)).await?;
            tools.extend(page.tools);
            cursor = page.next_cursor;
            if cursor.is_none() || tools.len() > MAX_TOOLS {
                break;
            }
        }
        if cursor.is_some() || tools.len() > MAX_TOOLS {
            tools.truncate(MAX_TOOLS);
            hear(&self.name, format!("note: only the first {} tools are taken", tools.len()));
        }
        Ok(tools)
    }

    /// Whether it serves a module of the user's own.
    pub(super) fn is_trusted(&self) -> bool {
        self.trusted
    }

    /// The server's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Calls a tool. Dropped, it cancels the call.
    pub(super) async fn call(&self, tool: String, call: &Call, session: &str, time: Option<u32>) -> Answer {
        let arguments: JsonObject = match content::json(&call.args) {
            Json::Object(members) => members,
            Json::Null => JsonObject::new(),
            _ => {
                let message = format!("the arguments of `{}` are no object", call.name);
                return Err(content::failure(ErrorCode::ToolArgumentsInvalid, message));
            }
        };
        let mut params = CallToolRequestParams::new(tool).with_arguments(arguments);
        if self.trusted {
            let about = json!({ "id": call.id, "session": session });
            let meta = [(content::CALL.to_owned(), about)].into_iter().collect();
            params.meta = Some(RequestMetaObject(MetaObject(meta)));
        }
        let answered = self.peer.call_tool(params);
        let result = match time {
            None => answered.await,
            Some(time) => timeout(Duration::from_millis(time.into()), answered).await.map_err(|_| {
                content::failure(ErrorCode::ToolTimeout, format!("the tool `{}` took longer than {time} ms", call.name))
            })?,
        };
        let result = result.map_err(|error| self.failure(&error))?;
        content::answer(result, self.trusted, |text| self.clean(text))
    }

    /// What a failure of the protocol means for a script.
    fn failure(&self, error: &ServiceError) -> ToolFailure {
        match error {
            ServiceError::McpError(ErrorData { code, message, .. }) => {
                let message = self.clean(message);
                let message = if message.is_empty() { "the server refused the call".to_owned() } else { message };
                let ours =
                    if code.0 == INVALID_PARAMS { ErrorCode::ToolArgumentsInvalid } else { ErrorCode::ToolError };
                ToolFailure {
                    data: Value::Object(vec![("mcp_code".into(), Value::Number(code.0.into()))]),
                    ..content::failure(ours, message)
                }
            }
            ServiceError::TransportClosed | ServiceError::TransportSend(_) => {
                content::failure(ErrorCode::ToolError, format!("the connection to `{}` is closed", self.name))
            }
            error => content::failure(ErrorCode::ToolError, self.clean(&error.to_string())),
        }
    }

    fn clean(&self, text: &str) -> String {
        content::cleaned(text, &self.secrets)
    }

    /// Ends the connection, and the program with all that it started.
    pub(super) async fn close(&self) {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut service) = service {
            // What fails here is closed as well.
            let _ = service.close_with_timeout(GRACE).await;
        }
        let program = self.program.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut program) = program {
            program.end().await;
        }
    }
}

/// A program that runs, in a group with what it starts; they end when this is dropped.
struct Program {
    child: Child,
    /// The group's number; none when it was ended.
    group: Option<u32>,
}

impl Program {
    /// Waits for a program whose input is closed, and ends it when it goes on; what it started is ended in any case.
    /// Gives how it ended by itself.
    async fn end(&mut self) -> Option<String> {
        let ended = timeout(GRACE, self.child.wait()).await;
        self.kill_group();
        match ended {
            Ok(status) => status.ok().map(|status| status.to_string()),
            Err(_) => {
                // Only a program that is gone cannot be ended.
                let _ = self.child.kill().await;
                None
            }
        }
    }

    /// Ends the group. Its number is nobody else's while one of it lives, and is not given out again at once.
    fn kill_group(&mut self) {
        let group = self.group.take();
        #[cfg(unix)]
        if let Some(group) = group.and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw) {
            // One that is gone already is what is wanted.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill_group();
    }
}

/// Tells what a program writes to its standard error, line by line, until it has said enough; the rest is read and
/// dropped, so that the program does not stand still.
async fn tell(errors: ChildStderr, name: String, hear: Hear) {
    let mut errors = BufReader::new(errors);
    let mut shown = 0;
    while let Some(line) = line(&mut errors).await {
        let line = shortened(&printable(String::from_utf8_lossy(&line).trim_end()), 1_000);
        if line.is_empty() {
            continue;
        }
        shown += 1;
        if shown <= MAX_LINES {
            hear(&name, line);
        } else if shown == MAX_LINES + 1 {
            hear(&name, format!("note: it wrote {MAX_LINES} lines; further ones are not shown"));
        }
    }
}

/// The next line, or a part of one that is too long; none at the end.
async fn line(reader: &mut (impl AsyncRead + AsyncBufReadExt + Unpin)) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    match reader.take(MAX_LINE_BYTES).read_until(b'\n', &mut line).await {
        Ok(count) if count > 0 => Some(line),
        _ => None,
    }
}

fn http(
    url: &str,
    headers: &BTreeMap<String, String>,
) -> Result<StreamableHttpClientTransport<reqwest::Client>, String> {
    let mut named = HashMap::new();
    for (name, value) in headers {
        let parsed = (HeaderName::try_from(name.as_str()), HeaderValue::try_from(value.as_str()));
        let (Ok(key), Ok(value)) = parsed else {
            return Err(format!("`headers.{name}` cannot be a header"));
        };
        named.insert(key, value);
    }
    // Another part of this process may have chosen one before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A redirection could lead the headers elsewhere.
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).connect_timeout(CONNECT / 6);
    let client = client.build().map_err(|error| format!("no HTTP client could be made: {error}"))?;
    let config = StreamableHttpClientTransportConfig::with_uri(url)
        .custom_headers(named)
        .max_sse_event_size(MAX_MESSAGE_BYTES)
        .max_json_response_size(MAX_MESSAGE_BYTES);
    Ok(StreamableHttpClientTransport::with_client(client, config))
}

/// Why a server that was reached did not begin to serve.
fn began_not(error: &ClientInitializeError) -> String {
    match error {
        ClientInitializeError::ConnectionClosed(_) => "it closed the connection".to_owned(),
        ClientInitializeError::JsonRpcError(error) => format!("it refused: {}", error.message),
        ClientInitializeError::TransportError { error, .. } => {
            match error.error.downcast_ref::<StreamableHttpError<reqwest::Error>>() {
                // The deepest reason: the others name no more than the address.
                Some(StreamableHttpError::Client(error)) => {
                    let mut reason: &dyn Error = error;
                    while let Some(deeper) = reason.source() {
                        reason = deeper;
                    }
                    format!("it cannot be reached: {reason}")
                }
                Some(error) => format!("it cannot be reached: {error}"),
                None => "it closed the connection".to_owned(),
            }
        }
        _ => "its answer is not what MCP asks for".to_owned(),
    }
}
