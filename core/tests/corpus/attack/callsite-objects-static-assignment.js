//! title: callsite objects static assignment
//! stopped: 1 NO_META_PROGRAMMING
Error.prepareStackTrace = (error, frames) => frames.map((frame) => frame.getThis())
return new Error('x').stack
