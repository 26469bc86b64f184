//! A session as bytes: its code and its journal, versioned and compressed, sealed where the host gives a key.
//!
//! A dump is data, never memory: its code goes through the layers again and its answers through the marshaller, so a
//! forged one is worth no more than a new script. `docs/journal.md` describes the format.

use std::{fmt, io::Read, time::Duration};

use chacha20poly1305::{
    AeadCore, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, OsRng, Payload},
};
use enclave_contract::{CONTRACT_VERSION, LimitsPatch, Value};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error as _, SeqAccess, Visitor},
};

use crate::{
    clock::milliseconds,
    journal::{Entry, Journal},
};

/// What every dump begins with.
const MAGIC: &[u8; 4] = b"ENCJ";
/// The format that this build writes, and the only one that it reads.
const VERSION: u8 = 1;
/// Behind the version, one bit each: the rest is sealed; it may be loaded once.
const SEALED: u8 = 1;
const SINGLE_USE: u8 = 2;
const NONCE: usize = 24;
/// A dump that is larger than this when it is unpacked, in bytes, is refused.
const MAX_UNPACKED: u64 = 256 << 20;
/// One that is small unpacks to no more than this, and so many times its size: nothing that a session keeps is packed
/// better when it is large.
const SMALL_UNPACKED: u64 = 32 << 20;
const MAX_RATIO: u64 = 128;
/// Entries of a journal that is read.
const MAX_ENTRIES: usize = 1 << 20;
/// Nesting of what is read: the deepest value that any level allows, and the frame around it.
const MAX_DEPTH: usize = 512;
/// How hard it is packed.
const EFFORT: i32 = 3;

/// What a dump holds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Dump {
    /// The version of Enclave that wrote it, and its engine.
    pub(crate) written_by: String,
    pub(crate) engine: String,
    #[serde(default = "first_contract")]
    pub(crate) contract: u32,
    pub(crate) code: String,
    pub(crate) session_id: String,
    /// The limits that the run had of its own.
    pub(crate) limits: LimitsPatch,
    pub(crate) context: Value,
    pub(crate) journal: Journal,
    /// Entries that a host was told of; none when the script has not run.
    #[serde(default = "everything")]
    pub(crate) told: Option<u64>,
    /// Time used so far, in milliseconds.
    pub(crate) cpu_ms: f64,
    pub(crate) wall_ms: f64,
    /// What must be claimed before it is loaded, when it may be loaded once.
    #[serde(default)]
    pub(crate) claim: Option<String>,
}

/// What dumps have that were written before there was the member.
const fn first_contract() -> u32 {
    1
}

/// The same.
const fn everything() -> Option<u64> {
    Some(u64::MAX)
}

/// One record of a journal store.
#[derive(Debug, Deserialize)]
enum Record {
    /// The first: a dump without entries.
    Start(Box<Dump>),
    /// Entries, and the time used until then.
    More {
        #[serde(deserialize_with = "entries")]
        entries: Vec<Entry>,
        cpu_ms: f64,
        wall_ms: f64,
    },
}

/// How a dump is written.
#[derive(Clone, Debug, Default)]
pub struct DumpOptions {
    /// Seals it: nobody can read or change it without the key.
    pub key: Option<DumpKey>,
    /// It may be loaded once: whoever loads it claims its id first (`claim_of`).
    pub single_use: bool,
}

/// The engine of this build; a journal of another is refused, since it may go another way.
pub(crate) const ENGINE: &str = "quickjs-ng 0.16 (rquickjs 0.14.0)";

/// A key that dumps are sealed with.
pub type DumpKey = [u8; 32];

/// Why bytes are no session.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DumpError {
    /// Not written by Enclave.
    #[error("these bytes are no dump of a session")]
    NoDump,
    /// Of another version of the format.
    #[error("the dump has format {0}; this build reads format {VERSION}")]
    Version(u8),
    /// Sealed, and there is no key.
    #[error("the dump is sealed: give the key that it was sealed with")]
    NeedsKey,
    /// A key was given, and the dump is not sealed.
    #[error("the dump is not sealed, and a key was given: whoever kept it may have changed it")]
    NotSealed,
    /// Changed, or sealed with another key.
    #[error("the dump was changed, or it was sealed with another key")]
    Changed,
    /// It may be loaded once, and nobody claimed it.
    #[error("the dump is for a single use: it was used before, or nothing here knows whether it was")]
    SingleUse,
    /// Written under another contract, by which the same code may mean something else.
    #[error("the dump has contract {0}; this build has contract {CONTRACT_VERSION}")]
    OtherContract(u32),
    /// Written by another engine, under which the script may go another way.
    #[error("the dump was written with {0}; this build has {ENGINE}")]
    OtherEngine(String),
    /// Cut short or damaged.
    #[error("the dump is damaged: {0}")]
    Damaged(String),
}

impl Dump {
    /// The bytes of a session.
    pub(crate) fn write(mut self, options: &DumpOptions) -> Result<Vec<u8>, DumpError> {
        let mut kind = 0;
        if options.single_use {
            kind |= SINGLE_USE;
            let id = XChaCha20Poly1305::generate_nonce(&mut OsRng);
            self.claim = Some(id.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        let packed = zstd::encode_all(encoded(&self)?.as_slice(), EFFORT).map_err(damaged)?;
        if options.key.is_some() {
            kind |= SEALED;
        }
        let mut bytes = [MAGIC.as_slice(), &[VERSION, kind]].concat();
        match &options.key {
            None => bytes.extend(packed),
            Some(key) => {
                let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
                let payload = Payload { msg: &packed, aad: &bytes };
                let sealed = XChaCha20Poly1305::new(key.into()).encrypt(&nonce, payload).map_err(damaged)?;
                bytes.extend(nonce);
                bytes.extend(sealed);
            }
        }
        Ok(bytes)
    }

    /// The first record of a session in a journal store.
    pub(crate) fn record(&self) -> Result<Vec<u8>, DumpError> {
        #[derive(Serialize)]
        enum Record<'a> {
            Start(&'a Dump),
        }
        encoded(&Record::Start(self))
    }

    /// The session that the records of a journal store hold. They are as hostile as a dump.
    pub(crate) fn from_records(records: &[Vec<u8>]) -> Result<Self, DumpError> {
        let mut records = records.iter();
        let first = records.next().ok_or_else(|| damaged("there is no record"))?;
        let Record::Start(mut dump) = decoded(first)? else { return Err(damaged("its first record is missing")) };
        for record in records {
            let Record::More { entries, cpu_ms, wall_ms } = decoded(record)? else {
                return Err(damaged("it begins twice"));
            };
            if dump.journal.entries.len() + entries.len() > MAX_ENTRIES {
                return Err(damaged(format!("it has more than {MAX_ENTRIES} entries")));
            }
            dump.journal.entries.extend(entries);
            (dump.cpu_ms, dump.wall_ms) = (cpu_ms, wall_ms);
            dump.told = everything();
        }
        dump.checked()
    }

    /// Refuses what this build may run otherwise than the one that wrote it.
    fn checked(self) -> Result<Self, DumpError> {
        if self.engine != ENGINE {
            return Err(DumpError::OtherEngine(self.engine));
        }
        if ![self.cpu_ms, self.wall_ms].iter().all(|time| time.is_finite() && *time >= 0.0) {
            return Err(damaged("the time that it used is no time"));
        }
        if self.contract != CONTRACT_VERSION {
            return Err(DumpError::OtherContract(self.contract));
        }
        Ok(self)
    }

    /// The session that bytes hold. They are hostile: what is read has a bound in size and in depth.
    pub(crate) fn read(bytes: &[u8], key: Option<&DumpKey>) -> Result<Self, DumpError> {
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(DumpError::NoDump)?;
        let (&[version, kind], body) = rest.split_first_chunk::<2>().ok_or(DumpError::NoDump)?;
        if version != VERSION {
            return Err(DumpError::Version(version));
        }
        if kind & !(SEALED | SINGLE_USE) != 0 {
            return Err(DumpError::NoDump);
        }
        let opened;
        let packed = match (kind & SEALED != 0, key) {
            (false, None) => body,
            (false, Some(_)) => return Err(DumpError::NotSealed),
            (true, None) => return Err(DumpError::NeedsKey),
            (true, Some(key)) => {
                let (nonce, sealed) = body.split_at_checked(NONCE).ok_or(DumpError::Changed)?;
                let head = bytes.get(..MAGIC.len() + 2).unwrap_or_default();
                let payload = Payload { msg: sealed, aad: head };
                let open = XChaCha20Poly1305::new(key.into()).decrypt(XNonce::from_slice(nonce), payload);
                opened = open.map_err(|_| DumpError::Changed)?;
                &opened
            }
        };
        let most = (packed.len() as u64).saturating_mul(MAX_RATIO).saturating_add(SMALL_UNPACKED).min(MAX_UNPACKED);
        let unpacked = zstd::Decoder::new(packed).map_err(damaged)?.take(most + 1);
        let mut plain = Vec::new();
        { unpacked }.read_to_end(&mut plain).map_err(damaged)?;
        if plain.len() as u64 > most {
            return Err(damaged(format!("it unpacks to more than {most} bytes")));
        }
        let dump: Self = decoded(&plain)?;
        if dump.claim.is_some() != (kind & SINGLE_USE != 0) {
            return Err(damaged("it says two things about its use"));
        }
        dump.checked()
    }
}

/// The id that must be claimed before a dump is loaded: none when it may be loaded as often as one likes. Whoever keeps
/// a plain dump can change that; one that is sealed says what its writer said.
///
/// # Errors
/// As loading has them.
pub fn claim_of(bytes: &[u8], key: Option<&DumpKey>) -> Result<Option<String>, DumpError> {
    match bytes.get(MAGIC.len() + 1) {
        Some(kind) if kind & SINGLE_USE == 0 => Ok(None),
        _ => Dump::read(bytes, key).map(|dump| dump.claim),
    }
}

/// A record of what happened since the last one.
pub(crate) fn more(entries: &[Entry], cpu: Duration, wall: Duration) -> Result<Vec<u8>, DumpError> {
    #[derive(Serialize)]
    enum Record<'a> {
        More { entries: &'a [Entry], cpu_ms: f64, wall_ms: f64 },
    }
    encoded(&Record::More { entries, cpu_ms: milliseconds(cpu), wall_ms: milliseconds(wall) })
}

/// The entries of a journal, as many as one may have.
pub(crate) fn entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Entry>, D::Error> {
    struct Bounded;
    impl<'de> Visitor<'de> for Bounded {
        type Value = Vec<Entry>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {MAX_ENTRIES} entries")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Entry>, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = list.next_element()? {
                if entries.len() == MAX_ENTRIES {
                    return Err(A::Error::invalid_length(MAX_ENTRIES + 1, &self));
                }
                entries.push(entry);
            }
            Ok(entries)
        }
    }
    deserializer.deserialize_seq(Bounded)
}

fn encoded(value: &impl Serialize) -> Result<Vec<u8>, DumpError> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(damaged)?;
    Ok(bytes)
}

fn decoded<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DumpError> {
    ciborium::de::from_reader_with_recursion_limit(bytes, MAX_DEPTH).map_err(damaged)
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it")]
fn damaged(error: impl ToString) -> DumpError {
    DumpError::Damaged(error.to_string())
}
