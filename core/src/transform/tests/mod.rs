//! Tests of the whole layer, without the layers before it.

mod equivalence;
mod escapes;
mod generated;
mod guarded;
mod positions;
mod printed;
mod refusals;

use oxc::{
    allocator::Allocator,
    parser::{ParseOptions, Parser},
    semantic::SemanticBuilder,
    span::SourceType,
};

use super::{Transformed, rewrite};
use crate::finding::Finding;

/// Parses and transforms a script, as TypeScript if asked.
fn transformed_as(source: &str, typescript: bool) -> Result<Transformed, Vec<Finding>> {
    let allocator = Allocator::default();
    let source_type = if typescript { SourceType::ts() } else { SourceType::mjs() };
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, source, source_type).with_options(options).parse();
    assert!(parsed.diagnostics.is_empty(), "{source}: {:?}", parsed.diagnostics);
    let scoping = SemanticBuilder::new().build(&parsed.program).semantic.into_scoping();
    rewrite(&allocator, parsed.program, scoping, typescript)
}

fn transformed(source: &str) -> Transformed {
    transformed_as(source, false).unwrap_or_else(|findings| panic!("{source}: {findings:?}"))
}
