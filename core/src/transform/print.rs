//! Prints the program, with the map back to the author's source.

use std::path::PathBuf;

use oxc::{
    ast::ast::Program,
    codegen::{Codegen, CodegenOptions, CommentOptions},
};

use super::map::PositionMap;

/// The code of a program and its map.
pub(super) fn print(program: &Program) -> (String, PositionMap) {
    let options = CodegenOptions {
        // Comments are text of the author that no check has seen.
        comments: CommentOptions::disabled(),
        // Indentation grows with lines times nesting, and nobody reads this text.
        indent_width: 0,
        source_map_path: Some(PathBuf::new()),
        ..CodegenOptions::default()
    };
    let printed = Codegen::new().with_options(options).build(program);
    let map = printed.map.map_or_else(PositionMap::default, |map| {
        PositionMap::new(map.get_tokens(), program.source_text, &printed.code)
    });
    (printed.code, map)
}
