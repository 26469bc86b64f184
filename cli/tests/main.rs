//! The command line through its one function.

mod check;
mod completions;
mod help;
mod mcp;
mod prompt;
mod replay;
mod run;
mod tools;

use std::{fs, path::PathBuf};

use tempfile::TempDir;

/// What a command gave.
#[derive(Debug)]
struct Done {
    code: u8,
    out: String,
    err: String,
}

/// A folder with files, in which commands run.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a command; words that begin with `@` are files of the folder.
    fn enclave(&self, args: &[&str]) -> Done {
        let args = args.iter().map(|arg| match arg.strip_prefix('@') {
            Some(name) => self.path(name).into_os_string(),
            None => arg.into(),
        });
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = enclave_cli::run(args.collect(), &mut out, &mut err);
        let folder = format!("{}/", self.0.path().display());
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder, "");
        Done { code, out: text(out), err: text(err) }
    }
}

/// All that a command gave, as one text.
impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit code {}\n--- stdout\n{}--- stderr\n{}", self.code, self.out, self.err)
    }
}
