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

use enclave_contract::{DiagnosticCode, Settings, Severity};

use crate::finding::Finding;

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
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    Ok(Scanned { text, depth: scan.depth, findings, _private: () })
}
