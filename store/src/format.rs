//! The bytes of a session's file: a header, then a batch for each append. Numbers are little-endian.
//!
//! | part | bytes |
//! |---|---|
//! | header | `ENCS`, format (1), length of the id (u16), begin (u64), salt (u32), checksum (u32), the id |
//! | batch, head | `B`, length of the body (u32), records in front of it (u32), their bytes (u32), checksum (u32) |
//! | batch, body | each record: length (u32), bytes |
//! | batch, tail | length of the body (u32), checksum of the body (u32), checksum of the tail (u32), `O` or `F` |
//!
//! A head says by itself how far its batch goes, so a batch that was cut off is told from one that is damaged. A tail
//! leads to the head from the end of the file, so an append reads the last batch and not the whole session. The
//! checksums of batches begin with the salt, which no guest sees: a record cannot look like the end of a batch.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
};

use crc32fast::Hasher;

use crate::{Extent, MAX_ID_BYTES, MAX_RECORD_BYTES, State};

const MAGIC: [u8; 4] = *b"ENCS";
const FORMAT: u8 = 1;
const HEADER_BYTES: usize = 23;

// Neither the first nor the last byte of a batch is zero: see `Reader::unwritten`.
const BATCH: u8 = b'B';
const OPEN: u8 = b'O';
const FINISHED: u8 = b'F';
const HEAD_BYTES: usize = 17;
const TAIL_BYTES: usize = 13;
const LENGTH_BYTES: usize = 4;

/// What disks write as a whole, in bytes.
const SECTOR_BYTES: u64 = 512;

/// Why a file cannot be read.
pub(crate) enum Fault {
    Io(io::Error),
    Damaged(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn damaged<T>(reason: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Damaged(reason.into()))
}

/// What a file begins with.
pub(crate) struct Header {
    pub(crate) id: String,
    /// When the session began, in nanoseconds since 1970 UTC.
    pub(crate) began: u64,
    pub(crate) salt: u32,
}

impl Header {
    /// How many bytes of the file it takes.
    pub(crate) fn bytes(&self) -> u64 {
        (HEADER_BYTES + self.id.len()) as u64
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let id_bytes = u16::try_from(self.id.len()).unwrap_or(u16::MAX);
        let mut bytes = Vec::with_capacity(HEADER_BYTES + self.id.len());
        bytes.extend(MAGIC);
        bytes.push(FORMAT);
        bytes.extend(id_bytes.to_le_bytes());
        bytes.extend(self.began.to_le_bytes());
        bytes.extend(self.salt.to_le_bytes());
        bytes.extend(checksum_of(0, &[&bytes]).to_le_bytes());
        bytes.extend(self.id.as_bytes());
        bytes
    }

    /// A batch as it stands in the file behind those that end with `before`.
    pub(crate) fn encode_batch(&self, before: Extent, records: &[Vec<u8>], state: State) -> Vec<u8> {
        let body_bytes: usize = records.iter().map(|record| LENGTH_BYTES + record.len()).sum();
        let mut bytes = Vec::with_capacity(HEAD_BYTES + body_bytes + TAIL_BYTES);
        bytes.push(BATCH);
        bytes.extend(word(body_bytes).to_le_bytes());
        bytes.extend(word(before.records).to_le_bytes());
        bytes.extend(word(before.bytes).to_le_bytes());
        bytes.extend(checksum_of(self.salt, &[&bytes]).to_le_bytes());
        for record in records {
            bytes.extend(word(record.len()).to_le_bytes());
            bytes.extend(record);
        }
        let body_checksum = checksum_of(self.salt, &[bytes.get(HEAD_BYTES..).unwrap_or_default()]);
        let state = match state {
            State::Open => [OPEN],
            State::Finished => [FINISHED],
        };
        let fields = [&word(body_bytes).to_le_bytes()[..], &body_checksum.to_le_bytes()];
        let checksum = checksum_of(self.salt, &[fields[0], fields[1], &state]);
        bytes.extend(fields.concat());
        bytes.extend(checksum.to_le_bytes());
        bytes.extend(state);
        bytes
    }
}

/// Where the last whole batch ends.
#[derive(Clone, Copy)]
pub(crate) struct End {
    /// Offset in the file.
    pub(crate) at: u64,
    /// What the session has up to there.
    pub(crate) extent: Extent,
    /// None before the first batch.
    pub(crate) state: Option<State>,
}

/// An append as it was read.
pub(crate) struct Batch {
    pub(crate) records: Vec<Vec<u8>>,
    pub(crate) end: End,
}

struct Head {
    body_bytes: u64,
    before: Extent,
}

struct Tail {
    body_bytes: u64,
    body_checksum: u32,
    state: State,
}

/// A session's file, read while nobody writes to it.
pub(crate) struct Reader<'file> {
    file: BufReader<&'file File>,
    bytes: u64,
}

impl<'file> Reader<'file> {
    pub(crate) fn new(file: &'file File) -> io::Result<Self> {
        Ok(Self { bytes: file.metadata()?.len(), file: BufReader::new(file) })
    }

    /// The header; none when the file was not written to the end of it. `belongs` tells whether an id is this file's.
    pub(crate) fn header(&mut self, belongs: impl FnOnce(&str) -> bool) -> Result<Option<Header>, Fault> {
        if self.bytes < HEADER_BYTES as u64 {
            return Ok(None);
        }
        self.file.seek(SeekFrom::Start(0))?;
        let bytes: [u8; HEADER_BYTES] = self.take()?;
        let mut fields = Fields(&bytes);
        let (magic, format) = (fields.take(), fields.take());
        let (id_bytes, began) = (u16::from_le_bytes(fields.take()), u64::from_le_bytes(fields.take()));
        let (salt, checksum) = (fields.word(), fields.word());
        if magic != MAGIC || checksum != checksum_of(0, &[before_checksum(&bytes)]) {
            return self.torn_if_blank(0, "the header does not have its checksum");
        }
        if format != [FORMAT] {
            return damaged(format!("it has format {}, but this version reads {FORMAT}", format[0]));
        }
        if usize::from(id_bytes) > MAX_ID_BYTES {
            return damaged("the id in it is too long");
        }
        if self.bytes < HEADER_BYTES as u64 + u64::from(id_bytes) {
            return Ok(None);
        }
        let mut id = vec![0; id_bytes.into()];
        self.file.read_exact(&mut id)?;
        match String::from_utf8(id) {
            Ok(id) if belongs(&id) => Ok(Some(Header { id, began, salt })),
            _ => self.torn_if_blank(HEADER_BYTES as u64, "the id in it is that of another file"),
        }
    }

    /// Where the last whole batch ends.
    pub(crate) fn end(&mut self, header: &Header) -> Result<End, Fault> {
        match self.last(header) {
            // The file does not end with a whole batch; what is in front says why.
            Ok(None) | Err(Fault::Damaged(_)) => self.scan(header, |_| ()),
            Ok(Some(end)) => Ok(end),
            Err(error) => Err(error),
        }
    }

    /// Reads batch after batch, up to the end of the last whole one.
    pub(crate) fn scan(&mut self, header: &Header, mut each: impl FnMut(Vec<Vec<u8>>)) -> Result<End, Fault> {
        let mut end = End { at: header.bytes(), extent: Extent::default(), state: None };
        while let Some(batch) = self.batch(header, end.at, Some(end.extent))? {
            each(batch.records);
            end = batch.end;
        }
        Ok(end)
    }

    /// The end of the batch that ends where the file does.
    fn last(&mut self, header: &Header) -> Result<Option<End>, Fault> {
        let Some(tail_at) = self.bytes.checked_sub(TAIL_BYTES as u64) else { return Ok(None) };
        self.file.seek(SeekFrom::Start(tail_at))?;
        let Some(tail) = self.tail(header)? else { return Ok(None) };
        match tail_at.checked_sub(tail.body_bytes + HEAD_BYTES as u64) {
            Some(at) if at >= header.bytes() => Ok(self.batch(header, at, None)?.map(|batch| batch.end)),
            _ => Ok(None),
        }
    }

    /// The batch at an offset; none when the file was not written to the end of it.
    fn batch(&mut self, header: &Header, at: u64, before: Option<Extent>) -> Result<Option<Batch>, Fault> {
        if self.bytes.saturating_sub(at) < HEAD_BYTES as u64 {
            return Ok(None);
        }
        self.file.seek(SeekFrom::Start(at))?;
        let Some(head) = self.head(header)? else {
            return self.torn_if_blank(at, &format!("the batch at byte {at} does not begin with its checksum"));
        };
        if before.is_some_and(|before| before != head.before) {
            return damaged(format!("the batch at byte {at} does not continue the one in front of it"));
        }
        let end = at + HEAD_BYTES as u64 + head.body_bytes + TAIL_BYTES as u64;
        if end > self.bytes {
            return Ok(None);
        }
        let batch = self.body_and_tail(header, &head, end)?;
        if batch.is_some() {
            return Ok(batch);
        }
        if end == self.bytes && self.unwritten(at)?.zero > 0 {
            return Ok(None);
        }
        damaged(format!("the batch at byte {at} does not have its checksum"))
    }

    fn head(&mut self, header: &Header) -> Result<Option<Head>, Fault> {
        let bytes: [u8; HEAD_BYTES] = self.take()?;
        let mut fields = Fields(&bytes);
        let kind = fields.take();
        let body_bytes = fields.word().into();
        let before = Extent { records: fields.word().into(), bytes: fields.word().into() };
        let whole = kind == [BATCH] && fields.word() == checksum_of(header.salt, &[before_checksum(&bytes)]);
        Ok(whole.then_some(Head { body_bytes, before }))
    }

    fn tail(&mut self, header: &Header) -> Result<Option<Tail>, Fault> {
        let bytes: [u8; TAIL_BYTES] = self.take()?;
        let mut fields = Fields(&bytes);
        let (body_bytes, body_checksum, checksum) = (fields.word(), fields.word(), fields.word());
        let kind = fields.take();
        let state = match kind {
            [OPEN] => State::Open,
            [FINISHED] => State::Finished,
            _ => return Ok(None),
        };
        let fields = [&body_bytes.to_le_bytes()[..], &body_checksum.to_le_bytes(), &kind];
        let whole = checksum == checksum_of(header.salt, &fields);
        Ok(whole.then_some(Tail { body_bytes: body_bytes.into(), body_checksum, state }))
    }

    /// What stands behind a head, all of it in the file; none when it is not as it was written.
    fn body_and_tail(&mut self, header: &Header, head: &Head, end: u64) -> Result<Option<Batch>, Fault> {
        let mut hasher = Hasher::new_with_initial(header.salt);
        let (mut records, mut extent, mut left) = (Vec::new(), head.before, head.body_bytes);
        while left > 0 {
            let Some(behind_length) = left.checked_sub(LENGTH_BYTES as u64) else { return Ok(None) };
            let length: [u8; LENGTH_BYTES] = self.take()?;
            let bytes = u32::from_le_bytes(length);
            let Some(behind_record) = behind_length.checked_sub(bytes.into()) else { return Ok(None) };
            let Ok(sum) = extent.plus(Extent { records: 1, bytes: bytes.into() }) else { return Ok(None) };
            if bytes as usize > MAX_RECORD_BYTES {
                return Ok(None);
            }
            let mut record = vec![0; bytes as usize];
            self.file.read_exact(&mut record)?;
            hasher.update(&length);
            hasher.update(&record);
            records.push(record);
            (extent, left) = (sum, behind_record);
        }
        let tail = self.tail(header)?;
        let tail = tail.filter(|tail| tail.body_bytes == head.body_bytes && tail.body_checksum == hasher.finalize());
        Ok(tail.map(|tail| Batch { records, end: End { at: end, extent, state: Some(tail.state) } }))
    }

    /// None when nothing was written from an offset on, as a loss of power may leave it; otherwise damage.
    fn torn_if_blank<T>(&mut self, at: u64, reason: &str) -> Result<Option<T>, Fault> {
        let sectors = self.unwritten(at)?;
        if sectors.zero == sectors.all { Ok(None) } else { damaged(reason) }
    }

    /// Counts the sectors from an offset to the end of the file, and those of which all bytes are zero. A loss of power
    /// may leave such where a file was made longer, but its new bytes did not reach the disk.
    fn unwritten(&mut self, from: u64) -> io::Result<Sectors> {
        self.file.seek(SeekFrom::Start(from))?;
        let (mut at, mut sectors) = (from, Sectors { zero: 0, all: 0 });
        let mut piece = Vec::new();
        while at < self.bytes {
            piece.clear();
            let bytes = (SECTOR_BYTES - at % SECTOR_BYTES).min(self.bytes - at);
            self.file.by_ref().take(bytes).read_to_end(&mut piece)?;
            sectors.all += 1;
            sectors.zero += u64::from(piece.iter().all(|byte| *byte == 0));
            at += bytes;
        }
        Ok(sectors)
    }

    fn take<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

struct Sectors {
    zero: u64,
    all: u64,
}

/// Fields of fixed length, one after the other.
struct Fields<'bytes>(&'bytes [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let Some((field, rest)) = self.0.split_first_chunk() else { return [0; N] };
        self.0 = rest;
        *field
    }

    fn word(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }
}

fn checksum_of(salt: u32, parts: &[&[u8]]) -> u32 {
    let mut hasher = Hasher::new_with_initial(salt);
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize()
}

fn before_checksum(bytes: &[u8]) -> &[u8] {
    bytes.split_last_chunk::<4>().map_or(&[], |(fields, _)| fields)
}

/// A number that the bounds of a session keep small.
fn word(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
