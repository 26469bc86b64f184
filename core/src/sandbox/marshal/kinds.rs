//! Objects that are shown or cross as something else than their members, told by their class in the engine.

use std::{cell::OnceCell, ffi::CStr};

use rquickjs::qjs;

use crate::sandbox::handle::{Atom, Context, Handle, Pending, take_exception};

/// The engine's own functions for them, taken before any guest code runs.
#[derive(Debug)]
pub(in crate::sandbox) struct Kinds {
    /// Classes of objects around primitives, with the `valueOf` that gives the primitive.
    boxed: [(u32, Handle); 5],
    view: u32,
    view_buffer: Handle,
    view_start: Handle,
    view_length: Handle,
    regexp_source: Handle,
    /// Flags in the order in which they are written, with their getters.
    regexp_flags: [(char, Handle); 8],
    /// From url.js, in engines of scripts that name it: the text of a URL or of its query, for other values nothing.
    pub(in crate::sandbox) url_text: OnceCell<Handle>,
}

/// A part of a buffer.
pub(super) struct View {
    pub(super) buffer: Handle,
    pub(super) start: usize,
    pub(super) length: usize,
}

impl Kinds {
    /// Takes them from a fresh context.
    pub(in crate::sandbox) fn of(ctx: Context) -> Result<Self, Pending> {
        let global = Handle::global(ctx);
        let prototype = |class: &CStr| global.get(class)?.get(c"prototype");
        let boxed = |class: &CStr, primitive: Handle| -> Result<(u32, Handle), Pending> {
            Ok((class_of(&primitive.to_object()?), prototype(class)?.get(c"valueOf")?))
        };
        // SAFETY: the context is live.
        let big_int = Handle::checked(ctx, unsafe { qjs::JS_NewBigInt64(ctx, 0) })?;
        // SAFETY: the engine copies the bytes, of which there are none.
        let buffer = Handle::checked(ctx, unsafe { qjs::JS_NewArrayBufferCopy(ctx, c"".as_ptr().cast(), 0) })?;
        let views = global.get(c"DataView")?;
        let view = views.construct(&views, &mut [buffer.raw()])?;
        let (views, regexps) = (prototype(c"DataView")?, prototype(c"RegExp")?);
        let flag = |name: &str| regexps.own_getter(name);
        Ok(Self {
            boxed: [
                boxed(c"Number", Handle::number(ctx, 0.0))?,
                boxed(c"String", Handle::text(ctx, "")?)?,
                boxed(c"Boolean", Handle::own(ctx, qjs::JS_TRUE))?,
                boxed(c"BigInt", big_int)?,
                boxed(c"Symbol", global.get(c"Symbol")?.get(c"iterator")?)?,
            ],
            view: class_of(&view),
            view_buffer: views.own_getter("buffer")?,
            view_start: views.own_getter("byteOffset")?,
            view_length: views.own_getter("byteLength")?,
            regexp_source: flag("source")?,
            regexp_flags: [
                ('d', flag("hasIndices")?),
                ('g', flag("global")?),
                ('i', flag("ignoreCase")?),
                ('m', flag("multiline")?),
                ('s', flag("dotAll")?),
                ('u', flag("unicode")?),
                ('v', flag("unicodeSets")?),
                ('y', flag("sticky")?),
            ],
            url_text: OnceCell::new(),
        })
    }

    /// The primitive inside an object around one.
    pub(super) fn unboxed(&self, object: &Handle) -> Option<Handle> {
        let class = class_of(object);
        let (_, value_of) = self.boxed.iter().find(|(boxed, _)| *boxed == class)?;
        value_of.call(object, &[]).ok()
    }

    /// The part of its buffer that a `DataView` shows. An error: its buffer has it no longer.
    pub(super) fn view(&self, object: &Handle) -> Option<Result<View, Pending>> {
        if class_of(object) != self.view {
            return None;
        }
        let number = |getter: &Handle| -> Result<usize, Pending> {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the engine's own length")]
            let number = getter.call(object, &[])?.as_number().ok_or(Pending)? as usize;
            Ok(number)
        };
        let read = || {
            let buffer = self.view_buffer.call(object, &[])?;
            Ok(View { buffer, start: number(&self.view_start)?, length: number(&self.view_length)? })
        };
        Some(read())
    }

    /// `/source/flags`
    pub(super) fn regexp_text(&self, regexp: &Handle) -> Option<String> {
        let mut text = format!("/{}/", self.regexp_source.call(regexp, &[]).ok()?.primitive_text()?);
        for (flag, getter) in &self.regexp_flags {
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

fn class_of(object: &Handle) -> u32 {
    // SAFETY: looks at the object alone.
    unsafe { qjs::JS_GetClassID(object.raw()) }
}

/// `Symbol(description)`
pub(super) fn symbol_text(symbol: &Handle) -> String {
    let description = Atom::of(symbol).ok().and_then(|atom| atom.text()).unwrap_or_default();
    format!("Symbol({description})")
}
