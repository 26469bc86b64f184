//! A store that ends with its process: for tests, and for sessions that need not outlive their host.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Mutex, MutexGuard},
};

use enclave_contract::PerProcess;

use crate::{Extent, State, Store, StoreError, check_id, check_records};

/// A store in memory. It is shared by the threads of one process; a child of `fork` has a copy, which is empty when a
/// thread was at work with it.
#[derive(Debug, Default)]
pub struct MemoryStore(PerProcess<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    sessions: BTreeMap<String, Session>,
    claims: HashSet<String>,
    /// How many sessions there ever were.
    begun: u64,
}

#[derive(Debug)]
struct Session {
    begun: u64,
    records: Vec<Vec<u8>>,
    extent: Extent,
    state: State,
}

impl MemoryStore {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock()
    }
}

impl Store for MemoryStore {
    fn append(&self, session: &str, position: u64, records: &[Vec<u8>], state: State) -> Result<(), StoreError> {
        check_id(session)?;
        check_records(records)?;
        let kept = &mut *self.kept();
        let extent = kept.sessions.get(session).map_or(Extent::default(), |session| session.extent);
        let extent = extent.append(session, position, records)?;
        let entry = kept.sessions.entry(session.to_owned()).or_insert_with(|| {
            kept.begun += 1;
            Session { begun: kept.begun, records: Vec::new(), extent, state }
        });
        entry.records.extend_from_slice(records);
        entry.extent = extent;
        entry.state = state;
        Ok(())
    }

    fn read(&self, session: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        check_id(session)?;
        Ok(self.kept().sessions.get(session).map_or_else(Vec::new, |session| session.records.clone()))
    }

    fn unfinished(&self) -> Result<Vec<String>, StoreError> {
        let kept = self.kept();
        let mut open: Vec<_> = kept.sessions.iter().filter(|(_, session)| session.state == State::Open).collect();
        open.sort_unstable_by_key(|(_, session)| session.begun);
        Ok(open.into_iter().map(|(id, _)| id.clone()).collect())
    }

    fn claim(&self, id: &str) -> Result<bool, StoreError> {
        check_id(id)?;
        Ok(self.kept().claims.insert(id.to_owned()))
    }

    fn remove(&self, session: &str) -> Result<(), StoreError> {
        check_id(session)?;
        self.kept().sessions.remove(session);
        Ok(())
    }
}
