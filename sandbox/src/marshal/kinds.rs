//! Objects that are shown or cross as something else than their members, told by their class in the engine.

use std::{cell::OnceCell, ffi::CStr};

use once_cell::race::OnceBox;
use rquickjs::qjs;

use crate::handle::{Atom, Context, Handle, Pending, take_exception};

/// The engine's own functions for them, taken before any guest code runs.
#[derive(Debug)]
pub(crate) struct Kinds {
    classes: &'static Classes,
    /// The `valueOf` that gives the primitive, for each class of `Classes::boxed`.
    value_of: [Handle; BOXES.len()],
    /// In engines of scripts that name `DataView`: the getters of its buffer, start and length.
    view: OnceCell<[Handle; 3]>,
    /// In engines of scripts that may hold a regular expression: the getters of its source and flags.
    regexp: OnceCell<(Handle, [Handle; FLAGS.len()])>,
    /// From url.js, in engines of scripts that name it: the text of a URL or of its query, for other values nothing.
    pub(crate) url_text: OnceCell<Handle>,
}

/// The engine's numbers of classes, which are the same in every engine.
#[derive(Debug)]
struct Classes {
    /// Of objects around primitives, in the order of `BOXES`.
    boxed: [u32; BOXES.len()],
    view: u32,
}

/// Constructors of objects around primitives.
const BOXES: [&CStr; 5] = [c"Number", c"String", c"Boolean", c"BigInt", c"Symbol"];
/// Flags of regular expressions in the order in which they are written, with their getters.
const FLAGS: [(char, &str); 8] = [
    ('d', "hasIndices"),
    ('g', "global"),
    ('i', "ignoreCase"),
    ('m', "multiline"),
    ('s', "dotAll"),
    ('u', "unicode"),
    ('v', "unicodeSets"),
    ('y', "sticky"),
];

/// A part of a buffer.
pub(super) struct View {
    pub(super) buffer: Handle,
    pub(super) start: usize,
    pub(super) length: usize,
}

impl Kinds {
    /// Takes from a fresh context what every script may need.
    pub(crate) fn of(ctx: Context) -> Result<Self, Pending> {
        let [number, string, boolean, big_int, symbol] = BOXES.map(|class| prototype(ctx, class)?.get(c"valueOf"));
        Ok(Self {
            classes: Classes::of(ctx)?,
            value_of: [number?, string?, boolean?, big_int?, symbol?],
            view: OnceCell::new(),
            regexp: OnceCell::new(),
            url_text: OnceCell::new(),
        })
    }

    /// Takes from it what this script may need besides.
    pub(crate) fn take_for(&self, script: &str, ctx: Context) -> Result<(), Pending> {
        if script.contains("DataView") {
            let views = prototype(ctx, c"DataView")?;
            let getters = ["buffer", "byteOffset", "byteLength"].map(|name| views.own_getter(name));
            let [buffer, start, length] = getters;
            let _ = self.view.set([buffer?, start?, length?]);
        }
        if script.contains('/') || script.contains("RegExp") {
            let regexps = prototype(ctx, c"RegExp")?;
            let [d, g, i, m, s, u, v, y] = FLAGS.map(|(_, name)| regexps.own_getter(name));
            let _ = self.regexp.set((regexps.own_getter("source")?, [d?, g?, i?, m?, s?, u?, v?, y?]));
        }
        Ok(())
    }

    /// The primitive inside an object around one.
    pub(super) fn unboxed(&self, object: &Handle) -> Option<Handle> {
        let class = class_of(object);
        let at = self.classes.boxed.iter().position(|boxed| *boxed == class)?;
        self.value_of[at].call(object, &[]).ok()
    }

    /// The part of its buffer that a `DataView` shows. An error: its buffer has it no longer.
    pub(super) fn view(&self, object: &Handle) -> Option<Result<View, Pending>> {
        let [buffer, start, length] = self.view.get().filter(|_| class_of(object) == self.classes.view)?;
        let number = |getter: &Handle| -> Result<usize, Pending> {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the engine's own length")]
            let number = getter.call(object, &[])?.as_number().ok_or(Pending)? as usize;
            Ok(number)
        };
        let read = || {
            let buffer = buffer.call(object, &[])?;
            Ok(View { buffer, start: number(start)?, length: number(length)? })
        };
        Some(read())
    }

    /// `/source/flags`
    pub(super) fn regexp_text(&self, regexp: &Handle) -> Option<String> {
        let (source, flags) = self.regexp.get()?;
        let mut text = format!("/{}/", source.call(regexp, &[]).ok()?.primitive_text()?);
        for ((flag, _), getter) in FLAGS.iter().zip(flags) {
            let is_set = getter.call(regexp, &[]).ok()?;
            // SAFETY: the tag is asked first.
            if is_set.tag() == qjs::JS_TAG_BOOL && unsafe { qjs::JS_VALUE_GET_BOOL(is_set.raw()) } {
                text.push(*flag);
            }
        }
        Some(text)
    }

    /// The text that an object of url.js stands for.
    pub(super) fn url_text(&self, object: &Handle) -> Option<Handle> {
        match self.url_text.get()?.call(&Handle::undefined(object.ctx()), &[object]) {
            Ok(text) => text.is_string().then_some(text),
            Err(Pending) => {
                // For want of memory or time, of which the budget knows.
                drop(take_exception(object.ctx()));
                None
            }
        }
    }
}

impl Classes {
    /// Read once, from objects of a fresh context.
    fn of(ctx: Context) -> Result<&'static Self, Pending> {
        static CLASSES: OnceBox<Classes> = OnceBox::new();
        if let Some(classes) = CLASSES.get() {
            return Ok(classes);
        }
        // SAFETY: the context is live.
        let big_int = Handle::checked(ctx, unsafe { qjs::JS_NewBigInt64(ctx, 0) })?;
        let global = Handle::global(ctx);
        let symbol = global.get(c"Symbol")?.get(c"iterator")?;
        let (number, text) = (Handle::number(ctx, 0.0), Handle::text(ctx, "")?);
        let class = |primitive: Handle| Ok(class_of(&primitive.to_object()?));
        let boxed =
            [class(number)?, class(text)?, class(Handle::own(ctx, qjs::JS_TRUE))?, class(big_int)?, class(symbol)?];
        // SAFETY: the engine copies the bytes, of which there are none.
        let buffer = Handle::checked(ctx, unsafe { qjs::JS_NewArrayBufferCopy(ctx, c"".as_ptr().cast(), 0) })?;
        let views = global.get(c"DataView")?;
        let view = class_of(&views.construct(&views, &mut [buffer.raw()])?);
        Ok(CLASSES.get_or_init(|| Box::new(Self { boxed, view })))
    }
}

fn prototype(ctx: Context, class: &CStr) -> Result<Handle, Pending> {
    Handle::global(ctx).get(class)?.get(c"prototype")
}

fn class_of(object: &Handle) -> u32 {
    // SAFETY: looks at the object alone.
    unsafe { qjs::JS_GetClassID(object.raw()) }
}

/// `Symbol(description)`
pub(super) fn symbol_text(symbol: &Handle) -> String {
    let description = Atom::of(symbol).ok().and_then(|atom| atom.text()).unwrap_or_default();
    format!("Symbol({description})")
}
