//! The memory of one engine: counted, bounded, and given back as a whole.
//!
//! Every byte that the engine holds comes from here, so the limit sees array buffers and compiled code as it sees
//! objects. Dropping the arena frees it all, whatever state the engine was left in; the engine's own teardown, with
//! its assertions, never runs.

use std::{
    alloc::{Layout, alloc, dealloc},
    cell::{Cell, UnsafeCell},
    ffi::c_void,
    ptr::{self, NonNull},
    rc::Rc,
};

use rquickjs::qjs;

use enclave_contract::frame::Stop;

use super::budget::Budget;

const ALIGN: usize = 16;
/// Small blocks are cut from chunks of this size.
const CHUNK: usize = 64 << 10;
/// The largest small block, its header included.
const MAX_SMALL: usize = 2048;
/// The block that the engine cuts objects of one size from: a page at most, and as much less as the largest object of
/// those. These come from chunks, too, all as large, so that an arena is few pieces of memory; other large blocks come
/// from the system one by one.
const PAGE: usize = 4096 + HEADER;
const PAGE_AT_LEAST: usize = PAGE - 512;
/// Sizes of blocks that come from chunks: small ones, and the page.
const CLASSES: usize = MAX_SMALL / ALIGN + 2;
/// Blocks up to this size are granted past the limit, up to `grace` bytes: the run is over by then, and the engine
/// has places where a refused small block aborts the process.
const SMALL_ENOUGH: usize = 4096;
/// How many blocks are handed out between two looks at the clock, unless a large one is asked for.
const CLOCK_EVERY: u32 = 64;

/// In front of each block.
#[repr(C, align(16))]
struct Header {
    /// Bytes of the block, this header included.
    size: usize,
    /// Where a large block stands in `large`; unused for small ones.
    index: usize,
}

const HEADER: usize = size_of::<Header>();

struct Blocks {
    /// Heads of the lists of free small blocks, by size.
    free: [*mut Header; CLASSES],
    chunks: Vec<NonNull<u8>>,
    /// The unused rest of the newest chunk.
    next: *mut u8,
    left: usize,
    large: Vec<*mut Header>,
}

/// The arena of one engine.
pub(super) struct Arena {
    blocks: UnsafeCell<Blocks>,
    budget: Rc<Budget>,
    /// Bytes taken from the system.
    held: Cell<usize>,
    peak: Cell<usize>,
    limit: Cell<usize>,
    countdown: Cell<u32>,
}

impl Arena {
    /// An arena without a limit; the engine is built in it before `set_limit`.
    pub(super) fn new(budget: Rc<Budget>) -> Self {
        let blocks = Blocks {
            free: [ptr::null_mut(); CLASSES],
            chunks: Vec::new(),
            next: ptr::null_mut(),
            left: 0,
            large: Vec::new(),
        };
        Self {
            blocks: UnsafeCell::new(blocks),
            budget,
            held: Cell::new(0),
            peak: Cell::new(0),
            limit: Cell::new(usize::MAX / 4),
            countdown: Cell::new(CLOCK_EVERY),
        }
    }

    pub(super) fn set_limit(&self, bytes: u64) {
        self.limit.set(usize::try_from(bytes).unwrap_or(usize::MAX / 4));
    }

    /// The most bytes that were held at once.
    pub(super) fn peak(&self) -> u64 {
        self.peak.get() as u64
    }

    /// Pieces of memory that came from the system.
    #[cfg(test)]
    pub(super) fn pieces(&self) -> usize {
        // SAFETY: as in `allocate`.
        let blocks = unsafe { &*self.blocks.get() };
        blocks.chunks.len() + blocks.large.len()
    }

    /// The functions that the engine is given, with a pointer to an arena as their opaque.
    pub(super) fn functions() -> qjs::JSMallocFunctions {
        qjs::JSMallocFunctions {
            js_calloc: Some(calloc),
            js_malloc: Some(malloc),
            js_free: Some(free),
            js_realloc: Some(realloc),
            js_malloc_usable_size: Some(usable_size),
        }
    }

    /// Whether a block of that size may be taken; sets the sticky stop where not.
    fn admit(&self, size: usize, growth: usize) -> bool {
        let countdown = self.countdown.get().saturating_sub(1);
        self.countdown.set(countdown);
        if countdown == 0 || size > 1024 {
            self.countdown.set(CLOCK_EVERY);
            // Native loops that never poll allocate at least; past the deadline they find no large block.
            if self.budget.should_stop() && (size > SMALL_ENOUGH || self.budget.refuses_all()) {
                return false;
            }
        }
        let limit = self.limit.get();
        let wanted = self.held.get().saturating_add(growth);
        if wanted <= limit {
            return true;
        }
        self.budget.stop(Stop::Memory);
        size <= SMALL_ENOUGH && wanted <= limit.saturating_mul(2).saturating_add(CHUNK)
    }

    fn hold(&self, bytes: usize) {
        let held = self.held.get() + bytes;
        self.held.set(held);
        self.peak.set(self.peak.get().max(held));
    }

    fn allocate(&self, bytes: usize) -> *mut u8 {
        // A free block holds a pointer, so even an empty one has room for it.
        let Some(size) = bytes.max(1).checked_add(HEADER + ALIGN - 1).map(|size| size & !(ALIGN - 1)) else {
            return ptr::null_mut();
        };
        let size = if (PAGE_AT_LEAST..PAGE).contains(&size) { PAGE } else { size };
        // SAFETY: an arena is used by one engine, which runs on one thread at a time, and no reference to the blocks
        // lives across a call of this function.
        let blocks = unsafe { &mut *self.blocks.get() };
        let Some(class) = class_of(size) else { return self.allocate_large(blocks, size) };
        let head = blocks.free[class];
        if !head.is_null() {
            if !self.admit(size, 0) {
                return ptr::null_mut();
            }
            // SAFETY: blocks in the list were cut by this arena with room for a pointer behind their header.
            unsafe {
                blocks.free[class] = body(head).cast::<*mut Header>().read();
                return body(head);
            }
        }
        if blocks.left < size {
            if !self.admit(size, CHUNK) {
                return ptr::null_mut();
            }
            // SAFETY: the layout has a size.
            let Some(chunk) = NonNull::new(unsafe { alloc(chunk_layout()) }) else { return ptr::null_mut() };
            blocks.chunks.push(chunk);
            blocks.next = chunk.as_ptr();
            blocks.left = CHUNK;
            self.hold(CHUNK);
        } else if !self.admit(size, 0) {
            return ptr::null_mut();
        }
        let header = blocks.next.cast::<Header>();
        // SAFETY: `left` says that `size` bytes follow `next`, and both keep their alignment.
        unsafe {
            header.write(Header { size, index: 0 });
            blocks.next = blocks.next.add(size);
            blocks.left -= size;
            body(header)
        }
    }

    fn allocate_large(&self, blocks: &mut Blocks, size: usize) -> *mut u8 {
        if !self.admit(size, size) {
            return ptr::null_mut();
        }
        let Ok(layout) = Layout::from_size_align(size, ALIGN) else { return ptr::null_mut() };
        // SAFETY: the layout has a size.
        let header = unsafe { alloc(layout) }.cast::<Header>();
        if header.is_null() {
            self.budget.stop(Stop::Memory);
            return ptr::null_mut();
        }
        // SAFETY: the block is large enough for a header.
        unsafe { header.write(Header { size, index: blocks.large.len() }) };
        blocks.large.push(header);
        self.hold(size);
        // SAFETY: as above.
        unsafe { body(header) }
    }

    /// # Safety
    /// `block` came from this arena and is not used again.
    unsafe fn release(&self, block: *mut u8) {
        // SAFETY: as in `allocate`; every block has its header in front of it.
        unsafe {
            let blocks = &mut *self.blocks.get();
            let header = header_of(block);
            let Header { size, index } = header.read();
            if let Some(class) = class_of(size) {
                block.cast::<*mut Header>().write(blocks.free[class]);
                blocks.free[class] = header;
                return;
            }
            blocks.large.swap_remove(index);
            if let Some(moved) = blocks.large.get(index) {
                (**moved).index = index;
            }
            self.held.set(self.held.get() - size);
            dealloc(header.cast(), Layout::from_size_align_unchecked(size, ALIGN));
        }
    }

    /// # Safety
    /// `block` came from this arena; after success it is not used again.
    unsafe fn resize(&self, block: *mut u8, bytes: usize) -> *mut u8 {
        // SAFETY: the block's owner says how much of it is in use; both blocks hold the bytes that are copied.
        unsafe {
            let old = (*header_of(block)).size - HEADER;
            if bytes <= old && (bytes * 2 > old || old <= 64) {
                return block;
            }
            let new = self.allocate(bytes);
            if !new.is_null() {
                ptr::copy_nonoverlapping(block, new, old.min(bytes));
                self.release(block);
            }
            new
        }
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        let blocks = self.blocks.get_mut();
        for chunk in &blocks.chunks {
            // SAFETY: each chunk came from `alloc` with this layout.
            unsafe { dealloc(chunk.as_ptr(), chunk_layout()) };
        }
        for header in &blocks.large {
            // SAFETY: each large block came from `alloc` with its size and alignment.
            unsafe { dealloc(header.cast(), Layout::from_size_align_unchecked((**header).size, ALIGN)) };
        }
    }
}

/// Which free list a block of that size is in; none where it comes from the system.
fn class_of(size: usize) -> Option<usize> {
    match size {
        ..=MAX_SMALL => Some(size / ALIGN),
        PAGE => Some(CLASSES - 1),
        _ => None,
    }
}

const fn chunk_layout() -> Layout {
    // SAFETY: a power of two that is larger than the alignment.
    unsafe { Layout::from_size_align_unchecked(CHUNK, ALIGN) }
}

/// # Safety
/// `header` is in front of a block.
unsafe fn body(header: *mut Header) -> *mut u8 {
    // SAFETY: the caller's.
    unsafe { header.cast::<u8>().add(HEADER) }
}

/// # Safety
/// `block` was handed out by an arena.
unsafe fn header_of(block: *mut u8) -> *mut Header {
    // SAFETY: the caller's.
    unsafe { block.sub(HEADER).cast() }
}

unsafe extern "C" fn malloc(opaque: *mut c_void, size: qjs::size_t) -> *mut c_void {
    // SAFETY: the opaque is the engine's arena.
    unsafe { (*opaque.cast::<Arena>()).allocate(size as usize).cast() }
}

unsafe extern "C" fn calloc(opaque: *mut c_void, count: qjs::size_t, size: qjs::size_t) -> *mut c_void {
    let Some(bytes) = (count as usize).checked_mul(size as usize) else { return ptr::null_mut() };
    // SAFETY: the opaque is the engine's arena; a block has at least the bytes that were asked for.
    unsafe {
        let block = (*opaque.cast::<Arena>()).allocate(bytes);
        if !block.is_null() {
            block.write_bytes(0, bytes);
        }
        block.cast()
    }
}

unsafe extern "C" fn free(opaque: *mut c_void, block: *mut c_void) {
    if !block.is_null() {
        // SAFETY: the opaque is the engine's arena, the block is its own.
        unsafe { (*opaque.cast::<Arena>()).release(block.cast()) };
    }
}

unsafe extern "C" fn realloc(opaque: *mut c_void, block: *mut c_void, size: qjs::size_t) -> *mut c_void {
    // SAFETY: the opaque is the engine's arena, the block is its own.
    unsafe {
        let arena = &*opaque.cast::<Arena>();
        match (block.is_null(), size) {
            (true, _) => arena.allocate(size as usize).cast(),
            (false, 0) => {
                arena.release(block.cast());
                ptr::null_mut()
            }
            (false, _) => arena.resize(block.cast(), size as usize).cast(),
        }
    }
}

unsafe extern "C" fn usable_size(block: *const c_void) -> qjs::size_t {
    if block.is_null() {
        return 0;
    }
    // SAFETY: the block was handed out by an arena.
    unsafe { ((*header_of(block.cast_mut().cast())).size - HEADER) as qjs::size_t }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arena(limit: u64) -> Arena {
        let arena = Arena::new(Rc::new(Budget::unlimited(crate::Cancelled::default())));
        arena.set_limit(limit);
        arena
    }

    #[test]
    fn blocks_keep_their_bytes_through_every_size() {
        let arena = arena(64 << 20);
        let mut blocks: Vec<(*mut u8, usize, u8)> = Vec::new();
        let mut state = 7_u64;
        for round in 0..20_000_u64 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let size = usize::try_from((state >> 33) % 6000).unwrap();
            let fill = (round % 251) as u8;
            // SAFETY: every pointer comes from the arena and is used within its size.
            unsafe {
                match state >> 61 {
                    0..=3 => {
                        let block = arena.allocate(size);
                        assert_eq!(block as usize % ALIGN, 0);
                        block.write_bytes(fill, size);
                        blocks.push((block, size, fill));
                    }
                    4..=5 if !blocks.is_empty() => {
                        let at = usize::try_from(state % blocks.len() as u64).unwrap();
                        let (block, old, byte) = blocks.swap_remove(at);
                        let kept = old.min(size);
                        let block = arena.resize(block, size);
                        assert!((0..kept).all(|i| *block.add(i) == byte));
                        block.write_bytes(fill, size);
                        blocks.push((block, size, fill));
                    }
                    _ if !blocks.is_empty() => {
                        let at = usize::try_from(state % blocks.len() as u64).unwrap();
                        let (block, size, byte) = blocks.swap_remove(at);
                        assert!((0..size).all(|i| *block.add(i) == byte));
                        arena.release(block);
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn past_the_limit_large_blocks_are_refused_and_the_run_is_stopped() {
        let arena = arena(1 << 20);
        assert!(!arena.allocate(512 << 10).is_null());
        assert!(!arena.budget.is_stopped());
        assert!(arena.allocate(600 << 10).is_null());
        assert_eq!(arena.budget.stopped(), Some(Stop::Memory));
        assert!(!arena.allocate(100).is_null());
        assert!(arena.peak() <= 1 << 20);
    }

    #[test]
    fn sizes_that_overflow_are_refused() {
        let arena = arena(1 << 20);
        assert!(arena.allocate(usize::MAX - 8).is_null());
    }
}
