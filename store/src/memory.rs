//! A store that ends with its process: for tests, and for hosts that want `claim`.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{State, Store, StoreError, check};

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<Inside>);

#[derive(Debug, Default)]
struct Inside {
    sessions: HashMap<String, Session>,
    /// Those that are open, by when they came.
    open: BTreeMap<u64, String>,
    last: u64,
    claims: HashSet<String>,
}

#[derive(Debug)]
struct Session {
    number: u64,
    records: Vec<Vec<u8>>,
}

impl MemoryStore {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn append(&self, session: &str, position: u64, records: &[Vec<u8>], state: State) -> Result<(), StoreError> {
        check(session, records)?;
        let mut inside = self.inside();
        let found = inside.sessions.get(session).map_or(0, |session| session.records.len() as u64);
        if found != position {
            return Err(StoreError::Conflict { session: session.to_owned(), expected: position, found });
        }
        let next = inside.last + 1;
        inside.last = next;
        let kept = inside.sessions.entry(session.to_owned());
        let kept = kept.or_insert_with(|| Session { number: next, records: Vec::new() });
        kept.records.extend_from_slice(records);
        let number = kept.number;
        match state {
            State::Open => drop(inside.open.insert(number, session.to_owned())),
            State::Finished => drop(inside.open.remove(&number)),
        }
        Ok(())
    }

    fn read(&self, session: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        Ok(self.inside().sessions.get(session).map(|session| session.records.clone()).unwrap_or_default())
    }

    fn unfinished(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.inside().open.values().cloned().collect())
    }

    fn claim(&self, id: &str) -> Result<bool, StoreError> {
        check(id, &[])?;
        Ok(self.inside().claims.insert(id.to_owned()))
    }

    fn remove(&self, session: &str) -> Result<(), StoreError> {
        let mut inside = self.inside();
        if let Some(removed) = inside.sessions.remove(session) {
            inside.open.remove(&removed.number);
        }
        Ok(())
    }
}
