//! Data that one tool read reaches a tool that sends it out.
//!
//! Reading and then sending is what many honest scripts do, so this alone stays below the warning: 25 points. With
//! fields that look sensitive it is 50, with a bulk read 20 more.

use enclave_contract::Signal;

use super::has_word;
use crate::score::features::Features;

const READS: &[&str] =
    &["list", "get", "read", "query", "search", "find", "fetch", "load", "export", "dump", "download", "select"];
const SENDS: &[&str] = &[
    "send", "post", "email", "mail", "upload", "webhook", "publish", "notify", "message", "forward", "share", "http",
    "request", "export",
];
const BULK: f64 = 1_000.0;

pub(super) fn check(features: &Features) -> Option<Signal> {
    let (call, source) = features.calls.iter().find_map(|call| {
        let source = call.sources.iter().find(|source| has_word(source, READS))?;
        has_word(&call.name, SENDS).then_some((call, source))
    })?;
    let sensitive = !features.sensitive.is_empty();
    let bulk = features.calls.iter().any(|call| call.largest_limit > BULK);
    let points = 25 + if sensitive { 25 } else { 0 } + if bulk { 20 } else { 0 };
    Some(Signal {
        name: "EXFILTRATION_SEQUENCE".to_owned(),
        points,
        message: format!("what `{source}` gives reaches the arguments of `{}`", call.name),
        line: Some(call.line),
    })
}
