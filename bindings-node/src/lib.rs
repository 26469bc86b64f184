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
