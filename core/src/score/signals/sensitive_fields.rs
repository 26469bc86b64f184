//! Fields that hold credentials or personal numbers: 15 points, 5 for each further one, 30 at most.

use enclave_contract::Signal;

use crate::score::features::Features;

const WORDS: &[&str] = &[
    "password",
    "passwd",
    "secret",
    "apikey",
    "accesstoken",
    "refreshtoken",
    "authtoken",
    "privatekey",
    "ssn",
    "socialsecurity",
    "creditcard",
    "cardnumber",
    "cvv",
    "iban",
    "pin",
    "credential",
    "credentials",
];

/// Whether a field's name says that it is sensitive.
pub(in crate::score) fn is_sensitive(name: &str) -> bool {
    if name.len() > 40 {
        return false;
    }
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    WORDS.iter().any(|word| plain == *word || plain == format!("{word}s") || (word.len() > 5 && plain.ends_with(word)))
}

pub(super) fn check(features: &Features) -> Option<Signal> {
    let (_, line) = features.sensitive.iter().min_by_key(|(_, line)| **line)?;
    let names: Vec<String> = features.sensitive.keys().take(5).map(|name| format!("`{name}`")).collect();
    let more = u32::try_from(features.sensitive.len() - 1).unwrap_or(u32::MAX).min(3);
    Some(Signal {
        name: "SENSITIVE_FIELDS".to_owned(),
        points: 15 + 5 * more,
        message: format!("the script reads {}", names.join(", ")),
        line: Some(*line),
    })
}
