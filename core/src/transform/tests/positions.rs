//! Places in the generated code lead back to the author's.

use enclave_contract::Position;

use super::{transformed, transformed_as};
use crate::fuzzing::engine;
use crate::transform::Transformed;

/// The author's places of the frames of the error that a script ends with.
fn frames(made: &Transformed) -> Vec<Option<(u32, u32)>> {
    let outcome = engine::run(&made.code);
    let (_, stack) = outcome.split_once('\n').unwrap_or_else(|| panic!("no error: {outcome}"));
    stack
        .lines()
        .filter_map(|frame| {
            let place = frame.trim_end_matches(')').rsplit_once("script.js:").map(|(_, place)| place)?;
            let (line, column) = place.split_once(':').unwrap();
            let place = made.map.lookup(line.parse().unwrap(), column.parse().unwrap());
            Some(place.map(|Position { line, column }| (line, column)))
        })
        .collect()
}

/// Where the error of a script arose. The place is marked by `@` in the source, which is taken out.
#[track_caller]
fn check(marked: &str) {
    check_as(marked, false);
}

#[track_caller]
fn check_as(marked: &str, typescript: bool) {
    let before = marked.split('@').next().unwrap();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let made = transformed_as(&marked.replacen('@', "", 1), typescript).unwrap();
    let first = frames(&made).into_iter().next();
    let expected = (u32::try_from(line).unwrap(), u32::try_from(column).unwrap());
    assert_eq!(first, Some(Some(expected)), "{marked}\n{}", made.code);
}

#[test]
fn an_error_is_placed_at_its_new() {
    check("const a = 1;\n  throw @new Error('x' + a)");
    check("throw @new Error(\n  `text ${\n 1 }`\n)");
    check("const message = 'm';\nthrow @new TypeError(\n  message,\n)");
    check("function fail(why) {\n\treturn @new Error(why);\n}\nthrow fail(1)");
    // The first frame is that of the class.
    let made = transformed("class Mine extends Error {}\nthrow new Mine('x')");
    assert_eq!(frames(&made), [Some((1, 1)), Some((2, 7))]);
}

#[test]
fn a_call_is_placed_at_its_callee() {
    check("const o = {};\no.@missing(1)");
    check("const o = { f: 1 }, argument = 2;\no.@f(\n  argument,\n  3,\n)");
    check("let nothing;\n@nothing(await 1)");
    check("const f = x => x;\nf(f(f(1)(2)))".replace("f(1)(2)", "@f(1)(2)").as_str());
    check("[1].map(x => x.y.@z())".replace("x.y.@z", "@x.y.z").as_str());
    check("let a = {};\na?.b;\n  a.b?.c;\n   a.@d(a)");
}

#[test]
fn checks_are_placed_at_what_they_check() {
    let made = transformed("const o = {};\nlet k = {\n  toString() { throw new Error('k') } };\n  o[k]");
    assert_eq!(frames(&made), [Some((3, 22)), Some((4, 5))]);
    let made = transformed("const a = 1;\nwhile (true) {\n  a;\n}");
    let stopped = engine::run_with(&made.code, "() => { throw new Error('turn') }, 0, 0, 0, 0");
    let place = stopped.lines().nth(2).unwrap().rsplit_once("script.js:").unwrap().1.trim_end_matches(')');
    let (line, column) = place.split_once(':').unwrap();
    let place = made.map.lookup(line.parse().unwrap(), column.parse().unwrap());
    assert_eq!(place, Some(Position { line: 2, column: 1 }));
}

#[test]
fn every_frame_has_its_place() {
    let made = transformed("function a() {\n  b();\n}\nconst b = () => c.d();\nlet c;\n\n  a();");
    assert_eq!(frames(&made), [Some((4, 17)), Some((2, 3)), Some((7, 3))]);
}

#[test]
fn places_count_characters_and_lines_as_the_author_sees_them() {
    check("const é = 'ü'; throw @new Error(é)");
    check("const a = '😀😀'; throw @new Error(a)");
    check("const a = `😀\n\n😀`; throw @new Error(a)");
    check("const a = 1;\r\n  throw @new Error('x')");
    check("const a = '\u{2028}', b = `\u{2028}\u{2029}é`; throw @new Error('x')");
    check("const a = `\u{2028}`;\nconst b = `é`; throw @new Error('x')");
    check("/* 😀 */ let o; o.@x()".replace("o.@x", "@o.x").as_str());
}

#[test]
fn types_do_not_move_places() {
    check_as(
        "interface A { a: string }\nenum B { C }\nconst a: A = { a: '' };\n  throw @new Error(a.a as string)",
        true,
    );
    check_as("class P { constructor(private x: number) {\n  throw @new Error('x') } }\nnew P(1)", true);
}

#[test]
fn the_wrapper_has_no_place() {
    let made = transformed("1");
    assert_eq!(made.map.lookup(1, 1), None);
    assert_eq!(made.map.lookup(3, 5), None);
    assert_eq!(made.map.lookup(0, 0), None);
    assert_eq!(made.map.lookup(5, 1), Some(Position { line: 1, column: 1 }));
    assert_eq!(made.map.lookup(u32::MAX, u32::MAX), Some(Position { line: 1, column: 1 }));
    assert_eq!(transformed("").map.lookup(4, 1), None);
}
