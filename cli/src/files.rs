//! Files in and out. What is read is hostile and has a bound.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use enclave_core::DumpKey;

use crate::failure::CliError;

/// The largest file that is read, in bytes: no script or dump that Enclave takes is larger.
const MAX_BYTES: u64 = 256 << 20;

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    bounded(path, File::open(path))
}

/// The text of a file.
pub(crate) fn read_text(path: &Path) -> Result<String, CliError> {
    text(path, read(path)?)
}

/// The text of a file, or of the standard input for `-`.
pub(crate) fn read_script(path: &Path) -> Result<String, CliError> {
    if path == Path::new("-") { text(path, bounded(path, Ok(io::stdin()))?) } else { read_text(path) }
}

/// Fails where a file cannot be read.
pub(crate) fn check_readable(path: &Path) -> Result<(), CliError> {
    File::open(path).map(drop).map_err(|error| CliError::Read { path: path.to_owned(), error })
}

/// The key in a file.
pub(crate) fn read_key(path: &Path) -> Result<DumpKey, CliError> {
    let bytes = read(path)?;
    DumpKey::try_from(bytes.as_slice()).map_err(|_| CliError::Content {
        path: path.to_owned(),
        problem: format!("a key has 32 bytes; this file has {}", bytes.len()),
    })
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    fs::write(path, bytes).map_err(|error| CliError::Write { path: path.to_owned(), error })
}

fn bounded(path: &Path, file: io::Result<impl Read>) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let read = file.and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|error| CliError::Read { path: path.to_owned(), error })?;
    if bytes.len() as u64 > MAX_BYTES {
        let problem = format!("the file is larger than {MAX_BYTES} bytes");
        return Err(CliError::Content { path: path.to_owned(), problem });
    }
    Ok(bytes)
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, CliError> {
    String::from_utf8(bytes)
        .map_err(|_| CliError::Content { path: path.to_owned(), problem: "the file is not UTF-8 text".to_owned() })
}
