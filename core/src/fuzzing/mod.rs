//! What the fuzz targets and the property tests try, each with an oracle that is stronger than "did not crash". Not part
//! of a release: built for tests and with the feature `fuzzing`.

pub(crate) mod engine;
pub mod grammar;
