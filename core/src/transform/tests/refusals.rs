//! What the layer refuses, should an earlier layer let it through.

use super::transformed_as;

fn refusal(source: &str, typescript: bool) -> Vec<String> {
    match transformed_as(source, typescript) {
        Ok(made) => panic!("{source}: {}", made.code),
        Err(findings) => findings
            .iter()
            .map(|found| {
                let place = source.get(found.start as usize..found.end as usize).unwrap();
                format!("{} {place:?}: {}; {}", found.code, found.message, found.help)
            })
            .collect(),
    }
}

#[test]
fn exports_other_than_one_default_are_refused() {
    let no_named = "a script has no named exports; remove the `export`, or use `export default`";
    for (source, place) in [
        ("export const a = 1", "export const a = 1"),
        ("1; export function f() {}", "export function f() {}"),
        ("const a = 1; export { a }", "export { a }"),
        ("export * from 'x'", "export * from 'x'"),
        ("export { a } from 'x'", "export { a } from 'x'"),
    ] {
        assert_eq!(refusal(source, false), [format!("NO_IMPORT {place:?}: {no_named}")]);
    }
    assert_eq!(
        refusal("import a from 'a'; import 'b'; a", false),
        ["import a from 'a';", "import 'b';"].map(|place| format!(
            "NO_IMPORT {place:?}: `import` has nothing to import from; use the tools and globals of the script"
        ))
    );
}

#[test]
fn imports_inside_expressions_are_refused() {
    assert_eq!(
        refusal("const a = await import('a')", false),
        ["NO_IMPORT \"import('a')\": `import()` has nothing to import from; use the tools and globals of the script"]
    );
    assert_eq!(
        refusal("f(import.meta.url)", false),
        ["NO_IMPORT \"import.meta\": `import.meta` has no meaning in a script; remove it"]
    );
}

#[test]
fn syntax_that_the_engine_does_not_have_is_refused() {
    let decorator = |place: &str| {
        format!("PARSE_ERROR {place:?}: decorators do not run here; call the decorator's function yourself")
    };
    assert_eq!(refusal("@log class A { @bound m() {} }", false), [decorator("@log"), decorator("@bound")]);
    assert_eq!(refusal("class A { m(@inject a: string) {} }", true), [decorator("@inject")]);
    assert_eq!(
        refusal("class A { accessor a = 1 }", false),
        [
            "PARSE_ERROR \"accessor a = 1\": `accessor` fields do not run here; write a plain field, or a getter and a setter"
        ]
    );
}

#[test]
fn typescript_without_a_meaning_in_a_script_is_refused() {
    assert_eq!(
        refusal("import fs = require('fs'); fs", true),
        ["NO_IMPORT \"import fs = require('fs');\": `import` has nothing to import from; \
          use the tools and globals of the script"]
    );
    assert_eq!(
        refusal("const a = 1; export = a", true),
        ["NO_IMPORT \"export = a\": `export =` has no meaning in a script; use `export default`"]
    );
}
