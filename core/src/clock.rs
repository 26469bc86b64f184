//! The clock that a session is handed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Where a session's wall-clock time comes from, in milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// A clock that stands still, for tests and replays.
    Fixed(f64),
}

impl Clock {
    /// Milliseconds since 1970 UTC, with their fraction: a timer that counted whole ones would be early.
    pub fn now_ms(self) -> f64 {
        match self {
            Self::System => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, milliseconds),
            Self::Fixed(time) => time,
        }
    }
}

/// A duration in milliseconds, with their fraction.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
