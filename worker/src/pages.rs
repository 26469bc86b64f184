//! The pages that a child will need, taken before it is in a hurry.
//!
//! After a fork each page that is written is copied when it is first touched, and each such fault stops the session. Which
//! pages those are, a first session in a child of its own shows.

use std::{
    fs::{self, File},
    io::{Read, Write},
    ops::Range,
    os::unix::{fs::FileExt, net::UnixStream},
    process::exit,
};

use crate::process::{fork, reap};

/// The largest stack that is looked at, in bytes, below where the child is forked.
const STACK_BYTES: usize = 32 << 10;
/// The largest page of any machine.
const LARGEST_PAGE: usize = 64 << 10;
/// The bit of a page's entry that says that no other process has it: it was copied when it was written.
const EXCLUSIVE: u64 = 1 << 56;

/// The memory of the zygote that a session writes to.
pub(crate) struct Pages(Vec<Range<usize>>);

impl Pages {
    /// What a session wrote to in a child; all that can be written, where that cannot be told.
    pub(crate) fn of<T>(state: T, session: fn(T)) -> (T, Self) {
        let mapped = mapped();
        if mapped.is_empty() {
            // Nobody says what is written either.
            return (state, Self(mapped));
        }
        let (state, written) = written(&mapped, state, session);
        (state, Self(if written.is_empty() { mapped } else { written }))
    }

    /// Takes them for this child. A kernel that cannot do it at once does it page by page, later.
    #[cfg_attr(target_os = "linux", expect(unsafe_code, reason = "advice about addresses by number"))]
    pub(crate) fn take(&self) {
        #[cfg(target_os = "linux")]
        for range in &self.0 {
            // SAFETY: the content of the pages stays as it is; a range that is not mapped is refused.
            unsafe { libc::madvise(range.start as *mut libc::c_void, range.len(), libc::MADV_POPULATE_WRITE) };
        }
    }
}

/// What can be written now; nothing where the kernel does not say.
fn mapped() -> Vec<Range<usize>> {
    let here = 0_u8;
    let stack = (&raw const here as usize).saturating_sub(STACK_BYTES) & !(LARGEST_PAGE - 1);
    let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let written = maps.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (addresses, access) = (range(words.next()?)?, words.next()?);
        let name = words.nth(3).unwrap_or_default();
        let start = if name == "[stack]" { addresses.start.max(stack) } else { addresses.start };
        (access == "rw-p").then_some(start..addresses.end)
    });
    written.collect()
}

fn range(text: &str) -> Option<Range<usize>> {
    let (start, end) = text.split_once('-')?;
    Some(usize::from_str_radix(start, 16).ok()?..usize::from_str_radix(end, 16).ok()?)
}

/// What of the memory a child has for itself when a session is over; nothing where that cannot be told.
fn written<T>(mapped: &[Range<usize>], state: T, session: fn(T)) -> (T, Vec<Range<usize>>) {
    let Ok((mut ours, mut its)) = UnixStream::pair() else { return (state, Vec::new()) };
    let child = match fork() {
        Ok(Some(child)) => child,
        Ok(None) => {
            session(state);
            let told: Vec<u8> = own(mapped).unwrap_or_default();
            exit(i32::from(its.write_all(&told).is_err()));
        }
        Err(_) => return (state, Vec::new()),
    };
    drop(its);
    let mut told = Vec::new();
    // What was not told is not taken ahead.
    let _ = ours.read_to_end(&mut told);
    let _ = reap(child);
    let mut numbers = told.chunks_exact(8).filter_map(|bytes| Some(usize::from_le_bytes(bytes.try_into().ok()?)));
    let mut ranges = Vec::new();
    while let (Some(start), Some(end)) = (numbers.next(), numbers.next()) {
        ranges.push(start..end);
    }
    (state, ranges)
}

/// Where the pages begin and end that no other process has, as bytes.
fn own(mapped: &[Range<usize>]) -> Option<Vec<u8>> {
    let page = rustix::param::page_size();
    let entries = File::open("/proc/self/pagemap").ok()?;
    let mut told = Vec::new();
    for range in mapped {
        let mut bytes = vec![0; range.len() / page * 8];
        entries.read_exact_at(&mut bytes, (range.start / page * 8) as u64).ok()?;
        let exclusive: Vec<bool> = bytes
            .chunks_exact(8)
            .map(|entry| entry.try_into().is_ok_and(|entry| u64::from_le_bytes(entry) & EXCLUSIVE != 0))
            .collect();
        let mut index = 0;
        for run in exclusive.chunk_by(|a, b| a == b) {
            if run[0] {
                told.extend([index, index + run.len()].iter().flat_map(|at| (range.start + at * page).to_le_bytes()));
            }
            index += run.len();
        }
    }
    Some(told)
}
