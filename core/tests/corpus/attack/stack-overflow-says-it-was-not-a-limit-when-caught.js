//! title: stack overflow says it was not a limit when caught
//! value: ["RangeError", "Maximum call stack size exceeded", true]
const deep = () => deep() + 1
try { return deep() } catch (error) { return [error.name, error.message, error instanceof RangeError] }
