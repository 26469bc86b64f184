use enclave_contract::{Config, Language, Level, Settings, ToolSpec};

use crate::{pipeline::approve, tools::ToolTable};

fn verdict(source: &str, level: Level, language: Language) -> String {
    let settings = Settings::new(&Config { level, language: Some(language), ..Config::default() }).unwrap();
    let tools = ToolTable::new(["users:list", "users:get", "mail:send", "add"].map(ToolSpec::new).into(), false).unwrap();
    match approve(source, &settings, &tools) {
        Ok(_) => "ok".to_owned(),
        Err(refused) => {
            let lines = refused.failure.diagnostics.iter().map(|found| {
                format!("{} {}:{} {} | {}", found.code, found.span.start.line, found.span.start.column, found.message, found.help)
            });
            lines.collect::<Vec<_>>().join("\n  ")
        }
    }
}

fn verdicts(sources: &[&str], level: Level, language: Language) -> String {
    sources.iter().map(|source| format!("{source}\n  {}\n", verdict(source, level, language))).collect()
}

#[test]
fn what_javascript_refuses() {
    let sources = [
        "eval('1')", "new Function('return 1')()", "(0, eval)('1')", "\\u0065val('1')", "setTimeout('x', 1)",
        "window.process.env", "globalThis.x", "global", "process.env.HOME", "require('fs')", "import('fs')",
        "import fs from 'fs'", "export const a = 1", "import.meta.url", "new Proxy({}, {})", "Reflect.ownKeys({})",
        "Object.defineProperty({}, 'a', {})", "({}).__defineGetter__('a', () => 1)", "fetch('https://x')",
        "x.constructor", "const x = {}; x.constructor", "const x = {}; x['__proto__']", "const x = {}; x['const' + 'ructor']",
        "const x = {}, k = 'proto'; x[`__${k}__`]", "const x = {}; x[['constructor']]", "[]['filter']['constructor']('return 1')()",
        "const x = {}; x[String.fromCharCode(99, 111) + 'nstructor']", "const x = {}; x['rotcurtsnoc'.split('').reverse().join('')]",
        "const { constructor } = {}", "const { __proto__: p } = {}", "let p; ({ constructor: p } = {})", "const f = ({ prototype }) => 1",
        "({ __proto__: null })", "const x = {}; x.prototype", "Array.prototype.foo = 1", "Object.prototype.hasOwnProperty.constructor",
        "const x = {}; x.constructor.name = 'a'", "const __ag_turn = 1", "x.__safe_y", "let console; __ag_key",
        "callTool = 1", "tools = {}", "Math = {}", "y = 1", "consle.log(1)", "const value = 1; return vlaue",
        "while (true) {}", "for (;;) { if (a) { continue } }", "do { f() } while (1); function f() {}", "while (!0) { switch (1) { case 1: break } }",
        "callTool('users:lst', {})", "tools.users.lst({})", "tools.user.list({})", "callTool(`nope`, {})", "await tools['mail'].sned({})",
        "return (", "let a = 1; let a = 2", "const x = ;", "class A { constructor() {} constructor() {} }", "with (a) {}", "await = 1",
        "let x: number = ;", "enum A { B = }", "break", "@dec class A {}",
    ];
    insta::assert_snapshot!(verdicts(&sources, Level::Standard, Language::Javascript));
}

#[test]
fn what_javascript_takes() {
    for source in [
        "return Object.prototype.hasOwnProperty.call({}, 'a')",
        "return [].slice.call([1])", "return Array.prototype.map.apply([1], [(x) => x])", "const v = {}; return v.constructor.name",
        "const v = []; return v.constructor === Array", "return { constructor: 1, prototype: 2 }", "return 'constructor'",
        "class A { constructor() { this.a = 1 } }", "class A { static prototypes = 1 }", "return typeof window === 'undefined'",
        "while (true) { break }", "a: for (;;) { for (;;) { break a } }", "for (;;) { return 1 }", "function* g() { while (true) yield 1 }",
        "const name = 'a' + 'dd'; await callTool(name, {})", "await callTool(['x'][0], {})", "await tools.users.list({ a: 1 })",
        "const { users } = tools; return users.list({})", "const api = tools.users; return api.get({})", "tools?.users?.list?.({})",
        "interface A { b: string } const a: A = { b: 'x' }; return a as A", "type T = Foo<Bar>; let x: T; return x", "enum E { A } return E.A",
        "import type { X } from 'y'; let a: X; return a", "export default () => 1", "export default function main() { return 1 }",
        "function f() { return arguments.length }", "return new Map([[1, 2]])", "label: for (const a of []) continue label",
        "const o = {}; o['key' + 1] = 2", "for (const k in {}) k", "return this", "const top = 1, self = 2; return top + self",
        "return [1, 2].map(String).concat(NaN, Infinity, undefined)", "const a = <T,>(x: T) => x; return a(1)", "",
    ] {
        assert_eq!(verdict(source, Level::Standard, Language::Javascript), "ok", "{source}");
    }
}

#[test]
fn what_agentscript_refuses() {
    let sources = [
        "function f() {}", "const f = function () {}", "const o = { m() {} }", "const o = { get a() { return 1 } }", "class A {}",
        "while (a) {}", "do {} while (a)", "for (const k in o) {}", "const r = /a/", "'a'.match('a')", "new Promise(() => {})",
        "new Map()", "new Set()", "Symbol('a')", "new Error('x')", "this.a", "const k = 'a'; const { [k]: v } = {}",
        "JSON.parse('1', (k, v) => v)", "setTimeout(() => {}, 1)", "const t = 'users:list'; callTool(t + Math.random(), {})",
        "const f = callTool; f('add', {})", "const v = {}; v.constructor.name", "parseInt('1')",
    ];
    insta::assert_snapshot!(verdicts(&sources, Level::Strict, Language::Agentscript));
}

#[test]
fn what_agentscript_takes() {
    for source in [
        "const users = await callTool('users:list', { limit: 10 }); return users.filter((u) => u.active).map((u) => u.name)",
        "let n = 0; for (const x of [1, 2]) { if (x > 1) n += x; } return n", "for (let i = 0; i < 3; i++) { console.log(i) }",
        "const f = async (x) => x * 2; return await f(2)", "try { await callTool('add', {}) } catch (e) { return e.message } finally { }",
        "const { a, ...rest } = { a: 1 }; return { ...rest, a }", "return JSON.stringify({ a: 1 }, null, 2)", "return 10n ** 3n",
        "return new Date(0).toISOString()", "switch (1) { case 1: return 'x' }", "return await parallel([() => callTool('add', {})])",
        "return Object.entries({ a: 1 }).map(([k, v]) => `${k}=${v}`).join()", "return [3, 1].sort((a, b) => a - b)",
    ] {
        assert_eq!(verdict(source, Level::Strict, Language::Agentscript), "ok", "{source}");
    }
}
