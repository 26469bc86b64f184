//! Why the command line cannot do what it was asked to.

use std::{io, path::PathBuf};

use enclave_contract::ConfigError;

/// What is wrong with the arguments or the files; a script that fails is not among it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// A file that cannot be read.
    #[error("cannot read {}: {error}", .path.display())]
    Read { path: PathBuf, error: io::Error },
    /// A file that cannot be written.
    #[error("cannot write {}: {error}", .path.display())]
    Write { path: PathBuf, error: io::Error },
    /// A file with other content than it should have.
    #[error("{}: {problem}", .path.display())]
    Content { path: PathBuf, problem: String },
    /// An argument that clap cannot judge alone.
    #[error("{0}")]
    Argument(String),
    /// Tools that cannot be had.
    #[error("{0}")]
    Tools(String),
    /// A Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// A configuration that Enclave refuses.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// The output is closed.
    #[error("cannot write the output: {0}")]
    Output(#[source] io::Error),
    /// A defect.
    #[error("{0}")]
    Internal(String),
}

impl CliError {
    /// Whether whoever read the output went away, as `head` does.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
