//! Python data and the contract's `Value`, each way.

mod containers;
mod from_python;
mod integer;
mod path;
mod to_python;
mod types;

use enclave_contract::{ErrorCode, Limits};

pub(crate) use from_python::from_python;
pub(crate) use to_python::to_python;

/// What one value may take at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValueLimits {
    depth: u64,
    nodes: u64,
    bytes: u64,
}

impl ValueLimits {
    /// The value limits among those of a run.
    pub(crate) const fn of(limits: &Limits) -> Self {
        Self { depth: limits.max_value_depth, nodes: limits.max_value_nodes, bytes: limits.max_value_bytes }
    }

    /// The same for a value that does not enter the script: what references may take together.
    pub(crate) const fn of_references(self, bytes: u64) -> Self {
        Self { depth: self.depth, nodes: bytes, bytes }
    }
}

/// Why a Python object cannot enter a script.
#[derive(Debug)]
pub(crate) struct CannotCross {
    /// `SERIALIZATION_ERROR` or `OUTPUT_TOO_LARGE`.
    pub(crate) code: ErrorCode,
    /// What is wrong, with the path.
    pub(crate) message: String,
}
