//! Where the worker program is.

use std::path::{Path, PathBuf};

use enclave_contract::ConfigError;

/// The program's file.
const NAME: &str = "enclave-worker";
/// Names another one, for tests and odd installations.
const VARIABLE: &str = "ENCLAVE_WORKER";

/// The worker program: what `ENCLAVE_WORKER` says, or the file beside this library or this program.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(crate) fn worker() -> Result<PathBuf, ConfigError> {
    if let Some(path) = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    let mut folders: Vec<PathBuf> = Vec::new();
    for file in [this_library(), std::env::current_exe().ok()].into_iter().flatten() {
        // Test programs stand one folder below the others.
        folders.extend(file.ancestors().skip(1).take(2).map(Path::to_path_buf));
    }
    folders.iter().map(|folder| folder.join(NAME)).find(|path| path.is_file()).ok_or_else(|| {
        let looked: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        ConfigError::IsolationUnavailable(format!(
            "the program `{NAME}` is missing: it is in none of {}, and `{VARIABLE}` is not set",
            looked.join(", ")
        ))
    })
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(crate) fn worker() -> Result<PathBuf, ConfigError> {
    Err(ConfigError::IsolationUnavailable("this system has no worker processes".to_owned()))
}

/// The file that this code was loaded from.
#[cfg(unix)]
fn this_library() -> Option<PathBuf> {
    use std::{ffi::CStr, os::unix::ffi::OsStrExt};
    // SAFETY: a plain structure of C that is filled below.
    let mut info: libc::Dl_info = unsafe { std::mem::zeroed() };
    // SAFETY: the address is a function's, and the structure lives through the call.
    let found = unsafe { libc::dladdr(this_library as *const libc::c_void, &raw mut info) };
    if found == 0 || info.dli_fname.is_null() {
        return None;
    }
    // SAFETY: the loader's own text, which lives as long as the library.
    let name = unsafe { CStr::from_ptr(info.dli_fname) };
    std::fs::canonicalize(std::ffi::OsStr::from_bytes(name.to_bytes())).ok()
}
