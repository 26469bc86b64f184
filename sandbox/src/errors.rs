//! Exceptions of the engine, read without running guest code, and errors of our own for the guest.

use rquickjs::qjs;

use super::{
    compile::FILE_NAME,
    handle::{Atom, Context, Handle, Pending, take_exception},
};

/// Stack frames that are read of one error; the engine makes 10.
const MAX_FRAMES: usize = 16;
/// A message longer than this is cut: it may be a megabyte of the guest's making.
const MAX_MESSAGE: usize = 16 << 10;

/// The name and message of an error object, or of anything else that was thrown.
pub(super) fn name_and_message(error: &Handle) -> (String, String) {
    if !error.is_object() {
        let text = error.primitive_text().unwrap_or_else(|| "a symbol".to_owned());
        return ("Error".to_owned(), shorten(text));
    }
    let name = text_property(error, "name").unwrap_or_else(|| "Error".to_owned());
    let message = text_property(error, "message").unwrap_or_default();
    (shorten(name), shorten(message))
}

/// Whether it looks like the engine's own error for a full stack.
pub(super) fn is_stack_overflow(error: &Handle) -> bool {
    let says = |name, text| text_property(error, name).is_some_and(|found| found == text);
    // SAFETY: looks at the object's class alone.
    let is_error = unsafe { qjs::JS_IsError(error.raw()) };
    is_error && says("name", "RangeError") && says("message", "Maximum call stack size exceeded")
}

/// A string property that is plain data on the object or its prototypes.
pub(super) fn text_property(object: &Handle, name: &str) -> Option<String> {
    let atom = Atom::new(object.ctx(), name).ok()?;
    let value = object.inherited_data(&atom)?;
    if value.is_string() { value.primitive_text() } else { None }
}

/// Lines and columns of the script in the text of a stack.
pub(super) fn stack_places(stack: &str) -> Vec<(u32, u32)> {
    let file = FILE_NAME.to_str().unwrap_or_default();
    stack
        .lines()
        .take(MAX_FRAMES)
        .filter_map(|line| {
            let (_, place) = line.rsplit_once(file)?;
            let mut numbers = place.trim_start_matches(':').trim_end_matches(')').split(':');
            Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
        })
        .collect()
}

/// An error that holds the stack of the running guest code.
pub(super) fn stack_here(ctx: Context) -> Handle {
    // SAFETY: the context is live; throwing builds the stack, and the exception is taken back at once.
    unsafe {
        qjs::JS_ThrowInternalError(ctx, c"".as_ptr());
        take_exception(ctx)
    }
}

/// An `Error` for the guest.
pub(super) fn new_error(ctx: Context, name: &str, message: &str) -> Result<Handle, Pending> {
    // SAFETY: the context is live.
    let error = Handle::checked(ctx, unsafe { qjs::JS_NewError(ctx) })?;
    let hidden = qjs::JS_PROP_WRITABLE | qjs::JS_PROP_CONFIGURABLE;
    error.define("message", Handle::text(ctx, message)?, hidden)?;
    if name != "Error" {
        error.define("name", Handle::text(ctx, name)?, hidden)?;
    }
    Ok(error)
}

/// Throws a `TypeError` of the engine's own kind.
pub(super) fn throw_type_error(ctx: Context, message: &str) {
    // A null byte in the message would end it early; nothing else can go wrong.
    let message = std::ffi::CString::new(message.replace('\0', " ")).unwrap_or_default();
    // SAFETY: the format takes one string.
    unsafe { qjs::JS_ThrowTypeError(ctx, c"%s".as_ptr(), message.as_ptr()) };
}

/// Throws a `RangeError`.
pub(super) fn throw_range_error(ctx: Context, message: &str) {
    let message = std::ffi::CString::new(message.replace('\0', " ")).unwrap_or_default();
    // SAFETY: the format takes one string.
    unsafe { qjs::JS_ThrowRangeError(ctx, c"%s".as_ptr(), message.as_ptr()) };
}

/// Throws what no `catch` of the guest sees: the run is over.
pub(super) fn throw_uncatchable(ctx: Context) {
    // SAFETY: the context is live; the exception is marked while we own it, then handed back.
    unsafe {
        qjs::JS_ThrowInternalError(ctx, c"stopped".as_ptr());
        let error = qjs::JS_GetException(ctx);
        qjs::JS_SetUncatchableError(ctx, error);
        qjs::JS_Throw(ctx, error);
    }
}

/// The text, cut at a character if it is long.
pub(super) fn shorten(mut text: String) -> String {
    if text.len() > MAX_MESSAGE {
        let mut end = MAX_MESSAGE;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_from_frames_of_the_script_alone() {
        let stack =
            "    at parse (native)\n    at inner (enclave:script:3:14)\n    at enclave:script:9:2\n    at x (y:1:1)";
        assert_eq!(stack_places(stack), [(3, 14), (9, 2)]);
    }
}
