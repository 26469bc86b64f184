//! Hibernation: sessions that wait for long drop their engines and keep their journals.

use std::{
    collections::HashMap,
    mem,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use enclave_contract::PerProcess;
use once_cell::race::OnceBox;

/// The longest and the shortest time between two looks at all sessions.
const LOOK: (Duration, Duration) = (Duration::from_millis(5), Duration::from_secs(5));

/// Something that waits, and that costs less when it sleeps.
pub trait Idle: Send + Sync {
    /// Sleeps when it has waited for that long.
    fn rest(&self, after: Duration);
}

/// After what time of waiting a session hibernates that is driven by hand or has that many milliseconds; none when it may
/// not wait for so long, and so need not be watched.
pub fn hibernates(after: Duration, manual: bool, timeout_ms: u64) -> Option<Duration> {
    (manual || Duration::from_millis(timeout_ms) > after).then_some(after)
}

/// Looks after something until this is dropped.
#[derive(Debug)]
pub struct Watch(u64);

struct Watched {
    idle: Weak<dyn Idle>,
    after: Duration,
}

/// What is watched, and by whom.
#[derive(Default)]
struct Watchmen {
    watched: HashMap<u64, Watched>,
    /// The shortest wait that the thread knows of; none while it knows of nobody.
    soonest: Option<Duration>,
    /// Whether a thread looks.
    looks: bool,
}

#[derive(Default)]
struct Watchman {
    inside: PerProcess<Mutex<Watchmen>>,
    changed: PerProcess<Condvar>,
}

fn watchman() -> &'static Watchman {
    static WATCHMAN: OnceBox<Watchman> = OnceBox::new();
    WATCHMAN.get_or_init(Box::default)
}

/// Lets something rest when it has waited for that long. Where no thread can be had, it goes on as it is.
pub fn watch(idle: &Arc<impl Idle + 'static>, after: Duration) -> Watch {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let watchman = watchman();
    let mut inside = watchman.inside();
    let id = LAST.fetch_add(1, Ordering::Relaxed);
    let idle: Weak<dyn Idle> = Arc::downgrade(&(Arc::clone(idle) as Arc<dyn Idle>));
    inside.watched.insert(id, Watched { idle, after });
    if inside.looks {
        if inside.soonest.is_none_or(|soonest| after < soonest) {
            watchman.changed().notify_one();
        }
    } else {
        let thread = std::thread::Builder::new().name("enclave-idle".into()).spawn(|| watchman.look());
        inside.looks = thread.is_ok();
    }
    Watch(id)
}

impl Drop for Watch {
    fn drop(&mut self) {
        watchman().inside().watched.remove(&self.0);
    }
}

impl Watchman {
    /// In a forked process, what is watched goes on to be, and its parent's thread is not there.
    fn inside(&self) -> MutexGuard<'_, Watchmen> {
        let watched_on =
            |parents: &mut Watchmen| Watchmen { watched: mem::take(&mut parents.watched), ..Watchmen::default() };
        self.inside.lock_with(watched_on)
    }

    fn changed(&self) -> &Condvar {
        self.changed.get(|_| Condvar::new())
    }

    /// Looks at all that are watched, again and again, while there are any.
    fn look(&self) {
        let mut inside = self.inside();
        let mut empty_since = Instant::now();
        loop {
            inside.soonest = inside.watched.values().map(|watched| watched.after).min();
            let wait = inside.soonest.map_or(LOOK.1, |after| (after / 4).clamp(LOOK.0, LOOK.1));
            inside = self.changed().wait_timeout(inside, wait).unwrap_or_else(PoisonError::into_inner).0;
            if inside.watched.is_empty() {
                if empty_since.elapsed() >= LOOK.1 {
                    inside.looks = false;
                    return;
                }
                continue;
            }
            empty_since = Instant::now();
            let all: Vec<_> =
                inside.watched.values().filter_map(|watched| Some((watched.idle.upgrade()?, watched.after))).collect();
            drop(inside);
            for (idle, after) in all {
                idle.rest(after);
            }
            inside = self.inside();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use super::*;

    struct Sleeper(Sender<Duration>);

    impl Idle for Sleeper {
        fn rest(&self, after: Duration) {
            // The test may have ended.
            let _ = self.0.send(after);
        }
    }

    #[test]
    fn what_is_watched_is_asked_to_rest_until_it_is_let_go() {
        let (send, receive) = channel();
        let sleeper = Arc::new(Sleeper(send));
        let after = Duration::from_millis(20);
        let watch = watch(&sleeper, after);
        assert_eq!(receive.recv(), Ok(after));
        assert_eq!(receive.recv(), Ok(after));
        drop(watch);
        drop(sleeper);
        // The last look may still have been under way; then the sender is gone.
        assert!(receive.iter().count() < 3);
    }
}
