//! The worker binary, put where a package takes it from.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value as Json;

const NAME: &str = "enclave-worker";

/// Builds the worker and copies it into a folder, executable.
pub(crate) fn build(folder: &Path, profile: &str) -> Result<String, String> {
    if !cfg!(any(target_os = "linux", target_os = "macos")) {
        return Ok(format!("no {NAME}: this platform has no process isolation, only `in_process`"));
    }
    let built = compile(profile)?;
    let to = folder.join(NAME);
    let fresh = folder.join(format!("{NAME}.new"));
    // A program that runs is replaced, since it cannot be written over.
    fs::create_dir_all(folder)
        .and_then(|()| fs::copy(&built, &fresh))
        .and_then(|_| fs::rename(&fresh, &to))
        .map_err(|error| format!("{}: {error}", to.display()))?;
    Ok(format!("wrote {}", to.display()))
}

fn compile(profile: &str) -> Result<PathBuf, String> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .args(["rustc", "--quiet", "--locked", "--package", NAME, "--bin", NAME, "--profile", profile])
        .args(["--message-format", "json-render-diagnostics", "--"])
        .stderr(Stdio::inherit());
    // One binary for every C library, and nothing that is loaded when it starts. Said to the last step alone, since
    // build scripts and macros cannot be linked so. (With musl it is the default; macOS has no static programs.)
    if cfg!(target_env = "gnu") {
        cargo.args(["-C", "target-feature=+crt-static"]);
    }
    let output = cargo.output().map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("{NAME} was not built"));
    }
    // Cargo says where the program is, whatever the target directory is.
    let messages = String::from_utf8_lossy(&output.stdout);
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Json>(line).ok())
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| format!("cargo did not say where {NAME} is"))
}
