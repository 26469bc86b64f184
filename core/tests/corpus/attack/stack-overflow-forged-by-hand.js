//! title: stack overflow forged by hand
//! stopped: 4 EXECUTION_ERROR
throw new RangeError('Maximum call stack size exceeded')
