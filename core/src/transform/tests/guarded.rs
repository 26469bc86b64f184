//! The checks run where they must: nothing of a script gets round them.

use super::transformed;
use crate::fuzzing::engine;

/// What a script gives when its helpers count and refuse.
#[track_caller]
fn counted(source: &str, helpers: &str) -> String {
    let code = transformed(source).code;
    engine::run_with(&code, helpers).split('\n').next().unwrap().to_owned()
}

#[test]
fn each_turn_is_counted_once() {
    let helpers = "() => { globalThis.turns = (globalThis.turns || 0) + 1; return 0 }, () => 0, k => k, b => b, v => v";
    for (source, turns) in [
        ("for (let i = 0; i < 10; i++); return turns", 10),
        ("let i = 0; while (i++ < 10) { if (i % 2) continue } return turns", 10),
        ("let i = 0; do i++; while (i < 10); return turns", 10),
        ("for (const a of [1, 2, 3]) for (const b in { a, c: 1 }) b; return turns", 9),
        ("for await (const a of [1, 2]) a; return turns", 2),
        ("a: for (;;) { for (;;) break a } return turns", 2),
        ("class A { static { for (const a of [1, 2]) a } } return turns", 2),
        ("const f = (a = (() => { for (const b of [1, 2, 3]) b })()) => turns; return f()", 3),
    ] {
        assert_eq!(counted(source, helpers), turns.to_string(), "{source}");
    }
}

#[test]
fn a_grant_is_the_turns_that_follow_the_one_that_asks() {
    let helpers = "() => { globalThis.turns = (globalThis.turns || 0) + 1; return 4 }, () => 0, k => k, b => b, v => v";
    assert_eq!(counted("for (let i = 0; i < 10; i++); return turns", helpers), "2");
    assert_eq!(counted("for (let i = 0; i < 11; i++); return turns", helpers), "3");
}

#[test]
fn each_call_is_counted_once() {
    let helpers = "() => 0, () => { globalThis.steps = (globalThis.steps || 0) + 1; return 0 }, k => k, b => b, v => v";
    for (source, steps) in [
        ("const f = x => x; f(1); f(2); return steps", 2),
        ("function f(n) { return n && f(n - 1) } f(4); return steps", 5),
        (
            "class A { constructor() { this.m() } m() {} get g() { return 1 } static s() {} } new A().g; A.s(); return steps",
            4,
        ),
        ("function* g() { yield 1; yield 2 } [...g()]; return steps", 1),
        ("[3, 1, 2].map(function (x) { return x }).filter(x => x > 1); return steps", 6),
        ("`${{ toString() { return '' } }}`; +{ valueOf() { return 1 } }; return steps", 2),
        (
            "const o = { set a(v) {}, async b() {}, async *c() {} }; o.a = 1; await o.b(); await o.c().next(); return steps",
            3,
        ),
    ] {
        assert_eq!(counted(source, helpers), steps.to_string(), "{source}");
    }
}

#[test]
fn a_dangerous_key_is_seen_by_every_way() {
    let helpers = "() => 100, () => 100, key => { if (`${key}` === 'bad') throw new TypeError('seen'); return key }, \
                   b => b, v => typeof v === 'function' ? v() : v";
    for source in [
        "const o = {}; o['b' + 'ad']",
        "const o = {}, k = 'bad'; o[k]",
        "const o = {}, k = 'bad'; o?.[k]",
        "const o = {}, k = 'bad'; o?.a?.b[k]; o.a?.[k]; o[k]",
        "const o = {}, k = 'bad'; o[k] = 1",
        "const o = {}, k = 'bad'; o[k] ??= 1",
        "const o = {}, k = 'bad'; o[k]++",
        "const o = {}, k = 'bad'; delete o[k]",
        "const o = {}, k = 'bad'; delete o?.[k]",
        "const o = {}, k = 'bad'; o[k]()",
        "const o = {}, k = 'bad'; o[k]``",
        "const o = {}, k = 'bad'; new o[k]()",
        "const k = 'bad'; ({ [k]: 1 })",
        "const k = 'bad'; ({ [k]() {} })",
        "const k = 'bad'; ({ get [k]() { return 1 } })",
        "const k = 'bad'; const { [k]: x } = {}",
        "const k = 'bad'; let x; ({ [k]: x } = {})",
        "const k = 'bad'; let x; ({ a: { [k]: x } = {} } = {})",
        "const k = 'bad'; (({ [k]: x }) => x)({})",
        "const k = 'bad'; for (const { [k]: x } of [{}]);",
        "const k = 'bad'; try { throw {} } catch ({ [k]: x }) {}",
        "const k = 'bad', o = {}; [o[k]] = [1]",
        "const k = 'bad', o = {}; [...o[k]] = [1]",
        "const k = 'bad', o = {}; [o[k] = 1] = []",
        "const k = 'bad', o = {}; ({ a: o[k], ...o.r } = {})",
        "const k = 'bad', o = {}; ({ ...o[k] } = {})",
        "const k = 'bad', o = {}; for (o[k] of [1]);",
        "const k = 'bad', o = {}; for (o[k] in { a: 1 });",
        "const k = 'bad'; class A { [k] = 1 }",
        "const k = 'bad'; class A { static [k]() {} }",
        "const k = 'bad'; class A { set [k](v) {} }",
        "const k = 'bad'; class A { m() { return super[k] } } new A().m()",
        "const k = 'bad'; class A { static x = A[k] }",
        "const k = 'bad'; class A extends ({ A: Object }[k]) {}",
        "const k = 'bad'; `${{}[k]}`",
        "const k = 'bad'; ((x = {}[k]) => x)()",
        "const k = 'bad'; export default {}[k]",
        "let k = 0; k = 'bad'; ({})[k]",
        "let k = 0; [k] = ['bad']; ({})[k]",
        "let k = 0; ({ k } = { k: 'bad' }); ({})[k]",
        "let k = 0; for (k of ['bad']) ({})[k]",
        "let k = 0; (() => { k = 'bad' })(); ({})[k]",
        "let k = 0; k &&= 1; k ||= 'bad'; ({})[k]",
        "let k = 0; k += 'x'; k = 'bad'; ({})[k]",
        "var k = 'bad'; var k; ({})[k]",
        "({})[['bad']]",
        "({})[{ toString: () => 'bad' }]",
        "({})[true ? 'bad' : 0]",
        "({})[0 || 'bad']",
        "({})[(0, 'bad'.trim())]",
        "let k; ({})[k = 'bad']",
        "let k = 'ba'; ({})[k += 'd']",
        "({})[`ba${'d'}`]",
        "({})[await 'bad']",
        "function* g() { ({})[yield] } const i = g(); i.next(); i.next('bad')",
        "with_: { const k = 'bad'; ({})[k] }",
    ] {
        assert_eq!(counted(source, helpers), "TypeError: seen", "{source}");
    }
}

#[test]
fn a_key_is_converted_once() {
    let helpers = "() => 100, () => 100, key => typeof key === 'object' ? String(key) : key, b => b, v => v";
    let source = "let n = 0; const k = { toString() { return 'k' + n++ } }; const o = {}; \
                  o[k] = 1; o[k] += 'x'; ({ [k]: 1 }); return [n, o]";
    assert_eq!(counted(source, helpers), "[3,{\"k0\":1,\"k1\":\"undefinedx\"}]");
}

#[test]
fn each_large_integer_is_seen() {
    let helpers = "() => 100, () => 100, k => k, \
                   big => { if (big > 1000n || big < -1000n) throw new RangeError('seen'); return big }, v => v";
    for source in [
        "const a = 100n; a * a",
        "let a = 100n; a *= a",
        "const a = 100n; a ** 2n",
        "let a = 100n; a **= a",
        "1n << 20n",
        "let a = 1n; a <<= 20n",
        "const o = { length: 100n }; o.length * o.length",
        "const m = { max: () => 100n }; m.max() * m.max()",
        "const o = { valueOf() { return 100n } }; o * o",
        "let a = 1; a = 100n; a * a",
        "let a = 1; ({ a } = { a: 100n }); a ** a",
        "const o = { a: 100n }; o.a *= o.a",
        "const o = { a: 100n }; o['a'] **= 2n",
        "-100n * 100n",
        "100n * -(-100n)",
        "(true && 100n) * (null ?? 100n)",
        "let a; (a = 100n) * a",
        "const a = 10n; a * a * a * a * a",
        "[100n].map(x => x * x)",
        "(x => x * x)(100n)",
    ] {
        assert_eq!(counted(source, helpers), "RangeError: seen", "{source}");
    }
}
