//! A store in an SQLite database: one file for all sessions.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::{State, Store, StoreError, check, count};

/// How long one process waits for another one's transaction.
const BUSY: Duration = Duration::from_secs(30);

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS sessions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        records INTEGER NOT NULL,
        open INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS open_sessions ON sessions (number) WHERE open;
    CREATE TABLE IF NOT EXISTS records (
        session INTEGER NOT NULL,
        position INTEGER NOT NULL,
        record BLOB NOT NULL,
        PRIMARY KEY (session, position)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS claims (id TEXT PRIMARY KEY) WITHOUT ROWID;
";

/// A store in a database.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    /// The connection, and the process that made it: one that was forked needs its own.
    connection: Mutex<Option<(u32, Connection)>>,
}

impl SqliteStore {
    /// The store at a path, made when it is not there.
    ///
    /// # Errors
    /// When the file is no database or cannot be written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let store = Self { path: path.to_owned(), connection: Mutex::default() };
        store.with(|_| Ok(()))?;
        Ok(store)
    }

    fn with<R>(&self, act: impl FnOnce(&mut Connection) -> Result<R, StoreError>) -> Result<R, StoreError> {
        let mut slot = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if slot.as_ref().is_some_and(|(maker, _)| *maker != process) {
            // Closing a parent's connection would release the parent's locks.
            std::mem::forget(slot.take());
        }
        if let Some((_, connection)) = &mut *slot {
            return act(connection);
        }
        let connection = connect(&self.path)?;
        let (_, connection) = slot.insert((process, connection));
        act(connection)
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // An append that returned outlives a loss of power.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

impl Store for SqliteStore {
    fn append(&self, session: &str, position: u64, records: &[Vec<u8>], state: State) -> Result<(), StoreError> {
        check(session, records)?;
        self.with(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let known: Option<(i64, i64)> = transaction
                .prepare_cached("SELECT number, records FROM sessions WHERE id = ?1")?
                .query_row([session], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let found = known.map_or(0, |(_, records)| unsigned(records));
            if found != position {
                return Err(StoreError::Conflict { session: session.to_owned(), expected: position, found });
            }
            let open = state == State::Open;
            let next = i64::try_from(found + records.len() as u64).unwrap_or(i64::MAX);
            let number = match known {
                Some((number, _)) => {
                    transaction
                        .prepare_cached("UPDATE sessions SET records = ?2, open = ?3 WHERE number = ?1")?
                        .execute(params![number, next, open])?;
                    number
                }
                None => {
                    transaction
                        .prepare_cached("INSERT INTO sessions (id, records, open) VALUES (?1, ?2, ?3)")?
                        .execute(params![session, next, open])?;
                    transaction.last_insert_rowid()
                }
            };
            {
                let mut insert = transaction.prepare_cached("INSERT INTO records VALUES (?1, ?2, ?3)")?;
                for (record, at) in records.iter().zip(found..) {
                    insert.execute(params![number, i64::try_from(at).unwrap_or(i64::MAX), record])?;
                }
            }
            Ok(transaction.commit()?)
        })
    }

    fn read(&self, session: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        self.with(|connection| {
            let transaction = connection.transaction()?;
            let known: Option<(i64, i64)> = transaction
                .prepare_cached("SELECT number, records FROM sessions WHERE id = ?1")?
                .query_row([session], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((number, expected)) = known else { return Ok(Vec::new()) };
            let mut select =
                transaction.prepare_cached("SELECT record FROM records WHERE session = ?1 ORDER BY position")?;
            let mut rows = select.query([number])?;
            let (mut records, mut bytes) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                count(&mut bytes, row.get_ref(0)?.as_blob().map_err(|error| damaged(session, &error))?.len())?;
                records.push(row.get(0)?);
            }
            if records.len() as u64 != unsigned(expected) {
                let what = format!("it has {} records of {expected}", records.len());
                return Err(StoreError::Damaged { session: session.to_owned(), what });
            }
            Ok(records)
        })
    }

    fn unfinished(&self) -> Result<Vec<String>, StoreError> {
        self.with(|connection| {
            let mut select = connection.prepare_cached("SELECT id FROM sessions WHERE open ORDER BY number")?;
            let ids = select.query_map([], |row| row.get(0))?;
            Ok(ids.collect::<Result<_, _>>()?)
        })
    }

    fn claim(&self, id: &str) -> Result<bool, StoreError> {
        check(id, &[])?;
        self.with(|connection| {
            let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO claims VALUES (?1)")?;
            Ok(insert.execute([id])? == 1)
        })
    }

    fn remove(&self, session: &str) -> Result<(), StoreError> {
        self.with(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let of = "(SELECT number FROM sessions WHERE id = ?1)";
            transaction.execute(&format!("DELETE FROM records WHERE session IN {of}"), [session])?;
            transaction.execute("DELETE FROM sessions WHERE id = ?1", [session])?;
            Ok(transaction.commit()?)
        })
    }
}

fn damaged(session: &str, error: &impl ToString) -> StoreError {
    StoreError::Damaged { session: session.to_owned(), what: error.to_string() }
}
