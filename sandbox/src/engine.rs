//! One engine: its runtime, its only context, and what exists inside.

use std::{ffi::CStr, ptr};

use once_cell::race::OnceBox;
use rquickjs::qjs;

use super::{
    allocator::Arena,
    compile::{Bytecode, compile_guest},
    functions::{self, NativeFunction, constructor, function},
    guards,
    handle::{self, Context, Handle, Pending},
    host::{Dates, Host, Primordials},
};

/// Globals of the engine that the guest does not get. Together with `validate`'s list of globals this is every one there is; a
/// test holds that.
const REMOVED: &[&str] = &[
    "globalThis",
    "Function",
    "eval",
    "Reflect",
    "SharedArrayBuffer",
    "Atomics",
    "DOMException",
    "escape",
    "unescape",
    "DisposableStack",
    "AsyncDisposableStack",
    "SuppressedError",
    "InternalError",
];

/// Methods of prototypes that the guest does not get from the engine: a buffer that changes its length leaves views with
/// a stale one, nested helpers of iterators recurse natively without a look at the stack, and those of sets never look
/// at the clock (sets.js has others).
const REMOVED_METHODS: &[(&CStr, &[&str])] = &[
    (c"Set", SET_METHODS),
    (c"ArrayBuffer", &["resize", "transfer", "transferToFixedLength"]),
    (c"Iterator", &["drop", "filter", "flatMap", "map", "take"]),
];

const SET_METHODS: &[&str] =
    &["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"];

/// Properties that a builtin has and the guest does not get.
const REMOVED_MEMBERS: &[(&CStr, &[&str])] = &[(c"Error", &["prepareStackTrace", "stackTraceLimit"])];

const HIDDEN: u32 = qjs::JS_PROP_WRITABLE | qjs::JS_PROP_CONFIGURABLE;

/// A live engine. Its arena is dropped last; the engine's own teardown never runs.
pub(super) struct Engine {
    pub(super) runtime: *mut qjs::JSRuntime,
    pub(super) ctx: Context,
    /// Set before any guest code runs.
    pub(super) host: Option<Box<Host>>,
    pub(super) arena: Box<Arena>,
}

// SAFETY: an engine, its host and its arena belong together and hold no reference to anything outside that is bound
// to a thread. Whoever has the `Engine` has all of it, so moving it moves everything; `update_stack` tells the engine
// of its new thread's stack before it runs.
unsafe impl Send for Engine {}

impl Drop for Engine {
    fn drop(&mut self) {
        // Handles go while the arena is there.
        self.host = None;
    }
}

impl Engine {
    /// A context with the chosen intrinsics and nothing of ours yet.
    pub(super) fn bare(arena: Box<Arena>) -> Result<Self, Pending> {
        let functions = Arena::functions();
        // SAFETY: the arena is on the heap and outlives the runtime, which is never freed apart from it.
        unsafe {
            let runtime = qjs::JS_NewRuntime2(&raw const functions, ptr::from_ref(&*arena).cast_mut().cast());
            if runtime.is_null() {
                return Err(Pending);
            }
            let ctx = qjs::JS_NewContextRaw(runtime);
            if ctx.is_null() {
                return Err(Pending);
            }
            let added = [
                qjs::JS_AddIntrinsicBaseObjects(ctx),
                qjs::JS_AddIntrinsicDate(ctx),
                qjs::JS_AddIntrinsicRegExp(ctx),
                qjs::JS_AddIntrinsicJSON(ctx),
                qjs::JS_AddIntrinsicMapSet(ctx),
                qjs::JS_AddIntrinsicTypedArrays(ctx),
                qjs::JS_AddIntrinsicPromise(ctx),
                qjs::JS_AddIntrinsicAToB(ctx),
            ];
            qjs::JS_AddIntrinsicRegExpCompiler(ctx);
            if added.iter().any(|code| *code != 0) {
                return Err(Pending);
            }
            Ok(Self { runtime, ctx, host: None, arena })
        }
    }

    /// Puts our functions in place that every guest gets, and takes away what none gets. No part of this depends on the
    /// script, so that an engine can be ready before it.
    pub(super) fn install(&self) -> Result<Dates, Pending> {
        let ctx = self.ctx;
        let global = Handle::global(ctx);
        guards::install(ctx)?;
        let append = function(ctx, c"append", 2, functions::append, 0)?;
        let is_array = global.get(c"Array")?.get(c"isArray")?;
        let put = function(ctx, c"put", 3, functions::put, 0)?;
        let cube_root = function(ctx, c"cbrt", 1, functions::cube_root, 0)?;
        let ours = self.run_prelude(&CORE, &[&is_array, &append, &put, &cube_root])?;
        global.get(c"Math")?.define("cbrt", ours.get(c"cbrt")?, HIDDEN)?;
        let array = global.get(c"Array")?.get(c"prototype")?;
        array.define("flat", ours.get(c"flat")?, HIDDEN)?;
        array.define("flatMap", ours.get(c"flatMap")?, HIDDEN)?;
        let object = global.get(c"Object")?;
        object.define("groupBy", ours.get(c"groupBy")?, HIDDEN)?;
        object.define("fromEntries", ours.get(c"fromEntries")?, HIDDEN)?;
        global.get(c"Map")?.define("groupBy", ours.get(c"groupIntoMap")?, HIDDEN)?;
        global.define("parallel", ours.get(c"parallel")?, HIDDEN)?;
        let natives: [(&CStr, &str, i32, NativeFunction, i32); 10] = [
            (c"callTool", "callTool", 2, functions::call_tool, 0),
            (c"search_tools", "search_tools", 2, functions::search_tools, 0),
            (c"describe_tool", "describe_tool", 1, functions::describe_tool, 0),
            (c"emit", "emit", 1, functions::emit, 0),
            (c"sleep", "sleep", 1, functions::sleep, 0),
            (c"setTimeout", "setTimeout", 2, functions::set_timer, 0),
            (c"setInterval", "setInterval", 2, functions::set_timer, 1),
            (c"clearTimeout", "clearTimeout", 1, functions::clear_timer, 0),
            (c"clearInterval", "clearInterval", 1, functions::clear_timer, 0),
            (c"queueMicrotask", "queueMicrotask", 1, functions::queue_microtask, 0),
        ];
        for (name, key, length, body, magic) in natives {
            global.define(key, function(ctx, name, length, body, magic)?, HIDDEN)?;
        }
        global.get(c"Math")?.define("random", function(ctx, c"random", 0, functions::random, 0)?, HIDDEN)?;
        global.define("console", self.console()?, HIDDEN)?;
        let dates = self.replace_date(&global)?;
        let remove = |object: &Handle, names: &[&str]| names.iter().try_for_each(|name| object.delete(name));
        for (class, methods) in REMOVED_METHODS {
            remove(&global.get(class)?.get(c"prototype")?, methods)?;
        }
        remove(&global, REMOVED)?;
        for (class, members) in REMOVED_MEMBERS {
            remove(&global.get(class)?, members)?;
        }
        Ok(dates)
    }

    /// Puts pieces in place that few scripts can notice.
    pub(super) fn furnish(&self, script: &str) -> Result<(), Pending> {
        let ctx = self.ctx;
        let global = &Handle::global(ctx);
        let define = |prelude: &Prelude, args: &[&Handle], names: &[&CStr]| -> Result<Handle, Pending> {
            let made = self.run_prelude(prelude, args)?;
            for name in names {
                global.define(name.to_str().unwrap_or_default(), made.get(name)?, HIDDEN)?;
            }
            Ok(made)
        };
        if let Some(host) = &self.host {
            host.primordials.kinds.take_for(script, ctx)?;
            if DATE.wanted(script) {
                host.dates_in_utc()?;
            }
        }
        if SETS.wanted(script) {
            define(&SETS, &[], &[])?;
        }
        if guards::TYPED_ARRAY_WORDS.iter().any(|word| script.contains(word)) {
            guards::guard_typed_arrays(ctx, global)?;
        }
        if INTL.wanted(script) {
            define(&INTL, &[], &[])?;
        }
        if TEXT.wanted(script) {
            define(&TEXT, &[], &[c"TextEncoder", c"TextDecoder"])?;
        }
        if CLONE.wanted(script) {
            define(&CLONE, &[], &[c"structuredClone"])?;
        }
        if URL.wanted(script) {
            let parse = function(ctx, c"parse", 2, functions::url_parse, 0)?;
            let change = function(ctx, c"change", 3, functions::url_change, 0)?;
            let made = define(&URL, &[&parse, &change], &[c"URL", c"URLSearchParams"])?;
            if let Some(host) = &self.host {
                let _ = host.primordials.kinds.url_text.set(made.get(c"textOf")?);
            }
        }
        Ok(())
    }

    fn run_prelude(&self, prelude: &Prelude, args: &[&Handle]) -> Result<Handle, Pending> {
        prelude.run(self.ctx, args)
    }

    fn console(&self) -> Result<Handle, Pending> {
        let console = Handle::object(self.ctx)?;
        let methods: [(&CStr, i32); 5] = [(c"log", 0), (c"info", 1), (c"warn", 2), (c"error", 3), (c"debug", 4)];
        for (name, level) in methods {
            let method = function(self.ctx, name, 0, functions::console, level)?;
            console.define(name.to_str().unwrap_or_default(), method, qjs::JS_PROP_C_W_E)?;
        }
        Ok(console)
    }

    /// Puts a `Date` in place whose clock is the journal's.
    fn replace_date(&self, global: &Handle) -> Result<Dates, Pending> {
        let native = global.get(c"Date")?;
        let prototype = native.get(c"prototype")?;
        let date = constructor(self.ctx, c"Date", 7, functions::date)?;
        date.define("prototype", prototype.clone(), 0)?;
        date.define("now", function(self.ctx, c"now", 0, functions::now, 0)?, HIDDEN)?;
        let (utc, parse) = (native.get(c"UTC")?, native.get(c"parse")?);
        date.define("parse", parse.clone(), HIDDEN)?;
        date.define("UTC", utc.clone(), HIDDEN)?;
        prototype.define("constructor", date.clone(), HIDDEN)?;
        global.define("Date", date.clone(), HIDDEN)?;
        Ok(Dates { date, native, utc, parse, utc_methods: false })
    }

    /// The engine's own functions that the host needs, before anything can change them.
    pub(super) fn primordials(&self) -> Result<Primordials, Pending> {
        Primordials::of(self.ctx)
    }

    /// Runs code that this process compiled; its completion value.
    pub(super) fn run_bytecode(&self, bytecode: &Bytecode) -> Result<Handle, Pending> {
        run_bytecode(self.ctx, bytecode)
    }

    /// Takes the pending exception.
    pub(super) fn take_exception(&self) -> Handle {
        handle::take_exception(self.ctx)
    }

    /// Tells the engine that it runs on this thread from here on.
    pub(super) fn update_stack(&self, bytes: u64) {
        // SAFETY: the runtime is live; above 16 MiB the engine's check would be off, which the limit's maximum excludes.
        unsafe {
            qjs::JS_SetMaxStackSize(self.runtime, bytes as qjs::size_t);
            qjs::JS_UpdateStackTop(self.runtime);
        }
    }
}

fn run_bytecode(ctx: Context, bytecode: &Bytecode) -> Result<Handle, Pending> {
    let bytes = bytecode.bytes();
    // SAFETY: the engine trusts bytecode; ours was made by `compile` in this process and never left it.
    unsafe {
        let flags = qjs::JS_READ_OBJ_BYTECODE.cast_signed();
        let object = qjs::JS_ReadObject(ctx, bytes.as_ptr(), bytes.len() as qjs::size_t, flags);
        let object = Handle::checked(ctx, object)?;
        Handle::checked(ctx, qjs::JS_EvalFunction(ctx, object.into_raw()))
    }
}

impl Dates {
    /// Makes UTC the zone of dates. Not part of every engine, since it costs a third of one: a script meets dates by their
    /// name or in a value of its host's, and this comes before it.
    pub(super) fn in_utc(&mut self) -> Result<(), Pending> {
        if !self.utc_methods {
            self.parse = DATE.run(self.native.ctx(), &[&self.native, &self.parse])?;
            self.date.define("parse", self.parse.clone(), HIDDEN)?;
            self.utc_methods = true;
        }
        Ok(())
    }
}

/// A piece of our own guest code, compiled once for the process when a script first needs it.
struct Prelude {
    name: &'static str,
    source: &'static str,
    /// No thread waits for another one that makes it: a fork has none of them.
    bytecode: OnceBox<Bytecode>,
    /// Words of which one stands in every script that can notice the piece. None: every script.
    words: &'static [&'static str],
}

impl Prelude {
    const fn new(name: &'static str, source: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, source, bytecode: OnceBox::new(), words }
    }

    fn wanted(&self, script: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| script.contains(word))
    }

    fn run(&self, ctx: Context, args: &[&Handle]) -> Result<Handle, Pending> {
        run_bytecode(ctx, self.bytecode())?.call(&Handle::undefined(ctx), args)
    }

    fn bytecode(&self) -> &Bytecode {
        self.bytecode.get_or_init(|| match compile_guest(self.source) {
            Ok(bytecode) => Box::new(bytecode),
            // Our own file: a build in which it does not compile fails every test.
            Err(error) => unreachable!("{}: {}", self.name, error.message),
        })
    }
}

static CORE: Prelude = Prelude::new("core.js", include_str!("guest/core.js"), &[]);
static SETS: Prelude = Prelude::new("sets.js", include_str!("guest/sets.js"), SET_METHODS);
static DATE: Prelude = Prelude::new("date.js", include_str!("guest/date.js"), &["Date"]);
static INTL: Prelude = Prelude::new("intl.js", include_str!("guest/intl.js"), &["toLocale", "localeCompare"]);
static TEXT: Prelude = Prelude::new("text.js", include_str!("guest/text.js"), &["TextEncoder", "TextDecoder"]);
static CLONE: Prelude = Prelude::new("clone.js", include_str!("guest/clone.js"), &["structuredClone"]);
static URL: Prelude = Prelude::new("url.js", include_str!("guest/url.js"), &["URL"]);

/// What `Host::helpers` is.
pub(super) fn helpers(ctx: Context) -> Result<[Handle; 5], Pending> {
    let natives: [(&CStr, NativeFunction); 5] = [
        (c"turn", functions::turn),
        (c"step", functions::step),
        (c"key", functions::key),
        (c"big", functions::big),
        (c"export", functions::export),
    ];
    let [turn, step, key, big, export] = natives.map(|(name, body)| function(ctx, name, 0, body, 0));
    Ok([turn?, step?, key?, big?, export?])
}
