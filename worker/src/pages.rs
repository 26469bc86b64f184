//! The pages that a child will need, taken before it is in a hurry.
//!
//! After a fork each page that is written is copied when it is first touched. A session writes to about seventy, and each
//! such fault stops it.

use std::{fs, ops::Range};

/// What a session takes of the stack, in bytes, below where its child was forked.
const STACK_BYTES: usize = 32 << 10;
/// The largest page of any machine.
const PAGE: usize = 64 << 10;

/// The memory of the zygote, as it was when the engine in it was ready.
pub(crate) struct Pages(Vec<Range<usize>>);

impl Pages {
    /// What can be written now; nothing where the kernel does not say.
    pub(crate) fn mapped() -> Self {
        let here = 0_u8;
        let stack = (&raw const here as usize).saturating_sub(STACK_BYTES) & !(PAGE - 1);
        let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
        let written = maps.lines().filter_map(|line| {
            let mut words = line.split_whitespace();
            let (addresses, access) = (range(words.next()?)?, words.next()?);
            let name = words.nth(3).unwrap_or_default();
            let start = if name == "[stack]" { addresses.start.max(stack) } else { addresses.start };
            (access == "rw-p").then_some(start..addresses.end)
        });
        Self(written.collect())
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

fn range(text: &str) -> Option<Range<usize>> {
    let (start, end) = text.split_once('-')?;
    Some(usize::from_str_radix(start, 16).ok()?..usize::from_str_radix(end, 16).ok()?)
}
