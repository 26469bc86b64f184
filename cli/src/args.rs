//! The arguments of the command line.

use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

use clap::{
    Args as ArgGroup, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use enclave_contract::{Config, Isolation, Language, Level, PromptStyle};
use serde::de::{DeserializeOwned, IntoDeserializer, value};
use serde_json::{Map, Value as Json};

use crate::failure::CliError;

/// Runs JavaScript and TypeScript that a language model wrote, without trusting a line of it
#[derive(Debug, Parser)]
#[command(
    name = "enclave",
    version,
    arg_required_else_help = true,
    after_help = "\
Examples:
  enclave run script.js --tools tools.py
  enclave check scripts/*.js --level strict
  enclave prompt --tools mcp.json
  enclave mcp --config mcp.json
  enclave replay session.dump --html session.html

Exit codes: 0 success; 1 the script failed or was refused; 2 arguments or files that cannot be used;
130 Ctrl-C."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a script through all layers, with your tools
    Run(RunArgs),
    /// Say what the static layers find in scripts, without running them
    Check(CheckArgs),
    /// Print what a model is told of the tools and the language
    Prompt(PromptArgs),
    /// Be an MCP server whose tools are `run_code` and `search_tools`
    Mcp(McpArgs),
    /// Show what a dumped session did, moment by moment
    Replay(ReplayArgs),
    /// Say what holds scripts in worker processes here, measure by measure
    Doctor(DoctorArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
}

#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  enclave run script.js
  echo 'return 6 * 7' | enclave run -
  enclave run script.js --tools tools.py --context '{\"tenant\": \"acme\"}'
  enclave run script.js --tools tools.mjs --tools mcp.json
  enclave run script.js --level secure --limit timeout_ms=5000 --format json
  enclave run script.js --tools stubs.json --dump session.dump && enclave replay session.dump

A file of stubs names the tools and how their calls end:
  {
    \"users:list\": { \"result\": [{ \"name\": \"Ana\" }] },
    \"mail:send\": [
      { \"error\": { \"message\": \"try again\", \"code\": \"BUSY\" } },
      { \"result\": null }
    ]
  }
One answer serves every call; the answers of a list serve one call each.")]
pub(crate) struct RunArgs {
    /// The script; `-` reads the standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// What the script sees as `context`
    #[arg(long, value_name = "JSON", value_parser = json)]
    pub(crate) context: Option<Json>,
    #[command(flatten)]
    pub(crate) tools: ToolArgs,
    /// How the outcome is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write the session here, when it ends or where it stands at calls without an answer; timers do not wait
    #[arg(long, value_name = "OUT")]
    pub(crate) dump: Option<PathBuf>,
    /// Seal the dump with the key in this file: 32 bytes
    #[arg(long, value_name = "FILE", requires = "dump")]
    pub(crate) key_file: Option<PathBuf>,
}

#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  enclave check script.js
  enclave check scripts/*.ts --level strict --tools tools.py
  enclave check scripts/*.js --format sarif > enclave.sarif
  enclave check - < script.js

With --tools, unknown tools and wrong arguments are found; without it, any name may be a tool.
Exit codes: 0 the scripts would run; 1 one would not; 2 arguments or files that cannot be used.")]
pub(crate) struct CheckArgs {
    /// The scripts; `-` reads the standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) scripts: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) tools: ToolArgs,
    /// How the findings are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CheckFormat,
}

#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  enclave prompt --tools tools.py
  enclave prompt --tools mcp.json --tool 'github:*' --level secure
  enclave prompt --tools mcp.json --style compact --budget-chars 8000

The text is what `Enclave.tool_prompt()` gives: put it into the system prompt.")]
pub(crate) struct PromptArgs {
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) tools: ToolArgs,
    /// Only the tools of that name; `*` stands for any text, `?` for one character; may be given several times
    #[arg(long = "tool", value_name = "NAME")]
    pub(crate) only: Vec<String>,
    /// How tools are written: `typescript` (declarations) or `compact` (one line each)
    #[arg(long, default_value = "typescript", value_parser = named::<PromptStyle>)]
    pub(crate) style: PromptStyle,
    /// How long the text may be, in characters; less is said of each tool until it fits
    #[arg(long, value_name = "N")]
    pub(crate) budget_chars: Option<u64>,
}

#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  enclave mcp --config mcp.json
  enclave mcp --config mcp.json --level secure
  enclave mcp --config mcp.json --http 127.0.0.1:8765

In the mcp.json of a client:
  { \"mcpServers\": { \"enclave\": { \"command\": \"enclave\", \"args\": [\"mcp\", \"--config\", \"tools.json\"] } } }

The servers of the configuration are started; their tools are what scripts call, and are not offered one by one.
Whoever reaches the address of --http may run scripts with them, so it must be one of this machine alone.")]
pub(crate) struct McpArgs {
    /// Where the tools are: `mcp.json`, or whatever `--tools` of `run` takes; may be given several times
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) config: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) interpreters: Interpreters,
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// Serve streamable HTTP at http://ADDR/mcp, such as `127.0.0.1:8765`, in place of the standard input and output
    #[arg(long, value_name = "ADDR", value_parser = loopback)]
    pub(crate) http: Option<SocketAddr>,
}

#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  enclave completions bash > ~/.local/share/bash-completion/completions/enclave
  enclave completions zsh > ~/.zfunc/_enclave
  enclave completions fish > ~/.config/fish/completions/enclave.fish
  enclave completions powershell >> $PROFILE")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_parser = shell_of())]
    pub(crate) shell: Shell,
}

#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  enclave replay session.dump
  enclave replay session.dump --html session.html
  enclave replay session.dump --key-file key --level secure

The script runs again and gets the answers that the dump holds; no tool is called. Level, language
and limits must be those of the session.
Exit codes: 0 shown; 1 the replay went another way; 2 arguments or files that cannot be used.")]
pub(crate) struct ReplayArgs {
    /// The dump, as `session.dump()` or `enclave run --dump` wrote it
    pub(crate) dump: PathBuf,
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// The key that the dump was sealed with: a file of 32 bytes
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// Write one page with a chart of the calls here; it loads nothing and runs no script
    #[arg(long, value_name = "OUT")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  enclave doctor
  enclave doctor --format json

A worker is started and says of each measure whether it holds it.
Exit codes: 0 scripts can be isolated in processes; 1 they cannot.")]
pub(crate) struct DoctorArgs {
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// What every command asks about the script.
#[derive(Debug, ArgGroup)]
pub(crate) struct Trust {
    /// How much the script is trusted: `strict`, `secure`, `standard` or `permissive`
    #[arg(long, default_value = "standard", value_parser = named::<Level>)]
    level: Level,
    /// Where the engine runs: `in_process` or `process`; the level's when absent (strict, secure: `process`)
    #[arg(long, value_parser = named::<Isolation>)]
    isolation: Option<Isolation>,
    /// What it is written in: `agentscript` or `javascript`; the level's when absent
    #[arg(long, value_parser = named::<Language>)]
    language: Option<Language>,
    /// A limit that differs from the level's; may be given several times
    #[arg(long = "limit", value_name = "NAME=VALUE", value_parser = limit)]
    limits: Vec<(String, Json)>,
}

/// Where tools are.
#[derive(Debug, ArgGroup)]
pub(crate) struct ToolArgs {
    /// The tools: a Python or JavaScript module, an mcp.json, or stubs as JSON; may be given several times
    #[arg(long = "tools", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) interpreters: Interpreters,
}

/// What runs the modules of tools.
#[derive(Debug, ArgGroup)]
pub(crate) struct Interpreters {
    /// The Python that runs a Python module of tools
    #[arg(long, value_name = "PROGRAM", default_value = "python3")]
    pub(crate) python: OsString,
    /// The Node that runs a JavaScript module of tools
    #[arg(long, value_name = "PROGRAM", default_value = "node")]
    pub(crate) node: OsString,
}

/// How findings are written: for people and models, for programs, or for code scanners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    #[default]
    Text,
    Json,
    Sarif,
}

/// How results are written: for people and models, or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

impl Trust {
    /// The configuration without tools.
    pub(crate) fn config(&self) -> Result<Config, CliError> {
        let limits: Map<String, Json> = self.limits.iter().cloned().collect();
        let limits = serde_json::from_value(Json::Object(limits))
            .map_err(|error| CliError::Argument(format!("invalid value for '--limit <NAME=VALUE>': {error}")))?;
        Ok(Config {
            level: self.level,
            language: self.language,
            isolation: self.isolation,
            limits,
            ..Config::default()
        })
    }
}

/// A word of the contract.
fn named<T: DeserializeOwned>(word: &str) -> Result<T, value::Error> {
    T::deserialize(word.into_deserializer())
}

fn json(text: &str) -> Result<Json, serde_json::Error> {
    serde_json::from_str(text)
}

/// An address of this machine alone; a port stands for one at 127.0.0.1.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let whole = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None if text.parse::<u16>().is_ok() => format!("127.0.0.1:{text}"),
        None => text.to_owned(),
    };
    let address: SocketAddr = whole.parse().map_err(|_| "write it as 127.0.0.1:PORT, or as PORT".to_owned())?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(format!("{} can be reached from other machines; use 127.0.0.1 or [::1]", address.ip()))
    }
}

/// The shells that completions are written for.
fn shell_of() -> impl TypedValueParser<Value = Shell> {
    PossibleValuesParser::new(["bash", "zsh", "fish", "powershell"]).try_map(|name| Shell::from_str(&name, false))
}

/// A limit's name and value: a number, `true`, `false`, or a word.
fn limit(text: &str) -> Result<(String, Json), String> {
    let (name, value) = text.split_once('=').ok_or("write it as name=value, such as timeout_ms=5000")?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| Json::from(value));
    Ok((name.to_owned(), value))
}
