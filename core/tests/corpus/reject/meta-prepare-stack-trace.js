//! title: the hook for stack traces
//! finding: NO_META_PROGRAMMING 1
Error.prepareStackTrace = (error, frames) => frames.map(String)
const { stack } = new Error('x')
return stack.length
