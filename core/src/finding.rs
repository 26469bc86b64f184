//! What a static layer found, and its rendering into a `Diagnostic` with line, column and source line.

use enclave_contract::{Diagnostic, DiagnosticCode, Position, Severity, Span};

/// The most diagnostics that one script gets; a hostile script could make millions.
pub(crate) const MAX_FINDINGS: usize = 100;

/// Lines longer than this, in characters, are not shown in a diagnostic.
const MAX_SNIPPET: usize = 200;

/// One finding, with its place as byte offsets into the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: DiagnosticCode,
    pub(crate) severity: Severity,
    /// Byte offsets of the first character and of the place behind the last.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// What was found.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: String,
}

impl Finding {
    pub(crate) fn error(
        code: DiagnosticCode,
        (start, end): (u32, u32),
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { code, severity: Severity::Error, start, end, message: message.into(), help: help.into() }
    }

    pub(crate) fn warning(
        code: DiagnosticCode,
        span: (u32, u32),
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message, help) }
    }
}

/// Where each line of a source starts.
pub(crate) struct LineIndex<'s> {
    source: &'s str,
    starts: Vec<usize>,
}

impl<'s> LineIndex<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        let mut starts = vec![0];
        starts.extend(source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        Self { source, starts }
    }

    /// The text of a line (from 1), without its line break.
    pub(crate) fn line(&self, line: u32) -> &'s str {
        let index = (line as usize).saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(self.source.len());
        let end = self.starts.get(index + 1).map_or(self.source.len(), |next| next - 1);
        self.source.get(start..end).unwrap_or("").trim_end_matches('\r')
    }

    /// The line and column of a byte offset.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.source.len());
        while !self.source.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let column = self.source[self.starts[line]..offset].chars().count() + 1;
        Position { line: saturate(line + 1), column: saturate(column) }
    }

    /// The byte offset of a position.
    pub(crate) fn offset(&self, position: Position) -> u32 {
        let start = self.starts.get((position.line as usize).saturating_sub(1)).copied().unwrap_or(self.source.len());
        let line = self.line(position.line);
        let inside =
            line.char_indices().nth((position.column as usize).saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        saturate(start + inside)
    }

    /// The finding as its reader sees it.
    pub(crate) fn diagnostic(&self, finding: &Finding) -> Diagnostic {
        let span = Span { start: self.position(finding.start), end: self.position(finding.end.max(finding.start)) };
        Diagnostic {
            code: finding.code,
            severity: finding.severity,
            message: printable(&finding.message),
            help: printable(&finding.help),
            span,
            snippet: self.snippet(span),
        }
    }

    /// Every finding in the order of the source, at most `MAX_FINDINGS`.
    pub(crate) fn diagnostics(&self, mut findings: Vec<Finding>) -> Vec<Diagnostic> {
        findings.sort_by_key(|finding| (finding.start, finding.end, finding.code));
        findings.dedup();
        findings.truncate(MAX_FINDINGS);
        findings.iter().map(|finding| self.diagnostic(finding)).collect()
    }

    /// The source line with carets under a place; empty when it is too long to show.
    pub(crate) fn snippet(&self, span: Span) -> String {
        let text = self.line(span.start.line);
        let length = text.chars().count();
        if length > MAX_SNIPPET || text.trim().is_empty() {
            return String::new();
        }
        let start = span.start.column as usize - 1;
        let end = if span.end.line == span.start.line { span.end.column as usize - 1 } else { length };
        let indent: String = text.chars().take(start).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let carets = "^".repeat(end.saturating_sub(start).max(1));
        let shown = printable(text);
        let number = span.start.line;
        let gutter = " ".repeat(number.to_string().len());
        format!("{number} | {shown}\n{gutter} | {indent}{carets}")
    }
}

/// The text without controls other than tabs: they would let a script forge the terminal that shows its diagnostics.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

fn saturate(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_characters_of_the_authors_source() {
        let source = "const a = 'é';\r\n\tb.c";
        let index = LineIndex::new(source);
        let at = u32::try_from(source.find('b').unwrap()).unwrap();
        assert_eq!(index.position(at), Position { line: 2, column: 2 });
        let finding = Finding::error(DiagnosticCode::NoEval, (at, at + 3), "found", "do");
        assert_eq!(
            index.diagnostic(&finding).to_string(),
            "error[NO_EVAL] at 2:2: found\n  2 | \tb.c\n    | \t^^^\n  help: do"
        );
    }

    #[test]
    fn an_offset_past_the_end_or_inside_a_character_has_a_place() {
        let index = LineIndex::new("é");
        assert_eq!(index.position(1), Position { line: 1, column: 1 });
        assert_eq!(index.position(99), Position { line: 1, column: 2 });
    }
}
