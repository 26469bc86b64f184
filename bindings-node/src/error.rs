//! What JavaScript throws when a call of ours fails: `code` is one of `ErrorCode`.

use enclave_contract::ErrorCode;

/// An error whose `code` JavaScript reads.
#[derive(Clone, Copy, Debug)]
pub struct Coded(ErrorCode);

impl AsRef<str> for Coded {
    fn as_ref(&self) -> &str {
        self.0.as_str()
    }
}

impl From<napi::Status> for Coded {
    fn from(_: napi::Status) -> Self {
        Self(ErrorCode::Internal)
    }
}

/// An error of that code.
pub(crate) fn error(code: ErrorCode, message: impl Into<String>) -> napi::Error<Coded> {
    napi::Error::new(Coded(code), message.into())
}
