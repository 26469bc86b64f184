//! title: undefined is thrown
//! error: EXECUTION_ERROR
let reason;
throw reason;
