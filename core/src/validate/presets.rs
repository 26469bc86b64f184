//! Which rules a host may change.

use std::collections::BTreeMap;

use enclave_contract::{ConfigError, DiagnosticCode, RuleSetting};

/// Rules that no configuration can remove.
const FLOOR: &[DiagnosticCode] = &[
    DiagnosticCode::ParseError,
    DiagnosticCode::NoEval,
    DiagnosticCode::NoConstructorAccess,
    DiagnosticCode::ReservedPrefix,
    DiagnosticCode::NoImport,
];

/// Refuses settings that would remove a rule of the floor.
pub(crate) fn check(rules: &BTreeMap<DiagnosticCode, RuleSetting>) -> Result<(), ConfigError> {
    match rules.iter().find(|(code, setting)| **setting != RuleSetting::Error && FLOOR.contains(code)) {
        Some((code, _)) => Err(ConfigError::FixedRule(*code)),
        None => Ok(()),
    }
}
