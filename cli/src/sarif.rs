//! Findings as SARIF 2.1.0, which code scanners read.

use std::{fmt::Write as _, path::Path};

use enclave_contract::{Diagnostic, DiagnosticCode, Position, Severity};
use enclave_core::rule_docs;
use serde_json::{Value as Json, json};

use crate::check::Checked;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Where the documentation is read.
const DOCS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs");

/// The log of one run over all files.
pub(crate) fn log(checked: &[Checked<'_>]) -> Json {
    let rules: Vec<Json> = DiagnosticCode::ALL.iter().map(|code| rule(code.as_str(), code.docs())).collect();
    let results: Vec<Json> = checked.iter().flat_map(results).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "enclave",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(id: &str, docs: &str) -> Json {
    let has_page = rule_docs().any(|rule| rule.code.as_str() == id);
    let page = if has_page { format!("{DOCS}/rules/{id}.md") } else { format!("{DOCS}/errors.md") };
    json!({
        "id": id,
        "shortDescription": { "text": plain(docs) },
        "helpUri": page,
        "defaultConfiguration": { "level": if id == DiagnosticCode::UnreachableCode.as_str() { "warning" } else { "error" } },
    })
}

/// What was found in one file.
fn results(checked: &Checked<'_>) -> Vec<Json> {
    let uri = uri(checked.path);
    let mut results: Vec<Json> = checked.report.diagnostics.iter().map(|finding| result(finding, &uri)).collect();
    // Signals of the scoring gate stop a script together, or not at all.
    let level = if checked.report.ok { "note" } else { "error" };
    for signal in checked.report.score.iter().flat_map(|score| &score.signals) {
        let message = format!("{} (+{} to the score)", signal.message, signal.points);
        let region = json!({ "startLine": signal.line.unwrap_or(1) });
        results.push(located(&signal.name, level, &message, &uri, region));
    }
    results
}

fn result(finding: &Diagnostic, uri: &str) -> Json {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let help = if finding.help.is_empty() { String::new() } else { format!("\nHelp: {}", finding.help) };
    let message = format!("{}{help}", finding.message);
    let (start, end) = (finding.span.start, finding.span.end.max(finding.span.start));
    located(finding.code.as_str(), level, &message, uri, region(start, end))
}

fn region(start: Position, end: Position) -> Json {
    // SARIF counts from 1 as well.
    json!({
        "startLine": start.line.max(1),
        "startColumn": start.column.max(1),
        "endLine": end.line.max(1),
        "endColumn": end.column.max(1),
    })
}

fn located(rule: &str, level: &str, message: &str, uri: &str, region: Json) -> Json {
    json!({
        "ruleId": rule,
        "level": level,
        "message": { "text": message },
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } }],
    })
}

/// Without the marks of Markdown.
fn plain(docs: &str) -> String {
    docs.replace('`', "")
}

/// A path as a reference: relative ones stay so.
fn uri(path: &Path) -> String {
    if path == Path::new("-") {
        return "stdin".to_owned();
    }
    let mut uri = if path.is_absolute() { "file://".to_owned() } else { String::new() };
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte.into());
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri(Path::new("scripts/a b%ü.js")), "scripts/a%20b%25%C3%BC.js");
        assert_eq!(uri(Path::new("/tmp/x.js")), "file:///tmp/x.js");
        assert_eq!(uri(Path::new("-")), "stdin");
    }
}
