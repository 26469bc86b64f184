//! Every rule of layer 1, in the order of the documentation.

mod disallowed_identifier;
mod dynamic_call_target;
mod forbidden_loop;
mod infinite_loop;
mod invalid_tool_arguments;
mod json_callback_not_allowed;
mod no_async;
mod no_call_target_assignment;
mod no_computed_destructuring;
mod no_constructor_access;
mod no_dangerous_destructuring;
mod no_eval;
mod no_global_access;
mod no_import;
mod no_meta_programming;
mod no_regex_literal;
mod no_regex_method;
mod no_user_function;
mod parse_error;
mod required_call_missing;
mod reserved_prefix;
mod resource_exhaustion;
#[cfg(test)]
mod testing;
mod unknown_global;
mod unknown_tool;
mod unreachable_code;

use enclave_contract::Settings;
use once_cell::race::OnceBox;
use oxc::ast::AstType;

use super::{presets, rule::Rule};

/// The rules. A node passes them in this order.
pub(crate) static RULES: [&Rule; 25] = [
    &parse_error::RULE,
    &no_import::RULE,
    &no_eval::RULE,
    &no_global_access::RULE,
    &no_meta_programming::RULE,
    &disallowed_identifier::RULE,
    &unknown_global::RULE,
    &no_constructor_access::RULE,
    &no_dangerous_destructuring::RULE,
    &no_computed_destructuring::RULE,
    &reserved_prefix::RULE,
    &no_user_function::RULE,
    &forbidden_loop::RULE,
    &infinite_loop::RULE,
    &unreachable_code::RULE,
    &no_regex_literal::RULE,
    &no_regex_method::RULE,
    &json_callback_not_allowed::RULE,
    &resource_exhaustion::RULE,
    &no_call_target_assignment::RULE,
    &dynamic_call_target::RULE,
    &unknown_tool::RULE,
    &invalid_tool_arguments::RULE,
    &required_call_missing::RULE,
    &no_async::RULE,
];

/// For each type of node the rules that look at it, as bits in the order of `RULES`.
fn interested() -> &'static [u32; 256] {
    // No thread waits for another one that makes it: a fork has none of them.
    static INTERESTED: OnceBox<[u32; 256]> = OnceBox::new();
    INTERESTED.get_or_init(|| Box::new(interest()))
}

fn interest() -> [u32; 256] {
    let mut interested = [0; 256];
    for (index, rule) in RULES.iter().enumerate() {
        for node in rule.nodes {
            if let Some(bits) = interested.get_mut(*node as usize) {
                *bits |= 1 << index;
            }
        }
    }
    interested
}

/// The rules that run under some settings.
#[derive(Clone, Copy)]
pub(super) struct Active {
    bits: u32,
    interested: &'static [u32; 256],
}

/// The rules that run under these settings.
pub(super) fn active(settings: &Settings) -> Active {
    let runs = |rule: &Rule| presets::severity(rule.code, settings).is_some();
    let bits = RULES.iter().enumerate().filter(|(_, rule)| runs(rule)).fold(0, |bits, (index, _)| bits | 1 << index);
    Active { bits, interested: interested() }
}

impl Active {
    /// Those that look at a type of node.
    pub(super) fn of(self, node: AstType) -> impl Iterator<Item = &'static Rule> {
        let mut bits = self.bits & self.interested.get(node as usize).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let rule = RULES.get(bits.trailing_zeros() as usize)?;
            bits &= bits - 1;
            Some(*rule)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_rule_has_its_own_code_docs_and_examples() {
        let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
        for rule in RULES {
            assert_eq!(
                (rule.docs.is_empty(), rule.bad.is_empty(), rule.good.is_empty()),
                (false, false, false),
                "{}",
                rule.code
            );
        }
    }
}
