//! Layer 3: scripts that are legal and still an attack.

use enclave_contract::{Score, Settings};

use crate::validate::Validated;

/// What the gate reads of a program.
#[derive(Debug, Default)]
pub(crate) struct Features {}

impl Features {
    /// Reads the features of a program.
    pub(crate) fn of(_validated: &Validated<'_>) -> Self {
        Self {}
    }
}

/// Scores a script. `None` when the gate is off.
pub(crate) fn score(_features: &Features, _settings: &Settings) -> Option<Score> {
    None
}
