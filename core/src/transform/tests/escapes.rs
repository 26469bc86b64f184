//! No text of a script reaches outside its function.

use oxc::{
    allocator::Allocator,
    ast::ast::{Expression, Statement},
    parser::Parser,
    span::SourceType,
};

use super::transformed;
use crate::fuzzing::engine;

/// Parses the generated code again: it must be one factory whose last statement returns the author's function, and
/// the author's function must end where the factory does.
#[track_caller]
fn check(source: &str) -> String {
    let code = transformed(source).code;
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, &code, SourceType::script()).parse();
    assert!(parsed.diagnostics.is_empty(), "{code}\n{:?}", parsed.diagnostics);
    let [Statement::ExpressionStatement(factory)] = &parsed.program.body[..] else { panic!("{code}") };
    let Expression::FunctionExpression(factory) = factory.expression.without_parentheses() else { panic!("{code}") };
    let body = factory.body.as_ref().unwrap();
    let [Statement::VariableDeclaration(_), Statement::ReturnStatement(author)] = &body.statements[..] else {
        panic!("{code}")
    };
    let Some(Expression::FunctionExpression(author)) = &author.argument else { panic!("{code}") };
    assert!(author.r#async && !author.generator && author.id.is_none() && author.params.items.is_empty(), "{code}");
    code
}

#[test]
fn text_that_looks_like_the_end_of_the_wrapper_is_text() {
    for source in [
        "'})(); globalThis.out = 1; (function(){'",
        "`}); }); (() => { ${'`'} } `",
        "`\\`}); })();`",
        "String.raw`\\u{}}); */ //`",
        "/* }); */ 1 /* */",
        "// }); \u{2028} 1",
        "/})();(\\/[/]*/.test('x')",
        "({ '}); //': 1, [`*/`]: 2 })",
        "'\\u2028\\u2029</script><!-- -->'",
        "'\\\n})'",
        "var a = 1\n/'})'/1",
    ] {
        check(source);
    }
}

#[test]
fn directives_do_not_reach_the_wrapper() {
    let code = check("'use strip'; 'use \\'x\\'; })'; function f() { 'use \"'; 'use \\'\"' } f()");
    assert_eq!(code.matches("use strip").count(), 0);
    assert_eq!(
        engine::run(&check("'use sloppy'; let strict = (function () { return this === undefined })(); strict")),
        "true"
    );
}

#[test]
fn the_top_level_has_nothing_of_the_wrapper() {
    assert_eq!(engine::run(&check("this === undefined")), "true");
    assert_eq!(engine::run(&check("typeof arguments + arguments.length")), "\"object0\"");
    assert_eq!(engine::run(&check("(() => arguments.length)()")), "0");
    assert_eq!(engine::run(&check("try { arguments.callee } catch (e) { e.name }")), "\"TypeError\"");
}

#[test]
fn names_of_the_author_do_not_meet_the_helpers() {
    // Layer 1 refuses the prefix. Even without it, a declaration shadows only where it stands.
    let code = check("const run = () => { let turns = 0; for (const a of [1, 2]) turns++; return turns }; run()");
    assert_eq!(engine::run(&code), "2");
}

#[test]
fn statements_cannot_leave_the_function() {
    // Each is a syntax error to the parser, so there is nothing to transform.
    for source in ["}); (", "} function x() {", "`${`", "/* ", "return }", "'\n'", "({", "/["] {
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
        assert!(!parsed.diagnostics.is_empty() || parsed.panicked, "{source}");
    }
}
