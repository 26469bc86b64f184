//! A session as bytes: its code and its journal, versioned and compressed, sealed where the host gives a key.
//!
//! A dump is data, never memory: its code goes through the layers again and its answers through the marshaller, so a
//! forged one is worth no more than a new script. `docs/journal.md` describes the format.

use std::io::Read;

use chacha20poly1305::{
    AeadCore, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, OsRng, Payload},
};
use enclave_contract::{LimitsPatch, Value};
use serde::{Deserialize, Serialize};

use crate::journal::Journal;

/// What every dump begins with.
const MAGIC: &[u8; 4] = b"ENCJ";
/// The format that this build writes, and the only one that it reads.
const VERSION: u8 = 1;
/// Behind the version: whether the rest is sealed.
const PLAIN: u8 = 0;
const SEALED: u8 = 1;
const NONCE: usize = 24;
/// A dump that is larger than this when it is unpacked, in bytes, is refused.
const MAX_UNPACKED: u64 = 256 << 20;
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
    pub(crate) code: String,
    pub(crate) session_id: String,
    /// The limits that the run had of its own.
    pub(crate) limits: LimitsPatch,
    pub(crate) context: Value,
    pub(crate) journal: Journal,
    /// Time used so far, in milliseconds.
    pub(crate) cpu_ms: f64,
    pub(crate) wall_ms: f64,
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
    /// There is nothing to go on with.
    #[error("this session is over: its result is what is left of it")]
    Over,
    /// Written by another engine, under which the script may go another way.
    #[error("the dump was written with {0}; this build has {ENGINE}")]
    OtherEngine(String),
    /// Cut short or damaged.
    #[error("the dump is damaged: {0}")]
    Damaged(String),
}

impl Dump {
    /// The bytes of a session.
    pub(crate) fn write(&self, key: Option<&DumpKey>) -> Result<Vec<u8>, DumpError> {
        let damaged = |error: String| DumpError::Damaged(error);
        let mut plain = Vec::new();
        ciborium::into_writer(self, &mut plain).map_err(|error| damaged(error.to_string()))?;
        let packed = zstd::encode_all(plain.as_slice(), EFFORT).map_err(|error| damaged(error.to_string()))?;
        let mut bytes = [MAGIC.as_slice(), &[VERSION, if key.is_some() { SEALED } else { PLAIN }]].concat();
        match key {
            None => bytes.extend(packed),
            Some(key) => {
                let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
                let payload = Payload { msg: &packed, aad: &bytes };
                let sealed = XChaCha20Poly1305::new(key.into()).encrypt(&nonce, payload);
                let sealed = sealed.map_err(|error| damaged(error.to_string()))?;
                bytes.extend(nonce);
                bytes.extend(sealed);
            }
        }
        Ok(bytes)
    }

    /// The session that bytes hold. They are hostile: what is read has a bound in size and in depth.
    pub(crate) fn read(bytes: &[u8], key: Option<&DumpKey>) -> Result<Self, DumpError> {
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(DumpError::NoDump)?;
        let (&[version, kind], body) = rest.split_first_chunk::<2>().ok_or(DumpError::NoDump)?;
        if version != VERSION {
            return Err(DumpError::Version(version));
        }
        let opened;
        let packed = match (kind, key) {
            (PLAIN, None) => body,
            (PLAIN, Some(_)) => return Err(DumpError::NotSealed),
            (SEALED, None) => return Err(DumpError::NeedsKey),
            (SEALED, Some(key)) => {
                let (nonce, sealed) = body.split_at_checked(NONCE).ok_or(DumpError::Changed)?;
                let head = bytes.get(..MAGIC.len() + 2).unwrap_or_default();
                let payload = Payload { msg: sealed, aad: head };
                let open = XChaCha20Poly1305::new(key.into()).decrypt(XNonce::from_slice(nonce), payload);
                opened = open.map_err(|_| DumpError::Changed)?;
                &opened
            }
            _ => return Err(DumpError::NoDump),
        };
        let damaged = |error: String| DumpError::Damaged(error);
        let unpacked = zstd::Decoder::new(packed).map_err(|error| damaged(error.to_string()))?.take(MAX_UNPACKED + 1);
        let mut plain = Vec::new();
        { unpacked }.read_to_end(&mut plain).map_err(|error| damaged(error.to_string()))?;
        if plain.len() as u64 > MAX_UNPACKED {
            return Err(damaged(format!("it unpacks to more than {MAX_UNPACKED} bytes")));
        }
        let dump: Self = ciborium::de::from_reader_with_recursion_limit(plain.as_slice(), MAX_DEPTH)
            .map_err(|error| damaged(error.to_string()))?;
        if dump.engine == ENGINE { Ok(dump) } else { Err(DumpError::OtherEngine(dump.engine)) }
    }
}
