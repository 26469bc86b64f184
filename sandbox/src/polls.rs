//! How often the engine asks whether the run is over.
//!
//! The engine counts its calls and back edges and asks at every 10 000th. One of them may be a builtin that takes a
//! millisecond, so that would be seconds past a limit. The engine has no setting for it; but the counter stands in its
//! context, and the handler that it asks may set it lower.

use std::{
    cell::Cell,
    ptr,
    rc::Rc,
    time::{Duration, Instant},
};

use once_cell::race::OnceBox;
use rquickjs::qjs;

use super::{
    allocator::Arena,
    budget::{Budget, Cancelled},
    engine::Engine,
    handle::{Context, Handle},
};

/// What the engine sets its counter to before it asks.
const ENGINES_OWN: i32 = 10_000;
/// Calls and back edges between two looks at the clock.
const BETWEEN_LOOKS: i32 = 32;
/// When as many took longer than this, the engine asks at each from there on.
const SLOW: Duration = Duration::from_millis(2);

/// The counter of one context; null where the engine keeps it elsewhere, and asks as seldom as it likes.
#[derive(Debug)]
pub(super) struct Counter {
    count: *mut i32,
    last_look: Cell<Option<Instant>>,
}

impl Counter {
    pub(super) fn of(ctx: Context) -> Self {
        offset().map_or(Self::at(ptr::null_mut()), |offset| Self::at(ctx.cast::<i32>().wrapping_byte_add(offset)))
    }

    fn at(count: *mut i32) -> Self {
        Self { count, last_look: Cell::new(None) }
    }

    /// Has the engine ask again soon. Called by its handler.
    pub(super) fn ask_again_soon(&self, now: Instant) {
        let slow = self.last_look.replace(Some(now)).is_some_and(|last| now.saturating_duration_since(last) > SLOW);
        self.set(if slow { 1 } else { BETWEEN_LOOKS });
    }

    fn set(&self, count: i32) {
        if !self.count.is_null() {
            // SAFETY: `offset` has seen the engine count there, and contexts of one build are alike. The engine runs
            // on this thread and waits for its handler.
            unsafe { self.count.write(count) }
        }
    }
}

/// Where the counter stands in a context, in bytes: found once, by letting an engine of its own ask.
fn offset() -> Option<usize> {
    // No thread waits for another one that looks for it: a fork has none of them.
    static OFFSET: OnceBox<Option<usize>> = OnceBox::new();
    *OFFSET.get_or_init(|| Box::new(find()))
}

/// What the probing engine's handler works on.
struct Probe {
    ctx: Context,
    /// Bytes of the context.
    size: usize,
    asked: u32,
    /// Offsets at which the engine's own number stands.
    found: Vec<usize>,
}

fn find() -> Option<usize> {
    let engine = Engine::bare(Box::new(Arena::new(Rc::new(Budget::unlimited(Cancelled::default()))))).ok()?;
    let ctx = engine.ctx;
    // SAFETY: the engine lives to the end, and so does the probe.
    unsafe {
        let mut probe =
            Probe { ctx, size: qjs::js_malloc_usable_size(ctx, ctx.cast()) as usize, asked: 0, found: Vec::new() };
        qjs::JS_SetInterruptHandler(engine.runtime, Some(look), (&raw mut probe).cast());
        let function = Handle::global(ctx).get(c"isNaN").ok()?;
        let call = || function.call(&Handle::undefined(ctx), &[]).is_ok();
        let mut calls = 0;
        while (&raw const probe.asked).read() == 0 && calls <= ENGINES_OWN {
            call();
            calls += 1;
        }
        let [offset] = *probe.found else { return None };
        // It is the counter if the engine counts down from what is written there.
        Counter::at(ctx.cast::<i32>().wrapping_byte_add(offset)).set(3);
        let asked = probe.asked;
        let asked_after = [0; 3].map(|_: u32| {
            call();
            (&raw const probe.asked).read() - asked
        });
        (asked_after == [0, 0, 1]).then_some(offset)
    }
}

unsafe extern "C" fn look(_: *mut qjs::JSRuntime, probe: *mut std::ffi::c_void) -> i32 {
    // SAFETY: the opaque is the probe of `find`, which lives as long as its engine; a context is as large as its block.
    unsafe {
        let probe = &mut *probe.cast::<Probe>();
        let stands = |at: &usize| probe.ctx.cast::<i32>().byte_add(*at).read() == ENGINES_OWN;
        if probe.asked == 0 {
            probe.found = (0..probe.size / 4).map(|index| index * 4).filter(stands).collect();
        }
        probe.asked += 1;
    }
    0
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_pinned_engine_counts_where_it_is_looked_for() {
        assert!(super::offset().is_some());
    }
}
