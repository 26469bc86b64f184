//! The native functions of the guest. Each takes its arguments natively and runs no guest code.

use std::{
    ffi::CStr,
    panic::{AssertUnwindSafe, catch_unwind},
};

use enclave_contract::{ConsoleLevel, DANGEROUS_KEYS, ErrorCode, Event, Value, frame::Stop};
use rquickjs::qjs;

use super::{
    DESCRIBE_TOOL, GuestCall, READ_REFERENCE, REFERENCE, SEARCH_TOOLS, errors,
    handle::{Atom, Context, Handle, Pending},
    host::{Host, OpenCall, Timer},
    marshal::{ToGuestError, inspect},
};

/// Bits of the largest integer that a product, power, shift or conversion may make. Native work on integers is quadratic.
pub(super) const MAX_BIG_INT_BITS: usize = 131_072;

/// A call of a native function by the guest.
pub(super) struct Entry<'a> {
    pub(super) ctx: Context,
    pub(super) host: &'a Host,
    pub(super) this: qjs::JSValue,
    pub(super) args: &'a [qjs::JSValue],
}

/// Why a native function throws.
pub(super) enum Throw {
    /// The engine has the exception already.
    Pending,
    /// The run is over; nothing catches this.
    Stop,
    Type(String),
    Range(String),
}

impl From<Pending> for Throw {
    fn from(_: Pending) -> Self {
        Self::Pending
    }
}

pub(super) type Native = Result<Handle, Throw>;

impl Entry<'_> {
    /// An argument, `undefined` when absent.
    pub(super) fn arg(&self, index: usize) -> Handle {
        self.args.get(index).map_or_else(|| Handle::undefined(self.ctx), |raw| Handle::borrow(self.ctx, *raw))
    }

    /// A number argument; absent and odd ones are 0. Objects are not converted, since that would run their code.
    fn number(&self, index: usize) -> f64 {
        let arg = self.arg(index);
        arg.as_number()
            .or_else(|| arg.is_string().then(|| arg.primitive_text()?.trim().parse().ok()).flatten())
            .filter(|number| number.is_finite())
            .unwrap_or(0.0)
    }

    fn undefined(&self) -> Handle {
        Handle::undefined(self.ctx)
    }
}

/// Runs a native function: nothing of ours unwinds into the engine.
///
/// # Safety
/// Called by the engine with a live context and `count` live arguments.
pub(super) unsafe fn enter(
    ctx: Context,
    this: qjs::JSValue,
    count: i32,
    args: *mut qjs::JSValue,
    body: impl FnOnce(&Entry<'_>) -> Native,
) -> qjs::JSValue {
    // SAFETY: the caller's.
    let (host, args) = unsafe {
        let count = usize::try_from(count).unwrap_or(0);
        let args = if count == 0 { &[] } else { std::slice::from_raw_parts(args, count) };
        (Host::of(ctx), args)
    };
    let entry = Entry { ctx, host, this, args };
    let result = catch_unwind(AssertUnwindSafe(|| body(&entry))).unwrap_or_else(|_| {
        host.panicked.set(true);
        host.stop(Stop::Cancelled);
        Err(Throw::Stop)
    });
    match result {
        // A limit that was passed inside the function ends the run here.
        Ok(_) | Err(Throw::Pending) if host.budget.stopped().is_some() => errors::throw_uncatchable(ctx),
        Ok(value) => return value.into_raw(),
        Err(Throw::Pending) => {}
        Err(Throw::Stop) => errors::throw_uncatchable(ctx),
        Err(Throw::Type(message)) => errors::throw_type_error(ctx, &message),
        Err(Throw::Range(message)) => errors::throw_range_error(ctx, &message),
    }
    qjs::JS_EXCEPTION
}

/// Defines the function that the engine calls for a body.
macro_rules! native {
    ($($(#[$doc:meta])* fn $name:ident($entry:ident, $magic:ident) $body:block)*) => {
        $($(#[$doc])*
        pub(super) unsafe extern "C" fn $name(
            ctx: Context,
            this: qjs::JSValue,
            count: i32,
            args: *mut qjs::JSValue,
            $magic: i32,
        ) -> qjs::JSValue {
            let body = |$entry: &Entry<'_>| -> Native { let _ = $magic; $body };
            // SAFETY: the engine calls this with what it owns.
            unsafe { enter(ctx, this, count, args, body) }
        })*
    };
}

native! {
    /// `__ag_turn()`: loop turns granted beyond this one.
    fn turn(entry, magic) {
        let grant = entry.host.budget.grant_turns().ok_or(Throw::Stop)?;
        Ok(small_number(entry.ctx, grant))
    }

    /// `__ag_step()`: calls granted beyond this one.
    fn step(entry, magic) {
        let grant = entry.host.budget.grant_steps().ok_or(Throw::Stop)?;
        Ok(small_number(entry.ctx, grant))
    }

    /// `__ag_key(key)`: the property key, converted once, unless it is a dangerous one.
    fn key(entry, magic) {
        let key = entry.arg(0);
        if key.as_number().is_some() || key.tag() == qjs::JS_TAG_SYMBOL {
            return Ok(key);
        }
        let key = if key.is_string() {
            key
        } else {
            // What the conversion calls of the guest runs here and never again for this access.
            Atom::of(&key)?.to_value()?
        };
        let dangerous = key.is_string()
            && key.with_utf8(|text| DANGEROUS_KEYS.iter().any(|key| key.as_bytes() == text)).unwrap_or(false);
        if dangerous {
            let key = key.primitive_text().unwrap_or_default();
            return Err(Throw::Type(format!("access to `{key}` is not allowed")));
        }
        Ok(key)
    }

    /// `__ag_big(value)`: the value, unless it is an integer that native work on would take too long.
    fn big(entry, magic) {
        let value = entry.arg(0);
        if is_too_large(&value) {
            entry.host.stop(Stop::BigInt);
            return Err(Throw::Stop);
        }
        Ok(value)
    }

    /// `__ag_export(value)`: the value, or what it returns when it is a function.
    fn export(entry, magic) {
        let value = entry.arg(0);
        if value.is_function() { Ok(value.call(&entry.undefined(), &[])?) } else { Ok(value) }
    }

    /// `append(array, item)`, for our own guest code: no setter of the guest's runs.
    fn append(entry, magic) {
        let array = entry.arg(0);
        let length = array.own_data(&entry.host.primordials.length).and_then(|length| length.as_number());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an array's length is a u32")]
        let length = length.unwrap_or(0.0) as u32;
        array.define_atom(&Atom::index(entry.ctx, length), entry.arg(1), qjs::JS_PROP_C_W_E)?;
        Ok(entry.undefined())
    }

    /// `put(object, key, value)`, for our own guest code: no setter of the guest's runs.
    fn put(entry, magic) {
        entry.arg(0).define_atom(&Atom::of(&entry.arg(1))?, entry.arg(2), qjs::JS_PROP_C_W_E)?;
        Ok(entry.undefined())
    }

    /// The cube root of a number, for our own guest code: the system's libraries round it in different ways.
    fn cube_root(entry, magic) {
        Ok(Handle::number(entry.ctx, libm::cbrt(entry.arg(0).as_number().unwrap_or(f64::NAN))))
    }

    /// `callTool(name, args)`
    fn call_tool(entry, magic) {
        let name = entry.arg(0);
        if !name.is_string() {
            return Err(Throw::Type("callTool takes the tool's name as its first argument".to_owned()));
        }
        let name = name.primitive_text().ok_or(Throw::Pending)?;
        start_call(entry, &name, &entry.arg(1))
    }

    /// `search_tools(query, limit)`: the session answers.
    fn search_tools(entry, magic) {
        session_call(entry, SEARCH_TOOLS, &[("query", entry.arg(0)), ("limit", entry.arg(1))])
    }

    /// `describe_tool(name)`: the session answers.
    fn describe_tool(entry, magic) {
        session_call(entry, DESCRIBE_TOOL, &[("name", entry.arg(0))])
    }

    /// `ref.read({ path, offset, limit })`: the session answers.
    fn read_reference(entry, magic) {
        let this = Handle::borrow(entry.ctx, entry.this);
        let mut args = Vec::new();
        for (object, keys) in [(&entry.arg(0), ["path", "offset", "limit"].as_slice()), (&this, &[REFERENCE])] {
            for key in keys.iter().filter(|_| object.is_object()) {
                if let Some(value) = object.own_data(&Atom::new(entry.ctx, key)?) {
                    args.push((*key, value));
                }
            }
        }
        session_call(entry, READ_REFERENCE, &args)
    }

    /// `console.log` and its siblings; the magic is the level's index.
    fn console(entry, magic) {
        let host = entry.host;
        let left = usize::try_from(host.console_left()).unwrap_or(usize::MAX);
        if host.budget.should_stop() {
            return Err(Throw::Stop);
        }
        host.count_console()?;
        let mut text = String::new();
        for index in 0..entry.args.len() {
            if index > 0 {
                text.push(' ');
            }
            inspect(&entry.arg(index), &host.primordials, &mut text, left);
        }
        if text.len() > left {
            host.stop(Stop::Console);
            return Err(Throw::Stop);
        }
        let level = usize::try_from(magic).ok().and_then(|index| ConsoleLevel::ALL.get(index)).copied();
        let level = level.unwrap_or(ConsoleLevel::Log);
        host.write_console(level, text, |length| {
            let each = length / entry.args.len().max(1);
            (0..entry.args.len()).map(|index| host.shown(&entry.arg(index), each)).collect()
        });
        Ok(entry.undefined())
    }

    /// `emit(value)`: a part of the result, before the end.
    fn emit(entry, magic) {
        let host = entry.host;
        if host.budget.should_stop() {
            return Err(Throw::Stop);
        }
        host.count_console()?;
        let left = host.console_left();
        let (value, bytes) = match host.read_within(&entry.arg(0), left) {
            Ok(read) => read,
            Err(error) if error.code == ErrorCode::OutputTooLarge && left < host.limits.max_value_bytes => {
                host.stop(Stop::Console);
                return Err(Throw::Stop);
            }
            Err(error) => return Err(Throw::Type(error.message)),
        };
        host.console_bytes.set(host.console_bytes.get() + bytes);
        // A list of nulls has no bytes and takes memory, which nothing gives back before the end.
        host.hold(&value);
        if let Some(on_event) = &host.on_event {
            on_event(Event::PartialResult { value: value.clone() });
        }
        host.emitted.borrow_mut().push(value);
        Ok(entry.undefined())
    }

    /// `sleep(ms)`
    fn sleep(entry, magic) {
        let (promise, resolve, _reject) = promise(entry.ctx)?;
        let due = entry.host.clock.get() + entry.number(0).max(0.0);
        let timer = Timer { due, function: resolve, args: Vec::new(), every: None };
        entry.host.timers.borrow_mut().add(timer).ok_or_else(too_many_timers)?;
        Ok(promise)
    }

    /// `setTimeout` and, with magic 1, `setInterval`
    fn set_timer(entry, magic) {
        let function = entry.arg(0);
        if !function.is_function() {
            let name = if magic == 1 { "setInterval" } else { "setTimeout" };
            return Err(Throw::Type(format!("{name} takes a function as its first argument")));
        }
        // They are kept outside of the engine's memory.
        if entry.args.len() > 2 + MAX_TIMER_ARGUMENTS {
            return Err(Throw::Type(format!("a timer's function takes at most {MAX_TIMER_ARGUMENTS} arguments")));
        }
        let delay = entry.number(1).max(if magic == 1 { 1.0 } else { 0.0 });
        let args = (2..entry.args.len()).map(|index| entry.arg(index)).collect();
        let every = (magic == 1).then_some(delay);
        let timer = Timer { due: entry.host.clock.get() + delay, function, args, every };
        let id = entry.host.timers.borrow_mut().add(timer).ok_or_else(too_many_timers)?;
        Ok(small_number(entry.ctx, id))
    }

    /// `clearTimeout` and `clearInterval`
    fn clear_timer(entry, magic) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an id that is none is not found")]
        let id = entry.number(0) as u64;
        let timer = entry.host.timers.borrow_mut().remove(id);
        if timer.is_none() && entry.host.firing.get() == id {
            entry.host.firing.set(0);
        }
        Ok(entry.undefined())
    }

    /// `queueMicrotask(fn)`
    fn queue_microtask(entry, magic) {
        if !entry.arg(0).is_function() {
            return Err(Throw::Type("queueMicrotask takes a function".to_owned()));
        }
        let mut args = [entry.args[0]];
        enqueue(entry.ctx, &mut args)?;
        Ok(entry.undefined())
    }

    /// `Math.random()`
    fn random(entry, magic) {
        Ok(Handle::number(entry.ctx, entry.host.next_random()))
    }

    /// `Date.now()`
    fn now(entry, magic) {
        Ok(Handle::number(entry.ctx, entry.host.shown_clock.get()))
    }

    /// `new Date(…)` and `Date()`: `this` is the new target, or undefined for a plain call.
    fn date(entry, magic) {
        // The guest's own code may run below and come back here, so nothing stays borrowed.
        let (native, utc, parse) = {
            let dates = entry.host.dates.borrow();
            let dates = dates.as_ref().ok_or(Throw::Stop)?;
            (dates.native.clone(), dates.utc.clone(), dates.parse.clone())
        };
        let is_new = entry.this.tag != i64::from(qjs::JS_TAG_UNDEFINED);
        let target = if is_new { Handle::borrow(entry.ctx, entry.this) } else { native.clone() };
        let time = match entry.args {
            [text] if is_new && Handle::borrow(entry.ctx, *text).is_string() => {
                parse.call(&entry.undefined(), &[&entry.arg(0)])?
            }
            [_] if is_new => entry.arg(0),
            [_, ..] if is_new => {
                let parts: Vec<Handle> = (0..entry.args.len()).map(|index| entry.arg(index)).collect();
                utc.call(&entry.undefined(), &parts.iter().collect::<Vec<_>>())?
            }
            _ => Handle::number(entry.ctx, entry.host.shown_clock.get()),
        };
        let date = native.construct(&target, &mut [time.raw()])?;
        if is_new { Ok(date) } else { Ok(date.get(c"toString")?.call(&date, &[])?) }
    }

    /// `parse(input, base)` of url.js: the parts of a URL, or nothing.
    fn url_parse(entry, magic) {
        let input = entry.arg(0).primitive_text().ok_or(Throw::Pending)?;
        let base = entry.arg(1);
        let base = if base.is_undefined() { None } else { base.primitive_text() };
        let parsed = match base.map(|base| url::Url::parse(&base)) {
            Some(Ok(base)) => base.join(&input),
            Some(Err(error)) => Err(error),
            None => url::Url::parse(&input),
        };
        url_parts(entry, parsed.ok())
    }

    /// `change(href, part, value)` of url.js: the parts after a change, or nothing.
    fn url_change(entry, magic) {
        let href = entry.arg(0).primitive_text().ok_or(Throw::Pending)?;
        let value = entry.arg(2).primitive_text().ok_or(Throw::Pending)?;
        let Ok(mut url) = url::Url::parse(&href) else { return Ok(entry.undefined()) };
        #[expect(clippy::cast_possible_truncation, reason = "our own index of a part")]
        let changed = match entry.number(1) as i32 {
            0 => url::quirks::set_href(&mut url, &value).is_ok(),
            2 => url::quirks::set_protocol(&mut url, &value).is_ok(),
            3 => url::quirks::set_username(&mut url, &value).is_ok(),
            4 => url::quirks::set_password(&mut url, &value).is_ok(),
            5 => url::quirks::set_host(&mut url, &value).is_ok(),
            6 => url::quirks::set_hostname(&mut url, &value).is_ok(),
            7 => url::quirks::set_port(&mut url, &value).is_ok(),
            8 => { url::quirks::set_pathname(&mut url, &value); true }
            9 => { url::quirks::set_search(&mut url, &value); true }
            10 => { url::quirks::set_hash(&mut url, &value); true }
            _ => false,
        };
        url_parts(entry, changed.then_some(url))
    }
}

/// The parts of a URL as url.js lists them.
fn url_parts(entry: &Entry<'_>, url: Option<url::Url>) -> Native {
    let Some(url) = url else { return Ok(entry.undefined()) };
    let origin = url::quirks::origin(&url);
    let parts: [&str; 11] = [
        url::quirks::href(&url),
        &origin,
        url::quirks::protocol(&url),
        url::quirks::username(&url),
        url::quirks::password(&url),
        url::quirks::host(&url),
        url::quirks::hostname(&url),
        url::quirks::port(&url),
        url::quirks::pathname(&url),
        url::quirks::search(&url),
        url::quirks::hash(&url),
    ];
    let parts = Value::Array(parts.iter().map(|part| Value::String((*part).to_owned())).collect());
    entry.host.write(entry.ctx, &parts, false).map_err(|error| match error {
        ToGuestError::Refused(error) => Throw::Range(error.message),
        ToGuestError::Engine => Throw::Pending,
    })
}

/// A tool of `tools.*`: its name is the function's data.
pub(super) unsafe extern "C" fn call_named_tool(
    ctx: Context,
    this: qjs::JSValue,
    count: i32,
    args: *mut qjs::JSValue,
    _magic: i32,
    data: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: the engine calls this with what it owns; the data is the name that the function was made with.
    unsafe {
        let name = Handle::borrow(ctx, *data);
        enter(ctx, this, count, args, |entry| {
            let name = name.primitive_text().ok_or(Throw::Pending)?;
            start_call(entry, &name, &entry.arg(0))
        })
    }
}

/// Adds a job that calls the first argument.
fn enqueue(ctx: Context, args: &mut [qjs::JSValue; 1]) -> Result<(), Pending> {
    // SAFETY: the engine keeps its own count of the function until the job ran.
    let code = unsafe { qjs::JS_EnqueueJob(ctx, Some(run_job), 1, args.as_mut_ptr()) };
    if code < 0 { Err(Pending) } else { Ok(()) }
}

unsafe extern "C" fn run_job(ctx: Context, count: i32, args: *mut qjs::JSValue) -> qjs::JSValue {
    // SAFETY: the engine calls this with the argument that the job was made with.
    unsafe { enter(ctx, qjs::JS_UNDEFINED, count, args, |entry| Ok(entry.arg(0).call(&entry.undefined(), &[])?)) }
}

/// Arguments that a timer keeps for its function.
const MAX_TIMER_ARGUMENTS: usize = 100;

fn start_call(entry: &Entry<'_>, name: &str, args: &Handle) -> Native {
    let host = entry.host;
    if host.budget.should_stop() {
        return Err(Throw::Stop);
    }
    let id = host.next_call.get();
    if id > host.limits.max_tool_calls {
        host.stop(Stop::ToolCalls);
        return Err(Throw::Stop);
    }
    host.next_call.set(id + 1);
    let stack = errors::stack_here(entry.ctx);
    let (promise, resolve, reject) = promise(entry.ctx)?;
    let args = if args.is_undefined() { Ok(Value::Object(Vec::new())) } else { host.read(args) };
    if let Ok(args) = &args {
        host.hold(args);
    }
    host.open.borrow_mut().insert(id, OpenCall { resolve, reject, stack });
    host.queue.borrow_mut().push_back(GuestCall { id, name: name.to_owned(), args });
    Ok(promise)
}

/// Starts a call that the session answers itself.
fn session_call(entry: &Entry<'_>, name: &str, members: &[(&str, Handle)]) -> Native {
    let args = Handle::object(entry.ctx)?;
    for (key, value) in members {
        args.define(key, value.clone(), qjs::JS_PROP_C_W_E)?;
    }
    start_call(entry, name, &args)
}

/// The handle of a reference, as a script gets it: frozen, with its `read`.
pub(super) fn reference(ctx: Context, handle: &Handle) -> Result<(), Pending> {
    handle.define("read", function(ctx, c"read", 1, read_reference, 0)?, qjs::JS_PROP_CONFIGURABLE)?;
    let shape = handle.get(c"shape")?;
    if shape.is_object() {
        shape.freeze()?;
    }
    handle.freeze()
}

/// A promise with the functions that settle it.
pub(super) fn promise(ctx: Context) -> Result<(Handle, Handle, Handle), Pending> {
    let mut functions = [qjs::JS_UNDEFINED; 2];
    // SAFETY: the engine fills both functions, which are then ours.
    let promise = unsafe { qjs::JS_NewPromiseCapability(ctx, functions.as_mut_ptr()) };
    let promise = Handle::checked(ctx, promise)?;
    Ok((promise, Handle::own(ctx, functions[0]), Handle::own(ctx, functions[1])))
}

fn too_many_timers() -> Throw {
    Throw::Range(format!("more than {} timers", super::host::MAX_TIMERS))
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn small_number(ctx: Context, number: u64) -> Handle {
    Handle::number(ctx, number as f64)
}

/// Whether a value is an integer that native work on would take too long.
pub(super) fn is_too_large(value: &Handle) -> bool {
    value.tag() == qjs::JS_TAG_BIG_INT && big_int_bits(value) > MAX_BIG_INT_BITS
}

/// The bits of a large integer, rounded up to whole limbs.
fn big_int_bits(value: &Handle) -> usize {
    // SAFETY: the tag was checked by the caller; in the pinned version of the engine such a value points to a `u32`
    // that counts its limbs of 32 bits (a test holds this).
    unsafe { qjs::JS_VALUE_GET_PTR(value.raw()).cast::<u32>().read() as usize * 32 }
}

/// A native function object.
pub(super) fn function(
    ctx: Context,
    name: &CStr,
    length: i32,
    body: NativeFunction,
    magic: i32,
) -> Result<Handle, Pending> {
    // SAFETY: the engine's type for functions with a magic number differs from the plain one in that argument alone,
    // and `generic_magic` says so.
    unsafe {
        let body = std::mem::transmute::<
            NativeFunction,
            unsafe extern "C" fn(Context, qjs::JSValue, i32, *mut qjs::JSValue) -> qjs::JSValue,
        >(body);
        let kind = qjs::JSCFunctionEnum_JS_CFUNC_generic_magic;
        Handle::checked(ctx, qjs::JS_NewCFunction2(ctx, Some(body), name.as_ptr(), length, kind, magic))
    }
}

/// A constructor that is also called plainly.
pub(super) fn constructor(ctx: Context, name: &CStr, length: i32, body: NativeFunction) -> Result<Handle, Pending> {
    // SAFETY: as above, with `constructor_or_func_magic`.
    unsafe {
        let body = std::mem::transmute::<
            NativeFunction,
            unsafe extern "C" fn(Context, qjs::JSValue, i32, *mut qjs::JSValue) -> qjs::JSValue,
        >(body);
        let kind = qjs::JSCFunctionEnum_JS_CFUNC_constructor_or_func_magic;
        Handle::checked(ctx, qjs::JS_NewCFunction2(ctx, Some(body), name.as_ptr(), length, kind, 0))
    }
}

/// The shape of every native function here.
pub(super) type NativeFunction =
    unsafe extern "C" fn(Context, qjs::JSValue, i32, *mut qjs::JSValue, i32) -> qjs::JSValue;
