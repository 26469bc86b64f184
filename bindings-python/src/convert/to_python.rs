//! `Value` to Python. Its depth is bounded by whoever built it, so the walk may recurse.

use enclave_contract::Value;
use pyo3::{
    prelude::*,
    types::{PyBytes, PyDict, PyFloat, PyList, PyString},
};

use super::{integer::integer, types::Types};

/// The largest whole number that a double holds without a gap below it.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The Python object of a value. Whole numbers become `int`, both `undefined` and `null` become `None`.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Undefined | Value::Null => py.None().into_bound(py),
        Value::Bool(flag) => flag.into_pyobject(py)?.to_owned().into_any(),
        Value::Number(number) => self::number(py, *number)?,
        Value::BigInt(digits) => integer(py, digits)?,
        Value::Date(time) => date(py, *time)?,
        Value::Bytes(bytes) => PyBytes::new(py, bytes).into_any(),
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Utf16(units) => utf16(py, units)?,
        Value::Array(items) => {
            let items = items.iter().map(|item| to_python(py, item)).collect::<PyResult<Vec<_>>>()?;
            PyList::new(py, items)?.into_any()
        }
        Value::Object(entries) => {
            let dict = PyDict::new(py);
            for (key, item) in entries {
                dict.set_item(key, to_python(py, item)?)?;
            }
            dict.into_any()
        }
    })
}

fn number(py: Python<'_>, number: f64) -> PyResult<Bound<'_, PyAny>> {
    let negative_zero = number == 0.0 && number.is_sign_negative();
    if number.fract() == 0.0 && number.abs() <= EXACT && !negative_zero {
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked on the line above")]
        return Ok((number as i64).into_pyobject(py)?.into_any());
    }
    Ok(PyFloat::new(py, number).into_any())
}

/// An aware `datetime` in UTC. An invalid date is `None`; one beyond the years that Python has is its milliseconds.
fn date(py: Python<'_>, time: f64) -> PyResult<Bound<'_, PyAny>> {
    if time.is_nan() {
        return Ok(py.None().into_bound(py));
    }
    match Types::get(py)?.datetime_of(py, time) {
        Ok(date) => Ok(date),
        Err(_) => number(py, time),
    }
}

/// Text with lone surrogates, which UTF-8 cannot hold.
fn utf16<'py>(py: Python<'py>, units: &[u16]) -> PyResult<Bound<'py, PyAny>> {
    let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    PyBytes::new(py, &bytes).call_method1("decode", ("utf-16-le", "surrogatepass"))
}
