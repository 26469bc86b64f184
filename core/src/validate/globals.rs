//! Names that scripts may know, and what to write instead of those that they may not.

use enclave_contract::{DiagnosticCode, Language, Level};

/// Names of both languages.
const COMMON: &[&str] = &[
    "undefined", "NaN", "Infinity", "Object", "Array", "String", "Number", "BigInt", "Boolean", "Math", "JSON", "Date",
    "console", "callTool", "tools", "parallel", "sleep", "context",
];

/// Names that `agentscript` has from `secure` up.
const AGENTSCRIPT_SECURE: &[&str] = &[
    "parseInt", "parseFloat", "isNaN", "isFinite", "encodeURIComponent", "decodeURIComponent", "encodeURI", "decodeURI",
];

/// Names that `javascript` has beyond these.
const JAVASCRIPT: &[&str] = &[
    "Symbol", "RegExp", "Map", "Set", "WeakMap", "WeakSet", "Promise", "Error", "TypeError", "RangeError", "SyntaxError",
    "ReferenceError", "EvalError", "URIError", "AggregateError", "ArrayBuffer", "DataView", "Int8Array", "Uint8Array",
    "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float16Array", "Float32Array",
    "Float64Array", "BigInt64Array", "BigUint64Array", "structuredClone", "URL", "URLSearchParams", "TextEncoder",
    "TextDecoder", "atob", "btoa", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "queueMicrotask",
    "Iterator", "arguments",
];

/// Names of the guest that a script calls and may not replace.
pub(super) const CALL_TARGETS: &[&str] = &["callTool", "tools", "parallel", "console", "context", "sleep"];

/// Names of other hosts: what they are refused as, and the way out.
const REFUSED: &[(&str, DiagnosticCode, &str)] = &[
    ("eval", DiagnosticCode::NoEval, "write the code itself instead of text that becomes code"),
    ("Function", DiagnosticCode::NoEval, "write an arrow function instead of making one from text"),
    ("globalThis", DiagnosticCode::NoGlobalAccess, "use the global's own name, such as `Math` or `JSON`"),
    ("window", DiagnosticCode::NoGlobalAccess, "use the global's own name; there is no browser here"),
    ("self", DiagnosticCode::NoGlobalAccess, "use the global's own name"),
    ("global", DiagnosticCode::NoGlobalAccess, "use the global's own name; this is not Node"),
    ("frames", DiagnosticCode::NoGlobalAccess, "there is no browser here"),
    ("top", DiagnosticCode::NoGlobalAccess, "there is no browser here; declare the variable with `const` or `let`"),
    ("Proxy", DiagnosticCode::NoMetaProgramming, "use a plain object or a class"),
    ("Reflect", DiagnosticCode::NoMetaProgramming, "use the plain operation, such as `obj[key]`, `key in obj` or `Object.keys(obj)`"),
    ("require", DiagnosticCode::NoImport, "call a tool; modules cannot be loaded here"),
    ("module", DiagnosticCode::NoImport, "`return` the result; there are no modules here"),
    ("exports", DiagnosticCode::NoImport, "`return` the result; there are no modules here"),
    ("process", DiagnosticCode::DisallowedIdentifier, "take what you need from `context` or from a tool"),
    ("Buffer", DiagnosticCode::DisallowedIdentifier, "use `Uint8Array`, `TextEncoder` or `btoa`"),
    ("fetch", DiagnosticCode::DisallowedIdentifier, "call a tool; scripts have no network of their own"),
    ("XMLHttpRequest", DiagnosticCode::DisallowedIdentifier, "call a tool; scripts have no network of their own"),
    ("WebSocket", DiagnosticCode::DisallowedIdentifier, "call a tool; scripts have no network of their own"),
    ("Worker", DiagnosticCode::DisallowedIdentifier, "use `parallel` or `Promise.all`"),
    ("setImmediate", DiagnosticCode::DisallowedIdentifier, "use `setTimeout(fn, 0)`"),
    ("localStorage", DiagnosticCode::DisallowedIdentifier, "keep the value in a variable, or call a tool"),
    ("sessionStorage", DiagnosticCode::DisallowedIdentifier, "keep the value in a variable, or call a tool"),
    ("document", DiagnosticCode::DisallowedIdentifier, "there is no page here; call a tool"),
    ("navigator", DiagnosticCode::DisallowedIdentifier, "there is no browser here"),
    ("Deno", DiagnosticCode::DisallowedIdentifier, "call a tool"),
    ("Bun", DiagnosticCode::DisallowedIdentifier, "call a tool"),
    ("WebAssembly", DiagnosticCode::DisallowedIdentifier, "write the computation in JavaScript"),
    ("SharedArrayBuffer", DiagnosticCode::DisallowedIdentifier, "use `ArrayBuffer`"),
    ("Atomics", DiagnosticCode::DisallowedIdentifier, "use plain variables; a script runs on one thread"),
    ("WeakRef", DiagnosticCode::DisallowedIdentifier, "use `WeakMap`, or hold the value"),
    ("FinalizationRegistry", DiagnosticCode::DisallowedIdentifier, "release what you hold with `try … finally`"),
    ("performance", DiagnosticCode::DisallowedIdentifier, "use `Date.now()`"),
    ("Intl", DiagnosticCode::DisallowedIdentifier, "use `toLocaleString`, `toLocaleDateString` and `toFixed`"),
    ("crypto", DiagnosticCode::DisallowedIdentifier, "use `Math.random()`, or call a tool"),
    ("escape", DiagnosticCode::DisallowedIdentifier, "use `encodeURIComponent`"),
    ("unescape", DiagnosticCode::DisallowedIdentifier, "use `decodeURIComponent`"),
    ("alert", DiagnosticCode::DisallowedIdentifier, "use `console.log`"),
    ("prompt", DiagnosticCode::DisallowedIdentifier, "call a tool, or use `context`"),
    ("__dirname", DiagnosticCode::DisallowedIdentifier, "there are no files here; call a tool"),
    ("__filename", DiagnosticCode::DisallowedIdentifier, "there are no files here; call a tool"),
    ("AbortController", DiagnosticCode::DisallowedIdentifier, "use `Promise.race` with `sleep`"),
];

/// Names that every script of the settings may use, for suggestions.
pub(super) fn known(language: Language, level: Level) -> impl Iterator<Item = &'static str> {
    let more: &[&str] = match (language, level) {
        (Language::Javascript, _) => JAVASCRIPT,
        _ => &[],
    };
    let from_secure: &[&str] =
        if language == Language::Javascript || level >= Level::Secure { AGENTSCRIPT_SECURE } else { &[] };
    COMMON.iter().chain(from_secure).chain(more).copied()
}

/// What a name is refused as, and the way out; `None` for a name that nobody knows.
pub(super) fn refusal(name: &str) -> Option<(DiagnosticCode, &'static str)> {
    if let Some((_, code, help)) = REFUSED.iter().find(|(refused, ..)| *refused == name) {
        return Some((*code, help));
    }
    let of_javascript = JAVASCRIPT.contains(&name) || AGENTSCRIPT_SECURE.contains(&name);
    of_javascript.then_some((DiagnosticCode::DisallowedIdentifier, agentscript_help(name)))
}

fn agentscript_help(name: &str) -> &'static str {
    match name {
        "Promise" => "use `await` for one call and `parallel([() => …])` for several",
        "Map" => "use a plain object",
        "Set" => "use an array with `includes`, or a plain object",
        "Error" | "TypeError" | "RangeError" => "`return` a value that says what went wrong",
        "RegExp" => "use string methods such as `includes`, `split` and `replaceAll`",
        "setTimeout" | "setInterval" => "use `await sleep(ms)`",
        "parseInt" | "parseFloat" => "use `Number(text)`",
        "isNaN" | "isFinite" => "use `Number.isNaN(value)` or `Number.isFinite(value)`",
        _ => "use what the language has: arrays, objects, arrow functions and tools",
    }
}

/// The names nearest to one that is unknown, best first, at most three.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let lower = name.to_lowercase();
    let limit = (name.chars().count() / 3).clamp(1, 3);
    let mut found: Vec<(usize, &str)> =
        names.filter_map(|known| Some((distance(&lower, &known.to_lowercase(), limit)?, known))).collect();
    found.sort_by_key(|(distance, known)| (*distance, known.len()));
    found.into_iter().take(3).map(|(_, known)| known).collect()
}

/// The edit distance of two names, when it is within a limit. Long names are not compared.
fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    const MAX_NAME: usize = 128;
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > limit || left.len() > MAX_NAME || right.len() > MAX_NAME {
        return None;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    let mut above = row.clone();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = row.first().copied().unwrap_or(0);
        let before = std::mem::replace(&mut above, row.clone());
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, b) in right.iter().enumerate() {
            let up = row[j + 1];
            let swapped = i > 0 && j > 0 && left[i - 1] == *b && right[j - 1] == *a;
            let mut least = (diagonal + usize::from(a != b)).min(up + 1).min(row[j] + 1);
            if swapped {
                least = least.min(before[j - 1] + 1);
            }
            diagonal = up;
            row[j + 1] = least;
        }
    }
    row.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found() {
        assert_eq!(nearest("users:lst", ["users:list", "users:get", "mail:send"].into_iter()), ["users:list", "users:get"]);
        assert_eq!(nearest("Maht", ["Math", "Map", "JSON"].into_iter()), ["Math"]);
        assert_eq!(nearest("consle", ["console"].into_iter()), ["console"]);
        assert!(nearest("xyz", ["console"].into_iter()).is_empty());
    }
}
