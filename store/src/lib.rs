//! Where the journals of sessions are kept, so that another process can go on with them.
//!
//! A journal is an append-only log of records. What they mean is not known here: they are bytes, written by
//! `Session::take_records` and read by `Enclave::recover`.

mod file;
mod memory;
mod sqlite;

use std::{fmt, io, path::Path, sync::Arc};

pub use file::FileStore;
pub use memory::MemoryStore;
pub use sqlite::SqliteStore;

/// The largest record, in bytes.
pub const MAX_RECORD_BYTES: usize = 256 << 20;
/// The most that is read of one session, in bytes.
pub const MAX_SESSION_BYTES: u64 = 512 << 20;
/// The longest id of a session or a claim, in bytes.
pub const MAX_ID_BYTES: usize = 1024;

/// Whether a session goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits, or it was left.
    Open,
    /// It is over.
    Finished,
}

/// A journal store. Shared by threads, and by every process that opens the same place.
pub trait Store: Send + Sync + fmt::Debug {
    /// Appends records behind the first `position` ones, all or none, and says how the session stands.
    ///
    /// # Errors
    /// `Conflict` when the session has another number of records: somebody else goes on with it.
    fn append(&self, session: &str, position: u64, records: &[Vec<u8>], state: State) -> Result<(), StoreError>;

    /// All records of a session in order; none when it is unknown.
    ///
    /// # Errors
    /// `Damaged` when the log is not what was written.
    fn read(&self, session: &str) -> Result<Vec<Vec<u8>>, StoreError>;

    /// The sessions that are open, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn unfinished(&self) -> Result<Vec<String>, StoreError>;

    /// Takes an id once and for all: `true` for the first who asks.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn claim(&self, id: &str) -> Result<bool, StoreError>;

    /// Forgets a session. Claims stay.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn remove(&self, session: &str) -> Result<(), StoreError>;
}

/// Why a store did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Somebody else appended to the session.
    #[error("session `{session}` has {found} records, not {expected}: another process goes on with it")]
    Conflict {
        /// The session.
        session: String,
        /// The records that were expected.
        expected: u64,
        /// The records that there are.
        found: u64,
    },
    /// The log is not what was written.
    #[error("the journal of session `{session}` is damaged: {what}")]
    Damaged {
        /// The session.
        session: String,
        /// What is wrong.
        what: String,
    },
    /// A record, a session or an id is larger than a store keeps.
    #[error("{what} has {bytes} bytes; at most {most} are kept")]
    TooLarge {
        /// What it is.
        what: &'static str,
        /// How large it is.
        bytes: u64,
        /// How large it may be.
        most: u64,
    },
    /// The place is not one of a store.
    #[error("`{0}` is no journal store: write `sqlite:PATH`, `file:FOLDER`, `file:FOLDER?fsync=never` or `memory:`")]
    InvalidUrl(String),
    /// The system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The database refused.
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// Opens the store of a URL: `sqlite:PATH`, `file:FOLDER`, `file:FOLDER?fsync=never` or `memory:`.
///
/// # Errors
/// `InvalidUrl`, or what the place has against it.
///
/// ```
/// use enclave_store::{State, open};
///
/// let store = open("memory:")?;
/// store.append("a session", 0, &[b"first".to_vec()], State::Open)?;
/// assert_eq!(store.unfinished()?, ["a session"]);
/// # Ok::<(), enclave_store::StoreError>(())
/// ```
pub fn open(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    let invalid = || StoreError::InvalidUrl(url.to_owned());
    match url.split_once(':').ok_or_else(invalid)? {
        ("memory", "") => Ok(Arc::new(MemoryStore::default())),
        ("sqlite", path) if !path.is_empty() => Ok(Arc::new(SqliteStore::open(Path::new(path))?)),
        ("file", rest) => {
            let (folder, fsync) = match rest.split_once('?') {
                None | Some((_, "fsync=always")) => (rest.split('?').next().unwrap_or(rest), true),
                Some((folder, "fsync=never")) => (folder, false),
                Some(_) => return Err(invalid()),
            };
            if folder.is_empty() { Err(invalid()) } else { Ok(Arc::new(FileStore::open(Path::new(folder), fsync)?)) }
        }
        _ => Err(invalid()),
    }
}

/// Refuses what is larger than a store keeps, before anything is written.
fn check(id: &str, records: &[Vec<u8>]) -> Result<(), StoreError> {
    let fits = |what, bytes: usize, most: usize| {
        if bytes <= most {
            return Ok(());
        }
        Err(StoreError::TooLarge { what, bytes: bytes as u64, most: most as u64 })
    };
    fits("an id", id.len(), MAX_ID_BYTES)?;
    fits("a record", records.iter().map(Vec::len).sum(), MAX_RECORD_BYTES)
}

/// Counts what is read of a session.
fn count(total: &mut u64, bytes: usize) -> Result<(), StoreError> {
    *total += bytes as u64;
    if *total <= MAX_SESSION_BYTES {
        return Ok(());
    }
    Err(StoreError::TooLarge { what: "a session's journal", bytes: *total, most: MAX_SESSION_BYTES })
}
