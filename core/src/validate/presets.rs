//! Which rules run, and whether their findings stop a script: by language, by level, and as the host sets them.

use std::collections::BTreeMap;

use enclave_contract::{ConfigError, DiagnosticCode, Language, RuleOptions, RuleSetting, Settings, Severity};

/// Rules that no configuration removes: without them a script could make code or reach what the guest must not have.
pub(crate) const FIXED: &[DiagnosticCode] = &[
    DiagnosticCode::ParseError,
    DiagnosticCode::NoEval,
    DiagnosticCode::NoConstructorAccess,
    DiagnosticCode::NoDangerousDestructuring,
    DiagnosticCode::ReservedPrefix,
    DiagnosticCode::NoImport,
];

/// Rules that only the whitelist language has.
const AGENTSCRIPT: &[DiagnosticCode] = &[
    DiagnosticCode::NoUserFunction,
    DiagnosticCode::ForbiddenLoop,
    DiagnosticCode::NoRegexLiteral,
    DiagnosticCode::NoRegexMethod,
    DiagnosticCode::JsonCallbackNotAllowed,
    DiagnosticCode::NoComputedDestructuring,
];

/// Refuses settings that would remove a fixed rule.
///
/// # Errors
/// `FixedRule` with the first such rule, `NotARule` for a limit's code, and `UnknownRuleOption` for an option that a rule
/// does not have.
pub(crate) fn check(rules: &BTreeMap<DiagnosticCode, RuleOptions>) -> Result<(), ConfigError> {
    for (code, rule) in rules {
        if super::rule_docs().all(|known| known.code != *code) {
            return Err(ConfigError::NotARule(*code));
        }
        if FIXED.contains(code) && matches!(rule.setting, Some(RuleSetting::Off | RuleSetting::Warn)) {
            return Err(ConfigError::FixedRule(*code));
        }
        for (option, given, owner) in [
            ("calls", &rule.calls, DiagnosticCode::RequiredCallMissing),
            ("names", &rule.names, DiagnosticCode::DisallowedIdentifier),
        ] {
            if !given.is_empty() && *code != owner {
                return Err(ConfigError::UnknownRuleOption(*code, option));
            }
        }
    }
    Ok(())
}

/// What a rule's findings are under these settings; `None` when it does not run.
pub(crate) fn severity(code: DiagnosticCode, settings: &Settings) -> Option<Severity> {
    if FIXED.contains(&code) {
        return Some(Severity::Error);
    }
    match settings.rules.get(&code).and_then(|rule| rule.setting) {
        Some(RuleSetting::Off) => None,
        Some(RuleSetting::Warn) => Some(Severity::Warning),
        Some(RuleSetting::Error) => Some(Severity::Error),
        None => preset(code, settings),
    }
}

fn preset(code: DiagnosticCode, settings: &Settings) -> Option<Severity> {
    match code {
        // What there is nothing to say about unless the host asks.
        DiagnosticCode::NoAsync => None,
        DiagnosticCode::RequiredCallMissing if settings.required_calls().is_empty() => None,
        DiagnosticCode::UnreachableCode => Some(Severity::Warning),
        DiagnosticCode::DynamicCallTarget if settings.limits.dynamic_tool_names => None,
        _ if AGENTSCRIPT.contains(&code) && settings.language != Language::Agentscript => None,
        _ => Some(Severity::Error),
    }
}

#[cfg(test)]
mod tests {
    use enclave_contract::Config;

    use super::*;

    fn settings(json: &str) -> Settings {
        Settings::new(&Config::from_json(json).unwrap()).unwrap()
    }

    #[test]
    fn a_fixed_rule_can_only_be_an_error() {
        for code in FIXED {
            for (setting, allowed) in
                [(RuleSetting::Off, false), (RuleSetting::Warn, false), (RuleSetting::Error, true)]
            {
                let expected = if allowed { Ok(()) } else { Err(ConfigError::FixedRule(*code)) };
                assert_eq!(check(&BTreeMap::from([(*code, setting.into())])), expected);
            }
        }
        assert_eq!(check(&BTreeMap::from([(DiagnosticCode::InfiniteLoop, RuleSetting::Off.into())])), Ok(()));
    }

    #[test]
    fn options_belong_to_a_rule() {
        let rules =
            |json: &str| Config::from_json(&format!(r#"{{"rules":{json}}}"#)).map(|config| check(&config.rules));
        let text = |json: &str| match rules(json) {
            Ok(Ok(())) => "fine".to_owned(),
            Ok(Err(error)) | Err(error) => error.to_string(),
        };
        assert_eq!(text(r#"{"REQUIRED_CALL_MISSING":{"calls":["audit:log"]}}"#), "fine");
        assert_eq!(text(r#"{"DISALLOWED_IDENTIFIER":{"names":["Math"],"setting":"warn"}}"#), "fine");
        assert_eq!(
            text(r#"{"NESTING_TOO_DEEP":"off"}"#),
            "`NESTING_TOO_DEEP` is not a rule: it comes of a limit, which `limits` sets"
        );
        assert_eq!(text(r#"{"NO_ASYNC":{"names":["a"]}}"#), "the rule `NO_ASYNC` has no option `names`");
        assert_eq!(
            text(r#"{"NO_ASYNC":{"name":["a"]}}"#),
            "`rules.NO_ASYNC`: unknown field `name`, expected one of `setting`, `calls`, `names`"
        );
        assert_eq!(
            text(r#"{"NO_ASYNC":"of"}"#),
            "`rules.NO_ASYNC`: unknown variant `of`, expected one of `off`, `warn`, `error`"
        );
    }

    #[test]
    fn the_host_decides_about_the_others() {
        let json = r#"{"level":"standard","rules":{"INFINITE_LOOP":"off","UNKNOWN_GLOBAL":"warn","NO_USER_FUNCTION":"error"}}"#;
        let settings = settings(json);
        assert_eq!(severity(DiagnosticCode::InfiniteLoop, &settings), None);
        assert_eq!(severity(DiagnosticCode::UnknownGlobal, &settings), Some(Severity::Warning));
        assert_eq!(severity(DiagnosticCode::NoUserFunction, &settings), Some(Severity::Error));
        assert_eq!(severity(DiagnosticCode::ForbiddenLoop, &settings), None);
    }

    #[test]
    fn presets_follow_language_and_level() {
        let standard = settings(r#"{"level":"standard"}"#);
        let secure = settings(r#"{"level":"secure"}"#);
        let strict = settings(r#"{"level":"strict"}"#);
        assert_eq!(severity(DiagnosticCode::DynamicCallTarget, &standard), None);
        assert_eq!(severity(DiagnosticCode::DynamicCallTarget, &secure), Some(Severity::Error));
        assert_eq!(severity(DiagnosticCode::NoRegexLiteral, &secure), None);
        assert_eq!(severity(DiagnosticCode::NoRegexLiteral, &strict), Some(Severity::Error));
        assert_eq!(severity(DiagnosticCode::UnreachableCode, &strict), Some(Severity::Warning));
    }
}
