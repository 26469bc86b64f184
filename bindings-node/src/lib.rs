//! The Node binding: converts, hands over, converts back.
//!
//! Values cross as one string each way (see `convert`), since a call of Node-API for every member costs more than
//! the text does. The engine computes on threads of `enclave_host`; nothing here runs guest code on Node's own
//! thread, and nothing here outlives or is shared by two environments.

mod convert;
mod enclave;
mod error;
mod mailbox;
mod outcome;
mod run;
mod session;
mod text;

/// The command line `enclave` with those arguments; its exit code.
#[napi_derive::napi]
#[must_use]
pub fn command_line(args: Vec<String>) -> u8 {
    enclave_cli::main(args.into_iter().map(Into::into).collect())
}
