//! A Markdown fence around the whole script is blanked out, so that every offset stays the author's.

use std::borrow::Cow;

/// The source with its fence, its byte order mark and its hashbang line replaced by spaces.
pub(super) fn blank(source: &str) -> Cow<'_, str> {
    let mut ranges = Vec::new();
    let mut body = source;
    if let Some(rest) = source.strip_prefix('\u{feff}') {
        ranges.push(0..source.len() - rest.len());
        body = rest;
    }
    let start = source.len() - body.len();
    if let Some((open, close)) = fence(body) {
        ranges.push(start + open.start..start + open.end);
        ranges.push(start + close.start..start + close.end);
    } else if body.starts_with("#!") {
        let end = body.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(body.len());
        ranges.push(start..start + end);
    }
    if ranges.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut bytes = source.as_bytes().to_vec();
    for range in ranges {
        bytes[range].iter_mut().filter(|byte| **byte != b'\n' && **byte != b'\r').for_each(|byte| *byte = b' ');
    }
    // Whole characters became spaces, so this is still text.
    String::from_utf8(bytes).map_or(Cow::Borrowed(source), Cow::Owned)
}

/// The ranges of the opening and of the closing line of a fence around all of the text.
fn fence(text: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let open_at = text.len() - text.trim_start().len();
    let open = text[open_at..].lines().next()?;
    let mark = if open.starts_with("```") {
        '`'
    } else if open.starts_with("~~~") {
        '~'
    } else {
        return None;
    };
    let ticks = open.chars().take_while(|c| *c == mark).count();
    let info = open[ticks..].trim();
    if info.contains(mark) || info.contains(char::is_whitespace) && !info.starts_with(char::is_alphanumeric) {
        return None;
    }
    let trimmed = text.trim_end();
    let close_at = trimmed.rfind('\n')? + 1;
    let close = trimmed[close_at..].trim_start();
    let is_close = close.chars().all(|c| c == mark) && close.len() >= ticks;
    (is_close && close_at > open_at + open.len()).then(|| (open_at..open_at + open.len(), close_at..trimmed.len()))
}

#[cfg(test)]
mod tests {
    use super::blank;

    #[test]
    fn only_a_fence_around_everything_goes() {
        for (source, expected) in [
            ("```js\nreturn 1\n```", "     \nreturn 1\n   "),
            ("\n```typescript\nlet a\n```\n\n", "\n             \nlet a\n   \n\n"),
            ("~~~\n1\n~~~", "   \n1\n   "),
            ("\u{feff}1", "   1"),
            ("#!/usr/bin/env node\n1", "                   \n1"),
            ("a = `x`", "a = `x`"),
            ("```js\nreturn 1", "```js\nreturn 1"),
            ("text\n```js\n1\n```", "text\n```js\n1\n```"),
        ] {
            assert_eq!(blank(source), expected);
            assert_eq!(blank(source).len(), source.len());
        }
    }
}
