//! What the rewrites print.

use std::fmt::Write;

use super::transformed_as;

/// The author's part of the printed code of each script.
fn printed(typescript: bool, sources: &[&str]) -> String {
    let mut text = String::new();
    for source in sources {
        let code = transformed_as(source, typescript).map_or_else(|found| panic!("{found:?}"), |it| it.code);
        let body = code.strip_prefix(PROLOGUE).and_then(|rest| rest.strip_suffix(EPILOGUE));
        let body = body.unwrap_or_else(|| panic!("{code}"));
        write!(text, "{source}\n=>{body}\n").unwrap();
    }
    text
}

const PROLOGUE: &str = "(function(__ag_turn, __ag_step, __ag_key, __ag_big, __ag_export) {
\"use strict\";
let __ag_turns = 0, __ag_steps = 0, __ag_value;
return async function() {";

const EPILOGUE: &str = "};
});
";

#[test]
fn types_are_stripped() {
    insta::assert_snapshot!(printed(
        true,
        &[
            "const a: number = 1 as number; a!",
            "interface Row { id: number }\ntype Id = Row['id'];\nlet row: Row | undefined;\nrow satisfies Row | undefined;",
            "enum Color { Red, Green = 'g', Blue = 1 << 3 }\nColor.Red",
            "const enum Size { Small = 1, Large }\nSize.Large",
            "namespace Shape { export const sides = 4; export function area(n: number) { return n; } }\nShape.area(2)",
            "class Point { constructor(public x: number, private readonly y = 2) {} }\nnew Point(1)",
            "abstract class Animal { abstract sound(): string; name?: string; declare age: number; }\nclass Dog extends Animal { override sound() { return 'woof' } }",
            "declare const external: string;\nfunction id<T,>(this: void, value: T): T;\nfunction id(value: unknown) { return value }\nid<string>('a')",
            "import type { Tool } from './types';\nexport type Name = string;\nexport interface Empty {}\n1 + 1",
        ]
    ));
}

#[test]
fn a_default_export_is_the_result() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "export default 1 + 1;",
            "export default function main() { return 1 }\nconst after = 2;",
            "before();\nexport default function () { return 1 }\nfunction before() {}",
            "export default async () => { return 1 }\nlater();\nfunction later() {}",
            "let n = 1;\nexport default n;\nn = 2;",
            "export default class { static made = 1 }\nlet after;",
            "export default class Named {}",
            "export {};\n1",
        ]
    ));
}

#[test]
fn the_last_expression_is_the_result() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "1 + 1",
            "'hello'",
            "'use strict'; 'hello'",
            "'use strict'; const a = 1;",
            "({ a: 1 })",
            "f();\nfunction f() {}\n;",
            "f();\nclass Needed {}\nfunction f() {}",
            "x => x;\nclass After {}",
            "if (Math) { 1 } else if (JSON) 2; else { const a = 3; a }",
            "try { 1 } catch { 2 } finally { 3 }",
            "label: { 1 }",
            "for (const a of []) a;",
            "if (Math) return 1;\n2",
            "const f = () => { return 1 };\nf()",
            "",
            "// nothing\n",
        ]
    ));
}

#[test]
fn turns_are_counted() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "for (let i = 0; i < 2; i++) { i }",
            "for (;;) break;",
            "while (false);",
            "do { } while (false)",
            "for (const k in {}) k;",
            "outer: for (const v of []) for await (const w of v) continue outer;",
        ]
    ));
}

#[test]
fn calls_are_counted() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "const f = x => x * 2, g = async ({ a }, [b] = []) => ({ a, b });",
            "function f() { 'use asm'; return arguments }\nvoid function* named() { yield 1 }",
            "class A extends Array { #p = 1; constructor() { super(); } get x() { return this.#p } set x(v) {} static m() {} static { A.m(); } async *[Symbol.iterator]() {} }",
            "const o = { m() { return super.toString }, get g() { return 1 }, async a() {}, *y() {} };",
        ]
    ));
}

#[test]
fn computed_keys_are_checked() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "const o = {}, k = 'a';\no[k]; o?.[k]; o[k] = 1; o[k] += 1; o[k]++; delete o[k]; o[k](1); o[k][k];",
            "const o = [];\no[0]; o['a']; o[`a`]; o[-1]; o[o.length - 1]; o[~~1.5]; o[1 + 2];",
            "const o = [];\nlet i = 0;\no[i++]; o[i + 1]; o[i ? 0 : 1]; o[i ? 'a' : 'b']; o[(i, 1)]; o[i += 1]; o[i -= 1]; o[`${i}`];",
            "const o = { ['a']: 1, [k()]: 2, [1]: 3 };\nfunction k() {}",
            "const k = 'a', { [k]: x, ['b']: y = 1, ...rest } = {};\n({ [k]: x.a, b: [x[k]] } = {});",
            "class A { static [k()] = 1; [Symbol.toPrimitive]() {} get ['x']() { return super[k()] } }\nfunction k() {}",
            "for (const o = {}, k = 'a'; ; ) { for (o[k] of []) ; for (o[o[k]] in {}) ; break; }",
            "undeclared[undeclared]",
        ]
    ));
}

#[test]
fn known_numbers_need_no_check() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "const a = [1, 2];\nfor (let i = 0; i < a.length; i++) { a[i]; a[i + 1]; a[i * i]; i * a[i]; }",
            "const a = [], n = -1, m = n, k = +a, h = a >>> 0;\na[n]; a[m]; a[k]; a[h]; n ** m; m ** m;",
            "const a = [];\nlet i = 0, j = 0, k = 0, l = 0, m = 0, o = 0;\ni += 2; j += a; k = 1; l = 'x'; m -= a; o ||= a;\na[i]; a[j]; a[k]; a[l]; a[m]; a[o];",
            "const a = [];\nlet i = 0, j = 0, k = 0, l;\nfor (i of a); [j] = a; ({ k } = a); l = 1;\na[i]; a[j]; a[k]; a[l];",
            "const a = [];\nlet i = 0;\nfunction f(i) { a[i]; }\nfunction g() { i = 'k'; }\na[i];\nvar v = 0;\na[v];\n{ let i = 1; a[i] }",
        ]
    ));
}

#[test]
fn growing_operations_are_checked() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "let a = 1n, b = 2n;\na * b; a ** b; a << b; a *= b; a **= b; a <<= b;",
            "let a, b;\na * 2; 2 ** a; a << 1; a *= 2; +a * b; a.length * b.length; Math.max(a) * b;",
            "let a, b;\n(a - 1) * b; (a + '1') * b; a * b * 2; 2 * a * b; a * b * a; (a >>> 0) * b; -a * b; !a * b; a++ * b;",
            "const o = [1];\no[o[0] * o[0]]",
            "let a = 1n;\na * a * a * a; a * a * a * a * a * a * a * a * a * a * a; a ** a * a; (a * a) * (a * a); a * a << a; a ** a ** a;",
        ]
    ));
}

#[test]
fn calls_keep_their_place() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "f(a, b); f('x', a); f(a => a); f(async a => a); f(...a); f(await a); f(-a, 1); f(typeof a); new f(a); new a.b(a);\nfunction f() {}\nvar a;",
        ]
    ));
}

#[test]
fn nothing_of_the_author_is_printed_as_a_comment() {
    insta::assert_snapshot!(printed(
        false,
        &[
            "/*! legal */ /* @__PURE__ */ Math.abs(1); // */ after\n/** doc */ const a = /* in */ 2;",
            "let a = 3, b = 2;\na<!--b; while (a-->0) ;",
            "#!/usr/bin/env node\n1",
        ]
    ));
}
