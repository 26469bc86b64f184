//! Layer 0: what would hurt the parser is refused in one linear pass over the text.
//!
//! Later layers recurse over the syntax tree. So this layer bounds its depth, without a parser: by brackets, and by
//! chains that nest without them (see `scanner.rs`). Where the text cannot be read for certain it is refused, since a
//! bracket that is overlooked here is one that overflows a stack there.

mod chars;
mod fence;
mod regex;
mod scanner;
mod unicode;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use enclave_contract::{DiagnosticCode, RuleSetting, Settings, Severity};

use crate::{finding::Finding, validate::RuleDocs};

/// Whether a character shows nothing, or turns the direction of the text around it.
pub(crate) fn is_hidden(c: char) -> bool {
    unicode::is_bidi(c) || unicode::is_invisible(c)
}

/// A source that the parser may see.
#[derive(Debug)]
pub(crate) struct Scanned<'s> {
    /// The source with a code fence blanked out: same length, same offsets.
    pub(crate) text: Cow<'s, str>,
    /// An upper bound for the depth of the syntax tree; the stack of later layers is sized by it.
    pub(crate) depth: u32,
    /// Warnings.
    pub(crate) findings: Vec<Finding>,
    _private: (),
}

/// The rules that need no parser.
pub(crate) static RULES: [RuleDocs; 2] = [
    RuleDocs {
        code: DiagnosticCode::RegexRedos,
        docs: "A regular expression whose matching can take exponential time is refused; one that can take polynomial \
               time is a warning at `standard`. What is built at run time meets the engine's clock.",
        bad: &[
            "return /^(a+)+$/.test(context.text)",
            "return /(a|a)*b/.test(context.text)",
            "return context.text.match(/([a-z]+)*[0-9]/)",
        ],
        good: &[
            "return /^a+$/.test(context.text)",
            "return /^(?:[a-z]+-)*[a-z]+$/.test('a-b')",
            "return 'a/(b+)+/c'.split('/').length",
        ],
        fixed: false,
    },
    RuleDocs {
        code: DiagnosticCode::UnicodeSecurity,
        docs: "Characters that make a script read otherwise than it runs: those that change the direction of text, and, as \
               `unicode_checks` says, invisible ones and letters of other scripts among Latin ones in a name.",
        bad: &["const a = 1\n// \u{202e} hidden \u{202c}\nreturn a", "return '\u{2066}admin\u{2069}'"],
        good: &["return 'caf\u{e9} \u{6771}\u{4eac} \u{1f44d}\u{1f3fd}'", "return '\\u202e'"],
        fixed: false,
    },
];

/// Makes of a rule's findings what the host set.
fn apply(code: DiagnosticCode, settings: &Settings, findings: &mut Vec<Finding>) {
    let severity = match settings.rules.get(&code).and_then(|rule| rule.setting) {
        None => return,
        Some(RuleSetting::Off) => None,
        Some(RuleSetting::Warn) => Some(Severity::Warning),
        Some(RuleSetting::Error) => Some(Severity::Error),
    };
    findings.retain(|finding| finding.code != code || severity.is_some());
    for finding in findings.iter_mut().filter(|finding| finding.code == code) {
        finding.severity = severity.unwrap_or(finding.severity);
    }
}

/// A text longer than this, in bytes, that has too many lines or too long ones is refused for that alone.
const LARGE: usize = 1 << 20;

/// Scans a source.
pub(crate) fn prescan<'s>(source: &'s str, settings: &Settings) -> Result<Scanned<'s>, Vec<Finding>> {
    let limit = settings.limits.max_input_bytes;
    if source.len() as u64 > limit {
        return Err(vec![Finding::error(
            DiagnosticCode::InputTooLarge,
            (0, 0),
            format!("the script has {} bytes; the limit is {limit}", source.len()),
            "write a shorter script, and load large data with a tool instead of pasting it",
        )]);
    }
    let text = fence::blank(source);
    let mut findings = chars::check(&text, &settings.limits);
    if text.len() > LARGE && findings.iter().any(|finding| finding.code == DiagnosticCode::LineLimit) {
        return Err(findings);
    }
    let scan = scanner::scan(&text, settings);
    findings.extend(scan.findings);
    for rule in &RULES {
        apply(rule.code, settings, &mut findings);
    }
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    Ok(Scanned { text, depth: scan.depth, findings, _private: () })
}
