//! What threads leave for an event loop, and the descriptor that wakes it.
//!
//! Threads push plain data and write one byte. They hold no Python object and never ask for the interpreter lock, so
//! an interpreter may end while they compute.

use std::{
    collections::VecDeque,
    io::{PipeReader, PipeWriter, Read, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use enclave_contract::Event;
use enclave_core::Step;
use pyo3::{
    prelude::*,
    types::{PyList, PyTuple},
};

use crate::outcome;

/// One thing that happened to a session.
pub(crate) enum Entry {
    /// The session waits or is done.
    Step(Step),
    /// The session has something to tell.
    Event(Event),
}

/// The part of a port that threads hold.
pub(crate) struct Mailbox {
    inside: Mutex<Inside>,
}

struct Inside {
    entries: VecDeque<(u64, Entry)>,
    /// Whether the pipe holds its one byte. It never holds more, so that writing never waits.
    signalled: bool,
    reader: PipeReader,
    writer: PipeWriter,
}

impl Mailbox {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves an entry for the session of that token and wakes the loop.
    pub(crate) fn push(&self, token: u64, entry: Entry) {
        let mut inside = self.inside();
        inside.entries.push_back((token, entry));
        if !inside.signalled {
            inside.signalled = inside.writer.write_all(&[1]).is_ok();
        }
    }

    fn take(&self) -> VecDeque<(u64, Entry)> {
        let mut inside = self.inside();
        if inside.signalled {
            // The byte was written under this lock, so reading does not wait.
            let mut byte = [0];
            inside.signalled = inside.reader.read_exact(&mut byte).is_err();
        }
        std::mem::take(&mut inside.entries)
    }
}

/// The mailbox of one event loop.
#[pyclass(frozen, module = "enclave._native")]
pub(crate) struct Port {
    pub(crate) mailbox: Arc<Mailbox>,
}

#[pymethods]
impl Port {
    #[new]
    fn new() -> PyResult<Self> {
        let (reader, writer) = std::io::pipe()?;
        let inside = Inside { entries: VecDeque::new(), signalled: false, reader, writer };
        Ok(Self { mailbox: Arc::new(Mailbox { inside: Mutex::new(inside) }) })
    }

    /// The descriptor that is readable when `drain` has something.
    #[cfg(unix)]
    fn fileno(&self) -> i32 {
        use std::os::fd::AsRawFd;
        self.mailbox.inside().reader.as_raw_fd()
    }

    /// What came since the last time: `(token, event, step)`, one of the two being `None`.
    fn drain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for (token, entry) in self.mailbox.take() {
            let none = py.None().into_bound(py);
            let item = match entry {
                Entry::Step(step) => (token, none, outcome::step(py, step)?.into_any()),
                Entry::Event(event) => (token, outcome::event(py, event)?.into_any(), none),
            };
            list.append::<Bound<'py, PyTuple>>(item.into_pyobject(py)?)?;
        }
        Ok(list)
    }
}
