//! Calls in loops: 5 points, 15 in nested ones, 30 where the tool's name says that it destroys or pays.

use enclave_contract::Signal;

use super::has_word;
use crate::score::features::Features;

const DESTROYS: &[&str] =
    &["delete", "remove", "drop", "destroy", "purge", "transfer", "pay", "refund", "revoke", "cancel", "wipe"];

pub(super) fn check(features: &Features) -> Option<Signal> {
    let points = |loops: u32, name: &str| match loops {
        0 => 0,
        _ if has_word(name, DESTROYS) => 30,
        1 => 5,
        _ => 15,
    };
    let call = features.calls.iter().max_by_key(|call| points(call.loops, &call.name))?;
    let points = points(call.loops, &call.name);
    (points > 0).then(|| Signal {
        name: "LOOP_FAN_OUT".to_owned(),
        points,
        message: format!("`{}` is called in a loop", call.name),
        line: Some(call.line),
    })
}
