//! The Python binding: conversion, and sessions that compute without the interpreter lock.
//!
//! The typed face that users import is `python/enclave/`; this module is its private ground (`enclave._native`).

mod convert;
mod enclave;
mod error;
mod handover;
mod outcome;
mod port;
mod session;

/// Private ground of the package `enclave`.
#[pyo3::pymodule]
mod _native {
    use std::ffi::OsString;

    use enclave_contract::{ErrorCode, Event};
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::enclave::{Enclave, claim_of};
    #[pymodule_export]
    use crate::port::Port;
    #[pymodule_export]
    use crate::session::Session;

    /// The command line `enclave` with those arguments; its exit code.
    #[pyfunction]
    fn command_line(python: Python<'_>, args: Vec<OsString>) -> u8 {
        python.detach(|| enclave_cli::main(args))
    }

    /// The public codes and event names, so that the face can be checked against them.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let codes: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
        module.add("ERROR_CODES", codes)?;
        module.add("EVENT_TYPES", Event::TYPES.to_vec())?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
