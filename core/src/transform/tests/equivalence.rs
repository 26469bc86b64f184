//! A transformed script does what the script does.

use super::{transformed, transformed_as};
use crate::{
    corpus::{case, case::Kind, root},
    fuzzing::engine::{self, GRUDGING_HELPERS},
};

#[track_caller]
fn same(source: &str) {
    let expected = engine::run_untouched(source);
    let code = transformed(source).code;
    for outcome in [engine::run(&code), engine::run_with(&code, GRUDGING_HELPERS)] {
        // The places of errors differ; the author's are in the tests of positions.
        let message = |outcome: &str| outcome.split('\n').next().unwrap().to_owned();
        assert_eq!(message(&outcome), message(&expected), "{source}\n{code}");
    }
    assert_ne!(expected, "[pending]", "{source}");
}

#[track_caller]
fn gives(source: &str, expected: &str) {
    let code = transformed(source).code;
    assert_eq!(engine::run(&code), expected, "{source}\n{code}");
}

#[test]
fn loops() {
    for source in [
        "const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); return fs.map(f => f())",
        "const fs = []; for (const i of [1, 2, 3]) fs.push(() => i * 2); return fs.map(f => f())",
        "const fs = []; for (var i = 0; i < 3; i++) fs.push(() => i); return fs.map(f => f())",
        "let n = 0; outer: for (let i = 0; i < 5; i++) { for (let j = 0; j < 5; j++) { if (j === 2) continue outer; if (i === 3) break outer; n += j } } return n",
        "let n = 0; outer: do { n++; for (;;) { if (n < 5) continue outer; break outer } } while (true); return n",
        "let n = 0; do n++; while (n < 10); return n",
        "let n = 0; do { n++; if (n === 3) continue } while (n < 10 && n !== 3); return n",
        "let n = 10; while (n --> 0) if (n % 2) continue; else if (n < 4) break; return n",
        "let n = 0; for (;;) if (++n > 6) break; return n",
        "let i = 0; for (; i < 4; i++); return i",
        "const seen = []; for (const key in { a: 1, b: 2 }) seen.push(key); for (const c of 'hé😀') seen.push(c); return seen",
        "let t = 0; for (let i = 0, n = [1, 2, 3]; i < n.length; t += n[i++]); return t",
        "block: { for (;;) { break block } } return 'out'",
        "const o = {}; for (o.x of [1, 2]); for (o['y'] in { k: 0 }); return o",
        "let log = ''; for (let i = 0; i < 2; i++) { switch (i) { case 0: continue; default: log += i } log += ';' } return log",
        "for (let i = 0; i < 3; i++) { try { if (i === 1) continue; if (i === 2) return i } finally { if (i === 2) return 'finally' } }",
        "for (const [k, v = 3] of Object.entries({ a: undefined })) return [k, v]",
        "const out = []; l1: for (const a of [1, 2]) l2: for (const b of [1, 2]) { if (b === 2) continue l1; out.push(a, b); continue l2 } return out",
    ] {
        same(source);
    }
}

#[test]
fn functions() {
    for source in [
        "const f = () => {}; const g = function () {}; const h = async (a, b = 1, ...c) => a; return [f.name, g.name, h.name, h.length]",
        "const o = { f: x => x, g() {}, get h() { return 1 }, ['c' + 1]: () => {}, async *i() {} }; return [o.f.name, o.g.name, o.c1.name, o.i.name, Object.keys(o)]",
        "let f; f = () => {}; const { g = () => {} } = {}; let [h = function () {}] = []; return [f.name, g.name, h.name]",
        "class A { static s = () => {}; #p = () => {}; m(a, b) {} name() { return this.#p.name } } return [A.name, A.s.name, new A().m.name, new A().m.length, new A().name()]",
        "function f(a, b) { 'use strict'; return [this === undefined, arguments.length, f.length] } return f(1, 2, 3)",
        "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) } return fib(15)",
        "const fact = n => n <= 1n ? 1n : n * fact(n - 1n); return fact(25n)",
        "function* g() { const got = yield 1; yield got * 2; return 3 } const it = g(); return [it.next(), it.next(21), it.next(), it.next()]",
        "function* g(n) { if (n) { yield n; yield* g(n - 1) } } return [...g(4)]",
        "async function* g() { for (let i = 0; i < 3; i++) { await null; yield i } } const out = []; for await (const x of g()) out.push(x); return out",
        "const sleep = async v => { await null; return v }; return await Promise.all([1, 2, 3].map(async n => (await sleep(n)) + 1))",
        "class Base { constructor(x) { this.x = x } static make() { return new this(1) } get twice() { return this.x * 2 } set twice(v) { this.x = v / 2 } } class Derived extends Base { constructor() { super(4); this.y = this.x } } const d = new Derived(); d.twice = 20; return [d.x, d.y, Derived.make().x, d.twice]",
        "class A { #n = 0; static #count = 0; static { A.#count = 5 } inc() { this.#n++; return this } get n() { return this.#n } has(o) { return #n in o } static get count() { return A.#count } } return [new A().inc().inc().n, A.count, new A().has({})]",
        "function Old(x) { if (!new.target) return new Old(x); this.x = x } return [Old(1).x, new Old(2).x]",
        "const compose = (...fs) => x => fs.reduceRight((v, f) => f(v), x); return compose(x => x + 1, x => x * 10)(2)",
        "const o = { n: 1, arrow() { return (() => this.n)() }, args() { return (() => arguments[0])() } }; return [o.arrow(), o.args(7)]",
        "let a = 1; function f(x = a++, y = () => x) { x = 5; return [y(), a] } return f()",
        "return (() => ({}))(), (() => ({ a: [1] }))()",
        "const memo = new Map(); const f = n => memo.get(n) ?? (memo.set(n, n < 2 ? n : f(n - 1) + f(n - 2)), memo.get(n)); return f(50)",
        "return typeof hoisted() ; function hoisted() { return later } var later = 1",
        "async function f() { throw new TypeError('no') } try { await f() } catch (e) { return [e.name, e.message, e instanceof TypeError] } finally { }",
        "return await (async () => { try { return await Promise.reject(1) } catch (e) { return e + 1 } finally { await null } })()",
        "var getter = { get [`a${1}`]() { return 'computed' } }; return getter.a1",
        "const tag = (parts, ...values) => parts.raw.join('|') + values.join(','); return tag`a\\n${1}b${2}</script>`.replace('\\\\/', '/')",
    ] {
        same(source);
    }
}

#[test]
fn keys() {
    for source in [
        "const o = { a: 1 }, k = 'a'; o[k] += 2; o[k]++; ++o[k]; o[`b${k}`] = o[k]--; delete o[k]; return o",
        "const a = [3, 1, 2]; for (let i = 0; i < a.length; i++) for (let j = 0; j + 1 < a.length; j++) if (a[j] > a[j + 1]) [a[j], a[j + 1]] = [a[j + 1], a[j]]; return a",
        "const o = null; return [o?.[missing()], o?.a[missing()]]; function missing() { throw 1 }",
        "const k = 'x', { [k]: a = 1, ...rest } = { y: 2 }; let b; ({ [k + 'y']: b = 5 } = { xy: undefined }); return [a, rest, b]",
        "let log = ''; const t = v => (log += v, v); const o = {}; o[t('a')] = t('b'); o[t('c')] ??= t('d'); o[t('c')] ??= t('e'); return [log, o]",
        "const s = Symbol('s'); const o = { [s]: 1, [Symbol.iterator]: function* () { yield 9 } }; return [o[s], [...o], o[Symbol.toStringTag]]",
        "class A { static ['s' + 1] = 1; ['m' + 1]() { return super['toString'] === Object.prototype.toString } get ['g']() { return this['m1']() } } return [A.s1, new A().g]",
        "const m = [[1, 2], [3, 4]]; const i = 1; m[i][i - 1] *= 10; m[m[0][0]][m[0][0]] = 7; return m",
        "const o = {}; o[1n] = 'a'; o[1.5] = 'b'; o[-0] = 'c'; o[NaN] = 'd'; o[undefined] = 'e'; o[null] = 'f'; o[true] = 'g'; return o",
        "let i = 0; const a = [0, 0, 0]; a[i++] = i++; a[i] = i; return [a, i]",
        "const counts = {}; for (const w of 'a b a'.split(' ')) counts[w] = (counts[w] || 0) + 1; return counts",
        "const o = { f() { return this.v }, v: 4 }, k = 'f'; return [o[k](), o?.[k]?.(), (o[k])(), o[k].call({ v: 5 })]",
        "try { null[{ toString() { return 'never' } }] } catch (e) { return e.name }",
        "const f = async k => k; const o = { a: 1, b: 2 }; return o[await f('a')] + o[await f('b')]",
        "function* g() { const o = { a: 1 }; return o[yield 'key'] } const it = g(); it.next(); return it.next('a').value",
        "'use strict'; const f = Object.freeze({ a: 1 }), k = 'a'; try { f[k] = 2 } catch (e) { return e.name }",
        "const a = new Uint8Array(4); for (let i = 0; i < 4; i++) a[i] = i * 300; return Array.from(a)",
        "const o = { get a() { return 1 }, set a(v) { this.b = v } }, k = 'a'; o[k] = o[k] + 1; return o.b",
    ] {
        same(source);
    }
}

#[test]
fn big_integers() {
    for source in [
        "let a = 3n; a *= a; a **= 2n; a <<= 3n; return [a, a * a, a ** 2n, a << 1n, a >> 2n, -a, a % 7n]",
        "let a = 3; a *= a; a **= 2; a <<= 3; return [a, a * a, a ** 0.5, a << a, a * -0, 1 / (a * -0)]",
        "return [2n * 3n * 4n * 5n * 6n * 7n * 8n * 9n * 10n * 11n * 12n, 2 * '3' * 4, null * undefined]",
        "try { return 1n * 1 } catch (e) { return e.message }",
        "const o = { v: 2n, get w() { return 3n } }; o.v *= o.w; o['v'] **= o.w; return o",
        "let log = ''; const t = v => (log += v, v); const r = t(2) * t(3) ** t(2) * t(4); return [r, log]",
        "const f = async v => v; let x = 2; const r = x * (await f(3)) * x; x *= await f(5); return [r, x]",
        "function* g() { return (yield 1) * (yield 2) } const it = g(); it.next(); it.next(6); return it.next(7).value",
        "const o = { valueOf() { return 4n } }; return [o * o, o ** 2n, -o * o]",
        "const m = { a: [2, 3] }; return m.a[0] * m.a[1] * m.a[m.a[0] * 0] ** m.a[1]",
        "let i = 5, n = 1n; while (i --> 0) n *= n + 1n; return n",
    ] {
        same(source);
    }
}

#[test]
fn calls() {
    for source in [
        "const f = (...a) => a; const o = { f }; return [f(f(1), f()), o.f(o.f, ...[1, 2], o?.f(3)), f(true ? f : 1), f(async x => x)[0].name, f(() => {})[0].name, f(class {})[0].name]",
        "const names = []; const f = x => { names.push(x.name) }; f(() => {}); f(function () {}); f(class {}); f(class { static name = 'own' }); f((() => {})); return names",
        "const f = (...a) => a.length; return [f(undefined), f(void 0, null), f(this), f(...[], ...[1, 2]), f({ a: f }), f({ ...{ f } }), f([f, , f]), f(`${f}`)]",
        "class A { constructor(...a) { this.a = a } } class B extends A { constructor(x) { super(x.y, { z: x.y }) } } return [new B({ y: 1 }).a, new (class { a = 1 })().a, new Map([['k', [1].length]]).get('k')]",
        "const o = { a: { b: () => ({ c: x => x }) } }; return o.a.b(o.a).c(o.a.b(1).c(2))",
        "return (x => x)((y => y)(await Promise.resolve((z => z)(3))))",
        "const a = [3, 1, 2]; return [a.map((x, i) => x * i), a.filter(x => x > 1).sort((x, y) => x - y), Math.max(...a, a.length), a.indexOf(a[1])]",
        "let n = 0; const f = x => n += x; f(n++); f((n, n++)); f(n = 5); f(n ? n : n); f(n && n); f(-n); f(typeof n === 'number' ? 1 : 0); return n",
    ] {
        same(source);
    }
}

#[test]
fn errors() {
    for source in [
        "throw new RangeError('a')",
        "throw { a: 1 }",
        "null.x",
        "const o = {}; o.missing()",
        "x; let x = 1",
        "const k = 1; k = 2",
        "const o = {}; o[k]; let k",
        "await Promise.reject(new Error('r'))",
        "class A { constructor() { this.a } } class B extends A { constructor() { this.b } } new B()",
        "function f() { return f() } try { f() } catch (e) { return e.name }",
        "[...null]",
        "new (class { get a() { throw new Error('get') } })().a",
    ] {
        same(source);
    }
}

#[test]
fn division_behind_what_the_engine_misreads() {
    for source in [
        "const { x = `1${2}` / 2, y: [z = `8` / 2 / 2] = [] } = {}; return [x, z]",
        "const o = { of: 8, in: 4 }; const [a = o.of / 2, b = -o.in / 2, c = 3 * o.in / 2] = []; return [a, b, c]",
        "const f = async (a = `4` / 2, b = String.raw`6` / 3) => [a, b]; return await f()",
        "const of = 6, o = { of }; let v; [v = of / 2] = []; ({ v: o.w = o?.of / 3 } = {}); return [v, o]",
        "for (const [k = `9` / 3] of [[]]) return [k / `${3}` / 1]",
    ] {
        let expected = engine::run(&transformed(source).code);
        assert!(expected.starts_with('['), "{source}: {expected}");
    }
}

#[test]
fn results() {
    for (source, expected) in [
        ("1 + 1", "2"),
        ("'hello'", "\"hello\""),
        ("'use strict'", "\"[undefined]\""),
        ("const a = 1;", "\"[undefined]\""),
        ("a(); function a() { return 'called' }", "\"called\""),
        ("const r = []; if (r.length) { 1 } else { r.push(2); r }", "[2]"),
        ("try { JSON.parse('{') } catch (e) { e.name }", "\"SyntaxError\""),
        ("await Promise.resolve(5)", "5"),
        ("Promise.resolve(6)", "6"),
        ("if (false) return 1\n2", "\"[undefined]\""),
        ("main();\nclass Used { v = 1 }\nasync function main() { await null; return new Used().v }", "1"),
        ("export default 7", "7"),
        ("export default function () { return 8 }", "8"),
        ("export default async () => { await null; return 9 }", "9"),
        ("export default main; let v = 10; function main() { return v }", "10"),
        ("let v = 1; export default v; v = 2", "1"),
        ("let v = 1; export default () => v; v = 11", "11"),
        ("let late; export default (class { static made = late }).made; late = 1", "\"[undefined]\""),
        ("({ a: 1, b: [2] })", "{\"a\":1,\"b\":[2]}"),
        ("[1, 2].map(x => x * 2)", "[2,4]"),
        ("`a${1}`", "\"a1\""),
        ("x => x", "\"[function ]\""),
        ("", "\"[undefined]\""),
    ] {
        gives(source, expected);
    }
}

#[test]
fn typescript() {
    for (source, expected) in [
        ("enum E { A, B = 5, C, D = 'd', F = A | B } return [E.A, E.C, E.D, E.F, E[5]]", "[0,6,\"d\",5,\"F\"]"),
        ("const enum E { A = 1 << 4 } return E.A", "16"),
        (
            "namespace N { export const a = 1; export namespace M { export const b = a + 1 } } return [N.a, N.M.b]",
            "[1,2]",
        ),
        (
            "class P { constructor(readonly x: number, protected y = x * 2) {} get sum(): number { return this.x + this.y } } new P(2).sum",
            "6",
        ),
        (
            "abstract class A<T> { abstract f(v: T): T; g(v: T) { return this.f(v) } } class B extends A<number> { f(v: number) { return v + 1 } } new B().g(1)",
            "2",
        ),
        ("type R = { id: number }; const rows = [{ id: 1 }] as const satisfies readonly R[]; rows[0]!.id", "1"),
        ("function f<T extends object>(this: void, o: T, k: keyof T) { return o[k] } f({ a: 3 }, 'a')", "3"),
        ("let x: unknown = 'four'; (<string>x).length", "4"),
        (
            "function over(a: string): string; function over(a: number): number; function over(a: any) { return a } over(5)",
            "5",
        ),
        ("declare const unused: number; interface I {} export type T = I; let a!: number; a = 6; a", "6"),
        ("class A { static #n: number = 7; declare z: string; static get n() { return A.#n } } A.n", "7"),
        ("export default async function main(): Promise<number> { return 8 }", "8"),
    ] {
        let code = transformed_as(source, true).unwrap().code;
        assert_eq!(engine::run(&code), expected, "{source}\n{code}");
    }
}

#[test]
fn newer_syntax() {
    for source in [
        "const log = []; { using a = { [Symbol.dispose]() { log.push('a') } }; log.push('body') } return log",
        "const log = []; { await using a = { async [Symbol.asyncDispose]() { log.push('a') } }; log.push('body') } return log",
        "let a = null, b = 0, c = 1; a ??= 1; b ||= 2; c &&= 3; return [a, b, c, 1_000, 0b11, 0o17, .5e1]",
        "try { throw 1 } catch { return [...'aé😀'].at(-1) }",
        "return /(?<y>\\d+)-(?<m>\\d)/su.exec('2024-1').groups.y + 'a1'.replace(/\\d/g, d => d * 2)",
        "return [/[\\p{L}--[a-c]]/v.test('a'), /(?i:A)b/.test('ab')]",
        "label: { break label } ; return 2 ** -1 ** 2".replace("-1 ** 2", "(-1) ** 2").as_str(),
        "return [!(1 in {}), (-1) ** 2, (() => {}) instanceof Function, (0, 1), !!(void 0 ?? 1), typeof typeof 1]",
        "let async = 1, of = 2, get = 3, using = 4; async++; return [async, of, get, using, { async, get: get }]",
        "return '\\ud800'.length + '\\u2028\\0\\x01\\'\"`${}'.length",
        "switch (1) { case 0: let x; default: x = 1; return x }",
        "var undefined_ = void 0; if (undefined_) {} else return String.raw`\\u00e9`",
    ] {
        same(source);
    }
}

/// The tools of the corpus and what else its scripts call, for a bare engine.
fn stubs() -> String {
    let reader = include_str!("../../../../tests-shared/corpus.mjs");
    let body: Vec<&str> = reader
        .lines()
        .filter(|line| !line.starts_with("import ") && !line.starts_with("const shared = "))
        .map(|line| line.strip_prefix("export ").unwrap_or(line))
        .collect();
    let shared = include_str!("../../../../tests-shared/tools.json");
    format!(
        "const shared = {shared};
        const structuredClone = value => value === undefined ? value : JSON.parse(JSON.stringify(value));
        const written = [];
        const console = Object.fromEntries(['log', 'info', 'warn', 'error', 'debug'].map(
            level => [level, (...args) => {{ log(['console', ...args]) }}]));
        const sleep = async () => {{}};
        const setTimeout = (f, _, ...args) => {{ Promise.resolve().then(() => f(...args)) }};
        const parallel = async thunks => {{ const out = []; for (const thunk of thunks) out.push(await thunk()); return out }};
        {}
        const answer = answers();
        const callTool = async (name, args = {{}}) => {{ log(['call', name, args]); return answer(name, args) }};
        const tools = {{}};
        for (const name of answer.names) {{
            const path = name.split(':'), leaf = path.pop();
            path.reduce((at, part) => at[part] ??= {{}}, tools)[leaf] = args => callTool(name, args);
        }}",
        body.join("\n")
    )
}

#[test]
fn every_accepted_script_means_what_it_meant() {
    let stubs = stubs();
    let (mut compared, mut differ) = (0, Vec::new());
    for case in case::read(&root(), Kind::Accept) {
        if !case.plain || case.file.ends_with(".ts") {
            continue;
        }
        let before = engine::run_all(&stubs, &engine::untouched(&case.code), "").without_places();
        let after = engine::run_all(&stubs, &transformed(&case.code).code, GRUDGING_HELPERS).without_places();
        compared += usize::from(!before.outcome.starts_with("ReferenceError"));
        if before != after {
            differ.push(format!("{}: {after:?} instead of {before:?}", case.file));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert!(compared > 50, "only {compared} were compared");
}
