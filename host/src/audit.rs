//! Where audit records go: a file of JSON lines, or `tracing`.
//!
//! A line is written at once by a single call, so that nothing is lost when the process is killed, that lines of several
//! threads and processes do not mix, and that a fork has no buffer to write twice.

use std::{
    collections::VecDeque,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use enclave_contract::{AuditFile, AuditOptions, AuditRecord, ConfigError, PerProcess};
use enclave_core::AuditSink;

/// Sizes unless the host says otherwise.
const MAX_BYTES: u64 = 64 << 20;
const MAX_FILES: u32 = 5;
/// The least that a file holds, so that not every record has one of its own; the most files.
const LEAST_BYTES: u64 = 4 << 10;
const MOST_FILES: u32 = 1_000;
/// Lines after which it is looked whether the file is still there, and how large others have made it.
const LOOK: u32 = 64;

/// The sink that a configuration names.
///
/// # Errors
/// `ConfigError::Audit` when it cannot be opened, or is none.
pub(crate) fn sink(options: &AuditOptions) -> Result<AuditSink, ConfigError> {
    let file = match options {
        AuditOptions::File(file) => file.clone(),
        AuditOptions::Sink(sink) => match sink.split_once(':') {
            Some(("jsonl", path)) if !path.is_empty() => {
                AuditFile { path: path.to_owned(), max_bytes: None, max_files: None }
            }
            None if sink == "tracing" => return Ok(Arc::new(trace)),
            _ => return Err(ConfigError::Audit(format!("`{sink}` is neither `jsonl:PATH` nor `tracing`"))),
        },
    };
    let log = Log::open(file).map_err(ConfigError::Audit)?;
    Ok(Arc::new(move |record| log.write(record)))
}

/// Records that wait for a host that takes them between the steps of its runs: a callback of Python's or Node's is called
/// on no other thread.
#[derive(Clone, Default)]
pub struct AuditQueue(Arc<PerProcess<Mutex<VecDeque<AuditRecord>>>>);

impl AuditQueue {
    /// Records that wait at most. A host that takes none is told so by errors.
    const MOST: usize = 100_000;

    /// The sink that fills it.
    pub fn sink(&self) -> AuditSink {
        let queue = Arc::clone(&self.0);
        Arc::new(move |record| {
            let mut queue = here(&queue);
            if queue.len() >= Self::MOST {
                return Err("nobody takes the records".to_owned());
            }
            queue.push_back(record.clone());
            Ok(())
        })
    }

    /// What waits, each as JSON, oldest first.
    pub fn take(&self) -> Vec<String> {
        let records = std::mem::take(&mut *here(&self.0));
        // Plain data of our own always is JSON.
        records.iter().map(|record| serde_json::to_string(record).unwrap_or_default()).collect()
    }
}

/// This process's records: what waits in the one that it was forked from is told there.
fn here(queue: &PerProcess<Mutex<VecDeque<AuditRecord>>>) -> MutexGuard<'_, VecDeque<AuditRecord>> {
    queue.get(|_| Mutex::default()).lock().unwrap_or_else(PoisonError::into_inner)
}

/// Both sinks, one after the other.
pub(crate) fn both(first: AuditSink, second: AuditSink) -> AuditSink {
    Arc::new(move |record| {
        let wrote = first(record);
        second(record).and(wrote)
    })
}

fn trace(record: &AuditRecord) -> Result<(), String> {
    let word = |json: serde_json::Result<serde_json::Value>| {
        json.ok().and_then(|json| json.as_str().map(str::to_owned)).unwrap_or_default()
    };
    tracing::info!(
        target: "enclave::audit",
        at_ms = record.at_ms,
        session = record.session,
        tenant = record.tenant,
        call_id = record.call_id,
        tool = record.tool,
        arguments = %record.arguments,
        outcome = word(serde_json::to_value(record.outcome)),
        code = record.code,
        message = record.message,
        refused_by = record.refused_by.map(|by| word(serde_json::to_value(by))),
        approved = record.approved,
        duration_ms = record.duration_ms,
        bytes_out = record.bytes_out,
        bytes_in = record.bytes_in,
    );
    Ok(())
}

/// A file of JSON lines.
struct Log {
    path: PathBuf,
    max_bytes: u64,
    max_files: u32,
    open: PerProcess<Mutex<Open>>,
}

#[derive(Default)]
struct Open {
    /// None when it could not be opened again, or not yet by this process.
    file: Option<File>,
    /// Its size as far as it is known here.
    bytes: u64,
    lines: u32,
    /// Whether the last line may have been written in part.
    torn: bool,
}

impl Log {
    fn open(options: AuditFile) -> Result<Self, String> {
        let max_bytes = options.max_bytes.unwrap_or(MAX_BYTES);
        let max_files = options.max_files.unwrap_or(MAX_FILES);
        if max_bytes < LEAST_BYTES {
            return Err(format!("`max_bytes` is {max_bytes}; it must be at least {LEAST_BYTES}"));
        }
        if max_files > MOST_FILES {
            return Err(format!("`max_files` is {max_files}; it must be at most {MOST_FILES}"));
        }
        let path = PathBuf::from(&options.path);
        let (file, bytes) = opened(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let open = PerProcess::new(Mutex::new(Open { file: Some(file), bytes, lines: 0, torn: false }));
        Ok(Self { path, max_bytes, max_files, open })
    }

    fn write(&self, record: &AuditRecord) -> Result<(), String> {
        let mut line = serde_json::to_vec(record).map_err(|error| error.to_string())?;
        line.push(b'\n');
        let mut open = self.open.lock();
        self.put(&mut open, line).map_err(|error| format!("{}: {error}", self.path.display()))
    }

    fn put(&self, open: &mut Open, mut line: Vec<u8>) -> io::Result<()> {
        open.lines = open.lines.wrapping_add(1);
        let full = open.bytes.saturating_add(line.len() as u64) > self.max_bytes && open.bytes > 0;
        if full || open.file.is_none() || open.lines.is_multiple_of(LOOK) {
            self.look(open, line.len() as u64)?;
        }
        if std::mem::take(&mut open.torn) {
            line.insert(0, b'\n');
        }
        let Some(file) = &mut open.file else { return Err(io::ErrorKind::NotFound.into()) };
        match file.write_all(&line) {
            Ok(()) => open.bytes += line.len() as u64,
            Err(error) => {
                open.torn = true;
                return Err(error);
            }
        }
        Ok(())
    }

    /// Sees to it that the open file is the one at the path, and has room.
    fn look(&self, open: &mut Open, more: u64) -> io::Result<()> {
        if let Some(file) = open.file.take().filter(|file| is_at(file, &self.path)) {
            open.bytes = file.metadata()?.len();
            if open.bytes == 0 || open.bytes.saturating_add(more) <= self.max_bytes {
                open.file = Some(file);
                return Ok(());
            }
            // Of several processes one renames it; the others then find another file at the path.
            file.lock()?;
            if is_at(&file, &self.path) {
                self.rotate()?;
            }
        }
        let (file, bytes) = opened(&self.path)?;
        (open.file, open.bytes) = (Some(file), bytes);
        Ok(())
    }

    fn rotate(&self) -> io::Result<()> {
        if self.max_files == 0 {
            return fs::remove_file(&self.path);
        }
        let numbered = |number: u32| {
            let mut name = self.path.clone().into_os_string();
            name.push(format!(".{number}"));
            PathBuf::from(name)
        };
        for number in (1..self.max_files).rev() {
            match fs::rename(numbered(number), numbered(number + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        fs::rename(&self.path, numbered(1))
    }
}

/// The file, made where there is none, readable for its owner alone, and its size.
fn opened(path: &Path) -> io::Result<(File, u64)> {
    // What is at the path may be a pipe that nobody reads: opening that would wait.
    let nonblocking = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let file = OpenOptions::new().append(true).create(true).mode(0o600).custom_flags(nonblocking).open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    Ok((file, metadata.len()))
}

/// Whether the file is the one at the path.
fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use enclave_contract::AuditOutcome;

    use super::*;

    fn record(call_id: u64) -> AuditRecord {
        AuditRecord {
            at_ms: 1.7e12,
            session: "s".into(),
            tenant: None,
            call_id,
            tool: "users:list".into(),
            arguments: serde_json::json!({ "text": "line\nbreak" }),
            outcome: AuditOutcome::Ok,
            code: None,
            message: None,
            refused_by: None,
            approved: None,
            duration_ms: 1.5,
            bytes_out: 20,
            bytes_in: 10,
        }
    }

    fn ids(path: &Path) -> Vec<u64> {
        let text = fs::read_to_string(path).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str::<AuditRecord>(line).unwrap().call_id).collect()
    }

    fn file(path: &Path, max_bytes: u64, max_files: u32) -> AuditOptions {
        let path = path.to_str().unwrap().to_owned();
        AuditOptions::File(AuditFile { path, max_bytes: Some(max_bytes), max_files: Some(max_files) })
    }

    #[test]
    fn lines_are_there_at_once_and_for_their_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audit.jsonl");
        let write = sink(&AuditOptions::Sink(format!("jsonl:{}", path.display()))).unwrap();
        write(&record(1)).unwrap();
        write(&record(2)).unwrap();
        assert_eq!(ids(&path), [1, 2]);
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        let again = sink(&AuditOptions::Sink(format!("jsonl:{}", path.display()))).unwrap();
        again(&record(3)).unwrap();
        assert_eq!(ids(&path), [1, 2, 3]);
    }

    #[test]
    fn a_full_file_is_renamed_and_the_oldest_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audit.jsonl");
        let write = sink(&file(&path, LEAST_BYTES, 2)).unwrap();
        for id in 0..100 {
            write(&record(id)).unwrap();
        }
        let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["audit.jsonl", "audit.jsonl.1", "audit.jsonl.2"]);
        let mut all = Vec::new();
        for name in names.iter().rev() {
            let path = folder.path().join(name);
            assert!(fs::metadata(&path).unwrap().len() <= LEAST_BYTES);
            all.extend(ids(&path));
        }
        assert_eq!(all, (all[0]..100).collect::<Vec<_>>());
    }

    #[test]
    fn threads_and_other_writers_share_a_file_through_its_renames() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audit.jsonl");
        // Two sinks are as two processes.
        let sinks = [sink(&file(&path, 20_000, 900)).unwrap(), sink(&file(&path, 20_000, 900)).unwrap()];
        std::thread::scope(|scope| {
            for (first, write) in (0..4).zip(sinks.iter().cycle()) {
                scope.spawn(move || {
                    for id in 0..500 {
                        write(&record(first * 1_000 + id)).unwrap();
                    }
                });
            }
        });
        let mut all: Vec<u64> =
            fs::read_dir(folder.path()).unwrap().flat_map(|entry| ids(&entry.unwrap().path())).collect();
        all.sort_unstable();
        let expected: Vec<u64> = (0..4).flat_map(|first| (0..500).map(move |id| first * 1_000 + id)).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn what_goes_wrong_is_said_and_mended_when_it_can_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audit.jsonl");
        let write = sink(&file(&path, LEAST_BYTES, 1)).unwrap();
        write(&record(1)).unwrap();
        fs::remove_file(&path).unwrap();
        for id in 2..200 {
            write(&record(id)).unwrap();
        }
        assert!(ids(&path).contains(&199));
        fs::remove_dir_all(folder.path()).unwrap();
        assert!((0..200).any(|id| write(&record(id)).is_err()));
        fs::create_dir(folder.path()).unwrap();
        write(&record(7)).unwrap();
        assert_eq!(ids(&path), [7]);
    }

    #[test]
    fn sinks_that_cannot_be_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        for options in [
            AuditOptions::Sink("jsonl:".into()),
            AuditOptions::Sink("syslog".into()),
            AuditOptions::Sink("jsonl:/nowhere/at/all".into()),
            AuditOptions::Sink(format!("jsonl:{}", folder.path().display())),
            AuditOptions::Sink(format!("jsonl:{}", pipe.display())),
            file(&folder.path().join("a"), 1, 1),
            file(&folder.path().join("a"), LEAST_BYTES, u32::MAX),
        ] {
            assert!(sink(&options).is_err(), "{options:?}");
        }
        assert!(sink(&AuditOptions::Sink("tracing".into())).is_ok());
    }

    /// Keeps the fields of each event, and where it was for.
    #[derive(Clone, Default)]
    struct Heard(Arc<Mutex<Vec<String>>>);

    impl tracing::Subscriber for Heard {
        fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
            tracing::span::Id::from_u64(1)
        }

        fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

        fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

        fn event(&self, event: &tracing::Event<'_>) {
            let mut fields = event.metadata().target().to_owned();
            event.record(&mut |field: &tracing::field::Field, value: &dyn std::fmt::Debug| {
                fields += &format!(" {field}={value:?}");
            });
            self.0.lock().unwrap().push(fields);
        }

        fn enter(&self, _: &tracing::span::Id) {}

        fn exit(&self, _: &tracing::span::Id) {}
    }

    #[test]
    fn a_subscriber_hears_each_record() {
        let heard = Heard::default();
        let refused = AuditRecord {
            tenant: Some("acme".into()),
            outcome: AuditOutcome::Refused,
            code: Some("TOOL_DENIED".into()),
            message: Some("no".into()),
            refused_by: Some(enclave_contract::RefusedBy::Policy),
            approved: Some("hash".into()),
            ..record(2)
        };
        let sink = sink(&AuditOptions::Sink("tracing".into())).unwrap();
        tracing::subscriber::with_default(heard.clone(), || sink(&record(1)).and(sink(&refused))).unwrap();
        let both = r#"tool="users:list" arguments={"text":"line\nbreak"}"#;
        assert_eq!(
            *heard.0.lock().unwrap(),
            [
                format!(
                    r#"enclave::audit at_ms=1700000000000.0 session="s" call_id=1 {both} outcome="ok" duration_ms=1.5 bytes_out=20 bytes_in=10"#
                ),
                format!(
                    r#"enclave::audit at_ms=1700000000000.0 session="s" tenant="acme" call_id=2 {both} outcome="refused" code="TOOL_DENIED" message="no" refused_by="policy" approved="hash" duration_ms=1.5 bytes_out=20 bytes_in=10"#
                ),
            ]
        );
    }
}
