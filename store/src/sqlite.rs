//! A store in one SQLite database.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rusqlite::{
    Connection, Error, ErrorCode, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, limits::Limit, params,
};

use crate::{Extent, MAX_RECORD_BYTES, State, Store, StoreError, check_id, check_records};

/// How long another process may have the database to itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// `ENCS`, by which a database is known as a store.
const APPLICATION_ID: i32 = 0x454e_4353;

/// Changes with the tables.
const FORMAT: i32 = 1;

const TABLES: &str = "
    CREATE TABLE sessions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        records INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        finished INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX unfinished ON sessions (number) WHERE finished = 0;
    CREATE TABLE records (
        session INTEGER NOT NULL,
        position INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        record BLOB NOT NULL,
        PRIMARY KEY (session, position)
    ) STRICT;
    CREATE TABLE claims (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
";

/// A store in a SQLite database of a local file system, in write-ahead mode: beside it stand `-wal` and `-shm`.
///
/// It has one connection in each process, which is closed before a `fork` and opened again when it is next needed. What
/// else of the same process opens the database must use this store: two copies of SQLite in one process lose each
/// other's locks.
///
/// ```
/// use enclave_store::{SqliteStore, State, Store};
///
/// let directory = tempfile::tempdir()?;
/// let store = SqliteStore::open(directory.path().join("sessions.db"))?;
/// store.append("order-17", 0, &[b"called".to_vec()], State::Open)?;
/// assert_eq!(store.read("order-17")?, [b"called"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SqliteStore {
    /// Its key in `CONNECTIONS`.
    number: u64,
    path: PathBuf,
}

/// The connections of all stores of the process, by the store's number.
type Connections = BTreeMap<u64, Connection>;

/// One lock for all of them, because a `fork` has to hold it.
static CONNECTIONS: Mutex<Connections> = Mutex::new(BTreeMap::new());

fn connections() -> MutexGuard<'static, Connections> {
    CONNECTIONS.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SqliteStore {
    /// Opens the store in a database, making it where there is none.
    ///
    /// # Errors
    /// `Damaged` when the file is no store, `Io`.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let path = path.as_ref();
        let action = || format!("open `{}`", path.display());
        // A host that changes its working directory later keeps its store.
        let absolute = std::path::absolute(path).map_err(|error| StoreError::io(action(), error))?;
        close_before_fork().map_err(|error| StoreError::io(action(), error))?;
        let store = Self { number: NUMBER.fetch_add(1, Ordering::Relaxed), path: absolute };
        store.with("open", |_| Ok(()))?;
        Ok(store)
    }

    /// Works with the connection of this process.
    fn with<T>(&self, verb: &str, work: impl FnOnce(&mut Connection) -> Result<T, Refusal>) -> Result<T, StoreError> {
        let mut connections = connections();
        let done = match connections.get_mut(&self.number) {
            Some(connection) => work(connection),
            None => {
                connect(&self.path).and_then(|connection| work(connections.entry(self.number).or_insert(connection)))
            }
        };
        drop(connections);
        done.map_err(|refusal| refusal.explain(verb, &self.path))
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        connections().remove(&self.number);
    }
}

impl Store for SqliteStore {
    fn append(&self, session: &str, position: u64, records: &[Vec<u8>], state: State) -> Result<(), StoreError> {
        check_id(session)?;
        check_records(records)?;
        self.with("write", |connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let before = find(&transaction, session)?.map_or(Extent::default(), |found| found.extent);
            let extent = before.append(session, position, records)?;
            let number: i64 = transaction
                .prepare_cached(
                    "INSERT INTO sessions (id, records, bytes, finished) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT (id) DO UPDATE SET records = ?2, bytes = ?3, finished = ?4
                    RETURNING number",
                )?
                .query_row(
                    params![
                        session,
                        extent.records.cast_signed(),
                        extent.bytes.cast_signed(),
                        state == State::Finished
                    ],
                    |row| row.get(0),
                )?;
            let mut insert = transaction.prepare_cached("INSERT INTO records VALUES (?1, ?2, ?3, ?4)")?;
            for (position, record) in (before.records.cast_signed()..).zip(records) {
                insert.execute(params![number, position, crc32fast::hash(record), record])?;
            }
            drop(insert);
            Ok(transaction.commit()?)
        })
    }

    fn read(&self, session: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        check_id(session)?;
        self.with("read", |connection| {
            let transaction = connection.transaction()?;
            let Some(found) = find(&transaction, session)? else { return Ok(Vec::new()) };
            let damaged = |what: &str| Refusal::Damaged(format!("session `{session}`: {what}"));
            let mut records = Vec::new();
            let mut extent = Extent::default();
            let mut select = transaction.prepare_cached(
                "SELECT position, checksum, record FROM records WHERE session = ?1 ORDER BY position",
            )?;
            let mut rows = select.query([found.number])?;
            while let Some(row) = rows.next()? {
                let record = row.get_ref(2)?.as_blob().map_err(|_| damaged("a record is no bytes"))?;
                if row.get::<_, i64>(0)? != extent.records.cast_signed() {
                    return Err(damaged("a record is missing"));
                }
                if row.get::<_, i64>(1)? != i64::from(crc32fast::hash(record)) {
                    return Err(damaged("a record does not have its checksum"));
                }
                extent = extent.plus(Extent { records: 1, bytes: record.len() as u64 })?;
                records.push(record.to_vec());
            }
            if extent == found.extent { Ok(records) } else { Err(damaged("the last records are missing")) }
        })
    }

    fn unfinished(&self) -> Result<Vec<String>, StoreError> {
        self.with("read", |connection| {
            let mut select = connection.prepare_cached("SELECT id FROM sessions WHERE finished = 0 ORDER BY number")?;
            let mut rows = select.query([])?;
            let mut ids = Vec::new();
            while let Some(row) = rows.next()? {
                let id: String = row.get(0)?;
                check_id(&id)?;
                ids.push(id);
            }
            Ok(ids)
        })
    }

    fn claim(&self, id: &str) -> Result<bool, StoreError> {
        check_id(id)?;
        self.with("write", |connection| {
            Ok(connection.prepare_cached("INSERT OR IGNORE INTO claims VALUES (?1)")?.execute([id])? == 1)
        })
    }

    fn remove(&self, session: &str) -> Result<(), StoreError> {
        check_id(session)?;
        self.with("write", |connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if let Some(found) = find(&transaction, session)? {
                transaction.execute("DELETE FROM records WHERE session = ?1", [found.number])?;
                transaction.execute("DELETE FROM sessions WHERE number = ?1", [found.number])?;
            }
            Ok(transaction.commit()?)
        })
    }
}

/// A session's row.
struct Found {
    number: i64,
    extent: Extent,
}

fn find(transaction: &Transaction<'_>, session: &str) -> rusqlite::Result<Option<Found>> {
    transaction
        .prepare_cached("SELECT number, records, bytes FROM sessions WHERE id = ?1")?
        .query_row([session], |row| {
            // A number below zero is above every bound.
            let [records, bytes] = [row.get::<_, i64>(1)?, row.get(2)?].map(i64::cast_unsigned);
            Ok(Found { number: row.get(0)?, extent: Extent { records, bytes } })
        })
        .optional()
}

fn connect(path: &Path) -> Result<Connection, Refusal> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // Room for a record and the rest of its row.
    let longest = i32::try_from(MAX_RECORD_BYTES + (1 << 16)).unwrap_or(i32::MAX);
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, longest)?;
    // Whoever wrote the file, it runs no code of its own.
    connection.pragma_update(None, "trusted_schema", false)?;
    let known = is_store(&connection)?;
    write_ahead(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    if !known {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been first.
        if !is_store(&transaction)? {
            transaction.execute_batch(TABLES)?;
            transaction.pragma_update(None, "user_version", FORMAT)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        }
        transaction.commit()?;
    }
    Ok(connection)
}

/// False for a database that has nothing in it yet.
fn is_store(connection: &Connection) -> Result<bool, Refusal> {
    let sql = "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
        FROM pragma_application_id, pragma_user_version";
    match connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
        (APPLICATION_ID, FORMAT, _) => Ok(true),
        (0, 0, 0) => Ok(false),
        (APPLICATION_ID, format, _) => {
            Err(Refusal::Damaged(format!("it has format {format}, but this version reads {FORMAT}")))
        }
        (_, _, _) => Err(Refusal::Damaged("it is the database of another program".into())),
    }
}

/// Switches a database to write-ahead mode, which it then keeps.
fn write_ahead(connection: &Connection) -> Result<(), Refusal> {
    let begun = Instant::now();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0)) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(_) => return Err(Refusal::Io(ErrorKind::Unsupported.into())),
            // Of two that switch at the same time SQLite refuses one at once, without its timeout.
            Err(error) if is_busy(&error) && begun.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(5)),
            Err(error) => return Err(error.into()),
        }
    }
}

fn is_busy(error: &Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Why something was not done, before it is known where.
enum Refusal {
    Store(StoreError),
    Io(io::Error),
    Damaged(String),
}

impl Refusal {
    fn explain(self, verb: &str, path: &Path) -> StoreError {
        let place = format!("`{}`", path.display());
        match self {
            Self::Store(error) => error,
            Self::Io(error) => StoreError::io(format!("{verb} {place}"), error),
            Self::Damaged(reason) => StoreError::Damaged { place, reason },
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TypeMismatch) => {
                Self::Damaged(error.to_string())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Io(io::Error::new(
                ErrorKind::TimedOut,
                format!("another process kept it locked for {} s", PATIENCE.as_secs()),
            )),
            None if matches!(error, Error::InvalidColumnType(..) | Error::FromSqlConversionFailure(..)) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Io(io::Error::other(error)),
        }
    }
}

/// Has every `fork` of the process happen while no database is open. SQLite notes in memory which locks it has on a
/// file. A child has that note, but not the locks; even a connection of its own would believe it, and write to files
/// that the parent has removed by then.
fn close_before_fork() -> io::Result<()> {
    thread_local! {
        static HELD: RefCell<Option<MutexGuard<'static, Connections>>> = const { RefCell::new(None) };
    }

    // None of these may unwind: nothing here panics.
    extern "C" fn before() {
        let mut connections = connections();
        connections.clear();
        // A thread that forks while it ends has no `HELD` any more; then the lock is free in the child all the same.
        let _ = HELD.try_with(|held| held.replace(Some(connections)));
    }
    extern "C" fn after() {
        let _ = HELD.try_with(RefCell::take);
    }

    static REGISTERED: OnceLock<i32> = OnceLock::new();
    #[expect(unsafe_code, reason = "no safe function tells of a fork")]
    let refusal = *REGISTERED.get_or_init(|| {
        // SAFETY: all three are functions that live as long as this code and do not unwind.
        unsafe { libc::pthread_atfork(Some(before), Some(after), Some(after)) }
    });
    if refusal == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(refusal)) }
}
