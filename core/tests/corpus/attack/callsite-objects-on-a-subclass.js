//! title: callsite objects on a subclass
//! value: ["string", true]
let frames
class Odd extends Error {
  static prepareStackTrace(error, list) { frames = list; return 'ESCAPED' }
}
try { null.x } catch (error) { error.stack }
return [typeof new Odd('x').stack, frames === undefined]
