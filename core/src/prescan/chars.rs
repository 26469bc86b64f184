//! Lines, control characters and Unicode, character by character.

use enclave_contract::{DiagnosticCode, Limits};

use super::unicode;
use crate::finding::{Finding, MAX_FINDINGS};

/// Checks that need no tokens.
pub(super) fn check(text: &str, limits: &Limits) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_lines(text, limits, &mut findings);
    if text.is_ascii() {
        check_controls(text, &mut findings);
    } else {
        check_controls(text, &mut findings);
        check_unicode(text, limits, &mut findings);
    }
    findings.truncate(MAX_FINDINGS);
    findings
}

fn check_lines(text: &str, limits: &Limits, findings: &mut Vec<Finding>) {
    let mut start = 0;
    let mut lines = 0_u64;
    for line in text.split('\n') {
        lines += 1;
        // Counting characters only where bytes could exceed.
        if line.len() as u64 > limits.max_line_length && line.chars().count() as u64 > limits.max_line_length {
            findings.push(Finding::error(
                DiagnosticCode::LineLimit,
                (offset(start), offset(start)),
                format!("this line has {} characters; the limit is {}", line.chars().count(), limits.max_line_length),
                "break the line, and load long data with a tool",
            ));
            if findings.len() >= MAX_FINDINGS {
                return;
            }
        }
        start += line.len() + 1;
    }
    if lines > limits.max_lines {
        findings.push(Finding::error(
            DiagnosticCode::LineLimit,
            (0, 0),
            format!("the script has {lines} lines; the limit is {}", limits.max_lines),
            "write a shorter script",
        ));
    }
}

fn check_controls(text: &str, findings: &mut Vec<Finding>) {
    let control = |byte: &u8| matches!(byte, 0..=8 | 14..=31 | 127);
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| control(byte)) {
        let name = if byte == 0 { "a null byte".to_owned() } else { format!("the control character U+{byte:04X}") };
        findings.push(Finding::error(
            DiagnosticCode::ControlCharacter,
            (offset(at), offset(at + 1)),
            format!("the script holds {name}"),
            format!("remove it; inside a string write `\\u{{{byte:x}}}`"),
        ));
        if findings.len() >= MAX_FINDINGS {
            return;
        }
    }
}

fn check_unicode(text: &str, limits: &Limits, findings: &mut Vec<Finding>) {
    let (bidi, invisible, homoglyph) = unicode::wanted(limits.unicode_checks);
    let mut previous = ' ';
    let mut tags = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        if findings.len() >= MAX_FINDINGS {
            return;
        }
        tags = match c {
            unicode::FLAG => unicode::FLAG_TAGS,
            c if unicode::is_tag(c) => tags,
            _ => 0,
        };
        let in_flag = unicode::is_tag(c) && tags > 0;
        tags = tags.saturating_sub(u32::from(in_flag));
        let joins = in_flag || (unicode::joins_emoji(c) && is_pictograph(previous));
        let what = if bidi && unicode::is_bidi(c) {
            Some("changes the direction in which text is shown")
        } else if invisible && unicode::is_invisible(c) && !joins {
            Some("is invisible")
        } else {
            None
        };
        if let (Some(_), Some(last)) = (what, findings.last_mut())
            && last.code == DiagnosticCode::UnicodeSecurity
            && last.end == offset(at)
        {
            // One finding for those that stand together.
            last.end = offset(at + c.len_utf8());
        } else if let Some(what) = what {
            findings.push(Finding::error(
                DiagnosticCode::UnicodeSecurity,
                (offset(at), offset(at + c.len_utf8())),
                format!("the character U+{:04X} {what}", u32::from(c)),
                format!("remove it; inside a string write `\\u{{{:x}}}`", u32::from(c)),
            ));
        }
        previous = c;
    }
    if homoglyph {
        check_names(text, findings);
    }
}

/// Characters behind which a joiner or a selector is part of one picture.
fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c), 0x1f000..=0x1faff | 0x2190..=0x2bff | 0x3030 | 0x303d | 0x3297 | 0x3299 | 0xfe0f | 0x200d | 0xe0020..=0xe007f)
}

/// Words that imitate ASCII names. Words inside strings and comments are text, which may mix scripts, unless they
/// pretend to be a name of the language.
fn check_names(text: &str, findings: &mut Vec<Finding>) {
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_alphanumeric() || c == '_' || c == '$';
        match (part, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                let word = &text[from..at];
                if findings.len() < MAX_FINDINGS
                    && let Some(ascii) = unicode::imitated(word)
                {
                    findings.push(Finding::error(
                        DiagnosticCode::UnicodeSecurity,
                        (offset(from), offset(at)),
                        format!("`{word}` holds letters of another script that look like `{ascii}`"),
                        format!("write `{ascii}` with plain ASCII letters, or use another word"),
                    ));
                }
            }
            _ => {}
        }
    }
}

pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
