//! Runs generated code in a bare engine.

use rquickjs::{CatchResultExt, Context, Runtime, context::EvalOptions};

/// The helpers of the factory as the simplest functions that do their work.
const PLAIN_HELPERS: &str = "() => 100, () => 100, key => key, big => big, it => typeof it === 'function' ? it() : it";

/// Starts what `factory` makes and keeps its outcome as text: JSON of the value, or the error and its stack.
const DRIVE: &str = r"
(function (factory, helpers) {
  const show = (key, value) =>
    typeof value === 'bigint' ? value + 'n'
      : typeof value === 'function' ? '[function ' + value.name + ']'
      : value === undefined ? '[undefined]'
      : Object.is(value, -0) ? '[-0]'
      : typeof value === 'number' && !Number.isFinite(value) ? '[' + value + ']'
      : value;
  globalThis.outcome = '[pending]';
  factory(...helpers)().then(
    value => { globalThis.outcome = JSON.stringify(value, show); },
    error => { globalThis.outcome = error instanceof Error ? error + '\n' + error.stack : 'thrown: ' + JSON.stringify(error, show); },
  );
})";

/// The outcome of a factory's code with those helpers, after all its jobs.
pub(super) fn run_with(code: &str, helpers: &str) -> String {
    let runtime = Runtime::new().unwrap();
    let context = Context::full(&runtime).unwrap();
    context.with(|ctx| {
        let evaluate = |name: &str, text: &str| {
            let mut options = EvalOptions::default();
            options.strict = false;
            options.filename = Some(name.to_owned());
            let value = ctx.eval_with_options::<rquickjs::Value<'_>, _>(text, options);
            value.catch(&ctx).unwrap_or_else(|error| panic!("{error}\n{text}"))
        };
        let factory = evaluate("script.js", code);
        let helpers = evaluate("helpers.js", &format!("[{helpers}]"));
        let drive = evaluate("drive.js", DRIVE).into_function().unwrap();
        drive.call::<_, ()>((factory, helpers)).catch(&ctx).unwrap_or_else(|error| panic!("{error}\n{code}"));
        while ctx.execute_pending_job() {}
        ctx.globals().get::<_, String>("outcome").unwrap()
    })
}

/// The outcome with plain helpers.
pub(super) fn run(code: &str) -> String {
    run_with(code, PLAIN_HELPERS)
}

/// The outcome of a script that the transform has not touched.
pub(super) fn run_untouched(source: &str) -> String {
    run(&format!("(function () {{ 'use strict'; return async function () {{\n{source}\n}} }})"))
}
