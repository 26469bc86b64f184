//! Layer 4 alone: hostile code straight into the engine, without any layer in front of it.

use std::time::{Duration, Instant};

use enclave_contract::{ErrorCode, Language, Level, Limits, Value};

use super::{Cancelled, Furnishing, Main, Sandbox, Stop, Warm, compile};

/// How a script ended that no layer saw.
#[derive(Debug, PartialEq)]
enum End {
    Value(Value),
    Threw(ErrorCode, String, String),
    Refused(ErrorCode),
    Stopped(Stop),
    Pending,
}

fn limits() -> Limits {
    Limits { timeout_ms: 300, ..Limits::of(Level::Standard, Language::Javascript) }
}

fn run(body: &str) -> End {
    run_within(body, &limits())
}

fn sandbox(limits: &Limits) -> Sandbox {
    Warm::new(Cancelled::default())
        .unwrap()
        .furnish(Furnishing {
            limits,
            script: "Date toLocale TextEncoder URL structuredClone",
            tools: &[],
            context: &Value::Null,
            seed: 1,
            clock: 0.0,
            manual: false,
            started: Instant::now(),
            on_event: None,
        })
        .unwrap()
}

fn run_within(body: &str, limits: &Limits) -> End {
    let factory =
        format!("(function (turn, step, key, big) {{ 'use strict'; return async function () {{ {body}\n }}; }})");
    let bytecode = compile(&factory).unwrap_or_else(|error| panic!("{}: {body}", error.message));
    let mut sandbox = sandbox(limits);
    sandbox.start(&bytecode);
    match sandbox.main() {
        Main::Pending => End::Pending,
        Main::Returned(Ok(value)) => End::Value(value),
        Main::Returned(Err(error)) => End::Refused(error.code),
        Main::Threw(error) => End::Threw(error.code, error.name, error.message),
        Main::Stopped(stop) => End::Stopped(stop),
        Main::Broken => panic!("the sandbox broke: {body}"),
    }
}

fn text(text: &str) -> End {
    End::Value(Value::String(text.to_owned()))
}

#[test]
fn every_constructor_of_code_that_can_be_reached_refuses() {
    for maker in [
        "(() => {}).constructor",
        "(async () => {}).constructor",
        "(function* () {}).constructor",
        "(async function* () {}).constructor",
        "Object.getPrototypeOf(function () {}).constructor",
        "Array.constructor",
        "[].map.constructor",
        "class A {}.constructor",
        "Promise.resolve().then.constructor",
        "(() => {}).bind().constructor",
        "callTool.constructor",
        "console.log.constructor",
        "parallel.constructor",
        "new (class extends Object.getPrototypeOf(() => {}).constructor {})().constructor",
    ] {
        for call in ["M('return 1')()", "new M('return 1')()", "M.call(null, 'return 1')()", "M()()"] {
            let code = format!("try {{ const M = {maker}; return '' + {}; }} catch (e) {{ return e.message; }}", call);
            assert_eq!(run(&code), text("eval is not supported"), "{maker}: {call}");
        }
    }
    for code in ["return typeof eval", "return typeof Function", "return typeof globalThis", "return typeof Reflect"] {
        assert_eq!(run(code), text("undefined"), "{code}");
    }
    assert_eq!(
        run("try { setTimeout('1') } catch (e) { return e.message }"),
        text("setTimeout takes a function as its first argument")
    );
}

#[test]
fn the_global_object_cannot_be_reached_and_holds_what_is_listed() {
    assert_eq!(run("return typeof this"), text("undefined"));
    assert_eq!(run("return typeof (function () { return this; })()"), text("undefined"));
    assert_eq!(run("return typeof [1].map(function () { return this; })[0]"), text("undefined"));
    assert_eq!(run("return typeof Array.prototype.concat.call(1)[0].valueOf.call(1)"), text("number"));
    let mut names = globals();
    names.sort();
    insta::assert_snapshot!(names.join(" "));
}

/// The names of the engine's global object, from outside.
fn globals() -> Vec<String> {
    let sandbox = sandbox(&limits());
    let global = super::handle::Handle::global(sandbox.engine.ctx);
    global.all_names().unwrap().iter().filter_map(|key| key.to_value().ok()?.primitive_text()).collect()
}

#[test]
fn limits_end_a_run_whatever_it_catches() {
    for (code, stop) in [
        ("for (;;) {}", Stop::Timeout),
        ("try { for (;;) {} } catch {} finally { return 1; }", Stop::Timeout),
        ("await null; for (;;) {}", Stop::Timeout),
        ("const f = async () => { for (;;) {} }; f().catch(() => {}); return 1;", Stop::Timeout),
        ("for (;;) await null", Stop::Timeout),
        ("const g = () => queueMicrotask(g); g(); await sleep(1e6)", Stop::Timeout),
        ("const o = { get x() { for (;;) {} } }; try { o.x } catch { return 1 }", Stop::Timeout),
        ("[2, 1].sort(() => { for (;;) {} })", Stop::Timeout),
        ("`${{ toString() { for (;;) {} } }}`", Stop::Timeout),
        ("/^(a+)+$/.test('a'.repeat(40) + 'b')", Stop::Timeout),
        ("const a = []; a.length = 2 ** 32 - 1; a.reverse()", Stop::Timeout),
        ("Array.prototype.splice.call({ length: 2 ** 53 - 1 }, 0, 5)", Stop::Timeout),
        ("new Set(Array(2 ** 32 - 1))", Stop::Timeout),
        ("for (const item of Array(2 ** 32 - 1).values()) if (item) break", Stop::Timeout),
        ("let a = [[]]; for (let i = 0; i < 60; i++) a = [a, a]; JSON.stringify(a)", Stop::Timeout),
        ("let a = [[]]; for (let i = 0; i < 60; i++) a = [a, a]; a.flat(Infinity)", Stop::Timeout),
        ("Array(1e9).fill(0)", Stop::Memory),
        ("'x'.repeat(2 ** 29)", Stop::Memory),
        ("try { const a = []; for (;;) a.push({}); } catch { return 1 }", Stop::Memory),
        ("const o = {}; for (let i = 0; ; i++) o['k' + i] = i", Stop::Memory),
        ("function* g() { for (;;) yield 1 } return [...g()]", Stop::Memory),
        ("for (;;) console.log('x')", Stop::Console),
        ("for (;;) callTool('x')", Stop::ToolCalls),
        ("try { for (;;) callTool('x') } catch { return 1 } finally { return 2 }", Stop::ToolCalls),
    ] {
        let begun = Instant::now();
        let patience = if stop == Stop::Timeout { 300 } else { 60_000 };
        let limits = Limits { timeout_ms: patience, ..limits() };
        assert_eq!(run_within(code, &limits), End::Stopped(stop), "{code}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{code}");
    }
}

#[test]
fn json_is_refused_memory_at_any_moment_past_the_deadline() {
    let code = "const row = (i) => ({ [`k${i}`]: [i, `t${i}`, 1.5, null, { deep: [{}] }] });
        const text = JSON.stringify(Array.from({ length: 3000 }, (_, i) => row(i)));
        const reviver = (key, value) => value;
        for (let i = 0; ; i++) JSON.parse(text, i % 8 ? undefined : reviver);";
    for timeout_ms in 20..60 {
        assert_eq!(run_within(code, &Limits { timeout_ms, ..limits() }), End::Stopped(Stop::Timeout));
    }
}

#[test]
fn nothing_of_the_script_runs_after_a_limit() {
    let code = "try { for (;;) callTool('x') } catch {} finally { console.log('after'); callTool('y'); }";
    let limits = Limits { max_tool_calls: 3, ..limits() };
    assert_eq!(run_within(code, &limits), End::Stopped(Stop::ToolCalls));
}

#[test]
fn a_full_stack_is_a_range_error_that_can_be_caught() {
    let message = "Maximum call stack size exceeded";
    for code in
        ["const f = () => f(); f()", "JSON.parse('['.repeat(100000))", "const f = async () => { await f() }; await f()"]
    {
        let end = run(code);
        assert_eq!(end, End::Threw(ErrorCode::StackOverflow, "RangeError".into(), message.into()), "{code}");
    }
    assert_eq!(run("const f = () => f(); try { f() } catch (e) { return e.name }"), text("RangeError"));
}

#[test]
fn the_marshaller_runs_no_guest_code() {
    for code in [
        "return { toJSON() { callTool('x') }, valueOf() { callTool('x') } }.x",
        "Object.prototype.toJSON = () => { throw 1 }; return { a: 'ok' }.a",
        "Array.prototype[Symbol.iterator] = () => { throw 1 }; Map.prototype.entries = null; return [...'o'].length ? 'ok' : 'ok'",
    ] {
        let end = run(code);
        assert!(matches!(end, End::Value(_) | End::Threw(..)), "{code}: {end:?}");
    }
    assert_eq!(run("return { get x() { return 1 } }"), End::Refused(ErrorCode::SerializationError));
    assert_eq!(
        run("Map.prototype.entries = () => { throw 1 }; return new Map([['a', 1]])"),
        End::Value(Value::Object(vec![("a".into(), Value::Number(1.0))]))
    );
    assert_eq!(run("Date.prototype.getTime = () => { throw 1 }; return new Date(5)"), End::Value(Value::Date(5.0)));
}

#[test]
fn the_size_of_a_large_integer_is_read_from_the_pinned_engine() {
    assert_eq!(run("return typeof big(1n << 131000n)"), text("bigint"));
    assert_eq!(run("return typeof big(1n << 131100n)"), End::Stopped(Stop::BigInt));
    assert_eq!(run("return typeof big(-5n)"), text("bigint"));
}

#[test]
fn two_engines_share_nothing() {
    assert_eq!(run("Array.prototype.x = 1; Object.prototype.y = 2; Math.max = null; return 'done'"), text("done"));
    assert_eq!(run("return `${[].x} ${{}.y} ${typeof Math.max}`"), text("undefined undefined function"));
}

#[test]
fn an_engine_is_few_pieces_of_memory() {
    let warm = Warm::new(Cancelled::default()).unwrap();
    let (pieces, bytes) = (warm.engine.arena.pieces(), warm.engine.arena.peak());
    assert!(pieces as u64 * 16_384 < bytes, "{pieces} pieces for {bytes} bytes");
}
