//! Tests of the whole layer, without the layers before it.

mod equivalence;
mod escapes;
mod generated;
mod guarded;
mod positions;
mod printed;
mod refusals;

use super::{Transformed, alone as transformed_as};

fn transformed(source: &str) -> Transformed {
    transformed_as(source, false).unwrap_or_else(|findings| panic!("{source}: {findings:?}"))
}
