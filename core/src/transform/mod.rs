//! Layer 2: the program gets its wrapper and the checks that only run time can make.

use enclave_contract::{Position, Settings};
use oxc::{allocator::Allocator, codegen::Codegen};

use crate::{finding::Finding, validate::Validated};

/// Source text for the engine, with the way back to the author's source.
#[derive(Debug)]
pub(crate) struct Transformed {
    /// One expression that evaluates to a factory function (see `names`).
    pub(crate) code: String,
    pub(crate) map: PositionMap,
    _private: (),
}

/// The way from a place in the generated code to the author's place.
#[derive(Debug, Default)]
pub(crate) struct PositionMap {}

impl PositionMap {
    /// The author's place for a line and column (from 1) of the generated code.
    pub(crate) fn lookup(&self, _line: u32, _column: u32) -> Option<Position> {
        None
    }
}

/// Transforms a program.
pub(crate) fn transform<'a>(_allocator: &'a Allocator, validated: Validated<'a>, _settings: &Settings) -> Result<Transformed, Vec<Finding>> {
    let code = Codegen::new().build(&validated.program).code;
    let code = format!("(function (__ag_turn, __ag_step, __ag_key, __ag_big, __ag_export) {{ 'use strict'; let __ag_turns = 0, __ag_steps = 0; return async function () {{ {code} }}; }})");
    Ok(Transformed { code, map: PositionMap::default(), _private: () })
}
