//! Guards in front of the engine's native loops that never poll.
//!
//! The interrupt handler is asked at back edges and calls of compiled code. A native loop over an array-like of
//! length 2^32, a search in a long text or a sort of a buffer asks nobody. So each such builtin has a guard: it
//! bounds the work from lengths that it reads natively, and where that could outlast the run, the run ends at once
//! with the limit that it would pass.

use std::{collections::HashSet, ffi::CStr, time::Instant};

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use rquickjs::qjs;

use enclave_contract::frame::Stop;

use super::{
    errors,
    functions::{self, Entry, Native, Throw, enter},
    handle::{Atom, Context, Handle, OwnProperty, Pending, take_exception},
};

/// Nanoseconds that one item of an array-like takes at most, holes included.
const ITEM: u64 = 100;
/// Nanoseconds that one item of a typed array takes at most.
const ELEMENT: u64 = 20;
/// Nanoseconds that one character of a text takes at most that is read as a number.
const DIGIT: u64 = 4;
/// Items or objects between two looks at the clock.
const LOOK: u64 = 1024;
/// An item's comparison in a sort without a comparator.
const COMPARE: u64 = 150;

/// Defines the kinds of work: a guard's magic is the index of its kind.
macro_rules! work {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// How the work of a builtin is bounded.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(i32)]
        enum Work {
            $($(#[$doc])* $kind,)*
        }

        use Work::{$($kind),*};

        const ALL: &[Work] = &[$($kind),*];
    };
}

work! {
    /// The length of `this`.
    Length,
    /// The length of `this` and of each argument.
    Lengths,
    /// The length of `this` times the length of the first argument's text.
    Search,
    /// Sorting `this`.
    Sort,
    /// The length of the first argument.
    FirstArgument,
    /// The text of `this`, searched for the first argument's text.
    TextSearch,
    /// The same, with a piece of the result for each find.
    TextSplit,
    /// The text of `this`.
    Text,
    /// The items of a typed array.
    Elements,
    /// Sorting a typed array.
    ElementsSort,
    /// The first argument is called for each item: each call looks at the clock.
    Callback,
    /// Constant, called often: every call looks at the clock.
    Tick,
    /// `JSON.stringify`, which goes on through shared objects after its buffer was refused.
    Stringify,
    /// `JSON.parse`, which goes on among colliding keys without a call.
    Parse,
    /// `normalize`, which is quadratic in the length of a run of marks.
    Normalize,
    /// The texts among the arguments are read as numbers.
    Numbers,
    /// The same for each of them, where `this` is a typed array.
    Push,
    /// The texts among the items of the first argument are read as numbers, those of the arguments too.
    NumberItems,
    /// Making a typed array, whose items are read as numbers.
    Construct,
    /// `Object.assign`, which reads items as numbers where the first argument is a typed array.
    Assign,
    /// The result is an integer, which is not to be too large, and nor is a text that it is read from.
    Integer,
}

const ARRAY: &[(&CStr, Work)] = &[
    (c"concat", Lengths),
    (c"copyWithin", Length),
    (c"every", Length),
    (c"fill", Length),
    (c"filter", Length),
    (c"find", Length),
    (c"findIndex", Length),
    (c"findLast", Length),
    (c"findLastIndex", Length),
    (c"forEach", Length),
    (c"includes", Search),
    (c"indexOf", Search),
    (c"join", Length),
    (c"lastIndexOf", Search),
    (c"map", Length),
    (c"push", Push),
    (c"reduce", Length),
    (c"reduceRight", Length),
    (c"reverse", Length),
    (c"shift", Length),
    (c"slice", Length),
    (c"some", Length),
    (c"sort", Sort),
    (c"splice", Length),
    (c"toLocaleString", Length),
    (c"toReversed", Length),
    (c"toSorted", Sort),
    (c"toSpliced", Length),
    (c"unshift", Length),
    (c"with", Length),
];

const STRING: &[(&CStr, Work)] = &[
    (c"endsWith", Text),
    (c"includes", TextSearch),
    (c"indexOf", TextSearch),
    (c"isWellFormed", Text),
    (c"lastIndexOf", TextSearch),
    (c"localeCompare", Text),
    (c"normalize", Normalize),
    (c"replace", TextSplit),
    (c"replaceAll", TextSplit),
    (c"split", TextSplit),
    (c"startsWith", Text),
];

const TYPED_ARRAY: &[(&CStr, Work)] = &[
    (c"copyWithin", Elements),
    (c"every", Elements),
    (c"fill", Elements),
    (c"filter", Elements),
    (c"find", Elements),
    (c"findIndex", Elements),
    (c"findLast", Elements),
    (c"findLastIndex", Elements),
    (c"forEach", Elements),
    (c"includes", Elements),
    (c"indexOf", Elements),
    (c"join", Elements),
    (c"lastIndexOf", Elements),
    (c"map", Elements),
    (c"reduce", Elements),
    (c"reduceRight", Elements),
    (c"reverse", Elements),
    (c"set", NumberItems),
    (c"slice", Elements),
    (c"some", Elements),
    (c"sort", ElementsSort),
    (c"toLocaleString", Elements),
    (c"toReversed", Elements),
    (c"toSorted", ElementsSort),
    (c"with", Elements),
];

const ITERATOR: &[(&CStr, Work)] =
    &[(c"every", Callback), (c"find", Callback), (c"forEach", Callback), (c"reduce", Callback), (c"some", Callback)];

/// Puts the guards in place.
pub(super) fn install(ctx: Context) -> Result<(), Pending> {
    let global = Handle::global(ctx);
    let prototype = |name: &CStr| global.get(name)?.get(c"prototype");
    guard_all(ctx, &prototype(c"Array")?, ARRAY)?;
    guard_all(ctx, &prototype(c"String")?, STRING)?;
    guard_all(ctx, &prototype(c"Iterator")?, ITERATOR)?;
    // Short on a short text, and 20 ms on one of megabytes: native loops that call them would not look for minutes.
    guard_all(ctx, &prototype(c"Set")?, &[(c"add", Tick), (c"delete", Tick), (c"has", Tick)])?;
    guard_all(ctx, &prototype(c"String")?, &[(c"trim", Tick), (c"trimEnd", Tick), (c"trimStart", Tick)])?;
    guard_all(ctx, &global, &[(c"parseFloat", Tick), (c"parseInt", Tick)])?;
    guard_all(ctx, &global.get(c"Array")?, &[(c"from", FirstArgument), (c"of", Numbers)])?;
    guard_all(ctx, &global.get(c"Object")?, &[(c"assign", Assign)])?;
    // What loops over matches natively calls `exec` for each.
    guard_all(ctx, &prototype(c"RegExp")?, &[(c"exec", Tick)])?;
    guard_all(ctx, &global.get(c"JSON")?, &[(c"parse", Parse), (c"stringify", Stringify)])?;
    guard_all(ctx, &global.get(c"Math")?, &[(c"hypot", Numbers), (c"max", Numbers), (c"min", Numbers)])?;
    guard_all(ctx, &global.get(c"String")?, &[(c"fromCharCode", Numbers), (c"fromCodePoint", Numbers)])?;
    guard_big_int(ctx, &global)?;
    // The prototype that all typed arrays share has no name of its own.
    // SAFETY: an object of the engine's own.
    let shared = unsafe { qjs::JS_GetPrototype(ctx, prototype(c"Uint8Array")?.raw()) };
    let shared = Handle::checked(ctx, shared)?;
    guard_all(ctx, &shared, TYPED_ARRAY)?;
    let class = shared.get(c"constructor")?;
    guard_all(ctx, &class, &[(c"from", NumberItems), (c"of", Numbers)])
}

/// `BigInt` is a function with properties, which its guard takes over.
fn guard_big_int(ctx: Context, global: &Handle) -> Result<(), Pending> {
    let original = global.get(c"BigInt")?;
    guard_all(ctx, &original, &[(c"asIntN", Integer), (c"asUintN", Integer)])?;
    guard_all(ctx, global, &[(c"BigInt", Integer)])?;
    let guard = global.get(c"BigInt")?;
    let prototype = original.get(c"prototype")?;
    let hidden = qjs::JS_PROP_WRITABLE | qjs::JS_PROP_CONFIGURABLE;
    guard.define("asIntN", original.get(c"asIntN")?, hidden)?;
    guard.define("asUintN", original.get(c"asUintN")?, hidden)?;
    prototype.define("constructor", guard.clone(), hidden)?;
    guard.define("prototype", prototype, 0)
}

/// The constructors of typed arrays.
const TYPED_ARRAYS: &[&CStr] = &[
    c"BigInt64Array",
    c"BigUint64Array",
    c"Float16Array",
    c"Float32Array",
    c"Float64Array",
    c"Int16Array",
    c"Int32Array",
    c"Int8Array",
    c"Uint16Array",
    c"Uint32Array",
    c"Uint8Array",
    c"Uint8ClampedArray",
];

/// Parts of their names, one of which stands in every script that can name one.
pub(super) const TYPED_ARRAY_WORDS: &[&str] = &["8Array", "16Array", "32Array", "64Array", "ClampedArray"];

/// Puts guards in front of the constructors of typed arrays, in engines of scripts that name one.
pub(super) fn guard_typed_arrays(ctx: Context, global: &Handle) -> Result<(), Pending> {
    for name in TYPED_ARRAYS {
        let original = global.get(name)?;
        if !original.is_function() {
            continue;
        }
        guard_all(ctx, global, &[(name, Construct)])?;
        let guard = global.get(name)?;
        let prototype = original.get(c"prototype")?;
        guard.define("BYTES_PER_ELEMENT", original.get(c"BYTES_PER_ELEMENT")?, 0)?;
        guard.define("prototype", prototype.clone(), 0)?;
        prototype.define("constructor", guard.clone(), qjs::JS_PROP_WRITABLE | qjs::JS_PROP_CONFIGURABLE)?;
        // SAFETY: objects of the engine's own.
        unsafe {
            let class = Handle::checked(ctx, qjs::JS_GetPrototype(ctx, original.raw()))?;
            if qjs::JS_SetPrototype(ctx, guard.raw(), class.raw()) < 0 {
                return Err(Pending);
            }
            qjs::JS_SetConstructorBit(ctx, guard.raw(), true);
        }
    }
    Ok(())
}

fn guard_all(ctx: Context, object: &Handle, builtins: &[(&CStr, Work)]) -> Result<(), Pending> {
    for (name, work) in builtins {
        let original = object.get(name)?;
        let length = original.get(c"length")?.as_number().unwrap_or(0.0);
        let mut data = [original.raw()];
        #[expect(clippy::cast_possible_truncation, reason = "a builtin has at most three parameters")]
        // SAFETY: the engine keeps its own count of the data.
        let guard = unsafe {
            qjs::JS_NewCFunctionData2(
                ctx,
                Some(guarded),
                name.as_ptr(),
                length as i32,
                *work as i32,
                1,
                data.as_mut_ptr(),
            )
        };
        let guard = Handle::checked(ctx, guard)?;
        let name = name.to_str().map_err(|_| Pending)?;
        object.define(name, guard, qjs::JS_PROP_WRITABLE | qjs::JS_PROP_CONFIGURABLE)?;
    }
    Ok(())
}

/// A guard: its data is the builtin, its magic the work.
unsafe extern "C" fn guarded(
    ctx: Context,
    this: qjs::JSValue,
    count: i32,
    args: *mut qjs::JSValue,
    magic: i32,
    data: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: the engine calls this with what it owns; the data is the builtin that the guard was made with.
    unsafe {
        let builtin = *data;
        if is_light(this, count, args, magic) {
            return qjs::JS_Call(ctx, builtin, this, count, args);
        }
        enter(ctx, this, count, args, |entry| run(entry, builtin, magic))
    }
}

/// Whether a call of a builtin that is called often has nothing to bound. This way costs least.
///
/// # Safety
/// `args` are `count` live values.
unsafe fn is_light(this: qjs::JSValue, count: i32, args: *const qjs::JSValue, magic: i32) -> bool {
    if magic == Push as i32 {
        // SAFETY: looks at the object's class alone.
        return unsafe { qjs::JS_GetTypedArrayType(this) } < 0;
    }
    let is_text = |tag: i64| tag == i64::from(qjs::JS_TAG_STRING) || tag == i64::from(qjs::JS_TAG_STRING_ROPE);
    // SAFETY: the caller's.
    magic == Numbers as i32
        && (0..usize::try_from(count).unwrap_or(0)).all(|at| !is_text(unsafe { (*args.add(at)).tag }))
}

fn run(entry: &Entry<'_>, builtin: qjs::JSValue, magic: i32) -> Native {
    let work = usize::try_from(magic).ok().and_then(|index| ALL.get(index)).copied().unwrap_or(Length);
    // What the conversions call of the guest runs here and never again, so that what is bounded is what is worked on.
    let converted = convert(entry, work)?;
    let raw: Vec<qjs::JSValue>;
    let entry = match &converted {
        Some((this, args)) => {
            raw = args.iter().map(Handle::raw).collect();
            &Entry { ctx: entry.ctx, host: entry.host, this: this.raw(), args: &raw }
        }
        None => entry,
    };
    if work == Length && fills_memory(entry, builtin)? {
        entry.host.stop(Stop::Memory);
        return Err(Throw::Stop);
    }
    let bound = bound(entry, work)?.saturating_add(numbers_of_texts(entry, work));
    let is_free = work == Assign && bound == 0;
    if !is_free && !entry.host.budget.admit_work(bound, || name_of(entry, builtin)) {
        return Err(Throw::Stop);
    }
    match work {
        Callback if entry.arg(0).is_function() => {
            let ticking = ticking(entry.ctx, entry.args[0])?;
            let mut args = entry.args.to_vec();
            args[0] = ticking.raw();
            call(entry, builtin, &args)
        }
        Parse => parse(entry, builtin),
        Construct => {
            // `this` is the new target.
            let target = Handle::borrow(entry.ctx, entry.this);
            // SAFETY: looks at the object alone.
            if !unsafe { qjs::JS_IsConstructor(entry.ctx, entry.this) } {
                return Err(Throw::Type(format!("Constructor {} requires 'new'", name_of(entry, builtin))));
            }
            let mut args = entry.args.to_vec();
            Ok(Handle::borrow(entry.ctx, builtin).construct(&target, &mut args)?)
        }
        Integer => {
            let result = call(entry, builtin, entry.args)?;
            if functions::is_too_large(&result) {
                return Err(too_large(entry));
            }
            Ok(result)
        }
        Stringify => call(entry, builtin, entry.args).inspect_err(|_| note_overflow(entry)),
        _ => call(entry, builtin, entry.args),
    }
}

/// `this` and the arguments with objects turned into the primitives that the builtin would make of them; `None`
/// where nothing changes.
fn convert(entry: &Entry<'_>, work: Work) -> Result<Option<(Handle, Vec<Handle>)>, Throw> {
    let this = Handle::borrow(entry.ctx, entry.this);
    let is_text = matches!(work, Text | TextSearch | TextSplit | Normalize);
    let at = match work {
        TextSearch | TextSplit | Parse => Some(0),
        Integer => Some(integer_at(entry)),
        _ => None,
    };
    let arg = at.map(|at| entry.arg(at)).filter(Handle::is_object);
    // SAFETY: looks at the object's class alone.
    let arg = arg.filter(|arg| !(unsafe { qjs::JS_IsRegExp(arg.raw()) }));
    if !(is_text && this.is_object()) && arg.is_none() {
        return Ok(None);
    }
    let this = if is_text && this.is_object() { this.to_text()? } else { this };
    let mut args: Vec<Handle> = (0..entry.args.len()).map(|index| entry.arg(index)).collect();
    if let (Some(at), Some(arg)) = (at, arg) {
        let primordials = &entry.host.primordials;
        args[at] = match work {
            Integer => primordials.to_number_primitive(&arg)?,
            // An object with a method of its own for this, as regular expressions have.
            TextSplit if arg.has(&primordials.replace)? || arg.has(&primordials.split)? => arg,
            _ => arg.to_text()?,
        };
    }
    Ok(Some((this, args)))
}

/// Where the integer stands: `BigInt(value)`, `BigInt.asIntN(bits, value)`.
fn integer_at(entry: &Entry<'_>) -> usize {
    entry.args.len().saturating_sub(1).min(1)
}

/// `JSON.parse`. Nothing of the guest runs in it but a reviver, so that past the deadline every block may be refused;
/// with a reviver, a long text is parsed without it first, and that must be fast enough to do it again.
fn parse(entry: &Entry<'_>, builtin: qjs::JSValue) -> Native {
    /// Characters with too few keys to take long, whatever they are.
    const SHORT: u64 = 32 << 10;
    let budget = &entry.host.budget;
    let alone = || {
        budget.refuse_all(true);
        let result = call(entry, builtin, &entry.args[..entry.args.len().min(1)]);
        budget.refuse_all(false);
        result.inspect_err(|_| note_overflow(entry))
    };
    if !entry.arg(1).is_function() {
        return alone();
    }
    if text_length(&entry.arg(0)) > SHORT {
        let begun = Instant::now();
        drop(alone()?);
        let taken = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        if !budget.admit_work(taken, || name_of(entry, builtin)) {
            return Err(Throw::Stop);
        }
    }
    call(entry, builtin, entry.args)
}

/// Marks a full stack that a builtin met which recurses without a call.
fn note_overflow(entry: &Entry<'_>) {
    let error = take_exception(entry.ctx);
    if errors::is_stack_overflow(&error) {
        entry.host.stack_was_full.set(true);
    }
    // SAFETY: the context is live, and takes the exception back.
    unsafe { qjs::JS_Throw(entry.ctx, error.into_raw()) };
}

fn too_large(entry: &Entry<'_>) -> Throw {
    entry.host.stop(Stop::BigInt);
    Throw::Stop
}

/// Whether `fill` would write more items than the memory limit has room for.
fn fills_memory(entry: &Entry<'_>, builtin: qjs::JSValue) -> Result<bool, Throw> {
    /// Bytes that the engine takes for one item of an array.
    const ITEM_BYTES: u64 = 16;
    let this = Handle::borrow(entry.ctx, entry.this);
    // SAFETY: looks at the object's class alone.
    if !unsafe { qjs::JS_IsArray(entry.this) } {
        return Ok(false);
    }
    let bytes = length(entry, &this)?.saturating_mul(ITEM_BYTES);
    Ok(bytes > entry.host.limits.memory_bytes && name_of(entry, builtin) == "fill")
}

fn name_of(entry: &Entry<'_>, builtin: qjs::JSValue) -> String {
    errors::text_property(&Handle::borrow(entry.ctx, builtin), "name").unwrap_or_default()
}

fn call(entry: &Entry<'_>, builtin: qjs::JSValue, args: &[qjs::JSValue]) -> Native {
    let count = i32::try_from(args.len()).map_err(|_| Throw::Stop)?;
    // SAFETY: every value is live during the call, and the engine does not write to its arguments.
    let result = unsafe { qjs::JS_Call(entry.ctx, builtin, entry.this, count, args.as_ptr().cast_mut()) };
    Ok(Handle::checked(entry.ctx, result)?)
}

/// A function that looks at the clock and then calls another.
fn ticking(ctx: Context, callback: qjs::JSValue) -> Result<Handle, Pending> {
    let mut data = [callback];
    // SAFETY: the engine keeps its own count of the data.
    let function = unsafe { qjs::JS_NewCFunctionData(ctx, Some(guarded), 0, Tick as i32, 1, data.as_mut_ptr()) };
    Handle::checked(ctx, function)
}

/// Nanoseconds that a builtin takes at most for these arguments.
fn bound(entry: &Entry<'_>, work: Work) -> Result<u64, Throw> {
    let this = Handle::borrow(entry.ctx, entry.this);
    Ok(match work {
        Length => length(entry, &this)?.saturating_mul(ITEM),
        Lengths => {
            let mut total = length(entry, &this)?;
            for index in 0..entry.args.len() {
                total = total.saturating_add(length(entry, &entry.arg(index))?);
            }
            total.saturating_mul(ITEM)
        }
        Search => {
            let needle = text_length(&entry.arg(0)) / 8;
            length(entry, &this)?.saturating_mul(ITEM + needle)
        }
        Sort => {
            let items = length(entry, &this)?;
            let compare = if entry.arg(0).is_function() { COMPARE } else { COMPARE + longest_text(&this, items) / 8 };
            sorting(items, compare)
        }
        // `Array.from` of another class may read the items as numbers.
        FirstArgument if this.address() == entry.host.primordials.array => {
            length(entry, &entry.arg(0))?.saturating_mul(ITEM)
        }
        FirstArgument => items(entry, &entry.arg(0))?,
        TextSearch => {
            let text = text_length(&this);
            let needle = text_length(&entry.arg(0)).min(text);
            text.saturating_mul(4 + needle / 4)
        }
        TextSplit => {
            let text = text_length(&this);
            let needle = text_length(&entry.arg(0)).min(text);
            text.saturating_mul(45 + needle / 4)
        }
        Text => text_length(&this).saturating_mul(20),
        Elements => elements(&this).saturating_mul(ELEMENT),
        ElementsSort => sorting(elements(&this), ELEMENT),
        Callback | Tick => 0,
        Stringify => walk_expanded(entry)?,
        Parse => text_length(&entry.arg(0)).saturating_mul(4),
        Normalize => text_length(&this).saturating_mul(20).saturating_add(ordering(&this)?),
        Numbers | Push => number_texts(entry).saturating_mul(DIGIT),
        NumberItems | Construct => items(entry, &entry.arg(0))?,
        Assign if elements(&entry.arg(0)) == 0 => 0,
        Assign => (1..entry.args.len())
            .try_fold(0, |sum: u64, index| Ok::<_, Throw>(sum.saturating_add(items(entry, &entry.arg(index))?)))?,
        Integer => {
            let text = text_length(&entry.arg(integer_at(entry)));
            if text > functions::MAX_BIG_INT_BITS as u64 + 2 {
                return Err(too_large(entry));
            }
            // Decimal digits cost the square of their number.
            text * text / 64
        }
    })
}

fn sorting(items: u64, compare: u64) -> u64 {
    items.saturating_mul(u64::from(64 - items.leading_zeros())).saturating_mul(compare)
}

/// The length of an array or array-like, read as plain data. One that a getter makes could differ at the next look.
fn length(entry: &Entry<'_>, object: &Handle) -> Result<u64, Throw> {
    if !object.is_object() {
        return Ok(if object.is_string() { text_length(object) } else { 0 });
    }
    let typed = elements(object);
    if typed > 0 {
        return Ok(typed);
    }
    let mut holder = object.clone();
    for _ in 0..64 {
        match holder.own_property(&entry.host.primordials.length)? {
            OwnProperty::Data(value) => {
                let Some(number) = value.as_number() else {
                    if value.is_object() {
                        return Err(Throw::Type("an array-like needs a plain number as its `length`".to_owned()));
                    }
                    let number = value.primitive_text().and_then(|text| text.trim().parse::<f64>().ok());
                    return Ok(as_length(number.unwrap_or(0.0)));
                };
                return Ok(as_length(number));
            }
            OwnProperty::Accessor => {
                // The engine's own accessor for the length of typed arrays, which are read above, or the guest's.
                return Err(Throw::Type("an array-like needs a plain `length`, not an accessor".to_owned()));
            }
            OwnProperty::Absent => {}
        }
        // SAFETY: a live object.
        holder = Handle::checked(entry.ctx, unsafe { qjs::JS_GetPrototype(entry.ctx, holder.raw()) })?;
        if !holder.is_object() {
            return Ok(0);
        }
    }
    Err(Throw::Type("an array-like with too many prototypes".to_owned()))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; not-a-number is 0")]
fn as_length(number: f64) -> u64 {
    number.max(0.0) as u64
}

/// The length of a text in characters, without copying it.
fn text_length(value: &Handle) -> u64 {
    if !value.is_string() {
        return 0;
    }
    let mut length = 0;
    // SAFETY: a primitive text: its length is native.
    let code = unsafe { qjs::JS_GetLength(value.ctx(), value.raw(), &raw mut length) };
    if code < 0 { 0 } else { u64::try_from(length).unwrap_or(0) }
}

/// Items of a typed array; 0 for anything else.
fn elements(value: &Handle) -> u64 {
    if !value.is_object() {
        return 0;
    }
    let (mut offset, mut bytes, mut each) = (0, 0, 1);
    // SAFETY: the class is asked first; the engine fills the numbers, and the buffer is released at once.
    unsafe {
        if qjs::JS_GetTypedArrayType(value.raw()) < 0 {
            return 0;
        }
        let buffer =
            qjs::JS_GetTypedArrayBuffer(value.ctx(), value.raw(), &raw mut offset, &raw mut bytes, &raw mut each);
        match Handle::checked(value.ctx(), buffer) {
            Ok(_) => bytes / each.max(1),
            Err(Pending) => {
                drop(take_exception(value.ctx()));
                0
            }
        }
    }
}

/// Nanoseconds that the engine takes to put runs of marks in order: it looks up the class of each pair of a run.
fn ordering(text: &Handle) -> Result<u64, Throw> {
    /// Nanoseconds for one pair.
    const PAIR: u64 = 20;
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let square = |run: u64| if run == 0 { 0 } else { (run + MOST_MARKS_OF_ONE).saturating_pow(2) };
    let (mut run, mut pairs) = (0_u64, 0_u64);
    text.with_utf16(|units| {
        for char in char::decode_utf16(units.iter().copied()) {
            match char.map_or(0, |char| marks_of(&classes, char)) {
                0 => {
                    pairs = pairs.saturating_add(square(run));
                    run = 0;
                }
                marks => run += marks,
            }
        }
    })
    .ok_or(Throw::Pending)?;
    Ok(pairs.saturating_add(square(run)).saturating_mul(PAIR))
}

/// Marks at the end of what one other character is decomposed into.
const MOST_MARKS_OF_ONE: u64 = 4;

/// How many marks a character is decomposed into that is one or begins with one; 0 for others.
fn marks_of(classes: &CanonicalCombiningClassMapBorrowed<'_>, char: char) -> u64 {
    match char {
        // Of class 0 or decomposed into two marks themselves (a test holds the list).
        '\u{344}' | '\u{f73}' | '\u{f75}' | '\u{f81}' => 2,
        '\u{ff9e}' | '\u{ff9f}' => 1,
        char if char < '\u{300}' => 0,
        char => u64::from(classes.get_u8(char) != 0),
    }
}

/// Nanoseconds that a method of arrays takes at most to read texts among its arguments as numbers, for each item of a
/// typed array.
fn numbers_of_texts(entry: &Entry<'_>, work: Work) -> u64 {
    match work {
        Length | Lengths | Sort => {
            let items = elements(&Handle::borrow(entry.ctx, entry.this));
            if items == 0 { 0 } else { items.saturating_mul(number_texts(entry)).saturating_mul(DIGIT) }
        }
        _ => 0,
    }
}

/// Nanoseconds that it takes at most to go through an array or array-like and read the texts in it as numbers.
fn items(entry: &Entry<'_>, list: &Handle) -> Result<u64, Throw> {
    let count = length(entry, list)?;
    let texts = if elements(list) > 0 || !list.is_object() { 0 } else { item_texts(entry, list, count)? };
    Ok(count.saturating_mul(ITEM).saturating_add(texts.saturating_mul(DIGIT)))
}

/// The lengths of the texts among the arguments.
fn number_texts(entry: &Entry<'_>) -> u64 {
    (0..entry.args.len()).fold(0, |sum: u64, index| sum.saturating_add(text_length(&entry.arg(index))))
}

/// The lengths of the texts among the items of an array.
fn item_texts(entry: &Entry<'_>, list: &Handle, items: u64) -> Result<u64, Throw> {
    let mut sum = 0_u64;
    for index in 0..items.min(u64::from(u32::MAX)) {
        if index.is_multiple_of(LOOK) && entry.host.budget.should_stop() {
            return Err(Throw::Stop);
        }
        if let Some(item) = list.own_data(&Atom::index(entry.ctx, u32::try_from(index).unwrap_or(u32::MAX))) {
            sum = sum.saturating_add(text_length(&item));
        }
    }
    Ok(sum)
}

/// The longest text among the items of an array, for sorts that compare texts.
fn longest_text(array: &Handle, items: u64) -> u64 {
    // A sparse array is all holes past what memory can hold.
    let items = u32::try_from(items.min(1 << 24)).unwrap_or(0);
    let mut longest = 0;
    for index in 0..items {
        match array.own_property(&Atom::index(array.ctx(), index)) {
            Ok(OwnProperty::Data(item)) => longest = longest.max(text_length(&item)),
            _ => continue,
        }
    }
    longest
}

/// Walks the first argument as `JSON.stringify` will, each shared object as often as it is met, and ends the run where
/// the text would not fit the memory limit. Getters and `toJSON` are the guest's code, which polls.
fn walk_expanded(entry: &Entry<'_>) -> Result<u64, Throw> {
    let mut walk = Expansion { left: entry.host.limits.memory_bytes, path: HashSet::new(), stack: Vec::new() };
    walk.enter(entry, entry.arg(0))?;
    let mut seen = 0_u64;
    while let Some((address, children)) = walk.stack.last_mut() {
        let Some(child) = children.next() else {
            walk.path.remove(address);
            walk.stack.pop();
            continue;
        };
        seen += 1;
        if seen.is_multiple_of(LOOK) && entry.host.budget.should_stop() {
            return Err(Throw::Stop);
        }
        if !walk.enter(entry, child)? {
            // A cycle, which the engine reports before it has gone around once.
            return Ok(0);
        }
    }
    Ok(0)
}

struct Expansion {
    /// Characters that the text may still have.
    left: u64,
    /// Objects from the root to here.
    path: HashSet<usize>,
    stack: Vec<(usize, std::vec::IntoIter<Handle>)>,
}

impl Expansion {
    /// Goes into an object; `false` at a cycle.
    fn enter(&mut self, entry: &Entry<'_>, object: Handle) -> Result<bool, Throw> {
        if !object.is_object() || object.is_function() {
            return Ok(true);
        }
        let address = object.address();
        if self.path.contains(&address) {
            return Ok(false);
        }
        let items = length_of_array(entry, &object);
        // Brackets, and at least one character for each item.
        self.left = self.left.saturating_sub(2 + items);
        if self.left == 0 {
            entry.host.stop(Stop::Memory);
            return Err(Throw::Stop);
        }
        let children = match items {
            0 => object.own_objects()?,
            _ => (0..u32::try_from(items).unwrap_or(u32::MAX))
                .filter_map(|index| object.own_data(&Atom::index(entry.ctx, index)))
                .filter(Handle::is_object)
                .collect(),
        };
        self.path.insert(address);
        self.stack.push((address, children.into_iter()));
        Ok(true)
    }
}

/// The length of a true array; 0 for anything else.
fn length_of_array(entry: &Entry<'_>, object: &Handle) -> u64 {
    // SAFETY: looks at the object's class alone.
    if !unsafe { qjs::JS_IsArray(object.raw()) } {
        return 0;
    }
    object.own_data(&entry.host.primordials.length).and_then(|length| length.as_number()).map_or(0, as_length)
}

#[cfg(test)]
mod tests {
    use icu_normalizer::{DecomposingNormalizerBorrowed, properties::CanonicalCombiningClassMapBorrowed};

    use super::{MOST_MARKS_OF_ONE, marks_of};

    #[test]
    fn marks_are_counted_as_the_engine_decomposes_them() {
        let classes = CanonicalCombiningClassMapBorrowed::new();
        let normalizer = DecomposingNormalizerBorrowed::new_nfkd();
        for char in ('\0'..=char::MAX).filter(|char| !('\u{ac00}'..='\u{d7a3}').contains(char)) {
            let parts: Vec<char> = normalizer.normalize_iter(std::iter::once(char)).collect();
            let is_mark = |part: &&char| classes.get_u8(**part) != 0;
            let leading = parts.iter().take_while(is_mark).count() as u64;
            assert_eq!(marks_of(&classes, char), leading, "U+{:04X}", char as u32);
            assert!(
                parts.iter().rev().take_while(is_mark).count() as u64 <= MOST_MARKS_OF_ONE,
                "U+{:04X}",
                char as u32
            );
        }
    }
}
