//! `enclave mcp`: Enclave as an MCP server, whose tools are `run_code` and `search_tools`.

mod answer;
mod http;
mod server;

use std::{
    io::Write,
    sync::{Arc, mpsc::SyncSender},
};

use enclave_contract::{Config, Value};
use rmcp::{ServiceExt, transport::async_rw::AsyncRwTransport};

use self::server::Server;
use crate::{
    SUCCESS,
    args::McpArgs,
    failure::CliError,
    terminal::{Heard, Terminal, follow},
    tools::Declared,
    worker,
};

/// Serves until the client goes, or until Ctrl-C.
pub(crate) fn mcp(args: &McpArgs, terminal: Terminal, err: &mut dyn Write) -> Result<u8, CliError> {
    let declared = Declared::read(&args.config, &args.interpreters)?;
    let mut written = Ok(());
    worker::listening(
        |heard| serve(args, declared, &heard),
        // A client may not read what is written here; it is served all the same.
        |heard| written = follow(&heard, terminal.without_progress(), err),
    )??;
    written.map_err(CliError::Output)?;
    Ok(SUCCESS)
}

fn serve(args: &McpArgs, declared: Declared, heard: &SyncSender<Heard>) -> Result<(), CliError> {
    let hear = worker::hear(heard);
    let mut tools = match declared.connect(&hear) {
        // Ctrl-C is how a server is ended.
        Err(CliError::Interrupted) => return Ok(()),
        connected => connected?,
    };
    let config = Config { tools: tools.specs(), ..args.trust.config()? };
    let enclave = tools.open(config, Value::Undefined)?;
    let server = Server::new(enclave, tools.stubs.clone(), Arc::clone(&tools.served));
    let serving = async {
        match args.http {
            Some(address) => http::serve(server, address, &hear).await,
            None => stdio(server).await,
        }
    };
    match tools.runtime()?.until_interrupt(serving) {
        Err(CliError::Interrupted) => Ok(()),
        served => served?,
    }
}

/// Speaks on this process's standard input and output, until the input ends.
async fn stdio(server: Server) -> Result<(), CliError> {
    let transport = AsyncRwTransport::new_server(tokio::io::stdin(), tokio::io::stdout());
    let broken = |error: &dyn std::fmt::Display| CliError::Tools(format!("the client of this server: {error}"));
    match server.serve(transport).await {
        Ok(running) => running.waiting().await.map(drop).map_err(|error| broken(&error)),
        // It went before it had begun.
        Err(rmcp::service::ServerInitializeError::ConnectionClosed(_)) => Ok(()),
        Err(error) => Err(broken(&error)),
    }
}
