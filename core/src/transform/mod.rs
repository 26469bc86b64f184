//! Layer 2: the program gets its wrapper and the checks that only run time can make.
//!
//! Everything is done on the syntax tree, one rewrite per file, and printed once at the end: no text of the author
//! is ever joined with text of ours, so nothing that a script contains can close the wrapper around it.

mod bigint;
mod bindings;
mod build;
mod calls;
mod exports;
mod functions;
mod guards;
mod keys;
mod loops;
mod map;
pub(crate) mod names;
mod print;
mod quirks;
mod result;
mod types;
mod wrapper;

#[cfg(test)]
mod tests;

use enclave_contract::Settings;
use oxc::{
    allocator::Allocator,
    ast::{ast::Program, builder::AstBuilder},
    semantic::Scoping,
};

pub(crate) use map::PositionMap;

use crate::{finding::Finding, validate::Validated};

/// Source text for the engine, with the way back to the author's source.
#[derive(Debug)]
pub(crate) struct Transformed {
    /// A script that evaluates to a factory function (see `names`).
    pub(crate) code: String,
    pub(crate) map: PositionMap,
    _private: (),
}

/// Transforms a program.
pub(crate) fn transform<'a>(
    allocator: &'a Allocator,
    validated: Validated<'a>,
    _settings: &Settings,
) -> Result<Transformed, Vec<Finding>> {
    let Validated { program, scoping, typescript, .. } = validated;
    rewrite(allocator, program, scoping, typescript)
}

/// The transform of a source that no layer saw.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn alone(source: &str, typescript: bool) -> Result<Transformed, Vec<Finding>> {
    let allocator = Allocator::default();
    let source_type = if typescript { oxc::span::SourceType::ts() } else { oxc::span::SourceType::mjs() };
    let options = oxc::parser::ParseOptions { allow_return_outside_function: true, ..Default::default() };
    let parsed = oxc::parser::Parser::new(&allocator, source, source_type).with_options(options).parse();
    assert!(parsed.diagnostics.is_empty(), "{source}: {:?}", parsed.diagnostics);
    let scoping = oxc::semantic::SemanticBuilder::new().build(&parsed.program).semantic.into_scoping();
    rewrite(&allocator, parsed.program, scoping, typescript)
}

/// Each step leaves a program that the next may rely on: without types, then without exports, then with its result
/// returned, then guarded, then wrapped.
fn rewrite<'a>(
    allocator: &'a Allocator,
    mut program: Program<'a>,
    mut scoping: Scoping,
    typescript: bool,
) -> Result<Transformed, Vec<Finding>> {
    let ast = AstBuilder::new(allocator);
    if typescript {
        scoping = types::strip(allocator, &mut program)?;
    }
    if !exports::to_result(&ast, &mut program)? {
        result::return_last(&ast, &mut program);
    }
    guards::insert(&ast, &scoping, &mut program)?;
    let (code, map) = print::print(&wrapper::wrap(&ast, program));
    Ok(Transformed { code, map, _private: () })
}
