//! Where the journals of durable sessions are kept: in memory, in files, or in SQLite.
//!
//! A session's journal is a log of opaque records that only grows. Whoever goes on with a session says how many records
//! it knows of, so of two that do so at the same time one is told: [`StoreError::Conflict`].
//!
//! ```
//! use enclave_store::{State, open};
//!
//! let store = open("memory:")?;
//! store.append("order-17", 0, &[b"called".to_vec()], State::Open)?;
//! assert_eq!(store.unfinished()?, ["order-17"]);
//!
//! store.append("order-17", 1, &[b"settled".to_vec(), b"done".to_vec()], State::Finished)?;
//! assert_eq!(store.read("order-17")?.len(), 3);
//! assert!(store.unfinished()?.is_empty());
//! # Ok::<(), enclave_store::StoreError>(())
//! ```

#![deny(unsafe_code, missing_docs)]

use std::{fmt::Debug, io, sync::Arc};

mod file;
mod format;
mod memory;
mod sqlite;

pub use file::{FileStore, Fsync};
pub use memory::MemoryStore;
pub use sqlite::SqliteStore;

/// The longest id of a session or a claim, in bytes of UTF-8.
pub const MAX_ID_BYTES: usize = 1 << 10;

/// The largest record, in bytes.
pub const MAX_RECORD_BYTES: usize = 128 << 20;

/// What the records of one session may have in all, in bytes.
pub const MAX_SESSION_BYTES: u64 = 256 << 20;

/// How many records one session may have.
pub const MAX_RECORDS: u64 = 1 << 20;

/// A place for the journals of sessions. Every method blocks until its work is done.
pub trait Store: Send + Sync + Debug {
    /// Appends records, all or none, behind the `position` records that the session has; the first append makes the
    /// session. No records, only a new state, is an append too.
    ///
    /// # Errors
    /// `Conflict` when the session has another number of records, `TooLarge` beyond a bound of this crate, `Damaged`,
    /// `Io`. After `Io` the records may be there all the same: read the session before going on.
    fn append(&self, session: &str, position: u64, records: &[Vec<u8>], state: State) -> Result<(), StoreError>;

    /// All records of a session in order; none for a session that is not known.
    ///
    /// # Errors
    /// `Damaged` when any record is not as it was appended, `TooLarge`, `Io`.
    fn read(&self, session: &str) -> Result<Vec<Vec<u8>>, StoreError>;

    /// The ids of the sessions whose last append was [`State::Open`], the one that began first in front.
    ///
    /// # Errors
    /// `Damaged` when an id cannot be read, `Io`.
    fn unfinished(&self) -> Result<Vec<String>, StoreError>;

    /// Takes an id once and for all: true for the first who asks, in all processes that share the store.
    ///
    /// # Errors
    /// `TooLarge`, `Io`. After `Io` the id may be taken.
    fn claim(&self, id: &str) -> Result<bool, StoreError>;

    /// Forgets a session's records; claims stay. A session that is not known is none to forget.
    ///
    /// # Errors
    /// `TooLarge`, `Io`.
    fn remove(&self, session: &str) -> Result<(), StoreError>;
}

/// Whether a session goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It waits for something or was cut off.
    Open,
    /// It has its result.
    Finished,
}

/// What a store cannot do.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The session has another number of records. Nothing was appended.
    #[error("session `{session}` has {found} records, not {expected}: another host goes on with it; read it again")]
    Conflict {
        /// The session.
        session: String,
        /// The position of the append.
        expected: u64,
        /// How many records there are.
        found: u64,
    },
    /// What was kept is not what was appended. Nothing was changed.
    #[error("{place} is damaged: {reason}; restore it from a copy or remove it")]
    Damaged {
        /// The file, or the session in it.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// More than a store keeps. Nothing was appended.
    #[error("{what}: {size}, at most {max} can be kept")]
    TooLarge {
        /// What is counted, in which unit.
        what: &'static str,
        /// How many there would be.
        size: u64,
        /// How many there may be.
        max: u64,
    },
    /// The URL names no store; the text says which there are.
    #[error("{0}")]
    InvalidUrl(String),
    /// The operating system or SQLite refused.
    #[error("could not {action}: {source}")]
    Io {
        /// What was tried, and where.
        action: String,
        /// The refusal.
        source: Arc<io::Error>,
    },
}

impl StoreError {
    fn io(action: impl Into<String>, source: io::Error) -> Self {
        Self::Io { action: action.into(), source: Arc::new(source) }
    }
}

/// Opens the store that a URL names, making it where there is none.
///
/// | URL | store |
/// |---|---|
/// | `memory:` | a new [`MemoryStore`] |
/// | `file:DIR`, `file:DIR?fsync=always`, `file:DIR?fsync=never` | [`FileStore`] in that directory |
/// | `sqlite:PATH` | [`SqliteStore`] in that database |
///
/// Paths are taken as they are written, without percent signs being decoded.
///
/// ```
/// use enclave_store::{StoreError, open};
///
/// assert!(open("memory:").is_ok());
/// assert!(matches!(open("redis:localhost"), Err(StoreError::InvalidUrl(_))));
/// ```
///
/// # Errors
/// `InvalidUrl`, or what opening the store says.
pub fn open(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    let (scheme, rest) = url.split_once(':').unwrap_or((url, ""));
    let (path, options) = rest.split_once('?').map_or((rest, None), |(path, options)| (path, Some(options)));
    let invalid = |reason: &str| Err(StoreError::InvalidUrl(format!("`{url}`: {reason}")));
    if path.starts_with("//") && !path.starts_with("///") {
        return invalid("a store is on this machine; write `file:/DIR` or `file:DIR`, without `//`");
    }
    match (scheme, path, options) {
        ("memory", "", None) => Ok(Arc::new(MemoryStore::default())),
        ("memory", ..) => invalid("`memory:` takes neither path nor options"),
        ("file", "", _) => invalid("the directory is missing; write `file:DIR`"),
        ("file", _, None | Some("fsync=always")) => Ok(Arc::new(FileStore::open(path, Fsync::Always)?)),
        ("file", _, Some("fsync=never")) => Ok(Arc::new(FileStore::open(path, Fsync::Never)?)),
        ("file", ..) => invalid("the options of `file:` are `fsync=always` and `fsync=never`"),
        ("sqlite", "", _) => invalid("the database is missing; write `sqlite:PATH`"),
        ("sqlite", ":memory:", _) => invalid("write `memory:` for a store that is not kept"),
        ("sqlite", _, None) => Ok(Arc::new(SqliteStore::open(path)?)),
        ("sqlite", ..) => invalid("`sqlite:` takes no options"),
        _ => invalid("there is no such store; write `memory:`, `file:DIR` or `sqlite:PATH`"),
    }
}

/// How much a session has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Extent {
    records: u64,
    bytes: u64,
}

impl Extent {
    fn of(records: &[Vec<u8>]) -> Self {
        Self { records: records.len() as u64, bytes: records.iter().map(|record| record.len() as u64).sum() }
    }

    /// The extent with more behind it.
    ///
    /// # Errors
    /// `TooLarge`.
    fn plus(self, more: Self) -> Result<Self, StoreError> {
        let sum =
            Self { records: self.records.saturating_add(more.records), bytes: self.bytes.saturating_add(more.bytes) };
        within("records of a session", sum.records, MAX_RECORDS)?;
        within("bytes of a session's records", sum.bytes, MAX_SESSION_BYTES)?;
        Ok(sum)
    }

    /// The extent after an append to the session.
    ///
    /// # Errors
    /// `Conflict`, `TooLarge`.
    fn append(self, session: &str, position: u64, records: &[Vec<u8>]) -> Result<Self, StoreError> {
        if self.records != position {
            return Err(StoreError::Conflict { session: session.into(), expected: position, found: self.records });
        }
        self.plus(Self::of(records))
    }
}

/// Refuses records that no session could have.
fn check_records(records: &[Vec<u8>]) -> Result<(), StoreError> {
    let longest = records.iter().map(Vec::len).max().unwrap_or(0);
    within("bytes of a record", longest as u64, MAX_RECORD_BYTES as u64)?;
    Extent::default().plus(Extent::of(records)).map(drop)
}

fn check_id(id: &str) -> Result<(), StoreError> {
    within("bytes of an id", id.len() as u64, MAX_ID_BYTES as u64)
}

fn within(what: &'static str, size: u64, max: u64) -> Result<(), StoreError> {
    if size > max { Err(StoreError::TooLarge { what, size, max }) } else { Ok(()) }
}
