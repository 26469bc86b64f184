//! Containers: what holds other values, and objects by their fields.

use std::collections::HashSet;

use enclave_contract::Value;
use pyo3::{
    prelude::*,
    types::{PyBool, PyDict, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTuple, PyType},
};

use super::{
    CannotCross,
    from_python::{MAX_BITS, Read, Walk, bits, described, exceeded, failed, refused, spent},
    integer::digits,
    path::Path,
};

impl Walk {
    /// Containers of other types than `dict` and `list`, and objects by their fields.
    pub(super) fn composite(&mut self, object: &Bound<'_, PyAny>, path: &Path<'_>) -> Read {
        let py = object.py();
        let is = |class: &Py<PyAny>| object.is_instance(class.bind(py)).map_err(|error| failed(object, path, &error));
        let types = self.types;
        if let Ok(tuple) = object.cast::<PyTuple>() {
            return self.container(object, path, |walk| walk.items(tuple.iter(), tuple.len(), path));
        }
        if let Ok(dict) = object.cast::<PyDict>() {
            return self.dict(dict, path);
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
                let pairs = object.call_method0("items").and_then(|items| items.try_iter());
                walk.entries(object, pairs.map_err(|error| failed(object, path, &error))?, path)
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

    pub(super) fn container(
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
    pub(super) fn list(&mut self, list: &Bound<'_, PyList>, path: &Path<'_>) -> Read {
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

    /// A dictionary, from a copy of its pairs: reading an item may run code of the host that changes it.
    pub(super) fn dict(&mut self, dict: &Bound<'_, PyDict>, path: &Path<'_>) -> Read {
        if dict.len() as u64 > self.left.nodes {
            return Err(exceeded("max_value_nodes", self.limits.nodes, path));
        }
        self.container(dict, path, |walk| walk.entries(dict, dict.items().iter().map(Ok), path))
    }

    /// Pairs of key and item. Integers as keys become text, and then the last of two same keys stands.
    fn entries<'py>(
        &mut self,
        object: &Bound<'py, PyAny>,
        pairs: impl Iterator<Item = PyResult<Bound<'py, PyAny>>>,
        path: &Path<'_>,
    ) -> Read {
        let mut entries = Vec::with_capacity(self.room(pairs.size_hint().0));
        let mut renamed = false;
        for pair in pairs {
            let (key, item): (Bound<'_, PyAny>, Bound<'_, PyAny>) =
                pair.and_then(|pair| pair.extract()).map_err(|error| failed(object, path, &error))?;
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
}

fn has(class: &Bound<'_, PyType>, name: &str) -> bool {
    class.hasattr(name).unwrap_or(false)
}
