//! Settings of the worker processes, once: name, unit, default for each level, and what may never be exceeded.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ConfigError, Level, LimitInfo, Limits};

const MIB: u64 = 1 << 20;

/// Bytes that a frame takes for each key or item of a value, at most, besides its texts.
const FRAME_BYTES_PER_NODE: u64 = 13;

/// Whether a worker may serve more than one session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WorkerReuse {
    /// A worker serves one session and ends.
    #[default]
    Never,
    /// A worker may serve another session of the same tenant, with an engine of its own; refused at `strict`.
    Tenant,
}

macro_rules! settings {
    ($($(#[doc = $doc:literal])* $name:ident = $columns:expr, $min:expr, $max:expr;)*) => {
        /// Settings of the worker processes; what is absent is the level's.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct PoolOptions {
            $($(#[doc = $doc])* pub $name: Option<u64>,)*
        }

        /// The settings of a pool, every default filled in.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct PoolSettings {
            $($(#[doc = $doc])* pub $name: u64,)*
            /// What the host set itself.
            set: PoolOptions,
        }

        /// Every setting, in the order of the documentation.
        pub const POOL_SETTINGS: &[LimitInfo] = &[$(LimitInfo {
            name: stringify!($name),
            docs: concat!($($doc),*),
            javascript: $columns,
            agentscript: $columns,
            min: $min,
            max: $max,
        },)*];

        impl PoolSettings {
            /// The settings that follow from a level and what a host sets.
            ///
            /// # Errors
            /// `InvalidPoolSetting` when a value is outside what the setting accepts.
            pub fn new(level: Level, options: &PoolOptions, limits: &Limits) -> Result<Self, ConfigError> {
                let column = level as usize;
                let mut settings = Self { $($name: $columns[column],)* set: options.clone() };
                settings.max_per_tenant = options.max_workers.unwrap_or(settings.max_workers);
                settings.max_frame_bytes = settings.max_frame_bytes.max(frame_bytes(limits));
                settings.max_frames_per_second = settings.max_frames_per_second.max(frames(limits));
                $(if let Some(value) = options.$name {
                    let (min, max): (u64, u64) = ($min, $max);
                    if !(min..=max).contains(&value) {
                        return Err(ConfigError::InvalidPoolSetting { name: stringify!($name), value, min, max });
                    }
                    settings.$name = value;
                })*
                settings.min_workers = settings.min_workers.min(settings.max_workers);
                Ok(settings)
            }
        }
    };
}

settings! {
    /// Workers that wait, locked down, for the next sessions.
    min_workers = [2, 2, 2, 2], 0, 1_000;
    /// Sessions that have a worker at once. A session keeps its worker while it waits for a tool, until it hibernates.
    max_workers = [16, 32, 64, 128], 1, 10_000;
    /// Sessions that may wait for a worker; with one more, the newest of the tenant that has most is `QUEUE_FULL`.
    max_queue = [32, 64, 256, 1_024], 0, 100_000;
    /// How long a session waits for a worker, in milliseconds, before it is `QUEUE_TIMEOUT`.
    queue_timeout_ms = [5_000, 10_000, 30_000, 30_000], 1, 3_600_000;
    /// Sessions of one tenant that have a worker at once; `max_workers` unless said.
    max_per_tenant = [16, 32, 64, 128], 1, 10_000;
    /// How long waiting workers beyond `min_workers` are kept without a session, in milliseconds.
    idle_ms = [60_000, 60_000, 60_000, 60_000], 10, 86_400_000;
    /// Address space that a worker may have besides twice its session's `memory_bytes`, in bytes.
    memory_bytes_per_worker = [128 * MIB, 128 * MIB, 128 * MIB, 256 * MIB], 64 * MIB, 1 << 40;
    /// Lines, emitted values and calls that a worker may send within a second; one more kills it. At least what the
    /// limits of a session allow, unless said.
    max_frames_per_second = [2_000, 5_000, 20_000, 100_000], 10, 10_000_000;
    /// The longest frame that a worker may send, in bytes; at least what the limits of one value need, unless said.
    max_frame_bytes = [4 * MIB, 16 * MIB, 64 * MIB, 256 * MIB], 1 << 16, 1 << 31;
}

impl PoolSettings {
    /// How long a session waits for a worker.
    pub const fn queue_timeout(&self) -> Duration {
        Duration::from_millis(self.queue_timeout_ms)
    }

    /// The settings for a session whose limits are its own: `max_frame_bytes` and `max_frames_per_second` have room for
    /// what it may send, unless the host set them.
    #[must_use]
    pub fn for_session(&self, limits: &Limits) -> Self {
        let mut settings = self.clone();
        if self.set.max_frame_bytes.is_none() {
            settings.max_frame_bytes = settings.max_frame_bytes.max(frame_bytes(limits));
        }
        if self.set.max_frames_per_second.is_none() {
            settings.max_frames_per_second = settings.max_frames_per_second.max(frames(limits));
        }
        settings
    }
}

/// Frames that a session may send at once: its calls, and its lines and values.
fn frames(limits: &Limits) -> u64 {
    limits.max_tool_calls.saturating_add(limits.max_console_calls)
}

/// What a frame needs for the largest value that the limits allow.
fn frame_bytes(limits: &Limits) -> u64 {
    let value = limits.max_value_bytes.saturating_add(limits.max_value_nodes.saturating_mul(FRAME_BYTES_PER_NODE));
    value.saturating_add(limits.max_console_bytes).saturating_add(MIB).min(1 << 31)
}
