//! The arguments of the command line.

use std::path::PathBuf;

use clap::{Args as ArgGroup, Parser, Subcommand, ValueEnum};
use enclave_contract::{Config, Isolation, Language, Level};
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
  enclave run script.js --tools stubs.json
  enclave check script.js --level strict
  enclave replay session.dump --html session.html
  enclave doctor

Exit codes: 0 success; 1 the script failed or was refused; 2 arguments or files that cannot be used."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a script through all layers, with stubs for tools
    Run(RunArgs),
    /// Say what the static layers find in a script, without running it
    Check(CheckArgs),
    /// Show what a dumped session did, moment by moment
    Replay(ReplayArgs),
    /// Say what holds scripts in worker processes here, measure by measure
    Doctor(DoctorArgs),
}

#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  enclave run script.js
  echo 'return 6 * 7' | enclave run -
  enclave run script.js --tools stubs.json --context '{\"tenant\": \"acme\"}'
  enclave run script.js --level secure --limit timeout_ms=5000 --format json
  enclave run script.js --dump session.dump && enclave replay session.dump

The file of --tools names the tools and how their calls end:
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
    /// The tools, each with the answers to its calls
    #[arg(long, value_name = "STUBS.json")]
    pub(crate) tools: Option<PathBuf>,
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
  enclave check script.ts --level strict --format json
  enclave check - < script.js

Any name may be a tool here.
Exit codes: 0 the script would run; 1 it would not; 2 arguments or files that cannot be used.")]
pub(crate) struct CheckArgs {
    /// The script; `-` reads the standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// How the findings are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
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

/// A limit's name and value: a number, `true`, `false`, or a word.
fn limit(text: &str) -> Result<(String, Json), String> {
    let (name, value) = text.split_once('=').ok_or("write it as name=value, such as timeout_ms=5000")?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| Json::from(value));
    Ok((name.to_owned(), value))
}
