//! The server's two tools.

use std::{future::Future, sync::Arc};

use enclave_contract::PromptOptions;
use enclave_core::{Enclave, Rejection, RunOptions, ToolMatch};
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, JsonObject,
        ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool, ToolAnnotations,
    },
    service::RequestContext,
};
use serde_json::{Value as Json, json};
use tokio::sync::Semaphore;

use super::answer;
use crate::{
    drive::{self, Ending, Inbox, drive},
    runtime::Stop,
    tools::{Served, stubs::Stubs},
};

const RUN_CODE: &str = "run_code";
const SEARCH_TOOLS: &str = "search_tools";
/// Characters of a description; of many tools less is said of each, and scripts look up the rest.
const MAX_DESCRIPTION: u64 = 30_000;
/// Scripts that run at once; further ones wait their turn.
const MAX_RUNS: usize = 32;

/// What all clients share.
#[derive(Clone)]
pub(super) struct Server(Arc<Shared>);

struct Shared {
    enclave: Enclave,
    stubs: Stubs,
    served: Arc<Served>,
    tools: Vec<Tool>,
    turns: Arc<Semaphore>,
}

impl Server {
    pub(super) fn new(enclave: Enclave, stubs: Stubs, served: Arc<Served>) -> Self {
        let run_code = described(
            RUN_CODE,
            crate::text::printable(
                &enclave
                    .tool_prompt(&PromptOptions { budget_chars: Some(MAX_DESCRIPTION), ..PromptOptions::default() }),
            ),
            "code",
            "The script. It is run at once, and its result is the answer.",
            annotations(&enclave),
        );
        let search_tools = described(
            SEARCH_TOOLS,
            format!("Finds tools that scripts of `{RUN_CODE}` may call, with their types, by words."),
            "query",
            "Words of a tool's name or description.",
            ToolAnnotations::default().read_only(true).open_world(false),
        );
        let turns = Arc::new(Semaphore::new(MAX_RUNS));
        Self(Arc::new(Shared { enclave, stubs, served, tools: vec![run_code, search_tools], turns }))
    }

    async fn run_code(&self, code: String) -> CallToolResult {
        // Nobody closes the semaphore.
        let turn = Arc::clone(&self.0.turns).acquire_owned().await;
        let shared = Arc::clone(&self.0);
        let (inbox, answers) = Inbox::new();
        let stop = Stop::new(inbox.clone());
        // The client may cancel the call, or go.
        let _guard = StopAtDrop(Arc::clone(&stop));
        let run = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let options = RunOptions { canceller: stop.canceller(), ..RunOptions::default() };
            let mut session = match shared.enclave.start(&code, options) {
                Ok(session) => session,
                Err(Rejection(outcome)) => return Ok(Ending::Over(outcome)),
            };
            let mut stubs = shared.stubs.clone();
            let tools = drive::Tools { stubs: &mut stubs, served: &shared.served, may_stand: false };
            drive(&mut session, tools, &inbox, &answers)
        });
        match run.await {
            Ok(Ok(Ending::Over(outcome))) => {
                let text = ContentBlock::text(answer::text(&outcome));
                if outcome.result.is_ok() {
                    CallToolResult::success(vec![text])
                } else {
                    CallToolResult::error(vec![text])
                }
            }
            // The error's text is for the owner of this machine.
            Ok(Ok(Ending::Waiting(_)) | Err(_)) | Err(_) => {
                CallToolResult::error(vec![ContentBlock::text("INTERNAL: the script could not be run")])
            }
        }
    }
}

/// Stops a run that nobody waits for.
struct StopAtDrop(Arc<Stop>);

impl Drop for StopAtDrop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("enclave", env!("CARGO_PKG_VERSION")))
    }

    fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> impl Future<Output = Result<ListToolsResult, ErrorData>> + Send + '_ {
        std::future::ready(Ok(ListToolsResult::with_all_items(self.0.tools.clone())))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let result = match request.name.as_ref() {
            RUN_CODE => {
                let code = argument(&request, "code")?;
                tokio::select! {
                    result = self.run_code(code) => result,
                    () = context.ct.cancelled() => CallToolResult::error(vec![ContentBlock::text("CANCELLED")]),
                }
            }
            SEARCH_TOOLS => {
                let enclave = &self.0.enclave;
                let found = enclave.search_tools(&argument(&request, "query")?, None);
                let told =
                    |found: ToolMatch| json!({ "declaration": enclave.describe_tool(&found.name), "name": found.name });
                let found: Json = found.into_iter().map(told).collect();
                CallToolResult::success(vec![ContentBlock::text(answer::cut(&found.to_string(), answer::MAX_CHARS))])
            }
            name => {
                let name = crate::text::shortened(name, 128);
                return Err(ErrorData::invalid_params(format!("there is no tool `{name}`"), None));
            }
        };
        Ok(result.into())
    }
}

/// The one argument of a tool.
fn argument(request: &CallToolRequestParams, key: &str) -> Result<String, ErrorData> {
    let empty = JsonObject::new();
    let arguments = request.arguments.as_ref().unwrap_or(&empty);
    match arguments.get(key) {
        Some(Json::String(text)) if arguments.len() == 1 => Ok(text.clone()),
        _ => {
            let what = format!("`{}` takes one argument, the text `{key}`", request.name);
            Err(ErrorData::invalid_params(what, None))
        }
    }
}

fn described(name: &'static str, text: String, key: &str, key_text: &str, annotations: ToolAnnotations) -> Tool {
    let schema = json!({
        "type": "object",
        "properties": { key: { "type": "string", "description": key_text } },
        "required": [key],
        "additionalProperties": false,
    });
    let schema = schema.as_object().cloned().unwrap_or_default();
    Tool::new(name, text, schema).with_annotations(annotations)
}

/// A script may do whatever one of the tools may.
fn annotations(enclave: &Enclave) -> ToolAnnotations {
    let read_only = enclave.tools().iter().all(|tool| tool.annotations.read_only);
    ToolAnnotations::with_title("Run a script").read_only(read_only).destructive(!read_only)
}
