//! Big integers as decimal digits. The interpreter itself refuses to convert more than 4 300 digits at once, or as few
//! as 640 where the host says so; so they go in pieces.

use pyo3::{
    prelude::*,
    types::{PyInt, PyString},
};

/// Digits of one piece.
const PIECE: usize = 600;

/// The decimal digits of an integer, of whatever size.
pub(super) fn digits(integer: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = integer.py();
    let base = power_of_ten(py, PIECE)?;
    let negative = integer.lt(0)?;
    let mut rest = integer.call_method0("__abs__")?;
    let mut pieces = Vec::new();
    while rest.ge(&base)? {
        let (quotient, remainder): (Bound<'_, PyAny>, Bound<'_, PyAny>) = rest.divmod(&base)?.extract()?;
        pieces.push(format!("{:0>PIECE$}", remainder.repr()?.to_str()?));
        rest = quotient;
    }
    pieces.push(rest.repr()?.to_str()?.to_owned());
    if negative {
        pieces.push("-".to_owned());
    }
    pieces.reverse();
    Ok(pieces.concat())
}

/// The integer of decimal digits with an optional `-`.
pub(super) fn integer<'py>(py: Python<'py>, digits: &str) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(small) = digits.parse::<i64>() {
        return Ok(small.into_pyobject(py)?.into_any());
    }
    let body = digits.strip_prefix('-').unwrap_or(digits);
    let int = py.get_type::<PyInt>();
    let mut value = int.call0()?;
    let mut rest = body;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at_checked(PIECE.min(rest.len())).unwrap_or((rest, ""));
        let piece_value = int.call1((PyString::new(py, piece),))?;
        value = value.mul(power_of_ten(py, piece.len())?)?.add(piece_value)?;
        rest = behind;
    }
    if body.len() < digits.len() { value.neg() } else { Ok(value) }
}

fn power_of_ten(py: Python<'_>, exponent: usize) -> PyResult<Bound<'_, PyAny>> {
    10_i32.into_pyobject(py)?.pow(exponent, py.None())
}
