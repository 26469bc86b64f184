//! Errors of the core as Python exceptions. Which class a code has is decided in one place: `enclave.errors`.

use enclave_contract::{ConfigError, ErrorCode};
use pyo3::{prelude::*, sync::PyOnceLock};

use crate::convert::CannotCross;

/// The exception of that code.
pub(crate) fn raised(py: Python<'_>, code: ErrorCode, message: &str) -> PyErr {
    static BUILD: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let built = BUILD
        .get_or_try_init(py, || Ok(py.import("enclave.errors")?.getattr("error_of")?.unbind()))
        .and_then(|build: &Py<PyAny>| build.call1(py, (code.as_str(), message)));
    match built {
        Ok(exception) => PyErr::from_value(exception.into_bound(py)),
        Err(error) => error,
    }
}

/// The exception of a configuration that cannot be used.
pub(crate) fn invalid_config(py: Python<'_>, error: &ConfigError) -> PyErr {
    raised(py, ErrorCode::InvalidConfig, &error.to_string())
}

/// The exception of a value that cannot cross; `what` names the value.
pub(crate) fn cannot_cross(py: Python<'_>, what: &str, error: &CannotCross) -> PyErr {
    raised(py, error.code, &format!("{what}: {}", error.message))
}
