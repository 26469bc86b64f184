//! Texts on their way across, copied once.

use napi::{
    Result,
    bindgen_prelude::{FromNapiValue, ToNapiValue},
    sys,
};

/// A text for JavaScript. ASCII, which almost every one is, is copied without being decoded.
pub struct Text(pub(crate) String);

impl ToNapiValue for Text {
    unsafe fn to_napi_value(env: sys::napi_env, Self(text): Self) -> Result<sys::napi_value> {
        if !text.is_ascii() {
            // SAFETY: the caller gives the current environment.
            return unsafe { String::to_napi_value(env, text) };
        }
        let mut value = std::ptr::null_mut();
        // SAFETY: pointer and length are those of a live text, which is copied; ASCII is Latin-1.
        let status = unsafe {
            sys::napi_create_string_latin1(env, text.as_ptr().cast(), text.len().cast_signed(), &raw mut value)
        };
        napi::check_status!(status, "a text of {} bytes is too long for a string", text.len())?;
        Ok(value)
    }
}

/// A text of JavaScript as it is there, lone surrogates included: a tape of `ts/encode.ts`.
pub struct Tape(pub(crate) Vec<u16>);

impl FromNapiValue for Tape {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        let mut length = 0;
        // SAFETY: the caller gives the current environment and a value of it; without a buffer only the length is told.
        let status = unsafe { sys::napi_get_value_string_utf16(env, value, std::ptr::null_mut(), 0, &raw mut length) };
        napi::check_status!(status, "a tape must be a string")?;
        // Node-API ends what it writes with a zero.
        let mut units = vec![0; length + 1];
        // SAFETY: pointer and length are those of a live buffer.
        let status =
            unsafe { sys::napi_get_value_string_utf16(env, value, units.as_mut_ptr(), units.len(), &raw mut length) };
        napi::check_status!(status, "a tape must be a string")?;
        units.truncate(length);
        Ok(Self(units))
    }
}
