//! Which calls go through, are refused, or wait for an approval.

use enclave_contract::{Annotations, AnnotationsMatch, ConfigError, PolicyRule, ToolSpec};

/// A host's policy, ready to judge calls.
#[derive(Debug, Default)]
pub(crate) struct Policy(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    action: Action,
    rule: PolicyRule,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Action {
    Allow,
    Deny,
    Ask,
}

/// What a policy says of a call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// It goes through.
    Allow,
    /// It is refused.
    Deny(String),
    /// The host must approve it.
    Ask(String),
    /// The host must say whether the predicate of this rule holds.
    Judge(u32),
}

impl Policy {
    /// A policy of those rules.
    ///
    /// # Errors
    /// For a rule that does not have exactly one of `allow`, `deny` and `ask`, or that names no tool.
    pub(crate) fn new(rules: Vec<PolicyRule>) -> Result<Self, ConfigError> {
        let rule = |(index, rule): (usize, PolicyRule)| {
            let wrong = |what| Err(ConfigError::InvalidPolicy(index, what));
            let action = match (&rule.allow, &rule.deny, &rule.ask) {
                (Some(_), None, None) => Action::Allow,
                (None, Some(_), None) => Action::Deny,
                (None, None, Some(_)) => Action::Ask,
                _ => return wrong("a rule has one of `allow`, `deny` and `ask`"),
            };
            let rule = Rule { action, rule };
            if rule.patterns().is_empty() {
                return wrong("a rule without tools never matches; `\"*\"` is every tool");
            }
            Ok(rule)
        };
        rules.into_iter().enumerate().map(rule).collect::<Result<_, _>>().map(Self)
    }

    /// What the policy says of a call of that tool.
    pub(crate) fn judge(&self, name: &str, tool: Option<&ToolSpec>) -> Verdict {
        self.judge_from(0, name, tool)
    }

    /// The same once the host has said whether the predicate of a rule holds.
    pub(crate) fn judged(&self, rule: u32, holds: bool, name: &str, tool: Option<&ToolSpec>) -> Verdict {
        let index = rule as usize;
        match self.0.get(index).filter(|_| holds) {
            Some(rule) => at_least_asked(rule.verdict(name), tool),
            None => self.judge_from(index.saturating_add(1), name, tool),
        }
    }

    fn judge_from(&self, first: usize, name: &str, tool: Option<&ToolSpec>) -> Verdict {
        let matching = self.0.iter().enumerate().skip(first).find(|(_, rule)| rule.matches(name, tool));
        match matching {
            Some((index, rule)) if rule.rule.when => Verdict::Judge(u32::try_from(index).unwrap_or(u32::MAX)),
            Some((_, rule)) => at_least_asked(rule.verdict(name), tool),
            None => at_least_asked(Verdict::Allow, tool),
        }
    }
}

/// What a tool's owner wants approved is asked for, whatever the policy allows.
fn at_least_asked(verdict: Verdict, tool: Option<&ToolSpec>) -> Verdict {
    match verdict {
        Verdict::Allow if tool.is_some_and(|tool| tool.requires_approval) => Verdict::Ask(String::new()),
        verdict => verdict,
    }
}

impl Rule {
    fn patterns(&self) -> &[String] {
        let patterns = match self.action {
            Action::Allow => &self.rule.allow,
            Action::Deny => &self.rule.deny,
            Action::Ask => &self.rule.ask,
        };
        patterns.as_ref().map(|patterns| patterns.as_slice()).unwrap_or_default()
    }

    fn matches(&self, name: &str, tool: Option<&ToolSpec>) -> bool {
        let labels = tool.map(|tool| tool.labels.as_slice()).unwrap_or_default();
        let annotations = tool.map(|tool| tool.annotations).unwrap_or_default();
        self.patterns().iter().any(|pattern| matches_name(pattern, name))
            && are(annotations, self.rule.annotations)
            && (self.rule.labels.is_empty() || self.rule.labels.iter().any(|label| labels.contains(label)))
    }

    fn verdict(&self, name: &str) -> Verdict {
        let reason = &self.rule.reason;
        match self.action {
            Action::Allow => Verdict::Allow,
            Action::Deny if reason.is_empty() => Verdict::Deny(format!("the host's policy refuses calls of `{name}`")),
            Action::Deny => Verdict::Deny(format!("the host's policy refuses this call of `{name}`: {reason}")),
            Action::Ask => Verdict::Ask(reason.clone()),
        }
    }
}

/// Whether a tool's annotations are as they must be.
fn are(annotations: Annotations, wanted: AnnotationsMatch) -> bool {
    [
        (wanted.read_only, annotations.read_only),
        (wanted.destructive, annotations.destructive),
        (wanted.idempotent, annotations.idempotent),
        (wanted.open_world, annotations.open_world),
    ]
    .into_iter()
    .all(|(wanted, is)| wanted.is_none_or(|wanted| wanted == is))
}

/// Whether a tool's name fits a pattern, in which `*` stands for any characters and `?` for one.
///
/// ```
/// assert!(enclave_core::matches_name("users:*", "users:list"));
/// ```
pub fn matches_name(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut seen) = (0, 0);
    // Where the last `*` is, and what of the name it stands for so far.
    let mut star: Option<(usize, usize)> = None;
    while seen < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, seen));
                at += 1;
            }
            Some(c) if *c == '?' || name.get(seen) == Some(c) => {
                at += 1;
                seen += 1;
            }
            _ => match &mut star {
                Some((place, taken)) => {
                    *taken += 1;
                    (at, seen) = (*place + 1, *taken);
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(rules: serde_json::Value) -> Result<Policy, ConfigError> {
        Policy::new(serde_json::from_value(rules).unwrap())
    }

    #[test]
    fn names_fit_patterns() {
        for (pattern, name, fits) in [
            ("*", "", true),
            ("*", "users:list", true),
            ("users:*", "users:list", true),
            ("users:*", "user:list", false),
            ("*:list", "crm/users:list", true),
            ("*:list", "users:list-all", false),
            ("a*b*c", "aXbXbc", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("?", "é", true),
            ("", "", true),
            ("", "a", false),
            ("a**", "a", true),
        ] {
            assert_eq!(matches_name(pattern, name), fits, "{pattern} {name}");
        }
        // Many stars over a long name take no more than their product.
        assert!(!matches_name(&"*a".repeat(60), &"a".repeat(59)));
    }

    #[test]
    fn the_first_rule_that_matches_decides() {
        let policy = policy(serde_json::json!([
            { "allow": "mail:draft" },
            { "deny": ["mail:*", "sms:*"], "reason": "no messages" },
            { "ask": "*", "annotations": { "destructive": true } },
            { "deny": "*", "labels": ["internal"] },
            { "deny": "files:*", "when": true },
        ]))
        .unwrap();
        let plain = |name: &str| policy.judge(name, Some(&ToolSpec::new(name)));
        assert_eq!(plain("mail:draft"), Verdict::Allow);
        assert_eq!(
            plain("sms:send"),
            Verdict::Deny("the host's policy refuses this call of `sms:send`: no messages".into())
        );
        assert_eq!(plain("users:list"), Verdict::Allow);
        assert_eq!(policy.judge("unknown", None), Verdict::Allow);
        let mut tool = ToolSpec::new("users:drop");
        tool.annotations.destructive = true;
        assert_eq!(policy.judge(&tool.name, Some(&tool)), Verdict::Ask(String::new()));
        let internal = ToolSpec { labels: vec!["crm".into(), "internal".into()], ..ToolSpec::new("x") };
        assert_eq!(policy.judge("x", Some(&internal)), Verdict::Deny("the host's policy refuses calls of `x`".into()));
        assert_eq!(plain("files:read"), Verdict::Judge(4));
        assert_eq!(policy.judged(4, false, "files:read", None), Verdict::Allow);
        assert!(matches!(policy.judged(4, true, "files:read", None), Verdict::Deny(_)));
    }

    #[test]
    fn no_rule_lifts_what_the_owner_wants_approved() {
        let policy = policy(serde_json::json!([{ "allow": "*" }])).unwrap();
        let tool = ToolSpec { requires_approval: true, ..ToolSpec::new("pay") };
        assert_eq!(policy.judge("pay", Some(&tool)), Verdict::Ask(String::new()));
        assert_eq!(Policy::default().judge("pay", Some(&tool)), Verdict::Ask(String::new()));
    }

    #[test]
    fn rules_that_say_nothing_or_too_much_are_refused() {
        for rule in
            [serde_json::json!({}), serde_json::json!({ "allow": "a", "deny": "a" }), serde_json::json!({ "ask": [] })]
        {
            assert!(policy(serde_json::json!([rule])).is_err());
        }
    }
}
