//! Which rules run, and whether their findings stop a script: by language, by level, and as the host sets them.

use std::collections::BTreeMap;

use enclave_contract::{ConfigError, DiagnosticCode, Language, RuleSetting, Settings, Severity};

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
/// `FixedRule` with the first such rule.
pub(crate) fn check(rules: &BTreeMap<DiagnosticCode, RuleSetting>) -> Result<(), ConfigError> {
    match rules.iter().find(|(code, setting)| FIXED.contains(code) && **setting != RuleSetting::Error) {
        Some((code, _)) => Err(ConfigError::FixedRule(*code)),
        None => Ok(()),
    }
}

/// What a rule's findings are under these settings; `None` when it does not run.
pub(crate) fn severity(code: DiagnosticCode, settings: &Settings) -> Option<Severity> {
    if FIXED.contains(&code) {
        return Some(Severity::Error);
    }
    match settings.rules.get(&code) {
        Some(RuleSetting::Off) => None,
        Some(RuleSetting::Warn) => Some(Severity::Warning),
        Some(RuleSetting::Error) => Some(Severity::Error),
        None => preset(code, settings),
    }
}

fn preset(code: DiagnosticCode, settings: &Settings) -> Option<Severity> {
    match code {
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
                assert_eq!(check(&BTreeMap::from([(*code, setting)])), expected);
            }
        }
        assert_eq!(check(&BTreeMap::from([(DiagnosticCode::InfiniteLoop, RuleSetting::Off)])), Ok(()));
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
