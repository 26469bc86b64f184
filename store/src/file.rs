//! A store in a directory: `sessions/` has a file for each session, `claims/` an empty one for each id that was taken.
//!
//! Files are named by the SHA-256 of the id, so an id of any text and length is a name, and no two ids have the same.
//! Whoever reads or writes a session's file holds its lock, between threads and between processes.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Seek, SeekFrom, Write},
    ops::Deref,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use sha2::{Digest, Sha256};

use crate::{
    Extent, State, Store, StoreError, check_id, check_records,
    format::{End, Fault, Header, Reader},
};

/// When an append reaches the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fsync {
    /// Before it returns: what was appended survives a loss of power.
    Always,
    /// When the operating system sees fit: what was appended survives the end of the process, but not a loss of power,
    /// which may also damage the session.
    Never,
}

/// A store in a directory of a local file system.
///
/// ```
/// use enclave_store::{FileStore, Fsync, State, Store};
///
/// let directory = tempfile::tempdir()?;
/// let store = FileStore::open(directory.path(), Fsync::Always)?;
/// store.append("order-17", 0, &[b"called".to_vec()], State::Open)?;
///
/// let again = FileStore::open(directory.path(), Fsync::Always)?;
/// assert_eq!(again.read("order-17")?, [b"called"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FileStore {
    sessions: PathBuf,
    claims: PathBuf,
    fsync: Fsync,
}

impl FileStore {
    /// Opens the store in a directory, making it where there is none.
    ///
    /// # Errors
    /// `Io`.
    pub fn open(directory: impl AsRef<Path>, fsync: Fsync) -> Result<Self, StoreError> {
        let directory = directory.as_ref();
        // A host that changes its working directory later keeps its store.
        let path = std::path::absolute(directory).map_err(failed("open", directory))?;
        let store = Self { sessions: path.join("sessions"), claims: path.join("claims"), fsync };
        store.make_directory(&store.sessions)?;
        store.make_directory(&store.claims)?;
        Ok(store)
    }

    fn make_directory(&self, path: &Path) -> Result<(), StoreError> {
        let missing: Vec<_> = path.ancestors().take_while(|path| !path.exists()).collect();
        for path in missing.into_iter().rev() {
            match fs::create_dir(path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                made => made.map_err(failed("make", path))?,
            }
            path.parent().map_or(Ok(()), |parent| self.sync_directory(parent))?;
        }
        Ok(())
    }

    fn sync_directory(&self, path: &Path) -> Result<(), StoreError> {
        match self.fsync {
            Fsync::Always => File::open(path).and_then(|directory| directory.sync_all()).map_err(failed("sync", path)),
            Fsync::Never => Ok(()),
        }
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        match self.fsync {
            Fsync::Always => file.sync_data(),
            Fsync::Never => Ok(()),
        }
    }

    fn path(&self, session: &str) -> PathBuf {
        self.sessions.join(name(session))
    }

    /// Cuts off what is behind the last whole batch and writes one there.
    fn write(&self, file: &Locked, end: u64, bytes: &[u8]) -> io::Result<()> {
        if file.metadata()?.len() > end {
            file.set_len(end)?;
            // On the disk too, or else a loss of power may show the old bytes behind the new.
            self.sync(file)?;
        }
        let mut writer: &File = file;
        writer.seek(SeekFrom::Start(end))?;
        let written = writer.write_all(bytes).and_then(|()| self.sync(file));
        if written.is_err() {
            // Nothing of a failed append is to stay. If this fails too, what was half written is cut off later.
            let _ = file.set_len(end);
        }
        written
    }
}

impl Store for FileStore {
    fn append(&self, session: &str, position: u64, records: &[Vec<u8>], state: State) -> Result<(), StoreError> {
        check_id(session)?;
        check_records(records)?;
        let path = self.path(session);
        let file = loop {
            // Only a first append makes a file.
            let Some(file) = Locked::exclusive(&path, position == 0)? else {
                return Extent::default().append(session, position, records).map(drop);
            };
            // The session may have been removed while its lock was waited for.
            if !file.is_removed(&path)? {
                break file;
            }
        };
        let mut reader = Reader::new(&file).map_err(failed("read", &path))?;
        if let Some(header) = reader.header(|id| id == session).map_err(fault(&path))? {
            let End { at, extent, state: before } = reader.end(&header).map_err(fault(&path))?;
            extent.append(session, position, records)?;
            if records.is_empty() && before == Some(state) {
                // Whoever wrote that state may have been killed before it reached the disk.
                return self.sync(&file).map_err(failed("sync", &path));
            }
            let batch = header.encode_batch(extent, records, state);
            return self.write(&file, at, &batch).map_err(failed("write", &path));
        }
        Extent::default().append(session, position, records)?;
        let salt = getrandom::u32().map_err(|error| failed("make", &path)(error.into()))?;
        let header = Header { id: session.to_owned(), began: now(), salt };
        // The name is on the disk before the first byte: a file that has any can be relied upon.
        self.sync_directory(&self.sessions)?;
        let bytes = [header.encode(), header.encode_batch(Extent::default(), records, state)].concat();
        self.write(&file, 0, &bytes).map_err(failed("write", &path))
    }

    fn read(&self, session: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        check_id(session)?;
        let path = self.path(session);
        let Some(file) = Locked::shared(&path)? else { return Ok(Vec::new()) };
        let mut reader = Reader::new(&file).map_err(failed("read", &path))?;
        let mut records = Vec::new();
        if let Some(header) = reader.header(|id| id == session).map_err(fault(&path))? {
            reader.scan(&header, |batch| records.extend(batch)).map_err(fault(&path))?;
        }
        Ok(records)
    }

    fn unfinished(&self) -> Result<Vec<String>, StoreError> {
        let mut open = Vec::new();
        for entry in fs::read_dir(&self.sessions).map_err(failed("read", &self.sessions))? {
            let entry = entry.map_err(failed("read", &self.sessions))?;
            let path = entry.path();
            if entry.file_name().len() != name("").len() {
                continue;
            }
            let Some(file) = Locked::shared(&path)? else { continue };
            let mut reader = Reader::new(&file).map_err(failed("read", &path))?;
            let header = reader.header(|id| entry.file_name() == name(id).as_str()).map_err(fault(&path))?;
            let Some(header) = header else { continue };
            match reader.end(&header) {
                // One damaged session does not keep the others from going on: whoever reads it is told.
                Ok(End { state: Some(State::Open), .. }) | Err(Fault::Damaged(_)) => {
                    open.push((header.began, header.id))
                }
                Ok(_) => {}
                Err(error) => return Err(fault(&path)(error)),
            }
        }
        open.sort_unstable();
        Ok(open.into_iter().map(|(_, id)| id).collect())
    }

    fn claim(&self, id: &str) -> Result<bool, StoreError> {
        check_id(id)?;
        let path = self.claims.join(name(id));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => self.sync_directory(&self.claims).map(|()| true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(failed("make", &path)(error)),
        }
    }

    fn remove(&self, session: &str) -> Result<(), StoreError> {
        check_id(session)?;
        let path = self.path(session);
        // Under the lock: neither an append that is under way nor a session made anew meanwhile is lost.
        let Some(file) = Locked::exclusive(&path, false)? else { return Ok(()) };
        if !file.is_removed(&path)? {
            fs::remove_file(&path).map_err(failed("remove", &path))?;
        }
        self.sync_directory(&self.sessions)
    }
}

/// A file whose lock is held.
struct Locked(File);

impl Locked {
    /// The file at a path, for writing; none where there is none and none is to be made.
    fn exclusive(path: &Path, make: bool) -> Result<Option<Self>, StoreError> {
        let file = match OpenOptions::new().read(true).write(true).create(make).truncate(false).open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound && !make => return Ok(None),
            file => file.map_err(failed("open", path))?,
        };
        uninterrupted(|| file.lock()).map_err(failed("lock", path))?;
        Ok(Some(Self(file)))
    }

    /// The file at a path, for reading; none where there is none.
    fn shared(path: &Path) -> Result<Option<Self>, StoreError> {
        let file = match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file.map_err(failed("open", path))?,
        };
        uninterrupted(|| file.lock_shared()).map_err(failed("lock", path))?;
        Ok(Some(Self(file)))
    }

    fn is_removed(&self, path: &Path) -> Result<bool, StoreError> {
        Ok(self.metadata().map_err(failed("read", path))?.nlink() == 0)
    }
}

impl Deref for Locked {
    type Target = File;

    fn deref(&self) -> &File {
        &self.0
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        // Closing is not enough: a child that was forked meanwhile has the file open too. Should unlocking fail,
        // the lock ends with that child.
        let _ = self.0.unlock();
    }
}

/// Waits for a lock through signals.
fn uninterrupted(lock: impl Fn() -> io::Result<()>) -> io::Result<()> {
    loop {
        match lock() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// The name of the file of an id.
fn name(id: &str) -> String {
    format!("{:x}", Sha256::digest(id))
}

/// Nanoseconds since 1970 UTC.
fn now() -> u64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    elapsed.as_nanos().try_into().unwrap_or(u64::MAX)
}

fn failed(verb: &str, path: &Path) -> impl Fn(io::Error) -> StoreError {
    move |error| StoreError::io(format!("{verb} `{}`", path.display()), error)
}

fn fault(path: &Path) -> impl Fn(Fault) -> StoreError {
    move |fault| match fault {
        Fault::Io(error) => failed("read", path)(error),
        Fault::Damaged(reason) => StoreError::Damaged { place: format!("`{}`", path.display()), reason },
    }
}
