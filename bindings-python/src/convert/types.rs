//! The classes of Python's library that cross, looked up once.

use pyo3::{prelude::*, sync::PyOnceLock, types::PyDict};

pub(super) struct Types {
    pub(super) datetime: Py<PyAny>,
    pub(super) date: Py<PyAny>,
    pub(super) time: Py<PyAny>,
    pub(super) decimal: Py<PyAny>,
    pub(super) uuid: Py<PyAny>,
    pub(super) enumeration: Py<PyAny>,
    pub(super) mapping: Py<PyAny>,
    /// Sequences and sets.
    pub(super) collections: Py<PyAny>,
    /// `dataclasses.fields`
    pub(super) fields: Py<PyAny>,
    timedelta: Py<PyAny>,
    /// 1970, aware and naive.
    epoch: Py<PyAny>,
    naive_epoch: Py<PyAny>,
}

impl Types {
    pub(super) fn get(py: Python<'_>) -> PyResult<&'static Self> {
        static TYPES: PyOnceLock<Types> = PyOnceLock::new();
        TYPES.get_or_try_init(py, || Self::import(py))
    }

    fn import(py: Python<'_>) -> PyResult<Self> {
        let dates = py.import("datetime")?;
        let datetime = dates.getattr("datetime")?;
        let abc = py.import("collections.abc")?;
        let naive_epoch = datetime.call1((1970, 1, 1))?;
        let keywords = PyDict::new(py);
        keywords.set_item("tzinfo", dates.getattr("timezone")?.getattr("utc")?)?;
        Ok(Self {
            epoch: naive_epoch.call_method("replace", (), Some(&keywords))?.unbind(),
            naive_epoch: naive_epoch.unbind(),
            datetime: datetime.unbind(),
            date: dates.getattr("date")?.unbind(),
            time: dates.getattr("time")?.unbind(),
            timedelta: dates.getattr("timedelta")?.unbind(),
            decimal: py.import("decimal")?.getattr("Decimal")?.unbind(),
            uuid: py.import("uuid")?.getattr("UUID")?.unbind(),
            enumeration: py.import("enum")?.getattr("Enum")?.unbind(),
            mapping: abc.getattr("Mapping")?.unbind(),
            collections: (abc.getattr("Sequence")?, abc.getattr("Set")?).into_pyobject(py)?.into_any().unbind(),
            fields: py.import("dataclasses")?.getattr("fields")?.unbind(),
        })
    }

    /// The aware `datetime` of a time in milliseconds since 1970 UTC.
    pub(super) fn datetime_of<'py>(&self, py: Python<'py>, milliseconds: f64) -> PyResult<Bound<'py, PyAny>> {
        let delta = self.timedelta.bind(py).call1((0, 0, 0, milliseconds))?;
        self.epoch.bind(py).add(delta)
    }

    /// Whole milliseconds since 1970 UTC. A `datetime` without a zone is taken as UTC, which is the script's zone.
    pub(super) fn milliseconds(&self, datetime: &Bound<'_, PyAny>) -> PyResult<f64> {
        let py = datetime.py();
        let naive = datetime.call_method0("utcoffset")?.is_none();
        let delta = if naive {
            // A zone that gives no offset is as good as none.
            let keywords = PyDict::new(py);
            keywords.set_item("tzinfo", py.None())?;
            datetime.call_method("replace", (), Some(&keywords))?.sub(self.naive_epoch.bind(py))?
        } else {
            datetime.sub(self.epoch.bind(py))?
        };
        let part = |name| -> PyResult<f64> { delta.getattr(name)?.extract() };
        Ok(part("days")? * 86_400_000.0 + part("seconds")? * 1_000.0 + (part("microseconds")? / 1_000.0).floor())
    }
}
