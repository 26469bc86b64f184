//! The signals of the gate, one file each.

mod excessive_limits;
mod exfiltration_sequence;
mod loop_fan_out;
mod sensitive_fields;

use enclave_contract::Signal;

use super::features::Features;

pub(super) use excessive_limits::is_limit;
pub(super) use sensitive_fields::is_sensitive;

/// A signal of the gate: nothing, or what was seen.
type Check = fn(&Features) -> Option<Signal>;

/// Every signal, in the order of the report.
const SIGNALS: &[Check] =
    &[exfiltration_sequence::check, sensitive_fields::check, excessive_limits::check, loop_fan_out::check];

/// What the signals see in a program.
pub(super) fn seen(features: &Features) -> Vec<Signal> {
    SIGNALS.iter().filter_map(|check| check(features)).collect()
}

/// Whether a tool's name has one of the words, split at separators and capitals.
fn has_word(name: &str, words: &[&str]) -> bool {
    let mut word = String::new();
    let mut found = false;
    for c in name.chars().chain([' ']) {
        if !c.is_alphanumeric() || c.is_uppercase() {
            found |= words.contains(&word.as_str());
            word.clear();
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    found
}
