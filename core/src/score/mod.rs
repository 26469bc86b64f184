//! Layer 3: scripts that are legal and still an attack.
//!
//! The gate reads the calls of a script and the flow of data between them, and adds up what its signals see. It
//! warns from 40 points and, where the host asks for it, blocks from 70. No name alone reaches that.

mod features;
mod signals;

#[cfg(test)]
mod tests;

use enclave_contract::{Score, ScoringMode, Settings};

pub(crate) use features::Features;

/// The highest score.
const MAX_TOTAL: u32 = 100;

/// Scores a script. `None` when the gate is off.
pub(crate) fn score(features: &Features, settings: &Settings) -> Option<Score> {
    if settings.scoring.mode == ScoringMode::Off {
        return None;
    }
    let signals = signals::seen(features);
    let total = signals.iter().map(|signal| signal.points).sum::<u32>().min(MAX_TOTAL);
    Some(Score { total, signals })
}

/// Whether the settings refuse a script with that score.
pub(crate) fn blocks(score: &Score, settings: &Settings) -> bool {
    settings.scoring.mode == ScoringMode::Block && score.total >= settings.scoring.block
}
