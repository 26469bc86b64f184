//! The names of the guest's environment: what exists in which language, and what to write in place of the rest.

use enclave_contract::{Language, Level, Settings};

/// What a name is that the script does not declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// What the host gives: `callTool`, `tools`, `console`…
    Guest,
    /// A part of the language.
    Builtin,
    /// It makes code out of text.
    Evaluator,
    /// It is the global object.
    GlobalObject,
    /// It reaches behind the language's own rules.
    Meta,
    /// It loads code.
    Module,
    /// It exists elsewhere and not here; the text says what to write instead.
    Refused(&'static str),
    /// It exists in `javascript` only; the text says what to write instead.
    OtherLanguage(&'static str),
    /// Nobody knows it.
    Unknown,
}

/// Names that the host gives, in both languages.
pub(crate) const GUEST: &[&str] =
    &["callTool", "console", "context", "describe_tool", "emit", "parallel", "search_tools", "sleep", "tools"];

/// Builtins of both languages.
const COMMON: &[&str] = &[
    "Array",
    "BigInt",
    "Boolean",
    "Date",
    "Infinity",
    "JSON",
    "Math",
    "NaN",
    "Number",
    "Object",
    "String",
    "undefined",
];

/// Builtins of `agentscript` from `secure` up, and of `javascript`.
const FROM_SECURE: &[&str] = &[
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
];

/// Builtins of `javascript`.
const JAVASCRIPT: &[&str] = &[
    "AggregateError",
    "ArrayBuffer",
    "BigInt64Array",
    "BigUint64Array",
    "DataView",
    "Error",
    "EvalError",
    "Float16Array",
    "Float32Array",
    "Float64Array",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Iterator",
    "Map",
    "Promise",
    "RangeError",
    "ReferenceError",
    "RegExp",
    "Set",
    "Symbol",
    "SyntaxError",
    "TextDecoder",
    "TextEncoder",
    "TypeError",
    "URIError",
    "URL",
    "URLSearchParams",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakSet",
    "atob",
    "btoa",
    "clearInterval",
    "clearTimeout",
    "queueMicrotask",
    "setInterval",
    "setTimeout",
    "structuredClone",
];

/// What `agentscript` has in place of a builtin of `javascript`.
const INSTEAD: &[(&str, &str)] = &[
    ("AggregateError", "return an object such as `{ error: 'what went wrong' }`"),
    ("Error", "return an object such as `{ error: 'what went wrong' }`, or throw one"),
    ("Map", "use an object: `const byId = {}; byId[id] = value`"),
    ("Promise", "await a tool's result directly, or several with `await parallel([() => callTool(…), …])`"),
    ("RangeError", "return an object such as `{ error: 'what went wrong' }`"),
    ("RegExp", "use `includes`, `startsWith`, `indexOf`, `split` or `slice`"),
    ("Set", "use an array with `includes`, or an object whose keys are the members"),
    ("TypeError", "return an object such as `{ error: 'what went wrong' }`"),
    ("decodeURIComponent", "leave the text as it is and let a tool decode it"),
    ("encodeURIComponent", "leave the text as it is and let a tool encode it"),
    ("isFinite", "use `Number.isFinite(value)`"),
    ("isNaN", "use `Number.isNaN(value)`"),
    ("parseFloat", "use `Number.parseFloat(text)` or `Number(text)`"),
    ("parseInt", "use `Number.parseInt(text, 10)` or `Number(text)`"),
    ("setInterval", "use a `for` loop with `await sleep(ms)`"),
    ("setTimeout", "use `await sleep(ms)`"),
    ("structuredClone", "use `JSON.parse(JSON.stringify(value))`"),
];

const NETWORK: &str = "scripts have no network; call one of the tools: `await callTool(name, args)`";
const BROWSER: &str = "scripts run in no browser; return the data and let the host show it";
const STORAGE: &str = "scripts keep nothing between runs; use a variable, or call a tool that stores";
const THREADS: &str =
    "scripts have one thread; run tool calls at the same time with `await parallel([() => …, () => …])`";
const MEMORY: &str = "keep the values in an ordinary variable, `Map` or array";
const EXPORTS: &str = "end the script with `return value`";
const LIBRARY: &str = "no library is loaded; write it with the language's own methods, or call a tool";

/// Names that exist in browsers, Node, Deno or Bun, or are libraries that scripts expect there.
const REFUSED: &[(&str, &str)] = &[
    ("$", LIBRARY),
    ("AbortController", "the host ends a run that takes too long; leave it out"),
    ("AbortSignal", "the host ends a run that takes too long; leave it out"),
    ("Atomics", THREADS),
    ("Blob", "use a string or a `Uint8Array`"),
    ("BroadcastChannel", THREADS),
    ("Buffer", "use `Uint8Array` with `TextEncoder` and `TextDecoder`, or `btoa` and `atob` for base64"),
    ("Bun", "scripts reach the outside through tools only: `await callTool(name, args)`"),
    ("Deno", "scripts reach the outside through tools only: `await callTool(name, args)`"),
    ("Event", "use a function that is called directly"),
    ("EventEmitter", "use a function that is called directly"),
    ("EventSource", NETWORK),
    ("EventTarget", "use a function that is called directly"),
    ("File", "use a string or a `Uint8Array`"),
    ("FileReader", "call a tool that reads the file"),
    ("FinalizationRegistry", MEMORY),
    ("FormData", NETWORK),
    ("Headers", NETWORK),
    ("Intl", "use `value.toLocaleString('en-US', options)`, `toFixed` or `localeCompare`"),
    ("MessageChannel", THREADS),
    ("Request", NETWORK),
    ("Response", NETWORK),
    ("SharedArrayBuffer", "use `ArrayBuffer`"),
    ("SharedWorker", THREADS),
    ("WeakRef", MEMORY),
    ("WebAssembly", "write the computation in JavaScript"),
    ("WebSocket", NETWORK),
    ("Worker", THREADS),
    ("XMLHttpRequest", NETWORK),
    ("_", LIBRARY),
    ("__dirname", "scripts have no file system; call a tool that reads the file"),
    ("__filename", "scripts have no file system; call a tool that reads the file"),
    ("alert", BROWSER),
    ("axios", NETWORK),
    ("caches", STORAGE),
    ("cancelAnimationFrame", "use `clearTimeout`"),
    ("clearImmediate", "use `clearTimeout`"),
    ("confirm", BROWSER),
    ("crypto", "call a tool for ids, hashes and secrets; `Math.random()` is enough for sampling"),
    ("dayjs", LIBRARY),
    ("document", BROWSER),
    ("escape", "use `encodeURIComponent`"),
    ("exports", EXPORTS),
    ("fetch", NETWORK),
    ("fs", "scripts have no file system; call a tool that reads the file"),
    ("history", BROWSER),
    ("indexedDB", STORAGE),
    ("jQuery", LIBRARY),
    ("localStorage", STORAGE),
    ("location", BROWSER),
    ("lodash", LIBRARY),
    ("module", EXPORTS),
    ("moment", LIBRARY),
    ("navigator", BROWSER),
    ("performance", "use `Date.now()`"),
    ("process", "what the host passes is in `context`; secrets and settings stay with the tools"),
    ("prompt", BROWSER),
    ("requestAnimationFrame", "use `setTimeout(fn, 0)`"),
    ("sessionStorage", STORAGE),
    ("setImmediate", "use `setTimeout(fn, 0)`"),
    ("unescape", "use `decodeURIComponent`"),
];

/// What a name is under these settings.
pub(crate) fn class(name: &str, settings: &Settings) -> Class {
    if GUEST.contains(&name) {
        return Class::Guest;
    }
    let agentscript = settings.language == Language::Agentscript;
    let from_secure = FROM_SECURE.contains(&name);
    if COMMON.contains(&name) || (from_secure && (!agentscript || settings.level >= Level::Secure)) {
        return Class::Builtin;
    }
    if from_secure || JAVASCRIPT.contains(&name) {
        let instead = INSTEAD.iter().find(|(known, _)| *known == name).map_or("leave it out", |(_, instead)| instead);
        return if agentscript { Class::OtherLanguage(instead) } else { Class::Builtin };
    }
    match name {
        "eval"
        | "Function"
        | "AsyncFunction"
        | "GeneratorFunction"
        | "AsyncGeneratorFunction"
        | "ShadowRealm"
        | "execScript" => Class::Evaluator,
        "globalThis" | "window" | "self" | "global" | "frames" => Class::GlobalObject,
        "Proxy" | "Reflect" => Class::Meta,
        "require" | "importScripts" => Class::Module,
        _ => match REFUSED.iter().find(|(known, _)| *known == name) {
            Some((_, instead)) => Class::Refused(instead),
            None => Class::Unknown,
        },
    }
}

/// Every name that exists under these settings.
pub(crate) fn known(settings: &Settings) -> impl Iterator<Item = &'static str> {
    let all = GUEST.iter().chain(COMMON).chain(FROM_SECURE).chain(JAVASCRIPT).copied();
    all.filter(|name| matches!(class(name, settings), Class::Guest | Class::Builtin))
}

#[cfg(test)]
mod tests {
    use enclave_contract::Config;

    use super::*;

    fn settings(json: &str) -> Settings {
        Settings::new(&Config::from_json(json).unwrap()).unwrap()
    }

    #[test]
    fn names_depend_on_language_and_level() {
        let strict = settings(r#"{"level":"strict"}"#);
        let agentscript_at_secure = settings(r#"{"level":"secure","language":"agentscript"}"#);
        let javascript = settings(r#"{"level":"strict","language":"javascript"}"#);
        assert_eq!(
            class("parseInt", &strict),
            Class::OtherLanguage("use `Number.parseInt(text, 10)` or `Number(text)`")
        );
        assert_eq!(class("parseInt", &agentscript_at_secure), Class::Builtin);
        assert_eq!(class("Promise", &javascript), Class::Builtin);
        assert_eq!(class("sleep", &strict), Class::Guest);
        assert_eq!(class("escape", &javascript), Class::Refused("use `encodeURIComponent`"));
        assert_eq!(class("users", &javascript), Class::Unknown);
        assert_eq!(known(&strict).count(), GUEST.len() + COMMON.len());
        assert_eq!(known(&javascript).count(), GUEST.len() + COMMON.len() + FROM_SECURE.len() + JAVASCRIPT.len());
    }

    #[test]
    fn no_name_stands_in_two_lists() {
        let mut names: Vec<&str> = [GUEST, COMMON, FROM_SECURE, JAVASCRIPT].concat();
        names.extend(REFUSED.iter().map(|(name, _)| name));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        let javascript = settings(r#"{"language":"javascript"}"#);
        for (name, instead) in REFUSED {
            assert_eq!(class(name, &javascript), Class::Refused(instead));
        }
        for (name, _) in INSTEAD {
            assert_eq!(class(name, &javascript), Class::Builtin);
        }
    }
}
