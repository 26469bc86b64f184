//! The way from a place in the generated code back to the author's source.
//!
//! Three ways to count columns meet here. The printer's map counts UTF-16 units on both sides and ends lines at every
//! line terminator of JavaScript; the engine counts bytes and, in templates, only ends lines at `\r` and `\n`; the
//! author's places are characters of lines that end at `\n`. For sources of plain text they are the same, which is
//! why what follows does work only where they differ.

use enclave_contract::Position;
use oxc_sourcemap::Token;

use crate::finding::LineIndex;

/// The way from a place in the generated code to the author's place.
#[derive(Debug, Default)]
pub(crate) struct PositionMap {
    /// In the order of the generated code.
    marks: Box<[Mark]>,
    /// The author's source, when lines or columns of the printer's map are not those of the author.
    source: Option<Box<str>>,
}

/// A place in the generated code as the engine counts, and its source as the printer counts, all from 0.
#[derive(Clone, Copy, Debug)]
struct Mark {
    line: u32,
    column: u32,
    source_line: u32,
    source_column: u32,
}

impl PositionMap {
    pub(super) fn new(tokens: impl ExactSizeIterator<Item = Token>, source: &str, code: &str) -> Self {
        let marks = if code.is_ascii() {
            tokens.map(|token| Mark::new(&token, token.get_dst_line(), token.get_dst_col())).collect()
        } else {
            engine_marks(tokens, code)
        };
        let source = (!counts_agree(source)).then(|| source.into());
        Self { marks, source }
    }

    /// The author's place for a line and column (from 1) of the generated code; `None` before the author's code.
    pub(crate) fn lookup(&self, line: u32, column: u32) -> Option<Position> {
        let place = (line.checked_sub(1)?, column.saturating_sub(1));
        let behind = self.marks.partition_point(|mark| (mark.line, mark.column) <= place);
        let mark = self.marks.get(behind.checked_sub(1)?)?;
        Some(match &self.source {
            None => Position { line: mark.source_line.saturating_add(1), column: mark.source_column.saturating_add(1) },
            Some(source) => {
                let offset = source_offset(source, mark.source_line, mark.source_column);
                LineIndex::new(source).position(u32::try_from(offset).unwrap_or(u32::MAX))
            }
        })
    }
}

impl Mark {
    fn new(token: &Token, line: u32, column: u32) -> Self {
        Self { line, column, source_line: token.get_src_line(), source_column: token.get_src_col() }
    }
}

/// Whether lines and columns of the printer's map are the author's: no lone `\r`, no line terminators but `\n`, and no
/// characters of two UTF-16 units.
fn counts_agree(source: &str) -> bool {
    let bytes = source.as_bytes();
    let lone_return = bytes.contains(&b'\r') && bytes.windows(2).any(|pair| pair[0] == b'\r' && pair[1] != b'\n');
    !lone_return
        && bytes.last() != Some(&b'\r')
        && (source.is_ascii() || !source.chars().any(|c| c.len_utf16() > 1 || matches!(c, '\u{2028}' | '\u{2029}')))
}

/// The byte offset of a line and UTF-16 column of the source.
fn source_offset(source: &str, line: u32, column: u32) -> usize {
    let mut cursor = Cursor::new(source);
    while (cursor.line, cursor.units) < (line, column) && cursor.step() {}
    cursor.offset
}

/// Translates the generated places of all tokens, which stand in the order of the code, in one pass.
fn engine_marks(tokens: impl Iterator<Item = Token>, code: &str) -> Box<[Mark]> {
    let mut cursor = Cursor::new(code);
    tokens
        .map(|token| {
            while (cursor.line, cursor.units) < (token.get_dst_line(), token.get_dst_col()) && cursor.step() {}
            Mark::new(&token, cursor.engine_line, narrow(cursor.offset - cursor.engine_line_start))
        })
        .collect()
}

/// A place in a text, counted in every way at once.
struct Cursor<'t> {
    text: &'t str,
    offset: usize,
    /// Line and UTF-16 column, as the printer counts.
    line: u32,
    units: u32,
    /// The line as the engine counts, and where it starts.
    engine_line: u32,
    engine_line_start: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, offset: 0, line: 0, units: 0, engine_line: 0, engine_line_start: 0 }
    }

    /// One character further; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(rest) = self.text.get(self.offset..) else { return false };
        let mut characters = rest.chars();
        let Some(character) = characters.next() else { return false };
        self.offset += character.len_utf8();
        let ends_line = match character {
            '\n' | '\u{2028}' | '\u{2029}' => true,
            '\r' => characters.next() != Some('\n'),
            _ => false,
        };
        if !ends_line {
            self.units = self.units.saturating_add(narrow(character.len_utf16()));
            return true;
        }
        self.line = self.line.saturating_add(1);
        self.units = 0;
        // The printer escapes the other terminators in strings; in templates the engine does not count them.
        if matches!(character, '\n' | '\r') {
            self.engine_line = self.engine_line.saturating_add(1);
            self.engine_line_start = self.offset;
        }
        true
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
