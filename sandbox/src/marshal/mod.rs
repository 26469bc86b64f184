//! The marshaller: the only door between script and host.
//!
//! What crosses is data, copied. No guest code runs while a value is read: properties are own data properties,
//! read natively; accessors, functions and symbols are refused by path; `toJSON`, iterators and `valueOf` are not
//! called. Budgets for depth, nodes and bytes stop the walk before memory is spent.

mod from_guest;
mod kinds;
mod packed;
mod to_guest;

use enclave_contract::{ErrorCode, Limits, frame::MarshalError};

pub use from_guest::iso_date;
pub(super) use from_guest::{FromGuest, inspect};
pub(super) use kinds::Kinds;
pub use packed::{NotAValue, pack, pack_all, unpack, unpack_all, unpack_trusted};
pub(super) use to_guest::{ToGuest, ToGuestError};

/// Decimal digits of the largest integer that may cross: 2 to the power of 131 072. Whoever reads longer ones takes time
/// that grows with their square.
const MAX_DIGITS: usize = 39_457;
/// Bytes that an argument of the console may take as data for each byte of its text, and besides: numbers and keys take
/// more than their text does.
pub(super) const SHOWN_FACTOR: u64 = 2;
/// As above.
pub(super) const SHOWN_MARGIN: u64 = 64;

/// What one value may still take.
#[derive(Clone, Debug)]
pub(super) struct ValueBudget {
    depth: u64,
    nodes: u64,
    bytes: u64,
    max_depth: u64,
    max_nodes: u64,
    max_bytes: u64,
}

/// The limit that a value exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exceeded(&'static str, u64);

impl ValueBudget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self::of(limits.max_value_depth, limits.max_value_nodes, limits.max_value_bytes)
    }

    pub(super) fn of(depth: u64, nodes: u64, bytes: u64) -> Self {
        Self { depth: 0, nodes, bytes, max_depth: depth, max_nodes: nodes, max_bytes: bytes }
    }

    /// The same with at most that many bytes, and as many nodes: some take no bytes.
    pub(super) fn within(mut self, bytes: u64) -> Self {
        self.bytes = self.bytes.min(bytes);
        self.max_bytes = self.bytes;
        self.nodes = self.nodes.min(bytes);
        self.max_nodes = self.nodes;
        self
    }

    /// Goes one level down; `leave` comes back up.
    fn enter(&mut self) -> Result<(), Exceeded> {
        if self.depth == self.max_depth {
            return Err(Exceeded("max_value_depth", self.max_depth));
        }
        self.depth += 1;
        Ok(())
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Keys and items.
    fn nodes(&mut self, count: u64) -> Result<(), Exceeded> {
        self.nodes = self.nodes.checked_sub(count).ok_or(Exceeded("max_value_nodes", self.max_nodes))?;
        Ok(())
    }

    /// Bytes of text, keys and numbers.
    fn bytes(&mut self, count: usize) -> Result<(), Exceeded> {
        self.bytes = self.bytes.checked_sub(count as u64).ok_or(Exceeded("max_value_bytes", self.max_bytes))?;
        Ok(())
    }
}

/// A place in a value, for messages: `$.items[3].owner`.
#[derive(Clone, Debug)]
enum PathPart {
    Key(String),
    Index(u64),
}

fn path_text(path: &[PathPart]) -> String {
    use std::fmt::Write as _;
    let mut text = "$".to_owned();
    for part in path {
        // Writing to a string cannot fail.
        let _ = match part {
            PathPart::Index(index) => write!(text, "[{index}]"),
            PathPart::Key(key) if is_plain(key) => write!(text, ".{key}"),
            PathPart::Key(key) => {
                let short: String = key.chars().take(60).collect();
                write!(text, "[{short:?}]")
            }
        };
    }
    text
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 60
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$')
        && !key.as_bytes()[0].is_ascii_digit()
}

fn exceeded(path: &[PathPart], Exceeded(limit, number): Exceeded) -> MarshalError {
    MarshalError {
        code: ErrorCode::OutputTooLarge,
        message: format!("the value at `{}` exceeds `{limit}` ({number})", path_text(path)),
    }
}

fn refused(path: &[PathPart], what: &str) -> MarshalError {
    MarshalError {
        code: ErrorCode::SerializationError,
        message: format!("{what} at `{}` cannot leave the script", path_text(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_like_javascript() {
        let path = [PathPart::Key("items".into()), PathPart::Index(3), PathPart::Key("the owner".into())];
        assert_eq!(path_text(&path), "$.items[3][\"the owner\"]");
    }
}
