//! A store in a folder: one append-only file for each session.
//!
//! `open/` and `done/` hold the files of sessions that go on and of those that are over, `claims/` one empty file for each
//! id that was taken. A file is `ENCL`, the format, the length of the session's id, the id; then one frame for each append:
//! its length, the checksum of its body, the checksum of these two; the body: the number of its records, and each record
//! behind its length. All numbers are little-endian and of 32 bits. A last frame that was not written to its end was never
//! acknowledged: it is cut off. Everything else that is not what was written is damage.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use sha2::{Digest, Sha256};

use crate::{MAX_ID_BYTES, MAX_RECORD_BYTES, State, Store, StoreError, check, count};

const MAGIC: &[u8; 4] = b"ENCL";
const VERSION: u32 = 1;
/// The shortest file with an append in it.
const SHORTEST: u64 = 12 + FRAME_HEAD as u64;
/// Length and checksums in front of a frame's body.
const FRAME_HEAD: usize = 12;
/// A frame whose length is there and whose body is not right was torn when it ends in so many zeros: what a file system
/// leaves where it made room and wrote nothing.
const UNWRITTEN: [u8; 16] = [0; 16];
/// The largest body: the most records that an append may have, with their lengths.
const MAX_FRAME_BYTES: usize = MAX_RECORD_BYTES + (16 << 20);
/// Files whose end is remembered.
const MAX_ENDS: usize = 10_000;

/// A store in a folder.
#[derive(Debug)]
pub struct FileStore {
    folder: PathBuf,
    /// Whether an append that returned outlives a loss of power.
    fsync: bool,
    /// Where the files end that this process appended to last.
    ends: Mutex<HashMap<String, End>>,
}

/// The end of a log: everything in front of it was read or written.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    bytes: u64,
    records: u64,
}

impl FileStore {
    /// The store in a folder, made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path, fsync: bool) -> Result<Self, StoreError> {
        for part in ["open", "done", "claims"] {
            fs::create_dir_all(folder.join(part))?;
        }
        Ok(Self { folder: folder.to_owned(), fsync, ends: Mutex::default() })
    }

    fn path(&self, state: State, session: &str) -> PathBuf {
        let folder = match state {
            State::Open => "open",
            State::Finished => "done",
        };
        self.folder.join(folder).join(file_name(session))
    }

    /// The session's file, locked, with its state; made when there is none.
    fn locked(&self, session: &str) -> Result<(File, State), StoreError> {
        loop {
            let done = self.path(State::Finished, session);
            let state = if done.exists() { State::Finished } else { State::Open };
            let path = self.path(state, session);
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(state == State::Open);
            let file = match options.open(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                file => file?,
            };
            file.lock()?;
            // It may have moved while this waited.
            if is_at(&file, &path)? {
                return Ok((file, state));
            }
        }
    }

    fn sync(&self, file: &File, folder: Option<&Path>) -> io::Result<()> {
        if !self.fsync {
            return Ok(());
        }
        file.sync_data()?;
        // A file that is new, or has moved, is found after a loss of power when its folder is written, too.
        folder.map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    }

    fn ends(&self) -> std::sync::MutexGuard<'_, HashMap<String, End>> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for FileStore {
    fn append(&self, session: &str, position: u64, records: &[Vec<u8>], state: State) -> Result<(), StoreError> {
        check(session, records)?;
        let (mut file, before) = self.locked(session)?;
        let length = file.metadata()?.len();
        let known = self.ends().get(session).copied().filter(|end| end.bytes == length);
        let end = match known {
            Some(end) => end,
            None => scan(&mut file, session, |_| Ok(()))?,
        };
        if end.records != position {
            return Err(StoreError::Conflict { session: session.to_owned(), expected: position, found: end.records });
        }
        let mut bytes = Vec::new();
        if end.bytes == 0 {
            bytes.extend(head(session));
        }
        if !records.is_empty() {
            bytes.extend(frame(records));
        }
        // What is behind the last whole frame was never acknowledged.
        file.set_len(end.bytes)?;
        file.seek(SeekFrom::Start(end.bytes))?;
        file.write_all(&bytes)?;
        let path = self.path(before, session);
        self.sync(&file, path.parent().filter(|_| end.bytes == 0))?;
        let mut ends = self.ends();
        if state != before {
            let moved = self.path(state, session);
            fs::rename(&path, &moved)?;
            self.sync(&file, moved.parent())?;
        }
        if state == State::Finished {
            ends.remove(session);
        } else if ends.len() < MAX_ENDS || ends.contains_key(session) {
            let end = End { bytes: end.bytes + bytes.len() as u64, records: end.records + records.len() as u64 };
            ends.insert(session.to_owned(), end);
        }
        Ok(())
    }

    fn read(&self, session: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        check(session, &[])?;
        for state in [State::Open, State::Finished] {
            let mut file = match File::open(self.path(state, session)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                file => file?,
            };
            // Nobody is in the middle of an append.
            file.lock_shared()?;
            let (mut records, mut bytes) = (Vec::new(), 0);
            scan(&mut file, session, |record| {
                count(&mut bytes, record.len())?;
                records.push(record.to_vec());
                Ok(())
            })?;
            return Ok(records);
        }
        Ok(Vec::new())
    }

    fn unfinished(&self) -> Result<Vec<String>, StoreError> {
        let mut sessions = Vec::new();
        for entry in fs::read_dir(self.folder.join("open"))? {
            let entry = entry?;
            let file = match File::open(entry.path()) {
                // Another process moved it meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                file => file?,
            };
            let data = file.metadata()?;
            let made = data.created().or_else(|_| data.modified())?;
            let name = entry.file_name().to_string_lossy().into_owned();
            match read_head(&mut BufReader::new(file))? {
                Some(id) if file_name(&id) == name => sessions.push((made, id)),
                // Its first append was never acknowledged.
                None if data.len() < SHORTEST => {}
                // Reading it says what is wrong with it.
                _ => sessions.push((made, name.strip_prefix("s-").unwrap_or(&name).to_owned())),
            }
        }
        sessions.sort();
        Ok(sessions.into_iter().map(|(_, id)| id).collect())
    }

    fn claim(&self, id: &str) -> Result<bool, StoreError> {
        check(id, &[])?;
        let folder = self.folder.join("claims");
        match OpenOptions::new().write(true).create_new(true).open(folder.join(file_name(id))) {
            Ok(file) => {
                self.sync(&file, Some(&folder))?;
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn remove(&self, session: &str) -> Result<(), StoreError> {
        self.ends().remove(session);
        for state in [State::Open, State::Finished] {
            match fs::remove_file(self.path(state, session)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }
}

/// A name that no other id has, on any file system.
fn file_name(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    if !id.is_empty() && id.len() <= 100 && id.bytes().all(plain) {
        return format!("s-{id}");
    }
    let hash = Sha256::digest(id.as_bytes());
    format!("h-{}", hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let there = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        there => there?,
    };
    let here = file.metadata()?;
    Ok((here.dev(), here.ino()) == (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    // A file that is open does not move there.
    Ok(path.exists())
}

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

fn head(session: &str) -> Vec<u8> {
    [MAGIC, VERSION.to_le_bytes().as_slice(), &number(session.len()), session.as_bytes()].concat()
}

fn frame(records: &[Vec<u8>]) -> Vec<u8> {
    let mut body = number(records.len()).to_vec();
    for record in records {
        body.extend(number(record.len()));
        body.extend(record);
    }
    let sizes = [number(body.len()), crc32fast::hash(&body).to_le_bytes()].concat();
    [sizes.as_slice(), &crc32fast::hash(&sizes).to_le_bytes(), &body].concat()
}

/// The id in a file's head; `None` for a file that has no whole head.
fn read_head(file: &mut impl Read) -> io::Result<Option<String>> {
    let mut fixed = [0; 12];
    if !fill(file, &mut fixed)? {
        return Ok(None);
    }
    let length = take(&fixed[8..]).map_or(0, |(length, _)| length.min(MAX_ID_BYTES));
    let mut id = vec![0; length];
    let whole = fill(file, &mut id)?;
    Ok(String::from_utf8(id).ok().filter(|id| whole && head(id).starts_with(&fixed)))
}

/// Whether there were as many bytes as that.
fn fill(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(bytes) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        done => done.map(|()| true),
    }
}

/// Reads a log from its start; the end of its last whole frame. A last frame that is not whole is cut off.
fn scan(
    file: &mut File,
    session: &str,
    mut each: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<End, StoreError> {
    let damaged = |what: &str| StoreError::Damaged { session: session.to_owned(), what: what.to_owned() };
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::new(file);
    let head = head(session);
    let mut begins = Vec::new();
    Read::by_ref(&mut reader).take(head.len() as u64).read_to_end(&mut begins)?;
    if begins != head {
        let zeros = begins.iter().all(|byte| *byte == 0) && rest_is_empty(&mut reader)?;
        let torn = zeros || begins.len() < head.len() && head.starts_with(&begins);
        return if torn { Ok(End::default()) } else { Err(damaged("it does not begin as that of this session")) };
    }
    let mut end = End { bytes: head.len() as u64, records: 0 };
    let mut fixed = [0; FRAME_HEAD];
    while fill(&mut reader, &mut fixed)? {
        let (sizes, check) = fixed.split_at(8);
        let (size, checksum) = sizes.split_at(4);
        if crc32fast::hash(sizes).to_le_bytes() != check {
            let torn = fixed == [0; FRAME_HEAD] && rest_is_empty(&mut reader)?;
            return if torn { Ok(end) } else { Err(damaged("the head of a frame is not what was written")) };
        }
        let size = take(size).map_or(0, |(size, _)| size);
        if size > MAX_FRAME_BYTES {
            return Err(damaged("a frame is larger than any that is written"));
        }
        let next = end.bytes + (FRAME_HEAD + size) as u64;
        if next > length {
            return Ok(end);
        }
        let mut body = vec![0; size];
        reader.read_exact(&mut body)?;
        if crc32fast::hash(&body).to_le_bytes() != checksum {
            let torn = body.ends_with(&UNWRITTEN) && rest_is_empty(&mut reader)?;
            return if torn { Ok(end) } else { Err(damaged("a frame is not what was written")) };
        }
        let records = split(&body).ok_or_else(|| damaged("a frame is not made of records"))?;
        for record in &records {
            each(record)?;
        }
        end = End { bytes: next, records: end.records + records.len() as u64 };
    }
    Ok(end)
}

/// Whether nothing but zeros follows, as some file systems leave behind what was not written.
fn rest_is_empty(reader: &mut impl Read) -> io::Result<bool> {
    let mut block = [0; 4096];
    loop {
        match reader.read(&mut block)? {
            0 => return Ok(true),
            read if block[..read].iter().any(|byte| *byte != 0) => return Ok(false),
            _ => {}
        }
    }
}

/// The records of a frame.
fn split(body: &[u8]) -> Option<Vec<&[u8]>> {
    let (count, mut rest) = take(body)?;
    let mut records = Vec::new();
    for _ in 0..count {
        let (length, behind) = take(rest)?;
        let (record, behind) = behind.split_at_checked(length)?;
        records.push(record);
        rest = behind;
    }
    rest.is_empty().then_some(records)
}

/// A number and what stands behind it.
fn take(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, behind) = bytes.split_first_chunk::<4>()?;
    Some((usize::try_from(u32::from_le_bytes(*number)).ok()?, behind))
}
