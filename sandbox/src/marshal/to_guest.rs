//! Host to guest: the value is built natively from the engine's own constructors.

use enclave_contract::{DANGEROUS_KEYS, ErrorCode, Value};
use rquickjs::qjs;

use super::{MAX_DIGITS, MarshalError, PathPart, ValueBudget, exceeded, path_text};
use crate::{
    budget::Budget,
    handle::{Atom, Context, Handle, Pending},
    host::Primordials,
};

/// Values between two looks at the clock.
const LOOK: u32 = 64;

/// Why a value did not get in.
pub(crate) enum ToGuestError {
    /// It may not cross.
    Refused(MarshalError),
    /// The engine refused, most likely for want of memory; its budget says so.
    Engine,
}

impl From<Pending> for ToGuestError {
    fn from(_: Pending) -> Self {
        Self::Engine
    }
}

impl From<MarshalError> for ToGuestError {
    fn from(error: MarshalError) -> Self {
        Self::Refused(error)
    }
}

/// A walk into the guest.
pub(crate) struct ToGuest<'p> {
    ctx: Context,
    primordials: &'p Primordials,
    run: &'p Budget,
    written: u32,
    budget: ValueBudget,
    path: Vec<PathPart>,
    /// Whether objects are frozen as they are built.
    frozen: bool,
    /// Dangerous keys that were left out.
    pub(crate) dropped: u32,
    /// Whether a date was among the values.
    pub(crate) saw_date: bool,
}

impl<'p> ToGuest<'p> {
    pub(crate) fn new(ctx: Context, primordials: &'p Primordials, run: &'p Budget, budget: ValueBudget) -> Self {
        Self { ctx, primordials, run, written: 0, budget, path: Vec::new(), frozen: false, dropped: 0, saw_date: false }
    }

    /// The same, for a value that the guest may not change.
    pub(crate) fn frozen(self) -> Self {
        Self { frozen: true, ..self }
    }

    /// Copies a value in.
    pub(crate) fn write(&mut self, value: &Value) -> Result<Handle, ToGuestError> {
        self.spend(|budget| budget.nodes(1))?;
        self.written += 1;
        // Keys whose hashes collide make each of them slow.
        if self.written.is_multiple_of(LOOK) && self.run.should_stop() {
            return Err(ToGuestError::Engine);
        }
        let ctx = self.ctx;
        Ok(match value {
            Value::Undefined => Handle::undefined(ctx),
            Value::Null => Handle::own(ctx, qjs::JS_NULL),
            Value::Bool(flag) => Handle::own(ctx, if *flag { qjs::JS_TRUE } else { qjs::JS_FALSE }),
            Value::Number(number) => {
                self.spend(|budget| budget.bytes(8))?;
                Handle::number(ctx, *number)
            }
            Value::BigInt(digits) => self.big_int(digits)?,
            Value::Date(time) => {
                self.saw_date = true;
                self.spend(|budget| budget.bytes(8))?;
                // SAFETY: the context is live.
                Handle::checked(ctx, unsafe { qjs::JS_NewDate(ctx, *time) })?
            }
            Value::Bytes(bytes) => {
                self.spend(|budget| budget.bytes(bytes.len()))?;
                // SAFETY: pointer and length are those of a live slice, which is copied.
                let raw = unsafe { qjs::JS_NewUint8ArrayCopy(ctx, bytes.as_ptr(), bytes.len() as qjs::size_t) };
                Handle::checked(ctx, raw)?
            }
            Value::String(text) => {
                self.spend(|budget| budget.bytes(text.len()))?;
                Handle::text(ctx, text)?
            }
            Value::Utf16(units) => {
                self.spend(|budget| budget.bytes(units.len() * 2))?;
                // SAFETY: pointer and length are those of a live slice, which is copied.
                let raw = unsafe { qjs::JS_NewStringUTF16(ctx, units.as_ptr(), units.len() as qjs::size_t) };
                Handle::checked(ctx, raw)?
            }
            Value::Array(items) => self.array(items)?,
            Value::Object(entries) => self.object(entries)?,
        })
    }

    fn big_int(&mut self, digits: &str) -> Result<Handle, ToGuestError> {
        self.spend(|budget| budget.bytes(digits.len()))?;
        if let Ok(small) = digits.parse::<i64>() {
            // SAFETY: the context is live.
            return Ok(Handle::checked(self.ctx, unsafe { qjs::JS_NewBigInt64(self.ctx, small) })?);
        }
        let body = digits.strip_prefix('-').unwrap_or(digits);
        if body.is_empty() || body.len() > MAX_DIGITS || !body.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MarshalError {
                code: ErrorCode::SerializationError,
                message: format!("the integer at `{}` has more than {MAX_DIGITS} digits", path_text(&self.path)),
            }
            .into());
        }
        let text = Handle::text(self.ctx, digits)?;
        Ok(self.primordials.big_int.call(&Handle::undefined(self.ctx), &[&text])?)
    }

    fn array(&mut self, items: &[Value]) -> Result<Handle, ToGuestError> {
        self.spend(ValueBudget::enter)?;
        let mut built = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.path.push(PathPart::Index(index as u64));
            built.push(self.write(item)?);
            self.path.pop();
        }
        self.budget.leave();
        let count = i32::try_from(built.len()).map_err(|_| ToGuestError::Engine)?;
        let raw: Vec<qjs::JSValue> = built.into_iter().map(Handle::into_raw).collect();
        // SAFETY: the engine takes over every value, also when it fails.
        let array = Handle::checked(self.ctx, unsafe { qjs::JS_NewArrayFrom(self.ctx, count, raw.as_ptr()) })?;
        self.finish(array)
    }

    fn object(&mut self, entries: &[(String, Value)]) -> Result<Handle, ToGuestError> {
        self.spend(ValueBudget::enter)?;
        let object = Handle::object(self.ctx)?;
        for (key, item) in entries {
            if DANGEROUS_KEYS.contains(&key.as_str()) {
                self.dropped = self.dropped.saturating_add(1);
                continue;
            }
            if matches!(item, Value::Undefined) {
                continue;
            }
            self.spend(|budget| budget.bytes(key.len()))?;
            self.path.push(PathPart::Key(key.clone()));
            let item = self.write(item)?;
            self.path.pop();
            object.define_atom(&Atom::new(self.ctx, key)?, item, qjs::JS_PROP_C_W_E)?;
        }
        self.budget.leave();
        self.finish(object)
    }

    fn finish(&self, object: Handle) -> Result<Handle, ToGuestError> {
        if self.frozen {
            object.freeze()?;
        }
        Ok(object)
    }

    fn spend(
        &mut self,
        spend: impl FnOnce(&mut ValueBudget) -> Result<(), super::Exceeded>,
    ) -> Result<(), MarshalError> {
        spend(&mut self.budget).map_err(|limit| exceeded(&self.path, limit))
    }
}
