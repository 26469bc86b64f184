//! Python to `Value`: the host's own objects, copied. Budgets for depth, nodes and bytes stop the walk before memory
//! is spent; what cannot cross is refused with its path.

use enclave_contract::{ErrorCode, Value};
use pyo3::{
    prelude::*,
    types::{PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMemoryView, PyString},
};

use super::{CannotCross, ValueLimits, integer::digits, path::Path, types::Types};

/// The largest integer below which a double holds every integer.
const EXACT: u64 = 1 << 53;
/// Bits of the largest integer that the engine takes.
pub(super) const MAX_BITS: u64 = 131_072;
/// An object may stand for another (an enum for its value, a model for its dictionary), that for a third, and so on.
const MAX_STAND_INS: u32 = 8;

/// The value of a Python object.
pub(crate) fn from_python(object: &Bound<'_, PyAny>, limits: ValueLimits) -> Result<Value, CannotCross> {
    let types = Types::get(object.py()).map_err(|error| failed(object, &Path::Root, &error))?;
    Walk { types, limits, left: limits, above: Vec::new(), stand_ins: 0 }.read(object, &Path::Root)
}

pub(super) struct Walk {
    pub(super) types: &'static Types,
    pub(super) limits: ValueLimits,
    pub(super) left: ValueLimits,
    /// The containers that hold what is being read, by address: a container inside itself is a cycle.
    pub(super) above: Vec<usize>,
    stand_ins: u32,
}

pub(super) type Read = Result<Value, CannotCross>;

impl Walk {
    pub(super) fn read(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        self.node(path)?;
        let stand_ins = std::mem::take(&mut self.stand_ins);
        let value = self.inside(object, path);
        self.stand_ins = stand_ins;
        value
    }

    pub(super) fn inside(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        if object.is_none() {
            Ok(Value::Null)
        } else if let Ok(text) = object.cast_exact::<PyString>() {
            self.text(text, path)
        } else if let Ok(flag) = object.cast::<PyBool>() {
            Ok(Value::Bool(flag.is_true()))
        } else if object.is_exact_instance_of::<PyInt>() {
            self.integer(object, path)
        } else if let Ok(number) = object.cast_exact::<PyFloat>() {
            self.bytes(8, path)?;
            Ok(Value::Number(number.value()))
        } else if let Ok(dict) = object.cast_exact::<PyDict>() {
            self.dict(dict, path)
        } else if let Ok(list) = object.cast_exact::<PyList>() {
            self.container(object, path, |walk| walk.list(list, path))
        } else {
            self.other(object, path)
        }
    }

    /// Everything but the six commonest types. An enum's member may be text or a number too, and then is its value.
    fn other(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        let py = object.py();
        let types = self.types;
        let is = |class: &Py<PyAny>| object.is_instance(class.bind(py)).map_err(|error| failed(object, path, &error));
        if is(&types.enumeration)? {
            return self.stand_in(object, object.getattr("value"), path);
        }
        if let Ok(text) = object.cast::<PyString>() {
            return self.text(text, path);
        }
        if object.is_instance_of::<PyInt>() {
            return self.integer(object, path);
        }
        if let Ok(number) = object.cast::<PyFloat>() {
            self.bytes(8, path)?;
            return Ok(Value::Number(number.value()));
        }
        if let Ok(bytes) = object.cast::<PyBytes>() {
            self.bytes(bytes.as_bytes().len(), path)?;
            return Ok(Value::Bytes(bytes.as_bytes().to_vec()));
        }
        if let Ok(bytes) = object.cast::<PyByteArray>() {
            self.bytes(bytes.len(), path)?;
            return Ok(Value::Bytes(bytes.to_vec()));
        }
        if object.is_instance_of::<PyMemoryView>() {
            return self.memory_view(object, path);
        }
        if is(&types.datetime)? {
            let time = types.milliseconds(object).map_err(|error| failed(object, path, &error))?;
            return self.date(time, path);
        }
        if is(&types.date)? {
            let days: PyResult<f64> = object.call_method0("toordinal").and_then(|days| days.extract());
            // 1970-01-01 is day 719 163 of Python's calendar.
            let days = days.map_err(|error| failed(object, path, &error))? - 719_163.0;
            return self.date(days * 86_400_000.0, path);
        }
        if is(&types.decimal)? {
            let number: PyResult<f64> = object.call_method0("__float__").and_then(|number| number.extract());
            self.bytes(8, path)?;
            return Ok(Value::Number(number.map_err(|error| failed(object, path, &error))?));
        }
        if is(&types.uuid)? {
            return self.stand_in(object, object.str().map(Bound::into_any), path);
        }
        if is(&types.time)? {
            return self.stand_in(object, object.call_method0("isoformat"), path);
        }
        self.composite(object, path)
    }

    /// Reads what an object stands for: it counts as the same node.
    pub(super) fn stand_in(
        &mut self,
        object: &Bound<'_, PyAny>,
        other: PyResult<Bound<'_, PyAny>>,
        path: &Path<'_>,
    ) -> Read {
        let other = other.map_err(|error| failed(object, path, &error))?;
        if self.stand_ins == MAX_STAND_INS {
            return Err(refused(&described(object), path));
        }
        self.stand_ins += 1;
        self.inside(&other, path)
    }

    fn text(&mut self, text: &Bound<'_, PyString>, path: &Path<'_>) -> Read {
        // Each character takes a byte at least: what is far too long is not even measured.
        let length = text.len().map_err(|error| failed(text, path, &error))?;
        if length as u64 > self.left.bytes {
            return Err(exceeded("max_value_bytes", self.limits.bytes, path));
        }
        if let Ok(text) = text.to_str() {
            self.bytes(text.len(), path)?;
            return Ok(Value::String(text.to_owned()));
        }
        let encoded =
            text.call_method1("encode", ("utf-16-le", "surrogatepass")).map_err(|e| failed(text, path, &e))?;
        let encoded = encoded.cast::<PyBytes>().map_err(|error| failed(text, path, &error.into()))?.as_bytes();
        self.bytes(encoded.len(), path)?;
        let units: Vec<u16> = encoded.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        Ok(Value::from_utf16(&units))
    }

    fn integer(&mut self, integer: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        if let Ok(small) = integer.extract::<i64>() {
            self.bytes(8, path)?;
            #[expect(clippy::cast_precision_loss, reason = "integers up to 2^53 are exact")]
            let number = small as f64;
            return Ok(if small.unsigned_abs() <= EXACT {
                Value::Number(number)
            } else {
                Value::BigInt(small.to_string())
            });
        }
        if bits(integer) > MAX_BITS {
            return Err(refused(&format!("an integer of more than {MAX_BITS} bits"), path));
        }
        let digits = digits(integer).map_err(|error| failed(integer, path, &error))?;
        self.bytes(digits.len(), path)?;
        Ok(Value::BigInt(digits))
    }

    fn date(&mut self, time: f64, path: &Path<'_>) -> Read {
        self.bytes(8, path)?;
        Ok(Value::Date(time))
    }

    fn memory_view(&mut self, view: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        let fail = |error: PyErr| failed(view, path, &error);
        let size: usize = view.getattr("nbytes").and_then(|size| size.extract()).map_err(fail)?;
        self.bytes(size, path)?;
        let bytes: Vec<u8> = view.call_method0("tobytes").and_then(|bytes| bytes.extract()).map_err(fail)?;
        Ok(Value::Bytes(bytes))
    }

    /// How much to reserve for that many items: no more than the budget lets in.
    pub(super) fn room(&self, count: usize) -> usize {
        count.min(usize::try_from(self.left.nodes).unwrap_or(usize::MAX))
    }

    fn node(&mut self, path: &Path<'_>) -> Result<(), CannotCross> {
        self.left.nodes =
            spent(self.left.nodes, 1).ok_or_else(|| exceeded("max_value_nodes", self.limits.nodes, path))?;
        Ok(())
    }

    pub(super) fn bytes(&mut self, count: usize, path: &Path<'_>) -> Result<(), CannotCross> {
        self.left.bytes =
            spent(self.left.bytes, count as u64).ok_or_else(|| exceeded("max_value_bytes", self.limits.bytes, path))?;
        Ok(())
    }
}

pub(super) fn spent(left: u64, cost: u64) -> Option<u64> {
    left.checked_sub(cost)
}

pub(super) fn bits(integer: &Bound<'_, PyAny>) -> u64 {
    integer.call_method0("bit_length").and_then(|bits| bits.extract()).unwrap_or(u64::MAX)
}

/// What an object is, by its class.
pub(super) fn described(object: &Bound<'_, PyAny>) -> String {
    let name = object.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string_lossy().into_owned());
    let name: String = name.chars().take(60).collect();
    format!("an object of type `{name}`")
}

pub(super) fn refused(what: &str, path: &Path<'_>) -> CannotCross {
    CannotCross { code: ErrorCode::SerializationError, message: format!("{what} at `{path}` cannot enter the script") }
}

pub(super) fn exceeded(limit: &str, number: u64, path: &Path<'_>) -> CannotCross {
    CannotCross {
        code: ErrorCode::OutputTooLarge,
        message: format!("the value at `{path}` exceeds `{limit}` ({number})"),
    }
}

/// The refusal of an object whose own code failed while it was read. Its text stays out: it is the host's.
pub(super) fn failed(object: &Bound<'_, PyAny>, path: &Path<'_>, error: &PyErr) -> CannotCross {
    let py = object.py();
    let kind =
        error.get_type(py).name().map_or_else(|_| "an error".to_owned(), |name| name.to_string_lossy().into_owned());
    refused(&format!("{} that raises `{kind}` when it is read", described(object)), path)
}
