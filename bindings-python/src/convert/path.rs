//! The place in a value that is being read, for messages: `$.items[3].owner`.

use std::fmt;

/// A linked list on the stack: a walk that fails nowhere allocates nothing for it.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

/// Characters of one key that are shown.
const SHOWN: usize = 60;

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("$"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
            Self::Key(parent, key) if is_plain(key) => write!(f, "{parent}.{key}"),
            Self::Key(parent, key) => {
                let shown: String = key.chars().take(SHOWN).collect();
                write!(f, "{parent}[{shown:?}]")
            }
        }
    }
}

fn is_plain(key: &str) -> bool {
    key.len() <= SHOWN
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$')
        && key.bytes().next().is_some_and(|first| !first.is_ascii_digit())
}
