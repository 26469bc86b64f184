//! Runs code in a bare engine, to compare what the transform made with what the author wrote.

use std::time::{Duration, Instant};

use rquickjs::{CatchResultExt, Context, Runtime, context::EvalOptions};

/// The helpers of the factory as the simplest functions that do their work.
#[cfg(test)]
const PLAIN_HELPERS: &str = "() => 100, () => 100, key => key, big => big, it => typeof it === 'function' ? it() : it";

/// Helpers that grant one turn or call at a time, so that every count asks for more.
pub(crate) const GRUDGING_HELPERS: &str =
    "() => 0, () => 0, key => key, big => big, it => typeof it === 'function' ? it() : it";

/// How long one run may take.
const PATIENCE: Duration = Duration::from_millis(500);
const MEMORY: usize = 64 << 20;

/// Starts what `factory` makes and keeps its outcome as text: what it logged, and JSON of the value, or the error and
/// its stack. The text of a function is its author's no longer, so that nobody may compare it.
const DRIVE: &str = r"
(function (factory, helpers) {
  const show = (key, value) =>
    typeof value === 'bigint' ? value + 'n'
      : typeof value === 'function' ? '[function ' + value.name + ']'
      : value === undefined ? '[undefined]'
      : Object.is(value, -0) ? '[-0]'
      : typeof value === 'number' && !Number.isFinite(value) ? '[' + value + ']'
      : value;
  const text = value => { try { return JSON.stringify(value, show) } catch (error) { return '[' + error.name + ']' } };
  Function.prototype.toString = function () { return 'function' };
  const seen = [];
  globalThis.log = value => {
    if (seen.length > 300) throw new RangeError('too much');
    seen.push(text(value));
    return seen.length % 3 === 0;
  };
  globalThis.call = async value => {
    log(['call', value]);
    await null;
    if (value === 1) throw new TypeError('tool');
    return value;
  };
  globalThis.outcome = '[pending]';
  globalThis.logged = () => seen.join('\n');
  factory(...helpers)().then(
    value => { globalThis.outcome = text(value); },
    error => { globalThis.outcome = error instanceof Error ? error + '\n' + error.stack : 'thrown: ' + text(error); },
  );
})";

/// What became of a script.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ended {
    /// Its value or its error, with the stack.
    pub(crate) outcome: String,
    /// What it logged and called, in order.
    pub(crate) logged: String,
}

impl Ended {
    /// The same without places.
    pub(crate) fn without_places(mut self) -> Self {
        self.outcome.truncate(self.outcome.find('\n').unwrap_or(self.outcome.len()));
        self
    }

    /// Whether the engine's compiler refused the program, which is right all the same (`quirks.rs` knows some).
    pub(crate) fn refused(&self) -> bool {
        self.outcome.starts_with("[refused]")
    }

    /// Whether the engine's stack, memory or time ended it: these are not the same for two programs.
    pub(crate) fn ran_out(&self) -> bool {
        let text = format!("{}{}", self.outcome, self.logged);
        ["Maximum call stack", "RangeError", "out of memory", "interrupted", "[pending]", "inconsistent stack size"]
            .iter()
            .any(|part| text.contains(part))
    }
}

/// What becomes of a factory's code with those helpers, after all its jobs. `before` is run first.
pub(crate) fn run_all(before: &str, code: &str, helpers: &str) -> Ended {
    let runtime = Runtime::new().unwrap();
    runtime.set_memory_limit(MEMORY);
    let begun = Instant::now();
    runtime.set_interrupt_handler(Some(Box::new(move || begun.elapsed() > PATIENCE)));
    let context = Context::full(&runtime).unwrap();
    context.with(|ctx| {
        let evaluate = |name: &str, text: &str| {
            let mut options = EvalOptions::default();
            options.strict = false;
            options.filename = Some(name.to_owned());
            let value = ctx.eval_with_options::<rquickjs::Value<'_>, _>(text, options);
            value.catch(&ctx).map_err(|error| error.to_string())
        };
        let interrupted = |error| Ended { outcome: format!("[interrupted] {error}"), logged: String::new() };
        if let Err(error) = evaluate("before.js", before) {
            return interrupted(error);
        }
        // The engine's compiler refuses some programs that are right (`inconsistent stack size`).
        let factory = match evaluate("script.js", code) {
            Ok(factory) => factory,
            Err(error) => return Ended { outcome: format!("[refused] {error}\n{code}"), logged: String::new() },
        };
        let helpers = match evaluate("helpers.js", &format!("[{helpers}]")) {
            Ok(helpers) => helpers,
            Err(error) => return interrupted(error),
        };
        let drive = match evaluate("drive.js", DRIVE) {
            Ok(drive) => drive.into_function().unwrap(),
            Err(error) => return interrupted(error),
        };
        if let Err(error) = drive.call::<_, ()>((factory, helpers)).catch(&ctx) {
            return interrupted(error.to_string());
        }
        while ctx.execute_pending_job() {}
        let get = |text: &str| ctx.eval::<String, _>(text).unwrap_or_else(|_| "[interrupted]".to_owned());
        Ended { outcome: get("outcome"), logged: get("logged()") }
    })
}

/// The outcome with those helpers.
#[cfg(test)]
pub(crate) fn run_with(code: &str, helpers: &str) -> String {
    run_all("", code, helpers).outcome
}

/// The outcome with plain helpers.
#[cfg(test)]
pub(crate) fn run(code: &str) -> String {
    run_with(code, PLAIN_HELPERS)
}

/// A script in a factory, untouched by the transform.
pub(crate) fn untouched(source: &str) -> String {
    format!("(function () {{ 'use strict'; return async function () {{\n{source}\n}} }})")
}

/// The outcome of a script that the transform has not touched.
#[cfg(test)]
pub(crate) fn run_untouched(source: &str) -> String {
    run(&untouched(source))
}
