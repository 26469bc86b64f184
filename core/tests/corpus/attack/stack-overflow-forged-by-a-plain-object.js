//! title: stack overflow forged by a plain object
//! stopped: 4 EXECUTION_ERROR
throw { name: 'RangeError', message: 'Maximum call stack size exceeded', code: 'OK' }
