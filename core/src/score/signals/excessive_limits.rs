//! Pages far larger than a task needs: 10 points over 1 000, 25 from 10 000.

use enclave_contract::Signal;

use crate::score::features::Features;

const MANY: f64 = 1_000.0;
const BULK: f64 = 10_000.0;

/// Whether an argument's name says that it bounds how much a tool gives.
pub(in crate::score) fn is_limit(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    ["limit", "pagesize", "perpage", "take", "max", "maxresults", "count", "size", "top", "first", "rows"]
        .contains(&plain.as_str())
}

pub(super) fn check(features: &Features) -> Option<Signal> {
    let call = features.calls.iter().max_by(|a, b| a.largest_limit.total_cmp(&b.largest_limit))?;
    if call.largest_limit <= MANY {
        return None;
    }
    Some(Signal {
        name: "EXCESSIVE_LIMITS".to_owned(),
        points: if call.largest_limit >= BULK { 25 } else { 10 },
        message: format!("`{}` is asked for {} at once", call.name, call.largest_limit),
        line: Some(call.line),
    })
}
