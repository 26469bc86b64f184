//! Values of the engine with their reference counts, so that the rest of the sandbox need not count.

use std::ffi::CStr;

use rquickjs::qjs;

use super::functions;

/// A context of the engine; valid while its `Engine` lives.
pub(super) type Context = *mut qjs::JSContext;

/// A value of the engine that is released when dropped.
///
/// A handle must not outlive its engine. `Host`, which keeps the long-lived ones, is dropped before the arena.
pub(super) struct Handle {
    ctx: Context,
    raw: qjs::JSValue,
}

/// The engine holds a pending exception.
#[derive(Debug)]
pub(super) struct Pending;

impl Handle {
    /// Takes over a value that the engine returned.
    pub(super) fn own(ctx: Context, raw: qjs::JSValue) -> Self {
        Self { ctx, raw }
    }

    /// Takes over a value that the engine returned, or says that it threw.
    pub(super) fn checked(ctx: Context, raw: qjs::JSValue) -> Result<Self, Pending> {
        if raw.tag == i64::from(qjs::JS_TAG_EXCEPTION) { Err(Pending) } else { Ok(Self { ctx, raw }) }
    }

    /// A value that the engine still owns, kept as well.
    pub(super) fn borrow(ctx: Context, raw: qjs::JSValue) -> Self {
        // SAFETY: the value is live, since the engine lent it for this call.
        Self { ctx, raw: unsafe { qjs::JS_DupValue(ctx, raw) } }
    }

    pub(super) fn undefined(ctx: Context) -> Self {
        Self { ctx, raw: qjs::JS_UNDEFINED }
    }

    /// Text that is well formed.
    pub(super) fn text(ctx: Context, text: &str) -> Result<Self, Pending> {
        // SAFETY: pointer and length are those of a live slice.
        Self::checked(ctx, unsafe { qjs::JS_NewStringLen(ctx, text.as_ptr().cast(), text.len() as qjs::size_t) })
    }

    pub(super) fn number(ctx: Context, number: f64) -> Self {
        // SAFETY: makes a plain number.
        Self { ctx, raw: unsafe { qjs::JS_NewNumber(ctx, number) } }
    }

    pub(super) fn object(ctx: Context) -> Result<Self, Pending> {
        // SAFETY: the context is live.
        Self::checked(ctx, unsafe { qjs::JS_NewObject(ctx) })
    }

    pub(super) fn global(ctx: Context) -> Self {
        // SAFETY: the context is live.
        Self { ctx, raw: unsafe { qjs::JS_GetGlobalObject(ctx) } }
    }

    pub(super) fn ctx(&self) -> Context {
        self.ctx
    }

    /// The value, still owned by this handle.
    pub(super) fn raw(&self) -> qjs::JSValue {
        self.raw
    }

    /// The value, to be owned by the engine.
    pub(super) fn into_raw(self) -> qjs::JSValue {
        std::mem::ManuallyDrop::new(self).raw
    }

    pub(super) fn tag(&self) -> i32 {
        i32::try_from(self.raw.tag).unwrap_or(i32::MAX)
    }

    pub(super) fn is_object(&self) -> bool {
        self.tag() == qjs::JS_TAG_OBJECT
    }

    pub(super) fn is_undefined(&self) -> bool {
        self.tag() == qjs::JS_TAG_UNDEFINED
    }

    pub(super) fn is_string(&self) -> bool {
        matches!(self.tag(), qjs::JS_TAG_STRING | qjs::JS_TAG_STRING_ROPE)
    }

    pub(super) fn is_function(&self) -> bool {
        // SAFETY: a live value.
        unsafe { qjs::JS_IsFunction(self.ctx, self.raw) }
    }

    /// The number of a primitive number.
    pub(super) fn as_number(&self) -> Option<f64> {
        // SAFETY: the tag says which member of the union is set.
        unsafe {
            match self.tag() {
                qjs::JS_TAG_INT => Some(f64::from(qjs::JS_VALUE_GET_INT(self.raw))),
                qjs::JS_TAG_FLOAT64 => Some(qjs::JS_VALUE_GET_FLOAT64(self.raw)),
                _ => None,
            }
        }
    }

    /// The object's address, to know it again.
    pub(super) fn address(&self) -> usize {
        // SAFETY: the address is never followed.
        unsafe { qjs::JS_VALUE_GET_PTR(self.raw) as usize }
    }

    /// A property by the ordinary way, which may run guest code.
    pub(super) fn get_atom(&self, key: &Atom) -> Result<Self, Pending> {
        // SAFETY: a live object.
        Self::checked(self.ctx, unsafe { qjs::JS_GetProperty(self.ctx, self.raw, key.raw) })
    }

    /// A property by the ordinary way, which may run guest code: only for objects of our own.
    pub(super) fn get(&self, name: &CStr) -> Result<Self, Pending> {
        // SAFETY: a live object and a terminated name.
        Self::checked(self.ctx, unsafe { qjs::JS_GetPropertyStr(self.ctx, self.raw, name.as_ptr()) })
    }

    /// Defines a data property on an object of our own.
    pub(super) fn define(&self, name: &str, value: Self, flags: u32) -> Result<(), Pending> {
        let atom = Atom::new(self.ctx, name)?;
        self.define_atom(&atom, value, flags)
    }

    pub(super) fn define_atom(&self, atom: &Atom, value: Self, flags: u32) -> Result<(), Pending> {
        // SAFETY: a live object, and a value whose ownership passes to the engine.
        let code =
            unsafe { qjs::JS_DefinePropertyValue(self.ctx, self.raw, atom.raw, value.into_raw(), flags.cast_signed()) };
        if code < 0 { Err(Pending) } else { Ok(()) }
    }

    pub(super) fn delete(&self, name: &str) -> Result<(), Pending> {
        let atom = Atom::new(self.ctx, name)?;
        // SAFETY: a live object.
        if unsafe { qjs::JS_DeleteProperty(self.ctx, self.raw, atom.raw, 0) } < 0 { Err(Pending) } else { Ok(()) }
    }

    pub(super) fn freeze(&self) -> Result<(), Pending> {
        // SAFETY: a live object of our own.
        if unsafe { qjs::JS_FreezeObject(self.ctx, self.raw) } < 0 { Err(Pending) } else { Ok(()) }
    }

    /// Calls the function.
    pub(super) fn call(&self, this: &Self, args: &[&Self]) -> Result<Self, Pending> {
        let mut raw: Vec<qjs::JSValue> = args.iter().map(|arg| arg.raw).collect();
        let count = i32::try_from(raw.len()).map_err(|_| Pending)?;
        // SAFETY: every value is live during the call; the engine borrows them.
        Self::checked(self.ctx, unsafe { qjs::JS_Call(self.ctx, self.raw, this.raw, count, raw.as_mut_ptr()) })
    }

    /// Calls the constructor for a new target.
    pub(super) fn construct(&self, target: &Self, args: &mut [qjs::JSValue]) -> Result<Self, Pending> {
        let count = i32::try_from(args.len()).map_err(|_| Pending)?;
        // SAFETY: every value is live during the call; the engine borrows them.
        Self::checked(self.ctx, unsafe {
            qjs::JS_CallConstructor2(self.ctx, self.raw, target.raw, count, args.as_mut_ptr())
        })
    }

    /// An own property's value when it is plain data: no getter runs. `None` when absent or an accessor.
    pub(super) fn own_data(&self, atom: &Atom) -> Option<Self> {
        match self.own_property(atom) {
            Ok(OwnProperty::Data(value)) => Some(value),
            _ => None,
        }
    }

    /// The getter of an own accessor of the engine's own.
    pub(super) fn own_getter(&self, name: &str) -> Result<Self, Pending> {
        let atom = Atom::new(self.ctx, name)?;
        let none = qjs::JS_UNDEFINED;
        let mut found = qjs::JSPropertyDescriptor { flags: 0, value: none, getter: none, setter: none };
        // SAFETY: as in `own_property`.
        if unsafe { qjs::JS_GetOwnProperty(self.ctx, &raw mut found, self.raw, atom.raw) } <= 0 {
            return Err(Pending);
        }
        let (_value, _setter) = (Self::own(self.ctx, found.value), Self::own(self.ctx, found.setter));
        Ok(Self::own(self.ctx, found.getter))
    }

    /// An own property, without running a getter.
    pub(super) fn own_property(&self, atom: &Atom) -> Result<OwnProperty, Pending> {
        if !self.is_object() {
            return Ok(OwnProperty::Absent);
        }
        let none = qjs::JS_UNDEFINED;
        let mut found = qjs::JSPropertyDescriptor { flags: 0, value: none, getter: none, setter: none };
        // SAFETY: a live object; the engine fills the descriptor with values that we own.
        match unsafe { qjs::JS_GetOwnProperty(self.ctx, &raw mut found, self.raw, atom.raw) } {
            code if code < 0 => Err(Pending),
            0 => Ok(OwnProperty::Absent),
            _ => {
                let value = Self::own(self.ctx, found.value);
                let _getter = Self::own(self.ctx, found.getter);
                let _setter = Self::own(self.ctx, found.setter);
                let accessor = found.flags.cast_unsigned() & qjs::JS_PROP_GETSET != 0;
                Ok(if accessor { OwnProperty::Accessor } else { OwnProperty::Data(value) })
            }
        }
    }

    /// The enumerable own keys, strings first.
    pub(super) fn own_keys_and_symbols(&self) -> Result<Vec<Atom>, Pending> {
        self.keys(qjs::JS_GPN_STRING_MASK | qjs::JS_GPN_SYMBOL_MASK | qjs::JS_GPN_ENUM_ONLY)
    }

    /// The enumerable own keys that are strings.
    pub(super) fn own_keys(&self) -> Result<Vec<Atom>, Pending> {
        self.keys(qjs::JS_GPN_STRING_MASK | qjs::JS_GPN_ENUM_ONLY)
    }

    /// All own keys that are strings.
    #[cfg(test)]
    pub(super) fn all_names(&self) -> Result<Vec<Atom>, Pending> {
        self.keys(qjs::JS_GPN_STRING_MASK)
    }

    fn keys(&self, flags: u32) -> Result<Vec<Atom>, Pending> {
        let mut table = std::ptr::null_mut();
        let mut count = 0;
        let flags = flags.cast_signed();
        // SAFETY: the engine gives a table of `count` keys, of which each is kept once more before it is released.
        unsafe {
            if qjs::JS_GetOwnPropertyNames(self.ctx, &raw mut table, &raw mut count, self.raw, flags) < 0 {
                return Err(Pending);
            }
            let key = |at| Atom { ctx: self.ctx, raw: qjs::JS_DupAtom(self.ctx, (*table.add(at)).atom) };
            let keys = (0..count as usize).map(key).collect();
            qjs::JS_FreePropertyEnum(self.ctx, table, count);
            Ok(keys)
        }
    }

    /// The objects among the own enumerable data properties.
    pub(super) fn own_objects(&self) -> Result<Vec<Self>, Pending> {
        Ok(self.own_keys()?.iter().filter_map(|key| self.own_data(key)).filter(Self::is_object).collect())
    }

    /// A property's value on the object or its prototypes when it is plain data: no getter runs.
    pub(super) fn inherited_data(&self, atom: &Atom) -> Option<Self> {
        let mut object = Self::borrow(self.ctx, self.raw);
        // A chain of prototypes has no cycle; it may still be long.
        for _ in 0..64 {
            match object.own_property(atom) {
                Ok(OwnProperty::Data(value)) => return Some(value),
                Ok(OwnProperty::Absent) => {}
                _ => return None,
            }
            // SAFETY: a live object; none of the engine's classes here runs code for this.
            object = Self::checked(self.ctx, unsafe { qjs::JS_GetPrototype(self.ctx, object.raw) }).ok()?;
            if !object.is_object() {
                return None;
            }
        }
        None
    }

    /// The text of a primitive: strings, numbers, big integers that are not too large. No guest code runs for these.
    pub(super) fn primitive_text(&self) -> Option<String> {
        if self.is_object() || self.tag() == qjs::JS_TAG_SYMBOL || functions::is_too_large(self) {
            return None;
        }
        self.with_utf8(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// The bytes of a primitive's text. Lone surrogates make them ill-formed UTF-8.
    pub(super) fn with_utf8<R>(&self, read: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let mut length = 0;
        // SAFETY: the engine gives a block of `length` bytes, which is released after it was read.
        unsafe {
            let text = qjs::JS_ToCStringLen2(self.ctx, &raw mut length, self.raw, false);
            if text.is_null() {
                return None;
            }
            let result = read(std::slice::from_raw_parts(text.cast(), length as usize));
            qjs::JS_FreeCString(self.ctx, text);
            Some(result)
        }
    }

    /// The UTF-16 code units of a string.
    pub(super) fn with_utf16<R>(&self, read: impl FnOnce(&[u16]) -> R) -> Option<R> {
        let mut length = 0;
        // SAFETY: as above.
        unsafe {
            let text = qjs::JS_ToCStringLenUTF16(self.ctx, &raw mut length, self.raw);
            if text.is_null() {
                return None;
            }
            let result = read(std::slice::from_raw_parts(text, length as usize));
            qjs::JS_FreeCStringUTF16(self.ctx, text);
            Some(result)
        }
    }

    /// The text that the value converts to. The guest's own conversions run.
    pub(super) fn to_text(&self) -> Result<Self, Pending> {
        // SAFETY: a live value.
        Self::checked(self.ctx, unsafe { qjs::JS_ToString(self.ctx, self.raw) })
    }

    /// The object that the primitive converts to.
    pub(super) fn to_object(&self) -> Result<Self, Pending> {
        // SAFETY: a live value.
        Self::checked(self.ctx, unsafe { qjs::JS_ToObject(self.ctx, self.raw) })
    }

    /// Whether the object or its prototypes have the property.
    pub(super) fn has(&self, key: &Atom) -> Result<bool, Pending> {
        // SAFETY: a live object; none of the engine's classes here runs code for this.
        let code = unsafe { qjs::JS_HasProperty(self.ctx, self.raw, key.raw) };
        if code < 0 { Err(Pending) } else { Ok(code > 0) }
    }
}

/// Takes the pending exception of a live context.
pub(super) fn take_exception(ctx: Context) -> Handle {
    // SAFETY: every context here is live while its handles are.
    Handle::own(ctx, unsafe { qjs::JS_GetException(ctx) })
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handle({})", self.tag())
    }
}

impl Clone for Handle {
    fn clone(&self) -> Self {
        Self::borrow(self.ctx, self.raw)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: this handle owns one count of the value.
        unsafe { qjs::JS_FreeValue(self.ctx, self.raw) };
    }
}

/// An own property as the marshaller sees it.
pub(super) enum OwnProperty {
    Absent,
    Data(Handle),
    Accessor,
}

/// A property key of the engine.
#[derive(Debug)]
pub(super) struct Atom {
    ctx: Context,
    raw: qjs::JSAtom,
}

impl Atom {
    pub(super) fn new(ctx: Context, name: &str) -> Result<Self, Pending> {
        // SAFETY: pointer and length are those of a live slice.
        let raw = unsafe { qjs::JS_NewAtomLen(ctx, name.as_ptr().cast(), name.len() as qjs::size_t) };
        if raw == 0 { Err(Pending) } else { Ok(Self { ctx, raw }) }
    }

    /// The key that a value converts to. The guest's own conversions run.
    pub(super) fn of(value: &Handle) -> Result<Self, Pending> {
        // SAFETY: a live value.
        let raw = unsafe { qjs::JS_ValueToAtom(value.ctx, value.raw) };
        if raw == 0 { Err(Pending) } else { Ok(Self { ctx: value.ctx, raw }) }
    }

    pub(super) fn index(ctx: Context, index: u32) -> Self {
        // SAFETY: the context is live.
        Self { ctx, raw: unsafe { qjs::JS_NewAtomUInt32(ctx, index) } }
    }

    /// The key as text, or a symbol's description.
    pub(super) fn text(&self) -> Option<String> {
        let mut length = 0;
        // SAFETY: the engine gives a block of `length` bytes, which is released after it was read.
        unsafe {
            let text = qjs::JS_AtomToCStringLen(self.ctx, &raw mut length, self.raw);
            if text.is_null() {
                return None;
            }
            let bytes = std::slice::from_raw_parts(text.cast(), length as usize);
            let read = String::from_utf8_lossy(bytes).into_owned();
            qjs::JS_FreeCString(self.ctx, text);
            Some(read)
        }
    }

    /// The key as a value: a string or a symbol.
    pub(super) fn to_value(&self) -> Result<Handle, Pending> {
        // SAFETY: a live atom.
        Handle::checked(self.ctx, unsafe { qjs::JS_AtomToValue(self.ctx, self.raw) })
    }
}

impl Drop for Atom {
    fn drop(&mut self) {
        // SAFETY: this owns one count of the atom.
        unsafe { qjs::JS_FreeAtom(self.ctx, self.raw) };
    }
}
