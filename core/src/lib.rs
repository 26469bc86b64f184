//! The six layers of Enclave and its sessions.
//!
//! A script passes six layers once, in order; each takes the previous layer's type and returns the next (see
//! `pipeline.rs`). What comes out is a [`Session`]: a state machine that does no I/O and that a host drives.

mod audit;
mod clock;
#[cfg(test)]
#[path = "../tests/corpus/mod.rs"]
mod corpus;
mod dump;
mod enclave;
mod finding;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod gate;
mod guest;
mod inspect;
mod journal;
mod nearest;
mod parse;
mod pipeline;
mod policy;
mod prescan;
mod prompt;
mod rate;
mod redact;
mod references;
mod remote;
mod sanitize;
mod schema;
mod score;
mod search;
mod secrets;
mod session;
mod tools;
mod transform;
mod validate;

pub use audit::AuditSink;
pub use clock::Clock;
pub use dump::{DumpError, DumpKey, DumpOptions, claim_of};
pub use enclave::{Enclave, EventSink, Given, LoadOptions, Rejection, RunOptions};
pub use enclave_contract as contract;
pub use enclave_contract::ToolFailure;
pub use inspect::DumpInfo;
pub use policy::matches_name;
pub use search::ToolMatch;
pub use session::{CallError, Canceller, Reporter, Session, Stamp, Step, UnknownCall};
pub use tools::usable_names;
pub use validate::{RuleDocs, rule_docs};
