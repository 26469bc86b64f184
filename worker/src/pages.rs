//! The pages that a child will need, taken before it is in a hurry.
//!
//! After a fork each page that is written is copied when it is first touched, and each page of the program is looked up
//! when it is first read. A session touches about a hundred, and each such fault stops it.

use std::{fs, ops::Range};

/// What a session takes of the stack, in bytes, below where its child was forked.
const STACK_BYTES: usize = 32 << 10;

/// The memory of the zygote, as it was when the engine in it was ready.
pub(crate) struct Pages {
    read: Vec<Range<usize>>,
    written: Vec<Range<usize>>,
}

impl Pages {
    /// What is mapped now; nothing where the kernel does not say.
    pub(crate) fn mapped() -> Self {
        let here = 0_u8;
        let stack = (&raw const here as usize).saturating_sub(STACK_BYTES);
        let mut pages = Self { read: Vec::new(), written: Vec::new() };
        for line in fs::read_to_string("/proc/self/maps").unwrap_or_default().lines() {
            let mut words = line.split_whitespace();
            let (Some(range), Some(access)) = (words.next().and_then(range), words.next()) else { continue };
            match (access, words.nth(3)) {
                ("rw-p", Some("[stack]")) => pages.written.push(range.start.max(stack)..range.end),
                ("rw-p", _) => pages.written.push(range),
                ("r--p" | "r-xp", Some(path)) if path.starts_with('/') => pages.read.push(range),
                _ => {}
            }
        }
        pages
    }

    /// Takes them for this child. A kernel that cannot do it at once does it page by page, later.
    #[cfg(target_os = "linux")]
    #[expect(unsafe_code, reason = "advice about addresses by number")]
    pub(crate) fn take(&self) {
        for (ranges, advice) in [(&self.read, libc::MADV_POPULATE_READ), (&self.written, libc::MADV_POPULATE_WRITE)] {
            for range in ranges {
                // SAFETY: the content of the pages stays as it is; a range that is not mapped is refused.
                unsafe { libc::madvise(range.start as *mut libc::c_void, range.len(), advice) };
            }
        }
    }
}

fn range(text: &str) -> Option<Range<usize>> {
    let (start, end) = text.split_once('-')?;
    Some(usize::from_str_radix(start, 16).ok()? & !0xfff..usize::from_str_radix(end, 16).ok()?)
}
