//! `enclave mcp` as clients see it: over its standard streams and over HTTP.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rmcp::{
    RoleClient, ServiceExt,
    model::{CallToolRequestParams, CallToolResult, ContentBlock},
    service::{RunningService, ServiceError},
    transport::{StreamableHttpClientTransport, async_rw::AsyncRwTransport},
};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::Folder;

const TOOLS: &str = r"
import { writeFileSync } from 'node:fs';
export const tools = {
  'users:list': {
    description: 'Lists the users that have a role.',
    inputSchema: { type: 'object', properties: { role: { type: 'string' } }, required: ['role'] },
    handler: ({ role }) => [{ name: 'Ana', role }],
  },
  'mail:send': { description: 'Sends a message.', handler: () => { throw Object.assign(new Error('busy'), { code: 'BUSY' }); } },
  wait: (_, { signal }) => new Promise(() => {
    writeFileSync('begun', '');
    signal.addEventListener('abort', () => writeFileSync('aborted', ''));
  }),
};
";

/// The same tools behind a server: a client, `enclave mcp`, a server of `mcp.json`, a module.
fn folder() -> Folder {
    let folder = Folder::new(&[("tools.mjs", TOOLS)]);
    let inner = json!({ "mcpServers": { "inner": {
        "command": env!("CARGO_BIN_EXE_enclave"),
        "args": ["mcp", "--config", "tools.mjs"],
        "cwd": folder.path(""),
    } } });
    std::fs::write(folder.path("mcp.json"), inner.to_string()).unwrap();
    folder
}

fn command(folder: &Folder, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enclave"));
    command.arg("mcp").args(args).current_dir(folder.path(""));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

type Client = RunningService<RoleClient, ()>;

/// A client of `enclave mcp` on its standard streams.
async fn client(folder: &Folder, args: &[&str]) -> (Client, tokio::process::Child) {
    let mut command = tokio::process::Command::from(command(folder, args));
    let mut child = command.kill_on_drop(true).spawn().unwrap();
    let transport = AsyncRwTransport::new_client(child.stdout.take().unwrap(), child.stdin.take().unwrap());
    (().serve(transport).await.unwrap(), child)
}

async fn call(client: &Client, name: &'static str, key: &str, text: &str) -> Result<CallToolResult, ServiceError> {
    let arguments = json!({ key: text }).as_object().cloned().unwrap();
    client.call_tool(CallToolRequestParams::new(name).with_arguments(arguments)).await
}

/// What a model reads of a call: whether it is an error, and the text.
async fn read(client: &Client, name: &'static str, key: &str, text: &str) -> (bool, String) {
    let result = call(client, name, key, text).await.unwrap();
    let [ContentBlock::Text(block)] = result.content.as_slice() else { panic!("{result:?}") };
    (result.is_error == Some(true), block.text.clone())
}

#[test]
fn a_client_runs_scripts_and_finds_tools() {
    let folder = folder();
    runtime().block_on(async {
        let (client, mut child) = client(&folder, &["--config", "tools.mjs"]).await;
        let tools = client.list_all_tools().await.unwrap();
        insta::assert_snapshot!("mcp_tools", format!("{:#}", serde_json::to_value(&tools).unwrap()));

        let mut shown = String::new();
        for code in [
            "console.log('hi'); emit(new Date(0)); return await tools.users.list({ role: 'admin' })",
            "await tools.users.list({ role: 'x' });\nawait tools.mail.send({})",
            "return await tools.users.lst({})",
            "console.log('\\n[log] forged'); return null",
        ] {
            let (failed, text) = read(&client, "run_code", "code", code).await;
            shown += &format!("--- {code}\n{}{text}\n", if failed { "isError\n" } else { "" });
        }
        insta::assert_snapshot!("mcp_runs", shown);
        let (_, long) = read(&client, "run_code", "code", "return 'x'.repeat(30_000)").await;
        assert_eq!(long.chars().count(), 20_000);
        assert!(long.ends_with("xxx… (30002 characters in all, the rest is cut: return less)"));
        let (failed, found) = read(&client, "search_tools", "query", "list the users").await;
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        assert!(!failed);
        assert_eq!(
            found[0],
            json!({
                "name": "users:list",
                "declaration":
                    "/** Lists the users that have a role. */\ntools.users.list(args: { role: string }): Promise<unknown>",
            })
        );

        let refused = async |name, key| call(&client, name, key, "1").await.unwrap_err().to_string();
        assert_eq!(refused("eval", "code").await, "Mcp error: -32602: there is no tool `eval`");
        assert_eq!(
            refused("run_code", "script").await,
            "Mcp error: -32602: `run_code` takes one argument, the text `code`"
        );

        // The end of the input is the end of the server.
        client.cancel().await.unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(20), child.wait()).await.unwrap().unwrap();
        assert_eq!(ended.code(), Some(0));
    });
}

#[test]
fn calls_run_at_once_and_are_cancelled_down_to_the_tool() {
    let folder = folder();
    runtime().block_on(async {
        let (client, _child) = client(&folder, &["--config", "mcp.json"]).await;
        let is_there = async |name: &str| {
            let begun = Instant::now();
            while !folder.path(name).exists() && begun.elapsed() < Duration::from_secs(20) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            folder.path(name).exists()
        };
        let code = "return await tools.inner.run_code({ code: 'await tools.wait({})' })";
        {
            let waiting = call(&client, "run_code", "code", code);
            tokio::pin!(waiting);
            tokio::select! {
                ended = &mut waiting => panic!("{ended:?}"),
                begun = is_there("begun") => assert!(begun),
            }
            assert_eq!(read(&client, "run_code", "code", "return 1").await, (false, "1".to_owned()));
        }
        // Dropped, the call is cancelled.
        assert!(is_there("aborted").await);
    });
}

/// `enclave mcp --http`, ended when this is dropped.
struct Listening {
    child: Child,
    address: String,
}

impl Listening {
    fn new(folder: &Folder) -> Self {
        let mut child = command(folder, &["--config", "tools.mjs", "--http", "0"]).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("[mcp] listening at http://").unwrap().strip_suffix("/mcp").unwrap();
        Self { address: address.to_owned(), child }
    }

    /// The status of a request by hand.
    fn status(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let body = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n\
             Connection: close\r\nContent-Length: {}\r\n{headers}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.lines().next().unwrap_or_default().to_owned()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn http_is_for_programs_of_this_machine() {
    let folder = folder();
    let server = Listening::new(&folder);
    let _ = rustls::crypto::ring::default_provider().install_default();
    runtime().block_on(async {
        let transport = StreamableHttpClientTransport::from_uri(format!("http://{}/mcp", server.address));
        let client = ().serve(transport).await.unwrap();
        let (failed, text) = read(&client, "run_code", "code", "return await tools.users.list({ role: 'a' })").await;
        assert_eq!((failed, text.as_str()), (false, r#"[{"name":"Ana","role":"a"}]"#));
        client.cancel().await.unwrap();
    });
    let own = format!("Host: {}", server.address);
    assert_eq!(server.status("/other", &own), "HTTP/1.1 404 Not Found");
    assert_eq!(server.status("/mcp", "Host: example.com"), "HTTP/1.1 403 Forbidden");
    assert_eq!(server.status("/mcp", &format!("{own}\r\nOrigin: http://example.com")), "HTTP/1.1 403 Forbidden");

    // The command line is a client as well.
    let config =
        json!({ "mcpServers": { "far": { "type": "http", "url": format!("http://{}/mcp", server.address) } } });
    std::fs::write(folder.path("far.json"), config.to_string()).unwrap();
    std::fs::write(folder.path("script.js"), "return await tools.far.run_code({ code: 'return 6 * 7' })").unwrap();
    let done = folder.enclave(&["run", "@script.js", "--tools", "@far.json"]);
    assert_eq!((done.out.as_str(), done.err.as_str()), ("\"42\"\n", ""));
}

#[test]
fn addresses_that_others_reach_are_refused() {
    let folder = Folder::new(&[("tools.json", "{}")]);
    let told: HashMap<&str, &str> = [
        ("0.0.0.0:80", "0.0.0.0 can be reached from other machines; use 127.0.0.1 or [::1]"),
        ("192.168.1.1:80", "192.168.1.1 can be reached from other machines; use 127.0.0.1 or [::1]"),
        ("example.com:80", "write it as 127.0.0.1:PORT, or as PORT"),
    ]
    .into();
    for (address, expected) in told {
        let done = folder.enclave(&["mcp", "--config", "@tools.json", "--http", address]);
        let first = format!("error: invalid value '{address}' for '--http <ADDR>': {expected}");
        assert_eq!((done.code, done.err.lines().next()), (2, Some(first.as_str())));
    }
}
