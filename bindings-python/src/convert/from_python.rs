//! Python to `Value`: the host's own objects, copied. Budgets for depth, nodes and bytes stop the walk before memory
//! is spent; what cannot cross is refused with its path.

use std::collections::HashSet;

use enclave_contract::{ErrorCode, Value};
use pyo3::{
    prelude::*,
    types::{
        PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PyMemoryView, PySet, PyString,
        PyTuple, PyType,
    },
};

use super::{CannotCross, ValueLimits, integer::digits, path::Path, types::Types};

/// The largest integer below which a double holds every integer.
const EXACT: u64 = 1 << 53;
/// Bits of the largest integer that the engine takes.
const MAX_BITS: u64 = 131_072;
/// An object may stand for another (an enum for its value, a model for its dictionary), that for a third, and so on.
const MAX_STAND_INS: u32 = 8;

/// The value of a Python object.
pub(crate) fn from_python(object: &Bound<'_, PyAny>, limits: ValueLimits) -> Result<Value, CannotCross> {
    let types = Types::get(object.py()).map_err(|error| failed(object, &Path::Root, &error))?;
    Walk { types, limits, left: limits, above: Vec::new(), stand_ins: 0 }.read(object, &Path::Root)
}

struct Walk {
    types: &'static Types,
    limits: ValueLimits,
    left: ValueLimits,
    /// The containers that hold what is being read, by address: a container inside itself is a cycle.
    above: Vec<usize>,
    stand_ins: u32,
}

type Read = Result<Value, CannotCross>;

impl Walk {
    fn read(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        self.node(path)?;
        let stand_ins = std::mem::take(&mut self.stand_ins);
        let value = self.inside(object, path);
        self.stand_ins = stand_ins;
        value
    }

    fn inside(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
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
            self.container(object, path, |walk| walk.entries(&dict.items(), path))
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

    /// Containers of other types than `dict` and `list`, and objects by their fields.
    fn composite(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        let py = object.py();
        let is = |class: &Py<PyAny>| object.is_instance(class.bind(py)).map_err(|error| failed(object, path, &error));
        let types = self.types;
        if let Ok(tuple) = object.cast::<PyTuple>() {
            return self.container(object, path, |walk| walk.items(tuple.iter(), tuple.len(), path));
        }
        if let Ok(dict) = object.cast::<PyDict>() {
            return self.container(object, path, |walk| walk.entries(&dict.items(), path));
        }
        if let Ok(list) = object.cast::<PyList>() {
            return self.container(object, path, |walk| walk.list(list, path));
        }
        if object.is_instance_of::<PySet>() || object.is_instance_of::<PyFrozenSet>() {
            return self.container(object, path, |walk| walk.iterated(object, path));
        }
        let class = object.get_type();
        if !object.is_instance_of::<PyType>() {
            if has(&class, "__pydantic_validator__") && has(&class, "model_dump") {
                return self.stand_in(object, object.call_method0("model_dump"), path);
            }
            if has(&class, "__dataclass_fields__") {
                return self.container(object, path, |walk| walk.fields(object, path));
            }
        }
        if is(&types.mapping)? {
            return self.container(object, path, |walk| {
                let items = object.call_method0("items").and_then(|items| items.try_iter()?.collect::<PyResult<Vec<_>>>());
                let items = items.and_then(|items| PyList::new(py, items));
                walk.entries(&items.map_err(|error| failed(object, path, &error))?, path)
            });
        }
        if is(&types.collections)? {
            return self.container(object, path, |walk| walk.iterated(object, path));
        }
        if object.is_callable() {
            return Err(refused("a function", path));
        }
        Err(refused(&described(object), path))
    }

    /// Reads what an object stands for: it counts as the same node.
    fn stand_in(&mut self, object: &Bound<'_, PyAny>, other: PyResult<Bound<'_, PyAny>>, path: &Path<'_>) -> Read {
        let other = other.map_err(|error| failed(object, path, &error))?;
        if self.stand_ins == MAX_STAND_INS {
            return Err(refused(&described(object), path));
        }
        self.stand_ins += 1;
        self.inside(&other, path)
    }

    fn container(
        &mut self,
        object: &Bound<'_, PyAny>,
        path: &Path<'_>,
        read: impl FnOnce(&mut Self) -> Read,
    ) -> Read {
        let address = object.as_ptr() as usize;
        if self.above.contains(&address) {
            return Err(refused("a cycle", path));
        }
        let left = spent(self.left.depth, 1).ok_or_else(|| exceeded("max_value_depth", self.limits.depth, path))?;
        self.left.depth = left;
        self.above.push(address);
        let value = read(self);
        self.above.pop();
        self.left.depth += 1;
        value
    }

    /// Items by index, so that a list which changes meanwhile is read as far as it goes.
    fn list(&mut self, list: &Bound<'_, PyList>, path: &Path<'_>) -> Read {
        let mut items = Vec::with_capacity(self.room(list.len()));
        let mut index = 0;
        while let Ok(item) = list.get_item(index) {
            items.push(self.read(&item, &Path::Index(path, index))?);
            index += 1;
        }
        Ok(Value::Array(items))
    }

    fn items<'py>(&mut self, all: impl Iterator<Item = Bound<'py, PyAny>>, count: usize, path: &Path<'_>) -> Read {
        let mut items = Vec::with_capacity(self.room(count));
        for (index, item) in all.enumerate() {
            items.push(self.read(&item, &Path::Index(path, index))?);
        }
        Ok(Value::Array(items))
    }

    fn iterated(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        let mut items = Vec::new();
        for (index, item) in object.try_iter().map_err(|error| failed(object, path, &error))?.enumerate() {
            let item = item.map_err(|error| failed(object, path, &error))?;
            items.push(self.read(&item, &Path::Index(path, index))?);
        }
        Ok(Value::Array(items))
    }

    /// Pairs of key and item. Integers as keys become text, and then the last of two same keys stands.
    fn entries(&mut self, pairs: &Bound<'_, PyList>, path: &Path<'_>) -> Read {
        let mut entries = Vec::with_capacity(self.room(pairs.len()));
        let mut renamed = false;
        for pair in pairs.iter() {
            let (key, item): (Bound<'_, PyAny>, Bound<'_, PyAny>) =
                pair.extract().map_err(|error| failed(&pair, path, &error))?;
            renamed |= !key.is_exact_instance_of::<PyString>();
            let key = self.key(&key, path)?;
            self.bytes(key.len(), path)?;
            let value = self.read(&item, &Path::Key(path, &key))?;
            entries.push((key, value));
        }
        if renamed {
            let mut seen = HashSet::new();
            entries.reverse();
            entries.retain(|(key, _): &(String, Value)| seen.insert(key.clone()));
            entries.reverse();
        }
        Ok(Value::Object(entries))
    }

    fn key(&self, key: &Bound<'_, PyAny>, path: &Path<'_>) -> Result<String, CannotCross> {
        let py = key.py();
        let mut key = key.clone();
        if key.is_instance(self.types.enumeration.bind(py)).unwrap_or(false) {
            key = key.getattr("value").map_err(|error| failed(&key, path, &error))?;
        }
        if let Ok(text) = key.cast::<PyString>() {
            return text.to_str().map(str::to_owned).map_err(|_| refused("a key with half of a surrogate pair", path));
        }
        if key.is_instance_of::<PyInt>() && !key.is_instance_of::<PyBool>() && bits(&key) <= MAX_BITS {
            return digits(&key).map_err(|error| failed(&key, path, &error));
        }
        Err(refused(&format!("a key that is {}", described(&key)), path))
    }

    fn fields(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        let fail = |error: PyErr| failed(object, path, &error);
        let fields = self.types.fields.bind(object.py()).call1((object,)).map_err(fail)?;
        let mut entries = Vec::new();
        for field in fields.try_iter().map_err(fail)? {
            let name = field.and_then(|field| field.getattr("name")).map_err(fail)?;
            let name = name.cast::<PyString>().map_err(|error| fail(error.into()))?;
            let item = object.getattr(name).map_err(fail)?;
            let key = self.key(name, path)?;
            self.bytes(key.len(), path)?;
            let value = self.read(&item, &Path::Key(path, &key))?;
            entries.push((key, value));
        }
        Ok(Value::Object(entries))
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
        let encoded = text.call_method1("encode", ("utf-16-le", "surrogatepass")).map_err(|e| failed(text, path, &e))?;
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
            return Ok(if small.unsigned_abs() <= EXACT { Value::Number(number) } else { Value::BigInt(small.to_string()) });
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
    fn room(&self, count: usize) -> usize {
        count.min(usize::try_from(self.left.nodes).unwrap_or(usize::MAX))
    }

    fn node(&mut self, path: &Path<'_>) -> Result<(), CannotCross> {
        self.left.nodes = spent(self.left.nodes, 1).ok_or_else(|| exceeded("max_value_nodes", self.limits.nodes, path))?;
        Ok(())
    }

    fn bytes(&mut self, count: usize, path: &Path<'_>) -> Result<(), CannotCross> {
        self.left.bytes =
            spent(self.left.bytes, count as u64).ok_or_else(|| exceeded("max_value_bytes", self.limits.bytes, path))?;
        Ok(())
    }
}

fn spent(left: u64, cost: u64) -> Option<u64> {
    left.checked_sub(cost)
}

fn bits(integer: &Bound<'_, PyAny>) -> u64 {
    integer.call_method0("bit_length").and_then(|bits| bits.extract()).unwrap_or(u64::MAX)
}

fn has(class: &Bound<'_, PyType>, name: &str) -> bool {
    class.hasattr(name).unwrap_or(false)
}

/// What an object is, by its class.
fn described(object: &Bound<'_, PyAny>) -> String {
    let name = object.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string_lossy().into_owned());
    let name: String = name.chars().take(60).collect();
    format!("an object of type `{name}`")
}

fn refused(what: &str, path: &Path<'_>) -> CannotCross {
    CannotCross { code: ErrorCode::SerializationError, message: format!("{what} at `{path}` cannot enter the script") }
}

fn exceeded(limit: &str, number: u64, path: &Path<'_>) -> CannotCross {
    CannotCross {
        code: ErrorCode::OutputTooLarge,
        message: format!("the value at `{path}` exceeds `{limit}` ({number})"),
    }
}

/// The refusal of an object whose own code failed while it was read. Its text stays out: it is the host's.
fn failed(object: &Bound<'_, PyAny>, path: &Path<'_>, error: &PyErr) -> CannotCross {
    let py = object.py();
    let kind = error.get_type(py).name().map_or_else(|_| "an error".to_owned(), |name| name.to_string_lossy().into_owned());
    refused(&format!("{} that raises `{kind}` when it is read", described(object)), path)
}
